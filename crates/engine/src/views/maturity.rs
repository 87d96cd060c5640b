//! How much of the bracket is settled: what became of the AI's tickets, by how long ago they came.

use super::MIN_CLAIM_N;
use super::ladder::last_day;
use super::speed_charts::chart;
use super::time_charts::{empty, outcome_parts, untold};
use super::wording::{date, number, percent};
use crate::metrics::evaluate::Basis;
use crate::query::Tally;
use model::chart::{Category, Chart, ChartBody, StackAxis, StackChart};
use model::outcome::Outcome;
use model::units::{Day, Unit};

/// Days before the end of the file at which an age begins and ends, and its name. What came later is as young.
const AGES: [(i32, i32, &str); 4] = [
    (i32::MIN, 7, "Up to 7 days old"),
    (7, 30, "8 to 30 days old"),
    (30, 90, "31 to 90 days old"),
    (90, i32::MAX, "Older"),
];

/// The AI's tickets by outcome, those hatched that can still change.
pub(super) fn maturity(basis: &Basis<'_>) -> Chart {
    let (id, metrics) = ("maturity", ["floor", "durable", "ceiling"]);
    let count = |tally: &Tally<'_>, of: &dyn Fn(Outcome) -> bool| {
        tally.count(|facts| facts.is_eligible && facts.outcome.is_ai_involved() && of(facts.outcome))
    };
    let total = count(&basis.now, &|_| true);
    let why =
        untold(basis).or_else(|| (total == 0).then(|| "The AI answered none of these tickets.".to_string()));
    if let Some(why) = why {
        return empty(id, "How much is settled cannot be told", Unit::Share, &metrics, why);
    }
    let mut rows = vec![("All of the AI’s".to_string(), basis.now.clone())];
    for (begin, end, label) in AGES {
        // Whether it is settled depends on what the file knows, not on where the period ends.
        let day = |before: i32| {
            let day = last_day(basis).0.saturating_add(1).saturating_sub(before);
            Day(day.clamp(basis.period.from.0, basis.period.to.0))
        };
        let tally = basis.days.tally(day(end), day(begin));
        if count(&tally, &|_| true) > 0 {
            rows.push((label.to_string(), tally));
        }
    }
    let mut parts = outcome_parts(basis, &rows.iter().map(|(_, tally)| tally).collect::<Vec<_>>());
    parts.retain(|part| {
        let outcome = part.filter.as_ref().and_then(|(_, value)| Outcome::from_id(value));
        outcome.is_some_and(Outcome::is_ai_involved)
    });
    let pending = count(&basis.now, &|outcome| matches!(outcome, Outcome::Immature | Outcome::StillOpen));
    let title = match total {
        n if n < MIN_CLAIM_N => {
            format!("{} of the AI’s {} tickets can still change", number(pending), number(n))
        }
        n => match pending {
            0 => "All of the AI’s tickets are settled".to_string(),
            _ => format!("{} of the AI’s tickets are not settled yet", percent(pending as f64 / n as f64)),
        },
    };
    let categories = rows.into_iter().map(|(label, _)| Category { label, filter: None }).collect();
    chart(
        id,
        title,
        format!(
            "Tickets that the AI answered, by outcome and by their age where the file ends, {}; hatched: a window of {} has not passed, or not \
             solved yet; n = {}",
            date(last_day(basis)),
            basis.window(),
            number(total)
        ),
        Unit::Share,
        &metrics,
        ChartBody::Stack(StackChart { axis: StackAxis::Categories(categories), parts, is_share: true }),
    )
}
