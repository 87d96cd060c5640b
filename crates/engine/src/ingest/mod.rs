//! From bytes to a data set: carrier (syntax) → format (names and values) → columns.
//!
//! The beginning of a file is held until it is enough to decide on: encoding, syntax, delimiter, header, helpdesk, and a typed
//! reader for each column. Then everything streams: a piece of bytes is cut into records, each record goes through the readers,
//! and nothing of its text is kept.

mod ask;
mod assemble;
mod build;
pub mod carrier;
mod choices;
mod column;
mod decode;
mod describe;
mod detect;
mod duration;
mod fold;
pub mod formats;
mod ids;
mod instants;
pub(crate) mod intern;
pub(crate) mod join;
mod kind;
mod ledger;
mod open;
pub mod parts;
mod problems;
mod rank;
mod rating;
mod record;
mod rows;
mod subject;
pub mod time;
mod versions;

use crate::dataset::{Dataset, Reread, Syntax};
use assemble::Origin;
use decode::{Kind, Offsets, Utf16};
use formats::Format;
use model::catalog::FormatInfo;
use model::error::Problem;
use model::import::Carried;
use model::mapping::Mapping;
use model::settings::Settings;
use open::Beginning;
use problems::Problems;
use rows::Rows;

pub(crate) use assemble::Part;
pub(crate) use duration::number;
pub(crate) use join::{Unread, join};
pub(crate) use record::talk;
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
    /// How many of them were the beginning that decided.
    decided_after: Option<u64>,
    /// Whether only a part of the file will be read here.
    is_part: bool,
    carried: Carried,
    is_among_others: bool,
    formats: &'static [&'static dyn Format],
    problems: Problems,
    mappings: Vec<Mapping>,
    state: State,
}

enum State {
    /// Not enough bytes yet, and how many to wait for.
    Head(Vec<u8>, usize),
    /// Rows are being read.
    Rows(Box<Rows>),
    /// Reading has failed.
    Failed,
}

impl Import {
    /// A reader for a file of that name and size in bytes. The name is for messages only: content decides what the file is.
    pub fn new(name: &str, size: u64, settings: &Settings) -> Import {
        Import::with_formats(name, size, settings, formats::FORMATS)
    }

    /// A reader that knows other formats than the registered ones. Of the settings, what a person said of the columns and words of
    /// files of this shape applies here; the rest is applied to the data set later.
    pub fn with_formats(
        name: &str,
        size: u64,
        settings: &Settings,
        formats: &'static [&'static dyn Format],
    ) -> Import {
        Import {
            name: name.to_string(),
            size,
            taken: 0,
            decided_after: None,
            is_part: false,
            carried: Carried::default(),
            is_among_others: false,
            formats,
            problems: Problems::new(name),
            mappings: settings.mappings.clone(),
            state: State::Head(Vec::new(), HEAD_BYTES),
        }
    }

    /// Puts what was decided before the text came here before the engine's own decisions.
    pub fn carrying(mut self, carried: Carried) -> Import {
        self.carried = carried;
        self
    }

    /// Only a part of the file will be read here; the beginning is decided on after so many bytes.
    fn expect_part(&mut self, head_bytes: usize) {
        self.is_part = true;
        self.state = State::Head(Vec::new(), head_bytes);
    }

    /// Allows for rows that are no tickets but belong to tickets of other files, with which it will be joined.
    pub fn among_others(mut self) -> Import {
        self.is_among_others = true;
        self
    }

    /// Takes the next piece. An error ends the work and tells what, where and what next.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        let mut bytes = bytes;
        let mut result = Ok(());
        // A decision sees as many bytes however they come in pieces.
        while !bytes.is_empty() && result.is_ok() {
            let State::Head(head, wanted) = &mut self.state else { break };
            let (part, rest) = bytes.split_at(wanted.saturating_sub(head.len()).min(bytes.len()));
            head.extend_from_slice(part);
            self.taken += part.len() as u64;
            bytes = rest;
            if head.len() < *wanted {
                break;
            }
            // Looking again only at twice the size keeps the work proportional to the bytes.
            *wanted = 2 * head.len();
            result = self.decide(false);
        }
        self.taken += bytes.len() as u64;
        if let (State::Rows(rows), Ok(())) = (&mut self.state, &result) {
            result = rows.feed(bytes, &self.problems);
        }
        if result.is_err() {
            self.state = State::Failed;
        }
        result
    }

    /// Data rows read so far, and bytes taken so far.
    pub fn progress(&self) -> (u64, u64) {
        match &self.state {
            State::Rows(rows) => (rows.builder.rows_read(), self.taken),
            State::Head(..) | State::Failed => (0, self.taken),
        }
    }

    /// A data set of the rows read so far, for first figures; `None` when there is not enough to show yet.
    pub fn preview(&self) -> Option<Dataset> {
        match &self.state {
            State::Rows(rows)
                if rows.builder.tickets >= PREVIEW_TICKETS && rows.origin.kind == kind::Kind::Tickets =>
            {
                let origin = Origin { bytes: self.taken, ..rows.origin.clone() };
                Some(rows.builder.clone().assemble(origin))
            }
            _ => None,
        }
    }

    /// The data set of all rows.
    pub fn finish(self) -> Result<Dataset, Problem> {
        self.finish_part().map(|part| part.dataset)
    }

    /// The data set of all rows, to be joined with others.
    pub(crate) fn finish_part(mut self) -> Result<Part, Problem> {
        if matches!(self.state, State::Head(..)) {
            self.decide(true)?;
        }
        match self.state {
            State::Rows(mut rows) => {
                rows.finish(&self.problems)?;
                let origin = Origin { bytes: self.taken, ..rows.origin };
                Ok(rows.builder.assemble_part(origin))
            }
            // A failed import has told its problem already.
            State::Head(..) | State::Failed => Err(self.problems.empty()),
        }
    }

    /// Decides what the file is from its beginning, or goes on holding it when the beginning does not tell yet.
    fn decide(&mut self, is_whole: bool) -> Result<(), Problem> {
        let State::Head(head, _) = &mut self.state else { return Ok(()) };
        if head.is_empty() {
            return Err(self.problems.empty());
        }
        if let Some(workbook) = self.name.strip_prefix("~$") {
            return Err(self.problems.lock_file(workbook));
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
        let origin = Origin {
            name: self.name.clone(),
            shape: String::new(),
            bytes: 0,
            candidates: Vec::new(),
            decisions: vec![encoding.decision],
            warnings: Vec::new(),
            reread: Reread {
                message: None,
                syntax: Syntax::Generated,
                encoding: encoding.label.to_string(),
                header: Vec::new(),
                fields: Vec::new(),
            },
            zone_in_file: None,
            is_among_others: self.is_among_others,
            kind: kind::Kind::Tickets,
        };
        let beginning = Beginning {
            text,
            byte: encoding.mark_len as u64,
            offsets,
            // Beyond a limit, a beginning that does not tell much must do.
            is_enough: is_whole || head.len() >= HEAD_LIMIT_BYTES,
            is_whole,
            mappings: &self.mappings,
        };
        let opened = match detect::syntax(text, &self.problems)? {
            detect::Syntax::Delimited => open::delimited(&beginning, origin, self.formats, &self.problems)?,
            detect::Syntax::Json => open::json(&beginning, origin, self.formats, &self.problems)?,
        };
        let Some((mut rows, rest)) = opened else { return Ok(()) };
        let carried = std::mem::take(&mut self.carried);
        rows.origin.decisions.splice(0..0, carried.decisions);
        rows.origin.warnings.splice(0..0, carried.warnings);
        // A decoder that was told the end takes nothing more.
        let rest_bytes = offsets.length(rest);
        rows.feed_text(rest, &self.problems)?;
        rows.begin_lessons();
        self.decided_after = (!is_whole).then_some(self.taken);
        if !is_whole && rest_bytes > 0 && !self.is_part {
            let share = self.size.saturating_sub(self.taken) as f64 / rest_bytes as f64;
            let rows_left = rows.builder.rows_read() as f64 * share * 1.02;
            rows.builder.reserve((rows_left as u64).min(RESERVE_LIMIT_ROWS) as usize);
        }
        rows.utf16 = utf16.filter(|_| !is_whole);
        self.state = State::Rows(Box::new(rows));
        Ok(())
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
