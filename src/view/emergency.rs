//! What to do now and whom to call: the block that nothing stands in the way of.

use super::facts::Writer;
use super::words;
use crate::document::{Block, Callout, Inline, Line, Tone};
use crate::model::*;
use crate::query::FactAnswer;
use crate::query::country::How;
use crate::query::emergency::Emergency;

/// The emergency block, in the order in which one acts.
///
/// `first_aid` are a drug's own statements: one under the key of a general act goes in its place.
pub fn block(emergency: &Emergency, first_aid: &[FactAnswer], title: Line, writer: &Writer) -> Vec<Block> {
    let Some(page) = &emergency.page else { return Vec::new() };
    // Where klon knows no poison line, the ambulance is the one to ask.
    let poison = match (first_line(emergency, LineKind::Poison), first_line(emergency, LineKind::Emergency)) {
        (None, Some(line)) => Line::alarm(unbroken(&line.number)).with(writer.cite(&line.cite)).and(" as well"),
        _ => call(emergency, LineKind::Poison, "a poison centre or your emergency number", writer),
    };
    let act = |(key, general): (&Key, &Statement)| {
        let own = first_aid.iter().find(|answer| answer.address.key == key.as_str());
        match own.map(|answer| &*answer.fact) {
            Some(Fact::Statement(own)) => statement(own, writer),
            _ => statement(general, writer),
        }
    };
    let ambulance = call(emergency, LineKind::Emergency, "Call an ambulance", writer);
    let crisis = call(emergency, LineKind::Crisis, "Call a crisis line", writer);
    let acts = vec![
        ambulance.and(" now if they ").then(joined(&page.call_now, "; ", writer)).and("."),
        Line::strong("Otherwise: ").then(poison).and(". ").then(joined(&page.call_poison, " ", writer)),
        Line::strong("On purpose? ").then(joined(&page.on_purpose, " ", writer)).and(" ").then(crisis).and("."),
        Line::strong("Do: ").then(Line::join(page.act.iter().map(act), " ")),
        Line::strong("Do not: ").then(joined(&page.avoid, " ", writer)),
        Line::strong("Say: ").then(joined(&page.say, " ", writer)),
    ];
    let body = vec![Block::List(acts.into_iter().map(Line::cited_once).collect())];
    vec![Block::Callout(Callout { tone: Tone::Emergency, title, body })]
}

/// The first line of a kind, as something to call: `Call 911`, `988 (988 Lifeline; anyone; 24 hours)`.
pub fn call(emergency: &Emergency, kind: LineKind, otherwise: &'static str, writer: &Writer) -> Line {
    let Some(line) = first_line(emergency, kind) else { return Line::alarm(otherwise) };
    let number = unbroken(&line.number);
    let words = match kind {
        LineKind::Emergency => Line::alarm(format!("Call {number}")),
        _ => Line::alarm(number).and(format!(" ({}; {}; {})", line.name, line.callers, line.hours)),
    };
    words.with(writer.cite(writer.best(&line.cite)))
}

/// How to read the signs, from the general page.
pub fn reading_signs(emergency: &Emergency, writer: &Writer) -> Line {
    emergency.page.as_ref().map(|page| joined(&page.signs, " ", writer)).unwrap_or_default()
}

/// Whose numbers these are, when they were checked, and how klon came by the country; where there are none, where to
/// look for some.
pub fn whose_numbers(emergency: &Emergency, writer: &Writer) -> Line {
    let elsewhere = Inline::Command("--country CC".into());
    let Some(lines) = &emergency.lines else {
        let none = match emergency.country {
            None => Line::text("Country? Add ").with(elsewhere).and(". "),
            Some(country) => Line::text(format!("klon knows no numbers for {country}. ")),
        };
        let abroad = emergency.page.as_ref().map(|page| joined(&page.abroad, " ", writer)).unwrap_or_default();
        return none.then(abroad).cited_once();
    };
    let checked = lines.lines.values().map(|line| line.checked).min();
    let checked = checked.map(|day| format!(", checked {day}.")).unwrap_or_default();
    match emergency.how {
        How::Given | How::Configured => Line::text(format!("Numbers for {}{checked}", lines.name)),
        _ => Line::text(format!("Numbers for {} (assumed; ", lines.name)).with(elsewhere).and(format!("){checked}")),
    }
}

/// Every line of the country: who it is for, when it answers, when it was checked.
pub fn all_lines(emergency: &Emergency, writer: &Writer) -> Vec<Block> {
    let Some(lines) = &emergency.lines else { return Vec::new() };
    let one = |line: &crate::model::Line| {
        Line::strong(format!("{}: {} ", words::line_kind(line.kind), unbroken(&line.number)))
            .and(if line.name == line.number { String::new() } else { format!("{}; ", line.name) })
            .and(format!("for {}; {}; checked {}", line.callers, line.hours, line.checked))
            .with(writer.cite(&line.cite))
    };
    let mut blocks = vec![Block::Heading(format!("Whom to call in {}", lines.name))];
    if let Some(note) = &lines.note {
        blocks.push(Block::Paragraph(Line::text(note.to_string())));
    }
    blocks.push(Block::List(lines.lines.values().map(one).collect()));
    blocks
}

fn first_line(emergency: &Emergency, kind: LineKind) -> Option<&crate::model::Line> {
    emergency.lines.as_ref()?.lines.values().find(|line| line.kind == kind)
}

fn joined(statements: &indexmap::IndexMap<Key, Statement>, between: &'static str, writer: &Writer) -> Line {
    Line::join(statements.values().map(|s| statement(s, writer)), between)
}

fn statement(statement: &Statement, writer: &Writer) -> Line {
    Line::text(statement.text.clone()).with(writer.cite(writer.best(&statement.cite)))
}

/// A telephone number that stays on one line.
fn unbroken(number: &Text) -> String {
    number.as_str().replace(' ', "\u{a0}")
}
