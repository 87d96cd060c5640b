//! Why a share changed: which tickets came in, and how each kind of them went (Kitagawa).

use super::MIN_CLAIM_N;
use super::breakdown::nouns;
use super::by_id;
use super::time_charts::empty;
use super::wording::{excludes_zero, number, percent, points};
use crate::metrics::count::within;
use crate::metrics::evaluate::Basis;
use crate::metrics::series::Shares;
use crate::query::{Tally, by_value};
use crate::stats::decompose::{Pair, Parts, kitagawa};
use model::chart::{Bar, BarChart, Category, Chart, ChartBody, Role};
use model::filter::Dimension;
use model::measure::{Estimate, Measured};
use model::units::Unit;

/// Tallies by the values of a dimension, now and in the period before.
pub(super) struct Periods<'a> {
    pub(super) dimension: Dimension,
    pub(super) now: Vec<(String, Tally<'a>)>,
    before: Vec<(String, Tally<'a>)>,
}

impl<'a> Periods<'a> {
    /// Counts both; without a period before, the present one only.
    pub(super) fn new(basis: &Basis<'a>, dimension: Dimension) -> Periods<'a> {
        let now = by_value(basis.context, basis.filter, dimension);
        let before = match basis.period.previous {
            Some((from, to)) => by_value(basis.context, &within(basis.filter, from, to), dimension),
            None => Vec::new(),
        };
        Periods { dimension, now, before }
    }

    /// A share by value in both periods, the values of the present period first. What belongs to values beyond those that are
    /// counted is one group without a name at the end.
    pub(super) fn pairs(&self, measure: &Shares, basis: &Basis<'_>) -> Option<(Vec<&str>, Vec<Pair>)> {
        let k_n = |tally: &Tally<'_>| measure.k_n(tally).unwrap_or((0, 0));
        let all = Pair { before: measure.k_n(basis.before.as_ref()?)?, now: measure.k_n(&basis.now)? };
        let mut names: Vec<&str> = self.now.iter().map(|(value, _)| value.as_str()).collect();
        let mut pairs: Vec<Pair> =
            self.now.iter().map(|(_, tally)| Pair { before: (0, 0), now: k_n(tally) }).collect();
        let place = model::order::places(&names);
        for (value, tally) in &self.before {
            match place.get(value.as_str()) {
                Some(at) => pairs[*at as usize].before = k_n(tally),
                None => {
                    names.push(value);
                    pairs.push(Pair { before: k_n(tally), now: (0, 0) });
                }
            }
        }
        let left = |whole: (u64, u64), of: fn(&Pair) -> (u64, u64)| {
            pairs
                .iter()
                .map(of)
                .fold(whole, |left, pair| (left.0.saturating_sub(pair.0), left.1.saturating_sub(pair.1)))
        };
        let rest = Pair { before: left(all.before, |pair| pair.before), now: left(all.now, |pair| pair.now) };
        if rest.before.1 + rest.now.1 > 0 {
            names.push("");
            pairs.push(rest);
        }
        Some((names, pairs))
    }
}

/// A share whose changes are taken apart, with its words.
pub(super) struct Watched {
    pub(super) metric: &'static str,
    pub(super) variant: &'static str,
    /// As the beginning of a sentence.
    pub(super) label: &'static str,
    /// What became of the tickets that count: "resolved for good".
    pub(super) became: &'static str,
    /// What it is a share of: "AI tickets".
    pub(super) of: &'static str,
}

pub(super) const DURABLE: Watched = Watched {
    metric: "durable",
    variant: "",
    label: "Durable resolution",
    became: "resolved for good",
    of: "AI tickets",
};
pub(super) const RESOLUTION: Watched = Watched {
    metric: "resolution",
    variant: "",
    label: "Resolution by any handler",
    became: "kept closed",
    of: "solved tickets",
};
pub(super) const CSAT: Watched =
    Watched { metric: "csat", variant: "all", label: "CSAT", became: "rated well", of: "ratings" };

/// "+2.4", "−0.7".
pub(super) fn signed(difference: f64) -> String {
    let size = format!("{:.1}", difference.abs() * 100.0);
    match size.as_str() {
        "0.0" => size,
        _ if difference < 0.0 => format!("−{size}"),
        _ => format!("+{size}"),
    }
}

/// The change of a share against the period before, taken apart by each of these dimensions.
pub(super) fn chart(basis: &Basis<'_>, watched: &Watched, by: &[&Periods<'_>]) -> Chart {
    let id = format!("why_{}", watched.metric);
    let heading = format!("{}: why it changed cannot be told", watched.label);
    let none = |why: String| empty(&id, &heading, Unit::SharePoints, &[watched.metric], why);
    let Some(metric) = by_id(watched.metric) else { return none(String::new()) };
    let measure = Shares::new(basis, metric, watched.variant);
    if let Shares::Not(Measured::NotApplicable { why, .. }) = &measure {
        return none(why.clone());
    }
    let Some(before) = &basis.before else {
        return none(
            "There is no period before to compare with. Choose a period with as many days of data before it."
                .to_string(),
        );
    };
    let (Some(now), Some(past)) = (measure.k_n(&basis.now), measure.k_n(before)) else {
        return none(String::new());
    };
    // The figure's own, with what tickets of the same customers do to its interval.
    let change = (now.1 >= MIN_CLAIM_N && past.1 >= MIN_CLAIM_N)
        .then(|| basis.figure(metric, watched.variant).and_then(|figure| figure.change));
    let Some(change) = change.flatten() else {
        return none(format!(
            "It takes {MIN_CLAIM_N} {} in both periods; there are {} now and {} before.",
            watched.of,
            number(now.1),
            number(past.1)
        ));
    };
    let mut bars = vec![bar("Change in all".to_string(), Role::All, &change)];
    let mut title = None;
    for periods in by {
        let Some((names, pairs)) = periods.pairs(&measure, basis) else { continue };
        if names.len() < 2 {
            continue;
        }
        let Some(parts) = kitagawa(&pairs) else { continue };
        let values = nouns(periods.dimension);
        title.get_or_insert_with(|| sentence(watched, periods.dimension, &change, &names, &parts));
        let part = |effect: crate::stats::decompose::Effect| Estimate {
            value: effect.value,
            interval: Some(effect.interval()),
            n: now.1 + past.1,
            k: None,
        };
        bars.push(bar(format!("Other {values} came in"), Role::Handoff, &part(parts.mix)));
        bars.push(bar(format!("The same {values} went otherwise"), Role::AiSoft, &part(parts.rate)));
    }
    let Some(title) = title else {
        return none("The tickets cannot be parted by topic or channel.".to_string());
    };
    Chart {
        id: id.clone(),
        title,
        subtitle: format!(
            "Points against the {} days before, with 95% intervals; the two parts of each kind sum to the change. n = {} {} now, \
             {} before",
            number(basis.period.days().max(0) as u64),
            number(now.1),
            watched.of,
            number(past.1)
        ),
        unit: Unit::SharePoints,
        metrics: vec![watched.metric.to_string()],
        body: ChartBody::Bars(BarChart { bars, range: None }),
    }
}

fn bar(label: String, role: Role, estimate: &Estimate) -> Bar {
    Bar { category: Category { label, filter: None }, role, point: Some((*estimate).into()), note: None }
}

/// "Durable resolution fell 3.1 points: −2.4 because other topics came in (above all more “Refund”), −0.7 because …".
fn sentence(
    watched: &Watched,
    dimension: Dimension,
    change: &Estimate,
    names: &[&str],
    parts: &Parts,
) -> String {
    let values = nouns(dimension);
    let begins = if excludes_zero(change) {
        let verb = if change.value > 0.0 { "rose" } else { "fell" };
        format!("{} {verb} {}", watched.label, points(change.value))
    } else {
        format!("{} did not clearly change ({})", watched.label, signed(change.value))
    };
    // The largest part that pulls the way of its sum.
    let foremost = |at: usize, sum: f64| {
        let pull = |index: &usize| parts.groups[*index][at].value * sum.signum();
        (0..names.len())
            .filter(|index| !names[*index].is_empty() && pull(index) > 0.0)
            .max_by(|a, b| pull(a).total_cmp(&pull(b)))
            .filter(|index| sum.abs() >= 0.0005 && parts.groups[*index][at].probability() < 0.05)
    };
    let named = |index: usize| dimension.value_label(names[index]);
    let mix = foremost(0, parts.mix.value)
        .map(|index| format!(" (above all “{}”)", named(index)))
        .unwrap_or_default();
    let rate = foremost(1, parts.rate.value)
        .map(|index| format!(" (above all “{}”)", named(index)))
        .unwrap_or_default();
    let often = if parts.rate.value < 0.0 { "less" } else { "more" };
    format!(
        "{begins}: {} because other {values} came in{mix}, {} because the same {values} were {} {often} often{rate}",
        signed(parts.mix.value),
        signed(parts.rate.value),
        watched.became
    )
}

/// "25% of AI tickets", for sentences on one value.
pub(super) fn weight(n: u64, all: u64) -> String {
    percent(n as f64 / all.max(1) as f64)
}
