//! Business hours: how much working time lies between two instants, whatever clocks do in between.
//!
//! Each day of the schedule's zone has at most one stretch of work; its ends are clock times, made instants by the zone's own jumps,
//! so that a stretch over a change of clocks is an hour shorter or longer, as it is for the people who work it.

use super::zone::{DAY_SECS, Offsets};
use crate::dataset::NO_SECS;
use crate::zones::Zone;
use model::schedule::Schedule;

/// Working time from the first day on.
pub(crate) struct BusinessClock {
    offsets: Offsets,
    first_day: u32,
    days: Vec<WorkDay>,
}

/// One day: when work begins, how long it lasts, how much came before. Seconds.
#[derive(Clone, Copy)]
struct WorkDay {
    begins_utc: u32,
    lasts: u32,
    before: u32,
}

impl BusinessClock {
    /// The schedule between two instants, in its own zone or else in this one.
    pub(crate) fn new(schedule: &Schedule, zone: &Zone, (from_utc, to_utc): (u32, u32)) -> BusinessClock {
        let own = schedule.zone.as_deref().and_then(Zone::get);
        let zone = own.as_ref().unwrap_or(zone);
        let offsets = Offsets::new(zone, i64::from(from_utc), i64::from(to_utc) + 2 * i64::from(DAY_SECS));
        let day_of = |utc: u32| offsets.civil_of(utc) / DAY_SECS;
        let (first_day, last_day) = (day_of(from_utc), day_of(to_utc.max(from_utc)));
        let mut before = 0_u32;
        let mut days = Vec::with_capacity((last_day - first_day) as usize + 1);
        for day in first_day..=last_day {
            // 1970 began on a Thursday.
            let works = schedule.days[(day as usize + 3) % 7]
                && schedule.holidays.binary_search(&model::units::Day(day as i32)).is_err();
            let at = |minute: u16| offsets.utc_of(day * DAY_SECS + u32::from(minute) * 60);
            let begins_utc = at(schedule.from);
            let lasts = if works { at(schedule.to).saturating_sub(begins_utc) } else { 0 };
            days.push(WorkDay { begins_utc, lasts, before });
            before = before.saturating_add(lasts);
        }
        BusinessClock { offsets, first_day, days }
    }

    /// Working time before each instant; nulls stay nulls.
    pub(crate) fn before(&self, utc: &[u32]) -> Vec<u32> {
        let mut clock = self.offsets.to_civil(utc);
        for (clock, utc) in clock.iter_mut().zip(utc).filter(|(_, utc)| **utc != NO_SECS) {
            let day = (*clock / DAY_SECS).saturating_sub(self.first_day) as usize;
            let day = self.days[day.min(self.days.len() - 1)];
            *clock = day.before + utc.saturating_sub(day.begins_utc).min(day.lasts);
        }
        clock
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::units::Day;

    fn utc(day: &str, time: &str) -> u32 {
        let minute = model::schedule::clock(time).unwrap();
        Day::parse(day).unwrap().0 as u32 * DAY_SECS + u32::from(minute) * 60
    }

    fn between(schedule: &str, zone: &str, from: u32, to: u32) -> u32 {
        let schedule = Schedule::from_text(schedule).unwrap();
        let clock = BusinessClock::new(&schedule, &Zone::get(zone).unwrap(), (from.min(to), from.max(to)));
        let before = clock.before(&[from, to]);
        before[1] - before[0]
    }

    #[test]
    fn nights_weekends_and_holidays_do_not_count() {
        let nine_to_five = "12345;09:00-17:00";
        let hours = |from: (&str, &str), to: (&str, &str)| {
            f64::from(between(nine_to_five, "UTC", utc(from.0, from.1), utc(to.0, to.1))) / 3600.0
        };
        // Monday, 5 January 2026.
        assert_eq!(hours(("2026-01-05", "10:00"), ("2026-01-05", "12:30")), 2.5);
        assert_eq!(hours(("2026-01-05", "06:00"), ("2026-01-05", "09:30")), 0.5);
        assert_eq!(hours(("2026-01-05", "16:00"), ("2026-01-06", "10:00")), 2.0);
        assert_eq!(hours(("2026-01-09", "16:00"), ("2026-01-12", "09:00")), 1.0, "Friday to Monday");
        assert_eq!(hours(("2026-01-10", "12:00"), ("2026-01-11", "12:00")), 0.0, "a weekend");
        assert_eq!(hours(("2026-01-05", "00:00"), ("2026-01-19", "00:00")), 80.0, "two weeks");
        let with_holiday = "12345;09:00-17:00;;2026-01-06";
        let secs = between(with_holiday, "UTC", utc("2026-01-05", "16:00"), utc("2026-01-07", "10:00"));
        assert_eq!(secs, 2 * 3600);
    }

    #[test]
    fn clocks_that_jump_make_a_day_shorter_or_longer() {
        let whole_days = "1234567;00:00-24:00";
        let berlin = |day: &str, next: &str, offset_before: u32, offset_after: u32| {
            let from = utc(day, "00:00") - offset_before * 3600;
            let to = utc(next, "00:00") - offset_after * 3600;
            between(whole_days, "Europe/Berlin", from, to)
        };
        assert_eq!(berlin("2026-03-29", "2026-03-30", 1, 2), 23 * 3600);
        assert_eq!(berlin("2026-10-25", "2026-10-26", 2, 1), 25 * 3600);
        // A shift from 1:00 to 6:00 on the night in which 2:00 becomes 3:00 lasts four hours.
        let night = "1234567;01:00-06:00";
        assert_eq!(
            between(night, "Europe/Berlin", utc("2026-03-28", "12:00"), utc("2026-03-29", "12:00")),
            4 * 3600
        );
        assert_eq!(
            between(night, "Europe/Berlin", utc("2026-10-24", "12:00"), utc("2026-10-25", "12:00")),
            6 * 3600
        );
    }

    #[test]
    fn the_schedule_has_a_zone_of_its_own() {
        let new_york = "12345;09:00-17:00;America/New_York";
        // 14:00 UTC is 9:00 in New York in January.
        assert_eq!(between(new_york, "UTC", utc("2026-01-05", "13:00"), utc("2026-01-05", "15:00")), 3600);
    }

    /// Against a count of every minute, over a year with both changes of clocks.
    #[test]
    fn as_counting_minutes_would_tell() {
        let text = "1246;08:30-18:15;Europe/Lisbon;2026-04-03,2026-12-25";
        let schedule = Schedule::from_text(text).unwrap();
        let (first, last) = (utc("2026-01-01", "00:00"), utc("2026-12-31", "00:00"));
        let clock = BusinessClock::new(&schedule, &Zone::UTC, (first, last));
        let zone = Zone::get("Europe/Lisbon").unwrap();
        let mut counted = 0_u32;
        let mut at = first;
        while at < last {
            if at % 50_400 == 0 {
                assert_eq!(clock.before(&[at])[0], counted, "{at}");
            }
            let local = (i64::from(at) + zone.offset(i64::from(at))) as u32;
            let (day, minute) = (local / DAY_SECS, (local % DAY_SECS / 60) as u16);
            let works = schedule.days[(day as usize + 3) % 7]
                && !schedule.holidays.contains(&Day(day as i32))
                && (schedule.from..schedule.to).contains(&minute);
            counted += if works { 60 } else { 0 };
            at += 60;
        }
    }
}
