//! Tables of an HTML page: what some helpdesks and report tools write under the name of `.xls`.
//!
//! Follows HTML's table model as far as data goes: a cell ends where the next begins, closed or not; columns and rows that a cell
//! spans are left empty after its first place. A table within a cell is a table of its own, and no text of the outer one.

use super::{Book, Remarks, SURVEY_BYTES, SheetInfo, Visitor, Want, hand_on};
use crate::fault::Fault;
use crate::limits::{Fuse, Fused, Limits};
use crate::markup::{Markup, Token, append_collapsed};
use crate::row::{Kind, Row};
use crate::source::{Slice, Source};
use crate::utf8::Utf8;
use std::io::{Read, SeekFrom};

/// HTML's own limits on spans.
const MOST_COLUMNS_SPANNED: usize = 1_000;
const MOST_ROWS_SPANNED: u32 = 65_534;
/// Tables within each other.
const MOST_NESTED: usize = 32;

/// A page.
pub(crate) struct Html;

impl Book for Html {
    fn kind(&self) -> &'static str {
        "web page with tables (HTML)"
    }

    fn scan(
        &mut self,
        source: &mut dyn Source,
        limits: &Limits,
        visitor: &mut dyn Visitor,
    ) -> Result<(), Fault> {
        let size = source.seek(SeekFrom::End(0))?;
        let text = Utf8::new(Fused::new(Slice::new(source, 0, size)?, Fuse::new(limits, size)))?;
        read(Markup::html(text, limits), size, limits, visitor)
    }
}

/// A table that is open.
struct Table {
    index: usize,
    row: Row,
    rows: u64,
    want: Want,
    cell: Option<Cell>,
    column: usize,
    /// How many rows more each column is taken by a cell from above.
    taken: Vec<u32>,
    is_in_row: bool,
    remarks: Remarks,
    began: u64,
}

struct Cell {
    text: Vec<u8>,
    columns: usize,
}

fn read<R: Read>(
    mut markup: Markup<R>,
    size: u64,
    limits: &Limits,
    visitor: &mut dyn Visitor,
) -> Result<(), Fault> {
    let mut open: Vec<Table> = Vec::new();
    let mut tables = 0;
    let limit = markup.cell_limit();
    loop {
        let bytes = markup.bytes;
        match markup.next()? {
            Token::End => break,
            Token::Text(piece, has_entities) => {
                if let Some(cell) = open.last_mut().and_then(|table| table.cell.as_mut()) {
                    if has_entities {
                        append_collapsed(piece, limit, &mut cell.text)?;
                    } else {
                        crate::markup::append(piece, false, limit, &mut cell.text)?;
                    }
                }
            }
            Token::Open(tag) => {
                let is = |name: &[u8]| tag.name.eq_ignore_ascii_case(name);
                if is(b"table") {
                    if open.len() >= MOST_NESTED {
                        return Err(Fault::limit(format!(
                            "its tables lie more than {MOST_NESTED} within each other"
                        )));
                    }
                    if tables >= limits.members {
                        return Err(Fault::limit(format!("it has more than {} tables", limits.members)));
                    }
                    let want = visitor.sheet(tables, &SheetInfo::default());
                    if want == Want::Nothing {
                        break;
                    }
                    open.push(Table {
                        index: tables,
                        row: Row::new(limits),
                        rows: 0,
                        want,
                        cell: None,
                        column: 0,
                        taken: Vec::new(),
                        is_in_row: false,
                        remarks: Remarks { all_bytes: size, ..Remarks::default() },
                        began: bytes,
                    });
                    tables += 1;
                    continue;
                }
                let Some(table) = open.last_mut() else { continue };
                if is(b"tr") {
                    table.end_row(visitor)?;
                    table.begin_row();
                } else if is(b"td") || is(b"th") {
                    if !table.is_in_row {
                        table.begin_row();
                    }
                    table.end_cell()?;
                    let columns = tag.number(b"colspan").unwrap_or(1_usize).clamp(1, MOST_COLUMNS_SPANNED);
                    let rows = tag.number(b"rowspan").unwrap_or(1_u32).min(MOST_ROWS_SPANNED);
                    table.begin_cell(columns, rows, limits)?;
                } else if is(b"br") || is(b"p") || is(b"div") || is(b"li") {
                    table.line_break();
                }
            }
            Token::Close(name) => {
                let is = |wanted: &[u8]| name.eq_ignore_ascii_case(wanted);
                let Some(table) = open.last_mut() else { continue };
                if is(b"td") || is(b"th") {
                    table.end_cell()?;
                } else if is(b"tr") {
                    table.end_row(visitor)?;
                } else if is(b"table") {
                    table.end_row(visitor)?;
                    table.remarks.all_bytes = bytes - table.began;
                    if table.want == Want::Rows {
                        table.remarks.seen_bytes = table.remarks.all_bytes;
                    }
                    let want = table.want;
                    if let Some(table) = open.pop() {
                        visitor.end(table.index, table.remarks);
                    }
                    if want == Want::Nothing {
                        break;
                    }
                }
            }
        }
        let Some(table) = open.last_mut() else { continue };
        if table.want != Want::Rows {
            if table.remarks.seen_bytes == 0 {
                table.remarks.seen_bytes = bytes - table.began;
            }
            if table.want == Want::Nothing || size.saturating_sub(bytes) > SURVEY_BYTES {
                break;
            }
        }
    }
    // A page that was cut off leaves its tables open.
    while let Some(mut table) = open.pop() {
        table.end_row(visitor)?;
        visitor.end(table.index, table.remarks);
    }
    Ok(())
}

impl Table {
    fn begin_row(&mut self) {
        self.rows += 1;
        self.row.begin(self.rows);
        self.column = 0;
        self.is_in_row = true;
    }

    fn begin_cell(&mut self, columns: usize, rows: u32, limits: &Limits) -> Result<(), Fault> {
        while self.taken.get(self.column).is_some_and(|rows| *rows > 0) {
            self.column += 1;
        }
        if self.column.saturating_add(columns) > limits.columns + MOST_COLUMNS_SPANNED {
            return Err(Fault::limit(format!("row {} has more than {} columns", self.rows, limits.columns)));
        }
        if rows > 1 {
            self.taken.resize(self.taken.len().max(self.column + columns), 0);
            // One more than below: this row takes one off as well.
            self.taken[self.column..self.column + columns].fill(rows);
        }
        self.remarks.merged += u64::from(rows > 1 || columns > 1);
        self.cell = Some(Cell { text: Vec::new(), columns });
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), Fault> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        self.row.push(self.column, cell.text.trim_ascii(), Kind::Text)?;
        self.column += cell.columns;
        Ok(())
    }

    fn end_row(&mut self, visitor: &mut dyn Visitor) -> Result<(), Fault> {
        self.end_cell()?;
        if !std::mem::take(&mut self.is_in_row) {
            return Ok(());
        }
        self.taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        if self.want == Want::Rows {
            self.want = hand_on(visitor, self.index, &self.row)?;
        }
        Ok(())
    }

    fn line_break(&mut self) {
        if let Some(cell) = self.cell.as_mut().filter(|cell| !cell.text.is_empty()) {
            while cell.text.last() == Some(&b' ') {
                cell.text.pop();
            }
            cell.text.push(b'\n');
        }
    }
}
