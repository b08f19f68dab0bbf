//! What stands around every answer: the name at the head, the legend and the edition at the foot.

use super::words;
use crate::arrange::Arrange;
use crate::document::{Block, Callout, Inline, Line, Mark, Tone};
use crate::kb::{EntryKind, NameKind, Origin};
use crate::model::Fact;
use crate::query::{FactAnswer, Head, Reply};

use super::facts::Writer;

/// The name at the head: which drug, by which name, and whether it is only the default.
pub fn title(head: &Head) -> Block {
    Block::Title(title_line(head))
}

/// A drug among several: its name and the one that was asked for.
pub fn short_title(head: &Head) -> Line {
    let line = Line::strong(head.tall_man.as_ref().unwrap_or(&head.name).clone());
    match &head.asked_as {
        Some(asked) if asked.kind == NameKind::Street => line.and(words::sold_as_this(&asked.shown)),
        Some(asked) => line.and(format!(" ({})", asked.shown)),
        None => line,
    }
}

/// The words of the title.
pub fn title_line(head: &Head) -> Line {
    let name = head.tall_man.as_ref().unwrap_or(&head.name).clone();
    let mut line = Line::strong(name);
    let classes: Vec<String> = head.classes.iter().map(|class| words::lower_name(&class.name)).collect();
    let what = match head.kind {
        EntryKind::Class => "a class of drugs".to_owned(),
        _ => classes.join(", "),
    };
    if !what.is_empty() {
        line = line.and(format!(" ({what})"));
    }
    if head.is_default {
        line = line.with(Inline::Quiet(" - the default: no drug was named".into()));
    }
    if let Some(asked) = &head.asked_as {
        line = match asked.kind {
            NameKind::Street => line.and(format!(" -{}", words::sold_as_this(&asked.shown))),
            kind => {
                let kind = words::name_kind(kind, asked.country);
                line.and(format!(" - {}: {kind}{}", asked.shown, words::with_parts(&asked.with)))
            }
        };
    }
    line
}

/// Names that are confused with this one in practice.
pub fn confusion(head: &Head, writer: &Writer) -> Option<Block> {
    if head.confused_with.is_empty() {
        return None;
    }
    let names = head.confused_with.iter().filter_map(|answer| match &*answer.fact {
        Fact::Confusion(f) => Some(Line::text(f.name.clone()).with(writer.cite(&f.cite))),
        _ => None,
    });
    let line = Line::strong("Not to be confused with: ").then(Line::join(names, ", ").cited_once());
    Some(Block::Callout(Callout { tone: Tone::Warning, title: line, body: Vec::new() }))
}

/// "Do not stop suddenly", wherever stopping or interactions come up.
pub fn do_not_stop(head: &Head, writer: &Writer) -> Option<Block> {
    let best = writer.one(head.sudden_stop.iter().flat_map(|fact| fact.fact.citations()))?;
    let line = Line::strong(format!("Do not stop {} suddenly. ", words::lower_name(&head.name)))
        .and("That can be dangerous. Ask a doctor or pharmacist how to come off it.")
        .with(writer.cite([best]));
    let line = if head.keeps_built_in_warning { line.and(words::BUILT_IN_WARNING) } else { line };
    Some(Block::Callout(Callout { tone: Tone::Warning, title: line, body: Vec::new() }))
}

/// The foot: the legend of marks, the references, the edition and the disclaimer.
pub fn foot(reply: &Reply, head: Option<&Head>, facts: &[&FactAnswer]) -> Vec<Block> {
    foot_below(reply, head, facts.iter().map(|fact| &*fact.origin))
}

/// The same below facts from these layers.
pub fn foot_below<'a>(reply: &Reply, head: Option<&Head>, origins: impl Iterator<Item = &'a Origin>) -> Vec<Block> {
    let mut blocks = vec![Block::References(Vec::new())];
    let mut inherited: Vec<&str> = origins
        .filter(|origin| origin.kind == EntryKind::Class && head.is_none_or(|h| h.kind == EntryKind::Drug))
        .map(|origin| origin.entry.as_str())
        .collect();
    inherited.arrange();
    inherited.dedup();
    let mut legend = Line::default();
    if !inherited.is_empty() {
        let words = format!("{} ({}). ", words::WHOLE_CLASS, inherited.join(", "));
        legend = legend.with(Inline::Legend(Mark::Inherited, words.into()));
    }
    let mut fine = String::new();
    if let Some(head) = head {
        if let Some(reviewed) = head.reviewed {
            fine.push_str(&format!("Reviewed {reviewed}; reviewed by a clinician: {}. ", review(head)));
        }
        if !head.files.is_empty() {
            fine.push_str(&format!("Uses your files: {}. ", head.files.join(", ")));
        }
    }
    fine.push_str(&format!("Knowledge base {}. {}", reply.knowledge_base.version, words::DISCLAIMER));
    blocks.push(Block::Fine(legend.and(fine)));
    blocks.extend(left_out(reply));
    blocks
}

/// The foot of a page that must fit on one screen.
pub fn short_foot(reply: &Reply, heads: &[&Head]) -> Vec<Block> {
    let mut fine = format!("Facts {}", reply.knowledge_base.version);
    let mut reviews: Vec<&str> = heads.iter().map(|head| review(head)).collect();
    reviews.dedup();
    if !reviews.is_empty() {
        fine.push_str(&format!("; reviewed by a clinician: {}", reviews.join(", ")));
    }
    let mut files: Vec<&str> = heads.iter().flat_map(|head| &head.files).map(String::as_str).collect();
    files.arrange();
    files.dedup();
    if !files.is_empty() {
        fine.push_str(&format!("; uses your files: {}", files.join(", ")));
    }
    fine.push_str(". Not medical advice.");
    let mut blocks = vec![Block::References(Vec::new()), Block::Fine(Line::text(fine))];
    blocks.extend(left_out(reply));
    blocks
}

fn review(head: &Head) -> &str {
    head.clinical_review.as_deref().unwrap_or("not yet")
}

/// The user's files that could not be used, said in the answer itself.
fn left_out(reply: &Reply) -> Option<Block> {
    let files = &reply.knowledge_base.left_out;
    if files.is_empty() {
        return None;
    }
    let lines = files.iter().map(|file| Line::text(format!("{}: {}", file.file, file.reason))).collect();
    Some(Block::Callout(Callout {
        tone: Tone::Warning,
        title: Line::strong("Left out of this answer, because of errors in the file:"),
        body: vec![Block::List(lines)],
    }))
}
