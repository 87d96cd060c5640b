//! Delimited text as RFC 4180 describes it, and as helpdesks and spreadsheets really write it.
//!
//! Two layers: [`scan`](super::scan::scan) cuts one record out of a buffer, [`Delimited`] runs it over a stream of pieces. Beyond
//! the RFC: other delimiters and quotes, CR alone as line end, rows too short or too long, stray quotes, a quote that never ends,
//! footers, a file that stops in the middle. Escapes by backslash are not known to any helpdesk's export and are left out.

mod parts;

use super::scan::{Dialect, Marks, Scan, scan};
use super::{Cell, Row, Sink};
use crate::ingest::decode::Offsets;
use model::letters::Lower;

/// Set aside: a quoted cell swallows the rows after it.
pub(crate) const BROKEN_QUOTE: &str = "a quote opens here and never ends";
/// Set aside: the last record is cut.
pub(crate) const CUT: &str = "the file stops in the middle of this row";
/// Set aside: lines under the table.
pub(crate) const FOOTER: &str = "a line under the table, not a row (it has fewer cells than the header)";
/// Mended: cells are missing.
pub(crate) const TOO_SHORT: &str = "fewer cells than the header: the missing ones count as empty";
/// Mended: more cells than the header.
pub(crate) const TOO_LONG: &str = "more cells than the header: the extra ones are left out";
/// Mended: a quote that should have been doubled.
pub(crate) const STRAY_QUOTE: &str = "a quote inside a quoted cell is not doubled: read as part of the text";

/// A record of this size is refused.
const RECORD_LIMIT_BYTES: usize = 32 << 20;
/// Pieces smaller than this are gathered before they are scanned.
const GATHER_BYTES: usize = 64 << 10;
/// Longest run of short rows that may still turn out to be the lines under the table.
const FOOTER_LINES: usize = 24;

/// A record that is too short, held until it is known whether rows follow.
struct Held {
    text: Vec<u8>,
    cells: Vec<Cell>,
    byte: u64,
    end: u64,
    line: u64,
    is_last: bool,
}

/// A record beyond the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooLarge {
    /// Line it begins on.
    pub(crate) line: u64,
    /// The column whose cell does not end.
    pub(crate) column: usize,
}

/// Cuts a stream of pieces into records.
pub(crate) struct Delimited {
    dialect: Dialect,
    columns: usize,
    marks: Marks,
    cells: Vec<Cell>,
    /// What was fed and does not make a whole record yet.
    carry: Vec<u8>,
    /// Size at which the carry is looked at again, so that a long record is not scanned over and over.
    next_look: usize,
    /// Line of the first byte that was not cut yet.
    line: u64,
    /// Place of that byte in the file.
    byte: u64,
    offsets: Offsets,
    /// Records that begin here or later are another reader's.
    stop: u64,
    held: Vec<Held>,
    /// Whether short rows stand among the others: then a short last row is nothing odd.
    is_ragged: bool,
}

impl Delimited {
    /// A reader that begins at a byte and line of the file, for rows of that many columns.
    pub(crate) fn new(dialect: Dialect, columns: usize, byte: u64, line: u64, offsets: Offsets) -> Delimited {
        Delimited {
            dialect,
            columns,
            marks: Marks::new(&dialect),
            cells: Vec::with_capacity(columns + 8),
            carry: Vec::new(),
            next_look: GATHER_BYTES,
            line,
            byte,
            offsets,
            stop: u64::MAX,
            held: Vec::new(),
            is_ragged: false,
        }
    }

    /// Takes the next piece.
    pub(crate) fn feed(&mut self, bytes: &[u8], sink: &mut impl Sink) -> Result<(), TooLarge> {
        // Places in a buffer are 31 bits wide.
        for piece in bytes.chunks(RECORD_LIMIT_BYTES) {
            self.feed_piece(piece, sink)?;
        }
        Ok(())
    }

    fn feed_piece(&mut self, bytes: &[u8], sink: &mut impl Sink) -> Result<(), TooLarge> {
        let mut rest = bytes;
        while !self.carry.is_empty() && !rest.is_empty() {
            let wanted = self.next_look.saturating_sub(self.carry.len()).max(GATHER_BYTES).min(rest.len());
            let (taken, left) = rest.split_at(wanted);
            self.carry.extend_from_slice(taken);
            rest = left;
            if self.carry.len() < self.next_look {
                return Ok(());
            }
            let carry = std::mem::take(&mut self.carry);
            let used = self.run(&carry, false, sink);
            let left_over = carry.len() - used;
            if left_over <= taken.len() {
                // What is left came with this piece: go on in the piece itself.
                rest = &bytes[bytes.len() - rest.len() - left_over..];
                self.next_look = GATHER_BYTES;
            } else {
                self.keep(&carry[used..])?;
            }
        }
        if !rest.is_empty() {
            let used = self.run(rest, false, sink);
            self.keep(&rest[used..])?;
        }
        Ok(())
    }

    fn keep(&mut self, rest: &[u8]) -> Result<(), TooLarge> {
        if rest.len() > RECORD_LIMIT_BYTES {
            return Err(TooLarge { line: self.line, column: self.cells.len() });
        }
        self.carry.extend_from_slice(rest);
        self.next_look = (2 * self.carry.len()).clamp(GATHER_BYTES, RECORD_LIMIT_BYTES + 1);
        Ok(())
    }

    /// Tells that all pieces were fed.
    pub(crate) fn finish(&mut self, sink: &mut impl Sink) {
        let carry = std::mem::take(&mut self.carry);
        self.run(&carry, true, sink);
        for held in std::mem::take(&mut self.held) {
            let row = held.row(&self.dialect);
            let is_cut = held.is_last && !self.is_ragged;
            if sink.is_ticket(row) && !is_cut {
                sink.row(row, Some(TOO_SHORT));
            } else if is_cut && !is_footer(row) {
                sink.set_aside(CUT, held.line);
            } else {
                sink.set_aside(FOOTER, held.line);
            }
        }
    }

    /// Cuts all whole records of a buffer and tells how many bytes they took.
    fn run(&mut self, buffer: &[u8], is_end: bool, sink: &mut impl Sink) -> usize {
        let mut at = 0;
        let mut cells = std::mem::take(&mut self.cells);
        self.marks.reset();
        while at < buffer.len() && self.byte < self.stop {
            let found = scan(buffer, at, is_end, &self.dialect, self.columns, &mut self.marks, &mut cells);
            let (next, lines) = match found {
                Scan::Record { next, lines, is_stray, is_last } => {
                    let byte = self.byte;
                    let end = byte + self.offsets.length(&buffer[at..next]);
                    let row = Row {
                        buffer,
                        cells: &cells,
                        quote: self.dialect.quote.unwrap_or(b'"'),
                        byte,
                        end,
                        line: self.line,
                    };
                    if cells.len() == self.columns && self.held.is_empty() && !is_stray {
                        sink.row(row, None);
                    } else {
                        self.odd_row(row, is_stray, is_last, sink);
                    }
                    self.byte = end;
                    self.line += lines;
                    at = next;
                    continue;
                }
                Scan::More => break,
                Scan::Broken { next, lines, quote_lines } => {
                    self.release(sink);
                    sink.set_aside(BROKEN_QUOTE, self.line + quote_lines);
                    (next, lines)
                }
                Scan::Cut => {
                    self.release(sink);
                    sink.set_aside(CUT, self.line);
                    (buffer.len(), 1)
                }
            };
            self.byte += self.offsets.length(&buffer[at..next]);
            self.line += lines;
            at = next;
        }
        self.cells = cells;
        at
    }

    /// A record that is blank, too short, too long, holds a stray quote, or follows short ones.
    #[cold]
    fn odd_row(&mut self, row: Row<'_>, is_stray: bool, is_last: bool, sink: &mut impl Sink) {
        if let [only] = row.cells
            && row.buffer[only.start()..only.end()].trim_ascii().is_empty()
            && (self.columns > 1 || only.is_empty())
        {
            return;
        }
        if row.cells.len() < self.columns {
            self.hold(Held::new(row, is_last), sink);
            return;
        }
        self.release(sink);
        let is_longer = row.cells[self.columns..].iter().any(|cell| !cell.is_empty());
        let mend = if is_stray {
            Some(STRAY_QUOTE)
        } else if is_longer {
            Some(TOO_LONG)
        } else {
            None
        };
        sink.row(row, mend);
    }

    fn hold(&mut self, held: Held, sink: &mut impl Sink) {
        if self.held.len() == FOOTER_LINES {
            self.release(sink);
        }
        self.held.push(held);
    }

    /// Rows follow the short ones: they are rows, too.
    pub(crate) fn release(&mut self, sink: &mut impl Sink) {
        for held in std::mem::take(&mut self.held) {
            self.is_ragged = true;
            sink.row(held.row(&self.dialect), Some(TOO_SHORT));
        }
    }
}

impl Held {
    fn new(row: Row<'_>, is_last: bool) -> Held {
        let from = row.cells.first().map_or(0, |cell| cell.start());
        let to = row.cells.last().map_or(from, |cell| cell.end());
        let shift = |cell: &Cell| Cell::quoted(cell.start() - from, cell.end() - from, cell.is_doubled());
        Held {
            text: row.buffer[from..to].to_vec(),
            cells: row.cells.iter().map(shift).collect(),
            byte: row.byte,
            end: row.end,
            line: row.line,
            is_last,
        }
    }

    fn row(&self, dialect: &Dialect) -> Row<'_> {
        Row {
            buffer: &self.text,
            cells: &self.cells,
            quote: dialect.quote.unwrap_or(b'"'),
            byte: self.byte,
            end: self.end,
            line: self.line,
        }
    }
}

/// Words with which lines under a table begin.
const FOOTER_WORDS: [&str; 16] = [
    "total",
    "grand total",
    "subtotal",
    "sum",
    "count",
    "average",
    "confidential",
    "copyright",
    "reporting period",
    "report",
    "generated",
    "exported",
    "source:",
    "filters",
    "rows",
    "©",
];

fn is_footer(row: Row<'_>) -> bool {
    let mut scratch = Vec::new();
    let first = crate::ingest::decode::to_text(row.text(0, &mut scratch)).to_lower();
    FOOTER_WORDS.iter().any(|word| first.starts_with(word))
}
