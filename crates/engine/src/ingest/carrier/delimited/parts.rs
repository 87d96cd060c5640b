//! Delimited text read in parts.

use super::super::border;
use super::{Cell, Delimited, GATHER_BYTES, Held, RECORD_LIMIT_BYTES, Sink};
use crate::ingest::parts::{Pack, Packed};

/// How a part ends.
pub(crate) struct Tail {
    /// Byte and line, from the part's first one on, after its last record.
    end: u64,
    lines: u64,
    is_ragged: bool,
    /// Short rows at its end.
    held: Vec<Held>,
}

impl Delimited {
    /// Where the first record seems to begin behind the first byte of the buffer.
    pub(crate) fn border(&self, buffer: &[u8]) -> Option<usize> {
        border::find(buffer, &self.dialect, self.columns)
    }

    /// Goes on at another byte and line of the file, where a record begins.
    pub(crate) fn jump(&mut self, byte: u64, line: u64) {
        (self.byte, self.line) = (byte, line);
        self.carry.clear();
        self.held.clear();
        self.is_ragged = false;
    }

    /// Cuts the records that begin before a byte of the file and end within the buffer.
    pub(crate) fn read_until(&mut self, stop: u64, buffer: &[u8], sink: &mut impl Sink) {
        self.stop = stop;
        self.run(buffer, false, sink);
    }

    /// Cuts what small pieces have gathered.
    pub(crate) fn settle(&mut self, sink: &mut impl Sink) {
        let mut carry = std::mem::take(&mut self.carry);
        let used = self.run(&carry, false, sink);
        carry.drain(..used);
        self.next_look = (2 * carry.len()).clamp(GATHER_BYTES, RECORD_LIMIT_BYTES + 1);
        self.carry = carry;
    }

    /// The line of that byte, if all before it was cut into records.
    pub(crate) fn line_at(&self, byte: u64) -> Option<u64> {
        (self.carry.is_empty() && self.byte == byte).then_some(self.line)
    }

    /// Writes how the part ends.
    pub(crate) fn pack(&self, out: &mut Pack) {
        out.number(self.byte);
        out.number(self.line);
        out.number(u64::from(self.is_ragged));
        out.number(self.held.len() as u64);
        for held in &self.held {
            out.bytes(&held.text);
            out.words(&held.cells.iter().flat_map(|cell| [cell.start, cell.end]).collect::<Vec<u32>>());
            out.longs(&[held.byte, held.end, held.line]);
        }
    }

    /// Reads how the part ends that begins where this reader is.
    pub(crate) fn tail_of(&self, from: &mut Packed<'_>) -> Tail {
        let (end, lines, is_ragged) = (from.number(), from.number(), from.number() > 0);
        let held = (0..from.number()).map(|_| {
            let text = from.bytes().to_vec();
            let cells = from.words();
            let cell = |pair: &[u32; 2]| Cell { start: pair[0], end: pair[1] };
            let place = from.longs();
            let place = |at: usize| place.get(at).copied().unwrap_or_default();
            Held {
                text,
                cells: cells.as_chunks::<2>().0.iter().map(cell).collect(),
                byte: place(0),
                end: place(1),
                line: self.line + place(2),
                is_last: false,
            }
        });
        Tail { end, lines, is_ragged, held: held.collect() }
    }

    /// Goes on behind a part that was appended, and tells where.
    pub(crate) fn follow(&mut self, tail: Tail, sink: &mut impl Sink) -> u64 {
        for held in tail.held {
            self.hold(held, sink);
        }
        self.is_ragged |= tail.is_ragged;
        self.byte = tail.end;
        self.line += tail.lines;
        tail.end
    }
}
