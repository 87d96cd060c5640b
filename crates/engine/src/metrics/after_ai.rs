//! From the first reply of the AI to the first one of a person.

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
        formula: "quantile of the calendar time from the first reply of the AI to the first reply of a person, over tickets that have both in this order",
        interval: ORDER,
        source: "Our own. It is no shorter than the wait after the handoff, which comes somewhere between the two replies.",
        caveats: &[
            "It holds the whole conversation with the AI, not only the wait: the handoff itself is told by few files.",
        ],
        needs: &[
            super::clauses::NEEDS_AI,
            Need::OneOf(&[Field::FirstReplyTime, Field::FirstReplyAt], "when the first reply came"),
            Need::Field(Field::FirstHumanReplyAt),
        ],
        uses: &[],
        measure: Measure::Span { span: Span::AfterAi, at },
    }
}

pub(super) static MEDIAN: Metric = quantile(
    "after_ai_median",
    "From the AI to a person, median",
    "Half of the customers who went from the AI to a person had the reply of the person within this time of the AI’s first one.",
    0.5,
);
pub(super) static P90: Metric = quantile(
    "after_ai_p90",
    "From the AI to a person, 90th percentile",
    "Nine in ten customers who went from the AI to a person had the reply of the person within this time of the AI’s first one.",
    0.9,
);
