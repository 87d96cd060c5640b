//! The usual time to a solution, with the tickets that are still open.

use super::clauses::NEEDS_DONE;
use super::declare::{Measure, Metric, Need};
use model::field::Field;
use model::units::Unit;

pub(super) static METRIC: Metric = Metric {
    id: "resolution_survival",
    label: "Resolution time with open tickets, median",
    meaning: "Half of all tickets are solved within this time, those counted that are still open.",
    unit: Unit::Seconds,
    higher_is_better: Some(false),
    formula: "the time at which the product-limit curve of the share still open falls to a half; an open ticket counts as open at least \
              until the last moment that the file knows",
    interval: "95%, where the interval of the curve crosses a half (Greenwood’s variance on the scale log(−log S); R. Brookmeyer and \
               J. Crowley, 1982, Biometrics 38:29-41); none where its upper end stays above a half.",
    source: "E. L. Kaplan and P. Meier, “Nonparametric estimation from incomplete observations”, JASA 53 (1958), 457-481, https://doi.org/10.2307/2281868.",
    caveats: &[
        "In calendar time. Times of more than four minutes are counted in classes of less than 1% width.",
        "It assumes that tickets still open are no different from others of their age that were solved later.",
        "An open ticket that went to a person stands with the AI-then-human ones; one that nobody has handled stands only in “All”.",
    ],
    needs: &[
        NEEDS_DONE,
        Need::OneOf(&[Field::ResolutionTime, Field::SolvedAt, Field::ClosedAt], "when a ticket was solved"),
    ],
    uses: &[],
    measure: Measure::Survival,
};
