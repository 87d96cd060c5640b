//! ServiceNow: durable auto-resolution and coverage.

use super::clauses::{AI, DONE, NOT_HANDED_OVER, NOT_REOPENED};
use super::declare::{Definition, PLAIN, Way};

const SOURCE: &str = "ServiceNow documentation, performance overview of the level 1 service desk AI specialist, \
                      https://github.com/ServiceNow/ServiceNowDocs (perf-overview-l1-sd-ai-spec.md): durable is resolved, not \
                      reassigned to a person and not reopened; coverage is the share of its incidents that it closes itself.";

pub(super) static DURABLE: Definition = Definition {
    id: "servicenow_durable",
    billed_for: "servicenow",
    vendor: "ServiceNow",
    label: "Durable auto-resolution",
    meaning: "The AI resolved it, no person took it over, and it was not reopened.",
    formula: "incidents resolved by the AI, not reassigned to a person, not reopened / incidents that the AI answered",
    source: SOURCE,
    caveats: &[
        "A new ticket of the same customer is no reopening and is not seen; Assay's durable resolution sees it.",
    ],
    ways: &[Way {
        with: &[],
        own_words: "",
        of: &[AI],
        counts: &[DONE, NOT_HANDED_OVER, NOT_REOPENED],
        approximated: &[],
    }],
    ..PLAIN
};

pub(super) static COVERAGE: Definition = Definition {
    id: "servicenow_coverage",
    vendor: "ServiceNow",
    label: "Coverage",
    meaning: "The share of its incidents that the AI closes itself.",
    formula: "incidents closed by the AI without a person / incidents that the AI answered",
    source: SOURCE,
    caveats: &["Closing is not solving: reopened incidents count."],
    ways: &[Way { with: &[], own_words: "", of: &[AI], counts: &[DONE, NOT_HANDED_OVER], approximated: &[] }],
    ..PLAIN
};
