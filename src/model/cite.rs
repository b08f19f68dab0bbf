//! Where a fact is from.

use super::{SourceId, Text};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;

/// A source and the place in it: `fda-klonopin-2023#Warnings`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Citation {
    /// Which source.
    pub source: SourceId,
    /// The section, table or page in it.
    pub place: Option<Text>,
}

impl TryFrom<String> for Citation {
    type Error = String;

    fn try_from(raw: String) -> Result<Self, String> {
        let (source, place) = match raw.split_once('#') {
            Some((source, place)) => (source, Some(Text::try_from(place.to_owned())?)),
            None => (raw.as_str(), None),
        };
        Ok(Self { source: SourceId::try_from(source.to_owned())?, place })
    }
}

impl Serialize for Citation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            (&self.source, &self.place).serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Citation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            Self::try_from(String::deserialize(deserializer)?).map_err(D::Error::custom)
        } else {
            let (source, place) = Deserialize::deserialize(deserializer)?;
            Ok(Self { source, place })
        }
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(f, "{}#{place}", self.source),
            None => write!(f, "{}", self.source),
        }
    }
}

/// The citations of one fact: at least one, so that no fact can be without.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(try_from = "Vec<Citation>", into = "Vec<Citation>")]
pub struct Cite(Vec<Citation>);

impl Cite {
    /// The citations, as the author ordered them.
    pub fn iter(&self) -> std::slice::Iter<'_, Citation> {
        self.0.iter()
    }
}

impl TryFrom<Vec<Citation>> for Cite {
    type Error = String;

    fn try_from(citations: Vec<Citation>) -> Result<Self, String> {
        if citations.is_empty() { Err("no citation".to_owned()) } else { Ok(Self(citations)) }
    }
}

impl From<Cite> for Vec<Citation> {
    fn from(cite: Cite) -> Self {
        cite.0
    }
}

impl<'a> IntoIterator for &'a Cite {
    type Item = &'a Citation;
    type IntoIter = std::slice::Iter<'a, Citation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Citation {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Citation".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A source's id, and after # the place in it: fda-klonopin-2023#Warnings",
            "type": "string",
            "pattern": "^[a-z0-9]+(-[a-z0-9]+)*(#.+)?$"
        })
    }
}
