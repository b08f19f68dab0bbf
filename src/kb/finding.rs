//! What is wrong with a file of the knowledge base, and where.

use serde::Serialize;
use std::ops::Range;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be used, and somebody should look at it.
    Warning,
}

macro_rules! codes {
    ($($variant:ident $number:literal $severity:ident $title:literal $why:literal)*) => {
        /// A stable number for each kind of finding.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $(#[doc = $title] $variant,)* }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The number that is printed and that stays the same: `K003`.
            pub fn number(self) -> &'static str {
                match self { $(Self::$variant => $number,)* }
            }

            /// What it stands for, in a few words.
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)* }
            }

            /// Why it is a finding, and what to do.
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$variant => $why,)* }
            }

            /// How bad it is.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    Syntax "K001" Error "not TOML"
        "The file is not valid TOML from this place on; nothing behind it can be read. Often a bracket, a quotation mark or a comma is missing, or a key stands twice."
    UnknownKey "K002" Error "unknown key"
        "Keys are spelled as data/README.md spells them. A key that klon does not know would be lost, so it is refused."
    NoCitation "K003" Error "fact without a citation"
        "Every fact says where it is from. Add the source that you read, and the place in it: cite = [\"source#place\"]."
    MissingKey "K004" Error "required key missing"
        "A fact of this shape cannot do without this key."
    WrongType "K005" Error "value of the wrong type"
        "A number stands where a text belongs, or the other way round; or one thing where a list belongs."
    UnknownWord "K006" Error "not one of the allowed words"
        "Here only some words are allowed: units, kinds of sources, roles, frequencies."
    BadText "K007" Error "text that cannot be printed"
        "The text is empty, or holds a character that is not shown but acts on a terminal or turns the reading order."
    BadIdentifier "K008" Error "malformed identifier"
        "The identifier does not have the form that its catalogue gives it, or its check digit is wrong. Never write one from memory."
    BadDate "K009" Error "not a day"
        "A day is written without quotes, like 2026-11-24, and must exist."
    BadCountry "K010" Error "unknown country"
        "Countries are two capitals of ISO 3166-1: GB, and not UK."
    BadNumber "K011" Error "not a quantity"
        "A quantity is a finite number from 0."
    FileName "K012" Error "file name and id differ"
        "The file's name is the id, so that everybody finds the entry."
    DuplicateId "K013" Error "the same id twice"
        "One id means one thing. Put a source that several files cite into sources.toml."
    UnknownSource "K014" Error "citation to a missing source"
        "The citation names a source that is defined nowhere: in this file, in sources.toml, or built in."
    UnknownTerm "K015" Error "unknown term"
        "Signs are terms of terms.toml, so that the same sign always has the same name."
    UnknownEntry "K016" Error "unknown class or drug"
        "The file names a class or a drug that is not there."
    SharedBrand "K017" Error "one brand for two drugs in one country"
        "Within one country a brand means one drug. Brands that differ by country are fine."
    EmptyRange "K018" Error "a range without numbers, or with low above high"
        "A quantity has a value, or low and high in this order."
    LostSource "K019" Error "a source that nobody could find"
        "A reader must be able to find the work: give an address, a DOI, a PMID, a set id, an application number, or journal, year and pages."
    OneSided "K020" Error "a dispute with fewer than two positions"
        "A dispute shows who says what: two positions or more."
    WeakFinding "K021" Error "a finding without a better-ranked source"
        "A finding says that one side is right. That needs a source of a better kind than the other side's."
    PlainAndDisputed "K022" Error "plain and disputed at once"
        "A disputed sign lives in its dispute alone; stated plainly as well, it would read as settled."
    ClassCycle "K023" Error "a class that is its own ancestor"
        "A class cannot be its own ancestor."
    NoSuchAddress "K024" Error "an address that leads nowhere"
        "The address names no section, no sign, or no inherited fact."
    Unreadable "K025" Error "a file that cannot be read"
        "The file or folder cannot be read, is not UTF-8, or is larger than 1 MiB."
    FixedPage "K026" Error "the emergency page cannot be replaced"
        "Nothing may stand between a reader and the emergency page, so only the built-in one is used. Add lines in helplines.toml instead."
    SharedTermName "K027" Error "one word for two terms"
        "A word that belongs to two terms would lead a search to the wrong one."
    NoHelp "K028" Error "no emergency number"
        "A country without an emergency number leaves a reader without help."
    UnnamedSide "K029" Error "a serious rule whose source is not said to name both sides"
        "A contraindicated or major interaction needs a source that names both drugs or their classes: give the words by which it names them, like named = [\"opioids\", \"alprazolam\"]. A source that is silent about one of them is no ground for such a rule."
    SharedRule "K030" Error "two rules for one pair"
        "Of two rules for the same pair and the same concern nobody could say which one holds."
    WebAlone "K101" Warning "a fact that rests on a web page alone"
        "A fact that rests on a web page alone is weak, and is marked so when it is printed. Cite a better source, or explain why there is none."
    ImplausibleStrength "K102" Warning "an implausible strength"
        "The strength is larger than a day's largest dose, or in a unit that no relative of the drug has. The page that klon grew from gave grams for milligrams."
    ReviewOverdue "K103" Warning "not reviewed for two years"
        "Labels and laws change: everything is checked against its sources at least every two years."
    ReviewBeforeSource "K104" Warning "older than a source that it cites"
        "The entry was last reviewed before one of its sources was published."
    NoConsequence "K105" Warning "a dispute that does not say what follows"
        "A reader of a dispute must know what follows: add `therefore`."
    SuddenStop "K106" Warning "does not say that it must not be stopped suddenly"
        "The drug has signs of withdrawal, or prevents seizures: a fact under [discontinuation.sudden_stop] makes klon say so wherever it matters."
    HardToRead "K107" Warning "hard to read for a lay reader"
        "A text for lay readers asks for more than eight years of school (Flesch and Kincaid). Use shorter words and sentences."
    UnsafeNotation "K108" Warning "error-prone notation"
        "The notation is on the ISMP's list of those that are misread with harm."
    UnusedTerm "K109" Warning "a term that no fact uses"
        "No fact uses the term."
    UnusedSource "K110" Warning "a source that no fact cites"
        "No fact cites the source."
    NoPlace "K111" Warning "a label cited without a place in it"
        "A label is long: name the section."
    CopiedText "K112" Warning "the same text in two files"
        "What holds for several drugs is written once, in their class."
    LongText "K113" Warning "a very long text"
        "Nobody reads a text of this length in an emergency."
    UselessAllow "K114" Warning "an allowance without a finding or a reason"
        "The allowance has no reason, names no code, or nothing here needs it."
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What kind of thing.
    pub code: Code,
    /// The file, as it was named to the program.
    pub file: String,
    /// Where in the text, in bytes; the whole file, if not known.
    pub span: Option<Range<usize>>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Finding {
    /// The line and the column (both from 1, the column in characters) at which it begins.
    pub fn position(&self, text: &str) -> (usize, usize) {
        position(text, self.span.as_ref().map_or(0, |span| span.start))
    }
}

/// The line and the column, both from 1, of a byte in a text.
pub fn position(text: &str, byte: usize) -> (usize, usize) {
    let before = &text[..text.floor_char_boundary(byte)];
    let line_start = before.rfind('\n').map_or(0, |i| i + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}
