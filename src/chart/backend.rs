//! plotters' canvas backend, made sharp: it draws at the device's pixel ratio, puts hairlines and edges of bars on device
//! pixels, and measures text with the canvas instead of an element in the document (which `style-src 'self'` forbids).

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};
use plotters_canvas::CanvasBackend;
use std::cell::RefCell;
use std::collections::BTreeMap;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// Backend units in a CSS pixel: plotters counts in whole units, and a line may bend at a sixteenth of a pixel.
pub(crate) const SCALE: f64 = 16.0;

type Inner = <CanvasBackend as DrawingBackend>::ErrorType;
type Drawn = Result<(), DrawingErrorKind<Inner>>;

/// A canvas to draw on.
pub(crate) struct SharpCanvas {
    inner: CanvasBackend,
    pen: TextPen,
    /// Size in units.
    size: (u32, u32),
    /// Device pixels in a unit.
    ratio: f64,
    /// Texts to be written when all shapes are drawn.
    words: Vec<Words>,
}

/// A text that waits.
struct Words {
    text: String,
    size: f64,
    is_bold: bool,
    color: BackendColor,
    h_pos: HPos,
    v_pos: VPos,
    at: BackendCoord,
}

impl SharpCanvas {
    /// Makes a canvas fit a size in CSS pixels at a pixel ratio, and its drawing units [`SCALE`] to a CSS pixel.
    pub(crate) fn new(
        canvas: &HtmlCanvasElement,
        (width, height): (f64, f64),
        ratio: f64,
    ) -> Option<SharpCanvas> {
        let pen = TextPen::new(canvas)?;
        let device = |length: f64| ((length * ratio).round() as u32).max(1);
        if canvas.width() != device(width) {
            canvas.set_width(device(width));
        }
        if canvas.height() != device(height) {
            canvas.set_height(device(height));
        }
        let ratio = ratio / SCALE;
        pen.context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0).ok()?;
        pen.context.set_line_join("round");
        let units = |length: f64| (length * SCALE).round() as u32;
        let inner = CanvasBackend::with_canvas_object(canvas.clone())?;
        Some(SharpCanvas { inner, pen, size: (units(width), units(height)), ratio, words: Vec::new() })
    }

    /// The unit at which an edge falls between two device pixels.
    fn edge(&self, unit: i32) -> f64 {
        (f64::from(unit) * self.ratio).round() / self.ratio
    }

    /// Middle and width of a hairline that covers whole device pixels.
    fn hairline(&self, unit: i32, width: u32) -> (f64, f64) {
        let width = (f64::from(width) * self.ratio).round().max(1.0);
        let middle = f64::from(unit) * self.ratio;
        let middle = if width % 2.0 == 1.0 { middle.floor() + 0.5 } else { middle.round() };
        (middle / self.ratio, width / self.ratio)
    }

    /// Writes the words that were waiting, font by font: for the browser, another font is the costliest part of a text.
    fn write(&mut self) -> Drawn {
        let (bold, plain): (Vec<Words>, Vec<Words>) = self.words.drain(..).partition(|words| words.is_bold);
        let context = &self.pen.context;
        context.set_text_baseline("alphabetic");
        let mut align = "";
        let mut color = None;
        for words in plain.iter().chain(&bold) {
            self.pen.choose(words.size, words.is_bold);
            let wanted = match words.h_pos {
                HPos::Left => "left",
                HPos::Center => "center",
                HPos::Right => "right",
            };
            if align != wanted {
                context.set_text_align(wanted);
                align = wanted;
            }
            if color != Some((words.color.rgb, words.color.alpha)) {
                context.set_fill_style_str(&css(words.color));
                color = Some((words.color.rgb, words.color.alpha));
            }
            // The middle of capitals, not of the em square, stands at the given height; as in the SVG backend.
            let drop = match words.v_pos {
                VPos::Top => 0.86,
                VPos::Center => 0.36,
                VPos::Bottom => -0.14,
            };
            let y = (f64::from(words.at.1) + drop * words.size) * self.ratio;
            // A text that begins between two pixels is blurred.
            context
                .fill_text(&words.text, f64::from(words.at.0), y.round() / self.ratio)
                .map_err(|_| DrawingErrorKind::FontError("the canvas refused a text".into()))?;
        }
        Ok(())
    }

    fn straight(&self, from: BackendCoord, to: BackendCoord, style: &impl BackendStyle) {
        let context = &self.pen.context;
        let is_upright = from.0 == to.0;
        let (at, width) = self.hairline(if is_upright { from.0 } else { from.1 }, style.stroke_width());
        context.set_stroke_style_str(&css(style.color()));
        context.set_line_width(width);
        context.begin_path();
        if is_upright {
            context.move_to(at, self.edge(from.1));
            context.line_to(at, self.edge(to.1));
        } else {
            context.move_to(self.edge(from.0), at);
            context.line_to(self.edge(to.0), at);
        }
        context.stroke();
    }
}

fn css(color: BackendColor) -> String {
    let (r, g, b) = color.rgb;
    if color.alpha < 1.0 {
        format!("rgb({r} {g} {b} / {})", color.alpha)
    } else {
        format!("#{r:02x}{g:02x}{b:02x}")
    }
}

/// Text, size as its bits, whether it is bold.
type WidthKey = (String, u64, bool);

/// More widths than these are not remembered.
const MOST_WIDTHS: usize = 4_000;

thread_local! {
    /// Widths that were measured. A chart is drawn again with each change of filter, and most of its words stay: asking the
    /// browser for each of them anew took a third of the drawing.
    static WIDTHS: RefCell<BTreeMap<WidthKey, f64>> = const { RefCell::new(BTreeMap::new()) };
}

/// To be called when fonts have changed: text has other widths then.
pub(crate) fn forget_widths() {
    WIDTHS.with_borrow_mut(BTreeMap::clear);
}

/// Measures and writes text on a canvas.
pub(crate) struct TextPen {
    context: CanvasRenderingContext2d,
    /// The font in force: setting it again would parse it again.
    font: RefCell<String>,
}

impl TextPen {
    pub(crate) fn new(canvas: &HtmlCanvasElement) -> Option<TextPen> {
        // Charts are opaque, which lets the browser draw text with subpixels.
        let options = js_sys::Object::new();
        js_sys::Reflect::set(&options, &"alpha".into(), &false.into()).ok()?;
        let context = canvas.get_context_with_context_options("2d", &options).ok()??.dyn_into().ok()?;
        Some(TextPen { context, font: RefCell::default() })
    }

    fn choose(&self, size: f64, is_bold: bool) {
        let font = format!("{}{size}px {}", if is_bold { "600 " } else { "" }, charts::FONT_FAMILY);
        if *self.font.borrow() != font {
            self.context.set_font(&font);
            *self.font.borrow_mut() = font;
        }
    }

    /// The width of a text, in the unit of `size`.
    pub(crate) fn width(&self, text: &str, size: f64, is_bold: bool) -> f64 {
        let key = (text.to_string(), size.to_bits(), is_bold);
        if let Some(width) = WIDTHS.with_borrow(|widths| widths.get(&key).copied()) {
            return width;
        }
        self.choose(size, is_bold);
        let width = self.context.measure_text(text).map_or(0.0, |metrics| metrics.width());
        WIDTHS.with_borrow_mut(|widths| {
            if widths.len() >= MOST_WIDTHS {
                widths.clear();
            }
            widths.insert(key, width);
        });
        width
    }
}

impl DrawingBackend for SharpCanvas {
    type ErrorType = Inner;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        self.write()
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.inner.draw_pixel(point, color)
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
        if !fill {
            return self.inner.draw_rect(from, to, style, fill);
        }
        let (left, top) = (self.edge(from.0), self.edge(from.1));
        // A bar that is there is seen, however small.
        let least = 1.0 / self.ratio;
        let (width, height) = ((self.edge(to.0) - left).max(least), (self.edge(to.1) - top).max(least));
        self.pen.context.set_fill_style_str(&css(style.color()));
        self.pen.context.fill_rect(left, top, width, height);
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let points: Vec<BackendCoord> = path.into_iter().collect();
        match points.as_slice() {
            [from, to] if from.0 == to.0 || from.1 == to.1 => {
                self.straight(*from, *to, style);
                Ok(())
            }
            _ => self.inner.draw_path(points, style),
        }
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.inner.fill_polygon(path, style)
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        self.inner.draw_circle(center, radius, style, fill)
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        self.words.push(Words {
            text: text.to_string(),
            size: style.size(),
            is_bold: matches!(style.style(), FontStyle::Bold),
            color: style.color(),
            h_pos: style.anchor().h_pos,
            v_pos: style.anchor().v_pos,
            at,
        });
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Inner>> {
        let width = self.pen.width(text, style.size(), matches!(style.style(), FontStyle::Bold));
        Ok((width.ceil() as u32, style.size().ceil() as u32))
    }
}
