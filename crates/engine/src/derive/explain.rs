//! Why one ticket stands on its rung: the rules in order, with what was found.

use super::ai::evidence;
use super::classes::Classes;
use super::ladder::Touch;
use super::{Derived, Tickets, eligible};
use crate::dataset::{Dataset, LastWord, NO_SECS};
use model::outcome::{Outcome, Status};

/// The rules that were tried for a row, in order, up to the one that matched.
pub fn explain(dataset: &Dataset, derived: &Derived, row: u32) -> Vec<String> {
    let index = row as usize;
    let counted = derived.settings.mapping(&dataset.shape).map_or(&[][..], |mapping| &mapping.counted);
    if !eligible(dataset, counted).0[index] {
        let why = if dataset.columns.status_of(index) == Some(Status::Removed) {
            "spam, deleted or merged into another ticket"
        } else {
            "not started by a customer"
        };
        return vec![format!("Not counted: {why}.")];
    }
    let tickets = Tickets::new(dataset, derived);
    let classes = Classes::new(dataset.columns.rating.as_ref());
    let rating = tickets.rating(&classes, index);
    let ticket = tickets.get(index, classes.is_good(rating));
    let outcome = ticket.outcome();
    let mut why = Vec::new();
    if !ticket.is_ai() {
        why.push("No sign that an AI answered.".to_string());
        if outcome == Outcome::Assisted {
            why.push("An AI drafted or suggested, a person sent it.".to_string());
        }
        return why;
    }
    why.push(match derived.ai_agents.get(derived.ai_agent[index] as usize) {
        Some(name) => format!("An AI answered: {name}."),
        None => "An AI answered, by the signs on the Import screen.".to_string(),
    });
    why.push(
        match ticket.touch() {
            Touch::Replied => "A person replied in public.",
            Touch::SolvedUnwritten => "Handed over and solved by its assignee, without a counted reply.",
            Touch::VendorHandedOver => {
                "The helpdesk says that it was handed to a person; replies are not counted in this file."
            }
            Touch::AssignedAndDone => {
                "Solved, and assigned to a person; replies are not counted in this file."
            }
            Touch::NoReply => "No person replied in public.",
            Touch::VendorResolved => {
                "The helpdesk says that no person was needed; replies are not counted in this file."
            }
            Touch::Nothing => "Nothing points to a person.",
        }
        .to_string(),
    );
    match outcome {
        Outcome::FailedHandoff => why.push("A handoff was asked for or tried, and nobody answered.".into()),
        Outcome::HumanOnly | Outcome::Assisted | Outcome::Escalated => {}
        Outcome::Abandoned if ticket.ai & evidence::VENDOR_NEGATIVE != 0 => {
            why.push("The customer said that it did not help, and that was the end of it.".into());
        }
        Outcome::Abandoned if ticket.ai & evidence::VENDOR_ABANDONED != 0 => {
            why.push("The helpdesk says that the customer gave up.".into());
        }
        Outcome::Abandoned => {
            let said = dataset.columns.last_word.as_ref().map_or(0, |said| said[index]);
            let ask = match said {
                _ if said == LastWord::Repeated as u8 => "repeats an earlier ask",
                _ if said == LastWord::Complaint as u8 => "says that it did not help, or asks for a person",
                _ => "is a question",
            };
            why.push(format!(
                "The last message is the customer’s, it {ask}, nobody answered it, and the ticket was closed."
            ));
        }
        Outcome::StillOpen => why.push("Not solved or closed yet.".into()),
        Outcome::Bounced | Outcome::Confirmed | Outcome::Immature | Outcome::Durable => {
            closed(&mut why, derived, index, &ticket, outcome);
        }
    }
    why
}

fn closed(why: &mut Vec<String>, derived: &Derived, row: usize, ticket: &super::Ticket, outcome: Outcome) {
    let days = derived.settings.return_days;
    match ticket.is_reopened {
        Some(true) => why.push("It was reopened.".into()),
        Some(false) => why.push("It was not reopened.".into()),
        None => why.push("The file does not tell whether it was reopened.".into()),
    }
    let gap = derived.return_secs[row];
    match ticket.is_returned {
        Some(true) => {
            why.push(format!("The same customer came back after {}, within {days} days.", span(gap)))
        }
        Some(false) if gap != NO_SECS => {
            why.push(format!("The same customer came back after {}, later than {days} days.", span(gap)))
        }
        Some(false) => why.push("The same customer was not seen again.".into()),
        None => why.push("The file does not tell who asked, so that a return cannot be seen.".into()),
    }
    match outcome {
        Outcome::Confirmed if ticket.is_rated_good => why.push("The customer rated it well.".into()),
        Outcome::Confirmed => {
            why.push("The helpdesk says that the customer confirmed, or a check verified it.".into())
        }
        Outcome::Immature => why.push(format!("The {days} days have not passed yet at the end of the file.")),
        Outcome::Durable => why.push(format!("The {days} days have passed in silence.")),
        _ => {}
    }
}

fn span(secs: u32) -> String {
    match secs {
        0..3_600 => format!("{} minutes", secs / 60),
        3_600..172_800 => format!("{} hours", secs / 3_600),
        _ => format!("{} days", secs / 86_400),
    }
}
