//! Numbers of a workbook as text: dates, spans and shares by the format of their cell.
//!
//! Format codes follow ECMA-376 Part 1, 18.8.30 and 18.8.31; a day's number counts from the epoch of the workbook (18.17.4.1).
//! Excel takes 1900 for a leap year, so that numbers below 61 are one day off in the 1900 system.

use crate::row::Kind;
use model::units::Day;
use std::io::Write;

/// What a number format makes of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Format {
    /// The number itself.
    #[default]
    Plain,
    /// A share: hundred times the number, with a sign.
    Percent,
    /// A day.
    Date,
    /// A day and a time.
    DateTime,
    /// A time, or a length of time below a day.
    Time,
    /// A length of time whose hours go on counting: `[h]:mm`.
    Span,
}

/// The format of one of the numbers that mean the same in every workbook.
pub(crate) fn builtin(id: u32) -> Option<Format> {
    Some(match id {
        9 | 10 => Format::Percent,
        14..=17 | 27..=31 | 34..=36 | 50..=54 | 57 | 58 => Format::Date,
        22 => Format::DateTime,
        18..=21 | 32 | 33 | 45 | 47 | 55 | 56 => Format::Time,
        46 => Format::Span,
        0..=49 => Format::Plain,
        _ => return None,
    })
}

/// The format that a code describes, such as `dd/mm/yyyy hh:mm` or `[$-409]0.00%`.
pub(crate) fn of_code(code: &[u8]) -> Format {
    // Names that SpreadsheetML uses in place of codes.
    match code.to_ascii_lowercase().as_slice() {
        b"general date" => return Format::DateTime,
        b"long date" | b"medium date" | b"short date" => return Format::Date,
        b"long time" | b"medium time" | b"short time" => return Format::Time,
        b"percent" => return Format::Percent,
        b"general" | b"general number" | b"fixed" | b"standard" | b"currency" | b"euro currency"
        | b"scientific" | b"yes/no" | b"true/false" | b"on/off" | b"@" => return Format::Plain,
        _ => {}
    }
    let (mut has_day, mut has_time, mut has_months_or_minutes, mut is_percent) = (false, false, false, false);
    let mut at = 0;
    while let Some(&byte) = code.get(at) {
        at += 1;
        match byte.to_ascii_lowercase() {
            // Only the section for positive numbers counts.
            b';' => break,
            b'\\' | b'_' | b'*' => at += 1,
            b'"' => {
                at += code[at.min(code.len())..]
                    .iter()
                    .position(|byte| *byte == b'"')
                    .map_or(code.len(), |len| len + 1)
            }
            b'[' => {
                let len = code[at..].iter().position(|byte| *byte == b']').unwrap_or(code.len() - at);
                let inside = code[at..at + len].to_ascii_lowercase();
                at += len + 1;
                let is_elapsed = !inside.is_empty()
                    && [b'h', b'm', b's'].iter().any(|unit| inside.iter().all(|byte| byte == unit));
                if is_elapsed {
                    return Format::Span;
                }
            }
            b'g' if code.len() >= at + 6 && code[at - 1..at + 6].eq_ignore_ascii_case(b"general") => at += 6,
            b'y' | b'd' | b'b' => has_day = true,
            b'e' if !matches!(code.get(at), Some(b'+' | b'-')) => has_day = true,
            b'h' | b's' => has_time = true,
            b'm' => has_months_or_minutes = true,
            b'%' => is_percent = true,
            _ => {}
        }
    }
    match (has_day, has_time, has_months_or_minutes) {
        (true, true, _) => Format::DateTime,
        (true, false, _) | (false, false, true) => Format::Date,
        (false, true, _) => Format::Time,
        _ if is_percent => Format::Percent,
        _ => Format::Plain,
    }
}

/// Writes a number in the format of its cell and tells what it became. Nothing is written for a date of zero: that is what
/// workbooks show where there is none.
pub(crate) fn write(number: f64, format: Format, is_1904: bool, out: &mut Vec<u8>) -> Kind {
    match format {
        Format::Plain => plain(number, out),
        Format::Percent => {
            plain(number * 100.0, out);
            out.push(b'%');
            return Kind::Number;
        }
        Format::Span => span(number, out),
        // A day's number far from the epoch is a date of which only the time is shown.
        Format::Time if number.abs() < 366.0 => span(number, out),
        Format::Date | Format::DateTime | Format::Time => {
            return match moment(number, format == Format::Date, is_1904, out) {
                true => Kind::Date,
                false => Kind::Number,
            };
        }
    }
    match format {
        Format::Plain | Format::Percent => Kind::Number,
        _ => Kind::Span,
    }
}

/// The shortest text for a number, with the fifteen digits that workbooks show, and without an exponent.
pub(crate) fn plain(number: f64, out: &mut Vec<u8>) {
    if !number.is_finite() {
        return;
    }
    if number == number.trunc() && number.abs() < 1e15 {
        let _ = write!(out, "{}", number as i64);
        return;
    }
    let start = out.len();
    let _ = write!(out, "{number}");
    let digits = out[start..].iter().filter(|byte| byte.is_ascii_digit()).count();
    if digits > 15 && number.abs() < 1e15 {
        let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
        out.truncate(start);
        let _ = write!(out, "{rounded}");
    }
}

/// Hours, minutes and seconds; the hours go on counting.
fn span(days: f64, out: &mut Vec<u8>) {
    if !days.is_finite() || days.abs() > 1e8 {
        return;
    }
    let millis = (days.abs() * 86_400_000.0).round() as u64;
    let millis = settled(millis);
    if days < 0.0 && millis > 0 {
        out.push(b'-');
    }
    let secs = millis / 1000;
    let _ = write!(out, "{:02}:{:02}:{:02}", secs / 3600, secs / 60 % 60, secs % 60);
    fraction(millis % 1000, out);
}

/// A day, with its time unless it is a whole day in a format of days. `false` when the number is no date.
fn moment(number: f64, is_day: bool, is_1904: bool, out: &mut Vec<u8>) -> bool {
    // Up to the end of the year 9999.
    if !(0.0..2_958_466.0).contains(&number) {
        plain(number, out);
        return false;
    }
    let millis = settled((number * 86_400_000.0).round() as u64);
    let (day, within) = (millis / 86_400_000, millis % 86_400_000);
    if day == 0 && !is_1904 {
        if within > 0 {
            span(number, out);
        }
        return true;
    }
    // Days since 1 January 1970.
    let since = match (is_1904, day) {
        (true, _) => day as i32 - 24_107,
        (false, 0..=59) => day as i32 - 25_568,
        (false, _) => day as i32 - 25_569,
    };
    let (year, month, day) = Day(since).to_ymd();
    let _ = write!(out, "{year:04}-{month:02}-{day:02}");
    if !is_day || within > 0 {
        let secs = within / 1000;
        let _ = write!(out, " {:02}:{:02}:{:02}", secs / 3600, secs / 60 % 60, secs % 60);
        fraction(within % 1000, out);
    }
    true
}

/// A time that is nearly a whole second is one: some programs write a day's number with seven digits after the point.
fn settled(millis: u64) -> u64 {
    match millis % 1000 {
        rest @ 0..=5 => millis - rest,
        rest @ 995.. => millis + (1000 - rest),
        _ => millis,
    }
}

fn fraction(millis: u64, out: &mut Vec<u8>) {
    if millis > 0 {
        let _ = write!(out, ".{millis:03}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(number: f64, format: Format) -> String {
        told_in(number, format, false)
    }

    fn told_in(number: f64, format: Format, is_1904: bool) -> String {
        let mut out = Vec::new();
        write(number, format, is_1904, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn codes_are_understood() {
        for (code, format) in [
            ("General", Format::Plain),
            ("0.00", Format::Plain),
            ("#,##0 \"days\"", Format::Plain),
            ("[Red]#,##0;[Blue]-#,##0", Format::Plain),
            ("0.00E+00", Format::Plain),
            ("@", Format::Plain),
            ("0%", Format::Percent),
            ("0.0\\%", Format::Plain),
            ("yyyy-mm-dd", Format::Date),
            ("[$-409]d-mmm-yy;@", Format::Date),
            ("mmm", Format::Date),
            ("dd/mm/yyyy hh:mm", Format::DateTime),
            ("yyyy\\-mm\\-dd\\Thh:mm:ss", Format::DateTime),
            ("m/d/yy h:mm AM/PM", Format::DateTime),
            ("h:mm:ss", Format::Time),
            ("mm:ss.0", Format::Time),
            ("[h]:mm:ss", Format::Span),
            ("[mm]:ss", Format::Span),
            ("General Date", Format::DateTime),
            ("\"unclosed", Format::Plain),
            ("[unclosed", Format::Plain),
            ("\\", Format::Plain),
        ] {
            assert_eq!(of_code(code.as_bytes()), format, "{code}");
        }
    }

    #[test]
    fn days_are_counted_from_either_epoch() {
        assert_eq!(told(45_292.0, Format::Date), "2024-01-01");
        assert_eq!(told(45_292.0, Format::DateTime), "2024-01-01 00:00:00");
        assert_eq!(told(45_292.604_166_666_664, Format::DateTime), "2024-01-01 14:30:00");
        assert_eq!(told(45_292.604_166_7, Format::DateTime), "2024-01-01 14:30:00");
        assert_eq!(told(45_292.5, Format::Date), "2024-01-01 12:00:00");
        assert_eq!(told(59.0, Format::Date), "1900-02-28");
        assert_eq!(told(61.0, Format::Date), "1900-03-01");
        assert_eq!(told(1.0, Format::Date), "1900-01-01");
        assert_eq!(told(0.0, Format::Date), "");
        assert_eq!(told_in(43_830.0, Format::Date, true), "2024-01-01");
        assert_eq!(told_in(0.0, Format::Date, true), "1904-01-01");
        assert_eq!(told(-3.0, Format::Date), "-3");
        assert_eq!(told(2_958_465.0, Format::Date), "9999-12-31");
        assert_eq!(told(1e300, Format::DateTime).len(), 301);
    }

    #[test]
    fn spans_go_beyond_a_day() {
        assert_eq!(told(27.519 / 24.0, Format::Span), "27:31:08.400");
        assert_eq!(told(1.146_886_574_074_074, Format::Span), "27:31:31");
        assert_eq!(told(0.5, Format::Time), "12:00:00");
        assert_eq!(told(-0.5, Format::Span), "-12:00:00");
        assert_eq!(told(45_292.5, Format::Time), "2024-01-01 12:00:00");
        assert_eq!(told(0.0, Format::Span), "00:00:00");
    }

    #[test]
    fn numbers_have_no_more_digits_than_are_shown() {
        assert_eq!(told(0.1 + 0.2, Format::Plain), "0.3");
        assert_eq!(told(274.650_000_000_000_03, Format::Plain), "274.65");
        assert_eq!(told(10_300_600_000_000.0, Format::Plain), "10300600000000");
        assert_eq!(told(1.234_567_890_123_456_8e18, Format::Plain), "1234567890123456800");
        assert_eq!(told(0.854_1, Format::Percent), "85.41%");
        assert_eq!(told(-4.25, Format::Plain), "-4.25");
        assert_eq!(told(f64::NAN, Format::Plain), "");
    }
}
