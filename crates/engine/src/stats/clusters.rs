//! A share where cases come in clusters: the tickets of one customer are more alike than tickets of different customers.
//!
//! The share is a ratio of sums over clusters; its variance is that of the linearised ratio (W. G. Cochran, "Sampling Techniques", 3rd
//! edition, section 3.12). The interval is Wilson's with the number of cases that would tell as much if they were independent, as E. L.
//! Korn and B. I. Graubard proposed (Survey Methodology 24, 1998, 193–201), which keeps it between 0 and 1.

use super::Z_95;

/// A share with what clustering does to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClusteredShare {
    /// The share.
    pub value: f64,
    /// 95% interval.
    pub interval: (f64, f64),
    /// How many times larger the variance is than with independent cases. 1 where all clusters hold one case.
    pub design_effect: f64,
}

/// The share of successes over clusters, given as successes and cases of each. `None` with fewer than two clusters that hold a case.
pub fn clustered_share(clusters: impl Iterator<Item = (u64, u64)> + Clone) -> Option<ClusteredShare> {
    let filled = clusters.filter(|(_, n)| *n > 0);
    let (mut count, mut successes, mut cases) = (0_u64, 0_u64, 0_u64);
    for (k, n) in filled.clone() {
        count += 1;
        successes += k;
        cases += n;
    }
    if count < 2 {
        return None;
    }
    let n = cases as f64;
    let share = successes as f64 / n;
    let residuals: f64 = filled
        .map(|(k, n)| {
            let residual = k as f64 - share * n as f64;
            residual * residual
        })
        .sum();
    let clusters = count as f64;
    let variance = clusters / (clusters - 1.0) * residuals / (n * n);
    let independent = share * (1.0 - share) / n;
    // Clusters that happen to be less alike than chance are not credited with more cases than there are.
    let design_effect = if independent > 0.0 { (variance / independent).max(1.0) } else { 1.0 };
    let effective = n / design_effect;
    let z2 = Z_95 * Z_95;
    let centre = share + z2 / (2.0 * effective);
    let spread = Z_95 * (share * (1.0 - share) / effective + z2 / (4.0 * effective * effective)).sqrt();
    let scale = 1.0 + z2 / effective;
    let interval = (((centre - spread) / scale).max(0.0), ((centre + spread) / scale).min(1.0));
    Some(ClusteredShare { value: share, interval, design_effect })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::wilson;

    #[test]
    fn clusters_of_one_are_plain_cases() {
        let found = clustered_share((0..263).map(|case| (u64::from(case < 81), 1))).unwrap();
        let (low, high) = wilson(81, 263).unwrap();
        assert!((found.design_effect - 1.0).abs() < 0.005);
        assert!((found.interval.0 - low).abs() < 2e-4 && (found.interval.1 - high).abs() < 2e-4);
    }

    #[test]
    fn ten_copies_of_each_case_tell_no_more_than_one() {
        let once = clustered_share((0..100_u64).map(|case| (u64::from(case % 3 == 0), 1))).unwrap();
        let tenfold = clustered_share((0..100_u64).map(|case| (10 * u64::from(case % 3 == 0), 10))).unwrap();
        assert!((tenfold.design_effect / once.design_effect - 10.0).abs() < 0.2);
        assert!((tenfold.interval.0 - once.interval.0).abs() < 1e-3);
        assert_eq!(clustered_share([(1, 2)].into_iter()), None);
    }
}
