//! Durations by bucket. Buckets grow with the value (128 to an octave, as in the HdrHistogram of Gil Tene), so that a bucket holds
//! few cases wherever they lie.

use crate::Rows;

/// Null of a duration: the row has none.
pub const NO_SECS: u32 = u32::MAX;
/// Values below this have a bucket of their own; above, each octave has half as many buckets.
pub const EXACT_BELOW: u32 = 256;
/// Number of buckets.
pub const BUCKETS: usize = bucket(u32::MAX) + 1;
/// Number of lanes; the last is for rows that do not count.
pub const LANES: usize = 5;
/// The lane of rows that do not count.
pub const DROPPED: u8 = 4;

/// The bucket of a value.
#[inline(always)]
pub const fn bucket(value: u32) -> usize {
    // How many bits are left when the leading eight are kept; none of a value below 256, which is thus its own bucket.
    // Without a branch: first replies of the AI and of people alternate unpredictably around that border.
    let shift = 24_u32.saturating_sub(value.leading_zeros());
    (shift as usize) * 128 + (value >> shift) as usize
}

/// The least value of a bucket.
pub(crate) const fn low(bucket: usize) -> u64 {
    let shift = (bucket / 128).saturating_sub(1) as u32;
    ((bucket - shift as usize * 128) as u64) << shift
}

/// The middle of a bucket, at most 0.4% off any value in it; below 256 its only value.
pub const fn middle(bucket: usize) -> f64 {
    (low(bucket) + low(bucket + 1) - 1) as f64 / 2.0
}

/// Cells of a histogram: [`LANES`] x [`WIDTH`], by lane. The last of a lane counts rows without a duration.
pub const WIDTH: usize = BUCKETS + 1;

/// The bucket of each row, and the rows of each bucket: a histogram then reads two bytes a row, and the few buckets in which
/// quantiles lie can be looked into without a pass over all rows.
#[derive(Debug, Clone, Default)]
pub struct Buckets {
    /// Bucket of each row; [`BUCKETS`] for none.
    pub(crate) of_row: Vec<u16>,
    /// Rows in order of bucket, ascending within one.
    rows: Vec<u32>,
    /// Where each bucket begins in `rows`, and the end.
    starts: Vec<u32>,
}

/// How many rows that pass fall into each bucket of each lane, for two durations of the same rows at once. `lane_of` gives the lane
/// of each class.
///
/// # Panics
/// If the columns differ in length, or a class or a lane is out of range.
#[inline(never)]
pub fn histograms(rows: Rows<'_>, of: [&Buckets; 2], class: &[u16], lane_of: &[u8]) -> [Vec<u32>; 2] {
    let mut counts = [vec![0_u32; LANES * WIDTH], vec![0_u32; LANES * WIDTH]];
    let [first_counts, second_counts] = &mut counts;
    let [first, second] = of.map(|buckets| &buckets.of_row[..class.len()]);
    rows.each(|row| {
        let lane = usize::from(lane_of[usize::from(class[row])]) * WIDTH;
        first_counts[lane + usize::from(first[row])] += 1;
        second_counts[lane + usize::from(second[row])] += 1;
    });
    counts
}

/// As [`histograms`], for one duration. Where few rows have it, the cells of rows without one stay empty.
///
/// # Panics
/// See [`histograms`].
#[inline(never)]
pub fn histogram(rows: Rows<'_>, of: &Buckets, class: &[u16], lane_of: &[u8]) -> Vec<u32> {
    let mut counts = vec![0_u32; LANES * WIDTH];
    if of.is_sparse() {
        for bucket in 0..BUCKETS {
            for row in &of.rows[of.starts[bucket] as usize..of.starts[bucket + 1] as usize] {
                let lane = usize::from(lane_of[usize::from(class[*row as usize])]);
                counts[lane * WIDTH + bucket] += u32::from(rows.passes(*row));
            }
        }
        return counts;
    }
    let of = &of.of_row[..class.len()];
    rows.each(|row| {
        let lane = usize::from(lane_of[usize::from(class[row])]) * WIDTH;
        counts[lane + usize::from(of[row])] += 1;
    });
    counts
}

impl Buckets {
    /// Whether so few rows have a duration that looking them up is faster than passing by all others.
    #[inline(never)]
    pub fn is_sparse(&self) -> bool {
        self.rows.len() * 4 < self.of_row.len()
    }

    /// Puts rows with a duration in order of bucket, by counting.
    #[inline(never)]
    pub fn new(secs: &[u32]) -> Buckets {
        let bucket_of = |secs: &u32| if *secs == NO_SECS { BUCKETS as u16 } else { bucket(*secs) as u16 };
        let of_row: Vec<u16> = secs.iter().map(bucket_of).collect();
        let mut starts = vec![0_u32; BUCKETS + 2];
        for bucket in &of_row {
            starts[usize::from(*bucket) + 1] += 1;
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        let mut next = starts.clone();
        let mut rows = vec![0_u32; starts[BUCKETS] as usize];
        for (row, bucket) in of_row.iter().enumerate().filter(|(_, bucket)| usize::from(**bucket) < BUCKETS) {
            let at = &mut next[usize::from(*bucket)];
            rows[*at as usize] = row as u32;
            *at += 1;
        }
        Buckets { of_row, rows, starts }
    }

    /// Appends the durations of a bucket's rows that pass to the vector of their lane. `secs` is the column that this was made of.
    ///
    /// # Panics
    /// If the bucket, a class or a lane is out of range.
    #[inline(never)]
    pub fn gather(
        &self,
        bucket: usize,
        rows: Rows<'_>,
        secs: &[u32],
        class: &[u16],
        lane_of: &[u8],
        found: &mut [Vec<u32>; LANES],
    ) {
        let range = self.starts[bucket] as usize..self.starts[bucket + 1] as usize;
        for row in self.rows[range].iter().filter(|row| rows.passes(**row) == 1) {
            let row = *row as usize;
            found[usize::from(lane_of[usize::from(class[row])])].push(secs[row]);
        }
    }

    /// Resident bytes.
    #[inline(never)]
    pub fn memory_bytes(&self) -> u64 {
        4 * (self.rows.capacity() + self.starts.capacity()) as u64 + 2 * self.of_row.capacity() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_holds_its_middle() {
        for value in (0..5_000).chain([100_000, 7_000_000, u32::MAX]) {
            let found = bucket(value);
            let middle = middle(found);
            assert_eq!(bucket(middle.round() as u32), found, "{value}");
            let error = (middle - f64::from(value)).abs() / f64::from(value.max(1));
            assert!(error <= 0.004, "{value}: {middle}");
        }
    }

    #[test]
    fn buckets_are_in_order_and_narrow() {
        let mut last = 0;
        for value in (0..2_000_000_u32).chain((0..1000).map(|step| u32::MAX - step)) {
            let found = bucket(value);
            assert!(found == last || found == last + 1 || value > 2_000_000, "{value}");
            last = found;
        }
        assert_eq!(bucket(255), 255);
        assert_eq!((bucket(256), bucket(257), bucket(258)), (256, 256, 257));
        assert_eq!(BUCKETS, bucket(u32::MAX) + 1);
    }

    #[test]
    fn gathers_what_the_histogram_counted() {
        let secs = [10, 300, 301, NO_SECS, 10, 5_000];
        let (class, lane_of) = ([0, 1, 0, 1, 2, 1], [0, 3, DROPPED]);
        let mask = [1, 1, 1, 1, 1, 0];
        let buckets = Buckets::new(&secs);
        let none = Buckets::new(&[NO_SECS; 6]);
        let [counts, other] =
            histograms(Rows::List(&[0, 1, 2, 3, 4], &mask), [&buckets, &none], &class, &lane_of);
        let few = [NO_SECS, NO_SECS, NO_SECS, 300, NO_SECS, NO_SECS];
        let few_buckets = Buckets::new(&few);
        assert!(few_buckets.is_sparse() && !buckets.is_sparse());
        let sparse = histogram(Rows::List(&[0, 1, 2, 3, 4], &mask), &few_buckets, &class, &lane_of);
        assert_eq!((sparse[3 * WIDTH + bucket(300)], sparse.iter().sum::<u32>()), (1, 1));
        let left_out = histogram(Rows::List(&[0], &[1, 0, 0, 0, 0, 0]), &few_buckets, &class, &lane_of);
        assert_eq!(left_out.iter().sum::<u32>(), 0);
        let alone = histogram(Rows::List(&[0, 1, 2, 3, 4], &mask), &buckets, &class, &lane_of);
        assert_eq!(alone, counts);
        assert_eq!((counts.iter().sum::<u32>(), other.iter().sum::<u32>()), (5, 5));
        assert_eq!(counts[bucket(10)], 1);
        assert_eq!(counts[3 * WIDTH + bucket(300)], 1);
        assert_eq!(counts[3 * WIDTH + BUCKETS], 1, "a row that passes without a duration");
        assert_eq!(counts[usize::from(DROPPED) * WIDTH + bucket(10)], 1);
        let gathered = |value: u32, rows: Rows<'_>| {
            let mut found = <[Vec<u32>; LANES]>::default();
            buckets.gather(bucket(value), rows, &secs, &class, &lane_of, &mut found);
            found
        };
        let found = gathered(300, Rows::all(6));
        assert_eq!((found[0].as_slice(), found[3].as_slice()), ([301].as_slice(), [300].as_slice()));
        assert_eq!(gathered(5_000, Rows::List(&[0, 1, 2, 3, 4], &mask)), <[Vec<u32>; LANES]>::default());
        assert_eq!(gathered(10, Rows::List(&[0, 1, 2, 3, 4], &mask))[usize::from(DROPPED)], [10]);
    }
}
