//! One file of facts: a class, a monograph, or a user's patch to either. All three are the same type.

use super::identifier::Atc;
use super::*;
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// Sentences by their keys.
pub type Statements = IndexMap<Key, Statement>;
/// Signs by their terms.
pub type Signs = IndexMap<TermId, Sign>;
/// Quantities by what they hold for: `oral`, `children`.
pub type Quantities = IndexMap<Key, Quantity>;

/// What the body does with the drug.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs)]
pub struct Pharmacokinetics {
    pub onset: Quantities,
    pub tmax: Quantities,
    pub duration: Quantities,
    pub bioavailability: Quantities,
    pub protein_binding: Quantities,
    pub volume_of_distribution: Quantities,
    pub half_life: Quantities,
    pub enzymes: IndexMap<Key, Enzyme>,
    pub metabolites: IndexMap<Key, Metabolite>,
    /// Absorption, metabolism and elimination in words.
    pub fate: Statements,
}

/// What happens when the drug is stopped.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs)]
pub struct Withdrawal {
    /// What to do, with its urgency.
    pub advice: Statements,
    pub onset: Quantities,
    pub peak: Quantities,
    pub duration: Quantities,
    pub timeline: IndexMap<Key, Phase>,
    pub symptoms: Signs,
}

/// What happens when too much was taken.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs)]
pub struct Overdose {
    pub symptoms: Signs,
    /// What somebody without training can do, beyond the emergency page.
    pub first_aid: Statements,
    pub onset: Quantities,
    pub duration: Quantities,
    pub course: Statements,
    pub children: Statements,
    /// Clinical management.
    pub management: Statements,
    pub antidote: Statements,
}

/// How the drug is ended.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Discontinuation {
    /// Why it must not be stopped suddenly. Whatever has such a fact is shown with `do not stop suddenly`.
    pub sudden_stop: Statements,
    /// How it is tapered.
    pub taper: Statements,
}

/// Getting well again.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs)]
pub struct Recovery {
    pub advice: Statements,
    pub timeline: IndexMap<Key, Phase>,
}

/// A file of facts, as its author wrote it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Layer {
    /// The file's name without its ending.
    pub id: EntryId,
    /// The generic name, or the class's name; only a patch may leave it out.
    pub name: Option<Text>,
    /// The name with the letters in capitals that tell it from a look-alike.
    pub tall_man: Option<Text>,
    /// The classes that it belongs to; their facts are inherited, the first named first.
    #[serde(default)]
    pub classes: Vec<EntryId>,
    /// The drugs in a combination product.
    #[serde(default)]
    pub contains: Vec<EntryId>,
    /// Addresses of inherited facts that do not hold here.
    #[serde(default)]
    pub except: Vec<Text>,
    /// When all of it was last checked against its sources; only a patch may leave it out.
    pub reviewed: Option<Date>,
    /// The clinician who reviewed it; nobody has, if not given.
    pub clinical_review: Option<Text>,

    #[serde(default)]
    pub description: Statements,
    #[serde(default)]
    pub brands: IndexMap<Country, IndexMap<Text, NameFact>>,
    #[serde(default)]
    pub synonyms: IndexMap<Text, NameFact>,
    #[serde(default)]
    pub street_names: IndexMap<Text, NameFact>,
    #[serde(default)]
    pub confused_with: IndexMap<Key, Confusion>,
    #[serde(default)]
    pub identifiers: Identifiers,
    #[serde(default)]
    pub schedule: IndexMap<Jurisdiction, Schedule>,
    #[serde(default)]
    pub indications: IndexMap<Key, Indication>,
    #[serde(default)]
    pub boxed_warning: Statements,
    #[serde(default)]
    pub contraindications: Statements,
    #[serde(default)]
    pub warnings: Statements,
    #[serde(default)]
    pub forms: IndexMap<Key, Form>,
    #[serde(default)]
    pub dosing: IndexMap<Key, Dose>,
    #[serde(default)]
    pub equivalents: IndexMap<Key, Equivalent>,
    #[serde(default)]
    pub mechanism: Statements,
    #[serde(default)]
    pub pharmacokinetics: Pharmacokinetics,
    #[serde(default)]
    pub adverse_effects: Signs,
    /// Effects of months or years of use.
    #[serde(default)]
    pub long_term: Signs,
    #[serde(default)]
    pub interactions: Statements,
    #[serde(default)]
    pub dependence: Statements,
    #[serde(default)]
    pub misuse: Statements,
    #[serde(default)]
    pub withdrawal: Withdrawal,
    #[serde(default)]
    pub overdose: Overdose,
    #[serde(default)]
    pub tests: Statements,
    #[serde(default)]
    pub pregnancy: Statements,
    #[serde(default)]
    pub lactation: Statements,
    #[serde(default)]
    pub children: Statements,
    #[serde(default)]
    pub older_adults: Statements,
    #[serde(default)]
    pub liver: Statements,
    #[serde(default)]
    pub kidney: Statements,
    #[serde(default)]
    pub driving: Statements,
    #[serde(default)]
    pub storage: Statements,
    #[serde(default)]
    pub disposal: Statements,
    #[serde(default)]
    pub discontinuation: Discontinuation,
    #[serde(default)]
    pub recovery: Recovery,
    #[serde(default)]
    pub statistics: IndexMap<Key, Statistic>,
    #[serde(default)]
    pub history: IndexMap<Key, Event>,
    #[serde(default)]
    pub disputes: IndexMap<Key, Dispute>,
    /// Sources that only this file cites.
    #[serde(default)]
    pub sources: IndexMap<SourceId, Source>,
}

/// What stands above the facts of a layer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct LayerHead {
    pub id: EntryId,
    pub name: Option<Text>,
    pub tall_man: Option<Text>,
    pub classes: Vec<EntryId>,
    pub contains: Vec<EntryId>,
    pub except: Vec<Text>,
    pub reviewed: Option<Date>,
    pub clinical_review: Option<Text>,
}

/// Gathers facts under their addresses.
struct Gatherer(Vec<(Address, Fact)>);

impl Gatherer {
    fn table<K: ToString, V>(&mut self, section: Section, table: IndexMap<K, V>, fact: fn(V) -> Fact) {
        let entries =
            table.into_iter().map(|(key, value)| (Address { section, key: key.to_string().into() }, fact(value)));
        self.0.extend(entries);
    }

    fn code<T: Into<String>>(&mut self, key: &'static str, code: Option<Code<T>>) {
        let Some(Code { value, cite }) = code else { return };
        if let Ok(value) = Text::try_from(value.into()) {
            let address = Address { section: Section::Identifiers, key: key.into() };
            self.0.push((address, Fact::Code(Code { value, cite })));
        }
    }
}

impl Layer {
    /// What stands above its facts.
    pub fn head(&self) -> LayerHead {
        LayerHead {
            id: self.id.clone(),
            name: self.name.clone(),
            tall_man: self.tall_man.clone(),
            classes: self.classes.clone(),
            contains: self.contains.clone(),
            except: self.except.clone(),
            reviewed: self.reviewed,
            clinical_review: self.clinical_review.clone(),
        }
    }

    /// Every fact of the file with its address, in reading order.
    pub fn into_facts(self) -> Vec<(Address, Fact)> {
        use Section as S;
        let mut all = Gatherer(Vec::new());
        all.table(S::Description, self.description, Fact::Statement);
        for (country, names) in self.brands {
            let keyed = names.into_iter().map(|(name, fact)| (format!("{country}.{name}"), fact)).collect();
            all.table(S::Brands, keyed, Fact::Name);
        }
        all.table(S::Synonyms, self.synonyms, Fact::Name);
        all.table(S::StreetNames, self.street_names, Fact::Name);
        all.table(S::ConfusedWith, self.confused_with, Fact::Confusion);
        let codes = self.identifiers;
        all.code("cas", codes.cas);
        all.code::<Atc>("atc", codes.atc);
        all.code("unii", codes.unii);
        all.code("rxcui", codes.rxcui);
        all.code("pubchem", codes.pubchem);
        all.code("inchikey", codes.inchikey);
        all.code("formula", codes.formula);
        all.table(S::Schedule, self.schedule, Fact::Schedule);
        all.table(S::Indications, self.indications, Fact::Indication);
        all.table(S::BoxedWarning, self.boxed_warning, Fact::Statement);
        all.table(S::Contraindications, self.contraindications, Fact::Statement);
        all.table(S::Warnings, self.warnings, Fact::Statement);
        all.table(S::Forms, self.forms, Fact::Form);
        all.table(S::Dosing, self.dosing, Fact::Dose);
        all.table(S::Equivalents, self.equivalents, Fact::Equivalent);
        all.table(S::Mechanism, self.mechanism, Fact::Statement);
        let body = self.pharmacokinetics;
        all.table(S::Onset, body.onset, Fact::Quantity);
        all.table(S::Tmax, body.tmax, Fact::Quantity);
        all.table(S::Duration, body.duration, Fact::Quantity);
        all.table(S::Bioavailability, body.bioavailability, Fact::Quantity);
        all.table(S::ProteinBinding, body.protein_binding, Fact::Quantity);
        all.table(S::Volume, body.volume_of_distribution, Fact::Quantity);
        all.table(S::HalfLife, body.half_life, Fact::Quantity);
        all.table(S::Enzymes, body.enzymes, Fact::Enzyme);
        all.table(S::Metabolites, body.metabolites, Fact::Metabolite);
        all.table(S::Fate, body.fate, Fact::Statement);
        all.table(S::AdverseEffects, self.adverse_effects, Fact::Sign);
        all.table(S::LongTerm, self.long_term, Fact::Sign);
        all.table(S::Interactions, self.interactions, Fact::Statement);
        all.table(S::Dependence, self.dependence, Fact::Statement);
        all.table(S::Misuse, self.misuse, Fact::Statement);
        let withdrawal = self.withdrawal;
        all.table(S::WithdrawalAdvice, withdrawal.advice, Fact::Statement);
        all.table(S::WithdrawalOnset, withdrawal.onset, Fact::Quantity);
        all.table(S::WithdrawalPeak, withdrawal.peak, Fact::Quantity);
        all.table(S::WithdrawalDuration, withdrawal.duration, Fact::Quantity);
        all.table(S::WithdrawalTimeline, withdrawal.timeline, Fact::Phase);
        all.table(S::WithdrawalSymptoms, withdrawal.symptoms, Fact::Sign);
        let overdose = self.overdose;
        all.table(S::OverdoseSymptoms, overdose.symptoms, Fact::Sign);
        all.table(S::OverdoseFirstAid, overdose.first_aid, Fact::Statement);
        all.table(S::OverdoseOnset, overdose.onset, Fact::Quantity);
        all.table(S::OverdoseDuration, overdose.duration, Fact::Quantity);
        all.table(S::OverdoseCourse, overdose.course, Fact::Statement);
        all.table(S::OverdoseChildren, overdose.children, Fact::Statement);
        all.table(S::OverdoseManagement, overdose.management, Fact::Statement);
        all.table(S::OverdoseAntidote, overdose.antidote, Fact::Statement);
        all.table(S::Tests, self.tests, Fact::Statement);
        all.table(S::Pregnancy, self.pregnancy, Fact::Statement);
        all.table(S::Lactation, self.lactation, Fact::Statement);
        all.table(S::Children, self.children, Fact::Statement);
        all.table(S::OlderAdults, self.older_adults, Fact::Statement);
        all.table(S::Liver, self.liver, Fact::Statement);
        all.table(S::Kidney, self.kidney, Fact::Statement);
        all.table(S::Driving, self.driving, Fact::Statement);
        all.table(S::Storage, self.storage, Fact::Statement);
        all.table(S::Disposal, self.disposal, Fact::Statement);
        all.table(S::SuddenStop, self.discontinuation.sudden_stop, Fact::Statement);
        all.table(S::Taper, self.discontinuation.taper, Fact::Statement);
        all.table(S::RecoveryAdvice, self.recovery.advice, Fact::Statement);
        all.table(S::RecoveryTimeline, self.recovery.timeline, Fact::Phase);
        all.table(S::Statistics, self.statistics, Fact::Statistic);
        all.table(S::History, self.history, Fact::Event);
        all.table(S::Disputes, self.disputes, Fact::Dispute);
        all.0
    }
}
