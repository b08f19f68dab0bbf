//! A reply -> JSON: the contract for programs.

use crate::query::Reply;
use serde_json::Value;

/// The reply as indented JSON with a line feed at its end; what is not known is left out instead of null.
///
/// Replies are made of strings, numbers, lists and maps with string keys, all of which JSON can hold.
pub fn render(reply: &Reply) -> String {
    let mut value = serde_json::to_value(reply).unwrap_or_default();
    drop_nulls(&mut value);
    format!("{value:#}\n")
}

fn drop_nulls(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.retain(|_, value| !value.is_null());
            map.values_mut().for_each(drop_nulls);
        }
        Value::Array(list) => list.iter_mut().for_each(drop_nulls),
        _ => {}
    }
}
