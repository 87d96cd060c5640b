//! An interval by drawing customers anew (the bootstrap), beside that of the formula: what is asked, and what came of it.

use crate::filter::Filter;
use serde::{Deserialize, Serialize};

/// The figure whose interval is checked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resampled {
    /// A share, by the tickets it counts and those it is a share of.
    Share {
        /// The tickets that count.
        numerator: Filter,
        /// All of them.
        denominator: Filter,
    },
    /// A quantile of a duration.
    Duration {
        /// [`crate::catalog::MetricInfo::id`].
        metric: String,
        /// Whose: [`crate::measure::Figure::variant`].
        variant: String,
        /// Which tickets.
        filter: Filter,
    },
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Resampling {
    /// The 95% interval; `None` where there are too few customers for one. In the unit of the figure.
    pub interval: Option<(f64, f64)>,
    /// How often customers were drawn.
    pub draws: u32,
    /// Customers with a ticket among those counted; a ticket of an unknown one stands for a customer of its own.
    pub customers: u64,
    /// Tickets of the customer with the most of them.
    pub most: u64,
    /// How it was done, and what it means, as sentences.
    pub told: String,
}
