//! Chatwoot: conversations of its API or its database, its reporting events, and the report of ratings.

use super::table::Table;
use super::vocabulary;
use model::outcome::{Channel, Status};

/// A pending conversation is with the bot. The database has numbers.
fn status(word: &str) -> Option<Status> {
    match word {
        "0" | "pending" | "2" => Some(Status::Open),
        "1" => Some(Status::Solved),
        "3" => Some(Status::Pending),
        _ => vocabulary::status(word),
    }
}

/// `Channel::WebWidget` and its like.
fn channel(word: &str) -> Option<Channel> {
    match word.strip_prefix("channel::").unwrap_or(word) {
        "webwidget" => Some(Channel::Chat),
        "twiliosms" => Some(Channel::Sms),
        "facebookpage" | "twitterprofile" => Some(Channel::Social),
        other => vocabulary::channel(other),
    }
}

pub(super) static FORMAT: Table = Table {
    id: "chatwoot",
    product: "Chatwoot",
    label: "conversations",
    how_to_export: "Save the conversations of Chatwoot's API as JSON: /api/v1/accounts/{id}/conversations?status=all.",
    columns: "\
        id ?display id|conversation display id|id|link to the conversation
        status status
        channel meta.channel|channel
        tags !cached label list|labels
        team meta.team.name|team name|team id|inbox name|?inbox id
        agent meta.assignee.name|assignee name|assignee id|agent name
        requester contact id|meta.sender.id|meta.sender.email|contact email
        rating rating|custom attributes.rating
        rating_comment feedback
        created_at created at|event start time
        updated_at last activity at|updated at
        first_reply_at !first reply created at
        first_human_reply_at first human reply created at
        + !contact inbox id
        + !event start time
        + !event end time
        + !value in business hours
        + !link to the conversation
        + ?recorded date
        + ?contact phone
        + ?waiting since
        + ?snoozed until
        + !contact last seen at
        + !agent last seen at
        + ?meta.sender.id
        - recorded date = When the rating was given, not when the conversation began.
        - waiting since|contact last seen at|agent last seen at|assignee last seen at",
    status,
    channel,
    warning: "Chatwoot lists open conversations unless all are asked for, and says of none what its bot did: its reporting events do.",
    how_ai: "Load the reporting events “conversation_bot_resolved” and “conversation_bot_handoff” into columns of their own, or \
        let an automation label those conversations.",
    how_messages: "Export the table reporting_events of the database, or add the messages of each conversation from the API.",
    how: "rating = Reports > CSAT > Download, and drop it together with the conversations.",
    ..Table::USUAL
};
