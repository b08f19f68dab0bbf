//! A document -> linear text for screen readers and for reading aloud: one statement a line, no tables, no marks,
//! numbers with their units written out.

use super::spoken::spoken;
use crate::document::{Block, Document, Inline, Line, Reference, Tone};
use crate::view::words;
use std::rc::Rc;

/// Reads a document out.
pub fn render(document: &Document) -> String {
    let mut lines = Vec::new();
    for block in &document.blocks {
        read(block, &mut lines);
    }
    let lines = lines.into_iter().filter(|line: &String| !line.trim().is_empty());
    lines.map(|line| ended(line.trim()) + "\n").collect()
}

fn read(block: &Block, lines: &mut Vec<String>) {
    match block {
        Block::Title(line) | Block::Paragraph(line) | Block::Fine(line) => lines.push(say(line)),
        Block::Heading(words) | Block::Subheading(words) => lines.push(format!("{}: {words}", words::PART)),
        Block::List(items) => lines.extend(items.iter().map(say)),
        Block::Fields(fields) => lines.extend(fields.iter().map(|(name, line)| labelled(name, line))),
        Block::Table(table) => {
            for row in &table.rows {
                let cells = table.head.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
                lines.push(cells.map(|(head, cell)| ended(&labelled(head, cell))).collect::<Vec<_>>().join(" "));
            }
        }
        Block::Bars(block) => lines.extend(block.bars.iter().map(|bar| labelled(&bar.label, &bar.text))),
        Block::Callout(callout) => {
            let lead = match callout.tone {
                Tone::Emergency => words::EMERGENCY,
                Tone::Warning => words::WARNING,
                Tone::Dispute => words::DISPUTE,
            };
            let title = say(&callout.title);
            lines.push(if title.is_empty() { lead.to_owned() } else { format!("{lead}: {title}") });
            callout.body.iter().for_each(|block| read(block, lines));
        }
        Block::References(list) => {
            let reference = |reference: &Rc<Reference>| {
                let web = if reference.web { words::WEB_PAGE } else { "" };
                format!("{} {}: {}{web}", words::SOURCE, reference.number(), reference.shown)
            };
            lines.extend(list.iter().map(reference));
        }
    }
}

fn labelled(label: &str, line: &Line) -> String {
    if label.is_empty() { say(line) } else { format!("{}: {}", spoken(label), say(line)) }
}

fn say(line: &Line) -> String {
    let mut said = String::new();
    for inline in &line.0 {
        let remark = match inline {
            Inline::Cite(references) => cited(references),
            Inline::Inherited => format!(" ({})", words::WHOLE_CLASS),
            Inline::Legend(..) => continue,
            Inline::Text(words)
            | Inline::Strong(words)
            | Inline::Alarm(words)
            | Inline::Quiet(words)
            | Inline::Mark(words)
            | Inline::Command(words) => {
                // The dots that stand for what was left out are not spoken.
                let words = words.strip_suffix(" ...").unwrap_or(words);
                // A sentence that has ended needs no more stops.
                if words.starts_with(['.', ';', ',']) && said.ends_with(['.', '?', '!']) {
                    said.push_str(words.trim_start_matches(['.', ';', ',']));
                } else {
                    said.push_str(words);
                }
                continue;
            }
        };
        // A remark on a sentence stands before its full stop.
        let stop = said.ends_with('.') && !remark.is_empty();
        if stop {
            said.pop();
        }
        said.push_str(&remark);
        if stop {
            said.push('.');
        }
    }
    spoken(&said)
}

fn cited(references: &[Rc<Reference>]) -> String {
    let numbers: Vec<String> = references.iter().map(|reference| reference.number().to_string()).collect();
    match numbers.as_slice() {
        [] => String::new(),
        [one] => format!(" ({} {one})", words::SOURCE.to_lowercase()),
        some => format!(" ({} {})", words::SOURCES.to_lowercase(), words::and(some)),
    }
}

/// A sentence ends with a full stop, so that a voice pauses.
fn ended(line: &str) -> String {
    let line = line.trim_end();
    if line.ends_with(['.', ':', '?', '!']) { line.to_owned() } else { format!("{line}.") }
}
