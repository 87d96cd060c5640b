//! What the vendor's own field says over time, with the days on which vendors changed what they count.

use crate::definitions::bench::Bench;
use crate::definitions::declare::NEEDS_BILLED;
use crate::definitions::{DEFINITIONS, billing, verdicts};
use crate::metrics::count::share;
use crate::query::matching_rows;
use model::chart::{Bucket, Chart, ChartBody, ChartPoint, Role, TimeChart, TimeRule, TimeSeries};
use model::definition::Verdict;
use model::letters::Lower;
use model::units::Unit;

fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or(text)
}

/// Points of fewer tickets are left out.
const MIN_POINT_N: u64 = 10;

/// The share of the AI's tickets that the vendor counts, and that stayed closed, by week; nothing where the file has no such field.
pub(super) fn vendor_series(bench: &Bench<'_>) -> Option<Chart> {
    let basis = bench.basis;
    if !NEEDS_BILLED.is_met(basis.have) {
        return None;
    }
    let context = basis.context;
    let (billed, durable) = (verdicts(context, billing::ALL)?, verdicts(context, "assay_durable")?);
    let starts = basis.period.starts(Bucket::Week);
    let (first, last) = (starts.first()?.0, starts.last()?.0);
    let mut counts = vec![[0_u64; 4]; starts.len()];
    for row in matching_rows(context, basis.filter) {
        let case = bench.usual.cases.of_row[row as usize] as usize;
        let day = context.derived.first_day.0 + i32::from(context.derived.day[row as usize]);
        let Some(week) = counts.get_mut(((day.clamp(first, last + 6) - first) / 7) as usize) else {
            continue;
        };
        if bench.usual.cases.all[case].is_ai() {
            week[1] += 1;
            week[0] += u64::from(billed.of_case[case] == Verdict::Yes);
        }
        week[3] += u64::from(durable.of_case[case] != Verdict::Outside);
        week[2] += u64::from(durable.of_case[case] == Verdict::Yes);
    }
    let points = |at: usize| -> Vec<Option<ChartPoint>> {
        let point = |week: &[u64; 4]| {
            share(week[at], week[at + 1]).filter(|found| found.n >= MIN_POINT_N).map(|found| ChartPoint {
                value: found.value,
                interval: found.interval,
                n: found.n,
            })
        };
        counts.iter().map(point).collect()
    };
    let mut rules: Vec<TimeRule> = Vec::new();
    // In a file of one of these vendors only its own changes matter.
    let is_own = |vendor: &str| context.dataset.format.starts_with(&vendor.to_lower());
    let has_own = DEFINITIONS.iter().any(|definition| is_own(first_word(definition.vendor)));
    for definition in DEFINITIONS {
        let vendor = first_word(definition.vendor);
        for changed in definition.changes.iter().filter(|_| is_own(vendor) || !has_own) {
            let is_in = (basis.period.from..basis.period.to).contains(&changed.day);
            if is_in && !rules.iter().any(|rule| rule.day == changed.day) {
                rules.push(TimeRule { day: changed.day, label: vendor.to_string() });
            }
        }
    }
    // What may still come back, or is still open, makes the last weeks look worse than they will be.
    let known = context.derived.as_of.0 - context.derived.settings.return_days.min(400) as i32;
    let immature_from = starts.iter().copied().find(|start| start.0 + 7 > known);
    let n: u64 = counts.iter().map(|week| week[1]).sum();
    let k: u64 = counts.iter().map(|week| week[0]).sum();
    let total = share(k, n)?;
    let title = format!("The vendor's own field calls {} resolved", super::wording::percent(total.value));
    let series = [("Vendor's count", Role::AiSoft, 0), ("Stayed closed", Role::Ai, 2)];
    Some(Chart {
        id: "vendor_over_time".to_string(),
        title,
        subtitle: format!(
            "Share of the AI's tickets by week of creation, with 95% intervals; n = {}. Rules: that vendor changed what it counts",
            model::units::grouped(n)
        ),
        unit: Unit::Share,
        metrics: Vec::new(),
        body: ChartBody::Time(TimeChart {
            bucket: Bucket::Week,
            end: model::units::Day(last + 7),
            starts,
            series: series
                .into_iter()
                .map(|(label, role, at)| TimeSeries {
                    label: label.to_string(),
                    role,
                    is_comparison: false,
                    points: points(at),
                })
                .collect(),
            immature_from,
            rules,
            range: Some((0.0, 1.0)),
        }),
    })
}
