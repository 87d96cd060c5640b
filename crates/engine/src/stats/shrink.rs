//! Shares of many small groups, drawn towards what all have in common: a topic with 3 of 3 is not the best of all.
//!
//! The beta-binomial model, its two parameters by moments as in J. C. Kleinman, "Proportions with extraneous variance", JASA 68 (1973),
//! 46–54. A group's shrunken share lies between its own and the mean, nearer to the mean the fewer its cases.
//!
//! Intervals as in C. N. Morris, "Parametric Empirical Bayes Inference: Theory and Applications", JASA 78 (1983), 47–55: what a group's
//! own cases leave open, what is not known of the mean, and what is not known of how far groups scatter; put into a beta distribution
//! with that mean and variance. As there, they count on the part (G − 3) / (G − 1) of the drawing alone: where G groups scatter no more
//! than chance lets them, that may be chance itself.

use super::beta;

/// What all groups have in common: as if each had `strength` cases more, of which the share `mean` succeeded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Common {
    /// The share that groups scatter around.
    pub mean: f64,
    /// How many cases that is worth; infinite where groups differ no more than chance lets them.
    pub strength: f64,
    /// How many cases the mean itself rests on.
    pub support: f64,
    /// How many groups hold a case.
    pub groups: usize,
}

impl Common {
    /// Estimated from successes and cases of each group; `None` with fewer than two groups that hold a case.
    ///
    /// Where cases are not independent, each group is given as many as tell as much and its share of them: C. Chen, J. Wakefield and
    /// T. Lumley, "The use of sampling weights in Bayesian hierarchical models for small area estimation", Spatial and
    /// Spatio-temporal Epidemiology 11 (2014), 33–43. So the numbers need not be whole.
    pub fn of(groups: &[(f64, f64)]) -> Option<Common> {
        let filled: Vec<(f64, f64)> = groups.iter().copied().filter(|(_, n)| *n > 0.0).collect();
        if filled.len() < 2 {
            return None;
        }
        let count = filled.len() as f64;
        let mut weights: Vec<f64> = filled.iter().map(|(_, n)| *n).collect();
        let (mut mean, mut between) = (0.0, 0.0);
        // Weights by size first, then by what the first round says of the scatter.
        for _ in 0..2 {
            let total: f64 = weights.iter().sum();
            mean = filled.iter().zip(&weights).map(|((k, n), w)| w * k / n).sum::<f64>() / total;
            let scatter: f64 =
                filled.iter().zip(&weights).map(|((k, n), w)| w * (k / n - mean) * (k / n - mean)).sum();
            let even: f64 = filled.iter().zip(&weights).map(|((_, n), w)| w / n * (1.0 - w / total)).sum();
            let spread: f64 = weights.iter().map(|w| w * (1.0 - w / total)).sum();
            let variance = mean * (1.0 - mean);
            let room = variance * (spread - even);
            between = if room > 0.0 {
                (((count - 1.0) / count * scatter - variance * even) / room).clamp(0.0, 1.0)
            } else {
                0.0
            };
            weights = filled.iter().map(|(_, n)| n / (1.0 + between * (n - 1.0))).collect();
        }
        let strength = match between {
            // Where every group is all or nothing no strength is left, not a rounding error.
            all if all > 1.0 - 1e-9 => 0.0,
            some if some > 0.0 => 1.0 / some - 1.0,
            _ => f64::INFINITY,
        };
        let support = weights.iter().sum();
        Some(Common { mean, strength, support, groups: filled.len() })
    }

    /// The share of a group with `k` successes of `n`, drawn towards the mean; the mean itself for one without cases.
    pub fn shrink(&self, k: f64, n: f64) -> f64 {
        if self.strength.is_infinite() || n <= 0.0 {
            return self.mean;
        }
        (k + self.strength * self.mean) / (n + self.strength)
    }

    /// The 95% interval of [`Common::shrink`]. With no case of its own (0 of 0) it is where the share of one more group lies that is
    /// one like the others. `None` where the model leaves a point or everything open: of a group all or nothing among such, and of one
    /// more beside three or fewer.
    pub fn interval(&self, k: f64, n: f64) -> Option<(f64, f64)> {
        let share = self.shrink(k, n);
        let drawn =
            if self.strength.is_infinite() || n <= 0.0 { 1.0 } else { self.strength / (n + self.strength) };
        let sure = self.sure_strength();
        let own = share * (1.0 - share) / (n + sure + 1.0);
        let scatter = if self.groups > 3 && n > 0.0 {
            let apart = sure / (n + sure) * (k / n - self.mean);
            2.0 / (self.groups as f64 - 3.0) * apart * apart
        } else {
            0.0
        };
        beta_interval(share, own + drawn * drawn * self.mean_variance() + scatter)
    }

    /// The strength at which a group of usual size is drawn by (G − 3) / (G − 1) of what it is.
    fn sure_strength(&self) -> f64 {
        if self.groups <= 3 || self.strength <= 0.0 {
            return 0.0;
        }
        let groups = self.groups as f64;
        // Of equal groups each adds n / (1 + (n − 1) / (strength + 1)) to the support.
        let (support, between) = (self.support / groups, 1.0 / (self.strength + 1.0));
        let usual = support * (1.0 - between) / (1.0 - support * between);
        if self.strength.is_infinite() {
            return usual * (groups - 3.0) / 2.0;
        }
        usual * (groups - 3.0) * self.strength / ((groups - 1.0) * usual + 2.0 * self.strength)
    }

    fn mean_variance(&self) -> f64 {
        self.mean * (1.0 - self.mean) / self.support.max(1.0)
    }
}

/// The middle 95% of the beta distribution of that mean and variance; `None` where there is none or it is a point.
fn beta_interval(mean: f64, variance: f64) -> Option<(f64, f64)> {
    let cases = mean * (1.0 - mean) / variance - 1.0;
    let (a, b) = (mean * cases, (1.0 - mean) * cases);
    let is_sound = a > 0.0 && b > 0.0 && a.is_finite() && b.is_finite();
    is_sound.then(|| (beta::quantile(0.025, a, b), beta::quantile(0.975, a, b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_cases_move_far_and_many_hardly() {
        let groups = [(3.0, 3.0), (400.0, 1000.0), (60.0, 100.0), (5.0, 20.0), (700.0, 900.0), (0.0, 2.0)];
        let common = Common::of(&groups).unwrap();
        for (k, n) in groups {
            let (own, shrunken) = (k / n, common.shrink(k, n));
            assert!((shrunken - common.mean).abs() <= (own - common.mean).abs() + 1e-12, "{k}/{n}");
        }
        let moved = |k: f64, n: f64| (common.shrink(k, n) - k / n).abs();
        assert!(moved(3.0, 3.0) > 0.15 && moved(400.0, 1000.0) < 0.01);
        assert!(
            common.shrink(3.0, 3.0) < common.shrink(700.0, 900.0),
            "three of three are not the best of all"
        );
    }

    #[test]
    fn groups_that_differ_by_chance_alone_get_one_share() {
        let groups = [(50.0, 100.0); 3];
        let common = Common::of(&groups).unwrap();
        assert_eq!((common.mean, common.strength, common.support), (0.5, f64::INFINITY, 300.0));
        // Three groups do not tell how far groups scatter: as of 50 of 100, at a mean of 150 of 300. 0.5 ± 1.96 * √(0.25/101 + 0.25/300).
        let (low, high) = common.interval(50.0, 100.0).unwrap();
        assert!((low - 0.3873).abs() < 1e-3 && (high - 0.6127).abs() < 1e-3, "{low} {high}");
        assert_eq!(common.interval(0.0, 0.0), None);
        // Morris's variance with eight of a kind: 5/7 of the drawing is sure. 0.5 ± 1.96 * √(0.25/(100/(2/7) + 1) + 0.25/800).
        let (low, high) = Common::of(&[(50.0, 100.0); 8]).unwrap().interval(50.0, 100.0).unwrap();
        assert!((low - 0.4376).abs() < 1e-3 && (high - 0.5624).abs() < 1e-3, "{low} {high}");
        assert_eq!(Common::of(&groups[..1]), None);
    }

    #[test]
    fn groups_that_are_all_or_nothing_draw_nothing() {
        let small = [(0, 4), (0, 3), (2, 2), (0, 1), (0, 1), (0, 4), (3, 3), (1, 1), (0, 2)];
        for groups in [&[(0, 5), (5, 5)][..], &small] {
            let groups: Vec<(f64, f64)> =
                groups.iter().map(|(k, n)| (f64::from(*k), f64::from(*n))).collect();
            let common = Common::of(&groups).unwrap();
            assert_eq!(
                (common.strength, common.shrink(0.0, 0.0), common.interval(0.0, 0.0)),
                (0.0, common.mean, None)
            );
            for (k, n) in groups {
                assert_eq!((common.shrink(k, n), common.interval(k, n)), (k / n, None));
            }
        }
    }

    #[test]
    fn the_strength_of_a_known_model_is_found() {
        // 400 groups of 50 whose shares are spread as Beta(6, 4) is at its even quantiles: strength 10.
        let mut random = crate::random::Random::new(11, 0);
        let groups: Vec<(f64, f64)> = (0..400)
            .map(|_| {
                // A beta value as the sixth smallest of nine uniform ones.
                let mut nine: Vec<f64> = (0..9).map(|_| random.unit()).collect();
                model::order::sort_by(&mut nine, f64::total_cmp);
                let share = nine[5];
                ((0..50).filter(|_| random.unit() < share).count() as f64, 50.0)
            })
            .collect();
        let common = Common::of(&groups).unwrap();
        assert!((common.mean - 0.6).abs() < 0.03, "{common:?}");
        assert!((7.0..14.0).contains(&common.strength), "{common:?}");
    }

    /// Share of intervals that hold the true share of their group, and of those for one more group that hold that of one more, over many
    /// files whose groups of these sizes differ as Beta(a, b) lets them.
    fn held(seed: u64, (a, b): (usize, usize), sizes: &[u64]) -> (f64, f64) {
        let mut random = crate::random::Random::new(seed, 0);
        let (mut held, mut looked, mut held_new, mut new) = (0_u32, 0_u32, 0_u32, 0_u32);
        for _ in 0..400 {
            // A beta value as an order statistic of uniform ones.
            let mut share = || {
                let mut all: Vec<f64> = (1..a + b).map(|_| random.unit()).collect();
                model::order::sort_by(&mut all, f64::total_cmp);
                all[a - 1]
            };
            let shares: Vec<f64> = sizes.iter().map(|_| share()).collect();
            let another = share();
            let groups: Vec<(f64, f64)> = sizes
                .iter()
                .zip(&shares)
                .map(|(n, share)| ((0..*n).filter(|_| random.unit() < *share).count() as f64, *n as f64))
                .collect();
            let common = Common::of(&groups).unwrap();
            let holds = |(k, n), share| {
                common.interval(k, n).map(|(low, high)| u32::from(low <= share && share <= high))
            };
            for (group, share) in groups.iter().zip(&shares) {
                let found = holds(*group, *share);
                held += found.unwrap_or(0);
                looked += u32::from(found.is_some());
            }
            let found = holds((0.0, 0.0), another);
            held_new += found.unwrap_or(0);
            new += u32::from(found.is_some());
        }
        (f64::from(held) / f64::from(looked), f64::from(held_new) / f64::from(new))
    }

    /// Topics that differ much: 95% of the intervals hold, and 95% of the ranges for a topic without a case.
    #[test]
    fn intervals_cover_what_they_promise() {
        let sizes = [8, 15, 30, 40, 60, 90, 120, 200, 300, 450, 700, 1_000, 25, 35, 80];
        let (own, new) = held(5, (6, 4), &sizes);
        assert!((0.935..=0.965).contains(&own), "{own}");
        assert!((0.90..=0.98).contains(&new), "{new}");
    }

    /// Few topics, and topics that differ hardly more than chance lets them, whose scatter is often taken for none: the intervals hold
    /// nearly as often or more often, the ranges for one more topic nine times in ten.
    #[test]
    fn intervals_cover_where_the_scatter_is_hardly_known() {
        let alike = [5, 10, 20, 40, 80, 5, 10, 20, 40, 80, 5, 10, 20, 40, 80];
        for (seed, (model, sizes)) in [
            ((45, 5), &alike[..]),
            ((60, 40), &[50, 100, 200, 400, 50, 100, 200, 400]),
            ((6, 4), &[10, 20, 40, 80]),
        ]
        .into_iter()
        .enumerate()
        {
            let (own, new) = held(6 + seed as u64, model, sizes);
            assert!((0.93..=0.99).contains(&own) && (0.87..=0.99).contains(&new), "{model:?}: {own} {new}");
        }
    }
}
