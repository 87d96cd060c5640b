//! What the vendor's own field says over time, with the days on which vendors changed what they count.

use crate::definitions::bench::Bench;
use crate::definitions::declare::NEEDS_BILLED;
use crate::definitions::{DEFINITIONS, billing, verdicts};
use crate::metrics::count::share;
use crate::query::Selection;
use kernels::count;
use model::chart::{Bucket, Chart, ChartBody, ChartPoint, Role, TimeChart, TimeRule, TimeSeries};
use model::definition::Verdict;
use model::letters::Lower;
use model::units::Unit;

fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or(text)
}

/// What can be said of a ticket's part in a share: nothing, that it is asked about, that it counts.
const SAID: u8 = 3;
/// Points of fewer tickets are left out.
pub(super) const MIN_POINT_N: u64 = 10;

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
    let cases = &bench.usual.cases;
    let share_of_case = |case: usize| {
        let durable = durable.of_case[case];
        let is_billed = billed.of_case[case] == Verdict::Yes;
        let shares =
            [(cases.all[case].is_ai(), is_billed), (durable != Verdict::Outside, durable == Verdict::Yes)];
        shares.iter().fold(0, |kind, (is_asked, counts)| {
            kind * SAID + if *is_asked { 1 + u8::from(*counts) } else { 0 }
        })
    };
    let kind_of: Vec<u8> = (0..cases.all.len()).map(share_of_case).collect();
    let kinds = usize::from(SAID * SAID);
    let week_of = |day: i32| ((day.clamp(first, last + 6) - first) / 7) as usize;
    let base_of: Vec<u32> = (context.derived.first_day.0..=context.derived.last_day.0)
        .map(|day| (week_of(day) * kinds) as u32)
        .collect();
    let selection = Selection::new(context, basis.filter);
    let mut cells = vec![0_u32; starts.len() * kinds];
    count::by_day_and_kind(
        selection.rows(),
        (&context.derived.day, &base_of),
        (&cases.of_row, &kind_of),
        (&context.derived.class, &selection.counted(context.derived)),
        &mut cells,
    );
    // Of each week: billed, of the AI's; stayed closed, of those that can be told.
    let week = |cells: &[u32]| {
        let sum = |is_meant: &dyn Fn(u8, u8) -> bool| -> u64 {
            let meant = (0_u8..).zip(cells).filter(|(kind, _)| is_meant(kind / SAID, kind % SAID));
            meant.map(|(_, count)| u64::from(*count)).sum()
        };
        [
            sum(&|billed, _| billed == 2),
            sum(&|billed, _| billed > 0),
            sum(&|_, durable| durable == 2),
            sum(&|_, durable| durable > 0),
        ]
    };
    let counts: Vec<[u64; 4]> = cells.chunks_exact(kinds).map(week).collect();
    let points = |at: usize| -> Vec<Option<ChartPoint>> {
        let point = |week: &[u64; 4]| {
            share(week[at], week[at + 1]).filter(|found| found.n >= MIN_POINT_N).map(ChartPoint::from)
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
