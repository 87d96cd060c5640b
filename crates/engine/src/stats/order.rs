//! Quantiles: where they lie between order statistics, and which order statistics enclose them.
//!
//! Values follow type 7 of R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", The American Statistician 50
//! (1996), 361–365 (SQL's `percentile_cont`). Intervals follow W. J. Conover, "Practical Nonparametric Statistics", 3rd edition,
//! section 3.2: the number of cases below the true quantile is binomial, whatever the distribution, so two order statistics enclose
//! it with a known probability of at least 95%. Beyond [`EXACT_UP_TO`] cases the points of the binomial come from its expansion by
//! E. A. Cornish and R. A. Fisher (1937), which is at most one case off.

use super::Z_95;

/// The two neighbouring order statistics (counted from 0) of quantile `at` among `n` cases, and the weight of the second.
/// `None` without cases or when `at` is not between 0 and 1.
pub fn type_7(n: u64, at: f64) -> Option<(u64, u64, f64)> {
    if n == 0 || !(0.0..=1.0).contains(&at) {
        return None;
    }
    let position = (n - 1) as f64 * at;
    let below = position.floor();
    let low = below as u64;
    Some((low, (low + 1).min(n - 1), position - below))
}

/// The order statistics (counted from 0) that enclose quantile `at` of the population with at least 95%.
/// `None` when `n` is too small for that: the median needs 6 cases, the 90% quantile 36.
pub fn quantile_ranks(n: u64, at: f64) -> Option<(u64, u64)> {
    if n == 0 || !(at > 0.0 && at < 1.0) {
        return None;
    }
    let (low, high) = if n <= EXACT_UP_TO { binomial_points(n, at) } else { expanded_points(n, at) };
    // The k-th smallest case lies above the quantile if fewer than k cases lie below it: see the source.
    (low >= 1 && high < n).then(|| (low - 1, high))
}

/// Up to so many cases the binomial is summed term by term.
pub const EXACT_UP_TO: u64 = 20_000;

/// As [`binomial_points`], by the first terms of the expansion about the normal distribution.
fn expanded_points(n: u64, p: f64) -> (u64, u64) {
    let mean = n as f64 * p;
    let deviation = (mean * (1.0 - p)).sqrt();
    let skewness = (1.0 - 2.0 * p) * (Z_95 * Z_95 - 1.0) / 6.0;
    let point = |z: f64| ((mean + z * deviation + skewness + 0.5).floor().max(0.0) as u64).min(n);
    (point(-Z_95), point(Z_95))
}

/// The 2.5% and the 97.5% point of the binomial distribution: the smallest counts whose cumulated probability reaches them.
///
/// Probabilities are built outwards from the mode by their ratios and divided by their sum in the end: no logarithm, no
/// factorial, no overflow, and about twenty standard deviations of terms whatever n is.
fn binomial_points(n: u64, p: f64) -> (u64, u64) {
    const NEGLIGIBLE: f64 = 1e-18;
    let odds = p / (1.0 - p);
    let mode = (((n + 1) as f64 * p) as u64).min(n);
    let mut upper = vec![1.0_f64];
    for k in mode..n {
        let next = upper[upper.len() - 1] * ((n - k) as f64 / (k + 1) as f64) * odds;
        if next < NEGLIGIBLE {
            break;
        }
        upper.push(next);
    }
    let mut lower = Vec::new();
    let mut last = 1.0_f64;
    for k in (1..=mode).rev() {
        last *= (k as f64 / (n - k + 1) as f64) / odds;
        if last < NEGLIGIBLE {
            break;
        }
        lower.push(last);
    }
    let total: f64 = lower.iter().rev().sum::<f64>() + upper.iter().rev().sum::<f64>();
    let first = mode - lower.len() as u64;
    let mut cumulated = 0.0;
    let mut points = (None, None);
    for (index, weight) in lower.iter().rev().chain(&upper).enumerate() {
        cumulated += weight / total;
        let k = first + index as u64;
        if points.0.is_none() && cumulated >= 0.025 {
            points.0 = Some(k);
        }
        if points.1.is_none() && cumulated >= 0.975 {
            points.1 = Some(k);
        }
    }
    (points.0.unwrap_or(0), points.1.unwrap_or(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours() {
        assert_eq!(type_7(0, 0.5), None);
        assert_eq!(type_7(1, 0.5), Some((0, 0, 0.0)));
        assert_eq!(type_7(4, 0.5), Some((1, 2, 0.5)));
        assert_eq!(type_7(5, 0.5), Some((2, 3, 0.0)));
        assert_eq!(type_7(11, 0.9), Some((9, 10, 0.0)));
        assert_eq!(type_7(5, 1.0), Some((4, 4, 0.0)));
    }

    /// Points of the binomial from R: `qbinom(c(.025, .975), n, p)`; small ones also by hand (1/64 = 0.0156, 7/64 = 0.109).
    #[test]
    fn points_of_the_binomial() {
        assert_eq!(binomial_points(6, 0.5), (1, 5));
        assert_eq!(binomial_points(16, 0.75), (8, 15));
        assert_eq!(binomial_points(20, 0.5), (6, 14));
        assert_eq!(binomial_points(100, 0.5), (40, 60));
        assert_eq!(binomial_points(100, 0.9), (84, 95));
        assert_eq!(binomial_points(1_000_000, 0.5), (499_020, 500_980));
    }

    #[test]
    fn the_expansion_is_at_most_one_case_off() {
        for n in [EXACT_UP_TO, 50_001, 123_456, 1_000_000, 4_000_003] {
            for p in [0.01, 0.1, 0.5, 0.75, 0.9, 0.99] {
                let (exact, expanded) = (binomial_points(n, p), expanded_points(n, p));
                assert!(exact.0.abs_diff(expanded.0) <= 1 && exact.1.abs_diff(expanded.1) <= 1, "{n} {p}");
            }
        }
    }

    #[test]
    fn smallest_samples() {
        assert_eq!(quantile_ranks(5, 0.5), None);
        assert_eq!(quantile_ranks(6, 0.5), Some((0, 5)));
        assert_eq!((quantile_ranks(35, 0.9), quantile_ranks(36, 0.9).is_some()), (None, true));
        assert_eq!(quantile_ranks(20, 0.5), Some((5, 14)), "the 6th and the 15th of 20, as in the tables");
    }
}
