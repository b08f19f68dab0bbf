//! Words -> words as they are spoken: units written out, no symbols.

use crate::model::Unit;

/// What stands for a symbol in speech.
const SYMBOLS: &[(&str, &str)] = &[
    ("\u{a0}", " "),
    ("%", " percent"),
    ("\u{b5}g", "mcg"),
    ("\u{3bc}g", "mcg"),
    ("\u{b0}C", " degrees Celsius"),
    ("\u{b0}F", " degrees Fahrenheit"),
    ("\u{b0}", " degrees"),
    ("\u{2192}", " to "),
    ("\u{2265}", " at least "),
    ("\u{2264}", " at most "),
    ("\u{b1}", " plus or minus "),
    ("\u{d7}", " times "),
    ("\u{2248}", " about "),
    ("~", " about "),
    (" < ", " less than "),
    (" > ", " more than "),
    (" = ", " equals "),
    (" & ", " and "),
    (" + ", " plus "),
    (" \u{2013} ", ", "),
    (" \u{2014} ", ", "),
    ("\u{2014}", ", "),
    ("\u{2026}", ""),
];

/// Units that stand in compound ones alone.
const PARTS: &[(&str, &str, &str)] = &[
    ("kg", "kilogram", "kilograms"),
    ("ng", "nanogram", "nanograms"),
    ("dL", "decilitre", "decilitres"),
    ("mmol", "millimole", "millimoles"),
    ("hour", "hour", "hours"),
    ("day", "day", "days"),
    ("week", "week", "weeks"),
    ("mmHg", "millimetre of mercury", "millimetres of mercury"),
];

/// The words as they are spoken: `0.5 milligrams per kilogram per day` for `0.5 mg/kg/day`, `37 percent` for `37%`.
pub fn spoken(words: &str) -> String {
    let mut said = words.to_owned();
    for (symbol, speech) in SYMBOLS {
        if said.contains(symbol) {
            said = said.replace(symbol, speech);
        }
    }
    let words: Vec<&str> = said.split_whitespace().collect();
    let mut number = None;
    let mut spoken = Vec::with_capacity(words.len());
    for (nth, word) in words.iter().enumerate() {
        let bare = bare(word);
        let unit = in_words(bare, number).filter(|_| number.is_some() || bare.contains('/'));
        number = number_of(bare);
        spoken.push(match unit {
            Some(unit) => word.replacen(bare, &unit, 1),
            None => match range(bare).filter(|_| words.get(nth + 1).is_some_and(|next| is_unit(self::bare(next)))) {
                Some((low, high)) => word.replacen(bare, &format!("{low} to {high}"), 1),
                None => sign(word),
            },
        });
    }
    spoken.join(" ")
}

/// A word without what stands around it.
fn bare(word: &str) -> &str {
    word.trim_start_matches('(').trim_end_matches([',', '.', ';', ':', ')', '?', ']'])
}

/// The number that a word is; of a range, its end.
fn number_of(word: &str) -> Option<f64> {
    let number = |digits: &str| digits.replace(',', "").parse().ok();
    number(word.trim_start_matches(['<', '>'])).or_else(|| number(range(word)?.1))
}

/// `30-40` and the like: two numbers and a dash between them.
fn range(word: &str) -> Option<(&str, &str)> {
    let (low, high) = word.split_once(['-', '\u{2013}'])?;
    let is_number = |part: &str| part.starts_with(|c: char| c.is_ascii_digit()) && part.parse::<f64>().is_ok();
    (is_number(low) && is_number(high)).then_some((low, high))
}

fn is_unit(word: &str) -> bool {
    word == "percent" || word == "degrees" || in_words(word, None).is_some()
}

/// A unit in words, as many as there are of it.
fn in_words(symbol: &str, count: Option<f64>) -> Option<String> {
    let mut parts = symbol.split('/');
    let (one, many) = simple(parts.next()?)?;
    let mut words = if count == Some(1.0) { one } else { many }.to_owned();
    for part in parts {
        words.push_str(" per ");
        words.push_str(simple(part)?.0);
    }
    Some(words)
}

/// One unit in words: one of it, and more.
fn simple(symbol: &str) -> Option<(&'static str, &'static str)> {
    let unit = Unit::ALL.iter().find(|unit| unit.symbol() == symbol).map(|unit| unit.words());
    unit.or_else(|| PARTS.iter().find(|(known, ..)| *known == symbol).map(|(_, one, many)| (*one, *many)))
}

/// A word without the signs for more and less.
fn sign(word: &str) -> String {
    let digit = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    match (word.strip_prefix('<'), word.strip_prefix('>')) {
        (Some(rest), _) if digit(rest) => format!("less than {rest}"),
        (_, Some(rest)) if digit(rest) => format!("more than {rest}"),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::spoken;

    #[test]
    fn units_are_written_out_behind_numbers_alone() {
        assert_eq!(spoken("0.5 mg, 1 mg; 30 to 40 h."), "0.5 milligrams, 1 milligram; 30 to 40 hours.");
        assert_eq!(spoken("37% of 1,000 mg/day"), "37 percent of 1,000 milligrams per day");
        assert_eq!(spoken("vitamin g and a min"), "vitamin g and a min");
        assert_eq!(spoken("(20 mg) of it"), "(20 milligrams) of it");
    }

    #[test]
    fn compound_units_are_spoken_part_by_part() {
        assert_eq!(spoken("10 mg/kg/day"), "10 milligrams per kilogram per day");
        assert_eq!(spoken("levels in ng/mL, and/or more"), "levels in nanograms per millilitre, and/or more");
    }

    #[test]
    fn ranges_are_spoken_and_telephone_numbers_stay() {
        assert_eq!(spoken("30-40 h"), "30 to 40 hours");
        assert_eq!(spoken("5\u{2013}10 mg a day"), "5 to 10 milligrams a day");
        assert_eq!(spoken("Call 1-800-222-1222 now"), "Call 1-800-222-1222 now");
    }

    #[test]
    fn symbols_are_words() {
        assert_eq!(spoken("38\u{b0}C \u{2192} fever \u{2265}3 days"), "38 degrees Celsius to fever at least 3 days");
        assert_eq!(spoken("age <5 and > 65"), "age less than 5 and more than 65");
    }
}
