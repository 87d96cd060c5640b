//! What the last queries counted. The questions of one screen share it, and so do filters that choose among outcomes only: they
//! look at the same rows.

use std::cell::RefCell;

/// The last few values by key; the one not asked for the longest makes room.
pub(crate) struct Recent<K, V> {
    kept: RefCell<Vec<(K, V)>>,
}

impl<K: PartialEq, V: Clone> Recent<K, V> {
    /// The value of a key, computed if it is not among the last `most`.
    pub(crate) fn get(&self, most: usize, key: K, compute: impl FnOnce(&K) -> V) -> V {
        let mut kept = self.kept.borrow_mut();
        if let Some(at) = kept.iter().position(|(known, _)| *known == key) {
            let found = kept.remove(at);
            let value = found.1.clone();
            kept.push(found);
            return value;
        }
        let value = compute(&key);
        if kept.len() >= most {
            kept.remove(0);
        }
        kept.push((key, value.clone()));
        value
    }

    /// The value of a key that was computed before.
    pub(crate) fn peek(&self, key: &K) -> Option<V> {
        self.kept.borrow().iter().find(|(known, _)| known == key).map(|(_, value)| value.clone())
    }
}

impl<K, V> Default for Recent<K, V> {
    fn default() -> Self {
        Recent { kept: RefCell::default() }
    }
}

/// A copy remembers nothing.
impl<K, V> Clone for Recent<K, V> {
    fn clone(&self) -> Self {
        Recent::default()
    }
}

impl<K, V> std::fmt::Debug for Recent<K, V> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Recent({})", self.kept.borrow().len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_not_asked_for_the_longest_makes_room() {
        let recent = Recent::default();
        let mut computed = Vec::new();
        for key in [1, 2, 1, 3, 1, 2] {
            assert_eq!(
                recent.get(2, key, |key| {
                    computed.push(*key);
                    key * 10
                }),
                key * 10
            );
        }
        assert_eq!(computed, [1, 2, 3, 2]);
    }
}
