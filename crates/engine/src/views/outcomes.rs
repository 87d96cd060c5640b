//! The Outcomes screen: what "resolved" means here, and how far the answer depends on the definition.

use super::time_charts::{Points, outcomes_over_time, resolution_over_time};
use super::wording::percent;
use super::{breakdown, figures, findings, frame, headline, ladder, sensitivity, value};
use crate::metrics::evaluate::Basis;
use crate::query::{Context, by_value};
use model::filter::{Dimension, Filter};
use model::view::ScreenView;

const FIGURES: &[(&str, &[&str])] = &[
    ("involvement", &[]),
    ("floor", &[]),
    ("durable", &[]),
    ("ceiling", &[]),
    ("bounce", &[]),
    ("automation", &[]),
    ("containment", &[]),
    ("deflection", &[]),
    ("solved_without_person", &[]),
    ("escalation", &[]),
    ("failed_handoff", &[]),
    ("resolution", &[]),
    ("reopen", &[]),
    ("repeat_contact", &[]),
];

/// The Outcomes screen.
pub fn outcomes(context: Context<'_>, filter: &Filter) -> ScreenView {
    let basis = Basis::new(context, filter);
    let points = Points::new(&basis);
    let channels = by_value(context, filter, Dimension::Channel);
    let topics = by_value(context, filter, Dimension::Topic);
    let figures = figures(&basis, FIGURES);
    let mut view = frame(&basis);
    (view.headline, view.caveat) = headline::headline(&basis, &figures);
    if let (Some(floor), Some(containment)) =
        (value(&figures, "floor", ""), value(&figures, "containment", ""))
        && floor.n >= super::MIN_CLAIM_N
    {
        view.caveat.push_str(&format!(
            " From the same tickets, published definitions of a resolution give anything from {} to {}.",
            percent(floor.value),
            percent(
                containment.value.max(value(&figures, "ceiling", "").map_or(0.0, |ceiling| ceiling.value))
            )
        ));
    }
    view.charts = vec![
        breakdown::ladder_share(&basis, &channels),
        outcomes_over_time(&basis, &points),
        resolution_over_time(&basis, &points),
        sensitivity::sensitivity(&basis),
    ];
    view.ladder = ladder::ladder(&basis);
    view.notes = findings::export_warnings(&basis);
    view.notes.extend(findings::changes(&basis, &figures));
    view.notes.extend(findings::failed_handoffs(&basis, &figures));
    view.notes.extend(findings::bouncing_topics(&basis, &topics));
    view.notes.extend(findings::return_gap(&basis, &figures));
    view.notes.extend(findings::unfinished(&basis));
    view.notes.extend(findings::missing_fields(&basis, &figures));
    view.figures = figures;
    view
}
