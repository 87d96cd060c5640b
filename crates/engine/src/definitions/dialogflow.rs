//! Google Dialogflow CX: contained, and no call-back within a day.

use super::clauses::{AI, NOT_HANDED_OVER};
use super::declare::{Clause, Definition, PLAIN, Test, Way};
use model::definition::Tells;

const SOURCE: &str = "Google, Dialogflow CX, Experiment.Result.MetricType, CONTAINED_SESSION_NO_CALLBACK_RATE, \
                      https://docs.cloud.google.com/python/docs/reference/dialogflow-cx/latest/google.cloud.dialogflowcx_v3.types.Experiment.Result.MetricType: \
                      contained sessions whose user does not call back within 24 hours.";
const TWO_READINGS: &str =
    "The published sentence can be read as a share of all sessions or of the contained ones; both are here.";
const BACK: Test = Test::Back(1);
const DAY_PASSED: Clause = Clause {
    label: "Solved, and 24 hours have passed since",
    none: "was solved at least 24 hours before the file ends",
    test: Test::Passed(1),
};
const STAYED: Clause = Clause {
    label: "No return within 24 hours",
    none: "was without a return within 24 hours",
    test: Test::Not(&BACK),
};
const APPROXIMATED: &[&str] = &["A session is a ticket here, and its end is when the ticket was solved."];

pub(super) static OF_ALL: Definition = Definition {
    id: "dialogflow_no_callback",
    vendor: "Dialogflow CX",
    label: "Contained, no call-back in 24 h",
    meaning: "No person took part, and the customer did not come back within a day.",
    formula: "sessions without a handoff whose user did not return in 24 hours / sessions that ended 24 hours ago",
    source: SOURCE,
    caveats: &[
        TWO_READINGS,
        "The only published containment with a test for returns; a day is short for e-mail.",
    ],
    ways: &[Way {
        with: &[],
        own_words: "",
        of: &[AI, DAY_PASSED],
        counts: &[NOT_HANDED_OVER, STAYED],
        approximated: APPROXIMATED,
    }],
    ..PLAIN
};

pub(super) static OF_CONTAINED: Definition = Definition {
    tells: Tells::Held,
    id: "dialogflow_of_contained",
    vendor: "Dialogflow CX",
    label: "No call-back in 24 h, of contained",
    meaning: "Of the sessions without a person, those whose customer did not come back within a day.",
    formula: "sessions without a handoff whose user did not return in 24 hours / sessions without a handoff",
    source: SOURCE,
    caveats: &[
        TWO_READINGS,
        "It says nothing of the sessions that were handed over: it can rise while containment falls.",
    ],
    ways: &[Way {
        with: &[],
        own_words: "",
        of: &[AI, DAY_PASSED, NOT_HANDED_OVER],
        counts: &[STAYED],
        approximated: APPROXIMATED,
    }],
    ..PLAIN
};
