//! The wait for the first reply of the AI.

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
        formula: "quantile of the calendar time from creation to the first reply, over tickets that an AI answered before any person did",
        interval: ORDER,
        source: "Reported apart from the replies of people, since an AI that answers at once says nothing of how long a person takes; Zendesk leaves its bots out of the first reply time (https://support.zendesk.com/hc/en-us/articles/4408821871642).",
        caveats: &[
            "Files tell when the first message came, not whether it was of any use: a greeting that comes before the answer makes this shorter than the wait for the answer.",
        ],
        needs: &[
            super::clauses::NEEDS_AI,
            Need::OneOf(&[Field::FirstReplyTime, Field::FirstReplyAt], "when the first reply came"),
        ],
        uses: &[Field::FirstHumanReplyAt],
        measure: Measure::Span { span: Span::FirstAi, at },
    }
}

pub(super) static MEDIAN: Metric = quantile(
    "first_ai_reply_median",
    "First AI reply, median",
    "Half of the customers whom an AI answered had its first reply within this time.",
    0.5,
);
pub(super) static P90: Metric = quantile(
    "first_ai_reply_p90",
    "First AI reply, 90th percentile",
    "Nine in ten customers whom an AI answered had its first reply within this time.",
    0.9,
);
