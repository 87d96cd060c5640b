//! Conversations of Intercom's API.

use super::super::claims::{self, Known, Passed, Sign, known};
use super::super::talk::{self, TALK_COLUMNS, Talk, plain};
use super::super::{ColumnRule, DurationUnit, Format, RawMessage, Read, Shape, generic, looks, vocabulary};
use super::RATINGS;
use super::parts::{conversation, is_preview, opening, parts, state};
use crate::dataset::{Clock, Origin};
use model::catalog::FormatInfo;
use model::field::Field;
use model::letters::Lower;
use serde_json::Value;

/// Conversations as the API returns them, one by one or in lists.
pub(in super::super) struct IntercomJson;

const SIGNS: &[Sign] = &[
    (&["admin assignee id"], 2),
    (&["conversation parts*"], 2),
    (
        &[
            "statistics.time to admin reply",
            "statistics.first admin reply at",
            "statistics.count conversation parts",
        ],
        2,
    ),
    (&["ai agent participated", "ai agent.*"], 2),
    (&["source.delivered as"], 2),
    (&["team assignee id"], 1),
    (&["waiting since", "snoozed until"], 1),
    (&["custom attributes.fin ai agent resolution state"], 2),
    (&["conversation rating.rating", "conversation rating"], 1),
];

const CATEGORY: Read = Read::Category { none: &[] };
const FLAG: Read = Read::Flag { words: vocabulary::usual_flag };

const fn seconds(clock: Clock) -> Read {
    Read::Duration { unit: Some(DurationUnit::Seconds), clock, zero_is_none: false }
}

/// Separates the tags that are folded into one cell; Intercom's tags may hold commas.
const TAG_SEPARATOR: char = '\u{1f}';

const TABLE: &[Known] = &[
    known(&["id"], Field::Id, Read::Id, 100, "The conversation's id."),
    known(&["title"], Field::Subject, Read::Text, 100, "The conversation's title."),
    known(&["source.subject"], Field::Subject, Read::Text, 90, "Subject of the first message."),
    known(&["source.body"], Field::Description, Read::Text, 100, "The first message."),
    known(&["state"], Field::Status, Read::Status(super::status), 100, "The conversation's state."),
    known(&["priority"], Field::Priority, Read::Priority(super::priority), 100, "Marked as priority or not."),
    known(
        &["source.type"],
        Field::Channel,
        Read::Channel(super::channel),
        100,
        "How the first message came.",
    ),
    known(
        &["custom attributes.ai topic"],
        Field::Topic,
        CATEGORY,
        90,
        "The topic that Intercom's AI gave the conversation.",
    ),
    known(&["combined.topic"], Field::Topic, CATEGORY, 85, "The first of the conversation's topics."),
    known(
        &[
            "custom attributes.reason for contact",
            "custom attributes.contact reason",
            "custom attributes.topic",
            "custom attributes.category",
            "custom attributes.issue type",
            "custom attributes.enquiry type",
        ],
        Field::Topic,
        CATEGORY,
        80,
        "A conversation attribute that sorts by what it is about.",
    ),
    known(
        &["ticket.ticket type.name", "ticket.ticket type"],
        Field::Topic,
        CATEGORY,
        40,
        "The ticket's type.",
    ),
    known(
        &["combined.tags"],
        Field::Tags,
        Read::Tags { separator: Some(TAG_SEPARATOR) },
        100,
        "Names of the conversation's tags.",
    ),
    known(
        &["team assignee id"],
        Field::Team,
        Read::Category { none: &["0"] },
        100,
        "The team that has the conversation, by number.",
    ),
    known(
        &["admin assignee id"],
        Field::Agent,
        Read::Category { none: &["0"] },
        100,
        "The teammate who has the conversation, by number.",
    ),
    known(
        &["combined.requester"],
        Field::Requester,
        Read::Requester,
        100,
        "Who asked: the first contact of the conversation.",
    ),
    known(&["source.author.id"], Field::Requester, Read::Requester, 60, "Who wrote the first message."),
    known(
        &["created at"],
        Field::CreatedAt,
        Read::Instant,
        100,
        "When the conversation began (unix seconds).",
    ),
    known(
        &["updated at"],
        Field::UpdatedAt,
        Read::Instant,
        100,
        "When the conversation was last changed (unix seconds).",
    ),
    known(
        &["statistics.last close at"],
        Field::SolvedAt,
        Read::Instant,
        100,
        "When the conversation was last closed.",
    ),
    known(
        &["statistics.first admin reply at"],
        Field::FirstHumanReplyAt,
        Read::Instant,
        100,
        "When a teammate first replied; Fin and other bots are not teammates.",
    ),
    known(
        &["messages.first human reply at"],
        Field::FirstHumanReplyAt,
        Read::Instant,
        90,
        "First visible message of a teammate.",
    ),
    known(
        &["messages.first reply at"],
        Field::FirstReplyAt,
        Read::Instant,
        100,
        "First visible message of Fin or a teammate.",
    ),
    known(
        &["statistics.time to last close"],
        Field::ResolutionTime,
        seconds(Clock::Business),
        60,
        "Time until the conversation was last closed, without time outside office hours.",
    ),
    known(
        &["statistics.median time to reply"],
        Field::NextReplyTime,
        seconds(Clock::Business),
        100,
        "Median time to a teammate's reply, without time outside office hours.",
    ),
    known(
        &["statistics.handling time", "statistics.adjusted handling time"],
        Field::HandleTime,
        seconds(Clock::Unknown),
        100,
        "Time that teammates worked on the conversation.",
    ),
    known(
        &["statistics.count reopens"],
        Field::Reopens,
        Read::Count,
        100,
        "How often a closed conversation was opened again.",
    ),
    known(
        &["messages.human replies"],
        Field::HumanReplies,
        Read::Count,
        100,
        "Visible messages of teammates; notes do not count.",
    ),
    known(
        &["messages.ai replies"],
        Field::AiReplies,
        Read::Count,
        100,
        "Visible answers of Fin; greetings of workflows do not count.",
    ),
    known(
        &["messages.customer messages"],
        Field::CustomerMessages,
        Read::Count,
        100,
        "Messages of the customer, the first one included.",
    ),
    known(
        &["messages.handed off"],
        Field::AiHandedOff,
        FLAG,
        100,
        "A teammate wrote after Fin, or Fin's state says that it handed over.",
    ),
    known(&["ai agent participated"], Field::AiInvolved, FLAG, 100, "Whether Fin took part, says Intercom."),
    known(
        &["combined.ai outcome"],
        Field::AiOutcome,
        Read::AiOutcome(super::resolution_state),
        100,
        "Fin's resolution state; where a list of conversations leaves it out, the attribute “Fin AI Agent resolution state”.",
    ),
    known(
        &["combined.ai agent"],
        Field::AiAgent,
        CATEGORY,
        100,
        "Where Fin was called from (its workflow), or just Fin.",
    ),
    known(
        &["combined.rating"],
        Field::Rating,
        Read::Rating(RATINGS),
        100,
        "The customer's rating of the conversation, else the one of Fin.",
    ),
    known(&["combined.rating offered"], Field::RatingOffered, FLAG, 100, "Whether a rating was asked for."),
    known(
        &["conversation rating.remark"],
        Field::RatingComment,
        Read::Text,
        100,
        "The customer's words with the rating.",
    ),
    known(
        &["combined.origin"],
        Field::Initiator,
        Read::Origin(super::origin),
        100,
        "How the conversation began; previews of Fin or a workflow are tests.",
    ),
    known(
        &["custom attributes.language", "language"],
        Field::Language,
        CATEGORY,
        90,
        "The conversation's language.",
    ),
];

/// Used only where the record lacks the instant of the same event.
const FIRST_REPLY_TIME: Known = known(
    &["statistics.time to admin reply"],
    Field::FirstReplyTime,
    seconds(Clock::Business),
    80,
    "Time to a teammate's first reply, without time outside office hours.",
);

const PASSED: &[Passed] = &[
    (
        &["statistics.time to admin reply"],
        "The instant of the same reply is in the record; this span leaves out time outside office hours.",
    ),
    (&["statistics.first contact reply at"], "The customer's reply, not the team's."),
    (&["statistics.*"], "Not needed for any figure so far."),
    (
        &[
            "ai agent.*",
            "custom attributes.fin ai agent resolution state",
            "conversation rating.*",
            "source.delivered as",
        ],
        "Read together with related parts of the record.",
    ),
    (&["sla applied*"], "Tells whether any promise was missed, not which one."),
    (&["custom attributes.cx score*"], "Intercom's own quality score is not shown yet."),
    (
        &["conversation parts*", "contacts*", "tags*", "teammates*", "first contact reply*"],
        "Read together with the messages.",
    ),
    (&["type", "open", "read", "waiting since", "snoozed until"], "Follows from the state."),
];

const FOLDED: &[&str] = &[
    TALK_COLUMNS[0],
    TALK_COLUMNS[1],
    TALK_COLUMNS[2],
    TALK_COLUMNS[3],
    TALK_COLUMNS[4],
    TALK_COLUMNS[5],
    TALK_COLUMNS[6],
    "combined.topic",
    "combined.tags",
    "combined.requester",
    "combined.ai_outcome",
    "combined.ai_agent",
    "combined.rating",
    "combined.rating_offered",
    "combined.origin",
];

impl Format for IntercomJson {
    fn info(&self) -> FormatInfo {
        FormatInfo {
            id: "intercom_json".to_string(),
            product: "Intercom".to_string(),
            label: "conversations from the API".to_string(),
            how_to_export: "Save conversations from Intercom's API as JSON: a list from /conversations/search, or, with all \
                messages, one by one from /conversations/{id}."
                .to_string(),
        }
    }

    fn sniff(&self, shape: &Shape) -> Option<(u8, String)> {
        if !shape.is_json {
            return None;
        }
        claims::recognise(shape, &shape.normalised(), SIGNS, Vec::new())
    }

    fn map(&self, shape: &Shape) -> Vec<ColumnRule> {
        let names = shape.normalised();
        let looks = looks::of(shape);
        let mut claims = claims::by_name(&names, TABLE);
        let has_reply_at = |claim: &claims::Claim| {
            matches!(claim.field, Field::FirstHumanReplyAt | Field::FirstReplyAt)
                && !looks[claim.column].is_empty()
        };
        if !claims.iter().any(has_reply_at) {
            claims.extend(claims::by_name(&names, std::slice::from_ref(&FIRST_REPLY_TIME)));
        }
        let others: Vec<bool> = (0..names.len())
            .map(|column| {
                claims::passed(&names[column], PASSED).is_none()
                    && !claims.iter().any(|claim| claim.column == column)
            })
            .collect();
        claims.extend(generic::extra_claims(shape, &looks, &others));
        claims::settle(shape, &looks, claims, |column| claims::passed(&names[column], PASSED))
    }

    fn fold(&self, record: &Value, add: &mut dyn FnMut(&'static str, String)) {
        if parts(record).is_some() {
            let mut messages = conversation(record);
            // A conversation that begins with the team's own message has no reply in it.
            if opening(record).is_some_and(|opening| opening.author != talk::CUSTOMER) {
                messages.remove(0);
            }
            let mut talk = Talk::of(&messages, true);
            if state(record).is_some_and(|state| {
                matches!(
                    state.to_lower().replace(' ', "_").as_str(),
                    "escalated" | "routed_to_team" | "procedure_handoff"
                )
            }) {
                talk.note_handover();
            }
            talk.add_to(add);
        }
        if let Some(state) = state(record) {
            add("combined.ai_outcome", state.to_string());
        }
        if record["ai_agent_participated"].as_bool() == Some(true) || record["ai_agent"].is_object() {
            add(
                "combined.ai_agent",
                record["ai_agent"]["source_title"].as_str().unwrap_or("Fin").to_string(),
            );
        }
        let rating = &record["conversation_rating"];
        if let Some(value) =
            [&rating["rating"], &record["ai_agent"]["rating"]].into_iter().find(|value| value.is_number())
        {
            add("combined.rating", plain(value));
        }
        if record.get("conversation_rating").is_some() {
            add("combined.rating_offered", rating.is_object().to_string());
        }
        let tags: Vec<&str> = record["tags"]["tags"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|tag| tag["name"].as_str())
            .collect();
        if !tags.is_empty() {
            add("combined.tags", tags.join("\u{1f}"));
        }
        if let Some(topic) =
            record["topics"]["topics"][0]["name"].as_str().or(record["topics"]["topics"][0].as_str())
        {
            add("combined.topic", topic.to_string());
        }
        let contact = &record["contacts"]["contacts"][0];
        let requester =
            [plain(&contact["external_id"]), plain(&contact["id"])].into_iter().find(|id| !id.is_empty());
        if let Some(requester) = requester {
            add("combined.requester", requester);
        }
        if is_preview(record) {
            add("combined.origin", "test".to_string());
        } else if let Some(delivered_as) = record["source"]["delivered_as"].as_str() {
            add("combined.origin", delivered_as.to_string());
        }
    }

    fn folded_columns(&self) -> &'static [&'static str] {
        FOLDED
    }

    fn messages(&self, record: &Value) -> Vec<RawMessage> {
        conversation(record)
    }

    fn origin_of_channel(&self, _word: &str) -> Option<Origin> {
        None
    }

    fn warnings(&self, shape: &Shape) -> Vec<String> {
        let mut warnings = vec![super::STATES.to_string()];
        if !shape
            .normalised()
            .iter()
            .any(|name| name.starts_with("conversation parts") || name.starts_with("messages."))
        {
            warnings.push(
                "These conversations come without their messages, as lists of Intercom's API do: replies of Fin and of \
                 teammates cannot be counted."
                    .to_string(),
            );
        }
        warnings
    }

    fn how_to_get(&self, field: Field) -> String {
        match field {
            Field::HumanReplies | Field::AiReplies | Field::CustomerMessages | Field::FirstReplyAt => {
                "Save each conversation from /conversations/{id}: lists leave the messages out.".to_string()
            }
            Field::AiInvolved | Field::AiOutcome => {
                "Save the conversations with version 2.10 or later of Intercom's API, which has “ai_agent”."
                    .to_string()
            }
            Field::Topic => {
                "Turn on AI topics in Intercom, or let teammates fill in a conversation attribute such as “Reason for contact”."
                    .to_string()
            }
            Field::Language => "Turn on language detection in Intercom, which fills in the attribute “Language”.".to_string(),
            Field::AiAssisted => super::how_to_get(field),
            Field::Rating | Field::RatingOffered | Field::RatingComment => {
                "Let a workflow ask for a rating when a conversation ends; the API then has “conversation_rating”.".to_string()
            }
            Field::Requester => "Save the conversations with their contacts: the API has “contacts” in each.".to_string(),
            Field::Reopens | Field::SolvedAt | Field::FirstHumanReplyAt | Field::FirstReplyTime | Field::HandleTime
            | Field::NextReplyTime => {
                "Save the conversations with their statistics: the API has “statistics” in each conversation.".to_string()
            }
            Field::AiHandedOff | Field::AiAgent => {
                "Save each conversation from /conversations/{id}: it tells what Fin did in “ai_agent” and in each message."
                    .to_string()
            }
            other => format!("Intercom's API has no “{}” for these conversations.", other.label()),
        }
    }
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
