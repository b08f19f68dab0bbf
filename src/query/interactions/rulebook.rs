//! Which rules hold: of each concern the one that is nearest to what was asked about.

use super::party::{Ingredient, Side, Taken};
use crate::arrange::Arrange;
use crate::kb::KnowledgeBase;
use crate::model::*;
use serde::Serialize;

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
    /// For what of the first that was asked about it holds: itself, parts of a product or members of a class.
    pub of: Vec<Side>,
    /// The same of the second; nothing, where one alone was asked about.
    pub with: Vec<Side>,
    /// The sides of the rule: first the one that holds for the first that was asked about.
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

type Row = (Key, Rule, Option<String>);

/// A rule with how far it is from what was asked about. The nearest is kept, and of two that are as near the gravest.
struct Found {
    distance: usize,
    rule: Applied,
}

impl Found {
    fn is_better_than(&self, other: &Self) -> bool {
        (self.distance, self.rule.severity) < (other.distance, other.rule.severity)
    }
}

/// Keeps the better one of two that say the same kind of thing.
fn keep(best: &mut Vec<Found>, found: Found, is_same: impl Fn(&Applied, &Applied) -> bool) {
    match best.iter_mut().find(|known| is_same(&known.rule, &found.rule)) {
        Some(known) if found.is_better_than(known) => *known = found,
        Some(_) => {}
        None => best.push(found),
    }
}

/// The knowledge that every pair is held against.
pub(super) struct Rulebook<'kb> {
    kb: &'kb KnowledgeBase,
    rows: Vec<Row>,
}

impl<'kb> Rulebook<'kb> {
    /// The rules that can hold for these.
    pub fn of<'t>(kb: &'kb KnowledgeBase, taken: impl IntoIterator<Item = &'t Taken>) -> Self {
        let ingredients = taken.into_iter().flat_map(Taken::all);
        let mut ids: Vec<EntryId> = ingredients.flat_map(Ingredient::counted).cloned().collect();
        ids.arrange();
        ids.dedup();
        Self { kb, rows: kb.rules_with(&ids) }
    }

    fn applied(&self, (key, rule, file): &Row, turned: bool, of: &Ingredient, with: Option<&Ingredient>) -> Applied {
        let mut between = rule.between.each_ref().map(|id| Side::of(self.kb, id));
        if turned {
            between.reverse();
        }
        Applied {
            rule: key.clone(),
            severity: rule.severity,
            concern: rule.concern,
            of: vec![of.side.clone()],
            with: with.iter().map(|with| with.side.clone()).collect(),
            between,
            effect: rule.effect.clone(),
            mechanism: rule.mechanism.clone(),
            advice: rule.advice.clone(),
            cite: rule.cite.clone(),
            file: file.clone(),
        }
    }

    /// The rules that hold for two ingredients: of each concern the nearest one.
    fn between_two(&self, a: &Ingredient, b: &Ingredient) -> Vec<Applied> {
        let mut best: Vec<Found> = Vec::new();
        for row in &self.rows {
            let [first, second] = &row.1.between;
            // The same drug twice is too much of what two of a kind are.
            if a.side.id == b.side.id && first != second {
                continue;
            }
            let way = |x: Option<usize>, y: Option<usize>| x.zip(y).map(|(x, y)| x + y);
            let straight = way(a.distance(first), b.distance(second)).map(|distance| (distance, false));
            let turned = way(a.distance(second), b.distance(first)).map(|distance| (distance, true));
            let Some((distance, turned)) = [straight, turned].into_iter().flatten().min() else { continue };
            let rule = self.applied(row, turned, a, Some(b));
            keep(&mut best, Found { distance, rule }, |x, y| x.concern == y.concern);
        }
        best.into_iter().map(|found| found.rule).collect()
    }

    /// The rules that hold for two of those that were asked about, the worst first.
    pub fn between(&self, a: &Taken, b: &Taken) -> Vec<Applied> {
        let pairs = a.all().flat_map(|x| b.all().map(move |y| (x, y)));
        let rules = pairs.flat_map(|(x, y)| self.between_two(x, y)).collect();
        let mut rules = worst_first(rules);
        product_first(&mut rules, a, |rule| &rule.of, |_, _| true);
        product_first(&mut rules, b, |rule| &rule.with, |_, _| true);
        for rule in &mut rules {
            a.told(&mut rule.of);
            b.told(&mut rule.with);
        }
        rules
    }

    /// The rules that hold for an ingredient with anything: of each other side and concern the nearest one.
    fn of_one(&self, a: &Ingredient) -> Vec<Applied> {
        let mut best: Vec<Found> = Vec::new();
        for row in &self.rows {
            let [first, second] = &row.1.between;
            for (own, turned) in [(first, false), (second, true)] {
                let Some(distance) = a.distance(own) else { continue };
                let rule = self.applied(row, turned && first != second, a, None);
                let is_same = |x: &Applied, y: &Applied| {
                    x.concern == y.concern && x.between.iter().last() == y.between.iter().last()
                };
                keep(&mut best, Found { distance, rule }, is_same);
            }
        }
        best.into_iter().map(|found| found.rule).collect()
    }

    /// The rules that hold for what was asked about with anything, the worst first.
    pub fn with_anything(&self, taken: &Taken) -> Vec<Applied> {
        let mut rules = worst_first(taken.all().flat_map(|ingredient| self.of_one(ingredient)).collect());
        let same_other = |x: &Applied, y: &Applied| x.between.iter().last() == y.between.iter().last();
        product_first(&mut rules, taken, |rule| &rule.of, same_other);
        rules.iter_mut().for_each(|rule| taken.told(&mut rule.of));
        rules
    }
}

/// Where there is a rule for a product as such, those of its parts that are about the same concern say less.
fn product_first(
    rules: &mut Vec<Applied>,
    taken: &Taken,
    sides: fn(&Applied) -> &Vec<Side>,
    meets: impl Fn(&Applied, &Applied) -> bool,
) {
    let Some(product) = &taken.product else { return };
    let is_products = |rule: &Applied| sides(rule).iter().any(|side| side.id == product.side.id);
    let (mut kept, others): (Vec<Applied>, Vec<Applied>) = std::mem::take(rules).into_iter().partition(is_products);
    let products = kept.len();
    for rule in others {
        let is_told = |known: &Applied| known.concern == rule.concern && meets(known, &rule);
        if !kept.iter().take(products).any(is_told) {
            kept.push(rule);
        }
    }
    *rules = worst_first(kept);
}

/// Sorts the worst first, and tells a rule that holds for several once.
fn worst_first(mut rules: Vec<Applied>) -> Vec<Applied> {
    rules.arrange_by(|a, b| (a.severity, a.concern, &a.rule).cmp(&(b.severity, b.concern, &b.rule)));
    let mut kept: Vec<Applied> = Vec::new();
    for rule in rules {
        match kept.last_mut().filter(|known| known.rule == rule.rule && known.between == rule.between) {
            Some(known) => {
                add(&mut known.of, rule.of);
                add(&mut known.with, rule.with);
            }
            None => kept.push(rule),
        }
    }
    kept
}

/// Adds what is not there yet.
pub(super) fn add(sides: &mut Vec<Side>, more: Vec<Side>) {
    for side in more {
        if !sides.contains(&side) {
            sides.push(side);
        }
    }
}
