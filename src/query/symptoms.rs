//! `klon symptoms`: lists of signs, with what to do.

use super::emergency::{Emergency, emergency};
use super::overdose::NotFound;
use super::{Answer, Context, FactAnswer, Failure, Gatherer, Head, Reply, ask};
use crate::kb::Monograph;
use crate::model::Section;
use serde::Serialize;

/// A list of signs that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum ListKind {
    SideEffects,
    LongTerm,
    Withdrawal,
    Overdose,
}

impl ListKind {
    /// Every list, in reading order.
    pub const ALL: [Self; 4] = [Self::SideEffects, Self::LongTerm, Self::Withdrawal, Self::Overdose];

    /// The section of its signs.
    pub fn signs(self) -> Section {
        match self {
            Self::SideEffects => Section::AdverseEffects,
            Self::LongTerm => Section::LongTerm,
            Self::Withdrawal => Section::WithdrawalSymptoms,
            Self::Overdose => Section::OverdoseSymptoms,
        }
    }

    /// The sections that are told with it: before the signs, and after them.
    fn around(self) -> (&'static [Section], &'static [Section]) {
        use Section::*;
        match self {
            Self::SideEffects | Self::LongTerm => (&[], &[]),
            Self::Withdrawal => (
                &[SuddenStop, WithdrawalAdvice],
                &[WithdrawalOnset, WithdrawalPeak, WithdrawalDuration, WithdrawalTimeline],
            ),
            Self::Overdose => (
                &[OverdoseFirstAid],
                &[
                    OverdoseOnset,
                    OverdoseDuration,
                    OverdoseCourse,
                    OverdoseChildren,
                    OverdoseManagement,
                    OverdoseAntidote,
                    Tests,
                ],
            ),
        }
    }
}

/// One list of signs.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct List {
    /// Which one.
    pub kind: ListKind,
    /// What to know before reading the signs.
    pub before: Vec<FactAnswer>,
    /// The signs.
    pub signs: Vec<FactAnswer>,
    /// What else belongs to it.
    pub after: Vec<FactAnswer>,
    /// What is disputed about it.
    pub disputes: Vec<FactAnswer>,
}

/// The lists of one drug.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Symptoms {
    /// The drug; none, where the name led to no drug and what holds for any drug is told.
    pub drug: Option<Head>,
    /// The name that led to no drug.
    pub not_found: Option<NotFound>,
    /// What to do now and whom to call, where withdrawal or overdose is among the lists.
    pub emergency: Option<Emergency>,
    /// The lists.
    pub lists: Vec<List>,
}

fn list(kind: ListKind, monograph: &Monograph, gather: &mut Gatherer) -> List {
    let (before, after) = kind.around();
    let mut all = |sections: &[Section]| -> Vec<_> {
        sections.iter().flat_map(|section| gather.section(monograph, *section)).collect()
    };
    let (before_facts, signs, after_facts) = (all(before), all(&[kind.signs()]), all(after));
    let about = [before, &[kind.signs()], after].concat();
    List { kind, before: before_facts, signs, after: after_facts, disputes: gather.disputes(monograph, &about) }
}

/// The lists that were asked for; all of them, if none was named.
pub fn symptoms(context: &Context, name: Option<&str>, kinds: &[ListKind]) -> Result<Reply, Failure> {
    let kinds = if kinds.is_empty() { &ListKind::ALL } else { kinds };
    let asked = ask(context, name)?;
    let mut gather = Gatherer::new(context.kb);
    let urgent = kinds.iter().any(|kind| matches!(kind, ListKind::Withdrawal | ListKind::Overdose));
    let emergency = urgent.then(|| emergency(context, &mut gather));
    let drug = Some(gather.head(&asked.monograph, &asked));
    let lists = kinds.iter().map(|kind| list(*kind, &asked.monograph, &mut gather)).collect();
    let answer = Answer::Symptoms(Box::new(Symptoms { drug, not_found: None, emergency, lists }));
    Ok(Reply::new(context.kb, answer, gather.sources))
}

/// What holds in withdrawal from any drug, where the name led to none.
pub fn withdrawal_of_any(context: &Context, failure: &Failure) -> Reply {
    let mut gather = Gatherer::new(context.kb);
    let emergency = Some(emergency(context, &mut gather));
    let not_found = Some(NotFound::from(failure.clone()));
    let answer = Answer::Symptoms(Box::new(Symptoms { drug: None, not_found, emergency, lists: Vec::new() }));
    Reply::new(context.kb, answer, gather.sources)
}
