//! The beta distribution: what is known of a share after some cases.
//!
//! The incomplete beta function by its continued fraction (NIST Digital Library of Mathematical Functions, 8.17.22), evaluated by
//! W. J. Lentz's method; quantiles by Newton's steps, held between bounds that close in.

/// The probability that a beta value with these two parameters, both above zero, lies below `x`.
pub fn below(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    below_by(front(log_scale(a, b), x, a, b), x, a, b)
}

fn below_by(front: f64, x: f64, a: f64, b: f64) -> f64 {
    // The fraction converges fast on the side of the mean only.
    if x < (a + 1.0) / (a + b + 2.0) {
        front * fraction(x, a, b) / a
    } else {
        1.0 - front * fraction(1.0 - x, b, a) / b
    }
}

/// The value that lies above a share `p` of all, for two parameters above zero.
pub fn quantile(p: f64, a: f64, b: f64) -> f64 {
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    let (scale, mut x) = (log_scale(a, b), a / (a + b));
    for _ in 0..200 {
        let front = front(scale, x, a, b);
        let miss = below_by(front, x, a, b) - p;
        if miss > 0.0 {
            high = x;
        } else {
            low = x;
        }
        let density = front / (x * (1.0 - x));
        let step = x - miss / density;
        let next = if step > low && step < high { step } else { f64::midpoint(low, high) };
        if (next - x).abs() <= 1e-12 * next {
            return next;
        }
        x = next;
    }
    x
}

/// The logarithm of 1 / B(a, b).
fn log_scale(a: f64, b: f64) -> f64 {
    libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b)
}

/// x^a (1 − x)^b / B(a, b), from the logarithm of its scale.
fn front(log_scale: f64, x: f64, a: f64, b: f64) -> f64 {
    libm::exp(log_scale + a * libm::log(x) + b * libm::log1p(-x))
}

fn fraction(x: f64, a: f64, b: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let kept = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / kept(1.0 - (a + b) * x / (a + 1.0));
    let mut sum = d;
    for step in 1..10_000 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / kept(1.0 + even * d);
        c = kept(1.0 + even / c);
        sum *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / kept(1.0 + odd * d);
        c = kept(1.0 + odd / c);
        let factor = d * c;
        sum *= factor;
        if (factor - 1.0).abs() < 1e-15 {
            break;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Digits of `scipy.stats.beta.ppf`.
    #[test]
    fn quantiles_as_in_scipy() {
        for (a, b, low, high) in [
            (2.0, 3.0, 0.067_585_99, 0.805_879_55),
            (0.5, 0.5, 0.001_541_33, 0.998_458_67),
            (400.5, 601.0, 0.369_771_84, 0.430_407_15),
            (81.0, 183.0, 0.252_736_75, 0.363_671_98),
        ] {
            assert!((quantile(0.025, a, b) - low).abs() < 1e-8, "{a} {b}");
            assert!((quantile(0.975, a, b) - high).abs() < 1e-8, "{a} {b}");
        }
    }

    #[test]
    fn simple_cases() {
        // One parameter of one: a power of x.
        assert!((below(0.3, 2.0, 1.0) - 0.09).abs() < 1e-14);
        assert!((below(0.3, 1.0, 2.0) - 0.51).abs() < 1e-14);
        assert_eq!((below(0.0, 2.0, 5.0), below(1.0, 2.0, 5.0)), (0.0, 1.0));
        for p in [1e-6, 0.2, 0.5, 0.9999] {
            assert!((below(quantile(p, 0.3, 40.0), 0.3, 40.0) - p).abs() < 1e-9, "{p}");
        }
    }
}
