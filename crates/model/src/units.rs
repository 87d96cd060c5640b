//! Units as types, so that a day is never taken for a second.

use serde::{Deserialize, Serialize};

/// A count with its thousands parted by commas: `1,234,567`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut written = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

/// A count with its noun: `1 ticket`, `1,234 tickets`.
pub fn counted(number: u64, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{} {noun}s", grouped(number)) }
}

/// A day on the civil calendar of the display time zone, counted from 1970-01-01 (which is 0).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day(pub i32);

impl Day {
    /// The day of a proleptic Gregorian date. Months and days count from 1.
    ///
    /// The arithmetic is the one of Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    pub const fn from_ymd(year: i32, month: u32, day: u32) -> Day {
        let y = if month <= 2 { year - 1 } else { year };
        let era = y.div_euclid(400);
        let yoe = y.rem_euclid(400);
        let m = month as i32;
        let doy = (153 * (if m > 2 { m - 3 } else { m + 9 }) + 2) / 5 + day as i32 - 1;
        let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
        Day(era * 146_097 + doe - 719_468)
    }

    /// Year, month (1 to 12) and day of the month (1 to 31).
    pub const fn to_ymd(self) -> (i32, u32, u32) {
        let z = self.0 + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = (doy - (153 * mp + 2) / 5 + 1) as u32;
        let month = (if mp < 10 { mp + 3 } else { mp - 9 }) as u32;
        let year = yoe + era * 400 + if month <= 2 { 1 } else { 0 };
        (year, month, day)
    }

    /// The Monday of this day's week (ISO 8601 weeks begin on Monday).
    pub const fn monday(self) -> Day {
        Day(self.0 - (self.0 + 3).rem_euclid(7))
    }

    /// Reads `YYYY-MM-DD`; anything else, or a date that does not exist, is `None`.
    pub fn parse(text: &str) -> Option<Day> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let number = |range: std::ops::Range<usize>| -> Option<u32> {
            let part = text.get(range)?;
            if part.bytes().all(|b| b.is_ascii_digit()) { part.parse().ok() } else { None }
        };
        let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
        let parsed = Day::from_ymd(year as i32, month, day);
        if (1..=12).contains(&month) && parsed.to_ymd() == (year as i32, month, day) {
            Some(parsed)
        } else {
            None
        }
    }
}

impl std::fmt::Display for Day {
    /// `YYYY-MM-DD`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (y, m, d) = self.to_ymd();
        write!(f, "{y:04}-{m:02}-{d:02}")
    }
}

/// What a number counts or measures; decides how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A share between 0 and 1, written in percent.
    Share,
    /// A difference of two shares, written in percentage points with its sign.
    SharePoints,
    /// A count of tickets.
    Tickets,
    /// Seconds, written in the unit that suits their size.
    Seconds,
    /// A mean on the rating scale.
    Rating,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_known_dates() {
        assert_eq!(Day::from_ymd(1970, 1, 1), Day(0));
        assert_eq!(Day::from_ymd(2000, 3, 1), Day(11_017));
        assert_eq!(Day::from_ymd(2026, 2, 28).to_string(), "2026-02-28");
        for number in -800_000..800_000 {
            let (y, m, d) = Day(number).to_ymd();
            assert_eq!(Day::from_ymd(y, m, d), Day(number));
        }
    }

    #[test]
    fn weeks_begin_on_monday() {
        assert_eq!(Day::from_ymd(2026, 11, 22).monday(), Day::from_ymd(2026, 11, 16));
        assert_eq!(Day::from_ymd(2026, 11, 23).monday(), Day::from_ymd(2026, 11, 23));
    }

    #[test]
    fn only_real_dates_are_read() {
        assert_eq!(Day::parse("2024-02-29"), Some(Day::from_ymd(2024, 2, 29)));
        for bad in ["2023-02-29", "2023-13-01", "2023-1-1", "20230101", "", "2023-00-10", "+023-01-01"] {
            assert_eq!(Day::parse(bad), None, "{bad}");
        }
    }
}
