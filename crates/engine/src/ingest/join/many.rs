//! Many files of the same columns, told together: an archive with a file for each day or each ticket has hundreds of them.

use super::super::ledger::Entries;
use crate::dataset::JoinedFile;
use model::import::{Decision, FileSummary, ImportSummary, SetAside};
use model::units::counted;

/// So many files are told one by one.
pub(super) const FEW: usize = 12;

/// What stands for files whose first has that name.
pub(super) fn name_of(first: &str, files: usize) -> String {
    match files {
        1 => format!("“{first}”"),
        _ => format!("{} such as “{first}”", counted(files as u64, "file")),
    }
}

/// The files as they are told: each by itself where there are few, else those of the same columns together.
pub(crate) fn told(files: &[JoinedFile]) -> Vec<FileSummary> {
    let summaries = files.iter().map(|file| &file.summary);
    if files.len() <= FEW {
        return summaries.cloned().collect();
    }
    let mut groups: Vec<Vec<&FileSummary>> = Vec::new();
    for file in summaries {
        let is_same = |group: &&mut Vec<&FileSummary>| {
            let first = group[0];
            file.problem.is_none()
                && first.problem.is_none()
                && (&first.read.shape, &first.holds, &first.joined)
                    == (&file.read.shape, &file.holds, &file.joined)
        };
        match groups.iter_mut().find(is_same) {
            Some(group) => group.push(file),
            None => groups.push(vec![file]),
        }
    }
    groups.into_iter().map(|group| together(&group)).collect()
}

fn together(files: &[&FileSummary]) -> FileSummary {
    let mut all = files[0].clone();
    if files.len() == 1 {
        return all;
    }
    all.files = files.len() as u32;
    all.read.name = name_of(&files[0].read.name, files.len());
    let read = || files.iter().map(|file| &file.read);
    all.read.bytes = read().map(|read| read.bytes).sum();
    let ledger = &mut all.read.ledger;
    ledger.rows_read = read().map(|read| read.ledger.rows_read).sum();
    ledger.tickets = read().map(|read| read.ledger.tickets).sum();
    ledger.set_aside = sum(read().flat_map(|read| &read.ledger.set_aside));
    ledger.mended = sum(read().flat_map(|read| &read.ledger.mended));
    for other in read().skip(1) {
        add_columns(&mut all.read, other);
    }
    all.read.decisions = once(read().map(|read| (read.name.as_str(), read.decisions.iter())));
    for decision in &mut all.read.decisions {
        // What holds for all of them needs no name.
        let ending = format!(" · {}", name_of(&files[0].read.name, files.len()));
        if let Some(label) = decision.label.strip_suffix(&ending) {
            decision.label = label.to_string();
        }
    }
    all
}

/// Lines of different files cannot stand side by side.
fn sum<'a>(items: impl Iterator<Item = &'a SetAside>) -> Vec<SetAside> {
    let mut entries = Entries::default();
    for item in items {
        entries.add_many(&item.reason, item.count);
    }
    super::super::ledger::ledger(0, entries, Entries::default()).set_aside
}

fn add_columns(all: &mut ImportSummary, other: &ImportSummary) {
    for column in &mut all.columns {
        if let Some(same) = other.columns.iter().find(|same| same.name == column.name) {
            column.filled += same.filled;
            column.unreadable += same.unreadable;
        }
    }
    for words in &mut all.words {
        let same = other.words.iter().find(|same| (same.field, &same.column) == (words.field, &words.column));
        for word in same.into_iter().flat_map(|same| &same.words) {
            match words.words.iter_mut().find(|known| known.word == word.word) {
                Some(known) => known.rows += word.rows,
                None => words.words.push(word.clone()),
            }
        }
    }
}

/// Decisions of files, each that several share told once, beside the names of its files.
pub(super) fn once<'a>(
    files: impl Iterator<Item = (&'a str, impl Iterator<Item = &'a Decision>)>,
) -> Vec<Decision> {
    let mut found: Vec<(Decision, &str, usize)> = Vec::new();
    for (name, decisions) in files {
        for decision in decisions {
            match found.iter_mut().find(|(known, ..)| known == decision) {
                Some((.., files)) => *files += 1,
                None => found.push((decision.clone(), name, 1)),
            }
        }
    }
    let named = found.into_iter().map(|(decision, first, files)| {
        let of = if files == 1 { first.to_string() } else { name_of(first, files) };
        Decision { label: format!("{} · {of}", decision.label), ..decision }
    });
    named.collect()
}
