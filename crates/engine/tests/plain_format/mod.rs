//! A format for tests of the carriers: columns are named after the fields they hold.

// Each test program uses a part of it.
#![allow(dead_code, unreachable_pub)]

use engine::dataset::{Clock, Dataset};
use engine::ingest::Import;
use engine::ingest::formats::{ColumnRule, Format, RatingScale, Read, Shape, normalise_name, vocabulary};
use model::catalog::FormatInfo;
use model::error::Problem;
use model::field::Field;
use model::settings::Settings;

/// See the module.
pub struct PlainFormat;

/// Registered alone.
pub static FORMATS: &[&dyn Format] = &[&PlainFormat];

impl Format for PlainFormat {
    fn info(&self) -> FormatInfo {
        FormatInfo {
            id: "plain".into(),
            product: "Plain".into(),
            label: "test file".into(),
            how_to_export: "Write it by hand.".into(),
        }
    }

    fn sniff(&self, shape: &Shape) -> Option<(u8, String)> {
        let known = shape
            .columns
            .iter()
            .filter(|name| Field::from_id(name.rsplit('.').next().unwrap_or(name)).is_some())
            .count();
        (known > 0).then(|| (90, format!("{known} columns are named after fields")))
    }

    fn map(&self, shape: &Shape) -> Vec<ColumnRule> {
        shape
            .columns
            .iter()
            .map(|name| {
                let id = normalise_name(name).replace(' ', "_");
                match Field::from_id(&id) {
                    Some(field) => {
                        ColumnRule { field: Some(field), read: read_of(field), reason: "named so".into() }
                    }
                    None => ColumnRule::unused("not a field"),
                }
            })
            .collect()
    }

    fn unwrap<'a>(&self, record: &'a serde_json::Value) -> &'a serde_json::Value {
        record.get("ticket").unwrap_or(record)
    }

    fn folded_columns(&self) -> &'static [&'static str] {
        &["customer_messages"]
    }

    fn fold(&self, record: &serde_json::Value, add: &mut dyn FnMut(&'static str, String)) {
        if let Some(messages) = self.unwrap(record).get("messages").and_then(|list| list.as_array()) {
            add("customer_messages", messages.len().to_string());
        }
    }
}

fn read_of(field: Field) -> Read {
    use Field as F;
    match field {
        F::Id => Read::Id,
        F::Subject | F::Description | F::RatingComment => Read::Text,
        F::Status => Read::Status(vocabulary::status),
        F::Priority => Read::Priority(vocabulary::priority),
        F::Channel => Read::Channel(vocabulary::channel),
        F::Topic | F::Team | F::Agent | F::Language | F::AiAgent => Read::Category { none: &["no agent"] },
        F::Tags => Read::Tags { separator: None },
        F::Requester => Read::Requester,
        F::FirstReplyTime | F::ResolutionTime => {
            Read::Duration { unit: None, clock: Clock::Calendar, zero_is_none: false }
        }
        F::Reopens | F::HumanReplies | F::CustomerMessages | F::AiReplies => Read::Count,
        F::Ease | F::Effort | F::Recommend => Read::Count,
        F::Rating => Read::Rating(RatingScale::ByValue),
        F::RatingOffered | F::AiInvolved | F::AiResolved | F::AiHandedOff | F::AiAssisted => {
            Read::Flag { words: vocabulary::usual_flag }
        }
        F::AiOutcome => Read::AiOutcome(vocabulary::ai_outcome),
        F::Initiator => Read::Origin(vocabulary::origin),
        F::LastWord => Read::LastWord,
        _ => Read::Instant,
    }
}

/// Reads bytes fed in pieces of that size.
pub fn read_in(bytes: &[u8], piece: usize) -> Result<Dataset, Problem> {
    let mut import = Import::with_formats("t.csv", bytes.len() as u64, &Settings::default(), FORMATS);
    for piece in bytes.chunks(piece.max(1)) {
        import.feed(piece)?;
    }
    import.finish()
}

/// Reads bytes fed at once.
pub fn read(bytes: &[u8]) -> Result<Dataset, Problem> {
    read_in(bytes, usize::MAX)
}

/// Everything of a data set that can be compared, as text.
pub fn summary(dataset: &Dataset) -> String {
    let places: Vec<_> =
        (0..dataset.rows).map(|row| (dataset.places.span(row), dataset.places.line(row))).collect();
    let ids: Vec<String> = (0..dataset.rows as usize).map(|row| dataset.columns.id.get(row)).collect();
    format!(
        "{ids:?}\n{places:?}\n{:?}\n{:?}\n{:?}\n{:?}",
        dataset.columns, dataset.ledger, dataset.decisions, dataset.file_columns
    )
}
