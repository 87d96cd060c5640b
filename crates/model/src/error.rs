//! Errors for people: what happened, where, why, and what to do next.

use crate::import::UnreadTable;
use serde::{Deserialize, Serialize};

/// A place in a file, as precise as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The file's name.
    pub file: Option<String>,
    /// The line in the file, counted from 1 (in JSON: the line, too).
    pub line: Option<u64>,
    /// The column's header.
    pub column: Option<String>,
}

/// Why a request failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// A stable name, e.g. `not_a_table`, for tests and tooling.
    pub kind: ProblemKind,
    /// One sentence: what happened.
    pub what: String,
    /// Where.
    pub place: Place,
    /// Why, in one sentence, where that is known.
    pub why: Option<String>,
    /// What the person can do next.
    pub next: String,
    /// What was kept, e.g. "The file loaded before is still here."
    pub kept: Option<String>,
    /// The table that was found, where a person can say what its columns tell and have the file read with that.
    pub table: Option<Box<UnreadTable>>,
}

/// The kinds of failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// The file has no bytes.
    Empty,
    /// A header, and not one row under it.
    NoRows,
    /// A web page, not an export.
    WebPage,
    /// Bytes that are neither text nor a file kind this program reads.
    Binary,
    /// A file kind that is known and not read yet (e.g. XLSX); `next` says how to convert it.
    Unsupported,
    /// Text, but no rows and columns, or no JSON.
    NotATable,
    /// A quoted cell never ends.
    BrokenQuote,
    /// The file stops in the middle.
    Truncated,
    /// Nothing tells which column holds the time of creation.
    NoCreatedAt,
    /// The rows are sums, not tickets.
    Aggregated,
    /// A limit was passed (a cell, a line or a nesting too large).
    TooLarge,
    /// Every row was set aside.
    NothingKept,
    /// The browser could not read the file.
    Unreadable,
    /// The request makes no sense in the present state.
    Protocol,
    /// A setting is not understood.
    Setting,
    /// A workbook or an archive whose bytes contradict themselves.
    Damaged,
    /// A password is needed.
    Locked,
    /// What a server answered in place of the export: an error message.
    ErrorMessage,
    /// Rows of something else than tickets: deals, contacts.
    NotTickets,
}
