//! What CSAT would be if all who kept silent were of one mind.

use super::clauses::{
    AI_ONLY, AI_THEN_HUMAN, DONE, HUMAN_ONLY, NEEDS_AI, NEEDS_DONE, NEEDS_PERSON, NOT_RATED_BAD, RATED_GOOD,
    SURVEYED, WILSON,
};
use super::declare::{Clause, Fallback, Measure, Metric, Need, Variant};
use model::field::Field;
use model::units::Unit;

const FLAG: &str = "of solved tickets";
const SOURCE: &str = "C. F. Manski, “Nonparametric bounds on treatment effects”, American Economic Review 80 (1990), 319-323, \
                      https://www.jstor.org/stable/2006592: \
                      with response rate r and share of good ratings p, the truth lies between p·r and p·r + (1 − r).";
const CAVEATS: &[&str] = &[
    "The two ends are extremes, not likely values; what lies between them, the ratings alone cannot tell.",
    "The interval is that of the end itself, for the chance in who was asked.",
];
const NEEDS: &[Need] = &[Need::Field(Field::Rating), NEEDS_DONE];

const fn variant(
    id: &'static str,
    label: &'static str,
    of: &'static [Clause],
    done: &'static [Clause],
    counts: &'static [Clause],
) -> Variant {
    let needs: &[Need] = if of.len() > 1 { &[NEEDS_AI, NEEDS_PERSON] } else { &[] };
    let fallback = Some(Fallback { without: Field::RatingOffered, of: done, flag: FLAG });
    Variant { id, label, needs, of, fallback, counts }
}

const fn variants(counts: &'static [Clause]) -> [Variant; 4] {
    [
        variant("all", "All", &[SURVEYED], &[DONE], counts),
        variant("ai_only", "AI only", &[AI_ONLY, SURVEYED], &[AI_ONLY, DONE], counts),
        variant("ai_then_human", "AI then human", &[AI_THEN_HUMAN, SURVEYED], &[AI_THEN_HUMAN, DONE], counts),
        variant("human_only", "Human only", &[HUMAN_ONLY, SURVEYED], &[HUMAN_ONLY, DONE], counts),
    ]
}

pub(super) static LOWEST: Metric = Metric {
    id: "csat_lowest",
    label: "CSAT if all silent were unhappy",
    meaning: "Of the customers who were asked, the share that rated well: CSAT if everyone who kept silent was unhappy.",
    unit: Unit::Share,
    higher_is_better: Some(true),
    formula: "good ratings / tickets with a survey; where the file does not tell who was asked, / solved tickets",
    interval: WILSON,
    source: SOURCE,
    caveats: CAVEATS,
    needs: NEEDS,
    uses: &[Field::RatingOffered],
    measure: Measure::Share(const { &variants(&[RATED_GOOD]) }),
};

pub(super) static HIGHEST: Metric = Metric {
    id: "csat_highest",
    label: "CSAT if all silent were happy",
    meaning: "Of the customers who were asked, the share that did not rate badly: CSAT if everyone who kept silent was happy.",
    unit: Unit::Share,
    higher_is_better: Some(true),
    formula: "(good ratings + surveys without an answer) / tickets with a survey; where the file does not tell who was asked, \
              solved tickets in place of surveys",
    interval: WILSON,
    source: SOURCE,
    caveats: CAVEATS,
    needs: NEEDS,
    uses: &[Field::RatingOffered],
    measure: Measure::Share(const { &variants(&[NOT_RATED_BAD]) }),
};
