//! Conditions that several metrics share, with the words in which they are explained, and the needs that go with them.

use super::declare::{Clause, Need, Test};
use super::seen;
use model::field::Field;
use model::outcome::HandledBy;

/// An AI answered the customer.
pub(crate) const AI: Clause =
    Clause { label: "Answered by an AI", none: "was answered by an AI", test: Test::AiInvolved };
/// Closed by the AI, no person replied.
pub(crate) const CLOSED_BY_AI: Clause = Clause {
    label: "Closed by the AI without a person",
    none: "was closed by the AI alone",
    test: Test::ClosedByAi,
};
/// Solved or closed.
pub(crate) const DONE: Clause = Clause { label: "Solved or closed", none: "is solved yet", test: Test::Done };
/// The window has passed.
pub(crate) const MATURE: Clause = Clause {
    label: "Solved, and {days} have passed since",
    none: "was solved long enough ago: the {days} in which a customer may come back have not passed",
    test: Test::Mature,
};
/// Rated.
pub(crate) const RATED: Clause =
    Clause { label: "Rated by the customer", none: "was rated", test: Test::Rated };
/// Rated well.
pub(crate) const RATED_GOOD: Clause =
    Clause { label: "Rated well", none: "was rated well", test: Test::RatedGood };
/// Not rated badly.
pub(crate) const NOT_RATED_BAD: Clause =
    Clause { label: "Rated well, or not rated", none: "was spared a bad rating", test: Test::NotRatedBad };
/// A survey was offered.
pub(crate) const SURVEYED: Clause =
    Clause { label: "Asked for a rating", none: "was followed by a survey", test: Test::SurveyOffered };
/// The file tells about reopening.
pub(crate) const REOPEN_KNOWN: Clause =
    Clause { label: "Known whether reopened", none: "has a count of reopens", test: Test::ReopenKnown };
/// The file tells about a return.
pub(crate) const RETURN_KNOWN: Clause =
    Clause { label: "Requester known", none: "has a known requester", test: Test::ReturnKnown };
/// Only the AI answered.
pub(crate) const AI_ONLY: Clause = Clause {
    label: "Handled by the AI only",
    none: "was handled by the AI only",
    test: Test::HandledBy(&[HandledBy::AiOnly]),
};
/// The AI, then a person.
pub(crate) const AI_THEN_HUMAN: Clause = Clause {
    label: "Handled by the AI, then a person",
    none: "was handled by the AI and then a person",
    test: Test::HandledBy(&[HandledBy::AiThenHuman]),
};
/// Only people.
pub(crate) const HUMAN_ONLY: Clause = Clause {
    label: "Handled by people only",
    none: "was handled by people only",
    test: Test::HandledBy(&[HandledBy::HumanOnly]),
};

/// The file tells which tickets an AI answered.
pub(crate) const NEEDS_AI: Need = Need::Field(Field::AiInvolved);
/// The file tells which tickets are solved.
pub(crate) const NEEDS_DONE: Need = Need::OneOf(seen::DONE, "which tickets are solved");
/// The file tells when tickets were solved.
pub(crate) const NEEDS_DONE_AT: Need = Need::OneOf(seen::DONE_AT, "when a ticket was solved");
/// The file tells whether a person took part.
pub(crate) const NEEDS_PERSON: Need = Need::OneOf(seen::PERSON, "whether a person took part");
/// The file tells whether a solution held.
pub(crate) const NEEDS_RETURN: Need = Need::OneOf(seen::RETURN, "whether the customer came back");
/// The file tells whether the customer confirmed.
pub(crate) const NEEDS_CONFIRM: Need =
    Need::OneOf(seen::CONFIRM, "whether the customer confirmed the solution");

/// Wilson's interval.
pub(crate) const WILSON: &str = "95%, Wilson score interval (E. B. Wilson, 1927, Journal of the American Statistical Association 22:209-212). \
     Tickets of one customer are more alike than others: where customers come back, the interval is that of as many independent tickets \
     as these tell as much as (E. L. Korn and B. I. Graubard, 1998, Survey Methodology 24:193-201). Points over time take tickets for \
     independent.";
/// Interval of a mean where customers repeat.
pub(crate) const CLUSTERED_MEAN: &str = "95%, Student's t, by the variance of the linearised ratio over customers: tickets of one customer are more alike than those of \
     several (W. G. Cochran, Sampling Techniques, 3rd edition, section 3.12). Unequal customers count as n² / Σ nᵢ² equal ones.";
/// Newcombe's interval.
pub(crate) const NEWCOMBE: &str = "95%, Newcombe's hybrid score interval for the difference of two independent shares \
     (R. G. Newcombe, 1998, Statistics in Medicine 17:873-890, method 10), from the intervals of both, each as wide as tickets of the \
     same customers make it.";
/// Student's interval.
pub(crate) const STUDENT: &str = "95%, Student's t for a mean (W. S. Gosset, 1908, Biometrika 6:1-25). Where customers come back, with the variance of \
     the linearised ratio over customers (W. G. Cochran, Sampling Techniques, 3rd edition, section 3.12), never narrower. Points of charts \
     take tickets for independent.";
/// Interval of a quantile.
pub(crate) const ORDER: &str = "95%, between two order statistics whose ranks the binomial distribution gives; \
     exact for any shape of the distribution (W. J. Conover, Practical Nonparametric Statistics, 3.2).";
