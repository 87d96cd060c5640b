//! The main sentence of the Overview, in the words that the data allow.

use super::wording::{count, number, percent, percent_range};
use super::{MIN_CLAIM_N, figure, value};
use crate::metrics::evaluate::Basis;
use model::field::Field;
use model::filter::{Dimension, Filter};
use model::measure::{Estimate, Figure, Measured};
use model::outcome::{HandledBy, Outcome};

/// Headline and caveat from the bracket. `figures` holds involvement, floor, durable and ceiling.
pub(super) fn headline(basis: &Basis<'_>, figures: &[Figure]) -> (String, String) {
    let tickets = basis.tickets();
    if tickets == 0 {
        let all = basis.context.derived.eligible;
        return (
            "No ticket passes this filter".to_string(),
            format!(
                "The file has {} that can be counted. Take a condition away to see some.",
                count(all, "ticket")
            ),
        );
    }
    if !basis.have.has(Field::AiInvolved) {
        return (
            "No AI was found in this file".to_string(),
            "Nothing in it tells which tickets an AI answered. If there was one, name it on the Import screen, or export the column that tells."
                .to_string(),
        );
    }
    let ai = value(figures, "involvement", "").and_then(|involvement| involvement.k).unwrap_or(0);
    if ai == 0 {
        return (
            if tickets == 1 {
                "No AI answered this one ticket".to_string()
            } else {
                format!("No AI answered any of these {}", count(tickets, "ticket"))
            },
            match basis.context.derived.ai_since {
                Some(day) => {
                    format!("The first ticket that an AI answered is of {}.", super::wording::date(day))
                }
                None => "If there was one, name it on the Import screen.".to_string(),
            },
        );
    }
    if ends_are_chosen(basis.filter) {
        return (
            format!("{} chosen by how they ended: no rate of all", count(tickets, "ticket")),
            "Drop that filter for a rate.".to_string(),
        );
    }
    if ai < MIN_CLAIM_N {
        return (
            format!("An AI answered {}: too few for a rate", count(ai, "ticket")),
            format!("A rate takes {MIN_CLAIM_N} or more. Widen the period or the filter."),
        );
    }
    let enough = |metric: &str| value(figures, metric, "").filter(|estimate| estimate.n >= MIN_CLAIM_N);
    let (sentence, caveat) = match (enough("durable"), enough("ceiling")) {
        (Some(durable), Some(ceiling)) => bracket(basis, figures, durable, ceiling),
        (None, Some(ceiling)) => without_durable(basis, figures, ceiling),
        (_, None) => (
            format!("An AI answered {} of these tickets", percent(ai as f64 / tickets as f64)),
            format!("What became of them cannot be told. {}", why(figures, "ceiling")),
        ),
    };
    let left_out = match basis.filter.accept.get(&Dimension::HandledBy) {
        Some(kept) if !kept.iter().any(|value| value == HandledBy::AiThenHuman.id()) => {
            "Tickets handed to people are left out. "
        }
        _ => "",
    };
    (sentence, [left_out, &caveat].concat())
}

/// Whether the filter asks what became of tickets, so that a rate of what became of them says nothing.
pub(super) fn ends_are_chosen(filter: &Filter) -> bool {
    use Dimension::{Done, Mature, Outcome, Rating, Reopened, Returned, Status};
    let ends = [Outcome, Rating, Status, Done, Mature, Reopened, Returned];
    !filter.judged.is_empty() || ends.iter().any(|end| filter.accept.contains_key(end))
}

fn bracket(
    basis: &Basis<'_>,
    figures: &[Figure],
    durable: &Estimate,
    ceiling: &Estimate,
) -> (String, String) {
    let sentence = if percent(ceiling.value) != percent(durable.value) && ceiling.value > durable.value {
        format!(
            "AI resolved {} for good, {} if silence counts as success",
            percent(durable.value),
            percent(ceiling.value)
        )
    } else {
        format!("AI resolved {} for good", percent(durable.value))
    };
    let of = |rungs: [Outcome; 2]| basis.now.on(&rungs);
    let ai = ceiling.n;
    let pending = of([Outcome::Immature, Outcome::StillOpen]) as f64 / ai as f64;
    let is_unsettled = pending > super::findings::OPEN_WORTH_A_REMARK;
    let mut caveat = if is_unsettled {
        format!(
            "Of all {}, {} held so far; {} are too early to tell or still open. ",
            count(ai, "AI ticket"),
            percent(of([Outcome::Durable, Outcome::Confirmed]) as f64 / ai as f64),
            percent(pending)
        )
    } else {
        String::new()
    };
    caveat += &match durable.interval {
        Some(interval) => format!("Between {}", percent_range(interval).replace(" to ", " and ")),
        None => percent(durable.value),
    };
    caveat += &format!(
        " with 95% confidence, over {} AI tickets whose {} have passed.",
        number(durable.n),
        basis.window()
    );
    match value(figures, "floor", "") {
        Some(floor) => caveat.push_str(&format!(
            " Customers confirmed {} of all {}{}.",
            percent(floor.value),
            count(floor.n, "AI ticket"),
            if floor.value < 1.0 { "; the rest is silence, and some of it is giving up" } else { "" }
        )),
        None => caveat
            .push_str(" Nothing in the file tells how many customers confirmed it: silence is not thanks."),
    }
    match (basis.have.has(Field::Requester), basis.have.has(Field::Reopens)) {
        (false, true) => caveat.push_str(" Customers who came back with a new ticket cannot be seen."),
        (true, false) => caveat.push_str(" Reopened tickets cannot be seen."),
        _ => {}
    }
    if ceiling.value <= durable.value && !is_unsettled {
        caveat.push_str(" Tickets not solved are not in it: of all AI tickets, the AI closed fewer.");
    }
    (sentence, caveat)
}

fn without_durable(basis: &Basis<'_>, figures: &[Figure], ceiling: &Estimate) -> (String, String) {
    let is_missing = figure(figures, "durable", "").is_some_and(
        |figure| matches!(&figure.now, Measured::NotApplicable { needs, .. } if !needs.is_empty()),
    );
    let interval =
        ceiling.interval.map(|interval| format!(" ({})", percent_range(interval))).unwrap_or_default();
    if is_missing {
        (
            format!("AI closed {} alone; whether it lasted cannot be told", percent(ceiling.value)),
            format!(
                "{} of {}{interval}, with silence counted as success. {}",
                percent(ceiling.value),
                count(ceiling.n, "AI ticket"),
                why(figures, "durable")
            ),
        )
    } else {
        (
            format!("AI closed {} alone; it is too early to tell what lasts", percent(ceiling.value)),
            format!(
                "{} of {}{interval}. Fewer than {MIN_CLAIM_N} of them were solved at least {} before the file ends.",
                percent(ceiling.value),
                count(ceiling.n, "AI ticket"),
                basis.window()
            ),
        )
    }
}

/// The reason why a figure has no value, empty if it has one.
fn why(figures: &[Figure], metric: &str) -> String {
    match figure(figures, metric, "").map(|figure| &figure.now) {
        Some(Measured::NotApplicable { why, .. }) => why.clone(),
        _ => String::new(),
    }
}
