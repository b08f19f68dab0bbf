//! An answer -> a document: the words and their order. One file a subcommand.

mod bars;
mod compare;
mod diff;
mod emergency;
mod facts;
mod failure;
mod frame;
mod identify;
mod info;
mod interactions;
mod list;
mod overdose;
mod search;
pub mod skeleton;
mod sources;
mod symptoms;
mod which;
pub mod words;

pub use diff::shown as value;
pub use facts::address;
pub use failure::failure;
pub use overdose::shown;

use crate::document::{Block, Document, Inline, Line, Mark};
use crate::model::Audience;
use crate::query::{Answer, FactAnswer, Reply, SourceTable};

/// A fact in words, without its citations.
pub fn sentence(answer: &FactAnswer) -> String {
    let sources = SourceTable::default();
    let line = facts::Writer::with(&sources, Audience::Lay).sentence(answer);
    line.words()
}

/// A reply in words, its citations numbered.
pub fn document(reply: &Reply) -> Document {
    numbered(reply, overdose::MEASURES[0])
}

/// The same reply from its fullest form to its briefest, for those who must fit it on one screen.
pub fn documents(reply: &Reply) -> impl Iterator<Item = Document> {
    let measures = match &reply.answer {
        Answer::Overdose(_) => &overdose::MEASURES[..],
        _ => overdose::MEASURES.get(..1).unwrap_or_default(),
    };
    measures.iter().map(|measure| numbered(reply, *measure))
}

/// What `klon` alone shows: what to type.
pub fn examples() -> Document {
    let fields = words::EXAMPLES.map(|(command, what)| (command.to_owned(), Line::text(what)));
    let blocks = vec![
        Block::Title(Line::strong(words::EXAMPLES_TITLE)),
        Block::Fields(fields.to_vec()),
        Block::Fine(Line::text("More: ").with(Inline::Command(words::EXAMPLES_MORE.into()))),
    ];
    Document { blocks, tight: false }
}

/// What stands below an emergency page that is longer than the terminal, where it is seen first.
pub fn below_the_screen(reply: &Reply) -> Option<Document> {
    let Answer::Overdose(page) = &reply.answer else { return None };
    let line = Line::alarm(words::scroll_up(&emergency::call_in_short(&page.emergency)));
    Some(Document { blocks: vec![Block::Paragraph(line)], tight: true })
}

fn numbered(reply: &Reply, measure: overdose::Measure) -> Document {
    let mut document = match &reply.answer {
        Answer::Info(answer) => info::document(reply, answer),
        Answer::Symptoms(answer) => symptoms::document(reply, answer),
        Answer::Overdose(answer) => overdose::document(reply, answer, measure),
        Answer::Sources(answer) => sources::document(reply, answer),
        Answer::Diff(answer) => diff::document(reply, answer),
        Answer::Interactions(answer) => interactions::document(reply, answer),
        Answer::List(answer) => list::document(reply, answer),
        Answer::Search(answer) => search::document(reply, answer),
        Answer::Which(answer) => which::document(reply, answer),
        Answer::Identify(answer) => identify::document(reply, answer),
        Answer::Compare(answer) => compare::document(reply, answer),
    };
    document.number();
    if document.cites_web()
        && let Some(Block::Fine(line)) = document.blocks.iter_mut().rfind(|block| matches!(block, Block::Fine(_)))
        && !document.tight
    {
        line.0.insert(0, Inline::Legend(Mark::Web, words::WEB_LEGEND.into()));
    }
    document
}
