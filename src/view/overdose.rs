//! The emergency page.

use super::facts::{Writer, lower_first};
use super::{emergency, frame, words};
use crate::arrange::Arrange;
use crate::document::{Block, Callout, Document, Inline, Line, Tone};
use crate::model::text::printable;
use crate::model::{Audience, Fact, Section};
use crate::query::interactions::Applied;
use crate::query::overdose::{NotFound, OverdosePage, Poison};
use crate::query::{FactAnswer, Head, Reply};

/// How much of a drug's own signs and first aid the page tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    danger_signs: usize,
    usual_signs: usize,
    first_aid: usize,
    /// Whether the command that shows more is told.
    more: bool,
}

/// The danger signs that are told of several drugs, however long the page becomes.
const MOST_CRAMPED: usize = 4;

/// From the fullest page to the briefest: the first that fits on one screen is shown. Danger signs go last.
pub const MEASURES: [Measure; 11] = [
    Measure { danger_signs: 12, usual_signs: 6, first_aid: 3, more: true },
    Measure { danger_signs: 12, usual_signs: 3, first_aid: 2, more: true },
    Measure { danger_signs: 12, usual_signs: 3, first_aid: 1, more: true },
    Measure { danger_signs: 12, usual_signs: 0, first_aid: 1, more: true },
    Measure { danger_signs: 12, usual_signs: 0, first_aid: 1, more: false },
    Measure { danger_signs: 8, usual_signs: 0, first_aid: 1, more: false },
    Measure { danger_signs: 6, usual_signs: 0, first_aid: 1, more: false },
    Measure { danger_signs: 5, usual_signs: 0, first_aid: 1, more: false },
    Measure { danger_signs: 4, usual_signs: 0, first_aid: 1, more: false },
    Measure { danger_signs: 3, usual_signs: 0, first_aid: 1, more: false },
    Measure { danger_signs: 2, usual_signs: 0, first_aid: 1, more: false },
];

/// The page as a document, as full as a measure allows.
pub fn document(reply: &Reply, page: &OverdosePage, measure: Measure) -> Document {
    let writer = Writer::new(reply);
    if writer.audience == Audience::Clinician && !page.drugs.is_empty() {
        return for_clinicians(reply, page, &writer);
    }
    // Where one drug was taken, what it says goes in the place of the general acts; among several it is told apart.
    let alone = match page.drugs.as_slice() {
        [drug] => Some(drug),
        _ => None,
    };
    let mut blocks = head(page);
    let in_place = alone.map(|drug| drug.first_aid.as_slice()).unwrap_or_default();
    blocks.extend(emergency::block(&page.emergency, in_place, Line::default(), &writer));
    let mut items: Vec<Line> = together(page, &writer).into_iter().collect();
    items.extend(signs(page, measure, &writer));
    for (names, fact) in first_aid(page, measure.first_aid) {
        let Fact::Statement(statement) = &*fact.fact else { continue };
        let told = Line::text(statement.text.to_string()).with(writer.cite(writer.best(&statement.cite)));
        items.push(if alone.is_some() { told } else { Line::strong(format!("{}: ", words::and(&names))).then(told) });
    }
    items.extend(alone.and_then(|drug| not_typical(&drug.disputes, &writer)));
    let mut no_signs = emergency::reading_signs(&page.emergency, &writer);
    if let Some(drug) = page.drugs.first().filter(|_| measure.more) {
        no_signs = no_signs.and(" More: ").with(Inline::Command(more(&drug.head).into()));
    }
    items.push(no_signs);
    items.push(emergency::whose_numbers(&page.emergency, &writer));
    blocks.push(Block::List(items));
    blocks.extend(frame::short_foot(reply, &page.drugs.iter().map(|drug| &drug.head).collect::<Vec<_>>()));
    Document { blocks, tight: true }
}

/// The command that shows all signs.
fn more(drug: &Head) -> String {
    // The name that the reader knows, if one can type it as it is.
    let asked = drug.asked_as.as_ref().map(|name| name.shown.to_lowercase());
    let name = asked.filter(|name| name.chars().all(char::is_alphanumeric)).unwrap_or_else(|| drug.id.to_string());
    format!("klon symptoms --overdose {name}")
}

/// The signs of all the drugs, each sign once: the first of each drug, then the second of each.
fn merged(page: &OverdosePage, of: fn(&Poison) -> &[FactAnswer]) -> Vec<&FactAnswer> {
    let longest = page.drugs.iter().map(|drug| of(drug).len()).max().unwrap_or_default();
    let in_turn = (0..longest).flat_map(|nth| page.drugs.iter().filter_map(move |drug| of(drug).get(nth)));
    let mut each: Vec<&FactAnswer> = Vec::new();
    for fact in in_turn {
        if !each.iter().any(|known| known.address == fact.address) {
            each.push(fact);
        }
    }
    each
}

fn signs(page: &OverdosePage, measure: Measure, writer: &Writer) -> Vec<Line> {
    let all_danger = merged(page, |drug| &drug.danger_signs);
    let mut usual = merged(page, |drug| &drug.usual_signs);
    usual.retain(|sign| !all_danger.iter().any(|danger| danger.address == sign.address));
    let first = |facts: &[&FactAnswer], most: usize| -> Vec<FactAnswer> {
        facts.iter().take(most).map(|fact| (*fact).clone()).collect()
    };
    // Several drugs have more dangers than fit on one screen together.
    let least = if page.drugs.len() > 1 { MOST_CRAMPED } else { 0 };
    let (danger, usual) = (first(&all_danger, measure.danger_signs.max(least)), first(&usual, measure.usual_signs));
    let mut items = Vec::new();
    if !danger.is_empty() {
        let more = words::and_more(all_danger.len() - danger.len());
        items.push(Line::alarm("Danger signs: ").then(writer.briefest(&danger)).and(more));
    }
    if !usual.is_empty() {
        items.push(Line::strong("Usual signs: ").then(writer.briefest(&usual)));
    }
    items
}

/// What the drugs do together: the worst of it.
fn together(page: &OverdosePage, writer: &Writer) -> Option<Line> {
    let worst = page.together.first()?;
    let effect = Line::text(worst.effect.to_string()).with(writer.cite(writer.best(&worst.cite)));
    Some(Line::alarm(words::TOGETHER).then(effect))
}

/// What each drug says by itself, at most so much of it, with the names of the drugs that say it.
fn first_aid(page: &OverdosePage, most: usize) -> Vec<(Vec<String>, &FactAnswer)> {
    let acts = page.emergency.page.as_ref().map(|general| &general.act);
    // The last of the general acts is the one that differs most from drug to drug.
    let act =
        |fact: &FactAnswer| acts.and_then(|acts| acts.keys().rev().position(|key| fact.address.key == key.as_str()));
    let mut told: Vec<(Vec<String>, &FactAnswer)> = Vec::new();
    for drug in &page.drugs {
        let mut own: Vec<&FactAnswer> = drug.first_aid.iter().collect();
        // Of one drug alone, what goes in the place of a general act stands above already.
        own.retain(|fact| page.drugs.len() > 1 || act(fact).is_none());
        own.arrange_by_key(|fact| act(fact).map_or(0, |nth| nth + 1));
        for fact in own.into_iter().take(most) {
            let name = called(&drug.head).to_owned();
            match told.iter_mut().find(|(_, known)| known.fact == fact.fact) {
                Some((names, _)) => names.push(name),
                None => told.push((vec![name], fact)),
            }
        }
    }
    told
}

/// The page in the order in which a clinician works: identity, airway, co-ingestants, antidote, course, tests, the rest.
fn for_clinicians(reply: &Reply, page: &OverdosePage, writer: &Writer) -> Document {
    let mut blocks = head(page);
    for drug in &page.drugs {
        if page.drugs.len() > 1 {
            blocks.push(frame::title(&drug.head));
        }
        blocks.extend(clinical(drug, writer));
    }
    if !page.together.is_empty() {
        let rule = |rule: &Applied| {
            let [a, b] = &rule.between;
            let names = words::and(&[a.name.as_str(), b.name.as_str()]);
            Line::strong(format!("{names}: ")).and(rule.effect.to_string()).with(writer.cite(&rule.cite))
        };
        blocks.push(Block::Heading(words::CLINICAL_TOGETHER.to_owned()));
        blocks.push(Block::List(page.together.iter().map(rule).collect()));
    }
    blocks.extend(emergency::all_lines(&page.emergency, writer));
    let facts: Vec<&FactAnswer> = page.drugs.iter().flat_map(|drug| &drug.clinical).collect();
    let alone = page.drugs.first().filter(|_| page.drugs.len() == 1);
    blocks.extend(frame::foot(reply, alone.map(|drug| &drug.head), &facts));
    Document { blocks, tight: false }
}

/// The parts of the clinicians' page for one drug.
fn clinical(drug: &Poison, writer: &Writer) -> Vec<Block> {
    use Section::*;
    let of = |wanted: &[Section]| -> Vec<&FactAnswer> {
        drug.clinical.iter().filter(|fact| wanted.contains(&fact.address.section)).collect()
    };
    let lines = |wanted: &[Section]| of(wanted).into_iter().map(|fact| writer.line(fact)).collect::<Vec<Line>>();
    let [identity, airway, others, antidote, course, tests, disposition] = words::CLINICAL_HEADS;
    let mut blocks = Vec::new();
    let mut part = |head: &str, lines: Vec<Line>| {
        let lines: Vec<Line> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        if !lines.is_empty() {
            blocks.push(Block::Heading(head.to_owned()));
            blocks.push(Block::List(lines));
        }
    };
    let labelled =
        |label: &'static str, line: Line| Some(Line::strong(label).then(line.clone())).filter(|_| !line.is_empty());
    let mut who: Vec<Line> = labelled("Half-life: ", Line::join(lines(&[HalfLife]), "; ")).into_iter().collect();
    who.extend(drug.head.confused_with.iter().filter_map(|fact| labelled("Confused with: ", writer.line(fact))));
    part(identity, who);
    let mut signs = Vec::new();
    if !drug.danger_signs.is_empty() {
        signs.push(Line::alarm("Danger signs: ").then(writer.brief(&drug.danger_signs)));
    }
    signs.extend(labelled("Usual signs: ", writer.brief(&drug.usual_signs)));
    signs.extend(not_typical(&drug.disputes, writer));
    signs.extend(drug.first_aid.iter().map(|fact| writer.line(fact)));
    part(airway, signs);
    let with = drug.with_others.iter().map(|rule| {
        let [_, other] = &rule.between;
        Line::strong(format!("{}: ", other.name)).and(rule.effect.to_string()).with(writer.cite(&rule.cite))
    });
    part(others, with.collect());
    part(antidote, lines(&[OverdoseAntidote]));
    part(course, lines(&[OverdoseOnset, OverdoseDuration, OverdoseCourse, OverdoseChildren]));
    part(tests, lines(&[Tests]));
    part(disposition, lines(&[OverdoseManagement]));
    blocks
}

/// How a drug is called where several are named.
fn called(head: &Head) -> &str {
    head.asked_as.as_ref().map_or(&head.name, |name| &name.shown)
}

/// What the page is about, and which names klon does not know.
fn head(page: &OverdosePage) -> Vec<Block> {
    let alarm = Inline::Alarm(words::ACT_NOW.into());
    let title = match page.drugs.as_slice() {
        [] if page.not_found.is_empty() => Some(Line::strong(words::OVERDOSE_OF_ANY)),
        [] => None,
        [drug] => Some(Line::strong("Overdose: ").then(frame::title_line(&drug.head))),
        several => {
            let names = several.iter().map(|drug| frame::short_title(&drug.head));
            Some(Line::strong("Overdose: ").then(Line::join(names, " + ")))
        }
    };
    let mut blocks: Vec<Block> = title.map(|line| Block::Title(line.with(alarm))).into_iter().collect();
    let last = page.not_found.len().saturating_sub(1);
    let lost = page.not_found.iter().enumerate().map(|(nth, name)| {
        let line = not_found(name);
        if nth < last { line } else { line.then(Line::strong(words::what_follows(!page.drugs.is_empty()))) }
    });
    blocks.extend(lost.map(|title| Block::Callout(Callout { tone: Tone::Warning, title, body: Vec::new() })));
    blocks
}

/// A name that led to no drug.
pub fn not_found(name: &NotFound) -> Line {
    let means: Vec<&str> = name.candidates.iter().map(|candidate| candidate.means.as_str()).collect();
    Line::strong(words::not_found(&shown(&name.name), name.why, &means))
}

/// A name from the command line, short and without characters that act on a terminal.
pub fn shown(name: &str) -> String {
    let safe = printable(name);
    let mut short: String = safe.chars().take(60).collect();
    if safe.chars().count() > 60 {
        short.push_str("...");
    }
    short
}

/// Disputed signs: whoever sees one must suspect something else as well, which is more urgent and not less.
fn not_typical(disputes: &[FactAnswer], writer: &Writer) -> Option<Line> {
    let signs: Vec<FactAnswer> = disputes.iter().filter(|answer| answer.term.is_some()).cloned().collect();
    if signs.is_empty() {
        return None;
    }
    let names = signs.iter().map(|answer| lower_first(writer.sign_name(answer, false)));
    let best = signs.iter().filter_map(|answer| writer.best(answer.fact.citations()));
    let names = Line::join(names, ", ").and(": suspect something else too. More urgent, not less.");
    let names = names.with(writer.cite(best)).cited_once();
    Some(Line::strong("Not typical of it: ").then(names))
}
