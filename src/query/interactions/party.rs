//! What was asked about, and everything that it counts as.

use super::Status;
use crate::arrange::Arrange;
use crate::kb::{EntryKind, KnowledgeBase, Lookup, Monograph, Name};
use crate::model::*;
use crate::query::{Context, Failure, Suggestion, failure_of};
use serde::Serialize;
use std::collections::BTreeMap;

/// A few members of a group show what it is.
const MOST_SHOWN: usize = 4;

/// One of the names that were asked about.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Party {
    /// The name as it was asked.
    pub asked: String,
    /// What it means; nothing, if the name is not known or means several things.
    pub id: Option<EntryId>,
    /// What kind of thing it is.
    pub kind: Option<EntryKind>,
    /// Its own name.
    pub name: Option<Str>,
    /// The name that led to it, if it was another one.
    pub asked_as: Option<Name>,
    /// What is taken in its place: the drugs in a combination product.
    pub contains: Vec<Side>,
    /// Of a class or a group, those for whom it is asked as well.
    pub members: Vec<Side>,
    /// Whether it is sold as a medicine.
    pub is_medicine: bool,
    /// Whether stopping it suddenly is dangerous.
    pub must_not_stop_suddenly: bool,
    /// Why it means no single thing, if it does not.
    pub trouble: Option<Status>,
    /// What an unknown name may have been, or what an ambiguous one can mean.
    pub candidates: Vec<Suggestion>,
}

/// Something on one side of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Side {
    /// Its id.
    pub id: EntryId,
    /// Its name.
    pub name: Str,
    /// What it is.
    pub kind: Option<EntryKind>,
    /// Of a group, the names of some members.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub such_as: Vec<Str>,
}

impl Side {
    pub(super) fn of(kb: &KnowledgeBase, id: &EntryId) -> Self {
        let members = kb.group(id).map(|group| group.members).unwrap_or_default();
        let such_as = members.iter().take(MOST_SHOWN).filter_map(|member| kb.name_of(member)).collect();
        let name = kb.name_of(id).unwrap_or_else(|| id.clone().into());
        Self { id: id.clone(), name, kind: kb.kind_of(id), such_as }
    }
}

impl Party {
    /// What a name means, and why it means nothing if it does not.
    pub(super) fn of(context: &Context, asked: &str) -> (Self, Option<Failure>) {
        let kb = context.kb;
        let mut party = Self {
            asked: asked.to_owned(),
            id: None,
            kind: None,
            name: None,
            asked_as: None,
            contains: Vec::new(),
            members: Vec::new(),
            is_medicine: false,
            must_not_stop_suddenly: false,
            trouble: None,
            candidates: Vec::new(),
        };
        let found = kb.find(asked, context.country.country);
        if let Lookup::Found(name) = found {
            party.describe(kb, name);
            return (party, None);
        }
        let failure = failure_of(context, asked, found);
        party.trouble = Some(match failure {
            Failure::Ambiguous { .. } => Status::AmbiguousName,
            _ => Status::UnknownName,
        });
        if let Failure::Unknown { suggestions: candidates, .. } | Failure::Ambiguous { candidates, .. } = &failure {
            party.candidates = candidates.clone();
        }
        (party, Some(failure))
    }

    fn describe(&mut self, kb: &KnowledgeBase, name: Name) {
        let id = &name.id;
        let monograph = kb.monograph(id);
        let kind = kb.kind_of(id);
        self.kind = kind;
        self.name = kb.name_of(id);
        // A brand can hold more than the drug under which it stands.
        let parts = monograph.as_ref().map(|m| m.contains.clone()).unwrap_or_default();
        let parts = if name.with.is_empty() { parts } else { [id].into_iter().chain(&name.with).cloned().collect() };
        self.contains = parts.iter().map(|part| Side::of(kb, part)).collect();
        self.members = members(kb, id, kind).iter().map(|member| Side::of(kb, member)).collect();
        let is_sold = |m: &Monograph| m.kind == EntryKind::Class || !m.section(Section::Brands).is_empty();
        self.is_medicine = monograph.as_ref().is_some_and(is_sold);
        self.must_not_stop_suddenly = monograph.is_some_and(|m| m.must_not_stop_suddenly());
        self.id = Some(id.clone());
        self.asked_as = Some(name).filter(|name| !name.kind.is_own());
    }
}

/// The drugs of a class; the members of a group, and the drugs of those that are classes.
fn members(kb: &KnowledgeBase, id: &EntryId, kind: Option<EntryKind>) -> Vec<EntryId> {
    let drugs_of = |class: &EntryId| {
        let rows = kb.listed().into_iter().filter(|row| row.ancestors.contains(class));
        rows.map(|row| row.id).collect::<Vec<_>>()
    };
    let mut all = match kind {
        Some(EntryKind::Class) => drugs_of(id),
        Some(EntryKind::Group) => {
            let named = kb.group(id).map(|group| group.members).unwrap_or_default();
            let within = named.iter().filter(|member| kb.kind_of(member) == Some(EntryKind::Class)).flat_map(drugs_of);
            let within: Vec<EntryId> = within.collect();
            named.into_iter().chain(within).collect()
        }
        _ => Vec::new(),
    };
    all.arrange();
    all.dedup();
    all
}

/// Something that is taken, with everything that it counts as.
pub(super) struct Ingredient {
    /// What it is.
    pub side: Side,
    counts: Vec<(EntryId, usize)>,
}

impl Ingredient {
    /// An entry with its classes, its groups and theirs.
    pub fn of(kb: &KnowledgeBase, id: &EntryId) -> Self {
        Self { side: Side::of(kb, id), counts: counts_as(kb, id) }
    }

    /// A combination product, which counts as itself alone: all else is said of its parts.
    fn product(kb: &KnowledgeBase, id: &EntryId) -> Self {
        Self { side: Side::of(kb, id), counts: vec![(id.clone(), 0)] }
    }

    /// How far it is from what it counts as; nothing, if it does not.
    pub fn distance(&self, id: &EntryId) -> Option<usize> {
        self.counts.iter().find(|(known, _)| known == id).map(|(_, distance)| *distance)
    }

    /// Everything that it counts as.
    pub fn counted(&self) -> impl Iterator<Item = &EntryId> {
        self.counts.iter().map(|(id, _)| id)
    }
}

/// Everything that something counts as: itself, its classes, its groups and theirs, each with its distance.
fn counts_as(kb: &KnowledgeBase, id: &EntryId) -> Vec<(EntryId, usize)> {
    let mut all = vec![(id.clone(), 0)];
    all.extend(kb.ancestors(id));
    // The nearest way into a group is the one that counts.
    let mut of_groups: BTreeMap<EntryId, usize> = BTreeMap::new();
    for (member, distance) in &all {
        for group in kb.groups_with(member) {
            let known = of_groups.entry(group).or_insert(distance + 1);
            *known = (*known).min(distance + 1);
        }
    }
    all.extend(of_groups);
    all
}

/// What a party is taken for.
#[derive(Default)]
pub(super) struct Taken {
    /// The drug, class or group itself; of a combination product its parts.
    pub own: Vec<Ingredient>,
    /// The combination product as such, for which a rule can be made that goes before those of its parts.
    pub product: Option<Ingredient>,
    /// Those for whom it stands.
    pub members: Vec<Ingredient>,
}

impl Taken {
    /// An entry: what it is made of and for whom it stands.
    pub fn of(kb: &KnowledgeBase, id: &EntryId, parts: &[EntryId], members: &[EntryId]) -> Self {
        let ingredients = |ids: &[EntryId]| ids.iter().map(|id| Ingredient::of(kb, id)).collect::<Vec<_>>();
        let (own, product) = match parts {
            [] => (vec![Ingredient::of(kb, id)], None),
            some => (ingredients(some), Some(Ingredient::product(kb, id)).filter(|_| !some.contains(id))),
        };
        Self { own, product, members: ingredients(members) }
    }

    /// All of it.
    pub fn all(&self) -> impl Iterator<Item = &Ingredient> {
        self.product.iter().chain(&self.own).chain(&self.members)
    }

    /// Of the sides for which a rule holds those that need to be told: where it holds for all, nobody is named.
    pub fn told(&self, sides: &mut Vec<Side>) {
        let is_own = |side: &Side| self.own.iter().any(|own| own.side.id == side.id);
        if !self.members.is_empty() && sides.iter().any(is_own) {
            sides.retain(is_own);
        }
    }
}
