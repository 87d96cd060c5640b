//! Time zones: the clocks of every zone of the IANA database since 2000, from a table that downloads in a few kilobytes.
//!
//! `cargo xtask zones` writes the table. What an export needs is the clock's offset at an instant since helpdesks exist; names
//! of winter and summer time, leap seconds and the nineteenth century are left out. Before 2000 a zone keeps the offset with
//! which it entered that year.

use model::units::Day;

const TABLE: &str = include_str!("table.txt");

/// Seconds of a day.
const DAY_SECS: i64 = 86_400;

/// The clocks of one zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Zone {
    name: &'static str,
    /// What follows the names in the table.
    line: &'static str,
}

/// From which instant on clocks are how far ahead of UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Jump {
    /// UTC second.
    pub(crate) utc: i64,
    /// Seconds ahead of UTC from then on.
    pub(crate) offset: i64,
}

impl Zone {
    /// The time of the world.
    pub(crate) const UTC: Zone = Zone { name: "UTC", line: "0;;0" };

    /// The zone of that name, in whatever case it is written.
    pub(crate) fn get(name: &str) -> Option<Zone> {
        if name.eq_ignore_ascii_case("UTC") {
            return Some(Zone::UTC);
        }
        TABLE.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
            let (names, rest) = line.split_once(';')?;
            let name = names.split(',').find(|known| known.eq_ignore_ascii_case(name))?;
            Some(Zone { name, line: rest })
        })
    }

    /// The name as the database writes it.
    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    /// How far ahead of UTC clocks are at an instant, in seconds.
    pub(crate) fn offset(&self, utc: i64) -> i64 {
        self.jumps(utc).last().map_or(0, |jump| jump.offset)
    }

    /// Every jump up to an instant, in order of time; the first is the offset since the beginning of time.
    pub(crate) fn jumps(&self, to_utc: i64) -> Vec<Jump> {
        let mut fields = self.line.split(';');
        let mut next = || fields.next().unwrap_or_default();
        let mut offset = 60 * number(next());
        let mut jumps = vec![Jump { utc: i64::MIN, offset }];
        for written in next().split(' ').filter(|written| !written.is_empty()) {
            let (clock, gain) = written.split_at(written.find(['+', '-']).unwrap_or(written.len()));
            let part = |at: usize| number(clock.get(at..at + 2).unwrap_or_default());
            let day = Day::from_ymd(2000 + part(0) as i32, part(2) as u32, part(4) as u32);
            let utc = i64::from(day.0) * DAY_SECS + part(6) * 3600 + part(8) * 60 - offset;
            offset += 60 * number(gain);
            jumps.push(Jump { utc, offset });
        }
        let (winter, gain) = (60 * number(next()), 60 * number(next()));
        let ends = [next(), next()];
        if gain != 0 {
            // The rule holds after the last jump that is written down, if there is one.
            let since = jumps.last().map_or(i64::MIN, |jump| jump.utc).max(FIRST_UTC - 1);
            let last_year = Day((to_utc.div_euclid(DAY_SECS)).clamp(0, 100_000) as i32).to_ymd().0;
            for year in Day((since / DAY_SECS) as i32).to_ymd().0..=last_year {
                let begins = Jump { utc: clock_secs(year, ends[0]) - winter, offset: winter + gain };
                let is_over = Jump { utc: clock_secs(year, ends[1]) - winter - gain, offset: winter };
                let is_south = begins.utc > is_over.utc;
                let both = if is_south { [is_over, begins] } else { [begins, is_over] };
                jumps.extend(both.into_iter().filter(|jump| jump.utc > since));
            }
        }
        while jumps.len() > 1 && jumps.last().is_some_and(|jump| jump.utc > to_utc) {
            jumps.pop();
        }
        jumps
    }
}

/// UTC second at which 2000 began, and the table.
const FIRST_UTC: i64 = 946_684_800;

/// What a clock shows at one end of summer time, in seconds since 1970: `month.week.weekday.minute`, where week 5 is the last
/// of the month and weekday 0 is Sunday (POSIX.1-2017, 8.3).
fn clock_secs(year: i32, end: &str) -> i64 {
    let mut parts = end.split('.').map(number);
    let mut next = || parts.next().unwrap_or_default();
    let (month, week, weekday, minute) = (next() as u32, next() as i32, next() as i32, next());
    let first = Day::from_ymd(year, month, 1);
    // 1970 began on a Thursday.
    let to_weekday = (weekday - (first.0 + 4).rem_euclid(7)).rem_euclid(7);
    let mut day = first.0 + to_weekday + 7 * (week - 1);
    if week == 5 && Day(day).to_ymd().1 != month {
        day -= 7;
    }
    i64::from(day) * DAY_SECS + minute * 60
}

fn number(text: &str) -> i64 {
    text.parse().unwrap_or(0)
}

// The reference that the tests ask, jiff with the whole database, is there natively only.
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
