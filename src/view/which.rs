//! From signs to drugs, in words.

use super::facts::{self, Writer};
use super::{emergency, frame, shown, words};
use crate::arrange::Arrange;
use crate::document::{Block, Callout, Document, Line, Tone};
use crate::kb::Origin;
use crate::model::{Audience, Citation};
use crate::query::Reply;
use crate::query::signs::Asked;
use crate::query::symptoms::ListKind;
use crate::query::which::{Group, Match, Matched, Which};

/// More groups are counted, and not shown unless all are asked for.
const MOST_GROUPS: usize = 12;
/// More drugs are counted, and not named unless all are asked for.
const MOST_DRUGS: usize = 24;

/// The answer as a document.
pub fn document(reply: &Reply, answer: &Which) -> Document {
    let writer = Writer::new(reply);
    let mut blocks = Vec::new();
    if let Some(urgent) = &answer.emergency {
        let now = if answer.lists == [ListKind::Withdrawal] { words::NOW_IN_WITHDRAWAL } else { words::NOW };
        blocks.extend(emergency::block(urgent, &[], Line::alarm(now), &writer));
        blocks.push(Block::Fine(emergency::whose_numbers(urgent, &writer)));
    }
    let signs: Vec<String> = answer.signs.iter().map(|sign| name(sign, &writer)).collect();
    blocks.push(Block::Title(Line::strong(match signs.is_empty() {
        true => words::NO_SIGN.to_owned(),
        false => words::drugs_with(&signs),
    })));
    blocks.extend(understood(answer, &writer));
    if answer.emergency.is_some() && answer.lists.contains(&ListKind::Withdrawal) && !answer.groups.is_empty() {
        let title = Line::strong(words::NEVER_SUDDENLY);
        blocks.push(Block::Callout(Callout { tone: Tone::Warning, title, body: Vec::new() }));
    }
    match answer.unfolded {
        true => blocks.extend(answer.groups.iter().flat_map(|group| unfolded(group, answer, &writer))),
        false => blocks.extend(folded(answer, &writer)),
    }
    if !answer.groups.is_empty() {
        blocks.push(Block::Paragraph(with_all(answer, &signs)));
        if !answer.unfolded {
            blocks.push(Block::Fine(Line::text(words::UNFOLD)));
        }
    }
    let drugs = answer.groups.iter().flat_map(|group| &group.drugs).filter(|_| answer.unfolded);
    let origins: Vec<&Origin> = drugs.flat_map(|drug| &drug.signs).map(|sign| &*sign.from).collect();
    blocks.extend(frame::foot_below(reply, None, origins.into_iter()));
    Document { blocks, tight: false }
}

/// A sign as it stands within a sentence.
fn name(sign: &Asked, writer: &Writer) -> String {
    match (&sign.term.clinical, writer.audience) {
        (Some(word), Audience::Clinician) => words::lower_name(word),
        _ => words::lower_name(&sign.term.name),
    }
}

/// What was made of the words, and what of them is not in the answer.
fn understood(answer: &Which, writer: &Writer) -> Vec<Block> {
    let mut lines: Vec<Line> = Vec::new();
    if !answer.signs.is_empty() {
        let lists: Vec<&str> = answer.lists.iter().map(|list| words::list(*list)).collect();
        lines.push(Line::text(words::which_is_no_diagnosis(&lists)));
    }
    let near = answer.signs.iter().filter(|sign| sign.is_near);
    lines.extend(near.map(|sign| Line::text(words::taken_as(&shown(&sign.asked), &name(sign, writer)))));
    let left_out = if answer.signs.is_empty() { "" } else { words::LEFT_OUT };
    lines.extend(answer.not_understood.iter().map(|lost| {
        let near: Vec<String> = lost.near.iter().map(|sign| sign.name.to_string()).collect();
        Line::text(format!("{left_out}{}", words::no_such_sign(&shown(&lost.asked), &near)))
    }));
    let unlisted = answer.signs.iter().filter(|sign| answer.unlisted.contains(&sign.id));
    let unlisted: Vec<String> = unlisted.map(|sign| name(sign, writer)).collect();
    if !unlisted.is_empty() {
        lines.push(Line::text(words::unlisted(&unlisted)));
    }
    if answer.signs.is_empty() {
        lines.push(Line::text(words::SAY_IT_OTHERWISE));
    }
    lines.into_iter().map(Block::Paragraph).collect()
}

/// A line for each class.
fn folded(answer: &Which, writer: &Writer) -> Vec<Block> {
    let lines = answer.groups.iter().take(MOST_GROUPS).map(|group| line(group, answer, writer));
    let mut blocks = vec![Block::List(lines.collect())];
    if let Some(more) = answer.groups.len().checked_sub(MOST_GROUPS).filter(|more| *more > 0) {
        blocks.push(Block::Fine(Line::text(words::more_groups(more))));
    }
    blocks
}

/// The signs that most of a class has in common, as its best match has them.
fn line(group: &Group, answer: &Which, writer: &Writer) -> Line {
    let Some(best) = group.best() else { return Line::default() };
    let line = Line::strong(group.name.clone()).and(match (&group.class, group.equal) {
        (None, _) => String::new(),
        (Some(_), 1) => words::one_of(&best.name, group.members),
        (Some(_), equal) => words::how_many(equal, group.members),
    });
    let line = line.and(": ").then(signs(best, answer, writer, |sign| {
        Line::default().with(writer.cite(writer.best(&sign.cite))).then(facts::ground(&sign.from, sign.web_alone))
    }));
    // Where each has them from a source of its own, or in other lists, the line is that of one of them.
    let is_common = group.equals().all(|drug| drug.signs == best.signs);
    if is_common { line } else { line.and(words::shown_for(&best.name)) }
}

/// A line for each drug of a class.
fn unfolded(group: &Group, answer: &Which, writer: &Writer) -> [Block; 2] {
    let many = if group.class.is_some() { words::how_many(group.equal, group.members) } else { String::new() };
    let line = |drug: &Matched| {
        let signs = signs(drug, answer, writer, |sign| {
            let cite: Vec<&Citation> = sign.cite.iter().collect();
            Line::default().with(writer.cite(cite)).then(facts::marks(&sign.from, sign.web_alone))
        });
        Line::strong(drug.name.clone()).and(": ").then(signs)
    };
    let lines = group.drugs.iter().map(line).collect();
    [Block::Heading(format!("{}{many}", group.name)), Block::List(lines)]
}

/// The signs that a drug has, each with the lists in which it stands and what is behind it there.
fn signs(drug: &Matched, answer: &Which, writer: &Writer, tail: impl Fn(&Match) -> Line) -> Line {
    let named = answer.signs.iter().filter_map(|asked| {
        let matches: Vec<&Match> = drug.signs.iter().filter(|sign| sign.term == asked.id).collect();
        let name = name(asked, writer);
        let name = if matches.iter().any(|sign| sign.danger) { Line::alarm(name) } else { Line::text(name) };
        let list = |sign: &&Match| {
            let danger = if sign.danger { words::DANGER } else { "" };
            Line::text(format!("{}{danger}", words::list_short(sign.list))).then(tail(sign))
        };
        let lists = Line::join(matches.iter().map(list), ", ");
        (!matches.is_empty()).then(|| name.and(" in ").then(lists))
    });
    Line::join(named.collect::<Vec<_>>(), "; ")
}

/// The drugs that have all of the signs.
fn with_all(answer: &Which, signs: &[String]) -> Line {
    let drugs = answer.groups.iter().flat_map(|group| &group.drugs);
    let all = drugs.filter(|drug| drug.count() == signs.len());
    let mut names: Vec<String> = all.map(|drug| words::lower_name(&drug.name)).collect();
    names.arrange();
    if names.is_empty() {
        return Line::text(words::NO_DRUG_WITH_ALL);
    }
    let more = if answer.unfolded { 0 } else { names.len().saturating_sub(MOST_DRUGS) };
    if more > 0 {
        names.truncate(MOST_DRUGS);
        names.push(words::more(more));
    }
    Line::strong(words::drugs_that_list(signs)).and(format!("{}.", words::and_names(&names)))
}
