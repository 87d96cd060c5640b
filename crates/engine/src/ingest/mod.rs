//! From bytes to a data set: carrier (syntax) → format (names and values) → columns.

pub mod carrier;
pub mod formats;

use crate::dataset::Dataset;
use model::catalog::FormatInfo;
use model::error::Problem;
use model::field::Field;
use model::settings::Settings;

/// Reads one file, fed in pieces of any size.
///
/// `feed` … `feed`, `finish`: pieces may be cut anywhere, also inside a character. Memory grows with the columns kept, not with
/// the file.
pub struct Import {
    _private: (),
}

impl Import {
    /// A reader for a file of that name and size in bytes. The name is for messages only: content decides what the file is.
    pub fn new(_name: &str, _size: u64, _settings: &Settings) -> Import {
        unimplemented!()
    }

    /// Takes the next piece. An error ends the work and tells what, where and what next.
    pub fn feed(&mut self, _bytes: &[u8]) -> Result<(), Problem> {
        unimplemented!()
    }

    /// Data rows read so far, and bytes taken so far.
    pub fn progress(&self) -> (u64, u64) {
        unimplemented!()
    }

    /// A data set of the rows read so far, for first figures; `None` when there is not enough to show yet.
    pub fn preview(&self) -> Option<Dataset> {
        unimplemented!()
    }

    /// The data set of all rows.
    pub fn finish(self) -> Result<Dataset, Problem> {
        unimplemented!()
    }
}

/// What the registered formats say of themselves, in the order of the registry.
pub fn format_infos() -> Vec<FormatInfo> {
    formats::FORMATS.iter().map(|format| format.info()).collect()
}

/// One record read again for display.
#[derive(Debug, Clone, Default)]
pub struct RawRecord {
    /// Column, canonical field, value as in the file.
    pub fields: Vec<(String, Option<Field>, String)>,
    /// The conversation.
    pub messages: Vec<formats::RawMessage>,
}

/// Reads one record of the file again, from the bytes at its place ([`Dataset::places`]).
pub fn reread(_dataset: &Dataset, _bytes: &[u8]) -> Result<RawRecord, Problem> {
    unimplemented!()
}
