//! Customer satisfaction as the share of the highest answers.

use super::clauses::WILSON;
use super::declare::{Measure, Metric, Need, Survey};
use model::field::Field;
use model::units::Unit;

pub(super) static METRIC: Metric = Metric {
    id: "csat_top",
    label: "CSAT, top-2",
    meaning: "Of the tickets that customers rated, the share that got one of the two highest answers of the scale.",
    unit: Unit::Share,
    higher_is_better: Some(true),
    formula: "ratings on the two highest levels / ratings; on a scale of three levels, those on the highest",
    interval: WILSON,
    source: "“Top two box”, as Zendesk takes 4 and 5 of 1 to 5 (https://www.eesel.ai/blog/zendesk-csat-good-vs-bad-rating). Where \
             these are also the ratings that are called good, it is CSAT itself.",
    caveats: &["Shares of different scales cannot be compared: two of five levels are not two of ten."],
    needs: &[Need::Field(Field::Rating)],
    uses: &[],
    measure: Measure::Survey(Survey::Top),
};
