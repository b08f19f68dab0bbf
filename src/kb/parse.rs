//! TOML text -> a typed file, with every finding that the types themselves can make.
//!
//! serde stops at the first error. Here the part that is wrong is cut out and the rest read again, until nothing
//! is wrong any more: so one run shows all that is to be mended in a file.

use super::finding::{Code, Finding};
use super::value::read;
use crate::arrange::Arrange;
use crate::model::text::printable;
use serde::de::DeserializeOwned;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// More findings than this in one file help nobody.
const MOST_FINDINGS: usize = 100;

/// The places of all keys and values of a TOML text.
pub struct Places<'t>(Spanned<DeTable<'t>>);

impl<'t> Places<'t> {
    /// Reads the places of what can be read of a text.
    pub fn of(text: &'t str) -> Self {
        Self(DeTable::parse_recoverable(text).0)
    }

    /// Where the value at a path stands, or the nearest part of the path that exists: keys, and indices of arrays.
    pub fn find(&self, path: &[String]) -> Option<Range<usize>> {
        let (first, rest) = path.split_first()?;
        let (key, mut value) = self.0.get_ref().iter().find(|(key, _)| key.get_ref() == first.as_str())?;
        let mut place = key.span();
        for part in rest {
            let next = match value.get_ref() {
                DeValue::Table(table) => table.iter().find(|(key, _)| key.get_ref() == part.as_str()),
                DeValue::Array(array) => {
                    let element = part.parse().ok().and_then(|i: usize| array.get(i));
                    if let Some(element) = element {
                        place = element.span();
                        value = element;
                        continue;
                    }
                    None
                }
                _ => None,
            };
            let Some((key, next)) = next else { break };
            place = key.span();
            value = next;
        }
        // A short value shows better what is meant than its key.
        match value.get_ref() {
            DeValue::Table(_) | DeValue::Array(_) => Some(place),
            _ => Some(value.span()),
        }
    }
}

/// Reads a text as a file of type `T`. There is a value only where there is no finding.
pub fn parse<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Vec<Finding>> {
    match parse_what_is_right(file, text) {
        (Some(value), findings) if findings.is_empty() => Ok(value),
        (_, findings) => Err(findings),
    }
}

/// Reads what is right in a text, and says what is not.
pub fn parse_what_is_right<T: DeserializeOwned>(file: &str, text: &str) -> (Option<T>, Vec<Finding>) {
    let (tree, errors) = DeTable::parse_recoverable(text);
    // Behind the first place where the syntax breaks off, nothing means what it says; a repeated key breaks nothing.
    let is_repeat = |error: &&toml::de::Error| error.message().contains("duplicate key");
    let broken = errors.iter().find(|error| !is_repeat(error));
    let break_at = broken.and_then(|error| error.span()).map(|span| text.floor_char_boundary(span.start));
    let sound = break_at.map_or(text.len() + 1, |at| text[..at].rfind('\n').map_or(0, |line| line + 1));
    let is_sound = |span: Option<Range<usize>>| span.is_none_or(|span| span.start < sound);
    let repeats = errors.iter().filter(is_repeat).filter(|error| is_sound(error.span()));
    let mut findings: Vec<Finding> =
        repeats.chain(broken).take(MOST_FINDINGS).map(|error| syntax(file, error)).collect();
    let mut cut_keys: Vec<String> = Vec::new();
    let mut right = None;
    let mut tree = Spanned::new(tree.span(), DeValue::Table(tree.into_inner()));
    for _ in 0..MOST_FINDINGS {
        let error = match read(&tree) {
            Ok(value) => {
                right = Some(value);
                break;
            }
            Err(error) => error,
        };
        let missing = error.message.strip_prefix("missing field").map(quoted);
        // What broken syntax or our own cut left out is not missing.
        let our_doing = missing.is_some_and(|key| broken.is_some() || cut_keys.iter().any(|cut| cut == key));
        if !our_doing && is_sound(error.span.clone()) {
            findings.push(translate(file, &error.message, error.span.clone()));
        }
        let DeValue::Table(table) = tree.get_mut() else { break };
        match error.span.and_then(|span| cut(table, &span)) {
            Some(key) => cut_keys.push(key),
            None => break,
        }
    }
    findings.arrange_by_key(|finding| finding.span.as_ref().map_or(0, |span| span.start));
    (right, findings)
}

/// Removes the smallest part of the tree that holds the span, and returns the key that it stood under.
fn cut(table: &mut DeTable<'_>, span: &Range<usize>) -> Option<String> {
    let holds = |part: Range<usize>| part.start <= span.start && span.end <= part.end;
    let mut doomed = None;
    for (key, value) in table.iter_mut() {
        let name = key.get_ref().to_string();
        let here = key.span() == *span || holds(value.span());
        let inner = match value.get_mut() {
            _ if key.span() == *span => None,
            DeValue::Table(inner) => cut(inner, span),
            DeValue::Array(array) => cut_element(array, span).then(|| name.clone()),
            _ => None,
        };
        if inner.is_some() {
            return inner;
        }
        if here {
            doomed = Some(name);
            break;
        }
    }
    let name = doomed?;
    table.remove(name.as_str());
    Some(name)
}

/// Removes the part of an array that holds the span; false where nothing was, or nothing would be left.
fn cut_element(array: &mut DeArray, span: &Range<usize>) -> bool {
    for element in array.iter_mut() {
        if let DeValue::Table(table) = element.get_mut()
            && cut(table, span).is_some()
        {
            return true;
        }
    }
    let elements = std::mem::replace(array, DeArray::new()).into_iter();
    let before = elements.len();
    let mut rest = DeArray::new();
    for element in elements {
        let part = element.span();
        if !(part.start <= span.start && span.end <= part.end) {
            rest.push(element);
        }
    }
    *array = rest;
    !array.is_empty() && array.len() < before
}

fn finding(code: Code, file: &str, span: Option<Range<usize>>, message: String, help: Option<String>) -> Finding {
    Finding { code, file: file.to_owned(), span, message, help }
}

fn syntax(file: &str, error: &toml::de::Error) -> Finding {
    let message = short(error.message());
    let help = message.contains("duplicate key").then(|| "keep one of the two".to_owned());
    finding(Code::Syntax, file, error.span(), message, help)
}

/// A message in which the file's own words may stand, safe to print and not too long.
fn short(message: &str) -> String {
    printable(message).chars().take(300).collect()
}

/// The text between the first pair of back ticks.
fn quoted(message: &str) -> &str {
    message.split('`').nth(1).unwrap_or_default()
}

/// serde's words -> our code, our words, and what to do.
fn translate(file: &str, message: &str, span: Option<Range<usize>>) -> Finding {
    let message = short(message);
    let name = quoted(&message).to_owned();
    let make = |code, text: String, help: Option<String>| finding(code, file, span.clone(), text, help);
    if message.starts_with("unknown field") {
        let known: Vec<&str> = message.split('`').skip(3).step_by(2).collect();
        return make(Code::UnknownKey, format!("unknown key `{name}`"), nearest_or_list(&name, &known));
    }
    if message.starts_with("unknown variant") {
        let known: Vec<&str> = message.split('`').skip(3).step_by(2).collect();
        return make(Code::UnknownWord, format!("`{name}` is not allowed here"), nearest_or_list(&name, &known));
    }
    if message == "missing field `cite`" || message == "no citation" {
        let help = "add the source that you read: cite = [\"source#place\"]".to_owned();
        return make(Code::NoCitation, "a fact without a citation".to_owned(), Some(help));
    }
    if message.starts_with("missing field") {
        return make(Code::MissingKey, format!("`{name}` is missing"), Some(format!("add `{name} = ...`")));
    }
    if message.starts_with("invalid type") || message.starts_with("invalid length") {
        return make(Code::WrongType, in_words(&message), None);
    }
    let code = if message.contains("empty text") || message.contains("unprintable") {
        Code::BadText
    } else if message.contains("is not a day") || message.contains("is not a date") {
        Code::BadDate
    } else if message.contains("country code") {
        Code::BadCountry
    } else if message.contains("is not a quantity") {
        Code::BadNumber
    } else if message.starts_with("not a") {
        Code::BadIdentifier
    } else {
        Code::WrongType
    };
    make(code, message, None)
}

/// serde's names of types in words that somebody who writes TOML knows.
fn in_words(message: &str) -> String {
    let message = match message.split_once("expected struct ") {
        Some((before, _)) => format!("{before}expected a table: {{ ... }}"),
        None => message.to_owned(),
    };
    [("expected f64", "expected a number"), ("a sequence", "a list"), ("invalid type: sequence", "invalid type: list")]
        .into_iter()
        .chain([("invalid type: map", "invalid type: table"), ("expected a map", "expected a table")])
        .fold(message, |message, (theirs, ours)| message.replace(theirs, ours))
}

/// The allowed word that is nearest to what was written, or all of them.
fn nearest_or_list(name: &str, known: &[&str]) -> Option<String> {
    let nearest = known
        .iter()
        .map(|k| (strsim::damerau_levenshtein(name, k), k))
        .filter(|(distance, k)| *distance <= 1 + k.len() / 4)
        .min();
    match nearest {
        Some((_, k)) => Some(format!("did you mean `{k}`?")),
        None if known.is_empty() => None,
        None => Some(format!("allowed: {}", known.join(", "))),
    }
}
