//! `klon overdose`: the emergency page.

use super::emergency::{Emergency, emergency};
use super::interactions::{self, Applied};
use super::{Answer, Asked, Context, FactAnswer, Failure, Gatherer, Head, Reply, Suggestion, ask};
use crate::model::{Audience, Fact, Section, Urgency};
use serde::Serialize;

/// What clinicians need of a drug beside its signs, in the order in which they need it.
const CLINICAL: &[Section] = &[
    Section::HalfLife,
    Section::OverdoseAntidote,
    Section::OverdoseOnset,
    Section::OverdoseDuration,
    Section::OverdoseCourse,
    Section::OverdoseChildren,
    Section::Tests,
    Section::OverdoseManagement,
];

/// More signs do not fit on the page.
const MOST_USUAL_SIGNS: usize = 6;

/// The emergency page, for any drug or for one.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OverdosePage {
    /// The drug, if one was named and is known.
    pub drug: Option<Head>,
    /// A name that was given and is not known, or means several drugs.
    pub not_found: Option<NotFound>,
    /// What to do now and whom to call.
    pub emergency: Emergency,
    /// Signs that threaten life.
    pub danger_signs: Vec<FactAnswer>,
    /// Other signs, those of the drug itself first; `symptoms --overdose` has all.
    pub usual_signs: Vec<FactAnswer>,
    /// What somebody without training must do at once for this drug; `symptoms --overdose` has all.
    pub first_aid: Vec<FactAnswer>,
    /// Disputed signs.
    pub disputes: Vec<FactAnswer>,
    /// For clinicians: half-life, antidote, course, tests and management.
    pub clinical: Vec<FactAnswer>,
    /// For clinicians: what is dangerous together with it.
    pub with_others: Vec<Applied>,
}

/// A name that led to no single drug.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NotFound {
    /// The name as it was given.
    pub name: String,
    /// What it may have been, or what it can mean.
    pub candidates: Vec<Suggestion>,
}

/// The signs of overdose of an entry: those that threaten life, and the others.
pub fn signs(asked: &Asked, gather: &mut Gatherer) -> (Vec<FactAnswer>, Vec<FactAnswer>) {
    let all = gather.section(&asked.monograph, Section::OverdoseSymptoms);
    all.into_iter().partition(|answer| matches!(&*answer.fact, Fact::Sign(sign) if sign.danger))
}

/// The page. An unknown name is told beside it and never instead of it.
pub fn overdose(context: &Context, name: Option<&str>) -> (Reply, Option<Failure>) {
    let mut gather = Gatherer::new(context.kb);
    let emergency = emergency(context, &mut gather);
    let mut page = OverdosePage {
        drug: None,
        not_found: None,
        emergency,
        danger_signs: Vec::new(),
        usual_signs: Vec::new(),
        first_aid: Vec::new(),
        disputes: Vec::new(),
        clinical: Vec::new(),
        with_others: Vec::new(),
    };
    let mut failure = None;
    match name.map(|name| ask(context, Some(name))) {
        None => {}
        Some(Ok(asked)) => {
            page.drug = Some(gather.head(&asked.monograph, &asked));
            (page.danger_signs, page.usual_signs) = signs(&asked, &mut gather);
            page.usual_signs.truncate(MOST_USUAL_SIGNS);
            // What the drug says under the key of a general act goes in its place.
            let general = |key: &str| {
                page.emergency.page.as_ref().is_some_and(|page| page.act.keys().any(|act| act.as_str() == key))
            };
            let wanted = |answer: &FactAnswer| match &*answer.fact {
                Fact::Statement(s) if s.audience == Some(Audience::Clinician) => false,
                Fact::Statement(s) => s.urgency == Some(Urgency::Emergency) || general(&answer.address.key),
                _ => false,
            };
            page.first_aid = gather.section(&asked.monograph, Section::OverdoseFirstAid);
            page.first_aid.retain(wanted);
            if context.audience == Some(Audience::Clinician) {
                page.clinical =
                    CLINICAL.iter().flat_map(|section| gather.section(&asked.monograph, *section)).collect();
                page.with_others = interactions::dangerous(context.kb, &asked.monograph.id);
                page.with_others.iter().for_each(|rule| gather.cite(&rule.cite));
            }
            page.disputes = gather.disputes(&asked.monograph, &[Section::OverdoseSymptoms]);
        }
        Some(Err(reason)) => {
            let (name, candidates) = match reason.clone() {
                Failure::Unknown { name, suggestions: candidates, .. } | Failure::Ambiguous { name, candidates } => {
                    (name, candidates)
                }
                Failure::NoMonograph { name } => (name.into_string(), Vec::new()),
                Failure::NoClass { name, .. } => (name, Vec::new()),
            };
            page.not_found = Some(NotFound { name, candidates });
            failure = Some(reason);
        }
    }
    (Reply::new(context.kb, Answer::Overdose(Box::new(page)), gather.sources), failure)
}
