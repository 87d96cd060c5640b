//! Cases that everything a screen shows judges alike.
//!
//! Pairs of tickets of one customer are counted in a table of codes by codes ([`crate::query::customers`]). Cases are far too many
//! for that: their table is larger than what it counts. But the definitions of a screen tell few of them apart, so the pairs are
//! counted by groups of cases on which all of them say the same.

use super::Rule;
use crate::derive::cases::Cases;
use crate::query::customers::{Part, part};
use model::definition::Verdict;
use std::rc::Rc;

/// Groups of cases.
#[derive(Debug)]
pub(crate) struct Alike {
    /// The group of each case.
    pub(crate) of_case: Vec<u16>,
    /// How many groups there are.
    pub(crate) groups: usize,
}

impl Alike {
    /// Groups of cases on which each of the rules says the same.
    pub(crate) fn new(cases: &Rc<Cases>, rules: impl Iterator<Item = Rule>) -> Alike {
        let mut alike = Alike { of_case: vec![0; cases.all.len()], groups: 1 };
        for rule in rules {
            let mut known: Vec<Option<u16>> = vec![None; alike.groups * Part::ALL];
            let mut groups = 0;
            for (group, verdict) in alike.of_case.iter_mut().zip(rule.judge(cases).of_case) {
                let place = usize::from(*group) * Part::ALL + part(verdict) as usize;
                *group = *known[place].get_or_insert_with(|| {
                    groups += 1;
                    groups - 1
                });
            }
            alike.groups = usize::from(groups).max(1);
        }
        alike
    }

    /// What each group is to a share; `None` where the verdicts differ within one.
    pub(crate) fn parts(&self, of_case: &[Verdict]) -> Option<Vec<Part>> {
        let mut parts = vec![None; self.groups];
        for (group, verdict) in self.of_case.iter().zip(of_case) {
            if *parts[usize::from(*group)].get_or_insert(part(*verdict)) != part(*verdict) {
                return None;
            }
        }
        Some(parts.into_iter().map(|part| part.unwrap_or(Part::Outside)).collect())
    }
}
