//! The emergency page: what holds for any drug, before any name is known.

use super::{Key, Statement};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// What to do when somebody may have taken too much of anything. Only the built-in one is ever used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EmergencyPage {
    /// Signs with which to call an ambulance at once.
    pub call_now: IndexMap<Key, Statement>,
    /// Everybody else: the poison line, whatever the amount.
    pub call_poison: IndexMap<Key, Statement>,
    /// If it was on purpose.
    pub on_purpose: IndexMap<Key, Statement>,
    /// What to do.
    pub act: IndexMap<Key, Statement>,
    /// What not to do.
    pub avoid: IndexMap<Key, Statement>,
    /// What to tell whoever answers.
    pub say: IndexMap<Key, Statement>,
    /// How to read the signs.
    pub signs: IndexMap<Key, Statement>,
    /// Where no country is known: how to find a number.
    pub abroad: IndexMap<Key, Statement>,
}

impl EmergencyPage {
    /// Its parts with their keys in the file, in the order in which they are acted on.
    pub fn parts(&self) -> [(&'static str, &IndexMap<Key, Statement>); 8] {
        [
            ("call_now", &self.call_now),
            ("call_poison", &self.call_poison),
            ("on_purpose", &self.on_purpose),
            ("act", &self.act),
            ("avoid", &self.avoid),
            ("say", &self.say),
            ("signs", &self.signs),
            ("abroad", &self.abroad),
        ]
    }
}
