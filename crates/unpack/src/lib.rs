//! Workbooks and archives as text, so that the engine reads them as it reads any export.
//!
//! A file that holds others (gz, zip) or sheets (XLSX, XLSM, XLSB, XLS, ODS, SpreadsheetML 2003, tables of an HTML page) is opened by
//! [`Container::open`], which tells what is in it and how likely each member holds tickets. [`Container::extract`] writes a member
//! as text: CSV and JSON as they are, a sheet as CSV. Content decides what a file is, never its name.
//!
//! Memory grows with a workbook's texts, not with its rows. Every size, number and depth that a file asks for has a limit, and
//! what passes one is refused with its name ([`Limits`]). Bytes that contradict themselves end in a message, never in a panic.
//!
//! ```
//! use unpack::{Container, Limits};
//! let page: &[u8] = b"<table><tr><th>Id<th>Created<tr><td>1<td>2025-01-08</table>";
//! let mut source = std::io::Cursor::new(page);
//! let mut container = Container::open("tickets.xls", &mut source, &Limits::default()).unwrap().unwrap();
//! let mut text = Vec::new();
//! let best = container.best().unwrap();
//! container.extract(best, &mut text).unwrap();
//! assert_eq!(text, b"Id,Created\r\n1,2025-01-08\r\n");
//! ```

mod archive;
mod books;
mod container;
mod csv;
mod entities;
mod fault;
mod gzip;
mod limits;
mod markup;
mod notes;
mod recognise;
mod row;
mod serial;
mod source;
mod table;
mod text;
mod utf8;

pub use container::{Container, Member};
pub use limits::Limits;
pub use source::Source;
