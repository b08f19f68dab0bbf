//! A document -> text for a terminal or a pipe.

use super::bars;
use super::palette::{Paint, edge, painted};
use super::rows::{HELD, NO_BREAK, glued, rows, width_of};
use crate::document::{Bars, Block, Callout, Document, Inline, Line, Mark, Reference, Scale, Table, Tone, WEB};
use crate::view::words;
use comfy_table::{ColumnConstraint, ContentArrangement, Width, presets};
use std::fmt::Write;
use std::mem;
use std::rc::Rc;

/// How a terminal is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
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

/// Few answers are longer than so many bytes. Memory that is not written to costs nothing, and growing it does.
const MOST_USUAL: usize = 64 * 1024;

/// More references than these follow one another in one paragraph.
const MOST_REFERENCES: usize = 12;

/// The mark of what holds for a whole class.
pub const INHERITED: &str = "°";
/// The same where there is nothing but ASCII.
const INHERITED_ASCII: &str = "^";
/// Longer words of a table may be broken.
const LONGEST_WORD: usize = 32;

/// Paints a document.
pub fn render(document: &Document, style: Style) -> String {
    colored::control::set_override(style.colour);
    let width = style.width.clamp(20, WIDEST);
    let out = String::with_capacity(MOST_USUAL);
    let mut painter = Painter { style, width, tight: document.tight, out, ..Painter::default() };
    let mut after_callout = false;
    for (nth, block) in document.blocks.iter().enumerate() {
        painter.gap(after_callout);
        painter.block(block, 0, nth == 0);
        after_callout = matches!(block, Block::Callout(_));
    }
    released(&painter.out)
}

/// Errors, hints and notes that fit a width: what is longer goes on below its own beginning.
pub fn notes(text: &str, width: usize) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let label = ["error: ", "hint: ", "note: "].into_iter().find(|label| line.starts_with(label));
        let Some(label) = label.filter(|_| width_of(line) > width) else {
            out.push_str(line);
            out.push('\n');
            continue;
        };
        let words = &line[label.len()..];
        for (nth, row) in rows(words, width.saturating_sub(label.len()).max(12)).enumerate() {
            out.push_str(if nth == 0 { label } else { &"       "[..label.len()] });
            out.push_str(&words[row]);
            out.push('\n');
        }
    }
    out
}

#[derive(Default)]
struct Painter {
    style: Style,
    width: usize,
    tight: bool,
    out: String,
    /// The words of the line that is being broken.
    words: String,
    /// How they are painted.
    runs: Vec<Run<'static>>,
}

/// A part of the words of a line.
struct Run<'a> {
    /// Where it ends.
    end: usize,
    /// How it is painted.
    paint: Paint,
    /// Where it leads.
    link: Option<&'a str>,
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
                self.row(indent, &words.to_uppercase(), Paint::Strong);
            }
            Block::Subheading(words) => {
                self.gap(gap);
                self.row(indent, words, Paint::Strong);
            }
            Block::Paragraph(line) => {
                self.gap(gap && indent == 0);
                self.line(line, indent, indent, Paint::Plain);
            }
            Block::List(lines) => {
                for line in lines {
                    self.spaces(indent);
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

    fn spaces(&mut self, count: usize) {
        self.out.extend(std::iter::repeat_n(' ', count));
    }

    /// Words as they are painted.
    fn put(&mut self, words: &str, paint: Paint) {
        if self.style.colour && paint != Paint::Plain {
            self.out.push_str(&painted(words, paint));
        } else {
            self.out.push_str(words);
        }
    }

    /// A row by itself.
    fn row(&mut self, indent: usize, words: &str, paint: Paint) {
        self.spaces(indent);
        if words.is_ascii() {
            self.put(words, paint);
        } else {
            self.put(&words.replace(NO_BREAK, " "), paint);
        }
        self.out.push('\n');
    }

    /// A line from the left edge, with an indent for its first row and one for the others.
    fn line(&mut self, line: &Line, first: usize, rest: usize, paint: Paint) {
        self.spaces(first);
        self.hanging(line, rest, paint);
    }

    /// A line whose first row has its indent already.
    fn hanging(&mut self, line: &Line, indent: usize, paint: Paint) {
        let (mut words, mut runs) = (mem::take(&mut self.words), mem::take(&mut self.runs));
        words.clear();
        runs.clear();
        for inline in &line.0 {
            let paint = self.gather(inline, paint, &mut words);
            runs.push(Run { end: words.len(), paint, link: None });
        }
        self.broken(&words, &runs, indent);
        (self.words, self.runs) = (words, runs);
    }

    /// Words in rows, the first of which has its indent already.
    fn broken(&mut self, words: &str, runs: &[Run], indent: usize) {
        let mut next = 0;
        for (nth, row) in rows(words, self.width.saturating_sub(indent).max(12)).enumerate() {
            if nth > 0 {
                self.spaces(indent);
            }
            let mut from = row.start;
            // A run goes on over rows, and rows over runs.
            while let Some(run) = runs.get(next) {
                let to = run.end.min(row.end);
                if from < to {
                    self.linked(&words[from..to], run.paint, run.link);
                    from = to;
                }
                if run.end > row.end {
                    break;
                }
                next += 1;
            }
            self.out.push('\n');
        }
        if words.is_empty() {
            self.out.push('\n');
        }
    }

    /// Words that lead somewhere, where the terminal makes links.
    fn linked(&mut self, words: &str, paint: Paint, link: Option<&str>) {
        let link = link.filter(|_| self.style.links);
        if let Some(url) = link {
            // Writing to a string does not fail.
            let _ = write!(self.out, "\u{1b}]8;;{url}\u{1b}\\");
        }
        self.put(words, paint);
        if link.is_some() {
            self.out.push_str("\u{1b}]8;;\u{1b}\\");
        }
    }

    /// The mark of what holds for a whole class.
    fn inherited(&self) -> &'static str {
        if self.style.unicode { INHERITED } else { INHERITED_ASCII }
    }

    /// Appends the words of an inline, and says how they are painted.
    fn gather(&self, inline: &Inline, base: Paint, to: &mut String) -> Paint {
        match inline {
            Inline::Text(words) => {
                hold(words, to);
                base
            }
            Inline::Strong(words) => {
                hold(words, to);
                if base == Paint::Alarm { base } else { Paint::Strong }
            }
            Inline::Alarm(words) => {
                hold(words, to);
                Paint::Alarm
            }
            Inline::Quiet(words) => {
                hold(words, to);
                Paint::Quiet
            }
            Inline::Legend(mark, words) => {
                match mark {
                    Mark::Inherited => to.push_str(self.inherited()),
                    Mark::Web => to.extend([WEB, ":"]),
                }
                to.push(HELD);
                hold(words, to);
                Paint::Quiet
            }
            Inline::Inherited => {
                to.push_str(self.inherited());
                Paint::Quiet
            }
            // A command is easier to copy from one row; a long one leaves no choice.
            Inline::Command(words) if 2 * words.len() > self.width => {
                hold(words, to);
                Paint::Command
            }
            Inline::Command(words) => {
                to.extend(words.chars().map(|c| if c == ' ' { HELD } else { c }));
                Paint::Command
            }
            Inline::Mark(words) if self.style.colour => {
                hold(words, to);
                Paint::Mark
            }
            // Without colour the mark must be seen as well.
            Inline::Mark(words) => {
                to.push('*');
                hold(words, to);
                to.push('*');
                Paint::Plain
            }
            Inline::Cite(references) => {
                marks(references, to);
                Paint::Quiet
            }
        }
    }

    fn fields(&mut self, fields: &[(String, Line)], indent: usize) {
        let longest = fields.iter().map(|(name, _)| width_of(name)).max().unwrap_or(0);
        let stacked = self.width < 60;
        for (name, line) in fields {
            if stacked {
                self.row(indent, name, Paint::Strong);
                self.line(line, indent + 2, indent + 2, Paint::Plain);
            } else {
                self.spaces(indent);
                self.put(name, Paint::Strong);
                self.spaces(longest - width_of(name) + 2);
                self.hanging(line, indent + longest + 2, Paint::Plain);
            }
        }
    }

    /// Each bar with its figures beside it, or below it where there is no room, and the scale under all of them.
    fn bars(&mut self, block: &Bars, indent: usize) {
        let longest = block.bars.iter().map(|bar| width_of(&bar.label)).max().unwrap_or(0);
        let narrow = self.width < NARROWEST_BARS;
        let cells = if narrow { self.width.saturating_sub(indent + 2) } else { BAR_CELLS };
        let mut last = "";
        for bar in &block.bars {
            let drawn = bars::drawn(bar, &block.scale, cells, self.style.unicode);
            let label = if bar.label == last { "" } else { bar.label.as_str() };
            last = &bar.label;
            if narrow {
                if !label.is_empty() {
                    self.row(indent, label, Paint::Strong);
                }
                self.row(indent + 2, &drawn, Paint::Command);
                self.line(&bar.text, indent + 2, indent + 2, Paint::Plain);
            } else {
                self.spaces(indent);
                self.put(label, Paint::Strong);
                self.spaces(longest - width_of(label) + 2);
                self.put(&drawn, Paint::Command);
                self.spaces(cells.saturating_sub(width_of(&drawn)) + 2);
                self.hanging(&bar.text, indent + longest + cells + 4, Paint::Plain);
            }
        }
        let margin = indent + 2 + if narrow { 0 } else { longest };
        // Beside a scale that is as wide as the terminal there is no room for its unit.
        if narrow {
            self.row(margin, &bars::axis(&Scale { unit: "".into(), ..block.scale.clone() }, cells), Paint::Quiet);
            self.row(margin, &format!("{:>cells$}", block.scale.unit), Paint::Quiet);
        } else {
            self.row(margin, &bars::axis(&block.scale, cells), Paint::Quiet);
        }
    }

    fn table(&mut self, table: &Table, indent: usize) {
        if self.width < NARROWEST_TABLE {
            return self.stacked(table, indent);
        }
        let rows: Vec<Vec<String>> =
            table.rows.iter().map(|row| row.iter().map(|line| self.cell(line)).collect()).collect();
        // Many columns have no room for wide gaps.
        let padding = if table.head.len() > MOST_WIDE_COLUMNS { 1 } else { 2 };
        // A column is never narrower than its longest word: a dose must not break.
        let least = |(nth, head): (usize, &String)| {
            let cells = rows.iter().filter_map(|row| row.get(nth)).chain([head]);
            let longest = cells.flat_map(|cell| cell.split(' ').map(width_of)).max().unwrap_or(0);
            longest.min(LONGEST_WORD) + padding
        };
        let least: Vec<usize> = table.head.iter().enumerate().map(least).collect();
        if least.iter().sum::<usize>() > self.width - indent {
            return self.stacked(table, indent);
        }
        let mut drawn = comfy_table::Table::new();
        drawn
            .load_style(presets::NOTHING)
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width((self.width - indent) as u16);
        drawn.set_header(table.head.iter().map(|name| name.to_uppercase()));
        for row in &rows {
            drawn.add_row(row);
        }
        for (column, least) in drawn.column_iter_mut().zip(least) {
            column.set_padding((0, padding as u16));
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(least as u16)));
        }
        for (nth, row) in drawn.lines().enumerate() {
            self.row(indent, row.trim_end(), if nth == 0 { Paint::Strong } else { Paint::Plain });
        }
    }

    /// A line without paint, for the cell of a table.
    fn cell(&self, line: &Line) -> String {
        let mut cell = String::new();
        for inline in &line.0 {
            match inline {
                Inline::Cite(references) => marks(references, &mut cell),
                Inline::Inherited => cell.push_str(self.inherited()),
                Inline::Text(words)
                | Inline::Strong(words)
                | Inline::Alarm(words)
                | Inline::Quiet(words)
                | Inline::Mark(words)
                | Inline::Legend(_, words)
                | Inline::Command(words) => cell.push_str(words),
            }
        }
        glued(&cell)
    }

    fn stacked(&mut self, table: &Table, indent: usize) {
        for row in &table.rows {
            for (nth, (head, cell)) in table.head.iter().zip(row).enumerate() {
                let (lead, indent) = if nth == 0 { ("- ", indent) } else { ("", indent + 2) };
                if nth > 0 && cell.is_empty() {
                    continue;
                }
                let name = if nth == 0 { String::new() } else { format!("{head}: ") };
                self.spaces(indent);
                self.out.push_str(lead);
                let line = Line(vec![Inline::Quiet(name.into())]).then(cell.clone());
                self.hanging(&line, indent + lead.len() + 2, Paint::Plain);
            }
        }
    }

    fn callout(&mut self, callout: &Callout, indent: usize) {
        let paint = if callout.tone == Tone::Emergency { Paint::Alarm } else { Paint::Strong };
        let mut inner = Self { style: self.style, width: self.width - 2, tight: self.tight, ..Self::default() };
        if !callout.title.is_empty() {
            inner.line(&callout.title, 0, 2, paint);
        }
        for block in &callout.body {
            inner.block(block, 0, true);
        }
        let edge = if self.style.colour { edge(callout.tone) } else { "|".to_owned() };
        for row in inner.out.lines() {
            self.spaces(indent);
            self.out.push_str(&edge);
            if !row.is_empty() {
                self.out.push(' ');
                self.out.push_str(row);
            }
            self.out.push('\n');
        }
    }

    fn references(&mut self, list: &[Rc<Reference>]) {
        if list.is_empty() {
            return;
        }
        self.gap(true);
        for reference in list {
            let number = format!("[{reference}] ");
            let indent = number.len();
            self.put(&number, Paint::Quiet);
            let mut shown = String::new();
            hold(&reference.shown, &mut shown);
            shown.push_str(web(reference));
            let run = Run { end: shown.len(), paint: Paint::Quiet, link: reference.url.as_deref() };
            self.broken(&shown, &[run], indent);
        }
    }

    fn run_on_references(&mut self, list: &[Rc<Reference>]) {
        let mut works = String::new();
        let mut runs = Vec::with_capacity(2 * list.len());
        for reference in list {
            let between = if works.is_empty() { "" } else { "; " };
            let _ = write!(works, "{between}[{reference}]{HELD}");
            runs.push(Run { end: works.len(), paint: Paint::Quiet, link: None });
            hold(&reference.shown, &mut works);
            works.push_str(web(reference));
            runs.push(Run { end: works.len(), paint: Paint::Quiet, link: reference.url.as_deref() });
        }
        if !works.is_empty() {
            self.broken(&works, &runs, 0);
        }
    }
}

/// Behind the name of a web page.
fn web(reference: &Reference) -> &'static str {
    if reference.web { words::WEB_PAGE } else { "" }
}

/// Appends words; no row ends at their no-break spaces.
fn hold(words: &str, to: &mut String) {
    if words.is_ascii() {
        to.push_str(words);
    } else {
        to.extend(words.chars().map(|c| if c == NO_BREAK { HELD } else { c }));
    }
}

/// Plain spaces in the place of those at which no row ended. They have done their work: what is copied from a terminal
/// or searched for in a pipe has plain ones.
fn released(text: &str) -> String {
    text.replace(HELD, " ")
}

/// Appends the marks of citations: `[1, 3]`.
fn marks(references: &[Rc<Reference>], to: &mut String) {
    to.push(HELD);
    to.push('[');
    for (nth, reference) in references.iter().enumerate() {
        let between = if nth > 0 { ", " } else { "" };
        let _ = write!(to, "{between}{reference}");
    }
    to.push(']');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_hint_goes_on_below_its_beginning() {
        let text = "error: x: no such drug\nhint: Check the spelling on the package.\n  x\n";
        let expected = "error: x: no such drug\nhint: Check the spelling\n      on the package.\n  x\n";
        assert_eq!(notes(text, 26), expected);
        assert_eq!(notes(text, 80), text);
    }

    fn shown(line: Line, width: usize, colour: bool) -> String {
        let document = Document { blocks: vec![Block::Paragraph(line)], tight: false };
        render(&document, Style { width, colour, links: false, unicode: true })
    }

    #[test]
    fn a_number_stays_with_its_unit() {
        let line = Line::text("Tablets of 0.5 mg and 2 mg, for 4 weeks.");
        assert_eq!(shown(line, 20, false), "Tablets of 0.5 mg\nand 2 mg, for\n4 weeks.\n");
    }

    #[test]
    fn paint_follows_the_words_over_the_lines() {
        let line = Line::text("eleven letters ").with(Inline::Alarm("two three four".into())).and(" five");
        let painted = "eleven letters \u{1b}[1;38;5;131mtwo\u{1b}[0m\n\u{1b}[1;38;5;131mthree four\u{1b}[0m five\n";
        assert_eq!(shown(line, 20, true), painted);
    }

    fn table(width: usize) -> String {
        let row = ["Schedule IV", "mirtazapine", "https://example.org/a"].map(Line::text).into();
        let head = ["Law", "Drug", "Address"].map(str::to_owned).into();
        let block = Block::Table(Table { head, rows: vec![row] });
        render(
            &Document { blocks: vec![block], tight: false },
            Style { width, colour: false, links: false, unicode: true },
        )
    }

    #[test]
    fn a_table_that_is_too_wide_is_stacked() {
        assert!(table(80).starts_with("LAW"), "{}", table(80));
        assert_eq!(table(40), "- Schedule IV\n  Drug: mirtazapine\n  Address: https://example.org/a\n");
    }

    fn works(links: bool) -> Document {
        let work = |nth: usize| Reference::new(format!("Work {nth}"), Some("https://a.org".into()), nth == 1);
        let cite = Inline::Cite((1..=13).map(work).collect());
        let words = Line::text("Words.").with(cite).with(Inline::Inherited);
        let legend = Line::default().with(Inline::Legend(Mark::Inherited, "of the class.".into()));
        let blocks = vec![Block::Paragraph(words), Block::References(Vec::new()), Block::Paragraph(legend)];
        let mut document = Document { blocks, tight: links };
        document.number();
        document
    }

    #[test]
    fn references_that_follow_one_another_are_links_too() {
        let shown = render(&works(true), Style { width: 80, colour: false, links: true, unicode: true });
        assert!(
            shown.contains(
                "[2]\u{1f}\u{1b}]8;;https://a.org\u{1b}\\Work 2\u{1b}]8;;\u{1b}\\;".replace('\u{1f}', " ").as_str()
            ),
            "{shown}"
        );
        assert!(shown.contains("[1w]"), "{shown}");
    }

    #[test]
    fn without_unicode_everything_is_ascii() {
        let shown = render(&works(false), Style { width: 80, colour: false, links: false, unicode: false });
        assert!(shown.is_ascii(), "{shown}");
        assert!(shown.contains("]^\n") && shown.contains("\n^ of the class.\n"), "{shown}");
    }
}
