//! The upper end of the bracket: silence counts as success.

use super::clauses::{AI, CLOSED_BY_AI, NEEDS_AI, NEEDS_DONE, NEEDS_PERSON, WILSON};
use super::declare::{Measure, Metric, Variant};
use model::units::Unit;

pub(super) static METRIC: Metric = Metric {
    id: "ceiling",
    label: "Assumed resolution",
    meaning: "Of the tickets that an AI answered, the share that the AI closed and no person replied to, whatever came \
              afterwards: what a vendor who takes silence for success would count.",
    unit: Unit::Share,
    higher_is_better: Some(true),
    formula: "tickets on the rungs Bounced, Too early to tell, Durable and Confirmed / tickets that an AI answered",
    interval: WILSON,
    source: "Intercom, “Fin AI Agent Outcomes”, https://www.intercom.com/help/en/articles/8205718-fin-ai-agent-outcomes: an \
             assumed resolution is one where the customer leaves without asking for more.",
    caveats: &[
        "It counts customers who came back as successes: it is the ceiling of the bracket, and too high as an estimate.",
        "Intercom takes a resolution back when the customer returns to the same conversation; this figure does not.",
        "A vendor that counts containment would add the customers who gave up.",
    ],
    needs: &[NEEDS_AI, NEEDS_DONE, NEEDS_PERSON],
    uses: &[],
    measure: Measure::Share(&[Variant {
        id: "",
        label: "",
        needs: &[],
        of: &[AI],
        fallback: None,
        counts: &[CLOSED_BY_AI],
    }]),
};
