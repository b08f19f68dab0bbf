//! `klon interactions`: what is known of one drug with others, or of every pair among several.

use super::{Answer, Context, Failure, Gatherer, Reply, Suggestion, failure_of};
use crate::kb::{EntryKind, KnowledgeBase, Lookup, Name};
use crate::model::*;
use serde::Serialize;
use std::collections::BTreeMap;

/// Fewer of a kind are told pair by pair.
const LEAST_SUM: usize = 3;

/// A few members of a group show what it is.
const MOST_MEMBERS: usize = 4;

/// What klon knows of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// At least one rule holds for it.
    Interacts,
    /// No rule holds for it, which proves nothing.
    NoRule,
    /// A name is not known.
    UnknownName,
    /// A name means several things.
    AmbiguousName,
}

/// One of the names that were asked about.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Party {
    /// The name as it was asked.
    pub asked: String,
    /// What it means; nothing, if the name is not known or means several things.
    pub id: Option<EntryId>,
    /// What kind of thing it is.
    pub kind: Option<EntryKind>,
    /// Its own name.
    pub name: Option<Str>,
    /// The name that led to it, if it was another one.
    pub asked_as: Option<Name>,
    /// What is taken in its place: the drugs in a combination product.
    pub contains: Vec<Side>,
    /// Whether stopping it suddenly is dangerous.
    pub must_not_stop_suddenly: bool,
    /// Why it means no single thing, if it does not.
    pub trouble: Option<Status>,
    /// What an unknown name may have been, or what an ambiguous one can mean.
    pub candidates: Vec<Suggestion>,
}

/// Something on one side of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Side {
    /// Its id.
    pub id: EntryId,
    /// Its name.
    pub name: Str,
    /// What it is.
    pub kind: Option<EntryKind>,
    /// Of a group, the names of some members.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub such_as: Vec<Str>,
}

/// A rule that holds.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Applied {
    /// Its key.
    pub rule: Key,
    /// How bad it is.
    pub severity: Severity,
    /// What it is about.
    pub concern: Concern,
    /// The drugs for which it holds, as they were asked about: the first stands on the rule's first side.
    pub of: Vec<Side>,
    /// The sides of the rule.
    pub between: [Side; 2],
    /// What happens.
    pub effect: Text,
    /// Why.
    pub mechanism: Option<Text>,
    /// What to do.
    pub advice: Text,
    /// Where it is from.
    pub cite: Cite,
    /// The user's file that it is from.
    pub file: Option<String>,
}

/// Two of the drugs.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Pair {
    /// The names as they were asked.
    pub between: [String; 2],
    /// What klon knows of them.
    pub status: Status,
    /// What is in both of them.
    pub both_contain: Vec<Side>,
    /// The rules that hold, the worst first.
    pub rules: Vec<Applied>,
}

/// What adds up over all of them.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AddsUp {
    /// The class or group.
    pub of: Side,
    /// Those of the drugs that belong to it.
    pub members: Vec<Side>,
    /// What happens.
    pub effect: Text,
    /// What to do.
    pub advice: Text,
    /// Where it is from.
    pub cite: Cite,
}

/// The answer.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Interactions {
    /// What was asked about.
    pub drugs: Vec<Party>,
    /// Of one drug: every rule that holds for it, the worst first.
    pub rules: Vec<Applied>,
    /// Of several: every pair, the worst first.
    pub pairs: Vec<Pair>,
    /// Of several: what adds up over all of them.
    pub adds_up: Vec<AddsUp>,
    /// How many rules there are in all.
    pub rules_known: usize,
}

fn side(kb: &KnowledgeBase, id: &EntryId) -> Side {
    let members = kb.group(id).map(|group| group.members).unwrap_or_default();
    let such_as = members.iter().take(MOST_MEMBERS).filter_map(|member| kb.name_of(member)).collect();
    Side { id: id.clone(), name: kb.name_of(id).unwrap_or_else(|| id.clone().into()), kind: kb.kind_of(id), such_as }
}

/// Everything that something counts as: itself, its classes, its groups and theirs, each with its distance.
fn counts_as(kb: &KnowledgeBase, id: &EntryId) -> Vec<(EntryId, usize)> {
    let mut all = vec![(id.clone(), 0)];
    all.extend(kb.ancestors(id));
    // The nearest way into a group is the one that counts.
    let mut of_groups: BTreeMap<EntryId, usize> = BTreeMap::new();
    for (member, distance) in &all {
        for group in kb.groups_with(member) {
            let known = of_groups.entry(group).or_insert(distance + 1);
            *known = (*known).min(distance + 1);
        }
    }
    all.extend(of_groups);
    all
}

/// An ingredient with everything that it counts as.
struct Ingredient {
    side: Side,
    counts: Vec<(EntryId, usize)>,
}

impl Ingredient {
    fn of(kb: &KnowledgeBase, id: &EntryId) -> Self {
        Self { side: side(kb, id), counts: counts_as(kb, id) }
    }

    fn distance(&self, id: &EntryId) -> Option<usize> {
        self.counts.iter().find(|(known, _)| known == id).map(|(_, distance)| *distance)
    }
}

type Rules = Vec<(Key, Rule, Option<String>)>;

/// The knowledge that every pair is held against.
struct Rulebook<'kb> {
    kb: &'kb KnowledgeBase,
    rules: Rules,
}

impl<'kb> Rulebook<'kb> {
    /// The rules that can hold for these ingredients.
    fn of<'i>(kb: &'kb KnowledgeBase, ingredients: impl Iterator<Item = &'i Ingredient>) -> Self {
        let mut ids: Vec<EntryId> = ingredients.flat_map(|one| one.counts.iter().map(|(id, _)| id.clone())).collect();
        ids.sort();
        ids.dedup();
        Self { kb, rules: kb.rules_with(&ids) }
    }

    fn applied(&self, (key, rule, file): &(Key, Rule, Option<String>), of: Vec<Side>) -> Applied {
        Applied {
            rule: key.clone(),
            severity: rule.severity,
            concern: rule.concern,
            of,
            between: rule.between.each_ref().map(|id| side(self.kb, id)),
            effect: rule.effect.clone(),
            mechanism: rule.mechanism.clone(),
            advice: rule.advice.clone(),
            cite: rule.cite.clone(),
            file: file.clone(),
        }
    }

    /// The rules that hold for two ingredients: of each concern the most specific one.
    fn between(&self, a: &Ingredient, b: &Ingredient) -> Vec<Applied> {
        let mut best: Vec<(usize, Applied)> = Vec::new();
        for row in &self.rules {
            let [first, second] = &row.1.between;
            let straight = a.distance(first).zip(b.distance(second));
            let turned = b.distance(first).zip(a.distance(second));
            let way = |found: Option<(usize, usize)>| found.map(|(x, y)| x + y);
            let Some(distance) = [way(straight), way(turned)].into_iter().flatten().min() else { continue };
            // The same drug twice is too much of what two of a kind are.
            if a.side.id == b.side.id && first != second {
                continue;
            }
            let of = if way(straight) == Some(distance) { [a, b] } else { [b, a] };
            let applied = self.applied(row, of.map(|ingredient| ingredient.side.clone()).to_vec());
            match best.iter_mut().find(|(_, known)| known.concern == applied.concern) {
                Some(known) if (distance, applied.severity) < (known.0, known.1.severity) => {
                    *known = (distance, applied)
                }
                Some(_) => {}
                None => best.push((distance, applied)),
            }
        }
        best.into_iter().map(|(_, applied)| applied).collect()
    }

    /// The rules that hold for an ingredient with anything: of each other side and concern the most specific one.
    fn with_anything(&self, a: &Ingredient) -> Vec<Applied> {
        let mut best: Vec<(usize, EntryId, Applied)> = Vec::new();
        for row in &self.rules {
            let [first, second] = &row.1.between;
            for (own, other) in [(first, second), (second, first)] {
                let Some(distance) = a.distance(own) else { continue };
                let mut applied = self.applied(row, vec![a.side.clone()]);
                if own == second && first != second {
                    applied.between.reverse();
                }
                let same =
                    |known: &&mut (usize, EntryId, Applied)| known.1 == *other && known.2.concern == applied.concern;
                match best.iter_mut().find(same) {
                    Some(known) if distance < known.0 => *known = (distance, other.clone(), applied),
                    Some(_) => {}
                    None => best.push((distance, other.clone(), applied)),
                }
            }
        }
        best.into_iter().map(|(_, _, applied)| applied).collect()
    }
}

/// Sorts the worst first, and takes out what several ingredients have in common.
fn worst_first(rules: &mut Vec<Applied>) {
    rules.sort_by(|a, b| (a.severity, a.concern, &a.rule).cmp(&(b.severity, b.concern, &b.rule)));
    let mut kept: Vec<Applied> = Vec::new();
    for rule in rules.drain(..) {
        match kept.iter_mut().find(|known| known.rule == rule.rule) {
            Some(known) => {
                known.of.extend(rule.of.into_iter().filter(|side| !known.of.contains(side)).collect::<Vec<_>>())
            }
            None => kept.push(rule),
        }
    }
    *rules = kept;
}

fn party(context: &Context, asked: &str) -> (Party, Option<Failure>) {
    let kb = context.kb;
    let mut party = Party {
        asked: asked.to_owned(),
        id: None,
        kind: None,
        name: None,
        asked_as: None,
        contains: Vec::new(),
        must_not_stop_suddenly: false,
        trouble: None,
        candidates: Vec::new(),
    };
    let found = kb.find(asked, context.country.country);
    if let Lookup::Found(name) = found {
        let monograph = kb.monograph(&name.id);
        party.kind = kb.kind_of(&name.id);
        party.name = kb.name_of(&name.id);
        party.contains = monograph.iter().flat_map(|m| &m.contains).map(|id| side(kb, id)).collect();
        party.must_not_stop_suddenly = monograph.is_some_and(|m| m.must_not_stop_suddenly());
        party.id = Some(name.id.clone());
        party.asked_as = Some(name).filter(|name| !name.kind.is_own());
        return (party, None);
    }
    let failure = failure_of(context, asked, found);
    party.trouble = Some(match failure {
        Failure::Ambiguous { .. } => Status::AmbiguousName,
        _ => Status::UnknownName,
    });
    if let Failure::Unknown { suggestions: candidates, .. } | Failure::Ambiguous { candidates, .. } = &failure {
        party.candidates = candidates.clone();
    }
    (party, Some(failure))
}

/// What is known of these drugs; names that are not known are told beside the answer.
pub fn interactions(context: &Context, names: &[String]) -> Result<(Reply, Vec<Failure>), Failure> {
    let kb = context.kb;
    let mut failures = Vec::new();
    let mut drugs: Vec<Party> = Vec::new();
    for name in names {
        let (party, failure) = party(context, name);
        failures.extend(failure);
        drugs.push(party);
    }
    if let ([_], Some(failure)) = (drugs.as_slice(), failures.first()) {
        return Err(failure.clone());
    }
    let ingredients: Vec<Vec<Ingredient>> = drugs.iter().map(|drug| ingredients(kb, drug)).collect();
    let book = Rulebook::of(kb, ingredients.iter().flatten());
    let mut answer = Interactions {
        rules: Vec::new(),
        pairs: Vec::new(),
        adds_up: Vec::new(),
        rules_known: kb.rules_known(),
        drugs: Vec::new(),
    };
    if let ([_], [own]) = (drugs.as_slice(), ingredients.as_slice()) {
        answer.rules = own.iter().flat_map(|ingredient| book.with_anything(ingredient)).collect();
        worst_first(&mut answer.rules);
    }
    for (nth, (a, of_a)) in drugs.iter().zip(&ingredients).enumerate() {
        for (b, of_b) in drugs.iter().zip(&ingredients).skip(nth + 1) {
            answer.pairs.push(pair(&book, (a, of_a), (b, of_b)));
        }
    }
    answer.pairs.sort_by_key(|pair| (pair.status, pair.rules.first().map(|rule| rule.severity)));
    if drugs.len() > 1 {
        answer.adds_up = adds_up(kb, &ingredients);
    }
    let mut gather = Gatherer::new(kb);
    for rule in answer.rules.iter().chain(answer.pairs.iter().flat_map(|pair| &pair.rules)) {
        gather.cite(&rule.cite);
    }
    for sum in &answer.adds_up {
        gather.cite(&sum.cite);
    }
    answer.drugs = drugs;
    Ok((Reply::new(kb, Answer::Interactions(Box::new(answer)), gather.sources), failures))
}

/// What must not come together with an entry, the worst first.
pub fn dangerous(kb: &KnowledgeBase, id: &EntryId) -> Vec<Applied> {
    let parts = kb.head_of(id).map(|head| head.contains).filter(|parts| !parts.is_empty());
    let parts = parts.unwrap_or_else(|| vec![id.clone()]);
    let parts: Vec<Ingredient> = parts.iter().map(|part| Ingredient::of(kb, part)).collect();
    let book = Rulebook::of(kb, parts.iter());
    let mut rules: Vec<Applied> = parts.iter().flat_map(|part| book.with_anything(part)).collect();
    rules.retain(|rule| rule.severity <= Severity::Major);
    worst_first(&mut rules);
    rules
}

/// A combination product is taken apart.
fn ingredients(kb: &KnowledgeBase, drug: &Party) -> Vec<Ingredient> {
    let Some(id) = &drug.id else { return Vec::new() };
    let parts = drug.contains.iter().map(|part| Ingredient::of(kb, &part.id));
    let parts: Vec<Ingredient> = parts.collect();
    if parts.is_empty() { vec![Ingredient::of(kb, id)] } else { parts }
}

fn pair(book: &Rulebook, (a, of_a): (&Party, &Vec<Ingredient>), (b, of_b): (&Party, &Vec<Ingredient>)) -> Pair {
    let mut rules: Vec<Applied> = of_a.iter().flat_map(|x| of_b.iter().flat_map(|y| book.between(x, y))).collect();
    worst_first(&mut rules);
    let common = of_a.iter().filter(|x| of_b.iter().any(|y| x.side == y.side));
    let both_contain: Vec<Side> = common.map(|x| x.side.clone()).collect();
    let status = match a.trouble.or(b.trouble) {
        Some(trouble) => trouble,
        None if rules.is_empty() && both_contain.is_empty() => Status::NoRule,
        None => Status::Interacts,
    };
    Pair { between: [a.asked.clone(), b.asked.clone()], status, both_contain, rules }
}

fn adds_up(kb: &KnowledgeBase, ingredients: &[Vec<Ingredient>]) -> Vec<AddsUp> {
    let sums = kb.sums().into_iter().filter_map(|sum| {
        let mut members: Vec<Side> = Vec::new();
        for ingredient in ingredients.iter().flatten().filter(|ingredient| ingredient.distance(&sum.of).is_some()) {
            if !members.contains(&ingredient.side) {
                members.push(ingredient.side.clone());
            }
        }
        let of = side(kb, &sum.of);
        let Sum { effect, advice, cite, .. } = sum;
        (members.len() >= LEAST_SUM).then_some(AddsUp { of, members, effect, advice, cite })
    });
    sums.collect()
}
