//! A report of Intercom, exported as CSV from the Conversations dataset.

use super::super::claims::{self, Known, Passed, Sign, known};
use super::super::{ColumnRule, DurationUnit, Format, Read, Shape, generic, looks, vocabulary};
use super::RATINGS;
use crate::dataset::Clock;
use model::catalog::FormatInfo;
use model::field::Field;

/// A report export.
pub(in super::super) struct IntercomCsv;

const SIGNS: &[Sign] = &[
    (&["conversation started at"], 2),
    (&["fin ai agent*"], 2),
    (&["current conversation state"], 2),
    (&["teammate currently assigned", "currently assigned teammate id"], 2),
    (&["last teammate rated", "agent rated type", "agent rated"], 2),
    (&["team currently assigned", "currently assigned team id"], 1),
    (&["conversation source"], 1),
    (&["conversation rating remark", "conversation rating"], 1),
    (&["ai subtopic", "ai topic", "ai issue summary"], 1),
    (&["conversation id"], 1),
    (&["cx score rating", "cx score explanation"], 1),
];

const NONE: &[&str] = &["unassigned", "no team", "no teammate", "nobody"];
const CATEGORY: Read = Read::Category { none: NONE };
const FLAG: Read = Read::Flag { words: vocabulary::usual_flag };

const fn seconds(clock: Clock) -> Read {
    Read::Duration { unit: Some(DurationUnit::Seconds), clock, zero_is_none: false }
}

const TABLE: &[Known] = &[
    known(&["conversation id"], Field::Id, Read::Id, 100, "The conversation's id."),
    known(
        &["title", "conversation title", "subject"],
        Field::Subject,
        Read::Text,
        100,
        "The conversation's title.",
    ),
    known(
        &["ai issue summary"],
        Field::Description,
        Read::Text,
        90,
        "Intercom's own summary of the conversation.",
    ),
    known(
        &["current conversation state", "conversation state", "state"],
        Field::Status,
        Read::Status(super::status),
        100,
        "The conversation's state.",
    ),
    known(
        &["conversation priority", "priority"],
        Field::Priority,
        Read::Priority(super::priority),
        100,
        "Marked as priority or not.",
    ),
    known(
        &["channel", "conversation channel"],
        Field::Channel,
        Read::Channel(super::channel),
        100,
        "How the customer came.",
    ),
    known(&["ai topic"], Field::Topic, CATEGORY, 90, "The topic that Intercom's AI gave the conversation."),
    known(&["topics", "topic"], Field::Topic, CATEGORY, 80, "The conversation's topic."),
    known(
        &["ticket type"],
        Field::Topic,
        CATEGORY,
        40,
        "The ticket's type: the nearest to a topic in this file.",
    ),
    known(
        &["conversation tag", "conversation tags", "conversation tag ids", "tags"],
        Field::Tags,
        Read::Tags { separator: Some(',') },
        100,
        "Tags of the conversation.",
    ),
    known(
        &["team currently assigned", "currently assigned team id", "team assigned"],
        Field::Team,
        CATEGORY,
        100,
        "The team that has the conversation.",
    ),
    known(
        &["teammate currently assigned", "currently assigned teammate id", "teammate assigned"],
        Field::Agent,
        CATEGORY,
        100,
        "The teammate who has the conversation; Fin may stand here, too.",
    ),
    known(&["user id", "contact id"], Field::Requester, Read::Requester, 100, "Who asked."),
    known(&["user email", "contact email"], Field::Requester, Read::Requester, 95, "Who asked, by address."),
    known(
        &["user name", "contact name"],
        Field::Requester,
        Read::Requester,
        60,
        "Who asked, by name only: two people of one name count as one.",
    ),
    known(
        &["conversation started at"],
        Field::CreatedAt,
        Read::Instant,
        100,
        "When the conversation began, on the clock named in the header.",
    ),
    known(
        &["created at", "conversation created at"],
        Field::CreatedAt,
        Read::Instant,
        70,
        "When the conversation began.",
    ),
    known(
        &["updated at", "conversation updated at"],
        Field::UpdatedAt,
        Read::Instant,
        80,
        "When the conversation was last changed.",
    ),
    known(
        &["conversation last closed at", "last closed at", "closed at", "conversation closed at"],
        Field::SolvedAt,
        Read::Instant,
        100,
        "When the conversation was last closed.",
    ),
    known(
        &["first response time (seconds)", "first response time", "conversation first response time"],
        Field::FirstReplyTime,
        seconds(Clock::Unknown),
        100,
        "Time to the first response; where Fin takes part it may be Fin's.",
    ),
    known(
        &[
            "time to close (seconds)",
            "time to last close (seconds)",
            "time to close",
            "conversation time to close",
        ],
        Field::ResolutionTime,
        seconds(Clock::Unknown),
        90,
        "Time until the conversation was last closed.",
    ),
    known(
        &["conversation first replied at", "conversation first teammate reply at"],
        Field::FirstHumanReplyAt,
        Read::Instant,
        100,
        "When a teammate first replied; Fin and other bots are not teammates.",
    ),
    known(
        &[
            "teammate replies",
            "teammate replies count",
            "number of teammate replies",
            "replies sent by teammates",
        ],
        Field::HumanReplies,
        Read::Count,
        100,
        "Replies of teammates; Fin and other bots are not teammates.",
    ),
    known(
        &["conversation reopened", "number of reopens", "reopens", "times reopened", "conversation reopens"],
        Field::Reopens,
        Read::Count,
        100,
        "How often a closed conversation was opened again.",
    ),
    known(
        &["fin ai agent involved", "fin involved"],
        Field::AiInvolved,
        FLAG,
        100,
        "Whether Fin took part, says Intercom.",
    ),
    known(
        &["fin ai agent resolution state", "fin resolution state"],
        Field::AiOutcome,
        Read::AiOutcome(super::resolution_state),
        100,
        "What became of Fin's attempt, says Intercom.",
    ),
    known(
        &["fin ai agent deflected", "fin deflected"],
        Field::AiResolved,
        FLAG,
        100,
        "Whether no teammate took part, says Intercom.",
    ),
    known(
        &["conversation rating", "last teammate rating"],
        Field::Rating,
        Read::Rating(RATINGS),
        100,
        "The customer's rating of the conversation.",
    ),
    known(
        &["fin ai agent rating"],
        Field::Rating,
        Read::Rating(RATINGS),
        80,
        "The customer's rating of Fin.",
    ),
    known(
        &["conversation rating remark", "conversation remark"],
        Field::RatingComment,
        Read::Text,
        100,
        "The customer's words with the rating.",
    ),
    known(
        &["started by"],
        Field::Initiator,
        Read::Origin(super::origin),
        100,
        "Who started the conversation.",
    ),
    known(
        &["conversation source"],
        Field::Initiator,
        Read::Origin(super::origin),
        80,
        "How the conversation began; a workflow's greeting that a customer answers counts as the customer's.",
    ),
    known(
        &["language", "conversation language"],
        Field::Language,
        CATEGORY,
        100,
        "The conversation's language.",
    ),
];

const PASSED: &[Passed] = &[
    (&["ai subtopic"], "A finer topic; the figures use the coarser one."),
    (&["cx score*"], "Intercom's own quality score is not shown yet."),
    (&["fin ai agent last sent answer*"], "Which kind of answer Fin gave last is not shown yet."),
    (
        &["last teammate rated", "agent rated*", "agent rated type"],
        "Whom the customer rated is not shown yet.",
    ),
    (&["last survey sent*"], "The name of the survey, not whether it was answered."),
    (&["company name", "company*"], "The customer's company is not needed."),
    (&["ticket category"], "Whether the ticket is for customers or internal is not used yet."),
];

impl Format for IntercomCsv {
    fn info(&self) -> FormatInfo {
        FormatInfo {
            id: "intercom_csv".to_string(),
            product: "Intercom".to_string(),
            label: "report CSV (Conversations dataset)".to_string(),
            how_to_export: "Open Reports, drill into a chart of the Conversations dataset, add the Fin AI Agent attributes, and \
                choose Export CSV."
                .to_string(),
        }
    }

    fn sniff(&self, shape: &Shape) -> Option<(u8, String)> {
        if shape.is_json {
            return None;
        }
        let mut values = Vec::new();
        let looks = looks::of(shape);
        const STATES: &[&str] = &[
            "assumed resolution",
            "confirmed resolution",
            "assumed resolved",
            "confirmed resolved",
            "routed to team",
        ];
        if let Some(column) = looks.iter().position(|look| STATES.iter().any(|state| look.has(state))) {
            values.push((2, format!("Fin's words for how it ended in “{}”", shape.columns[column])));
        }
        if let Some(name) = shape.columns.iter().find(|name| has_zone(name)) {
            values.push((1, format!("a time zone in the header “{name}”")));
        }
        claims::recognise(shape, &shape.normalised(), SIGNS, values)
    }

    fn map(&self, shape: &Shape) -> Vec<ColumnRule> {
        let names = shape.normalised();
        let looks = looks::of(shape);
        let mut claims = claims::by_name(&names, TABLE);
        if claims.iter().any(|claim| claim.field == Field::AiOutcome && !looks[claim.column].is_empty()) {
            // The state says whether a conversation ended in a resolution or in the customer leaving; "deflected" has both.
            claims.retain(|claim| claim.field != Field::AiResolved);
        }
        let others: Vec<bool> = (0..names.len())
            .map(|column| {
                claims::passed(&names[column], PASSED).is_none()
                    && !TABLE.iter().any(|known| claims::is_named(&names[column], known.names))
            })
            .collect();
        claims.extend(generic::extra_claims(shape, &looks, &others));
        claims::settle(shape, &looks, claims, |column| {
            if names[column].ends_with("deflected") {
                return Some("The resolution state tells it more exactly: “deflected” also counts customers who gave up.".to_string());
            }
            claims::passed(&names[column], PASSED)
        })
    }

    fn warnings(&self, shape: &Shape) -> Vec<String> {
        let names = shape.normalised();
        let mut warnings = Vec::new();
        if names.iter().any(|name| name.starts_with("fin ai agent")) {
            warnings.push(super::STATES.to_string());
        }
        if !names.iter().any(|name| name == "conversation started at")
            && names.iter().any(|name| name == "updated at")
        {
            warnings.push(
                "This looks like the report on ratings: it has no time at which the conversation started. Export the \
                 Conversations dataset to see every conversation."
                    .to_string(),
            );
        }
        warnings
    }

    fn how_to_get(&self, field: Field) -> String {
        super::how_to_get(field)
    }
}

/// `Conversation started at (America/New_York)`.
fn has_zone(name: &str) -> bool {
    name.trim_end().strip_suffix(')').and_then(|rest| rest.rsplit_once('(')).is_some_and(|(_, zone)| {
        zone == "UTC"
            || (zone.contains('/') && zone.chars().all(|c| c.is_ascii_alphanumeric() || "/_-+".contains(c)))
    })
}

#[cfg(test)]
#[path = "csv_tests.rs"]
mod tests;
