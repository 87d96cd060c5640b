//! The kinds of chart: one file each. To add one: a file and a line in [`KINDS`], or in [`LATE`] where the Overview has no such chart.

mod bars;
mod curve;
mod distribution;
mod flow;
mod heat;
mod scatter;
pub(crate) mod sparkline;
mod stack_categories;
mod stack_time;
mod sweep;
mod time;

pub(crate) use time::point_cells;

use crate::hits::Hits;
use crate::pen::Pen;
use crate::table::Table;
use model::chart::{Chart, ChartBody};
use std::sync::OnceLock;

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

const KINDS: &[&dyn Kind] =
    &[&time::Time, &stack_time::StackTime, &stack_categories::StackCategories, &bars::Bars];

/// Those that the page loads later than the rest, together with the screens that show them.
const LATE: &[&dyn Kind] = &[
    &distribution::Distribution,
    &curve::Curves,
    &heat::Heat,
    &scatter::Scatter,
    &flow::Flow,
    &sweep::Sweep,
];

/// Kinds that the published page does not draw before [`add`].
#[derive(Clone, Copy)]
pub struct LateKinds(&'static [&'static dyn Kind]);

/// The late kinds. Only who calls this has their code.
pub fn late() -> LateKinds {
    LateKinds(LATE)
}

static ADDED: OnceLock<LateKinds> = OnceLock::new();

/// From now on these are drawn, too.
pub fn add(kinds: LateKinds) {
    ADDED.get_or_init(|| kinds);
}

/// The kind that draws a body; none for an empty one.
pub(crate) fn of(body: &ChartBody) -> Option<&'static dyn Kind> {
    // Only the published page is in pieces.
    let late = if cfg!(split) { ADDED.get().map_or(&[][..], |added| added.0) } else { LATE };
    KINDS.iter().chain(late).copied().find(|kind| kind.accepts(body))
}
