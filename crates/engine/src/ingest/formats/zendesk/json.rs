//! Zendesk's JSON export (one ticket a line) and the tickets of its API.

use super::super::claims::{self, Known, Passed, Sign, known};
use super::super::talk::{self, TALK_COLUMNS, Talk, plain};
use super::super::{ColumnRule, DurationUnit, Format, RawMessage, Read, Shape, generic, looks, vocabulary};
use super::{AI_TAGS, BOT_ONLY_CHATS, CUSTOM, RATINGS};
use crate::dataset::{AiTagMeaning, Clock, Origin};
use model::catalog::FormatInfo;
use model::field::Field;
use model::letters::Lower;
use serde_json::Value;

/// Tickets as the JSON export and the API write them.
pub(in super::super) struct ZendeskJson;

const SIGNS: &[Sign] = &[
    (&["via.channel"], 2),
    (&["generated timestamp"], 2),
    (&["submitter id"], 2),
    (&["has incidents"], 2),
    (&["allow channelback"], 2),
    (&["satisfaction rating.score", "satisfaction rating"], 1),
    (&["requester id"], 1),
    (&["brand id", "ticket form id", "custom status id"], 1),
    (&["raw subject"], 1),
];

const fn minutes(clock: Clock) -> Read {
    Read::Duration { unit: Some(DurationUnit::Minutes), clock, zero_is_none: false }
}

const CATEGORY: Read = Read::Category { none: &[] };

const TABLE: &[Known] = &[
    known(&["id"], Field::Id, Read::Id, 100, "The ticket's number."),
    known(&["subject"], Field::Subject, Read::Text, 100, "The ticket's subject line."),
    known(
        &["raw subject"],
        Field::Subject,
        Read::Text,
        60,
        "The ticket's subject line before placeholders are filled.",
    ),
    known(&["description"], Field::Description, Read::Text, 100, "The customer's first message."),
    known(&["status"], Field::Status, Read::Status(super::status), 100, "The ticket's status."),
    known(&["priority"], Field::Priority, Read::Priority(super::priority), 100, "The ticket's priority."),
    known(&["via.channel"], Field::Channel, Read::Channel(super::channel), 100, "How the ticket came in."),
    known(
        &["custom.topic"],
        Field::Topic,
        CATEGORY,
        80,
        "A custom field whose title says that it sorts tickets by topic.",
    ),
    known(
        &["type"],
        Field::Topic,
        CATEGORY,
        40,
        "Zendesk's ticket type: the nearest to a topic in this file.",
    ),
    known(&["tags"], Field::Tags, Read::Tags { separator: Some(',') }, 100, "The ticket's tags."),
    known(&["group.name"], Field::Team, CATEGORY, 100, "The group at the time of the export."),
    known(&["group id"], Field::Team, CATEGORY, 80, "The group at the time of the export, by number."),
    known(&["assignee.name"], Field::Agent, CATEGORY, 100, "The assignee at the time of the export."),
    known(&["assignee id"], Field::Agent, CATEGORY, 80, "The assignee at the time of the export, by number."),
    known(&["requester id"], Field::Requester, Read::Requester, 100, "Who asked."),
    known(&["requester.id"], Field::Requester, Read::Requester, 98, "Who asked."),
    known(&["requester.email"], Field::Requester, Read::Requester, 90, "Who asked, by address."),
    known(&["created at"], Field::CreatedAt, Read::Instant, 100, "When the ticket was opened, in UTC."),
    known(&["updated at"], Field::UpdatedAt, Read::Instant, 100, "When the ticket was last changed, in UTC."),
    known(
        &["metric set.solved at", "metrics.solved at"],
        Field::SolvedAt,
        Read::Instant,
        100,
        "When it was last solved, from its metric set.",
    ),
    known(&["solved at"], Field::SolvedAt, Read::Instant, 95, "When it was last solved."),
    known(
        &[
            "metric set.reply time in minutes.calendar",
            "metrics.reply time in minutes.calendar",
            "reply time in minutes.calendar",
        ],
        Field::FirstReplyTime,
        minutes(Clock::Calendar),
        100,
        "First public reply of an agent, in calendar minutes, from its metric set.",
    ),
    known(
        &[
            "metric set.reply time in minutes.business",
            "metrics.reply time in minutes.business",
            "reply time in minutes.business",
        ],
        Field::FirstReplyTime,
        minutes(Clock::Business),
        60,
        "First public reply of an agent, in minutes of business hours, from its metric set.",
    ),
    known(
        &[
            "metric set.full resolution time in minutes.calendar",
            "metrics.full resolution time in minutes.calendar",
            "full resolution time in minutes.calendar",
        ],
        Field::ResolutionTime,
        minutes(Clock::Calendar),
        100,
        "Time to the last resolution, in calendar minutes, from its metric set.",
    ),
    known(
        &[
            "metric set.full resolution time in minutes.business",
            "metrics.full resolution time in minutes.business",
            "full resolution time in minutes.business",
        ],
        Field::ResolutionTime,
        minutes(Clock::Business),
        60,
        "Time to the last resolution, in minutes of business hours, from its metric set.",
    ),
    known(
        &["metric set.reopens", "metrics.reopens", "reopens"],
        Field::Reopens,
        Read::Count,
        100,
        "How often a solved ticket was opened again, from its metric set.",
    ),
    known(
        &["audits.reopens"],
        Field::Reopens,
        Read::Count,
        90,
        "How often the audits of its changes show it back from solved or closed.",
    ),
    known(
        &["messages.human replies"],
        Field::HumanReplies,
        Read::Count,
        100,
        "Public comments of anybody but the requester; an AI agent that comments under a person's name counts as a person.",
    ),
    known(
        &["metric set.replies", "metrics.replies", "replies"],
        Field::HumanReplies,
        Read::Count,
        80,
        "Public replies of agents, from its metric set; an AI agent that replies as an agent counts, too.",
    ),
    known(
        &["messages.customer messages"],
        Field::CustomerMessages,
        Read::Count,
        100,
        "Public comments of the requester.",
    ),
    known(
        &["messages.ai replies"],
        Field::AiReplies,
        Read::Count,
        100,
        "Public comments of authors whose name says that they are a program.",
    ),
    known(
        &["messages.first reply at"],
        Field::FirstReplyAt,
        Read::Instant,
        100,
        "First public comment of anybody but the requester.",
    ),
    known(
        &["messages.first human reply at"],
        Field::FirstHumanReplyAt,
        Read::Instant,
        100,
        "First public comment of a person other than the requester.",
    ),
    known(
        &["messages.handed off"],
        Field::AiHandedOff,
        Read::Flag { words: vocabulary::usual_flag },
        90,
        "A person commented publicly after a program had.",
    ),
    known(
        &["satisfaction rating.score"],
        Field::Rating,
        Read::Rating(RATINGS),
        100,
        "The customer's answer to the survey.",
    ),
    known(
        &["satisfaction rating.comment"],
        Field::RatingComment,
        Read::Text,
        100,
        "The customer's words with the rating.",
    ),
    known(
        &["custom.ai outcome"],
        Field::AiOutcome,
        Read::AiOutcome(super::resolution_tier),
        100,
        "A custom field holds the words that Zendesk's AI agents write for how far they got.",
    ),
    known(&["requester.locale", "locale"], Field::Language, CATEGORY, 60, "The requester's language."),
];

const PASSED: &[Passed] = &[
    (&["submitter id"], "Who filed the ticket: an agent where it was filed on a customer's behalf."),
    (&["generated timestamp"], "When Zendesk last wrote the record, not when the ticket changed."),
    (&["url"], "The record's address in the API."),
    (&["via.source*"], "Addresses of sender and receiver are not needed."),
    (
        &["organization id", "organization*", "brand id", "ticket form id", "external id"],
        "Not needed for any figure so far.",
    ),
    (
        &["metric set.first resolution time*", "metrics.first resolution time*"],
        "Time to the first resolution; the figures use the last one.",
    ),
];

const FOLDED: &[&str] = &[
    TALK_COLUMNS[0],
    TALK_COLUMNS[1],
    TALK_COLUMNS[2],
    TALK_COLUMNS[3],
    TALK_COLUMNS[4],
    TALK_COLUMNS[5],
    TALK_COLUMNS[6],
    "custom.ai_outcome",
    "custom.topic",
    "audits.reopens",
];

/// The names of a shape, without the envelope that the NDJSON export puts around each ticket.
fn names(shape: &Shape) -> Vec<String> {
    let strip = |name: String| name.strip_prefix("ticket.").map(str::to_string).unwrap_or(name);
    shape.normalised().into_iter().map(strip).collect()
}

fn is_same_id(a: &Value, b: &Value) -> bool {
    let (a, b) = (plain(a), plain(b));
    !a.is_empty() && a == b
}

/// Comments carry an author's number and no role: the requester is the customer, -1 is Zendesk itself, everybody else is
/// taken for a person, unless the export names the author and the name is a program's.
fn author(ticket: &Value, comment: &Value) -> &'static str {
    let id = &comment["author_id"];
    let person = &comment["author"];
    if is_same_id(id, &ticket["requester_id"]) || is_same_id(&person["id"], &ticket["requester_id"]) {
        return talk::CUSTOMER;
    }
    if person["name"].as_str().is_some_and(talk::names_an_ai) {
        return talk::AI;
    }
    match person["role"].as_str() {
        Some("end-user" | "end_user") => return talk::CUSTOMER,
        Some("system") => return talk::SYSTEM,
        _ => {}
    }
    if id.as_i64().is_some_and(|id| id < 0) { talk::SYSTEM } else { talk::HUMAN }
}

/// The comments of a ticket, each with what tells its time: itself, or the audit that recorded it.
fn comments(ticket: &Value) -> Option<Vec<(&Value, &Value)>> {
    if let Some(comments) = ticket["comments"].as_array() {
        return Some(comments.iter().map(|comment| (comment, comment)).collect());
    }
    let mut events = events(ticket)?;
    events.retain(|(event, _)| matches!(event["type"].as_str(), Some("Comment" | "VoiceComment")));
    Some(events)
}

/// The events of a ticket's audits, each with its audit.
fn events(ticket: &Value) -> Option<Vec<(&Value, &Value)>> {
    let audits = ticket["audits"].as_array()?;
    let mut all = Vec::new();
    for audit in audits {
        all.extend(audit["events"].as_array().into_iter().flatten().map(|event| (event, audit)));
    }
    Some(all)
}

/// How often the audits show a ticket back from solved.
fn reopens(ticket: &Value) -> Option<usize> {
    let is_over = |value: &Value| matches!(value.as_str(), Some("solved" | "closed"));
    let is_reopen = |event: &Value| {
        event["type"] == "Change"
            && event["field_name"] == "status"
            && is_over(&event["previous_value"])
            && event["value"].is_string()
            && !is_over(&event["value"])
    };
    Some(events(ticket)?.into_iter().filter(|(event, _)| is_reopen(event)).count())
}

fn conversation(ticket: &Value) -> Option<Vec<RawMessage>> {
    let mut messages: Vec<RawMessage> = comments(ticket)?
        .into_iter()
        .map(|(comment, dated)| RawMessage {
            author: author(ticket, comment),
            at: plain(&dated["created_at"]),
            text: ["plain_body", "body", "html_body"]
                .iter()
                .find_map(|name| comment[*name].as_str().filter(|text| !text.is_empty()))
                .unwrap_or_default()
                .to_string(),
            is_public: comment["public"].as_bool().unwrap_or(true),
        })
        .collect();
    // ISO times in UTC order as text; the sort is stable, so comments of one second stay in order.
    model::order::sort_by(&mut messages, |a, b| a.at.cmp(&b.at));
    Some(messages)
}

impl Format for ZendeskJson {
    fn info(&self) -> FormatInfo {
        FormatInfo {
            id: "zendesk_json".to_string(),
            product: "Zendesk".to_string(),
            label: "JSON export or API tickets".to_string(),
            how_to_export: "Admin Center > Account > Tools > Reports > Export: request a JSON export of tickets and unzip what \
                you get by e-mail. Tickets saved from the API (/api/v2/tickets) are read, too."
                .to_string(),
        }
    }

    fn sniff(&self, shape: &Shape) -> Option<(u8, String)> {
        if !shape.is_json {
            return None;
        }
        let names = names(shape);
        let has = |name: &str| names.iter().any(|known| known == name);
        // Metric sets, ratings and audits are files of their own, with the ticket's id but without the ticket.
        if !has("created at") || (has("ticket id") && !has("status")) {
            return None;
        }
        claims::recognise(shape, &names, SIGNS, Vec::new())
    }

    fn map(&self, shape: &Shape) -> Vec<ColumnRule> {
        let names = names(shape);
        let looks = looks::of(shape);
        let mut claims = claims::by_name(&names, TABLE);
        claims.extend(claims::by_name(&names, CUSTOM));
        let others: Vec<bool> = (0..names.len())
            .map(|column| {
                claims::passed(&names[column], PASSED).is_none()
                    && !claims.iter().any(|claim| claim.column == column)
            })
            .collect();
        claims.extend(generic::extra_claims(shape, &looks, &others));
        claims::settle(shape, &looks, claims, |column| claims::passed(&names[column], PASSED))
    }

    fn unwrap<'a>(&self, record: &'a Value) -> &'a Value {
        match record.get("ticket") {
            Some(ticket) if ticket.is_object() => ticket,
            _ => record,
        }
    }

    fn fold(&self, record: &Value, add: &mut dyn FnMut(&'static str, String)) {
        let ticket = self.unwrap(record);
        if let Some(mut messages) = conversation(ticket) {
            // The first comment of a ticket that an agent filed is the ticket itself, not a reply.
            if messages.first().is_some_and(|first| first.author != talk::CUSTOMER) {
                messages.remove(0);
            }
            Talk::of(&messages, false).add_to(add);
        }
        if let Some(count) = reopens(ticket) {
            add("audits.reopens", count.to_string());
        }
        let fields = ["custom_fields", "fields"]
            .iter()
            .find_map(|name| ticket[*name].as_array().filter(|list| !list.is_empty()));
        for field in fields.into_iter().flatten() {
            let Some(value) = field["value"].as_str() else { continue };
            let title = ["title", "name", "raw_title"]
                .iter()
                .find_map(|name| field[*name].as_str())
                .unwrap_or("")
                .to_lower();
            if is_tier(value) {
                add("custom.ai_outcome", value.to_string());
            } else if super::csv::is_topic(&title) {
                add("custom.topic", value.to_string());
            }
        }
    }

    fn folded_columns(&self) -> &'static [&'static str] {
        FOLDED
    }

    fn messages(&self, record: &Value) -> Vec<RawMessage> {
        conversation(self.unwrap(record)).unwrap_or_default()
    }

    fn ai_tags(&self) -> &'static [(&'static str, AiTagMeaning, &'static str)] {
        AI_TAGS
    }

    fn counts_ai_among_people(&self) -> bool {
        true
    }

    fn origin_of_channel(&self, word: &str) -> Option<Origin> {
        super::origin_of_channel(word)
    }

    fn is_none(&self, word: &str) -> bool {
        super::is_no_tier(word)
    }

    fn warnings(&self, shape: &Shape) -> Vec<String> {
        let mut warnings = vec![BOT_ONLY_CHATS.to_string()];
        if names(shape).iter().any(|name| name == "messages.human replies") {
            warnings.push(
                "Zendesk's comments do not say whether a person or a program wrote them. Everybody but the requester is taken \
                 for a person, unless the export names the author and the name says otherwise."
                    .to_string(),
            );
        }
        warnings
    }

    fn how_to_get(&self, field: Field) -> String {
        super::how_to_get(field)
    }
}

/// Values that only the AI agents' resolution tier has; custom fields come by number, so the value has to tell.
fn is_tier(value: &str) -> bool {
    let word = value.to_lower().replace(['_', '-'], " ");
    matches!(
        word.trim(),
        "core resolution"
            | "verified resolution"
            | "contained resolution"
            | "assisted escalation"
            | "non automated resolution"
            | "automated resolution"
    )
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
