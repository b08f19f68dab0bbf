//! Interactions in words.

use super::facts::Writer;
use super::{frame, shown, words};
use crate::document::{Block, Callout, Document, Inline, Line, Tone};
use crate::model::{Severity, Str};
use crate::query::Reply;
use crate::query::interactions::{AddsUp, Applied, Interactions, Pair, Party, Side, Status};

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
        let mut blocks: Vec<Block> = contents(drug).into_iter().collect();
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
                let own = match drug.contains.is_empty() {
                    true => String::new(),
                    false => format!(" (with {})", names(&rule.of)),
                };
                Line::strong(format!("{}{}{own}: ", other.name, words::such_as(&other.such_as)))
                    .and(format!("{} ", rule.effect))
                    .with(Inline::Strong("Do: ".into()))
                    .and(rule.advice.to_string())
                    .with(self.writer.cite(&rule.cite))
                    .then(self.file(rule))
            };
            blocks.push(Block::List(rules.iter().map(line).collect()));
        }
        blocks
    }

    fn of_several(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> = self.answer.drugs.iter().filter_map(contents).collect();
        blocks.extend(self.answer.adds_up.iter().map(|sum| self.sum(sum)));
        for pair in &self.answer.pairs {
            blocks.extend(self.pair(pair));
        }
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
            let one_drug = self.answer.drugs.iter().filter(|drug| pair.between.contains(&drug.asked));
            let is_one = one_drug.clone().all(|drug| drug.contains.is_empty());
            let words = if is_one { words::both_are(&names) } else { words::both_contain(&names) };
            body.push(Block::Paragraph(Line::strong(words)));
        }
        for rule in &pair.rules {
            body.push(self.rule(rule, pair.rules.len() > 1));
        }
        match pair.status {
            Status::Interacts => {}
            Status::NoRule => body.push(Block::Paragraph(Line::text(words::no_rule(
                self.reply.knowledge_base.version,
                self.answer.rules_known,
            )))),
            Status::UnknownName | Status::AmbiguousName => {
                let lost = self.answer.drugs.iter().filter(|drug| pair.between.contains(&drug.asked));
                let lost: Vec<&Party> = lost.filter(|drug| drug.trouble.is_some()).collect();
                body.extend(lost.into_iter().map(|drug| Block::Paragraph(trouble(drug))));
            }
        }
        match worst {
            Some(Severity::Contraindicated | Severity::Major) => {
                vec![Block::Callout(Callout { tone: Tone::Warning, title, body })]
            }
            _ => [Block::Paragraph(title)].into_iter().chain(body).collect(),
        }
    }

    fn rule(&self, rule: &Applied, told_apart: bool) -> Block {
        let lead = format!("{}: ", words::interaction_severity(rule.severity));
        let lead = if told_apart { Line::strong(lead) } else { Line::default() };
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

    fn do_not_stop(&self) -> Option<Block> {
        let careful = self.answer.drugs.iter().filter(|drug| drug.must_not_stop_suddenly);
        let mut names: Vec<Str> = careful.filter_map(|drug| drug.name.clone()).collect();
        names.dedup();
        let title = Line::strong(words::do_not_stop_because_of_a_list(&names)?);
        Some(Block::Callout(Callout { tone: Tone::Warning, title, body: Vec::new() }))
    }
}

/// What a combination product is taken for.
fn contents(drug: &Party) -> Option<Block> {
    let name = drug.name.as_ref().filter(|_| !drug.contains.is_empty())?;
    Some(Block::Paragraph(Line::text(words::contains(name, &names(&drug.contains)))))
}

/// By which rule, and why it holds for these two.
fn because(rule: &Applied) -> String {
    let [first, second] = &rule.between;
    let belongs = |drug: &Side, side: &Side| (drug.id != side.id).then(|| words::counts_as(&drug.name, &side.name));
    let why: Vec<String> = rule.of.iter().zip([first, second]).filter_map(|(drug, side)| belongs(drug, side)).collect();
    let why = if why.is_empty() { String::new() } else { format!(" ({})", why.join("; ")) };
    format!("Rule: {} with {}{why}", words::lower_name(&first.name), words::lower_name(&second.name))
}

fn trouble(drug: &Party) -> Line {
    let meant: Vec<String> = drug
        .candidates
        .iter()
        .map(|candidate| match candidate.name.shown == candidate.means {
            true => candidate.means.to_string(),
            false => format!("{} ({})", candidate.name.shown, words::lower_name(&candidate.means)),
        })
        .collect();
    Line::text(words::name_trouble(&shown(&drug.asked), drug.trouble, &meant))
}

fn names(sides: &[Side]) -> String {
    let names: Vec<String> = sides.iter().map(|side| words::lower_name(&side.name)).collect();
    words::and(&names)
}
