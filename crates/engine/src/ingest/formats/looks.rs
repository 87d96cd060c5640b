//! What the values of a column look like, whatever its name says.

use super::super::duration::{self, Span};
use super::super::time::{month_of, read_moment};
use super::{Shape, vocabulary};
use crate::ingest::intern::Interner;
use model::letters::Lower;
use model::settings::DateOrder;

/// What the sampled values of one column look like.
#[derive(Debug, Clone, Default)]
pub(super) struct Look {
    /// Cells that were looked at.
    seen: usize,
    /// Cells with a value.
    pub(super) filled: usize,
    /// … that are points in time in some notation, unix time included.
    dates: usize,
    /// … of them with a time of day.
    timed: usize,
    /// … of them written as a spreadsheet's count of days, and those without a part of a day, which could be any number.
    sheet_times: usize,
    sheet_days: usize,
    /// … that are plain numbers.
    numbers: usize,
    /// … that are spans such as `27:31:07` or "1.5 hrs".
    clocks: usize,
    /// … that are yes or no.
    flags: usize,
    /// … that are yes or no in letters, where 0 and 1 could be counts.
    lettered_flags: usize,
    /// … that are e-mail addresses.
    emails: usize,
    /// … whose text lost digits in a spreadsheet (`1.03006E+13`).
    rounded: usize,
    /// Different values, in lower case, up to a limit.
    words: Interner,
    /// Cells of each.
    counts: Vec<usize>,
    /// Whether there are more different values than `words` holds.
    is_varied: bool,
}

/// Records that are looked at.
const MOST_RECORDS: usize = 400;

/// Values beyond that many are not told apart.
const MOST_WORDS: usize = 200;

/// The looks of every column of a shape.
pub(super) fn of(shape: &Shape) -> Vec<Look> {
    let mut looks = vec![Look::default(); shape.columns.len()];
    // Every format looks, so a few hundred records from all over the sample have to do.
    let step = shape.sample.len().div_ceil(MOST_RECORDS).max(1);
    for record in shape.sample.iter().step_by(step) {
        for (look, cell) in looks.iter_mut().zip(record) {
            look.take(cell.trim());
        }
    }
    looks
}

impl Look {
    fn take(&mut self, cell: &str) {
        self.seen += 1;
        if vocabulary::means_none(cell) {
            return;
        }
        self.filled += 1;
        // A span as ServiceNow keeps it; nothing else of a helpdesk happened in January 1970.
        let is_date = is_date(cell) && !cell.starts_with("1970-01-");
        self.dates += usize::from(is_date);
        // Unix time has no colon, and tells the time of day.
        self.timed += usize::from(is_date && (cell.contains(':') || is_number(cell)));
        if is_days_of_sheet(cell) {
            self.sheet_times += usize::from(is_date);
            self.sheet_days += usize::from(!is_date);
        }
        self.numbers += usize::from(is_number(cell));
        self.clocks += usize::from(is_span(cell));
        self.emails += usize::from(is_email(cell));
        self.rounded += usize::from(is_rounded(cell));
        if cell.len() > 80 {
            self.is_varied = true;
            return;
        }
        let word = cell.to_lower();
        let is_flag = vocabulary::yes_or_no(&word).is_some();
        self.flags += usize::from(is_flag);
        self.lettered_flags += usize::from(is_flag && !is_number(&word));
        if let Some(code) = self.words.find(word.as_bytes()) {
            self.counts[code as usize] += 1;
        } else if self.counts.len() < MOST_WORDS {
            self.words.code(word.as_bytes());
            self.counts.push(1);
        } else {
            self.is_varied = true;
        }
    }

    fn word(&self, code: usize) -> &str {
        std::str::from_utf8(self.words.get(code as u32)).unwrap_or_default()
    }

    fn mostly(&self, count: usize) -> bool {
        self.filled > 0 && count * 10 >= self.filled * 9
    }

    /// Nearly every record has a value.
    pub(super) fn is_whole(&self) -> bool {
        self.filled > 0 && self.filled * 10 >= self.seen * 9
    }

    /// Nothing is known of the values.
    pub(super) fn is_empty(&self) -> bool {
        self.filled == 0
    }

    /// Points in time.
    pub(super) fn is_dates(&self) -> bool {
        let days = if self.sheet_times > 0 { self.sheet_days } else { 0 };
        self.mostly(self.dates + days)
    }

    /// Days, and none of them with a time of day.
    pub(super) fn is_days_only(&self) -> bool {
        self.is_dates() && self.timed == 0
    }

    /// Plain numbers.
    pub(super) fn is_numbers(&self) -> bool {
        self.mostly(self.numbers)
    }

    /// Spans of time: numbers or `h:mm:ss`.
    pub(super) fn is_spans(&self) -> bool {
        self.mostly(self.numbers + self.clocks)
    }

    /// Yes or no.
    pub(super) fn is_flags(&self) -> bool {
        self.mostly(self.flags)
    }

    /// Yes or no in letters.
    pub(super) fn is_lettered_flags(&self) -> bool {
        self.mostly(self.lettered_flags)
    }

    /// E-mail addresses.
    pub(super) fn is_emails(&self) -> bool {
        self.mostly(self.emails)
    }

    /// Numbers that a spreadsheet has rounded: several records share one value.
    pub(super) fn is_rounded(&self) -> bool {
        self.filled > 0 && self.rounded * 2 >= self.filled
    }

    /// Whether every filled cell has a value of its own.
    pub(super) fn is_unique(&self) -> bool {
        self.filled > 1 && self.counts.iter().all(|count| *count == 1)
    }

    /// The share of cells, in percent, whose word is known to a vocabulary.
    pub(super) fn known_percent(&self, knows: impl Fn(&str) -> bool) -> usize {
        self.percent_of(&knows)
    }

    #[inline(never)]
    fn percent_of(&self, knows: &dyn Fn(&str) -> bool) -> usize {
        if self.filled == 0 {
            return 0;
        }
        let words = self.counts.iter().enumerate();
        let known: usize = words.filter(|(code, _)| knows(self.word(*code))).map(|(_, count)| count).sum();
        known * 100 / self.filled
    }

    /// How many different known words there are.
    pub(super) fn known_words(&self, knows: impl Fn(&str) -> bool) -> usize {
        self.words_of(&knows)
    }

    #[inline(never)]
    fn words_of(&self, knows: &dyn Fn(&str) -> bool) -> usize {
        (0..self.counts.len()).filter(|code| knows(self.word(*code))).count()
    }

    /// Whether some cell is that word (lower case).
    pub(super) fn has(&self, word: &str) -> bool {
        self.words.find(word.as_bytes()).is_some()
    }
}

/// A number, with point or comma.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    let digits = digits.strip_suffix('%').unwrap_or(digits);
    !digits.is_empty()
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',')
        && digits.bytes().filter(|b| *b == b'.').count() <= 1
}

/// A span that tells its unit: `27:31:07`, "1.5 hrs", "2 days 3 hours".
fn is_span(cell: &str) -> bool {
    cell.starts_with(|c: char| c.is_ascii_digit() || c == 'P')
        && matches!(duration::read(cell.as_bytes()), Span::Secs(_))
}

fn is_email(cell: &str) -> bool {
    let Some((name, domain)) = cell.split_once('@') else { return false };
    !name.is_empty() && !cell.contains(char::is_whitespace) && domain.contains('.') && !domain.contains('@')
}

fn is_rounded(cell: &str) -> bool {
    let Some((digits, power)) = cell.split_once(['e', 'E']) else { return false };
    digits.contains(['.', ',']) && is_number(digits) && power.starts_with('+') && is_number(power)
}

/// A point in time in one of the usual notations, or unix time of this century.
fn is_date(cell: &str) -> bool {
    if cell.bytes().all(|b| b.is_ascii_digit()) {
        return cell.parse::<u64>().is_ok_and(|number| {
            (900_000_000..5_000_000_000).contains(&number)
                || (900_000_000_000..5_000_000_000_000).contains(&number)
        });
    }
    if cell.len() > 64 || !cell.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    is_numeric_date(cell) || is_worded_date(cell) || (cell.len() >= 9 && is_days_of_sheet(cell))
}

/// `46078.928472`, `46079`: a date of a spreadsheet, shown as a plain number of days.
fn is_days_of_sheet(cell: &str) -> bool {
    let number = cell.as_bytes();
    let is_number = number.len() >= 5
        && number.get(5).is_none_or(|byte| !byte.is_ascii_digit())
        && number[..5].iter().chain(number.get(6..).unwrap_or_default()).all(u8::is_ascii_digit);
    is_number && read_moment(number, DateOrder::DayFirst).is_some()
}

/// `2026-01-31…`, `31/01/2026…`, `31.1.26`, `25/Feb/26 10:17 PM`.
fn is_numeric_date(cell: &str) -> bool {
    let date = cell.split([' ', 'T', ',']).next().unwrap_or(cell);
    let Some(separator) = date.chars().find(|c| matches!(c, '-' | '/' | '.')) else { return false };
    let parts: Vec<&str> = date.split(separator).collect();
    if parts.len() != 3 {
        return false;
    }
    let number = |part: &str| -> Option<u32> {
        if part.bytes().all(|b| b.is_ascii_digit()) && part.len() <= 4 { part.parse().ok() } else { None }
    };
    let day_or_month = |part: &str| number(part).is_some_and(|n| (1..=31).contains(&n) && part.len() <= 2);
    let month = |part: &str| {
        number(part).is_some_and(|n| (1..=12).contains(&n) && part.len() <= 2)
            || (part.chars().count() >= 3 && part.chars().all(char::is_alphabetic))
    };
    let year = |part: &str| part.len() == 4 && number(part).is_some_and(|n| (1900..2200).contains(&n));
    let short_year = |part: &str| part.len() == 2 && number(part).is_some();
    if year(parts[0]) {
        return month(parts[1]) && day_or_month(parts[2]);
    }
    (year(parts[2]) || short_year(parts[2]))
        && ((day_or_month(parts[0]) && month(parts[1])) || (month(parts[0]) && day_or_month(parts[1])))
}

/// `Jan 5, 2026 10:00`, `5 January 2026`, `Wed Oct 11 06:55:44 +0000 2017`.
fn is_worded_date(cell: &str) -> bool {
    let mut has_month = false;
    let mut has_year = false;
    let mut has_day = false;
    for part in cell.split([' ', ',', '.']).filter(|part| !part.is_empty()) {
        let is_digits = part.bytes().all(|b| b.is_ascii_digit());
        if is_digits && part.len() == 4 {
            has_year = true;
        } else if is_digits && part.len() <= 2 {
            has_day = true;
        } else if !is_digits && month_of(part).is_some() {
            has_month = true;
        }
    }
    has_month && has_year && has_day
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_many_notations() {
        for text in [
            "2026-01-31",
            "2026-01-31 10:00",
            "2026-01-31T10:00:00Z",
            "31/01/2026 10:00",
            "1/31/26",
            "31.1.2026",
            "03-12-2025 15:21:08",
            "25/Feb/26 10:17 PM",
            "19/lip/23 11:43 AM",
            "Jan 5, 2026 10:00",
            "5 janv. 2026",
            "5. März 2026",
            "5 Mär 2026 9:10",
            "Wed Oct 11 06:55:44 +0000 2017",
            "1768471200",
            "1768471200000",
            "46078.928472",
            "46078,9284",
            "2018-05-16T14:46:15.000+0000",
        ] {
            assert!(is_date(text), "{text}");
        }
        for text in [
            "1.2.3",
            "10.0.0.1",
            "12345",
            "46078.92",
            "96078.9284",
            "27:31:07",
            "hello",
            "2026",
            "v1.2.26x",
            "13/13/2026",
            "May be 5",
        ] {
            assert!(!is_date(text), "{text}");
        }
    }

    #[test]
    fn spans_numbers_flags() {
        for text in ["27:31:07", "00:15", "144.90 hrs", "2 days 3 hours", "PT1H5M"] {
            assert!(is_span(text), "{text}");
        }
        for text in ["1:2:3:4", "a:10", "12", "2026-01-05 10:00:00", "5 apples", "Pending"] {
            assert!(!is_span(text), "{text}");
        }
        assert!(
            is_number("3.5")
                && is_number("-1")
                && is_number("3,5")
                && is_number("85%")
                && !is_number("1.2.3")
        );
        assert!(!is_number("") && !is_number("%") && !is_number("."));
        assert!(is_rounded("1.03006E+13") && !is_rounded("1E5") && !is_rounded("12345"));
        assert!(is_email("a@example.com") && !is_email("a@b") && !is_email("@x.y"));
    }
}
