//! The ledger while it is being written: every row that was read is a ticket or set aside with a reason.

use super::parts::{Pack, Packed};
use model::import::{Ledger, SetAside};

/// Line numbers kept for each reason.
const FIRST_LINES: usize = 5;

/// Counts rows by reason.
#[derive(Debug, Clone, Default)]
pub(crate) struct Entries(Vec<SetAside>);

impl Entries {
    /// One more row for that reason.
    #[cold]
    pub(crate) fn add(&mut self, reason: &str, line: u64) {
        let at = self.entry(reason);
        let entry = &mut self.0[at];
        entry.count += 1;
        if entry.first_lines.len() < FIRST_LINES {
            entry.first_lines.push(line);
        }
    }

    /// The place of a reason.
    fn entry(&mut self, reason: &str) -> usize {
        match self.0.iter().position(|entry| entry.reason == reason) {
            Some(at) => at,
            None => {
                self.0.push(SetAside { reason: reason.to_string(), count: 0, first_lines: Vec::new() });
                self.0.len() - 1
            }
        }
    }

    /// So many rows for that reason, wherever they stand.
    pub(crate) fn add_many(&mut self, reason: &str, count: u64) {
        match self.0.iter_mut().find(|entry| entry.reason == reason) {
            Some(entry) => entry.count += count,
            None if count > 0 => {
                self.0.push(SetAside { reason: reason.to_string(), count, first_lines: Vec::new() });
            }
            None => {}
        }
    }

    /// Rows of all reasons.
    pub(crate) fn total(&self) -> u64 {
        self.0.iter().map(|entry| entry.count).sum()
    }

    /// The first line of a reason.
    pub(crate) fn first_line(&self, reason: &str) -> Option<u64> {
        self.0
            .iter()
            .find(|entry| entry.reason == reason)
            .and_then(|entry| entry.first_lines.first().copied())
    }

    /// The most frequent reason, and its first line.
    pub(crate) fn most_frequent(&self) -> (&str, Option<u64>) {
        let entry = self.0.iter().max_by_key(|entry| entry.count);
        entry.map_or(("", None), |entry| (&entry.reason, entry.first_lines.first().copied()))
    }

    pub(crate) fn pack(&self, out: &mut Pack) {
        out.number(self.0.len() as u64);
        for SetAside { reason, count, first_lines } in &self.0 {
            out.bytes(reason.as_bytes());
            out.number(*count);
            out.longs(first_lines);
        }
    }

    /// Appends the entries of a part whose first line is that line.
    pub(crate) fn append(&mut self, line: u64, from: &mut Packed<'_>) {
        for _ in 0..from.number() {
            let reason = String::from_utf8_lossy(from.bytes()).into_owned();
            let at = self.entry(&reason);
            let entry = &mut self.0[at];
            entry.count += from.number();
            for first in from.longs() {
                if entry.first_lines.len() < FIRST_LINES {
                    entry.first_lines.push(line + first);
                }
            }
        }
    }

    /// Most frequent first.
    fn sorted(mut self) -> Vec<SetAside> {
        model::order::sort_by_key(&mut self.0, |entry| std::cmp::Reverse(entry.count));
        self.0
    }
}

/// Closes the books.
pub(crate) fn ledger(tickets: u64, set_aside: Entries, mended: Entries) -> Ledger {
    Ledger {
        rows_read: tickets + set_aside.total(),
        tickets,
        set_aside: set_aside.sorted(),
        mended: mended.sorted(),
    }
}
