//! Rows in places: a list of rows in any order, looked up in the order of the rows, so that memory is met in its order.

use crate::Rows;
use crate::order::placed;

/// Rows, each with its place, by row.
#[derive(Debug, Clone, Default)]
pub struct ByRow(Vec<(u32, u32)>);

impl ByRow {
    /// Of the rows in their places.
    #[inline(never)]
    #[must_use]
    pub fn of(rows: &[u32]) -> ByRow {
        ByRow(placed(rows))
    }

    /// Rows with their places, by row.
    #[must_use]
    pub const fn as_slice(&self) -> &[(u32, u32)] {
        self.0.as_slice()
    }

    /// By place, 1 if the row there passes, else 0.
    ///
    /// # Panics
    /// If a row lies beyond the mask.
    #[inline(never)]
    #[must_use]
    pub fn passing(&self, rows: Rows<'_>) -> Vec<u8> {
        let mut passes = vec![0; self.0.len()];
        for (row, place) in rows.around(&self.0, |(row, _)| *row) {
            passes[*place as usize] = rows.passes(*row);
        }
        passes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_pass_in_their_places() {
        let by_row = ByRow::of(&[7, 2, 5]);
        assert_eq!(by_row.as_slice(), [(2, 1), (5, 2), (7, 0)]);
        assert_eq!(by_row.passing(Rows::Stretch(3, 6)), [0, 0, 1]);
        assert_eq!(by_row.passing(Rows::List(&[2, 7], &[0, 0, 1, 0, 0, 0, 0, 1])), [1, 1, 0]);
        assert_eq!(by_row.passing(Rows::List(&[], &[0; 8])), [0, 0, 0]);
    }
}
