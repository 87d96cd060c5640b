//! ZIP archives, written plainly.

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use std::io::Write;

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packing {
    Stored,
    Deflated,
    /// Says that it is encrypted.
    Locked,
    /// Says a method that nobody reads.
    Method(u16),
}

/// An archive of files.
pub(crate) fn archive(files: &[(&str, &[u8], Packing)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes, packing) in files {
        let mut crc = Crc::new();
        crc.update(bytes);
        let (method, flags, packed): (u16, u16, _) = match packing {
            Packing::Stored => (0, 0, bytes.to_vec()),
            Packing::Locked => (0, 1, bytes.to_vec()),
            Packing::Method(method) => (*method, 0, bytes.to_vec()),
            Packing::Deflated => {
                let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
                encoder.write_all(bytes).unwrap();
                (8, 0, encoder.finish().unwrap())
            }
        };
        let start = out.len() as u32;
        let mut shared = Vec::new();
        shared.extend_from_slice(&20_u16.to_le_bytes());
        shared.extend_from_slice(&flags.to_le_bytes());
        shared.extend_from_slice(&method.to_le_bytes());
        shared.extend_from_slice(&[0; 4]);
        shared.extend_from_slice(&crc.sum().to_le_bytes());
        shared.extend_from_slice(&(packed.len() as u32).to_le_bytes());
        shared.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
        shared.extend_from_slice(&(name.len() as u16).to_le_bytes());
        shared.extend_from_slice(&[0; 2]);
        out.extend_from_slice(b"PK\x03\x04");
        out.extend_from_slice(&shared);
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(&packed);
        directory.extend_from_slice(b"PK\x01\x02\x14\0");
        directory.extend_from_slice(&shared);
        directory.extend_from_slice(&[0; 10]);
        directory.extend_from_slice(&start.to_le_bytes());
        directory.extend_from_slice(name.as_bytes());
    }
    let start = out.len() as u32;
    out.extend_from_slice(&directory);
    out.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    out.extend_from_slice(&(files.len() as u16).to_le_bytes());
    out.extend_from_slice(&(files.len() as u16).to_le_bytes());
    out.extend_from_slice(&(directory.len() as u32).to_le_bytes());
    out.extend_from_slice(&start.to_le_bytes());
    out.extend_from_slice(&[0; 2]);
    out
}

/// An archive of deflated files.
pub(crate) fn of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let files: Vec<_> = files.iter().map(|(name, bytes)| (*name, *bytes, Packing::Deflated)).collect();
    archive(&files)
}
