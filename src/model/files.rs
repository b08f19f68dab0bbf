//! The files of a knowledge base other than monographs and classes.

use super::{Country, Lines, Source, SourceId, Term, TermId};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// `terms.toml`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TermsFile {
    /// Every sign and symptom by its id.
    pub terms: IndexMap<TermId, Term>,
}

/// `sources.toml`: sources cited from more than one file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SourcesFile {
    /// Every shared source by its id.
    pub sources: IndexMap<SourceId, Source>,
}

/// `helplines.toml`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HelplinesFile {
    /// The lines of each country.
    pub countries: IndexMap<Country, Lines>,
    /// Sources that only this file cites.
    #[serde(default)]
    pub sources: IndexMap<SourceId, Source>,
}

/// `emergency.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EmergencyFile {
    /// The page.
    pub page: super::EmergencyPage,
    /// Sources that only this file cites.
    #[serde(default)]
    pub sources: IndexMap<SourceId, Source>,
}
