//! Freshdesk: what its ticket export and its API have in common.
//!
//! Names and values follow Freshdesk's ticket export and its API reference (developers.freshdesk.com).

pub(super) mod csv;
pub(super) mod json;
pub(super) mod service;

use super::{RatingScale, vocabulary};
use crate::dataset::Origin;
use model::field::Field;
use model::outcome::{Channel, Priority, Status};

/// Statuses by name or by the API's number; numbers from 8 on are each account's own.
pub(super) fn status(word: &str) -> Option<Status> {
    match word {
        "2" => Some(Status::Open),
        "3" => Some(Status::Pending),
        "4" => Some(Status::Solved),
        "5" => Some(Status::Closed),
        "6" => Some(Status::Pending),
        "7" => Some(Status::OnHold),
        _ => vocabulary::status(word),
    }
}

/// Priorities by name or by the API's number, where 1 is the lowest.
pub(super) fn priority(word: &str) -> Option<Priority> {
    match word {
        "1" => Some(Priority::Low),
        "2" => Some(Priority::Normal),
        "3" => Some(Priority::High),
        "4" => Some(Priority::Urgent),
        _ => vocabulary::priority(word),
    }
}

/// Sources by name or by the API's number.
pub(super) fn channel(word: &str) -> Option<Channel> {
    match word {
        "1" | "10" | "outbound email" => Some(Channel::Email),
        "2" | "4" | "9" => Some(Channel::WebForm),
        "3" => Some(Channel::Phone),
        "5" | "6" => Some(Channel::Social),
        "7" | "12" | "bot" => Some(Channel::Chat),
        "8" => Some(Channel::Messaging),
        "11" | "ecommerce" => Some(Channel::Other),
        "13" => Some(Channel::Sms),
        _ => vocabulary::channel(word),
    }
}

/// Sources that also tell who started the ticket.
fn origin_of_channel(word: &str) -> Option<Origin> {
    matches!(word, "10" | "outbound email").then_some(Origin::Outbound)
}

/// Words and codes of Freshdesk's surveys, old and new, from worst to best. The scale has no numbers of its own, so there is
/// no mean.
pub(super) const RATINGS: RatingScale = RatingScale::Words(&[
    ("extremely dissatisfied", "Extremely dissatisfied", false, None),
    ("extremely unhappy", "Extremely dissatisfied", false, None),
    ("-103", "Extremely dissatisfied", false, None),
    ("very dissatisfied", "Very dissatisfied", false, None),
    ("very unhappy", "Very dissatisfied", false, None),
    ("mostly dissatisfied", "Very dissatisfied", false, None),
    ("-102", "Very dissatisfied", false, None),
    ("slightly dissatisfied", "Slightly dissatisfied", false, None),
    ("dissatisfied", "Slightly dissatisfied", false, None),
    ("unhappy", "Slightly dissatisfied", false, None),
    ("not good", "Slightly dissatisfied", false, None),
    ("-101", "Slightly dissatisfied", false, None),
    ("neutral", "Neutral", false, None),
    ("just okay", "Neutral", false, None),
    ("100", "Neutral", false, None),
    ("slightly satisfied", "Slightly satisfied", true, None),
    ("satisfied", "Slightly satisfied", true, None),
    ("happy", "Slightly satisfied", true, None),
    ("101", "Slightly satisfied", true, None),
    ("mostly satisfied", "Mostly satisfied", true, None),
    ("very satisfied", "Mostly satisfied", true, None),
    ("very happy", "Mostly satisfied", true, None),
    ("102", "Mostly satisfied", true, None),
    ("extremely satisfied", "Extremely satisfied", true, None),
    ("extremely happy", "Extremely satisfied", true, None),
    ("awesome", "Extremely satisfied", true, None),
    ("103", "Extremely satisfied", true, None),
]);

/// Where the AI's work is in Freshdesk, and where it is not.
const NO_AI_COLUMN: &str = "Freshdesk's ticket export has no column that says whether Freddy answered. An AI shows only as an \
    agent's name, a tag or a field of your own; chats that Freddy settles in Freshchat may never become tickets.";

/// How to get a missing field out of Freshdesk.
fn how_to_get(field: Field) -> String {
    match field {
        Field::AiInvolved | Field::AiOutcome | Field::AiResolved | Field::AiHandedOff | Field::AiAgent | Field::AiReplies => {
            "Freshdesk has no such column. Let an automation rule set a tag or a ticket field whenever Freddy answers or hands \
             over, and select it in the export."
        }
        Field::Rating | Field::RatingOffered | Field::RatingComment => {
            "Turn on satisfaction surveys and select “Survey results” in Tickets > Export."
        }
        Field::HumanReplies | Field::CustomerMessages => {
            "Select “Agent interactions” and “Customer interactions” in Tickets > Export."
        }
        Field::FirstReplyAt | Field::FirstReplyTime => {
            "Select “Initial response time” and “First response time (in hrs)” in Tickets > Export."
        }
        Field::FirstHumanReplyAt | Field::NextReplyTime => {
            "Freshdesk's export does not say who replied when. Save the tickets from its API, one by one with \
             ?include=conversations: it has every message."
        }
        Field::HandedOffAt => {
            "Freshdesk does not tell when Freddy handed over. Let an automation rule write the time to a ticket field, and \
             select it in the export."
        }
        Field::HandleTime => "Select “Time tracked” in Tickets > Export, and let agents track their time.",
        Field::ReplyBreached | Field::ResolutionBreached | Field::DueAt => {
            "Select “First response status”, “Resolution status” and “Due by Time” in Tickets > Export."
        }
        Field::ReplyBusinessTime | Field::ResolutionBusinessTime => {
            "Select “First response time (in hrs)” and “Resolution time (in hrs)” in Tickets > Export: they count business hours."
        }
        Field::AiAssisted => {
            "Freshdesk does not tell which replies Freddy drafted. Let a scenario or rule set a tag, and export the tags."
        }
        Field::Language => "Add a ticket field for the language, fill it by a rule, and select it in Tickets > Export.",
        Field::Initiator => "Select “Source” in Tickets > Export: “Outbound Email” tells what your team started.",
        Field::Requester => "Select the contact field “Email” in Tickets > Export.",
        Field::Reopens => "Freshdesk's export has no number of reopens; its API has the time of the last one (stats.reopened_at).",
        Field::Topic => "Select “Type”, or a ticket field of your own for the contact reason, in Tickets > Export.",
        other => return format!("Select the field for “{}” in Tickets > Export.", other.label()),
    }
    .to_string()
}
