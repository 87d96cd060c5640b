//! Files that hold a ticket several times, as it was on several days: histories, overlapping pages, exports put together.
//! The version that was changed last counts; of equal ones, the first.

use super::formats::{ColumnRule, normalise_name};
use super::intern::Interner;
use crate::dataset::{Coded, Ids, NO_SECS, Tags};
use model::field::Field;

/// Names of columns that say whose helpdesk a row is of, where a file holds those of several.
const ACCOUNTS: &[&str] = &[
    "account",
    "account id",
    "account name",
    "instance",
    "instance id",
    "instance name",
    "subdomain",
    "workspace",
    "workspace id",
    "tenant",
    "tenant id",
    "helpdesk",
    "source relation",
    "brand",
    "brand id",
];
/// So many accounts stand in one file at most, where no name says that a column tells them.
const MOST_ACCOUNTS: usize = 20;

/// The column without which ids are not unique: one of a telling name, or one that tells apart every two rows of the sample that
/// have one id and were not created at the same time. Rows of one ticket were: they are its versions.
pub(super) fn scope_of(
    names: &[String],
    rules: &[ColumnRule],
    sample: &[Vec<String>],
    id: usize,
    created: usize,
) -> Option<usize> {
    let cell = |row: usize, column: usize| sample[row].get(column).map_or("", |cell| cell.trim());
    let accounts = |column: usize| {
        let mut known: Vec<&str> = Vec::new();
        for row in 0..sample.len() {
            let value = cell(row, column);
            if known.len() <= MOST_ACCOUNTS && !known.contains(&value) {
                known.push(value);
            }
        }
        known.len()
    };
    let may = |column: &usize| {
        let is_free = rules.get(*column).is_some_and(|rule| matches!(rule.field, None | Some(Field::Team)));
        is_free && *column != id && *column != created && accounts(*column) <= MOST_ACCOUNTS
    };
    let is_named = |column: &usize| ACCOUNTS.contains(&normalise_name(&names[*column]).as_str());
    if let Some(named) = (0..names.len()).find(|column| is_named(column) && may(column)) {
        return Some(named);
    }
    let mut rows: Vec<usize> = (0..sample.len()).filter(|row| !cell(*row, id).is_empty()).collect();
    model::order::sort_by(&mut rows, |a, b| cell(*a, id).cmp(cell(*b, id)));
    let repeated: Vec<&[usize]> =
        rows.chunk_by(|a, b| cell(*a, id) == cell(*b, id)).filter(|rows| rows.len() > 1).collect();
    // So many rows of one id are its messages or events.
    if repeated.iter().any(|rows| rows.len() > MOST_ACCOUNTS) {
        return None;
    }
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for rows in repeated {
        pairs.extend((0..rows.len()).flat_map(|at| (0..at).map(move |other| (rows[at], rows[other]))));
    }
    let is_apart = |column: usize, (a, b): (usize, usize)| cell(a, column) != cell(b, column);
    if pairs.iter().filter(|pair| is_apart(created, **pair)).count() < 2 {
        return None;
    }
    let tells_apart = |column: &usize| {
        pairs.iter().all(|pair| {
            !cell(pair.0, *column).is_empty() && is_apart(*column, *pair) == is_apart(created, *pair)
        })
    };
    (0..names.len()).find(|column| may(column) && tells_apart(column))
}

/// What tells apart rows of one id that are no versions of one ticket: the column of [`scope_of`] and the times of creation.
pub(super) struct Apart<'a> {
    pub(super) scope: &'a Coded,
    pub(super) created: &'a [u32],
}

impl Apart<'_> {
    fn is_other(&self, row: u32, other: u32) -> bool {
        let (row, other) = (row as usize, other as usize);
        self.scope.codes.get(row) != self.scope.codes.get(other)
            && self.created.get(row) != self.created.get(other)
    }
}

/// The rows that give way to another of the same id, in order, each with the row that it gives way to, which may give way itself.
/// `repeats`: the rows whose id an earlier row has; `updated`: when each row was changed, empty where nothing tells.
pub(super) fn outdated(
    ids: &Ids,
    repeats: &[u32],
    updated: &[u32],
    apart: Option<&Apart<'_>>,
) -> Vec<(u32, u32)> {
    let (mut texts, mut best) = (Interner::default(), Vec::new());
    for row in repeats {
        if texts.code(ids.get(*row as usize).as_bytes()).1 {
            best.push(Vec::new());
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
        // One for each ticket of that id, as a rule one.
        let same = best.iter_mut().find(|other| !apart.is_some_and(|apart| apart.is_other(row, **other)));
        match same {
            Some(other) if !is_later(row, *other) => outdated.push((row, *other)),
            Some(other) => {
                outdated.push((*other, row));
                *other = row;
            }
            None => best.push(row),
        }
    }
    kernels::order::sort_pairs(&mut outdated);
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
    kernels::order::sort_pairs(&mut given);
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
        let found = outdated(&ids, &[2, 4, 5], &[10, 50, 30, 1, 20, 50], None);
        assert_eq!(found, [(0, 2), (4, 2), (5, 1)]);
        assert_eq!(outdated(&ids, &[2, 4, 5], &[], None), [(2, 0), (4, 0), (5, 1)]);
        assert_eq!(
            outdated(&ids, &[2, 4, 5], &[NO_SECS, 1, 0, 1, NO_SECS, 2], None),
            [(1, 5), (2, 0), (4, 0)]
        );
        let text = Ids::Text { text: "abcabc".into(), ends: vec![3, 6] };
        assert_eq!(outdated(&text, &[1], &[1, 2], None), [(0, 1)]);
        assert_eq!(outdated(&ids, &[], &[], None), []);
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
