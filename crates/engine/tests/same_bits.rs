//! The statistics give the same bits on every target.
//!
//! Every public function of the kit is called over a grid of arguments and the bits of all its results are digested; the digests below
//! were written natively, and this test runs as wasm, too. A function that is added and not called here fails the first test.

use engine::stats::agreement::{kappa, prediction_powered_mean, rogan_gladen};
use engine::stats::clusters::{Clusters, MeanSums};
use engine::stats::control::{Cusum, Ewma, laney_chart, p_chart};
use engine::stats::decompose::{Pair, kitagawa};
use engine::stats::discovery::stand_out;
use engine::stats::power::{cases_needed, detectable_above};
use engine::stats::resample::{bca, percentile, resampled, resampled_clusters};
use engine::stats::sensitivity::{e_value, e_value_of_interval};
use engine::stats::share::wilson_of;
use engine::stats::shrink::Common;
use engine::stats::silence::{Asked, Tipping, tipping_point};
use engine::stats::simulate::{Input, simulate};
use engine::stats::strata::{
    Answered, Stratum, greenland_difference, mantel_haenszel_difference, mantel_haenszel_odds_ratio,
    mantel_haenszel_ratio, post_stratified, standardised_difference,
};
use engine::stats::survival::{
    Watched, kaplan_meier, log_rank, log_rank_of_groups, log_rank_p, product_limit, quantile,
    quantile_interval,
};
use engine::stats::{
    Covariation, Moments, beta, clustered_mean, mean, mean_interval, newcombe, normal, quantile_ranks,
    recovered_difference, run_length, sequence, survival, type_7, wilson,
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// Everything that was returned, as one number (FNV-1a over its text, in which a number's bits stand).
struct Digest(u64);

impl Digest {
    fn new() -> Digest {
        Digest(0xcbf2_9ce4_8422_2325)
    }

    fn bits(&mut self, value: f64) -> &mut Digest {
        // All NaN are one: their payload is the processor's own.
        let bits = if value.is_nan() { u64::MAX } else { value.to_bits() };
        for byte in bits.to_le_bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        self
    }

    fn all(&mut self, values: impl IntoIterator<Item = f64>) -> &mut Digest {
        for value in values {
            self.bits(value);
        }
        self
    }

    /// Ends of an interval, and something else where there is none.
    fn ends(&mut self, interval: Option<(f64, f64)>) -> &mut Digest {
        match interval {
            Some((low, high)) => self.bits(low).bits(high),
            None => self.bits(-77.0),
        }
    }

    fn maybe(&mut self, value: Option<f64>) -> &mut Digest {
        self.bits(value.unwrap_or(-77.0))
    }
}

const SOURCES: [&str; 20] = [
    include_str!("../src/stats/agreement.rs"),
    include_str!("../src/stats/beta.rs"),
    include_str!("../src/stats/clusters.rs"),
    include_str!("../src/stats/control.rs"),
    include_str!("../src/stats/decompose.rs"),
    include_str!("../src/stats/discovery.rs"),
    include_str!("../src/stats/mean.rs"),
    include_str!("../src/stats/normal.rs"),
    include_str!("../src/stats/order.rs"),
    include_str!("../src/stats/power.rs"),
    include_str!("../src/stats/resample.rs"),
    include_str!("../src/stats/run_length.rs"),
    include_str!("../src/stats/sensitivity.rs"),
    include_str!("../src/stats/sequence.rs"),
    include_str!("../src/stats/share.rs"),
    include_str!("../src/stats/shrink.rs"),
    include_str!("../src/stats/silence.rs"),
    include_str!("../src/stats/simulate.rs"),
    include_str!("../src/stats/strata.rs"),
    include_str!("../src/stats/survival.rs"),
];

#[test]
fn every_public_function_is_called_here() {
    let modules =
        include_str!("../src/stats/mod.rs").lines().filter(|line| line.starts_with("pub mod ")).count();
    assert_eq!(modules, SOURCES.len(), "a module of the kit is not read here");
    let calls = include_str!("same_bits.rs");
    for source in SOURCES {
        let names = source.lines().filter_map(|line| line.trim_start().strip_prefix("pub fn "));
        for name in names.map(|rest| rest.split(['(', '<']).next().unwrap_or(rest)) {
            let is_called =
                [format!("{name}("), format!("::{name}(")].iter().any(|call| calls.contains(call));
            assert!(is_called, "{name} is not called");
        }
    }
}

/// Counts from none to all of a few and of many.
fn counts() -> impl Iterator<Item = (u64, u64)> {
    [1_u64, 2, 7, 30, 263, 10_007]
        .into_iter()
        .flat_map(|n| [0, 1, n / 3, n / 2, n - 1, n].map(|k| (k.min(n), n)))
}

#[test]
fn shares() {
    let mut digest = Digest::new();
    for (k, n) in counts() {
        digest
            .ends(wilson(k, n))
            .ends(sequence::share(k, n, 200.0))
            .bits(sequence::half_width(n as f64, 0.4, 90.0));
        digest.ends(rogan_gladen(k, n, 0.93, 0.81).map(|found| found.1));
        for (k2, n2) in counts() {
            digest.ends(newcombe(k, n, k2, n2));
            digest.maybe(cases_needed(k as f64 / n as f64, k2 as f64 / n2 as f64, 0.8));
        }
        digest.maybe(detectable_above(k as f64 / n as f64, 500.0, 0.9));
        let clusters = (0..n.min(200)).map(|at| ((at * k / n).min(1 + at % 5), 1 + at % 5));
        if let Some(found) = Clusters::of(clusters).share() {
            digest.ends(Some(found.interval)).all([found.value, found.design_effect, found.effective]);
        }
    }
    digest.ends(Some(recovered_difference((3.0, (1.5, 7.0)), (2.0, (1.9, 2.05)))));
    for ratio in [0.2, 1.0, 1.7, 40.0] {
        digest.maybe(e_value(ratio)).maybe(e_value_of_interval((ratio * 0.9, ratio * 1.3)));
    }
    assert_eq!(digest.0, SHARES, "{:#x}", digest.0);
}

#[test]
fn distributions() {
    let mut digest = Digest::new();
    for step in 1..400 {
        let p = f64::from(step) / 400.0;
        digest.all([
            normal::quantile(p),
            normal::below(6.0 * p - 3.0),
            mean::student_975(f64::from(step) / 4.0),
        ]);
        for (a, b) in [(0.4, 0.7), (3.0, 80.5), (1_200.0, 40.0)] {
            digest.all([beta::below(p, a, b), beta::quantile(p, a, b)]);
        }
    }
    for n in [1, 5, 6, 19, 100, 20_000, 20_001, 3_000_000] {
        for at in [0.1, 0.5, 0.9] {
            digest.ends(quantile_ranks(n, at).map(|(low, high)| (low as f64, high as f64)));
            digest.all(
                type_7(n, at).into_iter().flat_map(|(low, high, weight)| [low as f64, high as f64, weight]),
            );
        }
    }
    digest.all([run_length::cusum(0.5, 4.0, 0.3), run_length::ewma(0.2, 2.7, 0.1)]);
    assert_eq!(digest.0, DISTRIBUTIONS, "{:#x}", digest.0);
}

#[test]
fn groups() {
    let mut digest = Digest::new();
    let strata: Vec<Stratum> = (1..9_u64)
        .map(|at| Stratum { first: (3 * at, 5 * at + 2), second: (2 * at, 7 * at + at % 3) })
        .collect();
    let weights: Vec<f64> = (1..9_u32).map(f64::from).collect();
    for found in [
        mantel_haenszel_difference(&strata),
        greenland_difference(&strata),
        standardised_difference(&strata, &weights),
    ] {
        digest.ends(found.map(|found| found.interval));
    }
    digest
        .maybe(mantel_haenszel_ratio(&strata))
        .ends(mantel_haenszel_odds_ratio(&strata).map(|found| found.1));
    let pairs: Vec<(u64, u64)> = strata.iter().map(|stratum| stratum.first).collect();
    let groups: Vec<(f64, f64)> = pairs.iter().map(|(k, n)| (*k as f64, *n as f64)).collect();
    let common = Common::of(&groups).unwrap();
    for (k, n) in &groups {
        digest.bits(common.shrink(*k, *n)).ends(common.interval(*k, *n));
    }
    let changes: Vec<Pair> =
        strata.iter().map(|stratum| Pair { before: stratum.first, now: stratum.second }).collect();
    let parts = kitagawa(&changes).unwrap();
    for effect in parts.groups.iter().flatten().chain([&parts.mix, &parts.rate]) {
        digest.ends(Some(effect.interval())).bits(effect.probability());
    }
    let named = stand_out(&[0.001, 0.04, 0.02, 0.9], 0.05);
    digest.all(named.into_iter().map(|named| f64::from(u8::from(named))));
    for found in [p_chart(&pairs), laney_chart(&pairs).map(|(centre, points, _)| (centre, points))] {
        let (centre, points) = found.unwrap();
        digest.bits(centre).all(points.iter().flat_map(|point| [point.limits.0, point.limits.1]));
    }
    let (mut ewma, mut cusum) = (Ewma::new(0.2, 2.9, true), Cusum::new(0.5, 4.0));
    for step in 0..60 {
        let value = normal::quantile((f64::from(step % 17) + 0.5) / 17.0);
        let (average, limit, _) = ewma.take(value);
        let (up, down, _) = cusum.take(value);
        digest.all([average, limit, up, down]);
    }
    let answered = |at: u64| Answered { cases: 40 * at, answers: 11 * at - at % 4, good: 7 * at - at % 5 };
    let weighed = post_stratified((1..9).map(answered)).unwrap();
    digest.bits(weighed.share).ends(weighed.interval).ends(wilson_of(0.37, 41.5));
    for answers in [3, 40, 180] {
        let first = Asked { asked: 200, answers, good: answers * 2 / 3 };
        let (at, interval) = match tipping_point(first, Asked { asked: 300, answers: 90, good: 60 }) {
            Some(Tipping::At(at, interval)) => (at, Some(interval)),
            Some(Tipping::AlwaysBelow) => (-1.0, None),
            Some(Tipping::AlwaysAbove) => (2.0, None),
            None => (-77.0, None),
        };
        digest.bits(at).ends(interval);
    }
    let mut sums = MeanSums::default();
    (1..30_u32).for_each(|at| sums.add(f64::from(at % 7) * 1.3, u64::from(1 + at % 3)));
    digest.ends(sums.mean().map(|(_, interval)| interval));
    let (_, error, interval) = kappa(&[&[20, 5, 1], &[10, 15, 2], &[0, 3, 9]]).unwrap();
    digest.bits(error).ends(Some(interval));
    assert_eq!(digest.0, GROUPS, "{:#x}", digest.0);
}

#[test]
fn samples() {
    let mut digest = Digest::new();
    let cases: Vec<Watched> = (0..90_u32)
        .map(|at| Watched { time: f64::from(at * 37 % 41) / 3.0, happened: at % 3 != 0 })
        .collect();
    let (one, other) = cases.split_at(40);
    let steps = kaplan_meier(&cases);
    for step in &steps {
        digest.all([step.survival, step.error]).ends(step.interval);
    }
    digest.maybe(quantile(&steps, 0.5)).ends(quantile_interval(&steps, 0.5));
    let statistic = log_rank(one, other).unwrap();
    digest.all([statistic, log_rank_p(statistic)]);
    let group = |time: f64, events, lost| survival::Group { time, events, lost };
    let (first, second) = ([group(1.0, 3, 1), group(4.0, 2, 5)], [group(2.0, 1, 1), group(4.0, 6, 0)]);
    digest
        .maybe(log_rank_of_groups(&first, &second))
        .all(product_limit(&first).iter().map(|step| step.survival));
    let mut moments = Moments::default();
    let values: Vec<f64> = cases.iter().map(|case| case.time).collect();
    values.iter().for_each(|value| moments.add(*value, 2));
    digest.maybe(moments.mean()).maybe(moments.variance()).ends(mean_interval(&moments));
    let found = clustered_mean(&moments, &Covariation { pairs: 40, products: 900.0 }).unwrap();
    digest.ends(found.interval).all([found.design_effect, found.effective]);
    let average = |drawn: &[u32]| {
        Some(drawn.iter().map(|at| values[*at as usize]).sum::<f64>() / drawn.len().max(1) as f64)
    };
    let estimates = resampled(values.len(), 300, 5, average);
    let by_cluster = resampled_clusters(&[10, 11, 40, 90], 300, 6, average);
    digest.ends(percentile(&estimates)).ends(percentile(&by_cluster)).ends(bca(
        6.5,
        &estimates,
        &values[..30],
    ));
    let labelled: Vec<(f64, f64)> = values.iter().map(|value| (*value, value * 0.9 + 0.3)).collect();
    digest.ends(prediction_powered_mean(&values, &labelled[..25]).map(|found| found.1));
    let inputs = [
        Input::Known(0.99),
        Input::Between(20.0, 40.0),
        Input::Around(1.0, 2.0, 6.0),
        Input::Measured(0.4, (0.3, 0.55)),
        Input::Share(61, 80),
    ];
    digest.bits(inputs[2].quantile(0.3));
    let found = simulate(&inputs, 500, 9, |x| Some((x[0] + x[1] * x[3]) / x[4] - x[2])).unwrap();
    digest.bits(found.median).ends(Some(found.range));
    assert_eq!(digest.0, SAMPLES, "{:#x}", digest.0);
}

const SHARES: u64 = 0x1e2b_29cd_dbfd_627e;
const DISTRIBUTIONS: u64 = 0x25ee_cbc0_e6c6_7f07;
const GROUPS: u64 = 0x37dc_e33e_1862_0c56;
const SAMPLES: u64 = 0x3d21_e5ea_57bf_e8f5;
