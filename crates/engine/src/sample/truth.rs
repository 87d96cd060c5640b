//! What really happened, and what it should be counted as. Written without a look at [`crate::derive`], so that the two can be
//! compared: this one follows each ticket's story, that one reads columns.

use model::outcome::{Channel, Outcome};
use model::settings::ReturnScope;
use std::collections::BTreeMap;

/// The truth behind a generated data set.
#[derive(Debug, Clone, PartialEq)]
pub struct Truth {
    /// One story for each row.
    pub tickets: Vec<Story>,
    /// True difference in satisfaction (AI alone minus people) on the same ticket.
    pub ai_effect: f64,
    /// The last second that the data can know, UTC.
    pub end_utc: u32,
}

/// What happened to one ticket, as far as it had happened by the end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Story {
    /// The problem that it belongs to; tickets of one problem are returns of the first.
    pub problem: u32,
    /// 0 for the first ticket of a problem, 1 for the first return …
    pub attempt: u8,
    /// The customer, where the data tell.
    pub requester: Option<u32>,
    /// Index of the topic.
    pub topic: u16,
    /// How it came.
    pub channel: Channel,
    /// Creation, UTC seconds.
    pub created_utc: u32,
    /// What the AI did.
    pub ai: AiPart,
    /// Whether a person replied.
    pub has_human_reply: bool,
    /// When it was last solved, if it is solved and stands so; UTC seconds.
    pub done_utc: Option<u32>,
    /// Whether it was reopened.
    pub is_reopened: bool,
    /// Whether the customer told the AI that it helped.
    pub is_confirmed: bool,
    /// Whether the customer's rating is good.
    pub is_rated_good: bool,
    /// Whether it is a customer's inbound problem (no spam, no campaign).
    pub is_eligible: bool,
    /// Whether the problem was really solved, known to nobody.
    pub is_solved: bool,
    /// Whether the customer is satisfied, asked or not.
    pub is_satisfied: bool,
    /// Probability of satisfaction.
    pub satisfaction: f64,
    /// Hardness of the ticket, 0 to 1.
    pub hardness: f64,
    /// Probability, on arrival at the AI, that it will close the ticket and nothing comes back within seven days.
    pub kept_probability: Option<f64>,
}

/// What the AI did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AiPart {
    /// Nothing.
    None,
    /// It drafted, a person sent.
    Drafted,
    /// It answered and has not given up the ticket.
    Answered,
    /// It answered and handed over.
    HandedOver,
    /// It answered and the customer gave up.
    LeftAlone,
}

impl Truth {
    /// The rung of each ticket; `None`: not eligible. A return counts within `return_days` of the closing, and a window has passed
    /// when it ends at or before `as_of_utc`.
    pub fn outcomes(&self, return_days: u32, scope: ReturnScope, as_of_utc: u32) -> Vec<Option<Outcome>> {
        let mut by_requester: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (row, story) in self.tickets.iter().enumerate() {
            if let (Some(requester), true) = (story.requester, story.is_eligible) {
                by_requester.entry(requester).or_default().push(row);
            }
        }
        let window = return_days * 86_400;
        let is_back = |story: &Story, done: u32| {
            let others = story.requester.and_then(|requester| by_requester.get(&requester));
            others.into_iter().flatten().map(|&row| &self.tickets[row]).any(|other| {
                other.created_utc > done
                    && other.created_utc - done <= window
                    && (scope == ReturnScope::AnyTopic || other.topic == story.topic)
            })
        };
        let rung = |story: &Story| match (story.ai, story.has_human_reply) {
            (AiPart::None, _) => Outcome::HumanOnly,
            (AiPart::Drafted, _) => Outcome::Assisted,
            (AiPart::HandedOver, false) => Outcome::FailedHandoff,
            (_, true) => Outcome::Escalated,
            (AiPart::LeftAlone, false) => Outcome::Abandoned,
            (AiPart::Answered, false) => match story.done_utc {
                None => Outcome::StillOpen,
                Some(done) if story.is_reopened || is_back(story, done) => Outcome::Bounced,
                Some(_) if story.is_confirmed || story.is_rated_good => Outcome::Confirmed,
                Some(done) if u64::from(done) + u64::from(window) > u64::from(as_of_utc) => Outcome::Immature,
                Some(_) => Outcome::Durable,
            },
        };
        self.tickets.iter().map(|story| story.is_eligible.then(|| rung(story))).collect()
    }
}
