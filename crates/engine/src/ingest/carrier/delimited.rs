//! Delimited text as RFC 4180 describes it, and as helpdesks and spreadsheets really write it.
//!
//! Two layers: [`scan`] cuts one record out of a buffer, [`Delimited`] runs it over a stream of pieces. Beyond the RFC: other
//! delimiters and quotes, CR alone as line end, rows too short or too long, stray quotes, a quote that never ends, footers, a
//! file that stops in the middle. Escapes by backslash are not known to any helpdesk's export and are left out.

use super::{Cell, Row, Sink};
use crate::ingest::decode::Offsets;
use memchr::{memchr, memchr_iter};

/// How records and cells are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dialect {
    /// Between two cells.
    pub(crate) delimiter: u8,
    /// Around a cell; `None`: quotes are ordinary characters.
    pub(crate) quote: Option<u8>,
    /// The last byte of a line: `\n` (with or without `\r` before it) or `\r`.
    pub(crate) newline: u8,
}

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

/// A quoted cell of this size is suspected of having swallowed rows.
const SUSPECT_BYTES: usize = 1 << 20;
/// A record of this size is refused.
const RECORD_LIMIT_BYTES: usize = 32 << 20;
/// Pieces smaller than this are gathered before they are scanned.
const GATHER_BYTES: usize = 64 << 10;
/// Longest run of short rows that may still turn out to be the lines under the table.
const FOOTER_LINES: usize = 24;

/// What was found at a place where a record may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scan {
    /// A record; its cells are in the list.
    Record {
        /// Where the next one begins.
        next: usize,
        /// Line ends in it.
        lines: u64,
        /// Whether a quote inside a quoted cell was not doubled.
        is_stray: bool,
        /// Whether the buffer ended before a line end.
        is_last: bool,
    },
    /// The buffer ends before the record does.
    More,
    /// A quote opens and swallows rows that read well without it.
    Broken {
        /// Where the line after the quote begins.
        next: usize,
        /// Line ends before that.
        lines: u64,
        /// Line ends before the quote.
        quote_lines: u64,
    },
    /// The file ends inside a quoted cell.
    Cut,
}

/// Finds delimiters and line ends 64 bytes at a time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Marks {
    delimiter: u8,
    newline: u8,
    /// First byte of the block that `mask` describes.
    base: usize,
    /// One bit for each byte of the block.
    mask: u64,
}

const BLOCK: usize = 64;

impl Marks {
    pub(crate) fn new(dialect: &Dialect) -> Marks {
        Marks { delimiter: dialect.delimiter, newline: dialect.newline, base: usize::MAX, mask: 0 }
    }

    /// Forgets the buffer it was used on.
    fn reset(&mut self) {
        self.base = usize::MAX;
    }

    #[inline]
    fn load(&mut self, buffer: &[u8], base: usize) {
        self.base = base;
        self.mask = match buffer[base..].first_chunk::<BLOCK>() {
            Some(block) => marks_of(block, self.delimiter, self.newline),
            None => {
                let mut block = [0u8; BLOCK];
                let rest = &buffer[base..];
                block[..rest.len()].copy_from_slice(rest);
                // Bytes after the end are zero, which is neither a delimiter nor a line end.
                marks_of(&block, self.delimiter, self.newline)
            }
        };
    }

    /// The first delimiter or line end at or after `from`.
    #[inline]
    fn next(&mut self, buffer: &[u8], from: usize) -> Option<usize> {
        if from >= buffer.len() {
            return None;
        }
        let base = from & !(BLOCK - 1);
        if base != self.base {
            self.load(buffer, base);
        }
        let mut mask = self.mask & (!0u64 << (from & (BLOCK - 1)));
        while mask == 0 {
            let base = self.base + BLOCK;
            if base >= buffer.len() {
                return None;
            }
            self.load(buffer, base);
            mask = self.mask;
        }
        Some(self.base + mask.trailing_zeros() as usize)
    }
}

/// One bit for each byte that is one of the two.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
#[inline]
fn marks_of(block: &[u8; BLOCK], one: u8, two: u8) -> u64 {
    let mut flags = [0u8; BLOCK];
    // The compiler turns this loop into vector comparisons.
    for (flag, byte) in flags.iter_mut().zip(block) {
        *flag = u8::from((*byte == one) | (*byte == two));
    }
    let mut mask = 0u64;
    for (index, eight) in flags.as_chunks::<8>().0.iter().enumerate() {
        // Multiplying moves the lowest bit of each byte into the highest byte, in order.
        let packed = u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        mask |= packed << (8 * index);
    }
    mask
}

/// One bit for each byte that is one of the two.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[inline]
fn marks_of(block: &[u8; BLOCK], one: u8, two: u8) -> u64 {
    use core::arch::wasm32::{u8x16_bitmask, u8x16_eq, u8x16_splat, u64x2, v128_or};
    let (one, two) = (u8x16_splat(one), u8x16_splat(two));
    let mut mask = 0u64;
    for (index, sixteen) in block.as_chunks::<16>().0.iter().enumerate() {
        let (low, high) = sixteen.split_at(8);
        let word = |half: &[u8]| u64::from_le_bytes(half.try_into().unwrap_or_default());
        let bytes = u64x2(word(low), word(high));
        let hits = u8x16_bitmask(v128_or(u8x16_eq(bytes, one), u8x16_eq(bytes, two)));
        mask |= u64::from(hits) << (16 * index);
    }
    mask
}

/// Cuts the record that begins at `start`. `columns` is the usual number of cells (0: not known yet); with `is_end` the buffer's
/// end is the file's end. A blank line is a record of one empty cell.
#[inline]
pub(crate) fn scan(
    buffer: &[u8],
    start: usize,
    is_end: bool,
    dialect: &Dialect,
    columns: usize,
    marks: &mut Marks,
    cells: &mut Vec<Cell>,
) -> Scan {
    cells.clear();
    let mut at = start;
    let mut lines = 0;
    let mut is_stray = false;
    loop {
        let mark = if at < buffer.len() && Some(buffer[at]) == dialect.quote {
            match scan_quoted(buffer, start, at, is_end, dialect, columns, &mut lines, &mut is_stray) {
                Ok((cell, after)) => {
                    cells.push(cell);
                    if after >= buffer.len() {
                        return Scan::Record { next: buffer.len(), lines, is_stray, is_last: true };
                    }
                    if buffer[after] == b'\r' && dialect.newline == b'\n' { after + 1 } else { after }
                }
                Err(scan) => return scan,
            }
        } else {
            match marks.next(buffer, at) {
                Some(mark) => {
                    let mut end = mark;
                    if buffer[mark] == b'\n' && mark > at && buffer[mark - 1] == b'\r' {
                        end -= 1;
                    }
                    cells.push(Cell::plain(at, end));
                    mark
                }
                None if is_end => {
                    let end = if buffer.len() > at && buffer[buffer.len() - 1] == b'\r' {
                        buffer.len() - 1
                    } else {
                        buffer.len()
                    };
                    cells.push(Cell::plain(at, end));
                    return Scan::Record { next: buffer.len(), lines, is_stray, is_last: true };
                }
                None => return Scan::More,
            }
        };
        if mark < buffer.len() && buffer[mark] == dialect.newline {
            return Scan::Record { next: mark + 1, lines: lines + 1, is_stray, is_last: false };
        }
        at = mark + 1;
    }
}

/// Reads the quoted cell that opens at `open`: the cell, and the place of the delimiter or line end after it (or the end of the
/// buffer).
#[allow(clippy::too_many_arguments)]
#[inline]
fn scan_quoted(
    buffer: &[u8],
    start: usize,
    open: usize,
    is_end: bool,
    dialect: &Dialect,
    columns: usize,
    lines: &mut u64,
    is_stray: &mut bool,
) -> Result<(Cell, usize), Scan> {
    let quote = buffer[open];
    let mut from = open + 1;
    let mut is_doubled = false;
    // A stray quote after a line break is checked once for a cell: the answer does not change further on.
    let mut is_checked = false;
    loop {
        let Some(found) = memchr(quote, &buffer[from..]) else {
            return Err(unclosed(buffer, start, open, is_end, dialect, columns, *lines));
        };
        let close = from + found;
        match buffer.get(close + 1) {
            None if !is_end => return Err(Scan::More),
            Some(&next) if next == quote => {
                is_doubled = true;
                from = close + 2;
                continue;
            }
            None => {}
            Some(&next) if next == dialect.delimiter || next == dialect.newline => {}
            Some(b'\r') if dialect.newline == b'\n' => match buffer.get(close + 2) {
                None if !is_end => return Err(Scan::More),
                None | Some(b'\n') => {}
                Some(_) => {
                    *is_stray = true;
                    from = close + 1;
                    continue;
                }
            },
            Some(_) => {
                if !is_checked && memchr(dialect.newline, &buffer[open..close]).is_some() {
                    match swallowed(buffer, open, is_end, dialect, columns, 2) {
                        Swallowed::Rows(next) => return Err(broken(buffer, start, open, next, dialect)),
                        Swallowed::Unknown => return Err(Scan::More),
                        Swallowed::Nothing => {}
                    }
                    is_checked = true;
                }
                *is_stray = true;
                from = close + 1;
                continue;
            }
        }
        *lines += count_lines(&buffer[open..close], dialect.newline);
        return Ok((Cell::quoted(open + 1, close, is_doubled), close + 1));
    }
}

#[inline]
fn count_lines(text: &[u8], newline: u8) -> u64 {
    if text.len() < 32 {
        text.iter().map(|byte| u64::from(*byte == newline)).sum()
    } else {
        memchr_iter(newline, text).count() as u64
    }
}

/// A quote that does not close within the buffer: more bytes may close it, or it never ends.
#[cold]
fn unclosed(
    buffer: &[u8],
    start: usize,
    open: usize,
    is_end: bool,
    dialect: &Dialect,
    columns: usize,
    lines: u64,
) -> Scan {
    if !is_end && buffer.len() - open < SUSPECT_BYTES {
        return Scan::More;
    }
    if let Swallowed::Rows(next) = swallowed(buffer, open, is_end, dialect, columns, 20) {
        return broken(buffer, start, open, next, dialect);
    }
    if !is_end {
        return Scan::More;
    }
    // The last line: if it has all its cells once the quote is read as a letter, the quote is to blame, not the end.
    let rest = &buffer[open..];
    let is_last_line = memchr(dialect.newline, rest.trim_ascii_end()).is_none();
    let cells = line_cells(buffer, start, buffer.len(), dialect);
    if is_last_line && columns > 1 && cells >= columns {
        return Scan::Broken { next: buffer.len(), lines: lines + 1, quote_lines: lines };
    }
    Scan::Cut
}

/// Cells of a piece of text when no quote is special.
fn line_cells(buffer: &[u8], start: usize, end: usize, dialect: &Dialect) -> usize {
    memchr_iter(dialect.delimiter, &buffer[start..end]).count() + 1
}

fn broken(buffer: &[u8], start: usize, open: usize, next: usize, dialect: &Dialect) -> Scan {
    Scan::Broken {
        next,
        lines: count_lines(&buffer[start..next], dialect.newline),
        quote_lines: count_lines(&buffer[start..open], dialect.newline),
    }
}

enum Swallowed {
    /// The lines after the quote's own are records: the first begins here.
    Rows(usize),
    /// They are not.
    Nothing,
    /// The buffer ends too early to tell.
    Unknown,
}

/// Whether the lines after the one on which a quote opens read as whole records by themselves. Up to `most` are looked at; four
/// of five must have exactly the usual number of cells and no stray quote, the first among them.
fn swallowed(
    buffer: &[u8],
    open: usize,
    is_end: bool,
    dialect: &Dialect,
    columns: usize,
    most: usize,
) -> Swallowed {
    if columns < 2 {
        return Swallowed::Nothing;
    }
    let Some(newline) = memchr(dialect.newline, &buffer[open..]) else {
        return if is_end { Swallowed::Nothing } else { Swallowed::Unknown };
    };
    let first = open + newline + 1;
    let mut at = first;
    let (mut good, mut bad) = (0usize, 0usize);
    while at < buffer.len() && good + bad < most {
        match strict_record(buffer, at, is_end, dialect) {
            Strict::Record { cells, next } => {
                if cells == columns {
                    good += 1;
                } else if cells > 1 {
                    if good == 0 {
                        return Swallowed::Nothing;
                    }
                    bad += 1;
                }
                at = next;
            }
            Strict::Malformed => {
                if good == 0 {
                    return Swallowed::Nothing;
                }
                bad += 1;
                match memchr(dialect.newline, &buffer[at..]) {
                    Some(newline) => at += newline + 1,
                    None => break,
                }
            }
            Strict::More => {
                if good == 0 {
                    return if is_end { Swallowed::Nothing } else { Swallowed::Unknown };
                }
                break;
            }
        }
    }
    if good > 0 && good >= 4 * bad { Swallowed::Rows(first) } else { Swallowed::Nothing }
}

enum Strict {
    Record { cells: usize, next: usize },
    Malformed,
    More,
}

/// Longest record that the check for swallowed rows follows.
const STRICT_LIMIT_BYTES: usize = 256 << 10;

/// One record by the letter of RFC 4180, or `Malformed`.
fn strict_record(buffer: &[u8], start: usize, is_end: bool, dialect: &Dialect) -> Strict {
    let limit = buffer.len().min(start + STRICT_LIMIT_BYTES);
    let is_end = is_end && limit == buffer.len();
    let text = &buffer[..limit];
    let over = || if is_end || limit < buffer.len() { Strict::Malformed } else { Strict::More };
    let mut at = start;
    let mut cells = 0;
    loop {
        if at < limit && Some(text[at]) == dialect.quote {
            let quote = text[at];
            let mut from = at + 1;
            loop {
                let Some(found) = memchr(quote, &text[from..]) else { return over() };
                let close = from + found;
                match text.get(close + 1) {
                    Some(&next) if next == quote => from = close + 2,
                    Some(&next) if next == dialect.delimiter || next == dialect.newline || next == b'\r' => {
                        at = close + 1;
                        break;
                    }
                    Some(_) => return Strict::Malformed,
                    None if is_end => return Strict::Record { cells: cells + 1, next: limit },
                    None => return over(),
                }
            }
            if text[at] == b'\r' && dialect.newline == b'\n' && text.get(at + 1) == Some(&b'\n') {
                at += 1;
            }
        } else {
            match memchr::memchr2(dialect.delimiter, dialect.newline, &text[at..]) {
                Some(mark) => at += mark,
                None if is_end => return Strict::Record { cells: cells + 1, next: limit },
                None => return over(),
            }
        }
        cells += 1;
        if text[at] == dialect.newline {
            return Strict::Record { cells, next: at + 1 };
        }
        if text[at] != dialect.delimiter {
            return Strict::Malformed;
        }
        at += 1;
    }
}

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
        while at < buffer.len() {
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
            if self.held.len() == FOOTER_LINES {
                self.release(sink);
            }
            self.held.push(Held::new(row, is_last));
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

    /// Rows follow the short ones: they are rows, too.
    fn release(&mut self, sink: &mut impl Sink) {
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
    let first = crate::ingest::decode::to_text(row.text(0, &mut scratch)).to_lowercase();
    FOOTER_WORDS.iter().any(|word| first.starts_with(word))
}
