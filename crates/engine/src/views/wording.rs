//! Numbers and lists in words, the same everywhere.

use model::measure::Estimate;
use model::units::Day;

pub(super) use model::units::{counted as count, grouped as number};

/// A share in percent: whole numbers, with one decimal where these would say 0%, 1%, 99% or 100% of something else.
pub(super) fn percent(share: f64) -> String {
    let value = share * 100.0;
    let is_extreme = (value > 0.0 && value < 0.95) || (value > 99.05 && value < 100.0);
    if is_extreme {
        let text = format!("{value:.1}%");
        match text.as_str() {
            "0.0%" => "under 0.1%".to_string(),
            "100.0%" => "over 99.9%".to_string(),
            _ => text,
        }
    } else {
        format!("{value:.0}%")
    }
}

/// "50%" and "54%"; "61.5%" and "61.9%" where whole numbers would say the same twice.
pub(super) fn percents(one: f64, other: f64) -> (String, String) {
    let said = (percent(one), percent(other));
    if said.0 == said.1 && one.to_bits() != other.to_bits() {
        return (format!("{:.1}%", one * 100.0), format!("{:.1}%", other * 100.0));
    }
    said
}

/// "50% to 54%".
pub(super) fn percent_range((low, high): (f64, f64)) -> String {
    let (from, to) = percents(low, high);
    format!("{from} to {to}")
}

/// A difference of shares without its sign: "8 points", "0.4 points".
pub(super) fn points(difference: f64) -> String {
    let value = difference.abs() * 100.0;
    let text = if value < 10.0 { format!("{value:.1}") } else { format!("{value:.0}") };
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "1" { "1 point".to_string() } else { format!("{text} points") }
}

/// "−5.2 to −1.0", in percentage points.
pub(super) fn points_range((low, high): (f64, f64)) -> String {
    let signed = |value: f64| {
        let size = format!("{:.1}", (value * 100.0).abs());
        match size.as_str() {
            "0.0" => size,
            _ if value < 0.0 => format!("−{size}"),
            _ => format!("+{size}"),
        }
    };
    format!("{} to {}", signed(low), signed(high))
}

/// A share and the ends of its interval, with one decimal where whole percents would hide the difference.
fn with_interval(estimate: &Estimate) -> (String, Option<(String, String)>) {
    let is_narrow = estimate.interval.is_some_and(|(low, high)| high - low < 0.03);
    let write = |share: f64| {
        let text = if is_narrow { format!("{:.1}%", share * 100.0) } else { percent(share) };
        match text.as_str() {
            "0.0%" | "100.0%" => percent(share),
            _ => text,
        }
    };
    (write(estimate.value), estimate.interval.map(|(low, high)| (write(low), write(high))))
}

/// "52% of 8,412 tickets (50% to 54%)".
pub(super) fn share_of(estimate: &Estimate, noun: &str) -> String {
    let (value, interval) = with_interval(estimate);
    let range = interval.map(|(low, high)| format!(" ({low} to {high})")).unwrap_or_default();
    format!("{value} of {}{range}", count(estimate.n, noun))
}

/// "33% of 46 tickets, 21% to 47%", for use within parentheses.
pub(super) fn share_of_inline(estimate: &Estimate, noun: &str) -> String {
    let (value, interval) = with_interval(estimate);
    let range = interval.map(|(low, high)| format!(", {low} to {high}")).unwrap_or_default();
    format!("{value} of {}{range}", count(estimate.n, noun))
}

/// "45 seconds", "12 minutes", "3.4 hours", "2.1 days".
pub(super) fn duration(secs: f64) -> String {
    let units = [(86_400.0, 1.0, "day"), (3_600.0, 1.0, "hour"), (60.0, 1.0, "minute")];
    let (size, _, noun) = units
        .into_iter()
        .find(|(size, least, _)| secs >= size * least * 0.995)
        .unwrap_or((1.0, 1.0, "second"));
    let value = secs / size;
    let text = if value < 9.95 && size > 1.0 { format!("{value:.1}") } else { format!("{value:.0}") };
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "1" { format!("1 {noun}") } else { format!("{text} {noun}s") }
}

/// "3 January 2026".
pub(super) fn date(day: Day) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (year, month, day) = day.to_ymd();
    format!("{day} {} {year}", MONTHS[month as usize - 1])
}

/// "a, b and c".
pub(super) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// Whether an interval lies wholly on one side of zero.
pub(super) fn excludes_zero(estimate: &Estimate) -> bool {
    estimate.interval.is_some_and(|(low, high)| low > 0.0 || high < 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words() {
        assert_eq!(percents(0.0571, 0.0619), ("5.7%".into(), "6.2%".into()));
        assert_eq!(percents(0.5, 0.5), ("50%".into(), "50%".into()));
        assert_eq!(percent(0.5249), "52%");
        assert_eq!(percent(0.0), "0%");
        assert_eq!(percent(0.004), "0.4%");
        assert_eq!(percent(0.0001), "under 0.1%");
        assert_eq!(percent(0.9999), "over 99.9%");
        assert_eq!(percent(0.994), "99.4%");
        assert_eq!(percent(0.09 + 0.9), "99%");
        assert_eq!(percent(1.0), "100%");
        assert_eq!(percent_range((0.5, 0.541)), "50% to 54%");
        assert_eq!(percent_range((0.6151, 0.6189)), "61.5% to 61.9%");
        assert_eq!(points(-0.01), "1 point");
        assert_eq!(points(0.0312), "3.1 points");
        assert_eq!(points(0.12), "12 points");
        assert_eq!(points_range((-0.0521, 0.0)), "−5.2 to 0.0");
        let few = Estimate { value: 0.0144, interval: Some((0.0115, 0.0181)), n: 5_135, k: Some(74) };
        assert_eq!(share_of(&few, "ticket"), "1.4% of 5,135 tickets (1.1% to 1.8%)");
        let wide = Estimate { value: 0.33, interval: Some((0.21, 0.47)), n: 46, k: Some(15) };
        assert_eq!(share_of_inline(&wide, "ticket"), "33% of 46 tickets, 21% to 47%");
        assert_eq!(number(1_234_567), "1,234,567");
        assert_eq!(number(999), "999");
        assert_eq!(
            [0.0, 1.0, 59.4, 60.0, 90.0, 3_599.0, 40_000.0, 86_400.0, 1e6].map(duration),
            [
                "0 seconds",
                "1 second",
                "59 seconds",
                "1 minute",
                "1.5 minutes",
                "1 hour",
                "11 hours",
                "1 day",
                "12 days"
            ]
        );
        assert_eq!(count(1, "ticket"), "1 ticket");
        assert_eq!(date(Day::from_ymd(2026, 1, 3)), "3 January 2026");
        assert_eq!(list(&["a".to_string(), "b".to_string(), "c".to_string()]), "a, b and c");
    }
}
