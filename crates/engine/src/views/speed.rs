//! The Speed screen: how long do customers wait, for whom, and how much is waiting?

use super::speed_charts::{arrivals, backlog, open_curve, promises, replies_by_hour};
use super::speed_notes as notes;
use super::wording::{date, duration};
use super::{MIN_CLAIM_N, findings, frame, value};
use crate::metrics::by_id;
use crate::metrics::evaluate::Basis;
use crate::metrics::speed::Pace;
use crate::query::{Context, speed};
use model::filter::{Dimension, Filter};
use model::measure::Figure;
use model::view::ScreenView;

const ALL: &[&str] = &["all", "ai_only", "ai_then_human", "human_only"];
const OF_AI: &[&str] = &["all", "ai_only", "ai_then_human"];
const OF_PEOPLE: &[&str] = &["all", "ai_then_human", "human_only"];
const ONE: &[&str] = &["all"];

/// The figures, in the order of the screen: replies, solutions, business hours, promises, backlog.
const FIGURES: &[(&str, &[&str])] = &[
    ("first_reply_median", ALL),
    ("first_reply_p90", ALL),
    ("first_ai_reply_median", OF_AI),
    ("first_ai_reply_p90", OF_AI),
    ("first_human_reply_median", OF_PEOPLE),
    ("first_human_reply_p90", OF_PEOPLE),
    ("handoff_wait_median", ONE),
    ("handoff_wait_p90", ONE),
    ("after_ai_median", ONE),
    ("after_ai_p90", ONE),
    ("next_reply_median", ONE),
    ("next_reply_p90", ONE),
    ("resolution_survival", ALL),
    ("resolution_time_median", ALL),
    ("resolution_time_p90", ALL),
    ("handle_time_median", ALL),
    ("handle_time_p90", ALL),
    ("reply_business_median", ALL),
    ("reply_business_p90", ALL),
    ("resolution_business_median", ALL),
    ("resolution_business_p90", ALL),
    ("reply_sla", ALL),
    ("resolution_sla", ALL),
    ("backlog", &[""]),
];

/// The Speed screen.
pub fn speed(context: Context<'_>, filter: &Filter) -> ScreenView {
    let basis = Basis::new(context, filter);
    let pace = Pace::new(&basis);
    let mut figures = Vec::new();
    for (id, variants) in FIGURES {
        let of_metric = by_id(id).map(|metric| pace.figures(metric)).unwrap_or_default();
        figures.extend(of_metric.into_iter().filter(|figure| variants.contains(&figure.variant.as_str())));
    }
    let mut view = frame(&basis);
    // Another end than that of the curves, which is the file's last moment.
    for figure in &mut figures {
        if figure.metric == "backlog" && figure.now.estimate().is_some() {
            figure.variant_label = format!("when {} ended", date(pace.backlog_day()));
        }
    }
    (view.headline, view.caveat) = headline(&pace, &figures);
    let hours = speed::hours(context, filter);
    view.charts = vec![
        open_curve(&pace, &figures),
        promises(&basis, &figures, Dimension::ReplySla),
        promises(&basis, &figures, Dimension::ResolutionSla),
        backlog(&pace),
        arrivals(&basis, &hours),
        replies_by_hour(&basis, &hours),
    ];
    view.notes = findings::export_warnings(&basis);
    view.notes.extend(notes::clocks(&basis));
    view.notes.extend(notes::closed_only(&pace, &figures));
    view.notes.extend(notes::log_rank(&pace));
    view.notes.extend(notes::overdue(&basis, &figures));
    view.notes.extend(notes::flow(&pace));
    view.notes.extend(notes::effort(&basis));
    view.figures = figures;
    view
}

fn headline(pace: &Pace<'_, '_>, figures: &[Figure]) -> (String, String) {
    let basis = pace.basis;
    if basis.tickets() == 0 {
        return (
            "No ticket passes this filter".to_string(),
            "Take a condition away to see some.".to_string(),
        );
    }
    let of = |metric: &str, variant: &str| {
        value(figures, metric, variant)
            .filter(|found| found.n >= MIN_CLAIM_N)
            .map(|found| duration(found.value))
    };
    let (any, human) = (of("first_reply_median", "all"), of("first_human_reply_median", "all"));
    let headline = match (any, human, of("first_ai_reply_median", "all")) {
        (_, Some(human), Some(ai)) => {
            format!(
                "The AI answers after {ai}, a person after {human}, in half of the tickets that they answer"
            )
        }
        (Some(any), _, _) => format!("Half of the customers get a first reply within {any}"),
        _ => match of("resolution_survival", "all") {
            Some(solved) => format!("Half of the tickets are solved within {solved}"),
            None => {
                return (
                    "How fast customers are helped cannot be told".to_string(),
                    format!(
                        "The file tells no times of replies and solutions for {MIN_CLAIM_N} or more of these tickets."
                    ),
                );
            }
        },
    };
    let caveat = match (of("resolution_survival", "all"), notes::closed_median(pace, figures)) {
        (Some(with_open), Some(closed)) => format!(
            "Half of all tickets are solved within {with_open}; those solved already took {closed}, for the slow ones are still open."
        ),
        (Some(all), _) if pace.curves(false)[0].open() == 0 => {
            format!("Half of all tickets are solved within {all}.")
        }
        (Some(with_open), _) => {
            format!("Half of all tickets are solved within {with_open}, those counted that are still open.")
        }
        _ => "Medians hide the slow tenth: look at the 90th percentiles, too.".to_string(),
    };
    (headline, caveat)
}
