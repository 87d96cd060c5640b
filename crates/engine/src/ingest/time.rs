//! Points in time, in every notation that helpdesks write.
//!
//! A cell is read as the clock on the wall it shows, with its distance from UTC where it names one. Day and month are read in the
//! order that the column has proved so far; which order is right is decided over the whole column, by [`swap_order`] if the proof
//! comes late.

use model::letters::Lower;
use model::settings::DateOrder;
use model::units::Day;

const DAY_SECS: i64 = 86_400;
/// 2000-01-01 and 2100-01-01: plain numbers outside are no instants.
const UNIX_RANGE_SECS: std::ops::Range<i64> = 946_684_800..4_102_444_800;
/// A spreadsheet that shows a date as a plain number counts the days since 1899-12-30 (Office Open XML, ECMA-376 part 1, 18.17.4.1).
const DAYS_OF_SHEETS_BEFORE_1970: i64 = 25_569;
/// The same years as such days: 2000 to 2099.
const DAYS_OF_SHEETS: std::ops::Range<i64> = 36_526..73_051;

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Seconds since 1970-01-01 00:00:00 on the clock that the cell shows.
    pub wall_secs: i64,
    /// Seconds that this clock is ahead of UTC, where the cell tells.
    pub offset_secs: Option<i32>,
    /// What the cell tells of the order of day and month.
    pub order: OrderSign,
    /// Whether it has a time of day.
    pub has_time: bool,
}

/// What a date tells of the order of day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderSign {
    /// Nothing: the notation has one order, or both numbers are equal.
    Fixed,
    /// Both orders are possible and differ.
    Open,
    /// Only this order gives a date.
    Proof(DateOrder),
}

/// The same instant with day and month swapped, if that gives a date: `2026-03-12` ⇄ `2026-12-03`.
pub fn swap_order(secs: u32) -> Option<u32> {
    let (days, rest) = (secs / DAY_SECS as u32, secs % DAY_SECS as u32);
    let (year, month, day) = Day(days as i32).to_ymd();
    if day > 12 {
        return None;
    }
    u32::try_from(i64::from(Day::from_ymd(year, day, month).0) * DAY_SECS + i64::from(rest)).ok()
}

/// Whether a text stands for "no date": blanks, zeros, and the placeholders that databases and spreadsheets write.
pub fn is_no_time(text: &[u8]) -> bool {
    match text.len() {
        0 => true,
        1..=9 => {
            text.iter().all(|byte| matches!(byte, b'0' | b'-' | b'.')) || super::intern::is_null_word(text)
        }
        _ => {
            text.starts_with(b"0000-00-00")
                || text.starts_with(b"0001-01-01")
                || text.starts_with(b"1900-01-01")
                || text == b"1970-01-01"
                || (text.starts_with(b"1970-01-01")
                    && text[10..].iter().all(|b| matches!(b, b' ' | b'T' | b'Z' | b'0' | b':' | b'.' | b'+')))
        }
    }
}

/// Reads the layout `YYYY-MM-DD HH:MM:SS`, the most frequent by far: nineteen bytes, `T` or a blank between.
#[inline]
pub(crate) fn read_plain_iso(text: &[u8]) -> Option<i64> {
    PlainIso::default().read(text)
}

/// Reads that layout, remembering the date read last: neighbouring rows often share it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PlainIso {
    /// The date's bytes, and midnight of it.
    date: u64,
    day: u16,
    midnight_secs: i64,
}

impl Default for PlainIso {
    fn default() -> PlainIso {
        // Bytes that no date has.
        PlainIso { date: u64::MAX, day: u16::MAX, midnight_secs: 0 }
    }
}

impl PlainIso {
    /// Seconds on the clock on the wall since 1970-01-01; bytes after the nineteenth are not looked at.
    #[inline]
    pub(crate) fn read(&mut self, text: &[u8]) -> Option<i64> {
        let text: &[u8; 19] = text.first_chunk()?;
        let [d0, d1, d2, d3, d4, d5, d6, d7, e0, e1, between, c0, c1, c2, c3, c4, c5, c6, c7] = *text;
        let date = u64::from_le_bytes([d0, d1, d2, d3, d4, d5, d6, d7]);
        let day = u16::from_le_bytes([e0, e1]);
        // "00:00:00", so that digits become their values and separators zero.
        let clock = u64::from_le_bytes([c0, c1, c2, c3, c4, c5, c6, c7]) ^ 0x3030_3a30_303a_3030;
        if date != self.date || day != self.day {
            self.midnight_secs = midnight(date, e0, e1)?;
            (self.date, self.day) = (date, day);
        }
        // Tens, ones, separator: every byte is at most nine, and the separators are zero.
        let is_clock = (clock.wrapping_add(0x7676_7676_7676_7676) | clock) & 0x8080_8080_8080_8080 == 0
            && clock & 0x0000_ff00_00ff_0000 == 0
            && (between == b' ' || between == b'T');
        if !is_clock {
            return None;
        }
        let digit = |at: u32| (clock >> (8 * at)) as u32 & 0xff;
        let hour = digit(0) * 10 + digit(1);
        let minute = digit(3) * 10 + digit(4);
        let second = digit(6) * 10 + digit(7);
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        Some(self.midnight_secs + i64::from(hour * 3600 + minute * 60 + second.min(59)))
    }
}

/// Midnight of the date `YYYY-MM-` and two digits of the day.
#[inline]
fn midnight(date: u64, ten: u8, one: u8) -> Option<i64> {
    // "0000-00-", as above.
    let date = date ^ 0x2d30_302d_3030_3030;
    let (ten, one) = (ten.wrapping_sub(b'0'), one.wrapping_sub(b'0'));
    let is_date = (date.wrapping_add(0x7676_7676_7676_7676) | date) & 0x8080_8080_8080_8080 == 0
        && date & 0xff00_00ff_0000_0000 == 0
        && ten < 10
        && one < 10;
    if !is_date {
        return None;
    }
    let digit = |at: u32| (date >> (8 * at)) as u32 & 0xff;
    let year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3);
    let days = days_of(year as i32, digit(5) * 10 + digit(6), u32::from(ten) * 10 + u32::from(one))?;
    Some(days * DAY_SECS)
}

/// Days since 1970-01-01 of a date that exists, between the years 1900 and 2105.
#[inline]
fn days_of(year: i32, month: u32, day: u32) -> Option<i64> {
    const LENGTHS: [u8; 16] = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0, 0, 0];
    let length = u32::from(LENGTHS[(month & 15) as usize]);
    if !(1900..2106).contains(&year) || month > 12 || day == 0 || day > length {
        return None;
    }
    if month == 2 && day == 29 && (year % 4 != 0 || (year % 100 == 0 && year % 400 != 0)) {
        return None;
    }
    Some(i64::from(Day::from_ymd(year, month, day).0))
}

/// Reads a cell in any notation. `order` is taken where day and month could be either.
pub fn read_moment(text: &[u8], order: DateOrder) -> Option<Moment> {
    if let Some(wall_secs) = read_plain_iso(text) {
        let (offset_secs, rest) = read_zone(skip_fraction(&text[19..]))?;
        return rest.is_empty().then_some(Moment {
            wall_secs,
            offset_secs,
            order: OrderSign::Fixed,
            has_time: true,
        });
    }
    if text.len() > 96 {
        return None;
    }
    let is_number = text.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    if is_number && let Some(moment) = read_number(text) {
        return Some(moment);
    }
    read_tokens(text, order)
}

fn skip_fraction(text: &[u8]) -> &[u8] {
    match text {
        [b'.' | b',', digit, ..] if digit.is_ascii_digit() => {
            let digits = text[1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            &text[1 + digits..]
        }
        _ => text,
    }
}

/// The zone at the beginning of a text, and what follows it. No text is no zone; another text is an error.
fn read_zone(text: &[u8]) -> Option<(Option<i32>, &[u8])> {
    let text = text.trim_ascii_start();
    let (text, is_named) = match text {
        [b'U' | b'u', b'T' | b't', b'C' | b'c', rest @ ..] => (rest, true),
        [b'G' | b'g', b'M' | b'm', b'T' | b't', rest @ ..] => (rest, true),
        [b'Z' | b'z', rest @ ..] => return Some((Some(0), rest)),
        [] => return Some((None, text)),
        _ => (text, false),
    };
    let (sign, rest) = match text {
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        // U+2212, the minus sign
        [0xe2, 0x88, 0x92, rest @ ..] => (-1, rest),
        _ if is_named => return Some((Some(0), text)),
        _ => return None,
    };
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = |part: &[u8]| part.iter().fold(0i32, |sum, byte| sum * 10 + i32::from(*byte - b'0'));
    let (hours, minutes, rest) = match (digits, rest.get(2)) {
        (4, _) => (number(&rest[..2]), number(&rest[2..4]), &rest[4..]),
        (2, Some(b':')) if rest.len() >= 5 && rest[3..5].iter().all(u8::is_ascii_digit) => {
            (number(&rest[..2]), number(&rest[3..5]), &rest[5..])
        }
        (1 | 2, _) => (number(&rest[..digits]), 0, &rest[digits..]),
        _ => return None,
    };
    (hours <= 15 && minutes < 60).then_some((Some(sign * (hours * 3600 + minutes * 60)), rest))
}

/// Unix seconds, with or without decimals, or milliseconds, or a date of eight digits, or a spreadsheet's count of days.
fn read_number(text: &[u8]) -> Option<Moment> {
    let whole = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    if whole == 0 || whole > 16 || text[whole..].iter().skip(1).any(|byte| !byte.is_ascii_digit()) {
        return None;
    }
    let number = text[..whole].iter().fold(0i64, |sum, byte| sum * 10 + i64::from(*byte - b'0'));
    let secs = match whole {
        5 if DAYS_OF_SHEETS.contains(&number) => {
            let (part, unit) =
                text[whole..].iter().skip(1).take(12).fold((0i64, 1i64), |(part, unit), byte| {
                    (part * 10 + i64::from(*byte - b'0'), unit * 10)
                });
            return Some(Moment {
                wall_secs: (number - DAYS_OF_SHEETS_BEFORE_1970) * DAY_SECS
                    + (part * DAY_SECS + unit / 2) / unit,
                offset_secs: None,
                order: OrderSign::Fixed,
                has_time: whole < text.len(),
            });
        }
        8 if whole == text.len() => {
            let days = days_of((number / 10_000) as i32, (number / 100 % 100) as u32, (number % 100) as u32)?;
            return Some(Moment {
                wall_secs: days * DAY_SECS,
                offset_secs: None,
                order: OrderSign::Fixed,
                has_time: false,
            });
        }
        9 | 10 => number,
        12 | 13 => number / 1_000,
        15 | 16 => number / 1_000_000,
        _ => return None,
    };
    UNIX_RANGE_SECS.contains(&secs).then_some(Moment {
        wall_secs: secs,
        offset_secs: Some(0),
        order: OrderSign::Fixed,
        has_time: true,
    })
}

/// Month names by their beginning, in the languages of the exports seen: English, Spanish, Portuguese, French, Italian, German,
/// Dutch, Polish, Norwegian, Russian.
#[rustfmt::skip]
const MONTHS: [(&str, u32); 68] = [
    ("jan", 1), ("ene", 1), ("gen", 1), ("sty", 1), ("jän", 1), ("feb", 2),
    ("fev", 2), ("fév", 2), ("lut", 2), ("mar", 3), ("mär", 3), ("mrz", 3),
    ("mrt", 3), ("maa", 3), ("apr", 4), ("abr", 4), ("avr", 4), ("kwi", 4),
    ("may", 5), ("mai", 5), ("mei", 5), ("mag", 5), ("maj", 5), ("jun", 6),
    ("juin", 6), ("giu", 6), ("cze", 6), ("jul", 7), ("juil", 7), ("lug", 7),
    ("lip", 7), ("aug", 8), ("ago", 8), ("aoû", 8), ("aou", 8), ("sie", 8),
    ("sep", 9), ("set", 9), ("wrz", 9), ("oct", 10), ("okt", 10), ("out", 10),
    ("ott", 10), ("paź", 10), ("paz", 10), ("nov", 11), ("lis", 11), ("dec", 12),
    ("dez", 12), ("dic", 12), ("déc", 12), ("gru", 12), ("june", 6), ("july", 7),
    ("des", 12), ("янв", 1), ("фев", 2), ("мар", 3), ("апр", 4), ("мая", 5),
    ("май", 5), ("июн", 6), ("июл", 7), ("авг", 8), ("сен", 9), ("окт", 10), ("ноя", 11), ("дек", 12),
];

/// The month that a word begins like.
pub(crate) fn month_of(word: &str) -> Option<u32> {
    let word = word.to_lower();
    MONTHS.iter().find(|(name, _)| word.starts_with(name)).map(|(_, month)| *month)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'a> {
    Number { value: u32, digits: usize },
    Month(u32),
    Word(&'a str),
    Sign(u8),
}

/// A date in another layout than the plain one, with or without a time of day and a zone.
fn read_tokens(text: &[u8], order: DateOrder) -> Option<Moment> {
    // Cells are bytes of the file: “Mär” may be Windows-1252.
    let text = super::decode::to_text(text);
    let (text, half) = without_half(&text);
    let (tokens, ends) = tokens_of(text)?;
    let mut at = 0;
    // A weekday in front says nothing new.
    if let Some(Token::Word(_)) = tokens.first() {
        at += 1;
        while matches!(tokens.get(at), Some(Token::Sign(b',' | b'.'))) {
            at += 1;
        }
    }
    let number = |at: usize| match tokens.get(at) {
        Some(Token::Number { value, digits }) => Some((*value, *digits)),
        _ => None,
    };
    let is_sign = |at: usize| match tokens.get(at) {
        Some(Token::Sign(sign)) => matches!(sign, b'/' | b'-' | b'.' | b','),
        // "5 de enero de 2026"
        Some(Token::Word(word)) => matches!(*word, "de" | "of"),
        _ => false,
    };
    // Skips one separator and, after it, at most one more: "Feb. 25, 2026".
    let skip = |mut at: usize| {
        let stop = at + 2;
        while at < stop && is_sign(at) {
            at += 1;
        }
        at
    };
    let (year, month, day, sign, mut at) = if let Some(Token::Month(month)) = tokens.get(at) {
        let day_at = skip(at + 1);
        let (day, digits) = number(day_at)?;
        if digits > 2 {
            return None;
        }
        let after = skip(day_at + 1);
        match number(after) {
            Some((year, digits)) if !matches!(tokens.get(after + 1), Some(Token::Sign(b':'))) => {
                (Some((year, digits)), *month, day, OrderSign::Fixed, after + 1)
            }
            // The year may stand at the end: "Tue Oct 31 22:10:47 +0000 2017".
            _ => (None, *month, day, OrderSign::Fixed, after),
        }
    } else {
        let (first, first_digits) = number(at)?;
        let second_at = skip(at + 1);
        if first_digits == 4 {
            let month = match tokens.get(second_at)? {
                Token::Month(month) => *month,
                Token::Number { value, digits: 1 | 2 } if second_at > at + 1 => *value,
                _ => return None,
            };
            let day_at = skip(second_at + 1);
            let (day, digits) = number(day_at)?;
            if digits > 2 {
                return None;
            }
            (Some((first, 4)), month, day, OrderSign::Fixed, day_at + 1)
        } else if let Some(Token::Month(month)) = tokens.get(second_at) {
            let year_at = skip(second_at + 1);
            (number(year_at), *month, first, OrderSign::Fixed, year_at + 1)
        } else {
            let (second, second_digits) = number(second_at)?;
            let year_at = skip(second_at + 1);
            let (year, year_digits) = number(year_at)?;
            let is_date = first_digits <= 2
                && second_digits <= 2
                && second_at == at + 2
                && year_at == second_at + 2
                && (year_digits == 4 || year_digits == 2)
                && tokens[at + 1] == tokens[second_at + 1];
            if !is_date {
                return None;
            }
            let (day, month, sign) = match (first > 12, second > 12) {
                (true, true) => return None,
                (true, false) => (first, second, OrderSign::Proof(DateOrder::DayFirst)),
                (false, true) => (second, first, OrderSign::Proof(DateOrder::MonthFirst)),
                (false, false) => {
                    let sign = if first == second { OrderSign::Fixed } else { OrderSign::Open };
                    match order {
                        DateOrder::DayFirst => (first, second, sign),
                        DateOrder::MonthFirst => (second, first, sign),
                    }
                }
            };
            (Some((year, year_digits)), month, day, sign, year_at + 1)
        }
    };
    // "2026-02-25T10:17", "25.02.2026, 10:17", "February 25, 2026 at 10:17 PM", "25 févr. 2026 à 10:17", "25.2.2026 um 10:17 Uhr"
    while matches!(tokens.get(at), Some(Token::Sign(b',')))
        || matches!(tokens.get(at), Some(Token::Word(word)) if word.len() <= 3 && at + 1 < tokens.len())
    {
        at += 1;
    }
    let mut clock_secs = 0;
    let mut has_time = false;
    let mut offset_secs = None;
    let mut year = year;
    if let Some((hour, digits)) = number(at).filter(|_| matches!(tokens.get(at + 1), Some(Token::Sign(b':'))))
    {
        has_time = true;
        let (minute, minute_digits) = number(at + 2)?;
        at += 3;
        let mut second = 0;
        if matches!(tokens.get(at), Some(Token::Sign(b':'))) {
            second = number(at + 1)?.0;
            at += 2;
            if matches!(tokens.get(at), Some(Token::Sign(b'.' | b','))) && number(at + 1).is_some() {
                at += 2;
            }
        }
        let mut hour = hour;
        let mut half = half;
        if let Some(Token::Word(word)) = tokens.get(at) {
            let is_pm = word.eq_ignore_ascii_case("pm");
            if is_pm || word.eq_ignore_ascii_case("am") {
                half = Some(is_pm);
                at += 1;
            } else if word.eq_ignore_ascii_case("uhr") {
                at += 1;
            }
        }
        if let Some(is_pm) = half {
            if hour == 0 || hour > 12 {
                return None;
            }
            hour = hour % 12 + if is_pm { 12 } else { 0 };
        }
        if digits > 2 || minute_digits != 2 || hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        clock_secs = i64::from(hour * 3600 + minute * 60 + second.min(59));
        if at < tokens.len() {
            let from = if at == 0 { 0 } else { ends[at - 1] };
            let rest = text[from..].trim_ascii_start();
            // A zone's name in parentheses repeats the offset: "GMT+0100 (CET)".
            let rest = rest.split('(').next().unwrap_or_default().trim_ascii_end();
            let (offset, rest) = read_zone(rest.as_bytes())?;
            offset_secs = offset;
            let rest = rest.trim_ascii();
            match (year, rest.is_empty()) {
                (_, true) => {}
                (None, false) if rest.len() == 4 && rest.iter().all(u8::is_ascii_digit) => {
                    year = Some((rest.iter().fold(0, |sum, byte| sum * 10 + u32::from(byte - b'0')), 4));
                }
                _ => return None,
            }
        }
    } else if at < tokens.len() {
        return None;
    }
    let (year, digits) = year?;
    let year = match digits {
        4 => year,
        2 => 2000 + year,
        _ => return None,
    };
    let days = days_of(year as i32, month, day)?;
    Some(Moment { wall_secs: days * DAY_SECS + clock_secs, offset_secs, order: sign, has_time })
}

/// A text without the half of the day at its end, and whether that is the second: "3:00 p. m.", "3:00 PM", where the blanks may
/// be such as do not break, as the calendars of browsers and spreadsheets write them, or were lost on the way.
fn without_half(text: &str) -> (&str, Option<bool>) {
    const GAPS: [char; 5] = ['.', ' ', '\u{a0}', '\u{202f}', '\u{fffd}'];
    let before = |text: &str, letter: u8| {
        let text = text.trim_end_matches(GAPS);
        text.as_bytes().last().is_some_and(|last| last.to_ascii_lowercase() == letter).then_some(text.len())
    };
    let Some(m) = before(text, b'm') else { return (text, None) };
    for (letter, is_pm) in [(b'a', false), (b'p', true)] {
        if let Some(at) = before(&text[..m - 1], letter) {
            let rest = text[..at - 1].trim_end_matches(GAPS);
            if rest.as_bytes().last().is_some_and(u8::is_ascii_digit) {
                return (rest, Some(is_pm));
            }
        }
    }
    (text, None)
}

/// The tokens of a short text, and where each ends.
fn tokens_of(text: &str) -> Option<(Vec<Token<'_>>, Vec<usize>)> {
    let bytes = text.as_bytes();
    let (mut tokens, mut ends) = (Vec::with_capacity(16), Vec::with_capacity(16));
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let token = if bytes[at].is_ascii_digit() {
            while at < bytes.len() && bytes[at].is_ascii_digit() {
                at += 1;
            }
            let value =
                text[start..at].bytes().take(9).fold(0, |sum, byte| sum * 10 + u32::from(byte - b'0'));
            // Ordinals: "25th February".
            let digits = at - start;
            if text.len() >= at + 2
                && text.is_char_boundary(at + 2)
                && ["st", "nd", "rd", "th"].contains(&&text[at..at + 2])
            {
                at += 2;
            }
            Token::Number { value, digits }
        } else if bytes[at].is_ascii_whitespace() {
            at += 1;
            continue;
        } else if bytes[at].is_ascii_alphabetic() || bytes[at] >= 0x80 {
            while at < bytes.len() && (bytes[at].is_ascii_alphabetic() || bytes[at] >= 0x80) {
                at += 1;
            }
            let word = &text[start..at];
            match month_of(word) {
                Some(month) if word.chars().count() >= 3 => Token::Month(month),
                _ => Token::Word(word),
            }
        } else {
            at += 1;
            Token::Sign(bytes[start])
        };
        if tokens.len() == 24 {
            return None;
        }
        tokens.push(token);
        ends.push(at);
    }
    Some((tokens, ends))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secs(text: &str) -> Option<i64> {
        read_moment(text.as_bytes(), DateOrder::DayFirst)
            .map(|moment| moment.wall_secs - i64::from(moment.offset_secs.unwrap_or(0)))
    }

    const WANT: i64 = 1_772_057_820; // 2026-02-25 22:17:00 UTC

    #[test]
    fn months_in_windows_1252() {
        for bytes in [&b"05/M\xe4r/26 9:10 AM"[..], b"5. M\xe4rz 2026 9:10", "05/Mär/26 9:10 AM".as_bytes()]
        {
            let moment = read_moment(bytes, DateOrder::DayFirst).unwrap();
            assert_eq!(Day((moment.wall_secs / DAY_SECS) as i32).to_ymd(), (2026, 3, 5), "{bytes:?}");
        }
    }

    #[test]
    fn one_instant_in_many_notations() {
        for text in [
            "2026-02-25 22:17:00",
            "2026-02-25T22:17:00",
            "2026-02-25T22:17:00Z",
            "2026-02-25T22:17:00.000Z",
            "2026-02-25 22:17:00.123456+00:00",
            "2026-02-25T23:17:00+0100",
            "2026-02-25T23:17:00+01",
            "2026-02-25 22:17:00 UTC",
            "2026-02-25 17:17:00 -0500",
            "2026-02-25 22:17",
            "2026-02-25T22:17Z",
            "2026/02/25 22:17:00",
            "2026-02-25 10:17 PM",
            "25/02/2026 22:17",
            "25.02.2026 22:17:00",
            "25.02.2026, 22:17",
            "25-02-2026 22:17:00",
            "25/02/26 10:17 pm",
            "25/02/2026 10:17:00 p.\u{a0}m.",
            "25/02/2026 10:17 p. m.",
            "25/02/2026 10:17:00 p.\u{fffd}m.",
            "2/25/2026, 10:17:00\u{202f}PM",
            "25 févr. 2026 à 22:17",
            "25.02.2026 um 22:17 Uhr",
            "25 de febrero de 2026 22:17",
            "02/25/2026 10:17 PM",
            "2/25/26 10:17:00 PM",
            "25/Feb/26 10:17 PM",
            "25-feb-2026 22:17",
            "25/lut/26 22:17",
            "Feb 25, 2026 10:17 PM",
            "February 25, 2026 at 10:17 PM",
            "25 February 2026 22:17",
            "25th February 2026 22:17",
            "Wed, 25 Feb 2026 22:17:00 +0000",
            "Wed, 25 Feb 2026 22:17:00 GMT",
            "Wed Feb 25 2026 23:17:00 GMT+0100 (Central European Standard Time)",
            "Wed Feb 25 22:17:00 +0000 2026",
            "1772057820",
            "1772057820.25",
            "1772057820000",
            "46078.9284722222",
            "46078,928472222222222",
        ] {
            assert_eq!(secs(text), Some(WANT), "{text}");
        }
    }

    #[test]
    fn days_without_a_time() {
        let midnight = WANT - 22 * 3600 - 17 * 60;
        for text in [
            "2026-02-25",
            "25/02/2026",
            "02/25/26",
            "20260225",
            "46078",
            "25 Feb 2026",
            "Feb 25, 2026",
            "2026.02.25",
        ] {
            let moment = read_moment(text.as_bytes(), DateOrder::DayFirst).unwrap();
            assert_eq!((moment.wall_secs, moment.has_time), (midnight, false), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_not_read() {
        for text in [
            "2026-02-30 10:00:00",
            "2026-13-01",
            "32/01/2026",
            "13/13/2026",
            "hello",
            "12",
            "4711",
            "2026-02-25 25:00",
            "2026-02-25 10:61",
            "2023-02-29",
            "10:17 PM",
            "1/2",
            "99999999999",
            "2026-02-25 10:17:00 Mars",
            "25/02-2026",
            "0:00:00",
            "1.5",
            "19999.5",
            "99999",
            "v2.1.2026x",
        ] {
            assert_eq!(secs(text), None, "{text}");
        }
        for text in
            ["", "-", "0", "0000-00-00 00:00:00", "1900-01-01 00:00:00", "1970-01-01T00:00:00Z", "null"]
        {
            assert!(is_no_time(text.as_bytes()), "{text}");
        }
        assert!(!is_no_time(b"1970-01-01 00:00:01"));
    }

    #[test]
    fn day_and_month_are_told_apart_or_not() {
        let order = |text: &str| read_moment(text.as_bytes(), DateOrder::DayFirst).unwrap().order;
        assert_eq!(order("03-12-2025 15:21:08"), OrderSign::Open);
        assert_eq!(order("02-28-2025"), OrderSign::Proof(DateOrder::MonthFirst));
        assert_eq!(order("29-02-2016 01:16"), OrderSign::Proof(DateOrder::DayFirst));
        assert_eq!(order("05/05/2025"), OrderSign::Fixed);
        assert_eq!(order("2025-03-12"), OrderSign::Fixed);
    }

    #[test]
    fn swapping_reads_the_other_order() {
        for (text, swapped) in [("03-12-2025 15:21:08", true), ("11/01/2024", true), ("31/01/2024", false)] {
            let day = read_moment(text.as_bytes(), DateOrder::DayFirst).unwrap().wall_secs as u32;
            let month = read_moment(text.as_bytes(), DateOrder::MonthFirst).unwrap().wall_secs as u32;
            assert_eq!(swap_order(day), swapped.then_some(month), "{text}");
        }
    }

    #[test]
    fn the_fast_layout_agrees_with_the_calendar() {
        for day in (0..49_000).step_by(13) {
            let text = format!("{} 23:59:58", Day(day));
            assert_eq!(read_plain_iso(text.as_bytes()), Some(i64::from(day) * DAY_SECS + 86_398));
        }
        for text in
            ["2026-02-2a 00:00:00", "2026x02-25 00:00:00", "2026-02-25 00:0:000", "2026-02-25-00:00:00"]
        {
            assert_eq!(read_plain_iso(text.as_bytes()), None, "{text}");
        }
    }
}
