//! A share where cases come in clusters: the tickets of one customer are more alike than tickets of different customers.
//!
//! The share is a ratio of sums over clusters; its variance is that of the linearised ratio (W. G. Cochran, "Sampling Techniques", 3rd
//! edition, section 3.12). The interval is Wilson's with the number of cases that would tell as much if they were independent, with
//! degrees of freedom for the few clusters there may be, as E. L. Korn and B. I. Graubard proposed (Survey Methodology 24, 1998,
//! 193–201), which keeps it between 0 and 1. Where clusters differ in size, the number of them that counts is the one that equal ones
//! would have, n² / Σ nᵢ² (A. V. Carter, K. T. Schnepel and D. G. Steigerwald, Review of Economics and Statistics 99, 2017,
//! 698–709, with their first approximation): a customer with half of all tickets leaves few to compare with.
//!
//! Five sums are enough, whatever the number of clusters, and they add up: see [`Clusters`]. A mean of other numbers takes as many: see
//! [`MeanSums`].

use super::mean::student_975;
use super::{Z_95, wilson};

/// Sums over clusters, each with nᵢ cases of which kᵢ are successes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Clusters {
    /// Σ kᵢ: successes.
    pub k: u64,
    /// Σ nᵢ: cases.
    pub n: u64,
    /// Σ kᵢ².
    pub kk: u64,
    /// Σ kᵢ nᵢ.
    pub kn: u64,
    /// Σ nᵢ².
    pub nn: u64,
}

/// A share with what clustering does to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClusteredShare {
    /// The share.
    pub value: f64,
    /// 95% interval.
    pub interval: (f64, f64),
    /// How many times larger the variance is than with independent cases. 1 where all clusters hold one case.
    pub design_effect: f64,
    /// How many independent cases would tell as much; at most as many as there are.
    pub effective: f64,
}

/// With fewer clusters of equal size than this, nothing is known of how clusters differ.
pub(super) const LEAST_CLUSTERS: f64 = 1.5;

impl Clusters {
    /// Of clusters given as successes and cases of each.
    pub fn of(clusters: impl Iterator<Item = (u64, u64)>) -> Clusters {
        clusters.fold(Clusters::default(), |mut sums, (k, n)| {
            sums.k += k;
            sums.n += n;
            sums.kk += k * k;
            sums.kn += k * n;
            sums.nn += n * n;
            sums
        })
    }

    /// The share with its interval; `None` without cases. With one case in each cluster it is Wilson's to the last bit. Cases of one
    /// customer alone tell nothing of others: the interval is then everything.
    pub fn share(&self) -> Option<ClusteredShare> {
        let plain = wilson(self.k, self.n)?;
        let n = self.n as f64;
        let value = self.k as f64 / n;
        if self.nn <= self.n {
            return Some(ClusteredShare { value, interval: plain, design_effect: 1.0, effective: n });
        }
        let clusters = n * n / self.nn as f64;
        if clusters < LEAST_CLUSTERS {
            let design_effect = self.nn as f64 / n;
            return Some(ClusteredShare { value, interval: (0.0, 1.0), design_effect, effective: 1.0 });
        }
        let residuals = self.kk as f64 - 2.0 * value * self.kn as f64 + value * value * self.nn as f64;
        let variance = clusters / (clusters - 1.0) * residuals.max(0.0) / (n * n);
        let independent = value * (1.0 - value) / (n - 1.0);
        // Clusters that happen to be less alike than chance are not credited with more cases than there are. Where all cases went
        // the same way nothing shows how alike they are.
        let design_effect = if independent > 0.0 { (variance / independent).max(1.0) } else { 1.0 };
        let few = student_975(n - 1.0) / student_975(clusters - 1.0);
        let effective = n / design_effect * few * few;
        let z2 = Z_95 * Z_95;
        let centre = value + z2 / (2.0 * effective);
        let spread = Z_95 * (value * (1.0 - value) / effective + z2 / (4.0 * effective * effective)).sqrt();
        let scale = 1.0 + z2 / effective;
        let low = if self.k == 0 { 0.0 } else { ((centre - spread) / scale).max(0.0) };
        let high = if self.k == self.n { 1.0 } else { ((centre + spread) / scale).min(1.0) };
        Some(ClusteredShare { value, interval: (low, high), design_effect, effective })
    }
}

/// What the interval of a mean over clusters is made of.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct MeanSums {
    /// Clusters that hold a case.
    pub clusters: u64,
    /// Cases.
    pub cases: u64,
    total: f64,
    /// Sums over clusters: total squared, total times cases, cases squared.
    squares: [f64; 3],
}

impl MeanSums {
    /// Of sums over clusters that were made elsewhere: clusters that hold a case, cases, the total, and the sums of the total
    /// squared, of the total times the cases, and of the cases squared.
    pub fn of((clusters, cases): (u64, u64), total: f64, squares: [f64; 3]) -> MeanSums {
        MeanSums { clusters, cases, total, squares }
    }

    /// Adds a cluster whose cases have that total; one without a case is none.
    pub fn add(&mut self, total: f64, cases: u64) {
        self.clusters += u64::from(cases > 0);
        self.cases += cases;
        self.total += total;
        let n = cases as f64;
        for (sum, square) in self.squares.iter_mut().zip([total * total, total * n, n * n]) {
            *sum += square;
        }
    }

    /// The mean with its 95% interval by the variance of the linearised ratio, with degrees of freedom as for a share; `None` where
    /// all cases, or nearly all, are of one cluster.
    pub fn mean(&self) -> Option<(f64, (f64, f64))> {
        let n = self.cases as f64;
        let [tt, tn, nn] = self.squares;
        let clusters = n * n / nn;
        // No cases make no number of clusters.
        if self.clusters < 2 || clusters < LEAST_CLUSTERS {
            return None;
        }
        let mean = self.total / n;
        let residuals = (tt - 2.0 * mean * tn + mean * mean * nn).max(0.0);
        let spread = student_975(clusters - 1.0) * (clusters / (clusters - 1.0) * residuals).sqrt() / n;
        Some((mean, (mean - spread, mean + spread)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clusters_of_one_are_plain_cases() {
        let found = Clusters::of((0..263).map(|case| (u64::from(case < 81), 1))).share().unwrap();
        assert_eq!(
            (found.interval, found.design_effect, found.effective),
            (wilson(81, 263).unwrap(), 1.0, 263.0)
        );
        assert_eq!(Clusters::default().share(), None);
    }

    #[test]
    fn ten_copies_of_each_case_tell_no_more_than_one() {
        let once = Clusters::of((0..100_u64).map(|case| (u64::from(case % 3 == 0), 1))).share().unwrap();
        let tenfold =
            Clusters::of((0..100_u64).map(|case| (10 * u64::from(case % 3 == 0), 10))).share().unwrap();
        assert!((tenfold.design_effect / once.design_effect - 10.0).abs() < 0.2);
        // A little wider: what ten times as many cases seem to tell is not counted, and 100 customers are few.
        assert!(tenfold.interval.0 < once.interval.0 && once.interval.0 - tenfold.interval.0 < 2e-3);
    }

    #[test]
    fn one_customer_tells_nothing_of_others() {
        let found = Clusters::of([(3, 5)].into_iter()).share().unwrap();
        assert_eq!((found.value, found.interval), (0.6, (0.0, 1.0)));
        let hardly = Clusters::of([(30, 50), (1, 1), (0, 1)].into_iter()).share().unwrap();
        assert_eq!(hardly.interval, (0.0, 1.0));
    }

    #[test]
    fn a_mean_over_clusters_by_hand() {
        // Three clusters with the totals 2, 0 and 1 over 2, 2 and 1 cases: the mean is 3/5, the residuals are 0.8, −1.2 and 0.4. The
        // clusters count as 25/9 equal ones, which leaves 16/9 degrees of freedom; the variance is 25/16 · 2.24 / 25 = 0.14.
        let mut sums = MeanSums::default();
        for (total, cases) in [(2.0, 2), (0.0, 2), (0.0, 0), (1.0, 1)] {
            sums.add(total, cases);
        }
        let (mean, (low, high)) = sums.mean().unwrap();
        assert!((mean - 0.6).abs() < 1e-12);
        let spread = student_975(16.0 / 9.0) * 0.14_f64.sqrt();
        assert!((low - (0.6 - spread)).abs() < 1e-12 && (high - (0.6 + spread)).abs() < 1e-12);
        let mut hardly = MeanSums::default();
        hardly.add(20.0, 50);
        hardly.add(1.0, 1);
        assert_eq!(hardly.mean(), None);
        assert_eq!(MeanSums::default().mean(), None);
    }
}
