//! Proportions.
//!
//! Follows R. G. Newcombe, "Two-sided confidence intervals for the single proportion" and "Interval estimation for the difference
//! between independent proportions", Statistics in Medicine 17 (1998), 857–872 and 873–890.

use super::Z_95;

/// Wilson's score interval of `k` out of `n` (method 3 of Newcombe 1998a, without continuity correction).
///
/// Unlike the textbook interval p ± z·√(p(1−p)/n) it stays within 0 and 1 and keeps its promise for small n. `None` when `n` is 0.
pub fn wilson(k: u64, n: u64) -> Option<(f64, f64)> {
    if n == 0 || k > n {
        return None;
    }
    let (low, high) = score(k as f64, n as f64);
    // At the ends the bound is exact; rounding must not move it.
    Some((if k == 0 { 0.0 } else { low }, if k == n { 1.0 } else { high }))
}

/// Wilson's interval of a share that rests on as much as so many independent cases, which need not be a whole number. `None` unless
/// that is more than 0 and the share lies between 0 and 1.
pub fn wilson_of(share: f64, cases: f64) -> Option<(f64, f64)> {
    (cases > 0.0 && (0.0..=1.0).contains(&share)).then(|| {
        let (low, high) = score(share * cases, cases);
        // Rounding must not leave the share outside.
        (low.min(share), high.max(share))
    })
}

fn score(k: f64, n: f64) -> (f64, f64) {
    let z2 = Z_95 * Z_95;
    let centre = 2.0 * k + z2;
    let spread = Z_95 * (z2 + 4.0 * k * (n - k) / n).sqrt();
    let scale = 2.0 * (n + z2);
    (((centre - spread) / scale).max(0.0), ((centre + spread) / scale).min(1.0))
}

/// The interval of the difference `k1/n1 − k2/n2` of two independent proportions (method 10 of Newcombe 1998b: the two Wilson
/// intervals squared and added). `None` when either `n` is 0.
pub fn newcombe(k1: u64, n1: u64, k2: u64, n2: u64) -> Option<(f64, f64)> {
    let (low1, high1) = wilson(k1, n1)?;
    let (low2, high2) = wilson(k2, n2)?;
    let (p1, p2) = (k1 as f64 / n1 as f64, k2 as f64 / n2 as f64);
    let (low, high) = recovered_difference((p1, (low1, high1)), (p2, (low2, high2)));
    Some((low.max(-1.0), high.min(1.0)))
}

/// The interval of the difference of two independent estimates from their own intervals, each a value with its ends, by the method of
/// variance estimates recovery (G. Y. Zou and A. Donner, 2008, Statistics in Medicine 27, 1693–1702); [`newcombe`] is its case for shares.
pub fn recovered_difference(first: (f64, (f64, f64)), second: (f64, (f64, f64))) -> (f64, f64) {
    let ((value1, (low1, high1)), (value2, (low2, high2))) = (first, second);
    let length = |a: f64, b: f64| (a * a + b * b).sqrt();
    let difference = value1 - value2;
    (difference - length(value1 - low1, high2 - value2), difference + length(high1 - value1, value2 - low2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(found: (f64, f64), expected: (f64, f64), tolerance: f64) {
        assert!(
            (found.0 - expected.0).abs() <= tolerance && (found.1 - expected.1).abs() <= tolerance,
            "found {found:?}, expected {expected:?}"
        );
    }

    /// Newcombe 1998a, table I, method 3, to the seven digits of a recalculation with R's `prop.test`.
    #[test]
    fn wilson_reference() {
        close(wilson(81, 263).unwrap(), (0.255_288_5, 0.366_209_6), 5e-8);
        close(wilson(15, 148).unwrap(), (0.062_386_4, 0.160_487_2), 5e-8);
        close(wilson(0, 20).unwrap(), (0.0, 0.161_125_2), 5e-8);
        close(wilson(1, 29).unwrap(), (0.006_113_2, 0.171_755_2), 5e-8);
    }

    /// Newcombe 1998b, table II, method 10; digits from `confint_proportions_2indep(method="newcomb")` of statsmodels.
    #[test]
    fn newcombe_reference() {
        close(newcombe(56, 70, 48, 80).unwrap(), (0.052_431_5, 0.333_872_7), 5e-8);
        close(newcombe(9, 10, 3, 10).unwrap(), (0.170_522_7, 0.809_018_0), 5e-8);
    }

    #[test]
    fn fewer_cases_than_were_counted_widen_the_interval() {
        close(wilson_of(81.0 / 263.0, 263.0).unwrap(), (0.255_288_5, 0.366_209_6), 5e-8);
        let (low, high) = wilson_of(81.0 / 263.0, 100.5).unwrap();
        assert!(low < 0.2552 && high > 0.3663);
        assert_eq!((wilson_of(0.5, 0.0), wilson_of(1.2, 9.0)), (None, None));
        // As for all of 597.99 cases, where the end is rounded to one step below 1.
        for step in 1..2_000 {
            let cases = f64::from(step) * 0.731;
            assert_eq!(
                (wilson_of(0.0, cases).unwrap().0, wilson_of(1.0, cases).unwrap().1),
                (0.0, 1.0),
                "{cases}"
            );
        }
    }

    #[test]
    fn no_cases_no_interval() {
        assert_eq!(wilson(0, 0), None);
        assert_eq!(newcombe(1, 2, 0, 0), None);
        assert_eq!(wilson(0, 7).unwrap().0, 0.0);
        assert_eq!(wilson(7, 7).unwrap().1, 1.0);
    }

    proptest! {
        #[test]
        fn wilson_encloses_the_share_and_mirrors(n in 1_u64..5000, share in 0.0_f64..=1.0) {
            let k = ((n as f64) * share) as u64;
            let (low, high) = wilson(k, n).unwrap();
            let p = k as f64 / n as f64;
            prop_assert!(0.0 <= low && low <= p && p <= high && high <= 1.0);
            let (mirrored_low, mirrored_high) = wilson(n - k, n).unwrap();
            prop_assert!((1.0 - mirrored_high - low).abs() < 1e-12 && (1.0 - mirrored_low - high).abs() < 1e-12);
        }

        #[test]
        fn one_more_case_moves_the_interval_up(n in 2_u64..2000, share in 0.0_f64..1.0) {
            let k = ((n - 1) as f64 * share) as u64;
            let (low, high) = wilson(k, n).unwrap();
            let (low_more, high_more) = wilson(k + 1, n).unwrap();
            prop_assert!(low < low_more && high < high_more);
        }

        #[test]
        fn newcombe_turns_with_its_arguments(n1 in 1_u64..500, n2 in 1_u64..500, a in 0.0_f64..=1.0, b in 0.0_f64..=1.0) {
            let (k1, k2) = ((n1 as f64 * a) as u64, (n2 as f64 * b) as u64);
            let (low, high) = newcombe(k1, n1, k2, n2).unwrap();
            let (turned_low, turned_high) = newcombe(k2, n2, k1, n1).unwrap();
            prop_assert!((low + turned_high).abs() < 1e-12 && (high + turned_low).abs() < 1e-12);
            let difference = k1 as f64 / n1 as f64 - k2 as f64 / n2 as f64;
            prop_assert!(low <= difference && difference <= high);
        }
    }
}
