//! Parts of a whole by category: a horizontal stack for each, with a key above.

use super::Kind;
use super::stack_time::{count, stack_cells, stack_headings, stack_tip, total};
use crate::chart::say;
use crate::format;
use crate::hits::{Hits, Mark, Rect};
use crate::parts::{Fill, fill_rect, fills, key, natural_key_height};
use crate::pen::{Align, PLAIN, Pen};
use crate::rows::{BAR, Rows, Written, natural_rows_height};
use crate::scale::Scale;
use crate::table::{Cell, Table};
use model::chart::{Category, Chart, ChartAction, ChartBody, Role, StackAxis, StackChart, StackPart};
use model::filter::Filter;

pub(crate) struct StackCategories;

fn body_of(chart: &Chart) -> Option<(&StackChart, &[Category])> {
    let ChartBody::Stack(stack) = &chart.body else { return None };
    let StackAxis::Categories(categories) = &stack.axis else { return None };
    Some((stack, categories))
}

impl Kind for StackCategories {
    fn accepts(&self, body: &ChartBody) -> bool {
        matches!(body, ChartBody::Stack(StackChart { axis: StackAxis::Categories(_), .. }))
    }

    fn draw(&self, pen: &mut Pen<'_>, chart: &Chart) -> Hits {
        let Some((stack, categories)) = body_of(chart) else { return Hits::default() };
        let totals: Vec<u64> = (0..categories.len()).map(|index| total(stack, index)).collect();
        let highest = totals.iter().copied().max().unwrap_or(0);
        if highest == 0 {
            say(pen, "There are no tickets in this period.");
            return Hits::default();
        }
        let roles: Vec<Role> = stack.parts.iter().map(|part| part.role).collect();
        let fills = fills(pen.theme, &roles);
        let entries: Vec<(&str, Fill)> = stack
            .parts
            .iter()
            .zip(&fills)
            .filter(|(part, _)| part.counts.iter().any(|count| *count > 0))
            .map(|(part, fill)| (part.label.as_str(), *fill))
            .collect();
        let top = key(pen, &entries) + 10.0;
        let labels: Vec<&str> = categories.iter().map(|category| category.label.as_str()).collect();
        let written: Vec<Written> = totals
            .iter()
            .map(|total| Written {
                value: String::new(),
                n: format::value(model::units::Unit::Tickets, *total as f64),
            })
            .collect();
        let rows = Rows::new(pen, &labels, &written, (top, pen.size.1 - 2.0), BAR);
        let mut marks = Vec::new();
        for (index, category) in categories.iter().enumerate().take(rows.shown) {
            let whole = if stack.is_share { totals[index].max(1) } else { highest };
            let scale = Scale { low: 0.0, high: whole as f64, start: rows.plot.x, end: rows.plot.right() };
            draw_row(pen, &rows, stack, (index, category), &scale, &fills, &mut marks);
        }
        rows.write(pen, &labels, &written);
        Hits { plot: rows.plot, marks, time: None, is_vertical: true }
    }

    fn natural_height(&self, chart: &Chart, width: f64) -> f64 {
        let Some((stack, categories)) = body_of(chart) else { return 0.0 };
        let key_height = natural_key_height(stack.parts.iter().map(|part| part.label.as_str()), width);
        key_height + 12.0 + natural_rows_height(categories.len(), width, BAR)
    }

    fn table(&self, chart: &Chart) -> Table {
        let Some((stack, categories)) = body_of(chart) else { return Table::default() };
        let mut table = Table::of_numbers("", stack_headings(stack));
        for (index, category) in categories.iter().enumerate() {
            let mut row = vec![Cell::words(&category.label)];
            row.extend(stack_cells(stack, index));
            table.rows.push(row);
        }
        table
    }
}

fn draw_row(
    pen: &mut Pen<'_>,
    rows: &Rows,
    stack: &StackChart,
    (index, category): (usize, &Category),
    scale: &Scale,
    fills: &[Fill],
    marks: &mut Vec<Mark>,
) {
    let (top, bottom) = rows.bar(index);
    let row = rows.row(index);
    let mut before = 0_u64;
    let whole = total(stack, index);
    for (part_index, part) in stack.parts.iter().enumerate() {
        let number = count(part, index);
        if number == 0 {
            continue;
        }
        let (from, to) = (scale.at(before as f64), scale.at((before + number) as f64));
        before += number;
        let seam = if to - from > 3.0 && before < whole { 1.0 } else { 0.0 };
        let shape = Rect::from_edges(from, top, to - seam, bottom);
        fill_rect(pen, shape, fills[part_index]);
        let share = format::percent(number as f64 / whole as f64);
        let is_plain = fills[part_index].hatch.is_none();
        if is_plain && bottom - top >= 13.0 && pen.text_width(&share, PLAIN) + 8.0 <= shape.width {
            let color = pen.theme.on_fill(fills[part_index].color);
            pen.text(
                f64::midpoint(from, to - seam),
                f64::midpoint(top, bottom),
                Align::Middle,
                &share,
                PLAIN,
                color,
            );
        }
        marks.push(Mark {
            area: Rect::from_edges(from, row.y, to, row.bottom()),
            shape,
            anchor: (f64::midpoint(from, to), top),
            dots: Vec::new(),
            column: index,
            row: part_index,
            tip: stack_tip(stack, fills, (index, part_index), category.label.clone()),
            action: action(category, part),
        });
    }
}

/// A segment stands for tickets of a category and of a part; where a click can mean both, it shows those tickets.
fn action(category: &Category, part: &StackPart) -> Option<ChartAction> {
    match (&category.filter, &part.filter) {
        (Some((dimension, value)), Some((other, other_value))) => {
            let filter = Filter::default().with(*dimension, &[value]).with(*other, &[other_value]);
            Some(ChartAction::Tickets(filter))
        }
        (Some((dimension, value)), None) | (None, Some((dimension, value))) => {
            Some(ChartAction::Accept(*dimension, value.clone()))
        }
        (None, None) => None,
    }
}
