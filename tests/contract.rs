//! What programs get is what the schemas say.

use klon::app::{Surroundings, run};
use serde_json::Value;
use std::fs;

fn validator(name: &str) -> jsonschema::Validator {
    let schema = fs::read_to_string(format!("schema/{name}.json")).expect("a schema");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    jsonschema::validator_for(&schema).expect("a schema")
}

fn printed(command: &str) -> String {
    let arguments = ["klon"].into_iter().chain(command.split(' ')).map(Into::into);
    run(arguments, &Surroundings::default()).stdout
}

fn assert_valid(validator: &jsonschema::Validator, text: &str, what: &str) {
    let value: Value = serde_json::from_str(text).expect("JSON");
    let errors: Vec<String> =
        validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).take(3).collect();
    assert!(errors.is_empty(), "{what}: {}", errors.join("\n"));
}

#[test]
fn every_reply_is_as_its_schema_says() {
    let reply = validator("reply");
    for command in [
        "info",
        "info --section all",
        "symptoms",
        "overdose",
        "overdose nonsense",
        "overdose xanax percocet nonsense",
        "symptoms --withdrawal nonsense",
        "overdose clonazepam --audience clinician",
        "sources --facts",
        "list --class benzodiazepine",
        "search flumazenil seizures",
        "which coma nonsense --unfold",
        "compare clonazepam benzodiazepine",
        "interactions clonazepam",
        "interactions clonazepam nonsense",
        "identify white round 10 --country US",
    ] {
        assert_valid(&reply, &printed(&format!("{command} --format json")), command);
    }
}

#[test]
fn toml_is_the_same_tree_as_json() {
    for command in ["info", "overdose clonazepam", "list"] {
        let json: Value = serde_json::from_str(&printed(&format!("{command} --format json"))).expect("JSON");
        let from_toml: Value = toml::from_str(&printed(&format!("{command} --format toml"))).expect("TOML");
        assert_eq!(json, from_toml, "{command}");
    }
}

#[test]
fn the_export_is_whole_and_as_its_schema_says() {
    let whole = printed("export");
    assert_valid(&validator("export"), &whole, "export");
    let whole: Value = serde_json::from_str(&whole).expect("JSON");
    let facts: usize = whole["entries"]
        .as_array()
        .expect("entries")
        .iter()
        .map(|entry| entry["facts"].as_array().expect("facts").len())
        .sum();
    let lines = printed("export --lines");
    let rows: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let entries = rows.iter().filter(|row| row["type"] == "entry");
    let in_lines: usize = entries.map(|entry| entry["facts"].as_array().expect("facts").len()).sum();
    assert_eq!(facts, in_lines);
    assert_eq!(rows[0]["type"], "export");
}

#[test]
fn csv_has_the_columns_of_its_head() {
    for command in [
        "info",
        "symptoms",
        "overdose clonazepam",
        "sources",
        "list",
        "search coma",
        "which coma",
        "interactions clonazepam",
        "identify --country US",
    ] {
        let text = printed(&format!("{command} --format csv"));
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let columns = reader.headers().expect("a head").len();
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
        assert!(rows.iter().all(|row| row.len() == columns), "{command}");
        assert!(!rows.is_empty() || command.starts_with("interactions"), "{command}");
    }
}

#[test]
fn an_answer_to_another_question_is_no_reply() {
    let reply = validator("reply");
    let replies: Vec<Value> = [
        "info",
        "symptoms",
        "overdose",
        "sources",
        "list",
        "search coma",
        "which coma",
        "compare clonazepam diazepam",
        "interactions clonazepam",
        "identify",
        "diff builtin builtin",
    ]
    .iter()
    .map(|command| serde_json::from_str(&printed(&format!("{command} --format json"))).expect("JSON"))
    .collect();
    for asked in &replies {
        for told in &replies {
            let mut swapped = asked.clone();
            swapped["answer"] = told["answer"].clone();
            let is_right = asked["command"] == told["command"];
            assert_eq!(reply.is_valid(&swapped), is_right, "{} with {}", asked["command"], told["command"]);
        }
    }
    let mut unknown = replies[0].clone();
    unknown["command"] = "nonsense".into();
    assert!(!reply.is_valid(&unknown));
}
