//! Zammad: the ticket profile report (XLSX, saved as CSV) and tickets of the API.

use super::table::Table;
use super::vocabulary;
use model::outcome::{Priority, Status};

/// A ticket that is pending to be closed is done; it only waits for the date. The API gives the numbers of the states that every
/// Zammad begins with: 5 merged, 6 removed.
fn status(word: &str) -> Option<Status> {
    match word {
        "1" => Some(Status::New),
        "2" => Some(Status::Open),
        "pending reminder" | "3" => Some(Status::Pending),
        "pending close" | "7" => Some(Status::Solved),
        "4" => Some(Status::Closed),
        "5" | "6" => Some(Status::Removed),
        _ => vocabulary::status(word),
    }
}

/// "1 low" to "3 high": here 1 is the lowest.
fn priority(word: &str) -> Option<Priority> {
    match word {
        "1" => Some(Priority::Low),
        "2" => Some(Priority::Normal),
        "3" => Some(Priority::High),
        _ => vocabulary::priority(word.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ')),
    }
}

pub(super) static FORMAT: Table = Table {
    id: "zammad",
    product: "Zammad",
    how_to_export: "Reporting > a profile > Download; save the workbook's sheet as CSV.",
    columns: "\
        id #|number|id
        subject title
        status state|state id
        priority priority|priority id
        channel !create channel|create article type
        team group
        agent owner|owner id
        requester customer id|customer
        created_at created at
        closed_at closed at|close at
        first_reply_at first response at
        first_reply_time.min.business !first response in min
        resolution_time.min.business ?close in min
        initiator sender|create article sender
        + !close diff in min
        + !first response diff in min
        + !first response escalation at
        + ?time units total
        + ?last contact at
        + ?article count
        - close escalation at|update escalation at|first response escalation at = Due times are not shown.",
    status,
    priority,
    how_ai: "Zammad has no such column. Let a trigger set a tag when a bot answers or hands over, and export the tags.",
    how_messages: "Add the articles of each ticket from the API: /api/v1/ticket_articles/by_ticket/{id}.",
    ..Table::USUAL
};
