//! `klon list`: the formulary.

use super::{Answer, Context, Failure, Reply};
use crate::kb::index::Listed;
use crate::kb::{EntryKind, Lookup, names};
use crate::model::{Country, EntryId};
use serde::Serialize;

/// Which drugs to list; filters combine.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Filter {
    /// Members of this class.
    pub class: Option<EntryId>,
    /// Those in a schedule with this name, or with these words in its name.
    pub schedule: Option<String>,
    /// Whose brands and schedules.
    pub country: Option<Country>,
}

/// The list.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct List {
    /// What it was narrowed to.
    pub filter: Filter,
    /// The drugs, by name.
    pub drugs: Vec<Listed>,
    /// How many drugs there are in all.
    pub known: usize,
}

/// Whether a schedule as the law words it is meant by a few words: `IV` by `Schedule IV`.
fn is_meant(schedule: &str, wanted: &str) -> bool {
    let (schedule, wanted) = (names::fold(schedule), names::fold(wanted));
    !wanted.is_empty() && format!(" {schedule} ").contains(&format!(" {wanted} "))
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
    let filter = Filter { class, schedule: schedule.map(str::to_owned), country };
    let mut drugs = kb.listed();
    let known = drugs.len();
    if let Some(country) = filter.country {
        for drug in &mut drugs {
            drug.brands.retain(|(place, _)| *place == country);
            drug.schedules.retain(|(place, _)| place == country.code());
        }
    }
    if let Some(class) = &filter.class {
        drugs.retain(|drug| drug.ancestors.contains(class));
    }
    if let Some(wanted) = &filter.schedule {
        drugs.retain(|drug| drug.schedules.iter().any(|(_, schedule)| is_meant(schedule, wanted)));
    }
    drugs.sort_by_cached_key(|drug| names::fold(&drug.name));
    let answer = List { filter, drugs, known };
    Ok(Reply::new(kb, Answer::List(Box::new(answer)), Default::default()))
}
