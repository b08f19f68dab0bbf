//! A monograph with all its layers laid over one another: classes, the drug's own file, a user's patches.

use super::index::{self, Cited};
use super::library::EntryKind;
use super::store::{Body, Laid, Store};
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

/// The facts that one layer states, wherever they are.
#[derive(Debug, Clone)]
pub enum Facts {
    /// Read from a file.
    Read(IndexMap<Section, Vec<(Str, Fact)>>),
    /// Compiled in.
    Compiled(&'static Store, Body),
}

impl Facts {
    /// Whether the layer states a fact at an address.
    pub fn state(&self, address: &Address) -> bool {
        self.section(address.section).iter().any(|(key, _)| *key == address.key)
    }

    /// The facts of a file.
    pub fn of(layer: &Layer) -> Self {
        let mut sections: IndexMap<Section, Vec<(Str, Fact)>> = IndexMap::new();
        for (address, fact) in layer.clone().into_facts() {
            sections.entry(address.section).or_default().push((address.key, fact));
        }
        Self::Read(sections)
    }

    fn section(&self, section: Section) -> Vec<(Str, Fact)> {
        match self {
            Self::Read(sections) => sections.get(&section).cloned().unwrap_or_default(),
            Self::Compiled(store, body) => {
                // The entry itself is the last of its layers.
                let own = laid_at(store, body, section)
                    .into_iter()
                    .filter(|fact| usize::from(fact.layer) + 1 == body.layers.len());
                own.filter_map(|fact| Some((fact.key, store.fact(fact.fact)?))).collect()
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

impl Sheet {
    /// Whether what it says in a section is also said of an entry that inherits from it. Names are an entry's own.
    pub fn speaks_for(&self, entry: &EntryId, section: Section) -> bool {
        self.origin.entry == *entry || !section.holds_names()
    }
}

/// Where the facts of a monograph are.
#[derive(Debug, Clone)]
enum Ground {
    /// They were laid when they were compiled; the origins are those of its layers.
    Compiled(&'static Store, Body, Vec<Rc<Origin>>),
    /// A user's file has a part in them: the farthest ancestor first, then the entry itself, then its patches.
    Sheets(Vec<Sheet>),
}

/// Everything that is known of one drug or class. Its sections are laid when they are first read.
#[derive(Debug, Clone)]
pub struct Monograph {
    /// Its id.
    pub id: EntryId,
    /// A drug or a class.
    pub kind: EntryKind,
    /// Its name.
    pub name: Str,
    /// The name with its telling letters in capitals.
    pub tall_man: Option<Str>,
    /// The classes that it names.
    pub classes: Vec<EntryId>,
    /// All classes whose facts it inherits, nearest first.
    pub ancestors: Vec<EntryId>,
    /// The drugs in a combination product.
    pub contains: Vec<EntryId>,
    /// When it was last checked against its sources.
    pub reviewed: Option<Date>,
    /// The clinician who reviewed it.
    pub clinical_review: Option<Str>,
    /// The user's files in it.
    pub files: Vec<String>,
    /// The built-in facts that it must not be stopped suddenly, where the user's files leave all of them out.
    kept_warnings: Vec<Held>,
    ground: Ground,
    sections: Vec<OnceCell<Vec<Held>>>,
}

fn unread() -> Vec<OnceCell<Vec<Held>>> {
    vec![OnceCell::new(); Section::ALL.len()]
}

impl Monograph {
    /// Lays the sheets over one another, the farthest ancestor first.
    pub fn lay(own: Sheet, classes: Vec<Sheet>, patches: Vec<Sheet>) -> Self {
        let newest = |get: fn(&LayerHead) -> Option<&Text>| {
            let sheets = patches.iter().rev().chain([&own]);
            sheets.filter_map(|sheet| get(&sheet.head)).next().map(|text| Str::from(text.clone()))
        };
        let mut files: Vec<String> =
            [&own].into_iter().chain(&patches).chain(&classes).filter_map(|sheet| sheet.origin.file.clone()).collect();
        files.dedup();
        let mut ancestors: Vec<EntryId> = classes.iter().rev().map(|sheet| sheet.origin.entry.clone()).collect();
        ancestors.dedup();
        Self {
            id: own.head.id.clone(),
            kind: own.origin.kind,
            name: own.head.name.clone().map_or_else(|| own.head.id.clone().into(), Str::from),
            tall_man: newest(|head| head.tall_man.as_ref()),
            classes: own.head.classes.clone(),
            ancestors,
            contains: own.head.contains.clone(),
            reviewed: patches.iter().rev().find_map(|sheet| sheet.head.reviewed).or(own.head.reviewed),
            clinical_review: newest(|head| head.clinical_review.as_ref()),
            files,
            kept_warnings: Vec::new(),
            sections: unread(),
            ground: Ground::Sheets(classes.into_iter().chain([own]).chain(patches).collect()),
        }
    }

    /// The monograph as it was compiled.
    pub fn compiled(store: &'static Store, id: &EntryId) -> Option<Self> {
        let (kind, head) = store.head(id.as_str())?;
        let body = store.body(id.as_str())?;
        let own = body.layers.len().saturating_sub(1);
        let origin = |(nth, layer): (usize, &EntryId)| {
            // A layer above an entry is a class.
            let kind = if nth == own { kind } else { EntryKind::Class };
            Rc::new(Origin { entry: layer.clone(), kind, file: None })
        };
        let origins = body.layers.iter().enumerate().map(origin).collect();
        Some(Self {
            name: head.name.map_or_else(|| head.id.clone().into(), Str::from),
            id: head.id,
            kind,
            tall_man: head.tall_man.map(Str::from),
            classes: head.classes,
            ancestors: body.layers.iter().take(own).rev().cloned().collect(),
            contains: head.contains,
            reviewed: head.reviewed,
            clinical_review: head.clinical_review.map(Str::from),
            files: Vec::new(),
            kept_warnings: Vec::new(),
            sections: unread(),
            ground: Ground::Compiled(store, body, origins),
        })
    }

    /// This one with the warnings of the built-in entry that it must not be stopped suddenly.
    pub fn warned_by(self, built_in: &Self) -> Self {
        let kept_warnings = built_in.section(Section::SuddenStop).to_vec();
        Self { kept_warnings, sections: unread(), ..self }
    }

    /// Whether the user's files leave out that it must not be stopped suddenly, and the built-in warning is kept.
    pub fn keeps_built_in_warning(&self) -> bool {
        !self.kept_warnings.is_empty()
    }

    fn read_section(&self, section: Section) -> Vec<Held> {
        if section == Section::SuddenStop && self.keeps_built_in_warning() {
            return self.kept_warnings.clone();
        }
        match &self.ground {
            Ground::Sheets(sheets) => lay_section(sheets, section),
            Ground::Compiled(store, body, origins) => compiled_section(store, body, origins, section).collect(),
        }
    }

    /// The first facts of a section that are wanted, at most so many; no more are read than these need.
    pub fn first(&self, section: Section, most: usize, wanted: impl Fn(&Fact) -> bool) -> Vec<Held> {
        if most == 0 {
            return Vec::new();
        }
        let read = self.sections.get(section as usize).and_then(OnceCell::get);
        match (&self.ground, read) {
            (Ground::Compiled(store, body, origins), None) => {
                let held = compiled_section(store, body, origins, section);
                held.filter(|held| wanted(&held.fact)).take(most).collect()
            }
            _ => self.section(section).iter().filter(|held| wanted(&held.fact)).take(most).cloned().collect(),
        }
    }

    /// All facts, in reading order.
    pub fn facts(&self) -> impl Iterator<Item = &Held> {
        Section::ALL.iter().flat_map(|section| self.section(*section))
    }

    /// The facts of one section.
    pub fn section(&self, section: Section) -> &[Held] {
        let cell = self.sections.get(section as usize);
        cell.map_or(&[], |cell| cell.get_or_init(|| self.read_section(section)))
    }

    /// How many facts a section has.
    pub fn count(&self, section: Section) -> usize {
        match &self.ground {
            Ground::Sheets(_) => self.section(section).len(),
            Ground::Compiled(_, body, _) => {
                let row = body.sections.iter().find(|row| row.section == section);
                row.map_or(0, |row| usize::from(row.count))
            }
        }
    }

    /// The sources of its facts.
    pub fn cited(&self) -> Vec<Cited> {
        match &self.ground {
            Ground::Sheets(_) => index::cited(self),
            Ground::Compiled(store, body, _) => store.cited(body.cited),
        }
    }

    /// The fact at an address.
    pub fn fact(&self, address: &Address) -> Option<Held> {
        match &self.ground {
            Ground::Sheets(_) => self.section(address.section).iter().find(|held| held.address == *address).cloned(),
            Ground::Compiled(store, body, origins) => {
                let laid = laid_at(store, body, address.section).into_iter().find(|laid| laid.key == address.key)?;
                compiled(store, origins, address.section, laid)
            }
        }
    }

    /// Whether stopping it suddenly is dangerous, as its facts say.
    pub fn must_not_stop_suddenly(&self) -> bool {
        self.count(Section::SuddenStop) > 0
    }
}

/// The facts of a section as they were laid when they were compiled, one read after the other.
fn compiled_section<'a>(
    store: &'static Store,
    body: &'a Body,
    origins: &'a [Rc<Origin>],
    section: Section,
) -> impl Iterator<Item = Held> + 'a {
    laid_at(store, body, section).into_iter().filter_map(move |laid| compiled(store, origins, section, laid))
}

/// Which facts a section has.
fn laid_at(store: &Store, body: &Body, section: Section) -> Vec<Laid> {
    let row = body.sections.iter().find(|row| row.section == section);
    row.map_or_else(Vec::new, |row| store.section(row.facts))
}

fn compiled(store: &Store, origins: &[Rc<Origin>], section: Section, laid: Laid) -> Option<Held> {
    let fact = Rc::new(store.fact(laid.fact)?);
    let origin = origins.get(usize::from(laid.layer))?.clone();
    Some(Held { address: Address { section, key: laid.key }, fact, origin })
}

fn lay_section(sheets: &[Sheet], section: Section) -> Vec<Held> {
    let mut laid: IndexMap<Str, (usize, Fact)> = IndexMap::new();
    let own = sheets.last().map(|sheet| &sheet.origin.entry);
    let speaks = |sheet: &Sheet| own.is_some_and(|own| sheet.speaks_for(own, section));
    for (nth, sheet) in sheets.iter().enumerate().filter(|(_, sheet)| speaks(sheet)) {
        let gone = sheet
            .head
            .except
            .iter()
            .filter_map(|path| path.as_str().strip_prefix(section.path()).and_then(|rest| rest.strip_prefix('.')));
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
    let origins: Vec<Rc<Origin>> = sheets.iter().map(|sheet| Rc::new(sheet.origin.clone())).collect();
    let held = |(key, (nth, fact)): (Str, (usize, Fact))| {
        let origin = origins.get(nth)?.clone();
        Some(Held { address: Address { section, key }, fact: Rc::new(fact), origin })
    };
    laid.into_iter().filter_map(held).collect()
}
