//! `klon interactions`: what is known of one drug with others, or of every pair among several.

mod party;
mod rulebook;
mod said;

pub use party::{Party, Side};
pub use rulebook::Applied;
pub use said::Said;

use super::{Answer, Context, Failure, Gatherer, Reply};
use crate::arrange::Arrange;
use crate::kb::KnowledgeBase;
use crate::model::*;
use party::Taken;
use rulebook::Rulebook;
use serde::Serialize;

/// Fewer of a kind are told pair by pair.
const LEAST_SUM: usize = 3;

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
    /// Without a rule, what the monograph of one says of the other.
    pub said: Vec<Said>,
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

/// What is known of these drugs; names that are not known are told beside the answer.
pub fn interactions(context: &Context, names: &[String]) -> Result<(Reply, Vec<Failure>), Failure> {
    let kb = context.kb;
    let (drugs, failures): (Vec<Party>, Vec<Option<Failure>>) =
        names.iter().map(|name| Party::of(context, name)).unzip();
    let failures: Vec<Failure> = failures.into_iter().flatten().collect();
    if let ([_], [failure]) = (drugs.as_slice(), failures.as_slice()) {
        return Err(failure.clone());
    }
    let taken: Vec<Taken> = drugs.iter().map(|drug| taken(kb, drug)).collect();
    let book = Rulebook::of(kb, &taken);
    let mut gather = Gatherer::new(kb);
    let (mut rules, mut pairs, mut sums) = (Vec::new(), Vec::new(), Vec::new());
    match taken.as_slice() {
        [one] => rules = book.with_anything(one),
        several => {
            for (nth, a) in drugs.iter().zip(several).enumerate() {
                for b in drugs.iter().zip(several).skip(nth + 1) {
                    pairs.push(pair(&book, kb, &mut gather, a, b));
                }
            }
            sums = adds_up(kb, several);
        }
    }
    pairs.arrange_by_key(|pair| (pair.status, pair.rules.first().map(|rule| rule.severity)));
    rules.iter().chain(pairs.iter().flat_map(|pair| &pair.rules)).for_each(|rule| gather.cite(&rule.cite));
    sums.iter().for_each(|sum| gather.cite(&sum.cite));
    let answer = Interactions { drugs, rules, pairs, adds_up: sums, rules_known: kb.rules_known() };
    Ok((Reply::new(kb, Answer::Interactions(Box::new(answer)), gather.sources), failures))
}

/// What was asked about, as it is held against the rules.
fn taken(kb: &KnowledgeBase, drug: &Party) -> Taken {
    let ids = |sides: &[Side]| sides.iter().map(|side| side.id.clone()).collect::<Vec<_>>();
    match &drug.id {
        Some(id) => Taken::of(kb, id, &ids(&drug.contains), &ids(&drug.members)),
        None => Taken::default(),
    }
}

/// An entry as it is held against the rules, by its id.
fn taken_by_id(kb: &KnowledgeBase, id: &EntryId) -> Taken {
    let parts = kb.head_of(id).map(|head| head.contains).unwrap_or_default();
    Taken::of(kb, id, &parts, &[])
}

/// What must not come together with an entry, the worst first.
pub fn dangerous(kb: &KnowledgeBase, id: &EntryId) -> Vec<Applied> {
    let taken = taken_by_id(kb, id);
    let mut rules = Rulebook::of(kb, [&taken]).with_anything(&taken);
    rules.retain(|rule| rule.severity <= Severity::Major);
    rules
}

/// What happens when these meet: the rules of every pair, the worst first, and what adds up over all of them.
pub fn among(kb: &KnowledgeBase, ids: &[EntryId]) -> (Vec<Applied>, Vec<AddsUp>) {
    let taken: Vec<Taken> = ids.iter().map(|id| taken_by_id(kb, id)).collect();
    let book = Rulebook::of(kb, &taken);
    let pairs = taken.iter().enumerate().flat_map(|(nth, a)| taken.iter().skip(nth + 1).map(move |b| (a, b)));
    let mut rules: Vec<Applied> = pairs.flat_map(|(a, b)| book.between(a, b)).collect();
    rules.arrange_by_key(|rule| rule.severity);
    (rules, adds_up(kb, &taken))
}

fn pair(
    book: &Rulebook,
    kb: &KnowledgeBase,
    gather: &mut Gatherer,
    (a, of_a): (&Party, &Taken),
    (b, of_b): (&Party, &Taken),
) -> Pair {
    let rules = book.between(of_a, of_b);
    let common = of_a.own.iter().filter(|x| of_b.own.iter().any(|y| x.side == y.side));
    let both_contain: Vec<Side> = common.map(|x| x.side.clone()).collect();
    let status = match a.trouble.or(b.trouble) {
        Some(trouble) => trouble,
        None if rules.is_empty() && both_contain.is_empty() => Status::NoRule,
        None => Status::Interacts,
    };
    let said = match status {
        Status::NoRule => said::said(kb, gather, [(a, of_a), (b, of_b)]),
        _ => Vec::new(),
    };
    Pair { between: [a.asked.clone(), b.asked.clone()], status, both_contain, rules, said }
}

fn adds_up(kb: &KnowledgeBase, taken: &[Taken]) -> Vec<AddsUp> {
    let sums = kb.sums().into_iter().filter_map(|sum| {
        let mut members: Vec<Side> = Vec::new();
        let own = taken.iter().flat_map(|taken| &taken.own);
        let counted = own.filter(|ingredient| ingredient.distance(&sum.of).is_some());
        rulebook::add(&mut members, counted.map(|ingredient| ingredient.side.clone()).collect());
        let of = Side::of(kb, &sum.of);
        let Sum { effect, advice, cite, .. } = sum;
        (members.len() >= LEAST_SUM).then_some(AddsUp { of, members, effect, advice, cite })
    });
    sums.collect()
}
