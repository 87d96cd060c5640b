//! What a file is, told by its first bytes and, in an archive, by what lies in it.

use crate::archive::Archive;
use crate::books::ods::Ods;
use crate::books::package;
use crate::books::spreadsheet_ml::SpreadsheetMl;
use crate::books::xls::Xls;
use crate::books::xlsb::Xlsb;
use crate::books::xlsx::Xlsx;
use crate::books::{Book, html::Html};
use crate::fault::Fault;
use crate::limits::Limits;
use crate::source::Source;
use memchr::memmem;
use std::io::{Read, SeekFrom};

/// Bytes that tell what a file is.
const LOOK_BYTES: u64 = 4 << 10;

/// What can be unpacked.
pub(crate) enum Node {
    /// One file, compressed.
    Gzip,
    /// Files in an archive.
    Archive(Archive),
    /// Sheets of a workbook.
    Book(Box<dyn Book>),
}

impl Node {
    /// What it is, for people.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Node::Gzip => "gzip file",
            Node::Archive(_) => "ZIP archive",
            Node::Book(book) => book.kind(),
        }
    }
}

/// The kinds of file that are told apart by their first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Looks {
    Gzip,
    Zip,
    Compound,
    SpreadsheetMl,
    Html,
    Tar,
}

/// What the first bytes look like; `None` for text that is no markup, and for everything unknown.
pub(crate) fn looks(head: &[u8]) -> Option<Looks> {
    match head {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] | [b'P', b'K', 7, 8, ..] => return Some(Looks::Zip),
        [0x1f, 0x8b, ..] => return Some(Looks::Gzip),
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => return Some(Looks::Compound),
        _ if head.get(257..262) == Some(b"ustar") => return Some(Looks::Tar),
        _ => {}
    }
    let text: Vec<u8> = head.iter().copied().filter(|byte| *byte != 0).collect();
    let text = text
        .strip_prefix(b"\xef\xbb\xbf")
        .or_else(|| text.strip_prefix(b"\xff\xfe"))
        .or_else(|| text.strip_prefix(b"\xfe\xff"))
        .unwrap_or(&text);
    let text = text.trim_ascii_start();
    if text.first() != Some(&b'<') {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    let has = |word: &[u8]| memmem::find(&lower, word).is_some();
    let is_xml =
        lower.starts_with(b"<?xml") || lower.starts_with(b"<workbook") || lower.starts_with(b"<ss:workbook");
    if is_xml && has(b"urn:schemas-microsoft-com:office:spreadsheet") && has(b"workbook") && !has(b"<html") {
        return Some(Looks::SpreadsheetMl);
    }
    let begins = |word: &&[u8]| lower.starts_with(word);
    let tags: [&[u8]; 11] = [
        b"<!doctype html",
        b"<html",
        b"<head",
        b"<body",
        b"<script",
        b"<style",
        b"<meta",
        b"<table",
        b"<div",
        b"<!--",
        b"<center",
    ];
    (tags.iter().any(begins) || is_xml && has(b"<html")).then_some(Looks::Html)
}

/// Opens what can be unpacked; `None` for everything else.
pub(crate) fn recognise(source: &mut dyn Source, limits: &Limits) -> Result<Option<Node>, Fault> {
    let mut head = Vec::new();
    source.seek(SeekFrom::Start(0))?;
    source.take(LOOK_BYTES).read_to_end(&mut head)?;
    Ok(Some(match looks(&head) {
        None => return Ok(None),
        Some(Looks::Gzip) => Node::Gzip,
        Some(Looks::Zip) => zip(source, limits)?,
        Some(Looks::Compound) => Node::Book(Box::new(Xls::open(source, limits)?)),
        Some(Looks::SpreadsheetMl) => Node::Book(Box::new(SpreadsheetMl)),
        Some(Looks::Html) => Node::Book(Box::new(Html)),
        Some(Looks::Tar) => {
            return Err(Fault::Foreign(
                "a tar archive".to_string(),
                "Unpack it and drop the CSV or JSON file inside.",
            ));
        }
    }))
}

/// What lies in a ZIP archive decides what it is.
fn zip(source: &mut dyn Source, limits: &Limits) -> Result<Node, Fault> {
    let archive = Archive::read(source, limits)?;
    if let Some(main) = package::main_part(&archive, source, limits)? {
        let is_of = |folder: &str| main.starts_with(folder);
        return match () {
            () if is_of("word/") => foreign("a Word document"),
            () if is_of("ppt/") => foreign("a PowerPoint presentation"),
            () if main.ends_with(".bin") => {
                Ok(Node::Book(Box::new(Xlsb::open(&archive, source, limits, &main)?)))
            }
            () => Ok(Node::Book(Box::new(Xlsx::open(&archive, source, limits, &main)?))),
        };
    }
    if let Some(mark) = archive.find("mimetype").filter(|entry| entry.size < 200) {
        let kind = mark.read(source, limits)?;
        if kind.starts_with(b"application/vnd.oasis.opendocument.spreadsheet") {
            return Ok(Node::Book(Box::new(Ods::open(&archive, source, limits)?)));
        }
        if kind.starts_with(b"application/vnd.oasis.opendocument") {
            return foreign("an OpenDocument file that is no spreadsheet");
        }
    }
    if archive.find("Index/Document.iwa").is_some() || archive.find("Index.zip").is_some() {
        let what = "a document of Apple Numbers".to_string();
        return Err(Fault::Foreign(what, "Open it in Numbers and export it as Excel or CSV."));
    }
    Ok(Node::Archive(archive))
}

fn foreign(what: &str) -> Result<Node, Fault> {
    Err(Fault::Foreign(what.to_string(), "Export the tickets from the helpdesk as CSV, JSON or XLSX."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_bytes_tell() {
        let wide: Vec<u8> = "<html>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let workbook =
            b"<?xml version=\"1.0\"?>\r\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">";
        for (head, expected) in [
            (&b"PK\x03\x04rest"[..], Some(Looks::Zip)),
            (b"\x1f\x8b\x08", Some(Looks::Gzip)),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Some(Looks::Compound)),
            (workbook, Some(Looks::SpreadsheetMl)),
            (b"\xef\xbb\xbf\n<TABLE><tr>", Some(Looks::Html)),
            (&wide, Some(Looks::Html)),
            (b"<?xml version='1.0'?><html xmlns='x'>", Some(Looks::Html)),
            (b"<?xml version='1.0'?><rss>", None),
            (b"id,created\n", None),
            (b"<3 this", None),
            (b"[{\"a\":\"<table>\"}]", None),
            (b"", None),
        ] {
            assert_eq!(looks(head), expected, "{:?}", String::from_utf8_lossy(head));
        }
    }
}
