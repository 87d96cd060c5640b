//! Help Scout: conversations of its Mailbox API 2.0 (developer.helpscout.com).

use super::table::Table;
use super::{RatingScale, vocabulary};
use crate::dataset::Origin;

pub(super) static FORMAT: Table = Table {
    id: "helpscout",
    product: "Help Scout",
    label: "conversations",
    how_to_export: "Save the Inbox API's list of conversations as JSON: /v2/conversations?status=all. Reports have a CSV, too.",
    columns: "\
        id id|conversation id|?number|conversation number
        subject subject
        description ?preview
        status combined.status|status
        channel type
        team !mailbox id|!mailboxid|mailbox name|mailbox|inbox name|inbox
        agent assignee.email|assignee.id|assignee|assigned to|assigned name
        requester primary customer.id|primary customer.email|created by.email|customer ids|customer email|customer name
        created_at created at
        closed_at closed at
        updated_at ?user updated at|updated at|modified at
        initiator source.via = “user”: someone of the team wrote first.
        human_replies replies sent|number of replies
        first_reply_time.s first response time|first response time (seconds)
        resolution_time.s resolution time|resolve time|time to resolve
        rating rating|happiness score|?rating id|rating name
        rating_comment rating comments|rating comment
        + !customer waiting since.*
        + !rating customer id|!rating user id|?rating customer name
        - thread created at|rating created at = When the customer was answered, or gave a rating, not when the conversation began.
        + ?source.via
        + ?primary customer.*
        + ?folder id
        + ?thread count
        + ?customer name
        + ?modified at
        + ?closed by
        - threads|thread count = Counts notes and events, too.
        - source.type|state",
    origin: |word| if word == "user" { Some(Origin::Outbound) } else { vocabulary::origin(word) },
    // A conversation in the trash keeps its status; its state tells.
    fold: |record, add| {
        if record["state"] == "deleted" {
            add("combined.status", "deleted".to_string());
        } else if let Some(status) = record["status"].as_str() {
            add("combined.status", status.to_string());
        }
    },
    folded: &["combined.status"],
    // The API numbers them from the best.
    ratings: RatingScale::Words(&[
        ("not good", "Not good", false, None),
        ("bad", "Not good", false, None),
        ("3", "Not good", false, None),
        ("okay", "Okay", false, None),
        ("ok", "Okay", false, None),
        ("2", "Okay", false, None),
        ("great", "Great", true, None),
        ("1", "Great", true, None),
    ]),
    warning: "What AI Answers settles in Beacon never becomes a conversation, so it is not in this file: compare with Help \
        Scout's own report on AI Answers.",
    how_ai: "Help Scout counts AI Answers in its reports only. Let a workflow tag the conversations it hands over, and export \
        the tags.",
    how: "\
        created_at = Save the conversations from the Inbox API: /v2/conversations?status=all. Ratings and their threads have other dates.
        human_replies customer_messages ai_replies first_reply_at first_reply_time first_human_reply_at = Ask for the threads, too: /v2/conversations?status=all&embed=threads. They tell who wrote when.
        rating rating_comment = Save /v2/reports/happiness/ratings as JSON, and drop it together with the conversations.
        rating_offered = Help Scout puts its question below every reply: who was asked is not told.
        reopens = The API does not count it. Let a workflow tag a conversation that is opened again, and export the tags.
        status solved_at closed_at = Save the conversations from the Inbox API with ?status=all: they have “status” and “closedAt”.
        topic = Add a custom field for the reason of contact; the API gives it as “customFields”.
        language = Let a workflow tag conversations by language, and export the tags.
        ai_assisted = Help Scout does not tell which replies its AI drafted. Let people tag them.",
    ..Table::USUAL
};
