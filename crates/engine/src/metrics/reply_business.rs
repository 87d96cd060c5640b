//! The wait for a first reply in business hours.

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
        formula: "quantile of the business hours between creation and the first reply, over tickets that got one",
        interval: ORDER,
        source: "Zendesk, “About native Support time duration metrics”, https://support.zendesk.com/hc/en-us/articles/4408834848154: in business hours, by the schedule of the account.",
        caveats: &[
            "Business hours are those of the schedule set on this screen, counted from the instants in the file; without a schedule, those that the file itself gives.",
            "Never to be set beside calendar time: an AI answers at night and gets no business hours at all for it.",
        ],
        needs: &[
            Need::OneOf(
                &[
                    Field::ReplyBusinessTime,
                    Field::FirstReplyTime,
                    Field::FirstReplyAt,
                    Field::FirstHumanReplyAt,
                ],
                "when the first reply came",
            ),
            Need::Field(Field::ReplyBusinessTime),
        ],
        uses: &[],
        measure: Measure::Span { span: Span::ReplyBusiness, at },
    }
}

pub(super) static MEDIAN: Metric = quantile(
    "reply_business_median",
    "First reply in business hours, median",
    "Half of the customers got a first reply within this many business hours.",
    0.5,
);
pub(super) static P90: Metric = quantile(
    "reply_business_p90",
    "First reply in business hours, 90th percentile",
    "Nine in ten customers got a first reply within this many business hours.",
    0.9,
);
