//! Customers who come back: which pairs of tickets under a filter are of one customer.
//!
//! The variance of a share over tickets of which some are of the same customer needs Σ kᵢ², Σ kᵢ nᵢ and Σ nᵢ² over customers
//! ([`crate::stats::clusters`]). A customer with kᵢ tickets that count has kᵢ + 2 · (pairs of them) of the first. So the pairs of
//! tickets of one customer by the classes of both, counted in one pass, give these sums for every share of a screen at once.

use super::recent::Recent;
use super::select::{Key, Selection, coding};
use super::{Context, Tally};
use crate::dataset::NO_CODE;
use crate::definitions::{Alike, Verdicts};
use crate::derive::Derived;
use crate::derive::cases::{Asks, Cases};
use crate::stats::Covariation;
use crate::stats::clusters::Clusters;
use kernels::by_row::ByRow;
use kernels::pairs::{self, PRODUCTS, Sorting, Together};
use model::definition::Verdict;
use model::filter::{Dimension, Filter};
use std::rc::Rc;

/// Tickets of one customer by two codes, the first not above the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pair {
    codes: [u16; 2],
    count: u64,
}

impl Pair {
    /// Whether both codes are below this one.
    pub(super) fn is_below(&self, code: usize) -> bool {
        self.codes.iter().all(|own| usize::from(*own) < code)
    }
}

/// Dimensions of which the values are remembered: those of one screen.
const MOST_DIMENSIONS: usize = 4;
/// Filters of which pairs are remembered: a screen's own and the one before, with and without the last one's.
const MOST_PAIRS: usize = 4;
/// Shares told apart as nothing else is, of which that is remembered: the vendor's own word and one's own definition.
const MOST_PARTS: usize = 3;
/// Where not more tickets than this pass a filter, pairs are counted among them.
const FEW: usize = 20_000;
/// Where the file has more pairs than about this, a part of the customers stands for all: the effect on what passes is then known
/// to about a hundredth.
const ENOUGH: usize = 100_000;
/// Customers of more tickets than this are always looked at: there are few, each matters, and their pairs are too many to list.
const LARGE: usize = 16;
/// All tickets, then those of each of [`model::outcome::HandledBy`].
const HANDLERS: usize = 4;

/// Tickets of customers who came back: all of them, or those of every so manieth customer.
#[derive(Debug)]
pub(crate) struct Sampled {
    /// Tickets of customers with a few, by customer. Each customer stands for so many.
    few: Places,
    pairs: Vec<[u32; 2]>,
    each_stands_for: u64,
    /// Tickets of the other customers, and where each one's end.
    many: Places,
    ends: Vec<u32>,
    /// The group of the case of each ticket.
    groups: Recent<Asks, Rc<[Vec<u16>; 2]>>,
    /// The value of each ticket, by dimension.
    values: Recent<Dimension, Rc<[Vec<u16>; 2]>>,
    /// What each ticket is to a share, by the name of the share.
    parts: Recent<String, Rc<[Vec<u16>; 2]>>,
    /// The pairs of customers with a few that pass a filter.
    passing: Recent<Key, Rc<Vec<[u32; 2]>>>,
}

/// Rows, each in its place.
#[derive(Debug)]
struct Places {
    rows: Vec<u32>,
    class: Vec<u16>,
    by_row: ByRow,
}

impl Places {
    fn new(derived: &Derived, rows: Vec<u32>) -> Places {
        let mut places = Places { by_row: ByRow::of(&rows), rows, class: Vec::new() };
        places.class = places.of(|row| derived.class[row]);
        places
    }

    /// Something of each row, in its place.
    fn of(&self, code: impl Fn(usize) -> u16) -> Vec<u16> {
        let mut found = vec![0; self.rows.len()];
        for (row, place) in self.by_row.as_slice() {
            found[*place as usize] = code(*row as usize);
        }
        found
    }
}

impl Sampled {
    /// Of every `step`-th customer; large ones whole.
    fn of(context: Context<'_>, step: usize) -> Sampled {
        let (derived, repeats) = (context.derived, &context.derived.repeats);
        let customers = |is_large: bool| {
            let starts = std::iter::once(&0).chain(&repeats.ends);
            let bounds = starts.zip(&repeats.ends).map(|(start, end)| *start as usize..*end as usize);
            bounds.filter(move |bounds| (bounds.len() > LARGE) == is_large)
        };
        let (mut few, mut pairs) = (Vec::new(), Vec::new());
        for bounds in customers(false).step_by(step) {
            let places = few.len() as u32..(few.len() + bounds.len()) as u32;
            pairs.extend(places.clone().flat_map(|one| (one + 1..places.end).map(move |other| [one, other])));
            few.extend_from_slice(&repeats.rows[bounds]);
        }
        let (mut many, mut ends) = (Vec::new(), Vec::new());
        for bounds in customers(true) {
            many.extend_from_slice(&repeats.rows[bounds]);
            ends.push(many.len() as u32);
        }
        Sampled::new(derived, (few, pairs, step as u64), (many, ends))
    }

    /// Of the customers with several tickets that pass, all of these tickets and no others.
    fn only(context: Context<'_>, selection: &Selection) -> Sampled {
        let (derived, columns) = (context.derived, &context.dataset.columns);
        let mut asked: Vec<(u32, u32)> = Vec::new();
        if let Some(requester) = &columns.requester {
            let is_meant = |row: usize| {
                requester[row] != NO_CODE && derived.classes[usize::from(derived.class[row])].is_eligible
            };
            let rows = selection.rows().to_vec().into_iter().filter(|row| is_meant(*row as usize));
            asked.extend(rows.map(|row| (requester[row as usize], row)));
        }
        kernels::order::sort_pairs(&mut asked);
        let (mut rows, mut ends) = (Vec::new(), Vec::new());
        for of_one in asked.chunk_by(|a, b| a.0 == b.0).filter(|of_one| of_one.len() > 1) {
            rows.extend(of_one.iter().map(|(_, row)| *row));
            ends.push(rows.len() as u32);
        }
        Sampled::new(derived, (Vec::new(), Vec::new(), 1), (rows, ends))
    }

    fn new(
        derived: &Derived,
        (few, pairs, each_stands_for): (Vec<u32>, Vec<[u32; 2]>, u64),
        (many, ends): (Vec<u32>, Vec<u32>),
    ) -> Sampled {
        let (few, many) = (Places::new(derived, few), Places::new(derived, many));
        let (groups, values, parts, passing) = Default::default();
        Sampled { few, pairs, each_stands_for, many, ends, groups, values, parts, passing }
    }

    /// Those that tell enough of the tickets that pass.
    fn worth(context: Context<'_>, selection: &Selection) -> Rc<Sampled> {
        let remembered = &context.derived.remembered;
        let passing = selection.passing_rows();
        if passing <= FEW && passing < context.derived.class.len() {
            let only = |_: &Key| Rc::new(Sampled::only(context, selection));
            return remembered.customers.get(MOST_PAIRS, selection.key.clone(), only);
        }
        let repeats = &context.derived.repeats;
        // As if each customer had as many tickets as the mean.
        let mean = repeats.rows.len() / repeats.ends.len().max(1);
        let step = (repeats.rows.len() * mean.min(LARGE) / 2 / ENOUGH).next_power_of_two();
        remembered.sampled.get(1, step, |step| Rc::new(Sampled::of(context, *step)))
    }

    /// A code of each ticket: of those of customers with a few, and of the others.
    fn codes(&self, code: impl Fn(usize) -> u16) -> [Vec<u16>; 2] {
        [self.few.of(&code), self.many.of(&code)]
    }

    /// The classes, as codes.
    fn classes(&self) -> [&[u16]; 2] {
        [&self.few.class, &self.many.class]
    }

    /// Pairs by codes below `width`, of tickets whose class counts.
    fn pairs_of(
        &self,
        selection: &Selection,
        codes: &[Vec<u16>; 2],
        counted: &[u8],
        width: usize,
    ) -> Vec<Pair> {
        if counted.iter().all(|counted| *counted == 1) {
            return self.pairs(selection, codes.each_ref().map(Vec::as_slice), width);
        }
        // One code more takes what does not count.
        let narrowed = |places: &Places, codes: &[u16]| -> Vec<u16> {
            let code = |(code, class): (&u16, &u16)| match counted[usize::from(*class)] {
                0 => width as u16,
                _ => *code,
            };
            codes.iter().zip(&places.class).map(code).collect()
        };
        let codes = [narrowed(&self.few, &codes[0]), narrowed(&self.many, &codes[1])];
        let mut pairs = self.pairs(selection, [&codes[0], &codes[1]], width + 1);
        pairs.retain(|pair| pair.is_below(width));
        pairs
    }

    /// The pairs of customers with a few tickets that pass.
    fn passing(&self, selection: &Selection) -> Rc<Vec<[u32; 2]>> {
        let pass = |_: &Key| pairs::passing(&self.pairs, &self.few.by_row.passing(selection.rows()));
        self.passing.get(MOST_PAIRS, selection.key.clone(), |key| Rc::new(pass(key)))
    }

    fn pairs(&self, selection: &Selection, [few, many]: [&[u16]; 2], width: usize) -> Vec<Pair> {
        let rows = selection.rows();
        let mut found = Vec::new();
        let mut take = |at: usize, count: u64| {
            if count > 0 {
                found.push(Pair { codes: [(at / width) as u16, (at % width) as u16], count });
            }
        };
        if !self.pairs.is_empty() {
            let passing = self.passing(selection);
            let mut counts = vec![0; width * width];
            pairs::count(&passing, few, width, &mut counts);
            for (at, count) in counts.into_iter().enumerate() {
                take(at, u64::from(count) * self.each_stands_for);
            }
        }
        if !self.ends.is_empty() {
            let mut counts = vec![0; width * width];
            let together = Together { rows: &self.many.rows, codes: many, ends: &self.ends };
            together.count(rows, width, &mut counts);
            counts.into_iter().enumerate().for_each(|(at, count)| take(at, count));
        }
        found
    }
}

/// Pairs of tickets of one customer by class, of the rows that pass a filter; its conditions on classes are not looked at.
pub(crate) fn pairs_by_class(context: Context<'_>, selection: &Selection) -> Rc<Vec<Pair>> {
    let derived = context.derived;
    derived.remembered.pairs.get(MOST_PAIRS, selection.key.clone(), |_| {
        let sampled = Sampled::worth(context, selection);
        Rc::new(sampled.pairs(selection, sampled.classes(), derived.classes.len()))
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
    let sampled = Sampled::worth(context, selection);
    let group = |row: usize| alike.of_case[cases.of_row[row] as usize];
    let groups = sampled.groups.get(2, asks, |_| Rc::new(sampled.codes(group)));
    sampled.pairs_of(selection, &groups, counted, alike.groups)
}

/// The same by what each case is to one share, see [`Part`]; under its name it is remembered.
pub(crate) fn pairs_by_part(
    context: Context<'_>,
    selection: &Selection,
    (name, verdicts): (&str, &Verdicts),
    counted: &[u8],
) -> Vec<Pair> {
    let sampled = Sampled::worth(context, selection);
    let of_row = |row: usize| part(verdicts.of_case[verdicts.cases.of_row[row] as usize]) as u16;
    let codes = sampled.parts.get(MOST_PARTS, name.to_string(), |_| Rc::new(sampled.codes(of_row)));
    sampled.pairs_of(selection, &codes, counted, Part::ALL)
}

/// The same by another code of each row, below `width`.
pub(crate) fn pairs_by_code(
    context: Context<'_>,
    selection: &Selection,
    code: impl Fn(usize) -> u16,
    width: usize,
    counted: &[u8],
) -> Vec<Pair> {
    let sampled = Sampled::worth(context, selection);
    sampled.pairs_of(selection, &sampled.codes(code), counted, width)
}

/// The same by a code of each row below `width`: of all tickets, and of those of each handler.
pub(crate) fn pairs_by_handler(
    context: Context<'_>,
    filter: &Filter,
    code: impl Fn(usize) -> u16,
    width: usize,
) -> [Vec<Pair>; HANDLERS] {
    let derived = context.derived;
    let selection = Selection::new(context, filter);
    let lane_of: Vec<u16> = derived
        .classes
        .iter()
        .map(|facts| facts.handled_by.map_or(0, |handler| handler as u16 + 1))
        .collect();
    let both = |row: usize| code(row) * HANDLERS as u16 + lane_of[usize::from(derived.class[row])];
    let counted = selection.counted(derived);
    let found = pairs_by_code(context, &selection, both, width * HANDLERS, &counted);
    let lanes = HANDLERS as u16;
    std::array::from_fn(|handler| {
        let is_meant =
            |pair: &&Pair| handler == 0 || pair.codes.iter().all(|code| usize::from(code % lanes) == handler);
        let meant = found.iter().filter(is_meant);
        meant.map(|pair| Pair { codes: pair.codes.map(|code| code / lanes), ..*pair }).collect()
    })
}

/// Pairs of tickets of one customer by what they are to a share.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Alikes {
    /// Both are asked about and do not count.
    asked: u64,
    /// One of them counts.
    one: u64,
    /// Both count.
    both: u64,
}

impl Alikes {
    /// The sums over customers of a share of `k` of `n` tickets. Tickets of unknown customers are each a customer's of their own.
    pub(crate) fn clusters(self, (k, n): (u64, u64)) -> Clusters {
        let Alikes { asked, one, both } = self;
        Clusters { k, n, kk: k + 2 * both, kn: k + one + 2 * both, nn: n + 2 * (asked + one + both) }
    }
}

/// For each of `rows` rows, and in it for each share, the pairs of tickets of one customer that are both of that row. `row_of` says
/// which row a value of the dimension is in, at its end that of no value; `parts` for each share what each class is to it. With more
/// values than 16 bits can tell, those beyond are in the last row. `None` where the dimension follows from the class.
pub(crate) fn alikes_by_row(
    context: Context<'_>,
    filter: &Filter,
    dimension: Dimension,
    (rows, mut row_of): (usize, Vec<u16>),
    parts: &[Vec<Part>],
) -> Option<Vec<Alikes>> {
    const BEYOND: usize = u16::MAX as usize;
    let coding = coding(context, dimension)?;
    if row_of.len() > BEYOND {
        row_of.truncate(BEYOND);
        row_of.push(rows as u16 - 1);
    }
    let selection = Selection::new(context, filter);
    let sampled = Sampled::worth(context, &selection);
    let values = sampled.values.get(MOST_DIMENSIONS, dimension, |_| {
        Rc::new(sampled.codes(|row| coding.code(row).min(BEYOND) as u16))
    });
    let classes = 0..context.derived.classes.len();
    let parts: Vec<u8> = classes.flat_map(|class| parts.iter().map(move |of| of[class] as u8)).collect();
    let shares = parts.len() / context.derived.classes.len().max(1);
    let sorting = Sorting { group_of: &row_of, parts: &parts, shares };
    let mut counts = vec![0; rows * shares * PRODUCTS];
    if !sampled.pairs.is_empty() {
        let passing = sampled.passing(&selection);
        sorting.count(&passing, &values[0], &sampled.few.class, &mut counts);
        counts.iter_mut().for_each(|count| *count *= sampled.each_stands_for);
    }
    let many = &sampled.many;
    let together = Together { rows: &many.rows, codes: &many.class, ends: &sampled.ends };
    sorting.count_together(together, selection.rows(), &values[1], &mut counts);
    let cells = counts.chunks_exact(PRODUCTS);
    Some(cells.map(|cells| Alikes { asked: cells[1], one: cells[2], both: cells[4] }).collect())
}

/// What pairs add to the variance of a mean: the distance of each code from it, `None` for one that has no value.
pub(crate) fn covariation(pairs: &[Pair], distance: impl Fn(usize) -> Option<f64>) -> Covariation {
    let mut found = Covariation::default();
    for pair in pairs {
        let [one, other] = pair.codes.map(|code| distance(usize::from(code)));
        if let (Some(one), Some(other)) = (one, other) {
            found.pairs += pair.count;
            found.products += pair.count as f64 * one * other;
        }
    }
    found
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

/// The sums over customers of a share of `k` of `n` tickets, from the part of each code.
pub(crate) fn clusters(k_n: (u64, u64), pairs: &[Pair], part: &[Part]) -> Clusters {
    let mut alikes = Alikes::default();
    for pair in pairs {
        match pair.codes.map(|code| part[usize::from(code)]) {
            [Part::Outside, _] | [_, Part::Outside] => {}
            [Part::Asked, Part::Asked] => alikes.asked += pair.count,
            [Part::Counts, Part::Counts] => alikes.both += pair.count,
            _ => alikes.one += pair.count,
        }
    }
    alikes.clusters(k_n)
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
    use model::settings::Settings;

    /// The design effect of a share of the tickets that pass, from these customers.
    fn effect(context: Context<'_>, selection: &Selection, sampled: &Sampled) -> f64 {
        let derived = context.derived;
        let pairs = sampled.pairs(selection, sampled.classes(), derived.classes.len());
        let of_class = |facts: &crate::derive::Facts| match facts.is_eligible {
            true if facts.is_done => Part::Counts,
            true => Part::Asked,
            false => Part::Outside,
        };
        let part: Vec<Part> = derived.classes.iter().map(of_class).collect();
        let rows = selection.rows().to_vec();
        let count = |wanted: &[Part]| {
            let is = |row: &&u32| wanted.contains(&part[usize::from(derived.class[**row as usize])]);
            rows.iter().filter(is).count() as u64
        };
        let k_n = (count(&[Part::Counts]), count(&[Part::Counts, Part::Asked]));
        clusters(k_n, &pairs, &part).share().unwrap().design_effect
    }

    /// A part of the customers tells the effect of all of them; large ones are never left to chance.
    #[test]
    fn a_part_of_the_customers_stands_for_all() {
        for dataset in [generate(20_000, 3), generate_with(&World::one_heavy_customer(), 20_000, 3).0] {
            let derived = derive(&dataset, &Settings::default()).unwrap();
            let context = Context { dataset: &dataset, derived: &derived };
            for filter in [Filter::default(), Filter::default().with(Dimension::Channel, &["chat", "email"])]
            {
                let selection = Selection::new(context, &filter);
                let effect = |step: usize| effect(context, &selection, &Sampled::of(context, step));
                let (all, part) = (effect(1), effect(4));
                assert!((part / all - 1.0).abs() < 0.05, "{part} for {all}");
            }
        }
    }

    /// Among the tickets that pass there are the same pairs as among all tickets of their customers.
    #[test]
    fn few_tickets_are_looked_at_by_themselves() {
        for dataset in [generate(8_000, 5), generate_with(&World::one_heavy_customer(), 8_000, 3).0] {
            let derived = derive(&dataset, &Settings::default()).unwrap();
            let context = Context { dataset: &dataset, derived: &derived };
            let from = Some(model::units::Day(derived.first_day.0 + 20));
            let filter = Filter { from, ..Filter::default() };
            for filter in [filter.clone(), filter.with(Dimension::Channel, &["chat", "email"])] {
                let selection = Selection::new(context, &filter);
                let sorted = |sampled: Sampled| {
                    let mut sums = std::collections::BTreeMap::new();
                    for pair in sampled.pairs(&selection, sampled.classes(), derived.classes.len()) {
                        *sums.entry(pair.codes).or_insert(0) += pair.count;
                    }
                    sums
                };
                let only = sorted(Sampled::only(context, &selection));
                assert!(only.len() > 10, "{only:?}");
                assert_eq!(only, sorted(Sampled::of(context, 1)));
            }
        }
    }
}
