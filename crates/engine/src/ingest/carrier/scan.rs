//! Cuts one record of delimited text out of a buffer: quotes, line breaks in quotes, and quotes that go wrong.

use super::Cell;
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

/// A quoted cell of this size is suspected of having swallowed rows.
const SUSPECT_BYTES: usize = 1 << 20;
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
    pub(crate) fn reset(&mut self) {
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
                    let is_return = dialect.newline == b'\n' && buffer.get(after) == Some(&b'\r');
                    let mark = if is_return { after + 1 } else { after };
                    if mark >= buffer.len() {
                        return Scan::Record { next: buffer.len(), lines, is_stray, is_last: true };
                    }
                    mark
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

/// What [`strict_record`] finds.
pub(super) enum Strict {
    /// A record of so many cells; where the next one begins.
    Record { cells: usize, next: usize },
    /// Not by the letter.
    Malformed,
    /// The buffer ends before the record.
    More,
}

/// Longest record that the check for swallowed rows follows.
const STRICT_LIMIT_BYTES: usize = 256 << 10;

/// One record by the letter of RFC 4180, or `Malformed`.
pub(super) fn strict_record(buffer: &[u8], start: usize, is_end: bool, dialect: &Dialect) -> Strict {
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
