//! Views: figures, charts and sentences of each screen, from tallies. Views arrange; they do not count.

mod automate;
mod breakdown;
mod change_parts;
pub mod comments;
mod definitions;
#[cfg(test)]
mod definitions_tests;
pub mod facet;
mod findings;
mod flow;
mod groups;
mod headline;
mod import;
mod invoice;
#[cfg(test)]
mod invoice_tests;
mod ladder;
mod maturity;
mod moved;
mod outcomes;
#[cfg(test)]
mod outcomes_tests;
mod overview;
mod quadrant;
mod questions;
mod recontact;
mod satisfaction;
mod satisfaction_charts;
#[cfg(test)]
mod satisfaction_tests;
mod satisfaction_topics;
mod sensitivity;
mod silent;
mod speed;
mod speed_charts;
mod speed_notes;
#[cfg(test)]
mod speed_tests;
#[cfg(test)]
mod tests;
pub mod tickets;
mod time_charts;
mod topics;
#[cfg(test)]
mod topics_tests;
mod vendor_series;
mod wording;

pub use definitions::definitions;
pub use import::import_summary;
pub use invoice::dispute;
pub use moved::moved;
pub use outcomes::outcomes;
pub use overview::overview;
pub use satisfaction::satisfaction;
pub use speed::speed;
pub use topics::topics;

use crate::metrics::by_id;
use crate::metrics::evaluate::Basis;
use model::filter::Filter;
use model::measure::{Estimate, Figure};
use model::view::ScreenView;

/// Fewer cases than this carry no headline and no claim.
const MIN_CLAIM_N: u64 = 30;

/// A screen with what all screens have: steps, tickets, periods.
fn frame(basis: &Basis<'_>) -> ScreenView {
    ScreenView {
        steps: basis.first_steps(),
        tickets: basis.tickets(),
        tickets_total: basis.context.derived.eligible,
        period: Some((basis.period.from, basis.period.to)).filter(|_| basis.period.days() > 0),
        previous: basis.period.previous,
        ..ScreenView::default()
    }
}

/// The figures of these metrics, each in the variants named; no variant named: all of them.
fn figures(basis: &Basis<'_>, wanted: &[(&str, &[&str])]) -> Vec<Figure> {
    let mut figures = Vec::new();
    for (id, variants) in wanted {
        let Some(metric) = by_id(id) else { continue };
        if variants.is_empty() {
            figures.extend(basis.figures(metric));
        } else {
            figures.extend(variants.iter().filter_map(|variant| basis.figure(metric, variant)));
        }
    }
    figures
}

/// The figure of a metric and variant among those of a screen.
fn figure<'f>(figures: &'f [Figure], metric: &str, variant: &str) -> Option<&'f Figure> {
    figures.iter().find(|figure| figure.metric == metric && figure.variant == variant)
}

/// Its present value, if it has one.
fn value<'f>(figures: &'f [Figure], metric: &str, variant: &str) -> Option<&'f Estimate> {
    figure(figures, metric, variant).and_then(|figure| figure.now.estimate())
}

/// The address of the ticket table for a filter.
fn tickets_address(filter: &Filter) -> String {
    address("tickets", filter)
}

/// The address of a screen under a filter.
fn address(screen: &str, filter: &Filter) -> String {
    let query = filter.to_query();
    if query.is_empty() { format!("#/{screen}") } else { format!("#/{screen}?{query}") }
}
