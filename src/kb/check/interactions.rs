//! Rules between drugs: their sides are there, serious ones are well founded, and no two say different things.

use super::errors::{citations, word};
use super::{Sink, path};
use crate::kb::finding::Code;
use crate::kb::{EntryKind, KnowledgeBase, Lookup, names};
use crate::model::interaction::{InteractionsFile, SubstancesFile};
use crate::model::*;
use std::collections::HashMap;

/// The errors of `interactions.toml`.
pub fn rules(kb: &KnowledgeBase, content: &InteractionsFile, sink: &mut Sink) {
    let mut pairs: HashMap<([&EntryId; 2], Concern), &Key> = HashMap::new();
    for (key, rule) in &content.rules {
        let at = |part: &str| path(&["rules", key.as_str(), part]);
        for (nth, side) in rule.between.iter().enumerate() {
            if kb.kind_of(side).is_none() {
                let message = format!("there is no drug, class, group or substance `{side}`");
                sink.report(
                    Code::UnknownEntry,
                    &path(&["rules", key.as_str(), "between", &nth.to_string()]),
                    message,
                    None,
                );
            }
        }
        citations(kb, &rule.cite, &at("cite"), sink);
        let [a, b] = rule.between.each_ref();
        let sides = [a.min(b), a.max(b)];
        if let Some(other) = pairs.insert((sides, rule.concern), key) {
            let message = format!("`{other}` is a rule for the same pair and the same concern");
            sink.report(Code::SharedRule, &at("between"), message, Some("make one rule of the two"));
        }
        if rule.severity <= Severity::Major {
            let mut sides = rule.between.to_vec();
            sides.dedup();
            for side in sides.iter().filter(|side| !names_side(kb, &rule.named, side)) {
                let message = format!("`named` has no word for `{side}`");
                let help = "give the words by which the source names the two sides";
                sink.report(Code::UnnamedSide, &at("named"), message, Some(help));
            }
        }
    }
    for (key, sum) in &content.sums {
        if !matches!(kb.kind_of(&sum.of), Some(EntryKind::Class | EntryKind::Group)) {
            let message = format!("there is no class or group `{}`", sum.of);
            sink.report(Code::UnknownEntry, &path(&["sums", key.as_str(), "of"]), message, None);
        }
        citations(kb, &sum.cite, &path(&["sums", key.as_str(), "cite"]), sink);
    }
}

/// Whether one of the words names a side, a class or a group that it belongs to, or something that belongs to it.
fn names_side(kb: &KnowledgeBase, words: &[Text], side: &EntryId) -> bool {
    let means = |word: &str| match kb.find(word, None) {
        Lookup::Found(name) => Some(name.id),
        _ => None,
    };
    let singular = |word: &str| word.strip_suffix('s').map(str::to_owned);
    let within = |inner: &EntryId, outer: &EntryId| {
        let belongs = |id: &EntryId| kb.group(outer).is_some_and(|group| group.members.contains(id));
        let ancestors = kb.ancestors(inner);
        belongs(inner) || ancestors.iter().any(|(class, _)| class == outer || belongs(class))
    };
    words.iter().any(|word| {
        let folded = names::fold(word.as_str());
        let meant = means(&folded).or_else(|| means(&singular(&folded)?));
        meant.is_some_and(|id| id == *side || within(&id, side) || within(side, &id))
    })
}

/// The errors of `substances.toml`.
pub fn substances(kb: &KnowledgeBase, content: &SubstancesFile, sink: &mut Sink) {
    for (id, substance) in &content.substances {
        let at = path(&["substances", id.as_str()]);
        let taken = kb.head_of(id).and(kb.kind_of(id)).or_else(|| kb.built_in_kind(id));
        if let Some(kind) = taken.filter(|kind| *kind != EntryKind::Substance) {
            let message = format!("`{id}` is already a {}", word(kind));
            sink.report(Code::DuplicateId, &at, message, Some("keep one of the two"));
        }
        citations(kb, &substance.cite, &path(&["substances", id.as_str(), "cite"]), sink);
    }
    for (id, group) in &content.groups {
        if let Some(kind) = kb.kind_of(id).filter(|kind| *kind != EntryKind::Group) {
            let message = format!("`{id}` is already a {}", word(kind));
            sink.report(Code::DuplicateId, &path(&["groups", id.as_str()]), message, Some("keep one of the two"));
        }
        for (member, membership) in &group.members {
            let at = path(&["groups", id.as_str(), "members", member.as_str()]);
            if !matches!(kb.kind_of(member), Some(EntryKind::Drug | EntryKind::Class | EntryKind::Substance)) {
                let message = format!("there is no drug, class or substance `{member}`");
                sink.report(Code::UnknownEntry, &at, message, None);
            }
            citations(kb, &membership.cite, &at, sink);
        }
    }
}

/// Every text of `interactions.toml`, whether it is for anybody, and its place.
pub fn texts(content: &InteractionsFile, mut each: impl FnMut(&Text, bool, &[String])) {
    for (key, rule) in &content.rules {
        let at = |part: &str| path(&["rules", key.as_str(), part]);
        each(&rule.effect, true, &at("effect"));
        each(&rule.advice, true, &at("advice"));
        if let Some(mechanism) = &rule.mechanism {
            each(mechanism, false, &at("mechanism"));
        }
    }
    for (key, sum) in &content.sums {
        each(&sum.effect, true, &path(&["sums", key.as_str(), "effect"]));
        each(&sum.advice, true, &path(&["sums", key.as_str(), "advice"]));
    }
}

/// Rules that rest on web pages alone, and labels that are cited without a place.
pub fn weak(kb: &KnowledgeBase, content: &InteractionsFile, sink: &mut Sink) {
    for (key, rule) in &content.rules {
        let at = path(&["rules", key.as_str(), "cite"]);
        let kind = |citation: &Citation| kb.source(&citation.source).map(|(source, _)| source.kind);
        if rule.cite.iter().all(|citation| kind(citation) == Some(Kind::Web)) {
            let help = "cite a better source, or explain: # klon: allow K101 reason";
            sink.report(Code::WebAlone, &at, "this rests on a web page alone".to_owned(), Some(help));
        }
        for citation in rule.cite.iter().filter(|citation| citation.place.is_none()) {
            if kind(citation) == Some(Kind::Label) {
                let message = format!("`{}` is a label: where in it?", citation.source);
                sink.report(Code::NoPlace, &at, message, Some("name the section: \"source#Warnings\""));
            }
        }
    }
}
