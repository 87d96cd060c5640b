//! Randomness that is the same on every target.
//!
//! The generator is SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014). Only
//! `+ - * /` and comparisons touch floating-point numbers: IEEE 754 fixes their results to the last bit, whereas `exp`, `ln`
//! and `powf` come from each platform's own library and differ in the last digits.

use kernels::draw::{STEP, below};

pub(crate) use kernels::draw::mix;

/// A stream of random numbers.
#[derive(Debug, Clone)]
pub(crate) struct Random {
    state: u64,
}

impl Random {
    /// Stream number `stream` of a seed. Streams are independent, so that one ticket's story never shifts another's.
    pub(crate) fn new(seed: u64, stream: u64) -> Random {
        Random { state: mix(seed ^ mix(stream)) }
    }

    /// 64 random bits.
    pub(crate) fn bits(&mut self) -> u64 {
        let drawn = mix(self.state);
        self.state = self.state.wrapping_add(STEP);
        drawn
    }

    /// A number from 0 (inclusive) to 1 (exclusive).
    pub(crate) fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
    }

    /// Whether an event of that probability happens.
    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// A whole number from 0 to `end` (exclusive); 0 when `end` is 0.
    pub(crate) fn below(&mut self, end: u32) -> u32 {
        below(self.bits(), end)
    }

    /// A whole number between two ends, both included.
    pub(crate) fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high - low + 1)
    }

    /// One of the values.
    pub(crate) fn pick<'a, T>(&mut self, values: &'a [T]) -> &'a T {
        &values[self.below(values.len() as u32) as usize]
    }

    /// An index into cumulative weights (ascending, the last one is the total).
    pub(crate) fn weighted(&mut self, cumulative: &[u64]) -> usize {
        let total = cumulative.last().copied().unwrap_or(0);
        let drawn = ((u128::from(self.bits()) * u128::from(total)) >> 64) as u64;
        cumulative.partition_point(|&up_to| up_to <= drawn)
    }

    /// A waiting time: many short ones, few long ones. Half of them lie below `median_secs`; `spread` is the number of
    /// doublings in one standard deviation.
    pub(crate) fn waiting_secs(&mut self, median_secs: f64, spread: f64) -> i64 {
        // The sum of four uniform numbers has a deviation of 1/√3 and nearly the shape of a bell; it ends at ±3.46 deviations,
        // which spares the sample tickets that wait for a year.
        let bell = (self.unit() + self.unit() + self.unit() + self.unit() - 2.0) * 1.732_050_807_568_877_2;
        (median_secs * power_of_two(spread * bell)) as i64
    }
}

/// 2 to the power of `exponent`, for exponents between -60 and 60, to about 9 digits.
fn power_of_two(exponent: f64) -> f64 {
    let whole = exponent.clamp(-60.0, 60.0).floor();
    // exp(y) for 0 <= y < ln 2 by its Taylor series in Horner's form.
    let y = (exponent.clamp(-60.0, 60.0) - whole) * core::f64::consts::LN_2;
    let mut series = 1.0;
    for term in [9.0, 8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0] {
        series = 1.0 + series * y / term;
    }
    f64::from_bits(((whole as i64 + 1023) as u64) << 52) * series
}

/// Cumulative weights for [`Random::weighted`].
pub(crate) fn cumulative(weights: impl IntoIterator<Item = u64>) -> Vec<u64> {
    let mut total = 0;
    weights
        .into_iter()
        .map(|weight| {
            total += weight;
            total
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_two() {
        for (exponent, power) in
            [(0.0, 1.0), (1.0, 2.0), (-1.0, 0.5), (10.0, 1024.0), (0.5, core::f64::consts::SQRT_2)]
        {
            assert!((power_of_two(exponent) / power - 1.0).abs() < 1e-9, "{exponent}");
        }
    }

    #[test]
    fn draws_have_the_shape_they_promise() {
        let mut random = Random::new(7, 1);
        let n = 100_000;
        let mean = (0..n).map(|_| random.unit()).sum::<f64>() / f64::from(n);
        assert!((mean - 0.5).abs() < 0.005, "{mean}");
        let below_median = (0..n).filter(|_| random.waiting_secs(3600.0, 1.0) < 3600).count();
        assert!((below_median as f64 / f64::from(n) - 0.5).abs() < 0.01, "{below_median}");
        let weights = cumulative([1, 0, 3]);
        let mut counts = [0_u32; 3];
        (0..n).for_each(|_| counts[random.weighted(&weights)] += 1);
        assert_eq!(counts[1], 0);
        assert!((f64::from(counts[0]) / f64::from(n) - 0.25).abs() < 0.01, "{counts:?}");
        assert!((0..1000).all(|_| (3..=5).contains(&random.between(3, 5))));
    }

    #[test]
    fn the_stream_is_the_published_one() {
        // First outputs of SplitMix64 from state 0, as in the reference implementation of Sebastiano Vigna.
        let mut random = Random { state: 0 };
        assert_eq!(random.bits(), 0xe220_a839_7b1d_cdaf);
        assert_eq!(random.bits(), 0x6e78_9e6a_a1b9_65f4);
        assert_eq!(random.bits(), 0x06c4_5d18_8009_454f);
    }
}
