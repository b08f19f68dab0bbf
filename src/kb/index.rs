//! What is looked up over all entries at once: rows of a list, who has a sign, which fact has a word.
//!
//! The built-in knowledge base has all of it compiled in; for entries that a user's files touch it is made when a
//! question needs it, by the same functions.

use super::library::EntryKind;
use super::monograph::{Held, Monograph, Origin};
use super::{KnowledgeBase, gist, names};
use crate::arrange::Arrange;
use crate::model::*;
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::rc::Rc;

/// A drug as a list shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Listed {
    /// Its id.
    pub id: EntryId,
    /// Its name.
    pub name: Str,
    /// Its brands by country, the countries in the order of the file.
    pub brands: Vec<(Country, Vec<Str>)>,
    /// The classes that it names.
    pub classes: Vec<EntryId>,
    /// All classes whose facts it inherits, nearest first.
    pub ancestors: Vec<EntryId>,
    /// The drugs in a combination product.
    pub contains: Vec<EntryId>,
    /// Its schedules.
    pub schedules: Vec<Scheduled>,
    /// How many facts it has, inherited ones among them.
    pub facts: usize,
    /// When it was last checked against its sources.
    pub reviewed: Option<Date>,
    /// The clinician who reviewed it.
    pub clinical_review: Option<Str>,
    /// The user's files in it.
    pub files: Vec<String>,
}

impl Listed {
    /// Where a country's law puts it.
    pub fn schedule(&self, law: Country) -> Option<&Scheduled> {
        self.schedules.iter().find(|placed| placed.jurisdiction == *law.code())
    }
}

/// Where a law puts a drug, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Scheduled {
    /// Whose law.
    pub jurisdiction: Str,
    /// The schedule, as the law words it.
    pub schedule: Str,
    /// Where it is from.
    pub cite: Cite,
}

/// The row of a monograph.
pub fn listed(monograph: &Monograph) -> Listed {
    let mut brands: Vec<(Country, Vec<Str>)> = Vec::new();
    for held in monograph.section(Section::Brands) {
        let Some((country, name)) = held.address.key.split_once('.') else { continue };
        let Ok(country) = Country::parse(country) else { continue };
        match brands.iter_mut().find(|(known, _)| *known == country) {
            Some((_, names)) => names.push(name.to_owned().into()),
            None => brands.push((country, vec![name.to_owned().into()])),
        }
    }
    let schedule = |held: &Held| match &*held.fact {
        Fact::Schedule(f) => {
            let jurisdiction = held.address.key.clone();
            Some(Scheduled { jurisdiction, schedule: f.schedule.clone().into(), cite: f.cite.clone() })
        }
        _ => None,
    };
    Listed {
        id: monograph.id.clone(),
        name: monograph.name.clone(),
        brands,
        classes: monograph.classes.clone(),
        ancestors: monograph.ancestors.clone(),
        contains: monograph.contains.clone(),
        schedules: monograph.section(Section::Schedule).iter().filter_map(schedule).collect(),
        facts: monograph.facts().count(),
        reviewed: monograph.reviewed,
        clinical_review: monograph.clinical_review.clone(),
        files: monograph.files.clone(),
    }
}

/// A drug that has a sign.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// The drug.
    pub entry: EntryId,
    /// In which list of signs.
    pub section: Section,
    /// How many signs the list has in all.
    pub among: usize,
    /// The layer that says so: the drug itself, or a class whose fact it inherits.
    pub origin: Rc<Origin>,
    /// What it says.
    pub sign: Sign,
}

/// The signs of a drug, disputed ones left out.
pub fn seen(monograph: &Monograph) -> Vec<(TermId, Seen)> {
    if monograph.kind != EntryKind::Drug {
        return Vec::new();
    }
    let sections = Section::ALL.iter().filter(|section| section.holds_signs());
    let facts = sections.flat_map(|section| monograph.section(*section));
    let place = |held: &Held| {
        let Fact::Sign(sign) = &*held.fact else { return None };
        let term = TermId::try_from(held.address.key.to_string()).ok()?;
        let section = held.address.section;
        let among = monograph.section(section).len();
        let (entry, origin) = (monograph.id.clone(), held.origin.clone());
        Some((term, Seen { entry, section, among, origin, sign: sign.clone() }))
    };
    facts.filter_map(place).collect()
}

/// What the words of a sign tell, whichever their forms and their order.
pub fn tells(term: &Term) -> impl Iterator<Item = String> {
    term.words().filter_map(|word| gist::told_by(names::fold(word).split(' ')))
}

/// The signs that were hit, each once, those that were hit with the least first.
pub fn each_once<K: Ord>(mut hits: Vec<(K, TermId)>) -> Vec<(K, TermId)> {
    hits.arrange();
    let mut each: Vec<(K, TermId)> = Vec::new();
    for (key, id) in hits {
        if !each.iter().any(|(_, known)| *known == id) {
            each.push((key, id));
        }
    }
    each
}

/// A source of a monograph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited {
    /// Its id.
    pub source: SourceId,
    /// How many facts cite it.
    pub facts: usize,
}

/// The sources of a monograph's facts, in the order in which they are first cited.
pub fn cited(monograph: &Monograph) -> Vec<Cited> {
    let mut all: IndexMap<&SourceId, usize> = IndexMap::new();
    for held in monograph.facts() {
        let mut ids: Vec<&SourceId> = held.fact.citations().map(|citation| &citation.source).collect();
        ids.arrange();
        ids.dedup();
        ids.into_iter().for_each(|id| *all.entry(id).or_default() += 1);
    }
    all.into_iter().map(|(id, facts)| Cited { source: id.clone(), facts }).collect()
}

/// A fact that can be found by its words, in the entry that states it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Document {
    /// The drug or class whose own fact it is.
    pub entry: EntryId,
    /// Its section.
    pub section: Section,
    /// Its key.
    pub key: Str,
}

/// The words of every fact that an entry states itself.
pub fn documents(kb: &KnowledgeBase, monograph: &Monograph) -> Vec<(Document, BTreeSet<String>)> {
    let own = monograph.facts().filter(|held| held.origin.entry == monograph.id);
    let document = |held: &Held| {
        let Address { section, key } = held.address.clone();
        (Document { entry: monograph.id.clone(), section, key }, words(kb, held))
    };
    own.map(document).collect()
}

/// The folded words by which a fact can be found.
pub fn words(kb: &KnowledgeBase, held: &Held) -> BTreeSet<String> {
    let mut text = held.address.key.replace(['-', '.'], " ");
    let mut add = |more: &str| {
        text.push(' ');
        text.push_str(more);
    };
    held.fact.texts().into_iter().for_each(|words| add(words.as_str()));
    figures(&held.fact).iter().for_each(|figure| add(figure));
    let term = TermId::try_from(held.address.key.to_string()).ok().filter(|_| held.address.section.holds_signs());
    if let Some(term) = term.and_then(|id| kb.term(&id)) {
        term.words().for_each(add);
    }
    names::words(&text).map(|(_, word)| word).collect()
}

/// The figures of a fact that stand in none of its texts, with their units.
fn figures(fact: &Fact) -> Vec<String> {
    let amounts = |amounts: &[Option<&Amount>]| amounts.iter().flatten().map(ToString::to_string).collect();
    match fact {
        Fact::Quantity(f) => vec![f.amount().to_string()],
        Fact::Dose(f) => amounts(&[f.start.as_ref(), f.usual.as_ref(), f.maximum.as_ref()]),
        Fact::Metabolite(f) => amounts(&[f.half_life.as_ref()]),
        Fact::Equivalent(f) => vec![f.dose.to_string(), f.diazepam_mg.to_string()],
        Fact::Form(f) => {
            let unit = f.unit.iter().map(ToString::to_string);
            f.strengths.iter().map(ToString::to_string).chain(unit).collect()
        }
        _ => Vec::new(),
    }
}
