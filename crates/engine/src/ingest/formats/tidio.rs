//! Tidio: conversations and tickets as CSV, and what Lyro, its AI, did with them where a column says it.

use super::table::Table;
use super::vocabulary;
use crate::dataset::AiOutcome;

pub(super) static FORMAT: Table = Table {
    id: "tidio",
    product: "Tidio",
    label: "conversations",
    how_to_export: "Ask Tidio's API for conversations or tickets and save them as CSV or JSON; Analytics > Lyro has lists of \
        what Lyro answered.",
    columns: "\
        id conversation id|ticket id|thread id|id
        subject ticket subject|subject
        status status|ticket status|conversation status
        channel channel|source
        topic topic|category|department
        tags tags
        team department
        agent ?operator|operator name|operator email|assigned operator
        requester !visitor id|contact id|visitor email|contact email|?visitor name
        language language|visitor language
        created_at created at|started at|conversation started at|date
        solved_at solved at|ended at|closed at
        first_reply_time.s first response time|time to first response
        rating rating|satisfaction|csat
        rating_comment rating comment|feedback
        ai_involved !lyro|!handled by lyro|!lyro involved
        ai_outcome !lyro status|!lyro outcome|!lyro resolution|!lyro result
        ai_handed_off !lyro handoff|!transferred to operator|!escalated by lyro
        + !project public key
        + !operator id
        + ?operator
        + ?visitor email
        + ?visitor name
        + !lyro*
        - visitor ip|visitor country|visitor city|current url",
    outcome: |word| match word {
        "handled" | "resolved" | "answered" => Some(AiOutcome::Contained),
        "unanswered" | "not answered" | "operator" | "transferred to operator" | "handed to operator" => {
            Some(AiOutcome::Escalated)
        }
        _ => vocabulary::ai_outcome(word),
    },
    warning: "Conversations that Lyro settles alone stand in Tidio's analytics; a list of operators' conversations leaves them \
        out.",
    how_ai: "Take the conversations from Tidio's API, or let a flow tag what Lyro answers and hands over.",
    how_messages: "Take the conversations with their messages from the API.",
    ..Table::USUAL
};
