//! The knowledge base that is compiled into the program.

use crate::kb::store::{At, Store, Table, Tables};

static BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/knowledge.bin"));
static TEXT: &str = include_str!(concat!(env!("OUT_DIR"), "/knowledge.txt"));

/// What `build.rs` made of `data/`.
pub static STORE: Store = include!(concat!(env!("OUT_DIR"), "/knowledge.rs"));
