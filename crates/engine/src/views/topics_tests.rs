//! Topics over small tables counted by hand, and that nothing is named of noise.

use super::moved::moved;
use super::topics::topics;
use crate::query::{Context, matching_rows};
use crate::random::Random;
use crate::sample;
use crate::text_tickets::{MONDAY, Table, times};
use model::chart::{BarChart, Chart, ChartBody, ScatterChart};
use model::filter::{Dimension, Filter};
use model::group::{GroupRow, Groups};
use model::import::ColumnInfo;
use model::measure::Estimate;
use model::settings::Settings;
use model::units::Day;
use model::view::ScreenView;

const HEADER: &str = "created solved ai handoff replies reopens requester rating topic channel reply_secs\n";

/// Two topics, two weeks; the file knows thirty days, so that everything has matured.
///
/// | | orders, first week | second | refunds, first | second |
/// |---|---|---|---|---|
/// | AI, held | 48 | 35 | 8 | 15 |
/// | AI, reopened | 12 | 15 | 32 | 35 |
/// | people, held | 10 | 10 | 50 | 60 |
/// | people, reopened | 0 | 0 | 10 | 20 |
fn two_weeks() -> String {
    let mut text = HEADER.to_string();
    for (day, counts) in [(0, [48, 12, 10, 0, 8, 32, 50, 10]), (13, [35, 15, 10, 0, 15, 35, 60, 20])] {
        for (topic, at, secs) in [("orders", 0, 30), ("refunds", 4, 600)] {
            let line = |rest: &str, kind: &str| {
                format!("{day} {day}+1 {rest} {topic}{kind}{{i}}d{day} - {topic} chat {secs}")
            };
            text += &times(counts[at], &line("yes no 0 0", "a"));
            text += &times(counts[at + 1], &line("yes no 0 1", "b"));
            text += &times(counts[at + 2], &line("no no 1 0", "c"));
            text += &times(counts[at + 3], &line("no no 1 1", "d"));
        }
    }
    text
}

fn second_week() -> Filter {
    Filter { from: Some(Day(MONDAY.0 + 7)), to: Some(Day(MONDAY.0 + 14)), ..Filter::default() }
}

fn row<'g>(groups: &'g Groups, value: &str) -> &'g GroupRow {
    groups.rows.iter().find(|row| row.value == value).expect("that value has a row")
}

fn cell(groups: &Groups, value: &str, column: &str) -> Option<Estimate> {
    let at = groups.columns.iter().position(|known| known.id == column).expect("that column");
    row(groups, value).cells[at]
}

fn k_n(groups: &Groups, value: &str, column: &str) -> (u64, u64) {
    let estimate = cell(groups, value, column).expect("a case");
    (estimate.k.expect("a share"), estimate.n)
}

fn chart<'v>(view: &'v ScreenView, id: &str) -> &'v Chart {
    view.charts.iter().find(|chart| chart.id == id).expect("that chart")
}

fn bars(chart: &Chart) -> &BarChart {
    match &chart.body {
        ChartBody::Bars(bars) => bars,
        other => panic!("{}: {other:?}", chart.id),
    }
}

fn scatter(chart: &Chart) -> &ScatterChart {
    match &chart.body {
        ChartBody::Scatter(scatter) => scatter,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_table_counted_by_hand() {
    let table = Table::new(&two_weeks(), 30);
    let view = topics(table.context(), &Filter::default());
    let [groups] = view.groups.as_slice() else { panic!("one table: no AI agent is named") };
    assert_eq!(groups.dimension, Dimension::Topic);
    assert_eq!((row(groups, "refunds").tickets, row(groups, "orders").tickets), (230, 130));
    assert_eq!(groups.rows[0].value, "refunds", "the most tickets first");
    assert_eq!(groups.rest, None);
    assert_eq!(groups.all.tickets, 360);
    assert_eq!(k_n(groups, "orders", "involvement"), (110, 130));
    assert_eq!(k_n(groups, "orders", "durable"), (83, 110));
    assert_eq!(k_n(groups, "orders", "people_durable"), (20, 20));
    assert_eq!(k_n(groups, "refunds", "people_durable"), (110, 140));
    // Solved tickets of anyone that were not reopened: 23 of the AI and 110 of people.
    assert_eq!(k_n(groups, "refunds", "resolution"), (133, 230));
    assert_eq!(k_n(groups, "refunds", "bounce"), (67, 90));
    assert_eq!(k_n(groups, "refunds", "escalation"), (0, 90));
    assert_eq!(cell(groups, "refunds", "csat_ai"), None, "nobody rated");
    let median = cell(groups, "refunds", "first_reply").expect("replies");
    assert!((median.value - 600.0).abs() <= 2.0 && median.n == 230, "{median:?}");
    assert_eq!(cell(groups, "orders", "first_reply").expect("replies").value, 30.0);
    // Drawn towards the mean, and never beyond it.
    for value in ["orders", "refunds"] {
        let raw = cell(groups, value, "durable").unwrap().value;
        let drawn = cell(groups, value, "durable_shrunken").unwrap();
        let mean = view.charts.iter().find_map(|chart| match &chart.body {
            ChartBody::Scatter(scatter) => scatter.split.map(|(_, mean)| mean),
            _ => None,
        });
        let mean = mean.expect("the quarters meet at the mean");
        assert!(
            (drawn.value - mean).abs() <= (raw - mean).abs() && (drawn.value - raw) * (mean - raw) >= 0.0
        );
        let (low, high) = drawn.interval.expect("an interval");
        assert!(low < drawn.value && drawn.value < high);
    }
    assert_eq!(view.headline, "The AI resolves most in orders (75%), least in refunds (26%)");
}

#[test]
fn points_carry_both_sides_and_their_filter() {
    let table = Table::new(&two_weeks(), 30);
    let view = topics(table.context(), &Filter::default());
    let points = &scatter(chart(&view, "quadrant")).points;
    let told: Vec<(&str, &str, u64, u64)> = points
        .iter()
        .map(|point| (point.category.label.as_str(), point.series.as_str(), point.size, point.point.n))
        .collect();
    // People have 20 tickets of orders: too few for a point.
    assert_eq!(
        told,
        [("refunds", "AI", 230, 90), ("refunds", "People", 230, 140), ("orders", "AI", 130, 110)]
    );
    assert_eq!(points[0].category.filter, Some((Dimension::Topic, "refunds".to_string())));
    let bars = bars(chart(&view, "one_more"));
    assert_eq!(bars.bars.len(), 1, "people answer most of the refunds only");
    let expected = bars.bars[0].point.expect("a value");
    let drawn = cell(&view.groups[0], "refunds", "durable_shrunken").unwrap();
    assert!((expected.value - 140.0 * drawn.value).abs() < 1e-9 && expected.n == 140);
    assert!(
        chart(&view, "one_more").title.starts_with("An assumption: "),
        "{}",
        chart(&view, "one_more").title
    );
}

/// The best and the worst in the title are those of the picture and of the table, with the shares that stand there.
#[test]
fn the_title_tells_the_shares_that_are_shown() {
    let dataset = sample::generate(20_000, 4);
    let derived = crate::derive::derive(&dataset, &Settings::default()).unwrap();
    let view = topics(Context { dataset: &dataset, derived: &derived }, &Filter::default());
    let mut shares: Vec<(f64, &str)> = scatter(chart(&view, "quadrant"))
        .points
        .iter()
        .filter(|point| point.series == "AI")
        .map(|point| (point.point.value, point.category.label.as_str()))
        .collect();
    shares.sort_by(|a, b| a.0.total_cmp(&b.0));
    let told =
        |(share, label): &(f64, &str)| (label.to_string(), format!("({})", super::wording::percent(*share)));
    let (best, worst) = (told(shares.last().unwrap()), told(&shares[0]));
    let expected = format!("The AI resolves most in {} {}, least in {} {}", best.0, best.1, worst.0, worst.1);
    assert_eq!(view.headline, expected);
    assert_eq!(chart(&view, "quadrant").title, expected);
    let of_table =
        cell(&view.groups[0], &view.groups[0].rows[0].value, "durable_shrunken").map(|found| found.value);
    assert!(shares.iter().any(|(share, _)| Some(*share) == of_table), "{of_table:?}");
}

#[test]
fn a_change_is_taken_apart_to_the_last_digit() {
    let table = Table::new(&two_weeks(), 30);
    let view = topics(table.context(), &second_week());
    // As by hand in the kit: 56% of 100 to 50% of 100; mix −5 points, rates −1.
    let why = chart(&view, "why_durable");
    let values: Vec<f64> = bars(why).bars.iter().map(|bar| bar.point.expect("a value").value).collect();
    assert_eq!(values.len(), 3, "one channel takes nothing apart");
    assert!((values[0] + 0.06).abs() < 1e-12 && (values[1] + 0.05).abs() < 1e-12, "{values:?}");
    assert!((values[1] + values[2] - values[0]).abs() < 1e-12, "{values:?}");
    assert!(
        why.title.starts_with(
            "Durable resolution did not clearly change (−6.0): −5.0 because other topics came in"
        ),
        "{}",
        why.title
    );
    assert!(matches!(&chart(&view, "why_csat").body, ChartBody::Empty { .. }));
    let without = topics(table.context(), &Filter::default());
    let ChartBody::Empty { why } = &chart(&without, "why_durable").body else { panic!("nothing to compare") };
    assert!(why.contains("no period before"), "{why}");
}

#[test]
fn what_moved_names_its_reasons() {
    // Ten times as many tickets: what was noise is now beyond chance.
    let mut text = HEADER.to_string();
    for round in 0..10 {
        for line in two_weeks().lines().skip(1) {
            let columns: Vec<&str> = line.split_whitespace().collect();
            let requester = format!("{}r{round}", columns[6]);
            text += &line.replacen(columns[6], &requester, 1);
            text += "\n";
        }
    }
    let table = Table::new(&text, 30);
    let moved = moved(table.context(), &second_week());
    assert_eq!(moved.unavailable, None);
    let durable = moved.headlines.iter().find(|headline| headline.metric == "durable").expect("it fell");
    assert!(
        durable.sentence.starts_with("Durable resolution fell by 6 points (")
            && durable.sentence.contains("56% of 1,000 AI tickets"),
        "{}",
        durable.sentence
    );
    let reason = &durable.reasons[0];
    assert_eq!((reason.value.as_str(), reason.is_mix), ("orders", false));
    assert!((reason.part.value + 0.055).abs() < 1e-12);
    assert!(
        reason.sentence.starts_with(
            "Topic “orders” was resolved for good in 70% of 500, 80% of 600 before, while the rest moved +10.0 points: −5.5 points ("
        ),
        "{}",
        reason.sentence
    );
    assert_eq!(
        matching_rows(table.context(), &reason.filter).len(),
        500,
        "those that are counted, no others"
    );
    let mix = durable.reasons.iter().find(|reason| reason.is_mix).expect("refunds came in more");
    assert_eq!(mix.value, "refunds");
    assert!(
        mix.sentence.contains(
            "made up 50% of AI tickets, 40% before, and is resolved for good less often than the rest"
        ),
        "{}",
        mix.sentence
    );
    // Both ways for two topics and each headline with cases: durable, confirmed (no topic has any), involvement, escalation, resolution.
    assert!(moved.looked_at >= 12 && moved.named >= 4, "{moved:?}");
    assert!(
        moved.caveat.contains(&format!("{} possible reasons were looked at", moved.looked_at)),
        "{}",
        moved.caveat
    );
    // Of the part that is shown, so it says how much.
    assert!(super::moved::moved(table.context(), &Filter::default()).unavailable.is_some());
}

/// A priority with most tickets has most of a rise, but rose as all did.
#[test]
fn what_moves_with_all_is_no_reason() {
    let mut text = "created solved ai replies reopens requester priority\n".to_string();
    for (day, held) in [(0, 50), (13, 60)] {
        for (priority, hundreds) in [("normal", 15), ("high", 5)] {
            for kind in 0..hundreds {
                let line = |reopens: u8| {
                    format!("{day} {day}+1 yes 0 {reopens} {priority}{kind}{reopens}{{i}}d{day} {priority}")
                };
                text += &times(held, &line(0));
                text += &times(100 - held, &line(1));
            }
        }
    }
    let table = Table::new(&text, 30);
    let moved = moved(table.context(), &second_week());
    let durable = moved.headlines.iter().find(|headline| headline.metric == "durable").expect("it rose");
    assert!(durable.sentence.starts_with("Durable resolution rose by 10 points"), "{}", durable.sentence);
    assert_eq!(durable.reasons, [], "three of four tickets are normal, and all rose by ten points");
}

/// Two weeks of the same kind of tickets: in at most one file of twenty anything is named.
#[test]
fn nothing_is_named_of_noise() {
    let mut alarms = 0;
    const FILES: u64 = 200;
    for seed in 0..FILES {
        let mut random = Random::new(23, seed);
        let mut text = HEADER.to_string();
        for ticket in 0..700 {
            let day = random.below(14);
            let topic = random.below(8);
            let channel = ["chat", "email", "phone"][random.below(3) as usize];
            let is_ai = random.unit() < 0.6;
            let reopened = u8::from(random.unit() < 0.15 + 0.08 * f64::from(topic));
            let rating = match random.below(4) {
                0 => "good",
                1 => "bad",
                _ => "-",
            };
            let (ai, replies) = if is_ai { ("yes", 0) } else { ("no", 1) };
            text += &format!(
                "{day} {day}+1 {ai} no {replies} {reopened} r{ticket} {rating} t{topic} {channel} 60\n"
            );
        }
        let table = Table::new(&text, 40);
        let moved = moved(table.context(), &second_week());
        assert!(moved.looked_at > 60, "{}", moved.looked_at);
        alarms += u32::from(moved.named > 0);
    }
    assert!(f64::from(alarms) / FILES as f64 <= 0.065, "{alarms} of {FILES} files");
}

#[test]
fn without_topics_the_column_is_asked_for() {
    let text = two_weeks().replace(" topic ", " other ");
    let mut table = Table::new(&text, 30);
    let column = |name: &str| ColumnInfo {
        name: name.to_string(),
        field: None,
        reason: String::new(),
        unit: None,
        samples: Vec::new(),
        filled: 100,
        unreadable: 0,
        is_override: false,
    };
    table.dataset.file_columns = vec![column("Ticket type"), column("Weather")];
    let view = topics(table.context(), &Filter::default());
    assert!(view.groups.is_empty(), "one channel parts nothing");
    assert!(view.headline.contains("does not tell what tickets are about"));
    assert!(
        view.notes[0].text.contains("If “Ticket type” tells what a ticket is about"),
        "{}",
        view.notes[0].text
    );
    let text = text.replacen("chat", "email", 50);
    let mut table = Table::new(&text, 30);
    table.dataset.file_columns.clear();
    let view = topics(table.context(), &Filter::default());
    assert_eq!(view.groups[0].dimension, Dimension::Channel);
    assert!(view.notes[0].text.contains("shows channels in its place"), "{}", view.notes[0].text);
}

#[test]
fn rows_sum_to_all_under_any_filter() {
    let dataset = sample::generate(5_000, 9);
    let derived = crate::derive::derive(&dataset, &Settings::default()).expect("the sample derives");
    let context = Context { dataset: &dataset, derived: &derived };
    let middle = Day((derived.first_day.0 + derived.last_day.0) / 2);
    for filter in [
        Filter::default(),
        Filter { from: Some(middle), ..Filter::default() },
        Filter::default().with(Dimension::Outcome, &["durable", "bounced"]),
        Filter::default().with(Dimension::Channel, &["chat"]),
    ] {
        let view = topics(context, &filter);
        for groups in &view.groups {
            let rows = groups.rows.iter().chain(&groups.rest);
            assert_eq!(
                rows.clone().map(|row| row.tickets).sum::<u64>(),
                view.tickets,
                "{:?}",
                groups.dimension
            );
            assert_eq!(groups.all.tickets, view.tickets);
            for (at, column) in groups.columns.iter().enumerate() {
                assert!(rows.clone().all(|row| row.cells.len() == groups.columns.len()));
                if column.id == "durable_shrunken" {
                    continue;
                }
                let n: u64 = rows.clone().filter_map(|row| row.cells[at]).map(|cell| cell.n).sum();
                assert_eq!(n, groups.all.cells[at].map_or(0, |cell| cell.n), "{}", column.id);
            }
        }
        for id in ["why_durable", "why_resolution", "why_csat"] {
            let found = view.charts.iter().find(|chart| chart.id == id);
            let has_before = view.previous.is_some();
            assert_eq!(found.is_some(), has_before || id == "why_durable", "why there is none is said once");
            let Some(ChartBody::Bars(bars)) = found.map(|chart| &chart.body) else { continue };
            let values: Vec<f64> = bars.bars.iter().map(|bar| bar.point.expect("a value").value).collect();
            for parts in values[1..].chunks_exact(2) {
                assert!((parts[0] + parts[1] - values[0]).abs() < 1e-12, "{id} {values:?}");
            }
            assert_eq!(values.len(), 5, "by topic and by channel");
        }
    }
}

/// Tickets without a topic are of no topic: they are neither counted as one nor best or worst.
#[test]
fn no_topic_is_no_topic() {
    let mut text = "created solved ai replies reopens requester topic\n".to_string();
    for (topic, held) in [("A", 85), ("B", 80), ("-", 10)] {
        text += &times(held, &format!("0 0+1 yes 0 0 a{topic}{{i}} {topic}"));
        text += &times(100 - held, &format!("0 0+1 yes 0 1 b{topic}{{i}} {topic}"));
    }
    let table = Table::new(&text, 30);
    let view = topics(table.context(), &Filter::default());
    assert!(view.headline.starts_with("No clear difference between topics: 8"), "{}", view.headline);
    assert!(
        view.groups[0].subtitle.starts_with("2 topics and tickets without; "),
        "{}",
        view.groups[0].subtitle
    );
    let subtitle = &chart(&view, "quadrant").subtitle;
    assert!(subtitle.contains("2 topics are shown."), "{subtitle}");
    let view = super::overview(table.context(), &Filter::default());
    let title = &chart(&view, "durable_by_topic").title;
    assert_eq!(title, "No clear difference between topics: 80% to 85%");
}

/// Thirteen topics, of which the bars show twelve: the title is on these alone.
#[test]
fn a_title_on_the_largest_says_so() {
    let mut text = "created solved ai replies reopens requester topic\n".to_string();
    for topic in 0..13 {
        let (n, held) = if topic == 12 { (60, 60) } else { (100, 30 + 5 * topic) };
        text += &times(held, &format!("0 0+1 yes 0 0 a{topic}{{i}} t{topic}"));
        text += &times(n - held, &format!("0 0+1 yes 0 1 b{topic}{{i}} t{topic}"));
    }
    let table = Table::new(&text, 30);
    let view = super::overview(table.context(), &Filter::default());
    assert_eq!(
        chart(&view, "durable_by_topic").title,
        "Of the 12 largest topics, the AI resolves most in t11 (85%), least in t0 (30%)"
    );
}

/// The topic that would bring most comes first, not the one with most tickets of people.
#[test]
fn candidates_stand_by_what_they_would_bring() {
    let mut text = "created solved ai replies reopens requester topic\n".to_string();
    for (topic, held, reopened, people) in [("hard", 2, 98, 400), ("easy", 98, 2, 300)] {
        text += &times(held, &format!("0 0+1 yes 0 0 a{topic}{{i}} {topic}"));
        text += &times(reopened, &format!("0 0+1 yes 0 1 b{topic}{{i}} {topic}"));
        text += &times(people, &format!("0 0+1 no 1 0 c{topic}{{i}} {topic}"));
    }
    let table = Table::new(&text, 30);
    let view = topics(table.context(), &Filter::default());
    let one_more = chart(&view, "one_more");
    assert!(one_more.title.contains("answer “easy”"), "{}", one_more.title);
    let values: Vec<f64> = bars(one_more).bars.iter().map(|bar| bar.point.expect("a value").value).collect();
    assert!(values.len() == 2 && values[0] > values[1], "{values:?}");
}

#[test]
fn a_file_without_an_ai_is_not_asked_to_widen_anything() {
    let text = format!(
        "created solved replies requester topic\n{}{}",
        times(40, "0 0+1 1 a{i} A"),
        times(40, "0 0+1 1 b{i} B")
    );
    let table = Table::new(&text, 30);
    let view = topics(table.context(), &Filter::default());
    assert_eq!(view.headline, "Nothing tells which tickets an AI answered");
    for id in ["quadrant", "one_more"] {
        let ChartBody::Empty { why } = &chart(&view, id).body else { panic!("{id}") };
        assert_eq!(why, "Nothing in this file tells which tickets an AI answered.", "{id}");
    }
}
