//! A sheet's table as text: RFC 4180, so that whatever reads CSV reads it.
//!
//! Rows above the names and below the last row are set aside and counted; nothing else is left out but empty rows.

use crate::books::{Remarks, SheetInfo, Visitor, Want};
use crate::fault::Fault;
use crate::limits::Fuse;
use crate::row::{Kind, Row};
use crate::table::Layout;
use std::io::Write;

/// Bytes that are handed on at once.
const PIECE_BYTES: usize = 1 << 20;
/// Rows that may stand below a table.
const MOST_BELOW: usize = 50;
/// A shorter table has no rows that are clearly sparser than the others.
const NARROWEST: usize = 4;

/// What was met while a table was written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Written {
    /// Rows under the column names.
    pub(crate) rows: u64,
    /// Rows above the names, and the first of them.
    pub(crate) above: u64,
    /// See `above`.
    pub(crate) first_above: String,
    /// The row in which the names stand.
    pub(crate) names_in: u64,
    /// Rows below the table, and the first of them.
    pub(crate) below: u64,
    /// See `below`.
    pub(crate) first_below: String,
    /// Rows that the sheet does not show.
    pub(crate) hidden: u64,
    /// Cells to the right or the left of the table.
    pub(crate) beyond: u64,
    /// Whether some cell holds a date or a span.
    pub(crate) has_dates: bool,
    /// What the workbook's reader remarked.
    pub(crate) remarks: Remarks,
}

/// Writes one sheet.
pub(crate) struct Writer<'w> {
    sheet: usize,
    layout: Layout,
    out: &'w mut dyn Write,
    fuse: Fuse,
    buffer: Vec<u8>,
    met: usize,
    last_number: u64,
    waiting: Vec<Row>,
    pub(crate) written: Written,
}

impl<'w> Writer<'w> {
    pub(crate) fn new(sheet: usize, layout: Layout, out: &'w mut dyn Write, fuse: Fuse) -> Writer<'w> {
        Writer {
            sheet,
            layout,
            out,
            fuse,
            buffer: Vec::with_capacity(PIECE_BYTES + (64 << 10)),
            met: 0,
            last_number: 0,
            waiting: Vec::new(),
            written: Written::default(),
        }
    }

    /// Hands on what is left. What still waits stands below the table.
    pub(crate) fn finish(mut self) -> Result<Written, Fault> {
        self.written.below = self.waiting.len() as u64;
        self.written.first_below = self.waiting.first().map(text_of).unwrap_or_default();
        self.hand_on()?;
        Ok(self.written)
    }

    fn hand_on(&mut self) -> Result<(), Fault> {
        self.fuse.take(self.buffer.len() as u64)?;
        self.out.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }

    fn names(&mut self, row: &Row) -> Result<(), Fault> {
        self.written.names_in = row.number;
        let mut cells = row.cells().peekable();
        for place in 0..self.layout.width {
            if place > 0 {
                self.buffer.push(b',');
            }
            let column = self.layout.first + place;
            while cells.next_if(|(found, ..)| *found < column).is_some() {}
            match cells.next_if(|(found, ..)| *found == column) {
                Some((_, text, _)) => write_cell(text, &mut self.buffer),
                None => {
                    let _ = write!(self.buffer, "Column {}", letters(column));
                }
            }
        }
        self.buffer.extend_from_slice(b"\r\n");
        Ok(())
    }

    fn data(&mut self, row: &Row) -> Result<(), Fault> {
        let start = self.buffer.len();
        let (mut place, mut kept) = (0, 0);
        for (column, text, kind) in row.cells() {
            let Some(wanted) =
                column.checked_sub(self.layout.first).filter(|wanted| *wanted < self.layout.width)
            else {
                self.written.beyond += 1;
                continue;
            };
            while place < wanted {
                self.buffer.push(b',');
                place += 1;
            }
            write_cell(text, &mut self.buffer);
            self.written.has_dates |= matches!(kind, Kind::Date | Kind::Span);
            kept += 1;
        }
        if kept == 0 {
            self.buffer.truncate(start);
            return Ok(());
        }
        for _ in place + 1..self.layout.width {
            self.buffer.push(b',');
        }
        self.buffer.extend_from_slice(b"\r\n");
        self.written.rows += 1;
        self.written.hidden += u64::from(row.is_hidden);
        if self.buffer.len() >= PIECE_BYTES { self.hand_on() } else { Ok(()) }
    }

    /// Whether a row may stand below the table: it says so, or holds little after a gap.
    fn may_be_below(&self, row: &Row, is_after_gap: bool) -> bool {
        if self.layout.width < NARROWEST {
            return false;
        }
        let is_sparse = row.filled() * 5 <= self.layout.width || row.filled() == 1;
        let says_so =
            row.cells().next().is_some_and(|(_, text, kind)| kind == Kind::Text && is_closing_word(text));
        is_sparse && (is_after_gap || says_so || !self.waiting.is_empty())
            || says_so && row.filled() * 2 <= self.layout.width
    }
}

impl Visitor for Writer<'_> {
    fn sheet(&mut self, sheet: usize, _info: &SheetInfo) -> Want {
        match sheet.cmp(&self.sheet) {
            std::cmp::Ordering::Less => Want::NextSheet,
            std::cmp::Ordering::Equal => Want::Rows,
            std::cmp::Ordering::Greater => Want::Nothing,
        }
    }

    fn row(&mut self, sheet: usize, row: &Row) -> Result<Want, Fault> {
        if sheet != self.sheet {
            return Ok(Want::NextSheet);
        }
        let met = self.met;
        self.met += 1;
        let is_after_gap = row.number > self.last_number + 1;
        self.last_number = row.number;
        if met < self.layout.above {
            if met == 0 {
                self.written.first_above = text_of(row);
            }
            self.written.above += 1;
        } else if met == self.layout.above && self.layout.has_names {
            self.names(row)?;
        } else if self.may_be_below(row, is_after_gap) && self.waiting.len() < MOST_BELOW {
            self.waiting.push(row.clone());
        } else {
            for waiting in std::mem::take(&mut self.waiting) {
                self.data(&waiting)?;
            }
            self.data(row)?;
        }
        Ok(Want::Rows)
    }

    fn end(&mut self, sheet: usize, remarks: Remarks) {
        if sheet == self.sheet {
            self.written.remarks = remarks;
        }
    }
}

/// Words with which the last rows of a report begin.
fn is_closing_word(text: &[u8]) -> bool {
    const WORDS: [&[u8]; 14] = [
        b"total",
        b"grand total",
        b"sum",
        b"average",
        b"count",
        b"copyright",
        b"confidential",
        b"reporting period",
        b"generated",
        b"report ",
        b"summe",
        b"gesamt",
        b"exported",
        b"filtered by",
    ];
    let begins = |word: &&[u8]| {
        let head = text.get(..word.len());
        // "Summary" is no sum.
        let next = text.get(word.len()).copied().unwrap_or(b' ');
        head.is_some_and(|head| head.eq_ignore_ascii_case(word))
            && (word.ends_with(b" ")
                || !next.is_ascii_alphabetic()
                || next == b's' && text.len() == word.len() + 1
                || next == b's' && text[word.len() + 1] == b' ')
    };
    WORDS.iter().any(begins)
}

/// A row's first text, shortened, for a note.
fn text_of(row: &Row) -> String {
    const LONGEST: usize = 60;
    let Some((_, text, _)) = row.cells().next() else { return String::new() };
    let text = String::from_utf8_lossy(text);
    let text = text.lines().next().unwrap_or_default().trim();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_string(),
    }
}

/// A cell, quoted where any common reader might need it: not only commas divide cells.
fn write_cell(text: &[u8], out: &mut Vec<u8>) {
    let needs_quotes = |byte: &u8| matches!(byte, b',' | b'"' | b'\n' | b'\r' | b';' | b'\t' | b'|');
    if !text.iter().any(needs_quotes) {
        out.extend_from_slice(text);
        return;
    }
    out.push(b'"');
    for (index, part) in text.split(|byte| *byte == b'"').enumerate() {
        if index > 0 {
            out.extend_from_slice(b"\"\"");
        }
        out.extend_from_slice(part);
    }
    out.push(b'"');
}

/// The letters that spreadsheets give a column.
fn letters(mut column: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.insert(0, b'A' + (column % 26) as u8);
        if column < 26 {
            return String::from_utf8_lossy(&letters).into_owned();
        }
        column = column / 26 - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_needed() {
        let told = |text: &str| {
            let mut out = Vec::new();
            write_cell(text.as_bytes(), &mut out);
            String::from_utf8(out).unwrap()
        };
        assert_eq!(told("plain text"), "plain text");
        assert_eq!(told("a,b"), "\"a,b\"");
        assert_eq!(told("say \"hi\""), "\"say \"\"hi\"\"\"");
        assert_eq!(told("two\nlines"), "\"two\nlines\"");
    }

    #[test]
    fn columns_have_letters() {
        assert_eq!([0, 25, 26, 701, 702, 16_383].map(letters), ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }

    #[test]
    fn closing_words_are_whole_words() {
        for text in [
            "Grand Totals (5700 records)",
            "Total",
            "totals",
            "Copyright (c) 2026",
            "Reporting period 2025",
            "Sum:",
        ] {
            assert!(is_closing_word(text.as_bytes()), "{text}");
        }
        for text in ["Summary of issue", "Totally broken", "Counter", "1001"] {
            assert!(!is_closing_word(text.as_bytes()), "{text}");
        }
    }
}
