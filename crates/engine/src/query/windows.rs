//! Durable resolution under every window of whole days at once, in one pass over the rows.

use super::Context;
use super::select::Selection;
use kernels::count;
use model::filter::Filter;
use std::rc::Rc;

const DAY_SECS: u32 = 86_400;
/// Not of the AI, not solved, or not in the filter.
const OTHER: u8 = 0;
/// Solved, and the AI had answered.
const ANSWERED: u8 = 1;
/// Closed by the AI alone, and never reopened.
const CLOSED: u8 = 2;
/// Kinds of row.
const KINDS: usize = 3;

/// For each window of 1, 2, 3 … days up to the longest: the AI tickets that stayed closed that long, and the AI tickets old enough
/// to tell.
///
/// With the window of the settings this is the numerator and the denominator of durable resolution. The longer a window, the fewer
/// tickets are old enough for it. A reopened ticket counts as not durable under every window, since files tell how often and not
/// when it was reopened.
pub fn durable_within(context: Context<'_>, filter: &Filter, longest_days: u32) -> Vec<(u64, u64)> {
    let derived = context.derived;
    let selection = Selection::new(context, filter);
    let kind_of: Vec<u8> = derived
        .classes
        .iter()
        .zip(selection.classes())
        .map(|(facts, passes)| {
            let is_ai = *passes && facts.is_eligible && facts.is_done && facts.outcome.is_ai_involved();
            match is_ai && facts.outcome.is_ceiling() && facts.is_reopened != Some(true) {
                true => CLOSED,
                false if is_ai => ANSWERED,
                false => OTHER,
            }
        })
        .collect();
    // The same under any filter.
    let place = derived.remembered.windows.get(1, longest_days, |longest| {
        let (resolved, returned) = (&derived.resolved_utc, &derived.return_secs);
        Rc::new(count::window_places(resolved, returned, derived.as_of_utc, DAY_SECS, *longest))
    });
    let width = longest_days as usize + 1;
    let mut cells = vec![0_u32; width * width * KINDS];
    count::by_place_and_kind(selection.rows(), &place, &derived.class, &kind_of, KINDS, &mut cells);
    let sum = |kind: u8, days: usize, least: usize| -> u64 {
        let outlasted = |old: usize| (old * width + least..(old + 1) * width).map(|place| place * KINDS);
        (days..width).flat_map(outlasted).map(|cell| u64::from(cells[cell + usize::from(kind)])).sum()
    };
    (1..width).map(|days| (sum(CLOSED, days, days), sum(CLOSED, days, 0) + sum(ANSWERED, days, 0))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics;
    use crate::sample;
    use model::filter::Dimension;
    use model::settings::Settings;

    #[test]
    fn each_window_equals_durable_resolution_under_that_setting() {
        let dataset = sample::generate(5_000, 3);
        let filters = [Filter::default(), Filter::default().with(Dimension::Channel, &["chat"])];
        let derive = |return_days| {
            let settings = Settings { return_days, ..Settings::default() };
            crate::derive::derive(&dataset, &settings).expect("the sample derives")
        };
        // Counted under one window, whichever is asked for.
        let usual = derive(7);
        let context = Context { dataset: &dataset, derived: &usual };
        let found = filters.each_ref().map(|filter| durable_within(context, filter, 30));
        assert!(found.iter().all(|found| found.len() == 30));
        for days in [1, 2, 7, 13, 30] {
            let derived = derive(days);
            let context = Context { dataset: &dataset, derived: &derived };
            for (filter, found) in filters.iter().zip(&found) {
                let figures = metrics::evaluate(context, filter);
                let durable = figures.iter().find(|figure| figure.metric == "durable").expect("durable");
                let expected = durable.now.estimate().map(|estimate| (estimate.k.unwrap_or(0), estimate.n));
                assert_eq!(Some(found[days as usize - 1]), expected, "{days} days");
            }
        }
    }
}
