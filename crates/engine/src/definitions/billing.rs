//! What a vendor billed, and what the tickets say against it.

use super::declare::{Clause, Gaps, Test};
use super::rule::{Condition, Rule};
use crate::dataset::AiOutcome;
use crate::metrics::seen::Fields;
use model::outcome::RatingState;

/// A billed ticket, by the vendor's own field.
pub(crate) const BILLED: Clause =
    Clause { label: "The vendor counts it", none: "was counted by the vendor", test: IS_BILLED };
const IS_BILLED: Test = Test::Any(&[Test::VendorResolved, Test::Vendor(&[AiOutcome::ProcedureHandoff])]);
const NOT_BILLED: Clause = Clause {
    label: "The vendor does not count it",
    none: "was left out by the vendor",
    test: Test::Not(&IS_BILLED),
};

/// A reason against it.
pub(crate) struct Reason {
    /// Stable name.
    pub(crate) id: &'static str,
    /// "A person replied".
    pub(crate) label: &'static str,
    test: Test,
    not: Test,
}

macro_rules! reasons {
    ($($id:literal, $label:literal, $test:expr;)*) => {
        &[$(Reason { id: $id, label: $label, test: $test, not: Test::Not(&$test) },)*]
    };
}

/// In the order in which the first that holds is named.
pub(crate) static REASONS: &[Reason] = reasons![
    "test", "Spam, a test or not from a customer", Test::LeftOut(&[]);
    "no_exchange", "Greeting only: the AI wrote nothing, or the customer did not",
        Test::Any(&[Test::NoAiReply, Test::NobodyAsked]);
    "handoff", "Handed over, and nothing else",
        Test::Any(&[Test::Vendor(&[AiOutcome::ProcedureHandoff]), Test::On(&[model::outcome::Outcome::FailedHandoff])]);
    "person", "A person replied", Test::Person;
    "reopened", "Reopened", Test::Reopened;
    "same_topic", "The customer came back with the same topic within {days}", Test::BackSameTopic(0);
    "against", "The customer gave up or rated it badly",
        Test::Any(&[Test::VendorAgainst, Test::Rated(&[RatingState::Bad])]);
];

impl Reason {
    /// Why the file cannot tell it, if it cannot.
    pub(crate) fn unavailable(&self, have: Fields) -> Option<String> {
        let mut gaps = Gaps::default();
        self.test.look(have, true, &mut gaps);
        gaps.fatal.first().map(|need| need.why())
    }

    fn clause(&self) -> Clause {
        Clause { label: self.label, none: "is such a ticket", test: self.test }
    }
}

/// Id of the billed tickets.
pub(crate) const ALL: &str = "billed";

/// Whose tickets a list is of: those that were billed, or all of which the reasons hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    /// Those that the vendor's field counts.
    Billed,
    /// Any, for files without such a field: held against a definition besides.
    Any,
}

impl Of {
    fn prefix(self) -> &'static str {
        if self == Of::Billed { "billed" } else { "shows" }
    }

    /// Id of those with any reason.
    pub(crate) fn in_question(self) -> String {
        format!("{}_in_question", self.prefix())
    }

    /// Id of those with that reason.
    pub(crate) fn with(self, reason: &Reason) -> String {
        format!("{}_with_{}", self.prefix(), reason.id)
    }

    /// Id of those with that reason and none before it.
    pub(crate) fn first(self, reason: &Reason) -> String {
        format!("{}_first_{}", self.prefix(), reason.id)
    }

    /// All of these ids.
    pub(crate) fn ids(self) -> impl Iterator<Item = String> {
        let of_reason = move |reason| [self.first(reason), self.with(reason)];
        std::iter::once(self.in_question()).chain(REASONS.iter().flat_map(of_reason))
    }

    /// Whose an id is, and the rest of it.
    fn read(id: &str) -> Option<(Of, &str)> {
        [Of::Billed, Of::Any]
            .into_iter()
            .find_map(|of| Some((of, id.strip_prefix(of.prefix())?.strip_prefix('_')?)))
    }
}

/// Id of the tickets that meet a definition and were not billed.
pub(crate) fn id_not_billed(definition: &str) -> String {
    format!("not_billed_{definition}")
}

/// The conditions under one of these ids.
pub(crate) fn rule(id: &str) -> Option<Rule> {
    let counting = |counts: Vec<Clause>, with_left_out: bool| Rule {
        counts: counts.into_iter().map(Condition::from).collect(),
        with_left_out,
        ..Rule::default()
    };
    let with_left_out = |counts: Vec<Clause>| counting(counts, true);
    if let Some(definition) = id.strip_prefix("not_billed_") {
        let mut counts = super::by_id(definition)?.evidence()?.all();
        counts.push(NOT_BILLED);
        return Some(counting(counts, false));
    }
    if id == ALL {
        return Some(with_left_out(vec![BILLED]));
    }
    let (of, list) = Of::read(id)?;
    let mut counts = if of == Of::Billed { vec![BILLED] } else { Vec::new() };
    let reason_of = |name: &str| REASONS.iter().position(|reason| reason.id == name);
    if list == "in_question" {
        counts.push(ANY_REASON);
    } else if let Some(at) = list.strip_prefix("with_").and_then(reason_of) {
        counts.push(REASONS[at].clause());
    } else {
        let at = list.strip_prefix("first_").and_then(reason_of)?;
        counts.push(REASONS[at].clause());
        let before = REASONS[..at].iter();
        counts.extend(before.map(|other| Clause {
            label: "No earlier reason",
            none: "is such a ticket",
            test: other.not,
        }));
    }
    Some(with_left_out(counts))
}

const ANY_REASON: Clause = Clause {
    label: "Something speaks against it",
    none: "is in question",
    test: Test::Any(&[
        Test::LeftOut(&[]),
        Test::NoAiReply,
        Test::NobodyAsked,
        Test::Vendor(&[AiOutcome::ProcedureHandoff]),
        Test::On(&[model::outcome::Outcome::FailedHandoff]),
        Test::Person,
        Test::Reopened,
        Test::BackSameTopic(0),
        Test::VendorAgainst,
        Test::Rated(&[RatingState::Bad]),
    ]),
};

/// For people: "Billed, first reason: Reopened".
pub(crate) fn label(id: &str) -> Option<String> {
    if id == ALL {
        return Some("Billed".to_string());
    }
    if let Some(definition) = id.strip_prefix("not_billed_") {
        return Some(format!("Not billed, though {}", super::by_id(definition)?.name()));
    }
    let (of, list) = Of::read(id)?;
    let whose = if of == Of::Billed { "Billed, " } else { "" };
    if list == "in_question" {
        return Some(format!("{whose}in question"));
    }
    let (begins, name) = match list.strip_prefix("first_") {
        Some(name) => ("first reason", name),
        None => ("among the reasons", list.strip_prefix("with_")?),
    };
    let reason = REASONS.iter().find(|reason| reason.id == name)?;
    // A name is given once; the window may change.
    Some(format!("{whose}{begins}: {}", reason.label.replace("{days}", "the window")))
}
