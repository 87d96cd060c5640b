//! ServiceNow: incidents, cases and requests as exported from a list, by field name (CSV) or by label (XLSX), and from tables.

use super::table::Table;
use super::vocabulary;
use model::outcome::{Channel, Priority, Status};

/// Incident states by number.
fn status(word: &str) -> Option<Status> {
    match word {
        "1" => Some(Status::New),
        "2" => Some(Status::Open),
        "3" => Some(Status::OnHold),
        "6" => Some(Status::Solved),
        "7" | "8" => Some(Status::Closed),
        _ => vocabulary::status(word),
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
        updated_at ?sys updated on|?sys updated at|updated|last update
        resolution_time.s.calendar ?calendar stc|?calendar duration
        resolution_time.s.business ?business stc|?business duration
        reopens reopen count
        resolution_breached.not made sla = Whether the promise was kept, turned round.
        due_at ?sla due
        + ?reassignment count
        + ?made sla
        + ?sys created by
        - urgency|impact|severity = The priority follows from it.
        - close code|closed code|close notes|resolved by|closed by
        - active|escalation",
    status,
    priority,
    channel,
    how_ai: "Add “Contact type” (channel) and “Assigned to” to the list before you export; let a flow set a field when the \
        virtual agent resolves or hands over.",
    ..Table::USUAL
};
