//! Clock times to instants and back, by a table made once for the range of the data.
//!
//! The jumps of [`crate::zones`] over the range of the data become a short table here, and a whole column is converted by it.
//!
//! Where clocks jump (as RFC 5545, section 3.3.5, has it): a time that occurs twice is the first of
//! the two; a time that never occurs is read with the offset before the jump, so 02:30 becomes 03:30.

use crate::dataset::NO_SECS;
use crate::zones::Zone;

/// Seconds of a day.
pub(crate) const DAY_SECS: u32 = 86_400;

/// Offsets of one zone over a range of time.
#[derive(Debug, Clone)]
pub(crate) struct Offsets {
    /// First UTC second of each stretch; the first is the beginning of time.
    utc_starts: Vec<i64>,
    /// First clock second of each stretch.
    civil_starts: Vec<i64>,
    /// Clock minus UTC in each stretch, in seconds.
    offsets: Vec<i64>,
}

impl Offsets {
    /// The offsets of `zone` between two instants (UTC seconds; some days more on either side do no harm).
    pub(crate) fn new(zone: &Zone, from_utc: i64, to_utc: i64) -> Offsets {
        let mut table =
            Offsets { utc_starts: vec![i64::MIN], civil_starts: vec![i64::MIN], offsets: vec![0] };
        let mut offset = 0;
        for jump in zone.jumps(to_utc) {
            if jump.utc <= from_utc {
                table.offsets[0] = jump.offset;
            } else {
                table.utc_starts.push(jump.utc);
                // Forward jump: the clock reads `utc + next` at once. Backward jump: the second reading begins when the first ends.
                table.civil_starts.push(jump.utc + offset.max(jump.offset));
                table.offsets.push(jump.offset);
            }
            offset = jump.offset;
        }
        table
    }

    /// UTC: every clock shows the instant itself.
    #[cfg(test)]
    pub(crate) fn utc() -> Offsets {
        Offsets { utc_starts: vec![i64::MIN], civil_starts: vec![i64::MIN], offsets: vec![0] }
    }

    /// The instants that clocks show; nulls stay nulls.
    pub(crate) fn to_utc(&self, civil: &[u32]) -> Vec<u32> {
        self.shift(civil, &self.civil_starts, -1)
    }

    /// What clocks show at those instants; nulls stay nulls.
    pub(crate) fn to_civil(&self, utc: &[u32]) -> Vec<u32> {
        self.shift(utc, &self.utc_starts, 1)
    }

    /// What the clock shows at one instant.
    pub(crate) fn civil_of(&self, utc: u32) -> u32 {
        self.to_civil(&[utc])[0]
    }

    /// The instant of one clock time.
    pub(crate) fn utc_of(&self, civil: u32) -> u32 {
        self.to_utc(&[civil])[0]
    }

    /// Adds to each value the offset of its stretch. A year of data has two or three stretches: comparing each value with every
    /// start takes no branch, and the compiler does many values at a time.
    fn shift(&self, secs: &[u32], starts: &[i64], sign: i64) -> Vec<u32> {
        // Offsets are less than a day or so; 32 bits hold them, and sums may wrap until the ends are mended below.
        let step = |index: usize| (sign * (self.offsets[index] - self.offsets[index - 1])) as u32;
        let jumps: Vec<(u32, u32)> = (1..starts.len())
            .map(|index| (starts[index].clamp(0, i64::from(NO_SECS)) as u32, step(index)))
            .collect();
        let first = (sign * self.offsets[0]) as u32;
        let mut shifted = vec![0_u32; secs.len()];
        for (values, results) in secs.chunks(BLOCK).zip(shifted.chunks_mut(BLOCK)) {
            for (value, result) in values.iter().zip(results.iter_mut()) {
                *result = value.wrapping_add(first);
            }
            for (start, step) in &jumps {
                for (value, result) in values.iter().zip(results.iter_mut()) {
                    *result = result.wrapping_add(if value >= start { *step } else { 0 });
                }
            }
            for (value, result) in values.iter().zip(results.iter_mut()) {
                let is_before_1970 = *value < FAR_OFF_SECS && *result > NO_SECS - FAR_OFF_SECS;
                let is_beyond = *value > NO_SECS - FAR_OFF_SECS && *result < FAR_OFF_SECS;
                let mended = if is_before_1970 { 0 } else { *result };
                let mended = if is_beyond { NO_SECS - 1 } else { mended.min(NO_SECS - 1) };
                *result = if *value == NO_SECS { NO_SECS } else { mended };
            }
        }
        shifted
    }
}

/// Values that are converted together: they stay in the fastest cache.
const BLOCK: usize = 2048;
/// More than any offset.
const FAR_OFF_SECS: u32 = 4 * DAY_SECS;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use jiff::civil::DateTime;
    use jiff::tz::TimeZone;

    fn offsets(name: &str) -> (TimeZone, Offsets) {
        let zone = TimeZone::get(name).unwrap();
        let table = Offsets::new(&Zone::get(name).unwrap(), 1_200_000_000, 2_100_000_000);
        (zone, table)
    }

    fn civil(text: &str) -> u32 {
        let moment: DateTime = text.parse().unwrap();
        TimeZone::UTC.to_timestamp(moment).unwrap().as_second() as u32
    }

    #[test]
    fn summer_time_in_berlin() {
        let (_, table) = offsets("Europe/Berlin");
        for (clock, utc) in [
            ("2026-03-29T01:59:59", "2026-03-29T00:59:59"),
            ("2026-03-29T02:30:00", "2026-03-29T01:30:00"), // never shown: read as 03:30 summer time
            ("2026-03-29T03:00:00", "2026-03-29T01:00:00"),
            ("2026-10-25T01:59:59", "2026-10-24T23:59:59"),
            ("2026-10-25T02:30:00", "2026-10-25T00:30:00"), // shown twice: the first
            ("2026-10-25T03:00:00", "2026-10-25T02:00:00"),
        ] {
            assert_eq!(table.utc_of(civil(clock)), civil(utc), "{clock}");
        }
        assert_eq!(table.civil_of(civil("2026-10-25T01:30:00")), civil("2026-10-25T02:30:00"));
        assert_eq!(table.civil_of(civil("2026-10-25T00:30:00")), civil("2026-10-25T02:30:00"));
    }

    #[test]
    fn as_jiff_in_odd_zones() {
        for name in [
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "Asia/Kathmandu",
            "Pacific/Apia",
            "UTC",
        ] {
            let (zone, table) = offsets(name);
            for step in 0..10_000_u32 {
                let secs = 1_262_304_000 + step * 79_997; // 2010 to 2035 in steps of 22 hours and some
                let instant = Timestamp::from_second(i64::from(secs)).unwrap();
                let clock = TimeZone::UTC.to_datetime(instant);
                assert_eq!(
                    i64::from(table.utc_of(secs)),
                    zone.to_timestamp(clock).unwrap().as_second(),
                    "{name} {clock}"
                );
                let shown = TimeZone::UTC.to_timestamp(zone.to_datetime(instant)).unwrap();
                assert_eq!(i64::from(table.civil_of(secs)), shown.as_second(), "{name} {secs}");
            }
        }
    }

    #[test]
    fn nulls_and_the_ends_of_time_hold() {
        let (_, table) = offsets("Asia/Tokyo");
        assert_eq!(table.to_utc(&[NO_SECS, 3600, NO_SECS - 1]), [NO_SECS, 0, NO_SECS - 1 - 9 * 3600]);
        assert_eq!(Offsets::utc().to_utc(&[5, NO_SECS]), [5, NO_SECS]);
    }
}
