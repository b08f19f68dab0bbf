//! `klon which`: from signs to drugs. A lookup, and no diagnosis.

use super::emergency::{Emergency, emergency};
use super::signs::{Asked, Lost, Understood, understand};
use super::symptoms::ListKind;
use super::{Answer, Context, Gatherer, Reply};
use crate::arrange::Arrange;
use crate::kb::Origin;
use crate::kb::index::Listed;
use crate::kb::{KnowledgeBase, names};
use crate::model::*;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::rc::Rc;

/// A sign as one drug has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Match {
    /// The sign.
    pub term: TermId,
    /// In which of its lists.
    pub list: ListKind,
    /// Whether it threatens life there.
    pub danger: bool,
    /// The layer that says so: the drug itself, or a class whose fact it inherits.
    pub from: Rc<Origin>,
    /// Where it is from.
    pub cite: Cite,
    /// Whether it rests on web pages alone.
    pub web_alone: bool,
}

/// A drug with the signs that it has.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Matched {
    /// The drug.
    pub id: EntryId,
    /// Its name.
    pub name: Str,
    /// The signs that were asked for and that it has, in the order in which they were asked for.
    pub signs: Vec<Match>,
    #[serde(skip)]
    among: usize,
}

impl Matched {
    /// The signs that it has, whichever the list.
    fn terms(&self) -> BTreeSet<&TermId> {
        self.signs.iter().map(|sign| &sign.term).collect()
    }

    /// How many of the signs it has, whichever the list.
    pub fn count(&self) -> usize {
        self.terms().len()
    }
}

/// Drugs of one class, or one drug without a class.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Group {
    /// The class.
    pub class: Option<EntryId>,
    /// The name of the class, or of the drug.
    pub name: Str,
    /// The drugs, best match first.
    pub drugs: Vec<Matched>,
    /// How many of them have every sign that the first has.
    pub equal: usize,
    /// How many drugs the class has in all.
    pub members: usize,
}

impl Group {
    /// The drug that matches best.
    pub fn best(&self) -> Option<&Matched> {
        self.drugs.first()
    }

    /// The drugs that have every sign that the first has, itself among them.
    pub fn equals(&self) -> impl Iterator<Item = &Matched> {
        let best = self.best().map(Matched::terms).unwrap_or_default();
        self.drugs.iter().filter(move |drug| drug.terms() == best)
    }
}

/// The answer.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Which {
    /// The signs that were understood.
    pub signs: Vec<Asked>,
    /// Words that mean no sign.
    pub not_understood: Vec<Lost>,
    /// The signs that no drug has in these lists.
    pub unlisted: Vec<TermId>,
    /// The lists that were looked at.
    pub lists: Vec<ListKind>,
    /// What to do now and whom to call, where overdose or withdrawal was asked for, or a danger of it was found.
    pub emergency: Option<Emergency>,
    /// Whether every drug is to be shown, and not its class alone.
    pub unfolded: bool,
    /// The drugs, those that match best first.
    pub groups: Vec<Group>,
}

/// The drugs that have these signs.
pub fn which(context: &Context, words: &[String], named: &[ListKind], unfolded: bool) -> Reply {
    let kb = context.kb;
    let lists = if named.is_empty() { ListKind::ALL.to_vec() } else { named.to_vec() };
    let Understood { signs, lost } = understand(kb, words, |_| false);
    let mut gather = Gatherer::new(kb);
    let listed = kb.listed();
    let drugs = matched(kb, &signs, &lists, &listed, &mut gather);
    let has = |sign: &Asked| drugs.iter().flat_map(|drug| &drug.signs).any(|found| found.term == sign.id);
    let unlisted = signs.iter().filter(|sign| !has(sign)).map(|sign| sign.id.clone()).collect();
    // Overdose and withdrawal open with what to do now: where they were asked for, whether the words were understood
    // or not, and where one of their signs threatens life.
    let is_urgent = |list: &ListKind| matches!(list, ListKind::Overdose | ListKind::Withdrawal);
    let mut found = drugs.iter().flat_map(|drug| &drug.signs);
    let urgent = named.iter().any(is_urgent) || found.any(|sign| sign.danger && is_urgent(&sign.list));
    let emergency = urgent.then(|| emergency(context, &mut gather));
    let groups = grouped(kb, drugs, &listed);
    let answer = Which { signs, not_understood: lost, unlisted, lists, emergency, unfolded, groups };
    Reply::new(kb, Answer::Which(Box::new(answer)), gather.sources)
}

/// The drugs that have any of the signs, those that match best first.
fn matched(
    kb: &KnowledgeBase,
    signs: &[Asked],
    lists: &[ListKind],
    listed: &[Listed],
    gather: &mut Gatherer,
) -> Vec<Matched> {
    let wanted: Vec<TermId> = signs.iter().map(|sign| sign.id.clone()).collect();
    let mut drugs: Vec<Matched> = Vec::new();
    for (term, place) in kb.seen(&wanted) {
        let Some(list) = lists.iter().copied().find(|list| list.signs() == place.section) else { continue };
        let web_alone = gather.rest_on_web_alone(&place.sign.cite);
        let Sign { danger, cite, .. } = place.sign;
        let found = Match { term, list, danger, from: place.origin, cite, web_alone };
        match drugs.iter_mut().find(|drug| drug.id == place.entry) {
            Some(drug) => drug.signs.push(found),
            None => {
                let Ok(row) = listed.binary_search_by(|row| row.id.cmp(&place.entry)) else { continue };
                let Some(name) = listed.get(row).map(|row| row.name.clone()) else { continue };
                drugs.push(Matched { id: place.entry, name, signs: vec![found], among: place.among });
            }
        }
    }
    let nth = |sign: &Match| {
        let list = ListKind::ALL.iter().position(|list| *list == sign.list);
        (wanted.iter().position(|term| *term == sign.term), list)
    };
    drugs.iter_mut().for_each(|drug| drug.signs.arrange_by_key(nth));
    drugs.arrange_by_key(|drug| (Reverse(drug.count()), drug.among, names::fold(&drug.name)));
    drugs
}

/// Drugs by class, the class whose members match best first.
fn grouped(kb: &KnowledgeBase, drugs: Vec<Matched>, listed: &[Listed]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for drug in drugs {
        let class = listed.iter().find(|row| row.id == drug.id).and_then(|row| row.classes.first().cloned());
        match groups.iter_mut().find(|group| class.is_some() && group.class == class) {
            Some(group) => group.drugs.push(drug),
            None => {
                let name = class.as_ref().and_then(|class| kb.name_of(class)).unwrap_or_else(|| drug.name.clone());
                let members = listed.iter().filter(|row| row.classes.first() == class.as_ref()).count();
                let members = if class.is_some() { members } else { 1 };
                groups.push(Group { class, name, drugs: vec![drug], equal: 1, members });
            }
        }
    }
    for group in &mut groups {
        group.equal = group.equals().count();
    }
    groups.arrange_by_key(|group| {
        let (most, among) = group.best().map_or((0, 0), |best| (best.count(), best.among));
        // In thousandths, and as if one more drug did not have them: what most of a large class has tells more than
        // what one drug has, or one of many.
        let share = group.equal * 1000 / (group.members + 1);
        (Reverse(most), among != most, Reverse(share), among, names::fold(&group.name))
    });
    groups
}
