//! `klon diff`: what changed between two knowledge bases: every fact, and everything else that stands in their files.

use super::{Answer, FactAnswer, Gatherer, Reply, SourceTable};
use crate::arrange::Arrange;
use crate::kb::{EntryKind, Held, KnowledgeBase, Monograph};
use crate::model::{Address, EntryId};
use indexmap::IndexMap;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// How something changed.
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

/// A field that changed.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FieldChange {
    /// Its name, as the files have it; what stands within another is behind its name and a point.
    pub field: String,
    /// What it was.
    pub old: Option<Value>,
    /// What it is.
    pub new: Option<Value>,
}

/// An entry that changed.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EntryChange {
    /// The drug or class.
    pub id: EntryId,
    /// How it changed as a whole.
    pub change: Change,
    /// What changed above its facts: its name, its classes, its review.
    pub head: Vec<FieldChange>,
    /// Its facts that changed. What its class says anew stands with the class; what it no longer inherits stands here.
    pub facts: Vec<FactChange>,
}

/// What else stands in a knowledge base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum PartKind {
    /// A sign or symptom.
    Term,
    /// A rule between drugs.
    Rule,
    /// What adds up.
    Sum,
    /// A substance without a monograph.
    Substance,
    /// A group.
    Group,
    /// A country's lines.
    Country,
    /// A statement of the emergency page.
    Emergency,
    /// A source.
    Source,
}

/// Something else that changed.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PartChange {
    /// What it is.
    pub kind: PartKind,
    /// Its id.
    pub id: String,
    /// How it changed as a whole.
    pub change: Change,
    /// Its fields that changed; all of them, where it is new or gone.
    pub fields: Vec<FieldChange>,
}

/// Everything that changed.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Diff {
    /// Entries that changed, sorted.
    pub entries: Vec<EntryChange>,
    /// What else changed: by kind, then sorted.
    pub parts: Vec<PartChange>,
}

/// One of the two knowledge bases.
struct Side<'kb> {
    kb: &'kb KnowledgeBase,
    gather: Gatherer<'kb>,
    known: HashMap<EntryId, Option<Rc<Monograph>>>,
}

impl<'kb> Side<'kb> {
    fn new(kb: &'kb KnowledgeBase) -> Self {
        Self { kb, gather: Gatherer::new(kb), known: HashMap::new() }
    }

    fn monograph(&mut self, id: &EntryId) -> Option<Rc<Monograph>> {
        let kb = self.kb;
        self.known.entry(id.clone()).or_insert_with(|| kb.monograph(id).map(Rc::new)).clone()
    }

    /// Whether an entry itself states a fact.
    fn states(&mut self, entry: &EntryId, address: &Address) -> bool {
        let fact = self.monograph(entry).and_then(|whole| whole.fact(address));
        fact.is_some_and(|held| held.origin.entry == *entry)
    }

    fn told(&mut self, held: Option<&Held>) -> Option<FactAnswer> {
        held.map(|held| self.gather.fact(held))
    }
}

/// What changed from one knowledge base to another.
pub fn diff(old: &KnowledgeBase, new: &KnowledgeBase) -> Reply {
    let (mut before, mut after) = (Side::new(old), Side::new(new));
    let mut ids: Vec<EntryId> =
        [old, new].iter().flat_map(|kb| [kb.ids(EntryKind::Drug), kb.ids(EntryKind::Class)]).flatten().collect();
    ids.arrange();
    ids.dedup();
    let entries = ids.iter().filter_map(|id| entry(&mut before, &mut after, id)).collect();
    let parts = part_changes(&parts(old), &parts(new));
    let mut sources: SourceTable = before.gather.sources;
    sources.extend(after.gather.sources);
    Reply::new(new, Answer::Diff(Box::new(Diff { entries, parts })), sources)
}

fn entry(before: &mut Side, after: &mut Side, id: &EntryId) -> Option<EntryChange> {
    let (was, is) = (before.monograph(id), after.monograph(id));
    let (old, new) = (by_address(was.as_deref()), by_address(is.as_deref()));
    let mut addresses: Vec<&Address> = old.keys().chain(new.keys()).copied().collect();
    addresses.arrange();
    addresses.dedup();
    let mut facts = Vec::new();
    for address in addresses {
        let (was_held, is_held) = (old.get(address).copied(), new.get(address).copied());
        let change = match (was_held, is_held) {
            // What both inherit from one class is told of the class.
            (Some(old), Some(new)) if old.origin.entry == new.origin.entry && old.origin.entry != *id => None,
            (Some(old), Some(new)) => change(old, new),
            // What a class no longer says is told of the class, and nothing inherited is told of an entry that is gone.
            (Some(held), None) => {
                let is_told = held.origin.entry == *id || (is.is_some() && after.states(&held.origin.entry, address));
                is_told.then_some(Change::Removed)
            }
            (None, Some(held)) => {
                let is_told = held.origin.entry == *id || (was.is_some() && before.states(&held.origin.entry, address));
                is_told.then_some(Change::Added)
            }
            (None, None) => None,
        };
        if let Some(change) = change {
            let (old, new) = (before.told(was_held), after.told(is_held));
            facts.push(FactChange { address: address.clone(), change, old, new });
        }
    }
    let (head, change) = match (&was, &is) {
        (None, _) => (Vec::new(), Change::Added),
        (_, None) => (Vec::new(), Change::Removed),
        (Some(was), Some(is)) => (field_changes(&head(was), &head(is)), Change::Value),
    };
    let is_same = change == Change::Value && head.is_empty() && facts.is_empty();
    (!is_same).then(|| EntryChange { id: id.clone(), change, head, facts })
}

fn by_address(whole: Option<&Monograph>) -> IndexMap<&Address, &Held> {
    whole.into_iter().flat_map(Monograph::facts).map(|held| (&held.address, held)).collect()
}

/// Whether two facts at one address differ, and how: a fact is compared as programs see it, with and without its
/// citations.
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

fn strip_cite(value: &mut Value) {
    if let Value::Object(map) = value {
        map.shift_remove("cite");
        for position in map.get_mut("positions").and_then(|positions| positions.as_array_mut()).into_iter().flatten() {
            strip_cite(position);
        }
    }
}

/// The fields of a value by their names; those within others behind the names of these. What is empty is left out.
type Fields = IndexMap<String, Value>;

fn fields(value: impl Serialize) -> Fields {
    let mut all = Fields::new();
    flatten("", serde_json::to_value(value).unwrap_or_default(), &mut all);
    all
}

fn flatten(path: &str, value: Value, all: &mut Fields) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let path = if path.is_empty() { key } else { format!("{path}.{key}") };
                flatten(&path, value, all);
            }
        }
        Value::Null => {}
        Value::Array(list) if list.is_empty() => {}
        other => {
            all.insert(path.to_owned(), other);
        }
    }
}

fn field_changes(old: &Fields, new: &Fields) -> Vec<FieldChange> {
    let mut names: Vec<&String> = old.keys().collect();
    names.extend(new.keys().filter(|name| !old.contains_key(*name)));
    let changed = names.into_iter().filter(|name| old.get(*name) != new.get(*name));
    let field =
        |name: &String| FieldChange { field: name.clone(), old: old.get(name).cloned(), new: new.get(name).cloned() };
    changed.map(field).collect()
}

fn head(whole: &Monograph) -> Fields {
    fields(json!({
        "kind": whole.kind,
        "name": whole.name,
        "tall_man": whole.tall_man,
        "classes": whole.classes,
        "contains": whole.contains,
        "reviewed": whole.reviewed,
        "clinical_review": whole.clinical_review,
    }))
}

/// Everything in a knowledge base but its drugs and classes, by kind and id.
type Parts = BTreeMap<(PartKind, String), Fields>;

fn parts(kb: &KnowledgeBase) -> Parts {
    let mut all = Parts::new();
    let mut add = |kind: PartKind, id: String, fields: Fields| all.insert((kind, id), fields);
    for (id, term) in kb.terms() {
        add(PartKind::Term, id.to_string(), fields(term));
    }
    for (key, rule, _) in kb.rules() {
        add(PartKind::Rule, key.to_string(), fields(rule));
    }
    for (key, sum) in kb.keyed_sums() {
        add(PartKind::Sum, key.to_string(), fields(sum));
    }
    for id in kb.ids(EntryKind::Substance) {
        if let Some((substance, _)) = kb.substance(&id) {
            add(PartKind::Substance, id.to_string(), fields(substance));
        }
    }
    for (id, group) in kb.groups() {
        add(PartKind::Group, id.to_string(), fields(group));
    }
    for country in kb.countries() {
        if let Some(lines) = kb.lines_as_written(country) {
            add(PartKind::Country, country.code().to_owned(), fields(lines));
        }
    }
    for (part, statements) in kb.emergency().iter().flat_map(|page| page.parts()) {
        for (key, statement) in statements {
            add(PartKind::Emergency, format!("{part}.{key}"), fields(statement));
        }
    }
    for (id, source) in kb.sources() {
        add(PartKind::Source, id.to_string(), fields(source));
    }
    all
}

fn part_changes(old: &Parts, new: &Parts) -> Vec<PartChange> {
    let mut keys: Vec<&(PartKind, String)> = old.keys().chain(new.keys()).collect();
    keys.arrange();
    keys.dedup();
    let none = Fields::new();
    let part = |key: &&(PartKind, String)| {
        let (was, is) = (old.get(key), new.get(key));
        let fields = field_changes(was.unwrap_or(&none), is.unwrap_or(&none));
        let is_citation = |change: &FieldChange| change.field.rsplit('.').next() == Some("cite");
        let change = match (was, is) {
            (None, _) => Change::Added,
            (_, None) => Change::Removed,
            _ if fields.iter().all(is_citation) => Change::Citation,
            _ => Change::Value,
        };
        let (kind, id) = (*key).clone();
        (!fields.is_empty()).then_some(PartChange { kind, id, change, fields })
    };
    keys.iter().filter_map(part).collect()
}
