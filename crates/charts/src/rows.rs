//! The layout of charts that have a row for each category: label, bar, value.
//!
//! On narrow screens the label and the value stand above their bar, which then has the whole width.

use crate::hits::Rect;
use crate::pen::{Align, BOLD, PLAIN, Pen};

/// Below this width labels stand above their bars.
const NARROW: f64 = 440.0;
/// A row below this height could not hold its label.
const LEAST_ROW: f64 = 17.0;

/// What is written on the right of a bar.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Written {
    /// The value.
    pub(crate) value: String,
    /// The number of cases, written smaller in tone.
    pub(crate) n: String,
}

/// Where everything goes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Rows {
    /// The room of the bars.
    pub(crate) plot: Rect,
    /// How many rows fit; the others are in the table only.
    pub(crate) shown: usize,
    row_height: f64,
    bar_height: f64,
    is_label_above: bool,
    value_width: f64,
    n_width: f64,
    right: f64,
}

/// The thickness of a single bar where there is room for it.
pub(crate) const BAR: f64 = 17.0;

/// The best height of so many rows whose bars are of that thickness.
pub(crate) fn natural_rows_height(count: usize, width: f64, bar: f64) -> f64 {
    count.max(1) as f64 * (bar + if width < NARROW { 25.0 } else { 11.0 })
}

impl Rows {
    /// Lays out rows between `top` and `bottom`, with bars of at most the thickness `bar`.
    pub(crate) fn new(
        pen: &mut Pen<'_>,
        labels: &[&str],
        written: &[Written],
        (top, bottom): (f64, f64),
        bar: f64,
    ) -> Rows {
        let width = pen.size.0;
        let top = top.min(bottom - LEAST_ROW * 2.0).max(0.0);
        let count = labels.len().max(1);
        let is_label_above = width < NARROW && (bottom - top) / count as f64 >= 34.0;
        let mut widest = |texts: &mut dyn Iterator<Item = &str>, font| {
            texts.map(|text| pen.text_width(text, font)).fold(0.0, f64::max)
        };
        let label_width = widest(&mut labels.iter().copied(), PLAIN).min(width * 0.36);
        let value_width = widest(&mut written.iter().map(|w| w.value.as_str()), BOLD);
        let n_width = widest(&mut written.iter().map(|w| w.n.as_str()), PLAIN);
        let values_room = value_width + if n_width > 0.0 { n_width + 10.0 } else { 0.0 };
        let (left, right) = if is_label_above {
            (1.0, width - 6.0)
        } else {
            let values = if values_room > 0.0 { values_room + 14.0 } else { 8.0 };
            (label_width + 10.0, (width - values).max(label_width + 11.0))
        };
        let mut row_height = ((bottom - top) / count as f64).min(bar + 27.0);
        let mut shown = count.min(labels.len());
        if row_height < LEAST_ROW {
            // The last line tells how many are left out.
            shown = (((bottom - top - LEAST_ROW) / LEAST_ROW).floor().max(1.0) as usize).min(labels.len());
            row_height = LEAST_ROW;
        }
        let plot = Rect::from_edges(left, top, right, top + row_height * shown as f64);
        let bar_height =
            if is_label_above { (row_height - 26.0).clamp(6.0, bar) } else { (row_height * 0.64).min(bar) };
        Rows { plot, shown, row_height, bar_height, is_label_above, value_width, n_width, right: width }
    }

    /// Upper edge of a row.
    fn top(&self, index: usize) -> f64 {
        self.plot.y + self.row_height * index as f64
    }

    /// The whole row, for the pointer.
    pub(crate) fn row(&self, index: usize) -> Rect {
        Rect { x: 0.0, y: self.top(index), width: self.right, height: self.row_height }
    }

    /// Upper and lower edge of the bar of a row.
    pub(crate) fn bar(&self, index: usize) -> (f64, f64) {
        let top = self.top(index);
        let from = if self.is_label_above { 19.0 } else { (self.row_height - self.bar_height) / 2.0 };
        (top + from, top + from + self.bar_height)
    }

    /// Upper and lower ends of the lines of the value axis: they pass no text.
    pub(crate) fn grid(&self) -> Vec<(f64, f64)> {
        if !self.is_label_above {
            return vec![(self.plot.y, self.plot.bottom())];
        }
        (0..self.shown).map(|index| self.bar(index)).map(|(top, bottom)| (top - 2.0, bottom + 3.0)).collect()
    }

    /// Middle of a bar.
    pub(crate) fn middle(&self, index: usize) -> f64 {
        let (top, bottom) = self.bar(index);
        f64::midpoint(top, bottom)
    }

    /// Writes the labels and what stands on the right, and how many rows were left out.
    pub(crate) fn write(&self, pen: &mut Pen<'_>, labels: &[&str], written: &[Written]) {
        let (ink, muted) = (pen.theme.ink, pen.theme.muted);
        let n_at = self.right;
        let value_at = if self.n_width > 0.0 { n_at - self.n_width - 10.0 } else { n_at };
        for (index, label) in labels.iter().enumerate().take(self.shown) {
            let text_y = if self.is_label_above { self.top(index) + 9.0 } else { self.middle(index) };
            let room =
                if self.is_label_above { value_at - self.value_width - 8.0 } else { self.plot.x - 10.0 };
            let label = pen.fitted(label, PLAIN, room);
            pen.text(0.0, text_y, Align::Start, &label, PLAIN, ink);
            if let Some(written) = written.get(index) {
                pen.text(value_at, text_y, Align::End, &written.value, BOLD, ink);
                pen.text(n_at, text_y, Align::End, &written.n, PLAIN, muted);
            }
        }
        let hidden = labels.len() - self.shown;
        if hidden > 0 {
            let y = self.plot.bottom() + LEAST_ROW / 2.0;
            pen.text(0.0, y, Align::Start, &format!("… and {hidden} more in the table"), PLAIN, muted);
        }
    }
}
