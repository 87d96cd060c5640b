//! The parts of a conversation in Intercom's API: who wrote what, and what became of Fin's attempt.

use super::super::RawMessage;
use super::super::talk::{self, plain};
use serde_json::Value;

/// Author of a part or of the source. Only a bot's answer that Intercom marks as the AI's counts as one: workflows greet and
/// route through the same bot.
fn author(part: &Value) -> &'static str {
    let author = &part["author"];
    match author["type"].as_str() {
        Some("user" | "lead" | "contact" | "visitor") => talk::CUSTOMER,
        Some("admin") if author["from_ai_agent"].as_bool() != Some(true) => talk::HUMAN,
        Some("bot" | "admin") => {
            let says = |name: &str| author[name].as_bool().or(part[name].as_bool());
            if says("from_ai_agent") == Some(true) || says("is_ai_answer") == Some(true) {
                talk::AI
            } else {
                talk::SYSTEM
            }
        }
        _ => talk::SYSTEM,
    }
}

/// The message that began a conversation; a workflow or a person of the team may begin one without a word.
pub(super) fn opening(record: &Value) -> Option<RawMessage> {
    let source = &record["source"];
    let body = source["body"].as_str().unwrap_or_default();
    let is_said = source.is_object() && (!body.is_empty() || author(source) == talk::CUSTOMER);
    is_said.then(|| RawMessage {
        author: author(source),
        at: plain(&record["created_at"]),
        text: body.to_string(),
        is_public: true,
    })
}

/// The messages of a conversation in the order of the record, which is that of time.
pub(super) fn conversation(record: &Value) -> Vec<RawMessage> {
    let mut messages = Vec::new();
    messages.extend(opening(record));
    for part in parts(record).into_iter().flatten() {
        let text = part["body"].as_str().unwrap_or_default();
        let kind = part["part_type"].as_str().unwrap_or("comment");
        // Closing and opening can carry a message; assignments and notes are the team's own.
        let is_message = matches!(kind, "comment" | "open" | "close" | "quick_reply" | "conversation");
        let is_note = kind.contains("note") || (!is_message && !text.is_empty());
        if text.is_empty()
            && !(kind == "comment" && part["attachments"].as_array().is_some_and(|list| !list.is_empty()))
        {
            continue;
        }
        messages.push(RawMessage {
            author: author(part),
            at: plain(&part["created_at"]),
            text: text.to_string(),
            is_public: is_message && !is_note,
        });
    }
    messages
}

/// The parts, which the API nests in a list object.
pub(super) fn parts(record: &Value) -> Option<&Vec<Value>> {
    let parts = &record["conversation_parts"];
    parts["conversation_parts"].as_array().or_else(|| parts.as_array())
}

/// Fin's state: single conversations carry it, lists leave it to an attribute.
pub(super) fn state(record: &Value) -> Option<&str> {
    let given = record["ai_agent"]["resolution_state"].as_str();
    let attribute = record["custom_attributes"]["Fin AI Agent resolution state"].as_str();
    given.or(attribute).filter(|state| !state.is_empty())
}

/// Whether this is a test run of Fin or of a workflow.
pub(super) fn is_preview(record: &Value) -> bool {
    record["ai_agent"]["source_type"].as_str().is_some_and(|kind| kind.ends_with("_preview"))
}
