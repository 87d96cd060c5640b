//! Counting rows into cells.

use crate::{Codes, Rows};

/// Adds one to `counts[day * classes + class]` for each row that passes.
///
/// # Panics
/// If a day or a class lies outside `counts`.
#[inline(never)]
pub fn by_day(rows: Rows<'_>, day: &[u16], class: &[u16], classes: usize, counts: &mut [u32]) {
    let class = &class[..day.len()];
    rows.each(|row| counts[usize::from(day[row]) * classes + usize::from(class[row])] += 1);
}

/// Adds up the rows of a table as wide as `sums`.
#[inline(never)]
pub fn sum_rows(cells: &[u32], sums: &mut [u64]) {
    for row in cells.chunks_exact(sums.len().max(1)) {
        for (sum, cell) in sums.iter_mut().zip(row) {
            *sum += u64::from(*cell);
        }
    }
}

/// Adds one to `counts[class]` for each row that passes.
///
/// # Panics
/// If a class lies outside `counts`.
#[inline(never)]
pub fn by_class(rows: Rows<'_>, class: &[u16], counts: &mut [u32]) {
    rows.each(|row| counts[usize::from(class[row])] += 1);
}

/// Adds one to `counts[base_of[code] + class]` for each row that passes. The last entry of `base_of` is that of rows without a code.
///
/// # Panics
/// If `base_of` is empty, or a cell lies outside `counts`.
#[inline(never)]
pub fn by_code_and_class(
    rows: Rows<'_>,
    codes: Codes<'_>,
    base_of: &[u32],
    class: &[u16],
    counts: &mut [u32],
) {
    let none = base_of.len() - 1;
    rows.each_code(codes, none, |row, code| {
        counts[base_of[code] as usize + usize::from(class[row])] += 1;
    });
}

/// Adds one to `counts[code]` for each row that passes and whose class counts (`counted[class]` is 1, else 0). The last entry of
/// `counts` is that of rows without a code.
///
/// # Panics
/// If `counts` is empty, or a class lies outside `counted`.
#[inline(never)]
pub fn by_code(rows: Rows<'_>, codes: Codes<'_>, class: &[u16], counted: &[u8], counts: &mut [u32]) {
    let none = counts.len() - 1;
    rows.each_code(codes, none, |row, code| {
        counts[code] += u32::from(counted[usize::from(class[row])]);
    });
}

/// Adds one to `counts[place[row] * kinds + kind_of[class]]` for each row that passes.
///
/// # Panics
/// If a class lies outside `kind_of`, or a cell outside `counts`.
#[inline(never)]
pub fn by_place_and_kind(
    rows: Rows<'_>,
    place: &[u32],
    class: &[u16],
    kind_of: &[u8],
    kinds: usize,
    counts: &mut [u32],
) {
    let class = &class[..place.len()];
    rows.each(|row| {
        counts[place[row] as usize * kinds + usize::from(kind_of[usize::from(class[row])])] += 1;
    });
}

/// Adds one to `counts[base_of[day] + kind_of[code]]` for each row that passes and whose class counts (`counted[class]` is 1, else 0).
///
/// # Panics
/// If a column is shorter than the rows, or a cell lies outside `counts`.
#[inline(never)]
pub fn by_day_and_kind(
    rows: Rows<'_>,
    (day, base_of): (&[u16], &[u32]),
    (code, kind_of): (&[u32], &[u8]),
    (class, counted): (&[u16], &[u8]),
    counts: &mut [u32],
) {
    rows.each(|row| {
        let cell = base_of[usize::from(day[row])] as usize + usize::from(kind_of[code[row] as usize]);
        counts[cell] += u32::from(counted[usize::from(class[row])]);
    });
}

/// How many rows that pass, whose code is allowed (1, else 0) and whose class counts (1, else 0), have a moment well within a span
/// (after `sure.0`, before `sure.1`), and which of them have one that only may be in it (from `maybe.0` to `maybe.1`, a span that holds
/// the former).
///
/// # Panics
/// If a column is shorter than the rows, or a code lies outside `allowed`.
#[inline(never)]
pub fn in_span(
    rows: Rows<'_>,
    (code, allowed): (&[u32], &[u8]),
    (class, counted): (&[u16], &[u8]),
    moment: &[u32],
    sure: (u32, u32),
    maybe: (u32, u32),
) -> (u64, Vec<u32>) {
    let (mut count, mut near) = (0, Vec::new());
    rows.each(|row| {
        let at = moment[row];
        // Files mostly run along time, so that this is a branch to guess.
        if at < maybe.0 || at > maybe.1 {
            return;
        }
        let is_allowed = allowed[code[row] as usize] & counted[usize::from(class[row])];
        let is_sure = u8::from(at > sure.0) & u8::from(at < sure.1);
        count += u64::from(is_allowed & is_sure);
        if is_allowed & (is_sure ^ 1) != 0 {
            near.push(row as u32);
        }
    });
    (count, near)
}

/// Durations against windows of 1, 2, 3 … whole units. A row that is old enough for `old` of them and outlasted `outlasted` of them
/// has the place `old * width + outlasted`, where `width` is the longest window and one; [`by_place_and_kind`] counts them.
///
/// A row's age is `as_of` less `resolved` (none where it was resolved later); it outlasted a window that is shorter than `returned`,
/// the time until the customer came back.
///
/// # Panics
/// If `unit` is zero.
#[inline(never)]
pub fn window_places(resolved: &[u32], returned: &[u32], as_of: u32, unit: u32, longest: u32) -> Vec<u32> {
    let width = longest + 1;
    let place = |(resolved, returned): (&u32, &u32)| {
        let old = (as_of.saturating_sub(*resolved) / unit).min(longest);
        let outlasted = (returned.saturating_sub(1) / unit).min(longest);
        old * width + outlasted
    };
    resolved.iter().zip(returned).map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: [u16; 6] = [0, 1, 1, 2, 2, 2];
    const CLASS: [u16; 6] = [1, 0, 1, 1, 0, 1];
    const MASK: [u8; 6] = [1, 0, 1, 0, 1, 1];
    const LIST: [u32; 4] = [0, 2, 4, 5];

    #[test]
    fn places_and_kinds_make_a_table() {
        let mut counts = [0; 6];
        let place = [0, 1, 2, 0, 1, 2];
        by_place_and_kind(Rows::List(&LIST, &MASK), &place, &CLASS, &[1, 0], 2, &mut counts);
        assert_eq!(counts, [1, 0, 0, 1, 2, 0]);
    }

    #[test]
    fn only_the_rows_of_a_list_are_counted() {
        let count = |rows| {
            let mut counts = [0; 6];
            by_day(rows, &DAY, &CLASS, 2, &mut counts);
            counts
        };
        assert_eq!(count(Rows::all(6)), [0, 1, 1, 1, 1, 2]);
        assert_eq!(count(Rows::List(&LIST, &MASK)), [0, 1, 0, 1, 1, 1]);
    }

    #[test]
    fn what_lies_near_the_ends_of_a_span_is_named() {
        let moment = [10, 20, 30, 40, 50, 60];
        let found = |code: &[u32]| {
            in_span(Rows::all(6), (code, &[0, 1]), (&[0; 6], &[1]), &moment, (25, 45), (15, 55))
        };
        assert_eq!(found(&[1; 6]), (2, vec![1, 4]));
        assert_eq!(found(&[0, 0, 1, 0, 1, 1]), (1, vec![4]));
        assert_eq!(found(&[0; 6]), (0, vec![]));
    }

    #[test]
    fn days_and_kinds_make_a_table() {
        let mut counts = [0; 4];
        let code = [5, 0, 5, 0, 5, 5];
        let kind_of = [0, 9, 9, 9, 9, 1];
        by_day_and_kind(
            Rows::List(&LIST, &MASK),
            (&DAY, &[0, 0, 2]),
            (&code, &kind_of),
            (&CLASS, &[0, 1]),
            &mut counts,
        );
        assert_eq!(counts, [0, 2, 0, 1]);
    }

    #[test]
    fn rows_add_up() {
        let mut sums = [1, 0];
        sum_rows(&[1, 2, 3, 4, u32::MAX, 0], &mut sums);
        assert_eq!(sums, [u64::from(u32::MAX) + 5, 6]);
        sum_rows(&[], &mut []);
    }

    #[test]
    fn codes_of_any_width_count_the_same_and_unknown_ones_as_none() {
        let (bytes, shorts, words) =
            ([0_u8, 1, 0, 255, 1, 0], [0_u16, 1, 0, 65_535, 1, 0], [0_u32, 1, 0, 9, 1, 0]);
        for codes in [Codes::U8(&bytes), Codes::U16(&shorts), Codes::U32(&words)] {
            let mut counts = [0; 3];
            by_code(Rows::all(6), codes, &CLASS, &[1, 1], &mut counts);
            assert_eq!(counts, [3, 2, 1]);
            let mut counts = [0; 3];
            by_code(Rows::List(&LIST, &MASK), codes, &CLASS, &[0, 1], &mut counts);
            assert_eq!(counts, [3, 0, 0]);
            let mut counts = [0; 6];
            by_code_and_class(Rows::all(6), codes, &[0, 2, 4], &CLASS, &mut counts);
            assert_eq!(counts, [0, 3, 2, 0, 0, 1]);
        }
        let mut counts = [0; 1];
        by_code(Rows::List(&LIST, &MASK), Codes::Missing, &CLASS, &[1, 1], &mut counts);
        assert_eq!(counts, [4]);
    }

    #[test]
    fn windows_tell_age_and_return() {
        // Ages 10, 50, 100 and none; outlasted both, one, none, one.
        let place = window_places(&[90, 50, 0, 200], &[u32::MAX, 20, 0, 11], 100, 10, 2);
        assert_eq!(place, [5, 7, 6, 1]);
        let mut counts = [0; 18];
        by_place_and_kind(Rows::all(4), &place, &[0, 0, 1, 0], &[1, 0], 2, &mut counts);
        assert_eq!(counts, [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 0]);
    }
}
