//! Lines over time with interval bands, labelled at their ends.

use super::Kind;
use crate::axis::{Frame, FrameSpec, cut, draw_frame};
use crate::chart::say;
use crate::format;
use crate::hits::{Hits, Mark, Rect, Tip, TipRow};
use crate::labels::{Wish, spread};
use crate::pen::{Align, BOLD, LINE, PLAIN, Pen, Point};
use crate::table::{Cell, Column, Table};
use crate::theme::{Rgb, Theme};
use model::chart::{Chart, ChartAction, ChartBody, ChartPoint, Role, TimeChart, TimeSeries};
use model::units::Unit;

pub(crate) struct Time;

impl Kind for Time {
    fn accepts(&self, body: &ChartBody) -> bool {
        matches!(body, ChartBody::Time(_))
    }

    fn draw(&self, pen: &mut Pen<'_>, chart: &Chart) -> Hits {
        let ChartBody::Time(time) = &chart.body else { return Hits::default() };
        if !time.series.iter().any(|series| last_known(series, time).is_some()) {
            say(pen, "No point of this period has enough tickets to be shown.");
            return Hits::default();
        }
        let labels = end_labels(pen, time, chart.unit);
        let widest = labels.iter().map(|label| label.width).fold(0.0, f64::max);
        let right = if widest > 0.0 { widest + GAP } else { 0.0 };
        let (range, is_fixed) = range(time, chart.unit);
        let spec = FrameSpec {
            bucket: time.bucket,
            starts: &time.starts,
            end: time.end,
            immature_from: time.immature_from,
            rules: &time.rules,
            unit: chart.unit,
            range,
            is_fixed,
            right,
        };
        let frame = draw_frame(pen, &spec);
        for series in time.series.iter().filter(|series| !series.is_comparison) {
            draw_band(pen, &frame, series);
        }
        let (behind, before): (Vec<_>, Vec<_>) = time.series.iter().partition(|series| series.is_comparison);
        for series in behind.into_iter().chain(before) {
            draw_line(pen, &frame, time, series);
        }
        draw_end_labels(pen, &frame, time, &labels);
        hits(frame, time, chart.unit, pen.theme)
    }

    fn natural_height(&self, _: &Chart, width: f64) -> f64 {
        if width < 480.0 { 220.0 } else { 256.0 }
    }

    fn table(&self, chart: &Chart) -> Table {
        let ChartBody::Time(time) = &chart.body else { return Table::default() };
        let mut table = Table::of_numbers("From", []);
        table.columns.extend(
            time.series
                .iter()
                .flat_map(|series| Column::of_point(&series.label, &format!("{}, ", series.label))),
        );
        let is_told = |index: &usize| time.series.iter().any(|series| known(series, *index).is_some());
        for (index, start) in time.starts.iter().enumerate().filter(|(index, _)| is_told(index)) {
            let mut row = vec![Cell { text: format::day(*start), raw: start.to_string() }];
            for series in &time.series {
                row.extend(point_cells(chart.unit, known(series, index)));
            }
            table.rows.push(row);
        }
        table
    }
}

/// Value, both ends of the interval and n.
pub(crate) fn point_cells(unit: Unit, point: Option<ChartPoint>) -> [Cell; 4] {
    let Some(point) = point else { return Default::default() };
    let value = Cell::number(format::value_fine(unit, point.value), point.value);
    let (low, high) = match interval_of(point) {
        Some((low, high)) => (
            Cell::number(format::interval(unit, (low, high)), low),
            Cell::number(format::value_fine(unit, high), high),
        ),
        None => Default::default(),
    };
    [value, low, high, Cell::count(point.n)]
}

/// Distance of the end labels from the plot; a leader line has its room there.
const GAP: f64 = 14.0;

/// A point that can be drawn.
fn known(series: &TimeSeries, index: usize) -> Option<ChartPoint> {
    series.points.get(index).copied().flatten().filter(|point| point.value.is_finite())
}

/// The point that a label stands for: the last one that is settled, for those after it will still move.
fn labelled(series: &TimeSeries, time: &TimeChart) -> Option<usize> {
    let is_settled = |index: &usize| known(series, *index).is_some() && !is_immature(time, *index);
    (0..time.starts.len()).rev().find(is_settled).or_else(|| last_known(series, time))
}

fn last_known(series: &TimeSeries, time: &TimeChart) -> Option<usize> {
    (0..time.starts.len()).rev().find(|index| known(series, *index).is_some())
}

/// The ends of an interval that can be drawn.
pub(crate) fn interval_of(point: ChartPoint) -> Option<(f64, f64)> {
    point.interval.filter(|(low, high)| low.is_finite() && high.is_finite() && low <= high)
}

/// The ends of the value axis. Intervals may widen it, but a few wild ones must not flatten the lines.
fn range(time: &TimeChart, unit: Unit) -> ((f64, f64), bool) {
    if let Some((low, high)) = time.range.filter(|(low, high)| low < high) {
        return ((low, high), true);
    }
    let points: Vec<ChartPoint> = time
        .series
        .iter()
        .flat_map(|series| (0..time.starts.len()).filter_map(move |index| known(series, index)))
        .collect();
    let (mut low, mut high) = points
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), p| (low.min(p.value), high.max(p.value)));
    if unit != Unit::Rating {
        (low, high) = (low.min(0.0), high.max(0.0));
    }
    let room = (high - low).max(high.abs() * 0.05) * 0.5;
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

/// The colour of a line and of its label.
fn colors(pen: &Pen<'_>, series: &TimeSeries) -> (Rgb, Rgb) {
    if series.is_comparison {
        (pen.theme.mark(Role::Unknown), pen.theme.muted)
    } else {
        (pen.theme.mark(series.role), pen.theme.label(series.role))
    }
}

fn is_immature(time: &TimeChart, index: usize) -> bool {
    time.immature_from.is_some_and(|from| time.starts[index] >= from)
}

/// Runs of neighbouring points that are there.
fn runs(series: &TimeSeries, count: usize) -> Vec<std::ops::Range<usize>> {
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for index in (0..count).filter(|index| known(series, *index).is_some()) {
        match runs.last_mut() {
            Some(run) if run.end == index => run.end += 1,
            _ => runs.push(index..index + 1),
        }
    }
    runs
}

fn draw_band(pen: &mut Pen<'_>, frame: &Frame, series: &TimeSeries) {
    let color = pen.theme.mark(series.role);
    for run in runs(series, frame.time.starts.len()) {
        let ends: Vec<(f64, f64, f64)> = run
            .filter_map(|index| {
                let (low, high) = interval_of(known(series, index)?)?;
                Some((frame.center(index), frame.y.held(low), frame.y.held(high)))
            })
            .collect();
        if let [(x, low, high)] = ends.as_slice() {
            pen.line((*x, *low), (*x, *high), 1.5, color.mix(pen.theme.background, 0.55));
        } else {
            let upper = ends.iter().map(|(x, _, high)| (*x, *high));
            let lower = ends.iter().rev().map(|(x, low, _)| (*x, *low));
            let outline: Vec<Point> = upper.chain(lower).collect();
            // Translucent, because two bands that overlap must both be seen.
            pen.polygon(&outline, color, 0.16);
        }
    }
}

fn draw_line(pen: &mut Pen<'_>, frame: &Frame, time: &TimeChart, series: &TimeSeries) {
    let (color, _) = colors(pen, series);
    let width = if series.is_comparison { 1.25 } else { 2.0 };
    let count = time.starts.len();
    let (low, high) = (frame.y.low, frame.y.high);
    let to_pixels =
        |line: &[Point]| -> Vec<Point> { line.iter().map(|(x, value)| (*x, frame.y.at(*value))).collect() };
    let spacing = frame.plot.width / count.max(1) as f64;
    for run in runs(series, count) {
        let points: Vec<Point> = run
            .clone()
            .filter_map(|index| known(series, index).map(|point| (frame.center(index), point.value)))
            .collect();
        // The first immature point is reached by dashes already: the way there is as uncertain as the point.
        let solid = run.clone().take_while(|index| !is_immature(time, *index)).count();
        for piece in cut(&points[..solid], low, high) {
            pen.path(&to_pixels(&piece), width, color);
        }
        for piece in cut(&points[solid.saturating_sub(1)..], low, high) {
            pen.dashes(&to_pixels(&piece), width, color, (4.0, 3.0));
        }
        let is_alone = run.len() == 1;
        let has_dots = !series.is_comparison && spacing >= 24.0;
        if is_alone || has_dots {
            for (x, value) in points.into_iter().filter(|(_, value)| (low..=high).contains(value)) {
                let radius = if series.is_comparison { 1.75 } else { 2.75 };
                pen.dot((x, frame.y.at(value)), radius, color);
            }
        }
    }
}

/// A label at the end of a line.
struct EndLabel {
    series: usize,
    lines: Vec<(String, bool)>,
    width: f64,
}

fn end_labels(pen: &mut Pen<'_>, time: &TimeChart, unit: Unit) -> Vec<EndLabel> {
    let most = (pen.size.0 * 0.28).clamp(64.0, 168.0);
    let mut labels = Vec::new();
    for (series_index, series) in time.series.iter().enumerate() {
        let Some(last) = labelled(series, time) else { continue };
        let mut lines: Vec<(String, bool)> = pen
            .wrapped(&series.label, if series.is_comparison { PLAIN } else { BOLD }, most, 2)
            .into_iter()
            .map(|line| (line, !series.is_comparison))
            .collect();
        // The value of an immature point would be read as a result, and an earlier one as that of the line's end.
        let is_end = last_known(series, time) == Some(last) && !is_immature(time, last);
        if let (Some(point), false, true) = (known(series, last), series.is_comparison, is_end) {
            let written = format::value(unit, point.value);
            match lines.last_mut() {
                Some((line, _)) if pen.text_width(&format!("{line} {written}"), BOLD) <= most => {
                    *line = format!("{line} {written}");
                }
                _ => lines.push((written, true)),
            }
        }
        let width = lines
            .iter()
            .map(|(line, is_bold)| pen.text_width(line, if *is_bold { BOLD } else { PLAIN }))
            .fold(0.0, f64::max);
        labels.push(EndLabel { series: series_index, lines, width });
    }
    labels
}

fn draw_end_labels(pen: &mut Pen<'_>, frame: &Frame, time: &TimeChart, labels: &[EndLabel]) {
    let ends: Vec<Point> = labels
        .iter()
        .map(|label| {
            let series = &time.series[label.series];
            let last = labelled(series, time).unwrap_or(0);
            (frame.center(last), frame.y.held(known(series, last).map_or(0.0, |point| point.value)))
        })
        .collect();
    let wishes: Vec<Wish> = labels
        .iter()
        .zip(&ends)
        .map(|(label, (_, y))| Wish {
            at: *y,
            height: label.lines.len() as f64 * 14.0 + 3.0,
            rank: label.series + if time.series[label.series].is_comparison { 100 } else { 0 },
        })
        .collect();
    let places = spread(&wishes, frame.plot.y - 8.0, frame.plot.bottom() + 8.0);
    let left = frame.plot.right() + GAP;
    for ((label, end), place) in labels.iter().zip(ends).zip(places) {
        let Some(middle) = place else { continue };
        let series = &time.series[label.series];
        let (line_color, text_color) = colors(pen, series);
        // A leader across the plot would be read as data: a line that ends early has its label at its height, no more.
        if (middle - end.1).abs() > 5.0 && left - end.0 <= 40.0 {
            let faint = line_color.mix(pen.theme.background, 0.45);
            let bend = (frame.plot.right() + 1.0).max(end.0 + 3.0);
            pen.path(&[(end.0 + 3.0, end.1), (bend, end.1), (left - 3.0, middle)], 1.0, faint);
        }
        let top = middle - (label.lines.len() as f64 - 1.0) * 7.0;
        for (index, (line, is_bold)) in label.lines.iter().enumerate() {
            let font = if *is_bold { BOLD } else { PLAIN };
            pen.text(left, top + 14.0 * index as f64, Align::Start, line, font, text_color);
        }
    }
}

fn hits(frame: Frame, time: &TimeChart, unit: Unit, theme: &Theme) -> Hits {
    let mut marks = Vec::with_capacity(time.starts.len());
    for (index, start) in time.starts.iter().enumerate() {
        let (left, right) = frame.slot(index);
        let area = Rect::from_edges(left, (frame.plot.y - LINE).max(0.0), right, frame.plot.bottom());
        let mut tip = Tip {
            title: format::point_title(time.bucket, *start, frame.time.end_of(index)),
            ..Tip::default()
        };
        let mut dots = Vec::new();
        for series in &time.series {
            let role = if series.is_comparison { Role::Unknown } else { series.role };
            let mut row = TipRow {
                role,
                color: theme.mark(role),
                label: series.label.clone(),
                value: "–".to_string(),
                interval: String::new(),
                n: String::new(),
                is_focus: false,
            };
            if let Some(point) = known(series, index) {
                row.value = format::value_fine(unit, point.value);
                row.interval = interval_of(point).map_or(String::new(), |ends| format::interval(unit, ends));
                row.n = if unit == Unit::Tickets { String::new() } else { format::count(point.n) };
                dots.push((frame.center(index), frame.y.held(point.value), role));
            }
            tip.rows.push(row);
        }
        if is_immature(time, index) {
            tip.note = "Too early to tell: these customers may still come back.".to_string();
        }
        let rules =
            time.rules.iter().filter(|rule| rule.day >= *start && rule.day < frame.time.end_of(index));
        for rule in rules {
            tip.note = format!(
                "{}{}{}: {}",
                tip.note,
                if tip.note.is_empty() { "" } else { " " },
                format::day(rule.day),
                rule.label
            );
        }
        let anchor = (frame.center(index), dots.iter().map(|dot| dot.1).fold(frame.plot.bottom(), f64::min));
        let action = Some(ChartAction::Period(*start, frame.time.end_of(index)));
        marks.push(Mark { area, shape: area, anchor, dots, column: index, row: 0, tip, action });
    }
    Hits { plot: frame.plot, marks, time: Some(frame.time), is_vertical: false }
}
