//! Which rows of several files are of the same ticket, and which files are of the same helpdesk.

use super::super::assemble::Part;
use super::super::ids::is_rounded;
use super::super::intern::{hash_bytes, hash_number};
use super::super::kind::Kind;
use crate::dataset::{Dataset, Ids, NO_ID, NO_SECS};
use hashbrown::{HashMap, HashTable};

/// No ticket can be told.
pub(super) const NO_KEY: u64 = 0;
/// Two clocks of one instant lie at most so far apart …
const FARTHEST_ZONES_SECS: u32 = 26 * 3600;
/// … and by a multiple of so much.
const ZONE_STEP_SECS: u32 = 15 * 60;
const DAY_SECS: u32 = 86_400;

fn of_number(number: u64) -> u64 {
    hash_number(number).max(1)
}

/// What stands for an id.
pub(super) fn of_text(text: &str) -> u64 {
    match text.parse::<u64>() {
        _ if text.is_empty() || is_rounded(text.as_bytes()) => NO_KEY,
        Ok(number) if number.to_string() == text => of_number(number),
        _ => hash_bytes(text.as_bytes()).max(1),
    }
}

/// What stands for the id of each row, the same in every file; [`NO_KEY`] where there is none.
pub(super) fn of_rows(dataset: &Dataset) -> Vec<u64> {
    match &dataset.columns.id {
        Ids::RowNumbers => vec![NO_KEY; dataset.rows as usize],
        Ids::Numbers(ids) => {
            ids.iter().map(|id| if *id == NO_ID { NO_KEY } else { of_number(*id) }).collect()
        }
        Ids::Text { .. } => {
            (0..dataset.rows as usize).map(|row| of_text(&dataset.columns.id.get(row))).collect()
        }
    }
}

/// Tickets by helpdesk and id.
#[derive(Default)]
pub(super) struct Known {
    table: HashTable<(u64, u32)>,
}

impl Known {
    fn salted(instance: u8, key: u64) -> u64 {
        hash_number(key ^ (u64::from(instance) << 56))
    }

    /// The ticket of that id.
    pub(super) fn get(&self, instance: u8, key: u64) -> Option<u32> {
        let hash = Self::salted(instance, key);
        let found = self.table.find(hash, |entry| entry.0 == hash)?;
        (key != NO_KEY).then_some(found.1)
    }

    /// Notes a ticket.
    pub(super) fn insert(&mut self, instance: u8, key: u64, ticket: u32) {
        let hash = Self::salted(instance, key);
        self.table.insert_unique(hash, (hash, ticket), |entry| entry.0);
    }
}

/// How two files of tickets relate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Overlap {
    /// Ids that both have.
    pub(super) shared: u64,
    /// Those of them that were created at the same time in both.
    pub(super) agreeing: u64,
}

/// One helpdesk's account, as far as the files tell.
pub(super) struct Instance {
    /// `None`: no file of it was recognised.
    product: Option<String>,
    /// Its files of tickets.
    pub(super) files: Vec<usize>,
    /// Their rows by their keys: the hash, the file and the row of each …
    rows: HashTable<(u64, u32, u32)>,
    /// … for the first so many files. The last one's are entered when another comes.
    entered: usize,
}

impl Instance {
    /// How a file relates to each of these files that it shares ids with.
    fn overlaps(&mut self, at: usize, parts: &[Part], keys: &[Vec<u64>]) -> HashMap<u32, Overlap> {
        let entered = std::mem::replace(&mut self.entered, self.files.len());
        for file in self.files[entered..].iter().copied() {
            for (row, key) in keys[file].iter().enumerate().filter(|(_, key)| **key != NO_KEY) {
                let hash = hash_number(*key);
                self.rows.insert_unique(hash, (hash, file as u32, row as u32), |entry| entry.0);
            }
        }
        let mut overlaps: HashMap<u32, Overlap> = HashMap::new();
        for (row, key) in keys[at].iter().enumerate().filter(|(_, key)| **key != NO_KEY) {
            let hash = hash_number(*key);
            for (_, file, other) in self.rows.iter_hash(hash).filter(|entry| entry.0 == hash) {
                let overlap = overlaps.entry(*file).or_default();
                overlap.shared += 1;
                let is_agreeing =
                    agree(&parts[at].dataset, row, &parts[*file as usize].dataset, *other as usize);
                overlap.agreeing += u64::from(is_agreeing);
            }
        }
        overlaps
    }
}

/// The product that made a file; `None` for tables of unknown make.
fn product(part: &Part) -> Option<String> {
    let format = super::super::formats::FORMATS
        .iter()
        .find(|format| format.info().id == part.dataset.format)
        .filter(|_| part.dataset.format != "generic")?;
    Some(format.info().product)
}

fn may_be_one(a: &Option<String>, b: &Option<String>) -> bool {
    a.is_none() || b.is_none() || a == b
}

/// Assigns every file to a helpdesk's account: files of the same make are of one unless they know the same ids as tickets that were
/// created at other times; a table of unknown make belongs where its ids are found.
pub(super) fn instances(parts: &[Part], keys: &[Vec<u64>]) -> (Vec<u8>, Vec<Instance>, Vec<Overlap>) {
    let mut instances: Vec<Instance> = Vec::new();
    let mut of_part = vec![0; parts.len()];
    let mut overlaps = vec![Overlap::default(); parts.len()];
    let tickets = |part: &&(usize, &Part)| part.1.kind == Kind::Tickets;
    let all: Vec<(usize, &Part)> = parts.iter().enumerate().collect();
    for (at, part) in all.iter().filter(tickets) {
        let product = product(part);
        let mut chosen: Option<(usize, Overlap)> = None;
        for (number, instance) in instances.iter_mut().enumerate() {
            if !may_be_one(&product, &instance.product) {
                continue;
            }
            let overlaps = instance.overlaps(*at, parts, keys).into_iter();
            let overlap = overlaps.max_by_key(|(file, overlap)| (overlap.shared, *file));
            let overlap = overlap.map(|(_, overlap)| overlap).unwrap_or_default();
            let is_one = if overlap.shared == 0 {
                product == instance.product
            } else {
                2 * overlap.agreeing >= overlap.shared
            };
            if is_one && chosen.is_none_or(|(_, best)| overlap.shared > best.shared) {
                chosen = Some((number, overlap));
            }
        }
        let number = match chosen {
            Some((number, overlap)) => {
                overlaps[*at] = overlap;
                number
            }
            None => {
                instances.push(Instance {
                    product: None,
                    files: Vec::new(),
                    rows: HashTable::new(),
                    entered: 0,
                });
                instances.len() - 1
            }
        };
        let instance = &mut instances[number];
        instance.product = instance.product.take().or(product);
        instance.files.push(*at);
        of_part[*at] = number as u8;
    }
    for (at, part) in all.iter().filter(|part| !tickets(part)) {
        let product = product(part);
        let mut best: Option<(u64, usize)> = None;
        for (number, instance) in instances.iter_mut().enumerate() {
            if may_be_one(&product, &instance.product) {
                let shared = instance.overlaps(*at, parts, keys).values().map(|overlap| overlap.shared).sum();
                if best.is_none_or(|(most, _)| shared > most) {
                    best = Some((shared, number));
                }
            }
        }
        of_part[*at] = best.map_or(0, |(_, number)| number as u8);
    }
    for instance in &mut instances {
        instance.rows = HashTable::new();
    }
    (of_part, instances, overlaps)
}

/// Whether two rows were created at the same time, as far as their files can tell.
fn agree(a: &Dataset, row: usize, b: &Dataset, other: usize) -> bool {
    let (a, b) = (&a.columns.created_at, &b.columns.created_at);
    let is_coarse = a.is_date_only || b.is_date_only;
    let is_other_clock = a.is_absolute != b.is_absolute;
    let (one, other) = (a.secs[row], b.secs[other]);
    let apart = one.abs_diff(other);
    // A minute more or less is how an export rounds.
    let is_near = |apart: u32| apart <= 60;
    match (one, other) {
        (NO_SECS, _) | (_, NO_SECS) => true,
        _ if is_coarse => apart <= DAY_SECS + if is_other_clock { FARTHEST_ZONES_SECS } else { 0 },
        _ if is_other_clock => {
            apart <= FARTHEST_ZONES_SECS
                && (is_near(apart % ZONE_STEP_SECS) || is_near(ZONE_STEP_SECS - apart % ZONE_STEP_SECS))
        }
        _ => is_near(apart),
    }
}
