//! Salesforce Agentforce: outcomes of a session, with a class for what cannot be told.

use super::clauses::{AI, CONFIRMED, DONE, NOT_HANDED_OVER, NOTHING_AGAINST};
use super::declare::{Changed, Clause, Definition, PLAIN, Test, Way};
use crate::dataset::AiOutcome;
use model::definition::Tells;
use model::outcome::RatingState;
use model::units::Day;

const SOURCE: &str = "Salesforce, “Agentforce outcome logic” (since 9 June 2026), \
                      https://help.salesforce.com/s/articleView?id=005305353: escalated; else abandoned; else deflected, where a \
                      language model ranks the session 4 or 5 of 5; else ambiguous.";
const CHANGES: &[Changed] = &[Changed {
    day: Day::from_ymd(2026, 6, 9),
    what: "Salesforce judges each session by a language model's rank, and calls the rest ambiguous.",
}];
const RANK: &str = "The rank of a language model is not in a file: the customer's confirmation or a good rating stands for a rank of \
                    4 or 5, a bad rating or the vendor's word for an abandoned session.";

const UNCONFIRMED: Clause = Clause {
    label: "Nothing said either way",
    none: "was left in silence",
    test: Test::Not(&Test::Any(&[Test::Vendor(&[AiOutcome::Confirmed]), Test::Rated(&[RatingState::Good])])),
};

pub(super) static DEFLECTED: Definition = Definition {
    id: "salesforce_deflected",
    billed_for: "salesforce",
    vendor: "Salesforce Agentforce",
    label: "Deflected",
    meaning: "A session that was neither escalated nor abandoned and was judged a success.",
    formula: "sessions judged a success, neither escalated nor abandoned / sessions with the AI",
    source: SOURCE,
    changes: CHANGES,
    caveats: &[
        "Silence is no success here: what nobody speaks for is ambiguous. That is stricter than most definitions.",
    ],
    ways: &[Way {
        with: &[],
        own_words: "",
        of: &[AI],
        counts: &[NOT_HANDED_OVER, DONE, NOTHING_AGAINST, CONFIRMED],
        approximated: &[RANK],
    }],
    ..PLAIN
};

pub(super) static AMBIGUOUS: Definition = Definition {
    id: "salesforce_ambiguous",
    vendor: "Salesforce Agentforce",
    label: "Ambiguous",
    meaning: "A session that was neither escalated, nor abandoned, nor judged a success: nothing is claimed of it.",
    tells: Tells::Unclear,
    formula: "sessions neither escalated, abandoned nor judged a success / sessions with the AI",
    source: SOURCE,
    changes: CHANGES,
    caveats: &["Most assumed resolutions of other definitions stand here."],
    ways: &[Way {
        with: &[],
        own_words: "",
        of: &[AI],
        counts: &[NOT_HANDED_OVER, NOTHING_AGAINST, UNCONFIRMED],
        approximated: &[RANK],
    }],
    ..PLAIN
};
