//! Views: figures, charts and sentences of each screen, from tallies. Views arrange; they do not count.

use crate::query::Context;
use model::filter::Filter;
use model::import::ImportSummary;
use model::view::ScreenView;

/// The Overview screen.
pub fn overview(_context: Context<'_>, _filter: &Filter) -> ScreenView {
    unimplemented!()
}

/// The Outcomes screen.
pub fn outcomes(_context: Context<'_>, _filter: &Filter) -> ScreenView {
    unimplemented!()
}

/// The Satisfaction screen.
pub fn satisfaction(_context: Context<'_>, _filter: &Filter) -> ScreenView {
    unimplemented!()
}

/// The Import screen.
pub fn import_summary(_context: Context<'_>) -> ImportSummary {
    unimplemented!()
}
