//! A measured value never travels alone: it has its n and its interval, or the reason why there is none.

use crate::field::Field;
use crate::filter::Filter;
use crate::units::Unit;
use serde::{Deserialize, Serialize};

/// A value with its uncertainty.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The value, in the metric's unit (shares between 0 and 1, times in seconds).
    pub value: f64,
    /// Lower and upper end of the 95% interval.
    pub interval: Option<(f64, f64)>,
    /// Cases it rests on (the denominator of a share).
    pub n: u64,
    /// The numerator of a share.
    pub k: Option<u64>,
}

impl Estimate {
    /// Whether it rests on fewer than `few` cases and is no count: a count is exact however small, everything else needs cases.
    pub fn is_few(&self, unit: Unit, few: u64) -> bool {
        unit != Unit::Tickets && self.n < few
    }
}

/// A value, or why there is none. Never 0 or a guess in place of an absence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measured {
    /// Measured.
    Value(Estimate),
    /// It cannot be told.
    NotApplicable {
        /// Why, in one sentence: "This file has no ratings."
        why: String,
        /// The fields that would settle it; empty when no field would (e.g. no ticket passes the filter).
        needs: Vec<Field>,
    },
}

impl Measured {
    /// The estimate, if there is one.
    pub fn estimate(&self) -> Option<&Estimate> {
        match self {
            Measured::Value(estimate) => Some(estimate),
            Measured::NotApplicable { .. } => None,
        }
    }
}

/// How much alike tickets of the same customers are.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Alike {
    /// How many times larger the variance is than with tickets of as many customers; at least 1.
    pub design_effect: f64,
    /// How many tickets of different customers would tell as much.
    pub effective_n: f64,
}

/// One step from all rows to the cases that were counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// "Rows in the file", "Eligible", "After the filter", "AI involved", "Window of 7 days has passed" …
    pub label: String,
    /// What is left.
    pub n: u64,
}

/// One figure on a screen: the measure, its change, and everything needed to explain it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// [`crate::catalog::MetricInfo::id`].
    pub metric: String,
    /// A qualifier when a screen shows the metric several times, e.g. `ai_only`; empty otherwise.
    pub variant: String,
    /// Label of the variant, e.g. "AI only".
    pub variant_label: String,
    /// How the value is written.
    pub unit: Unit,
    /// The value in the period of the filter.
    pub now: Measured,
    /// The value in the previous period of the same length; absent without a period that fits in the data.
    pub before: Option<Measured>,
    /// The difference now − before, with its own interval (Newcombe for shares).
    pub change: Option<Estimate>,
    /// What tickets of the same customers do to the interval of a share; `None` where no customer of these tickets wrote two.
    #[serde(default)]
    pub alike: Option<Alike>,
    /// n at each step.
    pub steps: Vec<Step>,
    /// A filter that selects the tickets of the numerator, to be shown on the Tickets screen.
    pub numerator: Option<Filter>,
    /// A filter that selects the tickets of the denominator.
    pub denominator: Option<Filter>,
    /// Small trend for a sparkline: one value a week in the period, `None` where n is too small.
    pub trend: Vec<Option<f64>>,
}
