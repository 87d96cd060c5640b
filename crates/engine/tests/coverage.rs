//! Intervals must cover the truth as often as they claim: 95 times of 100.
//!
//! Every kind of interval that the program shows or the kit offers, over 2,000 seeds each, in a regime where its method is meant to
//! hold, which stands beside it. Chance alone moves the share of 2,000 by half a point either way; 93.5% to 96.5% is three times that.
//! A method that claims more than 95% by its nature (order statistics, whose steps are whole cases; sequences that hold at every
//! look) is held against what it does claim.
//!
//! Intervals of a share that is taken apart stand beside their code (`stats/decompose.rs`).

use engine::stats::agreement::{kappa, prediction_powered_mean, rogan_gladen};
use engine::stats::clusters::{Clusters, MeanSums};
use engine::stats::discovery::stand_out;
use engine::stats::power::cases_needed;
use engine::stats::resample::{bca, percentile, resampled, resampled_clusters};
use engine::stats::shrink::Common;
use engine::stats::simulate::{Input, simulate};
use engine::stats::strata::{
    Stratum, greenland_difference, mantel_haenszel_difference, mantel_haenszel_odds_ratio,
    standardised_difference,
};
use engine::stats::survival::{Watched, kaplan_meier, log_rank, log_rank_p, quantile_interval};
use engine::stats::{
    Covariation, Moments, clustered_mean, mean_interval, newcombe, normal, quantile_ranks,
    recovered_difference, sequence, type_7, wilson,
};

const SEEDS: u64 = 2_000;

/// Random numbers of one seed (SplitMix64).
struct Draw(u64);

impl Draw {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Between 0 and 1, neither included.
    fn share(&mut self) -> f64 {
        ((self.bits() >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
    }

    fn chance(&mut self, p: f64) -> bool {
        self.share() < p
    }

    fn hits(&mut self, n: u64, p: f64) -> u64 {
        (0..n).map(|_| u64::from(self.chance(p))).sum()
    }

    fn normal(&mut self) -> f64 {
        normal::quantile(self.share())
    }

    /// Exponential with mean 1: a waiting time.
    fn wait(&mut self) -> f64 {
        -self.share().ln()
    }
}

/// Share of seeds for which it holds.
fn coverage(stream: u64, mut holds: impl FnMut(&mut Draw) -> bool) -> f64 {
    // Neighbouring seeds and streams start far apart.
    let draw = |seed: u64| Draw(Draw(seed).bits() ^ Draw(!stream).bits());
    (0..SEEDS).filter(|seed| holds(&mut draw(*seed))).count() as f64 / SEEDS as f64
}

fn within((low, high): (f64, f64), truth: f64) -> bool {
    low <= truth && truth <= high
}

#[track_caller]
fn as_claimed(covered: f64, what: &str) {
    assert!((0.935..=0.965).contains(&covered), "{what}: {covered}");
}

/// Ten expected successes and failures at least; and any share at all with few cases, on average over shares.
#[test]
fn shares() {
    for (stream, (n, p)) in
        [(60, 0.2), (60, 0.5), (150, 0.85), (400, 0.03), (1_000, 0.4)].into_iter().enumerate()
    {
        let covered = coverage(stream as u64, |draw| within(wilson(draw.hits(n, p), n).unwrap(), p));
        as_claimed(covered, &format!("{p} of {n}"));
    }
    for n in [5, 12, 30] {
        let covered = coverage(20 + n, |draw| {
            let p = draw.share();
            within(wilson(draw.hits(n, p), n).unwrap(), p)
        });
        as_claimed(covered, &format!("any share of {n}"));
    }
}

/// Tens of cases on each side; with the two shares anywhere, and with equal ones.
#[test]
fn differences_of_shares() {
    for (stream, (n1, p1, n2, p2)) in
        [(40, 0.5, 60, 0.4), (80, 0.9, 60, 0.75), (300, 0.1, 200, 0.15), (120, 0.5, 120, 0.5)]
            .into_iter()
            .enumerate()
    {
        let covered = coverage(40 + stream as u64, |draw| {
            let found = newcombe(draw.hits(n1, p1), n1, draw.hits(n2, p2), n2).unwrap();
            within(found, p1 - p2)
        });
        as_claimed(covered, &format!("{p1} of {n1} less {p2} of {n2}"));
    }
}

/// One customer's tickets: how many, and how probable a success is for that customer.
fn customer(draw: &mut Draw, sizes: &[u64], alike: f64, mean: f64) -> (u64, u64) {
    let n = sizes[(draw.share() * sizes.len() as f64) as usize];
    // With probability `alike` all tickets go as the first does: the correlation within a customer.
    let p = if draw.chance(alike) { f64::from(draw.chance(mean)) } else { mean };
    (draw.hits(n, p), n)
}

/// Customers with one to eight tickets that are more or less alike; and some with many. Wilson's interval, which takes the tickets for
/// independent, holds far too seldom there.
#[test]
fn shares_of_customers_who_come_back() {
    let usual: &[u64] = &[1, 1, 1, 2, 2, 3, 5, 8];
    let some_heavy: &[u64] = &[1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 25];
    for (stream, (customers, sizes, alike, mean)) in [
        (150, usual, 0.3, 0.6),
        (150, usual, 0.0, 0.6),
        (60, usual, 0.6, 0.4),
        (500, usual, 0.5, 0.8),
        (400, some_heavy, 0.4, 0.5),
    ]
    .into_iter()
    .enumerate()
    {
        let mut plain = 0;
        let covered = coverage(60 + stream as u64, |draw| {
            let sums = Clusters::of((0..customers).map(|_| customer(draw, sizes, alike, mean)));
            plain += u64::from(within(wilson(sums.k, sums.n).unwrap(), mean));
            within(sums.share().unwrap().interval, mean)
        });
        // Design effects below 1 are not taken, so that independent tickets are covered a little more often.
        as_claimed(covered, &format!("{customers} customers, {alike} alike"));
        if alike >= 0.3 {
            assert!((plain as f64) < 0.915 * SEEDS as f64, "{plain}");
        }
    }
}

/// The difference of two shares with such customers.
#[test]
fn differences_of_shares_of_customers() {
    let sizes: &[u64] = &[1, 1, 2, 3, 6];
    let covered = coverage(70, |draw| {
        let mut side = |customers: u32, mean| {
            let found =
                Clusters::of((0..customers).map(|_| customer(draw, sizes, 0.4, mean))).share().unwrap();
            (found.value, found.interval)
        };
        let (ai, people) = (side(120, 0.7), side(90, 0.6));
        within(recovered_difference(ai, people), 0.1)
    });
    as_claimed(covered, "difference of clustered shares");
}

/// Forty ratings and more; ten of something near normal.
#[test]
fn means() {
    let covered = coverage(80, |draw| {
        let mut moments = Moments::default();
        for _ in 0..60 {
            // Stars 1 to 5 with shares 10, 10, 10, 30, 40: mean 3.8.
            let at = draw.share();
            let star = [0.1, 0.2, 0.3, 0.6].iter().filter(|end| at > **end).count() as f64 + 1.0;
            moments.add(star, 1);
        }
        within(mean_interval(&moments).unwrap(), 3.8)
    });
    as_claimed(covered, "stars");
    for n in [2, 10] {
        let covered = coverage(81 + n, |draw| {
            let mut moments = Moments::default();
            (0..n).for_each(|_| moments.add(7.0 + 2.0 * draw.normal(), 1));
            within(mean_interval(&moments).unwrap(), 7.0)
        });
        as_claimed(covered, &format!("{n} normal values"));
    }
}

/// A mean over tickets of few and of many customers who come back one to five times, alike in half of what they give.
#[test]
fn means_of_customers_who_come_back() {
    for customers in [6, 12, 200] {
        let covered = coverage(95 + 1_000 * customers, |draw| {
            let mut sums = MeanSums::default();
            for _ in 0..customers {
                let tickets = 1 + (draw.share() * 5.0) as u64;
                let own = draw.normal();
                let total: f64 = (0..tickets).map(|_| 3.0 + own + draw.normal()).sum();
                sums.add(total, tickets);
            }
            within(sums.mean().unwrap().1, 3.0)
        });
        as_claimed(covered, &format!("mean over {customers} customers"));
    }
}

/// A mean of so many tickets of customers, of whom the first `heavy` wrote so many each and the others one to five; alike in half of
/// what they give. Whether its interval by the variance of pairs, as the program counts it, holds the truth.
fn mean_by_pairs(draw: &mut Draw, (heavy, many): (u64, u64)) -> bool {
    let customers: Vec<Vec<f64>> = (0..150_u64)
        .map(|at| {
            let tickets = if at < heavy { many } else { 1 + (draw.share() * 5.0) as u64 };
            let own = draw.normal();
            (0..tickets).map(|_| 3.0 + own + draw.normal()).collect()
        })
        .collect();
    let mut moments = Moments::default();
    customers.iter().flatten().for_each(|value| moments.add(*value, 1));
    let mean = moments.mean().unwrap();
    let mut of = Covariation::default();
    for values in &customers {
        for (at, one) in values.iter().enumerate() {
            for other in &values[at + 1..] {
                of.pairs += 1;
                of.products += (one - mean) * (other - mean);
            }
        }
    }
    within(clustered_mean(&moments, &of).unwrap().interval.unwrap(), 3.0)
}

/// The same by pairs; also where one customer of 150 wrote a twentieth of all tickets. In 17 runs of 2,000 seeds that one lay
/// between 93.35% and 96.0%, at 94.6% on the mean, so that it takes five runs in one to tell it from a miss.
#[test]
fn means_by_pairs_of_customers() {
    as_claimed(coverage(96, |draw| mean_by_pairs(draw, (0, 0))), "mean by pairs");
    let covered = (97..102).map(|stream| coverage(stream, |draw| mean_by_pairs(draw, (1, 25)))).sum::<f64>();
    as_claimed(covered / 5.0, "mean by pairs, one heavy customer");
}

/// Where the interval of a mean claims too much: five customers of 150 wrote half of all tickets.
#[test]
fn means_of_a_few_large_customers_are_known_less_well() {
    let covered = coverage(102, |draw| mean_by_pairs(draw, (5, 100)));
    assert!((0.90..0.935).contains(&covered), "the text of decision 154 says so: {covered}");
}

/// Order statistics step by whole cases: with few of them they claim more than 95%, namely what the binomial says. Any distribution.
#[test]
fn quantiles() {
    for (stream, (n, at)) in
        [(6_u64, 0.5), (20, 0.5), (101, 0.5), (60, 0.9), (400, 0.9), (1_000, 0.5)].into_iter().enumerate()
    {
        let (low, high) = quantile_ranks(n, at).unwrap();
        let covered = coverage(100 + stream as u64, |draw| {
            // Squares of uniform numbers: far from normal; their quantile `at` is at².
            let mut values: Vec<f64> = (0..n).map(|_| draw.share()).map(|value| value * value).collect();
            values.sort_by(f64::total_cmp);
            within((values[low as usize], values[high as usize]), at * at)
        });
        let claimed: f64 = (low + 1..=high).map(|below| binomial(n, below, at)).sum();
        assert!(claimed >= 0.95, "{n}, {at}: {claimed}");
        assert!((covered - claimed).abs() < 0.015, "{n}, {at}: {covered}, claimed {claimed}");
        if n >= 400 {
            as_claimed(covered, &format!("quantile {at} of {n}"));
        }
    }
}

fn binomial(n: u64, k: u64, p: f64) -> f64 {
    let choose: f64 = (0..k).map(|at| ((n - at) as f64 / (k - at) as f64).ln()).sum();
    (choose + k as f64 * p.ln() + (n - k) as f64 * (1.0 - p).ln()).exp()
}

/// The change of a median, from both medians' own intervals: skewed waiting times, a thousand of them. With fewer, either
/// interval claims more than 95%, and so does what is made of them.
#[test]
fn differences_of_medians() {
    let covered = coverage(110, |draw| {
        let mut median = |n: u64, scale: f64| {
            let mut waits: Vec<f64> = (0..n).map(|_| scale * draw.wait()).collect();
            waits.sort_by(f64::total_cmp);
            let (low, high, weight) = type_7(n, 0.5).unwrap();
            let value = waits[low as usize] + weight * (waits[high as usize] - waits[low as usize]);
            let (low, high) = quantile_ranks(n, 0.5).unwrap();
            (value, (waits[low as usize], waits[high as usize]))
        };
        let (now, before) = (median(1_000, 4.0), median(800, 3.0));
        within(recovered_difference(now, before), std::f64::consts::LN_2)
    });
    as_claimed(covered, "difference of medians");
}

/// A hundred and twenty tickets, four in ten of them still open when the file ends.
fn watched(draw: &mut Draw, n: usize, mean: f64) -> Vec<Watched> {
    let case = |_| {
        let (event, end) = (mean * draw.wait(), 1.5 * draw.wait());
        Watched { time: event.min(end), happened: event <= end }
    };
    (0..n).map(case).collect()
}

#[test]
fn survival() {
    for at in [0.3_f64, 0.7, 1.2] {
        let covered = coverage(120 + (10.0 * at) as u64, |draw| {
            let steps = kaplan_meier(&watched(draw, 120, 1.0));
            let last = steps.iter().rev().find(|step| step.time <= at);
            last.and_then(|step| step.interval).is_some_and(|interval| within(interval, (-at).exp()))
        });
        as_claimed(covered, &format!("share still open after {at}"));
    }
    let covered = coverage(140, |draw| {
        let steps = kaplan_meier(&watched(draw, 200, 1.0));
        quantile_interval(&steps, 0.5).is_some_and(|interval| within(interval, std::f64::consts::LN_2))
    });
    as_claimed(covered, "median with open tickets");
    let kept = coverage(141, |draw| {
        let (one, other) = (watched(draw, 60, 1.0), watched(draw, 80, 1.0));
        log_rank_p(log_rank(&one, &other).unwrap()) >= 0.05
    });
    as_claimed(kept, "log-rank of groups that do not differ");
}

/// Eight topics with their own shares, a difference of 0.08 in each, easy ones sent to the first group; and eighty topics with a
/// handful each, where Sato's variance is meant to hold.
#[test]
fn strata() {
    let topic = |draw: &mut Draw, (n1, n0): (u64, u64), base: f64, gap: f64| Stratum {
        first: (draw.hits(n1, base + gap), n1),
        second: (draw.hits(n0, base), n0),
    };
    let large = |draw: &mut Draw, gap: f64| -> Vec<Stratum> {
        (0..8_u64).map(|at| topic(draw, (20 + 10 * at, 90 - 9 * at), 0.2 + 0.08 * at as f64, gap)).collect()
    };
    let sparse = |draw: &mut Draw| -> Vec<Stratum> {
        (0..80_u64).map(|at| topic(draw, (2 + at % 3, 2 + at % 4), 0.2 + 0.0075 * at as f64, 0.1)).collect()
    };
    let covered =
        coverage(150, |draw| within(mantel_haenszel_difference(&large(draw, 0.08)).unwrap().interval, 0.08));
    as_claimed(covered, "Sato, large");
    let covered =
        coverage(151, |draw| within(mantel_haenszel_difference(&sparse(draw)).unwrap().interval, 0.1));
    as_claimed(covered, "Sato, sparse");
    let covered =
        coverage(152, |draw| within(greenland_difference(&large(draw, 0.08)).unwrap().interval, 0.08));
    as_claimed(covered, "Greenland and Robins, large");
    let covered = coverage(153, |draw| within(mantel_haenszel_odds_ratio(&large(draw, 0.0)).unwrap().1, 1.0));
    as_claimed(covered, "odds ratio");
    let weights: Vec<f64> = (0..8_u32).map(|at| f64::from(1 + at)).collect();
    let covered = coverage(154, |draw| {
        within(standardised_difference(&large(draw, 0.08), &weights).unwrap().interval, 0.08)
    });
    as_claimed(covered, "standardised");
}

/// Topics whose true shares are spread as Beta(6, 4) is: one of fifteen by turns, and one that has no ticket yet.
#[test]
fn shrunken_shares() {
    let sizes = [8, 15, 30, 40, 60, 90, 120, 200, 300, 450, 700, 1_000, 25, 35, 80];
    let share = |draw: &mut Draw| {
        // The sixth smallest of nine uniform values.
        let mut nine: Vec<f64> = (0..9).map(|_| draw.share()).collect();
        nine.sort_by(f64::total_cmp);
        nine[5]
    };
    let mut turn = 0;
    let covered = coverage(160, |draw| {
        let shares: Vec<f64> = sizes.iter().map(|_| share(draw)).collect();
        let groups: Vec<(f64, f64)> =
            sizes.iter().zip(&shares).map(|(n, p)| (draw.hits(*n, *p) as f64, *n as f64)).collect();
        turn = (turn + 1) % sizes.len();
        let (k, n) = groups[turn];
        within(Common::of(&groups).unwrap().interval(k, n).unwrap(), shares[turn])
    });
    as_claimed(covered, "shrunken share");
}

/// Fifteen topics whose shares lie close together, around 90%, most of them with few cases: often they do not differ beyond chance, and
/// what is not known of their scatter must stand in their intervals.
#[test]
fn shrunken_shares_that_hardly_differ() {
    let sizes = [10, 20, 30, 40, 80, 10, 20, 30, 40, 80, 10, 20, 30, 40, 80];
    let mut turn = 0;
    let covered = coverage(161, |draw| {
        let mut groups = Vec::new();
        let mut shares = Vec::new();
        for n in sizes {
            // The 45th smallest of 49 uniform values: Beta(45, 5).
            let mut all: Vec<f64> = (0..49).map(|_| draw.share()).collect();
            all.sort_by(f64::total_cmp);
            shares.push(all[44]);
            groups.push((draw.hits(n, all[44]) as f64, n as f64));
        }
        turn = (turn + 1) % sizes.len();
        let (k, n) = groups[turn];
        within(Common::of(&groups).unwrap().interval(k, n).unwrap(), shares[turn])
    });
    assert!((0.925..=0.965).contains(&covered), "{covered}");
}

/// The same with tickets of customers who are alike: each topic is given as many tickets as its own tell as much as. Taken for
/// independent, their intervals hold too seldom.
#[test]
fn shrunken_shares_of_customers() {
    let customers_of = [20, 30, 40, 60, 80, 120, 200, 300, 25, 50, 70, 100];
    let (mut turn, mut plain) = (0, 0);
    let covered = coverage(162, |draw| {
        let topics: Vec<(f64, Clusters)> = customers_of
            .iter()
            .map(|customers| {
                let mut nine: Vec<f64> = (0..9).map(|_| draw.share()).collect();
                nine.sort_by(f64::total_cmp);
                let share = nine[5];
                let tickets = (0..*customers).map(|_| customer(draw, &[1, 1, 2, 3, 5], 0.5, share));
                (share, Clusters::of(tickets))
            })
            .collect();
        turn = (turn + 1) % topics.len();
        let truth = topics[turn].0;
        let holds = |effective: fn(&Clusters) -> f64| {
            let of = |(_, sums): &(f64, Clusters)| {
                let cases = effective(sums);
                (sums.k as f64 / sums.n as f64 * cases, cases)
            };
            let groups: Vec<(f64, f64)> = topics.iter().map(of).collect();
            let (k, n) = groups[turn];
            Common::of(&groups).unwrap().interval(k, n).is_some_and(|interval| within(interval, truth))
        };
        plain += u64::from(holds(|sums| sums.n as f64));
        holds(|sums| sums.share().unwrap().effective)
    });
    as_claimed(covered, "shrunken share of customers");
    assert!((plain as f64) < 0.92 * SEEDS as f64, "{plain}");
}

/// Two judges of 200 cases; a judge with known errors; a machine with 150 labels beside 1,000 cases.
#[test]
fn judges() {
    // They agree by design on half of the cases and say yes to 40% of the rest by themselves: kappa is a half.
    let covered = coverage(170, |draw| {
        let mut table = [[0_u64; 2]; 2];
        for _ in 0..200 {
            let first = usize::from(draw.chance(0.4));
            let second = if draw.chance(0.5) { first } else { usize::from(draw.chance(0.4)) };
            table[first][second] += 1;
        }
        within(kappa(&[&table[0], &table[1]]).unwrap().2, 0.5)
    });
    as_claimed(covered, "kappa");
    let covered = coverage(171, |draw| {
        let said = 0.3 * 0.95 + 0.7 * 0.2;
        within(rogan_gladen(draw.hits(400, said), 400, 0.95, 0.8).unwrap().1, 0.3)
    });
    as_claimed(covered, "Rogan and Gladen");
    let covered = coverage(172, |draw| {
        let mut case = || {
            let person = draw.chance(0.6);
            let machine = if draw.chance(0.8) { person } else { draw.chance(0.8) };
            (f64::from(machine), f64::from(person))
        };
        let labelled: Vec<(f64, f64)> = (0..150).map(|_| case()).collect();
        let alone: Vec<f64> = (0..1_000).map(|_| case().0).collect();
        within(prediction_powered_mean(&alone, &labelled).unwrap().1, 0.6)
    });
    as_claimed(covered, "prediction-powered mean");
}

/// Skewed handling times of 80 tickets; 80 customers, drawn whole. Percentiles are known to run a little narrow with so few.
#[test]
fn bootstrap() {
    let draws = 400;
    let mean = |values: &[f64], drawn: &[u32]| {
        drawn.iter().map(|at| values[*at as usize]).sum::<f64>() / drawn.len() as f64
    };
    let mut by_percentile = 0;
    let covered = coverage(180, |draw| {
        // Sums of four waiting times: mean 4, skewness 1.
        let values: Vec<f64> = (0..80).map(|_| (0..4).map(|_| draw.wait()).sum()).collect();
        let estimates = resampled(values.len(), draws, draw.bits(), |drawn| Some(mean(&values, drawn)));
        let total: f64 = values.iter().sum();
        let jackknife: Vec<f64> = values.iter().map(|value| (total - value) / 79.0).collect();
        by_percentile += u64::from(within(percentile(&estimates).unwrap(), 4.0));
        within(bca(total / 80.0, &estimates, &jackknife).unwrap(), 4.0)
    });
    as_claimed(covered, "BCa");
    as_claimed(by_percentile as f64 / SEEDS as f64, "percentile");
    let covered = coverage(181, |draw| {
        let customers: Vec<(u64, u64)> = (0..80).map(|_| customer(draw, &[1, 2, 3, 4], 0.4, 0.6)).collect();
        let mut values = Vec::new();
        let mut ends = Vec::new();
        for (k, n) in customers {
            values.extend((0..n).map(|at| f64::from(u8::from(at < k))));
            ends.push(values.len() as u32);
        }
        let estimates = resampled_clusters(&ends, draws, draw.bits(), |drawn| Some(mean(&values, drawn)));
        within(percentile(&estimates).unwrap(), 0.6)
    });
    as_claimed(covered, "bootstrap of customers");
}

/// A sequence holds at every look; it claims no less than 95% over all of them together, and so holds more often at one.
#[test]
fn sequences_hold_at_every_look() {
    let covered = coverage(190, |draw| {
        let mut k = 0;
        (1..=600_u64).all(|n| {
            k += u64::from(draw.chance(0.7));
            n < 30 || within(sequence::share(k, n, 300.0).unwrap(), 0.7)
        })
    });
    assert!(covered >= 0.95 - 0.015, "{covered}");
    // Shares that are rare, from the first case on, when most sequences have seen none.
    for (stream, p) in [(191, 0.02), (192, 0.1), (193, 0.95)] {
        let covered = coverage(stream, |draw| {
            let mut k = 0;
            (1..=2_000_u64).all(|n| {
                k += u64::from(draw.chance(p));
                within(sequence::share(k, n, 300.0).unwrap(), p)
            })
        });
        assert!(covered >= 0.95 - 0.015, "{p}: {covered}");
    }
}

/// What comes out of a formula with one measured share is that share's own interval.
#[test]
fn simulated_ranges() {
    let covered = coverage(200, |draw| {
        let p = 0.2 + 0.7 * draw.share();
        let k = draw.hits(80, p);
        let cost = |share: f64| 0.99 / share;
        let found =
            simulate(&[Input::Share(k, 80)], 300, draw.bits(), |inputs| Some(cost(inputs[0]))).unwrap();
        within(found.range, cost(p))
    });
    as_claimed(covered, "cost of a resolution that holds");
}

/// The planned number of cases sees the difference as often as planned.
#[test]
fn power_is_what_was_planned() {
    let n = cases_needed(0.6, 0.75, 0.8).unwrap().ceil() as u64;
    let seen = coverage(210, |draw| {
        let (k1, k2) = (draw.hits(n, 0.6), draw.hits(n, 0.75));
        newcombe(k1, n, k2, n).is_some_and(|(_, high)| high < 0.0)
    });
    assert!((0.77..=0.83).contains(&seen), "{seen} of seeds with {n} cases each");
}

/// Of twenty things five changed: of those named, one in twenty is chance at most, on average.
#[test]
fn named_by_chance() {
    let (mut named, mut share) = (0.0, 0.0);
    coverage(220, |draw| {
        let probabilities: Vec<f64> = (0..20)
            .map(|at| 2.0 * normal::below(-(draw.normal() + if at < 5 { 3.5 } else { 0.0 }).abs()))
            .collect();
        let found = stand_out(&probabilities, 0.05);
        let all = found.iter().filter(|named| **named).count() as f64;
        let wrong = found[5..].iter().filter(|named| **named).count() as f64;
        named += all;
        share += if all > 0.0 { wrong / all } else { 0.0 };
        true
    });
    assert!(share / SEEDS as f64 <= 0.05 && named / SEEDS as f64 > 3.0, "{share} {named}");
}
