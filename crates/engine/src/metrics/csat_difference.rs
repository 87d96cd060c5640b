//! The gap between the satisfaction of customers of the AI and of people.

use super::clauses::{AI_ONLY, HUMAN_ONLY, NEEDS_AI, NEEDS_PERSON, NEWCOMBE, RATED, RATED_GOOD};
use super::declare::{Measure, Metric, Need, Variant};
use model::field::Field;
use model::units::Unit;

pub(super) static METRIC: Metric = Metric {
    id: "csat_difference",
    label: "CSAT gap (AI minus human)",
    meaning: "How many points the share of good ratings of AI-only tickets lies above (+) or below (−) that of human-only tickets.",
    unit: Unit::SharePoints,
    higher_is_better: Some(true),
    formula: "(good ratings / ratings of AI-only tickets) − (good ratings / ratings of human-only tickets)",
    interval: NEWCOMBE,
    source: "Keloa, “Measuring CSAT for AI-handled tickets”, https://keloa.ai/blog/measuring-csat-for-ai-handled-tickets: why a \
             plain comparison favours whoever got the easier tickets.",
    caveats: &[
        "A plain comparison: the AI usually gets the easier tickets, and its customers answer surveys less or more often.",
        "It says nothing of cause. Compare within one topic and channel by filtering.",
    ],
    needs: &[Need::Field(Field::Rating), NEEDS_AI, NEEDS_PERSON],
    uses: &[],
    measure: Measure::Difference(&[
        Variant {
            id: "ai_only",
            label: "AI only",
            needs: &[],
            of: &[AI_ONLY, RATED],
            fallback: None,
            counts: &[RATED_GOOD],
        },
        Variant {
            id: "human_only",
            label: "Human only",
            needs: &[],
            of: &[HUMAN_ONLY, RATED],
            fallback: None,
            counts: &[RATED_GOOD],
        },
    ]),
};
