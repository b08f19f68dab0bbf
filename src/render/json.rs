//! A reply -> JSON: the contract for programs.

use crate::query::export::Export;
use serde::Serialize;
use serde_json::Value;

/// What programs get as an indented tree with a line feed at its end; what is not known is left out instead of null.
pub fn render(reply: &impl Serialize) -> String {
    format!("{:#}\n", tree(reply))
}

/// The knowledge base with one thing a line: what it is stands in `type`, its id in `id`.
pub fn lines(export: &Export) -> String {
    let Value::Object(parts) = tree(export) else { return String::new() };
    let mut out = String::new();
    let mut line = |kind: &str, id: Option<&str>, value: Value| {
        let mut row = serde_json::Map::new();
        row.insert("type".to_owned(), kind.into());
        row.extend(id.map(|id| ("id".to_owned(), id.into())));
        match value {
            Value::Object(fields) => row.extend(fields),
            other => row.extend([("value".to_owned(), other)]),
        }
        out.push_str(&Value::Object(row).to_string());
        out.push('\n');
    };
    let mut head = serde_json::Map::new();
    for (part, value) in parts {
        match (part.as_str(), value) {
            ("entries" | "sums", Value::Array(rows)) => {
                rows.into_iter().for_each(|row| line(if part == "entries" { "entry" } else { "sum" }, None, row))
            }
            ("terms" | "rules" | "substances" | "groups" | "countries" | "sources", Value::Object(rows)) => {
                rows.into_iter().for_each(|(id, row)| line(&part, Some(&id), row));
            }
            ("emergency", value) => line("emergency", None, value),
            (_, value) => head.extend([(part, value)]),
        }
    }
    let mut first = serde_json::Map::from_iter([("type".to_owned(), "export".into())]);
    first.extend(head);
    format!("{}\n{out}", Value::Object(first))
}

/// The tree of a reply without nulls.
///
/// Replies are made of strings, numbers, lists and maps with string keys, all of which JSON can hold.
pub fn tree(reply: &impl Serialize) -> Value {
    let mut value = serde_json::to_value(reply).unwrap_or_default();
    drop_nulls(&mut value);
    value
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
