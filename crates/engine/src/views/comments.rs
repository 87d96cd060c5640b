//! The comments that came with ratings: which tickets have one, and the words of one, read again from the file and masked.

use super::tickets::{Window, field_text, row};
use crate::dataset::NO_BYTE;
use crate::ingest::RawRecord;
use crate::mask::Masker;
use crate::query::{Context, matching_rows};
use model::field::Field;
use model::filter::Filter;
use model::view::{CommentOrder, CommentPage, CommentView};

/// What [`list`] is.
pub type List = fn(Context<'_>, &Filter, CommentOrder, Window) -> (CommentPage, Vec<u32>);

/// An empty page of the comments under a filter, and the rows whose comments stand on it.
pub fn list(
    context: Context<'_>,
    filter: &Filter,
    order: CommentOrder,
    window: Window,
) -> (CommentPage, Vec<u32>) {
    let mut rows = match &context.dataset.columns.rating_comment {
        None => Vec::new(),
        Some(lengths) => {
            let mut rows = matching_rows(context, filter);
            rows.retain(|row| lengths[*row as usize] != NO_BYTE);
            rows
        }
    };
    let derived = context.derived;
    let mut newest: Vec<(u32, u32)> =
        rows.iter().map(|row| (u32::MAX - derived.created_utc[*row as usize], *row)).collect();
    kernels::order::sort_pairs(&mut newest);
    rows.clear();
    let level = |row: u32| derived.classes[usize::from(derived.class[row as usize])].rating_level;
    let mut levels: Vec<Vec<u32>> = vec![Vec::new(); usize::from(NO_BYTE) + 1];
    for (_, row) in newest {
        // A comment without a rating comes after those with one.
        let place = if order == CommentOrder::Lowest { level(row) } else { 0 };
        levels[usize::from(place)].push(row);
    }
    levels.iter().for_each(|of| rows.extend(of));
    let total = rows.len();
    let from = usize::try_from(window.offset).unwrap_or(usize::MAX).min(total);
    let to = from.saturating_add(window.limit as usize).min(total);
    let page = CommentPage { total: total as u64, offset: from as u64, order, comments: Vec::new() };
    (page, rows[from..to].to_vec())
}

/// The comment of a ticket, from its record as read again from the file; personal data masked.
pub fn comment(context: Context<'_>, at: u32, record: &RawRecord) -> CommentView {
    let field = Some(Field::RatingComment);
    let found = record.fields.iter().find(|(_, known, value)| *known == field && !value.trim().is_empty());
    let text = found.map(|(column, _, value)| field_text(&mut Masker::default(), column, field, value));
    CommentView { row: row(context, at), text: text.unwrap_or_default() }
}
