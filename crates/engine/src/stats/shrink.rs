//! Shares of many small groups, drawn towards what all have in common: a topic with 3 of 3 is not the best of all.
//!
//! The beta-binomial model, its two parameters by moments as in J. C. Kleinman, "Proportions with extraneous variance", JASA 68 (1973),
//! 46–54. A group's shrunken share lies between its own and the mean, nearer to the mean the fewer its cases.

/// What all groups have in common: as if each had `strength` cases more, of which the share `mean` succeeded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Common {
    /// The share that groups scatter around.
    pub mean: f64,
    /// How many cases that is worth; infinite where groups differ no more than chance lets them.
    pub strength: f64,
}

impl Common {
    /// Estimated from successes and cases of each group; `None` with fewer than two groups that hold a case.
    pub fn of(groups: &[(u64, u64)]) -> Option<Common> {
        let filled: Vec<(f64, f64)> =
            groups.iter().filter(|(_, n)| *n > 0).map(|(k, n)| (*k as f64, *n as f64)).collect();
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
        Some(Common { mean, strength })
    }

    /// The share of a group with `k` successes of `n`, drawn towards the mean.
    pub fn shrink(&self, k: u64, n: u64) -> f64 {
        if self.strength.is_infinite() {
            return self.mean;
        }
        (k as f64 + self.strength * self.mean) / (n as f64 + self.strength)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_cases_move_far_and_many_hardly() {
        let groups = [(3, 3), (400, 1000), (60, 100), (5, 20), (700, 900), (0, 2)];
        let common = Common::of(&groups).unwrap();
        for (k, n) in groups {
            let (own, shrunken) = (k as f64 / n as f64, common.shrink(k, n));
            assert!((shrunken - common.mean).abs() <= (own - common.mean).abs() + 1e-12, "{k}/{n}");
        }
        let moved = |k: u64, n: u64| (common.shrink(k, n) - k as f64 / n as f64).abs();
        assert!(moved(3, 3) > 0.15 && moved(400, 1000) < 0.01);
        assert!(common.shrink(3, 3) < common.shrink(700, 900), "three of three are not the best of all");
    }

    #[test]
    fn groups_that_differ_by_chance_alone_get_one_share() {
        let groups = [(50, 100), (50, 100), (50, 100)];
        assert_eq!(Common::of(&groups).unwrap(), Common { mean: 0.5, strength: f64::INFINITY });
        assert_eq!(Common::of(&groups[..1]), None);
    }

    #[test]
    fn the_strength_of_a_known_model_is_found() {
        // 400 groups of 50 whose shares are spread as Beta(6, 4) is at its even quantiles: strength 10.
        let mut random = crate::random::Random::new(11, 0);
        let groups: Vec<(u64, u64)> = (0..400)
            .map(|_| {
                // A beta value as the sixth smallest of nine uniform ones.
                let mut nine: Vec<f64> = (0..9).map(|_| random.unit()).collect();
                model::order::sort_by(&mut nine, f64::total_cmp);
                let share = nine[5];
                ((0..50).filter(|_| random.unit() < share).count() as u64, 50)
            })
            .collect();
        let common = Common::of(&groups).unwrap();
        assert!((common.mean - 0.6).abs() < 0.03, "{common:?}");
        assert!((7.0..14.0).contains(&common.strength), "{common:?}");
    }
}
