//! Freshdesk's ticket export.

use super::super::claims::{self, Known, Passed, Sign, known};
use super::super::{ColumnRule, DurationUnit, Format, Read, Shape, generic, looks};
use super::RATINGS;
use crate::dataset::{Clock, Origin};
use model::catalog::FormatInfo;
use model::field::Field;

/// The ticket export.
pub(in super::super) struct FreshdeskCsv;

const AGENT_INTERACTIONS: &[&str] = &[
    "agent interactions",
    "agenteninteraktionen",
    "interactions agent",
    "interactions de l'agent",
    "interacciones del agente",
    "interações do agente",
];
const CUSTOMER_INTERACTIONS: &[&str] = &[
    "customer interactions",
    "kundeninteraktionen",
    "interactions client",
    "interactions du client",
    "interacciones del cliente",
    "interações do cliente",
];

const SIGNS: &[Sign] = &[
    (&["initial response time", "zeit der ersten antwort"], 2),
    (AGENT_INTERACTIONS, 2),
    (CUSTOMER_INTERACTIONS, 2),
    (&["first response time (in hrs)", "erste antwortzeit (in std.)"], 2),
    (&["resolution time (in hrs)", "lösungszeit (in std.)"], 2),
    (&["every response status"], 2),
    (&["first response status"], 1),
    (&["resolution status"], 1),
    (&["association type"], 1),
    (&["survey results", "survey result"], 1),
    (&["created time"], 1),
    (&["resolved time"], 1),
    (&["closed time"], 1),
    (&["due by time"], 1),
    (&["last update time", "last updated time"], 1),
    (&["contact id"], 1),
    (&["full name"], 1),
];

const NONE: &[&str] = &[
    "no agent",
    "kein agent",
    "keine gruppe",
    "aucun agent",
    "sin agente",
    "no group",
    "no product",
    "no type",
    "--",
    "unassigned",
];
const CATEGORY: Read = Read::Category { none: NONE };

/// Freshdesk writes `00:00:00` where nothing happened yet; the header's "hrs" is `HH:MM:SS`, on the group's business hours.
const BUSINESS_HOURS: Read =
    Read::Duration { unit: Some(DurationUnit::Hours), clock: Clock::Business, zero_is_none: true };

const TABLE: &[Known] = &[
    known(&["ticket id"], Field::Id, Read::Id, 100, "The ticket's number."),
    known(&["subject"], Field::Subject, Read::Text, 100, "The ticket's subject line."),
    known(&["description"], Field::Description, Read::Text, 100, "The customer's first message."),
    known(&["status"], Field::Status, Read::Status(super::status), 100, "The ticket's status."),
    known(&["priority"], Field::Priority, Read::Priority(super::priority), 100, "The ticket's priority."),
    known(&["source"], Field::Channel, Read::Channel(super::channel), 100, "How the ticket came in."),
    known(&["category"], Field::Topic, CATEGORY, 80, "The ticket's category."),
    known(&["type"], Field::Topic, CATEGORY, 60, "The ticket's type."),
    known(&["tags"], Field::Tags, Read::Tags { separator: Some(',') }, 100, "The ticket's tags."),
    known(&["group"], Field::Team, CATEGORY, 100, "The ticket's group."),
    known(&["agent"], Field::Agent, CATEGORY, 100, "The ticket's agent."),
    known(&["contact id", "requester id"], Field::Requester, Read::Requester, 100, "Who asked."),
    known(&["email", "requester email"], Field::Requester, Read::Requester, 90, "Who asked, by address."),
    known(
        &["full name", "requester name"],
        Field::Requester,
        Read::Requester,
        60,
        "Who asked, by name only: two people of one name count as one.",
    ),
    known(
        &["created time", "erstellungszeit"],
        Field::CreatedAt,
        Read::Instant,
        100,
        "When the ticket was opened, on the account's clock.",
    ),
    known(
        &["resolved time", "lösungszeit"],
        Field::SolvedAt,
        Read::Instant,
        100,
        "When the ticket was resolved.",
    ),
    known(
        &["closed time", "abschlusszeit"],
        Field::ClosedAt,
        Read::Instant,
        100,
        "When the ticket was closed for good.",
    ),
    known(
        &["last update time", "last updated time"],
        Field::UpdatedAt,
        Read::Instant,
        100,
        "When the ticket was last changed.",
    ),
    known(
        &["initial response time", "zeit der ersten antwort"],
        Field::FirstReplyAt,
        Read::Instant,
        100,
        "When an agent first replied; despite its name a time of day, not a span.",
    ),
    known(
        &[
            "first response time (in hrs)",
            "erste antwortzeit (in std.)",
            "temps de première réponse (*",
            "tiempo de primera respuesta (*",
            "tempo da primeira resposta (*",
        ],
        Field::FirstReplyTime,
        BUSINESS_HOURS,
        100,
        "Time to the first reply on business hours, as hours:minutes:seconds; 00:00:00 stands for no reply yet.",
    ),
    known(
        &[
            "resolution time (in hrs)",
            "lösungszeit (in std.)",
            "temps de résolution (*",
            "tiempo de resolución (*",
            "tempo de resolução (*",
        ],
        Field::ResolutionTime,
        BUSINESS_HOURS,
        100,
        "Time to resolution on business hours, as hours:minutes:seconds; 00:00:00 stands for not resolved yet.",
    ),
    known(
        AGENT_INTERACTIONS,
        Field::HumanReplies,
        Read::Count,
        100,
        "Replies of agents; an AI that replies as an agent counts, too.",
    ),
    known(CUSTOMER_INTERACTIONS, Field::CustomerMessages, Read::Count, 100, "Messages of the customer."),
    known(
        &["survey results", "survey result"],
        Field::Rating,
        Read::Rating(RATINGS),
        100,
        "The customer's answer to the survey.",
    ),
    known(
        &["time tracked"],
        Field::HandleTime,
        Read::Duration { unit: Some(DurationUnit::Hours), clock: Clock::Unknown, zero_is_none: true },
        100,
        "Time that agents tracked on the ticket; 00:00:00 stands for nothing tracked.",
    ),
    known(&["language", "ticket language"], Field::Language, CATEGORY, 90, "The ticket's language."),
];

const PASSED: &[Passed] = &[
    (&["every response status"], "Promises about later replies are not part of these figures."),
    (&["association type"], "Whether a ticket is a parent or child is not used."),
    (&["product", "company name", "company*"], "Not needed for any figure so far."),
    (&["title", "mobile phone", "work phone", "twitter id"], "A personal detail that no figure needs."),
    (
        &["sub category", "item", "impact", "urgency", "summary"],
        "Another column tells the same, and coarser.",
    ),
];

impl Format for FreshdeskCsv {
    fn info(&self) -> FormatInfo {
        FormatInfo {
            id: "freshdesk_csv".to_string(),
            product: "Freshdesk".to_string(),
            label: "ticket export (CSV)".to_string(),
            how_to_export: "Tickets > Export: choose CSV and a period, select all ticket fields and the contact's e-mail, and \
                use the link you get by e-mail."
                .to_string(),
        }
    }

    fn sniff(&self, shape: &Shape) -> Option<(u8, String)> {
        if shape.is_json {
            return None;
        }
        let names = shape.normalised();
        if super::service::is_service_desk(shape, &names) {
            return None;
        }
        let looks = looks::of(shape);
        let mut values = Vec::new();
        let mut tell = |words: &[&str], weight: u8, what: &str| {
            if let Some(column) = looks.iter().position(|look| words.iter().any(|word| look.has(word))) {
                values.push((weight, format!("{what} in “{}”", shape.columns[column])));
            }
        };
        tell(&["within sla", "sla violated"], 2, "Freshdesk's words for kept promises");
        tell(
            &["extremely satisfied", "mostly satisfied", "extremely dissatisfied"],
            1,
            "Freshdesk's words for ratings",
        );
        tell(&["no agent", "no group"], 1, "“No Agent” or “No Group”");
        tell(&["waiting on third party"], 1, "Freshdesk's status “Waiting on Third Party”");
        claims::recognise(shape, &names, SIGNS, values)
    }

    fn map(&self, shape: &Shape) -> Vec<ColumnRule> {
        let names = shape.normalised();
        let looks = looks::of(shape);
        let mut claims = claims::by_name(&names, TABLE);
        let others: Vec<bool> = (0..names.len())
            .map(|column| {
                claims::passed(&names[column], PASSED).is_none()
                    && !claims.iter().any(|claim| claim.column == column)
            })
            .collect();
        claims.extend(generic::extra_claims(shape, &looks, &others));
        claims::settle(shape, &looks, claims, |column| claims::passed(&names[column], PASSED))
    }

    fn counts_ai_among_people(&self) -> bool {
        true
    }

    fn origin_of_channel(&self, word: &str) -> Option<Origin> {
        super::origin_of_channel(word)
    }

    fn warnings(&self, shape: &Shape) -> Vec<String> {
        let mut warnings = vec![super::NO_AI_COLUMN.to_string()];
        if shape.normalised().iter().any(|name| name == "first response time (in hrs)") {
            warnings.push(
                "Freshdesk measures response and resolution times on each group's business hours; where the export also has \
                 the times of day, spans are taken from those."
                    .to_string(),
            );
        }
        warnings
    }

    fn how_to_get(&self, field: Field) -> String {
        super::how_to_get(field)
    }
}

#[cfg(test)]
#[path = "csv_tests.rs"]
mod tests;
