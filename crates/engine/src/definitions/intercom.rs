//! Intercom's Fin: resolutions, confirmed and assumed, and outcomes.

use super::clauses::{AI, DONE, NOT_HANDED_OVER, NOT_REOPENED, NOTHING_AGAINST, RATED_GOOD};
use super::declare::{Changed, Clause, Definition, PLAIN, Test, Way};
use crate::dataset::AiOutcome;
use model::field::Field;
use model::outcome::RatingState;
use model::units::Day;

const SOURCE: &str = "Intercom, “Fin AI Agent resolutions”, https://www.intercom.com/help/en/articles/8205718-fin-resolutions: after \
                      Fin's last answer the customer confirms, or leaves without asking for more.";
const OUTCOMES: &str = "Intercom, “Understanding Fin outcomes”, \
                        https://www.intercom.com/help/en/articles/13513868-understanding-fin-outcomes: a resolution, or a handoff \
                        that is a step of a Procedure.";
/// A handoff became billable.
const CHANGES: &[Changed] = &[Changed {
    day: Day::from_ymd(2026, 3, 12),
    what: "Intercom bills outcomes in place of resolutions: a Procedure that ends in a handoff counts as well.",
}];
const RETURNS: &str = "A resolution is taken back where the customer returns to the same conversation; a new conversation, an e-mail \
                       or a call is not seen.";
const GREETINGS: &str = "Fin does not count conversations in which it only greeted. Where an export counts no messages, they cannot \
                         be told.";
const BY_EVIDENCE: &str = "The file has no outcome in Fin's words; a ticket that the AI closed alone, without a bad word and without \
                           being reopened, is taken for a resolution.";

const WORD_CONFIRMED: Clause = Clause {
    label: "Fin says: confirmed",
    none: "was confirmed by the customer",
    test: Test::Vendor(&[AiOutcome::Confirmed]),
};
const WORD_ASSUMED: Clause = Clause {
    label: "Fin says: assumed",
    none: "was left in silence",
    test: Test::Vendor(&[AiOutcome::Assumed, AiOutcome::Contained]),
};
const WORD_RESOLVED: Clause = Clause {
    label: "Fin says: resolved",
    none: "was resolved by Fin's count",
    test: Test::Vendor(&[AiOutcome::Confirmed, AiOutcome::Assumed, AiOutcome::Contained]),
};
const WORD_OUTCOME: Clause = Clause {
    label: "Fin says: resolved, or handed over by a Procedure",
    none: "was an outcome by Fin's count",
    test: Test::Vendor(&[
        AiOutcome::Confirmed,
        AiOutcome::Assumed,
        AiOutcome::Contained,
        AiOutcome::ProcedureHandoff,
    ]),
};
const NOT_RATED_GOOD: Clause = Clause {
    label: "Not rated well",
    none: "was left in silence",
    test: Test::Not(&Test::Rated(&[RatingState::Good])),
};
const WORDS: &[Field] = &[Field::AiOutcome];

pub(super) static CONFIRMED: Definition = Definition {
    id: "fin_confirmed",
    vendor: "Intercom Fin",
    label: "Confirmed resolution",
    meaning: "The customer said that Fin's last answer helped.",
    formula: "conversations confirmed by the customer and not returned to / conversations that Fin answered",
    source: SOURCE,
    caveats: &[RETURNS],
    ways: &[
        Way {
            with: WORDS,
            own_words: "intercom",
            of: &[AI],
            counts: &[WORD_CONFIRMED, NOT_REOPENED],
            approximated: &[],
        },
        Way {
            with: &[],
            own_words: "",
            of: &[AI],
            counts: &[NOT_HANDED_OVER, DONE, RATED_GOOD, NOT_REOPENED],
            approximated: &[
                "The file has no outcome in Fin's words: a good rating stands for the customer's confirmation.",
            ],
        },
    ],
    ..PLAIN
};

pub(super) static ASSUMED: Definition = Definition {
    id: "fin_assumed",
    vendor: "Intercom Fin",
    label: "Assumed resolution",
    meaning: "The customer left after Fin's last answer without asking for more.",
    formula: "conversations left in silence and not returned to / conversations that Fin answered",
    source: SOURCE,
    caveats: &[
        "Silence counts as success: a satisfied customer and one who gave up look the same.",
        RETURNS,
        GREETINGS,
    ],
    ways: &[
        Way {
            with: WORDS,
            own_words: "intercom",
            of: &[AI],
            counts: &[WORD_ASSUMED, NOT_REOPENED],
            approximated: &[],
        },
        Way {
            with: &[],
            own_words: "",
            of: &[AI],
            counts: &[NOT_HANDED_OVER, DONE, NOTHING_AGAINST, NOT_RATED_GOOD, NOT_REOPENED],
            approximated: &[BY_EVIDENCE],
        },
    ],
    ..PLAIN
};

pub(super) static RESOLUTION: Definition = Definition {
    id: "fin_resolution",
    vendor: "Intercom Fin",
    label: "Resolution",
    meaning: "Confirmed and assumed resolutions together, as billed until March 2026.",
    formula: "confirmed and assumed resolutions / conversations that Fin answered",
    source: SOURCE,
    changes: CHANGES,
    caveats: &[RETURNS, GREETINGS],
    ways: &[
        Way {
            with: WORDS,
            own_words: "intercom",
            of: &[AI],
            counts: &[WORD_RESOLVED, NOT_REOPENED],
            approximated: &[],
        },
        Way {
            with: &[],
            own_words: "",
            of: &[AI],
            counts: &[NOT_HANDED_OVER, DONE, NOTHING_AGAINST, NOT_REOPENED],
            approximated: &[BY_EVIDENCE],
        },
    ],
    ..PLAIN
};

pub(super) static OUTCOME: Definition = Definition {
    id: "fin_outcome",
    billed_for: "intercom",
    vendor: "Intercom Fin",
    label: "Outcome",
    meaning: "What is billed since 12 March 2026: a resolution, or a handoff that a Procedure planned.",
    formula: "resolutions and handoffs of a Procedure / conversations that Fin answered",
    source: OUTCOMES,
    changes: CHANGES,
    caveats: &[
        "Once per conversation. A planned handoff is an outcome although a person does the work.",
        RETURNS,
    ],
    ways: &[
        Way {
            with: WORDS,
            own_words: "intercom",
            of: &[AI],
            counts: &[WORD_OUTCOME, NOT_REOPENED],
            approximated: &[],
        },
        Way {
            with: &[],
            own_words: "",
            of: &[AI],
            counts: &[NOT_HANDED_OVER, DONE, NOTHING_AGAINST, NOT_REOPENED],
            approximated: &[
                BY_EVIDENCE,
                "Handoffs of a Procedure cannot be told from others and are left out: the vendor's number is higher.",
            ],
        },
    ],
    ..PLAIN
};

pub(super) static AUTOMATION: Definition = Definition {
    id: "fin_automation",
    vendor: "Intercom Fin",
    label: "Automation rate",
    meaning: "Involvement times resolution: the resolutions as a share of all conversations.",
    formula: "confirmed and assumed resolutions / all conversations",
    source: "Intercom, “Fin AI Agent automation rate”, https://fin.ai/help/en/articles/13560797-fin-ai-agent-automation-rate: \
             involvement rate times resolution rate.",
    changes: CHANGES,
    caveats: &[
        "It moves with the share of conversations that Fin is let into, whatever it does there.",
        RETURNS,
    ],
    ways: &[
        Way {
            with: WORDS,
            own_words: "intercom",
            of: &[],
            counts: &[AI, WORD_RESOLVED, NOT_REOPENED],
            approximated: &[],
        },
        Way {
            with: &[],
            own_words: "",
            of: &[],
            counts: &[AI, NOT_HANDED_OVER, DONE, NOTHING_AGAINST, NOT_REOPENED],
            approximated: &[BY_EVIDENCE],
        },
    ],
    ..PLAIN
};
