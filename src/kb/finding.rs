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
    ($($variant:ident $number:literal $severity:ident $title:literal $why:literal $example:literal)*) => {
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

            /// Lines that give this finding, and what is right in their place.
            pub fn example(self) -> &'static str {
                match self { $(Self::$variant => $example,)* }
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
        "cite = [\"label#Uses\"     # wrong: the bracket stays open\ncite = [\"label#Uses\"]    # right"
    UnknownKey "K002" Error "unknown key"
        "Keys are spelled as data/README.md spells them. A key that klon does not know would be lost, so it is refused."
        "[overdose.symptom]       # wrong\n[overdose.symptoms]      # right"
    NoCitation "K003" Error "fact without a citation"
        "Every fact says where it is from. Add the source that you read, and the place in it: cite = [\"source#place\"]."
        "why = { text = \"It can bring on seizures.\" }                               # wrong\nwhy = { text = \"It can bring on seizures.\", cite = [\"label#Warnings\"] }    # right"
    MissingKey "K004" Error "required key missing"
        "A fact of this shape cannot do without this key."
        "tablet = { name = \"Tablet\", strengths = [0.5, 1], cite = [\"label#Forms\"] }                 # wrong\ntablet = { name = \"Tablet\", strengths = [0.5, 1], unit = \"mg\", cite = [\"label#Forms\"] }    # right"
    WrongType "K005" Error "value of the wrong type"
        "A number stands where a text belongs, or the other way round; or one thing where a list belongs."
        "strengths = [\"0.5\"]      # wrong: a text\nstrengths = [0.5]        # right: a number"
    UnknownWord "K006" Error "not one of the allowed words"
        "Here only some words are allowed: units, kinds of sources, roles, frequencies."
        "unit = \"hours\"           # wrong\nunit = \"h\"               # right"
    BadText "K007" Error "text that cannot be printed"
        "The text is empty, or holds a character that is not shown but acts on a terminal or turns the reading order."
        "name = \"\"                # wrong\nname = \"Zolpidem\"        # right"
    BadIdentifier "K008" Error "malformed identifier"
        "The identifier does not have the form that its catalogue gives it, or its check digit is wrong. Never write one from memory."
        "cas = { value = \"1622-61-4\", cite = [\"pubchem-2802\"] }    # wrong: the check digit\ncas = { value = \"1622-61-3\", cite = [\"pubchem-2802\"] }    # right"
    BadDate "K009" Error "not a day"
        "A day is written without quotes, like 2026-11-24, and must exist."
        "reviewed = 2026-11-24T10:00:00Z    # wrong\nreviewed = 2026-11-24              # right"
    BadCountry "K010" Error "unknown country"
        "Countries are two capitals of ISO 3166-1: GB, and not UK."
        "[brands.UK]              # wrong\n[brands.GB]              # right"
    BadNumber "K011" Error "not a quantity"
        "A quantity is a finite number from 0."
        "strengths = [-1]         # wrong\nstrengths = [1]          # right"
    FileName "K012" Error "file name and id differ"
        "The file's name is the id, so that everybody finds the entry."
        "id = \"zolpidem\"          # wrong in zolpidem-notes.toml, right in zolpidem.toml"
    DuplicateId "K013" Error "the same id twice"
        "One id means one thing. Put a source that several files cite into sources.toml."
        "drugs/zolpidem.toml      id = \"zolpidem\"\nzolpidem.toml            id = \"zolpidem\"     # wrong: keep one of the two"
    UnknownSource "K014" Error "citation to a missing source"
        "The citation names a source that is defined nowhere: in this file, in sources.toml, or built in."
        "cite = [\"lable#Uses\"]    # wrong, where the file has [sources.label]\ncite = [\"label#Uses\"]    # right"
    UnknownTerm "K015" Error "unknown term"
        "Signs are terms of terms.toml, so that the same sign always has the same name."
        "[overdose.symptoms]\ncomma = { cite = [\"label#Overdosage\"] }    # wrong\ncoma = { cite = [\"label#Overdosage\"] }     # right: terms.toml has it"
    UnknownEntry "K016" Error "unknown class or drug"
        "The file names a class or a drug that is not there."
        "classes = [\"benzos\"]             # wrong\nclasses = [\"benzodiazepine\"]     # right"
    SharedBrand "K017" Error "one brand for two drugs in one country"
        "Within one country a brand means one drug. Brands that differ by country are fine."
        "drugs/one.toml           [brands.US]  Calmol = { cite = [\"one-label#Title\"] }\ndrugs/two.toml           [brands.US]  Calmol = { cite = [\"two-label#Title\"] }    # wrong"
    EmptyRange "K018" Error "a range without numbers, or with low above high"
        "A quantity has a value, or low and high in this order."
        "oral = { low = 40, high = 30, unit = \"h\", cite = [\"label#Kinetics\"] }    # wrong\noral = { low = 30, high = 40, unit = \"h\", cite = [\"label#Kinetics\"] }    # right"
    LostSource "K019" Error "a source that nobody could find"
        "A reader must be able to find the work: give an address, a DOI, a PMID, a set id, an application number, or journal, year and pages."
        "[sources.smith]          # wrong: title and author alone\npmid = \"32089287\"        # right: one more line by which it is found"
    OneSided "K020" Error "a dispute with fewer than two positions"
        "A dispute shows who says what: two positions or more."
        "positions = [{ says = \"20 hours.\", cite = [\"one\"] }]                                                # wrong\npositions = [{ says = \"20 hours.\", cite = [\"one\"] }, { says = \"40 hours.\", cite = [\"two\"] }]    # right"
    WeakFinding "K021" Error "a finding without a better-ranked source"
        "A finding says that one side is right. That needs a source of a better kind than the other side's."
        "finding = \"It is 40 hours.\"    # wrong, where both positions rest on web pages\n# finding left out               right: the question stays open"
    PlainAndDisputed "K022" Error "plain and disputed at once"
        "A disputed sign lives in its dispute alone; stated plainly as well, it would read as settled."
        "[disputes.pupils]\nabout = \"overdose.symptoms.enlarged-pupils\"\n[overdose.symptoms]\nenlarged-pupils = { cite = [\"label#Overdosage\"] }    # wrong: it stands in the dispute alone"
    ClassCycle "K023" Error "a class that is its own ancestor"
        "A class cannot be its own ancestor."
        "classes/a.toml           classes = [\"b\"]\nclasses/b.toml           classes = [\"a\"]     # wrong: take one of the two out"
    NoSuchAddress "K024" Error "an address that leads nowhere"
        "The address names no section, no sign, or no inherited fact."
        "except = [\"withdrawal.onset.short\"]           # wrong: no class of the drug states it\nexcept = [\"withdrawal.onset.short-acting\"]    # right: the section and the key of an inherited fact"
    Unreadable "K025" Error "a file that cannot be read"
        "The file or folder cannot be read, is not UTF-8, or is larger than 1 MiB."
        "caf\\xe9 in Latin-1       # wrong: save the file as UTF-8"
    FixedPage "K026" Error "the emergency page cannot be replaced"
        "Nothing may stand between a reader and the emergency page, so only the built-in one is used. Add lines in helplines.toml instead."
        "emergency.toml in a folder of yours     # wrong\nhelplines.toml in a folder of yours     # right: your lines come after the built-in ones"
    SharedTermName "K027" Error "one word for two terms"
        "A word that belongs to two terms would lead a search to the wrong one."
        "[terms.spells]\nsynonyms = [\"fits\"]      # wrong, where the term `seizures` has this word"
    NoHelp "K028" Error "no emergency number"
        "A country without an emergency number leaves a reader without help."
        "[countries.SE.lines.poison]       # wrong, if it is the only line\n[countries.SE.lines.ambulance]    # right: one more, with kind = \"emergency\""
    UnnamedSide "K029" Error "a serious rule whose source is not said to name both sides"
        "A contraindicated or major interaction needs a source that names both drugs or their classes: give the words by which it names them, like named = [\"opioids\", \"alprazolam\"]. A source that is silent about one of them is no ground for such a rule."
        "between = [\"opioid\", \"alprazolam\"]\nseverity = \"major\"\nnamed = [\"opioids\"]                   # wrong\nnamed = [\"opioids\", \"alprazolam\"]     # right, if the source says both"
    SharedRule "K030" Error "two rules for one pair"
        "Of two rules for the same pair and the same concern nobody could say which one holds."
        "[rules.one]  between = [\"alcohol\", \"zolpidem\"]  concern = \"sedation\"\n[rules.two]  between = [\"zolpidem\", \"alcohol\"]  concern = \"sedation\"    # wrong: make one of them"
    SharedName "K031" Error "one name for two entries"
        "A name leads to one entry: a drug's own name or synonym cannot be a name of another. What is said in the street may mean several things, and a brand may differ by country."
        "drugs/one.toml           [synonyms]  Calm = { cite = [\"label#Title\"] }\ndrugs/two.toml           [synonyms]  Calm = { cite = [\"label#Title\"] }    # wrong"
    PatchHead "K032" Error "what a patch cannot change"
        "A patch adds facts, replaces them, or takes them away with `except`. What the entry is called, which classes it inherits from and what it contains are changed by a file that replaces the whole entry."
        "clonazepam.patch.toml    classes = [\"opioid\"]    # wrong\nclonazepam.toml          classes = [\"opioid\"]    # right, with everything else that holds"
    NestedCombination "K033" Error "a combination within a combination"
        "A combination product names the substances in it one by one, so that each of them is looked up."
        "contains = [\"oxycodone-acetaminophen\", \"caffeine\"]        # wrong\ncontains = [\"oxycodone\", \"acetaminophen\", \"caffeine\"]     # right"
    WebAlone "K101" Warning "a fact that rests on a web page alone"
        "A fact that rests on a web page alone is weak, and is marked so when it is printed. Cite a better source, or explain why there is none."
        "cite = [\"a-clinic\"]                      # warned about\ncite = [\"a-clinic\", \"label#Warnings\"]    # better"
    ImplausibleStrength "K102" Warning "an implausible strength"
        "The strength is larger than a day's largest dose, or in a unit that no relative of the drug has. The page that klon grew from gave grams for milligrams."
        "strengths = [0.5]\nunit = \"g\"               # warned about, where a day's most is 20 mg\nunit = \"mg\"              # better"
    ReviewOverdue "K103" Warning "not reviewed for two years"
        "Labels and laws change: everything is checked against its sources at least every two years."
        "reviewed = 2024-01-01    # warned about from 2026-01-02 on"
    ReviewBeforeSource "K104" Warning "older than a source that it cites"
        "The entry was last reviewed before one of its sources was published."
        "reviewed = 2024-06-01    # warned about, where a source has year = 2025"
    NoConsequence "K105" Warning "a dispute that does not say what follows"
        "A reader of a dispute must know what follows: add `therefore`."
        "title = \"Tablet strengths\"                  # warned about\ntherefore = \"Take no dose from that page.\"    # better: one more line"
    SuddenStop "K106" Warning "does not say that it must not be stopped suddenly"
        "The drug has signs of withdrawal, or prevents seizures: a fact under [discontinuation.sudden_stop] makes klon say so wherever it matters."
        "[discontinuation.sudden_stop]    # better, where [withdrawal.symptoms] has facts\nwhy = { text = \"Stopping it suddenly can bring on seizures.\", cite = [\"label#Warnings\"] }"
    HardToRead "K107" Warning "hard to read for a lay reader"
        "A text for lay readers asks for more than eight years of school (Flesch and Kincaid). Use shorter words and sentences."
        "text = \"Concomitant use potentiates impairment.\"            # warned about\ntext = \"Taken together, they make you less able to drive.\"    # better"
    UnsafeNotation "K108" Warning "error-prone notation"
        "The notation is on the ISMP's list of those that are misread with harm."
        "text = \"Give 1.0 mg QD.\"      # warned about\ntext = \"Give 1 mg daily.\"     # better"
    UnusedTerm "K109" Warning "a term that no fact uses"
        "No fact uses the term."
        "[terms.itchy-ears]       # warned about, where no fact has the key itchy-ears"
    UnusedSource "K110" Warning "a source that no fact cites"
        "No fact cites the source."
        "[sources.smith-2019]     # warned about, where no fact has cite = [\"smith-2019\"]"
    NoPlace "K111" Warning "a label cited without a place in it"
        "A label is long: name the section."
        "cite = [\"fda-klonopin-2023\"]             # warned about\ncite = [\"fda-klonopin-2023#Warnings\"]    # better"
    CopiedText "K112" Warning "the same text in two files"
        "What holds for several drugs is written once, in their class."
        "drugs/one.toml           text = \"Alcohol makes the sleepiness worse.\"\ndrugs/two.toml           text = \"Alcohol makes the sleepiness worse.\"    # warned about: write it in their class"
    LongText "K113" Warning "a very long text"
        "Nobody reads a text of this length in an emergency."
        "one = { text = \"More than 600 characters ...\", cite = [\"a\"] }    # warned about: make two facts of it"
    UselessAllow "K114" Warning "an allowance without a finding or a reason"
        "The allowance has no reason, names no code, or nothing here needs it."
        "# klon: allow K101                             warned about: why?\n# klon: allow K101 nobody else describes it    better"
    TakenName "K115" Warning "a name that a built-in entry has"
        "One of your entries has a name that means a built-in one. A built-in entry's own name stays its own, and a brand or synonym of it then means several things; so readers may not find yours."
        "id = \"house-mixture\"\nname = \"Clonazepam\"       # warned about\nname = \"House mixture\"    # better"
    Shadowed "K116" Warning "hidden by a folder that comes before"
        "Two of your folders define the same thing. The first folder wins: those given with --data, then $KLON_DATA, then those of the configuration, then the platform's."
        "klon info --data one --data two     # warned about, where both have zolpidem.toml: two/zolpidem.toml is not used"
    NotUsed "K117" Warning "a file that klon does not read"
        "In a folder of facts klon reads files that end in .toml, there and in its `drugs` and `classes`. Anything else has no effect, but for hidden files and for a README or a LICENSE."
        "zolpidem.txt, drug/zolpidem.toml      # warned about\nzolpidem.toml, drugs/zolpidem.toml    # better"
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
