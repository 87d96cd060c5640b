//! Data sets written as short text tickets, and data sets cut and put together again.
//!
//! The notation is a table: the first line names the columns, `|` stands between cells, `-` stands for none. Times are
//! `2026-01-05 10:00` or a distance from the ticket's creation such as `+2h`, `+7d`, `+7d1s`; times carry no zone unless the table
//! has a line `absolute`.

#![allow(dead_code, reason = "each test file uses a part of it")]

use engine::dataset::*;
use model::import::Ledger;
use model::outcome::{Channel, Priority, Status};
use model::units::Day;
use std::collections::HashMap;

/// A data set from a table.
pub(crate) fn tickets(table: &str) -> Dataset {
    let is_absolute = table.lines().any(|line| line.trim() == "absolute");
    let mut lines = table.lines().map(str::trim).filter(|line| !line.is_empty() && *line != "absolute");
    let header: Vec<&str> = cells(lines.next().expect("a header"));
    let rows: Vec<Vec<&str>> = lines.map(cells).collect();
    let column = |name: &str| -> Option<Vec<&str>> {
        let at = header.iter().position(|found| *found == name)?;
        Some(rows.iter().map(|row| row.get(at).copied().unwrap_or("-")).collect())
    };
    let known = [
        "id",
        "created",
        "solved",
        "closed",
        "updated",
        "first_reply",
        "first_human",
        "status",
        "priority",
        "channel",
        "topic",
        "team",
        "agent",
        "ai_agent",
        "language",
        "requester",
        "reply_time",
        "resolution_time",
        "reopens",
        "replies",
        "ai_replies",
        "rating",
        "offered",
        "ai",
        "outcome",
        "resolved",
        "handoff",
        "assisted",
        "origin",
        "tags",
    ];
    for name in &header {
        assert!(known.contains(name), "no column {name}");
    }
    let created: Vec<u32> = column("created")
        .unwrap_or_else(|| vec!["2026-01-05 10:00"; rows.len()])
        .iter()
        .map(|cell| moment(cell, 0))
        .collect();
    let times = |name: &str| {
        column(name).map(|cells| Times {
            secs: cells.iter().zip(&created).map(|(cell, created)| moment(cell, *created)).collect(),
            is_absolute,
            ..Times::default()
        })
    };
    let durations = |name: &str| {
        column(name).map(|cells| Durations {
            secs: cells.iter().map(|cell| if *cell == "-" { NO_SECS } else { span(cell) }).collect(),
            clock: Clock::Calendar,
            column: name.to_string(),
        })
    };
    let counts = |name: &str| {
        column(name).map(|cells| {
            cells.iter().map(|cell| if *cell == "-" { NO_COUNT } else { cell.parse().unwrap() }).collect()
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
    let word = |name: &str, read: &dyn Fn(&str) -> u8| {
        column(name)
            .map(|cells| cells.iter().map(|cell| if *cell == "-" { NO_BYTE } else { read(cell) }).collect())
    };
    let requester = column("requester").map(|cells| {
        let mut codes: HashMap<&str, u32> = HashMap::new();
        cells
            .iter()
            .map(|cell| {
                let next = codes.len() as u32;
                if *cell == "-" { NO_CODE } else { *codes.entry(cell).or_insert(next) }
            })
            .collect()
    });
    let coded = |name: &str| column(name).map(|cells| code(&cells));
    let tags = column("tags").map(|cells| {
        let mut tags = Tags::default();
        for cell in cells {
            for tag in cell.split_whitespace().filter(|tag| *tag != "-") {
                let code = tags.values.iter().position(|value| **value == *tag).unwrap_or_else(|| {
                    tags.values.push(tag.into());
                    tags.values.len() - 1
                });
                tags.codes.push(code as u32);
            }
            tags.ends.push(tags.codes.len() as u32);
        }
        tags
    });
    let ids = column("id").map_or(Ids::RowNumbers, |cells| {
        Ids::Numbers(cells.iter().map(|cell| cell.parse().unwrap()).collect())
    });
    let columns = Columns {
        id: ids,
        status: word("status", &|cell| Status::from_id(cell).unwrap() as u8),
        priority: word("priority", &|cell| Priority::from_id(cell).unwrap() as u8),
        channel: word("channel", &|cell| Channel::from_id(cell).unwrap() as u8),
        topic: coded("topic"),
        language: coded("language"),
        team: coded("team"),
        agent: coded("agent"),
        channel_word: None,
        ai_agent: coded("ai_agent"),
        tags,
        requester,
        created_at: Times { secs: created.clone(), is_absolute, ..Times::default() },
        first_reply_at: times("first_reply"),
        first_human_reply_at: times("first_human"),
        solved_at: times("solved"),
        closed_at: times("closed"),
        updated_at: times("updated"),
        first_reply_time: durations("reply_time"),
        resolution_time: durations("resolution_time"),
        reopens: counts("reopens"),
        human_replies: counts("replies"),
        customer_messages: None,
        ai_replies: counts("ai_replies"),
        rating: column("rating").map(|cells| Ratings {
            level: cells
                .iter()
                .map(|cell| match *cell {
                    "-" => NO_BYTE,
                    "offered" => RATING_OFFERED,
                    stars => stars.parse::<u8>().unwrap() - 1,
                })
                .collect(),
            levels: (1..=5)
                .map(|stars| RatingLevel {
                    label: stars.to_string(),
                    is_good: stars >= 4,
                    number: Some(f64::from(stars)),
                })
                .collect(),
            scale: "1 to 5 (4 and 5 are good)".into(),
            tells_offered: true,
        }),
        rating_offered: flags("offered"),
        ai_involved: flags("ai"),
        ai_outcome: word("outcome", &|cell| ai_outcome(cell) as u8),
        ai_resolved: flags("resolved"),
        ai_handed_off: flags("handoff"),
        ai_assisted: flags("assisted"),
        initiator: word("origin", &|cell| match cell {
            "customer" => Origin::Customer as u8,
            "outbound" => Origin::Outbound as u8,
            "test" => Origin::Test as u8,
            "internal" => Origin::Internal as u8,
            other => panic!("no origin {other}"),
        }),
        ..Columns::default()
    };
    of_columns(columns, rows.len() as u32)
}

/// A data set of these columns.
pub(crate) fn of_columns(columns: Columns, rows: u32) -> Dataset {
    Dataset {
        name: "table".into(),
        is_sample: false,
        bytes: 0,
        format: "generic",
        shape: String::new(),
        words: Vec::new(),
        rows,
        columns,
        places: Places::default(),
        reread: Reread::default(),
        candidates: Vec::new(),
        decisions: Vec::new(),
        file_columns: Vec::new(),
        ledger: Ledger { rows_read: u64::from(rows), tickets: u64::from(rows), ..Ledger::default() },
        warnings: Vec::new(),
        ai_tags: Vec::new(),
        zone_in_file: None,
        joined: None,
    }
}

fn cells(line: &str) -> Vec<&str> {
    line.split('|').map(str::trim).collect()
}

fn ai_outcome(word: &str) -> AiOutcome {
    match word {
        "confirmed" => AiOutcome::Confirmed,
        "assumed" => AiOutcome::Assumed,
        "contained" => AiOutcome::Contained,
        "escalated" => AiOutcome::Escalated,
        "abandoned" => AiOutcome::Abandoned,
        "negative" => AiOutcome::Negative,
        "procedure" => AiOutcome::ProcedureHandoff,
        "unknown" => AiOutcome::Unknown,
        other => panic!("no AI outcome {other}"),
    }
}

fn code(cells: &[&str]) -> Coded {
    let mut coded = Coded::default();
    for cell in cells {
        if *cell == "-" {
            coded.codes.push(NO_CODE);
            continue;
        }
        let code = coded.values.iter().position(|value| **value == **cell).unwrap_or_else(|| {
            coded.values.push((*cell).into());
            coded.values.len() - 1
        });
        coded.codes.push(code as u32);
    }
    coded
}

/// Seconds of `2026-01-05 10:00[:00]`, or of a distance from `start`.
pub(crate) fn moment(text: &str, start: u32) -> u32 {
    if text == "-" {
        return NO_SECS;
    }
    if let Some(distance) = text.strip_prefix('+') {
        return start + span(distance);
    }
    if let Some(distance) = text.strip_prefix("before ") {
        return start - span(distance);
    }
    let (date, time) = text.split_once(' ').unwrap_or((text, "00:00"));
    let day = Day::parse(date).unwrap_or_else(|| panic!("no date {text}")).0 as u32;
    let mut parts = time.split(':').map(|part| part.parse::<u32>().unwrap());
    day * 86_400 + parts.next().unwrap() * 3_600 + parts.next().unwrap() * 60 + parts.next().unwrap_or(0)
}

/// Seconds of `7d1s`, `2h30m`.
pub(crate) fn span(text: &str) -> u32 {
    let (mut total, mut number) = (0, 0);
    for c in text.chars() {
        match c {
            '0'..='9' => number = number * 10 + c.to_digit(10).unwrap(),
            unit => {
                total += number
                    * match unit {
                        'd' => 86_400,
                        'h' => 3_600,
                        'm' => 60,
                        's' => 1,
                        _ => panic!("no unit {unit}"),
                    };
                number = 0;
            }
        }
    }
    total
}

/// The data set of these rows, in this order.
pub(crate) fn take(dataset: &Dataset, rows: &[usize]) -> Dataset {
    let mut taken = dataset.clone();
    let columns = &mut taken.columns;
    fn put<T: Copy>(values: &mut Vec<T>, rows: &[usize]) {
        *values = rows.iter().map(|row| values[*row]).collect();
    }
    let ids: Vec<String> = rows.iter().map(|row| dataset.columns.id.get(*row)).collect();
    columns.id = match &dataset.columns.id {
        Ids::Numbers(numbers) => Ids::Numbers(rows.iter().map(|row| numbers[*row]).collect()),
        _ => {
            let mut text = String::new();
            let ends = ids
                .iter()
                .map(|id| {
                    text.push_str(id);
                    text.len() as u32
                })
                .collect();
            Ids::Text { text, ends }
        }
    };
    put(&mut columns.created_at.secs, rows);
    for coded in [
        &mut columns.topic,
        &mut columns.language,
        &mut columns.team,
        &mut columns.agent,
        &mut columns.ai_agent,
    ]
    .into_iter()
    .flatten()
    {
        match &mut coded.codes {
            Codes::U8(codes) => put(codes, rows),
            Codes::U16(codes) => put(codes, rows),
            Codes::U32(codes) => put(codes, rows),
        }
    }
    for times in [&mut columns.first_reply_at, &mut columns.first_human_reply_at, &mut columns.solved_at]
        .into_iter()
        .chain([&mut columns.closed_at, &mut columns.updated_at])
        .flatten()
    {
        put(&mut times.secs, rows);
    }
    for durations in [&mut columns.first_reply_time, &mut columns.resolution_time].into_iter().flatten() {
        put(&mut durations.secs, rows);
    }
    for bytes in [&mut columns.status, &mut columns.priority, &mut columns.channel, &mut columns.reopens]
        .into_iter()
        .chain([&mut columns.human_replies, &mut columns.customer_messages, &mut columns.ai_replies])
        .chain([&mut columns.ai_outcome, &mut columns.initiator, &mut columns.rating_comment])
        .flatten()
    {
        put(bytes, rows);
    }
    for flags in [&mut columns.rating_offered, &mut columns.ai_involved, &mut columns.ai_resolved]
        .into_iter()
        .chain([&mut columns.ai_handed_off, &mut columns.ai_assisted])
        .flatten()
    {
        put(&mut flags.values, rows);
    }
    if let Some(ratings) = &mut columns.rating {
        put(&mut ratings.level, rows);
    }
    if let Some(requester) = &mut columns.requester {
        put(requester, rows);
    }
    if let Some(tags) = &mut columns.tags {
        let old = dataset.columns.tags.as_ref().unwrap();
        tags.codes.clear();
        tags.ends.clear();
        for row in rows {
            tags.codes.extend_from_slice(old.get(*row));
            tags.ends.push(tags.codes.len() as u32);
        }
    }
    taken.rows = rows.len() as u32;
    taken.ledger =
        Ledger { rows_read: u64::from(taken.rows), tickets: u64::from(taken.rows), ..Ledger::default() };
    taken
}

/// Numbers that look random and are always the same (Knuth's MMIX generator).
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn new(seed: u64) -> Numbers {
        let mut numbers = Numbers(seed);
        numbers.below(1);
        numbers
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    pub(crate) fn share(&mut self) -> f64 {
        self.below(1 << 30) as f64 / f64::from(1 << 30)
    }

    pub(crate) fn shuffle(&mut self, values: &mut [usize]) {
        for at in (1..values.len()).rev() {
            values.swap(at, self.below(at + 1));
        }
    }
}
