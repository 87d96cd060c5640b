//! The lower end of the bracket: what the customer confirmed.

use super::clauses::{AI, NEEDS_AI, NEEDS_CONFIRM, NEEDS_DONE, NEEDS_PERSON, WILSON};
use super::declare::{Clause, Measure, Metric, Test, Variant};
use model::outcome::Outcome;
use model::units::Unit;

pub(super) static METRIC: Metric = Metric {
    id: "floor",
    label: "Confirmed resolution",
    meaning: "Of the tickets that an AI answered, the share that the AI closed alone and the customer confirmed or rated well.",
    unit: Unit::Share,
    higher_is_better: Some(true),
    formula: "tickets on the rung Confirmed / tickets that an AI answered",
    interval: WILSON,
    source: "Intercom, “Fin AI Agent Outcomes”, https://www.intercom.com/help/en/articles/8205718-fin-ai-agent-outcomes: a \
             confirmed resolution is one where the customer says that the answer was satisfactory.",
    caveats: &[
        "Most customers never answer: this is the floor of the bracket, and too low as an estimate.",
        "Where ratings are the only sign, it moves with the response rate of the survey.",
    ],
    needs: &[NEEDS_AI, NEEDS_DONE, NEEDS_PERSON, NEEDS_CONFIRM],
    uses: &[],
    measure: Measure::Share(&[Variant {
        id: "",
        label: "",
        needs: &[],
        of: &[AI],
        fallback: None,
        counts: &[Clause {
            label: "Confirmed by the customer",
            none: "was confirmed by the customer",
            test: Test::On(&[Outcome::Confirmed]),
        }],
    }]),
};
