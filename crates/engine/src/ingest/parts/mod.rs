//! A file read by several readers at once, with the result of one: what they read is appended in the order of the file.
//!
//! The owner of the data set reads the beginning and decides what the file is. Every other reader is given the same beginning, so
//! that it decides the same, and then reads one share of the file after the other into a *part*: columns with dictionaries of
//! their own, as bytes. A share may be cut anywhere. Its reader guesses where the first record begins; the owner takes the part
//! only if its own reading ends exactly there, and reads on by itself where it does not. The same holds for all else that could
//! make a part differ from what one reader would have read (a zone, a late column, an id that came before): the part is refused,
//! and its rows are read again in their turn. So no guess can change a figure; a wrong one only costs time.

mod join;
mod pack;
mod shares;

use super::build::Builder;
use super::rows::{Carrier, Rows, parse};
use super::{Import, State};
use std::ops::Range;

pub(crate) use pack::{Pack, Packed};
pub use shares::{Shares, Step};

/// Bytes behind a share that its reader should see, so that the last record is whole.
pub const OVERLAP_BYTES: u64 = 64 << 10;
/// Files smaller than this are read by one reader: others would hardly have begun.
pub const SMALLEST_FILE_BYTES: u64 = 16 << 20;

/// What became of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joined {
    /// Its rows were appended; the file is read up to here.
    UpTo(u64),
    /// The file must be fed up to here first.
    Behind(u64),
    /// It does not fit: its rows must be fed.
    Refused,
}

/// Reads shares of a file.
pub struct PartReader {
    rows: Rows,
    /// What a part begins with.
    blank: Builder,
    /// How often a format was asked for it.
    remaps: u32,
}

impl PartReader {
    /// A reader for the file that begins with these bytes, as many as [`Import::decided_after`] tells, from an import that has not
    /// been fed. `None`: such a file cannot be read in parts.
    pub fn of(mut import: Import, head: &[u8]) -> Option<PartReader> {
        import.expect_part(head.len());
        import.feed(head).ok()?;
        import.decided_after()?;
        let State::Rows(rows) = import.state else { return None };
        let mut reader = PartReader { blank: rows.builder.blank(), rows: *rows, remaps: 0 };
        reader.settle();
        Some(reader)
    }

    /// Takes a record that taught the owner new columns, so that both know the same ones. Lessons come in their order.
    pub fn learn(&mut self, record: &[u8]) {
        self.rows.builder = self.blank.clone();
        if let Carrier::Json(_, cells) = &mut self.rows.carrier
            && let Ok((value, _)) = parse(record)
        {
            let fields = &mut self.rows.origin.reread.fields;
            cells.joined(&mut self.rows.builder, fields).take_columns(&value, record);
        }
        self.settle();
    }

    /// Takes what is known now for the beginning of every part.
    fn settle(&mut self) {
        self.blank = self.rows.builder.blank();
        if let Carrier::Json(_, cells) = &self.rows.carrier {
            self.remaps = cells.remaps();
        }
    }

    /// Reads the share of the file whose bytes begin, with the one before it, `bytes`; these may go on behind it. `None`: it has to
    /// be read by the owner.
    pub fn read(&mut self, share: Range<u64>, bytes: &[u8]) -> Option<Vec<u8>> {
        let before = share.start.checked_sub(1)?;
        let rows = &mut self.rows;
        rows.builder = self.blank.clone();
        let mut out = Pack::default();
        let start;
        match &mut rows.carrier {
            Carrier::Delimited(reader) => {
                let at = reader.border(bytes)?;
                start = before + at as u64;
                reader.jump(start, 0);
                reader.read_until(share.end, &bytes[at..], &mut rows.builder);
                out.number(start);
                reader.pack(&mut out);
            }
            Carrier::Json(splitter, cells) => {
                let line_end = |from: usize| Some(from + memchr::memchr(b'\n', bytes.get(from..)?)? + 1);
                let at = line_end(0)?;
                let last = (share.end - share.start) as usize;
                let end = line_end(last).or_else(|| Some(memchr::memrchr(b'\n', bytes)? + 1))?.max(at);
                start = before + at as u64;
                splitter.jump(start, 0);
                let fields = &mut rows.origin.reread.fields;
                splitter.feed(&bytes[at..end], &mut cells.joined(&mut rows.builder, fields)).ok()?;
                out.number(start);
                splitter.pack(&mut out);
                if rows.builder.names.len() > self.blank.names.len() {
                    cells.forget(&self.blank.names, self.remaps);
                    return None;
                }
            }
        }
        // Whether anything but short rows at its end came of it.
        out.number(u64::from(rows.builder.rows_read() > 0));
        let fits = rows.builder.pack(start, &mut out);
        rows.builder = self.blank.clone();
        fits.then_some(out.0)
    }
}
