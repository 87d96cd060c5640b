//! How long tickets stay open, how many are open when, and when they come: one pass over the rows each.

use super::Context;
use super::quantile::{Quantile, handler_lanes};
use super::select::{HOURS, Selection, WEEKDAYS};
use crate::derive::speed::AGE_DAYS;
use crate::stats::survival::Group;
use crate::stats::{normal, quantile_ranks, type_7};
use kernels::Codes;
use kernels::count::by_code;
use kernels::life::{BANDS, COARSE, LIFE_WIDTH, Lives, Places, ends_of_coarse, survival};
use kernels::spread::{BUCKETS, middle};
use model::filter::Filter;
use model::units::Day;

/// Times until something happened, and times for which it had not yet ([`kernels::life::watched`] of each row), of the tickets of a
/// filter: all of them, then of each [`model::outcome::HandledBy`]. Times of 256 seconds or more are those of the middle of a bucket,
/// at most 0.4% off.
pub(crate) fn lifetimes(context: Context<'_>, filter: &Filter, watched: &[u16]) -> [Vec<Group>; 4] {
    let derived = context.derived;
    let selection = Selection::new(context, filter);
    let lane_of = handler_lanes(derived, &selection);
    let counts = survival(selection.rows(), watched, &derived.class, &lane_of);
    std::array::from_fn(|group| {
        let lanes = if group == 0 { 0..4 } else { group - 1..group };
        let of = |cell: usize| -> u64 {
            lanes.clone().map(|lane| u64::from(counts[lane * LIFE_WIDTH + cell])).sum()
        };
        (0..BUCKETS)
            .map(|bucket| Group { time: middle(bucket), events: of(2 * bucket + 1), lost: of(2 * bucket) })
            .filter(|group| group.events + group.lost > 0)
            .collect()
    })
}

/// The bands of age of [`Backlog`].
pub(crate) const AGES: usize = AGE_DAYS.len();

/// Tickets that were open at the end of each day, by their age.
pub(crate) struct Backlog {
    /// The first day.
    pub(crate) first: Day,
    /// For each band of [`AGE_DAYS`], which begins with that age, the tickets by day.
    pub(crate) bands: [Vec<u64>; AGES],
}

impl Backlog {
    /// The tickets of each band at the end of a day; `None` for a day that the file does not know.
    pub(crate) fn at(&self, day: Day) -> Option<[u64; AGES]> {
        let place =
            usize::try_from(day.0 - self.first.0).ok().filter(|place| *place < self.bands[0].len())?;
        Some(std::array::from_fn(|band| self.bands[band][place]))
    }
}

/// The backlog at the end of each day that the file knows, whatever the period of the filter.
pub(crate) fn backlog(context: Context<'_>, filter: &Filter) -> Backlog {
    let derived = context.derived;
    let selection = Selection::new(context, &Filter { from: None, to: None, ..filter.clone() });
    let life = derived.life();
    let counted = selection.counted(derived);
    let lives = Lives {
        class: &derived.class,
        counted: &counted,
        came: &derived.day,
        went: &life.went,
        band: &life.band,
        days: life.days,
    };
    let [came, went] = lives.count(selection.rows());
    let width = life.days + 1;
    // Open for at least so many days: they came that long ago, and went later; those that went sooner are in lower bands.
    let at_least: [Vec<u64>; AGES] = std::array::from_fn(|age| {
        let sum = |cells: &[u32], day: usize| -> u64 {
            (age + 1..BANDS).map(|band| u64::from(cells[band * width + day])).sum()
        };
        let days = AGE_DAYS[age] as usize;
        let mut open = 0_u64;
        (0..life.days)
            .map(|day| {
                let new = day.checked_sub(days).map_or(0, |day| sum(&came, day));
                open = (open + new).saturating_sub(sum(&went, day));
                open
            })
            .collect()
    });
    let bands = std::array::from_fn(|age| {
        let older = at_least.get(age + 1);
        at_least[age].iter().enumerate().map(|(day, n)| n - older.map_or(0, |older| older[day])).collect()
    });
    Backlog { first: derived.first_day, bands }
}

/// Tickets by the value of a column of bytes.
pub(crate) fn by_byte(context: Context<'_>, filter: &Filter, column: &[u8]) -> [u32; 256] {
    let derived = context.derived;
    let selection = Selection::new(context, filter);
    let mut counts = [0; 256];
    let counted = selection.counted(derived);
    by_code(selection.rows(), Codes::U8(column), &derived.class, &counted, &mut counts);
    counts
}

/// Hours of a week.
pub(crate) const WEEK_HOURS: usize = WEEKDAYS.len() * HOURS.len();

/// What happened at an hour of the week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Hour {
    /// Tickets that came.
    pub(crate) arrivals: u64,
    /// The median of their time to the first reply, from classes of about 3% width within which cases are taken to lie evenly.
    pub(crate) first_reply: Option<Quantile>,
    /// Its interval where every hour of the week is looked at: so wide that chance puts one of all of them outside once in 20.
    pub(crate) strict: Option<(f64, f64)>,
}

/// The hours of the week from Monday 0:00.
pub(crate) fn hours(context: Context<'_>, filter: &Filter) -> Vec<Hour> {
    let derived = context.derived;
    let selection = Selection::new(context, filter);
    let [weekday, hour] = derived.hours(context.dataset);
    let counted = selection.counted(derived);
    let places = Places {
        first: weekday,
        second: hour,
        width: HOURS.len(),
        class: &derived.class,
        counted: &counted,
        buckets: &derived.first_reply_buckets,
    };
    let counts = places.count(selection.rows(), WEEK_HOURS);
    counts.chunks_exact(COARSE).map(hour_of).collect()
}

fn hour_of(counts: &[u32]) -> Hour {
    let sum = |counts: &[u32]| counts.iter().map(|count| u64::from(*count)).sum::<u64>();
    let told = &counts[..COARSE - 1];
    let n = sum(told);
    let case = |rank: u64| -> f64 {
        let mut before = 0;
        for (coarse, count) in told.iter().enumerate() {
            let count = u64::from(*count);
            if before + count > rank {
                let (low, high) = ends_of_coarse(coarse);
                let within = (rank - before) as f64 + 0.5;
                return (low + (high - low) * within / count as f64).floor();
            }
            before += count;
        }
        0.0
    };
    let first_reply = type_7(n, 0.5).map(|(low, high, weight)| {
        let (low, high) = (case(low), case(high));
        let interval = quantile_ranks(n, 0.5).map(|(low, high)| (case(low), case(high)));
        Quantile { value: low + (high - low) * weight, interval, n }
    });
    // The ranks are those of the normal approximation, rounded outwards.
    let half = -normal::quantile(0.025 / WEEK_HOURS as f64) * (n as f64).sqrt() / 2.0 + 1.0;
    let (low, high) = ((n as f64 / 2.0 - half).floor(), (n as f64 / 2.0 + half).ceil());
    let strict = (low >= 0.0 && high < n as f64).then(|| (case(low as u64), case(high as u64)));
    Hour { arrivals: sum(counts), first_reply, strict }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::NO_SECS;
    use crate::sample;
    use crate::text_tickets::Table;
    use model::filter::Dimension;
    use model::settings::Settings;

    #[test]
    fn the_backlog_of_a_few_tickets() {
        // Came on day 0, 0, 1, 2 and 3; went the same day, after 2 days, never, after 8 days, never.
        let table = Table::new(
            "created status solved\n0 solved 0+3\n0 solved 2\n1 open -\n2 solved 10\n3 open -\n",
            40,
        );
        let backlog = backlog(table.context(), &Filter::default());
        let at = |day: i32| backlog.at(Day(backlog.first.0 + day)).map(|bands| bands.to_vec());
        assert_eq!(
            at(0),
            Some(vec![1, 0, 0, 0]),
            "the one that was solved the same day is not open at its end"
        );
        assert_eq!(at(1), Some(vec![1, 1, 0, 0]));
        assert_eq!(at(2), Some(vec![1, 1, 0, 0]), "one came, one went");
        assert_eq!(at(3), Some(vec![1, 2, 0, 0]));
        assert_eq!(at(8), Some(vec![0, 2, 1, 0]), "the one of day 1 is seven days old");
        assert_eq!(at(9), Some(vec![0, 1, 2, 0]));
        assert_eq!(at(10), Some(vec![0, 0, 2, 0]));
        assert_eq!(at(31), Some(vec![0, 0, 1, 1]));
        assert_eq!(at(40), Some(vec![0, 0, 0, 2]), "the last day that the file knows");
        assert_eq!(at(41), None);
        assert_eq!(at(-1), None);
    }

    #[test]
    fn the_backlog_of_many_tickets_is_what_looking_at_each_would_tell() {
        let dataset = sample::generate(3_000, 5);
        let derived = crate::derive::derive(&dataset, &Settings::default()).expect("the sample derives");
        let context = Context { dataset: &dataset, derived: &derived };
        for filter in [Filter::default(), Filter::default().with(Dimension::HandledBy, &["human_only"])] {
            let backlog = backlog(context, &filter);
            let rows = super::super::matching_rows(context, &filter);
            for day in (0..backlog.bands[0].len() as i32).step_by(13) {
                let day = Day(backlog.first.0 + day);
                let ends = derived.day_begins_utc(Day(day.0 + 1));
                let mut expected = [0_u64; AGES];
                for row in &rows {
                    let row = *row as usize;
                    let came = i32::from(derived.day[row]) + derived.first_day.0;
                    if came <= day.0 && (derived.resolved_utc[row] >= ends) {
                        let band = AGE_DAYS.iter().rposition(|age| day.0 - came >= *age).unwrap();
                        expected[band] += 1;
                    }
                }
                assert_eq!(backlog.at(day), Some(expected), "{day}");
            }
        }
    }

    #[test]
    fn lifetimes_are_those_of_a_product_limit_over_all_tickets() {
        let table = Table::new(
            "created status solved ai replies\n0 solved 0+1 yes 0\n0 solved 0+2 no 1\n0 open - no 1\n5 open - yes 1\n",
            9,
        );
        let [all, ai_only, both, human] =
            lifetimes(table.context(), &Filter::default(), &table.derived.life().watched);
        let sums = |groups: &[Group]| {
            groups.iter().fold((0, 0), |(events, lost), group| (events + group.events, lost + group.lost))
        };
        assert_eq!(sums(&all), (2, 2));
        assert_eq!((sums(&ai_only), sums(&both), sums(&human)), ((1, 0), (0, 1), (1, 1)));
        assert!((all[0].time - 3_600.0).abs() / 3_600.0 < 0.004);
        // The file knows everything up to the end of day 9; the first open ticket came at noon of day 0.
        assert!((all.last().unwrap().time - 9.5 * 86_400.0).abs() / (9.5 * 86_400.0) < 0.004);
    }

    #[test]
    fn hours_and_medians_are_near_those_of_sorting() {
        let dataset = sample::generate(4_000, 2);
        let settings = Settings { time_zone: Some("America/New_York".into()), ..Settings::default() };
        let derived = crate::derive::derive(&dataset, &settings).expect("the sample derives");
        let context = Context { dataset: &dataset, derived: &derived };
        let filter = Filter::default().with(Dimension::Channel, &["chat", "email"]);
        let hours = hours(context, &filter);
        let mut secs: Vec<Vec<f64>> = vec![Vec::new(); WEEK_HOURS];
        let mut counts = vec![0; WEEK_HOURS];
        for row in super::super::matching_rows(context, &filter) {
            let row = row as usize;
            let clock = derived.clock_secs(derived.created_utc[row]);
            let place = ((clock / 86_400 + 3) % 7 * 24 + clock % 86_400 / 3600) as usize;
            counts[place] += 1;
            if derived.first_reply_secs[row] != NO_SECS {
                secs[place].push(f64::from(derived.first_reply_secs[row]));
            }
        }
        assert_eq!(hours.iter().map(|hour| hour.arrivals).collect::<Vec<_>>(), counts);
        for (mut secs, hour) in secs.into_iter().zip(hours) {
            secs.sort_by(f64::total_cmp);
            let n = secs.len();
            assert_eq!(hour.first_reply.map(|found| found.n).unwrap_or(0), n as u64);
            let Some(found) = hour.first_reply else { continue };
            let near = |found: f64, exact: f64| (found - exact).abs() <= 4.0 + 0.032 * exact;
            let median = f64::midpoint(secs[(n - 1) / 2], secs[n / 2]);
            assert!(near(found.value, median), "{} {median}", found.value);
            let exact =
                quantile_ranks(n as u64, 0.5).map(|(low, high)| (secs[low as usize], secs[high as usize]));
            assert_eq!(found.interval.is_some(), exact.is_some());
            if let (Some(found), Some(exact)) = (found.interval, exact) {
                assert!(near(found.0, exact.0) && near(found.1, exact.1), "{found:?} {exact:?}");
            }
        }
    }
}
