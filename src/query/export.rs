//! `klon export`: the whole knowledge base for programs.

use super::{Edition, FactAnswer, Gatherer, SourceTable, edition};
use crate::kb::{EntryKind, KnowledgeBase};
use crate::model::interaction::{Group, Rule, Substance, Sum};
use crate::model::*;
use indexmap::IndexMap;
use serde::Serialize;

/// A drug or a class with every fact that holds for it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Entry {
    /// Its id.
    pub id: EntryId,
    /// A drug or a class.
    pub kind: EntryKind,
    /// Its name.
    pub name: Str,
    /// The name with its telling letters in capitals.
    pub tall_man: Option<Str>,
    /// The classes that it names.
    pub classes: Vec<EntryId>,
    /// The drugs in a combination product.
    pub contains: Vec<EntryId>,
    /// When all of it was last checked against its sources.
    pub reviewed: Option<Date>,
    /// The clinician who reviewed it.
    pub clinical_review: Option<Str>,
    /// The user's files that it rests on.
    pub files: Vec<String>,
    /// Its facts, inherited ones among them.
    pub facts: Vec<FactAnswer>,
}

/// Everything that klon knows.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Export {
    /// The version of this contract.
    pub schema_version: u32,
    /// The version of the program.
    pub klon: &'static str,
    /// Which facts these are.
    pub knowledge_base: Edition,
    /// Drugs and classes.
    pub entries: Vec<Entry>,
    /// Signs and symptoms.
    pub terms: IndexMap<TermId, Term>,
    /// Rules between drugs.
    pub rules: IndexMap<Key, Rule>,
    /// What adds up.
    pub sums: Vec<Sum>,
    /// Substances without a monograph.
    pub substances: IndexMap<EntryId, Substance>,
    /// Groups.
    pub groups: IndexMap<EntryId, Group>,
    /// Lines by country.
    pub countries: IndexMap<Country, Lines>,
    /// The emergency page.
    pub emergency: Option<EmergencyPage>,
    /// Every source that is cited.
    pub sources: SourceTable,
}

/// The whole knowledge base.
pub fn export(kb: &KnowledgeBase) -> Export {
    let mut gather = Gatherer::new(kb);
    let ids = kb.ids(EntryKind::Class).into_iter().chain(kb.ids(EntryKind::Drug));
    let entries = ids.filter_map(|id| kb.monograph(&id)).map(|monograph| Entry {
        facts: monograph.facts().map(|held| gather.fact(held)).collect(),
        id: monograph.id,
        kind: monograph.kind,
        name: monograph.name,
        tall_man: monograph.tall_man,
        classes: monograph.classes,
        contains: monograph.contains,
        reviewed: monograph.reviewed,
        clinical_review: monograph.clinical_review,
        files: monograph.files,
    });
    let entries = entries.collect();
    let rules: IndexMap<Key, Rule> = kb.rules().into_iter().map(|(key, rule, _)| (key, rule)).collect();
    rules.values().for_each(|rule| gather.cite(&rule.cite));
    let sums = kb.sums();
    sums.iter().for_each(|sum| gather.cite(&sum.cite));
    let substance = |id: EntryId| kb.substance(&id).map(|(substance, _)| (id, substance));
    let substances: IndexMap<EntryId, Substance> =
        kb.ids(EntryKind::Substance).into_iter().filter_map(substance).collect();
    substances.values().for_each(|substance| gather.cite(&substance.cite));
    let groups: IndexMap<EntryId, Group> = kb.groups().into_iter().collect();
    groups.values().flat_map(|group| group.members.values()).for_each(|member| gather.cite(&member.cite));
    let lines = |country: Country| kb.lines(country).map(|lines| (country, lines));
    let countries: IndexMap<Country, Lines> = kb.countries().into_iter().filter_map(lines).collect();
    countries.values().flat_map(|lines| lines.lines.values()).for_each(|line| gather.cite(&line.cite));
    let emergency = kb.emergency();
    let statements = emergency.iter().flat_map(EmergencyPage::parts).flat_map(|(_, part)| part.values());
    statements.for_each(|statement| gather.cite(&statement.cite));
    Export {
        schema_version: super::SCHEMA_VERSION,
        klon: env!("CARGO_PKG_VERSION"),
        knowledge_base: edition(kb),
        entries,
        terms: kb.terms().into_iter().collect(),
        rules,
        sums,
        substances,
        groups,
        countries,
        emergency,
        sources: gather.sources,
    }
}
