//! How many customers answered the survey.

use super::clauses::{
    AI_ONLY, AI_THEN_HUMAN, DONE, HUMAN_ONLY, NEEDS_AI, NEEDS_DONE, NEEDS_PERSON, RATED, SURVEYED, WILSON,
};
use super::declare::{Fallback, Measure, Metric, Need, Variant};
use model::field::Field;
use model::units::Unit;

const FLAG: &str = "of solved tickets";

pub(super) static METRIC: Metric = Metric {
    id: "response_rate",
    label: "Response rate",
    meaning: "Of the customers who were asked for a rating, the share that gave one.",
    unit: Unit::Share,
    higher_is_better: None,
    formula: "rated tickets / tickets with a survey; where the file does not tell who was asked: rated and solved tickets / \
              solved tickets, and the label says so",
    interval: WILSON,
    source: "Chatwoot, “Reports” of its user guide, https://chatwoot.help/hc/user-guide/en/categories/reports: responses over \
             surveys sent, shown beside the score.",
    caveats: &[
        "Where it differs between AI and people, the ratings come from different kinds of customers.",
        "Over solved tickets it is too low wherever not every customer is asked.",
    ],
    needs: &[Need::Field(Field::Rating), NEEDS_DONE],
    uses: &[Field::RatingOffered],
    measure: Measure::Share(&[
        Variant {
            id: "all",
            label: "All",
            needs: &[],
            of: &[SURVEYED],
            fallback: Some(Fallback { without: Field::RatingOffered, of: &[DONE], flag: FLAG }),
            counts: &[RATED],
        },
        Variant {
            id: "ai_only",
            label: "AI only",
            needs: &[NEEDS_AI, NEEDS_PERSON],
            of: &[AI_ONLY, SURVEYED],
            fallback: Some(Fallback { without: Field::RatingOffered, of: &[AI_ONLY, DONE], flag: FLAG }),
            counts: &[RATED],
        },
        Variant {
            id: "ai_then_human",
            label: "AI then human",
            needs: &[NEEDS_AI, NEEDS_PERSON],
            of: &[AI_THEN_HUMAN, SURVEYED],
            fallback: Some(Fallback {
                without: Field::RatingOffered,
                of: &[AI_THEN_HUMAN, DONE],
                flag: FLAG,
            }),
            counts: &[RATED],
        },
        Variant {
            id: "human_only",
            label: "Human only",
            needs: &[NEEDS_AI, NEEDS_PERSON],
            of: &[HUMAN_ONLY, SURVEYED],
            fallback: Some(Fallback { without: Field::RatingOffered, of: &[HUMAN_ONLY, DONE], flag: FLAG }),
            counts: &[RATED],
        },
    ]),
};
