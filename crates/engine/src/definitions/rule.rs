//! Conditions applied to cases: a verdict for each.

use super::Alike;
use super::declare::{Clause, Test, Way};
use super::values::Valued;
use crate::derive::cases::{Asks, Case, Cases, LeftOut};
use crate::query::customers::Part;
use model::definition::Verdict;
use std::borrow::Cow;
use std::cell::OnceCell;
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
    /// How many conditions of the rule hold one after the other, by case; [`NOT_ASKED`] for one that is left out.
    reach: Vec<u8>,
    /// Conditions of the denominator, and all.
    conditions: (usize, usize),
    /// See [`Verdicts::parts`].
    parts: OnceCell<Option<Vec<Part>>>,
}

/// Conditions that hold of a case which is not asked about.
const NOT_ASKED: u8 = u8::MAX;

/// Tickets by how many conditions hold of them one after the other.
#[derive(Debug)]
pub(crate) struct Reached {
    /// Tickets of which all conditions of the numerator hold.
    pub(crate) k: u64,
    /// Those of which all of the denominator do.
    pub(crate) n: u64,
    /// Tickets left after each condition, the denominator's first.
    pub(crate) left: Vec<u64>,
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

    /// Puts the file's field in the place of the vendor in the words of conditions: it is the file that says so.
    pub(crate) fn say_whose(&mut self) {
        for condition in self.of.iter_mut().chain(&mut self.counts) {
            if let Some((_, said)) = condition.label.split_once(" says: ") {
                condition.label = format!("The file's outcome field says: {said}").into();
            }
            let none = condition.none.strip_suffix("'s count").and_then(|none| none.rsplit_once(" by "));
            if let Some((what, _)) = none {
                condition.none = format!("{what} by the file's outcome field").into();
            }
        }
    }

    /// The verdict on each case.
    pub(crate) fn judge(&self, cases: &Rc<Cases>) -> Verdicts {
        let conditions = (self.of.len(), self.of.len() + self.counts.len());
        let reach = |case: &Case| match case.left_out {
            Some(why) if why == LeftOut::Later || !self.with_left_out => NOT_ASKED,
            _ => {
                let conditions = self.of.iter().chain(&self.counts);
                conditions.take_while(|condition| condition.test.holds(cases, case)).count() as u8
            }
        };
        let reach: Vec<u8> = cases.all.iter().map(reach).collect();
        let verdict = |reach: &u8| match usize::from(*reach) {
            _ if *reach == NOT_ASKED => Verdict::Outside,
            reach if reach == conditions.1 => Verdict::Yes,
            reach if reach >= conditions.0 => Verdict::No,
            _ => Verdict::Outside,
        };
        let of_case = reach.iter().map(verdict).collect();
        let (cases, with_left_out) = (cases.clone(), self.with_left_out);
        Verdicts { cases, of_case, with_left_out, reach, conditions, parts: OnceCell::new() }
    }
}

impl Verdicts {
    /// Tickets of which it says one of these.
    pub(crate) fn sum(&self, counts: &[u64], verdicts: &[Verdict]) -> u64 {
        let found = self.of_case.iter().zip(counts).filter(|(verdict, _)| verdicts.contains(verdict));
        found.map(|(_, count)| count).sum()
    }

    /// Tickets by what holds of them. `counts` is by case.
    pub(crate) fn reached(&self, counts: &[u64]) -> Reached {
        let (of, all) = self.conditions;
        let mut left = vec![0; all + 1];
        for (reach, count) in self.reach.iter().zip(counts) {
            // What is not asked about reaches none.
            if let Some(left) = left.get_mut(usize::from(*reach)) {
                *left += count;
            }
        }
        for at in (0..all).rev() {
            left[at] += left[at + 1];
        }
        let (k, n) = (left[all], left[of]);
        left.remove(0);
        Reached { k, n, left }
    }

    /// What each group of cases is to the share; `None` where they are not judged alike.
    pub(crate) fn parts(&self, alike: &Alike) -> Option<&[Part]> {
        self.parts.get_or_init(|| alike.parts(&self.of_case)).as_deref()
    }
}
