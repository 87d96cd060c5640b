//! When a team works, and how soon it promises to answer: both as short texts that fit in an address.

use crate::outcome::Priority;
use crate::units::Day;
use serde::{Deserialize, Serialize};

/// Minutes of a day.
const DAY_MINUTES: u16 = 1440;
/// The most holidays that are kept.
const MOST_HOLIDAYS: usize = 400;

/// The hours that count as business hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// Whether each day of the week is a working day, from Monday.
    pub days: [bool; 7],
    /// Minute of the day at which work begins.
    pub from: u16,
    /// Minute of the day at which it ends, after `from`; 1440 is midnight.
    pub to: u16,
    /// IANA zone of these clock times; `None`: the zone of the days on the charts.
    pub zone: Option<String>,
    /// Days without work, ascending.
    pub holidays: Vec<Day>,
}

impl Default for Schedule {
    /// Monday to Friday, 9:00 to 17:00.
    fn default() -> Schedule {
        Schedule {
            days: [true, true, true, true, true, false, false],
            from: 9 * 60,
            to: 17 * 60,
            zone: None,
            holidays: Vec::new(),
        }
    }
}

impl Schedule {
    /// As text: `12345;09:00-17:00`, then, each after a `;`, a zone and a list of holidays, where there are any. Days of the week
    /// count from 1, Monday.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for (day, works) in (1_u8..).zip(self.days) {
            if works {
                text.push(char::from(b'0' + day));
            }
        }
        text.push(';');
        push_clock(&mut text, self.from);
        text.push('-');
        push_clock(&mut text, self.to);
        if self.zone.is_some() || !self.holidays.is_empty() {
            text.push(';');
            text.push_str(self.zone.as_deref().unwrap_or_default());
        }
        for (index, day) in self.holidays.iter().enumerate() {
            text.push(if index == 0 { ';' } else { ',' });
            text.push_str(&day.to_string());
        }
        text
    }

    /// Reads [`Schedule::to_text`]; `None` if a part of it makes no sense.
    pub fn from_text(text: &str) -> Option<Schedule> {
        let mut parts = text.split(';');
        let mut days = [false; 7];
        for day in parts.next()?.bytes() {
            *days.get_mut(usize::from(day.checked_sub(b'1')?))? = true;
        }
        let (from, to) = parts.next()?.split_once('-')?;
        let (from, to) = (clock(from)?, clock(to)?);
        let zone = parts.next().filter(|zone| !zone.is_empty()).map(str::to_string);
        let holidays = holidays(parts.next().unwrap_or_default())?;
        (from < to && days.contains(&true)).then_some(Schedule { days, from, to, zone, holidays })
    }
}

/// Reads a list of days, parted by commas, blanks or lines, in order; `None` if one of them is no day.
pub fn holidays(text: &str) -> Option<Vec<Day>> {
    let parts = text.split([',', ' ', '\n', '\t', '\r']).filter(|part| !part.is_empty());
    let mut days = parts.map(Day::parse).collect::<Option<Vec<Day>>>()?;
    crate::order::sort_by(&mut days, Day::cmp);
    days.dedup();
    days.truncate(MOST_HOLIDAYS);
    Some(days)
}

/// A minute of the day as `09:30`.
pub fn push_clock(text: &mut String, minute: u16) {
    for (value, end) in [(minute / 60, ":"), (minute % 60, "")] {
        text.push(char::from(b'0' + (value / 10) as u8));
        text.push(char::from(b'0' + (value % 10) as u8));
        text.push_str(end);
    }
}

/// Reads `09:30`; `24:00` is midnight.
pub fn clock(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    let minute = u16::try_from(hours * 60 + minutes).ok()?;
    (minutes < 60 && minute <= DAY_MINUTES).then_some(minute)
}

/// Digits and nothing else, at most seven.
fn number(text: &str) -> Option<u32> {
    let is_number = (1..=7).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.bytes().fold(0, |value, byte| value * 10 + u32::from(byte - b'0')))
}

/// How soon something is promised, in minutes, by urgency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Target {
    /// For every ticket that has no promise of its own urgency.
    pub usual: Option<u32>,
    /// By urgency, in the order of [`Priority::ALL`].
    pub by_priority: [Option<u32>; 4],
    /// Whether the minutes are those of business hours.
    pub is_business: bool,
}

impl Target {
    /// Whether nothing is promised.
    pub fn is_empty(&self) -> bool {
        self.usual.is_none() && self.by_priority.iter().all(Option::is_none)
    }

    /// What is promised for an urgency, in minutes.
    pub fn minutes(&self, priority: Option<Priority>) -> Option<u32> {
        priority.and_then(|priority| self.by_priority[priority as usize]).or(self.usual)
    }

    /// As text: `240`, `240,urgent:30,high:60`; `b` at the front: business hours.
    pub fn to_text(&self) -> String {
        let mut text = String::from(if self.is_business { "b" } else { "" });
        let mut parts: Vec<String> = self.usual.iter().map(u32::to_string).collect();
        for (priority, minutes) in Priority::ALL.iter().zip(self.by_priority) {
            parts.extend(minutes.map(|minutes| [priority.id(), &minutes.to_string()].join(":")));
        }
        text.push_str(&parts.join(","));
        text
    }

    /// Reads [`Target::to_text`]; `None` if it makes no sense.
    pub fn from_text(text: &str) -> Option<Target> {
        let bare = text.strip_prefix('b');
        let mut target = Target { is_business: bare.is_some(), ..Target::default() };
        for part in bare.unwrap_or(text).split(',').filter(|part| !part.is_empty()) {
            let (place, minutes) = match part.split_once(':') {
                Some((priority, minutes)) => {
                    (&mut target.by_priority[Priority::from_id(priority)? as usize], minutes)
                }
                None => (&mut target.usual, part),
            };
            *place = Some(number(minutes).filter(|minutes| *minutes > 0)?);
        }
        (!target.is_empty()).then_some(target)
    }
}

/// What is promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Targets {
    /// The first reply.
    pub reply: Target,
    /// The resolution.
    pub resolution: Target,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_survives_its_text() {
        let schedule = Schedule {
            days: [true, false, true, true, true, true, false],
            from: 8 * 60 + 30,
            to: 1440,
            zone: Some("Europe/Berlin".to_string()),
            holidays: vec![Day::from_ymd(2026, 1, 1), Day::from_ymd(2026, 12, 25)],
        };
        assert_eq!(schedule.to_text(), "13456;08:30-24:00;Europe/Berlin;2026-01-01,2026-12-25");
        for schedule in [schedule.clone(), Schedule { zone: None, ..schedule }, Schedule::default()] {
            assert_eq!(Schedule::from_text(&schedule.to_text()), Some(schedule));
        }
        assert_eq!(Schedule::default().to_text(), "12345;09:00-17:00");
    }

    #[test]
    fn what_is_no_schedule_is_refused() {
        for bad in [
            "",
            "12345",
            ";09:00-17:00",
            "8;09:00-17:00",
            "0;09:00-17:00",
            "1;17:00-09:00",
            "1;09:00-09:00",
            "1;09:60-10:00",
            "1;09:00-24:01",
            "1;9-17",
            "1;09:00-17:00;;2026-02-30",
            "1;+9:00-17:00",
        ] {
            assert_eq!(Schedule::from_text(bad), None, "{bad}");
        }
    }

    #[test]
    fn holidays_come_in_order_and_once() {
        let days = holidays("2026-12-25, 2026-01-01\n2026-12-25").unwrap();
        assert_eq!(days, [Day::from_ymd(2026, 1, 1), Day::from_ymd(2026, 12, 25)]);
        assert_eq!(holidays("Christmas"), None);
        assert_eq!(holidays(" "), Some(Vec::new()));
    }

    #[test]
    fn a_target_survives_its_text() {
        let target =
            Target { usual: Some(240), by_priority: [None, None, Some(60), Some(15)], is_business: true };
        assert_eq!(target.to_text(), "b240,high:60,urgent:15");
        assert_eq!(Target::from_text("b240,high:60,urgent:15"), Some(target));
        assert_eq!(target.minutes(Some(Priority::Urgent)), Some(15));
        assert_eq!(target.minutes(Some(Priority::Low)), Some(240));
        assert_eq!(target.minutes(None), Some(240));
        for bad in ["", "b", "0", "-5", "soon:5", "high:", "99999999"] {
            assert_eq!(Target::from_text(bad), None, "{bad}");
        }
    }
}
