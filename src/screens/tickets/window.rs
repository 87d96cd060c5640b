//! Which rows of a table of any length are in sight.
//!
//! A browser cannot make an element tall enough for a million rows. Above a limit the scroll bar stands for a longer table
//! than it is: one pixel of the bar is then several of the table, while the wheel still moves by its own pixels.

/// The height of a row, in CSS pixels.
pub(super) const ROW_PX: f64 = 34.0;

/// The tallest element that is asked of the browser; all of them can do three times as much.
const TALLEST_PX: f64 = 6_000_000.0;

/// The geometry of the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Extent {
    pub(super) rows: u64,
    /// The height in sight.
    pub(super) view_px: f64,
}

impl Extent {
    /// The height of all rows.
    pub(super) fn rows_px(self) -> f64 {
        self.rows as f64 * ROW_PX
    }

    /// The height of the element that gives the scroll bar its length.
    pub(super) fn spacer_px(self) -> f64 {
        self.rows_px().min(TALLEST_PX).max(self.view_px)
    }

    /// Whether the scroll bar is shorter than the table.
    pub(super) fn is_scaled(self) -> bool {
        self.rows_px() > TALLEST_PX
    }

    /// The furthest that the first row in sight can be from the top.
    pub(super) fn top_limit(self) -> f64 {
        (self.rows_px() - self.view_px).max(0.0)
    }

    /// Pixels of the table for each pixel of the scroll bar.
    fn ratio(self) -> f64 {
        let bar = self.spacer_px() - self.view_px;
        if bar > 0.0 { self.top_limit() / bar } else { 1.0 }
    }

    /// Where the table stands when the scroll bar stands at `scroll`.
    pub(super) fn top_of(self, scroll: f64) -> f64 {
        (scroll * self.ratio()).clamp(0.0, self.top_limit())
    }

    /// Where the scroll bar stands for a place in the table.
    pub(super) fn scroll_of(self, top: f64) -> f64 {
        if self.ratio() > 0.0 { top / self.ratio() } else { 0.0 }
    }

    /// The rows in sight when the table stands at `top`, the partly visible ones included.
    pub(super) fn rows_at(self, top: f64) -> std::ops::Range<u64> {
        let first = (top / ROW_PX).floor().max(0.0) as u64;
        let last = ((top + self.view_px) / ROW_PX).ceil().max(0.0) as u64;
        first.min(self.rows)..last.min(self.rows)
    }

    /// The place in the table at which a row is in sight, moving as little as possible.
    pub(super) fn top_to_see(self, row: u64, top: f64) -> f64 {
        let start = row as f64 * ROW_PX;
        let least = start + ROW_PX - self.view_px;
        top.clamp(least.min(start), start).clamp(0.0, self.top_limit())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_table_scrolls_by_the_pixel() {
        let extent = Extent { rows: 1_000, view_px: 600.0 };
        assert!(!extent.is_scaled());
        assert_eq!(extent.top_of(340.0), 340.0);
        assert_eq!(extent.rows_at(340.0), 10..28);
        assert_eq!(Extent { rows: 3, view_px: 600.0 }.rows_at(0.0), 0..3);
    }

    #[test]
    fn a_million_rows_reach_from_the_first_to_the_last() {
        let extent = Extent { rows: 1_000_000, view_px: 600.0 };
        assert!(extent.is_scaled());
        assert_eq!(extent.rows_at(extent.top_of(0.0)).start, 0);
        let end = extent.spacer_px() - extent.view_px;
        assert_eq!(extent.rows_at(extent.top_of(end)).end, 1_000_000);
        let top = 12_345_678.0;
        assert!((extent.top_of(extent.scroll_of(top)) - top).abs() < 1e-3);
    }

    #[test]
    fn a_row_is_brought_into_sight_by_the_shortest_way() {
        let extent = Extent { rows: 100, view_px: 340.0 };
        assert_eq!(extent.top_to_see(5, 0.0), 0.0);
        assert_eq!(extent.top_to_see(10, 0.0), 34.0);
        assert_eq!(extent.top_to_see(2, 340.0), 68.0);
        assert_eq!(extent.top_to_see(99, 0.0), 100.0 * 34.0 - 340.0);
    }
}
