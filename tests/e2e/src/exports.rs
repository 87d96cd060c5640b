//! Helpdesk exports made on the spot from the sample's tickets, so that nobody's export has to be in this repository.

use engine::sample::{Style, generate, write_csv};
use std::io::{BufWriter, Write};
use std::path::Path;

const SEED: u64 = 7;

/// A year of tickets in the manner of Zendesk's account export.
pub fn zendesk_csv(tickets: u32) -> String {
    let mut bytes = Vec::new();
    // Writing into memory cannot fail.
    write_csv(&generate(tickets, SEED), Style::Zendesk, &mut bytes).ok();
    String::from_utf8(bytes).unwrap_or_default()
}

/// A year of tickets with 26 columns, in a file.
pub fn wide_csv_file(tickets: u32, path: &Path) -> std::io::Result<()> {
    let mut file = BufWriter::with_capacity(1 << 20, std::fs::File::create(path)?);
    write_csv(&generate(tickets, SEED), Style::Wide26, &mut file)?;
    file.flush()
}
