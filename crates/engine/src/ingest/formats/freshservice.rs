//! Freshservice: tickets as exported from the ticket list (CSV), alike Freshdesk's with the columns of a service desk.

use super::freshdesk;
use super::table::Table;

pub(super) static FORMAT: Table = Table {
    id: "freshservice",
    product: "Freshservice",
    how_to_export: "Tickets > Export, as CSV, with all fields of the ticket and the requester's e-mail.",
    ids: "INC-9|SR-9|#INC-9|#SR-9",
    columns: "\
        id ticket id|display id|id
        subject subject
        description description
        status status
        priority priority
        channel source|source name
        topic category|sub category|type
        tags tags
        team group|group name|workspace|department
        agent agent|agent name|responder id
        requester requester email|requester id|requester name
        created_at created time|created at
        solved_at resolved time|resolved at
        closed_at closed time|closed at
        updated_at last updated time|last update time|updated at
        first_reply_at initial response time
        first_reply_time.h.business.zero first response time (in hrs) = Hours of business, as hours:minutes:seconds; 00:00:00 stands for no reply yet.
        resolution_time.h.business.zero resolution time (in hrs) = Hours of business, as hours:minutes:seconds; 00:00:00 stands for not resolved yet.
        human_replies agent interactions
        customer_messages customer interactions
        rating survey result|survey results|experience score
        + !requester vip
        + !requester location
        + !resolution note
        + !approval status
        + !resolved by level
        + !resolved via kb
        + ?urgency
        + ?impact
        + ?item
        + !workspace id
        - urgency|impact = The priority follows from it.
        handle_time.h.zero time tracked = Time that agents tracked on the ticket; 00:00:00 stands for nothing tracked.
        due_at due by time
        reply_breached first response status
        resolution_breached resolution status
        - every response status = Promises about later replies are not part of these figures.
        - requester vip|requester location|resolution note|approval status|item",
    status: freshdesk::status,
    priority: freshdesk::priority,
    channel: freshdesk::channel,
    ratings: freshdesk::RATINGS,
    counts_ai_among_people: true,
    warning: "Freshservice's export has no column that says whether Freddy answered, and what Freddy settles in chat may never \
        become a ticket. Response and resolution times are those of business hours.",
    how_ai: "Let a workflow set a ticket field or a tag when Freddy answers or hands over, and select it in the export.",
    ..Table::USUAL
};

/// Columns that a service desk has and Freshdesk has not: where two of them stand, the export is Freshservice's.
pub(super) const OF_A_SERVICE_DESK: &[&str] = &[
    "requester vip",
    "requester location",
    "resolution note",
    "approval status",
    "resolved by level",
    "resolved via kb",
    "urgency",
    "impact",
];
