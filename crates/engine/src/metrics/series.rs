//! One metric over time, and by the values of a dimension.

use super::count::{Counted, narrow, share, share_difference, within};
use super::declare::{Measure, Metric, Variant};
use super::evaluate::Basis;
use crate::query::{self, Context, Tally};
use model::chart::Bucket;
use model::filter::{Dimension, Filter};
use model::measure::Measured;
use model::units::Day;

/// A metric for each day, week or month of creation in the period of the filter: first day, value or why not.
///
/// `metric` is the metric's id, with `:variant` for one of several (`csat:ai_only`); without it the first is taken. An
/// unknown id gives nothing.
pub fn series(context: Context<'_>, filter: &Filter, metric: &str, bucket: Bucket) -> Vec<(Day, Measured)> {
    let Some((metric, variant)) = named(metric) else { return Vec::new() };
    let basis = Basis::new(context, filter);
    let period = basis.period;
    let starts = period.starts(bucket).into_iter();
    if !metric.measure.is_share() {
        return starts
            .map(|start| {
                let (from, to) = period.clip(start, bucket);
                let narrowed = within(filter, from, to);
                (start, measured_afresh(context, &narrowed, metric, variant))
            })
            .collect();
    }
    let measure = Shares::new(&basis, metric, variant);
    starts
        .map(|start| {
            let (from, to) = period.clip(start, bucket);
            (start, measure.of(&basis.days.tally(from, to)))
        })
        .collect()
}

/// A metric for each value of a dimension, largest group first. `metric` as in [`series`].
pub fn grouped(
    context: Context<'_>,
    filter: &Filter,
    metric: &str,
    dimension: Dimension,
) -> Vec<(String, Measured)> {
    let Some((metric, variant)) = named(metric) else { return Vec::new() };
    let groups = query::by_value(context, filter, dimension);
    if !metric.measure.is_share() {
        return groups
            .into_iter()
            .map(|(value, _)| {
                let mut narrowed = filter.clone();
                let is_possible = narrow(&mut narrowed, dimension, &[&value]).is_some();
                let measured = if is_possible {
                    measured_afresh(context, &narrowed, metric, variant)
                } else {
                    Measured::NotApplicable {
                        why: "No ticket passes the filter.".to_string(),
                        needs: Vec::new(),
                    }
                };
                (value, measured)
            })
            .collect();
    }
    let basis = Basis::new(context, filter);
    let measure = Shares::new(&basis, metric, variant);
    groups.into_iter().map(|(value, tally)| (value, measure.of(&tally))).collect()
}

/// Splits `csat:ai_only`.
fn named(name: &str) -> Option<(&'static Metric, &str)> {
    let (id, variant) = name.split_once(':').unwrap_or((name, ""));
    super::by_id(id).map(|metric| (metric, variant))
}

fn measured_afresh(context: Context<'_>, filter: &Filter, metric: &Metric, variant: &str) -> Measured {
    let basis = Basis::new(context, filter);
    let figures = super::survey::Answers::new(&basis)
        .figures(metric)
        .unwrap_or_else(|| super::speed::Pace::new(&basis).figures(metric));
    let has_handlers = figures.iter().any(|figure| figure.variant == "all");
    let variant = if variant.is_empty() && has_handlers { "all" } else { variant };
    match figures.into_iter().find(|figure| figure.variant == variant) {
        Some(figure) => figure.now,
        None => Measured::NotApplicable {
            why: format!("There is no variant “{variant}”."),
            needs: Vec::new(),
        },
    }
}

/// A share or a difference of shares, made ready once and asked of many tallies.
pub(crate) enum Shares {
    One(Counted),
    Two(Counted, Counted),
    Not(Measured),
}

impl Shares {
    /// Makes a variant ready; the first one where the name is empty.
    pub(crate) fn new(basis: &Basis<'_>, metric: &Metric, variant: &str) -> Shares {
        let ready =
            |variant: &Variant, needs: &[super::declare::Need]| match basis.missing(metric.needs, needs) {
                Some(missing) => Err(missing),
                None => Counted::new(
                    &basis.judged,
                    metric.declared(needs),
                    variant.denominator(basis.have).0,
                    variant.counts,
                )
                .map_err(|undeclared| Measured::NotApplicable {
                    why: "This measure reads a field that it does not declare.".to_string(),
                    needs: undeclared.0.to_vec(),
                }),
            };
        match &metric.measure {
            Measure::Share(variants) => {
                let found = variants.iter().find(|candidate| variant.is_empty() || candidate.id == variant);
                match found.map(|found| ready(found, found.needs)) {
                    Some(Ok(counted)) => Shares::One(counted),
                    Some(Err(not)) => Shares::Not(not),
                    None => Shares::Not(Measured::NotApplicable {
                        why: format!("There is no variant “{variant}”."),
                        needs: Vec::new(),
                    }),
                }
            }
            Measure::Difference([first, second]) => {
                match (ready(first, first.needs), ready(second, second.needs)) {
                    (Ok(first), Ok(second)) => Shares::Two(first, second),
                    (Err(not), _) | (_, Err(not)) => Shares::Not(not),
                }
            }
            _ => Shares::Not(Measured::NotApplicable {
                why: "This measure is not a share.".to_string(),
                needs: Vec::new(),
            }),
        }
    }

    /// The value over a tally.
    pub(crate) fn of(&self, tally: &Tally<'_>) -> Measured {
        let estimate = match self {
            Shares::One(counted) => {
                let (k, n) = counted.k_n(tally);
                share(k, n)
            }
            Shares::Two(first, second) => share_difference(first.k_n(tally), second.k_n(tally)),
            Shares::Not(not) => return not.clone(),
        };
        match estimate {
            Some(estimate) => Measured::Value(estimate),
            None => Measured::NotApplicable { why: "No case here.".to_string(), needs: Vec::new() },
        }
    }

    /// Numerator and denominator of a single share; `None` if it cannot be told.
    pub(crate) fn k_n(&self, tally: &Tally<'_>) -> Option<(u64, u64)> {
        match self {
            Shares::One(counted) => Some(counted.k_n(tally)),
            _ => None,
        }
    }
}
