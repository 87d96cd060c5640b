//! Medians of a duration by the values of a dimension, in one pass over the rows.

use super::Context;
use super::quantile::Quantile;
use super::select::{Selection, coding};
use crate::stats::{quantile_ranks, type_7};
use kernels::groups::{CELLS, histograms_by_code};
use kernels::spread::{BUCKETS, middle};
use model::filter::{Dimension, Filter};

/// The median time to the first reply for each of these values of a dimension, and last for all others together. Times of 256 seconds
/// or more are those of the middle of a narrow class, at most 0.4% off. Empty for a dimension that is not a column.
pub(crate) fn first_reply_medians(
    context: Context<'_>,
    filter: &Filter,
    dimension: Dimension,
    values: &[&str],
) -> Vec<Option<Quantile>> {
    let derived = context.derived;
    let Some(coding) = coding(context, dimension) else { return Vec::new() };
    let place = model::order::places(values);
    let others = values.len() as u32;
    let base_of: Vec<u32> = (0..=coding.values.len())
        .map(|code| place.get(coding.name(code)).copied().unwrap_or(others) * CELLS as u32)
        .collect();
    let selection = Selection::new(context, filter);
    let counted = selection.counted(derived);
    let mut counts = vec![0; (values.len() + 1) * CELLS];
    histograms_by_code(
        selection.rows(),
        &derived.first_reply_buckets,
        coding.codes,
        &base_of,
        (&derived.class, &counted),
        &mut counts,
    );
    counts.chunks_exact(CELLS).map(|cells| median(&cells[..BUCKETS])).collect()
}

fn median(counts: &[u32]) -> Option<Quantile> {
    let n: u64 = counts.iter().map(|count| u64::from(*count)).sum();
    let (low, high, weight) = type_7(n, 0.5)?;
    let case = |rank: u64| {
        let mut before = 0;
        let bucket = counts.iter().position(|count| {
            before += u64::from(*count);
            before > rank
        });
        middle(bucket.unwrap_or(0))
    };
    let interval = quantile_ranks(n, 0.5).map(|(low, high)| (case(low), case(high)));
    let (low, high) = (case(low), case(high));
    Some(Quantile { value: low + (high - low) * weight, interval, n })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Span, by_value, quantiles};
    use crate::sample;
    use model::settings::Settings;

    #[test]
    fn as_each_value_alone_would_tell() {
        let dataset = sample::generate(4_000, 3);
        let derived = crate::derive::derive(&dataset, &Settings::default()).expect("the sample derives");
        let context = Context { dataset: &dataset, derived: &derived };
        let filter = Filter::default().with(Dimension::Channel, &["chat", "email"]);
        let groups = by_value(context, &filter, Dimension::Topic);
        let values: Vec<&str> = groups.iter().take(8).map(|(value, _)| value.as_str()).collect();
        let medians = first_reply_medians(context, &filter, Dimension::Topic, &values);
        assert_eq!(medians.len(), 9);
        for (value, found) in values.iter().zip(&medians) {
            let alone = filter.clone().with(Dimension::Topic, &[value]);
            let exact = quantiles(context, &alone, Span::FirstReply, None, &[0.5])[0].unwrap();
            let found = found.unwrap();
            assert_eq!(found.n, exact.n);
            assert!((found.value - exact.value).abs() <= 0.004 * exact.value + 0.5, "{value}");
        }
        let n: u64 = medians.iter().flatten().map(|median| median.n).sum();
        assert_eq!(n, quantiles(context, &filter, Span::FirstReply, None, &[0.5])[0].unwrap().n);
    }
}
