//! Re:amaze: conversations of its API.

use super::table::Table;
use super::vocabulary;
use crate::dataset::AiOutcome;
use model::outcome::Status;

/// Statuses by number; 7 and 8 are with, and done by, the AI agent.
fn status(word: &str) -> Option<Status> {
    match word {
        "0" | "7" => Some(Status::Open),
        "1" => Some(Status::Pending),
        "2" | "6" | "8" => Some(Status::Solved),
        "3" | "9" => Some(Status::Removed),
        "4" => Some(Status::Closed),
        "5" => Some(Status::OnHold),
        _ => vocabulary::status(word),
    }
}

pub(super) static FORMAT: Table = Table {
    id: "reamaze",
    product: "Re:amaze",
    label: "conversations",
    how_to_export: "Save the conversations of Re:amaze's API as JSON: /api/v1/conversations.",
    columns: "\
        id !slug
        status status
        channel category.channel|origin
        team category.name
        tags !tag list
        agent assignee.email|assignee.name|assignee
        requester author.id|author.email
        created_at created at
        updated_at updated at
        rating satisfaction rating.rating|satisfaction rating
        ai_outcome combined.ai status = Statuses of its own for what the AI agent closed.
        ai_involved combined.with ai = Statuses of its own for what the AI agent has, closed or took for spam.
        + !category.channel
        + ?hold until
        + ?message count
        + ?last customer message.*",
    status,
    outcome: |word| (word == "8").then_some(AiOutcome::Contained),
    fold: |record, add| {
        let status = record["status"].as_u64();
        if status == Some(8) {
            add("combined.ai_status", "8".to_string());
        }
        if matches!(status, Some(7..=9)) {
            add("combined.with_ai", "true".to_string());
        }
    },
    folded: &["combined.ai_status", "combined.with_ai"],
    warning: "Re:amaze has no time of resolution. Its status tells what the AI agent closed, not what it handed over.",
    how_ai: "Read the conversations from the API: status 8 is done by the AI agent. Let a workflow tag what it hands over.",
    ..Table::USUAL
};
