//! How easy customers found it.

use super::clauses::{STUDENT, WILSON};
use super::declare::{Measure, Metric, Need, Survey};
use model::field::Field;
use model::units::Unit;

const NEEDS: &[Need] = &[Need::OneOf(&[Field::Ease, Field::Effort], "how easy customers found it")];
const SOURCE: &str = "M. Dixon, K. Freeman and N. Toman, “Stop trying to delight your customers”, Harvard Business Review, July 2010, \
                      https://hbr.org/2010/07/stop-trying-to-delight-your-customers; later asked as “made it easy”, 1 to 7.";
const DIRECTION: &str =
    "Which end of the scale is the good one, no number tells: the Import screen says what was assumed.";
const WHO_ANSWERS: &str = "Only those who answer are heard.";

pub(super) static MEAN: Metric = Metric {
    id: "ces",
    label: "Effort score (CES), mean",
    meaning: "How easy customers found it, on the scale of the file; a high number is easy.",
    unit: Unit::Rating,
    higher_is_better: Some(true),
    formula: "sum of the answers / answers, on 1 to 7, or on 1 to 5 where no answer is higher; where the file asks for effort, each \
              answer is turned round first",
    interval: STUDENT,
    source: SOURCE,
    caveats: &[DIRECTION, WHO_ANSWERS],
    needs: NEEDS,
    uses: &[],
    measure: Measure::Survey(Survey::Ease),
};

pub(super) static EASY: Metric = Metric {
    id: "ces_easy",
    label: "Found it easy",
    meaning: "Of the customers who told how easy it was, the share that found it easy.",
    unit: Unit::Share,
    higher_is_better: Some(true),
    formula: "answers of 5 to 7 / answers; on 1 to 5, answers of 4 and 5",
    interval: WILSON,
    source: SOURCE,
    caveats: &[DIRECTION, WHO_ANSWERS],
    needs: NEEDS,
    uses: &[],
    measure: Measure::Survey(Survey::Easy),
};
