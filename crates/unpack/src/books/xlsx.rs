//! XLSX and XLSM (ECMA-376 Part 1, 18): rows are streamed, only texts and formats are held.
//!
//! Left out: formulas (their stored results are read), drawings, comments, and which rows a table object claims.

use super::package::{self, Parts, Relation};
use super::strings::Strings;
use super::{Book, Remarks, SheetInfo, Visitor, Want, hand_on};
use crate::archive::{Archive, Entry};
use crate::fault::Fault;
use crate::limits::Limits;
use crate::markup::{Markup, Token, append};
use crate::row::{Kind, Row};
use crate::serial::{self, Format};
use crate::source::Source;
use std::io::Read;

/// A workbook of XML parts.
pub(crate) struct Xlsx {
    parts: Parts,
    formats: Vec<Format>,
    is_1904: bool,
    strings: Option<Strings>,
}

impl Xlsx {
    /// Reads the workbook's own parts: names of sheets, formats.
    pub(crate) fn open(
        archive: &Archive,
        source: &mut dyn Source,
        limits: &Limits,
        main: &str,
    ) -> Result<Xlsx, Fault> {
        let relations = package::relations(archive, source, limits, main)?;
        let entry = archive.find(main).ok_or_else(|| Fault::damaged("Its workbook part is missing"))?;
        let (named, is_1904) = workbook(Markup::xml(entry.open(source, limits, true)?, limits), limits)?;
        let mut sheets = Vec::new();
        for (mut info, id) in named {
            let Some(entry) = worksheet(archive, &relations, &id, sheets.len()) else { continue };
            info.is_pivot = package::has_pivot(archive, source, limits, &entry.name)?;
            sheets.push((info, entry.clone()));
        }
        let formats = match package::part_of_kind(archive, &relations, "styles") {
            Some(entry) => formats(Markup::xml(entry.open(source, limits, true)?, limits))?,
            None => Vec::new(),
        };
        let strings = package::part_of_kind(archive, &relations, "sharedStrings").cloned();
        Ok(Xlsx { parts: Parts { sheets, strings }, formats, is_1904, strings: None })
    }
}

/// The worksheet of a relation; chart sheets and the like are none. Without any relations, the usual path.
fn worksheet<'a>(archive: &'a Archive, relations: &[Relation], id: &[u8], index: usize) -> Option<&'a Entry> {
    if relations.is_empty() {
        return archive.find(&format!("xl/worksheets/sheet{}.xml", index + 1));
    }
    let relation = relations.iter().find(|relation| relation.id == id)?;
    if relation.kind == "worksheet" { archive.find(&relation.target) } else { None }
}

type Named = Vec<(SheetInfo, Vec<u8>)>;

/// Names and relation ids of the sheets, and the epoch.
fn workbook<R: Read>(mut markup: Markup<R>, limits: &Limits) -> Result<(Named, bool), Fault> {
    let (mut sheets, mut is_1904) = (Vec::new(), false);
    loop {
        match markup.next()? {
            Token::End => return Ok((sheets, is_1904)),
            Token::Open(tag) if tag.name == b"sheet" && sheets.len() < limits.members => {
                let name = String::from_utf8_lossy(&tag.value(b"name").unwrap_or_default()).into_owned();
                let is_hidden = tag.raw(b"state").is_some_and(|state| state != b"visible");
                // `r:id`; the number of the sheet is another attribute, without a prefix.
                let id = tag.value(b"id").unwrap_or_default();
                sheets.push((SheetInfo { name, is_hidden, is_pivot: false }, id));
            }
            Token::Open(tag) if tag.name == b"workbookPr" => {
                is_1904 = tag.raw(b"date1904").is_some_and(is_true);
            }
            _ => {}
        }
    }
}

fn is_true(value: &[u8]) -> bool {
    matches!(value, b"1" | b"true" | b"on")
}

/// The format of each style that a cell can name.
fn formats<R: Read>(mut markup: Markup<R>) -> Result<Vec<Format>, Fault> {
    let mut own: Vec<(u32, Format)> = Vec::new();
    let (mut formats, mut is_inside) = (Vec::new(), false);
    loop {
        match markup.next()? {
            Token::End => return Ok(formats),
            Token::Open(tag) if tag.name == b"numFmt" => {
                if let (Some(id), Some(code)) = (tag.number(b"numFmtId"), tag.value(b"formatCode")) {
                    own.push((id, serial::of_code(&code)));
                }
            }
            Token::Open(tag) if tag.name == b"cellXfs" => is_inside = !tag.is_empty,
            Token::Close(b"cellXfs") => is_inside = false,
            Token::Open(tag) if is_inside && tag.name == b"xf" => {
                let id: u32 = tag.number(b"numFmtId").unwrap_or(0);
                // A workbook may give a number of its own meaning to one that is built in.
                let found = own.iter().find(|(known, _)| *known == id).map(|(_, format)| *format);
                formats.push(found.or_else(|| serial::builtin(id)).unwrap_or_default());
            }
            _ => {}
        }
    }
}

/// The texts of the workbook. Only what is shown counts: pronunciations are left out.
fn strings<R: Read>(mut markup: Markup<R>, limits: &Limits) -> Result<Strings, Fault> {
    let mut strings = Strings::new(limits);
    let mut text = Vec::new();
    let (mut is_text, mut is_pronunciation) = (false, false);
    let limit = markup.cell_limit();
    loop {
        match markup.next()? {
            Token::End => return Ok(strings),
            Token::Text(piece, has_entities) if is_text && !is_pronunciation => {
                append(piece, has_entities, limit, &mut text)?;
            }
            Token::Open(tag) if !tag.is_empty => match tag.name {
                b"si" => text.clear(),
                b"t" => is_text = true,
                b"rPh" => is_pronunciation = true,
                _ => {}
            },
            Token::Open(tag) if tag.name == b"si" => strings.push(b"")?,
            Token::Close(b"t") => is_text = false,
            Token::Close(b"rPh") => is_pronunciation = false,
            Token::Close(b"si") => {
                unescape(&mut text);
                strings.push(&text)?;
            }
            _ => {}
        }
    }
}

/// Replaces `_x000D_` and its like (ECMA-376 Part 1, 22.9.2.19) by the character.
fn unescape(text: &mut Vec<u8>) {
    if memchr::memmem::find(text, b"_x").is_none() {
        return;
    }
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_slice();
    while let Some(at) = memchr::memmem::find(rest, b"_x") {
        out.extend_from_slice(&rest[..at]);
        rest = &rest[at..];
        let code = rest
            .get(..7)
            .filter(|code| code[6] == b'_')
            .and_then(|code| std::str::from_utf8(&code[2..6]).ok())
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .and_then(char::from_u32);
        match code {
            // Control characters that no text needs are dropped.
            Some(found) => {
                if matches!(found, '\t' | '\n' | '\r') || found >= ' ' {
                    out.extend_from_slice(found.encode_utf8(&mut [0; 4]).as_bytes());
                }
                rest = &rest[7..];
            }
            None => {
                out.extend_from_slice(&rest[..2]);
                rest = &rest[2..];
            }
        }
    }
    out.extend_from_slice(rest);
    *text = out;
}

impl Book for Xlsx {
    fn kind(&self) -> &'static str {
        "Excel workbook (XLSX)"
    }

    fn epoch_is_1904(&self) -> Option<bool> {
        Some(self.is_1904)
    }

    fn scan(
        &mut self,
        source: &mut dyn Source,
        limits: &Limits,
        visitor: &mut dyn Visitor,
    ) -> Result<(), Fault> {
        if self.strings.is_none() {
            self.strings =
                Some(self.parts.strings(source, limits, |part| strings(Markup::xml(part, limits), limits))?);
        }
        let Some(strings) = &self.strings else { return Ok(()) };
        self.parts.scan(source, limits, visitor, |index, part, all_bytes, visitor| {
            let sheet = Sheet {
                index,
                strings,
                formats: &self.formats,
                is_1904: self.is_1904,
                remarks: Remarks { all_bytes, ..Remarks::default() },
            };
            sheet.read(Markup::xml(part, limits), limits, visitor)
        })
    }
}

/// What reading one sheet needs.
struct Sheet<'a> {
    index: usize,
    strings: &'a Strings,
    formats: &'a [Format],
    is_1904: bool,
    remarks: Remarks,
}

/// What a cell says of its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Type {
    Number,
    Shared,
    Text,
    Bool,
    Error,
    Iso,
}

impl Type {
    fn of(told: &[u8]) -> Type {
        match told {
            b"s" => Type::Shared,
            b"str" | b"inlineStr" => Type::Text,
            b"b" => Type::Bool,
            b"e" => Type::Error,
            b"d" => Type::Iso,
            _ => Type::Number,
        }
    }
}

impl Sheet<'_> {
    fn read<R: Read>(
        mut self,
        mut markup: Markup<R>,
        limits: &Limits,
        visitor: &mut dyn Visitor,
    ) -> Result<Want, Fault> {
        let limit = markup.cell_limit();
        let mut row = Row::new(limits);
        let (mut value, mut out) = (Vec::new(), Vec::new());
        let (mut column, mut kind, mut style) = (0, Type::Number, 0);
        // `<v>` and `<t>` hold values; what stands in `<f>` or between elements does not.
        let (mut is_value, mut is_pronunciation) = (false, false);
        let mut want = Want::Rows;
        while want == Want::Rows {
            match markup.next()? {
                Token::End => break,
                Token::Text(piece, has_entities) => {
                    if is_value && !is_pronunciation {
                        append(piece, has_entities, limit, &mut value)?;
                    }
                }
                Token::Open(tag) => match tag.name {
                    b"c" => {
                        (kind, style) = (Type::Number, 0);
                        for (name, told) in tag.attributes() {
                            match name {
                                b"r" => column = column_of(told).unwrap_or(column),
                                b"t" => kind = Type::of(told),
                                b"s" => style = index_of(told).unwrap_or(0),
                                _ => {}
                            }
                        }
                        value.clear();
                        column += usize::from(tag.is_empty);
                    }
                    b"v" | b"t" => is_value = !tag.is_empty,
                    b"rPh" => is_pronunciation = !tag.is_empty,
                    b"row" => {
                        let number = tag.number(b"r").unwrap_or(row.number + 1);
                        row.begin(number);
                        row.is_hidden = tag.raw(b"hidden").is_some_and(is_true);
                        column = 0;
                    }
                    b"mergeCell" => self.remarks.merged += 1,
                    _ => {}
                },
                Token::Close(name) => match name {
                    b"v" | b"t" => is_value = false,
                    b"rPh" => is_pronunciation = false,
                    b"c" => {
                        self.cell(kind, style, &mut value, &mut out, column, &mut row)?;
                        column += 1;
                    }
                    b"row" => want = hand_on(visitor, self.index, &row)?,
                    _ => {}
                },
            }
        }
        self.remarks.seen_bytes = markup.bytes;
        visitor.end(self.index, self.remarks);
        Ok(want)
    }

    fn cell(
        &mut self,
        kind: Type,
        style: usize,
        value: &mut Vec<u8>,
        out: &mut Vec<u8>,
        column: usize,
        row: &mut Row,
    ) -> Result<(), Fault> {
        match kind {
            Type::Shared => {
                let index = index_of(value.trim_ascii());
                row.push(column, index.map_or(&[][..], |index| self.strings.get(index)), Kind::Text)
            }
            Type::Text => {
                unescape(value);
                row.push(column, value, Kind::Text)
            }
            Type::Bool => {
                let text: &[u8] = match value.as_slice() {
                    b"" => b"",
                    value if is_true(value.trim_ascii()) => b"TRUE",
                    _ => b"FALSE",
                };
                row.push(column, text, Kind::Number)
            }
            Type::Error => {
                self.remarks.errors += 1;
                Ok(())
            }
            Type::Iso => {
                if let Some(place) = value.iter().position(|byte| *byte == b'T') {
                    value[place] = b' ';
                }
                row.push(column, value, Kind::Date)
            }
            Type::Number => {
                let format = self.formats.get(style).copied().unwrap_or_default();
                // Most numbers are short ones without a format, and stay as they are written.
                let is_short = value.len() <= 15 && value.iter().all(u8::is_ascii_digit);
                if is_short && format == Format::Plain {
                    return row.push(column, value, Kind::Number);
                }
                let Some(number) =
                    std::str::from_utf8(value).ok().and_then(|text| text.trim().parse::<f64>().ok())
                else {
                    return row.push(column, value, Kind::Text);
                };
                self.remarks.long_numbers += u64::from(format == Format::Plain && number.abs() >= 1e15);
                out.clear();
                let kind = serial::write(number, format, self.is_1904, out);
                row.push(column, out, kind)
            }
        }
    }
}

/// A number of digits alone.
fn index_of(digits: &[u8]) -> Option<usize> {
    let number = |sum: Option<usize>, digit: &u8| {
        let digit = digit.is_ascii_digit().then(|| usize::from(digit - b'0'))?;
        sum?.checked_mul(10)?.checked_add(digit)
    };
    if digits.is_empty() { None } else { digits.iter().fold(Some(0), number) }
}

/// The column of a reference such as `AB12`, counted from 0.
fn column_of(reference: &[u8]) -> Option<usize> {
    let letters = reference.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    if letters == 0 || letters > 4 {
        return None;
    }
    let number = |sum: usize, byte: &u8| 26 * sum + usize::from(byte.to_ascii_uppercase() - b'A') + 1;
    Some(reference[..letters].iter().fold(0, number) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_read_from_references() {
        for (reference, column) in
            [("A1", Some(0)), ("Z9", Some(25)), ("AA1", Some(26)), ("xfd7", Some(16_383)), ("7", None)]
        {
            assert_eq!(column_of(reference.as_bytes()), column, "{reference}");
        }
    }

    #[test]
    fn escapes_are_undone() {
        for (text, expected) in [
            ("a_x000D_\nb", "a\r\nb"),
            ("_x005F_x000D_", "_x000D_"),
            ("a_xyz_", "a_xyz_"),
            ("_x", "_x"),
            ("_x0000_", ""),
        ] {
            let mut text = text.as_bytes().to_vec();
            unescape(&mut text);
            assert_eq!(String::from_utf8(text).unwrap(), expected);
        }
    }
}
