//! Where the rows of a day lie in the file. Exports mostly run along time, so that a period is a stretch of rows: what lies outside of
//! it is not looked at. Where they do not, the stretch is longer, at worst the whole file.

use std::ops::Range;

/// For each day the first of its rows and the one after the last; nothing for a day without rows.
#[derive(Debug, Clone, Default)]
pub(crate) struct DayRows(Vec<Option<(u32, u32)>>);

impl DayRows {
    /// From the day of each row.
    pub(crate) fn of(day: &[u16]) -> DayRows {
        let mut stretches = Vec::new();
        for (row, day) in (0_u32..).zip(day) {
            let day = usize::from(*day);
            if day >= stretches.len() {
                stretches.resize(day + 1, None);
            }
            let (_, end) = stretches[day].get_or_insert((row, row));
            *end = row + 1;
        }
        DayRows(stretches)
    }

    /// The stretch that holds all rows of these days.
    pub(crate) fn stretch(&self, days: Range<usize>) -> Range<usize> {
        let last = self.0.len();
        let there = self.0[days.start.min(last)..days.end.min(last)].iter().flatten();
        let (start, end) =
            there.fold((u32::MAX, 0), |(start, end), (first, after)| (start.min(*first), end.max(*after)));
        if start < end { start as usize..end as usize } else { 0..0 }
    }

    /// Resident bytes.
    pub(crate) fn memory_bytes(&self) -> u64 {
        (self.0.capacity() * size_of::<Option<(u32, u32)>>()) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_holds_all_rows_of_its_days() {
        let found = |day: &[u16], days| DayRows::of(day).stretch(days);
        assert_eq!(found(&[0, 0, 1, 3, 3], 1..4), 2..5);
        assert_eq!(found(&[0, 0, 1, 3, 3], 2..3), 0..0, "a day without rows");
        assert_eq!(found(&[3, 3, 1, 0], 0..2), 2..4, "newest first");
        assert_eq!(found(&[1, 0, 1, 0], 0..1), 1..4, "in no order");
        assert_eq!(found(&[0, 1], 5..9), 0..0, "beyond the last");
        assert_eq!(found(&[], 0..1), 0..0);
    }
}
