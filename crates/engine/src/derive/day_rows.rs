//! Where the rows of a day lie in the file. Exports mostly run along time, so that a period is a stretch of rows: what lies outside of
//! it is not looked at. Where they do not, the stretch is longer, at worst the whole file.

use std::ops::Range;

/// The rows of each day.
#[derive(Debug, Clone, Default)]
pub(crate) struct DayRows(Vec<OfDay>);

/// The rows of a day: the first, the one after the last, and how many they are.
#[derive(Debug, Clone, Copy, Default)]
struct OfDay {
    first: u32,
    after: u32,
    rows: u32,
}

/// A stretch of rows that holds all of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// Its rows.
    pub(crate) rows: Range<usize>,
    /// Whether all of them lie in the period.
    pub(crate) is_whole: bool,
}

impl DayRows {
    /// From the day of each row.
    pub(crate) fn of(day: &[u16]) -> DayRows {
        let mut days: Vec<OfDay> = Vec::new();
        for (row, day) in (0_u32..).zip(day) {
            let day = usize::from(*day);
            if day >= days.len() {
                days.resize(day + 1, OfDay::default());
            }
            let of_day = &mut days[day];
            if of_day.rows == 0 {
                of_day.first = row;
            }
            of_day.after = row + 1;
            of_day.rows += 1;
        }
        DayRows(days)
    }

    /// The stretch that holds all rows of these days.
    pub(crate) fn stretch(&self, days: Range<usize>) -> Stretch {
        let last = self.0.len();
        let days = &self.0[days.start.min(last)..days.end.min(last)];
        let there = || days.iter().filter(|of_day| of_day.rows > 0);
        let first = there().map(|of_day| of_day.first).min().unwrap_or(0) as usize;
        let after = there().map(|of_day| of_day.after).max().unwrap_or(0) as usize;
        let rows: u32 = there().map(|of_day| of_day.rows).sum();
        Stretch { rows: first..after, is_whole: rows as usize == after - first }
    }

    /// Resident bytes.
    pub(crate) fn memory_bytes(&self) -> u64 {
        (self.0.capacity() * size_of::<OfDay>()) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_holds_all_rows_of_its_days() {
        let found = |day: &[u16], days| {
            let Stretch { rows, is_whole } = DayRows::of(day).stretch(days);
            (rows, is_whole)
        };
        assert_eq!(found(&[0, 0, 1, 3, 3], 1..4), (2..5, true));
        assert_eq!(found(&[0, 0, 1, 3, 3], 2..3), (0..0, true), "a day without rows");
        assert_eq!(found(&[3, 3, 1, 0], 0..2), (2..4, true), "newest first");
        assert_eq!(found(&[1, 0, 1, 0], 0..1), (1..4, false), "in no order");
        assert_eq!(found(&[0, 1], 5..9), (0..0, true), "beyond the last");
        assert_eq!(found(&[], 0..1), (0..0, true));
    }
}
