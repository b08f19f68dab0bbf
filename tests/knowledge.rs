//! The built-in knowledge base is data under test.

use klon::builtin::STORE;
use klon::kb::check::{Options, check};
use klon::kb::file::Reading;
use klon::kb::finding::Severity;
use klon::kb::{EntryKind, KnowledgeBase, Lookup, names};
use klon::model::{Date, Fact, Kind, Section};
use std::collections::BTreeSet;
use std::path::Path;

fn built_in() -> KnowledgeBase {
    KnowledgeBase::compiled(&STORE)
}

fn entries(kb: &KnowledgeBase) -> Vec<klon::kb::Monograph> {
    let ids = kb.ids(EntryKind::Drug).into_iter().chain(kb.ids(EntryKind::Class));
    ids.map(|id| kb.monograph(&id).expect("an entry")).collect()
}

#[test]
fn it_passes_its_own_check_without_a_finding() {
    let mut reading = Reading::default();
    reading.add(Path::new("data"));
    let kb = KnowledgeBase::alone(&reading.files);
    let as_of = Date::new(2026, 11, 25).expect("a day");
    let found = check(&kb, &reading, &[], &Options::new(Some(as_of)));
    let lines: Vec<String> = found
        .iter()
        .map(|f| {
            let text = reading.files.iter().find(|file| file.name == f.file).map_or("", |file| &file.text);
            format!("{}:{} {} {}", f.file, f.position(text).0, f.code.number(), f.message)
        })
        .collect();
    assert!(lines.is_empty(), "{}", lines.join("\n"));
}

#[test]
fn what_was_compiled_is_what_the_files_say() {
    let mut reading = Reading::default();
    reading.add(Path::new("data"));
    let files = KnowledgeBase::alone(&reading.files);
    let kb = built_in();
    assert_eq!(kb.ids(EntryKind::Drug), files.ids(EntryKind::Drug));
    assert_eq!(kb.ids(EntryKind::Class), files.ids(EntryKind::Class));
    for (ours, theirs) in entries(&kb).iter().zip(entries(&files)) {
        let bare = |m: &klon::kb::Monograph| {
            m.facts().map(|held| (held.address.clone(), held.fact.clone())).collect::<Vec<_>>()
        };
        assert_eq!(bare(ours), bare(&theirs), "{}", ours.id);
    }
    for (id, filed) in &files.users().terms {
        assert_eq!(kb.term(id).as_ref(), Some(&filed.value));
        for word in filed.value.words() {
            assert_eq!(kb.term_of_word(word).as_ref(), Some(id), "{word}");
        }
    }
    for (id, filed) in &files.users().sources {
        assert_eq!(kb.source(id).map(|(source, _)| source).as_ref(), Some(&filed.value));
    }
    for (country, filed) in &files.users().countries {
        assert_eq!(kb.lines(*country).as_ref(), Some(&filed.value));
    }
    assert_eq!(kb.emergency(), files.users().emergency);
}

#[test]
fn every_name_leads_to_its_entry() {
    let kb = built_in();
    let all = STORE.names_where(|folded| Some(folded.to_owned()));
    for (folded, row) in all.flat_map(|(folded, rows)| rows.into_iter().map(move |row| (folded.clone(), row))) {
        assert_eq!(names::fold(&row.shown), folded);
        for written in [row.shown.to_string(), row.shown.to_uppercase(), format!("  {} ", row.shown.to_lowercase())] {
            match kb.find(&written, None) {
                Lookup::Found(name) if row.kind.is_own() => assert_eq!(name.id, row.id, "{written}"),
                Lookup::Found(_) => {}
                Lookup::Ambiguous(names) => assert!(names.iter().any(|name| name.id == row.id), "{written}"),
                Lookup::Unknown(_) => panic!("{written} leads nowhere"),
            }
        }
    }
}

#[test]
fn no_look_alike_is_taken_for_clonazepam() {
    let kb = built_in();
    for name in ["clonidine", "clozapine", "clobazam", "lorazepam", "clonazolam", "klonipin", "clonazepa", "clon", ""] {
        assert!(!matches!(kb.find(name, None), Lookup::Found(found) if found.id.as_str() == "clonazepam"), "{name}");
    }
}

#[test]
fn no_source_is_without_a_fact_that_rests_on_it() {
    let kb = built_in();
    let mut used: BTreeSet<String> = BTreeSet::new();
    for entry in entries(&kb) {
        for held in entry.facts() {
            used.extend(held.fact.citations().map(|citation| citation.source.to_string()));
        }
    }
    for statement in kb.emergency().expect("the page").parts().iter().flat_map(|(_, part)| part.values()) {
        used.extend(statement.cite.iter().map(|citation| citation.source.to_string()));
    }
    for country in kb.countries() {
        for line in kb.lines(country).expect("lines").lines.values() {
            used.extend(line.cite.iter().map(|citation| citation.source.to_string()));
        }
    }
    for (_, rule, _) in kb.rules() {
        used.extend(rule.cite.iter().map(|citation| citation.source.to_string()));
    }
    for sum in kb.sums() {
        used.extend(sum.cite.iter().map(|citation| citation.source.to_string()));
    }
    for (_, group) in kb.groups() {
        let members = group.members.values().flat_map(|member| &member.cite);
        used.extend(members.map(|citation| citation.source.to_string()));
    }
    for (substance, _) in kb.ids(EntryKind::Substance).iter().filter_map(|id| kb.substance(id)) {
        used.extend(substance.cite.iter().map(|citation| citation.source.to_string()));
    }
    let all: BTreeSet<String> = STORE.tables.sources.rows(&STORE).map(|(id, _)| id.to_owned()).collect();
    assert_eq!(all.difference(&used).collect::<Vec<_>>(), Vec::<&String>::new());
    assert_eq!(used.difference(&all).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn every_dispute_names_a_better_source_or_leaves_the_question_open() {
    let kb = built_in();
    for entry in entries(&kb) {
        for held in entry.section(Section::Disputes) {
            let Fact::Dispute(dispute) = &*held.fact else { panic!("{} is no dispute", held.address) };
            let best = |position: &klon::model::Position| -> Kind {
                let kinds = position.cite.iter().map(|c| kb.source(&c.source).expect("a source").0.kind);
                kinds.min().expect("a citation")
            };
            let ranks: BTreeSet<Kind> = dispute.positions.iter().map(best).collect();
            assert!(dispute.finding.is_none() || ranks.len() > 1, "{}", held.address);
            assert!(dispute.therefore.is_some(), "{}", held.address);
        }
    }
}

#[test]
fn no_source_is_newer_than_its_review_and_none_claims_a_review_that_nobody_made() {
    let kb = built_in();
    let edition = kb.version().split('.').next().and_then(|day| Date::parse(day).ok()).expect("an edition");
    for entry in entries(&kb) {
        for held in entry.facts() {
            // What is inherited was checked when its class was; what was added since, when it was added.
            let reviewed = kb.head_of(&held.origin.entry).and_then(|head| head.reviewed).expect("a review date");
            for citation in held.fact.citations() {
                let (source, _) = kb.source(&citation.source).expect("a source");
                assert!(source.year.is_none_or(|year| year <= reviewed.year), "{}: {}", entry.id, citation);
                assert!(source.accessed <= edition, "{}: {} was read after the edition", entry.id, citation);
            }
        }
        assert_eq!(entry.clinical_review, None, "{}", entry.id);
    }
}

#[test]
fn the_ten_countries_have_someone_to_call() {
    let kb = built_in();
    let known: BTreeSet<String> = kb.countries().iter().map(|country| country.code().to_owned()).collect();
    for code in ["US", "CA", "GB", "IE", "AU", "NZ", "DE", "FR", "CH", "IN"] {
        assert!(known.contains(code), "{code}");
    }
}

#[test]
fn at_least_nineteen_facts_of_twenty_rest_on_more_than_a_web_page() {
    let kb = built_in();
    let facts: Vec<_> = entries(&kb).iter().flat_map(|entry| entry.facts().cloned().collect::<Vec<_>>()).collect();
    let web_alone = facts
        .iter()
        .filter(|held| held.fact.citations().all(|c| kb.source(&c.source).expect("a source").0.kind == Kind::Web));
    assert!(web_alone.count() * 20 <= facts.len());
}

#[test]
fn errors_and_warnings_keep_their_numbers() {
    for code in klon::kb::finding::Code::ALL {
        let expected = if code.severity() == Severity::Error { "K0" } else { "K1" };
        assert!(code.number().starts_with(expected), "{}", code.number());
    }
}

#[test]
fn the_emergency_page_and_a_prompt_fit_on_a_screen_of_80_by_24_everywhere() {
    use klon::app::{Surroundings, run};
    let mut drugs: Vec<String> = built_in().ids(EntryKind::Drug).iter().map(ToString::to_string).collect();
    drugs.push(String::new());
    for country in ["US", "CA", "GB", "IE", "AU", "NZ", "DE", "FR", "CH", "IN", "AT", "SE", "BR", ""] {
        let variables = vec![("LANG".to_owned(), format!("en_{country}.UTF-8"))];
        let around = Surroundings { variables, ..Surroundings::default() };
        for drug in &drugs {
            let words = ["klon", "overdose", drug].into_iter().filter(|word| !word.is_empty());
            let page = run(words.map(Into::into), &around).stdout;
            let lines: Vec<&str> = page.lines().collect();
            assert!(lines.len() <= 23, "{country} {drug}: {} lines\n{page}", lines.len());
            assert!(lines.iter().all(|line| line.chars().count() <= 80), "{country} {drug}: {page}");
        }
    }
}

#[test]
fn what_is_sold_under_a_street_name_is_said_to_be_unknown() {
    for entry in entries(&built_in()) {
        for held in entry.section(Section::StreetNames) {
            let Fact::Name(name) = &*held.fact else { panic!("{} is no name", held.address) };
            let note = name.note.as_ref().map(ToString::to_string).unwrap_or_default();
            assert!(note.contains("unknown"), "{}: {}", entry.id, held.address);
        }
    }
}

#[test]
fn every_drug_has_thirty_facts_and_more() {
    for entry in entries(&built_in()).iter().filter(|entry| entry.kind == EntryKind::Drug) {
        assert!(entry.facts().count() >= 30, "{}: {}", entry.id, entry.facts().count());
    }
}
