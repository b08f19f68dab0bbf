//! A reply -> JSON: the contract for programs.

use crate::query::Reply;
use serde_json::Value;

/// The reply as indented JSON with a line feed at its end; what is not known is left out instead of null.
pub fn render(reply: &Reply) -> Result<String, serde_json::Error> {
    let mut value = serde_json::to_value(reply)?;
    drop_nulls(&mut value);
    let mut text = serde_json::to_string_pretty(&value)?;
    text.push('\n');
    Ok(text)
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
