//! Conditions applied to cases: a verdict for each.

use super::declare::{Clause, Test, Way};
use super::values::Valued;
use crate::derive::cases::{Asks, Cases};
use model::definition::Verdict;
use std::borrow::Cow;
use std::rc::Rc;

/// A condition of a rule with its words, as those of a [`Clause`].
#[derive(Debug, Clone)]
pub(crate) struct Condition {
    /// As a step of the explanation.
    pub(crate) label: Cow<'static, str>,
    /// Completes "None of these 12 tickets …".
    pub(crate) none: Cow<'static, str>,
    /// The condition.
    pub(crate) test: Test,
}

impl From<Clause> for Condition {
    fn from(clause: Clause) -> Condition {
        Condition { label: clause.label.into(), none: clause.none.into(), test: clause.test }
    }
}

/// What is counted of what.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rule {
    /// The denominator: all conditions hold.
    pub(crate) of: Vec<Condition>,
    /// The numerator: these hold as well.
    pub(crate) counts: Vec<Condition>,
    /// Whether tickets that are left out of the eligible set count, too.
    pub(crate) with_left_out: bool,
    /// What cases it decides on.
    pub(crate) asks: Asks,
    /// The conditions with a value, in the order of [`Test::Mark`]: cases have to be told apart by them.
    pub(crate) valued: Vec<Valued>,
}

/// What a rule says of each case.
#[derive(Debug, Clone)]
pub(crate) struct Verdicts {
    /// The cases.
    pub(crate) cases: Rc<Cases>,
    /// By case.
    pub(crate) of_case: Vec<Verdict>,
    /// See [`Rule::with_left_out`].
    pub(crate) with_left_out: bool,
}

impl Way {
    /// Its conditions.
    pub(crate) fn rule(&self) -> Rule {
        Rule::of(self.of, self.counts)
    }

    /// All conditions that a ticket in the numerator meets.
    pub(crate) fn all(&self) -> Vec<Clause> {
        self.of.iter().chain(self.counts).copied().collect()
    }
}

impl Rule {
    /// Of clauses: those of the denominator, and those that hold in the numerator as well.
    pub(crate) fn of(of: &[Clause], counts: &[Clause]) -> Rule {
        let conditions = |clauses: &[Clause]| clauses.iter().copied().map(Condition::from).collect();
        Rule { of: conditions(of), counts: conditions(counts), ..Rule::default() }
    }

    /// For each condition, how far each case comes: the number of conditions that hold one after the other.
    pub(crate) fn reach(&self, cases: &Cases) -> Vec<usize> {
        let reach = |case: &crate::derive::cases::Case| {
            let clauses = self.of.iter().chain(&self.counts);
            clauses.take_while(|clause| clause.test.holds(cases, case)).count()
        };
        cases.all.iter().map(reach).collect()
    }

    /// The verdict on each case.
    pub(crate) fn judge(&self, cases: &Rc<Cases>) -> Verdicts {
        self.judge_by(&self.reach(cases), cases)
    }

    /// The same, from how far each case comes.
    pub(crate) fn judge_by(&self, reach: &[usize], cases: &Rc<Cases>) -> Verdicts {
        let (of, all) = (self.of.len(), self.of.len() + self.counts.len());
        let verdict = |(reach, case): (&usize, &crate::derive::cases::Case)| match *reach {
            _ if case.left_out.is_some() && !self.with_left_out => Verdict::Outside,
            reach if reach == all => Verdict::Yes,
            reach if reach >= of => Verdict::No,
            _ => Verdict::Outside,
        };
        let of_case = reach.iter().zip(&cases.all).map(verdict).collect();
        Verdicts { cases: cases.clone(), of_case, with_left_out: self.with_left_out }
    }

    /// Tickets left after each condition, the denominator's first. `reach` and `counts` are by case.
    pub(crate) fn steps(&self, reach: &[usize], cases: &Cases, counts: &[u64]) -> Vec<u64> {
        (1..=self.of.len() + self.counts.len())
            .map(|least| {
                let left = reach.iter().zip(&cases.all).zip(counts);
                left.filter(|((reach, case), _)| {
                    **reach >= least && (case.left_out.is_none() || self.with_left_out)
                })
                .map(|(_, count)| count)
                .sum()
            })
            .collect()
    }
}

impl Verdicts {
    /// Tickets of which it says one of these.
    pub(crate) fn sum(&self, counts: &[u64], verdicts: &[Verdict]) -> u64 {
        let found = self.of_case.iter().zip(counts).filter(|(verdict, _)| verdicts.contains(verdict));
        found.map(|(_, count)| count).sum()
    }
}
