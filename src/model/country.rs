//! Countries and jurisdictions.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;

/// The two-letter codes of ISO 3166-1, sorted.
const ISO_3166: &str = "\
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ \
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR \
GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO \
JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR \
MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO \
RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV \
TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// A country by its ISO 3166-1 two-letter code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country([u8; 2]);

impl Country {
    /// The United States.
    pub const US: Self = Self(*b"US");

    /// The code: `GB`.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("??")
    }

    /// Reads a code, in any case.
    pub fn parse(raw: &str) -> Result<Self, String> {
        let code = raw.to_ascii_uppercase();
        match <[u8; 2]>::try_from(code.as_bytes()) {
            // Two letters and a space for each.
            Ok(bytes) if ISO_3166.as_bytes().chunks(3).any(|known| known.starts_with(&bytes)) => Ok(Self(bytes)),
            _ => Err("not a country code of ISO 3166-1 (two letters, like US or GB)".to_owned()),
        }
    }
}

impl Country {
    /// Reads what a person calls a country: its code in any case, or `UK`.
    pub fn asked(raw: &str) -> Result<Self, String> {
        if raw.eq_ignore_ascii_case("UK") { Self::parse("GB") } else { Self::parse(raw) }
    }
}

impl TryFrom<String> for Country {
    type Error = String;

    fn try_from(raw: String) -> Result<Self, String> {
        if raw == raw.to_ascii_uppercase() {
            Self::parse(&raw)
        } else {
            Err("a country code is written in capitals, like US or GB".to_owned())
        }
    }
}

impl Serialize for Country {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.serialize_str(self.code())
        } else {
            self.0.serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Country {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            Self::try_from(String::deserialize(deserializer)?).map_err(D::Error::custom)
        } else {
            // The compiled form holds what was checked when it was made.
            Deserialize::deserialize(deserializer).map(Self)
        }
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Country {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Country".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[A-Z]{2}$" })
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

/// Whose law a schedule belongs to: a country, the United Nations (`UN`) or the European Union (`EU`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub enum Jurisdiction {
    /// A country's own law.
    Country(Country),
    /// The conventions of 1961 and 1971.
    UnitedNations,
    /// Union law.
    EuropeanUnion,
}

impl Jurisdiction {
    /// The code: `US`, `UN`.
    pub fn code(&self) -> &str {
        match self {
            Self::Country(country) => country.code(),
            Self::UnitedNations => "UN",
            Self::EuropeanUnion => "EU",
        }
    }
}

impl TryFrom<String> for Jurisdiction {
    type Error = String;

    fn try_from(raw: String) -> Result<Self, String> {
        match raw.as_str() {
            "UN" => Ok(Self::UnitedNations),
            "EU" => Ok(Self::EuropeanUnion),
            _ => Country::try_from(raw).map(Self::Country),
        }
    }
}

impl From<Jurisdiction> for String {
    fn from(jurisdiction: Jurisdiction) -> Self {
        jurisdiction.code().to_owned()
    }
}

impl fmt::Display for Jurisdiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}
