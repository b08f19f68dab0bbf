//! The file that somebody who adds a drug begins with.

use crate::model::{Date, EntryId};

/// A monograph with nothing in it but its name, and remarks that show what goes where.
pub fn monograph(id: &EntryId, name: &str, today: Date) -> String {
    include_str!("skeleton.toml")
        .replace("@ID@", id.as_str())
        .replace("@NAME@", name)
        .replace("@TODAY@", &today.to_string())
}
