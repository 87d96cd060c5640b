//! The sample's generator: the same everywhere, plausible, and true to its own truth.

use engine::dataset::{Dataset, NO_BYTE, NO_CODE, NO_SECS};
use engine::sample::{AiPart, Truth, World, fingerprint, generate, generate_with, raw_record};
use model::outcome::{Channel, Outcome, Status};
use model::settings::ReturnScope;
use model::units::Day;
use std::collections::BTreeMap;

/// Fingerprint of 20,000 tickets with seed 1. It changes when the generator changes, and only then; the test in the browser
/// compares with the same number.
const FROZEN: u64 = 0x8a14_e3af_58f9_1652;

fn shop() -> (Dataset, Truth) {
    generate_with(&World::fjell_and_fern(), 20_000, 1)
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let dataset = generate(20_000, 1);
    assert_eq!(fingerprint(&dataset), FROZEN, "{:#018x}", fingerprint(&dataset));
    assert_eq!(fingerprint(&generate(20_000, 1)), FROZEN);
    assert_ne!(fingerprint(&generate(20_000, 2)), FROZEN);
    assert_ne!(fingerprint(&generate(19_999, 1)), FROZEN);
}

#[test]
fn every_column_has_every_row() {
    for rows in [0, 1, 2, 999] {
        let dataset = generate(rows, 3);
        let columns = &dataset.columns;
        let rows = rows as usize;
        assert_eq!(dataset.rows as usize, rows);
        assert_eq!((dataset.ledger.rows_read, dataset.ledger.tickets), (rows as u64, rows as u64));
        assert_eq!(columns.created_at.secs.len(), rows);
        for column in [&columns.topic, &columns.language, &columns.team, &columns.agent, &columns.ai_agent] {
            let column = column.as_ref().unwrap();
            assert_eq!(column.codes.len(), rows);
            assert!((0..rows).all(|row| {
                let code = column.codes.get(row);
                code == NO_CODE || (code as usize) < column.values.len()
            }));
        }
        for flags in
            [&columns.ai_involved, &columns.ai_resolved, &columns.ai_handed_off, &columns.ai_assisted]
        {
            assert_eq!(flags.as_ref().unwrap().values.len(), rows);
        }
        for bytes in
            [&columns.status, &columns.priority, &columns.channel, &columns.reopens, &columns.initiator]
        {
            assert_eq!(bytes.as_ref().unwrap().len(), rows);
        }
    }
}

#[test]
fn time_runs_forward_and_stops_at_the_end() {
    let (dataset, truth) = shop();
    let columns = &dataset.columns;
    let created = &columns.created_at.secs;
    assert!(created.is_sorted());
    assert_eq!(Day((created[0] / 86_400) as i32), Day::from_ymd(2025, 7, 1));
    let after = [
        &columns.first_reply_at,
        &columns.first_human_reply_at,
        &columns.solved_at,
        &columns.closed_at,
        &columns.updated_at,
    ];
    for times in after {
        for (row, &secs) in times.as_ref().unwrap().secs.iter().enumerate() {
            assert!(secs == NO_SECS || (created[row]..=truth.end_utc).contains(&secs), "row {row}");
        }
    }
    let [solved, closed, updated] =
        [&columns.solved_at, &columns.closed_at, &columns.updated_at].map(|times| times.as_ref().unwrap());
    for row in 0..created.len() {
        assert!(closed.secs[row] == NO_SECS || closed.secs[row] >= solved.secs[row], "row {row}");
        assert!(solved.secs[row] == NO_SECS || updated.secs[row] >= solved.secs[row], "row {row}");
        let status = Status::ALL[columns.status.as_ref().unwrap()[row] as usize];
        assert_eq!(status.is_done(), solved.secs[row] != NO_SECS, "row {row}");
    }
    // The last second of 30 June 2026 in Oslo.
    assert_eq!(truth.end_utc, 1_782_856_799);
}

#[test]
fn the_year_tells_its_story() {
    let (dataset, truth) = shop();
    let outcomes = truth.outcomes(7, ReturnScope::AnyTopic, truth.end_utc);
    let mut by_month: BTreeMap<(i32, u32), Vec<Outcome>> = BTreeMap::new();
    for (story, outcome) in truth.tickets.iter().zip(&outcomes) {
        let (year, month, _) = Day((story.created_utc / 86_400) as i32).to_ymd();
        by_month.entry((year, month)).or_default().extend(outcome);
    }
    let share = |month: (i32, u32), is: &dyn Fn(Outcome) -> bool| {
        let tickets = &by_month[&month];
        tickets.iter().filter(|outcome| is(**outcome)).count() as f64 / tickets.len() as f64
    };
    let of_ai =
        |month, is: &dyn Fn(Outcome) -> bool| share(month, is) / share(month, &Outcome::is_ai_involved);
    let durable = |outcome| matches!(outcome, Outcome::Durable | Outcome::Confirmed);

    for month in 7..=10 {
        assert_eq!(share((2025, month), &Outcome::is_ai_involved), 0.0, "no AI before its launch");
    }
    assert!(share((2025, 11), &Outcome::is_ai_involved) < 0.25);
    assert!(share((2026, 6), &Outcome::is_ai_involved) > 0.55);
    assert!(
        by_month[&(2025, 12)].len() as f64 > 1.4 * by_month[&(2025, 10)].len() as f64,
        "peak before Christmas"
    );
    assert!(of_ai((2026, 3), &durable) < of_ai((2026, 1), &durable) - 0.08, "knowledge grows old");
    assert!(of_ai((2026, 5), &durable) > of_ai((2026, 3), &durable) + 0.08, "and is renewed");

    let levels = &dataset.columns.rating.as_ref().unwrap().level;
    let response = |is: &dyn Fn(usize) -> bool| {
        let offered = (0..levels.len()).filter(|row| is(*row) && levels[*row] != NO_BYTE);
        let (rated, offered) =
            offered.fold((0, 0), |(rated, n), row| (rated + u32::from(levels[row] < 5), n + 1));
        f64::from(rated) / f64::from(offered)
    };
    let ai_rate =
        response(&|row| truth.tickets[row].ai == AiPart::Answered && !truth.tickets[row].has_human_reply);
    let human_rate =
        response(&|row| truth.tickets[row].ai == AiPart::None && truth.tickets[row].has_human_reply);
    assert!((0.045..0.075).contains(&ai_rate), "{ai_rate}");
    assert!((0.15..0.21).contains(&human_rate), "{human_rate}");

    let topics = dataset.columns.topic.as_ref().unwrap();
    let seen: std::collections::BTreeSet<u32> = (0..levels.len()).map(|row| topics.codes.get(row)).collect();
    assert_eq!(seen.iter().filter(|code| **code != NO_CODE).count(), 40);
    let mut by_requester: BTreeMap<u32, u32> = BTreeMap::new();
    for requester in dataset.columns.requester.as_ref().unwrap() {
        *by_requester.entry(*requester).or_default() += u32::from(*requester != NO_CODE);
    }
    let most = by_requester.values().max().copied().unwrap_or_default();
    let repeating =
        by_requester.values().filter(|tickets| **tickets > 1).count() as f64 / by_requester.len() as f64;
    assert!((30..=80).contains(&most), "{most}");
    assert!((0.3..0.6).contains(&repeating), "{repeating}");
    let excluded = outcomes.iter().filter(|outcome| outcome.is_none()).count();
    assert!((500..900).contains(&excluded), "{excluded}");
}

#[test]
fn returns_come_by_other_channels_too() {
    let (_, truth) = shop();
    let mut firsts = BTreeMap::new();
    let (mut same, mut other) = (0, 0);
    for story in &truth.tickets {
        if story.attempt == 0 {
            firsts.insert(story.problem, story.channel);
        } else if story.attempt == 1 {
            *if firsts[&story.problem] == story.channel { &mut same } else { &mut other } += 1;
        }
    }
    let share = f64::from(other) / f64::from(same + other);
    assert!((0.3..0.5).contains(&share), "{share}");
    let (_, hidden) = generate_with(&World::returns_elsewhere(), 3_000, 5);
    assert!(hidden.tickets.iter().all(|story| (story.attempt > 0) == (story.channel == Channel::Email)));
}

#[test]
fn shares_lie_near_their_probabilities() {
    // The share of AI tickets that are kept, against the probability that the world's parameters imply: 3 standard deviations.
    let (_, truth) = generate_with(&World::plain(), 40_000, 11);
    let outcomes = truth.outcomes(7, ReturnScope::AnyTopic, truth.end_utc);
    let ripe = truth.end_utc - 14 * 86_400;
    let (mut kept, mut expected, mut n) = (0.0, 0.0, 0.0);
    for (story, outcome) in truth.tickets.iter().zip(&outcomes) {
        if let (Some(probability), Some(outcome)) = (story.kept_probability, outcome)
            && story.created_utc < ripe
        {
            n += 1.0;
            expected += probability;
            kept += f64::from(u8::from(matches!(outcome, Outcome::Durable | Outcome::Confirmed)));
        }
    }
    let deviation = (expected / n * (1.0 - expected / n) / n).sqrt();
    assert!(n > 20_000.0);
    assert!((kept - expected).abs() / n < 3.0 * deviation, "{} against {}", kept / n, expected / n);
}

#[test]
fn one_customer_can_have_four_hundred_tickets() {
    let (dataset, _) = generate_with(&World::one_heavy_customer(), 4_000, 1);
    let mut by_requester: BTreeMap<u32, u32> = BTreeMap::new();
    for requester in dataset.columns.requester.as_ref().unwrap() {
        *by_requester.entry(*requester).or_default() += 1;
    }
    let mut counts: Vec<u32> = by_requester.into_values().collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    assert!(counts[0] >= 400, "{}", counts[0]);
    assert!(counts[1] <= 4, "{}", counts[1]);
}

#[test]
fn an_opened_ticket_reads_like_its_row() {
    let (dataset, _) = shop();
    let columns = &dataset.columns;
    let number = |column: &Option<Vec<u8>>, row: u32| usize::from(column.as_ref().unwrap()[row as usize]);
    let mut openings = std::collections::BTreeSet::new();
    for row in 0..dataset.rows {
        let record = raw_record(&dataset, row);
        let by = |author: &str| record.messages.iter().filter(|message| message.author == author).count();
        let is_outbound = number(&columns.initiator, row) == 1;
        assert_eq!(by("ai"), number(&columns.ai_replies, row), "row {row}");
        assert_eq!(by("human"), number(&columns.human_replies, row) + usize::from(is_outbound), "row {row}");
        assert_eq!(
            by("customer"),
            number(&columns.customer_messages, row),
            "row {row}: {:#?}",
            record.messages
        );
        assert!(record.messages.is_sorted_by_key(|message| &message.at), "row {row}");
        for message in &record.messages {
            assert!(!message.text.contains(['{', '}']), "row {row}: {}", message.text);
            assert!(message.at >= record.messages[0].at, "row {row}");
        }
        if row < 2_000 {
            openings.insert(record.fields.iter().find(|(name, ..)| name == "Description").unwrap().2.clone());
        }
    }
    assert!(openings.len() > 1_700, "{} different openings in 2,000 tickets", openings.len());
    assert_eq!(raw_record(&dataset, 7).messages, raw_record(&dataset, 7).messages);
    assert!(raw_record(&dataset, dataset.rows).fields.is_empty());
}
