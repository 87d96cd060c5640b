//! How many cases it takes to see a difference, and which difference so many cases can show.
//!
//! The normal approximation with a pooled variance under no difference, as in J. L. Fleiss, "Statistical Methods for Rates and
//! Proportions", section 3.2, and in R's `power.prop.test`. Two-sided at 5%.

use super::{Z_95, normal};

/// Cases in each of two groups of equal size to see `p1` against `p2` with the given power (0 to 1). `None` where they are equal or no
/// shares.
pub fn cases_needed(p1: f64, p2: f64, power: f64) -> Option<f64> {
    let is_share = |p: f64| (0.0..=1.0).contains(&p);
    let can_tell = is_share(p1) && is_share(p2) && p1 != p2 && power > 0.0 && power < 1.0;
    if !can_tell {
        return None;
    }
    let mean = (p1 + p2) / 2.0;
    let root = Z_95 * (2.0 * mean * (1.0 - mean)).sqrt()
        + normal::quantile(power) * (p1 * (1.0 - p1) + p2 * (1.0 - p2)).sqrt();
    // A power of 2.5% and less is there without any case.
    let ratio = root.max(0.0) / (p1 - p2);
    Some(ratio * ratio)
}

/// The smallest share above `p1` that groups of `n` cases tell from it with the given power; `None` if not even 1.
pub fn detectable_above(p1: f64, n: f64, power: f64) -> Option<f64> {
    if cases_needed(p1, 1.0, power)? > n {
        return None;
    }
    let (mut low, mut high) = (p1, 1.0);
    // Needed cases fall as the share moves away: halving finds where they equal n.
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        match cases_needed(p1, middle, power) {
            Some(needed) if needed <= n => high = middle,
            _ => low = middle,
        }
    }
    Some(high)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R: `power.prop.test(p1 = .5, p2 = .75, power = .9)` and `power.prop.test(n = 1000, p1 = .8, power = .8)`. R finds the second by
    /// a search that stops within 1.2e-4 (0.8477154, where 999.4 cases would do).
    #[test]
    fn as_power_prop_test() {
        assert!((cases_needed(0.5, 0.75, 0.9).unwrap() - 76.706_93).abs() < 5e-5);
        let found = detectable_above(0.8, 1_000.0, 0.8).unwrap();
        assert!((found - 0.847_715_4).abs() < 1.2e-4);
        assert!((cases_needed(0.8, found, 0.8).unwrap() - 1_000.0).abs() < 1e-6);
        assert_eq!(cases_needed(0.5, 0.5, 0.9), None);
        assert_eq!(cases_needed(0.5, 0.6, 0.01), Some(0.0));
        assert_eq!(detectable_above(0.8, 5.0, 0.8), None);
    }
}
