//! Whatever comes in, there is an answer or an error, and never a panic.

use klon::app::{Exit, Surroundings, run};
use klon::kb::parse::parse;
use klon::model::Layer;
use klon::model::files::{EmergencyFile, HelplinesFile, SourcesFile, TermsFile};
use proptest::prelude::*;
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;

/// Something that looks enough like a monograph to get past the first line.
fn almost_toml() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        Just("id = \"x\"".to_owned()),
        Just("[overdose.symptoms]".to_owned()),
        Just("coma = { danger = true, cite = [\"a#b\"] }".to_owned()),
        Just("[pharmacokinetics.half_life]".to_owned()),
        Just("oral = { low = 1, high = 2, unit = \"h\", cite = [\"a\"] }".to_owned()),
        Just("[disputes.x]".to_owned()),
        Just("positions = [ { says = \"a\", cite = [] }, 3 ]".to_owned()),
        "[a-z_.]{1,12} = [\"a-z0-9{}\\[\\]=,#.\\\\]{0,24}",
        "\\[{1,2}[a-z._\"]{0,12}\\]{1,2}",
        ".{0,40}",
    ];
    prop::collection::vec(line, 0..12).prop_map(|lines| lines.join("\n"))
}

fn reads_without_panic(text: &str) {
    let findings = parse::<Layer>("x.toml", text).err().unwrap_or_default();
    for finding in findings {
        let (line, column) = finding.position(text);
        assert!(line >= 1 && column >= 1);
        assert!(!finding.message.chars().any(char::is_control), "{:?}", finding.message);
    }
    let _ = parse::<TermsFile>("terms.toml", text);
    let _ = parse::<SourcesFile>("sources.toml", text);
    let _ = parse::<HelplinesFile>("helplines.toml", text);
    let _ = parse::<EmergencyFile>("emergency.toml", text);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_the_reader_panic(text in almost_toml()) {
        reads_without_panic(&text);
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        reads_without_panic(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn no_arguments_make_klon_panic(
        command in prop::sample::select(vec![
            "info", "symptoms", "overdose", "identify", "sources", "check", "klonopin", "--format",
        ]),
        arguments in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..20), 0..4),
        columns in any::<u8>(),
    ) {
        let mut all: Vec<OsString> = vec!["klon".into(), command.into()];
        all.extend(arguments.into_iter().filter(|bytes| !bytes.contains(&0)).map(OsString::from_vec));
        let around = Surroundings { columns: Some(columns.into()), ..Surroundings::default() };
        let outcome = run(all, &around);
        prop_assert!(outcome.exit == Exit::Answered || !outcome.stderr.is_empty() || !outcome.stdout.is_empty());
        let printed = [outcome.stdout, outcome.stderr].concat();
        prop_assert!(!printed.chars().any(|c| c.is_control() && c != '\n'), "{printed:?}");
    }
}

/// Words such as people type: of names, signs and figures, broken, and of anything.
fn asked() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "slow breathing",
            "he can't",
            "lips",
            "are",
            "blue",
            "no",
            "and",
            "xanex",
            "0.5mg",
            "4,000",
            "IV",
            "S4",
            "C-",
            "--overdose",
            "--schedule",
            "--class",
            "--unfold",
            "--",
            "St John\u{2019}s",
            "clonaz",
            "\u{301}",
            ".",
            "'",
        ])
        .prop_map(str::to_owned),
        "[a-z ,.'0-9-]{0,16}",
        ".{0,12}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_words_make_a_question_panic(
        command in prop::sample::select(vec!["list", "search", "which"]),
        words in prop::collection::vec(asked(), 0..6),
        format in prop::sample::select(vec!["text", "json", "csv", "markdown"]),
    ) {
        let words = words.into_iter().filter(|word| !word.contains('\0'));
        let all = ["klon", command, "--format", format].into_iter().map(str::to_owned).chain(words);
        let outcome = run(all.map(OsString::from), &Surroundings { columns: Some(40), ..Surroundings::default() });
        // Words like `-oname` send the answer into a file.
        let file = outcome.file.map(|file| file.text).unwrap_or_default();
        let printed = [outcome.stdout, outcome.stderr, file].concat();
        prop_assert!(!printed.is_empty());
        prop_assert!(!printed.chars().any(|c| c.is_control() && c != '\n' && c != '\r'), "{printed:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_said_after_overdose_the_page_tells_whom_to_call(
        words in prop::collection::vec(
            prop_oneof![
                prop::sample::select(vec![
                    "xanax", "percocet", "and", "klonipin", "--country", "GB", "--plain", "--format", "--loud", "-o",
                    "--audience", "clinician", "--", "-", "OVERDOSE",
                ]).prop_map(OsString::from),
                prop::collection::vec(any::<u8>(), 0..12).prop_map(OsString::from_vec),
            ],
            0..6,
        ),
        columns in 20u8..,
    ) {
        let readable = |word: &OsString| !matches!(word.to_str(), Some("-h" | "--help" | "-V" | "--version"));
        let words = words.into_iter().filter(readable);
        let around = Surroundings { columns: Some(columns.into()), ..Surroundings::default() };
        let outcome = run(["klon", "overdose"].into_iter().map(OsString::from).chain(words), &around);
        let page = outcome.file.map(|file| file.text).unwrap_or(outcome.stdout).to_lowercase();
        prop_assert!(page.contains("call"), "{}\n{page}", outcome.stderr);
    }
}

// A real file is long: fewer cases take as long as the others together.
proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_broken_copy_of_a_real_file_is_read_or_refused(at in 0usize..20_000, with in "[\"'\\[\\]{}=,.a-z\n0-9#-]{0,4}", gone in 0usize..6) {
        let real = include_str!("../data/drugs/clonazepam.toml");
        let at = real.floor_char_boundary(at % real.len());
        let end = real.floor_char_boundary((at + gone).min(real.len()));
        let broken = format!("{}{with}{}", &real[..at], &real[end..]);
        reads_without_panic(&broken);
    }
}
