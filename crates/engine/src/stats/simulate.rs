//! What comes out when what goes in is only known within ranges: costs, rates, hours.
//!
//! Monte-Carlo by N. Metropolis and S. Ulam, "The Monte Carlo Method", JASA 44 (1949), 335–341. Every input is drawn from its own
//! distribution, independent of the others, and the formula is worked out for each draw; the middle 95% of the results is the range.
//! It is no confidence interval: it says what follows from the ranges that were put in, and those may be guesses.
//!
//! Draws come from the engine's own generator, so that a seed gives the same range on every target.

use super::{beta, normal, type_7};
use crate::random::Random;

/// What is known of one input.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Input {
    /// Exactly this.
    Known(f64),
    /// Anything between two ends, all alike.
    Between(f64, f64),
    /// Least, most likely, most: the triangular distribution. What is given out of order is put in order.
    Around(f64, f64, f64),
    /// A measured value with the ends of its 95% interval, taken for normal on each side, which may differ.
    Measured(f64, (f64, f64)),
    /// A share of which `k` of `n` cases are known (H. Jeffreys' beta distribution with half a case either way).
    Share(u64, u64),
}

impl Input {
    /// The value that lies above a share `p` of all that it can be.
    pub fn quantile(&self, p: f64) -> f64 {
        match *self {
            Input::Known(value) => value,
            Input::Between(one, other) => one.min(other) + p * (one - other).abs(),
            Input::Around(a, b, c) => {
                let (low, high) = (a.min(b).min(c), a.max(b).max(c));
                let mode = a.min(b).max(a.max(b).min(c));
                let below = if high > low { (mode - low) / (high - low) } else { return low };
                if p < below {
                    low + (p * (high - low) * (mode - low)).sqrt()
                } else {
                    high - ((1.0 - p) * (high - low) * (high - mode)).sqrt()
                }
            }
            Input::Measured(value, (low, high)) => {
                let side = if p < 0.5 { value - low } else { high - value };
                value + side / super::Z_95 * normal::quantile(p)
            }
            Input::Share(k, n) => beta::quantile(p, k as f64 + 0.5, n.saturating_sub(k) as f64 + 0.5),
        }
    }
}

/// What came out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcome {
    /// Half of the results lie below.
    pub median: f64,
    /// The middle 95% of the results.
    pub range: (f64, f64),
    /// Draws for which the formula gave a number.
    pub draws: usize,
}

/// Works the formula out for `draws` draws of the inputs. Draws for which it gives no number are left out; `None` with fewer than 40
/// results, which have no 2.5% point.
pub fn simulate(
    inputs: &[Input],
    draws: u32,
    seed: u64,
    formula: impl Fn(&[f64]) -> Option<f64>,
) -> Option<Outcome> {
    let mut values = vec![0.0; inputs.len()];
    let mut results = Vec::with_capacity(draws as usize);
    for draw in 0..draws {
        let mut random = Random::new(seed, u64::from(draw));
        for (value, input) in values.iter_mut().zip(inputs) {
            // The middle of a 53-bit step: never 0 or 1, where quantiles may be infinite.
            *value = input.quantile(random.unit() + HALF_STEP);
        }
        results.extend(formula(&values).filter(|value| value.is_finite()));
    }
    if results.len() < LEAST {
        return None;
    }
    model::order::sort_by(&mut results, f64::total_cmp);
    let at = |share: f64| {
        type_7(results.len() as u64, share).map(|(low, high, weight)| {
            results[low as usize] + weight * (results[high as usize] - results[low as usize])
        })
    };
    Some(Outcome { median: at(0.5)?, range: (at(0.025)?, at(0.975)?), draws: results.len() })
}

const HALF_STEP: f64 = 0.5 / (1_u64 << 53) as f64;
const LEAST: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_of_inputs() {
        assert_eq!(Input::Known(3.0).quantile(0.1), 3.0);
        assert_eq!(Input::Between(8.0, 4.0).quantile(0.25), 5.0);
        // Triangular of 0, 1, 4: below the mode lies a quarter; F(2) = 1 − 2² / (4 · 3).
        let around = Input::Around(1.0, 0.0, 4.0);
        assert!((around.quantile(0.25) - 1.0).abs() < 1e-12);
        assert!((around.quantile(1.0 - 4.0 / 12.0) - 2.0).abs() < 1e-12);
        let measured = Input::Measured(10.0, (8.0, 13.0));
        assert!(
            (measured.quantile(0.025) - 8.0).abs() < 1e-12 && (measured.quantile(0.975) - 13.0).abs() < 1e-12
        );
        assert_eq!(measured.quantile(0.5), 10.0);
        assert_eq!(Input::Around(2.0, 2.0, 2.0).quantile(0.7), 2.0);
    }

    /// Sums and products whose distribution is known: of two uniform values, and of two normal ones.
    #[test]
    fn known_results() {
        let sum = simulate(&[Input::Between(0.0, 1.0); 2], 40_000, 3, |x| Some(x[0] + x[1])).unwrap();
        // Triangular of 0, 1, 2: the 2.5% point is √0.05.
        assert!((sum.median - 1.0).abs() < 0.012, "{sum:?}");
        assert!(
            (sum.range.0 - 0.223_607).abs() < 0.012 && (sum.range.1 - 1.776_393).abs() < 0.012,
            "{sum:?}"
        );
        let normal = Input::Measured(0.0, (-3.0 * crate::stats::Z_95, 3.0 * crate::stats::Z_95));
        let four = Input::Measured(0.0, (-4.0 * crate::stats::Z_95, 4.0 * crate::stats::Z_95));
        let sum = simulate(&[normal, four], 40_000, 4, |x| Some(x[0] + x[1])).unwrap();
        assert!((sum.range.1 - 5.0 * crate::stats::Z_95).abs() < 0.25, "variances add up: {sum:?}");
    }

    #[test]
    fn a_price_over_a_share_and_what_gives_no_number() {
        // $0.99 for each assumed resolution, of which 80 of 100 hold: $1.24 for one that does.
        let cost =
            simulate(&[Input::Known(0.99), Input::Share(80, 100)], 20_000, 1, |x| Some(x[0] / x[1])).unwrap();
        assert!((cost.median - 1.24).abs() < 0.01 && cost.range.0 < 1.15 && cost.range.1 > 1.34, "{cost:?}");
        let seed = |seed| simulate(&[Input::Share(8, 10)], 500, seed, |x| Some(x[0]));
        assert_eq!(seed(7), seed(7));
        assert_ne!(seed(7), seed(8));
        let half =
            simulate(&[Input::Between(-1.0, 1.0)], 1_000, 2, |x| (x[0] > 0.0).then(|| 1.0 / x[0])).unwrap();
        assert!((450..550).contains(&half.draws));
        assert_eq!(simulate(&[], 1_000, 2, |_| None), None);
    }
}
