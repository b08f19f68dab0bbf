//! `klon search`: names, signs and facts that words lead to.

use super::signs::{Asked, Understood, understand};
use super::{Answer, Context, FactAnswer, Gatherer, Reply, Suggestion, TermAnswer};
use crate::arrange::Arrange;
use crate::kb::gist::says_nothing;
use crate::kb::index::{Document, Listed};
use crate::kb::{EntryKind, KnowledgeBase, Lookup, Name, names};
use crate::model::text::printable;
use crate::model::*;
use serde::Serialize;
use std::collections::BTreeSet;

/// A name that was found.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NameHit {
    /// The words that led to it.
    pub asked: String,
    /// The name, and what it means.
    #[serde(flatten)]
    pub suggestion: Suggestion,
    /// Whether the words are only near to it.
    pub is_near: bool,
}

/// A sign that was found.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TermHit {
    /// The words that led to it.
    pub asked: String,
    /// Its id.
    pub id: TermId,
    /// What it is called.
    #[serde(flatten)]
    pub term: TermAnswer,
    /// Whether the words are only near to it.
    pub is_near: bool,
    /// The drugs that have it, by list.
    pub seen: Vec<TermSeen>,
}

/// The drugs that have a sign in one of their lists.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TermSeen {
    /// Which list.
    pub section: Section,
    /// The names of the drugs.
    pub drugs: Vec<Str>,
}

/// A fact that was found.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FactHit {
    /// The drug or class that states it.
    pub entry: EntryId,
    /// Its name.
    pub name: Str,
    /// What it is.
    pub kind: EntryKind,
    /// How many drugs inherit it, if it is a class's.
    pub holds_for: usize,
    /// The fact.
    pub fact: FactAnswer,
}

/// What was searched.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Searched {
    /// Names of drugs, classes, substances and groups.
    pub names: usize,
    /// Signs and symptoms.
    pub terms: usize,
    /// Facts.
    pub facts: usize,
}

/// The answer.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Search {
    /// The words as they were given.
    pub words: String,
    /// The folded words by which facts were searched.
    pub marked: Vec<String>,
    /// The folded words that are in no name, sign or fact; the facts are those with the other words.
    pub lost: Vec<String>,
    /// Names.
    pub names: Vec<NameHit>,
    /// Signs.
    pub terms: Vec<TermHit>,
    /// Facts, the best first.
    pub facts: Vec<FactHit>,
    /// How many facts match in all.
    pub total: usize,
    /// What was searched.
    pub searched: Searched,
}

impl Search {
    /// Whether nothing was found; what is only near is nothing.
    pub fn is_empty(&self) -> bool {
        let near = self.names.iter().all(|hit| hit.is_near) && self.terms.iter().all(|hit| hit.is_near);
        near && self.facts.is_empty()
    }
}

/// More words than these make no name.
const MOST_WORDS: usize = 6;
/// More names or signs that are only near help nobody.
const MOST_NEAR: usize = 3;
/// Nobody looks for more words than these.
const LONGEST: usize = 60;

/// Units that are often written without a space behind their figure.
const UNITS: &[&str] = &["g", "h", "kg", "l", "mcg", "mg", "ml"];

/// Sections in which a match is most likely what was meant, the first the most.
const FIRST: &[Section] = &[
    Section::BoxedWarning,
    Section::Contraindications,
    Section::OverdoseFirstAid,
    Section::WithdrawalAdvice,
    Section::SuddenStop,
    Section::Warnings,
    Section::Interactions,
    Section::OverdoseSymptoms,
    Section::WithdrawalSymptoms,
    Section::AdverseEffects,
    Section::Description,
    Section::Indications,
];

/// The words that are looked for, as they are compared, a figure apart from its unit.
fn looked_for(whole: &str) -> Vec<String> {
    let apart = |(_, word): (_, String)| {
        let end = word.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(word.len());
        let (figure, unit) = word.split_at(end);
        match !figure.is_empty() && UNITS.contains(&unit) {
            true => vec![figure.to_owned(), unit.to_owned()],
            false => vec![word],
        }
    };
    names::words(whole).flat_map(apart).take(LONGEST).collect()
}

fn is_figure(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// A run of words that is a name, and what it means.
struct Named {
    words: String,
    means: Vec<Name>,
}

/// The names among the words, the longest first at each place, and the words that are left.
fn split(kb: &KnowledgeBase, words: &[String]) -> (Vec<Named>, Vec<String>) {
    let (mut named, mut left): (Vec<Named>, Vec<String>) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let most = MOST_WORDS.min(words.len() - at);
        let runs = (1..=most).rev().filter_map(|count| Some((count, words.get(at..at + count)?.join(" "))));
        let mut names = runs.filter(|(_, run)| !says_nothing(run)).map(|(count, run)| {
            let means = kb.means(&run, None);
            (count, Named { words: run, means })
        });
        match names.find(|(_, name)| !name.means.is_empty()) {
            Some((count, name)) => {
                named.push(name);
                at += count;
            }
            None => {
                // What has one letter is no word.
                if !says_nothing(word) && (word.len() > 1 || is_figure(word)) && !left.contains(word) {
                    left.push(word.clone());
                }
                at += 1;
            }
        }
    }
    (named, left)
}

/// The names that were found, and those that are near to words that were not.
fn names_found(kb: &KnowledgeBase, named: Vec<Named>, lost: &[String]) -> Vec<NameHit> {
    let hit = |asked: &str, name: Name, is_near: bool| {
        let means = kb.name_of(&name.id).unwrap_or_else(|| name.id.clone().into());
        NameHit { asked: asked.to_owned(), suggestion: Suggestion { name, means }, is_near }
    };
    let found = named
        .into_iter()
        .flat_map(|Named { words, means }| means.into_iter().map(|name| hit(&words, name, false)).collect::<Vec<_>>());
    let mut hits: Vec<NameHit> = found.collect();
    // A figure is never taken for another: 0.5 is not 5.
    for word in lost.iter().filter(|word| !word.contains(|c: char| c.is_ascii_digit())) {
        let Lookup::Unknown(near) = kb.find(word, None) else { continue };
        for name in near.into_iter().take(MOST_NEAR) {
            if !hits.iter().any(|known| known.suggestion.name == name) {
                hits.push(hit(word, name, true));
            }
        }
    }
    hits
}

/// The signs that the words mean, and those that are near to words that were not found.
fn terms_found(kb: &KnowledgeBase, listed: &[Listed], understood: Understood, lost: &[String]) -> Vec<TermHit> {
    let mut hits: Vec<TermHit> = Vec::new();
    let mut add = |asked: String, id: TermId, is_near: bool| {
        let Some(term) = kb.term_head(&id).filter(|_| !hits.iter().any(|known| known.id == id)) else { return };
        let seen = seen(kb, listed, &id);
        hits.push(TermHit { asked, id, term: term.into(), is_near, seen });
    };
    for Asked { asked, id, is_near, .. } in understood.signs {
        add(asked, id, is_near);
    }
    for unknown in understood.lost.into_iter().filter(|unknown| lost.contains(&names::fold(&unknown.asked))) {
        for near in unknown.near.into_iter().take(MOST_NEAR) {
            add(unknown.asked.clone(), near.id, true);
        }
    }
    hits
}

fn seen(kb: &KnowledgeBase, listed: &[Listed], id: &TermId) -> Vec<TermSeen> {
    let mut seen: Vec<TermSeen> = Vec::new();
    for (_, place) in kb.seen(std::slice::from_ref(id)) {
        let Some(drug) = listed.iter().find(|row| row.id == place.entry) else { continue };
        match seen.iter_mut().find(|known| known.section == place.section) {
            Some(known) => known.drugs.push(drug.name.clone()),
            None => seen.push(TermSeen { section: place.section, drugs: vec![drug.name.clone()] }),
        }
    }
    seen.arrange_by_key(|known| known.section);
    seen.iter_mut().for_each(|known| known.drugs.arrange_by_key(|name| names::fold(name)));
    seen
}

/// The facts that drugs and classes say do not hold for them, by entry.
fn exceptions(kb: &KnowledgeBase, listed: &[Listed]) -> Vec<(EntryId, Vec<Text>)> {
    let ids: BTreeSet<&EntryId> = listed.iter().flat_map(|row| [&row.id].into_iter().chain(&row.ancestors)).collect();
    let except = |id: &EntryId| kb.head_of(id).map(|head| head.except).filter(|except| !except.is_empty());
    ids.into_iter().filter_map(|id| Some((id.clone(), except(id)?))).collect()
}

/// What the words lead to; at most `most` facts are given in full.
pub fn search(context: &Context, words: &[String], most: usize) -> Reply {
    let kb = context.kb;
    let whole = words.join(" ");
    let every = looked_for(&whole);
    let mut gather = Gatherer::new(kb);
    let (named, mut marked) = split(kb, &every);
    let mut lost: Vec<String> = marked.iter().filter(|word| !kb.is_written(word)).cloned().collect();
    marked.retain(|word| !lost.contains(word));
    // A name among other words narrows the search to what it means.
    let sure = named.iter().filter_map(|name| match name.means.as_slice() {
        [one] => Some(one.id.clone()),
        _ => None,
    });
    let mut entries: Vec<EntryId> = sure.collect();
    // Names alone narrow nothing: what is looked for is where they meet.
    if marked.is_empty() {
        entries.clear();
        let words = named.iter().flat_map(|name| name.words.split(' '));
        marked = words.filter(|word| !says_nothing(word) && word.len() > 1).map(str::to_owned).collect();
    }
    let listed = kb.listed();
    let reach = entries.iter().map(|wanted| (wanted, kb.ancestors(wanted)));
    let reach: Vec<(&EntryId, Vec<(EntryId, usize)>)> = reach.collect();
    let within = |entry: &EntryId| {
        reach.iter().all(|(wanted, classes)| *wanted == entry || classes.iter().any(|(class, _)| class == entry))
    };
    let mut documents: Vec<Document> = if marked.is_empty() { Vec::new() } else { kb.documents(&marked) };
    documents.retain(|document| within(&document.entry));
    let total = documents.len();
    let is_drug = |entry: &EntryId| listed.binary_search_by(|row| row.id.cmp(entry)).is_ok();
    let rank = |document: &Document| {
        let section = FIRST.iter().position(|section| *section == document.section).unwrap_or(FIRST.len());
        (section, is_drug(&document.entry), document.entry.clone(), document.section, document.key.clone())
    };
    documents.arrange_by_key(rank);
    documents.truncate(most);
    let has_class = documents.iter().any(|document| !is_drug(&document.entry));
    let exceptions = if has_class { exceptions(kb, &listed) } else { Vec::new() };
    let facts = documents.into_iter().filter_map(|Document { entry, section, key }| {
        let monograph = kb.monograph(&entry)?;
        let held = monograph.fact(&Address { section, key })?;
        let address = held.address.to_string();
        let excepts = |id: &EntryId| {
            exceptions.iter().any(|(known, except)| known == id && except.iter().any(|path| path.as_str() == address))
        };
        let inherits =
            |row: &&Listed| row.ancestors.contains(&entry) && !excepts(&row.id) && !row.ancestors.iter().any(excepts);
        let holds_for = listed.iter().filter(inherits).count();
        let fact = gather.fact(&held);
        Some(FactHit { name: monograph.name.clone(), kind: monograph.kind, entry, holds_for, fact })
    });
    let facts: Vec<FactHit> = facts.collect();
    let understood = understand(kb, words, |word| !lost.iter().any(|known| known == word));
    let terms = terms_found(kb, &listed, understood, &lost);
    // Several words of which one is misspelt can be one name.
    let phrase = every.join(" ");
    let near_phrase = if lost.is_empty() || every.len() < 2 { None } else { Some(phrase) };
    let names = names_found(kb, named, &near_phrase.into_iter().chain(lost.iter().cloned()).collect::<Vec<_>>());
    // What was taken for a sign as it stands is not lost.
    lost.retain(|word| !terms.iter().any(|hit| !hit.is_near && names::fold(&hit.asked).split(' ').any(|w| w == word)));
    let searched = Searched { names: kb.names_known(), terms: kb.terms_known(), facts: kb.facts_known() };
    let answer = Search { words: printable(&whole), marked, lost, names, terms, facts, total, searched };
    Reply::new(kb, Answer::Search(Box::new(answer)), gather.sources)
}
