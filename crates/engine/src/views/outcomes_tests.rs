//! The Outcomes screen: rungs and flow part the eligible tickets under any filter, and what is shown opens its very tickets.

use super::outcomes;
use crate::definitions;
use crate::query::{Context, matching_rows};
use crate::random::Random;
use crate::sample;
use crate::text_tickets::{Table, times};
use model::chart::{Chart, ChartBody, FlowChart};
use model::filter::{Dimension, Filter, NO_VALUE};
use model::measure::Measured;
use model::outcome::{HandledBy, Outcome, RatingState};
use model::settings::{ReturnScope, Settings};
use model::units::Day;
use model::view::ScreenView;

fn chart<'v>(view: &'v ScreenView, id: &str) -> &'v Chart {
    view.charts.iter().find(|chart| chart.id == id).unwrap_or_else(|| panic!("no chart {id}"))
}

fn flow_of(view: &ScreenView) -> &FlowChart {
    match &chart(view, "ticket_flow").body {
        ChartBody::Flow(flow) => flow,
        other => panic!("no flow: {other:?}"),
    }
}

/// Any filter that the page can set: values that are there, values that are not, periods, verdicts of what followed.
fn any_filter(random: &mut Random, first: Day, last: Day) -> Filter {
    let mut filter = Filter::default();
    let choose = |random: &mut Random, values: &[&'static str]| -> Vec<&'static str> {
        values.iter().copied().filter(|_| random.chance(0.4)).collect()
    };
    let ids = |ids: Vec<&'static str>| ids;
    for (dimension, values) in [
        (Dimension::Channel, vec!["email", "chat", "phone", "web_form", NO_VALUE]),
        (
            Dimension::HandledBy,
            ids(HandledBy::ALL.iter().map(|value| value.id()).chain([NO_VALUE]).collect()),
        ),
        (Dimension::Outcome, ids(Outcome::ALL.iter().map(|value| value.id()).collect())),
        (Dimension::Rating, ids(RatingState::ALL.iter().map(|value| value.id()).collect())),
        (Dimension::Done, vec!["yes", "no"]),
        (Dimension::Mature, vec!["yes", "no"]),
        (Dimension::Returned, vec!["yes", "no", "unknown"]),
        (Dimension::Weekday, vec!["mon", "sat", "sun"]),
        (Dimension::Priority, vec!["low", "urgent", "no such"]),
    ] {
        let values = choose(random, &values);
        if random.chance(0.3) && !values.is_empty() {
            filter = filter.with(dimension, &values);
        }
    }
    if random.chance(0.4) {
        let days = (last.0 - first.0) as u32;
        let from = first.0 + random.below(days.max(1)) as i32;
        filter.from = Some(Day(from));
        filter.to = Some(Day(from + 1 + random.below(90) as i32));
    }
    if random.chance(0.3) {
        let id = *random.pick(&["repeat_any", "repeat_same", "fcr_operational", "fcr_zendesk", "excess_any"]);
        filter.judged.insert(id.to_string(), vec![*random.pick(&model::definition::Verdict::ALL)]);
    }
    filter
}

#[test]
fn rungs_and_flow_part_the_eligible_tickets_under_any_filter() {
    let dataset = sample::generate(3_000, 5);
    let mut random = Random::new(2_026, 0);
    for scope in [ReturnScope::AnyTopic, ReturnScope::SameTopic] {
        let settings = Settings { return_scope: scope, return_days: 5, ..Settings::default() };
        let derived = crate::derive::derive(&dataset, &settings).expect("the sample derives");
        let context = Context { dataset: &dataset, derived: &derived };
        let mut filled = 0;
        for _ in 0..60 {
            let filter = any_filter(&mut random, derived.first_day, derived.last_day);
            definitions::prepare(context, &filter);
            let eligible = matching_rows(context, &filter).len() as u64;
            let view = outcomes(context, &filter);
            let name = filter.to_query();
            assert_eq!(view.tickets, eligible, "{name}");
            assert_eq!(view.ladder.iter().map(|rung| rung.count).sum::<u64>(), eligible, "{name}");
            if eligible == 0 {
                assert!(matches!(chart(&view, "ticket_flow").body, ChartBody::Empty { .. }));
                continue;
            }
            filled += 1;
            let flow = flow_of(&view);
            for (number, stage) in flow.stages.iter().enumerate() {
                assert_eq!(stage.blocks.iter().map(|block| block.count).sum::<u64>(), eligible, "{name}");
                for (place, block) in stage.blocks.iter().enumerate() {
                    let out = flow.links.iter().filter(|link| link.stage == number && link.from == place);
                    let into = flow.links.iter().filter(|link| link.stage + 1 == number && link.to == place);
                    let sum = |links: &mut dyn Iterator<Item = &model::chart::FlowLink>| {
                        links.map(|link| link.count).sum::<u64>()
                    };
                    let (out, into) = (sum(&mut out.into_iter()), sum(&mut into.into_iter()));
                    assert!(number == 2 || out == block.count, "{name}: {} leaves {out}", block.label);
                    assert!(number == 0 || into == block.count, "{name}: {into} reach {}", block.label);
                }
            }
            for rung in &view.ladder {
                let block = flow.stages[2].blocks.iter().find(|block| block.label == rung.outcome.label());
                assert_eq!(block.map(|block| block.count), Some(rung.count), "{name}");
            }
        }
        assert!(filled > 25, "only {filled} filters let a ticket through");
    }
}

#[test]
fn what_is_shown_opens_its_very_tickets() {
    let dataset = sample::generate(3_000, 6);
    let derived = crate::derive::derive(&dataset, &Settings::default()).expect("the sample derives");
    let context = Context { dataset: &dataset, derived: &derived };
    let n = |filter: &Filter| {
        definitions::prepare(context, filter);
        matching_rows(context, filter).len() as u64
    };
    for filter in [Filter::default(), Filter::default().with(Dimension::Channel, &["chat", "email"])] {
        let view = outcomes(context, &filter);
        for link in &flow_of(&view).links {
            assert_eq!(n(link.filter.as_ref().expect("every band opens")), link.count);
        }
        let mut opened = 0;
        for figure in &view.figures {
            if let (Measured::Value(found), Some(numerator), Some(denominator)) =
                (&figure.now, &figure.numerator, &figure.denominator)
            {
                let name = format!("{}:{}", figure.metric, figure.variant);
                assert_eq!(n(denominator), found.n, "{name}");
                assert_eq!(found.k.unwrap_or_else(|| n(numerator)), n(numerator), "{name}");
                opened += 1;
            }
        }
        assert!(opened > 25, "{opened}");
        let ChartBody::Curve(curve) = &chart(&view, "return_curve").body else { panic!("a curve") };
        assert_eq!(curve.curves.len(), 3);
        for curve in &curve.curves {
            assert!(
                curve
                    .steps
                    .windows(2)
                    .all(|pair| pair[0].share >= pair[1].share && pair[0].secs < pair[1].secs)
            );
            let (dimension, value) = curve.filter.as_ref().unwrap();
            assert!(curve.n <= n(&filter.clone().with(*dimension, &[value]).with(Dimension::Done, &["yes"])));
        }
        assert!(view.notes.iter().any(|note| note.text.contains("log-rank test")));
        assert!(view.notes.iter().any(|note| note.text.contains("anyway")));
    }
}

#[test]
fn a_poor_file_is_told_what_it_lacks() {
    let table = Table::new(&("created solved\n".to_string() + &times(40, "0 0+1")), 30);
    let view = outcomes(table.context(), &Filter::default());
    for (id, words) in [
        ("ticket_flow", "which tickets an AI answered"),
        ("return_curve", "“requester”"),
        ("first_contact", "“requester”"),
    ] {
        let ChartBody::Empty { why } = &chart(&view, id).body else { panic!("{id} is drawn") };
        assert!(why.contains(words), "{id}: {why}");
    }
    let rung = |outcome| view.ladder.iter().find(|rung| rung.outcome == outcome).unwrap();
    assert!(rung(Outcome::Abandoned).cannot_tell.is_some());
    let people = rung(Outcome::HumanOnly);
    let why = people.cannot_tell.as_deref();
    assert_eq!((people.count, why), (40, Some("Nothing in this file tells which tickets an AI answered.")));
    // Whether a person took part is not told: nobody is said to have closed anything alone.
    let table = Table::new("created solved ai requester\n0 0+1 yes a\n1 - no b\n2 2+1 yes c\n", 30);
    let view = outcomes(table.context(), &Filter::default());
    assert!(matches!(chart(&view, "ticket_flow").body, ChartBody::Empty { .. }));
    let title = &chart(&view, "outcomes_over_time").title;
    assert_eq!(title, "This file does not tell whether a person took part");
    assert_eq!(view.ladder.iter().map(|rung| rung.count).sum::<u64>(), 3);
}

#[test]
fn what_is_not_settled_is_said_with_what_held() {
    let text = "created solved ai replies requester rating\n".to_string()
        + &times(40, "20 20+1 yes 0 a{i} good")
        + &times(20, "20 20+1 yes 1 b{i} -")
        + &times(20, "39 39+1 yes 0 c{i} -")
        + &times(20, "20 - yes 0 d{i} -");
    let table = Table::new(&text, 40);
    let view = outcomes(table.context(), &Filter::default());
    assert_eq!(
        chart(&view, "ticket_flow").title,
        "Of 100 tickets that arrived, the AI answered 100%; of those, 40% held so far, 20% went on to people, 40% too early to \
         tell or still open"
    );
    assert!(view.headline.starts_with("AI resolved 67% for good"), "{}", view.headline);
    let caveat = &view.caveat;
    let first = "Of all 100 AI tickets, 40% held so far; 40% are too early to tell or still open. Between";
    assert!(caveat.starts_with(first), "{caveat}");
    let range = "Were all counted in which no person stepped in, it would be 80%.";
    assert!(caveat.ends_with(range) && !caveat.contains("published"), "{caveat}");
}

#[test]
fn what_is_settled_by_age() {
    // As of day 40 with a window of 7 days: what was closed on day 39 can still change, what was closed on day 20 cannot.
    let text = "created solved ai replies requester\n".to_string()
        + &times(30, "39 39+1 yes 0 a{i}")
        + &times(50, "20 20+1 yes 0 b{i}")
        + &times(20, "20 20+1 no 1 c{i}");
    let table = Table::new(&text, 40);
    let view = outcomes(table.context(), &Filter::default());
    let maturity = chart(&view, "maturity");
    assert_eq!(maturity.title, "38% of the AI’s tickets are not settled yet");
    let ChartBody::Stack(stack) = &maturity.body else { panic!("a stack") };
    let of = |label: &str| {
        stack
            .parts
            .iter()
            .find(|part| part.label == label)
            .map(|part| part.counts.clone())
            .unwrap_or_default()
    };
    // All, up to 7 days old, 8 to 30 days old.
    assert_eq!((of("Too early to tell"), of("Durable")), (vec![30, 30, 0], vec![50, 0, 50]));
    assert!(of("Human only").is_empty(), "people's tickets are none of the bracket");
    assert!(
        maturity.subtitle.contains("their age where the file ends, 14 February 2026"),
        "{}",
        maturity.subtitle
    );
    // A period that ended long ago is as old as it is.
    let day = |day: i32| Some(Day(crate::text_tickets::MONDAY.0 + day));
    let past = Filter { from: day(18), to: day(22), ..Filter::default() };
    let view = outcomes(table.context(), &past);
    let ChartBody::Stack(stack) = &chart(&view, "maturity").body else { panic!("a stack") };
    let model::chart::StackAxis::Categories(rows) = &stack.axis else { panic!("rows") };
    let rows: Vec<&str> = rows.iter().map(|row| row.label.as_str()).collect();
    assert_eq!(rows, ["All of the AI’s", "8 to 30 days old"]);
}

#[test]
fn returns_are_told_of_tickets_with_their_scope() {
    let text = "created solved ai replies requester topic\n".to_string()
        + &times(40, "0 0+1 yes 0 a{i} x")
        + &times(40, "2 2+1 yes 0 a{i} x")
        + &times(90, "0 0+1 no 1 b{i} x");
    let view = |scope| {
        let settings = Settings {
            return_scope: scope,
            as_of: Some(Day(crate::text_tickets::MONDAY.0 + 40)),
            ..Settings::default()
        };
        outcomes(Table::with(&text, settings).context(), &Filter::default())
    };
    let find = |view: &ScreenView, words: &str| {
        let note = view.notes.iter().find(|note| note.text.contains(words));
        note.unwrap_or_else(|| panic!("{words}: {:?}", view.notes)).text.clone()
    };
    let any = view(ReturnScope::AnyTopic);
    let gap = "Tickets that the AI solved alone are followed by another of the customer within 7 days more often than those of people: \
               50% of 80 tickets";
    assert!(find(&any, "followed by another").starts_with(gap));
    let same = view(ReturnScope::SameTopic);
    assert!(
        find(&same, "followed by another")
            .contains("followed by another of the customer on the same topic within 7 days")
    );
    assert!(chart(&same, "return_curve").title.contains("of the customer on any topic, 0% of human-only"));
    assert_eq!(
        chart(&any, "return_curve").title,
        "Within 7 days, 50% of AI-only tickets are followed by another of the customer, 0% of human-only ones"
    );
    // All came within the window: a longer one would catch no more.
    let half = find(&any, "half came within");
    assert!(half.ends_with("and 100% within the window of 7 days."), "{half}");
}

#[test]
fn the_rung_says_what_its_file_can_tell() {
    let rule = |text: &str| {
        let table = Table::new(text, 30);
        let view = outcomes(table.context(), &Filter::default());
        let rung = view.ladder.into_iter().find(|rung| rung.outcome == Outcome::Abandoned).unwrap();
        (rung.count, rung.rule, rung.cannot_tell)
    };
    let (count, words, lacks) = rule("created solved ai replies said\n0 0+1 yes 0 question\n");
    assert!(count == 1 && words.contains("last message") && lacks.is_none(), "{words} {lacks:?}");
    let (_, words, lacks) = rule("created solved ai replies outcome\n0 0+1 yes 0 abandoned\n");
    assert!(words.contains("the helpdesk says so") && lacks.is_none(), "{words}");
    let (_, _, lacks) = rule("created solved ai replies\n0 0+1 yes 0\n");
    assert!(
        lacks.is_some_and(|why| why.contains("“AI outcome”") && why.contains("“customer's last message”"))
    );
}
