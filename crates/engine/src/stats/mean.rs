//! A mean and its interval.
//!
//! Follows Student (W. S. Gosset), "The probable error of a mean", Biometrika 6 (1908), 1–25; the 97.5% point of t is
//! that of the beta distribution for few degrees of freedom and expanded about the normal point beyond (Abramowitz and Stegun,
//! "Handbook of Mathematical Functions", 26.7.5), where four terms are exact to seven digits.

use super::{Z_95, beta};

/// Count, sum and sum of squares: mergeable, and enough for a mean with its interval.
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
