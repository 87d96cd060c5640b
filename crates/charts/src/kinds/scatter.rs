//! Values over a size: a point for each group and for whom it speaks, with its interval, on a logarithmic axis; two lines part the
//! picture into quarters that have names.

use super::Kind;
use super::time::point_cells;
use crate::axis::ValueAxis;
use crate::chart::say;
use crate::format;
use crate::hits::{Hits, Mark, Rect, Tip, TipRow};
use crate::parts::{Fill, key, natural_key_height};
use crate::pen::{Align, LINE, PLAIN, Pen};
use crate::scale::Scale;
use crate::table::{Cell, Column, Table};
use model::chart::{Chart, ChartAction, ChartBody, ChartPoint, ScatterChart, ScatterPoint};
use model::units::Unit;

pub(crate) struct Scatter;

/// Radius of a point.
const RADIUS: f64 = 4.0;
/// How far from its middle a point is found.
const REACH: f64 = 9.0;
/// Room under the plot: labels of the sizes, and what they count.
const FOOT: f64 = 40.0;

impl Kind for Scatter {
    fn accepts(&self, body: &ChartBody) -> bool {
        matches!(body, ChartBody::Scatter(_))
    }

    fn draw(&self, pen: &mut Pen<'_>, chart: &Chart) -> Hits {
        let ChartBody::Scatter(scatter) = &chart.body else { return Hits::default() };
        let mut points: Vec<&ScatterPoint> = scatter.points.iter().filter(|point| is_sound(point)).collect();
        if points.is_empty() {
            say(pen, "There is nothing to compare in this period.");
            return Hits::default();
        }
        let series = series_of(scatter);
        let entries: Vec<(&str, Fill)> = series
            .iter()
            .map(|(name, role)| (*name, Fill { color: pen.theme.mark(*role), hatch: None }))
            .collect();
        let top = if entries.len() > 1 { key(pen, &entries) + 12.0 } else { 8.0 };
        let (width, height) = pen.size;
        let most = (((height - top - FOOT) / 42.0) as usize).clamp(2, 5);
        let range = if scatter.range.0 < scatter.range.1 { scatter.range } else { (0.0, 1.0) };
        let axis = ValueAxis::new(pen, chart.unit, range, most, true);
        let left = axis.widest + 10.0;
        let plot =
            Rect::from_edges(left, top, (width - 12.0).max(left + 1.0), (height - FOOT).max(top + 1.0));
        let y = Scale { low: axis.ticks.low, high: axis.ticks.high, start: plot.bottom(), end: plot.y };
        axis.draw(pen, &y, plot);
        let x = size_scale(&points, plot);
        draw_sizes(pen, scatter, &x, plot);
        let mut taken = draw_quarters(pen, scatter, &x, &y, plot);
        // Smaller first, so that what is large lies on top; the arrow keys follow the same order.
        model::order::sort_by(&mut points, |a, b| {
            a.size.cmp(&b.size).then_with(|| a.category.label.cmp(&b.category.label))
        });
        for point in &points {
            draw_whisker(pen, point, &x, &y);
        }
        let places: Vec<(f64, f64)> =
            points.iter().map(|point| (at_size(&x, point.size), y.held(point.point.value))).collect();
        for (point, place) in points.iter().zip(&places) {
            pen.dot(*place, RADIUS, pen.theme.mark(point.role));
        }
        taken.extend(places.iter().map(|(x, y)| Rect {
            x: x - RADIUS,
            y: y - RADIUS,
            width: 2.0 * RADIUS,
            height: 2.0 * RADIUS,
        }));
        taken.extend(points.iter().filter_map(|point| {
            let (low, high) = interval_of(point.point)?;
            let at = at_size(&x, point.size);
            Some(Rect::from_edges(at - 1.0, y.held(high), at + 1.0, y.held(low)))
        }));
        name_points(pen, &points, &places, plot, &mut taken);
        let mut column = 0;
        let marks = (0..points.len())
            .map(|index| {
                let is_next = index > 0 && points[index].category.label != points[index - 1].category.label;
                column += usize::from(is_next);
                let row = series.iter().position(|(name, _)| *name == points[index].series).unwrap_or(0);
                mark(pen, chart.unit, scatter, points[index], places[index], plot, (column, row))
            })
            .collect();
        Hits { plot, marks, time: None, is_vertical: false }
    }

    fn natural_height(&self, chart: &Chart, width: f64) -> f64 {
        let ChartBody::Scatter(scatter) = &chart.body else { return 0.0 };
        natural_key_height(series_of(scatter).into_iter().map(|(name, _)| name), width)
            + if width < 480.0 { 300.0 } else { 360.0 }
    }

    fn table(&self, chart: &Chart) -> Table {
        let ChartBody::Scatter(scatter) = &chart.body else { return Table::default() };
        let mut table = Table::of_numbers("", [scatter.across.clone()]);
        let series = series_of(scatter);
        table
            .columns
            .extend(series.iter().flat_map(|(name, _)| Column::of_point(name, &format!("{name}, "))));
        let mut labels: Vec<&str> = Vec::new();
        for point in &scatter.points {
            if !labels.contains(&point.category.label.as_str()) {
                labels.push(&point.category.label);
            }
        }
        for label in labels {
            let of = |name: Option<&str>| {
                scatter.points.iter().find(|point| {
                    point.category.label == label && name.is_none_or(|name| point.series == name)
                })
            };
            let mut row = vec![Cell::words(label), Cell::count(of(None).map_or(0, |point| point.size))];
            for (name, _) in &series {
                row.extend(point_cells(
                    chart.unit,
                    of(Some(name)).map(|point| point.point).filter(|point| point.value.is_finite()),
                ));
            }
            table.rows.push(row);
        }
        table
    }
}

fn is_sound(point: &ScatterPoint) -> bool {
    point.point.value.is_finite() && point.size > 0
}

fn interval_of(point: ChartPoint) -> Option<(f64, f64)> {
    point.interval.filter(|(low, high)| low.is_finite() && high.is_finite() && low <= high)
}

/// The series in the order in which they come first.
fn series_of(scatter: &ScatterChart) -> Vec<(&str, model::chart::Role)> {
    let mut series: Vec<(&str, model::chart::Role)> = Vec::new();
    for point in &scatter.points {
        if series.iter().all(|(name, _)| *name != point.series) {
            series.push((&point.series, point.role));
        }
    }
    series
}

fn at_size(x: &Scale, size: u64) -> f64 {
    x.held((size.max(1) as f64).ln())
}

/// A logarithmic scale with some room at both ends.
fn size_scale(points: &[&ScatterPoint], plot: Rect) -> Scale {
    let sizes = points.iter().map(|point| (point.size.max(1) as f64).ln());
    let (low, high) =
        sizes.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), size| (low.min(size), high.max(size)));
    let room = ((high - low) * 0.06).max(0.1);
    Scale { low: low - room, high: high + room, start: plot.x, end: plot.right() }
}

/// Marks and labels of round sizes, and what they count.
fn draw_sizes(pen: &mut Pen<'_>, scatter: &ScatterChart, x: &Scale, plot: Rect) {
    let mut reach = f64::NEG_INFINITY;
    let mut decade = 1_u64;
    while (decade as f64).ln() <= x.high && decade < u64::MAX / 10 {
        for lead in [1, 2, 5] {
            let size = decade * lead;
            let place = (size as f64).ln();
            if place < x.low || place > x.high {
                continue;
            }
            let at = x.at(place);
            let label = format::value(Unit::Tickets, size as f64);
            let half = pen.text_width(&label, PLAIN) / 2.0;
            let middle = at.clamp(half, (pen.size.0 - half).max(half));
            if middle - half < reach + 10.0 {
                continue;
            }
            reach = middle + half;
            pen.line((at, plot.y), (at, plot.bottom()), 1.0, pen.theme.grid);
            pen.line((at, plot.bottom()), (at, plot.bottom() + 4.0), 1.0, pen.theme.baseline);
            pen.text(middle, plot.bottom() + 14.0, Align::Middle, &label, PLAIN, pen.theme.muted);
        }
        decade *= 10;
    }
    let words = pen.fitted(&scatter.across, PLAIN, plot.width);
    pen.text(plot.right(), plot.bottom() + 30.0, Align::End, &words, PLAIN, pen.theme.muted);
}

/// The lines between the quarters and their names in the corners; gives the room that the names take.
fn draw_quarters(pen: &mut Pen<'_>, scatter: &ScatterChart, x: &Scale, y: &Scale, plot: Rect) -> Vec<Rect> {
    let Some((size, value)) = scatter.split.filter(|(size, value)| *size > 0.0 && value.is_finite()) else {
        return Vec::new();
    };
    let (across, up) = (x.held(size.ln()), y.held(value));
    pen.dashes(&[(across, plot.y), (across, plot.bottom())], 1.0, pen.theme.baseline, (4.0, 3.0));
    pen.dashes(&[(plot.x, up), (plot.right(), up)], 1.0, pen.theme.baseline, (4.0, 3.0));
    let mut taken: Vec<Rect> = Vec::new();
    for (index, words) in scatter.quarters.iter().enumerate() {
        let (is_right, is_low) = (index % 2 == 1, index > 1);
        let words = pen.fitted(words, PLAIN, (plot.width / 2.0 - 12.0).max(0.0));
        let wide = pen.text_width(&words, PLAIN);
        let left = if is_right { plot.right() - wide - 4.0 } else { plot.x + 4.0 };
        let middle = if is_low { plot.bottom() - 10.0 } else { plot.y + 10.0 };
        let room = Rect { x: left, y: middle - LINE / 2.0, width: wide, height: LINE };
        if words.is_empty() || taken.iter().any(|other| overlaps(*other, room)) {
            continue;
        }
        pen.text(left, middle, Align::Start, &words, PLAIN, pen.theme.muted);
        taken.push(room);
    }
    taken
}

fn draw_whisker(pen: &mut Pen<'_>, point: &ScatterPoint, x: &Scale, y: &Scale) {
    let Some((low, high)) = interval_of(point.point) else { return };
    let at = at_size(x, point.size);
    let color = pen.theme.mark(point.role).mix(pen.theme.background, 0.45);
    pen.line((at, y.held(low)), (at, y.held(high)), 1.5, color);
}

fn overlaps(a: Rect, b: Rect) -> bool {
    a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()
}

/// Writes names beside points as far as there is room: the best and the worst first, which titles speak of, then the largest. A name
/// stands once, at the first point of its group.
fn name_points(
    pen: &mut Pen<'_>,
    points: &[&ScatterPoint],
    places: &[(f64, f64)],
    plot: Rect,
    taken: &mut Vec<Rect>,
) {
    let mut named: Vec<&str> = Vec::new();
    // Beside the first series, which the picture is about; where there is no room, beside another.
    let first = points.iter().map(|point| point.series.as_str()).min();
    let is_first = |point: &ScatterPoint| Some(point.series.as_str()) == first;
    let (mut low, mut high) = (f64::MAX, f64::MIN);
    for point in points.iter().filter(|point| is_first(point)) {
        (low, high) = (low.min(point.point.value), high.max(point.point.value));
    }
    let turn = |point: &ScatterPoint| match is_first(point) {
        true if point.point.value <= low || point.point.value >= high => 0,
        true => 1,
        false => 2,
    };
    let mut turns: Vec<(&&ScatterPoint, &(f64, f64))> = points.iter().zip(places).rev().collect();
    model::order::sort_by_key(&mut turns, |(point, _)| turn(point));
    for (point, (x, y)) in turns {
        let name = point.category.label.as_str();
        if named.contains(&name) {
            continue;
        }
        let words = pen.fitted(name, PLAIN, (plot.width * 0.3).max(40.0));
        let wide = pen.text_width(&words, PLAIN);
        let gap = RADIUS + 4.0;
        let lefts = [
            (x + gap, *y),
            (x - gap - wide, *y),
            (x - wide / 2.0, y - gap - 5.0),
            (x - wide / 2.0, y + gap + 5.0),
        ];
        let free = lefts.into_iter().find_map(|(left, middle)| {
            let room = Rect { x: left, y: middle - LINE / 2.0, width: wide, height: LINE };
            let is_inside = room.x >= plot.x
                && room.right() <= plot.right()
                && room.y >= plot.y
                && room.bottom() <= plot.bottom();
            (is_inside && !taken.iter().any(|other| overlaps(*other, room))).then_some((room, middle))
        });
        if let Some((room, middle)) = free.filter(|_| !words.is_empty()) {
            pen.text(room.x, middle, Align::Start, &words, PLAIN, pen.theme.ink);
            taken.push(room);
            named.push(name);
        }
    }
}

fn mark(
    pen: &Pen<'_>,
    unit: Unit,
    scatter: &ScatterChart,
    point: &ScatterPoint,
    (x, y): (f64, f64),
    plot: Rect,
    (column, row): (usize, usize),
) -> Mark {
    let around = |reach: f64| {
        Rect::from_edges(
            (x - reach).max(0.0),
            (y - reach).max(0.0),
            (x + reach).min(pen.size.0),
            (y + reach).min(plot.bottom() + reach).min(pen.size.1),
        )
    };
    let rows = scatter
        .points
        .iter()
        .filter(|other| other.category.label == point.category.label && is_sound(other))
        .map(|other| TipRow {
            role: other.role,
            color: pen.theme.mark(other.role),
            label: other.series.clone(),
            value: format::value_fine(unit, other.point.value),
            interval: interval_of(other.point).map_or(String::new(), |ends| format::interval(unit, ends)),
            n: format::count(other.point.n),
            is_focus: other.series == point.series,
        })
        .collect();
    Mark {
        area: around(REACH),
        shape: around(RADIUS + 2.0),
        anchor: (x, y),
        dots: vec![(x, y, point.role)],
        column,
        row,
        tip: Tip {
            title: point.category.label.clone(),
            rows,
            note: format!("{}: {}", scatter.across, format::count(point.size)),
        },
        action: point.category.filter.clone().map(|(dimension, value)| ChartAction::Accept(dimension, value)),
    }
}
