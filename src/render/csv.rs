//! An answer -> rows and columns for a spreadsheet: one row a fact, a drug, a pair or a source.

mod across;

use crate::model::Cite;
use crate::query::diff::{Change, Diff, FieldChange};
use crate::query::interactions::{Applied, Interactions, Side};
use crate::query::{Answer, FactAnswer, Reply};
use crate::view;
use serde::Serialize;

/// The answer as CSV with a head.
pub fn render(reply: &Reply) -> String {
    let sheet = sheet(reply);
    let head = sheet.head.iter().map(|name| (*name).to_owned()).collect();
    let rows = [head].into_iter().chain(sheet.rows);
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in rows {
        // Writing to memory does not fail.
        let _ = writer.write_record(row.iter().map(|cell| safe(cell)));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

struct Sheet {
    head: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

/// A cell that a spreadsheet would run as a formula is made text.
fn safe(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t']) { format!("'{cell}") } else { cell.to_owned() }
}

const FACT: [&str; 8] = ["drug", "section", "key", "sign", "text", "from", "web_alone", "citations"];

fn fact(drug: &str, answer: &FactAnswer) -> Vec<String> {
    let citations: Vec<String> = answer.fact.citations().map(ToString::to_string).collect();
    vec![
        drug.to_owned(),
        answer.address.section.path().to_owned(),
        answer.address.key.to_string(),
        answer.term.as_ref().map(|term| term.name.to_string()).unwrap_or_default(),
        view::sentence(answer),
        answer.origin.entry.to_string(),
        answer.web_alone.to_string(),
        citations.join("; "),
    ]
}

fn facts<'a>(rows: impl IntoIterator<Item = (&'a str, &'a FactAnswer)>) -> Sheet {
    Sheet { head: FACT.into(), rows: rows.into_iter().map(|(drug, answer)| fact(drug, answer)).collect() }
}

fn cited(cite: &Cite) -> String {
    cite.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

fn sheet(reply: &Reply) -> Sheet {
    match &reply.answer {
        Answer::Info(info) => {
            facts(info.sections.iter().flat_map(|s| &s.facts).map(|answer| (info.drug.id.as_str(), answer)))
        }
        Answer::Symptoms(symptoms) => {
            let lists = symptoms.lists.iter();
            let all = lists.flat_map(|list| [&list.before, &list.signs, &list.after, &list.disputes]).flatten();
            let id = symptoms.drug.as_ref().map_or("", |drug| drug.id.as_str());
            facts(all.map(|answer| (id, answer)))
        }
        Answer::Overdose(page) => {
            let rows = page.drugs.iter().flat_map(|drug| {
                let all = [&drug.danger_signs, &drug.usual_signs, &drug.first_aid, &drug.disputes, &drug.clinical];
                all.into_iter().flatten().map(|answer| (drug.head.id.as_str(), answer))
            });
            let mut sheet = facts(rows);
            for (part, statements) in page.emergency.page.iter().flat_map(|page| page.parts()) {
                for (key, statement) in statements {
                    let text = statement.text.to_string();
                    let cells = ["", part, key.as_str(), "", text.as_str(), "emergency", "false"];
                    let row = cells.map(str::to_owned).into_iter().chain([cited(&statement.cite)]);
                    sheet.rows.push(row.collect());
                }
            }
            sheet
        }
        Answer::Sources(sources) => Sheet {
            head: vec!["id", "kind", "short", "title", "year", "version", "address", "accessed", "cited_by", "note"],
            rows: sources
                .cited
                .iter()
                .map(|used| {
                    let source = &used.source.source;
                    let text =
                        |text: &Option<crate::model::Text>| text.as_ref().map(ToString::to_string).unwrap_or_default();
                    vec![
                        used.id.to_string(),
                        view::words::source_kind(source.kind).to_owned(),
                        source.short.to_string(),
                        source.title.to_string(),
                        source.year.map(|year| year.to_string()).unwrap_or_default(),
                        text(&source.version),
                        view::address(source).unwrap_or_default().into_string(),
                        source.accessed.to_string(),
                        used.cited_by.to_string(),
                        text(&source.note),
                    ]
                })
                .collect(),
        },
        Answer::List(list) => Sheet {
            head: vec!["id", "name", "brands", "classes", "schedules", "facts", "reviewed", "clinical_review", "files"],
            rows: list
                .drugs
                .iter()
                .map(|drug| {
                    let brands = drug.brands.iter().map(|(country, names)| format!("{country}: {}", names.join(", ")));
                    let schedules = drug.schedules.iter().map(|it| format!("{}: {}", it.jurisdiction, it.schedule));
                    let classes: Vec<&str> = drug.classes.iter().map(|class| class.as_str()).collect();
                    vec![
                        drug.id.to_string(),
                        drug.name.to_string(),
                        brands.collect::<Vec<_>>().join("; "),
                        classes.join("; "),
                        schedules.collect::<Vec<_>>().join("; "),
                        drug.facts.to_string(),
                        drug.reviewed.map(|day| day.to_string()).unwrap_or_default(),
                        drug.clinical_review.clone().unwrap_or_default().into_string(),
                        drug.files.join("; "),
                    ]
                })
                .collect(),
        },
        Answer::Search(search) => across::search(reply, search),
        Answer::Which(which) => across::which(reply, which),
        Answer::Compare(compare) => {
            let heads = || compare.drugs.iter().map(|head| head.id.as_str());
            let rows = compare.rows.iter().flat_map(|row| heads().zip(&row.drugs));
            let shared = compare.apart.iter().flat_map(|part| heads().map(move |id| (id, &part.shared)));
            let apart = compare.apart.iter().flat_map(|part| heads().zip(&part.apart));
            let all = rows.chain(shared).chain(apart);
            facts(all.flat_map(|(id, facts)| facts.iter().map(move |answer| (id, answer))))
        }
        Answer::Interactions(answer) => interactions(answer),
        Answer::Diff(diff) => changes(diff),
        Answer::Identify(identify) => Sheet {
            head: vec!["kind", "name", "number", "callers", "hours", "checked"],
            rows: identify
                .lines
                .iter()
                .flat_map(|lines| lines.lines.values())
                .map(|line| {
                    vec![
                        view::words::line_kind(line.kind).to_owned(),
                        line.name.to_string(),
                        line.number.to_string(),
                        line.callers.to_string(),
                        line.hours.to_string(),
                        line.checked.to_string(),
                    ]
                })
                .collect(),
        },
    }
}

/// The word that programs know something by, as in JSON.
fn word(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

/// What a row says of a pair.
#[derive(Default)]
struct Told {
    severity: String,
    concern: String,
    effect: String,
    advice: String,
    mechanism: String,
    rule: String,
    of: String,
    with: String,
    citations: String,
    file: String,
}

impl Told {
    fn by(rule: &Applied) -> Self {
        Self {
            severity: word(&rule.severity),
            concern: word(&rule.concern),
            effect: rule.effect.to_string(),
            advice: rule.advice.to_string(),
            mechanism: rule.mechanism.as_ref().map(ToString::to_string).unwrap_or_default(),
            rule: rule.rule.to_string(),
            of: ids(&rule.of),
            with: ids(&rule.with),
            citations: cited(&rule.cite),
            file: rule.file.clone().unwrap_or_default(),
        }
    }

    /// A row: the names as they were asked, what they mean, what klon knows of them, and what it says.
    fn row(self, asked: [&str; 2], meant: [&str; 2], status: &str) -> Vec<String> {
        let Self { severity, concern, effect, advice, mechanism, rule, of, with, citations, file } = self;
        let names = asked.into_iter().chain(meant).chain([status]).map(str::to_owned);
        names.chain([severity, concern, effect, advice, mechanism, rule, of, with, citations, file]).collect()
    }
}

const INTERACTION: [&str; 15] = [
    "first",
    "second",
    "first_id",
    "second_id",
    "status",
    "severity",
    "concern",
    "effect",
    "advice",
    "mechanism",
    "rule",
    "of",
    "with",
    "citations",
    "file",
];

fn ids(sides: &[Side]) -> String {
    sides.iter().map(|side| side.id.as_str()).collect::<Vec<_>>().join("; ")
}

/// A row for every rule, for every pair without one, for every sentence where there is none, and for what adds up.
fn interactions(answer: &Interactions) -> Sheet {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let meant = |asked: &str| {
        let party = answer.drugs.iter().find(|drug| drug.asked == asked);
        party.and_then(|drug| drug.id.as_ref()).map_or("", |id| id.as_str())
    };
    for rule in &answer.rules {
        let asked = answer.drugs.first().map_or("", |drug| drug.asked.as_str());
        let [_, other] = &rule.between;
        rows.push(Told::by(rule).row([asked, &other.name], [meant(asked), other.id.as_str()], "interacts"));
    }
    for pair in &answer.pairs {
        let asked = pair.between.each_ref().map(String::as_str);
        let meant = asked.map(meant);
        if pair.rules.is_empty() {
            rows.push(Told::default().row(asked, meant, &word(&pair.status)));
        }
        rows.extend(pair.rules.iter().map(|rule| Told::by(rule).row(asked, meant, "interacts")));
        for said in &pair.said {
            let citations: Vec<String> = said.fact.fact.citations().map(ToString::to_string).collect();
            let effect = view::sentence(&said.fact);
            let told = Told { effect, of: said.of.to_string(), citations: citations.join("; "), ..Told::default() };
            rows.push(told.row(asked, meant, "said"));
        }
    }
    for sum in &answer.adds_up {
        let (effect, advice) = (sum.effect.to_string(), sum.advice.to_string());
        let told = Told { effect, advice, of: ids(&sum.members), citations: cited(&sum.cite), ..Told::default() };
        rows.push(told.row([&sum.of.name, ""], [sum.of.id.as_str(), ""], "adds_up"));
    }
    Sheet { head: INTERACTION.into(), rows }
}

/// A row for each fact and each field that changed.
fn changes(diff: &Diff) -> Sheet {
    let mut rows = Vec::new();
    let mut row = |kind: &str, id: &str, field: &str, change: Change, old: String, new: String| {
        let cells = [kind, id, field].map(str::to_owned);
        rows.push(cells.into_iter().chain([word(&change), old, new]).collect());
    };
    let value = |value: &Option<serde_json::Value>| value.as_ref().map(view::value).unwrap_or_default();
    let how = |field: &FieldChange, whole: Change| match (&field.old, &field.new) {
        (None, _) => Change::Added,
        (_, None) => Change::Removed,
        _ => whole,
    };
    for entry in &diff.entries {
        if matches!(entry.change, Change::Added | Change::Removed) {
            row("entry", entry.id.as_str(), "", entry.change, String::new(), String::new());
        }
        for field in &entry.head {
            row(
                "entry",
                entry.id.as_str(),
                &field.field,
                how(field, Change::Value),
                value(&field.old),
                value(&field.new),
            );
        }
        for fact in &entry.facts {
            let told = |answer: &Option<FactAnswer>| match answer {
                Some(answer) if fact.change == Change::Citation => {
                    answer.fact.citations().map(ToString::to_string).collect::<Vec<_>>().join("; ")
                }
                Some(answer) => view::sentence(answer),
                None => String::new(),
            };
            let address = fact.address.to_string();
            row("fact", entry.id.as_str(), &address, fact.change, told(&fact.old), told(&fact.new));
        }
    }
    for part in &diff.parts {
        for field in &part.fields {
            row(
                &word(&part.kind),
                &part.id,
                &field.field,
                how(field, part.change),
                value(&field.old),
                value(&field.new),
            );
        }
    }
    Sheet { head: vec!["kind", "id", "field", "change", "old", "new"], rows }
}
