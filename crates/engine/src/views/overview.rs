//! The Overview: how is the AI doing, how sure is that, and what to look at next.

use super::time_charts::{Points, outcomes_over_time, resolution_over_time};
use super::{breakdown, figures, findings, frame, headline, ladder, satisfaction_charts};
use crate::metrics::evaluate::Basis;
use crate::metrics::row_shares::RowShares;
use crate::query::{Context, by_value};
use model::filter::{Dimension, Filter};
use model::view::ScreenView;

const FIGURES: &[(&str, &[&str])] = &[
    ("involvement", &[]),
    ("floor", &[]),
    ("durable", &[]),
    ("ceiling", &[]),
    ("automation", &[]),
    ("escalation", &[]),
    ("failed_handoff", &[]),
    ("reopen", &["all", "ai_only", "human_only"]),
    ("repeat_contact", &["all", "ai_only", "human_only"]),
    ("csat", &[]),
    ("csat_difference", &[]),
    ("response_rate", &[]),
    ("first_reply_median", &["all", "ai_only", "human_only"]),
    ("resolution_time_median", &["all", "ai_only", "human_only"]),
];

/// The Overview screen.
pub fn overview(context: Context<'_>, filter: &Filter) -> ScreenView {
    let basis = Basis::new(context, filter);
    let points = Points::new(&basis);
    let channels = by_value(context, filter, Dimension::Channel);
    let topics = by_value(context, filter, Dimension::Topic);
    let channels = RowShares::new(&basis, Dimension::Channel, &channels, &[breakdown::BARS]);
    let topics = RowShares::new(&basis, Dimension::Topic, &topics, &[breakdown::BARS, findings::BOUNCES]);
    let figures = figures(&basis, FIGURES);
    let mut view = frame(&basis);
    (view.headline, view.caveat) = headline::headline(&basis, &figures);
    view.charts = vec![
        resolution_over_time(&basis, &points),
        outcomes_over_time(&basis, &points),
        satisfaction_charts::csat_by_handler(&figures),
        breakdown::durable_by(&channels),
        breakdown::durable_by(&topics),
    ];
    view.ladder = ladder::ladder(&basis);
    view.notes = findings::export_warnings(&basis);
    view.notes.extend(findings::failed_handoffs(&basis, &figures));
    view.notes.extend(findings::bouncing_topics(&topics));
    view.notes.extend(findings::csat_gap(&basis, &figures));
    view.notes.extend(findings::return_gap(&basis, &figures));
    view.notes.extend(findings::response(&basis, &figures));
    view.notes.extend(findings::unfinished(&basis));
    view.notes.extend(findings::missing_fields(&basis, &figures));
    view.figures = figures;
    view
}
