//! Charts that tell a change from chance, week by week.
//!
//! W. A. Shewhart's p-chart; D. B. Laney's p′-chart ("Improved control charts for attributes", Quality Engineering 14, 2002, 531–537),
//! which widens the limits where weeks scatter more than tickets alone would make them; the EWMA of S. W. Roberts (1959) with the exact
//! limits of its first points; the two-sided CUSUM of E. S. Page (1954) in tabular form. D. C. Montgomery, "Introduction to
//! Statistical Quality Control", chapters 7 and 9, has them all.

/// A point of a chart of shares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// The share of that period; `None` without cases.
    pub value: Option<f64>,
    /// Lower and upper limit.
    pub limits: (f64, f64),
    /// Whether the value lies outside.
    pub is_signal: bool,
}

/// The centre and the points of a p-chart of successes and cases by period. `None` without cases.
pub fn p_chart(periods: &[(u64, u64)]) -> Option<(f64, Vec<Point>)> {
    limited(periods, 1.0)
}

/// As [`p_chart`], with limits widened (or narrowed) by Laney's factor, which comes third: how many times more than by chance the
/// periods scatter from one to the next. `None` with fewer than two periods that hold cases.
pub fn laney_chart(periods: &[(u64, u64)]) -> Option<(f64, Vec<Point>, f64)> {
    let centre = centre(periods)?;
    let variance = centre * (1.0 - centre);
    let scores: Vec<f64> = periods
        .iter()
        .filter(|(_, n)| *n > 0)
        .map(|(k, n)| {
            let n = *n as f64;
            if variance > 0.0 { (*k as f64 / n - centre) / (variance / n).sqrt() } else { 0.0 }
        })
        .collect();
    if scores.len() < 2 {
        return None;
    }
    let ranges: f64 = scores.windows(2).map(|pair| (pair[1] - pair[0]).abs()).sum();
    let factor = ranges / (scores.len() - 1) as f64 / MEAN_RANGE_OF_TWO;
    let (centre, points) = limited(periods, factor)?;
    Some((centre, points, factor))
}

/// The mean distance of two independent standard normal values, 2/√π.
const MEAN_RANGE_OF_TWO: f64 = std::f64::consts::FRAC_2_SQRT_PI;
/// Limits lie so many standard errors from the centre.
const LIMIT: f64 = 3.0;

fn centre(periods: &[(u64, u64)]) -> Option<f64> {
    let (k, n) = periods.iter().fold((0, 0), |(k, n), period| (k + period.0, n + period.1));
    (n > 0).then(|| k as f64 / n as f64)
}

fn limited(periods: &[(u64, u64)], factor: f64) -> Option<(f64, Vec<Point>)> {
    let centre = centre(periods)?;
    let point = |(k, n): &(u64, u64)| {
        if *n == 0 {
            return Point { value: None, limits: (0.0, 1.0), is_signal: false };
        }
        let n = *n as f64;
        let spread = LIMIT * factor * (centre * (1.0 - centre) / n).sqrt();
        let limits = ((centre - spread).max(0.0), (centre + spread).min(1.0));
        let value = *k as f64 / n;
        Point { value: Some(value), limits, is_signal: value < limits.0 || value > limits.1 }
    };
    Some((centre, periods.iter().map(point).collect()))
}

/// An exponentially weighted moving average of standardised values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ewma {
    /// Weight of the newest value, above 0 and at most 1.
    pub weight: f64,
    /// Limits in standard errors of the average.
    pub width: f64,
    average: f64,
    /// (1 − weight) to the power of twice the number of values.
    fading: f64,
    is_exact: bool,
}

impl Ewma {
    /// Before the first value. `is_exact`: the limits of the first values are narrower, as the average varies less then; else they
    /// stand where they end.
    pub fn new(weight: f64, width: f64, is_exact: bool) -> Ewma {
        Ewma { weight, width, average: 0.0, fading: 1.0, is_exact }
    }

    /// Takes a standardised value; the average, its limit either way, and whether it lies outside.
    pub fn take(&mut self, value: f64) -> (f64, f64, bool) {
        self.average += self.weight * (value - self.average);
        self.fading *= (1.0 - self.weight) * (1.0 - self.weight);
        let share = if self.is_exact { 1.0 - self.fading } else { 1.0 };
        let limit = self.width * (self.weight / (2.0 - self.weight) * share).sqrt();
        (self.average, limit, self.average.abs() > limit)
    }
}

/// Two cumulative sums of standardised values, one for each direction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cusum {
    /// Half the shift to be found, in standard deviations.
    pub slack: f64,
    /// The sum at which a change is told.
    pub limit: f64,
    up: f64,
    down: f64,
}

impl Cusum {
    /// Before the first value.
    pub fn new(slack: f64, limit: f64) -> Cusum {
        Cusum { slack, limit, up: 0.0, down: 0.0 }
    }

    /// Takes a standardised value; both sums (upwards, downwards), and whether one passes the limit.
    pub fn take(&mut self, value: f64) -> (f64, f64, bool) {
        self.up = (self.up + value - self.slack).max(0.0);
        self.down = (self.down - value - self.slack).max(0.0);
        (self.up, self.down, self.up > self.limit || self.down > self.limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;
    use crate::stats::normal;

    /// How many values it takes on average until a signal, over so many runs, with values shifted by so much.
    fn run_length(runs: u64, shift: f64, mut start: impl FnMut() -> Box<dyn FnMut(f64) -> bool>) -> f64 {
        let mut total = 0_u64;
        for run in 0..runs {
            let (mut random, mut signal) = (Random::new(5, run), start());
            loop {
                total += 1;
                // Never 0, whose quantile is infinite.
                if signal(normal::quantile(random.unit() + 1e-17) + shift) {
                    break;
                }
            }
        }
        total as f64 / runs as f64
    }

    /// R's `spc`: `xcusum.arl(.5, h, mu, sided = "two")`. Tolerances are four standard errors of the simulation.
    #[test]
    fn run_lengths_of_cusum() {
        let length = |limit, shift, runs| {
            run_length(runs, shift, || {
                let mut chart = Cusum::new(0.5, limit);
                Box::new(move |value| chart.take(value).2)
            })
        };
        assert!((length(4.0, 0.0, 6_000) - 167.683_8).abs() < 8.7);
        assert!((length(5.0, 0.0, 3_000) - 465.443_5).abs() < 34.0);
        assert!((length(5.0, 1.0, 6_000) - 10.375_97).abs() < 0.3);
    }

    /// R's `spc`: `xewma.arl(l, c, mu, sided = "two")`.
    #[test]
    fn run_lengths_of_ewma() {
        let length = |weight, width, shift, runs| {
            run_length(runs, shift, || {
                let mut chart = Ewma::new(weight, width, false);
                Box::new(move |value| chart.take(value).2)
            })
        };
        assert!((length(0.1, 2.814, 0.0, 3_000) - 499.579_6).abs() < 37.0);
        assert!((length(0.1, 2.814, 1.0, 6_000) - 10.330_67).abs() < 0.3);
        assert!((length(0.2, 2.962, 0.0, 3_000) - 499.735_1).abs() < 37.0);
    }

    #[test]
    fn a_week_that_falls_out_is_told() {
        let mut weeks = vec![(60, 100); 20];
        weeks[13] = (40, 100);
        weeks[14] = (0, 0);
        let (centre, points) = p_chart(&weeks).unwrap();
        assert!((centre - 0.589_473_684).abs() < 1e-9);
        let signals: Vec<usize> = (0..20).filter(|week| points[*week].is_signal).collect();
        assert_eq!(signals, [13]);
        assert_eq!(points[14].value, None);
        assert_eq!(p_chart(&[(0, 0)]), None);
    }

    #[test]
    fn weeks_that_scatter_by_themselves_widen_laneys_limits() {
        // Large weeks that differ by more than tickets would: the p-chart cries at most of them, the p′-chart at none.
        let weeks: Vec<(u64, u64)> =
            (0..30).map(|week| (if week % 2 == 0 { 5_500 } else { 6_500 }, 10_000)).collect();
        assert!(p_chart(&weeks).unwrap().1.iter().all(|point| point.is_signal));
        let (_, points, factor) = laney_chart(&weeks).unwrap();
        assert!(factor > 5.0 && points.iter().all(|point| !point.is_signal));
        // Where only chance is at work the factor is about one.
        let mut random = Random::new(1, 1);
        let even: Vec<(u64, u64)> =
            (0..400).map(|_| ((0..200).filter(|_| random.chance(0.3)).count() as u64, 200)).collect();
        let factor = laney_chart(&even).unwrap().2;
        assert!((factor - 1.0).abs() < 0.12, "{factor}");
    }
}
