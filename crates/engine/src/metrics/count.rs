//! Counting tickets by their classes, and the estimates made of counts.

use super::declare::{Clause, Test};
use super::seen::{Fields, Seen, Undeclared};
use crate::derive::Facts;
use crate::query::Tally;
use crate::query::customers::{self, Pair, Part};
use crate::stats::clusters::Clusters;
use crate::stats::{Moments, clustered_mean, newcombe, recovered_difference, wilson};
use model::filter::{Dimension, Filter};
use model::measure::{Alike, Estimate};
use model::units::Day;
use std::cell::RefCell;
use std::rc::Rc;

/// Which classes are counted for a share.
pub(crate) struct Counted {
    /// Class indices left after each condition of the denominator, in order.
    pub(super) steps: Vec<Vec<usize>>,
    /// Class indices of the denominator.
    of: Vec<usize>,
    /// Class indices of the numerator.
    counts: Vec<usize>,
}

/// Which classes satisfy each condition: asked for by dozens of measures, told once.
pub(crate) struct Judged<'a> {
    classes: &'a [Facts],
    known: RefCell<Vec<(Test, Rc<Vec<bool>>)>>,
}

impl<'a> Judged<'a> {
    /// Nothing is told yet.
    pub(crate) fn new(classes: &'a [Facts]) -> Judged<'a> {
        Judged { classes, known: RefCell::default() }
    }

    /// For each class, whether it satisfies the condition. The error names a read that was not declared.
    fn by(&self, test: Test, declared: Fields) -> Result<Rc<Vec<bool>>, Undeclared> {
        let judge = |facts: &Facts| test.holds(&Seen::new(facts, declared));
        // What a condition reads does not depend on the class: looking at one tells whether it is declared.
        self.classes.first().map(judge).transpose()?;
        let known =
            self.known.borrow().iter().find(|(known, _)| *known == test).map(|(_, holds)| holds.clone());
        if let Some(holds) = known {
            return Ok(holds);
        }
        let holds = Rc::new(self.classes.iter().map(judge).collect::<Result<Vec<bool>, _>>()?);
        self.known.borrow_mut().push((test, holds.clone()));
        Ok(holds)
    }
}

impl Counted {
    /// Decides for every class. The error names a read that was not declared.
    pub(crate) fn new(
        judged: &Judged<'_>,
        declared: Fields,
        of: &[Clause],
        counts: &[Clause],
    ) -> Result<Counted, Undeclared> {
        let classes = judged.classes;
        let mut left: Vec<usize> = (0..classes.len()).filter(|index| classes[*index].is_eligible).collect();
        let mut steps = Vec::with_capacity(of.len());
        for clause in of {
            let holds = judged.by(clause.test, declared)?;
            left.retain(|index| holds[*index]);
            steps.push(left.clone());
        }
        let of = left.clone();
        for clause in counts {
            let holds = judged.by(clause.test, declared)?;
            left.retain(|index| holds[*index]);
        }
        Ok(Counted { steps, of, counts: left })
    }

    /// Numerator and denominator.
    pub(crate) fn k_n(&self, tally: &Tally<'_>) -> (u64, u64) {
        (sum(tally, &self.counts), sum(tally, &self.of))
    }

    /// The same with the sums over customers, from the pairs of tickets of one customer under the tally's filter.
    pub(super) fn clusters(&self, tally: &Tally<'_>, pairs: &[Pair]) -> Clusters {
        customers::clusters(self.k_n(tally), pairs, &self.parts(tally))
    }

    /// What each class is to the share; one without tickets in the tally is outside of it.
    pub(super) fn parts(&self, tally: &Tally<'_>) -> Vec<Part> {
        customers::parts(tally, &self.of, &self.counts)
    }
}

/// Tickets of some classes.
pub(super) fn sum(tally: &Tally<'_>, classes: &[usize]) -> u64 {
    classes.iter().map(|index| tally.counts[*index]).sum()
}

/// A share with the interval that tickets of the same customers leave it, and what they do to it; `None` without cases.
pub(crate) fn clustered_share(clusters: &Clusters) -> Option<(Estimate, Option<Alike>)> {
    let found = clusters.share()?;
    let (k, n) = (Some(clusters.k), clusters.n);
    let estimate = Estimate { value: found.value, interval: Some(found.interval), n, k };
    let alike = Alike { design_effect: found.design_effect, effective_n: found.effective };
    Some((estimate, (clusters.nn > n).then_some(alike)))
}

/// A mean with the interval that tickets of the same customers leave it, and what they do to it; `None` without cases. `value` is of
/// each code that `counts` counts, `pairs` of tickets of one customer by these codes.
pub(crate) fn clustered_mean_of(
    counts: impl Iterator<Item = (Option<f64>, u64)>,
    value: impl Fn(usize) -> Option<f64>,
    pairs: &[Pair],
) -> Option<(Estimate, Option<Alike>)> {
    let mut moments = Moments::default();
    for (value, n) in counts {
        if let Some(value) = value {
            moments.add(value, n);
        }
    }
    let (mean, n) = (moments.mean()?, moments.n);
    let of = customers::covariation(pairs, |code| value(code).map(|value| value - mean));
    let found = clustered_mean(&moments, &of);
    let alike = found
        .filter(|_| of.pairs > 0)
        .map(|found| Alike { design_effect: found.design_effect, effective_n: found.effective });
    let interval = found.and_then(|found| found.interval);
    Some((Estimate { value: mean, interval, n, k: None }, alike))
}

/// The difference of two such shares, first minus second; `None` if either has no case. A customer with tickets in both would make
/// it narrower: that is not counted.
pub(crate) fn clustered_difference(first: &Clusters, second: &Clusters) -> Option<Estimate> {
    Some(estimate_difference(&clustered_share(first)?.0, &clustered_share(second)?.0))
}

/// A share with its interval, tickets taken for independent; `None` without cases.
pub(crate) fn share(k: u64, n: u64) -> Option<Estimate> {
    (n > 0).then(|| Estimate { value: k as f64 / n as f64, interval: wilson(k, n), n, k: Some(k) })
}

/// The difference of two shares, first minus second, with Newcombe's interval; `None` if either has no case.
pub(crate) fn share_difference(first: (u64, u64), second: (u64, u64)) -> Option<Estimate> {
    let ((k1, n1), (k2, n2)) = (first, second);
    (n1 > 0 && n2 > 0).then(|| Estimate {
        value: k1 as f64 / n1 as f64 - k2 as f64 / n2 as f64,
        interval: newcombe(k1, n1, k2, n2),
        n: n1 + n2,
        k: None,
    })
}

/// The difference of two independent estimates from their own intervals; that of two shares lies between −1 and 1.
pub(crate) fn estimate_difference(first: &Estimate, second: &Estimate) -> Estimate {
    let value = first.value - second.value;
    let are_shares = first.k.is_some() && second.k.is_some();
    let interval = first.interval.zip(second.interval).map(|(one, other)| {
        let (low, high) = recovered_difference((first.value, one), (second.value, other));
        if are_shares { (low.max(-1.0), high.min(1.0)) } else { (low, high) }
    });
    Estimate { value, interval, n: first.n + second.n, k: None }
}

/// Narrows a filter to values of a dimension, within what it accepts already; `None` if nothing is left.
pub(crate) fn narrow(filter: &mut Filter, dimension: Dimension, values: &[&str]) -> Option<()> {
    let accepted: Vec<String> = match filter.accept.get(&dimension) {
        Some(present) => present.iter().filter(|value| values.contains(&value.as_str())).cloned().collect(),
        None => values.iter().map(|value| (*value).to_string()).collect(),
    };
    if accepted.is_empty() {
        return None;
    }
    filter.accept.insert(dimension, accepted);
    Some(())
}

/// The filter with a period instead of its own.
pub(crate) fn within(filter: &Filter, from: Day, to: Day) -> Filter {
    Filter { from: Some(from), to: Some(to), ..filter.clone() }
}
