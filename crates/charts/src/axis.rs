//! What charts over time share: margins from measured text, grid, calendar, immature periods and labelled rules.

use crate::format;
use crate::hits::{Rect, TimeSpan};
use crate::pen::{Align, LINE, PLAIN, Pen, Point};
use crate::scale::{Scale, Step, Ticks, date_ticks, ticks};
use model::chart::{Bucket, Role, TimeRule};
use model::order::sort_by_key;
use model::units::{Day, Unit};

/// What stands over a period whose tickets may still come back.
pub(crate) const IMMATURE: &str = "too early to tell";

/// A value axis: its ticks, their labels and the room these need.
pub(crate) struct ValueAxis {
    pub(crate) ticks: Ticks,
    pub(crate) labels: Vec<String>,
    pub(crate) widest: f64,
}

impl ValueAxis {
    pub(crate) fn new(
        pen: &mut Pen<'_>,
        unit: Unit,
        range: (f64, f64),
        most: usize,
        is_fixed: bool,
    ) -> ValueAxis {
        let ticks = ticks(unit, range, most, is_fixed);
        let labels: Vec<String> =
            ticks.values.iter().map(|value| format::tick(unit, *value, ticks.step)).collect();
        let widest = labels.iter().map(|label| pen.text_width(label, PLAIN)).fold(0.0, f64::max);
        ValueAxis { ticks, labels, widest }
    }

    /// Draws grid lines across the plot and their labels on its left. In a very low chart some labels are left out.
    pub(crate) fn draw(&self, pen: &mut Pen<'_>, y: &Scale, plot: Rect) {
        let mut reach = f64::INFINITY;
        for (value, label) in self.ticks.values.iter().zip(&self.labels) {
            let at = y.at(*value);
            let is_base = value.abs() < self.ticks.step * 1e-6;
            let color = if is_base { pen.theme.baseline } else { pen.theme.grid };
            pen.line((plot.x, at), (plot.right(), at), 1.0, color);
            if at + LINE * 0.75 <= reach {
                pen.text(plot.x - 8.0, at, Align::End, label, PLAIN, pen.theme.muted);
                reach = at;
            }
        }
    }
}

/// What a chart over time needs drawn around it.
pub(crate) struct FrameSpec<'a> {
    pub(crate) bucket: Bucket,
    pub(crate) starts: &'a [Day],
    pub(crate) end: Day,
    pub(crate) immature_from: Option<Day>,
    pub(crate) rules: &'a [TimeRule],
    pub(crate) unit: Unit,
    pub(crate) range: (f64, f64),
    pub(crate) is_fixed: bool,
    /// Room for direct labels on the right, with their distance from the plot; 0 without.
    pub(crate) right: f64,
}

/// A drawn frame: where the data go.
pub(crate) struct Frame {
    pub(crate) plot: Rect,
    pub(crate) time: TimeSpan,
    pub(crate) y: Scale,
}

impl Frame {
    /// Horizontal extent of a point, left and right.
    pub(crate) fn slot(&self, index: usize) -> (f64, f64) {
        (self.time.x_of(self.time.starts[index]), self.time.x_of(self.time.end_of(index)))
    }

    /// Middle of a point.
    pub(crate) fn center(&self, index: usize) -> f64 {
        let (left, right) = self.slot(index);
        f64::midpoint(left, right)
    }
}

/// Room under the plot: tick mark, label and year.
const FOOT: f64 = 40.0;

/// Draws grid, calendar, immature period and rules. The data are drawn over it.
pub(crate) fn draw_frame(pen: &mut Pen<'_>, spec: &FrameSpec<'_>) -> Frame {
    let (width, height) = pen.size;
    let room = (height - FOOT - 12.0).max(20.0);
    let axis =
        ValueAxis::new(pen, spec.unit, spec.range, ((room / 42.0) as usize).clamp(2, 6), spec.is_fixed);
    let left = axis.widest + 10.0;
    let right = (width - spec.right.max(14.0)).max(left + 1.0);
    let mut time = TimeSpan { left, right, bucket: spec.bucket, starts: spec.starts.to_vec(), end: spec.end };
    let first = spec.starts.first().copied().unwrap_or(spec.end);
    time.end = Day(spec.end.0.max(spec.starts.last().map_or(first.0, |last| last.0 + 1)));

    let immature_x =
        spec.immature_from.filter(|day| *day < time.end).map(|day| time.x_of(Day(day.0.max(first.0))));
    let headings = headings(pen, spec, &time, immature_x, (0.0, width));
    let rows = headings.iter().filter_map(|heading| heading.row).max().map_or(0, |row| row + 1);
    let top = if rows == 0 { 8.0 } else { rows as f64 * LINE + 6.0 };
    let plot = Rect::from_edges(left, top, right, (height - FOOT).max(top + 1.0));
    let y = Scale { low: axis.ticks.low, high: axis.ticks.high, start: plot.bottom(), end: plot.y };

    if let Some(x) = immature_x {
        draw_immature(pen, Rect::from_edges(x, plot.y, plot.right(), plot.bottom()));
    }
    axis.draw(pen, &y, plot);
    draw_calendar(pen, &time, plot);
    draw_headings(pen, &headings, plot);
    Frame { plot, time, y }
}

/// Hatches what cannot be told yet.
pub(crate) fn draw_immature(pen: &mut Pen<'_>, area: Rect) {
    let grey = pen.theme.mark(Role::Unknown);
    pen.rect(area, grey.mix(pen.theme.background, 0.93));
    pen.hatch(area, grey.mix(pen.theme.background, 0.68), 7.0);
}

fn draw_calendar(pen: &mut Pen<'_>, time: &TimeSpan, plot: Rect) {
    let finest = match time.bucket {
        Bucket::Day => 1,
        Bucket::Week => 7,
        Bucket::Month => 28,
    };
    let Some(first) = time.starts.first().copied() else { return };
    let (step, found) =
        date_ticks((first, time.end), finest, |day| time.x_of(day), |text| pen.text_width(text, PLAIN));
    for tick in found {
        let x = tick_x(time, step, tick.day);
        pen.line((x, plot.bottom()), (x, plot.bottom() + 4.0), 1.0, pen.theme.baseline);
        for (row, text) in [Some(&tick.label), tick.context.as_ref()].into_iter().flatten().enumerate() {
            let half = pen.text_width(text, PLAIN) / 2.0;
            let at = x.clamp(half, (pen.size.0 - half).max(half));
            let y = plot.bottom() + 14.0 + row as f64 * 15.0;
            pen.text(at, y, Align::Middle, text, PLAIN, pen.theme.muted);
        }
    }
}

/// Where a tick stands: under the middle of a point where it names that point, else where its day begins.
fn tick_x(time: &TimeSpan, step: Step, day: Day) -> f64 {
    let is_name = match (time.bucket, step) {
        (Bucket::Day, _) | (Bucket::Week, Step::Weeks(_)) | (Bucket::Month, Step::Months(_)) => true,
        _ => time.starts.len() == 1,
    };
    let x = time.x_of(day);
    match time.starts.binary_search(&day) {
        Ok(index) if is_name => f64::midpoint(x, time.x_of(time.end_of(index))),
        _ => x,
    }
}

/// A rule with its label over the plot, or the label of the immature period.
struct Heading {
    /// Position of the rule; none for the immature period, which is seen anyway.
    rule: Option<f64>,
    text: String,
    left: f64,
    right: f64,
    /// Row counted from the plot upwards; none where there is no room for the label.
    row: Option<usize>,
}

/// Gives every label a row in which it meets no other label and no rule of a label above it.
fn headings(
    pen: &mut Pen<'_>,
    spec: &FrameSpec<'_>,
    time: &TimeSpan,
    immature_x: Option<f64>,
    (low, high): (f64, f64),
) -> Vec<Heading> {
    const ROWS: usize = 4;
    let mut placed: Vec<Heading> = Vec::new();
    if let Some(from) = immature_x {
        let width = pen.text_width(IMMATURE, PLAIN);
        let middle = f64::midpoint(from, time.right).min(high - width / 2.0).max(low + width / 2.0);
        let (left, right) = (middle - width / 2.0, middle + width / 2.0);
        placed.push(Heading { rule: None, text: IMMATURE.to_string(), left, right, row: Some(0) });
    }
    let first = time.starts.first().copied().unwrap_or(time.end);
    let mut rules: Vec<&TimeRule> =
        spec.rules.iter().filter(|rule| rule.day >= first && rule.day < time.end).collect();
    // From the right: a label reaches to the right of its rule, so the rules further left must go above it.
    sort_by_key(&mut rules, |rule| std::cmp::Reverse(rule.day));
    for rule in rules {
        let x = time.x_of(rule.day);
        let text = pen.fitted(&rule.label, PLAIN, (high - low) * 0.5);
        let width = pen.text_width(&text, PLAIN);
        let sides = [(x + 5.0, x + 5.0 + width), (x - 5.0 - width, x - 5.0)];
        let choice = (0..ROWS).flat_map(|row| sides.map(|side| (row, side))).find(|(row, (left, right))| {
            *left >= low
                && *right <= high
                && placed.iter().all(|other| {
                    let Some(other_row) = other.row else { return true };
                    let is_apart = *right + 8.0 <= other.left || *left >= other.right + 8.0;
                    let crosses = |x: f64, left: f64, right: f64| x > left - 4.0 && x < right + 4.0;
                    let own_rule_crosses = other_row <= *row && crosses(x, other.left, other.right);
                    let its_rule_crosses =
                        other_row >= *row && other.rule.is_some_and(|x| crosses(x, *left, *right));
                    (other_row != *row || is_apart) && !own_rule_crosses && !its_rule_crosses
                })
        });
        let (row, (left, right)) = choice.map_or((None, (x, x)), |(row, side)| (Some(row), side));
        placed.push(Heading { rule: Some(x), text, left, right, row });
    }
    placed
}

fn draw_headings(pen: &mut Pen<'_>, headings: &[Heading], plot: Rect) {
    let height_of = |row: usize| plot.y - 6.0 - LINE * (row as f64 + 0.5);
    for heading in headings {
        if let Some(x) = heading.rule {
            let top = heading.row.map_or(plot.y, |row| height_of(row) - LINE / 2.0 + 1.0);
            pen.line((x, top), (x, plot.bottom()), 1.0, pen.theme.muted);
        }
        if let Some(row) = heading.row {
            let color = if heading.rule.is_some() { pen.theme.ink } else { pen.theme.muted };
            pen.text(heading.left, height_of(row), Align::Start, &heading.text, PLAIN, color);
        }
    }
}

/// The part of a line that lies between two values, with ends interpolated where it is cut.
pub(crate) fn cut(line: &[Point], low: f64, high: f64) -> Vec<Vec<Point>> {
    let mut pieces: Vec<Vec<Point>> = Vec::new();
    let mut piece: Vec<Point> = Vec::new();
    for pair in line.windows(2) {
        let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
        // Parameters of the segment at which it enters and leaves the band.
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        let rise = y1 - y0;
        if rise.abs() < f64::EPSILON {
            if y0 < low || y0 > high {
                leave = -1.0;
            }
        } else {
            let (a, b) = ((low - y0) / rise, (high - y0) / rise);
            enter = enter.max(a.min(b));
            leave = leave.min(a.max(b));
        }
        let at = |share: f64| (x0 + (x1 - x0) * share, (y0 + rise * share).clamp(low, high));
        if enter > leave {
            if piece.len() > 1 {
                pieces.push(std::mem::take(&mut piece));
            }
            piece.clear();
            continue;
        }
        if piece.is_empty() || enter > 0.0 {
            if piece.len() > 1 {
                pieces.push(std::mem::take(&mut piece));
            }
            piece = vec![at(enter)];
        }
        piece.push(at(leave));
        if leave < 1.0 {
            pieces.push(std::mem::take(&mut piece));
        }
    }
    if piece.len() > 1 {
        pieces.push(piece);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn lines_are_cut_where_they_leave() {
        let line = [(0.0, 0.5), (1.0, 1.5), (2.0, 0.5), (3.0, -0.5)];
        assert_eq!(
            cut(&line, 0.0, 1.0),
            vec![vec![(0.0, 0.5), (0.5, 1.0)], vec![(1.5, 1.0), (2.0, 0.5), (2.5, 0.0)]]
        );
        assert!(cut(&[(0.0, 2.0), (1.0, 3.0)], 0.0, 1.0).is_empty());
        assert_eq!(cut(&[(0.0, -1.0), (1.0, 2.0)], 0.0, 1.0).len(), 1);
    }
}
