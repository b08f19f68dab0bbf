//! `klon diff`: what changed between two knowledge bases, fact by fact.

use super::{Answer, FactAnswer, Gatherer, Reply};
use crate::kb::{EntryKind, Held, KnowledgeBase};
use crate::model::{Address, EntryId};
use indexmap::IndexMap;
use serde::Serialize;

/// How a fact changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// Only the new knowledge base has it.
    Added,
    /// Only the old one has it.
    Removed,
    /// It says something else.
    Value,
    /// It says the same, and cites something else.
    Citation,
}

/// A fact that changed.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FactChange {
    /// Where it stands.
    pub address: Address,
    /// How it changed.
    pub change: Change,
    /// What it was.
    pub old: Option<FactAnswer>,
    /// What it is.
    pub new: Option<FactAnswer>,
}

/// An entry that changed.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EntryChange {
    /// The drug or class.
    pub id: EntryId,
    /// How it changed as a whole.
    pub change: Change,
    /// Its own facts that changed; inherited ones change with their class.
    pub facts: Vec<FactChange>,
}

/// Everything that changed.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Diff {
    /// Entries that changed, sorted.
    pub entries: Vec<EntryChange>,
}

fn own_facts(kb: &KnowledgeBase, id: &EntryId) -> IndexMap<Address, Held> {
    let whole = kb.monograph(id);
    let own = whole.iter().flat_map(|m| m.facts()).filter(|held| held.origin.entry == *id);
    own.map(|held| (held.address.clone(), held.clone())).collect()
}

/// Whether two facts differ, and how: a fact is compared as programs see it, with and without its citations.
fn change(old: &Held, new: &Held) -> Option<Change> {
    if old.fact == new.fact {
        return None;
    }
    let without_cite = |held: &Held| {
        let mut value = serde_json::to_value(&held.fact).unwrap_or_default();
        strip_cite(&mut value);
        value
    };
    Some(if without_cite(old) == without_cite(new) { Change::Citation } else { Change::Value })
}

fn strip_cite(value: &mut serde_json::Value) {
    if let serde_json::Value::Object(map) = value {
        map.shift_remove("cite");
        for position in map.get_mut("positions").and_then(|positions| positions.as_array_mut()).into_iter().flatten() {
            strip_cite(position);
        }
    }
}

/// What changed from one knowledge base to another.
pub fn diff(old: &KnowledgeBase, new: &KnowledgeBase) -> Reply {
    let mut before = Gatherer::new(old);
    let mut after = Gatherer::new(new);
    let mut ids: Vec<EntryId> =
        [old, new].iter().flat_map(|kb| [kb.ids(EntryKind::Drug), kb.ids(EntryKind::Class)]).flatten().collect();
    ids.sort();
    ids.dedup();
    let mut entries = Vec::new();
    for id in ids {
        let (was, is) = (own_facts(old, &id), own_facts(new, &id));
        let mut facts = Vec::new();
        for (address, held) in &was {
            match is.get(address) {
                None => facts.push(FactChange {
                    address: address.clone(),
                    change: Change::Removed,
                    old: Some(before.fact(held)),
                    new: None,
                }),
                Some(now) => facts.extend(change(held, now).map(|change| FactChange {
                    address: address.clone(),
                    change,
                    old: Some(before.fact(held)),
                    new: Some(after.fact(now)),
                })),
            }
        }
        let added = is.iter().filter(|(address, _)| !was.contains_key(*address));
        facts.extend(added.map(|(address, held)| FactChange {
            address: address.clone(),
            change: Change::Added,
            old: None,
            new: Some(after.fact(held)),
        }));
        facts.sort_by(|a, b| a.address.cmp(&b.address));
        let change = match (old.kind_of(&id), new.kind_of(&id)) {
            (None, _) => Change::Added,
            (_, None) => Change::Removed,
            _ => Change::Value,
        };
        if !facts.is_empty() || change != Change::Value {
            entries.push(EntryChange { id, change, facts });
        }
    }
    let mut sources = before.sources;
    sources.extend(after.sources);
    Reply::new(new, Answer::Diff(Box::new(Diff { entries })), sources)
}
