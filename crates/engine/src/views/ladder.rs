//! The ladder of outcomes with its rules as they were applied to this file.

use super::wording::date;
use crate::metrics::declare::Need;
use crate::metrics::evaluate::Basis;
use crate::metrics::seen::{self, rung_reads};
use model::field::Field;
use model::outcome::Outcome;
use model::settings::ReturnScope;
use model::units::Day;
use model::view::LadderRung;

/// One rung for each outcome, in order. The counts add up to the eligible tickets of the filter.
pub(super) fn ladder(basis: &Basis<'_>) -> Vec<LadderRung> {
    Outcome::ALL
        .iter()
        .map(|&outcome| LadderRung {
            outcome,
            count: basis.now.on(&[outcome]),
            rule: rule(basis, outcome),
            counts_for: counts_for(outcome).to_string(),
            cannot_tell: cannot_tell(basis, outcome),
        })
        .collect()
}

/// The day on which the file ends: that of its last instant; `as_of` is the last day that is known in full.
pub(super) fn last_day(basis: &Basis<'_>) -> Day {
    let derived = basis.context.derived;
    Day((derived.clock_secs(derived.as_of_utc) / 86_400) as i32)
}

/// The rule of a rung in one sentence, naming only the signs that this file has.
fn rule(basis: &Basis<'_>, outcome: Outcome) -> String {
    let derived = basis.context.derived;
    let window = basis.window();
    let as_of = date(last_day(basis));
    let topic = match derived.settings.return_scope {
        ReturnScope::AnyTopic => "",
        ReturnScope::SameTopic => " about the same topic",
    };
    let has = |field| basis.have.has(field);
    match outcome {
        Outcome::HumanOnly => "No AI answered the customer.".to_string(),
        Outcome::Assisted => "An AI drafted or suggested the answer, and a person sent it.".to_string(),
        Outcome::FailedHandoff => {
            format!("A handoff was asked for or tried, and no person had replied by {as_of}, where the file ends.")
        }
        Outcome::Escalated => "The AI answered, and then a person replied.".to_string(),
        Outcome::Abandoned => match (has(Field::AiOutcome), has(Field::LastWord)) {
            (true, false) => "The customer gave up without an answer: the helpdesk says so.",
            (false, true) => {
                "Closed by the AI alone, and the last message is the customer's: a question, a complaint or the same once more, which \
                 nobody answered."
            }
            _ => {
                "The customer gave up without an answer: the helpdesk says so, or the ticket was closed over the customer's question, \
                 complaint or repeated ask."
            }
        }
        .to_string(),
        Outcome::StillOpen => "The AI answered, no person did, and the ticket is not solved yet.".to_string(),
        Outcome::Bounced => match (has(Field::Reopens), has(Field::Requester)) {
            (true, false) => "Closed by the AI alone, and reopened. Returns by a new ticket cannot be seen.".to_string(),
            (false, true) => format!(
                "Closed by the AI alone, and the same customer wrote again{topic} within {window}. Reopenings cannot be seen."
            ),
            _ => format!(
                "Closed by the AI alone, then reopened, or the same customer wrote again{topic} within {window}."
            ),
        },
        Outcome::Immature => {
            format!("Closed by the AI alone, in silence, less than {window} before {as_of}, where the file ends.")
        }
        Outcome::Durable => {
            format!("Closed by the AI alone, in silence; {window} have passed, and the customer did not come back{topic}.")
        }
        Outcome::Confirmed => match (has(Field::Rating), has(Field::AiOutcome)) {
            (true, false) => "Closed by the AI alone, rated well, and the customer did not come back.".to_string(),
            (false, true) => {
                "Closed by the AI alone; the helpdesk says that the customer confirmed it, and the customer did not come back."
                    .to_string()
            }
            _ => "Closed by the AI alone; the customer confirmed it or rated it well, and did not come back.".to_string(),
        },
    }
}

/// Who counts the rung as a success.
fn counts_for(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::HumanOnly => "Nobody: it is no work of the AI's.",
        Outcome::Assisted => "Measures of writing aids only.",
        Outcome::FailedHandoff => "Containment. Zendesk names it “escalation failed”.",
        Outcome::Escalated => "Nobody, except Intercom where the handoff is a planned step of a procedure.",
        Outcome::Abandoned => "Containment and what vendors call deflection.",
        Outcome::StillOpen => "Containment, for the time being.",
        Outcome::Bounced => "Most vendors, where the customer returns in a new conversation.",
        Outcome::Immature => "Assumed resolution.",
        Outcome::Durable => {
            "Assumed resolution, ServiceNow's durable rate, Dialogflow's no-callback rate (24 hours)."
        }
        Outcome::Confirmed => "Everybody.",
    }
}

/// Why the file cannot show the rung, if it cannot.
fn cannot_tell(basis: &Basis<'_>, outcome: Outcome) -> Option<String> {
    let unmet = rung_reads(outcome).iter().find(|group| !group.iter().any(|field| basis.have.has(*field)))?;
    let tells = if *unmet == seen::AI {
        return Some(Need::Field(Field::AiInvolved).why());
    } else if *unmet == seen::DONE {
        "which tickets are solved"
    } else if *unmet == seen::DONE_AT {
        "when a ticket was solved"
    } else if *unmet == seen::PERSON {
        "whether a person took part"
    } else if *unmet == seen::HANDOFF {
        "whether the AI tried to hand over"
    } else if *unmet == seen::REPLIES {
        "whether a person replied; handoffs count as answered"
    } else if *unmet == seen::RETURN {
        "whether the customer came back"
    } else if *unmet == seen::CONFIRM {
        "whether the customer confirmed the solution"
    } else if outcome == Outcome::Assisted {
        "where an AI only drafted the answer"
    } else {
        "where the customer gave up"
    };
    Some(Need::OneOf(unmet, tells).why())
}
