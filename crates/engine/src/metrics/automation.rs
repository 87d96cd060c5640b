//! What share of all support the AI took over for good.

use super::clauses::{MATURE, NEEDS_AI, NEEDS_DONE_AT, NEEDS_PERSON, NEEDS_RETURN, WILSON};
use super::declare::{Clause, Measure, Metric, Test, Variant};
use model::field::Field;
use model::outcome::Outcome;
use model::units::Unit;

pub(super) static METRIC: Metric = Metric {
    id: "automation",
    label: "Automation rate",
    meaning: "Of all tickets, the share that the AI resolved alone and for good.",
    unit: Unit::Share,
    higher_is_better: Some(true),
    formula: "tickets on the rungs Durable and Confirmed whose window has passed / eligible tickets, answered by an AI or not, \
              that are solved and whose window has passed",
    interval: WILSON,
    source: "Intercom, “Fin AI Agent automation rate”, \
             https://fin.ai/help/en/articles/13560797-fin-ai-agent-automation-rate: involvement rate times resolution rate. \
             Here with the durable resolution in place of the assumed one.",
    caveats: &[
        "Numerator and denominator both hold only solved tickets whose window has passed, so that recent days do not pull it \
         down.",
        "It can rise because the AI is let in more often, with no ticket resolved any better: read it with involvement.",
    ],
    needs: &[NEEDS_AI, NEEDS_DONE_AT, NEEDS_PERSON, NEEDS_RETURN],
    uses: &[Field::Status, Field::Rating, Field::AiOutcome],
    measure: Measure::Share(&[Variant {
        id: "",
        label: "",
        needs: &[],
        of: &[MATURE],
        fallback: None,
        counts: &[Clause {
            label: "Closed by the AI, and stayed closed",
            none: "was closed by the AI and stayed closed",
            test: Test::On(&[Outcome::Durable, Outcome::Confirmed]),
        }],
    }]),
};
