//! Whether the rows of a file are messages or events, and which column tells what.

use super::super::formats::{ColumnRule, Format, Read, Shape, normalise_name};
use super::super::ids::is_rounded;
use super::super::time::read_moment;
use super::Interner;
use super::words::{Act, Meaning, Who};
use crate::dataset::NO_CODE;
use model::field::Field;
use model::mapping::{ColumnChoice, Mapping};
use model::settings::DateOrder;
use std::cell::OnceCell;

/// What one row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rows {
    /// A message.
    Messages,
    /// An event.
    Events,
}

/// A column that tells something of each row. The order is that of [`Plan::columns`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Which ticket.
    Key,
    /// When.
    At,
    /// Who wrote, in the word for a role.
    Role,
    /// Who wrote, by name.
    Name,
    /// Who wrote, by id or address.
    Person,
    /// What happened.
    Act,
    /// Which field changed.
    Changed,
    /// What it was before.
    From,
    /// What it became.
    To,
    /// Whether the customer can read it.
    Public,
    /// Whether it was written by a program.
    Bot,
    /// The id of the message or event itself.
    Own,
    /// What was written.
    Body,
}

/// Rows of the sample whose words are looked at.
const LOOKED_AT: usize = 200;
/// How many [`Part`]s there are.
pub(super) const PARTS: usize = 13;

/// Names of the column for each part, best first.
const NAMES: [&str; PARTS] = [
    "conversation id|ticket id|thread id|chat id|session id|case id|case number|ticket number|issue key|issue id|\
     request id|incident id|incident number|ticket key|conversation key|documentkey|ticket|conversation|thread|case|incident|number|key|id",
    "created at|created|sent at|timestamp|time|date|at|message created at|sent|posted at|occurred at|event time|event at|event date|\
     event created at|changed at|change date|change time|changed|when|datetime|date time|created date|created on|\
     created time|creation date|ts|timestamp instant|created datetime|sys created on|\
     updated|updated at",
    "author type|author role|message author type|sender type|sender role|actor type|actor role|role|user type|\
     user role|speaker|initiator type|created by type|direction|\
     message direction|author|sender|from|from type|by|sent by|source|message type|type|actor|\
     from agent|is agent|incoming|is incoming|inbound|from customer|is customer",
    "author name|sender name|agent name|initiator agent name|actor name|from name|user name|author|sender|actor|\
     agent|changed by|performed by|updated by|created by|operator|nickname|name|user|from|by|\
     author email|sender email|from email|author id|sender id|user id|actor id",
    "author id|sender id|author email|sender email|from email|customer id|contact id|user id|customer email|\
     requester id|actor id",
    "event|event type|event name|message type|part type|activity|activity type|action|action type|content type|type|change type|\
     operation|history type|entry type|kind|name|what",
    "field|field name|fieldname|field id|property|property name|attribute|changed field|name",
    "from|old value|from value|old|previous value|from string|before|old status|from status|previous status|\
     from state",
    "to|new value|to value|new|value|to string|after|new status|to status|new state|to state|to stage|status after|status|content status",
    "public|is public|private|is private|isprivate|internal|is internal|visibility|is note|private note",
    "is bot|from bot|automated|is automated|from ai agent|is ai|is ai answer|ai generated|autoreply|auto reply",
    "message id|event id|comment id|part id|id|uuid| id|history id",
    "body|message|text|content|message body|message text|comment|plain body|html body|body text|text body|\
     message content|utterance|description|transcript|msg",
];
/// Words in the names of columns that are of whoever wrote, also where one alone wrote in most tickets.
const OF_AUTHORS: &str = "author|sender|from|actor";
/// Parts of names of times that are not those of the row.
const OTHER_TIMES: &str = "updated|modified|due|closed|resolved|solved|first|last|synced|start|end|notified";

/// A file whose rows fold to tickets.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) rows: Rows,
    /// The column of each [`Part`].
    pub(super) columns: [Option<usize>; PARTS],
    /// Further columns, which tell something of the ticket.
    pub(super) carried: Vec<usize>,
    /// Whether a flag in the column of roles stands for the customer.
    pub(super) flag_is_customer: bool,
    /// Whether the flag in [`Part::Public`] is on where only the team reads.
    pub(super) flag_is_private: bool,
    /// Whether the flag in [`Part::Bot`] is on where a rule answered, which is no AI.
    pub(super) flag_is_rule: bool,
    /// What every row tells, where the name of the file says it.
    pub(super) whole: Option<Act>,
}

impl Plan {
    pub(super) fn column(&self, part: Part) -> Option<usize> {
        self.columns[part as usize]
    }
}

/// What the sample shows of a file.
#[derive(Default)]
struct Sample<'a> {
    names: Vec<String>,
    rows: &'a [Vec<String>],
    /// For each row the code of its ticket.
    tickets: Vec<u32>,
    /// Tickets, and those of several rows.
    distinct: usize,
    repeated: usize,
    /// What was seen of each column, once it was looked at.
    looks: Vec<OnceCell<Look>>,
}

/// What the sample shows of a column, as counts of cells.
#[derive(Default)]
struct Look {
    filled: usize,
    /// Of a hundred tickets of several rows, those with different values.
    varies: usize,
    times: usize,
    /// Words for roles, of customers and of the team.
    roles: usize,
    customers: usize,
    people: usize,
    flags: usize,
    /// With a blank.
    spaced: usize,
    long: usize,
    /// Words for what happens, in a ticket's life, and how many kinds of these.
    acts: usize,
    lives: usize,
    kinds: u32,
    /// Names of a field for the status.
    statuses: usize,
}

impl Look {
    /// Whether so many of a hundred filled cells are of a kind.
    fn mostly(&self, cells: usize, percent: usize) -> bool {
        self.filled > 0 && cells * 100 >= self.filled * percent
    }
}

impl<'a> Sample<'a> {
    fn cell(&self, row: usize, column: usize) -> &'a str {
        self.rows[row].get(column).map_or("", |cell| cell.trim())
    }

    /// Takes a column for the tickets' key.
    fn take_key(&mut self, column: usize) {
        self.looks = (0..self.names.len()).map(|_| OnceCell::new()).collect();
        let mut known = Interner::default();
        let mut counts: Vec<u32> = Vec::new();
        self.tickets.clear();
        for row in 0..self.rows.len() {
            let cell = self.cell(row, column);
            let mut ticket = NO_CODE;
            if !cell.is_empty() {
                let (code, is_new) = known.code(cell.as_bytes());
                if is_new {
                    counts.push(0);
                }
                counts[code as usize] += 1;
                ticket = code;
            }
            self.tickets.push(ticket);
        }
        self.distinct = counts.len();
        self.repeated = counts.iter().filter(|count| **count > 1).count();
    }

    /// Of a hundred tickets of several rows, how many have different values in a column.
    fn varies(&self, column: usize) -> usize {
        let mut first: Vec<&str> = vec![""; self.distinct];
        let mut varied = vec![false; self.distinct];
        for (row, ticket) in self.tickets.iter().enumerate() {
            let cell = self.cell(row, column);
            if let Some(first) = first.get_mut(*ticket as usize)
                && !cell.is_empty()
            {
                if first.is_empty() {
                    *first = cell;
                } else if *first != cell {
                    varied[*ticket as usize] = true;
                }
            }
        }
        varied.iter().filter(|varied| **varied).count() * 100 / self.repeated.max(1)
    }

    fn look(&self, column: usize) -> &Look {
        self.looks[column].get_or_init(|| self.look_at(column))
    }

    #[inline(never)]
    fn look_at(&self, column: usize) -> Look {
        let mut look = Look { varies: self.varies(column), ..Look::default() };
        for row in 0..self.rows.len().min(LOOKED_AT) {
            let cell = self.cell(row, column);
            if cell.is_empty() {
                continue;
            }
            look.filled += 1;
            // Five digits may be a spreadsheet's day, and are a number of something else more often.
            let is_time = cell.len() != 5 && read_moment(cell.as_bytes(), DateOrder::DayFirst).is_some();
            look.times += usize::from(is_time);
            look.spaced += usize::from(cell.contains(' '));
            look.long += usize::from(cell.len() > 80);
            let word = Meaning::of(cell, "", None);
            look.flags += usize::from(word.flag.is_some());
            match word.role {
                Some(Who::Customer | Who::User) => look.customers += 1,
                Some(Who::Human | Who::Ai) => look.people += 1,
                Some(Who::System) | None => {}
            }
            look.roles += usize::from(word.role.is_some());
            look.acts += usize::from(word.act != Act::Other);
            look.statuses += usize::from(word.act == Act::Status && cell.len() <= 40);
            if !matches!(word.act, Act::Other | Act::Nothing | Act::Message | Act::Note) {
                look.lives += 1;
                look.kinds |= 1 << word.act as u32;
            }
        }
        look
    }

    /// The column of the best name that something holds for, and that is not taken.
    #[inline(never)]
    fn find(
        &self,
        part: Part,
        columns: &[Option<usize>; PARTS],
        holds: &dyn Fn(&Look, &str) -> bool,
    ) -> Option<usize> {
        for known in NAMES[part as usize].split('|') {
            for (column, name) in self.names.iter().enumerate() {
                if name == known && !columns.contains(&Some(column)) && holds(self.look(column), name) {
                    return Some(column);
                }
            }
        }
        None
    }
}

/// What the rows of a file are, if they are no tickets.
#[inline(never)]
pub(super) fn plan(shape: &Shape, mapping: &Mapping, file: Option<&str>) -> Option<Plan> {
    let names: Vec<String> = shape.normalised().into_iter().map(|name| name.replace('.', " ")).collect();
    let mut sample = Sample { names, rows: &shape.sample, ..Sample::default() };
    let key = key(&mut sample)?;
    let mut columns = [None; PARTS];
    columns[Part::Key as usize] = Some(key);
    let repeats = sample.repeated * 4 >= sample.distinct;
    let at = time(&sample, &columns)?;
    // A person who takes that column for the creation of tickets says that the rows are tickets.
    let is_creation =
        |choice: &ColumnChoice| choice.field == Some(Field::CreatedAt) && choice.column == shape.columns[at];
    if mapping.columns.iter().any(is_creation) {
        return None;
    }
    columns[Part::At as usize] = Some(at);
    let differs = |look: &Look| !repeats || look.varies >= 30;
    let take = |part: Part, columns: &mut [Option<usize>; PARTS], holds: &dyn Fn(&Look, &str) -> bool| {
        columns[part as usize] = sample.find(part, columns, holds);
        columns[part as usize]
    };
    let own = take(Part::Own, &mut columns, &|look, _| differs(look));
    let role = take(Part::Role, &mut columns, &|look, name| {
        differs(look)
            && (look.mostly(look.roles, 80) || (is_flag_of_role(name) && look.mostly(look.flags, 90)))
    });
    let body = take(Part::Body, &mut columns, &|look, _| differs(look) && look.mostly(look.spaced, 40));
    let changed = take(Part::Changed, &mut columns, &|look, _| {
        look.statuses > 0 && look.mostly(look.acts, 15) && look.long == 0
    });
    let happened = take(Part::Act, &mut columns, &|look, _| differs(look) && look.mostly(look.acts, 40));
    let is_value = |look: &Look, _: &str| !look.mostly(look.times, 90);
    let to = take(Part::To, &mut columns, &is_value);
    take(Part::From, &mut columns, &is_value);
    let name_of = |column: Option<usize>| column.map_or("", |column| sample.names[column].as_str());
    let unseen = Look::default();
    let look_of = |column: Option<usize>| column.map_or(&unseen, |column| sample.look(column));
    let (lives, to_name) = (look_of(happened), name_of(to));
    let is_change = changed.is_some() && !matches!(to_name, "" | "status");
    let says_status = to_name != "status" && to_name.contains("stat");
    // A table whose rows are versions of tickets has a time of creation beside that of the change.
    let is_history = to_name == "status"
        && look_of(to).varies >= 50
        && !sample
            .names
            .iter()
            .enumerate()
            .any(|(column, name)| column != at && has_word(name, "created|opened"));
    let is_life = lives.mostly(lives.lives, 30) && lives.kinds.count_ones() > 1;
    let is_events = body.is_none() && (is_change || (repeats && (is_life || says_status || is_history)));
    let name = take(Part::Name, &mut columns, &|look, name| {
        !look.mostly(look.long, 5)
            && !look.mostly(look.times, 90)
            && (!repeats || look.varies >= 20 || has_word(name, OF_AUTHORS))
    });
    let roles = look_of(role);
    let has_roles = is_flag_of_role(name_of(role))
        || (roles.customers > 0 && roles.people > 0)
        || (body.is_some() && repeats && roles.customers + roles.people > 0);
    // Where the sample shows no ticket twice, only a message's own id and author set it apart from a ticket.
    let is_plain = own.is_some() && body.is_some() && has_word(name_of(role), "author|sender|role|speaker");
    let is_talk = repeats && body.is_some() && look_of(body).varies >= 60 && name.is_some();
    let mut whole = None;
    let rows = if is_events {
        Rows::Events
    } else if is_talk || (has_roles && (repeats || is_plain)) {
        // "From" and "to" are people, here.
        (columns[Part::From as usize], columns[Part::To as usize]) = (None, None);
        columns[Part::Changed as usize] = None;
        Rows::Messages
    } else {
        whole = file.and_then(|file| event_of_file(file, &sample, &columns));
        whole?;
        let of_event = match whole {
            Some(Act::Rated) => "rating|score|csat|stars",
            Some(Act::Assigned) => "agent|assignee|owner|assigned",
            _ => "",
        };
        let is_value =
            |column: &usize| !columns.contains(&Some(*column)) && has_word(&sample.names[*column], of_event);
        columns[Part::To as usize] = (0..sample.names.len()).rev().find(is_value);
        Rows::Events
    };
    take(Part::Person, &mut columns, &|look, name| look.varies >= 20 || has_word(name, OF_AUTHORS));
    take(Part::Public, &mut columns, &|_, _| true);
    take(Part::Bot, &mut columns, &|_, _| true);
    let carried = (0..sample.names.len())
        .filter(|column| !columns.contains(&Some(*column)) && is_of_ticket(&sample, *column, repeats, rows))
        .collect();
    let name_of = |part: Part| columns[part as usize].map_or("", |column| sample.names[column].as_str());
    Some(Plan {
        flag_is_customer: has_word(name_of(Part::Role), "customer|incoming|inbound"),
        flag_is_private: has_word(name_of(Part::Public), "private|isprivate|internal|note"),
        flag_is_rule: has_word(name_of(Part::Bot), "autoreply|auto"),
        rows,
        columns,
        carried,
        whole,
    })
}

/// What every row of a file tells that has the time of an event and who did it, and nothing that says what happened: the name of the
/// file does. Freshchat's raw reports are such files, one for each kind of event.
fn event_of_file(file: &str, sample: &Sample<'_>, columns: &[Option<usize>; PARTS]) -> Option<Act> {
    let at = &sample.names[columns[Part::At as usize]?];
    let has_actor = sample.names.iter().any(|name| has_word(name, "actor|initiator"));
    if !has_actor || !has_word(at, "event|timestamp|time") || columns[Part::Act as usize].is_some() {
        return None;
    }
    let name = file.rsplit(['/', '›']).next().unwrap_or(file);
    let act = Meaning::of(name.split('.').next()?.trim(), "", None).act;
    (!matches!(act, Act::Other | Act::Nothing | Act::Note | Act::Status)).then_some(act)
}

fn has_word(name: &str, words: &str) -> bool {
    name.split(' ').any(|word| words.split('|').any(|known| known == word))
}

/// The column that says which ticket a row belongs to.
fn key(sample: &mut Sample<'_>) -> Option<usize> {
    let mut fallback = None;
    for known in NAMES[Part::Key as usize].split('|') {
        for column in 0..sample.names.len() {
            // What a spreadsheet has rounded is the key of nothing.
            let is_lost =
                |row: &Vec<String>| row.get(column).is_some_and(|cell| is_rounded(cell.trim().as_bytes()));
            if sample.names[column] != known || sample.rows.iter().any(is_lost) {
                continue;
            }
            sample.take_key(column);
            if sample.repeated > 0 {
                return Some(column);
            }
            // Rows in no order may not repeat a ticket for long.
            if fallback.is_none() && known.ends_with(" id") {
                fallback = Some(column);
            }
        }
    }
    sample.take_key(fallback?);
    fallback
}

fn time(sample: &Sample<'_>, columns: &[Option<usize>; PARTS]) -> Option<usize> {
    let is_time =
        |look: &Look| look.mostly(look.times, 90) && look.filled * 10 >= sample.rows.len().min(LOOKED_AT) * 8;
    let varies = |look: &Look| sample.repeated == 0 || look.varies >= 50;
    let named = |holds: &dyn Fn(&Look, &str) -> bool| sample.find(Part::At, columns, holds);
    named(&|look, _| is_time(look) && varies(look))
        .or_else(|| {
            let mut others = (0..sample.names.len()).filter(|column| {
                !columns.contains(&Some(*column)) && !has_word(&sample.names[*column], OTHER_TIMES)
            });
            others.find(|column| {
                let look = sample.look(*column);
                sample.repeated > 0 && is_time(look) && varies(look)
            })
        })
        .or_else(|| named(&|look, _| is_time(look)))
}

fn is_flag_of_role(name: &str) -> bool {
    has_word(name, "agent|customer|incoming|inbound")
        && (name.starts_with("is ") || name.starts_with("from ") || !name.contains(' '))
}

/// Whether a column tells of the ticket and not of the row.
fn is_of_ticket(sample: &Sample<'_>, column: usize, repeats: bool, rows: Rows) -> bool {
    if !repeats {
        let prefixes = ["conversation ", "ticket ", "case ", "chat ", "issue "];
        return prefixes.iter().any(|prefix| sample.names[column].starts_with(prefix));
    }
    rows == Rows::Events || sample.varies(column) <= 5
}

/// What the columns tell, once those of the rows are taken away. The rules of a format hold for the rest.
#[inline(never)]
pub(super) fn rules(plan: &mut Plan, shape: &Shape, format: &dyn Format) -> Vec<ColumnRule> {
    let mut rest = shape.clone();
    for column in plan.columns.into_iter().flatten() {
        rest.columns[column].clear();
        rest.sample.iter_mut().filter_map(|row| row.get_mut(column)).for_each(String::clear);
    }
    let mut sample = Sample { rows: &shape.sample, ..Sample::default() };
    sample.take_key(plan.column(Part::Key).unwrap_or_default());
    let mut rules = format.map(&rest);
    for (column, rule) in rules.iter_mut().enumerate() {
        let is_last_word = matches!(
            rule.field,
            Some(Field::Priority | Field::Topic | Field::Team | Field::Agent | Field::Tags | Field::Language)
        );
        // Each event began at some time, the first of them with the ticket.
        let is_begun = rule.field == Some(Field::CreatedAt)
            && plan.rows == Rows::Events
            && normalise_name(&shape.columns[column]) == "event start time";
        let is_told =
            plan.carried.contains(&column) && (is_last_word || is_begun || sample.varies(column) <= 5);
        if !is_told || rule.field == Some(Field::Id) {
            *rule = ColumnRule::unused("Tells each row's part of its ticket, see “Rows”.");
        }
    }
    plan.carried.retain(|column| {
        let rule = &rules[*column];
        rule.field.is_some() && !matches!(rule.read, Read::Text)
    });
    for (part, field, read) in
        [(Part::Body, Field::Description, Read::Text), (Part::Key, Field::Id, Read::Id)]
    {
        if let Some(column) = plan.column(part) {
            let reason = "Of a ticket's first row.".to_string();
            rules[column] = ColumnRule { field: Some(field), read, reason };
        }
    }
    rules
}
