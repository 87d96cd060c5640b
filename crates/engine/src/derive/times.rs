//! When a ticket was created, first answered and solved, in UTC, and how long that took.
//!
//! A ticket is solved at the first of these that the file has: solved at → closed at → creation + given resolution time → last
//! change of a ticket that is done. A ticket that is done and has none of them counts as solved when it was created, which makes
//! its window begin too early; the decision `resolved_at` tells how many there are.

use super::ai::evidence;
use super::zone::{DAY_SECS, Offsets};
use super::zone_choice::{in_order, time_columns};
use crate::dataset::{Clock, Columns, Dataset, Durations, NO_BYTE, NO_SECS, ROW_ZONED, Times};
use model::import::{Certainty, Decision};
use model::mapping::DurationSource;
use model::outcome::Status;
use model::settings::Settings;
use model::units::{Day, counted, grouped};

/// Times and durations of all rows.
pub(crate) struct Instants {
    pub(crate) created_utc: Vec<u32>,
    pub(crate) day: Vec<u16>,
    pub(crate) first_day: Day,
    pub(crate) last_day: Day,
    /// When it was solved; [`NO_SECS`]: not done.
    pub(crate) resolved_utc: Vec<u32>,
    pub(crate) resolution_secs: Vec<u32>,
    pub(crate) first_reply_secs: Vec<u32>,
    /// Which clock measured the first reply and the resolution; `None`: the file tells neither end nor span.
    pub(crate) clocks: [Option<Clock>; 2],
    pub(crate) negative: Vec<(String, u64)>,
    pub(crate) decisions: Vec<Decision>,
}

/// Durations given by the file may disagree with its instants by rounding: Zendesk writes whole hours.
const AGREEMENT_SECS: u32 = 3600;

/// Where a duration comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    /// The file's own durations, and its instants in rows without one.
    Given,
    /// The file's own durations only: another clock than the calendar.
    GivenOnly,
    /// The difference of two instants.
    Instants,
}

/// Converts and derives all times.
pub(crate) fn instants(
    dataset: &Dataset,
    settings: &Settings,
    wanted: Option<DurationSource>,
    offsets: &Offsets,
    ai: &[u8],
) -> Instants {
    let columns = &dataset.columns;
    let utc = |times: &Times| to_utc(times, settings, offsets);
    let created_utc = utc(&columns.created_at);
    let (day, first_day, last_day) = days(&columns.created_at, settings, offsets, &created_utc);
    let resolved = resolutions(columns, wanted, &created_utc, ai, &utc);
    let replies = replies(columns, wanted, &created_utc, ai, &utc);
    let mut decisions = Vec::new();
    decisions.extend(resolved.decision);
    decisions.extend(clock_decision(columns, wanted, resolved.source, replies.source));
    let clocks = [
        clock_of(replies.source, columns.first_reply_time.as_ref()),
        clock_of(resolved.source, columns.resolution_time.as_ref()),
    ];
    let negative = [("full resolution time", resolved.negative), ("first reply time", replies.negative)];
    Instants {
        created_utc,
        day,
        first_day,
        last_day,
        resolved_utc: resolved.utc,
        resolution_secs: resolved.secs,
        first_reply_secs: replies.secs,
        clocks,
        negative: negative
            .into_iter()
            .filter(|(_, n)| *n > 0)
            .map(|(what, n)| (what.to_string(), n))
            .collect(),
        decisions,
    }
}

/// The clock that measured durations of a source.
fn clock_of(source: Option<Source>, given: Option<&Durations>) -> Option<Clock> {
    Some(match source? {
        Source::GivenOnly => given.map_or(Clock::Unknown, |given| given.clock),
        // What agrees with the calendar is the calendar's.
        Source::Given | Source::Instants => Clock::Calendar,
    })
}

/// The instants of a column.
pub(super) fn to_utc(times: &Times, settings: &Settings, offsets: &Offsets) -> Vec<u32> {
    if times.is_absolute {
        return times.secs.clone();
    }
    let mut utc = offsets.to_utc(&in_order(times, settings));
    for ((utc, secs), kind) in utc.iter_mut().zip(&times.secs).zip(&times.row_kinds) {
        if kind & ROW_ZONED != 0 {
            *utc = *secs;
        }
    }
    utc
}

/// Days of creation in the zone in force, counted from the first.
fn days(
    created: &Times,
    settings: &Settings,
    offsets: &Offsets,
    created_utc: &[u32],
) -> (Vec<u16>, Day, Day) {
    // A clock time already tells its day, whatever happened to the clock that night.
    let is_zoned = created.is_absolute || !created.row_kinds.is_empty();
    let civil = if is_zoned { offsets.to_civil(created_utc).into() } else { in_order(created, settings) };
    let days = civil.iter().filter(|secs| **secs != NO_SECS).map(|secs| secs / DAY_SECS);
    let (first, last) = days.fold((u32::MAX, 0), |(first, last), day| (first.min(day), last.max(day)));
    let first = if first == u32::MAX { 0 } else { first };
    let day = civil
        .iter()
        .map(|secs| if *secs == NO_SECS { 0 } else { (secs / DAY_SECS - first) as u16 })
        .collect();
    (day, Day(first as i32), Day(last.max(first) as i32))
}

struct Resolutions {
    utc: Vec<u32>,
    secs: Vec<u32>,
    negative: u64,
    source: Option<Source>,
    decision: Option<Decision>,
}

fn resolutions(
    columns: &Columns,
    wanted: Option<DurationSource>,
    created: &[u32],
    ai: &[u8],
    utc: &dyn Fn(&Times) -> Vec<u32>,
) -> Resolutions {
    let solved = columns.solved_at.as_ref().map(utc);
    let closed = columns.closed_at.as_ref().map(utc);
    let updated = columns.updated_at.as_ref().map(utc);
    let is_coarse = |times: &Option<Times>| times.as_ref().is_some_and(|times| times.is_date_only);
    let coarse =
        !columns.created_at.is_date_only && (is_coarse(&columns.solved_at) || is_coarse(&columns.closed_at));
    let given = columns.resolution_time.as_ref();
    let at = |column: &Option<Vec<u32>>, row: usize| column.as_ref().map_or(NO_SECS, |values| values[row]);
    let instant = |row: usize| match at(&solved, row) {
        NO_SECS => at(&closed, row),
        secs => secs,
    };
    let has_instants = solved.is_some() || closed.is_some();
    let source = choose(given, wanted, has_instants, || agreement(given, created, &instant));
    let mut result = Resolutions {
        utc: vec![NO_SECS; created.len()],
        secs: vec![NO_SECS; created.len()],
        negative: 0,
        source,
        decision: None,
    };
    let mut by = [0_u64; 5];
    for row in 0..created.len() {
        let duration = given.map_or(NO_SECS, |given| given.secs[row]);
        // Where the file tells when tickets ended, a span alone is that of an end which was taken back.
        let has_end = if has_instants { instant(row) != NO_SECS } else { duration != NO_SECS };
        if !is_done(columns.status.as_deref(), row, has_end, ai[row]) {
            continue;
        }
        let start = created[row];
        let mut end = instant(row);
        if end != NO_SECS && end < start {
            // Both on one day, and one of them without a time of day: that is no contradiction.
            if coarse && start - end < DAY_SECS {
                end = start;
            } else {
                result.negative += 1;
                end = NO_SECS;
            }
        }
        let measured = if end == NO_SECS { NO_SECS } else { end - start };
        result.secs[row] = match source {
            Some(Source::Given) if duration != NO_SECS => duration,
            Some(Source::GivenOnly) => duration,
            _ => measured,
        };
        let (end, kind) = if end != NO_SECS {
            (end, if at(&solved, row) != NO_SECS { 0 } else { 1 })
        } else if duration != NO_SECS {
            (start.saturating_add(duration).min(NO_SECS - 1), 2)
        } else {
            match at(&updated, row) {
                last if last != NO_SECS && last >= start => (last, 3),
                _ => (start, 4),
            }
        };
        result.utc[row] = end;
        by[kind] += 1;
    }
    result.decision = resolved_decision(by);
    result
}

/// Whether a ticket is done: by its status; where that is missing or unknown, by an end or by the vendor's word.
fn is_done(status: Option<&[u8]>, row: usize, has_end: bool, ai: u8) -> bool {
    const SOLVED: u8 = Status::Solved as u8;
    const CLOSED: u8 = Status::Closed as u8;
    const OTHER: u8 = Status::Other as u8;
    match status.map_or(NO_BYTE, |status| status[row]) {
        SOLVED | CLOSED => true,
        OTHER => has_end,
        NO_BYTE => has_end || (status.is_none() && ai & evidence::VENDOR_RESOLVED != 0),
        _ => false,
    }
}

fn resolved_decision(by: [u64; 5]) -> Option<Decision> {
    let total: u64 = by.iter().sum();
    let names =
        ["solved at", "closed at", "creation plus the given resolution time", "last change", "creation"];
    let main = (0..5).max_by_key(|kind| (by[*kind], 5 - *kind)).filter(|_| total > 0)?;
    let others: Vec<String> = (0..5)
        .filter(|kind| *kind != main && by[*kind] > 0)
        .map(|kind| format!("{} by {}", grouped(by[kind]), names[kind]))
        .collect();
    let mut reason =
        format!("{} of {} are dated by {}", grouped(by[main]), counted(total, "solved ticket"), names[main]);
    if !others.is_empty() {
        reason.push_str(&format!(", {}", others.join(", ")));
    }
    reason.push('.');
    if by[3] > 0 {
        reason.push_str(
            " The last change can be later than the solution, so that their window begins too late.",
        );
    }
    if by[4] > 0 {
        reason.push_str(
            " Nothing tells when the tickets dated by creation were solved: their window begins too early.",
        );
    }
    Some(Decision {
        id: "resolved_at".into(),
        label: "When a ticket was solved".into(),
        value: names[main].into(),
        reason,
        certainty: match main {
            0 | 1 => Certainty::Proven,
            2 => Certainty::Likely,
            _ => Certainty::Assumed,
        },
        is_override: false,
    })
}

struct Replies {
    secs: Vec<u32>,
    negative: u64,
    source: Option<Source>,
}

fn replies(
    columns: &Columns,
    wanted: Option<DurationSource>,
    created: &[u32],
    ai: &[u8],
    utc: &dyn Fn(&Times) -> Vec<u32>,
) -> Replies {
    let any = columns.first_reply_at.as_ref().map(utc);
    // Without a first reply of anyone, that of a person is the first one where no AI took part.
    let human = if any.is_none() { columns.first_human_reply_at.as_ref().map(utc) } else { None };
    let given = columns.first_reply_time.as_ref();
    let instant = |row: usize| match (&any, &human) {
        (Some(any), _) => any[row],
        (None, Some(human)) if ai[row] & evidence::INVOLVED == 0 => human[row],
        _ => NO_SECS,
    };
    let source =
        choose(given, wanted, any.is_some() || human.is_some(), || agreement(given, created, &instant));
    let mut result = Replies { secs: vec![NO_SECS; created.len()], negative: 0, source };
    if source.is_none() {
        return result;
    }
    for (row, start) in created.iter().enumerate() {
        let duration = given.map_or(NO_SECS, |given| given.secs[row]);
        let end = instant(row);
        result.secs[row] = match source {
            Some(Source::Given) if duration != NO_SECS => duration,
            Some(Source::GivenOnly) => duration,
            _ if end == NO_SECS => NO_SECS,
            _ if end < *start => {
                result.negative += 1;
                NO_SECS
            }
            _ => end - start,
        };
    }
    result
}

/// The file's durations are taken when their clock is the calendar's, or nothing speaks against it; business hours only when the
/// file has nothing else. `None`: the file has neither.
fn choose(
    given: Option<&Durations>,
    wanted: Option<DurationSource>,
    has_instants: bool,
    agreement: impl Fn() -> Option<f64>,
) -> Option<Source> {
    match (wanted, given) {
        (Some(DurationSource::Given), Some(_)) => return Some(Source::GivenOnly),
        (Some(DurationSource::Instants), Some(_)) if has_instants => return Some(Source::Instants),
        _ => {}
    }
    match given.map(|given| given.clock) {
        None if has_instants => Some(Source::Instants),
        None => None,
        Some(Clock::Calendar) => Some(Source::Given),
        Some(_) if !has_instants => Some(Source::GivenOnly),
        Some(Clock::Business) => Some(Source::Instants),
        Some(Clock::Unknown) => match agreement() {
            Some(share) if share < 0.95 => Some(Source::Instants),
            _ => Some(Source::Given),
        },
    }
}

/// Among rows that have both: the share in which the given duration is the difference of the instants.
fn agreement(given: Option<&Durations>, created: &[u32], instant: &dyn Fn(usize) -> u32) -> Option<f64> {
    let given = given?;
    let (mut both, mut agree) = (0_u64, 0_u64);
    for (row, start) in created.iter().enumerate() {
        let (duration, end) = (given.secs[row], instant(row));
        if duration != NO_SECS && end != NO_SECS {
            both += 1;
            agree += u64::from(end >= *start && (end - start).abs_diff(duration) <= AGREEMENT_SECS);
        }
    }
    (both > 0).then(|| agree as f64 / both as f64)
}

fn clock_decision(
    columns: &Columns,
    wanted: Option<DurationSource>,
    resolution: Option<Source>,
    reply: Option<Source>,
) -> Option<Decision> {
    let words = |source: Option<Source>, given: Option<&Durations>, what: &str| -> Option<(String, bool)> {
        let column = given.map_or("", |given| given.column.as_str());
        let clock = given.map(|given| given.clock);
        let is_set = wanted.is_some() && given.is_some();
        Some(match source? {
            Source::GivenOnly if is_set => {
                (format!("{what} from “{column}”, as you set"), clock == Some(Clock::Calendar))
            }
            Source::Instants if is_set => (format!("{what} from the instants in the file, as you set"), true),
            Source::Given if clock == Some(Clock::Calendar) => {
                (format!("{what} from “{column}”, in calendar time"), true)
            }
            Source::Given => (format!("{what} from “{column}”, which agrees with the calendar"), true),
            Source::GivenOnly if clock == Some(Clock::Business) => (
                format!("{what} from “{column}”, in business hours: the file has no instants to count from"),
                false,
            ),
            Source::GivenOnly => (format!("{what} from “{column}”; nothing tells which clock ran"), false),
            Source::Instants if given.is_some() => {
                let why = if clock == Some(Clock::Business) {
                    "counts business hours"
                } else {
                    "disagrees with them"
                };
                (format!("{what} from the instants in the file, as “{column}” {why}"), true)
            }
            Source::Instants => (format!("{what} from the instants in the file"), true),
        })
    };
    let parts = [
        words(reply, columns.first_reply_time.as_ref(), "First reply time"),
        words(resolution, columns.resolution_time.as_ref(), "Full resolution time"),
    ];
    let parts: Vec<(String, bool)> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return None;
    }
    let is_calendar = parts.iter().all(|(_, calendar)| *calendar);
    let is_set =
        wanted.is_some() && (columns.first_reply_time.is_some() || columns.resolution_time.is_some());
    let reason: Vec<&str> = parts.iter().map(|(text, _)| text.as_str()).collect();
    Some(Decision {
        id: "clock".into(),
        label: "Clock of durations".into(),
        value: if is_calendar { "calendar time" } else { "as given by the file" }.into(),
        reason: format!("{}.", reason.join(". ")),
        certainty: if is_calendar || is_set { Certainty::Proven } else { Certainty::Assumed },
        is_override: is_set,
    })
}

/// The last instant the file knows, and the column that holds it.
pub(crate) fn last_instant(dataset: &Dataset, settings: &Settings, offsets: &Offsets) -> (u32, &'static str) {
    let mut last = (0, "created at");
    for (name, times) in time_columns(dataset) {
        // Where rows differ in their kind, each is brought to UTC by itself.
        let is_mixed = !times.row_kinds.is_empty();
        let secs = if is_mixed { to_utc(times, settings, offsets).into() } else { in_order(times, settings) };
        let Some(secs) = secs.iter().copied().filter(|secs| *secs != NO_SECS).max() else {
            continue;
        };
        // A date without a time of day stands for the whole day.
        let secs = if times.is_date_only { secs / DAY_SECS * DAY_SECS + (DAY_SECS - 1) } else { secs };
        let utc = if times.is_absolute || is_mixed { secs } else { offsets.utc_of(secs) };
        if utc > last.0 {
            last = (utc, name);
        }
    }
    last
}
