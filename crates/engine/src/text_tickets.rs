//! Small tables of tickets for tests, written as text: a header of column names, then one ticket a line.
//!
//! A column that the header does not name is a column that the file does not have; `-` is a ticket without a value. Times are
//! `3` (noon of the third day after Monday, 5 January 2026, UTC) or `3+2` (two hours later).

use crate::dataset::{
    AiOutcome, Clock, Coded, Columns, Dataset, Durations, Flags, Ids, LONG_COMMENT, LastWord, NO_BYTE,
    NO_CODE, NO_COUNT, NO_SECS, Origin, Places, RATING_OFFERED, RatingLevel, Ratings, Reread, SHORT_COMMENT,
    Times,
};
use crate::derive::{Derived, derive};
use crate::query::Context;
use model::field::Field;
use model::import::Ledger;
use model::outcome::{Channel, Priority, Status};
use model::settings::Settings;
use model::units::Day;

/// The day that the tables count from, a Monday.
pub(crate) const MONDAY: Day = Day::from_ymd(2026, 1, 5);

/// A data set with what was derived from it.
pub(crate) struct Table {
    pub(crate) dataset: Dataset,
    pub(crate) derived: Derived,
}

impl Table {
    /// Reads a table; the file knows everything up to the end of that day.
    pub(crate) fn new(text: &str, as_of: i32) -> Table {
        Table::with(text, Settings { as_of: Some(Day(MONDAY.0 + as_of)), ..Settings::default() })
    }

    /// Reads a table under settings.
    pub(crate) fn with(text: &str, settings: Settings) -> Table {
        let dataset = read(text);
        let derived = derive(&dataset, &settings).unwrap_or_else(|problem| panic!("{problem:?}"));
        Table { dataset, derived }
    }

    pub(crate) fn context(&self) -> Context<'_> {
        Context { dataset: &self.dataset, derived: &self.derived }
    }
}

/// The same line several times; `{i}` in it is a running number.
pub(crate) fn times(count: usize, line: &str) -> String {
    (0..count).map(|i| line.replace("{i}", &i.to_string()) + "\n").collect()
}

fn seconds(text: &str) -> u32 {
    if text == "-" {
        return NO_SECS;
    }
    let (day, hours) = text.split_once('+').unwrap_or((text, "0"));
    let day: i32 = day.parse().unwrap_or_else(|_| panic!("no time: {text}"));
    let hours: f64 = hours.parse().unwrap_or_else(|_| panic!("no hours: {text}"));
    ((MONDAY.0 + day) as u32) * 86_400 + 43_200 + (hours * 3600.0) as u32
}

fn read(text: &str) -> Dataset {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let header: Vec<&str> = lines.next().expect("a header").split_whitespace().collect();
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split_whitespace().collect()).collect();
    let column = |name: &str| -> Option<Vec<&str>> {
        let at = header.iter().position(|known| *known == name)?;
        Some(rows.iter().map(|row| row[at]).collect())
    };
    let times_of = |name: &str| {
        column(name).map(|cells| Times {
            secs: cells.iter().map(|cell| seconds(cell)).collect(),
            is_absolute: true,
            ..Times::default()
        })
    };
    let flags = |name: &str| {
        column(name).map(|cells| Flags {
            values: cells
                .iter()
                .map(|cell| match *cell {
                    "yes" => 1,
                    "no" => 0,
                    _ => NO_BYTE,
                })
                .collect(),
        })
    };
    let spans = |name: &str, clock: Clock| {
        column(name).map(|cells| Durations {
            secs: cells.iter().map(|cell| cell.parse().unwrap_or(NO_SECS)).collect(),
            clock,
            column: name.to_string(),
        })
    };
    let counts = |name: &str| {
        column(name)
            .map(|cells| cells.iter().map(|cell| cell.parse().unwrap_or(NO_COUNT)).collect::<Vec<u8>>())
    };
    let coded = |name: &str| {
        column(name).map(|cells| {
            let mut coded = Coded::default();
            for cell in cells {
                let code = match cell {
                    "-" => NO_CODE,
                    _ => coded.values.iter().position(|value| **value == *cell).unwrap_or_else(|| {
                        coded.values.push(cell.into());
                        coded.values.len() - 1
                    }) as u32,
                };
                coded.codes.push(code);
            }
            coded
        })
    };
    let columns = Columns {
        id: Ids::Numbers((1..=rows.len() as u64).collect()),
        created_at: times_of("created").expect("a column “created”"),
        status: column("status").map(|cells| {
            cells.iter().map(|cell| Status::from_id(cell).map_or(NO_BYTE, |status| status as u8)).collect()
        }),
        channel: column("channel").map(|cells| {
            cells.iter().map(|cell| Channel::from_id(cell).map_or(NO_BYTE, |channel| channel as u8)).collect()
        }),
        topic: coded("topic"),
        solved_at: times_of("solved"),
        first_human_reply_at: times_of("human"),
        handed_off_at: times_of("handoff_at"),
        due_at: times_of("due"),
        first_reply_time: spans("reply_secs", Clock::Calendar),
        reply_business_time: spans("reply_business", Clock::Business),
        next_reply_time: spans("next", Clock::Unknown),
        handle_time: spans("handled", Clock::Unknown),
        reply_breached: flags("reply_late"),
        resolution_breached: flags("late"),
        priority: column("priority").map(|cells| {
            let code = |cell: &&str| Priority::from_id(cell).map_or(NO_BYTE, |priority| priority as u8);
            cells.iter().map(code).collect()
        }),
        requester: column("requester").map(|cells| {
            let mut known: Vec<&str> = Vec::new();
            cells
                .iter()
                .map(|cell| match *cell {
                    "-" => NO_CODE,
                    cell => known.iter().position(|name| *name == cell).unwrap_or_else(|| {
                        known.push(cell);
                        known.len() - 1
                    }) as u32,
                })
                .collect()
        }),
        reopens: counts("reopens"),
        human_replies: counts("replies"),
        customer_messages: counts("wrote"),
        ai_replies: counts("ai_wrote"),
        ai_resolved: flags("resolved"),
        initiator: column("origin").map(|cells| {
            let code = |cell: &&str| match *cell {
                "test" => Origin::Test as u8,
                "outbound" => Origin::Outbound as u8,
                _ => Origin::Customer as u8,
            };
            cells.iter().map(code).collect()
        }),
        rating: column("rating").map(|cells| Ratings {
            level: cells
                .iter()
                .map(|cell| match *cell {
                    "bad" => 0,
                    "good" => 1,
                    "offered" => RATING_OFFERED,
                    _ => NO_BYTE,
                })
                .collect(),
            levels: ["Bad", "Good"]
                .iter()
                .map(|label| RatingLevel {
                    label: (*label).to_string(),
                    is_good: *label == "Good",
                    number: None,
                })
                .collect(),
            scale: "bad or good".to_string(),
            tells_offered: cells.contains(&"offered"),
        }),
        rating_comment: column("comment").map(|cells| {
            let code = |cell: &&str| match *cell {
                "short" => SHORT_COMMENT,
                "long" => LONG_COMMENT,
                _ => NO_BYTE,
            };
            cells.iter().map(code).collect()
        }),
        ease: counts("ease"),
        effort: counts("effort"),
        recommend: counts("recommend"),
        ai_involved: flags("ai"),
        ai_handed_off: flags("handoff"),
        ai_assisted: flags("assisted"),
        last_word: column("said").map(|cells| {
            cells.iter().map(|cell| LastWord::from_word(cell).map_or(NO_BYTE, |said| said as u8)).collect()
        }),
        ai_outcome: column("outcome").map(|cells| {
            let code = |cell: &&str| match *cell {
                "confirmed" => AiOutcome::Confirmed as u8,
                "assumed" => AiOutcome::Assumed as u8,
                "abandoned" => AiOutcome::Abandoned as u8,
                "escalated" => AiOutcome::Escalated as u8,
                "contained" => AiOutcome::Contained as u8,
                "negative" => AiOutcome::Negative as u8,
                "procedure" => AiOutcome::ProcedureHandoff as u8,
                _ => NO_BYTE,
            };
            cells.iter().map(code).collect()
        }),
        ..Columns::default()
    };
    Dataset {
        name: "table".to_string(),
        is_sample: false,
        bytes: text.len() as u64,
        format: "generic",
        shape: "".to_string(),
        words: Vec::new(),
        rows: rows.len() as u32,
        columns,
        joined: None,
        places: Places::default(),
        reread: Reread { fields: vec![Some(Field::Id)], ..Reread::default() },
        candidates: Vec::new(),
        decisions: Vec::new(),
        file_columns: Vec::new(),
        ledger: Ledger { rows_read: rows.len() as u64 + 2, tickets: rows.len() as u64, ..Ledger::default() },
        warnings: Vec::new(),
        ai_tags: Vec::new(),
        zone_in_file: Some("UTC".to_string()),
    }
}
