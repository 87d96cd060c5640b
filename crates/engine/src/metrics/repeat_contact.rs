//! How often the same customer came back.

use super::clauses::{
    AI_ONLY, AI_THEN_HUMAN, HUMAN_ONLY, MATURE, NEEDS_AI, NEEDS_DONE_AT, NEEDS_PERSON, RETURN_KNOWN, WILSON,
};
use super::declare::{Clause, Measure, Metric, Need, Test, Variant};
use model::field::Field;
use model::units::Unit;

const RETURNED: Clause = Clause {
    label: "The customer came back within {days}",
    none: "was followed by another",
    test: Test::Returned,
};

pub(super) static METRIC: Metric = Metric {
    id: "repeat_contact",
    label: "Repeat contact",
    meaning: "Of the solved tickets whose window has passed, the share after which the same customer wrote again within it.",
    unit: Unit::Share,
    higher_is_better: Some(false),
    formula: "tickets followed by another of the same requester within the window / solved tickets with a known requester whose \
              window has passed",
    interval: WILSON,
    source: "Google, Dialogflow CX, “Class MetricType”, \
             https://docs.cloud.google.com/python/docs/reference/dialogflow-cx/1.40.0/google.cloud.dialogflowcx_v3.types.Experiment.Result.MetricType: \
             contained sessions with no call back of the same user in 24 hours; WFM Labs, “First Contact Resolution”, \
             https://wiki.wfmlabs.org/wiki/First_Contact_Resolution: windows of 7 to 14 days are usual.",
    caveats: &[
        "Customers who write often come back anyway: compare handlers and periods, not the figure with zero.",
        "A return under another address or through a channel that is not in the file is not seen.",
    ],
    needs: &[Need::Field(Field::Requester), NEEDS_DONE_AT],
    uses: &[],
    measure: Measure::Share(&[
        Variant {
            id: "all",
            label: "All",
            needs: &[],
            of: &[MATURE, RETURN_KNOWN],
            fallback: None,
            counts: &[RETURNED],
        },
        Variant {
            id: "ai_only",
            label: "AI only",
            needs: &[NEEDS_AI, NEEDS_PERSON],
            of: &[MATURE, RETURN_KNOWN, AI_ONLY],
            fallback: None,
            counts: &[RETURNED],
        },
        Variant {
            id: "ai_then_human",
            label: "AI then human",
            needs: &[NEEDS_AI, NEEDS_PERSON],
            of: &[MATURE, RETURN_KNOWN, AI_THEN_HUMAN],
            fallback: None,
            counts: &[RETURNED],
        },
        Variant {
            id: "human_only",
            label: "Human only",
            needs: &[NEEDS_AI, NEEDS_PERSON],
            of: &[MATURE, RETURN_KNOWN, HUMAN_ONLY],
            fallback: None,
            counts: &[RETURNED],
        },
    ]),
};
