//! A mean and its interval.
//!
//! Follows Student (W. S. Gosset), "The probable error of a mean", Biometrika 6 (1908), 1–25; the 97.5% point of t is
//! that of the beta distribution for few degrees of freedom and expanded about the normal point beyond (Abramowitz and Stegun,
//! "Handbook of Mathematical Functions", 26.7.5), where four terms are exact to seven digits.

use super::clusters::LEAST_CLUSTERS;
use super::{Z_95, beta};

/// Count, sum and sum of squares: mergeable, and enough for a mean with its interval. The variance is a difference of large sums: of values
/// that lie a million times their spread from zero (moments in time, say) it keeps a few digits at best.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Moments {
    /// Cases.
    pub n: u64,
    /// Sum of the values.
    pub sum: f64,
    /// Sum of the squares of the values.
    pub sum_of_squares: f64,
}

impl Moments {
    /// Adds a value that occurs `count` times.
    pub fn add(&mut self, value: f64, count: u64) {
        self.n += count;
        self.sum += value * count as f64;
        self.sum_of_squares += value * value * count as f64;
    }

    /// The mean; `None` without cases.
    pub fn mean(&self) -> Option<f64> {
        (self.n > 0).then(|| self.sum / self.n as f64)
    }

    /// The sample variance (divisor n − 1); `None` below two cases.
    pub fn variance(&self) -> Option<f64> {
        let mean = self.mean()?;
        (self.n > 1).then(|| ((self.sum_of_squares - mean * self.sum) / (self.n - 1) as f64).max(0.0))
    }
}

/// Student's interval of the mean; `None` below two cases.
pub fn mean_interval(moments: &Moments) -> Option<(f64, f64)> {
    let (mean, variance) = (moments.mean()?, moments.variance()?);
    let half = student_975((moments.n - 1) as f64) * (variance / moments.n as f64).sqrt();
    Some((mean - half, mean + half))
}

/// What clusters add to the variance of a mean.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Covariation {
    /// Pairs of cases of one cluster.
    pub pairs: u64,
    /// The sum over these pairs of the distance of the one from the mean times that of the other.
    pub products: f64,
}

/// A mean's interval with what clustering does to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClusteredMean {
    /// 95% interval; `None` where there are too few clusters for any.
    pub interval: Option<(f64, f64)>,
    /// How many times larger the variance is than with independent cases; at least 1.
    pub design_effect: f64,
    /// How many independent cases would tell as much; at most as many as there are.
    pub effective: f64,
}

/// The interval of a mean over clusters: the variance of the linearised ratio (W. G. Cochran, "Sampling Techniques", 3rd edition,
/// 1977, section 3.12), with as many degrees of freedom as there are clusters less one, where unequal ones count as n² / Σ nᵢ² equal
/// ones. Never narrower than Student's; without pairs it is Student's to the last bit. `None` below two cases.
pub fn clustered_mean(moments: &Moments, of: &Covariation) -> Option<ClusteredMean> {
    let (mean, variance, n) = (moments.mean()?, moments.variance()?, moments.n as f64);
    if of.pairs == 0 {
        return Some(ClusteredMean { interval: mean_interval(moments), design_effect: 1.0, effective: n });
    }
    let clusters = n * n / (n + 2.0 * of.pairs as f64);
    if clusters < LEAST_CLUSTERS {
        return Some(ClusteredMean { interval: None, design_effect: n / clusters, effective: 1.0 });
    }
    let residuals = variance * (n - 1.0) + 2.0 * of.products;
    let clustered = clusters / (clusters - 1.0) * residuals.max(0.0) / (n * n);
    let design_effect = if variance > 0.0 { (clustered / (variance / n)).max(1.0) } else { 1.0 };
    let (few, many) = (student_975(clusters - 1.0), student_975(n - 1.0));
    let half = few * (design_effect * variance / n).sqrt();
    Some(ClusteredMean {
        interval: Some((mean - half, mean + half)),
        design_effect,
        effective: n / design_effect * (many / few) * (many / few),
    })
}

/// The 97.5% point of Student's t for `degrees` of freedom, above zero; they need not be whole.
pub fn student_975(degrees: f64) -> f64 {
    if degrees <= FEW {
        // t² / (degrees + t²) has the beta distribution of 1/2 and degrees/2.
        let rest = beta::quantile(0.05, degrees / 2.0, 0.5);
        return (degrees * (1.0 - rest) / rest).sqrt();
    }
    let v = degrees;
    let z = Z_95;
    let z2 = z * z;
    let z3 = z2 * z;
    let z5 = z3 * z2;
    let z7 = z5 * z2;
    let z9 = z7 * z2;
    z + (z3 + z) / (4.0 * v)
        + (5.0 * z5 + 16.0 * z3 + 3.0 * z) / (96.0 * v * v)
        + (3.0 * z7 + 19.0 * z5 + 17.0 * z3 - 15.0 * z) / (384.0 * v * v * v)
        + (79.0 * z9 + 776.0 * z7 + 1482.0 * z5 - 1920.0 * z3 - 945.0 * z) / (92_160.0 * v * v * v * v)
}

/// Up to so many degrees of freedom the distribution is inverted; beyond, the expansion is exact to seven digits.
const FEW: f64 = 40.0;

#[cfg(test)]
mod tests {
    use super::*;

    /// 97.5% points of t as tabled in every statistics book (R: `qt(.975, df)`).
    #[test]
    fn points_of_t() {
        for (degrees, expected) in
            [(1.0, 12.706_205), (10.0, 2.228_139), (31.0, 2.039_513), (40.0, 2.021_075), (120.0, 1.979_930)]
        {
            assert!((student_975(degrees) - expected).abs() < 6e-7, "{degrees}: {}", student_975(degrees));
        }
        assert!((student_975(1e6) - Z_95).abs() < 1e-5);
        assert!((student_975(FEW) - student_975(FEW + 1e-6)).abs() < 1e-6, "no step between the two ways");
    }

    /// Student's sleep data, the ten differences (R: `t.test(extra ~ group, sleep, paired = TRUE)`): 1.58, 0.7001 to 2.4599.
    #[test]
    fn sleep_data() {
        let mut moments = Moments::default();
        for value in [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4] {
            moments.add(value, 1);
        }
        let (low, high) = mean_interval(&moments).unwrap();
        assert!((moments.mean().unwrap() - 1.58).abs() < 1e-12);
        assert!((low - 0.700_114_2).abs() < 5e-7 && (high - 2.459_885_8).abs() < 5e-7, "{low} {high}");
    }

    /// Customers of three, two and one ticket by hand: Σ (Σ of a customer's distances)² over n² with Bessel's factor for 36/14 clusters.
    #[test]
    fn a_mean_over_customers_by_hand() {
        let customers: [&[f64]; 3] = [&[5.0, 4.0, 5.0], &[1.0, 2.0], &[3.0]];
        let mut moments = Moments::default();
        customers.iter().flat_map(|of| of.iter()).for_each(|value| moments.add(*value, 1));
        let mean = 20.0 / 6.0;
        let mut of = Covariation::default();
        let mut squares = 0.0;
        for customer in customers {
            squares += customer.iter().map(|value| value - mean).sum::<f64>().powi(2);
            for (at, one) in customer.iter().enumerate() {
                for other in &customer[at + 1..] {
                    of.pairs += 1;
                    of.products += (one - mean) * (other - mean);
                }
            }
        }
        let clusters = 36.0 / 14.0;
        let expected = clusters / (clusters - 1.0) * squares / 36.0;
        let found = clustered_mean(&moments, &of).unwrap();
        let plain = moments.variance().unwrap() / 6.0;
        assert!((found.design_effect - expected / plain).abs() < 1e-12 && found.design_effect > 2.0);
        let half = student_975(clusters - 1.0) * expected.sqrt();
        let (low, high) = found.interval.unwrap();
        assert!((low - (mean - half)).abs() < 1e-12 && (high - (mean + half)).abs() < 1e-12);
        assert!(found.effective < 6.0 / found.design_effect);
        // Alone they are Student's; of one customer nothing is known; less alike than chance is no gain.
        let alone = clustered_mean(&moments, &Covariation::default()).unwrap();
        assert_eq!((alone.interval, alone.effective), (mean_interval(&moments), 6.0));
        let of_one = Covariation { pairs: 15, products: 1.0 };
        assert_eq!(clustered_mean(&moments, &of_one).unwrap().interval, None);
        let apart = Covariation { pairs: 1, products: -5.0 };
        assert_eq!(clustered_mean(&moments, &apart).unwrap().design_effect, 1.0);
    }

    #[test]
    fn too_few_for_an_interval() {
        let mut moments = Moments::default();
        assert_eq!(moments.mean(), None);
        moments.add(4.0, 1);
        assert_eq!((moments.mean(), mean_interval(&moments)), (Some(4.0), None));
        moments.add(4.0, 3);
        assert_eq!(mean_interval(&moments), Some((4.0, 4.0)));
    }
}
