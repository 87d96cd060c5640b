//! Tickets of Freshdesk's API, and of Freshservice's, which is alike but for its sources and statuses.

use super::super::claims::{self, Known, Passed, Sign, known};
use super::super::talk::{self, TALK_COLUMNS, Talk, plain};
use super::super::{ColumnRule, Format, RawMessage, Read, Shape, generic, looks, vocabulary};
use super::{RATINGS, service};
use crate::dataset::Origin;
use model::catalog::FormatInfo;
use model::field::Field;
use serde_json::Value;

/// Tickets as the API returns them, with statistics and conversations where they were asked for.
pub(in super::super) struct FreshdeskJson {
    /// Whether they are Freshservice's.
    pub(in super::super) is_service_desk: bool,
}

const SIGNS: &[Sign] = &[
    (&["fr escalated"], 2),
    (&["responder id"], 2),
    (&["email config id"], 2),
    (&["fr due by", "frdueby"], 2),
    (&["is escalated", "isescalated"], 1),
    (&["stats.first responded at", "stats.agent responded at", "stats.resolved at"], 2),
    (&["requester id"], 1),
    (&["spam"], 1),
    (&["display id"], 1),
    (&["source name"], 1),
];
/// Around each ticket in the account's export and in the API's first version.
const ENVELOPE: &str = "helpdesk_ticket";

const CATEGORY: Read = Read::Category { none: &[] };

const TABLE: &[Known] = &[
    known(&["id", "display id"], Field::Id, Read::Id, 100, "The ticket's number."),
    known(&["subject"], Field::Subject, Read::Text, 100, "The ticket's subject line."),
    known(&["description text"], Field::Description, Read::Text, 100, "The customer's first message."),
    known(&["description"], Field::Description, Read::Text, 90, "The customer's first message."),
    known(
        &["combined.status"],
        Field::Status,
        Read::Status(super::status),
        110,
        "The status; spam and deleted tickets are marked as such.",
    ),
    known(&["status name"], Field::Status, Read::Status(super::status), 100, "The status by name."),
    known(
        &["status"],
        Field::Status,
        Read::Status(super::status),
        90,
        "The status by number: 2 open, 3 pending, 4 resolved, 5 closed.",
    ),
    known(
        &["priority"],
        Field::Priority,
        Read::Priority(super::priority),
        100,
        "The priority by number: 1 low to 4 urgent.",
    ),
    known(&["priority name"], Field::Priority, Read::Priority(super::priority), 90, "The priority by name."),
    known(
        &["source"],
        Field::Channel,
        Read::Channel(super::channel),
        100,
        "How the ticket came in, by number.",
    ),
    known(&["source name"], Field::Channel, Read::Channel(super::channel), 90, "How the ticket came in."),
    known(&["category"], Field::Topic, CATEGORY, 80, "The ticket's category."),
    known(&["type", "ticket type"], Field::Topic, CATEGORY, 60, "The ticket's type."),
    known(&["tags"], Field::Tags, Read::Tags { separator: Some(',') }, 100, "The ticket's tags."),
    known(&["group.name", "group name"], Field::Team, CATEGORY, 100, "The ticket's group."),
    known(&["group id"], Field::Team, CATEGORY, 80, "The ticket's group, by number."),
    known(&["responder.name", "responder name"], Field::Agent, CATEGORY, 100, "The ticket's agent."),
    known(&["responder id"], Field::Agent, CATEGORY, 80, "The ticket's agent, by number."),
    known(&["requester id"], Field::Requester, Read::Requester, 100, "Who asked."),
    known(&["requester.id"], Field::Requester, Read::Requester, 95, "Who asked."),
    known(&["requester.email"], Field::Requester, Read::Requester, 90, "Who asked, by address."),
    known(&["created at"], Field::CreatedAt, Read::Instant, 100, "When the ticket was opened."),
    known(&["updated at"], Field::UpdatedAt, Read::Instant, 100, "When the ticket was last changed."),
    known(
        &["stats.resolved at", "ticket states.resolved at"],
        Field::SolvedAt,
        Read::Instant,
        100,
        "When the ticket was resolved.",
    ),
    known(
        &["stats.closed at", "ticket states.closed at"],
        Field::ClosedAt,
        Read::Instant,
        100,
        "When the ticket was closed for good.",
    ),
    known(
        &["stats.first responded at"],
        Field::FirstReplyAt,
        Read::Instant,
        100,
        "When an agent first replied.",
    ),
    known(
        &["messages.first reply at"],
        Field::FirstReplyAt,
        Read::Instant,
        90,
        "First public reply in the conversation.",
    ),
    known(
        &["messages.human replies"],
        Field::HumanReplies,
        Read::Count,
        100,
        "Public replies to the customer; an AI that replies as an agent counts, too.",
    ),
    known(
        &["messages.customer messages"],
        Field::CustomerMessages,
        Read::Count,
        100,
        "Messages of the customer, the first one included.",
    ),
    known(&["stats.outbound count"], Field::HumanReplies, Read::Count, 90, "Replies of agents."),
    known(&["stats.inbound count"], Field::CustomerMessages, Read::Count, 90, "Messages of the customer."),
    known(
        &["fr escalated", "frescalated"],
        Field::ReplyBreached,
        Read::Flag { words: vocabulary::late },
        100,
        "Whether the first reply came later than promised.",
    ),
    known(
        &["is escalated", "isescalated"],
        Field::ResolutionBreached,
        Read::Flag { words: vocabulary::late },
        100,
        "Whether the ticket was solved later than promised.",
    ),
    known(&["due by"], Field::DueAt, Read::Instant, 100, "Until when it was promised to be solved."),
    known(
        &["combined.reopens"],
        Field::Reopens,
        Read::Count,
        90,
        "Whether the ticket was opened again; the API tells the last time only, so more than once counts as once.",
    ),
    known(
        &["combined.rating"],
        Field::Rating,
        Read::Rating(RATINGS),
        100,
        "The customer's last answer to the survey.",
    ),
];

const PASSED: &[Passed] = &[
    (&["fr due by", "frdueby"], "Whether the first reply came too late stands in a column of its own."),
    (&["spam", "deleted"], "Read together with the status."),
    (&["stats.*"], "Read together with the ticket's times, or not needed."),
    (
        &["cc emails*", "fwd emails*", "reply cc emails*", "to emails*", "cc email*"],
        "Addresses are not needed.",
    ),
    (&["company id", "product id", "email config id"], "Not needed for any figure so far."),
];

const FOLDED: &[&str] = &[
    TALK_COLUMNS[0],
    TALK_COLUMNS[1],
    TALK_COLUMNS[2],
    TALK_COLUMNS[3],
    TALK_COLUMNS[4],
    TALK_COLUMNS[5],
    TALK_COLUMNS[6],
    "combined.status",
    "combined.reopens",
    "combined.rating",
];

fn conversation(ticket: &Value) -> Option<Vec<RawMessage>> {
    let parts = ticket["conversations"].as_array()?;
    let text = |value: &Value, names: [&str; 2]| {
        names.iter().find_map(|name| value[*name].as_str()).unwrap_or_default().to_string()
    };
    let mut messages = vec![RawMessage {
        author: talk::CUSTOMER,
        at: plain(&ticket["created_at"]),
        text: text(ticket, ["description_text", "description"]),
        is_public: true,
    }];
    messages.extend(parts.iter().map(|part| {
        let is_incoming = part["incoming"].as_bool().unwrap_or(false);
        let is_ai = part["user"]["name"].as_str().is_some_and(talk::names_an_ai);
        RawMessage {
            author: match (is_incoming, is_ai) {
                (true, _) => talk::CUSTOMER,
                (false, true) => talk::AI,
                (false, false) => talk::HUMAN,
            },
            at: plain(&part["created_at"]),
            text: text(part, ["body_text", "body"]),
            is_public: !part["private"].as_bool().unwrap_or(false),
        }
    }));
    Some(messages)
}

impl Format for FreshdeskJson {
    fn info(&self) -> FormatInfo {
        FormatInfo {
            id: if self.is_service_desk { "freshservice_json" } else { "freshdesk_json" }.to_string(),
            product: self.product().to_string(),
            label: "tickets from the API".to_string(),
            how_to_export: format!(
                "Save tickets from {}'s API as JSON: /api/v2/tickets?include=stats,requester, or, with messages, one by one \
                 with ?include=conversations,stats.",
                self.product()
            ),
        }
    }

    fn sniff(&self, shape: &Shape) -> Option<(u8, String)> {
        if !shape.is_json {
            return None;
        }
        let mut names = shape.normalised();
        for name in &mut names {
            if let Some(inner) = name.strip_prefix("helpdesk ticket.") {
                *name = inner.to_string();
            }
        }
        let is_of_tickets = names.iter().any(|name| name == "status" || name == "status name");
        if !is_of_tickets || service::is_service_desk(shape, &names) != self.is_service_desk {
            return None;
        }
        claims::recognise(shape, &names, SIGNS, Vec::new())
    }

    fn map(&self, shape: &Shape) -> Vec<ColumnRule> {
        let names = shape.normalised();
        let looks = looks::of(shape);
        let mut claims = claims::by_name(&names, TABLE);
        for claim in claims.iter_mut().filter(|_| self.is_service_desk) {
            match &mut claim.read {
                Read::Channel(words) => *words = service::channel,
                Read::Status(words) => *words = service::status,
                _ => {}
            }
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

    fn unwrap<'a>(&self, record: &'a Value) -> &'a Value {
        record.get(ENVELOPE).filter(|ticket| ticket.is_object()).unwrap_or(record)
    }

    fn fold(&self, record: &Value, add: &mut dyn FnMut(&'static str, String)) {
        let record = self.unwrap(record);
        if let Some(messages) = conversation(record) {
            Talk::of(&messages, false).add_to(add);
        }
        let is = |name: &str| record[name].as_bool() == Some(true);
        if is("spam") || is("deleted") {
            add("combined.status", "deleted".to_string());
        } else {
            let status = [plain(&record["status_name"]), plain(&record["status"])]
                .into_iter()
                .find(|text| !text.is_empty());
            if let Some(status) = status {
                add("combined.status", status);
            }
        }
        if record["stats"].is_object() {
            add("combined.reopens", u8::from(record["stats"]["reopened_at"].is_string()).to_string());
        }
        let ratings = record["satisfaction_ratings"]
            .as_array()
            .and_then(|list| list.last())
            .unwrap_or(&record["satisfaction_rating"]);
        let answer = plain(&ratings["ratings"]["default_question"]);
        if !answer.is_empty() {
            add("combined.rating", answer);
        }
    }

    fn folded_columns(&self) -> &'static [&'static str] {
        FOLDED
    }

    fn messages(&self, record: &Value) -> Vec<RawMessage> {
        conversation(self.unwrap(record)).unwrap_or_default()
    }

    fn counts_ai_among_people(&self) -> bool {
        true
    }

    fn origin_of_channel(&self, word: &str) -> Option<Origin> {
        // What is outbound e-mail to Freshdesk is Slack to Freshservice.
        super::origin_of_channel(word).filter(|_| !self.is_service_desk)
    }

    fn warnings(&self, _shape: &Shape) -> Vec<String> {
        vec![super::NO_AI_COLUMN.replace("Freshdesk", self.product())]
    }

    fn how_to_get(&self, field: Field) -> String {
        match field {
            Field::SolvedAt | Field::ClosedAt | Field::FirstReplyAt | Field::Reopens => {
                "Ask the API for statistics: /api/v2/tickets?include=stats.".to_string()
            }
            Field::HumanReplies | Field::CustomerMessages => {
                "Ask the API for each ticket's conversations: /api/v2/tickets/{id}?include=conversations."
                    .to_string()
            }
            other => super::how_to_get(other).replace("Freshdesk", self.product()),
        }
    }
}

impl FreshdeskJson {
    fn product(&self) -> &'static str {
        if self.is_service_desk { "Freshservice" } else { "Freshdesk" }
    }
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
