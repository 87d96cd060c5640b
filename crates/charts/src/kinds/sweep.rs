//! One value under each window of 1, 2, 3 … days, with its band and a labelled rule at the window in force.
//!
//! Windows for which too few cases are old enough are hatched. A click takes the window that is pointed at.

use super::Kind;
use super::time::{interval_of, point_cells};
use crate::axis::{ValueAxis, draw_immature};
use crate::chart::say;
use crate::format;
use crate::hits::{Hits, Mark, Rect, Tip, TipRow};
use crate::pen::{Align, BOLD, LINE, PLAIN, Pen, Point};
use crate::scale::Scale;
use crate::table::{Cell, Column, Table};
use model::chart::{Chart, ChartAction, ChartBody, ChartPoint, SweepChart};

pub(crate) struct Sweep;

/// Room under the plot: tick mark, label, name of the axis.
const FOOT: f64 = 40.0;
/// What stands over windows that cannot be told.
const TOO_FEW: &str = "too few to tell";

impl Kind for Sweep {
    fn accepts(&self, body: &ChartBody) -> bool {
        matches!(body, ChartBody::Sweep(_))
    }

    fn draw(&self, pen: &mut Pen<'_>, chart: &Chart) -> Hits {
        let ChartBody::Sweep(sweep) = &chart.body else { return Hits::default() };
        let told: Vec<(f64, ChartPoint)> = told(sweep).collect();
        let (Some((first, _)), Some((last, _))) = (told.first(), told.last()) else {
            say(pen, "Too few tickets are old enough for even the shortest window.");
            return Hits::default();
        };
        let (width, height) = pen.size;
        let top = LINE + 6.0;
        let most = (((height - top - FOOT) / 42.0) as usize).clamp(2, 5);
        let axis = ValueAxis::new(pen, chart.unit, sweep.range, most, true);
        let left = axis.widest + 10.0;
        let plot =
            Rect::from_edges(left, top, (width - 14.0).max(left + 1.0), (height - FOOT).max(top + 1.0));
        let y = Scale { low: axis.ticks.low, high: axis.ticks.high, start: plot.bottom(), end: plot.y };
        let longest = sweep.points.len() as f64;
        let x = Scale { low: 0.5, high: longest + 0.5, start: plot.x, end: plot.right() };
        if *last < longest {
            draw_immature(pen, Rect::from_edges(x.at(last + 0.5), plot.y, plot.right(), plot.bottom()));
        }
        axis.draw(pen, &y, plot);
        draw_days(pen, sweep, &x, plot);
        let color = pen.theme.mark(sweep.role);
        let upper =
            told.iter().filter_map(|(days, point)| Some((x.at(*days), y.held(interval_of(*point)?.1))));
        let lower =
            told.iter().rev().filter_map(|(days, point)| Some((x.at(*days), y.held(interval_of(*point)?.0))));
        let band: Vec<Point> = upper.chain(lower).collect();
        pen.polygon(&band, color, 0.16);
        let line: Vec<Point> = told.iter().map(|(days, point)| (x.at(*days), y.held(point.value))).collect();
        if first < last {
            pen.path(&line, 2.0, color);
        }
        let taken = draw_rule(pen, chart, sweep, (&x, &y), plot);
        let (from, room) = (x.at(last + 0.5), pen.text_width(TOO_FEW, PLAIN));
        let middle = f64::midpoint(from, plot.right()).min(width - room / 2.0);
        if *last < longest && (middle - room / 2.0 > taken.1 + 8.0 || middle + room / 2.0 + 8.0 < taken.0) {
            pen.text(middle, LINE / 2.0 + 1.0, Align::Middle, TOO_FEW, PLAIN, pen.theme.muted);
        }
        hits(pen, chart, sweep, plot, &x, &y)
    }

    fn natural_height(&self, _: &Chart, width: f64) -> f64 {
        if width < 480.0 { 220.0 } else { 256.0 }
    }

    fn table(&self, chart: &Chart) -> Table {
        let ChartBody::Sweep(sweep) = &chart.body else { return Table::default() };
        let mut table = Table::of_numbers(&sweep.axis, []);
        table.columns.extend(Column::of_point(&sweep.label, ""));
        for (place, point) in sweep.points.iter().enumerate() {
            let mut row = vec![Cell::count(place as u64 + 1)];
            row.extend(point_cells(chart.unit, *point));
            table.rows.push(row);
        }
        table
    }
}

/// The value under the window at that place, if it can be told.
fn known(sweep: &SweepChart, place: usize) -> Option<ChartPoint> {
    sweep.points.get(place).copied().flatten().filter(|point| point.value.is_finite())
}

/// The windows that can be told, in days, with their values.
fn told(sweep: &SweepChart) -> impl Iterator<Item = (f64, ChartPoint)> {
    (0..sweep.points.len()).filter_map(|place| Some((place as f64 + 1.0, known(sweep, place)?)))
}

/// One day and every so many, and the name of the axis.
fn draw_days(pen: &mut Pen<'_>, sweep: &SweepChart, x: &Scale, plot: Rect) {
    let step = if sweep.points.len() > 14 { 5 } else { 1 };
    for days in (1..=sweep.points.len()).filter(|days| *days == 1 || days % step == 0) {
        let place = x.at(days as f64);
        pen.line((place, plot.bottom()), (place, plot.bottom() + 4.0), 1.0, pen.theme.baseline);
        pen.text(place, plot.bottom() + 14.0, Align::Middle, &days.to_string(), PLAIN, pen.theme.muted);
    }
    let words = pen.fitted(&sweep.axis, PLAIN, plot.width);
    pen.text(plot.right(), plot.bottom() + 30.0, Align::End, &words, PLAIN, pen.theme.muted);
}

/// The window in force, with its value; gives the ends of what is written.
fn draw_rule(
    pen: &mut Pen<'_>,
    chart: &Chart,
    sweep: &SweepChart,
    (x, y): (&Scale, &Scale),
    plot: Rect,
) -> (f64, f64) {
    let in_force = (1..=sweep.points.len()).find(|days| *days == sweep.in_force as usize);
    let Some(point) = in_force.map(|days| known(sweep, days - 1)) else { return (0.0, 0.0) };
    let place = x.at(f64::from(sweep.in_force));
    let value = point.map_or_else(|| TOO_FEW.to_string(), |point| format::value(chart.unit, point.value));
    let label = format!("in force: {}, {value}", days_in_words(sweep.in_force));
    pen.line((place, 4.0), (place, plot.bottom()), 1.0, pen.theme.muted);
    if let Some(point) = point {
        pen.dot((place, y.held(point.value)), 3.5, pen.theme.mark(sweep.role));
    }
    let room = pen.text_width(&label, BOLD) + 5.0;
    let is_right = place + room <= pen.size.0 || place < room;
    let (at, align) = if is_right { (place + 5.0, Align::Start) } else { (place - 5.0, Align::End) };
    let most = if is_right { pen.size.0 - at } else { at };
    let label = pen.fitted(&label, BOLD, most);
    pen.text(at, LINE / 2.0 + 1.0, align, &label, BOLD, pen.theme.ink);
    if is_right { (place, place + room) } else { (place - room, place) }
}

fn days_in_words(days: u32) -> String {
    if days == 1 { "1 day".to_string() } else { format!("{days} days") }
}

fn hits(pen: &Pen<'_>, chart: &Chart, sweep: &SweepChart, plot: Rect, x: &Scale, y: &Scale) -> Hits {
    let mark = |place: usize| {
        let point = known(sweep, place);
        let days = place as u32 + 1;
        let middle = x.at(f64::from(days));
        let half = (x.at(1.0) - x.at(0.5)).abs();
        let area = Rect::from_edges(middle - half, plot.y, middle + half, plot.bottom());
        let height = point.map_or(plot.bottom(), |point| y.held(point.value));
        let row = point.map(|point| TipRow {
            role: sweep.role,
            color: pen.theme.mark(sweep.role),
            label: sweep.label.clone(),
            value: format::value_fine(chart.unit, point.value),
            interval: interval_of(point).map_or(String::new(), |ends| format::interval(chart.unit, ends)),
            n: format::count(point.n),
            is_focus: false,
        });
        let note = match point {
            None => "Too few tickets are old enough to tell.",
            Some(_) if days == sweep.in_force => "In force.",
            Some(_) => "",
        };
        Mark {
            area,
            shape: area,
            anchor: (middle, height),
            dots: point.iter().map(|_| (middle, height, sweep.role)).collect(),
            column: place,
            row: 0,
            tip: Tip {
                title: format!("Within {}", days_in_words(days)),
                rows: row.into_iter().collect(),
                note: note.to_string(),
            },
            action: (days != sweep.in_force).then_some(ChartAction::ReturnDays(days)),
        }
    };
    Hits { plot, marks: (0..sweep.points.len()).map(mark).collect(), time: None, is_vertical: false }
}
