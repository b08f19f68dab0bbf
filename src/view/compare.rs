//! Drugs side by side, in words.

use super::facts::{Writer, strengths};
use super::{bars, frame, words};
use crate::document::{Bars, Block, Callout, Document, Inline, Line, Table, Tone};
use crate::model::*;
use crate::query::compare::{Apart, Compare, Row};
use crate::query::country::is_of;
use crate::query::{FactAnswer, Head, Reply};

/// The drug with which doses are compared, and the dose of it in mg.
const DIAZEPAM: &str = "diazepam";
const DIAZEPAM_BASE: f64 = 10.0;

/// The answer as a document.
pub fn document(reply: &Reply, answer: &Compare) -> Document {
    let writer = Writer::new(reply);
    let names: Vec<Str> = answer.drugs.iter().map(|head| head.name.clone()).collect();
    let mut blocks = vec![Block::Title(Line::strong(format!("Compare: {}", words::and(&names))))];
    blocks.push(overdose_pages(answer));
    blocks.push(together(answer));
    blocks.extend(do_not_stop(answer, &writer));
    let head: Vec<String> = [String::new()].into_iter().chain(names.iter().map(Str::to_string)).collect();
    let cells = |row: &Row, cell: &dyn Fn(&FactAnswer) -> Option<Line>| -> Option<Vec<Line>> {
        let cells: Vec<Line> =
            row.drugs.iter().map(|facts| Line::join(facts.iter().filter_map(cell), "; ").cited_once()).collect();
        (!cells.iter().all(Line::is_empty)).then_some(cells)
    };
    let mut rows: Vec<Vec<Line>> = Vec::new();
    for row in &answer.rows {
        let cell: &dyn Fn(&FactAnswer) -> Option<Line> = match row.section {
            Section::Schedule => &|fact| schedule(fact, &writer),
            Section::Forms => &|fact| form(fact, &writer),
            Section::Dosing => &|fact| ceiling(fact, &writer),
            Section::Metabolites => &|fact| metabolite(fact, &writer),
            Section::Enzymes => &|fact| enzyme(fact, &writer),
            _ => continue,
        };
        if let Some(cells) = cells(row, cell) {
            let known = |(cell, facts): (Line, &Vec<FactAnswer>)| match answer.country {
                _ if cell.is_empty() => Line::text(words::NONE_LISTED),
                Some(country) if row.section == Section::Schedule && !has_law(facts, country) => {
                    Line::text(format!("{}; ", words::none_known_for(country))).then(cell)
                }
                _ => cell,
            };
            let cells = cells.into_iter().zip(&row.drugs).map(known);
            rows.push([Line::strong(words::compared(row.section))].into_iter().chain(cells).collect());
        }
    }
    if !rows.is_empty() {
        blocks.push(Block::Table(Table { head, rows }));
    }
    for section in [Section::HalfLife, Section::Tmax] {
        let Some(row) = answer.rows.iter().find(|row| row.section == section) else { continue };
        blocks.push(Block::Heading(words::compared(section).to_owned()));
        blocks.push(ranges(row, &names, &writer).map_or_else(|| figures(row, &names, &writer), Block::Bars));
        if section == Section::HalfLife {
            blocks.push(Block::Fine(Line::text(words::HALF_LIFE_IS_NO_CLOCK)));
        }
    }
    if let Some(row) = answer.rows.iter().find(|row| row.section == Section::Equivalents) {
        blocks.push(Block::Heading(words::group("equivalents").to_owned()));
        let title = Line::strong(words::EQUIVALENTS_CAUTION);
        blocks.push(Block::Callout(Callout { tone: Tone::Warning, title, body: Vec::new() }));
        blocks.push(equivalents(row, answer, &writer));
    }
    for part in &answer.apart {
        blocks.extend(apart(part, &names, &writer));
    }
    blocks.push(Block::Fine(Line::text(words::NOT_LISTED_IS_NOT_SAFE)));
    let facts: Vec<&FactAnswer> = answer.apart.iter().flat_map(|part| &part.shared).collect();
    blocks.extend(frame::foot(reply, None, &facts));
    Document { blocks, tight: false }
}

/// The emergency pages of all of them.
fn overdose_pages(answer: &Compare) -> Block {
    let pages = ids(answer).into_iter().map(|id| Line(vec![Inline::Command(format!("klon overdose {id}").into())]));
    let title = Line::alarm("Too much taken, or hard to wake? ")
        .then(Line::join(pages, ", "))
        .with(Inline::Alarm(" or call your emergency number.".into()));
    Block::Callout(Callout { tone: Tone::Emergency, title, body: Vec::new() })
}

/// How bad it is to take them together, and the command that says why.
fn together(answer: &Compare) -> Block {
    let ids = ids(answer);
    let command = Inline::Command(format!("klon interactions {}", ids.join(" ")).into());
    match answer.together {
        Some(severity @ (Severity::Contraindicated | Severity::Major)) => Block::Callout(Callout {
            tone: Tone::Warning,
            title: Line::strong(words::dangerous_together(severity)).with(command),
            body: Vec::new(),
        }),
        _ => Block::Paragraph(Line::text(words::TAKEN_TOGETHER).with(command)),
    }
}

/// The ids of the drugs, each once.
fn ids(answer: &Compare) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for head in &answer.drugs {
        if !ids.iter().any(|id| id == head.id.as_str()) {
            ids.push(head.id.to_string());
        }
    }
    ids
}

/// "Do not stop suddenly", for all of the drugs that need it.
fn do_not_stop(answer: &Compare, writer: &Writer) -> Option<Block> {
    let careful = answer.drugs.iter().filter(|head| head.must_not_stop_suddenly);
    let best = |head: &Head| writer.one(head.sudden_stop.iter().flat_map(|fact| fact.fact.citations())).cloned();
    let cited: Vec<Citation> = careful.clone().filter_map(best).collect();
    let mut names: Vec<Str> = careful.map(|head| head.name.clone()).collect();
    names.dedup();
    let [_, ..] = names.as_slice() else { return None };
    let title =
        Line::strong(words::do_not_stop_any(&names)).and(words::STOPPING_IS_DANGEROUS).with(writer.cite(&cited));
    Some(Block::Callout(Callout { tone: Tone::Warning, title, body: Vec::new() }))
}

fn cite(fact: &FactAnswer, writer: &Writer) -> Inline {
    writer.cite(writer.one(fact.fact.citations()))
}

fn schedule(fact: &FactAnswer, writer: &Writer) -> Option<Line> {
    let Fact::Schedule(f) = &*fact.fact else { return None };
    Some(Line::text(format!("{}: {}", fact.address.key, f.schedule)).with(cite(fact, writer)))
}

fn form(fact: &FactAnswer, writer: &Writer) -> Option<Line> {
    let Fact::Form(f) = &*fact.fact else { return None };
    let place = f.country.map(|country| format!("{country}: ")).unwrap_or_default();
    Some(Line::text(format!("{place}{}{}", f.name, strengths(f, " "))).with(cite(fact, writer)))
}

fn ceiling(fact: &FactAnswer, writer: &Writer) -> Option<Line> {
    let Fact::Dose(f) = &*fact.fact else { return None };
    let most = f.maximum.as_ref()?;
    let place = f.country.map(|country| format!("{country}: ")).unwrap_or_default();
    Some(Line::text(format!("{place}{}: {most}", f.group)).with(cite(fact, writer)))
}

fn metabolite(fact: &FactAnswer, writer: &Writer) -> Option<Line> {
    let Fact::Metabolite(f) = &*fact.fact else { return None };
    if f.active != Some(true) {
        return None;
    }
    let half_life = f.half_life.as_ref().map(|h| format!(", half-life {h}")).unwrap_or_default();
    Some(Line::text(format!("{}{half_life}", f.name)).with(cite(fact, writer)))
}

fn enzyme(fact: &FactAnswer, writer: &Writer) -> Option<Line> {
    let Fact::Enzyme(f) = &*fact.fact else { return None };
    Some(Line::text(format!("{} {}", f.name, words::enzyme_role(f.role))).with(cite(fact, writer)))
}

fn has_law(facts: &[FactAnswer], country: Country) -> bool {
    facts.iter().any(|fact| is_of(country, &fact.address, &fact.fact))
}

/// Who takes how much of each drug to be as strong as the same dose of diazepam.
fn equivalents(row: &Row, answer: &Compare, writer: &Writer) -> Block {
    let mut rows = Vec::new();
    for (head, facts) in answer.drugs.iter().zip(&row.drugs) {
        let before = rows.len();
        for fact in facts {
            let Fact::Equivalent(f) = &*fact.fact else { continue };
            let factor = DIAZEPAM_BASE / f.diazepam_mg.get();
            let told = (factor != 1.0).then(|| words::told_as(&f.dose, f.diazepam_mg));
            let dose = scaled(&f.dose, factor).to_string();
            let who = writer.one(&f.cite).and_then(|citation| writer.sources.get(&citation.source));
            let who = who.map(|answer| format!("{}. ", answer.source.short)).unwrap_or_default();
            let remarks: Vec<String> = told.into_iter().chain(f.note.as_ref().map(ToString::to_string)).collect();
            let name = Line::strong(head.name.clone());
            let who = Line::text(format!("{who}{}", remarks.join(" "))).with(writer.cite(&f.cite));
            rows.push(vec![name, Line::text(dose), who]);
        }
        if rows.len() == before && head.id.as_str() == DIAZEPAM {
            rows.push(vec![
                Line::strong(head.name.clone()),
                Line::text("10\u{a0}mg"),
                Line::text(words::EQUIVALENTS_BASE),
            ]);
        }
    }
    Block::Table(Table { head: words::EQUIVALENTS_HEAD.map(str::to_owned).into(), rows })
}

/// So many times as much, to three figures.
fn scaled(amount: &Amount, factor: f64) -> Amount {
    let times = |number: Option<Number>| {
        let product = number?.get() * factor;
        let power = bars::power_of_ten(product) / 100.0;
        let rounded = ((product / power).round() * power * 1e6).round() / 1e6;
        Number::try_from(rounded).ok()
    };
    Amount { low: times(amount.low), value: times(amount.value), high: times(amount.high), unit: amount.unit }
}

/// The quantities of all drugs, each with its drug's name and in words.
fn quantities<'a>(row: &'a Row, names: &'a [Str], writer: &'a Writer) -> impl Iterator<Item = (String, Amount, Line)> {
    let each = names.iter().zip(&row.drugs).flat_map(|(name, facts)| facts.iter().map(move |fact| (name, fact)));
    each.filter_map(|(name, fact)| {
        let Fact::Quantity(quantity) = &*fact.fact else { return None };
        let of = quantity.of.as_ref().map(|of| format!(": {of}")).unwrap_or_default();
        let text = Line::text(format!("{}{of}", quantity.amount())).with(cite(fact, writer));
        Some((name.to_string(), quantity.amount(), text))
    })
}

/// Ranges as bars, each with its figures beside it.
fn ranges(row: &Row, names: &[Str], writer: &Writer) -> Option<Bars> {
    bars::times(quantities(row, names, writer))
}

/// The same in words, where not everything is a stretch of time.
fn figures(row: &Row, names: &[Str], writer: &Writer) -> Block {
    Block::Fields(quantities(row, names, writer).map(|(name, _, text)| (name, text)).collect())
}

fn apart(part: &Apart, names: &[Str], writer: &Writer) -> Vec<Block> {
    if part.shared.is_empty() && part.apart.iter().all(Vec::is_empty) {
        return Vec::new();
    }
    let mut blocks = vec![Block::Heading(words::compared(part.section).to_owned())];
    let line = |facts: &[FactAnswer]| match part.section.holds_signs() {
        true => writer.briefest(facts),
        false => Line::join(facts.iter().map(|fact| writer.line(fact)), " "),
    };
    let mut fields = Vec::new();
    if !part.shared.is_empty() {
        fields.push((words::shared(names.len()).to_owned(), line(&part.shared)));
    }
    for (name, facts) in names.iter().zip(&part.apart) {
        if !facts.is_empty() {
            fields.push((words::listed_only(name), line(facts)));
        }
    }
    blocks.push(Block::Fields(fields));
    blocks
}
