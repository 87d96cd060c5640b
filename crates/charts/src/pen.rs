//! The pen: drawing in CSS pixels on any plotters backend.
//!
//! Chart kinds draw with a [`Pen`], which hides the backend behind a trait object: a second backend (SVG beside canvas)
//! then costs its own code only, not a copy of every chart kind.

use crate::hits::Rect;
use crate::theme::{Rgb, Theme};
use plotters::coord::Shift;
use plotters::prelude::{Circle, DrawingArea, DrawingBackend, PathElement, Polygon, Rectangle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontDesc, FontFamily, FontStyle, RGBAColor, ShapeStyle, TextStyle};

/// The font of every chart, as a CSS family list.
pub const FONT_FAMILY: &str = "\"Inter Variable\", Inter, system-ui, \"Segoe UI\", sans-serif";

/// Why a chart could not be drawn: the backend's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawError(pub String);

impl std::fmt::Display for DrawError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the chart could not be drawn: {}", self.0)
    }
}

impl std::error::Error for DrawError {}

/// A point in CSS pixels.
pub(crate) type Point = (f64, f64);

/// Size and weight of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Font {
    /// In CSS pixels.
    pub(crate) size: f64,
    /// Whether it is set in bold.
    pub(crate) is_bold: bool,
}

/// Axis labels, values and remarks.
pub(crate) const PLAIN: Font = Font { size: 12.0, is_bold: false };
/// Direct labels.
pub(crate) const BOLD: Font = Font { size: 12.0, is_bold: true };
/// The finding over a saved picture.
pub(crate) const TITLE: Font = Font { size: 17.0, is_bold: true };
/// The height of a line of text, in CSS pixels.
pub(crate) const LINE: f64 = 16.0;

/// Which part of a text stands at its position. Vertically it is always the middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Start,
    Middle,
    End,
}

/// The few things a backend must do, without its type.
pub(crate) trait Surface {
    fn path(&self, points: Vec<(i32, i32)>, color: RGBAColor, width: u32) -> Result<(), DrawError>;
    fn polygon(&self, points: Vec<(i32, i32)>, color: RGBAColor) -> Result<(), DrawError>;
    fn rect(&self, from: (i32, i32), to: (i32, i32), color: RGBAColor) -> Result<(), DrawError>;
    fn circle(&self, center: (i32, i32), radius: i32, color: RGBAColor) -> Result<(), DrawError>;
    fn text(&self, text: &str, at: (i32, i32), style: &TextStyle<'_>) -> Result<(), DrawError>;
    fn measure(&self, text: &str, style: &TextStyle<'_>) -> Result<u32, DrawError>;
}

fn told<E: std::fmt::Display>(error: E) -> DrawError {
    DrawError(error.to_string())
}

impl<B: DrawingBackend> Surface for DrawingArea<B, Shift> {
    fn path(&self, points: Vec<(i32, i32)>, color: RGBAColor, width: u32) -> Result<(), DrawError> {
        let style = ShapeStyle { color, filled: false, stroke_width: width };
        self.draw(&PathElement::new(points, style)).map_err(told)
    }

    fn polygon(&self, points: Vec<(i32, i32)>, color: RGBAColor) -> Result<(), DrawError> {
        let style = ShapeStyle { color, filled: true, stroke_width: 0 };
        self.draw(&Polygon::new(points, style)).map_err(told)
    }

    fn rect(&self, from: (i32, i32), to: (i32, i32), color: RGBAColor) -> Result<(), DrawError> {
        let style = ShapeStyle { color, filled: true, stroke_width: 0 };
        self.draw(&Rectangle::new([from, to], style)).map_err(told)
    }

    fn circle(&self, center: (i32, i32), radius: i32, color: RGBAColor) -> Result<(), DrawError> {
        let style = ShapeStyle { color, filled: true, stroke_width: 0 };
        self.draw(&Circle::new(center, radius, style)).map_err(told)
    }

    fn text(&self, text: &str, at: (i32, i32), style: &TextStyle<'_>) -> Result<(), DrawError> {
        self.draw_text(text, style, at).map_err(told)
    }

    fn measure(&self, text: &str, style: &TextStyle<'_>) -> Result<u32, DrawError> {
        self.estimate_text_size(text, style).map(|(width, _)| width).map_err(told)
    }
}

/// Draws in CSS pixels. The first error is kept and ends all further drawing.
pub(crate) struct Pen<'a> {
    surface: &'a dyn Surface,
    /// Backend units in a CSS pixel.
    scale: f64,
    /// The palette.
    pub(crate) theme: &'a Theme,
    /// Width and height of the chart.
    pub(crate) size: (f64, f64),
    /// Where the chart's upper left corner lies.
    origin: Point,
    error: Option<DrawError>,
}

impl<'a> Pen<'a> {
    pub(crate) fn new(surface: &'a dyn Surface, scale: f64, theme: &'a Theme, size: (f64, f64)) -> Pen<'a> {
        Pen { surface, scale, theme, size, origin: (0.0, 0.0), error: None }
    }

    /// What went wrong, if anything did.
    pub(crate) fn finish(self) -> Result<(), DrawError> {
        self.error.map_or(Ok(()), Err)
    }

    fn keep(&mut self, result: Result<(), DrawError>) {
        if let Err(error) = result {
            self.error.get_or_insert(error);
        }
    }

    /// Goes on in a part of the picture, as if it were all of it.
    pub(crate) fn enter(&mut self, part: Rect) {
        self.origin = (self.origin.0 + part.x, self.origin.1 + part.y);
        self.size = (part.width, part.height);
    }

    fn units(&self, (x, y): Point) -> (i32, i32) {
        let (left, top) = self.origin;
        (((left + x) * self.scale).round() as i32, ((top + y) * self.scale).round() as i32)
    }

    fn width_units(&self, width: f64) -> u32 {
        ((width * self.scale).round() as u32).max(1)
    }

    fn style(&self, font: Font, color: Rgb, align: Align) -> TextStyle<'static> {
        let weight = if font.is_bold { FontStyle::Bold } else { FontStyle::Normal };
        let horizontal = match align {
            Align::Start => HPos::Left,
            Align::Middle => HPos::Center,
            Align::End => HPos::Right,
        };
        TextStyle {
            font: FontDesc::new(FontFamily::Name(FONT_FAMILY), font.size * self.scale, weight),
            color: plotters_backend::BackendColor { alpha: 1.0, rgb: (color.0, color.1, color.2) },
            pos: Pos::new(horizontal, VPos::Center),
        }
    }

    /// Width of a text in CSS pixels.
    pub(crate) fn text_width(&mut self, text: &str, font: Font) -> f64 {
        if text.is_empty() {
            return 0.0;
        }
        match self.surface.measure(text, &self.style(font, self.theme.ink, Align::Start)) {
            Ok(width) => f64::from(width) / self.scale,
            Err(error) => {
                self.keep(Err(error));
                0.0
            }
        }
    }

    /// Writes a text; `y` is its middle.
    pub(crate) fn text(&mut self, x: f64, y: f64, align: Align, text: &str, font: Font, color: Rgb) {
        if text.is_empty() || self.error.is_some() {
            return;
        }
        let result = self.surface.text(text, self.units((x, y)), &self.style(font, color, align));
        self.keep(result);
    }

    /// Draws a line through points.
    pub(crate) fn path(&mut self, points: &[Point], width: f64, color: Rgb) {
        if points.len() < 2 || self.error.is_some() {
            return;
        }
        let points = points.iter().map(|point| self.units(*point)).collect();
        let result = self.surface.path(points, rgba(color, 1.0), self.width_units(width));
        self.keep(result);
    }

    /// Draws a straight line.
    pub(crate) fn line(&mut self, from: Point, to: Point, width: f64, color: Rgb) {
        self.path(&[from, to], width, color);
    }

    /// Draws a line of dashes through points.
    pub(crate) fn dashes(&mut self, points: &[Point], width: f64, color: Rgb, (on, off): (f64, f64)) {
        for dash in cut_into_dashes(points, on, off) {
            self.path(&dash, width, color);
        }
    }

    /// Fills an area; `alpha` below 1 lets overlapping bands both be seen.
    pub(crate) fn polygon(&mut self, points: &[Point], color: Rgb, alpha: f64) {
        if points.len() < 3 || self.error.is_some() {
            return;
        }
        let points = points.iter().map(|point| self.units(*point)).collect();
        let result = self.surface.polygon(points, rgba(color, alpha));
        self.keep(result);
    }

    /// Fills a rectangle.
    pub(crate) fn rect(&mut self, area: Rect, color: Rgb) {
        if area.width <= 0.0 || area.height <= 0.0 || self.error.is_some() {
            return;
        }
        let (from, to) = (self.units((area.x, area.y)), self.units((area.right(), area.bottom())));
        let result = self.surface.rect(from, to, rgba(color, 1.0));
        self.keep(result);
    }

    /// Fills a circle.
    pub(crate) fn circle(&mut self, center: Point, radius: f64, color: Rgb) {
        if self.error.is_some() {
            return;
        }
        let radius = (radius * self.scale).round() as i32;
        let result = self.surface.circle(self.units(center), radius, rgba(color, 1.0));
        self.keep(result);
    }

    /// A dot with a rim of the background, so that it stands apart from lines under it.
    pub(crate) fn dot(&mut self, center: Point, radius: f64, color: Rgb) {
        self.circle(center, radius + 1.25, self.theme.background);
        self.circle(center, radius, color);
    }

    /// Fills a rectangle with diagonal lines: what is not known yet.
    pub(crate) fn hatch(&mut self, area: Rect, color: Rgb, gap: f64) {
        // Lines x + y = c, cut to the rectangle; a fixed grid of c keeps neighbouring areas in step.
        let mut sum = ((area.x + area.y) / gap).floor() * gap;
        while sum < area.right() + area.bottom() {
            sum += gap;
            let (left, right) = ((sum - area.bottom()).max(area.x), (sum - area.y).min(area.right()));
            if right - left > 0.25 {
                self.line((left, sum - left), (right, sum - right), 1.0, color);
            }
        }
    }

    /// The text, cut with an ellipsis where it is wider than `width`.
    pub(crate) fn fitted(&mut self, text: &str, font: Font, width: f64) -> String {
        if self.text_width(text, font) <= width {
            return text.to_string();
        }
        let letters: Vec<char> = text.chars().collect();
        let (mut fits, mut too_long) = (0, letters.len());
        while fits + 1 < too_long {
            let middle = fits.midpoint(too_long);
            let shorter: String = letters[..middle].iter().collect::<String>().trim_end().to_string() + "…";
            if self.text_width(&shorter, font) <= width { fits = middle } else { too_long = middle }
        }
        if fits == 0 {
            return String::new();
        }
        letters[..fits].iter().collect::<String>().trim_end().to_string() + "…"
    }

    /// The text in at most `most` lines of at most `width`; the last one is cut where it must be.
    pub(crate) fn wrapped(&mut self, text: &str, font: Font, width: f64, most: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            let joined = match lines.last() {
                Some(line) => format!("{line} {word}"),
                None => word.to_string(),
            };
            let fits = lines.is_empty() || self.text_width(&joined, font) <= width || lines.len() == most;
            match lines.last_mut() {
                Some(line) if fits => *line = joined,
                _ => lines.push(word.to_string()),
            }
        }
        lines.iter().map(|line| self.fitted(line, font, width)).collect()
    }
}

fn rgba(color: Rgb, alpha: f64) -> RGBAColor {
    RGBAColor(color.0, color.1, color.2, alpha)
}

fn cut_into_dashes(points: &[Point], on: f64, off: f64) -> Vec<Vec<Point>> {
    let mut dashes: Vec<Vec<Point>> = Vec::new();
    let (mut is_on, mut left) = (true, on);
    let mut dash: Vec<Point> = points.first().copied().into_iter().collect();
    for pair in points.windows(2) {
        let ((mut x, mut y), (to_x, to_y)) = (pair[0], pair[1]);
        loop {
            let distance = (to_x - x).hypot(to_y - y);
            if distance <= left {
                left -= distance;
                if is_on {
                    dash.push((to_x, to_y));
                }
                break;
            }
            let share = left / distance;
            (x, y) = (x + (to_x - x) * share, y + (to_y - y) * share);
            if is_on {
                dash.push((x, y));
                dashes.push(std::mem::take(&mut dash));
                left = off;
            } else {
                dash = vec![(x, y)];
                left = on;
            }
            is_on = !is_on;
        }
    }
    if is_on && dash.len() > 1 {
        dashes.push(dash);
    }
    dashes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_cover_their_share_and_bend_with_the_line() {
        let dashes = cut_into_dashes(&[(0.0, 0.0), (5.0, 0.0), (5.0, 5.0)], 3.0, 1.0);
        assert_eq!(
            dashes,
            vec![
                vec![(0.0, 0.0), (3.0, 0.0)],
                vec![(4.0, 0.0), (5.0, 0.0), (5.0, 2.0)],
                vec![(5.0, 3.0), (5.0, 5.0)],
            ]
        );
    }

    #[test]
    fn a_dashed_point_is_nothing() {
        assert!(cut_into_dashes(&[(1.0, 1.0)], 3.0, 1.0).is_empty());
        assert!(cut_into_dashes(&[], 3.0, 1.0).is_empty());
    }
}
