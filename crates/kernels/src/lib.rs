//! The loops over columns: what a change of filter spends its time in.
//!
//! The page is compiled for size, since it is downloaded before anything is measured; a loop over a million rows is not worth
//! that. This crate holds those loops and nothing else, so that the `site` profile can compile it for speed. For that to hold, no
//! public function is generic: a generic function is compiled in the crate that calls it, at that crate's level. Nor is one inlined:
//! the linker's optimiser compiles what is inlined at the level of the caller.
//!
//! Columns are plain slices of one length. What the numbers in them mean is known to the caller: a *class* stands for tickets
//! with equal facts, a *code* for a value of a dictionary, a *lane* for a group of classes.
//!
//! * [`by_row`]: rows in places, looked up by row.
//! * [`chances`]: what happened against the chance that it would have anyway.
//! * [`count`]: tickets by class and day, by class and code, by code.
//! * [`draw`]: drawing with replacement, for the bootstrap.
//! * [`life`]: how long rows were open, and how many when.
//! * [`groups`]: histograms of durations by code.
//! * [`mask`]: which rows pass.
//! * [`order`]: long columns in order.
//! * [`pack`]: columns as bytes and back.
//! * [`pairs`]: pairs of rows that belong together.
//! * [`spread`]: histograms of durations, and the values of a few buckets.

use std::ops::Range;

pub mod by_row;
pub mod chances;
pub mod count;
pub mod draw;
pub mod groups;
pub mod life;
pub mod mask;
pub mod order;
pub mod pack;
pub mod pairs;
pub mod spread;

/// Rows that pass the row conditions of a filter.
#[derive(Debug, Clone, Copy)]
pub enum Rows<'a> {
    /// All rows from the first number to below the second.
    Stretch(u32, u32),
    /// The rows that pass, ascending, beside their mask: one byte a row, 1 for rows that pass and 0 for others.
    List(&'a [u32], &'a [u8]),
}

/// Codes of a dictionary in the width they are stored in. Any number from the size of the dictionary on means "none".
#[derive(Debug, Clone, Copy)]
pub enum Codes<'a> {
    /// No such column: every row has none.
    Missing,
    /// Up to 255 values.
    U8(&'a [u8]),
    /// Up to 65,535 values.
    U16(&'a [u16]),
    /// More.
    U32(&'a [u32]),
}

impl<'a> Codes<'a> {
    /// Those of a stretch of rows.
    ///
    /// # Panics
    /// If it goes beyond the rows.
    #[inline(never)]
    #[must_use]
    pub fn part(self, rows: Range<usize>) -> Codes<'a> {
        match self {
            Codes::Missing => Codes::Missing,
            Codes::U8(codes) => Codes::U8(&codes[rows]),
            Codes::U16(codes) => Codes::U16(&codes[rows]),
            Codes::U32(codes) => Codes::U32(&codes[rows]),
        }
    }
}

/// Rows of a stretch that are listed at once.
const BLOCK: usize = 512;

impl Rows<'_> {
    /// All of so many rows.
    #[must_use]
    pub const fn all(rows: usize) -> Rows<'static> {
        Rows::Stretch(0, rows as u32)
    }

    /// How many rows pass.
    #[must_use]
    pub const fn count(self) -> usize {
        match self {
            Rows::Stretch(start, end) => (end - start) as usize,
            Rows::List(list, _) => list.len(),
        }
    }

    /// The rows that pass, ascending.
    #[inline(never)]
    #[must_use]
    pub fn to_vec(self) -> Vec<u32> {
        match self {
            Rows::Stretch(start, end) => (start..end).collect(),
            Rows::List(list, _) => list.to_vec(),
        }
    }

    /// 1 if a row passes, else 0.
    #[inline(always)]
    fn passes(self, row: u32) -> u8 {
        match self {
            Rows::Stretch(start, end) => u8::from((start..end).contains(&row)),
            Rows::List(_, mask) => mask[row as usize],
        }
    }

    /// The part of a list, ascending by row, beyond which no row passes.
    #[inline(always)]
    fn around<T>(self, list: &[T], row: impl Fn(&T) -> u32) -> &[T] {
        let (start, end) = match self {
            Rows::Stretch(start, end) => (start, end),
            Rows::List(rows, _) => {
                rows.first().zip(rows.last()).map_or((0, 0), |(first, last)| (*first, *last + 1))
            }
        };
        let place = |limit: u32| list.partition_point(|one| row(one) < limit);
        &list[place(start)..place(end)]
    }

    /// Calls `visit(row)` for rows that pass. No branch depends on a ticket: a processor that guesses wrong loses more time than
    /// looking a row up in the list takes, even where nine rows in ten pass.
    ///
    /// There is one call in the code, so that it is inlined: the rows of a stretch are listed block by block.
    #[inline(always)]
    fn each(self, mut visit: impl FnMut(usize)) {
        let mut block = [0_u32; BLOCK];
        let (mut start, end, list): (u32, u32, &[u32]) = match self {
            Rows::Stretch(start, end) => (start, end, &[]),
            Rows::List(list, _) => (0, list.len() as u32, list),
        };
        while start < end {
            let next = match self {
                Rows::Stretch(..) => {
                    let rows = &mut block[..BLOCK.min((end - start) as usize)];
                    rows.iter_mut().zip(start..).for_each(|(row, at)| *row = at);
                    &*rows
                }
                Rows::List(..) => list,
            };
            for row in next {
                visit(*row as usize);
            }
            start += next.len() as u32;
        }
    }

    /// As [`Rows::each`], with the row's code; `none` stands for all codes from it on.
    #[inline(always)]
    fn each_code(self, codes: Codes<'_>, none: usize, mut visit: impl FnMut(usize, usize)) {
        match codes {
            Codes::Missing => self.each(|row| visit(row, none)),
            Codes::U8(codes) => self.each(|row| visit(row, usize::from(codes[row]).min(none))),
            Codes::U16(codes) => self.each(|row| visit(row, usize::from(codes[row]).min(none))),
            Codes::U32(codes) => self.each(|row| visit(row, (codes[row] as usize).min(none))),
        }
    }
}
