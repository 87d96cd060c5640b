//! The ladder as a flow: every eligible ticket from its arrival by who answered it to what became of it.

use super::MIN_CLAIM_N;
use super::speed_charts::chart;
use super::time_charts::{STACK_ORDER, empty, role, untold};
use super::wording::{number, percent};
use crate::metrics::count::narrow;
use crate::metrics::evaluate::Basis;
use model::chart::{Chart, ChartBody, FlowBlock, FlowChart, FlowLink, FlowStage, Role};
use model::filter::{Dimension, NO_VALUE};
use model::outcome::{HandledBy, Outcome};
use model::units::Unit;

/// Who answered, from the top: label, colour.
const ANSWERED: [(Option<HandledBy>, &str, Role); 4] = [
    (Some(HandledBy::AiOnly), "AI alone", Role::Ai),
    (Some(HandledBy::AiThenHuman), "AI, then people", Role::Handoff),
    (Some(HandledBy::HumanOnly), "People alone", Role::Human),
    (None, "Nobody yet", Role::Unknown),
];

fn value(handler: Option<HandledBy>) -> &'static str {
    handler.map_or(NO_VALUE, |handler| handler.id())
}

/// From arrival to outcome.
pub(super) fn flow(basis: &Basis<'_>) -> Chart {
    let (id, metrics) = ("ticket_flow", ["involvement", "durable", "escalation", "abandonment"]);
    let total = basis.tickets();
    let why = match total {
        0 => Some("No ticket passes this filter.".to_string()),
        _ => untold(basis),
    };
    if let Some(why) = why {
        return empty(id, "The way from arrival to outcome cannot be told", Unit::Tickets, &metrics, why);
    }
    let of = |handler: Option<HandledBy>, outcome: Outcome| {
        basis.now.count(|facts| facts.is_eligible && facts.handled_by == handler && facts.outcome == outcome)
    };
    let answered: Vec<FlowBlock> = ANSWERED
        .iter()
        .map(|(handler, label, role)| FlowBlock {
            label: (*label).to_string(),
            role: *role,
            count: basis.now.count(|facts| facts.is_eligible && facts.handled_by == *handler),
            filter: Some((Dimension::HandledBy, value(*handler).to_string())),
        })
        .collect();
    let became: Vec<FlowBlock> = STACK_ORDER
        .iter()
        .map(|outcome| FlowBlock {
            label: outcome.label().to_string(),
            role: role(*outcome),
            count: basis.now.on(&[*outcome]),
            filter: Some((Dimension::Outcome, outcome.id().to_string())),
        })
        .collect();
    let narrowed = |conditions: &[(Dimension, &str)]| {
        let mut filter = basis.filter.clone();
        for (dimension, value) in conditions {
            narrow(&mut filter, *dimension, &[value])?;
        }
        Some(filter)
    };
    let mut links: Vec<FlowLink> = Vec::new();
    for (to, (handler, ..)) in ANSWERED.iter().enumerate().filter(|(to, _)| answered[*to].count > 0) {
        let filter = narrowed(&[(Dimension::HandledBy, value(*handler))]);
        links.push(FlowLink { stage: 0, from: 0, to, count: answered[to].count, filter });
    }
    for (from, (handler, ..)) in ANSWERED.iter().enumerate() {
        for (to, outcome) in STACK_ORDER.iter().enumerate() {
            let count = of(*handler, *outcome);
            if count > 0 {
                let filter =
                    narrowed(&[(Dimension::HandledBy, value(*handler)), (Dimension::Outcome, outcome.id())]);
                links.push(FlowLink { stage: 1, from, to, count, filter });
            }
        }
    }
    let on = |rungs: &[Outcome]| basis.now.on(rungs);
    let ai = basis.now.answered_by_ai();
    let held = on(&[Outcome::Durable, Outcome::Confirmed]);
    let pending = on(&[Outcome::Immature, Outcome::StillOpen]);
    let handed = on(&[Outcome::Escalated]);
    // Of a handful, a share would say more than is known.
    let of = |n: u64, all: u64| {
        if ai < MIN_CLAIM_N { number(n) } else { percent(n as f64 / all as f64) }
    };
    let title = match ai {
        0 => "The AI answered none of these tickets".to_string(),
        ai => {
            let early = match pending {
                0 => String::new(),
                n => format!(", {} too early to tell or still open", of(n, ai)),
            };
            format!(
                "Of {} that arrived, the AI answered {}; of those, {} held so far, {} went on to people{early}",
                super::wording::count(total, "ticket"),
                of(ai, total),
                of(held, ai),
                of(handed, ai)
            )
        }
    };
    let all = FlowBlock { label: "All".to_string(), role: Role::All, count: total, filter: None };
    let stage = |label: &str, blocks: Vec<FlowBlock>| FlowStage { label: label.to_string(), blocks };
    chart(
        id,
        title,
        format!(
            "Every eligible ticket once, widths by count; what is not settled yet is hatched; n = {}",
            number(total)
        ),
        Unit::Tickets,
        &metrics,
        ChartBody::Flow(FlowChart {
            stages: vec![
                stage("Arrived", vec![all]),
                stage("Who answered", answered),
                stage("What became of it", became),
            ],
            links,
        }),
    )
}
