//! A document -> what people read; an answer -> what programs read. One file an output format.

mod bars;
pub mod csv;
pub mod findings;
pub mod json;
pub mod markdown;
mod palette;
pub mod plain;
pub mod references;
mod rows;
mod spoken;
pub mod text;
pub mod toml;
