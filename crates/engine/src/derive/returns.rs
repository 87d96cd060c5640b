//! When the same requester came back: the next eligible ticket created after a ticket was solved.

use crate::dataset::{Codes, Dataset, NO_CODE, NO_SECS};
use model::settings::ReturnScope;

/// The eligible tickets of customers who wrote more than one, side by side.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Repeats {
    /// Rows, those of a customer in succession.
    pub(crate) rows: Vec<u32>,
    /// Where each customer's rows end.
    pub(crate) ends: Vec<u32>,
}

impl Repeats {
    /// Rows are put in order of requester by counting: one pass to count, one to place.
    pub(crate) fn of(dataset: &Dataset, is_eligible: &[bool]) -> Repeats {
        let Some(requester) = &dataset.columns.requester else { return Repeats::default() };
        let (order, ends) = by_requester(requester, is_eligible);
        let mut repeats = Repeats::default();
        let mut start = 0;
        for end in ends {
            let group = &order[start..end as usize];
            start = end as usize;
            if group.len() > 1 {
                repeats.rows.extend_from_slice(group);
                repeats.ends.push(repeats.rows.len() as u32);
            }
        }
        repeats
    }
}

/// Seconds from each ticket's resolution to the requester's next eligible ticket, [`NO_SECS`] where none is seen.
///
/// Tickets of a requester are put in order of creation, where they are not already. With [`ReturnScope::SameTopic`] only tickets with
/// the same topic follow one another; tickets without a topic are taken for one topic. A return in the same second as the resolution is
/// none: it is as likely the same contact.
pub(crate) fn seconds_to_return(
    dataset: &Dataset,
    scope: ReturnScope,
    repeats: &Repeats,
    created_utc: &[u32],
    resolved_utc: &[u32],
) -> Vec<u32> {
    let rows = created_utc.len();
    let mut returns = vec![NO_SECS; rows];
    let topic = match (scope, &dataset.columns.topic) {
        (ReturnScope::SameTopic, Some(topic)) => Some(&topic.codes),
        _ => None,
    };
    let mut group = Vec::new();
    let mut start = 0;
    for end in &repeats.ends {
        let end = *end as usize;
        group.clear();
        group.extend(repeats.rows[start..end].iter().map(|row| key(topic, created_utc, *row)));
        if !group.is_sorted() {
            sort(&mut group);
        }
        visits(&group, resolved_utc, &mut returns);
        start = end;
    }
    returns
}

/// Topic, creation, row.
type Visit = (u32, u32, u32);

fn key(topic: Option<&Codes>, created_utc: &[u32], row: u32) -> Visit {
    (topic.map_or(0, |topic| topic.get(row as usize)), created_utc[row as usize], row)
}

/// By topic, creation and row.
fn sort(group: &mut [Visit]) {
    let mut times: Vec<(u32, u32)> = (0..).zip(group.iter()).map(|(at, visit)| (visit.1, at)).collect();
    kernels::order::sort_pairs(&mut times);
    let topic = |at: u32| group[at as usize].0;
    let mut order: Vec<(u32, u32)> = (0..).zip(&times).map(|(rank, (_, at))| (topic(*at), rank)).collect();
    kernels::order::sort_pairs(&mut order);
    let sorted: Vec<Visit> =
        order.into_iter().map(|(_, rank)| group[times[rank as usize].1 as usize]).collect();
    group.copy_from_slice(&sorted);
}

/// The tickets of one requester, in order.
fn visits(group: &[Visit], resolved_utc: &[u32], returns: &mut [u32]) {
    for (index, (topic, _, row)) in group.iter().enumerate() {
        let resolved = resolved_utc[*row as usize];
        if resolved == NO_SECS {
            continue;
        }
        let later = &group[index + 1..];
        // Mostly the next one; a busy requester with a long-lived ticket is searched, not walked.
        let is_before = |visit: &Visit| visit.0 == *topic && visit.1 <= resolved;
        let next = if later.first().is_some_and(is_before) { later.partition_point(is_before) } else { 0 };
        if let Some((_, created, _)) = later.get(next).filter(|visit| visit.0 == *topic) {
            returns[*row as usize] = created - resolved;
        }
    }
}

/// Eligible rows of known requesters in order of requester, and the end of each requester's rows.
pub(super) fn by_requester(requester: &[u32], is_eligible: &[bool]) -> (Vec<u32>, Vec<u32>) {
    let counted = |row: usize| requester[row] != NO_CODE && is_eligible[row];
    let most =
        requester.iter().copied().filter(|code| *code != NO_CODE).max().map_or(0, |code| code as usize + 1);
    if most > 4 * requester.len() + 1024 {
        // Codes that are no dense numbers: counting them would take more memory than the data.
        let rows = (0..requester.len()).filter(|row| counted(*row));
        let mut keyed: Vec<(u32, u32)> = rows.map(|row| (requester[row], row as u32)).collect();
        kernels::order::sort_pairs(&mut keyed);
        let order: Vec<u32> = keyed.into_iter().map(|(_, row)| row).collect();
        let groups = order.chunk_by(|a, b| requester[*a as usize] == requester[*b as usize]);
        let ends = groups.scan(0, |end, group| {
            *end += group.len() as u32;
            Some(*end)
        });
        let ends = ends.collect();
        return (order, ends);
    }
    let mut ends = vec![0_u32; most];
    for row in 0..requester.len() {
        if counted(row) {
            ends[requester[row] as usize] += 1;
        }
    }
    let mut total = 0;
    for end in &mut ends {
        total += *end;
        *end = total - *end;
    }
    let mut order = vec![0_u32; total as usize];
    for row in 0..requester.len() {
        if counted(row) {
            let at = &mut ends[requester[row] as usize];
            order[*at as usize] = row as u32;
            *at += 1;
        }
    }
    (order, ends)
}
