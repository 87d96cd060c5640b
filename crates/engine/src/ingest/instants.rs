//! Columns of points in time: zone and order of day and month are decided over the whole column.

use super::intern::is_null_word;
use super::parts::{Pack, Packed};
use super::time::{OrderSign, PlainIso, is_no_time, read_moment, swap_order};
use crate::dataset::{NO_SECS, Times};
use model::settings::DateOrder;

/// What a cell of a time column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Nothing, or a placeholder for nothing.
    None,
    /// Something that is no point in time.
    Unreadable,
    /// Seconds as in [`Times::secs`].
    At(u32),
}

/// Reads a column of points in time.
///
/// A column that mixes values with and without a zone keeps the kind of the majority of its first thousand rows (of its first
/// value, where the sample has none): among zoned values, a value without zone counts as UTC; among values without, the clock on
/// the wall of a zoned value is kept. Both are counted by [`TimeReader::minority`].
#[derive(Debug, Clone)]
pub(crate) struct TimeReader {
    secs: Vec<u32>,
    plain: PlainIso,
    is_absolute: Option<bool>,
    order: DateOrder,
    day_first: u64,
    month_first: u64,
    open: u64,
    zoned: u64,
    naive: u64,
    timed: u64,
    pub(crate) unreadable: u64,
}

impl TimeReader {
    /// A reader whose provisional zone and order are what most sample cells show.
    pub(crate) fn new<'a>(sample: impl Iterator<Item = &'a str>) -> TimeReader {
        let mut trial = TimeReader {
            secs: Vec::new(),
            plain: PlainIso::default(),
            is_absolute: None,
            order: DateOrder::DayFirst,
            day_first: 0,
            month_first: 0,
            open: 0,
            zoned: 0,
            naive: 0,
            timed: 0,
            unreadable: 0,
        };
        for cell in sample {
            trial.read_apart(cell.trim().as_bytes());
        }
        let (zoned, naive) = (trial.zoned, trial.naive);
        TimeReader {
            is_absolute: (zoned + naive > 0).then_some(zoned > naive),
            order: if trial.month_first > trial.day_first {
                DateOrder::MonthFirst
            } else {
                DateOrder::DayFirst
            },
            day_first: 0,
            month_first: 0,
            open: 0,
            zoned: 0,
            naive: 0,
            timed: 0,
            unreadable: 0,
            secs: Vec::new(),
            plain: PlainIso::default(),
        }
    }

    /// Reads a trimmed cell without keeping it.
    #[inline]
    pub(crate) fn read(&mut self, text: &[u8]) -> Reading {
        if text.is_empty() {
            return Reading::None;
        }
        let wall = if text.len() == 19 || (text.len() == 20 && text[19] == b'Z') {
            self.plain.read(text)
        } else {
            None
        };
        match wall {
            Some(secs) if secs > 0 => {
                if text.len() == 20 {
                    self.zoned += 1;
                } else {
                    self.naive += 1;
                }
                self.timed += 1;
                if self.is_absolute.is_none() {
                    self.is_absolute = Some(text.len() == 20);
                }
                // The layout holds years up to 2105 only.
                Reading::At(secs as u32)
            }
            _ => self.read_other(text),
        }
    }

    /// The same where it need not be as fast as can be.
    #[inline(never)]
    pub(crate) fn read_apart(&mut self, text: &[u8]) -> Reading {
        self.read(text)
    }

    fn read_other(&mut self, text: &[u8]) -> Reading {
        let Some(moment) = (!is_no_time(text)).then(|| read_moment(text, self.order)).flatten() else {
            if is_no_time(text) || is_null_word(text) {
                return Reading::None;
            }
            self.unreadable += 1;
            return Reading::Unreadable;
        };
        let is_absolute = *self.is_absolute.get_or_insert(moment.offset_secs.is_some());
        let secs = match moment.offset_secs {
            Some(offset) if is_absolute => moment.wall_secs - i64::from(offset),
            _ => moment.wall_secs,
        };
        let Some(secs) = u32::try_from(secs).ok().filter(|secs| *secs != NO_SECS) else {
            self.unreadable += 1;
            return Reading::Unreadable;
        };
        if moment.offset_secs.is_some() {
            self.zoned += 1;
        } else {
            self.naive += 1;
        }
        self.timed += u64::from(moment.has_time);
        match moment.order {
            OrderSign::Fixed => {}
            OrderSign::Open => self.open += 1,
            OrderSign::Proof(DateOrder::DayFirst) => self.day_first += 1,
            OrderSign::Proof(DateOrder::MonthFirst) => self.month_first += 1,
        }
        Reading::At(secs)
    }

    /// Keeps a value.
    #[inline]
    pub(crate) fn keep(&mut self, reading: Reading) {
        self.secs.push(match reading {
            Reading::At(secs) => secs,
            Reading::None | Reading::Unreadable => NO_SECS,
        });
    }

    /// The same reader without its values.
    pub(crate) fn without_values(&self) -> TimeReader {
        TimeReader { secs: Vec::new(), ..*self }
    }

    /// The same reader before its first row.
    pub(crate) fn blank(&self) -> TimeReader {
        TimeReader { is_absolute: self.is_absolute, order: self.order, ..TimeReader::new(std::iter::empty()) }
    }

    /// Whether its values carry a zone, for [`TimeReader::agrees`].
    pub(crate) fn pack_zone(&self) -> u8 {
        self.is_absolute.map_or(2, u8::from)
    }

    /// Whether a part of the column took zones as this reader would have done.
    pub(crate) fn agrees(&self, zone: u8) -> bool {
        zone > 1 || self.is_absolute.is_none_or(|is_absolute| u8::from(is_absolute) == zone)
    }

    pub(crate) fn pack(&self, out: &mut Pack) {
        let TimeReader { secs, plain: _, is_absolute: _, order: _, .. } = self;
        out.number(u64::from(self.pack_zone()));
        out.longs(&[
            self.day_first,
            self.month_first,
            self.open,
            self.zoned,
            self.naive,
            self.timed,
            self.unreadable,
        ]);
        out.words(secs);
    }

    pub(crate) fn append(&mut self, from: &mut Packed<'_>) {
        let zone = from.number();
        if zone <= 1 {
            self.is_absolute = Some(zone == 1);
        }
        let counts = [
            &mut self.day_first,
            &mut self.month_first,
            &mut self.open,
            &mut self.zoned,
            &mut self.naive,
            &mut self.timed,
            &mut self.unreadable,
        ];
        for (count, more) in counts.into_iter().zip(from.longs()) {
            *count += more;
        }
        kernels::pack::take_words(&mut self.secs, from.bytes());
    }

    pub(crate) fn secs(&mut self) -> &mut Vec<u32> {
        &mut self.secs
    }

    /// Seconds by row, under the provisional order.
    pub(crate) fn kept(&self) -> &[u32] {
        &self.secs
    }

    /// Values whose kind (with or without zone) is not that of the column.
    pub(crate) fn minority(&self) -> u64 {
        if self.is_absolute == Some(true) { self.naive } else { self.zoned }
    }

    /// Whether the column's values carry a zone.
    pub(crate) fn is_absolute(&self) -> bool {
        self.is_absolute.unwrap_or(false)
    }

    fn finish(mut self, order: DateOrder) -> Times {
        if order != self.order && self.open > 0 {
            // Proven dates have a day above twelve and cannot be swapped, so exactly the open ones change.
            for secs in self.secs.iter_mut().filter(|secs| **secs != NO_SECS) {
                if let Some(swapped) = swap_order(*secs) {
                    *secs = swapped;
                }
            }
        }
        self.secs.shrink_to_fit();
        let has_order = self.open + self.day_first + self.month_first > 0;
        Times {
            is_absolute: self.is_absolute(),
            order_read: has_order.then_some(order),
            order_open: self.open,
            order_proofs: match order {
                DateOrder::DayFirst => self.day_first,
                DateOrder::MonthFirst => self.month_first,
            },
            is_date_only: self.timed == 0 && !self.secs.is_empty(),
            row_kinds: Vec::new(),
            secs: self.secs,
        }
    }
}

/// Settles the order of day and month over all time columns of a file. A column's own proofs come first, then those of the other
/// columns; with no proof in the file, the order under which the dates lie closer together (an export covers a stretch of time:
/// read in the wrong order, the days of one month scatter over the year).
pub(crate) fn settle(readers: Vec<TimeReader>) -> Vec<Times> {
    let majority = |day: u64, month: u64| match day.cmp(&month) {
        std::cmp::Ordering::Greater => Some(DateOrder::DayFirst),
        std::cmp::Ordering::Less => Some(DateOrder::MonthFirst),
        std::cmp::Ordering::Equal => None,
    };
    let day: u64 = readers.iter().map(|reader| reader.day_first).sum();
    let month: u64 = readers.iter().map(|reader| reader.month_first).sum();
    let of_file = majority(day, month).unwrap_or_else(|| by_closeness(&readers));
    readers
        .into_iter()
        .map(|reader| {
            let order = majority(reader.day_first, reader.month_first).unwrap_or(of_file);
            reader.finish(order)
        })
        .collect()
}

fn by_closeness(readers: &[TimeReader]) -> DateOrder {
    let (mut stretch, mut swapped_stretch) = (0u64, 0u64);
    for reader in readers.iter().filter(|reader| reader.open > 0) {
        let known = || reader.secs.iter().copied().filter(|secs| *secs != NO_SECS);
        let width = |low: Option<u32>, high: Option<u32>| u64::from(high.unwrap_or(0) - low.unwrap_or(0));
        let swap = |secs: u32| swap_order(secs).unwrap_or(secs);
        let (sign, other) =
            (width(known().min(), known().max()), width(known().map(swap).min(), known().map(swap).max()));
        let (day, month) = if reader.order == DateOrder::DayFirst { (sign, other) } else { (other, sign) };
        stretch += day;
        swapped_stretch += month;
    }
    if swapped_stretch < stretch { DateOrder::MonthFirst } else { DateOrder::DayFirst }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::time;

    fn read(cells: &[&str]) -> TimeReader {
        let mut reader = TimeReader::new(std::iter::empty());
        for cell in cells {
            let reading = reader.read(cell.as_bytes());
            reader.keep(reading);
        }
        reader
    }

    fn secs(text: &str) -> u32 {
        time::read_moment(text.as_bytes(), DateOrder::DayFirst).unwrap().wall_secs as u32
    }

    #[test]
    fn a_late_proof_rereads_the_earlier_rows() {
        let times = settle(vec![read(&["03-12-2025 15:21:08", "05-05-2025", "", "02-28-2025"])]).remove(0);
        assert_eq!(times.secs[0], secs("2025-03-12 15:21:08"));
        assert_eq!(times.secs[2], NO_SECS);
        assert_eq!(times.secs[3], secs("2025-02-28"));
        assert_eq!(
            (times.order_read, times.order_open, times.order_proofs),
            (Some(DateOrder::MonthFirst), 1, 1)
        );
    }

    #[test]
    fn a_sibling_column_proves_the_order() {
        let times = settle(vec![read(&["03/12/2025"]), read(&["12/31/2025"])]);
        assert_eq!(times[0].secs[0], secs("2025-03-12"));
        assert_eq!((times[0].order_read, times[0].order_proofs), (Some(DateOrder::MonthFirst), 0));
    }

    #[test]
    fn without_proof_the_dates_stay_close_together() {
        let times = settle(vec![read(&["03/01/2025", "03/02/2025", "03/11/2025"])]).remove(0);
        assert_eq!(times.order_read, Some(DateOrder::MonthFirst));
        assert_eq!(times.secs[0], secs("2025-03-01"));
        let times = settle(vec![read(&["01/03/2025", "02/03/2025", "11/03/2025"])]).remove(0);
        assert_eq!(times.order_read, Some(DateOrder::DayFirst));
    }

    #[test]
    fn zones_follow_the_majority() {
        let zoned = ["2026-01-01T10:00:00Z", "2026-01-01T12:00:00+02:00", "2026-01-01 10:00:00"];
        let reader = TimeReader::new(zoned.into_iter());
        assert!(reader.is_absolute());
        let reader = read(&["2026-01-01 10:00:00", "2026-01-01T12:00:00+02:00"]);
        assert_eq!((reader.is_absolute(), reader.minority()), (false, 1));
        assert_eq!(reader.kept(), [secs("2026-01-01 10:00:00"), secs("2026-01-01 12:00:00")]);
    }

    #[test]
    fn placeholders_are_nothing_and_nonsense_is_counted() {
        let reader = read(&["1900-01-01 00:00:00", "1970-01-01 00:00:00", "0000-00-00", "-", "NULL", "soon"]);
        assert_eq!((reader.kept().iter().all(|secs| *secs == NO_SECS), reader.unreadable), (true, 1));
        let times = settle(vec![read(&["2026-01-01", "2026-01-02"])]).remove(0);
        assert!(times.is_date_only && times.order_read.is_none());
    }
}
