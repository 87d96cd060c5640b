//! The Satisfaction screen: did the AI change what customers say, and whom do the ratings speak for?

use super::satisfaction_charts::{csat_by_handler, enough_rated, rating_distribution, response_by_handler};
use super::satisfaction_topics::by_topic;
use super::silent::{reweighting, tipping};
use super::time_charts::{CSAT, Points, RESPONSE, gap_words, rate_over_time};
use super::wording::{count, excludes_zero, percent, percent_range, points_range};
use super::{MIN_CLAIM_N, figure, findings, frame, value};
use crate::metrics::by_id;
use crate::metrics::evaluate::Basis;
use crate::metrics::survey::Answers;
use crate::query::Context;
use model::field::Field;
use model::filter::Filter;
use model::measure::{Figure, Measured};
use model::view::{Note, NoteKind, ScreenView};

const FIGURES: &[&str] = &[
    "csat",
    "csat_top",
    "csat_mean",
    "response_rate",
    "csat_lowest",
    "csat_highest",
    "csat_reweighted",
    "csat_difference",
    "csat_reweighted_difference",
    "csat_tipping",
];

/// The Satisfaction screen.
pub fn satisfaction(context: Context<'_>, filter: &Filter) -> ScreenView {
    let basis = Basis::new(context, filter);
    let points = Points::new(&basis);
    let answers = Answers::new(&basis);
    let of = |metric| answers.figures(metric).unwrap_or_else(|| basis.figures(metric));
    // What few files have is shown where it is there, and asked for in one line where not.
    let (ces, nps) =
        (basis.have.has(Field::Ease) || basis.have.has(Field::Effort), basis.have.has(Field::Recommend));
    let more = [("ces", ces), ("ces_easy", ces), ("nps", nps)];
    let more = more.iter().filter(|(_, is_there)| *is_there).map(|(id, _)| id);
    let figures: Vec<Figure> = FIGURES.iter().chain(more).filter_map(|id| by_id(id)).flat_map(of).collect();
    let mut view = frame(&basis);
    (view.headline, view.caveat) = headline(&basis, &figures);
    view.charts = vec![
        csat_by_handler(&figures),
        response_by_handler(&figures),
        tipping(&answers, &figures),
        rating_distribution(&basis, &figures),
        rate_over_time(&basis, &points, &CSAT),
        rate_over_time(&basis, &points, &RESPONSE),
    ];
    view.notes = findings::export_warnings(&basis);
    view.notes.extend(findings::changes(&basis, &figures));
    view.notes.extend(findings::response(&basis, &figures));
    view.notes.extend(reweighting(&answers, &figures));
    if let Some((groups, note)) = by_topic(&basis) {
        view.groups.push(groups);
        view.notes.extend(note);
    }
    view.notes.extend(findings::worst_case(&basis, &figures));
    // Other forms of CSAT fall with it, which goes without saying.
    let is_form = |figure: &&Figure| {
        matches!(figure.metric.as_str(), "csat_top" | "csat_mean" | "csat_lowest" | "csat_highest")
    };
    let others: Vec<Figure> = figures.iter().filter(|figure| !is_form(figure)).cloned().collect();
    view.notes.extend(findings::missing_fields(&basis, &others));
    view.notes.extend(other_surveys(ces, nps));
    view.figures = figures;
    view
}

/// What the file could hold besides.
fn other_surveys(ces: bool, nps: bool) -> Option<Note> {
    let missing = match (ces, nps) {
        (true, true) => return None,
        (false, false) => "effort score (CES) and no likelihood to recommend (NPS)",
        (false, true) => "effort score (CES)",
        (true, false) => "likelihood to recommend (NPS)",
    };
    let text = format!(
        "This file has no {missing}. Where your survey asks for it, export its column, named “CES” or “NPS” or chosen on the Import \
         screen, and its figures stand here with their intervals."
    );
    Some(Note {
        kind: NoteKind::Limit,
        text,
        action: Some(("Columns of the file".to_string(), "#/import".to_string())),
    })
}

fn headline(basis: &Basis<'_>, figures: &[Figure]) -> (String, String) {
    if basis.tickets() == 0 {
        return (
            "No ticket passes this filter".to_string(),
            "Take a condition away to see some.".to_string(),
        );
    }
    let all = match figure(figures, "csat", "all").map(|figure| &figure.now) {
        Some(Measured::Value(all)) => all,
        Some(Measured::NotApplicable { why, needs }) if !needs.is_empty() => {
            return (
                "This file has no ratings".to_string(),
                format!(
                    "{why} Export the column of the satisfaction rating to see how customers judge AI and people."
                ),
            );
        }
        _ => {
            return (
                format!("None of these {} was rated", count(basis.tickets(), "ticket")),
                "Widen the period or the filter to see ratings.".to_string(),
            );
        }
    };
    if all.n < MIN_CLAIM_N {
        return (
            format!("Only {}: too few for a rate", count(all.n, "rating")),
            format!("Below {MIN_CLAIM_N} ratings the uncertainty is wider than any finding."),
        );
    }
    let answered = value(figures, "response_rate", "all")
        .map(|rate| match basis.have.has(Field::RatingOffered) {
            true => format!(" {} of {} were answered.", percent(rate.value), count(rate.n, "survey")),
            false => format!(" {} of {} were rated.", percent(rate.value), count(rate.n, "solved ticket")),
        })
        .unwrap_or_default();
    match value(figures, "csat_difference", "").filter(|_| enough_rated(figures)) {
        Some(gap) => {
            let (ai, human) = (value(figures, "csat", "ai_only"), value(figures, "csat", "human_only"));
            let (ai, human) = (ai.map_or(0.0, |csat| csat.value), human.map_or(0.0, |csat| csat.value));
            // What weighing answers by kinds of ticket says otherwise is said as loudly.
            let weighed = value(figures, "csat_reweighted_difference", "").filter(|weighed| {
                excludes_zero(weighed) != excludes_zero(gap)
                    || excludes_zero(gap) && weighed.value * gap.value < 0.0
            });
            let clear = weighed.filter(|weighed| excludes_zero(weighed));
            let sentence = if let Some(weighed) = clear {
                format!(
                    "{} of AI-only ratings are good, {} of human-only ones; reweighted by who answers, CSAT of AI-only tickets is {}",
                    percent(ai),
                    percent(human),
                    gap_words(weighed)
                )
            } else if excludes_zero(gap) {
                format!(
                    "Customers rate {} of AI-only tickets well, {} of human-only ones",
                    percent(ai),
                    percent(human)
                )
            } else {
                format!(
                    "No clear difference: {} of AI-only ratings are good, {} of human-only ones",
                    percent(ai),
                    percent(human)
                )
            };
            (
                sentence,
                format!(
                    "The gap, AI minus people, lies between {} points with 95% confidence{}.{answered} AI and people get different \
                     tickets, so it is not yet an effect of the AI.",
                    gap.interval.map(points_range).unwrap_or_default().replace(" to ", " and "),
                    weighed
                        .filter(|_| clear.is_none())
                        .map_or("", |_| "; reweighted by who answers, it is not clear")
                ),
            )
        }
        None => {
            let interval = all.interval.map(percent_range).unwrap_or_default();
            let reason = match figure(figures, "csat_difference", "").map(|figure| &figure.now) {
                Some(Measured::NotApplicable { why, .. }) => {
                    format!(" AI and people cannot be compared: {why}")
                }
                _ => format!(
                    " AI and people cannot be compared: one of them has fewer than {MIN_CLAIM_N} ratings."
                ),
            };
            (
                format!("Customers rate {} of tickets well", percent(all.value)),
                format!("{interval} with 95% confidence, over {}.{answered}{reason}", count(all.n, "rating")),
            )
        }
    }
}
