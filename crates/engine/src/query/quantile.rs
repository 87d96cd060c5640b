//! Exact quantiles without sorting: a histogram tells in which narrow bucket each wanted case lies, a second pass looks only there.
//!
//! Buckets grow with the value (128 to an octave, as in the HdrHistogram of Gil Tene), so that a bucket holds few cases wherever
//! they lie. The result is exact, to the second.

use super::Context;
use super::select::{Passing, Selection};
use crate::dataset::NO_SECS;
use crate::stats::{quantile_ranks, type_7};
use model::filter::Filter;
use model::outcome::HandledBy;

/// Which duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// Creation to the first reply of anyone.
    FirstReply,
    /// Creation to the (last) resolution.
    Resolution,
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
    let [all, ai_only, ai_then_human, human_only] = quantiles_by_handler(context, filter, span, at);
    [all, ai_only, ai_then_human, human_only].into_iter().nth(group).unwrap_or_default()
}

/// As [`quantiles`], for all tickets and for each handler at once: first all, then [`HandledBy::ALL`] in order.
pub fn quantiles_by_handler(
    context: Context<'_>,
    filter: &Filter,
    span: Span,
    at: &[f64],
) -> [Vec<Option<Quantile>>; 4] {
    let derived = context.derived;
    let selection = Selection::new(context, filter);
    let secs = match span {
        Span::FirstReply => &derived.first_reply_secs,
        Span::Resolution => &derived.resolution_secs,
    };
    // Lane of each class: one for each handler, one for tickets that nobody handled yet, one for what does not count.
    let lane_of: Vec<u8> = derived
        .classes
        .iter()
        .zip(selection.classes())
        .map(|(facts, passes)| match facts.handled_by {
            _ if !facts.is_eligible || !passes => DROPPED,
            None => 3,
            Some(handler) => handler as u8,
        })
        .collect();
    let mut histogram = vec![0_u32; LANES * BUCKETS];
    let rows = Rows { secs, class: &derived.class, lane_of: &lane_of, passing: selection.passing() };
    rows.each(|lane, secs, counts| histogram[lane * BUCKETS + bucket(secs)] += counts);

    let lanes = |group: usize| if group == 0 { 0..4 } else { group - 1..group };
    let mut wanted = Wanted::default();
    let mut plans = Vec::new();
    for group in 0..4 {
        let counts: Vec<u64> = (0..BUCKETS)
            .map(|bucket| lanes(group).map(|lane| u64::from(histogram[lane * BUCKETS + bucket])).sum())
            .collect();
        let n = counts.iter().sum();
        for at in at {
            plans.push(Plan::new(n, *at, &counts, &mut wanted));
        }
    }
    wanted.gather(&rows);
    let mut plans = plans.into_iter();
    std::array::from_fn(|group| {
        at.iter()
            .map(|_| plans.next().flatten().map(|plan| plan.quantile(&mut wanted, lanes(group))))
            .collect()
    })
}

const LANES: usize = 5;
const DROPPED: u8 = 4;
/// Values below this have a bucket of their own; above, each octave has half as many buckets.
const EXACT_BELOW: u32 = 256;
const BUCKETS: usize = bucket(u32::MAX) + 1;

const fn bucket(value: u32) -> usize {
    // How many bits are left when the leading eight are kept; none of a value below 256, which is thus its own bucket.
    // Without a branch: first replies of the AI and of people alternate unpredictably around that border.
    let shift = 24_u32.saturating_sub(value.leading_zeros());
    (shift as usize) * 128 + (value >> shift) as usize
}

/// The rows with their lanes.
struct Rows<'a> {
    secs: &'a [u32],
    class: &'a [u16],
    lane_of: &'a [u8],
    passing: &'a Passing,
}

impl Rows<'_> {
    /// Calls `visit(lane, seconds, 1 or 0)`.
    #[inline]
    fn each(&self, mut visit: impl FnMut(usize, u32, u32)) {
        let rows = self.secs.iter().zip(self.class);
        match self.passing {
            Passing::All(_) => {
                for (secs, class) in rows {
                    visit(self.lane_of[*class as usize] as usize, *secs, u32::from(*secs != NO_SECS));
                }
            }
            Passing::Mask(mask) => {
                for ((secs, class), pass) in rows.zip(mask.iter()) {
                    let counts = u32::from(*pass) & u32::from(*secs != NO_SECS);
                    visit(self.lane_of[*class as usize] as usize, *secs, counts);
                }
            }
            Passing::List(rows) => {
                for row in rows.iter() {
                    let (secs, class) = (self.secs[*row as usize], self.class[*row as usize]);
                    visit(self.lane_of[class as usize] as usize, secs, u32::from(secs != NO_SECS));
                }
            }
        }
    }
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
    index_of: Vec<u16>,
    found: Vec<[Vec<u32>; 4]>,
    scratch: Vec<u32>,
}

impl Wanted {
    fn want(&mut self, bucket: usize) {
        if self.index_of.is_empty() {
            self.index_of = vec![u16::MAX; BUCKETS];
        }
        if bucket >= EXACT_BELOW as usize && self.index_of[bucket] == u16::MAX {
            self.index_of[bucket] = self.found.len() as u16;
            self.found.push(Default::default());
        }
    }

    fn gather(&mut self, rows: &Rows<'_>) {
        if self.found.is_empty() {
            return;
        }
        rows.each(|lane, secs, counts| {
            let index = self.index_of[bucket(secs)];
            if index != u16::MAX && counts == 1 && lane < 4 {
                self.found[index as usize][lane].push(secs);
            }
        });
    }

    fn value(&mut self, case: Case, lanes: std::ops::Range<usize>) -> f64 {
        if case.bucket < EXACT_BELOW as usize {
            return case.bucket as f64;
        }
        let found = &self.found[self.index_of[case.bucket] as usize];
        self.scratch.clear();
        for lane in lanes {
            self.scratch.extend_from_slice(&found[lane]);
        }
        let (_, value, _) = self.scratch.select_nth_unstable(case.rank as usize);
        f64::from(*value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn buckets_are_in_order_and_narrow() {
        let mut last = 0;
        for value in (0..2_000_000_u32).chain((0..1000).map(|step| u32::MAX - step)) {
            let found = bucket(value);
            assert!(found == last || found == last + 1 || value > 2_000_000, "{value}");
            last = found;
        }
        assert_eq!(bucket(255), 255);
        assert_eq!((bucket(256), bucket(257), bucket(258)), (256, 256, 257));
        assert_eq!(BUCKETS, bucket(u32::MAX) + 1);
    }

    proptest! {
        #[test]
        fn as_sorting_would_tell(values in proptest::collection::vec(0_u32..3_000_000, 1..400), at in 0.01_f64..0.99) {
            let lane_of = [2_u8];
            let class = vec![0_u16; values.len()];
            let rows = Rows { secs: &values, class: &class, lane_of: &lane_of, passing: &Passing::All(values.len()) };
            let mut counts = vec![0_u64; BUCKETS];
            rows.each(|_, secs, n| counts[bucket(secs)] += u64::from(n));
            let mut wanted = Wanted::default();
            let plan = Plan::new(values.len() as u64, at, &counts, &mut wanted).unwrap();
            wanted.gather(&rows);
            let found = plan.quantile(&mut wanted, 2..3);
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
