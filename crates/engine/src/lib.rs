//! Assay's engine: bytes and an as-of date in, measured values out.
//!
//! The engine is synchronous and knows no browser, no clock, no file and no thread. The same bytes, filter and as-of date give
//! the same answer on every target. [`Session`] is its only door: the worker, the tests, the benchmarks and the command-line
//! example drive the same three methods.

pub mod annex;
pub mod dataset;
pub mod definitions;
pub mod derive;
pub mod ingest;
pub mod markup;
pub mod mask;
pub mod metrics;
pub mod query;
pub(crate) mod random;
pub mod resampling;
pub mod sample;
pub mod session;
pub mod stats;
#[cfg(test)]
mod text_tickets;
pub mod views;
pub(crate) mod zones;

pub use session::Session;
