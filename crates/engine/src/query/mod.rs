//! Filter → rows → groups → mergeable counts. One pass over the rows answers every rate of a screen.
//!
//! A row that passes adds one to the cell (group, class); what a rate counts is decided on the few classes afterwards. So no rate
//! is computed row by row, and tallies of parts add up to the tally of the whole.
//!
//! * [`select`]: which rows pass a filter.
//! * [`quantile`]: exact quantiles of durations.
//! * `windows`: durable resolution under other windows than the one in force.

mod quantile;
mod select;
mod windows;

pub use quantile::{Quantile, Span, quantiles, quantiles_by_handler};
pub(crate) use select::{Selections, class_value};
pub use select::{coding, matching_rows};
pub use windows::durable_within;

use crate::dataset::Dataset;
use crate::derive::{Derived, Facts};
use model::filter::{Dimension, Filter};
use model::units::Day;
use select::{Codes, Passing, Selection};
use std::collections::BTreeMap;

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
    counts: Vec<u32>,
}

/// Tallies by day for all rows that pass the filter's dimensions (its period is not applied: slice by day).
pub fn by_day<'a>(context: Context<'a>, filter: &Filter) -> Days<'a> {
    let derived = context.derived;
    let classes = derived.classes.len();
    let selection = Selection::new(context, &Filter { from: None, to: None, ..filter.clone() });
    let days = (derived.last_day.0 - derived.first_day.0) as usize + 1;
    let mut counts = vec![0_u32; days * classes];
    match selection.passing() {
        Passing::All(_) => {
            for (day, class) in derived.day.iter().zip(&derived.class) {
                counts[*day as usize * classes + *class as usize] += 1;
            }
        }
        Passing::Mask(mask) => {
            for ((day, class), pass) in derived.day.iter().zip(&derived.class).zip(mask.iter()) {
                counts[*day as usize * classes + *class as usize] += u32::from(*pass);
            }
        }
        Passing::List(rows) => {
            for row in rows.iter() {
                let (day, class) = (derived.day[*row as usize], derived.class[*row as usize]);
                counts[day as usize * classes + class as usize] += 1;
            }
        }
    }
    for (class, _) in selection.classes().iter().enumerate().filter(|(_, passes)| !**passes) {
        for day in 0..days {
            counts[day * classes + class] = 0;
        }
    }
    Days { context, counts }
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
            for day in self.counts[first * classes..last * classes].chunks_exact(classes) {
                for (sum, count) in counts.iter_mut().zip(day) {
                    *sum += u64::from(*count);
                }
            }
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
    let mut groups = match coding(context, dimension) {
        None => {
            let mut by_class = vec![0_u64; classes];
            selection.each(|row, pass| by_class[derived.class[row] as usize] += u64::from(pass));
            let mut groups: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
            for (class, facts) in
                derived.classes.iter().enumerate().filter(|(class, _)| selection.classes()[*class])
            {
                groups.entry(class_value(dimension, facts)).or_insert_with(|| vec![0; classes])[class] =
                    by_class[class];
            }
            groups.into_iter().map(|(value, counts)| (value.to_string(), tally(counts))).collect::<Vec<_>>()
        }
        Some(coding) => {
            // With few values every one gets its cells; with many, a first pass finds those worth it.
            let values = coding.values.len();
            // Few values: every one has its place, and no pass is needed to find the frequent ones.
            let kept: Vec<usize> = if values < MOST_GROUPS {
                (0..=values).collect()
            } else {
                most_frequent(&value_counts_of(&selection, derived, &coding.codes, values))
            };
            // Slot 0 takes what is not kept.
            let mut slot_of = vec![0_u32; values + 1];
            for (slot, code) in kept.iter().enumerate() {
                slot_of[*code] = (slot as u32 + 1) * classes as u32;
            }
            let mut counts = vec![0_u32; (kept.len() + 1) * classes];
            selection.each_code(&coding.codes, values, |row, code, pass| {
                counts[slot_of[code] as usize + derived.class[row] as usize] += u32::from(pass);
            });
            let mut groups = Vec::with_capacity(kept.len());
            for (code, counts) in kept.iter().zip(counts.chunks_exact(classes.max(1)).skip(1)) {
                let passes = counts.iter().zip(selection.classes());
                let counts = passes.map(|(n, passes)| if *passes { u64::from(*n) } else { 0 }).collect();
                groups.push((coding.name(*code).to_string(), tally(counts)));
            }
            groups
        }
    };
    groups.retain(|(_, tally)| tally.eligible() > 0);
    crate::order::sort_by(&mut groups, |a, b| {
        b.1.eligible().cmp(&a.1.eligible()).then_with(|| a.0.cmp(&b.0))
    });
    groups
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
    let counts = value_counts_of(&selection, context.derived, &coding.codes, coding.values.len());
    let mut counts: Vec<(String, u64)> = counts
        .iter()
        .enumerate()
        .filter(|(_, count)| **count > 0)
        .map(|(code, count)| (coding.name(code).to_string(), *count))
        .collect();
    crate::order::sort_by(&mut counts, |a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}

fn value_counts_of(selection: &Selection, derived: &Derived, codes: &Codes<'_>, values: usize) -> Vec<u64> {
    let counted: Vec<bool> = derived
        .classes
        .iter()
        .zip(selection.classes())
        .map(|(facts, passes)| facts.is_eligible && *passes)
        .collect();
    let mut counts = vec![0_u32; values + 1];
    selection.each_code(codes, values, |row, code, pass| {
        counts[code] += u32::from(pass) & u32::from(counted[derived.class[row] as usize]);
    });
    counts.into_iter().map(u64::from).collect()
}

fn most_frequent(counts: &[u64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..counts.len()).filter(|code| counts[*code] > 0).collect();
    crate::order::sort_by_key(&mut order, |code| (std::cmp::Reverse(counts[*code]), *code));
    order.truncate(MOST_GROUPS);
    order
}
