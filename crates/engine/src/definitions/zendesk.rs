//! Zendesk's automated resolutions, before and after May 2026.

use super::clauses::{AI, CONFIRMED, NOT_HANDED_OVER, NOT_REOPENED, THREE_DAYS};
use super::declare::{Changed, Clause, Definition, PLAIN, Test, Way};
use crate::dataset::AiOutcome;
use model::field::Field;
use model::units::Day;

const SOURCE: &str = "Zendesk, “Announcing changes to AI agent reporting” (announced 14 May 2026, from 18 May 2026), \
                      https://support.zendesk.com/hc/en-us/articles/10677925692698-Announcing-changes-to-AI-agent-reporting: \
                      a meaningful request handled without a person or a follow-up is contained; with further signals that \
                      confirm the outcome, it is verified.";
const CHANGES: &[Changed] = &[Changed {
    day: Day::from_ymd(2026, 5, 18),
    what: "Zendesk parts automated resolutions into contained and verified ones, and changes the formula of their rate.",
}];
const SEPARATE: &str = "Each conversation counts by itself: the same customer on another channel or device is another interaction.";
const DENOMINATOR: &str = "Zendesk's text for the new rate names no denominator that a file could be held against; here it is the \
                           tickets that the AI answered.";
const SILENT_AFTER: &str = "The vendor's timer runs from the first message of an e-mail (72 hours) or as set for chats; here 72 \
                            hours after the ticket was solved.";

const WORD_AUTOMATED: Clause = Clause {
    label: "Zendesk says: contained or verified",
    none: "was resolved by Zendesk's count",
    test: Test::Vendor(&[AiOutcome::Confirmed, AiOutcome::Contained, AiOutcome::Assumed]),
};
const WORD_VERIFIED: Clause = Clause {
    label: "Zendesk says: verified",
    none: "was verified",
    test: Test::Vendor(&[AiOutcome::Confirmed]),
};
const WORD_RESOLVED: Clause = Clause {
    label: "Zendesk says: resolved by the AI",
    none: "was resolved by Zendesk's count",
    test: Test::VendorResolved,
};

pub(super) static CONTAINED: Definition = Definition {
    id: "zendesk_contained",
    vendor: "Zendesk",
    label: "Automated resolution, contained or verified",
    meaning: "The AI agent handled a request, and neither a person nor a follow-up came after it.",
    formula: "tickets that the AI handled without a person and without a follow-up / tickets that the AI answered",
    source: SOURCE,
    changes: CHANGES,
    caveats: &[
        DENOMINATOR,
        SEPARATE,
        "Contained resolutions do not draw on the paid allowance; verified ones do.",
    ],
    ways: &[
        Way {
            with: &[Field::AiOutcome],
            own_words: "zendesk",
            of: &[AI],
            counts: &[WORD_AUTOMATED],
            approximated: &[],
        },
        Way {
            with: &[],
            own_words: "",
            of: &[AI],
            counts: &[NOT_HANDED_OVER, THREE_DAYS, NOT_REOPENED],
            approximated: &[SILENT_AFTER],
        },
    ],
    ..PLAIN
};

pub(super) static VERIFIED: Definition = Definition {
    id: "zendesk_verified",
    billed_for: "zendesk",
    vendor: "Zendesk",
    label: "Automated resolution, verified",
    meaning: "Contained, and further signals confirm that the outcome was complete.",
    formula: "contained tickets with a confirming signal / tickets that the AI answered",
    source: SOURCE,
    changes: CHANGES,
    caveats: &[DENOMINATOR, SEPARATE],
    ways: &[
        Way {
            with: &[Field::AiOutcome],
            own_words: "zendesk",
            of: &[AI],
            counts: &[WORD_VERIFIED],
            approximated: &[],
        },
        Way {
            with: &[],
            own_words: "",
            of: &[AI],
            counts: &[NOT_HANDED_OVER, THREE_DAYS, NOT_REOPENED, CONFIRMED],
            approximated: &[SILENT_AFTER, "A good rating stands for the vendor's confirming signals."],
        },
    ],
    ..PLAIN
};

pub(super) static CHECKED: Definition = Definition {
    id: "zendesk_until_2026",
    vendor: "Zendesk",
    label: "Automated resolution, until May 2026",
    meaning: "The AI agent handled a conversation to its end, and a language model judged that the answer was relevant.",
    formula: "conversations handled by the AI agent that pass the check / conversations that the AI answered",
    source: "Zendesk, “About automated resolutions for AI agents”, https://support.zendesk.com/hc/en-us/articles/5352026794010: \
             judged 72 hours after the first message of an e-mail, or as set for chats.",
    changes: CHANGES,
    caveats: &["The check by a language model cannot be repeated from a file.", SEPARATE],
    ways: &[
        Way {
            with: &[Field::AiResolved],
            own_words: "zendesk",
            of: &[AI],
            counts: &[WORD_RESOLVED],
            approximated: &[],
        },
        Way {
            with: &[],
            own_words: "",
            of: &[AI],
            counts: &[NOT_HANDED_OVER, THREE_DAYS],
            approximated: &[
                SILENT_AFTER,
                "Without the check by a language model this is the most it could have passed: the vendor's number is lower.",
            ],
        },
    ],
    ..PLAIN
};
