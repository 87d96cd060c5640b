//! How a metric is declared: words, needed fields, and conditions. A metric has no code of its own.
//!
//! A share is two lists of conditions, one for the denominator and one more for the numerator. The same list decides which
//! tickets are counted ([`Test::holds`]) and which tickets the Tickets screen shows ([`Test::accepts`]), so that a figure and
//! the tickets behind it can not drift apart.

use super::seen::{Fields, Seen, Undeclared};
use crate::definitions;
use crate::query::Span;
use model::catalog::MetricInfo;
use model::field::Field;
use model::filter::{Dimension, NO_VALUE};
use model::outcome::{HandledBy, Outcome, RatingState};
use model::units::Unit;

/// One measure, as data.
#[derive(Debug)]
pub(crate) struct Metric {
    /// Stable name.
    pub(crate) id: &'static str,
    /// Label.
    pub(crate) label: &'static str,
    /// One sentence for someone who has never heard of it.
    pub(crate) meaning: &'static str,
    /// Unit.
    pub(crate) unit: Unit,
    /// Whether more is better; `None` where neither is.
    pub(crate) higher_is_better: Option<bool>,
    /// The formula in words.
    pub(crate) formula: &'static str,
    /// How the interval is computed.
    pub(crate) interval: &'static str,
    /// Who defines it so: title, address, what it says.
    pub(crate) source: &'static str,
    /// What to keep in mind.
    pub(crate) caveats: &'static [&'static str],
    /// What the file must have.
    pub(crate) needs: &'static [Need],
    /// What it reads where the file has it, and does without where not.
    pub(crate) uses: &'static [Field],
    /// What is computed.
    pub(crate) measure: Measure,
}

/// What a file must have for a metric to be told.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Need {
    /// That field.
    Field(Field),
    /// At least one of these; the words complete "This file does not tell …".
    OneOf(&'static [Field], &'static str),
}

impl Need {
    /// The fields it names.
    pub(crate) fn fields(&self) -> &[Field] {
        match self {
            Need::Field(field) => std::slice::from_ref(field),
            Need::OneOf(fields, _) => fields,
        }
    }

    /// Whether the file has it.
    pub(crate) fn is_met(&self, have: Fields) -> bool {
        self.fields().iter().any(|field| have.has(*field))
    }

    /// Why it cannot be told without it, as a sentence.
    pub(crate) fn why(&self) -> String {
        match self {
            Need::Field(Field::AiInvolved) => {
                "Nothing in this file tells which tickets an AI answered.".to_string()
            }
            Need::Field(Field::ReplyBusinessTime | Field::ResolutionBusinessTime) => {
                "Nothing tells which hours are business hours: set them on the Speed screen.".to_string()
            }
            Need::Field(Field::ReplyBreached | Field::ResolutionBreached) => {
                "Nothing tells what was promised: set a target on the Speed screen.".to_string()
            }
            Need::Field(field) => format!("This file has no column for “{}”.", field.label()),
            Need::OneOf(fields, tells) => {
                let names: Vec<String> = fields.iter().map(|field| format!("“{}”", field.label())).collect();
                let (last, rest) = names.split_last().expect("a group of fields names at least one");
                if rest.is_empty() {
                    format!("This file does not tell {tells}: it has no {last}.")
                } else {
                    format!("This file does not tell {tells}: it has neither {} nor {last}.", rest.join(", "))
                }
            }
        }
    }
}

/// What is computed.
#[derive(Debug)]
pub(crate) enum Measure {
    /// A share of tickets, once for each variant.
    Share(&'static [Variant]),
    /// The difference of two shares of different tickets, first minus second.
    Difference(&'static [Variant; 2]),
    /// A quantile of a duration, once for each handler.
    Duration {
        /// Which duration.
        span: Span,
        /// Which quantile, between 0 and 1.
        at: f64,
    },
    /// As `Duration`, of one that is derived when first asked for.
    Span {
        /// Which duration.
        span: Span,
        /// Which quantile, between 0 and 1.
        at: f64,
    },
    /// The median time to the solution with open tickets, once for each handler.
    Survival,
    /// The share of promises of this dimension that were kept, once for each handler.
    Kept(Dimension),
    /// The tickets open at the end.
    OpenAtEnd,
    /// A share by conditions on cases, once for each handler.
    ByCase(&'static ByCase),
    /// What customers answered, beyond shares of tickets by class.
    Survey(Survey),
    /// It can not be told from a ticket export at all; the reason.
    Untold(&'static str),
}

impl Measure {
    /// Whether it is counted from classes alone.
    pub(super) fn is_share(&self) -> bool {
        matches!(self, Measure::Share(_) | Measure::Difference(_))
    }
}

/// A share by conditions that ask for more than facts; they are those of definitions.
#[derive(Debug)]
pub(crate) struct ByCase {
    /// The denominator: all conditions hold.
    pub(crate) of: &'static [definitions::declare::Clause],
    /// The numerator: these hold as well.
    pub(crate) counts: &'static [definitions::declare::Clause],
    /// Its value is the share less what would have come anyway: 0 for returns with anything, 1 for those with the same topic.
    pub(crate) excess: Option<usize>,
    /// Whether it says anything of tickets that the AI handled alone.
    pub(crate) tells_ai_only: bool,
    /// What is added to the label where the file lacks a field that it does without.
    pub(crate) without: &'static [(Field, &'static str)],
}

/// What is made of the answers of customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Survey {
    /// The share of the highest answers of the scale, once for each handler.
    Top,
    /// The mean on the scale, once for each handler.
    Mean,
    /// The share of good ratings as if every kind of ticket had been rated equally often, once for each handler.
    Reweighted,
    /// The difference of that, AI minus human.
    ReweightedGap,
    /// The mean effort score, as if a high number were easy, once for each handler.
    Ease,
    /// The share of its easy answers, once for each handler.
    Easy,
    /// Promoters less detractors, once for each handler.
    Recommend,
    /// How satisfied the silent customers of the AI would have to be for it to equal people.
    TippingPoint,
}

/// One variant of a share.
#[derive(Debug)]
pub(crate) struct Variant {
    /// Stable name, empty for the only one.
    pub(crate) id: &'static str,
    /// Label.
    pub(crate) label: &'static str,
    /// What this variant needs beyond its metric.
    pub(crate) needs: &'static [Need],
    /// The denominator: all conditions hold.
    pub(crate) of: &'static [Clause],
    /// The denominator when a field is missing, instead of giving up.
    pub(crate) fallback: Option<Fallback>,
    /// The numerator: these hold as well.
    pub(crate) counts: &'static [Clause],
}

/// A second-best denominator, flagged in the label.
#[derive(Debug)]
pub(crate) struct Fallback {
    /// Used when the file lacks this field.
    pub(crate) without: Field,
    /// The denominator then.
    pub(crate) of: &'static [Clause],
    /// What is added to the label: "of solved tickets".
    pub(crate) flag: &'static str,
}

impl Variant {
    /// The denominator's conditions for a file with those fields, and the flag of the fallback if that is used.
    pub(crate) fn denominator(&self, have: Fields) -> (&'static [Clause], Option<&'static str>) {
        match &self.fallback {
            Some(fallback) if !have.has(fallback.without) => (fallback.of, Some(fallback.flag)),
            _ => (self.of, None),
        }
    }
}

/// A condition with its words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clause {
    /// As a step of the explanation: "Answered by an AI". `{days}` stands for the window.
    pub(crate) label: &'static str,
    /// Completes "None of these 12 tickets …": "was answered by an AI".
    pub(crate) none: &'static str,
    /// The condition.
    pub(crate) test: Test,
}

/// A condition on one ticket's facts; each is also a condition of a [`model::filter::Filter`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Test {
    /// An AI answered the customer.
    AiInvolved,
    /// The AI closed it and no person replied: the rungs that an assumed-resolution vendor would bill.
    ClosedByAi,
    /// It stands on one of these rungs.
    On(&'static [Outcome]),
    /// One of these handled it.
    HandledBy(&'static [HandledBy]),
    /// The customer rated it.
    Rated,
    /// The customer rated it well.
    RatedGood,
    /// The customer did not rate it badly: well, or not at all.
    NotRatedBad,
    /// A survey was offered, answered or not.
    SurveyOffered,
    /// Solved or closed.
    Done,
    /// Solved, and the window for a return has passed.
    Mature,
    /// The file tells whether it was reopened.
    ReopenKnown,
    /// Reopened (`true`) or known not to be (`false`).
    Reopened(bool),
    /// Not known to be reopened.
    NotReopened,
    /// Not known to have been followed by a return.
    NotReturned,
    /// The file tells whether the customer came back.
    ReturnKnown,
    /// The customer came back within the window.
    Returned,
}

const AI_RUNGS: &[Outcome] = &[
    Outcome::FailedHandoff,
    Outcome::Escalated,
    Outcome::Abandoned,
    Outcome::StillOpen,
    Outcome::Bounced,
    Outcome::Immature,
    Outcome::Durable,
    Outcome::Confirmed,
];
const CEILING_RUNGS: &[Outcome] =
    &[Outcome::Bounced, Outcome::Immature, Outcome::Durable, Outcome::Confirmed];
const RATED: &[RatingState] = &[RatingState::Good, RatingState::Bad];
const NOT_BAD: &[RatingState] = &[RatingState::Good, RatingState::Offered, RatingState::None];
const OFFERED: &[RatingState] = &[RatingState::Good, RatingState::Bad, RatingState::Offered];

impl Test {
    /// Whether a ticket with these facts satisfies the condition. The error names a read that the metric did not declare.
    pub(crate) fn holds(self, seen: &Seen<'_>) -> Result<bool, Undeclared> {
        Ok(match self {
            Test::AiInvolved => seen.is_ai_involved()?,
            Test::ClosedByAi => seen.is_closed_by_ai()?,
            Test::On(rungs) => seen.is_on(rungs)?,
            Test::HandledBy(handlers) => {
                seen.handled_by()?.is_some_and(|handler| handlers.contains(&handler))
            }
            Test::Rated => RATED.contains(&seen.rating()?),
            Test::RatedGood => seen.rating()? == RatingState::Good,
            Test::NotRatedBad => seen.rating()? != RatingState::Bad,
            Test::SurveyOffered => OFFERED.contains(&seen.survey()?),
            Test::Done => seen.is_done()?,
            Test::Mature => seen.is_mature()?,
            Test::ReopenKnown => seen.is_reopened()?.is_some(),
            Test::Reopened(reopened) => seen.is_reopened()? == Some(reopened),
            Test::NotReopened => seen.is_reopened()? != Some(true),
            Test::NotReturned => seen.is_returned()? != Some(true),
            Test::ReturnKnown => seen.is_returned()?.is_some(),
            Test::Returned => seen.is_returned()? == Some(true),
        })
    }

    /// The same condition for a filter: the dimension and its accepted values.
    pub(crate) fn accepts(self) -> (Dimension, Vec<&'static str>) {
        let rungs = |rungs: &'static [Outcome]| rungs.iter().map(|rung| rung.id()).collect();
        let ratings = |states: &'static [RatingState]| states.iter().map(|state| state.id()).collect();
        match self {
            Test::AiInvolved => (Dimension::Outcome, rungs(AI_RUNGS)),
            Test::ClosedByAi => (Dimension::Outcome, rungs(CEILING_RUNGS)),
            Test::On(list) => (Dimension::Outcome, rungs(list)),
            Test::HandledBy(handlers) => {
                (Dimension::HandledBy, handlers.iter().map(|handler| handler.id()).collect())
            }
            Test::Rated => (Dimension::Rating, ratings(RATED)),
            Test::RatedGood => (Dimension::Rating, vec![RatingState::Good.id()]),
            Test::NotRatedBad => (Dimension::Rating, ratings(NOT_BAD)),
            Test::SurveyOffered => (Dimension::Rating, ratings(OFFERED)),
            Test::Done => (Dimension::Done, vec!["yes"]),
            Test::Mature => (Dimension::Mature, vec!["yes"]),
            Test::ReopenKnown => (Dimension::Reopened, vec!["yes", "no"]),
            Test::Reopened(reopened) => (Dimension::Reopened, vec![if reopened { "yes" } else { "no" }]),
            Test::NotReopened => (Dimension::Reopened, vec!["no", NO_VALUE]),
            Test::NotReturned => (Dimension::Returned, vec!["no", "unknown"]),
            Test::ReturnKnown => (Dimension::Returned, vec!["yes", "no"]),
            Test::Returned => (Dimension::Returned, vec!["yes"]),
        }
    }
}

impl Metric {
    /// Its conditions on cases, where it has such.
    pub(crate) fn by_case(&self) -> Option<&'static ByCase> {
        match &self.measure {
            Measure::ByCase(by_case) => Some(by_case),
            _ => None,
        }
    }

    /// Everything it may read, by its own declaration and that of a variant.
    pub(crate) fn declared(&self, variant_needs: &[Need]) -> Fields {
        let needed = self.needs.iter().chain(variant_needs).flat_map(|need| need.fields().iter().copied());
        needed.chain(self.uses.iter().copied()).collect()
    }

    /// As told in the catalog.
    pub(crate) fn info(&self) -> MetricInfo {
        let mut needs = Vec::new();
        let mut needs_one_of = Vec::new();
        for need in self.needs {
            match need {
                Need::Field(field) => needs.push(*field),
                Need::OneOf(fields, _) => needs_one_of.push(fields.to_vec()),
            }
        }
        MetricInfo {
            id: self.id.to_string(),
            label: self.label.to_string(),
            meaning: self.meaning.to_string(),
            unit: self.unit,
            higher_is_better: self.higher_is_better,
            formula: self.formula.to_string(),
            interval: self.interval.to_string(),
            source: self.source.to_string(),
            caveats: self.caveats.iter().map(|caveat| (*caveat).to_string()).collect(),
            needs,
            needs_one_of,
            is_quantile: matches!(self.measure, Measure::Duration { .. } | Measure::Span { .. }),
        }
    }
}
