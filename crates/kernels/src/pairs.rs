//! Pairs of rows that belong together, such as two tickets of one customer, by their codes.

use crate::Rows;

/// Of pairs of places, those in both of which a row passes (`passes[place]` is 1, else 0).
///
/// # Panics
/// If a place lies beyond `passes`.
#[inline(never)]
#[must_use]
pub fn passing(pairs: &[[u32; 2]], passes: &[u8]) -> Vec<[u32; 2]> {
    // Every pair is written, only those that pass move the end: no branch to guess.
    let mut kept = vec![[0; 2]; pairs.len() + 1];
    let mut end = 0;
    for pair in pairs {
        kept[end] = *pair;
        end += usize::from(passes[pair[0] as usize] & passes[pair[1] as usize]);
    }
    kept.truncate(end);
    kept.shrink_to_fit();
    kept
}

/// Adds one to `counts[a * width + b]` for each pair of places, where a ≤ b are the codes there and `width` is how many codes there
/// are.
///
/// # Panics
/// If a place lies beyond `codes`, or `counts` does not hold `width` times `width` cells and codes are not below `width`.
#[inline(never)]
pub fn count(pairs: &[[u32; 2]], codes: &[u16], width: usize, counts: &mut [u32]) {
    for pair in pairs {
        let [first, second] = pair.map(|place| codes[place as usize]);
        let (low, high) = (first.min(second), first.max(second));
        counts[usize::from(low) * width + usize::from(high)] += 1;
    }
}

/// Rows that belong together, side by side: for groups of many rows, whose cost must not grow with their square.
#[derive(Debug, Clone, Copy)]
pub struct Together<'a> {
    /// Rows, those of a group in succession.
    pub rows: &'a [u32],
    /// The code of each of these rows, in the same order.
    pub codes: &'a [u16],
    /// Where each group ends in `rows`, ascending.
    pub ends: &'a [u32],
}

impl Together<'_> {
    /// As [`count`], for every pair of rows of a group that pass.
    ///
    /// # Panics
    /// See there.
    #[inline(never)]
    pub fn count(&self, passing: Rows<'_>, width: usize, counts: &mut [u64]) {
        let mut of_code = vec![0_u64; width];
        let mut present: Vec<u16> = Vec::new();
        let mut start = 0;
        for end in self.ends {
            let end = *end as usize;
            for (row, code) in self.rows[start..end].iter().zip(&self.codes[start..end]) {
                if passing.passes(*row) == 1 {
                    let count = &mut of_code[usize::from(*code)];
                    if *count == 0 {
                        present.push(*code);
                    }
                    *count += 1;
                }
            }
            start = end;
            for (at, first) in present.iter().enumerate() {
                let of_first = of_code[usize::from(*first)];
                counts[usize::from(*first) * width + usize::from(*first)] += of_first * (of_first - 1) / 2;
                for second in &present[at + 1..] {
                    let (low, high) = (first.min(second), first.max(second));
                    counts[usize::from(*low) * width + usize::from(*high)] +=
                        of_first * of_code[usize::from(*second)];
                }
            }
            for code in present.drain(..) {
                of_code[usize::from(code)] = 0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::by_row::ByRow;

    #[test]
    fn pairs_within_groups_alone() {
        let (rows, codes) = ([0, 3, 5, 1, 2, 4], [2, 0, 2, 1, 1, 0]);
        let together = Together { rows: &rows, codes: &codes, ends: &[3, 3, 5, 6] };
        let (by_row, pairs) = (ByRow::of(&rows), [[0, 1], [0, 2], [1, 2], [3, 4]]);
        let count = |passing| {
            let (mut counts, mut same) = (vec![0; 9], vec![0; 9]);
            together.count(passing, 3, &mut counts);
            super::count(&super::passing(&pairs, &by_row.passing(passing)), &codes, 3, &mut same);
            assert_eq!(counts, same.into_iter().map(u64::from).collect::<Vec<u64>>());
            counts
        };
        // Of the first group 0 with 2 twice and 2 with 2; of the second 1 with 1.
        assert_eq!(count(Rows::all(6)), [0, 0, 2, 0, 1, 0, 0, 0, 1]);
        assert_eq!(count(Rows::List(&[0, 1, 2, 3], &[1, 1, 1, 1, 0, 0])), [0, 0, 1, 0, 1, 0, 0, 0, 0]);
        assert_eq!(count(Rows::List(&[2, 5], &[0, 0, 1, 0, 0, 1])), [0; 9]);
        assert_eq!(count(Rows::List(&[], &[0; 6])), [0; 9]);
    }

    #[test]
    fn a_large_group_counts_as_its_pairs_do() {
        let codes: Vec<u16> = (0..100).map(|row| (row * row % 7) as u16).collect();
        let rows: Vec<u32> = (0..100).collect();
        let (mut found, mut expected) = (vec![0; 49], vec![0; 49]);
        Together { rows: &rows, codes: &codes, ends: &[100] }.count(Rows::all(100), 7, &mut found);
        let pairs: Vec<[u32; 2]> =
            (0..100).flat_map(|one| (one + 1..100).map(move |other| [one, other])).collect();
        count(&passing(&pairs, &ByRow::of(&rows).passing(Rows::all(100))), &codes, 7, &mut expected);
        assert_eq!(found, expected.into_iter().map(u64::from).collect::<Vec<u64>>());
        assert_eq!(found.iter().sum::<u64>(), 4_950);
    }
}
