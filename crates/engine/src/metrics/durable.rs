//! The middle of the bracket, and its headline: resolutions that held.

use super::clauses::{AI, MATURE, NEEDS_AI, NEEDS_DONE_AT, NEEDS_PERSON, NEEDS_RETURN, WILSON};
use super::declare::{Clause, Measure, Metric, Test, Variant};
use model::field::Field;
use model::outcome::Outcome;
use model::units::Unit;

pub(super) static METRIC: Metric = Metric {
    id: "durable",
    label: "Durable resolution",
    meaning: "Of the tickets that an AI answered, the share that the AI closed alone and that stayed closed: no reopening, \
              and the customer did not come back within the window.",
    unit: Unit::Share,
    higher_is_better: Some(true),
    formula: "tickets on the rungs Durable and Confirmed whose window has passed / tickets that an AI answered, that are \
              solved and whose window has passed",
    interval: WILSON,
    source: "ServiceNow, “Overview tab” of the L1 Service Desk AI Specialist, \
             https://www.servicenow.com/docs/r/it-service-management/perf-overview-l1-sd-ai-spec.html: durable auto-resolve \
             rate, resolved without reassigning to a person, and not reopened.",
    caveats: &[
        "Silence is not thanks: some customers who did not come back gave up.",
        "Only solved tickets whose window has passed are in either part. Handoffs are often solved later than what the \
         AI closes, or never, so this figure reads too high in short and recent periods: by about four points of 55% in \
         simulated data of two weeks, by one in data of three months.",
        "A return through a channel that is not in the file, or under another address, is not seen.",
        "A customer who comes back with a new question within the window counts against the AI unless returns are limited to \
         the same topic.",
    ],
    needs: &[NEEDS_AI, NEEDS_DONE_AT, NEEDS_PERSON, NEEDS_RETURN],
    uses: &[Field::Status, Field::Rating, Field::AiOutcome],
    measure: Measure::Share(&[Variant {
        id: "",
        label: "",
        needs: &[],
        of: &[AI, MATURE],
        fallback: None,
        counts: &[Clause {
            label: "Closed by the AI, and stayed closed",
            none: "was closed by the AI and stayed closed",
            test: Test::On(&[Outcome::Durable, Outcome::Confirmed]),
        }],
    }]),
};
