//! How many more customers came back than write anyway, customer by customer, so that intervals know how much alike the tickets of
//! one customer are.

use super::Context;
use super::select::Selection;
use crate::stats::clusters::MeanSums;
use kernels::chances::{LANES, SIDES, sums};
use model::filter::Filter;

/// What was counted of one group of tickets whose customers were seen long enough before.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Excess {
    /// With anything, and with the same topic: 1 for a return, less the chance that the customer would have come anyway.
    pub(crate) excess: [MeanSums; SIDES],
    /// The same two, the sums of the chances.
    pub(crate) chance: [f64; SIDES],
}

/// The returns after the tickets of a filter over what was to be expected: all of them, then those of each
/// [`model::outcome::HandledBy`].
pub(crate) fn excess(context: Context<'_>, filter: &Filter) -> [Excess; LANES] {
    let derived = context.derived;
    let selection = Selection::new(context, filter);
    let recontact = derived.recontact(context.dataset);
    let counted = selection.counted_with(derived, false);
    sums(selection.rows(), &recontact.based, &counted).map(|sums| Excess {
        excess: sums.sides.map(|side| {
            let squares = [side.squared, side.by_rows, sums.rows_squared];
            MeanSums::of((sums.groups, sums.rows), side.excess, squares)
        }),
        chance: sums.sides.map(|side| side.chance),
    })
}
