//! The file that somebody who adds a drug begins with.

use crate::model::{Date, EntryId};

/// A monograph with nothing in it but its name, and remarks that show what goes where.
pub fn monograph(id: &EntryId, name: &str, today: Date) -> String {
    let quoted = toml::Value::String(name.to_owned()).to_string();
    include_str!("skeleton.toml")
        .replace("@ID@", id.as_str())
        .replace("@TODAY@", &today.to_string())
        .replace("\"@NAME@\"", &quoted)
        .replacen("@NAME@", name, 1)
}
