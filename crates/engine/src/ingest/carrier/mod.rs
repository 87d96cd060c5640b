//! Carriers: the syntax of bytes (delimited text, JSON), nothing of what they mean.
//!
//! A carrier cuts a stream into records and hands each to a [`Sink`] as cells that point into a buffer: no text is copied and
//! nothing is allocated for a cell. What the cells mean is the builder's business.

pub(crate) mod almost_json;
pub(crate) mod border;
pub mod delimited;
pub mod dialect;
pub(crate) mod flatten;
pub mod header;
pub(crate) mod json;
pub(crate) mod place;
pub(crate) mod scan;

/// Marks, in a cell's end, that quotes inside the cell are doubled and must be halved before the text is used.
const DOUBLED: u32 = 1 << 31;

/// Where a cell's text lies in its record's buffer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Cell {
    start: u32,
    end: u32,
}

impl Cell {
    /// A cell whose text is used as it stands.
    #[inline]
    pub(crate) fn plain(start: usize, end: usize) -> Cell {
        Cell { start: start as u32, end: end as u32 }
    }

    /// A quoted cell; `is_doubled` when quotes inside it are doubled.
    #[inline]
    pub(crate) fn quoted(start: usize, end: usize, is_doubled: bool) -> Cell {
        Cell { start: start as u32, end: end as u32 | if is_doubled { DOUBLED } else { 0 } }
    }

    /// First byte in the buffer.
    #[inline]
    pub(crate) fn start(self) -> usize {
        self.start as usize
    }

    /// Byte after the last in the buffer.
    #[inline]
    pub(crate) fn end(self) -> usize {
        (self.end & !DOUBLED) as usize
    }

    /// Whether doubled quotes must be halved.
    #[inline]
    pub(crate) fn is_doubled(self) -> bool {
        self.end & DOUBLED != 0
    }

    /// Whether there is no text at all.
    #[inline]
    pub(crate) fn is_empty(self) -> bool {
        self.end() == self.start()
    }
}

/// One record, pointing into the buffer it was found in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    /// The buffer.
    pub(crate) buffer: &'a [u8],
    /// The cells, in the order of the columns. There may be fewer or more cells than columns.
    pub(crate) cells: &'a [Cell],
    /// The quote character, for halving doubled quotes.
    pub(crate) quote: u8,
    /// First byte of the record in the file.
    pub(crate) byte: u64,
    /// Byte after the record in the file.
    pub(crate) end: u64,
    /// Line the record begins on, counted from 1.
    pub(crate) line: u64,
}

impl<'a> Row<'a> {
    /// The text of a cell without blanks around it; empty when the record is too short to have it.
    #[inline(always)]
    pub(crate) fn text<'b>(&self, column: usize, scratch: &'b mut Vec<u8>) -> &'b [u8]
    where
        'a: 'b,
    {
        match self.cells.get(column) {
            None => &[],
            Some(cell) if cell.is_doubled() => {
                scratch.clear();
                halve_quotes(&self.buffer[cell.start()..cell.end()], self.quote, scratch);
                trim(scratch)
            }
            Some(cell) => trim(&self.buffer[cell.start()..cell.end()]),
        }
    }

    /// All cells as text (for samples and display).
    pub(crate) fn to_strings(self) -> Vec<String> {
        let mut scratch = Vec::new();
        (0..self.cells.len())
            .map(|column| super::decode::to_text(self.text(column, &mut scratch)).into_owned())
            .collect()
    }
}

/// Takes what a carrier finds.
pub(crate) trait Sink {
    /// A record. `mend` tells what had to be mended in it.
    fn row(&mut self, row: Row<'_>, mend: Option<&'static str>);
    /// A record that cannot be a ticket.
    fn set_aside(&mut self, reason: &'static str, line: u64);
    /// Whether a record that is too short, at the end of the file, is a ticket all the same.
    fn is_ticket(&self, row: Row<'_>) -> bool;
}

/// All rows of delimited text as cells, the header among them: for tests and for tools that want to see what was understood.
pub fn cells(text: &[u8]) -> Vec<Vec<String>> {
    struct Rows(Vec<Vec<String>>);
    impl Sink for Rows {
        fn row(&mut self, row: Row<'_>, _mend: Option<&'static str>) {
            self.0.push(row.to_strings());
        }
        fn set_aside(&mut self, _reason: &'static str, _line: u64) {}
        fn is_ticket(&self, _row: Row<'_>) -> bool {
            true
        }
    }
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let found = dialect::sniff(text, true);
    let start = &text[found.start..];
    let mut reader =
        delimited::Delimited::new(found.dialect, found.columns.max(1), 0, 1, super::decode::Offsets::Same);
    let mut rows = Rows(Vec::new());
    // A record beyond the limit ends the list.
    let _ = reader.feed(start, &mut rows);
    reader.finish(&mut rows);
    rows.0
}

/// Removes blanks and line breaks around a text.
#[inline]
pub(crate) fn trim(text: &[u8]) -> &[u8] {
    match text {
        [] => text,
        [first, .., last] if *first > b' ' && *last > b' ' => text,
        _ => text.trim_ascii(),
    }
}

/// Appends the text with each pair of quotes as one; a single quote inside stays.
pub(crate) fn halve_quotes(text: &[u8], quote: u8, out: &mut Vec<u8>) {
    let mut rest = text;
    while let Some(at) = memchr::memchr(quote, rest) {
        out.extend_from_slice(&rest[..=at]);
        let after = if rest.get(at + 1) == Some(&quote) { at + 2 } else { at + 1 };
        rest = &rest[after..];
    }
    out.extend_from_slice(rest);
}
