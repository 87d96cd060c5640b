//! Assay's chart kit: draws the chart shapes of [`model::chart`] with plotters, on any backend, and tells what can be
//! pointed at.
//!
//! The page draws on a canvas, tests and reports draw SVG ([`SvgBackend`]); both get the same picture. Lengths are CSS
//! pixels; a backend receives them multiplied by a scale, because plotters' coordinates are whole numbers and a line
//! that can only bend at whole pixels looks like a staircase. Text is measured by the backend and nothing else.
//!
//! Hovering is none of this crate's business beyond [`Hits`]: the page lays tooltip and crosshair over the picture.

mod axis;
mod chart;
mod figures;
pub mod format;
mod groups;
mod hits;
mod kinds;
mod labels;
mod parts;
mod pen;
mod rows;
mod scale;
mod svg;
mod table;
mod theme;

pub use chart::{Size, draw, draw_picture, draw_sparkline, natural_height, picture_height, table};
pub use figures::figures_table;
pub use groups::groups_table;
pub use hits::{Direction, Hits, Mark, Rect, TimeSpan, Tip, TipRow};
pub use kinds::{LateKinds, add as add_late_kinds, late as late_kinds};
pub use pen::{DrawError, FONT_FAMILY};
pub use svg::{Measure, SvgBackend};
pub use table::{Cell, Column, Table};
pub use theme::{Rgb, Theme};
