//! Freshservice: tickets as exported from the ticket list (CSV), alike Freshdesk's with the columns of a service desk.

use super::super::Shape;
use super::super::table::Table;
use model::outcome::{Channel, Status};

/// Statuses by name or by the API's number; numbers from 6 on are each account's own.
pub(super) fn status(word: &str) -> Option<Status> {
    if matches!(word, "6" | "7") { None } else { super::status(word) }
}

/// Sources by name or by the API's number, which are not those of Freshdesk.
pub(super) fn channel(word: &str) -> Option<Channel> {
    match word {
        "1" => Some(Channel::Email),
        "2" | "5" => Some(Channel::WebForm),
        "3" => Some(Channel::Phone),
        "4" | "11" => Some(Channel::Chat),
        "6" | "10" | "12" | "15" | "yammer" | "workplace" | "ms teams" => Some(Channel::Messaging),
        "7" | "8" | "14" | "aws cloudwatch" | "pagerduty" | "alert" | "alerts" => Some(Channel::Api),
        "9" | "walkup" | "walk up" => Some(Channel::InPerson),
        "13" | "18" | "employee onboarding" | "employee offboarding" => Some(Channel::Other),
        _ if word.bytes().all(|byte| byte.is_ascii_digit()) => None,
        _ => super::channel(word),
    }
}

pub(in super::super) static FORMAT: Table = Table {
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
        requester requester email|requester id|?requester name
        created_at ?created time|created at
        solved_at resolved time|resolved at
        closed_at closed time|closed at
        updated_at last updated time|last update time|updated at
        first_reply_at initial response time
        first_reply_time.h.business.zero ?first response time (in hrs) = Hours of business, as hours:minutes:seconds; 00:00:00 stands for no reply yet.
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
    status,
    priority: super::priority,
    channel,
    ratings: super::RATINGS,
    counts_ai_among_people: true,
    warning: "Freshservice's export has no column that says whether Freddy answered, and what Freddy settles in chat may never \
        become a ticket. Response and resolution times are those of business hours.",
    how_ai: "Let a workflow set a ticket field or a tag when Freddy answers or hands over, and select it in the export.",
    how: "\
        requester = Select the requester's e-mail in Tickets > Export.
        reopens = Freshservice's export has no number of reopens. Let a workflow count them in a ticket field.
        human_replies customer_messages = Select “Agent interactions” and “Customer interactions” in Tickets > Export.
        first_reply_at first_reply_time first_human_reply_at = Select “Initial Response Time” and “First Response Time (in Hrs)” in Tickets > Export.
        rating rating_comment = Turn on satisfaction surveys and select “Survey Result” in Tickets > Export.
        rating_offered = The export tells who answered, not who was asked.
        ai_assisted = Freshservice does not tell which replies Freddy drafted. Let a workflow set a tag, and export the tags.
        initiator = Select “Source” in Tickets > Export.
        language = Add the requester's language to a ticket field by a workflow, and select it in Tickets > Export.",
    ..Table::USUAL
};

/// Columns that a service desk has and Freshdesk has not, by label and by the API's name: where two of them stand, the export is
/// Freshservice's.
const OF_A_SERVICE_DESK: &[&str] = &[
    "department id",
    "workspace id",
    "requested for id",
    "item category",
    "planned start date",
    "requester vip",
    "requester location",
    "resolution note",
    "approval status",
    "resolved by level",
    "resolved via kb",
    "urgency",
    "impact",
];

/// Whether tickets of Freshworks are a service desk's: by its columns, or by ids such as `INC-12`.
pub(super) fn is_service_desk(shape: &Shape, names: &[String]) -> bool {
    let id = names.iter().position(|name| name == "ticket id");
    let first = id.and_then(|column| shape.sample.first()?.get(column));
    let is_told = |name: &&String| OF_A_SERVICE_DESK.contains(&name.as_str());
    names.iter().filter(is_told).count() > 1
        || first
            .is_some_and(|id| ["INC-", "SR-"].iter().any(|kind| id.trim_start_matches('#').starts_with(kind)))
}
