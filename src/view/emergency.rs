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
        (None, Some(line)) => {
            Line::alarm(format!("call {}", unbroken(&line.number))).with(writer.cite(&line.cite)).and(" as well")
        }
        _ => call(emergency, LineKind::Poison, words::CALL_FOR_POISON, writer),
    };
    let act = |(key, general): (&Key, &Statement)| {
        let own = first_aid.iter().find(|answer| answer.address.key == key.as_str());
        match own.map(|answer| &*answer.fact) {
            Some(Fact::Statement(own)) => statement(own, writer),
            _ => statement(general, writer),
        }
    };
    let crisis = call(emergency, LineKind::Crisis, words::CALL_A_CRISIS_LINE, writer);
    let acts = vec![
        call_now(emergency, writer),
        Line::strong("Otherwise: ").then(poison).and(". ").then(joined(&page.call_poison, " ", writer)),
        Line::strong("On purpose? ").then(joined(&page.on_purpose, " ", writer)).and(" ").then(crisis).and("."),
        Line::strong("Do: ").then(Line::join(page.act.iter().map(act), " ")),
        Line::strong("Do not: ").then(joined(&page.avoid, " ", writer)),
        Line::strong("Say: ").then(joined(&page.say, " ", writer)),
    ];
    let body = vec![Block::List(acts.into_iter().map(Line::cited_once).collect())];
    vec![Block::Callout(Callout { tone: Tone::Emergency, title, body })]
}

/// The first line of a kind, as something to call: `Call 911`, `call 988 (Lifeline; anyone; 24 hours)`.
pub fn call(emergency: &Emergency, kind: LineKind, otherwise: &'static str, writer: &Writer) -> Line {
    let Some(line) = first_line(emergency, kind) else { return Line::alarm(otherwise) };
    let number = unbroken(&line.number);
    // Who may call is told where it is not everybody.
    let callers = line.callers.to_string();
    let callers = if callers == "anyone" { "" } else { callers.strip_prefix("anyone; ").unwrap_or(&callers) };
    let who = [name_beside_number(line), callers.to_owned(), line.hours.to_string()];
    let who = who.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ");
    let words = match kind {
        LineKind::Emergency => Line::alarm(format!("Call {number}")),
        LineKind::Poison => Line::alarm(format!("call {number}")).and(format!(" ({who})")),
        _ => Line::alarm(format!("Call {number}")).and(format!(" ({who})")),
    };
    words.with(writer.cite(writer.best(&line.cite)))
}

/// What a line is called, where its number stands beside it: `NHS` for `NHS 111`, nothing for `911`.
fn name_beside_number(line: &crate::model::Line) -> String {
    let (name, number) = (line.name.as_str(), line.number.as_str());
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let Some((before, after)) = name.split_once(number) else { return name.to_owned() };
    if is_digit(before.chars().next_back()) || is_digit(after.chars().next()) {
        return name.to_owned();
    }
    let trim = |c: char| c == ' ' || c == ',' || c == ';';
    let (before, after) = (before.trim_end_matches(trim), after.trim_start_matches(trim));
    let between = if before.is_empty() || after.is_empty() { "" } else { ", " };
    format!("{before}{between}{after}")
}

/// Whom to call, in the fewest words: the last thing that is seen of a page that is longer than the terminal.
pub fn call_in_short(emergency: &Emergency) -> String {
    let number = first_line(emergency, LineKind::Emergency).map(|line| format!("Call {}", unbroken(&line.number)));
    number.unwrap_or_else(|| words::CALL_AN_AMBULANCE.to_owned())
}

/// Whom to call at once, and for what in any person.
pub fn call_now(emergency: &Emergency, writer: &Writer) -> Line {
    let ambulance = call(emergency, LineKind::Emergency, words::CALL_AN_AMBULANCE, writer);
    let signs = emergency.page.as_ref().map(|page| joined(&page.call_now, "; ", writer)).unwrap_or_default();
    ambulance.and(" now if they ").then(signs).and(".").cited_once()
}

/// Whom to call in despair.
pub fn call_in_despair(emergency: &Emergency, writer: &Writer) -> Line {
    let crisis = call(emergency, LineKind::Crisis, words::CALL_A_CRISIS_LINE, writer);
    Line::strong(words::SUICIDE).then(crisis).and(".")
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
            Some(country) => Line::text(format!("{} ", words::no_numbers(country))),
        };
        let abroad = emergency.page.as_ref().map(|page| joined(&page.abroad, " ", writer)).unwrap_or_default();
        return none.then(abroad).cited_once();
    };
    let line = match emergency.how {
        How::Given | How::Configured => Line::text(format!("Numbers for {}", lines.name)),
        _ => Line::text(format!("Numbers for {} (assumed; ", lines.name)).with(elsewhere).and(")"),
    };
    let checked = lines.lines.values().map(|line| line.checked).min();
    let checked = checked.map(|day| format!(", checked {day}")).unwrap_or_default();
    let file = emergency.file.as_ref().map(|file| format!("; some are from {file}")).unwrap_or_default();
    line.and(format!("{checked}{file}.{}", missing_in_short(emergency)))
}

/// The kinds of lines that everybody needs and klon does not know for the country.
fn missing(emergency: &Emergency) -> impl Iterator<Item = LineKind> {
    let needed = [LineKind::Emergency, LineKind::Poison, LineKind::Crisis];
    needed.into_iter().filter(|kind| first_line(emergency, *kind).is_none())
}

fn missing_in_short(emergency: &Emergency) -> String {
    let kinds: Vec<String> = missing(emergency).map(|kind| words::line_kind(kind).to_lowercase()).collect();
    match emergency.country {
        Some(country) if !kinds.is_empty() => words::no_line(&words::and(&kinds), country),
        _ => String::new(),
    }
}

/// Every line of the country: who it is for, when it answers, when it was checked.
pub fn all_lines(emergency: &Emergency, writer: &Writer) -> Vec<Block> {
    let Some(lines) = &emergency.lines else { return Vec::new() };
    let mut items: Vec<Line> = lines.lines.values().map(|line| one_line(line, writer)).collect();
    if let Some(country) = emergency.country {
        let none = |kind| {
            let none = Line::strong(format!("{}: ", words::line_kind(kind)));
            none.and(words::none_for(country))
        };
        items.extend(missing(emergency).map(none));
    }
    let mut blocks = vec![Block::Heading(format!("Whom to call in {}", lines.name))];
    if let Some(note) = &lines.note {
        blocks.push(Block::Paragraph(Line::text(note.to_string())));
    }
    blocks.push(Block::List(items));
    blocks
}

/// A telephone line with all that a caller must know of it.
pub fn one_line(line: &crate::model::Line, writer: &Writer) -> Line {
    let name = name_beside_number(line);
    let name = if name.is_empty() { name } else { format!(" {name}") };
    Line::strong(format!("{}: {}", words::line_kind(line.kind), unbroken(&line.number)))
        .and(format!("{name}; for {}; {}; checked {}", line.callers, line.hours, line.checked))
        .with(writer.cite(&line.cite))
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
