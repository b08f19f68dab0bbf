//! The compiled-in form of a knowledge base: one blob, and sorted tables in it that say where each thing is.
//!
//! Nothing is decoded but what a question needs: a monograph is kept section by section, each layer for itself, and
//! is laid together when it is read.

mod compile;
mod table;

pub use compile::{Compiled, compile};
pub use table::{Part, Table};

use super::index::{Document, Listed, Seen};
use super::library::EntryKind;
use super::names::Name;
use crate::model::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Where everything stands in the blob; every table is sorted by its key.
#[derive(Debug, Clone, Copy)]
pub struct Tables {
    /// Drugs and classes by id.
    pub entries: Table,
    /// Names as they are compared.
    pub names: Table,
    /// Signs and symptoms by id.
    pub terms: Table,
    /// Signs and symptoms by each of their words, as they are compared.
    pub term_words: Table,
    /// Sources by id.
    pub sources: Table,
    /// Lines by the code of their country.
    pub countries: Table,
    /// The emergency page.
    pub emergency: Part,
    /// Rules between drugs by key.
    pub rules: Table,
    /// The keys of the rules that have something on one of their sides, by its id.
    pub rule_sides: Table,
    /// What adds up, by key.
    pub sums: Table,
    /// Substances without a monograph by id.
    pub substances: Table,
    /// Groups by id.
    pub groups: Table,
    /// For each sign, which entries have it.
    pub signs: Table,
    /// The row of each drug in a list.
    pub listed: Table,
    /// For each word, the numbers of the documents that hold it.
    pub words: Table,
    /// Where every fact with words to be searched stands, by number.
    pub documents: Part,
}

/// A compiled knowledge base.
#[derive(Debug)]
pub struct Store {
    /// Which edition of the facts it is.
    pub version: &'static str,
    /// All parts and tables, one after the other.
    pub blob: &'static [u8],
    /// Where they are.
    pub tables: Tables,
}

/// The head of a layer, and where its sections are.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EntryRow {
    /// A drug or a class.
    pub kind: EntryKind,
    /// What stands above its facts.
    pub head: LayerHead,
    /// Its sections that have a fact.
    pub sections: Vec<(Section, Part)>,
}

/// A fact in the compiled form, which needs no tags.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Fact")]
enum Bare {
    Statement(Statement),
    Name(NameFact),
    Confusion(Confusion),
    Code(Code<Text>),
    Schedule(Schedule),
    Indication(Indication),
    Form(Form),
    Dose(Dose),
    Quantity(Quantity),
    Enzyme(Enzyme),
    Metabolite(Metabolite),
    Sign(Sign),
    Phase(Phase),
    Statistic(Statistic),
    Event(Event),
    Equivalent(Equivalent),
    Dispute(Dispute),
}

/// A fact under its key.
#[derive(Serialize, Deserialize)]
struct Keyed {
    key: String,
    #[serde(with = "Bare")]
    fact: Fact,
}

/// Where a fact stands: the number of its entry, its section, its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    entry: u16,
    section: Section,
    nth: u16,
}

impl Place {
    const BYTES: usize = 5;

    fn bytes(self) -> [u8; Self::BYTES] {
        let ([a, b], [c, d]) = (self.entry.to_le_bytes(), self.nth.to_le_bytes());
        [a, b, self.section as u8, c, d]
    }

    fn of([a, b, section, c, d]: &[u8; Self::BYTES]) -> Option<Self> {
        let section = *Section::ALL.get(usize::from(*section))?;
        Some(Self { entry: u16::from_le_bytes([*a, *b]), section, nth: u16::from_le_bytes([*c, *d]) })
    }
}

impl Store {
    fn decode<T: DeserializeOwned>(&self, part: Part) -> Option<T> {
        postcard::from_bytes(part.of(self.blob)?).ok()
    }

    fn find<T: DeserializeOwned>(&self, table: Table, key: &str) -> Option<T> {
        self.decode(table.find(self.blob, key)?)
    }

    fn all<T: DeserializeOwned>(&self, table: Table) -> impl Iterator<Item = (&'static str, T)> {
        table.rows(self.blob).filter_map(|(key, part)| Some((key, self.decode(part)?)))
    }

    /// A drug or a class, without its facts.
    pub fn entry(&self, id: &str) -> Option<EntryRow> {
        self.find(self.tables.entries, id)
    }

    /// Whether there is such a drug or class.
    pub fn has_entry(&self, id: &EntryId) -> bool {
        self.tables.entries.find(self.blob, id.as_str()).is_some()
    }

    /// The ids of all drugs and classes, sorted.
    pub fn entry_ids(&self) -> impl Iterator<Item = &'static str> {
        self.tables.entries.rows(self.blob).map(|(id, _)| id)
    }

    /// The facts of a section.
    pub fn section(&self, part: Part) -> Vec<(String, Fact)> {
        let facts: Vec<Keyed> = self.decode(part).unwrap_or_default();
        facts.into_iter().map(|keyed| (keyed.key, keyed.fact)).collect()
    }

    /// What a folded name means.
    pub fn names(&self, folded: &str) -> Vec<Name> {
        self.find(self.tables.names, folded).unwrap_or_default()
    }

    /// All folded names that pass, with what they mean.
    pub fn names_where<'s, K: 's>(
        &'s self,
        pass: impl Fn(&str) -> Option<K> + 's,
    ) -> impl Iterator<Item = (K, Vec<Name>)> + 's {
        let rows = self.tables.names.rows(self.blob);
        rows.filter_map(move |(folded, part)| Some((pass(folded)?, self.decode(part)?)))
    }

    /// A sign or symptom.
    pub fn term(&self, id: &TermId) -> Option<Term> {
        self.find(self.tables.terms, id.as_str())
    }

    /// Every sign and symptom.
    pub fn terms(&self) -> impl Iterator<Item = (&'static str, Term)> {
        self.all(self.tables.terms)
    }

    /// The sign that a folded word means.
    pub fn term_of_word(&self, folded: &str) -> Option<TermId> {
        self.find(self.tables.term_words, folded)
    }

    /// The folded words of signs that pass, with the sign that each means.
    pub fn term_words_where<'s, K: 's>(
        &'s self,
        pass: impl Fn(&str) -> Option<K> + 's,
    ) -> impl Iterator<Item = (K, TermId)> + 's {
        let rows = self.tables.term_words.rows(self.blob);
        rows.filter_map(move |(folded, part)| Some((pass(folded)?, self.decode(part)?)))
    }

    /// A source.
    pub fn source(&self, id: &SourceId) -> Option<Source> {
        self.find(self.tables.sources, id.as_str())
    }

    /// A country's lines.
    pub fn lines(&self, country: Country) -> Option<Lines> {
        self.find(self.tables.countries, country.code())
    }

    /// The countries whose lines are known.
    pub fn countries(&self) -> impl Iterator<Item = Country> {
        self.tables.countries.rows(self.blob).filter_map(|(code, _)| Country::parse(code).ok())
    }

    /// The emergency page.
    pub fn emergency(&self) -> Option<EmergencyPage> {
        self.decode(self.tables.emergency)
    }

    /// Every rule between drugs.
    pub fn rules(&self) -> impl Iterator<Item = (&'static str, Rule)> {
        self.all(self.tables.rules)
    }

    /// Whether there is a rule under a key.
    pub fn has_rule(&self, key: &Key) -> bool {
        self.tables.rules.find(self.blob, key.as_str()).is_some()
    }

    /// The rules that have one of these on one of their sides.
    pub fn rules_with(&self, ids: &[EntryId]) -> Vec<(String, Rule)> {
        let keys = ids.iter().filter_map(|id| self.find::<Vec<String>>(self.tables.rule_sides, id.as_str()));
        let mut keys: Vec<String> = keys.flatten().collect();
        keys.sort();
        keys.dedup();
        keys.into_iter().filter_map(|key| Some((key.clone(), self.find(self.tables.rules, &key)?))).collect()
    }

    /// Everything that adds up.
    pub fn sums(&self) -> impl Iterator<Item = (&'static str, Sum)> {
        self.all(self.tables.sums)
    }

    /// A substance without a monograph.
    pub fn substance(&self, id: &str) -> Option<Substance> {
        self.find(self.tables.substances, id)
    }

    /// The ids of all substances, sorted.
    pub fn substance_ids(&self) -> impl Iterator<Item = &'static str> {
        self.tables.substances.rows(self.blob).map(|(id, _)| id)
    }

    /// A group.
    pub fn group(&self, id: &str) -> Option<Group> {
        self.find(self.tables.groups, id)
    }

    /// Every group.
    pub fn groups(&self) -> impl Iterator<Item = (&'static str, Group)> {
        self.all(self.tables.groups)
    }

    /// Which entries have a sign.
    pub fn seen(&self, term: &TermId) -> Vec<Seen> {
        self.find(self.tables.signs, term.as_str()).unwrap_or_default()
    }

    /// The rows of all drugs, sorted by id.
    pub fn listed(&self) -> impl Iterator<Item = Listed> {
        self.all(self.tables.listed).map(|(_, row)| row)
    }

    /// The numbers of the documents with exactly this word.
    pub fn documents_with_word(&self, word: &str) -> Vec<u32> {
        self.find(self.tables.words, word).unwrap_or_default()
    }

    /// The numbers of the documents with a word that begins like this, each once.
    pub fn documents_with(&self, beginning: &str) -> Vec<u32> {
        let rows = self.tables.words.starting_with(self.blob, beginning);
        let mut all: Vec<u32> = rows.filter_map(|(_, part)| self.decode::<Vec<u32>>(part)).flatten().collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Documents by their numbers. Those of one section follow one another, so that it is decoded once.
    pub fn documents(&self, numbers: &[u32]) -> Vec<Document> {
        let mut found = Vec::new();
        let mut last: Option<(u16, Section, EntryId, Vec<String>)> = None;
        for number in numbers {
            let Some(place) = self.place(*number) else { continue };
            if !matches!(&last, Some((entry, section, ..)) if (*entry, *section) == (place.entry, place.section)) {
                last = self.keys(place).map(|(id, keys)| (place.entry, place.section, id, keys));
            }
            let Some((_, section, id, keys)) = &last else { continue };
            let key = keys.get(usize::from(place.nth)).cloned();
            found.extend(key.map(|key| Document { entry: id.clone(), section: *section, key }));
        }
        found
    }

    fn place(&self, number: u32) -> Option<Place> {
        let places = self.tables.documents.of(self.blob)?;
        Place::of(places.get(number as usize * Place::BYTES..)?.first_chunk()?)
    }

    /// The entry at a place, and the keys of its section.
    fn keys(&self, place: Place) -> Option<(EntryId, Vec<String>)> {
        let (id, part) = self.tables.entries.nth(self.blob, u32::from(place.entry))?;
        let row: EntryRow = self.decode(part)?;
        let (_, part) = row.sections.iter().find(|(section, _)| *section == place.section)?;
        let keys = self.section(*part).into_iter().map(|(key, _)| key).collect();
        Some((EntryId::try_from(id.to_owned()).ok()?, keys))
    }
}
