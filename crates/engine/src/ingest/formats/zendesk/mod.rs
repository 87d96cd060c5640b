//! Zendesk: what its exports have in common.
//!
//! Names and values follow Zendesk's pages "Exporting ticket, user, or organization data from your account"
//! (support.zendesk.com, article 4408886165402) and the Tickets, Ticket Metrics and Satisfaction Ratings reference.

pub(super) mod beside;
pub(super) mod csv;
pub(super) mod explore;
pub(super) mod json;
pub(super) mod warehouse;

use super::claims::Known;
use super::{RatingScale, vocabulary};
use crate::dataset::{AiOutcome, AiTagMeaning, Origin};
use model::field::Field;
use model::outcome::{Channel, Priority, Status};

/// Statuses of Zendesk; custom statuses are shown as unknown words.
fn status(word: &str) -> Option<Status> {
    match word {
        "hold" | "on-hold" => Some(Status::OnHold),
        other => vocabulary::status(other),
    }
}

fn priority(word: &str) -> Option<Priority> {
    vocabulary::priority(word)
}

/// Channels as the CSV ("Web service (API)") and the API (`native_messaging`) write them.
fn channel(word: &str) -> Option<Channel> {
    match word {
        "web service (api)" | "api" | "rule" | "side_conversation" => Some(Channel::Api),
        "web" | "web form" | "web widget" | "web_widget" | "help_center" | "helpcenter" | "form" => {
            Some(Channel::WebForm)
        }
        "chat" | "zopim" => Some(Channel::Chat),
        "get satisfaction" | "get_satisfaction" | "any_channel" | "any channel" => Some(Channel::Other),
        "phone_call_inbound"
        | "phone_call_outbound"
        | "phone call (incoming)"
        | "phone call (outgoing)"
        | "phone call (incoming), voicemail"
        | "voice_inbound"
        | "voice_outbound" => Some(Channel::Phone),
        "internal communication"
        | "outbound"
        | "closed ticket"
        | "sample_ticket"
        | "sample ticket"
        | "follow_up" => Some(Channel::Other),
        _ => vocabulary::channel(word),
    }
}

/// Channels that also tell who started the ticket.
fn origin_of_channel(word: &str) -> Option<Origin> {
    match word {
        "outbound"
        | "phone call (outbound)"
        | "phone call (outgoing)"
        | "phone_call_outbound"
        | "voice_outbound" => Some(Origin::Outbound),
        "internal communication" => Some(Origin::Internal),
        "sample_ticket" | "sample ticket" => Some(Origin::Test),
        _ => None,
    }
}

/// Tiers and types that Zendesk's AI agents write to tickets. Only a resolution verified by its check is a confirmed one.
fn resolution_tier(word: &str) -> Option<AiOutcome> {
    let word = word.replace(['_', '-'], " ");
    match word.trim() {
        "core resolution"
        | "core (verified) resolution"
        | "core"
        | "verified resolution"
        | "verified"
        | "core resolutions" => Some(AiOutcome::Confirmed),
        "contained resolution" | "contained" | "automated" | "automated resolution" => {
            Some(AiOutcome::Contained)
        }
        "assisted escalation" | "escalated" | "assisted" => Some(AiOutcome::Escalated),
        other => vocabulary::ai_outcome(other),
    }
}

/// Tiers that say that no AI agent took part: such a cell is empty, not unknown.
pub(super) fn is_no_tier(word: &str) -> bool {
    let word = word.replace(['_', '-'], " ");
    matches!(word.trim(), "non automated" | "non automated resolution" | "not automated" | "unautomated")
}

/// Whether a resolution type says that no person was needed.
fn is_automated(word: &str) -> Option<bool> {
    Some(matches!(resolution_tier(word)?, AiOutcome::Confirmed | AiOutcome::Contained))
}

/// Good and bad of the old survey and 1 to 5 of the new one, which one file mixes after the change-over.
/// Zendesk counts 4 and 5 as good.
const RATINGS: RatingScale = RatingScale::Words(&[
    ("bad", "Bad", false, None),
    ("bad with comment", "Bad", false, None),
    ("bad_with_comment", "Bad", false, None),
    ("badwithcomment", "Bad", false, None),
    ("1", "1", false, Some(1.0)),
    ("2", "2", false, Some(2.0)),
    ("3", "3", false, Some(3.0)),
    ("4", "4", true, Some(4.0)),
    ("5", "5", true, Some(5.0)),
    ("good", "Good", true, None),
    ("good with comment", "Good", true, None),
    ("good_with_comment", "Good", true, None),
    ("goodwithcomment", "Good", true, None),
]);

/// Tags that Zendesk's AI agents and the former Answer Bot set.
pub(super) const AI_TAGS: &[(&str, AiTagMeaning, &str)] = &[
    (
        "ai_agent_automated_resolution",
        AiTagMeaning::Resolved,
        "Zendesk sets this tag when its AI agent resolved the conversation by itself.",
    ),
    (
        "escalated_by_ultimate",
        AiTagMeaning::HandedOff,
        "Zendesk's advanced AI agent sets this tag when it hands over.",
    ),
    (
        "escalated_from_bot",
        AiTagMeaning::HandedOff,
        "A common custom tag for tickets that a bot handed over.",
    ),
    (
        "ab_resolved",
        AiTagMeaning::Resolved,
        "The former Answer Bot set this tag when the customer said that the article helped.",
    ),
    (
        "ab_suggest_true",
        AiTagMeaning::Involved,
        "The former Answer Bot set this tag when it suggested articles.",
    ),
    (
        "ab_marked_unhelpful",
        AiTagMeaning::Involved,
        "The former Answer Bot set this tag when the customer said that the article did not help.",
    ),
    (
        "ar_suggest_true",
        AiTagMeaning::Involved,
        "Zendesk sets this tag when its autoreply suggested articles.",
    ),
    (
        "ar_marked_helpful",
        AiTagMeaning::Involved,
        "Zendesk sets this tag when the customer found a suggested article helpful; it does not say that the ticket was solved.",
    ),
    (
        "ar_marked_unhelpful",
        AiTagMeaning::Involved,
        "Zendesk sets this tag when the customer found a suggested article unhelpful.",
    ),
];

/// The bias of every Zendesk ticket export.
const BOT_ONLY_CHATS: &str = "In Zendesk messaging, a chat that the AI agent settles alone may never become a ticket that \
    can be exported. Such a file shows more of the AI's handovers than of its successes: read the AI's rates as a lower \
    bound, and compare with the AI agent's own report.";

/// How to get a missing field out of Zendesk.
fn how_to_get(field: Field) -> String {
    match field {
        Field::AiInvolved | Field::AiOutcome | Field::AiResolved | Field::AiHandedOff | Field::AiAgent => {
            "Export the tags, and the ticket fields “Resolution type” and “Resolution tier” that Zendesk's AI agents fill in \
             (Admin Center > Objects and rules > Tickets > Fields). They appear in the CSV and JSON export."
        }
        Field::AiReplies | Field::CustomerMessages | Field::FirstHumanReplyAt => {
            "Use the JSON export (Admin Center > Account > Tools > Reports > Export) with comments; the CSV export has none."
        }
        Field::HumanReplies | Field::Reopens => {
            "Use the account's CSV export, which has the columns “Replies” and “Reopens”, or load the JSON tickets with \
             their metric sets."
        }
        Field::FirstReplyAt | Field::FirstReplyTime | Field::ResolutionTime | Field::SolvedAt => {
            "Use the account's CSV export, which has first reply and resolution times, or load the JSON tickets with their \
             metric sets (API: /api/v2/tickets?include=metric_sets)."
        }
        Field::Rating | Field::RatingOffered | Field::RatingComment => {
            "Turn on customer satisfaction ratings and use the account's CSV export (“Satisfaction Score”) or the JSON export."
        }
        Field::AiAssisted => {
            "Zendesk's exports do not tell which replies its copilot drafted. Let a macro or trigger set a tag or a check box, \
             and export that."
        }
        Field::Initiator => {
            "Zendesk tells it by the channel only. Let a trigger tag tickets that your team or a campaign starts."
        }
        Field::Requester => {
            "Use the account's CSV export, which has “Requester id”; a view's export only has names."
        }
        Field::Topic => {
            "Add a drop-down ticket field for the contact reason, or turn on intent detection; lists appear as “… [list]” in \
             the CSV."
        }
        Field::Language => {
            "Turn on language detection of intelligent triage, which writes it to a ticket field, or add such a field."
        }
        Field::ReplyBusinessTime | Field::ResolutionBusinessTime => {
            "Use the account's CSV export, which has both times “within business hours”, or load the JSON tickets with their \
             metric sets."
        }
        Field::HandedOffAt => {
            "Zendesk's exports do not tell when the AI handed over. Let a trigger write the time to a ticket field when it sets \
             the tag of a handover."
        }
        Field::ReplyBreached | Field::ResolutionBreached | Field::DueAt => {
            "Zendesk's exports have no SLA results. Take them from Explore (dataset Support: SLAs), one row a ticket, and drop \
             that file together with the tickets."
        }
        Field::NextReplyTime => {
            "Use the JSON export with comments. Explore has it, too, in the dataset Support: SLAs."
        }
        Field::HandleTime => {
            "Install the app Time Tracking: it writes to the ticket fields “Total time spent (sec)” and “Time spent last update \
             (sec)”, which are exported."
        }
        other => return format!("Add “{}” to the view, or use the account's CSV export.", other.label()),
    }
    .to_string()
}

/// Custom ticket fields that Zendesk's AI agents or triage fill in, whatever export they come in.
const CUSTOM: &[Known] = &[
    Known {
        names: &["resolution tier", "ai agent resolution tier", "ai resolution tier"],
        field: Field::AiOutcome,
        read: super::Read::AiOutcome(resolution_tier),
        strength: 100,
        reason: "Ticket field in which Zendesk's AI agents write how far they got.",
    },
    Known {
        names: &["resolution type", "ai agent resolution type", "ai resolution type"],
        field: Field::AiOutcome,
        read: super::Read::AiOutcome(resolution_tier),
        strength: 80,
        reason: "Ticket field in which Zendesk's AI agents mark automated resolutions.",
    },
    Known {
        names: &["resolution type", "ai agent resolution type", "ai resolution type"],
        field: Field::AiResolved,
        read: super::Read::Flag { words: is_automated },
        strength: 70,
        reason: "Ticket field in which Zendesk's AI agents mark automated resolutions, also of tickets from before there were tiers.",
    },
    Known {
        names: &["intent", "ticket intent"],
        field: Field::Topic,
        read: super::Read::Category { none: &["-"] },
        strength: 85,
        reason: "Ticket field in which Zendesk's triage writes what the customer wants.",
    },
    Known {
        names: &["language", "ticket language", "detected language"],
        field: Field::Language,
        read: super::Read::Category { none: &["-"] },
        strength: 90,
        reason: "Ticket field that holds the language.",
    },
];

/// The name of a custom field without the type that the CSV appends: `Ticket Category [list]`.
fn without_type(name: &str) -> Option<&str> {
    const TYPES: &[&str] =
        &["[list]", "[txt]", "[text]", "[flag]", "[int]", "[date]", "[dec]", "[mlist]", "[regexp]"];
    TYPES.iter().find_map(|kind| name.strip_suffix(kind)).map(str::trim_end)
}
