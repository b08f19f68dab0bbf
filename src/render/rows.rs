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
    "g",
    "mg",
    "mcg",
    "kg",
    "mL",
    "L",
    "mg/day",
    "mg/kg",
    "mg/kg/day",
    "mg/mL",
    "mcg/L",
    "percent",
    "minutes",
    "hours",
    "hour",
    "days",
    "day",
    "weeks",
    "week",
    "months",
    "month",
    "years",
    "year",
    "h",
    "°C",
];

/// Breaks words at spaces into rows, as many words as fit into each; a word that is longer than a row, such as an
/// address, is broken too. The spaces behind the last word of a row belong to none.
///
/// No row ends between a number and its unit. Words are never broken at hyphens, so that a telephone number stays in
/// one row.
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

/// Where the word that begins here ends, and how wide it is. A number and its unit are one word.
fn word_at(words: &str, start: usize) -> (usize, usize) {
    let rest = &words[start..];
    let (mut end, mut all, mut last) = (rest.len(), 0, b' ');
    for (at, byte) in rest.bytes().enumerate() {
        if byte == b' ' && !(last.is_ascii_digit() && begins_with_unit(&rest[at + 1..])) {
            end = at;
            break;
        }
        all |= byte;
        last = byte;
    }
    // Nothing that is printed has control characters in it.
    let wide = if all.is_ascii() { end } else { rest[..end].width() };
    (start + end, wide)
}

fn spaces_at(words: &str, at: usize) -> usize {
    words[at..].bytes().take_while(|byte| *byte == b' ').count()
}

fn begins_with_unit(words: &str) -> bool {
    let word = words.split([' ', HELD]).next().unwrap_or_default();
    UNITS.contains(&word.trim_end_matches([',', '.', ';', ':', ')', '?']))
}

/// The same words, with no-break spaces between numbers and their units, for somebody else who breaks them.
pub fn glued(words: &str) -> String {
    let mut glued = String::with_capacity(words.len());
    let mut last = ' ';
    for (at, c) in words.char_indices() {
        let held = c == HELD || (c == ' ' && last.is_ascii_digit() && begins_with_unit(&words[at + 1..]));
        glued.push(if held { NO_BREAK } else { c });
        last = c;
    }
    glued
}

/// How many columns words take.
pub fn width_of(words: &str) -> usize {
    if words.is_ascii() { words.len() } else { words.width() }
}

/// The length of as much of a word as fits, at least one character of it.
fn fitting(word: &str, width: usize) -> usize {
    let mut used = 0;
    for (at, c) in word.char_indices() {
        let wide = c.width().unwrap_or(0);
        if used > 0 && used + wide > width {
            return at;
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
    fn a_word_that_is_longer_than_a_row_is_broken() {
        assert_eq!(broken("see https://example.org now", 8), ["see", "https://", "example.", "org now"]);
    }

    #[test]
    fn characters_are_as_wide_as_a_terminal_shows_them() {
        assert_eq!(broken("\u{6f22}\u{5b57} \u{6f22}", 5), ["\u{6f22}\u{5b57}", "\u{6f22}"]);
        assert_eq!(broken("e\u{301}e\u{301} e", 4), ["e\u{301}e\u{301} e"]);
    }
}
