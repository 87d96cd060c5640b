//! One row of a sheet, its cells already written as text.

use crate::fault::Fault;
use crate::limits::{Limits, in_words};

/// What a cell holds; it tells a header from the rows under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Text.
    Text,
    /// A number, a share, a truth value.
    Number,
    /// A day, or a day and a time.
    Date,
    /// A length of time.
    Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cell {
    column: u32,
    start: u32,
    end: u32,
    kind: Kind,
}

/// A row: its cells lie one behind the other in one buffer. Empty cells are not kept.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// The row's number in the sheet, counted from 1.
    pub(crate) number: u64,
    /// Whether a filter or a person has hidden it.
    pub(crate) is_hidden: bool,
    text: Vec<u8>,
    cells: Vec<Cell>,
    cell_bytes: usize,
    columns: usize,
}

impl Row {
    pub(crate) fn new(limits: &Limits) -> Row {
        Row {
            number: 0,
            is_hidden: false,
            text: Vec::new(),
            cells: Vec::new(),
            cell_bytes: limits.cell_bytes,
            columns: limits.columns,
        }
    }

    /// Makes room for the row of that number.
    pub(crate) fn begin(&mut self, number: u64) {
        self.number = number;
        self.is_hidden = false;
        self.text.clear();
        self.cells.clear();
    }

    /// Adds a cell. Columns are counted from 0 and may come in any order; of two in one place the first stays.
    pub(crate) fn push(&mut self, column: usize, text: &[u8], kind: Kind) -> Result<(), Fault> {
        if text.is_empty() {
            return Ok(());
        }
        if column >= self.columns {
            return Err(Fault::limit(format!("row {} has more than {} columns", self.number, self.columns)));
        }
        if text.len() > self.cell_bytes || self.text.len() + text.len() > 8 * self.cell_bytes {
            let limit = in_words(self.cell_bytes as u64);
            return Err(Fault::limit(format!("row {} holds a cell of more than {limit}", self.number)));
        }
        let start = self.text.len() as u32;
        self.text.extend_from_slice(text);
        let cell = Cell { column: column as u32, start, end: self.text.len() as u32, kind };
        match self.cells.last() {
            Some(last) if last.column >= cell.column => {
                if let Err(place) = self.cells.binary_search_by_key(&cell.column, |cell| cell.column) {
                    self.cells.insert(place, cell);
                }
            }
            _ => self.cells.push(cell),
        }
        Ok(())
    }

    /// How many cells hold something.
    pub(crate) fn filled(&self) -> usize {
        self.cells.len()
    }

    /// The cells that hold something, from left to right: column, text, kind.
    pub(crate) fn cells(&self) -> impl DoubleEndedIterator<Item = (usize, &[u8], Kind)> {
        self.cells
            .iter()
            .map(|cell| (cell.column as usize, &self.text[cell.start as usize..cell.end as usize], cell.kind))
    }

    /// The first and the last column that hold something.
    pub(crate) fn span(&self) -> Option<(usize, usize)> {
        Some((self.cells.first()?.column as usize, self.cells.last()?.column as usize))
    }
}
