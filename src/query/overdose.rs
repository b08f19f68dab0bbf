//! `klon overdose`: the emergency page.

mod names;

use super::emergency::{Emergency, emergency};
use super::interactions::{self, Applied};
use super::{Answer, Asked, Context, FactAnswer, Failure, Gatherer, Head, Reply, Suggestion, ask};
use crate::arrange::Arrange;
use crate::model::{Audience, Concern, EntryId, Fact, Section, Severity, Urgency};
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

/// The emergency page: for any drug, for one, or for several that were taken together.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OverdosePage {
    /// The drugs that were named and are known.
    pub drugs: Vec<Poison>,
    /// The names that led to no drug.
    pub not_found: Vec<NotFound>,
    /// What to do now and whom to call.
    pub emergency: Emergency,
    /// Of several drugs: what must not come together, first what slows the brain and the breath.
    pub together: Vec<Applied>,
}

/// A drug of which too much may have been taken.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Poison {
    /// The drug.
    pub head: Head,
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

/// Why a name led to no drug.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Nothing has this name.
    Unknown,
    /// Several drugs have it.
    Ambiguous,
    /// Its interactions are known, and nothing else.
    NoPage,
}

/// A name that led to no single drug.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NotFound {
    /// The name as it was given.
    pub name: String,
    /// Why.
    pub why: Why,
    /// What it may have been, or what it can mean.
    pub candidates: Vec<Suggestion>,
}

impl From<Failure> for NotFound {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Unknown { name, suggestions: candidates, .. } => Self { name, why: Why::Unknown, candidates },
            Failure::Ambiguous { name, candidates } => Self { name, why: Why::Ambiguous, candidates },
            Failure::NoMonograph { name } => {
                Self { name: name.into_string(), why: Why::NoPage, candidates: Vec::new() }
            }
            Failure::NoClass { name, .. } => Self { name, why: Why::Unknown, candidates: Vec::new() },
        }
    }
}

/// The signs of overdose of an entry: those that threaten life, and the others.
pub fn signs(asked: &Asked, gather: &mut Gatherer) -> (Vec<FactAnswer>, Vec<FactAnswer>) {
    let all = gather.section(&asked.monograph, Section::OverdoseSymptoms);
    all.into_iter().partition(|answer| matches!(&*answer.fact, Fact::Sign(sign) if sign.danger))
}

/// What the page says of one drug.
fn poison(context: &Context, asked: &Asked, emergency: &Emergency, gather: &mut Gatherer) -> Poison {
    let head = gather.head(&asked.monograph, asked);
    let (danger_signs, mut usual_signs) = signs(asked, gather);
    usual_signs.truncate(MOST_USUAL_SIGNS);
    // What the drug says under the key of a general act goes in its place.
    let general =
        |key: &str| emergency.page.as_ref().is_some_and(|page| page.act.keys().any(|act| act.as_str() == key));
    let wanted = |answer: &FactAnswer| match &*answer.fact {
        Fact::Statement(s) if s.audience == Some(Audience::Clinician) => false,
        Fact::Statement(s) => s.urgency == Some(Urgency::Emergency) || general(&answer.address.key),
        _ => false,
    };
    let mut first_aid = gather.section(&asked.monograph, Section::OverdoseFirstAid);
    first_aid.retain(wanted);
    let (mut clinical, mut with_others) = (Vec::new(), Vec::new());
    if context.audience == Some(Audience::Clinician) {
        clinical = CLINICAL.iter().flat_map(|section| gather.section(&asked.monograph, *section)).collect();
        with_others = interactions::dangerous(context.kb, &asked.monograph.id);
        with_others.iter().for_each(|rule| gather.cite(&rule.cite));
    }
    let disputes = gather.disputes(&asked.monograph, &[Section::OverdoseSymptoms]);
    Poison { head, danger_signs, usual_signs, first_aid, disputes, clinical, with_others }
}

/// The rules that hold among the drugs.
fn together(context: &Context, drugs: &[Poison]) -> Vec<Applied> {
    if drugs.len() < 2 {
        return Vec::new();
    }
    let ids: Vec<EntryId> = drugs.iter().map(|drug| drug.head.id.clone()).collect();
    let (mut rules, _) = interactions::among(context.kb, &ids);
    rules.retain(|rule| rule.severity <= Severity::Major);
    rules.arrange_by_key(|rule| (rule.concern != Concern::Sedation, rule.severity));
    rules
}

/// The page. Names that are not known are told beside it and never instead of it.
pub fn overdose(context: &Context, words: &[String]) -> (Reply, Vec<Failure>) {
    let mut gather = Gatherer::new(context.kb);
    let emergency = emergency(context, &mut gather);
    let mut drugs: Vec<Poison> = Vec::new();
    let mut failures = Vec::new();
    for name in names::named(context, words) {
        match ask(context, Some(&name)) {
            Ok(asked) if drugs.iter().any(|known| known.head.id == asked.monograph.id) => {}
            Ok(asked) => drugs.push(poison(context, &asked, &emergency, &mut gather)),
            Err(failure) => failures.push(failure),
        }
    }
    let not_found = failures.iter().cloned().map(NotFound::from).collect();
    let together = together(context, &drugs);
    together.iter().for_each(|rule| gather.cite(&rule.cite));
    let page = OverdosePage { drugs, not_found, emergency, together };
    (Reply::new(context.kb, Answer::Overdose(Box::new(page)), gather.sources), failures)
}
