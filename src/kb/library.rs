//! Everything that a set of files says, by id.

use super::file::{Content, DataFile};
use crate::model::*;
use indexmap::IndexMap;
use indexmap::map::Entry;

/// Whether an entry is one drug or a class of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum EntryKind {
    Drug,
    Class,
}

/// A layer and the file that it is from.
#[derive(Debug, Clone)]
pub struct Filed<T> {
    /// What the file says.
    pub value: T,
    /// The file, as it is shown.
    pub file: String,
}

/// The contents of a set of files, by id.
#[derive(Debug, Default)]
pub struct Library {
    /// Monographs and classes.
    pub entries: IndexMap<EntryId, Filed<(EntryKind, Layer)>>,
    /// Patches to them, in the order of their folders.
    pub patches: IndexMap<EntryId, Vec<Filed<Layer>>>,
    /// Signs and symptoms.
    pub terms: IndexMap<TermId, Term>,
    /// Sources, whichever file they stand in.
    pub sources: IndexMap<SourceId, Filed<Source>>,
    /// Lines by country.
    pub countries: IndexMap<Country, Filed<Lines>>,
    /// The emergency page.
    pub emergency: Option<EmergencyPage>,
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
}

impl Library {
    /// Takes in all files that could be understood; the first to define an id wins, and the others are returned.
    pub fn of(files: &[DataFile]) -> (Self, Vec<Twice>) {
        let mut library = Self::default();
        let mut twice = Vec::new();
        let mut term_files: IndexMap<TermId, String> = IndexMap::new();
        for (index, file) in files.iter().enumerate() {
            let Ok(content) = &file.content else { continue };
            let mut again = |path: &[&str], first: &str| {
                let path = path.iter().map(|part| (*part).to_owned()).collect();
                twice.push(Twice { path, file: index, first: first.to_owned() });
            };
            let filed = |kind, layer: &Layer| Filed { value: (kind, layer.clone()), file: file.name.clone() };
            let kind = match content {
                Content::Drug(_) => Some(EntryKind::Drug),
                Content::Class(_) => Some(EntryKind::Class),
                _ => None,
            };
            let no_sources = IndexMap::new();
            let sources = match content {
                Content::Sources(content) => &content.sources,
                Content::Helplines(content) => &content.sources,
                Content::Emergency(content) => &content.sources,
                _ => content.layer().map_or(&no_sources, |layer| &layer.sources),
            };
            for (id, source) in sources {
                match library.sources.entry(id.clone()) {
                    Entry::Occupied(first) => again(&["sources", id.as_str()], &first.get().file),
                    Entry::Vacant(place) => {
                        place.insert(Filed { value: source.clone(), file: file.name.clone() });
                    }
                }
            }
            match content {
                Content::Drug(layer) | Content::Class(layer) => match library.entries.entry(layer.id.clone()) {
                    Entry::Occupied(first) => again(&["id"], &first.get().file),
                    Entry::Vacant(place) => {
                        place.insert(filed(kind.unwrap_or(EntryKind::Drug), layer));
                    }
                },
                Content::DrugPatch(layer) | Content::ClassPatch(layer) => {
                    let patch = Filed { value: (**layer).clone(), file: file.name.clone() };
                    library.patches.entry(layer.id.clone()).or_default().push(patch);
                }
                Content::Terms(content) => {
                    for (id, term) in &content.terms {
                        match term_files.entry(id.clone()) {
                            Entry::Occupied(first) => again(&["terms", id.as_str()], first.get()),
                            Entry::Vacant(place) => {
                                place.insert(file.name.clone());
                                library.terms.insert(id.clone(), term.clone());
                            }
                        }
                    }
                }
                Content::Sources(_) => {}
                Content::Helplines(content) => {
                    for (country, lines) in &content.countries {
                        match library.countries.entry(*country) {
                            Entry::Occupied(first) => again(&["countries", country.code()], &first.get().file),
                            Entry::Vacant(place) => {
                                place.insert(Filed { value: lines.clone(), file: file.name.clone() });
                            }
                        }
                    }
                }
                Content::Emergency(content) => match &library.emergency {
                    Some(_) => again(&["page"], "another file"),
                    None => library.emergency = Some(content.page.clone()),
                },
            }
        }
        (library, twice)
    }
}
