//! What those who write facts of their own meet: overlays, patches, new files, differences, broken files.

use klon::app::{Exit, Outcome, Surroundings, run};
use klon::model::Date;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    folder
}

fn klon(arguments: &[&str], data: Option<&Path>) -> Outcome {
    let mut all: Vec<OsString> = ["klon"].iter().chain(arguments).map(OsString::from).collect();
    if let Some(data) = data {
        all.push("--data".into());
        all.push(data.into());
    }
    let today = Date::new(2026, 11, 24).ok();
    run(all, &Surroundings { today, ..Surroundings::default() })
}

const PATCH: &str = r#"id = "clonazepam"
[storage]
temperature = { text = "Our pharmacy keeps it in cupboard 7.", cite = ["house-rules"] }
[driving]
house = { text = "Nobody drives home after the first dose.", cite = ["house-rules"] }
[sources.house-rules]
kind = "guideline"
title = "House rules"
short = "House rules"
url = "https://example.org/rules"
accessed = 2026-11-24
"#;

const WHOLE: &str = r#"id = "clonazepam"
name = "Clonazepam"
reviewed = 2026-11-24
[description]
what = { text = "Ours.", cite = ["house-rules"] }
[sources.house-rules]
kind = "guideline"
title = "House rules"
short = "House rules"
url = "https://example.org/rules"
accessed = 2026-11-24
"#;

#[test]
fn a_patch_changes_and_adds_facts_and_the_answer_says_so() {
    let data = folder(&[("clonazepam.patch.toml", PATCH)]);
    let outcome = klon(&["info", "--section", "storage", "--section", "driving"], Some(data.path()));
    assert_eq!(outcome.exit, Exit::Answered, "{}", outcome.stderr);
    let file = data.path().join("clonazepam.patch.toml");
    let (text, file) = (outcome.stdout.replace('\n', " "), file.display().to_string());
    let squeezed: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(squeezed.contains("Our pharmacy keeps it in cupboard 7."), "{squeezed}");
    assert!(squeezed.contains("Nobody drives home after the first dose."), "{squeezed}");
    assert!(!squeezed.contains("77 °F"), "{squeezed}");
    assert!(squeezed.contains("50 mcg of clonazepam"), "{squeezed}");
    assert!(text.replace([' ', '\n'], "").contains(&format!("Usesyourfiles:{file}").replace(' ', "")), "{text}");
}

#[test]
fn a_whole_file_replaces_the_built_in_monograph() {
    let data = folder(&[("drugs/clonazepam.toml", WHOLE)]);
    let outcome = klon(&["info", "--section", "all"], Some(data.path()));
    assert!(outcome.stdout.contains("Ours."), "{}", outcome.stdout);
    assert!(!outcome.stdout.contains("Schedule IV"), "{}", outcome.stdout);
    // The brand belonged to the monograph that is replaced.
    assert_eq!(klon(&["info", "klonopin"], Some(data.path())).exit, Exit::NotFound);
}

#[test]
fn the_first_folder_to_define_an_entry_wins() {
    let (first, second) =
        (folder(&[("clonazepam.toml", WHOLE)]), folder(&[("clonazepam.toml", &WHOLE.replace("Ours.", "Theirs."))]));
    let second_path = second.path().display().to_string();
    let first_path = first.path().display().to_string();
    let outcome = klon(&["info", "--section", "description", "--data", &first_path, "--data", &second_path], None);
    assert!(outcome.stdout.contains("Ours."), "{}{}", outcome.stdout, outcome.stderr);
}

#[test]
fn a_broken_file_never_hides_the_built_in_facts_nor_the_emergency_page() {
    let data =
        folder(&[("clonazepam.toml", "id = \"clonazepam\"\nname = \"\"\n"), ("emergency.toml", "[page.call_now]\n")]);
    let outcome = klon(&["overdose", "clonazepam", "--country", "US"], Some(data.path()));
    assert_eq!(outcome.exit, Exit::File);
    assert!(outcome.stdout.contains("Call 911 now"), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("Cannot be woken"), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("Left out of this answer"), "{}", outcome.stdout);
    assert_eq!(outcome.stderr, "error: 2 of your files left out; `klon check` says why\n");
    let outcome = klon(&["info"], Some(data.path()));
    assert!(outcome.stderr.contains("error[K007]: empty text"), "{}", outcome.stderr);
}

#[test]
fn a_file_that_rests_on_a_broken_one_is_left_out_as_well() {
    let class = "id = \"ours\"\nname = \"\"\nreviewed = 2026-11-24\n";
    let drug = "id = \"drug\"\nname = \"Drug\"\nreviewed = 2026-11-24\nclasses = [\"ours\"]\n";
    let data = folder(&[("classes/ours.toml", class), ("drug.toml", drug)]);
    let outcome = klon(&["info", "drug"], Some(data.path()));
    assert_eq!(outcome.exit, Exit::File);
    assert!(outcome.stderr.contains("there is no class `ours`"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("error: drug: no such drug"), "{}", outcome.stderr);
}

#[test]
fn odd_files_have_clear_outcomes() {
    let bom = format!("\u{feff}{}", WHOLE.replace('\n', "\r\n"));
    let data = folder(&[("clonazepam.toml", &bom), ("notes.txt", "not ours"), (".hidden.toml", "[")]);
    fs::write(data.path().join("latin.toml"), b"id = \"caf\xe9\"").expect("a file");
    fs::write(data.path().join("huge.toml"), vec![b'#'; 2 * 1024 * 1024]).expect("a file");
    fs::write(data.path().join("deep.toml"), format!("x = {}{}", "[".repeat(50_000), "]".repeat(50_000)))
        .expect("a file");
    fs::create_dir(data.path().join("drugs")).expect("a folder");
    #[cfg(unix)]
    std::os::unix::fs::symlink(data.path(), data.path().join("drugs/loop")).expect("a link");
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", data.path().join("gone.toml")).expect("a link");
    let outcome = klon(&["info", "--section", "description"], Some(data.path()));
    assert_eq!(outcome.exit, Exit::File);
    assert!(outcome.stdout.contains("Ours."), "{}", outcome.stdout);
    for expected in ["not UTF-8 (byte 10)", "larger than 1 MiB", "deep.toml", "gone.toml"] {
        assert!(outcome.stderr.contains(expected), "{expected}: {}", outcome.stderr);
    }
}

#[test]
fn ten_thousand_files_are_read() {
    let data = tempfile::tempdir().expect("a folder");
    for n in 0..10_000 {
        let text =
            WHOLE.replace("\"clonazepam\"", &format!("\"drug-{n}\"")).replace("Clonazepam", &format!("Drug {n}"));
        let text = text.split("[sources").next().unwrap_or_default().replace("house-rules", "fda-dsc-2020");
        fs::write(data.path().join(format!("drug-{n}.toml")), text).expect("a file");
    }
    let outcome = klon(&["info", "Drug 9999"], Some(data.path()));
    assert_eq!(outcome.exit, Exit::Answered, "{}", outcome.stderr);
    assert!(outcome.stdout.starts_with("Drug 9999"), "{}", outcome.stdout);
}

#[test]
fn from_new_over_check_to_info() {
    let data = folder(&[]);
    let outcome = klon(&["new", "Newdrug"], None);
    let file = outcome.file.expect("a file to write");
    assert_eq!(file.path, Path::new("newdrug.toml"));
    let path = data.path().join("newdrug.toml");
    fs::write(&path, &file.text).expect("a file");
    let shown = path.display().to_string();

    // Only what must be filled in is missing.
    let outcome = klon(&["check", &shown, "--format", "json"], None);
    assert_eq!(outcome.exit, Exit::NotFound);
    let report: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    let codes: Vec<&str> =
        report["findings"].as_array().expect("a list").iter().filter_map(|f| f["code"].as_str()).collect();
    assert_eq!(codes, ["K007", "K003"], "{}", outcome.stdout);

    // Filled in, it passes, and answers.
    let filled = file
        .text
        .replace("what = { text = \"\", cite = [] }", "what = { text = \"A new drug.\", cite = [\"fda-dsc-2020\"] }");
    fs::write(&path, filled).expect("a file");
    let outcome = klon(&["check", &shown], None);
    assert_eq!((outcome.exit, outcome.stdout.as_str()), (Exit::Answered, "1 file read: 0 errors, 0 warnings\n"));
    let outcome = klon(&["info", "newdrug"], Some(data.path()));
    assert!(outcome.stdout.contains("A new drug."), "{}", outcome.stdout);
}

#[test]
fn a_skeleton_that_is_filled_in_is_a_monograph() {
    let file = klon(&["new", "Newdrug"], None).file.expect("a file");
    // Every remark that shows a fact is one: with the marks taken away it is read, but for the empty texts.
    let bare: String = file
        .text
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest) if rest.starts_with('[') || rest.contains(" = ") => rest,
            _ => line,
        })
        .map(|line| format!("{line}\n"))
        .collect();
    let findings = klon::kb::parse::parse::<klon::model::Layer>(
        "newdrug.toml",
        &bare
            .replace("\"\"", "\"Filled in.\"")
            .replace("cite = []", "cite = [\"one\"]")
            .replace("https://\"", "https://example.org\""),
    );
    assert!(findings.is_ok(), "{:#?}\n{bare}", findings.err());
}

#[test]
fn a_difference_is_told_fact_by_fact() {
    let data = folder(&[("clonazepam.patch.toml", PATCH)]);
    let path = data.path().display().to_string();
    let outcome = klon(&["diff", "builtin", &path, "--format", "json"], None);
    let report: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    let changes: Vec<String> = report["answer"]["entries"][0]["facts"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|fact| format!("{} {}", fact["change"].as_str().unwrap_or("?"), fact["address"].as_str().unwrap_or("?")))
        .collect();
    assert_eq!(changes, ["added driving.house", "value storage.temperature"]);
    let text = klon(&["diff", "builtin", &path], None).stdout;
    assert!(text.contains("- Added driving.house: Nobody drives home after the first dose. [1]"), "{text}");
    assert_eq!(klon(&["diff", "builtin", "builtin"], None).stdout, "Nothing changed: the two say the same.\n");
}

#[test]
fn what_is_due_for_review_is_listed_and_fails_when_overdue() {
    let old = WHOLE.replace("clonazepam", "ours");
    let older = WHOLE.replace("clonazepam", "older").replace("reviewed = 2026-11-24", "reviewed = 2026-11-20");
    let data = folder(&[("ours.toml", &old), ("older.toml", &older.replace("house-rules", "older-rules"))]);
    let path = data.path().display().to_string();
    let due = |day: &str| klon(&["check", "--review", "--alone", &path, "--as-of", day], None);
    let before = due("2028-11-20");
    assert_eq!(before.stdout, "2028-11-20  older\n2028-11-24  ours\n");
    assert_eq!(before.exit, Exit::Answered);
    let after = due("2028-11-21");
    assert_eq!(after.stdout, "2028-11-20  older  overdue\n2028-11-24  ours\n");
    assert_eq!(after.exit, Exit::NotFound);
}

#[test]
fn warnings_can_be_denied_and_codes_explain_themselves() {
    let web = WHOLE.replace("\"guideline\"", "\"web\"").replace("clonazepam", "ours");
    let data = folder(&[("ours.toml", &web)]);
    let path = data.path().display().to_string();
    assert_eq!(klon(&["check", &path], None).exit, Exit::Answered);
    assert_eq!(klon(&["check", &path, "--deny", "warnings"], None).exit, Exit::NotFound);
    assert_eq!(klon(&["check", "/nowhere/at/all"], None).exit, Exit::File);
    for code in klon::kb::finding::Code::ALL {
        let outcome = klon(&["check", "--explain", code.number()], None);
        assert!(outcome.stdout.starts_with(code.number()) && outcome.stdout.contains("\n\n    "), "{}", outcome.stdout);
    }
    assert_eq!(klon(&["check", "--explain", "K999"], None).exit, Exit::Usage);
}

#[test]
fn findings_for_hosted_checks_are_one_line_each() {
    let data = folder(&[("drug.toml", "id = \"drug\"\nname = \"\"\nreviewed = 2026-11-24\n")]);
    let path = data.path().join("drug.toml").display().to_string();
    let outcome = klon(&["check", &path, "--github"], None);
    assert_eq!(outcome.stdout, format!("::error file={path},line=2,col=8,title=K007::empty text\n"));
}

#[test]
fn a_schema_is_printed_for_editors() {
    let outcome = klon(&["schema"], None);
    assert_eq!(outcome.stdout, include_str!("../schema/monograph.json"));
    assert_eq!(klon(&["schema", "terms"], None).stdout, include_str!("../schema/terms.json"));
    assert_eq!(klon(&["schema", "nothing"], None).exit, Exit::Usage);
}

#[test]
fn a_line_of_a_users_comes_after_the_ambulance_and_says_where_it_is_from() {
    let line = |key: &str, number: &str| {
        format!(
            "[countries.GB.lines.{key}]\nkind = \"emergency\"\nname = \"Ours\"\nnumber = \"{number}\"\ncallers = \"anyone\"\n\
             hours = \"24 hours\"\nchecked = 2026-11-24\ncite = [\"fda-dsc-2020\"]\n"
        )
    };
    let text = format!("[countries.GB]\nname = \"Elsewhere\"\n{}", line("x", "12345"));
    let data = folder(&[("helplines.toml", &text)]);
    let outcome = klon(&["overdose", "--country", "GB"], Some(data.path()));
    assert!(outcome.stdout.contains("Call 999 now"), "{}{}", outcome.stdout, outcome.stderr);
    let outcome = klon(&["symptoms", "--overdose", "--country", "GB"], Some(data.path()));
    let squeezed: String = outcome.stdout.split_whitespace().collect();
    let file = data.path().join("helplines.toml").display().to_string();
    assert!(squeezed.contains(&format!("12345Ours(from{file})")), "{}", outcome.stdout);
}

#[test]
fn a_plain_fact_against_a_dispute_is_an_error_also_in_a_patch() {
    let patch = "id = \"clonazepam\"\n[overdose.symptoms]\nenlarged-pupils = { cite = [\"fda-dsc-2020\"] }\n";
    let data = folder(&[("clonazepam.patch.toml", patch)]);
    let path = data.path().display().to_string();
    let outcome = klon(&["check", &path], None);
    assert_eq!(outcome.exit, Exit::NotFound);
    assert!(outcome.stdout.contains("error[K022]"), "{}", outcome.stdout);
}

#[test]
fn a_file_that_loses_do_not_stop_suddenly_is_warned_about() {
    let data = folder(&[("clonazepam.toml", WHOLE)]);
    let path = data.path().display().to_string();
    let outcome = klon(&["check", &path], None);
    assert!(
        outcome.stdout.contains("warning[K106]: the built-in entry says that it must not be stopped suddenly"),
        "{}",
        outcome.stdout
    );
}

#[test]
fn a_name_with_two_meanings_is_answered_with_both_and_a_country_can_settle_it() {
    let drug = |id: &str, country: &str| {
        format!(
            "id = \"{id}\"\nname = \"{id}\"\nreviewed = 2026-11-24\n[street_names]\nBlue = {{ cite = [\"fda-dsc-2020\"] }}\n\
             [brands.{country}]\nCalmol = {{ cite = [\"fda-dsc-2020\"] }}\n"
        )
    };
    let data = folder(&[("one.toml", &drug("one", "US")), ("two.toml", &drug("two", "GB"))]);
    let outcome = klon(&["info", "blue"], Some(data.path()));
    assert_eq!(outcome.exit, Exit::NotFound);
    assert!(outcome.stderr.starts_with("error: blue: this name means several drugs\n"), "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("(one, street name") && outcome.stderr.contains("(two, street name"),
        "{}",
        outcome.stderr
    );
    assert_eq!(klon(&["info", "calmol"], Some(data.path())).exit, Exit::NotFound);
    let outcome = klon(&["info", "calmol", "--country", "GB"], Some(data.path()));
    assert!(outcome.stdout.starts_with("two - Calmol: brand in GB"), "{}{}", outcome.stdout, outcome.stderr);
}

/// Every field that differs between the built-in facts and a folder over them, as `kind id field change: old -> new`.
fn rows_of_diff(data: &Path) -> Vec<String> {
    let path = data.display().to_string();
    let outcome = klon(&["diff", "builtin", &path, "--format", "csv"], None);
    assert_eq!(outcome.exit, Exit::Answered, "{}", outcome.stderr);
    let mut reader = csv::Reader::from_reader(outcome.stdout.as_bytes());
    let row = |row: csv::StringRecord| {
        let cell = |nth: usize| row.get(nth).unwrap_or_default().replace(&format!("{path}/"), "");
        format!("{} {} {} {}: {} -> {}", cell(0), cell(1), cell(2), cell(3), cell(4), cell(5))
    };
    reader.records().map(|record| row(record.expect("a row"))).collect()
}

#[test]
fn a_difference_is_told_of_the_head_and_of_what_is_no_longer_inherited() {
    let whole = "id = \"suvorexant\"\nname = \"Suvo\"\nreviewed = 2026-11-24\nclasses = [\"z-drug\"]\n[description]\n\
                 ours = { text = \"Ours.\", cite = [\"fda-dsc-2020\"] }\n";
    let data = folder(&[("suvorexant.toml", whole)]);
    let rows = rows_of_diff(data.path());
    assert!(rows.contains(&"entry suvorexant name value: Suvorexant -> Suvo".to_owned()), "{rows:#?}");
    assert!(rows.iter().any(|row| row.starts_with("entry suvorexant classes value: ")), "{rows:#?}");
    // What another class gives, and what the own file said.
    let is = |start: &str| rows.iter().any(|row| row.starts_with(start));
    assert!(is("fact suvorexant discontinuation.sudden_stop.dependence-z added: "), "{rows:#?}");
    assert!(is("fact suvorexant description.ours added: "), "{rows:#?}");
    assert!(rows.iter().all(|row| row.contains(" suvorexant ")), "{rows:#?}");

    let patch = "id = \"zolpidem\"\nexcept = [\"withdrawal.symptoms.rebound-insomnia\"]\n";
    let data = folder(&[("zolpidem.patch.toml", patch)]);
    let rows = rows_of_diff(data.path());
    assert_eq!(rows.len(), 1, "{rows:#?}");
    assert!(rows[0].starts_with("fact zolpidem withdrawal.symptoms.rebound-insomnia removed: "), "{rows:#?}");
}

#[test]
fn a_change_of_a_class_is_told_once_and_not_of_every_member() {
    let patch = "id = \"z-drug\"\n[driving]\nours = { text = \"Nobody drives.\", cite = [\"fda-dsc-2020\"] }\n";
    let data = folder(&[("classes/z-drug.patch.toml", patch)]);
    assert_eq!(rows_of_diff(data.path()), ["fact z-drug driving.ours added:  -> Nobody drives."]);
}

#[test]
fn a_difference_is_told_of_everything_else_in_the_files() {
    let cite = "cite = [\"fda-dsc-2020\"]";
    let terms = "[terms.coma]\nname = \"Deep coma\"\nclinical = \"coma\"\nsystem = \"nervous\"\n";
    let rules = format!(
        "[rules.ours]\nbetween = [\"clonazepam\", \"thing\"]\nseverity = \"minor\"\nconcern = \"other\"\neffect = \"None.\"\n\
         advice = \"Ask.\"\n{cite}\n[sums.ours]\nof = \"opioid\"\neffect = \"More.\"\nadvice = \"Ask.\"\n{cite}\n"
    );
    let substances = format!(
        "[substances.thing]\nname = \"Thing\"\nwhat = \"A thing.\"\n{cite}\n[groups.things]\nname = \"Things\"\n\
         [groups.things.members]\nthing = {{ {cite} }}\n"
    );
    let lines = format!(
        "[countries.GB]\nname = \"Britain\"\n[countries.GB.lines.ours]\nkind = \"poison\"\nname = \"Ours\"\nnumber = \"12345\"\n\
         callers = \"anyone\"\nhours = \"24 hours\"\nchecked = 2026-11-24\n{cite}\n"
    );
    let sources = "[sources.fda-dsc-2020]\nkind = \"guideline\"\ntitle = \"Another title\"\nshort = \"Another\"\n\
                   url = \"https://example.org\"\naccessed = 2026-11-24\n";
    let data = folder(&[
        ("terms.toml", terms),
        ("interactions.toml", &rules),
        ("substances.toml", &substances),
        ("helplines.toml", &lines),
        ("sources.toml", sources),
    ]);
    let rows = rows_of_diff(data.path());
    for expected in [
        "term coma name value: Cannot be woken -> Deep coma",
        "rule ours effect added:  -> None.",
        "sum ours of added:  -> opioid",
        "substance thing name added:  -> Thing",
        "group things members.thing.cite added:  -> fda-dsc-2020",
        "country GB lines.ours.number added:  -> 12345",
    ] {
        assert!(rows.iter().any(|row| row == expected), "{expected}: {rows:#?}");
    }
    assert!(rows.iter().any(|row| row.ends_with("-> Another title")), "{rows:#?}");
    assert!(!rows.iter().any(|row| row.starts_with("entry ") || row.starts_with("fact ")), "{rows:#?}");
    // A reworded term shows its old and its new words to a reader.
    let path = data.path().display().to_string();
    let text = klon(&["diff", "builtin", &path], None).stdout;
    assert!(text.contains("- Changed coma, name: Cannot be woken -> Deep coma"), "{text}");
    assert!(text.contains("HELP LINES\n"), "{text}");
    let report: serde_json::Value =
        serde_json::from_str(&klon(&["diff", "builtin", &path, "--format", "json"], None).stdout).expect("JSON");
    let coma = report["answer"]["parts"].as_array().expect("a list").iter().find(|part| part["id"] == "coma");
    assert_eq!(coma.map(|part| &part["kind"]), Some(&"term".into()));
}

#[test]
fn equal_folders_are_said_to_be_equal_and_a_missing_one_to_be_missing() {
    let (one, two) = (folder(&[("clonazepam.patch.toml", PATCH)]), folder(&[("clonazepam.patch.toml", PATCH)]));
    let [one, two] = [one.path(), two.path()].map(|path| path.display().to_string());
    let outcome = klon(&["diff", &one, &two], None);
    assert_eq!((outcome.exit, outcome.stdout.as_str()), (Exit::Answered, "Nothing changed: the two say the same.\n"));
    let outcome = klon(&["diff", &one, "/nowhere/at/all"], None);
    assert_eq!((outcome.exit, outcome.stdout.as_str()), (Exit::File, ""));
    assert!(outcome.stderr.contains("there is no such file or folder"), "{}", outcome.stderr);
    assert!(outcome.stderr.ends_with("hint: nothing was compared\n"), "{}", outcome.stderr);
}

#[test]
fn a_new_file_is_toml_whatever_the_name() {
    for (name, id) in [
        ("Some \"odd\" name", "some-odd-name"),
        ("back\\slash", "back-slash"),
        ("It's 'quoted' \"twice\"", "its-quoted-twice"),
        ("Métamizole", "metamizole"),
        ("@TODAY@", "today"),
        ("red \u{1b}[31m", "red-31m"),
    ] {
        let file = klon(&["new", name], None).file.unwrap_or_else(|| panic!("{name}"));
        assert_eq!(file.path, Path::new(&format!("{id}.toml")));
        let data = folder(&[(&file.path.display().to_string(), &file.text)]);
        let path = data.path().display().to_string();
        let outcome = klon(&["check", &path, "--format", "json"], None);
        let report: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("JSON");
        let codes: Vec<&str> =
            report["findings"].as_array().expect("a list").iter().filter_map(|f| f["code"].as_str()).collect();
        assert_eq!(codes, ["K007", "K003"], "{name}: {}", outcome.stdout);
        let written: toml::Table = file.text.parse().expect("TOML");
        let safe: String = name.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
        assert_eq!(written["name"].as_str(), Some(safe.as_str()));
    }
}

#[test]
fn a_name_that_cannot_be_an_id_begins_no_file() {
    for name in ["", "---", "麻黄", "all", "builtin", "Info", "overdose", "terms", "config", "CON", "lpt1", "opioid"]
    {
        let outcome = klon(&["new", "--", name], None);
        assert_eq!(outcome.exit, Exit::Usage, "{name}");
        assert!(outcome.file.is_none() && outcome.stderr.starts_with("error: "), "{name}: {}", outcome.stderr);
        assert!(outcome.stderr.contains("\nhint: "), "{name}: {}", outcome.stderr);
    }
    let outcome = klon(&["new", &"x".repeat(200)], None);
    assert_eq!(outcome.exit, Exit::Usage, "{}", outcome.stderr);
    assert!(klon(&["new", "Clonazepam"], None).stdout.contains("clonazepam.patch.toml"));
    assert!(klon(&["new", "Valium"], None).stdout.contains("Valium already means diazepam"));
}
