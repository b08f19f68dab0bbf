//! Whom to call, by country.

use super::identifier::Url;
use super::{Cite, Date, Key, Text};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// What a line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum LineKind {
    /// Ambulance.
    Emergency,
    /// Poison information.
    Poison,
    /// Thoughts of suicide, despair.
    Crisis,
    /// Drugs and alcohol.
    DrugUse,
}

/// A telephone line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// What it is for.
    pub kind: LineKind,
    /// What it is called.
    pub name: Text,
    /// The number as it is dialled.
    pub number: Text,
    /// Who may call: `anyone`, `health professionals only`, `Scotland`.
    pub callers: Text,
    /// When it answers: `24 hours, every day`.
    pub hours: Text,
    /// Its page.
    pub url: Option<Url>,
    /// When the number was last checked.
    pub checked: Date,
    /// Where it is from.
    pub cite: Cite,
}

/// The lines of one country; the first of each kind is the one to show where there is room for one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Lines {
    /// The country's name.
    pub name: Text,
    /// What a reader must know first: no public poison line, no single number.
    pub note: Option<Text>,
    /// The lines.
    pub lines: IndexMap<Key, Line>,
}
