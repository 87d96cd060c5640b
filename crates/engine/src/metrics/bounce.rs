//! How often a ticket that the AI closed came back.

use super::clauses::{
    CLOSED_BY_AI, MATURE, NEEDS_AI, NEEDS_DONE, NEEDS_DONE_AT, NEEDS_PERSON, NEEDS_RETURN, WILSON,
};
use super::declare::{Clause, Measure, Metric, Test, Variant};
use model::outcome::Outcome;
use model::units::Unit;

pub(super) static METRIC: Metric = Metric {
    id: "bounce",
    label: "Bounce rate",
    meaning: "Of the tickets that the AI closed alone, the share that came back: reopened, or followed by another of the same \
              customer within the window.",
    unit: Unit::Share,
    higher_is_better: Some(false),
    formula: "tickets on the rung Bounced whose window has passed / tickets that the AI closed alone and whose window has passed",
    interval: WILSON,
    source: "Assay's own: the part of the assumed resolutions that durable resolution takes away. Intercom, “Fin AI Agent \
             Outcomes”, https://www.intercom.com/help/en/articles/8205718-fin-ai-agent-outcomes, takes such resolutions back \
             where the customer returns to the same conversation.",
    caveats: &[
        "A new question within the window counts as coming back unless returns are limited to the same topic.",
        "A return under another address or through a channel that is not in the file is not seen.",
    ],
    needs: &[NEEDS_AI, NEEDS_DONE, NEEDS_DONE_AT, NEEDS_PERSON, NEEDS_RETURN],
    uses: &[],
    measure: Measure::Share(&[Variant {
        id: "",
        label: "",
        needs: &[],
        of: &[CLOSED_BY_AI, MATURE],
        fallback: None,
        counts: &[Clause { label: "Came back", none: "came back", test: Test::On(&[Outcome::Bounced]) }],
    }]),
};
