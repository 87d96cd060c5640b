//! How far durable resolution depends on the window that is chosen.

use super::MIN_CLAIM_N;
use super::time_charts::empty;
use super::wording::percent;
use crate::metrics::by_id;
use crate::metrics::count::share;
use crate::metrics::evaluate::{Basis, window};
use crate::metrics::series::Shares;
use crate::query::durable_within;
use model::chart::{Bar, BarChart, Category, Chart, ChartBody, ChartPoint, Role};
use model::measure::Measured;
use model::units::Unit;

const WINDOWS: [u32; 5] = [1, 3, 7, 14, 30];

/// Durable resolution under windows from one day to a month.
pub(super) fn sensitivity(basis: &Basis<'_>) -> Chart {
    let id = "sensitivity";
    let metrics = ["durable"];
    let not = match by_id("durable").map(|metric| Shares::new(basis, metric, "")) {
        Some(Shares::Not(Measured::NotApplicable { why, .. })) => Some(why),
        Some(_) => None,
        None => Some("This measure is not registered.".to_string()),
    };
    if let Some(why) = not {
        return empty(id, "Whether the window matters cannot be told", Unit::Share, &metrics, why);
    }
    let counts = durable_within(basis.context, basis.filter, WINDOWS);
    if counts.iter().all(|(_, n)| *n == 0) {
        let why = "No solved ticket of the AI has passed even a window of one day.".to_string();
        return empty(id, "It is too early to tell what lasts", Unit::Share, &metrics, why);
    }
    let in_force = basis.context.derived.settings.return_days;
    let bars = WINDOWS
        .iter()
        .zip(&counts)
        .map(|(days, (k, n))| {
            let estimate = share(*k, *n);
            let is_in_force = *days == in_force;
            Bar {
                category: Category { label: window(*days), filter: None },
                role: Role::AiSoft,
                point: estimate.map(|found| ChartPoint {
                    value: found.value,
                    interval: found.interval,
                    n: found.n,
                }),
                note: match *n {
                    0 => Some("no ticket is old enough".to_string()),
                    n if n < MIN_CLAIM_N => Some("too few to tell".to_string()),
                    _ => is_in_force.then(|| "in force".to_string()),
                },
            }
        })
        .collect();
    let told: Vec<(u32, f64)> = WINDOWS
        .iter()
        .zip(&counts)
        .filter(|(_, (_, n))| *n >= MIN_CLAIM_N)
        .map(|(days, (k, n))| (*days, *k as f64 / *n as f64))
        .collect();
    let title = match (told.first(), told.last()) {
        (Some((short, high)), Some((long, low))) if short != long => format!(
            "Durable resolution is {} within {} and {} within {}",
            percent(*high),
            window(*short),
            percent(*low),
            window(*long)
        ),
        (Some((days, rate)), _) => {
            format!("Durable resolution is {} within {}", percent(*rate), window(*days))
        }
        _ => "Too few AI tickets to compare windows".to_string(),
    };
    Chart {
        id: id.to_string(),
        title,
        subtitle: "Durable resolution by the days in which a return counts, with 95% intervals; each over the tickets old enough \
                   for it"
            .to_string(),
        unit: Unit::Share,
        metrics: metrics.iter().map(|metric| (*metric).to_string()).collect(),
        body: ChartBody::Bars(BarChart { bars, range: Some((0.0, 1.0)) }),
    }
}
