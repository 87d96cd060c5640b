//! Filter → rows → groups → mergeable counts. One pass over the rows answers every rate of a screen.
//!
//! A row that passes adds one to the cell (group, class); what a rate counts is decided on the few classes afterwards. So no rate
//! is computed row by row, and tallies of parts add up to the tally of the whole. The loops over rows are those of [`kernels`].
//!
//! * [`select`]: which rows pass a filter.
//! * [`quantile`]: exact quantiles of durations.
//! * `answers`: tickets by what their customers answered.
//! * `customers`: tickets of one customer, for the intervals of shares.
//! * `judged`: what definitions say of tickets.
//! * `recontact`: returns, customer by customer.
//! * `speed`: lifetimes, backlog, hours of the week.
//! * `strata`: tickets by kind, handler and rating.
//! * `windows`: durable resolution under other windows than the one in force.

pub(crate) mod answers;
pub(crate) mod customers;
mod judged;
mod medians;
mod quantile;
mod recent;
pub(crate) mod recontact;
mod select;
pub(crate) mod speed;
pub(crate) mod strata;
mod windows;

pub(crate) use medians::first_reply_medians;
pub(crate) use quantile::derived_quantiles;
pub use quantile::{ByHandler, Quantile, Span, quantiles, quantiles_by_handler};
pub(crate) use select::{HOURS, Remembered, Selection, WEEKDAYS, class_value};
pub use select::{coding, matching_rows};
pub use windows::durable_within;

use crate::dataset::Dataset;
use crate::derive::{Derived, Facts};
use kernels::{Codes, count};
use model::filter::{Dimension, Filter};
use model::outcome::Outcome;
use model::units::Day;
use std::rc::Rc;

/// What queries read: the data set and what was derived from it under the settings.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Raw columns.
    pub dataset: &'a Dataset,
    /// Derived columns.
    pub derived: &'a Derived,
}

/// How many tickets of each class: mergeable, and enough for every rate.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally<'a> {
    /// Facts of each class.
    pub classes: &'a [Facts],
    /// Tickets of each class.
    pub counts: Vec<u64>,
}

impl Tally<'_> {
    /// Tickets whose facts satisfy the condition.
    pub fn count(&self, condition: impl Fn(&Facts) -> bool) -> u64 {
        self.classes.iter().zip(&self.counts).filter(|(facts, _)| condition(facts)).map(|(_, n)| n).sum()
    }

    /// Eligible tickets.
    pub fn eligible(&self) -> u64 {
        self.count(|facts| facts.is_eligible)
    }

    /// Eligible tickets on these rungs.
    pub(crate) fn on(&self, rungs: &[Outcome]) -> u64 {
        self.count(|facts| facts.is_eligible && rungs.contains(&facts.outcome))
    }

    /// Eligible tickets that an AI answered.
    pub(crate) fn answered_by_ai(&self) -> u64 {
        self.count(|facts| facts.is_eligible && facts.outcome.is_ai_involved())
    }

    /// Adds another tally of the same classes.
    pub fn add(&mut self, other: &Tally<'_>) {
        for (mine, theirs) in self.counts.iter_mut().zip(&other.counts) {
            *mine += theirs;
        }
    }
}

/// A tally for each day of creation in the file, under a filter without its period.
pub struct Days<'a> {
    context: Context<'a>,
    /// Whether each class passes.
    classes: Vec<bool>,
    /// By day and class, whether the class passes or not.
    counts: Rc<Vec<u32>>,
}

/// Tables of so many filters are remembered: a screen's own, and those it is compared with.
const MOST_DAYS: usize = 3;
/// As [`MOST_DAYS`], for each of the dimensions by which a change is looked at, now and before.
const MOST_VALUES: usize = 14;

/// Tallies by day for all rows that pass the filter's dimensions (its period is not applied: slice by day).
pub fn by_day<'a>(context: Context<'a>, filter: &Filter) -> Days<'a> {
    let derived = context.derived;
    let classes = derived.classes.len();
    let selection = Selection::new(context, &Filter { from: None, to: None, ..filter.clone() });
    let counts = derived.remembered.days.get(MOST_DAYS, selection.key.clone(), |_| {
        let days = (derived.last_day.0 - derived.first_day.0) as usize + 1;
        let mut counts = vec![0_u32; days * classes];
        count::by_day(selection.rows(), &derived.day, &derived.class, classes, &mut counts);
        Rc::new(counts)
    });
    Days { context, classes: selection.classes().to_vec(), counts }
}

impl<'a> Days<'a> {
    /// All days from `from` (inclusive) to `to` (exclusive).
    pub fn tally(&self, from: Day, to: Day) -> Tally<'a> {
        let derived = self.context.derived;
        let classes = derived.classes.len();
        let mut counts = vec![0_u64; classes];
        let days = self.counts.len().checked_div(classes).unwrap_or(0) as i32;
        let first = (from.0.saturating_sub(derived.first_day.0)).clamp(0, days) as usize;
        let last = (to.0.saturating_sub(derived.first_day.0)).clamp(0, days) as usize;
        if first < last {
            count::sum_rows(&self.counts[first * classes..last * classes], &mut counts);
        }
        for (count, passes) in counts.iter_mut().zip(&self.classes) {
            *count *= u64::from(*passes);
        }
        Tally { classes: &derived.classes, counts }
    }

    /// The days of the file: the first, and the one after the last.
    pub fn range(&self) -> (Day, Day) {
        (self.context.derived.first_day, Day(self.context.derived.last_day.0 + 1))
    }

    /// All days of the file.
    pub fn all(&self) -> Tally<'a> {
        let (from, to) = self.range();
        self.tally(from, to)
    }
}

/// The most groups that [`by_value`] keeps.
pub const MOST_GROUPS: usize = 1_000;

/// A tally for each value of a dimension, for rows that pass the whole filter, largest first (by eligible tickets, then by name).
///
/// Values without an eligible ticket are left out; beyond [`MOST_GROUPS`] values, so are the smallest.
pub fn by_value<'a>(context: Context<'a>, filter: &Filter, dimension: Dimension) -> Vec<(String, Tally<'a>)> {
    let derived = context.derived;
    let classes = derived.classes.len();
    let selection = Selection::new(context, filter);
    let tally = |counts: Vec<u64>| Tally { classes: &derived.classes, counts };
    let groups = match coding(context, dimension) {
        None => {
            let mut by_class = vec![0_u32; classes];
            count::by_class(selection.rows(), &derived.class, &mut by_class);
            let mut groups: Vec<(&str, Vec<u64>)> = Vec::new();
            for (class, facts) in
                derived.classes.iter().enumerate().filter(|(class, _)| selection.classes()[*class])
            {
                let value = class_value(dimension, facts);
                // A handful.
                let at = groups.iter().position(|(known, _)| *known == value).unwrap_or_else(|| {
                    groups.push((value, vec![0; classes]));
                    groups.len() - 1
                });
                groups[at].1[class] = u64::from(by_class[class]);
            }
            model::order::sort_by_key(&mut groups, |(value, _)| *value);
            groups.into_iter().map(|(value, counts)| (value.to_string(), tally(counts))).collect::<Vec<_>>()
        }
        Some(coding) => {
            let values = coding.values.len();
            let count = |kept: &[usize]| {
                // Slot 0 takes what is not kept.
                let mut base_of = vec![0_u32; values + 1];
                for (slot, code) in kept.iter().enumerate() {
                    base_of[*code] = (slot as u32 + 1) * classes as u32;
                }
                let mut counts = vec![0_u32; (kept.len() + 1) * classes];
                let rows = selection.rows();
                count::by_code_and_class(rows, coding.codes, &base_of, &derived.class, &mut counts);
                Rc::new(counts)
            };
            // With few values every one gets its cells; with many, a first pass finds those worth it, which depends on the classes.
            let (kept, counts) = if values < MOST_GROUPS {
                let kept: Vec<usize> = (0..=values).collect();
                let key = (selection.key.clone(), dimension);
                let counts = derived.remembered.values.get(MOST_VALUES, key, |_| count(&kept));
                (kept, counts)
            } else {
                let kept = most_frequent(&value_counts_of(&selection, derived, coding.codes, values));
                let counts = count(&kept);
                (kept, counts)
            };
            let mut groups = Vec::with_capacity(kept.len());
            for (code, counts) in kept.iter().zip(counts.chunks_exact(classes.max(1)).skip(1)) {
                let passes = counts.iter().zip(selection.classes());
                let counts = passes.map(|(n, passes)| if *passes { u64::from(*n) } else { 0 }).collect();
                groups.push((coding.name(*code).to_string(), tally(counts)));
            }
            groups
        }
    };
    let mut sized: Vec<(u64, (String, Tally<'a>))> =
        groups.into_iter().map(|group| (group.1.eligible(), group)).collect();
    sized.retain(|(eligible, _)| *eligible > 0);
    model::order::sort_by(&mut sized, |a, b| b.0.cmp(&a.0).then_with(|| a.1.0.cmp(&b.1.0)));
    sized.into_iter().map(|(_, group)| group).collect()
}

/// Eligible tickets of each value of a dimension that pass the whole filter, largest first. Cheaper than [`by_value`], and
/// complete however many values there are.
pub fn value_counts(context: Context<'_>, filter: &Filter, dimension: Dimension) -> Vec<(String, u64)> {
    let Some(coding) = coding(context, dimension) else {
        return by_value(context, filter, dimension)
            .into_iter()
            .map(|(value, tally)| (value, tally.eligible()))
            .collect();
    };
    let selection = Selection::new(context, filter);
    let counts = value_counts_of(&selection, context.derived, coding.codes, coding.values.len());
    let mut counts: Vec<(String, u64)> = counts
        .iter()
        .enumerate()
        .filter(|(_, count)| **count > 0)
        .map(|(code, count)| (coding.name(code).to_string(), *count))
        .collect();
    model::order::sort_by(&mut counts, |a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}

fn value_counts_of(selection: &Selection, derived: &Derived, codes: Codes<'_>, values: usize) -> Vec<u64> {
    let mut counts = vec![0_u32; values + 1];
    count::by_code(selection.rows(), codes, &derived.class, &selection.counted(derived), &mut counts);
    counts.into_iter().map(u64::from).collect()
}

fn most_frequent(counts: &[u64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..counts.len()).filter(|code| counts[*code] > 0).collect();
    model::order::sort_by_key(&mut order, |code| (std::cmp::Reverse(counts[*code]), *code));
    order.truncate(MOST_GROUPS);
    order
}
