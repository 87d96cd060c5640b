//! Comparing two shares within strata: what is left of a difference when like is compared with like.
//!
//! Mantel and Haenszel's risk difference, ratio and odds ratio as in S. Greenland and J. M. Robins, "Estimation of a common effect
//! parameter from sparse follow-up data", Biometrics 41 (1985), 55–68; the variance of the difference also by T. Sato, "On the variance
//! estimator for the Mantel-Haenszel risk difference", Biometrics 45 (1989), 1323–1324, which holds for few large and for many small
//! strata alike. Direct standardisation by weights that the caller names: which ones decides the answer, as for the admissions of
//! Berkeley in the tests, where four weightings give four answers.
//!
//! One share of cases that answered unequally often ([`post_stratified`]): D. Holt and T. M. F. Smith, "Post stratification", Journal of
//! the Royal Statistical Society A 142 (1979), 33–46.

use super::Z_95;
use super::share::wilson_of;

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

/// A difference of shares (first less second) with its 95% interval, a normal one, cut off at −1 and 1. Where every stratum went all one
/// way nothing tells how shares vary, and it is a point.
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
        Difference { value, interval: ((value - spread).max(-1.0), (value + spread).min(1.0)) }
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

/// One stratum of which a part answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Answered {
    /// All its cases.
    pub cases: u64,
    /// Those that answered.
    pub answers: u64,
    /// Those of them that answered well.
    pub good: u64,
}

impl Answered {
    /// Adds the cases of another stratum.
    pub fn add(&mut self, other: Answered) {
        self.cases += other.cases;
        self.answers += other.answers;
        self.good += other.good;
    }
}

/// A share over strata, each weighted by its cases.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weighed {
    /// The share.
    pub share: f64,
    /// 95% interval: Wilson's on L. Kish's effective number of answers ("Survey Sampling", 1965, 11.2). It takes answers to vary as much
    /// within strata as over all, which they do at most on average, and stays within 0 and 1 where a stratum has one answer alone.
    pub interval: Option<(f64, f64)>,
    /// Answers.
    pub answers: u64,
    /// Cases of the strata that hold an answer.
    pub covered: u64,
    /// All cases.
    pub cases: u64,
}

/// The share of good answers as if every stratum had answered equally often. Strata without an answer say nothing and are passed over;
/// `None` if none is left.
pub fn post_stratified(strata: impl Iterator<Item = Answered>) -> Option<Weighed> {
    let (mut weighted, mut spread) = (0.0, 0.0);
    let mut sum = Weighed { share: 0.0, interval: None, answers: 0, covered: 0, cases: 0 };
    for stratum in strata {
        sum.cases += stratum.cases;
        if stratum.answers == 0 || stratum.cases == 0 {
            continue;
        }
        let (weight, answers) = (stratum.cases as f64, stratum.answers as f64);
        weighted += weight * (stratum.good as f64 / answers);
        spread += weight * weight / answers;
        sum.answers += stratum.answers;
        sum.covered += stratum.cases;
    }
    (sum.covered > 0).then(|| {
        let covered = sum.covered as f64;
        sum.share = (weighted / covered).clamp(0.0, 1.0);
        sum.interval = wilson_of(sum.share, covered * covered / spread);
        sum
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

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
        let few = mantel_haenszel_difference(&[Stratum { first: (1, 2), second: (0, 1) }]).unwrap();
        assert_eq!((few.value, few.interval.1), (0.5, 1.0), "no difference exceeds 1");
    }

    fn answered(cases: u64, answers: u64, good: u64) -> Answered {
        Answered { cases, answers, good }
    }

    #[test]
    fn strata_count_by_their_cases_not_by_their_answers() {
        // 800 of 1,000 cases gave 10 answers, 200 gave 90.
        let strata = [answered(800, 10, 9), answered(200, 90, 45), answered(0, 0, 0), answered(50, 0, 0)];
        let weighed = post_stratified(strata.into_iter()).unwrap();
        close(weighed.share, 0.8 * 0.9 + 0.2 * 0.5);
        assert_eq!((weighed.answers, weighed.covered, weighed.cases), (100, 1_000, 1_050));
        // 1,000² / (800² / 10 + 200² / 90) = 15.51 answers instead of 100.
        assert_eq!(weighed.interval, wilson_of(weighed.share, 1e6 / (64_000.0 + 40_000.0 / 90.0)));
        assert_eq!(post_stratified([answered(50, 0, 0)].into_iter()), None);
        // Where all answer equally often it is the plain share with its plain interval.
        let even = post_stratified([answered(100, 10, 6), answered(300, 30, 12)].into_iter()).unwrap();
        close(even.share, 18.0 / 40.0);
        let (low, high) = super::super::wilson(18, 40).unwrap();
        close(even.interval.unwrap().0, low);
        close(even.interval.unwrap().1, high);
    }

    /// Over many files in which kinds of ticket answer unequally often, 95% of the intervals or somewhat more hold the truth.
    #[test]
    fn the_interval_covers_the_truth_of_a_known_model() {
        // Cases, how often they answer, how often they are satisfied.
        let kinds = [(900, 0.05, 0.9), (600, 0.35, 0.6), (300, 0.15, 0.75), (60, 0.1, 0.5), (12, 0.2, 0.3)];
        let cases: u64 = kinds.iter().map(|kind| kind.0).sum();
        let truth: f64 = kinds.iter().map(|kind| kind.0 as f64 * kind.2).sum::<f64>() / cases as f64;
        let mut random = Random::new(29, 0);
        let (mut held, mut plain_held) = (0, 0);
        const FILES: u32 = 2_000;
        for _ in 0..FILES {
            let mut strata = Vec::new();
            for (cases, answers, satisfied) in kinds {
                let mut stratum = answered(cases, 0, 0);
                for _ in 0..cases {
                    if random.unit() < answers {
                        stratum.answers += 1;
                        stratum.good += u64::from(random.unit() < satisfied);
                    }
                }
                strata.push(stratum);
            }
            let (good, n) = strata.iter().fold((0, 0), |sum, of| (sum.0 + of.good, sum.1 + of.answers));
            let holds = |interval: Option<(f64, f64)>| {
                u32::from(interval.is_some_and(|(low, high)| low <= truth && truth <= high))
            };
            held += holds(post_stratified(strata.into_iter()).unwrap().interval);
            plain_held += holds(super::super::wilson(good, n));
        }
        let share = f64::from(held) / f64::from(FILES);
        assert!((0.945..=0.99).contains(&share), "{share}");
        assert!(plain_held < FILES / 20, "the plain share is far off: {plain_held}");
    }
}
