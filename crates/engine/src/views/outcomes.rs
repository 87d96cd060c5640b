//! The Outcomes screen: what "resolved" means here, and how far the answer depends on the definition.

use super::time_charts::{Points, outcomes_over_time, resolution_over_time};
use super::wording::percent;
use super::{breakdown, findings, flow, frame, headline, ladder, maturity, recontact, sensitivity, value};
use crate::metrics::by_case::Followed;
use crate::metrics::by_id;
use crate::metrics::evaluate::Basis;
use crate::metrics::row_shares::RowShares;
use crate::query::{Context, by_value};
use model::field::Field;
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
    ("abandonment", &[]),
    ("deflection", &[]),
    ("solved_without_person", &[]),
    ("escalation", &[]),
    ("failed_handoff", &[]),
    ("resolution", &[]),
];
/// What the remark on returns compares.
const REPEATS: &[(&str, &[&str])] = &[("repeat_contact", &["ai_only", "human_only"])];

/// The Outcomes screen.
pub fn outcomes(context: Context<'_>, filter: &Filter) -> ScreenView {
    let basis = Basis::new(context, filter);
    let points = Points::new(&basis);
    let channels = by_value(context, filter, Dimension::Channel);
    let topics = by_value(context, filter, Dimension::Topic);
    let topics = RowShares::new(&basis, Dimension::Topic, &topics, &[findings::BOUNCES]);
    let followed = Followed::new(&basis);
    let repeats = super::figures(&basis, REPEATS);
    let mut figures = super::figures(&basis, FIGURES);
    figures.extend(
        recontact::METRICS.iter().filter_map(|id| by_id(id)).flat_map(|metric| followed.figures(metric)),
    );
    figures.extend(super::figures(&basis, &[("reopen", &[])]));
    let mut view = frame(&basis);
    (view.headline, view.caveat) = headline::headline(&basis, &figures);
    if let Some(containment) = value(&figures, "containment", "")
        && containment.n >= super::MIN_CLAIM_N
        && !headline::ends_are_chosen(filter)
    {
        view.caveat.push_str(&format!(
            " Were all counted in which no person stepped in, it would be {}.",
            percent(containment.value)
        ));
    }
    view.charts = vec![
        flow::flow(&basis),
        maturity::maturity(&basis),
        breakdown::ladder_share(&basis, &channels),
        outcomes_over_time(&basis, &points),
        resolution_over_time(&basis, &points),
        sensitivity::sensitivity(&basis),
        recontact::return_curve(&basis, &followed, &figures),
        recontact::first_contact(&figures),
    ];
    view.ladder = ladder::ladder(&basis);
    view.notes = findings::export_warnings(&basis);
    view.notes.extend(findings::changes(&basis, &figures));
    view.notes.extend(findings::failed_handoffs(&basis, &figures));
    view.notes.extend(findings::bouncing_topics(&topics));
    view.notes.extend(match basis.have.has(Field::Requester) {
        true => findings::return_gap(&basis, &repeats),
        false => findings::return_gap(&basis, &figures),
    });
    view.notes.extend(recontact::excess(&basis, &followed, &figures));
    view.notes.extend(recontact::log_rank(&basis, &followed));
    view.notes.extend(recontact::half_back(&basis, &followed));
    view.notes.extend(findings::unfinished(&basis));
    view.notes.extend(findings::missing_fields(&basis, &figures));
    view.figures = figures;
    view
}
