//! The grammar of the command line.

mod slip;
mod unused;

use crate::kb::finding::Code;
use crate::model::{Audience, Country, Date};
use crate::query::info;
use crate::query::symptoms::ListKind;
use crate::schema::SCHEMAS;
use clap::builder::{PossibleValue, PossibleValuesParser, ValueParser};
use clap::{Args, FromArgMatches, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::mem;
use std::path::PathBuf;

pub use slip::put_right;
pub use unused::Unused;

/// An offline, source-first drug reference.
#[derive(Debug, Parser)]
#[command(name = "klon", version, about, max_term_width = 100)]
#[command(after_help = "A drug's name alone means info: klon klonopin. A reference, not medical advice.")]
pub struct Cli {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// The question; without one, klon shows examples.
    #[command(subcommand)]
    pub command: Option<Command>,
}

impl Cli {
    /// What the command line says.
    ///
    /// The grammar of all commands costs more to build than most answers, so the command that is named is tried alone.
    /// Whatever that leaves open (help, a mistake, an option before the command) is settled by the whole grammar.
    pub fn read(arguments: &[OsString]) -> Result<Self, clap::Error> {
        let first =
            arguments.get(1).and_then(|word| word.to_str()).filter(|word| !word.starts_with('-') && *word != "help");
        if let Some(name) = first
            && let Ok(mut matches) = grammar_of(name).try_get_matches_from(arguments)
            && let Ok(cli) = Self::from_arg_matches_mut(&mut matches)
        {
            return Ok(cli);
        }
        Self::try_parse_from(arguments)
    }

    /// What a command line that the grammar refuses asks for in an emergency, as far as it is understood.
    pub fn emergency(arguments: &[OsString]) -> Option<Self> {
        slip::emergency(arguments)
    }
}

/// The grammar of one command; of a drug's name, if there is no such command.
fn grammar_of(name: &str) -> clap::Command {
    let bare = Global::augment_args(clap::Command::new("klon"));
    let mut all = Command::augment_subcommands(clap::Command::new("klon"));
    match all.find_subcommand_mut(name) {
        Some(command) => bare.subcommand(mem::take(command)),
        None => bare.external_subcommand_value_parser(ValueParser::string()),
    }
}

/// Options of every command.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Global {
    /// How to print the answer
    #[arg(long, global = true, value_enum, default_value_t, value_name = "FORMAT", hide_possible_values = false)]
    pub format: Format,
    /// Linear text for screen readers and for reading aloud
    #[arg(long, global = true, conflicts_with = "format")]
    pub plain: bool,
    /// Whose words come first
    #[arg(long, global = true, value_enum, value_name = "WHO")]
    pub audience: Option<Reader>,
    /// When to colour [default: auto]
    #[arg(long, global = true, value_enum, value_name = "WHEN")]
    pub color: Option<When>,
    /// Do not show long answers page by page
    #[arg(long, global = true)]
    pub no_pager: bool,
    /// Write the answer to a file, whole or not at all; `-` is standard output
    #[arg(long, short, global = true, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Your country (ISO code): whose numbers to call and whose brands to mean
    #[arg(long, global = true, value_name = "CC", value_parser = Country::asked)]
    pub country: Option<Country>,
    /// A folder of your own files, read on top of the built-in facts; can be repeated
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Vec<PathBuf>,
}

/// How an answer is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// For people
    #[default]
    Text,
    /// For web pages and notes
    Markdown,
    /// For programs
    Json,
    /// The same tree as JSON
    Toml,
    /// Rows and columns, for spreadsheets
    Csv,
    /// Sources for LaTeX; with `sources` alone
    Bibtex,
    /// Sources for reference managers; with `sources` alone
    Ris,
    /// Sources for citation processors; with `sources` alone
    CslJson,
}

/// Whose words come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reader {
    /// Plain words first
    Patient,
    /// Clinical words first, and the clinicians' order in an emergency
    Clinician,
}

impl Reader {
    /// Whose words these are.
    pub fn audience(self) -> Audience {
        match self {
            Self::Patient => Audience::Lay,
            Self::Clinician => Audience::Clinician,
        }
    }
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum When {
    /// At a terminal that wants it
    #[default]
    Auto,
    /// Also in a pipe
    Always,
    /// Never
    Never,
}

/// The questions.
#[derive(Debug, Subcommand)]
// The options of a command are made when it is the one that was named.
#[command(defer = true)]
pub enum Command {
    /// What is known of a drug: the essentials, or whole sections
    #[command(
        after_help = "Examples:\n  klon info klonopin\n  klon info --section withdrawal --section driving\n  klon info zolpidem --country GB"
    )]
    Info {
        /// Generic name, brand, synonym or street name [default: clonazepam]
        drug: Option<String>,
        /// A section in full; can be repeated; `all` for everything
        #[arg(long, value_name = "NAME", value_parser = SectionParser)]
        section: Vec<&'static str>,
    },
    /// Signs of side effects, long use, withdrawal and overdose
    #[command(after_help = "Examples:\n  klon symptoms --withdrawal\n  klon symptoms xanax --overdose")]
    Symptoms {
        /// Generic name, brand, synonym or street name [default: clonazepam]
        drug: Option<String>,
        /// Which lists; all of them, if none is named.
        #[command(flatten)]
        lists: Lists,
    },
    /// The emergency page: what to do now, and whom to call
    #[command(
        after_help = "Examples:\n  klon overdose\n  klon overdose percocet\n  klon overdose xanax, percocet and alcohol\n  klon overdose methadone --audience clinician"
    )]
    Overdose {
        /// The drug, or several; without any, what holds for any drug
        drug: Vec<String>,
    },
    /// The works that a drug's facts are from
    #[command(after_help = "Examples:\n  klon sources --facts\n  klon sources diazepam --format bibtex")]
    Sources {
        /// Generic name, brand, synonym or street name [default: clonazepam]
        drug: Option<String>,
        /// Also list what rests on each
        #[arg(long)]
        facts: bool,
    },
    /// The drugs that klon knows, as a table
    #[command(after_help = "Examples:\n  klon list --class opioid\n  klon list --schedule IV --country US")]
    List {
        /// Members of this class
        #[arg(long, value_name = "CLASS")]
        class: Option<String>,
        /// Drugs in this schedule, as the law words it: IV, "Class C"
        #[arg(long, value_name = "SCHEDULE")]
        schedule: Option<String>,
    },
    /// Look for words in names, signs and facts
    #[command(after_help = "Examples:\n  klon search \"can't sleep\"\n  klon search methadone heart rhythm")]
    Search {
        /// What to look for; a drug's name among several words narrows the search to it
        #[arg(required = true)]
        words: Vec<String>,
        /// How many facts to show
        #[arg(long, value_name = "NUMBER", default_value_t = 20)]
        limit: usize,
    },
    /// From signs to drugs: a lookup, not a diagnosis
    #[command(
        after_help = "Examples:\n  klon which \"slow breathing\" \"tiny pupils\" --overdose\n  klon which seizures shaking --withdrawal --unfold"
    )]
    Which {
        /// Signs in plain or clinical words: "slow breathing" coma
        #[arg(required = true)]
        signs: Vec<String>,
        /// Among which lists; all of them, if none is named.
        #[command(flatten)]
        lists: Lists,
        /// Show every drug, not its class alone
        #[arg(long)]
        unfold: bool,
    },
    /// Two to six drugs side by side
    #[command(after_help = "Examples:\n  klon compare clonazepam diazepam")]
    Compare {
        /// The drugs
        #[arg(required = true, num_args = 2..=6, value_name = "DRUG")]
        drugs: Vec<String>,
    },
    /// What happens when drugs meet: all that is known of one, or every pair of several
    #[command(
        after_help = "Examples:\n  klon interactions clonazepam\n  klon interactions klonopin percocet alcohol\n  klon interactions methadone \"st john's wort\""
    )]
    Interactions {
        /// Drugs, classes or substances; put a name of several words in quotes
        #[arg(required = true, value_name = "DRUG")]
        drugs: Vec<String>,
    },
    /// Look for mistakes in files of facts
    #[command(
        after_help = "Examples:\n  klon check\n  klon check my-drugs --deny warnings\n  klon check --explain K003"
    )]
    Check(Check),
    /// Begin a file for a drug of your own
    #[command(after_help = "Examples:\n  klon new doxepin\n  klon check doxepin.toml")]
    New {
        /// The drug's name
        drug: String,
    },
    /// What changed between two knowledge bases, fact by fact
    #[command(after_help = "Examples:\n  klon diff builtin my-drugs\n  klon diff --alone old-folder new-folder")]
    Diff {
        /// A folder, or `builtin`
        old: PathBuf,
        /// A folder, or `builtin`
        new: PathBuf,
        /// Take the folders by themselves, without the built-in facts under them
        #[arg(long)]
        alone: bool,
    },
    /// The JSON Schema of a kind of file, for editors
    #[command(after_help = "Examples:\n  klon schema > monograph.json\n  klon schema terms")]
    Schema {
        /// Which kind
        #[arg(default_value = "monograph", value_parser = PossibleValuesParser::new(SCHEMAS.map(|(name, _)| name)))]
        file: String,
    },
    /// What klon says of a tablet that nobody knows, and who can tell
    #[command(after_help = "Example:\n  klon identify white round 10")]
    Identify {
        /// What it looks like
        tablet: Vec<String>,
    },
    /// The whole knowledge base for programs: one JSON document, or a line for each thing
    #[command(after_help = "Examples:\n  klon export | jq '.entries[].name'\n  klon export --lines | grep naloxone")]
    Export {
        /// JSON lines
        #[arg(long)]
        lines: bool,
    },
    /// Every setting and where it is from
    #[command(after_help = "Examples:\n  klon config\n  klon config --country GB")]
    Config,
    /// A script that completes commands, drugs, sections and signs in your shell
    #[command(
        after_help = "Examples:\n  klon completions bash > ~/.local/share/bash-completion/completions/klon\n  klon completions zsh > \"${fpath[1]}/_klon\"\n  klon completions fish > ~/.config/fish/completions/klon.fish"
    )]
    Completions {
        /// Your shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// The manual page of klon or of one of its commands
    #[command(after_help = "Examples:\n  klon man | man -l -\n  klon man overdose | man -l -")]
    Man {
        /// The command
        command: Option<String>,
    },
    /// A drug's name alone.
    #[command(external_subcommand)]
    Name(Vec<String>),
}

impl Command {
    /// Whether it is about a drug and names none.
    pub fn names_no_drug(&self) -> bool {
        matches!(
            self,
            Self::Info { drug: None, .. } | Self::Symptoms { drug: None, .. } | Self::Sources { drug: None, .. }
        )
    }
}

// Lists of signs. A doc comment would become the help of the commands that have them.
#[derive(Debug, Clone, Copy, Args)]
#[allow(missing_docs)]
pub struct Lists {
    /// Side effects
    #[arg(long)]
    side_effects: bool,
    /// Effects of long use
    #[arg(long)]
    long_term: bool,
    /// Signs of withdrawal
    #[arg(long)]
    withdrawal: bool,
    /// Signs of overdose
    #[arg(long)]
    overdose: bool,
}

impl Lists {
    /// The lists that were named.
    pub fn named(self) -> Vec<ListKind> {
        let flags = [self.side_effects, self.long_term, self.withdrawal, self.overdose];
        ListKind::ALL.into_iter().zip(flags).filter(|(_, named)| *named).map(|(kind, _)| kind).collect()
    }
}

/// Look for mistakes in files of facts
#[derive(Debug, Args)]
pub struct Check {
    /// Files or folders; without any, your own files that are in use
    pub paths: Vec<PathBuf>,
    /// Check the files by themselves, without the built-in facts
    #[arg(long)]
    pub alone: bool,
    /// Treat warnings as errors
    #[arg(long, value_name = "WHAT", value_parser = ["warnings"])]
    pub deny: Option<String>,
    /// The day on which reviews are due or not [default: today]
    #[arg(long, value_name = "DATE", value_parser = Date::parse)]
    pub as_of: Option<Date>,
    /// List all entries by the day on which their review is due, and fail if one is overdue
    #[arg(long)]
    pub review: bool,
    /// Print findings as GitHub annotations
    #[arg(long)]
    pub github: bool,
    /// Explain a code
    #[arg(long, value_name = "CODE", value_parser = parse_code)]
    pub explain: Option<Code>,
}

fn parse_code(raw: &str) -> Result<Code, String> {
    let wanted = raw.to_ascii_uppercase();
    Code::ALL.iter().copied().find(|code| code.number() == wanted).ok_or_else(|| "no such code".to_owned())
}

/// Knows the sections by their names, so that a wrong one is told with the right ones.
#[derive(Debug, Clone)]
struct SectionParser;

impl clap::builder::TypedValueParser for SectionParser {
    type Value = &'static str;

    fn parse_ref(
        &self,
        command: &clap::Command,
        arg: Option<&clap::Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<Self::Value, clap::Error> {
        let names = info::groups().into_iter().chain(["all"]);
        let plain = value.to_str().map(|v| v.to_lowercase().replace(['-', ' '], "_")).unwrap_or_default();
        if let Some(name) = names.clone().find(|name| *name == plain) {
            return Ok(name);
        }
        let known = names.map(PossibleValue::new).collect::<Vec<_>>();
        PossibleValuesParser::new(known).parse_ref(command, arg, value).map(|_| "all")
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(info::groups().into_iter().chain(["all"]).map(PossibleValue::new)))
    }
}
