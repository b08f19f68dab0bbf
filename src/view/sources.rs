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
    let mut line = Line::strong(used.id.to_string()).and(format!(". {}", vancouver(source)));
    if let Some(address) = address(source) {
        line = line.and(format!(" {address}"));
    }
    let facts = if used.cited_by == 1 { "1 fact".to_owned() } else { format!("{} facts", used.cited_by) };
    let copy = source.copy.as_ref().map(|copy| format!(" in a copy ({})", copy.host())).unwrap_or_default();
    line = line.and(format!(" Read {}{copy}.", source.accessed));
    if let Some(note) = &source.note {
        line = line.and(format!(" {note}"));
    }
    if let Some(file) = &used.source.file {
        line = line.and(format!(" From your file {file}."));
    }
    line.with(Inline::Quiet(format!(" {facts} here.").into()))
}

/// `Authors. Title. Journal. 2020;58(4):526-535. doi:... PMID: ...`
pub fn vancouver(source: &Source) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut sentence = |words: String| {
        let end = if words.ends_with(['.', '?', '!']) { "" } else { "." };
        parts.push(format!("{words}{end}"));
    };
    let names: Vec<&str> = source.authors.iter().map(|author| author.as_str()).collect();
    match names.len() {
        0 => {}
        1..=6 => sentence(names.join(", ")),
        _ => sentence(format!("{}, et al", names.iter().take(6).copied().collect::<Vec<_>>().join(", "))),
    }
    if let Some(organisation) = &source.organisation {
        sentence(organisation.to_string());
    }
    sentence(source.title.to_string());
    if let Some(journal) = &source.journal {
        sentence(journal.to_string());
    }
    let issue = source.issue.as_ref().map(|issue| format!("({issue})")).unwrap_or_default();
    let place = match (&source.volume, &source.pages) {
        (Some(volume), Some(pages)) => format!(";{volume}{issue}:{pages}"),
        (Some(volume), None) => format!(";{volume}{issue}"),
        (None, Some(pages)) => format!(":{pages}"),
        (None, None) => String::new(),
    };
    if let Some(year) = source.year {
        sentence(format!("{year}{place}"));
    }
    if let Some(version) = &source.version {
        sentence(version.to_string());
    }
    if let Some(application) = &source.application {
        sentence(application.to_string());
    }
    if let Some(setid) = &source.setid {
        sentence(format!("Set id {setid}"));
    }
    if let Some(doi) = &source.doi {
        parts.push(format!("doi:{doi}"));
    }
    if let Some(pmid) = &source.pmid {
        parts.push(format!("PMID: {pmid}"));
    }
    parts.join(" ")
}
