//! Verbs in, facts out: the messages between the page and the engine. They travel as the bytes of postcard.

use crate::catalog::Catalog;
use crate::definition::{DefinitionName, LabAsk};
use crate::error::Problem;
use crate::filter::{Dimension, Filter};
use crate::group::Moved;
use crate::import::{Carried, ImportSummary, Incoming};
use crate::resample::{Resampled, Resampling};
use crate::settings::Settings;
use crate::view::{CommentOrder, CommentPage, Facet, ScreenView, TicketPage, TicketSort, TicketView};
use serde::{Deserialize, Serialize};

/// Version of these messages. Page and worker come from one build; the handshake proves it.
pub const PROTOCOL: u32 = 6;

/// What is asked of the engine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// First message. Answered by [`Response::Ready`].
    Hello {
        /// [`PROTOCOL`] of the page.
        protocol: u32,
    },
    /// Read a file; its bytes follow by `feed(job, …)` and `finish(job)`. Replaces the data set when it succeeds; until then, and
    /// if it fails, the former data set stays.
    Import {
        /// Names this work; answers carry it.
        job: u32,
        /// The file's name.
        name: String,
        /// Its size in bytes.
        size: u64,
        /// Overrides.
        settings: Settings,
        /// What was decided while the file was unpacked; nothing for a file that came as it is.
        carried: Carried,
    },
    /// Read several files and join them. The bytes of each follow in the order of the list by `feed(job, …)` and `finish(job)`, one
    /// `finish` a file; those that come with a problem are left out. Otherwise like [`Request::Import`].
    ImportFiles {
        /// Names this work; answers carry it.
        job: u32,
        /// The files.
        files: Vec<Incoming>,
        /// Overrides.
        settings: Settings,
    },
    /// Make the sample data set.
    Sample {
        /// Names this work.
        job: u32,
        /// How many tickets.
        tickets: u32,
        /// Seed of the generator.
        seed: u64,
        /// Overrides.
        settings: Settings,
    },
    /// Stop that work; what was loaded before stays.
    Cancel {
        /// Which.
        job: u32,
    },
    /// Apply overrides to the data set that is loaded. Answered by [`Response::Imported`] with the same `job`.
    Configure {
        /// Names this work.
        job: u32,
        /// All overrides (not only the changed ones).
        settings: Settings,
    },
    /// Ask something about the tickets of a filter.
    Query {
        /// Grows with each change of filter or settings; answers carry it, stale ones are dropped.
        revision: u64,
        /// Which tickets.
        filter: Filter,
        /// What.
        ask: Ask,
    },
    /// Check the interval of a figure by drawing customers anew. Goes on in the background, one at a time: a newer one takes the
    /// place of the one before. Answered by [`Response::Resampling`] from time to time, then by [`Response::Resampled`].
    Resample {
        /// Names this work.
        job: u32,
        /// Which figure.
        of: Resampled,
        /// The interval that it has.
        shown: Option<(f64, f64)>,
    },
}

/// What can be asked about the tickets of a filter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// The Overview screen.
    Overview,
    /// The Outcomes screen.
    Outcomes,
    /// The Satisfaction screen.
    Satisfaction,
    /// The Definitions screen.
    Definitions(LabAsk),
    /// What definitions are called in filters. The filter is ignored.
    DefinitionNames,
    /// These tickets by id, each with the reasons against a billed resolution, as CSV. The query's own filter is ignored.
    Dispute(Filter),
    /// The Speed screen.
    Speed,
    /// The Topics screen.
    Topics,
    /// Why the headlines changed against the period before.
    Moved,
    /// One dimension's values.
    Facet {
        /// Which dimension.
        dimension: Dimension,
    },
    /// A window of the ticket table.
    Tickets {
        /// Order.
        sort: TicketSort,
        /// Descending.
        descending: bool,
        /// First row.
        offset: u64,
        /// Number of rows, at most 500.
        limit: u32,
    },
    /// A window of the comments that came with ratings.
    Comments {
        /// Order.
        order: CommentOrder,
        /// How many to pass over.
        offset: u64,
        /// How many, at most 50.
        limit: u32,
    },
    /// One ticket opened. The filter is ignored.
    Ticket {
        /// [`crate::view::TicketRow::row`].
        row: u32,
    },
}

/// What came of a workbook or an archive. The text, where there is one, travels beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unpacked {
    /// Files of text, to be imported: one `File` for each that comes without a problem.
    Files(Vec<Incoming>),
    /// There was nothing to unpack: the file itself is to be imported.
    Plain,
    /// It cannot be unpacked.
    Failed(Problem),
}

/// What the engine tells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Response {
    /// Answer to [`Request::Hello`].
    Ready {
        /// [`PROTOCOL`] of the engine.
        protocol: u32,
        /// Version of the build.
        build: String,
        /// Labels, formulas, sources.
        catalog: Catalog,
    },
    /// How far the reading has come.
    Progress {
        /// Which work.
        job: u32,
        /// Rows read.
        rows: u64,
        /// Bytes read.
        bytes: u64,
        /// Bytes in all.
        total_bytes: u64,
    },
    /// First figures from the rows read so far; provisional.
    Preview {
        /// Which work.
        job: u32,
        /// The Overview of the rows read so far.
        overview: Box<ScreenView>,
    },
    /// A file was read, or settings applied: the data set that queries now answer from.
    Imported {
        /// Which work.
        job: u32,
        /// What was understood.
        summary: Box<ImportSummary>,
    },
    /// Work was cancelled; what was loaded before stays.
    Cancelled {
        /// Which work.
        job: u32,
    },
    /// Work failed; what was loaded before stays.
    Failed {
        /// Which work, or `None` for a query.
        job: Option<u32>,
        /// Revision of the query, or `None`.
        revision: Option<u64>,
        /// What happened and what to do.
        problem: Problem,
    },
    /// The engine wants a piece of the file: the driver reads it, then calls `feed(job, …)` and `finish(job)`.
    ReadFile {
        /// Names the piece.
        job: u32,
        /// Which of the files that were imported together; 0 for the only one.
        file: u32,
        /// First byte.
        start: u64,
        /// Number of bytes.
        len: u64,
    },
    /// How far the check of an interval is.
    Resampling {
        /// Which work.
        job: u32,
        /// Draws that are made.
        drawn: u32,
        /// Draws in all.
        draws: u32,
    },
    /// An interval was checked.
    Resampled {
        /// Which work.
        job: u32,
        /// What came of it.
        result: Box<Resampling>,
    },
    /// A query cannot be answered before a part of the engine is loaded that the first figures do not need. It is to be asked again
    /// after [`Response::Whole`].
    NotYet {
        /// As in the query.
        revision: u64,
        /// As in the query.
        ask: Ask,
    },
    /// That part was loaded, or could not be.
    Whole {
        /// Why it could not be loaded. Asking for what needs it tries once more.
        problem: Option<Problem>,
    },
    /// Answer to a query.
    Answer {
        /// As in the query.
        revision: u64,
        /// What was answered.
        answer: Box<Answer>,
    },
}

/// Answers, one for each [`Ask`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// To [`Ask::Overview`].
    Overview(ScreenView),
    /// To [`Ask::Outcomes`].
    Outcomes(ScreenView),
    /// To [`Ask::Satisfaction`].
    Satisfaction(ScreenView),
    /// To [`Ask::Definitions`].
    Definitions(ScreenView),
    /// To [`Ask::DefinitionNames`].
    DefinitionNames(Vec<DefinitionName>),
    /// To [`Ask::Dispute`].
    Dispute(String),
    /// To [`Ask::Speed`].
    Speed(ScreenView),
    /// To [`Ask::Topics`].
    Topics(ScreenView),
    /// To [`Ask::Moved`].
    Moved(Moved),
    /// To [`Ask::Facet`].
    Facet(Facet),
    /// To [`Ask::Tickets`].
    Tickets(TicketPage),
    /// To [`Ask::Comments`].
    Comments(CommentPage),
    /// To [`Ask::Ticket`].
    Ticket(Box<TicketView>),
}
