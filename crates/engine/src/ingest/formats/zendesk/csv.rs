//! Zendesk's account CSV export, and the CSV of a view.

use super::super::claims::{self, Claim, Known, Passed, Sign, known};
use super::super::{ColumnRule, DurationUnit, Format, Read, Shape, generic, looks};
use super::{AI_TAGS, BOT_ONLY_CHATS, CUSTOM, RATINGS};
use crate::dataset::{AiTagMeaning, Clock, Origin};
use model::catalog::FormatInfo;
use model::field::Field;

/// The account's CSV export, or a view's.
pub(in super::super) struct ZendeskCsv;

const NONE: &[&str] = &["-", "(deleted user)"];

const SIGNS: &[Sign] = &[
    (&["group stations"], 2),
    (&["assignee stations"], 2),
    (&["satisfaction score"], 1),
    (&["first reply time in minutes", "first reply time in minutes within business hours"], 2),
    (&["first resolution time in minutes", "first resolution time in minutes within business hours"], 2),
    (&["full resolution time in minutes", "full resolution time in minutes within business hours"], 2),
    (&["agent wait time in minutes", "agent wait time in minutes within business hours"], 2),
    (&["requester wait time in minutes", "requester wait time in minutes within business hours"], 2),
    (&["on hold time in minutes", "on hold time in minutes within business hours"], 2),
    (&["requester external id"], 2),
    (&["requester domain"], 2),
    (&["initially assigned at"], 2),
    (&["summation column"], 2),
    (&["submitter"], 1),
    (&["requester", "requester id"], 1),
    (&["requested"], 2),
    (&["satisfaction"], 1),
    (&["via"], 1),
    (&["solved at"], 1),
    (&["ticket form"], 1),
    (&["assignee"], 1),
];

const fn minutes(clock: Clock) -> Read {
    Read::Duration { unit: Some(DurationUnit::Minutes), clock, zero_is_none: false }
}

const TABLE: &[Known] = &[
    known(&["id", "ticket id"], Field::Id, Read::Id, 100, "The ticket's number in Zendesk exports."),
    known(&["subject"], Field::Subject, Read::Text, 100, "The ticket's subject line."),
    known(&["description"], Field::Description, Read::Text, 100, "The customer's first message."),
    known(
        &["status", "ticket status"],
        Field::Status,
        Read::Status(super::status),
        100,
        "The ticket's status.",
    ),
    known(&["priority"], Field::Priority, Read::Priority(super::priority), 100, "The ticket's priority."),
    known(&["via", "channel"], Field::Channel, Read::Channel(super::channel), 100, "How the ticket came in."),
    known(
        &["ticket type", "type"],
        Field::Topic,
        Read::Category { none: NONE },
        40,
        "Zendesk's ticket type: the nearest to a topic in this file.",
    ),
    known(
        &["tags"],
        Field::Tags,
        Read::Tags { separator: Some(' ') },
        100,
        "Tags; Zendesk parts them by blanks.",
    ),
    known(
        &["group"],
        Field::Team,
        Read::Category { none: NONE },
        100,
        "The group at the time of the export.",
    ),
    known(
        &["assignee"],
        Field::Agent,
        Read::Category { none: NONE },
        100,
        "The assignee at the time of the export.",
    ),
    known(&["requester id"], Field::Requester, Read::Requester, 100, "Who asked."),
    known(&["requester email"], Field::Requester, Read::Requester, 95, "Who asked, by address."),
    known(
        &["requester external id"],
        Field::Requester,
        Read::Requester,
        75,
        "Who asked, by your own number.",
    ),
    known(
        &["requester"],
        Field::Requester,
        Read::Requester,
        70,
        "Who asked, by name only: two people of one name count as one.",
    ),
    known(
        &["created at", "requested", "created", "request date"],
        Field::CreatedAt,
        Read::Instant,
        100,
        "When the ticket was opened, on the account's clock.",
    ),
    known(
        &["updated at", "updated"],
        Field::UpdatedAt,
        Read::Instant,
        100,
        "When the ticket was last changed.",
    ),
    known(&["solved at", "solved"], Field::SolvedAt, Read::Instant, 100, "When the ticket was last solved."),
    known(
        &["first reply time in minutes"],
        Field::FirstReplyTime,
        minutes(Clock::Calendar),
        100,
        "First public reply of an agent, in calendar minutes.",
    ),
    known(
        &["first reply time in minutes within business hours"],
        Field::FirstReplyTime,
        minutes(Clock::Business),
        80,
        "First public reply of an agent, in minutes of business hours.",
    ),
    known(
        &["full resolution time in minutes"],
        Field::ResolutionTime,
        minutes(Clock::Calendar),
        100,
        "Time to the last resolution, in calendar minutes.",
    ),
    known(
        &["full resolution time in minutes within business hours"],
        Field::ResolutionTime,
        minutes(Clock::Business),
        80,
        "Time to the last resolution, in minutes of business hours.",
    ),
    known(
        &["resolution time"],
        Field::ResolutionTime,
        Read::Duration { unit: Some(DurationUnit::Hours), clock: Clock::Calendar, zero_is_none: false },
        60,
        "Time to resolution in whole hours: Zendesk rounds this column.",
    ),
    known(&["reopens"], Field::Reopens, Read::Count, 100, "How often a solved ticket was opened again."),
    known(
        &["replies"],
        Field::HumanReplies,
        Read::Count,
        100,
        "Zendesk counts public replies of agents here; an AI agent that replies as an agent counts, too.",
    ),
    known(
        &["satisfaction score", "satisfaction"],
        Field::Rating,
        RATINGS_READ,
        100,
        "The customer's answer to the survey.",
    ),
    known(
        &["satisfaction comment"],
        Field::RatingComment,
        Read::Text,
        100,
        "The customer's words with the rating.",
    ),
];

const RATINGS_READ: Read = Read::Rating(RATINGS);

const PASSED: &[Passed] = &[
    (&["summation column"], "A counter that Zendesk adds for spreadsheets; it is no id."),
    (
        &["first resolution time in minutes*"],
        "Time to the first resolution; the figures use the last one, as reopened tickets count.",
    ),
    (
        &["agent wait time in minutes*", "requester wait time in minutes*", "on hold time in minutes*"],
        "Waiting times are not shown yet.",
    ),
    (&["group stations", "assignee stations"], "How often the ticket changed hands is not shown yet."),
    (&["submitter"], "Who filed the ticket: an agent where it was filed on a customer's behalf."),
    (&["organization", "requester domain"], "The customer's organisation is not needed."),
    (&["assigned at", "initially assigned at"], "Assignment is no reply and no resolution."),
    (&["due date"], "Due dates are not shown."),
];

impl Format for ZendeskCsv {
    fn info(&self) -> FormatInfo {
        FormatInfo {
            id: "zendesk_csv".to_string(),
            product: "Zendesk".to_string(),
            label: "account CSV export or view CSV".to_string(),
            how_to_export: "Admin Center > Account > Tools > Reports > Export: request a CSV of tickets and unzip what you \
                get by e-mail. A view can be exported with Actions > Export view as CSV."
                .to_string(),
        }
    }

    fn sniff(&self, shape: &Shape) -> Option<(u8, String)> {
        if shape.is_json {
            return None;
        }
        let names = shape.normalised();
        let mut values = Vec::new();
        if let Some(name) = names.iter().find(|name| super::without_type(name).is_some()) {
            values.push((2, format!("a custom field with its type, “{name}”")));
        }
        claims::recognise(shape, &names, SIGNS, values)
    }

    fn map(&self, shape: &Shape) -> Vec<ColumnRule> {
        let names = shape.normalised();
        let looks = looks::of(shape);
        let mut claims = claims::by_name(&names, TABLE);
        let mut others = vec![true; names.len()];
        for (column, name) in names.iter().enumerate() {
            let plain = super::without_type(name).unwrap_or(name);
            others[column] =
                claims::passed(name, PASSED).is_none() && !claims.iter().any(|claim| claim.column == column);
            claims.extend(CUSTOM.iter().filter(|known| claims::is_named(plain, known.names)).map(|known| {
                Claim {
                    column,
                    field: known.field,
                    read: known.read.clone(),
                    strength: known.strength,
                    reason: known.reason.to_string(),
                }
            }));
            if others[column] && is_topic(plain) {
                claims.push(Claim {
                    column,
                    field: Field::Topic,
                    read: Read::Category { none: NONE },
                    strength: 80,
                    reason: "A custom field that sorts tickets by what they are about.".to_string(),
                });
            }
        }
        claims.extend(generic::extra_claims(shape, &looks, &others));
        claims::settle(shape, &looks, claims, |column| {
            claims::passed(&names[column], PASSED).or_else(|| {
                super::without_type(&names[column])
                    .map(|_| "A custom ticket field that no figure needs so far.".to_string())
            })
        })
    }

    fn ai_tags(&self) -> &'static [(&'static str, AiTagMeaning, &'static str)] {
        AI_TAGS
    }

    fn has_tags_that_travel(&self) -> bool {
        true
    }

    fn counts_ai_among_people(&self) -> bool {
        true
    }

    fn origin_of_channel(&self, word: &str) -> Option<Origin> {
        super::origin_of_channel(word)
    }

    fn is_none(&self, word: &str) -> bool {
        super::is_no_tier(word)
    }

    fn warnings(&self, shape: &Shape) -> Vec<String> {
        let names = shape.normalised();
        let mut warnings = vec![BOT_ONLY_CHATS.to_string()];
        if !names
            .iter()
            .any(|name| matches!(name.as_str(), "requester id" | "requester email" | "requester external id"))
            && names.iter().any(|name| name == "requester")
        {
            warnings.push(
                "This export names requesters but does not number them, so two customers of the same name count as one. \
                 The account's CSV export has “Requester id”."
                    .to_string(),
            );
        }
        warnings
    }

    fn how_to_get(&self, field: Field) -> String {
        super::how_to_get(field)
    }
}

/// Whether the name of a custom field says that it holds what the ticket is about.
pub(super) fn is_topic(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "category",
        "topic",
        "reason",
        "intent",
        "issue type",
        "contact driver",
        "inquiry type",
        "kategorie",
        "thema",
        "catégorie",
        "motif",
        "categoría",
        "motivo",
        "categoria",
    ];
    const OTHERS: &[&str] =
        &["subcategory", "sub category", "satisfaction", "close", "closing", "escalation", "cancel"];
    WORDS.iter().any(|word| name.contains(word)) && !OTHERS.iter().any(|word| name.contains(word))
}

#[cfg(test)]
#[path = "csv_tests.rs"]
mod tests;
