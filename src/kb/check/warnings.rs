//! Warnings: what somebody should look at again.

use super::errors::{clash, path_of, path_of_name};
use super::{Options, Sink, interactions, notation, path, readability, texts};
use crate::kb::file::{Content, DataFile};
use crate::kb::finding::{Code, Finding};
use crate::kb::progress::PROGRESS;
use crate::kb::{EntryKind, KnowledgeBase, Monograph, names};
use crate::model::*;
use std::collections::{HashMap, HashSet};

/// A lay text may ask for this many years of school.
const MOST_GRADE: f64 = 8.0;
/// A text of more characters is not read.
const MOST_TEXT: usize = 600;
/// A text of fewer characters can be the same by chance.
const LEAST_COPY: usize = 60;
/// Reviews are due after this many years.
const REVIEW_YEARS: u16 = 2;

/// Reports every warning of a set of files.
pub fn check(kb: &KnowledgeBase, files: &[DataFile], beside: &[DataFile], options: &Options) -> Vec<Finding> {
    let mut findings = Vec::new();
    let used = Used::of(files.iter().chain(beside));
    let mut copies: HashMap<String, String> = HashMap::new();
    let drug_words = drug_words(kb);
    let relatives = relatives(kb);
    PROGRESS.expect(files.len());
    for file in files {
        PROGRESS.step();
        let mut sink = Sink::new(file);
        let Ok(content) = &file.content else { continue };
        match content {
            Content::Emergency(content) => {
                for (part, statements) in content.page.parts() {
                    for (key, statement) in statements {
                        let at = path(&["page", part, key.as_str(), "text"]);
                        text_warnings(&statement.text, true, &at, &drug_words, &mut sink);
                    }
                }
            }
            Content::Interactions(content) => {
                interactions::texts(content, |text, lay, at| text_warnings(text, lay, at, &drug_words, &mut sink));
                interactions::weak(kb, content, &mut sink);
            }
            _ => {}
        }
        taken_names(kb, content, &mut sink);
        if let Some(layer) = content.layer() {
            for (address, fact) in layer.clone().into_facts() {
                fact_warnings(kb, &address, &fact, &mut sink);
                for found in texts::of(address.section, &fact) {
                    let at: Vec<String> = path_of(&address).into_iter().chain(found.path).collect();
                    text_warnings(found.text, found.lay, &at, &drug_words, &mut sink);
                    let text = found.text.as_str();
                    if text.len() >= LEAST_COPY {
                        match copies.get(text) {
                            Some(first) if *first != file.name => {
                                let message = format!("the same text stands in {first}");
                                let help = "write what holds for several drugs once, in their class";
                                sink.report(Code::CopiedText, &at, message, Some(help));
                            }
                            Some(_) => {}
                            None => {
                                copies.insert(text.to_owned(), file.name.clone());
                            }
                        }
                    }
                }
            }
            match content {
                Content::Drug(_) | Content::Class(_) => entry_warnings(kb, layer, options, &relatives, &mut sink),
                _ => lost_warnings(kb, layer, &mut sink),
            }
        }
        findings.append(&mut sink.findings);
    }
    unused(kb, files, &used, &mut findings);
    findings
}

/// What the files cite and name.
#[derive(Default)]
struct Used {
    sources: HashSet<SourceId>,
    terms: HashSet<String>,
}

impl Used {
    fn of<'f>(files: impl Iterator<Item = &'f DataFile>) -> Self {
        let mut used = Self::default();
        for content in files.filter_map(|file| file.content.as_ref().ok()) {
            used.take(content);
        }
        used
    }

    fn take(&mut self, content: &Content) {
        match content {
            Content::Helplines(content) => {
                let lines = content.countries.values().flat_map(|country| country.lines.values());
                self.cite(lines.flat_map(|line| &line.cite));
            }
            Content::Emergency(content) => {
                let statements = content.page.parts().into_iter().flat_map(|(_, part)| part.values());
                statements.for_each(|statement| self.cite(&statement.cite));
            }
            Content::Interactions(content) => {
                self.cite(content.rules.values().flat_map(|rule| &rule.cite));
                self.cite(content.sums.values().flat_map(|sum| &sum.cite));
            }
            Content::Substances(content) => {
                self.cite(content.substances.values().flat_map(|substance| &substance.cite));
                let members = content.groups.values().flat_map(|group| group.members.values());
                self.cite(members.flat_map(|member| &member.cite));
            }
            _ => {}
        }
        for (address, fact) in content.layer().into_iter().flat_map(|layer| layer.clone().into_facts()) {
            self.cite(fact.citations());
            if address.section.holds_signs() {
                self.terms.insert(address.key.to_string());
            }
            if let Fact::Dispute(dispute) = &fact {
                self.terms.extend(dispute.about.as_str().rsplit('.').next().map(str::to_owned));
            }
        }
    }

    fn cite<'a>(&mut self, citations: impl IntoIterator<Item = &'a Citation>) {
        self.sources.extend(citations.into_iter().map(|citation| citation.source.clone()));
    }
}

/// What the files define and nothing uses. What is built in is used by built-in facts, also where a file says it anew.
fn unused(kb: &KnowledgeBase, files: &[DataFile], used: &Used, findings: &mut Vec<Finding>) {
    for file in files {
        let mut sink = Sink::new(file);
        let Ok(content) = &file.content else { continue };
        if let Content::Terms(content) = content {
            let is_used = |id: &TermId| used.terms.contains(id.as_str()) || kb.is_built_in_term(id);
            for id in content.terms.keys().filter(|id| !is_used(id)) {
                let message = format!("no fact uses the term `{id}`");
                sink.report(Code::UnusedTerm, &path(&["terms", id.as_str()]), message, Some("use it or take it out"));
            }
        }
        let is_used = |id: &SourceId| used.sources.contains(id) || kb.is_built_in_source(id);
        for id in content.sources().into_iter().flat_map(|sources| sources.keys()).filter(|id| !is_used(id)) {
            let message = format!("no fact cites the source `{id}`");
            let help = "cite it or take it out";
            sink.report(Code::UnusedSource, &path(&["sources", id.as_str()]), message, Some(help));
        }
        findings.append(&mut sink.findings);
    }
}

/// The names of drugs, classes and substances, which do not make a text harder; names of several words are made of
/// words that do.
fn drug_words(kb: &KnowledgeBase) -> HashSet<String> {
    let kinds = [EntryKind::Drug, EntryKind::Class, EntryKind::Substance];
    let ids = kinds.into_iter().flat_map(|kind| kb.ids(kind));
    let names = ids.filter_map(|id| kb.name_of(&id)).map(|name| names::fold(&name));
    let single = names.filter(|name| !name.contains(' '));
    single.flat_map(|name| [format!("{name}s"), name]).collect()
}

fn text_warnings(text: &Text, lay: bool, at: &[String], names: &HashSet<String>, sink: &mut Sink) {
    let text = text.as_str();
    for fault in notation::faults(text) {
        sink.report(Code::UnsafeNotation, at, fault, None);
    }
    if text.chars().count() > MOST_TEXT {
        let message = format!("a text of {} characters", text.chars().count());
        sink.report(Code::LongText, at, message, Some("make two facts of it, each with its own citation"));
    }
    let grade = readability::grade(text, |word| names.contains(word));
    if lay && grade.round() > MOST_GRADE {
        let message = format!("this asks for {grade:.0} years of school");
        let help = "use shorter words and sentences, or mark it `audience = \"clinician\"`";
        sink.report(Code::HardToRead, at, message, Some(help));
    }
}

fn fact_warnings(kb: &KnowledgeBase, address: &Address, fact: &Fact, sink: &mut Sink) {
    let at = path_of(address);
    let sources: Vec<(&Citation, Source)> =
        fact.citations().filter_map(|citation| Some((citation, kb.source(&citation.source)?.0))).collect();
    for (citation, source) in &sources {
        if source.kind == Kind::Label && citation.place.is_none() {
            let message = format!("`{}` is a label: where in it?", citation.source);
            sink.report(Code::NoPlace, &at, message, Some("name the section: \"source#Warnings\""));
        }
    }
    if let Fact::Dispute(dispute) = fact {
        if dispute.therefore.is_none() {
            let message = "what follows for the reader?".to_owned();
            sink.report(Code::NoConsequence, &at, message, Some("add `therefore = ...`"));
        }
    } else if !sources.is_empty() && sources.iter().all(|(_, source)| source.kind == Kind::Web) {
        let help = "cite a better source, or explain: # klon: allow K101 reason";
        sink.report(Code::WebAlone, &at, "this rests on a web page alone".to_owned(), Some(help));
    }
}

/// The day by which an entry must be reviewed again.
pub fn review_due(reviewed: Date) -> Date {
    // A leap day has no anniversary two years on.
    Date::new(reviewed.year + REVIEW_YEARS, reviewed.month, reviewed.day).unwrap_or(Date {
        year: reviewed.year + REVIEW_YEARS,
        month: 3,
        day: 1,
    })
}

fn entry_warnings(kb: &KnowledgeBase, layer: &Layer, options: &Options, relatives: &Relatives, sink: &mut Sink) {
    let Some(whole) = kb.monograph(&layer.id) else { return };
    if let (Some(as_of), Some(reviewed)) = (options.as_of, layer.reviewed) {
        let due = review_due(reviewed);
        if due < as_of {
            let message = format!("last reviewed on {reviewed}, due since {due}");
            sink.report(Code::ReviewOverdue, &path(&["reviewed"]), message, Some("check it against its sources"));
        }
    }
    if let Some(reviewed) = layer.reviewed {
        let mut newer: Vec<SourceId> = Vec::new();
        for held in whole.facts().filter(|held| held.origin.entry == layer.id) {
            for citation in held.fact.citations() {
                let source = kb.source(&citation.source).map(|(source, _)| source);
                let later = source.and_then(|source| source.year).is_some_and(|year| year > reviewed.year);
                if later && !newer.contains(&citation.source) {
                    newer.push(citation.source.clone());
                }
            }
        }
        for source in newer {
            let message = format!("reviewed on {reviewed}, before its source `{source}` was published");
            sink.report(Code::ReviewBeforeSource, &path(&["reviewed"]), message, None);
        }
    }
    let antiseizure = whole.ancestors.iter().any(|class| class.as_str() == "antiseizure");
    let withdrawal = !whole.section(Section::WithdrawalSymptoms).is_empty();
    if (antiseizure || withdrawal) && !whole.must_not_stop_suddenly() {
        let message = "stopping it has consequences, and nothing says so".to_owned();
        let help = "add a fact under [discontinuation.sudden_stop]";
        sink.report(Code::SuddenStop, &path(&["id"]), message, Some(help));
    }
    lost_warnings(kb, layer, sink);
    strengths(layer, &whole, relatives, sink);
}

/// More entries than these are not named in a finding.
const MOST_NAMED: usize = 5;

/// A file that leaves out a built-in warning against stopping suddenly: of its own entry, or of those that inherit it.
fn lost_warnings(kb: &KnowledgeBase, layer: &Layer, sink: &mut Sink) {
    let kind = kb.kind_of(&layer.id);
    if kind != kb.built_in_kind(&layer.id) {
        return;
    }
    let keeps = |id: &EntryId| kb.monograph(id).is_some_and(|whole| whole.keeps_built_in_warning());
    let help = "add a fact under [discontinuation.sudden_stop]; until then klon keeps the built-in warning";
    if keeps(&layer.id) {
        let message =
            "the built-in entry says that it must not be stopped suddenly, and this leaves that out".to_owned();
        sink.report(Code::SuddenStop, &path(&["id"]), message, Some(help));
    }
    if kind != Some(EntryKind::Class) {
        return;
    }
    let inherits = |id: &EntryId| kb.ancestors(id).iter().any(|(class, _)| *class == layer.id);
    let members = kb.ids(EntryKind::Drug).into_iter().filter(|id| inherits(id) && keeps(id));
    let members: Vec<String> = members.map(|id| format!("`{id}`")).collect();
    if let Some(named) = members.get(..members.len().min(MOST_NAMED)).filter(|named| !named.is_empty()) {
        let more = if members.len() > named.len() { ", ..." } else { "" };
        let message = format!("members of this class must not be stopped suddenly: {}{more}", named.join(", "));
        sink.report(Code::SuddenStop, &path(&["id"]), message, Some(help));
    }
}

/// A user's names that mean something built in.
fn taken_names(kb: &KnowledgeBase, content: &Content, sink: &mut Sink) {
    for name in names::of_file(content) {
        let built_in = kb.built_in_names(&names::fold(&name.shown));
        if let Some(other) = built_in.iter().find(|other| clash(&name, other)) {
            let message = format!("`{}` already means the built-in entry `{}`", name.shown, other.id);
            let help = "give it another name, or readers may not find it";
            sink.report(Code::TakenName, &path_of_name(content, &name), message, Some(help));
        }
    }
}

/// How many milligrams a unit of mass is.
fn milligrams(unit: Unit) -> Option<f64> {
    match unit {
        Unit::Gram | Unit::GramPerDay => Some(1000.0),
        Unit::Milligram | Unit::MilligramPerDay => Some(1.0),
        Unit::Microgram | Unit::MicrogramPerDay => Some(0.001),
        _ => None,
    }
}

/// A strength above the day's maximum, or in a unit that no form of the drug's relatives has.
fn strengths(layer: &Layer, whole: &Monograph, relatives: &Relatives, sink: &mut Sink) {
    let ceiling = whole
        .section(Section::Dosing)
        .iter()
        .filter_map(|held| match &*held.fact {
            Fact::Dose(dose) => {
                let most = dose.maximum.as_ref().or(dose.usual.as_ref())?;
                Some(most.high.or(most.value)?.get() * milligrams(most.unit)?)
            }
            _ => None,
        })
        .fold(None, |most: Option<f64>, mg| Some(most.map_or(mg, |m| m.max(mg))));
    for (key, form) in &layer.forms {
        let Some(unit) = form.unit else { continue };
        let at = path(&["forms", key.as_str()]);
        let most = form.strengths.iter().map(|n| n.get()).fold(0.0, f64::max);
        if let (Some(ceiling), Some(mg)) = (ceiling, milligrams(unit))
            && most * mg > ceiling
        {
            let message = format!("{most} {unit} is more than the largest dose of a day ({ceiling} mg)");
            sink.report(Code::ImplausibleStrength, &at, message, Some("check the number and the unit"));
        }
        let class = layer.classes.first().and_then(|class| relatives.get(class));
        let mut others = class.into_iter().flatten().filter(|(id, _)| *id != layer.id).peekable();
        if milligrams(unit).is_some() && others.peek().is_some() && others.all(|(_, known)| *known != unit) {
            let message = format!("no relative of this drug has a form measured in {unit}");
            sink.report(Code::ImplausibleStrength, &at, message, Some("check the unit"));
        }
    }
}

/// The units of the forms of each class's drugs, by the class that a drug names first.
type Relatives = HashMap<EntryId, Vec<(EntryId, Unit)>>;

fn relatives(kb: &KnowledgeBase) -> Relatives {
    let mut all = Relatives::new();
    for monograph in kb.ids(EntryKind::Drug).iter().filter_map(|id| kb.monograph(id)) {
        let Some(class) = monograph.classes.first() else { continue };
        let units = monograph.section(Section::Forms).iter().filter_map(|held| match &*held.fact {
            Fact::Form(form) => form.unit,
            _ => None,
        });
        all.entry(class.clone()).or_default().extend(units.map(|unit| (monograph.id.clone(), unit)));
    }
    all
}
