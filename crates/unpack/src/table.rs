//! The table on a sheet: where its column names stand, what above and below it is no part of it, and how likely it holds tickets.

use crate::books::{Remarks, SheetInfo, Visitor, Want};
use crate::fault::Fault;
use crate::row::{Kind, Row};
use model::letters::Lower;

/// Rows of a sheet that are looked at.
pub(crate) const SAMPLE_ROWS: usize = 200;
/// Column names stand within so many rows that hold something.
const HEADER_WITHIN: usize = 60;
/// A longer text is no column name.
const LONGEST_NAME: usize = 200;

/// Where a table lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Layout {
    /// Rows that hold something and stand above the column names, or above the first row where there are no names.
    pub(crate) above: usize,
    /// Whether there are column names.
    pub(crate) has_names: bool,
    /// First column.
    pub(crate) first: usize,
    /// Number of columns.
    pub(crate) width: usize,
}

/// What a look at a sheet found.
#[derive(Debug, Clone)]
pub(crate) struct Look {
    pub(crate) info: SheetInfo,
    sample: Vec<Row>,
    /// Rows that hold something: counted, or estimated from the part that was looked at.
    rows: u64,
    is_estimate: bool,
    pub(crate) layout: Option<Layout>,
}

/// Looks at the first rows of every sheet.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    pub(crate) looks: Vec<Look>,
}

impl Visitor for Survey {
    fn sheet(&mut self, sheet: usize, info: &SheetInfo) -> Want {
        // Sheets come in their order; those that cannot be read leave no gap.
        debug_assert_eq!(sheet, self.looks.len());
        self.looks.push(Look {
            info: info.clone(),
            sample: Vec::new(),
            rows: 0,
            is_estimate: false,
            layout: None,
        });
        Want::Rows
    }

    fn row(&mut self, sheet: usize, row: &Row) -> Result<Want, Fault> {
        let Some(look) = self.looks.get_mut(sheet) else { return Ok(Want::NextSheet) };
        look.sample.push(row.clone());
        Ok(if look.sample.len() < SAMPLE_ROWS { Want::Rows } else { Want::NextSheet })
    }

    fn end(&mut self, sheet: usize, remarks: Remarks) {
        let Some(look) = self.looks.get_mut(sheet) else { return };
        look.rows = look.sample.len() as u64;
        look.is_estimate = look.sample.len() >= SAMPLE_ROWS && remarks.all_bytes > remarks.seen_bytes;
        if look.is_estimate && remarks.seen_bytes > 0 {
            let share = remarks.all_bytes as f64 / remarks.seen_bytes as f64;
            look.rows = (look.rows as f64 * share) as u64;
        }
        look.layout = find(&look.sample);
    }
}

impl Look {
    /// Rows under the column names, and whether that is an estimate.
    pub(crate) fn rows(&self) -> (u64, bool) {
        let above = self.layout.as_ref().map_or(0, |layout| layout.above + usize::from(layout.has_names));
        (self.rows.saturating_sub(above as u64), self.is_estimate)
    }

    /// The column names, as far as there are any.
    pub(crate) fn names(&self) -> Vec<String> {
        let Some(layout) = self.layout.as_ref().filter(|layout| layout.has_names) else { return Vec::new() };
        let header = self.sample[layout.above].cells();
        header.map(|(_, text, _)| String::from_utf8_lossy(text).into_owned()).collect()
    }

    /// How likely these are tickets; 0 for what is no table.
    pub(crate) fn likeness(&self) -> Likeness {
        let Some(layout) = &self.layout else { return Likeness::default() };
        let below = &self.sample[(layout.above + usize::from(layout.has_names)).min(self.sample.len())..];
        let mut dates = vec![0_usize; layout.width];
        for row in below {
            for (column, text, kind) in row.cells() {
                let is_date = kind == Kind::Date || kind == Kind::Text && is_like_date(text);
                if let Some(count) = column.checked_sub(layout.first).and_then(|place| dates.get_mut(place)) {
                    *count += usize::from(is_date);
                }
            }
        }
        let mut likeness = Likeness {
            columns: layout.width,
            rows: self.rows().0,
            dates: dates.iter().filter(|count| **count > 0 && **count * 3 >= below.len()).count(),
            words: known_words(&self.names()),
            score: 0,
        };
        likeness.rate();
        let minus = [(self.info.is_pivot, 25), (self.info.is_hidden, 12), (!layout.has_names, 10)];
        let minus: u32 = minus.iter().filter(|(applies, _)| *applies).map(|(_, points)| points).sum();
        likeness.score = likeness.score.saturating_sub(minus).max(1);
        likeness
    }
}

/// What speaks for a table being one of tickets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Likeness {
    /// Columns.
    pub(crate) columns: usize,
    /// Rows.
    pub(crate) rows: u64,
    /// Columns that hold dates.
    pub(crate) dates: usize,
    /// Words of helpdesks in the column names.
    pub(crate) words: Vec<&'static str>,
    /// All of it in one number; 0 is no table.
    pub(crate) score: u32,
}

impl Likeness {
    /// Weighs what was found.
    pub(crate) fn rate(&mut self) {
        let size = 8.0 * ((self.rows + 1) as f64).log10();
        self.score = 10
            + self.columns.min(20) as u32
            + size as u32
            + if self.dates > 0 { 15 } else { 0 }
            + 6 * self.words.len().min(4) as u32;
        if self.columns < 2 {
            self.score = 1;
        }
    }
}

/// Words that stand in the column names of tickets, in the languages in which helpdesks export.
const WORDS: [&str; 40] = [
    "ticket",
    "case",
    "conversation",
    "incident",
    "issue",
    "created",
    "opened",
    "started",
    "updated",
    "resolved",
    "solved",
    "closed",
    "status",
    "state",
    "subject",
    "priority",
    "channel",
    "source",
    "assignee",
    "assigned",
    "agent",
    "requester",
    "customer",
    "contact",
    "group",
    "team",
    "tags",
    "satisfaction",
    "rating",
    "csat",
    "reply",
    "response",
    "resolution",
    "date",
    "erstellt",
    "betreff",
    "creado",
    "estado",
    "créé",
    "criado",
];

/// The known words in column names or keys.
pub(crate) fn known_words(names: &[String]) -> Vec<&'static str> {
    let names: Vec<String> = names.iter().map(|name| name.to_lower()).collect();
    WORDS.iter().copied().filter(|word| names.iter().any(|name| name.contains(word))).collect()
}

/// Whether a text looks like a date: `2025-01-08 14:30`, `8/1/25`, `08.01.2025`.
pub(crate) fn is_like_date(text: &[u8]) -> bool {
    if !(6..=40).contains(&text.len()) || !text[0].is_ascii_digit() {
        return false;
    }
    let count = |wanted: &dyn Fn(&u8) -> bool| text.iter().filter(|byte| wanted(byte)).count();
    let separators = [b'-', b'/', b'.'].iter().any(|separator| count(&|byte| byte == separator) == 2);
    separators && count(&|byte| byte.is_ascii_digit()) >= 4 && count(&|byte| byte.is_ascii_alphabetic()) <= 6
}

/// Whether a text is a value rather than a name: mostly digits.
fn is_like_value(text: &[u8]) -> bool {
    let digits = text.iter().filter(|byte| byte.is_ascii_digit()).count();
    let letters = text.iter().filter(|byte| byte.is_ascii_alphabetic() || **byte >= 0x80).count();
    digits > letters
}

/// Finds the table in the first rows of a sheet.
fn find(sample: &[Row]) -> Option<Layout> {
    let mut filled: Vec<usize> = sample.iter().map(Row::filled).filter(|filled| *filled > 1).collect();
    filled.sort_unstable();
    // Most rows of the table are at least so full.
    let usual = filled.get(filled.len() * 2 / 5).copied().unwrap_or(1);
    if sample.is_empty() {
        return None;
    }
    let is_header = |row: &Row| {
        let names = row.cells().filter(|(_, text, kind)| {
            *kind == Kind::Text && text.len() <= LONGEST_NAME && !is_like_value(text) && !is_like_date(text)
        });
        2 * row.filled() >= usual && names.count() * 10 >= row.filled() * 7
    };
    let mut above = sample.iter().take(HEADER_WITHIN).position(is_header);
    // Names of groups of columns may stand above the names of the columns.
    if let Some(found) = above
        && let Some(next) = sample.get(found + 1)
        && is_header(next)
        && next.filled() * 7 >= sample[found].filled() * 10
    {
        above = Some(found + 1);
    }
    let has_names = above.is_some();
    let above = above.unwrap_or_else(|| sample.iter().position(|row| 2 * row.filled() >= usual).unwrap_or(0));
    let table = &sample[above..];
    let (mut first, mut last) = table[0].span()?;
    // A column without a name counts where more than a stray cell stands in it.
    let spans: Vec<(usize, usize)> = table[1..].iter().filter_map(Row::span).collect();
    let enough = spans.len().div_ceil(10).max(1);
    while first > 0 && spans.iter().filter(|span| span.0 < first).count() >= enough {
        first = spans.iter().map(|span| span.0).filter(|column| *column < first).max().unwrap_or(0);
    }
    while spans.iter().filter(|span| span.1 > last).count() >= enough {
        last = spans.iter().map(|span| span.1).filter(|column| *column > last).min().unwrap_or(last);
    }
    Some(Layout { above, has_names, first, width: last - first + 1 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;

    fn rows(lines: &[&str]) -> Vec<Row> {
        let row = |(index, line): (usize, &&str)| {
            let mut row = Row::new(&Limits::default());
            row.begin(index as u64 + 1);
            for (column, text) in line.split('|').enumerate() {
                let kind = if text.parse::<f64>().is_ok() { Kind::Number } else { Kind::Text };
                row.push(column, text.as_bytes(), kind).unwrap();
            }
            row
        };
        lines.iter().enumerate().map(row).filter(|row| row.filled() > 0).collect()
    }

    fn layout(lines: &[&str]) -> (usize, bool, usize, usize) {
        let layout = find(&rows(lines)).unwrap();
        (layout.above, layout.has_names, layout.first, layout.width)
    }

    #[test]
    fn a_plain_table_begins_at_once() {
        assert_eq!(
            layout(&["id|created|status", "1|2025-01-08|open", "2|2025-01-09|closed"]),
            (0, true, 0, 3)
        );
        assert_eq!(layout(&["id|created|status", "a|b|c", "d|e|f"]), (0, true, 0, 3));
    }

    #[test]
    fn titles_and_groups_stand_above() {
        let lines = [
            "Ticket report",
            "",
            "From|2025-01-01",
            "||Times||",
            "|id|created|solved|status",
            "|1|2025-01-08|2025-01-09|open",
        ];
        assert_eq!(layout(&lines), (3, true, 1, 4));
        let lines = ["|Ticket||Times|", "id|subject|created|solved|status", "1|x|2025-01-08|2025-01-09|open"];
        assert_eq!(layout(&lines), (1, true, 0, 5));
    }

    #[test]
    fn values_are_no_names() {
        assert_eq!(layout(&["1|2025-01-08|open", "2|2025-01-09|open"]), (0, false, 0, 3));
        assert!(find(&[]).is_none());
    }

    #[test]
    fn a_column_without_a_name_is_kept_where_it_is_used() {
        assert_eq!(layout(&["id|created", "1|2025-01-08|x", "2|2025-01-08|y"]), (0, true, 0, 3));
    }

    #[test]
    fn dates_are_seen() {
        for text in ["2025-01-08", "8/1/2025", "08.01.25 14:30", "2025-01-08T14:30:00Z", "12-Jan-2025"] {
            assert!(is_like_date(text.as_bytes()), "{text}");
        }
        for text in ["1.2.3", "ABC-12", "100", "192.168.100.200", "10:30:00"] {
            assert!(!is_like_date(text.as_bytes()), "{text}");
        }
    }
}
