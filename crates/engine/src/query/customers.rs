//! Customers who come back: which pairs of tickets under a filter are of one customer.
//!
//! The variance of a share over tickets of which some are of the same customer needs Σ kᵢ², Σ kᵢ nᵢ and Σ nᵢ² over customers
//! ([`crate::stats::clusters`]). A customer with kᵢ tickets that count has kᵢ + 2 · (pairs of them) of the first. So the pairs of
//! tickets of one customer by the classes of both, counted in one pass, give these sums for every share of a screen at once.

use super::select::Selection;
use super::{Context, Tally};
use crate::derive::by_requester;
use crate::stats::clusters::Clusters;
use kernels::pairs::Together;
use std::rc::Rc;

/// The tickets of customers who wrote more than one, side by side.
#[derive(Debug, Default)]
pub(crate) struct Customers {
    rows: Vec<u32>,
    class: Vec<u16>,
    ends: Vec<u32>,
}

/// Tickets of one customer by two codes, the first not above the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pair {
    codes: [u16; 2],
    count: u64,
}

/// Filters of which pairs are remembered: a screen's own and the one before, with and without the last one's.
const MOST_PAIRS: usize = 4;

impl Customers {
    fn of(context: Context<'_>) -> Customers {
        let derived = context.derived;
        let Some(requester) = &context.dataset.columns.requester else { return Customers::default() };
        let (order, ends) = by_requester(requester, &vec![true; requester.len()]);
        let mut customers = Customers::default();
        let mut start = 0;
        for end in ends {
            let group = &order[start..end as usize];
            start = end as usize;
            if group.len() > 1 {
                customers.rows.extend_from_slice(group);
                customers.ends.push(customers.rows.len() as u32);
            }
        }
        customers.class = customers.rows.iter().map(|row| derived.class[*row as usize]).collect();
        customers
    }

    fn pairs(&self, selection: &Selection, codes: &[u16], width: usize) -> Vec<Pair> {
        if self.rows.is_empty() {
            return Vec::new();
        }
        let mut counts = vec![0_u64; width * width];
        let together = Together { rows: &self.rows, codes, ends: &self.ends };
        together.pairs(selection.rows(), width, &mut counts);
        let found = counts.iter().enumerate().filter(|(_, count)| **count > 0);
        found
            .map(|(at, count)| Pair { codes: [(at / width) as u16, (at % width) as u16], count: *count })
            .collect()
    }
}

fn customers(context: Context<'_>) -> Rc<Customers> {
    context.derived.remembered.customers.get(1, (), |()| Rc::new(Customers::of(context)))
}

/// Pairs of tickets of one customer by class, of the rows that pass a filter; its conditions on classes are not looked at.
pub(crate) fn pairs_by_class(context: Context<'_>, selection: &Selection) -> Rc<Vec<Pair>> {
    let derived = context.derived;
    derived.remembered.pairs.get(MOST_PAIRS, selection.key.clone(), |_| {
        let customers = customers(context);
        Rc::new(customers.pairs(selection, &customers.class, derived.classes.len()))
    })
}

/// The same by another code of each row, of which there are `width`, at most 65,536. Pairs of rows whose class does not count are left out.
pub(crate) fn pairs_by_code(
    context: Context<'_>,
    selection: &Selection,
    code_of_row: &[u32],
    counted: &[u8],
    width: usize,
) -> Vec<Pair> {
    let customers = customers(context);
    // One code more takes what does not count.
    let code = |(row, class): (&u32, &u16)| match counted[usize::from(*class)] {
        0 => width as u16,
        _ => code_of_row[*row as usize] as u16,
    };
    let codes: Vec<u16> = customers.rows.iter().zip(&customers.class).map(code).collect();
    let mut pairs = customers.pairs(selection, &codes, width + 1);
    pairs.retain(|pair| pair.codes.iter().all(|code| usize::from(*code) < width));
    pairs
}

/// What a code is to a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// It is not asked about.
    Outside,
    /// It is asked about and does not count.
    Asked,
    /// It counts.
    Counts,
}

/// The sums over customers of a share of `k` of `n` tickets, from the part of each code. Tickets of unknown customers are each a
/// customer's of their own.
pub(crate) fn clusters((k, n): (u64, u64), pairs: &[Pair], part: &[Part]) -> Clusters {
    let mut sums = Clusters { k, n, kk: k, kn: k, nn: n };
    for pair in pairs {
        match pair.codes.map(|code| part[usize::from(code)]) {
            [Part::Counts, Part::Counts] => {
                sums.kk += 2 * pair.count;
                sums.kn += 2 * pair.count;
                sums.nn += 2 * pair.count;
            }
            [Part::Outside, _] | [_, Part::Outside] => {}
            [Part::Asked, Part::Asked] => sums.nn += 2 * pair.count,
            // One of them counts: kᵢ nᵢ has it once.
            _ => {
                sums.kn += pair.count;
                sums.nn += 2 * pair.count;
            }
        }
    }
    sums
}

/// The part of each class, where a class without tickets under the whole filter is outside.
pub(crate) fn parts(tally: &Tally<'_>, of: &[usize], counts: &[usize]) -> Vec<Part> {
    let mut parts = vec![Part::Outside; tally.classes.len()];
    for (classes, part) in [(of, Part::Asked), (counts, Part::Counts)] {
        for class in classes.iter().filter(|class| tally.counts[**class] > 0) {
            parts[*class] = part;
        }
    }
    parts
}
