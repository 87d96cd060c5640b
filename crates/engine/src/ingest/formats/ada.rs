//! Ada: conversations of its data export API (docs.ada.cx).

use super::table::Table;
use super::vocabulary;
use crate::dataset::{AiOutcome, Origin};
use model::outcome::Channel;

pub(super) static FORMAT: Table = Table {
    id: "ada",
    product: "Ada",
    label: "conversations",
    how_to_export: "Save the conversations of Ada's data export API: /data_api/v1.1/conversations, as JSON.",
    columns: "\
        id id|conversation id
        subject ?inquiry summary
        channel platform|channel
        language language
        agent agent name
        requester !chatter id|user id
        created_at ?date created
        closed_at ?date updated = Ada gives no status: a conversation ends with its last change.
        handle_time.s agent handle time
        rating csat.score|csat score
        initiator !is test user = Test conversations are left out.
        ai_involved ?is engaged = Whether the customer wrote to Ada at all.
        ai_outcome !automated resolution classification = Ada's own check of conversations, made on a sample.
        ai_handed_off ?is escalated
        + !bot handle time
        + ?agent handle time
        - bot handle time|csat.*|automated resolution*",
    origin: |word| match word {
        "true" => Some(Origin::Test),
        "false" => Some(Origin::Customer),
        _ => vocabulary::origin(word),
    },
    channel: |word| match word {
        "nativechat" | "web" | "web chat" => Some(Channel::Chat),
        _ => vocabulary::channel(word),
    },
    // The check reads the whole conversation: relevant, accurate, safe, and no person needed. What fails it and was not handed over
    // left the customer without an answer.
    outcome: |word| match word {
        "resolved" => Some(AiOutcome::Confirmed),
        "not resolved" => Some(AiOutcome::Abandoned),
        _ => vocabulary::ai_outcome(word),
    },
    warning: "Ada's export holds only what began with Ada, and Ada checks a sample of it: the others count as solved if nobody took \
        over and the customer stayed away.",
    how_ai: "Ada's export has “automated_resolution_classification”, “is_engaged” and “is_escalated”; load it as it is.",
    how_messages: "Add the messages of each conversation from the data export API: /data_api/v1.1/messages.",
    ..Table::USUAL
};
