//! Parts of a whole over time: stacked columns, with a key beside the last settled one, in the order of the stack.

use super::Kind;
use crate::axis::{Frame, FrameSpec, draw_frame};
use crate::chart::say;
use crate::format;
use crate::hits::{Hits, Mark, Rect, Tip, TipRow};
use crate::labels::{Wish, spread};
use crate::parts::{Fill, SWATCH, fill_rect, fills, unsettled};
use crate::pen::{Align, BOLD, Pen};
use crate::table::{Cell, Table};
use model::chart::{Bucket, Chart, ChartAction, ChartBody, Role, StackAxis, StackChart, StackPart};
use model::order::sort_by_key;
use model::units::{Day, Unit};

pub(crate) struct StackTime;

/// The chart's body with its time axis taken apart.
struct Body<'a> {
    stack: &'a StackChart,
    bucket: Bucket,
    starts: &'a [Day],
    end: Day,
    immature_from: Option<Day>,
}

fn body_of(chart: &Chart) -> Option<Body<'_>> {
    let ChartBody::Stack(stack) = &chart.body else { return None };
    let StackAxis::Time { bucket, starts, end, immature_from } = &stack.axis else { return None };
    Some(Body { stack, bucket: *bucket, starts, end: *end, immature_from: *immature_from })
}

impl Kind for StackTime {
    fn accepts(&self, body: &ChartBody) -> bool {
        matches!(body, ChartBody::Stack(StackChart { axis: StackAxis::Time { .. }, .. }))
    }

    fn draw(&self, pen: &mut Pen<'_>, chart: &Chart) -> Hits {
        let Some(body) = body_of(chart) else { return Hits::default() };
        let totals: Vec<u64> = (0..body.starts.len()).map(|index| total(body.stack, index)).collect();
        let highest = totals.iter().copied().max().unwrap_or(0);
        if highest == 0 {
            say(pen, "There are no tickets in this period.");
            return Hits::default();
        }
        let labels = part_labels(pen, body.stack);
        let widest = labels.iter().map(|label| label.width).fold(0.0, f64::max);
        let spec = FrameSpec {
            bucket: body.bucket,
            starts: body.starts,
            end: body.end,
            immature_from: body.immature_from,
            rules: &[],
            unit: if body.stack.is_share { Unit::Share } else { Unit::Tickets },
            range: if body.stack.is_share { (0.0, 1.0) } else { (0.0, highest as f64) },
            is_fixed: body.stack.is_share,
            right: if widest > 0.0 { GAP + SWATCH + SWATCH_GAP + widest } else { 0.0 },
        };
        let frame = draw_frame(pen, &spec);
        let roles: Vec<Role> = body.stack.parts.iter().map(|part| part.role).collect();
        let fills = fills(pen.theme, &roles);
        let mut marks = Vec::new();
        for (index, total) in totals.iter().enumerate().filter(|(_, total)| **total > 0) {
            draw_column(pen, &frame, &body, index, *total, &fills, &mut marks);
        }
        draw_part_labels(pen, &frame, &body, &totals, &labels, &fills);
        Hits { plot: frame.plot, marks, time: Some(frame.time), is_vertical: false }
    }

    fn natural_height(&self, _: &Chart, width: f64) -> f64 {
        if width < 480.0 { 220.0 } else { 256.0 }
    }

    fn table(&self, chart: &Chart) -> Table {
        let Some(body) = body_of(chart) else { return Table::default() };
        let mut table = Table::of_numbers("From", stack_headings(body.stack));
        for (index, start) in body.starts.iter().enumerate() {
            let mut row = vec![Cell { text: format::day(*start), raw: start.to_string() }];
            row.extend(stack_cells(body.stack, index));
            table.rows.push(row);
        }
        table
    }
}

/// Headings of the parts and of their sum.
pub(crate) fn stack_headings(stack: &StackChart) -> impl Iterator<Item = String> + '_ {
    stack.parts.iter().map(|part| part.label.clone()).chain(["All".to_string()])
}

/// The counts of one stack and their sum.
pub(crate) fn stack_cells(stack: &StackChart, index: usize) -> impl Iterator<Item = Cell> + '_ {
    stack
        .parts
        .iter()
        .map(move |part| Cell::count(count(part, index)))
        .chain([Cell::count(total(stack, index))])
}

/// The count of a part in a stack.
pub(crate) fn count(part: &StackPart, index: usize) -> u64 {
    part.counts.get(index).copied().unwrap_or(0)
}

/// The sum of a stack.
pub(crate) fn total(stack: &StackChart, index: usize) -> u64 {
    stack.parts.iter().map(|part| count(part, index)).fold(0, u64::saturating_add)
}

/// The tooltip of one part of a stack: every part, from the top down, this one marked.
pub(crate) fn stack_tip(
    stack: &StackChart,
    fills: &[Fill],
    (index, focus): (usize, usize),
    title: String,
) -> Tip {
    let whole = total(stack, index);
    let rows = stack
        .parts
        .iter()
        .enumerate()
        .rev()
        .filter(|(part_index, part)| *part_index == focus || count(part, index) > 0)
        .map(|(part_index, part)| {
            let number = count(part, index);
            TipRow {
                role: part.role,
                color: fills[part_index].color,
                label: part.label.clone(),
                value: format::percent_fine(number as f64 / whole.max(1) as f64),
                interval: String::new(),
                n: format::count(number),
                is_focus: part_index == focus,
            }
        })
        .collect();
    Tip { title: format!("{title} · {} tickets", format::count(whole)), rows, note: String::new() }
}

fn draw_column(
    pen: &mut Pen<'_>,
    frame: &Frame,
    body: &Body<'_>,
    index: usize,
    total: u64,
    fills: &[Fill],
    marks: &mut Vec<Mark>,
) {
    let (slot_left, slot_right) = frame.slot(index);
    let slot = slot_right - slot_left;
    let gap = if slot >= 4.0 { (slot * 0.14).clamp(1.0, 8.0) } else { 0.0 };
    let (left, right) = (slot_left + gap / 2.0, slot_right - gap / 2.0);
    let is_immature = body.immature_from.is_some_and(|from| body.starts[index] >= from);
    let whole = if body.stack.is_share { total as f64 } else { 1.0 };
    let end = frame.time.end_of(index);
    let mut below = 0_u64;
    for (part_index, part) in body.stack.parts.iter().enumerate() {
        let number = count(part, index);
        if number == 0 {
            continue;
        }
        let (from, to) = (frame.y.at(below as f64 / whole), frame.y.at((below + number) as f64 / whole));
        below += number;
        // A line of the background parts the segments, where they are high enough to spare it.
        let seam = if from - to > 3.0 && below < total { 1.0 } else { 0.0 };
        let shape = Rect::from_edges(left, to + seam, right, from);
        let fill = fills[part_index];
        fill_rect(pen, shape, if is_immature { unsettled(pen.theme, fill) } else { fill });
        let area = Rect::from_edges(slot_left, to, slot_right, from);
        let mut tip = stack_tip(
            body.stack,
            fills,
            (index, part_index),
            format::point_title(body.bucket, body.starts[index], end),
        );
        if is_immature {
            tip.note = "Too early to tell: these customers may still come back.".to_string();
        }
        let action = match &part.filter {
            Some((dimension, value)) => ChartAction::Accept(*dimension, value.clone()),
            None => ChartAction::Period(body.starts[index], end),
        };
        marks.push(Mark {
            area,
            shape,
            anchor: (f64::midpoint(left, right), to),
            dots: Vec::new(),
            column: index,
            row: part_index,
            tip,
            action: Some(action),
        });
    }
}

const GAP: f64 = 10.0;
const SWATCH_GAP: f64 = 5.0;

struct PartLabel {
    part: usize,
    lines: Vec<String>,
    width: f64,
}

fn part_labels(pen: &mut Pen<'_>, stack: &StackChart) -> Vec<PartLabel> {
    let most = (pen.size.0 * 0.28).clamp(64.0, 168.0);
    let mut labels = Vec::new();
    for (part, shown) in stack.parts.iter().enumerate() {
        if shown.counts.iter().any(|count| *count > 0) {
            let lines = pen.wrapped(&shown.label, BOLD, most, 2);
            let width = lines.iter().map(|line| pen.text_width(line, BOLD)).fold(0.0, f64::max);
            labels.push(PartLabel { part, lines, width });
        }
    }
    labels
}

fn draw_part_labels(
    pen: &mut Pen<'_>,
    frame: &Frame,
    body: &Body<'_>,
    totals: &[u64],
    labels: &[PartLabel],
    fills: &[Fill],
) {
    // What is not settled yet is often a piece of a week, too: no height to label.
    let is_settled = |index: &usize| body.immature_from.is_none_or(|from| body.starts[*index] < from);
    let is_there = |index: &usize| totals[*index] > 0;
    let last = (0..totals.len())
        .rev()
        .find(|index| is_settled(index) && is_there(index))
        .or_else(|| (0..totals.len()).rev().find(is_there))
        .unwrap_or(0);
    let whole = if body.stack.is_share { totals[last].max(1) as f64 } else { 1.0 };
    let middle_of = |part: usize| {
        let below: u64 = body.stack.parts[..part].iter().map(|part| count(part, last)).sum();
        let own = count(&body.stack.parts[part], last);
        // A part that this column lacks still stands between its neighbours.
        frame.y.at((below as f64 + own as f64 / 2.0) / whole) - part as f64 * 1e-3
    };
    // Where there is no room for all, the largest parts keep their labels.
    let mut by_size: Vec<usize> = labels.iter().map(|label| label.part).collect();
    sort_by_key(&mut by_size, |part| std::cmp::Reverse(body.stack.parts[*part].counts.iter().sum::<u64>()));
    let wishes: Vec<Wish> = labels
        .iter()
        .map(|label| Wish {
            at: middle_of(label.part),
            height: label.lines.len() as f64 * 14.0 + 2.0,
            rank: by_size.iter().position(|part| *part == label.part).unwrap_or(0),
        })
        .collect();
    let places = spread(&wishes, frame.plot.y - 8.0, frame.plot.bottom() + 8.0);
    let left = frame.plot.right() + GAP;
    for (label, place) in labels.iter().zip(places) {
        let Some(middle) = place else { continue };
        let role = body.stack.parts[label.part].role;
        let top = middle - (label.lines.len() as f64 - 1.0) * 7.0;
        let swatch = Rect { x: left, y: top - SWATCH / 2.0, width: SWATCH, height: SWATCH };
        fill_rect(pen, swatch, fills[label.part]);
        for (index, line) in label.lines.iter().enumerate() {
            let x = left + SWATCH + SWATCH_GAP;
            pen.text(x, top + 14.0 * index as f64, Align::Start, line, BOLD, pen.theme.label(role));
        }
    }
}
