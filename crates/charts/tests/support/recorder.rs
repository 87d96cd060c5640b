//! A backend that remembers what was drawn, in CSS pixels.

use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};
use std::cell::RefCell;
use std::rc::Rc;

/// The scale of every test drawing.
pub const SCALE: f64 = 16.0;

/// A written text with the box it covers: left, top, right, bottom.
#[derive(Debug, Clone)]
pub struct Text {
    pub text: String,
    pub bounds: (f64, f64, f64, f64),
    pub is_bold: bool,
}

/// Everything drawn.
#[derive(Debug, Default)]
pub struct Record {
    pub texts: Vec<Text>,
    /// Points of lines, areas, circles' extremes and rectangles' corners.
    pub points: Vec<(f64, f64)>,
    /// Lines of two points.
    pub lines: Vec<((f64, f64), (f64, f64))>,
    /// Filled rectangles: left, top, right, bottom.
    pub rects: Vec<(f64, f64, f64, f64)>,
    /// Filled areas.
    pub polygons: Vec<Vec<(f64, f64)>>,
    /// Lines of more than two points.
    pub paths: Vec<Vec<(f64, f64)>>,
    /// Circles: centre and radius.
    pub circles: Vec<((f64, f64), f64)>,
    pub is_presented: bool,
}

/// Draws into a shared [`Record`].
pub struct Recorder {
    pub size: (f64, f64),
    pub record: Rc<RefCell<Record>>,
}

type Drawn = Result<(), DrawingErrorKind<std::fmt::Error>>;

fn px((x, y): BackendCoord) -> (f64, f64) {
    (f64::from(x) / SCALE, f64::from(y) / SCALE)
}

impl DrawingBackend for Recorder {
    type ErrorType = std::fmt::Error;

    fn get_size(&self) -> (u32, u32) {
        ((self.size.0 * SCALE) as u32, (self.size.1 * SCALE) as u32)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        self.record.borrow_mut().is_presented = true;
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
        panic!("pixels are never drawn one by one")
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        _: &S,
        fill: bool,
    ) -> Drawn {
        assert!(fill, "rectangles are filled, never framed");
        let (from, to) = (px(from), px(to));
        let mut record = self.record.borrow_mut();
        record.points.extend([from, to]);
        record.rects.push((from.0, from.1, to.0, to.1));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, _: &S) -> Drawn {
        let points: Vec<(f64, f64)> = path.into_iter().map(px).collect();
        let mut record = self.record.borrow_mut();
        record.points.extend(&points);
        match points.as_slice() {
            [from, to] => record.lines.push((*from, *to)),
            _ => record.paths.push(points),
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        _: &S,
    ) -> Drawn {
        let points: Vec<(f64, f64)> = path.into_iter().map(px).collect();
        let mut record = self.record.borrow_mut();
        record.points.extend(&points);
        record.polygons.push(points);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, _: &S, _: bool) -> Drawn {
        let (center, radius) = (px(center), f64::from(radius) / SCALE);
        let mut record = self.record.borrow_mut();
        record.circles.push((center, radius));
        record
            .points
            .extend([(center.0 - radius, center.1 - radius), (center.0 + radius, center.1 + radius)]);
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        let (x, y) = px(at);
        let size = style.size() / SCALE;
        let is_bold = matches!(style.style(), FontStyle::Bold);
        let width = super::measure(text, size, is_bold);
        let left = match style.anchor().h_pos {
            HPos::Left => x,
            HPos::Center => x - width / 2.0,
            HPos::Right => x - width,
        };
        // From the top of capitals to the bottom of descenders.
        let bounds = (left, y - size * 0.4, left + width, y + size * 0.5);
        self.record.borrow_mut().texts.push(Text { text: text.to_string(), bounds, is_bold });
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<std::fmt::Error>> {
        let width = super::measure(text, style.size() / SCALE, matches!(style.style(), FontStyle::Bold));
        Ok(((width * SCALE).ceil() as u32, style.size() as u32))
    }
}
