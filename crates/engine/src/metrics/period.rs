//! Periods and the points of a time axis.

use crate::derive::Derived;
use model::chart::Bucket;
use model::filter::Filter;
use model::units::Day;

/// The days a filter means within the data, and the days it is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Period {
    /// First day.
    pub(crate) from: Day,
    /// First day after the last.
    pub(crate) to: Day,
    /// The period of the same length directly before, where the data reach back that far and the filter names a beginning.
    pub(crate) previous: Option<(Day, Day)>,
}

impl Period {
    /// The period of a filter. Open ends are those of the data; ends beyond the data are cut, so that a period that has not
    /// passed yet is compared with one of the length that has passed.
    pub(crate) fn of(filter: &Filter, derived: &Derived) -> Period {
        let after_data = Day(derived.last_day.0 + 1);
        let to = filter.to.map_or(after_data, |to| to.min(after_data));
        let from = filter.from.map_or(derived.first_day, |from| from.max(derived.first_day)).min(to);
        let before = Day(from.0 - (to.0 - from.0));
        let previous =
            filter.from.filter(|_| before < from && before >= derived.first_day).map(|_| (before, from));
        Period { from, to, previous }
    }

    /// Days in it.
    pub(crate) fn days(self) -> i32 {
        self.to.0 - self.from.0
    }

    /// The width of a point that suits its length: days up to 60 days, months above three years, else weeks.
    pub(crate) fn bucket(self) -> Bucket {
        match self.days() {
            ..=60 => Bucket::Day,
            61..=1096 => Bucket::Week,
            _ => Bucket::Month,
        }
    }

    /// First day of each point of that width, ascending. The first may lie before the period, and the last point may end after
    /// it; [`Period::clip`] gives the days that count.
    pub(crate) fn starts(self, bucket: Bucket) -> Vec<Day> {
        let mut starts = Vec::new();
        if self.days() <= 0 {
            return starts;
        }
        let mut start = bucket_start(self.from, bucket);
        while start < self.to {
            starts.push(start);
            start = bucket_next(start, bucket);
        }
        starts
    }

    /// The days of a point that lie within the period.
    pub(crate) fn clip(self, start: Day, bucket: Bucket) -> (Day, Day) {
        (start.max(self.from), bucket_next(start, bucket).min(self.to))
    }
}

/// First day of the day, week or month that holds a day.
fn bucket_start(day: Day, bucket: Bucket) -> Day {
    match bucket {
        Bucket::Day => day,
        Bucket::Week => day.monday(),
        Bucket::Month => {
            let (year, month, _) = day.to_ymd();
            Day::from_ymd(year, month, 1)
        }
    }
}

/// First day of the next point.
pub(crate) fn bucket_next(start: Day, bucket: Bucket) -> Day {
    match bucket {
        Bucket::Day => Day(start.0 + 1),
        Bucket::Week => Day(start.0 + 7),
        Bucket::Month => {
            let (year, month, _) = start.to_ymd();
            if month == 12 { Day::from_ymd(year + 1, 1, 1) } else { Day::from_ymd(year, month + 1, 1) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_tickets::{MONDAY, Table};

    fn period(from: Option<i32>, to: Option<i32>) -> Period {
        // Tickets from day 0 to day 99.
        let table = Table::new("created solved\n0 0+1\n99 99+1\n", 120);
        let day = |n: i32| Day(MONDAY.0 + n);
        Period::of(&Filter { from: from.map(day), to: to.map(day), ..Filter::default() }, &table.derived)
    }

    fn days(period: Period) -> (i32, i32, Option<(i32, i32)>) {
        let n = |day: Day| day.0 - MONDAY.0;
        (n(period.from), n(period.to), period.previous.map(|(from, to)| (n(from), n(to))))
    }

    #[test]
    fn ends_beyond_the_data_are_cut_and_compared_in_their_length() {
        assert_eq!(days(period(None, None)), (0, 100, None));
        assert_eq!(days(period(Some(70), None)), (70, 100, Some((40, 70))));
        assert_eq!(days(period(Some(70), Some(200))), (70, 100, Some((40, 70))));
        assert_eq!(days(period(Some(40), Some(80))), (40, 80, Some((0, 40))));
        assert_eq!(
            days(period(Some(39), Some(80))),
            (39, 80, None),
            "the period before begins a day before the data"
        );
        assert_eq!(days(period(Some(-500), Some(10))), (0, 10, None));
        assert_eq!(days(period(Some(300), None)), (100, 100, None));
        assert_eq!(period(Some(300), None).starts(Bucket::Week), []);
    }

    #[test]
    fn points_are_whole_calendar_units_cut_to_the_period() {
        let period = period(Some(2), Some(40));
        assert_eq!(period.bucket(), Bucket::Day);
        let weeks = period.starts(Bucket::Week);
        assert_eq!(weeks.first(), Some(&MONDAY));
        assert_eq!(weeks.len(), 6);
        assert_eq!(period.clip(weeks[0], Bucket::Week), (Day(MONDAY.0 + 2), Day(MONDAY.0 + 7)));
        assert_eq!(period.clip(weeks[5], Bucket::Week).1, period.to);
        let months = period.starts(Bucket::Month);
        assert_eq!(months, [Day::from_ymd(2026, 1, 1), Day::from_ymd(2026, 2, 1)]);
        assert_eq!(bucket_next(Day::from_ymd(2026, 12, 1), Bucket::Month), Day::from_ymd(2027, 1, 1));
    }
}
