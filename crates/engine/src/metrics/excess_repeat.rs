//! How much more often customers came back than they write anyway.

use super::clauses::{CLUSTERED_MEAN, NEEDS_DONE_AT};
use super::declare::{ByCase, Measure, Metric, Need};
use crate::definitions::clauses::{KNOWN_REQUESTER, PASSED, SEEN_BEFORE};
use crate::definitions::declare::{Clause, Test};
use model::field::Field;
use model::units::Unit;

const SOURCE: &str = "Assay's own. The chance that a customer would have written anyway is estimated without bias for customers who \
                      write at a constant rate: J. F. Tate and R. L. Goen, “Minimum Variance Unbiased Estimation for the Truncated \
                      Poisson Distribution”, 1958, Annals of Mathematical Statistics 29:755-765.";
const HISTORY: &str = "Only tickets whose customer was first seen in the file at least the window before count: of new customers \
                       nobody knows how often they write. Their number stands in the steps.";
const BURSTS: &str = "Earlier returns after poor answers are part of what a customer writes anyway: where a customer came back often \
                      before, this takes too much away and not too little.";
const NOT_A_PART: &str = "That of the same topic is no part of that of any topic, and can be the larger: fewer of its returns are \
                          taken for what would have come anyway.";
const NO_EFFECT: &str =
    "An excess of AI over people is not yet an effect of the AI: they get different tickets.";

/// With anything.
pub(super) static ANY: Metric = Metric {
    id: "excess_any",
    label: "Excess repeat contact, any topic",
    meaning: "How many more of the tickets were followed by another of the same customer than would have been if the customer had \
              written as often as before.",
    unit: Unit::SharePoints,
    higher_is_better: Some(false),
    formula: "mean over tickets of: 1 if the customer came back within the window N, else 0, less 1 − (1 − N/w)^m, where w is the time \
              from the customer's first ticket to this one and m the number of tickets in between, neither of the two counted; solved \
              tickets whose window has passed, of customers with w of at least N",
    interval: CLUSTERED_MEAN,
    source: SOURCE,
    caveats: &[HISTORY, BURSTS, NOT_A_PART, NO_EFFECT],
    needs: &[Need::Field(Field::Requester), NEEDS_DONE_AT],
    uses: &[],
    measure: Measure::ByCase(&ByCase {
        of: &[PASSED, KNOWN_REQUESTER, SEEN_BEFORE],
        counts: &[Clause {
            label: "The customer came back within {days}",
            none: "was followed by another",
            test: Test::Back(0),
        }],
        excess: Some(0),
        tells_ai_only: true,
        without: &[],
    }),
};

/// With the same topic.
pub(super) static SAME: Metric = Metric {
    id: "excess_same",
    label: "Excess repeat contact, same topic",
    meaning: "How many more of the tickets were followed by another of the same customer on the same topic than would have been if the \
              customer had written about it as often as before.",
    unit: Unit::SharePoints,
    higher_is_better: Some(false),
    formula: "as for any topic, with returns on the same topic, and with m the number of tickets on that topic between the customer's \
              first ticket of all and this one",
    interval: CLUSTERED_MEAN,
    source: SOURCE,
    caveats: &[HISTORY, BURSTS, NOT_A_PART, NO_EFFECT],
    needs: &[Need::Field(Field::Requester), Need::Field(Field::Topic), NEEDS_DONE_AT],
    uses: &[],
    measure: Measure::ByCase(&ByCase {
        of: &[PASSED, KNOWN_REQUESTER, SEEN_BEFORE],
        counts: &[Clause {
            label: "The customer came back with the same topic within {days}",
            none: "was followed by another on the same topic",
            test: Test::BackSameTopic(0),
        }],
        excess: Some(1),
        tells_ai_only: true,
        without: &[],
    }),
};
