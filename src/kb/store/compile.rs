//! A library -> its compiled form; used by the build script.

use super::table::{self, Part, Table};
use super::{Body, Laid, One, Place, Row};
use crate::kb::index::{self, Listed, Seen};
use crate::kb::library::EntryKind;
use crate::kb::names::{self, Name};
use crate::kb::{KnowledgeBase, Monograph};
use crate::model::*;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// A knowledge base in its compiled form: the blob, the text, and the Rust text of the `Store` that describes them.
pub struct Compiled {
    /// The bytes.
    pub blob: Vec<u8>,
    /// The strings.
    pub text: String,
    /// An expression of type `Store`, with `BLOB` for the bytes and `TEXT` for the strings.
    pub tables: String,
}

#[derive(Default)]
struct Encoder {
    blob: Vec<u8>,
    /// Where each fact stands, by the entry that states it and its address.
    facts: HashMap<(EntryId, Address), Part>,
}

impl Encoder {
    fn bytes(&mut self, bytes: &[u8]) -> Part {
        let start = self.blob.len() as u32;
        self.blob.extend_from_slice(bytes);
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
            let (start, length) = Str::write(&key).ok_or("the compiled text is full")?;
            bytes.extend(table::row(Part(start, length), value));
        }
        Ok(Table(self.bytes(&bytes)))
    }

    fn places(&mut self, places: &[Place]) -> Part {
        let bytes: Vec<u8> = places.iter().flat_map(|place| place.bytes()).collect();
        self.bytes(&bytes)
    }

    /// The facts that an entry states itself.
    fn own_facts(&mut self, id: &EntryId, layer: &Layer) -> Result<(), String> {
        for (address, fact) in layer.clone().into_facts() {
            let part = self.part(&One(fact))?;
            self.facts.insert((id.clone(), address), part);
        }
        Ok(())
    }

    /// A monograph: which facts hold for it, section by section.
    fn body(&mut self, monograph: &Monograph) -> Result<Body, String> {
        let layers: Vec<EntryId> = monograph.ancestors.iter().rev().chain([&monograph.id]).cloned().collect();
        let mut sections = Vec::new();
        for section in Section::ALL {
            let mut laid = Vec::new();
            for held in monograph.section(*section) {
                let stated = (held.origin.entry.clone(), held.address.clone());
                let fact = *self.facts.get(&stated).ok_or_else(|| format!("{} is lost", held.address))?;
                let layer = layers.iter().position(|layer| *layer == held.origin.entry).unwrap_or_default();
                laid.push(Laid { key: held.address.key.clone(), layer: layer as u8, fact });
            }
            if !laid.is_empty() {
                sections.push(Row { section: *section, count: laid.len() as u16, facts: self.part(&laid)? });
            }
        }
        let cited = self.part(&index::cited(monograph))?;
        Ok(Body { layers, sections, cited })
    }
}

/// Compiles a knowledge base of files alone.
pub fn compile(kb: &KnowledgeBase) -> Result<Compiled, String> {
    let library = kb.users();
    let mut encoder = Encoder::default();
    let mut ids: Vec<&EntryId> = library.entries.keys().collect();
    ids.sort();
    for id in &ids {
        encoder.own_facts(id, &library.entries[*id].value.1)?;
    }
    let monographs: Vec<Monograph> = ids.iter().filter_map(|id| kb.monograph(id)).collect();
    let head = |(id, filed): (&EntryId, &crate::kb::library::Filed<(EntryKind, _)>)| {
        let (kind, layer): &(EntryKind, std::sync::Arc<Layer>) = &filed.value;
        (id.to_string(), (*kind, layer.head()))
    };
    let heads = encoder.table(library.entries.iter().map(head))?;
    let mut bodies = Vec::new();
    for monograph in &monographs {
        bodies.push((monograph.id.as_str(), encoder.body(monograph)?));
    }
    let bodies = encoder.table(bodies)?;
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
    let mut sides: BTreeMap<&str, Vec<&Key>> = BTreeMap::new();
    for (key, filed) in &library.rules {
        let [first, second] = &filed.value.between;
        sides.entry(first.as_str()).or_default().push(key);
        if first != second {
            sides.entry(second.as_str()).or_default().push(key);
        }
    }
    let rule_sides = encoder.table(sides)?;
    let sums = encoder.table(library.sums.iter().map(|(key, filed)| (key.as_str(), &filed.value)))?;
    let substances = encoder.table(library.substances.iter().map(|(id, filed)| (id.as_str(), &filed.value)))?;
    let groups = encoder.table(library.groups.iter().map(|(id, filed)| (id.as_str(), &filed.value)))?;

    let mut seen: BTreeMap<String, Vec<Seen>> = BTreeMap::new();
    for (term, place) in monographs.iter().flat_map(index::seen) {
        seen.entry(term.to_string()).or_default().push(place);
    }
    let signs = encoder.table(seen)?;
    let drugs = monographs.iter().filter(|monograph| monograph.kind == EntryKind::Drug);
    // The files that were compiled are no user's.
    let rows: Vec<Listed> = drugs.map(|drug| Listed { files: Vec::new(), ..index::listed(drug) }).collect();
    let listed = encoder.table(rows.iter().map(|row| (row.id.as_str(), row)))?;
    let mut postings: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let mut documents: Vec<Place> = Vec::new();
    for (entry, monograph) in monographs.iter().enumerate() {
        let mut nth: BTreeMap<Section, u16> = BTreeMap::new();
        for (document, words) in index::documents(kb, monograph) {
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

    let edition = monographs.iter().map(|monograph| monograph.reviewed).max().flatten();
    let edition = edition.ok_or("no entry has a review date")?;
    let text = Str::take_written();
    let version = format!("{edition}.{:08x}", checksum(encoder.blob.iter().chain(text.as_bytes())));
    let tables = super::Tables {
        heads,
        bodies,
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
    let tables = format!("Store {{ version: {version:?}, blob: BLOB, text: TEXT, tables: {tables:?} }}");
    Ok(Compiled { blob: encoder.blob, text, tables })
}

/// FNV-1a, 32 bits: tells two editions of the same day apart.
fn checksum<'b>(bytes: impl Iterator<Item = &'b u8>) -> u32 {
    bytes.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}
