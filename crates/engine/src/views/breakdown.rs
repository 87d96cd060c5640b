//! One share by the values of a dimension, with whiskers.

use super::MIN_CLAIM_N;
use super::time_charts::{empty, outcome_parts, outcome_sentence};
use super::wording::{count, number, percent};
use crate::metrics::by_id;
use crate::metrics::count::share;
use crate::metrics::evaluate::Basis;
use crate::metrics::series::Shares;
use crate::query::Tally;
use crate::stats::normal;
use model::chart::{Bar, BarChart, Category, Chart, ChartBody, ChartPoint, Role, StackAxis, StackChart};
use model::field::Field;
use model::filter::Dimension;
use model::letters::Lower;
use model::measure::Measured;
use model::units::Unit;

/// How many topics are shown.
const MAX_TOPICS: usize = 12;

/// The z beyond which a two-sided test rejects when `comparisons` are made at once and 5% of such families may err
/// (Bonferroni).
pub(super) fn strict_z(comparisons: usize) -> f64 {
    -normal::quantile(0.025 / comparisons.max(1) as f64)
}

/// The z of the difference of two shares with the pooled variance; 0 where nothing can be said.
pub(super) fn difference_z((k1, n1): (u64, u64), (k2, n2): (u64, u64)) -> f64 {
    if n1 == 0 || n2 == 0 {
        return 0.0;
    }
    let (n1, n2) = (n1 as f64, n2 as f64);
    let pooled = (k1 + k2) as f64 / (n1 + n2);
    let variance = pooled * (1.0 - pooled) * (1.0 / n1 + 1.0 / n2);
    if variance > 0.0 { (k1 as f64 / n1 - k2 as f64 / n2) / variance.sqrt() } else { 0.0 }
}

/// What a value is one of, within a sentence.
pub(super) fn noun(dimension: Dimension) -> String {
    // Names keep their capitals.
    if dimension == Dimension::AiAgent { dimension.label().to_string() } else { dimension.label().to_lower() }
}

/// What several values are.
pub(super) fn nouns(dimension: Dimension) -> String {
    if dimension == Dimension::Priority { "priorities".to_string() } else { noun(dimension) + "s" }
}

/// So many of them, in words.
pub(super) fn counted(n: usize, dimension: Dimension) -> String {
    if n == 1 {
        format!("1 {}", noun(dimension))
    } else {
        format!("{} {}", number(n as u64), nouns(dimension))
    }
}

/// The field that a dimension is read from.
fn field_of(dimension: Dimension) -> Field {
    match dimension {
        Dimension::Channel => Field::Channel,
        _ => Field::Topic,
    }
}

/// Durable resolution by channel or by topic.
pub(super) fn durable_by(basis: &Basis<'_>, dimension: Dimension, groups: &[(String, Tally<'_>)]) -> Chart {
    let noun = dimension.label().to_lower();
    let id = format!("durable_by_{noun}");
    let metrics = ["durable"];
    let field = field_of(dimension);
    if !basis.have.has(field) {
        let why = format!(
            "This file has no column for “{}”. Add it to the export to see where the AI works.",
            field.label()
        );
        return empty(
            &id,
            &format!("Durable resolution by {noun} cannot be told"),
            Unit::Share,
            &metrics,
            why,
        );
    }
    let Some(durable) = by_id("durable") else {
        return empty(
            &id,
            "Durable resolution",
            Unit::Share,
            &metrics,
            "This measure is not registered.".to_string(),
        );
    };
    let measure = Shares::new(basis, durable, "");
    if let Shares::Not(Measured::NotApplicable { why, .. }) = &measure {
        return empty(
            &id,
            &format!("Durable resolution by {noun} cannot be told"),
            Unit::Share,
            &metrics,
            why.clone(),
        );
    }
    // Groups come with the most tickets first; only those in which the AI has mature tickets can be compared.
    let mut rows: Vec<Ranked<'_>> = groups
        .iter()
        .filter_map(|(value, tally)| measure.k_n(tally).map(|k_n| (value.as_str(), k_n)))
        .filter(|(_, (_, n))| *n > 0)
        .map(|(value, (k, n))| (value, (k, n), k as f64 / n as f64))
        .collect();
    let in_all = rows.len();
    if dimension == Dimension::Topic {
        model::order::sort_by(&mut rows, |left, right| {
            right.1.1.cmp(&left.1.1).then_with(|| left.0.cmp(right.0))
        });
        rows.truncate(MAX_TOPICS);
    }
    if rows.is_empty() {
        let why = "No ticket of the AI has passed its window under this filter.".to_string();
        return empty(&id, "There is no durable resolution to show", Unit::Share, &metrics, why);
    }
    rank(&mut rows);
    let n: u64 = rows.iter().map(|(_, (_, n), _)| n).sum();
    let shown = if rows.len() < in_all {
        format!("the {} largest of {in_all}", rows.len())
    } else {
        "all".to_string()
    };
    let from = match dimension == Dimension::Topic && basis.context.dataset.has_derived_topics() {
        true => " derived from subjects",
        false => "",
    };
    Chart {
        id,
        title: breakdown_title(dimension, &rows),
        subtitle: format!(
            "Durable resolution with 95% intervals, {shown} {noun}s{from}; n = {} AI tickets whose window has passed",
            number(n)
        ),
        unit: Unit::Share,
        metrics: vec!["durable".to_string()],
        body: ChartBody::Bars(BarChart {
            bars: rows.iter().map(|(value, k_n, _)| bar(dimension, value, *k_n)).collect(),
            range: Some((0.0, 1.0)),
        }),
    }
}

fn bar(dimension: Dimension, value: &str, (k, n): (u64, u64)) -> Bar {
    let estimate = share(k, n);
    Bar {
        category: Category {
            label: dimension.value_label(value),
            filter: Some((dimension, value.to_string())),
        },
        role: Role::AiSoft,
        point: estimate.map(ChartPoint::from),
        note: (n < MIN_CLAIM_N).then(|| "too few to tell".to_string()),
    }
}

/// Sorts groups, the best first.
pub(super) fn rank(rows: &mut Vec<Ranked<'_>>) {
    model::order::sort_by(rows, |left, right| right.2.total_cmp(&left.2).then_with(|| left.0.cmp(right.0)));
}

/// A group for a title: its value, its cases, and the share that is shown of it.
pub(super) type Ranked<'a> = (&'a str, (u64, u64), f64);

/// Names the best and the worst group when they differ beyond chance among all pairs that could have been named.
pub(super) fn breakdown_title(dimension: Dimension, rows: &[Ranked<'_>]) -> String {
    let sound: Vec<&Ranked<'_>> = rows.iter().filter(|(_, (_, n), _)| *n >= MIN_CLAIM_N).collect();
    let (Some(best), Some(worst)) = (sound.first(), sound.last()) else {
        return format!("Too few AI tickets in any {} for a rate", noun(dimension));
    };
    if sound.len() == 1 {
        return format!("{}: {} resolved for good", dimension.value_label(best.0), percent(best.2));
    }
    let pairs = sound.len() * (sound.len() - 1) / 2;
    if difference_z(best.1, worst.1) > strict_z(pairs) {
        format!(
            "{} resolves best ({}), {} worst ({})",
            dimension.value_label(best.0),
            percent(best.2),
            dimension.value_label(worst.0),
            percent(worst.2)
        )
    } else {
        format!(
            "No clear difference between {}: {} to {}",
            nouns(dimension),
            percent(worst.2),
            percent(best.2)
        )
    }
}

/// All tickets, and those of each channel, by outcome.
pub(super) fn ladder_share(basis: &Basis<'_>, channels: &[(String, Tally<'_>)]) -> Chart {
    let total = basis.tickets();
    if total == 0 {
        let why = "No ticket passes this filter.".to_string();
        return empty("ladder_share", "There are no outcomes to show", Unit::Share, &[], why);
    }
    let mut categories = vec![Category { label: "All".to_string(), filter: None }];
    let mut tallies = vec![&basis.now];
    if basis.have.has(Field::Channel) && channels.len() > 1 {
        for (value, tally) in channels {
            categories.push(Category {
                label: Dimension::Channel.value_label(value),
                filter: Some((Dimension::Channel, value.clone())),
            });
            tallies.push(tally);
        }
    }
    Chart {
        id: "ladder_share".to_string(),
        title: outcome_sentence(basis),
        subtitle: format!(
            "Share of tickets by outcome, in all and by channel; n = {}",
            count(total, "ticket")
        ),
        unit: Unit::Share,
        metrics: Vec::new(),
        body: ChartBody::Stack(StackChart {
            axis: StackAxis::Categories(categories),
            parts: outcome_parts(&tallies),
            is_share: true,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strict_quantiles() {
        // Normal quantiles: 0.975, 0.995, 0.999375 (R: qnorm).
        for (comparisons, z) in [(1, 1.959964), (5, 2.575829), (40, 3.227218)] {
            assert!((strict_z(comparisons) - z).abs() < 1e-3, "{comparisons}");
        }
    }

    #[test]
    fn z_of_two_shares() {
        // 56/70 against 48/80: pooled 104/150, z = 0.2 / sqrt(0.693333 * 0.306667 * (1/70 + 1/80)) = 2.65018.
        assert!((difference_z((56, 70), (48, 80)) - 2.650_18).abs() < 1e-4);
        assert_eq!(difference_z((0, 10), (0, 10)), 0.0);
        assert_eq!(difference_z((0, 0), (1, 10)), 0.0);
    }
}
