//! AI tickets that no person touched.

use super::clauses::{AI, AI_ONLY, NEEDS_AI, NEEDS_PERSON, WILSON};
use super::declare::{Measure, Metric, Variant};
use model::units::Unit;

pub(super) static METRIC: Metric = Metric {
    id: "containment",
    label: "Containment",
    meaning: "Of the tickets that an AI answered, the share in which no person took part.",
    unit: Unit::Share,
    higher_is_better: None,
    formula: "tickets that an AI answered and no person did / tickets that an AI answered",
    interval: WILSON,
    source: "HubSpot, “All-new reporting experience for Customer Agent”, as quoted on \
             https://blog.mediaposte-martech.com/en/mediaposte-martech-hubspot-feature-updates/all-new-reporting-experience-for-customer-agent: \
             conversations without a human agent, called deflection there; every resolution is one, but not the reverse.",
    caveats: &[
        "It can not tell a satisfied customer from one who gave up, waits for a person in vain, or is still being answered.",
        "Read it beside failed handoffs and durable resolution.",
    ],
    needs: &[NEEDS_AI, NEEDS_PERSON],
    uses: &[],
    measure: Measure::Share(&[Variant {
        id: "",
        label: "",
        needs: &[],
        of: &[AI],
        fallback: None,
        counts: &[AI_ONLY],
    }]),
};
