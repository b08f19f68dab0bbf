//! The address of a fact: `section.key`.

use super::Str;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;

macro_rules! sections {
    ($($variant:ident $path:literal)*) => {
        /// A table of facts in a monograph, in the order in which a monograph is read.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs)]
        pub enum Section { $($variant,)* }

        impl Section {
            /// Every section, in reading order.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The path of the table in a file: `overdose.symptoms`.
            pub fn path(self) -> &'static str {
                match self { $(Self::$variant => $path,)* }
            }

            /// The first word of the path: the section that a reader asks for.
            pub fn group(self) -> &'static str {
                match self { $(Self::$variant => const { first_word($path) },)* }
            }
        }
    };
}

/// The part of a path before its first point.
const fn first_word(path: &str) -> &str {
    let mut end = 0;
    while end < path.len() && path.as_bytes()[end] != b'.' {
        end += 1;
    }
    path.split_at(end).0
}

sections! {
    Description "description"
    Brands "brands"
    Synonyms "synonyms"
    StreetNames "street_names"
    ConfusedWith "confused_with"
    Identifiers "identifiers"
    Schedule "schedule"
    Indications "indications"
    BoxedWarning "boxed_warning"
    Contraindications "contraindications"
    Warnings "warnings"
    Forms "forms"
    Dosing "dosing"
    Equivalents "equivalents"
    Mechanism "mechanism"
    Onset "pharmacokinetics.onset"
    Tmax "pharmacokinetics.tmax"
    Duration "pharmacokinetics.duration"
    Bioavailability "pharmacokinetics.bioavailability"
    ProteinBinding "pharmacokinetics.protein_binding"
    Volume "pharmacokinetics.volume_of_distribution"
    HalfLife "pharmacokinetics.half_life"
    Enzymes "pharmacokinetics.enzymes"
    Metabolites "pharmacokinetics.metabolites"
    Fate "pharmacokinetics.fate"
    AdverseEffects "adverse_effects"
    LongTerm "long_term"
    Interactions "interactions"
    Dependence "dependence"
    Misuse "misuse"
    WithdrawalAdvice "withdrawal.advice"
    WithdrawalOnset "withdrawal.onset"
    WithdrawalPeak "withdrawal.peak"
    WithdrawalDuration "withdrawal.duration"
    WithdrawalTimeline "withdrawal.timeline"
    WithdrawalSymptoms "withdrawal.symptoms"
    OverdoseSymptoms "overdose.symptoms"
    OverdoseFirstAid "overdose.first_aid"
    OverdoseOnset "overdose.onset"
    OverdoseDuration "overdose.duration"
    OverdoseCourse "overdose.course"
    OverdoseChildren "overdose.children"
    OverdoseManagement "overdose.management"
    OverdoseAntidote "overdose.antidote"
    Tests "tests"
    Pregnancy "pregnancy"
    Lactation "lactation"
    Children "children"
    OlderAdults "older_adults"
    Liver "liver"
    Kidney "kidney"
    Driving "driving"
    Storage "storage"
    Disposal "disposal"
    SuddenStop "discontinuation.sudden_stop"
    Taper "discontinuation.taper"
    RecoveryAdvice "recovery.advice"
    RecoveryTimeline "recovery.timeline"
    Statistics "statistics"
    History "history"
    Disputes "disputes"
}

impl Section {
    /// The section at a path.
    pub fn at(path: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|section| section.path() == path)
    }

    /// Whether its keys are names: those of a class are its own, and not those of its members.
    pub fn holds_names(self) -> bool {
        matches!(self, Self::Brands | Self::Synonyms | Self::StreetNames)
    }

    /// Whether its keys are terms of `terms.toml`.
    pub fn holds_signs(self) -> bool {
        matches!(self, Self::AdverseEffects | Self::LongTerm | Self::WithdrawalSymptoms | Self::OverdoseSymptoms)
    }
}

impl Serialize for Section {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.serialize_str(self.path())
        } else {
            serializer.serialize_u8(*self as u8)
        }
    }
}

impl<'de> Deserialize<'de> for Section {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let found = if deserializer.is_human_readable() {
            Self::at(&String::deserialize(deserializer)?)
        } else {
            Self::ALL.get(usize::from(u8::deserialize(deserializer)?)).copied()
        };
        found.ok_or_else(|| D::Error::custom("no such section"))
    }
}

/// Where a fact stands in its monograph: patches, disputes and findings name it so.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address {
    /// The section.
    pub section: Section,
    /// The key within it; for a brand the country and the name, `US.Klonopin`.
    pub key: Str,
}

impl Address {
    /// The address that is written `section.key`.
    pub fn at(written: &str) -> Option<Self> {
        let keyed = |section: &Section| {
            let key = written.strip_prefix(section.path())?.strip_prefix('.')?;
            Some(Self { section: *section, key: key.to_owned().into() })
        };
        Section::ALL.iter().find_map(keyed)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.section.path(), self.key)
    }
}

impl Serialize for Address {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod schema {
    use super::{Address, Section};

    impl schemars::JsonSchema for Section {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "Section".into()
        }

        fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
            let paths: Vec<&str> = Self::ALL.iter().map(|section| section.path()).collect();
            schemars::json_schema!({ "type": "string", "enum": paths })
        }
    }

    impl schemars::JsonSchema for Address {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "Address".into()
        }

        fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
            schemars::json_schema!({ "type": "string", "description": "section.key" })
        }
    }
}
