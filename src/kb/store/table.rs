//! Sorted tables inside the blob.
//!
//! A table of Rust strings would cost every start of the program a relocation for each of them; rows of offsets cost
//! nothing until they are read.

use serde::{Deserialize, Serialize};

/// A part of the blob: its first byte and its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Part(pub u32, pub u32);

impl Part {
    /// Its bytes.
    pub fn of(self, blob: &[u8]) -> Option<&[u8]> {
        blob.get(self.0 as usize..)?.get(..self.1 as usize)
    }
}

/// The bytes of a row: where its key is and where its value is, four numbers of 32 bits, the lowest byte first.
const ROW: usize = 16;

/// A table: the part of the blob in which its rows stand, sorted by key.
#[derive(Debug, Clone, Copy)]
pub struct Table(pub Part);

impl Table {
    /// How many rows it has.
    pub fn count(self) -> u32 {
        self.0.1 / ROW as u32
    }

    /// A row by its number: its key and the part of its value.
    pub fn nth(self, blob: &[u8], nth: u32) -> Option<(&str, Part)> {
        let row = self.0.of(blob)?.get(nth as usize * ROW..)?.first_chunk::<ROW>()?;
        let number = |at: usize| row.get(at * 4..)?.first_chunk::<4>().map(|bytes| u32::from_le_bytes(*bytes));
        let key = Part(number(0)?, number(1)?).of(blob)?;
        Some((std::str::from_utf8(key).ok()?, Part(number(2)?, number(3)?)))
    }

    /// Every row.
    pub fn rows(self, blob: &[u8]) -> impl Iterator<Item = (&str, Part)> {
        (0..self.count()).filter_map(move |nth| self.nth(blob, nth))
    }

    /// The number of the first row whose key is not before this one.
    fn first_from(self, blob: &[u8], key: &str) -> u32 {
        let (mut low, mut high) = (0, self.count());
        while low < high {
            let middle = low.midpoint(high);
            match self.nth(blob, middle) {
                Some((found, _)) if found < key => low = middle + 1,
                _ => high = middle,
            }
        }
        low
    }

    /// The value under a key.
    pub fn find(self, blob: &[u8], key: &str) -> Option<Part> {
        let (found, part) = self.nth(blob, self.first_from(blob, key))?;
        (found == key).then_some(part)
    }

    /// The rows whose key begins like this.
    pub fn starting_with<'b>(self, blob: &'b [u8], beginning: &'b str) -> impl Iterator<Item = (&'b str, Part)> {
        let first = self.first_from(blob, beginning);
        let rows = (first..self.count()).map_while(move |nth| self.nth(blob, nth));
        rows.take_while(move |(key, _)| key.starts_with(beginning))
    }
}
