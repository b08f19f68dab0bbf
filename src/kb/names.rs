//! Every name that a drug goes by, and what somebody may have meant by one that is not known.

use super::file::Content;
use super::library::{EntryKind, Library};
use crate::arrange::Arrange;
use crate::model::{Country, EntryId, Group, Layer, NameFact, Str, Substance, Text};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What kind of name a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum NameKind {
    /// The generic name.
    Generic,
    /// A class of drugs.
    Class,
    /// Something that interacts and has no monograph.
    Substance,
    /// A group of what interacts alike.
    Group,
    /// A brand, in one country.
    Brand,
    /// Another name for the same substance.
    Synonym,
    /// A name under which it is sold; what was sold under it is unknown.
    Street,
}

impl NameKind {
    /// Whether it is the name under which the entry stands in the knowledge base.
    pub fn is_own(self) -> bool {
        matches!(self, Self::Generic | Self::Class | Self::Substance | Self::Group)
    }
}

/// A name and the entry that it means.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Name {
    /// The name as it is shown.
    pub shown: Str,
    /// What kind of name it is.
    pub kind: NameKind,
    /// Where it is used; everywhere, if not given.
    pub country: Option<Country>,
    /// The entry.
    pub id: EntryId,
    /// What else is in a product of that name, beside the entry.
    pub with: Vec<EntryId>,
}

/// A text as it is compared: its words in lower case and without accents, one space between them.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for (_, word) in words(text) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(&word);
    }
    folded
}

/// What a character is to the word that it stands in.
enum Part {
    /// A part of it.
    Own,
    /// Nothing: the words around it are one.
    Unseen,
    /// Its end.
    End,
}

/// What a character is to its word, by the character before it in the word and by the text behind it.
///
/// Figures stay whole, since 0.5 is not 5: a point between digits or before them belongs to them, and the comma before
/// a thousand is left out. So is the apostrophe of "can't", and what is not seen, such as the soft hyphens of pages
/// that were copied from.
fn part(before: Option<char>, c: char, after: &str) -> Part {
    let next = after.chars().next();
    let is_digit = |c: char| c.is_ascii_digit();
    let is_thousand = || {
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        digits == 3 && before.is_some_and(is_digit)
    };
    match c {
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{300}'..='\u{36f}' => Part::Unseen,
        '\'' | '\u{2018}' | '\u{2019}' | '\u{2bc}' | '`' | '\u{b4}'
            if before.is_some() && next.is_some_and(char::is_alphanumeric) =>
        {
            Part::Unseen
        }
        '.' if next.is_some_and(is_digit) && before.is_none_or(is_digit) => Part::Own,
        ',' if is_thousand() => Part::Unseen,
        _ if c.is_alphanumeric() => Part::Own,
        _ => Part::End,
    }
}

/// The words of a text as they are compared, each with its place in the text.
pub fn words(text: &str) -> impl Iterator<Item = (Range<usize>, String)> {
    let mut rest = text.char_indices();
    std::iter::from_fn(move || {
        let (mut word, mut place, mut before) = (String::new(), 0..0, None);
        for (at, c) in rest.by_ref() {
            let end = at + c.len_utf8();
            match part(before, c, text.get(end..).unwrap_or_default()) {
                Part::Own => {
                    if before.is_none() {
                        place.start = at;
                    }
                    // A figure that begins with its point: .5 is 0.5.
                    if c == '.' && before.is_none() {
                        word.push('0');
                    }
                    c.to_lowercase().for_each(|c| push_plain(&mut word, c));
                    before = Some(c);
                    place.end = end;
                }
                Part::Unseen => {}
                Part::End if before.is_none() => {}
                Part::End => break,
            }
        }
        (!word.is_empty()).then_some((place, word))
    })
}

/// A lower-case letter without its accent, as it is typed where there is no key for it.
fn push_plain(word: &mut String, c: char) {
    let plain = match c {
        '\u{300}'..='\u{36f}' => return,
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ğ' => 'g',
        'ì'..='ï' | 'ī' | 'į' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'ş' | 'š' | 'ș' => 's',
        'ť' | 'ț' => 't',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ß' => return word.push_str("ss"),
        'æ' => return word.push_str("ae"),
        'œ' => return word.push_str("oe"),
        _ => c,
    };
    word.push(plain);
}

/// Every name that a layer gives its entry.
pub fn of_layer(kind: EntryKind, layer: &Layer) -> Vec<Name> {
    let name = |shown: &str, kind, country| Name {
        shown: shown.to_owned().into(),
        kind,
        country,
        id: layer.id.clone(),
        with: Vec::new(),
    };
    let fact = |(shown, fact): (&Text, &NameFact), kind, country| Name {
        with: fact.with.clone(),
        ..name(shown.as_str(), kind, country)
    };
    let own = match kind {
        EntryKind::Drug => NameKind::Generic,
        EntryKind::Class => NameKind::Class,
        EntryKind::Substance => NameKind::Substance,
        EntryKind::Group => NameKind::Group,
    };
    let mut names = vec![name(layer.name.as_ref().map_or(layer.id.as_str(), |n| n.as_str()), own, None)];
    if fold(layer.id.as_str()) != names.first().map(|n| fold(&n.shown)).unwrap_or_default() {
        names.push(name(layer.id.as_str(), own, None));
    }
    for (country, brands) in &layer.brands {
        names.extend(brands.iter().map(|brand| fact(brand, NameKind::Brand, Some(*country))));
    }
    names.extend(layer.synonyms.iter().map(|synonym| fact(synonym, NameKind::Synonym, None)));
    names.extend(layer.street_names.iter().map(|street| fact(street, NameKind::Street, None)));
    names
}

/// The names of something that has no layer; its synonyms are as good as its name, since no brand can differ.
fn own_names(id: &EntryId, kind: NameKind, name: &Text, synonyms: &[Text]) -> Vec<Name> {
    let named = |shown: &str, kind| Name {
        shown: shown.to_owned().into(),
        kind,
        country: None,
        id: id.clone(),
        with: Vec::new(),
    };
    let mut names = vec![named(name.as_str(), kind)];
    if fold(id.as_str()) != fold(name.as_str()) {
        names.push(named(id.as_str(), kind));
    }
    names.extend(synonyms.iter().map(|synonym| named(synonym.as_str(), NameKind::Synonym)));
    names
}

/// Every name that a file gives.
pub fn of_file(content: &Content) -> Vec<Name> {
    match content {
        Content::Drug(layer) => of_layer(EntryKind::Drug, layer),
        Content::Class(layer) => of_layer(EntryKind::Class, layer),
        Content::DrugPatch(layer) | Content::ClassPatch(layer) => of_patch(layer),
        Content::Substances(content) => {
            let substances = content.substances.iter();
            let of_substances = substances.flat_map(|(id, s)| own_names(id, NameKind::Substance, &s.name, &s.synonyms));
            let groups = content.groups.iter();
            of_substances
                .chain(groups.flat_map(|(id, g)| own_names(id, NameKind::Group, &g.name, &g.synonyms)))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// Every name that a patch gives its entry beside the entry's own.
fn of_patch(layer: &Layer) -> Vec<Name> {
    let mut names = of_layer(EntryKind::Drug, layer);
    names.retain(|name| !name.kind.is_own());
    names
}

/// Every name in a library, sorted as it is compared.
pub fn of_library(library: &Library) -> Vec<Name> {
    let mut names: Vec<Name> = library
        .entries
        .values()
        .flat_map(|filed| of_layer(filed.value.0, &filed.value.1))
        .chain(library.patches.iter().flat_map(|(_, patches)| patches.iter().flat_map(|patch| of_patch(&patch.value))))
        .chain(library.substances.iter().flat_map(|(id, substance)| {
            let Substance { name, synonyms, .. } = &substance.value;
            own_names(id, NameKind::Substance, name, synonyms)
        }))
        .chain(library.groups.iter().flat_map(|(id, group)| {
            let Group { name, synonyms, .. } = &group.value;
            own_names(id, NameKind::Group, name, synonyms)
        }))
        .collect();
    names.arrange_by_key(|name| (fold(&name.shown), name.clone()));
    names.dedup();
    names
}

/// Whether a word that is looked for also finds longer words: never a figure, and no word of one or two letters.
pub fn is_completed(word: &str) -> bool {
    word.chars().count() > 2 && !word.chars().any(|c| c.is_ascii_digit())
}

/// Whether a folded word is what is looked for, or begins with it.
pub fn matches(word: &str, wanted: &str) -> bool {
    word == wanted || (is_completed(wanted) && word.starts_with(wanted))
}

/// How far a name may be from what was written and still be suggested.
fn tolerance(length: usize) -> usize {
    match length {
        0..=2 => 0,
        3 => 1,
        4..=7 => 2,
        _ => 3,
    }
}

/// The distance of two folded names, if it is small enough for a suggestion.
pub fn likeness(written: &str, name: &str) -> Option<usize> {
    let (a, b) = (written.chars().count(), name.chars().count());
    let most = tolerance(a.min(b));
    if a.abs_diff(b) > most {
        return None;
    }
    let distance = strsim::damerau_levenshtein(written, name);
    (distance <= most).then_some(distance)
}

/// How near a folded name is to what was written, the nearest least, if it is near enough to be suggested: it differs
/// by a slip or two, or it begins with what was written.
///
/// This suggests; it finds nothing. A figure is never completed.
pub fn nearness(written: &str, name: &str) -> Option<usize> {
    let begins = (is_completed(written) && name.starts_with(written)).then_some(1);
    let slips = likeness(written, name);
    begins.into_iter().chain(slips).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_look_the_same_fold_the_same() {
        for name in ["St. John's wort", "st johns wort", "St John\u{2019}s Wort", "ST. JOHNS-WORT", " St  John`s wort"]
        {
            assert_eq!(fold(name), "st johns wort", "{name}");
        }
        assert_eq!(fold("Café Rivotril\u{ae}"), "cafe rivotril");
        assert_eq!(fold("cafe\u{301}"), "cafe");
        assert_eq!(fold("'benzos' and \u{2018}bars\u{2019}"), "benzos and bars");
        assert_eq!(fold("clon\u{ad}azepam"), "clonazepam");
    }

    #[test]
    fn figures_stay_whole() {
        assert_eq!(fold("0.5 mg, .25 mg and 5."), "0.5 mg 0.25 mg and 5");
        assert_eq!(fold("4,000 mg; 1,234,567; 1,29; 2,10,300"), "4000 mg 1234567 1 29 2 10300");
        assert_eq!(fold("sleep. 2 days"), "sleep 2 days");
    }

    #[test]
    fn words_know_where_they_stand() {
        let text = "Can't take 4,000\u{a0}mg.";
        let found: Vec<(&str, String)> = words(text).map(|(place, word)| (&text[place], word)).collect();
        let found: Vec<(&str, &str)> = found.iter().map(|(shown, word)| (*shown, word.as_str())).collect();
        assert_eq!(found, [("Can't", "cant"), ("take", "take"), ("4,000", "4000"), ("mg", "mg")]);
    }

    #[test]
    fn a_beginning_is_suggested_and_a_figure_is_not_completed() {
        assert!(nearness("clonaz", "clonazepam").is_some());
        assert!(nearness("0.5", "0.55 solution").is_none());
        assert!(nearness("cl", "clonazepam").is_none());
    }
}
