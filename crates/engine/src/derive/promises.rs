//! Promises to reply and to solve within some time: kept, broken, or not due yet.
//!
//! What a person set stands in for the file's own word, for all tickets: the two are never mixed. A ticket that was closed without
//! a reply carries no promise of one.

use super::Derived;
use super::times;
use crate::dataset::{Clock, Dataset, Flags, NO_SECS};
use model::outcome::{Priority, Promise};
use model::schedule::Target;
use std::borrow::Cow;

const MET: u8 = Promise::Met as u8;
const BREACHED: u8 = Promise::Breached as u8;
const NOT_DUE: u8 = Promise::NotDue as u8;
/// Beyond the values of [`Promise`].
const NONE: u8 = 3;

/// The first reply and the resolution of each row.
pub(super) fn kept(dataset: &Dataset, derived: &Derived) -> [Vec<u8>; 2] {
    let targets = derived.settings.targets;
    let columns = &dataset.columns;
    let reply = match targets.reply.is_empty() {
        true => match &columns.reply_breached {
            // A file that tells no reply tells at least when it was all over.
            Some(breached) if derived.clocks[0].is_none() => by_word(breached, &derived.resolved_utc),
            Some(breached) => by_word(breached, &derived.first_reply_secs),
            None => vec![NONE; derived.class.len()],
        },
        false => by_target(dataset, derived, &targets.reply, 0),
    };
    let resolution = match (targets.resolution.is_empty(), &columns.resolution_breached, &columns.due_at) {
        (false, ..) => by_target(dataset, derived, &targets.resolution, 1),
        (_, Some(breached), _) => by_word(breached, &derived.resolved_utc),
        (_, None, Some(due)) => {
            let due = times::to_utc(due, &derived.settings, &derived.offsets);
            let judge = |(due, resolved): (&u32, &u32)| match (*due, *resolved) {
                (NO_SECS, _) => NONE,
                (due, NO_SECS) => {
                    if derived.as_of_utc > due {
                        BREACHED
                    } else {
                        NOT_DUE
                    }
                }
                (due, resolved) => {
                    if resolved > due {
                        BREACHED
                    } else {
                        MET
                    }
                }
            };
            due.iter().zip(&derived.resolved_utc).map(judge).collect()
        }
        _ => vec![NONE; derived.class.len()],
    };
    [reply, resolution]
}

/// By the file's word that a promise was broken; `end` is [`NO_SECS`] where the promised thing has not come yet.
fn by_word(breached: &Flags, end: &[u32]) -> Vec<u8> {
    let judge = |(word, end): (&u8, &u32)| match word {
        1 => BREACHED,
        0 if *end == NO_SECS => NOT_DUE,
        0 => MET,
        _ => NONE,
    };
    breached.values.iter().zip(end).map(judge).collect()
}

/// By what was set, on one clock throughout.
fn by_target(dataset: &Dataset, derived: &Derived, target: &Target, which: usize) -> Vec<u8> {
    let calendar = [&derived.first_reply_secs, &derived.resolution_secs][which];
    let business = derived.business_clock().filter(|_| target.is_business);
    let (took, waited) = match &business {
        Some(clock) => {
            let Some(took) = derived.business(dataset, calendar, which) else {
                return vec![NONE; derived.class.len()];
            };
            let now = clock.before(&[derived.as_of_utc])[0];
            let waited =
                clock.before(&derived.created_utc).iter().map(|start| now.saturating_sub(*start)).collect();
            (Cow::Owned(took), waited)
        }
        // Nothing tells how many business hours a ticket has waited, or the file's times are not those of the calendar.
        None if target.is_business || derived.clocks[which] != Some(Clock::Calendar) => {
            return vec![NONE; derived.class.len()];
        }
        None => {
            let waited: Vec<u32> =
                derived.created_utc.iter().map(|start| derived.as_of_utc.saturating_sub(*start)).collect();
            (Cow::Borrowed(calendar), waited)
        }
    };
    // One limit for each urgency, and one for tickets without.
    let limit = |priority: Option<Priority>| {
        target.minutes(priority).map_or(NO_SECS, |minutes| minutes.saturating_mul(60))
    };
    let limits: Vec<u32> =
        Priority::ALL.iter().map(|priority| limit(Some(*priority))).chain([limit(None)]).collect();
    (0..took.len())
        .map(|row| {
            let urgency = dataset.columns.priority.as_ref().map_or(NONE, |column| column[row]);
            let limit = limits[usize::from(urgency).min(limits.len() - 1)];
            match took[row] {
                _ if limit == NO_SECS => NONE,
                NO_SECS if derived.resolved_utc[row] != NO_SECS => NONE,
                NO_SECS if waited[row] > limit => BREACHED,
                NO_SECS => NOT_DUE,
                secs if secs > limit => BREACHED,
                _ => MET,
            }
        })
        .collect()
}
