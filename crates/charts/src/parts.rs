//! What stacked and grouped charts share: the colours of their parts, hatching for what is not known, and a key.

use crate::hits::Rect;
use crate::pen::{Align, LINE, PLAIN, Pen};
use crate::theme::{Rgb, Theme};
use model::chart::Role;

/// How a part is filled.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Fill {
    pub(crate) color: Rgb,
    /// Diagonal lines over it.
    pub(crate) hatch: Option<Rgb>,
}

/// The fills of the parts: a role that comes again is a step paler each time; the unknown is hatched.
pub(crate) fn fills(theme: &Theme, roles: &[Role]) -> Vec<Fill> {
    roles
        .iter()
        .enumerate()
        .map(|(index, role)| {
            let nth = roles[..index].iter().filter(|earlier| *earlier == role).count();
            let color = theme.shade(*role, nth);
            if *role == Role::Unknown {
                let hatch = Some(color.mix(theme.background, 0.15));
                Fill { color: color.mix(theme.background, 0.72), hatch }
            } else {
                Fill { color, hatch: None }
            }
        })
        .collect()
}

/// The same fill for something that is not settled yet: paler, and crossed by lines of the background.
pub(crate) fn unsettled(theme: &Theme, fill: Fill) -> Fill {
    Fill { color: fill.color.mix(theme.background, 0.35), hatch: fill.hatch.or(Some(theme.background)) }
}

/// Fills a rectangle.
pub(crate) fn fill_rect(pen: &mut Pen<'_>, area: Rect, fill: Fill) {
    pen.rect(area, fill.color);
    if let Some(color) = fill.hatch {
        pen.hatch(area, color, 5.0);
    }
}

/// Side of the square that shows a fill.
pub(crate) const SWATCH: f64 = 10.0;
const KEY_LINE: f64 = LINE + 2.0;

/// Left edge and line of each entry of a key, given the widths of the labels.
fn key_places(widths: impl Iterator<Item = f64>, width: f64) -> Vec<(f64, usize)> {
    let (mut x, mut line) = (0.0, 0);
    widths
        .map(|label| {
            let room = SWATCH + 6.0 + label;
            if x > 0.0 && x + room > width {
                (x, line) = (0.0, line + 1);
            }
            let place = (x, line);
            x += room + 16.0;
            place
        })
        .collect()
}

/// A key in lines from the upper left corner; gives the height it takes. Used where no label can stand at its mark.
/// Entries that would take more than half of the picture are left to the tooltip and the table.
pub(crate) fn key(pen: &mut Pen<'_>, entries: &[(&str, Fill)]) -> f64 {
    let (width, height) = pen.size;
    let labels: Vec<String> =
        entries.iter().map(|(label, _)| pen.fitted(label, PLAIN, width - SWATCH - 6.0)).collect();
    let widths: Vec<f64> = labels.iter().map(|label| pen.text_width(label, PLAIN)).collect();
    let most = ((height / 2.0 / KEY_LINE) as usize).max(1);
    let mut bottom = 0.0;
    let places = key_places(widths.into_iter(), width);
    for ((label, (_, fill)), (x, line)) in
        labels.iter().zip(entries).zip(places).filter(|(_, (_, line))| *line < most)
    {
        let y = LINE / 2.0 + KEY_LINE * line as f64;
        fill_rect(pen, Rect { x, y: y - SWATCH / 2.0, width: SWATCH, height: SWATCH }, *fill);
        pen.text(x + SWATCH + 6.0, y, Align::Start, label, PLAIN, pen.theme.ink);
        bottom = y + LINE / 2.0;
    }
    bottom
}

/// About how high a key will be; text cannot be measured before drawing.
pub(crate) fn natural_key_height<'a>(labels: impl Iterator<Item = &'a str>, width: f64) -> f64 {
    let widths = labels.map(|label| (label.chars().count() as f64 * 6.5).min(width));
    key_places(widths, width).last().map_or(0.0, |(_, line)| KEY_LINE * (line + 1) as f64)
}
