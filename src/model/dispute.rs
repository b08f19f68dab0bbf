//! Where sources disagree.

use super::{Cite, Text};
use serde::{Deserialize, Serialize};

/// What one side says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// The claim, in our words.
    pub says: Text,
    /// Who says so.
    pub cite: Cite,
}

/// A claim on which sources disagree. What is disputed stands here and nowhere else.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Dispute {
    /// The address of what is disputed: a section (`forms`), or a sign that is not plainly listed
    /// (`overdose.symptoms.enlarged-pupils`).
    pub about: Text,
    /// What it is about, in a few words.
    pub title: Text,
    /// Two or more sides.
    pub positions: Vec<Position>,
    /// What a better-ranked source settles, where one does.
    pub finding: Option<Text>,
    /// What follows for the reader.
    pub therefore: Option<Text>,
}
