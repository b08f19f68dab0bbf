//! The emergency page.

use super::facts::{Writer, lower_first};
use super::{emergency, frame, words};
use crate::document::{Block, Callout, Document, Inline, Line, Tone};
use crate::model::text::printable;
use crate::model::{Audience, Section};
use crate::query::overdose::OverdosePage;
use crate::query::{FactAnswer, Reply};

/// More danger signs are counted on the page, which must fit on one screen.
const MOST_DANGER: usize = 5;
/// Danger signs that leave room for all usual ones that the answer has.
const FEW_DANGER: usize = 3;
/// Usual signs beside more danger signs.
const FEW_USUAL: usize = 3;

/// The page as a document.
pub fn document(reply: &Reply, page: &OverdosePage) -> Document {
    let writer = Writer::new(reply);
    if writer.audience == Audience::Clinician && page.drug.is_some() {
        return for_clinicians(reply, page, &writer);
    }
    let mut blocks = vec![title(page)];
    blocks.extend(emergency::block(&page.emergency, &page.first_aid, Line::default(), &writer));
    let mut signs = Vec::new();
    let danger = page.danger_signs.get(..MOST_DANGER).unwrap_or(&page.danger_signs);
    let few = page.usual_signs.get(..FEW_USUAL).filter(|_| danger.len() > FEW_DANGER);
    let usual = few.unwrap_or(&page.usual_signs);
    if !danger.is_empty() {
        let more = words::and_more(page.danger_signs.len() - danger.len());
        signs.push(Line::alarm("Danger signs: ").then(writer.briefest(danger)).and(more));
    }
    if !usual.is_empty() {
        signs.push(Line::strong("Usual signs: ").then(writer.briefest(usual)));
    }
    // What goes in the place of a general act stands above already.
    let acts = page.emergency.page.as_ref().map(|general| &general.act);
    let is_told = |fact: &&FactAnswer| acts.is_some_and(|acts| acts.keys().any(|key| key.as_str() == fact.address.key));
    signs.extend(page.first_aid.iter().filter(|fact| !is_told(fact)).map(|fact| writer.line(fact)));
    signs.extend(not_typical(&page.disputes, &writer));
    let mut no_signs = emergency::reading_signs(&page.emergency, &writer);
    if let Some(drug) = &page.drug {
        no_signs = no_signs.and(" More: ").with(Inline::Command(format!("klon symptoms --overdose {}", drug.id)));
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
    let alarm = Inline::Alarm(". Act now.".to_owned());
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
