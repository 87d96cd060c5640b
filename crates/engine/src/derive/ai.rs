//! Who is an AI: the signs in a file, whether each counts, and what they say of each ticket.
//!
//! Signs are, from strong to weak: columns and tags by which the helpdesk itself tells (with the vendor's documentation in the
//! format), names of AI agents, and names of assignees and teams that can only be a program ([`super::bot_names`]). A ticket is
//! AI-involved when it bears any sign that is on. Drafts and triage are kept apart as assistance: a person sent them.

use super::bot_names::{Guess, has_surname, judge};
use crate::dataset::{AiOutcome, AiTagMeaning, Coded, Codes, Dataset, Flags, NO_BYTE, NO_CODE, NO_COUNT};
use crate::ingest::formats::normalise_name;
use model::field::Field;
use model::import::{AiSign, Certainty, Decision};
use model::letters::Lower;
use model::mapping::Mapping;
use model::units::{counted, grouped};

/// What the signs that are on say of a ticket, one bit each.
pub(crate) mod evidence {
    /// An AI answered.
    pub(crate) const INVOLVED: u8 = 1;
    /// It handed over, or tried to.
    pub(crate) const HANDED_OFF: u8 = 2;
    /// The vendor says that no person was needed.
    pub(crate) const VENDOR_RESOLVED: u8 = 4;
    /// The vendor says that the customer confirmed, or a check verified it.
    pub(crate) const VENDOR_CONFIRMED: u8 = 8;
    /// The vendor says that the customer gave up.
    pub(crate) const VENDOR_ABANDONED: u8 = 16;
    /// The vendor says that the customer's last word was negative.
    pub(crate) const VENDOR_NEGATIVE: u8 = 32;
    /// An AI drafted or suggested.
    pub(crate) const ASSISTED: u8 = 64;
    /// The assignee or the team is an AI.
    pub(crate) const ASSIGNED_TO_AI: u8 = 128;
}
use evidence::*;

/// The most AI agents that are told apart; code 254 and above would collide with the null.
const MOST_AGENTS: usize = 250;
/// At most so many names that are only doubtful are listed for each column.
const MOST_DOUBTFUL: usize = 20;
/// At most so many names and tags that nothing points to are offered for each column: the most frequent.
const MOST_OTHERS: usize = 12;

/// Result of reading the signs.
pub(crate) struct Signs {
    /// [`evidence`] of each row.
    pub(crate) evidence: Vec<u8>,
    /// AI agent of each row: index into `agents`, `u8::MAX` for none.
    pub(crate) agent: Vec<u8>,
    /// Names of AI agents.
    pub(crate) agents: Vec<String>,
    /// Every sign, on or off.
    pub(crate) signs: Vec<AiSign>,
    /// Names and tags that nothing points to, for a person who knows better.
    pub(crate) others: Vec<AiSign>,
    /// The decision for the import screen.
    pub(crate) decision: Decision,
}

/// Reads the signs of a data set under what a person said.
pub(crate) fn read_signs(dataset: &Dataset, mapping: &Mapping) -> Signs {
    let mut reader = Reader {
        dataset,
        switched: mapping.ai_signs.iter().map(|(id, on)| (id.as_str(), *on)).collect(),
        evidence: vec![0; dataset.rows as usize],
        agent: vec![u8::MAX; dataset.rows as usize],
        agents: Vec::new(),
        signs: Vec::new(),
        others: Vec::new(),
    };
    let columns = &dataset.columns;
    reader.flag(Field::AiInvolved, columns.ai_involved.as_ref(), INVOLVED, "the helpdesk says so");
    reader.outcome();
    reader.flag(
        Field::AiResolved,
        columns.ai_resolved.as_ref(),
        INVOLVED | VENDOR_RESOLVED,
        "what an AI resolved, it answered",
    );
    let is_plain = reader.is_plain_escalation();
    if !is_plain {
        reader.flag(
            Field::AiHandedOff,
            columns.ai_handed_off.as_ref(),
            INVOLVED | HANDED_OFF,
            "what an AI handed over, it had before",
        );
    }
    reader.replies();
    reader.tags();
    reader.names(columns.ai_agent.as_ref(), Field::AiAgent, "ai_agent");
    reader.names(columns.agent.as_ref(), Field::Agent, "agent");
    reader.names(columns.team.as_ref(), Field::Team, "team");
    reader.names(columns.channel_word.as_ref(), Field::Channel, "channel");
    if is_plain {
        // People escalate among themselves, too: which tickets an AI had is told by the other signs.
        let of_ai = |(value, evidence): (&u8, &u8)| u8::from(*value == 1 && evidence & INVOLVED != 0);
        let flags = columns
            .ai_handed_off
            .as_ref()
            .map(|flags| Flags { values: flags.values.iter().zip(&reader.evidence).map(of_ai).collect() });
        let reason = "of the tickets that an AI answered, those that were escalated";
        reader.flag(Field::AiHandedOff, flags.as_ref(), HANDED_OFF, reason);
    }
    if let Some(flags) = &columns.ai_assisted {
        for (bits, value) in reader.evidence.iter_mut().zip(&flags.values) {
            *bits |= if *value == 1 { ASSISTED } else { 0 };
        }
    }
    let decision = decide(&reader);
    Signs {
        evidence: reader.evidence,
        agent: reader.agent,
        agents: reader.agents,
        signs: reader.signs,
        others: reader.others,
        decision,
    }
}

struct Reader<'a> {
    dataset: &'a Dataset,
    switched: Vec<(&'a str, bool)>,
    evidence: Vec<u8>,
    agent: Vec<u8>,
    agents: Vec<String>,
    signs: Vec<AiSign>,
    others: Vec<AiSign>,
}

impl Reader<'_> {
    /// Offers a name or a tag that nothing points to.
    fn offer(&mut self, id: String, place: &str, value: &str, tickets: u64) {
        if self.others.iter().filter(|other| other.place == place).count() < MOST_OTHERS {
            self.others.push(AiSign {
                id,
                place: place.to_string(),
                value: value.to_string(),
                reason: "nothing points to an AI".to_string(),
                tickets,
                is_on: false,
                is_override: false,
            });
        }
    }

    /// What a person said of a sign.
    fn switched(&self, id: &str) -> Option<bool> {
        // Mostly nothing, and never many: no table is worth its code.
        self.switched.iter().rfind(|(known, _)| *known == id).map(|(_, is_on)| *is_on)
    }

    /// Notes a sign and tells whether it counts.
    fn sign(
        &mut self,
        id: String,
        place: String,
        value: &str,
        reason: &str,
        tickets: u64,
        proposed: bool,
    ) -> bool {
        let switched = self.switched(&id);
        let is_on = switched.unwrap_or(proposed);
        self.signs.push(AiSign {
            id,
            place,
            value: value.to_string(),
            reason: reason.to_string(),
            tickets,
            is_on,
            is_override: switched.is_some_and(|on| on != proposed),
        });
        is_on
    }

    fn place(&self, field: Field) -> String {
        let named = self.dataset.file_columns.iter().find(|column| column.field == Some(field));
        named.map_or_else(
            || format!("Column for {}", field.label()),
            |column| format!("Column {}", column.name),
        )
    }

    fn flag(&mut self, field: Field, flags: Option<&Flags>, bits: u8, reason: &str) {
        let Some(flags) = flags else { return };
        let tickets = flags.values.iter().filter(|value| **value == 1).count() as u64;
        if self.sign(format!("field={}", field.id()), self.place(field), "yes", reason, tickets, true) {
            for (evidence, value) in self.evidence.iter_mut().zip(&flags.values) {
                *evidence |= if *value == 1 { bits } else { 0 };
            }
        }
    }

    /// Whether the column of handovers speaks of escalations only, and nobody said what it means.
    fn is_plain_escalation(&self) -> bool {
        let column = self.dataset.file_columns.iter().find(|column| column.field == Some(Field::AiHandedOff));
        column.is_some_and(|column| {
            let name = normalise_name(&column.name);
            let names_sides =
                |word: &str| matches!(word, "ai" | "bot" | "human" | "agent" | "by" | "from" | "to");
            !column.is_override && name.contains("escalat") && !name.split([' ', '.']).any(names_sides)
        })
    }

    fn outcome(&mut self) {
        let Some(column) = &self.dataset.columns.ai_outcome else { return };
        let mut bits = [0_u8; 256];
        for (outcome, says) in [
            (AiOutcome::Confirmed, VENDOR_RESOLVED | VENDOR_CONFIRMED),
            (AiOutcome::Assumed, VENDOR_RESOLVED),
            (AiOutcome::Contained, VENDOR_RESOLVED),
            (AiOutcome::Escalated, HANDED_OFF),
            (AiOutcome::ProcedureHandoff, HANDED_OFF),
            (AiOutcome::Abandoned, VENDOR_ABANDONED),
            (AiOutcome::Negative, VENDOR_NEGATIVE),
        ] {
            bits[outcome as usize] = INVOLVED | says;
        }
        let tickets = column.iter().filter(|value| bits[**value as usize] != 0).count() as u64;
        let unknown = column.iter().filter(|value| **value == AiOutcome::Unknown as u8).count() as u64;
        let place = self.place(Field::AiOutcome);
        let reason = "the helpdesk tells what became of the AI's answer";
        if self.sign("field=ai_outcome".into(), place.clone(), "any known outcome", reason, tickets, true) {
            for (evidence, value) in self.evidence.iter_mut().zip(column) {
                *evidence |= bits[*value as usize];
            }
        }
        if unknown > 0 {
            let reason =
                "an outcome in a word that this program does not know; it may also mean that no AI took part";
            if self.sign("field=ai_outcome:unknown".into(), place, "any other word", reason, unknown, false) {
                for (evidence, value) in self.evidence.iter_mut().zip(column) {
                    *evidence |= if *value == AiOutcome::Unknown as u8 { INVOLVED } else { 0 };
                }
            }
        }
    }

    fn replies(&mut self) {
        let Some(column) = &self.dataset.columns.ai_replies else { return };
        let answered = |count: u8| count != NO_COUNT && count > 0;
        let tickets = column.iter().filter(|count| answered(**count)).count() as u64;
        let place = self.place(Field::AiReplies);
        if self.sign(
            "field=ai_replies".into(),
            place,
            "1 or more",
            "the AI's visible answers are counted",
            tickets,
            true,
        ) {
            for (evidence, count) in self.evidence.iter_mut().zip(column) {
                *evidence |= if answered(*count) { INVOLVED } else { 0 };
            }
        }
    }

    fn tags(&mut self) {
        let Some(tags) = &self.dataset.columns.tags else { return };
        let known = |tag: &str| self.dataset.ai_tags.iter().rfind(|known| known.tag == tag);
        let mut counts = vec![0_u64; tags.values.len()];
        let wanted: Vec<bool> = tags
            .values
            .iter()
            .map(|tag| known(tag).is_some() || self.switched(&format!("tag={tag}")).is_some())
            .collect();
        for code in &tags.codes {
            counts[*code as usize] += 1;
        }
        let mut order: Vec<usize> = (0..counts.len()).filter(|code| !wanted[*code]).collect();
        model::order::sort_by_key(&mut order, |code| std::cmp::Reverse(counts[*code]));
        for code in order.into_iter().take(MOST_OTHERS) {
            self.offer(format!("tag={}", tags.values[code]), "Tag", &tags.values[code], counts[code]);
        }
        let mut bits = vec![0_u8; tags.values.len()];
        for (code, tag) in tags.values.iter().enumerate().filter(|(code, _)| wanted[*code]) {
            let meaning = known(tag).map(|tag| tag.meaning);
            let reason = known(tag).map_or("switched on by hand", |tag| tag.reason.as_str()).to_string();
            if self.sign(format!("tag={tag}"), "Tag".into(), tag, &reason, counts[code], meaning.is_some()) {
                bits[code] = match meaning {
                    None | Some(AiTagMeaning::Involved) => INVOLVED,
                    Some(AiTagMeaning::Resolved) => INVOLVED | VENDOR_RESOLVED,
                    Some(AiTagMeaning::HandedOff) => INVOLVED | HANDED_OFF,
                    Some(AiTagMeaning::Assisted) => ASSISTED,
                };
            }
        }
        if bits.iter().all(|bits| *bits == 0) {
            return;
        }
        for (row, evidence) in self.evidence.iter_mut().enumerate() {
            for code in tags.get(row) {
                *evidence |= bits[*code as usize];
            }
        }
    }

    /// Names of AI agents, assignees, teams or channels.
    fn names(&mut self, column: Option<&Coded>, field: Field, kind: &str) {
        let Some(column) = column else { return };
        let mut counts = vec![0_u64; column.values.len() + 1];
        each_code(&column.codes, column.values.len(), |_, code| counts[code] += 1);
        let with_surname = column.values.iter().filter(|name| has_surname(name)).count();
        let others_have_surnames = with_surname * 5 >= column.values.len() * 4 && with_surname >= 3;
        let mut is_on = vec![false; column.values.len() + 1];
        let mut doubtful = 0;
        let mut order: Vec<usize> = (0..column.values.len()).collect();
        model::order::sort_by(&mut order, |a, b| {
            counts[*b].cmp(&counts[*a]).then_with(|| column.values[*a].cmp(&column.values[*b]))
        });
        for code in order {
            let name = &*column.values[code];
            let id = format!("{kind}={name}");
            let guess = match field {
                Field::AiAgent => Guess::Ai("the helpdesk lists it as its AI agent"),
                // A bot's channel is where tickets begin; who answered them there is another question.
                Field::Channel => match judge(name, self.dataset.format, false) {
                    Guess::Ai(reason) => Guess::Doubtful(reason),
                    guess => guess,
                },
                Field::Team => match judge(name, self.dataset.format, others_have_surnames) {
                    // People can sit in a team that is called by its bot; an assignee is safer evidence.
                    Guess::Ai(reason) if has_surname(name) && !is_team_of_bots(name) => {
                        Guess::Doubtful(reason)
                    }
                    guess => guess,
                },
                _ => judge(name, self.dataset.format, others_have_surnames),
            };
            let (reason, proposed) = match guess {
                Guess::Ai(reason) => (reason, true),
                Guess::Doubtful(reason) if doubtful < MOST_DOUBTFUL => {
                    doubtful += 1;
                    (reason, false)
                }
                _ if self.switched(&id).is_some() => ("switched on by hand", false),
                _ => {
                    self.offer(id, place_of(field), name, counts[code]);
                    continue;
                }
            };
            let place = match field {
                Field::AiAgent => self.place(field),
                _ => place_of(field).to_string(),
            };
            is_on[code] = self.sign(id, place, name, reason, counts[code], proposed);
        }
        if is_on.contains(&true) {
            self.apply_names(
                column,
                &is_on,
                match field {
                    Field::AiAgent | Field::Channel => INVOLVED,
                    _ => INVOLVED | ASSIGNED_TO_AI,
                },
                field != Field::Channel,
            );
        }
    }

    fn apply_names(&mut self, column: &Coded, is_on: &[bool], bits: u8, names_an_agent: bool) {
        let mut number_of = vec![u8::MAX; is_on.len()];
        let named = column.values.iter().enumerate().filter(|(code, _)| names_an_agent && is_on[*code]);
        for (code, name) in named {
            let known = self.agents.iter().position(|agent| **agent == **name);
            number_of[code] = match known {
                Some(index) => index as u8,
                None if self.agents.len() < MOST_AGENTS => {
                    self.agents.push(name.to_string());
                    (self.agents.len() - 1) as u8
                }
                None => u8::MAX,
            };
        }
        let (evidence, agent) = (&mut self.evidence, &mut self.agent);
        each_code(&column.codes, column.values.len(), |row, code| {
            if is_on[code] {
                evidence[row] |= bits;
                if agent[row] == u8::MAX {
                    agent[row] = number_of[code];
                }
            }
        });
    }
}

/// Where a name was found.
fn place_of(field: Field) -> &'static str {
    match field {
        Field::Team => "Team",
        Field::Channel => "Channel",
        _ => "Assignee",
    }
}

/// A team whose whole name says that a program sits there: "AI Agent", "Chat bots", "Virtual Agent".
fn is_team_of_bots(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "ai",
        "agent",
        "agents",
        "bot",
        "bots",
        "chat",
        "chatbot",
        "chatbots",
        "virtual",
        "digital",
        "assistant",
        "assistants",
        "answer",
        "the",
    ];
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .all(|word| WORDS.contains(&word.to_lower().as_str()))
}

/// Calls `visit(row, code)` for every row; `none` stands for the null.
pub(crate) fn each_code(codes: &Codes, none: usize, mut visit: impl FnMut(usize, usize)) {
    match codes {
        Codes::U8(codes) => {
            for (row, code) in codes.iter().enumerate() {
                visit(row, if *code == NO_BYTE { none } else { *code as usize });
            }
        }
        Codes::U16(codes) => {
            for (row, code) in codes.iter().enumerate() {
                visit(row, if *code == u16::MAX { none } else { *code as usize });
            }
        }
        Codes::U32(codes) => {
            for (row, code) in codes.iter().enumerate() {
                visit(row, if *code == NO_CODE { none } else { *code as usize });
            }
        }
    }
}

fn decide(reader: &Reader<'_>) -> Decision {
    let involved = reader.evidence.iter().filter(|bits| **bits & INVOLVED != 0).count();
    let on: Vec<&AiSign> = reader.signs.iter().filter(|sign| sign.is_on && sign.tickets > 0).collect();
    let off = reader.signs.iter().filter(|sign| !sign.is_on).count();
    let told_by_helpdesk =
        on.iter().any(|sign| sign.id.starts_with("field=") || sign.id.starts_with("ai_agent="));
    let mut reason = if on.is_empty() {
        "No column, tag or name in this file tells that an AI answered.".to_string()
    } else {
        let mut named: Vec<String> = on
            .iter()
            .take(4)
            .map(|sign| format!("{} “{}” ({})", sign.place, sign.value, grouped(sign.tickets)))
            .collect();
        if on.len() > 4 {
            named.push(format!("{} more", on.len() - 4));
        }
        format!("{}.", named.join(", "))
    };
    if off > 0 {
        reason.push_str(&format!(
            " {off} doubtful {} not counted.",
            if off == 1 { "sign is" } else { "signs are" }
        ));
    }
    Decision {
        id: "ai".into(),
        label: "Who is an AI".into(),
        value: format!("{} answered by an AI", counted(involved as u64, "ticket")),
        reason,
        certainty: match (on.is_empty(), told_by_helpdesk) {
            (true, _) => Certainty::Assumed,
            (false, true) => Certainty::Proven,
            (false, false) => Certainty::Likely,
        },
        is_override: reader.signs.iter().any(|sign| sign.is_override),
    }
}
