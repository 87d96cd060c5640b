//! Files that hold a ticket several times, as it was on several days: histories, overlapping pages, exports put together.
//! The version that was changed last counts; of equal ones, the first.

use super::intern::Interner;
use crate::dataset::{Ids, NO_SECS};

/// The rows that give way to another of the same id, in order, each with whether the other one comes later in the file.
/// `repeats`: the rows whose id an earlier row has; `updated`: when each row was changed, empty where nothing tells.
pub(super) fn outdated(ids: &Ids, repeats: &[u32], updated: &[u32]) -> Vec<(u32, bool)> {
    let (mut texts, mut best) = (Interner::default(), Vec::new());
    for row in repeats {
        if texts.code(ids.get(*row as usize).as_bytes()).1 {
            best.push(None);
        }
    }
    // A row that does not tell when it was changed neither gives way nor takes over.
    let changed = |row: u32| updated.get(row as usize).filter(|secs| **secs != NO_SECS);
    let is_later = |row: u32, other: u32| changed(other).is_some_and(|then| changed(row) > Some(then));
    let mut outdated = Vec::new();
    let Some(last) = repeats.last() else { return outdated };
    for row in 0..=*last {
        let code = texts.code(ids.get(row as usize).as_bytes()).0;
        let Some(best) = best.get_mut(code as usize) else { continue };
        match *best {
            Some(other) if !is_later(row, other) => outdated.push((row, false)),
            Some(other) => {
                outdated.push((other, true));
                *best = Some(row);
            }
            None => *best = Some(row),
        }
    }
    outdated.sort_unstable();
    outdated
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_changed_last_stays() {
        let ids = Ids::Numbers(vec![7, 8, 7, 9, 7, 8]);
        let found = outdated(&ids, &[2, 4, 5], &[10, 50, 30, 1, 20, 50]);
        assert_eq!(found, [(0, true), (4, false), (5, false)]);
        assert_eq!(outdated(&ids, &[2, 4, 5], &[]), [(2, false), (4, false), (5, false)]);
        assert_eq!(
            outdated(&ids, &[2, 4, 5], &[NO_SECS, 1, 0, 1, NO_SECS, 2]),
            [(1, true), (2, false), (4, false)]
        );
        let text = Ids::Text { text: "abcabc".into(), ends: vec![3, 6] };
        assert_eq!(outdated(&text, &[1], &[1, 2]), [(0, true)]);
        assert_eq!(outdated(&ids, &[], &[]), []);
    }
}
