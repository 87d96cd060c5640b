//! One record of the file read again for display.

use super::carrier::flatten::Flattener;
use super::carrier::scan::{Dialect, Marks, Scan, scan};
use super::carrier::{Row, almost_json};
use super::decode;
use super::formats;
use super::rows;
use crate::dataset::{Record, Syntax};
use model::error::{Problem, ProblemKind};
use model::field::Field;

/// One record read again for display.
#[derive(Debug, Clone, Default)]
pub struct RawRecord {
    /// Column, canonical field, value as in the file.
    pub fields: Vec<(String, Option<Field>, String)>,
    /// The conversation.
    pub messages: Vec<formats::RawMessage>,
}

/// Reads one record of the file again, from the bytes at its place.
pub fn reread(record: Record<'_>, bytes: &[u8]) -> Result<RawRecord, Problem> {
    let text = decode::decode_piece(bytes, &record.reread.encoding);
    match record.reread.syntax {
        Syntax::Generated => {
            Err(changed(record, "The tickets were generated; there is no file behind them."))
        }
        Syntax::Delimited { delimiter, quote } => {
            // A record that ends with a carriage return alone reads the same with either line end inside quotes.
            let newline = if text.contains(&b'\n') { b'\n' } else { b'\r' };
            let dialect = Dialect { delimiter, quote, newline };
            let mut cells = Vec::new();
            let mut marks = Marks::new(&dialect);
            let columns = record.reread.header.len();
            match scan(&text, 0, true, &dialect, columns, &mut marks, &mut cells) {
                Scan::Record { .. } => {}
                Scan::More | Scan::Broken { .. } | Scan::Cut => {
                    return Err(changed(record, "The bytes at its place are no row any more."));
                }
            }
            let quote = quote.unwrap_or(b'"');
            let row = Row { buffer: &text, cells: &cells, quote, byte: 0, end: 0, line: 0 };
            let mut values = row.to_strings().into_iter();
            let fields = record
                .reread
                .header
                .iter()
                .zip(record.reread.fields.iter().copied().chain(std::iter::repeat(None)))
                .map(|(name, field)| (name.clone(), field, values.next().unwrap_or_default()))
                .collect();
            Ok(RawRecord { fields, messages: Vec::new() })
        }
        Syntax::Json => json(record, &text),
    }
}

/// The messages of a ticket, each read again, in their order.
pub(crate) fn talk(record: Record<'_>, read: &[RawRecord]) -> Vec<formats::RawMessage> {
    let Some((at, body)) = &record.reread.message else { return Vec::new() };
    let messages = read.iter().zip(record.talk()).map(|(message, (_, author))| {
        let cell = |name: &String| {
            let found = message.fields.iter().find(|(known, ..)| known == name);
            found.map(|(.., value)| value.clone()).unwrap_or_default()
        };
        formats::RawMessage {
            author: formats::AUTHORS[usize::from(author.who).min(3)],
            at: cell(at),
            text: cell(body),
            is_public: author.is_public,
        }
    });
    messages.collect()
}

fn json(record: Record<'_>, text: &[u8]) -> Result<RawRecord, Problem> {
    // What stands between this record and the next may follow it.
    let first = |text: &[u8]| {
        serde_json::Deserializer::from_slice(text).into_iter::<serde_json::Value>().next()?.ok()
    };
    let value = first(text)
        .map(rows::unpack)
        .or_else(|| rows::parse(text).ok().map(|(value, _)| value))
        .or_else(|| first(&almost_json::mend(text)?).map(rows::unpack));
    let Some(value) = value else {
        return Err(changed(record, "The bytes at its place are no record any more."));
    };
    let format = formats::FORMATS.iter().find(|format| format.info().id == record.format);
    let mut flattener = Flattener::default();
    flattener.begin();
    match format {
        Some(format) => flattener.add_record(format.unwrap(&value)),
        None => flattener.add_record(&value),
    }
    let field_of = |name: &String| {
        let at = record.reread.header.iter().position(|known| known == name)?;
        record.reread.fields.get(at).copied().flatten()
    };
    let values = flattener.to_strings();
    let fields = flattener
        .names()
        .iter()
        .zip(values)
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name.clone(), field_of(name), value))
        .collect();
    Ok(RawRecord { fields, messages: format.map(|format| format.messages(&value)).unwrap_or_default() })
}

fn changed(record: Record<'_>, why: &str) -> Problem {
    Problem {
        kind: ProblemKind::Unreadable,
        what: format!("The ticket cannot be read again from “{}”.", record.name),
        place: model::error::Place { file: Some(record.name.to_string()), line: None, column: None },
        why: Some(why.to_string()),
        next: "If the file was changed after it was loaded, load it again.".into(),
        kept: Some("All figures stay as they are.".into()),
        table: None,
    }
}
