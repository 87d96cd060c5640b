//! Where bytes come from.

use crate::fault::Fault;
use std::io::{self, BufRead, Read, Seek, SeekFrom};

/// A file, or something as good: bytes that can be read from any place.
pub trait Source: Read + Seek {}

impl<T: Read + Seek + ?Sized> Source for T {}

/// Bytes that are read at once.
const PIECE_BYTES: usize = 64 << 10;

/// A part of a source, read from its beginning to its end.
pub(crate) struct Slice<'s> {
    source: &'s mut dyn Source,
    left: u64,
    buffer: Vec<u8>,
    at: usize,
}

impl<'s> Slice<'s> {
    pub(crate) fn new(source: &'s mut dyn Source, start: u64, len: u64) -> Result<Slice<'s>, Fault> {
        source.seek(SeekFrom::Start(start))?;
        Ok(Slice { source, left: len, buffer: Vec::new(), at: 0 })
    }
}

impl Read for Slice<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let held = self.fill_buf()?;
        let len = held.len().min(buffer.len());
        buffer[..len].copy_from_slice(&held[..len]);
        self.consume(len);
        Ok(len)
    }
}

impl BufRead for Slice<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.buffer.len() {
            self.buffer.resize(self.left.min(PIECE_BYTES as u64) as usize, 0);
            let taken = self.source.read(&mut self.buffer)?;
            self.buffer.truncate(taken);
            self.at = 0;
            self.left -= taken as u64;
        }
        Ok(&self.buffer[self.at..])
    }

    fn consume(&mut self, amount: usize) {
        self.at = (self.at + amount).min(self.buffer.len());
    }
}
