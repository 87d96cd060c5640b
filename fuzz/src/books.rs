//! Workbooks whose parts are changed before they are packed: a change of packed bytes hardly ever gets past the packing.

use flate2::read::DeflateDecoder;
use std::io::Read;
use std::sync::LazyLock;

/// One part of one workbook: the workbook's members, and which of them is replaced.
struct Part {
    members: Vec<(String, Vec<u8>)>,
    replaced: usize,
}

static PARTS: LazyLock<Vec<Part>> = LazyLock::new(|| {
    let books: [&[u8]; 3] = [
        include_bytes!("../corpus/unpack/1-a.xlsb"),
        include_bytes!("../corpus/unpack/2-a.xlsx"),
        include_bytes!("../corpus/unpack/3-a.ods"),
    ];
    let mut parts = Vec::new();
    for book in books {
        let members = members(book);
        for replaced in 0..members.len() {
            parts.push(Part { members: members.clone(), replaced });
        }
    }
    parts
});

/// The workbook of an input: its first byte chooses the part, the rest is what stands there.
pub(crate) fn book(data: &[u8]) -> Option<Vec<u8>> {
    let (chosen, content) = data.split_first()?;
    let part = PARTS.get(usize::from(*chosen) % PARTS.len())?;
    let mut members = part.members.clone();
    members[part.replaced].1 = content.to_vec();
    Some(archive(&members))
}

/// Each part as it was.
pub fn seeds() -> Vec<Vec<u8>> {
    let original = |(number, part): (usize, &Part)| {
        let mut seed = vec![number as u8];
        seed.extend_from_slice(&part.members[part.replaced].1);
        seed
    };
    PARTS.iter().enumerate().map(original).collect()
}

fn number(bytes: &[u8], at: usize, length: usize) -> usize {
    bytes[at..at + length].iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte))
}

/// The members of a zip archive by its local headers (APPNOTE 4.3.7); the seeds are plain enough for that.
fn members(zip: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut members = Vec::new();
    let mut at = 0;
    while zip[at..].starts_with(b"PK\x03\x04") {
        let (method, packed) = (number(zip, at + 8, 2), number(zip, at + 18, 4));
        let (name, extra) = (number(zip, at + 26, 2), number(zip, at + 28, 2));
        let start = at + 30 + name + extra;
        let bytes = &zip[start..start + packed];
        let mut content = Vec::new();
        if method == 8 {
            DeflateDecoder::new(bytes).read_to_end(&mut content).expect("the seeds are whole");
        } else {
            content.extend_from_slice(bytes);
        }
        members.push((String::from_utf8_lossy(&zip[at + 30..at + 30 + name]).into_owned(), content));
        at = start + packed;
    }
    assert!(!members.is_empty(), "a seed is no plain archive");
    members
}

/// A zip archive with everything stored.
fn archive(members: &[(String, Vec<u8>)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in members {
        let mut crc = flate2::Crc::new();
        crc.update(content);
        let mut header = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        header.extend(crc.sum().to_le_bytes());
        header.extend((content.len() as u32).to_le_bytes());
        header.extend((content.len() as u32).to_le_bytes());
        header.extend((name.len() as u16).to_le_bytes());
        header.extend([0, 0]);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&header);
        directory.extend([0; 10]);
        directory.extend((out.len() as u32).to_le_bytes());
        directory.extend(name.as_bytes());
        out.extend(b"PK\x03\x04");
        out.extend(&header);
        out.extend(name.as_bytes());
        out.extend(content);
    }
    let start = out.len() as u32;
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    for _ in 0..2 {
        out.extend((members.len() as u16).to_le_bytes());
    }
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    out
}
