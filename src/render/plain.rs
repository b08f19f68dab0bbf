//! A document -> linear text for screen readers and for reading aloud: one statement a line, no tables, no marks,
//! numbers with their units written out.

use crate::document::{Block, Document, Inline, Line, Reference, Tone};
use crate::model::Unit;
use crate::view::words;
use std::rc::Rc;

/// Reads a document out.
pub fn render(document: &Document) -> String {
    let mut lines = Vec::new();
    for block in &document.blocks {
        read(block, &mut lines);
    }
    let lines = lines.into_iter().filter(|line: &String| !line.trim().is_empty());
    lines.map(|line| ended(line.replace('\u{a0}', " ").trim()) + "\n").collect()
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
        Block::Bars(bars) => lines.extend(bars.iter().map(|bar| labelled(&bar.label, &bar.text))),
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
            let reference =
                |reference: &Rc<Reference>| format!("{} {}: {}", words::SOURCE, reference.number(), reference.shown);
            lines.extend(list.iter().map(reference));
        }
    }
}

fn labelled(label: &str, line: &Line) -> String {
    if label.is_empty() { say(line) } else { format!("{label}: {}", say(line)) }
}

fn say(line: &Line) -> String {
    let mut said = String::new();
    for inline in &line.0 {
        let remark = match inline {
            Inline::Cite(references) => cited(references),
            Inline::Inherited => format!(" ({})", words::WHOLE_CLASS),
            Inline::Legend(_) => continue,
            Inline::Text(words)
            | Inline::Strong(words)
            | Inline::Alarm(words)
            | Inline::Quiet(words)
            | Inline::Mark(words)
            | Inline::Command(words) => {
                said.push_str(words);
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
    spelled(&said)
}

fn cited(references: &[Rc<Reference>]) -> String {
    let numbers: Vec<String> = references.iter().map(|reference| reference.number().to_string()).collect();
    match numbers.as_slice() {
        [] => String::new(),
        [one] => format!(" ({} {one})", words::SOURCE.to_lowercase()),
        some => format!(" ({} {})", words::SOURCES.to_lowercase(), words::and(some)),
    }
}

/// The words with units behind numbers written out: `0.5 milligrams` for `0.5 mg`, `37 percent` for `37%`.
fn spelled(said: &str) -> String {
    let said = said.replace('\u{a0}', " ").replace('%', " %");
    let mut number: Option<f64> = None;
    let word = |word: &str| {
        let bare = word.trim_end_matches([',', '.', ';', ':', ')', '?']);
        let unit = Unit::ALL.iter().find(|unit| unit.symbol() == bare);
        let written = match (number, unit) {
            (Some(count), Some(unit)) => format!(
                "{}{}",
                if count == 1.0 { unit.words().0 } else { unit.words().1 },
                word.get(bare.len()..).unwrap_or_default()
            ),
            _ => word.to_owned(),
        };
        number = bare.trim_start_matches('(').replace(',', "").parse().ok();
        written
    };
    said.split(' ').map(word).collect::<Vec<_>>().join(" ").replace(" %", " percent")
}

/// A sentence ends with a full stop, so that a voice pauses.
fn ended(line: &str) -> String {
    let line = line.trim_end();
    if line.ends_with(['.', ':', '?', '!']) { line.to_owned() } else { format!("{line}.") }
}

#[cfg(test)]
mod tests {
    use super::spelled;

    #[test]
    fn units_are_written_out_behind_numbers_alone() {
        assert_eq!(spelled("0.5 mg, 1 mg; 30 to 40 h."), "0.5 milligrams, 1 milligram; 30 to 40 hours.");
        assert_eq!(spelled("37% of 1,000 mg/day"), "37 percent of 1,000 milligrams a day");
        assert_eq!(spelled("vitamin g and a min"), "vitamin g and a min");
    }
}
