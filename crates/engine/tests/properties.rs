//! What must hold for any tickets: the ladder partitions, tallies add up, order and calendar do not matter.

mod support;

use engine::dataset::{Dataset, NO_SECS};
use engine::derive::{Derived, Facts, derive};
use engine::query::{Context, Span, Tally, by_day, by_value, matching_rows, quantiles, value_counts};
use engine::sample;
use engine::stats::{quantile_ranks, type_7};
use engine::views::facet::facet;
use engine::views::tickets::{Orders, Window};
use model::filter::{Dimension, Filter, NO_VALUE};
use model::outcome::{HandledBy, Outcome};
use model::schedule::{Target, Targets};
use model::settings::Settings;
use model::units::Day;
use model::view::TicketSort;
use std::collections::{BTreeMap, HashSet};
use support::{Numbers, take};

const TICKETS: u32 = 3_000;
/// Promises, in minutes.
const REPLY_WITHIN: u32 = 60;
const SOLVED_WITHIN: u32 = 2_880;

fn data() -> (Dataset, Derived) {
    let dataset = sample::generate(TICKETS, 11);
    let minutes = |minutes: u32| Target { usual: Some(minutes), ..Target::default() };
    let targets = Targets { reply: minutes(REPLY_WITHIN), resolution: minutes(SOLVED_WITHIN) };
    let derived = derive(&dataset, &Settings { targets, ..Settings::default() }).unwrap();
    (dataset, derived)
}

fn context<'a>(dataset: &'a Dataset, derived: &'a Derived) -> Context<'a> {
    Context { dataset, derived }
}

/// A filter of one to three conditions with values that occur, and now and then one that does not.
fn any_filter(context: Context<'_>, numbers: &mut Numbers) -> Filter {
    let mut filter = Filter::default();
    for _ in 0..1 + numbers.below(3) {
        let dimension = Dimension::ALL[numbers.below(Dimension::ALL.len())];
        let mut values: Vec<String> = value_counts(context, &Filter::default(), dimension)
            .into_iter()
            .map(|(value, _)| value)
            .collect();
        values.push(NO_VALUE.into());
        values.push("no such value".into());
        let chosen: Vec<&str> =
            (0..1 + numbers.below(3)).map(|_| values[numbers.below(values.len())].as_str()).collect();
        filter = filter.with(dimension, &chosen);
    }
    let days = context.derived.last_day.0 - context.derived.first_day.0;
    if numbers.below(2) == 0 {
        filter.from = Some(Day(context.derived.first_day.0 + numbers.below(days as usize) as i32 - 5));
    }
    if numbers.below(2) == 0 {
        filter.to = Some(Day(context.derived.first_day.0 + numbers.below(days as usize) as i32 + 10));
    }
    filter
}

/// The slow way: row by row, by the words of the filter.
fn passes(context: Context<'_>, filter: &Filter, row: usize) -> bool {
    let derived = context.derived;
    let day = Day(derived.first_day.0 + i32::from(derived.day[row]));
    filter.from.is_none_or(|from| day >= from)
        && filter.to.is_none_or(|to| day < to)
        && filter.accept.iter().all(|(dimension, values)| values.contains(&value(context, *dimension, row)))
}

fn value(context: Context<'_>, dimension: Dimension, row: usize) -> String {
    let (columns, derived) = (&context.dataset.columns, context.derived);
    let facts = &derived.classes[derived.class[row] as usize];
    let coded = |column: &Option<engine::dataset::Coded>| {
        column
            .as_ref()
            .and_then(|column| column.values.get(column.codes.get(row) as usize))
            .map(|value| value.to_string())
    };
    let yes = |yes: bool| if yes { "yes" } else { "no" };
    match dimension {
        Dimension::Channel => columns.channel_of(row).map(|value| value.id().to_string()),
        Dimension::Priority => columns.priority_of(row).map(|value| value.id().to_string()),
        Dimension::Comment => match columns.rating_comment.as_ref().map(|column| column[row]) {
            Some(0) => Some("short".to_string()),
            Some(1) => Some("long".to_string()),
            _ => None,
        },
        Dimension::Status => columns.status_of(row).map(|value| value.id().to_string()),
        Dimension::Topic => coded(&columns.topic),
        Dimension::Language => coded(&columns.language),
        Dimension::Team => coded(&columns.team),
        // The tables of these tests come from one file.
        Dimension::Source => None,
        Dimension::AiAgent => derived.ai_agents.get(derived.ai_agent[row] as usize).cloned(),
        Dimension::HandledBy => facts.handled_by.map(|value| value.id().to_string()),
        Dimension::Outcome => Some(facts.outcome.id().to_string()),
        Dimension::Rating => Some(facts.rating.id().to_string()),
        Dimension::Done => Some(yes(facts.is_done).to_string()),
        Dimension::Mature => Some(yes(facts.is_mature).to_string()),
        Dimension::Reopened => facts.is_reopened.map(|value| yes(value).to_string()),
        Dimension::Weekday => {
            let day = derived.clock_secs(derived.created_utc[row]) / 86_400;
            // 1970 began on a Thursday.
            Some(["thu", "fri", "sat", "sun", "mon", "tue", "wed"][day as usize % 7].to_string())
        }
        Dimension::Hour => Some((derived.clock_secs(derived.created_utc[row]) % 86_400 / 3_600).to_string()),
        Dimension::ReplySla => promise(derived, row, derived.first_reply_secs[row], REPLY_WITHIN),
        Dimension::ResolutionSla => promise(derived, row, derived.resolution_secs[row], SOLVED_WITHIN),
        Dimension::Returned => Some(facts.is_returned.map_or("unknown", yes).to_string()),
    }
    .unwrap_or_else(|| NO_VALUE.to_string())
}

/// What became of a promise that took, or still takes, so long.
fn promise(derived: &Derived, row: usize, took: u32, minutes: u32) -> Option<String> {
    let waits = took == NO_SECS;
    if waits && derived.resolved_utc[row] != NO_SECS {
        return None;
    }
    let secs = if waits { derived.as_of_utc.saturating_sub(derived.created_utc[row]) } else { took };
    let is_late = secs > minutes * 60;
    Some(
        if is_late {
            "breached"
        } else if waits {
            "not_due"
        } else {
            "met"
        }
        .to_string(),
    )
}

fn eligible(derived: &Derived, row: usize) -> bool {
    derived.classes[derived.class[row] as usize].is_eligible
}

/// Counts by facts: comparable between data sets whose classes are numbered differently.
fn by_facts(tally: &Tally<'_>) -> BTreeMap<String, u64> {
    let counted = tally.classes.iter().zip(&tally.counts).filter(|(_, n)| **n > 0);
    counted.map(|(facts, n)| (format!("{facts:?}"), *n)).collect()
}

#[test]
fn every_query_counts_as_the_slow_way_does() {
    let (dataset, derived) = data();
    let context = context(&dataset, &derived);
    let mut numbers = Numbers::new(1);
    for _ in 0..150 {
        let filter = any_filter(context, &mut numbers);
        let rows: Vec<u32> = (0..dataset.rows)
            .filter(|row| eligible(&derived, *row as usize) && passes(context, &filter, *row as usize))
            .collect();
        assert_eq!(matching_rows(context, &filter), rows, "{filter:?}");
        let from = filter.from.unwrap_or(derived.first_day);
        let to = filter.to.unwrap_or(Day(derived.last_day.0 + 1));
        let tally = by_day(context, &filter).tally(from, to);
        assert_eq!(tally.eligible(), rows.len() as u64, "{filter:?}");
        let rungs: u64 = Outcome::ALL
            .iter()
            .map(|rung| tally.count(|facts| facts.is_eligible && facts.outcome == *rung))
            .sum();
        assert_eq!(rungs, tally.eligible(), "the rungs partition the eligible tickets");
        let dimension = Dimension::ALL[numbers.below(Dimension::ALL.len())];
        let mut expected: BTreeMap<String, u64> = BTreeMap::new();
        for row in &rows {
            *expected.entry(value(context, dimension, *row as usize)).or_default() += 1;
        }
        let groups = by_value(context, &filter, dimension);
        let found: BTreeMap<String, u64> =
            groups.iter().map(|(value, tally)| (value.clone(), tally.eligible())).collect();
        assert_eq!(found, expected, "{dimension:?} {filter:?}");
        assert!(groups.windows(2).all(|pair| pair[0].1.eligible() >= pair[1].1.eligible()));
        let counts: BTreeMap<String, u64> = value_counts(context, &filter, dimension).into_iter().collect();
        assert_eq!(counts, expected, "{dimension:?} {filter:?}");
    }
}

#[test]
fn quantiles_are_those_of_the_sorted_values() {
    let (dataset, derived) = data();
    let context = context(&dataset, &derived);
    let mut numbers = Numbers::new(2);
    for round in 0..40 {
        let filter = if round == 0 { Filter::default() } else { any_filter(context, &mut numbers) };
        for (span, secs) in
            [(Span::FirstReply, &derived.first_reply_secs), (Span::Resolution, &derived.resolution_secs)]
        {
            for handler in
                [None, Some(HandledBy::AiOnly), Some(HandledBy::AiThenHuman), Some(HandledBy::HumanOnly)]
            {
                let mut sorted: Vec<u32> = matching_rows(context, &filter)
                    .into_iter()
                    .map(|row| row as usize)
                    .filter(|row| {
                        let facts = derived.classes[derived.class[*row] as usize];
                        handler.is_none_or(|handler| facts.handled_by == Some(handler))
                    })
                    .map(|row| secs[row])
                    .filter(|secs| *secs != NO_SECS)
                    .collect();
                sorted.sort_unstable();
                let at = [0.5, 0.9];
                for (found, at) in quantiles(context, &filter, span, handler, &at).into_iter().zip(at) {
                    let n = sorted.len() as u64;
                    let Some((low, high, weight)) = type_7(n, at) else {
                        assert_eq!(found, None);
                        continue;
                    };
                    let value = |rank: u64| f64::from(sorted[rank as usize]);
                    let found = found.unwrap();
                    assert_eq!(found.n, n);
                    assert_eq!(found.value, value(low) + (value(high) - value(low)) * weight);
                    assert_eq!(
                        found.interval,
                        quantile_ranks(n, at).map(|(low, high)| (value(low), value(high)))
                    );
                }
            }
        }
    }
}

#[test]
fn facets_leave_out_their_own_condition() {
    let (dataset, derived) = data();
    let context = context(&dataset, &derived);
    let filter = Filter::default().with(Dimension::Channel, &["chat"]).with(Dimension::Outcome, &["durable"]);
    let channels = facet(context, &filter, Dimension::Channel);
    let without = Filter::default().with(Dimension::Outcome, &["durable"]);
    assert_eq!(
        channels.values.iter().map(|value| value.count).sum::<u64>(),
        matching_rows(context, &without).len() as u64
    );
    assert!(channels.values.len() > 1);
    let chosen = filter.clone().with(Dimension::Topic, &["No such topic"]);
    let topics = facet(context, &chosen, Dimension::Topic);
    assert!(topics.values.iter().any(|value| value.value == "No such topic" && value.count == 0));
}

#[test]
fn the_table_is_in_order_whatever_the_window() {
    let (dataset, derived) = data();
    let context = context(&dataset, &derived);
    let filter = Filter::default().with(Dimension::Channel, &["chat", "email"]);
    let mut orders = Orders::default();
    for sort in [
        TicketSort::Created,
        TicketSort::ResolutionTime,
        TicketSort::FirstReplyTime,
        TicketSort::Rating,
        TicketSort::Outcome,
    ] {
        for descending in [false, true] {
            let mut rows = Vec::new();
            loop {
                let window = Window { offset: rows.len() as u64, limit: 170 };
                let page = orders.page(context, &filter, sort, descending, window);
                assert_eq!(page.total, matching_rows(context, &filter).len() as u64);
                if page.rows.is_empty() {
                    break;
                }
                rows.extend(page.rows);
            }
            let distinct: HashSet<u32> = rows.iter().map(|row| row.row).collect();
            assert_eq!(distinct.len(), matching_rows(context, &filter).len());
            let keys: Vec<Option<u64>> = rows
                .iter()
                .map(|row| match sort {
                    TicketSort::Created => Some(u64::from(derived.created_utc[row.row as usize])),
                    TicketSort::ResolutionTime => row.resolution_secs.map(u64::from),
                    TicketSort::FirstReplyTime => row.first_reply_secs.map(u64::from),
                    TicketSort::Rating => row.rating_raw.parse().ok(),
                    TicketSort::Outcome => Some(row.outcome as u64),
                })
                .collect();
            let valued: Vec<u64> = keys.iter().flatten().copied().collect();
            assert!(keys[valued.len()..].iter().all(Option::is_none), "rows without a value come last");
            assert!(valued.windows(2).all(|pair| if descending {
                pair[0] >= pair[1]
            } else {
                pair[0] <= pair[1]
            }));
        }
    }
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let (dataset, derived) = data();
    let mut rows: Vec<usize> = (0..dataset.rows as usize).collect();
    Numbers::new(3).shuffle(&mut rows);
    let shuffled = take(&dataset, &rows);
    let again = derive(&shuffled, &Settings::default()).unwrap();
    assert_eq!(again.classes, derived.classes, "even the classes are numbered alike");
    for (new, old) in rows.iter().enumerate() {
        assert_eq!(again.class[new], derived.class[*old], "row {old}");
        assert_eq!(again.return_secs[new], derived.return_secs[*old], "row {old}");
    }
    let ids = |signs: &[model::import::AiSign]| -> Vec<String> {
        signs.iter().map(|sign| sign.id.clone()).collect()
    };
    assert_eq!(ids(&again.ai_signs), ids(&derived.ai_signs));
    let (a, b) = (context(&dataset, &derived), context(&shuffled, &again));
    for span in [Span::FirstReply, Span::Resolution] {
        let none = Filter::default();
        assert_eq!(
            quantiles(a, &none, span, None, &[0.5, 0.9]),
            quantiles(b, &none, span, None, &[0.5, 0.9])
        );
    }
}

#[test]
fn whole_days_later_all_is_the_same() {
    let (dataset, derived) = data();
    for days in [1, 30, 365] {
        let mut later = dataset.clone();
        let columns = &mut later.columns;
        for times in [
            Some(&mut columns.created_at),
            columns.first_reply_at.as_mut(),
            columns.first_human_reply_at.as_mut(),
        ]
        .into_iter()
        .chain([columns.solved_at.as_mut(), columns.closed_at.as_mut(), columns.updated_at.as_mut()])
        .flatten()
        {
            for secs in times.secs.iter_mut().filter(|secs| **secs != NO_SECS) {
                *secs += days * 86_400;
            }
        }
        let shifted = derive(&later, &Settings::default()).unwrap();
        assert_eq!(shifted.class, derived.class);
        assert_eq!(shifted.day, derived.day);
        assert_eq!(shifted.first_day.0, derived.first_day.0 + days as i32);
        assert_eq!(shifted.return_secs, derived.return_secs);
    }
}

#[test]
fn two_halves_make_the_whole() {
    let (dataset, _) = data();
    // Halves by requester, so that no return crosses them; one as-of day, so that maturity is the same.
    let requester = dataset.columns.requester.clone().unwrap();
    let settings = Settings { as_of: Day::parse("2030-01-01"), ..Settings::default() };
    let rows = |odd: bool| -> Vec<usize> {
        (0..dataset.rows as usize).filter(|row| (requester[*row] % 2 == 1) == odd).collect()
    };
    let halves: Vec<(Dataset, Derived)> = [false, true]
        .into_iter()
        .map(|odd| {
            let half = take(&dataset, &rows(odd));
            let derived = derive(&half, &settings).unwrap();
            (half, derived)
        })
        .collect();
    let whole = derive(&dataset, &settings).unwrap();
    let filter = Filter::default().with(Dimension::Channel, &["email", "chat"]);
    let mut sum: BTreeMap<String, u64> = BTreeMap::new();
    for (half, derived) in &halves {
        for (facts, n) in by_facts(&by_day(context(half, derived), &filter).all()) {
            *sum.entry(facts).or_default() += n;
        }
    }
    assert_eq!(by_facts(&by_day(context(&dataset, &whole), &filter).all()), sum);
    let weeks = by_day(context(&dataset, &whole), &filter);
    let (from, to) = weeks.range();
    let mut parts = weeks.tally(from, from);
    let mut start = from;
    while start < to {
        parts.add(&weeks.tally(start, Day(start.0 + 7)));
        start = Day(start.0 + 7);
    }
    assert_eq!(parts, weeks.all());
}

#[test]
fn one_ticket_more_is_one_ticket_more() {
    let (dataset, _) = data();
    let settings = Settings { as_of: Day::parse("2030-01-01"), ..Settings::default() };
    let rows: Vec<usize> = (0..dataset.rows as usize).collect();
    let mut without = rows.clone();
    // The last ticket of its requester: no other ticket's return depends on it but the one before.
    without.pop();
    let count = |rows: &[usize]| -> (u64, Vec<Facts>) {
        let part = take(&dataset, rows);
        let derived = derive(&part, &settings).unwrap();
        let facts = derived.class.iter().map(|class| derived.classes[*class as usize]).collect();
        (derived.eligible, facts)
    };
    let (more, fewer) = (count(&rows), count(&without));
    let last = *more.1.last().unwrap();
    assert_eq!(more.0, fewer.0 + u64::from(last.is_eligible));
    let changed = fewer.1.iter().zip(&more.1).filter(|(a, b)| a != b).count();
    assert!(changed <= 2, "at most the tickets it is a return to: {changed}");
}
