//! A user's files in the light of what they lie on: other files of theirs, and the built-in facts.

use klon::app::{Exit, Outcome, Surroundings, run};
use klon::model::Date;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const CITED: &str = "cite = [\"fda-dsc-2020\"]";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    folder
}

fn klon(arguments: &[&str], folders: &[&Path]) -> Outcome {
    let mut all: Vec<OsString> = ["klon"].iter().chain(arguments).map(OsString::from).collect();
    for folder in folders {
        all.extend(["--data".into(), folder.as_os_str().to_owned()]);
    }
    run(all, &Surroundings { today: Date::new(2026, 11, 24).ok(), ..Surroundings::default() })
}

fn json(outcome: &Outcome) -> serde_json::Value {
    serde_json::from_str(&outcome.stdout).unwrap_or_else(|_| panic!("{}{}", outcome.stdout, outcome.stderr))
}

/// The findings of paths, as `file:line code message | help`, the paths of folders left out.
fn findings(paths: &[&Path], folders: &[&Path]) -> Vec<String> {
    let shown: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    let arguments: Vec<&str> =
        ["check", "--format", "json"].into_iter().chain(shown.iter().map(String::as_str)).collect();
    let report = json(&klon(&arguments, folders));
    let bare = |text: &str| {
        let mut text = text.to_owned();
        for folder in paths.iter().chain(folders) {
            text = text.replace(&format!("{}/", folder.display()), "");
        }
        text
    };
    let show = |finding: &serde_json::Value| {
        let text = |key: &str| bare(finding[key].as_str().unwrap_or_default());
        let help = finding.get("help").map(|_| format!(" | {}", text("help"))).unwrap_or_default();
        format!("{}:{} {} {}{help}", text("file"), finding["line"], text("code"), text("message"))
    };
    report["findings"].as_array().expect("a list").iter().map(show).collect()
}

fn check(files: &[(&str, &str)]) -> Vec<String> {
    let data = folder(files);
    findings(&[data.path()], &[])
}

/// A drug of a user's.
fn drug(id: &str, more: &str) -> String {
    format!("id = \"{id}\"\nname = \"{id}\"\nreviewed = 2026-11-24\n{more}\n")
}

#[test]
fn one_name_leads_to_one_entry() {
    let synonym = format!("[synonyms]\nCalmol = {{ {CITED} }}");
    assert_eq!(
        check(&[("one.toml", &drug("one", &synonym)), ("two.toml", &drug("two", &synonym))]),
        [
            "one.toml:5 K031 `Calmol` is also a name of two | one name, one entry: take it out of one of the two",
            "two.toml:5 K031 `Calmol` is also a name of one | one name, one entry: take it out of one of the two",
        ]
    );
    // In the street a word can mean anything.
    let street = format!("[street_names]\nCalmol = {{ {CITED} }}");
    assert_eq!(
        check(&[("one.toml", &drug("one", &synonym)), ("two.toml", &drug("two", &street))]),
        Vec::<String>::new()
    );
    // A brand can mean another drug in another country, and no drug but one in one.
    let brand = |country: &str| format!("[brands.{country}]\nCalmol = {{ {CITED} }}");
    assert_eq!(
        check(&[("one.toml", &drug("one", &brand("US"))), ("two.toml", &drug("two", &brand("GB")))]),
        Vec::<String>::new()
    );
    assert_eq!(check(&[("one.toml", &drug("one", &brand("US"))), ("two.toml", &drug("two", &brand("US")))]).len(), 2);
}

#[test]
fn a_name_that_means_something_built_in_is_told_and_does_not_take_it_away() {
    let ours = drug("house-mixture", "").replace("name = \"house-mixture\"", "name = \"Clonazepam\"");
    let data = folder(&[("house-mixture.toml", &ours)]);
    assert_eq!(
        findings(&[data.path()], &[]),
        [
            "house-mixture.toml:2 K115 `Clonazepam` already means the built-in entry `clonazepam` | give it another name, or \
          readers may not find it"
        ]
    );
    let outcome = klon(&["info", "clonazepam", "--format", "json"], &[data.path()]);
    assert_eq!(json(&outcome)["answer"]["drug"]["id"], "clonazepam");
    // A brand of a built-in drug is not silently another drug.
    let data = folder(&[("valium.toml", &drug("valium", ""))]);
    let outcome = klon(&["info", "valium"], &[data.path()]);
    assert_eq!(outcome.exit, Exit::NotFound);
    assert!(outcome.stderr.contains("this name means several drugs"), "{}", outcome.stderr);
}

#[test]
fn a_word_of_a_built_in_sign_belongs_to_it() {
    let terms = "[terms.spells]\nname = \"Spells\"\nsynonyms = [\"fits\"]\nsystem = \"nervous\"\n";
    assert_eq!(
        check(&[("terms.toml", terms)]),
        [
            "terms.toml:1 K027 `fits` already belongs to the term `seizures`",
            "terms.toml:1 K109 no fact uses the term `spells` | use it or take it out",
        ]
    );
    // The sign itself can be said anew, and built-in facts use it.
    let terms = "[terms.seizures]\nname = \"Seizures\"\nsynonyms = [\"fits\", \"spells\"]\nsystem = \"nervous\"\n";
    assert_eq!(check(&[("terms.toml", terms)]), Vec::<String>::new());
}

#[test]
fn a_patch_that_changes_what_a_patch_cannot_is_refused() {
    let patch = "id = \"clonazepam\"\nname = \"Clon\"\nclasses = [\"opioid\"]\ncontains = [\"alcohol\"]\n";
    let help = "take it out; to change it, write the whole entry as clonazepam.toml";
    assert_eq!(
        check(&[("clonazepam.patch.toml", patch)]),
        [
            format!("clonazepam.patch.toml:2 K032 a patch cannot change `name` | {help}"),
            format!("clonazepam.patch.toml:3 K032 a patch cannot change `classes` | {help}"),
            format!("clonazepam.patch.toml:4 K032 a patch cannot change `contains` | {help}"),
        ]
    );
    let patch = "id = \"opioid\"\n";
    assert_eq!(
        check(&[("opioid.patch.toml", patch)]),
        [
            "opioid.patch.toml:1 K016 `opioid` is a class | a patch to a class belongs into `classes`, and a patch to a drug \
          does not"
        ]
    );
    assert_eq!(check(&[("classes/opioid.patch.toml", patch)]), Vec::<String>::new());
}

#[test]
fn no_file_takes_the_warning_away_that_a_medicine_must_not_be_stopped_suddenly() {
    let lost = "K106 the built-in entry says that it must not be stopped suddenly, and this leaves that out | add a fact under \
                [discontinuation.sudden_stop]; until then klon keeps the built-in warning";
    let patch = "id = \"zolpidem\"\nexcept = [\"discontinuation.sudden_stop.dependence-z\"]\n";
    let class = "id = \"z-drug\"\nname = \"Z-drug\"\nreviewed = 2026-11-24\n";
    let cases = [
        ("zolpidem.toml", drug("zolpidem", ""), vec![format!("zolpidem.toml:1 {lost}")]),
        ("zolpidem.patch.toml", patch.to_owned(), vec![format!("zolpidem.patch.toml:1 {lost}")]),
        (
            "classes/z-drug.toml",
            class.to_owned(),
            vec![
                "classes/z-drug.toml:1 K106 members of this class must not be stopped suddenly: `eszopiclone`, `zaleplon`, \
                 `zolpidem` | add a fact under [discontinuation.sudden_stop]; until then klon keeps the built-in warning"
                    .to_owned(),
                format!("classes/z-drug.toml:1 {lost}"),
            ],
        ),
    ];
    for (name, text, expected) in cases {
        let data = folder(&[(name, &text)]);
        assert_eq!(findings(&[data.path()], &[]), expected, "{name}");
        let outcome = klon(&["info", "zolpidem"], &[data.path()]);
        let said: String = outcome.stdout.replace('|', " ").split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains("Do not stop zolpidem suddenly."), "{name}: {said}");
        assert!(said.contains("Your files leave this out; it is the built-in warning."), "{name}: {said}");
        let drug = &json(&klon(&["info", "zolpidem", "--format", "json"], &[data.path()]))["answer"]["drug"];
        assert_eq!(
            (&drug["must_not_stop_suddenly"], &drug["keeps_built_in_warning"]),
            (&true.into(), &true.into()),
            "{name}"
        );
    }
    // A file with a warning of its own has the last word.
    let own =
        drug("zolpidem", &format!("[discontinuation.sudden_stop]\nours = {{ text = \"Ask us first.\", {CITED} }}"));
    let data = folder(&[("zolpidem.toml", &own)]);
    assert_eq!(findings(&[data.path()], &[]), Vec::<String>::new());
    let drug = &json(&klon(&["info", "zolpidem", "--format", "json"], &[data.path()]))["answer"]["drug"];
    assert_eq!(drug["keeps_built_in_warning"], false);
    assert_eq!(drug["sudden_stop"][0]["text"], "Ask us first.");
}

#[test]
fn an_id_means_one_kind_of_thing() {
    let class = "id = \"clonazepam\"\nname = \"Ours\"\nreviewed = 2026-11-24\n";
    assert_eq!(
        check(&[("opioid.toml", &drug("opioid", "classes = [\"nowhere\"]"))]),
        ["opioid.toml:1 K013 `opioid` is already a class | a file that replaces a class belongs into `classes`"]
    );
    assert_eq!(
        check(&[("classes/clonazepam.toml", class)]),
        [
            "classes/clonazepam.toml:1 K013 `clonazepam` is already a drug | a file that replaces a drug belongs into `drugs`"
        ]
    );
    assert_eq!(
        check(&[("grapefruit.toml", &drug("grapefruit", ""))]),
        ["grapefruit.toml:1 K013 `grapefruit` is already a substance | choose another id"]
    );
    let substances = format!(
        "[substances.clonazepam]\nname = \"Ours\"\nwhat = \"A thing.\"\n{CITED}\n[substances.cyp3a4-inhibitor-strong]\n\
         name = \"Theirs\"\nwhat = \"A thing.\"\n{CITED}\n"
    );
    assert_eq!(
        check(&[("substances.toml", &substances)]),
        [
            "substances.toml:1 K013 `clonazepam` is already a drug | keep one of the two",
            "substances.toml:5 K013 `cyp3a4-inhibitor-strong` is already a group | keep one of the two",
        ]
    );
}

#[test]
fn a_country_needs_an_emergency_number_among_all_its_lines() {
    let line = |country: &str, kind: &str| {
        format!(
            "[countries.{country}]\nname = \"There\"\n[countries.{country}.lines.ours]\nkind = \"{kind}\"\nname = \"Ours\"\n\
             number = \"12345\"\ncallers = \"anyone\"\nhours = \"24 hours\"\nchecked = 2026-11-24\n{CITED}\n"
        )
    };
    assert_eq!(check(&[("helplines.toml", &line("GB", "poison"))]), Vec::<String>::new());
    assert_eq!(
        check(&[("helplines.toml", &line("BR", "poison"))]),
        ["helplines.toml:1 K028 BR has no line of kind `emergency` | add the ambulance's number"]
    );
}

#[test]
fn except_names_facts_that_another_layer_states() {
    let patch = |address: &str| format!("id = \"clonazepam\"\nexcept = [\"{address}\"]\n");
    let own = "discontinuation.sudden_stop.epilepsy";
    // A patch takes away what the built-in file says, what its class says, and what a folder behind it says.
    for address in [own, "discontinuation.sudden_stop.dependence"] {
        assert_eq!(check(&[("clonazepam.patch.toml", &patch(address))]), Vec::<String>::new(), "{address}");
    }
    let house = format!("id = \"clonazepam\"\n[storage]\nhouse = {{ text = \"In cupboard 7.\", {CITED} }}\n");
    let behind = folder(&[("clonazepam.patch.toml", &house)]);
    let first = folder(&[("clonazepam.patch.toml", &patch("storage.house"))]);
    assert_eq!(findings(&[first.path(), behind.path()], &[]), Vec::<String>::new());
    let facts = |folders: &[&Path]| {
        let reply = json(&klon(&["info", "--section", "storage", "--format", "json"], folders));
        let facts = reply["answer"]["sections"][0]["facts"].as_array().expect("facts").clone();
        facts.iter().filter(|fact| fact["address"] == "storage.house").count()
    };
    assert_eq!((facts(&[behind.path()]), facts(&[first.path(), behind.path()])), (1, 0));
    // What stands nowhere, or only in this file itself, cannot be taken away.
    let gone = "clonazepam.patch.toml:2 K024 no inherited fact stands at `storage.house`";
    assert_eq!(check(&[("clonazepam.patch.toml", &patch("storage.house"))]), [gone]);
    let both = house.replace("\n[storage]", "\nexcept = [\"storage.house\"]\n[storage]");
    assert_eq!(check(&[("clonazepam.patch.toml", &both)]), [gone]);
}

#[test]
fn the_first_folder_wins_and_the_second_is_told() {
    let fact = |words: &str| drug("ours", &format!("[description]\nwhat = {{ text = \"{words}\", {CITED} }}"));
    let (first, second) = (folder(&[("ours.toml", &fact("First."))]), folder(&[("drugs/ours.toml", &fact("Second."))]));
    let both = [first.path(), second.path()];
    let outcome = klon(&["info", "ours", "--section", "description"], &both);
    assert_eq!(outcome.exit, Exit::Answered, "{}", outcome.stderr);
    assert!(outcome.stdout.contains("First."), "{}", outcome.stdout);
    assert_eq!(outcome.stderr, "hint: one thing in your folders has no effect; `klon check` says what and why\n");
    assert_eq!(
        findings(&both, &[]),
        [
            "drugs/ours.toml:1 K116 this entry is not used: ours.toml comes before | the first folder wins: take one of the two out"
        ]
    );
    // The order of the folders is that of the patches, too.
    let patch = |words: &str| format!("id = \"clonazepam\"\n[storage]\nhouse = {{ text = \"{words}\", {CITED} }}\n");
    let (first, second) = (
        folder(&[("clonazepam.patch.toml", &patch("First."))]),
        folder(&[("clonazepam.patch.toml", &patch("Second."))]),
    );
    let outcome = klon(&["info", "--section", "storage"], &[first.path(), second.path()]);
    assert!(outcome.stdout.contains("First.") && !outcome.stdout.contains("Second."), "{}", outcome.stdout);
}

#[test]
fn a_folder_is_read_once_by_whichever_path_it_is_reached() {
    let data = folder(&[("drugs/ours.toml", &drug("ours", "")), ("classes/kind.toml", &drug("kind", ""))]);
    let elsewhere = tempfile::tempdir().expect("a folder");
    let link = elsewhere.path().join("link");
    #[cfg(unix)]
    std::os::unix::fs::symlink(data.path(), &link).expect("a link");
    #[cfg(unix)]
    let folders = [data.path(), data.path(), &link];
    #[cfg(not(unix))]
    let folders = [data.path(), data.path(), data.path()];
    let outcome = klon(&["info", "ours", "--format", "json"], &folders);
    assert_eq!((outcome.exit, outcome.stderr.as_str()), (Exit::Answered, ""));
    let files = [data.path().join("classes/kind.toml"), data.path().join("drugs/ours.toml")];
    let files: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    assert_eq!(json(&outcome)["knowledge_base"]["files"], serde_json::json!(files));
    // Where no file of a user's is in use, the answer says that it is from the built-in facts alone.
    assert_eq!(json(&klon(&["info", "--format", "json"], &[]))["knowledge_base"]["files"], serde_json::json!([]));
}

#[test]
fn a_file_is_checked_with_the_rest_of_its_folder_and_the_folders_in_use() {
    let sources = "[sources.house]\nkind = \"guideline\"\ntitle = \"House rules\"\nshort = \"House\"\nurl = \"https://example.org\"\n\
                   accessed = 2026-11-24\n";
    let fact = |source: &str| format!("[storage]\nhouse = {{ text = \"In cupboard 7.\", cite = [\"{source}\"] }}");
    let data = folder(&[
        ("sources.toml", sources),
        ("drugs/ours.toml", &drug("ours", &fact("house"))),
        ("drugs/bad.toml", "id"),
    ]);
    assert_eq!(findings(&[&data.path().join("drugs/ours.toml")], &[]), Vec::<String>::new());
    // What the rest of the folder uses is used.
    assert_eq!(findings(&[&data.path().join("sources.toml")], &[]), Vec::<String>::new());
    let other = folder(&[("theirs.toml", &drug("theirs", &fact("house")))]);
    assert_eq!(findings(&[&other.path().join("theirs.toml")], &[data.path()]), Vec::<String>::new());
    assert_eq!(
        findings(&[&other.path().join("theirs.toml")], &[]).len(),
        1,
        "a source of a folder that is not in use is not known"
    );
}

#[test]
fn nothing_in_a_folder_is_passed_over_in_silence() {
    let data = folder(&[
        ("zolpidem.txt", "notes"),
        ("drug/zolpidem.toml", "id"),
        ("helpline.toml", "[countries.US]\n"),
        ("README.md", "ours"),
        (".hidden", "ours"),
    ]);
    assert_eq!(
        findings(&[data.path()], &[]),
        [
            "drug:1 K117 this folder is not read | klon enters `drugs` and `classes` alone",
            "zolpidem.txt:1 K117 this file is not read | klon reads files that end in .toml",
            "helpline.toml:1 K012 a file of this name would be a drug, and it has no `id` | did you mean helplines.toml?",
        ]
    );
    let nowhere = Path::new("/nowhere/at/all");
    assert_eq!(findings(&[nowhere], &[]), ["/nowhere/at/all:1 K025 cannot be read: there is no such file or folder"]);
    let outcome = klon(&["info"], &[nowhere]);
    assert_eq!(outcome.exit, Exit::File);
    assert!(outcome.stderr.contains("cannot be read: there is no such file or folder"), "{}", outcome.stderr);
    assert_eq!(klon(&["check"], &[]).exit, Exit::Usage);
}

#[test]
fn a_combination_names_drugs_and_substances_one_by_one() {
    let with = |parts: &str| drug("ours", &format!("contains = [{parts}]"));
    assert_eq!(check(&[("ours.toml", &with("\"clonazepam\", \"grapefruit\""))]), Vec::<String>::new());
    assert_eq!(
        check(&[("ours.toml", &with("\"oxycodone-acetaminophen\", \"opioid\", \"ours\""))]),
        [
            "ours.toml:4 K033 `oxycodone-acetaminophen` is a combination itself | name what it contains, one by one",
            "ours.toml:4 K016 there is no drug or substance `opioid`",
            "ours.toml:4 K033 `ours` is a combination itself | name what it contains, one by one",
        ]
    );
}

#[test]
fn nobody_inherits_the_names_of_a_class() {
    let named = folder(&[(
        "classes/benzodiazepine.patch.toml",
        &format!("id = \"benzodiazepine\"\n[street_names]\nSleepers = {{ {CITED} }}\n"),
    )]);
    for folders in [&[][..], &[named.path()]] {
        let shown = klon(&["info", "alprazolam", "--section", "street-names"], folders).stdout;
        assert!(shown.contains("Xannies") && !shown.contains("Benzos") && !shown.contains("Sleepers"), "{shown}");
        assert!(klon(&["info", "benzos"], folders).stdout.starts_with("Benzodiazepine"));
    }
    assert!(klon(&["info", "sleepers"], &[named.path()]).stdout.starts_with("Benzodiazepine"));
    let except = "id = \"alprazolam\"\nexcept = [\"street_names.Benzos\"]\n";
    let found = check(&[("drugs/alprazolam.patch.toml", except)]);
    assert!(found.iter().any(|finding| finding.contains("K0") && finding.contains("street_names.Benzos")), "{found:?}");
}
