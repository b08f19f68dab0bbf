//! Identifiers inside the knowledge base: lower-case words joined by hyphens.

use super::checked::checked_strings;

fn slug(raw: String) -> Result<String, String> {
    let word = |w: &str| !w.is_empty() && w.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    if raw.len() <= 80 && raw.split('-').all(word) {
        Ok(raw)
    } else {
        Err("not an identifier: use lower-case letters, digits and single hyphens, like `panic-disorder`".to_owned())
    }
}

checked_strings! {
    /// The key of a fact within its section, unique there: `drowsiness`, `panic-adult`.
    Key slug;
    /// The id of a monograph or a class, which is also its file's name: `clonazepam`.
    EntryId slug;
    /// The id of a sign or symptom in `terms.toml`: `enlarged-pupils`.
    TermId slug;
    /// The id of a source: `fda-klonopin-2023`.
    SourceId slug;
}
