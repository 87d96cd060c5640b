//! How far durable resolution depends on the window that is chosen: a curve over all of them.
//!
//! Each window has its own tickets, those old enough for it: that is the rule by which the figure in force matures, too. Tickets are
//! taken for independent, as in all points of charts (decision 154).

use super::MIN_CLAIM_N;
use super::time_charts::empty;
use super::wording::{count, number, percent};
use crate::metrics::by_id;
use crate::metrics::count::share;
use crate::metrics::evaluate::{Basis, window};
use crate::metrics::series::Shares;
use crate::query::durable_within;
use model::chart::{Chart, ChartBody, ChartPoint, Role, SweepChart};
use model::measure::Measured;
use model::units::Unit;

/// The longest window that can be chosen, in days.
const LONGEST_DAYS: u32 = 30;

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
    let counts = durable_within(basis.context, basis.filter, LONGEST_DAYS);
    if counts.iter().all(|(_, n)| *n == 0) {
        let why = "No solved ticket of the AI has passed even a window of one day.".to_string();
        return empty(id, "It is too early to tell what lasts", Unit::Share, &metrics, why);
    }
    let points: Vec<Option<ChartPoint>> = counts
        .iter()
        .map(|(k, n)| share(*k, *n).filter(|found| found.n >= MIN_CLAIM_N).map(ChartPoint::from))
        .collect();
    // The longer the window the fewer are old enough: those that can be told come first.
    let told: Vec<(u32, ChartPoint)> = (1..).zip(points.iter().copied().map_while(|point| point)).collect();
    let (Some((short, first)), Some((long, last))) = (told.first(), told.last()) else {
        let why = format!(
            "{} of the AI passed a window of one day; {MIN_CLAIM_N} are the fewest for a rate.",
            count(counts[0].1, "solved ticket")
        );
        return empty(id, "Too few AI tickets to compare windows", Unit::Share, &metrics, why);
    };
    let one = format!("Durable resolution is {} within {}", percent(first.value), window(*short));
    let (title, cases) = match short < long {
        true => (
            format!("{one} and {} within {}", percent(last.value), window(*long)),
            format!(
                "n = {} within {}, {} within {}",
                number(first.n),
                window(*short),
                number(last.n),
                window(*long)
            ),
        ),
        false => (one, format!("n = {}", number(first.n))),
    };
    Chart {
        id: id.to_string(),
        title,
        subtitle: format!(
            "Durable resolution by the days in which a return counts, with its 95% band; each window over the tickets old enough for it, \
             {cases}"
        ),
        unit: Unit::Share,
        metrics: metrics.iter().map(|metric| (*metric).to_string()).collect(),
        body: ChartBody::Sweep(SweepChart {
            axis: "Days within which a return counts".to_string(),
            label: "Durable resolution".to_string(),
            role: Role::Ai,
            points,
            in_force: basis.context.derived.settings.return_days,
            range: (0.0, 1.0),
        }),
    }
}
