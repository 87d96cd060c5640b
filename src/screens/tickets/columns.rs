//! The columns of the ticket table.

use crate::components::figures::handled_class;
use crate::components::ladder::rung_class;
use charts::format;
use leptos::prelude::*;
use model::outcome::RatingState;
use model::units::Day;
use model::view::{TicketRow, TicketSort};

/// One column.
pub(super) struct Column {
    pub(super) name: &'static str,
    /// What a click on the head sorts by.
    pub(super) sort: Option<TicketSort>,
    pub(super) is_number: bool,
    pub(super) cell: fn(&TicketRow) -> AnyView,
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
        state @ (RatingState::Good | RatingState::Bad) => {
            let raw = Some(row.rating_raw.trim())
                .filter(|raw| !raw.eq_ignore_ascii_case(state.label()) && !raw.is_empty());
            format!("{}{}", state.label(), raw.map(|raw| format!(" ({raw})")).unwrap_or_default()).into_any()
        }
    }
}

/// "30 Jun 2026, 22:42" from the engine's `YYYY-MM-DD HH:MM`.
pub(super) fn time_words(time: &str) -> String {
    match time.split_once(' ').map(|(day, clock)| (Day::parse(day), clock)) {
        Some((Some(day), clock)) => format!("{}, {clock}", format::day(day)),
        _ => time.to_string(),
    }
}

/// Every column, from the left.
pub(super) const COLUMNS: [Column; 11] = [
    Column { name: "Id", sort: None, is_number: false, cell: |row| text(&row.id) },
    Column {
        name: "Created",
        sort: Some(TicketSort::Created),
        is_number: false,
        cell: |row| time_words(&row.created).into_any(),
    },
    Column { name: "Topic", sort: None, is_number: false, cell: |row| text(&row.topic) },
    Column { name: "Channel", sort: None, is_number: false, cell: |row| text(&row.channel) },
    Column { name: "Handled by", sort: None, is_number: false, cell: handled },
    Column { name: "Outcome", sort: Some(TicketSort::Outcome), is_number: false, cell: outcome },
    Column { name: "Rating", sort: Some(TicketSort::Rating), is_number: false, cell: rating },
    Column {
        name: "First reply",
        sort: Some(TicketSort::FirstReplyTime),
        is_number: true,
        cell: |row| secs(row.first_reply_secs),
    },
    Column {
        name: "Resolved in",
        sort: Some(TicketSort::ResolutionTime),
        is_number: true,
        cell: |row| secs(row.resolution_secs),
    },
    Column { name: "Came back after", sort: None, is_number: true, cell: |row| secs(row.return_secs) },
    Column {
        name: "Reopened",
        sort: None,
        is_number: true,
        cell: |row| match row.reopens {
            Some(0) | None => text(""),
            Some(times) => format!("{times}×").into_any(),
        },
    },
];
