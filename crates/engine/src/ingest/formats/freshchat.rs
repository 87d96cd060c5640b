//! Freshchat: conversations of its API, and its raw reports, of which each is about one event of conversations.

use super::table::Table;
use super::{RatingScale, vocabulary};
use model::outcome::{Channel, Status};

fn status(word: &str) -> Option<Status> {
    match word {
        "assigned" | "reopened" => Some(Status::Open),
        _ => vocabulary::status(word),
    }
}

/// Freshchat's channels are topics of its widget, unless they name a messenger.
fn channel(word: &str) -> Option<Channel> {
    match word {
        "web chat" | "web" | "website" | "web_widget" => Some(Channel::Chat),
        "android" | "ios" | "mobile" => Some(Channel::Messaging),
        _ => vocabulary::channel(word),
    }
}

pub(super) static FORMAT: Table = Table {
    id: "freshchat",
    product: "Freshchat",
    label: "conversations",
    how_to_export: "Ask the API's /v2/reports/raw for Conversation-Created, -Resolved, First-Response-Time, Resolution-Time and \
        CSAT-Score as CSV; each is a file of its own, to be dropped together.",
    columns: "\
        id conversation id|conversation.id|id
        status conversation status|status
        channel source|conversation source|channel type
        topic channel name|topic name|channel id
        tags conversation labels|labels|resolution label
        team group name|assigned group name|assigned group id|group id
        agent agent name|agent email|assigned agent name|agent id|assigned agent id
        requester user id|customer id|user alias|user email
        created_at conversation created time|conversation created at|created time|created at
        first_reply_at first response at|first agent response time
        solved_at resolved time|resolved at|conversation resolved time
        updated_at updated time|updated at
        first_reply_time.s.calendar ?statistics.first response time chrs
        first_reply_time.s first response time in seconds|first response time (in seconds)|first response time
        first_reply_time.s.business first response time bhrs|first response time business hours|statistics.first response time bhrs
        resolution_time.s.calendar ?statistics.resolution time chrs
        resolution_time.s resolution time in seconds|resolution time (in seconds)|resolution time
        resolution_time.s.business resolution time bhrs|resolution time business hours|statistics.resolution time bhrs
        reopens.once reopened time = When it was last opened again: more than once counts as once.
        rating csat score|csat rating|stars|rating|rating score
        rating_comment csat comment|comment|csat response comment
        + !interaction id
        + !assigned agent id
        + !assigned group id
        + ?actor type
        + ?actor id
        + ?channel id
        + ?user alias
        + ?conversation id
        + ?app id
        + !conversation url
        - response due type|actor type|actor id|interaction id|app id",
    status,
    channel,
    ratings: RatingScale::ByValue,
    warning: "Ratings in Freshchat's raw reports are dated by the day of the answer; a conversation that a bot settles has no \
        agent before it is resolved.",
    how_ai: "Add the report Chat-Transcript or Message-Sent: its actor type tells what a bot wrote.",
    how: "\
        created_at = Add the report Conversation-Created, or the conversations of the API.
        human_replies customer_messages ai_replies first_human_reply_at = Add the report Message-Sent or Chat-Transcript: its actor type tells who wrote.
        first_reply_at first_reply_time = Add the report First-Response-Time.
        status solved_at closed_at = Add the reports Conversation-Resolved and Resolution-Time.
        rating rating_comment = Add the report CSAT-Score: it is dated by the day of the answer, so take some days more.
        rating_offered = The reports tell who answered, not who was asked.
        topic = Add the report Conversation-Resolution-Label.
        requester = The reports Conversation-Created and Chat-Transcript have the user's id.",
    ..Table::USUAL
};
