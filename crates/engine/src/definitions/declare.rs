//! How a published definition is declared: words, and conditions on tickets. A definition has no code of its own.
//!
//! Like a measure ([`crate::metrics::declare`]), a definition is two lists of conditions, one for the denominator and more for the
//! numerator, and one list decides both how many tickets count and which. A definition may name several ways: the vendor's own
//! word where the file has it, the evidence of the ticket where not. What a way needs of the file follows from its conditions.

use crate::dataset::AiOutcome;
use crate::derive::cases::{Case, Cases, LeftOut};
use crate::derive::recontact::Issue;
use crate::metrics::clauses::{
    NEEDS_AI, NEEDS_CONFIRM, NEEDS_DONE, NEEDS_DONE_AT, NEEDS_PERSON, NEEDS_RETURN,
};
use crate::metrics::declare::Need;
use crate::metrics::seen::{self, Fields};
use model::definition::Tells;
use model::field::Field;
use model::outcome::{HandledBy, Outcome, RatingState};
use model::units::Day;

/// One definition, as data.
#[derive(Debug)]
pub(crate) struct Definition {
    /// Stable name.
    pub(crate) id: &'static str,
    /// Whose it is.
    pub(crate) vendor: &'static str,
    /// What they call it.
    pub(crate) label: &'static str,
    /// One sentence for someone who has never heard of it.
    pub(crate) meaning: &'static str,
    /// What it counts.
    pub(crate) tells: Tells,
    /// The formula in words.
    pub(crate) formula: &'static str,
    /// Who publishes it so: title, address, when.
    pub(crate) source: &'static str,
    /// When it was changed, and how.
    pub(crate) changes: &'static [Changed],
    /// What to keep in mind.
    pub(crate) caveats: &'static [&'static str],
    /// How it can be told, best first.
    pub(crate) ways: &'static [Way],
    /// Why no export of tickets can tell it, where there is no way.
    pub(crate) untold: &'static str,
    /// What dates the numerator.
    pub(crate) dating: Dating,
    /// The beginning of the ids of formats whose vendor usually bills by it; empty where none does.
    pub(crate) billed_for: &'static str,
}

/// What most definitions say of themselves, to be completed.
pub(crate) const PLAIN: Definition = Definition {
    id: "",
    vendor: "",
    label: "",
    meaning: "",
    tells: Tells::Resolved,
    formula: "",
    source: "",
    changes: &[],
    caveats: &[],
    ways: &[],
    untold: "",
    dating: Dating::Creation,
    billed_for: "",
};

/// A change of a definition.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Changed {
    /// The day.
    pub(crate) day: Day,
    /// What changed.
    pub(crate) what: &'static str,
}

/// What dates the numerator; denominators are always dated by creation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dating {
    /// The creation of the ticket.
    Creation,
    /// Its resolution: numerator and denominator are then different tickets.
    Resolution,
}

/// One way to tell a definition.
#[derive(Debug)]
pub(crate) struct Way {
    /// Taken only where the file has one of these; empty: always.
    pub(crate) with: &'static [Field],
    /// Begin of the format's name under which these fields are the vendor's own; other files' words stand in for them. Empty: any.
    pub(crate) own_words: &'static str,
    /// The denominator: all conditions hold.
    pub(crate) of: &'static [Clause],
    /// The numerator: these hold as well.
    pub(crate) counts: &'static [Clause],
    /// What it does otherwise than the definition, in any file.
    pub(crate) approximated: &'static [&'static str],
}

/// A condition with its words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clause {
    /// As a step of the explanation. `{days}` stands for the window in force.
    pub(crate) label: &'static str,
    /// Completes "None of these 12 tickets …".
    pub(crate) none: &'static str,
    /// The condition.
    pub(crate) test: Test,
}

/// A condition on what is known of a ticket.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Test {
    /// That one does not hold.
    Not(&'static Test),
    /// One of these holds.
    Any(&'static [Test]),
    /// It is left out of the eligible set for one of these reasons; none: for whatever reason.
    LeftOut(&'static [LeftOut]),
    /// An AI answered.
    Ai,
    /// A person took part.
    Person,
    /// The AI handed over, or tried to.
    HandedOff,
    /// Solved or closed.
    Done,
    /// Solved at least so many days ago (0: the window in force).
    Passed(u32),
    /// Reopened.
    Reopened,
    /// The customer came back within so many days (0: the window in force) …
    Back(u32),
    /// … with the same topic.
    BackSameTopic(u32),
    /// It stands on one of these rungs.
    On(&'static [Outcome]),
    /// Rated so.
    Rated(&'static [RatingState]),
    /// The vendor uses one of these words.
    Vendor(&'static [AiOutcome]),
    /// The vendor says that no person was needed.
    VendorResolved,
    /// The vendor says that the customer gave up or was not helped.
    VendorAgainst,
    /// By e-mail or a form.
    Mail,
    /// The customer wrote at most so many messages.
    CustomerWroteAtMost(u8),
    /// The customer wrote nothing.
    NobodyAsked,
    /// The AI wrote nothing.
    NoAiReply,
    /// The condition with a value of that number holds ([`super::values`]); what it needs of a file it says itself.
    Mark(u8),
    /// That one handled it.
    HandledBy(HandledBy),
    /// People wrote exactly one public reply.
    OneHumanReply,
    /// It is known who asked.
    KnownRequester,
    /// Its customer was first seen at least the window in force before.
    SeenBefore,
    /// It is one of these to its issue.
    Issue(&'static [Issue]),
}

/// What a file lacks for a condition.
#[derive(Debug, Default)]
pub(crate) struct Gaps {
    /// Without it the definition cannot be told.
    pub(crate) fatal: Vec<Need>,
    /// Without it the definition is told otherwise, namely so.
    pub(crate) told_otherwise: Vec<&'static str>,
}

impl Gaps {
    fn must(&mut self, need: Need, have: Fields) {
        if !need.is_met(have) {
            self.fatal.push(need);
        }
    }

    /// A field that a condition does without where it speaks against a ticket: what is not told never does.
    fn should(&mut self, fields: &'static [Field], have: Fields, otherwise: &'static str) {
        if !fields.iter().any(|field| have.has(*field)) && !self.told_otherwise.contains(&otherwise) {
            self.told_otherwise.push(otherwise);
        }
    }
}

impl Test {
    /// Whether a ticket of that case satisfies the condition. What is not told never speaks against a ticket.
    pub(crate) fn holds(&self, cases: &Cases, case: &Case) -> bool {
        match self {
            Test::Not(test) => !test.holds(cases, case),
            Test::Any(tests) => tests.iter().any(|test| test.holds(cases, case)),
            Test::LeftOut(reasons) => {
                case.left_out.is_some_and(|why| reasons.is_empty() || reasons.contains(&why))
            }
            Test::Ai => case.is_ai(),
            Test::Person => case.has_person,
            Test::HandedOff => case.is_handed_off(),
            Test::Done => case.is_done,
            Test::Passed(days) => case.is_done && case.passed > cases.window(*days),
            Test::Reopened => case.is_reopened == Some(true),
            Test::Back(days) => case.is_done && case.outlasted[0] <= cases.window(*days),
            Test::BackSameTopic(days) => case.is_done && case.outlasted[1] <= cases.window(*days),
            Test::On(rungs) => rungs.contains(&case.outcome),
            Test::Rated(states) => states.contains(&case.rating),
            Test::Vendor(words) => case.vendor.is_some_and(|word| words.contains(&word)),
            Test::VendorResolved => case.is_vendor_resolved(),
            Test::VendorAgainst => case.is_vendor_against(),
            Test::Mail => case.is_mail != Some(false),
            Test::CustomerWroteAtMost(most) => case.customer_messages.is_none_or(|wrote| wrote <= *most),
            Test::NobodyAsked => case.customer_messages == Some(0),
            Test::NoAiReply => case.has_ai_reply == Some(false),
            Test::Mark(at) => case.marks >> at & 1 == 1,
            Test::HandledBy(handler) => case.handled_by == Some(*handler),
            Test::OneHumanReply => case.human_replies == Some(1),
            Test::KnownRequester => case.has_requester,
            Test::SeenBefore => case.is_seen_before,
            Test::Issue(any) => any.contains(&case.issue),
        }
    }

    /// Notes what the file lacks for it. `is_for`: the condition speaks for a ticket, so that nothing told is not enough.
    pub(crate) fn look(&self, have: Fields, is_for: bool, gaps: &mut Gaps) {
        let mut fact = |need: Need, otherwise: &'static str| {
            let fields: &'static [Field] = match need {
                Need::OneOf(fields, _) => fields,
                Need::Field(_) => &[],
            };
            if is_for || fields.is_empty() {
                gaps.must(need, have);
            } else {
                gaps.should(fields, have, otherwise);
            }
        };
        match self {
            Test::Not(test) => test.look(have, !is_for, gaps),
            Test::Any(tests) if is_for => {
                let mut of_each: Vec<Gaps> = Vec::new();
                for test in *tests {
                    let mut one = Gaps::default();
                    test.look(have, true, &mut one);
                    of_each.push(one);
                }
                if of_each.iter().all(|one| !one.fatal.is_empty()) {
                    let fatal = of_each.swap_remove(0).fatal;
                    gaps.fatal.extend(if self.is_confirmation() { vec![NEEDS_CONFIRM] } else { fatal });
                }
            }
            Test::Any(tests) => tests.iter().for_each(|test| test.look(have, false, gaps)),
            Test::LeftOut(_) | Test::Mark(_) => {}
            Test::Ai => gaps.must(NEEDS_AI, have),
            Test::Person => gaps.must(NEEDS_PERSON, have),
            Test::HandedOff => fact(
                Need::OneOf(seen::HANDOFF, "that the AI handed over"),
                "The file does not tell that the AI handed over: only a person's part is seen.",
            ),
            Test::Done => gaps.must(NEEDS_DONE, have),
            Test::Passed(_) => gaps.must(NEEDS_DONE_AT, have),
            Test::Reopened => fact(
                Need::OneOf(&[Field::Reopens], "what was reopened"),
                "The file does not count reopens: none is taken to have been reopened.",
            ),
            Test::Back(_) | Test::BackSameTopic(_) => {
                fact(
                    Need::OneOf(&[Field::Requester], "who asked"),
                    "The file does not tell who asked: no customer is seen to come back.",
                );
                gaps.must(NEEDS_DONE_AT, have);
                if matches!(self, Test::BackSameTopic(_)) {
                    gaps.should(
                        &[Field::Topic],
                        have,
                        "The file has no topics: any later ticket of the customer is a return.",
                    );
                }
            }
            Test::On(rungs) => {
                gaps.must(NEEDS_AI, have);
                gaps.must(NEEDS_PERSON, have);
                gaps.must(NEEDS_DONE_AT, have);
                if rungs.contains(&Outcome::Durable) {
                    gaps.must(NEEDS_RETURN, have);
                } else if rungs.contains(&Outcome::Confirmed) {
                    gaps.must(NEEDS_CONFIRM, have);
                }
            }
            Test::Rated(_) => fact(
                Need::OneOf(&[Field::Rating], "how customers rated"),
                "The file has no ratings: nobody is taken to have complained in one.",
            ),
            Test::Vendor(_) => fact(
                Need::OneOf(&[Field::AiOutcome], "what the vendor says became of the AI's answer"),
                "The file does not hold the vendor's word for what became of the AI's answer.",
            ),
            Test::VendorResolved => {
                fact(NEEDS_BILLED, "The file does not hold what the vendor counts as resolved.");
            }
            Test::VendorAgainst => fact(
                Need::OneOf(&[Field::AiOutcome], "that a customer gave up or was not helped"),
                "The file does not tell that a customer gave up or said that it did not help.",
            ),
            Test::Mail => gaps.should(
                &[Field::Channel],
                have,
                "The file does not tell how customers came: all tickets are taken for e-mails.",
            ),
            Test::CustomerWroteAtMost(_) => gaps.should(
                &[Field::CustomerMessages],
                have,
                "The file does not count the customer's messages: nobody is taken to have answered the AI.",
            ),
            Test::NobodyAsked => fact(
                Need::OneOf(&[Field::CustomerMessages], "how often the customer wrote"),
                "The file does not count the customer's messages.",
            ),
            Test::NoAiReply => fact(
                Need::OneOf(&[Field::AiReplies], "how often the AI wrote"),
                "The file does not count the AI's messages: it is taken to have answered where it took part.",
            ),
            Test::HandledBy(_) => {
                gaps.must(NEEDS_AI, have);
                gaps.must(NEEDS_PERSON, have);
            }
            Test::OneHumanReply => gaps.must(Need::Field(Field::HumanReplies), have),
            Test::KnownRequester | Test::SeenBefore | Test::Issue(_) => {
                gaps.must(Need::Field(Field::Requester), have);
            }
        }
    }

    /// Whether it is told by a rating or by the vendor's word.
    fn is_confirmation(&self) -> bool {
        let Test::Any(tests) = self else { return false };
        tests.iter().any(|test| matches!(test, Test::Rated(_)))
            && tests.iter().any(|test| matches!(test, Test::Vendor(_)))
    }
}

/// The file holds the vendor's own count.
pub(crate) const NEEDS_BILLED: Need =
    Need::OneOf(&[Field::AiOutcome, Field::AiResolved], "what the vendor counts as resolved");

impl Definition {
    /// The way by the evidence of the ticket alone, without the vendor's word.
    pub(crate) fn evidence(&self) -> Option<&'static Way> {
        self.ways.iter().find(|way| way.with.is_empty())
    }

    /// Whether it is a share of the AI's tickets, however they came.
    pub(crate) fn is_of_ai(&self) -> bool {
        let has = |way: &Way, is_meant: fn(&Test) -> bool| way.of.iter().any(|clause| is_meant(&clause.test));
        self.ways.iter().all(|way| {
            has(way, |test| matches!(test, Test::Ai)) && !has(way, |test| matches!(test, Test::Mail))
        })
    }

    /// What the file lacks for a way.
    pub(crate) fn gaps(way: &Way, have: Fields) -> Gaps {
        let mut gaps = Gaps::default();
        for clause in way.of.iter().chain(way.counts) {
            clause.test.look(have, true, &mut gaps);
        }
        gaps
    }

    /// "Intercom Fin: resolution".
    pub(crate) fn name(&self) -> String {
        let mut letters = self.label.chars();
        let first = letters.next().map(|letter| letter.to_ascii_lowercase());
        let label: String = first.into_iter().chain(letters).collect();
        format!("{}: {label}", self.vendor)
    }
}
