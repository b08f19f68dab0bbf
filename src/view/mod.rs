//! An answer -> a document: the words and their order. One file a subcommand.

mod diff;
mod emergency;
mod facts;
mod frame;
mod compare;
mod info;
mod interactions;
mod list;
mod overdose;
pub mod skeleton;
mod sources;
mod search;
mod symptoms;
mod which;
pub mod words;

pub use overdose::shown;

use crate::document::Document;
use crate::query::{Answer, Reply};

/// A reply in words, its citations numbered.
pub fn document(reply: &Reply) -> Document {
    let mut document = match &reply.answer {
        Answer::Info(answer) => info::document(reply, answer),
        Answer::Symptoms(answer) => symptoms::document(reply, answer),
        Answer::Overdose(answer) => overdose::document(reply, answer),
        Answer::Sources(answer) => sources::document(reply, answer),
        Answer::Diff(answer) => diff::document(reply, answer),
        Answer::Interactions(answer) => interactions::document(reply, answer),
        Answer::List(answer) => list::document(reply, answer),
        Answer::Search(answer) => search::document(reply, answer),
        Answer::Which(answer) => which::document(reply, answer),
        Answer::Compare(answer) => compare::document(reply, answer),
    };
    document.number();
    document
}
