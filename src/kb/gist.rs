//! What words tell, whichever their forms and their order: "lips are blue" tells what "blue lips" tells.

use crate::arrange::Arrange;

/// Words that say nothing of what is looked for.
const EMPTY: &[&str] = &[
    "a", "about", "after", "again", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be", "been", "being",
    "but", "by", "can", "could", "did", "do", "does", "for", "from", "had", "has", "have", "he", "her", "hers", "hes",
    "him", "his", "how", "i", "if", "im", "in", "is", "it", "its", "ive", "just", "me", "my", "now", "of", "on", "or",
    "our", "she", "shes", "so", "some", "than", "that", "the", "their", "them", "then", "there", "they", "theyre",
    "this", "to", "too", "us", "very", "was", "we", "were", "what", "when", "where", "which", "who", "why", "will",
    "with", "would", "you", "your",
];

/// Words that say no.
const NOT: &[&str] = &[
    "arent", "cannot", "cant", "couldnt", "didnt", "doesnt", "dont", "isnt", "never", "no", "not", "unable", "wasnt",
    "without", "wont", "wouldnt",
];

/// Words of a story that name no sign.
const STORY: &[&str] = &[
    "baby", "bad", "badly", "bit", "child", "dad", "daughter", "feel", "feeling", "feels", "friend", "get", "gets",
    "getting", "go", "goes", "going", "got", "husband", "keep", "keeps", "kid", "like", "look", "looking", "looks",
    "lot", "mom", "mum", "patient", "person", "really", "seem", "seems", "somebody", "someone", "son", "wife",
];

/// Whether a word is in a list, which is sorted.
fn is_one_of(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

/// Whether a folded word says no.
pub fn says_no(word: &str) -> bool {
    is_one_of(NOT, word)
}

/// Whether a folded word says nothing of what is looked for.
pub fn says_nothing(word: &str) -> bool {
    is_one_of(EMPTY, word) || says_no(word)
}

/// The part of a word that its forms share: of breathe, breathes and breathing.
pub fn stem(word: &str) -> &str {
    let root = |ending: &&str| word.strip_suffix(ending).filter(|root| root.chars().count() > 2);
    ["ing", "ed", "es", "s", "e"].iter().find_map(root).unwrap_or(word)
}

/// What a folded word tells: nothing, a no, or the stem of what it names.
pub fn told(word: &str) -> Option<&str> {
    match word {
        _ if says_no(word) => Some("not"),
        _ if is_one_of(EMPTY, word) || is_one_of(STORY, word) => None,
        _ => Some(stem(word)),
    }
}

/// What folded words tell, whichever their order; nothing, if they tell no more than no.
pub fn told_by<'w>(words: impl Iterator<Item = &'w str>) -> Option<String> {
    let mut all: Vec<&str> = words.filter_map(told).collect();
    all.arrange();
    all.iter().any(|word| *word != "not").then(|| all.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [EMPTY, NOT, STORY] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }

    #[test]
    fn forms_and_order_tell_the_same() {
        let told = |words: &str| told_by(words.split(' '));
        assert_eq!(told("lips are blue"), told("blue lips"));
        assert_eq!(told("he is not breathing").as_deref(), Some("breath not"));
        assert_eq!((told("he is not"), told("is he")), (None, None));
    }
}
