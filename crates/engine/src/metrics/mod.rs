//! Metrics: what is counted over which tickets, with n, interval, source and caveats.
//!
//! To add one, write `<id>.rs` with its `Metric` and name it in the list below. A metric is data: words, needed fields and
//! conditions. The engine counts, chooses the interval, refuses what the file can not support, and builds the filters that
//! show the very tickets; no metric does any of this itself.

mod abandonment;
mod after_ai;
mod automation;
mod backlog;
mod bounce;
pub(crate) mod by_case;
#[cfg(test)]
mod by_case_tests;
mod ceiling;
mod ces;
pub(crate) mod clauses;
mod containment;
pub(crate) mod count;
mod csat;
mod csat_bounds;
mod csat_difference;
mod csat_mean;
mod csat_reweighted;
mod csat_tipping;
mod csat_top;
pub(crate) mod declare;
mod deflection;
mod durable;
mod escalation;
pub(crate) mod evaluate;
mod excess_repeat;
mod failed_handoff;
mod first_ai_reply;
mod first_contact;
mod first_human_reply;
mod first_reply_median;
mod first_reply_p90;
mod floor;
mod handle_time;
mod handoff_wait;
mod involvement;
mod next_reply;
mod nps;
mod people_durable;
pub(crate) mod period;
mod reopen;
mod repeat_by_scope;
mod repeat_contact;
mod reply_business;
mod reply_sla;
mod resolution;
mod resolution_business;
mod resolution_sla;
mod resolution_survival;
mod resolution_time_median;
mod resolution_time_p90;
mod response_rate;
pub(crate) mod row_shares;
pub(crate) mod seen;
pub(crate) mod series;
mod solved_without_person;
pub(crate) mod speed;
#[cfg(test)]
mod speed_tests;
pub(crate) mod survey;
#[cfg(test)]
mod tests;

use crate::query::Context;
use declare::Metric;
use model::catalog::MetricInfo;
use model::filter::Filter;
use model::measure::Figure;

pub use series::{grouped, series};

/// Every metric, in the order of the catalog.
pub(crate) static METRICS: &[&Metric] = &[
    &involvement::METRIC,
    &floor::METRIC,
    &durable::METRIC,
    &ceiling::METRIC,
    &bounce::METRIC,
    &automation::METRIC,
    &containment::METRIC,
    &abandonment::METRIC,
    &deflection::METRIC,
    &solved_without_person::METRIC,
    &escalation::METRIC,
    &failed_handoff::METRIC,
    &resolution::METRIC,
    &people_durable::METRIC,
    &reopen::METRIC,
    &repeat_contact::METRIC,
    &repeat_by_scope::ANY,
    &repeat_by_scope::SAME,
    &excess_repeat::ANY,
    &excess_repeat::SAME,
    &first_contact::OPERATIONAL,
    &first_contact::ZENDESK,
    &first_contact::FRESHSERVICE,
    &first_contact::ZOHO,
    &csat::METRIC,
    &csat_top::METRIC,
    &csat_mean::METRIC,
    &response_rate::METRIC,
    &csat_bounds::LOWEST,
    &csat_bounds::HIGHEST,
    &csat_reweighted::METRIC,
    &csat_difference::METRIC,
    &csat_reweighted::GAP,
    &csat_tipping::METRIC,
    &ces::MEAN,
    &ces::EASY,
    &nps::METRIC,
    &first_reply_median::METRIC,
    &first_reply_p90::METRIC,
    &resolution_time_median::METRIC,
    &resolution_time_p90::METRIC,
    &first_ai_reply::MEDIAN,
    &first_ai_reply::P90,
    &first_human_reply::MEDIAN,
    &first_human_reply::P90,
    &after_ai::MEDIAN,
    &after_ai::P90,
    &handoff_wait::MEDIAN,
    &handoff_wait::P90,
    &next_reply::MEDIAN,
    &next_reply::P90,
    &resolution_survival::METRIC,
    &handle_time::MEDIAN,
    &handle_time::P90,
    &reply_business::MEDIAN,
    &reply_business::P90,
    &resolution_business::MEDIAN,
    &resolution_business::P90,
    &reply_sla::METRIC,
    &resolution_sla::METRIC,
    &backlog::METRIC,
];

/// The metric of that name.
pub(crate) fn by_id(id: &str) -> Option<&'static Metric> {
    METRICS.iter().copied().find(|metric| metric.id == id)
}

/// What the metrics say of themselves, for the catalog.
pub fn metric_infos() -> Vec<MetricInfo> {
    METRICS.iter().map(|metric| metric.info()).collect()
}

/// Every metric in every variant, over the tickets of the filter.
///
/// With a period in the filter, each is compared with the period of the same length before it, where that lies within the
/// data; without one there is nothing to compare with.
pub fn evaluate(context: Context<'_>, filter: &Filter) -> Vec<Figure> {
    let basis = evaluate::Basis::new(context, filter);
    let (pace, followed) = (speed::Pace::new(&basis), by_case::Followed::new(&basis));
    let survey = survey::Answers::new(&basis);
    let figures = |metric: &&Metric| match metric.measure {
        declare::Measure::ByCase(_) => followed.figures(metric),
        _ => survey.figures(metric).unwrap_or_else(|| pace.figures(metric)),
    };
    METRICS.iter().flat_map(figures).collect()
}
