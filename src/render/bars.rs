//! Ranges on a scale -> rows of characters.

use crate::document::{Bar, Scale};

/// What bars are drawn of.
struct Ink {
    /// Where something is.
    full: char,
    /// Where it may be.
    open: char,
    /// Beyond which it may be.
    arrow: char,
}

const UNICODE: Ink = Ink { full: '\u{2588}', open: '\u{2500}', arrow: '\u{2192}' };
const ASCII: Ink = Ink { full: '#', open: '-', arrow: '>' };

/// A bar in so many cells. One without an end has an arrow to the end of the scale.
pub fn drawn(bar: &Bar, scale: &Scale, cells: usize, unicode: bool) -> String {
    let ink = if unicode { UNICODE } else { ASCII };
    let at = |value: f64| if scale.end > 0.0 { (value / scale.end * cells as f64).round() as usize } else { 0 };
    let start = at(bar.from).min(cells.saturating_sub(1));
    let mut row = " ".repeat(start);
    match bar.to {
        Some(to) => row.extend(std::iter::repeat_n(ink.full, at(to).clamp(start + 1, cells.max(start + 1)) - start)),
        None => {
            row.push(ink.full);
            row.extend(std::iter::repeat_n(ink.open, cells.saturating_sub(start + 2)));
            row.push(ink.arrow);
        }
    }
    row
}

/// The row under the bars: nothing at one end, and what a whole bar stands for at the other.
pub fn axis(scale: &Scale, cells: usize) -> String {
    let end = format!("{:>cells$}", scale.shown);
    let free = end.strip_prefix(' ').map_or(end.clone(), |rest| format!("0{rest}"));
    format!("{free} {}", scale.unit).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Line;

    fn row(from: f64, to: Option<f64>, unicode: bool) -> String {
        let scale = Scale { end: 100.0, shown: "100".to_owned(), unit: "hours".into() };
        drawn(&Bar { label: String::new(), from, to, text: Line::default() }, &scale, 10, unicode)
    }

    #[test]
    fn a_bar_stands_where_its_range_is() {
        assert_eq!(row(30.0, Some(50.0), false), "   ##");
        assert_eq!(row(100.0, Some(100.0), false), "         #");
        assert_eq!(row(0.0, Some(0.0), false), "#");
    }

    #[test]
    fn a_bar_without_an_end_does_not_look_as_if_it_ended() {
        assert_eq!(row(30.0, None, false), "   #----->");
        assert_eq!(row(30.0, None, true), "   \u{2588}\u{2500}\u{2500}\u{2500}\u{2500}\u{2500}\u{2192}");
    }

    #[test]
    fn the_scale_is_told_under_its_end() {
        let scale = |shown: &str| Scale { end: 1.0, shown: shown.to_owned(), unit: "hours".into() };
        assert_eq!(axis(&scale("120"), 10), "0      120 hours");
        assert_eq!(axis(&scale("1234567890"), 10), "1234567890 hours");
    }
}
