//! What Zendesk exports beside tickets, a row for each ticket: metrics, ratings, and the conversations of its AI agents. Dropped
//! together with the tickets, they are joined to them by the ticket's id.

use super::super::table::Table;
use super::{AI_TAGS, RATINGS};

/// Ticket metrics of the API (`/api/v2/ticket_metrics`), or of a warehouse.
pub(in super::super) static METRICS: Table = Table {
    id: "zendesk_metrics",
    product: "Zendesk",
    label: "ticket metrics",
    how_to_export: "Save /api/v2/ticket_metrics as JSON, and drop it together with the tickets.",
    columns: "\
        id ticket id
        created_at created at
        updated_at updated at
        solved_at solved at
        first_reply_time.s.calendar reply time in seconds.calendar|reply time in seconds calendar
        first_reply_time.min.calendar !reply time in minutes.calendar|!reply time in minutes calendar|first reply time in minutes calendar
        first_reply_time.min.business !reply time in minutes.business|reply time in minutes business
        resolution_time.min.calendar !full resolution time in minutes.calendar|!full resolution time in minutes calendar
        resolution_time.min.business !full resolution time in minutes.business|full resolution time in minutes business
        reopens reopens
        human_replies replies
        + ?latest comment added at
        + ?initially assigned at
        - id|url|instance id = The metric's own number.
        - first resolution time in minutes* = The figures use the last resolution, as reopened tickets count.
        - requester wait time*|agent wait time*|on hold time* = Waiting times are not shown yet.
        - group stations|assignee stations|assignee updated at|requester updated at|status updated at|custom status updated at|initially assigned at|assigned at|latest comment added at",
    status: super::status,
    counts_ai_among_people: true,
    warning: "Metrics alone do not say who answered, nor through which channel: drop the export of tickets together with them.",
    how_ai: "Drop the export of tickets, with its tags and fields, together with the metrics.",
    ..Table::USUAL
};

/// Satisfaction ratings of the API (`/api/v2/satisfaction_ratings`).
pub(in super::super) static SATISFACTION: Table = Table {
    id: "zendesk_ratings",
    product: "Zendesk",
    label: "satisfaction ratings",
    how_to_export: "Save /api/v2/satisfaction_ratings as JSON, and drop it together with the tickets.",
    columns: "\
        id ?ticket id
        rating ?score
        rating_comment comment
        agent assignee id
        team group id
        requester requester id
        updated_at updated at
        + !reason code
        + !reason id
        + ?reason
        - id|url = The rating's own number.
        - created at = When the survey was answered, not when the ticket was opened.
        - reason|reason id|reason code",
    ratings: RATINGS,
    warning: "Ratings alone are the customers who answered: drop the export of tickets together with them.",
    ..Table::USUAL
};

/// Conversations of the AI agents (their data export, per bot).
pub(in super::super) static AI_AGENTS: Table = Table {
    id: "zendesk_ai_agents",
    product: "Zendesk",
    label: "conversations of AI agents",
    how_to_export: "AI agents > Settings > Data export, as XLSX or JSON lines, and drop it together with the tickets.",
    columns: "\
        id ticket id|zendesk ticket id|platform conversation id|conversation id|id
        channel channel|platform|channel type
        language language|conversation language
        topic intent|intents|first intent|use case|use cases
        tags labels|tags
        ai_agent bot name|ai agent name|ai agent|bot
        requester platform user id|user id|end user id
        created_at conversation start time|conversation started at|started at|start time|created at
        updated_at conversation end time|ended at|end time|updated at
        ai_outcome resolution tier|automated resolution status|resolution type|resolution|resolution status
        ai_handed_off is escalated|escalated|escalated to agent|handed over
        ai_replies bot messages|bot messages count|number of bot messages
        customer_messages user messages|visitor messages|user messages count
        rating bsat|bsat score|bot satisfaction
        + !bsat*
        + ?bot id
        + !resolution tier
        + ?bot name
        + ?understood messages
        + ?not understood messages
        + ?platform conversation id
        - bot id|understood messages|not understood messages",
    outcome: super::resolution_tier,
    none: &[
        "non-automated",
        "non automated",
        "non_automated",
        "non-automated resolution",
        "non automated resolution",
        "non_automated_resolution",
        "not automated",
        "unautomated",
    ],
    ai_tags: AI_TAGS,
    warning: "These are the conversations that an AI agent took part in, those that never became tickets included: on its own \
        this file cannot tell which share of all work they are.",
    ..Table::USUAL
};
