//! Why deflection is not told.

use super::declare::{Measure, Metric};
use model::units::Unit;

pub(super) static METRIC: Metric = Metric {
    id: "deflection",
    label: "Deflection",
    meaning: "Contacts that would have reached a person and did not, because something answered them before.",
    unit: Unit::Share,
    higher_is_better: Some(true),
    formula: "contacts that would have reached a person and did not / contacts that would have reached a person",
    interval: "None: it is not computed.",
    source: "Scott Bideau, “Deflection, Defined & Measured”, http://www.scottbideau.com/deflection-defined/: explicit deflection \
             is a customer who begins a contact form, sees an answer and drops out; all else is implicit.",
    caveats: &[
        "Vendors often print the share of chats without a handoff under this name. That is containment, and it is here under \
         that name.",
    ],
    needs: &[],
    uses: &[],
    measure: Measure::Untold(
        "A ticket export contains no avoided tickets, so it cannot tell how many contacts were deflected. What it can tell is \
         “Solved without a person”, the observed share of solved tickets that only the AI answered; how many tickets people \
         would have had without the AI needs a comparison with the time before its launch.",
    ),
};
