//! The statistics against numbers that R and Python computed.
//!
//! `reference/statistics.json` is written by `reference/statistics.R`, `reference/judges.json` by `reference/judges.py`; which
//! function of which package gave a number stands there. Published data sets and small cases: one of one, none of n, ties, everything
//! censored. The numbers that measurement texts print stand beside the code, too. These tests run natively and as wasm.

use engine::stats::agreement::{kappa, prediction_powered_mean, rogan_gladen};
use engine::stats::clusters::Clusters;
use engine::stats::control::{Cusum, Ewma};
use engine::stats::power::{cases_needed, detectable_above};
use engine::stats::resample::{bca, percentile};
use engine::stats::strata::{
    Stratum, greenland_difference, mantel_haenszel_difference, mantel_haenszel_odds_ratio,
    mantel_haenszel_ratio, standardised_difference,
};
use engine::stats::survival::{Watched, kaplan_meier, log_rank, log_rank_p, quantile, quantile_interval};
use engine::stats::{
    Moments, beta, mean, mean_interval, newcombe, normal, quantile_ranks, run_length, type_7, wilson,
};
use serde_json::Value;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);

fn read(text: &str, what: &str) -> Vec<Value> {
    let mut all: Value = serde_json::from_str(text).unwrap();
    match all[what].take() {
        Value::Array(list) => list,
        single => vec![single],
    }
}

/// What R gave.
fn by_r(what: &str) -> Vec<Value> {
    read(include_str!("reference/statistics.json"), what)
}

/// What Python gave.
fn by_python(what: &str) -> Vec<Value> {
    read(include_str!("reference/judges.json"), what)
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

fn count(value: &Value) -> u64 {
    number(value) as u64
}

fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(list) => list.iter().map(number).collect(),
        single => vec![number(single)],
    }
}

/// Two numbers that agree to that many parts of one, or of their size where they are larger.
#[track_caller]
fn close(found: f64, expected: f64, tolerance: f64, of: &Value) {
    assert!(
        (found - expected).abs() <= tolerance * expected.abs().max(1.0),
        "{found}, expected {expected}: {of}"
    );
}

#[track_caller]
fn both(found: (f64, f64), low: &Value, high: &Value, tolerance: f64, of: &Value) {
    close(found.0, number(low), tolerance, of);
    close(found.1, number(high), tolerance, of);
}

#[test]
fn shares_and_their_differences() {
    for case in by_r("shares") {
        both(
            wilson(count(&case["k"]), count(&case["n"])).unwrap(),
            &case["low"],
            &case["high"],
            1e-12,
            &case,
        );
    }
    for case in by_r("differences").into_iter().chain(by_python("differences")) {
        let [k1, n1, k2, n2] = ["k1", "n1", "k2", "n2"].map(|name| count(&case[name]));
        both(newcombe(k1, n1, k2, n2).unwrap(), &case["low"], &case["high"], 1e-12, &case);
    }
}

#[test]
fn shares_of_clusters() {
    for case in by_r("clustered") {
        let clusters = numbers(&case["k"]).into_iter().zip(numbers(&case["n"]));
        let found = Clusters::of(clusters.map(|(k, n)| (k as u64, n as u64))).share().unwrap();
        close(found.design_effect, number(&case["design_effect"]), 1e-12, &case);
        // Points of t are exact to seven digits.
        close(found.effective, number(&case["effective"]), 1e-6, &case);
        both(found.interval, &case["low"], &case["high"], 1e-7, &case);
    }
}

#[test]
fn means() {
    for case in by_r("means") {
        let mut moments = Moments::default();
        numbers(&case["values"]).into_iter().for_each(|value| moments.add(value, 1));
        close(moments.mean().unwrap(), number(&case["mean"]), 1e-12, &case);
        both(mean_interval(&moments).unwrap(), &case["low"], &case["high"], 1e-7, &case);
    }
}

#[test]
fn quantiles() {
    for case in by_r("ranks") {
        let (n, at) = (count(&case["n"]), number(&case["at"]));
        // R counts order statistics from 1, and below 1 or beyond n there is none.
        let (low, high) = (count(&case["low"]), count(&case["high"]));
        let expected = (low >= 1 && high <= n).then(|| (low - 1, high - 1));
        assert_eq!(quantile_ranks(n, at), expected, "{case}");
    }
    for case in by_r("type_7") {
        let mut sorted = numbers(&case["values"]);
        sorted.sort_by(f64::total_cmp);
        for (at, name) in [(0.5, "median"), (0.9, "p90")] {
            let (low, high, weight) = type_7(sorted.len() as u64, at).unwrap();
            let found = sorted[low as usize] + weight * (sorted[high as usize] - sorted[low as usize]);
            close(found, number(&case[name]), 1e-12, &case);
        }
    }
}

fn watched(case: &Value) -> Vec<Watched> {
    let times = numbers(&case["time"]).into_iter().zip(numbers(&case["status"]));
    times.map(|(time, status)| Watched { time, happened: status == 1.0 }).collect()
}

#[test]
fn survival() {
    for case in by_r("curves") {
        let steps = kaplan_meier(&watched(&case));
        let expected = case["steps"].as_array().unwrap();
        assert_eq!(steps.len(), expected.len(), "{}", case["name"]);
        for (found, expected) in steps.iter().zip(expected) {
            assert_eq!(
                (found.at_risk, found.events),
                (count(&expected["at_risk"]), count(&expected["events"]))
            );
            close(found.time, number(&expected["time"]), 0.0, expected);
            close(found.survival, number(&expected["survival"]), 1e-12, expected);
            if let Some(interval) = found.interval {
                close(found.error, number(&expected["error"]), 1e-12, expected);
                both(interval, &expected["low"], &expected["high"], 1e-10, expected);
            }
        }
        for at in case["quantiles"].as_array().unwrap() {
            let share = number(&at["at"]);
            close(quantile(&steps, share).unwrap(), number(&at["value"]), 0.0, at);
            match at["high"].as_f64() {
                Some(_) => both(quantile_interval(&steps, share).unwrap(), &at["low"], &at["high"], 0.0, at),
                None => assert_eq!(quantile_interval(&steps, share), None, "{at}"),
            }
        }
    }
    let censored = [Watched { time: 1.0, happened: false }, Watched { time: 2.0, happened: false }];
    assert!(kaplan_meier(&censored).is_empty(), "nothing happened to anyone");
    for case in by_r("log_ranks") {
        let side = |wanted: f64| -> Vec<Watched> {
            let all = watched(&case).into_iter().zip(numbers(&case["group"]));
            all.filter(|(_, group)| *group == wanted).map(|(case, _)| case).collect()
        };
        let statistic = log_rank(&side(0.0), &side(1.0)).unwrap();
        close(statistic, number(&case["statistic"]), 1e-10, &case);
        close(log_rank_p(statistic), number(&case["p"]), 1e-10, &case);
    }
}

#[test]
fn strata() {
    for case in by_r("strata") {
        let [a, n1, c, n0] = ["a", "n1", "c", "n0"].map(|name| numbers(&case[name]));
        let strata: Vec<Stratum> = (0..a.len())
            .map(|at| Stratum { first: (a[at] as u64, n1[at] as u64), second: (c[at] as u64, n0[at] as u64) })
            .collect();
        let sato = mantel_haenszel_difference(&strata).unwrap();
        close(sato.value, number(&case["difference"]), 1e-12, &case);
        both(sato.interval, &case["sato"][0], &case["sato"][1], 1e-12, &case);
        let greenland = greenland_difference(&strata).unwrap();
        both(greenland.interval, &case["greenland"][0], &case["greenland"][1], 1e-12, &case);
        close(mantel_haenszel_ratio(&strata).unwrap(), number(&case["ratio"]), 1e-12, &case);
        if let Some(odds) = case["odds_ratio"].as_array() {
            let (ratio, interval) = mantel_haenszel_odds_ratio(&strata).unwrap();
            close(ratio, number(&odds[0]), 1e-12, &case);
            both(interval, &odds[1], &odds[2], 1e-10, &case);
        }
        let sizes: Vec<f64> = n1.iter().zip(&n0).map(|(n1, n0)| n1 + n0).collect();
        for (weights, name) in [(&sizes, "to_all"), (&n1, "to_first"), (&n0, "to_second")] {
            let found = standardised_difference(&strata, weights).unwrap();
            close(found.value, number(&case[name][0]), 1e-12, &case);
            both(found.interval, &case[name][1], &case[name][2], 1e-12, &case);
        }
    }
}

#[test]
fn distributions() {
    for case in by_r("betas") {
        let [p, a, b, x] = ["p", "a", "b", "x"].map(|name| number(&case[name]));
        close(beta::below(x, a, b), p, 1e-10, &case);
        assert!((beta::quantile(p, a, b) / x - 1.0).abs() < 1e-8, "{case}: {}", beta::quantile(p, a, b));
    }
    for case in by_r("normals") {
        close(normal::quantile(number(&case["p"])), number(&case["z"]), 1e-12, &case);
    }
    for case in by_r("students") {
        close(mean::student_975(number(&case["degrees"])), number(&case["point"]), 1e-7, &case);
    }
}

#[test]
fn judges() {
    for case in by_python("kappas") {
        let table: Vec<Vec<u64>> = case["table"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| numbers(row).iter().map(|n| *n as u64).collect())
            .collect();
        let rows: Vec<&[u64]> = table.iter().map(Vec::as_slice).collect();
        let (value, error, interval) = kappa(&rows).unwrap();
        close(value, number(&case["kappa"]), 1e-12, &case);
        close(error, number(&case["error"]), 1e-7, &case);
        // Python's leaves the range that kappa has; this kit's is cut off there.
        close(interval.0, number(&case["low"]).max(-1.0), 2e-7, &case);
        close(interval.1, number(&case["high"]).min(1.0), 2e-7, &case);
    }
    for case in by_r("rogan_gladen") {
        let [sensitivity, specificity] = ["sensitivity", "specificity"].map(|name| number(&case[name]));
        let (value, interval) =
            rogan_gladen(count(&case["k"]), count(&case["n"]), sensitivity, specificity).unwrap();
        close(value, number(&case["value"]), 1e-12, &case);
        both(interval, &case["low"], &case["high"], 1e-12, &case);
    }
    for case in by_python("means") {
        let repeat = |counts: &Value, values: &[(f64, f64)]| -> Vec<(f64, f64)> {
            let counts = numbers(counts).into_iter().zip(values);
            counts.flat_map(|(n, value)| std::iter::repeat_n(*value, n as usize)).collect()
        };
        let labelled = repeat(&case["labelled"], &[(1.0, 1.0), (1.0, 0.0), (0.0, 1.0), (0.0, 0.0)]);
        let alone: Vec<f64> = repeat(&case["alone"], &[(1.0, 0.0), (0.0, 0.0)])
            .into_iter()
            .map(|(machine, _)| machine)
            .collect();
        let (value, interval) = prediction_powered_mean(&alone, &labelled).unwrap();
        close(value, number(&case["value"]), 1e-12, &case);
        // The paper divides by n, this kit by n − 1: a little wider, and right where few are labelled.
        let n = labelled.len() as f64;
        let half = (number(&case["high"]) - number(&case["low"])) / 2.0;
        let ratio = (interval.1 - interval.0) / 2.0 / half;
        assert!(ratio >= 1.0 && ratio <= (n / (n - 1.0)).sqrt() * 1.01, "{case}: {ratio}");
    }
}

/// With the drawn indices given the bootstrap is arithmetic.
#[test]
fn bootstrap_of_written_indices() {
    let case = by_r("bootstrap").remove(0);
    let (before, after) = (numbers(&case["before"]), numbers(&case["after"]));
    let ratio = |drawn: &mut dyn Iterator<Item = usize>| {
        let (below, above) = drawn.fold((0.0, 0.0), |(a, b), at| (a + before[at], b + after[at]));
        above / below
    };
    let draws = case["indices"].as_array().unwrap();
    let estimates: Vec<f64> =
        draws.iter().map(|row| ratio(&mut numbers(row).into_iter().map(|at| at as usize))).collect();
    let value = ratio(&mut (0..before.len()));
    close(value, number(&case["value"]), 1e-12, &case["value"]);
    let jackknife: Vec<f64> =
        (0..before.len()).map(|out| ratio(&mut (0..before.len()).filter(|at| *at != out))).collect();
    let [low, high] = [0, 1].map(|end| &case["percentile"][end]);
    both(percentile(&estimates).unwrap(), low, high, 1e-10, &case["percentile"]);
    let [low, high] = [0, 1].map(|end| &case["bca"][end]);
    both(bca(value, &estimates, &jackknife).unwrap(), low, high, 1e-9, &case["bca"]);
}

#[test]
fn power_and_run_lengths() {
    for case in by_r("powers") {
        let [p1, p2, power, n] = ["p1", "p2", "power", "n"].map(|name| number(&case[name]));
        // R's own search stops within a hundred-millionth.
        close(cases_needed(p1, p2, power).unwrap(), n, 1e-7, &case);
        if p2 > p1 {
            close(detectable_above(p1, n, power).unwrap(), p2, 1e-7, &case);
        }
    }
    for case in by_r("cusum") {
        let [slack, limit, shift] = ["slack", "limit", "shift"].map(|name| number(&case[name]));
        close(run_length::cusum(slack, limit, shift), number(&case["length"]), 1e-8, &case);
    }
    for case in by_r("ewma") {
        let [weight, width, shift] = ["weight", "width", "shift"].map(|name| number(&case[name]));
        close(run_length::ewma(weight, width, shift), number(&case["length"]), 1e-8, &case);
    }
}

fn rounded(values: impl IntoIterator<Item = f64>, digits: i32) -> Vec<f64> {
    let scale = 10_f64.powi(digits);
    values.into_iter().map(|value| (value * scale).round() / scale + 0.0).collect()
}

/// Below zero: not yet, when nobody looked any more.
fn weeks(times: &[i32]) -> Vec<Watched> {
    times.iter().map(|time| Watched { time: f64::from(time.abs()), happened: *time > 0 }).collect()
}

/// Remissions under 6-mercaptopurine and under placebo (E. J. Freireich and others, Blood 21, 1963, 699–716) with the shares, Greenwood's
/// errors and the log-rank statistic that D. G. Kleinbaum and M. Klein print ("Survival Analysis", chapter 2); and the eight items with
/// which E. L. Kaplan and P. Meier explain the product limit (1958, section 2).
#[test]
fn survival_as_printed() {
    let treated =
        weeks(&[6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35]);
    let placebo = weeks(&[1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]);
    let steps = kaplan_meier(&treated);
    assert_eq!(
        rounded(steps.iter().map(|step| step.survival), 4),
        [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482]
    );
    assert_eq!(
        rounded(steps.iter().map(|step| step.error), 4),
        [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346]
    );
    assert_eq!((quantile(&steps, 0.5), quantile(&kaplan_meier(&placebo), 0.5)), (Some(23.0), Some(8.0)));
    assert_eq!(rounded(log_rank(&treated, &placebo), 2), [16.79]);
    let items = [0.8, -1.0, -2.7, 3.1, 5.4, -7.0, 9.2, -12.1_f64];
    let items = items.map(|time| Watched { time: time.abs(), happened: time > 0.0 });
    let shares = kaplan_meier(&items).into_iter().map(|step| step.survival);
    assert_eq!(rounded(shares, 10), [0.875, 0.7, 0.525, 0.2625]);
}

/// The thirty observations of D. C. Montgomery ("Introduction to Statistical Quality Control", tables 9.1, 9.2 and 9.10), mean 10, standard
/// deviation 1; the last ten are shifted. Both charts signal at the 29th and the 30th.
#[test]
fn charts_as_printed() {
    let observed = [
        9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34, 9.03, 11.47, 10.51, 9.40, 10.08,
        9.37, 10.62, 10.31, 8.52, 10.84, 10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52,
    ];
    let mut cusum = Cusum::new(0.5, 5.0);
    let sums = observed.map(|value| cusum.take(value - 10.0));
    let up = rounded(sums[3..9].iter().map(|sums| sums.0), 2);
    assert_eq!(up, [1.16, 2.82, 2.50, 0.04, 1.00, 0.0]);
    assert_eq!(rounded(sums[..4].iter().map(|sums| sums.1), 2), [0.05, 1.56, 1.77, 0.0]);
    assert_eq!(rounded(sums[27..].iter().map(|sums| sums.0), 2), [4.47, 5.28, 5.30]);
    let mut ewma = Ewma::new(0.1, 2.7, true);
    let averages = observed.map(|value| ewma.take(value - 10.0));
    let printed = rounded(averages[..5].iter().map(|(average, ..)| 10.0 + average), 4);
    assert_eq!(printed, [9.945, 9.7495, 9.7036, 9.8992, 10.1253]);
    assert_eq!(
        rounded(averages[27..].iter().map(|(average, ..)| 10.0 + average), 4),
        [10.5731, 10.6468, 10.6341]
    );
    assert_eq!(rounded(averages[..2].iter().map(|(_, limit, _)| 10.0 + limit), 4), [10.27, 10.3632]);
    for chart in [sums.map(|(.., signals)| signals), averages.map(|(.., signals)| signals)] {
        assert_eq!((0..30).filter(|at| chart[*at]).collect::<Vec<_>>(), [28, 29]);
    }
}

/// Alcohol and cancer of the oesophagus in Ille-et-Vilaine by age: odds ratio 5.158 (N. E. Breslow and N. E. Day, "Statistical Methods in
/// Cancer Research" 1, 1980, section 4.4); the interval is that of Robins, Breslow and Greenland, 3.56 to 7.47. Two diagnoses of 200 cases:
/// kappa .429, variance .002885 (J. L. Fleiss, J. Cohen and B. S. Everitt, Psychological Bulletin 72, 1969, 323–327).
#[test]
fn odds_and_kappa_as_printed() {
    // Cases and controls, of heavy drinkers and of the others.
    let ages = [
        (1, 9, 0, 106),
        (4, 26, 5, 164),
        (25, 29, 21, 138),
        (42, 27, 34, 139),
        (19, 18, 36, 88),
        (5, 0, 8, 31),
    ];
    let strata = ages.map(|(a, b, c, d)| Stratum { first: (a, a + b), second: (c, c + d) });
    let (ratio, (low, high)) = mantel_haenszel_odds_ratio(&strata).unwrap();
    assert_eq!((rounded([ratio], 3), rounded([low, high], 2)), (vec![5.158], vec![3.56, 7.47]));
    let (value, error, _) = kappa(&[&[106, 10, 4], &[22, 28, 10], &[2, 12, 6]]).unwrap();
    assert_eq!((rounded([value], 3), rounded([error * error], 6)), (vec![0.429], vec![0.002_885]));
}
