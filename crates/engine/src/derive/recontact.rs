//! When customers came back, with anything and with the same topic, whatever scope is in force; which tickets are one issue; and how
//! often each customer would have written anyway. Made when first asked for and kept until settings change: none of it depends on
//! a filter.
//!
//! An *issue* is a chain of tickets of one requester on one topic (tickets without a topic are taken for one), each created while
//! one before it was unsolved or at most the window after the last of their solutions.
//!
//! The *chance anyway* of a ticket: its customer was first seen a time `w` before, at least as long as the window `N`, and wrote `m`
//! tickets in between, that first one and this one not counted. Had those fallen anywhere, none would have fallen into a given
//! window with the chance (1 − N/w)^m; the chance anyway is the rest of it. For a customer who writes at a constant rate λ this is
//! without bias: `m` is Poisson with mean λw, so that (1 − N/w)^m has the mean exp(−λN) (the minimum-variance unbiased estimator of
//! the Poisson zero class: J. F. Tate and R. L. Goen, 1958, Annals of Mathematical Statistics 29:755–765). Putting the rate m/w into
//! 1 − exp(−rate·N) would tell too little of customers who are seen for a short time.

use super::returns::{by_requester, seconds_to_return};
use super::zone::DAY_SECS;
use super::{Derived, eligible};
use crate::dataset::{Codes, Dataset, NO_CODE, NO_SECS};
use kernels::chances::{Against, Grouped};
use kernels::life::{NOT_WATCHED, watched};
use model::settings::ReturnScope;

/// What a ticket is to its issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Issue {
    /// Nobody knows who asked.
    Unknown,
    /// One of the later tickets of an issue.
    Later,
    /// The first of an issue that is not solved, or whose window has not passed.
    Unfinished,
    /// The first of several of an issue that is solved and whose window has passed.
    First,
    /// The only one of such an issue.
    Only,
}

/// See the head of this file.
#[derive(Debug, Clone)]
pub(crate) struct Recontact {
    /// Seconds to the next ticket by the scope that is not in force; `None`: both scopes are the same.
    other: Option<Vec<u32>>,
    is_any_in_force: bool,
    /// By row.
    pub(crate) issue: Vec<Issue>,
    /// By row, whether its customer was first seen at least the window before.
    pub(crate) is_seen_before: Vec<bool>,
    /// For [`kernels::life::survival`]: from the solution to the customer's next ticket, or as long as none was seen.
    pub(crate) watched: Vec<u16>,
    /// Solved tickets whose window has passed, of requesters who were seen long enough before, requester by requester. Its sides:
    /// the customer came back within the window with anything, and with the same topic.
    pub(crate) based: Grouped,
}

impl Derived {
    /// When customers came back, which tickets are one issue.
    pub(crate) fn recontact(&self, dataset: &Dataset) -> &Recontact {
        self.recontact.get_or_init(|| Recontact::new(dataset, self))
    }
}

impl Recontact {
    /// Seconds to the customer's next ticket, with anything and with the same topic.
    pub(crate) fn returns<'a>(&'a self, derived: &'a Derived) -> [&'a [u32]; 2] {
        let in_force = derived.return_secs.as_slice();
        match &self.other {
            None => [in_force, in_force],
            Some(other) if self.is_any_in_force => [in_force, other],
            Some(other) => [other, in_force],
        }
    }

    fn new(dataset: &Dataset, derived: &Derived) -> Recontact {
        let rows = dataset.rows as usize;
        let counted = derived.settings.mapping(&dataset.shape).map_or(&[][..], |mapping| &mapping.counted);
        let is_eligible = eligible(dataset, counted).0;
        let mut found = Recontact {
            other: other_returns(dataset, derived),
            is_any_in_force: derived.settings.return_scope == ReturnScope::AnyTopic,
            issue: vec![Issue::Unknown; rows],
            is_seen_before: vec![false; rows],
            watched: vec![NOT_WATCHED; rows],
            based: Grouped::default(),
        };
        let Some(requester) = &dataset.columns.requester else { return found };
        let window = derived.settings.return_days.saturating_mul(DAY_SECS);
        let (order, ends) = by_requester(requester, &is_eligible);
        let topic = dataset.columns.topic.as_ref().map(|topic| &topic.codes);
        let mut counts = Topics::new(topic, rows);
        let (mut group, mut start) = (Vec::new(), 0);
        for end in ends {
            let end = end as usize;
            group.clear();
            group.extend(order[start..end].iter().map(|row| (derived.created_utc[*row as usize], *row)));
            start = end;
            if !group.is_sorted() {
                kernels::order::sort_pairs(&mut group);
            }
            found.take(derived, &group, window, &mut counts);
        }
        found.based.set_in_order();
        found
    }

    /// The tickets of one requester, by creation.
    fn take(&mut self, derived: &Derived, group: &[(u32, u32)], window: u32, topics: &mut Topics<'_>) {
        let Some((first_seen, _)) = group.first() else { return };
        for (place, (created, row)) in group.iter().enumerate() {
            let at = *row as usize;
            let same = topics.before(*row);
            let seen_for = created.saturating_sub(*first_seen);
            let is_seen = place > 0 && seen_for >= window.max(1);
            self.is_seen_before[at] = is_seen;
            let resolved = derived.resolved_utc[at];
            let is_mature = derived.classes[usize::from(derived.class[at])].is_mature;
            let returns = self.returns(derived).map(|returns| returns[at]);
            if resolved != NO_SECS && resolved <= derived.as_of_utc {
                let known_for = derived.as_of_utc - resolved;
                let is_back = returns[0] != NO_SECS && returns[0] <= known_for;
                self.watched[at] = watched(if is_back { returns[0] } else { known_for }, is_back);
            }
            // The first ticket only starts the clock: it is none of those in between.
            topics.add(*row, place > 0);
            if !is_mature || !is_seen {
                continue;
            }
            let between = [place.saturating_sub(1) as u32, same];
            let class = derived.class[at];
            self.based.push(
                usize::from(derived.classes[usize::from(class)].lane()),
                Against {
                    row: *row,
                    class,
                    happened: returns.map(|returns| u8::from(returns != NO_SECS && returns <= window)),
                    chance: between.map(|count| chance_anyway(window, seen_for, count)),
                },
            );
        }
        topics.forget(group);
        self.based.end_group();
        self.chain(derived, group, window, topics);
    }

    /// The issues of one requester.
    fn chain(&mut self, derived: &Derived, group: &[(u32, u32)], window: u32, topics: &Topics<'_>) {
        let is_over = |last: Option<u32>| {
            last.is_some_and(|last| u64::from(last) + u64::from(window) <= u64::from(derived.as_of_utc))
        };
        // When the last of an issue's tickets was solved; `None`: one of them is not, and whatever follows belongs to it.
        let last_of = |row: u32| Some(derived.resolved_utc[row as usize]).filter(|at| *at != NO_SECS);
        // Most requesters write once.
        if let [(_, only)] = group {
            self.issue[*only as usize] =
                if is_over(last_of(*only)) { Issue::Only } else { Issue::Unfinished };
            return;
        }
        let mut by_topic: Vec<(u32, u32)> =
            (0..).zip(group).map(|(place, (_, row))| (topics.code(*row), place)).collect();
        if !by_topic.is_sorted() {
            kernels::order::sort_pairs(&mut by_topic);
        }
        for same in by_topic.chunk_by(|a, b| a.0 == b.0) {
            let mut rows = same.iter().map(|(_, place)| group[*place as usize]).peekable();
            while let Some((_, first)) = rows.next() {
                let (mut last, mut tickets) = (last_of(first), 1_u32);
                while let Some((_, row)) = rows
                    .next_if(|(created, _)| last.is_none_or(|last| *created <= last.saturating_add(window)))
                {
                    self.issue[row as usize] = Issue::Later;
                    last = last.zip(last_of(row)).map(|(last, this)| last.max(this));
                    tickets += 1;
                }
                self.issue[first as usize] = match (is_over(last), tickets) {
                    (false, _) => Issue::Unfinished,
                    (true, 1) => Issue::Only,
                    (true, _) => Issue::First,
                };
            }
        }
    }
}

/// See the head of this file.
fn chance_anyway(window: u32, seen_for: u32, between: u32) -> f32 {
    if between == 0 {
        return 0.0;
    }
    let outside = 1.0 - f64::from(window) / f64::from(seen_for);
    (1.0 - libm::pow(outside, f64::from(between))) as f32
}

/// How often a requester wrote on each topic so far.
struct Topics<'a> {
    codes: Option<&'a Codes>,
    counts: Vec<u32>,
}

impl<'a> Topics<'a> {
    fn new(codes: Option<&'a Codes>, rows: usize) -> Topics<'a> {
        let most = codes.map_or(0, |codes| {
            (0..rows)
                .map(|row| codes.get(row))
                .filter(|code| *code != NO_CODE)
                .max()
                .map_or(0, |code| code + 1)
        });
        Topics { codes, counts: vec![0; most as usize + 1] }
    }

    fn code(&self, row: u32) -> u32 {
        self.codes.map_or(0, |codes| codes.get(row as usize))
    }

    /// Tickets without a topic have the last place.
    fn place(&self, row: u32) -> usize {
        (self.code(row) as usize).min(self.counts.len() - 1)
    }

    fn before(&self, row: u32) -> u32 {
        self.counts[self.place(row)]
    }

    fn add(&mut self, row: u32, is_counted: bool) {
        let place = self.place(row);
        self.counts[place] += u32::from(is_counted);
    }

    fn forget(&mut self, group: &[(u32, u32)]) {
        for (_, row) in group {
            let place = self.place(*row);
            self.counts[place] = 0;
        }
    }
}

/// Returns by the scope that is not in force; `None` where both are the same.
fn other_returns(dataset: &Dataset, derived: &Derived) -> Option<Vec<u32>> {
    dataset.columns.topic.as_ref()?;
    let scope = match derived.settings.return_scope {
        ReturnScope::AnyTopic => ReturnScope::SameTopic,
        ReturnScope::SameTopic => ReturnScope::AnyTopic,
    };
    let (created, resolved) = (&derived.created_utc, &derived.resolved_utc);
    Some(seconds_to_return(dataset, scope, &derived.repeats, created, resolved))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_tickets::Table;

    #[test]
    fn issues_are_chains_on_one_topic() {
        // Ann: shoes on day 0 and 3 are one issue, day 20 is another; boots on day 1 stands alone. Bob's is not solved, Cy's window
        // has not passed; nobody knows who wrote the last.
        let table = Table::new(
            "created solved requester topic\n0 1 ann shoes\n1 1+1 ann boots\n3 4 ann shoes\n20 20+1 ann shoes\n\
             2 - bob shoes\n5 5+1 bob shoes\n38 38+1 cy shoes\n0 1 - shoes\n",
            40,
        );
        let found = table.derived.recontact(&table.dataset);
        use Issue::*;
        assert_eq!(found.issue, [First, Only, Later, Only, Unfinished, Later, Unfinished, Unknown]);
    }

    #[test]
    fn the_chance_anyway_by_hand() {
        // Ann is seen from day 0. On day 10 one ticket lies in between (day 4): 1 − (1 − 7/10) = 0.7. On day 28 two do (4, 10):
        // 1 − (1 − 7/28)² = 0.4375; of the same topic (shoes) one: 0.25. Day 4 is too soon after the first.
        let table = Table::new(
            "created solved requester topic\n0 0+1 ann shoes\n4 4+1 ann boots\n10 10+1 ann shoes\n28 28+1 ann shoes\n",
            60,
        );
        let found = table.derived.recontact(&table.dataset);
        assert_eq!(found.is_seen_before, [false, false, true, true]);
        let near = |a: [f32; 2], b: [f32; 2]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-6);
        let based: Vec<&Against> = found.based.iter().collect();
        assert_eq!(based.iter().map(|based| based.row).collect::<Vec<_>>(), [2, 3]);
        assert!(near(based[0].chance, [0.7, 0.0]), "{:?}", based[0]);
        assert!(near(based[1].chance, [0.4375, 0.25]), "{:?}", based[1]);
        assert_eq!([based[0].happened, based[1].happened], [[0, 0], [0, 0]]);
    }

    #[test]
    fn a_constant_rate_has_no_excess() {
        // Customers who write at random over two years whatever was solved: the mean of the chance anyway is the share that came back.
        let mut random = crate::random::Random::new(11, 0);
        let mut text = "created solved requester\n".to_string();
        for customer in 0..400 {
            let mut day = 0.0;
            loop {
                day += -30.0 * libm::log(1.0 - random.unit());
                if day > 720.0 {
                    break;
                }
                let (whole, hours) = (day.floor(), (day - day.floor()) * 24.0);
                text.push_str(&format!("{whole}+{hours:.3} {whole}+{:.3} c{customer}\n", hours + 0.001));
            }
        }
        let table = Table::new(&text, 720);
        let found = table.derived.recontact(&table.dataset);
        let based = || found.based.iter().map(|based| (based.happened[0] == 1, based.chance[0]));
        let n = based().count() as f64;
        let observed = based().filter(|(is_back, _)| *is_back).count() as f64 / n;
        let expected = based().map(|(_, chance)| f64::from(chance)).sum::<f64>() / n;
        assert!(n > 6_000.0 && (0.17..0.25).contains(&observed), "{n} {observed}");
        assert!((observed - expected).abs() < 0.012, "{observed} {expected}");
    }
}
