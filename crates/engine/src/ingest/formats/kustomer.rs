//! Kustomer: conversations of its API, bare or as `attributes` of a JSON:API document.

use super::table::Table;
use super::vocabulary;
use crate::dataset::Origin;

pub(super) static FORMAT: Table = Table {
    id: "kustomer",
    product: "Kustomer",
    label: "conversations",
    how_to_export: "Save the conversations of Kustomer's API as JSON: /v1/conversations.",
    columns: "\
        id id|external id
        subject name
        description preview
        status status
        channel channels|first message in.channel
        agent assigned users
        team assigned teams
        requester customer id|relationships.customer.data.id
        language default lang
        created_at created at
        solved_at last done.created at|first done.created at
        updated_at updated at
        first_reply_at first response.created at
        reopens reopen count
        human_replies outbound message count
        rating satisfaction level.score|satisfaction
        initiator direction
        + !first done.*
        + !last done.*
        + !first response.business time
        + ?done count
        + !ended by type
        + ?snooze count
        - type = The kind of the record, which all have in common.
        - ended at|modified at|last activity at|imported at
        - first done.*|last done.*|first response.*",
    origin: |word| match word {
        "in" => Some(Origin::Customer),
        "out" => Some(Origin::Outbound),
        _ => vocabulary::origin(word),
    },
    how_ai: "Let a workflow write to a custom attribute what the AI agent did with a conversation, and export that.",
    ..Table::USUAL
};
