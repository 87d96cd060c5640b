//! Which records of a file are the messages of a ticket, where a ticket is no record but was folded from several.

/// The messages of all tickets. Their texts stay in the file.
#[derive(Debug, Clone, Default)]
pub struct Talks {
    /// The records that are messages, ticket by ticket, in the order of their times.
    pub(crate) records: Vec<u32>,
    /// Who wrote each of them.
    pub(crate) authors: Vec<Author>,
    /// For each ticket where its messages begin and end.
    pub(crate) of: Vec<(u32, u32)>,
}

/// Who wrote a message, as small as it can be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Author {
    /// `customer`, `human`, `ai` or `system`, by their place in this list.
    pub(crate) who: u8,
    /// Whether the customer can read it.
    pub(crate) is_public: bool,
}

impl Talks {
    /// Records and authors of a ticket's messages.
    pub(crate) fn of(&self, row: u32) -> impl Iterator<Item = (u32, Author)> + '_ {
        let (start, end) = self.of.get(row as usize).copied().unwrap_or_default();
        let range = start as usize..end as usize;
        self.records[range.clone()].iter().copied().zip(self.authors[range].iter().copied())
    }

    pub(super) fn memory_bytes(&self) -> u64 {
        4 * self.records.capacity() as u64
            + 2 * self.authors.capacity() as u64
            + 8 * self.of.capacity() as u64
    }
}
