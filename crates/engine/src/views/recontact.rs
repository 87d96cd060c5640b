//! What followed a solution: the curve of returns, first contact resolution side by side, and remarks on both.

use super::speed_charts::{chart, drawn_curves, why_not};
use super::time_charts::empty;
use super::time_charts::point;
use super::wording::{count, duration, excludes_zero, number, percent, points, points_range};
use super::{MIN_CLAIM_N, value};
use crate::metrics::by_case::Followed;
use crate::metrics::by_id;
use crate::metrics::evaluate::Basis;
use crate::stats::survival::{log_rank_of_groups, log_rank_p};
use model::chart::{Bar, BarChart, Category, Chart, ChartBody, CurveChart, Role};
use model::field::Field;
use model::measure::{Figure, Measured};
use model::settings::ReturnScope;
use model::units::Unit;
use model::view::{Note, NoteKind};

/// Where the curve of returns begins: sooner hardly anybody writes anew.
const SHORTEST_SECS: f64 = 3_600.0;

/// The measures of what followed, in the order of the screen.
pub(super) const METRICS: [&str; 8] = [
    "repeat_any",
    "repeat_same",
    "excess_any",
    "excess_same",
    "fcr_operational",
    "fcr_zendesk",
    "fcr_freshservice",
    "fcr_zoho",
];

/// The share of customers who have not come back after some time, by handler.
pub(super) fn return_curve(basis: &Basis<'_>, followed: &Followed<'_, '_>, figures: &[Figure]) -> Chart {
    let (id, metrics) = ("return_curve", ["repeat_any", "excess_any"]);
    let lacks = by_id("repeat_any").and_then(|metric| basis.missing(metric.needs, &[]));
    let curves = followed.waits();
    let back = curves[0].n() - curves[0].open();
    let why = match lacks {
        Some(Measured::NotApplicable { why, .. }) => Some(why),
        _ if curves[0].n() == 0 => {
            Some("None of these tickets is solved and of a known customer.".to_string())
        }
        _ if back == 0 => Some("After none of these tickets did the customer write again.".to_string()),
        _ => None,
    };
    if let Some(why) = why {
        return empty(id, "When customers come back cannot be told", Unit::Share, &metrics, why);
    }
    let tells_handlers = why_not(figures, "repeat_any", "ai_only").is_none()
        || (basis.have.has(Field::AiInvolved) && curves[1].n() > 0);
    let (drawn, range) = drawn_curves(curves, tells_handlers, SHORTEST_SECS);
    let of = |variant: &str| {
        value(figures, "repeat_any", variant)
            .filter(|found| found.n >= MIN_CLAIM_N)
            .map(|found| percent(found.value))
    };
    let window = basis.window();
    // Where returns count on the same topic only, other figures beside it do.
    let topic = match basis.context.derived.settings.return_scope {
        ReturnScope::AnyTopic => "",
        ReturnScope::SameTopic => " on any topic",
    };
    let title = match (of("ai_only"), of("human_only"), of("all")) {
        (Some(ai), Some(human), _) => {
            format!(
                "Within {window}, {ai} of AI-only tickets are followed by another of the customer{topic}, {human} of human-only ones"
            )
        }
        (_, _, Some(all)) => {
            format!("{all} of tickets are followed by another of the customer{topic} within {window}")
        }
        _ => "When customers write again".to_string(),
    };
    chart(
        id,
        title,
        format!(
            "Share of tickets not followed by another after so much time, whatever about, with 95% bands; n = {}, {} still silent where the \
             file ends",
            number(curves[0].n()),
            number(curves[0].open())
        ),
        Unit::Share,
        &metrics,
        ChartBody::Curve(CurveChart {
            curves: drawn,
            axis: "Time since the solution".to_string(),
            of: "not back".to_string(),
            range,
        }),
    )
}

/// First contact resolution of all tickets, as each defines it.
pub(super) fn first_contact(figures: &[Figure]) -> Chart {
    const VARIANTS: [(&str, &str); 4] = [
        ("fcr_operational", "By issue, no return"),
        ("fcr_freshservice", "Freshservice: customer wrote once"),
        ("fcr_zoho", "Zoho Desk: one reply"),
        ("fcr_zendesk", "Zendesk: one reply, not reopened"),
    ];
    let metrics: Vec<&str> = VARIANTS.iter().map(|(metric, _)| *metric).collect();
    let id = "first_contact";
    let told: Vec<(&str, &str, f64, u64)> = VARIANTS
        .iter()
        .filter_map(|(metric, label)| {
            let found = value(figures, metric, "all")?;
            Some((*metric, *label, found.value, found.n))
        })
        .collect();
    if told.is_empty() {
        let why = why_not(figures, "fcr_operational", "all").unwrap_or_default();
        return empty(id, "First contact resolution cannot be told", Unit::Share, &metrics, why);
    }
    let bars = VARIANTS
        .iter()
        .map(|(metric, label)| {
            let found = value(figures, metric, "all");
            Bar {
                category: Category { label: (*label).to_string(), filter: None },
                role: Role::All,
                point: super::figure(figures, metric, "all").and_then(|figure| point(&figure.now)),
                note: match found {
                    None => Some("cannot be told".to_string()),
                    Some(found) if found.n < MIN_CLAIM_N => Some("too few to tell".to_string()),
                    Some(_) => None,
                },
            }
        })
        .collect();
    let claimed = || told.iter().filter(|(.., n)| *n >= MIN_CLAIM_N).map(|(_, _, share, _)| *share);
    let (least, most) = claimed()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), share| (low.min(share), high.max(share)));
    let title = match claimed().count() {
        0 => "Too few tickets for a rate of first contacts".to_string(),
        1 => format!(
            "{} are solved at first contact, by the one definition that this file can tell",
            percent(most)
        ),
        _ => format!(
            "{} or {} are solved at first contact, depending on who defines it",
            percent(least),
            percent(most)
        ),
    };
    chart(
        id,
        title,
        format!(
            "Solved at first contact by four published definitions, all handlers, with 95% intervals; n = {}",
            match (told.iter().map(|(.., n)| *n).min(), told.iter().map(|(.., n)| *n).max()) {
                (Some(least), Some(most)) if least < most => format!("{} to {}", number(least), number(most)),
                (_, most) => number(most.unwrap_or(0)),
            }
        ),
        Unit::Share,
        &metrics,
        ChartBody::Bars(BarChart { bars, range: Some((0.0, 1.0)) }),
    )
}

fn note(kind: NoteKind, text: String) -> Note {
    Note { kind, text, action: None }
}

/// Whether AI and people differ in when customers come back, beyond chance.
pub(super) fn log_rank(basis: &Basis<'_>, followed: &Followed<'_, '_>) -> Option<Note> {
    if !basis.have.has(Field::AiInvolved) || !basis.have.has(Field::Requester) {
        return None;
    }
    let [_, ai, _, human] = followed.waits();
    if ai.n() < MIN_CLAIM_N || human.n() < MIN_CLAIM_N {
        return None;
    }
    let p = log_rank_p(log_rank_of_groups(&ai.groups, &human.groups)?);
    let p_words = if p < 0.001 { "under 0.001".to_string() } else { format!("{p:.3}") };
    // Returns for each second of watching: what the test compares, roughly.
    let rate = |lives: &crate::metrics::speed::Lifetimes| {
        let total: f64 =
            lives.groups.iter().map(|group| group.time * (group.events + group.lost) as f64).sum();
        (lives.n() - lives.open()) as f64 / total.max(1.0)
    };
    let tickets = format!("p {p_words}, {} and {} tickets", number(ai.n()), number(human.n()));
    let text = if p < 0.05 {
        format!(
            "After AI-only tickets customers write again {} than after human-only ones, by more than chance would do (log-rank test over \
             the whole curves, {tickets}). The test takes tickets of one customer for independent, so it is too sure; and they are \
             different tickets: this is no effect of the AI yet.",
            if rate(ai) > rate(human) { "sooner or more often" } else { "later or less often" },
        )
    } else {
        format!(
            "Chance alone could make the times until customers write again differ as much as they do between AI-only and human-only \
             tickets (log-rank test, {tickets})."
        )
    };
    Some(note(NoteKind::Finding, text))
}

/// How much of the returns would have come anyway.
pub(super) fn excess(basis: &Basis<'_>, followed: &Followed<'_, '_>, figures: &[Figure]) -> Option<Note> {
    let excess = value(figures, "excess_any", "all").filter(|found| found.n >= MIN_CLAIM_N)?;
    let chance = followed.excess(false)[0].chance[0] / excess.n as f64;
    let all = value(figures, "repeat_any", "all")?.n;
    let range = excess.interval.map(|ends| format!(" ({})", points_range(ends))).unwrap_or_default();
    let verdict = match (excludes_zero(excess), excess.value > 0.0) {
        (true, true) => format!("{} more came back than that{range}", points(excess.value)),
        (true, false) => format!("{} fewer came back than that{range}", points(excess.value)),
        (false, _) => format!("as many came back as that, as far as these tickets tell{range}"),
    };
    Some(note(
        NoteKind::Finding,
        format!(
            "Customers who were known for {} before would have written again within {} after {} of their tickets anyway, by how often they \
             wrote before; {verdict}. That is told of {}; of the other {} the customer had not been seen that long.",
            basis.window(),
            basis.window(),
            percent(chance),
            count(excess.n, "ticket"),
            number(all.saturating_sub(excess.n))
        ),
    ))
}

/// When half of those who come back have come.
pub(super) fn half_back(basis: &Basis<'_>, followed: &Followed<'_, '_>) -> Option<Note> {
    let lives = &followed.waits()[0];
    let back = lives.n() - lives.open();
    if back < MIN_CLAIM_N || !basis.have.has(Field::Requester) {
        return None;
    }
    let days = basis.context.derived.settings.return_days;
    let window_secs = f64::from(days) * 86_400.0;
    let within: u64 =
        lives.groups.iter().filter(|group| group.time <= window_secs).map(|group| group.events).sum();
    let mut seen = 0;
    let median = lives.groups.iter().find(|group| {
        seen += group.events;
        2 * seen >= back
    })?;
    let longer = match within < back {
        true => ": a longer window catches more of them, and more that have nothing to do with the ticket",
        false => "",
    };
    Some(note(
        NoteKind::Finding,
        format!(
            "Of {} that were seen, half came within {} of the solution, and {} within the window of {}{longer}.",
            count(back, "return"),
            duration(median.time),
            percent(within as f64 / back as f64),
            basis.window()
        ),
    ))
}
