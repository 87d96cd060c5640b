//! LiveAgent: tickets exported from the ticket list or from its API.

use super::table::Table;
use super::vocabulary;
use model::outcome::{Channel, Status};

/// Codes of one letter. A ticket that was answered waits for the customer.
fn status(word: &str) -> Option<Status> {
    match word {
        "i" | "n" | "t" | "new" | "chatting" | "calling" | "p" => Some(Status::New),
        "c" | "open" => Some(Status::Open),
        "a" | "answered" | "w" | "postponed" => Some(Status::Pending),
        "r" => Some(Status::Solved),
        "b" | "x" => Some(Status::Removed),
        _ => vocabulary::status(word),
    }
}

fn channel(word: &str) -> Option<Channel> {
    match word {
        "e" => Some(Channel::Email),
        "c" => Some(Channel::Chat),
        "v" => Some(Channel::Phone),
        "f" => Some(Channel::WebForm),
        _ => vocabulary::channel(word),
    }
}

pub(super) static FORMAT: Table = Table {
    id: "liveagent",
    product: "LiveAgent",
    how_to_export: "Tickets > Export CSV, or save the API's list /api/v3/tickets as JSON.",
    ids: "@-@-9",
    columns: "\
        id code|ticket code|ticket id|id
        status status
        channel ?channel type|channel
        team ?departmentid|department name|department
        agent ?agentid|agent name|agent
        requester !owner contactid|owner email|owner name
        created_at ?date created|datecreated|created
        solved_at ?date resolved|dateresolved|resolved
        updated_at ?date changed|datechanged|last activity
        + ?departmentid
        + ?date changed|?datechanged
        - date due|date deleted|last activity public",
    status,
    channel,
    how_ai: "Let a rule tag the tickets that the AI answers or hands over, and export the tags.",
    ..Table::USUAL
};
