//! Gladly: the Conversation Export and other reports with one row a conversation, conversations of its API, and its logs with one
//! row an event or a message (Conversation Timestamps Report, items of conversations).

use super::table::Table;
use super::vocabulary;
use crate::dataset::Origin;
use model::outcome::{Channel, Status};

fn status(word: &str) -> Option<Status> {
    match word {
        "waiting" => Some(Status::Pending),
        _ => vocabulary::status(word),
    }
}

/// `CHAT_MESSAGE`, `FB_MESSENGER`, `PHONE_CALL`.
fn channel(word: &str) -> Option<Channel> {
    match word {
        "chat_message" => Some(Channel::Chat),
        "fb_messenger" | "facebook_messenger" | "instagram_direct" | "twitter" => Some(Channel::Social),
        "phone_call" | "voicemail" => Some(Channel::Phone),
        _ => vocabulary::channel(word),
    }
}

pub(super) static FORMAT: Table = Table {
    id: "gladly",
    product: "Gladly",
    label: "conversations",
    how_to_export: "Reports > Conversation Export > Download, as CSV.",
    columns: "\
        id conversation id|id
        status status|conversation status
        channel first contact channel|channel|originating channel|channels
        topic topics|topic names|topic name|primary topic
        team inbox name*|assigned inbox name|assignee.inbox id
        agent assigned agent name*|assigned agent id*|assignee.agent id
        requester customer id
        created_at created at|conversation created at
        solved_at last closed at|closed at|first closed at
        reopens reopens|number of reopens|times reopened
        human_replies agent messages sent|outbound messages|messages sent by agent
        customer_messages customer messages|inbound messages|messages sent by customer
        initiator initiator type*
        ai_handed_off sidekick handed off|handed off by sidekick
        ai_involved sidekick involved|handled by sidekick
        ai_outcome sidekick outcome|sidekick resolution|sidekick status
        + !conversation link
        + !initiator type*
        + !initiator.type
        + ?responder.type
        + ?content.type
        + ?initiator agent name*
        + !inbox name current|!inbox name – current|!inbox id current|!inbox id – current
        + ?assigned agent name*
        + !assigned inbox name
        + !assignee.inbox id
        + !timezone filter
        + ?first closed at
        + ?last closed at
        + ?customer id
        - first closed at = The figures use the last time, as reopened conversations count.
        - timezone filter = The zone of all times in this report.
        - conversation link|initiator id*|initiator agent*|initiator.id|responder.*",
    origin: |word| match word {
        // What rules, other programs and Gladly itself open stands for a customer's wish more often than not.
        "application" | "system" | "automation" | "external" => Some(Origin::Customer),
        _ => vocabulary::origin(word),
    },
    status,
    channel,
    warning: "What Gladly's Sidekick settles shows in this report only if a conversation was made for it.",
    how_ai: "Let a rule add a topic when Sidekick answers or hands over, and export the topics.",
    how_messages: "The Conversation Timestamps Report tells it, as do the items of conversations of the API.",
    ..Table::USUAL
};
