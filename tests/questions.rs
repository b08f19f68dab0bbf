//! Questions across drugs: what users of other checkers were hurt by must not happen here.

use klon::app::{Exit, Surroundings, run};
use klon::builtin::STORE;
use klon::kb::{EntryKind, KnowledgeBase, names};
use klon::model::{EntryId, Section, Severity};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

fn ask(words: &[&str]) -> (Value, Exit) {
    let arguments = ["klon", "--format", "json"].iter().chain(words).map(Into::into);
    let outcome = run(arguments, &Surroundings::default());
    (serde_json::from_str(&outcome.stdout).unwrap_or(Value::Null), outcome.exit)
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn kb() -> KnowledgeBase {
    KnowledgeBase::compiled(&STORE)
}

/// The status of a pair, and the rules that hold for it with what each says.
fn pair(a: &str, b: &str) -> (String, BTreeSet<String>) {
    let (reply, _) = ask(&["interactions", a, b]);
    let pair = &reply["answer"]["pairs"][0];
    (text(pair, "status"), list(pair, "rules").iter().map(|rule| text(rule, "rule")).collect())
}

/// Everything that can stand in an interaction, or every so many of it.
fn partners(step: usize) -> Vec<String> {
    let kinds = [EntryKind::Drug, EntryKind::Class, EntryKind::Substance, EntryKind::Group];
    let ids = kinds.into_iter().flat_map(|kind| kb().ids(kind));
    ids.map(|id| id.to_string()).step_by(step).collect()
}

#[test]
fn an_interaction_is_the_same_in_both_directions() {
    let some = partners(5);
    for (nth, a) in some.iter().enumerate() {
        for b in &some[nth + 1..] {
            assert_eq!(pair(a, b), pair(b, a), "{a} and {b}");
        }
    }
}

#[test]
fn a_rule_for_a_class_answers_for_all_its_members() {
    let kb = kb();
    let drugs = kb.ids(EntryKind::Drug);
    for (key, rule, _) in kb.rules() {
        let [first, second] = &rule.between;
        let member = |side: &EntryId| {
            let is_member = |id: &&EntryId| kb.ancestors(id).iter().any(|(class, _)| class == side);
            drugs.iter().filter(is_member).map(ToString::to_string).collect::<Vec<_>>()
        };
        let or_itself = |members: Vec<String>, side: &EntryId| match members.is_empty() {
            true => vec![side.to_string()],
            false => members,
        };
        let (left, right) = (or_itself(member(first), first), or_itself(member(second), second));
        // The last member of the one with the first of the other stands for all: the whole table would take minutes.
        let (Some(a), Some(b)) = (left.last(), right.iter().find(|b| Some(*b) != left.last())) else { continue };
        let (status, _) = pair(a, b);
        assert_eq!(status, "interacts", "{key}: {a} and {b}");
    }
}

#[test]
fn two_drugs_of_one_class_are_not_unknown_to_each_other() {
    for (a, b) in [("clonazepam", "alprazolam"), ("oxycodone", "fentanyl"), ("zolpidem", "eszopiclone")] {
        assert_eq!(pair(a, b).0, "interacts", "{a} and {b}");
    }
}

#[test]
fn every_pair_of_depressants_interacts() {
    let kb = kb();
    let is_depressant = |id: &EntryId| kb.ancestors(id).iter().any(|(class, _)| class.as_str() == "cns-depressant");
    let all: Vec<String> =
        kb.ids(EntryKind::Drug).iter().filter(|id| is_depressant(id)).map(ToString::to_string).collect();
    assert!(all.len() > 30, "{all:?}");
    for (nth, a) in all.iter().enumerate().step_by(7) {
        for b in &all[nth + 1..] {
            assert_eq!(pair(a, b).0, "interacts", "{a} and {b}");
        }
    }
}

#[test]
fn parts_of_words_match_nothing() {
    assert_eq!(pair("clonazepam", "nicotine").0, "no_rule");
    assert_eq!(pair("clonazepam", "antidepress").0, "unknown_name");
    assert_eq!(pair("clonazepam", "depress").0, "unknown_name");
    let (reply, _) = ask(&["search", "depressant", "--limit", "500"]);
    for hit in list(&reply["answer"], "facts") {
        let words = names::fold(&hit.to_string());
        assert!(words.split(' ').any(|word| word.starts_with("depressant")), "{hit}");
    }
}

#[test]
fn a_class_is_asked_through_its_members() {
    let (reply, _) = ask(&["interactions", "ssri", "grapefruit"]);
    let asked = &reply["answer"]["drugs"][0];
    let members: Vec<String> = list(asked, "members").iter().map(|side| text(side, "id")).collect();
    assert!(members.contains(&"sertraline".to_owned()), "{members:?}");
    for (class, member, other) in [
        ("ssri", "fluvoxamine", "tizanidine"),
        ("benzodiazepine", "alprazolam", "ketoconazole"),
        ("ssri", "sertraline", "tramadol"),
    ] {
        let (_, of_member) = pair(member, other);
        let (status, of_class) = pair(class, other);
        assert_eq!(status, "interacts", "{class} and {other}");
        assert!(of_class.is_superset(&of_member), "{class} and {other}: {of_class:?} lacks some of {of_member:?}");
    }
}

#[test]
fn the_list_of_one_drug_says_what_its_pairs_say() {
    for drug in kb().ids(EntryKind::Drug).iter().step_by(9) {
        let (reply, _) = ask(&["interactions", drug.as_str()]);
        for rule in list(&reply["answer"], "rules") {
            let other = text(&rule["between"][1], "id");
            let (of_pair, _) = ask(&["interactions", drug.as_str(), &other]);
            let of_pair = list(&of_pair["answer"]["pairs"][0], "rules");
            // Of one concern a nearer rule, or one as near and graver, may hold for the pair.
            let is_told = |found: &Value| found["rule"] == rule["rule"] || found["concern"] == rule["concern"];
            assert!(of_pair.iter().any(is_told), "{drug} and {other}: {}", text(rule, "rule"));
        }
    }
}

#[test]
fn an_unknown_name_is_told_and_the_exit_code_says_so() {
    let (reply, exit) = ask(&["interactions", "clonazepam", "xyzzy", "oxycodone"]);
    assert_eq!(exit, Exit::NotFound);
    let status: Vec<String> = list(&reply["answer"], "pairs").iter().map(|pair| text(pair, "status")).collect();
    assert_eq!(status, ["interacts", "unknown_name", "unknown_name"]);
    let (_, exit) = ask(&["interactions", "clonazepam", "nicotine"]);
    assert_eq!(exit, Exit::Answered, "a pair without a rule is an answer");
}

#[test]
fn a_pair_without_a_rule_is_never_called_safe_and_names_its_edition() {
    let arguments = ["klon", "interactions", "clonazepam", "nicotine"].map(Into::into);
    let outcome = run(arguments, &Surroundings::default());
    let words = outcome.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    let rules = kb().rules().len();
    let expected = format!(
        "klon cannot tell: it has no rule for this pair (knowledge base {}, {rules} rules); that is not proof of safety.",
        STORE.version
    );
    assert!(words.contains(&expected), "{words}");
}

#[test]
fn a_combination_is_taken_apart() {
    let (reply, _) = ask(&["interactions", "percocet", "clonazepam"]);
    let contains: Vec<String> =
        list(&reply["answer"]["drugs"][0], "contains").iter().map(|side| text(side, "id")).collect();
    assert_eq!(contains, ["oxycodone", "acetaminophen"]);
    assert_eq!(pair("percocet", "clonazepam"), pair("oxycodone", "clonazepam"));
    let (reply, _) = ask(&["interactions", "percocet", "acetaminophen"]);
    let both: Vec<String> =
        list(&reply["answer"]["pairs"][0], "both_contain").iter().map(|side| text(side, "id")).collect();
    assert_eq!(both, ["acetaminophen"]);
}

#[test]
fn a_rule_for_a_product_goes_before_those_of_its_parts() {
    let (reply, _) = ask(&["interactions", "suboxone", "heroin"]);
    let rules = list(&reply["answer"]["pairs"][0], "rules");
    let withdrawal: Vec<String> =
        rules.iter().filter(|rule| rule["concern"] == "withdrawal").map(|rule| text(rule, "rule")).collect();
    assert_eq!(withdrawal, ["buprenorphine-naloxone-opioid"]);
    // What is said of its parts about something else still holds.
    assert!(rules.iter().any(|rule| rule["concern"] == "sedation"), "{rules:?}");
}

#[test]
fn a_brand_with_other_drugs_in_it_is_taken_apart() {
    let (reply, _) = ask(&["interactions", "targin", "heroin"]);
    let contains: Vec<String> =
        list(&reply["answer"]["drugs"][0], "contains").iter().map(|side| text(side, "id")).collect();
    assert_eq!(contains, ["oxycodone", "naloxone"]);
    let of: Vec<String> = list(&reply["answer"]["pairs"][0], "rules")
        .iter()
        .flat_map(|rule| list(rule, "of"))
        .map(|side| text(side, "id"))
        .collect();
    assert!(of.contains(&"naloxone".to_owned()), "{of:?}");
}

#[test]
fn three_depressants_are_more_than_their_pairs() {
    let (reply, _) = ask(&["interactions", "clonazepam", "oxycodone", "ethanol"]);
    let sums: Vec<String> = list(&reply["answer"], "adds_up").iter().map(|sum| text(&sum["of"], "id")).collect();
    assert!(sums.contains(&"slows-the-brain".to_owned()), "{sums:?}");
    let (reply, _) = ask(&["interactions", "clonazepam", "oxycodone"]);
    assert!(list(&reply["answer"], "adds_up").is_empty());
}

#[test]
fn there_are_eighty_rules_and_the_serious_ones_name_both_sides() {
    let rules = kb().rules();
    assert!(rules.len() >= 80, "{}", rules.len());
    for (key, rule, _) in rules.iter().filter(|(_, rule, _)| rule.severity <= Severity::Major) {
        assert!(!rule.named.is_empty(), "{key}");
    }
}

#[test]
fn a_drug_compared_with_itself_has_nothing_apart() {
    for drug in kb().ids(EntryKind::Drug).iter().step_by(6) {
        let (reply, _) = ask(&["compare", drug.as_str(), drug.as_str()]);
        for part in list(&reply["answer"], "apart") {
            for own in list(part, "apart") {
                assert_eq!(own.as_array().map(Vec::len), Some(0), "{drug}");
            }
        }
    }
}

#[test]
fn every_sign_is_found_by_each_of_its_words() {
    for (id, term) in kb().terms() {
        for word in term.words() {
            let (reply, _) = ask(&["search", "--limit", "1", "--", word]);
            let found: Vec<String> = list(&reply["answer"], "terms").iter().map(|hit| text(hit, "id")).collect();
            assert_eq!(found, [id.to_string()], "{word}");
        }
    }
}

#[test]
fn a_drugs_whole_list_of_signs_of_overdose_leads_to_it_or_its_class_first() {
    let kb = kb();
    let signs_of = |id: &EntryId| -> BTreeSet<String> {
        let monograph = kb.monograph(id).expect("an entry");
        monograph.section(Section::OverdoseSymptoms).iter().map(|held| held.address.key.replace('-', " ")).collect()
    };
    for drug in kb.ids(EntryKind::Drug) {
        let words: Vec<String> = signs_of(&drug).into_iter().collect();
        if words.is_empty() {
            continue;
        }
        let names: Vec<String> = words
            .iter()
            .map(|id| kb.term(&id.replace(' ', "-").try_into().expect("an id")).expect("a term").name.to_string())
            .collect();
        let asked: Vec<&str> =
            ["which", "--overdose", "--"].into_iter().chain(names.iter().map(String::as_str)).collect();
        let (reply, _) = ask(&asked);
        let first = &reply["answer"]["groups"][0];
        let drugs: Vec<String> = list(first, "drugs").iter().map(|drug| text(drug, "id")).collect();
        let has_all = |id: &String| signs_of(&id.clone().try_into().expect("an id")) == signs_of(&drug);
        // Another drug with exactly the same list cannot be told apart from it by signs.
        assert!(drugs.contains(&drug.to_string()) || drugs.iter().any(has_all), "{drug}: {drugs:?}");
    }
}

/// What a question prints as text, and how it ends.
fn printed(words: &[&str]) -> (String, Exit) {
    let outcome = run(["klon"].iter().chain(words).map(Into::into), &Surroundings::default());
    (outcome.stdout, outcome.exit)
}

/// The rows of an answer as CSV, each cell under the head of its column.
fn rows(words: &[&str]) -> Vec<BTreeMap<String, String>> {
    let (text, _) = printed(&[words, &["--format", "csv"]].concat());
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

fn ids(value: &Value, key: &str) -> Vec<String> {
    list(value, key).iter().map(|each| text(each, "id")).collect()
}

#[test]
fn every_match_cites_what_its_own_drug_says() {
    let kb = kb();
    let (reply, _) = ask(&["which", "slow breathing", "coma"]);
    let drugs: Vec<&Value> = list(&reply["answer"], "groups").iter().flat_map(|group| list(group, "drugs")).collect();
    assert!(drugs.len() > 20);
    for drug in drugs {
        let monograph = kb.monograph(&text(drug, "id").try_into().expect("an id")).expect("a monograph");
        for sign in list(drug, "signs") {
            let section = match sign["list"].as_str().expect("a list") {
                "side-effects" => Section::AdverseEffects,
                "long-term" => Section::LongTerm,
                "withdrawal" => Section::WithdrawalSymptoms,
                _ => Section::OverdoseSymptoms,
            };
            let key = text(sign, "term");
            let held = monograph.section(section).iter().find(|held| held.address.key == *key).expect("the fact");
            let cited: Vec<String> = held.fact.citations().map(ToString::to_string).collect();
            let told: Vec<&str> = list(sign, "cite").iter().filter_map(Value::as_str).collect();
            assert_eq!(told, cited, "{} {key}", monograph.id);
            assert_eq!(text(&sign["from"], "entry"), held.origin.entry.to_string(), "{} {key}", monograph.id);
            let sources = reply["sources"].as_object().expect("sources");
            assert!(held.fact.citations().all(|citation| sources.contains_key(citation.source.as_str())));
        }
    }
}

#[test]
fn a_class_counts_the_drugs_that_have_the_signs_of_its_line() {
    let (reply, _) = ask(&["which", "slow breathing", "small pupils", "--overdose"]);
    for group in list(&reply["answer"], "groups") {
        let terms =
            |drug: &Value| -> BTreeSet<String> { list(drug, "signs").iter().map(|sign| text(sign, "term")).collect() };
        let drugs = list(group, "drugs");
        let equal = drugs.iter().filter(|drug| terms(drug) == terms(&drugs[0])).count();
        assert_eq!(group["equal"].as_u64(), Some(equal as u64), "{}", group["name"]);
        assert!(drugs.len() as u64 <= group["members"].as_u64().expect("a number"));
    }
}

#[test]
fn unfolded_every_drug_stands_with_its_own_sources() {
    let (folded, _) = printed(&["which", "small pupils", "--overdose"]);
    let (unfolded, _) = printed(&["which", "small pupils", "--overdose", "--unfold"]);
    for drug in ["Codeine", "Fentanyl", "Zolpidem", "Bromazolam"] {
        assert!(unfolded.contains(&format!("- {drug}: small pupils in overdose [")), "{drug}: {unfolded}");
        assert!(!folded.contains(&format!("- {drug}:")), "{drug}: {folded}");
    }
    assert!(folded.contains("Drugs that list small pupils: "), "{folded}");
}

#[test]
fn what_a_users_file_adds_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let patch = "id = \"clonazepam\"\n[adverse_effects]\nyawning = { cite = [\"fda-dsc-2020\"] }\n";
    std::fs::write(folder.path().join("clonazepam.patch.toml"), patch).expect("a file");
    let data = folder.path().to_str().expect("a path");
    for more in [&[][..], &["--unfold"]] {
        let (text, _) = printed(&[&["which", "yawning", "--side-effects", "--data", data], more].concat());
        assert!(text.contains("clonazepam.patch.toml"), "{text}");
    }
    let (reply, _) = ask(&["which", "yawning", "--side-effects", "--data", data]);
    let drugs = list(&reply["answer"], "groups").iter().flat_map(|group| list(group, "drugs"));
    let of = |id: &str| drugs.clone().find(|drug| text(drug, "id") == id).expect("a drug")["signs"][0]["from"].clone();
    assert!(text(&of("clonazepam"), "file").ends_with("clonazepam.patch.toml"));
    assert!(of("fluoxetine").get("file").is_none());
    let (text, _) = printed(&["list", "--class", "benzodiazepine", "--data", data]);
    assert!(text.contains("(yours)") && text.contains("clonazepam.patch.toml"), "{text}");
}

#[test]
fn overdose_and_withdrawal_open_with_what_to_do() {
    let opens = |words: &[&str]| {
        let (reply, _) = ask(words);
        let (text, _) = printed(words);
        let first = text.lines().next().unwrap_or_default().to_owned();
        let is_first = first.contains("Act now");
        assert_eq!(reply["answer"]["emergency"].is_object(), is_first, "{words:?}: {first}");
        is_first
    };
    assert!(opens(&["which", "yawning", "--withdrawal"]));
    assert!(opens(&["which", "yawning", "--overdose"]), "whether a drug has it or not");
    assert!(opens(&["which", "zigzagging", "--overdose"]), "whether it is understood or not");
    assert!(opens(&["which", "zigzagging", "--withdrawal", "--side-effects"]));
    assert!(opens(&["which", "he can't breathe and his lips are blue"]), "a danger was found");
    assert!(!opens(&["which", "zigzagging"]));
    assert!(!opens(&["which", "rash", "--side-effects"]));
}

#[test]
fn words_that_mean_no_sign_are_told_and_never_an_empty_page() {
    for words in ["zigzagging", "he is", "...", ""] {
        let (text, exit) = printed(&["which", words]);
        assert_eq!(exit, Exit::NotFound, "{words}");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("means no sign that klon knows"), "{text}");
        assert!(text.contains("In an emergency: klon overdose."), "{text}");
    }
    let (reply, exit) = ask(&["which", "yawning", "lips"]);
    assert_eq!(exit, Exit::NotFound, "a part was left out");
    let lost = &reply["answer"]["not_understood"][0];
    assert_eq!(text(lost, "asked"), "lips");
    assert!(ids(lost, "near").contains(&"blue-or-grey-lips".to_owned()), "{lost}");
}

#[test]
fn a_sign_that_no_drug_lists_excludes_nothing() {
    let (reply, _) = ask(&["which", "yawning", "--long-term"]);
    assert_eq!(list(&reply["answer"], "unlisted"), ["yawning"]);
    let (text, exit) = printed(&["which", "yawning", "--long-term"]);
    assert!(text.contains("klon lists no drug with yawning; that excludes nothing."), "{text}");
    assert_eq!(exit, Exit::NotFound);
}

#[test]
fn figures_are_never_completed_and_stay_whole() {
    let (reply, _) = ask(&["search", "0.5"]);
    assert!(list(&reply["answer"], "names").is_empty());
    let (reply, _) = ask(&["search", "1,298"]);
    assert!(reply.to_string().contains("1,298 deaths"));
    let (plain, _) = ask(&["search", "1298"]);
    assert_eq!(plain["answer"]["facts"], reply["answer"]["facts"]);
    let (reply, _) = ask(&["search", "1,29"]);
    assert!(!reply.to_string().contains("1,298 deaths"));
    let addresses = |words: &[&str]| -> Vec<String> {
        let (reply, _) = ask(&[&["search", "--limit", "1000"], words].concat());
        list(&reply["answer"], "facts")
            .iter()
            .map(|hit| format!("{}.{}", hit["entry"], hit["fact"]["address"]))
            .collect()
    };
    let half = addresses(&["clonazepam", "0.5"]);
    assert!(half.iter().any(|address| address.contains("forms")), "{half:?}");
    assert_eq!(addresses(&["0.5 mg"]), addresses(&["0.5mg"]));
    assert_eq!(addresses(&["0.5 mg"]), addresses(&[".5 mg"]));
    assert_ne!(addresses(&["0.5 mg"]), addresses(&["5 mg"]));
}

#[test]
fn a_slip_in_one_word_hides_nothing_of_the_others() {
    let (reply, exit) = ask(&["search", "xanex", "seizures"]);
    let answer = &reply["answer"];
    assert_eq!(exit, Exit::Answered);
    assert_eq!(list(answer, "lost"), ["xanex"]);
    let name = &list(answer, "names")[0];
    assert_eq!((text(&name["name"], "shown"), text(name, "asked")), ("Xanax".to_owned(), "xanex".to_owned()));
    assert_eq!(name["is_near"], true);
    assert!(answer["total"].as_u64() > Some(10), "{}", answer["total"]);
    assert!(ids(answer, "terms").contains(&"seizures".to_owned()), "{}", answer["terms"]);
    let (text, _) = printed(&["search", "xanex", "seizures"]);
    assert!(text.contains("\"xanex\" is in no name, sign or fact. Below is what has the other words."), "{text}");
}

#[test]
fn what_is_only_near_is_told_and_is_no_answer() {
    for (word, name) in [("clonazepan", "Clonazepam"), ("klonipin", "Klonopin")] {
        let (reply, exit) = ask(&["search", word]);
        assert_eq!(exit, Exit::NotFound, "{word}");
        let shown: Vec<String> =
            list(&reply["answer"], "names").iter().map(|hit| text(&hit["name"], "shown")).collect();
        assert!(shown.contains(&name.to_owned()), "{shown:?}");
    }
    let (reply, exit) = ask(&["search", "siezures"]);
    assert_eq!((exit, ids(&reply["answer"], "terms")), (Exit::NotFound, vec!["seizures".to_owned()]));
    let (reply, _) = ask(&["search", "0.51"]);
    assert!(list(&reply["answer"], "names").is_empty() && list(&reply["answer"], "terms").is_empty());
}

#[test]
fn words_that_never_meet_are_told_apart_from_words_that_are_nowhere() {
    let (text, _) = printed(&["search", "naloxone", "valproate", "yawning"]);
    assert!(text.contains("No fact has all of these words together"), "{text}");
    let (text, exit) = printed(&["search", "quetzalcoatl"]);
    assert_eq!(exit, Exit::NotFound);
    let searched = &ask(&["search", "quetzalcoatl"]).0["answer"]["searched"];
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let told = format!(
        "{} names, {} signs with all their words, and {} facts",
        searched["names"], searched["terms"], searched["facts"]
    );
    assert!(flat.contains(&told), "{flat}");
}

#[test]
fn a_fact_of_a_class_says_for_how_many_drugs_it_holds() {
    let kb = kb();
    let (reply, _) = ask(&["search", "opioid", "breathing", "--limit", "50"]);
    let mut hits = list(&reply["answer"], "facts").to_vec();
    hits.retain(|hit| text(hit, "kind") == "class" && text(hit, "entry") == "opioid");
    assert!(!hits.is_empty(), "{reply}");
    for hit in hits {
        let address = text(&hit["fact"], "address");
        let (section, key) = address.rsplit_once('.').expect("an address");
        let holds = |id: &EntryId| {
            let monograph = kb.monograph(id).expect("a monograph");
            let section = Section::ALL.iter().find(|known| known.path() == section).expect("a section");
            monograph.ancestors.iter().any(|class| class.as_str() == "opioid")
                && monograph.section(*section).iter().any(|held| held.address.key == *key)
        };
        let count = kb.ids(EntryKind::Drug).iter().filter(|id| holds(id)).count();
        assert_eq!(hit["holds_for"].as_u64(), Some(count as u64), "{address}");
    }
    let (text, _) = printed(&["search", "opioid", "breathing"]);
    assert!(text.contains("holds for the whole class"), "{text}");
}

#[test]
fn a_beginning_is_suggested_and_never_accepted() {
    let told = |words: &[&str]| run(["klon"].iter().chain(words).map(Into::into), &Surroundings::default());
    for words in [["info", "clonaz"], ["sources", "clonaz"], ["symptoms", "clonaz"]] {
        let outcome = told(&words);
        assert_eq!(outcome.exit, Exit::NotFound);
        assert!(outcome.stderr.contains("Did you mean Clonazepam (generic name)?\n"), "{words:?}: {}", outcome.stderr);
    }
    let outcome = told(&["info", "rivotr"]);
    assert!(outcome.stderr.contains("Rivotril (clonazepam, brand"), "{}", outcome.stderr);
    let suggested = outcome.stderr.lines().filter(|line| line.starts_with("  ")).count();
    assert!(suggested < 5, "{}", outcome.stderr);
}

#[test]
fn names_are_found_however_their_apostrophes_and_accents_are_written() {
    for name in ["St. John's wort", "st johns wort", "St John\u{2019}s wort", "ST JOHN`S WORT"] {
        let (reply, exit) = ask(&["interactions", name, "clonazepam"]);
        assert_eq!(exit, Exit::Answered, "{name}");
        assert_eq!(text(&reply["answer"]["drugs"][0], "id"), "st-johns-wort", "{name}");
    }
    assert_eq!(ask(&["info", "Clonaz\u{e9}pam"]).1, Exit::Answered);
}

#[test]
fn csv_is_the_same_answer_as_the_text() {
    let found = rows(&["which", "slow breathing", "zigzagging", "--overdose", "--country", "US"]);
    let of = |kind: &str| found.iter().filter(|row| row["row"] == kind).collect::<Vec<_>>();
    assert!(of("number").iter().any(|row| row["text"] == "911"));
    assert!(!of("emergency").is_empty() && of("emergency").iter().all(|row| !row["citations"].is_empty()));
    assert!(of("lost").iter().any(|row| row["asked"] == "zigzagging"));
    assert!(of("sign").iter().any(|row| row["sign"] == "slow-or-shallow-breathing" && row["status"] == "found"));
    assert!(of("drug").len() > 20 && of("drug").iter().all(|row| !row["citations"].is_empty()));
    assert!(found.iter().all(|row| row["knowledge_base"] == STORE.version));
    let found = rows(&["search", "xanex", "seizures"]);
    assert!(found.iter().all(|row| row["knowledge_base"] == STORE.version));
    let near = |row: &&BTreeMap<String, String>| row["row"] == "name" && row["name"] == "Xanax";
    assert!(found.iter().any(|row| near(&row) && row["status"] == "near" && row["kind"] == "brand"));
    assert!(
        found
            .iter()
            .any(|row| row["row"] == "sign" && row["key"] == "seizures" && row["section"] == "withdrawal.symptoms")
    );
    assert!(found.iter().any(|row| row["row"] == "fact" && !row["citations"].is_empty()));
}

#[test]
fn a_list_can_be_narrowed_and_says_from_what() {
    let (all, _) = ask(&["list"]);
    let (some, _) = ask(&["list", "--class", "benzodiazepine", "--schedule", "IV", "--country", "US"]);
    let (all, some) = (&all["answer"], &some["answer"]);
    assert_eq!(all["known"].as_u64(), Some(list(all, "drugs").len() as u64));
    assert!(list(some, "drugs").len() < list(all, "drugs").len());
    for drug in list(some, "drugs") {
        assert!(drug["ancestors"].to_string().contains("benzodiazepine"));
        assert!(text(&drug["schedules"][0], "schedule").contains("IV"));
    }
    assert_eq!(ask(&["list", "--class", "nonsense"]).1, Exit::NotFound);
}

#[test]
fn a_schedule_is_that_of_the_law_that_is_shown() {
    let drugs = |schedule: &str, country: &str| {
        let (reply, _) = ask(&["list", "--schedule", schedule, "--country", country]);
        ids(&reply["answer"], "drugs")
    };
    assert_eq!(drugs("4", "AU"), drugs("S4", "AU"));
    assert_eq!(drugs("Schedule 4", "AU"), drugs("s4", "AU"));
    assert!(!drugs("4", "AU").is_empty());
    assert!(drugs("I", "GB").is_empty(), "Part I is no schedule: {:?}", drugs("I", "GB"));
    assert_eq!(drugs("IV", "US"), drugs("Schedule IV", "US"));
    let (reply, _) = ask(&["list", "--schedule", "IV"]);
    assert_eq!(ids(&reply["answer"], "drugs"), drugs("IV", "US"), "the law of the US, if none is named");
    assert_eq!(text(&reply["answer"], "law"), "US");
    for drug in list(&reply["answer"], "drugs") {
        let sources = reply["sources"].as_object().expect("sources");
        for placed in list(drug, "schedules") {
            let cite = list(placed, "cite");
            let source =
                |cited: &Value| cited.as_str().and_then(|it| it.split('#').next()).unwrap_or_default().to_owned();
            assert!(!cite.is_empty() && cite.iter().all(|cited| sources.contains_key(&source(cited))), "{placed}");
        }
    }
    let (text, _) = printed(&["list", "--class", "ssri", "--country", "AU"]);
    assert!(text.contains("AU SCHEDULE"), "{text}");
    let (text, _) = printed(&["list", "--country", "NZ", "--class", "opioid"]);
    assert!(text.contains("none known"), "{text}");
}

#[test]
fn a_comparison_puts_the_readers_law_first() {
    let (reply, _) = ask(&["compare", "clonazepam", "diazepam", "--country", "CA"]);
    let answer = &reply["answer"];
    assert_eq!(answer["country"], "CA");
    let law = list(answer, "rows").iter().find(|row| row["section"] == "schedule").expect("laws");
    for facts in list(law, "drugs") {
        assert!(facts[0]["address"].to_string().contains("CA"), "{}", facts[0]["address"]);
    }
}

#[test]
fn a_comparison_says_how_bad_it_is_to_take_both() {
    let together = |a: &str, b: &str| ask(&["compare", a, b]).0["answer"]["together"].clone();
    assert_eq!(together("clonazepam", "oxycodone"), "major");
    assert_eq!(together("clonazepam", "clonazepam"), Value::Null);
}

#[test]
fn dose_equivalents_stand_on_one_base_and_say_whose_they_are() {
    let arguments = ["klon", "compare", "clonazepam", "diazepam", "--plain"].map(Into::into);
    let shown = run(arguments, &Surroundings::default()).stdout;
    let rows: Vec<&str> = shown.lines().filter(|row| row.contains("10 milligrams diazepam equals")).collect();
    let of_clonazepam: Vec<&&str> = rows.iter().filter(|row| row.starts_with("Drug: Clonazepam")).collect();
    assert!(of_clonazepam.len() > 1, "{rows:?}");
    assert!(of_clonazepam.iter().all(|row| row.contains("Who says so: ")), "{rows:?}");
    // 0.25 mg for 5 mg is 0.5 mg for 10 mg, and both are told.
    assert!(rows.iter().any(|row| row.contains("equals: 0.5 milligrams") && row.contains("0.25 milligrams for 5")));
}

#[test]
fn a_reader_of_plain_text_hears_no_marks() {
    for words in
        [&["info", "diazepam"][..], &["info", "tramadol", "--section", "all"], &["compare", "codeine", "tramadol"]]
    {
        let arguments = ["klon", "--plain"].iter().chain(words).map(Into::into);
        let shown = run(arguments, &Surroundings::default()).stdout;
        for mark in ["\u{b0}", "\u{2192}", "\u{2265}", "\u{2264}", "  ", ".;", "..", "mg/kg", "mg/day", "ng/mL"] {
            // An address is spelt as it is.
            let row = shown.lines().find(|row| row.contains(mark) && !row.contains("http"));
            assert_eq!(row, None, "{words:?}: {mark}");
        }
    }
}

#[test]
fn no_row_is_wider_than_the_terminal() {
    for words in [
        &["compare", "clonazepam", "diazepam", "lorazepam", "zolpidem", "oxycodone", "alprazolam"][..],
        &["compare", "clonazepam", "diazepam"],
        &["info", "clonazepam", "--section", "all"],
        &["list"],
    ] {
        for columns in ["40", "64", "80", "100"] {
            let variables = vec![("COLUMNS".to_owned(), columns.to_owned()), ("LANG".to_owned(), "C.UTF-8".to_owned())];
            let arguments = ["klon"].iter().chain(words).map(Into::into);
            let shown = run(arguments, &Surroundings { variables, ..Surroundings::default() }).stdout;
            let most: usize = columns.parse().expect("columns");
            let row = shown.lines().find(|row| row.chars().count() > most);
            assert_eq!(row, None, "{words:?} at {columns}");
        }
    }
}
