//! The same export in other wrappings: as a workbook, compressed, in an archive.

use crate::{Outcome, failure};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::io::Write;

/// The rows of plain CSV without line breaks in cells.
fn rows(csv: &str) -> impl Iterator<Item = Vec<String>> + '_ {
    csv.lines().map(|line| {
        let (mut cells, mut cell, mut is_quoted) = (Vec::new(), String::new(), false);
        let mut letters = line.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '"' if is_quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
                '"' => is_quoted = !is_quoted,
                ',' if !is_quoted => cells.push(std::mem::take(&mut cell)),
                _ => cell.push(letter),
            }
        }
        cells.push(cell);
        cells
    })
}

/// A workbook with a cover sheet, and the export on the second sheet: numbers as numbers, times as dates.
pub fn xlsx(csv: &str) -> Outcome<Vec<u8>> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Cover")?.write(1, 1, "Support report")?;
    let date = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
    let sheet = book.add_worksheet().set_name("Tickets")?;
    for (row, cells) in rows(csv).enumerate() {
        for (column, text) in cells.iter().enumerate() {
            let (row, column) = (u32::try_from(row)?, u16::try_from(column)?);
            let time = (text.len() >= 16).then(|| ExcelDateTime::parse_from_str(text).ok()).flatten();
            match (text.parse::<f64>(), time) {
                _ if text.is_empty() => {}
                (Ok(number), _) if row > 0 => drop(sheet.write(row, column, number)?),
                (_, Some(time)) if row > 0 => drop(sheet.write_with_format(row, column, &time, &date)?),
                _ => drop(sheet.write(row, column, text)?),
            }
        }
    }
    Ok(book.save_to_buffer()?)
}

/// A gzip file.
pub fn gzip(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

/// A ZIP archive of files that are stored as they are; `is_locked` says that they are encrypted.
pub fn zip(files: &[(&str, &[u8])], is_locked: bool) -> Outcome<Vec<u8>> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let mut sum = flate2::Crc::new();
        sum.update(bytes);
        let size = u32::try_from(bytes.len())?.to_le_bytes();
        let start = u32::try_from(out.len())?.to_le_bytes();
        let flags = [u8::from(is_locked), 0];
        let name_len = u16::try_from(name.len())?.to_le_bytes();
        let about =
            [&[20, 0][..], &flags, &[0; 6], &sum.sum().to_le_bytes(), &size, &size, &name_len, &[0; 2]]
                .concat();
        out.extend([b"PK\x03\x04", about.as_slice(), name.as_bytes(), bytes].concat());
        directory.extend([b"PK\x01\x02\x14\0", about.as_slice(), &[0; 10], &start, name.as_bytes()].concat());
    }
    let count = u16::try_from(files.len()).map_err(|_| failure("too many files"))?.to_le_bytes();
    let (length, start) =
        (u32::try_from(directory.len())?.to_le_bytes(), u32::try_from(out.len())?.to_le_bytes());
    out.extend(directory);
    out.extend([&b"PK\x05\x06\0\0\0\0"[..], &count, &count, &length, &start, &[0; 2]].concat());
    Ok(out)
}
