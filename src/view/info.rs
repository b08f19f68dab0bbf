//! The overview, or chosen sections.

use super::facts::{Writer, strengths};
use super::{emergency, frame, words};
use crate::document::{Block, Callout, Document, Inline, Line, Tone};
use crate::kb::EntryKind;
use crate::model::{Country, Fact, Section};
use crate::query::country::is_of;
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
    let lines = |section| of(info, section).iter().map(|fact| writer.short_line(fact));
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
    let warnings: Vec<Line> = lines(BoxedWarning).chain(more_of(info, &[BoxedWarning])).collect();
    if !warnings.is_empty() {
        blocks.push(Block::Callout(Callout {
            tone: Tone::Warning,
            title: Line::strong("Boxed warning"),
            body: vec![Block::List(warnings)],
        }));
    }
    blocks.extend(frame::do_not_stop(&info.drug, writer));
    let mut fields: Vec<(String, Line)> = Vec::new();
    // A row tells how much more there is of what it shows.
    let mut field = |name: &str, sections: &[Section], line: Line| {
        let more = more_of(info, sections);
        if !line.is_empty() || more.is_some() {
            let between = if line.is_empty() { "" } else { " " };
            fields.push((name.to_owned(), more.into_iter().fold(line, |line, more| line.and(between).then(more))));
        }
    };
    field("What it is", &[Description], run(Description));
    field("Brands", &[Brands], brands(of(info, Brands), info.country, writer));
    field("Law", &[Schedule], schedules(of(info, Schedule), info.country, writer));
    field("Used for", &[Indications], run(Indications));
    field("Forms", &[Forms], forms(of(info, Forms), writer));
    field("How it works", &[Mechanism], run(Mechanism));
    field("Half-life", &[HalfLife], run(HalfLife));
    field("Peak after", &[Tmax], run(Tmax));
    field("Not with", &[Contraindications], run(Contraindications));
    field("Side effects", &[AdverseEffects], writer.briefest(of(info, AdverseEffects)));
    field("Long-term", &[LongTerm], writer.briefest(of(info, LongTerm)));
    field("Misuse", &[Misuse], run(Misuse));
    field("Withdrawal", &[WithdrawalSymptoms], withdrawal(info, writer));
    let overdose = of(info, OverdoseSymptoms);
    let danger = if overdose.is_empty() { Line::default() } else { Line::text("Danger signs: ") };
    field("Overdose", &[OverdoseSymptoms], danger.then(writer.briefest(overdose)));
    field("Pregnancy", &[Pregnancy], run(Pregnancy));
    field("Breastfeeding", &[Lactation], run(Lactation));
    field("Figures", &[Statistics], run(Statistics));
    field("History", &[History], run(History));
    field("Recovery", &[RecoveryAdvice], run(RecoveryAdvice));
    field("Disputed", &[Disputes], disputes(info));
    blocks.push(Block::Fields(fields));
    blocks.push(more(info));
    blocks
}

/// How many facts of some sections the overview does not show, and the option that shows them.
fn more_of(info: &Info, sections: &[Section]) -> Option<Line> {
    let answers = info.sections.iter().filter(|answer| sections.contains(&answer.section));
    let count: usize = answers.map(|answer| answer.total.saturating_sub(answer.facts.len())).sum();
    let group = sections.first().filter(|_| count > 0)?.group();
    Some(
        Line(vec![Inline::Quiet(words::more_behind(count).into())])
            .with(Inline::Command(format!("--section {}", typed(group)).into()))
            .with(Inline::Quiet(")".into())),
    )
}

/// A group of sections as people type it.
fn typed(group: &str) -> String {
    group.replace('_', "-")
}

fn brands(facts: &[FactAnswer], reader: Option<Country>, writer: &Writer) -> Line {
    let mut names: Vec<(String, Vec<String>, Line)> = Vec::new();
    for answer in facts {
        let Some((country, name)) = answer.address.key.split_once('.') else { continue };
        let cite = Line(vec![writer.cite(writer.one(answer.fact.citations()))]);
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
    Line::join(missing(facts, reader).into_iter().chain(lines), "; ")
}

/// That klon knows nothing of the reader's country does not mean that there is nothing.
fn missing(facts: &[FactAnswer], reader: Option<Country>) -> Option<Line> {
    let reader = reader.filter(|country| !facts.iter().any(|answer| is_of(*country, &answer.address, &answer.fact)))?;
    Some(Line::text(words::none_known_for(reader)))
}

fn schedules(facts: &[FactAnswer], reader: Option<Country>, writer: &Writer) -> Line {
    let lines = facts.iter().filter_map(|answer| {
        let Fact::Schedule(f) = &*answer.fact else { return None };
        let words = format!("{}\u{a0}{}", answer.address.key, f.schedule);
        Some(Line::text(words).with(writer.cite(writer.one(&f.cite))))
    });
    Line::join(missing(facts, reader).into_iter().chain(lines), "; ")
}

fn forms(facts: &[FactAnswer], writer: &Writer) -> Line {
    let lines = facts.iter().filter_map(|answer| {
        let Fact::Form(f) = &*answer.fact else { return None };
        let place = f.country.map(|country| format!(" ({country})")).unwrap_or_default();
        Some(Line::text(format!("{}{}{place}", f.name, strengths(f, " "))).with(writer.cite(writer.one(&f.cite))))
    });
    Line::join(lines, "; ")
}

fn withdrawal(info: &Info, writer: &Writer) -> Line {
    let danger = of(info, Section::WithdrawalSymptoms);
    let onset = of(info, Section::WithdrawalOnset).iter().map(|fact| writer.short_line(fact));
    let mut parts = Vec::new();
    if !danger.is_empty() {
        parts.push(Line::text("Can threaten life: ").then(writer.briefest(danger)));
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
    Line::text(titles.join("; "))
}

/// What else there is, and how to see it.
fn more(info: &Info) -> Block {
    let total: usize = info.sections.iter().map(|SectionAnswer { total, .. }| total).sum();
    let mut unseen: Vec<(&str, usize)> = Vec::new();
    for SectionAnswer { section, total, facts } in &info.sections {
        let group = section.group();
        let seen = info.sections.iter().any(|other| other.section.group() == group && has_row(other.section));
        match unseen.last_mut() {
            _ if seen || !facts.is_empty() => {}
            Some((last, count)) if *last == group => *count += total,
            _ => unseen.push((group, *total)),
        }
    }
    let id = info.drug.id.as_str();
    let name = if info.drug.is_default { String::new() } else { format!(" {id}") };
    let mut line = Line::strong("More: ").with(Inline::Command(format!("klon info{name} --section NAME").into()));
    if !unseen.is_empty() {
        let names: Vec<String> =
            unseen.iter().map(|(group, count)| format!("{}\u{a0}({count})", typed(group))).collect();
        line = line.and(format!(" for {}", words::also_known(&names)));
    }
    let line = line
        .and("; ")
        .with(Inline::Command(format!("klon info{name} --section all").into()))
        .and(format!(" for all {total} facts; "))
        .with(Inline::Command(format!("klon symptoms{name}").into()))
        .and("; ")
        .with(Inline::Command(format!("klon sources{name}").into()))
        .and(".");
    Block::Paragraph(line)
}

/// Whether the overview has a row that says how much more there is of a section.
fn has_row(section: Section) -> bool {
    use Section::*;
    matches!(
        section,
        BoxedWarning
            | Description
            | Brands
            | Schedule
            | Indications
            | Forms
            | Mechanism
            | HalfLife
            | Tmax
            | Contraindications
            | AdverseEffects
            | LongTerm
            | Misuse
            | WithdrawalSymptoms
            | OverdoseSymptoms
            | Pregnancy
            | Lactation
            | Statistics
            | History
            | RecoveryAdvice
            | Disputes
    )
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
