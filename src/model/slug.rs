//! Identifiers inside the knowledge base: lower-case words joined by hyphens.

use serde::{Deserialize, Serialize};
use std::fmt;

fn check(raw: &str) -> Result<(), String> {
    let word = |w: &str| !w.is_empty() && w.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    if raw.len() <= 80 && raw.split('-').all(word) {
        Ok(())
    } else {
        Err("not an identifier: use lower-case letters, digits and single hyphens, like `panic-disorder`".to_owned())
    }
}

macro_rules! slugs {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The identifier as it is written in files.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;

            fn try_from(raw: String) -> Result<Self, String> {
                check(&raw).map(|()| Self(raw))
            }
        }

        impl From<$name> for String {
            fn from(slug: $name) -> Self {
                slug.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    )*};
}

slugs! {
    /// The key of a fact within its section, unique there: `drowsiness`, `panic-adult`.
    Key
    /// The id of a monograph or a class, which is also its file's name: `clonazepam`.
    EntryId
    /// The id of a sign or symptom in `terms.toml`: `enlarged-pupils`.
    TermId
    /// The id of a source: `fda-klonopin-2023`.
    SourceId
}
