//! The columns of joined files: each ticket takes each value from the first of its rows that has one.

use super::super::intern::{Interner, People};
use crate::dataset::{
    Clock, Coded, Codes, Columns, Durations, Flags, Ids, NO_BYTE, NO_CODE, NO_COUNT, NO_ID, NO_SECS,
    RATING_OFFERED, ROW_SWAPS, ROW_ZONED, RatingLevel, Ratings, Tags, Times,
};

/// A row of one of the files.
pub(super) type Member = (u16, u32);

/// The rows of each ticket, best first.
#[derive(Debug, Default)]
pub(super) struct Groups {
    pub(super) members: Vec<Member>,
    pub(super) ends: Vec<u32>,
}

impl Groups {
    pub(super) fn iter(&self) -> impl Iterator<Item = &[Member]> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let group = &self.members[start..*end as usize];
            start = *end as usize;
            group
        })
    }

    fn len(&self) -> usize {
        self.ends.len()
    }
}

/// The first value that is none of `nulls`, for each ticket.
fn first<T: Copy + PartialEq>(columns: &[Option<Vec<T>>], groups: &Groups, null: T) -> Option<Vec<T>> {
    columns.iter().any(Option::is_some).then(|| {
        groups
            .iter()
            .map(|group| {
                let mut found = null;
                for (file, row) in group {
                    let Some(column) = &columns[usize::from(*file)] else { continue };
                    let value = column[*row as usize];
                    if value != null {
                        found = value;
                        break;
                    }
                }
                found
            })
            .collect()
    })
}

/// Takes one column out of every file.
fn take<T>(files: &mut [Columns], column: impl Fn(&mut Columns) -> &mut Option<T>) -> Vec<Option<T>> {
    files.iter_mut().map(|columns| column(columns).take()).collect()
}

type Bytes = fn(&mut Columns) -> &mut Option<Vec<u8>>;

/// Columns of bytes with [`NO_BYTE`] or [`NO_COUNT`] (which are the same) for none.
const BYTES: [Bytes; 13] = [
    |columns| &mut columns.status,
    |columns| &mut columns.priority,
    |columns| &mut columns.channel,
    |columns| &mut columns.reopens,
    |columns| &mut columns.human_replies,
    |columns| &mut columns.customer_messages,
    |columns| &mut columns.ai_replies,
    |columns| &mut columns.ai_outcome,
    |columns| &mut columns.last_word,
    |columns| &mut columns.initiator,
    |columns| &mut columns.ease,
    |columns| &mut columns.effort,
    |columns| &mut columns.recommend,
];
const _: () = assert!(NO_BYTE == NO_COUNT);

const FLAGS: [fn(&mut Columns) -> &mut Option<Flags>; 7] = [
    |columns| &mut columns.rating_offered,
    |columns| &mut columns.ai_involved,
    |columns| &mut columns.ai_resolved,
    |columns| &mut columns.ai_handed_off,
    |columns| &mut columns.ai_assisted,
    |columns| &mut columns.reply_breached,
    |columns| &mut columns.resolution_breached,
];

const CODED: [fn(&mut Columns) -> &mut Option<Coded>; 6] = [
    |columns| &mut columns.topic,
    |columns| &mut columns.language,
    |columns| &mut columns.team,
    |columns| &mut columns.agent,
    |columns| &mut columns.ai_agent,
    |columns| &mut columns.channel_word,
];

const TIMES: [fn(&mut Columns) -> &mut Option<Times>; 7] = [
    |columns| &mut columns.first_reply_at,
    |columns| &mut columns.first_human_reply_at,
    |columns| &mut columns.solved_at,
    |columns| &mut columns.closed_at,
    |columns| &mut columns.updated_at,
    |columns| &mut columns.handed_off_at,
    |columns| &mut columns.due_at,
];

const DURATIONS: [fn(&mut Columns) -> &mut Option<Durations>; 6] = [
    |columns| &mut columns.first_reply_time,
    |columns| &mut columns.resolution_time,
    |columns| &mut columns.reply_business_time,
    |columns| &mut columns.resolution_business_time,
    |columns| &mut columns.next_reply_time,
    |columns| &mut columns.handle_time,
];

/// The columns of all tickets. `people`: the hash of each requester by number, for each file; `instances`: people of different
/// helpdesks are different people. Columns whose durations count by another clock than the first file's are left out and named
/// in `left_out`.
pub(super) fn gather(
    mut files: Vec<Columns>,
    people: &[Vec<u64>],
    instances: &[u8],
    groups: &Groups,
    left_out: &mut Vec<String>,
) -> Columns {
    let files = &mut files[..];
    let mut joined = Columns { id: ids(files, groups), ..Columns::default() };
    for column in BYTES {
        *column(&mut joined) = first(&take(files, column), groups, NO_BYTE);
    }
    joined.rating_comment = comments(&take(files, |columns| &mut columns.rating_comment), groups);
    for column in FLAGS {
        let flags: Vec<_> =
            take(files, column).into_iter().map(|flags| flags.map(|flags| flags.values)).collect();
        *column(&mut joined) = first(&flags, groups, NO_BYTE).map(|values| Flags { values });
    }
    for column in CODED {
        *column(&mut joined) = coded(take(files, column), groups);
    }
    let created = files.iter_mut().map(|columns| Some(std::mem::take(&mut columns.created_at))).collect();
    joined.created_at = times(created, groups).unwrap_or_default();
    for column in TIMES {
        *column(&mut joined) = times(take(files, column), groups);
    }
    for column in DURATIONS {
        *column(&mut joined) = durations(take(files, column), groups, left_out);
    }
    joined.requester = requesters(take(files, |columns| &mut columns.requester), people, instances, groups);
    joined.tags = tags(&take(files, |columns| &mut columns.tags), groups);
    joined.rating = ratings(take(files, |columns| &mut columns.rating), groups);
    joined
}

/// Comments are read again from the record of the ticket: those in another file than it cannot be.
fn comments(files: &[Option<Vec<u8>>], groups: &Groups) -> Option<Vec<u8>> {
    let own = |group: &[Member]| {
        let (file, row) = group.first()?;
        files[usize::from(*file)].as_ref().map(|column| column[*row as usize])
    };
    let all: Vec<u8> = groups.iter().map(|group| own(group).unwrap_or(NO_BYTE)).collect();
    all.iter().any(|comment| *comment != NO_BYTE).then_some(all)
}

fn ids(files: &mut [Columns], groups: &Groups) -> Ids {
    let of_files: Vec<Ids> = files.iter_mut().map(|columns| std::mem::take(&mut columns.id)).collect();
    if of_files.iter().all(|ids| matches!(ids, Ids::RowNumbers)) {
        return Ids::RowNumbers;
    }
    let best = |group: &[Member]| group.first().copied().unwrap_or_default();
    if groups.iter().all(|group| matches!(of_files[usize::from(best(group).0)], Ids::Numbers(_))) {
        let id = |group: &[Member]| match (best(group), &of_files[usize::from(best(group).0)]) {
            ((_, row), Ids::Numbers(ids)) => ids[row as usize],
            _ => NO_ID,
        };
        return Ids::Numbers(groups.iter().map(id).collect());
    }
    let (mut text, mut ends) = (String::new(), Vec::with_capacity(groups.len()));
    for group in groups.iter() {
        let (file, row) = best(group);
        text.push_str(&of_files[usize::from(file)].get(row as usize));
        ends.push(text.len() as u32);
    }
    Ids::Text { text, ends }
}

/// Gives the values of several dictionaries one number each.
#[derive(Default)]
struct Dictionary {
    known: Interner,
    values: Vec<Box<str>>,
}

impl Dictionary {
    fn codes(&mut self, values: &[Box<str>]) -> Vec<u32> {
        values
            .iter()
            .map(|value| {
                let (code, is_new) = self.known.code(value.as_bytes());
                if is_new {
                    self.values.push(value.clone());
                }
                code
            })
            .collect()
    }
}

fn coded(files: Vec<Option<Coded>>, groups: &Groups) -> Option<Coded> {
    let mut dictionary = Dictionary::default();
    let files: Vec<Option<Vec<u32>>> = files
        .into_iter()
        .map(|coded| {
            let coded = coded?;
            let codes = dictionary.codes(&coded.values);
            let code = |row| match coded.codes.get(row) {
                NO_CODE => NO_CODE,
                code => codes[code as usize],
            };
            Some((0..coded.codes.len()).map(code).collect())
        })
        .collect();
    let mut codes = Codes::default();
    first(&files, groups, NO_CODE)?.into_iter().for_each(|code| codes.push(code));
    Some(Coded { codes, values: dictionary.values })
}

fn times(files: Vec<Option<Times>>, groups: &Groups) -> Option<Times> {
    // A column that says nothing has no zone to differ in.
    let says = |times: &Times| times.secs.iter().any(|secs| *secs != NO_SECS);
    let heads: Vec<Times> = files
        .iter()
        .flatten()
        .filter(|times| says(times))
        .map(|times| Times { secs: Vec::new(), row_kinds: Vec::new(), ..*times })
        .collect();
    let mut kinds: Vec<u8> = Vec::new();
    let kind_of = |times: &Times| {
        if times.is_absolute {
            ROW_ZONED
        } else if times.order_read.is_some() {
            ROW_SWAPS
        } else {
            0
        }
    };
    let all_alike = heads.windows(2).all(|pair| kind_of(&pair[0]) == kind_of(&pair[1]));
    let file_kinds: Vec<u8> = files.iter().map(|times| times.as_ref().map_or(0, kind_of)).collect();
    if !all_alike {
        for group in groups.iter() {
            let told = group.iter().find(|(file, row)| {
                files[usize::from(*file)].as_ref().is_some_and(|times| times.secs[*row as usize] != NO_SECS)
            });
            kinds.push(told.map_or(0, |(file, _)| file_kinds[usize::from(*file)]));
        }
    }
    let secs: Vec<Option<Vec<u32>>> = files.into_iter().map(|times| times.map(|times| times.secs)).collect();
    Some(Times {
        secs: first(&secs, groups, NO_SECS)?,
        is_absolute: all_alike && heads.first().is_some_and(|times| times.is_absolute),
        order_read: heads.iter().find_map(|times| times.order_read),
        order_open: heads.iter().map(|times| times.order_open).sum(),
        order_proofs: heads.iter().map(|times| times.order_proofs).sum(),
        is_date_only: !heads.is_empty() && heads.iter().all(|times| times.is_date_only),
        row_kinds: kinds,
    })
}

fn durations(
    files: Vec<Option<Durations>>,
    groups: &Groups,
    left_out: &mut Vec<String>,
) -> Option<Durations> {
    let mut head: Option<(Clock, String)> = None;
    let files: Vec<Option<Vec<u32>>> = files
        .into_iter()
        .map(|durations| {
            let durations = durations?;
            let (clock, _) = head.get_or_insert_with(|| (durations.clock, durations.column.clone()));
            if *clock != durations.clock {
                left_out.push(durations.column);
                return None;
            }
            Some(durations.secs)
        })
        .collect();
    let (clock, column) = head?;
    Some(Durations { secs: first(&files, groups, NO_SECS)?, clock, column })
}

fn requesters(
    files: Vec<Option<Vec<u32>>>,
    people: &[Vec<u64>],
    instances: &[u8],
    groups: &Groups,
) -> Option<Vec<u32>> {
    let mut all = People::default();
    let files: Vec<Option<Vec<u32>>> = files
        .into_iter()
        .zip(people.iter().zip(instances))
        .map(|(numbers, (hashes, instance))| {
            // The customer 7 of one helpdesk is not that of another.
            let salt = u64::from(*instance).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let renumbered: Vec<u32> = hashes.iter().map(|hash| all.number_of_hash(hash ^ salt)).collect();
            let number = |number: u32| renumbered.get(number as usize).copied().unwrap_or(NO_CODE);
            Some(numbers?.into_iter().map(number).collect())
        })
        .collect();
    first(&files, groups, NO_CODE)
}

/// The tags of the best row that has some; rows of one file that carry a tag each count together.
fn tags(files: &[Option<Tags>], groups: &Groups) -> Option<Tags> {
    if files.iter().all(Option::is_none) {
        return None;
    }
    let mut dictionary = Dictionary::default();
    let codes: Vec<Vec<u32>> = files
        .iter()
        .map(|tags| tags.as_ref().map_or_else(Vec::new, |tags| dictionary.codes(&tags.values)))
        .collect();
    let mut joined = Tags::default();
    for group in groups.iter() {
        let start = joined.codes.len();
        let mut from = None;
        for (file, row) in group {
            let Some(tags) = &files[usize::from(*file)] else { continue };
            let found = tags.get(*row as usize);
            if found.is_empty() || from.is_some_and(|from| from != *file) {
                continue;
            }
            from = Some(*file);
            for code in found {
                let code = codes[usize::from(*file)][*code as usize];
                if !joined.codes[start..].contains(&code) {
                    joined.codes.push(code);
                }
            }
        }
        joined.ends.push(joined.codes.len() as u32);
    }
    joined.values = dictionary.values;
    Some(joined)
}

/// One scale where all files use one, else the levels of all, the bad ones first and without numbers.
fn ratings(files: Vec<Option<Ratings>>, groups: &Groups) -> Option<Ratings> {
    let present = || files.iter().flatten().filter(|ratings| !ratings.levels.is_empty());
    let mut scales: Vec<&str> = Vec::new();
    for ratings in present() {
        if !scales.contains(&ratings.scale.as_str()) {
            scales.push(&ratings.scale);
        }
    }
    let is_one = scales.len() < 2;
    let scale = scales.join("; ");
    let mut levels: Vec<RatingLevel> = Vec::new();
    for level in present().flat_map(|ratings| &ratings.levels) {
        let level = RatingLevel { number: level.number.filter(|_| is_one), ..level.clone() };
        if !levels.contains(&level) {
            levels.push(level);
        }
    }
    model::order::sort_by(&mut levels, |a, b| {
        let numbers = a.number.zip(b.number).map_or(std::cmp::Ordering::Equal, |(a, b)| a.total_cmp(&b));
        a.is_good.cmp(&b.is_good).then(numbers)
    });
    let tells_offered = files.iter().flatten().any(|ratings| ratings.tells_offered);
    let mut offered: Vec<Option<Vec<u8>>> = Vec::new();
    let mut given: Vec<Option<Vec<u8>>> = Vec::new();
    for ratings in &files {
        let Some(ratings) = ratings else {
            offered.push(None);
            given.push(None);
            continue;
        };
        let place = |level: &RatingLevel| {
            levels.iter().position(|known| known.label == level.label && known.is_good == level.is_good)
        };
        let new: Vec<u8> =
            ratings.levels.iter().map(|level| place(level).map_or(NO_BYTE, |at| at as u8)).collect();
        let level = |level: &u8| new.get(usize::from(*level)).copied().unwrap_or(NO_BYTE);
        given.push(Some(ratings.level.iter().map(level).collect()));
        let is_offered = |level: &u8| if *level == RATING_OFFERED { RATING_OFFERED } else { NO_BYTE };
        offered.push(Some(ratings.level.iter().map(is_offered).collect()));
    }
    // An answer in any file tells more than that the question was asked.
    let mut level = first(&given, groups, NO_BYTE)?;
    for (level, offered) in level.iter_mut().zip(first(&offered, groups, NO_BYTE)?) {
        if *level == NO_BYTE {
            *level = offered;
        }
    }
    Some(Ratings { level, levels, scale, tells_offered })
}
