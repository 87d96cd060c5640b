//! What it would bring if the AI answered one more topic: an assumption, and told as one.

use super::MIN_CLAIM_N;
use super::breakdown::{noun, nouns};
use super::groups::{Cases, Compared};
use super::time_charts::empty;
use super::wording::{count, number, percent, percent_range};
use model::chart::{Bar, BarChart, Category, Chart, ChartBody, ChartPoint, Role};
use model::filter::NO_VALUE;
use model::units::Unit;

const ID: &str = "one_more";
/// So many candidates are shown.
const MOST: usize = 8;

/// For values that people answer most: their tickets times the share that the AI would be expected to resolve for good.
pub(super) fn one_more(compared: &Compared) -> Chart {
    let noun = noun(compared.dimension);
    let metrics = ["durable"];
    let none = |why: String| {
        let heading = format!("What one more {noun} for the AI would bring cannot be told");
        empty(ID, &heading, Unit::Tickets, &metrics, why)
    };
    let Some(common) = &compared.ai else {
        let more = || {
            format!(
                "It takes at least two {} in which the AI has solved tickets whose window has passed.",
                nouns(compared.dimension)
            )
        };
        return none(compared.untold.clone().unwrap_or_else(more));
    };
    let mut candidates: Vec<&Cases> = compared
        .cases
        .iter()
        .filter(|cases| cases.value != NO_VALUE && cases.people_tickets >= MIN_CLAIM_N)
        .filter(|cases| 2 * cases.people_tickets > cases.tickets)
        .collect();
    let expected = |cases: &Cases| {
        let ((k, n), tickets) = (cases.ai.independent(), cases.people_tickets as f64);
        let interval = common.interval(k, n).map(|(low, high)| (low * tickets, high * tickets));
        ChartPoint { value: common.shrink(k, n) * tickets, interval, n: cases.people_tickets }
    };
    model::order::sort_by(&mut candidates, |left, right| {
        let most_first = expected(right).value.total_cmp(&expected(left).value);
        most_first.then_with(|| left.value.cmp(&right.value))
    });
    candidates.truncate(MOST);
    let Some(first) = candidates.first() else {
        return none(format!(
            "There is no {noun} of {MIN_CLAIM_N} or more tickets of which people alone answered most."
        ));
    };
    let best = expected(first);
    let whole = |value: f64| number(value.round().max(0.0) as u64);
    let range =
        best.interval.map(|(low, high)| format!(", {} to {}", whole(low), whole(high))).unwrap_or_default();
    let spread =
        common.interval(0.0, 0.0).map(|ends| format!(" ({})", percent_range(ends))).unwrap_or_default();
    Chart {
        id: ID.to_string(),
        title: format!(
            "An assumption: were the AI to answer “{}” as it does elsewhere, about {} of {} that people answered would be resolved for good{range}",
            compared.dimension.value_label(&first.value),
            whole(best.value),
            count(first.people_tickets, "ticket"),
        ),
        subtitle: format!(
            "Tickets that people alone answered, times the share that the AI resolves for good: of a {noun} that is new to it {}{spread}, \
             of others drawn from their own cases. Nothing says that these are as easy as what the AI has now.",
            percent(common.mean)
        ),
        unit: Unit::Tickets,
        metrics: vec!["durable".to_string()],
        body: ChartBody::Bars(BarChart {
            bars: candidates
                .iter()
                .map(|cases| Bar {
                    category: Category {
                        label: compared.dimension.value_label(&cases.value),
                        filter: Some((compared.dimension, cases.value.clone())),
                    },
                    role: Role::AiFaint,
                    point: Some(expected(cases)),
                    note: None,
                })
                .collect(),
            range: None,
        }),
    }
}
