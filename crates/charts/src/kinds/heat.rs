//! One value for each cell of a table, as a shade of one colour: the stronger, the more.

use super::Kind;
use crate::chart::say;
use crate::format;
use crate::hits::{Hits, Mark, Rect, Tip, TipRow};
use crate::pen::{Align, LINE, PLAIN, Pen};
use crate::table::{Cell, Column, Table};
use crate::theme::{Rgb, Theme};
use model::chart::{Category, Chart, ChartAction, ChartBody, ChartPoint, HeatChart, Role};
use model::filter::Filter;
use model::units::Unit;

pub(crate) struct Heat;

/// Room for the scale over the table.
const HEAD: f64 = 26.0;
/// Room for the names of the columns.
const FOOT: f64 = 22.0;
/// Steps of the scale.
const STEPS: usize = 5;

impl Kind for Heat {
    fn accepts(&self, body: &ChartBody) -> bool {
        matches!(body, ChartBody::Heat(_))
    }

    fn draw(&self, pen: &mut Pen<'_>, chart: &Chart) -> Hits {
        let ChartBody::Heat(heat) = &chart.body else { return Hits::default() };
        let Some(shades) = Shades::of(heat, chart.unit) else {
            say(pen, "There is nothing to show in any hour of this period.");
            return Hits::default();
        };
        let (width, height) = pen.size;
        let names = row_names(pen, heat);
        let widest = names.iter().map(|name| pen.text_width(name, PLAIN)).fold(0.0, f64::max);
        let left = widest + 8.0;
        let plot =
            Rect::from_edges(left, HEAD, (width - 2.0).max(left + 1.0), (height - FOOT).max(HEAD + 1.0));
        let (across, down) = (heat.columns.len().max(1), heat.rows.len().max(1));
        let (slot, row_height) = (plot.width / across as f64, plot.height / down as f64);
        draw_scale(pen, heat, &shades, chart.unit);
        // In a low picture not every row has room for its name.
        let every = (PLAIN.size / row_height).ceil().max(1.0) as usize;
        for (row, name) in names.iter().enumerate().step_by(every) {
            let middle = plot.y + row_height * (row as f64 + 0.5);
            pen.text(plot.x - 8.0, middle, Align::End, name, PLAIN, pen.theme.muted);
        }
        draw_columns(pen, heat, plot, slot);
        let mut marks = Vec::with_capacity(heat.cells.len());
        let seam = if slot > 6.0 { 1.0 } else { 0.0 };
        let has_values = row_height >= LINE && values_fit(pen, heat, chart.unit, slot);
        for row in 0..heat.rows.len() {
            for column in 0..heat.columns.len() {
                let point = heat.cells.get(row * across + column).copied().flatten();
                let area = Rect {
                    x: plot.x + slot * column as f64,
                    y: plot.y + row_height * row as f64,
                    width: slot,
                    height: row_height,
                };
                let shape = Rect { width: slot - seam, height: row_height - seam, ..area };
                let fill = point
                    .map_or(pen.theme.background, |point| shades.color(pen.theme, heat.role, point.value));
                pen.rect(shape, pen.theme.grid);
                let inside = Rect {
                    x: shape.x + 0.5,
                    y: shape.y + 0.5,
                    width: shape.width - 1.0,
                    height: shape.height - 1.0,
                };
                pen.rect(inside, fill);
                if let Some(point) = point.filter(|point| has_values && point.value > 0.0) {
                    let at = (shape.x + shape.width / 2.0, shape.y + shape.height / 2.0);
                    let words = written(chart.unit, point.value);
                    pen.text(at.0, at.1, Align::Middle, &words, PLAIN, pen.theme.on_fill(fill));
                }
                marks.push(mark(heat, chart.unit, fill, (row, column), point, area, shape));
            }
        }
        Hits { plot, marks, time: None, is_vertical: false }
    }

    fn natural_height(&self, chart: &Chart, width: f64) -> f64 {
        let ChartBody::Heat(heat) = &chart.body else { return 0.0 };
        HEAD + FOOT + heat.rows.len() as f64 * if width < 480.0 { 22.0 } else { 26.0 }
    }

    fn table(&self, chart: &Chart) -> Table {
        let ChartBody::Heat(heat) = &chart.body else { return Table::default() };
        let mut table = Table::default();
        let heading = |axis: &[Category], other: &'static str| {
            let dimension = axis.first().and_then(|first| first.filter.as_ref());
            Column::words(dimension.map_or(other, |(dimension, _)| dimension.label()))
        };
        table.columns.extend([heading(&heat.rows, "Row"), heading(&heat.columns, "Column")]);
        let is_count = chart.unit == Unit::Tickets;
        if is_count {
            table.columns.push(Column::number("Tickets".to_string(), Some("Tickets".to_string())));
        } else {
            table.columns.extend(Column::of_point("Value", ""));
        }
        for (row, row_name) in heat.rows.iter().enumerate() {
            for (column, column_name) in heat.columns.iter().enumerate() {
                let point = heat.cells.get(row * heat.columns.len() + column).copied().flatten();
                let mut cells = vec![Cell::words(&row_name.label), Cell::words(&column_name.label)];
                if is_count {
                    cells.push(point.map_or_else(Cell::default, |point| Cell::count(point.n)));
                } else {
                    cells.extend(super::time::point_cells(chart.unit, point));
                }
                table.rows.push(cells);
            }
        }
        table
    }
}

/// How values become shades.
struct Shades {
    low: f64,
    high: f64,
    /// Waits differ by orders of magnitude: each step of the scale is so many times the one before.
    is_logarithmic: bool,
}

impl Shades {
    /// `None` without a value above zero.
    fn of(heat: &HeatChart, unit: Unit) -> Option<Shades> {
        let values =
            || heat.cells.iter().flatten().map(|point| point.value).filter(|value| value.is_finite());
        let high = values().fold(0.0, f64::max);
        let least = values().fold(f64::INFINITY, f64::min);
        let is_logarithmic = unit == Unit::Seconds && high > 4.0 * least.max(1.0);
        let low = if is_logarithmic { least.max(1.0) } else { 0.0 };
        (high > 0.0).then_some(Shades { low, high, is_logarithmic })
    }

    /// Between 0 and 1.
    fn strength(&self, value: f64) -> f64 {
        let share = match self.is_logarithmic {
            true if self.high > self.low => {
                (value.max(self.low) / self.low).ln() / (self.high / self.low).ln()
            }
            _ => value / self.high,
        };
        share.clamp(0.0, 1.0)
    }

    /// The value at a place of the scale.
    fn value(&self, strength: f64) -> f64 {
        match self.is_logarithmic {
            true => self.low * ((self.high / self.low).ln() * strength).exp(),
            false => self.high * strength,
        }
    }

    fn color(&self, theme: &Theme, role: Role, value: f64) -> Rgb {
        if value <= 0.0 {
            return theme.background;
        }
        // The weakest shade is still to be told from nothing.
        theme.mark(role).mix(theme.background, 0.9 * (1.0 - self.strength(value)))
    }
}

/// The names of the rows, three letters each where there is no room.
fn row_names(pen: &mut Pen<'_>, heat: &HeatChart) -> Vec<String> {
    let widest = heat.rows.iter().map(|row| pen.text_width(&row.label, PLAIN)).fold(0.0, f64::max);
    let is_short = widest > pen.size.0 * 0.14;
    let most = pen.size.0 * 0.25;
    heat.rows
        .iter()
        .map(|row| match is_short {
            true => {
                let short: String = row.label.chars().take(3).collect();
                pen.fitted(&short, PLAIN, most)
            }
            false => row.label.clone(),
        })
        .collect()
}

/// The names of the columns, as many as have room.
fn draw_columns(pen: &mut Pen<'_>, heat: &HeatChart, plot: Rect, slot: f64) {
    let widest = heat.columns.iter().map(|column| pen.text_width(&column.label, PLAIN)).fold(0.0, f64::max);
    let every = [1, 2, 3, 4, 6, 8, 12, 24].into_iter().find(|every| slot * f64::from(*every) >= widest + 8.0);
    let mut reach = f64::NEG_INFINITY;
    for (index, column) in heat.columns.iter().enumerate().step_by(every.unwrap_or(24) as usize) {
        let label = pen.fitted(&column.label, PLAIN, plot.width * 0.5);
        let half = pen.text_width(&label, PLAIN) / 2.0;
        let middle = (plot.x + slot * (index as f64 + 0.5)).clamp(half, (pen.size.0 - half).max(half));
        if middle - half < reach + 4.0 {
            continue;
        }
        reach = middle + half;
        pen.text(middle, plot.bottom() + 4.0 + LINE / 2.0, Align::Middle, &label, PLAIN, pen.theme.muted);
    }
}

/// The scale of shades with its ends written out.
fn draw_scale(pen: &mut Pen<'_>, heat: &HeatChart, shades: &Shades, unit: Unit) {
    let middle = 8.0;
    let from = if shades.is_logarithmic { shades.low } else { 0.0 };
    let (low, high) = (format::value(unit, from), format::value(unit, shades.high));
    let mut x = 0.0;
    pen.text(x, middle, Align::Start, &low, PLAIN, pen.theme.muted);
    x += pen.text_width(&low, PLAIN) + 6.0;
    for step in 0..STEPS {
        let value = shades.value((step as f64 + 0.5) / STEPS as f64);
        let box_of_step = Rect { x, y: middle - 6.0, width: 16.0, height: 12.0 };
        pen.rect(box_of_step, pen.theme.grid);
        let inside = Rect { x: x + 0.5, y: middle - 5.5, width: 15.0, height: 11.0 };
        pen.rect(inside, shades.color(pen.theme, heat.role, value));
        x += 18.0;
    }
    pen.text(x + 4.0, middle, Align::Start, &high, PLAIN, pen.theme.muted);
}

/// A value as it stands in a cell.
fn written(unit: Unit, value: f64) -> String {
    match unit {
        Unit::Tickets => format::compact(value),
        _ => format::value(unit, value).replace(' ', "\u{202f}"),
    }
}

/// Whether the values can be written into cells of that width: all of them or none.
fn values_fit(pen: &mut Pen<'_>, heat: &HeatChart, unit: Unit, width: f64) -> bool {
    let mut points = heat.cells.iter().flatten().filter(|point| point.value > 0.0);
    points.all(|point| pen.text_width(&written(unit, point.value), PLAIN) <= width - 6.0)
}

/// The tickets of a cell.
fn tickets(heat: &HeatChart, row: &Category, column: &Category) -> Option<Filter> {
    let mut filter = heat.filter.clone();
    for (dimension, value) in [row.filter.as_ref()?, column.filter.as_ref()?] {
        filter = filter.with(*dimension, &[value]);
    }
    Some(filter)
}

fn mark(
    heat: &HeatChart,
    unit: Unit,
    color: Rgb,
    (row, column): (usize, usize),
    point: Option<ChartPoint>,
    area: Rect,
    shape: Rect,
) -> Mark {
    let (row_name, column_name) = (&heat.rows[row], &heat.columns[column]);
    let is_count = unit == Unit::Tickets;
    let rows = vec![TipRow {
        role: heat.role,
        color,
        label: if is_count { "Tickets" } else { "Median" }.to_string(),
        value: point.map_or_else(|| "–".to_string(), |point| format::value_fine(unit, point.value)),
        interval: point
            .and_then(|point| point.interval)
            .map_or(String::new(), |ends| format::interval(unit, ends)),
        n: point.filter(|_| !is_count).map_or(String::new(), |point| format::count(point.n)),
        is_focus: false,
    }];
    let note = if point.is_none() { "Too few tickets for a value.".to_string() } else { String::new() };
    let has_tickets = point.is_none_or(|point| point.n > 0);
    Mark {
        area,
        shape,
        anchor: (area.x + area.width / 2.0, area.y),
        dots: Vec::new(),
        column,
        row: heat.rows.len() - 1 - row,
        tip: Tip { title: format!("{}, {}", row_name.label, column_name.label), rows, note },
        action: tickets(heat, row_name, column_name).filter(|_| has_tickets).map(ChartAction::Tickets),
    }
}
