//! Topics, or the values of another dimension, side by side; and what moved between two periods.

use crate::chart::Role;
use crate::filter::{Dimension, Filter};
use crate::measure::Estimate;
use crate::units::Unit;
use serde::{Deserialize, Serialize};

/// The values of a dimension side by side: a row for each, a column for each measure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Groups {
    /// By what.
    pub dimension: Dimension,
    /// The finding, as a sentence.
    pub title: String,
    /// What is in the table, and what is not.
    pub subtitle: String,
    /// The measures.
    pub columns: Vec<GroupColumn>,
    /// The values, most tickets first.
    pub rows: Vec<GroupRow>,
    /// What is not listed, together.
    pub rest: Option<GroupRow>,
    /// Everything together.
    pub all: GroupRow,
}

/// One measure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GroupColumn {
    /// Stable name.
    pub id: String,
    /// Heading.
    pub label: String,
    /// The metric that is explained, by its id in the catalog.
    pub metric: String,
    /// How values are written.
    pub unit: Unit,
    /// Of whom it speaks.
    pub role: Role,
    /// Why the file cannot tell it, if it cannot.
    pub unavailable: Option<String>,
}

/// One value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GroupRow {
    /// As in a filter.
    pub value: String,
    /// As shown.
    pub label: String,
    /// Eligible tickets.
    pub tickets: u64,
    /// A cell for each column; `None` without a case.
    pub cells: Vec<Option<Estimate>>,
}

/// Why headlines changed against the period before.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    /// Why there is nothing to compare, if there is not.
    pub unavailable: Option<String>,
    /// How many possible reasons were looked at, over all headlines.
    pub looked_at: u64,
    /// How many of them stand out.
    pub named: u64,
    /// What that means, in a sentence or two.
    pub caveat: String,
    /// The headlines that changed beyond chance or have a reason that stands out.
    pub headlines: Vec<MovedHeadline>,
}

/// A headline that changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MovedHeadline {
    /// The metric, by its id in the catalog.
    pub metric: String,
    /// What changed by how much, as a sentence.
    pub sentence: String,
    /// Now minus before.
    pub change: Estimate,
    /// The reasons, those first without which the change would differ most.
    pub reasons: Vec<MovedReason>,
}

/// A reason why a headline changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MovedReason {
    /// By what the tickets were parted.
    pub dimension: Dimension,
    /// As in a filter.
    pub value: String,
    /// Whether the tickets came in more or less (`true`), or went otherwise.
    pub is_mix: bool,
    /// How much of the change, in points, with its interval; n is of both periods.
    pub part: Estimate,
    /// The reason, as a sentence.
    pub sentence: String,
    /// Its tickets in the present period.
    pub filter: Filter,
}
