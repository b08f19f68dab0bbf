//! `klon sources`: what a monograph rests on.

use super::{Answer, Context, FactAnswer, Failure, Gatherer, Head, Reply, SourceAnswer, ask};
use crate::model::SourceId;
use indexmap::IndexMap;
use serde::Serialize;

/// A source with what rests on it.
#[derive(Debug, Serialize)]
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
    let facts: Vec<FactAnswer> = asked.monograph.facts().map(|held| gather.fact(held)).collect();
    let mut on_source: IndexMap<SourceId, Vec<FactAnswer>> = IndexMap::new();
    for answer in facts {
        let mut ids: Vec<SourceId> = answer.fact.citations().into_iter().map(|c| c.source.clone()).collect();
        ids.sort();
        ids.dedup();
        for id in ids {
            on_source.entry(id).or_default().push(answer.clone());
        }
    }
    let mut cited: Vec<Used> = on_source
        .into_iter()
        .filter_map(|(id, on_it)| {
            let source = gather.sources.get(&id)?.clone();
            let cited_by = on_it.len();
            Some(Used { id, source, cited_by, facts: if with_facts { on_it } else { Vec::new() } })
        })
        .collect();
    cited.sort_by_key(|used| (used.source.source.kind, std::cmp::Reverse(used.cited_by), used.id.clone()));
    let answer = Answer::Sources(Box::new(Sources { drug, with_facts, cited }));
    // The answer is the table of sources itself.
    Ok(Reply::new(context.kb, answer, Default::default()))
}
