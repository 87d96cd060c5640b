//! Remarks on speed: what the figures do not say by themselves.

use super::speed_charts::{days_words, still_open};
use super::wording::{count, duration, number};
use super::{MIN_CLAIM_N, tickets_address, value};
use crate::dataset::{Clock, NO_COUNT};
use crate::metrics::evaluate::Basis;
use crate::metrics::speed::Pace;
use crate::query;
use crate::stats::survival::{log_rank_of_groups, log_rank_p};
use crate::stats::{Moments, mean_interval};
use model::field::Field;
use model::filter::Dimension;
use model::measure::Figure;
use model::outcome::{HandledBy, Promise};
use model::schedule::push_clock;
use model::units::Day;
use model::view::{Note, NoteKind};

fn note(kind: NoteKind, text: String) -> Note {
    Note { kind, text, action: None }
}

/// Which clock each figure uses.
pub(super) fn clocks(basis: &Basis<'_>) -> Option<Note> {
    let derived = basis.context.derived;
    let word = |clock: Clock| match clock {
        Clock::Calendar => "calendar time",
        Clock::Business => "business hours as the file gives them",
        Clock::Unknown => "the file’s own clock, which it does not name",
    };
    let mut parts = Vec::new();
    for (name, clock) in [("first replies", derived.clocks[0]), ("resolutions", derived.clocks[1])] {
        parts.extend(clock.map(|clock| [name, " in ", word(clock)].concat()));
    }
    if parts.is_empty() {
        return None;
    }
    let mut text = format!("Clocks: {}", parts.join(", "));
    match &derived.settings.schedule {
        Some(schedule) => {
            text.push_str("; business hours by your schedule, ");
            push_clock(&mut text, schedule.from);
            text.push_str(" to ");
            push_clock(&mut text, schedule.to);
            text.push_str(", ");
            text.push_str(schedule.zone.as_deref().unwrap_or(&derived.time_zone));
            text.push_str(" time");
        }
        None if basis.have.has(Field::ReplyBusinessTime) || basis.have.has(Field::ResolutionBusinessTime) => {
            text.push_str("; business hours as the file gives them");
        }
        None => {}
    }
    text.push_str(". No figure mixes two clocks.");
    Some(note(NoteKind::Limit, text))
}

/// The median of solved tickets alone in words, where those still open make it shorter than that of all.
pub(super) fn closed_median(pace: &Pace<'_, '_>, figures: &[Figure]) -> Option<String> {
    let with_open = value(figures, "resolution_survival", "all").filter(|found| found.n >= MIN_CLAIM_N)?;
    let closed = value(figures, "resolution_time_median", "all")?;
    let alone = duration(closed.value);
    let is_off = closed.value < with_open.value && alone != duration(with_open.value);
    (is_off && pace.curves(false)[0].open() > 0).then_some(alone)
}

/// How far the median of closed tickets is off.
pub(super) fn closed_only(pace: &Pace<'_, '_>, figures: &[Figure]) -> Option<Note> {
    let basis = pace.basis;
    let alone = closed_median(pace, figures)?;
    let together = duration(value(figures, "resolution_survival", "all")?.value);
    let open = pace.curves(false)[0].open();
    let text = format!(
        "The median of solved tickets alone is {alone}; with the {} that are still open it is {together}. Slow tickets are more often still open, so \
         leaving them out makes the team look faster than it is, the more so the younger the tickets.",
        number(open)
    );
    let action = still_open(basis)
        .map(|filter| (format!("See the {} still open", count(open, "ticket")), tickets_address(&filter)));
    Some(Note { kind: NoteKind::Finding, text, action })
}

/// Whether AI and people differ in how long their tickets stay open, beyond chance.
pub(super) fn log_rank(pace: &Pace<'_, '_>) -> Option<Note> {
    let basis = pace.basis;
    if !basis.have.has(Field::AiInvolved) || basis.context.derived.clocks[1] != Some(Clock::Calendar) {
        return None;
    }
    let [_, ai, _, human] = pace.curves(false);
    if ai.n() < MIN_CLAIM_N || human.n() < MIN_CLAIM_N {
        return None;
    }
    let statistic = log_rank_of_groups(&ai.groups, &human.groups)?;
    let p = log_rank_p(statistic);
    let p_words = if p < 0.001 { "under 0.001".to_string() } else { format!("{p:.3}") };
    let is_faster = match (ai.median(), human.median()) {
        (Some(ai), Some(human)) => ai.value < human.value,
        (ai, _) => ai.is_some(),
    };
    let text = match p < 0.05 {
        true => format!(
            "AI-only tickets are solved {} than human-only ones, by more than chance would do (log-rank test over the whole \
             curves, p {p_words}, {} and {} tickets). They are different tickets: this is no effect of the AI yet.",
            if is_faster { "sooner" } else { "later" },
            number(ai.n()),
            number(human.n())
        ),
        false => format!(
            "Chance alone could make AI-only and human-only tickets differ as much as they do in how long they stay open (log-rank \
             test, p {p_words}, {} and {} tickets).",
            number(ai.n()),
            number(human.n())
        ),
    };
    Some(note(NoteKind::Finding, text))
}

/// Tickets that wait past their promise.
pub(super) fn overdue(basis: &Basis<'_>, figures: &[Figure]) -> Option<Note> {
    value(figures, "resolution_sla", "all")?;
    let mut filter = still_open(basis)?;
    filter.accept.insert(Dimension::ResolutionSla, vec![Promise::Breached.id().to_string()]);
    let late = query::by_value(basis.context, &filter, Dimension::ResolutionSla);
    let n: u64 = late.iter().map(|(_, tally)| tally.eligible()).sum();
    if n == 0 {
        return None;
    }
    let text = format!(
        "{} still open past the promised time of solution: they count as broken, not as missing.",
        match n {
            1 => "1 ticket is".to_string(),
            n => format!("{} tickets are", number(n)),
        }
    );
    Some(Note {
        kind: NoteKind::Finding,
        text,
        action: Some((format!("See the {}", count(n, "ticket")), tickets_address(&filter))),
    })
}

/// Little's law: arrivals times time open against what was open when days ended.
pub(super) fn flow(pace: &Pace<'_, '_>) -> Option<Note> {
    let basis = pace.basis;
    let metric = crate::metrics::by_id("backlog")?;
    if basis.missing(metric.needs, &[]).is_some() || basis.context.derived.clocks[1] != Some(Clock::Calendar)
    {
        return None;
    }
    let days: Vec<u64> = (basis.period.from.0..basis.period.to.0)
        .filter_map(|day| Some(pace.backlog().at(Day(day))?.iter().sum()))
        .collect();
    let lives = &pace.curves(false)[0];
    if lives.n() < MIN_CLAIM_N || days.len() < 7 {
        return None;
    }
    let total: f64 = lives.groups.iter().map(|group| group.time * (group.events + group.lost) as f64).sum();
    // Both sides of the law speak of the days that the file knows: tickets that came later are in neither.
    let (rate, open_for) = (lives.n() as f64 / days.len() as f64, total / lives.n() as f64);
    let expected = rate * open_for / 86_400.0;
    let counted = days.iter().sum::<u64>() as f64 / days.len() as f64;
    let round = |value: f64| match value {
        value if value < 10.0 => format!("{value:.1}"),
        value => number(value.round() as u64),
    };
    let verdict = match counted / expected.max(f64::MIN_POSITIVE) {
        ratio if (0.85..=1.15).contains(&ratio) => "the two agree, so that the counts can be relied on",
        ratio if ratio > 1.15 => "more than that, for tickets from before are still being worked off",
        _ => "fewer than that, for many are opened and solved within a day, or stay open beyond this period",
    };
    Some(note(
        NoteKind::Finding,
        format!(
            "By Little’s law, {} tickets a day {}, open for {} on average, those still open counted with their time so far, make {} open at \
             any time; at the end of days {} were open on average: {verdict}.",
            round(rate),
            days_words(basis.period.from, Day(basis.period.from.0 + days.len() as i32)),
            duration(open_for),
            round(expected),
            round(counted)
        ),
    ))
}

/// What stands in for the time of work where no file tells it.
pub(super) fn effort(basis: &Basis<'_>) -> Option<Note> {
    let replies = basis
        .context
        .dataset
        .columns
        .human_replies
        .as_ref()
        .filter(|_| !basis.have.has(Field::HandleTime))?;
    let mut filter = basis.filter.clone();
    crate::metrics::count::narrow(
        &mut filter,
        Dimension::HandledBy,
        &[HandledBy::AiThenHuman.id(), HandledBy::HumanOnly.id()],
    )?;
    let by_count = query::speed::by_byte(basis.context, &filter, replies);
    let mut moments = Moments::default();
    for (value, n) in by_count.iter().enumerate().take(usize::from(NO_COUNT)).skip(1) {
        moments.add(value as f64, u64::from(*n));
    }
    let (mean, interval) = (moments.mean()?, mean_interval(&moments)?);
    if moments.n < MIN_CLAIM_N {
        return None;
    }
    Some(note(
        NoteKind::Limit,
        format!(
            "This file does not tell how long people worked on a ticket. A stand-in, and no more: they wrote {mean:.2} public replies on each of \
             the {} that they answered ({:.2} to {:.2}).",
            count(moments.n, "ticket"),
            interval.0,
            interval.1
        ),
    ))
}
