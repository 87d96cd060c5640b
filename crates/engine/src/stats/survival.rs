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
    /// Standard error of the share (Greenwood); 0 where the share is 0.
    pub error: f64,
    /// 95% interval of the share; `None` where the share is 0 or 1.
    pub interval: Option<(f64, f64)>,
}

/// Cases that were watched for the same time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Group {
    /// How long.
    pub time: f64,
    /// Cases in which the event came then.
    pub events: u64,
    /// Cases that nobody watched any longer.
    pub lost: u64,
}

/// The product-limit curve: one step for each time with an event, ascending. Cases whose time is not a number or negative are left out.
pub fn kaplan_meier(cases: &[Watched]) -> Vec<Step> {
    product_limit(&in_groups(cases))
}

/// As [`kaplan_meier`], for cases that are counted already; times ascend.
pub fn product_limit(groups: &[Group]) -> Vec<Step> {
    let mut at_risk: u64 = groups.iter().map(|group| group.events + group.lost).sum();
    let mut steps = Vec::new();
    let (mut survival, mut greenwood) = (1.0, 0.0);
    for group in groups {
        if group.events > 0 {
            let (n, d) = (at_risk as f64, group.events as f64);
            survival *= (n - d) / n;
            greenwood += d / (n * (n - d));
            let error = if survival > 0.0 { survival * greenwood.sqrt() } else { 0.0 };
            steps.push(Step {
                time: group.time,
                at_risk,
                events: group.events,
                survival,
                error,
                interval: interval(survival, greenwood),
            });
        }
        at_risk -= group.events + group.lost;
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

/// The 95% interval of that time: from where the lower to where the upper end of the curve's interval crosses the same line
/// (R. Brookmeyer and J. Crowley, Biometrics 38 (1982), 29–41). `None` where the upper end does not fall so far.
pub fn quantile_interval(steps: &[Step], at: f64) -> Option<(f64, f64)> {
    let line = 1.0 - at + 1e-12;
    let first = |end: &dyn Fn((f64, f64)) -> f64| {
        let is_under = |step: &&Step| step.interval.is_some_and(|interval| end(interval) <= line);
        steps.iter().find(is_under).map(|step| step.time)
    };
    Some((first(&|interval| interval.0)?, first(&|interval| interval.1)?))
}

/// The log-rank statistic of two groups: about chi-squared with one degree of freedom if they do not differ. `None` without an event at a
/// time at which cases of both groups are watched and not all of them end.
pub fn log_rank(first: &[Watched], second: &[Watched]) -> Option<f64> {
    log_rank_of_groups(&in_groups(first), &in_groups(second))
}

/// As [`log_rank`], for cases that are counted already; times ascend.
pub fn log_rank_of_groups(first: &[Group], second: &[Group]) -> Option<f64> {
    let all = |groups: &[Group]| groups.iter().map(|group| group.events + group.lost).sum::<u64>();
    let (mut n1, mut n2) = (all(first), all(second));
    let (mut a, mut b) = (first.iter().peekable(), second.iter().peekable());
    let (mut excess, mut variance) = (0.0, 0.0);
    loop {
        let time = match (a.peek(), b.peek()) {
            (None, None) => break,
            (Some(one), None) | (None, Some(one)) => one.time,
            (Some(one), Some(other)) => one.time.min(other.time),
        };
        let none = Group { time, events: 0, lost: 0 };
        let here1 = a.next_if(|group| group.time <= time).copied().unwrap_or(none);
        let here2 = b.next_if(|group| group.time <= time).copied().unwrap_or(none);
        let (d, n) = ((here1.events + here2.events) as f64, (n1 + n2) as f64);
        if d > 0.0 {
            let share = n1 as f64 / n;
            excess += here1.events as f64 - d * share;
            if n > 1.0 {
                variance += d * share * (1.0 - share) * (n - d) / (n - 1.0);
            }
        }
        n1 -= here1.events + here1.lost;
        n2 -= here2.events + here2.lost;
    }
    (variance > 0.0).then(|| excess * excess / variance)
}

/// The probability of a log-rank statistic at least so large if the groups do not differ.
pub fn log_rank_p(statistic: f64) -> f64 {
    2.0 * super::normal::below(-statistic.sqrt())
}

/// Cases by time, ascending; those whose time is not a number or negative are left out.
fn in_groups(cases: &[Watched]) -> Vec<Group> {
    let mut sorted: Vec<Watched> = cases.iter().copied().filter(|case| case.time >= 0.0).collect();
    model::order::sort_by(&mut sorted, |a, b| a.time.total_cmp(&b.time));
    let mut groups: Vec<Group> = Vec::new();
    for case in sorted {
        if groups.last().is_none_or(|group| group.time < case.time) {
            groups.push(Group { time: case.time, events: 0, lost: 0 });
        }
        if let Some(group) = groups.last_mut() {
            group.events += u64::from(case.happened);
            group.lost += u64::from(!case.happened);
        }
    }
    groups
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
        // R prints p = 0.07 beside it; on the scale log(−log S) the interval of the second median is from 5 or later to before 45.
        assert!((log_rank_p(statistic) - 0.065).abs() < 0.003, "{}", log_rank_p(statistic));
        assert_eq!(quantile_interval(&steps, 0.5), None, "the upper end stays above a half: R prints NA");
        let (low, high) = quantile_interval(&other, 0.5).unwrap();
        assert!((5.0..23.0).contains(&low) && (27.0..=45.0).contains(&high), "{low} {high}");
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
