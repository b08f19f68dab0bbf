//! What changed, for a pharmacist who reviews a correction.

use super::facts::Writer;
use super::words;
use crate::document::{Block, Document, Inline, Line};
use crate::query::diff::{Change, Diff, FactChange, FieldChange, PartChange};
use crate::query::{FactAnswer, Reply};
use serde_json::Value;

/// The changes as a document.
pub fn document(reply: &Reply, diff: &Diff) -> Document {
    let writer = Writer::new(reply);
    let mut blocks = Vec::new();
    if diff.entries.is_empty() && diff.parts.is_empty() {
        blocks.push(Block::Title(Line::text(words::NOTHING_CHANGED)));
    }
    for entry in &diff.entries {
        let what = match entry.change {
            Change::Added => " (new)",
            Change::Removed => " (gone)",
            _ => "",
        };
        blocks.push(Block::Heading(format!("{}{what}", entry.id)));
        let head = entry.head.iter().map(|field| field_line("", field));
        blocks.push(Block::List(head.chain(entry.facts.iter().map(|fact| fact_line(fact, &writer))).collect()));
    }
    for parts in diff.parts.chunk_by(|a, b| a.kind == b.kind) {
        blocks.extend(parts.first().map(|first| Block::Heading(words::part(first.kind).to_owned())));
        blocks.push(Block::List(parts.iter().flat_map(part_lines).collect()));
    }
    blocks.push(Block::References(Vec::new()));
    Document { blocks, tight: false }
}

fn fact_line(fact: &FactChange, writer: &Writer) -> Line {
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

/// A line for something that is new or gone, one for each field of what changed.
fn part_lines(part: &PartChange) -> Vec<Line> {
    if !matches!(part.change, Change::Added | Change::Removed) {
        return part.fields.iter().map(|field| field_line(&part.id, field)).collect();
    }
    let fields = part.fields.iter().filter_map(|field| {
        let value = field.new.as_ref().or(field.old.as_ref())?;
        Some(format!("{}: {}", field.field, shown(value)))
    });
    let fields = fields.collect::<Vec<_>>().join("; ");
    vec![Line::strong(format!("{} {}: ", words::change(part.change), part.id)).and(fields)]
}

fn field_line(id: &str, field: &FieldChange) -> Line {
    let said = |value: &Option<Value>| value.as_ref().map_or_else(|| words::NOTHING.to_owned(), shown);
    let of = if id.is_empty() { String::new() } else { format!("{id}, ") };
    let what = words::change(Change::Value);
    Line::strong(format!("{what} {of}{}: ", field.field))
        .and(said(&field.old))
        .with(Inline::Strong(" -> ".into()))
        .and(said(&field.new))
}

/// A value of a file in a line.
pub fn shown(value: &Value) -> String {
    match value {
        Value::String(words) => words.clone(),
        Value::Array(list) => list.iter().map(shown).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}
