//! Which time zone and which order of day and month are in force, and why.

use super::zone::DAY_SECS;
use crate::dataset::{Dataset, NO_SECS, ROW_SWAPS, Times};
use crate::zones::Zone;
use model::error::{Place, Problem, ProblemKind};
use model::import::{Certainty, Decision};
use model::settings::{DateOrder, Settings};
use model::units::Day;
use std::borrow::Cow;

/// The zone in force: the setting, else the file's own, else UTC.
pub(crate) fn zone(dataset: &Dataset, settings: &Settings) -> Result<(Zone, Decision), Problem> {
    let columns = time_columns(dataset);
    let local = columns.iter().filter(|(_, times)| !times.is_absolute).count();
    let decision = |value: &str, reason: String, certainty, is_override| Decision {
        id: "time_zone".into(),
        label: "Time zone".into(),
        value: value.into(),
        reason,
        certainty,
        is_override,
    };
    if let Some(name) = &settings.time_zone {
        let zone = Zone::get(name).ok_or_else(|| unknown_zone(name))?;
        let value = zone.name();
        return Ok((zone, decision(value, "Set by you.".into(), Certainty::Proven, true)));
    }
    let in_file = dataset.zone_in_file.as_ref().and_then(|name| Zone::get(name));
    if let Some(zone) = in_file {
        let value = zone.name();
        return Ok((zone, decision(value, "The file names it.".into(), Certainty::Proven, false)));
    }
    let reason = match (&dataset.zone_in_file, local) {
        (Some(name), _) => format!("The file names “{name}”, which is no known time zone; UTC is assumed."),
        (None, 0) => "The times in the file carry their own zone; days are counted in UTC.".to_string(),
        (None, _) => "The times in the file carry no zone; UTC is assumed.".to_string(),
    };
    let certainty = if local == 0 { Certainty::Likely } else { Certainty::Assumed };
    Ok((Zone::UTC, decision("UTC", reason, certainty, false)))
}

/// Whether there is a zone of that name.
pub(crate) fn is_known(name: &str) -> bool {
    Zone::get(name).is_some()
}

/// Whether the settings name a known zone.
pub(crate) fn check(settings: &Settings) -> Result<(), Problem> {
    match &settings.time_zone {
        Some(name) if Zone::get(name).is_none() => Err(unknown_zone(name)),
        _ => match settings.schedule.as_ref().and_then(|schedule| schedule.zone.as_deref()) {
            Some(name) if Zone::get(name).is_none() => Err(unknown_zone(name)),
            _ => Ok(()),
        },
    }
}

fn unknown_zone(name: &str) -> Problem {
    Problem {
        kind: ProblemKind::Setting,
        what: format!("“{name}” is no known time zone."),
        place: Place::default(),
        why: Some("Time zones go by the names of the IANA database.".into()),
        next: "Choose a name such as Europe/Berlin, America/New_York or UTC.".into(),
        kept: None,
        table: None,
    }
}

/// Every column of times that the file has, with a name for people.
pub(crate) fn time_columns(dataset: &Dataset) -> Vec<(&'static str, &Times)> {
    let columns = &dataset.columns;
    let mut present = vec![("created at", &columns.created_at)];
    for (name, times) in [
        ("first reply at", &columns.first_reply_at),
        ("first human reply at", &columns.first_human_reply_at),
        ("solved at", &columns.solved_at),
        ("closed at", &columns.closed_at),
        ("updated at", &columns.updated_at),
        ("handed off at", &columns.handed_off_at),
    ] {
        present.extend(times.as_ref().map(|times| (name, times)));
    }
    present
}

/// The seconds of a column with day and month in the order in force.
pub(crate) fn in_order<'a>(times: &'a Times, settings: &Settings) -> Cow<'a, [u32]> {
    match (times.order_read, settings.date_order) {
        (Some(read), Some(wanted)) if read != wanted => {
            let swaps = |row: usize| times.row_kinds.get(row).is_none_or(|kind| kind & ROW_SWAPS != 0);
            let swapped = |(row, secs): (usize, &u32)| {
                if swaps(row) { swap_day_and_month(*secs) } else { *secs }
            };
            Cow::Owned(times.secs.iter().enumerate().map(swapped).collect())
        }
        _ => Cow::Borrowed(&times.secs),
    }
}

/// 3 December read as 12 March. A date that has only one reading keeps it.
fn swap_day_and_month(secs: u32) -> u32 {
    if secs == NO_SECS {
        return NO_SECS;
    }
    let (year, month, day) = Day((secs / DAY_SECS) as i32).to_ymd();
    if day > 12 {
        return secs;
    }
    Day::from_ymd(year, day, month).0 as u32 * DAY_SECS + secs % DAY_SECS
}

/// The decision on the order of day and month; `None` when every date in the file has one reading.
pub(crate) fn date_order(dataset: &Dataset, settings: &Settings) -> Option<Decision> {
    let columns = time_columns(dataset);
    let read = columns.iter().find_map(|(_, times)| times.order_read)?;
    let proofs: u64 = columns.iter().map(|(_, times)| times.order_proofs).sum();
    let open: u64 = columns.iter().map(|(_, times)| times.order_open).sum();
    let words = |order| if order == DateOrder::DayFirst { "day first" } else { "month first" };
    let is_override = settings.date_order.is_some_and(|wanted| wanted != read);
    let (value, certainty) = match settings.date_order {
        Some(wanted) => (wanted, Certainty::Proven),
        None if proofs > 0 => (read, Certainty::Proven),
        None => (read, Certainty::Assumed),
    };
    let evidence = match (proofs, open) {
        (0, open) => format!("{open} dates can be read both ways and none tells which."),
        (proofs, open) => format!(
            "{proofs} dates can only be read {}; {open} could be read either way and follow them.",
            words(read)
        ),
    };
    Some(Decision {
        id: "date_order".into(),
        label: "Order of day and month".into(),
        value: words(value).into(),
        reason: if is_override { format!("Set by you. {evidence}") } else { evidence },
        certainty,
        is_override,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swapping_twice_is_nothing() {
        let secs = |text: &str| Day::parse(text).unwrap().0 as u32 * DAY_SECS + 55_555;
        assert_eq!(swap_day_and_month(secs("2025-12-03")), secs("2025-03-12"));
        assert_eq!(swap_day_and_month(secs("2025-03-12")), secs("2025-12-03"));
        assert_eq!(swap_day_and_month(secs("2025-12-13")), secs("2025-12-13"), "there is no month 13");
        assert_eq!(swap_day_and_month(NO_SECS), NO_SECS);
    }
}
