//! Canonical values of a row as text, so that expectations can be written down.

use engine::dataset::{
    AiOutcome, Coded, Dataset, Durations, Flags, LastWord, NO_BYTE, NO_CODE, NO_COUNT, NO_SECS, Origin,
    RATING_OFFERED, SHORT_COMMENT, Times,
};
use model::field::Field;
use model::outcome::{Channel, Priority, Status};
use model::units::Day;

const NONE: &str = "none";

fn coded(column: &Option<Coded>, row: usize) -> String {
    match column.as_ref().map(|column| (column, column.codes.get(row))) {
        Some((column, code)) if code != NO_CODE => column.values[code as usize].to_string(),
        _ => NONE.to_string(),
    }
}

fn byte(column: &Option<Vec<u8>>, row: usize, name: impl Fn(usize) -> String) -> String {
    match column.as_ref().map(|column| column[row]) {
        Some(byte) if byte != NO_BYTE => name(usize::from(byte)),
        _ => NONE.to_string(),
    }
}

fn count(column: &Option<Vec<u8>>, row: usize) -> String {
    match column.as_ref().map(|column| column[row]) {
        Some(count) if count != NO_COUNT => count.to_string(),
        _ => NONE.to_string(),
    }
}

fn flag(column: &Option<Flags>, row: usize) -> String {
    match column.as_ref().map(|column| column.values[row]) {
        Some(0) => "no",
        Some(1) => "yes",
        _ => NONE,
    }
    .to_string()
}

fn time(column: Option<&Times>, row: usize) -> String {
    let Some(times) = column else { return NONE.to_string() };
    let secs = times.secs[row];
    if secs == NO_SECS {
        return NONE.to_string();
    }
    let rest = secs % 86_400;
    let zone = if times.is_absolute { "Z" } else { "" };
    let day = Day((secs / 86_400) as i32);
    format!("{day} {:02}:{:02}:{:02}{zone}", rest / 3600, rest / 60 % 60, rest % 60)
}

fn duration(column: &Option<Durations>, row: usize) -> String {
    match column.as_ref().map(|column| column.secs[row]) {
        Some(secs) if secs != NO_SECS => secs.to_string(),
        _ => NONE.to_string(),
    }
}

fn ai_outcome(byte: usize) -> String {
    [
        AiOutcome::Confirmed,
        AiOutcome::Assumed,
        AiOutcome::Contained,
        AiOutcome::Escalated,
        AiOutcome::Abandoned,
        AiOutcome::Negative,
        AiOutcome::ProcedureHandoff,
        AiOutcome::Unknown,
    ]
    .into_iter()
    .find(|outcome| *outcome as usize == byte)
    .map_or_else(|| "?".to_string(), |outcome| format!("{outcome:?}").to_ascii_lowercase())
}

fn origin(byte: usize) -> String {
    [Origin::Customer, Origin::Outbound, Origin::Test, Origin::Internal]
        .into_iter()
        .find(|origin| *origin as usize == byte)
        .map_or_else(|| "?".to_string(), |origin| format!("{origin:?}").to_ascii_lowercase())
}

/// A value of a row: as in the file for texts, ids for vocabularies, seconds for durations, `YYYY-MM-DD HH:MM:SS` for times
/// (`Z` where they are absolute), "none" for none, and for the requester the first ticket of the same one.
pub(crate) fn of(dataset: &Dataset, row: usize, field: Field) -> String {
    let columns = &dataset.columns;
    match field {
        Field::Id => columns.id.get(row),
        Field::Status => byte(&columns.status, row, |byte| Status::ALL[byte].id().to_string()),
        Field::Priority => byte(&columns.priority, row, |byte| Priority::ALL[byte].id().to_string()),
        Field::Channel => byte(&columns.channel, row, |byte| Channel::ALL[byte].id().to_string()),
        Field::Topic => coded(&columns.topic, row),
        Field::Language => coded(&columns.language, row),
        Field::Team => coded(&columns.team, row),
        Field::Agent => coded(&columns.agent, row),
        Field::AiAgent => coded(&columns.ai_agent, row),
        Field::Tags => {
            let Some(tags) = &columns.tags else { return NONE.to_string() };
            let words: Vec<&str> = tags.get(row).iter().map(|code| &*tags.values[*code as usize]).collect();
            if words.is_empty() { NONE.to_string() } else { words.join(" ") }
        }
        Field::Requester => match columns.requester.as_ref().map(|column| (column, column[row])) {
            Some((column, code)) if code != NO_CODE => {
                let first = column.iter().position(|other| *other == code).unwrap();
                format!("same as {}", columns.id.get(first))
            }
            _ => NONE.to_string(),
        },
        Field::CreatedAt => time(Some(&columns.created_at), row),
        Field::FirstReplyAt => time(columns.first_reply_at.as_ref(), row),
        Field::FirstHumanReplyAt => time(columns.first_human_reply_at.as_ref(), row),
        Field::SolvedAt => time(columns.solved_at.as_ref(), row),
        Field::ClosedAt => time(columns.closed_at.as_ref(), row),
        Field::UpdatedAt => time(columns.updated_at.as_ref(), row),
        Field::FirstReplyTime => duration(&columns.first_reply_time, row),
        Field::ResolutionTime => duration(&columns.resolution_time, row),
        Field::Reopens => count(&columns.reopens, row),
        Field::HumanReplies => count(&columns.human_replies, row),
        Field::CustomerMessages => count(&columns.customer_messages, row),
        Field::AiReplies => count(&columns.ai_replies, row),
        Field::Rating => {
            let Some(ratings) = &columns.rating else { return NONE.to_string() };
            match ratings.level[row] {
                NO_BYTE => NONE.to_string(),
                RATING_OFFERED => "offered".to_string(),
                level => ratings.levels[usize::from(level)].label.clone(),
            }
        }
        Field::RatingOffered => flag(&columns.rating_offered, row),
        Field::AiInvolved => flag(&columns.ai_involved, row),
        Field::AiOutcome => byte(&columns.ai_outcome, row, ai_outcome),
        Field::AiResolved => flag(&columns.ai_resolved, row),
        Field::AiHandedOff => flag(&columns.ai_handed_off, row),
        Field::AiAssisted => flag(&columns.ai_assisted, row),
        Field::LastWord => byte(&columns.last_word, row, |said| LastWord::ALL[said].1.to_string()),
        Field::Initiator => byte(&columns.initiator, row, origin),
        Field::HandedOffAt => time(columns.handed_off_at.as_ref(), row),
        Field::DueAt => time(columns.due_at.as_ref(), row),
        Field::ReplyBreached => flag(&columns.reply_breached, row),
        Field::ResolutionBreached => flag(&columns.resolution_breached, row),
        Field::ReplyBusinessTime => duration(&columns.reply_business_time, row),
        Field::ResolutionBusinessTime => duration(&columns.resolution_business_time, row),
        Field::NextReplyTime => duration(&columns.next_reply_time, row),
        Field::HandleTime => duration(&columns.handle_time, row),
        Field::RatingComment => byte(&columns.rating_comment, row, |code| {
            let is_short = code == usize::from(SHORT_COMMENT);
            if is_short { "a few words" } else { "a sentence or more" }.to_string()
        }),
        Field::Ease => count(&columns.ease, row),
        Field::Effort => count(&columns.effort, row),
        Field::Recommend => count(&columns.recommend, row),
        Field::Subject | Field::Description => NONE.to_string(),
    }
}
