//! A library -> its compiled form; used by the build script.

use super::table::{Part, Table};
use super::{EntryRow, Keyed, Place};
use crate::kb::index::{self, Listed, Seen};
use crate::kb::library::EntryKind;
use crate::kb::names::{self, Name};
use crate::kb::{KnowledgeBase, Monograph};
use crate::model::*;
use serde::Serialize;
use std::collections::BTreeMap;

/// A knowledge base in its compiled form: the blob, and the Rust text of the `Store` that describes it.
pub struct Compiled {
    /// The bytes.
    pub blob: Vec<u8>,
    /// An expression of type `Store`, with `BLOB` for the bytes.
    pub tables: String,
}

#[derive(Default)]
struct Encoder(Vec<u8>);

impl Encoder {
    fn bytes(&mut self, bytes: &[u8]) -> Part {
        let start = self.0.len() as u32;
        self.0.extend_from_slice(bytes);
        Part(start, bytes.len() as u32)
    }

    fn part<T: Serialize>(&mut self, value: &T) -> Result<Part, String> {
        let bytes = postcard::to_allocvec(value).map_err(|error| error.to_string())?;
        Ok(self.bytes(&bytes))
    }

    /// A table of these values, sorted by their keys.
    fn table<K: Into<String>, T: Serialize>(
        &mut self,
        values: impl IntoIterator<Item = (K, T)>,
    ) -> Result<Table, String> {
        let mut rows: Vec<(String, Part)> = Vec::new();
        for (key, value) in values {
            rows.push((key.into(), self.part(&value)?));
        }
        rows.sort();
        let mut bytes = Vec::new();
        for (key, value) in rows {
            let key = self.bytes(key.as_bytes());
            for number in [key.0, key.1, value.0, value.1] {
                bytes.extend_from_slice(&number.to_le_bytes());
            }
        }
        Ok(Table(self.bytes(&bytes)))
    }

    fn places(&mut self, places: &[Place]) -> Part {
        let bytes: Vec<u8> = places.iter().flat_map(|place| place.bytes()).collect();
        self.bytes(&bytes)
    }

    fn entry(&mut self, kind: EntryKind, layer: &Layer) -> Result<EntryRow, String> {
        let mut sections: BTreeMap<Section, Vec<Keyed>> = BTreeMap::new();
        for (address, fact) in layer.clone().into_facts() {
            sections.entry(address.section).or_default().push(Keyed { key: address.key, fact });
        }
        let mut parts = Vec::new();
        for (section, facts) in sections {
            parts.push((section, self.part(&facts)?));
        }
        Ok(EntryRow { kind, head: layer.head(), sections: parts })
    }
}

/// Compiles a knowledge base of files alone.
pub fn compile(kb: &KnowledgeBase) -> Result<Compiled, String> {
    let library = kb.users();
    let mut encoder = Encoder::default();
    let mut entries = Vec::new();
    let mut edition: Option<Date> = None;
    for (id, filed) in &library.entries {
        let (kind, layer) = &filed.value;
        entries.push((id.as_str(), encoder.entry(*kind, layer)?));
        edition = edition.max(layer.reviewed);
    }
    let entries = encoder.table(entries)?;
    let mut by_name: BTreeMap<String, Vec<Name>> = BTreeMap::new();
    for name in names::of_library(library) {
        by_name.entry(names::fold(&name.shown)).or_default().push(name);
    }
    let names = encoder.table(by_name)?;
    let terms = encoder.table(library.terms.iter().map(|(id, filed)| (id.as_str(), &filed.value)))?;
    let words =
        library.terms.iter().flat_map(|(id, filed)| filed.value.words().map(move |word| (names::fold(word), id)));
    let term_words = encoder.table(words.collect::<BTreeMap<_, _>>())?;
    let sources = encoder.table(library.sources.iter().map(|(id, filed)| (id.as_str(), &filed.value)))?;
    let countries = encoder.table(library.countries.iter().map(|(code, filed)| (code.code(), &filed.value)))?;
    let page = library.emergency.as_ref().ok_or("there is no emergency.toml")?;
    let emergency = encoder.part(page)?;
    let rules = encoder.table(library.rules.iter().map(|(key, filed)| (key.as_str(), &filed.value)))?;
    let mut sides: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (key, filed) in &library.rules {
        let [first, second] = &filed.value.between;
        sides.entry(first.as_str()).or_default().push(key.as_str());
        if first != second {
            sides.entry(second.as_str()).or_default().push(key.as_str());
        }
    }
    let rule_sides = encoder.table(sides)?;
    let sums = encoder.table(library.sums.iter().map(|(key, filed)| (key.as_str(), &filed.value)))?;
    let substances = encoder.table(library.substances.iter().map(|(id, filed)| (id.as_str(), &filed.value)))?;
    let groups = encoder.table(library.groups.iter().map(|(id, filed)| (id.as_str(), &filed.value)))?;

    let ids = || library.entries.keys().filter_map(|id| kb.monograph(id));
    let mut seen: BTreeMap<String, Vec<Seen>> = BTreeMap::new();
    for (term, place) in ids().flat_map(|monograph| index::seen(&monograph)) {
        seen.entry(term.to_string()).or_default().push(place);
    }
    let signs = encoder.table(seen)?;
    let drugs = |monograph: &Monograph| monograph.kind == EntryKind::Drug;
    // The files that were compiled are no user's.
    let row = |monograph: Monograph| Listed { files: Vec::new(), ..index::listed(&monograph) };
    let rows: Vec<Listed> = ids().filter(drugs).map(row).collect();
    let listed = encoder.table(rows.iter().map(|row| (row.id.as_str(), row)))?;
    let mut postings: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let mut documents: Vec<Place> = Vec::new();
    for entry in 0..entries.count() {
        let id = entries.nth(&encoder.0, entry).and_then(|(id, _)| EntryId::try_from(id.to_owned()).ok());
        let Some(monograph) = id.and_then(|id| kb.monograph(&id)) else { continue };
        let mut nth: BTreeMap<Section, u16> = BTreeMap::new();
        for (document, words) in index::documents(kb, &monograph) {
            for word in words {
                postings.entry(word).or_default().push(documents.len() as u32);
            }
            let nth = nth.entry(document.section).or_default();
            documents.push(Place { entry: entry as u16, section: document.section, nth: *nth });
            *nth += 1;
        }
    }
    let documents = encoder.places(&documents);
    let words = encoder.table(postings)?;

    let edition = edition.ok_or("no entry has a review date")?;
    let version = format!("{edition}.{:08x}", checksum(&encoder.0));
    let tables = super::Tables {
        entries,
        names,
        terms,
        term_words,
        sources,
        countries,
        emergency,
        rules,
        rule_sides,
        sums,
        substances,
        groups,
        signs,
        listed,
        words,
        documents,
    };
    let tables = format!("Store {{ version: {version:?}, blob: BLOB, tables: {tables:?} }}");
    Ok(Compiled { blob: encoder.0, tables })
}

/// FNV-1a, 32 bits: tells two editions of the same day apart.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}
