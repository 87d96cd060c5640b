//! A sample ticket opened: its fields and an invented conversation that fits its columns.
//!
//! The number of messages of each side, their times, who handed over, confirmed, gave up or reopened are those of the columns. The
//! text depends on the ticket's id alone, so that a ticket reads the same each time it is opened.

use super::fill;
use super::phrases::*;
use super::scripts::{SCRIPTS, Script};
use crate::dataset::{AiOutcome, Dataset, NO_CODE, NO_SECS, Origin};
use crate::ingest::RawRecord;
use crate::ingest::formats::RawMessage;
use crate::random::{Random, mix};
use model::field::Field;
use model::letters::Lower;
use model::outcome::{Channel, Status};
use model::units::Day;

/// The record of one generated ticket, as if read from a file; empty for a row that does not exist.
pub fn raw_record(dataset: &Dataset, row: u32) -> RawRecord {
    if row >= dataset.rows {
        return RawRecord::default();
    }
    let ticket = Facts::of(dataset, row as usize);
    let mut teller = Teller::new(dataset, row as usize, &ticket);
    let (subject, messages) = teller.conversation(&ticket);
    let first =
        messages.iter().find(|message| message.author != "system").map(|message| message.text.clone());
    let mut fields: Vec<(String, Option<Field>, String)> =
        vec![("Subject".to_string(), Some(Field::Subject), subject)];
    for info in &dataset.file_columns {
        let Some(field) = info.field else { continue };
        let value = match field {
            Field::Requester if ticket.has_requester => Some(teller.slots.email.clone()),
            Field::Requester => None,
            _ => fill::value(&dataset.columns, field, row as usize),
        };
        fields.push((info.name.clone(), Some(field), value.unwrap_or_default()));
    }
    fields.push(("Description".to_string(), Some(Field::Description), first.unwrap_or_default()));
    RawRecord { fields, messages }
}

/// What the columns say of a ticket.
struct Facts {
    created: u32,
    first_reply: Option<u32>,
    first_human_reply: Option<u32>,
    solved: Option<u32>,
    updated: u32,
    ai_replies: u32,
    human_replies: u32,
    customer_messages: u32,
    reopens: u8,
    has_requester: bool,
    is_live: bool,
    is_handed_off: bool,
    is_spam: bool,
    is_outbound: bool,
    outcome: u8,
    language: usize,
    topic: usize,
}

impl Facts {
    fn of(dataset: &Dataset, row: usize) -> Facts {
        let columns = &dataset.columns;
        let time = |times: &Option<crate::dataset::Times>| {
            times.as_ref().map(|times| times.secs[row]).filter(|secs| *secs != NO_SECS)
        };
        let byte = |column: &Option<Vec<u8>>| column.as_ref().map_or(0, |column| column[row]);
        let code = |column: &Option<crate::dataset::Coded>| {
            column.as_ref().map(|column| column.codes.get(row)).filter(|code| *code != NO_CODE)
        };
        Facts {
            created: columns.created_at.secs[row],
            first_reply: time(&columns.first_reply_at),
            first_human_reply: time(&columns.first_human_reply_at),
            solved: time(&columns.solved_at),
            updated: time(&columns.updated_at).unwrap_or(columns.created_at.secs[row]),
            ai_replies: u32::from(byte(&columns.ai_replies)),
            human_replies: u32::from(byte(&columns.human_replies)),
            customer_messages: u32::from(byte(&columns.customer_messages)),
            reopens: byte(&columns.reopens),
            has_requester: columns.requester.as_ref().is_some_and(|column| column[row] != NO_CODE),
            is_live: matches!(
                columns.channel_of(row),
                Some(Channel::Chat | Channel::Messaging | Channel::Phone)
            ),
            is_handed_off: columns.ai_handed_off.as_ref().is_some_and(|flags| flags.values[row] == 1),
            is_spam: columns.status_of(row) == Some(Status::Removed),
            is_outbound: byte(&columns.initiator) == Origin::Outbound as u8,
            outcome: byte(&columns.ai_outcome),
            language: code(&columns.language).unwrap_or(0) as usize % NAMES.len(),
            topic: code(&columns.topic).unwrap_or(0) as usize,
        }
    }
}

/// What is filled in for the words in braces.
struct Slots {
    first: &'static str,
    email: String,
    phone: String,
    product: &'static str,
    city: &'static str,
    order: String,
    amount: String,
    date: String,
    code: String,
    card: &'static str,
    agent: String,
    team: String,
}

/// Writes one conversation.
struct Teller {
    random: Random,
    slots: Slots,
    script: &'static Script,
    /// Index of the topic's team.
    team: usize,
    /// Index of the next question of [`FOLLOW_UPS`].
    asked: usize,
    ai_name: String,
    messages: Vec<(u32, RawMessage)>,
}

impl Teller {
    fn new(dataset: &Dataset, row: usize, ticket: &Facts) -> Teller {
        let columns = &dataset.columns;
        let name = |column: &Option<crate::dataset::Coded>| {
            let column = column.as_ref()?;
            column.values.get(column.codes.get(row) as usize).map(ToString::to_string)
        };
        let mut random = Random::new(mix(u64::from(ticket.created)), row as u64);
        // A customer keeps name, address and number from ticket to ticket.
        let requester = columns.requester.as_ref().map_or(NO_CODE, |column| column[row]);
        let mut person = Random::new(77, u64::from(requester));
        let (firsts, lasts) = &NAMES[ticket.language];
        let (first, last) = (*person.pick(firsts), *person.pick(lasts));
        let email = format!("{}.{}{}@example.com", first.to_lower(), last.to_lower(), person.between(10, 99));
        let phone = format!("+44 20 7946 0{:03}", person.below(1000));
        let date = Day((ticket.created / 86_400) as i32 + random.between(2, 9) as i32);
        let topic = name(&columns.topic).unwrap_or_default();
        let script =
            super::topics::TOPICS.iter().position(|known| known.name == topic).unwrap_or(ticket.topic);
        Teller {
            slots: Slots {
                first,
                email,
                phone,
                product: random.pick::<&str>(&PRODUCTS),
                city: random.pick::<&str>(&CITIES),
                order: format!("FF-{}", random.between(204_000, 389_999)),
                amount: format!(
                    "{}.{} euros",
                    random.between(8, 260),
                    random.pick(&["00", "50", "90", "95"])
                ),
                date: date.to_string(),
                code: format!(
                    "{}{}",
                    random.pick(&["TRAIL", "FJELL", "FERN", "SUMMIT"]),
                    random.between(10, 25)
                ),
                // A number for tests that every card network rejects.
                card: "4111 1111 1111 1111",
                agent: name(&columns.agent).unwrap_or_else(|| "the team".to_string()),
                team: name(&columns.team).unwrap_or_else(|| "our team".to_string()),
            },
            script: &SCRIPTS[script % SCRIPTS.len()],
            team: usize::from(super::topics::TOPICS[script % SCRIPTS.len()].team),
            asked: random.below(5) as usize,
            ai_name: name(&columns.ai_agent).unwrap_or_else(|| "Fern Assistant".to_string()),
            messages: Vec::new(),
            random,
        }
    }

    fn conversation(&mut self, ticket: &Facts) -> (String, Vec<RawMessage>) {
        if ticket.is_spam || ticket.is_outbound {
            let (subject, text) = *self.random.pick(if ticket.is_spam { &SPAM } else { &OUTBOUND });
            self.say(ticket.created, if ticket.is_spam { "customer" } else { "human" }, text);
            return (self.fill(subject), self.told());
        }
        let subject = *self.random.pick(&self.script.subjects);
        if ticket.language != 0 {
            let language = ["English", "German", "Norwegian"][ticket.language];
            self.note(
                ticket.created,
                &format!("The customer wrote in {language}; the sample shows it in English."),
            );
        }
        let opening = *self.random.pick(&self.script.openings);
        let contact =
            if self.random.chance(0.4) { format!(" {}", self.random.pick(&CONTACTS)) } else { String::new() };
        self.say(ticket.created, "customer", &format!("{opening}{contact}"));

        let (ai, human) = (ticket.ai_replies, ticket.human_replies);
        let usual = 1 + ai.saturating_sub(1) + human.saturating_sub(1);
        let mut more = ticket.customer_messages.saturating_sub(usual);
        let last_ai = self.ai_block(ticket);
        if ai > 0 && human > 0 && !ticket.is_handed_off && more > 0 {
            let at = ticket.first_human_reply.map_or(last_ai, |reply| reply - (reply - last_ai) / 3);
            self.say_one_of(at, "customer", &REOPENS);
            more -= 1;
        }
        let last_human = self.human_block(ticket);
        for _ in 0..more {
            self.last_word(ticket, last_ai.max(last_human));
        }
        if let Some(solved) = ticket.solved {
            let by_silence = ticket.outcome == AiOutcome::Assumed as u8;
            self.note(solved, if by_silence { "Closed after the customer fell silent." } else { "Solved." });
        }
        (self.fill(subject), self.told())
    }

    /// The AI's answers with the customer's questions between them; gives the time of the last one.
    fn ai_block(&mut self, ticket: &Facts) -> u32 {
        let (Some(start), true) = (ticket.first_reply, ticket.ai_replies > 0) else { return ticket.created };
        let end = ticket.first_human_reply.or(ticket.solved).unwrap_or(ticket.updated).max(start);
        let usual = if ticket.is_live { 70 } else { 5_400 };
        let gap = ((end - start) / (2 * ticket.ai_replies)).min(usual);
        let mut at = start;
        let mut answer = "";
        for number in 0..ticket.ai_replies {
            let is_last = number + 1 == ticket.ai_replies;
            if number > 0 {
                let reopens =
                    is_last && ticket.reopens > 0 && ticket.human_replies == 0 && ticket.solved.is_some();
                // The answer to a reopening comes shortly before the second closing.
                at = if reopens { at.max(end - (end - at) / 4) } else { at + gap };
                answer = match (is_last && ticket.is_handed_off, reopens) {
                    (true, _) => self.ask(at, &WANTS_PERSON, &AI_HANDS_OVER),
                    (_, true) => self.ask(at, &REOPENS, &AFTER_REOPENING),
                    _ => self.ask_on(at),
                };
                at = (at + gap.min(60)).min(end);
            }
            if number == 0 {
                let first = if is_last && ticket.is_handed_off {
                    *self.random.pick(&AI_HANDS_OVER)
                } else {
                    *self.random.pick(&self.script.answers)
                };
                let text =
                    format!("Hi {{first}}, I am {}, the AI assistant of Fjell & Fern. {first}", self.ai_name);
                self.say(at, "ai", &text);
            } else {
                self.say(at, "ai", answer);
            }
        }
        if ticket.is_handed_off {
            self.note(at, "Handed over to {team}.");
        }
        at
    }

    /// People's answers with the customer's questions between them; gives the time of the last one.
    fn human_block(&mut self, ticket: &Facts) -> u32 {
        let (Some(start), true) = (ticket.first_human_reply, ticket.human_replies > 0) else {
            return ticket.created;
        };
        let end = ticket.solved.unwrap_or(ticket.updated).max(start);
        let gap = (end - start) / (2 * ticket.human_replies);
        let mut at = start;
        for number in 0..ticket.human_replies {
            let mut answer = *self.random.pick(&self.script.answers);
            if number > 0 {
                let reopens = number + 1 == ticket.human_replies && ticket.reopens > 0;
                answer = if reopens {
                    self.ask(at + gap, &REOPENS, &AFTER_REOPENING)
                } else {
                    self.ask_on(at + gap)
                };
                at += 2 * gap;
            }
            let text = match number {
                0 => {
                    let greetings = if ticket.ai_replies > 0 { &PERSON_AFTER_AI } else { &PERSON_GREETS };
                    format!("{} {answer} Kind regards, {{agent}}", self.random.pick(greetings))
                }
                _ => format!("{answer} {{agent}}"),
            };
            self.say(at, "human", &text);
        }
        at
    }

    /// What the customer says last of all.
    fn last_word(&mut self, ticket: &Facts, after: u32) {
        let end = ticket.solved.unwrap_or(ticket.updated).max(after);
        let soon = after + ((end - after) / 2).min(1_800);
        let (at, texts): (u32, &[&str]) = match ticket.outcome {
            code if code == AiOutcome::Confirmed as u8 => (end, &CONFIRMS),
            code if code == AiOutcome::Abandoned as u8 => (soon, &GIVES_UP),
            code if code == AiOutcome::Escalated as u8 && ticket.human_replies == 0 => (soon, &NOBODY_CAME),
            _ => (end, &REOPENS),
        };
        self.say_one_of(at, "customer", texts);
    }

    /// The customer says one of the texts; gives one of the answers.
    fn ask(&mut self, at: u32, texts: &[&'static str], answers: &[&'static str]) -> &'static str {
        self.say_one_of(at, "customer", texts);
        self.random.pick::<&'static str>(answers)
    }

    /// The customer asks the next question that suits the topic; gives the answer to it.
    fn ask_on(&mut self, at: u32) -> &'static str {
        let pairs = &FOLLOW_UPS[self.team % FOLLOW_UPS.len()];
        let (question, answer) = pairs[self.asked % pairs.len()];
        self.asked += 1;
        self.say(at, "customer", question);
        answer
    }

    fn say_one_of(&mut self, at: u32, author: &'static str, texts: &[&str]) {
        let text = *self.random.pick(texts);
        self.say(at, author, text);
    }

    fn say(&mut self, at: u32, author: &'static str, text: &str) {
        let text = self.fill(text);
        self.messages.push((at, RawMessage { author, at: fill::text_of_utc(at), text, is_public: true }));
    }

    fn note(&mut self, at: u32, text: &str) {
        let text = self.fill(text);
        self.messages
            .push((at, RawMessage { author: "system", at: fill::text_of_utc(at), text, is_public: false }));
    }

    fn told(&mut self) -> Vec<RawMessage> {
        let mut messages = core::mem::take(&mut self.messages);
        model::order::sort_by_key(&mut messages, |(at, _)| *at);
        messages.into_iter().map(|(_, message)| message).collect()
    }

    fn fill(&self, text: &str) -> String {
        let slots = &self.slots;
        let mut filled = String::with_capacity(text.len() + 32);
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (word, after) = after.split_once('}').unwrap_or((after, ""));
            filled.push_str(before);
            filled.push_str(match word {
                "first" => slots.first,
                "email" => &slots.email,
                "phone" => &slots.phone,
                "product" => slots.product,
                "city" => slots.city,
                "order" => &slots.order,
                "amount" => &slots.amount,
                "date" => &slots.date,
                "code" => &slots.code,
                "card" => slots.card,
                "agent" => &slots.agent,
                "team" => &slots.team,
                _ => word,
            });
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
}
