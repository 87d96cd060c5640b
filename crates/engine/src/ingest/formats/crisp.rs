//! Crisp: conversations of its API.

use super::table::Table;
use super::vocabulary;
use model::outcome::{Channel, Status};

/// States by name or number.
fn status(word: &str) -> Option<Status> {
    match word {
        "0" | "pending" => Some(Status::New),
        "1" | "unresolved" => Some(Status::Open),
        "2" => Some(Status::Solved),
        _ => vocabulary::status(word),
    }
}

/// `chat`, `email`, or a plugin such as `urn:crisp.im:whatsapp:0`.
fn channel(word: &str) -> Option<Channel> {
    vocabulary::channel(
        word.strip_prefix("urn:crisp.im:").and_then(|rest| rest.split(':').next()).unwrap_or(word),
    )
}

pub(super) static FORMAT: Table = Table {
    id: "crisp",
    product: "Crisp",
    label: "conversations",
    how_to_export: "Save the conversations of Crisp's API as JSON: /v1/website/{id}/conversations.",
    ids: "session_*",
    columns: "\
        id session id
        subject meta.subject
        status state|status
        channel meta.origin
        tags ?meta.segments
        agent assigned.user id
        requester meta.email|people id|meta.nickname
        created_at created at
        updated_at updated at
        rating meta.rating|meta.rating.stars
        + !people id
        + !active.last
        + !unread.operator
        + ?meta.nickname
        + ?website id
        - type|is verified|is blocked|availability",
    status,
    channel,
    warning: "Crisp has no time of resolution, and says only of each message whether a bot wrote it.",
    how_ai: "Let the bot's scenario add a segment when it answers or hands over; segments are read as tags.",
    how_messages: "Add the messages of each conversation from the API: /v1/website/{id}/conversation/{session}/messages.",
    ..Table::USUAL
};
