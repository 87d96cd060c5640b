//! The rungs of the ladder sum to the eligible tickets, and two definitions' four parts to all, whatever the file and the filter: over
//! every fixture that can be read, and over generated worlds.

#[allow(dead_code, reason = "what a case expects is another test's")]
mod case;
mod support;

use engine::dataset::Dataset;
use engine::definitions;
use engine::derive::{Derived, derive};
use engine::ingest::Import;
use engine::query::{Context, by_value, matching_rows, value_counts};
use engine::sample::{World, generate_with};
use engine::views;
use model::definition::{Comparison, LabAsk};
use model::filter::{Dimension, Filter};
use model::outcome::Outcome;
use model::settings::{ReturnScope, Settings};
use model::units::Day;
use support::Numbers;

/// A filter of up to two conditions on what occurs, and now and then a period.
fn any_filter(context: Context<'_>, numbers: &mut Numbers) -> Filter {
    let mut filter = Filter::default();
    for _ in 0..numbers.below(3) {
        let dimension = Dimension::ALL[numbers.below(Dimension::ALL.len())];
        let values = value_counts(context, &Filter::default(), dimension);
        let chosen: Vec<&str> = (0..1 + numbers.below(2))
            .filter_map(|_| values.get(numbers.below(values.len().max(1))))
            .map(|(value, _)| value.as_str())
            .collect();
        if !chosen.is_empty() {
            filter = filter.with(dimension, &chosen);
        }
    }
    if numbers.below(3) == 0 {
        let days = (context.derived.last_day.0 - context.derived.first_day.0).max(1) as usize;
        filter.from = Some(Day(context.derived.first_day.0 + numbers.below(days) as i32));
        filter.to = filter.from.map(|day| Day(day.0 + 1 + numbers.below(days) as i32));
    }
    filter
}

fn check_rungs(name: &str, context: Context<'_>, filter: &Filter) {
    let rows = matching_rows(context, filter);
    let mut rungs = 0;
    for (rung, tally) in by_value(context, filter, Dimension::Outcome) {
        let outcome = Outcome::from_id(&rung).unwrap_or_else(|| panic!("{name}: no rung {rung}"));
        let narrowed = filter.clone().with(Dimension::Outcome, &[&rung]);
        let is_allowed = filter.accept.get(&Dimension::Outcome).is_none_or(|values| values.contains(&rung));
        assert!(is_allowed, "{name}");
        assert_eq!(
            tally.count(|facts| facts.is_eligible && facts.outcome == outcome),
            tally.eligible(),
            "{name}"
        );
        assert_eq!(matching_rows(context, &narrowed).len() as u64, tally.eligible(), "{name}: {rung}");
        rungs += tally.eligible();
    }
    assert_eq!(rungs, rows.len() as u64, "{name}: the rungs sum to the eligible tickets under {filter:?}");
}

fn check_pair(name: &str, context: Context<'_>, filter: &Filter, compared: &Comparison) {
    let parts = [&compared.both, &compared.only_first, &compared.only_second, &compared.neither];
    let mut seen: Vec<u32> = Vec::new();
    for listed in parts {
        let rows = listed.filter.as_ref().map_or_else(Vec::new, |filter| {
            definitions::prepare(context, filter);
            matching_rows(context, filter)
        });
        assert_eq!(rows.len() as u64, listed.count, "{name}: {} and {}", compared.first, compared.second);
        seen.extend(rows);
    }
    seen.sort_unstable();
    assert_eq!(seen, matching_rows(context, filter), "{name}: each ticket is in one of the four parts");
}

fn check(name: &str, dataset: &Dataset, derived: &Derived, numbers: &mut Numbers, rounds: usize) {
    let context = Context { dataset, derived };
    for round in 0..rounds {
        let filter = if round == 0 { Filter::default() } else { any_filter(context, numbers) };
        check_rungs(name, context, &filter);
        let names = definitions::names();
        let mut pick = || names[numbers.below(names.len())].id.clone();
        let own =
            ["ai~done.solved_within:8h", "not_channel:chat~first_reply_within:2h", "done~reopens_most:0", ""];
        let (first, second) = if round % 2 == 0 { (pick(), "own~".to_string()) } else { (pick(), pick()) };
        let asked = LabAsk { first, second, own: own[round % 4].to_string(), ..LabAsk::default() };
        if let Some(compared) =
            views::definitions(context, &filter, &asked).lab.and_then(|lab| lab.comparison)
        {
            check_pair(name, context, &filter, &compared);
        }
    }
}

#[test]
fn every_fixture() {
    let mut numbers = Numbers::new(31);
    let mut checked = 0;
    for case in case::all() {
        let bytes = std::fs::read(&case.path).unwrap();
        let name = case.path.file_name().unwrap().to_string_lossy().to_string();
        let mut import = Import::new(&name, bytes.len() as u64, &Settings::default());
        let Ok(dataset) = import.feed(&bytes).and_then(|_| import.finish()) else { continue };
        if dataset.rows == 0 {
            continue;
        }
        let scope = if checked % 2 == 0 { ReturnScope::AnyTopic } else { ReturnScope::SameTopic };
        let settings = Settings { return_scope: scope, return_days: 1 + checked % 30, ..Settings::default() };
        let Ok(derived) = derive(&dataset, &settings) else { continue };
        check(&case.name, &dataset, &derived, &mut numbers, 6);
        checked += 1;
    }
    assert!(checked > 90, "{checked} fixtures");
}

#[test]
fn generated_worlds() {
    let mut numbers = Numbers::new(32);
    let worlds =
        [World::fjell_and_fern(), World::returns_elsewhere(), World::cut_off(), World::one_heavy_customer()];
    for (seed, world) in worlds.iter().enumerate() {
        let (dataset, _) = generate_with(world, 1_200, seed as u64);
        let derived = derive(&dataset, &Settings::default()).unwrap();
        check(&format!("world {seed}"), &dataset, &derived, &mut numbers, 10);
    }
}
