//! From stories to the columns that an import would have filled.

use super::calendar::TIME_ZONE;
use super::comments;
use super::observe::Ticket;
use super::simulate::people_and_teams;
use super::truth::AiPart;
use super::world::World;
use crate::dataset::{
    AiOutcome, Coded, Codes, Columns, Dataset, Flags, Ids, NO_BYTE, NO_CODE, NO_SECS, Places, RATING_OFFERED,
    RatingLevel, Ratings, Reread, Times,
};
use model::field::Field;
use model::import::{Certainty, ColumnInfo, Decision, FormatScore, Ledger};
use model::outcome::{Channel, Priority, Status};

/// Id of the first ticket.
const FIRST_ID: u64 = 240_001;
/// Languages, in the order of [`Ticket::language`].
const LANGUAGES: [&str; 3] = ["English", "German", "Norwegian"];

/// The data set of tickets that are in the order of their creation.
pub(super) fn dataset(world: &World, tickets: &[Ticket]) -> Dataset {
    let rows = tickets.len() as u32;
    let columns = columns(world, tickets);
    let file_columns = file_columns(&columns, tickets.len());
    Dataset {
        name: "Sample: Fjell & Fern".to_string(),
        is_sample: true,
        bytes: 0,
        format: "sample",
        shape: "sample".to_string(),
        words: Vec::new(),
        rows,
        columns,
        joined: None,
        places: Places::default(),
        reread: Reread::default(),
        candidates: vec![FormatScore {
            format: "sample".to_string(),
            score: 100,
            reason: "made by this program, not read from a file".to_string(),
        }],
        decisions: decisions(),
        file_columns,
        ledger: Ledger { rows_read: u64::from(rows), tickets: u64::from(rows), ..Ledger::default() },
        warnings: vec![
            "These tickets are invented: Fjell & Fern is no real shop, and no figure here says anything about a real product."
                .to_string(),
        ],
        ai_tags: Vec::new(),
        zone_in_file: Some(TIME_ZONE.to_string()),
    }
}

fn columns(world: &World, tickets: &[Ticket]) -> Columns {
    let (people, teams) = people_and_teams();
    let bytes = |value: fn(&Ticket) -> u8| Some(tickets.iter().map(value).collect::<Vec<u8>>());
    let flags = |value: fn(&Ticket) -> bool| {
        Some(Flags { values: tickets.iter().map(|ticket| u8::from(value(ticket))).collect() })
    };
    let times = |value: fn(&Ticket) -> Option<u32>| Times {
        secs: tickets.iter().map(|ticket| value(ticket).unwrap_or(NO_SECS)).collect(),
        is_absolute: true,
        ..Times::default()
    };
    let coded = |values: Vec<Box<str>>, code: fn(&Ticket) -> u32| {
        let mut codes = Codes::U8(Vec::with_capacity(tickets.len()));
        tickets.iter().for_each(|ticket| codes.push(code(ticket)));
        Some(Coded { codes, values })
    };
    let boxed = |names: &[&'static str]| names.iter().map(|&name| name.into()).collect::<Vec<Box<str>>>();
    let is_claimed = |ticket: &Ticket| {
        ticket.ai_outcome == AiOutcome::Confirmed as u8 || ticket.ai_outcome == AiOutcome::Assumed as u8
    };
    Columns {
        id: Ids::Numbers((FIRST_ID..FIRST_ID + tickets.len() as u64).collect()),
        status: bytes(|ticket| ticket.status as u8),
        priority: bytes(|ticket| ticket.priority as u8),
        channel: bytes(|ticket| ticket.story.channel as u8),
        channel_word: None,
        topic: coded(world.topics.iter().map(|topic| topic.name.into()).collect(), |ticket| {
            if ticket.story.is_eligible { u32::from(ticket.story.topic) } else { NO_CODE }
        }),
        language: coded(boxed(&LANGUAGES), |ticket| u32::from(ticket.language)),
        team: coded(teams, |ticket| ticket.team),
        agent: coded(people, |ticket| ticket.agent),
        ai_agent: coded(world.ai_agents.iter().map(|agent| agent.name.into()).collect(), |ticket| {
            ticket.ai_agent
        }),
        tags: None,
        requester: Some(tickets.iter().map(|ticket| ticket.story.requester.unwrap_or(NO_CODE)).collect()),
        created_at: times(|ticket| Some(ticket.story.created_utc)),
        first_reply_at: Some(times(|ticket| ticket.first_reply)),
        first_human_reply_at: Some(times(|ticket| ticket.first_human_reply)),
        solved_at: Some(times(|ticket| ticket.solved)),
        closed_at: Some(times(|ticket| ticket.closed)),
        updated_at: Some(times(|ticket| Some(ticket.updated))),
        first_reply_time: None,
        resolution_time: None,
        reopens: bytes(|ticket| ticket.reopens),
        human_replies: bytes(|ticket| ticket.human_replies),
        customer_messages: bytes(|ticket| ticket.customer_messages),
        ai_replies: bytes(|ticket| ticket.ai_replies),
        rating: Some(Ratings {
            level: tickets.iter().map(|ticket| ticket.rating).collect(),
            levels: (1..=5)
                .map(|level: u8| RatingLevel {
                    label: level.to_string(),
                    is_good: level >= 4,
                    number: Some(f64::from(level)),
                })
                .collect(),
            scale: "1 to 5 (4 and 5 are good)".to_string(),
            tells_offered: true,
        }),
        rating_offered: None,
        rating_comment: Some(
            tickets
                .iter()
                .enumerate()
                .map(|(row, ticket)| comments::length(ticket.rating, ticket.story.created_utc, row))
                .collect(),
        ),
        ai_involved: flags(|ticket| ticket.ai_replies > 0),
        ai_outcome: bytes(|ticket| ticket.ai_outcome),
        ai_resolved: Some(Flags {
            values: tickets.iter().map(|ticket| u8::from(is_claimed(ticket))).collect(),
        }),
        ai_handed_off: flags(|ticket| ticket.story.ai == AiPart::HandedOver),
        ai_assisted: flags(|ticket| ticket.story.ai == AiPart::Drafted),
        initiator: bytes(|ticket| ticket.origin as u8),
        ..Columns::default()
    }
}

fn decisions() -> Vec<Decision> {
    let decision = |id: &str, label: &str, value: &str, reason: &str| Decision {
        id: id.to_string(),
        label: label.to_string(),
        value: value.to_string(),
        reason: reason.to_string(),
        certainty: Certainty::Proven,
        is_override: false,
    };
    vec![
        decision("format", "Helpdesk", "Sample", "These tickets are made by this program; no file was read."),
        decision(
            "rating_scale",
            "Rating scale",
            "1 to 5 (4 and 5 are good)",
            "The sample's survey asks for one to five stars.",
        ),
    ]
}

/// The columns as the Import screen lists them.
fn file_columns(columns: &Columns, rows: usize) -> Vec<ColumnInfo> {
    let info = |name: &str, field: Field| {
        let mut samples: Vec<String> = Vec::new();
        let mut filled = 0;
        for row in (0..rows).filter(|row| is_filled(columns, field, *row)) {
            filled += 1;
            // Columns with one or two values would be read to the end for a third.
            let is_looked_at = filled < 100 || filled % 499 == 0;
            if samples.len() < 3
                && is_looked_at
                && let Some(text) = value(columns, field, row)
                && !samples.contains(&text)
            {
                samples.push(text);
            }
        }
        ColumnInfo {
            name: name.to_string(),
            field: Some(field),
            reason: "made so by the generator".to_string(),
            unit: (field == Field::Rating).then(|| "1 to 5".to_string()),
            samples,
            filled,
            unreadable: 0,
            is_override: false,
        }
    };
    COLUMN_NAMES.iter().map(|&(name, field)| info(name, field)).collect()
}

/// The text of a row's value as a file would hold it; the requester's is masked.
pub(super) fn value(columns: &Columns, field: Field, row: usize) -> Option<String> {
    let byte = |column: &Option<Vec<u8>>, label: fn(usize) -> Option<&'static str>| {
        column.as_ref().and_then(|column| label(column[row] as usize)).map(str::to_string)
    };
    let coded = |column: &Option<Coded>| {
        let column = column.as_ref()?;
        column.values.get(column.codes.get(row) as usize).map(ToString::to_string)
    };
    let time = |column: Option<&Times>| {
        column.map(|column| column.secs[row]).filter(|secs| *secs != NO_SECS).map(text_of_utc)
    };
    let flag = |column: &Option<Flags>| {
        column.as_ref().map(|column| if column.values[row] == 1 { "true" } else { "false" }.to_string())
    };
    let count = |column: &Option<Vec<u8>>| column.as_ref().map(|column| column[row].to_string());
    match field {
        Field::Id => Some(columns.id.get(row)),
        Field::Requester => Some("•••@example.com".to_string()).filter(|_| is_filled(columns, field, row)),
        Field::Status => byte(&columns.status, |at| Status::ALL.get(at).map(|v| v.label())),
        Field::Priority => byte(&columns.priority, |at| Priority::ALL.get(at).map(|v| v.label())),
        Field::Channel => byte(&columns.channel, |at| Channel::ALL.get(at).map(|v| v.label())),
        Field::Topic => coded(&columns.topic),
        Field::Language => coded(&columns.language),
        Field::Team => coded(&columns.team),
        Field::Agent => coded(&columns.agent),
        Field::AiAgent => coded(&columns.ai_agent),
        Field::CreatedAt => time(Some(&columns.created_at)),
        Field::FirstReplyAt => time(columns.first_reply_at.as_ref()),
        Field::FirstHumanReplyAt => time(columns.first_human_reply_at.as_ref()),
        Field::SolvedAt => time(columns.solved_at.as_ref()),
        Field::ClosedAt => time(columns.closed_at.as_ref()),
        Field::UpdatedAt => time(columns.updated_at.as_ref()),
        Field::Reopens => count(&columns.reopens),
        Field::HumanReplies => count(&columns.human_replies),
        Field::CustomerMessages => count(&columns.customer_messages),
        Field::AiReplies => count(&columns.ai_replies),
        Field::Rating => columns.rating.as_ref().and_then(|ratings| match ratings.level[row] {
            level @ 0..=4 => Some(ratings.levels[level as usize].label.clone()),
            RATING_OFFERED => Some("Offered".to_string()),
            _ => None,
        }),
        Field::RatingComment => {
            let level = columns.rating.as_ref().map_or(NO_BYTE, |ratings| ratings.level[row]);
            comments::text(level, columns.created_at.secs[row], row).map(str::to_string)
        }
        Field::AiInvolved => flag(&columns.ai_involved),
        Field::AiResolved => flag(&columns.ai_resolved),
        Field::AiHandedOff => flag(&columns.ai_handed_off),
        Field::AiAssisted => flag(&columns.ai_assisted),
        Field::AiOutcome => byte(&columns.ai_outcome, |at| AI_OUTCOMES.get(at).copied()),
        Field::Initiator => byte(&columns.initiator, |at| ["Customer", "Outbound"].get(at).copied()),
        _ => None,
    }
}

/// Whether a row has a value, without making its text.
fn is_filled(columns: &Columns, field: Field, row: usize) -> bool {
    let coded =
        |column: &Option<Coded>| column.as_ref().is_some_and(|column| column.codes.get(row) != NO_CODE);
    let time = |column: &Option<Times>| column.as_ref().is_some_and(|column| column.secs[row] != NO_SECS);
    match field {
        Field::Requester => columns.requester.as_ref().is_some_and(|column| column[row] != NO_CODE),
        Field::Topic => coded(&columns.topic),
        Field::Team => coded(&columns.team),
        Field::Agent => coded(&columns.agent),
        Field::AiAgent => coded(&columns.ai_agent),
        Field::FirstReplyAt => time(&columns.first_reply_at),
        Field::FirstHumanReplyAt => time(&columns.first_human_reply_at),
        Field::SolvedAt => time(&columns.solved_at),
        Field::ClosedAt => time(&columns.closed_at),
        Field::AiOutcome => columns.ai_outcome.as_ref().is_some_and(|column| column[row] != NO_BYTE),
        Field::Rating => columns.rating.as_ref().is_some_and(|column| column.level[row] <= RATING_OFFERED),
        Field::RatingComment => columns.rating_comment.as_ref().is_some_and(|column| column[row] != NO_BYTE),
        _ => true,
    }
}

/// `YYYY-MM-DDTHH:MM:SSZ`.
pub(super) fn text_of_utc(secs: u32) -> String {
    let day = model::units::Day((secs / 86_400) as i32);
    let second = secs % 86_400;
    format!("{day}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
}

/// Words for [`AiOutcome`], in its order.
pub(super) const AI_OUTCOMES: [&str; 8] = [
    "Confirmed resolution",
    "Assumed resolution",
    "Contained",
    "Escalated",
    "Abandoned",
    "Negative feedback",
    "Procedure handoff",
    "Unknown",
];

/// The columns a file of these tickets would have.
const COLUMN_NAMES: [(&str, Field); 28] = [
    ("Ticket ID", Field::Id),
    ("Requester", Field::Requester),
    ("Status", Field::Status),
    ("Priority", Field::Priority),
    ("Channel", Field::Channel),
    ("Topic", Field::Topic),
    ("Language", Field::Language),
    ("Team", Field::Team),
    ("Assignee", Field::Agent),
    ("Created at", Field::CreatedAt),
    ("First reply at", Field::FirstReplyAt),
    ("First human reply at", Field::FirstHumanReplyAt),
    ("Solved at", Field::SolvedAt),
    ("Closed at", Field::ClosedAt),
    ("Updated at", Field::UpdatedAt),
    ("Reopens", Field::Reopens),
    ("Human replies", Field::HumanReplies),
    ("Customer messages", Field::CustomerMessages),
    ("AI replies", Field::AiReplies),
    ("Rating", Field::Rating),
    ("Rating comment", Field::RatingComment),
    ("AI involved", Field::AiInvolved),
    ("AI agent", Field::AiAgent),
    ("AI outcome", Field::AiOutcome),
    ("AI resolved", Field::AiResolved),
    ("Handed off by AI", Field::AiHandedOff),
    ("Drafted by AI", Field::AiAssisted),
    ("Started by", Field::Initiator),
];
