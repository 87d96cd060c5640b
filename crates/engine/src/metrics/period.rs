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
    /// The period of a filter. Open ends are those of the data; an end beyond the data is cut, so that a period that has not
    /// passed yet is compared with one of the length that has passed.
    pub(crate) fn of(filter: &Filter, derived: &Derived) -> Period {
        let after_data = Day(derived.last_day.0 + 1);
        let to = filter.to.map_or(after_data, |to| to.min(after_data));
        let from = filter.from.unwrap_or(derived.first_day).min(to);
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
