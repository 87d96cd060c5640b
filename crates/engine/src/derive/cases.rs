//! Everything that a definition of a resolution can ask of a ticket. Tickets of which all of it is equal are one case.
//!
//! Definitions ask for more than the measures do ([`super::Facts`]): the vendor's own word, returns within several windows and on
//! the same topic, how much was written, and what was left out of the eligible set and why. All of that is found out when a
//! definition is first asked for, once for a data set under its settings; a definition then decides on cases, not on rows.

use super::ai::evidence;
use super::classes::Classes;
use super::ladder::Ticket;
use super::recontact::Issue;
use super::{Derived, Tickets};
use crate::dataset::{AiOutcome, Dataset, NO_CODE, NO_COUNT, NO_SECS, Origin};
use crate::ingest::intern::hash_number;
use hashbrown::HashTable;
use model::outcome::{Channel, HandledBy, Outcome, RatingState, Status};

const DAY_SECS: u32 = 86_400;

/// Windows that definitions name, in days.
const NAMED_DAYS: [u32; 5] = [1, 3, 7, 14, 30];
/// The most windows: those, and the one in force.
const MOST_WINDOWS: usize = NAMED_DAYS.len() + 1;

/// Why a ticket is not in the eligible set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LeftOut {
    /// Spam, deleted or merged.
    Removed,
    /// Started by the team or a campaign.
    Outbound,
    /// A test or a preview.
    Test,
    /// Internal.
    Internal,
    /// Created after the day that was set as the last one that is known: no definition asks about it.
    Later,
}

/// What is known of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Case {
    /// Why it is not eligible, if it is not.
    pub(crate) left_out: Option<LeftOut>,
    /// Bits of [`evidence`].
    ai: u8,
    /// The vendor's word for what became of the AI's attempt, where that sign counts.
    pub(crate) vendor: Option<AiOutcome>,
    /// A person took part.
    pub(crate) has_person: bool,
    /// Who handled it; `None`: nobody yet.
    pub(crate) handled_by: Option<HandledBy>,
    /// The rung. Of a ticket that is left out, the one it would stand on.
    pub(crate) outcome: Outcome,
    /// How it was rated.
    pub(crate) rating: RatingState,
    /// Solved or closed.
    pub(crate) is_done: bool,
    /// Reopened; `None`: not told.
    pub(crate) is_reopened: Option<bool>,
    /// How many windows have passed since it was solved.
    pub(crate) passed: u8,
    /// How many windows it outlasted before the customer came back with anything, and with the same topic.
    pub(crate) outlasted: [u8; 2],
    /// It came by e-mail or a form; `None`: not told.
    pub(crate) is_mail: Option<bool>,
    /// Messages of the customer, 2 for more; `None`: not told.
    pub(crate) customer_messages: Option<u8>,
    /// Whether the AI wrote anything; `None`: not told.
    pub(crate) has_ai_reply: Option<bool>,
    /// Which conditions with a value hold, a bit for each; none where cases are not told apart by any.
    pub(crate) marks: u16,
    /// Public replies of people, 2 for more; `None`: not told.
    pub(crate) human_replies: Option<u8>,
    /// It is known who asked.
    pub(crate) has_requester: bool,
    /// Its customer was first seen at least the window in force before.
    pub(crate) is_seen_before: bool,
    /// What it is to its issue.
    pub(crate) issue: Issue,
}

impl Case {
    /// An AI answered.
    pub(crate) fn is_ai(&self) -> bool {
        self.ai & evidence::INVOLVED != 0
    }

    /// It handed over, or tried to.
    pub(crate) fn is_handed_off(&self) -> bool {
        self.ai & evidence::HANDED_OFF != 0
    }

    /// The vendor says that no person was needed.
    pub(crate) fn is_vendor_resolved(&self) -> bool {
        self.ai & evidence::VENDOR_RESOLVED != 0
    }

    /// The vendor says that the customer gave up or said that it did not help.
    pub(crate) fn is_vendor_against(&self) -> bool {
        self.ai & (evidence::VENDOR_ABANDONED | evidence::VENDOR_NEGATIVE) != 0
    }

    /// The same without what nobody asks of it: pairs of tickets of one customer are counted in a table of cases by cases, which
    /// everything asked for at once would make too large for any memory.
    fn as_asked(self, asks: Asks, window: u8, windows: u8) -> Case {
        match asks {
            Asks::Definitions => Case {
                handled_by: None,
                human_replies: None,
                has_requester: false,
                is_seen_before: false,
                issue: Issue::Unknown,
                ..self
            },
            Asks::Followed => Case {
                ai: 0,
                vendor: None,
                has_person: false,
                outcome: Outcome::HumanOnly,
                rating: RatingState::None,
                is_mail: None,
                has_ai_reply: None,
                // Of the windows only the one in force.
                passed: if self.passed > window { window + 1 } else { 0 },
                outlasted: self.outlasted.map(|lasted| if lasted <= window { 0 } else { windows }),
                ..self
            },
        }
    }

    /// All of it as one number.
    fn key(&self) -> u64 {
        let tri = |value: Option<bool>| value.map_or(2, u64::from);
        let mut key = u64::from(self.ai);
        let mut add = |value: u64, bits: u32| key = key << bits | value;
        add(self.left_out.map_or(0, |why| why as u64 + 1), 3);
        add(self.vendor.map_or(0, |word| word as u64 + 1), 4);
        add(u64::from(self.has_person), 1);
        add(self.outcome as u64, 4);
        add(self.rating as u64, 2);
        add(u64::from(self.is_done), 1);
        add(tri(self.is_reopened), 2);
        add(u64::from(self.passed), 3);
        add(u64::from(self.outlasted[0]), 3);
        add(u64::from(self.outlasted[1]), 3);
        add(tri(self.is_mail), 2);
        add(self.customer_messages.map_or(3, u64::from), 2);
        add(tri(self.has_ai_reply), 2);
        add(self.handled_by.map_or(0, |handler| handler as u64 + 1), 2);
        add(self.human_replies.map_or(3, u64::from), 2);
        add(u64::from(self.has_requester), 1);
        add(u64::from(self.is_seen_before), 1);
        add(self.issue as u64, 3);
        key
    }
}

/// What cases are asked for; see [`Case::as_asked`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Asks {
    /// What a definition of a resolution asks.
    #[default]
    Definitions,
    /// What followed: who handled it, replies, returns, issues.
    Followed,
}

/// The cases of a data set.
#[derive(Debug, Clone)]
pub(crate) struct Cases {
    /// Case of each row.
    pub(crate) of_row: Vec<u32>,
    /// The cases.
    pub(crate) all: Vec<Case>,
    windows: Vec<u32>,
    in_force: u32,
}

impl Cases {
    /// Index of the window of so many days, 0 for the one in force.
    pub(crate) fn window(&self, days: u32) -> u8 {
        let days = if days == 0 { self.in_force } else { days };
        self.windows.iter().position(|known| *known == days).unwrap_or(self.windows.len()) as u8
    }

    /// Looks at every ticket.
    pub(crate) fn new(dataset: &Dataset, derived: &Derived, asks: Asks) -> Cases {
        let in_force = derived.settings.return_days;
        let mut windows: Vec<u32> = NAMED_DAYS.to_vec();
        if !windows.contains(&in_force) {
            windows.insert(windows.partition_point(|days| *days < in_force), in_force);
        }
        debug_assert!(windows.len() <= MOST_WINDOWS);
        let place_in_force = windows.iter().position(|days| *days == in_force).unwrap_or_default() as u8;
        let secs: Vec<u32> = windows.iter().map(|days| days.saturating_mul(DAY_SECS)).collect();
        let left_out = left_out(dataset, derived);
        let recontact = derived.recontact(dataset);
        let [any, same] = recontact.returns(derived);
        let columns = &dataset.columns;
        let tells_outcome =
            derived.ai_signs.iter().any(|sign| sign.is_on && sign.id.starts_with("field=ai_outcome"));
        let vendor = columns.ai_outcome.as_ref().filter(|_| tells_outcome);
        let outlasted = |returns: u32| match returns {
            NO_SECS => windows.len() as u8,
            returns => secs.iter().filter(|window| **window < returns).count() as u8,
        };
        let tickets = Tickets::new(dataset, derived);
        let classes = Classes::new(columns.rating.as_ref());
        let count = |column: &Option<Vec<u8>>, row: usize| {
            column.as_ref().map(|column| column[row]).filter(|n| *n != NO_COUNT)
        };
        let mut all: Vec<Case> = Vec::new();
        let mut known: HashTable<(u64, u32)> = HashTable::new();
        let mut of_row = Vec::with_capacity(dataset.rows as usize);
        for row in 0..dataset.rows as usize {
            let rating = tickets.rating(&classes, row);
            let ticket: Ticket = tickets.get(row, classes.is_good(rating));
            let resolved = derived.resolved_utc[row];
            let age = derived.as_of_utc.checked_sub(resolved).filter(|_| ticket.is_done);
            let case = Case {
                left_out: left_out.get(row).copied().flatten(),
                ai: ticket.ai,
                vendor: vendor.and_then(|column| word(column[row])),
                has_person: ticket.touch().is_human(),
                handled_by: ticket.handled_by(),
                outcome: ticket.outcome(),
                rating: classes.state(rating),
                is_done: ticket.is_done,
                is_reopened: ticket.is_reopened,
                passed: age.map_or(0, |age| secs.iter().filter(|window| **window <= age).count() as u8),
                outlasted: [outlasted(any[row]), outlasted(same[row])],
                is_mail: columns
                    .channel_of(row)
                    .map(|channel| matches!(channel, Channel::Email | Channel::WebForm)),
                customer_messages: count(&columns.customer_messages, row).map(|n| n.min(2)),
                has_ai_reply: count(&columns.ai_replies, row).map(|n| n > 0),
                marks: 0,
                human_replies: count(&columns.human_replies, row).map(|n| n.min(2)),
                has_requester: columns.requester.as_ref().is_some_and(|asked| asked[row] != NO_CODE),
                is_seen_before: recontact.is_seen_before[row],
                issue: recontact.issue[row],
            };
            let case = case.as_asked(asks, place_in_force, windows.len() as u8);
            let key = case.key();
            let entry = known.entry(hash_number(key), |other| other.0 == key, |other| hash_number(other.0));
            let number = entry.or_insert_with(|| {
                all.push(case);
                (key, all.len() as u32 - 1)
            });
            of_row.push(number.get().1);
        }
        Cases { of_row, all, windows, in_force }
    }

    /// The same, told apart by further conditions as well, of which each says of every row whether it holds. At most 16.
    pub(crate) fn marked(&self, conditions: &[Vec<u8>]) -> Cases {
        let mut all: Vec<Case> = Vec::new();
        let mut known: HashTable<(u64, u32)> = HashTable::new();
        let number = |(row, case): (usize, &u32)| {
            let marks = conditions
                .iter()
                .enumerate()
                .fold(0_u16, |marks, (at, holds)| marks | u16::from(holds[row]) << at);
            let key = u64::from(*case) << 16 | u64::from(marks);
            let entry = known.entry(hash_number(key), |other| other.0 == key, |other| hash_number(other.0));
            let number = entry.or_insert_with(|| {
                all.push(Case { marks, ..self.all[*case as usize] });
                (key, all.len() as u32 - 1)
            });
            number.get().1
        };
        let of_row = self.of_row.iter().enumerate().map(number).collect();
        Cases { of_row, all, windows: self.windows.clone(), in_force: self.in_force }
    }
}

fn word(value: u8) -> Option<AiOutcome> {
    const WORDS: [AiOutcome; 8] = [
        AiOutcome::Confirmed,
        AiOutcome::Assumed,
        AiOutcome::Contained,
        AiOutcome::Escalated,
        AiOutcome::Abandoned,
        AiOutcome::Negative,
        AiOutcome::ProcedureHandoff,
        AiOutcome::Unknown,
    ];
    WORDS.get(usize::from(value)).copied()
}

/// Why each row is left out; empty where none is.
fn left_out(dataset: &Dataset, derived: &Derived) -> Vec<Option<LeftOut>> {
    let rows = dataset.rows as usize;
    if derived.eligible == rows as u64 {
        return Vec::new();
    }
    let mapping = derived.settings.mapping(&dataset.shape);
    let is_counted =
        |id: &str| mapping.is_some_and(|mapping| mapping.counted.iter().any(|counted| counted == id));
    let mut left_out = vec![None; rows];
    let mut drop = |column: Option<&Vec<u8>>, value: u8, id: &str, why: LeftOut| {
        let Some(column) = column.filter(|_| !is_counted(id)) else { return };
        for (found, left_out) in column.iter().zip(&mut left_out) {
            if *found == value && left_out.is_none() {
                *left_out = Some(why);
            }
        }
    };
    let (status, initiator) = (dataset.columns.status.as_ref(), dataset.columns.initiator.as_ref());
    drop(status, Status::Removed as u8, "removed", LeftOut::Removed);
    drop(initiator, Origin::Outbound as u8, "outbound", LeftOut::Outbound);
    drop(initiator, Origin::Test as u8, "test", LeftOut::Test);
    drop(initiator, Origin::Internal as u8, "internal", LeftOut::Internal);
    for (left_out, class) in left_out.iter_mut().zip(&derived.class) {
        if left_out.is_none() && !derived.classes[usize::from(*class)].is_eligible {
            *left_out = Some(LeftOut::Later);
        }
    }
    left_out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_tickets::Table;

    /// What a vendor bills may be a test; what came after the last day that is known is not looked at.
    #[test]
    fn a_later_ticket_is_left_out_for_that_reason_alone() {
        let text = "created solved ai status\n0 0+1 yes solved\n5 5+1 yes removed\n5 5+1 yes solved\n";
        let table = Table::new(text, 3);
        let cases = Cases::new(&table.dataset, &table.derived, Asks::Definitions);
        let why: Vec<Option<LeftOut>> =
            cases.of_row.iter().map(|case| cases.all[*case as usize].left_out).collect();
        assert_eq!(why, [None, Some(LeftOut::Removed), Some(LeftOut::Later)]);
    }

    #[test]
    fn a_ticket_left_out_is_a_case_of_its_own() {
        let table = Table::new(
            "created solved ai status\n0 0+1 yes solved\n0 0+1 yes removed\n0 0+1 yes solved\n",
            60,
        );
        let cases = Cases::new(&table.dataset, &table.derived, Asks::Definitions);
        assert_eq!(cases.of_row, [0, 1, 0]);
        assert_eq!(cases.all[0].left_out, None);
        assert_eq!(cases.all[1].left_out, Some(LeftOut::Removed));
        assert!(cases.all[1].is_ai(), "it is known all the same");
    }

    #[test]
    fn windows_passed_and_outlasted() {
        // Solved on day 0 at 13:00; the file knows everything up to the end of day 10. Back after two days, and after nine with
        // the same topic.
        let table = Table::new(
            "created solved ai requester topic\n0 0+1 yes ann shoes\n2+1 2+2 yes ann boots\n9+1 - yes ann shoes\n",
            10,
        );
        let cases = Cases::new(&table.dataset, &table.derived, Asks::Definitions);
        let case = |row: usize| cases.all[cases.of_row[row] as usize];
        assert_eq!((case(0).passed, case(0).outlasted), (3, [1, 3]));
        assert_eq!((case(1).passed, case(1).outlasted), (3, [2, 5]));
        assert_eq!((case(2).passed, case(2).is_done), (0, false));
        assert_eq!((cases.window(1), cases.window(7), cases.window(0)), (0, 2, 2));
    }
}
