//! One's own definition, put together from a short list of conditions.

use super::clauses::{
    AI, CONFIRMED, DONE, HANDED, NO_PERSON, NOT_HANDED_OVER, NOT_REOPENED, NOTHING_AGAINST, RATED_GOOD,
};
use super::declare::{Clause, Gaps, Test};
use super::rule::Rule;
use crate::metrics::seen::Fields;
use model::definition::{Brick, OwnDefinition};
use model::outcome::RatingState;

/// What is proposed to someone who has not made one: what Assay would ask of a resolution.
pub(crate) const PROPOSED: &str = "ai.passed_7~not_handed_over.not_reopened.stayed_7";

/// A condition under its name in an address.
struct Named {
    code: &'static str,
    group: &'static str,
    clause: Clause,
}

const WHO: &str = "Who took part";
const STATE: &str = "Where it stands";
const AFTER: &str = "What came after";
const SAID: &str = "What was said of it";
const WHICH: &str = "Which tickets";

const fn named(code: &'static str, group: &'static str, clause: Clause) -> Named {
    Named { code, group, clause }
}

const fn clause(label: &'static str, none: &'static str, test: Test) -> Clause {
    Clause { label, none, test }
}

/// The condition that asks for tickets beyond the eligible ones.
pub(crate) const LEFT_OUT: &str = "left_out_too";

static NAMED: &[Named] = &[
    named("ai", WHO, AI),
    named("no_ai", WHO, clause("No AI answered", "was without an AI", Test::Not(&Test::Ai))),
    named("no_person", WHO, NO_PERSON),
    named("person", WHO, clause("A person replied", "was answered by a person", Test::Person)),
    named("not_handed_over", WHO, NOT_HANDED_OVER),
    named("handed_over", WHO, HANDED),
    named("done", STATE, DONE),
    named("open", STATE, clause("Not solved yet", "is open", Test::Not(&Test::Done))),
    named(
        "passed_1",
        STATE,
        clause("Solved at least 1 day ago", "was solved that long ago", Test::Passed(1)),
    ),
    named(
        "passed_3",
        STATE,
        clause("Solved at least 3 days ago", "was solved that long ago", Test::Passed(3)),
    ),
    named(
        "passed_7",
        STATE,
        clause("Solved at least 7 days ago", "was solved that long ago", Test::Passed(7)),
    ),
    named(
        "passed_14",
        STATE,
        clause("Solved at least 14 days ago", "was solved that long ago", Test::Passed(14)),
    ),
    named(
        "passed_30",
        STATE,
        clause("Solved at least 30 days ago", "was solved that long ago", Test::Passed(30)),
    ),
    named("not_reopened", AFTER, NOT_REOPENED),
    named("reopened", AFTER, clause("Reopened", "was reopened", Test::Reopened)),
    named("stayed_1", AFTER, clause("No return within 1 day", "stayed closed", Test::Not(&Test::Back(1)))),
    named("stayed_3", AFTER, clause("No return within 3 days", "stayed closed", Test::Not(&Test::Back(3)))),
    named("stayed_7", AFTER, clause("No return within 7 days", "stayed closed", Test::Not(&Test::Back(7)))),
    named(
        "stayed_14",
        AFTER,
        clause("No return within 14 days", "stayed closed", Test::Not(&Test::Back(14))),
    ),
    named(
        "stayed_30",
        AFTER,
        clause("No return within 30 days", "stayed closed", Test::Not(&Test::Back(30))),
    ),
    named(
        "topic_1",
        AFTER,
        clause(
            "No return with the same topic within 1 day",
            "stayed closed",
            Test::Not(&Test::BackSameTopic(1)),
        ),
    ),
    named(
        "topic_3",
        AFTER,
        clause(
            "No return with the same topic within 3 days",
            "stayed closed",
            Test::Not(&Test::BackSameTopic(3)),
        ),
    ),
    named(
        "topic_7",
        AFTER,
        clause(
            "No return with the same topic within 7 days",
            "stayed closed",
            Test::Not(&Test::BackSameTopic(7)),
        ),
    ),
    named(
        "topic_14",
        AFTER,
        clause(
            "No return with the same topic within 14 days",
            "stayed closed",
            Test::Not(&Test::BackSameTopic(14)),
        ),
    ),
    named(
        "topic_30",
        AFTER,
        clause(
            "No return with the same topic within 30 days",
            "stayed closed",
            Test::Not(&Test::BackSameTopic(30)),
        ),
    ),
    named("back_7", AFTER, clause("Customer came back within 7 days", "came back", Test::Back(7))),
    named(
        "confirmed",
        SAID,
        clause("Confirmed or rated well: silence does not count", CONFIRMED.none, CONFIRMED.test),
    ),
    named("nothing_against", SAID, NOTHING_AGAINST),
    named("rated", SAID, clause("Rated", "was rated", Test::Rated(&[RatingState::Good, RatingState::Bad]))),
    named("rated_good", SAID, RATED_GOOD),
    named("rated_bad", SAID, clause("Rated badly", "was rated badly", Test::Rated(&[RatingState::Bad]))),
    named(
        "vendor_resolved",
        SAID,
        clause(
            "The vendor counts it as resolved",
            "was resolved by the vendor's count",
            Test::VendorResolved,
        ),
    ),
    named("mail", WHICH, clause("By e-mail or form", "came by e-mail or form", Test::Mail)),
    named(LEFT_OUT, WHICH, clause("Spam, tests and outbound tickets, too", "is there", Test::LeftOut(&[]))),
];

fn find(code: &str) -> Option<&'static Named> {
    NAMED.iter().find(|named| named.code == code)
}

/// The definition as written, without what is not understood; nothing written: the proposal.
pub(crate) fn read(text: &str) -> OwnDefinition {
    let mut own = OwnDefinition::parse(if text.is_empty() { PROPOSED } else { text });
    own.of.retain(|code| find(code).is_some());
    own.counts.retain(|code| find(code).is_some_and(|named| named.code != LEFT_OUT));
    own
}

/// Its conditions.
pub(crate) fn rule(own: &OwnDefinition) -> Rule {
    let clauses = |codes: &[String]| -> Vec<Clause> {
        let found = codes.iter().filter(|code| *code != LEFT_OUT).filter_map(|code| find(code));
        found.map(|named| named.clause).collect()
    };
    Rule {
        of: clauses(&own.of),
        counts: clauses(&own.counts),
        with_left_out: own.of.iter().any(|code| code == LEFT_OUT),
    }
}

/// Its formula in words.
pub(crate) fn formula(own: &OwnDefinition) -> String {
    let words = |codes: &[String], none: &str| -> String {
        let found: Vec<&str> =
            codes.iter().filter_map(|code| find(code)).map(|named| named.clause.label).collect();
        if found.is_empty() { none.to_string() } else { found.join(", ") }
    };
    format!("{} / {}", words(&own.counts, "All of them"), words(&own.of, "all eligible tickets"))
}

/// The conditions to choose from.
pub(crate) fn bricks(have: Fields) -> Vec<Brick> {
    let brick = |named: &Named| {
        let mut gaps = Gaps::default();
        named.clause.test.look(have, true, &mut gaps);
        let unavailable = match named.code {
            LEFT_OUT => None,
            _ => gaps
                .fatal
                .first()
                .map(|need| need.why())
                .or(gaps.told_otherwise.first().map(|told| told.to_string())),
        };
        Brick {
            code: named.code.to_string(),
            label: named.clause.label.to_string(),
            group: named.group.to_string(),
            unavailable,
        }
    };
    NAMED.iter().map(brick).collect()
}
