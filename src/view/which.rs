//! From signs to drugs, in words.

use super::facts::Writer;
use super::{emergency, frame, words};
use crate::document::{Block, Document, Line};
use crate::query::Reply;
use crate::query::which::{Group, Matched, Which};

/// More groups are counted, and not shown unless all are asked for.
const MOST_GROUPS: usize = 12;

/// The answer as a document.
pub fn document(reply: &Reply, answer: &Which) -> Document {
    let writer = Writer::new(reply);
    let mut blocks = Vec::new();
    if let Some(urgent) = &answer.emergency {
        blocks.extend(emergency::block(urgent, &[], Line::alarm(words::NOW), &writer));
        blocks.push(Block::Fine(emergency::whose_numbers(urgent, &writer)));
    }
    let names: Vec<String> = answer.signs.iter().map(|sign| words::lower_name(&sign.term.name)).collect();
    if !names.is_empty() {
        blocks.push(Block::Title(Line::strong(format!("Drugs with {}", words::and(&names)))));
        let lists: Vec<&str> = answer.lists.iter().map(|list| words::list(*list)).collect();
        blocks.push(Block::Paragraph(Line::text(words::which_is_no_diagnosis(&lists))));
    }
    for sign in answer.signs.iter().filter(|sign| sign.is_near) {
        blocks.push(Block::Paragraph(Line::text(words::taken_as(&super::shown(&sign.asked), &sign.term.name))));
    }
    let (near, lost): (Vec<_>, Vec<_>) = answer.not_understood.iter().partition(|(_, near)| !near.is_empty());
    if !lost.is_empty() {
        let lost: Vec<String> = lost.into_iter().map(|(word, _)| super::shown(word)).collect();
        blocks.push(Block::Paragraph(Line::text(words::no_such_signs(&lost))));
    }
    for (word, near) in near {
        blocks.push(Block::Paragraph(Line::text(words::no_such_sign(&super::shown(word), near))));
    }
    let most = if answer.unfolded { answer.groups.len() } else { MOST_GROUPS };
    let lines: Vec<Line> = answer.groups.iter().take(most).map(|group| line(group, answer, &writer)).collect();
    if lines.is_empty() && !names.is_empty() {
        blocks.push(Block::Paragraph(Line::text(words::NO_DRUG_WITH_THAT)));
    }
    blocks.push(Block::List(lines));
    if answer.groups.len() > most {
        blocks.push(Block::Fine(Line::text(words::more_groups(answer.groups.len() - most))));
    }
    blocks.extend(frame::foot(reply, None, &[]));
    Document { blocks, tight: false }
}

fn line(group: &Group, answer: &Which, writer: &Writer) -> Line {
    let Some(best) = group.drugs.first() else { return Line::default() };
    let mut line = Line::strong(group.name.clone());
    if group.class.is_some() {
        line = match group.drugs.as_slice() {
            [only] => line.and(format!(" ({})", words::lower_name(&only.name))),
            _ if group.equal == 1 => line.and(words::one_of(&best.name, group.members)),
            _ => line.and(format!(" ({} of {} drugs)", group.equal, group.members)),
        };
    }
    line = line.and(": ").then(signs(best, group, answer, writer));
    if answer.unfolded && group.drugs.len() > 1 {
        let names: Vec<String> = group
            .drugs
            .iter()
            .map(|drug| format!("{} ({} of {})", words::lower_name(&drug.name), drug.count(), answer.signs.len()))
            .collect();
        line = line.and(format!(". {}", names.join(", ")));
    }
    line
}

/// The signs that the best match has, each with the lists in which it stands there.
fn signs(best: &Matched, group: &Group, answer: &Which, writer: &Writer) -> Line {
    let named = answer.signs.iter().filter_map(|asked| {
        let matches: Vec<_> = best.signs.iter().filter(|sign| sign.term == asked.id).collect();
        let first = matches.first()?;
        let name = words::lower_name(&asked.term.name);
        let name = if matches.iter().any(|sign| sign.danger) { Line::alarm(name) } else { Line::text(name) };
        let lists: Vec<&str> = matches.iter().map(|sign| words::list_short(sign.list)).collect();
        let fact = group.facts.iter().find(|fact| fact.address.key == first.term.as_str());
        let cited = fact.and_then(|fact| writer.best(fact.fact.citations()));
        Some(name.and(format!(" in {}", lists.join(", "))).with(writer.cite(cited)))
    });
    Line::join(named.collect::<Vec<_>>(), "; ")
}
