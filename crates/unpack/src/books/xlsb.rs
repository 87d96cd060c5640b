//! XLSB (Microsoft's MS-XLSB): the parts of an XLSX as records.
//!
//! Left out: formulas (their stored results are read), drawings and comments.

use super::biff::{append_xlsb_text, float, packed_number};
use super::package::{self, Parts};
use super::strings::Strings;
use super::{Book, Remarks, SheetInfo, Visitor, Want, hand_on};
use crate::archive::{Archive, u16_at, u32_at};
use crate::fault::Fault;
use crate::limits::{Limits, in_words};
use crate::row::{Kind, Row};
use crate::serial::{self, Format};
use crate::source::Source;
use std::io::{BufReader, ErrorKind, Read};

mod record {
    pub(super) const ROW: u32 = 0;
    pub(super) const PACKED: u32 = 2;
    pub(super) const ERROR: u32 = 3;
    pub(super) const BOOL: u32 = 4;
    pub(super) const FLOAT: u32 = 5;
    pub(super) const TEXT: u32 = 6;
    pub(super) const SHARED_TEXT: u32 = 7;
    pub(super) const FORMULA_TEXT: u32 = 8;
    pub(super) const FORMULA_FLOAT: u32 = 9;
    pub(super) const FORMULA_BOOL: u32 = 10;
    pub(super) const FORMULA_ERROR: u32 = 11;
    pub(super) const SHARED_ITEM: u32 = 19;
    pub(super) const FORMAT: u32 = 44;
    pub(super) const STYLE: u32 = 47;
    pub(super) const RICH_TEXT: u32 = 62;
    pub(super) const WORKBOOK: u32 = 153;
    pub(super) const SHEET: u32 = 156;
    pub(super) const MERGED: u32 = 176;
    pub(super) const CELL_STYLES: u32 = 617;
    pub(super) const CELL_STYLES_END: u32 = 618;
}

/// A workbook of binary parts.
pub(crate) struct Xlsb {
    parts: Parts,
    formats: Vec<Format>,
    is_1904: bool,
    strings: Option<Strings>,
}

/// The records of a part.
struct Records<R> {
    source: BufReader<R>,
    data: Vec<u8>,
    limit: usize,
    bytes: u64,
}

impl<R: Read> Records<R> {
    fn new(source: R, limits: &Limits) -> Records<R> {
        Records {
            source: BufReader::with_capacity(64 << 10, source),
            data: Vec::new(),
            limit: limits.cell_bytes,
            bytes: 0,
        }
    }

    fn byte(&mut self) -> Result<Option<u8>, Fault> {
        let mut byte = [0];
        match self.source.read_exact(&mut byte) {
            Ok(()) => {
                self.bytes += 1;
                Ok(Some(byte[0]))
            }
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// A number in up to so many bytes of seven bits.
    fn number(&mut self, most: u32) -> Result<Option<u32>, Fault> {
        let mut number = 0;
        for place in 0..most {
            let Some(byte) = self.byte()? else { return Ok(None) };
            number |= u32::from(byte & 0x7f) << (7 * place);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Ok(Some(number))
    }

    /// The next record; its data is in `data`.
    fn next(&mut self) -> Result<Option<u32>, Fault> {
        let (Some(id), Some(len)) = (self.number(2)?, self.number(4)?) else { return Ok(None) };
        let len = len as usize;
        if len > self.limit {
            return Err(Fault::limit(format!(
                "one of its records is longer than {}",
                in_words(self.limit as u64)
            )));
        }
        self.data.resize(len, 0);
        self.source.read_exact(&mut self.data)?;
        self.bytes += len as u64;
        Ok(Some(id))
    }
}

impl Xlsb {
    /// Reads the workbook's own parts.
    pub(crate) fn open(
        archive: &Archive,
        source: &mut dyn Source,
        limits: &Limits,
        main: &str,
    ) -> Result<Xlsb, Fault> {
        let relations = package::relations(archive, source, limits, main)?;
        let entry = archive.find(main).ok_or_else(|| Fault::damaged("Its workbook part is missing"))?;
        let (mut named, mut is_1904) = (Vec::new(), false);
        let mut records = Records::new(entry.open(source, limits, true)?, limits);
        while let Some(id) = records.next()? {
            let data = &records.data;
            match id {
                record::WORKBOOK => is_1904 = data.first().is_some_and(|flags| flags & 1 == 1),
                record::SHEET if named.len() < limits.members => {
                    let (mut relation, mut name) = (Vec::new(), Vec::new());
                    let len = append_xlsb_text(data, 8, &mut relation);
                    append_xlsb_text(data, 8 + len, &mut name);
                    let name = String::from_utf8_lossy(&name).into_owned();
                    named.push((
                        SheetInfo { name, is_hidden: u32_at(data, 0) != 0, is_pivot: false },
                        relation,
                    ));
                }
                _ => {}
            }
        }
        drop(records);
        let mut sheets = Vec::new();
        for (mut info, id) in named {
            let relation =
                relations.iter().find(|relation| relation.id == id && relation.kind == "worksheet");
            let Some(entry) = relation.and_then(|relation| archive.find(&relation.target)) else { continue };
            info.is_pivot = package::has_pivot(archive, source, limits, &entry.name)?;
            sheets.push((info, entry.clone()));
        }
        let formats = match package::part_of_kind(archive, &relations, "styles") {
            Some(entry) => formats(Records::new(entry.open(source, limits, true)?, limits))?,
            None => Vec::new(),
        };
        let strings = package::part_of_kind(archive, &relations, "sharedStrings").cloned();
        Ok(Xlsb { parts: Parts { sheets, strings }, formats, is_1904, strings: None })
    }
}

fn formats<R: Read>(mut records: Records<R>) -> Result<Vec<Format>, Fault> {
    let mut own: Vec<(u16, Format)> = Vec::new();
    let (mut formats, mut is_inside) = (Vec::new(), false);
    while let Some(id) = records.next()? {
        let data = &records.data;
        match id {
            record::FORMAT => {
                let mut code = Vec::new();
                append_xlsb_text(data, 2, &mut code);
                own.push((u16_at(data, 0), serial::of_code(&code)));
            }
            record::CELL_STYLES => is_inside = true,
            record::CELL_STYLES_END => is_inside = false,
            record::STYLE if is_inside => {
                let id = u16_at(data, 2);
                let found = own.iter().find(|(known, _)| *known == id).map(|(_, format)| *format);
                formats.push(found.or_else(|| serial::builtin(u32::from(id))).unwrap_or_default());
            }
            _ => {}
        }
    }
    Ok(formats)
}

fn strings<R: Read>(mut records: Records<R>, limits: &Limits) -> Result<Strings, Fault> {
    let mut strings = Strings::new(limits);
    let mut text = Vec::new();
    while let Some(id) = records.next()? {
        if id == record::SHARED_ITEM {
            text.clear();
            append_xlsb_text(&records.data, 1, &mut text);
            strings.push(&text)?;
        }
    }
    Ok(strings)
}

impl Book for Xlsb {
    fn kind(&self) -> &'static str {
        "Excel workbook (XLSB)"
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
                Some(self.parts.strings(source, limits, |part| strings(Records::new(part, limits), limits))?);
        }
        let Some(strings) = &self.strings else { return Ok(()) };
        self.parts.scan(source, limits, visitor, |index, part, all_bytes, visitor| {
            let mut remarks = Remarks { all_bytes, ..Remarks::default() };
            let want =
                self.sheet(index, strings, Records::new(part, limits), limits, &mut remarks, visitor)?;
            visitor.end(index, remarks);
            Ok(want)
        })
    }
}

impl Xlsb {
    fn sheet<R: Read>(
        &self,
        index: usize,
        strings: &Strings,
        mut records: Records<R>,
        limits: &Limits,
        remarks: &mut Remarks,
        visitor: &mut dyn Visitor,
    ) -> Result<Want, Fault> {
        let mut row = Row::new(limits);
        let mut out = Vec::new();
        let mut want = Want::Rows;
        while want == Want::Rows {
            let Some(id) = records.next()? else {
                // The last row has nothing behind it that would end it.
                want = hand_on(visitor, index, &row)?;
                row.begin(0);
                break;
            };
            let data = &records.data;
            match id {
                record::ROW => {
                    want = hand_on(visitor, index, &row)?;
                    row.begin(u64::from(u32_at(data, 0)) + 1);
                    row.is_hidden = data.get(11).is_some_and(|flags| flags & 0x10 != 0);
                }
                record::MERGED => remarks.merged += 1,
                record::ERROR | record::FORMULA_ERROR => remarks.errors += 1,
                record::PACKED..=record::FORMULA_BOOL | record::RICH_TEXT => {
                    out.clear();
                    let kind = self.cell(id, data, strings, &mut out, remarks);
                    row.push(u32_at(data, 0) as usize, &out, kind)?;
                }
                _ => {}
            }
        }
        remarks.seen_bytes = records.bytes;
        Ok(want)
    }

    fn cell(
        &self,
        id: u32,
        data: &[u8],
        strings: &Strings,
        out: &mut Vec<u8>,
        remarks: &mut Remarks,
    ) -> Kind {
        let number = match id {
            record::SHARED_TEXT => {
                out.extend_from_slice(strings.get(u32_at(data, 8) as usize));
                return Kind::Text;
            }
            record::TEXT | record::FORMULA_TEXT | record::RICH_TEXT => {
                append_xlsb_text(data, if id == record::RICH_TEXT { 9 } else { 8 }, out);
                return Kind::Text;
            }
            record::BOOL | record::FORMULA_BOOL => {
                out.extend_from_slice(if data.get(8) == Some(&0) { b"FALSE" } else { b"TRUE" });
                return Kind::Number;
            }
            record::FLOAT | record::FORMULA_FLOAT => float(data, 8),
            _ => packed_number(u32_at(data, 8)),
        };
        // Three bytes of style, one of flags.
        let style = (u32_at(data, 4) & 0x00ff_ffff) as usize;
        let format = self.formats.get(style).copied().unwrap_or_default();
        remarks.long_numbers += u64::from(format == Format::Plain && number.abs() >= 1e15);
        serial::write(number, format, self.is_1904, out)
    }
}
