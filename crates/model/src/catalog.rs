//! Labels, formulas, sources and caveats. The engine tells them once; the page holds no such lists.

use crate::field::Field;
use crate::units::Unit;
use serde::{Deserialize, Serialize};

/// Everything there is to know about what the engine can read and measure.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Catalog {
    /// The helpdesks that are recognised.
    pub formats: Vec<FormatInfo>,
    /// The measures.
    pub metrics: Vec<MetricInfo>,
}

impl Catalog {
    /// The metric of that name.
    pub fn metric(&self, id: &str) -> Option<&MetricInfo> {
        self.metrics.iter().find(|metric| metric.id == id)
    }

    /// The format of that name.
    pub fn format(&self, id: &str) -> Option<&FormatInfo> {
        self.formats.iter().find(|format| format.id == id)
    }
}

/// One helpdesk's export.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FormatInfo {
    /// Stable name, e.g. `zendesk_csv`.
    pub id: String,
    /// The product, e.g. "Zendesk".
    pub product: String,
    /// The kind of export, e.g. "account CSV export".
    pub label: String,
    /// How to make such an export, in one or two sentences.
    pub how_to_export: String,
}

/// One measure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MetricInfo {
    /// Stable name, e.g. `durable_resolution`.
    pub id: String,
    /// Label.
    pub label: String,
    /// One sentence for someone who has never heard of it.
    pub meaning: String,
    /// Unit.
    pub unit: Unit,
    /// Whether more is better; `None` where neither is.
    pub higher_is_better: Option<bool>,
    /// The formula in words: "tickets on the rungs Durable and Confirmed / AI-involved tickets whose window has passed".
    pub formula: String,
    /// How the interval is computed.
    pub interval: String,
    /// Who defines it so: title and address of a page, paper or standard.
    pub source: String,
    /// What to keep in mind.
    pub caveats: Vec<String>,
    /// Fields without which it cannot be told.
    pub needs: Vec<Field>,
    /// Groups of fields of which at least one must be there.
    pub needs_one_of: Vec<Vec<Field>>,
    /// Whether it is a quantile of a duration, whose interval can be checked by drawing customers anew.
    pub is_quantile: bool,
}
