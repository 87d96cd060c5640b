//! A trend the size of a word: a line, a dot at the last value, no axes.

use crate::pen::{Pen, Point};
use model::chart::Role;

pub(crate) fn draw(pen: &mut Pen<'_>, values: &[Option<f64>], role: Role) {
    let (width, height) = pen.size;
    let known = values.iter().flatten().copied().filter(|value| value.is_finite());
    let (low, high) = known
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if low > high {
        return;
    }
    let rim = 3.5;
    let steps = (values.len().max(2) - 1) as f64;
    let place = |index: usize, value: f64| {
        let share = if high > low { (value - low) / (high - low) } else { 0.5 };
        (rim + index as f64 / steps * (width - 2.0 * rim), height - rim - share * (height - 2.0 * rim))
    };
    let color = pen.theme.mark(role);
    let points: Vec<Option<Point>> = values
        .iter()
        .enumerate()
        .map(|(index, value)| value.filter(|value| value.is_finite()).map(|value| place(index, value)))
        .collect();
    for run in points.split(Option::is_none) {
        let run: Vec<Point> = run.iter().flatten().copied().collect();
        match run.as_slice() {
            [] => {}
            [point] => pen.circle(*point, 1.25, color),
            run => pen.path(run, 1.5, color),
        }
    }
    if let Some(last) = points.iter().rev().flatten().next() {
        pen.dot(*last, 2.25, color);
    }
}
