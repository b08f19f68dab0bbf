//! `klon search`: names, signs and facts that words lead to.

use super::{Answer, Context, FactAnswer, Gatherer, Reply, Suggestion, TermAnswer};
use crate::kb::index::{Document, Listed};
use crate::kb::{EntryKind, KnowledgeBase, Lookup, Name, names};
use crate::model::*;
use serde::Serialize;

/// A name that was found.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NameHit {
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
    /// Drugs and classes.
    pub entries: usize,
    /// Signs and symptoms.
    pub terms: usize,
}

/// The answer.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Search {
    /// The words as they were given.
    pub words: String,
    /// The folded words by which facts were searched.
    pub marked: Vec<String>,
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

/// More signs that are only near help nobody.
const MOST_NEAR: usize = 3;

/// Words that say nothing of what is looked for.
const EMPTY: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "by", "can", "do", "does", "for", "from", "how", "i", "if", "in", "is",
    "it", "its", "my", "of", "on", "or", "the", "this", "to", "what", "when", "where", "which", "who", "why", "with",
    "she", "he", "they", "her", "his", "him", "them", "was", "has", "have", "had", "not", "no", "very", "am", "we",
    "you", "your",
];

/// Whether a folded word says nothing of what is looked for.
pub fn says_nothing(word: &str) -> bool {
    EMPTY.contains(&word)
}

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

/// What the words mean as one name, or each of them as a name of its own.
fn names_found(kb: &KnowledgeBase, words: &str, each: &[String], near: bool) -> Vec<NameHit> {
    let hit = |name: Name, is_near| {
        let means = kb.name_of(&name.id).unwrap_or_else(|| name.id.clone().into());
        NameHit { suggestion: Suggestion { name, means }, is_near }
    };
    match kb.find(words, None) {
        Lookup::Found(name) => vec![hit(name, false)],
        Lookup::Ambiguous(names) => names.into_iter().map(|name| hit(name, false)).collect(),
        Lookup::Unknown(_) if each.len() > 1 => each
            .iter()
            .filter_map(|word| match kb.find(word, None) {
                Lookup::Found(name) => Some(hit(name, false)),
                _ => None,
            })
            .collect(),
        // A figure is never completed: 0.5 is not 5.
        Lookup::Unknown(_) if !near || words.chars().any(|c| c.is_ascii_digit()) => Vec::new(),
        Lookup::Unknown(names) => names.into_iter().map(|name| hit(name, true)).collect(),
    }
}

/// The sign that the words mean; signs that are near, where that is asked for.
fn terms_found(kb: &KnowledgeBase, listed: &[Listed], words: &str, near: bool) -> Vec<TermHit> {
    let exact = kb.term_of_word(words);
    let ids: Vec<(TermId, bool)> = match exact {
        Some(id) => vec![(id, false)],
        None if !near || words.chars().any(|c| c.is_ascii_digit()) => Vec::new(),
        None => kb.terms_near(words).into_iter().take(MOST_NEAR).map(|(_, id)| (id, true)).collect(),
    };
    let hits = ids.into_iter().filter_map(|(id, is_near)| {
        let term = kb.term(&id)?.into();
        let mut seen: Vec<TermSeen> = Vec::new();
        for (_, place) in kb.seen(std::slice::from_ref(&id)) {
            let Some(drug) = listed.iter().find(|row| row.id == place.entry) else { continue };
            match seen.iter_mut().find(|known| known.section == place.section) {
                Some(known) => known.drugs.push(drug.name.clone()),
                None => seen.push(TermSeen { section: place.section, drugs: vec![drug.name.clone()] }),
            }
        }
        seen.sort_by_key(|known| known.section);
        seen.iter_mut().for_each(|known| known.drugs.sort_by_cached_key(|name| names::fold(name)));
        Some(TermHit { id, term, is_near, seen })
    });
    hits.collect()
}

/// Of the words those that name a drug or a class, and the others.
fn split(kb: &KnowledgeBase, words: &[String]) -> (Vec<EntryId>, Vec<String>) {
    let (mut entries, mut others) = (Vec::new(), Vec::new());
    for word in words {
        match kb.find(word, None) {
            Lookup::Found(name) if words.len() > 1 => entries.push(name.id),
            _ => others.push(word.clone()),
        }
    }
    (entries, others)
}

/// What the words lead to; at most `most` facts are given in full.
pub fn search(context: &Context, words: &[String], most: usize) -> Reply {
    let kb = context.kb;
    let whole = words.join(" ");
    let folded = names::fold(&whole);
    let mut gather = Gatherer::new(kb);
    // What stands before or behind an apostrophe is no word.
    let is_word =
        |word: &&str| !says_nothing(word) && (word.len() > 1 || word.starts_with(|c: char| c.is_ascii_digit()));
    let every: Vec<String> = folded.split(' ').filter(is_word).map(str::to_owned).collect();
    let (mut entries, mut marked) = split(kb, &every);
    // Names alone narrow nothing: what is looked for is where they meet.
    if marked.is_empty() {
        entries.clear();
        marked = every.clone();
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
    let rank = |document: &Document| {
        let section = FIRST.iter().position(|section| *section == document.section).unwrap_or(FIRST.len());
        let is_drug = listed.binary_search_by(|row| row.id.cmp(&document.entry)).is_ok();
        (section, is_drug, document.entry.clone(), document.section, document.key.clone())
    };
    documents.sort_by_cached_key(rank);
    let facts = documents.into_iter().take(most).filter_map(|document| {
        let monograph = kb.monograph(&document.entry)?;
        let held = monograph.fact(&Address { section: document.section, key: document.key.clone() })?;
        let holds_for = listed.iter().filter(|row| row.ancestors.contains(&document.entry)).count();
        let fact = gather.fact(&held);
        Some(FactHit { entry: document.entry, name: monograph.name.clone(), kind: monograph.kind, holds_for, fact })
    });
    let facts: Vec<FactHit> = facts.collect();
    let searched = Searched { entries: kb.entries_known(), terms: kb.terms_known() };
    let answer = Search {
        words: whole,
        marked,
        names: names_found(kb, &folded, &every, total == 0),
        terms: terms_found(kb, &listed, &folded, total == 0),
        facts,
        total,
        searched,
    };
    Reply::new(kb, Answer::Search(Box::new(answer)), gather.sources)
}
