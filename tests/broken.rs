//! Broken files, and the exact finding that each one must give: line, column, code, message, help.

use klon::app::{Surroundings, run};
use std::ffi::OsString;
use std::fs;

/// A file that is right, to be broken in one place: `@` is where the breakage goes.
const GOOD: &str = r#"id = "drug"
name = "Drug"
reviewed = 2026-11-24
@
[sources.label]
kind = "label"
title = "A label"
short = "Label"
url = "https://example.org/label"
accessed = 2026-11-24

[sources.page]
kind = "web"
title = "A page"
short = "Page"
url = "https://example.org/page"
accessed = 2026-11-24
"#;

const TERMS: &str = r#"[terms.coma]
name = "Coma"
system = "nervous"
"#;

/// Findings of a folder of files, as `line:column code message | help`.
fn findings(files: &[(&str, &str)]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    let arguments = ["klon", "check", "--alone", "--format", "json", "--as-of", "2026-11-24"];
    let mut arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
    arguments.push(folder.path().into());
    let outcome = run(arguments, &Surroundings::default());
    let report: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    let show = |finding: &serde_json::Value| {
        let text = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
        let help = if finding["help"].is_null() { String::new() } else { format!(" | {}", text("help")) };
        let folder = format!("{}/", folder.path().display());
        let message = text("message").replace(&folder, "");
        format!("{}:{} {} {message}{help}", finding["line"], finding["column"], text("code"))
    };
    report["findings"].as_array().expect("a list").iter().map(show).filter(|f| !f.contains(" K109 ")).collect()
}

/// What is found when this stands in a file that is right but for it; sources that it leaves unused do not count.
fn broken(part: &str) -> Vec<String> {
    let text = GOOD.replace('@', part);
    let found = findings(&[("drugs/drug.toml", &text), ("terms.toml", TERMS)]);
    found.into_iter().filter(|f| !f.contains(" K110 ")).collect()
}

#[test]
fn the_file_that_is_broken_below_is_right() {
    assert_eq!(
        broken("[overdose.symptoms]\ncoma = { danger = true, cite = [\"label#Overdosage\"] }"),
        Vec::<String>::new()
    );
}

#[test]
fn every_breakage_is_told_exactly() {
    let cases: &[(&str, &[&str])] = &[
        (
            "[overdose.symptoms]\ncoma = { cite = [\"label#O\" }",
            &["5:28 K001 missing comma between array elements, expected `,`"],
        ),
        ("name = \"Twice\"", &["4:1 K001 duplicate key | keep one of the two"]),
        (
            "[overdose.symptom]\ncoma = { cite = [\"label#O\"] }",
            &["4:11 K002 unknown key `symptom` | did you mean `symptoms`?"],
        ),
        (
            "[mechanism]\na = { txet = \"It works.\", text = \"It works.\", cite = [\"label#M\"] }",
            &["5:7 K002 unknown key `txet` | did you mean `text`?"],
        ),
        (
            "[mechanism]\na = { text = \"It works.\" }",
            &["5:5 K003 a fact without a citation | add the source that you read: cite = [\"source#place\"]"],
        ),
        (
            "[mechanism]\na = { text = \"It works.\", cite = [] }",
            &["5:34 K003 a fact without a citation | add the source that you read: cite = [\"source#place\"]"],
        ),
        ("[mechanism]\na = { cite = [\"label#M\"] }", &["5:5 K004 `text` is missing | add `text = ...`"]),
        (
            "[forms]\na = { name = \"Tablet\", strengths = [1], cite = [\"label#F\"] }",
            &["5:1 K004 strengths without a unit | add `unit = \"mg\"`"],
        ),
        ("[mechanism]\na = 3", &["5:5 K005 invalid type: integer `3`, expected a table: { ... }"]),
        (
            "[forms]\na = { name = \"Tablet\", strengths = [\"0.5\"], unit = \"mg\", cite = [\"label#F\"] }",
            &["5:37 K005 invalid type: string \"0.5\", expected a number"],
        ),
        (
            "[pharmacokinetics.half_life]\na = { value = 3, unit = \"hours\", cite = [\"label#P\"] }",
            &[
                "5:25 K006 `hours` is not allowed here | allowed: g, mg, mcg, mg/day, mcg/day, g/day, mg/kg, mg/kg/day, mcg/kg, mg/h, mcg/h, mg/mL, mcg/mL, ng/mL, mcg/L, mL, mL/min, L/kg, L, s, min, h, days, weeks, months, years, %, times, units, units/mL, mmol/L",
            ],
        ),
        (
            "[sources.x]\nkind = \"lable\"\ntitle = \"X\"\nshort = \"X\"\nurl = \"https://x.org\"\naccessed = 2026-11-24",
            &["5:8 K006 `lable` is not allowed here | did you mean `label`?"],
        ),
        ("[mechanism]\na = { text = \" \", cite = [\"label#M\"] }", &["5:14 K007 empty text"]),
        (
            "[mechanism]\na = { text = \"red \\u001b[31m\", cite = [\"label#M\"] }",
            &["5:14 K007 text with the unprintable character U+001B"],
        ),
        (
            "[mechanism]\na = { text = \"a\u{202e}b\", cite = [\"label#M\"] }",
            &["5:14 K007 text with the unprintable character U+202E"],
        ),
        (
            "[identifiers]\ncas = { value = \"1622-61-4\", cite = [\"label#D\"] }",
            &["5:17 K008 not a CAS number: its check digit should be 3"],
        ),
        (
            "[identifiers]\natc = { value = \"N03AE\", cite = [\"label#D\"] }",
            &[
                "5:17 K008 not an ATC code of the fifth level: letter, two digits, two letters, two digits, like `N03AE01`",
            ],
        ),
        (
            "[identifiers]\nunii = { value = \"5PE9FDE8G\", cite = [\"label#D\"] }",
            &["5:18 K008 not a UNII: ten capitals and digits"],
        ),
        (
            "[identifiers]\nrxcui = { value = \"02598\", cite = [\"label#D\"] }",
            &["5:19 K008 not a RxCUI: it is a whole number without leading zero"],
        ),
        (
            "[sources.x]\nkind = \"study\"\ntitle = \"X\"\nshort = \"X\"\ndoi = \"10.1016/x-XPMID 1\"\naccessed = 2026-11-24",
            &["8:7 K008 not a DOI: it starts with 10., like `10.1038/nature08758`"],
        ),
        (
            "[sources.x]\nkind = \"study\"\ntitle = \"X\"\nshort = \"X\"\npmid = \"PMC12\"\naccessed = 2026-11-24",
            &["8:8 K008 not a PMID: it is a whole number without leading zero"],
        ),
        (
            "[sources.x]\nkind = \"study\"\ntitle = \"X\"\nshort = \"X\"\nurl = \"https://x.org\"\naccessed = 2026-02-29",
            &["9:12 K001 invalid date, expected day between 01 and 28"],
        ),
        (
            "[sources.x]\nkind = \"study\"\ntitle = \"X\"\nshort = \"X\"\nurl = \"https://x.org\"\naccessed = 2026-11-24T10:00:00Z",
            &["9:12 K009 `2026-11-24T10:00:00Z` is not a day: write it as 2026-11-24, without quotes or a time"],
        ),
        (
            "[brands.UK]\nDrugol = { cite = [\"label#T\"] }",
            &["4:9 K010 not a country code of ISO 3166-1 (two letters, like US or GB)"],
        ),
        (
            "[forms]\na = { name = \"Tablet\", strengths = [-1], unit = \"mg\", cite = [\"label#F\"] }",
            &["5:37 K011 -1 is not a quantity: use a finite number from 0"],
        ),
        (
            "[mechanism]\na = { text = \"It works.\", cite = [\"lable#M\"] }",
            &["5:35 K014 there is no source `lable` | add it under [sources] or correct its id"],
        ),
        (
            "[overdose.symptoms]\ncomma = { cite = [\"label#O\"] }",
            &["5:1 K015 there is no term `comma` | use a term of terms.toml, or add one there"],
        ),
        ("classes = [\"benzos\"]", &["4:12 K016 there is no class `benzos`"]),
        ("contains = [\"other\"]", &["4:13 K016 there is no drug or substance `other`"]),
        (
            "[pharmacokinetics.half_life]\na = { low = 40, high = 30, unit = \"h\", cite = [\"label#P\"] }",
            &["5:1 K018 the numbers are not in the order low, value, high | exchange them, or correct the unit"],
        ),
        (
            "[pharmacokinetics.half_life]\na = { unit = \"h\", cite = [\"label#P\"] }",
            &["5:1 K018 a quantity without a number | give `value`, or `low` and `high`"],
        ),
        (
            "[sources.x]\nkind = \"study\"\ntitle = \"X\"\nshort = \"X\"\naccessed = 2026-11-24",
            &[
                "4:10 K019 nobody could find the source `x` | give an address, a DOI, a PMID, a set id, an application number, or journal, year and pages",
            ],
        ),
        (
            "[disputes.x]\nabout = \"forms\"\ntitle = \"X\"\npositions = [{ says = \"A.\", cite = [\"label#F\"] }]\ntherefore = \"Ask.\"",
            &["4:11 K020 a dispute needs two positions or more | add what the other side says, with its source"],
        ),
        (
            "[disputes.x]\nabout = \"forms\"\ntitle = \"X\"\npositions = [{ says = \"A.\", cite = [\"page\"] }, { says = \"B.\", cite = [\"page\"] }]\nfinding = \"B.\"\ntherefore = \"Ask.\"",
            &[
                "8:11 K021 nothing settles this: no position has a source of a better kind than another | cite a better source, or leave the `finding` out",
            ],
        ),
        (
            "[disputes.x]\nabout = \"overdose.symptoms.coma\"\ntitle = \"X\"\npositions = [{ says = \"A.\", cite = [\"page\"] }, { says = \"B.\", cite = [\"label#O\"] }]\ntherefore = \"Ask.\"\n[overdose.symptoms]\ncoma = { cite = [\"label#O\"] }",
            &[
                "5:9 K022 `overdose.symptoms.coma` is disputed here and stated plainly elsewhere | take the plain fact out, or end the dispute",
            ],
        ),
        (
            "[disputes.x]\nabout = \"overdoes\"\ntitle = \"X\"\npositions = [{ says = \"A.\", cite = [\"page\"] }, { says = \"B.\", cite = [\"label#O\"] }]\ntherefore = \"Ask.\"",
            &[
                "5:9 K024 `overdoes` is neither a section nor a sign in one | name a section (`forms`) or a sign (`overdose.symptoms.coma`)",
            ],
        ),
        ("except = [\"overdose.symptoms.coma\"]", &["4:11 K024 no inherited fact stands at `overdose.symptoms.coma`"]),
        // Warnings.
        (
            "[mechanism]\na = { text = \"It works.\", cite = [\"page\"] }",
            &["5:1 K101 this rests on a web page alone | cite a better source, or explain: # klon: allow K101 reason"],
        ),
        (
            "[forms]\na = { name = \"Tablet\", strengths = [0.5], unit = \"g\", cite = [\"label#F\"] }\n[dosing]\na = { group = \"Adults\", maximum = { value = 20, unit = \"mg/day\" }, cite = [\"label#D\"] }",
            &["5:1 K102 0.5 g is more than the largest dose of a day (20 mg) | check the number and the unit"],
        ),
        (
            "[disputes.x]\nabout = \"forms\"\ntitle = \"X\"\npositions = [{ says = \"A.\", cite = [\"page\"] }, { says = \"B.\", cite = [\"label#F\"] }]",
            &["4:11 K105 what follows for the reader? | add `therefore = ...`"],
        ),
        (
            "[withdrawal.symptoms]\ncoma = { cite = [\"label#W\"] }",
            &[
                "1:6 K106 stopping it has consequences, and nothing says so | add a fact under [discontinuation.sudden_stop]",
            ],
        ),
        (
            "[driving]\na = { text = \"Concomitant administration potentiates psychomotor impairment considerably.\", cite = [\"label#D\"] }",
            &[
                "5:14 K107 this asks for 36 years of school | use shorter words and sentences, or mark it `audience = \"clinician\"`",
            ],
        ),
        (
            "[mechanism]\na = { text = \"Give 1.0 mg QD.\", cite = [\"label#M\"] }",
            &["5:14 K108 `1.0`: leave out the zero after the point", "5:14 K108 `QD`: write `daily`"],
        ),
        (
            "[mechanism]\na = { text = \"It works.\", cite = [\"label\"] }",
            &["5:1 K111 `label` is a label: where in it? | name the section: \"source#Warnings\""],
        ),
        (
            "# klon: allow K999 because\n[mechanism]\na = { text = \"It works.\", cite = [\"label#M\"] }",
            &[
                "4:1 K114 there is no finding `K999` to allow | write `# klon: allow K101 reason` above the fact, or take it out",
            ],
        ),
        (
            "# klon: allow K1\u{10}1 because",
            &[
                "4:1 K114 there is no finding `K1\u{fffd}1` to allow | write `# klon: allow K101 reason` above the fact, or take it out",
                "4:17 K001 invalid comment character, expected printable characters",
            ],
        ),
        ("[mechanism]\n# klon: allow K101 the maker's own words\na = { text = \"It works.\", cite = [\"page\"] }", &[]),
    ];
    let mut wrong = String::new();
    for (part, expected) in cases {
        let found = broken(part);
        if found != *expected {
            wrong.push_str(&format!("{part}\n  expected {expected:#?}\n  found    {found:#?}\n\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(cases.len() >= 25);
}

#[test]
fn what_only_several_files_show_is_found() {
    let drug = |id: &str, more: &str| {
        let named = GOOD.replace("\"drug\"", &format!("\"{id}\"")).replace("\"Drug\"", &format!("\"{id}\""));
        named.replace('@', more)
    };
    let brand = "[brands.US]\nDrugol = { cite = [\"label#T\", \"page\"] }";
    let plain = |text: String| text.split("[sources").next().unwrap_or_default().to_owned();
    let one = drug("one", brand);
    let two = plain(drug("two", brand));
    assert_eq!(
        findings(&[("drugs/one.toml", &one), ("drugs/two.toml", &two)]),
        [
            "5:1 K017 `Drugol` is also a brand of two in US | a brand means one drug in a country",
            "5:1 K017 `Drugol` is also a brand of one in US | a brand means one drug in a country",
        ]
    );
    let class = |id: &str, parent: &str| {
        format!("id = \"{id}\"\nname = \"{id}\"\nreviewed = 2026-11-24\nclasses = [\"{parent}\"]\n")
    };
    assert_eq!(
        findings(&[("classes/a.toml", &class("a", "b")), ("classes/b.toml", &class("b", "a"))]),
        [
            "4:1 K023 `a` is its own ancestor | take one class out of the circle",
            "4:1 K023 `b` is its own ancestor | take one class out of the circle",
        ]
    );
    assert_eq!(
        findings(&[("drugs/other.toml", "id = \"drug\"\nname = \"Drug\"\nreviewed = 2026-11-24\n")]),
        [
            "1:6 K012 the id is `drug`, but the file is named `other.toml` | give the file the name of its id, or the other way round",
        ]
    );
    assert_eq!(
        findings(&[
            ("drug.toml", "id = \"drug\"\nname = \"Drug\"\nreviewed = 2026-11-24\n"),
            ("drugs/drug.toml", "id = \"drug\"\nname = \"Drug\"\nreviewed = 2026-11-24\n")
        ]),
        ["1:6 K013 this entry is already defined in drug.toml | keep one of the two"]
    );
    let terms = "[terms.a]\nname = \"Fits\"\nsystem = \"nervous\"\n[terms.b]\nname = \"Seizures\"\nsynonyms = [\"fits\"]\nsystem = \"nervous\"\n";
    assert_eq!(findings(&[("terms.toml", terms)]), ["4:8 K027 `fits` already belongs to the term `a`"]);
}

#[test]
fn one_broken_file_does_not_hide_the_next_and_one_mistake_not_another() {
    let two = "id = \"drug\"\nname = \"\"\nreviewed = 2026-11-24\n[mechanism]\na = { text = \"It works.\" }\nb = { text = 3, cite = [\"bad id\"] }\n";
    let other = "id = \"x\"\n[forms\n";
    assert_eq!(
        findings(&[("drugs/drug.toml", two), ("drugs/x.toml", other)]),
        [
            "2:8 K007 empty text",
            "5:5 K003 a fact without a citation | add the source that you read: cite = [\"source#place\"]",
            "6:14 K005 invalid type: integer `3`, expected a string",
            "6:25 K008 not an identifier: use lower-case letters, digits and single hyphens, like `panic-disorder`",
            "2:7 K001 unclosed table, expected `]`",
        ]
    );
}
