//! What the monographs of a pair say of one another where there is no rule for it.

use super::party::{Party, Taken};
use crate::kb::{KnowledgeBase, names};
use crate::model::*;
use crate::query::{FactAnswer, Gatherer};
use serde::Serialize;

/// Where a monograph speaks of what is taken with the drug.
const SECTIONS: [Section; 2] = [Section::Contraindications, Section::Interactions];

/// A sentence in which a monograph names the other drug.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Said {
    /// In whose monograph it stands.
    pub of: EntryId,
    /// Its name.
    pub name: Str,
    /// The sentence.
    pub fact: FactAnswer,
}

/// What the monographs of either say of the other.
pub(super) fn said(kb: &KnowledgeBase, gather: &mut Gatherer, [a, b]: [(&Party, &Taken); 2]) -> Vec<Said> {
    let mut all = Vec::new();
    for ((_, taken), (other, _)) in [(a, b), (b, a)] {
        let names = [other.name.as_deref(), Some(other.asked.as_str())].into_iter().flatten();
        let names: Vec<String> = names.map(names::fold).filter(|name| !name.is_empty()).collect();
        for monograph in taken.own.iter().filter_map(|ingredient| kb.monograph(&ingredient.side.id)) {
            let held = SECTIONS.iter().flat_map(|section| monograph.section(*section));
            for held in held.filter(|held| held.fact.texts().iter().any(|text| has_one(text.as_str(), &names))) {
                all.push(Said { of: monograph.id.clone(), name: monograph.name.clone(), fact: gather.fact(held) });
            }
        }
    }
    all
}

/// Whether a text has one of these names, whole or in the plural.
fn has_one(text: &str, names: &[String]) -> bool {
    let text = format!(" {} ", names::fold(text));
    names.iter().any(|name| text.contains(&format!(" {name} ")) || text.contains(&format!(" {name}s ")))
}
