//! Customer satisfaction as the mean rating.

use super::clauses::STUDENT;
use super::declare::{Measure, Metric, Need, Survey};
use model::field::Field;
use model::units::Unit;

pub(super) static METRIC: Metric = Metric {
    id: "csat_mean",
    label: "CSAT, mean",
    meaning: "The mean rating, on the scale of the file.",
    unit: Unit::Rating,
    higher_is_better: Some(true),
    formula: "sum of the ratings / ratings",
    interval: STUDENT,
    source: "The arithmetic mean on the file's own scale, as helpdesks that ask for stars report it.",
    caveats: &[
        "Half delighted and half furious give the same mean as all indifferent: read it beside the distribution.",
        "A mean is no share: never set it beside a CSAT in percent.",
    ],
    needs: &[Need::Field(Field::Rating)],
    uses: &[],
    measure: Measure::Survey(Survey::Mean),
};
