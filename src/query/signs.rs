//! The signs that words mean: plain words, clinical words, and whole sentences.

use super::TermAnswer;
use crate::kb::gist::{says_no, stem, told, told_by};
use crate::kb::index::each_once;
use crate::kb::{KnowledgeBase, names};
use crate::model::text::printable;
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

/// Words that mean no sign.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Lost {
    /// The words that were given.
    pub asked: String,
    /// Signs that may have been meant.
    pub near: Vec<NearSign>,
}

/// A sign that may have been meant.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NearSign {
    /// The term.
    pub id: TermId,
    /// What it is called.
    pub name: Str,
}

/// What was understood of words, in their order.
#[derive(Debug, Default)]
pub struct Understood {
    /// The signs, each once.
    pub signs: Vec<Asked>,
    /// The words that mean none.
    pub lost: Vec<Lost>,
}

/// More words than these make no name of a sign.
const MOST_WORDS: usize = 8;
/// More words than these make no name with a slip in it.
const MOST_SLIPPED: usize = 3;
/// Nobody tells a longer story to a lookup.
const LONGEST: usize = 200;
/// More signs that are only near help nobody.
const MOST_NEAR: usize = 5;

/// What somebody cannot do who goes on with what follows: "can't stop shaking".
const STOP: &[&str] = &["stop", "stopped", "stopping"];

/// Words between two things that are told.
const BETWEEN: &[&str] = &["and", "but", "or", "then"];

/// A word as it was given and as it is compared.
struct Word<'w> {
    shown: &'w str,
    folded: String,
}

impl Word<'_> {
    fn is_no(&self) -> bool {
        says_no(&self.folded)
    }

    fn names_something(&self) -> bool {
        !self.is_no() && told(&self.folded).is_some()
    }
}

/// Where some of the words are that mean a sign: the first of them, and how many.
type Place = (usize, usize);

/// How words are taken to be a sign, the surest way first.
#[derive(Clone, Copy)]
enum Way {
    /// They are a name of it.
    Name,
    /// They are the words of a name in other forms or another order: lips are blue.
    Words,
    /// They are a name but for a slip or two.
    Slip,
}

/// The signs that words mean.
///
/// The longest words that are a name go first, wherever they stand; what is between them is then read less strictly.
/// Folded words that are known for something else are no slips.
pub fn understand(kb: &KnowledgeBase, arguments: &[String], is_known: impl Fn(&str) -> bool) -> Understood {
    let mut reader = Reader { kb, is_known: &is_known, found: Understood::default() };
    let mut left = LONGEST;
    for clause in clauses(kb, arguments) {
        let (read, rest) = clause.split_at(left.min(clause.len()));
        reader.read(read, Way::Name);
        left -= read.len();
        rest.iter().take(1).for_each(|word| reader.lose(format!("{} ...", word.shown), Vec::new()));
    }
    let Understood { signs, lost } = &reader.found;
    // Words that tell nothing at all.
    if signs.is_empty() && lost.is_empty() {
        reader.lose(arguments.join(" "), Vec::new());
    }
    reader.found
}

/// The words of each thing that is told: of an argument with several words, or of several with one, and not beyond a
/// comma or the end of a sentence, unless it is a part of a name.
fn clauses<'w>(kb: &KnowledgeBase, arguments: &'w [String]) -> Vec<Vec<Word<'w>>> {
    let ends = |c: char| matches!(c, ',' | ';' | '.' | '!' | '?' | ':');
    let mut clauses: Vec<Vec<Word>> = Vec::new();
    let mut goes_on = false;
    for argument in arguments {
        let is_one = !argument.trim().contains(char::is_whitespace);
        let is_name = kb.term_of_word(argument).is_some();
        for (nth, clause) in argument.split(|c| !is_name && ends(c)).enumerate() {
            let words = names::words(clause);
            let words = words.map(|(place, folded)| Word { shown: clause.get(place).unwrap_or_default(), folded });
            match clauses.last_mut().filter(|_| nth == 0 && is_one && goes_on) {
                Some(last) => last.extend(words),
                None => clauses.push(words.collect()),
            }
        }
        goes_on = is_one && !argument.ends_with(ends);
    }
    clauses.iter_mut().for_each(go_on);
    clauses
}

/// Takes "can't stop" away from before what goes on.
fn go_on(words: &mut Vec<Word>) {
    let goes_on = |three: &[Word]| matches!(three, [no, stop, sign] if no.is_no() && STOP.contains(&stop.folded.as_str()) && sign.names_something());
    while let Some(at) = words.windows(3).position(goes_on) {
        words.drain(at..at + 2);
    }
}

struct Reader<'kb> {
    kb: &'kb KnowledgeBase,
    is_known: &'kb dyn Fn(&str) -> bool,
    found: Understood,
}

impl Reader<'_> {
    fn is_open(&self, word: &Word) -> bool {
        word.names_something() && !(self.is_known)(&word.folded)
    }

    fn read(&mut self, words: &[Word], way: Way) {
        let hit = match way {
            Way::Name | Way::Words if !words.iter().any(Word::names_something) => return,
            Way::Slip if !words.iter().any(|word| self.is_open(word)) => return,
            Way::Name => self.named(words),
            Way::Words => self.told(words),
            Way::Slip => self.slipped(words),
        };
        match (hit, way) {
            (Some(((at, count), id)), _) => {
                let (before, rest) = words.split_at(at);
                let (run, after) = rest.split_at(count);
                // Who says that a sign is not there does not look for it.
                match before.split_last() {
                    Some((no, before)) if no.is_no() => {
                        self.read(before, way);
                        let near = self.near_sign(id);
                        self.lose(format!("{} {}", no.shown, shown(run)), near.into_iter().collect());
                    }
                    _ => {
                        self.read(before, way);
                        self.find(run, id, !matches!(way, Way::Name));
                    }
                }
                self.read(after, way);
            }
            (None, Way::Name) => self.read(words, Way::Words),
            (None, Way::Words) => self.read(words, Way::Slip),
            (None, Way::Slip) => {
                let open: Vec<&Word> = words.iter().filter(|word| self.is_open(word)).collect();
                for word in open {
                    self.lose(word.shown.to_owned(), signs_near(self.kb, &word.folded));
                }
            }
        }
    }

    fn find(&mut self, run: &[Word], id: TermId, is_near: bool) {
        if self.found.signs.iter().any(|known| known.id == id) {
            return;
        }
        if let Some(term) = self.kb.term_head(&id) {
            self.found.signs.push(Asked { asked: shown(run), id, term: term.into(), is_near });
        }
    }

    fn lose(&mut self, asked: String, near: Vec<NearSign>) {
        self.found.lost.push(Lost { asked: printable(&asked), near });
    }

    fn near_sign(&self, id: TermId) -> Option<NearSign> {
        let name = self.kb.term_head(&id)?.name.into();
        Some(NearSign { id, name })
    }

    /// The longest run that is a name, the first of several.
    fn named(&self, words: &[Word]) -> Option<(Place, TermId)> {
        let meant = |(at, run): (usize, &[Word])| {
            let id = self.kb.term_of_word(&folded(run))?;
            Some(((at, run.len()), id))
        };
        (1..=MOST_WORDS).rev().find_map(|count| words.windows(count).enumerate().find_map(meant))
    }

    /// The longest run that tells what a name tells.
    fn told(&self, words: &[Word]) -> Option<(Place, TermId)> {
        let is_edge = |word: Option<&Word>| word.is_some_and(|word| told(&word.folded).is_some());
        let is_one = |run: &[Word]| {
            is_edge(run.first())
                && is_edge(run.last())
                && !run.iter().any(|word| BETWEEN.contains(&word.folded.as_str()))
        };
        let runs = (1..=MOST_WORDS).flat_map(|count| words.windows(count).enumerate()).filter(|(_, run)| is_one(run));
        let tell = |(at, run): (usize, &[Word])| {
            let told = told_by(run.iter().map(|word| word.folded.as_str()))?;
            let key = (Reverse(run.len()), at);
            Some(self.kb.terms_that_tell(&told).into_iter().map(move |id| (key, id)))
        };
        let hits = each_once(runs.filter_map(tell).flatten().collect());
        let ((Reverse(count), at), id) = alone(hits)?;
        Some(((at, count), id))
    }

    /// The run that is nearest to a name, if it is near enough to be taken for it.
    fn slipped(&self, words: &[Word]) -> Option<(Place, TermId)> {
        let runs = (1..=MOST_SLIPPED).flat_map(|count| words.windows(count).enumerate());
        let runs = runs.filter(|(_, run)| run.iter().all(|word| self.is_open(word)));
        let runs: Vec<(Place, String)> = runs.map(|(at, run)| ((at, run.len()), folded(run))).collect();
        let hits = self.kb.terms_where(|name| {
            let near = runs.iter().filter_map(|((at, count), written)| {
                // A word is taken for another only if most of it is right, and its beginning.
                let begins = written.chars().next() == name.chars().next();
                let slips = begins.then(|| names::likeness(written, name)).flatten()?;
                (slips * 4 <= written.chars().count()).then_some((slips, Reverse(*count), *at))
            });
            near.min()
        });
        let ((_, Reverse(count), at), id) = alone(hits)?;
        Some(((at, count), id))
    }
}

/// The first of some hits to which no other is equal: what is near to two signs is near to none.
fn alone<K: PartialEq>(hits: Vec<(K, TermId)>) -> Option<(K, TermId)> {
    let at = (0..hits.len()).find(|at| {
        let key = |at: usize| hits.get(at).map(|(key, _)| key);
        key(*at) != key(at + 1) && at.checked_sub(1).is_none_or(|before| key(*at) != key(before))
    });
    hits.into_iter().nth(at?)
}

fn shown(run: &[Word]) -> String {
    printable(&run.iter().map(|word| word.shown).collect::<Vec<_>>().join(" "))
}

fn folded(run: &[Word]) -> String {
    run.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ")
}

/// The signs with a name that holds a folded word, a form of it, or something near to it.
pub fn signs_near(kb: &KnowledgeBase, word: &str) -> Vec<NearSign> {
    if word.is_empty() || word.chars().any(|c| c.is_ascii_digit()) {
        return Vec::new();
    }
    let (root, letters) = (stem(word), word.chars().count());
    let rank = |part: &str| match part {
        _ if part == word => Some(0),
        _ if stem(part) == root => Some(1),
        _ if letters > 3 && root.len() > 3 && part.starts_with(root) => Some(2),
        _ => names::likeness(word, part).filter(|slips| slips * 4 <= letters).map(|slips| slips + 2),
    };
    let hits = kb.terms_where(|name| name.split(' ').filter_map(rank).min());
    // Far ones say nothing where there are near ones.
    let nearest = hits.first().map(|(rank, _)| (*rank).max(2));
    let near = hits.into_iter().filter(|(rank, _)| Some(*rank) <= nearest).take(MOST_NEAR);
    near.filter_map(|(_, id)| Some(NearSign { name: kb.term_head(&id)?.name.into(), id })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin::STORE;

    fn read(arguments: &[&str]) -> (Vec<String>, Vec<String>) {
        let arguments: Vec<String> = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        let found = understand(&KnowledgeBase::compiled(&STORE), &arguments, |_| false);
        let signs = found.signs.iter().map(|sign| sign.id.to_string()).collect();
        (signs, found.lost.into_iter().map(|lost| lost.asked).collect())
    }

    fn signs(arguments: &[&str]) -> Vec<String> {
        read(arguments).0
    }

    #[test]
    fn sentences_are_understood() {
        let (signs, lost) = read(&["he can't breathe and his lips are blue"]);
        assert!(signs.contains(&"blue-or-grey-lips".to_owned()) && signs.len() == 2, "{signs:?}");
        assert!(lost.is_empty(), "{lost:?}");
        assert_eq!(read(&["She is NOT breathing!"]), (vec!["stopped-breathing".to_owned()], vec![]));
    }

    #[test]
    fn words_that_belong_to_two_signs_are_not_mixed() {
        assert_eq!(signs(&["fast breathing, slow pulse"]).first().map(String::as_str), Some("fast-breathing"));
        assert_eq!(signs(&["small pupils", "slow breathing"]), ["small-pupils", "slow-or-shallow-breathing"]);
        assert_eq!(signs(&["slow", "breathing", "small", "pupils"]), ["slow-or-shallow-breathing", "small-pupils"]);
    }

    #[test]
    fn a_sign_that_is_not_there_is_not_looked_for() {
        let (signs, lost) = read(&["vomiting but no seizures"]);
        assert_eq!((signs, lost), (vec!["vomiting".to_owned()], vec!["no seizures".to_owned()]));
    }

    #[test]
    fn a_lost_word_has_signs_near_it() {
        let near = |word: &str| -> Vec<String> {
            let near = signs_near(&KnowledgeBase::compiled(&STORE), word);
            near.into_iter().map(|sign| sign.id.to_string()).collect()
        };
        assert!(near("lips").contains(&"blue-or-grey-lips".to_owned()), "{:?}", near("lips"));
        assert!(near("seizing").contains(&"seizures".to_owned()), "{:?}", near("seizing"));
        assert!(near("pupills").contains(&"small-pupils".to_owned()), "{:?}", near("pupills"));
        assert!(near("7").is_empty() && near("").is_empty() && near("zigzagging").is_empty());
    }

    #[test]
    fn what_cannot_be_stopped_is_there() {
        assert_eq!(read(&["she can't stop vomiting"]), (vec!["vomiting".to_owned()], vec![]));
        assert_eq!(signs(&["it is a seizure that does not stop"]), ["seizure-that-does-not-stop"]);
    }

    #[test]
    fn words_that_tell_nothing_are_lost_whole() {
        assert_eq!(read(&["he is very"]), (vec![], vec!["he is very".to_owned()]));
        assert_eq!(read(&["..."]), (vec![], vec!["...".to_owned()]));
        assert_eq!(read(&["zigzagging"]), (vec![], vec!["zigzagging".to_owned()]));
    }
}
