//! Intervals must cover the truth as often as they claim: 95 times of 100, within what chance allows.

mod support;

use engine::stats::{Moments, mean_interval, newcombe, quantile_ranks, wilson};
use support::Numbers;

const ROUNDS: u32 = 4_000;

fn drawn(numbers: &mut Numbers, n: u64, p: f64) -> u64 {
    (0..n).filter(|_| numbers.share() < p).count() as u64
}

/// Share of rounds in which the interval held the truth.
fn coverage(mut round: impl FnMut() -> bool) -> f64 {
    f64::from((0..ROUNDS).map(|_| u32::from(round())).sum::<u32>()) / f64::from(ROUNDS)
}

#[test]
fn wilson_covers() {
    let mut numbers = Numbers::new(5);
    let mut all = Vec::new();
    for n in [12, 40, 150] {
        for p in [0.05, 0.2, 0.5, 0.85] {
            let share = coverage(|| {
                let (low, high) = wilson(drawn(&mut numbers, n, p), n).unwrap();
                low <= p && p <= high
            });
            // With few expected cases the coverage of any interval jumps with n and p.
            assert!((0.90..=0.995).contains(&share), "n {n}, p {p}: {share}");
            all.push(share);
        }
    }
    let mean = all.iter().sum::<f64>() / all.len() as f64;
    assert!((0.94..=0.97).contains(&mean), "on average {mean}");
}

#[test]
fn newcombe_covers() {
    let mut numbers = Numbers::new(6);
    let mut all = Vec::new();
    for (n1, p1, n2, p2) in [(40, 0.5, 60, 0.4), (25, 0.9, 25, 0.7), (120, 0.1, 30, 0.3), (15, 0.5, 15, 0.5)]
    {
        let share = coverage(|| {
            let (k1, k2) = (drawn(&mut numbers, n1, p1), drawn(&mut numbers, n2, p2));
            let (low, high) = newcombe(k1, n1, k2, n2).unwrap();
            low <= p1 - p2 && p1 - p2 <= high
        });
        assert!((0.93..=0.98).contains(&share), "{n1} {p1} {n2} {p2}: {share}");
        all.push(share);
    }
    let mean = all.iter().sum::<f64>() / all.len() as f64;
    assert!((0.94..=0.97).contains(&mean), "on average {mean}");
}

#[test]
fn order_statistics_cover() {
    let mut numbers = Numbers::new(7);
    for (n, at) in [(20_u64, 0.5), (101, 0.5), (60, 0.9), (400, 0.9)] {
        let (low, high) = quantile_ranks(n, at).unwrap();
        let share = coverage(|| {
            // Squares of uniform numbers: far from normal; their quantile `at` is at².
            let mut values: Vec<f64> = (0..n).map(|_| numbers.share().powi(2)).collect();
            values.sort_by(f64::total_cmp);
            values[low as usize] <= at * at && at * at <= values[high as usize]
        });
        assert!((0.94..=0.99).contains(&share), "n {n}, at {at}: {share}");
    }
}

#[test]
fn student_covers_the_mean_of_ratings() {
    let mut numbers = Numbers::new(8);
    let share = coverage(|| {
        let mut moments = Moments::default();
        for _ in 0..40 {
            // Stars 1 to 5 with shares 10, 10, 10, 30, 40: mean 3.8.
            let star = match numbers.below(10) {
                0 => 1.0,
                1 => 2.0,
                2 => 3.0,
                3..=5 => 4.0,
                _ => 5.0,
            };
            moments.add(star, 1);
        }
        let (low, high) = mean_interval(&moments).unwrap();
        low <= 3.8 && 3.8 <= high
    });
    assert!((0.93..=0.965).contains(&share), "{share}");
}
