//! The time to a solution in business hours.

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
        formula: "quantile of the business hours between creation and the last solution, over solved tickets",
        interval: ORDER,
        source: "Zendesk, “About native Support time duration metrics”, https://support.zendesk.com/hc/en-us/articles/4408834848154: full resolution time in business hours.",
        caveats: &[
            "Business hours are those of the schedule set on this screen, counted from the instants in the file; without a schedule, those that the file itself gives.",
            "Only solved tickets have one.",
        ],
        needs: &[
            Need::OneOf(
                &[Field::ResolutionBusinessTime, Field::ResolutionTime, Field::SolvedAt, Field::ClosedAt],
                "when a ticket was solved",
            ),
            Need::Field(Field::ResolutionBusinessTime),
        ],
        uses: &[],
        measure: Measure::Span { span: Span::ResolutionBusiness, at },
    }
}

pub(super) static MEDIAN: Metric = quantile(
    "resolution_business_median",
    "Resolution in business hours, median",
    "Half of the solved tickets were solved within this many business hours.",
    0.5,
);
pub(super) static P90: Metric = quantile(
    "resolution_business_p90",
    "Resolution in business hours, 90th percentile",
    "Nine in ten solved tickets were solved within this many business hours.",
    0.9,
);
