//! One run of the program, from its arguments and its surroundings to what is to be printed.

use crate::arrange::Arrange;
use crate::author;
use crate::builtin::STORE;
use crate::cli::{self, Cli, Command, Format, Global, When};
use crate::completions::completions;
use crate::config::{Origin, Settings};
use crate::guide;
use crate::kb::file::DataFile;
use crate::kb::finding::Finding;
use crate::kb::{KnowledgeBase, names};
use crate::model::text::printable;
use crate::model::{Audience, Date};
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
use std::mem;
use std::path::PathBuf;

/// More findings than these are not told beside an answer.
const MOST_REPORTED: usize = 5;

/// More commands than these are not suggested.
const MOST_COMMANDS: usize = 2;

/// A screen, on which the emergency page must fit: 24 lines, of which the prompt needs one.
const SCREEN_LINES: usize = 23;
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
    /// Whether standard output tells what to do in an emergency: it is printed whatever else fails, and last.
    pub urgent: bool,
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
        Self { stdout, ..Self::failed(String::new(), Exit::Answered) }
    }

    /// An error for standard error.
    pub fn failed(stderr: String, exit: Exit) -> Self {
        Self { stdout: String::new(), stderr, file: None, pager: None, exit, reply: None, urgent: false }
    }
}

/// What surrounds a run: read once, at its start.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    /// Whether standard output is a terminal.
    pub terminal: bool,
    /// Columns of the terminal, if it is one.
    pub columns: Option<usize>,
    /// Rows of the terminal, if it is one.
    pub rows: Option<usize>,
    /// Today, in UTC.
    pub today: Option<Date>,
    /// The variables of the environment that klon reads, those that are UTF-8.
    pub variables: Vec<(String, String)>,
    /// Those that are not, and can only be paths.
    pub paths: Vec<(String, PathBuf)>,
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

    /// The same for an answer that goes into a file: no terminal is there.
    fn for_a_file(&self) -> Self {
        let variables = self.variables.iter().filter(|(name, _)| name != "COLUMNS").cloned().collect();
        Self { terminal: false, columns: None, rows: None, variables, ..self.clone() }
    }

    /// A variable that is set, as a path: it need not be UTF-8.
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        let other = || self.paths.iter().find(|(known, _)| known == name).map(|(_, path)| path.clone());
        self.get(name).map(PathBuf::from).or_else(other)
    }

    /// The columns that there are, where that is known.
    fn width(&self) -> Option<usize> {
        self.columns.or_else(|| self.get("COLUMNS").and_then(|columns| columns.parse().ok()))
    }

    /// How to paint for standard output.
    pub fn style(&self, when: When) -> Style {
        let dumb = self.get("TERM") == Some("dumb");
        let colour = match when {
            When::Always => true,
            When::Never => false,
            When::Auto => self.terminal && !dumb,
        };
        let width = self.width().unwrap_or(SCREEN_COLUMNS);
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| self.get(name)).unwrap_or_default();
        let unicode = locale.to_ascii_uppercase().replace('-', "").contains("UTF8") && !dumb;
        Style { width, colour, links: colour && self.terminal && !dumb, unicode }
    }
}

/// Runs klon.
pub fn run(arguments: impl IntoIterator<Item = OsString>, around: &Surroundings) -> Outcome {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    let understood = cli::put_right(&mut arguments);
    let mut outcome = run_as_written(arguments, around);
    if let Some(command) = understood {
        outcome.stderr.insert_str(0, &words::understood(&printable(&command)));
    }
    if let Some(width) = around.width() {
        outcome.stderr = render::text::notes(&outcome.stderr, width);
    }
    outcome
}

fn run_as_written(mut arguments: Vec<OsString>, around: &Surroundings) -> Outcome {
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
            if outcome.exit == Exit::Usage
                && let Some(cli) = Cli::emergency(&arguments)
            {
                let page = answer(cli, around);
                // One line is enough beside it.
                let error = outcome.stderr.lines().next().unwrap_or_default();
                outcome = Outcome { stderr: format!("{error}\n{}", page.stderr), exit: Exit::Usage, ..page };
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
    let mut global = cli.global;
    let output = global.output.take().filter(|path| path.as_os_str() != "-");
    let mut settings = Settings::of(&global, around);
    let Some(command) = cli.command else {
        let style = around.style(settings.color.value);
        return Outcome::answered(render::text::render(&view::examples(), style));
    };
    if let Some(unused) = command.unused(&global, output.as_deref()) {
        return Outcome::failed(words::unused(unused), Exit::Usage);
    }
    let mut outcome = match output {
        None => carry_out(&command, &global, &settings, around),
        Some(path) => {
            settings.no_terminal();
            let mut outcome = carry_out(&command, &global, &settings, &around.for_a_file());
            if !outcome.stdout.is_empty() {
                let text = mem::take(&mut outcome.stdout);
                outcome.file = Some(NewFile { path, text, replace: true });
            }
            outcome
        }
    };
    if !settings.findings.is_empty() {
        // What cannot be read settles nothing; the answer comes all the same.
        let files: Vec<&DataFile> = settings.file.iter().collect();
        let text = findings::text(&settings.findings, &files, around.style(When::Auto).width);
        outcome.stderr.push_str(&text);
        outcome.stderr.push_str(words::CONFIG_IS_IGNORED);
        outcome.exit = Exit::File;
    }
    let lines = |text: &str| text.lines().count();
    if around.rows.is_some_and(|rows| lines(&outcome.stderr) + lines(&outcome.stdout) >= rows)
        && matches!(global.format, Format::Text)
        && let Some(last) = outcome.reply.as_ref().and_then(view::below_the_screen)
        && outcome.file.is_none()
        && outcome.pager.is_none()
    {
        outcome.stdout.push_str(&render::text::render(&last, around.style(settings.color.value)));
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
    // The emergency page is shown at once and whole, whichever command led to it; that of clinicians is long.
    let for_clinicians = context.audience == Some(Audience::Clinician);
    let at_once = reply.as_ref().is_some_and(|reply| match &reply.answer {
        Answer::Overdose(page) => !for_clinicians || page.drugs.is_empty(),
        _ => false,
    });
    outcome.urgent = reply.as_ref().is_some_and(|reply| reply.answer.is_urgent());
    if let Some(reply) = reply {
        if reply.answer.is_empty() {
            outcome.exit = Exit::NotFound;
        }
        let reply = Reply { audience: settings.audience.value, ..reply };
        match rendered(&reply, global, settings, around) {
            Ok(text) => outcome.stdout = text,
            Err(error) => {
                outcome = Outcome { urgent: outcome.urgent, ..Outcome::failed(error, Exit::Usage) };
                if outcome.urgent {
                    let as_text = Global { format: Format::Text, ..global.clone() };
                    outcome.stdout = rendered(&reply, &as_text, settings, around).unwrap_or_default();
                }
            }
        }
        outcome.reply = Some(reply);
    }
    for failure in failures {
        outcome.exit = outcome.exit.max(Exit::NotFound);
        let near = if let Command::Name(words) = command { commands_near(words) } else { Vec::new() };
        outcome.stderr.push_str(&view::failure(&failure, &near, outcome.urgent));
        if command.names_no_drug() && settings.drug.from == Origin::File && failure.name() == settings.drug.value {
            let file = settings.path.as_ref().map(|path| printable(&path.to_string_lossy())).unwrap_or_default();
            outcome.stderr.push_str(&words::default_drug_is_configured(&file));
        }
    }
    if !at_once && !settings.pager.value.trim().is_empty() {
        outcome.pager = Some(settings.pager.value.clone());
    }
    let urgent = outcome.urgent;
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
            let lines = around.rows.map_or(SCREEN_LINES, |rows| rows.saturating_sub(1).max(SCREEN_LINES));
            let mut text = String::new();
            for document in view::documents(reply) {
                text = render::text::render(&document, style);
                let fits = !document.tight || text.lines().count() <= lines || style.width < SCREEN_COLUMNS;
                // It goes with the process: taking it apart would take as long as a tenth of painting it.
                mem::forget(document);
                if fits {
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

/// What may have been meant by words of which the first is a mistyped command, the nearest first.
fn commands_near(words: &[String]) -> Vec<String> {
    let [first, rest @ ..] = words else { return Vec::new() };
    let first = first.to_lowercase();
    let commands = Cli::command();
    let near = |command: &clap::Command| {
        let known = command.get_name();
        let distance = names::likeness(&first, known).filter(|_| first.len() >= 4)?;
        let meant: Vec<String> =
            [known.to_owned()].into_iter().chain(rest.iter().map(|word| view::shown(word))).collect();
        Some((distance, meant.join(" ")))
    };
    let mut near: Vec<(usize, String)> = commands.get_subcommands().filter_map(near).collect();
    near.arrange();
    near.into_iter().map(|(_, command)| command).take(MOST_COMMANDS).collect()
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
            match query::info::info(context, Some(&name), &Scope::Essentials) {
                Ok(reply) => reply,
                // A mistyped command does not stand between a reader and what to do.
                Err(failure) => match words.split_first() {
                    Some((first, drugs)) if names::likeness(&first.to_lowercase(), "overdose").is_some() => {
                        let (reply, failures) = query::overdose::overdose(context, drugs);
                        return Ok((Some(reply), [failure].into_iter().chain(failures).collect()));
                    }
                    _ => return Err(failure),
                },
            }
        }
        Command::Symptoms { drug, lists } => {
            let lists = lists.named();
            match query::symptoms::symptoms(context, drug.as_deref(), &lists) {
                Ok(reply) => reply,
                // A misspelt name does not stand between a reader and what to do.
                Err(failure) if lists.is_empty() || lists.contains(&ListKind::Overdose) => {
                    let (reply, mut failures) = query::overdose::overdose(context, drug.as_slice());
                    if failures.is_empty() {
                        failures.push(failure);
                    }
                    return Ok((Some(reply), failures));
                }
                Err(failure) if lists.contains(&ListKind::Withdrawal) => {
                    return Ok((Some(query::symptoms::withdrawal_of_any(context, &failure)), vec![failure]));
                }
                Err(failure) => return Err(failure),
            }
        }
        Command::Overdose { drug } => {
            let (reply, failures) = query::overdose::overdose(context, drug);
            return Ok((Some(reply), failures));
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
        Command::Identify { tablet } => query::identify::identify(context, tablet),
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
    if !kb.not_used.is_empty() && !brief {
        outcome.stderr.push_str(&words::not_used(kb.not_used.len()));
    }
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
