//! How often the AI hands over.

use super::clauses::{AI, NEEDS_AI, NEEDS_PERSON, WILSON};
use super::declare::{Clause, Measure, Metric, Test, Variant};
use model::field::Field;
use model::outcome::Outcome;
use model::units::Unit;

pub(super) static METRIC: Metric = Metric {
    id: "escalation",
    label: "Escalation",
    meaning: "Of the tickets that an AI answered, the share that went on to a person, or was meant to.",
    unit: Unit::Share,
    higher_is_better: None,
    formula: "tickets on the rungs Escalated and Failed handoff / tickets that an AI answered",
    interval: WILSON,
    source: "HubSpot, “All-new reporting experience for Customer Agent”, as quoted on \
             https://blog.mediaposte-martech.com/en/mediaposte-martech-hubspot-feature-updates/all-new-reporting-experience-for-customer-agent: \
             handoff rate, conversations that were transferred to a human agent. Failed handoffs are added here.",
    caveats: &[
        "Lower is not better: an AI that never hands over keeps customers it can not help.",
        "Handovers that are planned steps of a procedure count as well.",
    ],
    needs: &[NEEDS_AI, NEEDS_PERSON],
    uses: &[Field::AiHandedOff, Field::AiOutcome, Field::HumanReplies, Field::FirstHumanReplyAt],
    measure: Measure::Share(&[Variant {
        id: "",
        label: "",
        needs: &[],
        of: &[AI],
        fallback: None,
        counts: &[Clause {
            label: "Handed to a person, or tried to",
            none: "was handed to a person",
            test: Test::On(&[Outcome::FailedHandoff, Outcome::Escalated]),
        }],
    }]),
};
