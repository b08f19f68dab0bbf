//! Words -> rows that fit a width.

use std::ops::Range;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A space at which no row ends, in the words of a document.
pub const NO_BREAK: char = '\u{a0}';
/// The same, where a renderer puts it: one byte, so that most words are ASCII and quickly measured. No text has this
/// character.
pub const HELD: char = '\u{1f}';

/// Words that belong to the number before them.
const UNITS: &[&str] = &[
    "g", "mg", "mcg", "kg", "mL", "L", "h", "min", "s", "mmHg", "percent", "times", "units", "minute", "minutes",
    "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years", "million", "billion",
];

/// Words that belong to the number or the letter behind them: `Schedule 4`, `Class C`.
const HEADS: &[&str] =
    &["Schedule", "schedule", "Class", "Part", "Anlage", "Annex", "Appendix", "Table", "List", "Chapter", "Level"];

/// Breaks words at spaces into rows, as many words as fit into each; a word that is longer than a row, such as an
/// address, is broken too. The spaces behind the last word of a row belong to none.
///
/// No row ends between a number and its unit, within a range of numbers or a telephone number, or before the number of
/// a schedule. Words are never broken at hyphens.
pub fn rows(words: &str, width: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    // A word that did not fit any more into the row before.
    let mut left = None;
    std::iter::from_fn(move || {
        let start = at;
        // Where the row ends, and how wide it is with the spaces behind it.
        let (mut end, mut used) = (start, 0);
        while at < words.len() {
            let (word, wide) = left.take().unwrap_or_else(|| word_at(words, at));
            if used + wide > width {
                if at > start {
                    left = Some((word, wide));
                    break;
                }
                if wide > width {
                    at += fitting(&words[at..word], width);
                    return Some(start..at);
                }
            }
            end = word;
            at = word + spaces_at(words, word);
            used += wide + at - word;
        }
        (at > start).then_some(start..end)
    })
}

/// Where the word that begins here ends, and how wide it is. What belongs together is one word.
fn word_at(words: &str, start: usize) -> (usize, usize) {
    let rest = &words[start..];
    let (mut end, mut all) = (rest.len(), 0);
    for (at, byte) in rest.bytes().enumerate() {
        if byte == b' ' && !belong(&rest[..at], &rest[at + 1..]) {
            end = at;
            break;
        }
        all |= byte;
    }
    // Nothing that is printed has control characters in it.
    let wide = if all.is_ascii() { end } else { rest[..end].width() };
    (start + end, wide)
}

fn spaces_at(words: &str, at: usize) -> usize {
    words[at..].bytes().take_while(|byte| *byte == b' ').count()
}

/// Whether no row may end at the space between these words.
fn belong(before: &str, after: &str) -> bool {
    let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let next = after.as_bytes();
    match before.as_bytes() {
        [.., last] if last.is_ascii_digit() => {
            // `30 to 40`; the groups of a telephone number; a unit.
            let range = ["to ", "or "].iter().any(|between| after.starts_with(between)) && digit(next.get(3));
            range || digit(next.first()) || begins_with_unit(after)
        }
        [.., number, b' ', b't', b'o'] | [.., number, b' ', b'o', b'r'] => {
            number.is_ascii_digit() && digit(next.first())
        }
        [.., b'e' | b's' | b't' | b'x' | b'r' | b'l']
            if next.first().is_some_and(|c| c.is_ascii_digit() || c.is_ascii_uppercase()) =>
        {
            let head = before.rsplit([' ', '(', HELD]).next().unwrap_or_default();
            HEADS.contains(&head) && is_ordinal(word_of(after))
        }
        _ => false,
    }
}

/// A word without what stands behind it.
fn word_of(words: &str) -> &str {
    let word = words.split([' ', HELD]).next().unwrap_or_default();
    word.trim_end_matches([',', '.', ';', ':', ')', '?'])
}

/// `4`, `IV`, `C`.
fn is_ordinal(word: &str) -> bool {
    word.len() <= 4 && word.bytes().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
}

fn begins_with_unit(words: &str) -> bool {
    let unit = word_of(words);
    // Of a compound unit, the first part tells: mg/kg/day.
    let first = unit.split('/').next().unwrap_or_default();
    UNITS.contains(&first) || ["mmol", "ng"].contains(&first) || unit.starts_with('\u{b0}') || unit == "%"
}

/// The same words, with no-break spaces where no row may end, for somebody else who breaks them.
pub fn glued(words: &str) -> String {
    let mut glued = String::with_capacity(words.len());
    let mut from = 0;
    let held = |(at, byte): (usize, u8)| match byte {
        b' ' => belong(&words[..at], &words[at + 1..]),
        byte => byte == HELD as u8,
    };
    for (at, _) in words.bytes().enumerate().filter(|place| held(*place)) {
        glued.push_str(&words[from..at]);
        glued.push(NO_BREAK);
        from = at + 1;
    }
    glued.push_str(&words[from..]);
    glued
}

/// How many columns words take.
pub fn width_of(words: &str) -> usize {
    if words.is_ascii() { words.len() } else { words.width() }
}

/// The length of as much of a word as fits, at least one character of it. Where words are written without spaces, a
/// number goes whole into the next row.
fn fitting(word: &str, width: usize) -> usize {
    let mut used = 0;
    for (at, c) in word.char_indices() {
        let wide = c.width().unwrap_or(0);
        if used > 0 && used + wide > width {
            let in_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
            let before = word[..at].trim_end_matches(in_number).len();
            let cut = c.is_ascii_digit() && word[..before].chars().next_back().is_some_and(|c| !c.is_ascii());
            return if cut { before } else { at };
        }
        used += wide;
    }
    word.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(words: &str, width: usize) -> Vec<&str> {
        rows(words, width).map(|row| &words[row]).collect()
    }

    #[test]
    fn rows_end_at_spaces() {
        assert_eq!(broken("one two  three", 8), ["one two", "three"]);
        assert_eq!(broken("one two  three", 80), ["one two  three"]);
        assert_eq!(broken("call 1-800-222-1222 now", 14), ["call", "1-800-222-1222", "now"]);
        assert_eq!(broken("", 8), [""; 0]);
    }

    #[test]
    fn a_number_stays_with_its_unit() {
        assert_eq!(broken("of 0.5 mg, for 4 weeks.", 10), ["of 0.5 mg,", "for", "4 weeks."]);
        assert_eq!(glued("of 0.5 mg for 4 cats"), "of 0.5\u{a0}mg for 4 cats");
    }

    #[test]
    fn what_belongs_together_stays_together() {
        assert_eq!(broken("after 30 to 40 hours of", 14), ["after", "30 to 40 hours", "of"]);
        assert_eq!(broken("take 30-40 h", 8), ["take", "30-40 h"]);
        assert_eq!(broken("at most 10 mg/kg/day.", 14), ["at most", "10 mg/kg/day."]);
        assert_eq!(broken("call 0800 123 456 now", 14), ["call", "0800 123 456", "now"]);
        assert_eq!(broken("in the UK, Schedule 4, and", 20), ["in the UK,", "Schedule 4, and"]);
        assert_eq!(broken("it is Class C of the", 11), ["it is", "Class C of", "the"]);
        assert_eq!(broken("1 mg in 2004 or more", 8), ["1 mg in", "2004 or", "more"]);
    }

    #[test]
    fn an_address_that_fits_a_row_is_not_broken() {
        assert_eq!(broken("see https://example.org now", 19), ["see", "https://example.org", "now"]);
    }

    #[test]
    fn numbers_stay_whole_between_characters_without_spaces() {
        let words = "\u{6bcf}\u{65e5}\u{670d}1200\u{6beb}\u{514b}";
        assert_eq!(broken(words, 8), ["\u{6bcf}\u{65e5}\u{670d}", "1200\u{6beb}\u{514b}"]);
    }

    #[test]
    fn a_word_that_is_longer_than_a_row_is_broken() {
        assert_eq!(broken("see https://example.org now", 8), ["see", "https://", "example.", "org now"]);
    }

    #[test]
    fn characters_are_as_wide_as_a_terminal_shows_them() {
        assert_eq!(broken("\u{6f22}\u{5b57} \u{6f22}", 5), ["\u{6f22}\u{5b57}", "\u{6f22}"]);
        assert_eq!(broken("e\u{301}e\u{301} e", 4), ["e\u{301}e\u{301} e"]);
    }
}
