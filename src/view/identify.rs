//! Who can tell what a tablet is.

use super::facts::Writer;
use super::{emergency, frame, shown, words};
use crate::document::{Block, Document, Line};
use crate::query::Reply;
use crate::query::identify::Identify;

/// The answer as a document.
pub fn document(reply: &Reply, answer: &Identify) -> Document {
    let writer = Writer::new(reply);
    let mut blocks =
        vec![Block::Title(Line::strong(words::IDENTIFY_TITLE)), Block::Paragraph(Line::text(words::IDENTIFY_WHY))];
    if let Some(asked) = &answer.asked {
        blocks.push(Block::Paragraph(Line::text(words::identify_asked(&shown(asked)))));
    }
    blocks.push(Block::List(words::IDENTIFY_WHO.iter().map(|who| Line::text(*who)).collect()));
    match &answer.lines {
        Some(lines) => {
            blocks.push(Block::Heading(format!("Whom to call in {}", lines.name)));
            blocks.push(Block::List(lines.lines.values().map(|line| emergency::one_line(line, &writer)).collect()));
        }
        None => blocks.push(Block::Paragraph(Line::text(words::identify_without_lines(answer.country)))),
    }
    blocks.extend(frame::foot(reply, None, &[]));
    Document { blocks, tight: false }
}
