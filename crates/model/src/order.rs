//! Sorting short lists with one copy of the sorting code.
//!
//! The standard library's sort is compiled anew for each type and each comparison, four kilobytes a time: with thirty lists to put
//! in order that was a twentieth of the page's download. Here the positions are sorted, always the same way, and the items follow.
//! Long columns are not sorted here but by `kernels::order`.

use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Sorts items; those that compare equal keep their order.
pub fn sort_by<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = positions(items.len(), &|a, b| compare(&items[a], &items[b]));
    let mut taken: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).collect();
    items.extend(order.into_iter().filter_map(|position| taken[position].take()));
}

/// Sorts items by a key; those of equal keys keep their order.
pub fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// The place of each name in a list. Put in one by one: a map that is made of a whole list brings a sort of its own.
#[inline(never)]
pub fn places<'a>(names: &[&'a str]) -> BTreeMap<&'a str, u32> {
    let mut places = BTreeMap::new();
    for (name, place) in names.iter().zip(0..) {
        places.insert(*name, place);
    }
    places
}

fn positions(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_by_their_places() {
        let found = places(&["orders", "refunds", ""]);
        assert_eq!((found.get("refunds"), found.get(""), found.get("other")), (Some(&1), Some(&2), None));
    }

    #[test]
    fn equal_items_keep_their_order() {
        let mut items = vec![(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd'), (0, 'e')];
        sort_by_key(&mut items, |item| item.0);
        assert_eq!(items, [(0, 'e'), (1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]);
        sort_by(&mut items, |a, b| b.1.cmp(&a.1));
        assert_eq!(items.iter().map(|item| item.1).collect::<String>(), "edcba");
    }
}
