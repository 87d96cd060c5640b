//! ServiceNow: incidents, cases and requests as exported from a list, by field name (CSV) or by label (XLSX), and from tables.

use super::table::Table;
use super::vocabulary;
use model::outcome::{Channel, Priority, Status};

/// Incident states by number; 4 and 5 waited for the user and for evidence in former releases.
fn status(word: &str) -> Option<Status> {
    match word {
        "1" => Some(Status::New),
        "2" => Some(Status::Open),
        "3" | "5" => Some(Status::OnHold),
        "4" => Some(Status::Pending),
        "6" => Some(Status::Solved),
        "7" | "8" => Some(Status::Closed),
        _ => vocabulary::status(word),
    }
}

/// States of other tasks by number: of catalogue tasks and requested items 3 is closed complete, 4 incomplete, 7 skipped; of
/// customers' cases 3 is closed, 7 cancelled, 10 open, 18 awaiting information.
fn status_of_task(word: &str) -> Option<Status> {
    match word {
        "10" => Some(Status::Open),
        "-5" | "18" | "24" => Some(Status::Pending),
        "3" | "4" => Some(Status::Closed),
        "5" => None,
        _ => status(word),
    }
}

/// Here 1 is the highest.
fn priority(word: &str) -> Option<Priority> {
    match word {
        "1" => Some(Priority::Urgent),
        "2" => Some(Priority::High),
        "3" => Some(Priority::Normal),
        "4" | "5" => Some(Priority::Low),
        _ => vocabulary::priority(word),
    }
}

fn channel(word: &str) -> Option<Channel> {
    match word {
        "virtual_agent" => Some(Channel::Chat),
        _ => vocabulary::channel(word),
    }
}

pub(super) static FORMAT: Table = Table {
    id: "servicenow",
    product: "ServiceNow",
    label: "incidents",
    how_to_export: "In the list of incidents, right-click a column's header > Export > CSV.",
    warning: "What Virtual Agent settles in a conversation may never become an incident: this file can show more of its handovers than of its \
        successes.",
    ids: "INC9|SCTASK9|RITM9|REQ9|CS9|HRC9|TASK9",
    columns: "\
        id number|sys id
        subject ?short description
        status state|?incident state
        priority priority
        channel ?contact type|channel
        topic category|subcategory
        team ?assignment group
        agent ?assigned to
        requester ?caller id|?caller|affected user|opened for|contact|opened by
        created_at ?opened at|opened|?sys created on|created
        solved_at resolved at|resolved
        closed_at closed at|closed
        first_reply_at ?first response time
        updated_at ?sys updated on|?sys updated at|updated|last update
        resolution_time.s.calendar ?calendar stc|resolve time|?calendar duration|duration
        resolution_time.s.business ?business stc|business resolve time|?business duration
        reopens reopen count|number of reopens
        reopens.once reopened time|reopened at = When it was last opened again: more than once counts as once.
        resolution_breached.not made sla = Whether the promise was kept, turned round.
        due_at ?sla due
        + ?reassignment count
        + ?made sla
        + ?sys created by
        - urgency|impact|severity = The priority follows from it.
        - close code|closed code|close notes|resolved by|closed by
        - active|escalation",
    status,
    status_by_ids: &[("SCTASK9|RITM9|REQ9|CS9|HRC9|TASK9", status_of_task)],
    priority,
    channel,
    how_ai: "Add “Contact type” (channel) and “Assigned to” to the list before you export; let a flow set a field when the \
        virtual agent resolves or hands over.",
    how: "\
        created_at = Add “Opened” (opened_at) to the list before you export: right-click a column's header > Configure > List Layout.
        requester = Add “Caller” (caller_id) to the list before you export; of cases, “Contact”.
        status solved_at closed_at resolution_time = Add “State”, “Resolved” (resolved_at) and “Closed” (closed_at) to the list before you export.
        reopens = Add “Reopen count” (reopen_count) to the list before you export.
        human_replies customer_messages first_reply_at first_reply_time first_human_reply_at = Incidents do not count replies. Export the journal (sys_journal_field, element “comments”) with element_id, sys_created_on and sys_created_by, and add the Sys ID to the list of incidents.
        rating rating_offered rating_comment = Satisfaction is told by assessments. Export the list of assessment instances with their trigger's number, or write the score to a field of the incident.
        ai_assisted = Now Assist keeps its drafts and summaries to itself. Let a business rule set a field when one is used, and export it.
        topic = Add “Category” and “Subcategory” to the list before you export.
        channel initiator = Add “Channel” (contact_type) to the list before you export.
        reply_business_time = Incidents only have the business time to their resolution, not to a first reply.
        resolution_business_time = Add “Business resolve time” (business_stc) to the list before you export.
        language = Add the caller's language (caller_id.preferred_language) to the list before you export.
        reply_breached resolution_breached due_at = Add “Made SLA” (made_sla) to the list, or export Task SLAs (task_sla).",
    ..Table::USUAL
};
