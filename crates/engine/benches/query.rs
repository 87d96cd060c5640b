//! How long deriving and querying take over 1,000,000 tickets, on one core.
//!
//! `cargo bench -p engine --bench query`; `ASSAY_BENCH_TICKETS` sets another number of tickets.

#![allow(missing_docs, reason = "criterion's macros make public functions")]
#![allow(clippy::print_stdout, reason = "a benchmark talks to its terminal")]

use criterion::{Criterion, criterion_group, criterion_main};
use engine::dataset::Dataset;
use engine::derive::{Derived, derive, rederive};
use engine::query::{Context, Span, by_day, by_value, quantiles_by_handler, value_counts};
use model::filter::{Dimension, Filter};
use model::settings::{ReturnScope, Settings};
use model::units::Day;
use std::hint::black_box;
use std::time::Duration;

fn tickets() -> u32 {
    std::env::var("ASSAY_BENCH_TICKETS").ok().and_then(|text| text.parse().ok()).unwrap_or(1_000_000)
}

/// Rows in a random order: exports are rarely sorted by creation, and sorted rows would flatter every cache.
fn shuffled() -> Dataset {
    let mut dataset = engine::sample::generate(tickets(), 1);
    let rows = dataset.rows as usize;
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut order: Vec<usize> = (0..rows).collect();
    for at in (1..rows).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(at, (state >> 33) as usize % (at + 1));
    }
    reorder(&mut dataset, &order);
    dataset
}

fn reorder(dataset: &mut Dataset, order: &[usize]) {
    use engine::dataset::{Coded, Codes, Times};
    fn put<T: Copy>(values: &mut Vec<T>, order: &[usize]) {
        *values = order.iter().map(|row| values[*row]).collect();
    }
    let coded = |column: &mut Option<Coded>| {
        if let Some(column) = column {
            match &mut column.codes {
                Codes::U8(codes) => put(codes, order),
                Codes::U16(codes) => put(codes, order),
                Codes::U32(codes) => put(codes, order),
            }
        }
    };
    let times = |column: &mut Option<Times>| {
        if let Some(column) = column {
            put(&mut column.secs, order);
        }
    };
    let columns = &mut dataset.columns;
    put(&mut columns.created_at.secs, order);
    [&mut columns.topic, &mut columns.language, &mut columns.team, &mut columns.agent, &mut columns.ai_agent]
        .into_iter()
        .for_each(coded);
    [&mut columns.first_reply_at, &mut columns.first_human_reply_at, &mut columns.solved_at]
        .into_iter()
        .chain([&mut columns.closed_at, &mut columns.updated_at])
        .for_each(times);
    [&mut columns.status, &mut columns.priority, &mut columns.channel, &mut columns.reopens]
        .into_iter()
        .chain([&mut columns.human_replies, &mut columns.customer_messages, &mut columns.ai_replies])
        .chain([&mut columns.ai_outcome, &mut columns.initiator])
        .flatten()
        .for_each(|column| put(column, order));
    [&mut columns.rating_offered, &mut columns.ai_involved, &mut columns.ai_resolved]
        .into_iter()
        .chain([&mut columns.ai_handed_off, &mut columns.ai_assisted])
        .flatten()
        .for_each(|column| put(&mut column.values, order));
    if let Some(requester) = &mut columns.requester {
        put(requester, order);
    }
    if let Some(ratings) = &mut columns.rating {
        put(&mut ratings.level, order);
    }
    for durations in [&mut columns.first_reply_time, &mut columns.resolution_time].into_iter().flatten() {
        put(&mut durations.secs, order);
    }
    // Tags stay where they are: their order among rows is already arbitrary to every query.
}

/// What an Overview asks: days, topics, channels and both durations, now and in the period before.
fn overview(context: Context<'_>, filter: &Filter) -> u64 {
    let days = by_day(context, filter);
    let (from, to) = days.range();
    let mut sum = days.all().eligible();
    let mut week = from;
    while week < to {
        sum += days.tally(week, Day(week.0 + 7)).count(|facts| facts.outcome.is_ai_involved());
        week = Day(week.0 + 7);
    }
    sum += by_value(context, filter, Dimension::Topic).len() as u64;
    sum += by_value(context, filter, Dimension::Channel).len() as u64;
    for span in [Span::FirstReply, Span::Resolution] {
        sum += quantiles_by_handler(context, filter, span, &[0.5, 0.9]).len() as u64;
    }
    sum
}

fn context<'a>(dataset: &'a Dataset, derived: &'a Derived) -> Context<'a> {
    Context { dataset, derived }
}

fn benches(criterion: &mut Criterion) {
    let dataset = shuffled();
    let settings = Settings::default();
    let derived = derive(&dataset, &settings).expect("the sample can be derived");
    println!(
        "{} rows, {} classes, {} days, {:.1} bytes a row in the data set and {:.1} derived",
        dataset.rows,
        derived.classes.len(),
        derived.last_day.0 - derived.first_day.0 + 1,
        dataset.memory_bytes() as f64 / f64::from(dataset.rows),
        derived.memory_bytes() as f64 / f64::from(dataset.rows),
    );
    let mut group = criterion.benchmark_group("1M");
    group.sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    group.bench_function("derive", |bencher| bencher.iter(|| derive(black_box(&dataset), &settings)));
    let topic = Settings { return_scope: ReturnScope::SameTopic, ..Settings::default() };
    group
        .bench_function("derive, same topic", |bencher| bencher.iter(|| derive(black_box(&dataset), &topic)));
    let mut changing = derived.clone();
    let mut days = 7;
    group.bench_function("rederive, other window", |bencher| {
        bencher.iter(|| {
            days = if days == 7 { 14 } else { 7 };
            rederive(&dataset, &mut changing, &Settings { return_days: days, ..Settings::default() })
        });
    });
    let none = Filter::default();
    let channel = Filter::default().with(Dimension::Channel, &["chat", "email"]);
    let period = Filter {
        from: Some(Day(derived.first_day.0 + 200)),
        to: Some(Day(derived.first_day.0 + 290)),
        ..channel.clone()
    };
    let outcome = period.clone().with(Dimension::Outcome, &["durable", "confirmed", "bounced"]);
    for (name, filter) in
        [("nothing", &none), ("channel", &channel), ("channel, period", &period), ("three", &outcome)]
    {
        // A change of filter starts with nothing remembered: a clone remembers nothing.
        let fresh = || derived.clone();
        group.bench_function(format!("overview, filter {name}"), |bencher| {
            bencher.iter_batched_ref(
                fresh,
                |derived| overview(context(&dataset, derived), filter),
                criterion::BatchSize::PerIteration,
            );
        });
    }
    let here = context(&dataset, &derived);
    group.bench_function("by_day", |bencher| bencher.iter(|| by_day(here, &none).all()));
    group.bench_function("by_day, channel, remembered", |bencher| {
        bencher.iter(|| by_day(here, &channel).all())
    });
    group
        .bench_function("by_value topic", |bencher| bencher.iter(|| by_value(here, &none, Dimension::Topic)));
    group.bench_function("value_counts topic", |bencher| {
        bencher.iter(|| value_counts(here, &none, Dimension::Topic))
    });
    group.bench_function("quantiles of resolution", |bencher| {
        bencher.iter(|| quantiles_by_handler(here, &none, Span::Resolution, &[0.5, 0.9]));
    });
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
