//! The shapes that a fact can have. Each one carries its citations.

use super::identifier::{Atc, Cas, Cid, InchiKey, Rxcui, Unii};
use super::{Amount, Cite, Country, EntryId, Number, Quantity, Text, Unit};
use serde::{Deserialize, Serialize};

/// Whom a text is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// Anybody: plain words.
    Lay,
    /// Health professionals only.
    Clinician,
}

/// How soon something must be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Urgency {
    /// Call the emergency number now.
    Emergency,
    /// Speak to a professional today.
    Today,
    /// At the next visit.
    Routine,
}

/// Something said in a sentence or two.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// The sentence.
    pub text: Text,
    /// Whom it is for; anybody, if not given.
    pub audience: Option<Audience>,
    /// The country that it holds for; everywhere, if not given.
    pub country: Option<Country>,
    /// How soon to act on it.
    pub urgency: Option<Urgency>,
    /// Where it is from.
    pub cite: Cite,
}

/// A name that somebody uses for a drug, or a brand; the key is the name itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NameFact {
    /// What to know of the name: withdrawn from the market, a modified-release form.
    pub note: Option<Text>,
    /// What else is in a product of that name, beside this drug: `naloxone` in a brand of oxycodone.
    #[serde(default)]
    pub with: Vec<EntryId>,
    /// Where it is from.
    pub cite: Cite,
}

/// Another drug's name that is taken for this one's in practice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Confusion {
    /// The other name as the list prints it: `cloNIDine`.
    pub name: Text,
    /// What the mix-up leads to, or how the list words it.
    pub note: Option<Text>,
    /// Where it is from.
    pub cite: Cite,
}

/// A code in another catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, bound(deserialize = "T: Deserialize<'de>"))]
pub struct Code<T> {
    /// The code.
    pub value: T,
    /// Where it is from.
    pub cite: Cite,
}

/// What other catalogues call the drug; only what was read in a source.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Identifiers {
    /// Chemical Abstracts Service.
    pub cas: Option<Code<Cas>>,
    /// WHO Anatomical Therapeutic Chemical classification.
    pub atc: Option<Code<Atc>>,
    /// FDA Unique Ingredient Identifier.
    pub unii: Option<Code<Unii>>,
    /// RxNorm.
    pub rxcui: Option<Code<Rxcui>>,
    /// PubChem compound.
    pub pubchem: Option<Code<Cid>>,
    /// Hashed InChI.
    pub inchikey: Option<Code<InchiKey>>,
    /// Molecular formula.
    pub formula: Option<Code<Text>>,
}

/// Where a law puts the drug.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// The schedule or class, as the law words it: `Schedule IV`, `not controlled`.
    pub schedule: Text,
    /// The law, in short: `Controlled Substances Act`.
    pub law: Text,
    /// What being there means.
    pub means: Option<Text>,
    /// The year since which it holds.
    pub since: Option<u16>,
    /// Where it is from.
    pub cite: Cite,
}

/// Whether an authority has approved a use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Approval {
    /// On the label.
    #[default]
    Labelled,
    /// Established in practice, and not on the label.
    OffLabel,
}

/// What the drug is used for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Indication {
    /// The use.
    pub text: Text,
    /// Whether it is on the label.
    #[serde(default)]
    pub approval: Approval,
    /// Whose label; everywhere, if not given.
    pub country: Option<Country>,
    /// Where it is from.
    pub cite: Cite,
}

/// A form that the drug is sold in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The form: `Tablet`.
    pub name: Text,
    /// The strengths that it comes in.
    #[serde(default)]
    pub strengths: Vec<Number>,
    /// What the strengths count.
    pub unit: Option<Unit>,
    /// Where it is sold; everywhere, if not given.
    pub country: Option<Country>,
    /// What else to know: scored, contains lactose, amount is of which salt.
    pub note: Option<Text>,
    /// Where it is from.
    pub cite: Cite,
}

/// How much is given, as a label says it; for prescribers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Dose {
    /// What for and to whom: `Panic disorder, adults`.
    pub group: Text,
    /// How treatment begins.
    pub start: Option<Amount>,
    /// What is usual.
    pub usual: Option<Amount>,
    /// The label's ceiling for a prescriber, not a safe amount.
    pub maximum: Option<Amount>,
    /// How it is divided, raised and lowered.
    pub how: Option<Text>,
    /// Whose label.
    pub country: Option<Country>,
    /// Where it is from.
    pub cite: Cite,
}

/// What an enzyme or transporter does with the drug, or the drug with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum EnzymeRole {
    /// The enzyme breaks the drug down, as the main way.
    MajorSubstrate,
    /// The enzyme breaks the drug down, among others.
    Substrate,
    /// The enzyme breaks down a small part of the drug.
    MinorSubstrate,
    /// The drug slows the enzyme.
    Inhibitor,
    /// The drug makes more of the enzyme.
    Inducer,
}

/// An enzyme's part in a drug's fate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Enzyme {
    /// The enzyme: `CYP3A4`.
    pub name: Text,
    /// Its part.
    pub role: EnzymeRole,
    /// What else to know.
    pub note: Option<Text>,
    /// Where it is from.
    pub cite: Cite,
}

/// What the body makes of the drug.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Metabolite {
    /// Its name.
    pub name: Text,
    /// Whether it acts; unknown, if not given.
    pub active: Option<bool>,
    /// How long until half of it is gone.
    pub half_life: Option<Amount>,
    /// What else to know.
    pub note: Option<Text>,
    /// Where it is from.
    pub cite: Cite,
}

/// How many people get an effect, in the bands of CIOMS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Frequency {
    /// 1 in 10 or more.
    VeryCommon,
    /// 1 in 100 to 1 in 10.
    Common,
    /// 1 in 1,000 to 1 in 100.
    Uncommon,
    /// 1 in 10,000 to 1 in 1,000.
    Rare,
    /// Fewer than 1 in 10,000.
    VeryRare,
    /// The source cannot say.
    Unknown,
}

/// How often an effect was seen in one group of people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// Percent of those who took the drug.
    pub percent: Number,
    /// Percent of those who took a placebo.
    pub placebo: Option<Number>,
    /// Who they were: `adults with panic disorder, 6 to 9 weeks`.
    pub group: Text,
}

/// A sign or symptom that the drug can bring; the key is a term of `terms.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Sign {
    /// Threatens life, now.
    #[serde(default)]
    pub danger: bool,
    /// Serious: needs a professional.
    #[serde(default)]
    pub serious: bool,
    /// How many get it.
    pub frequency: Option<Frequency>,
    /// How often it was counted.
    #[serde(default)]
    pub rates: Vec<Rate>,
    /// When, in whom, how.
    pub note: Option<Text>,
    /// Where it is from.
    pub cite: Cite,
}

/// A stretch of a course over time: of withdrawal, of recovery.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// What it is called.
    pub name: Text,
    /// When it is: `1 to 4 days after the last dose`.
    pub when: Amount,
    /// What happens.
    pub text: Text,
    /// Where it is from.
    pub cite: Cite,
}

/// One number of a series.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// The year.
    pub year: u16,
    /// The number.
    pub value: Number,
}

/// A counted or estimated figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Statistic {
    /// What was found, in a sentence with its figures.
    pub text: Text,
    /// What was counted: `emergency department visits a year`.
    pub counts: Option<Text>,
    /// The estimate.
    pub value: Option<Number>,
    /// The lower bound of its 95 % confidence interval.
    pub low: Option<Number>,
    /// The upper bound of its 95 % confidence interval.
    pub high: Option<Number>,
    /// The figures of several years.
    #[serde(default)]
    pub series: Vec<Point>,
    /// Where.
    pub country: Option<Country>,
    /// Where it is from.
    pub cite: Cite,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// The year.
    pub year: u16,
    /// What happened.
    pub text: Text,
    /// Where it is from.
    pub cite: Cite,
}

/// What one source takes to be about as strong as a dose of diazepam. Sources differ by a factor of two.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Equivalent {
    /// This drug's dose.
    pub dose: Amount,
    /// The dose of diazepam, in mg.
    pub diazepam_mg: Number,
    /// What the source says of it.
    pub note: Option<Text>,
    /// Where it is from.
    pub cite: Cite,
}

/// A fact of any shape, found at its [`Address`](super::Address).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "shape", rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Fact {
    Statement(Statement),
    Name(NameFact),
    Confusion(Confusion),
    Code(Code<Text>),
    Schedule(Schedule),
    Indication(Indication),
    Form(Form),
    Dose(Dose),
    Quantity(Quantity),
    Enzyme(Enzyme),
    Metabolite(Metabolite),
    Sign(Sign),
    Phase(Phase),
    Statistic(Statistic),
    Event(Event),
    Equivalent(Equivalent),
    Dispute(super::Dispute),
}

impl Fact {
    /// Every text in the fact that people read.
    pub fn texts(&self) -> Vec<&Text> {
        match self {
            Self::Statement(f) => vec![&f.text],
            Self::Name(f) => f.note.iter().collect(),
            Self::Confusion(f) => [Some(&f.name), f.note.as_ref()].into_iter().flatten().collect(),
            Self::Code(f) => vec![&f.value],
            Self::Schedule(f) => [Some(&f.schedule), Some(&f.law), f.means.as_ref()].into_iter().flatten().collect(),
            Self::Indication(f) => vec![&f.text],
            Self::Form(f) => [Some(&f.name), f.note.as_ref()].into_iter().flatten().collect(),
            Self::Dose(f) => [Some(&f.group), f.how.as_ref()].into_iter().flatten().collect(),
            Self::Quantity(f) => f.of.iter().chain(&f.note).collect(),
            Self::Enzyme(f) => [Some(&f.name), f.note.as_ref()].into_iter().flatten().collect(),
            Self::Metabolite(f) => [Some(&f.name), f.note.as_ref()].into_iter().flatten().collect(),
            Self::Sign(f) => f.note.iter().collect(),
            Self::Phase(f) => vec![&f.name, &f.text],
            Self::Statistic(f) => vec![&f.text],
            Self::Event(f) => vec![&f.text],
            Self::Equivalent(f) => f.note.iter().collect(),
            Self::Dispute(f) => {
                let says = f.positions.iter().map(|position| &position.says);
                [&f.title].into_iter().chain(says).chain(&f.finding).chain(&f.therefore).collect()
            }
        }
    }

    /// Every citation of the fact; a dispute has those of all its positions.
    pub fn citations(&self) -> impl Iterator<Item = &super::Citation> {
        let positions = match self {
            Self::Dispute(dispute) => dispute.positions.as_slice(),
            _ => &[],
        };
        self.cite().into_iter().chain(positions.iter().map(|position| &position.cite)).flatten()
    }

    /// The citations of a fact that is not a dispute.
    fn cite(&self) -> Option<&Cite> {
        Some(match self {
            Self::Statement(f) => &f.cite,
            Self::Name(f) => &f.cite,
            Self::Confusion(f) => &f.cite,
            Self::Code(f) => &f.cite,
            Self::Schedule(f) => &f.cite,
            Self::Indication(f) => &f.cite,
            Self::Form(f) => &f.cite,
            Self::Dose(f) => &f.cite,
            Self::Quantity(f) => &f.cite,
            Self::Enzyme(f) => &f.cite,
            Self::Metabolite(f) => &f.cite,
            Self::Sign(f) => &f.cite,
            Self::Phase(f) => &f.cite,
            Self::Statistic(f) => &f.cite,
            Self::Event(f) => &f.cite,
            Self::Equivalent(f) => &f.cite,
            Self::Dispute(_) => return None,
        })
    }
}
