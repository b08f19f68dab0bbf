//! What the terminal's text is painted with.
//!
//! Nobody knows the background of a terminal, so each colour can be read on black and on white. The first sixteen
//! colours are whatever the terminal makes of them; these come from the fixed part of the 256.

use crate::document::Tone;
use colored::{Color, Colorize};

const RED: u8 = 131;
const PINK: u8 = 163;
const PURPLE: u8 = 98;
const GREEN: u8 = 29;
const GREY: u8 = 243;

/// How a word is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// Not at all.
    Plain,
    /// It carries the sentence.
    Strong,
    /// A life may depend on it.
    Alarm,
    /// A reader can pass over it.
    Quiet,
    /// Something to type, or drawn.
    Command,
    /// It was looked for.
    Mark,
}

/// Words with their paint.
pub fn painted(words: &str, paint: Paint) -> String {
    let styled = match paint {
        Paint::Plain => return words.to_owned(),
        Paint::Strong => words.bold(),
        Paint::Alarm => words.color(Color::AnsiColor(RED)).bold(),
        Paint::Quiet => words.color(Color::AnsiColor(GREY)),
        Paint::Command => words.color(Color::AnsiColor(GREEN)),
        Paint::Mark => words.bold().underline(),
    };
    styled.to_string()
}

/// The edge of a block that must not be missed.
pub fn edge(tone: Tone) -> String {
    let colour = match tone {
        Tone::Emergency => RED,
        Tone::Warning => PINK,
        Tone::Dispute => PURPLE,
    };
    "|".color(Color::AnsiColor(colour)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The luminance of one of the 256 colours (WCAG 2.1), from the fixed cube and the greys.
    fn luminance(colour: u8) -> f64 {
        let levels = [0, 95, 135, 175, 215, 255];
        let rgb = match colour {
            0..=15 => panic!("{colour} is what the terminal makes of it"),
            16..=231 => [(colour - 16) / 36, (colour - 16) / 6 % 6, (colour - 16) % 6].map(|n| levels[usize::from(n)]),
            _ => [8 + 10 * u32::from(colour - 232); 3],
        };
        let linear = rgb.map(|channel| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.03928 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    #[test]
    fn every_colour_can_be_read_on_black_and_on_white() {
        for colour in [RED, PINK, PURPLE, GREEN, GREY] {
            let light = luminance(colour) + 0.05;
            assert!(light / 0.05 >= 4.5, "{colour} on black: {}", light / 0.05);
            assert!(1.05 / light >= 4.5, "{colour} on white: {}", 1.05 / light);
        }
    }
}
