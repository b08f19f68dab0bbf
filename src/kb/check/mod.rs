//! The rules that files must keep, beyond what their types demand.
//!
//! Errors make a file unusable; warnings ask somebody to look. A finding names the place by its path in the file, and
//! [`Places`](super::parse::Places) finds the line.

mod allow;
mod errors;
mod interactions;
mod notation;
mod readability;
mod texts;
mod warnings;

pub use errors::word;
pub use warnings::review_due;

use super::KnowledgeBase;
use super::file::{DataFile, Reading};
use super::finding::{Code, Finding};
use super::library::{Library, Twice};
use super::parse::Places;
use super::progress::PROGRESS;
use crate::arrange::Arrange;
use crate::model::Date;
use std::collections::HashMap;

/// What a check must know beside the files.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The day on which reviews are due or not; without it nothing is overdue.
    pub as_of: Option<Date>,
}

impl Options {
    /// Checks as of a day.
    pub fn new(as_of: Option<Date>) -> Self {
        Self { as_of }
    }
}

/// Collects the findings of one file.
pub(crate) struct Sink<'f> {
    file: &'f DataFile,
    places: Option<Places<'f>>,
    findings: Vec<Finding>,
}

impl<'f> Sink<'f> {
    fn new(file: &'f DataFile) -> Self {
        Self { file, places: None, findings: Vec::new() }
    }

    fn file_name(&self) -> &'f str {
        &self.file.name
    }

    /// Reports something at a path of the file.
    fn report(&mut self, code: Code, path: &[String], message: String, help: Option<&str>) {
        // Most files have no finding: their places are not worth reading beforehand.
        let text = &self.file.text;
        let span = self.places.get_or_insert_with(|| Places::of(text)).find(path);
        let file = self.file.name.clone();
        self.findings.push(Finding { code, file, span, message, help: help.map(str::to_owned) });
    }
}

/// A path from its parts.
fn path(parts: &[&str]) -> Vec<String> {
    parts.iter().map(|part| (*part).to_owned()).collect()
}

/// What is told of something that is defined twice.
fn name_of(again: &Twice) -> String {
    match again.path.as_slice() {
        [_] => "this entry".to_owned(),
        [.., id] => format!("`{id}`"),
        [] => String::new(),
    }
}

/// What the files define that a folder before theirs defines too.
pub fn shadowed(files: &[DataFile]) -> Vec<Finding> {
    let (_, twice) = Library::of(files);
    let finding = |again: Twice| {
        let mut sink = Sink::new(files.get(again.file)?);
        let message = format!("{} is not used: {} comes before", name_of(&again), again.first);
        sink.report(Code::Shadowed, &again.path, message, Some("the first folder wins: take one of the two out"));
        sink.findings.pop()
    };
    twice.into_iter().filter(|again| again.is_shadowed).filter_map(finding).collect()
}

/// What makes files unusable beyond what the types already refused.
pub fn errors(kb: &KnowledgeBase, files: &[DataFile]) -> Vec<Finding> {
    let (_, twice) = Library::of(files);
    let mut findings = Vec::new();
    let mut twice_in: HashMap<usize, Vec<_>> = HashMap::new();
    for again in twice.into_iter().filter(|again| !again.is_shadowed) {
        twice_in.entry(again.file).or_default().push(again);
    }
    PROGRESS.expect(files.len());
    for (index, file) in files.iter().enumerate() {
        PROGRESS.step();
        let mut sink = Sink::new(file);
        for again in twice_in.remove(&index).into_iter().flatten() {
            let message = format!("{} is already defined in {}", name_of(&again), again.first);
            let help = match again.path.first().map(String::as_str) {
                Some("sources") => "put a source that several files cite into sources.toml",
                _ => "keep one of the two",
            };
            sink.report(Code::DuplicateId, &again.path, message, Some(help));
        }
        errors::check(kb, file, &mut sink);
        findings.append(&mut sink.findings);
    }
    errors::check_names(kb, files, &mut findings);
    findings
}

/// Every finding of a reading, by file and line; those that are allowed in place are left out.
///
/// `beside` are files that are in use too and are not checked themselves.
pub fn check(kb: &KnowledgeBase, reading: &Reading, beside: &[DataFile], options: &Options) -> Vec<Finding> {
    let mut findings = reading.unreadable.clone();
    findings.extend(reading.not_used.iter().cloned());
    for file in &reading.files {
        if let Err(own) = &file.content {
            findings.extend(own.iter().cloned());
        }
    }
    findings.extend(errors(kb, &reading.files));
    findings.extend(shadowed(&reading.files));
    findings.extend(warnings::check(kb, &reading.files, beside, options));
    let mut kept = allow::apply(&reading.files, findings);
    let places: HashMap<&str, usize> =
        reading.files.iter().enumerate().map(|(nth, file)| (file.name.as_str(), nth)).collect();
    kept.arrange_by_key(|finding| {
        let nth = places.get(finding.file.as_str()).copied();
        (
            nth,
            finding.file.clone(),
            finding.span.as_ref().map_or(0, |span| span.start),
            finding.code,
            finding.message.clone(),
        )
    });
    kept.dedup();
    kept
}
