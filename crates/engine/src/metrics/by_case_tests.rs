//! What followed a solution, counted by hand.

use super::evaluate;
use crate::text_tickets::Table;
use model::field::Field;
use model::filter::{Dimension, Filter};
use model::measure::{Estimate, Figure, Measured};
use model::settings::{ReturnScope, Settings};
use model::units::Day;

fn figure<'f>(figures: &'f [Figure], metric: &str, variant: &str) -> &'f Figure {
    let found = figures.iter().find(|figure| figure.metric == metric && figure.variant == variant);
    found.unwrap_or_else(|| panic!("no figure {metric}:{variant}"))
}

fn value(figures: &[Figure], metric: &str, variant: &str) -> Estimate {
    match &figure(figures, metric, variant).now {
        Measured::Value(estimate) => *estimate,
        Measured::NotApplicable { why, .. } => panic!("{metric}:{variant}: {why}"),
    }
}

fn k_n(figures: &[Figure], metric: &str, variant: &str) -> (u64, u64) {
    let found = value(figures, metric, variant);
    (found.k.unwrap_or_else(|| panic!("{metric}:{variant} has no numerator")), found.n)
}

/// The file ends with day 40; the window is 7 days.
const TABLE: &str = "
created solved   ai  replies wrote reopens requester topic
0       0+1      yes 0       1     0       ann       shoes
3       3+1      no  1       1     0       ann       boots
12      12+1     no  1       2     1       ann       shoes
14      14+1     no  2       1     0       ann       shoes
30      30+1     yes 1       1     0       ann       boots
0       0+2      yes 0       1     0       bob       shoes
20      20+1     no  1       1     0       bob       shoes
36      36+1     no  1       1     0       cy        shoes
5       -        no  1       3     0       dan       shoes
9       9+1      no  1       1     0       -         shoes
";

#[test]
fn returns_with_anything_and_with_the_same_topic() {
    let table = Table::new(TABLE, 40);
    for scope in [ReturnScope::AnyTopic, ReturnScope::SameTopic] {
        let settings =
            Settings { as_of: table.derived.settings.as_of, return_scope: scope, ..Settings::default() };
        let table = Table::with(TABLE, settings);
        let figures = evaluate(table.context(), &Filter::default());
        // Solved, window passed, requester known: ann's five and bob's two. Ann's first was followed by boots on day 3, the one of
        // day 12 by shoes on day 14.
        assert_eq!(k_n(&figures, "repeat_any", "all"), (2, 7), "{scope:?}");
        assert_eq!(k_n(&figures, "repeat_same", "all"), (1, 7), "{scope:?}");
        assert_eq!(k_n(&figures, "repeat_any", "ai_only"), (1, 2));
        assert_eq!(k_n(&figures, "repeat_same", "ai_only"), (0, 2));
        assert_eq!(k_n(&figures, "repeat_any", "ai_then_human"), (0, 1));
        assert_eq!(k_n(&figures, "repeat_any", "human_only"), (1, 4));
    }
}

#[test]
fn excess_over_what_a_customer_writes_anyway() {
    let table = Table::new(TABLE, 40);
    let figures = evaluate(table.context(), &Filter::default());
    // Ann on day 12 (one in between in 12 days), 14 (two in 14 days), 30 (three in 30 days); bob on day 20 (none). One came back.
    let chances = [7.0 / 12.0, 1.0 - 0.5 * 0.5, 1.0 - f64::powi(23.0 / 30.0, 3), 0.0];
    let expected = (1.0 - chances.iter().sum::<f64>()) / 4.0;
    let found = value(&figures, "excess_any", "all");
    assert!((found.value - expected).abs() < 1e-6 && found.n == 4 && found.k.is_none(), "{found:?}");
    // Two customers, one with three of the four tickets, count as 1.6 equal ones: that leaves everything open.
    assert_eq!(found.interval, Some((-1.0, 1.0)));
    // The same topic: shoes on day 12 had none in between (the first only starts the clock), on day 14 one in 14 days; boots on day 30
    // one in 30; shoes of bob none. One came back.
    let expected = (1.0 - (0.5 + 7.0 / 30.0)) / 4.0;
    assert!((value(&figures, "excess_same", "all").value - expected).abs() < 1e-6);
    let steps: Vec<u64> =
        figure(&figures, "excess_any", "all").steps.iter().rev().map(|step| step.n).collect();
    assert_eq!(steps[..4], [1, 4, 7, 8], "came back, history, requester known, window passed");
    let one = &figure(&figures, "excess_any", "ai_then_human").now;
    assert!(matches!(one, Measured::NotApplicable { why, .. } if why.contains("one customer")), "{one:?}");
}

#[test]
fn first_contacts_by_each_definition() {
    let table = Table::new(TABLE, 40);
    let figures = evaluate(table.context(), &Filter::default());
    // Issues that are over: ann's shoes of day 0; boots of day 3; shoes of day 12 and 14 (two tickets); boots of day 30; bob's two.
    assert_eq!(k_n(&figures, "fcr_operational", "all"), (5, 6));
    assert_eq!(k_n(&figures, "fcr_operational", "ai_only"), (2, 2));
    // Solved: nine. One public reply of a person: days 3, 12 (reopened), 30, 20, 36 and 9.
    assert_eq!(k_n(&figures, "fcr_zoho", "all"), (6, 9));
    assert_eq!(k_n(&figures, "fcr_zendesk", "all"), (5, 9));
    assert_eq!(k_n(&figures, "fcr_zendesk", "human_only"), (4, 6));
    assert!(!figures.iter().any(|figure| figure.metric == "fcr_zoho" && figure.variant == "ai_only"));
    // The customer wrote once in all but the one of day 12.
    assert_eq!(k_n(&figures, "fcr_freshservice", "all"), (8, 9));
}

#[test]
fn a_period_is_compared_with_the_one_before() {
    let table = Table::new(TABLE, 40);
    let start = crate::text_tickets::MONDAY.0;
    let filter = Filter { from: Some(Day(start + 10)), to: Some(Day(start + 20)), ..Filter::default() }
        .with(Dimension::HandledBy, &["human_only"]);
    let figures = evaluate(table.context(), &filter);
    let found = figure(&figures, "repeat_any", "all");
    assert_eq!(
        (found.now.estimate().unwrap().n, found.before.as_ref().unwrap().estimate().unwrap().n),
        (2, 1)
    );
    assert_eq!(k_n(&figures, "repeat_any", "all"), (1, 2));
    assert!((found.change.unwrap().value - 0.5).abs() < 1e-12);
    assert!(found.numerator.as_ref().unwrap().to_query().contains("by.repeat_any=yes"));
}

#[test]
fn what_it_does_without_stands_in_the_label() {
    let table = Table::new("created solved requester replies\n0 0+1 ann 1\n", 40);
    let figures = evaluate(table.context(), &Filter::default());
    let label = |metric: &str| figure(&figures, metric, "all").variant_label.as_str();
    assert_eq!(label("fcr_operational"), "All, whatever the topic, reopens not told");
    assert_eq!((label("fcr_zendesk"), label("fcr_zoho")), ("All, reopens not told", "All"));
}

#[test]
fn absence_names_its_field() {
    let table = Table::new("created solved\n0 0+1\n1 1+1\n", 40);
    let figures = evaluate(table.context(), &Filter::default());
    for (metric, field) in [
        ("repeat_any", Field::Requester),
        ("excess_same", Field::Topic),
        ("fcr_operational", Field::Requester),
        ("fcr_zendesk", Field::HumanReplies),
        ("fcr_freshservice", Field::CustomerMessages),
    ] {
        let Measured::NotApplicable { needs, .. } = &figure(&figures, metric, "all").now else {
            panic!("{metric}")
        };
        assert!(needs.contains(&field), "{metric} asks for {needs:?}");
    }
}
