//! Drugs side by side, in words.

use super::facts::{Writer, hours, strengths};
use super::{frame, words};
use crate::document::{Bar, Block, Callout, Document, Inline, Line, Table, Tone};
use crate::model::*;
use crate::query::compare::{Apart, Compare, Row};
use crate::query::{FactAnswer, Head, Reply};

/// The answer as a document.
pub fn document(reply: &Reply, answer: &Compare) -> Document {
    let writer = Writer::new(reply);
    let names: Vec<Str> = answer.drugs.iter().map(|head| head.name.clone()).collect();
    let mut blocks = vec![Block::Title(Line::strong(format!("Compare: {}", words::and(&names))))];
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
            let known = |cell: Line| if cell.is_empty() { Line::text(words::NONE_LISTED) } else { cell };
            let cells = cells.into_iter().map(known);
            rows.push([Line::strong(words::compared(row.section))].into_iter().chain(cells).collect());
        }
    }
    if !rows.is_empty() {
        blocks.push(Block::Table(Table { head, rows }));
    }
    for section in [Section::HalfLife, Section::Tmax] {
        let Some(row) = answer.rows.iter().find(|row| row.section == section) else { continue };
        blocks.push(Block::Heading(words::compared(section).to_owned()));
        blocks.push(Block::Bars(bars(row, &names, &writer)));
        if section == Section::HalfLife {
            blocks.push(Block::Fine(Line::text(words::HALF_LIFE_IS_NO_CLOCK)));
        }
    }
    if let Some(row) = answer.rows.iter().find(|row| row.section == Section::Equivalents) {
        blocks.push(Block::Heading(words::group("equivalents").to_owned()));
        let title = Line::strong(words::EQUIVALENTS_CAUTION);
        blocks.push(Block::Callout(Callout { tone: Tone::Warning, title, body: Vec::new() }));
        let fields = names.iter().zip(&row.drugs).filter(|(_, facts)| !facts.is_empty());
        let fields = fields.map(|(name, facts)| (name.to_string(), equivalents(facts, &writer)));
        blocks.push(Block::Fields(fields.collect()));
    }
    for part in &answer.apart {
        blocks.extend(apart(part, &names, &writer));
    }
    blocks.push(Block::Fine(Line::text(words::NOT_LISTED_IS_NOT_SAFE)));
    let facts: Vec<&FactAnswer> = answer.apart.iter().flat_map(|part| &part.shared).collect();
    blocks.extend(frame::foot(reply, None, &facts));
    Document { blocks, tight: false }
}

/// "Do not stop suddenly", for all of the drugs that need it.
fn do_not_stop(answer: &Compare, writer: &Writer) -> Option<Block> {
    let careful = answer.drugs.iter().filter(|head| head.must_not_stop_suddenly);
    let best = |head: &Head| writer.best(head.sudden_stop.iter().flat_map(|fact| fact.fact.citations())).cloned();
    let cited: Vec<Citation> = careful.clone().filter_map(best).collect();
    let mut names: Vec<Str> = careful.map(|head| head.name.clone()).collect();
    names.dedup();
    let [_, ..] = names.as_slice() else { return None };
    let title =
        Line::strong(words::do_not_stop_any(&names)).and(words::STOPPING_IS_DANGEROUS).with(writer.cite(&cited));
    Some(Block::Callout(Callout { tone: Tone::Warning, title, body: Vec::new() }))
}

fn cite(fact: &FactAnswer, writer: &Writer) -> Inline {
    writer.cite(writer.best(fact.fact.citations()))
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

fn equivalents(facts: &[FactAnswer], writer: &Writer) -> Line {
    let one = facts.iter().filter_map(|fact| match &*fact.fact {
        Fact::Equivalent(f) => Some(Line::text(words::equivalent(&f.dose, f.diazepam_mg)).with(cite(fact, writer))),
        _ => None,
    });
    Line::join(one, "; ")
}

/// Ranges as bars, each with its figures beside it.
fn bars(row: &Row, names: &[Str], writer: &Writer) -> Vec<Bar> {
    let mut bars = Vec::new();
    for (name, facts) in names.iter().zip(&row.drugs) {
        for fact in facts {
            let Fact::Quantity(quantity) = &*fact.fact else { continue };
            let Some((from, to)) = hours(&quantity.amount()) else { continue };
            let of = quantity.of.as_ref().map(|of| format!(", {of}")).unwrap_or_default();
            let text = Line::text(format!("{}{of}", quantity.amount())).with(cite(fact, writer));
            bars.push(Bar { label: name.to_string(), from, to, text });
        }
    }
    bars
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
