//! Compound files (Microsoft's MS-CFB): the small file system in which XLS workbooks lie.
//!
//! Every chain of sectors is followed for no more steps than there are sectors, so that a circle ends.

use crate::archive::{u16_at, u32_at};
use crate::fault::Fault;
use crate::limits::{Limits, in_words};
use crate::source::Source;
use std::io::SeekFrom;

const NO_SECTOR: u32 = 0xffff_fffa;
const ENTRY_BYTES: usize = 128;
/// Streams below this size lie in small sectors of 64 bytes.
const SMALL_STREAM_BYTES: u64 = 4_096;
const SMALL_SECTOR_BYTES: usize = 64;

#[derive(Debug, Clone)]
struct Stream {
    name: String,
    start: u32,
    size: u64,
}

/// A compound file's directory and maps.
pub(crate) struct Compound {
    sector_bytes: usize,
    map: Vec<u32>,
    small_map: Vec<u32>,
    small_sectors: Vec<u8>,
    streams: Vec<Stream>,
    limit: u64,
}

impl Compound {
    pub(crate) fn read(source: &mut dyn Source, limits: &Limits) -> Result<Compound, Fault> {
        let size = source.seek(SeekFrom::End(0))?;
        let mut header = [0; 512];
        source.seek(SeekFrom::Start(0))?;
        source.read_exact(&mut header)?;
        let shift = u16_at(&header, 30);
        if !matches!(shift, 9 | 12) {
            return Err(Fault::damaged("The size of its sectors is none that exists"));
        }
        let mut file = Compound {
            sector_bytes: 1 << shift,
            map: Vec::new(),
            small_map: Vec::new(),
            small_sectors: Vec::new(),
            streams: Vec::new(),
            limit: limits.held_bytes.min(size),
        };
        let sectors = size / file.sector_bytes as u64;
        // The map's own sectors: the first 109 are listed in the header, the others in a chain.
        let mut of_map: Vec<u32> = (0..109).map(|index| u32_at(&header, 76 + 4 * index)).collect();
        let mut next = u32_at(&header, 68);
        let mut steps = 0;
        while next < NO_SECTOR {
            steps += 1;
            if steps > sectors {
                return Err(circle());
            }
            let sector = file.sector(source, next)?;
            let last = sector.len().saturating_sub(4);
            of_map.extend(sector[..last].chunks_exact(4).map(|bytes| u32_at(bytes, 0)));
            next = u32_at(&sector, last);
        }
        for sector in of_map.into_iter().filter(|sector| *sector < NO_SECTOR).take(sectors as usize + 1) {
            let sector = file.sector(source, sector)?;
            file.map.extend(sector.chunks_exact(4).map(|bytes| u32_at(bytes, 0)));
        }
        let directory = file.chain(source, u32_at(&header, 48), u64::MAX)?;
        let entries = directory.chunks_exact(ENTRY_BYTES).filter(|entry| matches!(entry[66], 2 | 5));
        let mut root = None;
        for entry in entries {
            let name_len = usize::from(u16_at(entry, 64)).saturating_sub(2).min(64);
            let units = entry[..name_len].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
            let name = char::decode_utf16(units).map(|found| found.unwrap_or('\u{fffd}')).collect();
            let stream = Stream { name, start: u32_at(entry, 116), size: u64::from(u32_at(entry, 120)) };
            match entry[66] {
                5 => root = Some(stream),
                _ => file.streams.push(stream),
            }
        }
        if let Some(root) = root {
            let small_map = file.chain(source, u32_at(&header, 60), u64::MAX)?;
            file.small_map = small_map.chunks_exact(4).map(|bytes| u32_at(bytes, 0)).collect();
            file.small_sectors = file.chain(source, root.start, root.size)?;
        }
        Ok(file)
    }

    /// Whether it holds a stream of that name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.streams.iter().any(|stream| stream.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream.
    pub(crate) fn stream(&self, source: &mut dyn Source, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let Some(stream) = self.streams.iter().find(|stream| stream.name.eq_ignore_ascii_case(name)) else {
            return Ok(None);
        };
        if stream.size >= SMALL_STREAM_BYTES {
            return self.chain(source, stream.start, stream.size).map(Some);
        }
        let (mut bytes, mut next, mut steps) = (Vec::new(), stream.start, 0);
        while next < NO_SECTOR && (bytes.len() as u64) < stream.size {
            let start = next as usize * SMALL_SECTOR_BYTES;
            let Some(sector) = self.small_sectors.get(start..) else { break };
            bytes.extend_from_slice(&sector[..sector.len().min(SMALL_SECTOR_BYTES)]);
            next = self.small_map.get(next as usize).copied().unwrap_or(NO_SECTOR);
            steps += 1;
            if steps > self.small_map.len() {
                return Err(circle());
            }
        }
        bytes.truncate(stream.size as usize);
        Ok(Some(bytes))
    }

    fn sector(&self, source: &mut dyn Source, number: u32) -> Result<Vec<u8>, Fault> {
        let mut bytes = vec![0; self.sector_bytes];
        source.seek(SeekFrom::Start((u64::from(number) + 1) * self.sector_bytes as u64))?;
        let mut filled = 0;
        while filled < bytes.len() {
            match source.read(&mut bytes[filled..])? {
                // The last sector may be shorter than the others.
                0 if filled > 0 => break,
                0 => return Err(Fault::CutOff),
                taken => filled += taken,
            }
        }
        Ok(bytes)
    }

    fn chain(&self, source: &mut dyn Source, start: u32, size: u64) -> Result<Vec<u8>, Fault> {
        let (mut bytes, mut next, mut steps) = (Vec::new(), start, 0);
        while next < NO_SECTOR && (bytes.len() as u64) < size {
            if bytes.len() as u64 > self.limit {
                return Err(Fault::limit(format!(
                    "it holds more than {} in one piece",
                    in_words(self.limit)
                )));
            }
            bytes.extend_from_slice(&self.sector(source, next)?);
            next = self.map.get(next as usize).copied().unwrap_or(NO_SECTOR);
            steps += 1;
            if steps > self.map.len() {
                return Err(circle());
            }
        }
        bytes.truncate(size.min(usize::MAX as u64) as usize);
        Ok(bytes)
    }
}

fn circle() -> Fault {
    Fault::damaged("Its map of sectors leads in a circle")
}
