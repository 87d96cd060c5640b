//! Shares of the values of a dimension side by side, each with what tickets of the same customers do to it.

use super::by_id;
use super::count::clustered_share;
use super::evaluate::Basis;
use super::series::Shares;
use crate::query::customers::{Alikes, Part, alikes_by_row};
use crate::query::{Tally, coding};
use crate::stats::clusters::Clusters;
use model::filter::Dimension;
use model::measure::{Estimate, Measured};

/// So many values, the largest, have a row of their own.
pub(crate) const MOST_ROWS: usize = 200;

/// A row of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Row {
    /// One of the values, by its place among them.
    Value(usize),
    /// What has no row of its own.
    Rest,
    /// All tickets.
    All,
}

/// A measure by the name of its column: id, variant.
pub(crate) type Named = (&'static str, &'static str, &'static str);

/// Cases of a share, and as how many independent ones they tell.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Told {
    /// Cases that count.
    pub(crate) k: u64,
    /// Cases.
    pub(crate) n: u64,
    effective: f64,
}

impl Told {
    /// Of a share with its sums over customers.
    pub(crate) fn of(clusters: &Clusters) -> Told {
        let effective = clusters.share().map_or(0.0, |found| found.effective);
        Told { k: clusters.k, n: clusters.n, effective }
    }

    /// The same without these.
    pub(crate) fn without(self, other: Told) -> Told {
        let n = self.n - other.n;
        Told { k: self.k - other.k, n, effective: self.effective * n as f64 / self.n.max(1) as f64 }
    }

    /// Independent cases that would tell as much: how many count, and how many there are.
    pub(crate) fn independent(self) -> (f64, f64) {
        (self.k as f64 * (self.effective / self.n.max(1) as f64), self.effective)
    }
}

/// Measures of the values of a dimension, under the filter of the basis.
pub(crate) struct RowShares<'b, 'a> {
    pub(crate) basis: &'b Basis<'a>,
    pub(crate) dimension: Dimension,
    /// The values, the largest first.
    pub(crate) groups: &'b [(String, Tally<'a>)],
    measures: Vec<(&'static str, Shares)>,
    rest: Tally<'a>,
    /// By row, then by measure; the rest at the end. Empty where they are not known.
    alikes: Vec<Alikes>,
}

impl<'b, 'a> RowShares<'b, 'a> {
    /// Of values with their tallies, the largest first.
    pub(crate) fn new(
        basis: &'b Basis<'a>,
        dimension: Dimension,
        groups: &'b [(String, Tally<'a>)],
        measures: &[Named],
    ) -> RowShares<'b, 'a> {
        let measure = |(name, metric, variant): &Named| {
            let unknown = || Shares::Not(Measured::NotApplicable { why: String::new(), needs: Vec::new() });
            (*name, by_id(metric).map_or_else(unknown, |metric| Shares::new(basis, metric, variant)))
        };
        let (measures, rest) = (measures.iter().map(measure).collect(), basis.now.clone());
        let mut shares = RowShares { basis, dimension, groups, measures, rest, alikes: Vec::new() };
        for (_, tally) in shares.shown() {
            for (left, taken) in shares.rest.counts.iter_mut().zip(&tally.counts) {
                *left = left.saturating_sub(*taken);
            }
        }
        shares.alikes = shares.count().unwrap_or_default();
        shares
    }

    /// Values with a row of their own.
    pub(crate) fn shown(&self) -> &'b [(String, Tally<'a>)] {
        &self.groups[..self.groups.len().min(MOST_ROWS)]
    }

    /// The tickets of a row.
    pub(crate) fn tally(&self, row: Row) -> &Tally<'a> {
        match row {
            Row::Value(at) => &self.groups[at].1,
            Row::Rest => &self.rest,
            Row::All => &self.basis.now,
        }
    }

    /// Why a measure cannot be told; `None` where it can.
    pub(crate) fn why_not(&self, name: &str) -> Option<&str> {
        match self.measures.iter().find(|(known, _)| *known == name) {
            Some((_, Shares::Not(Measured::NotApplicable { why, .. }))) => Some(why),
            _ => None,
        }
    }

    /// A measure in a row; `None` where it cannot be told or has no case there.
    pub(crate) fn estimate(&self, row: Row, name: &str) -> Option<Estimate> {
        Some(clustered_share(&self.clusters(row, name)?)?.0)
    }

    /// Its cases.
    pub(crate) fn told(&self, row: Row, name: &str) -> Option<Told> {
        self.clusters(row, name).as_ref().map(Told::of)
    }

    /// With the sums over customers. The tickets of a value without a row of its own are taken for independent.
    fn clusters(&self, row: Row, name: &str) -> Option<Clusters> {
        let measure = self.measures.iter().position(|(known, _)| *known == name)?;
        let Shares::One(counted) = &self.measures[measure].1 else { return None };
        let at = match row {
            Row::Value(at) => Some(at).filter(|at| *at < self.shown().len()),
            Row::Rest => Some(self.shown().len()),
            Row::All => return Some(counted.clusters(&self.basis.now, &self.basis.pairs(false))),
        };
        let alikes = at.and_then(|at| self.alikes.get(at * self.measures.len() + measure));
        Some(alikes.copied().unwrap_or_default().clusters(counted.k_n(self.tally(row))))
    }

    fn count(&self) -> Option<Vec<Alikes>> {
        let context = self.basis.context;
        let coding = coding(context, self.dimension)?;
        let rest = self.shown().len() as u16;
        let mut row_of = vec![rest; coding.values.len() + 1];
        for (row, (value, _)) in (0..).zip(self.shown()) {
            coding.codes_of(value).for_each(|code| row_of[code] = row);
        }
        let outside = || vec![Part::Outside; self.basis.now.classes.len()];
        let parts: Vec<Vec<Part>> = self
            .measures
            .iter()
            .map(|(_, measure)| match measure {
                Shares::One(counted) => counted.parts(&self.basis.now),
                _ => outside(),
            })
            .collect();
        let rows = (usize::from(rest) + 1, row_of);
        alikes_by_row(context, self.basis.filter, self.dimension, rows, &parts)
    }
}
