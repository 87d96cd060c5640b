//! What a metric gets to see of a ticket: only what it declared.
//!
//! Each fact is the fruit of some fields of the file. A metric that reads a fact without declaring one of those fields would
//! print a number where the file can not support one, so the read is refused.

use crate::dataset::{AiTagMeaning, Clock, Dataset, Durations};
use crate::derive::{Derived, Facts};
use model::field::Field;
use model::outcome::{HandledBy, Outcome, RatingState};

/// A set of fields.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Fields(u64);

impl Fields {
    /// Whether the set holds the field.
    pub(crate) fn has(self, field: Field) -> bool {
        self.0 & (1 << field as u32) != 0
    }

    /// The set with one more field.
    #[must_use]
    pub(crate) fn with(self, field: Field) -> Fields {
        Fields(self.0 | (1 << field as u32))
    }
}

impl FromIterator<Field> for Fields {
    fn from_iter<I: IntoIterator<Item = Field>>(fields: I) -> Fields {
        fields.into_iter().fold(Fields::default(), Fields::with)
    }
}

/// A read that was refused: the fields of which one should have been declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Undeclared(pub(crate) &'static [Field]);

/// Any of these shows that an AI answered; all of them are declared as [`Field::AiInvolved`].
pub(crate) const AI: &[Field] = &[Field::AiInvolved];
/// Any of these tells that a ticket is solved.
pub(crate) const DONE: &[Field] = &[Field::Status, Field::SolvedAt, Field::ClosedAt, Field::ResolutionTime];
/// Any of these tells when it was solved.
pub(crate) const DONE_AT: &[Field] =
    &[Field::SolvedAt, Field::ClosedAt, Field::ResolutionTime, Field::UpdatedAt];
/// Any of these tells whether a person took part.
pub(crate) const PERSON: &[Field] = &[
    Field::HumanReplies,
    Field::FirstHumanReplyAt,
    Field::AiHandedOff,
    Field::AiOutcome,
    Field::AiResolved,
    Field::Agent,
];
/// Any of these counts the replies of people; without one, nobody can tell that a handoff was not answered.
pub(crate) const REPLIES: &[Field] = &[Field::HumanReplies, Field::FirstHumanReplyAt];
/// Any of these tells that the AI tried to hand over.
pub(crate) const HANDOFF: &[Field] = &[Field::AiHandedOff, Field::AiOutcome];
/// Any of these tells whether a solution held.
pub(crate) const RETURN: &[Field] = &[Field::Requester, Field::Reopens];
/// Any of these tells that the customer confirmed a solution.
pub(crate) const CONFIRM: &[Field] = &[Field::Rating, Field::AiOutcome];

/// Any of these tells that the customer gave up.
pub(crate) const GIVEN_UP: &[Field] = &[Field::AiOutcome, Field::LastWord];

/// One ticket's facts behind the fields that a metric declared.
#[derive(Debug)]
pub(crate) struct Seen<'a> {
    facts: &'a Facts,
    declared: Fields,
}

impl<'a> Seen<'a> {
    /// The facts as a metric with these fields sees them.
    pub(crate) fn new(facts: &'a Facts, declared: Fields) -> Seen<'a> {
        Seen { facts, declared }
    }

    fn reads(&self, groups: &[&'static [Field]]) -> Result<(), Undeclared> {
        match groups.iter().find(|group| !group.iter().any(|field| self.declared.has(*field))) {
            Some(group) => Err(Undeclared(group)),
            None => Ok(()),
        }
    }

    /// Whether an AI answered the customer.
    pub(crate) fn is_ai_involved(&self) -> Result<bool, Undeclared> {
        self.reads(&[AI])?;
        Ok(self.facts.outcome.is_ai_involved())
    }

    /// Whether the AI closed it and no person replied, whatever came after.
    pub(crate) fn is_closed_by_ai(&self) -> Result<bool, Undeclared> {
        self.reads(&[AI, DONE, PERSON])?;
        Ok(self.facts.outcome.is_ceiling())
    }

    /// Whether it stands on one of these rungs. Each rung has fields of its own.
    pub(crate) fn is_on(&self, rungs: &[Outcome]) -> Result<bool, Undeclared> {
        for rung in rungs {
            self.reads(rung_reads(*rung))?;
        }
        Ok(rungs.contains(&self.facts.outcome))
    }

    /// Who handled it.
    pub(crate) fn handled_by(&self) -> Result<Option<HandledBy>, Undeclared> {
        self.reads(&[AI, PERSON])?;
        Ok(self.facts.handled_by)
    }

    /// How it was rated, if it was; says nothing of surveys that were not answered.
    pub(crate) fn rating(&self) -> Result<RatingState, Undeclared> {
        self.reads(&[&[Field::Rating]])?;
        Ok(match self.facts.rating {
            RatingState::Offered => RatingState::None,
            state => state,
        })
    }

    /// How it was rated, or whether a survey was offered in vain.
    pub(crate) fn survey(&self) -> Result<RatingState, Undeclared> {
        self.reads(&[&[Field::Rating], &[Field::RatingOffered]])?;
        Ok(self.facts.rating)
    }

    /// Whether it is solved or closed.
    pub(crate) fn is_done(&self) -> Result<bool, Undeclared> {
        self.reads(&[DONE])?;
        Ok(self.facts.is_done)
    }

    /// Whether it is solved and the window for a return has passed.
    pub(crate) fn is_mature(&self) -> Result<bool, Undeclared> {
        self.reads(&[DONE_AT])?;
        Ok(self.facts.is_mature)
    }

    /// Whether it was reopened; `None`: the file does not tell.
    pub(crate) fn is_reopened(&self) -> Result<Option<bool>, Undeclared> {
        self.reads(&[&[Field::Reopens]])?;
        Ok(self.facts.is_reopened)
    }

    /// Whether the customer came back within the window; `None`: not solved, or the requester is unknown.
    pub(crate) fn is_returned(&self) -> Result<Option<bool>, Undeclared> {
        self.reads(&[&[Field::Requester], DONE_AT])?;
        Ok(self.facts.is_returned)
    }
}

/// The fields that put a ticket on a rung: one of each group.
pub(crate) fn rung_reads(rung: Outcome) -> &'static [&'static [Field]] {
    match rung {
        Outcome::HumanOnly => &[AI],
        Outcome::Assisted => &[&[Field::AiAssisted]],
        Outcome::FailedHandoff => &[AI, HANDOFF, REPLIES],
        Outcome::Escalated => &[AI, PERSON],
        Outcome::Abandoned => &[AI, GIVEN_UP],
        Outcome::StillOpen => &[AI, DONE],
        Outcome::Immature => &[AI, DONE_AT, PERSON],
        Outcome::Bounced | Outcome::Durable => &[AI, DONE_AT, PERSON, RETURN],
        Outcome::Confirmed => &[AI, DONE, PERSON, CONFIRM],
    }
}

/// The fields that a data set can answer from, under the settings in force.
pub(crate) fn available(dataset: &Dataset, derived: &Derived) -> Fields {
    let columns = &dataset.columns;
    let tag = |meaning| dataset.ai_tags.iter().any(|tag| tag.meaning == meaning);
    let has_ai = columns.ai_involved.is_some()
        || columns.ai_outcome.is_some()
        || columns.ai_resolved.is_some()
        || columns.ai_handed_off.is_some()
        || columns.ai_replies.is_some()
        || derived.ai_since.is_some()
        || derived.ai_signs.iter().any(|sign| sign.is_on && sign.tickets > 0);
    let settings = &derived.settings;
    let business = |own: Option<&Durations>, usual: Option<&Durations>, which: usize| {
        own.is_some()
            || usual.is_some_and(|spans| spans.clock == Clock::Business)
            || (settings.schedule.is_some() && derived.clocks[which] == Some(Clock::Calendar))
    };
    let pairs = [
        (Field::Id, true),
        (Field::CreatedAt, true),
        (Field::Status, columns.status.is_some()),
        (Field::Priority, columns.priority.is_some()),
        (Field::Channel, columns.channel.is_some()),
        (Field::Topic, columns.topic.is_some()),
        (Field::Tags, columns.tags.is_some()),
        (Field::Team, columns.team.is_some()),
        (Field::Agent, columns.agent.is_some()),
        (Field::Requester, columns.requester.is_some()),
        (Field::Language, columns.language.is_some()),
        (Field::FirstReplyAt, columns.first_reply_at.is_some()),
        (Field::FirstHumanReplyAt, columns.first_human_reply_at.is_some()),
        (Field::SolvedAt, columns.solved_at.is_some()),
        (Field::ClosedAt, columns.closed_at.is_some()),
        (Field::UpdatedAt, columns.updated_at.is_some()),
        (Field::FirstReplyTime, columns.first_reply_time.is_some()),
        (Field::ResolutionTime, columns.resolution_time.is_some()),
        (Field::Reopens, columns.reopens.is_some()),
        (Field::HumanReplies, columns.human_replies.is_some()),
        (Field::CustomerMessages, columns.customer_messages.is_some()),
        (Field::AiReplies, columns.ai_replies.is_some()),
        (Field::Rating, columns.rating.is_some()),
        (
            Field::RatingOffered,
            columns.rating_offered.is_some()
                || columns.rating.as_ref().is_some_and(|rating| rating.tells_offered),
        ),
        (Field::RatingComment, columns.rating_comment.is_some()),
        (Field::Ease, columns.ease.is_some()),
        (Field::Effort, columns.effort.is_some()),
        (Field::Recommend, columns.recommend.is_some()),
        (Field::AiInvolved, has_ai),
        (Field::AiOutcome, columns.ai_outcome.is_some()),
        (Field::AiResolved, columns.ai_resolved.is_some() || tag(AiTagMeaning::Resolved)),
        (Field::AiAgent, !derived.ai_agents.is_empty()),
        (Field::AiHandedOff, columns.ai_handed_off.is_some() || tag(AiTagMeaning::HandedOff)),
        (Field::AiAssisted, columns.ai_assisted.is_some() || tag(AiTagMeaning::Assisted)),
        (Field::Initiator, columns.initiator.is_some()),
        (Field::HandedOffAt, columns.handed_off_at.is_some()),
        (Field::DueAt, columns.due_at.is_some()),
        (Field::ReplyBreached, columns.reply_breached.is_some() || !settings.targets.reply.is_empty()),
        (
            Field::ResolutionBreached,
            columns.resolution_breached.is_some()
                || columns.due_at.is_some()
                || !settings.targets.resolution.is_empty(),
        ),
        (
            Field::ReplyBusinessTime,
            business(columns.reply_business_time.as_ref(), columns.first_reply_time.as_ref(), 0),
        ),
        (
            Field::ResolutionBusinessTime,
            business(columns.resolution_business_time.as_ref(), columns.resolution_time.as_ref(), 1),
        ),
        (Field::NextReplyTime, columns.next_reply_time.is_some()),
        (Field::HandleTime, columns.handle_time.is_some()),
        (Field::LastWord, columns.last_word.is_some()),
    ];
    pairs.into_iter().filter(|(_, is_there)| *is_there).map(|(field, _)| field).collect()
}
