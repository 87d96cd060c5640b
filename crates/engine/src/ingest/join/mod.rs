//! Several files become one data set.
//!
//! Every file was read by itself. Rows of the same helpdesk and the same ticket id become one ticket. Of several rows the one
//! that was changed last tells what it can, and what it leaves empty is told by the next; where nothing tells which is later, the
//! file that was given later goes first. Details and ratings come after all tickets. What belongs to no ticket is set aside, and
//! everything is counted: rows read = tickets + set aside.

mod columns;
mod keys;
mod many;

use super::assemble::Part;
use super::kind::Kind;
use super::ledger::Entries;
use crate::dataset::{Dataset, Joined, JoinedFile, NO_SECS, Places, Reread};
use columns::{Groups, Member, gather};
use keys::{Known, NO_KEY};
use model::error::{Place, Problem, ProblemKind};
use model::field::Field;
use model::import::{Certainty, Decision, FileSummary, ImportSummary, Ledger, SetAside};
use model::units::{counted, grouped};

pub(crate) use many::told;

/// Set aside: nothing to belong to.
const ORPHAN: &str = "belongs to a ticket that is in none of the files";
/// Set aside: the ticket is there already.
const MERGED: &str = "another version of a ticket, from another file: merged into it";
/// Set aside: not lost.
const TOLD: &str = "details, messages, ratings and people of tickets: joined to them";
/// Set aside: an organisation is no ticket, though it was created.
const FOREIGN: &str = "of a file that holds no tickets";
/// Set aside: a ticket needs it.
const UNDATED: &str = "no time of creation";

/// A file that could not be read.
pub(crate) struct Unread {
    /// Its place among the files.
    pub(crate) at: usize,
    /// Its name.
    pub(crate) name: String,
    /// Its size.
    pub(crate) bytes: u64,
    /// Why.
    pub(crate) problem: Problem,
}

/// What became of the rows of one file.
#[derive(Debug, Clone, Copy, Default)]
struct Fate {
    tickets: u64,
    merged: u64,
    told: u64,
    orphans: u64,
    foreign: u64,
    undated: u64,
}

impl Fate {
    fn add(&mut self, other: &Fate) {
        self.tickets += other.tickets;
        self.merged += other.merged;
        self.told += other.told;
        self.orphans += other.orphans;
        self.foreign += other.foreign;
        self.undated += other.undated;
    }
}

/// Joins the files that could be read. `unread`: the others, in order.
pub(crate) fn join(mut parts: Vec<Part>, unread: Vec<Unread>) -> Result<Dataset, Problem> {
    sift(&mut parts);
    promote(&mut parts)?;
    let keys: Vec<Vec<u64>> = parts.iter().map(|part| keys::of_rows(&part.dataset)).collect();
    let (instances, accounts, overlaps) = keys::instances(&parts, &keys);
    let mut fates = vec![Fate::default(); parts.len()];
    let (groups, tickets) = group(&parts, &keys, &instances, &mut fates);
    if tickets == 0 {
        return Err(no_tickets(&parts));
    }
    name_agents(&mut parts, &keys);
    let (told, told_of) = decisions(&parts, &fates, &overlaps, accounts.len(), &instances);
    let mut left_out = Vec::new();
    let mut sources = Vec::new();
    let mut people = Vec::new();
    for part in &mut parts {
        let mut columns = std::mem::take(&mut part.dataset.columns);
        match part.kind {
            Kind::Tickets => {}
            // When somebody rated is not when the ticket changed.
            Kind::Ratings => (columns.updated_at, columns.created_at) = Default::default(),
            Kind::Details | Kind::Events | Kind::Messages => columns.created_at = Default::default(),
            Kind::People | Kind::Other => columns = Default::default(),
        }
        let rows = part.dataset.rows as usize;
        columns.created_at.secs.resize(rows, NO_SECS);
        sources.push(columns);
        people.push(std::mem::take(&mut part.people));
    }
    let columns = gather(sources, &people, &instances, &groups, &mut left_out);
    let first = parts.iter().position(|part| part.kind == Kind::Tickets).unwrap_or_default();
    let row_of: Vec<Member> = groups.iter().map(|group| group.first().copied().unwrap_or_default()).collect();
    let mut files: Vec<JoinedFile> = Vec::new();
    let mut of_part: Vec<u16> = vec![0; parts.len()];
    let mut warnings: Vec<String> = Vec::new();
    let mut ai_tags = Vec::new();
    let mut unread = unread.into_iter().peekable();
    let mut dataset = Dataset {
        rows: tickets,
        columns,
        format: parts[first].dataset.format,
        candidates: parts[first].dataset.candidates.clone(),
        // What a person said of the first file holds for the AI and the clocks of all.
        shape: parts[first].dataset.shape.clone(),
        words: Vec::new(),
        zone_in_file: zone(&parts, &mut warnings),
        bytes: 0,
        name: String::new(),
        is_sample: false,
        places: Places::default(),
        reread: Reread::default(),
        decisions: Vec::new(),
        file_columns: parts[first].dataset.file_columns.clone(),
        ledger: ledger(&parts, &fates, tickets),
        warnings: Vec::new(),
        ai_tags: Vec::new(),
        joined: None,
    };
    for (at, part) in parts.into_iter().enumerate() {
        while let Some(file) = unread.next_if(|file| file.at <= files.len()) {
            files.push(not_read(file, &mut warnings));
        }
        let Part { dataset: mut source, kind, .. } = part;
        if kind == Kind::People {
            // Most of them are customers.
            source.file_columns.iter_mut().for_each(|column| column.samples.clear());
        }
        for warning in source.warnings.into_iter().filter(|_| kind == Kind::Tickets) {
            if !warnings.contains(&warning) {
                warnings.push(warning);
            }
        }
        for tag in source.ai_tags.into_iter().filter(|_| kind == Kind::Tickets) {
            if !ai_tags.contains(&tag) {
                ai_tags.push(tag);
            }
        }
        dataset.bytes += source.bytes;
        of_part[at] = files.len() as u16;
        files.push(JoinedFile {
            summary: FileSummary {
                files: 1,
                holds: kind.words().to_string(),
                joined: told[told_of[at]].reason.clone(),
                problem: None,
                read: ImportSummary {
                    name: source.name,
                    bytes: source.bytes,
                    format: source.format.to_string(),
                    shape: source.shape,
                    candidates: source.candidates,
                    decisions: source.decisions,
                    columns: source.file_columns,
                    words: source.words,
                    ledger: source.ledger,
                    ..ImportSummary::default()
                },
            },
            places: source.places,
            reread: source.reread,
        });
    }
    files.extend(unread.map(|file| not_read(file, &mut warnings)));
    if !left_out.is_empty() {
        warnings.push(format!(
            "Not used, because it counts by another clock than the same column of another file: {}.",
            left_out.join(", ")
        ));
    }
    let main = &files[usize::from(of_part[first])].summary.read.name;
    dataset.name = match files.len() {
        1 => main.clone(),
        _ => format!("{main} and {}", counted(files.len() as u64 - 1, "more file")),
    };
    dataset.decisions = told;
    // What was decided in one file is told beside its name; how its text is written, in its own account only.
    const OF_TEXT: [&str; 6] = ["format", "encoding", "delimiter", "quote", "header", "records"];
    dataset.decisions.extend(many::once(files.iter().map(|file| {
        let read = &file.summary.read;
        let is_told = |decision: &&Decision| !OF_TEXT.contains(&decision.id.as_str());
        (read.name.as_str(), read.decisions.iter().filter(is_told))
    })));
    dataset.warnings = warnings;
    dataset.ai_tags = ai_tags;
    let row_of = row_of.into_iter().map(|(part, row)| (of_part[usize::from(part)], row)).collect();
    dataset.joined = Some(Box::new(Joined { files, row_of }));
    Ok(dataset)
}

/// Where a file tells of tickets what only tickets have, a file that knows none of it holds something else: whole accounts are
/// exported with their groups, organisations and macros, which have ids and times of creation as well.
fn sift(parts: &mut [Part]) {
    let tells = |part: &Part| {
        part.dataset.file_columns.iter().any(|column| {
            // Whoever says when the tickets of a file were created says that it holds some.
            let is_said = column.is_override && column.field == Some(Field::CreatedAt);
            is_said || column.field.is_some_and(is_of_tickets_only)
        })
    };
    if parts.iter().any(|part| part.kind == Kind::Tickets && tells(part)) {
        for part in parts.iter_mut().filter(|part| part.kind == Kind::Tickets) {
            if !tells(part) {
                part.kind = Kind::Other;
            }
        }
    }
}

/// Ids, times of creation and change, names, tags, groups and languages are no sign of a ticket.
fn is_of_tickets_only(field: Field) -> bool {
    !matches!(
        field,
        Field::Id
            | Field::CreatedAt
            | Field::UpdatedAt
            | Field::Subject
            | Field::Description
            | Field::Tags
            | Field::Team
            | Field::Topic
            | Field::Language
    )
}

/// Where no file holds tickets, what belongs to tickets stands for them: an export of ratings alone still tells its tickets.
fn promote(parts: &mut [Part]) -> Result<(), Problem> {
    if parts.iter().any(|part| part.kind == Kind::Tickets) {
        return Ok(());
    }
    let is_dated = |part: &Part| part.dataset.columns.created_at.secs.iter().any(|secs| *secs != NO_SECS);
    let kinds = [Kind::Messages, Kind::Events, Kind::Details, Kind::Ratings];
    let kind = kinds.into_iter().find(|kind| parts.iter().any(|part| part.kind == *kind && is_dated(part)));
    let Some(kind) = kind else { return Err(no_tickets(parts)) };
    for part in parts.iter_mut().filter(|part| part.kind == kind && is_dated(part)) {
        part.kind = Kind::Tickets;
    }
    Ok(())
}

fn no_tickets(parts: &[Part]) -> Problem {
    let held: Vec<String> =
        parts.iter().map(|part| format!("{} holds {}", part.dataset.name, part.kind.words())).collect();
    Problem {
        kind: ProblemKind::NothingKept,
        what: "None of the files holds tickets.".into(),
        place: Place { file: parts.first().map(|part| part.dataset.name.clone()), line: None, column: None },
        why: Some(format!("{}.", held.join(", "))),
        next: "Export the tickets themselves, one row for each with its time of creation, and drop that file together with these."
            .into(),
        kept: None,
        table: None,
    }
}

/// The rows of each ticket, best first, and how many tickets there are. Tickets stand in the order in which they first appear.
fn group(parts: &[Part], keys: &[Vec<u64>], instances: &[u8], fates: &mut [Fate]) -> (Groups, u32) {
    const NONE: u32 = u32::MAX;
    let mut known = Known::default();
    let mut tickets = 0_u32;
    let mut ticket_of: Vec<Vec<u32>> = keys.iter().map(|keys| vec![NONE; keys.len()]).collect();
    let is_ticket = |at: &usize| parts[*at].kind == Kind::Tickets;
    for at in (0..parts.len()).filter(is_ticket) {
        let created = &parts[at].dataset.columns.created_at.secs;
        for (row, key) in keys[at].iter().enumerate() {
            if created[row] == NO_SECS {
                fates[at].undated += 1;
                continue;
            }
            let ticket = known.get(instances[at], *key);
            if ticket.is_none() {
                if *key != NO_KEY {
                    known.insert(instances[at], *key, tickets);
                }
                tickets += 1;
            }
            ticket_of[at][row] = ticket.unwrap_or(tickets - 1);
        }
    }
    for at in (0..parts.len()).filter(|at| !is_ticket(at)) {
        for (row, key) in keys[at].iter().enumerate() {
            match known.get(instances[at], *key) {
                _ if parts[at].kind == Kind::People => fates[at].told += 1,
                _ if parts[at].kind == Kind::Other => fates[at].foreign += 1,
                Some(ticket) => {
                    fates[at].told += 1;
                    ticket_of[at][row] = ticket;
                }
                None => fates[at].orphans += 1,
            }
        }
    }
    let mut ends = vec![0_u32; tickets as usize];
    for ticket in ticket_of.iter().flatten().filter(|ticket| **ticket != NONE) {
        ends[*ticket as usize] += 1;
    }
    let mut sum = 0;
    for end in &mut ends {
        (sum, *end) = (sum + *end, sum);
    }
    let mut members = vec![(0_u16, 0_u32); sum as usize];
    for (at, of_rows) in ticket_of.iter().enumerate() {
        for (row, ticket) in of_rows.iter().enumerate().filter(|(_, ticket)| **ticket != NONE) {
            let next = &mut ends[*ticket as usize];
            members[*next as usize] = (at as u16, row as u32);
            *next += 1;
        }
    }
    let rank = |(file, row): Member| {
        let part = &parts[usize::from(file)];
        let columns = &part.dataset.columns;
        let at = |times: &crate::dataset::Times| times.secs.get(row as usize).copied();
        let known = |secs: &u32| *secs != NO_SECS;
        let changed = columns.updated_at.as_ref().and_then(at).filter(known);
        // A rating made later replaces an earlier one.
        let made = at(&columns.created_at).filter(known).filter(|_| part.kind != Kind::Tickets);
        (part.kind, std::cmp::Reverse((changed.or(made), file, row)))
    };
    let mut start = 0;
    for end in &ends {
        let group = &mut members[start..*end as usize];
        start = *end as usize;
        // A few rows each: sorting in place by insertion.
        for at in 1..group.len() {
            let mut at = at;
            while at > 0 && rank(group[at]) < rank(group[at - 1]) {
                group.swap(at, at - 1);
                at -= 1;
            }
        }
        let mut is_first = true;
        for (file, _) in group.iter().filter(|(file, _)| is_ticket(&usize::from(*file))) {
            let fate = &mut fates[usize::from(*file)];
            if is_first {
                fate.tickets += 1
            } else {
                fate.merged += 1
            }
            is_first = false;
        }
    }
    (Groups { members, ends }, tickets)
}

/// Agents that tickets know by id get the names that a file of people gives them.
fn name_agents(parts: &mut [Part], keys: &[Vec<u64>]) {
    let mut names: Vec<(u64, String)> = Vec::new();
    for (part, keys) in parts.iter().zip(keys).filter(|(part, _)| part.kind == Kind::People) {
        let Some(labels) = &part.dataset.columns.agent else { continue };
        for (row, key) in keys.iter().enumerate() {
            if let Some(label) = labels.values.get(labels.codes.get(row) as usize) {
                names.push((*key, label.to_string()));
            }
        }
    }
    if names.is_empty() {
        return;
    }
    let mut known = Known::default();
    for (at, (key, _)) in names.iter().enumerate() {
        known.insert(0, *key, at as u32);
    }
    for part in parts.iter_mut().filter(|part| part.kind == Kind::Tickets) {
        let columns = &mut part.dataset.columns;
        for coded in [&mut columns.agent, &mut columns.ai_agent].into_iter().flatten() {
            for value in &mut coded.values {
                let named = known.get(0, keys::of_text(value)).and_then(|at| names.get(at as usize));
                if let Some((_, name)) = named {
                    *value = name.as_str().into();
                }
            }
        }
    }
}

/// The zone that the files of tickets name; where they name several, the first holds.
fn zone(parts: &[Part], warnings: &mut Vec<String>) -> Option<String> {
    let named: Vec<&Dataset> = parts
        .iter()
        .filter(|part| part.kind == Kind::Tickets)
        .map(|part| &part.dataset)
        .filter(|dataset| dataset.zone_in_file.is_some())
        .collect();
    let zone = named.first()?.zone_in_file.clone();
    if let Some(other) = named.iter().find(|dataset| dataset.zone_in_file != zone) {
        warnings.push(format!(
            "“{}” and “{}” name different time zones; the first one's is used for both.",
            named[0].name, other.name
        ));
    }
    zone
}

fn not_read(file: Unread, warnings: &mut Vec<String>) -> JoinedFile {
    let mut problem = file.problem;
    warnings.push(format!("“{}” was not read: {} {}", file.name, problem.what, problem.next));
    let mut read = ImportSummary { name: file.name, bytes: file.bytes, ..ImportSummary::default() };
    if let Some(table) = problem.table.take() {
        (read.shape, read.columns, read.ledger.rows_read) = (table.shape, table.columns, table.rows);
    }
    JoinedFile {
        summary: FileSummary {
            files: 1,
            holds: String::new(),
            joined: String::new(),
            problem: Some(problem),
            read,
        },
        places: Places::default(),
        reread: Reread::default(),
    }
}

/// The account of all files.
fn ledger(parts: &[Part], fates: &[Fate], tickets: u32) -> Ledger {
    let mut set_aside = Entries::default();
    let mut mended = Entries::default();
    for (part, fate) in parts.iter().zip(fates) {
        let ledger = &part.dataset.ledger;
        // Lines of different files cannot stand side by side; each file's own account has them.
        for SetAside { reason, count, .. } in &ledger.set_aside {
            set_aside.add_many(reason, *count);
        }
        for SetAside { reason, count, .. } in &ledger.mended {
            mended.add_many(reason, *count);
        }
        set_aside.add_many(MERGED, fate.merged);
        set_aside.add_many(TOLD, fate.told);
        set_aside.add_many(ORPHAN, fate.orphans);
        set_aside.add_many(FOREIGN, fate.foreign);
        set_aside.add_many(UNDATED, fate.undated);
    }
    super::ledger::ledger(u64::from(tickets), set_aside, mended)
}

/// What became of the rows of each file, in words, those of many files of the same columns together; and which of them is told of
/// each file.
fn decisions(
    parts: &[Part],
    fates: &[Fate],
    overlaps: &[keys::Overlap],
    accounts: usize,
    instances: &[u8],
) -> (Vec<Decision>, Vec<usize>) {
    let mut told: Vec<(usize, usize, Fate, keys::Overlap)> = Vec::new();
    let mut told_of = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let is_same = |(first, ..): &(usize, usize, Fate, keys::Overlap)| {
            let other = &parts[*first];
            parts.len() > many::FEW
                && (other.kind, instances[*first]) == (part.kind, instances[at])
                && other.dataset.shape == part.dataset.shape
        };
        let group = told.iter().position(is_same).unwrap_or_else(|| {
            told.push((at, 0, Fate::default(), keys::Overlap::default()));
            told.len() - 1
        });
        let (_, files, fate, overlap) = &mut told[group];
        *files += 1;
        fate.add(&fates[at]);
        overlap.shared += overlaps[at].shared;
        overlap.agreeing += overlaps[at].agreeing;
        told_of.push(group);
    }
    let decision_of = |(first, files, fate, overlap): (usize, usize, Fate, keys::Overlap)| {
        decision(&parts[first], files, fate, &overlap, accounts, instances[first])
    };
    (told.into_iter().map(decision_of).collect(), told_of)
}

fn decision(
    part: &Part,
    files: usize,
    fate: Fate,
    overlap: &keys::Overlap,
    accounts: usize,
    instance: u8,
) -> Decision {
    let (value, reason) = match part.kind {
        Kind::Tickets => {
            let mut reason = format!(
                "{} of {} own",
                counted(fate.tickets, "ticket"),
                if fate.tickets == 1 { "its" } else { "their" }
            );
            if fate.merged > 0 {
                reason.push_str(&format!(
                    ", {} merged into a version of another file that was changed later or given later",
                    grouped(fate.merged)
                ));
            }
            if overlap.shared > 0 {
                reason.push_str(&format!(
                    "; {} shared with an earlier file, {} with the same time of creation there",
                    counted(overlap.shared, "id"),
                    grouped(overlap.agreeing)
                ));
            }
            if fate.undated > 0 {
                reason.push_str(&format!("; {} without a time of creation", counted(fate.undated, "row")));
            }
            if accounts > 1 {
                reason.push_str(&format!("; kept apart as helpdesk {} of {accounts}", instance + 1));
            }
            ("tickets".to_string(), reason)
        }
        Kind::People => ("names of agents".to_string(), format!("{} people", grouped(fate.told))),
        Kind::Other => (
            "nothing of tickets".to_string(),
            format!(
                "{} set aside: no column tells a status, a channel, a customer, an agent or a rating, as those of another file do",
                counted(fate.foreign, "row")
            ),
        ),
        Kind::Details | Kind::Events | Kind::Messages | Kind::Ratings => {
            let mut reason = format!("{} joined by ticket id", counted(fate.told, "row"));
            if fate.orphans > 0 {
                reason.push_str(&format!(
                    "; {} without a ticket in any of the files, set aside",
                    counted(fate.orphans, "row")
                ));
            }
            (format!("{} joined by ticket id", part.kind.words()), reason)
        }
    };
    let has_lost = fate.orphans > fate.told;
    Decision {
        id: format!("join:{}", part.dataset.name),
        label: format!(
            "What {} {}",
            many::name_of(&part.dataset.name, files),
            if files == 1 { "holds" } else { "hold" }
        ),
        value,
        reason: format!("{reason}."),
        certainty: if has_lost { Certainty::Assumed } else { Certainty::Proven },
        is_override: false,
    }
}
