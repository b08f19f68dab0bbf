//! The words for people: what sections, kinds and marks are called. A translator starts here.

use crate::cli::Unused;
use crate::kb::{Name, NameKind};
use crate::model::*;
use crate::query::Suggestion;
use crate::query::overdose::Why;
use crate::query::symptoms::ListKind;
use std::borrow::Borrow;

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

/// What else is in a product, behind its name.
pub fn with_parts(parts: &[EntryId]) -> String {
    let parts: Vec<String> = parts.iter().map(|part| part.as_str().replace('-', " ")).collect();
    if parts.is_empty() { String::new() } else { format!(" (with {})", and(&parts)) }
}

/// A name that may have been meant: what it means, what kind of name it is, and where it is used.
pub fn suggested(suggestion: &Suggestion) -> String {
    let Name { shown, kind, country, .. } = &suggestion.name;
    let kind = name_kind(*kind, *country);
    if *shown == suggestion.means {
        format!("{shown} ({kind})")
    } else {
        format!("{shown} ({}, {kind})", meant(suggestion))
    }
}

/// What a name means, within a sentence: the entry, and what else is in a product of that name.
pub fn meant(suggestion: &Suggestion) -> String {
    let parts = suggestion.name.with.iter().map(|part| part.as_str().replace('-', " "));
    let all: Vec<String> = [lower_name(&suggestion.means)].into_iter().chain(parts).collect();
    and(&all)
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

/// Where two knowledge bases are equal.
pub const NOTHING_CHANGED: &str = "Nothing changed: the two say the same.";
/// Where a field has no value.
pub const NOTHING: &str = "(nothing)";

/// The heading of what changed beside drugs and classes.
pub fn part(kind: crate::query::diff::PartKind) -> &'static str {
    use crate::query::diff::PartKind;
    match kind {
        PartKind::Term => "Signs and symptoms",
        PartKind::Rule => "Rules between drugs",
        PartKind::Sum => "What adds up",
        PartKind::Substance => "Substances",
        PartKind::Group => "Groups",
        PartKind::Country => "Help lines",
        PartKind::Emergency => "The emergency page",
        PartKind::Source => SOURCES,
    }
}

/// How bad a finding is.
pub fn severity(severity: crate::kb::finding::Severity) -> &'static str {
    match severity {
        crate::kb::finding::Severity::Error => "error",
        crate::kb::finding::Severity::Warning => "warning",
    }
}

/// A name as it stands within a sentence: lower case, unless it is an abbreviation.
pub fn lower_name(name: &str) -> String {
    let mut chars = name.chars();
    match (chars.next(), chars.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() && !second.is_ascii_digit() => {
            first.to_lowercase().chain(name.chars().skip(1)).collect()
        }
        _ => name.to_owned(),
    }
}

/// Words at the beginning of a sentence.
pub fn upper_first(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// `a`, `a and b`, `a, b and c`.
pub fn and<S: Borrow<str>>(names: &[S]) -> String {
    match names {
        [] => String::new(),
        [one] => one.borrow().to_owned(),
        [most @ .., last] => format!("{} and {}", most.join(", "), last.borrow()),
    }
}

/// Names of drugs as `and` tells them; a name can have a comma in it, as that of a combination.
pub fn and_names<S: Borrow<str>>(names: &[S]) -> String {
    match names {
        [most @ .., last] if !most.is_empty() && names.iter().any(|name| name.borrow().contains(',')) => {
            format!("{}; and {}", most.join("; "), last.borrow())
        }
        names => and(names),
    }
}

/// A small number at the beginning of a sentence.
pub fn count(count: usize) -> String {
    let small = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];
    small.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// How bad an interaction is.
pub fn interaction_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Contraindicated => "Not together (contraindicated)",
        Severity::Major => "Major",
        Severity::Moderate => "Moderate",
        Severity::Minor => "Minor",
    }
}

/// What klon knows of a pair.
pub fn pair_status(status: crate::query::interactions::Status) -> &'static str {
    use crate::query::interactions::Status;
    match status {
        Status::Interacts => "known to interact",
        Status::NoRule => "klon cannot tell",
        Status::UnknownName => "unknown name",
        Status::AmbiguousName => "name with several meanings",
    }
}

/// A pair without a rule.
pub fn no_rule(version: &str, rules: usize) -> String {
    format!(
        "klon cannot tell: it has no rule for this pair (knowledge base {version}, {rules} rules); that is not proof of \
         safety."
    )
}

/// A drug without a rule.
pub fn no_rule_of_one(version: &str, rules: usize) -> String {
    format!(
        "klon cannot tell: it has no rule for this drug (knowledge base {version}, {rules} rules); that is not proof of \
         safety."
    )
}

/// The foot of every answer about interactions.
pub fn interactions_are_incomplete(rules: usize) -> String {
    format!(
        "From {rules} rules. What is not listed may still interact: ask a pharmacist, and name everything that is taken, \
         alcohol and herbs too. In an emergency: klon overdose."
    )
}

/// Why a rule holds for a drug.
pub fn counts_as(drug: &str, of: &str) -> String {
    let of = lower_name(of);
    // Abbreviations are spoken letter by letter: an SSRI.
    let vowel = of.starts_with(['a', 'e', 'i', 'o', 'u']) || of.starts_with("SS") || of.starts_with("SN");
    format!("{} counts as {} {of}", lower_name(drug), if vowel { "an" } else { "a" })
}

/// What several drugs are alike.
pub fn all_count_as(of: &str) -> String {
    format!("Each counts as: {}.", lower_name(of))
}

/// What a combination product is taken for.
pub fn contains(name: &str, parts: &str) -> String {
    format!("{name} contains {parts}.")
}

/// Things that did not fit.
pub fn and_more(count: usize) -> String {
    if count == 0 { String::new() } else { format!("; and {count} more") }
}

/// One member of a class that stands for it.
pub fn one_of(name: &str, members: usize) -> String {
    match members {
        1 => format!(" ({})", lower_name(name)),
        _ => format!(" ({}, one of {members} drugs)", lower_name(name)),
    }
}

/// Some members of a group, behind its name.
pub fn such_as(names: &[Str]) -> String {
    let names: Vec<String> = names.iter().map(|name| lower_name(name)).collect();
    if names.is_empty() { String::new() } else { format!(" (such as {})", names.join(", ")) }
}

/// One drug by two names.
pub fn both_are(name: &str) -> String {
    format!("Both are {name}: the amounts add up.")
}

/// What two products share.
pub fn both_contain(names: &str) -> String {
    format!("Both contain {names}: the amounts add up.")
}

/// A name under which something is sold.
pub fn sold_as(name: &str) -> String {
    format!("\"{name}\" is what it is sold as. What is in it is unknown, and may be something else.")
}

/// For whom a class or a group was asked.
pub fn stands_for(name: &str, members: &str) -> String {
    format!("{name}: asked for all of them, and for each of its members: {members}.")
}

/// What a rule holds for, where it is a part of what was asked about.
pub fn because_of(names: &str) -> String {
    format!("because of {names}")
}

/// Which rule it is.
pub fn by_rule(first: &str, second: &str) -> String {
    format!("Rule: {first} with {second}")
}

/// Whose sentence follows.
pub fn said_of(name: &str) -> String {
    format!("From the page of {}", lower_name(name))
}

/// Beside a list of interactions: medicines that must not be stopped suddenly, and other drugs that must not.
pub fn do_not_stop_because_of_a_list(medicines: &[Str], others: &[Str]) -> Option<String> {
    let lower = |names: &[Str]| names.iter().map(|name| lower_name(name)).collect::<Vec<_>>();
    let medicines = match lower(medicines).as_slice() {
        [] => None,
        [one] => Some(format!("Do not stop {one} suddenly because of this list. Ask a doctor or pharmacist first.")),
        some => Some(format!(
            "Do not stop any of these suddenly because of this list: {}. Ask a doctor or pharmacist first.",
            some.join("; ")
        )),
    };
    let others = (!others.is_empty()).then(|| {
        let names = lower(others).join(" or ");
        format!("Somebody who takes {names} every day needs medical help to stop: a sudden stop can be dangerous.")
    });
    match (medicines, others) {
        (Some(a), Some(b)) => Some(format!("{a} {b}")),
        (one, other) => one.or(other),
    }
}

/// A name that means no single thing.
pub fn name_trouble(name: &str, trouble: Option<crate::query::interactions::Status>, candidates: &[String]) -> String {
    let what = match trouble {
        Some(crate::query::interactions::Status::AmbiguousName) => "means several things, so nothing can be said of it",
        _ => "is not known to klon, so nothing can be said of it",
    };
    let near = match candidates {
        [] => String::new(),
        some => format!(" Near: {}.", some.join(", ")),
    };
    format!("\"{name}\" {what}.{near}")
}

/// So many drugs.
fn drugs(count: usize) -> String {
    if count == 1 { "1 drug".to_owned() } else { format!("{count} drugs") }
}

/// The title of a list.
pub fn list_title(shown: usize, known: usize) -> String {
    match (shown, known) {
        (a, b) if a == b => format!("{a} drugs"),
        (a, b) => format!("{a} of {b} drugs"),
    }
}

/// Where no drug passes the filters.
pub const LIST_IS_EMPTY: &str = "No drug passes these filters. `klon list` shows all.";

/// Where no drug of a class, or none at all, is in a schedule.
pub fn no_such_schedule(schedule: &str, law: Country) -> String {
    format!(
        "No drug passes these filters: none of them is in \"{schedule}\" by the law of {law} as klon knows it. For another \
         law add --country CC. `klon list` shows all."
    )
}

/// Where klon knows no schedule.
pub const NO_SCHEDULE: &str = "none known";

/// What the columns of a list mean.
pub fn list_legend(law: Country) -> String {
    format!(
        "Brands and schedules of {law}; \"{NO_SCHEDULE}\" is a gap in klon, and no freedom from the law. Reviewed: by its \
         authors; no clinician unless it says so."
    )
}

/// The title of the emergency block beside other answers.
pub const NOW: &str = "Too much taken, or not sure? Act now.";
/// The same beside answers about withdrawal alone.
pub const NOW_IN_WITHDRAWAL: &str = "Bad withdrawal, or not sure? Act now.";
/// Beside signs of withdrawal.
pub const NEVER_SUDDENLY: &str =
    "Do not stop a medicine suddenly, and not because of this list. Ask a doctor or pharmacist first.";

/// Where no word means a sign.
pub const NO_SIGN: &str = "No sign found";
/// What to do then.
pub const SAY_IT_OTHERWISE: &str = "Say it in other words, one sign at a time, like: klon which \"slow breathing\" coma. To \
    look for a word anywhere: klon search WORD. In an emergency: klon overdose.";

/// The title of a lookup by signs.
pub fn drugs_with(signs: &[String]) -> String {
    format!("Drugs with {}", and(signs))
}

/// What a lookup by signs is worth.
pub fn which_is_no_diagnosis(lists: &[&str]) -> String {
    let lists: Vec<String> = lists.iter().map(|list| list.to_lowercase()).collect();
    format!(
        "Looked up among {}. This is a lookup, not a diagnosis: a sign that is missing here rules nothing out, and other \
         drugs and illnesses look the same.",
        and(&lists)
    )
}

/// A sign that was only near.
pub fn taken_as(asked: &str, name: &str) -> String {
    format!("\"{asked}\" was taken as: {}.", lower_name(name))
}

/// Words that mean no sign, and signs that may have been meant.
pub fn no_such_sign(asked: &str, near: &[String]) -> String {
    match near {
        [] => format!("\"{asked}\" means no sign that klon knows."),
        near => format!("\"{asked}\" means no one sign. Near: {}.", near.join("; ")),
    }
}

/// What was not understood is not in the answer.
pub const LEFT_OUT: &str = "Left out: ";

/// Signs that no drug has.
pub fn unlisted(signs: &[String]) -> String {
    format!("klon lists no drug with {}; that excludes nothing.", and(signs))
}

/// Before the drugs that have all the signs.
pub fn drugs_that_list(signs: &[String]) -> String {
    format!("Drugs that list {}: ", and(signs))
}

/// Where no drug has all of the signs.
pub const NO_DRUG_WITH_ALL: &str = "klon knows no drug that lists all of these signs; that excludes nothing.";

/// Behind a class: how many of its drugs have the signs that follow.
pub fn how_many(equal: usize, members: usize) -> String {
    format!(" ({equal} of {})", drugs(members))
}

/// Behind the signs of a class whose members have them each from its own source: whose these citations are.
pub fn shown_for(name: &str) -> String {
    format!(" (shown for {})", lower_name(name))
}

/// Beside a sign that threatens life.
pub const DANGER: &str = " (danger)";

/// How many more names there are.
pub fn more(count: usize) -> String {
    format!("{count} more")
}

/// More groups than fit.
pub fn more_groups(count: usize) -> String {
    format!("And {count} more with fewer of the signs: add --unfold to see all.")
}

/// How to see more.
pub const UNFOLD: &str = "Every drug with its own sources: add --unfold.";

/// A list of signs, after "in".
pub fn list_short(kind: ListKind) -> &'static str {
    match kind {
        ListKind::SideEffects => "side effects",
        ListKind::LongTerm => "long use",
        ListKind::Withdrawal => "withdrawal",
        ListKind::Overdose => "overdose",
    }
}

/// Where nothing was found.
pub fn no_match(names: usize, terms: usize, facts: usize, version: &str) -> String {
    format!(
        "No match. Searched: {names} names, {terms} signs with all their words, and {facts} facts (knowledge base \
         {version}). A gap here proves nothing."
    )
}

/// Words that are nowhere.
pub fn nowhere(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    format!("{} {} in no name, sign or fact.", and(&quoted), if words.len() == 1 { "is" } else { "are" })
}

/// Where the other words were found.
pub const THE_REST_BELOW: &str = " Below is what has the other words.";

/// Where each word was found, and never all of them together.
pub const NOT_TOGETHER: &str = "No fact has all of these words together; try fewer.";

/// Behind something that is only near to a word.
pub fn near_to(word: &str) -> String {
    format!(" (near \"{word}\", not the same)")
}

/// Behind a class: how many drugs a fact of it holds for.
pub fn holds_for(count: usize) -> String {
    format!(" ({})", drugs(count))
}

/// More facts than were shown.
pub fn more_facts(count: usize) -> String {
    format!("And {count} facts more: add a word, a drug's name, or --limit.")
}

/// The head of a part of a comparison.
pub fn compared(section: Section) -> &'static str {
    match section {
        Section::HalfLife => "Half-life",
        Section::Tmax => "Time to peak level",
        Section::Forms => "Forms and strengths",
        Section::Dosing => "Label's ceiling for a prescriber (not a safe amount)",
        Section::Metabolites => "Active metabolites",
        Section::Enzymes => "Broken down by",
        Section::WithdrawalSymptoms => "Signs of withdrawal",
        Section::OverdoseSymptoms => "Signs of overdose",
        other => group(other.group()),
    }
}

/// Below the bars of half-lives.
pub const HALF_LIFE_IS_NO_CLOCK: &str =
    "A half-life does not tell when somebody can drive, or take more: effects and traces last longer.";

/// Above dose equivalents.
pub const EQUIVALENTS_CAUTION: &str =
    "Sources disagree by a factor of two and more. For prescribers who plan a change; never a reason to swap tablets.";

/// The heads of a table of dose equivalents.
pub const EQUIVALENTS_HEAD: [&str; 3] = ["Drug", "10 mg diazepam equals", "Who says so"];
/// Diazepam in that table.
pub const EQUIVALENTS_BASE: &str = "The drug that the others are measured with.";

/// What a source says itself, where it was put on the same base as the others.
pub fn told_as(dose: &Amount, diazepam_mg: Number) -> String {
    format!("(Its own words: {dose} for {diazepam_mg}\u{a0}mg.)")
}

/// Drugs that are dangerous together; the command that says why stands behind this.
pub fn dangerous_together(severity: Severity) -> &'static str {
    match severity {
        Severity::Contraindicated => "Never together, says a label or a guideline. Why: ",
        _ => "Taken together they can do serious harm. How: ",
    }
}

/// Before the command that tells what klon knows of the drugs together.
pub const TAKEN_TOGETHER: &str = "What happens when they are taken together: ";

/// Several drugs that must not be stopped suddenly.
pub fn do_not_stop_any(names: &[Str]) -> String {
    let names: Vec<String> = names.iter().map(|name| lower_name(name)).collect();
    format!("Do not stop any of these suddenly: {}. ", names.join("; "))
}

/// What goes with that.
pub const STOPPING_IS_DANGEROUS: &str = "That can be dangerous. Ask a doctor or pharmacist how to come off it.";

/// What only one of the compared drugs has.
pub fn listed_only(name: &str) -> String {
    format!("{name} alone")
}

/// Below what drugs have alone.
pub const NOT_LISTED_IS_NOT_SAFE: &str = "Sources differ in what they tell: what is listed for one drug alone can happen \
    with the other as well.";
/// A cell for which klon has no fact.
pub const NONE_LISTED: &str = "none known to klon";

/// What all of the compared drugs have.
pub fn shared(count: usize) -> &'static str {
    if count == 2 { "Both" } else { "All" }
}

/// What an interaction is about.
pub fn concern(concern: Concern) -> &'static str {
    match concern {
        Concern::Sedation => "sedation and breathing",
        Concern::Serotonin => "too much serotonin",
        Concern::HeartRhythm => "heart rhythm",
        Concern::BloodPressure => "blood pressure and pulse",
        Concern::Seizures => "seizures",
        Concern::Withdrawal => "withdrawal",
        Concern::HigherLevel => "more of a drug in the body",
        Concern::LowerLevel => "less of a drug in the body",
        Concern::LostEffect => "lost effect",
        Concern::Bleeding => "bleeding",
        Concern::Liver => "liver",
        Concern::Skin => "skin",
        Concern::Mind => "mind and nerves",
        Concern::Other => "other",
    }
}

/// Before the name of a part, where there are no headings to see.
pub const PART: &str = "Part";
/// Before what a life may depend on, where there is no colour to see.
pub const EMERGENCY: &str = "Emergency";
/// Before what must not be missed.
pub const WARNING: &str = "Warning";
/// Before what sources disagree about.
pub const DISPUTE: &str = "Sources disagree";
/// A work that is cited.
pub const SOURCE: &str = "Source";
/// Works that are cited.
pub const SOURCES: &str = "Sources";
/// Behind what is inherited, where marks cannot be seen.
pub const WHOLE_CLASS: &str = "holds for the whole class";

/// The title of the page on identifying tablets.
pub const IDENTIFY_TITLE: &str = "klon cannot tell what a tablet is";
/// Why it cannot.
pub const IDENTIFY_WHY: &str = "It has no list of imprints, shapes and colours. A list would not be enough either: \
    counterfeit tablets carry the imprint of real ones. If somebody may have taken it, do not wait for a name: klon overdose.";
/// Who can.
pub const IDENTIFY_WHO: &[&str] = &[
    "A poison centre: at any hour, also before anything has happened. Say the letters and figures on the tablet.",
    "A pharmacist: take the tablet and its package along.",
    "The hospital, if somebody took it: give the rest of the tablets to the ambulance.",
];

/// Where klon knows no lines.
pub fn identify_without_lines(country: Option<Country>) -> String {
    match country {
        None => "Add --country CC for the numbers of your country.".to_owned(),
        Some(country) => format!("klon knows no numbers for {country}."),
    }
}

/// A name under which drugs are sold in the street.
pub fn sold_as_this(street: &str) -> String {
    format!(" \"{street}\" is sold as this; what it contains is unknown")
}

/// The emergency page without a drug.
pub const OVERDOSE_OF_ANY: &str = "Overdose of any drug, or not sure";
/// Before what several drugs do together.
pub const TOGETHER: &str = "Mixed: ";
/// The same as a heading for clinicians.
pub const CLINICAL_TOGETHER: &str = "Together";
/// At the end of the emergency page's title.
pub const ACT_NOW: &str = ". Act now.";

/// A name on the emergency page that led to no single drug.
pub fn not_found(name: &str, why: Why, means: &[&str]) -> String {
    match why {
        Why::Unknown => format!("klon does not know \"{name}\". "),
        Why::Ambiguous => format!("\"{name}\" means several drugs: {}. ", means.join(", ")),
        Why::NoPage => format!("klon has no page for \"{name}\". "),
    }
}

/// Behind the names that led to no drug: for what the page holds.
pub fn what_follows(for_others: bool) -> &'static str {
    if for_others { "What follows is for the rest." } else { "What follows holds for any drug." }
}

/// How words were understood that are no command as they stand.
pub fn understood(command: &str) -> String {
    format!("note: understood as `{command}`\n")
}

/// The last line below a page that is longer than the terminal: `call` is `Call 911`.
pub fn scroll_up(call: &str) -> String {
    format!("Scroll up for what to do. {call}.")
}

/// Whom to call where klon knows no number.
pub const CALL_AN_AMBULANCE: &str = "Call an ambulance";
/// The same with signs that are not grave, or with none.
pub const CALL_FOR_POISON: &str = "a poison centre or your emergency number";
/// The same in despair.
pub const CALL_A_CRISIS_LINE: &str = "Call a crisis line";
/// Before the crisis line.
pub const SUICIDE: &str = "Thoughts of suicide? ";

/// A country without any number.
pub fn no_numbers(country: Country) -> String {
    format!("klon knows no numbers for {country}.")
}

/// A country without lines of these kinds.
pub fn no_line(kinds: &str, country: Country) -> String {
    format!(" {} line: {}.", upper_first(kinds), none_for(country))
}

/// What a country lacks.
pub fn none_for(country: Country) -> String {
    format!("none known to klon for {country}")
}

/// The title of what holds in withdrawal from any medicine.
pub const WITHDRAWAL_OF_ANY: &str = "Do not stop any medicine suddenly. Withdrawal can threaten life.";
/// The advice that goes with it.
pub const WITHDRAWAL_ASK: &str = "Already stopped, or about to? Ask a doctor or pharmacist today how to come off it.";
/// Behind a name that is not known, on the page on withdrawal.
pub const WITHDRAWAL_FOLLOWS: &str = "What follows holds for any medicine that must not be stopped suddenly.";

/// Beside a default drug that is not known.
pub fn default_drug_is_configured(file: &str) -> String {
    format!("hint: no drug was named, and this default is from the configuration file: {file}\n")
}

/// What somebody wants to have identified.
pub fn identify_asked(what: &str) -> String {
    format!("You asked about: {what}. Say this, and read out what is printed on it.")
}

/// The heads of the clinicians' page on overdose, in order.
pub const CLINICAL_HEADS: [&str; 7] = [
    "Identity",
    "Airway and breathing",
    "Co-ingestants to ask for",
    "Antidote and its limits",
    "Course",
    "Tests and their blind spots",
    "Disposition and management",
];

/// Where a setting is from.
pub fn setting_origin(from: &crate::config::Origin) -> String {
    use crate::config::Origin;
    match from {
        Origin::Option(option) => format!("from {option}"),
        Origin::Variable(variable) => format!("from ${variable}"),
        Origin::File => "from the configuration file".to_owned(),
        Origin::Locale => "assumed from the language settings".to_owned(),
        Origin::Default => "default".to_owned(),
    }
}

/// Where the configuration file is.
pub fn config_file(path: &str, there: bool) -> String {
    if there { format!("Configuration file: {path}") } else { format!("Configuration file: {path} {NOT_THERE}") }
}

/// Where there is no home.
pub const NO_CONFIG_PLACE: &str = "none, for want of a home folder";
/// A setting without a value.
pub const NOT_SET: &str = "(none)";
/// A folder that is named and is not there.
pub const NOT_THERE: &str = "(not there)";
/// Beside the findings of a configuration file.
pub const CONFIG_IS_IGNORED: &str =
    "hint: the rest of the settings holds. Keys: drug, country, audience, color, pager, data.\n";
/// A format that only sources have.
pub const SOURCES_ALONE: &str =
    "error: bibtex, ris and csl-json are forms of sources alone\nhint: klon sources --format bibtex\n";

/// Beside the emergency page, where the user's files have errors.
pub fn files_left_out(count: usize) -> String {
    format!("error: {count} of your files left out; `klon check` says why\n")
}

/// More findings than are shown.
pub fn more_findings(count: usize) -> String {
    format!("hint: and {count} findings more\n")
}

/// Behind findings that stand beside an answer.
pub const ANSWER_FROM_THE_REST: &str = "hint: the answer is from what could be read; `klon check` shows all findings\n";

/// What a check found.
pub fn check_summary(files: usize, errors: usize, warnings: usize) -> String {
    let counted = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    format!("{} read: {}, {}\n", counted(files, "file"), counted(errors, "error"), counted(warnings, "warning"))
}

/// A name that cannot be made an id.
pub fn no_id(name: &str) -> String {
    format!("error: {name}: cannot be a drug's id\nhint: use letters and digits, like: klon new zolpidem\n")
}

/// An id that means something else.
pub fn reserved_id(id: &EntryId) -> String {
    format!(
        "error: {id}: is a word of klon's or of a system's, and cannot be a drug's id\nhint: add a word, like: klon new \"{id} tablets\"\n"
    )
}

/// An id that something else has.
pub fn taken_id(id: &EntryId, kind: &str) -> String {
    format!(
        "error: {id}: is already a {kind}, and cannot be a drug's id\nhint: add a word, like: klon new \"{id} tablets\"\n"
    )
}

/// A file that `klon new` does not write over.
pub fn file_is_there(id: &EntryId) -> String {
    format!("error: {id}.toml is there already, and stays as it is\nhint: klon check {id}.toml\n")
}

/// A file for somebody who adds a drug.
pub fn skeleton_is_there(id: &EntryId) -> String {
    format!(
        "{id}.toml is there. Fill it in with a text editor, then look for mistakes: klon check {id}.toml\n\
         To use it, put it into a folder of your own: klon info {id} --data FOLDER\n"
    )
}

/// A new file that takes the place of a built-in drug.
pub fn skeleton_replaces(id: &EntryId) -> String {
    format!(
        "klon has {id} built in, and this file replaces all of it. To change single facts alone, name the file \
         {id}.patch.toml and leave `name` out.\n"
    )
}

/// A new file whose name means a built-in drug.
pub fn name_means(name: &str, id: &EntryId) -> String {
    format!("{name} already means {id}, which is built in.\n")
}

/// Where no file is named and none is in use.
pub const NOTHING_TO_CHECK: &str =
    "error: no files of yours are in use\nhint: name a file or a folder: klon check zolpidem.toml\n";

/// Where a side of a comparison could not be read.
pub const NOTHING_COMPARED: &str = "hint: nothing was compared\n";

/// What stands in the user's folders and has no effect.
pub fn not_used(count: usize) -> String {
    let what =
        if count == 1 { "one thing in your folders has" } else { &format!("{count} things in your folders have") };
    format!("hint: {what} no effect; `klon check` says what and why\n")
}

/// Where the user's files leave out that a drug must not be stopped suddenly.
pub const BUILT_IN_WARNING: &str = " Your files leave this out; it is the built-in warning.";

/// When an entry is to be reviewed again.
pub fn review_line(day: Date, id: &EntryId, overdue: bool) -> String {
    format!("{day}  {id}{}\n", if overdue { "  overdue" } else { "" })
}

/// A command that is none.
pub fn no_such_command(name: &str, commands: &[&str]) -> String {
    format!("error: {name}: no such command\nhint: the commands are {}\n", commands.join(", "))
}

/// A file that could not be written.
pub fn not_written(path: &str, error: &std::io::Error) -> String {
    format!("error: {path} is not written: {error}\n")
}

/// Standard output that could not be written to.
pub fn answer_not_written(error: &std::io::Error) -> String {
    format!("error: cannot write the answer: {error}\n")
}

/// A law or a brand of a country that klon does not know.
pub fn none_known_for(country: Country) -> String {
    format!("none known for {country}")
}

/// Behind the name of a web page.
pub const WEB_PAGE: &str = " (web page)";
/// What the mark of web pages means.
pub const WEB_LEGEND: &str = "a web page, the weakest kind of source. ";

/// Facts that the overview does not show; the option that shows them stands behind this.
pub fn more_behind(count: usize) -> String {
    format!("({count}\u{a0}more: ")
}

/// Sections of which the overview shows nothing, each with its number of facts.
pub fn also_known(sections: &[String]) -> String {
    format!("any of these: {}", sections.join(", "))
}

/// What the manual says of the environment.
pub const MANUAL_ENVIRONMENT: &[(&str, &str)] = &[
    ("KLON_CONFIG", "The configuration file, in the place of the platform's."),
    ("KLON_DATA", "A folder of your own files, read on top of the built-in facts."),
    ("KLON_PAGER, PAGER", "The program that shows long answers page by page; less, if neither is set."),
    ("NO_COLOR, CLICOLOR_FORCE", "Never colour, or colour in a pipe too."),
    ("TERM", "Where it is dumb: no colour, no links, and ASCII alone."),
    ("COLUMNS", "The width of answers that do not go to a terminal; 80, if it is not set."),
    (
        "LC_ALL, LC_MESSAGES, LC_CTYPE, LANG",
        "The country that is assumed where none is given, and whether the terminal shows more than ASCII.",
    ),
    ("XDG_CONFIG_HOME, XDG_DATA_HOME, HOME, APPDATA", "Where the platform keeps settings and data."),
];

/// What the manual says of files.
pub const MANUAL_FILES: &[(&str, &str)] = &[
    ("~/.config/klon/config.toml", "Settings: drug, country, audience, color, pager, data."),
    ("~/.local/share/klon/", "Your own files of facts. klon config shows the places that hold here."),
];

/// What the manual says of the exit status.
pub const MANUAL_EXIT: &[(&str, &str)] = &[
    ("0", "There was an answer. A pair of drugs without a rule is one."),
    ("1", "Nothing was found, a name is unknown or means several things, or a check found errors."),
    ("2", "The command line is wrong."),
    ("3", "A file could not be read or written."),
];

/// An option that has no use.
pub fn unused(option: Unused) -> String {
    match option {
        Unused::Format(command) => {
            format!("error: `klon {command}` prints in one format alone\nhint: Leave out --format.\n")
        }
        Unused::FormatOfCheck => "error: `klon check` prints text or JSON\nhint: --format json\n".to_owned(),
        Unused::OutputOfNew => {
            "error: `klon new` names its file after the drug\nhint: Leave out --output.\n".to_owned()
        }
    }
}

/// What `klon` alone shows: the title.
pub const EXAMPLES_TITLE: &str = "klon: an offline drug reference. Every fact says where it is from.";
/// What to type, and what it answers.
pub const EXAMPLES: [(&str, &str); 8] = [
    ("klon overdose", "somebody took too much: what to do now"),
    ("klon overdose xanax percocet", "the same, with the signs of these drugs"),
    ("klon info klonopin", "what a drug is"),
    ("klon symptoms --withdrawal", "what stopping can do, and what to do"),
    ("klon interactions klonopin percocet", "what happens when drugs meet"),
    ("klon which \"slow breathing\" coma", "from signs to drugs"),
    ("klon search \"can't sleep\"", "in names, signs and facts"),
    ("klon sources --facts", "where every fact is from"),
];
/// Where there is more.
pub const EXAMPLES_MORE: &str = "klon --help";
