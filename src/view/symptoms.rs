//! Lists of signs.

use super::facts::Writer;
use super::{emergency, frame, words};
use crate::document::{Block, Document, Line};
use crate::model::Section;
use crate::query::symptoms::{List, ListKind, Symptoms};
use crate::query::{FactAnswer, Reply};

/// The lists as a document.
pub fn document(reply: &Reply, answer: &Symptoms) -> Document {
    let writer = Writer { sources: &reply.sources };
    let mut blocks = vec![frame::title(&answer.drug)];
    if let Some(emergency) = &answer.emergency {
        let title = Line::alarm("Too much taken, or not sure? Act now.");
        blocks.extend(emergency::block(emergency, title, &writer));
        blocks.push(Block::Paragraph(emergency::whose_numbers(emergency)));
    }
    blocks.extend(frame::confusion(&answer.drug, &writer));
    for list in &answer.lists {
        blocks.push(Block::Heading(words::list(list.kind).to_owned()));
        if list.kind == ListKind::Withdrawal {
            blocks.extend(frame::do_not_stop(&answer.drug));
        }
        blocks.extend(sections(&list.before, &writer));
        if list.kind == ListKind::Overdose
            && let Some(emergency) = &answer.emergency
        {
            blocks.push(Block::List(vec![emergency::reading_signs(emergency, &writer)]));
        }
        blocks.extend(writer.signs(&list.signs));
        if list.signs.is_empty() {
            let words = "klon knows no sign for this list. That is a gap, not a sign of safety.";
            blocks.push(Block::Paragraph(Line::text(words)));
        }
        blocks.extend(list.disputes.iter().map(|dispute| writer.dispute(dispute)));
        blocks.extend(sections(&list.after, &writer));
    }
    if let Some(emergency) = &answer.emergency {
        blocks.extend(emergency::all_lines(emergency, &writer));
    }
    let facts: Vec<&FactAnswer> = answer.lists.iter().flat_map(facts).collect();
    blocks.extend(frame::foot(reply, Some(&answer.drug), &facts));
    Document { blocks, tight: false }
}

fn facts(list: &List) -> impl Iterator<Item = &FactAnswer> {
    list.before.iter().chain(&list.signs).chain(&list.after).chain(&list.disputes)
}

/// Facts of several sections, each under its heading.
pub fn sections(facts: &[FactAnswer], writer: &Writer) -> Vec<Block> {
    let mut blocks = Vec::new();
    for section in Section::ALL {
        let own: Vec<FactAnswer> = facts.iter().filter(|fact| fact.address.section == *section).cloned().collect();
        if !own.is_empty() {
            let heading = words::section(*section).unwrap_or_else(|| words::group(section.group()));
            blocks.push(Block::Subheading(heading.to_owned()));
            blocks.extend(writer.blocks(*section, &own));
        }
    }
    blocks
}
