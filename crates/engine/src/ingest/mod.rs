//! From bytes to a data set: carrier (syntax) → format (names and values) → columns.
//!
//! The beginning of a file is held until it is enough to decide on: encoding, syntax, delimiter, header, helpdesk, and a typed
//! reader for each column. Then everything streams: a piece of bytes is cut into records, each record goes through the readers,
//! and nothing of its text is kept.

mod assemble;
mod build;
pub mod carrier;
mod column;
mod decode;
mod describe;
mod detect;
mod duration;
pub mod formats;
mod ids;
mod instants;
mod intern;
mod ledger;
mod problems;
mod rank;
mod rating;
mod record;
pub mod time;

use crate::dataset::{Dataset, Reread, Syntax};
use assemble::Origin;
use build::Builder;
use carrier::delimited::{BROKEN_QUOTE, CUT, Delimited, TooLarge};
use carrier::header::{self, NoTable};
use decode::{Kind, Offsets, Utf16};
use formats::{Format, Shape};
use model::catalog::FormatInfo;
use model::error::Problem;
use model::settings::Settings;
use problems::Problems;

pub use record::{RawRecord, reread};

/// Bytes that are held before the file is decided on.
const HEAD_BYTES: usize = 256 << 10;
/// Bytes that are held at most, where the first records are very long.
const HEAD_LIMIT_BYTES: usize = 4 << 20;
/// Tickets without which there is nothing to preview.
const PREVIEW_TICKETS: usize = 1_000;
/// Rows for which room is made at most, whatever the file's size promises.
const RESERVE_LIMIT_ROWS: u64 = 16 << 20;

/// Reads one file, fed in pieces of any size.
///
/// `feed` … `feed`, `finish`: pieces may be cut anywhere, also inside a character. Memory grows with the columns kept, not with
/// the file.
pub struct Import {
    name: String,
    size: u64,
    taken: u64,
    formats: &'static [&'static dyn Format],
    problems: Problems,
    state: State,
}

enum State {
    /// Not enough bytes yet.
    Head(Vec<u8>),
    /// Rows are being read.
    Rows(Box<Rows>),
    /// Reading has failed.
    Failed,
}

/// A file that was decided on.
struct Rows {
    reader: Delimited,
    utf16: Option<Utf16>,
    builder: Builder,
    origin: Origin,
}

impl Import {
    /// A reader for a file of that name and size in bytes. The name is for messages only: content decides what the file is.
    pub fn new(name: &str, size: u64, settings: &Settings) -> Import {
        Import::with_formats(name, size, settings, formats::FORMATS)
    }

    /// A reader that knows other formats than the registered ones. Settings are applied to the data set later, none while
    /// reading; they are taken so that a setting can come to matter here without a change for callers.
    pub fn with_formats(
        name: &str,
        size: u64,
        _settings: &Settings,
        formats: &'static [&'static dyn Format],
    ) -> Import {
        Import {
            name: name.to_string(),
            size,
            taken: 0,
            formats,
            problems: Problems::new(name),
            state: State::Head(Vec::new()),
        }
    }

    /// Takes the next piece. An error ends the work and tells what, where and what next.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        self.taken += bytes.len() as u64;
        let result = match &mut self.state {
            State::Failed => return Ok(()),
            State::Rows(rows) => rows.feed(bytes, &self.problems),
            State::Head(head) => {
                head.extend_from_slice(bytes);
                if head.len() < HEAD_BYTES { Ok(()) } else { self.decide(false) }
            }
        };
        if result.is_err() {
            self.state = State::Failed;
        }
        result
    }

    /// Data rows read so far, and bytes taken so far.
    pub fn progress(&self) -> (u64, u64) {
        match &self.state {
            State::Rows(rows) => (rows.builder.rows_read(), self.taken),
            State::Head(_) | State::Failed => (0, self.taken),
        }
    }

    /// A data set of the rows read so far, for first figures; `None` when there is not enough to show yet.
    pub fn preview(&self) -> Option<Dataset> {
        match &self.state {
            State::Rows(rows) if rows.builder.tickets >= PREVIEW_TICKETS => {
                let origin = Origin { bytes: self.taken, ..rows.origin.clone() };
                Some(rows.builder.clone().assemble(origin))
            }
            _ => None,
        }
    }

    /// The data set of all rows.
    pub fn finish(mut self) -> Result<Dataset, Problem> {
        if matches!(self.state, State::Head(_)) {
            self.decide(true)?;
        }
        match self.state {
            State::Rows(mut rows) => {
                rows.finish(&self.problems)?;
                let origin = Origin { bytes: self.taken, ..rows.origin };
                Ok(rows.builder.assemble(origin))
            }
            // A failed import has told its problem already.
            State::Head(_) | State::Failed => Err(self.problems.empty()),
        }
    }

    /// Decides what the file is from its beginning, or goes on holding it when the beginning does not tell yet.
    fn decide(&mut self, is_whole: bool) -> Result<(), Problem> {
        let State::Head(head) = &mut self.state else { return Ok(()) };
        if head.is_empty() {
            return Err(self.problems.empty());
        }
        detect::refuse_binary(head, &self.problems)?;
        let encoding = decode::detect(head, is_whole);
        let body = &head[encoding.mark_len..];
        let mut utf16 = (encoding.kind != Kind::Direct).then(|| Utf16::new(encoding.kind));
        let offsets = if utf16.is_some() { Offsets::Utf16 } else { Offsets::Same };
        let text: &[u8] = match &mut utf16 {
            Some(decoder) => decoder.feed(body, is_whole),
            None => body,
        };
        detect::syntax(text, &self.problems)?;
        let layout = match header::find(text, is_whole) {
            Ok(layout) => layout,
            Err(_) if !is_whole && head.len() < HEAD_LIMIT_BYTES => return Ok(()),
            Err(NoTable::Prose) => return Err(self.problems.prose()),
            Err(NoTable::Mangled { delimiter }) => return Err(self.problems.mangled(delimiter)),
        };
        if layout.sample.len() < 2 && !is_whole && head.len() < HEAD_LIMIT_BYTES {
            return Ok(());
        }
        if is_whole && text[layout.body..].trim_ascii().is_empty() {
            return Err(self.problems.no_rows(layout.names.len()));
        }
        let shape = Shape { is_json: false, columns: layout.names, sample: layout.sample };
        let candidates = rank::rank(self.formats, &shape);
        let Some(format) = candidates.best else {
            return Err(rank::not_tickets(&shape.columns, None, &self.problems));
        };
        if let Some(next) = format.aggregated(&shape) {
            return Err(self.problems.sums(&next));
        }
        let rules = format.map(&shape);
        let warnings = format.warnings(&shape);
        let fields = rules.iter().map(|rule| rule.field).collect();
        let mut decisions = vec![candidates.decision, encoding.decision];
        decisions.extend(layout.decisions);
        let origin = Origin {
            name: self.name.clone(),
            bytes: 0,
            candidates: candidates.scores,
            decisions,
            warnings,
            reread: Reread {
                syntax: Syntax::Delimited {
                    delimiter: layout.dialect.delimiter,
                    quote: layout.dialect.quote,
                },
                encoding: encoding.label.to_string(),
                header: shape.columns.clone(),
                fields,
            },
            zone_in_file: header::zone_in(&shape.columns),
        };
        let columns = shape.columns.len();
        let Some(builder) = Builder::new(format, shape.columns, rules, shape.sample) else {
            return Err(rank::not_tickets(&origin.reread.header, Some(format), &self.problems));
        };
        let byte = encoding.mark_len as u64 + offsets.length(&text[..layout.body]);
        let mut reader = Delimited::new(layout.dialect, columns, byte, layout.body_line, offsets);
        let mut builder = builder;
        let rest = &text[layout.body..];
        reader
            .feed(rest, &mut builder)
            .map_err(|large| rank::too_large(large, &builder.names, &self.problems))?;
        if !is_whole && !rest.is_empty() {
            let share = self.size.saturating_sub(byte) as f64 / offsets.length(rest) as f64;
            let rows = (builder.rows_read() as f64 * share * 1.02) as u64;
            builder.reserve(rows.min(RESERVE_LIMIT_ROWS) as usize);
        }
        // A decoder that was told the end takes nothing more.
        let utf16 = utf16.filter(|_| !is_whole);
        self.state = State::Rows(Box::new(Rows { reader, utf16, builder, origin }));
        Ok(())
    }
}

impl Rows {
    fn feed(&mut self, bytes: &[u8], problems: &Problems) -> Result<(), Problem> {
        let text = match &mut self.utf16 {
            Some(decoder) => decoder.feed(bytes, false),
            None => bytes,
        };
        let result = self.reader.feed(text, &mut self.builder);
        result.map_err(|large: TooLarge| rank::too_large(large, &self.builder.names, problems))?;
        if self.builder.tickets >= u32::MAX as usize {
            return Err(problems.too_many());
        }
        Ok(())
    }

    fn finish(&mut self, problems: &Problems) -> Result<(), Problem> {
        if let Some(decoder) = &mut self.utf16 {
            let text = decoder.feed(&[], true);
            let result = self.reader.feed(text, &mut self.builder);
            result.map_err(|large| rank::too_large(large, &self.builder.names, problems))?;
        }
        self.reader.finish(&mut self.builder);
        let builder = &self.builder;
        if builder.tickets > 0 {
            return Ok(());
        }
        let rows = builder.rows_read();
        let problem = if rows == 0 {
            problems.no_rows(builder.names.len())
        } else if let Some(line) = builder.set_aside.first_line(BROKEN_QUOTE) {
            problems.broken_quote(line)
        } else if let Some(line) = builder.set_aside.first_line(CUT).filter(|_| rows == 1) {
            problems.truncated(line)
        } else {
            let (reason, line) = builder.set_aside.most_frequent();
            problems.nothing_kept(rows, reason, line)
        };
        Err(problem)
    }
}

/// What the registered formats say of themselves, in the order of the registry.
pub fn format_infos() -> Vec<FormatInfo> {
    formats::FORMATS.iter().map(|format| format.info()).collect()
}

/// The id of a format, as a name that lives as long as the program.
fn format_id(format: &'static dyn Format) -> &'static str {
    use std::sync::Mutex;
    static KNOWN: Mutex<Vec<&'static str>> = Mutex::new(Vec::new());
    let id = format.info().id;
    let Ok(mut known) = KNOWN.lock() else { return "" };
    match known.iter().find(|name| **name == id) {
        Some(name) => name,
        // Once for each format there is.
        None => {
            let name: &'static str = id.leak();
            known.push(name);
            name
        }
    }
}
