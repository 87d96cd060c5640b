//! Formats: one helpdesk's names, values and oddities each. To add one, write a module and one line in [`FORMATS`].
//!
//! A format translates, nothing else: it says how sure it is that a file is its own ([`Format::sniff`]), what each column
//! means ([`Format::map`]), and how its words translate. It never counts and never judges.

mod ada;
mod chatwoot;
mod claims;
mod crisp;
mod freshchat;
mod freshdesk;
mod front;
mod generic;
mod gladly;
mod gorgias;
mod helpscout;
mod hubspot;
mod intercom;
mod jira;
mod kustomer;
mod liveagent;
mod looks;
mod osticket;
mod reamaze;
mod salesforce;
mod servicenow;
mod table;
mod talk;
pub(crate) mod thread;
mod tidio;
pub mod vocabulary;
mod zammad;
mod zendesk;
mod zoho;

use crate::dataset::{AiOutcome, AiTagMeaning, Clock, Origin};
use model::catalog::FormatInfo;
use model::field::Field;
use model::letters::lower;
use model::outcome::{Channel, Priority, Status};

/// What is known of a file before it is read whole: its columns and its first records.
#[derive(Debug, Clone)]
pub struct Shape {
    /// Whether the records are JSON objects. Columns are then paths such as `via.channel`; a list of plain values is one
    /// cell, its values joined by `,`; a list of objects is no column ([`Format::fold`] reads it).
    pub is_json: bool,
    /// Column names as in the file, trimmed, without a byte order mark; repeated names stay repeated.
    pub columns: Vec<String>,
    /// Up to 1,000 records; a record may be shorter or longer than `columns`.
    pub sample: Vec<Vec<String>>,
}

impl Shape {
    /// The names in the form that formats compare: lower case, without text in parentheses at the end that names a zone,
    /// `_`, `-` and runs of blanks as one blank, `createdAt` in two words.
    pub fn normalised(&self) -> Vec<String> {
        self.columns.iter().map(|name| normalise_name(name)).collect()
    }
}

/// See [`Shape::normalised`].
pub fn normalise_name(name: &str) -> String {
    let name =
        name.trim_start_matches('\u{feff}').trim().trim_matches('"').trim_end_matches(['?', ':']).trim();
    // `createdAt` is "created at".
    let mut text = String::with_capacity(name.len() + 8);
    let mut is_small = false;
    for letter in name.chars() {
        if is_small && letter.is_uppercase() {
            text.push(' ');
        }
        is_small = letter.is_lowercase();
        text.push(lower(letter));
    }
    if text.ends_with(')')
        && let Some(open) = text.rfind('(')
    {
        let inside = &text[open + 1..text.len() - 1];
        if inside.contains('/') || inside == "utc" || inside == "gmt" || inside.starts_with("gmt") {
            text.truncate(open);
        }
    }
    let mut out = String::with_capacity(text.len());
    for part in
        text.split(|c: char| c.is_whitespace() || c == '_' || c == '-').filter(|part| !part.is_empty())
    {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(part);
    }
    out
}

/// What a column is, as a format sees it.
#[derive(Debug, Clone)]
pub struct ColumnRule {
    /// The canonical field, or `None` when the column is not used, or holds more tags of an earlier column of the same name and
    /// is read as [`Read::Tags`].
    pub field: Option<Field>,
    /// How its cells are read.
    pub read: Read,
    /// Why, for people.
    pub reason: String,
}

impl ColumnRule {
    /// A column that is not used.
    pub fn unused(reason: &str) -> ColumnRule {
        ColumnRule { field: None, read: Read::Ignore, reason: reason.to_string() }
    }
}

/// A word of the file → its translation; `None`: the word is not known to this format. Words come trimmed, in lower case;
/// words that mean "nothing" everywhere ([`vocabulary::means_none`]) are empty cells and never get here.
pub type Translate<T> = fn(&str) -> Option<T>;

/// How cells are read.
#[derive(Debug, Clone)]
pub enum Read {
    /// Not read at all.
    Ignore,
    /// Text that is shown on demand and never kept (subject, description, comment).
    Text,
    /// The ticket's id.
    Id,
    /// A value from a set, kept as in the file. Values listed (lower case) stand for none: "no agent", "-".
    Category {
        /// Words that mean "none".
        none: &'static [&'static str],
    },
    /// Tags.
    Tags {
        /// What stands between two tags; `None`: decide by value.
        separator: Option<char>,
    },
    /// A person's id or address: hashed and dropped.
    Requester,
    /// A point in time, in any notation; order and zone are decided over the whole column.
    Instant,
    /// A span of time.
    Duration {
        /// Unit of plain numbers; `None`: decided by value. `HH:MM:SS` is read as such whatever the unit.
        unit: Option<DurationUnit>,
        /// Which clock ran.
        clock: Clock,
        /// Whether zero means "none" (Freshdesk writes `00:00:00` when nobody replied).
        zero_is_none: bool,
    },
    /// A small count.
    Count,
    /// When something happened last, counted as once; an empty cell tells that it never did.
    Happened,
    /// Yes or no.
    Flag {
        /// Further words; the usual ones (true/false, yes/no, 1/0, 1.0/0.0 …) are known.
        words: Translate<bool>,
    },
    /// A status.
    Status(Translate<Status>),
    /// A priority.
    Priority(Translate<Priority>),
    /// A channel.
    Channel(Translate<Channel>),
    /// An AI outcome.
    AiOutcome(Translate<AiOutcome>),
    /// Who started the ticket.
    Origin(Translate<Origin>),
    /// The customer's last word, in the words of [`crate::dataset::LastWord`].
    LastWord,
    /// A rating.
    Rating(RatingScale),
}

/// Unit of a plain number that is a span of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DurationUnit {
    /// Milliseconds.
    Milliseconds,
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days.
    Days,
}

impl DurationUnit {
    /// The unit of that name, if there is one.
    pub(crate) fn from_id(id: &str) -> Option<DurationUnit> {
        use DurationUnit::{Days, Hours, Milliseconds, Minutes, Seconds};
        [Milliseconds, Seconds, Minutes, Hours, Days].into_iter().find(|unit| unit.label() == id)
    }
}

/// The scale of a rating column. Words that speak of the survey ("Offered", "Not offered") are the same everywhere and are
/// asked first ([`vocabulary::survey`]). Levels that no row has are left out of the column.
#[derive(Debug, Clone)]
pub enum RatingScale {
    /// Decide by value over the whole column (1 to 5, 1 to 10, 0 to 100, words).
    ByValue,
    /// Words, from worst to best: (word in lower case, label, is good, number for means).
    Words(&'static [(&'static str, &'static str, bool, Option<f64>)]),
}

/// One helpdesk's export.
pub trait Format: Sync + Send {
    /// Stable id, product, kind, and how to make such an export.
    fn info(&self) -> FormatInfo;

    /// How well this format explains the file (0 to 100), and what tells so; `None`: not at all. JSON records are sniffed as
    /// they stand in the file, before [`Format::unwrap`] and [`Format::fold`]; [`Format::map`] sees them after both.
    /// 90 and above: the file can hardly be anything else. The generic reader answers at most 40.
    fn sniff(&self, shape: &Shape) -> Option<(u8, String)>;

    /// One rule for each column of the shape, in order. At most one column may claim a field; where two could, the better
    /// one wins and the other is unused with the reason.
    fn map(&self, shape: &Shape) -> Vec<ColumnRule>;

    /// JSON only: adds cells to a record that its nested parts imply (counts of replies, first human reply …), under column
    /// names of the form `messages.human_replies`. Called for each record before it is flattened; the names it adds
    /// must be declared by [`Format::folded_columns`].
    fn fold(&self, _record: &serde_json::Value, _add: &mut dyn FnMut(&'static str, String)) {}

    /// Names that [`Format::fold`] may add.
    fn folded_columns(&self) -> &'static [&'static str] {
        &[]
    }

    /// JSON only: the record within an envelope such as `{"ticket": {…}}`; itself by default.
    fn unwrap<'a>(&self, record: &'a serde_json::Value) -> &'a serde_json::Value {
        record
    }

    /// JSON only: the conversation within a record, for display of one ticket; by default as in the files of any make.
    fn messages(&self, record: &serde_json::Value) -> Vec<RawMessage> {
        thread::messages(self.unwrap(record))
    }

    /// Tags that tell what an AI did, with the reason.
    fn ai_tags(&self) -> &'static [(&'static str, AiTagMeaning, &'static str)] {
        &[]
    }

    /// Whether the helpdesk sets those tags itself, so that their absence tells something, too. Whoever made a file of unknown make
    /// need not know them.
    fn has_own_ai_tags(&self) -> bool {
        true
    }

    /// Whether those tags tell the same in a table of unknown make: pipelines and translated exports keep them.
    fn has_tags_that_travel(&self) -> bool {
        false
    }

    /// Some channel words also tell who started the ticket ("Outbound Email", "sample ticket"). Asked with the trimmed word
    /// in lower case, where no column of its own tells.
    fn origin_of_channel(&self, _word: &str) -> Option<Origin> {
        None
    }

    /// Words of this helpdesk that mean an empty cell in a column of a vocabulary, beyond [`vocabulary::means_none`]
    /// ("non-automated" where a column names the AI's outcome). Asked with the trimmed word in lower case.
    fn is_none(&self, _word: &str) -> bool {
        false
    }

    /// Whether this helpdesk's count of replies has an AI's among those of people: one that answers as an agent.
    fn counts_ai_among_people(&self) -> bool {
        false
    }

    /// How a column is read that a person takes for a field; `name` as [`normalise_name`] has it, empty where it contradicts the
    /// field.
    fn read(&self, field: Field, name: &str) -> Option<Read> {
        generic::trusted(field, name)
    }

    /// Why the rows are sums and not tickets, and what to export instead; `None`: they are tickets. By default as in any table.
    fn aggregated(&self, shape: &Shape) -> Option<String> {
        generic::sums(&self.map(shape), shape)
    }

    /// Remarks that belong beside every figure from such a file: bias of the export itself.
    fn warnings(&self, _shape: &Shape) -> Vec<String> {
        Vec::new()
    }

    /// For tests: the text of a format that is a table of names.
    #[cfg(test)]
    fn columns_known(&self) -> &'static str {
        ""
    }

    /// For tests: what such a format says of how to get fields.
    #[cfg(test)]
    fn how_known(&self) -> &'static str {
        ""
    }

    /// How to get a field that is missing out of this helpdesk.
    fn how_to_get(&self, field: Field) -> String {
        format!("Add the column for “{}” to the export.", field.label())
    }
}

/// Who writes, as [`RawMessage::author`] has it.
pub(crate) const AUTHORS: [&str; 4] = [talk::CUSTOMER, talk::HUMAN, talk::AI, talk::SYSTEM];

/// One message of a conversation, as in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawMessage {
    /// `customer`, `human`, `ai` or `system`.
    pub author: &'static str,
    /// Unix seconds or ISO text, as in the file.
    pub at: String,
    /// Text, possibly with markup.
    pub text: String,
    /// Whether the customer could see it.
    pub is_public: bool,
}

/// The registry. Order breaks ties; the generic reader is last.
pub static FORMATS: &[&dyn Format] = &[
    &zendesk::csv::ZendeskCsv,
    &zendesk::json::ZendeskJson,
    &zendesk::explore::ZendeskExplore,
    &zendesk::warehouse::TICKETS,
    &zendesk::warehouse::CHATS,
    &zendesk::beside::METRICS,
    &zendesk::beside::SATISFACTION,
    &zendesk::beside::AI_AGENTS,
    &intercom::csv::IntercomCsv,
    &intercom::json::IntercomJson,
    &intercom::warehouse::FORMAT,
    &freshdesk::csv::FreshdeskCsv,
    &freshdesk::json::FreshdeskJson { is_service_desk: false },
    &freshdesk::service::FORMAT,
    &freshdesk::json::FreshdeskJson { is_service_desk: true },
    &freshchat::FORMAT,
    &helpscout::FORMAT,
    &hubspot::FORMAT,
    &salesforce::FORMAT,
    &jira::FORMAT,
    &servicenow::FORMAT,
    &gorgias::FORMAT,
    &front::FORMAT,
    &zoho::FORMAT,
    &zammad::FORMAT,
    &kustomer::FORMAT,
    &ada::FORMAT,
    &chatwoot::FORMAT,
    &osticket::FORMAT,
    &liveagent::FORMAT,
    &crisp::FORMAT,
    &reamaze::FORMAT,
    &gladly::FORMAT,
    &tidio::FORMAT,
    &generic::Generic,
];

#[cfg(test)]
mod tests;
