//! Assay's own, to compare the published ones with.

use super::clauses::AI;
use super::declare::{Clause, Definition, PLAIN, Test, Way};
use model::outcome::Outcome;

const MATURE: Clause = Clause {
    label: "Solved, and {days} have passed since",
    none: "was solved long enough ago: the {days} in which a customer may come back have not passed",
    test: Test::Passed(0),
};
const STAYED: Clause = Clause {
    label: "Stayed closed, no return",
    none: "stayed closed",
    test: Test::On(&[Outcome::Durable, Outcome::Confirmed]),
};
const CONFIRMED: Clause = Clause {
    label: "Confirmed by the customer, no return",
    none: "was confirmed",
    test: Test::On(&[Outcome::Confirmed]),
};

pub(super) static DURABLE: Definition = Definition {
    id: "assay_durable",
    vendor: "Assay",
    label: "Durable resolution",
    meaning: "The AI closed it alone, it was not reopened, and the customer did not come back within the window.",
    formula: "tickets on the rungs Durable and Confirmed / tickets that an AI answered and whose window has passed",
    source: "Assay's own, after ServiceNow's durable auto-resolution and Dialogflow's no call-back.",
    caveats: &["The window is the one on the Outcomes screen."],
    ways: &[Way { with: &[], own_words: "", of: &[AI, MATURE], counts: &[STAYED], approximated: &[] }],
    ..PLAIN
};

pub(super) static FLOOR: Definition = Definition {
    id: "assay_floor",
    vendor: "Assay",
    label: "Confirmed resolution",
    meaning: "The AI closed it alone, the customer said that it helped, and did not come back.",
    formula: "tickets on the rung Confirmed / tickets that an AI answered",
    source: "Assay's own: the lower end of the bracket.",
    caveats: &["Few customers say anything, so that this is a floor and no estimate."],
    ways: &[Way { with: &[], own_words: "", of: &[AI], counts: &[CONFIRMED], approximated: &[] }],
    ..PLAIN
};
