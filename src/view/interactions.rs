//! Interactions in words.

use super::facts::Writer;
use super::{frame, shown, words};
use crate::document::{Block, Callout, Document, Inline, Line, Tone};
use crate::kb::NameKind;
use crate::model::{Severity, Str};
use crate::query::Reply;
use crate::query::interactions::{AddsUp, Applied, Interactions, Pair, Party, Said, Side, Status};

/// The answer as a document.
pub fn document(reply: &Reply, answer: &Interactions) -> Document {
    let writer = Writer::new(reply);
    let view = View { writer, reply, answer };
    let mut blocks = vec![Block::Title(title(answer))];
    match answer.drugs.as_slice() {
        [one] => blocks.extend(view.of_one(one)),
        _ => blocks.extend(view.of_several()),
    }
    blocks.extend(view.do_not_stop());
    blocks.push(Block::Fine(Line::text(words::interactions_are_incomplete(answer.rules_known))));
    blocks.extend(frame::foot(reply, None, &[]));
    Document { blocks, tight: false }
}

fn title(answer: &Interactions) -> Line {
    let names = answer.drugs.iter().map(|drug| {
        let name = drug.name.clone().unwrap_or_else(|| shown(&drug.asked).into());
        match &drug.asked_as {
            Some(asked) if drug.name.is_some() => Line::strong(name).and(format!(" ({})", asked.shown)),
            _ => Line::strong(name),
        }
    });
    Line::strong("Interactions: ").then(Line::join(names, ", "))
}

struct View<'a> {
    writer: Writer<'a>,
    reply: &'a Reply,
    answer: &'a Interactions,
}

impl View<'_> {
    fn of_one(&self, drug: &Party) -> Vec<Block> {
        let mut blocks: Vec<Block> = about(drug).collect();
        if self.answer.rules.is_empty() {
            blocks.push(Block::Paragraph(Line::text(words::no_rule_of_one(
                self.reply.knowledge_base.version,
                self.answer.rules_known,
            ))));
        }
        for severity in [Severity::Contraindicated, Severity::Major, Severity::Moderate, Severity::Minor] {
            let rules: Vec<&Applied> = self.answer.rules.iter().filter(|rule| rule.severity == severity).collect();
            if rules.is_empty() {
                continue;
            }
            blocks.push(Block::Heading(words::interaction_severity(severity).to_owned()));
            let line = |rule: &&Applied| {
                let [_, other] = &rule.between;
                let only = only_for(drug, &rule.of).map(|only| format!(" ({only})")).unwrap_or_default();
                Line::strong(format!("{}{}{only}: ", other.name, words::such_as(&other.such_as)))
                    .and(format!("{} ", rule.effect))
                    .with(Inline::Strong("Do: ".into()))
                    .and(rule.advice.to_string())
                    .with(self.writer.cite(&rule.cite))
                    .with(Inline::Quiet(format!(" {}", by_rule(rule)).into()))
                    .then(self.file(rule))
            };
            blocks.push(Block::List(rules.iter().map(line).collect()));
        }
        blocks
    }

    fn of_several(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> = self.answer.drugs.iter().flat_map(about).collect();
        blocks.extend(self.answer.adds_up.iter().map(|sum| self.sum(sum)));
        blocks.extend(self.answer.pairs.iter().flat_map(|pair| self.pair(pair)));
        // A name that leads nowhere is told once, and not for every pair that it is in.
        let lost = self.answer.drugs.iter().filter(|drug| drug.trouble.is_some());
        blocks.extend(lost.map(|drug| Block::Paragraph(trouble(drug))));
        blocks
    }

    fn sum(&self, sum: &AddsUp) -> Block {
        let title = Line::alarm(format!("{} together: {}", words::count(sum.members.len()), names(&sum.members)));
        let body = Line::text(format!("{} {} ", words::all_count_as(&sum.of.name), sum.effect))
            .with(Inline::Strong("Do: ".into()))
            .and(sum.advice.to_string())
            .with(self.writer.cite(&sum.cite));
        Block::Callout(Callout { tone: Tone::Emergency, title, body: vec![Block::Paragraph(body)] })
    }

    fn pair(&self, pair: &Pair) -> Vec<Block> {
        let [a, b] = pair.between.each_ref().map(|name| self.named(name));
        let worst = pair.rules.first().map(|rule| rule.severity);
        let status = match (pair.status, worst) {
            (Status::Interacts, Some(severity)) => words::interaction_severity(severity),
            (status, _) => words::pair_status(status),
        };
        let title = Line::strong(format!("{a} with {b}: {status}"));
        let mut body = Vec::new();
        if !pair.both_contain.is_empty() {
            let names = names(&pair.both_contain);
            let is_one = self.parties(pair).all(|drug| drug.contains.is_empty());
            let words = if is_one { words::both_are(&names) } else { words::both_contain(&names) };
            body.push(Block::Paragraph(Line::strong(words)));
        }
        for rule in &pair.rules {
            body.push(self.rule(pair, rule));
        }
        match pair.status {
            Status::Interacts => {}
            Status::NoRule => {
                let text = words::no_rule(self.reply.knowledge_base.version, self.answer.rules_known);
                body.push(Block::Paragraph(Line::text(text)));
                body.extend(self.said(pair));
            }
            Status::UnknownName | Status::AmbiguousName => return Vec::new(),
        }
        match worst {
            Some(Severity::Contraindicated | Severity::Major) => {
                vec![Block::Callout(Callout { tone: Tone::Warning, title, body })]
            }
            _ => [Block::Paragraph(title)].into_iter().chain(body).collect(),
        }
    }

    /// The two that a pair is of.
    fn parties(&self, pair: &Pair) -> impl Iterator<Item = &Party> {
        self.answer.drugs.iter().filter(|drug| pair.between.contains(&drug.asked))
    }

    /// What is written of a pair that has no rule.
    fn said(&self, pair: &Pair) -> Option<Block> {
        let line = |said: &Said| {
            let of = Line::strong(format!("{}: ", words::said_of(&said.name)));
            of.then(self.writer.line(&said.fact))
        };
        (!pair.said.is_empty()).then(|| Block::List(pair.said.iter().map(line).collect()))
    }

    fn rule(&self, pair: &Pair, rule: &Applied) -> Block {
        let lead = format!("{}: ", words::interaction_severity(rule.severity));
        let lead = if pair.rules.len() > 1 { Line::strong(lead) } else { Line::default() };
        let asked = pair.between.iter().filter_map(|name| self.answer.drugs.iter().find(|drug| drug.asked == *name));
        let only = asked.zip([&rule.of, &rule.with]).filter_map(|(drug, sides)| only_for(drug, sides));
        let lead = only.fold(lead, |lead, only| lead.and(format!("{}: ", words::upper_first(&only))));
        let mut lines = vec![
            lead.and(rule.effect.clone()).with(self.writer.cite(&rule.cite)).then(self.file(rule)),
            Line::strong("Do: ").and(rule.advice.to_string()),
        ];
        if let Some(mechanism) = &rule.mechanism {
            lines.push(Line(vec![Inline::Quiet("For clinicians: ".into())]).and(mechanism.to_string()));
        }
        lines.push(Line(vec![Inline::Quiet(because(rule).into())]));
        Block::List(lines)
    }

    fn file(&self, rule: &Applied) -> Line {
        let from = rule.file.as_ref().map(|file| Inline::Quiet(format!(" (from {file})").into()));
        Line(from.into_iter().collect())
    }

    fn named(&self, asked: &str) -> Str {
        let party = self.answer.drugs.iter().find(|drug| drug.asked == asked);
        party.and_then(|drug| drug.name.clone()).unwrap_or_else(|| shown(asked).into())
    }

    /// No list is a reason to stop at once: neither a medicine nor what somebody takes every day.
    fn do_not_stop(&self) -> Option<Block> {
        let careful = |is_medicine: bool| {
            let some =
                self.answer.drugs.iter().filter(move |d| d.must_not_stop_suddenly && d.is_medicine == is_medicine);
            let mut names: Vec<Str> = some.filter_map(|drug| drug.name.clone()).collect();
            names.dedup();
            names
        };
        let told = words::do_not_stop_because_of_a_list(&careful(true), &careful(false))?;
        Some(Block::Callout(Callout { tone: Tone::Warning, title: Line::strong(told), body: Vec::new() }))
    }
}

/// What must be known of a name before its rules are read.
fn about(drug: &Party) -> impl Iterator<Item = Block> {
    let street = drug.asked_as.as_ref().filter(|name| name.kind == NameKind::Street);
    let street = street.map(|name| words::sold_as(&name.shown));
    let name = drug.name.clone().unwrap_or_default();
    let contains = (!drug.contains.is_empty()).then(|| {
        let product = drug.asked_as.as_ref().map_or(&name, |asked| &asked.shown);
        words::contains(product, &names(&drug.contains))
    });
    let stands_for = (!drug.members.is_empty()).then(|| words::stands_for(&name, &names(&drug.members)));
    [street, contains, stands_for].into_iter().flatten().map(|text| Block::Paragraph(Line::text(text)))
}

/// Parts of a product or members of a class, where a rule holds for them and not for the whole.
fn only_for(drug: &Party, sides: &[Side]) -> Option<String> {
    let is_whole = sides.iter().any(|side| Some(&side.id) == drug.id.as_ref() && drug.contains.is_empty());
    (!is_whole && !sides.is_empty()).then(|| words::because_of(&names(sides)))
}

/// The two sides of a rule.
fn by_rule(rule: &Applied) -> String {
    let [first, second] = rule.between.each_ref().map(|side| words::lower_name(&side.name));
    words::by_rule(&first, &second)
}

/// By which rule, and why it holds for these two.
fn because(rule: &Applied) -> String {
    let sides = [&rule.of, &rule.with].into_iter().zip(&rule.between);
    let belongs = |drug: &Side, side: &Side| (drug.id != side.id).then(|| words::counts_as(&drug.name, &side.name));
    let why = sides.flat_map(|(drugs, side)| drugs.iter().filter_map(|drug| belongs(drug, side)));
    let mut why: Vec<String> = why.collect();
    why.dedup();
    let why = if why.is_empty() { String::new() } else { format!(" ({})", why.join("; ")) };
    format!("{}{why}", by_rule(rule))
}

fn trouble(drug: &Party) -> Line {
    let meant: Vec<String> = drug.candidates.iter().map(words::suggested).collect();
    Line::text(words::name_trouble(&shown(&drug.asked), drug.trouble, &meant))
}

fn names(sides: &[Side]) -> String {
    let names: Vec<String> = sides.iter().map(|side| words::lower_name(&side.name)).collect();
    words::and(&names)
}
