//! The wait for a later reply.

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
        higher_is_better: Some(false),
        formula: "quantile, over tickets, of the time that the file gives from a later message of the customer to the next reply",
        interval: ORDER,
        source: "The helpdesk’s own measure, such as Zendesk’s “Next reply time”: from a reply of the customer to the next public reply of an agent.",
        caveats: &[
            "The file gives one number a ticket, often itself a median or a mean: one of a ticket with many messages weighs no more than one of a short one.",
            "By the clock of the file, which does not say whether it stops out of hours.",
        ],
        needs: &[Need::Field(Field::NextReplyTime)],
        uses: &[],
        measure: Measure::Span { span: Span::NextReply, at },
    }
}

pub(super) static MEDIAN: Metric = quantile(
    "next_reply_median",
    "Next reply, median",
    "Half of the tickets had a usual wait for a later reply within this time.",
    0.5,
);
pub(super) static P90: Metric = quantile(
    "next_reply_p90",
    "Next reply, 90th percentile",
    "Nine in ten tickets had a usual wait for a later reply within this time.",
    0.9,
);
