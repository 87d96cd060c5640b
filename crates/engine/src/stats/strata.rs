//! Comparing two shares within strata: what is left of a difference when like is compared with like.
//!
//! Mantel and Haenszel's risk difference, ratio and odds ratio as in S. Greenland and J. M. Robins, "Estimation of a common effect
//! parameter from sparse follow-up data", Biometrics 41 (1985), 55–68; the variance of the difference also by T. Sato, "On the variance
//! estimator for the Mantel-Haenszel risk difference", Biometrics 45 (1989), 1323–1324, which holds for few large and for many small
//! strata alike. Direct standardisation by weights that the caller names: which ones decides the answer, as for the admissions of
//! Berkeley in the tests, where four weightings give four answers.

use super::Z_95;

/// Two groups in one stratum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stratum {
    /// Successes and cases of the first group.
    pub first: (u64, u64),
    /// Successes and cases of the second group.
    pub second: (u64, u64),
}

impl Stratum {
    /// Successes and failures of both groups, and all cases; `None` if a group has none here.
    fn cells(&self) -> Option<[f64; 5]> {
        let ((a, n1), (c, n0)) = (self.first, self.second);
        (n1 > 0 && n0 > 0 && a <= n1 && c <= n0)
            .then(|| [a as f64, (n1 - a) as f64, c as f64, (n0 - c) as f64, (n1 + n0) as f64])
    }
}

/// A difference of shares (first less second) with its 95% interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// The difference, in shares of 1.
    pub value: f64,
    /// 95% interval.
    pub interval: (f64, f64),
}

impl Difference {
    fn new(value: f64, variance: f64) -> Difference {
        let spread = Z_95 * variance.max(0.0).sqrt();
        Difference { value, interval: (value - spread, value + spread) }
    }
}

/// Mantel and Haenszel's difference of shares, with Sato's interval. Strata without cases of one group say nothing and are passed over;
/// `None` if none is left.
pub fn mantel_haenszel_difference(strata: &[Stratum]) -> Option<Difference> {
    let (mut weighted, mut weight, mut p, mut q) = (0.0, 0.0, 0.0, 0.0);
    for [a, b, c, d, n] in strata.iter().filter_map(Stratum::cells) {
        let (n1, n0) = (a + b, c + d);
        weighted += (a * n0 - c * n1) / n;
        weight += n1 * n0 / n;
        p += (n1 * n1 * c - n0 * n0 * a + n1 * n0 * (n0 - n1) / 2.0) / (n * n);
        q += (a * d + b * c) / (2.0 * n);
    }
    (weight > 0.0).then(|| {
        let value = weighted / weight;
        Difference::new(value, (value * p + q) / (weight * weight))
    })
}

/// As [`mantel_haenszel_difference`], with the interval of Greenland and Robins, for few large strata.
pub fn greenland_difference(strata: &[Stratum]) -> Option<Difference> {
    let (mut weighted, mut weight, mut variance) = (0.0, 0.0, 0.0);
    for [a, b, c, d, n] in strata.iter().filter_map(Stratum::cells) {
        let (n1, n0) = (a + b, c + d);
        weighted += (a * n0 - c * n1) / n;
        weight += n1 * n0 / n;
        variance += (a * b * n0 * n0 * n0 + c * d * n1 * n1 * n1) / (n1 * n0 * n * n);
    }
    (weight > 0.0).then(|| Difference::new(weighted / weight, variance / (weight * weight)))
}

/// Mantel and Haenszel's odds ratio, with the interval of J. Robins, N. Breslow and S. Greenland (1986). `None` where it is 0 or infinite.
pub fn mantel_haenszel_odds_ratio(strata: &[Stratum]) -> Option<(f64, (f64, f64))> {
    let (mut r, mut s, mut pr, mut mixed, mut qs) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for [a, b, c, d, n] in strata.iter().filter_map(Stratum::cells) {
        let (ri, si) = (a * d / n, b * c / n);
        let (p, q) = ((a + d) / n, (b + c) / n);
        r += ri;
        s += si;
        pr += p * ri;
        mixed += p * si + q * ri;
        qs += q * si;
    }
    (r > 0.0 && s > 0.0).then(|| {
        let ratio = r / s;
        let variance = pr / (2.0 * r * r) + mixed / (2.0 * r * s) + qs / (2.0 * s * s);
        let spread = libm::exp(Z_95 * variance.sqrt());
        (ratio, (ratio / spread, ratio * spread))
    })
}

/// Mantel and Haenszel's ratio of shares; `None` if the second group never succeeds.
pub fn mantel_haenszel_ratio(strata: &[Stratum]) -> Option<f64> {
    let (mut above, mut below) = (0.0, 0.0);
    for [a, b, c, d, n] in strata.iter().filter_map(Stratum::cells) {
        above += a * (c + d) / n;
        below += c * (a + b) / n;
    }
    (below > 0.0).then(|| above / below)
}

/// Direct standardisation: the difference that both groups would show with the same mix of strata, which `weights` give (any scale).
/// A stratum without cases of one group is passed over, and its weight with it; `None` if none is left.
pub fn standardised_difference(strata: &[Stratum], weights: &[f64]) -> Option<Difference> {
    let (mut value, mut variance, mut total) = (0.0, 0.0, 0.0);
    for (stratum, weight) in strata.iter().zip(weights).filter(|(_, weight)| **weight > 0.0) {
        let Some([a, b, c, d, _]) = stratum.cells() else { continue };
        let (n1, n0) = (a + b, c + d);
        value += weight * (a / n1 - c / n0);
        variance += weight * weight * (a * b / (n1 * n1 * n1) + c * d / (n0 * n0 * n0));
        total += weight;
    }
    (total > 0.0).then(|| Difference::new(value / total, variance / (total * total)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Graduate admissions at Berkeley in 1973 by department (P. J. Bickel, E. A. Hammel and J. W. O'Connell, Science 187, 1975;
    /// `UCBAdmissions` in R): women first, then men.
    fn berkeley() -> Vec<Stratum> {
        [
            ((89, 108), (512, 825)),
            ((17, 25), (353, 560)),
            ((202, 593), (120, 325)),
            ((131, 375), (138, 417)),
            ((94, 393), (53, 191)),
            ((24, 341), (22, 373)),
        ]
        .map(|(first, second)| Stratum { first, second })
        .to_vec()
    }

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 6e-8, "{found}, expected {expected}");
    }

    /// Digits of R's `epiR::epi.2by2`, and by hand.
    #[test]
    fn four_weightings_of_berkeley_give_four_answers() {
        let strata = berkeley();
        let sum = |pick: fn(&Stratum) -> (u64, u64)| {
            strata.iter().map(pick).fold((0, 0), |sum, (k, n)| (sum.0 + k, sum.1 + n))
        };
        let ((k1, n1), (k0, n0)) = (sum(|s| s.first), sum(|s| s.second));
        close(k1 as f64 / n1 as f64 - k0 as f64 / n0 as f64, -0.141_645_4);
        let sato = mantel_haenszel_difference(&strata).unwrap();
        close(sato.value, 0.018_425_2);
        close(sato.interval.0, -0.010_632_0);
        close(sato.interval.1, 0.047_482_4);
        let greenland = greenland_difference(&strata).unwrap();
        close(greenland.value, sato.value);
        close(greenland.interval.0, -0.010_228_4);
        close(greenland.interval.1, 0.047_078_8);
        let all: Vec<f64> = strata.iter().map(|s| (s.first.1 + s.second.1) as f64).collect();
        close(standardised_difference(&strata, &all).unwrap().value, 0.042_636_8);
        let women: Vec<f64> = strata.iter().map(|s| s.first.1 as f64).collect();
        close(standardised_difference(&strata, &women).unwrap().value, 0.001_087_8);
        let (ratio, (low, high)) = mantel_haenszel_odds_ratio(&strata).unwrap();
        assert!(
            (ratio - 1.105_343).abs() < 5e-7 && (low - 0.943_1).abs() < 5e-5 && (high - 1.295_5).abs() < 5e-5
        );
        assert!((mantel_haenszel_ratio(&strata).unwrap() - 1.058_307).abs() < 5e-7);
    }

    #[test]
    fn one_stratum_is_the_plain_difference() {
        let one = [Stratum { first: (56, 70), second: (48, 80) }];
        for found in [
            mantel_haenszel_difference(&one),
            greenland_difference(&one),
            standardised_difference(&one, &[3.0]),
        ] {
            close(found.unwrap().value, 0.2);
        }
        let lonely = [Stratum { first: (3, 5), second: (0, 0) }];
        assert_eq!(mantel_haenszel_difference(&lonely), None);
        assert_eq!(standardised_difference(&lonely, &[1.0]), None);
    }
}
