//! `klon sources`: what a monograph rests on.

use super::{Answer, Context, FactAnswer, Failure, Gatherer, Head, Reply, SourceAnswer, ask};
use crate::arrange::Arrange;
use crate::kb::index::Cited;
use crate::kb::{Held, Monograph};
use crate::model::SourceId;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::HashMap;

/// A source with what rests on it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Used {
    /// Its id.
    pub id: SourceId,
    /// The source.
    #[serde(flatten)]
    pub source: SourceAnswer,
    /// How many facts cite it.
    pub cited_by: usize,
    /// Those facts, if they were asked for.
    pub facts: Vec<FactAnswer>,
}

/// The sources of one drug, the best kind first.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Sources {
    /// The drug.
    pub drug: Head,
    /// Whether the facts were asked for.
    pub with_facts: bool,
    /// Its sources.
    pub cited: Vec<Used>,
}

/// What a drug's monograph rests on.
pub fn sources(context: &Context, name: Option<&str>, with_facts: bool) -> Result<Reply, Failure> {
    let asked = ask(context, name)?;
    let mut gather = Gatherer::new(context.kb);
    let drug = gather.head(&asked.monograph, &asked);
    let mut on_source = if with_facts { facts_by_source(&asked.monograph) } else { HashMap::new() };
    let used = |Cited { source: id, facts: cited_by }: Cited| {
        let (source, file) = context.kb.source(&id)?;
        let facts = on_source.remove(&id).unwrap_or_default();
        let facts = facts.into_iter().map(|held| gather.fact(held)).collect();
        Some(Used { id, source: SourceAnswer { source: Box::new(source), file }, cited_by, facts })
    };
    let mut cited: Vec<Used> = asked.monograph.cited().into_iter().filter_map(used).collect();
    cited.arrange_by(|a, b| {
        let rank = |used: &Used| (used.source.source.kind, Reverse(used.cited_by));
        rank(a).cmp(&rank(b)).then_with(|| a.id.cmp(&b.id))
    });
    let answer = Answer::Sources(Box::new(Sources { drug, with_facts, cited }));
    // The answer is the table of sources itself.
    Ok(Reply::new(context.kb, answer, Default::default()))
}

/// The facts that rest on each source, in reading order.
fn facts_by_source(monograph: &Monograph) -> HashMap<SourceId, Vec<&Held>> {
    let mut on_source: HashMap<SourceId, Vec<&Held>> = HashMap::new();
    for held in monograph.facts() {
        let mut ids: Vec<&SourceId> = held.fact.citations().map(|citation| &citation.source).collect();
        ids.arrange();
        ids.dedup();
        ids.into_iter().for_each(|id| on_source.entry(id.clone()).or_default().push(held));
    }
    on_source
}
