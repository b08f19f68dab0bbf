//! Words -> rows that fit a width.

use std::ops::Range;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Breaks words at spaces into rows, as many words as fit into each; a word that is longer than a row, such as an
/// address, is broken too. The spaces behind the last word of a row belong to none.
///
/// Words are never broken at hyphens, so that a telephone number stays in one row.
pub fn rows(words: &str, width: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        // Where the row ends, and how wide it is with the spaces behind it.
        let (mut end, mut used) = (start, 0);
        while at < words.len() {
            let rest = &words[at..];
            let length = rest.bytes().position(|byte| byte == b' ').unwrap_or(rest.len());
            let word = &rest[..length];
            let wide = width_of(word);
            if used + wide > width {
                if at > start {
                    break;
                }
                if wide > width {
                    at += fitting(word, width);
                    return Some(start..at);
                }
            }
            let spaces = rest[length..].bytes().take_while(|byte| *byte == b' ').count();
            end = at + length;
            at = end + spaces;
            used += wide + spaces;
        }
        (at > start).then_some(start..end)
    })
}

/// How many columns words take.
pub fn width_of(words: &str) -> usize {
    // Nothing that is printed has control characters in it.
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
    fn a_word_that_is_longer_than_a_row_is_broken() {
        assert_eq!(broken("see https://example.org now", 8), ["see", "https://", "example.", "org now"]);
    }

    #[test]
    fn characters_are_as_wide_as_a_terminal_shows_them() {
        assert_eq!(broken("\u{6f22}\u{5b57} \u{6f22}", 5), ["\u{6f22}\u{5b57}", "\u{6f22}"]);
        assert_eq!(broken("e\u{301}e\u{301} e", 4), ["e\u{301}e\u{301} e"]);
    }
}
