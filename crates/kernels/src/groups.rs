//! Durations by code: what medians of topics are told from.

use crate::spread::{BUCKETS, Buckets};
use crate::{Codes, Rows};

/// Adds one to `counts[base_of[code] + bucket]` for each row that passes, whose class counts (`counted[class]` is 1, else 0) and
/// that has a duration. The last entry of `base_of` is that of rows without a code. `counts` has one cell for each bucket and one
/// more, which gathers rows without a duration, after each base.
///
/// # Panics
/// If `base_of` is empty, columns differ in length, or a cell lies outside `counts`.
#[inline(never)]
pub fn histograms_by_code(
    rows: Rows<'_>,
    buckets: &Buckets,
    codes: Codes<'_>,
    base_of: &[u32],
    (class, counted): (&[u16], &[u8]),
    counts: &mut [u32],
) {
    let none = base_of.len() - 1;
    let of = &buckets.of_row[..class.len()];
    rows.each_code(codes, none, |row, code| {
        let cell = base_of[code] as usize + usize::from(of[row]);
        counts[cell] += u32::from(counted[usize::from(class[row])]);
    });
}

/// Cells of a code.
pub const CELLS: usize = BUCKETS + 1;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spread::{NO_SECS, bucket};

    #[test]
    fn durations_by_code() {
        let secs = [10, 300, 10, NO_SECS, 10, 5_000];
        let buckets = Buckets::new(&secs);
        let mut counts = vec![0; 2 * CELLS];
        let list = [0, 1, 2, 3, 5];
        let mask = [1, 1, 1, 1, 0, 1];
        let codes = [0_u8, 1, 1, 1, 0, 7];
        let class = [0_u16, 0, 1, 0, 0, 0];
        let base_of = [0, CELLS as u32, 0];
        histograms_by_code(
            Rows::List(&list, &mask),
            &buckets,
            Codes::U8(&codes),
            &base_of,
            (&class, &[1, 0]),
            &mut counts,
        );
        assert_eq!(counts[bucket(10)], 1);
        assert_eq!(counts[bucket(5_000)], 1, "none of the two codes");
        assert_eq!((counts[CELLS + bucket(300)], counts[CELLS + bucket(10)]), (1, 0));
        assert_eq!(counts[CELLS + BUCKETS], 1, "without a duration");
        assert_eq!(counts.iter().sum::<u32>(), 4);
    }
}
