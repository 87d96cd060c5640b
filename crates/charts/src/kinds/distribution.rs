//! Counts over an ordered scale: columns beside each other for each group, as shares of the group, because groups of
//! different size are compared by shape. Where the labels of the classes do not fit under columns, the classes become rows.

use super::Kind;
use crate::axis::ValueAxis;
use crate::chart::say;
use crate::format;
use crate::hits::{Hits, Mark, Rect, Tip, TipRow};
use crate::parts::{Fill, fill_rect, fills, key, natural_key_height};
use crate::pen::{Align, PLAIN, Pen};
use crate::rows::{Rows, natural_rows_height};
use crate::scale::Scale;
use crate::table::{Cell, Table};
use model::chart::{Chart, ChartAction, ChartBody, DistributionChart, DistributionGroup, Role};
use model::units::Unit;

pub(crate) struct Distribution;

impl Kind for Distribution {
    fn accepts(&self, body: &ChartBody) -> bool {
        matches!(body, ChartBody::Distribution(_))
    }

    fn draw(&self, pen: &mut Pen<'_>, chart: &Chart) -> Hits {
        let ChartBody::Distribution(distribution) = &chart.body else { return Hits::default() };
        let highest = (0..distribution.classes.len())
            .flat_map(|class| distribution.groups.iter().map(move |group| share(group, class)))
            .fold(0.0, f64::max);
        if highest <= 0.0 {
            say(pen, "There are no tickets to count in this period.");
            return Hits::default();
        }
        let roles: Vec<Role> = distribution.groups.iter().map(|group| group.role).collect();
        let fills = fills(pen.theme, &roles);
        let named: Vec<String> = distribution
            .groups
            .iter()
            .map(|group| format!("{} (n {})", group.label, format::value(Unit::Tickets, sum(group) as f64)))
            .collect();
        let entries: Vec<(&str, Fill)> =
            named.iter().map(String::as_str).zip(fills.iter().copied()).collect();
        let top = if entries.len() > 1 { key(pen, &entries) + 10.0 } else { 2.0 };
        match class_labels(pen, distribution) {
            Some(labels) => draw_columns(pen, distribution, &labels, &fills, highest, top),
            None => draw_rows(pen, distribution, &fills, highest, top),
        }
    }

    fn natural_height(&self, chart: &Chart, width: f64) -> f64 {
        let ChartBody::Distribution(distribution) = &chart.body else { return 0.0 };
        let key_height =
            natural_key_height(distribution.groups.iter().map(|group| group.label.as_str()), width);
        let longest = distribution.classes.iter().map(|class| class.chars().count()).max().unwrap_or(0);
        let is_rows = longest as f64 * 4.0 * distribution.classes.len() as f64 > width;
        let rows = natural_rows_height(distribution.classes.len(), width, bar_height(distribution));
        key_height + 16.0 + if is_rows { rows } else { 200.0 }
    }

    fn table(&self, chart: &Chart) -> Table {
        let ChartBody::Distribution(distribution) = &chart.body else { return Table::default() };
        let headings = distribution
            .groups
            .iter()
            .flat_map(|group| [format!("{}, share", group.label), format!("{}, n", group.label)]);
        let mut table = Table::of_numbers("", headings);
        for (class, label) in distribution.classes.iter().enumerate() {
            let mut row = vec![Cell::words(label)];
            for group in &distribution.groups {
                let part = share(group, class);
                row.push(Cell::number(format::percent_fine(part), part));
                row.push(Cell::count(count(group, class)));
            }
            table.rows.push(row);
        }
        table
    }
}

/// The thickness of the bars of one class, one for each group.
fn bar_height(distribution: &DistributionChart) -> f64 {
    distribution.groups.len().max(1) as f64 * 14.0
}

fn count(group: &DistributionGroup, class: usize) -> u64 {
    group.counts.get(class).copied().unwrap_or(0)
}

fn sum(group: &DistributionGroup) -> u64 {
    group.counts.iter().copied().fold(0, u64::saturating_add)
}

fn share(group: &DistributionGroup, class: usize) -> f64 {
    count(group, class) as f64 / sum(group).max(1) as f64
}

/// The labels of the classes in one or two lines each, if they fit under columns.
fn class_labels(pen: &mut Pen<'_>, distribution: &DistributionChart) -> Option<Vec<Vec<String>>> {
    let slot = (pen.size.0 - 48.0) / distribution.classes.len().max(1) as f64 - 6.0;
    let mut labels = Vec::new();
    for class in &distribution.classes {
        let lines = pen.wrapped(class, PLAIN, slot, 2);
        if lines.iter().any(|line| line.is_empty() || line.ends_with('…') && !class.ends_with('…')) {
            return None;
        }
        labels.push(lines);
    }
    Some(labels)
}

fn draw_columns(
    pen: &mut Pen<'_>,
    distribution: &DistributionChart,
    labels: &[Vec<String>],
    fills: &[Fill],
    highest: f64,
    top: f64,
) -> Hits {
    let foot = 8.0 + 15.0 * labels.iter().map(Vec::len).max().unwrap_or(1) as f64;
    // Room for the values that stand on the columns.
    let top = top + 16.0;
    let bottom = (pen.size.1 - foot).max(top + 1.0);
    let most = (((bottom - top) / 42.0) as usize).clamp(2, 5);
    let axis = ValueAxis::new(pen, Unit::Share, (0.0, highest), most, false);
    let plot = Rect::from_edges(axis.widest + 10.0, top, pen.size.0 - 4.0, bottom);
    let y = Scale { low: 0.0, high: axis.ticks.high, start: plot.bottom(), end: plot.y };
    axis.draw(pen, &y, plot);
    let slot = plot.width / distribution.classes.len() as f64;
    let groups = distribution.groups.len().max(1) as f64;
    let gap = (slot * 0.15).clamp(1.0, 28.0);
    let column = ((slot - gap) / groups).min(56.0);
    let has_values = shares_fit(pen, distribution, column);
    let mut marks = Vec::new();
    for (class, lines) in labels.iter().enumerate() {
        let middle = plot.x + slot * (class as f64 + 0.5);
        for (index, line) in lines.iter().enumerate() {
            let at = plot.bottom() + 13.0 + 15.0 * index as f64;
            pen.text(middle, at, Align::Middle, line, PLAIN, pen.theme.muted);
        }
        for (index, group) in distribution.groups.iter().enumerate() {
            let left = middle - column * groups / 2.0 + column * index as f64;
            let seam = if column > 4.0 { 1.0 } else { 0.0 };
            let part = share(group, class);
            let shape =
                Rect::from_edges(left + seam / 2.0, y.at(part), left + column - seam / 2.0, plot.bottom());
            fill_rect(pen, shape, fills[index]);
            let written = format::percent(part);
            if has_values && count(group, class) > 0 && pen.text_width(&written, PLAIN) <= column {
                let at = (left + column / 2.0, shape.y - 8.0);
                // Grid lines must not run through the figure.
                let half = pen.text_width(&written, PLAIN) / 2.0 + 1.0;
                pen.rect(
                    Rect::from_edges(at.0 - half, at.1 - 6.5, at.0 + half, at.1 + 6.5),
                    pen.theme.background,
                );
                pen.text(at.0, at.1, Align::Middle, &written, PLAIN, pen.theme.ink);
            }
            let first = index == 0;
            let last = index + 1 == distribution.groups.len();
            let area = Rect::from_edges(
                if first { middle - slot / 2.0 } else { left },
                plot.y,
                if last { middle + slot / 2.0 } else { left + column },
                pen.size.1,
            );
            marks.push(mark(
                distribution,
                fills,
                (class, index),
                area,
                shape,
                (left + column / 2.0, shape.y),
            ));
        }
    }
    Hits { plot, marks, time: None, is_vertical: false }
}

/// Whether the shares can be written on columns of that width: all that matter, or none.
fn shares_fit(pen: &mut Pen<'_>, distribution: &DistributionChart, column: f64) -> bool {
    let mut shares = distribution
        .groups
        .iter()
        .flat_map(|group| (0..group.counts.len()).map(move |class| share(group, class)));
    shares.all(|share| share < 0.01 || pen.text_width(&format::percent(share), PLAIN) <= column)
}

fn draw_rows(
    pen: &mut Pen<'_>,
    distribution: &DistributionChart,
    fills: &[Fill],
    highest: f64,
    top: f64,
) -> Hits {
    let labels: Vec<&str> = distribution.classes.iter().map(String::as_str).collect();
    let rows = Rows::new(pen, &labels, &[], (top, pen.size.1 - 2.0), bar_height(distribution));
    let room = pen.text_width("100%", PLAIN) + 6.0;
    let x = Scale {
        low: 0.0,
        high: highest,
        start: rows.plot.x,
        end: (rows.plot.right() - room).max(rows.plot.x + 1.0),
    };
    for (from, to) in rows.grid() {
        pen.line((rows.plot.x, from), (rows.plot.x, to), 1.0, pen.theme.baseline);
    }
    let mut marks = Vec::new();
    for class in 0..rows.shown {
        let row = rows.row(class);
        let (bar_top, bar_bottom) = rows.bar(class);
        let groups = distribution.groups.len().max(1);
        let thickness = (bar_bottom - bar_top) / groups as f64;
        for (index, group) in distribution.groups.iter().enumerate() {
            let upper = bar_top + thickness * index as f64;
            let part = share(group, class);
            let seam = if thickness > 3.0 { 1.0 } else { 0.0 };
            let shape = Rect::from_edges(rows.plot.x, upper, x.at(part), upper + thickness - seam);
            fill_rect(pen, shape, fills[index]);
            if thickness >= 11.0 && count(group, class) > 0 {
                let at = upper + thickness / 2.0;
                pen.text(shape.right() + 6.0, at, Align::Start, &format::percent(part), PLAIN, pen.theme.ink);
            }
            let share_of_row = row.height / groups as f64;
            let area = Rect {
                x: 0.0,
                y: row.y + share_of_row * index as f64,
                width: row.width,
                height: share_of_row,
            };
            marks.push(mark(distribution, fills, (class, index), area, shape, (shape.right(), shape.y)));
        }
    }
    rows.write(pen, &labels, &[]);
    Hits { plot: rows.plot, marks, time: None, is_vertical: true }
}

fn mark(
    distribution: &DistributionChart,
    fills: &[Fill],
    (class, focus): (usize, usize),
    area: Rect,
    shape: Rect,
    anchor: (f64, f64),
) -> Mark {
    let rows = distribution
        .groups
        .iter()
        .enumerate()
        .map(|(index, group)| TipRow {
            role: group.role,
            color: fills[index].color,
            label: group.label.clone(),
            value: format::percent_fine(share(group, class)),
            interval: String::new(),
            n: format!("{} of {}", format::count(count(group, class)), format::count(sum(group))),
            is_focus: index == focus && distribution.groups.len() > 1,
        })
        .collect();
    let filter = distribution.groups[focus].filter.clone();
    Mark {
        area,
        shape,
        anchor,
        dots: Vec::new(),
        column: class,
        row: focus,
        tip: Tip { title: distribution.classes[class].clone(), rows, note: String::new() },
        action: filter.map(|(dimension, value)| ChartAction::Accept(dimension, value)),
    }
}
