//! What changed, for a pharmacist who reviews a correction.

use super::facts::Writer;
use super::words;
use crate::document::{Block, Document, Inline, Line};
use crate::query::diff::{Change, Diff, FactChange};
use crate::query::{FactAnswer, Reply};

/// The changes as a document.
pub fn document(reply: &Reply, diff: &Diff) -> Document {
    let writer = Writer::new(reply);
    let mut blocks = Vec::new();
    if diff.entries.is_empty() {
        blocks.push(Block::Title(Line::text("Nothing changed.")));
    }
    for entry in &diff.entries {
        let what = match entry.change {
            Change::Added => " (new)",
            Change::Removed => " (gone)",
            _ => "",
        };
        blocks.push(Block::Heading(format!("{}{what}", entry.id)));
        blocks.push(Block::List(entry.facts.iter().map(|fact| line(fact, &writer)).collect()));
    }
    blocks.push(Block::References(Vec::new()));
    Document { blocks, tight: false }
}

fn line(fact: &FactChange, writer: &Writer) -> Line {
    let said = |answer: &Option<FactAnswer>| answer.as_ref().map(|answer| writer.line(answer)).unwrap_or_default();
    let lead = Line::strong(format!("{} {}: ", words::change(fact.change), fact.address));
    match fact.change {
        Change::Added => lead.then(said(&fact.new)),
        Change::Removed => lead.then(said(&fact.old)),
        Change::Value | Change::Citation => {
            lead.then(said(&fact.old)).with(Inline::Strong(" -> ".into())).then(said(&fact.new))
        }
    }
}
