//! Text that is safe to print.

use super::checked::checked_strings;

checked_strings! {
    /// Text from a file: not empty, without control or bidirectional characters, white space folded.
    ///
    /// TOML strings can hold escape sequences and characters that reorder a line on a terminal.
    /// They are refused where the text is read, so no renderer has to think of them.
    Text tidy;
}

/// Whether a character could act on a terminal or hide in a line instead of being shown.
pub fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{e0000}'..='\u{e007f}')
}

/// Somebody else's words with every unprintable character replaced, so that they can be shown; line feeds too.
pub fn printable(words: &str) -> String {
    words.chars().map(|c| if is_unprintable(c) { '\u{fffd}' } else { c }).collect()
}

fn tidy(raw: String) -> Result<String, String> {
    // A line break in a multi-line string is only how the author wrapped it.
    let bad = raw.chars().find(|&c| is_unprintable(c) && !matches!(c, '\n' | '\r' | '\t'));
    if let Some(c) = bad {
        return Err(format!("text with the unprintable character U+{:04X}", c as u32));
    }
    let folded = raw.split([' ', '\n', '\r', '\t']).filter(|w| !w.is_empty()).collect::<Vec<_>>();
    if folded.is_empty() {
        return Err("empty text".to_owned());
    }
    Ok(folded.join(" "))
}
