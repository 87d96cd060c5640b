//! Front: conversations of its API (dev.frontapp.com) and tables of its analytics with one row a conversation.

use super::table::Table;
use super::vocabulary;
use model::outcome::Status;

/// A conversation is open while it is anybody's; archiving ends it, and a message brings it back.
fn status(word: &str) -> Option<Status> {
    match word {
        "archived" => Some(Status::Solved),
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
        id conversation id|id
        status ?status category|status
        team inbox|inboxes|inbox name
        agent assignee.email|assignee
        requester recipient.handle|contact handle|contact
        created_at conversation created at|created at
        updated_at updated at
        closed_at archived at|conversation archived at
        first_reply_time first response time|first reply time
        resolution_time resolution time
        + !recipient.handle
        + !is private
        + ?inbox
        + ?assignee.is available
        - handle time|is private",
    status,
    how_ai: "Let a rule tag the conversations that Autopilot answers or hands over, and export the tags.",
    ..Table::USUAL
};
