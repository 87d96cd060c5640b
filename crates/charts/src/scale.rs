//! Scales and round ticks: numbers, durations and the calendar.

use crate::format;
use model::units::{Day, Unit};

/// A straight map from values to pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scale {
    /// Value at `start`.
    pub(crate) low: f64,
    /// Value at `end`.
    pub(crate) high: f64,
    /// Pixel of `low`.
    pub(crate) start: f64,
    /// Pixel of `high`.
    pub(crate) end: f64,
}

impl Scale {
    /// The pixel of a value, not held to the ends.
    pub(crate) fn at(&self, value: f64) -> f64 {
        if self.high > self.low {
            self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)
        } else {
            f64::midpoint(self.start, self.end)
        }
    }

    /// The pixel of a value; values outside are drawn at the end.
    pub(crate) fn held(&self, value: f64) -> f64 {
        self.at(value.clamp(self.low, self.high))
    }
}

/// Round values on an axis.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ticks {
    /// Lower end of the axis.
    pub(crate) low: f64,
    /// Upper end of the axis.
    pub(crate) high: f64,
    /// The values, ascending.
    pub(crate) values: Vec<f64>,
    /// The distance between them.
    pub(crate) step: f64,
}

/// Steps that read as round: in decimals, or in the units of the clock.
fn round_step(unit: Unit, rough: f64) -> f64 {
    const CLOCK: [f64; 21] = [
        1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1_800.0, 3_600.0, 7_200.0,
        10_800.0, 21_600.0, 43_200.0, 86_400.0, 172_800.0, 432_000.0, 864_000.0,
    ];
    if unit == Unit::Seconds && (0.5..=864_000.0).contains(&rough) {
        return CLOCK.into_iter().find(|step| *step >= rough * 0.999).unwrap_or(864_000.0);
    }
    let base = if unit == Unit::Seconds && rough > 1.0 { 86_400.0 } else { 1.0 };
    let power = 10_f64.powi((rough / base).log10().floor() as i32);
    let round = match rough / base / power {
        lead if lead <= 1.001 => 1.0,
        lead if lead <= 2.001 => 2.0,
        lead if lead <= 2.501
            && !matches!(unit, Unit::Seconds)
            && (unit != Unit::Tickets || power >= 10.0) =>
        {
            2.5
        }
        lead if lead <= 5.001 => 5.0,
        _ => 10.0,
    };
    round * power * base
}

/// Round ticks that hold all of `low..=high`, about `most` of them. Fixed ends stay as they are.
pub(crate) fn ticks(unit: Unit, (low, high): (f64, f64), most: usize, is_fixed: bool) -> Ticks {
    let (mut low, mut high) =
        if low.is_finite() && high.is_finite() && low <= high { (low, high) } else { (0.0, 1.0) };
    if high - low < f64::EPSILON * high.abs().max(1.0) {
        // One value only: an axis around it, or from zero to it.
        match low {
            zero if zero.abs() < f64::EPSILON => high = if unit == Unit::Share { 0.01 } else { 1.0 },
            negative if negative < 0.0 => high = 0.0,
            _ => low = 0.0,
        }
    }
    let least = if unit == Unit::Tickets { 1.0 } else { 0.0 };
    let mut step = round_step(unit, ((high - low) / most.max(1) as f64).max(least));
    // Rounding the ends outwards may add a tick or two: then the next rounder step.
    for _ in 0..4 {
        let spans = (high / step - 1e-9).ceil() - (low / step + 1e-9).floor();
        if spans <= most.max(1) as f64 {
            break;
        }
        step = round_step(unit, step * 1.01);
    }
    let first = if is_fixed { (low / step - 1e-9).ceil() } else { (low / step + 1e-9).floor() };
    let last = if is_fixed { (high / step + 1e-9).floor() } else { (high / step - 1e-9).ceil() };
    let values: Vec<f64> = (first as i64..=last as i64).map(|index| index as f64 * step).collect();
    if !is_fixed {
        (low, high) = (first * step, last * step);
    }
    Ticks { low, high, values, step }
}

/// A labelled place on a time axis.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DateTick {
    /// The day.
    pub(crate) day: Day,
    /// First line.
    pub(crate) label: String,
    /// Second line: the year (or month and year), where it begins.
    pub(crate) context: Option<String>,
}

/// Distance between calendar ticks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Days(i32),
    Weeks(i32),
    Months(i32),
    Years(i32),
}

const STEPS: [Step; 15] = [
    Step::Days(1),
    Step::Days(2),
    Step::Weeks(1),
    Step::Weeks(2),
    Step::Months(1),
    Step::Months(2),
    Step::Months(3),
    Step::Months(6),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
    Step::Years(10),
    Step::Years(20),
    Step::Years(50),
    Step::Years(100),
];

impl Step {
    fn least_days(self) -> i32 {
        match self {
            Step::Days(days) => days,
            Step::Weeks(weeks) => weeks * 7,
            Step::Months(months) => months * 28,
            Step::Years(years) => years * 365,
        }
    }

    fn first_at_or_after(self, day: Day) -> Day {
        let (year, month, number) = day.to_ymd();
        match self {
            Step::Days(days) => Day(day.0 + (-day.0).rem_euclid(days)),
            Step::Weeks(weeks) => {
                let monday = Day(day.0 + 6).monday();
                let week = (monday.0 + 3).div_euclid(7);
                Day(monday.0 + (-week).rem_euclid(weeks) * 7)
            }
            Step::Months(months) => {
                let whole = year * 12 + month as i32 - 1 + i32::from(number > 1);
                let rounded = whole + (-whole).rem_euclid(months);
                Day::from_ymd(rounded.div_euclid(12), rounded.rem_euclid(12) as u32 + 1, 1)
            }
            Step::Years(years) => {
                let whole = year + i32::from(month > 1 || number > 1);
                Day::from_ymd(whole + (-whole).rem_euclid(years), 1, 1)
            }
        }
    }
}

/// Calendar ticks for `from..to` at the finest step whose labels keep apart.
///
/// `x_of` gives the pixel of a day, `width_of` the width of a text; `finest_days` is the width of a point, below which
/// a tick would claim more than the data tell. The step is returned too.
pub(crate) fn date_ticks(
    (from, to): (Day, Day),
    finest_days: i32,
    x_of: impl Fn(Day) -> f64,
    mut width_of: impl FnMut(&str) -> f64,
) -> (Step, Vec<DateTick>) {
    let usable = STEPS.into_iter().filter(|step| step.least_days() >= finest_days.min(28));
    let mut fallback = (Step::Days(1), Vec::new());
    for step in usable {
        // A quick look before any text is measured: no label is narrower than 12 px.
        if (x_of(Day(from.0 + step.least_days())) - x_of(from)).abs() < 20.0 {
            continue;
        }
        let found = ticks_at(step, from, to);
        if found.is_empty() {
            break;
        }
        let mut reach = f64::NEG_INFINITY;
        let is_apart = found.iter().all(|tick| {
            let (x, half) = (x_of(tick.day), width_of(&tick.label) / 2.0);
            let fits = x - half >= reach;
            reach = x + half + 10.0;
            fits
        });
        if is_apart {
            return (step, with_contexts(found, &x_of, &mut width_of));
        }
        fallback = (step, found);
    }
    // Too short for a tick of a rounder step (or too narrow for two): the first one alone.
    let (step, mut found) = fallback;
    if found.is_empty() {
        let (year, month, day) = from.to_ymd();
        let label = format!("{day} {}", format::month_name(month));
        return (step, vec![DateTick { day: from, label, context: Some(year.to_string()) }]);
    }
    found.truncate(1);
    (step, with_contexts(found, &x_of, &mut width_of))
}

fn ticks_at(step: Step, from: Day, to: Day) -> Vec<DateTick> {
    let mut ticks = Vec::new();
    let mut day = step.first_at_or_after(from);
    while day < to && ticks.len() < 400 {
        let (year, month, number) = day.to_ymd();
        let label = match step {
            Step::Days(_) | Step::Weeks(_) => format!("{number} {}", format::month_name(month)),
            Step::Months(_) => format::month_name(month).to_string(),
            Step::Years(_) => year.to_string(),
        };
        let is_new_year = ticks.last().is_none_or(|last: &DateTick| last.day.to_ymd().0 != year);
        let context = (!matches!(step, Step::Years(_)) && is_new_year).then(|| year.to_string());
        ticks.push(DateTick { day, label, context });
        day = step.first_at_or_after(Day(day.0 + 1));
    }
    ticks
}

/// Drops years that would touch the next one (the first year of a range may have but a month to itself).
fn with_contexts(
    mut ticks: Vec<DateTick>,
    x_of: &impl Fn(Day) -> f64,
    width_of: &mut impl FnMut(&str) -> f64,
) -> Vec<DateTick> {
    let mut next_edge = f64::INFINITY;
    for tick in ticks.iter_mut().rev() {
        if let Some(text) = &tick.context {
            let (x, half) = (x_of(tick.day), width_of(text) / 2.0);
            if x + half + 6.0 > next_edge {
                tick.context = None;
            } else {
                next_edge = x - half;
            }
        }
    }
    ticks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(from: &str, to: &str, finest: i32, width: f64) -> Vec<String> {
        let (from, to) = (Day::parse(from).unwrap(), Day::parse(to).unwrap());
        let days = f64::from(to.0 - from.0);
        date_ticks(
            (from, to),
            finest,
            |day| f64::from(day.0 - from.0) / days * width,
            |text| text.len() as f64 * 6.5,
        )
        .1
        .into_iter()
        .map(|tick| match tick.context {
            Some(context) => format!("{}/{context}", tick.label),
            None => tick.label,
        })
        .collect()
    }

    #[test]
    fn the_calendar_ticks_at_its_own_units() {
        assert_eq!(
            labels("2026-03-02", "2026-03-07", 1, 500.0),
            ["2 Mar/2026", "3 Mar", "4 Mar", "5 Mar", "6 Mar"]
        );
        assert_eq!(
            labels("2026-02-23", "2026-04-06", 7, 500.0),
            ["23 Feb/2026", "2 Mar", "9 Mar", "16 Mar", "23 Mar", "30 Mar"]
        );
        assert_eq!(labels("2025-10-06", "2026-05-04", 7, 300.0)[..4], ["Nov/2025", "Dec", "Jan/2026", "Feb"]);
        assert_eq!(labels("2024-01-01", "2026-12-31", 7, 400.0).len(), 12);
        assert_eq!(
            labels("1999-06-01", "2026-12-31", 7, 300.0),
            ["2000", "2005", "2010", "2015", "2020", "2025"]
        );
        assert_eq!(labels("2026-03-02", "2026-03-09", 7, 300.0), ["2 Mar/2026"]);
        assert_eq!(labels("2026-03-03", "2026-03-04", 1, 300.0), ["3 Mar/2026"]);
    }

    #[test]
    fn number_ticks_are_round_and_hold_the_values() {
        let fixed = ticks(Unit::Share, (0.0, 1.0), 5, true);
        assert_eq!((fixed.low, fixed.high, fixed.step), (0.0, 1.0, 0.2));
        let four = ticks(Unit::Share, (0.0, 1.0), 4, true);
        assert_eq!(four.values, [0.0, 0.25, 0.5, 0.75, 1.0]);
        let counts = ticks(Unit::Tickets, (0.0, 3.0), 6, false);
        assert_eq!(counts.values, [0.0, 1.0, 2.0, 3.0]);
        let clock = ticks(Unit::Seconds, (0.0, 3.1 * 3_600.0), 5, false);
        assert_eq!(clock.step, 3_600.0);
        let weeks = ticks(Unit::Seconds, (0.0, 9_000_000.0), 5, false);
        assert_eq!(weeks.step, 50.0 * 86_400.0);
        for unit in [Unit::Share, Unit::SharePoints, Unit::Tickets, Unit::Seconds, Unit::Rating] {
            for exponent in -6..12 {
                for lead in 1..40 {
                    let high = f64::from(lead) / 4.0 * 10_f64.powi(exponent);
                    for most in 2..8 {
                        let ticks = ticks(unit, (0.0, high), most, false);
                        assert!(
                            ticks.high >= high * 0.999_999 && ticks.low <= 0.0,
                            "{unit:?} {high} {ticks:?}"
                        );
                        assert!(
                            (2..=most + 1).contains(&ticks.values.len()),
                            "{unit:?} {high} {most} {ticks:?}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn a_single_value_has_an_axis() {
        for value in [-5.0, 0.0, 5.0, f64::NAN, f64::INFINITY] {
            let ticks = ticks(Unit::Tickets, (value, value), 5, false);
            assert!(ticks.high > ticks.low && ticks.values.len() >= 2, "{value} {ticks:?}");
        }
    }
}
