//! How often solved tickets were opened again.

use super::clauses::{
    AI_ONLY, AI_THEN_HUMAN, DONE, HUMAN_ONLY, NEEDS_AI, NEEDS_DONE, NEEDS_PERSON, REOPEN_KNOWN, WILSON,
};
use super::declare::{Clause, Measure, Metric, Need, Test, Variant};
use model::field::Field;
use model::units::Unit;

const REOPENED: Clause =
    Clause { label: "Reopened at least once", none: "was reopened", test: Test::Reopened(true) };

pub(super) static METRIC: Metric = Metric {
    id: "reopen",
    label: "Reopen rate",
    meaning: "Of the solved tickets, the share that had been reopened at least once.",
    unit: Unit::Share,
    higher_is_better: Some(false),
    formula: "solved tickets with at least one reopening / solved tickets whose reopenings are known",
    interval: WILSON,
    source: "Zendesk, “Ticket Metrics”, https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_metrics/: `reopens` \
             is the number of times a ticket was reopened.",
    caveats: &[
        "A “thank you” that opens the ticket again counts as a reopening.",
        "Automatic closing takes the possibility of reopening away: a change of that rule moves this figure.",
    ],
    needs: &[Need::Field(Field::Reopens), NEEDS_DONE],
    uses: &[],
    measure: Measure::Share(&[
        Variant {
            id: "all",
            label: "All",
            needs: &[],
            of: &[DONE, REOPEN_KNOWN],
            fallback: None,
            counts: &[REOPENED],
        },
        Variant {
            id: "ai_only",
            label: "AI only",
            needs: &[NEEDS_AI, NEEDS_PERSON],
            of: &[DONE, REOPEN_KNOWN, AI_ONLY],
            fallback: None,
            counts: &[REOPENED],
        },
        Variant {
            id: "ai_then_human",
            label: "AI then human",
            needs: &[NEEDS_AI, NEEDS_PERSON],
            of: &[DONE, REOPEN_KNOWN, AI_THEN_HUMAN],
            fallback: None,
            counts: &[REOPENED],
        },
        Variant {
            id: "human_only",
            label: "Human only",
            needs: &[NEEDS_AI, NEEDS_PERSON],
            of: &[DONE, REOPEN_KNOWN, HUMAN_ONLY],
            fallback: None,
            counts: &[REOPENED],
        },
    ]),
};
