//! The words for people: what sections, kinds and marks are called. A translator starts here.

use crate::kb::NameKind;
use crate::model::*;
use crate::query::symptoms::ListKind;

/// The quiet line at the end of every answer.
pub const DISCLAIMER: &str = "A reference, not medical advice.";

/// The heading of a group of sections.
pub fn group(group: &str) -> &'static str {
    match group {
        "description" => "What it is",
        "brands" => "Brands",
        "synonyms" => "Other names",
        "street_names" => "Street names",
        "confused_with" => "Confused with",
        "identifiers" => "Identifiers",
        "schedule" => "Legal schedule",
        "indications" => "Used for",
        "boxed_warning" => "Boxed warning",
        "contraindications" => "Must not be used",
        "warnings" => "Warnings",
        "forms" => "Forms and strengths",
        "dosing" => "Doses on the label (for prescribers)",
        "equivalents" => "Approximate dose equivalents",
        "mechanism" => "How it works",
        "pharmacokinetics" => "In the body",
        "adverse_effects" => "Side effects",
        "long_term" => "Long-term effects",
        "interactions" => "Interactions",
        "dependence" => "Tolerance and dependence",
        "misuse" => "Misuse",
        "withdrawal" => "Withdrawal",
        "overdose" => "Overdose",
        "tests" => "Tests",
        "pregnancy" => "Pregnancy",
        "lactation" => "Breastfeeding",
        "children" => "Children",
        "older_adults" => "Older adults",
        "liver" => "Liver disease",
        "kidney" => "Kidney disease",
        "driving" => "Driving",
        "storage" => "Storage",
        "disposal" => "Disposal",
        "discontinuation" => "Stopping it",
        "recovery" => "Recovery",
        "statistics" => "Figures",
        "history" => "History",
        "disputes" => "Where sources disagree",
        _ => "More",
    }
}

/// The heading of a section within its group; none, where the group's heading says it all.
pub fn section(section: Section) -> Option<&'static str> {
    use Section::*;
    Some(match section {
        Onset => "Onset of effect",
        Tmax => "Time to peak level",
        Duration => "Duration of effect",
        Bioavailability => "Share that reaches the blood",
        ProteinBinding => "Bound to protein",
        Volume => "Volume of distribution",
        HalfLife => "Half-life",
        Enzymes => "Enzymes",
        Metabolites => "What it becomes",
        Fate => "Absorption, breakdown, elimination",
        WithdrawalAdvice => "What to do",
        WithdrawalOnset => "When it begins",
        WithdrawalPeak => "When it is worst",
        WithdrawalDuration => "How long it lasts",
        WithdrawalTimeline => "Its course",
        WithdrawalSymptoms => "Signs",
        OverdoseSymptoms => "Signs",
        OverdoseFirstAid => "First aid for this drug",
        OverdoseOnset => "When it begins",
        OverdoseDuration => "How long it lasts",
        OverdoseCourse => "Its course",
        OverdoseChildren => "Children",
        OverdoseManagement => "For clinicians: management",
        OverdoseAntidote => "For clinicians: antidote",
        SuddenStop => "Do not stop suddenly",
        Taper => "Tapering",
        RecoveryAdvice => "What helps",
        RecoveryTimeline => "One clinic's timeline",
        _ => return None,
    })
}

/// The heading of a list of signs.
pub fn list(kind: ListKind) -> &'static str {
    match kind {
        ListKind::SideEffects => "Side effects",
        ListKind::LongTerm => "Effects of long use",
        ListKind::Withdrawal => "Withdrawal",
        ListKind::Overdose => "Overdose",
    }
}

/// A kind of name, after "a".
pub fn name_kind(kind: NameKind, country: Option<Country>) -> String {
    let place = country.map(|country| format!(" in {country}")).unwrap_or_default();
    match kind {
        NameKind::Generic => "generic name".to_owned(),
        NameKind::Class => "class of drugs".to_owned(),
        NameKind::Substance => "substance".to_owned(),
        NameKind::Group => "group of drugs".to_owned(),
        NameKind::Brand => format!("brand{place}"),
        NameKind::Synonym => "another name".to_owned(),
        NameKind::Street => "street name: what was sold under it is unknown".to_owned(),
    }
}

/// A kind of source, as a heading.
pub fn source_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Label => "Labels",
        Kind::Guideline => "Guidelines and agencies",
        Kind::Review => "Reviews",
        Kind::Study => "Studies",
        Kind::Statistics => "Statistics",
        Kind::Law => "Law",
        Kind::Reference => "Catalogues and lists",
        Kind::Web => "Web pages",
    }
}

/// How many people get an effect.
pub fn frequency(frequency: Frequency) -> &'static str {
    match frequency {
        Frequency::VeryCommon => "very common (1 in 10 or more)",
        Frequency::Common => "common (1 in 100 to 1 in 10)",
        Frequency::Uncommon => "uncommon (1 in 1,000 to 1 in 100)",
        Frequency::Rare => "rare (1 in 10,000 to 1 in 1,000)",
        Frequency::VeryRare => "very rare (fewer than 1 in 10,000)",
        Frequency::Unknown => "how common is not known",
    }
}

/// An enzyme's part.
pub fn enzyme_role(role: EnzymeRole) -> &'static str {
    match role {
        EnzymeRole::MajorSubstrate => "breaks most of it down",
        EnzymeRole::Substrate => "breaks it down",
        EnzymeRole::MinorSubstrate => "breaks a little of it down",
        EnzymeRole::Inhibitor => "is slowed by it",
        EnzymeRole::Inducer => "is increased by it",
    }
}

/// What a line is for.
pub fn line_kind(kind: LineKind) -> &'static str {
    match kind {
        LineKind::Emergency => "Emergency",
        LineKind::Poison => "Poison",
        LineKind::Crisis => "Crisis",
        LineKind::DrugUse => "Drugs and alcohol",
    }
}

/// How soon to act.
pub fn urgency(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Emergency => "Emergency",
        Urgency::Today => "Today",
        Urgency::Routine => "At the next visit",
    }
}

/// How a fact changed.
pub fn change(change: crate::query::diff::Change) -> &'static str {
    use crate::query::diff::Change;
    match change {
        Change::Added => "Added",
        Change::Removed => "Removed",
        Change::Value => "Changed",
        Change::Citation => "Cited anew",
    }
}

/// How bad a finding is.
pub fn severity(severity: crate::kb::finding::Severity) -> &'static str {
    match severity {
        crate::kb::finding::Severity::Error => "error",
        crate::kb::finding::Severity::Warning => "warning",
    }
}

/// What `klon` alone shows.
pub const EXAMPLES: &str = "\
klon: an offline drug reference. Every fact says where it is from.

  klon overdose              somebody took too much: what to do now
  klon overdose klonopin     the same, with the signs for one drug
  klon info klonopin         what a drug is
  klon symptoms --withdrawal what stopping can do, and what to do about it
  klon sources --facts       where every fact is from

More: klon --help
";
