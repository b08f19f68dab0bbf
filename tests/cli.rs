//! The command line as people meet it: every example in `tests/cli/` and in the README, with its whole output.
//!
//! `TRYCMD=overwrite cargo test --test cli` writes the outputs anew; read the difference before you keep it.

use trycmd::TestCases;

/// Nothing of the machine that runs the tests may show in an answer.
fn cases() -> TestCases {
    let cases = TestCases::new();
    for (name, value) in [
        ("LC_ALL", "C.UTF-8"),
        ("LC_MESSAGES", ""),
        ("LANG", ""),
        ("NO_COLOR", ""),
        ("CLICOLOR_FORCE", ""),
        ("TERM", "xterm"),
        ("KLON_DATA", ""),
        ("KLON_CONFIG", ""),
        ("KLON_PAGER", ""),
        ("PAGER", ""),
        ("XDG_CONFIG_HOME", ""),
        ("XDG_DATA_HOME", ""),
        ("HOME", "/nonexistent"),
    ] {
        cases.env(name, value);
    }
    // The edition changes with every correction of a fact; no example should.
    cases.insert_var("[EDITION]", klon::builtin::STORE.version).expect("a variable");
    cases
}

#[test]
fn the_examples_print_what_they_show() {
    cases().case("tests/cli/*.md");
}

#[test]
fn the_readme_shows_what_klon_prints() {
    cases().case("README.md");
}
