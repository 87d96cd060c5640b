//! One row per ticket out of Zendesk Explore.
//!
//! Explore writes whatever a report shows; only a report with the ticket's id in each row can be read here.

use super::super::claims::{self, Known, Passed, Sign, known};
use super::super::{ColumnRule, DurationUnit, Format, Read, Shape, generic, looks};
use super::{AI_TAGS, BOT_ONLY_CHATS, CUSTOM, RATINGS};
use crate::dataset::{AiTagMeaning, Clock, Origin};
use model::catalog::FormatInfo;
use model::field::Field;
use model::letters::Lower;

/// A report of Zendesk Explore, exported with one row a ticket.
pub(in super::super) struct ZendeskExplore;

const NONE: &[&str] = &["-", "no group", "unassigned"];

const SIGNS: &[Sign] = &[
    (&["ticket satisfaction rating"], 2),
    (&["first reply time (*", "first reply time business hours (*"], 2),
    (&["full resolution time (*", "full resolution time business hours (*", "full resolution time min"], 2),
    (&["first resolution time (*"], 1),
    (&["requester wait time (*", "agent wait time (*"], 1),
    (&["ticket brand", "ticket form"], 1),
    (&["ticket group"], 1),
    (&["ticket channel"], 1),
    (&["assignee name"], 1),
];

const fn span(unit: DurationUnit, clock: Clock) -> Read {
    Read::Duration { unit: Some(unit), clock, zero_is_none: false }
}

const FIRST: &str = "First reply time as Explore computes it.";
const FULL: &str = "Time to the last resolution as Explore computes it.";

const TABLE: &[Known] = &[
    known(&["ticket id"], Field::Id, Read::Id, 100, "The ticket's number."),
    known(&["ticket subject"], Field::Subject, Read::Text, 100, "The ticket's subject line."),
    known(
        &["ticket status", "ticket status category"],
        Field::Status,
        Read::Status(super::status),
        100,
        "The ticket's status.",
    ),
    known(
        &["ticket priority"],
        Field::Priority,
        Read::Priority(super::priority),
        100,
        "The ticket's priority.",
    ),
    known(&["ticket channel"], Field::Channel, Read::Channel(super::channel), 100, "How the ticket came in."),
    known(
        &["ticket type"],
        Field::Topic,
        Read::Category { none: NONE },
        40,
        "Zendesk's ticket type: the nearest to a topic in this file.",
    ),
    known(
        &["ticket form"],
        Field::Topic,
        Read::Category { none: NONE },
        30,
        "The ticket's form, as nothing here tells its topic better.",
    ),
    known(&["ticket tags"], Field::Tags, Read::Tags { separator: None }, 100, "The ticket's tags."),
    known(&["ticket group"], Field::Team, Read::Category { none: NONE }, 100, "The ticket's group."),
    known(&["assignee name"], Field::Agent, Read::Category { none: NONE }, 100, "The assignee."),
    known(&["requester id"], Field::Requester, Read::Requester, 100, "Who asked."),
    known(&["requester email"], Field::Requester, Read::Requester, 95, "Who asked, by address."),
    known(
        &["requester name"],
        Field::Requester,
        Read::Requester,
        60,
        "Who asked, by name only: two people of one name count as one.",
    ),
    known(
        &["ticket created timestamp"],
        Field::CreatedAt,
        Read::Instant,
        100,
        "When the ticket was opened, on the clock of the person who exported.",
    ),
    known(
        &["ticket created date"],
        Field::CreatedAt,
        Read::Instant,
        90,
        "The day the ticket was opened; the file has no time of day.",
    ),
    known(&["ticket solved timestamp"], Field::SolvedAt, Read::Instant, 100, "When the ticket was solved."),
    known(&["ticket solved date"], Field::SolvedAt, Read::Instant, 90, "The day the ticket was solved."),
    known(
        &["ticket updated timestamp", "ticket last updated timestamp"],
        Field::UpdatedAt,
        Read::Instant,
        100,
        "When the ticket was last changed.",
    ),
    known(
        &["first reply time (sec)"],
        Field::FirstReplyTime,
        span(DurationUnit::Seconds, Clock::Calendar),
        100,
        FIRST,
    ),
    known(
        &["first reply time (min)"],
        Field::FirstReplyTime,
        span(DurationUnit::Minutes, Clock::Calendar),
        98,
        FIRST,
    ),
    known(
        &["first reply time (hrs)"],
        Field::FirstReplyTime,
        span(DurationUnit::Hours, Clock::Calendar),
        96,
        FIRST,
    ),
    known(
        &["first reply time (days)"],
        Field::FirstReplyTime,
        span(DurationUnit::Days, Clock::Calendar),
        94,
        FIRST,
    ),
    known(
        &["first reply time business hours (min)"],
        Field::FirstReplyTime,
        span(DurationUnit::Minutes, Clock::Business),
        80,
        FIRST,
    ),
    known(
        &["first reply time business hours (hrs)"],
        Field::FirstReplyTime,
        span(DurationUnit::Hours, Clock::Business),
        78,
        FIRST,
    ),
    known(
        &["full resolution time (sec)"],
        Field::ResolutionTime,
        span(DurationUnit::Seconds, Clock::Calendar),
        100,
        FULL,
    ),
    known(
        &["full resolution time (min)", "full resolution time min"],
        Field::ResolutionTime,
        span(DurationUnit::Minutes, Clock::Calendar),
        98,
        FULL,
    ),
    known(
        &["full resolution time (hrs)"],
        Field::ResolutionTime,
        span(DurationUnit::Hours, Clock::Calendar),
        96,
        FULL,
    ),
    known(
        &["full resolution time (days)"],
        Field::ResolutionTime,
        span(DurationUnit::Days, Clock::Calendar),
        94,
        FULL,
    ),
    known(
        &["full resolution time business hours (min)"],
        Field::ResolutionTime,
        span(DurationUnit::Minutes, Clock::Business),
        80,
        FULL,
    ),
    known(
        &["full resolution time business hours (hrs)"],
        Field::ResolutionTime,
        span(DurationUnit::Hours, Clock::Business),
        78,
        FULL,
    ),
    known(
        &["reopens", "ticket reopens"],
        Field::Reopens,
        Read::Count,
        100,
        "How often a solved ticket was opened again.",
    ),
    known(&["agent replies"], Field::HumanReplies, Read::Count, 100, "Public replies of agents."),
    known(
        &["ticket satisfaction rating"],
        Field::Rating,
        Read::Rating(RATINGS),
        100,
        "The customer's answer to the survey.",
    ),
    known(
        &["ticket satisfaction comment"],
        Field::RatingComment,
        Read::Text,
        100,
        "The customer's words with the rating.",
    ),
];

const PASSED: &[Passed] = &[
    (&["count(*", "d count(*", "tickets"], "A count of tickets: one in each row of a ticket."),
    (&["ticket created *", "ticket solved *"], "Follows from the time in another column."),
    (
        &["first resolution time*"],
        "Time to the first resolution; the figures use the last one, as reopened tickets count.",
    ),
    (&["requester wait time*", "agent wait time*", "on hold time*"], "Waiting times are not shown yet."),
];

/// The names of a shape. Explore computes every metric over the tickets of a row, and where that is one ticket, its sum or median
/// is the value itself: `MED(First reply time (min))`.
fn names(shape: &Shape) -> Vec<String> {
    let mut names = shape.normalised();
    if !names.iter().any(|name| name == "ticket id") {
        return names;
    }
    for name in &mut names {
        let inside =
            ["med(", "avg(", "sum(", "min(", "max("].iter().find_map(|start| name.strip_prefix(start));
        if let Some(inside) = inside.and_then(|inside| inside.strip_suffix(')')) {
            *name = inside.to_string();
        }
    }
    names
}

/// Explore separates the parts of a time by " - ": `Ticket created - Date`.
fn dated(shape: &Shape) -> Vec<&String> {
    let is_dated = |name: &&String| {
        let lower = name.to_lower();
        lower.starts_with("ticket created - ") || lower.starts_with("ticket solved - ")
    };
    shape.columns.iter().filter(is_dated).collect()
}

impl Format for ZendeskExplore {
    fn info(&self) -> FormatInfo {
        FormatInfo {
            id: "zendesk_explore".to_string(),
            product: "Zendesk".to_string(),
            label: "Explore report with one row per ticket".to_string(),
            how_to_export: "In Explore, put “Ticket ID” and “Ticket created - Timestamp” into the rows of a Support: Tickets \
                report, add the attributes you need, and export the report as CSV."
                .to_string(),
        }
    }

    fn sniff(&self, shape: &Shape) -> Option<(u8, String)> {
        if shape.is_json {
            return None;
        }
        let names = names(shape);
        let has = |name: &str| names.iter().any(|known| known == name);
        // The account's export and those of views name the ticket's number so; Explore never does.
        if has("id") && !has("ticket id") {
            return None;
        }
        let mut values = Vec::new();
        let dated = dated(shape);
        if let Some(first) = dated.first() {
            values
                .push((if dated.len() > 1 { 4 } else { 3 }, format!("times named as in Explore, “{first}”")));
        }
        claims::recognise(shape, &names, SIGNS, values)
    }

    fn map(&self, shape: &Shape) -> Vec<ColumnRule> {
        let names = names(shape);
        let looks = looks::of(shape);
        let mut claims = claims::by_name(&names, TABLE);
        claims.extend(claims::by_name(&names, CUSTOM));
        let others: Vec<bool> = (0..names.len())
            .map(|column| {
                claims::passed(&names[column], PASSED).is_none()
                    && !claims.iter().any(|claim| claim.column == column)
            })
            .collect();
        claims.extend(generic::extra_claims(shape, &looks, &others));
        claims::settle(shape, &looks, claims, |column| claims::passed(&names[column], PASSED))
    }

    fn ai_tags(&self) -> &'static [(&'static str, AiTagMeaning, &'static str)] {
        AI_TAGS
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

    fn aggregated(&self, shape: &Shape) -> Option<String> {
        let names = shape.normalised();
        if names.iter().any(|name| name == "ticket id") {
            return None;
        }
        Some(
            "This Explore report has no “Ticket ID”. Add Ticket ID to the rows of the report and export it again."
                .to_string(),
        )
    }

    fn warnings(&self, _shape: &Shape) -> Vec<String> {
        vec![
            BOT_ONLY_CHATS.to_string(),
            "Explore repeats a ticket in several rows when a report shows its tags; each ticket counts once here.".to_string(),
        ]
    }

    fn how_to_get(&self, field: Field) -> String {
        match field {
            Field::CreatedAt => "Add the attribute “Ticket created - Timestamp” to the report.".to_string(),
            Field::SolvedAt => "Add the attribute “Ticket solved - Timestamp” to the report.".to_string(),
            Field::Status => "Add the attribute “Ticket status” to the rows of the report.".to_string(),
            Field::Requester => "Add the attribute “Requester ID” to the rows of the report.".to_string(),
            Field::Channel => "Add the attribute “Ticket channel” to the rows of the report.".to_string(),
            Field::Priority => "Add the attribute “Ticket priority” to the rows of the report.".to_string(),
            Field::Rating => {
                "Add the attribute “Ticket satisfaction rating” to the rows of the report.".to_string()
            }
            Field::Reopens => "Add the metric “Reopens” to the report.".to_string(),
            Field::HumanReplies => "Add the metric “Agent replies” to the report.".to_string(),
            Field::FirstReplyAt | Field::FirstReplyTime => {
                "Add the metric “First reply time (min)” to the report.".to_string()
            }
            Field::ResolutionTime => "Add the metric “Full resolution time (min)” to the report.".to_string(),
            other => super::how_to_get(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::{field_of, shape};
    use super::*;

    #[test]
    fn a_report_with_ids_is_read() {
        let shape = shape(
            &[
                "Ticket ID",
                "Ticket created - Timestamp",
                "Ticket solved - Timestamp",
                "MED(First reply time (min))",
                "SUM(Agent replies)",
                "SUM(Tickets)",
            ],
            &[&["12", "2026-01-02 10:00:00", "2026-01-03 09:00:00", "12", "2", "1"]],
        );
        assert!(ZendeskExplore.sniff(&shape).unwrap().0 >= 90);
        assert_eq!(ZendeskExplore.aggregated(&shape), None);
        let rules = ZendeskExplore.map(&shape);
        assert_eq!(field_of(&shape, &rules, "Ticket created - Timestamp"), Some(Field::CreatedAt));
        assert_eq!(field_of(&shape, &rules, "MED(First reply time (min))"), Some(Field::FirstReplyTime));
        assert_eq!(field_of(&shape, &rules, "SUM(Agent replies)"), Some(Field::HumanReplies));
        assert_eq!(field_of(&shape, &rules, "SUM(Tickets)"), None);
    }

    #[test]
    fn sums_are_named_as_such() {
        let shape = shape(
            &["Ticket created - Month", "Ticket group", "SUM(Tickets)", "MED(First reply time (min))"],
            &[],
        );
        assert!(ZendeskExplore.aggregated(&shape).unwrap().contains("Ticket ID"));
    }
}
