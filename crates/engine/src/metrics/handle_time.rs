//! The time that people worked on a ticket.

use super::clauses::ORDER;
use super::declare::{Measure, Metric, Need};
use crate::query::Span;
use model::field::Field;
use model::units::Unit;

const fn quantile(id: &'static str, label: &'static str, meaning: &'static str, at: f64) -> Metric {
    Metric {
        id,
        label,
        meaning,
        unit: Unit::Seconds,
        higher_is_better: None,
        formula: "quantile of the time that people worked on a ticket, as the file gives it",
        interval: ORDER,
        source: "Intercom, “Handling time”, https://www.intercom.com/help/en/articles/7022438: the time a conversation is open and assigned; others count talk, hold and after-work, or what agents write down.",
        caveats: &[
            "What counts as work differs between helpdesks, and time that agents write down by hand is what they remember of it.",
            "Tickets that only the AI handled usually have none. A lower time is no gain by itself: an AI that takes the easy tickets leaves the long ones to people.",
        ],
        needs: &[Need::Field(Field::HandleTime)],
        uses: &[],
        measure: Measure::Span { span: Span::Handle, at },
    }
}

pub(super) static MEDIAN: Metric = quantile(
    "handle_time_median",
    "Handle time, median",
    "People worked on half of the tickets for no longer than this.",
    0.5,
);
pub(super) static P90: Metric = quantile(
    "handle_time_p90",
    "Handle time, 90th percentile",
    "People worked on nine in ten tickets for no longer than this.",
    0.9,
);
