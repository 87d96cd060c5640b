//! Figures of speed on tickets that are counted by hand.

use super::evaluate;
use crate::query::matching_rows;
use crate::text_tickets::{MONDAY, Table, times};
use model::field::Field;
use model::filter::{Dimension, Filter};
use model::measure::{Estimate, Figure, Measured};
use model::schedule::{Schedule, Target, Targets};
use model::settings::Settings;
use model::units::Day;

fn figure(table: &Table, metric: &str, variant: &str) -> Figure {
    let figures = evaluate(table.context(), &Filter::default());
    let found = figures.into_iter().find(|figure| figure.metric == metric && figure.variant == variant);
    found.unwrap_or_else(|| panic!("no figure {metric}:{variant}"))
}

fn value(table: &Table, metric: &str, variant: &str) -> Estimate {
    match figure(table, metric, variant).now {
        Measured::Value(estimate) => estimate,
        Measured::NotApplicable { why, .. } => panic!("{metric}:{variant}: {why}"),
    }
}

fn why(table: &Table, metric: &str, variant: &str) -> (String, Vec<Field>) {
    match figure(table, metric, variant).now {
        Measured::Value(estimate) => panic!("{metric}:{variant} is {estimate:?}"),
        Measured::NotApplicable { why, needs } => (why, needs),
    }
}

fn settings(as_of: i32) -> Settings {
    Settings { as_of: Some(Day(MONDAY.0 + as_of)), ..Settings::default() }
}

/// The AI answers after 10 and 20 s and hands over after an hour; a person answers two and four hours after creation. One ticket
/// was answered by a person before the AI, one by a person only, one by the AI only, one by nobody.
const REPLIES: &str = "
created solved ai  replies human reply_secs handoff_at
0       1      yes 1       0+2   10         0+1
0       1      yes 2       0+4   20         0+1
0       1      yes 1       0+1   3600       -
1       2      no  1       1+3   10800      -
1       1+1    yes 0       -     30         -
1       -      no  0       -     -          -
";

#[test]
fn replies_of_the_ai_and_of_people_are_told_apart() {
    let table = Table::new(REPLIES, 20);
    let secs = |metric: &str, variant: &str| {
        let found = value(&table, metric, variant);
        (found.value, found.n)
    };
    // 10, 20, 30; the third was answered by a person first.
    assert_eq!(secs("first_ai_reply_median", "all"), (20.0, 3));
    assert_eq!(secs("first_ai_reply_median", "ai_only"), (30.0, 1));
    // 1, 2, 3 and 4 hours.
    assert_eq!(secs("first_human_reply_median", "all"), (2.5 * 3600.0, 4));
    assert_eq!(secs("first_human_reply_median", "ai_then_human"), (2.0 * 3600.0, 3));
    assert_eq!(secs("first_human_reply_median", "human_only"), (3.0 * 3600.0, 1));
    // One and three hours after the handoff.
    assert_eq!(secs("handoff_wait_median", "all"), (2.0 * 3600.0, 2));
    assert_eq!(secs("after_ai_median", "all"), (3.0 * 3600.0 - 15.0, 2));
    assert_eq!(secs("first_reply_median", "all").1, 5);
}

#[test]
fn without_a_column_of_people_only_tickets_without_an_ai_tell_how_long_people_take() {
    let table = Table::new(
        "created solved ai replies reply_secs\n0 1 yes 1 10\n0 1 no 1 60\n0 1 no 1 80\n0 1 yes 0 5\n",
        20,
    );
    assert_eq!(value(&table, "first_human_reply_median", "all").value, 70.0);
    assert_eq!(value(&table, "first_human_reply_median", "all").n, 2);
    assert_eq!(why(&table, "first_human_reply_median", "ai_then_human").1, [Field::FirstHumanReplyAt]);
    assert_eq!(why(&table, "handoff_wait_median", "all").1, [Field::HandedOffAt, Field::FirstHumanReplyAt]);
    assert_eq!(why(&table, "next_reply_median", "all").1, [Field::NextReplyTime]);
    assert_eq!(why(&table, "handle_time_median", "all").1, [Field::HandleTime]);
}

#[test]
fn what_the_file_gives_is_taken_as_it_is() {
    let table = Table::new(
        "created solved handled next reply_business reply_secs\n0 1 60 5 7 90000\n0 1 120 - 9 90000\n",
        20,
    );
    assert_eq!(value(&table, "handle_time_median", "all").value, 90.0);
    assert_eq!(
        (value(&table, "next_reply_median", "all").value, value(&table, "next_reply_median", "all").n),
        (5.0, 1)
    );
    assert_eq!(value(&table, "reply_business_median", "all").value, 8.0, "business hours of the file");
    assert_eq!(value(&table, "first_reply_median", "all").value, 90_000.0, "and calendar time beside it");
    assert_eq!(why(&table, "resolution_business_median", "all").1, [Field::ResolutionBusinessTime]);
}

#[test]
fn business_hours_are_counted_by_the_schedule_that_is_set() {
    // Created at noon of Friday, day 4; a reply on Monday at 10:00, solved on Tuesday at 9:00.
    let text = "created solved reply_secs\n4 7+21 252000\n";
    let schedule = Schedule { holidays: vec![], ..Schedule::default() };
    let table = Table::with(text, Settings { schedule: Some(schedule.clone()), ..settings(20) });
    // Friday 12 to 17, Monday 9 to 10; then until 17, and no minute of Tuesday.
    assert_eq!(value(&table, "reply_business_median", "all").value, 6.0 * 3600.0);
    assert_eq!(value(&table, "resolution_business_median", "all").value, 13.0 * 3600.0);
    assert_eq!(value(&table, "first_reply_median", "all").value, 252_000.0, "the calendar goes on");
    let with_holiday = Schedule { holidays: vec![Day(MONDAY.0 + 7)], ..schedule };
    let table = Table::with(text, Settings { schedule: Some(with_holiday), ..settings(20) });
    assert_eq!(value(&table, "reply_business_median", "all").value, 5.0 * 3600.0);
    let none = Table::with(text, settings(20));
    assert!(why(&none, "reply_business_median", "all").0.contains("business hours"));
}

/// Half an hour and three hours, one late and unanswered, one not due, one closed without a reply.
const PROMISES: &str = "
created solved   status priority reply_secs ai  replies
0       0+1      solved normal   1800       no  1
0       2        solved urgent   10800      no  1
0       -        open   normal   -          no  0
9+11.5  -        open   normal   -          no  0
1       1+5      solved normal   -          no  0
";

#[test]
fn promises_against_targets_that_are_set() {
    let reply = Target { usual: Some(240), ..Target::default() };
    let resolution =
        Target { usual: Some(24 * 60), by_priority: [None, None, None, Some(120)], is_business: false };
    let targets = Targets { reply, resolution };
    let table = Table::with(PROMISES, Settings { targets, ..settings(9) });
    let k_n = |metric: &str| {
        let found = value(&table, metric, "all");
        (found.k.unwrap(), found.n)
    };
    // Kept: the first two; broken: the one that waits for nine days. The last two have no promise that is decided.
    assert_eq!(k_n("reply_sla"), (2, 3));
    // Kept: one hour, five hours; broken: the urgent one, the one that is open for nine days. One is not due.
    assert_eq!(k_n("resolution_sla"), (2, 4));
    let steps: Vec<u64> =
        figure(&table, "resolution_sla", "all").steps.iter().rev().take(3).map(|step| step.n).collect();
    assert_eq!(steps, [4, 1, 5]);
    let rows = |dimension: Dimension, value: &str| {
        matching_rows(table.context(), &Filter::default().with(dimension, &[value]))
    };
    assert_eq!(rows(Dimension::ReplySla, "met"), [0, 1]);
    assert_eq!(rows(Dimension::ReplySla, "breached"), [2]);
    assert_eq!(rows(Dimension::ReplySla, "not_due"), [3]);
    assert_eq!(rows(Dimension::ReplySla, model::filter::NO_VALUE), [4]);
    assert_eq!(rows(Dimension::ResolutionSla, "breached"), [1, 2]);
    // In business hours a night does not count: Monday noon to Wednesday noon are 16 hours.
    let business = Target { usual: Some(16 * 60), is_business: true, ..Target::default() };
    let targets = Targets { resolution: business, ..Targets::default() };
    let schedule = Some(Schedule::default());
    let table = Table::with(PROMISES, Settings { targets, schedule, ..settings(9) });
    let found = value(&table, "resolution_sla", "all");
    assert_eq!((found.k, found.n), (Some(3), 4));
}

#[test]
fn promises_by_the_files_own_word() {
    let text = "
        created solved status reply_secs reply_late due
        0       1      solved 60         no         2
        0       4      solved 60         yes        2
        0       -      open   -          no         2
        9       -      open   -          no         15
        9       -      open   -          -          -";
    let table = Table::new(text, 10);
    let found = value(&table, "reply_sla", "all");
    assert_eq!((found.k, found.n), (Some(1), 2), "the unanswered ones are not late yet");
    let found = value(&table, "resolution_sla", "all");
    assert_eq!(
        (found.k, found.n),
        (Some(1), 3),
        "one is open past its time, one is not due, one has no promise"
    );
    let none = Table::new("created solved\n0 1\n", 10);
    assert_eq!(why(&none, "reply_sla", "all").1, [Field::ReplyBreached]);
}

#[test]
fn the_median_with_open_tickets_is_no_shorter() {
    // Ten tickets solved after a day, eleven still open after five: the closed ones alone know nothing of a longer wait.
    let text = ["created solved\n".to_string(), times(10, "0 1"), times(10, "0 -")].concat();
    let table = Table::new(&text, 5);
    assert_eq!(value(&table, "resolution_time_median", "all").value, 86_400.0);
    let with_open = value(&table, "resolution_survival", "all");
    assert!((with_open.value / 86_400.0 - 1.0).abs() < 0.004, "half are solved by then: {with_open:?}");
    assert_eq!(with_open.n, 20);
    let text = ["created solved\n".to_string(), times(10, "0 1"), times(11, "0 -")].concat();
    let (why, needs) = why(&Table::new(&text, 5), "resolution_survival", "all");
    assert!(why.starts_with("Fewer than half") && needs.is_empty(), "{why}");
}

/// R, `survival::aml`: medians 31 and 23 weeks. Weeks are told as seconds here, so that each has a class of its own.
#[test]
fn leukaemia_as_in_r() {
    let week = |n: i32| f64::from(n) / 3600.0;
    let line = |n: i32, ai: &str, replies: u8| format!("0 0+{:.7} {ai} {replies}\n", week(n) + 1e-7);
    let maintained = [9, 13, 18, 23, 31, 34, 48].map(|n| line(n, "yes", 0)).concat();
    let other = [5, 5, 8, 8, 12, 23, 27, 30, 33, 43, 45].map(|n| line(n, "no", 1)).concat();
    let table = Table::new(&["created solved ai replies\n", &maintained, &other].concat(), 5);
    let events = |variant: &str| value(&table, "resolution_survival", variant);
    // Without the censored cases: the medians of 7 and of 11 cases.
    assert_eq!((events("ai_only").value, events("human_only").value), (23.0, 23.0));
}

#[test]
fn the_backlog_at_the_end_of_a_period_and_of_the_one_before() {
    let text = ["created solved\n".to_string(), times(3, "0 2"), times(4, "3 -"), times(2, "9 9+1")].concat();
    let table = Table::new(&text, 12);
    let day = |n: i32| Some(Day(MONDAY.0 + n));
    let filter = Filter { from: day(5), to: day(10), ..Filter::default() };
    let figures = evaluate(table.context(), &filter);
    let backlog = figures.iter().find(|figure| figure.metric == "backlog").unwrap();
    assert_eq!(backlog.now.estimate().map(|found| found.value), Some(4.0));
    assert_eq!(backlog.before.as_ref().and_then(Measured::estimate).map(|found| found.value), Some(4.0));
    let filter = Filter { from: day(0), to: day(2), ..Filter::default() };
    let figures = evaluate(table.context(), &filter);
    let backlog = figures.iter().find(|figure| figure.metric == "backlog").unwrap();
    assert_eq!(backlog.now.estimate().map(|found| found.value), Some(3.0));
}
