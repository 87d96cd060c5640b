//! Which rows pass a filter.
//!
//! Dimensions of two kinds: those that a row carries as a code (channel, topic …) make one byte a row, 1 for rows that pass; those
//! that follow from a ticket's facts (outcome, rating …) only choose among the classes and cost nothing a row.

use super::Context;
use super::customers::{Pair, Sampled};
use super::judged::Judged;
use super::recent::Recent;
use crate::dataset;
use crate::derive::day_rows::Stretch;
use crate::derive::{Derived, Facts};
use kernels::{Codes, Rows, mask};
use model::definition::Verdict;
use model::filter::{Dimension, Filter, LONG_COMMENT, NO_VALUE, SHORT_COMMENT};
use model::outcome::{Channel, Priority, Promise, Status};
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

/// The days of the week as in a filter.
pub(crate) const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// The hours of the day as in a filter.
pub(crate) const HOURS: [&str; 24] = [
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18",
    "19", "20", "21", "22", "23",
];

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

    /// The codes that a value in a filter means. A file may hold the very words that stand for "none": both are meant.
    pub(crate) fn codes_of(&self, value: &str) -> impl Iterator<Item = usize> {
        let none = (value == NO_VALUE).then_some(self.values.len());
        none.into_iter().chain(self.values.iter().rposition(|name| *name == value))
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
        Dimension::Comment => bytes(&columns.rating_comment, vec![SHORT_COMMENT, LONG_COMMENT]),
        Dimension::Status => bytes(&columns.status, Status::ALL.iter().map(|value| value.id()).collect()),
        Dimension::Topic => coded(&columns.topic),
        Dimension::Language => coded(&columns.language),
        Dimension::Team => coded(&columns.team),
        Dimension::Source => {
            let sources = context.derived.sources(context.dataset);
            let codes = if sources.names.is_empty() { Codes::Missing } else { Codes::U8(&sources.of_row) };
            Coding { codes, values: sources.names.iter().map(String::as_str).collect() }
        }
        Dimension::AiAgent => Coding {
            codes: Codes::U8(&context.derived.ai_agent),
            values: context.derived.ai_agents.iter().map(String::as_str).collect(),
        },
        Dimension::Weekday | Dimension::Hour => {
            let [weekday, hour] = context.derived.hours(context.dataset);
            match dimension {
                Dimension::Weekday => Coding { codes: Codes::U8(weekday), values: WEEKDAYS.to_vec() },
                _ => Coding { codes: Codes::U8(hour), values: HOURS.to_vec() },
            }
        }
        Dimension::ReplySla | Dimension::ResolutionSla => {
            let [reply, resolution] = context.derived.promises(context.dataset);
            Coding {
                codes: Codes::U8(if dimension == Dimension::ReplySla { reply } else { resolution }),
                values: Promise::ALL.iter().map(|value| value.id()).collect(),
            }
        }
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
    /// All rows of a stretch.
    Stretch(Range<u32>),
    /// The rows that pass, beside their mask.
    List(Rc<Vec<u32>>, Rc<Vec<u8>>),
}

/// The rows and classes that pass a filter.
pub(crate) struct Selection {
    /// What the rows were chosen by.
    pub(super) key: Key,
    passing: Passing,
    classes: Vec<bool>,
    /// Whether a definition in the filter also speaks of tickets that are not eligible.
    with_left_out: bool,
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
                    // Of a ticket that is not eligible nothing is told.
                    *passes &= facts.is_eligible
                        && values.iter().any(|value| value == class_value(*dimension, facts));
                }
            }
        }
        let judged = &derived.remembered.judged;
        let with_left_out =
            filter.judged.keys().any(|id| judged.known_verdicts(id).is_some_and(|found| found.with_left_out));
        let key = Key {
            from: filter.from.map(|day| day.0),
            to: filter.to.map(|day| day.0),
            accept: row_conditions,
            judged: filter.judged.clone(),
        };
        let period = period(derived, &key);
        let passing = if period.1.is_whole && key.accept.is_empty() && key.judged.is_empty() {
            Passing::Stretch(period.1.rows.start as u32..period.1.rows.end as u32)
        } else {
            derived.remembered.passing.get(MOST_PASSING, key.clone(), |key| passing(context, key, period))
        };
        Selection { key, passing, classes, with_left_out }
    }

    /// The rows that pass; classes are not looked at.
    pub(crate) fn rows(&self) -> Rows<'_> {
        match &self.passing {
            Passing::Stretch(rows) => Rows::Stretch(rows.start, rows.end),
            Passing::List(rows, mask) => Rows::List(rows, mask),
        }
    }

    /// How many rows pass; classes are not looked at.
    pub(crate) fn passing_rows(&self) -> usize {
        self.rows().count()
    }

    /// For each class, whether it passes.
    pub(crate) fn classes(&self) -> &[bool] {
        &self.classes
    }

    /// For each class, 1 if its tickets are eligible and pass, else 0. Tickets that are not eligible count where a definition in
    /// the filter speaks of them.
    pub(crate) fn counted(&self, derived: &Derived) -> Vec<u8> {
        self.counted_with(derived, self.with_left_out)
    }

    /// The same, with or without the tickets that are not eligible.
    pub(crate) fn counted_with(&self, derived: &Derived, with_left_out: bool) -> Vec<u8> {
        let classes = derived.classes.iter().zip(&self.classes);
        classes.map(|(facts, passes)| u8::from((facts.is_eligible || with_left_out) && *passes)).collect()
    }
}

/// The part of a filter that rows are looked at for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    from: Option<i32>,
    to: Option<i32>,
    accept: BTreeMap<Dimension, Vec<String>>,
    judged: BTreeMap<String, Vec<Verdict>>,
}

/// What is remembered of a data set under its settings.
#[derive(Debug, Clone, Default)]
pub(crate) struct Remembered {
    passing: Recent<Key, Passing>,
    /// Rows by day and class.
    pub(super) days: Recent<Key, Rc<Vec<u32>>>,
    /// Rows by code and class.
    pub(super) values: Recent<(Key, Dimension), Rc<Vec<u32>>>,
    /// Tickets of customers who came back, by how many customers each stands for; and those among few that pass.
    pub(super) sampled: Recent<usize, Rc<Sampled>>,
    pub(super) customers: Recent<Key, Rc<Sampled>>,
    /// Pairs of tickets of one customer by class.
    pub(super) pairs: Recent<Key, Rc<Vec<Pair>>>,
    /// Rows by stratum and by what each class is taken for.
    pub(super) strata: Recent<(Key, Vec<u8>), Rc<Vec<u32>>>,
    /// Which windows each row outlasted, by the longest.
    pub(super) windows: Recent<u32, Rc<Vec<u32>>>,
    /// What definitions say.
    pub(crate) judged: Judged,
}

/// A screen asks for its filter with and without its period, for the period before, and for one dimension less.
const MOST_PASSING: usize = 6;

fn passing(context: Context<'_>, key: &Key, (days, stretch): (Range<usize>, Stretch)) -> Passing {
    let derived = context.derived;
    // What lies outside of the period is not looked at.
    let Stretch { rows, is_whole } = stretch;
    let mut mask = vec![0; derived.day.len()];
    let within = &mut mask[rows.clone()];
    if is_whole {
        within.fill(1);
    } else {
        mask::of_days(within, &derived.day[rows.clone()], days.start as u16, days.len() as u16);
    }
    narrow(context, key, rows.clone(), within);
    let rows = mask::list(within, mask::count(within), rows.start as u32);
    Passing::List(Rc::new(rows), Rc::new(mask))
}

/// Narrows the mask of a stretch of rows by the other conditions.
fn narrow(context: Context<'_>, key: &Key, stretch: Range<usize>, passes: &mut [u8]) {
    for (dimension, accepted) in &key.accept {
        let Some(coding) = coding(context, *dimension) else { continue };
        let none = coding.values.len();
        let mut allowed = vec![0_u8; none + 1];
        for value in accepted {
            coding.codes_of(value).for_each(|code| allowed[code] = 1);
        }
        mask::narrow(passes, coding.codes.part(stretch.clone()), &allowed);
    }
    for (id, accepted) in &key.judged {
        let Some(verdicts) = context.derived.remembered.judged.known_verdicts(id) else {
            // What is not known says nothing.
            passes.fill(0);
            continue;
        };
        let mut allowed: Vec<u8> =
            verdicts.of_case.iter().map(|verdict| u8::from(accepted.contains(verdict))).collect();
        allowed.push(0);
        mask::narrow(passes, Codes::U32(&verdicts.cases.of_row[stretch.clone()]), &allowed);
    }
}

/// The days of the period, counted from the file's first, and the stretch that holds all of their rows.
fn period(derived: &Derived, key: &Key) -> (Range<usize>, Stretch) {
    let days = derived.last_day.0 - derived.first_day.0 + 1;
    let first = key.from.map_or(0, |day| day.saturating_sub(derived.first_day.0).clamp(0, days));
    let end = key.to.map_or(days, |day| day.saturating_sub(derived.first_day.0).clamp(0, days));
    let days = first as usize..end.max(first) as usize;
    (days.clone(), derived.day_rows.stretch(days))
}

/// Eligible rows that pass a filter, in the order of the file.
pub fn matching_rows(context: Context<'_>, filter: &Filter) -> Vec<u32> {
    let selection = Selection::new(context, filter);
    mask::matching(selection.rows(), &context.derived.class, &selection.counted(context.derived))
}
