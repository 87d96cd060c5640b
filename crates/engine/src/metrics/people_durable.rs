//! The measure of people's work that stands beside durable resolution of the AI.

use super::clauses::{HUMAN_ONLY, MATURE, NEEDS_AI, NEEDS_DONE_AT, NEEDS_PERSON, NEEDS_RETURN, WILSON};
use super::declare::{Clause, Measure, Metric, Test, Variant};
use model::field::Field;
use model::units::Unit;

pub(super) static METRIC: Metric = Metric {
    id: "people_durable",
    label: "Durable resolution by people",
    meaning: "Of the solved tickets that people alone handled, the share that stayed closed: no reopening, and the customer did \
              not come back within the window.",
    unit: Unit::Share,
    higher_is_better: Some(true),
    formula: "tickets that people alone handled, without a reopening and without a return within the window / tickets that people \
              alone handled, that are solved and whose window has passed",
    interval: WILSON,
    source: "Assay's own: what durable resolution asks of the AI, asked of people, after ServiceNow, “Overview tab” of the L1 \
             Service Desk AI Specialist, \
             https://www.servicenow.com/docs/r/it-service-management/perf-overview-l1-sd-ai-spec.html.",
    caveats: &[
        "People get the harder tickets: a gap to the AI is not yet a difference in skill.",
        "People hand nothing over, so this figure has no tickets that were given up; durable resolution of the AI has.",
        "A return through a channel that is not in the file, or under another address, is not seen.",
    ],
    needs: &[NEEDS_AI, NEEDS_DONE_AT, NEEDS_PERSON, NEEDS_RETURN],
    uses: &[Field::Requester, Field::Reopens],
    measure: Measure::Share(&[Variant {
        id: "",
        label: "",
        needs: &[],
        of: &[HUMAN_ONLY, MATURE],
        fallback: None,
        counts: &[
            Clause { label: "Not reopened", none: "stayed closed", test: Test::NotReopened },
            Clause {
                label: "Stayed closed, and the customer did not come back",
                none: "stayed closed",
                test: Test::NotReturned,
            },
        ],
    }]),
};
