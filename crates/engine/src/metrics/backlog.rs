//! How many tickets were open at the end.

use super::clauses::NEEDS_DONE;
use super::declare::{Measure, Metric, Need};
use model::field::Field;
use model::units::Unit;

pub(super) static METRIC: Metric = Metric {
    id: "backlog",
    label: "Open at the end",
    meaning: "Tickets that were open when the last day of the period ended, whenever they came.",
    unit: Unit::Tickets,
    higher_is_better: Some(false),
    formula: "tickets created by the end of that day less those solved by then",
    interval: "None: it is a count of all tickets, not of a sample.",
    source: "Zendesk, “Backlog history”, https://support.zendesk.com/hc/en-us/articles/4408827693594.",
    caveats: &[
        "A file tells the last solution of a ticket: one that was solved and opened again counts as open all the while.",
        "Tickets that came before the file begins are not in it: its first weeks look emptier than they were.",
    ],
    needs: &[
        NEEDS_DONE,
        Need::OneOf(&[Field::SolvedAt, Field::ClosedAt, Field::ResolutionTime], "when a ticket was solved"),
    ],
    uses: &[],
    measure: Measure::OpenAtEnd,
};
