//! How many more customers came back than write anyway, customer by customer, so that intervals know how much alike the tickets of
//! one customer are.

use super::Context;
use super::quantile::handler_lanes;
use super::select::Selection;
use crate::stats::clusters::MeanSums;
use kernels::Rows;
use model::filter::Filter;

/// With anything, and with the same topic.
const SCOPES: usize = 2;
/// All tickets, then each of [`model::outcome::HandledBy`].
const GROUPS: usize = 4;

/// What was counted of one group of tickets whose customers were seen long enough before.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Excess {
    /// By scope: 1 for a return, less the chance that the customer would have come anyway.
    pub(crate) excess: [MeanSums; SCOPES],
    /// By scope, the sums of the chances.
    pub(crate) chance: [f64; SCOPES],
}

/// The tickets of one customer.
#[derive(Debug, Clone, Copy, Default)]
struct OfOne {
    cases: u64,
    excess: [f64; SCOPES],
    chance: [f64; SCOPES],
}

impl OfOne {
    fn add(&mut self, other: &OfOne) {
        self.cases += other.cases;
        for scope in 0..SCOPES {
            self.excess[scope] += other.excess[scope];
            self.chance[scope] += other.chance[scope];
        }
    }
}

impl Excess {
    fn add(&mut self, one: &OfOne) {
        for scope in 0..SCOPES {
            self.excess[scope].add(one.excess[scope], one.cases);
            self.chance[scope] += one.chance[scope];
        }
    }
}

/// The returns after the tickets of a filter over what was to be expected: all of them, then those of each
/// [`model::outcome::HandledBy`].
pub(crate) fn excess(context: Context<'_>, filter: &Filter) -> [Excess; GROUPS] {
    let derived = context.derived;
    let selection = Selection::new(context, filter);
    let lane_of = handler_lanes(derived, &selection);
    let mask = match selection.rows() {
        Rows::All(_) => None,
        Rows::List(_, mask) => Some(mask),
    };
    let recontact = derived.recontact(context.dataset);
    let mut groups = [Excess::default(); GROUPS];
    let mut start = 0;
    for end in &recontact.ends {
        let end = *end as usize;
        // By lane; what does not pass has the last one.
        let mut lanes = [OfOne::default(); GROUPS + 1];
        for based in &recontact.based[start..end] {
            let row = based.row as usize;
            if mask.is_some_and(|mask| mask[row] == 0) {
                continue;
            }
            let one = &mut lanes[usize::from(lane_of[usize::from(derived.class[row])])];
            one.cases += 1;
            for scope in 0..SCOPES {
                let chance = f64::from(based.chance[scope]);
                one.excess[scope] += f64::from(u8::from(based.is_back[scope])) - chance;
                one.chance[scope] += chance;
            }
        }
        start = end;
        let mut all = OfOne::default();
        for (lane, one) in lanes.iter().take(GROUPS).enumerate() {
            all.add(one);
            if let Some(group) = groups.get_mut(lane + 1) {
                group.add(one);
            }
        }
        groups[0].add(&all);
    }
    groups
}
