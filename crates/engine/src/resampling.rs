//! The interval of a figure by drawing customers anew: a check of the formula's. That of a share knows which tickets are of one customer
//! ([`crate::stats::clusters`]), that of a quantile takes each ticket for a case of its own.
//!
//! The tickets of one customer are alike: where customers write again and again, as many tickets tell less than a formula believes
//! that counts them one by one. So whole customers are drawn, with replacement and each with all of their tickets, as many as there
//! are, and the figure is made of each draw (A. C. Davison and D. V. Hinkley, "Bootstrap Methods and their Application", 1997, sections
//! 3.8 and 5.3). Shares get the BCa interval, quantiles the percentile interval: what BCa corrects by is not told by leaving one case
//! out of a quantile (the jackknife fails there, ibid. section 2.10.1).
//!
//! It is made in steps, so that a driver can tell how far it is, hear other questions in between, and stop. Left out: differences, and
//! what is no share and no quantile.

use crate::dataset::NO_CODE;
use crate::metrics::declare::Measure;
use crate::metrics::{self, evaluate};
use crate::query::{Context, Span, matching_rows};
use crate::stats::{resample, type_7};
use kernels::draw;
use model::filter::Filter;
use model::outcome::HandledBy;
use model::resample::{Resampled, Resampling};
use model::units::{counted, grouped};

/// How often customers are drawn. The ends of the interval then move by a fortieth of its width from seed to seed.
pub const DRAWS: u32 = 2_000;
/// So many customers and tickets are looked at in one step: some 10 ms.
const STEP_WORK: usize = 2_000_000;
/// Fewer customers are too few to stand for those that might have written.
const LEAST_CUSTOMERS: usize = 20;
/// The state that every generator begins with: the same tickets give the same interval.
const SEED: u64 = 2_000;
/// An interval is called as wide as another within this factor.
const ABOUT: f64 = 1.1;

/// How far it is.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// So many draws are made.
    Drawn(u32),
    /// All are made.
    Done(Box<Resampling>),
}

/// A check under way: each call makes some draws.
pub type Steps = Box<dyn FnMut() -> Step>;

/// See [`begin`].
pub type Begin = fn(Context<'_>, &Resampled, Option<(f64, f64)>) -> Option<Steps>;

/// Gathers the tickets of a figure by customer. `shown` is the figure's own interval. Nothing where the figure is unknown.
pub fn begin(context: Context<'_>, of: &Resampled, shown: Option<(f64, f64)>) -> Option<Steps> {
    let state = draw::mix(SEED);
    match of {
        Resampled::Share { numerator, denominator } => {
            let rows = matching_rows(context, denominator);
            let (cluster_of, customers) = by_customer(context, &rows);
            let mut clusters = vec![[0_u32; 2]; customers];
            let counted = matching_rows(context, numerator);
            let mut counted = counted.iter().peekable();
            for (row, cluster) in rows.iter().zip(&cluster_of) {
                let [k, n] = &mut clusters[*cluster as usize];
                *n += 1;
                *k += u32::from(counted.next_if_eq(&row).is_some());
            }
            let told = Told::new(context, &cluster_of, customers, shown);
            let mut share = Share { clusters, told, estimates: Vec::new(), state };
            Some(Box::new(move || share.step()))
        }
        Resampled::Duration { metric, variant, filter } => {
            let metric = metrics::by_id(metric)?;
            let (span, at) = match metric.measure {
                Measure::Duration { span, at } | Measure::Span { span, at } => (span, at),
                _ => return None,
            };
            let (_, _, handler) = evaluate::HANDLERS.iter().find(|handler| handler.0 == variant)?;
            let (secs, rows) = durations(context, filter, span, *handler);
            let (cluster_of, customers) = by_customer(context, &rows);
            let told = Told::new(context, &cluster_of, customers, shown);
            let times = vec![0; customers];
            let mut quantile = Quantile { secs, cluster_of, times, at, told, estimates: Vec::new(), state };
            Some(Box::new(move || quantile.step()))
        }
    }
}

/// For each of the rows, a number that stands for its customer, counted from 0 in the order in which they first appear; and how many
/// there are. A ticket of an unknown customer stands for one of its own.
fn by_customer(context: Context<'_>, rows: &[u32]) -> (Vec<u32>, usize) {
    let Some(requester) = &context.dataset.columns.requester else {
        return ((0..rows.len() as u32).collect(), rows.len());
    };
    // Codes need not be dense: they are put in order, and those that are equal stand together.
    let mut order: Vec<(u32, u32)> = rows.iter().map(|row| requester[*row as usize]).zip(0..).collect();
    kernels::order::sort_pairs(&mut order);
    let mut first_of = vec![0_u32; rows.len()];
    for same in order.chunk_by(|a, b| a.0 == b.0 && a.0 != NO_CODE) {
        for (_, place) in same {
            first_of[*place as usize] = same[0].1;
        }
    }
    let mut count = 0_u32;
    let mut cluster_of = vec![0_u32; rows.len()];
    for place in 0..rows.len() {
        let first = first_of[place] as usize;
        cluster_of[place] = if first == place {
            count += 1;
            count - 1
        } else {
            cluster_of[first]
        };
    }
    (cluster_of, count as usize)
}

/// The tickets with such a duration, ascending by it: their seconds and their rows.
fn durations(
    context: Context<'_>,
    filter: &Filter,
    span: Span,
    handler: Option<HandledBy>,
) -> (Vec<u32>, Vec<u32>) {
    let derived = context.derived;
    let all: &[u32] = match span {
        Span::FirstReply => &derived.first_reply_secs,
        Span::Resolution => &derived.resolution_secs,
        _ => derived.spell(context.dataset, span).map_or(&[], |spell| &spell.secs),
    };
    let is_of = |row: &u32| {
        let facts = &derived.classes[usize::from(derived.class[*row as usize])];
        handler.is_none_or(|handler| facts.handled_by == Some(handler))
    };
    let rows = matching_rows(context, filter).into_iter().filter(is_of);
    let timed = rows.filter_map(|row| Some((*all.get(row as usize)?, row)));
    let mut timed: Vec<(u32, u32)> = timed.filter(|(secs, _)| *secs != kernels::spread::NO_SECS).collect();
    kernels::order::sort_pairs(&mut timed);
    timed.into_iter().unzip()
}

/// What the sentences say beside the interval.
struct Told {
    customers: u64,
    tickets: u64,
    most: u64,
    is_by_customer: bool,
    shown: Option<(f64, f64)>,
}

impl Told {
    fn new(context: Context<'_>, cluster_of: &[u32], customers: usize, shown: Option<(f64, f64)>) -> Told {
        let mut sizes = vec![0_u32; customers];
        cluster_of.iter().for_each(|cluster| sizes[*cluster as usize] += 1);
        Told {
            customers: customers as u64,
            tickets: cluster_of.len() as u64,
            most: u64::from(sizes.into_iter().max().unwrap_or(0)),
            is_by_customer: context.dataset.columns.requester.is_some(),
            shown,
        }
    }

    /// Too few to draw from.
    fn is_few(&self) -> bool {
        self.customers < LEAST_CUSTOMERS as u64
    }

    fn done(&self, interval: Option<(f64, f64)>, method: &str) -> Step {
        Step::Done(Box::new(Resampling {
            interval,
            draws: if self.is_few() { 0 } else { DRAWS },
            customers: self.customers,
            most: self.most,
            told: self.sentences(interval, method),
        }))
    }

    fn sentences(&self, interval: Option<(f64, f64)>, method: &str) -> String {
        if self.is_few() {
            let few = counted(self.customers, if self.is_by_customer { "customer" } else { "ticket" });
            return format!(
                "Only {few}: too few to stand for others that might have written. It takes {LEAST_CUSTOMERS}."
            );
        }
        let draws = grouped(u64::from(DRAWS));
        let drawn = if self.is_by_customer {
            format!(
                "{} were drawn anew {draws} times, each with all of their tickets ({}, at most {} of one customer; {method}).",
                counted(self.customers, "customer"),
                counted(self.tickets, "ticket"),
                grouped(self.most)
            )
        } else {
            format!(
                "This file does not tell who wrote: {} were drawn anew {draws} times, one by one ({method}).",
                counted(self.tickets, "ticket")
            )
        };
        let Some((low, high)) = interval else {
            return format!(
                "{drawn} Every draw says the same, as all or none of them count: here only the formula tells how sure it is."
            );
        };
        let Some((shown_low, shown_high)) = self.shown.filter(|shown| shown.1 > shown.0) else {
            return drawn;
        };
        let ratio = (high - low) / (shown_high - shown_low);
        let compared = if ratio > ABOUT {
            let why = if self.is_by_customer {
                ": the tickets of one customer are alike and tell less than as many of different ones. Take this one"
            } else {
                ""
            };
            format!("It is {ratio:.1} times as wide as the one above{why}.")
        } else if ratio < 1.0 / ABOUT {
            "It is narrower than the one above, which takes no chances.".to_string()
        } else {
            "It is about as wide as the one above: that one can be relied on.".to_string()
        };
        format!("{drawn} {compared}")
    }
}

/// A share: cases that count and all cases of each customer.
struct Share {
    clusters: Vec<[u32; 2]>,
    told: Told,
    estimates: Vec<f64>,
    state: u64,
}

impl Share {
    fn step(&mut self) -> Step {
        if self.told.is_few() {
            return self.told.done(None, "");
        }
        for _ in 0..(STEP_WORK / self.clusters.len()).max(1) {
            if self.estimates.len() as u32 == DRAWS {
                return self.told.done(self.interval(), "BCa interval");
            }
            let [k, n] = draw::sums(&self.clusters, &mut self.state);
            self.estimates.push(k as f64 / n as f64);
        }
        Step::Drawn(self.estimates.len() as u32)
    }

    fn interval(&self) -> Option<(f64, f64)> {
        let sum = |place: usize| self.clusters.iter().map(|cluster| u64::from(cluster[place])).sum::<u64>();
        let (k, n) = (sum(0), sum(1));
        if k == 0 || k == n {
            return None;
        }
        let without = |[own_k, own_n]: &[u32; 2]| (k - u64::from(*own_k), n - u64::from(*own_n));
        let jackknife = self.clusters.iter().map(without).filter(|(_, n)| *n > 0);
        let jackknife: Vec<f64> = jackknife.map(|(k, n)| k as f64 / n as f64).collect();
        resample::bca(k as f64 / n as f64, &self.estimates, &jackknife)
            .or_else(|| resample::percentile(&self.estimates))
    }
}

/// A quantile: cases ascending, and the customer of each.
struct Quantile {
    secs: Vec<u32>,
    cluster_of: Vec<u32>,
    /// How often each customer was drawn.
    times: Vec<u32>,
    at: f64,
    told: Told,
    estimates: Vec<f64>,
    state: u64,
}

impl Quantile {
    fn step(&mut self) -> Step {
        if self.told.is_few() {
            return self.told.done(None, "");
        }
        for _ in 0..(STEP_WORK / (self.secs.len() + self.times.len())).max(1) {
            if self.estimates.len() as u32 == DRAWS {
                return self.told.done(resample::percentile(&self.estimates), "percentile interval");
            }
            draw::times(&mut self.times, &mut self.state);
            let n = draw::weight(&self.cluster_of, &self.times);
            if let Some((low, high, weight)) = type_7(n, self.at) {
                let [low, high] = draw::at_ranks(&self.cluster_of, &self.times, low, high);
                let (low, high) = (f64::from(self.secs[low]), f64::from(self.secs[high]));
                self.estimates.push(low + (high - low) * weight);
            }
        }
        Step::Drawn(self.estimates.len() as u32)
    }
}
