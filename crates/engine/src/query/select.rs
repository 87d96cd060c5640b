//! Which rows pass a filter.
//!
//! Dimensions of two kinds: those that a row carries as a code (channel, topic …) make one byte a row, 1 for rows that pass; those
//! that follow from a ticket's facts (outcome, rating …) only choose among the classes and cost nothing a row.

use super::Context;
use crate::dataset::{self, NO_CODE};
use crate::derive::{Derived, Facts};
use model::filter::{Dimension, Filter, NO_VALUE};
use model::outcome::{Channel, Priority, Status};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// Codes of a row dimension, in the width they are stored in. The largest number of the width is the null.
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

/// A row dimension: codes and what they stand for.
#[derive(Debug, Clone)]
pub struct Coding<'a> {
    /// Code of each row.
    pub codes: Codes<'a>,
    /// Code → value as in a filter. A code beyond the last stands for [`NO_VALUE`].
    pub values: Vec<&'a str>,
}

impl Coding<'_> {
    /// The value of a code.
    pub fn name(&self, code: usize) -> &str {
        self.values.get(code).copied().unwrap_or(NO_VALUE)
    }

    /// The code of a row; the number of values for none.
    pub fn code(&self, row: usize) -> usize {
        let none = self.values.len();
        let code = match self.codes {
            Codes::Missing => none,
            Codes::U8(codes) => codes[row] as usize,
            Codes::U16(codes) => codes[row] as usize,
            Codes::U32(codes) => codes[row] as usize,
        };
        code.min(none)
    }
}

/// The codes of a row dimension; `None` for a dimension that follows from the facts ([`class_value`]).
pub fn coding<'a>(context: Context<'a>, dimension: Dimension) -> Option<Coding<'a>> {
    let columns = &context.dataset.columns;
    let bytes = |column: &'a Option<Vec<u8>>, values: Vec<&'a str>| Coding {
        codes: column.as_ref().map_or(Codes::Missing, |codes| Codes::U8(codes)),
        values: if column.is_some() { values } else { Vec::new() },
    };
    let coded = |column: &'a Option<dataset::Coded>| match column {
        None => Coding { codes: Codes::Missing, values: Vec::new() },
        Some(column) => Coding {
            codes: match &column.codes {
                dataset::Codes::U8(codes) => Codes::U8(codes),
                dataset::Codes::U16(codes) => Codes::U16(codes),
                dataset::Codes::U32(codes) => Codes::U32(codes),
            },
            values: column.values.iter().map(|value| &**value).collect(),
        },
    };
    Some(match dimension {
        Dimension::Channel => bytes(&columns.channel, Channel::ALL.iter().map(|value| value.id()).collect()),
        Dimension::Priority => {
            bytes(&columns.priority, Priority::ALL.iter().map(|value| value.id()).collect())
        }
        Dimension::Status => bytes(&columns.status, Status::ALL.iter().map(|value| value.id()).collect()),
        Dimension::Topic => coded(&columns.topic),
        Dimension::Language => coded(&columns.language),
        Dimension::Team => coded(&columns.team),
        Dimension::AiAgent => Coding {
            codes: Codes::U8(&context.derived.ai_agent),
            values: context.derived.ai_agents.iter().map(String::as_str).collect(),
        },
        Dimension::HandledBy
        | Dimension::Outcome
        | Dimension::Rating
        | Dimension::Done
        | Dimension::Mature
        | Dimension::Reopened
        | Dimension::Returned => return None,
    })
}

/// The value of a dimension that follows from the facts.
pub(crate) fn class_value(dimension: Dimension, facts: &Facts) -> &'static str {
    let yes_or_no = |yes: bool| if yes { "yes" } else { "no" };
    match dimension {
        Dimension::HandledBy => facts.handled_by.map_or(NO_VALUE, |handler| handler.id()),
        Dimension::Outcome => facts.outcome.id(),
        Dimension::Rating => facts.rating.id(),
        Dimension::Done => yes_or_no(facts.is_done),
        Dimension::Mature => yes_or_no(facts.is_mature),
        Dimension::Reopened => facts.is_reopened.map_or(NO_VALUE, yes_or_no),
        Dimension::Returned => facts.is_returned.map_or("unknown", yes_or_no),
        _ => NO_VALUE,
    }
}

/// Rows that pass the row conditions of a filter.
#[derive(Clone)]
pub(crate) enum Passing {
    /// All of so many rows.
    All(usize),
    /// One byte a row, 1 for rows that pass: cheapest where many do.
    Mask(Rc<Vec<u8>>),
    /// The rows that pass: cheapest where few do.
    List(Rc<Vec<u32>>),
}

/// The rows and classes that pass a filter.
pub(crate) struct Selection {
    passing: Passing,
    classes: Vec<bool>,
}

impl Selection {
    /// Applies a filter.
    pub(crate) fn new(context: Context<'_>, filter: &Filter) -> Selection {
        let derived = context.derived;
        let mut classes = vec![true; derived.classes.len()];
        let mut row_conditions = BTreeMap::new();
        for (dimension, values) in &filter.accept {
            if coding(context, *dimension).is_some() {
                row_conditions.insert(*dimension, values.clone());
            } else {
                for (passes, facts) in classes.iter_mut().zip(&derived.classes) {
                    *passes &= values.iter().any(|value| value == class_value(*dimension, facts));
                }
            }
        }
        let key = Key {
            from: filter.from.map(|day| day.0),
            to: filter.to.map(|day| day.0),
            accept: row_conditions,
        };
        let passing = if key.from.is_none() && key.to.is_none() && key.accept.is_empty() {
            Passing::All(derived.class.len())
        } else {
            derived.selections.get(key, |key| passing(context, key))
        };
        Selection { passing, classes }
    }

    /// The rows that pass; classes are not looked at.
    pub(crate) fn passing(&self) -> &Passing {
        &self.passing
    }

    /// For each class, whether it passes.
    pub(crate) fn classes(&self) -> &[bool] {
        &self.classes
    }

    /// Calls `visit(row, passes)` for every row that passes, and for others with 0; classes are not looked at.
    #[inline]
    pub(crate) fn each(&self, mut visit: impl FnMut(usize, u8)) {
        match &self.passing {
            Passing::All(rows) => (0..*rows).for_each(|row| visit(row, 1)),
            Passing::Mask(mask) => mask.iter().enumerate().for_each(|(row, pass)| visit(row, *pass)),
            Passing::List(rows) => rows.iter().for_each(|row| visit(*row as usize, 1)),
        }
    }

    /// As [`Selection::each`], with the row's code; `none` stands for the null.
    #[inline]
    pub(crate) fn each_code(&self, codes: &Codes<'_>, none: usize, mut visit: impl FnMut(usize, usize, u8)) {
        match codes {
            Codes::Missing => self.each(|row, pass| visit(row, none, pass)),
            Codes::U8(codes) => self.each(|row, pass| visit(row, (codes[row] as usize).min(none), pass)),
            Codes::U16(codes) => self.each(|row, pass| visit(row, (codes[row] as usize).min(none), pass)),
            Codes::U32(codes) => self.each(|row, pass| visit(row, (codes[row] as usize).min(none), pass)),
        }
    }
}

/// The part of a filter that rows are looked at for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Key {
    from: Option<i32>,
    to: Option<i32>,
    accept: BTreeMap<Dimension, Vec<String>>,
}

/// Remembers the rows of the last filters: the questions of one screen share them.
#[derive(Default)]
pub(crate) struct Selections {
    kept: RefCell<Vec<(Key, Passing)>>,
}

impl Selections {
    /// A screen asks for its filter with and without its period, for the period before, and for one dimension less.
    const MOST: usize = 6;

    fn get(&self, key: Key, compute: impl FnOnce(&Key) -> Passing) -> Passing {
        let mut kept = self.kept.borrow_mut();
        if let Some(at) = kept.iter().position(|(known, _)| *known == key) {
            let found = kept.remove(at);
            let passing = found.1.clone();
            kept.push(found);
            return passing;
        }
        let passing = compute(&key);
        if kept.len() == Self::MOST {
            kept.remove(0);
        }
        kept.push((key, passing.clone()));
        passing
    }
}

impl Clone for Selections {
    fn clone(&self) -> Self {
        Selections::default()
    }
}

impl std::fmt::Debug for Selections {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Selections({})", self.kept.borrow().len())
    }
}

/// A list pays where at most one row in so many passes.
const LIST_BELOW: usize = 4;

fn passing(context: Context<'_>, key: &Key) -> Passing {
    let mask = mask(context, key);
    let count: usize = mask.chunks(128).map(|chunk| usize::from(chunk.iter().sum::<u8>())).sum();
    if count * LIST_BELOW > mask.len() {
        return Passing::Mask(Rc::new(mask));
    }
    // Every row is written, only those that pass move the end: no branch to guess.
    let mut rows = vec![0_u32; count + 1];
    let mut end = 0;
    for (row, pass) in mask.iter().enumerate() {
        rows[end] = row as u32;
        end += usize::from(*pass);
    }
    rows.truncate(count);
    Passing::List(Rc::new(rows))
}

fn mask(context: Context<'_>, key: &Key) -> Vec<u8> {
    let derived = context.derived;
    let mut mask = period_mask(derived, key.from, key.to);
    for (dimension, accepted) in &key.accept {
        let Some(coding) = coding(context, *dimension) else { continue };
        let by_name: HashMap<&str, usize> =
            coding.values.iter().enumerate().map(|(code, name)| (*name, code)).collect();
        let none = coding.values.len();
        let mut allowed = vec![0_u8; none + 1];
        for value in accepted {
            // A file may hold the very words that stand for "none" here: both are meant.
            if value == NO_VALUE {
                allowed[none] = 1;
            }
            if let Some(code) = by_name.get(value.as_str()) {
                allowed[*code] = 1;
            }
        }
        narrow(&mut mask, &coding, &allowed);
    }
    mask
}

fn narrow(mask: &mut [u8], coding: &Coding<'_>, allowed: &[u8]) {
    let none = coding.values.len();
    match coding.codes {
        Codes::Missing => {
            if allowed[none] == 0 {
                mask.fill(0);
            }
        }
        Codes::U8(codes) => {
            // A full table needs no bounds check.
            let mut table = [allowed[none]; 256];
            let known = none.min(255);
            table[..known].copy_from_slice(&allowed[..known]);
            for (pass, code) in mask.iter_mut().zip(codes) {
                *pass &= table[*code as usize];
            }
        }
        Codes::U16(codes) => {
            for (pass, code) in mask.iter_mut().zip(codes) {
                *pass &= allowed[(*code as usize).min(none)];
            }
        }
        Codes::U32(codes) => {
            debug_assert!(NO_CODE as usize >= none);
            for (pass, code) in mask.iter_mut().zip(codes) {
                *pass &= allowed[(*code as usize).min(none)];
            }
        }
    }
}

fn period_mask(derived: &Derived, from: Option<i32>, to: Option<i32>) -> Vec<u8> {
    let days = derived.last_day.0 - derived.first_day.0 + 1;
    let first = from.map_or(0, |day| day.saturating_sub(derived.first_day.0).clamp(0, days));
    let end = to.map_or(days, |day| day.saturating_sub(derived.first_day.0).clamp(0, days));
    if first >= end {
        return vec![0; derived.day.len()];
    }
    if first == 0 && end == days {
        return vec![1; derived.day.len()];
    }
    let (first, length) = (first as u16, (end - first) as u16);
    derived.day.iter().map(|day| u8::from(day.wrapping_sub(first) < length)).collect()
}

/// Eligible rows that pass a filter, in the order of the file.
pub fn matching_rows(context: Context<'_>, filter: &Filter) -> Vec<u32> {
    let selection = Selection::new(context, filter);
    let derived = context.derived;
    let counted: Vec<bool> = derived
        .classes
        .iter()
        .zip(selection.classes())
        .map(|(facts, passes)| facts.is_eligible && *passes)
        .collect();
    let mut rows = Vec::new();
    selection.each(|row, pass| {
        if pass == 1 && counted[derived.class[row] as usize] {
            rows.push(row as u32);
        }
    });
    rows
}
