//! Every name that a drug goes by, and what somebody may have meant by one that is not known.

use super::library::{EntryKind, Library};
use crate::model::{Country, EntryId, Group, Layer, NameFact, Str, Substance, Text};
use serde::{Deserialize, Serialize};

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

/// A name as it is compared: lower case, every run of anything but letters and digits one space.
///
/// Characters that are not seen, such as the soft hyphens of pages that were copied from, are left out.
pub fn fold(name: &str) -> String {
    let unseen = |c: &char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}');
    let mut folded = String::with_capacity(name.len());
    let mut in_word = true;
    for c in name.chars().filter(|c| !unseen(c)).flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            if !in_word && !folded.is_empty() {
                folded.push(' ');
            }
            folded.push(c);
        }
        in_word = c.is_alphanumeric();
    }
    folded
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

/// Every name in a library, sorted as it is compared.
pub fn of_library(library: &Library) -> Vec<Name> {
    let mut names: Vec<Name> = library
        .entries
        .values()
        .flat_map(|filed| of_layer(filed.value.0, &filed.value.1))
        .chain(library.patches.iter().flat_map(|(_, patches)| {
            patches.iter().flat_map(|patch| {
                let mut names = of_layer(EntryKind::Drug, &patch.value);
                names.retain(|name| name.kind != NameKind::Generic);
                names
            })
        }))
        .chain(library.substances.iter().flat_map(|(id, substance)| {
            let Substance { name, synonyms, .. } = &substance.value;
            own_names(id, NameKind::Substance, name, synonyms)
        }))
        .chain(library.groups.iter().flat_map(|(id, group)| {
            let Group { name, synonyms, .. } = &group.value;
            own_names(id, NameKind::Group, name, synonyms)
        }))
        .collect();
    names.sort_by_cached_key(|name| (fold(&name.shown), name.clone()));
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
