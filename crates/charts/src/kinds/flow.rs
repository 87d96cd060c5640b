//! Things on their way through stages: blocks as high as their counts, and bands between them as wide as what goes from one to the
//! other. Every stage holds all of it, so nothing gets lost from left to right.

use super::Kind;
use crate::chart::say;
use crate::format;
use crate::hits::{Hits, Mark, Rect, Tip, TipRow};
use crate::labels::{Wish, spread};
use crate::parts::{Fill, SWATCH, fill_rect, fills};
use crate::pen::{Align, BOLD, LINE, PLAIN, Pen, Point};
use crate::table::{Cell, Column, Table};
use crate::theme::Rgb;
use model::chart::{Chart, ChartAction, ChartBody, FlowBlock, FlowChart, FlowLink};

pub(crate) struct Flow;

/// Width of a block.
const BLOCK: f64 = 10.0;
/// Room between the blocks of a stage, at the most.
const GAP: f64 = 7.0;
/// A block that holds anything is at least so high.
const LEAST: f64 = 1.5;
/// From a block to its label.
const SPACE: f64 = 8.0;
/// Points of the edge of a band.
const BENDS: usize = 24;
/// From the colour of a label in the last stage to its words, the colour included.
const NAMED: f64 = SWATCH + 6.0;
/// Room for the names of the stages.
const HEAD: f64 = 22.0;

impl Kind for Flow {
    fn accepts(&self, body: &ChartBody) -> bool {
        matches!(body, ChartBody::Flow(_))
    }

    fn draw(&self, pen: &mut Pen<'_>, chart: &Chart) -> Hits {
        let ChartBody::Flow(flow) = &chart.body else { return Hits::default() };
        let total = total(flow);
        if total == 0 {
            say(pen, "There are no tickets to follow in this period.");
            return Hits::default();
        }
        let layout = Layout::new(pen, flow, total);
        let fills: Vec<Vec<Fill>> = flow
            .stages
            .iter()
            .map(|stage| fills(pen.theme, &stage.blocks.iter().map(|block| block.role).collect::<Vec<_>>()))
            .collect();
        for (link, ends) in flow.links.iter().zip(&layout.bands) {
            let Some(fill) = fills.get(link.stage + 1).and_then(|fills| fills.get(link.to)) else { continue };
            // Hatched blocks are pale already.
            let share = if fill.hatch.is_some() { 0.35 } else { 0.72 };
            draw_band(pen, &layout, link, *ends, fill.color.mix(pen.theme.background, share));
        }
        for (stage, fills) in fills.iter().enumerate() {
            for (place, fill) in fills.iter().enumerate().filter(|(place, _)| layout.has(stage, *place)) {
                fill_rect(pen, layout.block(stage, place), *fill);
            }
        }
        layout.write(pen, flow, &fills, total);
        let colors: Vec<Vec<Rgb>> = flow
            .stages
            .iter()
            .map(|stage| stage.blocks.iter().map(|block| pen.theme.mark(block.role)).collect())
            .collect();
        hits(pen, flow, &layout, &colors, total)
    }

    fn natural_height(&self, _chart: &Chart, width: f64) -> f64 {
        if width < 480.0 { 440.0 } else { 380.0 }
    }

    fn table(&self, chart: &Chart) -> Table {
        let ChartBody::Flow(flow) = &chart.body else { return Table::default() };
        let total = total(flow);
        let mut table = Table::default();
        table.columns.extend([Column::words("From"), Column::words("To")]);
        for label in ["Tickets", "Share of all", "All"] {
            table.columns.push(Column::number(label.to_string(), Some(label.to_string())));
        }
        for link in &flow.links {
            let (Some(from), Some(to)) = ends(flow, link) else { continue };
            let share = link.count as f64 / total.max(1) as f64;
            table.rows.push(vec![
                Cell::words(&from.label),
                Cell::words(&to.label),
                Cell::count(link.count),
                Cell::number(format::percent_fine(share), share),
                Cell::count(total),
            ]);
        }
        table
    }
}

/// What the fullest stage holds: all of them the same, where nothing is missing.
fn total(flow: &FlowChart) -> u64 {
    let sum = |blocks: &[FlowBlock]| blocks.iter().map(|block| block.count).sum();
    flow.stages.iter().map(|stage| sum(&stage.blocks)).max().unwrap_or(0)
}

fn ends<'f>(flow: &'f FlowChart, link: &FlowLink) -> (Option<&'f FlowBlock>, Option<&'f FlowBlock>) {
    let block = |stage: usize, place: usize| flow.stages.get(stage).and_then(|stage| stage.blocks.get(place));
    (block(link.stage, link.from), block(link.stage + 1, link.to))
}

/// Fewer in all than this carry no shares.
const FEW: u64 = 30;

/// Count and share, as written beside a block; the count alone of all of them, and of a handful.
fn numbers(block: &FlowBlock, total: u64) -> String {
    if block.count == total || total < FEW {
        return format::count(block.count);
    }
    format!("{} · {}", format::count(block.count), format::percent(block.count as f64 / total as f64))
}

/// Where everything goes.
struct Layout {
    plot: Rect,
    /// Left edge of each stage's blocks.
    left: Vec<f64>,
    /// Upper and lower edge of each block, by stage; none for an empty one.
    spans: Vec<Vec<Option<(f64, f64)>>>,
    /// Upper and lower edge of each band where it begins and where it ends.
    bands: Vec<[(f64, f64); 2]>,
    /// Whether name and numbers of the last stage stand in one line.
    is_one_line: bool,
    width: f64,
}

impl Layout {
    fn new(pen: &mut Pen<'_>, flow: &FlowChart, total: u64) -> Layout {
        let (width, height) = pen.size;
        let last = flow.stages.last().map_or(&[][..], |stage| stage.blocks.as_slice());
        let mut widest = [0.0_f64; 2];
        for block in last.iter().filter(|block| block.count > 0) {
            widest[0] = widest[0].max(pen.text_width(&block.label, BOLD));
            widest[1] = widest[1].max(pen.text_width(&numbers(block, total), PLAIN));
        }
        let in_one = NAMED + widest[0] + SPACE + widest[1];
        let is_one_line = in_one <= width * 0.36;
        let room = if is_one_line { in_one } else { (NAMED + widest[0].max(widest[1])).min(width * 0.42) };
        let end = (width - room - SPACE - BLOCK).max(BLOCK);
        let stages = flow.stages.len();
        let left: Vec<f64> = (0..stages)
            .map(|stage| match stages {
                0 | 1 => 0.0,
                // What began it all needs the least room for words.
                3 => [0.0, end * 0.36, end][stage],
                _ => end * stage as f64 / (stages - 1) as f64,
            })
            .collect();
        let has_names = has_names(pen, flow, &left, width);
        let top = if has_names { HEAD } else { 2.0 };
        let plot = Rect::from_edges(0.0, top, width, (height - 2.0).max(top + 1.0));
        let filled =
            |stage: &model::chart::FlowStage| stage.blocks.iter().filter(|block| block.count > 0).count();
        let most = flow.stages.iter().map(filled).max().unwrap_or(1).max(1) as f64;
        // Many blocks in a low picture stand closer.
        let gap = GAP.min(plot.height * 0.4 / most);
        let scale = ((plot.height - gap * (most - 1.0)) / total as f64).max(0.0);
        let spans: Vec<Vec<Option<(f64, f64)>>> = flow
            .stages
            .iter()
            .map(|stage| {
                let sum: u64 = stage.blocks.iter().map(|block| block.count).sum();
                let takes = sum as f64 * scale + gap * (filled(stage).max(1) - 1) as f64;
                let mut y = plot.y + (plot.height - takes) / 2.0;
                stage
                    .blocks
                    .iter()
                    .map(|block| {
                        if block.count == 0 {
                            return None;
                        }
                        let span = (y, y + block.count as f64 * scale);
                        y = span.1 + gap;
                        Some(span)
                    })
                    .collect()
            })
            .collect();
        let mut layout = Layout { plot, left, bands: Vec::new(), is_one_line, width, spans };
        layout.bands = layout.lay_bands(flow, scale);
        layout
    }

    /// Bands leave and reach their blocks in the order in which they are listed.
    fn lay_bands(&self, flow: &FlowChart, scale: f64) -> Vec<[(f64, f64); 2]> {
        let mut taken = [self.tops(), self.tops()];
        flow.links
            .iter()
            .map(|link| {
                let takes = link.count as f64 * scale;
                let mut edge = |side: usize, stage: usize, place: usize| -> (f64, f64) {
                    let Some(y) = taken[side].get_mut(stage).and_then(|tops| tops.get_mut(place)) else {
                        return (0.0, 0.0);
                    };
                    let bottom = self.spans[stage][place].map_or(*y, |span| span.1);
                    let from = *y;
                    *y = (from + takes).min(bottom).max(from);
                    (from, *y)
                };
                [edge(0, link.stage, link.from), edge(1, link.stage + 1, link.to)]
            })
            .collect()
    }

    fn tops(&self) -> Vec<Vec<f64>> {
        self.spans
            .iter()
            .map(|stage| stage.iter().map(|span| span.map_or(0.0, |span| span.0)).collect())
            .collect()
    }

    fn has(&self, stage: usize, place: usize) -> bool {
        self.spans[stage][place].is_some()
    }

    fn block(&self, stage: usize, place: usize) -> Rect {
        let (top, bottom) = self.spans[stage][place].unwrap_or_default();
        let bottom = bottom.max(top + LEAST).min(self.plot.bottom());
        Rect::from_edges(self.left[stage], top.min(bottom - LEAST), self.left[stage] + BLOCK, bottom)
    }

    /// Left and right end of the room for the words of a stage.
    fn words(&self, stage: usize) -> (f64, f64) {
        let from = self.left[stage] + BLOCK + SPACE;
        let to = self.left.get(stage + 1).map_or(self.width, |next| next - SPACE);
        (from, to.max(from))
    }

    /// Writes the stages' names and the blocks' labels.
    fn write(&self, pen: &mut Pen<'_>, flow: &FlowChart, fills: &[Vec<Fill>], total: u64) {
        if self.plot.y >= HEAD {
            for (stage, left) in flow.stages.iter().zip(&self.left) {
                pen.text(*left, LINE / 2.0, Align::Start, &stage.label, PLAIN, pen.theme.muted);
            }
        }
        let (ink, muted) = (pen.theme.ink, pen.theme.muted);
        for (number, stage) in flow.stages.iter().enumerate() {
            let is_last = number + 1 == flow.stages.len();
            let is_one_line = is_last && self.is_one_line;
            let (from, to) = self.words(number);
            let room = to - from;
            let shown: Vec<usize> =
                (0..stage.blocks.len()).filter(|place| self.has(number, *place)).collect();
            let rank = |place: usize| {
                let count = stage.blocks[place].count;
                shown.iter().filter(|other| stage.blocks[**other].count > count).count()
            };
            let middle = |place: usize| {
                let block = self.block(number, place);
                block.y + block.height / 2.0
            };
            let height = if is_one_line { LINE } else { 2.0 * LINE };
            let wishes: Vec<Wish> =
                shown.iter().map(|place| Wish { at: middle(*place), height, rank: rank(*place) }).collect();
            let placed = spread(&wishes, self.plot.y, self.plot.bottom());
            for (place, at) in shown.iter().zip(placed) {
                let Some(at) = at else { continue };
                let block = &stage.blocks[*place];
                let name_at = if is_one_line { at } else { at - LINE / 2.0 };
                // In the last stage many labels have to make room for each other: colours tell what they belong to.
                let (from, room) =
                    if is_last { (from + NAMED, (room - NAMED).max(0.0)) } else { (from, room) };
                if is_last {
                    let top = name_at - SWATCH / 2.0;
                    let area = Rect { x: from - NAMED, y: top, width: SWATCH, height: SWATCH };
                    fill_rect(pen, area, fills[number][*place]);
                }
                let tone = if is_last { muted } else { ink };
                let words = numbers(block, total);
                if is_one_line {
                    pen.text(from, at, Align::Start, &block.label, BOLD, ink);
                    pen.text(to, at, Align::End, &words, PLAIN, tone);
                } else {
                    let name = pen.fitted(&block.label, BOLD, room);
                    let words = pen.fitted(&words, PLAIN, room);
                    pen.text(from, name_at, Align::Start, &name, BOLD, ink);
                    pen.text(from, at + LINE / 2.0, Align::Start, &words, PLAIN, tone);
                }
            }
        }
    }
}

/// Whether the names of all stages can stand over them.
fn has_names(pen: &mut Pen<'_>, flow: &FlowChart, left: &[f64], width: f64) -> bool {
    flow.stages.iter().zip(left).enumerate().all(|(stage, (named, from))| {
        let to = left.get(stage + 1).map_or(width, |next| next - SPACE);
        pen.text_width(&named.label, PLAIN) <= to - from
    })
}

/// Where a band runs at a share of its way: level at both ends.
fn bend(from: f64, to: f64, share: f64) -> f64 {
    from + (to - from) * share * share * (3.0 - 2.0 * share)
}

fn draw_band(pen: &mut Pen<'_>, layout: &Layout, link: &FlowLink, [from, to]: [(f64, f64); 2], color: Rgb) {
    let (Some(start), Some(end)) = (layout.left.get(link.stage), layout.left.get(link.stage + 1)) else {
        return;
    };
    let (start, end) = (start + BLOCK, *end);
    if link.count == 0 || end <= start {
        return;
    }
    let edge = |from: f64, to: f64| -> Vec<Point> {
        (0..=BENDS)
            .map(|step| {
                let share = step as f64 / BENDS as f64;
                (start + (end - start) * share, bend(from, to, share))
            })
            .collect()
    };
    // A band thinner than a pixel would not be drawn.
    let least = |span: (f64, f64)| (span.0, span.1.max(span.0 + 0.75).min(layout.plot.bottom()));
    let (from, to) = (least(from), least(to));
    let mut points = edge(from.0, to.0);
    points.extend(edge(from.1, to.1).into_iter().rev());
    pen.polygon(&points, color, 1.0);
}

fn hits(pen: &Pen<'_>, flow: &FlowChart, layout: &Layout, colors: &[Vec<Rgb>], total: u64) -> Hits {
    let mut marks = Vec::new();
    let share = |count: u64, of: u64| format::percent_fine(count as f64 / of.max(1) as f64);
    for (stage, of_stage) in flow.stages.iter().enumerate() {
        let is_last = stage + 1 == flow.stages.len();
        for (place, block) in
            of_stage.blocks.iter().enumerate().filter(|(place, _)| layout.has(stage, *place))
        {
            let shape = layout.block(stage, place);
            let right = if is_last { layout.width } else { shape.right() + 4.0 };
            let area = Rect::from_edges(
                (shape.x - 4.0).max(0.0),
                (shape.y - GAP / 2.0).max(0.0),
                right.min(layout.width),
                (shape.bottom() + GAP / 2.0).min(pen.size.1),
            );
            let row = |label: &str, value: String, n: String| TipRow {
                role: block.role,
                color: colors[stage][place],
                label: label.to_string(),
                value,
                interval: String::new(),
                n,
                is_focus: false,
            };
            marks.push(Mark {
                area,
                shape,
                anchor: (shape.x + BLOCK / 2.0, shape.y),
                dots: Vec::new(),
                column: 2 * stage,
                row: of_stage.blocks.len() - 1 - place,
                tip: Tip {
                    title: block.label.clone(),
                    rows: vec![
                        row("Tickets", format::count(block.count), String::new()),
                        row("Share of all", share(block.count, total), format::count(total)),
                    ],
                    note: String::new(),
                },
                action: block.filter.clone().map(|(dimension, value)| ChartAction::Accept(dimension, value)),
            });
        }
    }
    for (place, (link, [_, to])) in flow.links.iter().zip(&layout.bands).enumerate() {
        let (Some(from_block), Some(to_block)) = ends(flow, link) else { continue };
        let (start, end) = (layout.left[link.stage] + BLOCK, layout.left[link.stage + 1]);
        if link.count == 0 || end <= start {
            continue;
        }
        // Near its end a band is level, and no words stand there.
        let from = (end - (end - start) * 0.3).max(start);
        let bottom = to.1.max(to.0 + 3.0).min(pen.size.1);
        let area = Rect::from_edges(from, to.0.min(bottom - 1.0).max(0.0), (end - 4.0).max(from), bottom);
        let row = |label: String, value: String, n: String| TipRow {
            role: to_block.role,
            color: colors[link.stage + 1][link.to],
            label,
            value,
            interval: String::new(),
            n,
            is_focus: false,
        };
        marks.push(Mark {
            area,
            shape: area,
            anchor: (area.x + area.width / 2.0, area.y),
            dots: Vec::new(),
            column: 2 * link.stage + 1,
            row: flow.links.len() - 1 - place,
            tip: Tip {
                title: format!("{}: {}", from_block.label, to_block.label),
                rows: vec![
                    row("Tickets".to_string(), format::count(link.count), String::new()),
                    row("Share of all".to_string(), share(link.count, total), format::count(total)),
                    row(
                        format!("Share of “{}”", from_block.label),
                        share(link.count, from_block.count),
                        format::count(from_block.count),
                    ),
                ],
                note: String::new(),
            },
            action: link.filter.clone().map(ChartAction::Tickets),
        });
    }
    Hits { plot: layout.plot, marks, time: None, is_vertical: false }
}
