//! What a user settles, and where the answer goes.

use klon::app::{Exit, Outcome, Surroundings, run};
use std::fs;
use std::path::Path;
use std::process::Command;

fn klon(words: &[&str], config: &Path, variables: &[(&str, &str)]) -> Outcome {
    let config = ("KLON_CONFIG".to_owned(), config.display().to_string());
    let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let around = Surroundings { variables: variables.chain([config]).collect(), ..Surroundings::default() };
    run(["klon"].iter().chain(words).map(Into::into), &around)
}

fn config(text: &str) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("config.toml");
    fs::write(&path, text).expect("a file");
    (folder, path)
}

#[test]
fn the_command_line_goes_before_the_file_and_the_file_before_the_locale() {
    let (_folder, path) = config("country = \"uk\"\ndrug = \"diazepam\"\naudience = \"clinician\"\npager = \"\"\n");
    let shown = klon(&["config"], &path, &[("LANG", "de_DE.UTF-8"), ("PAGER", "more")]).stdout;
    for row in ["drug     diazepam", "country  GB", "audience clinician", "pager"] {
        let line = shown.lines().find(|line| line.starts_with(row)).unwrap_or_else(|| panic!("{row}: {shown}"));
        assert!(line.ends_with("from the configuration file"), "{line}");
    }
    let shown = klon(&["config", "--country", "US"], &path, &[("KLON_PAGER", "cat")]).stdout;
    assert!(shown.contains("US") && shown.contains("from --country") && shown.contains("from $KLON_PAGER"), "{shown}");
    let info = klon(&["info"], &path, &[]).stdout;
    assert!(info.starts_with("Diazepam"), "{info}");
}

#[test]
fn a_wrong_key_is_told_with_its_line_and_spoils_nothing_else() {
    let (_folder, path) = config("country = \"GB\"\ndrgu = \"diazepam\"\n");
    let outcome = klon(&["overdose"], &path, &[]);
    assert_eq!(outcome.exit, Exit::File);
    assert!(outcome.stdout.contains("Call 999"), "{}", outcome.stdout);
    let place = format!("{}:2:1", path.display());
    assert!(outcome.stderr.contains("unknown key `drgu`") && outcome.stderr.contains(&place), "{}", outcome.stderr);
}

#[test]
fn a_configured_folder_is_beside_the_file() {
    let (folder, path) = config("data = [\"mine\"]\n");
    fs::create_dir(folder.path().join("mine")).expect("a folder");
    let text = "id = \"mine\"\nname = \"Mine\"\nreviewed = 2026-11-25\n";
    fs::write(folder.path().join("mine/mine.toml"), text).expect("a file");
    assert_eq!(klon(&["info", "mine"], &path, &[]).exit, Exit::Answered);
}

fn written(folder: &Path, output: &str) -> Option<i32> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_klon"));
    command
        .args(["list", "--output", output])
        .current_dir(folder)
        .env_remove("KLON_CONFIG")
        .env("HOME", "/nonexistent");
    command.status().expect("a process").code()
}

#[test]
fn an_answer_is_written_whole_and_a_link_stays_one() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("target"), "old").expect("a file");
    #[cfg(unix)]
    std::os::unix::fs::symlink("target", folder.path().join("link")).expect("a link");
    #[cfg(not(unix))]
    fs::write(folder.path().join("link"), "old").expect("a file");
    assert_eq!(written(folder.path(), "link"), Some(0));
    let text = fs::read_to_string(folder.path().join("link")).expect("a file");
    assert!(text.contains("Clonazepam") && text.ends_with("not medical advice.\n"), "{text}");
    #[cfg(unix)]
    assert!(fs::symlink_metadata(folder.path().join("link")).expect("a link").is_symlink());
    let files = fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(files, 2, "nothing half-written is left");
    assert_eq!(written(folder.path(), "no/such/folder"), Some(3));
}

#[test]
fn the_emergency_page_is_never_paged_whichever_command_led_to_it() {
    let (_folder, path) = config("pager = \"less\"\n");
    assert_eq!(klon(&["list"], &path, &[]).pager.as_deref(), Some("less"));
    for words in [&["overdose"][..], &["overdose", "clonazepam"], &["symptoms", "nonsense", "--overdose"]] {
        let outcome = klon(words, &path, &[]);
        assert!(outcome.stdout.contains("Call"), "{words:?}: {}", outcome.stdout);
        assert_eq!(outcome.pager, None, "{words:?}");
    }
}

#[test]
fn a_format_that_is_not_for_it_does_not_keep_the_emergency_page_back() {
    let (_folder, path) = config("country = \"GB\"\n");
    let outcome = klon(&["overdose", "clonazepam", "--format", "bibtex"], &path, &[]);
    assert_eq!(outcome.stdout, klon(&["overdose", "clonazepam"], &path, &[]).stdout);
    assert!(outcome.stderr.starts_with("error: bibtex, ris and csl-json are forms of sources alone"));
    assert_eq!(outcome.exit, Exit::Usage);
    assert!(klon(&["info", "--format", "bibtex"], &path, &[]).stdout.is_empty());
}

#[test]
fn a_slip_on_the_command_line_keeps_neither_the_page_back_nor_what_was_understood() {
    let (_folder, path) = config("");
    let whole = klon(&["overdose", "xanax", "--country", "GB"], &path, &[]).stdout;
    assert!(whole.contains("ALPRAZolam") && whole.contains("Call 999"), "{whole}");
    for slip in [
        &["overdose", "xanax", "--country", "GB", "--loud"][..],
        &["OVERDOSE", "--format", "loud", "xanax", "--country=GB"],
        &["overdose", "xanax", "--country", "GB", "--audience", "nobody"],
        &["overdose", "xanax", "--country", "GB", "--output"],
        &["overdose", "xanax", "--country", "XX", "--country", "GB"],
        &["xanax", "overdose", "--country", "GB", "--loud"],
        &["symptoms", "xanax", "--overdose", "--country", "GB", "--loud"],
        &["symptoms", "xanax", "--overdos", "--country", "GB"],
        &["xanax", "--overdose", "--country", "GB"],
    ] {
        let outcome = klon(slip, &path, &[]);
        assert_eq!(outcome.stdout, whole, "{slip:?}: {}", outcome.stderr);
        assert!(outcome.stderr.contains("error: "), "{slip:?}: {}", outcome.stderr);
        assert_eq!(outcome.exit, Exit::Usage, "{slip:?}");
        assert!(outcome.urgent, "{slip:?}");
    }
    let plain = klon(&["overdose", "xanax", "--plain", "--loud"], &path, &[]).stdout;
    assert_eq!(plain, klon(&["overdose", "xanax", "--plain"], &path, &[]).stdout);
    let withdrawal = klon(&["symptoms", "xanax", "--withdrawal", "--loud"], &path, &[]).stdout;
    assert_eq!(withdrawal, klon(&["symptoms", "xanax", "--withdrawal"], &path, &[]).stdout);
    for other in
        [&["info", "xanax", "--loud"][..], &["search", "overdose", "--loud"], &["info", "--section", "overdose", "-z"]]
    {
        assert_eq!(klon(other, &path, &[]).stdout, "", "{other:?}");
    }
}

#[test]
fn commands_are_known_in_any_case_and_what_was_understood_is_told() {
    let (_folder, path) = config("");
    let whole = klon(&["overdose", "xanax"], &path, &[]).stdout;
    let capitals = klon(&["OverDose", "xanax"], &path, &[]);
    assert_eq!((capitals.stdout.as_str(), capitals.stderr.as_str()), (whole.as_str(), ""));
    let turned = klon(&["xanax", "overdose"], &path, &[]);
    assert_eq!(turned.stdout, whole);
    assert_eq!(turned.stderr, "note: understood as `klon overdose xanax`\n");
    assert_eq!(turned.exit, Exit::Answered);
    let misspelt = klon(&["overdsoe", "xanax"], &path, &[]);
    assert_eq!(misspelt.stdout, whole);
    assert!(misspelt.stderr.contains("Did you mean the command `klon overdose xanax`?"), "{}", misspelt.stderr);
    assert_eq!(misspelt.exit, Exit::NotFound);
}

#[test]
fn several_drugs_are_told_together_and_a_name_that_is_not_known_hides_none() {
    let (_folder, path) = config("");
    let reply = |words: &[&str]| -> serde_json::Value {
        let words: Vec<&str> = words.iter().copied().chain(["--format", "json"]).collect();
        serde_json::from_str(&klon(&words, &path, &[]).stdout).expect("JSON")
    };
    let ids = |words: &[&str]| -> Vec<String> {
        let reply = reply(words);
        let drugs = reply["answer"]["drugs"].as_array().expect("drugs").clone();
        drugs.iter().map(|drug| drug["head"]["id"].as_str().unwrap_or_default().to_owned()).collect()
    };
    let both = ["alprazolam", "oxycodone-acetaminophen"];
    for words in [
        &["overdose", "xanax", "percocet"][..],
        &["overdose", "xanax,percocet"],
        &["overdose", "Xanax and Percocet"],
        &["overdose", "xanax", "+", "percocet", "alprazolam"],
        &["overdose", "xanax/percocet"],
    ] {
        assert_eq!(ids(words), both, "{words:?}");
    }
    assert_eq!(ids(&["overdose", "sodium", "oxybate", "xanax"]), ["sodium-oxybate", "alprazolam"]);
    let some = reply(&["overdose", "xanax", "klonipin", "and", "xyzzy plugh"]);
    let lost: Vec<&str> = some["answer"]["not_found"]
        .as_array()
        .expect("names")
        .iter()
        .map(|lost| lost["name"].as_str().unwrap_or_default())
        .collect();
    assert_eq!(lost, ["klonipin", "xyzzy plugh"]);
    let page = klon(&["overdose", "xanax", "klonipin"], &path, &[]);
    assert!(page.stdout.contains("klon does not know \"klonipin\""), "{}", page.stdout);
    assert!(page.stdout.contains("Danger signs"), "{}", page.stdout);
    assert_eq!(page.exit, Exit::NotFound);
}

#[test]
fn what_drugs_do_together_is_told_where_several_were_taken() {
    let (_folder, path) = config("");
    let reply = klon(&["overdose", "xanax", "percocet", "--format", "json"], &path, &[]).stdout;
    let reply: serde_json::Value = serde_json::from_str(&reply).expect("JSON");
    assert_eq!(reply["answer"]["together"][0]["concern"], "sedation", "{}", reply["answer"]["together"]);
    assert!(klon(&["overdose", "xanax", "percocet"], &path, &[]).stdout.contains("- Mixed: "));
    assert!(!klon(&["overdose", "xanax"], &path, &[]).stdout.contains("- Mixed: "));
}

#[test]
fn a_sign_of_several_drugs_is_told_once() {
    let (_folder, path) = config("");
    let page = klon(&["overdose", "xanax", "percocet", "--plain"], &path, &[]).stdout;
    let danger = page.lines().find(|line| line.starts_with("Danger signs")).expect("signs").to_lowercase();
    for sign in ["cannot be woken", "slow or shallow breathing"] {
        assert_eq!(danger.matches(sign).count(), 1, "{danger}");
    }
    assert!(page.contains("Percocet: ") && page.contains("Xanax: "), "{page}");
}

#[test]
fn withdrawal_from_something_that_klon_does_not_know_is_no_overdose() {
    let (_folder, path) = config("country = \"US\"\n");
    let outcome = klon(&["symptoms", "--withdrawal", "xyzzy"], &path, &[]);
    assert_eq!(outcome.exit, Exit::NotFound);
    for said in ["klon does not know \"xyzzy\"", "Do not stop any medicine suddenly", "Call 911 now", "Call 988"] {
        assert!(outcome.stdout.contains(said), "{said}: {}", outcome.stdout);
    }
    assert!(!outcome.stdout.contains("verdose"), "{}", outcome.stdout);
}

#[test]
fn a_misspelt_default_drug_is_told_with_the_file_that_names_it() {
    let (_folder, path) = config("drug = \"klonipin\"\n");
    for words in [&["info"][..], &["symptoms"], &["symptoms", "--withdrawal"], &["sources"]] {
        let outcome = klon(words, &path, &[]);
        assert!(outcome.stderr.contains("error: klonipin: no such drug"), "{words:?}: {}", outcome.stderr);
        let hint = format!("this default is from the configuration file: {}", path.display());
        assert!(outcome.stderr.contains(&hint), "{words:?}: {}", outcome.stderr);
        assert_eq!(outcome.exit, Exit::NotFound, "{words:?}");
    }
    assert!(!klon(&["info", "klonipin"], &path, &[]).stderr.contains("configuration"));
}

#[test]
fn a_page_that_is_longer_than_the_terminal_ends_with_whom_to_call() {
    let at = |rows: usize, words: &[&str]| {
        let around = Surroundings { terminal: true, rows: Some(rows), columns: Some(80), ..Surroundings::default() };
        run(["klon"].iter().chain(words).map(Into::into), &around).stdout
    };
    let last = |page: String| page.lines().last().unwrap_or_default().to_owned();
    let page = at(10, &["overdose", "xanax", "--country", "US", "--color", "never"]);
    assert_eq!(last(page), "Scroll up for what to do. Call 911.");
    assert_eq!(last(at(10, &["overdose", "--color", "never"])), "Scroll up for what to do. Call an ambulance.");
    assert!(!at(24, &["overdose", "xanax", "--country", "US"]).contains("Scroll up"));
    // An error pushes the page up.
    assert!(at(18, &["overdose", "klonipin", "--country", "US"]).contains("Scroll up"));
    let page = ["overdose", "percocet", "--country", "US"];
    let (tall, short) = (at(60, &page), at(24, &page));
    assert!(tall.lines().count() > short.lines().count() && short.lines().count() < 24, "{tall}");
}

#[test]
fn what_goes_into_a_file_is_for_a_file() {
    let (_folder, path) = config("color = \"always\"\npager = \"less\"\n");
    let variables = [("KLON_CONFIG".to_owned(), path.display().to_string()), ("COLUMNS".to_owned(), "40".to_owned())];
    let around = Surroundings {
        terminal: true,
        columns: Some(50),
        rows: Some(10),
        variables: variables.to_vec(),
        ..Surroundings::default()
    };
    let ask = |words: &[&str]| run(["klon"].iter().chain(words).map(Into::into), &around);
    let outcome = ask(&["overdose", "xanax", "-o", "page"]);
    let text = outcome.file.map(|file| file.text).unwrap_or_default();
    assert!(!text.contains('\u{1b}') && !text.contains("Scroll up"), "{text}");
    assert!(text.lines().any(|line| line.chars().count() > 70), "{text}");
    assert_eq!(outcome.pager, None);
    let outcome = ask(&["info", "-o", "-"]);
    assert!(outcome.file.is_none() && outcome.stdout.contains('\u{1b}'), "{}", outcome.stdout);
}

#[test]
fn an_option_without_use_is_an_error() {
    let (_folder, path) = config("");
    for words in [
        &["config", "--format", "json"][..],
        &["new", "x", "--format", "toml"],
        &["new", "x", "-o", "y"],
        &["schema", "--format", "json"],
        &["completions", "bash", "--format", "csv"],
        &["man", "--format", "markdown"],
        &["export", "--format", "csv"],
        &["check", "--format", "csv"],
    ] {
        let outcome = klon(words, &path, &[]);
        assert_eq!((outcome.exit, outcome.stdout.as_str()), (Exit::Usage, ""), "{words:?}");
        let lines: Vec<&str> = outcome.stderr.lines().collect();
        assert!(
            matches!(lines.as_slice(), [error, hint]
            if error.starts_with("error: `klon ") && hint.starts_with("hint: ")),
            "{words:?}: {lines:?}"
        );
    }
    assert_eq!(klon(&["export", "--format", "json"], &path, &[]).exit, Exit::Answered);
}

#[test]
fn the_settings_can_be_printed_whatever_is_in_them() {
    let (_folder, path) = config("drug = \"a\\u001bb\"\npager = \"\"\n");
    let around = Surroundings {
        variables: vec![("KLON_CONFIG".to_owned(), path.display().to_string())],
        paths: vec![("KLON_DATA".to_owned(), odd_path())],
        ..Surroundings::default()
    };
    let outcome = run(["klon", "config"].map(Into::into), &around);
    let shown = outcome.stdout;
    assert!(!shown.chars().any(|c| c.is_control() && c != '\n'), "{shown:?}");
    for row in ["pager    (none)", "country  (none)"] {
        assert!(shown.contains(row), "{row}: {shown}");
    }
    let data = shown.lines().find(|line| line.starts_with("data")).unwrap_or_default();
    assert!(data.contains("(not there)") && data.ends_with("from $KLON_DATA"), "{shown}");
}

/// A path that is no text.
fn odd_path() -> std::path::PathBuf {
    use std::os::unix::ffi::OsStringExt;
    std::ffi::OsString::from_vec(b"/nowhere/\xff".to_vec()).into()
}

#[test]
fn klon_alone_fits_on_a_screen() {
    for columns in [40, 80] {
        let around = Surroundings { columns: Some(columns), ..Surroundings::default() };
        let shown = run(["klon"].map(Into::into), &around).stdout;
        assert!(shown.lines().count() <= 24, "{shown}");
        assert!(shown.lines().all(|line| line.chars().count() <= columns), "{shown}");
    }
}
