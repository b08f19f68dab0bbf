//! Full citations, in Vancouver style.

use super::{facts::address, frame, words};
use crate::document::{Block, Document, Inline, Line};
use crate::model::{Source, SourceId};
use crate::query::sources::{Sources, Used};
use crate::query::{FactAnswer, Reply};

/// The sources as a document.
pub fn document(reply: &Reply, answer: &Sources) -> Document {
    let mut blocks = vec![frame::title(&answer.drug)];
    let mut kind = None;
    for used in &answer.cited {
        let source = &used.source.source;
        if kind != Some(source.kind) {
            kind = Some(source.kind);
            blocks.push(Block::Heading(words::source_kind(source.kind).to_owned()));
        }
        let mut line = citation(used);
        if answer.with_facts {
            let facts: Vec<String> = used.facts.iter().map(|fact| on_it(fact, &used.id)).collect();
            line = line.and(format!(" Facts: {}.", facts.join("; ")));
        }
        blocks.push(Block::List(vec![line]));
    }
    blocks.extend(frame::foot(reply, Some(&answer.drug), &[]));
    Document { blocks, tight: false }
}

/// A fact that rests on a source: its address, and the places in the source.
fn on_it(fact: &FactAnswer, source: &SourceId) -> String {
    let citations = fact.fact.citations();
    let here = citations.into_iter().filter(|citation| citation.source == *source);
    let places: Vec<&str> = here.filter_map(|citation| citation.place.as_ref()).map(|place| place.as_str()).collect();
    match places.as_slice() {
        [] => fact.address.to_string(),
        places => format!("{} ({})", fact.address, places.join("; ")),
    }
}

/// A source in Vancouver style, with its identifiers, its address and how much rests on it.
fn citation(used: &Used) -> Line {
    let source = &used.source.source;
    let mut words = Words(String::with_capacity(400));
    words.0.push('.');
    vancouver(source, &mut words);
    if let Some(address) = address(source) {
        words.part(&[&address]);
    }
    let read = source.accessed.to_string();
    match &source.copy {
        Some(copy) => words.part(&["Read ", &read, " in a copy (", copy.host(), ")."]),
        None => words.part(&["Read ", &read, "."]),
    }
    if let Some(note) = &source.note {
        words.part(&[note.as_str()]);
    }
    if let Some(file) = &used.source.file {
        words.part(&["From your file ", file, "."]);
    }
    let facts = if used.cited_by == 1 { " 1 fact here.".to_owned() } else { format!(" {} facts here.", used.cited_by) };
    Line::strong(used.id.clone()).and(words.0).with(Inline::Quiet(facts.into()))
}

/// Words that grow part by part.
struct Words(String);

impl Words {
    /// A part of several pieces, behind a space.
    fn part(&mut self, pieces: &[&str]) {
        self.0.push(' ');
        self.0.extend(pieces.iter().copied());
    }

    /// A part with a full stop at its end, if it has none.
    fn sentence(&mut self, pieces: &[&str]) {
        self.part(pieces);
        if !self.0.ends_with(['.', '?', '!']) {
            self.0.push('.');
        }
    }
}

/// `Authors. Title. Journal. 2020;58(4):526-535. doi:... PMID: ...`
fn vancouver(source: &Source, words: &mut Words) {
    let names: Vec<&str> = source.authors.iter().map(|author| author.as_str()).collect();
    match names.as_slice() {
        [] => {}
        [a, b, c, d, e, f, _, ..] => words.sentence(&[&[*a, *b, *c, *d, *e, *f].join(", "), ", et al"]),
        few => words.sentence(&[&few.join(", ")]),
    }
    if let Some(organisation) = &source.organisation {
        words.sentence(&[organisation.as_str()]);
    }
    words.sentence(&[source.title.as_str()]);
    if let Some(journal) = &source.journal {
        words.sentence(&[journal.as_str()]);
    }
    if let Some(year) = source.year {
        let year = year.to_string();
        let issue = source.issue.as_ref().map(|issue| format!("({issue})")).unwrap_or_default();
        match (&source.volume, &source.pages) {
            (Some(volume), Some(pages)) => words.sentence(&[&year, ";", volume.as_str(), &issue, ":", pages.as_str()]),
            (Some(volume), None) => words.sentence(&[&year, ";", volume.as_str(), &issue]),
            (None, Some(pages)) => words.sentence(&[&year, ":", pages.as_str()]),
            (None, None) => words.sentence(&[&year]),
        }
    }
    if let Some(version) = &source.version {
        words.sentence(&[version.as_str()]);
    }
    if let Some(application) = &source.application {
        words.sentence(&[application.as_str()]);
    }
    if let Some(setid) = &source.setid {
        words.sentence(&["Set id ", setid.as_str()]);
    }
    if let Some(doi) = &source.doi {
        words.part(&["doi:", doi.as_str()]);
    }
    if let Some(pmid) = &source.pmid {
        words.part(&["PMID: ", pmid.as_str()]);
    }
}
