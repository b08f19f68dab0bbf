//! The knowledge base: reading it, laying its layers over one another, finding things in it, checking it.

pub mod check;
pub mod file;
pub mod finding;
pub mod library;
pub mod monograph;
pub mod names;
pub mod parse;
pub mod store;

pub use library::EntryKind;
pub use monograph::{Held, Monograph, Origin};
pub use names::{Name, NameKind};

use crate::model::*;
use file::{DataFile, Reading};
use finding::{Finding, Severity};
use library::Library;
use monograph::Sheet;
use std::path::PathBuf;
use store::Store;

/// What a name led to.
#[derive(Debug, Clone, PartialEq)]
pub enum Lookup {
    /// One entry, by this name.
    Found(Name),
    /// Several entries have this name.
    Ambiguous(Vec<Name>),
    /// None has; these names are near, the nearest first.
    Unknown(Vec<Name>),
}

/// The built-in knowledge base with a user's files laid over it.
#[derive(Debug, Default)]
pub struct KnowledgeBase {
    store: Option<&'static Store>,
    users: Library,
    user_names: Vec<Name>,
    /// The user's files that could not be used, with what is wrong with each.
    pub left_out: Vec<DataFile>,
    /// The user's files and folders that could not be read.
    pub unreadable: Vec<Finding>,
}

impl KnowledgeBase {
    /// The compiled knowledge base alone.
    pub fn compiled(store: &'static Store) -> Self {
        Self { store: Some(store), ..Self::default() }
    }

    /// A knowledge base of these files alone.
    pub fn alone(files: &[DataFile]) -> Self {
        Self::default().with_files(files)
    }

    /// This one with files that were read already on top.
    pub fn with_files(self, files: &[DataFile]) -> Self {
        self.with_library(Library::of(files).0)
    }

    fn with_library(mut self, library: Library) -> Self {
        self.user_names = names::of_library(&library);
        self.users = library;
        self
    }

    /// This one with the files of folders on top. Files with errors are left out, and remembered.
    pub fn with_folders(mut self, folders: &[PathBuf]) -> Self {
        let mut reading = Reading::default();
        for folder in folders {
            reading.add(folder);
        }
        self.unreadable = reading.unreadable;
        let mut files = reading.files;
        // A file can rest on another that turns out to be broken: look again until nothing more falls out.
        loop {
            let (fine, broken): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| file.content.is_ok());
            self.left_out.extend(broken);
            files = fine;
            let known = Self { store: self.store, ..Self::default() }.with_library(Library::of(&files).0);
            let findings = check::errors(&known, &files);
            if findings.is_empty() {
                return Self { store: None, ..known }.joined(self);
            }
            for file in &mut files {
                let own: Vec<Finding> = findings
                    .iter()
                    .filter(|f| f.file == file.name && f.code.severity() == Severity::Error)
                    .cloned()
                    .collect();
                if !own.is_empty() {
                    file.content = Err(own);
                }
            }
        }
    }

    fn joined(self, rest: Self) -> Self {
        Self { users: self.users, user_names: self.user_names, ..rest }
    }

    /// Whether the built-in facts are part of it.
    pub fn is_compiled(&self) -> bool {
        self.store.is_some()
    }

    /// Which edition of the built-in facts it is.
    pub fn version(&self) -> &'static str {
        self.store.map_or("none", |store| store.version)
    }

    fn sheet(&self, id: &EntryId) -> Option<Sheet> {
        if let Some(filed) = self.users.entries.get(id) {
            let (kind, layer) = filed.value.clone();
            return Some(Sheet { origin: Origin { entry: id.clone(), kind, file: Some(filed.file.clone()) }, layer });
        }
        let (kind, layer) = self.store?.entry(id)?;
        Some(Sheet { origin: Origin { entry: id.clone(), kind, file: None }, layer })
    }

    fn patches(&self, id: &EntryId, kind: EntryKind) -> Vec<Sheet> {
        let patches = self.users.patches.get(id).into_iter().flatten();
        let sheet = |patch: &library::Filed<Layer>| Sheet {
            layer: patch.value.clone(),
            origin: Origin { entry: id.clone(), kind, file: Some(patch.file.clone()) },
        };
        patches.map(sheet).collect()
    }

    /// The classes of an entry and theirs, the farthest first, each once; patches follow what they patch.
    fn class_sheets(&self, own: &Layer, seen: &mut Vec<EntryId>) -> Vec<Sheet> {
        let mut sheets = Vec::new();
        // The class named first is the nearest: it is laid last.
        for class in own.classes.iter().rev() {
            if seen.contains(class) {
                continue;
            }
            seen.push(class.clone());
            let Some(sheet) = self.sheet(class) else { continue };
            sheets.extend(self.class_sheets(&sheet.layer, seen));
            sheets.push(sheet);
            sheets.extend(self.patches(class, EntryKind::Class));
        }
        sheets
    }

    /// All that is known of a drug or a class.
    pub fn monograph(&self, id: &EntryId) -> Option<Monograph> {
        let own = self.sheet(id)?;
        let classes = self.class_sheets(&own.layer, &mut vec![id.clone()]);
        let patches = self.patches(id, own.origin.kind);
        Some(Monograph::lay(own, classes, patches))
    }

    /// What the built-in knowledge base alone says of an entry.
    pub fn built_in(&self, id: &EntryId) -> Option<Monograph> {
        Self::compiled(self.store?).monograph(id)
    }

    /// The file of an entry alone, without classes and patches.
    pub fn own_layer(&self, id: &EntryId) -> Option<Layer> {
        self.sheet(id).map(|sheet| sheet.layer)
    }

    /// The classes that an entry names.
    pub fn parents(&self, id: &EntryId) -> Vec<EntryId> {
        self.own_layer(id).map(|layer| layer.classes).unwrap_or_default()
    }

    /// The addresses of all that an entry inherits, and of its own facts: what `except` can name.
    pub fn addresses_below(&self, id: &EntryId) -> Vec<String> {
        let Some(own) = self.sheet(id) else { return Vec::new() };
        let classes = self.class_sheets(&own.layer, &mut vec![id.clone()]);
        let sheets = classes.into_iter().chain([own]);
        sheets.flat_map(|sheet| sheet.layer.into_facts()).map(|(address, _)| address.to_string()).collect()
    }

    /// The name of an entry.
    pub fn name_of(&self, id: &EntryId) -> Option<String> {
        if let Some(filed) = self.users.entries.get(id) {
            let name = filed.value.1.name.as_ref();
            return Some(name.map_or_else(|| id.to_string(), ToString::to_string));
        }
        self.store?.row(id).map(|row| row.name.to_owned())
    }

    /// Whether there is such an entry, and what it is.
    pub fn kind_of(&self, id: &EntryId) -> Option<EntryKind> {
        match self.users.entries.get(id) {
            Some(filed) => Some(filed.value.0),
            None => self.store?.row(id).map(|row| row.kind),
        }
    }

    /// The ids of all entries of a kind, sorted.
    pub fn ids(&self, kind: EntryKind) -> Vec<EntryId> {
        let built_in = self.store.map_or(&[][..], |store| store.entries).iter().filter(|row| row.kind == kind);
        let mut ids: Vec<EntryId> = built_in.filter_map(|row| EntryId::try_from(row.id.to_owned()).ok()).collect();
        ids.extend(self.users.entries.iter().filter(|(_, filed)| filed.value.0 == kind).map(|(id, _)| id.clone()));
        ids.sort();
        ids.dedup();
        ids
    }

    /// A sign or symptom.
    pub fn term(&self, id: &TermId) -> Option<Term> {
        self.users.terms.get(id).cloned().or_else(|| self.store?.term(id))
    }

    /// A source, and the user's file that it is from.
    pub fn source(&self, id: &SourceId) -> Option<(Source, Option<String>)> {
        if let Some(filed) = self.users.sources.get(id) {
            return Some((filed.value.clone(), Some(filed.file.clone())));
        }
        Some((self.store?.source(id)?, None))
    }

    /// A country's lines: the built-in ones first, so that no file comes before the ambulance. A user's line under the
    /// key of a built-in one corrects it; every line of a user's says which file it is from.
    pub fn lines(&self, country: Country) -> Option<Lines> {
        let built_in = self.store.and_then(|store| store.lines(country));
        let Some(users) = self.users.countries.get(&country) else { return built_in };
        let mut lines = built_in.unwrap_or_else(|| Lines { lines: Default::default(), ..users.value.clone() });
        for (key, line) in &users.value.lines {
            let mut line = line.clone();
            if self.store.is_some()
                && let Ok(name) = Text::try_from(format!("{} (from {})", line.name, users.file))
            {
                line.name = name;
            }
            lines.lines.insert(key.clone(), line);
        }
        Some(lines)
    }

    /// The countries whose lines are known, sorted.
    pub fn countries(&self) -> Vec<Country> {
        let built_in = self.store.map_or(&[][..], |store| store.countries);
        let mut all: Vec<Country> = built_in.iter().filter_map(|row| Country::parse(row.0).ok()).collect();
        all.extend(self.users.countries.keys());
        all.sort();
        all.dedup();
        all
    }

    /// The emergency page: the built-in one wherever there is one, so that no file can empty it.
    pub fn emergency(&self) -> Option<EmergencyPage> {
        self.store.and_then(Store::emergency).or_else(|| self.users.emergency.clone())
    }

    /// Every name, sorted as it is compared; names of entries that a user's file replaces are the user's.
    fn all_names(&self) -> impl Iterator<Item = Name> {
        let rows = self.store.map_or(&[][..], |store| store.names).iter();
        let built_in = rows.filter_map(|row| self.built_in_name(row));
        built_in.chain(self.user_names.iter().cloned())
    }

    fn built_in_name(&self, row: &store::NameRow) -> Option<Name> {
        let id = EntryId::try_from(row.id.to_owned()).ok()?;
        (!self.users.entries.contains_key(&id)).then(|| Name {
            shown: row.shown.to_owned(),
            kind: row.kind,
            country: Country::parse(row.country).ok(),
            id,
        })
    }

    fn names_folded(&self, folded: &str) -> Vec<Name> {
        let rows = self.store.map_or(&[][..], |store| store.names);
        let start = rows.partition_point(|row| row.folded < folded);
        let built_in = rows.iter().skip(start).take_while(|row| row.folded == folded);
        let mut hits: Vec<Name> = built_in.filter_map(|row| self.built_in_name(row)).collect();
        hits.extend(self.user_names.iter().filter(|name| names::fold(&name.shown) == folded).cloned());
        hits
    }

    /// What a name means: exactly, never by guess. In a country, that country's brand goes before another's.
    pub fn find(&self, name: &str, country: Option<Country>) -> Lookup {
        let folded = names::fold(name);
        let mut hits = self.names_folded(&folded);
        hits.sort_by_key(|hit| (hit.kind, hit.country != country));
        // A substance's own name is never overruled by a brand or by what is said in the street.
        if let Some(own) = hits.iter().find(|hit| matches!(hit.kind, NameKind::Generic | NameKind::Class)) {
            return Lookup::Found(own.clone());
        }
        if country.is_some() && hits.iter().any(|hit| hit.country == country) {
            hits.retain(|hit| hit.country == country);
        }
        hits.dedup_by(|a, b| a.id == b.id);
        let mut each: Vec<Name> = Vec::new();
        for hit in hits {
            if !each.iter().any(|known| known.id == hit.id) {
                each.push(hit);
            }
        }
        match each.len() {
            0 => Lookup::Unknown(self.suggestions(&folded)),
            1 => Lookup::Found(each.swap_remove(0)),
            _ => Lookup::Ambiguous(each),
        }
    }

    /// At most five names near a folded one, the nearest first, each entry once.
    fn suggestions(&self, folded: &str) -> Vec<Name> {
        if folded.is_empty() || folded.len() > 100 {
            return Vec::new();
        }
        let near = |name: Name| {
            let other = names::fold(&name.shown);
            names::likeness(folded, &other).map(|distance| (distance, name))
        };
        let mut hits: Vec<(usize, Name)> = self.all_names().filter_map(near).collect();
        hits.sort();
        let mut each: Vec<Name> = Vec::new();
        for (_, hit) in hits {
            if each.len() < 5 && !each.iter().any(|known| known.id == hit.id) {
                each.push(hit);
            }
        }
        each
    }

    /// The user's library, for those who check or compare it.
    pub fn users(&self) -> &Library {
        &self.users
    }
}
