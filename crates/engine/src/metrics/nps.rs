//! How likely customers are to recommend.

use super::declare::{Measure, Metric, Need, Survey};
use model::field::Field;
use model::units::Unit;

pub(super) static METRIC: Metric = Metric {
    id: "nps",
    label: "Net Promoter Score (NPS)",
    meaning: "The share of customers who would recommend you (9 or 10) less the share who would not (0 to 6), in points.",
    unit: Unit::SharePoints,
    higher_is_better: Some(true),
    formula: "(answers of 9 and 10 − answers of 0 to 6) / answers",
    interval: "95%, normal, with the variance of a difference of two shares of the same answers: (P + D − (P − D)²) / n. Where \
               customers come back, n is how many answers of different customers would tell as much. For few answers it is rough.",
    source: "F. F. Reichheld, “The one number you need to grow”, Harvard Business Review, December 2003, \
             https://hbr.org/2003/12/the-one-number-you-need-to-grow.",
    caveats: &[
        "It asks about the company, not about the ticket: a difference between the AI and people says little of either.",
        "A customer with several answers counts several times.",
    ],
    needs: &[Need::Field(Field::Recommend)],
    uses: &[],
    measure: Measure::Survey(Survey::Recommend),
};
