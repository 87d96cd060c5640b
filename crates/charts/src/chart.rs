//! The entry points: a chart in, a picture and its hits out.

use crate::hits::Hits;
use crate::kinds;
use crate::pen::{Align, DrawError, LINE, PLAIN, Pen, TITLE};
use crate::table::Table;
use crate::theme::Theme;
use crate::{Rect, kinds::sparkline};
use model::chart::{Chart, ChartBody, Role};
use plotters::prelude::{DrawingBackend, IntoDrawingArea};

/// The size of a chart in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// Draws a chart (without its title) and tells what can be pointed at.
///
/// `scale` is the number of backend units in a CSS pixel; the backend must be `scale` times as large as `size`. It is
/// what measures the text, too.
///
/// # Errors
/// Whatever the backend reports, in its words.
pub fn draw<B: DrawingBackend>(
    backend: B,
    size: Size,
    scale: f64,
    chart: &Chart,
    theme: &Theme,
) -> Result<Hits, DrawError> {
    on_surface(backend, size, scale, theme, |pen| draw_body(pen, chart))
}

/// Margin around a saved picture.
const MARGIN: f64 = 20.0;
/// Height of a line of its title.
const TITLE_LINE: f64 = 24.0;

/// Draws a chart with its finding and its subtitle over it, as it is saved. See [`picture_height`].
///
/// # Errors
/// Whatever the backend reports, in its words.
pub fn draw_picture<B: DrawingBackend>(
    backend: B,
    size: Size,
    scale: f64,
    chart: &Chart,
    theme: &Theme,
) -> Result<(), DrawError> {
    on_surface(backend, size, scale, theme, |pen| {
        pen.enter(Rect::from_edges(MARGIN, MARGIN, size.width - MARGIN, size.height - MARGIN));
        let (width, height) = pen.size;
        let lines = pen.wrapped(&chart.title, TITLE, width, 2);
        let mut y = 0.0;
        for line in &lines {
            pen.text(0.0, y + TITLE_LINE / 2.0, Align::Start, line, TITLE, theme.ink);
            y += TITLE_LINE;
        }
        for line in pen.wrapped(&chart.subtitle, PLAIN, width, subtitle_lines(chart, width)) {
            pen.text(0.0, y + LINE / 2.0 + 1.0, Align::Start, &line, PLAIN, theme.muted);
            y += LINE;
        }
        y += 14.0;
        pen.enter(Rect::from_edges(0.0, y, width, height));
        draw_body(pen, chart);
    })
}

/// How many lines a subtitle may take at that width.
fn subtitle_lines(chart: &Chart, width: f64) -> usize {
    (chart.subtitle.chars().count() as f64 * 6.2 / width).ceil().clamp(1.0, 4.0) as usize
}

/// The best height of a saved picture of that width.
pub fn picture_height(chart: &Chart, width: f64) -> f64 {
    let letters_in_line = (width - 2.0 * MARGIN) / 9.5;
    let subtitle = subtitle_lines(chart, width - 2.0 * MARGIN) as f64 * LINE;
    let lines = if chart.title.chars().count() as f64 > letters_in_line { 2.0 } else { 1.0 };
    2.0 * MARGIN + lines * TITLE_LINE + subtitle + 14.0 + natural_height(chart, width - 2.0 * MARGIN)
}

/// Draws a small trend without axes: a line with a dot at its last value.
///
/// # Errors
/// Whatever the backend reports, in its words.
pub fn draw_sparkline<B: DrawingBackend>(
    backend: B,
    size: Size,
    scale: f64,
    values: &[Option<f64>],
    role: Role,
    theme: &Theme,
) -> Result<(), DrawError> {
    on_surface(backend, size, scale, theme, |pen| sparkline::draw(pen, values, role))
}

fn on_surface<B: DrawingBackend, T>(
    backend: B,
    size: Size,
    scale: f64,
    theme: &Theme,
    draw: impl FnOnce(&mut Pen<'_>) -> T,
) -> Result<T, DrawError> {
    let area = backend.into_drawing_area();
    let mut pen = Pen::new(&area, scale, theme, (size.width, size.height));
    pen.rect(Rect { x: 0.0, y: 0.0, width: size.width, height: size.height }, theme.background);
    let drawn = draw(&mut pen);
    pen.finish()?;
    area.present().map_err(|error| DrawError(error.to_string()))?;
    Ok(drawn)
}

fn draw_body(pen: &mut Pen<'_>, chart: &Chart) -> Hits {
    if let ChartBody::Empty { why } = &chart.body {
        say(pen, why);
        return Hits::default();
    }
    match kinds::of(&chart.body) {
        Some(kind) => kind.draw(pen, chart),
        None => Hits::default(),
    }
}

/// Words in the middle, in place of a picture.
pub(crate) fn say(pen: &mut Pen<'_>, words: &str) {
    let (width, height) = pen.size;
    let most = ((height / LINE).floor() as usize).clamp(1, 6);
    let lines = pen.wrapped(words, PLAIN, (width - 32.0).min(420.0), most);
    let top = height / 2.0 - LINE * (lines.len() as f64 - 1.0) / 2.0;
    for (index, line) in lines.iter().enumerate() {
        pen.text(width / 2.0, top + LINE * index as f64, Align::Middle, line, PLAIN, pen.theme.muted);
    }
}

/// The height in CSS pixels at which a chart of that width is best drawn. It depends on the number of categories, never on
/// the values, so that a new filter does not make the page jump.
pub fn natural_height(chart: &Chart, width: f64) -> f64 {
    kinds::of(&chart.body).map_or(96.0, |kind| kind.natural_height(chart, width))
}

/// The numbers behind a chart.
pub fn table(chart: &Chart) -> Table {
    kinds::of(&chart.body).map_or_else(Table::default, |kind| kind.table(chart))
}
