//! What the data show of a story: cut off at the end of the period, with people, priority and survey.

use super::calendar::DAY_SECS;
use super::simulate::{Course, Problem, Simulation};
use super::topics::Topic;
use super::truth::{AiPart, Story};
use crate::dataset::{AiOutcome, NO_BYTE, NO_CODE, Origin};
use crate::random::Random;
use model::outcome::{Channel, Priority, Status};
use model::units::Day;

/// One generated ticket as the data show it, and its truth.
#[derive(Debug, Clone)]
pub(super) struct Ticket {
    pub(super) story: Story,
    pub(super) status: Status,
    pub(super) priority: Priority,
    pub(super) language: u8,
    pub(super) team: u32,
    pub(super) agent: u32,
    pub(super) ai_agent: u32,
    pub(super) first_reply: Option<u32>,
    pub(super) first_human_reply: Option<u32>,
    pub(super) solved: Option<u32>,
    pub(super) closed: Option<u32>,
    pub(super) updated: u32,
    pub(super) reopens: u8,
    pub(super) human_replies: u8,
    pub(super) customer_messages: u8,
    pub(super) ai_replies: u8,
    /// Level 0 to 4, [`crate::dataset::RATING_OFFERED`], or [`NO_BYTE`].
    pub(super) rating: u8,
    /// [`AiOutcome`] as a byte.
    pub(super) ai_outcome: u8,
    pub(super) origin: Origin,
}

impl Simulation<'_> {
    /// Cuts a course off at the end and adds what goes with it: people, priority, survey.
    pub(super) fn observe(
        &self,
        random: &mut Random,
        problem: &Problem,
        day: Day,
        ai_agent: Option<usize>,
        course: &Course,
    ) -> Ticket {
        let topic = &self.world.topics[problem.topic as usize];
        let seen = |at: Option<i64>| at.filter(|&at| at <= self.end);
        let (ai_reply, handed_over, human_reply) =
            (seen(course.ai_reply), seen(course.handed_over), seen(course.human_reply));
        let reopened = seen(course.reopened);
        // A ticket that stands reopened at the end is not solved, whatever it was before.
        let solved = if reopened.is_some() { seen(course.last_solved) } else { seen(course.first_solved) };
        let is_ai_answered = ai_reply.is_some();
        let is_claimed = course.vendor_claims && seen(course.first_solved).is_some();
        // The rating is asked for a few hours after the closing and answered within a day or two.
        let survey_at = solved.map(|solved| solved + random.waiting_secs(30_000.0, 0.8));
        let satisfaction = self.satisfaction(problem, course, is_ai_answered && human_reply.is_none());
        let is_satisfied = random.chance(satisfaction);
        let is_by_ai = is_ai_answered && human_reply.is_none();
        let rating = self.rating(random, problem.channel, is_by_ai, is_satisfied, seen(survey_at).is_some());
        let updated = [ai_reply, handed_over, human_reply, seen(course.first_solved), reopened, solved]
            .into_iter()
            .flatten()
            .chain(if rating < 5 { seen(survey_at) } else { None })
            .fold(problem.created, i64::max);
        let closed = match problem.channel {
            Channel::Phone | Channel::Chat => solved,
            _ => seen(solved.map(|at| at + 4 * DAY_SECS)),
        };
        let ai = match (is_ai_answered, course.is_drafted && human_reply.is_some()) {
            (true, _) if handed_over.is_some() => AiPart::HandedOver,
            (true, _) if course.is_left_alone && solved.is_some() => AiPart::LeftAlone,
            (true, _) => AiPart::Answered,
            (false, true) => AiPart::Drafted,
            (false, false) => AiPart::None,
        };
        let is_confirmed = course.is_confirmed && is_claimed;
        let ai_outcome = match ai {
            AiPart::HandedOver => AiOutcome::Escalated as u8,
            AiPart::LeftAlone => AiOutcome::Abandoned as u8,
            AiPart::Answered if is_confirmed => AiOutcome::Confirmed as u8,
            AiPart::Answered if is_claimed => AiOutcome::Assumed as u8,
            _ => NO_BYTE,
        };
        let is_with_people = handed_over.is_some() || human_reply.is_some() || !is_ai_answered;
        let is_known = problem.channel != Channel::Phone || !random.chance(self.world.unknown_callers);
        // The reply to a reopening that the end cut off is not there yet.
        let unseen = u8::from(course.reopened.is_some() && reopened.is_none());
        let human_replies = match (human_reply, solved) {
            (None, _) => 0,
            (Some(_), Some(_)) => course.human_replies.saturating_sub(unseen).max(1),
            (Some(_), None) => course.human_replies.min(2),
        };
        // A reopening that the AI closed once more took one answer more, if that is seen.
        let second_answer = u8::from(course.reopened.is_some() && course.human_reply.is_none());
        let ai_replies = match (is_ai_answered, seen(course.last_solved)) {
            (false, _) => 0,
            (true, Some(_)) => course.ai_replies,
            (true, None) => course.ai_replies - second_answer,
        };
        let is_left_waiting = matches!(ai, AiPart::HandedOver | AiPart::LeftAlone) && human_reply.is_none();
        let is_back =
            reopened.is_some() && (solved.is_none() || (course.vendor_claims && human_reply.is_some()));
        let customer_messages = 1
            + ai_replies.saturating_sub(1)
            + human_replies.saturating_sub(1)
            + u8::from(is_confirmed || is_left_waiting)
            + u8::from(is_back);
        let status = self.status(random, problem, solved, closed, human_reply.or(ai_reply).is_some());
        Ticket {
            story: Story {
                problem: problem.number,
                attempt: problem.attempt,
                requester: is_known.then_some(problem.requester),
                topic: problem.topic,
                channel: problem.channel,
                created_utc: problem.created as u32,
                ai,
                has_human_reply: human_reply.is_some(),
                done_utc: solved.map(|at| at as u32),
                is_reopened: reopened.is_some(),
                is_confirmed,
                is_rated_good: matches!(rating, 3 | 4),
                is_eligible: true,
                is_solved: course.is_solved,
                is_satisfied,
                satisfaction,
                hardness: problem.hardness,
                kept_probability: ai_agent
                    .filter(|_| is_ai_answered)
                    .map(|_| self.world.kept_probability(problem.hardness, day, 7)),
            },
            status,
            priority: priority(random, problem.hardness, topic),
            language: problem.language,
            team: if is_with_people { u32::from(topic.team) } else { NO_CODE },
            agent: match human_reply {
                Some(_) => u32::from(topic.team) * 3 + *random.pick(&[0, 0, 0, 1, 1, 2]),
                None => NO_CODE,
            },
            ai_agent: ai_agent.filter(|_| is_ai_answered).map_or(NO_CODE, |agent| agent as u32),
            first_reply: [ai_reply, human_reply].into_iter().flatten().min().map(|at| at as u32),
            first_human_reply: human_reply.map(|at| at as u32),
            solved: solved.map(|at| at as u32),
            closed: closed.map(|at| at as u32),
            updated: closed.unwrap_or(updated).max(updated) as u32,
            reopens: u8::from(reopened.is_some()),
            human_replies,
            customer_messages,
            ai_replies,
            rating,
            ai_outcome,
            origin: Origin::Customer,
        }
    }

    fn status(
        &self,
        random: &mut Random,
        problem: &Problem,
        solved: Option<i64>,
        closed: Option<i64>,
        is_answered: bool,
    ) -> Status {
        let drawn = random.below(10);
        match (solved, closed) {
            (_, Some(_)) => Status::Closed,
            (Some(_), None) => Status::Solved,
            _ if !is_answered && self.end - problem.created < DAY_SECS => Status::New,
            _ if is_answered && drawn < 4 => Status::Pending,
            _ if is_answered && drawn == 4 => Status::OnHold,
            _ => Status::Open,
        }
    }

    fn satisfaction(&self, problem: &Problem, course: &Course, by_ai_alone: bool) -> f64 {
        let rule = self.world.satisfaction;
        let lost = if course.is_solved { 0.0 } else { rule.unsolved_costs };
        let gained = if by_ai_alone { rule.ai_effect } else { 0.0 };
        (rule.base - rule.hardness_costs * problem.hardness - lost + gained).clamp(0.02, 0.98)
    }

    fn rating(
        &self,
        random: &mut Random,
        channel: Channel,
        by_ai: bool,
        is_satisfied: bool,
        is_due: bool,
    ) -> u8 {
        let survey = self.world.survey;
        let offered = if channel == Channel::Phone { survey.offered * 0.5 } else { survey.offered };
        let is_offered = random.chance(offered);
        let willing = if by_ai { survey.answered_ai } else { survey.answered_people };
        let factor = if is_satisfied { 1.0 } else { survey.dissatisfied_factor };
        let is_answered = random.chance((willing * factor).min(1.0));
        let level = match (is_satisfied, random.below(10)) {
            (true, 0..=3) => 3,
            (true, _) => 4,
            (false, 0..=3) => 0,
            (false, 4..=5) => 1,
            (false, _) => 2,
        };
        match (is_due && is_offered, is_answered) {
            (true, true) => level,
            (true, false) => crate::dataset::RATING_OFFERED,
            (false, _) => NO_BYTE,
        }
    }

    /// A ticket that is none: no answer, no rating, not eligible.
    fn bare(&self, problem: &Problem, status: Status, origin: Origin) -> Ticket {
        Ticket {
            story: Story {
                problem: problem.number,
                attempt: 0,
                requester: Some(problem.requester),
                topic: problem.topic,
                channel: problem.channel,
                created_utc: problem.created as u32,
                ai: AiPart::None,
                has_human_reply: false,
                done_utc: None,
                is_reopened: false,
                is_confirmed: false,
                is_rated_good: false,
                is_eligible: false,
                is_solved: false,
                is_satisfied: false,
                satisfaction: 0.0,
                hardness: problem.hardness,
                kept_probability: None,
            },
            status,
            priority: Priority::Low,
            language: problem.language,
            team: NO_CODE,
            agent: NO_CODE,
            ai_agent: NO_CODE,
            first_reply: None,
            first_human_reply: None,
            solved: None,
            closed: None,
            updated: problem.created as u32,
            reopens: 0,
            human_replies: 0,
            customer_messages: 1,
            ai_replies: 0,
            rating: NO_BYTE,
            ai_outcome: NO_BYTE,
            origin,
        }
    }

    pub(super) fn spam(&self, random: &mut Random, problem: &Problem) -> Ticket {
        let channel = *random.pick(&[Channel::Email, Channel::Email, Channel::WebForm]);
        self.bare(&Problem { channel, ..*problem }, Status::Removed, Origin::Customer)
    }

    pub(super) fn outbound(&self, random: &mut Random, problem: &Problem) -> Ticket {
        let team = self.world.topics[problem.topic as usize].team;
        let done = problem.created + random.waiting_secs(90_000.0, 0.8);
        let is_done = done <= self.end;
        let status = if is_done { Status::Closed } else { Status::Pending };
        let mut ticket =
            self.bare(&Problem { channel: Channel::Email, ..*problem }, status, Origin::Outbound);
        ticket.team = u32::from(team);
        ticket.agent = u32::from(team) * 3 + random.below(3);
        ticket.customer_messages = 0;
        if is_done {
            ticket.solved = Some(done as u32);
            ticket.closed = ticket.solved;
            ticket.updated = done as u32;
        }
        ticket
    }
}

fn priority(random: &mut Random, hardness: f64, topic: &Topic) -> Priority {
    let drawn = random.unit() + 0.35 * hardness;
    match drawn {
        _ if topic.name == "Suspected fraud" => Priority::Urgent,
        d if d > 1.18 => Priority::Urgent,
        d if d > 0.93 => Priority::High,
        d if d < 0.16 => Priority::Low,
        _ => Priority::Normal,
    }
}
