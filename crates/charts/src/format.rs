//! How numbers, shares, durations and days are written, everywhere in Assay.
//!
//! Groups of thousands are parted by commas, ranges by an en dash, a minus is a minus sign. Rounding never claims what is
//! not so: a share that is not 0 is never written "0%", one that is not everything is never written "100%".

use model::chart::Bucket;
use model::units::{Day, Unit};

/// Month names in three letters.
pub const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

pub use model::units::grouped as count;

/// A count in few letters: `980`, `1.2k`, `34k`, `5.6M`, `7.8B`.
pub fn compact(number: f64) -> String {
    let size = number.abs();
    let (divisor, suffix) = match size {
        _ if size < 999.5 => (1.0, ""),
        _ if size < 999_500.0 => (1e3, "k"),
        _ if size < 999_500_000.0 => (1e6, "M"),
        _ if size < 999_500_000_000.0 => (1e9, "B"),
        _ => (1e12, "T"),
    };
    let scaled = number / divisor;
    let places = if suffix.is_empty() || scaled.abs() >= 9.95 { 0 } else { 1 };
    format!("{}{suffix}", plain(scaled, places))
}

/// A number with at most so many decimals, none of them a trailing zero, with a real minus sign.
pub fn plain(number: f64, places: usize) -> String {
    if !number.is_finite() {
        return "–".to_string();
    }
    let written = format!("{:.places$}", number.abs());
    let short =
        if written.contains('.') { written.trim_end_matches('0').trim_end_matches('.') } else { &written };
    let (whole, rest) = short.split_once('.').map_or((short, ""), |(whole, rest)| (whole, rest));
    let whole = whole.parse::<u64>().map_or_else(|_| whole.to_string(), count);
    let is_zero = short.chars().all(|letter| matches!(letter, '0' | '.'));
    let sign = if number < 0.0 && !is_zero { "−" } else { "" };
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

/// A share between 0 and 1 in whole percent: `63%`, `0.4%`, `<0.1%`, `99.6%`, `>99.9%`.
pub fn percent(share: f64) -> String {
    let size = share * 100.0;
    match size {
        _ if !size.is_finite() => "–".to_string(),
        _ if size <= 0.0 => format!("{}%", plain(size, 0)),
        _ if size < 0.05 => "<0.1%".to_string(),
        _ if size < 0.95 => format!("{size:.1}%"),
        _ if !(99.0..100.0).contains(&size) => format!("{}%", plain(size, 0)),
        _ if size < 99.95 => format!("{}%", plain(size, 1)),
        _ => ">99.9%".to_string(),
    }
}

/// A share with one decimal: `63.4%`.
pub fn percent_fine(share: f64) -> String {
    let size = share * 100.0;
    if size > 0.0 && size < 0.05 || size > 99.95 && size < 100.0 || !size.is_finite() {
        percent(share)
    } else {
        format!("{}{:.1}%", if size < -0.05 { "−" } else { "" }, size.abs())
    }
}

/// A difference of shares in percentage points with its sign: `+2.1 pp`.
pub fn points(difference: f64) -> String {
    let size = difference * 100.0;
    if !size.is_finite() {
        return "–".to_string();
    }
    let sign = match size {
        _ if size.abs() < 0.05 => "",
        _ if size < 0.0 => "−",
        _ => "+",
    };
    format!("{sign}{:.1} pp", size.abs())
}

const MINUTE: f64 = 60.0;
const HOUR: f64 = 3_600.0;
const DAY: f64 = 86_400.0;

/// The unit that suits a duration: its length in seconds and its sign.
fn time_unit(secs: f64) -> (f64, &'static str) {
    match secs.abs() {
        size if size < 59.5 => (1.0, "s"),
        size if size < 59.5 * MINUTE => (MINUTE, "min"),
        size if size < 47.5 * HOUR => (HOUR, "h"),
        _ => (DAY, "d"),
    }
}

/// Seconds in the unit that suits their size: `45 s`, `12 min`, `3.4 h`, `2.1 d`.
pub fn duration(secs: f64) -> String {
    let (length, sign) = time_unit(secs);
    duration_in(secs, length, sign)
}

fn duration_in(secs: f64, length: f64, sign: &str) -> String {
    let size = secs / length;
    let places = if size.abs() >= 9.95 || length == 1.0 && size.abs() >= 0.95 { 0 } else { 1 };
    format!("{} {sign}", plain(size, places))
}

/// A value in few letters, as it stands in a label.
pub fn value(unit: Unit, number: f64) -> String {
    match unit {
        Unit::Share => percent(number),
        Unit::SharePoints => points(number),
        Unit::Tickets if number.abs() < 99_999.5 => plain(number.round(), 0),
        Unit::Tickets => compact(number),
        Unit::Seconds => duration(number),
        Unit::Rating => plain_fixed(number, 1),
    }
}

/// A value as exactly as it is worth reading, for tooltips and tables.
pub fn value_fine(unit: Unit, number: f64) -> String {
    match unit {
        Unit::Share => percent_fine(number),
        Unit::Tickets => plain(number, 1),
        Unit::Rating => plain_fixed(number, 2),
        Unit::SharePoints | Unit::Seconds => value(unit, number),
    }
}

fn plain_fixed(number: f64, places: usize) -> String {
    if number.is_finite() {
        let digits = format!("{:.places$}", number.abs());
        // What rounds to nothing has no sign.
        let is_nothing = digits.bytes().all(|digit| matches!(digit, b'0' | b'.'));
        if number < 0.0 && !is_nothing { format!("−{digits}") } else { digits }
    } else {
        "–".to_string()
    }
}

/// An interval: `61.2–65.9%`, `2.1–3.4 h`, `−1.2 to +4.0 pp`.
pub fn interval(unit: Unit, (low, high): (f64, f64)) -> String {
    match unit {
        Unit::Share => {
            let (is_from_nothing, low, high) = (low <= 0.0, percent_fine(low), percent_fine(high));
            if is_from_nothing && high.starts_with('<') {
                return high;
            }
            format!("{}–{high}", low.trim_end_matches('%'))
        }
        Unit::SharePoints => {
            let (low, high) = (points(low), points(high));
            format!("{} to {high}", low.trim_end_matches(" pp"))
        }
        Unit::Seconds => {
            let (length, sign) = time_unit(high);
            if low > 0.0 && time_unit(low).0 < length {
                return format!("{}–{}", duration(low), duration(high));
            }
            let (low, high) = (duration_in(low, length, sign), duration_in(high, length, sign));
            if low == high {
                return high;
            }
            format!("{}–{high}", low.trim_end_matches(sign).trim_end())
        }
        Unit::Tickets | Unit::Rating => format!("{}–{}", value_fine(unit, low), value_fine(unit, high)),
    }
}

/// A mark on an axis; `step` is the distance to the next mark, so that all marks have the decimals they need.
pub fn tick(unit: Unit, number: f64, step: f64) -> String {
    let places = |step: f64| {
        (0..4_usize).find(|places| {
            let scaled = step * 10_f64.powi(*places as i32);
            (scaled - scaled.round()).abs() < 1e-6 * scaled.abs().max(1.0)
        })
    };
    match unit {
        Unit::Share => format!("{}%", plain(number * 100.0, places(step * 100.0).unwrap_or(3))),
        Unit::SharePoints => {
            let size = plain(number * 100.0, places(step * 100.0).unwrap_or(3));
            format!("{}{size} pp", if number > step * 1e-6 { "+" } else { "" })
        }
        Unit::Tickets if number.abs() >= 10_000.0 || step >= 1_000.0 => compact_tick(number, step),
        Unit::Tickets => plain(number, places(step).unwrap_or(3)),
        Unit::Seconds if number == 0.0 => "0".to_string(),
        Unit::Seconds => duration(number),
        Unit::Rating => plain_fixed(number, places(step).unwrap_or(2)),
    }
}

fn compact_tick(number: f64, step: f64) -> String {
    let (divisor, suffix) = match number.abs() {
        size if size < 1.0 => return "0".to_string(),
        size if size < 1e6 => (1e3, "k"),
        size if size < 1e9 => (1e6, "M"),
        size if size < 1e12 => (1e9, "B"),
        _ => (1e12, "T"),
    };
    let places = (-(step / divisor).log10().floor()).clamp(0.0, 3.0) as usize;
    format!("{}{suffix}", plain(number / divisor, places))
}

/// A day: `3 Mar 2026`.
pub fn day(day: Day) -> String {
    let (year, month, number) = day.to_ymd();
    format!("{number} {} {year}", month_name(month))
}

/// Three letters of a month counted from 1.
pub fn month_name(month: u32) -> &'static str {
    MONTHS[(month.clamp(1, 12) - 1) as usize]
}

/// A period from its first day to the first day after it: `1–7 Mar 2026`, `28 Feb – 6 Mar 2026`, `March 2026` as `Mar 2026`.
pub fn period(from: Day, to: Day) -> String {
    let last = Day((to.0 - 1).max(from.0));
    let ((year, month, first), (last_year, last_month, last_day)) = (from.to_ymd(), last.to_ymd());
    let ends_month = to.to_ymd().2 == 1;
    match () {
        () if from == last => day(from),
        () if first == 1 && month == 1 && to.to_ymd() == (year + 1, 1, 1) => year.to_string(),
        () if first == 1 && ends_month && (year, month) == (last_year, last_month) => {
            format!("{} {year}", month_name(month))
        }
        () if (year, month) == (last_year, last_month) => {
            format!("{first}–{last_day} {} {year}", month_name(month))
        }
        () if year == last_year => {
            format!("{first} {} – {last_day} {} {year}", month_name(month), month_name(last_month))
        }
        () => format!("{} – {}", day(from), day(last)),
    }
}

/// The title of a point on a time axis: `Tue 3 Mar 2026`, `Week of 2–8 Mar 2026`, `Mar 2026`.
pub fn point_title(bucket: Bucket, from: Day, to: Day) -> String {
    const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    match bucket {
        Bucket::Day => format!("{} {}", WEEKDAYS[(from.0 - from.monday().0) as usize % 7], day(from)),
        Bucket::Week if to.0 - from.0 == 7 => format!("Week of {}", period(from, to)),
        Bucket::Week | Bucket::Month => period(from, to),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts() {
        assert_eq!([0, 12, 999, 1_000, 1_234_567].map(count), ["0", "12", "999", "1,000", "1,234,567"]);
        assert_eq!(
            [0.0, 980.0, 999.6, 1_240.0, 34_499.0, 999_499.0, 999_500.0, 5.6e6, 2e12].map(compact),
            ["0", "980", "1k", "1.2k", "34k", "999k", "1M", "5.6M", "2T"]
        );
        assert_eq!(plain(-1234.50, 2), "−1,234.5");
        assert_eq!(plain(-0.001, 1), "0");
    }

    #[test]
    fn shares_never_claim_nothing_or_everything_falsely() {
        assert_eq!(
            [0.0, 0.0001, 0.004, 0.6349, 0.99, 0.996, 0.9999, 1.0].map(percent),
            ["0%", "<0.1%", "0.4%", "63%", "99%", "99.6%", ">99.9%", "100%"]
        );
        assert_eq!([0.0, 0.6349, 0.9999, 1.0].map(percent_fine), ["0.0%", "63.5%", ">99.9%", "100.0%"]);
        assert_eq!([0.021, -0.0004, -0.3].map(points), ["+2.1 pp", "0.0 pp", "−30.0 pp"]);
    }

    #[test]
    fn durations_in_the_unit_that_suits() {
        assert_eq!(
            [0.0, 0.5, 45.0, 59.7, 720.0, 3_600.0, 12_240.0, 172_800.0, 1e6].map(duration),
            ["0 s", "0.5 s", "45 s", "1 min", "12 min", "1 h", "3.4 h", "2 d", "12 d"]
        );
    }

    #[test]
    fn intervals_name_their_unit_once() {
        assert_eq!(interval(Unit::Share, (0.612, 0.659)), "61.2–65.9%");
        assert_eq!(interval(Unit::Share, (0.0, 0.0001)), "<0.1%");
        assert_eq!(interval(Unit::SharePoints, (-0.012, 0.04)), "−1.2 to +4.0 pp");
        assert_eq!(interval(Unit::Seconds, (7_560.0, 12_240.0)), "2.1–3.4 h");
        assert_eq!(interval(Unit::Seconds, (86_395.0, 86_405.0)), "24 h");
        assert_eq!(interval(Unit::Seconds, (166.0, 139_520.0)), "2.8 min–39 h");
        assert_eq!(interval(Unit::Seconds, (0.0, 33_480.0)), "0–9.3 h");
        assert_eq!(interval(Unit::Rating, (4.1, 4.345)), "4.10–4.34");
        assert_eq!(value_fine(Unit::Rating, -0.004), "0.00");
        assert_eq!(value_fine(Unit::Rating, -0.006), "−0.01");
    }

    #[test]
    fn ticks_have_the_decimals_of_their_step() {
        assert_eq!(tick(Unit::Share, 0.5, 0.25), "50%");
        assert_eq!(tick(Unit::Share, 0.005, 0.005), "0.5%");
        assert_eq!(tick(Unit::Tickets, 1_500.0, 500.0), "1,500");
        assert_eq!(tick(Unit::Tickets, 15_000.0, 5_000.0), "15k");
        assert_eq!(tick(Unit::Tickets, 1_500_000.0, 500_000.0), "1.5M");
        assert_eq!(tick(Unit::Seconds, 7_200.0, 3_600.0), "2 h");
        assert_eq!(tick(Unit::SharePoints, 0.05, 0.05), "+5 pp");
    }

    #[test]
    fn periods_say_no_more_than_needed() {
        let day_of = |text| Day::parse(text).unwrap();
        let written = |from, to| period(day_of(from), day_of(to));
        assert_eq!(written("2026-03-02", "2026-03-09"), "2–8 Mar 2026");
        assert_eq!(written("2026-02-23", "2026-03-02"), "23 Feb – 1 Mar 2026");
        assert_eq!(written("2025-12-29", "2026-01-05"), "29 Dec 2025 – 4 Jan 2026");
        assert_eq!(written("2026-03-01", "2026-04-01"), "Mar 2026");
        assert_eq!(written("2026-01-01", "2027-01-01"), "2026");
        assert_eq!(written("2026-03-01", "2026-03-02"), "1 Mar 2026");
        assert_eq!(point_title(Bucket::Day, day_of("2026-03-03"), day_of("2026-03-04")), "Tue 3 Mar 2026");
    }
}
