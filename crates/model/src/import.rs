//! What was understood of the files, with reasons, and a ledger that adds up.

use crate::error::Problem;
use crate::field::Field;
use serde::{Deserialize, Serialize};

/// Everything the import screen shows. Sent when a file is read, and again when a setting changes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ImportSummary {
    /// Name shown for the data set: the file's name, or "Sample".
    pub name: String,
    /// Whether these are the generated sample tickets.
    pub is_sample: bool,
    /// Bytes read.
    pub bytes: u64,
    /// The recognised helpdesk, its [`crate::catalog::FormatInfo::id`].
    pub format: String,
    /// A fingerprint of the recognised helpdesk and the names of the columns, under which a [`crate::mapping::Mapping`] is
    /// remembered; empty: nothing can be remembered of these tickets.
    pub shape: String,
    /// All candidates with score and reason, best first.
    pub candidates: Vec<FormatScore>,
    /// The decisions, in the order in which they were made.
    pub decisions: Vec<Decision>,
    /// The columns of the file, in its order.
    pub columns: Vec<ColumnInfo>,
    /// The words of columns whose values are translated.
    pub words: Vec<FieldWords>,
    /// The rows.
    pub ledger: Ledger,
    /// Why tickets are left out of the eligible set.
    pub excluded: Vec<Exclusion>,
    /// Signs that a ticket was handled by an AI.
    pub ai_signs: Vec<AiSign>,
    /// The most frequent names, channels and tags that nothing points to, for a person who knows that one is an AI's.
    pub other_signs: Vec<AiSign>,
    /// Canonical fields that the file lacks, with what falls without them.
    pub missing: Vec<MissingField>,
    /// What can be asked of these tickets, and how well they answer.
    pub questions: Vec<Question>,
    /// Warnings that belong beside the figures (e.g. bias of the export itself).
    pub warnings: Vec<String>,
    /// The IANA name of the time zone in force.
    pub time_zone: String,
    /// Day of the first and the last creation, as `YYYY-MM-DD`; `None` with no dated ticket.
    pub first_day: Option<crate::units::Day>,
    /// See `first_day`.
    pub last_day: Option<crate::units::Day>,
    /// The day up to which the file knows everything.
    pub as_of: Option<crate::units::Day>,
    /// Resident bytes of the data set, all columns and dictionaries.
    pub memory_bytes: u64,
    /// The files that were joined, in the order in which they were given; empty where there was only one. What concerns one file
    /// stands there, and the candidates, columns and words above are empty.
    pub files: Vec<FileSummary>,
}

impl ImportSummary {
    /// What [`ColumnInfo::filled`] is a share of: the rows, or the tickets that rows of messages or events were folded to.
    pub fn rows_of_columns(&self) -> u64 {
        let is_folded = self.decisions.iter().any(|decision| decision.id == "rows");
        if is_folded { self.ledger.tickets } else { self.ledger.rows_read }
    }
}

/// One of several files that were read together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileSummary {
    /// How many files of the same columns are told together here: 1 unless there are many.
    pub files: u32,
    /// What a row of it is, for people: "tickets", "ratings", "messages" …; empty where it could not be read.
    pub holds: String,
    /// What became of those rows when the files were joined, in one sentence.
    pub joined: String,
    /// Why it could not be read; then it brought nothing.
    pub problem: Option<Problem>,
    /// What was understood of it by itself: its name, format, shape, candidates, decisions, columns, words and rows (`tickets` is what
    /// it brought, before joining). All else is told of the whole alone.
    pub read: ImportSummary,
}

/// One of several files that are to be read together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Incoming {
    /// The file's name.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// What was decided while it was unpacked; nothing for a file that came as it is.
    pub carried: Carried,
    /// Why its bytes will not come (an archive that cannot be opened): it is named among the files, and the others are read.
    pub problem: Option<Problem>,
}

/// How well a format explains the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FormatScore {
    /// [`crate::catalog::FormatInfo::id`].
    pub format: String,
    /// 0 to 100.
    pub score: u8,
    /// What was found, e.g. "columns Group stations, Satisfaction Score".
    pub reason: String,
}

/// One decision that was taken for the person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// A stable name: `format`, `delimiter`, `quote`, `encoding`, `time_zone`, `date_order`, `clock`, `rating_scale`,
    /// `ai`, `as_of`, `human_touch`, `resolved_at`, `return_window` `header`, `records`,
    /// `unit:<column>`, `column:<column>`, `words:<field>`, `meant:<field>` `mixed_zones:<column>` or `join:<file>`; of workbooks and archives `container`, `member`, `rows_above`,
    /// `rows_below`, `cell_dates`, `hidden_rows`, `cell_errors`, `merged_cells`, `cells_beyond` or `trailing`.
    pub id: String,
    /// What was decided, for people: "Time zone".
    pub label: String,
    /// The value in force.
    pub value: String,
    /// The evidence, in one sentence.
    pub reason: String,
    /// How sure.
    pub certainty: Certainty,
    /// Whether the value is a person's override.
    pub is_override: bool,
}

/// How sure a decision is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// The file says so, or nothing else fits.
    Proven,
    /// Most evidence points there.
    Likely,
    /// A default, as nothing tells.
    Assumed,
}

/// What was decided and met before the engine saw the text: while a workbook or an archive was unpacked.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Carried {
    /// Decisions; they stand before the engine's own.
    pub decisions: Vec<Decision>,
    /// Warnings; see [`ImportSummary::warnings`].
    pub warnings: Vec<String>,
}

/// A table that could not be read as tickets, for want of a column that tells what they cannot do without.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnreadTable {
    /// See [`ImportSummary::shape`].
    pub shape: String,
    /// Rows that were looked at; [`ColumnInfo::filled`] counts these.
    pub rows: u64,
    /// Its columns, in their order: the first 500.
    pub columns: Vec<ColumnInfo>,
}

/// A column of the file and what it was taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnInfo {
    /// The header, or the path in JSON (`via.channel`).
    pub name: String,
    /// The canonical field, or `None` when the column is not used.
    pub field: Option<Field>,
    /// Why: "named so in Zendesk exports", "values look like dates" …
    pub reason: String,
    /// Unit or scale, where one was decided: "minutes", "1 to 5".
    pub unit: Option<String>,
    /// Up to three values. Cells that may hold personal data are masked.
    pub samples: Vec<String>,
    /// Rows with a value.
    pub filled: u64,
    /// Rows with a value that could not be read.
    pub unreadable: u64,
    /// Whether a person said what it is.
    pub is_override: bool,
}

/// The words of a column and what each was taken for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldWords {
    /// The field.
    pub field: Field,
    /// The column.
    pub column: String,
    /// What a word can mean: id and label. Nothing at all (`none`) is not among them.
    pub options: Vec<(String, String)>,
    /// The words, most frequent first, at most 100.
    pub words: Vec<WordInfo>,
    /// Words that are not listed.
    pub more: u64,
}

/// One word of a column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WordInfo {
    /// As in the file.
    pub word: String,
    /// Rows that have it, those that were set aside later included.
    pub rows: u64,
    /// What it was taken for: an id of [`FieldWords::options`] or `none`; `None`: the word is not known.
    pub value: Option<String>,
    /// Whether a person said so.
    pub is_override: bool,
}

/// Something that can be asked of tickets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// The question.
    pub label: String,
    /// Whether these tickets answer it.
    pub answer: Answerable,
    /// What is answered, or why it is not.
    pub why: String,
    /// The fields that would make it better; [`ImportSummary::missing`] tells how to get them.
    pub wants: Vec<Field>,
}

/// How well a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answerable {
    /// In full.
    Answered,
    /// In part, or from second-best evidence.
    Weakened,
    /// Not at all.
    Impossible,
}

/// Rows read = tickets + set aside.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Ledger {
    /// Data rows in the file (the header is none).
    pub rows_read: u64,
    /// Rows that became a ticket.
    pub tickets: u64,
    /// Rows that did not, by reason.
    pub set_aside: Vec<SetAside>,
    /// Rows that became a ticket though something in them had to be mended or left empty.
    pub mended: Vec<SetAside>,
}

/// Rows with one reason.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetAside {
    /// The reason, for people: "same ticket id as an earlier row".
    pub reason: String,
    /// How many rows.
    pub count: u64,
    /// The first few line numbers (counted from 1, the header included).
    pub first_lines: Vec<u64>,
}

/// Tickets that are in the data set but not in the eligible set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Exclusion {
    /// A stable name: `removed`, `outbound`, `test`, `internal` or [`Exclusion::LATER`].
    pub id: String,
    /// The reason, for people: "spam, deleted or merged".
    pub reason: String,
    /// How many tickets.
    pub count: u64,
    /// Whether a person wants them counted all the same: then they are eligible.
    pub is_counted: bool,
}

impl Exclusion {
    /// Tickets created after the day that was set as the last one that is known: to count them, another day is set.
    pub const LATER: &str = "later";
}

/// One sign that tickets were handled by an AI.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AiSign {
    /// Stable name for overrides, e.g. `agent=Fin`, `tag=ai_agent_automated_resolution`, `channel=Bot chat`,
    /// `field=ai_involved`.
    pub id: String,
    /// Where it was found: "Assignee", "Tag", "Column Fin AI Agent involved".
    pub place: String,
    /// The value, e.g. a name.
    pub value: String,
    /// Why it is or is not taken for an AI.
    pub reason: String,
    /// Tickets that bear it.
    pub tickets: u64,
    /// Whether it counts.
    pub is_on: bool,
    /// Whether a person switched it.
    pub is_override: bool,
}

/// A field that the file lacks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MissingField {
    /// The field.
    pub field: Field,
    /// What cannot be told without it.
    pub lost: String,
    /// How to get it from this helpdesk.
    pub how: String,
}
