//! What happens when two drugs meet: rules between drugs, classes, groups and substances.

use super::{Cite, EntryId, Text};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// How bad an interaction is, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A label or a guideline says never together.
    Contraindicated,
    /// It can kill or harm for good, or needs another treatment.
    Major,
    /// It needs watching or another dose.
    Moderate,
    /// It is noticed, and needs nothing as a rule.
    Minor,
}

/// What an interaction is about. Of several rules for a pair with the same concern the most specific one holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Concern {
    /// Sedation and slowed breathing.
    Sedation,
    /// Too much serotonin.
    Serotonin,
    /// The heart's rhythm.
    HeartRhythm,
    /// Blood pressure and pulse.
    BloodPressure,
    /// Seizures.
    Seizures,
    /// Withdrawal brought on.
    Withdrawal,
    /// More of a drug in the body.
    HigherLevel,
    /// Less of a drug in the body.
    LowerLevel,
    /// One takes away the effect of the other.
    LostEffect,
    /// Bleeding.
    Bleeding,
    /// The liver.
    Liver,
    /// The skin.
    Skin,
    /// The mind and the nerves, other than sedation and seizures.
    Mind,
    /// Anything else.
    Other,
}

/// What happens when what stands on one side meets what stands on the other; both directions are the same rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The two sides: drugs, classes, groups or substances. The same class twice means any two of its members.
    pub between: [EntryId; 2],
    /// How bad it is.
    pub severity: Severity,
    /// What it is about.
    pub concern: Concern,
    /// What happens, in plain words.
    pub effect: Text,
    /// Why, for clinicians.
    pub mechanism: Option<Text>,
    /// What to do, in plain words.
    pub advice: Text,
    /// The words by which the source names the two sides, where the rule is serious: a source that is silent about
    /// one of them is no ground for it.
    #[serde(default)]
    pub named: Vec<Text>,
    /// Where it is from.
    pub cite: Cite,
}

/// What adds up when several members of a class or a group come together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Sum {
    /// The class or group.
    pub of: EntryId,
    /// What happens, in plain words.
    pub effect: Text,
    /// What to do, in plain words.
    pub advice: Text,
    /// Where it is from.
    pub cite: Cite,
}

/// `interactions.toml`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct InteractionsFile {
    /// Every rule by its key.
    #[serde(default)]
    pub rules: IndexMap<super::Key, Rule>,
    /// Every sum by its key.
    #[serde(default)]
    pub sums: IndexMap<super::Key, Sum>,
    /// Sources that only this file cites.
    #[serde(default)]
    pub sources: IndexMap<super::SourceId, super::Source>,
}

/// Something that interacts and has no monograph: grapefruit, ketoconazole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Substance {
    /// Its name.
    pub name: Text,
    /// Other names and brands.
    #[serde(default)]
    pub synonyms: Vec<Text>,
    /// What it is, in a few words.
    pub what: Text,
    /// Where that is from.
    pub cite: Cite,
}

/// Why something belongs to a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Membership {
    /// What else to know.
    pub note: Option<Text>,
    /// Where it is from.
    pub cite: Cite,
}

/// Drugs, classes and substances that interact alike though they are no class of drugs: strong inhibitors of CYP3A4.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its name, as in "one of the NAME".
    pub name: Text,
    /// Other names.
    #[serde(default)]
    pub synonyms: Vec<Text>,
    /// What belongs to it.
    pub members: IndexMap<EntryId, Membership>,
}

/// `substances.toml`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SubstancesFile {
    /// Every substance by its id.
    #[serde(default)]
    pub substances: IndexMap<EntryId, Substance>,
    /// Every group by its id.
    #[serde(default)]
    pub groups: IndexMap<EntryId, Group>,
    /// Sources that only this file cites.
    #[serde(default)]
    pub sources: IndexMap<super::SourceId, super::Source>,
}
