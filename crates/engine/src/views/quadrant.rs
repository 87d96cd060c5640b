//! How often against how well: a point for each value and for whom it speaks.

use super::MIN_CLAIM_N;
use super::breakdown::{counted, nouns};
use super::groups::{Cases, Compared, shrinking, shrunken, title};
use super::time_charts::empty;
use model::chart::{Category, Chart, ChartBody, Role, ScatterChart, ScatterPoint};
use model::filter::NO_VALUE;
use model::units::Unit;

/// Points of so many values at most: the largest.
const MOST_VALUES: usize = 40;
const ID: &str = "quadrant";
const METRICS: [&str; 2] = ["durable", "people_durable"];

/// Volume against durable resolution, AI beside people.
pub(super) fn quadrant(compared: &Compared) -> Chart {
    let values = nouns(compared.dimension);
    let told: Vec<&Cases> = compared
        .cases
        .iter()
        .filter(|cases| cases.value != NO_VALUE)
        .filter(|cases| cases.ai.n >= MIN_CLAIM_N || cases.people.n >= MIN_CLAIM_N)
        .collect();
    if told.len() < 2 {
        let widen = if compared.is_filtered { " Widen the period or the filter." } else { "" };
        let few = || {
            format!(
                "Fewer than two {values} have {MIN_CLAIM_N} solved tickets whose window has passed.{widen}"
            )
        };
        let why = compared.untold.clone().unwrap_or_else(few);
        let heading = format!("Too few tickets to compare {values}");
        return empty(ID, &heading, Unit::Share, &METRICS, why);
    }
    let shown = &told[..told.len().min(MOST_VALUES)];
    let mut points = Vec::new();
    for cases in shown {
        let sides = [
            ("AI", Role::Ai, &compared.ai, cases.ai),
            ("People", Role::Human, &compared.people, cases.people),
        ];
        for (series, role, common, told) in sides {
            let Some(estimate) = shrunken(common.as_ref(), told).filter(|found| found.n >= MIN_CLAIM_N)
            else {
                continue;
            };
            points.push(ScatterPoint {
                category: Category {
                    label: compared.dimension.value_label(&cases.value),
                    filter: Some((compared.dimension, cases.value.clone())),
                },
                series: series.to_string(),
                role,
                size: cases.tickets,
                point: estimate.into(),
            });
        }
    }
    let mut sizes: Vec<u64> = shown.iter().map(|cases| cases.tickets).collect();
    model::order::sort_by_key(&mut sizes, |size| *size);
    let middle = sizes[sizes.len() / 2] as f64;
    let values = compared.cases.iter().filter(|cases| cases.value != NO_VALUE).count();
    let left_out = values - shown.len();
    let mut subtitle = format!(
        "Tickets against the share resolved for good, with 95% intervals. {} {} shown",
        counted(shown.len(), compared.dimension),
        if shown.len() == 1 { "is" } else { "are" }
    );
    if left_out > 0 {
        subtitle.push_str(&format!(", {} with fewer cases are in the table only", left_out));
    }
    subtitle.push_str(". ");
    subtitle.push_str(&shrinking(compared));
    Chart {
        id: ID.to_string(),
        title: title(compared),
        subtitle,
        unit: Unit::Share,
        metrics: METRICS.map(str::to_string).to_vec(),
        body: ChartBody::Scatter(ScatterChart {
            points,
            across: "Tickets".to_string(),
            split: compared.ai.as_ref().map(|common| (middle, common.mean)),
            quarters: ["Rare, goes well", "Frequent, goes well", "Rare, goes badly", "Frequent, goes badly"]
                .map(str::to_string),
            range: (0.0, 1.0),
        }),
    }
}
