//! The command of a pager, as people write it in a variable.

/// The words of a command, as a shell takes them apart: quotes hold words together, a backslash is plain only in
/// single quotes. None where there is no command, or a quote has no end.
pub fn words(command: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut all = command.chars();
    while let Some(c) = all.next() {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None | Some('"'), '\\') => word.get_or_insert_default().push(all.next()?),
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    (quote.is_none() && words.first().is_some_and(|program| !program.is_empty())).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn a_command_is_taken_apart_as_a_shell_does() {
        let of = |command: &str| words(command).map(|words| words.join("|"));
        assert_eq!(of("less -FRX").as_deref(), Some("less|-FRX"));
        assert_eq!(of("'/my programs/less' -P 'a b'").as_deref(), Some("/my programs/less|-P|a b"));
        assert_eq!(of("less \"-Pa \\\" b\"  x\\ y ''").as_deref(), Some("less|-Pa \" b|x y|"));
        for none in ["", "  ", "''", "less 'a", "less \\"] {
            assert_eq!(of(none), None, "{none}");
        }
    }
}
