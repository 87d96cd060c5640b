//! HubSpot's Customer Agent: resolution, deflection, handoff.

use super::clauses::{AI, HANDED, NO_PERSON, NOT_HANDED_OVER, NOTHING_AGAINST, THREE_DAYS};
use super::declare::{Definition, PLAIN, Way};
use model::definition::Tells;

const SOURCE: &str = "HubSpot, “All-new reporting experience for Customer Agent”, as quoted on \
                      https://blog.mediaposte-martech.com/en/mediaposte-martech-hubspot-feature-updates/all-new-reporting-experience-for-customer-agent: \
                      every resolution is a deflection, not every deflection a resolution.";
const SAME: &str = "The published text gives shares of conversations; here those that the AI took part in.";

pub(super) static RESOLUTION: Definition = Definition {
    id: "hubspot_resolution",
    billed_for: "hubspot",
    vendor: "HubSpot",
    label: "Resolution rate",
    meaning: "The agent replied, nobody asked for a person, and feedback was good or absent.",
    formula: "conversations with a reply, no person asked for, good or no feedback / conversations that the AI took part in",
    source: SOURCE,
    caveats: &["Absent feedback counts as good.", SAME],
    ways: &[Way {
        with: &[],
        own_words: "",
        of: &[AI],
        counts: &[NOT_HANDED_OVER, THREE_DAYS, NOTHING_AGAINST],
        approximated: &[
            "The vendor's timer runs 72 hours from the last activity; here from when the ticket was solved.",
        ],
    }],
    ..PLAIN
};

pub(super) static DEFLECTION: Definition = Definition {
    id: "hubspot_deflection",
    vendor: "HubSpot",
    label: "Deflection rate",
    meaning: "No person took part.",
    formula: "conversations without a person / conversations that the AI took part in",
    source: SOURCE,
    caveats: &["Customers who gave up, wait for a person, or are still being answered count.", SAME],
    ways: &[Way { with: &[], own_words: "", of: &[AI], counts: &[NO_PERSON], approximated: &[] }],
    ..PLAIN
};

pub(super) static HANDOFF: Definition = Definition {
    id: "hubspot_handoff",
    vendor: "HubSpot",
    label: "Handoff rate",
    meaning: "The conversation was transferred to a person, because the customer asked or by the agent's settings.",
    tells: Tells::HandedOver,
    formula: "conversations transferred to a person / conversations that the AI took part in",
    source: SOURCE,
    caveats: &["Deflection and handoff overlap: a transfer that nobody answered is both.", SAME],
    ways: &[Way { with: &[], own_words: "", of: &[AI], counts: &[HANDED], approximated: &[] }],
    ..PLAIN
};
