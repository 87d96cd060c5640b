//! gzip (RFC 1952): one compressed file, or several one behind the other.

use crate::fault::Fault;
use crate::limits::{Fuse, Fused, Limits};
use crate::source::{Slice, Source};
use flate2::bufread::GzDecoder;
use std::cell::Cell;
use std::io::{self, BufRead, Read, SeekFrom};
use std::rc::Rc;

/// How the packed bytes ended. Known once everything was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Ending {
    /// As they should.
    #[default]
    Whole,
    /// In the middle; what came before was read.
    CutOff,
    /// With other bytes behind, which were passed over.
    Trailing,
}

/// Opens a gzip file: its content, how it ended, and the name that it gives the content.
pub(crate) fn open<'s>(
    source: &'s mut dyn Source,
    limits: &Limits,
) -> Result<(impl Read + 's, Rc<Cell<Ending>>), Fault> {
    let size = source.seek(SeekFrom::End(0))?;
    let ending = Rc::new(Cell::new(Ending::Whole));
    let gzip = Gzip {
        decoder: Some(GzDecoder::new(Slice::new(source, 0, size)?)),
        bytes: 0,
        of_member: 0,
        ending: ending.clone(),
    };
    Ok((Fused::new(gzip, Fuse::new(limits, size)), ending))
}

/// The name that a gzip file gives its content.
pub(crate) fn inner_name(source: &mut dyn Source) -> Result<Option<String>, Fault> {
    let size = source.seek(SeekFrom::End(0))?;
    let mut decoder = GzDecoder::new(Slice::new(source, 0, size)?);
    let _ = decoder.read(&mut [0]);
    let name = decoder
        .header()
        .and_then(|header| header.filename())
        .map(|name| String::from_utf8_lossy(name).into_owned());
    Ok(name.filter(|name| !name.trim().is_empty()))
}

struct Gzip<'s> {
    decoder: Option<GzDecoder<Slice<'s>>>,
    bytes: u64,
    of_member: u64,
    ending: Rc<Cell<Ending>>,
}

impl Read for Gzip<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        while let Some(decoder) = &mut self.decoder {
            match decoder.read(buffer) {
                Ok(0) => {
                    let Some(mut slice) = self.decoder.take().map(GzDecoder::into_inner) else { break };
                    match slice.fill_buf()?.first() {
                        None => {}
                        Some(0x1f) => {
                            self.of_member = 0;
                            self.decoder = Some(GzDecoder::new(slice));
                        }
                        Some(_) => self.ending.set(Ending::Trailing),
                    }
                }
                Ok(taken) => {
                    self.bytes += taken as u64;
                    self.of_member += taken as u64;
                    return Ok(taken);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if self.bytes > 0 => {
                    let ending = match error.kind() {
                        io::ErrorKind::UnexpectedEof => Ending::CutOff,
                        // What follows a whole file and is no gzip file itself.
                        _ if self.of_member == 0 => Ending::Trailing,
                        _ => return Err(error),
                    };
                    self.ending.set(ending);
                    self.decoder = None;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(0)
    }
}
