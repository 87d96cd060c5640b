//! Filter → rows → groups → mergeable counts. One pass over the rows answers every rate of a screen.

use crate::dataset::Dataset;
use crate::derive::{Derived, Facts};
use model::filter::{Dimension, Filter};
use model::outcome::HandledBy;
use model::units::Day;

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
pub fn by_day<'a>(_context: Context<'a>, _filter: &Filter) -> Days<'a> {
    unimplemented!()
}

impl<'a> Days<'a> {
    /// All days from `from` (inclusive) to `to` (exclusive).
    pub fn tally(&self, _from: Day, _to: Day) -> Tally<'a> {
        let _ = (&self.context, &self.counts);
        unimplemented!()
    }
}

/// A tally for each value of a dimension, for rows that pass the whole filter, largest first.
pub fn by_value<'a>(
    _context: Context<'a>,
    _filter: &Filter,
    _dimension: Dimension,
) -> Vec<(String, Tally<'a>)> {
    unimplemented!()
}

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
    _context: Context<'_>,
    _filter: &Filter,
    _span: Span,
    _handled_by: Option<HandledBy>,
    _at: &[f64],
) -> Vec<Option<Quantile>> {
    unimplemented!()
}
