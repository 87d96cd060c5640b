//! The kinds of chart: one file each. To add one: a file and a line in [`KINDS`].

mod bars;
mod distribution;
pub(crate) mod sparkline;
mod stack_categories;
mod stack_time;
mod time;

use crate::hits::Hits;
use crate::pen::Pen;
use crate::table::Table;
use model::chart::{Chart, ChartBody};

/// A kind of chart.
pub(crate) trait Kind: Sync {
    /// Whether this kind draws such a body.
    fn accepts(&self, body: &ChartBody) -> bool;
    /// Draws it on a cleared background.
    fn draw(&self, pen: &mut Pen<'_>, chart: &Chart) -> Hits;
    /// The best height for a width.
    fn natural_height(&self, chart: &Chart, width: f64) -> f64;
    /// Its numbers.
    fn table(&self, chart: &Chart) -> Table;
}

const KINDS: &[&dyn Kind] = &[
    &time::Time,
    &stack_time::StackTime,
    &stack_categories::StackCategories,
    &bars::Bars,
    &distribution::Distribution,
];

/// The kind that draws a body; none for an empty one.
pub(crate) fn of(body: &ChartBody) -> Option<&'static dyn Kind> {
    KINDS.iter().copied().find(|kind| kind.accepts(body))
}
