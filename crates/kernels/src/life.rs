//! The life of a ticket: how long it was open, how many were open when, at what hour it came.

use crate::Rows;
use crate::spread::{BUCKETS, Buckets, LANES, bucket, low};

/// [`watched`] of a row that tells nothing.
pub const NOT_WATCHED: u16 = u16::MAX;
/// Cells of a lane in [`survival`]: for each bucket the rows that ended in it, after those that were still open.
pub const LIFE_WIDTH: usize = 2 * BUCKETS + 1;

/// A row that was watched for so many seconds: its bucket, and whether it ended then.
pub const fn watched(secs: u32, ended: bool) -> u16 {
    (2 * bucket(secs) + ended as usize) as u16
}

/// How many rows that pass were watched for how long and ended or did not ([`LIFE_WIDTH`] cells a lane).
///
/// # Panics
/// If the columns differ in length, or a class or a lane is out of range.
#[inline(never)]
pub fn survival(rows: Rows<'_>, of: &[u16], class: &[u16], lane_of: &[u8]) -> Vec<u32> {
    let mut counts = vec![0_u32; LANES * LIFE_WIDTH];
    let of = &of[..class.len()];
    rows.each(|row| {
        let lane = usize::from(lane_of[usize::from(class[row])]) * LIFE_WIDTH;
        counts[lane + usize::from(of[row]).min(LIFE_WIDTH - 1)] += 1;
    });
    counts
}

/// The number of bands of [`Lives`].
pub const BANDS: usize = 5;

/// When rows came and went, by day.
#[derive(Debug, Clone, Copy)]
pub struct Lives<'a> {
    /// Class of each row.
    pub class: &'a [u16],
    /// Whether a class counts: 1 or 0.
    pub counted: &'a [u8],
    /// Day on which it came.
    pub came: &'a [u16],
    /// Day on which it went.
    pub went: &'a [u16],
    /// Its band, below [`BANDS`].
    pub band: &'a [u8],
    /// Days; what lies beyond counts for the one after the last.
    pub days: usize,
}

impl Lives<'_> {
    /// Rows that pass by band and day: those that came, and those that went, [`BANDS`] times `days + 1` cells each.
    ///
    /// # Panics
    /// If a class or a band is out of range.
    #[inline(never)]
    pub fn count(&self, rows: Rows<'_>) -> [Vec<u32>; 2] {
        let width = self.days + 1;
        let mut counts = [vec![0_u32; BANDS * width], vec![0_u32; BANDS * width]];
        let [came, went] = &mut counts;
        rows.each(|row| {
            let one = u32::from(self.counted[usize::from(self.class[row])]);
            let base = usize::from(self.band[row]) * width;
            came[base + usize::from(self.came[row]).min(self.days)] += one;
            went[base + usize::from(self.went[row]).min(self.days)] += one;
        });
        counts
    }
}

/// Buckets that [`Places`] takes together.
const TOGETHER: usize = 4;
/// Cells of a place in [`Places::count`]; the last counts rows without a duration.
pub const COARSE: usize = BUCKETS / TOGETHER + 1;

/// Between which values a coarse cell lies: its least, and the least of the next one.
pub const fn ends_of_coarse(coarse: usize) -> (f64, f64) {
    (low(coarse * TOGETHER) as f64, low((coarse + 1) * TOGETHER) as f64)
}

/// Durations of rows that stand in the cells of a table.
#[derive(Debug, Clone, Copy)]
pub struct Places<'a> {
    /// Row of the table.
    pub first: &'a [u8],
    /// Column of the table.
    pub second: &'a [u8],
    /// Columns of the table.
    pub width: usize,
    /// Class of each row.
    pub class: &'a [u16],
    /// Whether a class counts: 1 or 0.
    pub counted: &'a [u8],
    /// The durations.
    pub buckets: &'a Buckets,
}

impl Places<'_> {
    /// Rows that pass and count, by place and coarse bucket.
    ///
    /// # Panics
    /// If there are more than `places` places, or a class is out of range.
    #[inline(never)]
    pub fn count(&self, rows: Rows<'_>, places: usize) -> Vec<u32> {
        let mut counts = vec![0_u32; places * COARSE];
        rows.each(|row| {
            let place = usize::from(self.first[row]) * self.width + usize::from(self.second[row]);
            counts[place * COARSE + usize::from(self.buckets.of_row[row]) / TOGETHER] +=
                u32::from(self.counted[usize::from(self.class[row])]);
        });
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spread::NO_SECS;

    #[test]
    fn watched_rows_are_counted_by_lane() {
        let of = [watched(10, true), watched(10, false), watched(300, true), NOT_WATCHED];
        let counts = survival(Rows::all(4), &of, &[0, 0, 1, 1], &[0, 2]);
        assert_eq!((counts[21], counts[20]), (1, 1));
        assert_eq!(counts[2 * LIFE_WIDTH + 2 * bucket(300) + 1], 1);
        assert_eq!(counts[2 * LIFE_WIDTH + LIFE_WIDTH - 1], 1);
        assert_eq!(counts.iter().sum::<u32>(), 4);
    }

    #[test]
    fn days_beyond_the_last_are_kept_apart() {
        let lives = Lives {
            class: &[0, 0, 1],
            counted: &[1, 0],
            came: &[0, 2, 1],
            went: &[1, u16::MAX, 2],
            band: &[1, 4, 0],
            days: 3,
        };
        let [came, went] = lives.count(Rows::all(3));
        assert_eq!((came[4], went[5]), (1, 1));
        assert_eq!((came[4 * 4 + 2], went[4 * 4 + 3]), (1, 1));
        assert_eq!(came.iter().sum::<u32>() + went.iter().sum::<u32>(), 4);
    }

    #[test]
    fn coarse_cells_hold_their_buckets() {
        for value in (0..5_000).chain([100_000, 7_000_000]) {
            let (least, next) = ends_of_coarse(bucket(value) / TOGETHER);
            assert!((least..next).contains(&f64::from(value)), "{value}: {least} to {next}");
            assert!(value < 512 || next / least < 1.032, "{value}");
        }
    }

    #[test]
    fn places_are_counted_with_and_without_a_duration() {
        let buckets = Buckets::new(&[10, 300, NO_SECS, 310, 5]);
        let places = Places {
            first: &[0, 1, 1, 1, 0],
            second: &[0, 1, 1, 1, 0],
            width: 2,
            class: &[0, 0, 0, 0, 1],
            counted: &[1, 0],
            buckets: &buckets,
        };
        let counts = places.count(Rows::all(5), 4);
        assert_eq!((counts[bucket(10) / TOGETHER], counts[3 * COARSE + COARSE - 1]), (1, 1));
        assert_eq!(
            counts[3 * COARSE + bucket(300) / TOGETHER] + counts[3 * COARSE + bucket(310) / TOGETHER],
            2
        );
        assert_eq!(counts.iter().sum::<u32>(), 4);
    }
}
