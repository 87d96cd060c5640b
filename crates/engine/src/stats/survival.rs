//! Time until something happens, where for some cases it is only known that it had not happened yet.
//!
//! The product limit of E. L. Kaplan and P. Meier, "Nonparametric estimation from incomplete observations", JASA 53 (1958), 457–481;
//! its variance by M. Greenwood (1926), with intervals on the scale log(−log S), as J. D. Kalbfleisch and R. L. Prentice advise,
//! which stay between 0 and 1; the log-rank test of N. Mantel (1966). Left out: weights, truncation on the left, strata.

use super::Z_95;

/// One case: how long it was watched, and whether the event came then (else it was still to come).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Watched {
    /// Time until the event, or until nobody looked any more. Any unit; not negative.
    pub time: f64,
    /// Whether the event came at that time.
    pub happened: bool,
}

/// One step of the curve: a time at which events happened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// The time.
    pub time: f64,
    /// Cases that were still watched just before.
    pub at_risk: u64,
    /// Events at that time.
    pub events: u64,
    /// Share for which the event comes later.
    pub survival: f64,
    /// Standard error of the share (Greenwood).
    pub error: f64,
    /// 95% interval of the share; `None` where the share is 0 or 1.
    pub interval: Option<(f64, f64)>,
}

/// The product-limit curve: one step for each time with an event, ascending. Cases whose time is not a number are left out.
pub fn kaplan_meier(cases: &[Watched]) -> Vec<Step> {
    let sorted = in_order(cases);
    let mut steps = Vec::new();
    let (mut survival, mut greenwood) = (1.0, 0.0);
    let mut begin = 0;
    while begin < sorted.len() {
        let time = sorted[begin].time;
        let end = begin + sorted[begin..].partition_point(|case| case.time <= time);
        let events = sorted[begin..end].iter().filter(|case| case.happened).count() as u64;
        let at_risk = (sorted.len() - begin) as u64;
        if events > 0 {
            let (n, d) = (at_risk as f64, events as f64);
            survival *= (n - d) / n;
            greenwood += d / (n * (n - d));
            let error = if survival > 0.0 { survival * greenwood.sqrt() } else { 0.0 };
            steps.push(Step {
                time,
                at_risk,
                events,
                survival,
                error,
                interval: interval(survival, greenwood),
            });
        }
        begin = end;
    }
    steps
}

/// The interval on the scale log(−log S).
fn interval(survival: f64, greenwood: f64) -> Option<(f64, f64)> {
    if survival <= 0.0 || survival >= 1.0 {
        return None;
    }
    let log = libm::log(survival);
    let spread = libm::exp(Z_95 * greenwood.sqrt() / -log);
    Some((libm::exp(log * spread), libm::exp(log / spread)))
}

/// The time by which the event has come for a share `at` of the cases; `None` if the curve does not fall so far.
pub fn quantile(steps: &[Step], at: f64) -> Option<f64> {
    // A rounding error must not carry a step over the line.
    steps.iter().find(|step| step.survival <= 1.0 - at + 1e-12).map(|step| step.time)
}

/// The log-rank statistic of two groups: about chi-squared with one degree of freedom if they do not differ. `None` without events.
pub fn log_rank(first: &[Watched], second: &[Watched]) -> Option<f64> {
    let (first, second) = (in_order(first), in_order(second));
    let mut times: Vec<f64> =
        first.iter().chain(&second).filter(|case| case.happened).map(|case| case.time).collect();
    model::order::sort_by(&mut times, f64::total_cmp);
    times.dedup();
    let (mut excess, mut variance) = (0.0, 0.0);
    for time in times {
        let count = |cases: &[Watched]| {
            let from = cases.partition_point(|case| case.time < time);
            let here = cases[from..].iter().take_while(|case| case.time <= time);
            ((cases.len() - from) as f64, here.filter(|case| case.happened).count() as f64)
        };
        let ((n1, d1), (n2, d2)) = (count(&first), count(&second));
        let (n, d) = (n1 + n2, d1 + d2);
        excess += d1 - d * n1 / n;
        if n > 1.0 {
            variance += d * (n1 / n) * (n2 / n) * (n - d) / (n - 1.0);
        }
    }
    (variance > 0.0).then(|| excess * excess / variance)
}

fn in_order(cases: &[Watched]) -> Vec<Watched> {
    let mut sorted: Vec<Watched> = cases.iter().copied().filter(|case| case.time >= 0.0).collect();
    model::order::sort_by(&mut sorted, |a, b| a.time.total_cmp(&b.time));
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cases(list: &[i32]) -> Vec<Watched> {
        list.iter().map(|time| Watched { time: f64::from(time.abs()), happened: *time > 0 }).collect()
    }

    /// Acute myelogenous leukaemia (R. G. Miller 1997, p. 49; `survival::aml` in R); below zero: still in remission.
    const MAINTAINED: [i32; 11] = [9, 13, -13, 18, 23, -28, 31, 34, -45, 48, -161];
    const NOT_MAINTAINED: [i32; 12] = [5, 5, 8, 8, 12, -16, 23, 27, 30, 33, 43, 45];

    #[test]
    fn leukaemia_as_in_r() {
        let steps = kaplan_meier(&cases(&MAINTAINED));
        let shares: Vec<(f64, f64)> = steps.iter().map(|step| (step.time, step.survival)).collect();
        let expected = [
            (9.0, 0.909_090_9),
            (13.0, 0.818_181_8),
            (18.0, 0.715_909_1),
            (23.0, 0.613_636_4),
            (31.0, 0.490_909_1),
            (34.0, 0.368_181_8),
            (48.0, 0.184_090_9),
        ];
        assert_eq!(shares.len(), expected.len());
        for ((time, share), (wanted_time, wanted)) in shares.into_iter().zip(expected) {
            assert_eq!(time, wanted_time);
            assert!((share - wanted).abs() < 5e-8, "{time}: {share}");
        }
        // summary(survfit(..., conf.type = "log-log")): standard error 0.0867 at 9, 0.1163 at 13.
        assert!((steps[0].error - 0.086_678).abs() < 5e-6 && (steps[1].error - 0.116_291).abs() < 5e-6);
        let other = kaplan_meier(&cases(&NOT_MAINTAINED));
        assert_eq!((quantile(&steps, 0.5), quantile(&other, 0.5)), (Some(31.0), Some(23.0)));
        assert_eq!(quantile(&steps, 0.99), None);
        let statistic = log_rank(&cases(&MAINTAINED), &cases(&NOT_MAINTAINED)).unwrap();
        assert!((statistic - 3.4).abs() < 0.05, "{statistic}");
    }

    #[test]
    fn without_censoring_the_curve_is_the_share_left() {
        let all = cases(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        for (index, step) in kaplan_meier(&all).iter().enumerate() {
            assert!((step.survival - (9 - index) as f64 / 10.0).abs() < 1e-12);
            if let Some((low, high)) = step.interval {
                assert!(0.0 < low && low < step.survival && step.survival < high && high < 1.0);
            }
        }
        assert!(kaplan_meier(&[]).is_empty());
        assert_eq!(log_rank(&all, &[]), None);
    }

    #[test]
    fn groups_can_change_places() {
        let (a, b) = (cases(&MAINTAINED), cases(&NOT_MAINTAINED));
        assert!((log_rank(&a, &b).unwrap() - log_rank(&b, &a).unwrap()).abs() < 1e-12);
    }
}
