//! Front: conversations of its API, and the exports of its analytics, one row a message or a segment (dev.frontapp.com, “Create
//! analytics export”). Times that are counted for each message are left out: they say nothing of the whole conversation.

use super::table::Table;
use super::vocabulary;
use model::outcome::Status;

/// A conversation is open while it is anybody's; archiving ends it, and a message brings it back.
fn status(word: &str) -> Option<Status> {
    match word {
        "archived" | "done" => Some(Status::Solved),
        "trashed" | "deleted" | "spam" => Some(Status::Removed),
        "unassigned" | "assigned" => Some(Status::Open),
        _ => vocabulary::status(word),
    }
}

pub(super) static FORMAT: Table = Table {
    id: "front",
    product: "Front",
    label: "conversations",
    how_to_export: "Analytics > Export data > conversations, as CSV, or save the API's list /conversations as JSON.",
    ids: "cnv_*",
    columns: "\
        id conversation api id|conversation id|id
        status ?status category|ticket status category|status
        team inbox|inboxes|inbox name
        agent assignee.email|assignee
        requester recipient.handle|contact handle|contact
        created_at conversation created at|segment start|created at
        updated_at updated at|last segment activity
        closed_at archived at|conversation archived at|segment end
        first_reply_time.s first response time|first reply time
        resolution_time.s resolution time
        + !recipient.handle
        + !is private
        + !segment id
        + !conversation api id
        + !message api id
        + ?autoreply
        + ?reaction time
        + ?total reply time
        + ?inbox
        + ?assignee.is available
        - response time|reaction time|total reply time|handle time = Counted for each message or segment, not for the whole conversation.
        - is private|segment|segment id|segment closed|first response|new conversation|business hours",
    status,
    how_ai: "Let a rule tag the conversations that Autopilot answers or hands over, and export the tags.",
    how_messages: "Export the messages from Analytics, as CSV, with “Segment start” and “Segment end”.",
    ..Table::USUAL
};
