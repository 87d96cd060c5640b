//! What happened to rows against the chance that it would have happened anyway, group by group: the sums that a mean and its
//! variance over groups need.

use crate::Rows;

/// Outcomes that are looked at side by side.
pub const SIDES: usize = 2;
/// Lanes of rows that are told apart; what has a lane from here on is left out.
pub const LANES: usize = 4;

/// A row with what happened to it and the chance of that.
#[derive(Debug, Clone, Copy)]
pub struct Against {
    /// The row.
    pub row: u32,
    /// Its class.
    pub class: u16,
    /// Whether each side happened: 1 or 0.
    pub happened: [u8; SIDES],
    /// The chance that each side would have happened anyway.
    pub chance: [f32; SIDES],
}

/// Sums over groups of one lane, or of all. The *excess* of a row is what happened less its chance.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Sums {
    /// Groups with a row.
    pub groups: u64,
    /// Rows.
    pub rows: u64,
    /// Sum of squares of the rows of a group.
    pub rows_squared: f64,
    /// By side.
    pub sides: [Side; SIDES],
}

/// Sums of one side.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Side {
    /// The excess.
    pub excess: f64,
    /// The chances.
    pub chance: f64,
    /// Sum of squares of the excess of a group.
    pub squared: f64,
    /// Sum of the excess of a group times its rows.
    pub by_rows: f64,
}

/// One group within one lane.
#[derive(Debug, Clone, Copy, Default)]
struct One {
    rows: u32,
    excess: [f64; SIDES],
    chance: [f64; SIDES],
}

impl One {
    #[inline(always)]
    fn of(against: &Against) -> One {
        let side = |side: usize| f64::from(against.happened[side]) - f64::from(against.chance[side]);
        One { rows: 1, excess: [side(0), side(1)], chance: against.chance.map(f64::from) }
    }

    #[inline(always)]
    fn add(&mut self, other: &One) {
        self.rows += other.rows;
        for side in 0..SIDES {
            self.excess[side] += other.excess[side];
            self.chance[side] += other.chance[side];
        }
    }
}

impl Sums {
    #[inline(always)]
    fn add(&mut self, one: &One) {
        let rows = f64::from(one.rows);
        self.groups += u64::from(one.rows > 0);
        self.rows += u64::from(one.rows);
        self.rows_squared += rows * rows;
        for (sums, side) in self.sides.iter_mut().zip(0..SIDES) {
            sums.excess += one.excess[side];
            sums.chance += one.chance[side];
            sums.squared += one.excess[side] * one.excess[side];
            sums.by_rows += one.excess[side] * rows;
        }
    }
}

impl Sums {
    /// Adds the sums over other groups.
    fn join(&mut self, other: &Sums) {
        self.groups += other.groups;
        self.rows += other.rows;
        self.rows_squared += other.rows_squared;
        for (sums, others) in self.sides.iter_mut().zip(&other.sides) {
            sums.excess += others.excess;
            sums.chance += others.chance;
            sums.squared += others.squared;
            sums.by_rows += others.by_rows;
        }
    }
}

/// Rows in groups, each with what happened to it.
#[derive(Debug, Clone, Default)]
pub struct Grouped {
    /// The rows of groups of one, by row.
    alone: Vec<Against>,
    /// The rows of other groups, those of a group in succession.
    rows: Vec<Against>,
    /// Where each of these groups ends in `rows`, ascending.
    ends: Vec<u32>,
    /// Each of `rows` with its place, by row: what is looked up by row is met in its order.
    by_row: Vec<(u32, u32)>,
}

impl Grouped {
    /// Adds a row to the group that is open.
    pub fn push(&mut self, row: Against) {
        self.rows.push(row);
    }

    /// Ends the group that is open, if it holds a row.
    pub fn end_group(&mut self) {
        let start = self.ends.last().map_or(0, |end| *end as usize);
        match self.rows.len() - start {
            0 => {}
            1 => self.alone.extend(self.rows.pop()),
            _ => self.ends.push(self.rows.len() as u32),
        }
    }

    /// Puts rows in the order in which they are looked up: to be called when all groups have ended.
    pub fn set_in_order(&mut self) {
        let by_row = |rows: &[Against]| -> Vec<(u32, u32)> {
            let mut by_row: Vec<u64> = rows
                .iter()
                .zip(0_u64..)
                .map(|(against, place)| u64::from(against.row) << 32 | place)
                .collect();
            by_row.sort_unstable();
            by_row.into_iter().map(|both| ((both >> 32) as u32, both as u32)).collect()
        };
        self.by_row = by_row(&self.rows);
        self.alone = by_row(&self.alone).into_iter().map(|(_, place)| self.alone[place as usize]).collect();
    }

    /// All rows: those of groups of one, then the others.
    pub fn iter(&self) -> impl Iterator<Item = &Against> {
        self.alone.iter().chain(&self.rows)
    }
}

/// The sums of all rows that pass, then of those of each lane but the last.
///
/// # Panics
/// If an end lies beyond the rows, or a class is out of range.
#[inline(never)]
pub fn sums(passing: Rows<'_>, grouped: &Grouped, lane_of: &[u8]) -> [Sums; LANES] {
    let mut found = [Sums::default(); LANES];
    // Groups of one row by lane, the last what does not pass: no branch depends on it.
    let mut alone = [Sums::default(); LANES + 1];
    let lane = |against: &Against| usize::from(lane_of[usize::from(against.class)]).min(LANES);
    let mut passes = vec![1; grouped.rows.len()];
    match passing {
        Rows::All(_) => grouped.alone.iter().for_each(|only| alone[lane(only)].add(&One::of(only))),
        Rows::List(_, mask) => {
            for only in &grouped.alone {
                let (own, passes) = (lane(only), mask[only.row as usize]);
                alone[if passes == 0 { LANES } else { own }].add(&One::of(only));
            }
            for (row, place) in &grouped.by_row {
                passes[*place as usize] = mask[*row as usize];
            }
        }
    }
    // The last takes what does not pass. Between two groups all are empty.
    let mut lanes = [One::default(); LANES + 1];
    let mut start = 0;
    for end in &grouped.ends {
        let end = *end as usize;
        let (group, passes) = (&grouped.rows[start..end], &passes[start..end]);
        start = end;
        if passes.iter().fold(0, |any, passes| any | passes) == 0 {
            continue;
        }
        // No branch depends on a row; which lanes there are is seen once a group.
        let mut there = 0_u32;
        for (row, passes) in group.iter().zip(passes) {
            let own = lane(row);
            let lane = if *passes == 0 { LANES } else { own };
            lanes[lane].add(&One::of(row));
            there |= 1 << lane;
        }
        there &= (1 << LANES) - 1;
        lanes[LANES] = One::default();
        let mut all = One::default();
        while there != 0 {
            let lane = there.trailing_zeros() as usize;
            there &= there - 1;
            let one = std::mem::take(&mut lanes[lane]);
            all.add(&one);
            if lane + 1 < LANES {
                found[lane + 1].add(&one);
            }
        }
        found[0].add(&all);
    }
    for (lane, sums) in alone.iter().take(LANES).enumerate() {
        found[0].join(sums);
        if lane + 1 < LANES {
            found[lane + 1].join(sums);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(row: u32, class: u16, happened: u8, chance: f32) -> Against {
        Against { row, class, happened: [happened, 0], chance: [chance, 0.0] }
    }

    #[test]
    fn groups_are_summed_by_lane_and_over_all() {
        let rows = vec![row(0, 0, 1, 0.25), row(1, 1, 0, 0.5), row(2, 2, 1, 0.0), row(3, 0, 1, 0.0)];
        let mut grouped = Grouped::default();
        grouped.end_group();
        for (place, row) in rows.into_iter().enumerate() {
            grouped.push(row);
            if place != 0 {
                grouped.end_group();
            }
        }
        grouped.set_in_order();
        assert_eq!(grouped.iter().map(|row| row.row).collect::<Vec<_>>(), [2, 3, 0, 1]);
        // Class 2 is left out; class 1 has the last lane, which only all of them have.
        let found = sums(Rows::All(4), &grouped, &[0, 3, 4]);
        assert_eq!((found[0].groups, found[0].rows, found[0].rows_squared), (2, 3, 5.0));
        let side = found[0].sides[0];
        assert_eq!((side.excess, side.chance), (1.25, 0.75));
        assert_eq!((side.squared, side.by_rows), (0.0625 + 1.0, 0.5 + 1.0));
        assert_eq!((found[1].groups, found[1].rows), (2, 2));
        assert_eq!(found[1].sides[0].excess, 1.75);
        assert_eq!(found[2], Sums::default());
        let some = sums(Rows::List(&[1, 2], &[0, 1, 1, 0]), &grouped, &[0, 3, 4]);
        assert_eq!((some[0].rows, some[0].sides[0].excess), (1, -0.5));
        assert_eq!(some[1].rows, 0);
    }
}
