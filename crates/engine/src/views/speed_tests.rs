//! The Speed screen: what it counts adds up, and opens the tickets that were counted.

use super::speed;
use crate::query::{Context, matching_rows};
use crate::sample;
use crate::text_tickets::Table;
use model::chart::{Chart, ChartBody, StackAxis};
use model::filter::{Dimension, Filter, NO_VALUE};
use model::measure::Measured;
use model::schedule::{Schedule, Target, Targets};
use model::settings::Settings;
use model::units::Day;
use model::view::ScreenView;

fn settings() -> Settings {
    Settings {
        schedule: Some(Schedule::default()),
        targets: Targets {
            reply: Target::from_text("60,urgent:15").unwrap(),
            resolution: Target::from_text("b960").unwrap(),
        },
        ..Settings::default()
    }
}

fn chart<'v>(view: &'v ScreenView, id: &str) -> &'v Chart {
    view.charts.iter().find(|chart| chart.id == id).unwrap_or_else(|| panic!("no chart {id}"))
}

/// The filters to look at: everything, a period, some channels.
fn filters(first: Day) -> [Filter; 3] {
    [
        Filter::default(),
        Filter { from: Some(Day(first.0 + 120)), to: Some(Day(first.0 + 200)), ..Filter::default() },
        Filter::default()
            .with(Dimension::Channel, &["chat", "email"])
            .with(Dimension::Weekday, &["mon", "sun"]),
    ]
}

#[test]
fn what_is_counted_adds_up_and_opens_its_tickets() {
    let dataset = sample::generate(4_000, 9);
    let derived = crate::derive::derive(&dataset, &settings()).expect("the sample derives");
    let context = Context { dataset: &dataset, derived: &derived };
    let n = |filter: &Filter| matching_rows(context, filter).len() as u64;
    for filter in filters(derived.first_day) {
        let view = speed(context, &filter);
        for figure in &view.figures {
            if let (Measured::Value(found), Some(numerator), Some(denominator)) =
                (&figure.now, &figure.numerator, &figure.denominator)
            {
                assert_eq!((found.k.unwrap(), found.n), (n(numerator), n(denominator)), "{}", figure.metric);
            }
        }
        let ChartBody::Heat(heat) = &chart(&view, "arrivals_by_hour").body else {
            panic!("a table of hours")
        };
        let all: u64 = heat.cells.iter().flatten().map(|point| point.n).sum();
        assert_eq!(all, view.tickets, "every ticket has an hour");
        for place in [9, 34, 100, 167] {
            let (day, hour) = (&heat.rows[place / 24].filter, &heat.columns[place % 24].filter);
            let mut opened = heat.filter.clone();
            for (dimension, value) in [day.as_ref().unwrap(), hour.as_ref().unwrap()] {
                // A filter that leaves the day out already opens nothing of it.
                let is_out = opened.accept.get(dimension).is_some_and(|values| !values.contains(value));
                opened = opened.with(*dimension, &[if is_out { "never" } else { value }]);
            }
            assert_eq!(heat.cells[place].unwrap().n, n(&opened), "{place}");
        }
        for (id, dimension) in
            [("reply_promises", Dimension::ReplySla), ("resolution_promises", Dimension::ResolutionSla)]
        {
            let ChartBody::Stack(stack) = &chart(&view, id).body else { panic!("{id} is drawn") };
            let StackAxis::Categories(categories) = &stack.axis else { panic!("{id} has categories") };
            assert!(categories.len() >= 5, "all, handlers and urgencies");
            for part in &stack.parts {
                let value = &part.filter.as_ref().unwrap().1;
                assert_eq!(part.counts[0], n(&filter.clone().with(dimension, &[value])), "{id} {value}");
            }
            let none = n(&filter.clone().with(dimension, &[NO_VALUE]));
            let promised: u64 = stack.parts.iter().map(|part| part.counts[0]).sum();
            assert_eq!(promised + none, view.tickets);
        }
        let ChartBody::Curve(curve) = &chart(&view, "open_curve").body else { panic!("a curve") };
        for curve in &curve.curves {
            assert!(curve.steps.windows(2).all(|pair| pair[0].secs < pair[1].secs));
            assert!(curve.steps.windows(2).all(|pair| pair[0].share >= pair[1].share));
            assert!(curve.steps.len() <= 200, "{}", curve.steps.len());
            let (dimension, value) = curve.filter.as_ref().unwrap();
            assert!(curve.n <= n(&filter.clone().with(*dimension, &[value])));
        }
    }
    let view = speed(context, &Filter::default());
    let open = n(&Filter::default().with(Dimension::Done, &["no"]));
    let backlog = view.figures.iter().find(|figure| figure.metric == "backlog").unwrap();
    assert_eq!(backlog.now.estimate().unwrap().value, open as f64, "at the end of the file");
    let ChartBody::Stack(stack) = &chart(&view, "backlog_over_time").body else { panic!("a stack") };
    let last: u64 = stack.parts.iter().filter_map(|part| part.counts.last()).sum();
    assert_eq!(last, open);
    assert!(view.notes.iter().any(|note| note.text.contains("Little’s law")));
    assert!(view.notes.iter().any(|note| note.text.contains("log-rank test")));
    assert!(view.notes.iter().any(|note| note.text.contains("No figure mixes two clocks")));
}

#[test]
fn a_poor_file_is_told_what_it_lacks() {
    let table = Table::new("created\n0\n1\n2\n", 10);
    let view = speed(table.context(), &Filter::default());
    for figure in &view.figures {
        let Measured::NotApplicable { why, needs } = &figure.now else { panic!("{figure:?}") };
        assert!(why.ends_with('.') && !needs.is_empty(), "{}: {why}", figure.metric);
    }
    for chart in view.charts.iter().filter(|chart| chart.id != "arrivals_by_hour") {
        let ChartBody::Empty { why } = &chart.body else { panic!("{} is drawn", chart.id) };
        assert!(why.ends_with('.'), "{}: {why}", chart.id);
    }
    let set = Table::with("created\n0\n1\n2\n", settings());
    let view = speed(set.context(), &Filter::default());
    let business = view.figures.iter().find(|figure| figure.metric == "reply_business_median").unwrap();
    let Measured::NotApplicable { why, .. } = &business.now else { panic!("{business:?}") };
    assert!(why.starts_with("This file does not tell when the first reply came"), "{why}");
}

#[test]
fn settings_of_speed_change_nothing_else() {
    let dataset = sample::generate(500, 1);
    let mut derived = crate::derive::derive(&dataset, &Settings::default()).expect("the sample derives");
    let filter = Filter::default().with(Dimension::ReplySla, &["met"]);
    let count = |derived: &crate::derive::Derived| {
        matching_rows(Context { dataset: &dataset, derived }, &filter).len()
    };
    assert_eq!(count(&derived), 0, "nothing is promised");
    let before = derived.class.clone();
    crate::derive::rederive(&dataset, &mut derived, &settings()).expect("targets can be set");
    assert!(count(&derived) > 0, "what was remembered of the filter is forgotten");
    assert_eq!((derived.class.clone(), derived.settings.clone()), (before, settings()));
    let unknown = Schedule { zone: Some("Atlantis/Port".to_string()), ..Schedule::default() };
    let bad = Settings { schedule: Some(unknown), ..Settings::default() };
    assert!(crate::derive::check_settings(&bad).unwrap_err().what.contains("Atlantis/Port"));
}

/// With a day up to which the file is said to know everything, what came later is neither arrival nor backlog.
#[test]
fn what_the_file_does_not_know_yet_is_in_no_backlog() {
    // Two tickets a day over 40 days, each open for a day and a half; the file is known up to the end of day 20.
    let lines: String = (0..40).map(|day| format!("{day} {}+12\n", day + 1).repeat(2)).collect();
    let table = Table::new(&format!("created solved\n{lines}"), 20);
    let view = speed(table.context(), &Filter::default());
    let ChartBody::Stack(stack) = &chart(&view, "backlog_over_time").body else { panic!("no backlog") };
    let StackAxis::Time { starts, .. } = &stack.axis else { panic!("no time") };
    assert_eq!(starts.len(), 21);
    let law = view.notes.iter().find(|note| note.text.contains("Little")).expect("the law is told");
    assert!(law.text.contains("2.0 tickets a day from 5 January 2026 to 25 January 2026"), "{}", law.text);
}

/// What rounds to the same words is not told as a difference.
#[test]
fn a_median_that_open_tickets_hardly_move_is_not_told_twice() {
    let remark = |open: usize| {
        // Solved after 1, 2 … 99 hours.
        let solved: String = (1..100).map(|hours| format!("0 {}+{}\n", hours / 24, hours % 24)).collect();
        let table = Table::new(&format!("created solved\n{solved}{}", "0 -\n".repeat(open)), 30);
        let view = speed(table.context(), &Filter::default());
        view.notes.into_iter().find(|note| note.text.starts_with("The median of solved tickets alone"))
    };
    assert!(remark(1).is_none());
    let told = remark(40).expect("forty open ones move it").text;
    assert!(told.starts_with("The median of solved tickets alone is 2.1 days; with the 40 that"), "{told}");
}

/// A title of the chart of that id.
fn title(view: &ScreenView, id: &str) -> String {
    chart(view, id).title.clone()
}

/// Nothing is open: there is one median, and no word of open tickets.
#[test]
fn without_open_tickets_both_medians_are_one() {
    // Half after an hour, half after 99: the middle lies between the two.
    let text = format!("created solved\n{}{}", "0 0+1\n".repeat(20), "0 4+3\n".repeat(20));
    let view = speed(Table::new(&text, 30).context(), &Filter::default());
    let of = |metric: &str| super::value(&view.figures, metric, "all").expect("a median").value;
    assert_eq!(of("resolution_survival"), 50.0 * 3_600.0);
    assert_eq!(of("resolution_survival"), of("resolution_time_median"));
    assert_eq!(view.headline, "Half of the tickets are solved within 2.1 days");
    assert_eq!(view.caveat, "Half of all tickets are solved within 2.1 days.");
    // Open ones that make the median of all longer are named.
    let view = speed(Table::new(&(text + &"0 -\n".repeat(10)), 30).context(), &Filter::default());
    assert!(
        view.caveat.contains("those solved already took 2.1 days, for the slow ones are still open"),
        "{}",
        view.caveat
    );
}

#[test]
fn a_handful_of_tickets_is_not_said_to_be_slow_or_to_have_a_busiest_hour() {
    let table = Table::new("created solved\n0+1 0+2\n1+2 1+3\n2+3 -\n", 10);
    let view = speed(table.context(), &Filter::default());
    assert_eq!(title(&view, "open_curve"), "Too few tickets for a median time to the solution");
    assert_eq!(title(&view, "arrivals_by_hour"), "0 of 3 tickets came at night or on weekends");
    assert_eq!(
        title(&view, "backlog_over_time"),
        "1 ticket open when 7 January 2026 ended, none for a week or longer; up from 0 at the beginning"
    );
    let backlog = view.figures.iter().find(|figure| figure.metric == "backlog").expect("a figure");
    assert_eq!(backlog.variant_label, "when 7 January 2026 ended");
    let subtitle = &chart(&view, "open_curve").subtitle;
    assert!(subtitle.ends_with("n = 3, 1 still open where the file ends, 15 January 2026"), "{subtitle}");
    assert!(view.caveat.contains("for 30 or more of these tickets"), "{}", view.caveat);
}

/// Hours that differ by chance alone are not named; an hour that is slower is.
#[test]
fn only_hours_that_differ_beyond_chance_are_named() {
    let mut random = crate::random::Random::new(7, 0);
    let mut week = |is_slow: &dyn Fn(i32, i32) -> bool| {
        let mut text = "created reply_secs\n".to_string();
        for (day, hour) in (0..7).flat_map(|day| (0..12).map(move |hour| (day, hour))) {
            for _ in 0..40 {
                let wait = if is_slow(day, hour) { 180_000 } else { 60 } + random.below(72_000);
                text += &format!("{day}+{hour} {wait}\n");
            }
        }
        title(&speed(Table::new(&text, 30).context(), &Filter::default()), "first_reply_by_hour")
    };
    assert_eq!(week(&|_, _| false), "No hour of the week differs from another by more than chance");
    let slow = week(&|day, hour| (day, hour) == (5, 5));
    assert!(slow.starts_with("Who writes on Saturday at 17:00 waits 2"), "{slow}");
}
