//! Shares that fall in steps while time passes, with bands, on a logarithmic axis of time.

use super::Kind;
use super::time::point_cells;
use crate::axis::ValueAxis;
use crate::chart::say;
use crate::format;
use crate::hits::{Hits, Mark, Rect, Tip, TipRow};
use crate::parts::{Fill, key, natural_key_height};
use crate::pen::{Align, PLAIN, Pen, Point};
use crate::scale::Scale;
use crate::table::{Cell, Column, Table};
use model::chart::{Chart, ChartAction, ChartBody, ChartPoint, Curve, CurveChart, CurveStep};
use model::units::Unit;

pub(crate) struct Curves;

/// Times that read as round, in seconds: minutes, hours, days, weeks, years.
const TIMES: [f64; 17] = [
    60.0,
    300.0,
    900.0,
    1_800.0,
    3_600.0,
    7_200.0,
    14_400.0,
    28_800.0,
    86_400.0,
    172_800.0,
    345_600.0,
    604_800.0,
    1_209_600.0,
    2_419_200.0,
    7_862_400.0,
    31_536_000.0,
    157_680_000.0,
];
/// Places at which the curves can be pointed at, from one end to the other.
const PLACES: usize = 36;
/// Room under the plot: tick mark, label, name of the axis.
const FOOT: f64 = 40.0;

impl Kind for Curves {
    fn accepts(&self, body: &ChartBody) -> bool {
        matches!(body, ChartBody::Curve(_))
    }

    fn draw(&self, pen: &mut Pen<'_>, chart: &Chart) -> Hits {
        let ChartBody::Curve(curves) = &chart.body else { return Hits::default() };
        let (low, high) = curves.range;
        let is_sound = low > 0.0 && high > low && high.is_finite();
        if !is_sound || curves.curves.iter().all(|curve| curve.n == 0) {
            say(pen, "There are no tickets to follow in this period.");
            return Hits::default();
        }
        let fills: Vec<Fill> = curves
            .curves
            .iter()
            .map(|curve| Fill { color: pen.theme.mark(curve.role), hatch: None })
            .collect();
        let names: Vec<String> = curves.curves.iter().map(name).collect();
        let entries: Vec<(&str, Fill)> =
            names.iter().map(String::as_str).zip(fills.iter().copied()).collect();
        let top = key(pen, &entries) + 12.0;
        let (width, height) = pen.size;
        let most = (((height - top - FOOT) / 42.0) as usize).clamp(2, 5);
        let axis = ValueAxis::new(pen, Unit::Share, (0.0, 1.0), most, true);
        let left = axis.widest + 10.0;
        let plot =
            Rect::from_edges(left, top, (width - 14.0).max(left + 1.0), (height - FOOT).max(top + 1.0));
        let y = Scale { low: 0.0, high: 1.0, start: plot.bottom(), end: plot.y };
        let x = Scale { low: low.ln(), high: high.ln(), start: plot.x, end: plot.right() };
        axis.draw(pen, &y, plot);
        draw_times(pen, curves, &x, plot);
        for curve in &curves.curves {
            draw_band(pen, curve, &x, &y);
        }
        for curve in &curves.curves {
            draw_curve(pen, curve, &x, &y);
        }
        for curve in &curves.curves {
            if let Some(median) = curve.median.filter(|median| (low..=high).contains(median)) {
                pen.dot((x.at(median.ln()), y.at(0.5)), 3.5, pen.theme.mark(curve.role));
            }
        }
        hits(pen, curves, plot, &x, &y)
    }

    fn natural_height(&self, chart: &Chart, width: f64) -> f64 {
        let ChartBody::Curve(curves) = &chart.body else { return 0.0 };
        let names: Vec<String> = curves.curves.iter().map(name).collect();
        natural_key_height(names.iter().map(String::as_str), width)
            + if width < 480.0 { 216.0 } else { 252.0 }
    }

    fn table(&self, chart: &Chart) -> Table {
        let ChartBody::Curve(curves) = &chart.body else { return Table::default() };
        let mut table = Table::of_numbers("After", []);
        table.columns.extend(curves.curves.iter().flat_map(|curve| {
            Column::of_point(&format!("{}, {}", curve.label, curves.of), &format!("{}, ", curve.label))
        }));
        let (low, high) = curves.range;
        for secs in TIMES.into_iter().filter(|secs| (low * 0.999..=high * 1.001).contains(secs)) {
            let mut row = vec![Cell { text: format::duration(secs), raw: secs.to_string() }];
            for curve in &curves.curves {
                row.extend(point_cells(chart.unit, Some(at(curve, secs))));
            }
            table.rows.push(row);
        }
        table
    }
}

fn name(curve: &Curve) -> String {
    format!("{} (n {})", curve.label, format::count(curve.n))
}

/// The step in force at a time.
fn step_at(curve: &Curve, secs: f64) -> Option<&CurveStep> {
    let after = curve.steps.partition_point(|step| step.secs <= secs);
    after.checked_sub(1).map(|index| &curve.steps[index])
}

/// The share at a time, with the cases that were watched.
fn at(curve: &Curve, secs: f64) -> ChartPoint {
    match step_at(curve, secs) {
        Some(step) => ChartPoint { value: step.share, interval: step.interval, n: step.at_risk },
        None => ChartPoint { value: 1.0, interval: None, n: curve.n },
    }
}

/// Marks and labels of round times, and the name of the axis.
fn draw_times(pen: &mut Pen<'_>, curves: &CurveChart, x: &Scale, plot: Rect) {
    let (low, high) = curves.range;
    let mut reach = f64::NEG_INFINITY;
    for secs in TIMES.into_iter().filter(|secs| (low * 0.999..=high * 1.001).contains(secs)) {
        let place = x.held(secs.ln());
        let label = format::duration(secs);
        let half = pen.text_width(&label, PLAIN) / 2.0;
        let middle = place.clamp(half, (pen.size.0 - half).max(half));
        if middle - half < reach + 10.0 {
            continue;
        }
        reach = middle + half;
        pen.line((place, plot.y), (place, plot.bottom()), 1.0, pen.theme.grid);
        pen.line((place, plot.bottom()), (place, plot.bottom() + 4.0), 1.0, pen.theme.baseline);
        pen.text(middle, plot.bottom() + 14.0, Align::Middle, &label, PLAIN, pen.theme.muted);
    }
    let words = pen.fitted(&curves.axis, PLAIN, plot.width);
    pen.text(plot.right(), plot.bottom() + 30.0, Align::End, &words, PLAIN, pen.theme.muted);
}

/// The steps within the axis.
fn within<'c>(curve: &'c Curve, x: &'c Scale) -> impl Iterator<Item = &'c CurveStep> {
    curve.steps.iter().filter(|step| step.secs > 0.0 && step.secs.ln() <= x.high && step.share.is_finite())
}

fn draw_band(pen: &mut Pen<'_>, curve: &Curve, x: &Scale, y: &Scale) {
    let color = pen.theme.mark(curve.role);
    let mut upper: Vec<Point> = Vec::new();
    let mut lower: Vec<Point> = Vec::new();
    let mut last: Option<(f64, f64)> = None;
    for step in within(curve, x) {
        let place = x.held(step.secs.ln());
        if let Some((low, high)) = last {
            lower.push((place, y.held(low)));
            upper.push((place, y.held(high)));
        }
        last = step.interval;
        if let Some((low, high)) = last {
            lower.push((place, y.held(low)));
            upper.push((place, y.held(high)));
        }
    }
    let end = x.held(curve.until.max(f64::MIN_POSITIVE).ln());
    if let (Some((low, high)), Some((place, _))) = (last, upper.last().copied())
        && end > place
    {
        lower.push((end, y.held(low)));
        upper.push((end, y.held(high)));
    }
    upper.extend(lower.into_iter().rev());
    // Translucent, because bands that overlap must all be seen.
    pen.polygon(&upper, color, 0.16);
}

fn draw_curve(pen: &mut Pen<'_>, curve: &Curve, x: &Scale, y: &Scale) {
    let mut share = 1.0;
    let mut line: Vec<Point> = vec![(x.start, y.at(1.0))];
    for step in within(curve, x) {
        let place = x.held(step.secs.ln());
        line.push((place, y.held(share)));
        share = step.share;
        line.push((place, y.held(share)));
    }
    let end = x.held(curve.until.max(f64::MIN_POSITIVE).ln());
    if line.last().is_some_and(|(place, _)| end > *place) {
        line.push((end, y.held(share)));
    }
    pen.path(&line, 2.0, pen.theme.mark(curve.role));
}

fn hits(pen: &Pen<'_>, curves: &CurveChart, plot: Rect, x: &Scale, y: &Scale) -> Hits {
    let mut marks = Vec::new();
    let places = ((plot.width / 12.0) as usize).clamp(2, PLACES);
    let slot = plot.width / places as f64;
    for column in 0..places {
        let middle = plot.x + slot * (column as f64 + 0.5);
        let secs = (x.low + (x.high - x.low) * (column as f64 + 0.5) / places as f64).exp();
        let points: Vec<ChartPoint> = curves.curves.iter().map(|curve| at(curve, secs)).collect();
        let rows: Vec<TipRow> = curves
            .curves
            .iter()
            .zip(&points)
            .map(|(curve, point)| TipRow {
                role: curve.role,
                color: pen.theme.mark(curve.role),
                label: curve.label.clone(),
                value: format!("{} {}", format::percent_fine(point.value), curves.of),
                interval: point.interval.map_or(String::new(), |ends| format::interval(Unit::Share, ends)),
                n: format::count(point.n),
                is_focus: false,
            })
            .collect();
        // Each curve is found in the part of the column that is nearest to it, from the top down.
        let mut order: Vec<usize> = (0..points.len()).collect();
        model::order::sort_by(&mut order, |a, b| points[*b].value.total_cmp(&points[*a].value));
        let heights: Vec<f64> = order.iter().map(|index| y.held(points[*index].value)).collect();
        for (row, index) in order.iter().enumerate() {
            let upper = match row {
                0 => plot.y,
                row => f64::midpoint(heights[row - 1], heights[row]),
            };
            let lower = heights.get(row + 1).map_or(plot.bottom(), |next| f64::midpoint(heights[row], *next));
            let area = Rect::from_edges(middle - slot / 2.0, upper, middle + slot / 2.0, lower);
            let mut rows = rows.clone();
            rows[*index].is_focus = rows.len() > 1;
            let dots = vec![(middle, heights[row], curves.curves[*index].role)];
            marks.push(Mark {
                area,
                shape: area,
                anchor: (middle, heights[row]),
                dots,
                column,
                row: order.len() - 1 - row,
                tip: Tip { title: format!("After {}", format::duration(secs)), rows, note: String::new() },
                action: curves.curves[*index]
                    .filter
                    .clone()
                    .map(|(dimension, value)| ChartAction::Accept(dimension, value)),
            });
        }
    }
    Hits { plot, marks, time: None, is_vertical: false }
}
