//! Ada: automated resolution and containment.

use super::clauses::{AI, DONE, NOT_HANDED_OVER, NOTHING_AGAINST};
use super::declare::{Changed, Clause, Definition, PLAIN, Test, Way};
use crate::dataset::AiOutcome;
use model::field::Field;
use model::units::Day;

const WORD_RESOLVED: Clause = Clause {
    label: "Ada says: resolved",
    none: "was resolved by Ada's count",
    test: Test::Vendor(&[AiOutcome::Confirmed]),
};
const WORD_JUDGED: Clause = Clause {
    label: "Ada says: resolved or not",
    none: "was judged",
    test: Test::Vendor(&[
        AiOutcome::Confirmed,
        AiOutcome::Assumed,
        AiOutcome::Contained,
        AiOutcome::Escalated,
        AiOutcome::Abandoned,
        AiOutcome::Negative,
        AiOutcome::ProcedureHandoff,
    ]),
};

pub(super) static RESOLUTION: Definition = Definition {
    id: "ada_resolution",
    billed_for: "ada",
    vendor: "Ada",
    label: "Automated resolution rate",
    meaning: "A model judges that the answers were relevant, accurate and safe, and no person was needed.",
    formula: "resolved / (resolved and not resolved)",
    source: "Ada, “What is automated resolution in AI customer service?”, \
             https://www.ada.cx/resources/guide/what-is-automated-resolution-in-ai-customer-service: relevant, accurate, safe, and \
             without a person.",
    changes: &[Changed {
        day: Day::from_ymd(2025, 2, 24),
        what: "Ada's check of accuracy looks at more than knowledge articles.",
    }],
    caveats: &[
        "A model's judgement; an older text of the vendor says that it is made on a random sample.",
        "Silence is judged by the answers, not taken for success: that is stricter than an assumed resolution.",
    ],
    ways: &[
        Way {
            with: &[Field::AiOutcome],
            own_words: "ada",
            of: &[AI, WORD_JUDGED],
            counts: &[WORD_RESOLVED],
            approximated: &[],
        },
        Way {
            with: &[],
            own_words: "",
            of: &[AI],
            counts: &[NOT_HANDED_OVER, DONE, NOTHING_AGAINST],
            approximated: &[
                "Relevance, accuracy and safety cannot be judged from a file: this is the most that could be resolved, the \
                 vendor's number is lower.",
            ],
        },
    ],
    ..PLAIN
};

pub(super) static CONTAINMENT: Definition = Definition {
    id: "ada_containment",
    vendor: "Ada",
    label: "Containment rate",
    meaning: "The conversation was not escalated.",
    formula: "conversations not escalated / conversations that the AI answered",
    source: "Ada, performance reports, https://docs.ada.cx/docs/optimization/performance/reports/performance-reports.md: \
             conversations that were not handed to a person.",
    caveats: &["Ada itself says that containment cannot tell a satisfied customer from one who gave up."],
    ways: &[Way { with: &[], own_words: "", of: &[AI], counts: &[NOT_HANDED_OVER], approximated: &[] }],
    ..PLAIN
};
