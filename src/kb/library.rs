//! Everything that a set of files says, by id.

use super::file::{Content, DataFile};
use crate::model::*;
use indexmap::IndexMap;
use indexmap::map::Entry;
use serde::{Deserialize, Serialize};
use std::hash::Hash;
use std::sync::Arc;

/// What a name can lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum EntryKind {
    /// A drug with a monograph.
    Drug,
    /// A class, whose facts its members inherit.
    Class,
    /// Something that interacts and has no monograph.
    Substance,
    /// A group of what interacts alike.
    Group,
}

/// A layer and the file that it is from.
#[derive(Debug, Clone)]
pub struct Filed<T> {
    /// What the file says.
    pub value: T,
    /// The file, as it is shown.
    pub file: String,
    /// Which of the paths that were to be read led to it.
    root: usize,
}

/// The contents of a set of files, by id.
#[derive(Debug, Default)]
pub struct Library {
    /// Monographs and classes.
    pub entries: IndexMap<EntryId, Filed<(EntryKind, Arc<Layer>)>>,
    /// Patches to them, those of the first folder last.
    pub patches: IndexMap<EntryId, Vec<Filed<Arc<Layer>>>>,
    /// Signs and symptoms.
    pub terms: IndexMap<TermId, Filed<Term>>,
    /// Sources, whichever file they stand in.
    pub sources: IndexMap<SourceId, Filed<Source>>,
    /// Lines by country.
    pub countries: IndexMap<Country, Filed<Lines>>,
    /// The emergency page.
    pub emergency: Option<EmergencyPage>,
    /// Rules between drugs.
    pub rules: IndexMap<Key, Filed<Rule>>,
    /// What adds up.
    pub sums: IndexMap<Key, Filed<Sum>>,
    /// Substances without a monograph.
    pub substances: IndexMap<EntryId, Filed<Substance>>,
    /// Groups.
    pub groups: IndexMap<EntryId, Filed<Group>>,
}

/// An id that two files define: what it is, the second file, and the first.
#[derive(Debug)]
pub struct Twice {
    /// The path of the second definition in its file.
    pub path: Vec<String>,
    /// The second file's index.
    pub file: usize,
    /// The first file's name.
    pub first: String,
    /// Whether the first stands in a folder that comes before: then it wins, and nothing is wrong.
    pub is_shadowed: bool,
}

/// Takes in what one file defines; what is defined already is noted.
struct Intake<'l> {
    file: &'l DataFile,
    index: usize,
    twice: &'l mut Vec<Twice>,
}

impl Intake<'_> {
    fn add<K: Clone + Eq + Hash, V: Clone>(
        &mut self,
        table: &mut IndexMap<K, Filed<V>>,
        path: &[&str],
        key: &K,
        value: &V,
    ) {
        match table.entry(key.clone()) {
            Entry::Occupied(first) => {
                let path = path.iter().map(|part| (*part).to_owned()).collect();
                let Filed { file, root, .. } = first.get();
                let is_shadowed = *root != self.file.root;
                self.twice.push(Twice { path, file: self.index, first: file.clone(), is_shadowed });
            }
            Entry::Vacant(place) => {
                place.insert(self.filed(value));
            }
        }
    }

    fn filed<V: Clone>(&self, value: &V) -> Filed<V> {
        Filed { value: value.clone(), file: self.file.name.clone(), root: self.file.root }
    }
}

impl Library {
    /// Takes in all files that could be understood; the first to define an id wins, and the others are returned.
    pub fn of<'f>(files: impl IntoIterator<Item = &'f DataFile>) -> (Self, Vec<Twice>) {
        let mut library = Self::default();
        let mut twice = Vec::new();
        for (index, file) in files.into_iter().enumerate() {
            let Ok(content) = &file.content else { continue };
            let mut intake = Intake { file, index, twice: &mut twice };
            library.take(content, &mut intake);
        }
        (library, twice)
    }

    fn take(&mut self, content: &Content, intake: &mut Intake) {
        for (id, source) in content.sources().into_iter().flatten() {
            intake.add(&mut self.sources, &["sources", id.as_str()], id, source);
        }
        match content {
            Content::Drug(layer) => {
                intake.add(&mut self.entries, &["id"], &layer.id, &(EntryKind::Drug, Arc::clone(layer)));
            }
            Content::Class(layer) => {
                intake.add(&mut self.entries, &["id"], &layer.id, &(EntryKind::Class, Arc::clone(layer)));
            }
            Content::DrugPatch(layer) | Content::ClassPatch(layer) => {
                // The first folder's patch is laid last, so that it goes before the others.
                self.patches.entry(layer.id.clone()).or_default().insert(0, intake.filed(layer));
            }
            Content::Terms(content) => {
                for (id, term) in &content.terms {
                    intake.add(&mut self.terms, &["terms", id.as_str()], id, term);
                }
            }
            Content::Sources(_) => {}
            Content::Helplines(content) => {
                for (country, lines) in &content.countries {
                    intake.add(&mut self.countries, &["countries", country.code()], country, lines);
                }
            }
            Content::Emergency(content) => match &self.emergency {
                Some(_) => intake.twice.push(Twice {
                    path: vec!["page".to_owned()],
                    file: intake.index,
                    first: "another file".to_owned(),
                    is_shadowed: false,
                }),
                None => self.emergency = Some(content.page.clone()),
            },
            Content::Interactions(content) => {
                for (key, rule) in &content.rules {
                    intake.add(&mut self.rules, &["rules", key.as_str()], key, rule);
                }
                for (key, sum) in &content.sums {
                    intake.add(&mut self.sums, &["sums", key.as_str()], key, sum);
                }
            }
            Content::Substances(content) => {
                for (id, substance) in &content.substances {
                    intake.add(&mut self.substances, &["substances", id.as_str()], id, substance);
                }
                for (id, group) in &content.groups {
                    intake.add(&mut self.groups, &["groups", id.as_str()], id, group);
                }
            }
        }
    }
}
