//! One share by the values of a dimension, with whiskers.

use super::MIN_CLAIM_N;
use super::time_charts::{empty, outcome_parts, outcome_sentence};
use super::wording::{count, number, percent};
use crate::metrics::evaluate::Basis;
use crate::metrics::row_shares::{Named, Row, RowShares, Told};
use crate::query::Tally;
use crate::stats::normal;
use model::chart::{Bar, BarChart, Category, Chart, ChartBody, ChartPoint, Role, StackAxis, StackChart};
use model::field::Field;
use model::filter::{Dimension, NO_VALUE};
use model::letters::Lower;
use model::units::Unit;

/// The column of durable resolution.
pub(super) const DURABLE: &str = "durable";
/// What [`durable_by`] asks of values.
pub(super) const BARS: Named = (DURABLE, "durable", "");
/// How many topics are shown.
const MAX_TOPICS: usize = 12;

/// The z beyond which a two-sided test rejects when `comparisons` are made at once and 5% of such families may err
/// (Bonferroni).
pub(super) fn strict_z(comparisons: usize) -> f64 {
    -normal::quantile(0.025 / comparisons.max(1) as f64)
}

/// The z of the difference of two shares with the pooled variance of as many independent cases as they tell as much as; 0 where
/// nothing can be said.
pub(super) fn difference_z(first: Told, second: Told) -> f64 {
    if first.n == 0 || second.n == 0 {
        return 0.0;
    }
    let ((k1, n1), (k2, n2)) = (first.independent(), second.independent());
    let pooled = (k1 + k2) / (n1 + n2);
    let variance = pooled * (1.0 - pooled) * (1.0 / n1 + 1.0 / n2);
    if variance > 0.0 { (k1 / n1 - k2 / n2) / variance.sqrt() } else { 0.0 }
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
pub(super) fn durable_by(shares: &RowShares<'_, '_>) -> Chart {
    let (basis, dimension) = (shares.basis, shares.dimension);
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
    if let Some(why) = shares.why_not(DURABLE) {
        let heading = format!("Durable resolution by {noun} cannot be told");
        return empty(&id, &heading, Unit::Share, &metrics, why.to_string());
    }
    // Groups come with the most tickets first; only those in which the AI has mature tickets can be compared.
    let mut rows: Vec<Ranked<'_>> = (shares.groups.iter().enumerate())
        .filter_map(|(at, (value, _))| {
            let told = shares.told(Row::Value(at), DURABLE).filter(|told| told.n > 0)?;
            Some(Ranked { at, value, told, shown: told.k as f64 / told.n as f64 })
        })
        .collect();
    let in_all = rows.iter().filter(|row| row.value != NO_VALUE).count();
    if dimension == Dimension::Topic {
        model::order::sort_by(&mut rows, |left, right| {
            right.told.n.cmp(&left.told.n).then_with(|| left.value.cmp(right.value))
        });
        rows.truncate(MAX_TOPICS);
    }
    if rows.is_empty() {
        let why = "No ticket of the AI has passed its window under this filter.".to_string();
        return empty(&id, "There is no durable resolution to show", Unit::Share, &metrics, why);
    }
    rank(&mut rows);
    let n: u64 = rows.iter().map(|row| row.told.n).sum();
    let values = rows.iter().filter(|row| row.value != NO_VALUE).count();
    let shown = if values < in_all { format!("the {values} largest of {in_all}") } else { "all".to_string() };
    let from = match dimension == Dimension::Topic && basis.context.dataset.has_derived_topics() {
        true => " derived from subjects",
        false => "",
    };
    Chart {
        id,
        title: breakdown_title(dimension, &rows, values < in_all),
        subtitle: format!(
            "Durable resolution with 95% intervals, {shown} {noun}s{from}; n = {} AI tickets whose window has passed",
            number(n)
        ),
        unit: Unit::Share,
        metrics: vec!["durable".to_string()],
        body: ChartBody::Bars(BarChart {
            bars: rows.iter().map(|row| bar(shares, row)).collect(),
            range: Some((0.0, 1.0)),
        }),
    }
}

fn bar(shares: &RowShares<'_, '_>, row: &Ranked<'_>) -> Bar {
    Bar {
        category: Category {
            label: shares.dimension.value_label(row.value),
            filter: Some((shares.dimension, row.value.to_string())),
        },
        role: Role::AiSoft,
        point: shares.estimate(Row::Value(row.at), DURABLE).map(ChartPoint::from),
        note: (row.told.n < MIN_CLAIM_N).then(|| "too few to tell".to_string()),
    }
}

/// Sorts groups, the best first.
pub(super) fn rank(rows: &mut Vec<Ranked<'_>>) {
    model::order::sort_by(rows, |left, right| {
        right.shown.total_cmp(&left.shown).then_with(|| left.value.cmp(right.value))
    });
}

/// A group for a title.
pub(super) struct Ranked<'a> {
    /// Its place among the values.
    pub(super) at: usize,
    pub(super) value: &'a str,
    pub(super) told: Told,
    /// The share that is shown of it.
    pub(super) shown: f64,
}

/// Names the best and the worst group when they differ beyond chance among all pairs that could have been named.
/// `is_cut`: there are more, of fewer tickets.
pub(super) fn breakdown_title(dimension: Dimension, rows: &[Ranked<'_>], is_cut: bool) -> String {
    let rows: Vec<&Ranked<'_>> = rows.iter().filter(|row| row.value != NO_VALUE).collect();
    let largest = |is: &str| {
        if is_cut { format!("{is}the {} largest {}", rows.len(), nouns(dimension)) } else { String::new() }
    };
    let sound: Vec<&Ranked<'_>> = rows.iter().filter(|row| row.told.n >= MIN_CLAIM_N).copied().collect();
    let (Some(best), Some(worst)) = (sound.first(), sound.last()) else {
        return format!("Too few AI tickets in any {} for a rate", noun(dimension));
    };
    if sound.len() == 1 {
        return format!("{}: {} resolved for good", dimension.value_label(best.value), percent(best.shown));
    }
    let pairs = sound.len() * (sound.len() - 1) / 2;
    if difference_z(best.told, worst.told) > strict_z(pairs) {
        let (best, worst) = (
            format!("{} ({})", dimension.value_label(best.value), percent(best.shown)),
            format!("{} ({})", dimension.value_label(worst.value), percent(worst.shown)),
        );
        match dimension {
            Dimension::AiAgent => format!("{best} resolves most, {worst} least"),
            _ if is_cut => format!("{}, the AI resolves most in {best}, least in {worst}", largest("Of ")),
            _ => format!("The AI resolves most in {best}, least in {worst}"),
        }
    } else {
        format!(
            "No clear difference between {}: {} to {}",
            if is_cut { largest("") } else { nouns(dimension) },
            percent(worst.shown),
            percent(best.shown)
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
            parts: outcome_parts(basis, &tallies),
            is_share: true,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::clusters::Clusters;

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
        let of = |(k, n)| Told::of(&Clusters { k, n, kk: k, kn: k, nn: n });
        let z = |one, other| difference_z(of(one), of(other));
        assert!((z((56, 70), (48, 80)) - 2.650_18).abs() < 1e-4);
        assert_eq!(z((0, 10), (0, 10)), 0.0);
        assert_eq!(z((0, 0), (1, 10)), 0.0);
        // Four times as many cases in groups of four that all go one way tell no more.
        let fourfold = Clusters::of((0..70).map(|at| (4 * u64::from(at < 56), 4)));
        let told = Told::of(&fourfold);
        let found = difference_z(told, of((48, 80)));
        assert!((found - 2.650_18).abs() < 0.05, "{found}");
    }
}
