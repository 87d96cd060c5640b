//! Handoffs after which nobody answered.

use super::clauses::{AI, NEEDS_AI, NEEDS_PERSON, WILSON};
use super::declare::{Clause, Measure, Metric, Need, Test, Variant};
use super::seen;
use model::outcome::Outcome;
use model::units::Unit;

pub(super) static METRIC: Metric = Metric {
    id: "failed_handoff",
    label: "Failed handoffs",
    meaning: "Of the tickets that the AI handed over or tried to, the share in which no person ever replied.",
    unit: Unit::Share,
    higher_is_better: Some(false),
    formula: "tickets on the rung Failed handoff / tickets on the rungs Failed handoff and Escalated",
    interval: WILSON,
    source: "Zendesk, “What are the conversation statuses for AI agents”, \
             https://support.zendesk.com/hc/en-us/articles/8854858307610: “escalation failed”, an unsuccessful attempt to \
             escalate, is a status of its own.",
    caveats: &[
        "Handoffs of the last hours look failed until a person has had the time to answer.",
        "A reply outside the helpdesk, by telephone for instance, is not seen.",
    ],
    needs: &[
        NEEDS_AI,
        NEEDS_PERSON,
        Need::OneOf(seen::HANDOFF, "whether the AI tried to hand over"),
        Need::OneOf(seen::REPLIES, "whether a person replied"),
    ],
    uses: &[],
    measure: Measure::Share(&[Variant {
        id: "",
        label: "",
        needs: &[],
        of: &[
            AI,
            Clause {
                label: "Handed to a person, or tried to",
                none: "was handed to a person",
                test: Test::On(&[Outcome::FailedHandoff, Outcome::Escalated]),
            },
        ],
        fallback: None,
        counts: &[Clause {
            label: "No person replied",
            none: "was left without a reply",
            test: Test::On(&[Outcome::FailedHandoff]),
        }],
    }]),
};
