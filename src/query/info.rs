//! `klon info`: the overview, or chosen sections.

use super::country::is_of;
use super::emergency::{Emergency, emergency};
use super::{Answer, Context, FactAnswer, Failure, Gatherer, Head, Reply, ask};
use crate::arrange::Arrange;
use crate::kb::Held;
use crate::model::{Approval, Country, Fact, Section};
use serde::Serialize;

/// What was asked for of a monograph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// What fits in half a minute.
    Essentials,
    /// Everything.
    All,
    /// These groups of sections: `overdose`, `forms`.
    Groups(Vec<&'static str>),
}

/// The names of all groups of sections, in reading order.
pub fn groups() -> Vec<&'static str> {
    let mut groups: Vec<&'static str> = Section::ALL.iter().map(|section| section.group()).collect();
    groups.dedup();
    groups
}

/// Facts of one section.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SectionAnswer {
    /// Which section.
    pub section: Section,
    /// How many facts it has in all.
    pub total: usize,
    /// Those that were asked for.
    pub facts: Vec<FactAnswer>,
}

/// A monograph, or what was asked for of it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Info {
    /// The drug.
    pub drug: Head,
    /// The reader's country, if known.
    pub country: Option<Country>,
    /// What to do now and whom to call, where overdose or withdrawal is told in full.
    pub emergency: Option<Emergency>,
    /// Whether these are the essentials only.
    pub essentials: bool,
    /// The sections, in reading order; those without a fact are left out.
    pub sections: Vec<SectionAnswer>,
    /// Groups that were asked for and of which nothing is known.
    pub nothing_known: Vec<&'static str>,
}

/// Whether a fact holds in a country; where the country is not known, everything may.
fn holds_in(fact: &Fact, reader: Option<Country>) -> bool {
    let place = match fact {
        Fact::Statement(f) => f.country,
        Fact::Indication(f) => f.country,
        Fact::Form(f) => f.country,
        _ => None,
    };
    reader.is_none() || place.is_none() || place == reader
}

/// How many facts of a section can be among the essentials, of those that hold for the reader.
fn most_essential(section: Section) -> usize {
    use Section::*;
    match section {
        Brands | Schedule | WithdrawalSymptoms | OverdoseSymptoms => usize::MAX,
        AdverseEffects => 8,
        Indications => 6,
        BoxedWarning | Forms | LongTerm => 4,
        Contraindications | HalfLife | Disputes => 3,
        Description | Mechanism | Tmax | SuddenStop | Misuse | Pregnancy | Lactation | Statistics | History
        | WithdrawalOnset | RecoveryAdvice => 1,
        _ => 0,
    }
}

/// Whether a fact is of those that can be among the essentials.
fn is_essential(section: Section, fact: &Fact) -> bool {
    match (section, fact) {
        (Section::Indications, Fact::Indication(f)) => f.approval == Approval::Labelled,
        (Section::WithdrawalSymptoms | Section::OverdoseSymptoms, Fact::Sign(f)) => f.danger,
        _ => true,
    }
}

/// What is known of a drug.
pub fn info(context: &Context, name: Option<&str>, scope: &Scope) -> Result<Reply, Failure> {
    let asked = ask(context, name)?;
    let mut gather = Gatherer::new(context.kb);
    let drug = gather.head(&asked.monograph, &asked);
    let mut sections = Vec::new();
    for section in Section::ALL.iter().copied() {
        let total = asked.monograph.count(section);
        // Of what holds in some countries only, the reader's own goes into the essentials; a boxed warning, which only
        // US labels have, is for everybody.
        let country = context.country.country;
        let holds = |fact: &Fact| section == Section::BoxedWarning || holds_in(fact, country);
        let mut held: Vec<Held> = match scope {
            Scope::Essentials => asked
                .monograph
                .first(section, most_essential(section), |fact| is_essential(section, fact) && holds(fact)),
            Scope::All => asked.monograph.section(section).to_vec(),
            Scope::Groups(groups) if groups.contains(&section.group()) => asked.monograph.section(section).to_vec(),
            Scope::Groups(_) => Vec::new(),
        };
        // The reader's own law and brands come first.
        if let Some(country) = country
            && matches!(section, Section::Schedule | Section::Brands)
        {
            held.arrange_by_key(|held| !is_of(country, &held.address, &held.fact));
        }
        let facts: Vec<FactAnswer> = held.iter().map(|held| gather.fact(held)).collect();
        if total > 0 && (*scope == Scope::Essentials || !facts.is_empty()) {
            sections.push(SectionAnswer { section, total, facts });
        }
    }
    // What is disputed about a section belongs to it, also where the section alone was asked for.
    if let Scope::Groups(groups) = scope
        && !groups.contains(&"disputes")
    {
        let about: Vec<Section> = Section::ALL.iter().copied().filter(|s| groups.contains(&s.group())).collect();
        let facts = gather.disputes(&asked.monograph, &about);
        if !facts.is_empty() {
            let total = asked.monograph.count(Section::Disputes);
            sections.push(SectionAnswer { section: Section::Disputes, total, facts });
        }
    }
    let nothing_known = match scope {
        Scope::Groups(groups) => {
            let known = |group: &&str| sections.iter().any(|s: &SectionAnswer| s.section.group() == *group);
            groups.iter().copied().filter(|group| !known(group)).collect()
        }
        _ => Vec::new(),
    };
    let urgent = match scope {
        Scope::Essentials => false,
        Scope::All => true,
        Scope::Groups(groups) => groups.iter().any(|group| ["overdose", "withdrawal"].contains(group)),
    };
    let emergency = urgent.then(|| emergency(context, &mut gather));
    let essentials = *scope == Scope::Essentials;
    let answer = Answer::Info(Box::new(Info {
        drug,
        country: context.country.country,
        emergency,
        essentials,
        sections,
        nothing_known,
    }));
    Ok(Reply::new(context.kb, answer, gather.sources))
}
