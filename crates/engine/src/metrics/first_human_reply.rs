//! The wait for the first reply of a person, from the beginning.

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
        formula: "quantile of the calendar time from creation to the first reply of a person; where no AI answered, the first reply of anyone is that of a person",
        interval: ORDER,
        source: "Zendesk, “About native Support time duration metrics”, https://support.zendesk.com/hc/en-us/articles/4408834848154: from creation to the first public reply of an agent. Its clock starts at creation, also where a bot speaks first (https://support.zendesk.com/hc/en-us/articles/4408821871642).",
        caveats: &[
            "Tickets that nobody has answered yet have no such time: where many wait, this is too short.",
            "Without a column for the first reply of a person only tickets without an AI are counted: those that went from the AI to a person are left out.",
        ],
        needs: &[
            super::clauses::NEEDS_PERSON,
            Need::OneOf(
                &[Field::FirstHumanReplyAt, Field::FirstReplyAt, Field::FirstReplyTime],
                "when a person first replied",
            ),
        ],
        uses: &[Field::AiInvolved],
        measure: Measure::Span { span: Span::FirstHuman, at },
    }
}

pub(super) static MEDIAN: Metric = quantile(
    "first_human_reply_median",
    "First human reply, median",
    "Half of the customers whom a person answered had that reply within this time of writing.",
    0.5,
);
pub(super) static P90: Metric = quantile(
    "first_human_reply_p90",
    "First human reply, 90th percentile",
    "Nine in ten customers whom a person answered had that reply within this time of writing.",
    0.9,
);
