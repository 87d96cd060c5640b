//! The table of tickets, and one ticket opened.
//!
//! A table of a million rows is put in order once for each filter and order, and remembered; a window of it is then a slice.

use crate::dataset::{NO_BYTE, NO_COUNT, NO_SECS, RATING_OFFERED};
use crate::derive::explain;
use crate::ingest::RawRecord;
use crate::ingest::time::read_moment;
use crate::markup::plain_text;
use crate::mask::Masker;
use crate::query::{Context, coding, matching_rows};
use model::field::Field;
use model::filter::{Dimension, Filter};
use model::settings::DateOrder;
use model::units::Day;
use model::view::{MessageView, TicketPage, TicketRow, TicketSort, TicketView};

/// Which part of the table.
#[derive(Debug, Clone, Copy)]
pub struct Window {
    /// First row.
    pub offset: u64,
    /// Number of rows.
    pub limit: u32,
}

/// Rows in order, for the last few filters and orders that were asked for.
#[derive(Debug, Default)]
pub struct Orders {
    kept: Vec<Order>,
}

#[derive(Debug)]
struct Order {
    filter: Filter,
    sort: TicketSort,
    /// Rows with a value, ascending by it, then rows without one.
    rows: Vec<u32>,
    /// How many have a value.
    valued: usize,
}

impl Orders {
    /// Four bytes a ticket each: a few are enough to go back and forth.
    const MOST: usize = 3;

    /// A window of the table under a filter and an order. Rows without a value come last, whichever way.
    pub fn page(
        &mut self,
        context: Context<'_>,
        filter: &Filter,
        sort: TicketSort,
        descending: bool,
        window: Window,
    ) -> TicketPage {
        let order = self.order(context, filter, sort);
        let total = order.rows.len();
        let from = usize::try_from(window.offset).unwrap_or(usize::MAX).min(total);
        let to = from.saturating_add(window.limit as usize).min(total);
        let row_at = |index: usize| {
            if descending && index < order.valued {
                order.rows[order.valued - 1 - index]
            } else {
                order.rows[index]
            }
        };
        let table = Table::new(context);
        let rows = (from..to).map(|index| table.row(row_at(index))).collect();
        TicketPage { total: total as u64, offset: from as u64, rows }
    }

    fn order(&mut self, context: Context<'_>, filter: &Filter, sort: TicketSort) -> &Order {
        if let Some(at) = self.kept.iter().position(|order| order.sort == sort && order.filter == *filter) {
            let found = self.kept.remove(at);
            self.kept.push(found);
        } else {
            if self.kept.len() == Self::MOST {
                self.kept.remove(0);
            }
            let (rows, valued) = sorted(context, matching_rows(context, filter), sort);
            self.kept.push(Order { filter: filter.clone(), sort, rows, valued });
        }
        &self.kept[self.kept.len() - 1]
    }
}

/// Puts rows in order: those with a value ascending by it (equal ones in the order of the file), then the others.
fn sorted(context: Context<'_>, rows: Vec<u32>, sort: TicketSort) -> (Vec<u32>, usize) {
    let derived = context.derived;
    let level = |row: u32| {
        let facts = &derived.classes[derived.class[row as usize] as usize];
        if facts.rating_level == NO_BYTE { NO_SECS } else { u32::from(facts.rating_level) }
    };
    let key = |row: &u32| match sort {
        TicketSort::Created => derived.created_utc[*row as usize],
        TicketSort::ResolutionTime => derived.resolution_secs[*row as usize],
        TicketSort::FirstReplyTime => derived.first_reply_secs[*row as usize],
        TicketSort::Rating => level(*row),
        TicketSort::Outcome => derived.classes[derived.class[*row as usize] as usize].outcome as u32,
    };
    let mut keyed: Vec<u64> = Vec::with_capacity(rows.len());
    let mut without = Vec::new();
    for row in rows {
        match key(&row) {
            NO_SECS => without.push(row),
            key => keyed.push(u64::from(key) << 32 | u64::from(row)),
        }
    }
    // Exports are often in order of creation already, and the standard sort notices.
    keyed.sort_unstable();
    let valued = keyed.len();
    let mut rows: Vec<u32> = keyed.into_iter().map(|keyed| keyed as u32).collect();
    rows.extend(without);
    (rows, valued)
}

/// Makes rows of the table.
struct Table<'a> {
    context: Context<'a>,
    topic: Vec<&'a str>,
}

impl<'a> Table<'a> {
    fn new(context: Context<'a>) -> Table<'a> {
        let topic = coding(context, Dimension::Topic).map(|coding| coding.values).unwrap_or_default();
        Table { context, topic }
    }

    fn row(&self, row: u32) -> TicketRow {
        let (dataset, derived) = (self.context.dataset, self.context.derived);
        let (columns, index) = (&dataset.columns, row as usize);
        let facts = &derived.classes[derived.class[index] as usize];
        let some = |secs: u32| (secs != NO_SECS).then_some(secs);
        let topic = columns.topic.as_ref().map_or(usize::MAX, |topic| topic.codes.get(index) as usize);
        let raw_rating = columns.rating.as_ref().map(|ratings| (ratings, ratings.level[index]));
        TicketRow {
            row,
            id: columns.id.get(index),
            created: clock_text(derived.clock_secs(derived.created_utc[index])),
            channel: columns.channel_of(index).map_or("", |channel| channel.label()).to_string(),
            topic: self.topic.get(topic).copied().unwrap_or_default().to_string(),
            status: columns.status_of(index).map_or("", |status| status.label()).to_string(),
            handled_by: facts.handled_by,
            outcome: facts.outcome,
            rating: facts.rating,
            rating_raw: match raw_rating {
                Some((ratings, level)) if level < RATING_OFFERED => {
                    ratings.levels.get(level as usize).map_or_else(String::new, |level| level.label.clone())
                }
                _ => String::new(),
            },
            first_reply_secs: some(derived.first_reply_secs[index]),
            resolution_secs: some(derived.resolution_secs[index]),
            return_secs: some(derived.return_secs[index]),
            reopens: columns
                .reopens
                .as_ref()
                .map(|column| column[index])
                .filter(|n| *n != NO_COUNT)
                .map(u32::from),
        }
    }
}

/// One row of the table.
pub fn row(context: Context<'_>, row: u32) -> TicketRow {
    Table::new(context).row(row)
}

/// One ticket opened, from its record as read again from the file; personal data masked.
pub fn opened(context: Context<'_>, row: u32, record: &RawRecord) -> TicketView {
    let mut masker = Masker::default();
    let fields = record
        .fields
        .iter()
        .filter(|(_, _, value)| !value.trim().is_empty())
        .map(|(column, field, value)| (column.clone(), field_text(&mut masker, column, *field, value)))
        .collect();
    let messages = record
        .messages
        .iter()
        .map(|message| MessageView {
            author: message.author.to_string(),
            at: instant_text(context, &message.at),
            text: masker.mask(&plain_text(&message.text)),
            is_public: message.is_public,
        })
        .collect();
    TicketView {
        row: self::row(context, row),
        why: explain(context.dataset, context.derived, row),
        fields,
        messages,
        place: context.dataset.place(row),
        masked: masker.count(),
    }
}

pub(super) fn field_text(masker: &mut Masker, column: &str, field: Option<Field>, value: &str) -> String {
    match field {
        Some(Field::Requester) => masker.replace_whole("requester"),
        // The ticket's own number and its times look like the numbers that are masked elsewhere.
        Some(field) if is_harmless(field) => value.to_string(),
        Some(_) => masker.mask(&plain_text(value)),
        None => match crate::mask::person_column(column) {
            Some(label) => masker.replace_whole(label),
            None => masker.mask(&plain_text(value)),
        },
    }
}

fn is_harmless(field: Field) -> bool {
    matches!(
        field,
        Field::Id
            | Field::Status
            | Field::Priority
            | Field::Channel
            | Field::Language
            | Field::CreatedAt
            | Field::FirstReplyAt
            | Field::FirstHumanReplyAt
            | Field::SolvedAt
            | Field::ClosedAt
            | Field::UpdatedAt
            | Field::FirstReplyTime
            | Field::ResolutionTime
            | Field::Reopens
            | Field::HumanReplies
            | Field::CustomerMessages
            | Field::AiReplies
            | Field::Rating
            | Field::RatingOffered
            | Field::Ease
            | Field::Effort
            | Field::Recommend
            | Field::AiInvolved
            | Field::AiOutcome
            | Field::AiResolved
            | Field::AiHandedOff
            | Field::AiAssisted
            | Field::HandedOffAt
            | Field::DueAt
            | Field::ReplyBreached
            | Field::ResolutionBreached
            | Field::ReplyBusinessTime
            | Field::ResolutionBusinessTime
            | Field::NextReplyTime
            | Field::HandleTime
            | Field::LastWord
    )
}

/// `YYYY-MM-DD HH:MM` of seconds on a clock.
fn clock_text(clock_secs: u32) -> String {
    let day = Day((clock_secs / 86_400) as i32);
    format!("{day} {:02}:{:02}", clock_secs % 86_400 / 3_600, clock_secs % 3_600 / 60)
}

/// A message's time in the display zone: unix seconds or milliseconds, or an instant with its zone; anything else as it is.
fn instant_text(context: Context<'_>, text: &str) -> String {
    let text = text.trim();
    // An instant needs its zone, and a date with a zone comes year first: the order of day and month does not matter here.
    let secs = read_moment(text.as_bytes(), DateOrder::DayFirst)
        .and_then(|moment| Some(moment.wall_secs - i64::from(moment.offset_secs?)));
    match secs.and_then(|secs| u32::try_from(secs).ok()).filter(|secs| *secs != NO_SECS && !text.is_empty()) {
        Some(secs) => clock_text(context.derived.clock_secs(secs)),
        None => text.chars().take(32).collect(),
    }
}
