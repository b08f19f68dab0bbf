//! The emergency page.

use super::facts::Writer;
use super::{emergency, frame};
use crate::document::{Block, Callout, Document, Inline, Line, Tone};
use crate::query::overdose::OverdosePage;
use crate::query::{FactAnswer, Reply};

/// The page as a document.
pub fn document(reply: &Reply, page: &OverdosePage) -> Document {
    let writer = Writer { sources: &reply.sources };
    let mut blocks = vec![title(page)];
    blocks.extend(emergency::block(&page.emergency, &writer));
    let no_signs = emergency::reading_signs(&page.emergency, &writer);
    let mut signs = Vec::new();
    if !page.danger_signs.is_empty() {
        signs.push(Line::alarm("Danger signs: ").then(writer.brief(&page.danger_signs)));
    }
    if !page.usual_signs.is_empty() {
        signs.push(Line::strong("Usual signs: ").then(writer.brief(&page.usual_signs)));
    }
    signs.extend(page.first_aid.iter().map(|fact| writer.line(fact)));
    signs.push(no_signs);
    if !page.disputes.is_empty() {
        signs.push(disputed(&page.disputes));
    }
    blocks.push(Block::List(signs));
    let mut more = emergency::whose_numbers(&page.emergency);
    if let Some(drug) = &page.drug {
        more = more.and(" More: ").with(Inline::Command(format!("klon symptoms --overdose {}", drug.id)));
    }
    blocks.push(Block::Paragraph(more));
    let facts: Vec<&FactAnswer> =
        page.danger_signs.iter().chain(&page.usual_signs).chain(&page.first_aid).chain(&page.disputes).collect();
    blocks.extend(frame::foot(reply, page.drug.as_ref(), &facts));
    Document { blocks }
}

fn title(page: &OverdosePage) -> Block {
    match (&page.drug, &page.not_found) {
        (Some(drug), _) => match frame::title(drug) {
            Block::Title(line) => Block::Title(Line::strong("Overdose: ").then(line)),
            other => other,
        },
        (None, Some(name)) => Block::Callout(Callout {
            tone: Tone::Warning,
            title: Line::strong(format!("klon does not know \"{}\". What follows holds for any drug.", shown(&name.name))),
            body: Vec::new(),
        }),
        (None, None) => Block::Title(Line::strong("Overdose of any drug")),
    }
}

/// A name from the command line, short and without characters that act on a terminal.
pub fn shown(name: &str) -> String {
    let safe = name.chars().map(|c| if crate::model::text::is_unprintable(c) { '\u{fffd}' } else { c });
    let mut short: String = safe.clone().take(60).collect();
    if safe.count() > 60 {
        short.push_str("...");
    }
    short
}

/// Signs on which sources disagree: they never make anything less urgent.
fn disputed(disputes: &[FactAnswer]) -> Line {
    let titles: Vec<String> = disputes
        .iter()
        .filter_map(|answer| match &answer.fact {
            crate::model::Fact::Dispute(dispute) => Some(dispute.title.to_string()),
            _ => None,
        })
        .collect();
    Line::strong("Disputed: ").and(format!("{}.", titles.join("; ")))
}
