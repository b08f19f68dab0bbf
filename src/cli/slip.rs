//! What can be understood of a command line that has a slip in it, where it asks what to do in an emergency.

use super::{Cli, Command, Global, Lists, Reader};
use crate::kb::names::likeness;
use crate::model::Country;
use clap::{CommandFactory, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;

/// Options that the next word belongs to.
const WITH_VALUE: [&str; 11] = [
    "--format",
    "--audience",
    "--color",
    "--output",
    "-o",
    "--country",
    "--data",
    "--section",
    "--class",
    "--schedule",
    "--limit",
];

/// A command line, word by word, whatever the grammar says of it.
#[derive(Default)]
struct Heard {
    /// The words that belong to no option, each with its place.
    words: Vec<(usize, String)>,
    /// The options, each with its value.
    options: Vec<(String, Option<String>)>,
}

impl Heard {
    fn of(arguments: &[OsString]) -> Self {
        let mut heard = Self::default();
        let mut all = arguments.iter().map(|word| word.to_string_lossy()).enumerate().skip(1).peekable();
        while let Some((at, word)) = all.next() {
            if word == "--" {
                heard.words.extend(all.by_ref().map(|(at, word)| (at, word.into_owned())));
            } else if !word.starts_with('-') || word == "-" {
                heard.words.push((at, word.into_owned()));
            } else if let Some((name, value)) = word.split_once('=') {
                heard.options.push((name.to_owned(), Some(value.to_owned())));
            } else {
                let value = all.next_if(|(_, next)| takes_a_value(&word) && !next.starts_with('-'));
                heard.options.push((word.into_owned(), value.map(|(_, value)| value.into_owned())));
            }
        }
        heard
    }

    fn value<T>(&self, option: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let values = self.options.iter().filter(|(name, _)| name == option);
        values.filter_map(|(_, value)| read(value.as_deref()?)).next_back()
    }

    fn asks(&self, list: &str) -> bool {
        self.options.iter().any(|(name, _)| is_near(name.trim_start_matches('-'), list))
    }
}

/// Whether the next word belongs to an option, also to a misspelt one.
fn takes_a_value(option: &str) -> bool {
    WITH_VALUE.iter().any(|known| likeness(option, known).is_some())
}

fn is_near(word: &str, name: &str) -> bool {
    likeness(&word.to_lowercase(), name).is_some()
}

fn is_command(word: &str) -> bool {
    word == "help" || Cli::command().find_subcommand(word).is_some()
}

/// Puts right what can mean one thing alone: a command in capitals, and `xanax overdose`.
///
/// What was made of the latter, to be told.
pub fn put_right(arguments: &mut Vec<OsString>) -> Option<String> {
    let heard = Heard::of(arguments);
    let (at, first) = heard.words.first()?;
    let lower = first.to_lowercase();
    if lower != *first && is_command(&lower) {
        if let Some(word) = arguments.get_mut(*at) {
            *word = lower.into();
        }
        return None;
    }
    let (behind, _) = heard.words.iter().skip(1).find(|(_, word)| word.eq_ignore_ascii_case("overdose"))?;
    if is_command(first) {
        return None;
    }
    arguments.remove(*behind);
    arguments.insert(*at, "overdose".into());
    let drug = heard.words.iter().filter(|(at, _)| at != behind).map(|(_, word)| word.as_str());
    Some(["klon", "overdose"].into_iter().chain(drug).collect::<Vec<_>>().join(" "))
}

/// The command line that is meant, if one that the grammar refuses asks for help in an emergency.
pub fn emergency(arguments: &[OsString]) -> Option<Cli> {
    let heard = Heard::of(arguments);
    let first = heard.words.first().map(|(_, word)| word.to_lowercase()).unwrap_or_default();
    let named = is_near(&first, "overdose");
    let of_drugs = is_near(&first, "symptoms") || first == "info" || first == "sources";
    let is_other = !named && !of_drugs && is_command(&first);
    let (overdose, withdrawal) = (heard.asks("overdose"), heard.asks("withdrawal") && !is_other);
    let said = heard.words.iter().any(|(_, word)| word.eq_ignore_ascii_case("overdose")) && !is_other;
    if !(named || said || overdose || withdrawal) {
        return None;
    }
    let words = heard.words.iter().map(|(_, word)| word).skip(usize::from(named || of_drugs));
    let mut drug: Vec<String> = words.filter(|word| !word.eq_ignore_ascii_case("overdose")).cloned().collect();
    if is_other {
        // `which` and `search` are asked about signs and words, not about drugs.
        drug.clear();
    }
    let global = Global {
        plain: heard.options.iter().any(|(name, _)| name == "--plain"),
        audience: heard.value("--audience", |value| Reader::from_str(value, true).ok()),
        country: heard.value("--country", |value| Country::asked(value).ok()),
        data: heard.value("--data", |value| Some(PathBuf::from(value))).into_iter().collect(),
        ..Global::default()
    };
    let command = if named || said || overdose {
        Command::Overdose { drug }
    } else {
        let drug = (!drug.is_empty()).then(|| drug.join(" "));
        Command::Symptoms {
            drug,
            lists: Lists { side_effects: false, long_term: false, withdrawal: true, overdose: false },
        }
    };
    Some(Cli { global, command: Some(command) })
}
