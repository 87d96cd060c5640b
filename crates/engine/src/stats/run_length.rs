//! How often control charts cry wolf, and how soon they tell a change: the average number of values until a signal.
//!
//! The integral equations of E. S. Page (Biometrika 41, 1954, 100–115) for the CUSUM and of S. V. Crowder (Technometrics 29, 1987,
//! 401–407) for the EWMA, for normal values of variance 1, solved on Gauss and Legendre's nodes. The two-sided CUSUM is made of its two
//! sides: 1 / L = 1 / L₊ + 1 / L₋ (K. W. Kemp, 1961).

use super::normal;
use std::f64::consts::PI;

/// Nodes of the integral: enough for ten digits at limits of use, and at most so many where a chart's limits lie far apart.
const NODES: std::ops::RangeInclusive<usize> = 48..=400;
/// Nodes for each standard deviation that a value may move the sum or the average.
const DENSITY: f64 = 3.0;

/// The average number of values until a two-sided CUSUM of that slack and limit signals, when the mean is off by `shift` standard
/// deviations from the first value on. A length L is known to about L · 10⁻¹⁵ parts of itself: beyond 10¹³ it tells no more than that it is very long.
pub fn cusum(slack: f64, limit: f64, shift: f64) -> f64 {
    let one_sided = |shift: f64| {
        let (nodes, weights) = legendre(0.0, limit, limit);
        // Unknowns: the length from a sum of zero, then from each node. A value below the slack brings the sum back to zero.
        let starts: Vec<f64> = std::iter::once(0.0).chain(nodes.iter().copied()).collect();
        let row = |from: &f64| -> Vec<f64> {
            let back = normal::below(slack - shift - from);
            let to = nodes
                .iter()
                .zip(&weights)
                .map(|(node, weight)| weight * density(node - from + slack - shift));
            std::iter::once(back).chain(to).collect()
        };
        solve(starts.iter().map(row).collect())[0]
    };
    1.0 / (1.0 / one_sided(shift) + 1.0 / one_sided(-shift))
}

/// As [`cusum`], of an EWMA of that weight with fixed limits `width` standard errors either way.
pub fn ewma(weight: f64, width: f64, shift: f64) -> f64 {
    let limit = width * (weight / (2.0 - weight)).sqrt();
    let (nodes, weights) = legendre(-limit, limit, 2.0 * limit / weight);
    let row = |from: f64| -> Vec<f64> {
        let to = nodes.iter().zip(&weights);
        to.map(|(node, share)| share / weight * density((node - (1.0 - weight) * from) / weight - shift))
            .collect()
    };
    let lengths = solve(nodes.iter().map(|node| row(*node)).collect());
    1.0 + row(0.0).iter().zip(&lengths).map(|(share, length)| share * length).sum::<f64>()
}

fn density(z: f64) -> f64 {
    libm::exp(-z * z / 2.0) / (2.0 * PI).sqrt()
}

/// Nodes and weights between two ends that lie so many standard deviations apart; the nodes are the zeros of a Legendre polynomial, found
/// by Newton's steps.
fn legendre(low: f64, high: f64, deviations: f64) -> (Vec<f64>, Vec<f64>) {
    let (middle, half) = (f64::midpoint(low, high), (high - low) / 2.0);
    let nodes = ((DENSITY * deviations) as usize).clamp(*NODES.start(), *NODES.end());
    let count = nodes as f64;
    let node = |index: usize| {
        let mut x = libm::cos(PI * (index as f64 + 0.75) / (count + 0.5));
        let mut slope = 0.0;
        for _ in 0..100 {
            let (mut last, mut value) = (1.0, x);
            for order in 2..=nodes {
                let order = order as f64;
                (last, value) = (value, ((2.0 * order - 1.0) * x * value - (order - 1.0) * last) / order);
            }
            slope = count * (x * value - last) / (x * x - 1.0);
            let step = value / slope;
            x -= step;
            if step.abs() < 1e-15 {
                break;
            }
        }
        (middle + half * x, half * 2.0 / ((1.0 - x * x) * slope * slope))
    };
    (0..nodes).map(node).unzip()
}

/// The lengths x of x = 1 + A x, by Gauss's elimination with the largest pivot.
fn solve(a: Vec<Vec<f64>>) -> Vec<f64> {
    let size = a.len();
    // I − A beside the ones.
    let mut system: Vec<Vec<f64>> = a;
    for (row, cells) in system.iter_mut().enumerate() {
        for (column, cell) in cells.iter_mut().enumerate() {
            *cell = f64::from(u8::from(row == column)) - *cell;
        }
        cells.push(1.0);
    }
    for column in 0..size {
        let pivot =
            (column..size).max_by(|a, b| system[*a][column].abs().total_cmp(&system[*b][column].abs()));
        system.swap(column, pivot.unwrap_or(column));
        let top = system[column].clone();
        for cells in &mut system[column + 1..] {
            let factor = cells[column] / top[column];
            for (cell, above) in cells.iter_mut().zip(&top).skip(column) {
                *cell -= factor * above;
            }
        }
    }
    let mut found = vec![0.0; size];
    for row in (0..size).rev() {
        let known: f64 = (row + 1..size).map(|column| system[row][column] * found[column]).sum();
        found[row] = (system[row][size] - known) / system[row][row];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R's `spc`: `xcusum.arl(k, h, mu, sided = "two")` and `xewma.arl(l, c, mu, sided = "two")`.
    #[test]
    fn as_published() {
        for (found, expected) in [
            (cusum(0.5, 4.0, 0.0), 167.683_8),
            (cusum(0.5, 5.0, 0.0), 465.443_5),
            (cusum(0.5, 5.0, 1.0), 10.375_97),
            (ewma(0.1, 2.814, 0.0), 499.579_6),
            (ewma(0.1, 2.814, 1.0), 10.330_67),
            (ewma(0.2, 2.962, 0.0), 499.735_1),
            // Limits that lie fifty of a value's standard deviations apart.
            (ewma(0.01, 3.5, 0.0) / 100.0, 234.875_2),
            (ewma(0.02, 3.054, 0.0) / 10.0, 335.861_0),
            (cusum(0.1, 30.0, 0.0) / 100.0, 125.509_9),
        ] {
            assert!((found - expected).abs() < 6e-5, "{found}, expected {expected}");
        }
    }

    #[test]
    fn a_chart_of_single_values_signals_as_often_as_they_lie_outside() {
        // Weight 1: each value by itself.
        assert!((ewma(1.0, 3.0, 0.0) - 1.0 / (2.0 * normal::below(-3.0))).abs() < 1e-6);
    }
}
