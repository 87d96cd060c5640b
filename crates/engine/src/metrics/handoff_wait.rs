//! The wait for a person after a handoff.

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
        formula: "quantile of the calendar time from the handoff to the first reply of a person",
        interval: ORDER,
        source: "Gorgias, “Human response time after AI handoff”, https://docs.gorgias.com/en-US/5666070.",
        caveats: &[
            "Customers who were handed over and never got a reply have no such time: see the failed handoffs.",
        ],
        needs: &[Need::Field(Field::HandedOffAt), Need::Field(Field::FirstHumanReplyAt)],
        uses: &[],
        measure: Measure::Span { span: Span::AfterHandoff, at },
    }
}

pub(super) static MEDIAN: Metric = quantile(
    "handoff_wait_median",
    "Wait after handoff, median",
    "Half of the customers who were handed over had the reply of a person within this time of the handoff.",
    0.5,
);
pub(super) static P90: Metric = quantile(
    "handoff_wait_p90",
    "Wait after handoff, 90th percentile",
    "Nine in ten customers who were handed over had the reply of a person within this time of the handoff.",
    0.9,
);
