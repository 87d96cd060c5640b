//! How satisfied the silent customers of the AI would have to be.

use super::clauses::{NEEDS_AI, NEEDS_DONE, NEEDS_PERSON};
use super::declare::{Measure, Metric, Need, Survey};
use model::field::Field;
use model::units::Unit;

pub(super) static METRIC: Metric = Metric {
    id: "csat_tipping",
    label: "CSAT tipping point",
    meaning: "The share of the AI's silent customers that would have to be satisfied for the AI to equal people.",
    unit: Unit::Share,
    higher_is_better: None,
    formula: "(CSAT of human-only tickets − r × CSAT of AI-only tickets) / (1 − r), with r the response rate of AI-only tickets: the \
              silent customers of people are taken to be like those who rated",
    interval: "95%: each of the three rates is moved to the ends of its Wilson interval, and the moves are squared and added (method of \
               variance estimates recovery, G. Y. Zou and A. Donner, 2008, Statistics in Medicine 27:1693-1702).",
    source: "Tipping-point analysis of answers that are missing: X. Yan, S. Lee and N. Li, “Missing data handling methods in medical \
             device clinical trials”, Journal of Biopharmaceutical Statistics 19 (2009), 1085-1098, https://doi.org/10.1080/10543400903243009.",
    caveats: &[
        "It does not say what the silent think. It says what one would have to believe of them.",
        "AI and people get different tickets: to equal people here is not to do as well on the same tickets.",
    ],
    needs: &[Need::Field(Field::Rating), NEEDS_AI, NEEDS_PERSON, NEEDS_DONE],
    uses: &[Field::RatingOffered],
    measure: Measure::Survey(Survey::TippingPoint),
};
