//! klon: an offline, source-first drug reference.

#![warn(missing_docs)]

pub mod app;
mod arrange;
mod author;
pub mod builtin;
pub mod cli;
pub mod completions;
pub mod config;
pub mod document;
pub mod guide;
pub mod kb;
pub mod model;
pub mod pager;
pub mod query;
pub mod render;
pub mod schema;
pub mod view;
