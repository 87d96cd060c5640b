//! What can be said in place of deflection.

use super::clauses::{AI_ONLY, DONE, NEEDS_AI, NEEDS_DONE, NEEDS_PERSON, WILSON};
use super::declare::{Measure, Metric, Variant};
use model::units::Unit;

pub(super) static METRIC: Metric = Metric {
    id: "solved_without_person",
    label: "Solved without a person",
    meaning: "Of all solved tickets, the share that only the AI answered.",
    unit: Unit::Share,
    higher_is_better: None,
    formula: "solved tickets that only the AI answered / solved tickets",
    interval: WILSON,
    source: "Assay's own, an observed share: what a ticket export can tell where deflection is asked for (Scott Bideau, \
             “Deflection, Defined & Measured”, http://www.scottbideau.com/deflection-defined/, says what deflection would be).",
    caveats: &[
        "It is not deflection: nobody knows how many of these customers would have written to a person.",
        "Tickets that bounced later are counted.",
    ],
    needs: &[NEEDS_AI, NEEDS_DONE, NEEDS_PERSON],
    uses: &[],
    measure: Measure::Share(&[Variant {
        id: "",
        label: "",
        needs: &[],
        of: &[DONE],
        fallback: None,
        counts: &[AI_ONLY],
    }]),
};
