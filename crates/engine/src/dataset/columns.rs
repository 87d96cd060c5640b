//! Typed columns with a null each.

use super::talks::{Author, Talks};
use crate::ingest::parts::{Pack, Packed};
use model::outcome::{Channel, Priority, Status};

/// Null of a [`Coded`] column.
pub const NO_CODE: u32 = u32::MAX;
/// Null of times and durations in seconds.
pub const NO_SECS: u32 = kernels::spread::NO_SECS;
/// Null of numeric ids: the row has none.
pub const NO_ID: u64 = u64::MAX;
/// Null of small counts; larger counts saturate at 254.
pub const NO_COUNT: u8 = u8::MAX;
/// Null of vocabularies stored as a byte ([`Status`], [`Priority`], [`Channel`], [`AiOutcome`], ratings).
pub const NO_BYTE: u8 = u8::MAX;

/// All columns. `None`: the file does not have it.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// Ticket ids.
    pub id: Ids,
    /// [`Status`] as a byte.
    pub status: Option<Vec<u8>>,
    /// [`Priority`] as a byte.
    pub priority: Option<Vec<u8>>,
    /// [`Channel`] as a byte.
    pub channel: Option<Vec<u8>>,
    /// The channel in the file's own word, which may tell an AI apart.
    pub channel_word: Option<Coded>,
    /// Topic, as in the file.
    pub topic: Option<Coded>,
    /// Language, as in the file.
    pub language: Option<Coded>,
    /// Team, as in the file.
    pub team: Option<Coded>,
    /// Assignee, as in the file.
    pub agent: Option<Coded>,
    /// AI agent, as in the file.
    pub ai_agent: Option<Coded>,
    /// Tags.
    pub tags: Option<Tags>,
    /// A number that stands for the requester ([`NO_CODE`]: unknown). The text is hashed and dropped.
    pub requester: Option<Vec<u32>>,
    /// When the ticket was created. Always present; rows without it are set aside.
    pub created_at: Times,
    /// First reply of anyone.
    pub first_reply_at: Option<Times>,
    /// First reply of a person.
    pub first_human_reply_at: Option<Times>,
    /// (Last) solved.
    pub solved_at: Option<Times>,
    /// Closed for good.
    pub closed_at: Option<Times>,
    /// Last change.
    pub updated_at: Option<Times>,
    /// Time to the first reply as given by the file.
    pub first_reply_time: Option<Durations>,
    /// Time to the (last) resolution as given by the file.
    pub resolution_time: Option<Durations>,
    /// Reopens.
    pub reopens: Option<Vec<u8>>,
    /// Public replies of people.
    pub human_replies: Option<Vec<u8>>,
    /// Messages of the customer.
    pub customer_messages: Option<Vec<u8>>,
    /// Visible answers of the AI.
    pub ai_replies: Option<Vec<u8>>,
    /// Ratings.
    pub rating: Option<Ratings>,
    /// Whether a survey was offered (a column of its own; [`RATING_OFFERED`] in `rating` tells it too).
    pub rating_offered: Option<Flags>,
    /// Length of the comment of a rating: [`SHORT_COMMENT`] or [`LONG_COMMENT`], [`NO_BYTE`] for none. The text stays in the file.
    pub rating_comment: Option<Vec<u8>>,
    /// Answers to "it was easy".
    pub ease: Option<Vec<u8>>,
    /// Answers to "how much effort".
    pub effort: Option<Vec<u8>>,
    /// Answers to "how likely are you to recommend us".
    pub recommend: Option<Vec<u8>>,
    /// AI involved.
    pub ai_involved: Option<Flags>,
    /// [`AiOutcome`] as a byte.
    pub ai_outcome: Option<Vec<u8>>,
    /// [`LastWord`] as a byte.
    pub last_word: Option<Vec<u8>>,
    /// AI resolved without a person, says the vendor.
    pub ai_resolved: Option<Flags>,
    /// AI handed over.
    pub ai_handed_off: Option<Flags>,
    /// AI drafted, a person sent.
    pub ai_assisted: Option<Flags>,
    /// [`Origin`] as a byte.
    pub initiator: Option<Vec<u8>>,
    /// Handed over by the AI.
    pub handed_off_at: Option<Times>,
    /// Promised to be solved by then.
    pub due_at: Option<Times>,
    /// First reply later than promised.
    pub reply_breached: Option<Flags>,
    /// Solved later than promised.
    pub resolution_breached: Option<Flags>,
    /// Business hours to the first reply, as given by the file.
    pub reply_business_time: Option<Durations>,
    /// Business hours to the (last) resolution, as given by the file.
    pub resolution_business_time: Option<Durations>,
    /// Time to a later reply, as given by the file.
    pub next_reply_time: Option<Durations>,
    /// Time that people worked on it, as given by the file.
    pub handle_time: Option<Durations>,
}

/// The last public message of a ticket, where it is the customer's: nobody answered it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum LastWord {
    /// It is not the customer's.
    Answered = 0,
    /// It asks for nothing, as far as is known.
    Remark = 1,
    /// It says thanks.
    Thanks = 2,
    /// It is a question.
    Question = 3,
    /// It says that it did not help, or asks for a person.
    Complaint = 4,
    /// It says once more what the customer had said before.
    Repeated = 5,
}

impl LastWord {
    /// All of them with their words in files, in the order of their numbers.
    pub const ALL: [(LastWord, &str); 6] = [
        (LastWord::Answered, "answered"),
        (LastWord::Remark, "remark"),
        (LastWord::Thanks, "thanks"),
        (LastWord::Question, "question"),
        (LastWord::Complaint, "complaint"),
        (LastWord::Repeated, "repeated ask"),
    ];

    /// The word for it in files.
    pub const fn word(self) -> &'static str {
        LastWord::ALL[self as usize].1
    }

    /// What a word in lower case means.
    pub fn from_word(word: &str) -> Option<LastWord> {
        LastWord::ALL.into_iter().find(|(_, known)| *known == word).map(|(last_word, _)| last_word)
    }

    /// Of a number: whether it asks for something that nobody gave.
    pub(crate) const fn is_ask(byte: u8) -> bool {
        byte >= LastWord::Question as u8 && byte <= LastWord::Repeated as u8
    }
}

/// What the vendor says became of the AI's attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum AiOutcome {
    /// The customer confirmed, or a check verified it.
    Confirmed = 0,
    /// The customer left in silence.
    Assumed = 1,
    /// No person took part; nothing more is claimed.
    Contained = 2,
    /// Handed to a person.
    Escalated = 3,
    /// The customer gave up.
    Abandoned = 4,
    /// The customer said it did not help.
    Negative = 5,
    /// Handed over as a planned step of a procedure.
    ProcedureHandoff = 6,
    /// A word this program does not know.
    Unknown = 7,
}

/// Who started the ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Origin {
    /// The customer.
    Customer = 0,
    /// Somebody of the team, or a campaign: not eligible.
    Outbound = 1,
    /// A test or a preview: not eligible.
    Test = 2,
    /// Internal: not eligible.
    Internal = 3,
}

/// Values of a dictionary, coded in the narrowest width that holds them.
#[derive(Debug, Clone, Default)]
pub struct Coded {
    /// One code a row; use [`Codes::get`].
    pub codes: Codes,
    /// Code → value as in the file (trimmed).
    pub values: Vec<Box<str>>,
}

/// Codes in one of three widths. The largest number of the width is the null.
#[derive(Debug, Clone)]
pub enum Codes {
    /// Up to 255 values.
    U8(Vec<u8>),
    /// Up to 65,535 values.
    U16(Vec<u16>),
    /// More.
    U32(Vec<u32>),
}

impl Default for Codes {
    fn default() -> Self {
        Codes::U8(Vec::new())
    }
}

impl Codes {
    /// The code of a row, or [`NO_CODE`].
    #[inline]
    pub fn get(&self, row: usize) -> u32 {
        match self {
            Codes::U8(codes) => match codes[row] {
                u8::MAX => NO_CODE,
                code => u32::from(code),
            },
            Codes::U16(codes) => match codes[row] {
                u16::MAX => NO_CODE,
                code => u32::from(code),
            },
            Codes::U32(codes) => codes[row],
        }
    }

    /// Appends a code ([`NO_CODE`] for none), widening the column when it no longer fits.
    pub fn push(&mut self, code: u32) {
        match self {
            Codes::U8(codes) if code == NO_CODE => codes.push(u8::MAX),
            Codes::U16(codes) if code == NO_CODE => codes.push(u16::MAX),
            Codes::U8(codes) => {
                if code < u32::from(u8::MAX) {
                    codes.push(code as u8);
                } else {
                    let wide = |c: &u8| if *c == u8::MAX { u16::MAX } else { u16::from(*c) };
                    *self = Codes::U16(codes.iter().map(wide).collect());
                    self.push(code);
                }
            }
            Codes::U16(codes) => {
                if code < u32::from(u16::MAX) {
                    codes.push(code as u16);
                } else {
                    let wide = |c: &u16| if *c == u16::MAX { NO_CODE } else { u32::from(*c) };
                    *self = Codes::U32(codes.iter().map(wide).collect());
                    self.push(code);
                }
            }
            Codes::U32(codes) => codes.push(code),
        }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        match self {
            Codes::U8(codes) => codes.len(),
            Codes::U16(codes) => codes.len(),
            Codes::U32(codes) => codes.len(),
        }
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn memory_bytes(&self) -> u64 {
        match self {
            Codes::U8(codes) => codes.capacity() as u64,
            Codes::U16(codes) => 2 * codes.capacity() as u64,
            Codes::U32(codes) => 4 * codes.capacity() as u64,
        }
    }
}

impl Coded {
    fn memory_bytes(&self) -> u64 {
        self.codes.memory_bytes() + self.values.iter().map(|value| value.len() as u64 + 16).sum::<u64>()
    }
}

/// Ticket ids: numbers where every id is a plain number without leading zeros, else text in one arena.
#[derive(Debug, Clone, Default)]
pub enum Ids {
    /// Numeric ids.
    Numbers(Vec<u64>),
    /// Text ids: `ends[row]` is where the row's text ends in `text`.
    Text {
        /// All ids, one after the other.
        text: String,
        /// End of each.
        ends: Vec<u32>,
    },
    /// The file has no ids: rows are numbered from 1.
    #[default]
    RowNumbers,
}

impl Ids {
    /// The id of a row as text; empty for none.
    pub fn get(&self, row: usize) -> String {
        match self {
            Ids::Numbers(ids) if ids[row] == NO_ID => String::new(),
            Ids::Numbers(ids) => ids[row].to_string(),
            Ids::Text { text, ends } => {
                let start = if row == 0 { 0 } else { ends[row - 1] as usize };
                text[start..ends[row] as usize].to_string()
            }
            Ids::RowNumbers => (row + 1).to_string(),
        }
    }

    fn memory_bytes(&self) -> u64 {
        match self {
            Ids::Numbers(ids) => 8 * ids.capacity() as u64,
            Ids::Text { text, ends } => text.capacity() as u64 + 4 * ends.capacity() as u64,
            Ids::RowNumbers => 0,
        }
    }
}

/// Sets of tags: `codes[ends[row - 1]..ends[row]]`.
#[derive(Debug, Clone, Default)]
pub struct Tags {
    /// Tag codes of all rows.
    pub codes: Vec<u32>,
    /// End of each row's codes.
    pub ends: Vec<u32>,
    /// Code → tag.
    pub values: Vec<Box<str>>,
}

impl Tags {
    /// The codes of a row.
    pub fn get(&self, row: usize) -> &[u32] {
        let start = if row == 0 { 0 } else { self.ends[row - 1] as usize };
        &self.codes[start..self.ends[row] as usize]
    }

    fn memory_bytes(&self) -> u64 {
        4 * (self.codes.capacity() + self.ends.capacity()) as u64
            + self.values.iter().map(|value| value.len() as u64 + 16).sum::<u64>()
    }
}

/// Instants in whole seconds.
#[derive(Debug, Clone, Default)]
pub struct Times {
    /// Seconds since 1970-01-01 00:00:00: of UTC when `is_absolute`, else on the clock of the file's zone.
    /// [`NO_SECS`] for none.
    pub secs: Vec<u32>,
    /// Whether the values carry their zone (`Z`, an offset, unix seconds).
    pub is_absolute: bool,
    /// Whether day and month can be read in two orders (`03-12-2025`); then `secs` holds `order_read`.
    pub order_read: Option<model::settings::DateOrder>,
    /// Rows in which day and month can not be told apart (both at most 12 and different).
    pub order_open: u64,
    /// Rows that prove `order_read` (one of the two numbers is above 12).
    pub order_proofs: u64,
    /// Whether the values have no time of day.
    pub is_date_only: bool,
    /// Where files were joined that do not agree in these things: what holds for each row ([`ROW_ZONED`], [`ROW_SWAPS`]); empty
    /// where what is said above holds for all. `is_absolute` is then false.
    pub row_kinds: Vec<u8>,
}

/// Bit of [`Times::row_kinds`]: the value is in UTC, whatever the zone in force.
pub const ROW_ZONED: u8 = 1;
/// Bit of [`Times::row_kinds`]: day and month follow the order in force.
pub const ROW_SWAPS: u8 = 2;

/// Durations in whole seconds.
#[derive(Debug, Clone, Default)]
pub struct Durations {
    /// Seconds; [`NO_SECS`] for none.
    pub secs: Vec<u32>,
    /// Which clock ran.
    pub clock: Clock,
    /// The file's column.
    pub column: String,
}

/// Which clock measured a duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Clock {
    /// Every hour counts.
    Calendar,
    /// Business hours only.
    Business,
    /// Nothing tells.
    #[default]
    Unknown,
}

/// Ratings as a level on the file's scale.
#[derive(Debug, Clone, Default)]
pub struct Ratings {
    /// Level: index into `levels`, or [`RATING_OFFERED`], or [`NO_BYTE`] for no sign of a survey.
    pub level: Vec<u8>,
    /// The levels from worst to best, as shown: "1" … "5", or "Bad", "Good".
    pub levels: Vec<RatingLevel>,
    /// The scale in words: "1 to 5 (4 and 5 are good)".
    pub scale: String,
    /// Whether the file tells tickets whose survey was not answered from tickets without a survey.
    pub tells_offered: bool,
}

/// A comment of a few words.
pub const SHORT_COMMENT: u8 = 0;
/// A longer comment.
pub const LONG_COMMENT: u8 = 1;

/// A survey was offered and not answered.
pub const RATING_OFFERED: u8 = 254;

/// One level of a rating scale.
#[derive(Debug, Clone, PartialEq)]
pub struct RatingLevel {
    /// As shown.
    pub label: String,
    /// Whether it is on the good side.
    pub is_good: bool,
    /// Number for means, where the scale has numbers.
    pub number: Option<f64>,
}

/// Yes, no or unknown for each row.
#[derive(Debug, Clone, Default)]
pub struct Flags {
    /// 0 no, 1 yes, [`NO_BYTE`] unknown.
    pub values: Vec<u8>,
}

/// Where each record lies: a base for each block of rows, and a distance for each row.
#[derive(Debug, Clone, Default)]
pub struct Places {
    bases: Vec<(u64, u64)>,
    rows: Vec<(u32, u16)>,
    end: u64,
    /// The records that became rows, where some did not; else empty.
    kept: Vec<u32>,
    /// The messages that rows were folded from, where they were.
    talks: Option<Box<Talks>>,
}

const PLACE_BLOCK: usize = 256;

impl Places {
    /// Appends a record that begins at `byte` of the file on `line` (both ascending; line counted from 1).
    /// `end` is the byte after the record.
    pub fn push(&mut self, byte: u64, end: u64, line: u64) {
        let fits = |base: &(u64, u64)| {
            byte.wrapping_sub(base.0) <= u64::from(u32::MAX)
                && line.wrapping_sub(base.1) <= u64::from(u16::MAX)
        };
        let block = self.rows.len() / PLACE_BLOCK;
        if self.rows.len().is_multiple_of(PLACE_BLOCK) {
            self.bases.push((byte, line));
        }
        let base = self.bases[block];
        if fits(&base) {
            self.rows.push(((byte - base.0) as u32, (line - base.1) as u16));
        } else {
            // A block of records that spans more than 4 GiB or 65,535 lines: the row keeps its block's first place.
            self.rows.push((u32::MAX, u16::MAX));
        }
        self.end = end;
    }

    /// Leaves out the records that do not stay.
    pub(crate) fn retain(&mut self, stays: &[bool]) {
        if self.kept.is_empty() {
            self.kept = (0..self.rows.len() as u32).collect();
        }
        if let Some(talks) = &mut self.talks {
            let mut stays = stays.iter();
            talks.of.retain(|_| stays.next() == Some(&true));
        }
        let mut stays = stays.iter();
        self.kept.retain(|_| stays.next() == Some(&true));
        self.kept.shrink_to_fit();
    }

    /// Rows stand for these records, in this order, and were folded from these messages.
    pub(crate) fn keep(&mut self, records: Vec<u32>, talks: Talks) {
        self.kept = records;
        self.talks = (!talks.records.is_empty()).then(|| Box::new(talks));
    }

    /// First byte and length of each message that a row was folded from, and who wrote it.
    pub(crate) fn talk(&self, row: u32) -> Vec<((u64, u64), Author)> {
        let messages = self.talks.iter().flat_map(|talks| talks.of(row));
        messages.filter_map(|(record, author)| Some((self.span_of(record)?, author))).collect()
    }

    fn record(&self, row: u32) -> u32 {
        self.kept.get(row as usize).copied().unwrap_or(row)
    }

    /// First byte and length of a row's record; the length may include text between this record and the next.
    pub fn span(&self, row: u32) -> Option<(u64, u64)> {
        self.span_of(self.record(row))
    }

    fn span_of(&self, row: u32) -> Option<(u64, u64)> {
        let start = self.byte(row)?;
        let end = if (row as usize) + 1 < self.rows.len() { self.byte(row + 1)? } else { self.end };
        Some((start, end.saturating_sub(start)))
    }

    fn byte(&self, row: u32) -> Option<u64> {
        let (delta, _) = *self.rows.get(row as usize)?;
        if delta == u32::MAX {
            None
        } else {
            Some(self.bases[row as usize / PLACE_BLOCK].0 + u64::from(delta))
        }
    }

    /// The line a row's record begins on.
    pub fn line(&self, row: u32) -> Option<u64> {
        let row = self.record(row);
        let (delta, line) = *self.rows.get(row as usize)?;
        if delta == u32::MAX {
            None
        } else {
            Some(self.bases[row as usize / PLACE_BLOCK].1 + u64::from(line))
        }
    }

    /// Makes room for that many more records.
    pub fn reserve(&mut self, records: usize) {
        self.rows.reserve_exact(records);
        self.bases.reserve_exact(records / PLACE_BLOCK + 1);
    }

    /// Writes where each record lies, from `start` and the first line on; answers whether that is known of all.
    pub(crate) fn pack(&self, start: u64, out: &mut Pack) -> bool {
        let rows = 0..self.rows.len() as u32;
        let byte = |row| Some(self.byte(row)? - start);
        let places: Option<Vec<u32>> = rows.clone().map(|row| u32::try_from(byte(row)?).ok()).collect();
        let lines: Option<Vec<u32>> = rows.map(|row| u32::try_from(self.line(row)?).ok()).collect();
        let (Some(places), Some(lines)) = (places, lines) else { return false };
        out.number(self.end);
        out.words(&places);
        out.words(&lines);
        true
    }

    /// Appends the records of a part that begins at `start` on `line`.
    pub(crate) fn append(&mut self, start: u64, line: u64, from: &mut Packed<'_>) {
        let end = from.number();
        for (place, more) in from.words().into_iter().zip(from.words()) {
            self.push(start + u64::from(place), end, line + u64::from(more));
        }
    }

    /// Gives back the room that is not used. No record ends after the file: half a character at its end counts for a whole one.
    pub fn finish(&mut self, file_bytes: u64) {
        self.end = self.end.min(file_bytes);
        self.rows.shrink_to_fit();
        self.bases.shrink_to_fit();
    }

    pub(super) fn memory_bytes(&self) -> u64 {
        16 * self.bases.capacity() as u64
            + 8 * self.rows.capacity() as u64
            + 4 * self.kept.capacity() as u64
            + self.talks.as_ref().map_or(0, |talks| talks.memory_bytes())
    }
}

impl Columns {
    /// Resident bytes.
    pub fn memory_bytes(&self) -> u64 {
        let bytes = |column: &Option<Vec<u8>>| column.as_ref().map_or(0, |c| c.capacity() as u64);
        let words = |column: &Option<Vec<u32>>| column.as_ref().map_or(0, |c| 4 * c.capacity() as u64);
        let coded = |column: &Option<Coded>| column.as_ref().map_or(0, Coded::memory_bytes);
        let times = |column: &Option<Times>| {
            column.as_ref().map_or(0, |c| (4 * c.secs.capacity() + c.row_kinds.capacity()) as u64)
        };
        let durations =
            |column: &Option<Durations>| column.as_ref().map_or(0, |c| 4 * c.secs.capacity() as u64);
        let flags = |column: &Option<Flags>| column.as_ref().map_or(0, |c| c.values.capacity() as u64);
        self.id.memory_bytes()
            + [&self.status, &self.priority, &self.channel, &self.reopens, &self.human_replies]
                .into_iter()
                .chain([
                    &self.customer_messages,
                    &self.ai_replies,
                    &self.ai_outcome,
                    &self.last_word,
                    &self.initiator,
                ])
                .chain([&self.rating_comment, &self.ease, &self.effort, &self.recommend])
                .map(bytes)
                .sum::<u64>()
            + [&self.topic, &self.language, &self.team, &self.agent, &self.ai_agent, &self.channel_word]
                .into_iter()
                .map(coded)
                .sum::<u64>()
            + self.tags.as_ref().map_or(0, Tags::memory_bytes)
            + words(&self.requester)
            + 4 * self.created_at.secs.capacity() as u64
            + [
                &self.first_reply_at,
                &self.first_human_reply_at,
                &self.solved_at,
                &self.closed_at,
                &self.updated_at,
                &self.handed_off_at,
                &self.due_at,
            ]
            .into_iter()
            .map(times)
            .sum::<u64>()
            + [
                &self.first_reply_time,
                &self.resolution_time,
                &self.reply_business_time,
                &self.resolution_business_time,
                &self.next_reply_time,
                &self.handle_time,
            ]
            .into_iter()
            .map(durations)
            .sum::<u64>()
            + self.rating.as_ref().map_or(0, |c| c.level.capacity() as u64)
            + [
                &self.rating_offered,
                &self.ai_involved,
                &self.ai_resolved,
                &self.ai_handed_off,
                &self.ai_assisted,
                &self.reply_breached,
                &self.resolution_breached,
            ]
            .into_iter()
            .map(flags)
            .sum::<u64>()
    }

    /// [`Status`] of a row.
    pub fn status_of(&self, row: usize) -> Option<Status> {
        self.status.as_ref().and_then(|column| Status::ALL.get(column[row] as usize).copied())
    }

    /// [`Priority`] of a row.
    pub fn priority_of(&self, row: usize) -> Option<Priority> {
        self.priority.as_ref().and_then(|column| Priority::ALL.get(column[row] as usize).copied())
    }

    /// [`Channel`] of a row.
    pub fn channel_of(&self, row: usize) -> Option<Channel> {
        self.channel.as_ref().and_then(|column| Channel::ALL.get(column[row] as usize).copied())
    }
}
