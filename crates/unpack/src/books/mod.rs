//! Workbooks: sheets of rows, in whatever way they are written. One file for each way.

pub(crate) mod biff;
pub(crate) mod compound;
pub(crate) mod html;
pub(crate) mod ods;
pub(crate) mod package;
pub(crate) mod spreadsheet_ml;
pub(crate) mod strings;
pub(crate) mod xls;
pub(crate) mod xlsb;
pub(crate) mod xlsx;

use crate::fault::Fault;
use crate::limits::Limits;
use crate::row::Row;
use crate::source::Source;

/// Bytes that a survey of sheets looks at where they lie one behind the other: a long sheet need not be read twice to find out
/// whether another one follows.
pub(crate) const SURVEY_BYTES: u64 = 32 << 20;

/// What is known of a sheet before its rows are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct SheetInfo {
    /// Its name; empty where sheets have none.
    pub(crate) name: String,
    /// Whether it is not shown.
    pub(crate) is_hidden: bool,
    /// Whether a pivot table stands on it.
    pub(crate) is_pivot: bool,
}

/// What was met on a sheet beside its rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Remarks {
    /// Cells that hold an error such as `#N/A`; they are read as empty.
    pub(crate) errors: u64,
    /// Areas of several cells that are merged into one.
    pub(crate) merged: u64,
    /// Numbers of more digits than workbooks keep.
    pub(crate) long_numbers: u64,
    /// Bytes of the sheet that were looked at, and all it has: for an estimate when not all rows were read.
    pub(crate) seen_bytes: u64,
    /// See `seen_bytes`.
    pub(crate) all_bytes: u64,
    /// Something about the way the workbook is written that the person should know.
    pub(crate) warning: Option<String>,
}

/// What a visitor wants next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Want {
    /// The next row.
    Rows,
    /// Nothing more of this sheet.
    NextSheet,
    /// Nothing more at all.
    Nothing,
}

/// Takes the rows of sheets.
pub(crate) trait Visitor {
    /// A sheet begins.
    fn sheet(&mut self, sheet: usize, info: &SheetInfo) -> Want;
    /// A row that holds something.
    fn row(&mut self, sheet: usize, row: &Row) -> Result<Want, Fault>;
    /// The sheet has ended, or the visitor wanted no more of it.
    fn end(&mut self, sheet: usize, remarks: Remarks);
}

/// A workbook.
pub(crate) trait Book {
    /// What it is, for people: "an Excel workbook (XLSX)".
    fn kind(&self) -> &'static str;

    /// Whether days count from 1904; `None` where they are not counted.
    fn epoch_is_1904(&self) -> Option<bool> {
        None
    }

    /// Shows the sheets, in their order, to a visitor.
    fn scan(
        &mut self,
        source: &mut dyn Source,
        limits: &Limits,
        visitor: &mut dyn Visitor,
    ) -> Result<(), Fault>;
}

/// Refuses one sheet too many.
pub(crate) fn one_more_sheet(before: usize, limits: &Limits) -> Result<(), Fault> {
    if before < limits.members {
        return Ok(());
    }
    Err(Fault::limit(format!("it has more than {} sheets", limits.members)))
}

/// Hands on a row if it holds something.
pub(crate) fn hand_on(visitor: &mut dyn Visitor, sheet: usize, row: &Row) -> Result<Want, Fault> {
    if row.filled() == 0 { Ok(Want::Rows) } else { visitor.row(sheet, row) }
}
