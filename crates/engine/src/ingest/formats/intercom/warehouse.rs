//! Intercom's conversations as warehouses write the API's fields into a table.

use super::super::table::Table;
use super::{RATINGS, STATES};

pub(in super::super) static FORMAT: Table = Table {
    id: "intercom_table",
    product: "Intercom",
    label: "conversations under the names of the API",
    how_to_export: "Select the columns of the table of conversations that your warehouse fills from Intercom, with those of the \
        AI agent and the statistics, and save them as CSV.",
    is_text_only: true,
    columns: "\
        id id|conversation id
        subject title|source subject|conversation title
        status state|conversation state
        priority priority
        channel source type|conversation source type
        topic topic|topics
        tags tags|tag names|all conversation tags
        team team assignee name|team assignee id
        agent assignee name|admin assignee name|admin assignee id|assignee id
        requester source author id|contact id|first contact author id
        created_at created at|conversation created at
        updated_at updated at|conversation last updated at
        solved_at statistics last close at|last close at|last closed at
        first_human_reply_at statistics first admin reply at|first admin reply at|first admin response at
        resolution_time.s.business statistics time to last close
        first_reply_time.s.business statistics time to admin reply
        reopens statistics count reopens|count reopens
        rating conversation rating value|conversation rating|rating value
        rating_comment conversation rating remark|rating remark
        initiator source delivered as
        ai_involved ai agent participated
        ai_outcome ai agent resolution state|custom fin ai agent resolution state
        + !conversation rating value
        + !source delivered as
        + !source author type
        + !assignee type
        + ?first contact reply type
        + ?waiting since
        + ?snoozed until
        + ?sla status
        - first contact reply*|source *|sla *|waiting since|snoozed until|read|open",
    status: super::status,
    priority: super::priority,
    channel: super::channel,
    origin: super::origin,
    outcome: super::resolution_state,
    ratings: RATINGS,
    warning: STATES,
    how_ai: "Add the columns “ai_agent_participated” and “ai_agent_resolution_state” to those that you select.",
    ..Table::USUAL
};
