//! Gorgias: automation rate.

use super::clauses::{AI, DONE, NOT_HANDED_OVER};
use super::declare::{Definition, PLAIN, Way};

pub(super) static AUTOMATION: Definition = Definition {
    id: "gorgias_automation",
    billed_for: "gorgias",
    vendor: "Gorgias",
    label: "Automation rate",
    meaning: "Interactions that ended without a person, as a share of all interactions.",
    formula: "interactions handled by automation without a person / all interactions but spam",
    source: "Gorgias, “How metrics are calculated: AI and automation”, \
             https://docs.gorgias.com/how-metrics-are-calculated-ai-and-automation-5666070: a reply that is followed by a handover \
             is a handover.",
    caveats: &[
        "Reaching the end of a flow counts as automated without a click on “helpful”: silence is success.",
        "A share of all tickets, so that it also grows when automation is let into more of them.",
    ],
    ways: &[Way {
        with: &[],
        own_words: "",
        of: &[],
        counts: &[AI, NOT_HANDED_OVER, DONE],
        approximated: &[
            "Interactions that never became a ticket, such as flows in a widget, are not in a file.",
        ],
    }],
    ..PLAIN
};
