//! Customers who come back: which pairs of tickets under a filter are of one customer.
//!
//! The variance of a share over tickets of which some are of the same customer needs Σ kᵢ², Σ kᵢ nᵢ and Σ nᵢ² over customers
//! ([`crate::stats::clusters`]). A customer with kᵢ tickets that count has kᵢ + 2 · (pairs of them) of the first. So the pairs of
//! tickets of one customer by the classes of both, counted in one pass, give these sums for every share of a screen at once.

use super::recent::Recent;
use super::select::Selection;
use super::{Context, Tally};
use crate::definitions::Alike;
use crate::derive::cases::{Asks, Cases};
use crate::stats::clusters::Clusters;
use kernels::pairs::Together;
use model::definition::Verdict;
use std::rc::Rc;

/// Tickets of one customer by two codes, the first not above the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pair {
    codes: [u16; 2],
    count: u64,
}

/// Filters of which pairs are remembered: a screen's own and the one before, with and without the last one's.
const MOST_PAIRS: usize = 4;
/// Where more tickets than this pass a filter, a part of the customers stands for all: the effect is then known to a hundredth.
const ENOUGH: usize = 100_000;
/// Customers of more tickets than this are always looked at: there are few, and each matters.
const LARGE: u32 = 16;

/// Tickets of customers who came back: all of them, or those of every so manieth customer.
#[derive(Debug)]
pub(crate) struct Sampled {
    rows: Vec<u32>,
    class: Vec<u16>,
    ends: Vec<u32>,
    /// The customers from here on are looked at whole, those before stand for so many each.
    large_from: usize,
    each_stands_for: u64,
    /// The group of the case of each row.
    groups: Recent<Asks, Rc<[u16]>>,
}

impl Sampled {
    /// Of every `step`-th customer; large ones come last.
    fn of(context: Context<'_>, step: usize) -> Sampled {
        let (derived, repeats) = (context.derived, &context.derived.repeats);
        let bounds = || {
            let starts = std::iter::once(&0).chain(&repeats.ends);
            starts.zip(&repeats.ends).map(|(start, end)| (*start, *end))
        };
        let is_large = |(start, end): &(u32, u32)| step > 1 && end - start > LARGE;
        let (mut rows, mut ends) = (Vec::new(), Vec::new());
        let mut take = |(start, end): (u32, u32)| {
            rows.extend_from_slice(&repeats.rows[start as usize..end as usize]);
            ends.push(rows.len() as u32);
        };
        bounds().filter(|bound| !is_large(bound)).step_by(step).for_each(&mut take);
        let small = bounds().filter(|bound| !is_large(bound)).count().div_ceil(step);
        bounds().filter(is_large).for_each(&mut take);
        let class = rows.iter().map(|row| derived.class[*row as usize]).collect();
        Sampled {
            rows,
            class,
            ends,
            large_from: small,
            each_stands_for: step as u64,
            groups: Recent::default(),
        }
    }

    /// Those that are worth it for so many tickets.
    fn worth(context: Context<'_>, tickets: usize) -> Rc<Sampled> {
        let repeated = context.derived.repeats.rows.len();
        let step = (repeated.min(tickets) / ENOUGH).next_power_of_two().max(1);
        context.derived.remembered.sampled.get(3, step, |step| Rc::new(Sampled::of(context, *step)))
    }

    /// Pairs by codes below `width`, of tickets whose class counts.
    fn pairs_of(&self, selection: &Selection, codes: &[u16], counted: &[u8], width: usize) -> Vec<Pair> {
        if counted.iter().all(|counted| *counted == 1) {
            return self.pairs(selection, codes, width);
        }
        // One code more takes what does not count.
        let code = |(code, class): (&u16, &u16)| match counted[usize::from(*class)] {
            0 => width as u16,
            _ => *code,
        };
        let codes: Vec<u16> = codes.iter().zip(&self.class).map(code).collect();
        let mut pairs = self.pairs(selection, &codes, width + 1);
        pairs.retain(|pair| pair.codes.iter().all(|code| usize::from(*code) < width));
        pairs
    }

    fn pairs(&self, selection: &Selection, codes: &[u16], width: usize) -> Vec<Pair> {
        if self.rows.is_empty() {
            return Vec::new();
        }
        let mut counts = vec![0_u64; width * width];
        let middle = self.large_from.checked_sub(1).map_or(0, |last| self.ends[last] as usize);
        let (small, large) = self.ends.split_at(self.large_from);
        Together { rows: &self.rows, codes, ends: small }.pairs(selection.rows(), width, &mut counts);
        if self.each_stands_for > 1 {
            counts.iter_mut().for_each(|count| *count *= self.each_stands_for);
            let ends: Vec<u32> = large.iter().map(|end| end - middle as u32).collect();
            Together { rows: &self.rows[middle..], codes: &codes[middle..], ends: &ends }.pairs(
                selection.rows(),
                width,
                &mut counts,
            );
        }
        let found = counts.iter().enumerate().filter(|(_, count)| **count > 0);
        found
            .map(|(at, count)| Pair { codes: [(at / width) as u16, (at % width) as u16], count: *count })
            .collect()
    }
}

/// Pairs of tickets of one customer by class, of the rows that pass a filter; its conditions on classes are not looked at.
pub(crate) fn pairs_by_class(context: Context<'_>, selection: &Selection) -> Rc<Vec<Pair>> {
    let derived = context.derived;
    derived.remembered.pairs.get(MOST_PAIRS, selection.key.clone(), |_| {
        let sampled = Sampled::worth(context, selection.passing_rows());
        Rc::new(sampled.pairs(selection, &sampled.class, derived.classes.len()))
    })
}

/// The same by groups of cases.
pub(crate) fn pairs_by_group(
    context: Context<'_>,
    selection: &Selection,
    (cases, asks): (&Cases, Asks),
    alike: &Alike,
    counted: &[u8],
) -> Vec<Pair> {
    let sampled = Sampled::worth(context, selection.passing_rows());
    let group = |row: &u32| alike.of_case[cases.of_row[*row as usize] as usize];
    let groups = sampled.groups.get(2, asks, |_| sampled.rows.iter().map(group).collect::<Rc<[u16]>>());
    sampled.pairs_of(selection, &groups, counted, alike.groups)
}

/// The same by what each case is to one share, see [`Part`].
pub(crate) fn pairs_by_part(
    context: Context<'_>,
    selection: &Selection,
    cases: &Cases,
    parts: &[Part],
    counted: &[u8],
) -> Vec<Pair> {
    let sampled = Sampled::worth(context, selection.passing_rows());
    let part = |row: &u32| parts[cases.of_row[*row as usize] as usize] as u16;
    let codes: Vec<u16> = sampled.rows.iter().map(part).collect();
    sampled.pairs_of(selection, &codes, counted, Part::ALL)
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

impl Part {
    /// How many there are.
    pub(crate) const ALL: usize = 3;
    /// Each as its own code.
    pub(crate) const CODES: [Part; Part::ALL] = [Part::Outside, Part::Asked, Part::Counts];
}

/// What a verdict is to the share.
pub(crate) fn part(verdict: Verdict) -> Part {
    match verdict {
        Verdict::Yes => Part::Counts,
        Verdict::No => Part::Asked,
        Verdict::Outside => Part::Outside,
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::derive::derive;
    use crate::sample::{World, generate, generate_with};
    use model::filter::{Dimension, Filter};
    use model::settings::Settings;

    /// A part of the customers tells the effect of all of them; large ones are never left to chance.
    #[test]
    fn a_part_of_the_customers_stands_for_all() {
        for dataset in [generate(20_000, 3), generate_with(&World::one_heavy_customer(), 20_000, 3).0] {
            let derived = derive(&dataset, &Settings::default()).unwrap();
            let context = Context { dataset: &dataset, derived: &derived };
            let classes = derived.classes.len();
            for filter in [Filter::default(), Filter::default().with(Dimension::Channel, &["chat", "email"])]
            {
                let selection = Selection::new(context, &filter);
                let effect = |step: usize| {
                    let sampled = Sampled::of(context, step);
                    let pairs = sampled.pairs(&selection, &sampled.class, classes);
                    let part: Vec<Part> = derived
                        .classes
                        .iter()
                        .map(|facts| match facts.is_eligible {
                            true if facts.is_done => Part::Counts,
                            true => Part::Asked,
                            false => Part::Outside,
                        })
                        .collect();
                    let rows = match selection.rows() {
                        kernels::Rows::All(rows) => (0..rows).collect::<Vec<usize>>(),
                        kernels::Rows::List(rows, _) => rows.iter().map(|row| *row as usize).collect(),
                    };
                    let count = |wanted: &[Part]| {
                        let is = |row: &&usize| wanted.contains(&part[usize::from(derived.class[**row])]);
                        rows.iter().filter(is).count() as u64
                    };
                    let k_n = (count(&[Part::Counts]), count(&[Part::Counts, Part::Asked]));
                    clusters(k_n, &pairs, &part).share().unwrap().design_effect
                };
                let (all, part) = (effect(1), effect(4));
                assert!((part / all - 1.0).abs() < 0.05, "{part} for {all}");
            }
        }
    }
}
