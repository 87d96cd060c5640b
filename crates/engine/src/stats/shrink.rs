//! Shares of many small groups, drawn towards what all have in common: a topic with 3 of 3 is not the best of all.
//!
//! The beta-binomial model, its two parameters by moments as in J. C. Kleinman, "Proportions with extraneous variance", JASA 68 (1973),
//! 46–54. A group's shrunken share lies between its own and the mean, nearer to the mean the fewer its cases.
//!
//! Intervals as in C. N. Morris, "Parametric Empirical Bayes Inference: Theory and Applications", JASA 78 (1983), 47–55: what a group's
//! own cases leave open, what is not known of the mean, and what is not known of how far groups scatter; put into a beta distribution
//! with that mean and variance.

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
        let strength = if between > 0.0 { 1.0 / between - 1.0 } else { f64::INFINITY };
        let support = weights.iter().sum();
        Some(Common { mean, strength, support, groups: filled.len() })
    }

    /// The share of a group with `k` successes of `n`, drawn towards the mean.
    pub fn shrink(&self, k: f64, n: f64) -> f64 {
        if self.strength.is_infinite() {
            return self.mean;
        }
        (k + self.strength * self.mean) / (n + self.strength)
    }

    /// The 95% interval of [`Common::shrink`]. With no case of its own (0 of 0) it is where the share of one more group lies that is
    /// one like the others.
    pub fn interval(&self, k: f64, n: f64) -> Option<(f64, f64)> {
        let share = self.shrink(k, n);
        let mean_variance = self.mean_variance();
        let (drawn, own) = if self.strength.is_infinite() {
            (1.0, 0.0)
        } else {
            let cases = n + self.strength;
            (self.strength / cases, share * (1.0 - share) / (cases + 1.0))
        };
        let apart = if n > 0.0 { k / n - self.mean } else { 0.0 };
        let scatter = match self.groups {
            groups if groups > 3 && n > 0.0 && self.strength.is_finite() => {
                2.0 / (groups as f64 - 3.0)
                    * (drawn * (1.0 - drawn) * apart)
                    * (drawn * (1.0 - drawn) * apart)
            }
            _ => 0.0,
        };
        beta_interval(share, own + drawn * drawn * mean_variance + scatter)
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
        // As of 150 of 300 in one: 0.5 ± 1.96 * 0.0289.
        let (low, high) = common.interval(50.0, 100.0).unwrap();
        assert!((low - 0.4435).abs() < 1e-3 && (high - 0.5565).abs() < 1e-3, "{low} {high}");
        assert_eq!(Common::of(&groups[..1]), None);
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

    /// Over many files whose topics differ as a beta distribution lets them, 95% of the intervals hold the true share of their topic;
    /// and 95% of the ranges for a topic without a case hold that of one more.
    #[test]
    fn intervals_cover_what_they_promise() {
        let mut random = crate::random::Random::new(5, 0);
        let sizes = [8, 15, 30, 40, 60, 90, 120, 200, 300, 450, 700, 1_000, 25, 35, 80];
        let (mut held, mut looked, mut held_new, mut new) = (0_u32, 0_u32, 0_u32, 0_u32);
        for _ in 0..400 {
            let mut share = || {
                let mut nine: Vec<f64> = (0..9).map(|_| random.unit()).collect();
                model::order::sort_by(&mut nine, f64::total_cmp);
                nine[5]
            };
            let shares: Vec<f64> = sizes.iter().map(|_| share()).collect();
            let another = share();
            let groups: Vec<(f64, f64)> = sizes
                .iter()
                .zip(&shares)
                .map(|(n, share)| ((0..*n).filter(|_| random.unit() < *share).count() as f64, f64::from(*n)))
                .collect();
            let common = Common::of(&groups).unwrap();
            for ((k, n), share) in groups.iter().zip(&shares) {
                let (low, high) = common.interval(*k, *n).unwrap();
                held += u32::from(low <= *share && *share <= high);
                looked += 1;
            }
            let (low, high) = common.interval(0.0, 0.0).unwrap();
            held_new += u32::from(low <= another && another <= high);
            new += 1;
        }
        let share = f64::from(held) / f64::from(looked);
        assert!((0.935..=0.965).contains(&share), "{share}");
        let share = f64::from(held_new) / f64::from(new);
        assert!((0.90..=0.98).contains(&share), "{share}");
    }
}
