//! Zendesk's tickets as warehouses and scripts write the API's fields into a table, and the chats of its Chat API.

use super::super::table::Table;
use super::super::vocabulary;
use super::{AI_TAGS, BOT_ONLY_CHATS, RATINGS};
use crate::dataset::Origin;
use model::outcome::Channel;

/// Tickets under the names of the API, as delimited text.
pub(in super::super) static TICKETS: Table = Table {
    id: "zendesk_table",
    product: "Zendesk",
    label: "tickets under the names of the API",
    how_to_export: "Select the columns of the table of tickets that your warehouse fills from Zendesk, and save them as CSV.",
    is_text_only: true,
    columns: "\
        id id|ticket id
        subject subject|raw subject
        description description
        status status|custom status category
        priority priority
        channel !via channel|via.channel|channel
        topic type = Zendesk's ticket type: the nearest to a topic in this file.
        tags tags|tag names
        team group name|group id
        agent assignee name|assignee email|assignee id
        requester requester id|requester email
        created_at created at
        updated_at updated at
        solved_at solved at|last solved at
        reopens reopens|count reopens
        human_replies replies|count agent comments
        first_reply_time.min.calendar first reply time calendar minutes|first reply time in minutes calendar
        resolution_time.min.calendar full resolution calendar minutes|full resolution time in minutes calendar
        rating satisfaction rating score|satisfaction rating.score
        + !allow channelback
        + !submitter id
        + !satisfaction rating score
        + !first reply time in minutes calendar
        + !full resolution time in minutes calendar
        + !via source rel
        + ?ticket form id
        + ?brand id
        + ?has incidents
        + ?requester id
        + ?problem id
        - url|external id|problem id|has incidents|allow channelback|ticket form id|brand id|via source*|submitter id|recipient|due at",
    status: super::status,
    priority: super::priority,
    channel: super::channel,
    ratings: RATINGS,
    ai_tags: AI_TAGS,
    counts_ai_among_people: true,
    warning: BOT_ONLY_CHATS,
    how_ai: "Add the tags, and the ticket fields “Resolution type” and “Resolution tier”, to the columns that you select.",
    ..Table::USUAL
};

fn chat_channel(word: &str) -> Option<Channel> {
    match word {
        "offline_msg" | "offline" => Some(Channel::WebForm),
        _ => vocabulary::channel(word),
    }
}

/// Chats of the Chat API, which may or may not have become tickets.
pub(in super::super) static CHATS: Table = Table {
    id: "zendesk_chat",
    product: "Zendesk",
    label: "chats of the Chat API",
    how_to_export: "Save the chats of Zendesk's Chat API (/api/v2/chats) as JSON.",
    columns: "\
        id id|chat id
        channel type
        tags tags
        team department name
        agent !agent names|agent ids
        requester visitor.email|visitor.id|visitor.name
        created_at timestamp|session.start date
        solved_at ?end timestamp
        first_reply_time.s.calendar response time.first
        human_replies count.agent
        customer_messages count.visitor
        rating rating
        rating_comment comment
        initiator started by
        + !zendesk ticket id
        + !visitor.id
        + ?session.id
        + ?department id
        + ?triggered
        + ?missed
        - duration|count.*|response time.*|session.*|visitor.*|webpath|history|unread|missed|triggered*|zendesk ticket id",
    channel: chat_channel,
    // A trigger greets; the chat is the customer's all the same.
    origin: |word| if word == "trigger" { Some(Origin::Customer) } else { vocabulary::origin(word) },
    ratings: RATINGS,
    warning: BOT_ONLY_CHATS,
    how_ai: "Let a trigger tag the chats that a bot answers or hands over; the tags are in the file.",
    ..Table::USUAL
};
