//! Help that is written from the grammar: completions for shells and manual pages.

use crate::app::{Exit, Outcome};
use crate::cli::Cli;
use crate::kb::index::Listed;
use crate::kb::{EntryKind, KnowledgeBase};
use crate::view::{self, words};
use clap::builder::PossibleValuesParser;
use clap::{Command, CommandFactory};
use clap_complete::Shell;

/// A completion script that knows the names of drugs, classes and signs.
///
/// The names are those of now: a new version, or files of one's own, need a new script.
pub fn completions(shell: Shell, kb: &KnowledgeBase) -> String {
    let listed = kb.listed();
    let mut drugs: Vec<String> = listed.iter().flat_map(names).collect();
    drugs.sort();
    drugs.dedup();
    let ids = |kind| kb.ids(kind).into_iter().map(|id| id.to_string());
    let classes: Vec<String> = ids(EntryKind::Class).collect();
    let partners: Vec<String> =
        drugs.iter().cloned().chain(ids(EntryKind::Substance)).chain(ids(EntryKind::Class)).collect();
    let signs: Vec<String> = kb.terms().into_iter().map(|(id, _)| id.to_string().replace('-', " ")).collect();
    let mut command = Cli::command();
    command.build();
    for name in ["info", "symptoms", "overdose", "sources"] {
        command = with_values(command, name, "drug", &drugs);
    }
    command = with_values(command, "compare", "drugs", &drugs);
    command = with_values(command, "interactions", "drugs", &partners);
    command = with_values(command, "list", "class", &classes);
    command = with_values(command, "which", "signs", &signs);
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "klon", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// The names of a drug that a shell can complete: one word each.
fn names(row: &Listed) -> Vec<String> {
    let brands = row.brands.iter().flat_map(|(_, names)| names).map(|name| name.to_lowercase());
    let words = brands.chain([row.id.to_string()]);
    words.filter(|name| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')).collect()
}

fn with_values(command: Command, name: &'static str, argument: &'static str, values: &[String]) -> Command {
    let values: Vec<String> = values.to_vec();
    command.mut_subcommand(name, |inner| {
        inner.mut_arg(argument, |argument| {
            argument.value_parser(PossibleValuesParser::new(values)).hide_possible_values(true)
        })
    })
}

/// The manual page of klon, or of one of its commands.
pub fn manual(command: Option<&str>) -> Outcome {
    let mut whole = Cli::command();
    whole.build();
    let page = match command {
        None => Some(whole.clone()),
        Some(name) => whole.get_subcommands().find(|known| known.get_name() == name).cloned(),
    };
    let Some(page) = page else {
        let names: Vec<&str> = whole.get_subcommands().map(Command::get_name).collect();
        let text = words::no_such_command(&view::shown(command.unwrap_or_default()), &names);
        return Outcome::failed(text, Exit::Usage);
    };
    let name = command.map_or_else(|| "klon".to_owned(), |name| format!("klon-{name}"));
    let mut text = Vec::new();
    // Writing to memory does not fail.
    let _ = clap_mangen::Man::new(page).title(name).render(&mut text);
    Outcome::answered(String::from_utf8_lossy(&text).into_owned())
}
