//! `klon sources`: what a monograph rests on.

use super::{Answer, Context, FactAnswer, Failure, Gatherer, Head, Reply, SourceAnswer, ask};
use crate::kb::Held;
use crate::model::SourceId;
use indexmap::IndexMap;
use serde::Serialize;

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
    let mut on_source: IndexMap<SourceId, Vec<&Held>> = IndexMap::new();
    for held in asked.monograph.facts() {
        let mut ids: Vec<&SourceId> = held.fact.citations().map(|citation| &citation.source).collect();
        ids.sort();
        ids.dedup();
        for id in ids {
            match on_source.get_mut(id) {
                Some(on_it) => on_it.push(held),
                None => {
                    on_source.insert(id.clone(), vec![held]);
                }
            }
        }
    }
    let mut cited: Vec<Used> = on_source
        .into_iter()
        .filter_map(|(id, on_it)| {
            let (source, file) = context.kb.source(&id)?;
            let facts = if with_facts { on_it.iter().map(|held| gather.fact(held)).collect() } else { Vec::new() };
            Some(Used { id, source: SourceAnswer { source, file }, cited_by: on_it.len(), facts })
        })
        .collect();
    cited.sort_by_key(|used| (used.source.source.kind, std::cmp::Reverse(used.cited_by), used.id.clone()));
    let answer = Answer::Sources(Box::new(Sources { drug, with_facts, cited }));
    // The answer is the table of sources itself.
    Ok(Reply::new(context.kb, answer, Default::default()))
}
