//! `klon compare`: drugs side by side.

use super::country::is_of;
use super::interactions::interactions;
use super::symptoms::ListKind;
use super::{Answer, Asked, Context, FactAnswer, Failure, Gatherer, Head, Reply, ask};
use crate::arrange::Arrange;
use crate::model::*;
use serde::Serialize;

/// What is compared of each drug, in reading order.
const SECTIONS: &[Section] = &[
    Section::Schedule,
    Section::HalfLife,
    Section::Tmax,
    Section::Forms,
    Section::Dosing,
    Section::Metabolites,
    Section::Enzymes,
    Section::Equivalents,
];

/// The lists of signs that are compared.
const LISTS: [ListKind; 3] = [ListKind::SideEffects, ListKind::Withdrawal, ListKind::Overdose];

/// The facts of one section, for each drug in the order in which they were named.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Row {
    /// Which section.
    pub section: Section,
    /// The facts of each drug.
    pub drugs: Vec<Vec<FactAnswer>>,
}

/// What drugs have in common, and what each has alone.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Apart {
    /// Which section.
    pub section: Section,
    /// Facts at an address that all have; as the first has them.
    pub shared: Vec<FactAnswer>,
    /// The facts that not all have, for each drug.
    pub apart: Vec<Vec<FactAnswer>>,
}

/// The answer.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Compare {
    /// The drugs, as they were named.
    pub drugs: Vec<Head>,
    /// The reader's country, if known: its law and its labels come first.
    pub country: Option<Country>,
    /// How bad it can be when two of them meet; nothing, where klon has no rule, which proves nothing.
    pub together: Option<Severity>,
    /// Section by section.
    pub rows: Vec<Row>,
    /// Boxed warnings and signs: shared and apart.
    pub apart: Vec<Apart>,
}

fn apart(section: Section, asked: &[Asked], gather: &mut Gatherer) -> Apart {
    let all: Vec<Vec<FactAnswer>> = asked.iter().map(|drug| gather.section(&drug.monograph, section)).collect();
    // A sign is the same sign wherever it stands; a sentence is the same only if it is from the same class.
    let same =
        |a: &FactAnswer, b: &FactAnswer| a.address == b.address && (section.holds_signs() || a.origin == b.origin);
    let has = |facts: &[FactAnswer], fact: &FactAnswer| facts.iter().any(|other| same(other, fact));
    let everywhere = |fact: &FactAnswer| all.iter().all(|facts| has(facts, fact));
    let shared = all.first().into_iter().flatten().filter(|fact| everywhere(fact)).cloned().collect();
    let own = |facts: &Vec<FactAnswer>| facts.iter().filter(|fact| !everywhere(fact)).cloned().collect();
    Apart { section, shared, apart: all.iter().map(own).collect() }
}

/// The worst that klon knows of any two of the drugs.
fn together(context: &Context, drugs: &[Asked]) -> Option<Severity> {
    let mut ids: Vec<String> = drugs.iter().map(|drug| drug.monograph.id.to_string()).collect();
    ids.arrange();
    ids.dedup();
    let (reply, _) = interactions(context, &ids).ok().filter(|_| ids.len() > 1)?;
    let Answer::Interactions(answer) = reply.answer else { return None };
    answer.pairs.iter().flat_map(|pair| &pair.rules).map(|rule| rule.severity).min()
}

/// Two to six drugs side by side.
pub fn compare(context: &Context, names: &[String]) -> Result<Reply, Failure> {
    let asked = names.iter().map(|name| ask(context, Some(name))).collect::<Result<Vec<Asked>, Failure>>()?;
    let mut gather = Gatherer::new(context.kb);
    let drugs = asked.iter().map(|drug| gather.head(&drug.monograph, drug)).collect();
    let row = |section: &Section| {
        let mut facts = asked.iter().map(|drug| gather.section(&drug.monograph, *section)).collect::<Vec<_>>();
        if let Some(country) = context.country.country {
            facts.iter_mut().for_each(|facts| facts.arrange_by_key(|fact| !is_of(country, &fact.address, &fact.fact)));
        }
        facts.iter().any(|facts| !facts.is_empty()).then_some(Row { section: *section, drugs: facts })
    };
    let rows = SECTIONS.iter().filter_map(row).collect();
    let sections = [Section::BoxedWarning].into_iter().chain(LISTS.map(ListKind::signs));
    let apart = sections.map(|section| apart(section, &asked, &mut gather)).collect();
    let together = together(context, &asked);
    let answer = Compare { drugs, country: context.country.country, together, rows, apart };
    Ok(Reply::new(context.kb, Answer::Compare(Box::new(answer)), gather.sources))
}
