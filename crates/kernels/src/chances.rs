//! What happened to rows against the chance that it would have happened anyway, group by group: the sums that a mean and its
//! variance over groups need.

use crate::Rows;
use crate::by_row::ByRow;
use crate::order::placed;

/// Outcomes that are looked at side by side.
pub const SIDES: usize = 2;
/// Lanes of rows that are told apart.
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
    /// Adds a row; one of the weight 0 adds nothing.
    #[inline(always)]
    fn add_row(&mut self, against: &Against, weight: u8) {
        self.rows += u32::from(weight);
        let weight = f64::from(weight);
        for side in 0..SIDES {
            let chance = f64::from(against.chance[side]);
            self.excess[side] += weight * (f64::from(against.happened[side]) - chance);
            self.chance[side] += weight * chance;
        }
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
    /// Adds a group.
    #[inline(always)]
    fn add(&mut self, one: &One) {
        let rows = f64::from(one.rows);
        self.groups += u64::from(one.rows > 0);
        self.rows += u64::from(one.rows);
        self.rows_squared += rows * rows;
        for (side, sums) in self.sides.iter_mut().enumerate() {
            sums.excess += one.excess[side];
            sums.chance += one.chance[side];
            sums.squared += one.excess[side] * one.excess[side];
            sums.by_rows += one.excess[side] * rows;
        }
    }

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

/// How many rows a group has in each lane.
type Shape = [u32; LANES];

/// Rows in groups, each with what happened to it.
#[derive(Debug, Clone, Default)]
pub struct Grouped {
    /// The rows of groups of one, by lane and row.
    alone: [Vec<Against>; LANES],
    /// The rows of other groups, those of a group in succession, lane by lane; once in order, groups of one shape in succession.
    rows: Vec<Against>,
    /// The shapes of groups in their order; once in order, each beside how many of them follow each other.
    shapes: Vec<(Shape, u32)>,
    /// `rows` in their places.
    by_row: ByRow,
    /// The rows of the group that is open, with their lanes.
    open: Vec<(usize, Against)>,
}

impl Grouped {
    /// Adds a row of a lane to the group that is open.
    ///
    /// # Panics
    /// If there is no such lane.
    pub fn push(&mut self, lane: usize, row: Against) {
        assert!(lane < LANES, "there is no lane {lane}");
        self.open.push((lane, row));
    }

    /// Ends the group that is open, if it holds a row.
    pub fn end_group(&mut self) {
        match self.open.as_slice() {
            [] => {}
            [(lane, only)] => self.alone[*lane].push(*only),
            group => {
                let mut shape = [0; LANES];
                for (lane, rows) in shape.iter_mut().enumerate() {
                    let before = self.rows.len();
                    self.rows.extend(group.iter().filter(|(own, _)| *own == lane).map(|(_, row)| *row));
                    *rows = (self.rows.len() - before) as u32;
                }
                self.shapes.push((shape, 1));
            }
        }
        self.open.clear();
    }

    /// Puts groups and rows in the order in which they are looked at: to be called once, when all groups have ended.
    pub fn set_in_order(&mut self) {
        let mut end = 0;
        let groups: Vec<(Shape, u32)> = std::mem::take(&mut self.shapes)
            .into_iter()
            .map(|(shape, _)| {
                end += shape.iter().sum::<u32>();
                (shape, end)
            })
            .collect();
        let mut rows = Vec::with_capacity(self.rows.len());
        let orders: Vec<u32> = groups.iter().map(|(shape, _)| order_of(*shape)).collect();
        for (_, group) in placed(&orders) {
            let (shape, end) = groups[group as usize];
            rows.extend_from_slice(&self.rows[(end - shape.iter().sum::<u32>()) as usize..end as usize]);
            match self.shapes.last_mut() {
                Some((same, groups)) if *same == shape => *groups += 1,
                _ => self.shapes.push((shape, 1)),
            }
        }
        self.rows = rows;
        let rows_of = |rows: &[Against]| -> Vec<u32> { rows.iter().map(|against| against.row).collect() };
        self.by_row = ByRow::of(&rows_of(&self.rows));
        for alone in &mut self.alone {
            *alone = placed(&rows_of(alone)).into_iter().map(|(_, place)| alone[place as usize]).collect();
        }
    }

    /// All rows: those of groups of one, then the others.
    pub fn iter(&self) -> impl Iterator<Item = &Against> {
        self.alone.iter().flatten().chain(&self.rows)
    }
}

/// A number by which groups of one shape come together: its own for a shape of a few rows, of which there are many.
fn order_of(shape: Shape) -> u32 {
    const FEW: u32 = 15;
    let rows: u32 = shape.iter().sum();
    if rows > FEW {
        return u32::MAX;
    }
    shape.into_iter().fold(0, |order, rows| order * (FEW + 1) + rows)
}

/// The sums of all rows that pass and whose class counts (`counted[class]` is 1, else 0), then of those of each lane but the last.
///
/// A processor that guesses wrong where a branch leads loses the time of a group. So groups of one shape come one after another, and
/// the only branch that depends on rows passes by groups of which none passes.
///
/// # Panics
/// If a row lies beyond the mask, or a class beyond `counted`.
#[inline(never)]
pub fn sums(passing: Rows<'_>, grouped: &Grouped, counted: &[u8]) -> [Sums; LANES] {
    let mut lanes = [Sums::default(); LANES];
    for (alone, sums) in grouped.alone.iter().zip(&mut lanes) {
        for only in passing.around(alone, |only| only.row) {
            let mut one = One::default();
            one.add_row(only, passing.passes(only.row) & counted[usize::from(only.class)]);
            sums.add(&one);
        }
    }
    let mut all = Sums::default();
    lanes.iter().for_each(|own| all.join(own));
    let passes = grouped.by_row.passing(passing);
    let (mut rows, mut passes) = (grouped.rows.as_slice(), passes.as_slice());
    for (shape, groups) in &grouped.shapes {
        let size = shape.iter().sum::<u32>() as usize;
        let length = size * *groups as usize;
        for (mut group, mut passes) in
            rows[..length].chunks_exact(size).zip(passes[..length].chunks_exact(size))
        {
            if passes.iter().fold(0, |any, passes| any | passes) == 0 {
                continue;
            }
            let mut whole = One::default();
            for (length, sums) in shape.iter().zip(&mut lanes).filter(|(length, _)| **length > 0) {
                let mut one = One::default();
                let (own, others) = group.split_at(*length as usize);
                let (own_passes, others_pass) = passes.split_at(*length as usize);
                for (row, passes) in own.iter().zip(own_passes) {
                    one.add_row(row, passes & counted[usize::from(row.class)]);
                }
                (group, passes) = (others, others_pass);
                whole.add(&one);
                sums.add(&one);
            }
            all.add(&whole);
        }
        (rows, passes) = (&rows[length..], &passes[length..]);
    }
    let mut found = [all; LANES];
    found[1..].copy_from_slice(&lanes[..LANES - 1]);
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
        let rows =
            [(0, row(0, 0, 1, 0.25)), (3, row(1, 1, 0, 0.5)), (1, row(2, 2, 1, 0.0)), (0, row(3, 0, 1, 0.0))];
        let mut grouped = Grouped::default();
        grouped.end_group();
        for (place, (lane, row)) in rows.into_iter().enumerate() {
            grouped.push(lane, row);
            if place != 0 {
                grouped.end_group();
            }
        }
        grouped.set_in_order();
        assert_eq!(grouped.iter().map(|row| row.row).collect::<Vec<_>>(), [3, 2, 0, 1]);
        // Class 2 does not count; row 1 has the last lane, which only all of them have.
        let counted = [1, 1, 0];
        let found = sums(Rows::all(4), &grouped, &counted);
        assert_eq!((found[0].groups, found[0].rows, found[0].rows_squared), (2, 3, 5.0));
        let side = found[0].sides[0];
        assert_eq!((side.excess, side.chance), (1.25, 0.75));
        assert_eq!((side.squared, side.by_rows), (0.0625 + 1.0, 0.5 + 1.0));
        assert_eq!((found[1].groups, found[1].rows), (2, 2));
        assert_eq!(found[1].sides[0].excess, 1.75);
        assert_eq!(found[2], Sums::default());
        let some = sums(Rows::List(&[1, 2], &[0, 1, 1, 0]), &grouped, &counted);
        assert_eq!((some[0].rows, some[0].sides[0].excess), (1, -0.5));
        assert_eq!(some[1].rows, 0);
        assert_eq!(sums(Rows::Stretch(0, 2), &grouped, &counted)[0].rows_squared, 4.0);
        assert_eq!(sums(Rows::List(&[], &[0; 4]), &grouped, &counted), [Sums::default(); LANES]);
    }

    /// Whatever shapes groups have, sums are those made group by group.
    #[test]
    fn the_order_of_groups_does_not_matter() {
        let mut grouped = Grouped::default();
        let mut expected = [[0.0_f64; 3]; LANES];
        let mut next = 0_u32;
        for group in 0..400_u32 {
            let mut own = [(0.0, 0.0); LANES];
            for place in 0..group * 7 % 19 {
                let (lane, class) = ((group * place % 5 % 4) as usize, (next % 3) as u16);
                let chance = f32::from((next % 8) as u16) / 8.0;
                grouped.push(lane, row(next, class, (next % 2) as u8, chance));
                if class != 1 && next >= 100 {
                    let excess = f64::from(next % 2) - f64::from(chance);
                    own[0] = (own[0].0 + excess, own[0].1 + 1.0);
                    if lane + 1 < LANES {
                        own[lane + 1] = (own[lane + 1].0 + excess, own[lane + 1].1 + 1.0);
                    }
                }
                next += 1;
            }
            grouped.end_group();
            for (sums, (excess, rows)) in expected.iter_mut().zip(own) {
                for (sum, more) in sums.iter_mut().zip([excess * excess, excess * rows, rows * rows]) {
                    *sum += more;
                }
            }
        }
        grouped.set_in_order();
        let found = sums(Rows::Stretch(100, next), &grouped, &[1, 0, 1]);
        // Eighths add up without an error.
        let squares = found.map(|sums| [sums.sides[0].squared, sums.sides[0].by_rows, sums.rows_squared]);
        assert_eq!(squares, expected);
        assert!(next > 3_000 && expected.iter().all(|sums| sums[0] > 0.0));
    }
}
