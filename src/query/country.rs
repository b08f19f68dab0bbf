//! The reader's country, and how klon knows it.

use crate::model::{Address, Country, Fact};
use serde::Serialize;

/// How the country was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum How {
    /// The reader said so.
    Given,
    /// The configuration file says so.
    Configured,
    /// From the language settings: an assumption.
    Locale,
    /// It is not known.
    Unknown,
}

/// The reader's country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CountryChoice {
    /// The country, if known.
    pub country: Option<Country>,
    /// How it was found.
    pub how: How,
}

impl CountryChoice {
    /// The country, if the reader named it: an assumption narrows no list.
    pub fn given(&self) -> Option<Country> {
        self.country.filter(|_| self.how == How::Given)
    }

    /// What the reader said, else what is configured, else what the first set locale variable says, else unknown.
    ///
    /// As in POSIX, the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set and not empty decides.
    pub fn new(given: Option<Country>, configured: Option<Country>, locales: [Option<String>; 3]) -> Self {
        if given.is_some() {
            return Self { country: given, how: How::Given };
        }
        if configured.is_some() {
            return Self { country: configured, how: How::Configured };
        }
        let locale = locales.into_iter().flatten().find(|value| !value.is_empty());
        match locale.as_deref().and_then(country_of_locale) {
            Some(country) => Self { country: Some(country), how: How::Locale },
            None => Self { country: None, how: How::Unknown },
        }
    }
}

/// Whether a fact is of a country: its law, its brand, what holds there alone.
pub fn is_of(country: Country, address: &Address, fact: &Fact) -> bool {
    let place = match fact {
        Fact::Schedule(_) | Fact::Name(_) => {
            return address.key.as_str().split('.').next() == Some(country.code());
        }
        Fact::Statement(f) => f.country,
        Fact::Indication(f) => f.country,
        Fact::Form(f) => f.country,
        Fact::Dose(f) => f.country,
        _ => None,
    };
    place == Some(country)
}

/// The country in a POSIX locale: `GB` in `en_GB.UTF-8`.
fn country_of_locale(locale: &str) -> Option<Country> {
    let (_, rest) = locale.split_once('_')?;
    Country::asked(rest.get(..2)?).ok().filter(|_| !rest.chars().nth(2).is_some_and(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_locale_that_is_set_decides() {
        let from = |all: &str, messages: &str, lang: &str| {
            let set = |s: &str| (!s.is_empty()).then(|| s.to_owned());
            CountryChoice::new(None, None, [set(all), set(messages), set(lang)]).country.map(|c| c.code().to_owned())
        };
        assert_eq!(from("", "", "en_GB.UTF-8").as_deref(), Some("GB"));
        assert_eq!(from("", "de_CH", "en_GB.UTF-8").as_deref(), Some("CH"));
        assert_eq!(from("C", "", "en_GB.UTF-8"), None);
        assert_eq!(from("", "", "en_XX"), None);
        assert_eq!(from("", "", "en"), None);
        assert_eq!(from("", "", "zh_Hans_CN"), None);
    }
}
