//! A document -> text for a terminal or a pipe.

use crate::document::{Bar, Block, Callout, Document, Inline, Line, Reference, Table, Tone};
use colored::{Color, Colorize};
use comfy_table::{ColumnConstraint, ContentArrangement, Width, presets};
use textwrap::WordSeparator;
use textwrap::core::{Word, break_words};
use textwrap::wrap_algorithms::wrap_first_fit;
use unicode_width::UnicodeWidthStr;

/// How a terminal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Columns, from 20.
    pub width: usize,
    /// Whether to colour.
    pub colour: bool,
    /// Whether the terminal makes links of OSC 8 sequences.
    pub links: bool,
    /// Whether the terminal shows more than ASCII: bars are drawn of other characters where it does not.
    pub unicode: bool,
}

/// Wider lines are hard to follow.
const WIDEST: usize = 100;
/// More columns than these stand close together.
const MOST_WIDE_COLUMNS: usize = 5;
/// Cells of a bar.
const BAR_CELLS: usize = 24;
/// Where there are fewer columns, a bar has a row of its own.
const NARROWEST_BARS: usize = 70;
/// Narrower tables are stacked.
const NARROWEST_TABLE: usize = 64;

/// More references than these follow one another in one paragraph.
const MOST_REFERENCES: usize = 12;

/// The mark of what holds for a whole class.
const INHERITED: &str = "°";

/// How a word is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Paint {
    Plain,
    Strong,
    Alarm,
    Quiet,
    Command,
    Mark,
}

/// Paints a document.
pub fn render(document: &Document, style: Style) -> String {
    colored::control::set_override(style.colour);
    let width = style.width.clamp(20, WIDEST);
    let mut painter = Painter { style, width, tight: document.tight, out: String::new() };
    let mut after_callout = false;
    for (nth, block) in document.blocks.iter().enumerate() {
        painter.gap(after_callout);
        painter.block(block, 0, nth == 0);
        after_callout = matches!(block, Block::Callout(_));
    }
    // The no-break spaces that held numbers and units together have done their work: what is copied from a
    // terminal or searched for in a pipe has plain ones.
    painter.out.replace('\u{a0}', " ")
}

struct Painter {
    style: Style,
    width: usize,
    tight: bool,
    out: String,
}

impl Painter {
    fn block(&mut self, block: &Block, indent: usize, first: bool) {
        let gap = !first && !matches!(block, Block::List(_) | Block::Fields(_) | Block::Table(_));
        match block {
            Block::Title(line) => {
                self.gap(gap);
                self.line(line, indent, indent, Paint::Strong);
            }
            Block::Heading(words) => {
                self.gap(gap);
                let words = words.to_uppercase();
                self.push(indent, &words.bold().to_string());
            }
            Block::Subheading(words) => {
                self.gap(gap);
                self.push(indent, &words.bold().to_string());
            }
            Block::Paragraph(line) => {
                self.gap(gap && indent == 0);
                self.line(line, indent, indent, Paint::Plain);
            }
            Block::List(lines) => {
                for line in lines {
                    self.out.push_str(&" ".repeat(indent));
                    self.out.push_str("- ");
                    self.hanging(line, indent + 2, Paint::Plain);
                }
            }
            Block::Fields(fields) => self.fields(fields, indent),
            Block::Table(table) => self.table(table, indent),
            Block::Bars(bars) => self.bars(bars, indent),
            Block::Callout(callout) => {
                self.gap(gap);
                self.callout(callout, indent);
            }
            Block::References(list) if self.tight || list.len() > MOST_REFERENCES => {
                self.gap(gap);
                self.run_on_references(list);
            }
            Block::References(list) => self.references(list),
            Block::Fine(line) => {
                self.gap(gap);
                self.line(line, indent, indent, Paint::Quiet);
            }
        }
    }

    fn gap(&mut self, wanted: bool) {
        if wanted && !self.tight && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    fn push(&mut self, indent: usize, words: &str) {
        self.out.push_str(&" ".repeat(indent));
        self.out.push_str(words);
        self.out.push('\n');
    }

    /// A line from the left edge, with an indent for its first row and one for the others.
    fn line(&mut self, line: &Line, first: usize, rest: usize, paint: Paint) {
        self.out.push_str(&" ".repeat(first));
        self.hanging(line, rest, paint);
    }

    /// A line whose first row has its indent already.
    fn hanging(&mut self, line: &Line, indent: usize, paint: Paint) {
        let rows = wrap(line, self.width.saturating_sub(indent).max(12), paint);
        if rows.is_empty() {
            self.out.push('\n');
        }
        for (nth, row) in rows.iter().enumerate() {
            if nth > 0 {
                self.out.push_str(&" ".repeat(indent));
            }
            self.out.push_str(row);
            self.out.push('\n');
        }
    }

    fn fields(&mut self, fields: &[(String, Line)], indent: usize) {
        let longest = fields.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
        let stacked = self.width < 60;
        for (name, line) in fields {
            self.out.push_str(&" ".repeat(indent));
            if stacked {
                self.out.push_str(&name.bold().to_string());
                self.out.push('\n');
                self.line(line, indent + 2, indent + 2, Paint::Plain);
            } else {
                let pad = longest - name.width() + 2;
                self.out.push_str(&name.bold().to_string());
                self.out.push_str(&" ".repeat(pad));
                self.hanging(line, indent + longest + 2, Paint::Plain);
            }
        }
    }

    /// Each bar with its figures beside it, or below it where there is no room.
    fn bars(&mut self, bars: &[Bar], indent: usize) {
        let most = bars.iter().map(|bar| bar.to).fold(0.0, f64::max);
        let longest = bars.iter().map(|bar| bar.label.width()).max().unwrap_or(0);
        let narrow = self.width < NARROWEST_BARS;
        let cells = if narrow { self.width.saturating_sub(indent + 2) } else { BAR_CELLS };
        let block = if self.style.unicode { "\u{2588}" } else { "#" };
        let mut last = "";
        for bar in bars {
            let at = |value: f64| if most > 0.0 { (value / most * cells as f64).round() as usize } else { 0 };
            let start = at(bar.from).min(cells.saturating_sub(1));
            let end = at(bar.to).clamp(start + 1, cells);
            let drawn = format!("{}{}", " ".repeat(start), block.repeat(end - start));
            let label = if bar.label == last { "" } else { bar.label.as_str() };
            last = &bar.label;
            self.out.push_str(&" ".repeat(indent));
            if narrow {
                if !label.is_empty() {
                    self.push(0, &label.bold().to_string());
                    self.out.push_str(&" ".repeat(indent));
                }
                self.push(2, &drawn.cyan().to_string());
                self.line(&bar.text, indent + 2, indent + 2, Paint::Plain);
            } else {
                self.out.push_str(&label.bold().to_string());
                self.out.push_str(&" ".repeat(longest - label.width() + 2));
                self.out.push_str(&drawn.cyan().to_string());
                self.out.push_str(&" ".repeat(cells - end + 2));
                self.hanging(&bar.text, indent + longest + cells + 4, Paint::Plain);
            }
        }
    }

    fn table(&mut self, table: &Table, indent: usize) {
        if self.width < NARROWEST_TABLE {
            return self.stacked(table, indent);
        }
        let mut drawn = comfy_table::Table::new();
        drawn
            .load_style(presets::NOTHING)
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width((self.width - indent) as u16);
        drawn.set_header(table.head.iter().map(|name| name.to_uppercase()));
        for row in &table.rows {
            drawn.add_row(row.iter().map(plain));
        }
        // Many columns have no room for wide gaps.
        let padding = if table.head.len() > MOST_WIDE_COLUMNS { 1 } else { 2 };
        for (nth, column) in drawn.column_iter_mut().enumerate() {
            column.set_padding((0, padding));
            // A column is never narrower than its longest word: a dose must not break.
            let cells = table.rows.iter().filter_map(|row| row.get(nth)).map(plain).chain(table.head.get(nth).cloned());
            let longest = cells.flat_map(|cell| cell.split(' ').map(UnicodeWidthStr::width).max()).max().unwrap_or(0);
            let least = Width::Fixed(longest.min(24) as u16 + padding);
            column.set_constraint(ColumnConstraint::LowerBoundary(least));
        }
        for (nth, row) in drawn.lines().enumerate() {
            let row = row.trim_end();
            let row = if nth == 0 { row.bold().to_string() } else { row.to_owned() };
            self.push(indent, &row);
        }
    }

    fn stacked(&mut self, table: &Table, indent: usize) {
        for row in &table.rows {
            for (nth, (head, cell)) in table.head.iter().zip(row).enumerate() {
                let (lead, indent) = if nth == 0 { ("- ", indent) } else { ("", indent + 2) };
                if nth > 0 && cell.is_empty() {
                    continue;
                }
                let name = if nth == 0 { String::new() } else { format!("{head}: ") };
                self.out.push_str(&" ".repeat(indent));
                self.out.push_str(lead);
                let line = Line(vec![Inline::Quiet(name)]).then(cell.clone());
                self.hanging(&line, indent + lead.len() + 2, Paint::Plain);
            }
        }
    }

    fn callout(&mut self, callout: &Callout, indent: usize) {
        let (colour, paint) = match callout.tone {
            Tone::Emergency => (Color::Red, Paint::Alarm),
            Tone::Warning => (Color::Yellow, Paint::Strong),
            Tone::Dispute => (Color::Magenta, Paint::Strong),
        };
        let mut inner = Painter { style: self.style, width: self.width - 2, tight: self.tight, out: String::new() };
        if !callout.title.is_empty() {
            inner.line(&callout.title, 0, 2, paint);
        }
        for block in &callout.body {
            inner.block(block, 0, true);
        }
        for row in inner.out.lines() {
            self.out.push_str(&" ".repeat(indent));
            self.out.push_str(&"|".color(colour).to_string());
            if !row.is_empty() {
                self.out.push(' ');
                self.out.push_str(row);
            }
            self.out.push('\n');
        }
    }

    fn references(&mut self, list: &[Reference]) {
        if list.is_empty() {
            return;
        }
        self.gap(true);
        for reference in list {
            let number = format!("[{}] ", reference.number);
            let indent = number.width();
            self.out.push_str(&number.dimmed().to_string());
            let rows = wrap(&Line::text(reference.shown.clone()), self.width - indent, Paint::Quiet);
            for (nth, row) in rows.iter().enumerate() {
                if nth > 0 {
                    self.out.push_str(&" ".repeat(indent));
                }
                match &reference.url {
                    Some(url) if self.style.links => {
                        self.out.push_str(&format!("\u{1b}]8;;{url}\u{1b}\\{row}\u{1b}]8;;\u{1b}\\"));
                    }
                    _ => self.out.push_str(row),
                }
                self.out.push('\n');
            }
        }
    }
}

impl Painter {
    fn run_on_references(&mut self, list: &[Reference]) {
        let works = list.iter().map(|r| format!("[{}]\u{a0}{}", r.number, r.shown)).collect::<Vec<_>>();
        if !works.is_empty() {
            self.line(&Line::text(works.join("; ")), 0, 0, Paint::Quiet);
        }
    }
}

/// The marks of citations: `[1, 3]`.
fn marks(references: &[Reference]) -> String {
    let numbers: Vec<String> = references.iter().map(|reference| reference.number.to_string()).collect();
    format!("\u{a0}[{}]", numbers.join(", "))
}

/// A line without paint, for the cell of a table.
fn plain(line: &Line) -> String {
    line.0
        .iter()
        .map(|inline| match inline {
            Inline::Cite(references) => marks(references),
            Inline::Text(words)
            | Inline::Strong(words)
            | Inline::Alarm(words)
            | Inline::Quiet(words)
            | Inline::Mark(words)
            | Inline::Legend(words)
            | Inline::Command(words) => glue(words),
            Inline::Inherited => INHERITED.to_owned(),
        })
        .collect()
}

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

/// The same words, with no-break spaces between numbers and their units.
fn glue(words: &str) -> String {
    let mut glued = String::with_capacity(words.len());
    let mut after_number = false;
    for (nth, word) in words.split(' ').enumerate() {
        if nth > 0 {
            let is_unit = UNITS.contains(&word.trim_end_matches([',', '.', ';', ':', ')', '?']));
            glued.push(if after_number && is_unit { '\u{a0}' } else { ' ' });
        }
        after_number = word.ends_with(|c: char| c.is_ascii_digit());
        glued.push_str(word);
    }
    glued
}

/// Breaks a line into painted rows.
fn wrap(line: &Line, width: usize, base: Paint) -> Vec<String> {
    // The words of all inlines as one text, and which part of it is painted how.
    let coloured = colored::control::SHOULD_COLORIZE.should_colorize();
    let mut text = String::new();
    let mut runs: Vec<(usize, Paint)> = Vec::new();
    for inline in &line.0 {
        let (words, paint) = match inline {
            Inline::Text(words) => (glue(words), base),
            Inline::Strong(words) => (glue(words), if base == Paint::Alarm { base } else { Paint::Strong }),
            Inline::Alarm(words) => (words.clone(), Paint::Alarm),
            Inline::Quiet(words) | Inline::Legend(words) => (words.clone(), Paint::Quiet),
            Inline::Inherited => (INHERITED.to_owned(), Paint::Quiet),
            Inline::Command(words) => (words.replace(' ', "\u{a0}"), Paint::Command),
            // Without colour the mark must be seen as well.
            Inline::Mark(words) if coloured => (words.clone(), Paint::Mark),
            Inline::Mark(words) => (format!("*{words}*"), Paint::Plain),
            Inline::Cite(references) => (marks(references), Paint::Quiet),
        };
        text.push_str(&words);
        runs.push((text.len(), paint));
    }
    // A word that is longer than a row, such as an address, is broken.
    let words: Vec<Word> = break_words(WordSeparator::AsciiSpace.find_words(&text), width);
    let mut rows = Vec::new();
    let mut start = 0;
    for row in wrap_first_fit(&words, &[width as f64]) {
        // The space behind the last word of a row is not printed.
        let whole: usize = row.iter().map(|word| word.len() + word.whitespace.len()).sum();
        let trailing = row.last().map_or(0, |word| word.whitespace.len());
        rows.push(paint_range(&text, start, start + whole - trailing, &runs));
        start += whole;
    }
    rows
}

fn paint_range(text: &str, start: usize, end: usize, runs: &[(usize, Paint)]) -> String {
    let mut painted = String::new();
    let mut from = start;
    for (run_end, paint) in runs {
        let to = (*run_end).min(end);
        if to > from {
            painted.push_str(&paint_words(text.get(from..to).unwrap_or_default(), *paint));
            from = to;
        }
    }
    painted
}

fn paint_words(words: &str, paint: Paint) -> String {
    let styled = match paint {
        Paint::Plain => return words.to_owned(),
        Paint::Strong => words.bold(),
        Paint::Alarm => words.red().bold(),
        Paint::Quiet => words.dimmed(),
        Paint::Command => words.cyan(),
        Paint::Mark => words.bold().underline(),
    };
    styled.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_stays_with_its_unit() {
        let line = Line::text("Tablets of 0.5 mg and 2 mg, for 4 weeks.");
        assert_eq!(wrap(&line, 20, Paint::Plain), ["Tablets of 0.5\u{a0}mg", "and 2\u{a0}mg, for", "4\u{a0}weeks."]);
    }

    #[test]
    fn paint_follows_the_words_over_the_lines() {
        colored::control::set_override(true);
        let line = Line::text("one ").with(Inline::Alarm("two three".to_owned())).and(" four");
        assert_eq!(
            wrap(&line, 8, Paint::Plain),
            ["one \u{1b}[1;31mtwo\u{1b}[0m", "\u{1b}[1;31mthree\u{1b}[0m", "four"]
        );
        colored::control::unset_override();
    }
}
