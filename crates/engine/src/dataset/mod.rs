//! The data set: immutable columns, one value a ticket, as read from the file and before any judgement.
//!
//! Text is not kept: a row remembers where its text lies in the file ([`Places`]); of subjects, words that are topics may stay. Everything that a setting can change
//! (zone, date order, who is an AI, the window for a return) is left raw here and resolved in [`crate::derive`], so that a
//! change of settings never reads the file again.
//!
//! A column that the file does not have is `None`; a value that a row does not have is the column's null ([`NO_CODE`],
//! [`NO_SECS`], [`NO_COUNT`], `None`).

mod columns;
mod retain;
mod talks;

pub use columns::*;
pub(crate) use talks::Author;
pub use talks::Talks;

use model::error::Place;
use model::import::{ColumnInfo, Decision, FieldWords, FileSummary, FormatScore, Ledger};

/// The id of the decision to derive topics from subjects.
pub(crate) const DERIVED_TOPICS: &str = "derived_topics";

/// The raw data set and what is known of its origin.
#[derive(Debug, Clone)]
pub struct Dataset {
    /// Name shown: the file's name, or "Sample".
    pub name: String,
    /// Whether these are generated tickets.
    pub is_sample: bool,
    /// Bytes of the file.
    pub bytes: u64,
    /// [`model::catalog::FormatInfo::id`] of the format that read it.
    pub format: &'static str,
    /// See [`model::import::ImportSummary::shape`].
    pub shape: String,
    /// Tickets; every column that is present has this many values.
    pub rows: u32,
    /// The columns.
    pub columns: Columns,
    /// Where each row's record lies in the file (bytes of the file itself, before decoding).
    pub places: Places,
    /// How the bytes of one record are read again for display.
    pub reread: Reread,
    /// All candidates with score and reason, best first.
    pub candidates: Vec<FormatScore>,
    /// Decisions taken while reading (those that settings can change are made in [`crate::derive`]).
    pub decisions: Vec<Decision>,
    /// The file's columns.
    pub file_columns: Vec<ColumnInfo>,
    /// The words of columns whose values were translated.
    pub words: Vec<FieldWords>,
    /// The rows that were read and set aside.
    pub ledger: Ledger,
    /// Remarks of the format: bias of the export itself, and the like.
    pub warnings: Vec<String>,
    /// Tags that say what an AI did, by code in [`Columns::tags`].
    pub ai_tags: Vec<AiTag>,
    /// Zone named by the file itself (a header like `(Europe/Berlin)`), if any.
    pub zone_in_file: Option<String>,
    /// The files, where several were joined; `places`, `reread`, `candidates` and `file_columns` are then empty or those of the
    /// first file of tickets.
    pub joined: Option<Box<Joined>>,
}

/// Several files that became one data set.
#[derive(Debug, Clone, Default)]
pub struct Joined {
    /// The files, in the order in which they were given.
    pub files: Vec<JoinedFile>,
    /// For each ticket the file that tells it, and its row there.
    pub row_of: Vec<(u16, u32)>,
}

/// One of several files.
#[derive(Debug, Clone)]
pub struct JoinedFile {
    /// What is told of it.
    pub summary: FileSummary,
    /// See [`Dataset::places`].
    pub places: Places,
    /// See [`Dataset::reread`].
    pub reread: Reread,
}

/// Where the record of a ticket stands.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// Which file.
    pub file: u32,
    /// Its name.
    pub name: &'a str,
    /// [`model::catalog::FormatInfo::id`] of the format that read it.
    pub format: &'a str,
    /// First byte and length, as far as they are known.
    pub span: Option<(u64, u64)>,
    /// The line it begins on.
    pub line: Option<u64>,
    /// How its bytes are read again.
    pub reread: &'a Reread,
    places: &'a Places,
    row: u32,
}

impl Record<'_> {
    /// First byte and length of each message that the ticket was folded from, and who wrote it; nothing where the record is the ticket.
    pub(crate) fn talk(&self) -> Vec<((u64, u64), Author)> {
        self.places.talk(self.row)
    }
}

/// What is needed to read one record again and show it.
#[derive(Debug, Clone, Default)]
pub struct Reread {
    /// What the bytes are.
    pub syntax: Syntax,
    /// Label of the file's encoding as of the WHATWG Encoding Standard, e.g. `utf-8`, `windows-1252`, `utf-16le`.
    pub encoding: String,
    /// Names of the columns in the file's order (CSV).
    pub header: Vec<String>,
    /// For each header, the canonical field it was taken for.
    pub fields: Vec<Option<model::field::Field>>,
    /// Where a record is a message of a ticket: the columns of its time and its text.
    pub message: Option<(String, String)>,
}

/// Syntax of one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Syntax {
    /// There is no file: the data are generated, nothing can be read again.
    #[default]
    Generated,
    /// Delimited text with that delimiter and quote character.
    Delimited {
        /// `,`, `;`, tab or `|`.
        delimiter: u8,
        /// `"` or `'`; `None`: quotes are ordinary characters.
        quote: Option<u8>,
    },
    /// One JSON value.
    Json,
}

/// A tag that tells what an AI did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AiTag {
    /// The tag.
    pub tag: String,
    /// What it means.
    pub meaning: AiTagMeaning,
    /// Where that is documented, or why it is assumed.
    pub reason: String,
}

/// What a tag says of the AI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AiTagMeaning {
    /// It answered.
    Involved,
    /// It resolved the ticket by itself.
    Resolved,
    /// It handed over.
    HandedOff,
    /// It helped a person.
    Assisted,
}

impl Dataset {
    /// What is told of each of the files that were joined; nothing where there was one.
    pub fn files(&self) -> impl Iterator<Item = &FileSummary> {
        self.joined.iter().flat_map(|joined| &joined.files).map(|file| &file.summary)
    }

    /// Whether the topics were made of the words of subjects.
    pub fn has_derived_topics(&self) -> bool {
        self.decisions.iter().any(|decision| decision.id == DERIVED_TOPICS)
    }

    /// Resident bytes of columns, dictionaries and places.
    pub fn memory_bytes(&self) -> u64 {
        let joined = self.joined.as_ref().map_or(0, |joined| {
            let places: u64 = joined.files.iter().map(|file| file.places.memory_bytes()).sum();
            places + 8 * joined.row_of.capacity() as u64
        });
        self.columns.memory_bytes() + self.places.memory_bytes() + joined
    }

    /// Where a ticket's record stands.
    pub fn record(&self, row: u32) -> Record<'_> {
        let joined = self.joined.as_ref().and_then(|joined| {
            let (file, row) = *joined.row_of.get(row as usize)?;
            Some((file, row, joined.files.get(usize::from(file))?))
        });
        let (file, row, name, format, places, reread) = match joined {
            Some((file, row, from)) => {
                let summary = &from.summary.read;
                (u32::from(file), row, &summary.name, summary.format.as_str(), &from.places, &from.reread)
            }
            None => (0, row, &self.name, self.format, &self.places, &self.reread),
        };
        Record { file, name, format, span: places.span(row), line: places.line(row), reread, places, row }
    }

    /// The place of a row for error messages.
    pub fn place(&self, row: u32) -> Place {
        let record = self.record(row);
        Place { file: Some(record.name.to_string()), line: record.line, column: None }
    }
}
