//! One run of the program, from its arguments and its surroundings to what is to be printed.

use crate::author;
use crate::builtin::STORE;
use crate::cli::{Cli, Command, Format, Global, When};
use crate::completions::completions;
use crate::config::Settings;
use crate::guide;
use crate::kb::file::DataFile;
use crate::kb::finding::Finding;
use crate::kb::{KnowledgeBase, names};
use crate::model::Date;
use crate::model::text::printable;
use crate::query::info::Scope;
use crate::query::symptoms::ListKind;
use crate::query::{self, Answer, Context, Failure, Reply};
use crate::render::findings;
use crate::render::text::Style;
use crate::schema::SCHEMAS;
use crate::view::words;
use crate::{render, view};
use clap::CommandFactory;
use clap::error::ErrorKind;
use std::ffi::OsString;
use std::path::PathBuf;

/// More findings than these are not told beside an answer.
const MOST_REPORTED: usize = 5;

/// A screen, on which the emergency page must fit.
const SCREEN_LINES: usize = 24;
const SCREEN_COLUMNS: usize = 80;

/// How a run ended, for the shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// There was an answer.
    Answered = 0,
    /// Nothing was found, a name is unknown or ambiguous, or a check found errors.
    NotFound = 1,
    /// The command line is wrong.
    Usage = 2,
    /// A file could not be read or written.
    File = 3,
}

/// What a run prints, and how it ends.
#[derive(Debug)]
pub struct Outcome {
    /// For standard output.
    pub stdout: String,
    /// For standard error.
    pub stderr: String,
    /// A file to be written.
    pub file: Option<NewFile>,
    /// The command that may show standard output page by page.
    pub pager: Option<String>,
    /// For the shell.
    pub exit: Exit,
    /// The reply that standard output tells.
    pub reply: Option<Reply>,
}

/// A file that a run asks to be written.
#[derive(Debug)]
pub struct NewFile {
    /// Where.
    pub path: PathBuf,
    /// What.
    pub text: String,
    /// Whether it may take the place of another.
    pub replace: bool,
}

impl Outcome {
    /// An answer for standard output.
    pub fn answered(stdout: String) -> Self {
        Self { stdout, stderr: String::new(), file: None, pager: None, exit: Exit::Answered, reply: None }
    }

    /// An error for standard error.
    pub fn failed(stderr: String, exit: Exit) -> Self {
        Self { stdout: String::new(), stderr, file: None, pager: None, exit, reply: None }
    }
}

/// What surrounds a run: read once, at its start.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    /// Whether standard output is a terminal.
    pub terminal: bool,
    /// Columns of the terminal, if it is one.
    pub columns: Option<usize>,
    /// Today, in UTC.
    pub today: Option<Date>,
    /// The variables of the environment that klon reads, those that are UTF-8.
    pub variables: Vec<(String, String)>,
}

impl Surroundings {
    /// The variables that klon reads.
    pub const READ: &[&str] = &[
        "LC_ALL",
        "LC_MESSAGES",
        "LC_CTYPE",
        "LANG",
        "NO_COLOR",
        "CLICOLOR_FORCE",
        "TERM",
        "COLUMNS",
        "KLON_DATA",
        "XDG_DATA_HOME",
        "HOME",
        "APPDATA",
        "XDG_CONFIG_HOME",
        "KLON_CONFIG",
        "KLON_PAGER",
        "PAGER",
    ];

    /// A variable that is set, even to nothing.
    pub fn set(&self, name: &str) -> Option<&str> {
        self.variables.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// A variable that is set and not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.set(name).filter(|value| !value.is_empty())
    }

    /// How to paint for standard output.
    pub fn style(&self, when: When) -> Style {
        let dumb = self.get("TERM") == Some("dumb");
        let colour = match when {
            When::Always => true,
            When::Never => false,
            When::Auto => self.terminal && !dumb,
        };
        let asked = self.get("COLUMNS").and_then(|columns| columns.parse().ok());
        let width = self.columns.or(asked).unwrap_or(80);
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| self.get(name)).unwrap_or_default();
        let unicode = locale.to_ascii_uppercase().replace('-', "").contains("UTF8") && !dumb;
        Style { width, colour, links: colour && self.terminal && !dumb, unicode }
    }
}

/// Runs klon.
pub fn run(arguments: impl IntoIterator<Item = OsString>, around: &Surroundings) -> Outcome {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    let mut parsed = Cli::read(&arguments);
    // `klon klonopin --country GB`: what follows a bare name belongs to `info`.
    if let Ok(Cli { command: Some(Command::Name(words)), .. }) = &parsed
        && words.iter().any(|word| word.starts_with('-'))
        && let Some(name) = words.first()
        && let Some(at) = arguments.iter().position(|argument| argument == name.as_str())
    {
        arguments.insert(at, "info".into());
        parsed = Cli::read(&arguments);
    }
    match parsed {
        Ok(cli) => answer(cli, around),
        Err(error) => {
            let mut outcome = usage(&error, around);
            // Nothing stands between a reader and the emergency page, not even a slip on the command line.
            if outcome.exit == Exit::Usage && arguments.get(1).is_some_and(|word| word == "overdose") {
                outcome.stdout = answer(Cli::overdose(), around).stdout;
            }
            outcome
        }
    }
}

fn usage(error: &clap::Error, around: &Surroundings) -> Outcome {
    let wanted = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    let rendered = error.render();
    if wanted {
        let coloured = around.style(When::Auto).colour;
        let stdout = if coloured { rendered.ansi().to_string() } else { rendered.to_string() };
        return Outcome::answered(stdout);
    }
    Outcome::failed(rendered.to_string().lines().map(|line| printable(line) + "\n").collect(), Exit::Usage)
}

fn answer(cli: Cli, around: &Surroundings) -> Outcome {
    let Some(command) = cli.command else {
        return Outcome::answered(words::EXAMPLES.to_owned());
    };
    let global = cli.global;
    let settings = Settings::of(&global, around);
    let mut outcome = carry_out(&command, &global, &settings, around);
    if !settings.findings.is_empty() {
        // What cannot be read settles nothing; the answer comes all the same.
        let files: Vec<&DataFile> = settings.file.iter().collect();
        let text = findings::text(&settings.findings, &files, around.style(When::Auto).width);
        outcome.stderr.push_str(&text);
        outcome.stderr.push_str(words::CONFIG_IS_IGNORED);
        outcome.exit = Exit::File;
    }
    if let Some(path) = global.output.filter(|_| !outcome.stdout.is_empty()) {
        outcome.file = Some(NewFile { path, text: std::mem::take(&mut outcome.stdout), replace: true });
    }
    outcome
}

fn carry_out(command: &Command, global: &Global, settings: &Settings, around: &Surroundings) -> Outcome {
    let folders = settings.folders();
    match command {
        Command::Check(wanted) => return author::check_files(wanted, global, &folders, around),
        Command::New { drug } => return author::new_file(drug, around),
        Command::Schema { file } => {
            let schema = SCHEMAS.into_iter().find(|(name, _)| name == file).map_or("", |(_, schema)| schema);
            return Outcome::answered(schema.to_owned());
        }
        Command::Diff { old, new, alone } => return author::diff(old, new, *alone, global, settings, around),
        Command::Config => return Outcome::answered(settings.shown()),
        Command::Man { command } => return guide::manual(command.as_deref()),
        _ => {}
    }
    let kb = KnowledgeBase::compiled(&STORE).with_folders(&folders);
    if let Command::Completions { shell } = command {
        return Outcome::answered(completions(*shell, &kb));
    }
    let mut outcome = Outcome::answered(String::new());
    if let Command::Export { lines } = command {
        let export = query::export::export(&kb);
        outcome.stdout = if *lines { render::json::lines(&export) } else { render::json::render(&export) };
        report_left_out(&kb, false, &mut outcome, around);
        return outcome;
    }
    let context = Context {
        kb: &kb,
        country: settings.country.value,
        default_drug: settings.drug.value.clone(),
        audience: settings.audience.value,
    };
    let (reply, failures) = match ask(command, &context) {
        Ok(found) => found,
        Err(failure) => (None, vec![failure]),
    };
    // The emergency page is shown at once and whole, whichever command led to it.
    let urgent = reply.as_ref().is_some_and(|reply| matches!(reply.answer, Answer::Overdose(_)));
    if let Some(reply) = reply {
        if reply.answer.is_empty() {
            outcome.exit = Exit::NotFound;
        }
        let reply = Reply { audience: settings.audience.value, ..reply };
        match rendered(&reply, global, settings, around) {
            Ok(text) => outcome.stdout = text,
            Err(error) => {
                outcome = Outcome::failed(error, Exit::Usage);
                if urgent {
                    let as_text = Global { format: Format::Text, ..global.clone() };
                    outcome.stdout = rendered(&reply, &as_text, settings, around).unwrap_or_default();
                }
            }
        }
        outcome.reply = Some(reply);
    }
    for failure in failures {
        outcome.exit = outcome.exit.max(Exit::NotFound);
        let near = commands_near(failure.name());
        outcome.stderr.push_str(&view::failure(&failure, near.first().map(String::as_str)));
    }
    if !urgent && !settings.pager.value.trim().is_empty() {
        outcome.pager = Some(settings.pager.value.clone());
    }
    report_left_out(&kb, urgent, &mut outcome, around);
    outcome
}

/// A reply in the format that was asked for, or why it has no such form.
pub fn rendered(reply: &Reply, global: &Global, settings: &Settings, around: &Surroundings) -> Result<String, String> {
    let sources = |form: fn(&query::sources::Sources) -> String| match &reply.answer {
        Answer::Sources(sources) => Ok(form(sources)),
        _ => Err(words::SOURCES_ALONE.to_owned()),
    };
    match global.format {
        Format::Text if global.plain => Ok(render::plain::render(&view::document(reply))),
        Format::Text => {
            let style = around.style(settings.color.value);
            let mut text = String::new();
            for document in view::documents(reply) {
                text = render::text::render(&document, style);
                if !document.tight || text.lines().count() <= SCREEN_LINES || style.width < SCREEN_COLUMNS {
                    break;
                }
            }
            Ok(text)
        }
        Format::Markdown => Ok(render::markdown::render(&view::document(reply))),
        Format::Json => Ok(render::json::render(reply)),
        Format::Toml => Ok(render::toml::render(reply)),
        Format::Csv => Ok(render::csv::render(reply)),
        Format::Bibtex => sources(render::references::bibtex),
        Format::Ris => sources(render::references::ris),
        Format::CslJson => sources(render::references::csl),
    }
}

/// The commands that a mistyped one may have been.
fn commands_near(name: &str) -> Vec<String> {
    let first = name.split(' ').next().unwrap_or_default();
    let commands = Cli::command();
    let near = |command: &clap::Command| {
        let known = command.get_name();
        names::likeness(first, known).filter(|_| first.len() >= 4).map(|distance| (distance, known.to_owned()))
    };
    let mut near: Vec<(usize, String)> = commands.get_subcommands().filter_map(near).collect();
    near.sort();
    near.into_iter().map(|(_, command)| command).collect()
}

/// An answer, and what could not be answered beside it.
type Found = (Option<Reply>, Vec<Failure>);

fn ask(command: &Command, context: &Context) -> Result<Found, Failure> {
    let reply = match command {
        Command::Info { drug, section } => {
            let scope = match section.as_slice() {
                [] => Scope::Essentials,
                some if some.contains(&"all") => Scope::All,
                some => Scope::Groups(some.to_vec()),
            };
            query::info::info(context, drug.as_deref(), &scope)?
        }
        Command::Name(words) => {
            let name = words.join(" ");
            query::info::info(context, Some(&name), &Scope::Essentials)?
        }
        Command::Symptoms { drug, lists } => {
            let lists = lists.named();
            let is_urgent = |list: &ListKind| matches!(list, ListKind::Withdrawal | ListKind::Overdose);
            let urgent = lists.is_empty() || lists.iter().any(is_urgent);
            // A misspelt name does not stand between a reader and what to do.
            if urgent && query::ask(context, drug.as_deref()).is_err() {
                let (reply, failure) = query::overdose::overdose(context, drug.as_deref());
                return Ok((Some(reply), failure.into_iter().collect()));
            }
            query::symptoms::symptoms(context, drug.as_deref(), &lists)?
        }
        Command::Overdose { drug } => {
            let name = drug.join(" ");
            let (reply, failure) = query::overdose::overdose(context, (!drug.is_empty()).then_some(name.as_str()));
            return Ok((Some(reply), failure.into_iter().collect()));
        }
        Command::Sources { drug, facts } => query::sources::sources(context, drug.as_deref(), *facts)?,
        Command::List { class, schedule } => query::list::list(context, class.as_deref(), schedule.as_deref())?,
        Command::Search { words, limit } => query::search::search(context, words, *limit),
        Command::Which { signs, lists, unfold } => query::which::which(context, signs, &lists.named(), *unfold),
        Command::Compare { drugs } => query::compare::compare(context, drugs)?,
        Command::Interactions { drugs } => {
            let (reply, failures) = query::interactions::interactions(context, drugs)?;
            return Ok((Some(reply), failures));
        }
        Command::Identify => query::identify::identify(context),
        Command::Check(_)
        | Command::New { .. }
        | Command::Diff { .. }
        | Command::Schema { .. }
        | Command::Export { .. }
        | Command::Config
        | Command::Completions { .. }
        | Command::Man { .. } => {
            return Ok((None, Vec::new()));
        }
    };
    Ok((Some(reply), Vec::new()))
}

/// What is wrong with the user's files, on standard error.
///
/// Beside the emergency page it takes one line, so as not to push the page off the screen.
pub fn report_left_out(kb: &KnowledgeBase, brief: bool, outcome: &mut Outcome, around: &Surroundings) {
    if kb.left_out.is_empty() && kb.unreadable.is_empty() {
        return;
    }
    let own: Vec<Finding> =
        kb.left_out.iter().filter_map(|file| file.content.as_ref().err()).flatten().cloned().collect();
    let all: Vec<Finding> = kb.unreadable.iter().cloned().chain(own).collect();
    let files: Vec<&DataFile> = kb.left_out.iter().collect();
    outcome.exit = Exit::File;
    if brief {
        let count = files.len() + kb.unreadable.len();
        outcome.stderr.push_str(&words::files_left_out(count));
        return;
    }
    let more = all.len().saturating_sub(MOST_REPORTED);
    let all: Vec<Finding> = all.into_iter().take(MOST_REPORTED).collect();
    outcome.stderr.push_str(&findings::text(&all, &files, around.style(When::Auto).width));
    if more > 0 {
        outcome.stderr.push_str(&words::more_findings(more));
    }
    outcome.stderr.push_str(words::ANSWER_FROM_THE_REST);
}
