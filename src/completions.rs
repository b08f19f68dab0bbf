//! Scripts that complete commands, drugs, sections and signs in a shell.
//!
//! The grammar's own script knows commands and options. Of most shells it knows no names of several words and nothing
//! that stands behind a command, so these are added here.

use crate::arrange::Arrange;
use crate::cli::Cli;
use crate::kb::names::Name;
use crate::kb::{EntryKind, KnowledgeBase, NameKind};
use crate::query::info::groups;
use clap::{Command, CommandFactory};
use clap_complete::Shell;

/// What can stand somewhere on a command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Drugs,
    Partners,
    Classes,
    Signs,
    Sections,
    Countries,
    Commands,
}

impl Kind {
    const ALL: [Self; 7] =
        [Self::Drugs, Self::Partners, Self::Classes, Self::Signs, Self::Sections, Self::Countries, Self::Commands];

    fn name(self) -> &'static str {
        match self {
            Self::Drugs => "drugs",
            Self::Partners => "partners",
            Self::Classes => "classes",
            Self::Signs => "signs",
            Self::Sections => "sections",
            Self::Countries => "countries",
            Self::Commands => "commands",
        }
    }

    /// All that it can be.
    fn words(self, kb: &KnowledgeBase, grammar: &Command) -> Vec<String> {
        let ids = |kind| kb.ids(kind).into_iter().map(|id| id.to_string()).collect();
        let is_drug = |name: &Name| kb.kind_of(&name.id) == Some(EntryKind::Drug) || name.kind == NameKind::Class;
        let shown = |name: Name| name.shown.to_lowercase();
        let mut words: Vec<String> = match self {
            Self::Drugs => kb.names().into_iter().filter(is_drug).map(shown).collect(),
            Self::Partners => kb.names().into_iter().map(shown).collect(),
            Self::Classes => ids(EntryKind::Class),
            Self::Signs => kb.terms().into_iter().map(|(_, term)| term.name.to_string().to_lowercase()).collect(),
            Self::Sections => groups().into_iter().chain(["all"]).map(|group| group.replace('_', "-")).collect(),
            Self::Countries => kb.countries().into_iter().map(|country| country.code().to_owned()).collect(),
            Self::Commands => grammar.get_subcommands().map(|command| command.get_name().to_owned()).collect(),
        };
        words.retain(|word| !word.chars().any(char::is_control));
        words.arrange();
        words.dedup();
        words
    }
}

/// What stands behind each command.
const ARGUMENTS: [(&str, Kind); 9] = [
    ("info", Kind::Drugs),
    ("symptoms", Kind::Drugs),
    ("overdose", Kind::Drugs),
    ("sources", Kind::Drugs),
    ("compare", Kind::Drugs),
    ("interactions", Kind::Partners),
    ("which", Kind::Signs),
    ("search", Kind::Drugs),
    ("man", Kind::Commands),
];

/// What stands behind each option.
const OPTIONS: [(&str, Kind); 3] =
    [("class", Kind::Classes), ("section", Kind::Sections), ("country", Kind::Countries)];

/// A completion script that knows the names of drugs, classes and signs.
///
/// The names are those of now: a new version, or files of one's own, need a new script.
pub fn completions(shell: Shell, kb: &KnowledgeBase) -> String {
    let mut grammar = Cli::command();
    grammar.build();
    let lists: Vec<(Kind, Vec<String>)> = Kind::ALL.map(|kind| (kind, kind.words(kb, &grammar))).into();
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut grammar, "klon", &mut script);
    let script = String::from_utf8_lossy(&script).into_owned();
    match shell {
        Shell::Bash => script + &bash(&lists),
        Shell::Zsh => zsh(&script, &lists),
        Shell::Fish => script + &fish(&lists),
        Shell::PowerShell => power_shell(&script, &lists),
        Shell::Elvish => elvish(&script, &lists),
        _ => script,
    }
}

type Lists = [(Kind, Vec<String>)];

/// One branch for each command or option, as the shell writes it.
fn branches(of: &[(&str, Kind)], branch: impl Fn(&str, &str) -> String) -> String {
    of.iter().map(|(name, kind)| branch(name, kind.name())).collect()
}

/// Each list as the shell writes it.
fn listed(lists: &Lists, list: impl Fn(&str, Vec<String>) -> String, quoted: impl Fn(&str) -> String) -> String {
    lists.iter().map(|(kind, words)| list(kind.name(), words.iter().map(|word| quoted(word)).collect())).collect()
}

/// In single quotes, where a shell has a way to write one within them.
fn quoted(word: &str, quote: &str) -> String {
    format!("'{}'", word.replace('\'', quote))
}

fn bash(lists: &Lists) -> String {
    let lists = listed(
        lists,
        |name, words| format!("_klon_{name}={}\n", quoted(&words.join("\n"), r"'\''")),
        ToString::to_string,
    );
    let options = branches(&OPTIONS, |name, kind| format!("        --{name}) list=$_klon_{kind} ;;\n"));
    let arguments = branches(&ARGUMENTS, |name, kind| format!("            {name}) list=$_klon_{kind} ;;\n"));
    format!(
        r#"
{lists}
_klon_with_names() {{
    _klon "$@"
    local cur="${{COMP_WORDS[COMP_CWORD]}}" prev="${{COMP_WORDS[COMP_CWORD-1]}}" command= list= word bare
    for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
        [[ $word == -* ]] || {{ command=$word; break; }}
    done
    case "$prev" in
{options}        *) case "$command" in
{arguments}            "") [[ -z $cur ]] || list=$_klon_drugs ;;
        esac ;;
    esac
    [[ -z $list || $cur == -* ]] && return
    [[ $prev == --* ]] && COMPREPLY=()
    bare=${{cur#[\"\']}}
    bare=${{bare//\\/}}
    local IFS=$'\n' case_matters=1
    shopt -q nocasematch && case_matters=
    shopt -s nocasematch
    for word in $list; do
        [[ $word == "$bare"* ]] || continue
        [[ $cur == [\"\']* ]] || printf -v word %q "$word"
        COMPREPLY+=("$word")
    done
    [[ -z $case_matters ]] || shopt -u nocasematch
}}

complete -F _klon_with_names -o bashdefault -o default klon
"#
    )
}

fn zsh(script: &str, lists: &Lists) -> String {
    let lists =
        listed(lists, |name, words| format!("_klon_{name}=(\n{}\n)\n", words.join("\n")), |word| quoted(word, r"'\''"));
    let options = branches(&OPTIONS, |name, kind| format!("        --{name}) list=_klon_{kind} ;;\n"));
    let arguments = branches(&ARGUMENTS, |name, kind| format!("            {name}) list=_klon_{kind} ;;\n"));
    let names = format!(
        r#"
typeset -ga {declared}
{lists}
_klon_names() {{
    local list= word command=
    for word in "${{(@)words[2,CURRENT-1]}}"; do
        [[ $word == -* ]] || {{ command=$word; break }}
    done
    case "${{words[CURRENT-1]}}" in
{options}        *) case "$command" in
{arguments}        esac ;;
    esac
    [[ -z $list || ${{words[CURRENT]}} == -* ]] && return 1
    compadd -M 'm:{{[:lower:][:upper:]}}={{[:upper:][:lower:]}}' -a -- $list
}}

_klon() {{
    _klon_names && return 0
    _klon_grammar "$@"
}}

_klon_grammar() {{
"#,
        declared = Kind::ALL.map(|kind| format!("_klon_{}", kind.name())).join(" ")
    );
    script.replacen("\n_klon() {\n", &names, 1)
}

fn fish(lists: &Lists) -> String {
    let lists = listed(
        lists,
        |name, words| format!("function __klon_{name}\n    printf '%s\\n' {}\nend\n", words.join(" ")),
        |word| format!("'{}'", word.replace('\\', r"\\").replace('\'', r"\'")),
    );
    let arguments = branches(&ARGUMENTS, |name, kind| {
        format!("complete -c klon -n \"__fish_klon_using_subcommand {name}\" -f -a \"(__klon_{kind})\"\n")
    });
    let options = branches(&OPTIONS, |name, kind| format!("complete -c klon -l {name} -x -a \"(__klon_{kind})\"\n"));
    format!("\n{lists}{arguments}{options}")
}

fn power_shell(script: &str, lists: &Lists) -> String {
    let lists =
        listed(lists, |name, words| format!("        '{name}' = @({})\n", words.join(", ")), |word| quoted(word, "''"));
    let options = branches(&OPTIONS, |name, kind| format!("        '--{name}' {{ '{kind}' }}\n"));
    let arguments = branches(&ARGUMENTS, |name, kind| format!("            '{name}' {{ '{kind}' }}\n"));
    let names = format!(
        r#"
    $lists = @{{
{lists}    }}
    $before = @($commandAst.CommandElements | Where-Object {{ $_.Extent.EndOffset -lt $cursorPosition }} | ForEach-Object {{ "$_" }})
    $list = if (-not $wordToComplete.StartsWith('-')) {{ switch ($before[-1]) {{
{options}        default {{ switch (@($before | Select-Object -Skip 1 | Where-Object {{ -not $_.StartsWith('-') }})[0]) {{
{arguments}        }} }}
    }} }}
    if ($list) {{
        $bare = $wordToComplete.Trim('''"')
        $lists[$list] | Where-Object {{ $_.StartsWith($bare, [StringComparison]::OrdinalIgnoreCase) }} | ForEach-Object {{
            $text = if ($_ -match '[^\w-]') {{ "'" + $_.Replace("'", "''") + "'" }} else {{ $_ }}
            [CompletionResult]::new($text, $_, [CompletionResultType]::ParameterValue, $_)
        }}
        return
    }}

    $commandElements = $commandAst.CommandElements
"#
    );
    script.replacen("\n    $commandElements = $commandAst.CommandElements\n", &names, 1)
}

fn elvish(script: &str, lists: &Lists) -> String {
    let lists =
        listed(lists, |name, words| format!("        &{name}=[{}]\n", words.join(" ")), |word| quoted(word, "''"));
    let options = branches(&OPTIONS, |name, kind| format!(" &--{name}={kind}"));
    let arguments = branches(&ARGUMENTS, |name, kind| format!(" &{name}={kind}"));
    let names = format!(
        "    var lists = [\n{lists}    ]\n    var behind-options = [{options} ]\n    var behind-commands = [{arguments} ]\n    var completions = [\n"
    );
    // Behind the first word the grammar's own script knows nothing more, and stops with an error.
    let end = "    if (has-key $behind-options $words[-2]) {
        all $lists[$behind-options[$words[-2]]]
    } else {
        if (and (not (str:has-prefix $words[-1] '-')) (> (count $words) 2) (has-key $behind-commands $words[1])) {
            all $lists[$behind-commands[$words[1]]]
        }
        if (has-key $completions $command) {
            $completions[$command]
        }
    }
";
    script
        .replacen(
            "        set command = $command';'$word\n",
            "        set command = $command';'$word\n        break\n",
            1,
        )
        .replacen("    var completions = [\n", &names, 1)
        .replacen("    $completions[$command]\n", end, 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin::STORE;

    fn script(shell: Shell) -> String {
        completions(shell, &KnowledgeBase::compiled(&STORE))
    }

    #[test]
    fn every_shell_knows_the_names() {
        for shell in [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::PowerShell, Shell::Elvish] {
            let script = script(shell);
            for word in ["clonazepam", "klonopin", "benzodiazepine", "slow or shallow breathing", "grapefruit"] {
                assert!(script.contains(word), "{shell}: {word}");
            }
            assert!(script.contains("adverse-effects"), "{shell}: sections");
        }
    }

    #[test]
    fn what_is_put_into_a_script_finds_its_place() {
        assert!(script(Shell::Zsh).contains("_klon_names && return 0"));
        assert!(script(Shell::PowerShell).contains("$lists[$list]"));
        let elvish = script(Shell::Elvish);
        assert!(elvish.contains("var behind-commands") && elvish.contains("all $lists[$behind-commands"));
    }
}
