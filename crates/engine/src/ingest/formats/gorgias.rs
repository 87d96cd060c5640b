//! Gorgias: tickets as exported from a view or from statistics (CSV), or from the API.

use super::table::Table;
use super::vocabulary;
use crate::dataset::{AiOutcome, Origin};

/// "Close::Without message", "Handover::…": the first part tells.
fn outcome(word: &str) -> Option<AiOutcome> {
    match word.split("::").next().unwrap_or(word).trim() {
        "close" | "closed" | "resolved" => Some(AiOutcome::Contained),
        "handover" | "hand over" => Some(AiOutcome::Escalated),
        _ => vocabulary::ai_outcome(word),
    }
}

/// "Created by an agent".
fn origin(word: &str) -> Option<Origin> {
    match word {
        "true" | "yes" | "1" => Some(Origin::Outbound),
        "false" | "no" | "0" => Some(Origin::Customer),
        _ => vocabulary::origin(word),
    }
}

pub(super) static FORMAT: Table = Table {
    id: "gorgias",
    product: "Gorgias",
    how_to_export: "Open a view of all tickets > Export tickets; the CSV comes by e-mail. Add the ticket fields.",
    columns: "\
        id ?ticket id|id
        subject subject
        status status
        channel !initial channel|channel
        topic !ticket field: ai intent|ticket field: contact reason|ticket field: type
        tags tags
        team assignee team|assigned team
        agent assignee name|assignee user.name|assignee email
        requester customer id|customer.id|customer email|customer.email|?customer name
        created_at ?creation date|?created datetime
        closed_at ?closed date|?closed datetime
        updated_at updated datetime
        first_reply_time.calendar ?first response time (s)|first response time (minutes)|first response time
        resolution_time.calendar ?resolution time (s)|full resolution time (minutes)|resolution time
        customer_messages ?number of customer messages|customer messages (all)
        rating ?survey score|satisfaction survey.score
        initiator !created by an agent|?from agent = Tickets that an agent opened are not the customer's.
        ai_outcome !ticket field: ai agent outcome|ai agent outcome
        + !last used integration type
        + !ticket field: *
        + !last received message datetime
        + !trashed datetime
        + ?survey replied date
        + ?number of agent messages
        - number of agent messages|agent messages = The AI Agent's messages are among them, so that they tell of no person.
        - last used integration*|ticket url",
    origin,
    outcome,
    ai_tags: &[
        ("ai_close", crate::dataset::AiTagMeaning::Resolved, "Gorgias' AI Agent closed the ticket."),
        ("ai_handover", crate::dataset::AiTagMeaning::HandedOff, "Gorgias' AI Agent handed over."),
    ],
    warning: "What Gorgias settles without a ticket (flows, articles recommended in the chat) stands in its statistics only.",
    how_ai: "Add the ticket field “AI Agent Outcome” and the tags to the export.",
    how_messages: "Take the tickets from the API with their messages: /api/tickets and /api/tickets/{id}/messages.",
    ..Table::USUAL
};
