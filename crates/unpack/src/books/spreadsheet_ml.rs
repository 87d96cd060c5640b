//! SpreadsheetML 2003 ("XML Spreadsheet"): what several helpdesks write under the name of `.xls`.
//!
//! Follows Microsoft's XML Spreadsheet Reference. All of it is one document; it is read as a stream.

use super::{Book, Remarks, SURVEY_BYTES, SheetInfo, Visitor, Want, hand_on, one_more_sheet};
use crate::fault::Fault;
use crate::limits::{Fuse, Fused, Limits};
use crate::markup::{Markup, Tag, Token, append};
use crate::row::{Kind, Row};
use crate::serial::{self, Format};
use crate::source::{Slice, Source};
use crate::utf8::Utf8;
use std::io::{Read, SeekFrom};

/// A workbook in one XML document.
pub(crate) struct SpreadsheetMl;

impl Book for SpreadsheetMl {
    fn kind(&self) -> &'static str {
        "workbook in XML (SpreadsheetML 2003)"
    }

    fn scan(
        &mut self,
        source: &mut dyn Source,
        limits: &Limits,
        visitor: &mut dyn Visitor,
    ) -> Result<(), Fault> {
        let size = source.seek(SeekFrom::End(0))?;
        let text = Utf8::new(Fused::new(Slice::new(source, 0, size)?, Fuse::new(limits, size)))?;
        let document = Document {
            markup: Markup::xml(text, limits),
            size,
            styles: Vec::new(),
            sheets: 0,
            remarks: Remarks::default(),
            limits,
        };
        document.read(visitor)
    }
}

struct Document<'a, R> {
    markup: Markup<R>,
    size: u64,
    styles: Vec<(Vec<u8>, Format)>,
    sheets: usize,
    remarks: Remarks,
    limits: &'a Limits,
}

/// What the type of a cell's data is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Type {
    Text,
    Number,
    Date,
    Bool,
    Error,
}

impl Type {
    fn of(tag: &Tag<'_>) -> Type {
        match tag.raw(b"Type") {
            Some(b"Number") => Type::Number,
            Some(b"DateTime") => Type::Date,
            Some(b"Boolean") => Type::Bool,
            Some(b"Error") => Type::Error,
            _ => Type::Text,
        }
    }
}

impl<R: Read> Document<'_, R> {
    fn read(mut self, visitor: &mut dyn Visitor) -> Result<(), Fault> {
        let mut style = Vec::new();
        loop {
            match self.markup.next()? {
                Token::End => return Ok(()),
                Token::Open(tag) => match tag.name {
                    b"Style" => style = tag.value(b"ID").unwrap_or_default(),
                    b"NumberFormat" => {
                        let format = serial::of_code(&tag.value(b"Format").unwrap_or_default());
                        self.styles.push((style.clone(), format));
                    }
                    b"Worksheet" if !tag.is_empty => {
                        let name =
                            String::from_utf8_lossy(&tag.value(b"Name").unwrap_or_default()).into_owned();
                        let info = SheetInfo { name, ..SheetInfo::default() };
                        let index = self.sheets;
                        self.sheets += 1;
                        one_more_sheet(index, self.limits)?;
                        let want = match visitor.sheet(index, &info) {
                            Want::Rows => self.sheet(index, visitor)?,
                            other => other,
                        };
                        match want {
                            Want::Nothing => return Ok(()),
                            Want::NextSheet => self.markup.pass_over(b"Worksheet")?,
                            Want::Rows => {}
                        }
                    }
                    _ => {}
                },
                _ => {}
            }
        }
    }

    fn sheet(&mut self, index: usize, visitor: &mut dyn Visitor) -> Result<Want, Fault> {
        self.remarks = Remarks { all_bytes: self.size, ..Remarks::default() };
        let limit = self.markup.cell_limit();
        let mut row = Row::new(self.limits);
        let (mut value, mut out) = (Vec::new(), Vec::new());
        let (mut column, mut across, mut kind, mut format) = (0_usize, 0_usize, Type::Text, Format::Plain);
        // A cell's data may hold elements of its own, such as bold letters; a comment holds data, too.
        let (mut in_data, mut in_comment, mut has_data) = (false, false, false);
        let began = self.markup.bytes;
        let (mut want, mut is_whole) = (Want::Rows, false);
        let mut next_number = 1_u64;
        while want == Want::Rows {
            match self.markup.next()? {
                Token::End => break,
                Token::Text(piece, has_entities) => {
                    if in_data {
                        append(piece, has_entities, limit, &mut value)?;
                    }
                }
                Token::Open(tag) => match tag.name {
                    b"Row" => {
                        let number = tag.number(b"Index").unwrap_or(next_number).max(next_number);
                        // Several empty rows may be told by one element.
                        next_number =
                            number.saturating_add(1).saturating_add(tag.number(b"Span").unwrap_or(0));
                        row.begin(number);
                        row.is_hidden = tag.raw(b"Hidden") == Some(b"1");
                        column = 0;
                    }
                    b"Cell" => {
                        column =
                            tag.number::<usize>(b"Index").map_or(column, |index| index.saturating_sub(1));
                        across = tag.number(b"MergeAcross").unwrap_or(0);
                        let down: u64 = tag.number(b"MergeDown").unwrap_or(0);
                        self.remarks.merged += u64::from(across > 0 || down > 0);
                        let style = tag.value(b"StyleID").unwrap_or_default();
                        format = self
                            .styles
                            .iter()
                            .find(|(id, _)| *id == style)
                            .map_or(Format::Plain, |(_, format)| *format);
                        has_data = false;
                        if tag.is_empty {
                            column = column.saturating_add(1).saturating_add(across);
                        }
                    }
                    b"Comment" => in_comment = !tag.is_empty,
                    b"Data" if !in_comment && !has_data => {
                        kind = Type::of(&tag);
                        in_data = !tag.is_empty;
                        has_data = true;
                        value.clear();
                    }
                    _ => {}
                },
                Token::Close(name) => match name {
                    b"Data" => in_data = false,
                    b"Comment" => in_comment = false,
                    b"Cell" => {
                        if has_data {
                            out.clear();
                            let kind = self.cell(kind, format, &value, &mut out);
                            row.push(column, &out, kind)?;
                        }
                        has_data = false;
                        column = column.saturating_add(1).saturating_add(across);
                    }
                    b"Row" => want = hand_on(visitor, index, &row)?,
                    b"Worksheet" => {
                        is_whole = true;
                        break;
                    }
                    _ => {}
                },
            }
        }
        let mut remarks = std::mem::take(&mut self.remarks);
        remarks.seen_bytes = self.markup.bytes - began;
        if is_whole {
            remarks.all_bytes = remarks.seen_bytes;
        }
        visitor.end(index, remarks);
        let is_far = want == Want::NextSheet && self.size.saturating_sub(self.markup.bytes) > SURVEY_BYTES;
        Ok(if is_far { Want::Nothing } else { want })
    }

    fn cell(&mut self, kind: Type, format: Format, value: &[u8], out: &mut Vec<u8>) -> Kind {
        match kind {
            Type::Text => {
                out.extend_from_slice(value);
                Kind::Text
            }
            Type::Number => {
                match std::str::from_utf8(value).ok().and_then(|text| text.trim().parse::<f64>().ok()) {
                    Some(number) => {
                        self.remarks.long_numbers +=
                            u64::from(format == Format::Plain && number.abs() >= 1e15);
                        serial::write(number, format, false, out)
                    }
                    None => {
                        out.extend_from_slice(value);
                        Kind::Text
                    }
                }
            }
            Type::Bool => {
                out.extend_from_slice(if value.trim_ascii() == b"1" { b"TRUE" } else { b"FALSE" });
                Kind::Number
            }
            Type::Error => {
                self.remarks.errors += 1;
                Kind::Text
            }
            Type::Date => date(value.trim_ascii(), format, out),
        }
    }
}

/// `2025-01-08T14:30:00.000`. A time alone is written as one on the last day of 1899.
fn date(value: &[u8], format: Format, out: &mut Vec<u8>) -> Kind {
    let text = String::from_utf8_lossy(value);
    let (day, time) = text.split_once('T').unwrap_or((&text, ""));
    let time = time.strip_suffix(".000").unwrap_or(time);
    let is_time_alone =
        day == "1899-12-31" || matches!(format, Format::Time | Format::Span) && day.starts_with("1900-01-");
    if is_time_alone {
        let days: u32 = if day == "1899-12-31" { 0 } else { day[8..].parse().unwrap_or(0) };
        if let Some((hours, rest)) = time.split_once(':')
            && let Ok(hours) = hours.parse::<u32>()
        {
            out.extend_from_slice(format!("{:02}:{rest}", hours + 24 * days).as_bytes());
            return Kind::Span;
        }
    }
    out.extend_from_slice(day.as_bytes());
    let is_whole_day = time.is_empty() || format == Format::Date && time == "00:00:00";
    if !is_whole_day {
        out.push(b' ');
        out.extend_from_slice(time.as_bytes());
    }
    Kind::Date
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_alone_are_told_apart() {
        for (value, format, expected) in [
            ("2025-01-08T14:30:00.000", Format::DateTime, "2025-01-08 14:30:00"),
            ("2025-01-08T00:00:00.000", Format::Date, "2025-01-08"),
            ("2025-01-08T00:00:00.000", Format::DateTime, "2025-01-08 00:00:00"),
            ("1899-12-31T05:30:00.000", Format::Time, "05:30:00"),
            ("1900-01-01T03:31:07.000", Format::Span, "27:31:07"),
            ("2025-01-08", Format::Plain, "2025-01-08"),
            ("nonsense", Format::Span, "nonsense"),
        ] {
            let mut out = Vec::new();
            date(value.as_bytes(), format, &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        }
    }
}
