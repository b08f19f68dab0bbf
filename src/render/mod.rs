//! A document -> what people read; an answer -> what programs read. One file an output format.

pub mod csv;
pub mod findings;
pub mod json;
pub mod markdown;
pub mod plain;
pub mod references;
mod rows;
pub mod text;
pub mod toml;
