//! What a row of a file is: a ticket, or something that belongs to a ticket of another file.

use super::fold::Rows;
use super::formats::{ColumnRule, DurationUnit, RatingScale, Read, Shape};
use crate::dataset::Clock;
use model::field::Field;

/// See the module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A ticket.
    Tickets,
    /// Further fields of a ticket: its times, counts, what an AI did.
    Details,
    /// What the events of a ticket fold to.
    Events,
    /// What the messages of a ticket fold to.
    Messages,
    /// A rating of a ticket.
    Ratings,
    /// A person.
    People,
    /// Something else that has an id and a time of creation: a group, an organisation, a macro.
    Other,
}

impl Kind {
    /// What the rows are, for people.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Kind::Tickets => "tickets",
            Kind::Details => "details of tickets",
            Kind::Events => "events of tickets",
            Kind::Messages => "messages of tickets",
            Kind::Ratings => "ratings",
            Kind::People => "people",
            Kind::Other => "no tickets",
        }
    }
}

impl From<Rows> for Kind {
    fn from(rows: Rows) -> Kind {
        match rows {
            Rows::Messages => Kind::Messages,
            Rows::Events => Kind::Events,
        }
    }
}

/// Names of a column that says which ticket a row belongs to, where the row has an id of its own.
const REFERENCES: &str = "ticket id|conversation id|case id|issue id|issue key|incident id|incident|chat id|request id|\
    display id|parent id|case number|ticket number|zendesk ticket id|helpdesk ticket id|parent ticket id";
/// Names of columns that only people have.
const OF_PEOPLE: &str =
    "role|user type|profile id|profile.name|suspended|user role|alias|verified|job title|is agent|username";

type Beside = (&'static str, Field, Option<DurationUnit>, Clock);

/// Names that mean this only where rows belong to tickets.
const BESIDE_TICKETS: &[Beside] = &[
    ("score|rating|rating value|csat|csat score|survey score|value", Field::Rating, None, Clock::Unknown),
    (
        "reply time in minutes.calendar|reply time in minutes calendar",
        Field::FirstReplyTime,
        Some(DurationUnit::Minutes),
        Clock::Calendar,
    ),
    (
        "reply time in seconds.calendar|reply time in seconds calendar",
        Field::FirstReplyTime,
        Some(DurationUnit::Seconds),
        Clock::Calendar,
    ),
    (
        "full resolution time in minutes.calendar|full resolution time in minutes calendar",
        Field::ResolutionTime,
        Some(DurationUnit::Minutes),
        Clock::Calendar,
    ),
];

fn is_one_of(name: &str, names: &str) -> bool {
    names.split('|').any(|known| known.trim() == name)
}

/// Decides what the rows of a file are, among other files, and makes the rules say what such rows can tell.
pub(crate) fn among_others(shape: &Shape, rules: &mut [ColumnRule]) -> Kind {
    let names = shape.normalised();
    let has = |rules: &[ColumnRule], field: Field| rules.iter().any(|rule| rule.field == Some(field));
    let own_id = names.iter().position(|name| matches!(name.as_str(), "id" | "_id" | "uuid"));
    let reference = names.iter().position(|name| is_one_of(name, REFERENCES));
    let is_of_people = names.iter().any(|name| is_one_of(name, OF_PEOPLE));
    let label = names.iter().position(|name| matches!(name.as_str(), "name" | "full name"));
    if reference.is_none()
        && is_of_people
        && let (Some(id), Some(label)) =
            (own_id, label.or_else(|| names.iter().position(|name| name == "email")))
    {
        for rule in rules.iter_mut() {
            *rule = ColumnRule::unused(
                "Of people only their ids and names are used, to name the agents of tickets.",
            );
        }
        rules[id] =
            ColumnRule { field: Some(Field::Id), read: Read::Id, reason: "The id of a person.".into() };
        rules[label] = ColumnRule {
            field: Some(Field::Agent),
            read: Read::Category { none: &[] },
            reason: "Names the agents that tickets know by id; other names are dropped.".into(),
        };
        return Kind::People;
    }
    let key = match (own_id, reference) {
        (Some(_), Some(reference)) => Some(reference),
        _ if has(rules, Field::CreatedAt) => None,
        _ => reference.or_else(|| rules.iter().position(|rule| rule.field == Some(Field::Id))),
    };
    let Some(key) = key else { return Kind::Tickets };
    for (column, name) in names.iter().enumerate() {
        let known = BESIDE_TICKETS.iter().find(|(names, ..)| is_one_of(name, names));
        if let Some((_, field, unit, clock)) = known
            && rules[column].field.is_none()
            && !has(rules, *field)
        {
            let read = match unit {
                Some(unit) => Read::Duration { unit: Some(*unit), clock: *clock, zero_is_none: false },
                None => Read::Rating(RatingScale::ByValue),
            };
            let reason = format!("What is exported beside tickets names “{}” so.", field.label());
            rules[column] = ColumnRule { field: Some(*field), read, reason };
        }
    }
    let is_measured = |field: Field| {
        matches!(
            field,
            Field::FirstReplyTime
                | Field::ResolutionTime
                | Field::FirstReplyAt
                | Field::FirstHumanReplyAt
                | Field::SolvedAt
                | Field::ClosedAt
                | Field::Reopens
                | Field::HumanReplies
                | Field::CustomerMessages
                | Field::AiReplies
                | Field::AiInvolved
                | Field::AiOutcome
                | Field::AiResolved
                | Field::AiAgent
                | Field::AiHandedOff
                | Field::AiAssisted
                | Field::HandedOffAt
                | Field::DueAt
                | Field::ReplyBreached
                | Field::ResolutionBreached
                | Field::ReplyBusinessTime
                | Field::ResolutionBusinessTime
                | Field::NextReplyTime
                | Field::HandleTime
                | Field::LastWord
        )
    };
    let measures = rules.iter().any(|rule| rule.field.is_some_and(is_measured));
    let kind = if has(rules, Field::Rating) && !measures { Kind::Ratings } else { Kind::Details };
    for (column, rule) in rules.iter_mut().enumerate() {
        let stays = match rule.field {
            _ if column == key => false,
            Some(Field::Rating | Field::RatingOffered | Field::RatingComment) => true,
            Some(Field::CreatedAt | Field::UpdatedAt) => true,
            Some(Field::Id | Field::Requester) => false,
            Some(_) => kind == Kind::Details,
            None => true,
        };
        if !stays {
            *rule = ColumnRule::unused("The tickets of the other files tell it.");
        }
    }
    rules[key] = ColumnRule {
        field: Some(Field::Id),
        read: Read::Id,
        reason: "Says which ticket the row belongs to.".into(),
    };
    kind
}
