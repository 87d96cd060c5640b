//! Durable resolution under several windows at once, in one pass over the rows.

use super::Context;
use super::select::Selection;
use crate::dataset::NO_SECS;
use model::filter::Filter;

const DAY_SECS: u64 = 86_400;

/// For each window in days: the AI tickets that stayed closed that long, and the AI tickets old enough to tell.
///
/// With the window of the settings this is the numerator and the denominator of durable resolution. Windows must ascend.
/// A reopened ticket counts as not durable under every window, since files tell how often and not when it was reopened.
pub fn durable_within(context: Context<'_>, filter: &Filter, windows: &[u32]) -> Vec<(u64, u64)> {
    let derived = context.derived;
    let selection = Selection::new(context, filter);
    // Of each class: whether it is of the AI, and whether the AI closed it and nobody reopened it.
    let kinds: Vec<(bool, bool)> = derived
        .classes
        .iter()
        .zip(selection.classes())
        .map(|(facts, passes)| {
            let is_ai = *passes && facts.is_eligible && facts.is_done && facts.outcome.is_ai_involved();
            (is_ai, is_ai && facts.outcome.is_ceiling() && facts.is_reopened != Some(true))
        })
        .collect();
    let last = windows.len();
    // Tickets by the number of windows that they are old enough for, and by the number of windows they outlasted.
    let mut old_enough = vec![0_u64; last + 1];
    let mut durable = vec![0_u64; (last + 1) * (last + 1)];
    let as_of = u64::from(derived.as_of_utc);
    let secs: Vec<u64> = windows.iter().map(|days| u64::from(*days) * DAY_SECS).collect();
    selection.each(|row, pass| {
        let (is_ai, is_closed) = kinds[derived.class[row] as usize];
        if pass == 0 || !is_ai {
            return;
        }
        let age = as_of.saturating_sub(u64::from(derived.resolved_utc[row]));
        let old = secs.iter().take_while(|window| **window <= age).count();
        old_enough[old] += 1;
        if is_closed {
            let back = derived.return_secs[row];
            let outlasted = if back == NO_SECS {
                last
            } else {
                secs.iter().take_while(|window| **window < u64::from(back)).count()
            };
            durable[old * (last + 1) + outlasted] += 1;
        }
    });
    (0..last)
        .map(|window| {
            let n = old_enough[window + 1..].iter().sum();
            let k = (window + 1..=last)
                .map(|old| durable[old * (last + 1) + window + 1..(old + 1) * (last + 1)].iter().sum::<u64>())
                .sum();
            (k, n)
        })
        .collect()
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
        let windows = [1, 3, 7, 14, 30];
        for (index, days) in windows.into_iter().enumerate() {
            let settings = Settings { return_days: days, ..Settings::default() };
            let derived = crate::derive::derive(&dataset, &settings).expect("the sample derives");
            let context = Context { dataset: &dataset, derived: &derived };
            for filter in &filters {
                let found = durable_within(context, filter, &windows)[index];
                let figures = metrics::evaluate(context, filter);
                let durable = figures.iter().find(|figure| figure.metric == "durable").expect("durable");
                let expected = durable.now.estimate().map(|estimate| (estimate.k.unwrap_or(0), estimate.n));
                assert_eq!(Some(found), expected, "{days} days");
            }
        }
    }
}
