//! The compiled-in form: one blob an entry, and sorted tables that say where each one is.

use super::library::{EntryKind, Library};
use super::names::{self, NameKind};
use crate::model::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A part of the blob: its first byte and its length.
pub type Part = (u32, u32);

/// A drug or a class.
#[derive(Debug)]
pub struct EntryRow {
    /// Its id.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub kind: EntryKind,
    /// Its layer.
    pub part: Part,
}

/// A name and what it means.
#[derive(Debug)]
pub struct NameRow {
    /// The name as it is compared: see [`names::fold`].
    pub folded: &'static str,
    /// The name as it is shown.
    pub shown: &'static str,
    /// What kind of name it is.
    pub kind: NameKind,
    /// Where it is used, as a code; everywhere, if empty.
    pub country: &'static str,
    /// The entry's id.
    pub id: &'static str,
}

/// A compiled knowledge base.
#[derive(Debug)]
pub struct Store {
    /// Which edition of the facts it is.
    pub version: &'static str,
    /// All parts, one after the other.
    pub blob: &'static [u8],
    /// Sorted by id.
    pub entries: &'static [EntryRow],
    /// Sorted by id.
    pub terms: &'static [(&'static str, Part)],
    /// Sorted by id.
    pub sources: &'static [(&'static str, Part)],
    /// Sorted by code.
    pub countries: &'static [(&'static str, Part)],
    /// The emergency page.
    pub emergency: Part,
    /// Sorted by folded name.
    pub names: &'static [NameRow],
}

impl Store {
    fn decode<T: DeserializeOwned>(&self, (start, length): Part) -> Option<T> {
        let bytes = self.blob.get(start as usize..)?.get(..length as usize)?;
        postcard::from_bytes(bytes).ok()
    }

    fn find<T: DeserializeOwned>(&self, rows: &[(&str, Part)], id: &str) -> Option<T> {
        let row = rows.binary_search_by_key(&id, |row| row.0).ok()?;
        self.decode(rows.get(row)?.1)
    }

    /// Where a drug or a class stands.
    pub fn row(&self, id: &EntryId) -> Option<&EntryRow> {
        let row = self.entries.binary_search_by_key(&id.as_str(), |row| row.id).ok()?;
        self.entries.get(row)
    }

    /// A drug or a class; its sources are kept apart.
    pub fn entry(&self, id: &EntryId) -> Option<(EntryKind, Layer)> {
        let row = self.row(id)?;
        Some((row.kind, self.decode(row.part)?))
    }

    /// A sign or symptom.
    pub fn term(&self, id: &TermId) -> Option<Term> {
        self.find(self.terms, id.as_str())
    }

    /// A source.
    pub fn source(&self, id: &SourceId) -> Option<Source> {
        self.find(self.sources, id.as_str())
    }

    /// A country's lines.
    pub fn lines(&self, country: Country) -> Option<Lines> {
        self.find(self.countries, country.code())
    }

    /// The emergency page.
    pub fn emergency(&self) -> Option<EmergencyPage> {
        self.decode(self.emergency)
    }
}

/// A library in its compiled form: the blob, and the Rust text of the [`Store`] that describes it.
pub struct Compiled {
    /// The bytes.
    pub blob: Vec<u8>,
    /// An expression of type `Store`, with `BLOB` for the bytes.
    pub tables: String,
}

struct Encoder(Vec<u8>);

impl Encoder {
    fn part<T: Serialize>(&mut self, value: &T) -> Result<Part, String> {
        let bytes = postcard::to_allocvec(value).map_err(|error| error.to_string())?;
        let start = self.0.len() as u32;
        self.0.extend_from_slice(&bytes);
        Ok((start, bytes.len() as u32))
    }

    fn rows<'a, T: Serialize + 'a>(
        &mut self,
        values: impl Iterator<Item = (&'a str, &'a T)>,
    ) -> Result<Vec<(String, Part)>, String> {
        let mut rows = Vec::new();
        for (id, value) in values {
            rows.push((id.to_owned(), self.part(value)?));
        }
        rows.sort();
        Ok(rows)
    }
}

/// Compiles a library.
pub fn compile(library: &Library) -> Result<Compiled, String> {
    let mut encoder = Encoder(Vec::new());
    let mut entries = Vec::new();
    let mut edition: Option<Date> = None;
    for (id, filed) in &library.entries {
        let (kind, layer) = &filed.value;
        let bare = Layer { sources: Default::default(), ..layer.clone() };
        let name = layer.name.as_ref().map_or(id.as_str(), |name| name.as_str());
        entries.push((id.as_str(), name, *kind, encoder.part(&bare)?));
        edition = edition.max(layer.reviewed);
    }
    entries.sort_by_key(|entry| entry.0);
    let terms = encoder.rows(library.terms.iter().map(|(id, term)| (id.as_str(), term)))?;
    let sources = encoder.rows(library.sources.iter().map(|(id, filed)| (id.as_str(), &filed.value)))?;
    let countries = encoder.rows(library.countries.iter().map(|(code, filed)| (code.code(), &filed.value)))?;
    let page = library.emergency.as_ref().ok_or("there is no emergency.toml")?;
    let emergency = encoder.part(page)?;
    let edition = edition.ok_or("no entry has a review date")?;
    let version = format!("{edition}.{:08x}", checksum(&encoder.0));

    let row = |(id, part): &(String, Part)| format!("({id:?}, {part:?})");
    let list = |rows: &[(String, Part)]| rows.iter().map(row).collect::<Vec<_>>().join(", ");
    let entry_rows: String = entries
        .iter()
        .map(|(id, name, kind, part)| {
            format!("EntryRow {{ id: {id:?}, name: {name:?}, kind: EntryKind::{kind:?}, part: {part:?} }}, ")
        })
        .collect();
    let name_rows: String = names::of_library(library)
        .iter()
        .map(|name| {
            let country = name.country.map(|c| c.code().to_owned()).unwrap_or_default();
            format!(
                "NameRow {{ folded: {:?}, shown: {:?}, kind: NameKind::{:?}, country: {country:?}, id: {:?} }}, ",
                names::fold(&name.shown),
                name.shown,
                name.kind,
                name.id.as_str(),
            )
        })
        .collect();
    let tables = format!(
        "Store {{ version: {version:?}, blob: BLOB, entries: &[{entry_rows}], terms: &[{}], sources: &[{}], \
         countries: &[{}], emergency: {emergency:?}, names: &[{name_rows}] }}",
        list(&terms),
        list(&sources),
        list(&countries),
    );
    Ok(Compiled { blob: encoder.0, tables })
}

/// FNV-1a, 32 bits: tells two editions of the same day apart.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}
