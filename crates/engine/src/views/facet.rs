//! The values of one dimension, counted under every other condition of the filter (cross-filter).

use crate::query::{Context, coding, value_counts};
use model::field::Field;
use model::filter::{Dimension, Filter};
use model::letters::Lower;
use model::view::{Facet, FacetValue};

/// The most values that are listed.
const MOST_VALUES: usize = 500;

/// The values of a dimension with their counts. Values that the filter accepts are listed even where their count is 0, so that
/// they can be taken back.
pub fn facet(context: Context<'_>, filter: &Filter, dimension: Dimension) -> Facet {
    let mut others = filter.clone();
    let accepted = others.accept.remove(&dimension).unwrap_or_default();
    if let Some(why) = unavailable(context, dimension) {
        return Facet { dimension, values: Vec::new(), more: 0, unavailable: Some(why) };
    }
    let mut counts = value_counts(context, &others, dimension);
    // What is chosen is a few values.
    let is_listed = |value: &&String| counts.iter().any(|(listed, _)| listed == *value);
    let absent: Vec<String> = accepted.iter().filter(|value| !is_listed(value)).cloned().collect();
    counts.extend(absent.into_iter().map(|value| (value, 0)));
    let more = counts.len().saturating_sub(MOST_VALUES);
    if more > 0 {
        // What is chosen stays in sight.
        model::order::sort_by_key(&mut counts, |(value, _)| !accepted.contains(value));
        counts.truncate(MOST_VALUES);
        model::order::sort_by(&mut counts, |a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    }
    let values = counts
        .into_iter()
        .map(|(value, count)| FacetValue { label: dimension.value_label(&value), value, count })
        .collect();
    Facet { dimension, values, more: more as u64, unavailable: None }
}

/// Whether anything is promised: by the file, or by what was set.
pub(super) fn promises(context: Context<'_>, of_reply: bool) -> bool {
    let (columns, targets) = (&context.dataset.columns, &context.derived.settings.targets);
    match of_reply {
        true => columns.reply_breached.is_some() || !targets.reply.is_empty(),
        false => {
            columns.resolution_breached.is_some()
                || columns.due_at.is_some()
                || !targets.resolution.is_empty()
        }
    }
}

/// Why there is nothing to filter by, if so.
fn unavailable(context: Context<'_>, dimension: Dimension) -> Option<String> {
    let columns = &context.dataset.columns;
    let lacks = |field: Field| Some(format!("This file has no column for “{}”.", field.label()));
    match dimension {
        Dimension::Reopened if columns.reopens.is_none() => lacks(Field::Reopens),
        Dimension::Returned if columns.requester.is_none() => lacks(Field::Requester),
        Dimension::Rating if columns.rating.is_none() => lacks(Field::Rating),
        Dimension::AiAgent if context.derived.ai_agents.is_empty() => {
            Some("Nothing in this file names an AI agent.".into())
        }
        Dimension::Source if context.derived.sources(context.dataset).names.is_empty() => Some(
            "All tickets come from one source. Drop the exports of several helpdesks together to set them side by side.".into(),
        ),
        Dimension::Comment if columns.rating_comment.is_none() => lacks(Field::RatingComment),
        Dimension::Channel if columns.channel.is_none() => lacks(Field::Channel),
        Dimension::Topic if columns.topic.is_none() => lacks(Field::Topic),
        Dimension::Priority if columns.priority.is_none() => lacks(Field::Priority),
        Dimension::Language if columns.language.is_none() => lacks(Field::Language),
        Dimension::Team if columns.team.is_none() => lacks(Field::Team),
        Dimension::Status if columns.status.is_none() => lacks(Field::Status),
        Dimension::ReplySla if !promises(context, true) => lacks(Field::ReplyBreached),
        Dimension::ResolutionSla if !promises(context, false) => lacks(Field::ResolutionBreached),
        _ => coding(context, dimension)
            .is_some_and(|coding| coding.values.is_empty())
            .then(|| format!("No ticket in this file has a {}.", dimension.label().to_lower())),
    }
}
