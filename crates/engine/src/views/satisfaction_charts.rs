//! Charts of ratings.

use super::time_charts::{empty, gap_words};
use super::wording::{excludes_zero, number, percent};
use super::{MIN_CLAIM_N, figure, value};
use crate::metrics::count::estimate_difference;
use crate::metrics::evaluate::Basis;
use model::chart::{
    Bar, BarChart, Category, Chart, ChartBody, ChartPoint, DistributionChart, DistributionGroup, Role,
};
use model::field::Field;
use model::filter::Dimension;
use model::letters::Lower;
use model::measure::{Figure, Measured};
use model::outcome::HandledBy;
use model::units::Unit;

/// Handlers from the top of a chart, with their colours.
const HANDLERS: [(HandledBy, Role); 3] = [
    (HandledBy::AiOnly, Role::Ai),
    (HandledBy::AiThenHuman, Role::Handoff),
    (HandledBy::HumanOnly, Role::Human),
];

/// Bars of one metric by handler. Where handlers cannot be told apart there is one bar for all.
fn handler_bars(figures: &[Figure], metric: &str, note: impl Fn(&str) -> Option<String>) -> Vec<Bar> {
    let mut bars: Vec<Bar> = HANDLERS
        .iter()
        .filter_map(|(handler, role)| {
            let figure = figure(figures, metric, handler.id())?;
            let point = figure.now.estimate();
            let remark = match &figure.now {
                Measured::Value(_) => note(handler.id()),
                Measured::NotApplicable { why, .. } => Some(why.clone()),
            };
            Some(Bar {
                category: Category {
                    label: handler.label().to_string(),
                    filter: Some((Dimension::HandledBy, handler.id().to_string())),
                },
                role: *role,
                point: point.copied().map(ChartPoint::from),
                note: remark,
            })
        })
        .collect();
    if bars.iter().all(|bar| bar.point.is_none())
        && let Some(all) = value(figures, metric, "all")
    {
        bars = vec![Bar {
            category: Category { label: "All".to_string(), filter: None },
            role: Role::All,
            point: Some((*all).into()),
            note: note("all"),
        }];
    }
    bars
}

/// Why a metric has no value at all.
fn why_not(figures: &[Figure], metric: &str) -> Option<String> {
    match &figure(figures, metric, "all")?.now {
        Measured::NotApplicable { why, .. } => Some(why.clone()),
        Measured::Value(_) => None,
    }
}

/// CSAT beside its response rate, by handler. `figures` holds csat, csat_difference and response_rate.
pub(super) fn csat_by_handler(figures: &[Figure]) -> Chart {
    let id = "csat_by_handler";
    let metrics = ["csat", "csat_difference", "response_rate"];
    if let Some(why) = why_not(figures, "csat") {
        return empty(id, "Satisfaction cannot be told", Unit::Share, &metrics, why);
    }
    let note = |variant: &str| {
        let response = value(figures, "response_rate", variant)?;
        let label = &figure(figures, "response_rate", variant)?.variant_label;
        let of = if label.ends_with("of solved tickets") { "solved" } else { "asked" };
        Some(format!(
            "{} of {} {of} rated ({})",
            number(response.k.unwrap_or(0)),
            number(response.n),
            percent(response.value)
        ))
    };
    let bars = handler_bars(figures, "csat", note);
    let rated = value(figures, "csat", "all").map_or(0, |all| all.n);
    let title = match value(figures, "csat_difference", "") {
        Some(gap) if enough_rated(figures) && excludes_zero(gap) => {
            format!("Customers rate AI-only tickets {} than human-only ones", gap_words(gap))
        }
        Some(_) if enough_rated(figures) => {
            "No clear difference in CSAT between AI-only and human-only tickets".to_string()
        }
        Some(_) => "Too few ratings to compare AI and people".to_string(),
        None => match value(figures, "csat", "all") {
            Some(all) if all.n >= MIN_CLAIM_N => {
                format!("Customers rate {} of tickets well", percent(all.value))
            }
            _ => "Too few ratings for a rate".to_string(),
        },
    };
    Chart {
        id: id.to_string(),
        title,
        subtitle: format!("Share of good ratings with 95% intervals; n = {} rated tickets", number(rated)),
        unit: Unit::Share,
        metrics: metrics.iter().map(|metric| (*metric).to_string()).collect(),
        body: ChartBody::Bars(BarChart { bars, range: Some((0.0, 1.0)) }),
    }
}

/// Whether both sides have enough ratings for a claim.
pub(super) fn enough_rated(figures: &[Figure]) -> bool {
    ["ai_only", "human_only"]
        .iter()
        .all(|variant| value(figures, "csat", variant).is_some_and(|csat| csat.n >= MIN_CLAIM_N))
}

/// Who answers the survey.
pub(super) fn response_by_handler(figures: &[Figure]) -> Chart {
    let id = "response_by_handler";
    let metrics = ["response_rate"];
    if let Some(why) = why_not(figures, "response_rate") {
        return empty(id, "The response rate cannot be told", Unit::Share, &metrics, why);
    }
    let is_fallback = figure(figures, "response_rate", "all")
        .is_some_and(|all| all.variant_label.ends_with("of solved tickets"));
    let of = if is_fallback { "solved tickets" } else { "tickets with a survey" };
    let bars = handler_bars(figures, "response_rate", |_| None);
    let n = value(figures, "response_rate", "all").map_or(0, |all| all.n);
    let title = match response_gap(figures) {
        Some(gap) if excludes_zero(&gap) => {
            let (ai, human) =
                (value(figures, "response_rate", "ai_only"), value(figures, "response_rate", "human_only"));
            match (ai, human) {
                (Some(ai), Some(human)) => format!(
                    "{} rate AI-only tickets, {} rate human-only ones: different customers answer",
                    percent(ai.value),
                    percent(human.value)
                ),
                _ => "Response rate by handler".to_string(),
            }
        }
        Some(_) => "Customers of the AI and of people answer about equally often".to_string(),
        None => match value(figures, "response_rate", "all") {
            Some(all) if all.n < MIN_CLAIM_N => "Too few tickets for a response rate".to_string(),
            Some(all) => format!("{} of customers answer", percent(all.value)),
            None => "Nobody was asked".to_string(),
        },
    };
    Chart {
        id: id.to_string(),
        title,
        subtitle: format!("Share of {of} that were rated, with 95% intervals; n = {}", number(n)),
        unit: Unit::Share,
        metrics: metrics.iter().map(|metric| (*metric).to_string()).collect(),
        body: ChartBody::Bars(BarChart { bars, range: None }),
    }
}

/// The difference of the response rates, AI only minus human only, with enough cases on both sides.
pub(super) fn response_gap(figures: &[Figure]) -> Option<model::measure::Estimate> {
    let ai = value(figures, "response_rate", "ai_only").filter(|rate| rate.n >= MIN_CLAIM_N)?;
    let human = value(figures, "response_rate", "human_only").filter(|rate| rate.n >= MIN_CLAIM_N)?;
    Some(estimate_difference(ai, human))
}

/// Every level of the rating scale, AI beside human where both can be told. `figures` holds csat.
pub(super) fn rating_distribution(basis: &Basis<'_>, figures: &[Figure]) -> Chart {
    let id = "rating_distribution";
    let metrics = ["csat"];
    let Some(ratings) =
        basis.context.dataset.columns.rating.as_ref().filter(|ratings| !ratings.levels.is_empty())
    else {
        let why = format!("This file has no column for “{}”.", Field::Rating.label());
        return empty(id, "There are no ratings to show", Unit::Tickets, &metrics, why);
    };
    let count = |handler: Option<HandledBy>, level: usize| {
        basis.now.count(|facts| {
            facts.is_eligible
                && usize::from(facts.rating_level) == level
                && handler.is_none_or(|handler| facts.handled_by == Some(handler))
        })
    };
    let group = |role: Role, handler: Option<HandledBy>| DistributionGroup {
        label: handler.map_or("All", HandledBy::label).to_string(),
        role,
        filter: handler.map(|handler| (Dimension::HandledBy, handler.id().to_string())),
        counts: (0..ratings.levels.len()).map(|level| count(handler, level)).collect(),
    };
    let mut groups: Vec<DistributionGroup> =
        [(Role::Ai, HandledBy::AiOnly), (Role::Human, HandledBy::HumanOnly)]
            .into_iter()
            .filter(|(_, handler)| value(figures, "csat", handler.id()).is_some())
            .map(|(role, handler)| group(role, Some(handler)))
            .collect();
    if groups.is_empty() {
        groups = vec![group(Role::All, None)];
    }
    let rated: u64 = groups.iter().flat_map(|group| &group.counts).sum();
    if rated == 0 {
        let why = "None of these tickets was rated.".to_string();
        return empty(id, "There are no ratings to show", Unit::Tickets, &metrics, why);
    }
    let lowest: Vec<String> = groups
        .iter()
        .filter(|group| group.counts.iter().sum::<u64>() >= MIN_CLAIM_N)
        .map(|group| {
            let total: u64 = group.counts.iter().sum();
            let share = group.counts.first().map_or(0.0, |count| *count as f64 / total as f64);
            format!("{} of {}", percent(share), group.label.to_lower().replace("ai", "AI"))
        })
        .collect();
    let title = if lowest.is_empty() {
        "Too few ratings for a distribution".to_string()
    } else {
        format!("The lowest rating, “{}”: {} ratings", ratings.levels[0].label, lowest.join(", "))
    };
    Chart {
        id: id.to_string(),
        title,
        subtitle: format!("Rated tickets by level of the scale, {}; n = {}", ratings.scale, number(rated)),
        unit: Unit::Tickets,
        metrics: metrics.iter().map(|metric| (*metric).to_string()).collect(),
        body: ChartBody::Distribution(DistributionChart {
            classes: ratings.levels.iter().map(|level| level.label.clone()).collect(),
            groups,
        }),
    }
}
