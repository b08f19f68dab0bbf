//! Sorted tables inside the blob.
//!
//! A table of Rust strings would cost every start of the program a relocation for each of them; rows of offsets cost
//! nothing until they are read.

use super::Store;
use serde::{Deserialize, Serialize};

/// A part of the blob or of the text: its first byte and its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Part(pub u32, pub u32);

impl Part {
    /// Its bytes.
    pub fn of(self, blob: &[u8]) -> Option<&[u8]> {
        blob.get(self.0 as usize..)?.get(..self.1 as usize)
    }

    /// Its words.
    pub fn of_text(self, text: &str) -> Option<&str> {
        let start = self.0 as usize;
        text.get(start..start + self.1 as usize)
    }
}

/// The bytes of a row: where its key is in the text and where its value is in the blob, four numbers of 32 bits, the
/// lowest byte first.
const ROW: usize = 16;

/// A row of a table: the parts of its key and of its value.
pub fn row(key: Part, value: Part) -> impl Iterator<Item = u8> {
    [key.0, key.1, value.0, value.1].into_iter().flat_map(u32::to_le_bytes)
}

/// A table: the part of the blob in which its rows stand, sorted by key.
#[derive(Debug, Clone, Copy)]
pub struct Table(pub Part);

impl Table {
    /// How many rows it has.
    pub fn count(self) -> u32 {
        self.0.1 / ROW as u32
    }

    /// A row by its number: its key and the part of its value.
    pub fn nth(self, store: &Store, nth: u32) -> Option<(&'static str, Part)> {
        let row = self.0.of(store.blob)?.get(nth as usize * ROW..)?.first_chunk::<ROW>()?;
        let number = |at: usize| row.get(at * 4..)?.first_chunk::<4>().map(|bytes| u32::from_le_bytes(*bytes));
        let key = Part(number(0)?, number(1)?).of_text(store.text)?;
        Some((key, Part(number(2)?, number(3)?)))
    }

    /// Every row.
    pub fn rows(self, store: &Store) -> impl Iterator<Item = (&'static str, Part)> {
        (0..self.count()).filter_map(move |nth| self.nth(store, nth))
    }

    /// The number of the first row whose key is not before this one.
    fn first_from(self, store: &Store, key: &str) -> u32 {
        let (mut low, mut high) = (0, self.count());
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
    pub fn find(self, store: &Store, key: &str) -> Option<Part> {
        let (found, part) = self.nth(store, self.first_from(store, key))?;
        (found == key).then_some(part)
    }

    /// The rows whose key begins like this.
    pub fn starting_with(self, store: &Store, beginning: &str) -> impl Iterator<Item = (&'static str, Part)> {
        let first = self.first_from(store, beginning);
        let rows = (first..self.count()).map_while(move |nth| self.nth(store, nth));
        rows.take_while(move |(key, _)| key.starts_with(beginning))
    }
}
