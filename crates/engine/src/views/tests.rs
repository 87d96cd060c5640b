//! Screens over small tables and over the sample: wording, partition of the ladder, and that nothing is claimed without cases.

use super::*;
use crate::metrics::evaluate::Basis;
use crate::sample;
use crate::text_tickets::{MONDAY, Table, times};
use model::chart::{Chart, ChartBody, StackAxis};
use model::filter::Dimension;
use model::measure::Measured;
use model::outcome::Outcome;
use model::settings::Settings;
use model::units::Day;
use model::view::NoteKind;

const HEADER: &str = "created solved ai handoff replies reopens requester rating\n";

/// 100 AI tickets: 30 confirmed, 30 silent, 20 bounced, 20 escalated; 50 tickets of people.
fn plain() -> String {
    HEADER.to_string()
        + &times(30, "0 0+1 yes no 0 0 a{i} good")
        + &times(30, "0 0+1 yes no 0 0 b{i} -")
        + &times(20, "0 0+1 yes no 0 1 c{i} -")
        + &times(20, "0 0+1 yes yes 1 0 d{i} bad")
        + &times(50, "1 1+1 no no 1 0 e{i} good")
}

fn headline_of(text: &str, as_of: i32) -> (String, String) {
    let table = Table::new(text, as_of);
    let view = overview(table.context(), &Filter::default());
    (view.headline, view.caveat)
}

#[test]
fn the_headline_is_a_bracket() {
    let (headline, caveat) = headline_of(&plain(), 30);
    assert_eq!(headline, "AI resolved 60% for good, 80% if silence counts as success");
    assert!(caveat.contains("over 100 AI tickets whose 7 days have passed"), "{caveat}");
    assert!(caveat.contains("Customers confirmed 30% of all 100 AI tickets"), "{caveat}");
}

#[test]
fn the_headline_fits_what_the_file_can_tell() {
    let cases = [
        ("created solved\n0 0+1\n", 30, "No AI was found in this file"),
        ("created solved ai replies\n0 0+1 no 1\n", 30, "No AI answered this one ticket"),
    ];
    for (text, as_of, expected) in cases {
        assert_eq!(headline_of(text, as_of).0, expected);
    }
    let few = HEADER.to_string()
        + &times(29, "0 0+1 yes no 0 0 a{i} good")
        + &times(200, "0 0+1 no no 1 0 b{i} good");
    assert_eq!(headline_of(&few, 30).0, "An AI answered 29 tickets: too few for a rate");

    let no_return =
        "created solved ai replies\n".to_string() + &times(50, "0 0+1 yes 0") + &times(50, "0 0+1 yes 1");
    let (headline, caveat) = headline_of(&no_return, 30);
    assert_eq!(headline, "AI closed 50% alone; whether it lasted cannot be told");
    assert!(caveat.contains("neither “requester” nor “reopens”"), "{caveat}");

    let (headline, caveat) = headline_of(&plain(), 3);
    assert_eq!(headline, "AI closed 80% alone; it is too early to tell what lasts");
    assert!(caveat.contains("7 days"), "{caveat}");

    let reopens_only = "created solved ai replies reopens\n".to_string() + &times(50, "0 0+1 yes 0 0");
    let (_, caveat) = headline_of(&reopens_only, 30);
    assert!(caveat.contains("came back with a new ticket cannot be seen"), "{caveat}");

    // Nothing bounced: durable and ceiling are the same, and the sentence does not repeat itself.
    let held =
        HEADER.to_string() + &times(40, "0 0+1 yes no 0 0 a{i} -") + &times(60, "0 0+1 yes no 1 0 b{i} -");
    assert_eq!(headline_of(&held, 30).0, "AI resolved 40% for good");

    // Many open tickets: durable lies above the ceiling, and the caveat says why.
    let open =
        HEADER.to_string() + &times(40, "0 0+1 yes no 0 0 a{i} -") + &times(60, "0 - yes no 0 0 b{i} -");
    let (headline, caveat) = headline_of(&open, 30);
    assert_eq!(headline, "AI resolved 100% for good");
    let first = "Of all 100 AI tickets, 40% held so far; 60% are too early to tell or still open. Between";
    assert!(caveat.starts_with(first), "{caveat}");

    let unsolved = "created ai replies\n".to_string() + &times(40, "0 yes 0");
    let (headline, caveat) = headline_of(&unsolved, 30);
    assert_eq!(headline, "An AI answered 100% of these tickets");
    assert!(caveat.contains("which tickets are solved"), "{caveat}");

    let table = Table::new(&plain(), 30);
    let view = overview(table.context(), &Filter::default().with(Dimension::Topic, &["nowhere"]));
    assert_eq!(view.headline, "No ticket passes this filter");
    assert!(view.caveat.contains("150 tickets"), "{}", view.caveat);
}

#[test]
fn tickets_chosen_by_how_they_ended_give_no_rate() {
    let table = Table::new(&plain(), 30);
    let of = |filter: &Filter| {
        let view = overview(table.context(), filter);
        (view.headline, view.caveat)
    };
    let mut judged = Filter::default();
    judged.judged.insert("repeat_any".to_string(), vec![model::definition::Verdict::No]);
    crate::definitions::prepare(table.context(), &judged);
    for filter in [
        Filter::default().with(Dimension::Outcome, &["confirmed"]),
        Filter::default().with(Dimension::Rating, &["good"]),
        Filter::default().with(Dimension::Done, &["yes"]),
        judged,
    ] {
        let (headline, caveat) = of(&filter);
        assert!(headline.ends_with(" tickets chosen by how they ended: no rate of all"), "{headline}");
        assert_eq!(caveat, "Drop that filter for a rate.");
        let charts = overview(table.context(), &filter).charts;
        assert_eq!(chart(&charts, "resolution_over_time").title, "Chosen by how they ended: no trend");
        assert!(!outcomes(table.context(), &filter).caveat.contains('%'));
    }
    let (headline, caveat) = of(&Filter::default().with(Dimension::HandledBy, &["ai_only"]));
    assert!(headline.starts_with("AI resolved 75% for good"), "{headline}");
    assert!(caveat.starts_with("Tickets handed to people are left out. Between"), "{caveat}");
    let (_, caveat) = of(&Filter::default().with(Dimension::HandledBy, &["ai_only", "ai_then_human"]));
    assert!(caveat.starts_with("Between"), "{caveat}");
    // All confirmed it: nothing is silence.
    let thanked =
        HEADER.to_string() + &times(40, "0 0+1 yes no 0 0 a{i} good") + &times(9, "0 0+1 no no 1 0 b{i} -");
    let (_, caveat) = headline_of(&thanked, 30);
    assert!(caveat.contains("confirmed 100% of all 40 AI tickets."), "{caveat}");
}

/// The title of the trend, of AI tickets each week of which so many of 40 held.
fn trend_of(held: &[usize]) -> String {
    let mut text = HEADER.to_string();
    for (week, held) in held.iter().enumerate() {
        let day = week * 7;
        text += &times(*held, &format!("{day} {day}+1 yes no 0 0 a{week}x{{i}} -"));
        text += &times(40 - held, &format!("{day} {day}+1 yes no 1 0 b{week}x{{i}} -"));
    }
    // The last week is one day long, and not settled.
    let day = held.len() * 7;
    text += &times(40, &format!("{day} {day}+1 yes no 1 0 c{{i}} -"));
    let table = Table::new(&text, day as i32);
    chart(&overview(table.context(), &Filter::default()).charts, "resolution_over_time").title.clone()
}

#[test]
fn a_trend_compares_the_last_settled_weeks_with_as_many_before() {
    let weeks = |parts: &[(usize, usize)]| -> Vec<usize> {
        parts.iter().flat_map(|(weeks, held)| vec![*held; *weeks]).collect()
    };
    // Half, then three quarters in the last nine weeks, of which one is not settled.
    assert_eq!(
        trend_of(&weeks(&[(11, 20), (9, 30)])),
        "Durable resolution rose to 75% in the last 8 settled weeks from 50% in the 8 before"
    );
    // The halves are alike, the weeks are not.
    assert_eq!(
        trend_of(&weeks(&[(4, 24), (8, 12), (4, 24), (1, 24)])),
        "Durable resolution moves by more than chance, 30% to 60% by week: 45% in the last 8 settled weeks"
    );
    assert_eq!(
        trend_of(&weeks(&[(6, 20), (6, 21), (1, 21)])),
        "Durable resolution shows no clear change: 52% in the last 6 settled weeks, 50% in the 6 before"
    );
}

#[test]
fn the_ladder_partitions_the_eligible_tickets() {
    let table = Table::new(&plain(), 30);
    for filter in [Filter::default(), Filter::default().with(Dimension::Rating, &["good"])] {
        let view = outcomes(table.context(), &filter);
        assert_eq!(view.ladder.len(), Outcome::ALL.len());
        assert_eq!(view.ladder.iter().map(|rung| rung.count).sum::<u64>(), view.tickets);
        // Of the AI's tickets alone is the one on how much is settled.
        for chart in view.charts.iter().filter(|chart| chart.id != "maturity") {
            if let ChartBody::Stack(stack) = &chart.body {
                let total: u64 = match &stack.axis {
                    StackAxis::Time { .. } => stack.parts.iter().flat_map(|part| &part.counts).sum(),
                    StackAxis::Categories(_) => stack.parts.iter().map(|part| part.counts[0]).sum(),
                };
                assert_eq!(total, view.tickets, "{}", chart.id);
            }
        }
    }
    let view = outcomes(table.context(), &Filter::default());
    let rung = |outcome| view.ladder.iter().find(|rung| rung.outcome == outcome).expect("every rung");
    assert_eq!(rung(Outcome::Bounced).count, 20);
    assert_eq!(rung(Outcome::Confirmed).count, 30);
    assert!(rung(Outcome::Abandoned).cannot_tell.is_some(), "no AI outcome in the file");
    assert!(rung(Outcome::Bounced).cannot_tell.is_none());
}

#[test]
fn rungs_name_only_signs_that_the_file_has() {
    let table = Table::new("created solved ai replies reopens\n0 0+1 yes 0 1\n", 30);
    let view = outcomes(table.context(), &Filter::default());
    let bounced = view.ladder.iter().find(|rung| rung.outcome == Outcome::Bounced).expect("every rung");
    assert_eq!(bounced.rule, "Closed by the AI alone, and reopened. Returns by a new ticket cannot be seen.");
    let confirmed = view.ladder.iter().find(|rung| rung.outcome == Outcome::Confirmed).expect("every rung");
    assert!(confirmed.cannot_tell.as_deref().is_some_and(|why| why.contains("“rating”")));
}

#[test]
fn findings_lead_to_their_tickets() {
    let mut text = "created solved ai handoff replies reopens requester topic\n".to_string();
    text += &times(100, "0 0+1 yes no 0 0 a{i} Delivery");
    text += &times(60, "0 0+1 yes no 0 1 b{i} Refunds");
    text += &times(40, "0 0+1 yes no 0 0 c{i} Refunds");
    text += &times(5, "0 - yes yes 0 0 d{i} Delivery");
    let table = Table::new(&text, 30);
    let view = overview(table.context(), &Filter::default());
    let note = |part: &str| {
        view.notes
            .iter()
            .find(|note| note.text.contains(part))
            .unwrap_or_else(|| panic!("{part}: {:?}", view.notes))
    };
    let handoff = note("handed to a person");
    assert!(
        handoff.text.starts_with("5 customers handed to a person got no answer from one"),
        "{}",
        handoff.text
    );
    let (words, address) = handoff.action.as_ref().expect("an action");
    assert_eq!((words.as_str(), address.as_str()), ("See the 5 tickets", "#/tickets?outcome=failed_handoff"));
    let bounce = note("come back more often");
    assert!(bounce.text.contains("Refunds (60% of 100 tickets, 50% to 69%)"), "{}", bounce.text);
    let (words, address) = bounce.action.as_ref().expect("an action");
    let (filter, _) = Filter::from_query(address.split_once('?').expect("a query").1).expect("a filter");
    assert_eq!(words, "See the 60 tickets");
    assert_eq!(Basis::new(table.context(), &filter).tickets(), 60);
}

#[test]
fn more_topics_than_are_named_are_counted_last() {
    let mut text = "created solved ai handoff replies reopens requester topic\n".to_string();
    for (topic, back) in [("A", 60), ("B", 59), ("C", 58), ("D", 57), ("E", 56), ("F", 0), ("G", 0)] {
        text += &times(back, &format!("0 0+1 yes no 0 1 a{topic}{{i}} {topic}"));
        text += &times(100 - back, &format!("0 0+1 yes no 0 0 b{topic}{{i}} {topic}"));
    }
    let table = Table::new(&text, 30);
    let view = overview(table.context(), &Filter::default());
    let note = view.notes.iter().find(|note| note.text.contains("come back more often")).expect("a finding");
    let start = "Tickets that the AI closed come back more often than elsewhere in A (60% of 100 tickets, ";
    assert!(note.text.starts_with(start), "{}", note.text);
    assert!(note.text.contains(") and 2 more topics (41% in all; 7 topics compared)"), "{}", note.text);
}

/// What is told of all tickets is not said to be lacking: only the split by handler is.
#[test]
fn a_split_that_cannot_be_told_is_named_as_a_split() {
    let table = Table::new(&("created solved rating\n".to_string() + &times(40, "0 0+1 good")), 30);
    let view = overview(table.context(), &Filter::default());
    assert!(value(&view.figures, "csat", "all").is_some());
    let note = view.notes.iter().find(|note| note.text.contains("cannot tell: ")).expect("what is lacking");
    let lacks: Vec<&str> =
        note.text.split_once("cannot tell: ").expect("a list").1.split(['.', ';']).collect();
    let has = |name: &str| lacks.iter().any(|label| label.trim() == name);
    assert!(has("CSAT by handler") && has("Resolution time, median by handler"), "{lacks:?}");
    assert!(has("AI involvement") && !has("CSAT"), "{lacks:?}");
}

#[test]
fn where_all_were_rated_nobody_else_could_have_been_happy() {
    let text =
        HEADER.to_string() + &times(40, "0 0+1 no no 1 0 a{i} good") + &times(20, "0 0+1 no no 1 0 b{i} bad");
    let table = Table::new(&text, 30);
    let view = satisfaction(table.context(), &Filter::default());
    assert!(!view.notes.iter().any(|note| note.text.contains("had all been happy")), "{:?}", view.notes);
}

#[test]
fn even_topics_raise_no_finding() {
    let mut text = "created solved ai handoff replies reopens requester topic\n".to_string();
    for topic in ["A", "B", "C"] {
        text += &times(70, &format!("0 0+1 yes no 0 0 a{topic}{{i}} {topic}"));
        text += &times(30, &format!("0 0+1 yes no 0 1 b{topic}{{i}} {topic}"));
    }
    let table = Table::new(&text, 30);
    let view = overview(table.context(), &Filter::default());
    assert!(!view.notes.iter().any(|note| note.text.contains("come back more often")), "{:?}", view.notes);
    let chart = chart(&view.charts, "durable_by_topic");
    assert_eq!(chart.title, "No clear difference between topics: 70% to 70%");
}

fn chart<'c>(charts: &'c [Chart], id: &str) -> &'c Chart {
    charts.iter().find(|chart| chart.id == id).unwrap_or_else(|| panic!("no chart {id}"))
}

#[test]
fn charts_that_cannot_be_drawn_say_why() {
    let table = Table::new("created solved\n0 0+1\n1 1+1\n", 30);
    let view = overview(table.context(), &Filter::default());
    for (id, part) in [
        ("resolution_over_time", "which tickets an AI answered"),
        ("csat_by_handler", "“rating”"),
        ("durable_by_channel", "“channel”"),
        ("durable_by_topic", "“topic”"),
    ] {
        match &chart(&view.charts, id).body {
            ChartBody::Empty { why } => assert!(why.contains(part), "{id}: {why}"),
            other => panic!("{id} is drawn: {other:?}"),
        }
    }
    let outcomes = chart(&view.charts, "outcomes_over_time");
    assert_eq!(outcomes.title, "Nothing in this file tells which tickets an AI answered");
    let ChartBody::Stack(stack) = &outcomes.body else { panic!("a stack") };
    assert_eq!((stack.parts.len(), stack.parts[0].label.as_str()), (1, "All"));
    let view = satisfaction(table.context(), &Filter::default());
    assert_eq!(view.headline, "This file has no ratings");
    assert!(view.charts.iter().all(|chart| matches!(chart.body, ChartBody::Empty { .. })));
}

#[test]
fn satisfaction_tells_bounds_and_who_answers() {
    let mut text = HEADER.to_string();
    text += &times(45, "0 0+1 yes no 0 0 a{i} good");
    text += &times(5, "0 0+1 yes no 0 0 b{i} bad");
    text += &times(450, "0 0+1 yes no 0 0 c{i} offered");
    text += &times(60, "0 0+1 no no 1 0 d{i} good");
    text += &times(40, "0 0+1 no no 1 0 e{i} bad");
    text += &times(100, "0 0+1 no no 1 0 f{i} offered");
    let table = Table::new(&text, 30);
    let view = satisfaction(table.context(), &Filter::default());
    assert_eq!(view.headline, "Customers rate 90% of AI-only tickets well, 60% of human-only ones");
    let has = |part: &str| view.notes.iter().any(|note| note.text.contains(part));
    // p = 0.9, r = 0.1: from 9% to 99%.
    assert!(has("CSAT would be 9%; had all been happy, 99%"), "{:?}", view.notes);
    assert!(has("10% of AI-only tickets are rated and 50% of human-only ones"), "{:?}", view.notes);
    let ChartBody::Bars(bars) = &chart(&view.charts, "csat_by_handler").body else { panic!("no bars") };
    assert_eq!(bars.bars[0].note.as_deref(), Some("50 of 500 asked rated (10%)"));
    let ChartBody::Distribution(distribution) = &chart(&view.charts, "rating_distribution").body else {
        panic!()
    };
    assert_eq!(distribution.groups[0].counts, [5, 45]);
}

#[test]
fn windows_that_are_longer_rest_on_fewer_tickets() {
    // 40 customers come back after five days; solved on day 0, known up to day 10.
    let mut text = "created solved ai replies requester\n".to_string();
    text += &times(40, "0 0+1 yes 0 a{i}");
    text += &times(60, "0 0+1 yes 0 b{i}");
    text += &times(40, "5 - no 0 a{i}");
    let table = Table::new(&text, 10);
    let view = outcomes(table.context(), &Filter::default());
    let chart = chart(&view.charts, "sensitivity");
    let ChartBody::Sweep(sweep) = &chart.body else { panic!("no curve") };
    let told: Vec<Option<(f64, u64)>> =
        sweep.points.iter().map(|point| point.map(|point| (point.value, point.n))).collect();
    // Solved within day 0 and known to the end of day 10: ten whole days have passed. The return came on the fifth.
    let [held, back] = [1.0, 0.6].map(|value| Some((value, 100)));
    assert_eq!(told[..10], [held, held, held, held, back, back, back, back, back, back]);
    assert!(told.len() == 30 && told[10..].iter().all(Option::is_none));
    assert_eq!(sweep.in_force, 7);
    assert_eq!(chart.title, "Durable resolution is 100% within 1 day and 60% within 10 days");
    let durable = value(&view.figures, "durable", "").expect("durable");
    assert_eq!((durable.k, durable.n), (Some(60), 100), "the point of the window in force is the figure");
}

#[test]
fn few_tickets_are_not_called_young() {
    let text = "created solved ai replies requester\n".to_string() + &times(10, "0 0+1 yes 0 a{i}");
    let table = Table::new(&text, 300);
    let view = outcomes(table.context(), &Filter::default());
    let ChartBody::Empty { why } = &chart(&view.charts, "sensitivity").body else { panic!("a curve") };
    let few = "10 solved tickets of the AI passed a window of one day; 30 are the fewest for a rate.";
    assert_eq!(why, few);
}

#[test]
fn immature_points_are_marked() {
    let mut text = HEADER.to_string();
    for day in 0..70 {
        text += &times(5, &format!("{day} {day}+1 yes no 0 0 r{day}x{{i}} -"));
    }
    let table = Table::new(&text, 69);
    let view = overview(table.context(), &Filter::default());
    let ChartBody::Time(time) = &chart(&view.charts, "resolution_over_time").body else { panic!("no lines") };
    // Weeks of seven days from a Monday; the last day that has matured is day 62, so the week of day 63 is the first immature one.
    assert_eq!(time.starts.len(), 10);
    assert_eq!(time.immature_from, Some(Day(MONDAY.0 + 63)));
    assert_eq!(time.series.len(), 3);
    assert!(time.series.iter().all(|series| series.points.len() == 10));
}

#[test]
fn the_import_screen_names_what_is_missing_and_what_falls() {
    let table = Table::new("created solved ai replies\n0 0+1 yes 0\n", 30);
    let summary = import_summary(table.context());
    let lost = |field| {
        summary.missing.iter().find(|missing| missing.field == field).map(|missing| missing.lost.as_str())
    };
    use model::field::Field;
    assert!(
        lost(Field::Requester).is_some_and(|lost| lost.contains("Durable resolution")),
        "{:?}",
        lost(Field::Requester)
    );
    assert!(lost(Field::Rating).is_some_and(|lost| lost.contains("CSAT")));
    assert_eq!(lost(Field::Status), None, "the time of solution stands in");
    assert_eq!(lost(Field::RatingOffered), None, "without ratings nobody misses who was asked");
    assert!(summary.missing.iter().all(|missing| !missing.how.is_empty()));
    // Whatever field a question wants, it is told how to get it.
    let mut wanted = summary.questions.iter().flat_map(|question| &question.wants);
    assert!(wanted.clone().count() > 5);
    assert!(wanted.all(|field| lost(*field).is_some()), "{:?}", summary.questions);
    assert!(
        lost(Field::HandleTime).is_some_and(|lost| lost.starts_with("Would tell more of: ")),
        "{:?}",
        summary.missing
    );
    assert_eq!(summary.first_day, Some(MONDAY));
    assert_eq!(summary.as_of, Some(Day(MONDAY.0 + 30)));
}

#[test]
fn the_sample_fills_every_screen_and_claims_nothing_unsound() {
    let dataset = sample::generate(20_000, 1);
    let derived = crate::derive::derive(&dataset, &Settings::default()).expect("the sample derives");
    let table = Table { dataset, derived };
    let last = table.derived.last_day;
    for filter in [
        Filter::default(),
        Filter { from: Some(Day(last.0 - 56)), to: Some(Day(last.0 - 28)), ..Filter::default() },
        Filter::default().with(Dimension::Channel, &["chat"]),
    ] {
        for view in [
            overview(table.context(), &filter),
            outcomes(table.context(), &filter),
            satisfaction(table.context(), &filter),
        ] {
            assert!(!view.headline.is_empty() && !view.caveat.is_empty());
            for chart in &view.charts {
                assert!(!chart.title.is_empty());
                assert!(!matches!(chart.body, ChartBody::Empty { .. }), "{}: {:?}", chart.id, chart.body);
                assert!(chart.subtitle.contains("n = "), "{}: {}", chart.id, chart.subtitle);
            }
            for note in view.notes.iter().filter(|note| note.kind == NoteKind::Finding) {
                assert!(note.text.chars().any(|c| c.is_ascii_digit()), "no number: {}", note.text);
            }
            for figure in &view.figures {
                if let Measured::Value(estimate) = &figure.now {
                    let (low, high) = estimate.interval.unwrap_or((estimate.value, estimate.value));
                    assert!(low <= estimate.value && estimate.value <= high, "{}", figure.metric);
                }
            }
        }
    }
}
