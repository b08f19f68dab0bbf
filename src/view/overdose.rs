//! The emergency page.

use super::facts::{Writer, lower_first};
use super::{emergency, frame, words};
use crate::document::{Block, Callout, Document, Inline, Line, Tone};
use crate::model::text::printable;
use crate::model::{Audience, Section};
use crate::query::overdose::OverdosePage;
use crate::query::{FactAnswer, Reply};

/// How much of a drug's own signs and first aid the page tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    danger_signs: usize,
    usual_signs: usize,
    first_aid: usize,
}

/// From the fullest page to the briefest: the first that fits on one screen is shown.
pub const MEASURES: [Measure; 6] = [
    Measure { danger_signs: 5, usual_signs: 6, first_aid: 3 },
    Measure { danger_signs: 5, usual_signs: 3, first_aid: 2 },
    Measure { danger_signs: 4, usual_signs: 3, first_aid: 1 },
    Measure { danger_signs: 3, usual_signs: 2, first_aid: 1 },
    Measure { danger_signs: 3, usual_signs: 0, first_aid: 1 },
    Measure { danger_signs: 2, usual_signs: 0, first_aid: 1 },
];

/// The page as a document, as full as a measure allows.
pub fn document(reply: &Reply, page: &OverdosePage, measure: Measure) -> Document {
    let writer = Writer::new(reply);
    if writer.audience == Audience::Clinician && page.drug.is_some() {
        return for_clinicians(reply, page, &writer);
    }
    let mut blocks = vec![title(page)];
    blocks.extend(emergency::block(&page.emergency, &page.first_aid, Line::default(), &writer));
    let mut signs = Vec::new();
    let first = |facts: &[FactAnswer], most: usize| facts.iter().take(most).cloned().collect::<Vec<_>>();
    let danger = first(&page.danger_signs, measure.danger_signs);
    let usual = first(&page.usual_signs, measure.usual_signs);
    if !danger.is_empty() {
        let more = words::and_more(page.danger_signs.len() - danger.len());
        signs.push(Line::alarm("Danger signs: ").then(writer.briefest(&danger)).and(more));
    }
    if !usual.is_empty() {
        signs.push(Line::strong("Usual signs: ").then(writer.briefest(&usual)));
    }
    // What goes in the place of a general act stands above already.
    let acts = page.emergency.page.as_ref().map(|general| &general.act);
    let is_told = |fact: &&FactAnswer| acts.is_some_and(|acts| acts.keys().any(|key| fact.address.key == key.as_str()));
    let own = page.first_aid.iter().filter(|fact| !is_told(fact)).take(measure.first_aid);
    signs.extend(own.map(|fact| writer.sentence(fact).with(writer.cite(writer.best(fact.fact.citations())))));
    signs.extend(not_typical(&page.disputes, &writer));
    let mut no_signs = emergency::reading_signs(&page.emergency, &writer);
    if let Some(drug) = &page.drug {
        // The name that the reader knows, if one can type it as it is.
        let asked = drug.asked_as.as_ref().map(|name| name.shown.to_lowercase());
        let name = asked.filter(|name| name.chars().all(char::is_alphanumeric)).unwrap_or_else(|| drug.id.to_string());
        no_signs = no_signs.and(" More: ").with(Inline::Command(format!("klon symptoms --overdose {name}").into()));
    }
    signs.push(no_signs);
    signs.push(emergency::whose_numbers(&page.emergency, &writer));
    blocks.push(Block::List(signs));
    blocks.extend(frame::short_foot(reply, page.drug.as_ref()));
    Document { blocks, tight: true }
}

/// The page in the order in which a clinician works: identity, airway, co-ingestants, antidote, course, tests, the rest.
fn for_clinicians(reply: &Reply, page: &OverdosePage, writer: &Writer) -> Document {
    use Section::*;
    let of = |wanted: &[Section]| -> Vec<&FactAnswer> {
        page.clinical.iter().filter(|fact| wanted.contains(&fact.address.section)).collect()
    };
    let lines = |wanted: &[Section]| of(wanted).into_iter().map(|fact| writer.line(fact)).collect::<Vec<Line>>();
    let [identity, airway, others, antidote, course, tests, disposition] = words::CLINICAL_HEADS;
    let mut blocks = vec![title(page)];
    let mut part = |head: &str, lines: Vec<Line>| {
        let lines: Vec<Line> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        if !lines.is_empty() {
            blocks.push(Block::Heading(head.to_owned()));
            blocks.push(Block::List(lines));
        }
    };
    let mut who = Vec::new();
    if let Some(drug) = &page.drug {
        let names = drug.confused_with.iter().map(|fact| writer.line(fact));
        who.push(Line::strong("Half-life: ").then(Line::join(lines(&[HalfLife]), "; ")));
        who.extend(names.map(|line| Line::strong("Confused with: ").then(line)));
    }
    part(identity, who);
    let danger = Line::alarm("Danger signs: ").then(writer.brief(&page.danger_signs));
    let usual = Line::strong("Usual signs: ").then(writer.brief(&page.usual_signs));
    let mut signs = vec![danger, usual];
    signs.extend(not_typical(&page.disputes, writer));
    signs.extend(page.first_aid.iter().map(|fact| writer.line(fact)));
    part(airway, signs);
    let with = page.with_others.iter().map(|rule| {
        let [_, other] = &rule.between;
        Line::strong(format!("{}: ", other.name)).and(rule.effect.to_string()).with(writer.cite(&rule.cite))
    });
    part(others, with.collect());
    part(antidote, lines(&[OverdoseAntidote]));
    part(course, lines(&[OverdoseOnset, OverdoseDuration, OverdoseCourse, OverdoseChildren]));
    part(tests, lines(&[Tests]));
    part(disposition, lines(&[OverdoseManagement]));
    blocks.extend(emergency::all_lines(&page.emergency, writer));
    let facts: Vec<&FactAnswer> = page.clinical.iter().collect();
    blocks.extend(frame::foot(reply, page.drug.as_ref(), &facts));
    Document { blocks, tight: false }
}

fn title(page: &OverdosePage) -> Block {
    let alarm = Inline::Alarm(". Act now.".into());
    match (&page.drug, &page.not_found) {
        (Some(drug), _) => match frame::title(drug) {
            Block::Title(line) => Block::Title(Line::strong("Overdose: ").then(line).with(alarm)),
            other => other,
        },
        (None, Some(name)) => Block::Callout(Callout {
            tone: Tone::Warning,
            title: Line::strong(format!(
                "klon does not know \"{}\". What follows holds for any drug.",
                shown(&name.name)
            )),
            body: Vec::new(),
        }),
        (None, None) => Block::Title(Line::strong("Overdose of any drug, or not sure").with(alarm)),
    }
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
