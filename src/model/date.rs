//! A calendar day that TOML, JSON and the compiled form can all carry.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;

/// A day in the Gregorian calendar, written `2026-11-24`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    /// The year, four digits.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl Date {
    /// The name under which a reader of TOML is asked for a date, which is neither a string nor a number.
    pub const WRITTEN: &str = "Date";

    /// A day that exists, or why it does not.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, String> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => 0,
        };
        if (1..=days).contains(&day) && (1800..=2200).contains(&year) {
            Ok(Self { year, month, day })
        } else {
            Err(format!("{year:04}-{month:02}-{day:02} is not a day"))
        }
    }

    /// Reads `2026-11-24`.
    pub fn parse(raw: &str) -> Result<Self, String> {
        let part = |s: &str, n: usize| (s.len() == n).then(|| s.parse::<u16>().ok()).flatten();
        let mut parts = raw.splitn(3, '-');
        let (y, m, d) = (parts.next(), parts.next(), parts.next());
        match (y.and_then(|s| part(s, 4)), m.and_then(|s| part(s, 2)), d.and_then(|s| part(s, 2))) {
            (Some(y), Some(m), Some(d)) => Self::new(y, m as u8, d as u8),
            _ => Err(format!("`{raw}` is not a date: write it as 2026-11-24")),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            (self.year, self.month, self.day).serialize(serializer)
        }
    }
}

/// What a file has where a day should be: a date of TOML, perhaps with a time.
#[derive(Deserialize)]
#[serde(rename = "Date")]
struct Written(String);

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let made = if deserializer.is_human_readable() {
            let Written(raw) = Written::deserialize(deserializer)?;
            match raw.contains(|c: char| !c.is_ascii_digit() && c != '-') {
                true => Err(format!("`{raw}` is not a day: write it as 2026-11-24, without quotes or a time")),
                false => Self::parse(&raw),
            }
        } else {
            let (year, month, day) = Deserialize::deserialize(deserializer)?;
            Self::new(year, month, day)
        };
        made.map_err(D::Error::custom)
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        // Editors give a TOML day to a schema as a string.
        schemars::json_schema!({ "description": "A day, without quotes: 2026-11-24", "type": "string", "format": "date" })
    }
}
