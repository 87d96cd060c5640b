//! What can be pointed at in a drawn chart, and what it says then.

use crate::theme::Rgb;
use model::chart::{Bucket, ChartAction, Role};
use model::units::Day;

/// A rectangle in CSS pixels from the upper left corner of the chart.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Rect {
    /// From the left, upper, right and lower edges.
    pub fn from_edges(left: f64, top: f64, right: f64, bottom: f64) -> Rect {
        Rect { x: left, y: top, width: (right - left).max(0.0), height: (bottom - top).max(0.0) }
    }

    /// Right edge.
    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    /// Lower edge.
    pub fn bottom(&self) -> f64 {
        self.y + self.height
    }

    /// Whether a point lies inside or on an edge.
    pub fn contains(&self, x: f64, y: f64) -> bool {
        x >= self.x && x <= self.right() && y >= self.y && y <= self.bottom()
    }
}

/// One line of a tooltip.
#[derive(Debug, Clone, PartialEq)]
pub struct TipRow {
    /// What it stands for.
    pub role: Role,
    /// The colour of its key, as drawn.
    pub color: Rgb,
    /// What it is.
    pub label: String,
    /// Its value, written out.
    pub value: String,
    /// Its 95% interval, written out; empty without one.
    pub interval: String,
    /// Its number of cases, written out; empty if the value is itself a count.
    pub n: String,
    /// Whether this is the one pointed at (among the parts of a stack).
    pub is_focus: bool,
}

/// What a tooltip says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tip {
    /// Category or period.
    pub title: String,
    /// Its values.
    pub rows: Vec<TipRow>,
    /// A remark under them; empty without one.
    pub note: String,
}

impl Tip {
    /// The tooltip as a sentence for a screen reader.
    pub fn spoken(&self) -> String {
        let mut spoken = self.title.clone();
        let is_stack = self.rows.iter().any(|row| row.is_focus);
        for row in self.rows.iter().filter(|row| row.is_focus || !is_stack) {
            spoken.push_str(". ");
            spoken.push_str(&row.label);
            spoken.push_str(": ");
            spoken.push_str(&row.value);
            if !row.interval.is_empty() {
                spoken.push_str(", interval ");
                spoken.push_str(&row.interval.replace('–', " to "));
            }
            if !row.n.is_empty() {
                spoken.push_str(", n ");
                spoken.push_str(&row.n);
            }
        }
        if !self.note.is_empty() {
            spoken.push_str(". ");
            spoken.push_str(&self.note);
        }
        spoken
    }
}

/// A point, bar or segment that can be pointed at.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Where the pointer finds it.
    pub area: Rect,
    /// What is outlined while it is pointed at; smaller than `area` for thin bars.
    pub shape: Rect,
    /// Where the tooltip points to.
    pub anchor: (f64, f64),
    /// Points to be emphasised, with their colour (lines).
    pub dots: Vec<(f64, f64, Role)>,
    /// Place along the main axis, for the arrow keys.
    pub column: usize,
    /// Place across it (segments of a stack, groups of a class).
    pub row: usize,
    /// What it says.
    pub tip: Tip,
    /// What a click asks for.
    pub action: Option<ChartAction>,
}

/// The time axis of a drawn chart.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeSpan {
    /// Left end in pixels.
    pub left: f64,
    /// Right end in pixels.
    pub right: f64,
    /// Width of a point.
    pub bucket: Bucket,
    /// First day of each point.
    pub starts: Vec<Day>,
    /// First day after the last point.
    pub end: Day,
}

impl TimeSpan {
    /// The day at a position; positions outside give the first or last day.
    pub fn day_at(&self, x: f64) -> Day {
        let Some(first) = self.starts.first() else { return self.end };
        let share = if self.right > self.left { (x - self.left) / (self.right - self.left) } else { 0.0 };
        let days = f64::from(self.end.0 - first.0);
        let offset = (share.clamp(0.0, 1.0) * days).floor() as i32;
        Day(first.0 + offset.min((self.end.0 - first.0 - 1).max(0)))
    }

    /// The position of the beginning of a day.
    pub fn x_of(&self, day: Day) -> f64 {
        let Some(first) = self.starts.first() else { return self.left };
        let days = f64::from((self.end.0 - first.0).max(1));
        self.left + f64::from(day.0 - first.0) / days * (self.right - self.left)
    }

    /// The period (first day, first day after) that a drag from one position to another selects, in whole points.
    pub fn period(&self, from_x: f64, to_x: f64) -> Option<(Day, Day)> {
        let (first, last) = (self.point_at(from_x.min(to_x))?, self.point_at(from_x.max(to_x))?);
        Some((self.starts[first], self.end_of(last)))
    }

    /// The index of the point at a position.
    pub fn point_at(&self, x: f64) -> Option<usize> {
        let day = self.day_at(x);
        let after = self.starts.partition_point(|start| *start <= day);
        if self.starts.is_empty() { None } else { Some(after.saturating_sub(1)) }
    }

    /// First day after a point.
    pub fn end_of(&self, index: usize) -> Day {
        self.starts.get(index + 1).copied().unwrap_or(self.end)
    }
}

/// Which way an arrow key goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Left.
    Left,
    /// Right.
    Right,
    /// Up.
    Up,
    /// Down.
    Down,
    /// To the first.
    First,
    /// To the last.
    Last,
}

/// Everything that can be pointed at.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Hits {
    /// The plot area, without axis labels.
    pub plot: Rect,
    /// Points, bars and segments.
    pub marks: Vec<Mark>,
    /// The time axis, where there is one: then a drag selects a period.
    pub time: Option<TimeSpan>,
    /// Whether the main axis runs from top to bottom (horizontal bars).
    pub is_vertical: bool,
}

impl Hits {
    /// The mark at a position. On a time axis every position in the plot's height finds the nearest point.
    pub fn at(&self, x: f64, y: f64) -> Option<usize> {
        self.marks.iter().position(|mark| mark.area.contains(x, y))
    }

    /// Where an arrow key leads from a mark; from nowhere it leads to the first one.
    pub fn step(&self, from: Option<usize>, direction: Direction) -> Option<usize> {
        let last = self.marks.len().checked_sub(1)?;
        let current = match (from.filter(|index| *index <= last), direction) {
            (_, Direction::First) => return Some(0),
            (_, Direction::Last) => return Some(last),
            (None, _) => return Some(0),
            (Some(index), _) => index,
        };
        let mark = &self.marks[current];
        let (along, by) = match (direction, self.is_vertical) {
            (Direction::Left, false) | (Direction::Up, true) => (true, -1_i64),
            (Direction::Right, false) | (Direction::Down, true) => (true, 1),
            (Direction::Up, false) | (Direction::Right, true) => (false, 1),
            _ => (false, -1),
        };
        let wanted = |other: &Mark| {
            let (main, cross) =
                (other.column as i64 - mark.column as i64, other.row as i64 - mark.row as i64);
            let (step, side) = if along { (main, cross) } else { (cross, main) };
            // Along the main axis an empty place may be jumped over, and the row may differ where a stack lacks a part.
            (step * by > 0 && (along || side == 0)).then_some((step.abs(), side.abs()))
        };
        (0..self.marks.len())
            .filter_map(|index| wanted(&self.marks[index]).map(|distance| (distance, index)))
            .min()
            .map(|(_, index)| index)
            .or(Some(current))
    }
}
