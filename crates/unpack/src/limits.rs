//! What a file may ask for. Each limit is far beyond what a helpdesk writes; a file that passes one is refused with its name.

use crate::fault::Fault;
use std::io::{self, Read};

/// Limits on the work that a file may cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes that one member may become, unpacked or as text.
    pub text_bytes: u64,
    /// How many times larger than its packed form a member may become …
    pub ratio: u64,
    /// … once it has become this large, in bytes.
    pub ratio_from_bytes: u64,
    /// Bytes of what has to be held in memory at once: the strings of a workbook, a workbook within an archive.
    pub held_bytes: u64,
    /// Bytes of one cell, and of one tag in XML or HTML.
    pub cell_bytes: usize,
    /// Columns of a table.
    pub columns: usize,
    /// Files in an archive, sheets in a workbook, tables on a page.
    pub members: usize,
    /// Elements of XML within each other.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            text_bytes: 8 << 30,
            ratio: 250,
            ratio_from_bytes: 64 << 20,
            held_bytes: 1 << 30,
            cell_bytes: 8 << 20,
            columns: 16_384,
            members: 10_000,
            depth: 256,
        }
    }
}

/// Counts what comes out of something packed, and stops it when it is too much.
#[derive(Debug, Clone)]
pub(crate) struct Fuse {
    limits: Limits,
    packed_bytes: u64,
    bytes: u64,
}

impl Fuse {
    /// A fuse for a member of that packed size.
    pub(crate) fn new(limits: &Limits, packed_bytes: u64) -> Fuse {
        Fuse { limits: limits.clone(), packed_bytes, bytes: 0 }
    }

    /// Same, for what will be held in memory.
    pub(crate) fn held(limits: &Limits, packed_bytes: u64) -> Fuse {
        let text_bytes = limits.text_bytes.min(limits.held_bytes);
        Fuse::new(&Limits { text_bytes, ..limits.clone() }, packed_bytes)
    }

    /// Takes note of bytes that came out.
    pub(crate) fn take(&mut self, bytes: u64) -> Result<(), Fault> {
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes > self.limits.text_bytes {
            let limit = in_words(self.limits.text_bytes);
            return Err(Fault::limit(format!("it unpacks to more than {limit}")));
        }
        let allowed = self.packed_bytes.saturating_mul(self.limits.ratio);
        if self.bytes > self.limits.ratio_from_bytes && self.bytes > allowed {
            let ratio = self.limits.ratio;
            return Err(Fault::limit(format!("it unpacks to more than {ratio} times its size")));
        }
        Ok(())
    }
}

/// A reader behind a fuse.
pub(crate) struct Fused<R> {
    inner: R,
    fuse: Fuse,
}

impl<R> Fused<R> {
    pub(crate) fn new(inner: R, fuse: Fuse) -> Fused<R> {
        Fused { inner, fuse }
    }
}

impl<R: Read> Read for Fused<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let taken = self.inner.read(buffer)?;
        self.fuse.take(taken as u64).map_err(io::Error::other)?;
        Ok(taken)
    }
}

/// Bytes as a person says them: "8 GB".
pub(crate) fn in_words(bytes: u64) -> String {
    match bytes {
        0..1_024 => format!("{bytes} bytes"),
        1_024..1_048_576 => format!("{} KB", bytes >> 10),
        1_048_576..1_073_741_824 => format!("{} MB", bytes >> 20),
        _ => format!("{} GB", bytes >> 30),
    }
}
