//! When customers write: growth, weekdays, season and the hours of the day, on the clock of Oslo.

use crate::random::{Random, cumulative, mix};
use model::outcome::Channel;
use model::units::Day;

/// Zone in which the invented company works.
pub(super) const TIME_ZONE: &str = "Europe/Oslo";
/// Seconds of a day.
pub(super) const DAY_SECS: i64 = 86_400;

/// Demand around the year in percent of a usual day: month, day of the month, percent; straight lines in between.
const SEASON: [(u32, u32, i64); 17] = [
    (1, 1, 80),
    (1, 8, 142),
    (1, 31, 104),
    (2, 28, 90),
    (4, 15, 98),
    (6, 1, 112),
    (7, 10, 106),
    (8, 20, 96),
    (10, 15, 98),
    (11, 15, 122),
    (11, 28, 205),
    (12, 5, 160),
    (12, 19, 188),
    (12, 24, 84),
    (12, 25, 40),
    (12, 27, 105),
    (12, 31, 90),
];

/// Monday to Sunday, in percent.
const WEEKDAYS: [i64; 7] = [128, 112, 106, 101, 98, 66, 58];

/// Weight of each hour of the day, for channels that are always open and for channels that live from people being there.
const HOURS_WRITTEN: [u64; 24] =
    [6, 4, 2, 2, 2, 4, 12, 26, 46, 62, 66, 62, 58, 54, 54, 52, 50, 46, 46, 54, 58, 50, 32, 14];
const HOURS_LIVE: [u64; 24] =
    [3, 1, 1, 1, 1, 2, 6, 16, 44, 64, 70, 66, 62, 60, 58, 56, 54, 48, 46, 50, 48, 36, 18, 8];
const HOURS_PHONE: [u64; 24] =
    [0, 0, 0, 0, 0, 0, 0, 0, 50, 74, 78, 70, 60, 62, 64, 58, 50, 40, 0, 0, 0, 0, 0, 0];

/// Draws moments of creation.
#[derive(Debug, Clone)]
pub(super) struct Calendar {
    first_day: Day,
    days: Vec<u64>,
    /// [`season_percent`] of each day, and of some days after the last.
    seasons: Vec<i64>,
    hours: [Vec<u64>; 3],
}

impl Calendar {
    /// Days of a period in which demand grows by `growth_percent` from the first day to the last.
    pub(super) fn new(first_day: Day, days: u32, growth_percent: u32, seed: u64) -> Calendar {
        let weight = |offset: u32| {
            let day = Day(first_day.0 + offset as i32);
            let growth =
                10_000 + i64::from(growth_percent) * 100 * i64::from(offset) / i64::from(days.max(1));
            let weekday = WEEKDAYS[(day.0 + 3).rem_euclid(7) as usize];
            // No two Mondays are alike: a tenth up or down by day.
            let luck = 900 + (mix(seed ^ mix(u64::from(offset))) % 201) as i64;
            (growth * weekday * season_percent(day) * luck / 1_000_000) as u64
        };
        let season = |offset: u32| season_percent(Day(first_day.0 + offset as i32));
        Calendar {
            first_day,
            days: cumulative((0..days).map(weight)),
            seasons: (0..days + 60).map(season).collect(),
            hours: [cumulative(HOURS_WRITTEN), cumulative(HOURS_LIVE), cumulative(HOURS_PHONE)],
        }
    }

    /// A day of the period.
    pub(super) fn day(&self, random: &mut Random) -> Day {
        Day(self.first_day.0 + random.weighted(&self.days) as i32)
    }

    /// Demand of a day in percent of a usual one.
    pub(super) fn season(&self, day: Day) -> i64 {
        let known = self.seasons.get((day.0 - self.first_day.0) as usize);
        known.copied().unwrap_or_else(|| season_percent(day))
    }

    /// A moment of that day, UTC seconds, at an hour that suits the channel.
    pub(super) fn moment(&self, random: &mut Random, day: Day, channel: Channel) -> i64 {
        let hours = match channel {
            Channel::Phone => &self.hours[2],
            Channel::Chat | Channel::Messaging => &self.hours[1],
            _ => &self.hours[0],
        };
        let hour = random.weighted(hours) as i64;
        midnight_utc(day) + hour * 3600 + i64::from(random.below(3600))
    }
}

/// Demand of a day in percent of a usual one.
fn season_percent(day: Day) -> i64 {
    let (year, _, _) = day.to_ymd();
    let date = |at: usize| Day::from_ymd(year, SEASON[at].0, SEASON[at].1).0;
    let next = (0..SEASON.len()).find(|&at| date(at) >= day.0).unwrap_or(SEASON.len() - 1);
    let (left, right) = (next.saturating_sub(1), next);
    let length = i64::from(date(right) - date(left)).max(1);
    let gone = i64::from(day.0 - date(left));
    SEASON[left].2 + (SEASON[right].2 - SEASON[left].2) * gone / length
}

/// The moment a day begins in Oslo, UTC seconds. Summer time runs from the last Sunday of March to the last Sunday of October;
/// those two days themselves count as still on the old time at midnight, which is what they are.
pub(super) fn midnight_utc(day: Day) -> i64 {
    i64::from(day.0) * DAY_SECS - if is_summer_time(day) { 7200 } else { 3600 }
}

fn is_summer_time(day: Day) -> bool {
    let (year, _, _) = day.to_ymd();
    let last_sunday = |month: u32| {
        let end = Day::from_ymd(year, month, 31);
        Day(end.0 - (end.0 + 4).rem_euclid(7))
    };
    last_sunday(3) < day && day <= last_sunday(10)
}

/// Seconds since midnight on the clock of Oslo, and the day. Within the hours around a change of the clocks it may be off by one
/// hour, which no figure can notice.
pub(super) fn local(at: i64) -> (Day, i64) {
    let guess = Day((at + 3600).div_euclid(DAY_SECS) as i32);
    let day = if at >= midnight_utc(Day(guess.0 + 1)) { Day(guess.0 + 1) } else { guess };
    (day, at - midnight_utc(day))
}

/// Whether people are at work: Monday to Friday from 8 to 20, Saturday from 10 to 16.
pub(super) fn is_staffed(at: i64) -> bool {
    let (day, secs) = local(at);
    opening(day).is_some_and(|(from, to)| (from..to).contains(&secs))
}

/// The moment itself when people are at work, else the next opening.
pub(super) fn next_staffed(at: i64) -> i64 {
    let (mut day, secs) = local(at);
    if let Some((from, to)) = opening(day) {
        if (from..to).contains(&secs) {
            return at;
        }
        if secs < from {
            return midnight_utc(day) + from;
        }
    }
    loop {
        day = Day(day.0 + 1);
        if let Some((from, _)) = opening(day) {
            return midnight_utc(day) + from;
        }
    }
}

fn opening(day: Day) -> Option<(i64, i64)> {
    let (_, month, number) = day.to_ymd();
    if matches!((month, number), (12, 25 | 26) | (1, 1)) {
        return None;
    }
    match (day.0 + 3).rem_euclid(7) {
        0..=4 => Some((8 * 3600, 20 * 3600)),
        5 => Some((10 * 3600, 16 * 3600)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_change_on_the_known_sundays() {
        for (before, after) in [((2025, 10, 26), (2025, 10, 27)), ((2026, 3, 29), (2026, 3, 30))] {
            let (a, b) =
                (Day::from_ymd(before.0, before.1, before.2), Day::from_ymd(after.0, after.1, after.2));
            let length = midnight_utc(b) - midnight_utc(a);
            assert_eq!(length, if before.1 == 10 { 25 * 3600 } else { 23 * 3600 });
        }
        // 2026-01-01 00:00 in Oslo is 2025-12-31 23:00 UTC.
        assert_eq!(midnight_utc(Day::from_ymd(2026, 1, 1)), 1_767_222_000);
    }

    #[test]
    fn local_time_undoes_midnight() {
        for offset in 0..365 {
            let day = Day(Day::from_ymd(2025, 7, 1).0 + offset);
            for secs in [0, 1, 43_200, 82_799] {
                assert_eq!(local(midnight_utc(day) + secs), (day, secs), "{day}");
            }
        }
    }

    #[test]
    fn the_peak_is_in_november_and_december() {
        let busiest = (0..365)
            .map(|offset| Day(Day::from_ymd(2025, 7, 1).0 + offset))
            .max_by_key(|day| season_percent(*day));
        assert_eq!(busiest, Some(Day::from_ymd(2025, 11, 28)));
        assert!(season_percent(Day::from_ymd(2025, 12, 25)) < 50);
    }

    #[test]
    fn work_begins_at_the_next_opening() {
        let sunday_noon = midnight_utc(Day::from_ymd(2026, 6, 28)) + 43_200;
        let monday_eight = midnight_utc(Day::from_ymd(2026, 6, 29)) + 8 * 3600;
        assert_eq!(next_staffed(sunday_noon), monday_eight);
        assert_eq!(next_staffed(monday_eight + 60), monday_eight + 60);
        assert!(is_staffed(monday_eight) && !is_staffed(sunday_noon));
    }
}
