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
