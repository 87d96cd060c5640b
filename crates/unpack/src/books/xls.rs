//! XLS (Microsoft's MS-XLS, BIFF8, and its forerunner BIFF5): records of a workbook stream.
//!
//! Left out: formulas (their stored results are read), encrypted workbooks, and workbooks older than Excel 5. Texts of BIFF5 are
//! taken for Windows-1252, whatever their code page; that is said.

use super::biff::{append_narrow, append_wide, append_windows_1252, float, packed_number};
use super::compound::Compound;
use super::strings::Strings;
use super::{Book, Remarks, SheetInfo, Visitor, Want, hand_on};
use crate::archive::{u16_at, u32_at};
use crate::fault::Fault;
use crate::limits::Limits;
use crate::row::{Kind, Row};
use crate::serial::{self, Format};
use crate::source::Source;

mod record {
    pub(super) const FORMULA: u16 = 0x0006;
    pub(super) const EOF: u16 = 0x000a;
    pub(super) const DATE_MODE: u16 = 0x0022;
    pub(super) const FILE_PASS: u16 = 0x002f;
    pub(super) const CONTINUE: u16 = 0x003c;
    pub(super) const CODE_PAGE: u16 = 0x0042;
    pub(super) const BOUND_SHEET: u16 = 0x0085;
    pub(super) const PIVOT_VIEW: u16 = 0x00b0;
    pub(super) const MANY_NUMBERS: u16 = 0x00bd;
    pub(super) const RICH_STRING: u16 = 0x00d6;
    pub(super) const STYLE: u16 = 0x00e0;
    pub(super) const MERGED: u16 = 0x00e5;
    pub(super) const STRINGS: u16 = 0x00fc;
    pub(super) const SHARED_STRING: u16 = 0x00fd;
    pub(super) const FLOAT: u16 = 0x0203;
    pub(super) const LABEL: u16 = 0x0204;
    pub(super) const BOOL_OR_ERROR: u16 = 0x0205;
    pub(super) const RESULT_STRING: u16 = 0x0207;
    pub(super) const ROW: u16 = 0x0208;
    pub(super) const PACKED: u16 = 0x027e;
    pub(super) const FORMAT: u16 = 0x041e;
    pub(super) const BEGIN: u16 = 0x0809;
}

/// A workbook of records.
pub(crate) struct Xls {
    stream: Vec<u8>,
    sheets: Vec<(SheetInfo, usize)>,
    formats: Vec<Format>,
    strings: Strings,
    is_1904: bool,
    /// BIFF8 rather than BIFF5.
    is_unicode: bool,
    code_page: u16,
}

/// The records of a stream from a place on: id and data.
struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8], usize);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at;
        let header = self.stream.get(start..start + 4)?;
        let end = (start + 4 + usize::from(u16_at(header, 2))).min(self.stream.len());
        self.at = end;
        Some((u16_at(header, 0), &self.stream[start + 4..end], start))
    }
}

fn records(stream: &[u8], at: usize) -> Records<'_> {
    Records { stream, at }
}

impl Xls {
    /// Reads the workbook's own records.
    pub(crate) fn open(source: &mut dyn Source, limits: &Limits) -> Result<Xls, Fault> {
        let compound = Compound::read(source, limits)?;
        if compound.has("EncryptedPackage") {
            return Err(Fault::Password);
        }
        let stream = match compound.stream(source, "Workbook")? {
            Some(stream) => Some(stream),
            None => compound.stream(source, "Book")?,
        };
        let stream = stream.ok_or_else(|| {
            let what = "an Office document that holds no workbook".to_string();
            Fault::Foreign(what, "Export the tickets from the helpdesk as CSV, JSON or XLSX.")
        })?;
        let mut book = Xls {
            stream: Vec::new(),
            sheets: Vec::new(),
            formats: Vec::new(),
            strings: Strings::new(limits),
            is_1904: false,
            is_unicode: true,
            code_page: 1252,
        };
        book.globals(&stream, limits)?;
        book.stream = stream;
        Ok(book)
    }

    fn globals(&mut self, stream: &[u8], limits: &Limits) -> Result<(), Fault> {
        let mut all = records(stream, 0);
        match all.next() {
            Some((record::BEGIN, data, _)) => self.is_unicode = u16_at(data, 0) >= 0x0600,
            _ => {
                let what = "a workbook of Excel 4 or older".to_string();
                return Err(Fault::Foreign(what, "Open it in a spreadsheet and save it as XLSX."));
            }
        }
        let (mut own, mut styles) = (Vec::<(u16, Format)>::new(), Vec::new());
        for (id, data, start) in all {
            match id {
                record::EOF => break,
                record::FILE_PASS => return Err(Fault::Password),
                record::DATE_MODE => self.is_1904 = u16_at(data, 0) == 1,
                record::CODE_PAGE => self.code_page = u16_at(data, 0),
                record::FORMAT => {
                    let mut code = Vec::new();
                    if self.is_unicode {
                        self.text(data, 2, 2, &mut code);
                    } else {
                        self.text(data, 2, 1, &mut code);
                    }
                    own.push((u16_at(data, 0), serial::of_code(&code)));
                }
                record::STYLE => styles.push(u16_at(data, 2)),
                record::BOUND_SHEET if data.get(5) == Some(&0) && self.sheets.len() < limits.members => {
                    let mut name = Vec::new();
                    self.text(data, 6, 1, &mut name);
                    let at = u32_at(data, 0) as usize;
                    let info = SheetInfo {
                        name: String::from_utf8_lossy(&name).into_owned(),
                        is_hidden: data[4] & 3 != 0,
                        is_pivot: sheet_records(stream, at).any(|(id, ..)| id == record::PIVOT_VIEW),
                    };
                    self.sheets.push((info, at));
                }
                record::STRINGS => {
                    let mut parts = vec![data];
                    let mut following = records(stream, start);
                    following.next();
                    parts.extend(
                        following.take_while(|(id, ..)| *id == record::CONTINUE).map(|(_, data, _)| data),
                    );
                    self.read_strings(parts)?;
                }
                _ => {}
            }
        }
        let known = |id: u16| own.iter().find(|(known, _)| *known == id).map(|(_, format)| *format);
        self.formats = styles
            .into_iter()
            .map(|id| known(id).or_else(|| serial::builtin(u32::from(id))).unwrap_or_default())
            .collect();
        Ok(())
    }

    /// Appends a text whose length, of one or two bytes, stands at a place.
    fn text(&self, data: &[u8], at: usize, length_bytes: usize, out: &mut Vec<u8>) {
        let len = match length_bytes {
            1 => usize::from(data.get(at).copied().unwrap_or(0)),
            _ => usize::from(u16_at(data, at)),
        };
        let start = (at + length_bytes).min(data.len());
        if !self.is_unicode {
            return append_windows_1252(&data[start..(start + len).min(data.len())], out);
        }
        let Some((flags, text)) = data[start..].split_first() else { return };
        if flags & 1 == 1 {
            append_wide(&text[..(2 * len).min(text.len())], out);
        } else {
            append_narrow(&text[..len.min(text.len())], out);
        }
    }

    fn read_strings(&mut self, parts: Vec<&[u8]>) -> Result<(), Fault> {
        let mut parts = Parts { parts, part: 0, at: 8 };
        let mut text = Vec::new();
        while let Some(len) = parts.u16() {
            let Some(flags) = parts.byte() else { break };
            let runs = if flags & 8 != 0 { parts.u16().unwrap_or(0) } else { 0 };
            let extra = if flags & 4 != 0 { parts.u32().unwrap_or(0) } else { 0 };
            text.clear();
            parts.characters(usize::from(len), flags & 1 == 1, &mut text);
            parts.skip(4 * usize::from(runs) + extra as usize);
            self.strings.push(&text)?;
        }
        Ok(())
    }
}

/// The records of one sheet, without those of charts that lie in it.
fn sheet_records(stream: &[u8], at: usize) -> impl Iterator<Item = (u16, &[u8], usize)> {
    let mut depth = 0_usize;
    let mut is_over = false;
    records(stream, at).filter_map(move |(id, data, start)| {
        if is_over {
            return None;
        }
        match id {
            record::BEGIN => depth += 1,
            record::EOF => {
                depth = depth.saturating_sub(1);
                is_over = depth == 0;
            }
            _ if depth <= 1 => return Some((id, data, start)),
            _ => {}
        }
        None
    })
}

/// A record that goes on in others. Where characters are cut, the next part begins with a byte that says how wide they are.
struct Parts<'a> {
    parts: Vec<&'a [u8]>,
    part: usize,
    at: usize,
}

impl Parts<'_> {
    fn byte(&mut self) -> Option<u8> {
        loop {
            let part = self.parts.get(self.part)?;
            if let Some(byte) = part.get(self.at) {
                self.at += 1;
                return Some(*byte);
            }
            self.part += 1;
            self.at = 0;
        }
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    fn skip(&mut self, mut len: usize) {
        while let Some(part) = self.parts.get(self.part) {
            let step = len.min(part.len().saturating_sub(self.at));
            self.at += step;
            len -= step;
            if len == 0 {
                return;
            }
            self.part += 1;
            self.at = 0;
        }
    }

    fn characters(&mut self, mut len: usize, mut is_wide: bool, out: &mut Vec<u8>) {
        let mut wide = Vec::new();
        while len > 0 {
            let Some(part) = self.parts.get(self.part) else { break };
            let rest = part.get(self.at..).unwrap_or_default();
            let width = if is_wide { 2 } else { 1 };
            let here = len.min(rest.len() / width);
            // All as two bytes: a pair may be cut between two parts.
            if is_wide {
                wide.extend_from_slice(&rest[..2 * here]);
            } else {
                rest[..here].iter().for_each(|byte| wide.extend_from_slice(&[*byte, 0]));
            }
            self.at += width * here;
            len -= here;
            if len > 0 {
                self.part += 1;
                self.at = 1;
                is_wide = self
                    .parts
                    .get(self.part)
                    .and_then(|part| part.first())
                    .is_some_and(|flags| flags & 1 == 1);
            }
        }
        append_wide(&wide, out);
    }
}

/// Where a cell is told. `place` is the start of its record; `nth` counts within a record of several cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct CellPlace {
    row: u16,
    column: u16,
    nth: u16,
    place: u32,
}

impl Book for Xls {
    fn kind(&self) -> &'static str {
        "Excel workbook of the years before 2007 (XLS)"
    }

    fn epoch_is_1904(&self) -> Option<bool> {
        Some(self.is_1904)
    }

    fn scan(
        &mut self,
        _source: &mut dyn Source,
        limits: &Limits,
        visitor: &mut dyn Visitor,
    ) -> Result<(), Fault> {
        for (index, (info, at)) in self.sheets.iter().enumerate() {
            match visitor.sheet(index, info) {
                Want::Nothing => return Ok(()),
                Want::NextSheet => continue,
                Want::Rows => {}
            }
            if self.sheet(index, *at, limits, visitor)? == Want::Nothing {
                return Ok(());
            }
        }
        Ok(())
    }
}

impl Xls {
    fn sheet(
        &self,
        index: usize,
        at: usize,
        limits: &Limits,
        visitor: &mut dyn Visitor,
    ) -> Result<Want, Fault> {
        let mut remarks = Remarks::default();
        if !self.is_unicode && !matches!(self.code_page, 1252 | 0x8001 | 367 | 1200) {
            remarks.warning = Some(format!(
                "The workbook writes its texts in code page {}, which was read as Windows-1252: letters other than plain ones may \
                 be wrong. Saved as XLSX, they are right.",
                self.code_page
            ));
        }
        let (cells, hidden) = self.places(at, &mut remarks);
        let mut row = Row::new(limits);
        let mut out = Vec::new();
        let mut want = Want::Rows;
        let mut seen = 0;
        for group in cells.chunk_by(|one, other| one.row == other.row) {
            row.begin(u64::from(group[0].row) + 1);
            row.is_hidden = hidden.binary_search(&group[0].row).is_ok();
            for cell in group {
                out.clear();
                let kind = self.cell(*cell, &mut out, &mut remarks);
                row.push(usize::from(cell.column), &out, kind)?;
            }
            seen += group.len() as u64;
            want = hand_on(visitor, index, &row)?;
            if want != Want::Rows {
                break;
            }
        }
        (remarks.seen_bytes, remarks.all_bytes) = (seen, cells.len() as u64);
        visitor.end(index, remarks);
        Ok(want)
    }

    /// Where the cells of a sheet are told, by row and column, and the rows that are hidden. Programs write the records in
    /// whatever order.
    fn places(&self, at: usize, remarks: &mut Remarks) -> (Vec<CellPlace>, Vec<u16>) {
        let (mut cells, mut hidden) = (Vec::new(), Vec::new());
        let mut of_formula = None;
        for (id, data, start) in sheet_records(&self.stream, at) {
            let (row, column, place) = (u16_at(data, 0), u16_at(data, 2), start as u32);
            let cell = CellPlace { row, column, nth: 0, place };
            match id {
                record::FORMULA if data.len() >= 14 => {
                    // A text stands in a record of its own that follows.
                    let is_text = u16_at(data, 12) == 0xffff && data[6] == 0;
                    of_formula = is_text.then_some(cell);
                    if !is_text {
                        cells.push(cell);
                    }
                }
                record::RESULT_STRING => {
                    cells.extend(of_formula.take().map(|cell| CellPlace { place, ..cell }))
                }
                record::LABEL
                | record::RICH_STRING
                | record::SHARED_STRING
                | record::FLOAT
                | record::PACKED
                | record::BOOL_OR_ERROR
                    if data.len() >= 8 =>
                {
                    cells.push(cell);
                }
                record::MANY_NUMBERS => {
                    let count = data.len().saturating_sub(6) / 6;
                    cells.extend((0..count as u16).map(|nth| CellPlace {
                        column: column.saturating_add(nth),
                        nth,
                        ..cell
                    }));
                }
                record::ROW if data.get(12).is_some_and(|flags| flags & 0x20 != 0) => hidden.push(row),
                record::MERGED => remarks.merged += u64::from(u16_at(data, 0)),
                _ => {}
            }
        }
        cells.sort_by_key(|cell| (cell.row, cell.column));
        hidden.sort_unstable();
        (cells, hidden)
    }

    fn cell(&self, cell: CellPlace, out: &mut Vec<u8>, remarks: &mut Remarks) -> Kind {
        let Some((id, data, _)) = records(&self.stream, cell.place as usize).next() else {
            return Kind::Text;
        };
        match id {
            record::SHARED_STRING => {
                out.extend_from_slice(self.strings.get(u32_at(data, 6) as usize));
                Kind::Text
            }
            record::LABEL | record::RICH_STRING => {
                self.text(data, 6, 2, out);
                Kind::Text
            }
            record::RESULT_STRING => {
                self.text(data, 0, 2, out);
                Kind::Text
            }
            record::PACKED => self.number(packed_number(u32_at(data, 6)), u16_at(data, 4), out, remarks),
            record::MANY_NUMBERS => {
                let at = 4 + 6 * usize::from(cell.nth);
                self.number(packed_number(u32_at(data, at + 2)), u16_at(data, at), out, remarks)
            }
            record::BOOL_OR_ERROR if data[7] != 0 => {
                remarks.errors += 1;
                Kind::Text
            }
            record::BOOL_OR_ERROR => truth(data[6], out),
            record::FORMULA if u16_at(data, 12) == 0xffff => match data[6] {
                1 => truth(data[8], out),
                2 => {
                    remarks.errors += 1;
                    Kind::Text
                }
                _ => Kind::Text,
            },
            _ => self.number(float(data, 6), u16_at(data, 4), out, remarks),
        }
    }

    fn number(&self, number: f64, style: u16, out: &mut Vec<u8>, remarks: &mut Remarks) -> Kind {
        let format = self.formats.get(usize::from(style)).copied().unwrap_or_default();
        remarks.long_numbers += u64::from(format == Format::Plain && number.abs() >= 1e15);
        serial::write(number, format, self.is_1904, out)
    }
}

fn truth(byte: u8, out: &mut Vec<u8>) -> Kind {
    out.extend_from_slice(if byte == 0 { b"FALSE" } else { b"TRUE" });
    Kind::Number
}
