//! How many customers gave up on the AI.

use super::clauses::{AI, NEEDS_AI, NEEDS_PERSON, WILSON};
use super::declare::{Clause, Measure, Metric, Need, Test, Variant};
use super::seen;
use model::outcome::Outcome;
use model::units::Unit;

pub(super) static METRIC: Metric = Metric {
    id: "abandonment",
    label: "Abandonment",
    meaning: "Of the tickets that an AI answered, the share in which the customer gave up: nobody answered the last thing that was \
              asked, and no person took part.",
    unit: Unit::Share,
    higher_is_better: Some(false),
    formula: "tickets on the rung Abandoned / tickets that an AI answered; abandoned by the helpdesk's word, or closed while the last \
              public message was the customer's and is a question, a complaint, or an earlier message once more",
    interval: WILSON,
    source: "Microsoft, “Measure agent outcomes”, https://learn.microsoft.com/en-us/microsoft-copilot-studio/guidance/measuring-outcomes: \
             abandoned sessions stand apart from resolved and escalated ones. What a customer's last message is, is told by a rule of \
             Assay's own.",
    caveats: &[
        "Questions are told by their mark, in any language; complaints by phrases in English, German, French, Spanish, Portuguese, \
         Italian and Dutch. What is asked otherwise is not seen, so the true share is higher rather than lower.",
        "Containment and deflection count these tickets as successes.",
        "A good rating or a confirmation outweighs how the last message looks.",
    ],
    needs: &[NEEDS_AI, NEEDS_PERSON, Need::OneOf(seen::GIVEN_UP, "where the customer gave up")],
    uses: &[],
    measure: Measure::Share(&[Variant {
        id: "",
        label: "",
        needs: &[],
        of: &[AI],
        fallback: None,
        counts: &[Clause {
            label: "The customer gave up",
            none: "was given up by the customer",
            test: Test::On(&[Outcome::Abandoned]),
        }],
    }]),
};
