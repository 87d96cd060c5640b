//! The Import screen: what was understood, with reasons, and what the file cannot tell.

use super::wording::{count, list, number};
use crate::ingest::formats::FORMATS;
use crate::ingest::join;
use crate::metrics::METRICS;
use crate::metrics::declare::Need;
use crate::metrics::seen::{self, Fields};
use crate::query::Context;
use model::field::Field;
use model::import::{ImportSummary, MissingField, Question};

/// The Import screen.
pub fn import_summary(context: Context<'_>) -> ImportSummary {
    let (dataset, derived) = (context.dataset, context.derived);
    let is_dated = dataset.rows > 0;
    let files = dataset.joined.as_ref().map(|joined| join::told(&joined.files)).unwrap_or_default();
    let is_one = files.is_empty();
    let questions = super::questions::questions(context);
    let mut decisions = dataset.decisions.clone();
    // What was decided in one of several files is told there.
    decisions.retain(|decision| is_one || decision.id.starts_with("join:"));
    decisions.extend(derived.decisions.iter().cloned());
    let mut warnings = dataset.warnings.clone();
    for (what, rows) in derived.negative.iter().filter(|(_, rows)| *rows > 0) {
        warnings.push(format!(
            "{} of {what} came out negative, the end before the beginning. They are left out of every figure of time.",
            count(*rows, "value")
        ));
    }
    if !derived.excluded.is_empty() && derived.eligible == 0 {
        warnings.push(format!(
            "None of the {} is eligible: all were left out for the reasons below.",
            count(u64::from(dataset.rows), "ticket")
        ));
    }
    ImportSummary {
        name: dataset.name.clone(),
        is_sample: dataset.is_sample,
        bytes: dataset.bytes,
        format: dataset.format.to_string(),
        shape: dataset.shape.clone(),
        candidates: if is_one { dataset.candidates.clone() } else { Vec::new() },
        decisions,
        columns: if is_one { dataset.file_columns.clone() } else { Vec::new() },
        words: dataset.words.clone(),
        ledger: dataset.ledger.clone(),
        excluded: derived.excluded.clone(),
        ai_signs: derived.ai_signs.clone(),
        other_signs: derived.other_signs.clone(),
        missing: missing(context, &questions),
        questions,
        warnings,
        time_zone: derived.time_zone.clone(),
        first_day: is_dated.then_some(derived.first_day),
        last_day: is_dated.then_some(derived.last_day),
        as_of: is_dated.then_some(derived.as_of),
        memory_bytes: dataset.memory_bytes(),
        files,
    }
}

/// The fields that the file lacks and that something depends on, the gravest first, and then what else a question wants.
fn missing(context: Context<'_>, questions: &[Question]) -> Vec<MissingField> {
    let have = seen::available(context.dataset, context.derived);
    let format = FORMATS.iter().find(|format| format.info().id == context.dataset.format);
    let how = |field: Field| {
        let how = match format {
            Some(format) => format.how_to_get(field),
            None => format!("Add the column for “{}” to the export.", field.label()),
        };
        let instead = match field {
            Field::ReplyBusinessTime | Field::ResolutionBusinessTime => "business hours",
            Field::ReplyBreached | Field::ResolutionBreached => "targets",
            _ => return how,
        };
        format!("{how} Or set {instead} of your own on the Speed screen.")
    };
    let asked_for = ASKED_FOR.iter().filter(|(field, _)| !have.has(*field)).filter_map(|(field, lost)| {
        Some(MissingField { field: *field, lost: lost_words(*field, lost, have)?, how: how(*field) })
    });
    let mut missing: Vec<MissingField> = asked_for.collect();
    for field in questions.iter().flat_map(|question| question.wants.iter().copied()) {
        if missing.iter().any(|known| known.field == field) {
            continue;
        }
        let wanting = questions.iter().filter(|question| question.wants.contains(&field));
        let labels: Vec<String> = wanting.map(|question| question.label.clone()).collect();
        let lost = match labels.len() {
            1..=3 => format!("Would tell more of: {}.", list(&labels)),
            n => format!(
                "Would tell more of {} questions, {} among them.",
                number(n as u64),
                list(&labels[..2])
            ),
        };
        missing.push(MissingField { field, lost, how: how(field) });
    }
    missing
}

/// Fields worth asking the administrator for, with what falls without them. A field that only repeats what another one of the
/// file tells is left out by [`lost_words`].
const ASKED_FOR: &[(Field, &str)] = &[
    (Field::AiInvolved, "everything that concerns the AI; only the figures of all tickets remain"),
    (Field::Requester, "whether the same customer came back with a new ticket"),
    (Field::Rating, "what customers think"),
    (Field::Reopens, "whether solved tickets were opened again"),
    (Field::Status, "which tickets are solved"),
    (Field::SolvedAt, "when a ticket was solved, and with it the window in which a customer may come back"),
    (Field::HumanReplies, "whether a person took part"),
    (
        Field::AiOutcome,
        "what the helpdesk says became of the AI's attempts: confirmed, abandoned, handed over",
    ),
    (Field::AiHandedOff, "handoffs that nobody answered"),
    (
        Field::RatingOffered,
        "how many customers were asked; the response rate is taken over solved tickets instead",
    ),
    (Field::FirstReplyTime, "how long customers wait for a first reply"),
    (Field::FirstHumanReplyAt, "how long customers wait for a person after the AI"),
    (Field::Topic, "where the AI works and where it does not"),
    (Field::Channel, "the comparison of channels"),
    (Field::Language, "the comparison of languages"),
    (Field::Priority, "the comparison of priorities"),
    (Field::AiAgent, "the comparison of AI agents"),
    (Field::AiAssisted, "tickets in which the AI only drafted the answer; they count as people's"),
    (
        Field::Initiator,
        "which tickets the customer did not start; campaigns and tests may be among the tickets",
    ),
];

/// Fields that stand in for one another: with one of them the rest is not missed.
const STAND_INS: &[(Field, &[Field])] = &[
    (Field::Status, &[Field::SolvedAt, Field::ClosedAt]),
    (Field::SolvedAt, &[Field::ClosedAt, Field::ResolutionTime]),
    (
        Field::HumanReplies,
        &[Field::FirstHumanReplyAt, Field::AiResolved, Field::AiOutcome, Field::AiHandedOff],
    ),
    (Field::ResolutionTime, &[Field::SolvedAt, Field::ClosedAt]),
    (Field::FirstReplyTime, &[Field::FirstReplyAt, Field::FirstHumanReplyAt]),
    (Field::AiHandedOff, &[Field::AiOutcome]),
    (Field::FirstHumanReplyAt, &[Field::FirstReplyTime, Field::FirstReplyAt]),
];

/// Whether another field of the file makes up for this one.
pub(super) fn stands_in(field: Field, have: Fields) -> bool {
    STAND_INS.iter().any(|(known, others)| *known == field && others.iter().any(|other| have.has(*other)))
}

/// What is lost, with the measures that fall; `None` if another field of the file makes up for it.
fn lost_words(field: Field, lost: &str, have: Fields) -> Option<String> {
    if stands_in(field, have) {
        return None;
    }
    // What concerns the AI alone is not missed in a file without AI.
    let is_of_ai =
        matches!(field, Field::AiOutcome | Field::AiHandedOff | Field::AiAgent | Field::AiAssisted);
    if is_of_ai && !have.has(Field::AiInvolved) {
        return None;
    }
    // An offered survey matters only where there are ratings.
    if field == Field::RatingOffered && !have.has(Field::Rating) {
        return None;
    }
    let with = have.with(field);
    let falls = |need: &Need| !need.is_met(have) && need.is_met(with);
    let labels: Vec<String> = METRICS
        .iter()
        .filter(|metric| metric.needs.iter().any(falls))
        .map(|metric| metric.label.to_string())
        .collect();
    let lost = capitalised(lost);
    Some(match labels.len() {
        0 => format!("{lost}."),
        1..=4 => format!("{lost}. Falls: {}.", list(&labels)),
        n => format!("{lost}. {} measures fall, {} among them.", number(n as u64), list(&labels[..3])),
    })
}

fn capitalised(text: &str) -> String {
    let mut text = text.to_string();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}
