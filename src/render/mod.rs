//! The last floor: a document -> text, an answer -> data. One file a format.

pub mod findings;
pub mod json;
pub mod text;
