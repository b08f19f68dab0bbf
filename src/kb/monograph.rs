//! A monograph with all its layers laid over one another: classes, the drug's own file, a user's patches.

use super::library::EntryKind;
use super::store::{Part, Store};
use crate::model::*;
use indexmap::IndexMap;
use serde::Serialize;
use std::cell::OnceCell;
use std::rc::Rc;

/// The layer that a fact is from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Origin {
    /// The drug, or the class that the fact is inherited from.
    pub entry: EntryId,
    /// Which of the two.
    pub kind: EntryKind,
    /// The user's file; built in, if not given.
    pub file: Option<String>,
}

/// A fact in its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// Its address.
    pub address: Address,
    /// The fact, shared with the answers that tell it.
    pub fact: Rc<Fact>,
    /// Which layer it is from.
    pub origin: Rc<Origin>,
}

/// The facts of a layer, wherever they are.
#[derive(Debug, Clone)]
pub enum Facts {
    /// Read from a file.
    Read(IndexMap<Section, Vec<(String, Fact)>>),
    /// Compiled in.
    Compiled(&'static Store, Vec<(Section, Part)>),
}

impl Facts {
    /// The facts of a file.
    pub fn of(layer: &Layer) -> Self {
        let mut sections: IndexMap<Section, Vec<(String, Fact)>> = IndexMap::new();
        for (address, fact) in layer.clone().into_facts() {
            sections.entry(address.section).or_default().push((address.key, fact));
        }
        Self::Read(sections)
    }

    fn section(&self, section: Section) -> Vec<(String, Fact)> {
        match self {
            Self::Read(sections) => sections.get(&section).cloned().unwrap_or_default(),
            Self::Compiled(store, parts) => {
                let part = parts.iter().find(|(known, _)| *known == section);
                part.map_or_else(Vec::new, |(_, part)| store.section(*part))
            }
        }
    }
}

/// One layer on its way into a monograph.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// What stands above the facts.
    pub head: LayerHead,
    /// What the file says.
    pub facts: Facts,
    /// Where it is from.
    pub origin: Origin,
}

/// Everything that is known of one drug or class. Its sections are laid when they are first read.
#[derive(Debug, Clone)]
pub struct Monograph {
    /// Its id.
    pub id: EntryId,
    /// A drug or a class.
    pub kind: EntryKind,
    /// Its name.
    pub name: String,
    /// The name with its telling letters in capitals.
    pub tall_man: Option<String>,
    /// The classes that it names.
    pub classes: Vec<EntryId>,
    /// All classes whose facts it inherits, nearest first.
    pub ancestors: Vec<EntryId>,
    /// The drugs in a combination product.
    pub contains: Vec<EntryId>,
    /// When it was last checked against its sources.
    pub reviewed: Option<Date>,
    /// The clinician who reviewed it.
    pub clinical_review: Option<String>,
    /// The user's files in it.
    pub files: Vec<String>,
    /// The farthest ancestor first, then the entry itself, then its patches.
    sheets: Vec<Sheet>,
    sections: Vec<OnceCell<Vec<Held>>>,
}

impl Monograph {
    /// Lays the sheets over one another, the farthest ancestor first.
    pub fn lay(own: Sheet, classes: Vec<Sheet>, patches: Vec<Sheet>) -> Self {
        let newest = |get: fn(&LayerHead) -> Option<&Text>| {
            let sheets = patches.iter().rev().chain([&own]);
            sheets.filter_map(|sheet| get(&sheet.head)).next().map(ToString::to_string)
        };
        let mut files: Vec<String> =
            [&own].into_iter().chain(&patches).chain(&classes).filter_map(|sheet| sheet.origin.file.clone()).collect();
        files.dedup();
        let mut ancestors: Vec<EntryId> = classes.iter().rev().map(|sheet| sheet.origin.entry.clone()).collect();
        ancestors.dedup();
        Self {
            id: own.head.id.clone(),
            kind: own.origin.kind,
            name: newest(|head| head.name.as_ref()).unwrap_or_else(|| own.head.id.to_string()),
            tall_man: newest(|head| head.tall_man.as_ref()),
            classes: own.head.classes.clone(),
            ancestors,
            contains: own.head.contains.clone(),
            reviewed: patches.iter().rev().find_map(|sheet| sheet.head.reviewed).or(own.head.reviewed),
            clinical_review: newest(|head| head.clinical_review.as_ref()),
            files,
            sections: vec![OnceCell::new(); Section::ALL.len()],
            sheets: classes.into_iter().chain([own]).chain(patches).collect(),
        }
    }

    fn lay_section(&self, section: Section) -> Vec<Held> {
        let mut laid: IndexMap<String, (usize, Fact)> = IndexMap::new();
        for (nth, sheet) in self.sheets.iter().enumerate() {
            let gone =
                sheet.head.except.iter().filter_map(|path| {
                    path.as_str().strip_prefix(section.path()).and_then(|rest| rest.strip_prefix('.'))
                });
            for key in gone {
                laid.shift_remove(key);
            }
            for (key, fact) in sheet.facts.section(section) {
                // A fact that replaces another takes its own author's place in the order, not the other's.
                if nth > 0 {
                    laid.shift_remove(&key);
                }
                laid.insert(key, (nth, fact));
            }
        }
        // The drug's own facts come first, then those of its nearest class.
        laid.sort_by(|_, (a, _), _, (b, _)| b.cmp(a));
        let origins: Vec<Rc<Origin>> = self.sheets.iter().map(|sheet| Rc::new(sheet.origin.clone())).collect();
        let held = |(key, (nth, fact)): (String, (usize, Fact))| {
            let origin = origins.get(nth)?.clone();
            Some(Held { address: Address { section, key }, fact: Rc::new(fact), origin })
        };
        laid.into_iter().filter_map(held).collect()
    }

    /// All facts, in reading order.
    pub fn facts(&self) -> impl Iterator<Item = &Held> {
        Section::ALL.iter().flat_map(|section| self.section(*section))
    }

    /// The facts of one section.
    pub fn section(&self, section: Section) -> &[Held] {
        let cell = self.sections.get(section as usize);
        cell.map_or(&[], |cell| cell.get_or_init(|| self.lay_section(section)))
    }

    /// The fact at an address.
    pub fn fact(&self, address: &Address) -> Option<&Held> {
        self.section(address.section).iter().find(|held| held.address == *address)
    }

    /// Whether stopping it suddenly is dangerous, as its facts say.
    pub fn must_not_stop_suddenly(&self) -> bool {
        !self.section(Section::SuddenStop).is_empty()
    }
}
