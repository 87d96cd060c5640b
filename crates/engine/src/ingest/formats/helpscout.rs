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
        status status
        channel type
        team !mailbox id|mailbox name|mailbox|inbox name|inbox
        agent assignee.email|assignee.id|assignee|assigned to
        requester primary customer.id|primary customer.email|created by.email|customer email
        created_at created at
        closed_at closed at
        updated_at ?user updated at|updated at|modified at
        initiator source.via = “user”: someone of the team wrote first.
        human_replies replies sent|number of replies
        rating rating|happiness score|rating id
        + !customer waiting since.*
        + ?source.via
        + ?primary customer.*
        + ?folder id
        + ?closed by
        - threads|thread count = Counts notes and events, too.
        - source.type|state",
    origin: |word| if word == "user" { Some(Origin::Outbound) } else { vocabulary::origin(word) },
    ratings: RatingScale::Words(&[
        ("not good", "Not good", false, None),
        ("okay", "Okay", false, None),
        ("great", "Great", true, None),
    ]),
    warning: "What AI Answers settles in Beacon never becomes a conversation, so it is not in this file: compare with Help \
        Scout's own report on AI Answers.",
    ..Table::USUAL
};
