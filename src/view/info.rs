//! The overview, or chosen sections.

use super::facts::{Writer, strengths};
use super::{emergency, frame, words};
use crate::document::{Block, Callout, Document, Inline, Line, Tone};
use crate::kb::EntryKind;
use crate::model::{Country, Fact, Section};
use crate::query::info::{Info, SectionAnswer};
use crate::query::{FactAnswer, Reply};

/// The monograph, or what was asked for of it, as a document.
pub fn document(reply: &Reply, info: &Info) -> Document {
    let writer = Writer::new(reply);
    let mut blocks = vec![frame::title(&info.drug)];
    if info.essentials {
        blocks.extend(essentials(info, &writer));
    } else {
        blocks.extend(in_full(info, &writer));
    }
    let facts: Vec<&FactAnswer> = info.sections.iter().flat_map(|section| &section.facts).collect();
    blocks.extend(frame::foot(reply, Some(&info.drug), &facts));
    Document { blocks, tight: false }
}

fn of(info: &Info, section: Section) -> &[FactAnswer] {
    info.sections.iter().find(|answer| answer.section == section).map_or(&[], |answer| &answer.facts)
}

fn essentials(info: &Info, writer: &Writer) -> Vec<Block> {
    use Section::*;
    let lines = |section| of(info, section).iter().map(|fact| writer.line(fact).first_sentence());
    let run = |section| Line::join(lines(section), "; ");
    let id = info.drug.id.as_str();
    let mut blocks = vec![Block::Callout(Callout {
        tone: Tone::Emergency,
        title: Line::alarm("Too much taken, or hard to wake? ")
            .with(Inline::Command(format!("klon overdose {id}").into()))
            .with(Inline::Alarm(" or call your emergency number.".into())),
        body: Vec::new(),
    })];
    blocks.extend(frame::confusion(&info.drug, writer));
    let mut fields: Vec<(String, Line)> = Vec::new();
    let mut field = |name: &str, line: Line| {
        if !line.is_empty() {
            fields.push((name.to_owned(), line));
        }
    };
    field("What it is", run(Description));
    field("Brands", brands(of(info, Brands), writer));
    field("Law", schedules(of(info, Schedule), info.country, writer));
    field("Used for", run(Indications));
    field("Forms", forms(of(info, Forms), writer));
    field("How it works", run(Mechanism));
    field("Half-life", run(HalfLife));
    field("Peak after", run(Tmax));
    field("Not with", run(Contraindications));
    field("Side effects", writer.brief(of(info, AdverseEffects)));
    field("Long-term", writer.brief(of(info, LongTerm)));
    field("Misuse", run(Misuse));
    field("Withdrawal", withdrawal(info, writer));
    let overdose = of(info, OverdoseSymptoms);
    if !overdose.is_empty() {
        field("Overdose", Line::text("Danger signs: ").then(writer.brief(overdose)));
    }
    field("Pregnancy", run(Pregnancy));
    field("Breastfeeding", run(Lactation));
    field("Figures", run(Statistics));
    field("History", run(History));
    field("Recovery", run(RecoveryAdvice));
    field("Disputed", disputes(info));
    let warnings: Vec<Line> = lines(BoxedWarning).collect();
    if !warnings.is_empty() {
        blocks.push(Block::Callout(Callout {
            tone: Tone::Warning,
            title: Line::strong("Boxed warning"),
            body: vec![Block::List(warnings)],
        }));
    }
    blocks.extend(frame::do_not_stop(&info.drug, writer));
    blocks.push(Block::Fields(fields));
    blocks.push(more(info));
    blocks
}

fn brands(facts: &[FactAnswer], writer: &Writer) -> Line {
    let mut names: Vec<(String, Vec<String>, Line)> = Vec::new();
    for answer in facts {
        let Some((country, name)) = answer.address.key.split_once('.') else { continue };
        let cite = Line(vec![writer.cite(answer.fact.citations())]);
        match names.iter_mut().find(|(known, _, _)| known == name) {
            Some((_, countries, cites)) => {
                countries.push(country.to_owned());
                *cites = std::mem::take(cites).then(cite).cited_once();
            }
            None => names.push((name.to_owned(), vec![country.to_owned()], cite)),
        }
    }
    let lines = names
        .into_iter()
        .map(|(name, countries, cites)| Line::text(format!("{name} ({})", countries.join(", "))).then(cites));
    Line::join(lines, "; ")
}

fn schedules(facts: &[FactAnswer], reader: Option<Country>, writer: &Writer) -> Line {
    let lines = facts.iter().filter_map(|answer| {
        let Fact::Schedule(f) = &*answer.fact else { return None };
        let words = format!("{}\u{a0}{}", answer.address.key, f.schedule);
        Some(Line::text(words).with(writer.cite(&f.cite)))
    });
    // That klon knows no law of the reader's country does not mean that there is none.
    let missing = reader.filter(|country| !facts.iter().any(|answer| answer.address.key == country.code()));
    let missing = missing.map(|country| Line::text(words::no_law(country)));
    Line::join(missing.into_iter().chain(lines), "; ")
}

fn forms(facts: &[FactAnswer], writer: &Writer) -> Line {
    let lines = facts.iter().filter_map(|answer| {
        let Fact::Form(f) = &*answer.fact else { return None };
        let place = f.country.map(|country| format!(" ({country})")).unwrap_or_default();
        Some(Line::text(format!("{}{}{place}", f.name, strengths(f, " "))).with(writer.cite(&f.cite)))
    });
    Line::join(lines, "; ")
}

fn withdrawal(info: &Info, writer: &Writer) -> Line {
    let danger = of(info, Section::WithdrawalSymptoms);
    let onset = of(info, Section::WithdrawalOnset).iter().map(|fact| writer.line(fact));
    let mut parts = Vec::new();
    if !danger.is_empty() {
        parts.push(Line::text("Can threaten life: ").then(writer.brief(danger)));
    }
    parts.extend(onset.map(|line| Line::text("begins after ").then(line)));
    Line::join(parts, "; ")
}

fn disputes(info: &Info) -> Line {
    let Some(disputes) = info.sections.iter().find(|answer| answer.section == Section::Disputes) else {
        return Line::default();
    };
    let title = |answer: &FactAnswer| match &*answer.fact {
        Fact::Dispute(dispute) => Some(dispute.title.as_str().to_owned()),
        _ => None,
    };
    let titles: Vec<String> = disputes.facts.iter().filter_map(title).collect();
    Line::text(format!("{} points, such as: {}", disputes.total, titles.join("; ")))
}

/// What else there is, and how to see it.
fn more(info: &Info) -> Block {
    let total: usize = info.sections.iter().map(|SectionAnswer { total, .. }| total).sum();
    let mut groups: Vec<&str> = info.sections.iter().map(|answer| answer.section.group()).collect();
    groups.dedup();
    let id = info.drug.id.as_str();
    let name = if info.drug.is_default { String::new() } else { format!(" {id}") };
    let line = Line::strong("More: ")
        .with(Inline::Command(format!("klon info{name} --section all").into()))
        .and(format!(" ({total} facts in {} sections; ", groups.len()))
        .with(Inline::Command("klon info --help".into()))
        .and(" names them); ")
        .with(Inline::Command(format!("klon symptoms{name}").into()))
        .and("; ")
        .with(Inline::Command(format!("klon sources{name}").into()))
        .and(".");
    Block::Paragraph(line)
}

fn in_full(info: &Info, writer: &Writer) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(now) = &info.emergency {
        let title = Line::alarm("Too much taken, or not sure? Act now.");
        blocks.extend(emergency::block(now, &[], title, writer));
        blocks.push(Block::Paragraph(emergency::whose_numbers(now, writer)));
    }
    blocks.extend(frame::confusion(&info.drug, writer));
    let stopping = ["discontinuation", "withdrawal", "interactions", "dependence", "adverse_effects", "disputes"];
    if info.sections.iter().any(|answer| stopping.contains(&answer.section.group())) {
        blocks.extend(frame::do_not_stop(&info.drug, writer));
    }
    let mut group = "";
    for answer in &info.sections {
        if answer.section.group() != group {
            group = answer.section.group();
            blocks.push(Block::Heading(words::group(group).to_owned()));
        }
        if let Some(heading) = words::section(answer.section) {
            blocks.push(Block::Subheading(heading.to_owned()));
        }
        blocks.extend(writer.blocks(answer.section, &answer.facts));
    }
    for group in &info.nothing_known {
        let words = words::group(group).to_lowercase();
        let kind = if info.drug.kind == EntryKind::Drug { "drug" } else { "class" };
        blocks.push(Block::Paragraph(Line::text(format!(
            "{}: klon knows nothing of this for the {kind}. That is a gap, not a sign of safety.",
            words
        ))));
    }
    blocks
}
