//! A plotters backend that writes SVG: for saved pictures, reports and tests.
//!
//! plotters' own SVG backend measures text by asking the page's document, which a strict `style-src` forbids and a test
//! has not got; this one is told how to measure. It also divides by the scale again, so that a file speaks in pixels.

use crate::pen::FONT_FAMILY;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};
use std::fmt::Write;

/// Tells the width of a text in CSS pixels: text, font size in CSS pixels, whether bold.
pub type Measure<'a> = &'a dyn Fn(&str, f64, bool) -> f64;

/// Writes a drawing as one SVG document.
pub struct SvgBackend<'a> {
    out: &'a mut String,
    size: (f64, f64),
    scale: f64,
    measure: Measure<'a>,
}

type Drawn = Result<(), DrawingErrorKind<std::fmt::Error>>;

impl<'a> SvgBackend<'a> {
    /// Begins a document of `size` CSS pixels in `out`; drawing ends it. `scale` is the one that is given to
    /// [`crate::draw`], `title` is read by screen readers.
    pub fn new(
        out: &'a mut String,
        size: (f64, f64),
        scale: f64,
        title: &str,
        measure: Measure<'a>,
    ) -> SvgBackend<'a> {
        let (width, height) = (number(size.0), number(size.1));
        out.clear();
        out.push_str(&format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"{}\" stroke-linejoin=\"round\" \
             font-variant-numeric=\"tabular-nums\">\n<title>{}</title>\n",
            escaped(FONT_FAMILY),
            escaped(title),
        ));
        SvgBackend { out, size, scale, measure }
    }

    fn px(&self, units: i32) -> String {
        number(f64::from(units) / self.scale)
    }

    fn points(&self, points: impl IntoIterator<Item = BackendCoord>) -> String {
        let written: Vec<String> =
            points.into_iter().map(|(x, y)| format!("{},{}", self.px(x), self.px(y))).collect();
        written.join(" ")
    }

    fn paint(&self, style: &impl BackendStyle, fill: bool) -> String {
        if fill {
            format!("fill=\"{}\"{}", hex(style.color()), opacity("fill-opacity", style.color()))
        } else {
            let width = number(f64::from(style.stroke_width()) / self.scale);
            let color = style.color();
            format!(
                "fill=\"none\" stroke=\"{}\" stroke-width=\"{width}\"{}",
                hex(color),
                opacity("stroke-opacity", color)
            )
        }
    }

    fn push(&mut self, arguments: std::fmt::Arguments<'_>) -> Drawn {
        self.out.write_fmt(arguments).map_err(DrawingErrorKind::DrawingError)
    }
}

/// At most two decimals, none of them a trailing zero.
fn number(value: f64) -> String {
    let written = format!("{value:.2}");
    let short = written.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_string() } else { short.to_string() }
}

fn hex(color: BackendColor) -> String {
    format!("#{:02x}{:02x}{:02x}", color.rgb.0, color.rgb.1, color.rgb.2)
}

fn opacity(name: &str, color: BackendColor) -> String {
    if color.alpha < 1.0 { format!(" {name}=\"{}\"", number(color.alpha)) } else { String::new() }
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            // XML 1.0 knows no control characters; a category from a file may hold one.
            control if control < ' ' => safe.push(' '),
            '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            other => safe.push(other),
        }
    }
    safe
}

impl DrawingBackend for SvgBackend<'_> {
    type ErrorType = std::fmt::Error;

    fn get_size(&self) -> (u32, u32) {
        ((self.size.0 * self.scale).round() as u32, (self.size.1 * self.scale).round() as u32)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        self.push(format_args!("</svg>\n"))
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect(point, (point.0 + 1, point.1 + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let (x, y, paint) = (self.px(from.0), self.px(from.1), self.paint(style, fill));
        let (width, height) = (self.px(to.0 - from.0), self.px(to.1 - from.1));
        self.push(format_args!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" {paint}/>\n"))
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let (points, paint) = (self.points(path), self.paint(style, false));
        self.push(format_args!("<polyline points=\"{points}\" {paint}/>\n"))
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let (points, paint) = (self.points(path), self.paint(style, true));
        self.push(format_args!("<polygon points=\"{points}\" {paint}/>\n"))
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let (x, y, paint) = (self.px(center.0), self.px(center.1), self.paint(style, fill));
        let radius = self.px(radius as i32);
        self.push(format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" {paint}/>\n"))
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        let size = style.size() / self.scale;
        // Baselines by attribute differ between viewers; cap height is about 0.72 of the size in the fonts used.
        let drop = match style.anchor().v_pos {
            VPos::Top => 0.86,
            VPos::Center => 0.36,
            VPos::Bottom => -0.14,
        };
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        let is_bold = matches!(style.style(), FontStyle::Bold);
        let weight = if is_bold { " font-weight=\"600\"" } else { "" };
        // Whoever opens the file may lack the font: what was measured keeps its room.
        let width = number((self.measure)(text, size, is_bold));
        let (x, y) = (self.px(at.0), number(f64::from(at.1) / self.scale + drop * size));
        let (fill, size, text) = (hex(style.color()), number(size), escaped(text));
        self.push(format_args!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{weight}{anchor} textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\" \
             fill=\"{fill}\">{text}</text>\n"
        ))
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<std::fmt::Error>> {
        let size = style.size() / self.scale;
        let width = (self.measure)(text, size, matches!(style.style(), FontStyle::Bold));
        Ok(((width * self.scale).ceil() as u32, style.size().ceil() as u32))
    }
}
