//! Sorting, compiled once.
//!
//! The sort of the standard library is compiled anew for each type and each way to compare it: at fifty places, that was
//! a tenth of the program's code. Here it sorts the numbers of the elements, whatever these are.

use std::cmp::Ordering;

/// A list that can be sorted; what compares equal stays in its order.
pub trait Arrange<T> {
    /// Sorts it.
    fn arrange(&mut self)
    where
        T: Ord;

    /// Sorts it by what two elements are to each other.
    fn arrange_by(&mut self, compare: impl Fn(&T, &T) -> Ordering);

    /// Sorts it by a key, which is made once for each element.
    fn arrange_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K);
}

impl<T> Arrange<T> for Vec<T> {
    fn arrange(&mut self)
    where
        T: Ord,
    {
        self.arrange_by(T::cmp);
    }

    fn arrange_by(&mut self, compare: impl Fn(&T, &T) -> Ordering) {
        if !self.is_sorted_by(|a, b| compare(a, b).is_le()) {
            let order = order(self.len(), &|a, b| compare(&self[a], &self[b]));
            put(self, &order);
        }
    }

    fn arrange_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
        if self.len() > 1 {
            let keys: Vec<K> = self.iter().map(key).collect();
            let order = order(self.len(), &|a, b| keys[a].cmp(&keys[b]));
            put(self, &order);
        }
    }
}

/// The numbers of so many elements in the order of what they are to each other.
fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

/// Puts the elements where their numbers stand in the order.
fn put<T>(list: &mut [T], order: &[usize]) {
    for at in 0..order.len() {
        // What stood there before may have been moved, even more than once: to where it was exchanged for another.
        let mut from = order[at];
        while from < at {
            from = order[from];
        }
        list.swap(at, from);
    }
}

#[cfg(test)]
mod tests {
    use super::Arrange;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_the_order_of_the_standard_library(list: Vec<(u8, u8)>) {
            let mut expected = list.clone();
            expected.sort_by_key(|(key, _)| *key);
            let (mut by, mut by_key) = (list.clone(), list.clone());
            by.arrange_by(|a, b| a.0.cmp(&b.0));
            by_key.arrange_by_key(|(key, _)| *key);
            prop_assert_eq!(&by, &expected);
            prop_assert_eq!(&by_key, &expected);
            let mut whole = list;
            whole.arrange();
            expected.sort();
            prop_assert_eq!(whole, expected);
        }
    }
}
