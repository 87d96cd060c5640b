//! Files with a row for each message or event, folded to tickets.
//!
//! Of every row its ticket, its time and a few words are kept, as codes; when the last row was read, the rows of each ticket are put
//! in the order of their times and told as one row, in columns of their own beside those of the file. What follows is as for any
//! table of tickets.

mod plan;
mod ticket;
mod words;

use super::ask::{self, Tone};
use super::build::ROUNDED_ID;
use super::carrier::{Cell, Row};
use super::formats::{ColumnRule, Format, Shape};
use super::ids::is_rounded;
use super::instants::{Reading, TimeReader};
use super::intern::{Interner, Seen, hash_bytes};
use crate::dataset::{Codes, NO_CODE, Talks};
use model::field::Field;
use model::import::Decision;
use model::mapping::Mapping;
use plan::{Part, Plan};

pub(crate) use plan::Rows;
pub(crate) use words::{Who, is_internal as is_internal_word, who as role_of};

/// Set aside: not lost.
pub(crate) const FOLDED: &str = "messages or events of a ticket: folded into it";
/// Set aside: nothing tells the ticket.
const NO_KEY: &str = "no ticket id";
/// Set aside: no time.
const NO_TIME: &str = "no time that can be read";
/// Set aside: the same again.
const REPEATED: &str = "same id as an earlier message or event";

/// Marks, among the thousandths of a second, a row with a text.
const HAS_TEXT: u16 = 1 << 15;
/// Above the thousandths, which take ten bits, stands what the text looks like, as a place in [`Tone::ALL`].
const TONE_SHIFT: u32 = 10;
/// The thousandths alone.
const MILLIS: u16 = (1 << TONE_SHIFT) - 1;

/// Columns that folding adds, and what they tell. The file's own columns for these fields go before them.
const MADE: [(&str, Field); 19] = [
    ("messages.first_at", Field::CreatedAt),
    ("messages.last_at", Field::UpdatedAt),
    ("messages.first_reply_at", Field::FirstReplyAt),
    ("messages.first_human_reply_at", Field::FirstHumanReplyAt),
    ("messages.solved_at", Field::SolvedAt),
    ("messages.closed_at", Field::ClosedAt),
    ("messages.handed_off_at", Field::HandedOffAt),
    ("messages.human_replies", Field::HumanReplies),
    ("messages.customer_messages", Field::CustomerMessages),
    ("messages.ai_replies", Field::AiReplies),
    ("messages.handed_off", Field::AiHandedOff),
    ("messages.reopens", Field::Reopens),
    ("messages.resolved_by_ai", Field::AiResolved),
    ("messages.agent", Field::Agent),
    ("messages.ai_agent", Field::AiAgent),
    ("messages.requester", Field::Requester),
    ("messages.status", Field::Status),
    ("messages.rating", Field::Rating),
    ("messages.last_word", Field::LastWord),
];
/// The first of them that count; those before are times.
const COUNTS: usize = 7;
/// The first of them that are words.
const WORDS: usize = 13;

/// Parts that are kept as words.
const KEPT: [Part; 9] = [
    Part::Role,
    Part::Name,
    Part::Person,
    Part::Act,
    Part::Changed,
    Part::From,
    Part::To,
    Part::Public,
    Part::Bot,
];

/// Whether folding makes a column of that name.
pub(crate) fn is_made(name: &str) -> bool {
    MADE.iter().any(|(made, _)| *made == name)
}

/// The words of one column, row by row.
#[derive(Debug)]
struct Kept {
    column: usize,
    words: Interner,
    codes: Codes,
}

impl Kept {
    fn new(column: usize) -> Kept {
        Kept { column, words: Interner::default(), codes: Codes::default() }
    }

    #[inline(never)]
    fn push(&mut self, text: &[u8]) {
        let code = if text.is_empty() { NO_CODE } else { self.words.code(text).0 };
        self.codes.push(code);
    }

    /// The code of a row's word.
    #[inline(never)]
    fn code(&self, row: u32) -> Option<u32> {
        Some(self.codes.get(row as usize)).filter(|code| *code != NO_CODE)
    }

    /// The word of a row.
    fn get(&self, row: u32) -> Option<&[u8]> {
        Some(self.words.get(self.code(row)?))
    }
}

/// Takes a ticket: the row that began it, its text and its cells. Answers whether it was taken.
type TakeTicket<'a> = dyn FnMut(u32, &[u8], &[Cell]) -> bool + 'a;

/// Takes the rows of a file that are no tickets.
pub(crate) struct Fold {
    plan: Plan,
    format: &'static dyn Format,
    keys: Interner,
    /// The ticket of each row, as the code of its key.
    tickets: Vec<u32>,
    time: TimeReader,
    /// Thousandths of a second of the time, and [`HAS_TEXT`].
    millis: Vec<u16>,
    /// What stands for the words of each text ([`ask::look`]), where the file has texts.
    said: Vec<u32>,
    /// The columns of parts and the carried ones.
    kept: Vec<Kept>,
    own: Seen,
    /// The columns made here begin with this one.
    first_made: usize,
    /// Their places in [`MADE`].
    made: Vec<usize>,
    /// The file's own column for the creation of tickets.
    created: Option<usize>,
}

impl Fold {
    /// How rows are folded to tickets, if they are messages or events; the columns and rules of the tickets are then put in the place
    /// of those of the rows. `file`: the name of a file among others.
    #[inline(never)]
    pub(crate) fn of(
        shape: &mut Shape,
        rules: &mut Vec<ColumnRule>,
        format: &'static dyn Format,
        mapping: &Mapping,
        file: Option<&str>,
    ) -> Option<Fold> {
        let mut plan = plan::plan(shape, mapping, file)?;
        *rules = plan::rules(&mut plan, shape, format);
        let first_made = shape.columns.len();
        let created = rules.iter().position(|rule| rule.field == Some(Field::CreatedAt));
        let mut made = Vec::new();
        for (at, (name, field)) in MADE.iter().enumerate() {
            if rules.iter().any(|rule| rule.field == Some(*field))
                || shape.columns.iter().any(|own| own == name)
            {
                continue;
            }
            let Some(read) = format.read(*field, "") else { continue };
            shape.columns.push(name.to_string());
            let reason = "Folded from the rows of each ticket.".to_string();
            rules.push(ColumnRule { field: Some(*field), read, reason });
            made.push(at);
        }
        let at = plan.column(Part::At).unwrap_or_default();
        let time = TimeReader::new(shape.sample.iter().filter_map(|row| row.get(at)).map(String::as_str));
        let kept = KEPT.iter().filter_map(|part| plan.column(*part)).chain(plan.carried.iter().copied());
        let kept = kept.map(Kept::new).collect();
        Some(Fold {
            format,
            keys: Interner::default(),
            tickets: Vec::new(),
            time,
            millis: Vec::new(),
            said: Vec::new(),
            kept,
            own: Seen::default(),
            first_made,
            made,
            created,
            plan,
        })
    }

    /// What the rows are.
    pub(crate) fn rows(&self) -> Rows {
        self.plan.rows
    }

    /// Rows taken so far.
    pub(crate) fn taken(&self) -> usize {
        self.tickets.len()
    }

    /// How many of the columns are the file's own.
    pub(crate) fn own_columns(&self) -> usize {
        self.first_made
    }

    /// Takes a row; or answers why it belongs to no ticket.
    #[inline(never)]
    pub(crate) fn take(&mut self, row: Row<'_>, scratch: &mut Vec<u8>) -> Result<(), &'static str> {
        let column = |part: Part| self.plan.column(part).unwrap_or(usize::MAX);
        let text = text_of(row, column(Part::At), scratch);
        let millis = millis_of(text);
        let reading = self.time.read_apart(text);
        if !matches!(reading, Reading::At(_)) {
            return Err(NO_TIME);
        }
        let key = text_of(row, column(Part::Key), scratch);
        if key.is_empty() {
            return Err(NO_KEY);
        }
        if is_rounded(key) {
            return Err(ROUNDED_ID);
        }
        let own = text_of(row, column(Part::Own), scratch);
        if !own.is_empty() && !self.own.is_new_hash(hash_bytes(own)) {
            return Err(REPEATED);
        }
        let body = text_of(row, column(Part::Body), scratch);
        let looks = (!body.is_empty()).then(|| ask::look(&String::from_utf8_lossy(body)));
        self.tickets.push(self.keys.code(text_of(row, column(Part::Key), scratch)).0);
        self.time.keep(reading);
        self.millis.push(match looks {
            Some((tone, _)) => millis | HAS_TEXT | (tone as u16) << TONE_SHIFT,
            None => millis,
        });
        if self.plan.column(Part::Body).is_some() {
            self.said.push(looks.map_or(0, |(_, words)| words));
        }
        for kept in &mut self.kept {
            kept.push(text_of(row, kept.column, scratch));
        }
        Ok(())
    }

    /// Whether a row tells its ticket.
    pub(crate) fn knows(&self, row: Row<'_>, scratch: &mut Vec<u8>) -> bool {
        !text_of(row, self.plan.column(Part::Key).unwrap_or(usize::MAX), scratch).is_empty()
    }

    /// The names of the columns of the times and the texts of messages, among those of all columns.
    pub(crate) fn message(&self, names: &[String]) -> Option<(String, String)> {
        let name = |part: Part| names.get(self.plan.column(part)?).cloned();
        Some((name(Part::At)?, name(Part::Body)?))
    }

    /// Tells every ticket as a row of its own, with the number of the row that began it, in the order in which the tickets first came;
    /// it answers whether that row was taken. `names` are those of all columns. Answers the decision, and which rows are the messages
    /// of each ticket that was taken.
    pub(crate) fn finish(self, names: &[String], ticket: &mut TakeTicket<'_>) -> (Decision, Talks) {
        let rows = self.tickets.len();
        let told = ticket::Told::of(self);
        let mut buffer = Vec::new();
        let mut cells = Vec::new();
        let mut talks = Talks::default();
        for number in 0..told.len() {
            buffer.clear();
            cells.clear();
            cells.resize(names.len(), Cell::default());
            let first = told.write(number, &mut |column: usize, text: &[u8]| {
                if let Some(cell) = cells.get_mut(column) {
                    let start = buffer.len();
                    buffer.extend_from_slice(text);
                    *cell = Cell::plain(start, buffer.len());
                }
            });
            if ticket(first, &buffer, &cells) {
                told.tell(number, &mut talks);
            }
        }
        (told.decision(rows, names), talks)
    }
}

#[inline(never)]
fn text_of<'a>(row: Row<'a>, column: usize, scratch: &'a mut Vec<u8>) -> &'a [u8] {
    row.text(column, scratch)
}

/// Thousandths of a second, where a time is written with them: `10:00:05.123`, `1767607205123`.
fn millis_of(text: &[u8]) -> u16 {
    let number = |digits: &[u8]| {
        let digits = digits.iter().take_while(|byte| byte.is_ascii_digit()).chain(b"000").take(3);
        digits.fold(0, |sum, byte| sum * 10 + u16::from(*byte - b'0'))
    };
    if text.iter().all(u8::is_ascii_digit) {
        return text.get(10..13).map_or(0, number);
    }
    let clock = memchr::memchr(b':', text).unwrap_or(9).min(text.len());
    memchr::memchr(b'.', &text[clock..]).map_or(0, |dot| number(&text[clock + dot + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousandths() {
        for (text, expected) in [
            ("2026-01-05T10:00:05.123456+00:00", 123),
            ("2026-01-05 10:00:05.5", 500),
            ("2026-01-05 10:00:05", 0),
            ("1767607205123", 123),
            ("1767607205.25", 250),
            ("1767607205", 0),
            ("05.01.2026 10:00", 0),
            ("05.01.2026", 0),
        ] {
            assert_eq!(millis_of(text.as_bytes()), expected, "{text}");
        }
    }
}
