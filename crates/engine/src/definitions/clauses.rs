//! Conditions that several definitions share, with their words.

use super::declare::{Clause, Test};
use crate::dataset::AiOutcome;
use model::outcome::RatingState;

const PERSON: Test = Test::Person;
const HANDED_OFF: Test = Test::HandedOff;
const REOPENED: Test = Test::Reopened;
const AGAINST: Test = Test::Any(&[Test::VendorAgainst, Test::Rated(&[RatingState::Bad])]);
const HANDED_OVER: Test = Test::Any(&[PERSON, HANDED_OFF]);

/// An AI answered.
pub(super) const AI: Clause =
    Clause { label: "Answered by an AI", none: "was answered by an AI", test: Test::Ai };
/// Solved or closed.
pub(crate) const DONE: Clause = Clause { label: "Solved or closed", none: "is solved yet", test: Test::Done };
/// No person took part.
pub(super) const NO_PERSON: Clause =
    Clause { label: "No person replied", none: "was without a person", test: Test::Not(&PERSON) };
/// Neither handed over nor answered by a person.
pub(super) const NOT_HANDED_OVER: Clause = Clause {
    label: "Not handed over to a person",
    none: "stayed with the AI",
    test: Test::Not(&HANDED_OVER),
};
/// Handed over, or answered by a person.
pub(super) const HANDED: Clause =
    Clause { label: "Handed over to a person", none: "was handed over to a person", test: HANDED_OVER };
/// Not reopened.
pub(crate) const NOT_REOPENED: Clause =
    Clause { label: "Not reopened", none: "stayed closed", test: Test::Not(&REOPENED) };
/// No word against it.
pub(super) const NOTHING_AGAINST: Clause = Clause {
    label: "No bad rating, and not given up",
    none: "was without a word against it",
    test: Test::Not(&AGAINST),
};
/// Three days of silence.
pub(super) const THREE_DAYS: Clause = Clause {
    label: "Solved, and 72 hours have passed since",
    none: "was solved at least 72 hours before the file ends",
    test: Test::Passed(3),
};
/// The customer said so.
pub(super) const CONFIRMED: Clause = Clause {
    label: "Confirmed, or rated well",
    none: "was confirmed by the customer",
    test: Test::Any(&[Test::Vendor(&[AiOutcome::Confirmed]), Test::Rated(&[RatingState::Good])]),
};
/// Rated well.
pub(super) const RATED_GOOD: Clause =
    Clause { label: "Rated well", none: "was rated well", test: Test::Rated(&[RatingState::Good]) };
/// The window has passed.
pub(crate) const PASSED: Clause = Clause {
    label: "Solved, and {days} have passed since",
    none: "was solved long enough ago: the {days} in which a customer may come back have not passed",
    test: Test::Passed(0),
};
/// It is known who asked.
pub(crate) const KNOWN_REQUESTER: Clause =
    Clause { label: "Requester known", none: "has a known requester", test: Test::KnownRequester };
/// Its customer has a history.
pub(crate) const SEEN_BEFORE: Clause = Clause {
    label: "Customer first seen {days} or more before",
    none: "is of a customer who was seen {days} or more before",
    test: Test::SeenBefore,
};
