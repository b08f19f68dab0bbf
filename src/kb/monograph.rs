//! A monograph with all its layers laid over one another: classes, the drug's own file, a user's patches.

use super::library::EntryKind;
use crate::model::*;
use indexmap::IndexMap;
use serde::Serialize;

/// The layer that a fact is from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
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
    /// The fact.
    pub fact: Fact,
    /// Which layer it is from.
    pub origin: Origin,
}

/// One layer on its way into a monograph.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// What the file says.
    pub layer: Layer,
    /// Where it is from.
    pub origin: Origin,
}

/// Everything that is known of one drug or class.
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
    facts: Vec<Held>,
}

impl Monograph {
    /// Lays the sheets over one another, the farthest ancestor first. The last but for patches is the entry's own.
    pub fn lay(own: Sheet, classes: Vec<Sheet>, patches: Vec<Sheet>) -> Self {
        let newest = |get: fn(&Layer) -> Option<&Text>| {
            let sheets = patches.iter().rev().chain([&own]);
            sheets.filter_map(|sheet| get(&sheet.layer)).next().map(ToString::to_string)
        };
        let mut files: Vec<String> =
            [&own].into_iter().chain(&patches).chain(&classes).filter_map(|sheet| sheet.origin.file.clone()).collect();
        files.dedup();
        let mut ancestors: Vec<EntryId> = classes.iter().rev().map(|sheet| sheet.origin.entry.clone()).collect();
        ancestors.dedup();
        let mut whole = Self {
            id: own.layer.id.clone(),
            kind: own.origin.kind,
            name: newest(|layer| layer.name.as_ref()).unwrap_or_else(|| own.layer.id.to_string()),
            tall_man: newest(|layer| layer.tall_man.as_ref()),
            classes: own.layer.classes.clone(),
            ancestors,
            contains: own.layer.contains.clone(),
            reviewed: patches.iter().rev().find_map(|sheet| sheet.layer.reviewed).or(own.layer.reviewed),
            clinical_review: newest(|layer| layer.clinical_review.as_ref()),
            files,
            facts: Vec::new(),
        };
        let mut laid: IndexMap<Address, (usize, Fact, Origin)> = IndexMap::new();
        let count = classes.len() + 1 + patches.len();
        for (nth, sheet) in classes.into_iter().chain([own]).chain(patches).enumerate() {
            let gone = &sheet.layer.except;
            if !gone.is_empty() {
                laid.retain(|address, _| {
                    let address = address.to_string();
                    !gone.iter().any(|path| path.as_str() == address)
                });
            }
            for (address, fact) in sheet.layer.into_facts() {
                // A fact that replaces another takes its own author's place in the order, not the other's.
                laid.shift_remove(&address);
                laid.insert(address, (count - nth, fact, sheet.origin.clone()));
            }
        }
        // In each section the drug's own facts come first, then those of its nearest class.
        laid.sort_by_cached_key(|address, (distance, ..)| (address.section, *distance));
        let held = |(address, (_, fact, origin))| Held { address, fact, origin };
        whole.facts = laid.into_iter().map(held).collect();
        whole
    }

    /// All facts, in reading order.
    pub fn facts(&self) -> &[Held] {
        &self.facts
    }

    /// The facts of one section.
    pub fn section(&self, section: Section) -> impl Iterator<Item = &Held> {
        self.facts.iter().filter(move |held| held.address.section == section)
    }

    /// Whether stopping it suddenly is dangerous, as its facts say.
    pub fn must_not_stop_suddenly(&self) -> bool {
        self.section(Section::SuddenStop).next().is_some()
    }
}
