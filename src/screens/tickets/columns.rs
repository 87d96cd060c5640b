//! The columns of the ticket table.

use crate::components::figures::handled_class;
use crate::components::ladder::rung_class;
use crate::words::{rating_words, time_words};
use charts::format;
use leptos::prelude::*;
use model::field::Field;
use model::outcome::RatingState;
use model::view::{TicketRow, TicketSort};

/// One column.
pub(super) struct Column {
    pub(super) name: &'static str,
    /// Width in CSS pixels.
    width_px: u32,
    /// Fields of which a file must tell one; none: every file tells it.
    needs: &'static [Field],
    /// What a click on the head sorts by.
    pub(super) sort: Option<TicketSort>,
    pub(super) is_number: bool,
    pub(super) cell: fn(&TicketRow) -> AnyView,
}

/// A column is known by its name.
impl PartialEq for Column {
    fn eq(&self, other: &Column) -> bool {
        self.name == other.name
    }
}

fn text(text: &str) -> AnyView {
    text.to_string().into_any()
}

fn secs(secs: Option<u32>) -> AnyView {
    secs.map_or_else(|| text(""), |secs| format::duration(f64::from(secs)).into_any())
}

fn handled(row: &TicketRow) -> AnyView {
    match row.handled_by {
        Some(handled_by) => view! {
            <span class=format!("dot {}", handled_class(handled_by)) aria-hidden="true"></span>
            {handled_by.label()}
        }
        .into_any(),
        None => view! { <span class="quiet">"No reply seen"</span> }.into_any(),
    }
}

fn outcome(row: &TicketRow) -> AnyView {
    view! {
        <span class=format!("swatch {}", rung_class(row.outcome)) aria-hidden="true"></span>
        {row.outcome.label()}
    }
    .into_any()
}

fn rating(row: &TicketRow) -> AnyView {
    match row.rating {
        RatingState::None => text(""),
        RatingState::Offered => view! { <span class="quiet">"No answer"</span> }.into_any(),
        RatingState::Good | RatingState::Bad => rating_words(row).into_any(),
    }
}

/// Every column, from the left.
const COLUMNS: [Column; 11] = [
    Column { name: "Id", width_px: 96, needs: &[], sort: None, is_number: false, cell: |row| text(&row.id) },
    Column {
        name: "Created",
        width_px: 138,
        needs: &[],
        sort: Some(TicketSort::Created),
        is_number: false,
        cell: |row| time_words(&row.created).into_any(),
    },
    Column {
        name: "Topic",
        width_px: 128,
        needs: &[Field::Topic],
        sort: None,
        is_number: false,
        cell: |row| text(&row.topic),
    },
    Column {
        name: "Channel",
        width_px: 92,
        needs: &[Field::Channel],
        sort: None,
        is_number: false,
        cell: |row| text(&row.channel),
    },
    Column { name: "Handled by", width_px: 120, needs: &[], sort: None, is_number: false, cell: handled },
    Column {
        name: "Outcome",
        width_px: 128,
        needs: &[],
        sort: Some(TicketSort::Outcome),
        is_number: false,
        cell: outcome,
    },
    Column {
        name: "Rating",
        width_px: 88,
        needs: &[Field::Rating],
        sort: Some(TicketSort::Rating),
        is_number: false,
        cell: rating,
    },
    Column {
        name: "First reply",
        width_px: 78,
        needs: &[Field::FirstReplyAt, Field::FirstHumanReplyAt, Field::FirstReplyTime],
        sort: Some(TicketSort::FirstReplyTime),
        is_number: true,
        cell: |row| secs(row.first_reply_secs),
    },
    Column {
        name: "Resolved in",
        width_px: 86,
        needs: &[Field::SolvedAt, Field::ClosedAt, Field::UpdatedAt, Field::ResolutionTime],
        sort: Some(TicketSort::ResolutionTime),
        is_number: true,
        cell: |row| secs(row.resolution_secs),
    },
    Column {
        name: "Came back after",
        width_px: 108,
        needs: &[Field::Requester],
        sort: None,
        is_number: true,
        cell: |row| secs(row.return_secs),
    },
    Column {
        name: "Reopened",
        width_px: 80,
        needs: &[Field::Reopens],
        sort: None,
        is_number: true,
        cell: |row| match row.reopens {
            Some(0) | None => text(""),
            Some(times) => format!("{times}×").into_any(),
        },
    },
];

/// The columns that a file can fill, given the fields that it tells. Any of the fields that a column needs will do.
pub(super) fn fillable(has: impl Fn(Field) -> bool) -> Vec<&'static Column> {
    COLUMNS
        .iter()
        .filter(|column| column.needs.is_empty() || column.needs.iter().any(|field| has(*field)))
        .collect()
}

/// Their widths for the style sheet: what is left over is shared out by width, so that long ids and topics gain most.
pub(super) fn widths(columns: &[&Column]) -> String {
    let width = |column: &&Column| format!("minmax({0}px, {0}fr)", column.width_px);
    columns.iter().map(width).collect::<Vec<_>>().join(" ")
}

/// The width below which the table scrolls sideways.
pub(super) fn least(columns: &[&Column]) -> String {
    format!("{}px", columns.iter().map(|column| column.width_px).sum::<u32>())
}
