//! OpenDocument spreadsheets (OASIS OpenDocument 1.3, part 3): values by their type, texts by their paragraphs.
//!
//! A document says "the same row a million times" in a few bytes; what repeats is written out only where it holds something, and
//! the fuse of the text's size stands behind it.

use super::{Book, Remarks, SURVEY_BYTES, SheetInfo, Visitor, Want, hand_on, one_more_sheet};
use crate::archive::{Archive, Entry};
use crate::fault::Fault;
use crate::limits::Limits;
use crate::markup::{Markup, Tag, Token, append};
use crate::row::{Kind, Row};
use crate::serial;
use crate::source::Source;
use std::io::{Read, Write};

/// A row that says it stands there more often than this is a row that was filled down by accident.
const MOST_REPEATS: u64 = 1 << 20;

/// A workbook of one long document.
pub(crate) struct Ods {
    content: Entry,
}

impl Ods {
    /// Finds the document. An encrypted one has a directory of its keys.
    pub(crate) fn open(archive: &Archive, source: &mut dyn Source, limits: &Limits) -> Result<Ods, Fault> {
        let content =
            archive.find("content.xml").ok_or_else(|| Fault::damaged("It holds no content.xml"))?.clone();
        if let Some(manifest) = archive.find("META-INF/manifest.xml") {
            let mut markup = Markup::xml(manifest.open(source, limits, true)?, limits);
            loop {
                match markup.next()? {
                    Token::End => break,
                    Token::Open(tag) if tag.name == b"encryption-data" => return Err(Fault::Password),
                    _ => {}
                }
            }
        }
        Ok(Ods { content })
    }
}

impl Book for Ods {
    fn kind(&self) -> &'static str {
        "OpenDocument spreadsheet"
    }

    fn scan(
        &mut self,
        source: &mut dyn Source,
        limits: &Limits,
        visitor: &mut dyn Visitor,
    ) -> Result<(), Fault> {
        let markup = Markup::xml(self.content.open(source, limits, false)?, limits);
        Document {
            markup,
            all_bytes: self.content.size,
            hidden_styles: Vec::new(),
            value: Vec::new(),
            out: Vec::new(),
            limits,
        }
        .read(visitor)
    }
}

struct Document<'a, R> {
    markup: Markup<R>,
    all_bytes: u64,
    hidden_styles: Vec<Vec<u8>>,
    value: Vec<u8>,
    out: Vec<u8>,
    limits: &'a Limits,
}

/// A cell's value as its attributes tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Type {
    Text,
    /// The value is written already; the paragraphs only show it.
    Told(Kind),
}

impl<R: Read> Document<'_, R> {
    fn read(mut self, visitor: &mut dyn Visitor) -> Result<(), Fault> {
        let (mut style, mut sheets) = (Vec::new(), 0);
        loop {
            match self.markup.next()? {
                Token::End => return Ok(()),
                Token::Open(tag) => match tag.name {
                    b"style" => style = tag.value(b"name").unwrap_or_default(),
                    b"table-properties" if tag.raw(b"display") == Some(b"false") => {
                        self.hidden_styles.push(std::mem::take(&mut style));
                    }
                    b"table" if !tag.is_empty => {
                        let name =
                            String::from_utf8_lossy(&tag.value(b"name").unwrap_or_default()).into_owned();
                        let style = tag.value(b"style-name").unwrap_or_default();
                        let is_hidden = self.hidden_styles.contains(&style);
                        let info = SheetInfo { name, is_hidden, is_pivot: false };
                        one_more_sheet(sheets, self.limits)?;
                        let want = match visitor.sheet(sheets, &info) {
                            Want::Rows => self.sheet(sheets, visitor)?,
                            other => other,
                        };
                        match want {
                            Want::Nothing => return Ok(()),
                            Want::NextSheet => self.markup.pass_over(b"table")?,
                            Want::Rows => {}
                        }
                        sheets += 1;
                    }
                    _ => {}
                },
                _ => {}
            }
        }
    }

    /// Reads a sheet to its end, or until the visitor wants no more.
    fn sheet(&mut self, index: usize, visitor: &mut dyn Visitor) -> Result<Want, Fault> {
        let mut remarks = Remarks { all_bytes: self.all_bytes, ..Remarks::default() };
        let mut row = Row::new(self.limits);
        let (mut next_number, mut repeats, mut column) = (1_u64, 1_u64, 0_usize);
        let began = self.markup.bytes;
        let mut want = Want::Rows;
        let mut is_whole = false;
        while want == Want::Rows {
            match self.markup.next()? {
                Token::End => break,
                Token::Open(tag) => match tag.name {
                    b"table-row" => {
                        repeats = tag.number(b"number-rows-repeated").unwrap_or(1).max(1);
                        row.begin(next_number);
                        row.is_hidden = tag.raw(b"visibility").is_some_and(|value| value != b"visible");
                        next_number = next_number.saturating_add(repeats);
                        column = 0;
                    }
                    b"table-cell" | b"covered-table-cell" => {
                        let times = tag.number(b"number-columns-repeated").unwrap_or(1_usize).max(1);
                        let spans = |name: &[u8]| tag.number(name).unwrap_or(1_u64) > 1;
                        remarks.merged +=
                            u64::from(spans(b"number-columns-spanned") || spans(b"number-rows-spanned"));
                        self.out.clear();
                        let kind = value_of(&tag, &mut self.out, &mut remarks);
                        let is_empty = tag.is_empty;
                        let kind = match kind {
                            Type::Told(kind) => {
                                self.markup.finish(is_empty, None)?;
                                kind
                            }
                            Type::Text => {
                                self.text(is_empty)?;
                                Kind::Text
                            }
                        };
                        if !self.out.is_empty() {
                            for place in column..column.saturating_add(times).min(self.limits.columns + 1) {
                                row.push(place, &self.out, kind)?;
                            }
                        }
                        column = column.saturating_add(times);
                    }
                    b"annotation" => {
                        let is_empty = tag.is_empty;
                        self.markup.finish(is_empty, None)?;
                    }
                    _ => {}
                },
                Token::Close(b"table-row") if row.filled() > 0 => {
                    let times = repeats.min(MOST_REPEATS);
                    for _ in 0..times {
                        want = hand_on(visitor, index, &row)?;
                        if want != Want::Rows {
                            break;
                        }
                        row.number += 1;
                    }
                }
                Token::Close(b"table") => {
                    is_whole = true;
                    break;
                }
                _ => {}
            }
        }
        remarks.seen_bytes = self.markup.bytes - began;
        if is_whole {
            remarks.all_bytes = remarks.seen_bytes;
        }
        visitor.end(index, remarks);
        let is_far =
            want == Want::NextSheet && self.all_bytes.saturating_sub(self.markup.bytes) > SURVEY_BYTES;
        Ok(if is_far { Want::Nothing } else { want })
    }

    /// The paragraphs of a cell, one on each line; what is remarked on it stands beside it.
    fn text(&mut self, is_empty: bool) -> Result<(), Fault> {
        let mut depth = usize::from(!is_empty);
        let limit = self.markup.cell_limit();
        let (mut paragraphs, mut in_paragraph) = (0, 0_usize);
        self.value.clear();
        while depth > 0 {
            match self.markup.next()? {
                Token::End => break,
                Token::Open(tag) => {
                    let is_empty = tag.is_empty;
                    match tag.name {
                        b"annotation" | b"shapes" | b"table" => {
                            self.markup.finish(is_empty, None)?;
                            continue;
                        }
                        b"p" | b"h" => {
                            if paragraphs > 0 {
                                self.value.push(b'\n');
                            }
                            paragraphs += 1;
                            in_paragraph += usize::from(!is_empty);
                        }
                        b"s" => {
                            let blanks = tag.number(b"c").unwrap_or(1_usize).min(limit);
                            append(&vec![b' '; blanks], false, limit, &mut self.value)?;
                        }
                        b"tab" => self.value.push(b'\t'),
                        b"line-break" => self.value.push(b'\n'),
                        _ => {}
                    }
                    depth += usize::from(!is_empty);
                }
                Token::Close(name) => {
                    depth -= 1;
                    in_paragraph -= usize::from(matches!(name, b"p" | b"h") && in_paragraph > 0);
                }
                Token::Text(piece, has_entities) if in_paragraph > 0 => {
                    append(piece, has_entities, limit, &mut self.value)?;
                }
                Token::Text(..) => {}
            }
        }
        self.out.clear();
        self.out.extend_from_slice(&self.value);
        Ok(())
    }
}

/// Writes what a cell's attributes tell.
fn value_of(tag: &Tag<'_>, out: &mut Vec<u8>, remarks: &mut Remarks) -> Type {
    let number = tag.number::<f64>(b"value");
    match (tag.raw(b"value-type").unwrap_or_default(), number) {
        (b"float" | b"currency", Some(number)) => {
            remarks.long_numbers += u64::from(number.abs() >= 1e15);
            serial::plain(number, out);
            Type::Told(Kind::Number)
        }
        (b"percentage", Some(number)) => {
            serial::write(number, serial::Format::Percent, false, out);
            Type::Told(Kind::Number)
        }
        (b"boolean", _) => {
            let is_true = tag.raw(b"boolean-value") == Some(b"true");
            out.extend_from_slice(if is_true { b"TRUE" } else { b"FALSE" });
            Type::Told(Kind::Number)
        }
        (b"date", _) => {
            out.extend_from_slice(tag.raw(b"date-value").unwrap_or_default());
            if let Some(place) = out.iter().position(|byte| *byte == b'T') {
                out[place] = b' ';
            }
            Type::Told(Kind::Date)
        }
        (b"time", _) => {
            duration(tag.raw(b"time-value").unwrap_or_default(), out);
            Type::Told(Kind::Span)
        }
        (b"error", _) => {
            remarks.errors += 1;
            Type::Told(Kind::Text)
        }
        // Spreadsheets write errors as texts of a type of their own.
        _ if tag.raw(b"value-type").is_some() && tag.attributes().any(|(_, value)| value == b"error") => {
            remarks.errors += 1;
            Type::Told(Kind::Text)
        }
        _ => Type::Text,
    }
}

/// `PT27H31M07S` (XML Schema part 2, 3.2.6) as `27:31:07`; what is no duration of days, hours, minutes and seconds stays.
fn duration(text: &[u8], out: &mut Vec<u8>) {
    let (is_negative, mut rest) = match text.strip_prefix(b"-") {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut secs = 0_f64;
    let mut is_time = false;
    let Some(body) = rest.strip_prefix(b"P") else {
        out.extend_from_slice(text);
        return;
    };
    rest = body;
    while let Some(first) = rest.first() {
        if *first == b'T' {
            is_time = true;
            rest = &rest[1..];
            continue;
        }
        let len = rest.iter().position(u8::is_ascii_alphabetic).unwrap_or(rest.len());
        let number = std::str::from_utf8(&rest[..len])
            .ok()
            .and_then(|text| text.replace(',', ".").parse::<f64>().ok());
        let unit = match (rest.get(len), is_time) {
            (Some(b'D'), false) => 86_400.0,
            (Some(b'H'), true) => 3_600.0,
            (Some(b'M'), true) => 60.0,
            (Some(b'S'), true) => 1.0,
            _ => f64::NAN,
        };
        secs += number.unwrap_or(f64::NAN) * unit;
        rest = &rest[(len + 1).min(rest.len())..];
    }
    if secs.is_finite() && secs < 1e12 {
        serial::write(if is_negative { -secs } else { secs } / 86_400.0, serial::Format::Span, false, out);
    } else {
        let _ = out.write_all(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_count_on() {
        for (text, expected) in [
            ("PT27H31M07S", "27:31:07"),
            ("P1DT2H", "26:00:00"),
            ("-PT90S", "-00:01:30"),
            ("PT00H00M01.5S", "00:00:01.500"),
            ("P1Y", "P1Y"),
            ("", ""),
        ] {
            let mut out = Vec::new();
            duration(text.as_bytes(), &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), expected, "{text}");
        }
    }
}
