//! The commands of those who write facts: check, new, diff.

use crate::app::{Exit, NewFile, Outcome, Surroundings, rendered, report_left_out};
use crate::arrange::Arrange;
use crate::builtin::STORE;
use crate::cli::{Check, Cli, Format, Global, When};
use crate::config::Settings;
use crate::kb::check::{self, Options};
use crate::kb::file::{DataFile, Reading};
use crate::kb::finding::Severity;
use crate::kb::{EntryKind, KnowledgeBase, Lookup, file, names};
use crate::model::text::printable;
use crate::model::{Date, EntryId};
use crate::query;
use crate::render::findings;
use crate::view::{self, words};
use clap::CommandFactory;
use std::path::{Path, PathBuf};

/// `klon check`: what is wrong with files.
pub fn check_files(wanted: &Check, global: &Global, folders: &[PathBuf], around: &Surroundings) -> Outcome {
    if let Some(code) = wanted.explain {
        let (number, title, severity) = (code.number(), code.title(), words::severity(code.severity()));
        let example: String = code.example().lines().map(|line| format!("    {line}\n")).collect();
        let stdout = format!("{number} ({severity}): {title}\n\n{}\n\n{example}", code.explanation());
        return Outcome::answered(stdout);
    }
    let paths = if wanted.paths.is_empty() { folders } else { &wanted.paths };
    if paths.is_empty() && !wanted.review {
        return Outcome::failed(words::NOTHING_TO_CHECK.to_owned(), Exit::Usage);
    }
    let mut reading = Reading::default();
    for path in paths {
        reading.add(path);
    }
    // A file is checked as it will be used: over the built-in facts, with the other files that are in use.
    let (base, beside) = match wanted.alone {
        true => (KnowledgeBase::default(), Reading::default()),
        false => (KnowledgeBase::compiled(&STORE), reading.beside(paths, folders)),
    };
    let kb = base.with_files(reading.files.iter().chain(&beside.files));
    if wanted.review {
        return review(&kb, wanted.as_of.or(around.today));
    }
    let found = check::check(&kb, &reading, &beside.files, &Options::new(wanted.as_of.or(around.today)));
    let errors = found.iter().filter(|finding| finding.code.severity() == Severity::Error).count();
    let denied = if wanted.deny.is_some() { found.len() } else { errors };
    let exit = match (reading.unreadable.is_empty(), denied) {
        (false, _) => Exit::File,
        (true, 0) => Exit::Answered,
        (true, _) => Exit::NotFound,
    };
    let files: Vec<&DataFile> = reading.files.iter().collect();
    let summary = words::check_summary(files.len(), errors, found.len() - errors);
    let stdout = match (global.format, wanted.github) {
        (Format::Json, _) => findings::json(&found, &files),
        (_, true) => findings::github(&found, &files),
        (_, false) => findings::text(&found, &files, around.style(When::Auto).width) + &summary,
    };
    Outcome { exit, ..Outcome::answered(stdout) }
}

/// `klon new`: a file for somebody who adds a drug.
pub fn new_file(drug: &str, around: &Surroundings) -> Outcome {
    let id = EntryId::try_from(names::fold(drug).replace(' ', "-")).ok().filter(|id| id.as_str().len() <= MOST_ID);
    let (Some(id), Some(today)) = (id, around.today) else {
        return Outcome::failed(words::no_id(&view::shown(drug)), Exit::Usage);
    };
    let built_in = KnowledgeBase::compiled(&STORE);
    let kind = built_in.kind_of(&id);
    if is_reserved(id.as_str()) {
        return Outcome::failed(words::reserved_id(&id), Exit::Usage);
    }
    if let Some(kind) = kind.filter(|kind| *kind != EntryKind::Drug) {
        return Outcome::failed(words::taken_id(&id, check::word(kind)), Exit::Usage);
    }
    let path = PathBuf::from(format!("{id}.toml"));
    if path.exists() {
        return Outcome::failed(words::file_is_there(&id), Exit::File);
    }
    let text = view::skeleton::monograph(&id, &printable(drug.trim()), today);
    let mut stdout = words::skeleton_is_there(&id);
    match (kind, built_in.find(drug, None)) {
        (Some(_), _) => stdout.push_str(&words::skeleton_replaces(&id)),
        (None, Lookup::Found(name)) => stdout.push_str(&words::name_means(&view::shown(drug), &name.id)),
        _ => {}
    }
    Outcome { file: Some(NewFile { path, text, replace: false }), ..Outcome::answered(stdout) }
}

/// A longer id is no file's name everywhere.
const MOST_ID: usize = 100;

/// Whether an id means something else on the command line, in a folder of facts, or to Windows.
fn is_reserved(id: &str) -> bool {
    let is_device = |name: &str| {
        let numbered = ["com", "lpt"].iter().filter_map(|start| name.strip_prefix(start));
        ["con", "prn", "aux", "nul"].contains(&name)
            || numbered.into_iter().any(|rest| matches!(rest.as_bytes(), [b'0'..=b'9']))
    };
    let is_command = |name: &str| Cli::command().get_subcommands().any(|command| command.get_name() == name);
    let is_word = ["all", "builtin", "config", "help"].contains(&id) || file::SHARED.contains(&id);
    is_word || is_device(id) || is_command(id)
}

/// `klon diff`: what changed.
pub fn diff(
    old: &Path,
    new: &Path,
    alone: bool,
    global: &Global,
    settings: &Settings,
    around: &Surroundings,
) -> Outcome {
    let load = |path: &Path| {
        let builtin = KnowledgeBase::compiled(&STORE);
        match (path == Path::new("builtin"), alone) {
            (true, _) => builtin,
            (false, true) => KnowledgeBase::default().with_folders(&[path.to_owned()]),
            (false, false) => builtin.with_folders(&[path.to_owned()]),
        }
    };
    let (old, new) = (load(old), load(new));
    let mut outcome = match rendered(&query::diff::diff(&old, &new), global, settings, around) {
        Ok(text) => Outcome::answered(text),
        Err(error) => return Outcome::failed(error, Exit::Usage),
    };
    report_left_out(&old, false, &mut outcome, around);
    report_left_out(&new, false, &mut outcome, around);
    if outcome.exit == Exit::File {
        // What could not be read cannot be compared.
        outcome.stdout.clear();
        outcome.stderr.push_str(words::NOTHING_COMPARED);
    }
    outcome
}

/// `klon check --review`: what is due when, the oldest review first.
fn review(kb: &KnowledgeBase, today: Option<Date>) -> Outcome {
    let ids = kb.ids(EntryKind::Drug).into_iter().chain(kb.ids(EntryKind::Class));
    let mut due: Vec<(Date, EntryId)> =
        ids.filter_map(|id| Some((check::review_due(kb.head_of(&id)?.reviewed?), id))).collect();
    due.arrange();
    let is_overdue = |day: Date| today.is_some_and(|today| day < today);
    let line = |(day, id): &(Date, EntryId)| words::review_line(*day, id, is_overdue(*day));
    let exit = if due.iter().any(|(day, _)| is_overdue(*day)) { Exit::NotFound } else { Exit::Answered };
    Outcome { exit, ..Outcome::answered(due.iter().map(line).collect()) }
}
