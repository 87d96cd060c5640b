//! Assay's vocabulary: what a ticket has, what can be asked of a set of tickets, and the shapes of the answers.
//!
//! Everything that crosses the border between the page and the worker is defined here, as plain data.
//! There are no algorithms: nothing here parses a file, counts a ticket or draws a chart.
//!
//! * [`field`]: the canonical fields of a ticket.
//! * [`outcome`]: the rungs of the outcome ladder, who handled a ticket, how it was rated.
//! * [`filter`]: which tickets are meant, and its form in an address.
//! * [`settings`], [`schedule`], [`mapping`]: what a person may override.
//! * [`message`]: requests to the engine and its responses.
//! * [`import`]: what was understood of a file, and the ledger of its rows.
//! * [`measure`]: a value with its n and interval, or why there is none.
//! * [`chart`], [`view`]: what a screen shows.
//! * [`resample`]: an interval by drawing customers anew.
//! * [`definition`]: published definitions side by side, and what a vendor billed.
//! * [`group`]: the values of a dimension side by side, and what moved between two periods.
//! * [`catalog`]: labels, formulas, sources and caveats, told once by the engine.
//! * [`error`]: what went wrong, where, and what to do.

pub mod catalog;
pub mod chart;
pub mod definition;
pub mod error;
pub mod field;
pub mod filter;
pub mod group;
pub mod import;
pub mod letters;
pub mod mapping;
pub mod measure;
pub mod message;
pub mod order;
pub mod outcome;
pub mod resample;
pub mod schedule;
pub mod settings;
pub mod units;
pub mod view;
