//! Numbers with units.

use super::{Cite, Text};
use serde::{Deserialize, Serialize, Serializer};
use std::fmt;

/// A finite number that is not negative.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(try_from = "f64")]
pub struct Number(f64);

impl Number {
    /// The number.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for Number {
    type Error = String;

    fn try_from(raw: f64) -> Result<Self, String> {
        if raw.is_finite() && raw >= 0.0 {
            Ok(Self(raw))
        } else {
            Err(format!("{raw} is not a quantity: use a finite number from 0"))
        }
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // People who read JSON expect 30, not 30.0; the compiled form has one shape for both.
        if serializer.is_human_readable() && self.0.fract() == 0.0 && self.0 < 1e15 {
            serializer.serialize_u64(self.0 as u64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

impl fmt::Display for Number {
    /// Safe notation (ISMP): a leading zero, no trailing zero, commas from 1,000 on.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.0.to_string();
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let mut grouped = String::new();
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        if fraction.is_empty() { f.pad(&grouped) } else { f.pad(&format!("{grouped}.{fraction}")) }
    }
}

macro_rules! units {
    ($($variant:ident $symbol:literal $one:literal $many:literal)*) => {
        /// A unit of measure, with the symbol that files and tables use (ISMP safe notation).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        pub enum Unit {
            $(#[doc = $many] #[serde(rename = $symbol)] $variant,)*
        }

        impl Unit {
            /// Every unit.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The symbol: `mg`, `mcg`, `h`.
            pub fn symbol(self) -> &'static str {
                match self { $(Self::$variant => $symbol,)* }
            }

            /// The unit in words, for reading aloud: one of it, and more.
            pub fn words(self) -> (&'static str, &'static str) {
                match self { $(Self::$variant => ($one, $many),)* }
            }
        }
    };
}

units! {
    Gram "g" "gram" "grams"
    Milligram "mg" "milligram" "milligrams"
    Microgram "mcg" "microgram" "micrograms"
    MilligramPerDay "mg/day" "milligram a day" "milligrams a day"
    MicrogramPerDay "mcg/day" "microgram a day" "micrograms a day"
    GramPerDay "g/day" "gram a day" "grams a day"
    MilligramPerKg "mg/kg" "milligram for each kilogram" "milligrams for each kilogram"
    MilligramPerKgDay "mg/kg/day" "milligram for each kilogram a day" "milligrams for each kilogram a day"
    MicrogramPerKg "mcg/kg" "microgram for each kilogram" "micrograms for each kilogram"
    MilligramPerHour "mg/h" "milligram an hour" "milligrams an hour"
    MicrogramPerHour "mcg/h" "microgram an hour" "micrograms an hour"
    MilligramPerMl "mg/mL" "milligram in each millilitre" "milligrams in each millilitre"
    MicrogramPerMl "mcg/mL" "microgram in each millilitre" "micrograms in each millilitre"
    NanogramPerMl "ng/mL" "nanogram in each millilitre" "nanograms in each millilitre"
    MicrogramPerLitre "mcg/L" "microgram in each litre" "micrograms in each litre"
    Millilitre "mL" "millilitre" "millilitres"
    MillilitrePerMinute "mL/min" "millilitre a minute" "millilitres a minute"
    LitrePerKg "L/kg" "litre for each kilogram" "litres for each kilogram"
    Litre "L" "litre" "litres"
    Second "s" "second" "seconds"
    Minute "min" "minute" "minutes"
    Hour "h" "hour" "hours"
    Day "days" "day" "days"
    Week "weeks" "week" "weeks"
    Month "months" "month" "months"
    Year "years" "year" "years"
    Percent "%" "percent" "percent"
    Times "times" "time" "times"
    International "units" "international unit" "international units"
    InternationalPerMl "units/mL" "unit in each millilitre" "units in each millilitre"
    MillimolePerLitre "mmol/L" "millimole in each litre" "millimoles in each litre"
}

impl Unit {
    /// Whether it counts time; such units are written out, since nobody misreads `hours`.
    pub fn is_time(self) -> bool {
        use Unit::*;
        matches!(self, Second | Minute | Hour | Day | Week | Month | Year)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.symbol())
    }
}

/// How much: a value, a range, or a value with its range; `check` refuses one with neither.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Amount {
    /// The least.
    pub low: Option<Number>,
    /// The usual or mean value, or the only one.
    pub value: Option<Number>,
    /// The most.
    pub high: Option<Number>,
    /// What the numbers count.
    pub unit: Unit,
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A no-break space keeps a number with its unit.
        let one = self.value.or(self.high).or(self.low).is_some_and(|n| n.get() == 1.0);
        let unit = match self.unit {
            Unit::Percent => "%".to_owned(),
            unit if unit.is_time() => format!("\u{a0}{}", if one { unit.words().0 } else { unit.words().1 }),
            unit => format!("\u{a0}{unit}"),
        };
        match (self.low, self.value, self.high) {
            (Some(low), None, Some(high)) if low == high => write!(f, "{low}{unit}"),
            (Some(low), None, Some(high)) => write!(f, "{low}\u{a0}to\u{a0}{high}{unit}"),
            (Some(low), Some(value), Some(high)) => {
                write!(f, "{value}{unit} ({low}\u{a0}to\u{a0}{high}{unit})")
            }
            (None, Some(value), None) => write!(f, "{value}{unit}"),
            (None, None, Some(high)) => write!(f, "up\u{a0}to\u{a0}{high}{unit}"),
            (Some(low), None, None) => write!(f, "at\u{a0}least\u{a0}{low}{unit}"),
            (Some(low), Some(value), None) => write!(f, "{value}{unit} (at\u{a0}least\u{a0}{low}{unit})"),
            (None, Some(value), Some(high)) => write!(f, "{value}{unit} (up\u{a0}to\u{a0}{high}{unit})"),
            (None, None, None) => f.write_str("?"),
        }
    }
}

/// A measured fact: an amount, what it holds for, and where it is from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Quantity {
    /// The least.
    pub low: Option<Number>,
    /// The usual or mean value, or the only one.
    pub value: Option<Number>,
    /// The most.
    pub high: Option<Number>,
    /// What the numbers count.
    pub unit: Unit,
    /// What it holds for, where that matters: the form, the route, the people.
    pub of: Option<Text>,
    /// What else a reader must know to use the number.
    pub note: Option<Text>,
    /// Where it is from.
    pub cite: Cite,
}

impl Quantity {
    /// The amount alone.
    pub fn amount(&self) -> Amount {
        Amount { low: self.low, value: self.value, high: self.high, unit: self.unit }
    }
}
