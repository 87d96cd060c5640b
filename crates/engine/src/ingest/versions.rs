//! Files that hold a ticket several times, as it was on several days: histories, overlapping pages, exports put together.
//! The version that was changed last counts; of equal ones, the first.

use super::intern::Interner;
use crate::dataset::{Ids, NO_SECS, Tags};

/// The rows that give way to another of the same id, in order, each with the row that it gives way to, which may give way itself.
/// `repeats`: the rows whose id an earlier row has; `updated`: when each row was changed, empty where nothing tells.
pub(super) fn outdated(ids: &Ids, repeats: &[u32], updated: &[u32]) -> Vec<(u32, u32)> {
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
            Some(other) if !is_later(row, other) => outdated.push((row, other)),
            Some(other) => {
                outdated.push((other, row));
                *best = Some(row);
            }
            None => *best = Some(row),
        }
    }
    outdated.sort_unstable();
    outdated
}

/// The tags of each row with those of the rows that gave way to it and are no other version, as they were changed at the same time:
/// some reports write a ticket once for each of its tags.
pub(super) fn with_tags_of(tags: &Tags, outdated: &[(u32, u32)], updated: &[u32]) -> Tags {
    let changed = |row: u32| updated.get(row as usize);
    let mut given: Vec<(u32, u32)> = outdated
        .iter()
        .filter(|(row, by)| changed(*row) == changed(*by))
        .map(|(row, by)| (*by, *row))
        .collect();
    given.sort_unstable();
    let mut merged = Tags { values: tags.values.clone(), ..Tags::default() };
    let mut given = given.into_iter().peekable();
    for row in 0..tags.ends.len() {
        let start = merged.codes.len();
        merged.codes.extend_from_slice(tags.get(row));
        while let Some((_, other)) = given.next_if(|(by, _)| *by as usize == row) {
            for code in tags.get(other as usize) {
                if !merged.codes[start..].contains(code) {
                    merged.codes.push(*code);
                }
            }
        }
        merged.ends.push(merged.codes.len() as u32);
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_changed_last_stays() {
        let ids = Ids::Numbers(vec![7, 8, 7, 9, 7, 8]);
        let found = outdated(&ids, &[2, 4, 5], &[10, 50, 30, 1, 20, 50]);
        assert_eq!(found, [(0, 2), (4, 2), (5, 1)]);
        assert_eq!(outdated(&ids, &[2, 4, 5], &[]), [(2, 0), (4, 0), (5, 1)]);
        assert_eq!(outdated(&ids, &[2, 4, 5], &[NO_SECS, 1, 0, 1, NO_SECS, 2]), [(1, 5), (2, 0), (4, 0)]);
        let text = Ids::Text { text: "abcabc".into(), ends: vec![3, 6] };
        assert_eq!(outdated(&text, &[1], &[1, 2]), [(0, 1)]);
        assert_eq!(outdated(&ids, &[], &[]), []);
    }

    #[test]
    fn tags_of_repeated_rows_are_put_together_and_those_of_older_versions_are_not() {
        let tags = |sets: &[&[u32]]| {
            let mut tags = Tags { values: vec!["a".into(), "b".into(), "c".into()], ..Tags::default() };
            for set in sets {
                tags.codes.extend_from_slice(set);
                tags.ends.push(tags.codes.len() as u32);
            }
            tags
        };
        let found = with_tags_of(&tags(&[&[0], &[1], &[2, 0], &[]]), &[(2, 0), (3, 1)], &[]);
        let sets: Vec<&[u32]> = (0..4).map(|row| found.get(row)).collect();
        assert_eq!(sets, [&[0, 2][..], &[1], &[2, 0], &[]]);
        let found = with_tags_of(&tags(&[&[0], &[1]]), &[(0, 1)], &[10, 20]);
        assert_eq!((found.get(0), found.get(1)), (&[0][..], &[1][..]));
    }
}
