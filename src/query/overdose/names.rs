//! Which drugs the words of a command line name: `xanax percocet`, `xanax, percocet and st john's wort`.

use crate::kb::names::fold;
use crate::query::Context;

/// No name has more words.
const MOST_WORDS: usize = 6;

/// Words that stand between names.
const BETWEEN: [&str; 4] = ["and", "or", "plus", "with"];

/// The names among the words, the known ones as long as they can be. All the words may be one name.
pub fn named(context: &Context, words: &[String]) -> Vec<String> {
    let whole = words.join(" ");
    if words.is_empty() {
        return Vec::new();
    }
    if context.kb.knows(&whole) {
        return vec![whole];
    }
    let mut names = Vec::new();
    for part in whole.split([',', ';']) {
        let words: Vec<&str> = part.split([' ', '\t', '\n', '/', '+', '&']).filter(|w| !fold(w).is_empty()).collect();
        names.extend(of_part(context, &words));
    }
    if names.is_empty() { vec![whole] } else { names }
}

/// The names in a run of words without a comma.
fn of_part(context: &Context, words: &[&str]) -> Vec<String> {
    let mut names = Vec::new();
    let mut unknown: Vec<&str> = Vec::new();
    let mut rest = words;
    while let Some((first, after)) = rest.split_first() {
        let longest = (1..=rest.len().min(MOST_WORDS)).rev().find_map(|count| {
            let (name, after) = rest.split_at_checked(count)?;
            let name = name.join(" ");
            context.kb.knows(&name).then_some((name, after))
        });
        match longest {
            Some((name, after)) => {
                names.extend(unknown_names(context, &std::mem::take(&mut unknown)));
                names.push(name);
                rest = after;
            }
            None => {
                if BETWEEN.contains(&fold(first).as_str()) {
                    names.extend(unknown_names(context, &std::mem::take(&mut unknown)));
                } else {
                    unknown.push(first);
                }
                rest = after;
            }
        }
    }
    names.extend(unknown_names(context, &unknown));
    names
}

/// Words that are no name: each a misspelt one, if one of them is near to a name; else they are one.
fn unknown_names(context: &Context, words: &[&str]) -> Vec<String> {
    let whole = words.join(" ");
    match words {
        [] => Vec::new(),
        [_, _, ..] if !context.kb.is_near(&whole) && words.iter().any(|word| context.kb.is_near(word)) => {
            words.iter().map(|word| (*word).to_owned()).collect()
        }
        _ => vec![whole],
    }
}
