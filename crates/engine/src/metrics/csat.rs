//! Customer satisfaction as the share of good ratings.

use super::clauses::{AI_ONLY, AI_THEN_HUMAN, HUMAN_ONLY, NEEDS_AI, NEEDS_PERSON, RATED, RATED_GOOD, WILSON};
use super::declare::{Measure, Metric, Need, Variant};
use model::field::Field;
use model::units::Unit;

pub(super) static METRIC: Metric = Metric {
    id: "csat",
    label: "CSAT",
    meaning: "Of the tickets that customers rated, the share they rated well.",
    unit: Unit::Share,
    higher_is_better: Some(true),
    formula: "good ratings / ratings",
    interval: WILSON,
    source: "eesel, “Zendesk CSAT: good vs bad rating”, https://www.eesel.ai/blog/zendesk-csat-good-vs-bad-rating, after Zendesk: \
             of 1 to 5 the upper two are good, the middle is bad; unrated tickets are left out.",
    caveats: &[
        "Only those who answer are heard: read it beside the response rate.",
        "AI and people get different tickets: a gap between them is not yet an effect of the AI.",
    ],
    needs: &[Need::Field(Field::Rating)],
    uses: &[],
    measure: Measure::Share(&[
        Variant { id: "all", label: "All", needs: &[], of: &[RATED], fallback: None, counts: &[RATED_GOOD] },
        Variant {
            id: "ai_only",
            label: "AI only",
            needs: &[NEEDS_AI, NEEDS_PERSON],
            of: &[AI_ONLY, RATED],
            fallback: None,
            counts: &[RATED_GOOD],
        },
        Variant {
            id: "ai_then_human",
            label: "AI then human",
            needs: &[NEEDS_AI, NEEDS_PERSON],
            of: &[AI_THEN_HUMAN, RATED],
            fallback: None,
            counts: &[RATED_GOOD],
        },
        Variant {
            id: "human_only",
            label: "Human only",
            needs: &[NEEDS_AI, NEEDS_PERSON],
            of: &[HUMAN_ONLY, RATED],
            fallback: None,
            counts: &[RATED_GOOD],
        },
    ]),
};
