//! `klon which`: from signs to drugs. A lookup, and no diagnosis.

use super::emergency::{Emergency, emergency};
use super::search::says_nothing;
use super::symptoms::ListKind;
use super::{Answer, Context, FactAnswer, Gatherer, Reply, TermAnswer};
use crate::kb::{EntryKind, KnowledgeBase, names};
use crate::model::*;
use serde::Serialize;
use std::cmp::Reverse;

/// A sign that was asked for.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Asked {
    /// The words that were given.
    pub asked: String,
    /// The term that they mean.
    pub id: TermId,
    /// What it is called.
    #[serde(flatten)]
    pub term: TermAnswer,
    /// Whether the words are only near to it.
    pub is_near: bool,
}

/// A sign as one drug has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Match {
    /// The sign.
    pub term: TermId,
    /// In which of its lists.
    pub list: ListKind,
    /// Whether it threatens life there.
    pub danger: bool,
}

/// A drug with the signs that it has.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Matched {
    /// The drug.
    pub id: EntryId,
    /// Its name.
    pub name: Str,
    /// The signs that were asked for and that it has.
    pub signs: Vec<Match>,
    #[serde(skip)]
    among: usize,
}

impl Matched {
    /// How many of the signs it has, whichever the list.
    pub fn count(&self) -> usize {
        let terms: std::collections::BTreeSet<&TermId> = self.signs.iter().map(|sign| &sign.term).collect();
        terms.len()
    }
}

/// Drugs of one class, or one drug without a class.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Group {
    /// The class.
    pub class: Option<EntryId>,
    /// The name of the class, or of the drug.
    pub name: Str,
    /// The drugs, best match first.
    pub drugs: Vec<Matched>,
    /// How many of them have as many of the signs as the first.
    pub equal: usize,
    /// How many drugs the class has in all.
    pub members: usize,
    /// The facts of the drug that matches best.
    pub facts: Vec<FactAnswer>,
}

/// The answer.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Which {
    /// The signs that were understood.
    pub signs: Vec<Asked>,
    /// Words that mean no sign, each with signs that are near.
    pub not_understood: Vec<(String, Vec<String>)>,
    /// The lists that were looked at.
    pub lists: Vec<ListKind>,
    /// What to do now and whom to call, where overdose is among the lists.
    pub emergency: Option<Emergency>,
    /// Whether every drug is to be shown, and not its class alone.
    pub unfolded: bool,
    /// The drugs, those that match best first.
    pub groups: Vec<Group>,
}

/// More words than these make no name of a sign.
const MOST_WORDS: usize = 6;

/// The signs that words mean: the longest run of words that is a name of one, again and again.
fn understand(kb: &KnowledgeBase, words: &[String]) -> (Vec<Asked>, Vec<(String, Vec<String>)>) {
    let apart = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '.' | '!' | '?');
    let words: Vec<&str> = words.iter().flat_map(|word| word.split(apart)).filter(|word| !word.is_empty()).collect();
    let (mut signs, mut lost): (Vec<Asked>, Vec<(String, Vec<String>)>) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < words.len() {
        let most = MOST_WORDS.min(words.len() - at);
        let runs = || (1..=most).rev().filter_map(|count| Some((count, words.get(at..at + count)?.join(" "))));
        let exact = runs().find_map(|(count, run)| Some((count, run.clone(), kb.term_of_word(&run)?, false)));
        let found = exact.or_else(|| {
            runs().find_map(|(count, run)| {
                let near = kb.terms_near(&names::fold(&run));
                // A word that is near to two signs is near to none.
                match near.as_slice() {
                    [(_, id)] => Some((count, run, id.clone(), true)),
                    [(a, id), (b, _), ..] if a < b => Some((count, run, id.clone(), true)),
                    _ => None,
                }
            })
        });
        match found {
            Some((count, asked, id, is_near)) => {
                if let Some(term) = kb.term(&id).filter(|_| !signs.iter().any(|known| known.id == id)) {
                    signs.push(Asked { asked, id, term: term.into(), is_near });
                }
                at += count;
            }
            // A sentence has words that say nothing of a sign.
            None if words.get(at).is_some_and(|word| says_nothing(&names::fold(word))) => at += 1,
            None => {
                let word = words.get(at).copied().unwrap_or_default();
                lost.push((word.to_owned(), containing(&kb.terms(), word)));
                at += 1;
            }
        }
    }
    (signs, lost)
}

/// The names of a few signs that hold a word.
fn containing(terms: &[(TermId, Term)], word: &str) -> Vec<String> {
    let folded = names::fold(word);
    let holds = |term: &Term| {
        term.words().any(|name| names::fold(name).split(' ').any(|part| part == folded || likely(part, &folded)))
    };
    let hits = terms.iter().filter(|(_, term)| !folded.is_empty() && holds(term));
    hits.take(5).map(|(_, term)| term.name.to_string()).collect()
}

fn likely(part: &str, word: &str) -> bool {
    word.len() >= 4 && part.starts_with(word)
}

/// The drugs that have these signs.
pub fn which(context: &Context, words: &[String], lists: &[ListKind], unfolded: bool) -> Reply {
    let kb = context.kb;
    let lists = if lists.is_empty() { ListKind::ALL.to_vec() } else { lists.to_vec() };
    let (signs, not_understood) = understand(kb, words);
    let mut gather = Gatherer::new(kb);
    let wanted: Vec<TermId> = signs.iter().map(|sign| sign.id.clone()).collect();
    let listed = kb.listed();
    let mut drugs: Vec<Matched> = Vec::new();
    for (term, place) in kb.seen(&wanted) {
        let Some(list) = lists.iter().find(|list| list.signs() == place.section) else { continue };
        let found = Match { term, list: *list, danger: place.danger };
        match drugs.iter_mut().find(|drug| drug.id == place.entry) {
            Some(drug) => drug.signs.push(found),
            None => {
                let Some(row) = listed.iter().find(|row| row.id == place.entry) else { continue };
                let name = row.name.clone();
                drugs.push(Matched { id: place.entry, name, signs: vec![found], among: place.among });
            }
        }
    }
    let rank = |drug: &Matched| (Reverse(drug.count()), drug.among, names::fold(&drug.name));
    drugs.sort_by_cached_key(rank);
    let mut groups: Vec<Group> = Vec::new();
    for drug in drugs {
        let class = listed.iter().find(|row| row.id == drug.id).and_then(|row| row.classes.first().cloned());
        match groups.iter_mut().find(|group| class.is_some() && group.class == class) {
            Some(group) => group.drugs.push(drug),
            None => {
                let name = class.as_ref().and_then(|class| kb.name_of(class)).unwrap_or_else(|| drug.name.clone());
                let members = listed.iter().filter(|row| row.classes.first() == class.as_ref()).count();
                let members = if class.is_some() { members } else { 1 };
                groups.push(Group { class, name, drugs: vec![drug], equal: 1, members, facts: Vec::new() });
            }
        }
    }
    groups.retain(|group| group.drugs.first().is_some_and(|drug| kb.kind_of(&drug.id) == Some(EntryKind::Drug)));
    for group in &mut groups {
        let most = group.drugs.first().map_or(0, Matched::count);
        group.equal = group.drugs.iter().take_while(|drug| drug.count() == most).count();
    }
    groups.sort_by_cached_key(|group| {
        let best = group.drugs.first();
        let most = best.map_or(0, Matched::count);
        let is_exact = best.is_some_and(|best| best.among == most);
        // In thousandths, and as if one more drug did not have them: what most of a large class has tells more than
        // what one drug has, or one of many.
        let share = group.equal * 1000 / (group.members + 1);
        (Reverse(most), !is_exact, Reverse(share), best.map_or(0, |best| best.among), names::fold(&group.name))
    });
    for group in &mut groups {
        let best = group.drugs.first();
        let Some(monograph) = best.and_then(|best| kb.monograph(&best.id)) else { continue };
        let signs = best.into_iter().flat_map(|best| &best.signs);
        let address = |sign: &Match| Address { section: sign.list.signs(), key: sign.term.clone().into() };
        group.facts = signs.filter_map(|sign| Some(gather.fact(&monograph.fact(&address(sign))?))).collect();
    }
    // Signs of overdose open with what to do now: where they were asked for, or where one of them threatens life.
    let overdose_alone = lists == [ListKind::Overdose];
    let mut found = groups.iter().flat_map(|group| &group.drugs).flat_map(|drug| &drug.signs);
    let urgent = overdose_alone || found.any(|sign| sign.list == ListKind::Overdose && sign.danger);
    let emergency = urgent.then(|| emergency(context, &mut gather));
    let answer = Which { signs, not_understood, lists, emergency, unfolded, groups };
    Reply::new(kb, Answer::Which(Box::new(answer)), gather.sources)
}
