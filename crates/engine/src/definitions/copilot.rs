//! Microsoft Copilot Studio: outcomes of engaged sessions.

use super::clauses::{AI, DONE, HANDED, NOT_HANDED_OVER, NOTHING_AGAINST};
use super::declare::{Clause, Definition, PLAIN, Test, Way};
use crate::dataset::AiOutcome;
use model::definition::Tells;
use model::field::Field;
use model::outcome::RatingState;

const SOURCE: &str = "Microsoft, “Measuring copilot outcomes”, \
                      https://learn.microsoft.com/en-us/microsoft-copilot-studio/guidance/measuring-outcomes: an engaged session is \
                      resolved (confirmed, or implied when it timed out), escalated or abandoned; sessions without engagement are \
                      kept apart.";
const ENGAGED: &str =
    "Engagement means that one of the agent's own topics was started; here, that the AI answered.";
const WORD_RESOLVED: Clause = Clause {
    label: "The file says: resolved, confirmed or implied",
    none: "was resolved",
    test: Test::Vendor(&[AiOutcome::Confirmed, AiOutcome::Assumed, AiOutcome::Contained]),
};
const GIVEN_UP: Clause = Clause {
    label: "Given up, or rated badly",
    none: "was given up",
    test: Test::Any(&[Test::VendorAgainst, Test::Rated(&[RatingState::Bad])]),
};

pub(super) static RESOLVED: Definition = Definition {
    id: "copilot_resolved",
    vendor: "Copilot Studio",
    label: "Resolved, confirmed or implied",
    meaning: "The customer confirmed, or the session timed out after the answer.",
    formula: "engaged sessions resolved, confirmed or implied / engaged sessions",
    source: SOURCE,
    caveats: &[
        "Implied success is silence; the product stores for each session which of the two it was.",
        ENGAGED,
    ],
    ways: &[
        Way {
            with: &[Field::AiOutcome],
            own_words: "copilot",
            of: &[AI],
            counts: &[WORD_RESOLVED],
            approximated: &[],
        },
        Way {
            with: &[],
            own_words: "",
            of: &[AI],
            counts: &[NOT_HANDED_OVER, NOTHING_AGAINST, DONE],
            approximated: &[
                "Silence after the AI's answer on a ticket that was closed stands for implied success.",
            ],
        },
    ],
    ..PLAIN
};

pub(super) static ESCALATED: Definition = Definition {
    id: "copilot_escalated",
    vendor: "Copilot Studio",
    label: "Escalated",
    meaning: "The session was handed to a person.",
    tells: Tells::HandedOver,
    formula: "engaged sessions escalated / engaged sessions",
    source: SOURCE,
    caveats: &[ENGAGED],
    ways: &[Way { with: &[], own_words: "", of: &[AI], counts: &[HANDED], approximated: &[] }],
    ..PLAIN
};

pub(super) static ABANDONED: Definition = Definition {
    id: "copilot_abandoned",
    vendor: "Copilot Studio",
    label: "Abandoned",
    meaning: "The customer left an engaged session without a result.",
    tells: Tells::Unclear,
    formula: "engaged sessions abandoned / engaged sessions",
    source: SOURCE,
    caveats: &[ENGAGED],
    ways: &[Way {
        with: &[],
        own_words: "",
        of: &[AI],
        counts: &[NOT_HANDED_OVER, GIVEN_UP],
        approximated: &[
            "Told by a bad rating or the vendor's word; who left in silence is taken for implied success.",
        ],
    }],
    ..PLAIN
};
