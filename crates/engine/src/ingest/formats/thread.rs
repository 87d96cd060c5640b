//! The conversation within a JSON record of any make: a list of messages, each with who wrote it, when, and a text.
//!
//! Helpdesks whose own words are known well (Zendesk, Intercom, Freshdesk) read theirs themselves. For all others the usual words for
//! roles, directions and flags tell who wrote: Help Scout's threads, Gorgias', Front's, Kustomer's, Chatwoot's, Crisp's and
//! Freshchat's messages, Zammad's articles, Zoho's conversations, Jira's comments, and transcripts of one's own.

use super::talk::{self, TALK_COLUMNS, Talk, plain};
use super::{Format, RawMessage};
use crate::ingest::fold::{Who, is_internal_word, role_of};
use serde_json::Value;

/// Names of the list. With a mark: what began the ticket stands beside the list and not in it.
const LISTS: [&str; 13] = [
    "messages",
    "threads",
    "conversations",
    "conversation_parts",
    "articles",
    "transcript",
    "interactions",
    "chat_history",
    "comments?",
    "comment?",
    "replies?",
    "posts?",
    "conversation",
];
/// Where the list may lie, if not in the record itself.
const HOLDERS: [&str; 5] = ["_embedded", "fields", "attributes", "conversation", "data"];
const TIMES: [&str; 12] = [
    "created_at",
    "createdAt",
    "created_datetime",
    "created_time",
    "createdTime",
    "sent_at",
    "sentAt",
    "timestamp",
    "created",
    "time",
    "date",
    "at",
];
const TEXTS: [&str; 10] = [
    "body_text",
    "plain_body",
    "text",
    "content",
    "body",
    "message",
    "html_body",
    "summary",
    "preview",
    "msg",
];
/// Words of a role, best first.
const ROLES: [&str; 17] = [
    "author_type",
    "authorType",
    "sender_type",
    "senderType",
    "actor_type",
    "role",
    "speaker",
    "direction",
    "type",
    "sender",
    "author",
    "initiator",
    "from",
    "createdBy",
    "created_by",
    "user",
    "message_type",
];
/// Flags, and who wrote where they are on; where they are off, the other side did.
const SIDES: [(&str, Who, Who); 7] = [
    ("from_agent", Who::Human, Who::Customer),
    ("is_agent", Who::Human, Who::Customer),
    ("incoming", Who::Customer, Who::Human),
    ("is_inbound", Who::Customer, Who::Human),
    ("inbound", Who::Customer, Who::Human),
    ("is_customer", Who::Customer, Who::Human),
    ("from_customer", Who::Customer, Who::Human),
];
const OF_PROGRAMS: [&str; 6] = ["from_ai_agent", "is_ai", "is_bot", "from_bot", "automated", "bot"];
const PRIVATE: [&str; 6] = ["private", "is_private", "isPrivate", "internal", "is_internal", "isInternal"];
const PUBLIC: [&str; 4] = ["public", "is_public", "isPublic", "jsdPublic"];
/// Kinds of entries that are no messages.
const KINDS_OF_EVENTS: [&str; 8] =
    ["lineitem", "activity", "event", "system", "assignment", "close", "open", "status_change"];
const PEOPLE: [&str; 8] = ["author", "sender", "from", "user", "createdBy", "created_by", "agent", "creator"];

/// The messages of a record in the order of their times, and whether the first of them is what began the ticket; `None`: the record
/// has no list of messages, or nothing tells who wrote any.
fn conversation(record: &Value) -> Option<(Vec<RawMessage>, bool)> {
    let (items, has_opening) = list(record)?;
    let requesters = people(
        record,
        &["requester", "customer", "contact", "reporter", "primaryCustomer", "requester_id", "customer_id"],
    );
    let mut authors: Vec<Option<Who>> = items.iter().map(|item| author(item, &requesters)).collect();
    let is_known = |who: &Option<Who>| matches!(who, Some(who) if *who != Who::System);
    if !authors.iter().any(is_known) {
        return None;
    }
    // "User" is the customer, unless somebody else is.
    let user = if authors.contains(&Some(Who::Customer)) { Who::Human } else { Who::Customer };
    let mut messages = Vec::new();
    for (item, author) in items.iter().zip(&mut authors) {
        let at =
            TIMES.iter().map(|name| plain(&item[*name])).find(|text| !text.is_empty()).unwrap_or_default();
        if *author == Some(Who::User) {
            *author = Some(user);
        }
        messages.push(RawMessage {
            author: match author {
                Some(Who::Customer | Who::User) => talk::CUSTOMER,
                Some(Who::Human) => talk::HUMAN,
                Some(Who::Ai) => talk::AI,
                Some(Who::System) | None => talk::SYSTEM,
            },
            text: text(item),
            at,
            is_public: !is_internal(item),
        });
    }
    // Many APIs give the newest first. One notation within a list: its letters are in the order of time.
    model::order::sort_by_key(&mut messages, |message| {
        message.at.get(..19).unwrap_or(&message.at).to_string()
    });
    Some((messages, has_opening))
}

/// The list of the best name, and whether it holds what began the ticket.
fn list(record: &Value) -> Option<(&[Value], bool)> {
    let (rank, items) = best(record, None, 2)?;
    Some((items, !LISTS[rank].ends_with('?')))
}

/// Walks what a thing holds, rather than asking it for each name: most records hold no list at all.
fn best(thing: &Value, named: Option<usize>, depth: u8) -> Option<(usize, &[Value])> {
    let mut best: Option<(usize, &[Value])> = None;
    for (key, value) in thing.as_object()? {
        let rank = LISTS.iter().position(|name| name.trim_end_matches('?') == key);
        let found = match value {
            Value::Array(items) if is_talk(items) => rank
                .or(named.filter(|_| key == "data" || key == "items"))
                .map(|rank| (rank, items.as_slice())),
            Value::Object(_) if depth > 0 && (rank.is_some() || HOLDERS.contains(&key.as_str())) => {
                self::best(value, rank, depth - 1)
            }
            _ => None,
        };
        if let Some(found) = found
            && best.is_none_or(|(rank, _)| found.0 < rank)
        {
            best = Some(found);
        }
    }
    best
}

fn is_talk(items: &[Value]) -> bool {
    items.iter().all(Value::is_object)
        && items.first().is_some_and(|first| TIMES.iter().any(|name| !plain(&first[*name]).is_empty()))
}

fn flag(item: &Value, names: &[&str]) -> Option<bool> {
    names.iter().find_map(|name| item[*name].as_bool())
}

/// Who wrote a message.
fn author(item: &Value, requesters: &[String]) -> Option<Who> {
    let mut who = None;
    if item["type"].as_str().is_some_and(|kind| KINDS_OF_EVENTS.contains(&kind)) {
        return Some(Who::System);
    }
    for (name, on, off) in SIDES {
        if let (None, Some(is_on)) = (who, item[name].as_bool()) {
            who = Some(if is_on { on } else { off });
        }
    }
    // Chatwoot numbers its kinds of messages.
    if who.is_none()
        && let Some(kind) = item["message_type"].as_u64()
    {
        let of_sender = item["sender_type"].as_str().or(item["sender"]["type"].as_str()).and_then(role_of);
        who = match kind {
            0 => Some(Who::Customer),
            1 => of_sender.filter(|who| *who == Who::Ai).or(Some(Who::Human)),
            _ => Some(Who::System),
        };
    }
    for name in ROLES {
        if who.is_none() {
            let value = &item[name];
            let words = [value, &value["type"], &value["role"], &value["accountType"]];
            who = words.into_iter().filter_map(Value::as_str).find_map(role_of);
        }
    }
    let writers = people(item, &PEOPLE);
    let is_requester = writers.iter().any(|writer| requesters.contains(writer));
    match who {
        _ if flag(item, &OF_PROGRAMS) == Some(true) => Some(Who::Ai),
        Some(Who::Human | Who::User) | None if names(item).any(talk::names_an_ai) => Some(Who::Ai),
        Some(Who::User) | None if is_requester => Some(Who::Customer),
        None if !requesters.is_empty() && !writers.is_empty() => Some(Who::Human),
        who => who,
    }
}

/// Ids and addresses of the people that a thing names.
fn people(thing: &Value, names: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for holder in [thing, &thing["fields"]] {
        for person in names.iter().map(|name| &holder[*name]) {
            let ids =
                [person, &person["id"], &person["accountId"], &person["email"], &person["emailAddress"]];
            found.extend(ids.into_iter().map(plain).filter(|id| !id.is_empty()));
        }
    }
    found
}

fn names(item: &Value) -> impl Iterator<Item = &str> {
    PEOPLE.iter().map(|name| &item[*name]).flat_map(|person| {
        [person, &person["name"], &person["displayName"], &person["nickname"]]
            .into_iter()
            .filter_map(Value::as_str)
    })
}

fn is_internal(item: &Value) -> bool {
    let mut words =
        ["type", "visibility", "message_type", "kind"].iter().filter_map(|name| item[*name].as_str());
    flag(item, &PRIVATE) == Some(true)
        || flag(item, &PUBLIC) == Some(false)
        || words.any(is_internal_word)
        // Re:amaze numbers it.
        || item["visibility"].as_u64() == Some(1)
}

fn text(item: &Value) -> String {
    let own = TEXTS.iter().find_map(|name| item[*name].as_str().or(item[*name]["text"].as_str()));
    // Freshchat's messages have parts.
    let part = || item["message_parts"].as_array()?.iter().find_map(|part| part["text"]["content"].as_str());
    own.or_else(part).unwrap_or_default().to_string()
}

/// Whether a format reads conversations by itself.
pub(crate) fn is_own(format: &dyn Format) -> bool {
    format.folded_columns().contains(&TALK_COLUMNS[0])
}

/// Adds the cells that a record's conversation implies.
pub(crate) fn fold(record: &Value, add: &mut dyn FnMut(&'static str, String)) {
    let Some((mut messages, has_opening)) = conversation(record) else { return };
    if has_opening {
        // What is written before the customer does is a greeting, or the ticket itself where the team began it.
        let first = messages.iter().position(|message| message.author == talk::CUSTOMER);
        messages.drain(..first.unwrap_or(0));
    }
    Talk::of(&messages, false).add_to(add);
}

/// The conversation of a record, for display.
pub(super) fn messages(record: &Value) -> Vec<RawMessage> {
    conversation(record).map(|(messages, _)| messages).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn cells(record: &Value) -> Vec<(&'static str, String)> {
        let mut cells = Vec::new();
        fold(record, &mut |name, cell| cells.push((name, cell)));
        cells
    }

    fn told(record: &Value) -> String {
        let cells = cells(record);
        let get = |name: &str| {
            cells.iter().find(|(known, _)| *known == name).map_or("-", |(_, cell)| cell.as_str())
        };
        let names = [
            "customer_messages",
            "human_replies",
            "ai_replies",
            "handed_off",
            "first_reply_at",
            "first_human_reply_at",
        ];
        names.map(|name| get(&format!("messages.{name}"))).join(" ")
    }

    #[test]
    fn help_scout_newest_first() {
        let record = json!({"id": 1, "threads": 4, "_embedded": {"threads": [
            {"type": "message", "createdBy": {"type": "user", "id": 5}, "createdAt": "2026-01-05T11:00:00Z", "body": "Bye"},
            {"type": "note", "createdBy": {"type": "user", "id": 5}, "createdAt": "2026-01-05T10:00:00Z", "body": "?"},
            {"type": "lineitem", "createdBy": {"type": "user", "id": 5}, "createdAt": "2026-01-05T09:30:00Z"},
            {"type": "customer", "createdBy": {"type": "customer", "id": 9}, "createdAt": "2026-01-05T09:00:00Z", "body": "Hi"},
        ]}});
        assert_eq!(told(&record), "1 1 - - 2026-01-05T11:00:00Z 2026-01-05T11:00:00Z");
    }

    #[test]
    fn gorgias_by_its_flag_and_a_programs_name() {
        let record = json!({"messages": [
            {"from_agent": false, "created_datetime": "2026-01-05T09:00:00", "sender": {"name": "Ada"}, "public": true},
            {"from_agent": true, "created_datetime": "2026-01-05T09:00:20", "sender": {"name": "AI Agent"}, "public": true},
            {"from_agent": true, "created_datetime": "2026-01-05T09:20:00", "sender": {"name": "Nora"}, "public": false},
            {"from_agent": true, "created_datetime": "2026-01-05T09:30:00", "sender": {"name": "Nora"}, "public": true},
        ]});
        assert_eq!(told(&record), "1 1 1 true 2026-01-05T09:00:20 2026-01-05T09:30:00");
    }

    #[test]
    fn chatwoot_by_number() {
        let record = json!({"messages": [
            {"message_type": 0, "sender_type": "Contact", "created_at": 1767603600, "content": "Hi"},
            {"message_type": 2, "created_at": 1767603601, "content": "assigned"},
            {"message_type": 1, "sender_type": "AgentBot", "created_at": 1767603610, "content": "Hello"},
            {"message_type": 1, "sender_type": "User", "created_at": 1767603700, "content": "Hello", "private": true},
        ]});
        assert_eq!(told(&record), "1 0 1 false 1767603610 -");
    }

    #[test]
    fn roles_of_a_transcript_where_the_user_is_the_customer() {
        let record = json!({"transcript": [
            {"role": "assistant", "timestamp": "2026-01-05T08:59:00Z", "content": "How can I help?"},
            {"role": "user", "timestamp": "2026-01-05T09:00:00Z", "content": "Where is it"},
            {"role": "assistant", "timestamp": "2026-01-05T09:00:05Z", "content": "On its way"},
        ]});
        assert_eq!(told(&record), "1 0 1 false 2026-01-05T09:00:05Z -");
    }

    #[test]
    fn speakers_of_a_transcript() {
        let record = json!({"transcript": [
            {"speaker": "customer", "time": "2026-01-05T09:00:00Z", "text": "Where is it"},
            {"speaker": "bot", "time": "2026-01-05T09:00:05Z", "text": "On its way"},
            {"speaker": "agent", "time": "2026-01-05T09:10:00Z", "text": "It is here"},
        ]});
        assert_eq!(told(&record), "1 1 1 true 2026-01-05T09:00:05Z 2026-01-05T09:10:00Z");
    }

    #[test]
    fn jira_by_who_reported() {
        let record = json!({"key": "A-1", "fields": {"reporter": {"accountId": "r1"}, "comment": {"comments": [
            {"author": {"accountId": "p1", "displayName": "Nora"}, "created": "2026-01-05T09:00:00.000+0100", "jsdPublic": true},
            {"author": {"accountId": "r1", "displayName": "Ada"}, "created": "2026-01-05T09:30:00.000+0100", "jsdPublic": true},
        ]}}});
        // What began the ticket is not among the comments: the first is a reply.
        assert_eq!(told(&record), "1 1 - - 2026-01-05T09:00:00.000+0100 2026-01-05T09:00:00.000+0100");
    }

    #[test]
    fn nothing_is_claimed_where_nobody_is_known() {
        for record in [
            json!({"messages": []}),
            json!({"messages": 3}),
            json!({"messages": ["a", "b"]}),
            json!({"comments": [{"created_at": "2026-01-05", "text": "?"}]}),
            json!({"messages": [{"type": "customer"}]}),
        ] {
            assert!(cells(&record).is_empty(), "{record}");
            assert!(messages(&record).is_empty(), "{record}");
        }
    }

    #[test]
    fn shown_with_texts() {
        let record = json!({"messages": [
            {"actor_type": "user", "created_time": "2026-01-05T09:00:00.000Z", "message_parts": [{"text": {"content": "Hi"}}]},
            {"actor_type": "agent", "created_time": "2026-01-05T09:10:00.000Z", "message_type": "private",
             "message_parts": [{"text": {"content": "Look"}}]},
        ]});
        let shown = messages(&record);
        let shown: Vec<_> = shown.iter().map(|m| (m.author, m.text.as_str(), m.is_public)).collect();
        assert_eq!(shown, [(talk::CUSTOMER, "Hi", true), (talk::HUMAN, "Look", false)]);
    }
}
