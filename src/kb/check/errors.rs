//! Errors: what a reader could be misled by, or the program could not answer from.

use super::{Sink, interactions, path};
use crate::kb::file::{Content, DataFile};
use crate::kb::finding::{Code, Finding};
use crate::kb::{EntryKind, KnowledgeBase, Name, NameKind, names};
use crate::model::*;
use std::collections::HashMap;

/// Reports the errors of one file.
pub fn check(kb: &KnowledgeBase, file: &DataFile, sink: &mut Sink) {
    let Ok(content) = &file.content else { return };
    match content {
        Content::Drug(layer) => entry_errors(kb, layer, EntryKind::Drug, sink),
        Content::Class(layer) => entry_errors(kb, layer, EntryKind::Class, sink),
        Content::DrugPatch(layer) => patch_errors(kb, layer, EntryKind::Drug, sink),
        Content::ClassPatch(layer) => patch_errors(kb, layer, EntryKind::Class, sink),
        Content::Terms(_) | Content::Sources(_) => {}
        Content::Interactions(content) => interactions::rules(kb, content, sink),
        Content::Substances(content) => interactions::substances(kb, content, sink),
        Content::Helplines(content) => {
            for (country, lines) in &content.countries {
                for (key, line) in &lines.lines {
                    let at = path(&["countries", country.code(), "lines", key.as_str(), "cite"]);
                    citations(kb, &line.cite, &at, sink);
                }
                // What counts is what a reader gets: the built-in lines with these among them.
                let merged = kb.lines(*country).unwrap_or_else(|| lines.clone());
                if !merged.lines.values().any(|line| line.kind == LineKind::Emergency) {
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
        if !kb.has_source(&citation.source) {
            let mut at = at.to_vec();
            at.push(nth.to_string());
            let message = format!("there is no source `{}`", citation.source);
            sink.report(Code::UnknownSource, &at, message, Some("add it under [sources] or correct its id"));
        }
    }
}

/// The errors of a file that says all of a drug or a class.
fn entry_errors(kb: &KnowledgeBase, layer: &Layer, kind: EntryKind, sink: &mut Sink) {
    if let Some(other) = kb.built_in_kind(&layer.id).filter(|other| *other != kind) {
        // Whatever else is found here would follow from this.
        let message = format!("`{}` is already a {}", layer.id, word(other));
        let help = match (kind, other) {
            (EntryKind::Drug, EntryKind::Class) => "a file that replaces a class belongs into `classes`",
            (EntryKind::Class, EntryKind::Drug) => "a file that replaces a drug belongs into `drugs`",
            _ => "choose another id",
        };
        return sink.report(Code::DuplicateId, &path(&["id"]), message, Some(help));
    }
    if layer.name.is_none() {
        sink.report(Code::MissingKey, &path(&["id"]), "`name` is missing".to_owned(), Some("add `name = ...`"));
    }
    if layer.reviewed.is_none() {
        let help = "add the day on which all of it was last checked: `reviewed = 2026-11-24`";
        sink.report(Code::MissingKey, &path(&["id"]), "`reviewed` is missing".to_owned(), Some(help));
    }
    for (nth, class) in layer.classes.iter().enumerate() {
        if kb.kind_of(class) != Some(EntryKind::Class) {
            let message = format!("there is no class `{class}`");
            sink.report(Code::UnknownEntry, &path(&["classes", &nth.to_string()]), message, None);
        }
    }
    for (nth, part) in layer.contains.iter().enumerate() {
        let at = path(&["contains", &nth.to_string()]);
        if !matches!(kb.kind_of(part), Some(EntryKind::Drug | EntryKind::Substance)) {
            sink.report(Code::UnknownEntry, &at, format!("there is no drug or substance `{part}`"), None);
        } else if *part == layer.id || kb.head_of(part).is_some_and(|head| !head.contains.is_empty()) {
            let message = format!("`{part}` is a combination itself");
            sink.report(Code::NestedCombination, &at, message, Some("name what it contains, one by one"));
        }
    }
    if kind == EntryKind::Class && is_own_ancestor(kb, &layer.id) {
        let message = format!("`{}` is its own ancestor", layer.id);
        sink.report(Code::ClassCycle, &path(&["classes"]), message, Some("take one class out of the circle"));
    }
    facts_errors(kb, layer, sink);
}

/// The errors of a file that changes some facts of a drug or a class.
fn patch_errors(kb: &KnowledgeBase, layer: &Layer, kind: EntryKind, sink: &mut Sink) {
    match kb.kind_of(&layer.id) {
        Some(known) if known == kind => {}
        Some(known @ (EntryKind::Drug | EntryKind::Class)) => {
            let message = format!("`{}` is a {}", layer.id, word(known));
            let help = "a patch to a class belongs into `classes`, and a patch to a drug does not";
            return sink.report(Code::UnknownEntry, &path(&["id"]), message, Some(help));
        }
        _ => {
            let message = format!("there is no {} `{}` to patch", word(kind), layer.id);
            let help = format!("to add it, write it whole as {}.toml", layer.id);
            return sink.report(Code::UnknownEntry, &path(&["id"]), message, Some(&help));
        }
    }
    let heads = [
        ("name", layer.name.is_some()),
        ("classes", !layer.classes.is_empty()),
        ("contains", !layer.contains.is_empty()),
    ];
    for (key, _) in heads.into_iter().filter(|(_, is_given)| *is_given) {
        let help = format!("take it out; to change it, write the whole entry as {}.toml", layer.id);
        sink.report(Code::PatchHead, &path(&[key]), format!("a patch cannot change `{key}`"), Some(&help));
    }
    facts_errors(kb, layer, sink);
}

fn facts_errors(kb: &KnowledgeBase, layer: &Layer, sink: &mut Sink) {
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
        let address = Address::at(gone.as_str());
        if !address.is_some_and(|address| kb.is_stated_below(&layer.id, sink.file_name(), &address)) {
            let message = format!("no inherited fact stands at `{gone}`");
            sink.report(Code::NoSuchAddress, &path(&["except", &nth.to_string()]), message, None);
        }
    }
}

/// Names that must mean one thing: a word for a term, a name for an entry.
pub fn check_names(kb: &KnowledgeBase, files: &[DataFile], findings: &mut Vec<Finding>) {
    let mut words: HashMap<String, TermId> = HashMap::new();
    for file in files {
        let mut sink = Sink::new(file);
        match &file.content {
            Ok(Content::Terms(content)) => {
                for (id, term) in &content.terms {
                    let mut own: Vec<String> = Vec::new();
                    for word in term.words() {
                        let folded = names::fold(word);
                        match words.get(&folded).cloned().or_else(|| kb.built_in_term_of(&folded)) {
                            Some(other) if other != *id => {
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
                for name in names::of_file(content) {
                    let folded = names::fold(&name.shown);
                    if let Some(other) = kb.users_names(&folded).iter().find(|other| is_same_brand(&name, other)) {
                        shared_brand(&name, other, &mut sink);
                    } else if let Some(other) = kb.users_names(&folded).iter().find(|other| clash(&name, other)) {
                        let message = format!("`{}` is also a name of {}", name.shown, other.id);
                        let help = "one name, one entry: take it out of one of the two";
                        sink.report(Code::SharedName, &path_of_name(content, &name), message, Some(help));
                    }
                    if let Some(other) = kb.built_in_names(&folded).iter().find(|other| is_same_brand(&name, other)) {
                        shared_brand(&name, other, &mut sink);
                    }
                }
            }
            Err(_) => {}
        }
        findings.append(&mut sink.findings);
    }
}

fn shared_brand(name: &Name, other: &Name, sink: &mut Sink) {
    let Some(country) = name.country else { return };
    let message = format!("`{}` is also a brand of {} in {country}", name.shown, other.id);
    let at = path(&["brands", country.code(), &name.shown]);
    sink.report(Code::SharedBrand, &at, message, Some("a brand means one drug in a country"));
}

fn is_same_brand(name: &Name, other: &Name) -> bool {
    let are_brands = name.kind == NameKind::Brand && other.kind == NameKind::Brand;
    are_brands && name.country == other.country && name.id != other.id
}

/// Whether two equal names lead to different entries where each should lead to one.
pub fn clash(name: &Name, other: &Name) -> bool {
    // What is said in the street may mean anything, and a brand may mean something else in another country.
    let may_differ = |one: &Name| one.kind == NameKind::Street;
    let are_brands = name.kind == NameKind::Brand && other.kind == NameKind::Brand;
    name.id != other.id && !may_differ(name) && !may_differ(other) && !are_brands
}

/// Where a name stands in its file.
pub fn path_of_name(content: &Content, name: &Name) -> Vec<String> {
    match (content, name.kind, name.country) {
        (Content::Substances(content), ..) if content.groups.contains_key(&name.id) => {
            path(&["groups", name.id.as_str()])
        }
        (Content::Substances(_), ..) => path(&["substances", name.id.as_str()]),
        (_, NameKind::Brand, Some(country)) => path(&["brands", country.code(), &name.shown]),
        (_, NameKind::Synonym, _) => path(&["synonyms", &name.shown]),
        (_, NameKind::Street, _) => path(&["street_names", &name.shown]),
        (Content::Drug(layer) | Content::Class(layer), ..)
            if layer.name.as_ref().is_some_and(|own| own.as_str() == name.shown.as_str()) =>
        {
            path(&["name"])
        }
        _ => path(&["id"]),
    }
}
