//! Errors: what a reader could be misled by, or the program could not answer from.

use super::{Sink, interactions, path};
use crate::kb::file::{Content, DataFile};
use crate::kb::finding::{Code, Finding};
use crate::kb::{EntryKind, KnowledgeBase, NameKind, names};
use crate::model::*;
use std::collections::HashMap;

/// Reports the errors of one file.
pub fn check(kb: &KnowledgeBase, file: &DataFile, sink: &mut Sink) {
    let Ok(content) = &file.content else { return };
    match content {
        Content::Drug(layer) => layer_errors(kb, layer, EntryKind::Drug, false, sink),
        Content::Class(layer) => layer_errors(kb, layer, EntryKind::Class, false, sink),
        Content::DrugPatch(layer) => layer_errors(kb, layer, EntryKind::Drug, true, sink),
        Content::ClassPatch(layer) => layer_errors(kb, layer, EntryKind::Class, true, sink),
        Content::Terms(_) | Content::Sources(_) => {}
        Content::Interactions(content) => interactions::rules(kb, content, sink),
        Content::Substances(content) => interactions::substances(kb, content, sink),
        Content::Helplines(content) => {
            for (country, lines) in &content.countries {
                for (key, line) in &lines.lines {
                    let at = path(&["countries", country.code(), "lines", key.as_str(), "cite"]);
                    citations(kb, &line.cite, &at, sink);
                }
                if !lines.lines.values().any(|line| line.kind == LineKind::Emergency) {
                    let at = path(&["countries", country.code()]);
                    let message = format!("{country} has no line of kind `emergency`");
                    sink.report(Code::NoHelp, &at, message, Some("add the ambulance's number"));
                }
            }
        }
        Content::Emergency(content) => {
            if kb.is_compiled() {
                let message = "only the built-in emergency page is used".to_owned();
                let help = "take this file out; lines of your own belong into helplines.toml";
                sink.report(Code::FixedPage, &path(&["page"]), message, Some(help));
            }
            for (part, statements) in content.page.parts() {
                for (key, statement) in statements {
                    citations(kb, &statement.cite, &path(&["page", part, key.as_str(), "cite"]), sink);
                }
            }
        }
    }
    for (id, source) in content.sources().into_iter().flatten() {
        if !source.is_findable() {
            let message = format!("nobody could find the source `{id}`");
            let help = "give an address, a DOI, a PMID, a set id, an application number, or journal, year and pages";
            sink.report(Code::LostSource, &path(&["sources", id.as_str()]), message, Some(help));
        }
    }
}

/// Reports citations to sources that are not there.
pub fn citations(kb: &KnowledgeBase, cite: &Cite, at: &[String], sink: &mut Sink) {
    for (nth, citation) in cite.iter().enumerate() {
        if kb.source(&citation.source).is_none() {
            let mut at = at.to_vec();
            at.push(nth.to_string());
            let message = format!("there is no source `{}`", citation.source);
            sink.report(Code::UnknownSource, &at, message, Some("add it under [sources] or correct its id"));
        }
    }
}

fn layer_errors(kb: &KnowledgeBase, layer: &Layer, kind: EntryKind, patch: bool, sink: &mut Sink) {
    let known = kb.kind_of(&layer.id);
    if patch && known != Some(kind) {
        let message = format!("there is no {} `{}` to patch", word(kind), layer.id);
        sink.report(Code::UnknownEntry, &path(&["id"]), message, None);
    }
    if !patch && layer.name.is_none() {
        sink.report(Code::MissingKey, &path(&["id"]), "`name` is missing".to_owned(), Some("add `name = ...`"));
    }
    if !patch && layer.reviewed.is_none() {
        let help = "add the day on which all of it was last checked: `reviewed = 2026-11-24`";
        sink.report(Code::MissingKey, &path(&["id"]), "`reviewed` is missing".to_owned(), Some(help));
    }
    for (nth, class) in layer.classes.iter().enumerate() {
        if kb.kind_of(class) != Some(EntryKind::Class) {
            let message = format!("there is no class `{class}`");
            sink.report(Code::UnknownEntry, &path(&["classes", &nth.to_string()]), message, None);
        }
    }
    for (nth, drug) in layer.contains.iter().enumerate() {
        if kb.kind_of(drug) != Some(EntryKind::Drug) {
            let message = format!("there is no drug `{drug}`");
            sink.report(Code::UnknownEntry, &path(&["contains", &nth.to_string()]), message, None);
        }
    }
    if kind == EntryKind::Class && is_own_ancestor(kb, &layer.id) {
        let message = format!("`{}` is its own ancestor", layer.id);
        sink.report(Code::ClassCycle, &path(&["classes"]), message, Some("take one class out of the circle"));
    }
    for (address, fact) in layer.clone().into_facts() {
        fact_errors(kb, &address, &fact, sink);
    }
    whole_errors(kb, layer, sink);
}

/// A kind of entry, after "a".
pub fn word(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Drug => "drug",
        EntryKind::Class => "class",
        EntryKind::Substance => "substance",
        EntryKind::Group => "group",
    }
}

fn is_own_ancestor(kb: &KnowledgeBase, id: &EntryId) -> bool {
    let mut seen: Vec<EntryId> = Vec::new();
    let mut todo = kb.parents(id);
    while let Some(class) = todo.pop() {
        if class == *id {
            return true;
        }
        if !seen.contains(&class) {
            todo.extend(kb.parents(&class));
            seen.push(class);
        }
    }
    false
}

/// The path of a fact in its file.
pub fn path_of(address: &Address) -> Vec<String> {
    let mut parts: Vec<String> = address.section.path().split('.').map(str::to_owned).collect();
    match (address.section, address.key.split_once('.')) {
        (Section::Brands, Some((country, name))) => parts.extend([country.to_owned(), name.to_owned()]),
        _ => parts.push(address.key.to_string()),
    }
    parts
}

fn within(at: &[String], more: &[&str]) -> Vec<String> {
    at.iter().cloned().chain(path(more)).collect()
}

fn fact_errors(kb: &KnowledgeBase, address: &Address, fact: &Fact, sink: &mut Sink) {
    let at = path_of(address);
    if address.section.holds_signs()
        && let Ok(id) = TermId::try_from(address.key.to_string())
        && kb.term(&id).is_none()
    {
        let message = format!("there is no term `{id}`");
        sink.report(Code::UnknownTerm, &at, message, Some("use a term of terms.toml, or add one there"));
    }
    if let Fact::Dispute(dispute) = fact {
        return dispute_errors(kb, dispute, &at, sink);
    }
    let cite: Vec<Citation> = fact.citations().cloned().collect();
    if let Ok(cite) = Cite::try_from(cite) {
        citations(kb, &cite, &within(&at, &["cite"]), sink);
    }
    let mut range = |low: Option<Number>, value: Option<Number>, high: Option<Number>, key: &[&str]| {
        let given: Vec<Number> = [low, value, high].into_iter().flatten().collect();
        let place = within(&at, key);
        if given.is_empty() {
            let help = "give `value`, or `low` and `high`";
            sink.report(Code::EmptyRange, &place, "a quantity without a number".to_owned(), Some(help));
        } else if !given.is_sorted() {
            let message = "the numbers are not in the order low, value, high".to_owned();
            sink.report(Code::EmptyRange, &place, message, Some("exchange them, or correct the unit"));
        }
    };
    let mut amount = |amount: &Option<Amount>, key: &str| {
        if let Some(a) = amount {
            range(a.low, a.value, a.high, &[key]);
        }
    };
    match fact {
        Fact::Name(f) => {
            for (nth, part) in f.with.iter().enumerate() {
                if !matches!(kb.kind_of(part), Some(EntryKind::Drug | EntryKind::Substance)) {
                    let message = format!("there is no drug or substance `{part}`");
                    sink.report(Code::UnknownEntry, &within(&at, &["with", &nth.to_string()]), message, None);
                }
            }
        }
        Fact::Quantity(f) => range(f.low, f.value, f.high, &[]),
        Fact::Phase(f) => range(f.when.low, f.when.value, f.when.high, &["when"]),
        Fact::Equivalent(f) => range(f.dose.low, f.dose.value, f.dose.high, &["dose"]),
        Fact::Metabolite(f) => amount(&f.half_life, "half_life"),
        Fact::Dose(f) => {
            amount(&f.start, "start");
            amount(&f.usual, "usual");
            amount(&f.maximum, "maximum");
        }
        Fact::Statistic(f) if f.low.is_some() || f.high.is_some() => range(f.low, f.value, f.high, &[]),
        Fact::Form(f) if !f.strengths.is_empty() && f.unit.is_none() => {
            let message = "strengths without a unit".to_owned();
            sink.report(Code::MissingKey, &at, message, Some("add `unit = \"mg\"`"));
        }
        _ => {}
    }
}

fn dispute_errors(kb: &KnowledgeBase, dispute: &Dispute, at: &[String], sink: &mut Sink) {
    let mut ranks = Vec::new();
    for (nth, position) in dispute.positions.iter().enumerate() {
        citations(kb, &position.cite, &within(at, &["positions", &nth.to_string(), "cite"]), sink);
        let kinds = position.cite.iter().filter_map(|c| kb.source(&c.source)).map(|(source, _)| source.kind);
        ranks.extend(kinds.min());
    }
    if dispute.positions.len() < 2 {
        let message = "a dispute needs two positions or more".to_owned();
        sink.report(Code::OneSided, at, message, Some("add what the other side says, with its source"));
    }
    if dispute.finding.is_some() && ranks.iter().min() == ranks.iter().max() {
        let message = "nothing settles this: no position has a source of a better kind than another".to_owned();
        let help = "cite a better source, or leave the `finding` out";
        sink.report(Code::WeakFinding, &within(at, &["finding"]), message, Some(help));
    }
    let about = dispute.about.as_str();
    let known = Section::ALL.iter().any(|s| {
        let key = about.strip_prefix(s.path()).and_then(|rest| rest.strip_prefix('.'));
        let term = key.and_then(|key| TermId::try_from(key.to_owned()).ok());
        s.path() == about
            || s.group() == about
            || key.is_some_and(|_| !s.holds_signs())
            || term.is_some_and(|id| s.holds_signs() && kb.term(&id).is_some())
    });
    if !known && about != "sources" {
        let message = format!("`{about}` is neither a section nor a sign in one");
        let help = "name a section (`forms`) or a sign (`overdose.symptoms.coma`)";
        sink.report(Code::NoSuchAddress, &within(at, &["about"]), message, Some(help));
    }
}

/// What can only be seen when all layers are laid over one another.
fn whole_errors(kb: &KnowledgeBase, layer: &Layer, sink: &mut Sink) {
    let Some(whole) = kb.monograph(&layer.id) else { return };
    for held in whole.section(Section::Disputes) {
        let Fact::Dispute(dispute) = &*held.fact else { continue };
        let (key, about) = (held.address.key.as_str(), dispute.about.as_str());
        let address = Address::at(about).filter(|address| address.section.holds_signs());
        if let Some(plain) = address.and_then(|address| whole.fact(&address)) {
            let message = format!("`{about}` is disputed here and stated plainly elsewhere");
            let here = layer.disputes.keys().any(|own| own.as_str() == key);
            let at = if here { path(&["disputes", key, "about"]) } else { path_of(&plain.address) };
            sink.report(Code::PlainAndDisputed, &at, message, Some("take the plain fact out, or end the dispute"));
        }
    }
    for (nth, gone) in layer.except.iter().enumerate() {
        let inherited = kb.addresses_below(&layer.id);
        if !inherited.iter().any(|address| address == gone.as_str()) {
            let message = format!("no inherited fact stands at `{gone}`");
            sink.report(Code::NoSuchAddress, &path(&["except", &nth.to_string()]), message, None);
        }
    }
}

/// Names that must mean one thing: a brand within its country, a word for a term.
pub fn check_names(kb: &KnowledgeBase, files: &[DataFile], findings: &mut Vec<Finding>) {
    let mut words: HashMap<String, TermId> = HashMap::new();
    for file in files {
        let mut sink = Sink::new(file);
        match &file.content {
            Ok(Content::Terms(content)) => {
                for (id, term) in &content.terms {
                    let mut own: Vec<String> = Vec::new();
                    for word in [Some(&term.name), term.clinical.as_ref()].into_iter().flatten().chain(&term.synonyms) {
                        let folded = names::fold(word.as_str());
                        match words.get(&folded) {
                            Some(other) if other != id => {
                                let message = format!("`{word}` already belongs to the term `{other}`");
                                sink.report(Code::SharedTermName, &path(&["terms", id.as_str()]), message, None);
                            }
                            _ => own.push(folded),
                        }
                    }
                    words.extend(own.into_iter().map(|word| (word, id.clone())));
                }
            }
            Ok(content) => {
                for (country, brands) in content.layer().map(|layer| &layer.brands).into_iter().flatten() {
                    for brand in brands.keys() {
                        let id = content.layer().map(|layer| &layer.id);
                        let folded = names::fold(brand.as_str());
                        let other = kb.names_folded(&folded).into_iter().find(|name| {
                            name.kind == NameKind::Brand && name.country == Some(*country) && Some(&name.id) != id
                        });
                        if let Some(other) = other {
                            let message = format!("`{brand}` is also a brand of {} in {country}", other.id);
                            let at = path(&["brands", country.code(), brand.as_str()]);
                            sink.report(Code::SharedBrand, &at, message, Some("a brand means one drug in a country"));
                        }
                    }
                }
            }
            Err(_) => {}
        }
        findings.append(&mut sink.findings);
    }
}
