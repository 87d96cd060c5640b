//! What moved: for each headline the values of each dimension that its change came from, as far as they stand out among all looked at.

use super::MIN_CLAIM_N;
use super::by_id;
use super::change_parts::{CSAT, DURABLE, Periods, RESOLUTION, Watched, signed, weight};
use super::wording::{count, excludes_zero, number, percent, percents, points, points_range};
use crate::metrics::count::narrow;
use crate::metrics::evaluate::Basis;
use crate::metrics::series::Shares;
use crate::query::Context;
use crate::stats::decompose::{Pair, kitagawa};
use crate::stats::discovery::stand_out;
use crate::stats::normal;
use model::field::Field;
use model::filter::{Dimension, Filter};
use model::group::{Moved, MovedHeadline, MovedReason};
use model::measure::Estimate;

/// At most this share of the reasons that are named may be chance.
const CHANCE: f64 = 0.05;
/// So many reasons of a headline are told.
const MOST_REASONS: usize = 5;

/// The headlines that are watched.
const WATCHED: &[&Watched] = &[
    &DURABLE,
    &Watched {
        metric: "floor",
        variant: "",
        label: "Confirmed resolution",
        became: "confirmed by the customer",
        of: "AI tickets",
    },
    &Watched {
        metric: "involvement",
        variant: "",
        label: "AI involvement",
        became: "answered by an AI",
        of: "tickets",
    },
    &Watched {
        metric: "escalation",
        variant: "",
        label: "Escalation",
        became: "handed to a person",
        of: "AI tickets",
    },
    &RESOLUTION,
    &Watched {
        metric: "reopen",
        variant: "all",
        label: "The reopen rate",
        became: "reopened",
        of: "solved tickets",
    },
    &CSAT,
    &Watched {
        metric: "csat",
        variant: "ai_only",
        label: "CSAT of AI-only tickets",
        became: "rated well",
        of: "ratings of AI-only tickets",
    },
];

/// By what tickets are parted, with the field that it takes.
const DIMENSIONS: &[(Dimension, Field)] = &[
    (Dimension::Topic, Field::Topic),
    (Dimension::Channel, Field::Channel),
    (Dimension::Language, Field::Language),
    (Dimension::Priority, Field::Priority),
    (Dimension::AiAgent, Field::AiAgent),
    (Dimension::Team, Field::Team),
];

/// Whether a dimension says something of a headline that is not the headline itself: which team has a ticket, and which AI, follows
/// from who answered it.
fn is_apt(watched: &Watched, dimension: Dimension) -> bool {
    match dimension {
        Dimension::Team => matches!(watched.metric, "resolution" | "reopen") || watched.variant == "all",
        Dimension::AiAgent => watched.metric != "involvement",
        _ => true,
    }
}

/// One possible reason.
struct Looked<'a> {
    headline: usize,
    dimension: Dimension,
    value: &'a str,
    is_mix: bool,
    part: Estimate,
    /// How much of the change would be gone had it moved as the others did.
    apart: f64,
    probability: f64,
    pair: Pair,
    /// All cases, before and now, and the share of the others in both periods.
    wholes: [u64; 2],
    others: f64,
    /// The change of the others.
    others_change: f64,
}

/// Why the headlines changed.
pub fn moved(context: Context<'_>, filter: &Filter) -> Moved {
    let basis = Basis::new(context, filter);
    let Some(before) = &basis.before else {
        return Moved {
            unavailable: Some(
                "There is no period before to compare with. Choose a period with as many days of data before it.".to_string(),
            ),
            ..Moved::default()
        };
    };
    let by: Vec<Periods<'_>> = DIMENSIONS
        .iter()
        .filter(|(_, field)| basis.have.has(*field))
        .map(|(dimension, _)| Periods::new(&basis, *dimension))
        .collect();
    let mut headlines: Vec<(&Watched, MovedHeadline, Option<Filter>)> = Vec::new();
    let mut looked: Vec<Looked<'_>> = Vec::new();
    for watched in WATCHED {
        let Some(metric) = by_id(watched.metric) else { continue };
        let measure = Shares::new(&basis, metric, watched.variant);
        let (Some(now), Some(past)) = (measure.k_n(&basis.now), measure.k_n(before)) else { continue };
        if now.1 < MIN_CLAIM_N || past.1 < MIN_CLAIM_N {
            continue;
        }
        // The figure's own change and tickets, so that both say the same wherever they stand.
        let Some(figure) = basis.figure(metric, watched.variant) else { continue };
        let Some(change) = figure.change else { continue };
        let headline = MovedHeadline {
            metric: watched.metric.to_string(),
            sentence: headline_sentence(&basis, watched, &change, now, past),
            change,
            reasons: Vec::new(),
        };
        for periods in by.iter().filter(|periods| is_apt(watched, periods.dimension)) {
            let Some((names, pairs)) = periods.pairs(&measure, &basis) else { continue };
            if names.len() > 1 {
                look(headlines.len(), periods.dimension, &names, &pairs, [past, now], &mut looked);
            }
        }
        headlines.push((watched, headline, figure.denominator));
    }
    let probabilities: Vec<f64> = looked.iter().map(|looked| looked.probability).collect();
    let mut named: Vec<&Looked<'_>> = looked
        .iter()
        .zip(stand_out(&probabilities, CHANCE))
        .filter(|(_, stands_out)| *stands_out)
        .map(|(looked, _)| looked)
        .collect();
    model::order::sort_by(&mut named, |a, b| b.apart.abs().total_cmp(&a.apart.abs()));
    let (looked_at, found) = (looked.len() as u64, named.len() as u64);
    for reason in named {
        let (watched, headline, counted) = &mut headlines[reason.headline];
        if headline.reasons.len() < MOST_REASONS
            && let Some(filter) = tickets_of(counted.as_ref().unwrap_or(filter), reason)
        {
            headline.reasons.push(MovedReason {
                dimension: reason.dimension,
                value: reason.value.to_string(),
                is_mix: reason.is_mix,
                part: reason.part,
                sentence: reason_sentence(watched, reason),
                filter,
            });
        }
    }
    Moved {
        unavailable: None,
        looked_at,
        named: found,
        caveat: caveat(looked_at, found),
        headlines: headlines
            .into_iter()
            .map(|(_, headline, _)| headline)
            .filter(|headline| excludes_zero(&headline.change) || !headline.reasons.is_empty())
            .collect(),
    }
}

fn tickets_of(filter: &Filter, reason: &Looked<'_>) -> Option<Filter> {
    let mut filter = filter.clone();
    narrow(&mut filter, reason.dimension, &[reason.value])?;
    Some(filter)
}

fn look<'a>(
    headline: usize,
    dimension: Dimension,
    names: &[&'a str],
    pairs: &[Pair],
    [past, now]: [(u64, u64); 2],
    looked: &mut Vec<Looked<'a>>,
) {
    let Some(parts) = kitagawa(pairs) else { return };
    for ((name, pair), effects) in names.iter().zip(pairs).zip(&parts.groups) {
        let cases = [pair.before.1, pair.now.1];
        if name.is_empty() || cases[0] + cases[1] < MIN_CLAIM_N {
            continue;
        }
        let others = [
            (past.0.saturating_sub(pair.before.0), past.1.saturating_sub(pair.before.1)),
            (now.0.saturating_sub(pair.now.0), now.1.saturating_sub(pair.now.1)),
        ];
        let rest = (others[0].0 + others[1].0, others[0].1 + others[1].1);
        let others_change = change_of(others);
        let own_change = change_of([pair.before, pair.now]);
        let beyond = own_change.0 - others_change.0;
        let spread = (own_change.1 + others_change.1).sqrt();
        let differs = if spread > 0.0 { 2.0 * normal::below(-(beyond / spread).abs()) } else { 1.0 };
        let weight = |cases: u64, all: u64| cases as f64 / all.max(1) as f64;
        let size = f64::midpoint(weight(cases[0], past.1), weight(cases[1], now.1));
        for (effect, is_mix) in effects.iter().zip([true, false]) {
            // How often it went well is a claim on either period by itself.
            if !is_mix && cases.iter().any(|cases| *cases < MIN_CLAIM_N) {
                continue;
            }
            looked.push(Looked {
                headline,
                dimension,
                value: name,
                is_mix,
                part: Estimate {
                    value: effect.value,
                    interval: Some(effect.interval()),
                    n: cases[0] + cases[1],
                    k: None,
                },
                // What goes up with all the others is no reason, however many tickets it has.
                apart: if is_mix { effect.value } else { beyond * size },
                probability: if is_mix { effect.probability() } else { effect.probability().max(differs) },
                pair: *pair,
                wholes: [past.1, now.1],
                others: if rest.1 > 0 { rest.0 as f64 / rest.1 as f64 } else { 0.0 },
                others_change: others_change.0,
            });
        }
    }
}

/// How a share changed, and the variance of that. Shares of all or of none are not taken for certain.
fn change_of(shares: [(u64, u64); 2]) -> (f64, f64) {
    let [(from, before), (to, now)] = shares.map(|(k, n)| {
        let smooth = (k as f64 + 0.5) / (n as f64 + 1.0);
        (k as f64 / n.max(1) as f64, smooth * (1.0 - smooth) / n.max(1) as f64)
    });
    (to - from, before + now)
}

fn headline_sentence(
    basis: &Basis<'_>,
    watched: &Watched,
    change: &Estimate,
    now: (u64, u64),
    past: (u64, u64),
) -> String {
    let rate = |(k, n): (u64, u64)| k as f64 / n.max(1) as f64;
    let (from, to) = percents(rate(past), rate(now));
    let range = change.interval.map(|ends| format!(" ({})", points_range(ends))).unwrap_or_default();
    let begins = if excludes_zero(change) {
        let verb = if change.value > 0.0 { "rose" } else { "fell" };
        format!("{} {verb} by {}{range}", watched.label, points(change.value))
    } else {
        format!("{} as a whole did not clearly change, {} points{range}", watched.label, signed(change.value))
    };
    format!(
        "{begins}, from {} of {} {} to {} of {}, against the {} before.",
        from,
        number(past.1),
        watched.of,
        to,
        number(now.1),
        count(basis.period.days().max(0) as u64, "day")
    )
}

fn reason_sentence(watched: &Watched, reason: &Looked<'_>) -> String {
    let Looked { pair, wholes, .. } = reason;
    let range = reason.part.interval.map(|ends| format!(" ({})", points_range(ends))).unwrap_or_default();
    let amount = format!("{} points{range}", signed(reason.part.value));
    let name = format!("{} “{}”", reason.dimension.label(), reason.dimension.value_label(reason.value));
    let rate = |(k, n): (u64, u64)| percent(k as f64 / n.max(1) as f64);
    if reason.is_mix {
        let own = (pair.before.0 + pair.now.0, pair.before.1 + pair.now.1);
        let is_less = (own.0 as f64 / own.1.max(1) as f64) < reason.others;
        format!(
            "{name} made up {} of {}, {} before, and is {} {} often than the rest ({} against {}): {amount}.",
            weight(pair.now.1, wholes[1]),
            watched.of,
            weight(pair.before.1, wholes[0]),
            watched.became,
            if is_less { "less" } else { "more" },
            rate(own),
            percent(reason.others)
        )
    } else {
        format!(
            "{name} was {} in {} of {}, {} of {} before, while the rest moved {} points: {amount}.",
            watched.became,
            rate(pair.now),
            number(pair.now.1),
            rate(pair.before),
            number(pair.before.1),
            signed(reason.others_change)
        )
    }
}

fn caveat(looked_at: u64, named: u64) -> String {
    let looked = format!("{} were looked at", count(looked_at, "possible reason"));
    if named == 0 {
        return format!("{looked}, and none stands out from chance.");
    }
    format!(
        "{looked}, {} out: at most one in twenty of such reasons is chance. Reasons by topic and by channel are two views of the same \
         tickets and do not add up. They say where a change lies, not what caused it.",
        if named == 1 { "1 stands".to_string() } else { format!("{} stand", number(named)) }
    )
}
