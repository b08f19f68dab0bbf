//! What a search found, in words.

use super::facts::Writer;
use super::{frame, shown, words};
use crate::document::{Block, Document, Inline, Line};
use crate::kb::{EntryKind, names};
use crate::query::Reply;
use crate::query::search::{FactHit, NameHit, Search, TermHit};

/// More drugs than these are counted.
const MOST_DRUGS: usize = 8;

/// The answer as a document.
pub fn document(reply: &Reply, answer: &Search) -> Document {
    let writer = Writer::new(reply);
    let mut blocks = vec![Block::Title(Line::strong(format!("Search: {}", shown(&answer.words))))];
    if answer.names.is_empty() && answer.terms.is_empty() && answer.facts.is_empty() {
        let version = reply.knowledge_base.version;
        blocks.push(Block::Paragraph(Line::text(words::no_match(
            answer.searched.entries,
            answer.searched.terms,
            version,
        ))));
    }
    if !answer.names.is_empty() {
        blocks.push(Block::Heading("Names".to_owned()));
        blocks.push(Block::List(answer.names.iter().map(name).collect()));
    }
    if !answer.terms.is_empty() {
        blocks.push(Block::Heading("Signs and symptoms".to_owned()));
        blocks.push(Block::List(answer.terms.iter().map(term).collect()));
    }
    if !answer.facts.is_empty() {
        blocks.push(Block::Heading("Facts".to_owned()));
        blocks.push(Block::List(answer.facts.iter().map(|hit| fact(hit, &answer.marked, &writer)).collect()));
    }
    if answer.total > answer.facts.len() {
        blocks.push(Block::Fine(Line::text(words::more_facts(answer.total - answer.facts.len()))));
    }
    blocks.extend(frame::foot(reply, None, &[]));
    Document { blocks, tight: false }
}

fn name(hit: &NameHit) -> Line {
    let found = &hit.suggestion.name;
    let line = match found.shown == hit.suggestion.means {
        true => Line::strong(found.shown.clone()).and(format!(": {}", words::name_kind(found.kind, found.country))),
        false => Line::strong(found.shown.clone()).and(format!(
            ": {}, {}",
            words::lower_name(&hit.suggestion.means),
            words::name_kind(found.kind, found.country)
        )),
    };
    if hit.is_near { line.with(Inline::Quiet(" (near, not the same)".into())) } else { line }
}

fn term(hit: &TermHit) -> Line {
    let clinical = hit.term.clinical.as_ref().map(|word| format!(" ({word})")).unwrap_or_default();
    let mut line = Line::strong(format!("{}{clinical}", hit.term.name));
    if hit.is_near {
        line = line.with(Inline::Quiet(" (near, not the same)".into()));
    }
    let lists = hit.seen.iter().map(|seen| {
        let more = seen.drugs.len().saturating_sub(MOST_DRUGS);
        let mut names: Vec<String> = seen.drugs.iter().take(MOST_DRUGS).map(|name| words::lower_name(name)).collect();
        if more > 0 {
            names.push(format!("{more} more"));
        }
        format!("{} of {}", words::group(seen.section.group()).to_lowercase(), words::and(&names))
    });
    let lists: Vec<String> = lists.collect();
    if lists.is_empty() { line } else { line.and(format!(": {}", lists.join("; "))) }
}

fn fact(hit: &FactHit, marked: &[String], writer: &Writer) -> Line {
    let place = words::group(hit.fact.address.section.group()).to_lowercase();
    let all = match hit.kind {
        EntryKind::Class => format!(" ({} drugs)", hit.holds_for),
        _ => String::new(),
    };
    let line = writer.line(&hit.fact);
    Line::strong(format!("{}{all}, {place}: ", hit.name)).then(mark(line, marked))
}

/// Whether a word begins with the letter of one that was looked for, so that it is worth folding.
fn may_match(word: &str, marked: &[String]) -> bool {
    let first = word.chars().flat_map(char::to_lowercase).next();
    first.is_some() && marked.iter().any(|wanted| wanted.chars().next() == first)
}

/// The line with the words that were looked for marked.
fn mark(line: Line, marked: &[String]) -> Line {
    let mut out = Line::default();
    for inline in line.0 {
        let Inline::Text(text) = inline else {
            out = out.with(inline);
            continue;
        };
        let mut rest = String::new();
        for piece in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
            let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
            let is_meant = may_match(word, marked) && {
                let folded = names::fold(word);
                marked.iter().any(|wanted| names::matches(&folded, wanted))
            };
            if is_meant {
                out = out.and(std::mem::take(&mut rest)).with(Inline::Mark(word.to_owned().into()));
                rest.push_str(piece.get(word.len()..).unwrap_or_default());
            } else {
                rest.push_str(piece);
            }
        }
        out = out.and(rest);
    }
    out
}
