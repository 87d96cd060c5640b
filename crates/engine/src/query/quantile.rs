//! Exact quantiles without sorting: a histogram tells in which narrow bucket each wanted case lies, and only the rows of those few
//! buckets are looked at one by one.
//!
//! Buckets grow with the value ([`kernels::spread`]), so that a bucket holds few cases wherever they lie. The result is exact, to
//! the second.

use super::Context;
use super::select::Selection;
use crate::derive::Derived;
use crate::stats::{quantile_ranks, type_7};
use kernels::Rows;
use kernels::spread::{BUCKETS, Buckets, DROPPED, EXACT_BELOW, LANES, WIDTH, histogram, histograms};
use model::filter::Filter;
use model::outcome::HandledBy;

/// Which duration; the first two as a number are the place in what [`quantiles_by_handler`] returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// Creation to the first reply of anyone.
    FirstReply,
    /// Creation to the (last) resolution.
    Resolution,
    /// Creation to the first reply of the AI.
    FirstAi,
    /// Creation to the first reply of a person.
    FirstHuman,
    /// The AI's first reply to the first one of a person.
    AfterAi,
    /// The handoff to the first reply of a person.
    AfterHandoff,
    /// A later message of the customer to the next reply.
    NextReply,
    /// The work of people.
    Handle,
    /// [`Span::FirstReply`] in business hours.
    ReplyBusiness,
    /// [`Span::Resolution`] in business hours.
    ResolutionBusiness,
}

impl Span {
    /// How many there are.
    pub(crate) const COUNT: usize = Span::ResolutionBusiness as usize + 1;
    /// How many are derived when first asked for.
    pub(crate) const DERIVED: usize = Span::COUNT - 2;

    /// The two that are counted together, this one among them.
    pub(crate) fn pair(self) -> [Span; 2] {
        match self {
            Span::FirstReply | Span::Resolution => [Span::FirstReply, Span::Resolution],
            Span::FirstAi | Span::FirstHuman => [Span::FirstAi, Span::FirstHuman],
            Span::AfterAi | Span::AfterHandoff => [Span::AfterAi, Span::AfterHandoff],
            Span::NextReply | Span::Handle => [Span::NextReply, Span::Handle],
            Span::ReplyBusiness | Span::ResolutionBusiness => [Span::ReplyBusiness, Span::ResolutionBusiness],
        }
    }

    /// The place among those that are derived when first asked for.
    pub(crate) fn derived_place(self) -> Option<usize> {
        (self as usize).checked_sub(2)
    }
}

/// A quantile with its order-statistic interval, in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantile {
    /// The value: for an even number of cases the mean of the two in the middle (the median of every textbook);
    /// other quantiles by linear interpolation (type 7 of Hyndman and Fan 1996, the default of SQL's `percentile_cont`).
    pub value: f64,
    /// 95% interval between order statistics.
    pub interval: Option<(f64, f64)>,
    /// Cases.
    pub n: u64,
}

/// Exact quantiles of a duration over eligible rows that pass the filter, for a handler (`None`: all).
pub fn quantiles(
    context: Context<'_>,
    filter: &Filter,
    span: Span,
    handled_by: Option<HandledBy>,
    at: &[f64],
) -> Vec<Option<Quantile>> {
    let group = handled_by.map_or(0, |handler| handler as usize + 1);
    let [first_reply, resolution] = quantiles_by_handler(context, filter, at);
    let by_handler = match span {
        Span::FirstReply => first_reply,
        Span::Resolution => resolution,
        other => {
            let [found, _] = derived_quantiles(context, filter, [other, other], at);
            found.unwrap_or_default()
        }
    };
    by_handler.into_iter().nth(group).unwrap_or_default()
}

/// Quantiles of all tickets and of each handler: first all, then [`HandledBy::ALL`] in order.
pub type ByHandler = [Vec<Option<Quantile>>; 4];

/// As [`quantiles`], for both durations in the order of [`Span`], for all tickets and for each handler at once.
pub fn quantiles_by_handler(context: Context<'_>, filter: &Filter, at: &[f64]) -> [ByHandler; 2] {
    let derived = context.derived;
    let selection = Selection::new(context, filter);
    let lane_of = handler_lanes(derived, &selection);
    let spans = [
        (&derived.first_reply_secs, &derived.first_reply_buckets),
        (&derived.resolution_secs, &derived.resolution_buckets),
    ];
    let counts = histograms(selection.rows(), spans.map(|(_, buckets)| buckets), &derived.class, &lane_of);
    std::array::from_fn(|span| {
        let (secs, buckets) = spans[span];
        let rows = selection.rows();
        of_histogram(
            &counts[span],
            at,
            &Cases { buckets, rows, secs, class: &derived.class, lane_of: &lane_of },
        )
    })
}

/// As [`quantiles_by_handler`], for two of the other durations in one pass; `None`: nothing in the file tells it.
pub(crate) fn derived_quantiles(
    context: Context<'_>,
    filter: &Filter,
    spans: [Span; 2],
    at: &[f64],
) -> [Option<ByHandler>; 2] {
    let derived = context.derived;
    let spells = spans.map(|span| derived.spell(context.dataset, span));
    let selection = Selection::new(context, filter);
    let rows = selection.rows();
    let class = &derived.class;
    let lane_of = handler_lanes(derived, &selection);
    let counts = match spells {
        [Some(first), Some(second)] if !first.buckets.is_sparse() && !second.buckets.is_sparse() => {
            histograms(rows, [&first.buckets, &second.buckets], class, &lane_of).map(Some)
        }
        spells => spells.map(|spell| spell.map(|spell| histogram(rows, &spell.buckets, class, &lane_of))),
    };
    std::array::from_fn(|place| {
        let (spell, counts) = (spells[place]?, counts[place].as_ref()?);
        let cases = Cases { buckets: &spell.buckets, rows, secs: &spell.secs, class, lane_of: &lane_of };
        Some(of_histogram(counts, at, &cases))
    })
}

/// Lane of each class: one for each handler, one for tickets that nobody handled yet, one for what does not count.
pub(super) fn handler_lanes(derived: &Derived, selection: &Selection) -> Vec<u8> {
    let classes = derived.classes.iter().zip(selection.classes());
    classes.map(|(facts, passes)| if facts.is_eligible && *passes { facts.lane() } else { DROPPED }).collect()
}

fn of_histogram(histogram: &[u32], at: &[f64], cases: &Cases<'_>) -> ByHandler {
    let lanes = |group: usize| if group == 0 { 0..4 } else { group - 1..group };
    let mut wanted = Wanted::default();
    let mut plans = Vec::new();
    for group in 0..4 {
        let counts: Vec<u64> = (0..BUCKETS)
            .map(|bucket| lanes(group).map(|lane| u64::from(histogram[lane * WIDTH + bucket])).sum())
            .collect();
        let n = counts.iter().sum();
        for at in at {
            plans.push(Plan::new(n, *at, &counts, &mut wanted));
        }
    }
    wanted.gather(cases);
    let mut plans = plans.into_iter();
    std::array::from_fn(|group| {
        at.iter()
            .map(|_| plans.next().flatten().map(|plan| plan.quantile(&mut wanted, lanes(group))))
            .collect()
    })
}

/// The cases of a histogram, to look into a bucket.
struct Cases<'a> {
    buckets: &'a Buckets,
    rows: Rows<'a>,
    secs: &'a [u32],
    class: &'a [u16],
    lane_of: &'a [u8],
}

/// One wanted case: the how-manieth of which bucket.
#[derive(Debug, Clone, Copy)]
struct Case {
    bucket: usize,
    rank: u64,
}

struct Plan {
    n: u64,
    low: Case,
    high: Case,
    weight: f64,
    interval: Option<(Case, Case)>,
}

impl Plan {
    fn new(n: u64, at: f64, counts: &[u64], wanted: &mut Wanted) -> Option<Plan> {
        let (low, high, weight) = type_7(n, at)?;
        let mut case = |rank: u64| {
            let mut before = 0;
            let bucket = counts.iter().position(|count| {
                before += count;
                before > rank
            })?;
            wanted.want(bucket);
            Some(Case { bucket, rank: rank - (before - counts[bucket]) })
        };
        let interval = match quantile_ranks(n, at) {
            Some((low, high)) => Some((case(low)?, case(high)?)),
            None => None,
        };
        Some(Plan { n, low: case(low)?, high: case(high)?, weight, interval })
    }

    fn quantile(&self, wanted: &mut Wanted, lanes: std::ops::Range<usize>) -> Quantile {
        let mut value = |case: Case| wanted.value(case, lanes.clone());
        let (low, high) = (value(self.low), value(self.high));
        Quantile {
            value: low + (high - low) * self.weight,
            interval: self.interval.map(|(low, high)| (value(low), value(high))),
            n: self.n,
        }
    }
}

/// Buckets to look into, and what was found there by lane.
#[derive(Default)]
struct Wanted {
    found: Vec<(usize, [Vec<u32>; LANES])>,
    scratch: Vec<u32>,
}

impl Wanted {
    fn want(&mut self, bucket: usize) {
        if bucket >= EXACT_BELOW as usize && self.found.iter().all(|(known, _)| *known != bucket) {
            self.found.push((bucket, Default::default()));
        }
    }

    fn gather(&mut self, cases: &Cases<'_>) {
        for (bucket, found) in &mut self.found {
            cases.buckets.gather(*bucket, cases.rows, cases.secs, cases.class, cases.lane_of, found);
        }
    }

    fn value(&mut self, case: Case, lanes: std::ops::Range<usize>) -> f64 {
        if case.bucket < EXACT_BELOW as usize {
            return case.bucket as f64;
        }
        self.scratch.clear();
        for (_, found) in self.found.iter().filter(|(bucket, _)| *bucket == case.bucket) {
            for found in &found[lanes.clone()] {
                self.scratch.extend_from_slice(found);
            }
        }
        let (_, value, _) = self.scratch.select_nth_unstable(case.rank as usize);
        f64::from(*value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn as_sorting_would_tell(values in proptest::collection::vec(0_u32..3_000_000, 1..400), at in 0.01_f64..0.99) {
            let lane_of = [2_u8];
            let class = vec![0_u16; values.len()];
            let rows = Rows::all(values.len());
            let buckets = Buckets::new(&values);
            let [counts, _] = histograms(rows, [&buckets, &buckets], &class, &lane_of);
            let cases = Cases { buckets: &buckets, rows, secs: &values, class: &class, lane_of: &lane_of };
            let found = of_histogram(&counts, &[at], &cases)[3][0].expect("there are values");
            let mut sorted = values.clone();
            sorted.sort_unstable();
            let position = (sorted.len() - 1) as f64 * at;
            let (low, high) = (sorted[position.floor() as usize], sorted[position.ceil() as usize]);
            let expected = f64::from(low) + (f64::from(high) - f64::from(low)) * position.fract();
            prop_assert!((found.value - expected).abs() < 1e-6);
            let ranks = quantile_ranks(sorted.len() as u64, at);
            let expected = ranks.map(|(low, high)| (f64::from(sorted[low as usize]), f64::from(sorted[high as usize])));
            prop_assert_eq!(found.interval, expected);
        }
    }
}
