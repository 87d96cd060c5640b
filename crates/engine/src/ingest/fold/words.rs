//! What the words of messages and events mean: who wrote, what happened, who may read it.

use super::super::formats::{Translate, normalise_name, vocabulary};
use crate::derive::names_an_ai;
use model::letters::Lower;
use model::outcome::Status;

/// Who wrote a message or did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    /// A customer.
    Customer,
    /// "User": the customer of most helpdesks, the agent of some. The other words of the file tell.
    User,
    /// A person of the team.
    Human,
    /// An AI.
    Ai,
    /// Rules and the helpdesk itself.
    System,
}

/// What a row tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// Somebody wrote.
    Message,
    /// Somebody wrote to the team only.
    Note,
    /// The ticket began.
    Created,
    /// Somebody else became responsible.
    Assigned,
    /// It was solved.
    Solved,
    /// It was closed.
    Closed,
    /// It was opened, perhaps again.
    Opened,
    /// Its status changed to what another cell says, or to what this very word says.
    Status,
    /// The customer rated it.
    Rated,
    /// The AI handed over to people.
    HandedOff,
    /// It was escalated, by whomever.
    Escalated,
    /// Something that is known and tells nothing.
    Nothing,
    /// Anything else.
    Other,
}

/// Whether one of the words, or the beginning of one, is in the list; a `*` stands for any end.
#[inline(never)]
fn says(text: &str, list: &str) -> bool {
    text.split([' ', '.', ':', '/', ',', '(', ')']).any(|word| {
        list.split('|').any(|known| match known.strip_suffix('*') {
            Some(start) => word.starts_with(start),
            None => word == known,
        })
    })
}

/// Who an author's role names; `None`: it is no role.
pub(crate) fn who(text: &str) -> Option<Who> {
    if text.len() > 40 {
        return None;
    }
    let text = normalise_name(text);
    let is = |list: &str| says(&text, list);
    Some(if is("bot|bots|ai|chatbot|agentbot|assistant|virtual|llm|copilot|answerbot|ki|ia|fin|sidekick") {
        Who::Ai
    } else if is("system|rule|rules|automat*|workflow|trigger|macro|activity|template|campaign|notification")
    {
        Who::System
    } else if is(
        "customer*|client*|contact|visitor|requester|lead|guest|consumer|caller|enduser|end|incoming|\
                  inbound|kund*|reporter|buyer|shopper|patient|subscriber|chatter",
    ) || text == "in"
    {
        Who::Customer
    } else if is("agent*|admin|operator|human|staff|teammate|representative|rep|support|team|employee|\
                  outgoing|outbound|advisor|technician|mitarbeiter*|agente|owner|expert|specialist")
        // The last two are events of Chatwoot, which measures people only.
        || matches!(text.as_str(), "out" | "first response" | "reply time")
    {
        Who::Human
    } else if is("user|users") {
        Who::User
    } else {
        return None;
    })
}

/// What an event, a kind of message or the name of a changed field tells.
fn act(text: &str) -> Act {
    let text = normalise_name(text);
    let is = |list: &str| says(&text, list);
    let is_new = is("create*|new|submitted|start*|begin|began|received");
    if is("reopen*") || text == "re opened" {
        Act::Opened
    } else if is("note|notes|internal|private") {
        Act::Note
    } else if is("rat*|csat|survey|satisfaction|feedback") {
        Act::Rated
    } else if is("handoff|handover|handed|takeover") || (is("transfer*|escalat*") && is("bot|ai|human|agent"))
    {
        Act::HandedOff
    } else if is("escalat*") {
        Act::Escalated
    } else if is_new && is("ticket|conversation|case|issue|incident|request|chat") {
        Act::Created
    } else if is("comment*|message*|repl*|respon*|answer*|email|sms|text|msg|utter*|quick") {
        Act::Message
    } else if is("assign*|owner") {
        Act::Assigned
    } else if is("status|state|stage") {
        Act::Status
    } else if is("clos*|archiv*") {
        Act::Closed
    } else if is("solv*|resolv*|complete*|done") {
        Act::Solved
    } else if is("open") {
        Act::Opened
    } else if is_new || text == "opened" {
        Act::Created
    } else if is("chat") {
        Act::Message
    } else if is("pending|hold|snooz*|waiting") {
        Act::Status
    } else if is("event|activity|system|tag*|macro|sla|participant*|unassign*|merge*|view*|priority|subject")
    {
        Act::Nothing
    } else {
        Act::Other
    }
}

/// All that a word can mean; which of it counts depends on its column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Meaning {
    /// As the word for a role.
    pub(super) role: Option<Who>,
    /// As the name of an author.
    pub(super) name: Option<Who>,
    /// As an event, a kind of message or the name of a field.
    pub(super) act: Act,
    /// As a status.
    pub(super) status: Option<Status>,
    /// As yes or no.
    pub(super) flag: Option<bool>,
    /// As a word for what only the team reads.
    pub(super) is_internal: bool,
}

impl Meaning {
    /// What a word means in a file of that format, whose statuses are translated so.
    #[inline(never)]
    pub(super) fn of(word: &str, format: &str, status: Option<Translate<Status>>) -> Meaning {
        let role = who(word);
        let name = match role {
            _ if !format.is_empty() && names_an_ai(word, format) => Some(Who::Ai),
            // One word, so that it can stand in place of a name; "Fin" is also a name.
            Some(Who::User) if !word.contains(' ') => Some(Who::Customer),
            _ if word.contains([' ', '@']) || word.eq_ignore_ascii_case("fin") => None,
            role => role,
        };
        Meaning {
            role,
            name,
            act: if word.len() > 60 { Act::Other } else { act(word) },
            status: status.and_then(|translate| translate(&word.to_lower())),
            flag: vocabulary::yes_or_no(&word.to_lower()),
            is_internal: is_internal(word),
        }
    }
}

/// Whether a word says that only the team reads.
pub(crate) fn is_internal(word: &str) -> bool {
    word.len() <= 60 && says(&normalise_name(word), "internal|private|note|notes|hidden|agents")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles() {
        for (text, expected) in [
            ("end-user", Some(Who::Customer)),
            ("AgentBot", Some(Who::Ai)),
            ("Captain::Assistant", Some(Who::Ai)),
            ("virtual_agent", Some(Who::Ai)),
            ("SIDEKICK", Some(Who::Ai)),
            ("first_response", Some(Who::Human)),
            ("Support Agent", Some(Who::Human)),
            ("outgoing", Some(Who::Human)),
            ("User", Some(Who::User)),
            ("workflow", Some(Who::System)),
            ("Maria", None),
        ] {
            assert_eq!(who(text), expected, "{text}");
        }
    }

    #[test]
    fn flags_in_any_case() {
        for (text, expected) in
            [("TRUE", Some(true)), ("Yes", Some(true)), ("False", Some(false)), ("maybe", None)]
        {
            assert_eq!(Meaning::of(text, "", None).flag, expected, "{text}");
        }
    }

    #[test]
    fn events() {
        for (text, expected) in [
            ("ticket_created", Act::Created),
            ("TicketCreated", Act::Created),
            ("created", Act::Created),
            ("status_changed", Act::Status),
            ("incident_state", Act::Status),
            ("assign_and_reopen", Act::Opened),
            ("conversation_bot_handoff", Act::HandedOff),
            ("escalated_to_human", Act::HandedOff),
            ("escalated", Act::Escalated),
            ("public reply", Act::Message),
            ("internal note", Act::Note),
            ("conversation_resolved", Act::Solved),
            ("close", Act::Closed),
            ("snoozed", Act::Status),
            ("csat_received", Act::Rated),
            ("assigned", Act::Assigned),
            ("unassigned", Act::Nothing),
            ("tag added", Act::Nothing),
            ("picture", Act::Other),
        ] {
            assert_eq!(act(text), expected, "{text}");
        }
    }
}
