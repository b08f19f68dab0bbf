//! What an answer looks like before anybody decides how: blocks and inlines with meanings, not colours.
//!
//! Views build documents; renderers paint them and know nothing of drugs.

use crate::arrange::Arrange;
use crate::model::Str;
use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

/// Behind the number of a web page.
pub const WEB: &str = "w";

/// A small document.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Document {
    /// Its blocks, from top to bottom.
    pub blocks: Vec<Block>,
    /// Whether it must fit on one screen: no empty lines, and references that follow one another in one paragraph.
    pub tight: bool,
}

/// Something that stands by itself.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// The name of the page.
    Title(Line),
    /// The heading of a part.
    Heading(String),
    /// The heading of a part of a part.
    Subheading(String),
    /// A paragraph.
    Paragraph(Line),
    /// Items of equal rank.
    List(Vec<Line>),
    /// Names with what belongs to each.
    Fields(Vec<(String, Line)>),
    /// Rows and columns.
    Table(Table),
    /// Ranges on one scale, each with its figures beside it.
    Bars(Bars),
    /// A block that a reader must not miss.
    Callout(Callout),
    /// The works that the document cites; filled in by [`Document::number`].
    References(Vec<Rc<Reference>>),
    /// What a reader seldom needs: the edition, the disclaimer.
    Fine(Line),
}

/// Rows and columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The heads of the columns.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Line>>,
}

/// Ranges on one scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// The ranges.
    pub bars: Vec<Bar>,
    /// What they are drawn on.
    pub scale: Scale,
}

/// A scale that begins at nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// Where it ends, in the numbers of its bars.
    pub end: f64,
    /// The same as people read it: `120`.
    pub shown: String,
    /// What it counts: `hours`.
    pub unit: Str,
}

/// A range on a scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// What it is the range of.
    pub label: String,
    /// Where it begins.
    pub from: f64,
    /// Where it ends; nowhere, if only the least is known.
    pub to: Option<f64>,
    /// Its figures in words.
    pub text: Line,
}

/// A block that a reader must not miss.
#[derive(Debug, Clone, PartialEq)]
pub struct Callout {
    /// Why.
    pub tone: Tone,
    /// Its heading.
    pub title: Line,
    /// What it says.
    pub body: Vec<Block>,
}

/// Why a block must not be missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// A life may depend on it.
    Emergency,
    /// Harm may come of missing it.
    Warning,
    /// Sources disagree.
    Dispute,
}

/// A run of inlines.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Line(pub Vec<Inline>);

/// A part of a line.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Words.
    Text(Str),
    /// Words that carry the sentence.
    Strong(Str),
    /// Words that a life may depend on.
    Alarm(Str),
    /// Words that a reader can pass over.
    Quiet(Str),
    /// Words that were looked for.
    Mark(Str),
    /// Something to type.
    Command(Str),
    /// The mark of what holds for a whole class.
    Inherited,
    /// What a mark means; left out where there are no marks.
    Legend(Mark, Str),
    /// Where the words before it are from.
    Cite(Vec<Rc<Reference>>),
}

/// A mark that a legend explains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Of what holds for a whole class.
    Inherited,
    /// Of what a web page says.
    Web,
}

/// A work and the place in it, as the foot of a page shows it. There is one of it in a document, however often it is
/// cited.
#[derive(Debug, PartialEq, Eq)]
pub struct Reference {
    /// How it is shown.
    pub shown: Str,
    /// Its address.
    pub url: Option<Str>,
    /// Whether it is a web page: the weakest ground.
    pub web: bool,
    /// Its number in the document; 0 until [`Document::number`] has run.
    number: Cell<usize>,
}

impl Reference {
    /// A reference without a number.
    pub fn new(shown: impl Into<Str>, url: Option<Str>, web: bool) -> Rc<Self> {
        Rc::new(Self { shown: shown.into(), url, web, number: Cell::new(0) })
    }

    /// Its number in the document; 0 until [`Document::number`] has run.
    pub fn number(&self) -> usize {
        self.number.get()
    }
}

impl fmt::Display for Reference {
    /// Its number as it stands in the text: `12`, of a web page `12w`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.number(), if self.web { WEB } else { "" })
    }
}

impl Line {
    /// A line of plain words.
    pub fn text(words: impl Into<Str>) -> Self {
        Self::default().and(words)
    }

    /// A line of strong words.
    pub fn strong(words: impl Into<Str>) -> Self {
        Self(vec![Inline::Strong(words.into())])
    }

    /// A line of words that a life may depend on.
    pub fn alarm(words: impl Into<Str>) -> Self {
        Self(vec![Inline::Alarm(words.into())])
    }

    /// This line with more after it.
    pub fn with(mut self, inline: Inline) -> Self {
        self.0.push(inline);
        self
    }

    /// This line with plain words after it.
    pub fn and(self, words: impl Into<Str>) -> Self {
        self.with(Inline::Text(words.into()))
    }

    /// This line with another after it.
    pub fn then(mut self, more: Self) -> Self {
        self.0.extend(more.0);
        self
    }

    /// The words alone.
    pub fn words(&self) -> String {
        let words = |inline: &Inline| match inline {
            Inline::Cite(_) | Inline::Inherited | Inline::Legend(..) => String::new(),
            Inline::Text(words)
            | Inline::Strong(words)
            | Inline::Alarm(words)
            | Inline::Quiet(words)
            | Inline::Mark(words)
            | Inline::Command(words) => words.replace('\u{a0}', " "),
        };
        self.0.iter().map(words).collect()
    }

    /// Several lines as one, with words between them. Behind a sentence stands a space alone.
    pub fn join(lines: impl IntoIterator<Item = Self>, between: &'static str) -> Self {
        let mut all = Self::default();
        for (nth, line) in lines.into_iter().enumerate() {
            if nth > 0 {
                all = if all.ends_sentence() { all.and(" ") } else { all.and(between) };
            }
            all = all.then(line);
        }
        all
    }

    /// Whether its last words end a sentence.
    fn ends_sentence(&self) -> bool {
        let last = self.0.iter().rev().find_map(|inline| match inline {
            Inline::Cite(_) | Inline::Inherited | Inline::Legend(..) => None,
            Inline::Text(words)
            | Inline::Strong(words)
            | Inline::Alarm(words)
            | Inline::Quiet(words)
            | Inline::Mark(words)
            | Inline::Command(words) => Some(words),
        });
        last.is_some_and(|words| words.ends_with(['.', '?', '!']))
    }

    /// This line with the citations of all its parts in one mark at its end.
    pub fn cited_once(self) -> Self {
        let mut all: Vec<Rc<Reference>> = Vec::new();
        let mut rest = Vec::new();
        for inline in self.0 {
            match inline {
                Inline::Cite(references) => {
                    for reference in references {
                        if !all.iter().any(|known| Rc::ptr_eq(known, &reference)) {
                            all.push(reference);
                        }
                    }
                }
                other => rest.push(other),
            }
        }
        let line = Self(rest);
        if all.is_empty() { line } else { line.with(Inline::Cite(all)) }
    }

    /// The first sentence of its words, with all its citations. Dots stand for the rest.
    pub fn first_sentence(self) -> Self {
        let mut ended = false;
        let mut kept = Vec::new();
        for inline in self.0 {
            match inline {
                Inline::Cite(_) => kept.push(inline),
                Inline::Text(words) if !ended => {
                    let end = words.find(". ");
                    ended = end.is_some();
                    kept.push(Inline::Text(end.map_or(words.clone(), |end| format!("{} ...", &words[..=end]).into())));
                }
                other if !ended => kept.push(other),
                _ => {}
            }
        }
        Self(kept).cited_once()
    }

    /// Whether it shows nothing.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|inline| match inline {
            Inline::Cite(references) => references.is_empty(),
            Inline::Inherited => false,
            Inline::Text(words)
            | Inline::Strong(words)
            | Inline::Alarm(words)
            | Inline::Quiet(words)
            | Inline::Mark(words)
            | Inline::Legend(_, words)
            | Inline::Command(words) => words.is_empty(),
        })
    }
}

impl Document {
    /// Whether it cites a web page; known once it is numbered.
    pub fn cites_web(&self) -> bool {
        let works = self.blocks.iter().filter_map(|block| match block {
            Block::References(list) => Some(list),
            _ => None,
        });
        works.flatten().any(|work| work.web)
    }

    /// Numbers all citations in the order in which they are read, and lists the works in the reference block.
    pub fn number(&mut self) {
        let mut known: Vec<Rc<Reference>> = Vec::new();
        number_blocks(&mut self.blocks, &mut known);
        for block in &mut self.blocks {
            if let Block::References(list) = block {
                *list = std::mem::take(&mut known);
            }
        }
    }
}

fn number_blocks(blocks: &mut [Block], known: &mut Vec<Rc<Reference>>) {
    for block in blocks {
        match block {
            Block::Title(line) | Block::Paragraph(line) | Block::Fine(line) => number_line(line, known),
            Block::List(lines) => lines.iter_mut().for_each(|line| number_line(line, known)),
            Block::Fields(fields) => fields.iter_mut().for_each(|(_, line)| number_line(line, known)),
            Block::Table(table) => table.rows.iter_mut().flatten().for_each(|line| number_line(line, known)),
            Block::Bars(block) => block.bars.iter_mut().for_each(|bar| number_line(&mut bar.text, known)),
            Block::Callout(callout) => {
                number_line(&mut callout.title, known);
                number_blocks(&mut callout.body, known);
            }
            Block::Heading(_) | Block::Subheading(_) | Block::References(_) => {}
        }
    }
}

fn number_line(line: &mut Line, known: &mut Vec<Rc<Reference>>) {
    for inline in &mut line.0 {
        let Inline::Cite(references) = inline else { continue };
        for reference in references.iter() {
            if reference.number() == 0 {
                known.push(Rc::clone(reference));
                reference.number.set(known.len());
            }
        }
        references.arrange_by_key(|reference| reference.number());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_are_numbered_in_the_order_of_reading() {
        let [x, y, z] = ["x", "y", "z"].map(|shown| Reference::new(shown, None, false));
        let cite = |works: &[&Rc<Reference>]| Inline::Cite(works.iter().map(|work| Rc::clone(work)).collect());
        let mut document = Document {
            blocks: vec![
                Block::Paragraph(Line::text("a").with(cite(&[&x, &y]))),
                Block::List(vec![Line::text("b").with(cite(&[&z, &x]))]),
                Block::References(Vec::new()),
            ],
            tight: false,
        };
        document.number();
        let Some(Block::References(list)) = document.blocks.last() else { panic!("no references") };
        assert_eq!(
            list.iter().map(|r| (r.number(), r.shown.as_str())).collect::<Vec<_>>(),
            [(1, "x"), (2, "y"), (3, "z")]
        );
        let Some(Block::List(items)) = document.blocks.get(1) else { panic!("no list") };
        let numbers: Vec<usize> = items
            .iter()
            .flat_map(|line| &line.0)
            .flat_map(|inline| match inline {
                Inline::Cite(references) => references.iter().map(|r| r.number()).collect(),
                _ => Vec::new(),
            })
            .collect();
        assert_eq!(numbers, [1, 3]);
    }
}
