//! Findings and limits as remarks. No claim without n and interval, none below 30 cases, and none whose interval holds zero.

use super::breakdown::{difference_z, strict_z};
use super::satisfaction_charts::{enough_rated, response_gap};
use super::time_charts::gap_words;
use super::wording::{
    count, excludes_zero, list, number, percent, percents, points, points_range, share_of, share_of_inline,
};
use super::{MIN_CLAIM_N, address, figure, tickets_address, value};
use crate::derive::Facts;
use crate::metrics::by_id;
use crate::metrics::count::{estimate_difference, narrow, share};
use crate::metrics::evaluate::Basis;
use crate::metrics::row_shares::{Named, Row, RowShares, Told};
use model::field::Field;
use model::filter::{Dimension, Filter, NO_VALUE};
use model::measure::{Figure, Measured};
use model::outcome::{HandledBy, Outcome, RatingState};
use model::settings::ReturnScope;
use model::view::{Note, NoteKind};

/// The column of tickets that came back.
pub(super) const BOUNCE: &str = "bounce";
/// What [`bouncing_topics`] asks of topics.
pub(super) const BOUNCES: Named = (BOUNCE, "bounce", "");
/// Topics named in one remark at most.
const MAX_NAMED: usize = 3;
/// Share of the AI's tickets that may be unsolved or too recent before it is worth a remark.
pub(super) const OPEN_WORTH_A_REMARK: f64 = 0.05;

fn note(kind: NoteKind, text: String, action: Option<(String, String)>) -> Note {
    Note { kind, text, action }
}

/// Biases of the export itself, as the format knows them: first, since they touch every figure.
pub(super) fn export_warnings(basis: &Basis<'_>) -> Vec<Note> {
    let warnings = basis.context.dataset.warnings.iter();
    warnings
        .map(|warning| {
            let action = ("What was understood of the file".to_string(), "#/import".to_string());
            note(NoteKind::Warning, warning.clone(), Some(action))
        })
        .collect()
}

/// The action "see these tickets" for the tickets of a filter.
fn see(n: u64, filter: Option<Filter>) -> Option<(String, String)> {
    let words = if n == 1 { "See the ticket".to_string() } else { format!("See the {}", count(n, "ticket")) };
    filter.map(|filter| (words, tickets_address(&filter)))
}

/// The filter of a screen, narrowed to some values.
fn narrowed(basis: &Basis<'_>, conditions: &[(Dimension, &[&str])]) -> Option<Filter> {
    let mut filter = basis.filter.clone();
    for (dimension, values) in conditions {
        narrow(&mut filter, *dimension, values)?;
    }
    Some(filter)
}

/// Customers who were handed over and never answered.
pub(super) fn failed_handoffs(basis: &Basis<'_>, figures: &[Figure]) -> Option<Note> {
    let failed = value(figures, "failed_handoff", "")?;
    let k = failed.k.filter(|k| *k > 0)?;
    let mut text = format!("{} handed to a person got no answer from one", count(k, "customer"));
    if failed.n >= MIN_CLAIM_N {
        text.push_str(&format!(": {}.", share_of(failed, "handoff")));
    } else {
        text.push_str(&format!(", of {}.", count(failed.n, "handoff")));
    }
    let filter = narrowed(basis, &[(Dimension::Outcome, &[Outcome::FailedHandoff.id()])]);
    Some(note(NoteKind::Finding, text, see(k, filter)))
}

/// Topics that come back more often than all others together, beyond chance among all topics compared.
pub(super) fn bouncing_topics(topics: &RowShares<'_, '_>) -> Option<Note> {
    let basis = topics.basis;
    let all = topics.told(Row::All, BOUNCE)?;
    let rows: Vec<(&str, Told)> = (topics.groups.iter().enumerate())
        .filter(|(_, (value, _))| value != NO_VALUE)
        .filter_map(|(at, (value, _))| Some((value.as_str(), topics.told(Row::Value(at), BOUNCE)?)))
        .filter(|(_, told)| told.n >= MIN_CLAIM_N && all.n - told.n >= MIN_CLAIM_N)
        .collect();
    let limit = strict_z(rows.len());
    let mut worse: Vec<&(&str, Told)> =
        rows.iter().filter(|(_, told)| difference_z(*told, all.without(*told)) > limit).collect();
    // The most returns first: that is where a repair pays.
    model::order::sort_by(&mut worse, |left, right| {
        right.1.k.cmp(&left.1.k).then_with(|| left.0.cmp(right.0))
    });
    let found = worse.len();
    worse.truncate(MAX_NAMED);
    worse.first()?;
    let mut named: Vec<String> = worse
        .iter()
        .filter_map(|(value, told)| {
            let estimate = share(told.k, told.n)?;
            Some(format!(
                "{} ({})",
                Dimension::Topic.value_label(value),
                share_of_inline(&estimate, "ticket")
            ))
        })
        .collect();
    let returns: u64 = worse.iter().map(|(_, told)| told.k).sum();
    if found > worse.len() {
        named.push(count((found - worse.len()) as u64, "more topic"));
    }
    let text = format!(
        "Tickets that the AI closed come back more often than elsewhere in {} ({} in all; {} compared).",
        list(&named),
        percent(all.k as f64 / all.n as f64),
        count(rows.len() as u64, "topic")
    );
    let values: Vec<&str> = worse.iter().map(|(value, _)| *value).collect();
    let filter = narrowed(
        basis,
        &[
            (Dimension::Topic, &values),
            (Dimension::Outcome, &[Outcome::Bounced.id()]),
            (Dimension::Mature, &["yes"]),
        ],
    );
    Some(note(NoteKind::Finding, text, see(returns, filter)))
}

/// What moved against the previous period.
pub(super) fn changes(basis: &Basis<'_>, figures: &[Figure]) -> Vec<Note> {
    let watched = [
        ("durable", "", "Durable resolution"),
        ("floor", "", "Confirmed resolution"),
        ("involvement", "", "AI involvement"),
        ("escalation", "", "Escalation"),
        ("csat", "all", "CSAT"),
        ("csat", "ai_only", "CSAT of AI-only tickets"),
        ("reopen", "all", "The reopen rate"),
    ];
    let mut notes = Vec::new();
    for (metric, variant, label) in watched {
        let Some(found) = figure(figures, metric, variant) else { continue };
        let (Some(change), Some(now), Some(before)) =
            (&found.change, found.now.estimate(), found.before.as_ref().and_then(Measured::estimate))
        else {
            continue;
        };
        if now.n < MIN_CLAIM_N || before.n < MIN_CLAIM_N || !excludes_zero(change) {
            continue;
        }
        let verb = if change.value > 0.0 { "rose" } else { "fell" };
        let range =
            change.interval.map(|interval| format!(" ({})", points_range(interval))).unwrap_or_default();
        let (now_words, before_words) = percents(now.value, before.value);
        let text = format!(
            "{label} {verb} by {}{range} against the {} before: {} of {} now, {} of {} then.",
            points(change.value),
            count(basis.period.days() as u64, "day"),
            now_words,
            number(now.n),
            before_words,
            number(before.n)
        );
        let action = found
            .denominator
            .as_ref()
            .map(|filter| ("See these tickets".to_string(), tickets_address(filter)));
        notes.push(note(NoteKind::Finding, text, action));
    }
    notes
}

/// How customers of the AI and of people rate.
pub(super) fn csat_gap(basis: &Basis<'_>, figures: &[Figure]) -> Option<Note> {
    let gap = value(figures, "csat_difference", "").filter(|gap| excludes_zero(gap))?;
    if !enough_rated(figures) {
        return None;
    }
    let (ai, human) = (value(figures, "csat", "ai_only")?, value(figures, "csat", "human_only")?);
    let text = format!(
        "Customers rate AI-only tickets {} than human-only ones: {} good of {} against {} of {}. The AI gets other tickets than \
         people do, so this is not yet its effect.",
        gap_words(gap),
        percent(ai.value),
        count(ai.n, "rating"),
        percent(human.value),
        number(human.n)
    );
    Some(note(
        NoteKind::Finding,
        text,
        Some(("Compare in detail".to_string(), address("satisfaction", basis.filter))),
    ))
}

/// Whether the ratings of AI and people come from different customers.
pub(super) fn response(basis: &Basis<'_>, figures: &[Figure]) -> Option<Note> {
    let gap = response_gap(figures).filter(excludes_zero)?;
    let (ai, human) =
        (value(figures, "response_rate", "ai_only")?, value(figures, "response_rate", "human_only")?);
    let text = format!(
        "{} of AI-only tickets are rated and {} of human-only ones, {} apart{}: their ratings come from different kinds of \
         customers.",
        percent(ai.value),
        percent(human.value),
        points(gap.value),
        gap.interval.map(|interval| format!(" ({})", points_range(interval))).unwrap_or_default()
    );
    let action = ("See who answers".to_string(), address("satisfaction", basis.filter));
    Some(note(NoteKind::Limit, text, Some(action)))
}

/// Whether customers of the AI come back more often than those of people: by a new ticket where requesters are known, else by
/// reopening. Reopenings alone would flatter an AI whose customers find it easier to write anew.
pub(super) fn return_gap(basis: &Basis<'_>, figures: &[Figure]) -> Option<Note> {
    let is_by_requester = basis.have.has(Field::Requester);
    let metric = if is_by_requester { "repeat_contact" } else { "reopen" };
    let ai = value(figures, metric, "ai_only").filter(|rate| rate.n >= MIN_CLAIM_N)?;
    let human = value(figures, metric, "human_only").filter(|rate| rate.n >= MIN_CLAIM_N)?;
    let gap = Some(estimate_difference(ai, human)).filter(excludes_zero)?;
    let word = if gap.value > 0.0 { "more" } else { "less" };
    let what = if is_by_requester {
        let scope = match basis.context.derived.settings.return_scope {
            ReturnScope::AnyTopic => "",
            ReturnScope::SameTopic => " on the same topic",
        };
        format!("followed by another of the customer{scope} within {}", basis.window())
    } else {
        "reopened".to_string()
    };
    let text = format!(
        "Tickets that the AI solved alone are {what} {word} often than those of people: {} against {}. The two get different tickets, so \
         this is not yet an effect of the AI.",
        share_of(ai, "ticket"),
        share_of(human, "ticket")
    );
    let numerator = figure(figures, metric, "ai_only").and_then(|figure| figure.numerator.clone());
    Some(note(NoteKind::Finding, text, see(ai.k?, numerator)))
}

/// How many AI tickets are too recent, or still open.
pub(super) fn unfinished(basis: &Basis<'_>) -> Vec<Note> {
    let of = |outcome: Outcome| basis.now.on(&[outcome]);
    let ai = basis.now.answered_by_ai();
    if ai < MIN_CLAIM_N {
        return Vec::new();
    }
    let mut notes = Vec::new();
    let immature = of(Outcome::Immature);
    if immature as f64 > OPEN_WORTH_A_REMARK * ai as f64 {
        let text = format!(
            "{} ({} of the AI's {}) are too recent to judge: their {} have not passed. Recent points will still move.",
            count(immature, "ticket"),
            percent(immature as f64 / ai as f64),
            number(ai),
            basis.window()
        );
        let filter = narrowed(basis, &[(Dimension::Outcome, &[Outcome::Immature.id()])]);
        notes.push(note(NoteKind::Limit, text, see(immature, filter)));
    }
    let open = of(Outcome::StillOpen);
    if open as f64 > OPEN_WORTH_A_REMARK * ai as f64 {
        let text = format!(
            "{} ({} of the AI's {}) are not solved, and no person replied. Durable resolution leaves them out; if the AI could \
             not help there, it is too high.",
            count(open, "ticket"),
            percent(open as f64 / ai as f64),
            number(ai)
        );
        let filter = narrowed(basis, &[(Dimension::Outcome, &[Outcome::StillOpen.id()])]);
        notes.push(note(NoteKind::Limit, text, see(open, filter)));
    }
    notes
}

/// Which fields would settle what the figures of a screen cannot tell.
pub(super) fn missing_fields(basis: &Basis<'_>, figures: &[Figure]) -> Vec<Note> {
    let mut reasons: Vec<(String, bool, Vec<String>)> = Vec::new();
    for figure in figures {
        let Measured::NotApplicable { why, needs } = &figure.now else { continue };
        if needs.is_empty() {
            continue;
        }
        let mut label = by_id(&figure.metric).map_or("", |metric| metric.label).to_string();
        let is_told = |other: &Figure| other.metric == figure.metric && other.now.estimate().is_some();
        if figures.iter().any(is_told) {
            label.push_str(" by handler");
        }
        let is_grave = needs.contains(&Field::AiInvolved) && !basis.have.has(Field::AiInvolved);
        match reasons.iter_mut().find(|(known, ..)| known == why) {
            Some((.., labels)) if !labels.contains(&label) => labels.push(label),
            Some(_) => {}
            None => reasons.push((why.clone(), is_grave, vec![label])),
        }
    }
    let help = || Some(("What would help".to_string(), "#/import".to_string()));
    let (grave, mut rest): (Vec<_>, Vec<_>) = reasons.into_iter().partition(|(_, is_grave, _)| *is_grave);
    // The screen lists every reason with its figures: here one line is enough.
    if rest.len() > 2 {
        let labels: Vec<String> = rest.into_iter().flat_map(|(.., labels)| labels).collect();
        rest = vec![("Fields are missing from this file.".to_string(), false, labels)];
    }
    grave
        .into_iter()
        .chain(rest)
        .map(|(why, is_grave, labels)| {
            let kind = if is_grave { NoteKind::Warning } else { NoteKind::Limit };
            // Some names have a comma of their own.
            let has_commas = labels.iter().any(|label| label.contains(", "));
            let lost = if has_commas { labels.join("; ") } else { list(&labels) };
            note(kind, format!("{why} So it cannot tell: {lost}."), help())
        })
        .collect()
}

/// What CSAT would be if all who kept silent were unhappy, or happy (Manski's worst-case bounds).
pub(super) fn worst_case(basis: &Basis<'_>, figures: &[Figure]) -> Option<Note> {
    let told = |variant: &str| {
        let rate = value(figures, "response_rate", variant).filter(|rate| rate.n >= MIN_CLAIM_N)?;
        value(figures, "csat", variant).map(|csat| (rate.value, csat.value))
    };
    let (of_ai, (rate, csat)) = match told("ai_only") {
        Some(told) => (true, told),
        None => (false, told("all")?),
    };
    if rate >= 1.0 {
        return None;
    }
    let (low, high) = (csat * rate, csat * rate + 1.0 - rate);
    let whom = match (of_ai, basis.have.has(Field::RatingOffered)) {
        (true, true) => "customers of AI-only tickets who were asked",
        (false, true) => "customers who were asked",
        (true, false) => "customers whose ticket the AI solved alone",
        (false, false) => "customers whose ticket was solved",
    };
    let text = format!(
        "Of the {whom}, {} rated. Had all the others been unhappy, CSAT would be {}; had all been happy, {}. What is between \
         the two, the ratings alone cannot tell.",
        percent(rate),
        percent(low),
        percent(high)
    );
    let is_bad = |facts: &Facts| {
        facts.is_eligible
            && facts.rating == RatingState::Bad
            && (!of_ai || facts.handled_by == Some(HandledBy::AiOnly))
    };
    let bad = basis.now.count(is_bad);
    let mut conditions: Vec<(Dimension, &[&str])> = vec![(Dimension::Rating, &["bad"])];
    if of_ai {
        conditions.push((Dimension::HandledBy, &["ai_only"]));
    }
    let action = narrowed(basis, &conditions)
        .filter(|_| bad > 0)
        .map(|filter| (format!("See the {} rated badly", count(bad, "ticket")), tickets_address(&filter)));
    Some(note(NoteKind::Limit, text, action))
}
