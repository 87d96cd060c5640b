//! What a screen shows: figures, charts and sentences, arranged by the page.

use crate::chart::Chart;
use crate::definition::Lab;
use crate::filter::Dimension;
use crate::group::Groups;
use crate::measure::{Figure, Step};
use crate::outcome::{HandledBy, Outcome, RatingState};
use crate::units::Day;
use serde::{Deserialize, Serialize};

/// Figures, charts and sentences of one screen under one filter.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ScreenView {
    /// The main finding, as a sentence.
    pub headline: String,
    /// One or two sentences that qualify the headline: what is not known, what would change it.
    pub caveat: String,
    /// The figures; the page picks them by metric and variant.
    pub figures: Vec<Figure>,
    /// The charts; the page picks them by id.
    pub charts: Vec<Chart>,
    /// The ladder (Outcomes, Overview): a count for each rung, in the order of [`Outcome::ALL`]; sums to the eligible tickets.
    pub ladder: Vec<LadderRung>,
    /// Findings and remarks in the order of weight.
    pub notes: Vec<Note>,
    /// From all rows to the eligible tickets under the filter.
    pub steps: Vec<Step>,
    /// Tickets of the filter (eligible), and of the whole file (eligible).
    pub tickets: u64,
    /// See `tickets`.
    pub tickets_total: u64,
    /// The period in force (first day, first day after), and the one compared with.
    pub period: Option<(Day, Day)>,
    /// See `period`.
    pub previous: Option<(Day, Day)>,
    /// Whether the file is still being read, so that all of this is provisional.
    pub is_partial: bool,
    /// The definitions side by side (Definitions).
    pub lab: Option<Box<Lab>>,
    /// The values of dimensions side by side (Topics).
    pub groups: Vec<Groups>,
}

/// One rung of the ladder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LadderRung {
    /// Which.
    pub outcome: Outcome,
    /// Tickets on it.
    pub count: u64,
    /// The rule, in one sentence, as it was applied to this file.
    pub rule: String,
    /// For whom it counts as success.
    pub counts_for: String,
    /// Set when this file cannot show the rung: the reason.
    pub cannot_tell: Option<String>,
}

/// A remark with an action.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// How grave.
    pub kind: NoteKind,
    /// The remark, as one or two sentences.
    pub text: String,
    /// What to do: words and an address within the app (`#/tickets?...`), if there is something.
    pub action: Option<(String, String)>,
}

/// How grave a remark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// A finding in the data.
    Finding,
    /// A limit of the data.
    Limit,
    /// Something to check or repair.
    Warning,
}

/// One dimension's values under the filter without that dimension (cross-filter).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Facet {
    /// Which.
    pub dimension: Dimension,
    /// The values with their counts, most frequent first; at most 500.
    pub values: Vec<FacetValue>,
    /// How many more values there are.
    pub more: u64,
    /// Set when the file has nothing to filter by here: the reason.
    pub unavailable: Option<String>,
}

/// A value that can be picked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FacetValue {
    /// As in a filter.
    pub value: String,
    /// As shown.
    pub label: String,
    /// Tickets under the filter without this dimension.
    pub count: u64,
}

/// What the ticket table can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TicketSort {
    /// By creation.
    #[default]
    Created,
    /// By full resolution time.
    ResolutionTime,
    /// By first reply time.
    FirstReplyTime,
    /// By rating, lowest level first when ascending.
    Rating,
    /// By outcome, in the order of the ladder.
    Outcome,
}

/// A window of the ticket table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TicketPage {
    /// Tickets under the filter.
    pub total: u64,
    /// Index of the first row.
    pub offset: u64,
    /// The rows.
    pub rows: Vec<TicketRow>,
}

/// One ticket in the table. No text of the customer's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TicketRow {
    /// Row in the data set, the key for [`crate::message::Ask::Ticket`].
    pub row: u32,
    /// The ticket's id in the helpdesk.
    pub id: String,
    /// Creation in the display zone, `YYYY-MM-DD HH:MM`.
    pub created: String,
    /// Channel label.
    pub channel: String,
    /// Topic as in the file.
    pub topic: String,
    /// Status label.
    pub status: String,
    /// Who handled it; `None` when no one did yet.
    pub handled_by: Option<HandledBy>,
    /// Rung.
    pub outcome: Outcome,
    /// Rating state.
    pub rating: RatingState,
    /// The rating as in the file, e.g. "4" or "Good"; empty without one.
    pub rating_raw: String,
    /// Seconds to the first reply.
    pub first_reply_secs: Option<u32>,
    /// Seconds to the resolution.
    pub resolution_secs: Option<u32>,
    /// Seconds until the same requester came back.
    pub return_secs: Option<u32>,
    /// Reopens.
    pub reopens: Option<u32>,
}

/// One ticket opened: its row, its fields as in the file, its text, read from the file and masked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TicketView {
    /// The table row.
    pub row: TicketRow,
    /// Why it stands on its rung: the rules that were tried, in order.
    pub why: Vec<String>,
    /// Column, value as in the file (personal data masked).
    pub fields: Vec<(String, String)>,
    /// The conversation, where the file has one.
    pub messages: Vec<MessageView>,
    /// Where it stands: file and line.
    pub place: crate::error::Place,
    /// How many e-mail addresses, numbers and the like were masked.
    pub masked: u32,
}

/// In which order comments are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommentOrder {
    /// The newest tickets first.
    #[default]
    Newest,
    /// The lowest ratings first, of equal ones the newest.
    Lowest,
}

/// A window of the comments that came with ratings.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct CommentPage {
    /// Tickets under the filter that have one.
    pub total: u64,
    /// How many come before the first one here.
    pub offset: u64,
    /// In which order they stand.
    pub order: CommentOrder,
    /// The comments.
    pub comments: Vec<CommentView>,
}

/// A comment, read from the file and masked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CommentView {
    /// Its ticket.
    pub row: TicketRow,
    /// The words; empty where they cannot be read again.
    pub text: String,
}

/// One message of a conversation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MessageView {
    /// `customer`, `human`, `ai` or `system`.
    pub author: String,
    /// When, `YYYY-MM-DD HH:MM` in the display zone; empty if unknown.
    pub at: String,
    /// The text, masked; markup removed.
    pub text: String,
    /// Whether the customer could see it.
    pub is_public: bool,
}
