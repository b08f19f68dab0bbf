//! The compiled-in form of a knowledge base: one blob, and sorted tables in it that say where each thing is.
//!
//! Nothing is decoded but what a question needs. Every fact is kept once, in the part of the entry that states it; a
//! monograph is a list of the facts that hold for it, laid over one another when it was compiled. Strings stand in one
//! text, so that reading one copies nothing.

mod compile;
mod table;

pub use compile::{Compiled, compile};
pub use table::{At, Table};

use super::index::{Cited, Document, Listed, Seen};
use super::library::EntryKind;
use super::monograph::Origin;
use super::names::Name;
use crate::arrange::Arrange;
use crate::model::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// Where everything stands in the blob; every table is sorted by its key.
#[derive(Debug, Clone, Copy)]
pub struct Tables {
    /// What stands above the facts of drugs and classes, by id.
    pub heads: Table,
    /// The facts of drugs and classes, by id: the same ids in the same order.
    pub bodies: Table,
    /// Names as they are compared.
    pub names: Table,
    /// Signs and symptoms by id.
    pub terms: Table,
    /// Signs and symptoms by each of their words, as they are compared.
    pub term_words: Table,
    /// Signs and symptoms by what their words tell.
    pub term_gists: Table,
    /// Sources by id.
    pub sources: Table,
    /// Lines by the code of their country.
    pub countries: Table,
    /// The emergency page.
    pub emergency: At,
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
    /// The groups of which something is a member, by its id.
    pub memberships: Table,
    /// For each sign, which drugs have it.
    pub signs: Table,
    /// The row of each drug in a list.
    pub listed: Table,
    /// For each word, the numbers of the documents that hold it.
    pub words: Table,
    /// Where every fact with words to be searched stands, by number.
    pub documents: At,
    /// How many of these there are.
    pub documents_count: u32,
}

/// A compiled knowledge base.
#[derive(Debug)]
pub struct Store {
    /// Which edition of the facts it is.
    pub version: &'static str,
    /// All parts and tables, one after the other.
    pub blob: &'static [u8],
    /// All strings, one after the other.
    pub text: &'static str,
    /// Where they are.
    pub tables: Tables,
}

/// The facts of an entry, where they are.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Body {
    /// The layers that were laid: the classes whose facts it inherits, the farthest first, then the entry itself.
    pub layers: Vec<EntryId>,
    /// Its sections that have a fact, in reading order.
    pub sections: Vec<Row>,
    /// The sources of its facts.
    pub cited: At,
}

/// A section of a monograph.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Which one.
    pub section: Section,
    /// How many facts it has.
    pub count: u16,
    /// Where they are listed.
    pub facts: At,
}

/// A fact that holds for a monograph.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Laid {
    /// Its key in the section.
    pub key: Str,
    /// The number of the layer that states it.
    pub layer: u8,
    /// Where it is.
    pub fact: At,
}

/// What is read of a group most often; the remarks on its members follow it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GroupHead {
    /// Its name.
    pub name: Text,
    /// Other names.
    pub synonyms: Vec<Text>,
    /// Its members.
    pub members: Vec<EntryId>,
}

/// What is read of a sign most often; its other words follow it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TermHead {
    /// The plain name.
    pub name: Text,
    /// The clinical word.
    pub clinical: Option<Text>,
    /// Where it shows.
    pub system: System,
}

impl From<Term> for TermHead {
    fn from(Term { name, clinical, system, .. }: Term) -> Self {
        Self { name, clinical, system }
    }
}

/// A drug that has a sign, with where the fact is that says so.
#[derive(Serialize, Deserialize)]
struct SeenAt {
    entry: EntryId,
    section: Section,
    among: u16,
    from: EntryId,
    fact: At,
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

/// A fact by itself.
#[derive(Serialize, Deserialize)]
struct One(#[serde(with = "Bare")] Fact);

/// Where a fact stands: the number of its entry, its section, and its key, by where that stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    entry: u16,
    section: Section,
    key: (u32, u16),
}

impl Place {
    const BYTES: usize = 9;

    fn bytes(self) -> [u8; Self::BYTES] {
        let [a, b] = self.entry.to_le_bytes();
        let ([c, d, e, f], [g, h]) = (self.key.0.to_le_bytes(), self.key.1.to_le_bytes());
        [a, b, self.section as u8, c, d, e, f, g, h]
    }

    fn of([a, b, section, c, d, e, f, g, h]: [u8; Self::BYTES]) -> Option<Self> {
        let section = *Section::ALL.get(usize::from(section))?;
        let key = (u32::from_le_bytes([c, d, e, f]), u16::from_le_bytes([g, h]));
        Some(Self { entry: u16::from_le_bytes([a, b]), section, key })
    }
}

/// Ascending numbers from the steps between them, which are shorter to write.
fn numbers(steps: Vec<u32>) -> Vec<u32> {
    let sum = |sum: &mut u32, step| {
        *sum += step;
        Some(*sum)
    };
    steps.into_iter().scan(0, sum).collect()
}

/// A sign or symptom from its parts in the compiled form.
fn whole((TermHead { name, clinical, system }, synonyms): (TermHead, Vec<Text>)) -> Term {
    Term { name, clinical, synonyms, system }
}

impl Store {
    fn decode<T: DeserializeOwned>(&self, at: At) -> Option<T> {
        let (value, _) = postcard::take_from_bytes(self.blob.get(at.0 as usize..)?).ok()?;
        Some(value)
    }

    fn find<T: DeserializeOwned>(&self, table: Table, key: &str) -> Option<T> {
        self.decode(table.find(self, key)?)
    }

    fn all<T: DeserializeOwned>(&self, table: Table) -> impl Iterator<Item = (&'static str, T)> {
        table.rows(self).filter_map(|(key, at)| Some((key, self.decode(at)?)))
    }

    /// What stands above the facts of a drug or a class.
    pub fn head(&self, id: &str) -> Option<(EntryKind, LayerHead)> {
        self.find(self.tables.heads, id)
    }

    /// Whether there is such a drug or class.
    pub fn has_entry(&self, id: &EntryId) -> bool {
        self.tables.heads.find(self, id.as_str()).is_some()
    }

    /// The ids of all drugs and classes, sorted.
    pub fn entry_ids(&self) -> impl Iterator<Item = EntryId> {
        self.tables.heads.rows(self).map(|(id, _)| EntryId::compiled(id))
    }

    /// Where the facts of a drug or a class are.
    pub fn body(&self, id: &str) -> Option<Body> {
        self.find(self.tables.bodies, id)
    }

    /// Which facts a section of a monograph has.
    pub fn section(&self, facts: At) -> Vec<Laid> {
        self.decode(facts).unwrap_or_default()
    }

    /// A fact.
    pub fn fact(&self, at: At) -> Option<Fact> {
        self.decode::<One>(at).map(|one| one.0)
    }

    /// The sources of a monograph.
    pub fn cited(&self, at: At) -> Vec<Cited> {
        self.decode(at).unwrap_or_default()
    }

    /// What a folded name means.
    pub fn names(&self, folded: &str) -> Vec<Name> {
        self.find(self.tables.names, folded).unwrap_or_default()
    }

    /// Whether a folded name is known.
    pub fn has_name(&self, folded: &str) -> bool {
        self.tables.names.find(self, folded).is_some()
    }

    /// All folded names that pass, with what they mean.
    pub fn names_where<'s, K: 's>(
        &'s self,
        pass: impl Fn(&str) -> Option<K> + 's,
    ) -> impl Iterator<Item = (K, Vec<Name>)> + 's {
        let rows = self.tables.names.rows(self);
        rows.filter_map(move |(folded, at)| Some((pass(folded)?, self.decode(at)?)))
    }

    /// Whether there is such a sign.
    pub fn has_term(&self, id: &TermId) -> bool {
        self.tables.terms.find(self, id.as_str()).is_some()
    }

    /// What is read of a sign most often.
    pub fn term_head(&self, id: &TermId) -> Option<TermHead> {
        self.find(self.tables.terms, id.as_str())
    }

    /// A sign or symptom.
    pub fn term(&self, id: &TermId) -> Option<Term> {
        self.find(self.tables.terms, id.as_str()).map(whole)
    }

    /// Every sign and symptom.
    pub fn terms(&self) -> impl Iterator<Item = (TermId, Term)> {
        self.all(self.tables.terms).map(|(id, term)| (TermId::compiled(id), whole(term)))
    }

    /// The sign that a folded word means.
    pub fn term_of_word(&self, folded: &str) -> Option<TermId> {
        self.find(self.tables.term_words, folded)
    }

    /// The signs of which a word tells this.
    pub fn terms_that_tell(&self, told: &str) -> Vec<TermId> {
        self.find(self.tables.term_gists, told).unwrap_or_default()
    }

    /// The folded words of signs that pass, with the sign that each means.
    pub fn term_words_where<'s, K: 's>(
        &'s self,
        pass: impl Fn(&str) -> Option<K> + 's,
    ) -> impl Iterator<Item = (K, TermId)> + 's {
        let rows = self.tables.term_words.rows(self);
        rows.filter_map(move |(folded, at)| Some((pass(folded)?, self.decode(at)?)))
    }

    /// Whether there is such a source.
    pub fn has_source(&self, id: &SourceId) -> bool {
        self.tables.sources.find(self, id.as_str()).is_some()
    }

    /// A source.
    pub fn source(&self, id: &SourceId) -> Option<Source> {
        self.find(self.tables.sources, id.as_str())
    }

    /// Every source.
    pub fn sources(&self) -> impl Iterator<Item = (SourceId, Source)> {
        self.all(self.tables.sources).map(|(id, source)| (SourceId::compiled(id), source))
    }

    /// A country's lines.
    pub fn lines(&self, country: Country) -> Option<Lines> {
        self.find(self.tables.countries, country.code())
    }

    /// The countries whose lines are known.
    pub fn countries(&self) -> impl Iterator<Item = Country> {
        self.tables.countries.rows(self).filter_map(|(code, _)| Country::parse(code).ok())
    }

    /// The emergency page.
    pub fn emergency(&self) -> Option<EmergencyPage> {
        self.decode(self.tables.emergency)
    }

    /// Every rule between drugs.
    pub fn rules(&self) -> impl Iterator<Item = (Key, Rule)> {
        self.all(self.tables.rules).map(|(key, rule)| (Key::compiled(key), rule))
    }

    /// Whether there is a rule under a key.
    pub fn has_rule(&self, key: &Key) -> bool {
        self.tables.rules.find(self, key.as_str()).is_some()
    }

    /// The rules that have one of these on one of their sides.
    pub fn rules_with(&self, ids: &[EntryId]) -> Vec<(Key, Rule)> {
        let keys = ids.iter().filter_map(|id| self.find::<Vec<Key>>(self.tables.rule_sides, id.as_str()));
        let mut keys: Vec<Key> = keys.flatten().collect();
        keys.arrange();
        keys.dedup();
        keys.into_iter().filter_map(|key| Some((key.clone(), self.find(self.tables.rules, key.as_str())?))).collect()
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
    pub fn substance_ids(&self) -> impl Iterator<Item = EntryId> {
        self.tables.substances.rows(self).map(|(id, _)| EntryId::compiled(id))
    }

    /// What is read of a group most often.
    pub fn group(&self, id: &str) -> Option<GroupHead> {
        self.find(self.tables.groups, id)
    }

    /// Every group.
    pub fn groups(&self) -> impl Iterator<Item = (EntryId, Group)> {
        self.all::<(GroupHead, Vec<Membership>)>(self.tables.groups).map(|(id, (head, remarks))| {
            let members = head.members.into_iter().zip(remarks).collect();
            (EntryId::compiled(id), Group { name: head.name, synonyms: head.synonyms, members })
        })
    }

    /// The groups of which something is a member, sorted.
    pub fn groups_with(&self, id: &str) -> Vec<EntryId> {
        self.find(self.tables.memberships, id).unwrap_or_default()
    }

    /// Which drugs have a sign.
    pub fn seen(&self, term: &TermId) -> impl Iterator<Item = Seen> {
        let places: Vec<SeenAt> = self.find(self.tables.signs, term.as_str()).unwrap_or_default();
        let mut last: Option<(At, Rc<Origin>, Sign)> = None;
        places.into_iter().filter_map(move |place| {
            // Members of a class follow one another, and share its fact.
            let known = last.take().filter(|(at, origin, _)| *at == place.fact && origin.entry == place.from);
            let (at, origin, sign) = match known {
                Some(known) => known,
                None => {
                    let Fact::Sign(sign) = self.fact(place.fact)? else { return None };
                    let kind = if place.from == place.entry { EntryKind::Drug } else { EntryKind::Class };
                    (place.fact, Rc::new(Origin { entry: place.from, kind, file: None }), sign)
                }
            };
            last = Some((at, origin.clone(), sign.clone()));
            Some(Seen { entry: place.entry, section: place.section, among: place.among.into(), origin, sign })
        })
    }

    /// The rows of all drugs, sorted by id.
    pub fn listed(&self) -> impl Iterator<Item = Listed> {
        self.all(self.tables.listed).map(|(_, row)| row)
    }

    /// The numbers of the documents with exactly this word.
    pub fn documents_with_word(&self, word: &str) -> Vec<u32> {
        self.find(self.tables.words, word).map(numbers).unwrap_or_default()
    }

    /// The numbers of the documents with a word that begins like this, each once.
    pub fn documents_with(&self, beginning: &str) -> Vec<u32> {
        let rows = self.tables.words.starting_with(self, beginning);
        let mut all: Vec<u32> = rows.filter_map(|(_, at)| self.decode(at)).flat_map(numbers).collect();
        all.arrange();
        all.dedup();
        all
    }

    /// A document by its number.
    pub fn document(&self, number: u32) -> Option<Document> {
        let at = self.tables.documents.0 as usize + number as usize * Place::BYTES;
        let Place { entry, section, key: (start, length) } = Place::of(*self.blob.get(at..)?.first_chunk()?)?;
        let (id, _) = self.tables.bodies.nth(self, u32::from(entry))?;
        let key = self.text.get(start as usize..start as usize + usize::from(length))?;
        Some(Document { entry: EntryId::compiled(id), section, key: key.into() })
    }
}
