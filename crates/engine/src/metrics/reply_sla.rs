//! How often a promise of a first reply was kept.

use super::clauses::WILSON;
use super::declare::{Measure, Metric, Need};
use model::field::Field;
use model::filter::Dimension;
use model::units::Unit;

pub(super) static METRIC: Metric = Metric {
    id: "reply_sla",
    label: "First reply SLA kept",
    meaning: "Of the tickets whose promise is decided, the share that had its first reply within the time that was promised.",
    unit: Unit::Share,
    higher_is_better: Some(true),
    formula: "kept / (kept + broken); broken holds tickets that still wait past their time; those whose time has not run out are not counted",
    interval: WILSON,
    source: "Zendesk, “SLA attainment”, https://support.zendesk.com/hc/en-us/articles/4408827693594, with open tickets past their target \
             counted as broken, as the intention was.",
    caveats: &[
        "By the targets set on this screen where there are any, else by the file’s own word; the two are never mixed.",
        "Tickets closed without a first reply carry no promise of one. An AI that answers at once keeps every promise of a first reply.",
    ],
    needs: &[Need::Field(Field::ReplyBreached)],
    uses: &[],
    measure: Measure::Kept(Dimension::ReplySla),
};
