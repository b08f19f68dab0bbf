//! klon: an offline, source-first drug reference.

#![warn(missing_docs)]

//BUILTIN
pub mod kb;
pub mod model;
pub mod query;
