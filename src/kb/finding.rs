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
    ($($variant:ident $number:literal $severity:ident $title:literal)*) => {
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

            /// How bad it is.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    Syntax "K001" Error "not TOML"
    UnknownKey "K002" Error "unknown key"
    NoCitation "K003" Error "fact without a citation"
    MissingKey "K004" Error "required key missing"
    WrongType "K005" Error "value of the wrong type"
    UnknownWord "K006" Error "not one of the allowed words"
    BadText "K007" Error "text that cannot be printed"
    BadIdentifier "K008" Error "malformed identifier"
    BadDate "K009" Error "not a day"
    BadCountry "K010" Error "unknown country"
    BadNumber "K011" Error "not a quantity"
    FileName "K012" Error "file name and id differ"
    DuplicateId "K013" Error "the same id twice"
    UnknownSource "K014" Error "citation to a missing source"
    UnknownTerm "K015" Error "unknown term"
    UnknownEntry "K016" Error "unknown class or drug"
    SharedBrand "K017" Error "one brand for two drugs in one country"
    EmptyRange "K018" Error "a range without numbers, or with low above high"
    LostSource "K019" Error "a source that nobody could find"
    OneSided "K020" Error "a dispute with fewer than two positions"
    WeakFinding "K021" Error "a finding without a better-ranked source"
    PlainAndDisputed "K022" Error "plain and disputed at once"
    ClassCycle "K023" Error "a class that is its own ancestor"
    NoSuchAddress "K024" Error "an address that leads nowhere"
    Unreadable "K025" Error "a file that cannot be read"
    UnknownFile "K026" Error "a file that is not part of a knowledge base"
    SharedTermName "K027" Error "one word for two terms"
    NoHelp "K028" Error "no emergency number"
    WebAlone "K101" Warning "a fact that rests on a web page alone"
    ImplausibleStrength "K102" Warning "an implausible strength"
    ReviewOverdue "K103" Warning "not reviewed for two years"
    ReviewBeforeSource "K104" Warning "older than a source that it cites"
    NoConsequence "K105" Warning "a dispute that does not say what follows"
    SuddenStop "K106" Warning "does not say that it must not be stopped suddenly"
    HardToRead "K107" Warning "hard to read for a lay reader"
    UnsafeNotation "K108" Warning "error-prone notation"
    UnusedTerm "K109" Warning "a term that no fact uses"
    UnusedSource "K110" Warning "a source that no fact cites"
    NoPlace "K111" Warning "a label cited without a place in it"
    CopiedText "K112" Warning "the same text in two files"
    LongText "K113" Warning "a very long text"
    UselessAllow "K114" Warning "an allowance without a finding or a reason"
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
