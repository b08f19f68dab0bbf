//! The controlled vocabulary of signs and symptoms.

use super::Text;
use serde::{Deserialize, Serialize};

/// The part of the body, or of life, in which a sign shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum System {
    /// Waking, sleep, movement, sensation.
    Nervous,
    /// Mood, thought, behaviour.
    Mind,
    /// Breathing.
    Breathing,
    /// Heart and vessels.
    Heart,
    /// Stomach and bowel.
    Digestive,
    /// Liver.
    Liver,
    /// Eyes.
    Eyes,
    /// Ears, nose, mouth and throat.
    EarNoseThroat,
    /// Skin.
    Skin,
    /// Muscles, bones, joints.
    Muscles,
    /// Kidneys and bladder.
    Urinary,
    /// Sex and reproduction.
    Sexual,
    /// Blood and immune system.
    Blood,
    /// Hormones and metabolism.
    Metabolism,
    /// The unborn and the newborn child.
    Newborn,
    /// The whole body.
    General,
}

/// A sign or symptom: one thing under one id, in the reader's words and in the clinic's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The plain name that is printed: `Enlarged pupils`.
    pub name: Text,
    /// The clinical word: `mydriasis`.
    pub clinical: Option<Text>,
    /// Other words for the same thing.
    #[serde(default)]
    pub synonyms: Vec<Text>,
    /// Where it shows.
    pub system: System,
}

impl Term {
    /// Every word for it: the plain name, the clinical one, the others.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        [Some(&self.name), self.clinical.as_ref()].into_iter().flatten().chain(&self.synonyms).map(Text::as_str)
    }
}
