//! `klon list`: the formulary.

use super::{Answer, Context, Failure, Gatherer, Reply};
use crate::arrange::Arrange;
use crate::kb::index::Listed;
use crate::kb::{EntryKind, Lookup, names};
use crate::model::text::printable;
use crate::model::{Country, EntryId};
use serde::Serialize;

/// Which drugs to list; filters combine.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Filter {
    /// Members of this class.
    pub class: Option<EntryId>,
    /// Those in a schedule with these words in its name.
    pub schedule: Option<String>,
    /// Whose brands and schedules.
    pub country: Option<Country>,
}

impl Filter {
    /// The country whose law is shown.
    fn law(&self) -> Country {
        self.country.unwrap_or(Country::US)
    }
}

/// The list.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct List {
    /// What it was narrowed to.
    pub filter: Filter,
    /// Whose schedules these are.
    pub law: Country,
    /// The drugs, by name.
    pub drugs: Vec<Listed>,
    /// How many drugs there are in all.
    pub known: usize,
}

/// Words before the number of a schedule.
const LABELS: &[&str] = &["anlage", "annex", "annexe", "class", "list", "schedule", "table"];
/// Roman numbers, the first is one.
const ROMAN: &[&str] = &["i", "ii", "iii", "iv", "v", "vi"];

/// The words of a schedule, its Roman numbers as figures: `Schedule IV`, `S4`, `C-IV`.
fn words(schedule: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for (_, word) in names::words(schedule) {
        let number = |word: &str| match ROMAN.iter().position(|roman| *roman == word) {
            Some(nth) => Some((nth + 1).to_string()),
            None => Some(word.to_owned()).filter(|word| word.len() == 1 && word.bytes().all(|b| b.is_ascii_digit())),
        };
        let short = word.strip_prefix(['s', 'c']).and_then(number);
        match (number(&word), short) {
            // Class C is no number, and no more is what C-IV begins with.
            (Some(figure), _) if words.last().is_some_and(|last| last == "s" || last == "c") => {
                let is_class = words.len() > 1 && words.get(words.len() - 2).is_some_and(|label| label == "class");
                if !is_class && let Some(last) = words.last_mut() {
                    *last = "schedule".to_owned();
                }
                words.push(figure);
            }
            (Some(figure), _) => words.push(figure),
            (None, Some(figure)) => words.extend(["schedule".to_owned(), figure]),
            (None, None) => words.push(word),
        }
    }
    words
}

/// Whether a schedule as its law words it is meant by a few words: `Schedule IV` by `IV`, `S4` by `4`.
///
/// A number or a letter alone is that of a schedule or a class, and not of one of its parts.
fn is_meant(schedule: &str, wanted: &str) -> bool {
    let (schedule, wanted) = (words(schedule), words(wanted));
    let says_no = |words: &[String]| words.first().is_some_and(|first| first == "not");
    match wanted.as_slice() {
        [] => false,
        some if says_no(&schedule) && !says_no(some) => false,
        [one] if one.chars().count() == 1 => {
            let is_labelled =
                |pair: &[String]| matches!(pair, [label, it] if LABELS.contains(&label.as_str()) && it == one);
            schedule.windows(2).any(is_labelled)
        }
        some => schedule.windows(some.len()).any(|words| words == some),
    }
}

/// The drugs that pass the filters.
pub fn list(context: &Context, class: Option<&str>, schedule: Option<&str>) -> Result<Reply, Failure> {
    let kb = context.kb;
    let class = match class.map(|name| (name, kb.find(name, None))) {
        None => None,
        Some((_, Lookup::Found(found))) if kb.kind_of(&found.id) == Some(EntryKind::Class) => Some(found.id),
        Some((name, _)) => {
            return Err(Failure::NoClass { name: name.to_owned(), classes: kb.ids(EntryKind::Class) });
        }
    };
    let country = context.country.given();
    let filter = Filter { class, schedule: schedule.map(printable), country };
    let law = filter.law();
    let mut drugs = kb.listed();
    let known = drugs.len();
    if let Some(class) = &filter.class {
        drugs.retain(|drug| drug.ancestors.contains(class));
    }
    if let Some(wanted) = &filter.schedule {
        drugs.retain(|drug| drug.schedule(law).is_some_and(|placed| is_meant(&placed.schedule, wanted)));
    }
    let mut gather = Gatherer::new(kb);
    for drug in &mut drugs {
        if let Some(country) = filter.country {
            drug.brands.retain(|(place, _)| *place == country);
            drug.schedules.retain(|placed| placed.jurisdiction == *country.code());
        }
        drug.schedules.iter().for_each(|placed| gather.cite(&placed.cite));
    }
    drugs.arrange_by_key(|drug| names::fold(&drug.name));
    let answer = List { law, filter, drugs, known };
    Ok(Reply::new(kb, Answer::List(Box::new(answer)), gather.sources))
}

#[cfg(test)]
mod tests {
    use super::is_meant;

    #[test]
    fn a_schedule_is_meant_by_its_own_words() {
        for wanted in ["IV", "iv", "4", "Schedule IV", "schedule 4", "C-IV", "CIV", "C4"] {
            assert!(is_meant("Schedule IV", wanted), "{wanted}");
            assert!(!is_meant("Schedule III", wanted) && !is_meant("Schedule V", wanted), "{wanted}");
        }
        for wanted in ["S4", "4", "Schedule 4", "s 4"] {
            assert!(is_meant("S4", wanted) && is_meant("Schedule 4 (prescription only)", wanted), "{wanted}");
            assert!(!is_meant("Schedule 8 (drug of addiction)", wanted), "{wanted}");
        }
        assert!(!is_meant("Class C, Schedule 4 Part I", "I"));
        assert!(is_meant("Class C, Schedule 4 Part I", "Part I"));
        assert!(is_meant("Class C, Schedule 4 Part I", "class c") && is_meant("Class C, Schedule 4 Part I", "C"));
        assert!(!is_meant("Class C, Schedule 3", "A"));
        assert!(is_meant("Anlage III (may be prescribed)", "III"));
        assert!(!is_meant("Not on Schedule I", "I") && is_meant("Not on Schedule I", "not on schedule I"));
        assert!(!is_meant("Schedule IV", "") && !is_meant("", "IV") && !is_meant("Schedule IV", "."));
    }
}
