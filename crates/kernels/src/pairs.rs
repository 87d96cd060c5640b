//! Pairs of rows that belong together, such as two tickets of one customer, by their codes.

use crate::Rows;

/// Rows that belong together, side by side.
#[derive(Debug, Clone, Copy)]
pub struct Together<'a> {
    /// Rows, those of a group in succession.
    pub rows: &'a [u32],
    /// The code of each of these rows, in the same order.
    pub codes: &'a [u16],
    /// Where each group ends in `rows`, ascending.
    pub ends: &'a [u32],
}

/// Groups of more rows than this are counted by code, so that a group's cost does not grow with its square.
const LARGE: usize = 24;

impl Together<'_> {
    /// Adds one to `counts[a * width + b]` for each pair of rows of a group that both pass, where a ≤ b are their codes and `width`
    /// is how many codes there are.
    ///
    /// # Panics
    /// If a code is not below `width`, or `counts` does not hold `width` times `width` cells.
    pub fn pairs(&self, passing: Rows<'_>, width: usize, counts: &mut [u64]) {
        let passes = |row: u32| match passing {
            Rows::All(_) => 1,
            Rows::List(_, mask) => u64::from(mask[row as usize]),
        };
        let mut kept = Vec::new();
        let mut of_code = vec![0_u64; width];
        let mut start = 0;
        for end in self.ends {
            let end = *end as usize;
            let (rows, codes) = (&self.rows[start..end], &self.codes[start..end]);
            start = end;
            // Most groups are of two rows.
            if let ([one, other], [first, second]) = (rows, codes) {
                let (low, high) = (first.min(second), first.max(second));
                counts[usize::from(*low) * width + usize::from(*high)] += passes(*one) & passes(*other);
                continue;
            }
            let codes = match passing {
                Rows::All(_) => codes,
                Rows::List(_, mask) => {
                    // Written always, kept where it passes: no branch depends on a ticket.
                    kept.resize(codes.len().max(kept.len()), 0);
                    let mut count = 0;
                    for (row, code) in rows.iter().zip(codes) {
                        kept[count] = *code;
                        count += usize::from(mask[*row as usize]);
                    }
                    &kept[..count]
                }
            };
            if codes.len() <= LARGE {
                for (at, first) in codes.iter().enumerate() {
                    for second in &codes[at + 1..] {
                        let (low, high) = (first.min(second), first.max(second));
                        counts[usize::from(*low) * width + usize::from(*high)] += 1;
                    }
                }
                continue;
            }
            of_code.fill(0);
            for code in codes {
                of_code[usize::from(*code)] += 1;
            }
            let present: Vec<usize> = (0..width).filter(|code| of_code[*code] > 0).collect();
            for (at, low) in present.iter().enumerate() {
                counts[low * width + low] += of_code[*low] * (of_code[*low] - 1) / 2;
                for high in &present[at + 1..] {
                    counts[low * width + high] += of_code[*low] * of_code[*high];
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_within_groups_alone() {
        let together =
            Together { rows: &[0, 3, 5, 1, 2, 4], codes: &[2, 0, 2, 1, 1, 0], ends: &[3, 3, 5, 6] };
        let count = |passing| {
            let mut counts = vec![0; 9];
            together.pairs(passing, 3, &mut counts);
            counts
        };
        // Of the first group 0 with 2 twice and 2 with 2; of the second 1 with 1.
        assert_eq!(count(Rows::All(6)), [0, 0, 2, 0, 1, 0, 0, 0, 1]);
        assert_eq!(count(Rows::List(&[0, 1, 2, 3], &[1, 1, 1, 1, 0, 0])), [0, 0, 1, 0, 1, 0, 0, 0, 0]);
    }

    #[test]
    fn a_large_group_counts_as_small_ones_do() {
        let codes: Vec<u16> = (0..100).map(|row| (row * row % 7) as u16).collect();
        let rows: Vec<u32> = (0..100).collect();
        let mut found = vec![0; 49];
        Together { rows: &rows, codes: &codes, ends: &[100] }.pairs(Rows::All(100), 7, &mut found);
        let mut expected = vec![0; 49];
        for (at, first) in codes.iter().enumerate() {
            for second in &codes[at + 1..] {
                expected[usize::from(*first.min(second)) * 7 + usize::from(*first.max(second))] += 1;
            }
        }
        assert_eq!(found, expected);
    }
}
