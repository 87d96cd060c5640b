//! Shares know which tickets are of one customer: the interval of every figure is that of the sums over customers, whatever the filter.

mod support;

use engine::dataset::{Coded, Codes, Dataset, NO_CODE};
use engine::definitions;
use engine::derive::derive;
use engine::metrics::evaluate;
use engine::query::{Context, matching_rows, value_counts};
use engine::sample::{World, generate, generate_with};
use engine::stats::clusters::Clusters;
use engine::stats::wilson;
use engine::views;
use model::definition::LabAsk;
use model::filter::{Dimension, Filter};
use model::group::GroupRow;
use model::measure::Figure;
use model::settings::Settings;
use model::units::{Day, Unit};
use std::collections::{BTreeMap, HashSet};
use support::Numbers;

/// The sums of a share, ticket by ticket.
fn slowly(context: Context<'_>, numerator: Option<&Filter>, denominator: &Filter) -> Clusters {
    definitions::prepare(context, denominator);
    let counts: HashSet<u32> = numerator.map_or_else(HashSet::new, |filter| {
        definitions::prepare(context, filter);
        matching_rows(context, filter).into_iter().collect()
    });
    let requester = context.dataset.columns.requester.as_ref();
    let mut customers: BTreeMap<(u32, u32), (u64, u64)> = BTreeMap::new();
    for row in matching_rows(context, denominator) {
        let code = requester.map_or(NO_CODE, |codes| codes[row as usize]);
        // Tickets of unknown customers are each of their own.
        let own = if code == NO_CODE { row } else { u32::MAX };
        let customer = customers.entry((code, own)).or_default();
        customer.0 += u64::from(counts.contains(&row));
        customer.1 += 1;
    }
    Clusters::of(customers.into_values())
}

fn check(context: Context<'_>, figures: &[Figure]) -> (u32, u32) {
    let (mut checked, mut wider) = (0, 0);
    for figure in figures.iter().filter(|figure| figure.unit == Unit::Share) {
        let (Some(found), Some(denominator)) = (figure.now.estimate(), &figure.denominator) else { continue };
        let (Some(k), Some(interval)) = (found.k, found.interval) else { continue };
        if ["reply_sla", "resolution_sla"].contains(&figure.metric.as_str()) {
            continue;
        }
        let sums = slowly(context, figure.numerator.as_ref(), denominator);
        assert_eq!((sums.k, sums.n), (k, found.n), "{} {}", figure.metric, figure.variant);
        let expected = sums.share().unwrap();
        assert_eq!(interval, expected.interval, "{} {}: {sums:?}", figure.metric, figure.variant);
        assert_eq!(figure.alike.is_some(), sums.nn > sums.n, "{}", figure.metric);
        let plain = wilson(k, found.n).unwrap();
        assert!(interval.1 - interval.0 >= (plain.1 - plain.0) * (1.0 - 1e-12), "never narrower");
        checked += 1;
        wider += u32::from(interval != plain);
    }
    (checked, wider)
}

fn any_filter(context: Context<'_>, numbers: &mut Numbers) -> Filter {
    let mut filter = Filter::default();
    for _ in 0..numbers.below(3) {
        let dimension = Dimension::ALL[numbers.below(Dimension::ALL.len())];
        let values = value_counts(context, &Filter::default(), dimension);
        if let Some((value, _)) = values.get(numbers.below(values.len().max(1))) {
            filter = filter.with(dimension, &[value.as_str()]);
        }
    }
    let days = (context.derived.last_day.0 - context.derived.first_day.0) as usize;
    if numbers.below(2) == 0 {
        let first = context.derived.first_day.0 + numbers.below(days / 2) as i32;
        filter.from = Some(Day(first));
        filter.to = Some(Day(first + 20 + numbers.below(days / 3) as i32));
    }
    filter
}

#[test]
fn every_interval_is_that_of_its_customers() {
    let mut numbers = Numbers::new(77);
    let (mut checked, mut wider) = (0, 0);
    let mut unknown = generate(2_000, 5);
    // Every fifth customer is not known.
    for code in unknown.columns.requester.iter_mut().flatten().filter(|code| **code % 5 == 0) {
        *code = NO_CODE;
    }
    let heavy = generate_with(&World::one_heavy_customer(), 1_500, 3).0;
    let datasets: [Dataset; 2] = [unknown, heavy];
    for dataset in &datasets {
        let derived = derive(dataset, &Settings::default()).unwrap();
        let context = Context { dataset, derived: &derived };
        for round in 0..12 {
            let filter = if round == 0 { Filter::default() } else { any_filter(context, &mut numbers) };
            let figures = evaluate(context, &filter);
            let lab = views::definitions(context, &filter, &LabAsk::default()).lab.unwrap();
            let rows: Vec<Figure> = lab.rows.into_iter().map(|row| row.figure).collect();
            for found in [check(context, &figures), check(context, &rows)] {
                (checked, wider) = (checked + found.0, wider + found.1);
            }
        }
    }
    assert!(checked > 500 && wider > 250, "{checked} checked, {wider} wider than of independent tickets");
}

/// The row of a value says what the screen says under a filter to that value, interval included; and so does the row of the others.
#[test]
fn a_row_is_what_a_filter_to_it_shows() {
    let mut many = generate(6_000, 8);
    // More topics than have rows, some large and some small.
    many.columns.topic = Some(Coded {
        codes: Codes::U16((0..6_000_u32).map(|row| (row * row % 263 * (row % 7) / 6) as u16).collect()),
        values: (0..263).map(|topic| format!("topic {topic}").into()).collect(),
    });
    let heavy = generate_with(&World::one_heavy_customer(), 2_500, 3).0;
    let mut numbers = Numbers::new(5);
    let (mut checked, mut wider, mut rests) = (0, 0, 0);
    for dataset in [generate(5_000, 5), heavy, many] {
        let derived = derive(&dataset, &Settings::default()).unwrap();
        let context = Context { dataset: &dataset, derived: &derived };
        for round in 0..3 {
            let filter = if round == 0 { Filter::default() } else { any_filter(context, &mut numbers) };
            let screens = [views::topics(context, &filter), views::satisfaction(context, &filter)];
            for table in screens.into_iter().flat_map(|view| view.groups) {
                let mut rows: Vec<(Vec<&str>, &GroupRow)> =
                    table.rows.iter().map(|row| (vec![row.value.as_str()], row)).collect();
                if rows.len() > 40 {
                    rows.retain(|_| numbers.below(10) == 0);
                }
                let values = value_counts(context, &filter, table.dimension);
                if let Some(rest) = &table.rest {
                    let is_other = |value: &str| table.rows.iter().all(|row| row.value != value);
                    let others =
                        values.iter().map(|(value, _)| value.as_str()).filter(|value| is_other(value));
                    rows.push((others.collect(), rest));
                    rests += 1;
                }
                for (values, row) in rows {
                    let is_within = |value: &&str| {
                        filter
                            .accept
                            .get(&table.dimension)
                            .is_none_or(|known| known.iter().any(|one| one == value))
                    };
                    let values: Vec<&str> = values.into_iter().filter(is_within).collect();
                    let figures = evaluate(context, &filter.clone().with(table.dimension, &values));
                    for (column, cell) in table.columns.iter().zip(&row.cells) {
                        let Some(cell) = cell.filter(|_| column.unit == Unit::Share) else { continue };
                        let variant = match column.id.rsplit_once('_') {
                            Some((_, "shrunken")) => continue,
                            Some((_, "ai")) => "ai_only",
                            Some((_, "human" | "people")) => "human_only",
                            Some((_, "all")) => "all",
                            _ => "",
                        };
                        let is_it =
                            |figure: &&Figure| figure.metric == column.metric && figure.variant == variant;
                        let figure = figures.iter().find(is_it).expect("the figure of a column");
                        assert_eq!(
                            figure.now.estimate(),
                            Some(&cell),
                            "{} of {values:?}, {filter:?}",
                            column.id
                        );
                        checked += 1;
                        wider += u32::from(cell.interval != wilson(cell.k.unwrap(), cell.n));
                    }
                }
            }
        }
    }
    assert!(checked > 500 && wider > 100 && rests > 0, "{checked} checked, {wider} wider, {rests} of others");
}

/// One customer wrote a large part of the tickets: the interval of independent tickets would be far too sure of itself.
#[test]
fn a_heavy_customer_widens_the_interval() {
    let dataset = generate_with(&World::one_heavy_customer(), 3_000, 1).0;
    let derived = derive(&dataset, &Settings::default()).unwrap();
    let figures = evaluate(Context { dataset: &dataset, derived: &derived }, &Filter::default());
    let durable = figures.iter().find(|figure| figure.metric == "durable").unwrap();
    let (found, alike) = (durable.now.estimate().unwrap(), durable.alike.unwrap());
    assert!(alike.design_effect > 2.0 && alike.effective_n < found.n as f64 / 2.0, "{alike:?} of {found:?}");
}
