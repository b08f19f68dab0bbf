//! A reply -> TOML: the same tree as JSON.

use super::json;
use crate::query::Reply;

/// The reply as TOML.
///
/// A reply is a tree of tables, lists, strings and numbers without nulls, which TOML can hold.
pub fn render(reply: &Reply) -> String {
    toml::to_string_pretty(&json::tree(reply)).unwrap_or_default()
}
