//! Questions across drugs: what users of other checkers were hurt by must not happen here.

use klon::app::{Exit, Surroundings, run};
use klon::builtin::STORE;
use klon::kb::{EntryKind, KnowledgeBase, names};
use klon::model::{EntryId, Section, Severity};
use serde_json::Value;
use std::collections::BTreeSet;

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

#[test]
fn figures_are_never_completed() {
    let (reply, _) = ask(&["search", "0.5"]);
    assert!(list(&reply["answer"], "names").is_empty());
    let (reply, _) = ask(&["search", "1,298"]);
    assert!(reply.to_string().contains("1,298 deaths"));
    let (reply, _) = ask(&["search", "1,29"]);
    assert!(!reply.to_string().contains("1,298 deaths"));
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
        assert!(drug["schedules"].to_string().contains("IV"));
    }
    assert_eq!(ask(&["list", "--class", "nonsense"]).1, Exit::NotFound);
}
