//! Salesforce Service Cloud: cases, as a report's CSV (by label) or from the data loader (by API name).

use super::table::Table;

pub(super) static FORMAT: Table = Table {
    id: "salesforce",
    product: "Salesforce",
    label: "cases",
    how_to_export: "Reports > New Report > Cases, add the columns, then Export > Details Only, as CSV in UTF-8.",
    columns: "\
        id ?case number|case id|id
        status status|case status
        channel ?case origin|?origin
        topic case reason|reason|case type|type
        agent ?case owner|case owner: full name|?case owner alias|owner.name|?owner id
        requester ?contact id|contact email|web email|supplied email|?contact name|contact name: full name
        created_at !date/time opened|opened date|created date
        closed_at !date/time closed|?closed date|closed
        updated_at last modified date|!system modstamp
        + ?account name
        + ?account id
        + ?parent case
        + !is closed
        + !is escalated
        + ?age (hours)
        - is escalated|escalated = An escalation within the team, not by an AI.
        - closed when created|is closed|is deleted
        - age|age (hours)|age (days) = Goes on for open cases; the times of the case tell it.",
    warning: "Chats that Agentforce settles alone are sessions, not cases, unless a flow opens one: this file may hold only what \
        it handed over.",
    how_ai: "Agentforce writes to sessions, not to cases. Let a flow set a field on the case when the agent answers, resolves \
        or hands over, and add it to the report.",
    ..Table::USUAL
};
