//! Resolution by anyone.

use super::clauses::{MATURE, NEEDS_DONE_AT, REOPEN_KNOWN, WILSON};
use super::declare::{Clause, Measure, Metric, Need, Test, Variant};
use model::field::Field;
use model::units::Unit;

pub(super) static METRIC: Metric = Metric {
    id: "resolution",
    label: "Resolution, any handler",
    meaning: "Of the solved tickets whose window has passed, the share that was never reopened, whoever handled it.",
    unit: Unit::Share,
    higher_is_better: Some(true),
    formula: "solved tickets without a reopening / solved tickets whose window has passed",
    interval: WILSON,
    source: "KPI Tree, “Conversation Resolution Rate”, https://kpitree.co/integrations/intercom/conversation-resolution-rate: \
             conversations closed and not re-opened within a window. Here over solved tickets.",
    caveats: &[
        "Tickets that are not solved are in neither part: open is not failed.",
        "A customer who writes a new ticket instead of reopening the old one is not seen; repeat contact shows these.",
    ],
    needs: &[Need::Field(Field::Reopens), NEEDS_DONE_AT],
    uses: &[],
    measure: Measure::Share(&[Variant {
        id: "",
        label: "",
        needs: &[],
        of: &[MATURE, REOPEN_KNOWN],
        fallback: None,
        counts: &[Clause { label: "Not reopened", none: "stayed closed", test: Test::Reopened(false) }],
    }]),
};
