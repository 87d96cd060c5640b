//! ZIP archives: the directory at their end, and the files in them.
//!
//! Follows PKWARE's APPNOTE 6.3.10 as far as exports go: stored and deflated files, the 64-bit extension, sizes that stand only in
//! the directory. Sums are checked. Nothing is believed: places and sizes that point outside the file end in a message.

use crate::fault::Fault;
use crate::limits::{Fuse, Fused, Limits};
use crate::source::{Slice, Source};
use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use std::io::{self, Read, SeekFrom};

/// A comment may stand after the directory's end.
const LONGEST_END: u64 = 22 + 65_535;
const ENCRYPTED: u16 = 1;
const NEXT_UNPACK: &str = "Unpack it with the program that made it and drop what is inside.";

/// A file in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Its path in the archive, with `/` between folders.
    pub(crate) name: String,
    /// Bytes it takes in the archive.
    pub(crate) packed: u64,
    /// Bytes it says it has.
    pub(crate) size: u64,
    flags: u16,
    method: u16,
    sum: u32,
    header_at: u64,
}

impl Entry {
    /// Whether it is a folder, or what a system adds unasked.
    pub(crate) fn is_noise(&self) -> bool {
        let file = self.name.rsplit('/').next().unwrap_or_default();
        file.is_empty() || self.name.starts_with("__MACOSX/") || file == ".DS_Store" || file == "Thumbs.db"
    }

    /// Opens it. Everything that is read comes from `source`, checked against its sum at the end.
    pub(crate) fn open<'s>(
        &self,
        source: &'s mut dyn Source,
        limits: &Limits,
        is_held: bool,
    ) -> Result<Box<dyn Read + 's>, Fault> {
        if self.flags & ENCRYPTED != 0 {
            return Err(Fault::Password);
        }
        source.seek(SeekFrom::Start(self.header_at))?;
        let mut header = [0; 30];
        source.read_exact(&mut header)?;
        if header[..4] != *b"PK\x03\x04" {
            return Err(Fault::damaged(format!(
                "Its directory points to a place where “{}” does not begin",
                self.name
            )));
        }
        let start = self.header_at + 30 + u64::from(u16_at(&header, 26)) + u64::from(u16_at(&header, 28));
        let packed = Slice::new(source, start, self.packed)?;
        let fuse = if is_held { Fuse::held(limits, self.packed) } else { Fuse::new(limits, self.packed) };
        let check = |inner| Checked { inner, crc: Crc::new(), expected: self.sum };
        Ok(match self.method {
            0 => Box::new(check(Fused::new(Unpacking::Stored(packed), fuse))),
            8 => Box::new(check(Fused::new(Unpacking::Deflated(DeflateDecoder::new(packed)), fuse))),
            9 => return Err(Fault::Foreign("packed by the method Deflate64".to_string(), NEXT_UNPACK)),
            method => return Err(Fault::Foreign(format!("packed by ZIP's method {method}"), NEXT_UNPACK)),
        })
    }

    /// Reads it whole; for the small parts of workbooks and for what has to be held.
    pub(crate) fn read(&self, source: &mut dyn Source, limits: &Limits) -> Result<Vec<u8>, Fault> {
        let mut bytes = Vec::new();
        self.open(source, limits, true)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

enum Unpacking<'s> {
    Stored(Slice<'s>),
    Deflated(DeflateDecoder<Slice<'s>>),
}

impl Read for Unpacking<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Unpacking::Stored(slice) => slice.read(buffer),
            Unpacking::Deflated(decoder) => decoder.read(buffer),
        }
    }
}

/// Compares the sum of all bytes at their end.
struct Checked<R> {
    inner: R,
    crc: Crc,
    expected: u32,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let taken = self.inner.read(buffer)?;
        self.crc.update(&buffer[..taken]);
        if taken == 0 && !buffer.is_empty() && self.crc.sum() != self.expected {
            return Err(Fault::damaged("A file in it does not have the sum that its directory names").into());
        }
        Ok(taken)
    }
}

/// The directory of an archive.
#[derive(Debug, Clone, Default)]
pub(crate) struct Archive {
    /// All files, in the order of the directory.
    pub(crate) entries: Vec<Entry>,
}

impl Archive {
    /// Reads the directory.
    pub(crate) fn read(source: &mut dyn Source, limits: &Limits) -> Result<Archive, Fault> {
        let size = source.seek(SeekFrom::End(0))?;
        let tail_len = size.min(LONGEST_END);
        let mut tail = vec![0; tail_len as usize];
        source.seek(SeekFrom::Start(size - tail_len))?;
        source.read_exact(&mut tail)?;
        let at = memchr::memmem::rfind(&tail, b"PK\x05\x06")
            .filter(|at| tail.len() - at >= 22)
            .ok_or(Fault::CutOff)?;
        let end = &tail[at..];
        let end_at = size - tail_len + at as u64;
        let (mut count, mut length, mut start) =
            (u64::from(u16_at(end, 10)), u64::from(u32_at(end, 12)), u64::from(u32_at(end, 16)));
        if (count == 0xffff || length == 0xffff_ffff || start == 0xffff_ffff) && end_at >= 20 {
            (count, length, start) = long_end(source, end_at)?.unwrap_or((count, length, start));
        }
        if count > limits.members as u64 {
            return Err(Fault::limit(format!("it holds more than {} files", limits.members)));
        }
        // Bytes before the archive shift everything in it; the directory ends where its end begins.
        let shift = end_at.saturating_sub(start.saturating_add(length));
        let shift = if shift > 0 && signature(source, start)? == *b"PK\x01\x02" { 0 } else { shift };
        let held = length.min(size.saturating_sub(start + shift.min(size)));
        if held < length || held > limits.held_bytes {
            return Err(Fault::damaged("Its directory lies outside the file"));
        }
        let mut directory = vec![0; held as usize];
        source.seek(SeekFrom::Start(start + shift))?;
        source.read_exact(&mut directory)?;
        let mut entries = Vec::new();
        let mut rest = directory.as_slice();
        while entries.len() < limits.members && rest.len() >= 46 && rest.starts_with(b"PK\x01\x02") {
            let (mut entry, taken) =
                entry(rest).ok_or_else(|| Fault::damaged("Its directory is incomplete"))?;
            entry.header_at = entry.header_at.saturating_add(shift);
            if entry.header_at > size || entry.packed > size {
                return Err(Fault::damaged(format!(
                    "Its directory says that “{}” lies outside the file",
                    entry.name
                )));
            }
            entries.push(entry);
            rest = &rest[taken..];
        }
        if (entries.len() as u64) < count {
            return Err(Fault::damaged("Its directory is incomplete"));
        }
        Ok(Archive { entries })
    }

    /// The file at a path; letters' case and the direction of slashes do not matter, as some programs mix them.
    pub(crate) fn find(&self, name: &str) -> Option<&Entry> {
        let wanted = name.trim_start_matches('/');
        self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(wanted))
    }
}

fn signature(source: &mut dyn Source, at: u64) -> Result<[u8; 4], Fault> {
    let mut bytes = [0; 4];
    source.seek(SeekFrom::Start(at))?;
    match source.read_exact(&mut bytes) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok([0; 4]),
        result => result.map(|()| bytes).map_err(Fault::from),
    }
}

/// The end of an archive of more than 65,535 files or 4 GB: count, length and start of its directory.
fn long_end(source: &mut dyn Source, end_at: u64) -> Result<Option<(u64, u64, u64)>, Fault> {
    let mut locator = [0; 20];
    source.seek(SeekFrom::Start(end_at - 20))?;
    source.read_exact(&mut locator)?;
    if !locator.starts_with(b"PK\x06\x07") {
        return Ok(None);
    }
    let mut end = [0; 56];
    source.seek(SeekFrom::Start(u64_at(&locator, 8)))?;
    source.read_exact(&mut end)?;
    if !end.starts_with(b"PK\x06\x06") {
        return Err(Fault::damaged("The end of its directory is not where it should be"));
    }
    Ok(Some((u64_at(&end, 32), u64_at(&end, 40), u64_at(&end, 48))))
}

/// An entry of the directory, and its length there.
fn entry(bytes: &[u8]) -> Option<(Entry, usize)> {
    let (name_len, extra_len, comment_len) =
        (usize::from(u16_at(bytes, 28)), usize::from(u16_at(bytes, 30)), usize::from(u16_at(bytes, 32)));
    let name = bytes.get(46..46 + name_len)?;
    let mut extra = bytes.get(46 + name_len..46 + name_len + extra_len)?;
    let taken = 46 + name_len + extra_len + comment_len;
    bytes.get(..taken)?;
    let mut size = u64::from(u32_at(bytes, 24));
    let mut packed = u64::from(u32_at(bytes, 20));
    let mut header_at = u64::from(u32_at(bytes, 42));
    while extra.len() >= 4 {
        let (id, len) = (u16_at(extra, 0), usize::from(u16_at(extra, 2)));
        let Some(field) = extra.get(4..4 + len) else { break };
        if id == 1 {
            // Only those that do not fit their place stand here, in this order.
            let mut numbers = field.chunks_exact(8).map(|bytes| u64_at(bytes, 0));
            for number in [&mut size, &mut packed, &mut header_at] {
                if *number == 0xffff_ffff {
                    *number = numbers.next()?;
                }
            }
        }
        extra = &extra[4 + len..];
    }
    let entry = Entry {
        name: String::from_utf8_lossy(name).replace('\\', "/"),
        packed,
        size,
        flags: u16_at(bytes, 8),
        method: u16_at(bytes, 10),
        sum: u32_at(bytes, 16),
        header_at,
    };
    Some((entry, taken))
}

/// Numbers in little-endian order; what lies outside the bytes is zero.
pub(crate) fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).map_or(0, |bytes| u16::from_le_bytes([bytes[0], bytes[1]]))
}

/// As [`u16_at`].
pub(crate) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from(u16_at(bytes, at)) | u32::from(u16_at(bytes, at + 2)) << 16
}

/// As [`u16_at`].
pub(crate) fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from(u32_at(bytes, at)) | u64::from(u32_at(bytes, at + 4)) << 32
}
