//! One's own definition, put together from a short list of conditions.

use super::clauses::{
    AI, CONFIRMED, DONE, HANDED, NO_PERSON, NOT_HANDED_OVER, NOT_REOPENED, NOTHING_AGAINST, RATED_GOOD,
};
use super::declare::{Clause, Gaps, Test};
use super::rule::{Condition, Rule};
use super::values::{self, Valued};
use crate::metrics::seen;
use crate::query::Context;
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
const VALUED: &str = "With a value";

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

/// The definition as written, without what is not understood and without what would be one condition with a value too many; nothing
/// written: the proposal.
pub(crate) fn read(text: &str) -> OwnDefinition {
    let mut own = OwnDefinition::parse(if text.is_empty() { PROPOSED } else { text });
    let mut valued: Vec<String> = Vec::new();
    let mut is_known = |code: &String, is_numerator: bool| match find(code) {
        Some(named) => !is_numerator || named.code != LEFT_OUT,
        None if Valued::parse(code).is_none() => false,
        None if valued.contains(code) => true,
        None => {
            valued.push(code.clone());
            valued.len() <= values::MOST
        }
    };
    own.of.retain(|code| is_known(code, false));
    own.counts.retain(|code| is_known(code, true));
    own
}

/// Its conditions.
pub(crate) fn rule(own: &OwnDefinition) -> Rule {
    let mut rule = Rule { with_left_out: own.of.iter().any(|code| code == LEFT_OUT), ..Rule::default() };
    for (codes, is_numerator) in [(&own.of, false), (&own.counts, true)] {
        for code in codes.iter().filter(|code| *code != LEFT_OUT) {
            let condition = match find(code) {
                Some(named) => named.clause.into(),
                None => match mark(&mut rule.valued, code) {
                    Some(condition) => condition,
                    None => continue,
                },
            };
            if is_numerator { &mut rule.counts } else { &mut rule.of }.push(condition);
        }
    }
    rule
}

/// A condition with a value, numbered among those that a rule has.
fn mark(known: &mut Vec<Valued>, code: &str) -> Option<Condition> {
    let at = match known.iter().position(|valued| valued.code == code) {
        Some(at) => at,
        None => {
            known.push(Valued::parse(code)?);
            known.len() - 1
        }
    };
    let label = known[at].label();
    let none = format!("meets “{label}”");
    Some(Condition { label: label.into(), none: none.into(), test: Test::Mark(at as u8) })
}

/// Its formula in words.
pub(crate) fn formula(own: &OwnDefinition) -> String {
    let words = |codes: &[String], none: &str| -> String {
        let label = |code: &String| match find(code) {
            Some(named) => Some(named.clause.label.to_string()),
            None => Some(Valued::parse(code)?.label()),
        };
        let found: Vec<String> = codes.iter().filter_map(label).collect();
        if found.is_empty() { none.to_string() } else { found.join(", ") }
    };
    format!("{} / {}", words(&own.counts, "All of them"), words(&own.of, "all eligible tickets"))
}

/// The conditions to choose from; last those with a value that the definition holds.
pub(crate) fn bricks(context: Context<'_>, own: &OwnDefinition) -> Vec<Brick> {
    let have = seen::available(context.dataset, context.derived);
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
    let mut bricks: Vec<Brick> = NAMED.iter().map(brick).collect();
    for valued in own.of.iter().chain(&own.counts).filter_map(|code| Valued::parse(code)) {
        if !bricks.iter().any(|brick| brick.code == valued.code) {
            bricks.push(Brick {
                label: valued.label(),
                group: VALUED.to_string(),
                unavailable: valued.missing(context).map(|(why, _)| why),
                code: valued.code,
            });
        }
    }
    bricks
}

/// What can be ticked and typed, for `docs/definitions.md`.
#[cfg(test)]
pub(super) fn described() -> String {
    let mut text = String::from(
        "\n## Your own\n\nConditions of the denominator, `~`, further conditions of the numerator; `.` stands between conditions:\n\
         `ai.done~not_handed_over.solved_within:24h`. A published rate that counts by something else can be said so, too: *SLA breaches, \
         over four hours, of declined cards* is `topic:card_declined~solved_over:4h`.\n",
    );
    let mut group = "";
    for named in NAMED {
        if named.group != group {
            group = named.group;
            text += &format!("\n**{group}**\n\n");
        }
        text += &format!("- `{}`: {}\n", named.code, named.clause.label);
    }
    text + &values::described()
}
