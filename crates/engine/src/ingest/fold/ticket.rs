//! What the rows of one ticket add up to.

use super::super::formats::Read;
use super::super::instants;
use super::plan::{PARTS, Part, Rows};
use super::words::{Act, Meaning, Who};
use super::{COUNTS, Fold, HAS_TEXT, KEPT, MILLIS, TONE_SHIFT, TimeReader, Tone, WORDS, ask};
use crate::dataset::{Author, LastWord, NO_SECS, Talks};
use model::field::Field;
use model::import::{Certainty, Decision};
use model::outcome::Status;
use model::settings::DateOrder;
use model::units::{Day, counted};

const DAY_SECS: u32 = 86_400;

/// What a file knows of at all.
struct Knows {
    /// Whether the first to write in a ticket is its customer, as nothing else tells.
    first_is_customer: bool,
    /// Who somebody is whom neither a role nor a name tells.
    stranger: Option<Who>,
    customers: bool,
    people: bool,
    ai: bool,
    messages: bool,
    states: bool,
}

/// All tickets of a file.
pub(super) struct Told {
    fold: Fold,
    secs: Vec<u32>,
    is_absolute: bool,
    is_date_only: bool,
    order: Option<DateOrder>,
    /// The rows, ticket by ticket in the order of their times, and where each ticket ends.
    members: Vec<u32>,
    ends: Vec<u32>,
    /// Which of the kept columns tells a part.
    slots: [Option<usize>; PARTS],
    /// What the words of each kept column of a part mean, by code.
    means: Vec<Vec<Meaning>>,
    knows: Knows,
}

/// One ticket.
struct Ticket<'a> {
    opening: Option<u32>,
    /// Times, counts and words in the order of [`MADE`](super::MADE); [`NO_SECS`] and nothing for none.
    times: [u32; COUNTS],
    counts: [u32; WORDS - COUNTS],
    words: [&'a [u8]; 6],
    is_done: Option<bool>,
}

// Places in [`Ticket::times`], [`Ticket::counts`] and [`Ticket::words`].
const CREATED: usize = 0;
const LAST: usize = 1;
const FIRST_REPLY: usize = 2;
const FIRST_HUMAN_REPLY: usize = 3;
const SOLVED: usize = 4;
const CLOSED: usize = 5;
const HANDED_OFF_AT: usize = 6;
const HUMAN: usize = 0;
const CUSTOMER: usize = 1;
const AI: usize = 2;
const HANDED_OFF: usize = 3;
const REOPENS: usize = 4;
const RESOLVED_BY_AI: usize = 5;
const AGENT: usize = 0;
const AI_AGENT: usize = 1;
const REQUESTER: usize = 2;
const STATUS: usize = 3;
const RATING: usize = 4;
const LAST_WORD: usize = 5;

impl<'a> Ticket<'a> {
    fn first(&mut self, time: usize, at: u32) {
        if self.times[time] == NO_SECS {
            self.times[time] = at;
        }
    }

    fn say(&mut self, word: usize, text: Option<&'a [u8]>) {
        if let Some(text) = text {
            self.words[word] = text;
        }
    }
}

impl Told {
    pub(super) fn of(mut fold: Fold) -> Told {
        let time = std::mem::replace(&mut fold.time, TimeReader::new(std::iter::empty()));
        let times = instants::settle(vec![time]).swap_remove(0);
        let mut ends = vec![0_u32; fold.keys.len()];
        for ticket in &fold.tickets {
            ends[*ticket as usize] += 1;
        }
        let mut sum = 0;
        for end in &mut ends {
            (sum, *end) = (sum + *end, sum);
        }
        let mut members = vec![0_u32; fold.tickets.len()];
        for (row, ticket) in fold.tickets.iter().enumerate() {
            let next = &mut ends[*ticket as usize];
            members[*next as usize] = row as u32;
            *next += 1;
        }
        let mut slots = [None; PARTS];
        let mut parts = 0;
        for part in KEPT.into_iter().filter(|part| fold.plan.column(*part).is_some()) {
            slots[part as usize] = Some(parts);
            parts += 1;
        }
        let means = means(&fold, parts, slots[Part::Role as usize]);
        let mut told = Told {
            knows: Knows::of(&fold, &slots, &means),
            order: times.order_read,
            is_absolute: times.is_absolute,
            is_date_only: times.is_date_only,
            secs: times.secs,
            fold,
            members: Vec::new(),
            ends,
            slots,
            means,
        };
        let mut start = 0;
        for end in &told.ends {
            told.sort(&mut members[start..*end as usize]);
            start = *end as usize;
        }
        told.members = members;
        told
    }

    /// Puts the rows of a ticket in the order of their times; of one instant, in the order in which such things follow on each other.
    fn sort(&self, rows: &mut [u32]) {
        let mut keyed: Vec<(u32, u32)> = rows.iter().map(|row| (self.secs[*row as usize], *row)).collect();
        kernels::order::sort_pairs(&mut keyed);
        for same in keyed.chunk_by_mut(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
            for (key, row) in same.iter_mut() {
                let millis = self.fold.millis[*row as usize] & MILLIS;
                *key = u32::from(millis) << 8 | u32::from(self.rank(*row));
            }
            kernels::order::sort_pairs(same);
        }
        for (row, (_, sorted)) in rows.iter_mut().zip(keyed) {
            *row = sorted;
        }
    }

    fn rank(&self, row: u32) -> u8 {
        match self.act(row) {
            Act::Created => 0,
            Act::Message | Act::Note => match self.who(row, None) {
                Some(Who::Customer | Who::User) => 1,
                Some(Who::Ai) => 2,
                _ => 4,
            },
            Act::HandedOff | Act::Escalated => 3,
            Act::Assigned | Act::Nothing | Act::Other => 5,
            Act::Opened => 9,
            Act::Solved => 7,
            Act::Closed => 8,
            Act::Rated => 10,
            Act::Status => match (is_done(self.from(row)), self.status(row)) {
                (Some(true), _) => 9,
                (_, Some(Status::Solved)) => 7,
                (_, Some(Status::Closed)) => 8,
                _ => 6,
            },
        }
    }

    #[inline(never)]
    fn word(&self, part: Part, row: u32) -> Option<&[u8]> {
        self.fold.kept[self.slots[part as usize]?].get(row)
    }

    /// What the word of a row means.
    #[inline(never)]
    fn meaning(&self, part: Part, row: u32) -> Option<&Meaning> {
        let slot = self.slots[part as usize]?;
        self.means[slot].get(self.fold.kept[slot].code(row)? as usize)
    }

    fn is_messages(&self) -> bool {
        self.fold.plan.rows == Rows::Messages
    }

    fn has_text(&self, row: u32) -> bool {
        self.fold.millis[row as usize] & HAS_TEXT != 0
    }

    /// What happened.
    #[inline(never)]
    fn act(&self, row: u32) -> Act {
        if let Some(act) = self.fold.plan.whole {
            return act;
        }
        let named = self.meaning(Part::Act, row).map(|word| word.act);
        let changed = self.meaning(Part::Changed, row).map(|word| word.act);
        let act = match (named, changed) {
            (None | Some(Act::Other | Act::Status), Some(changed)) => match changed {
                Act::Status | Act::Assigned | Act::Rated | Act::Created => Some(changed),
                _ => Some(Act::Nothing),
            },
            _ => named,
        };
        let is_status = self.slots[Part::Act as usize].or(self.slots[Part::Changed as usize]).is_none();
        match act {
            None if self.is_messages() => Act::Message,
            None if is_status => Act::Status,
            None => Act::Nothing,
            // Kinds of messages are many: pictures, voice.
            Some(Act::Other) if self.is_messages() && self.has_text(row) => Act::Message,
            Some(act) => act,
        }
    }

    /// Who did it. `first`: who wrote first.
    #[inline(never)]
    fn who(&self, row: u32, first: Option<&[u8]>) -> Option<Who> {
        let role = self.meaning(Part::Role, row).and_then(|word| word.role);
        let name = self.meaning(Part::Name, row).and_then(|word| word.name);
        let is_bot = self.meaning(Part::Bot, row).is_some_and(|word| word.flag == Some(true));
        if is_bot && self.fold.plan.flag_is_rule {
            return Some(Who::System);
        }
        match role.or(name) {
            // A team's person by role may be a program by name.
            Some(Who::Human) | None if is_bot || name == Some(Who::Ai) => Some(Who::Ai),
            None if self.knows.first_is_customer => {
                let author = self.author(row)?;
                Some(if first == Some(author) { Who::Customer } else { Who::Human })
            }
            None if self.knows.stranger.is_some() => self.author(row).and(self.knows.stranger),
            None => self.meaning(Part::Act, row)?.role.filter(|who| *who != Who::User),
            who => who,
        }
    }

    fn author(&self, row: u32) -> Option<&[u8]> {
        self.word(Part::Person, row).or_else(|| self.word(Part::Name, row))
    }

    /// The name of who did it, where it is no word for a role.
    #[inline(never)]
    fn name(&self, row: u32) -> Option<&[u8]> {
        let is_name = matches!(self.meaning(Part::Name, row)?.name, None | Some(Who::Ai));
        self.word(Part::Name, row).filter(|_| is_name)
    }

    /// The status that a row sets.
    fn status(&self, row: u32) -> Option<Status> {
        let word = self.meaning(Part::Act, row);
        match self.fold.plan.whole.or(word.map(|word| word.act)) {
            Some(Act::Solved) => Some(Status::Solved),
            Some(Act::Closed) => Some(Status::Closed),
            Some(Act::Opened) => Some(Status::Open),
            _ => self.meaning(Part::To, row).or(word)?.status,
        }
    }

    fn from(&self, row: u32) -> Option<Status> {
        self.meaning(Part::From, row)?.status
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    fn rows(&self, number: usize) -> &[u32] {
        let start = if number == 0 { 0 } else { self.ends[number - 1] };
        &self.members[start as usize..self.ends[number] as usize]
    }

    #[inline(never)]
    fn ticket(&self, number: usize) -> Ticket<'_> {
        let rows = self.rows(number);
        let mut ticket = Ticket {
            opening: None,
            times: [NO_SECS; COUNTS],
            counts: [0; WORDS - COUNTS],
            words: [b""; 6],
            is_done: None,
        };
        let first = self.first_author(rows);
        let mut is_asked = !self.knows.customers;
        let (mut writer, mut created) = (None, NO_SECS);
        // The customer's messages, and whether somebody wrote after the last of them.
        let (mut asked, mut is_answered) = (Vec::new(), true);
        for row in rows.iter().copied() {
            let at = self.secs[row as usize];
            let (act, who) = (self.act(row), self.who(row, first));
            // A file of nothing but solutions tells no creation.
            if self.fold.plan.whole.is_none_or(|act| act == Act::Created) {
                ticket.first(CREATED, at);
            }
            ticket.times[LAST] = at;
            let is_internal = self.is_internal(row, act);
            let is_public = self.is_message(row, act) && !is_internal;
            if is_public {
                ticket.opening.get_or_insert(row);
                let counted = match who {
                    Some(Who::Customer | Who::User) => Some(CUSTOMER),
                    Some(Who::Human) => Some(HUMAN),
                    Some(Who::Ai) => Some(AI),
                    _ => None,
                };
                if let Some(counted) = counted {
                    ticket.counts[counted] += 1;
                    is_answered = counted != CUSTOMER;
                    if counted == CUSTOMER {
                        asked.push(row);
                    }
                    if counted == CUSTOMER {
                        is_asked = true;
                        if ticket.words[REQUESTER].is_empty() {
                            ticket.say(REQUESTER, self.word(Part::Person, row).or_else(|| self.name(row)));
                        }
                    } else if is_asked {
                        ticket.first(FIRST_REPLY, at);
                        if counted == HUMAN {
                            ticket.first(FIRST_HUMAN_REPLY, at);
                        }
                    }
                }
            }
            if who == Some(Who::Ai) && act != Act::Rated && !is_internal {
                ticket.say(AI_AGENT, self.name(row).or_else(|| self.word(Part::Role, row)).or(Some(b"AI")));
            }
            if who == Some(Who::Human) && (is_public || (!self.is_messages() && act != Act::Created)) {
                ticket.counts[HANDED_OFF] |= u32::from(is_public && ticket.counts[AI] > 0);
                writer = self.name(row).or(writer);
            }
            match act {
                Act::Created => {
                    created = created.min(at);
                    is_asked |= who != Some(Who::Human);
                }
                Act::Assigned => {
                    let to = self.word(Part::To, row);
                    let is_ai = match self.meaning(Part::To, row) {
                        Some(to) => to.name == Some(Who::Ai),
                        None => who == Some(Who::Ai),
                    };
                    let to = if self.slots[Part::To as usize].is_some() { to } else { self.name(row) };
                    if to.is_some() {
                        if !is_ai && !ticket.words[AI_AGENT].is_empty() {
                            ticket.counts[HANDED_OFF] = 1;
                            ticket.first(HANDED_OFF_AT, at);
                        }
                        ticket.say(AGENT, to);
                        ticket.say(AI_AGENT, to.filter(|_| is_ai));
                    }
                }
                Act::Solved | Act::Closed | Act::Opened | Act::Status => {
                    self.turn(&mut ticket, row, act, who)
                }
                Act::Rated => ticket.say(RATING, self.word(Part::To, row)),
                Act::HandedOff => {
                    ticket.counts[HANDED_OFF] = 1;
                    ticket.first(HANDED_OFF_AT, at);
                }
                Act::Escalated if !ticket.words[AI_AGENT].is_empty() => {
                    ticket.counts[HANDED_OFF] = 1;
                    ticket.first(HANDED_OFF_AT, at);
                }
                Act::Escalated => {}
                Act::Message | Act::Note | Act::Nothing | Act::Other => {}
            }
        }
        if created != NO_SECS {
            ticket.times[CREATED] = created;
        }
        if ticket.words[AGENT].is_empty() {
            ticket.say(AGENT, writer);
        }
        ticket.say(LAST_WORD, self.last_word(&asked, is_answered).map(|said| said.word().as_bytes()));
        ticket
    }

    /// What the customer said last, where the file has texts of both sides; the customer's messages in order.
    fn last_word(&self, asked: &[u32], is_answered: bool) -> Option<LastWord> {
        let knows = &self.knows;
        if !knows.messages || !knows.customers || !(knows.people || knows.ai) || self.fold.said.is_empty() {
            return None;
        }
        let Some((last, earlier)) = asked.split_last().filter(|_| !is_answered) else {
            return Some(LastWord::Answered);
        };
        let words = |row: &u32| self.fold.said[*row as usize];
        let tone = Tone::ALL[usize::from(self.fold.millis[*last as usize] >> TONE_SHIFT & 3)];
        Some(ask::last_word((tone, words(last)), earlier.iter().map(words)))
    }

    /// Changes the status.
    #[inline(never)]
    fn turn<'a>(&'a self, ticket: &mut Ticket<'a>, row: u32, act: Act, who: Option<Who>) {
        let status = self.status(row);
        ticket.say(
            STATUS,
            match status {
                _ if act == Act::Status => self.word(Part::To, row).or_else(|| self.word(Part::Act, row)),
                Some(Status::Solved) => Some(b"solved"),
                Some(Status::Closed) => Some(b"closed"),
                _ => Some(b"open"),
            },
        );
        let was_done = ticket.is_done.or_else(|| is_done(self.from(row))) == Some(true);
        let Some(is_done) = is_done(status) else { return };
        ticket.is_done = Some(is_done);
        if is_done {
            if !was_done {
                ticket.counts[RESOLVED_BY_AI] = u32::from(who == Some(Who::Ai));
            }
            let end = if status == Some(Status::Closed) { CLOSED } else { SOLVED };
            ticket.first(end, self.secs[row as usize]);
        } else {
            ticket.counts[REOPENS] += u32::from(was_done);
            (ticket.times[SOLVED], ticket.times[CLOSED]) = (NO_SECS, NO_SECS);
        }
    }

    /// Who wrote first, where that tells who the customer is.
    fn first_author(&self, rows: &[u32]) -> Option<&[u8]> {
        let is_person = |row: &&u32| {
            let name = self.meaning(Part::Name, **row).and_then(|word| word.name);
            name != Some(Who::Ai) && self.act(**row) == Act::Message && self.author(**row).is_some()
        };
        let first = rows.iter().filter(|_| self.knows.first_is_customer).find(is_person)?;
        self.author(*first)
    }

    /// Closing and opening can carry a message.
    fn is_message(&self, row: u32, act: Act) -> bool {
        act == Act::Message
            || (self.is_messages() && matches!(act, Act::Closed | Act::Opened) && self.has_text(row))
    }

    /// Whether only the team reads it.
    fn is_internal(&self, row: u32, act: Act) -> bool {
        let is_private = |word: &Meaning| {
            word.flag.map_or(word.is_internal, |is_on| is_on == self.fold.plan.flag_is_private)
        };
        act == Act::Note || self.meaning(Part::Public, row).is_some_and(is_private)
    }

    /// Adds the messages of a ticket that have a text.
    pub(super) fn tell(&self, number: usize, talks: &mut Talks) {
        let rows = self.rows(number);
        let (start, first) = (talks.records.len() as u32, self.first_author(rows));
        for row in rows.iter().copied().filter(|row| self.has_text(*row)) {
            let who = match self.who(row, first) {
                Some(Who::Customer | Who::User) => 0,
                Some(Who::Human) => 1,
                Some(Who::Ai) => 2,
                Some(Who::System) | None => 3,
            };
            talks.records.push(row);
            talks.authors.push(Author { who, is_public: !self.is_internal(row, self.act(row)) });
        }
        talks.of.push((start, talks.records.len() as u32));
    }

    /// Puts the cells of a ticket, and answers the row that shows its text.
    #[inline(never)]
    pub(super) fn write(&self, number: usize, put: &mut dyn FnMut(usize, &[u8])) -> u32 {
        let rows = self.rows(number);
        let ticket = self.ticket(number);
        let (fold, knows) = (&self.fold, &self.knows);
        put(fold.plan.column(Part::Key).unwrap_or_default(), fold.keys.get(number as u32));
        for kept in &fold.kept[self.means.len()..] {
            let mut words = rows.iter().filter_map(|row| kept.get(*row));
            let is_created = Some(kept.column) == fold.created;
            // The last word counts, and the earliest creation, whose letters are in the order of time in all notations of such logs.
            match if is_created { words.min() } else { words.next_back() } {
                Some(word) => put(kept.column, word),
                // Where the file's own column is empty.
                None if is_created => {
                    put(kept.column, self.spell(ticket.times[CREATED]).as_bytes());
                }
                None => {}
            }
        }
        let is_known = [
            knows.messages && knows.people,
            knows.messages && knows.customers,
            knows.messages && knows.ai,
            (knows.ai && fold.plan.whole.is_none()) || ticket.counts[HANDED_OFF] > 0,
            knows.states && fold.plan.whole.is_none(),
            knows.ai && knows.states && ticket.is_done == Some(true),
        ];
        for (column, made) in (fold.first_made..).zip(fold.made.iter().copied()) {
            let spelt;
            let text = if made < COUNTS {
                spelt = if ticket.times[made] == NO_SECS {
                    String::new()
                } else {
                    self.spell(ticket.times[made])
                };
                spelt.as_bytes()
            } else if made < WORDS {
                let is_known = is_known[made - COUNTS];
                spelt = if is_known { ticket.counts[made - COUNTS].to_string() } else { String::new() };
                spelt.as_bytes()
            } else {
                match ticket.words[made - WORDS] {
                    _ if made == WORDS + STATUS && !knows.states => &b""[..],
                    b"" if made == WORDS + STATUS => b"open",
                    word => word,
                }
            };
            put(column, text);
        }
        ticket.opening.unwrap_or(rows[0])
    }

    /// A time as the readers know it best.
    #[inline(never)]
    fn spell(&self, secs: u32) -> String {
        let day = Day((secs / DAY_SECS) as i32);
        let rest = secs % DAY_SECS;
        let zone = if self.is_absolute { "Z" } else { "" };
        if self.is_date_only {
            return day.to_string();
        }
        format!("{day} {:02}:{:02}:{:02}{zone}", rest / 3600, rest / 60 % 60, rest % 60)
    }

    /// What was decided.
    pub(super) fn decision(&self, rows: usize, names: &[String]) -> Decision {
        let what = if self.is_messages() { "message" } else { "event" };
        let name = |part: Part| self.fold.plan.column(part).and_then(|column| names.get(column));
        let mut reason = String::new();
        for (part, says) in [
            (Part::Key, "Ticket"),
            (Part::At, "time"),
            (Part::Role, "role"),
            (Part::Name, "author"),
            (Part::Act, "kind"),
            (Part::Changed, "field"),
            (Part::To, "value"),
        ] {
            if let Some(name) = name(part) {
                reason.push_str(says);
                reason.push_str(" “");
                reason.push_str(name);
                reason.push_str("”, ");
            }
        }
        reason.push_str("rows of a ticket in the order of time; its first one stands for its creation unless an event tells it.");
        if self.knows.first_is_customer {
            reason.push_str(" Nothing tells customers from the team: whoever wrote first is the customer.");
        }
        match self.order {
            Some(DateOrder::DayFirst) => reason.push_str(" Dates are read day first."),
            Some(DateOrder::MonthFirst) => reason.push_str(" Dates are read month first."),
            None => {}
        }
        reason.push_str(" If every row is a ticket, choose the column of times for “Created”.");
        Decision {
            id: "rows".into(),
            label: "Rows".into(),
            value: format!("{} fold to {}", counted(rows as u64, what), counted(self.len() as u64, "ticket")),
            reason,
            certainty: if self.knows.first_is_customer { Certainty::Assumed } else { Certainty::Likely },
            is_override: false,
        }
    }
}

#[inline(never)]
fn is_done(status: Option<Status>) -> Option<bool> {
    match status? {
        Status::Solved | Status::Closed => Some(true),
        Status::New | Status::Open | Status::Pending | Status::OnHold => Some(false),
        _ => None,
    }
}

/// What the words of the parts mean, by code.
fn means(fold: &Fold, parts: usize, role: Option<usize>) -> Vec<Vec<Meaning>> {
    let format = fold.format.info().id;
    let status = match fold.format.read(Field::Status, "") {
        Some(Read::Status(translate)) => Some(translate),
        _ => None,
    };
    let mut means: Vec<Vec<Meaning>> = Vec::new();
    for kept in fold.kept.iter().take(parts) {
        let words = (0..kept.words.len() as u32)
            .map(|code| Meaning::of(&String::from_utf8_lossy(kept.words.get(code)), &format, status));
        means.push(words.collect());
    }
    let Some(roles) = role.and_then(|role| means.get_mut(role)) else { return means };
    // "User" is the customer where the team is called otherwise, and the team where customers are.
    let has = |who: Who| roles.iter().any(|word| word.role == Some(who));
    let user = if has(Who::Customer) && !has(Who::Human) { Who::Human } else { Who::Customer };
    for word in roles {
        word.role = match (word.flag, word.role) {
            (Some(is_on), _) if is_on == fold.plan.flag_is_customer => Some(Who::Customer),
            (Some(_), _) => Some(Who::Human),
            (None, Some(Who::User)) => Some(user),
            (None, role) => role,
        };
    }
    means
}

impl Knows {
    fn of(fold: &Fold, slots: &[Option<usize>; PARTS], means: &[Vec<Meaning>]) -> Knows {
        let words = |part: Part| slots[part as usize].map_or(&[][..], |slot| &means[slot]);
        let named = |who: Who| words(Part::Name).iter().any(|word| word.name == Some(who));
        let has = |who: Who| {
            let is = |word: &Meaning| word.role == Some(who);
            words(Part::Role).iter().any(is) || words(Part::Act).iter().any(is) || named(who)
        };
        let acts = |part: Part, wanted: Act| words(part).iter().any(|word| word.act == wanted);
        let done = |part: Part| words(part).iter().any(|word| is_done(word.status) == Some(true));
        let is_messages = fold.plan.rows == Rows::Messages;
        let by_name = is_messages && slots[Part::Role as usize].is_none();
        // Where only some authors are named by their role, the others are those of the other role.
        let stranger = match (named(Who::Customer), named(Who::Human)) {
            _ if !by_name => None,
            (true, _) => Some(Who::Human),
            (false, true) => Some(Who::Customer),
            (false, false) => None,
        };
        let sets_status = acts(Part::Act, Act::Status)
            || acts(Part::Changed, Act::Status)
            || slots[Part::Act as usize].or(slots[Part::Changed as usize]).is_none();
        let ends = [Act::Solved, Act::Closed, Act::Opened].into_iter().any(|act| acts(Part::Act, act));
        Knows {
            first_is_customer: by_name && stranger.is_none(),
            stranger,
            customers: by_name || has(Who::Customer),
            people: by_name || has(Who::Human),
            ai: has(Who::Ai)
                || (!fold.plan.flag_is_rule && words(Part::Bot).iter().any(|word| word.flag == Some(true))),
            messages: is_messages || acts(Part::Act, Act::Message) || fold.plan.whole == Some(Act::Message),
            states: match fold.plan.whole {
                Some(act) => matches!(act, Act::Solved | Act::Closed | Act::Opened),
                None => ends || (sets_status && (done(Part::To) || done(Part::Act))),
            },
        }
    }
}
