//! How many tickets an AI answered at all.

use super::clauses::{AI, NEEDS_AI, WILSON};
use super::declare::{Measure, Metric, Variant};
use model::units::Unit;

pub(super) static METRIC: Metric = Metric {
    id: "involvement",
    label: "AI involvement",
    meaning: "The share of tickets in which an AI answered the customer.",
    unit: Unit::Share,
    higher_is_better: None,
    formula: "tickets that an AI answered / eligible tickets",
    interval: WILSON,
    source: "Intercom, “Fin AI Agent report”, https://www.intercom.com/help/en/articles/7837533-fin-report: conversations in \
             which Fin attempted an answer, out of all new conversations.",
    caveats: &[
        "It says where the AI was let in, not how good it is: a change of targeting moves it overnight.",
        "Drafts that a person sent do not count as an answer of the AI.",
    ],
    needs: &[NEEDS_AI],
    uses: &[],
    measure: Measure::Share(&[Variant {
        id: "",
        label: "",
        needs: &[],
        of: &[],
        fallback: None,
        counts: &[AI],
    }]),
};
