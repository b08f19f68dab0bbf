//! Lists of signs.

use super::facts::Writer;
use super::{emergency, frame, overdose, words};
use crate::arrange::Arrange;
use crate::document::{Block, Callout, Document, Line, Tone};
use crate::model::{Audience, Fact, LineKind, Section, Urgency};
use crate::query::emergency::Emergency;
use crate::query::symptoms::{List, ListKind, Symptoms};
use crate::query::{FactAnswer, Head, Reply};

/// The lists as a document.
pub fn document(reply: &Reply, answer: &Symptoms) -> Document {
    let writer = Writer::new(reply);
    let Some(drug) = &answer.drug else { return withdrawal_of_any(reply, answer, &writer) };
    let mut blocks = vec![frame::title(drug)];
    let has = |kind: ListKind| answer.lists.iter().any(|list| list.kind == kind);
    if let Some(emergency) = &answer.emergency {
        if has(ListKind::Overdose) {
            let title = Line::alarm("Too much taken, or not sure? Act now.");
            blocks.extend(emergency::block(emergency, &[], title, &writer));
        }
        if has(ListKind::Withdrawal) {
            blocks.extend(withdrawal(drug, answer, emergency, &writer));
        }
        blocks.push(Block::Paragraph(emergency::whose_numbers(emergency, &writer)));
    }
    blocks.extend(frame::confusion(drug, &writer));
    for list in &answer.lists {
        blocks.push(Block::Heading(words::list(list.kind).to_owned()));
        // The advice for everybody stands at the top already.
        let before = list.before.iter().filter(|fact| lay_advice(fact).is_none());
        blocks.extend(sections(&before.cloned().collect::<Vec<_>>(), &writer));
        if list.kind == ListKind::Overdose
            && let Some(emergency) = &answer.emergency
        {
            blocks.push(Block::List(vec![emergency::reading_signs(emergency, &writer)]));
        }
        blocks.extend(writer.signs(&list.signs));
        if list.signs.is_empty() {
            let words = "klon knows no sign for this list. That is a gap, not a sign of safety.";
            blocks.push(Block::Paragraph(Line::text(words)));
        }
        blocks.extend(list.disputes.iter().map(|dispute| writer.dispute(dispute)));
        blocks.extend(sections(&list.after, &writer));
    }
    if let Some(emergency) = &answer.emergency {
        blocks.extend(emergency::all_lines(emergency, &writer));
    }
    let facts: Vec<&FactAnswer> = answer.lists.iter().flat_map(facts).collect();
    blocks.extend(frame::foot(reply, Some(drug), &facts));
    Document { blocks, tight: false }
}

/// What holds in withdrawal from any drug: the name was not understood, and the danger may be there all the same.
fn withdrawal_of_any(reply: &Reply, answer: &Symptoms, writer: &Writer) -> Document {
    let mut blocks = Vec::new();
    if let Some(name) = &answer.not_found {
        let what = overdose::not_found(name).then(Line::strong(words::WITHDRAWAL_FOLLOWS));
        blocks.push(Block::Callout(Callout { tone: Tone::Warning, title: what, body: Vec::new() }));
    }
    if let Some(emergency) = &answer.emergency {
        let acts = vec![
            emergency::call_now(emergency, writer),
            Line::text(words::WITHDRAWAL_ASK),
            emergency::call_in_despair(emergency, writer),
        ];
        let title = Line::alarm(words::WITHDRAWAL_OF_ANY);
        blocks.push(Block::Callout(Callout { tone: Tone::Emergency, title, body: vec![Block::List(acts)] }));
        blocks.push(Block::Paragraph(emergency::whose_numbers(emergency, writer)));
        blocks.extend(emergency::all_lines(emergency, writer));
    }
    blocks.extend(frame::foot(reply, None, &[]));
    Document { blocks, tight: false }
}

/// What to do in withdrawal, and whom to call: first that nobody must stop suddenly.
fn withdrawal(drug: &Head, answer: &Symptoms, emergency: &Emergency, writer: &Writer) -> Option<Block> {
    let list = answer.lists.iter().find(|list| list.kind == ListKind::Withdrawal)?;
    let is_danger = |fact: &&FactAnswer| matches!(&*fact.fact, Fact::Sign(sign) if sign.danger);
    let danger: Vec<FactAnswer> = list.signs.iter().filter(is_danger).cloned().collect();
    let mut acts = Vec::new();
    if !danger.is_empty() {
        let call = emergency::call(emergency, LineKind::Emergency, words::CALL_AN_AMBULANCE, writer);
        acts.push(call.and(" now for any of these: ").then(writer.brief(&danger)).and("."));
    }
    let mut advice: Vec<(Option<Urgency>, &FactAnswer)> =
        list.before.iter().filter_map(|fact| lay_advice(fact).map(|urgency| (urgency, fact))).collect();
    advice.arrange_by_key(|(urgency, _)| *urgency);
    acts.extend(advice.into_iter().map(|(_, fact)| writer.line(fact)));
    acts.push(emergency::call_in_despair(emergency, writer));
    let name = words::lower_name(&drug.name);
    let title = if drug.must_not_stop_suddenly {
        let threat = if danger.is_empty() { "" } else { " Withdrawal can threaten life." };
        Line::alarm(format!("Do not stop {name} suddenly.{threat}"))
    } else {
        Line::alarm("Withdrawal: what to do")
    };
    Some(Block::Callout(Callout { tone: Tone::Emergency, title, body: vec![Block::List(acts)] }))
}

/// The urgency of a piece of advice that is not for clinicians alone.
fn lay_advice(fact: &FactAnswer) -> Option<Option<Urgency>> {
    match &*fact.fact {
        Fact::Statement(s) if fact.address.section == Section::WithdrawalAdvice => {
            (s.audience != Some(Audience::Clinician)).then_some(s.urgency)
        }
        _ => None,
    }
}

fn facts(list: &List) -> impl Iterator<Item = &FactAnswer> {
    list.before.iter().chain(&list.signs).chain(&list.after).chain(&list.disputes)
}

/// Facts of several sections, each under its heading.
pub fn sections(facts: &[FactAnswer], writer: &Writer) -> Vec<Block> {
    let mut blocks = Vec::new();
    for section in Section::ALL {
        let own: Vec<FactAnswer> = facts.iter().filter(|fact| fact.address.section == *section).cloned().collect();
        if !own.is_empty() {
            let heading = words::section(*section).unwrap_or_else(|| words::group(section.group()));
            blocks.push(Block::Subheading(heading.to_owned()));
            blocks.extend(writer.blocks(*section, &own));
        }
    }
    blocks
}
