//! Strings that cost nothing to read: slices of the text that is compiled into the program.

use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::borrow::{Borrow, Cow};
use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

/// A string: a slice of the compiled text, or one that was made while the program ran.
///
/// Files and answers hold it as any string. The compiled form holds only where it stands in the compiled text, so that
/// reading one copies nothing.
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Str(Cow<'static, str>);

/// The compiled text, once a knowledge base has been opened.
static COMPILED: OnceLock<&'static str> = OnceLock::new();

thread_local! {
    /// The compiled text while it is made.
    static MAKING: RefCell<Text> = RefCell::default();
}

/// A text in which every string of a value stands once.
#[derive(Default)]
struct Text {
    text: String,
    places: HashMap<String, (u32, u32)>,
}

impl Text {
    fn place(&mut self, string: &str) -> Option<(u32, u32)> {
        if let Some(place) = self.places.get(string) {
            return Some(*place);
        }
        let place = self.append(string)?;
        self.places.insert(string.to_owned(), place);
        Some(place)
    }

    fn append(&mut self, string: &str) -> Option<(u32, u32)> {
        let place = (u32::try_from(self.text.len()).ok()?, u32::try_from(string.len()).ok()?);
        self.text.push_str(string);
        Some(place)
    }
}

impl Str {
    /// Names the text in which the strings of the compiled form stand. There is one in a program: a second is ignored.
    pub fn open(compiled: &'static str) {
        let _ = COMPILED.set(compiled);
    }

    /// Writes a string behind the last one in the compiled text, also if it stands there already; its first byte and
    /// its length, if there is room for it.
    pub fn write_anew(string: &str) -> Option<(u32, u32)> {
        MAKING.with_borrow_mut(|text| text.append(string))
    }

    /// Where this string stands in the compiled text while that is made, its first byte and its length; it is written
    /// there, if there is room for it.
    pub fn place(&self) -> Option<(u32, u32)> {
        MAKING.with_borrow_mut(|text| text.place(self))
    }

    /// The text of all strings that this thread has written into a compiled form since it last asked.
    pub fn take_written() -> String {
        MAKING.take().text
    }

    /// The string itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The string as its own.
    pub fn into_string(self) -> String {
        self.0.into_owned()
    }
}

impl Serialize for Str {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return serializer.serialize_str(self);
        }
        self.place().ok_or_else(|| S::Error::custom("the compiled text is full"))?.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Str {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            return String::deserialize(deserializer).map(Self::from);
        }
        let (start, length) = <(u32, u32)>::deserialize(deserializer)?;
        let (start, length) = (start as usize, length as usize);
        let compiled = COMPILED.get().copied().unwrap_or_default();
        let slice = compiled.get(start..start.saturating_add(length));
        slice.map(Self::from).ok_or_else(|| D::Error::custom("no such string in the compiled text"))
    }
}

impl Deref for Str {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Str {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl From<&'static str> for Str {
    fn from(string: &'static str) -> Self {
        Self(Cow::Borrowed(string))
    }
}

impl From<String> for Str {
    fn from(string: String) -> Self {
        Self(Cow::Owned(string))
    }
}

impl PartialEq<str> for Str {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Str {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl fmt::Display for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl fmt::Debug for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Str {
    fn schema_name() -> Cow<'static, str> {
        "string".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}
