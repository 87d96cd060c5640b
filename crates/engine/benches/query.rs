//! How long deriving and querying take over 1,000,000 tickets, on one core.
//!
//! `cargo bench -p engine --bench query`; `ASSAY_BENCH_TICKETS` sets another number of tickets.

#![allow(missing_docs, reason = "criterion's macros make public functions")]
#![allow(clippy::print_stdout, reason = "a benchmark talks to its terminal")]

#[path = "../tests/support/mod.rs"]
mod support;

use criterion::{Criterion, criterion_group, criterion_main};
use engine::dataset::Dataset;
use engine::derive::{Derived, derive, rederive};
use engine::query::{Context, by_day, by_value, quantiles_by_handler, value_counts};
use engine::views::{definitions, moved, outcomes, overview, topics};
use model::definition::LabAsk;
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
    let dataset = engine::sample::generate(tickets(), 1);
    let mut order: Vec<usize> = (0..dataset.rows as usize).collect();
    support::Numbers::new(7).shuffle(&mut order);
    support::take(&dataset, &order)
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
    let asked = LabAsk::default();
    group.bench_function("definitions, the first time", |bencher| {
        bencher.iter_batched_ref(
            || derived.clone(),
            |derived| definitions(context(&dataset, derived), &none, &asked),
            criterion::BatchSize::PerIteration,
        );
    });
    group.bench_function("outcomes, the first time", |bencher| {
        bencher.iter_batched_ref(
            || derived.clone(),
            |derived| outcomes(context(&dataset, derived), &none),
            criterion::BatchSize::PerIteration,
        );
    });
    for (name, ask) in [("topics", 0), ("moved", 1)] {
        group.bench_function(format!("{name}, filter channel, period"), |bencher| {
            bencher.iter_batched_ref(
                || derived.clone(),
                |derived| match ask {
                    0 => drop(topics(context(&dataset, derived), &period)),
                    _ => drop(moved(context(&dataset, derived), &period)),
                },
                criterion::BatchSize::PerIteration,
            );
        });
    }
    let here = context(&dataset, &derived);
    let mut week = 0;
    group.bench_function("definitions, another period", |bencher| {
        bencher.iter(|| {
            week = (week + 1) % 12;
            let from = Some(Day(derived.first_day.0 + 7 * week));
            definitions(here, &Filter { from, ..channel.clone() }, &asked)
        });
    });
    group.bench_function("outcomes, nothing filtered", |bencher| {
        bencher.iter(|| outcomes(here, &none));
    });
    group.bench_function("outcomes, another period", |bencher| {
        bencher.iter(|| {
            week = (week + 1) % 12;
            let from = Some(Day(derived.first_day.0 + 7 * week));
            outcomes(here, &Filter { from, ..channel.clone() })
        });
    });
    group.bench_function("by_day", |bencher| bencher.iter(|| by_day(here, &none).all()));
    group.bench_function("by_day, channel, remembered", |bencher| {
        bencher.iter(|| by_day(here, &channel).all())
    });
    group
        .bench_function("by_value topic", |bencher| bencher.iter(|| by_value(here, &none, Dimension::Topic)));
    group.bench_function("value_counts topic", |bencher| {
        bencher.iter(|| value_counts(here, &none, Dimension::Topic))
    });
    group.bench_function("quantiles of both durations", |bencher| {
        bencher.iter(|| quantiles_by_handler(here, &none, &[0.5, 0.9]));
    });
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
