//! Intercom: what its report exports and its API have in common.
//!
//! Names and values follow Intercom's pages on reporting attributes (intercom.com/help, article 7022438) and the conversation
//! of its API, versions 2.10 to 2.16 (github.com/intercom/Intercom-OpenAPI).

pub(super) mod csv;
pub(super) mod json;
mod parts;
pub(super) mod warehouse;

use super::{RatingScale, vocabulary};
use crate::dataset::{AiOutcome, Origin};
use model::field::Field;
use model::outcome::{Channel, Priority, Status};

fn status(word: &str) -> Option<Status> {
    vocabulary::status(word)
}

fn priority(word: &str) -> Option<Priority> {
    vocabulary::priority(word)
}

/// "Chat" of a report is the Messenger, as is `conversation` of the API.
fn channel(word: &str) -> Option<Channel> {
    match word {
        "conversation" | "push" | "messenger" | "ios" | "android" => Some(Channel::Messaging),
        "phone_call" | "phone_switch" | "phone switch" | "switch" => Some(Channel::Phone),
        "facebook" | "instagram" | "twitter" => Some(Channel::Social),
        "admin_initiated" => None,
        _ => vocabulary::channel(word),
    }
}

/// Who started a conversation: `Started by` and `Conversation source` of a report, `delivered_as` of the API.
///
/// A workflow that greets (`operator_initiated`, "Bot auto message", "Reply to Workflow/Message") is how the Messenger opens a
/// conversation that a customer wants, so it counts as the customer's.
fn origin(word: &str) -> Option<Origin> {
    match word {
        "reply to workflow/message"
        | "reply to workflow"
        | "reply to message"
        | "bot auto message"
        | "operator_initiated"
        | "operator initiated"
        | "customer_initiated"
        | "customer"
        | "inbound message" => Some(Origin::Customer),
        "admin" | "teammate" | "manual message" | "auto message" | "admin_initiated"
        | "campaign_initiated" | "automated" => Some(Origin::Outbound),
        _ => vocabulary::origin(word),
    }
}

/// States of Fin, in the wording of reports and of both generations of the API (before 2.16 `routed_to_team` and `abandoned`,
/// since then `escalated`, `negative_feedback` and `procedure_handoff`).
fn resolution_state(word: &str) -> Option<AiOutcome> {
    let word = word.replace(['_', '-'], " ");
    match word.trim() {
        "confirmed resolution" | "confirmed resolved" => Some(AiOutcome::Confirmed),
        "assumed resolution" | "assumed resolved" => Some(AiOutcome::Assumed),
        "escalated" | "routed to team" => Some(AiOutcome::Escalated),
        "abandoned" => Some(AiOutcome::Abandoned),
        "negative feedback" => Some(AiOutcome::Negative),
        "procedure handoff" => Some(AiOutcome::ProcedureHandoff),
        _ => None,
    }
}

/// Intercom asks with five faces, of which the last two are good.
const RATINGS: RatingScale = RatingScale::Words(&[
    ("1", "1", false, Some(1.0)),
    ("terrible", "1", false, Some(1.0)),
    ("2", "2", false, Some(2.0)),
    ("bad", "2", false, Some(2.0)),
    ("3", "3", false, Some(3.0)),
    ("ok", "3", false, Some(3.0)),
    ("4", "4", true, Some(4.0)),
    ("great", "4", true, Some(4.0)),
    ("5", "5", true, Some(5.0)),
    ("amazing", "5", true, Some(5.0)),
]);

/// How to get a missing field out of Intercom.
fn how_to_get(field: Field) -> String {
    match field {
        Field::AiInvolved | Field::AiOutcome | Field::AiResolved | Field::AiHandedOff => {
            "In Intercom, open Reports, drill into any chart of the Conversations dataset and add the attributes “Fin AI Agent \
             involved” and “Fin AI Agent resolution state” before you export."
        }
        Field::HumanReplies | Field::AiReplies | Field::CustomerMessages | Field::FirstHumanReplyAt => {
            "Reports do not hold messages. Save full conversations from the API (/conversations/{id}) as JSON instead."
        }
        Field::Reopens | Field::SolvedAt | Field::ClosedAt | Field::ResolutionTime => {
            "Add “Conversation last closed at” and “Conversation reopened” to the report, or save conversations from the API, \
             whose statistics hold the last close and the number of reopens."
        }
        Field::AiAssisted => "Intercom's reports and API do not tell which replies its copilot drafted.",
        Field::Initiator => "Add “Started by” to the report before you export.",
        Field::Requester => "Add “User ID” or “User email” to the report before you export.",
        Field::Topic => "Add “AI Topic” or “Topics” to the report before you export.",
        Field::Rating | Field::RatingComment | Field::RatingOffered => {
            "Add “Conversation rating” and “Last survey sent” to the report before you export."
        }
        Field::FirstReplyAt | Field::FirstReplyTime => "Add “First response time (seconds)” to the report before you export.",
        Field::ReplyBusinessTime | Field::ResolutionBusinessTime => {
            "Reports count office hours only where the workspace says so. The statistics of the API leave time outside of them out."
        }
        Field::HandleTime => "Add “Conversation handling time” to the report before you export.",
        Field::NextReplyTime => {
            "Reports of conversations do not tell it. Save conversations from the API, whose statistics hold the median time to reply."
        }
        Field::HandedOffAt => "Reports do not tell when Fin handed over. Save full conversations from the API (/conversations/{id}).",
        Field::ReplyBreached | Field::ResolutionBreached | Field::DueAt => {
            "SLAs are a dataset of their own in Intercom's reports: export it, and drop that file together with the conversations."
        }
        Field::Language => "Add the conversation attribute “Language” to the report before you export.",
        other => return format!("Add the attribute for “{}” to the report before you export.", other.label()),
    }
    .to_string()
}

/// Belongs beside every figure that uses Fin's own states.
const STATES: &str = "Intercom calls a conversation resolved by assumption after 24 hours of silence (72 hours by e-mail) and \
    does not see a customer who comes back in a new conversation. The outcomes here look for returns themselves.";
