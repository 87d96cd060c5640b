//! The texts that a workbook keeps once for all its cells, one behind the other in one buffer.

use crate::fault::Fault;
use crate::limits::{Limits, in_words};

/// Texts by number.
#[derive(Debug, Clone)]
pub(crate) struct Strings {
    text: Vec<u8>,
    ends: Vec<u32>,
    limit: u64,
}

impl Strings {
    pub(crate) fn new(limits: &Limits) -> Strings {
        Strings { text: Vec::new(), ends: Vec::new(), limit: limits.held_bytes.min(u64::from(u32::MAX)) }
    }

    /// Adds the next text.
    pub(crate) fn push(&mut self, text: &[u8]) -> Result<(), Fault> {
        if (self.text.len() + text.len() + 4 * self.ends.len()) as u64 > self.limit {
            return Err(Fault::limit(format!("its texts take more than {}", in_words(self.limit))));
        }
        self.text.extend_from_slice(text);
        self.ends.push(self.text.len() as u32);
        Ok(())
    }

    /// The text of a number; empty where there is none.
    pub(crate) fn get(&self, index: usize) -> &[u8] {
        let Some(end) = self.ends.get(index) else { return &[] };
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.text[start as usize..*end as usize]
    }
}
