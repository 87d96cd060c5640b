//! One value with its interval for each category: horizontal bars where the axis begins at zero, dots where it does not.

use super::Kind;
use super::time::point_cells;
use crate::axis::ValueAxis;
use crate::chart::say;
use crate::format;
use crate::hits::{Hits, Mark, Rect, Tip, TipRow};
use crate::pen::{Align, PLAIN, Pen};
use crate::rows::{BAR, Rows, Written, natural_rows_height};
use crate::scale::Scale;
use crate::table::{Cell, Column, Table};
use crate::theme::Theme;
use model::chart::{Bar, BarChart, Chart, ChartAction, ChartBody, ChartPoint, Role};
use model::units::Unit;

pub(crate) struct Bars;

/// Room for the labels of the value axis.
const FOOT: f64 = 22.0;

impl Kind for Bars {
    fn accepts(&self, body: &ChartBody) -> bool {
        matches!(body, ChartBody::Bars(_))
    }

    fn draw(&self, pen: &mut Pen<'_>, chart: &Chart) -> Hits {
        let ChartBody::Bars(bars) = &chart.body else { return Hits::default() };
        if bars.bars.is_empty() {
            say(pen, "There is nothing to compare in this period.");
            return Hits::default();
        }
        let labels: Vec<&str> = bars.bars.iter().map(|bar| bar.category.label.as_str()).collect();
        let written: Vec<Written> = bars.bars.iter().map(|bar| written(bar, chart.unit)).collect();
        let rows = Rows::new(pen, &labels, &written, (2.0, pen.size.1 - FOOT), BAR);
        let (range, is_fixed) = range(bars, chart.unit);
        let most = ((rows.plot.width / 54.0) as usize).clamp(2, 6);
        let axis = ValueAxis::new(pen, chart.unit, range, most, is_fixed);
        let x =
            Scale { low: axis.ticks.low, high: axis.ticks.high, start: rows.plot.x, end: rows.plot.right() };
        draw_axis(pen, &axis, &x, &rows);
        let is_bar =
            axis.ticks.low >= 0.0 && axis.ticks.low < f64::EPSILON && chart.unit != Unit::SharePoints;
        let mut marks = Vec::new();
        for (index, bar) in bars.bars.iter().enumerate().take(rows.shown) {
            let shape = draw_bar(pen, &rows, index, bar, &x, is_bar);
            marks.push(Mark {
                area: rows.row(index),
                shape,
                anchor: (bar_point(bar).map_or(rows.plot.x, |point| x.held(point.value)), shape.y),
                dots: Vec::new(),
                column: index,
                row: 0,
                tip: tip(bar, chart.unit, pen.theme),
                action: bar
                    .category
                    .filter
                    .clone()
                    .map(|(dimension, value)| ChartAction::Accept(dimension, value)),
            });
        }
        rows.write(pen, &labels, &written);
        Hits { plot: rows.plot, marks, time: None, is_vertical: true }
    }

    fn natural_height(&self, chart: &Chart, width: f64) -> f64 {
        let ChartBody::Bars(bars) = &chart.body else { return 0.0 };
        natural_rows_height(bars.bars.len(), width, BAR) + FOOT + 2.0
    }

    fn table(&self, chart: &Chart) -> Table {
        let ChartBody::Bars(bars) = &chart.body else { return Table::default() };
        let mut table = Table::of_numbers("", []);
        table.columns.extend(Column::of_point("Value", ""));
        table.columns.push(Column::words("Remark"));
        for bar in &bars.bars {
            let mut row = vec![Cell::words(&bar.category.label)];
            row.extend(point_cells(chart.unit, bar_point(bar)));
            row.push(Cell::words(bar.note.clone().unwrap_or_default()));
            table.rows.push(row);
        }
        table
    }
}

fn bar_point(bar: &Bar) -> Option<ChartPoint> {
    bar.point.filter(|point| point.value.is_finite())
}

fn interval_of(point: ChartPoint) -> Option<(f64, f64)> {
    point.interval.filter(|(low, high)| low.is_finite() && high.is_finite() && low <= high)
}

fn written(bar: &Bar, unit: Unit) -> Written {
    match bar_point(bar) {
        Some(point) => Written {
            value: format::value(unit, point.value),
            n: if unit == Unit::Tickets { String::new() } else { format!("n {}", format::count(point.n)) },
        },
        None => Written { value: "–".to_string(), n: String::new() },
    }
}

fn range(bars: &BarChart, unit: Unit) -> ((f64, f64), bool) {
    if let Some((low, high)) = bars.range.filter(|(low, high)| low < high) {
        return ((low, high), true);
    }
    let points: Vec<ChartPoint> = bars.bars.iter().filter_map(bar_point).collect();
    let (mut low, mut high) = points
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), p| (low.min(p.value), high.max(p.value)));
    if low > high {
        return ((0.0, 1.0), false);
    }
    if unit != Unit::Rating {
        (low, high) = (low.min(0.0), high.max(0.0));
    }
    // A few wild intervals must not press all other bars against the axis.
    let room = (high - low).max(high.abs() * 0.05) * 0.6;
    let (value_low, value_high) = (low, high);
    for (interval_low, interval_high) in points.iter().filter_map(|point| interval_of(*point)) {
        low = low.min(interval_low.max(value_low - room));
        high = high.max(interval_high.min(value_high + room));
    }
    if value_low >= 0.0 {
        low = low.max(0.0);
    }
    ((low, high), false)
}

fn draw_axis(pen: &mut Pen<'_>, axis: &ValueAxis, x: &Scale, rows: &Rows) {
    let mut reach = f64::NEG_INFINITY;
    for (value, label) in axis.ticks.values.iter().zip(&axis.labels) {
        let at = x.at(*value);
        let is_base = value.abs() < axis.ticks.step * 1e-6;
        let color = if is_base { pen.theme.baseline } else { pen.theme.grid };
        for (top, bottom) in rows.grid() {
            pen.line((at, top), (at, bottom), 1.0, color);
        }
        let half = pen.text_width(label, PLAIN) / 2.0;
        let middle = at.clamp(half, (pen.size.0 - half).max(half));
        if middle - half >= reach {
            let y = pen.size.1 - 9.0;
            pen.text(middle, y, Align::Middle, label, PLAIN, pen.theme.muted);
            reach = middle + half + 8.0;
        }
    }
}

/// Draws one bar or dot with its whisker; gives the outline of the bar.
fn draw_bar(pen: &mut Pen<'_>, rows: &Rows, index: usize, bar: &Bar, x: &Scale, is_bar: bool) -> Rect {
    let (top, bottom) = rows.bar(index);
    let middle = rows.middle(index);
    let Some(point) = bar_point(bar) else {
        if let Some(note) = &bar.note {
            let note = pen.fitted(note, PLAIN, rows.plot.width - 8.0);
            pen.text(rows.plot.x + 6.0, middle, Align::Start, &note, PLAIN, pen.theme.muted);
        }
        return Rect::from_edges(rows.plot.x, top, rows.plot.right(), bottom);
    };
    let color = pen.theme.mark(bar.role);
    let at = x.held(point.value);
    let (low, high) = interval_of(point).map_or((at, at), |(low, high)| (x.held(low), x.held(high)));
    let shape = if is_bar {
        let shape = Rect::from_edges(x.at(0.0).max(rows.plot.x), top, at, bottom);
        // With a whisker the bar steps back, so that the interval is what is read.
        let tone = if high > low { color.mix(pen.theme.background, 0.62) } else { color };
        pen.rect(shape, tone);
        shape
    } else {
        Rect::from_edges((low.min(at) - 4.0).max(0.0), top, (high.max(at) + 4.0).min(pen.size.0), bottom)
    };
    // What a faint bar says must be seen as well as any other.
    let color = if bar.role == Role::AiFaint { pen.theme.label(bar.role) } else { color };
    if high > low {
        pen.line((low, middle), (high, middle), 1.75, color);
        // A whisker that runs out of the picture has an arrow there.
        let cap = ((bottom - top) * 0.2).clamp(2.0, 4.0);
        let ends = interval_of(point).unwrap_or((point.value, point.value));
        for (end, value, inwards) in [(low, ends.0, cap), (high, ends.1, -cap)] {
            let back = if (x.low..=x.high).contains(&value) { 0.0 } else { inwards };
            for side in [-cap, cap] {
                pen.line((end, middle), (end + back, middle + side), 1.75, color);
            }
        }
    }
    if high > low || !is_bar {
        // At the very edge of a narrow chart the dot moves in, rather than being cut.
        pen.dot((at.clamp(4.5, pen.size.0 - 4.5), middle), 3.25, color);
    }
    if let Some(note) = &bar.note {
        let from = high.max(at) + 10.0;
        if pen.text_width(note, PLAIN) <= rows.plot.right() - from {
            pen.text(from, middle, Align::Start, note, PLAIN, pen.theme.muted);
        }
    }
    shape
}

fn tip(bar: &Bar, unit: Unit, theme: &Theme) -> Tip {
    let mut tip = Tip {
        title: bar.category.label.clone(),
        rows: Vec::new(),
        note: bar.note.clone().unwrap_or_default(),
    };
    if let Some(point) = bar_point(bar) {
        tip.rows.push(TipRow {
            role: bar.role,
            color: theme.mark(bar.role),
            label: "Value".to_string(),
            value: format::value_fine(unit, point.value),
            interval: interval_of(point).map_or(String::new(), |ends| format::interval(unit, ends)),
            n: if unit == Unit::Tickets { String::new() } else { format::count(point.n) },
            is_focus: false,
        });
    }
    tip
}
