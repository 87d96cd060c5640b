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

/// What a class is to each of several shares, and which group a value is of.
#[derive(Debug, Clone, Copy)]
pub struct Sorting<'a> {
    /// Group by value.
    pub group_of: &'a [u16],
    /// For each class and each share 0 (not asked about), 1 (asked about) or 2 (counts): `parts[class * shares + share]`.
    pub parts: &'a [u8],
    /// How many shares there are.
    pub shares: usize,
}

/// Cells of a share in a group: its pairs by the product of both parts. The first holds those outside of it; the second pairs that
/// are asked about, the third those of which one counts, the last those that both count.
pub const PRODUCTS: usize = 5;

impl Sorting<'_> {
    fn group(&self, value: u16) -> usize {
        usize::from(self.group_of[usize::from(value)])
    }

    fn parts(&self, class: u16) -> &[u8] {
        &self.parts[usize::from(class) * self.shares..][..self.shares]
    }

    /// Adds each pair of places whose values are of one group to the cells of all shares of that group, which begin at
    /// `counts[group * shares * PRODUCTS]`.
    ///
    /// # Panics
    /// If a place lies beyond `values` or `classes`, one of these beyond the sorting, or a cell beyond `counts`.
    #[inline(never)]
    pub fn count(&self, pairs: &[[u32; 2]], values: &[u16], classes: &[u16], counts: &mut [u64]) {
        for pair in pairs {
            let [one, other] = pair.map(|place| place as usize);
            let group = self.group(values[one]);
            if group != self.group(values[other]) {
                continue;
            }
            let mut cells = group * self.shares * PRODUCTS;
            for (one, other) in self.parts(classes[one]).iter().zip(self.parts(classes[other])) {
                counts[cells + usize::from(one * other)] += 1;
                cells += PRODUCTS;
            }
        }
    }

    /// The same for all pairs of rows that belong together and pass; `together` holds their classes.
    ///
    /// # Panics
    /// See there.
    #[inline(never)]
    pub fn count_together(
        &self,
        together: Together<'_>,
        passing: Rows<'_>,
        values: &[u16],
        counts: &mut [u64],
    ) {
        // Rows of one set by group and share, and by what they are to it.
        let mut of_set = vec![0_u64; counts.len() / PRODUCTS * 3];
        let mut touched: Vec<usize> = Vec::new();
        let mut place = 0;
        for end in together.ends {
            while place < *end as usize {
                if passing.passes(together.rows[place]) == 1 {
                    let group = self.group(values[place]);
                    if !touched.contains(&group) {
                        touched.push(group);
                    }
                    let mut at = group * self.shares * 3;
                    for part in self.parts(together.codes[place]) {
                        of_set[at + usize::from(*part)] += 1;
                        at += 3;
                    }
                }
                place += 1;
            }
            for group in touched.drain(..) {
                for share in group * self.shares..(group + 1) * self.shares {
                    let [asked, count] = [of_set[share * 3 + 1], of_set[share * 3 + 2]];
                    counts[share * PRODUCTS + 1] += asked * asked.saturating_sub(1) / 2;
                    counts[share * PRODUCTS + 2] += asked * count;
                    counts[share * PRODUCTS + 4] += count * count.saturating_sub(1) / 2;
                    of_set[share * 3..][..3].fill(0);
                }
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

    /// Two sets of rows, three groups, two shares: pairs of one set and of one group, by what both are to each share.
    #[test]
    fn pairs_of_one_group_by_share() {
        let rows: Vec<u32> = (0..60).collect();
        let values: Vec<u16> = rows.iter().map(|row| (row * 7 % 4) as u16).collect();
        let classes: Vec<u16> = rows.iter().map(|row| (row * row % 5) as u16).collect();
        // The last two values make one group.
        let parts = [[0, 1], [1, 2], [2, 0], [2, 1], [1, 1]];
        let sorting = Sorting { group_of: &[0, 1, 2, 2], parts: parts.as_flattened(), shares: 2 };
        let set = |row: u32| row < 25;
        let pairs: Vec<[u32; 2]> = (0..60)
            .flat_map(|one| (one + 1..60).map(move |other| [one, other]))
            .filter(|pair| set(pair[0]) == set(pair[1]))
            .collect();
        let mut expected = vec![0; 3 * 2 * PRODUCTS];
        for pair in &pairs {
            let [one, other] = pair.map(|row| row as usize);
            let group = sorting.group_of[usize::from(values[one])];
            if group == sorting.group_of[usize::from(values[other])] {
                for share in 0..2 {
                    let [one, other] =
                        [one, other].map(|row| usize::from(parts[usize::from(classes[row])][share]));
                    expected[(usize::from(group) * 2 + share) * PRODUCTS + one * other] += 1;
                }
            }
        }
        let (mut listed, mut found) = (vec![0; expected.len()], vec![0; expected.len()]);
        sorting.count(&pairs, &values, &classes, &mut listed);
        assert_eq!(listed, expected);
        let together = Together { rows: &rows, codes: &classes, ends: &[25, 60] };
        sorting.count_together(together, Rows::all(60), &values, &mut found);
        // Of rows side by side those outside of a share are not counted.
        expected.iter_mut().step_by(PRODUCTS).for_each(|outside| *outside = 0);
        assert_eq!(found, expected);
        assert!(expected.iter().filter(|count| **count > 0).count() == 12, "{expected:?}");
    }
}
