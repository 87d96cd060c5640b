//! Generated tickets as a helpdesk would export them, for benchmarks, tests and comparisons with SQL.

use super::fill::text_of_utc;
use super::raw_record;
use crate::dataset::{Dataset, NO_CODE, NO_SECS, Times};
use crate::zones::Zone;
use model::field::Field;
use model::letters::Lower;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// In whose manner the file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Zendesk's account export: times of UTC without a mark, AI told by tags and by the assignee.
    Zendesk,
    /// Intercom's report export: zone in the header, Fin's own columns.
    Intercom,
    /// 26 plain columns, about 260 bytes a row.
    Wide26,
}

impl Style {
    /// The style of that name: `zendesk`, `intercom` or `wide26`.
    pub fn by_name(name: &str) -> Option<Style> {
        match name {
            "zendesk" => Some(Style::Zendesk),
            "intercom" => Some(Style::Intercom),
            "wide26" => Some(Style::Wide26),
            _ => None,
        }
    }

    fn columns(self) -> &'static [Column] {
        match self {
            Style::Zendesk => ZENDESK,
            Style::Intercom => INTERCOM,
            Style::Wide26 => WIDE,
        }
    }
}

/// Writes tickets that were generated ([`super::generate`]) as CSV.
pub fn write_csv(dataset: &Dataset, style: Style, out: &mut impl Write) -> io::Result<()> {
    let columns = style.columns();
    write_row(out, columns.iter().map(|(name, _)| (*name).to_string()))?;
    for row in 0..dataset.rows {
        let ticket = Ticket::of(dataset, row);
        write_row(out, columns.iter().map(|(_, value)| value(&ticket)))?;
    }
    Ok(())
}

fn write_row(out: &mut impl Write, cells: impl Iterator<Item = String>) -> io::Result<()> {
    for (number, cell) in cells.enumerate() {
        if number > 0 {
            out.write_all(b",")?;
        }
        if cell.contains(['"', ',', '\n', '\r']) {
            write!(out, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            out.write_all(cell.as_bytes())?;
        }
    }
    out.write_all(b"\n")
}

/// Header, and the cell of a ticket.
type Column = (&'static str, fn(&Ticket<'_>) -> String);

/// One ticket with its texts by field.
struct Ticket<'a> {
    dataset: &'a Dataset,
    row: usize,
    texts: BTreeMap<Field, String>,
}

impl Ticket<'_> {
    fn of(dataset: &Dataset, row: u32) -> Ticket<'_> {
        let fields = raw_record(dataset, row).fields;
        let texts = fields.into_iter().filter_map(|(_, field, text)| Some((field?, text))).collect();
        Ticket { dataset, row: row as usize, texts }
    }

    fn text(&self, field: Field) -> String {
        self.texts.get(&field).cloned().unwrap_or_default()
    }

    fn is(&self, field: Field, word: &str) -> bool {
        self.texts.get(&field).is_some_and(|text| text == word)
    }

    fn count(&self, field: Field) -> u32 {
        self.text(field).parse().unwrap_or(0)
    }

    fn secs(&self, times: &Option<Times>) -> Option<u32> {
        times.as_ref().map(|times| times.secs[self.row]).filter(|secs| *secs != NO_SECS)
    }

    fn created(&self) -> u32 {
        self.dataset.columns.created_at.secs[self.row]
    }

    /// `YYYY-MM-DD HH:MM:SS` of UTC.
    fn time(&self, field: Field) -> String {
        self.text(field).replace('T', " ").replace('Z', "")
    }

    /// The same on the clock of Oslo.
    fn oslo(&self, field: Field) -> String {
        let Some(utc) = crate::ingest::time::read_plain_iso(self.text(field).as_bytes()) else {
            return String::new();
        };
        let clock = utc + Zone::get("Europe/Oslo").map_or(0, |zone| zone.offset(utc));
        text_of_utc(clock as u32).replace('T', " ").replace('Z', "")
    }

    /// Whole minutes from creation to an instant.
    fn minutes_to(&self, times: &Option<Times>) -> String {
        self.secs(times).map_or(String::new(), |at| ((at - self.created()) / 60).to_string())
    }

    fn seconds_to(&self, times: &Option<Times>) -> String {
        self.secs(times).map_or(String::new(), |at| (at - self.created()).to_string())
    }

    fn is_ai_alone(&self) -> bool {
        self.is(Field::AiInvolved, "true") && self.count(Field::HumanReplies) == 0
    }

    /// A requester's number; the same for one person, empty when unknown.
    fn requester_number(&self) -> String {
        let requester = self.dataset.columns.requester.as_ref().map(|column| column[self.row]);
        requester.filter(|code| *code != NO_CODE).map_or(String::new(), |code| (900_000 + code).to_string())
    }

    /// An address that only this requester has.
    fn address(&self) -> String {
        match self.requester_number().as_str() {
            "" => String::new(),
            number => format!("c{number}@example.com"),
        }
    }

    /// `1` or `0`.
    fn bit(&self, field: Field) -> String {
        u8::from(self.is(field, "true")).to_string()
    }

    fn topic_tag(&self) -> String {
        self.text(Field::Topic).to_lower().replace(' ', "_")
    }
}

const ZENDESK: &[Column] = &[
    ("Id", |t| t.text(Field::Id)),
    ("Requester", |t| t.text(Field::Requester).split('@').next().unwrap_or_default().replace('.', " ")),
    ("Requester id", |t| t.requester_number()),
    ("Assignee", |t| if t.is_ai_alone() { "Fern AI Agent".to_string() } else { t.text(Field::Agent) }),
    ("Group", |t| t.text(Field::Team)),
    ("Subject", |t| t.text(Field::Subject)),
    ("Tags", |t| {
        let mut tags = vec![t.topic_tag()];
        tags.extend(t.is(Field::AiResolved, "true").then(|| "ai_agent_automated_resolution".to_string()));
        tags.extend(t.is(Field::AiHandedOff, "true").then(|| "escalated_by_ultimate".to_string()));
        tags.retain(|tag| !tag.is_empty());
        tags.join(" ")
    }),
    ("Status", |t| match t.text(Field::Status).as_str() {
        "Spam, deleted or merged" => "Deleted".to_string(),
        "On hold" => "On-hold".to_string(),
        status => status.to_string(),
    }),
    ("Priority", |t| t.text(Field::Priority)),
    ("Via", |t| match t.text(Field::Channel).as_str() {
        "Email" => "Mail".to_string(),
        "Phone" => "Phone call (incoming)".to_string(),
        channel => channel.to_string(),
    }),
    ("Created at", |t| t.time(Field::CreatedAt)),
    ("Updated at", |t| t.time(Field::UpdatedAt)),
    ("Solved at", |t| t.time(Field::SolvedAt)),
    // Whole hours, rounded, as Zendesk writes them.
    ("Resolution time", |t| {
        t.secs(&t.dataset.columns.solved_at)
            .map_or(String::new(), |at| ((at - t.created() + 1800) / 3600).to_string())
    }),
    ("Satisfaction Score", |t| match t.text(Field::Rating).as_str() {
        "" => "Not Offered".to_string(),
        "Offered" => "Offered".to_string(),
        "4" | "5" => "Good".to_string(),
        _ => "Bad".to_string(),
    }),
    ("Reopens", |t| t.text(Field::Reopens)),
    ("Replies", |t| t.text(Field::HumanReplies)),
    ("First reply time in minutes", |t| t.minutes_to(&t.dataset.columns.first_human_reply_at)),
    ("Full resolution time in minutes", |t| t.minutes_to(&t.dataset.columns.solved_at)),
    ("Ticket Category [list]", |t| match t.text(Field::Topic).as_str() {
        "" => "-".to_string(),
        topic => topic.to_string(),
    }),
];

const INTERCOM: &[Column] = &[
    // Fifteen digits: no number that a spreadsheet keeps.
    ("Conversation ID", |t| format!("215000000{}", t.text(Field::Id))),
    ("Conversation started at (Europe/Oslo)", |t| t.oslo(Field::CreatedAt)),
    ("Last closed at (Europe/Oslo)", |t| t.oslo(Field::SolvedAt)),
    ("Current conversation state", |t| match t.text(Field::Status).as_str() {
        "Closed" | "Solved" | "Spam, deleted or merged" => "Closed".to_string(),
        "On hold" | "Pending" => "Snoozed".to_string(),
        _ => "Open".to_string(),
    }),
    ("Started by", |t| if t.is(Field::Initiator, "Outbound") { "Admin" } else { "Customer" }.to_string()),
    ("Channel", |t| match t.text(Field::Channel).as_str() {
        "Messaging" => "WhatsApp".to_string(),
        "Web form" => "Email".to_string(),
        channel => channel.to_string(),
    }),
    ("Team currently assigned", |t| t.text(Field::Team)),
    ("Teammate currently assigned", |t| t.text(Field::Agent)),
    ("Topics", |t| t.text(Field::Topic)),
    ("Title", |t| t.text(Field::Subject)),
    ("Fin AI Agent involved", |t| t.text(Field::AiInvolved)),
    ("Fin AI Agent deflected", |t| t.text(Field::AiResolved)),
    ("Fin AI Agent resolution state", |t| t.text(Field::AiOutcome)),
    ("First response time (seconds)", |t| t.seconds_to(&t.dataset.columns.first_reply_at)),
    ("Number of reopens", |t| t.text(Field::Reopens)),
    ("Teammate replies", |t| t.text(Field::HumanReplies)),
    ("Conversation rating", |t| match t.text(Field::Rating).as_str() {
        "Offered" => String::new(),
        rating => rating.to_string(),
    }),
    ("User email", |t| t.address()),
    ("Language", |t| t.text(Field::Language)),
];

const WIDE: &[Column] = &[
    ("Ticket ID", |t| t.text(Field::Id)),
    ("Subject", |t| t.text(Field::Subject)),
    ("Requester email", |t| t.address()),
    ("Status", |t| t.text(Field::Status)),
    ("Priority", |t| t.text(Field::Priority)),
    ("Channel", |t| t.text(Field::Channel)),
    ("Topic", |t| t.text(Field::Topic)),
    ("Tags", |t| t.topic_tag().split('_').next().unwrap_or_default().to_string()),
    ("Team", |t| t.text(Field::Team)),
    ("Assignee", |t| t.text(Field::Agent)),
    ("Language", |t| t.text(Field::Language)[..2].to_lower()),
    ("Created at", |t| t.time(Field::CreatedAt)),
    ("First reply at", |t| t.time(Field::FirstReplyAt)),
    ("First human reply at", |t| t.time(Field::FirstHumanReplyAt)),
    ("Solved at", |t| t.time(Field::SolvedAt)),
    ("Closed at", |t| t.time(Field::ClosedAt)),
    ("Updated at", |t| t.time(Field::UpdatedAt)),
    ("Reopens", |t| t.text(Field::Reopens)),
    ("Human replies", |t| t.text(Field::HumanReplies)),
    ("Customer messages", |t| t.text(Field::CustomerMessages)),
    ("AI replies", |t| t.text(Field::AiReplies)),
    ("Rating", |t| t.text(Field::Rating)),
    ("AI involved", |t| t.bit(Field::AiInvolved)),
    ("AI agent", |t| t.text(Field::AiAgent)),
    ("AI outcome", |t| t.text(Field::AiOutcome)),
    ("Handed off by AI", |t| t.bit(Field::AiHandedOff)),
];
