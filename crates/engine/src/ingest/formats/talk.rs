//! A conversation folded into what a ticket row needs: counts of messages, first replies, and whether the AI handed over.

use super::RawMessage;
use crate::dataset::LastWord;
use crate::ingest::ask;
use model::letters::Lower;

/// Names of the columns that [`Talk::add_to`] may add.
pub(super) const TALK_COLUMNS: &[&str] = &[
    "messages.human_replies",
    "messages.ai_replies",
    "messages.customer_messages",
    "messages.first_reply_at",
    "messages.first_human_reply_at",
    "messages.handed_off",
    "messages.last_word",
];

/// Who writes, as [`RawMessage::author`] has it.
pub(super) const CUSTOMER: &str = "customer";
/// See [`CUSTOMER`].
pub(super) const HUMAN: &str = "human";
/// See [`CUSTOMER`].
pub(super) const AI: &str = "ai";
/// See [`CUSTOMER`].
pub(super) const SYSTEM: &str = "system";

/// What the messages of one ticket add up to.
#[derive(Debug, Default)]
pub(super) struct Talk {
    human_replies: u32,
    ai_replies: u32,
    customer_messages: u32,
    first_reply_at: Option<String>,
    first_human_reply_at: Option<String>,
    handed_off: bool,
    knows_ai: bool,
    last_word: Option<LastWord>,
}

impl Talk {
    /// Adds up messages in the order in which they were written. `knows_ai`: the source tells an AI's messages from others,
    /// so that none is a fact and not a gap.
    pub(super) fn of(messages: &[RawMessage], knows_ai: bool) -> Talk {
        let mut talk = Talk { knows_ai, last_word: last_word(messages), ..Talk::default() };
        for message in messages.iter().filter(|message| message.is_public) {
            let first = |at: &mut Option<String>| {
                if at.is_none() && !message.at.is_empty() {
                    *at = Some(message.at.clone());
                }
            };
            match message.author {
                CUSTOMER => talk.customer_messages += 1,
                HUMAN => {
                    talk.human_replies += 1;
                    talk.handed_off |= talk.ai_replies > 0;
                    first(&mut talk.first_human_reply_at);
                    first(&mut talk.first_reply_at);
                }
                AI => {
                    talk.ai_replies += 1;
                    talk.knows_ai = true;
                    first(&mut talk.first_reply_at);
                }
                _ => {}
            }
        }
        talk
    }

    /// Notes a handover that the source tells otherwise.
    pub(super) fn note_handover(&mut self) {
        self.handed_off = true;
    }

    /// Writes the cells.
    pub(super) fn add_to(self, add: &mut dyn FnMut(&'static str, String)) {
        add("messages.human_replies", self.human_replies.to_string());
        add("messages.customer_messages", self.customer_messages.to_string());
        if self.knows_ai {
            add("messages.ai_replies", self.ai_replies.to_string());
            add("messages.handed_off", self.handed_off.to_string());
        }
        if let Some(last_word) = self.last_word {
            add("messages.last_word", last_word.word().to_string());
        }
        if let Some(at) = self.first_reply_at {
            add("messages.first_reply_at", at);
        }
        if let Some(at) = self.first_human_reply_at {
            add("messages.first_human_reply_at", at);
        }
    }
}

/// The customer's last word; `None` where nothing was said in public.
fn last_word(messages: &[RawMessage]) -> Option<LastWord> {
    let said = || messages.iter().filter(|message| message.is_public && message.author != SYSTEM);
    let last = said().next_back()?;
    if last.author != CUSTOMER {
        return Some(LastWord::Answered);
    }
    let of_customer = said().filter(|message| message.author == CUSTOMER);
    let earlier = of_customer.rev().skip(1).map(|message| ask::look(&message.text).1);
    Some(ask::last_word(ask::look(&last.text), earlier))
}

/// The text of a JSON value that is a string or a number; anything else is empty.
pub(super) fn plain(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Number(number) => number.to_string(),
        serde_json::Value::Bool(flag) => flag.to_string(),
        _ => String::new(),
    }
}

/// Whether the name of an author is that of a program. Only names that say so: a person may be called Max Botha.
pub(super) fn names_an_ai(name: &str) -> bool {
    let lower = name.to_lower();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.iter().any(|word| matches!(*word, "bot" | "chatbot" | "answerbot" | "ai"))
        || ["virtual agent", "virtual assistant", "answer bot", "fin ai", "digital assistant"]
            .iter()
            .any(|phrase| lower.contains(phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(author: &'static str, at: &str, is_public: bool) -> RawMessage {
        RawMessage { author, at: at.to_string(), text: "…".to_string(), is_public }
    }

    fn cells(talk: Talk) -> Vec<(&'static str, String)> {
        let mut cells = Vec::new();
        talk.add_to(&mut |name, value| cells.push((name, value)));
        for (name, _) in &cells {
            assert!(TALK_COLUMNS.contains(name), "{name} is not declared");
        }
        cells
    }

    #[test]
    fn an_ai_then_a_person() {
        let talk = Talk::of(
            &[
                message(CUSTOMER, "1", true),
                message(AI, "2", true),
                message(HUMAN, "3", false),
                message(HUMAN, "4", true),
            ],
            true,
        );
        let cells = cells(talk);
        let get = |name: &str| cells.iter().find(|(n, _)| *n == name).map(|(_, v)| v.as_str());
        assert_eq!(get("messages.human_replies"), Some("1"));
        assert_eq!(get("messages.ai_replies"), Some("1"));
        assert_eq!(get("messages.first_reply_at"), Some("2"));
        assert_eq!(get("messages.first_human_reply_at"), Some("4"));
        assert_eq!(get("messages.handed_off"), Some("true"));
    }

    #[test]
    fn the_last_word() {
        let said = |list: &[(&'static str, &str)]| {
            let messages: Vec<RawMessage> = list
                .iter()
                .map(|(author, text)| RawMessage { text: (*text).to_string(), ..message(author, "1", true) })
                .collect();
            last_word(&messages)
        };
        let ask = (CUSTOMER, "Where is order 12 now?");
        assert_eq!(said(&[ask, (AI, "On its way."), (SYSTEM, "closed")]), Some(LastWord::Answered));
        assert_eq!(said(&[ask, (AI, "On its way."), (CUSTOMER, "Thanks!")]), Some(LastWord::Thanks));
        assert_eq!(said(&[ask, (AI, "On its way."), ask, (SYSTEM, "closed")]), Some(LastWord::Repeated));
        assert_eq!(said(&[ask, (AI, "Hm."), (CUSTOMER, "And when?")]), Some(LastWord::Question));
        assert_eq!(said(&[ask, (AI, "Hm."), (CUSTOMER, "That does not help")]), Some(LastWord::Complaint));
        assert_eq!(said(&[(SYSTEM, "opened")]), None);
        let hidden = [message(CUSTOMER, "1", true), message(HUMAN, "2", false)];
        assert_eq!(last_word(&hidden), Some(LastWord::Remark), "a note is no answer");
    }

    #[test]
    fn without_authors_known_as_ai_nothing_is_claimed_of_it() {
        let cells = cells(Talk::of(&[message(CUSTOMER, "1", true), message(HUMAN, "2", true)], false));
        assert!(
            !cells.iter().any(|(name, _)| *name == "messages.ai_replies" || *name == "messages.handed_off")
        );
    }

    #[test]
    fn names_of_programs() {
        for name in ["Support Bot", "Acme AI Agent", "Answer Bot", "Virtual Assistant"] {
            assert!(names_an_ai(name), "{name}");
        }
        for name in ["Max Botha", "Aisha", "Kai", "Abbot"] {
            assert!(!names_an_ai(name), "{name}");
        }
    }
}
