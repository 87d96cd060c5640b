//! The usual time to a solution.

use super::clauses::ORDER;
use super::declare::{Measure, Metric, Need};
use crate::query::Span;
use model::field::Field;
use model::units::Unit;

pub(super) static METRIC: Metric = Metric {
    id: "resolution_time_median",
    label: "Resolution time, median",
    meaning: "Half of the solved tickets were solved within this time.",
    unit: Unit::Seconds,
    higher_is_better: Some(false),
    formula: "median of the seconds from creation to the last solution, over solved tickets",
    interval: ORDER,
    source: "Zendesk, “About native Support time duration metrics”, https://support.zendesk.com/hc/en-us/articles/4408834848154: full \
             resolution time, from creation to the last time the ticket was solved.",
    caveats: &[
        "Only solved tickets have one: the slow tickets of recent days are still missing, which makes recent periods look fast.",
        "For tickets that close by themselves it measures the rule that closes them.",
    ],
    needs: &[Need::OneOf(
        &[Field::ResolutionTime, Field::SolvedAt, Field::ClosedAt],
        "when a ticket was solved",
    )],
    uses: &[],
    measure: Measure::Duration { span: Span::Resolution, at: 0.5 },
};
