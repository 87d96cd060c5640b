//! Pairs of rows that belong together, such as two tickets of one customer, by their codes.

use crate::Rows;

/// Pairs of rows that belong together, one by one: for groups of a few rows.
#[derive(Debug, Clone, Copy)]
pub struct Pairs<'a> {
    /// Rows with their places in `codes`, by row: what is looked up by row is met in its order.
    pub by_row: &'a [(u32, u32)],
    /// The code of each of these rows, those of a group side by side.
    pub codes: &'a [u16],
    /// Places in `codes` of each pair.
    pub pairs: &'a [[u32; 2]],
}

impl Pairs<'_> {
    /// Adds one to `counts[a * width + b]` for each pair of which both rows pass, where a ≤ b are their codes and `width` is how many
    /// codes there are.
    ///
    /// # Panics
    /// If a code is not below `width`, or `counts` does not hold `width` times `width` cells.
    #[inline(never)]
    pub fn count(&self, passing: Rows<'_>, width: usize, counts: &mut [u32]) {
        let mut passes = vec![1_u8; self.by_row.len()];
        if let Rows::List(_, mask) = passing {
            for (row, place) in self.by_row {
                passes[*place as usize] = mask[*row as usize];
            }
        }
        let codes = &self.codes[..passes.len()];
        for pair in self.pairs {
            let [one, other] = pair.map(|place| place as usize);
            let (first, second) = (codes[one], codes[other]);
            let (low, high) = (first.min(second), first.max(second));
            counts[usize::from(low) * width + usize::from(high)] += u32::from(passes[one] & passes[other]);
        }
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
    /// As [`Pairs::count`], for every pair of rows of a group.
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
                let passes = match passing {
                    Rows::All(_) => true,
                    Rows::List(_, mask) => mask[*row as usize] != 0,
                };
                if passes {
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

    #[test]
    fn pairs_within_groups_alone() {
        let (rows, codes) = ([0, 3, 5, 1, 2, 4], [2, 0, 2, 1, 1, 0]);
        let together = Together { rows: &rows, codes: &codes, ends: &[3, 3, 5, 6] };
        let by_row = [(0, 0), (1, 3), (2, 4), (3, 1), (4, 5), (5, 2)];
        let pairs = Pairs { by_row: &by_row, codes: &codes, pairs: &[[0, 1], [0, 2], [1, 2], [3, 4]] };
        let count = |passing| {
            let (mut counts, mut same) = (vec![0; 9], vec![0; 9]);
            together.count(passing, 3, &mut counts);
            pairs.count(passing, 3, &mut same);
            assert_eq!(counts, same.into_iter().map(u64::from).collect::<Vec<u64>>());
            counts
        };
        // Of the first group 0 with 2 twice and 2 with 2; of the second 1 with 1.
        assert_eq!(count(Rows::All(6)), [0, 0, 2, 0, 1, 0, 0, 0, 1]);
        assert_eq!(count(Rows::List(&[0, 1, 2, 3], &[1, 1, 1, 1, 0, 0])), [0, 0, 1, 0, 1, 0, 0, 0, 0]);
    }

    #[test]
    fn a_large_group_counts_as_its_pairs_do() {
        let codes: Vec<u16> = (0..100).map(|row| (row * row % 7) as u16).collect();
        let rows: Vec<u32> = (0..100).collect();
        let (mut found, mut expected) = (vec![0; 49], vec![0; 49]);
        Together { rows: &rows, codes: &codes, ends: &[100] }.count(Rows::All(100), 7, &mut found);
        let pairs: Vec<[u32; 2]> =
            (0..100).flat_map(|one| (one + 1..100).map(move |other| [one, other])).collect();
        let by_row: Vec<(u32, u32)> = rows.iter().map(|row| (*row, *row)).collect();
        Pairs { by_row: &by_row, codes: &codes, pairs: &pairs }.count(Rows::All(100), 7, &mut expected);
        assert_eq!(found, expected.into_iter().map(u64::from).collect::<Vec<u64>>());
        assert_eq!(found.iter().sum::<u64>(), 4_950);
    }
}
