//! Why a share changed: other cases, or the same cases going otherwise.
//!
//! E. M. Kitagawa, "Components of a Difference Between Two Rates", Journal of the American Statistical Association 50 (1955),
//! 1168–1194: with the weights w and the shares r of groups, before (0) and now (1), the change is
//! Σ (w1 − w0) (r0 + r1) / 2, the *mix*, and Σ (r1 − r0) (w0 + w1) / 2, the *rates*; the two sum to it exactly. A group's part of the
//! mix is counted against the mean share of both times, which changes no sum: to come in more lifts the whole only where a group's
//! share lies above it.
//!
//! Intervals by the delta method: both times are samples of cases, independent of each other. A group's part of the mix is a product;
//! where neither of its factors is known well, its interval holds the truth in 92 to 93 cases of 100.

use super::{Z_95, normal};

/// Successes and cases of one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pair {
    /// In the first period.
    pub before: (u64, u64),
    /// In the second.
    pub now: (u64, u64),
}

/// A part of a change.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    /// How much of the change, with its sign.
    pub value: f64,
    /// Its variance.
    pub variance: f64,
}

impl Effect {
    /// The 95% interval.
    pub fn interval(&self) -> (f64, f64) {
        let half = Z_95 * self.variance.sqrt();
        (self.value - half, self.value + half)
    }

    /// How probable so large a part would be if there were none in truth.
    pub fn probability(&self) -> f64 {
        if self.variance > 0.0 {
            2.0 * normal::below(-(self.value / self.variance.sqrt()).abs())
        } else {
            1.0
        }
    }
}

/// A change and what it is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    /// Now minus before.
    pub change: f64,
    /// Because groups came in more or less.
    pub mix: Effect,
    /// Because groups went otherwise.
    pub rate: Effect,
    /// The parts of each group, mix and rate, in the order given; they sum to `mix` and `rate`.
    pub groups: Vec<[Effect; 2]>,
}

/// A group at one time.
#[derive(Clone, Copy)]
struct At {
    weight: f64,
    share: f64,
    /// Variance of one case; a group without successes is not taken for one that can have none.
    spread: f64,
}

/// What a period is as a whole.
struct Whole {
    cases: f64,
    share: f64,
}

/// Takes a change apart. A group that has cases at one time only counts as if it had gone alike at both: all of its part is mix.
/// `None` where a period has no case.
pub fn kitagawa(groups: &[Pair]) -> Option<Parts> {
    let whole = |at: fn(&Pair) -> (u64, u64)| {
        let (k, n) = groups.iter().map(at).fold((0, 0), |(k, n), pair| (k + pair.0, n + pair.1));
        (n > 0).then(|| Whole { cases: n as f64, share: k as f64 / n as f64 })
    };
    let (before, now) = (whole(|pair| pair.before)?, whole(|pair| pair.now)?);
    let centre = f64::midpoint(before.share, now.share);
    let parts: Vec<Group> = groups.iter().map(|pair| Group::of(pair, &before, &now)).collect();
    let mut mix = Effect { value: 0.0, variance: 0.0 };
    let mut rate = mix;
    for group in &parts {
        mix.value += group.moved() * (group.level() - centre);
        rate.value += group.changed() * group.size();
    }
    // The influence of a case: of its being in its group, and of how it went.
    for (whole, at, sign) in [(&before, 0, -1.0), (&now, 1, 1.0)] {
        let mean = |of: &dyn Fn(&Group) -> f64| {
            parts.iter().map(|group| group.at[at].weight * of(group)).sum::<f64>()
        };
        let (level, changed) = (mean(&Group::level), mean(&Group::changed));
        for group in &parts {
            let At { weight, spread, .. } = group.at[at];
            if weight <= 0.0 {
                continue;
            }
            let being = |from: f64| weight * from * from;
            let going = |slope: f64| slope * slope * spread / weight;
            mix.variance +=
                (being(group.level() - level) + going(group.slope(at) * group.moved())) / whole.cases;
            let slope = if group.is_in_both() { sign * group.size() } else { 0.0 };
            rate.variance += (being((group.changed() - changed) / 2.0) + going(slope)) / whole.cases;
        }
    }
    let groups = parts.iter().map(|group| group.effects(centre, [&before, &now])).collect();
    Some(Parts { change: now.share - before.share, mix, rate, groups })
}

struct Group {
    /// Before and now.
    at: [At; 2],
    cases: [u64; 2],
}

impl Group {
    fn of(pair: &Pair, before: &Whole, now: &Whole) -> Group {
        let both = (pair.before.0 + pair.now.0, pair.before.1 + pair.now.1);
        let at = |(k, n): (u64, u64), whole: &Whole| {
            // Without a case, as at the other time.
            let told = if n > 0 { (k, n) } else { both };
            let smooth = (told.0 as f64 + 0.5) / (told.1 as f64 + 1.0);
            At {
                weight: n as f64 / whole.cases,
                share: if told.1 > 0 { told.0 as f64 / told.1 as f64 } else { 0.0 },
                spread: smooth * (1.0 - smooth),
            }
        };
        Group { at: [at(pair.before, before), at(pair.now, now)], cases: [pair.before.1, pair.now.1] }
    }

    fn moved(&self) -> f64 {
        self.at[1].weight - self.at[0].weight
    }

    fn changed(&self) -> f64 {
        self.at[1].share - self.at[0].share
    }

    fn level(&self) -> f64 {
        f64::midpoint(self.at[0].share, self.at[1].share)
    }

    fn size(&self) -> f64 {
        f64::midpoint(self.at[0].weight, self.at[1].weight)
    }

    fn is_in_both(&self) -> bool {
        self.cases[0] > 0 && self.cases[1] > 0
    }

    /// How much of its level the share at a time is.
    fn slope(&self, at: usize) -> f64 {
        match (self.cases[at] > 0, self.is_in_both()) {
            (true, true) => 0.5,
            (true, false) => 1.0,
            _ => 0.0,
        }
    }

    /// Its mix and its rate. A case is in the group or not and went well or not: four kinds tell the variance.
    fn effects(&self, centre: f64, wholes: [&Whole; 2]) -> [Effect; 2] {
        let (moved, from_centre) = (self.moved(), self.level() - centre);
        let mut effects =
            [moved * from_centre, self.changed() * self.size()].map(|value| Effect { value, variance: 0.0 });
        if self.cases == [0, 0] {
            return effects;
        }
        let (mut moved_variance, mut level_variance) = (0.0, 0.0);
        for (at, whole) in wholes.into_iter().enumerate() {
            let sign = if at == 0 { -1.0 } else { 1.0 };
            let At { weight, share, spread } = self.at[at];
            // How it went, written so that its spread is the smoothed one.
            let well = if weight > 0.0 { (spread / weight).sqrt() } else { 0.0 };
            let going_mix = self.slope(at) * moved;
            let going_rate = if self.is_in_both() { sign * self.size() } else { 0.0 };
            let half = 0.5 * moved;
            // The rest of the period, whose share moves the centre.
            let rest = 1.0 - weight;
            let rest_share =
                if rest > 1e-12 { ((whole.share - weight * share) / rest).clamp(0.0, 1.0) } else { 0.0 };
            let rest_spread = rest_share * (1.0 - rest_share);
            // Being in the group, cases that go well there, and cases that go well elsewhere are uncorrelated.
            let being = sign * from_centre - half * (share - rest_share);
            let in_group = (going_mix - half * weight) * well;
            effects[0].variance +=
                (weight * rest * being * being + in_group * in_group + half * half * rest * rest_spread)
                    / whole.cases;
            moved_variance += weight * rest / whole.cases;
            let being = (share - rest_share) / 2.0;
            let in_group = (self.slope(at) - weight / 2.0) * well;
            level_variance +=
                (weight * rest * being * being + in_group * in_group + rest * rest_spread / 4.0)
                    / whole.cases;
            let being = self.changed() / 2.0;
            let in_group = going_rate * well;
            effects[1].variance += (weight * rest * being * being + in_group * in_group) / whole.cases;
        }
        // The mix is a product of two things that may both be near nothing; there its first order alone is too narrow.
        effects[0].variance += moved_variance * level_variance;
        effects
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;
    use proptest::prelude::*;

    fn pair(before: (u64, u64), now: (u64, u64)) -> Pair {
        Pair { before, now }
    }

    #[test]
    fn by_hand() {
        // Before: 60 of 100 at 80%, 40 at 20%: 56%. Now: 50 at 70%, 50 at 30%: 50%.
        let parts = kitagawa(&[pair((48, 60), (35, 50)), pair((8, 40), (15, 50))]).unwrap();
        assert!((parts.change + 0.06).abs() < 1e-12);
        // Mix: -0.1 * 0.75 + 0.1 * 0.25; rates: -0.1 * 0.55 + 0.1 * 0.45.
        assert!((parts.mix.value + 0.05).abs() < 1e-12, "{parts:?}");
        assert!((parts.rate.value + 0.01).abs() < 1e-12, "{parts:?}");
        // Against the mean share of 53%: -0.1 * 0.22 and 0.1 * -0.28.
        let of = |group: usize| parts.groups[group].map(|effect| (effect.value * 1e6).round() / 1e6);
        assert_eq!(of(0), [-0.022, -0.055]);
        assert_eq!(of(1), [-0.028, 0.045]);
    }

    #[test]
    fn a_group_of_one_time_is_all_mix() {
        let parts = kitagawa(&[pair((50, 100), (50, 100)), pair((0, 0), (100, 100))]).unwrap();
        assert!((parts.change - 0.25).abs() < 1e-12);
        assert!((parts.mix.value - 0.25).abs() < 1e-12 && parts.rate.value.abs() < 1e-12, "{parts:?}");
        assert_eq!(kitagawa(&[pair((0, 0), (5, 9))]), None);
        assert_eq!(kitagawa(&[]), None);
    }

    proptest! {
        #[test]
        fn the_parts_sum_to_the_change(cells in proptest::collection::vec((0_u64..50, 0_u64..50, 0_u64..50, 0_u64..50), 1..12)) {
            let groups: Vec<Pair> = cells.iter().map(|(a, b, c, d)| pair((*a, a + b), (*c, c + d))).collect();
            let Some(parts) = kitagawa(&groups) else { return Ok(()) };
            prop_assert!((parts.mix.value + parts.rate.value - parts.change).abs() < 1e-12);
            for (effect, sum) in [(parts.mix, 0), (parts.rate, 1)] {
                let found: f64 = parts.groups.iter().map(|group| group[sum].value).sum();
                prop_assert!((found - effect.value).abs() < 1e-12);
                prop_assert!(effect.variance >= 0.0 && effect.variance.is_finite());
            }
            for effect in parts.groups.iter().flatten() {
                prop_assert!(effect.variance >= 0.0 && (0.0..=1.0).contains(&effect.probability()));
            }
        }
    }

    /// Draws cases of groups with these weights and shares.
    fn draw(random: &mut Random, cases: u32, model: &[(f64, f64)]) -> Vec<(u64, u64)> {
        let mut drawn = vec![(0, 0); model.len()];
        for _ in 0..cases {
            let mut place = random.unit();
            let group = model.iter().position(|(weight, _)| {
                place -= weight;
                place < 0.0
            });
            let group = group.unwrap_or(model.len() - 1);
            drawn[group].0 += u64::from(random.unit() < model[group].1);
            drawn[group].1 += 1;
        }
        drawn
    }

    /// The intervals of mix, rate and of the parts of each group hold the truth as often as they say.
    #[test]
    fn intervals_cover_what_they_promise() {
        let before = [(0.5, 0.7), (0.3, 0.4), (0.2, 0.2)];
        let now = [(0.35, 0.65), (0.35, 0.45), (0.3, 0.3)];
        let exact = |model: &[(f64, f64)]| -> Vec<(u64, u64)> {
            model.iter().map(|(w, r)| ((w * r * 1e8).round() as u64, (w * 1e8).round() as u64)).collect()
        };
        let pairs = |before: &[(u64, u64)], now: &[(u64, u64)]| -> Parts {
            let groups: Vec<Pair> = before.iter().zip(now).map(|(b, n)| pair(*b, *n)).collect();
            kitagawa(&groups).unwrap()
        };
        let truth = pairs(&exact(&before), &exact(&now));
        let mut held = [0_u32; 8];
        const DRAWS: u32 = 2_000;
        for seed in 0..DRAWS {
            let mut random = Random::new(17, u64::from(seed));
            let found = pairs(&draw(&mut random, 1_500, &before), &draw(&mut random, 1_200, &now));
            let list = |parts: &Parts| -> Vec<Effect> {
                [parts.mix, parts.rate].into_iter().chain(parts.groups.iter().flatten().copied()).collect()
            };
            for ((found, truth), held) in list(&found).iter().zip(list(&truth)).zip(&mut held) {
                let (low, high) = found.interval();
                *held += u32::from(low <= truth.value && truth.value <= high);
            }
        }
        for held in held {
            let share = f64::from(held) / f64::from(DRAWS);
            assert!((0.935..=0.965).contains(&share), "{held} of {DRAWS}");
        }
    }
}
