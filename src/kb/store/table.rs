//! Sorted tables inside the blob.
//!
//! A table of Rust strings would cost every start of the program a relocation for each of them; rows of offsets cost
//! nothing until they are read.

use super::Store;
use serde::{Deserialize, Serialize};

/// Where a value begins in the blob; it says itself where it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct At(pub u32);

/// The bytes of a row: where its key begins in the text and where its value begins in the blob, two numbers of 32 bits,
/// the lowest byte first. A key ends where the next one begins.
const ROW: usize = 8;

/// A row of a table.
pub fn row(key: u32, value: At) -> impl Iterator<Item = u8> {
    [key, value.0].into_iter().flat_map(u32::to_le_bytes)
}

/// A table: where its rows begin in the blob, sorted by key, and how many there are. Behind the last one stands a row
/// that says where the last key ends.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Where the first row begins.
    pub rows: At,
    /// How many rows there are.
    pub count: u32,
}

impl Table {
    /// A row by its number: its key and where its value begins.
    pub fn nth(self, store: &Store, nth: u32) -> Option<(&'static str, At)> {
        let start = self.rows.0 as usize + nth as usize * ROW;
        let bytes = store.blob.get(start..start + 2 * ROW)?;
        let number = |at: usize| bytes.get(at..at + 4)?.first_chunk().map(|four| u32::from_le_bytes(*four));
        let key = store.text.get(number(0)? as usize..number(ROW)? as usize)?;
        Some((key, At(number(4)?)))
    }

    /// Every row.
    pub fn rows(self, store: &Store) -> impl Iterator<Item = (&'static str, At)> {
        (0..self.count).filter_map(move |nth| self.nth(store, nth))
    }

    /// The number of the first row whose key is not before this one.
    fn first_from(self, store: &Store, key: &str) -> u32 {
        let (mut low, mut high) = (0, self.count);
        while low < high {
            let middle = low.midpoint(high);
            match self.nth(store, middle) {
                Some((found, _)) if found < key => low = middle + 1,
                _ => high = middle,
            }
        }
        low
    }

    /// The value under a key.
    pub fn find(self, store: &Store, key: &str) -> Option<At> {
        let first = self.first_from(store, key);
        let (found, at) = self.nth(store, first).filter(|_| first < self.count)?;
        (found == key).then_some(at)
    }

    /// The rows whose key begins like this.
    pub fn starting_with(self, store: &Store, beginning: &str) -> impl Iterator<Item = (&'static str, At)> {
        let first = self.first_from(store, beginning);
        let rows = (first..self.count).map_while(move |nth| self.nth(store, nth));
        rows.take_while(move |(key, _)| key.starts_with(beginning))
    }
}
