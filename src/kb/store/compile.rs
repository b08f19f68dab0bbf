//! A library -> its compiled form; used by the build script.

use super::table::{self, At, Table};
use super::{Body, GroupHead, Laid, One, Place, Row, SeenAt, TermHead};
use crate::kb::index::{self, Listed, Seen};
use crate::kb::library::{EntryKind, Library};
use crate::kb::names::{self, Name};
use crate::kb::{KnowledgeBase, Monograph};
use crate::model::*;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::mem;

/// A knowledge base in its compiled form: the blob, the text, and the Rust text of the `Store` that describes them.
pub struct Compiled {
    /// The bytes.
    pub blob: Vec<u8>,
    /// The strings.
    pub text: String,
    /// An expression of type `Store`, with `BLOB` for the bytes and `TEXT` for the strings.
    pub tables: String,
}

/// The rows of a table, on their way into it.
type Rows = BTreeMap<String, At>;

/// Writes values one after the other, those together that are read together: a page of memory costs as much to have as
/// a thousand bytes to decode.
struct Encoder<'l> {
    library: &'l Library,
    blob: Vec<u8>,
    /// Where each fact stands, by the entry that states it and its address.
    facts: HashMap<(EntryId, Address), At>,
    /// The sources that were written, each beside the first thing that cites it.
    sources: Rows,
}

impl<'l> Encoder<'l> {
    fn new(library: &'l Library) -> Self {
        Self { library, blob: Vec::new(), facts: HashMap::new(), sources: Rows::new() }
    }

    fn bytes(&mut self, bytes: &[u8]) -> At {
        let start = self.blob.len() as u32;
        self.blob.extend_from_slice(bytes);
        At(start)
    }

    fn part<T: Serialize>(&mut self, value: &T) -> Result<At, String> {
        let bytes = postcard::to_allocvec(value).map_err(|error| error.to_string())?;
        Ok(self.bytes(&bytes))
    }

    /// Writes values, and where they are under their keys.
    fn rows<K: ToString, T: Serialize>(&mut self, values: impl IntoIterator<Item = (K, T)>) -> Result<Rows, String> {
        values.into_iter().map(|(key, value)| Ok((key.to_string(), self.part(&value)?))).collect()
    }

    /// A table of rows, with its keys beside one another.
    fn table(&mut self, rows: Rows) -> Result<Table, String> {
        let count = rows.len() as u32;
        let mut bytes = Vec::new();
        let last = (String::new(), At(0));
        for (key, value) in rows.into_iter().chain([last]) {
            let (start, _) = Str::write_anew(&key).ok_or("the compiled text is full")?;
            bytes.extend(table::row(start, value));
        }
        Ok(Table { rows: self.bytes(&bytes), count })
    }

    /// Writes the sources among these that were not written yet.
    fn sources<'c>(&mut self, ids: impl IntoIterator<Item = &'c SourceId>) -> Result<(), String> {
        for id in ids {
            if let Some(filed) = self.library.sources.get(id).filter(|_| !self.sources.contains_key(id.as_str())) {
                let part = self.part(&filed.value)?;
                self.sources.insert(id.to_string(), part);
            }
        }
        Ok(())
    }

    fn cite<'c>(&mut self, citations: impl IntoIterator<Item = &'c Citation>) -> Result<(), String> {
        self.sources(citations.into_iter().map(|citation| &citation.source))
    }

    /// The facts that an entry states itself, and their sources.
    fn own_facts(&mut self, id: &EntryId, layer: &Layer) -> Result<(), String> {
        for (address, fact) in layer.clone().into_facts() {
            let fact = One(fact);
            let part = self.part(&fact)?;
            self.facts.insert((id.clone(), address), part);
            self.cite(fact.0.citations())?;
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
    let mut encoder = Encoder::new(library);

    // What every emergency page needs.
    let page = library.emergency.as_ref().ok_or("there is no emergency.toml")?;
    let emergency = encoder.part(page)?;
    for (_, statements) in page.parts() {
        encoder.cite(statements.values().flat_map(|statement| &statement.cite))?;
    }
    let countries = encoder.rows(library.countries.iter().map(|(code, filed)| (code.code(), &filed.value)))?;
    for lines in library.countries.values() {
        encoder.cite(lines.value.lines.values().flat_map(|line| &line.cite))?;
    }

    // What questions across entries read of each of them: what stands above its facts, its row in a list, its names.
    let mut ids: Vec<&EntryId> = library.entries.keys().collect();
    ids.sort();
    let monographs: Vec<Monograph> = ids.iter().filter_map(|id| kb.monograph(id)).collect();
    let head =
        |monograph: &Monograph| (monograph.id.clone(), (monograph.kind, library.entries[&monograph.id].value.1.head()));
    let heads = encoder.rows(monographs.iter().map(head))?;
    let drugs = monographs.iter().filter(|monograph| monograph.kind == EntryKind::Drug);
    // The files that were compiled are no user's.
    let rows: Vec<Listed> = drugs.map(|drug| Listed { files: Vec::new(), ..index::listed(drug) }).collect();
    let listed = encoder.rows(rows.iter().map(|row| (&row.id, row)))?;
    for row in &rows {
        encoder.cite(row.schedules.iter().flat_map(|placed| &placed.cite))?;
    }
    let mut by_name: BTreeMap<String, Vec<Name>> = BTreeMap::new();
    for name in names::of_library(library) {
        by_name.entry(names::fold(&name.shown)).or_default().push(name);
    }
    let names = encoder.rows(by_name)?;
    let mut memberships: BTreeMap<&EntryId, Vec<&EntryId>> = BTreeMap::new();
    let mut groups = Rows::new();
    for (id, filed) in &library.groups {
        let Group { name, synonyms, members } = filed.value.clone();
        let (members, remarks): (Vec<EntryId>, Vec<Membership>) = members.into_iter().unzip();
        groups.insert(id.to_string(), encoder.part(&(GroupHead { name, synonyms, members }, remarks))?);
        filed.value.members.keys().for_each(|member| memberships.entry(member).or_default().push(id));
    }
    memberships.values_mut().for_each(|groups| groups.sort());
    let memberships = encoder.rows(memberships)?;
    let substances = encoder.rows(library.substances.iter().map(|(id, filed)| (id, &filed.value)))?;

    // Signs, by their ids, their words and what these tell.
    let parts = |term: &Term| (TermHead::from(term.clone()), term.synonyms.clone());
    let terms = encoder.rows(library.terms.iter().map(|(id, filed)| (id, parts(&filed.value))))?;
    let folded = |(id, words): (_, Vec<String>)| words.into_iter().map(move |word| (word, id));
    let words_of = |term: &Term| term.words().map(names::fold).collect();
    let term_words = library.terms.iter().map(|(id, filed)| (id, words_of(&filed.value))).flat_map(folded);
    let term_words = encoder.rows(term_words)?;
    let mut gists: BTreeMap<String, Vec<&TermId>> = BTreeMap::new();
    for (id, filed) in &library.terms {
        let told: BTreeSet<String> = index::tells(&filed.value).collect();
        told.into_iter().for_each(|told| gists.entry(told).or_default().push(id));
    }
    let term_gists = encoder.rows(gists)?;

    // What several entries cite, then classes before the drugs that inherit their facts, each entry in one place.
    let mut cited_by: BTreeMap<SourceId, usize> = BTreeMap::new();
    for cited in monographs.iter().flat_map(Monograph::cited) {
        *cited_by.entry(cited.source).or_default() += 1;
    }
    encoder.sources(cited_by.iter().filter(|(_, entries)| **entries > 1).map(|(id, _)| id))?;
    let mut bodies = Rows::new();
    for kind in [EntryKind::Class, EntryKind::Drug] {
        let of_kind = || monographs.iter().filter(move |monograph| monograph.kind == kind);
        if kind == EntryKind::Class {
            // A class can inherit from another, wherever that stands in the alphabet.
            for monograph in of_kind() {
                encoder.own_facts(&monograph.id, &library.entries[&monograph.id].value.1)?;
            }
        }
        for monograph in of_kind() {
            let layer = &library.entries[&monograph.id].value.1;
            if kind == EntryKind::Drug {
                encoder.own_facts(&monograph.id, layer)?;
            }
            let body = encoder.body(monograph)?;
            bodies.insert(monograph.id.to_string(), encoder.part(&body)?);
        }
    }

    // What questions across drugs need of their facts.
    let mut seen: BTreeMap<TermId, Vec<SeenAt>> = BTreeMap::new();
    for (term, Seen { entry, section, among, origin, .. }) in monographs.iter().flat_map(index::seen) {
        let from = origin.entry.clone();
        let address = Address { section, key: term.clone().into() };
        let fact = *encoder.facts.get(&(from.clone(), address)).ok_or_else(|| format!("{term} is lost"))?;
        seen.entry(term).or_default().push(SeenAt { entry, section, among: among as u16, from, fact });
    }
    // Those that share a fact follow one another.
    seen.values_mut().for_each(|places| places.sort_by_key(|place| place.fact));
    let signs = encoder.rows(seen)?;
    let rules = encoder.rows(library.rules.iter().map(|(key, filed)| (key, &filed.value)))?;
    let mut sides: BTreeMap<&EntryId, Vec<&Key>> = BTreeMap::new();
    for (key, filed) in &library.rules {
        let [first, second] = &filed.value.between;
        sides.entry(first).or_default().push(key);
        if first != second {
            sides.entry(second).or_default().push(key);
        }
    }
    let rule_sides = encoder.rows(sides)?;
    let sums = encoder.rows(library.sums.iter().map(|(key, filed)| (key, &filed.value)))?;
    for filed in library.rules.values() {
        encoder.cite(&filed.value.cite)?;
    }
    encoder.sources(library.sources.keys())?;
    let sources = mem::take(&mut encoder.sources);
    let (mut documents, mut postings) = (Vec::new(), BTreeMap::<String, (u32, Vec<u32>)>::new());
    for (entry, monograph) in monographs.iter().enumerate() {
        for (document, words) in index::documents(kb, monograph) {
            let number = documents.len() as u32;
            for word in words {
                let (last, steps) = postings.entry(word).or_default();
                steps.push(number - *last);
                *last = number;
            }
            let (start, length) = document.key.place().ok_or("the compiled text is full")?;
            let key = (start, u16::try_from(length).map_err(|_| format!("{} is too long", document.key))?);
            documents.push(Place { entry: entry as u16, section: document.section, key });
        }
    }
    let words = encoder.rows(postings.into_iter().map(|(word, (_, steps))| (word, steps)))?;
    let documents_count = documents.len() as u32;
    let documents: Vec<u8> = documents.into_iter().flat_map(Place::bytes).collect();
    let documents = encoder.bytes(&documents);

    // Where it all is.
    let tables = super::Tables {
        emergency,
        documents,
        documents_count,
        words: encoder.table(words)?,
        substances: encoder.table(substances)?,
        groups: encoder.table(groups)?,
        memberships: encoder.table(memberships)?,
        sums: encoder.table(sums)?,
        rule_sides: encoder.table(rule_sides)?,
        rules: encoder.table(rules)?,
        signs: encoder.table(signs)?,
        listed: encoder.table(listed)?,
        term_words: encoder.table(term_words)?,
        term_gists: encoder.table(term_gists)?,
        names: encoder.table(names)?,
        sources: encoder.table(sources)?,
        terms: encoder.table(terms)?,
        bodies: encoder.table(bodies)?,
        heads: encoder.table(heads)?,
        countries: encoder.table(countries)?,
    };

    let read = library.sources.values().map(|filed| filed.value.accessed);
    let edition = monographs.iter().filter_map(|monograph| monograph.reviewed).chain(read).max();
    let edition = edition.ok_or("no entry has a review date")?;
    let text = Str::take_written();
    let version = format!("{edition}.{:08x}", checksum(encoder.blob.iter().chain(text.as_bytes())));
    let tables = format!("Store {{ version: {version:?}, blob: BLOB, text: TEXT, tables: {tables:?} }}");
    Ok(Compiled { blob: encoder.blob, text, tables })
}

/// FNV-1a, 32 bits: tells two editions of the same day apart.
fn checksum<'b>(bytes: impl Iterator<Item = &'b u8>) -> u32 {
    bytes.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}
