//! What the engine counts, against what really happened in generated worlds.
//!
//! The generator labels every ticket from its story, without a look at the engine's rules; the engine reads columns. And intervals
//! must cover the truth as often as they claim, in worlds where tickets are independent. Where they are not, or where silence is
//! read as success, the tests say how far a naive reading goes wrong.

use engine::dataset::Dataset;
use engine::derive::{Derived, Facts, derive};
use engine::query::{Context, Tally, by_day, by_value};
use engine::sample::{AiPart, Satisfaction, Survey, Truth, World, generate_with};
use engine::stats::{newcombe, wilson};
use model::filter::{Dimension, Filter};
use model::outcome::{HandledBy, Outcome, RatingState};
use model::settings::{ReturnScope, Settings};
use model::units::Day;
use std::collections::BTreeMap;

fn worlds() -> [(&'static str, World); 7] {
    [
        ("Fjell & Fern", World::fjell_and_fern()),
        ("plain", World::plain()),
        ("no AI effect", World::no_ai_effect()),
        ("unequal response", World::unequal_response()),
        ("returns elsewhere", World::returns_elsewhere()),
        ("one heavy customer", World::one_heavy_customer()),
        ("cut off", World::cut_off()),
    ]
}

fn made(world: &World, tickets: u32, seed: u64) -> (Dataset, Truth, Derived) {
    let (dataset, truth) = generate_with(world, tickets, seed);
    let derived = derive(&dataset, &Settings::default()).unwrap();
    (dataset, truth, derived)
}

#[test]
fn every_ticket_stands_on_the_rung_of_its_story() {
    for (name, world) in worlds() {
        for seed in 1..=3 {
            let (dataset, truth) = generate_with(&world, 4_000, seed);
            for return_days in [1, 7, 30] {
                for return_scope in [ReturnScope::AnyTopic, ReturnScope::SameTopic] {
                    let settings = Settings { return_days, return_scope, ..Settings::default() };
                    let derived = derive(&dataset, &settings).unwrap();
                    assert_eq!(derived.as_of_utc, truth.end_utc, "{name}: the file knows the whole last day");
                    let outcomes = truth.outcomes(return_days, return_scope, truth.end_utc);
                    let mut wrong = BTreeMap::new();
                    for (row, told) in outcomes.iter().enumerate() {
                        let facts = &derived.classes[derived.class[row] as usize];
                        let judged = facts.is_eligible.then_some(facts.outcome);
                        if judged != *told {
                            wrong.entry((*told, judged)).or_insert_with(Vec::new).push(row);
                        }
                    }
                    assert!(wrong.is_empty(), "{name}, seed {seed}, {settings:?}: {wrong:?}");
                }
            }
        }
    }
}

#[test]
fn who_handled_it_is_who_wrote() {
    for (name, world) in worlds() {
        let (_, truth, derived) = made(&world, 4_000, 9);
        for (row, story) in truth.tickets.iter().enumerate().filter(|(_, story)| story.is_eligible) {
            let has_ai = !matches!(story.ai, AiPart::None | AiPart::Drafted);
            let told = match (has_ai, story.has_human_reply) {
                (true, false) => Some(HandledBy::AiOnly),
                (true, true) => Some(HandledBy::AiThenHuman),
                (false, true) => Some(HandledBy::HumanOnly),
                (false, false) => None,
            };
            let facts = &derived.classes[derived.class[row] as usize];
            assert_eq!(facts.handled_by, told, "{name}, row {row}: {story:?}");
        }
    }
}

/// Tickets of the first `days` days of a world.
fn of_days<'a>(context: Context<'a>, world: &World, days: i32, filter: &Filter) -> Tally<'a> {
    by_day(context, filter).tally(world.first_day, Day(world.first_day.0 + days))
}

fn is_kept(facts: &Facts) -> bool {
    facts.is_eligible && matches!(facts.outcome, Outcome::Durable | Outcome::Confirmed)
}

fn is_ai(facts: &Facts) -> bool {
    facts.is_eligible && facts.outcome.is_ai_involved()
}

/// How often `covers(seed)` holds.
fn coverage(seeds: std::ops::Range<u64>, covers: impl Fn(u64) -> bool) -> f64 {
    let n = (seeds.end - seeds.start) as f64;
    seeds.filter(|seed| covers(*seed)).count() as f64 / n
}

fn within(interval: Option<(f64, f64)>, truth: f64) -> bool {
    interval.is_some_and(|(low, high)| (low..=high).contains(&truth))
}

#[test]
fn the_durable_share_is_covered_as_often_as_claimed() {
    let world = World::plain();
    let truth_share = world.kept_probability(world.topics[0].hardness, world.first_day, 7);
    let covered = coverage(0..1_500, |seed| {
        let (dataset, _, derived) = made(&world, 400, seed);
        let context = Context { dataset: &dataset, derived: &derived };
        // Chats of the last fortnight may still be open to a return; those before are not.
        let tally = of_days(context, &world, 76, &Filter::default());
        within(wilson(tally.count(is_kept), tally.count(is_ai)), truth_share)
    });
    assert!((0.935..=0.965).contains(&covered), "{covered}");
}

#[test]
fn satisfaction_and_its_difference_are_covered_as_often_as_claimed() {
    // Everybody who is asked answers alike, so that those who rated are a fair sample: the AI gains five points.
    let world = World {
        satisfaction: Satisfaction { base: 0.78, hardness_costs: 0.0, unsolved_costs: 0.0, ai_effect: 0.05 },
        survey: Survey { offered: 1.0, answered_ai: 0.4, answered_people: 0.4, dissatisfied_factor: 1.0 },
        routing: engine::sample::Routing { share: 0.5, easy_bias: 0.0, ramp_days: 0 },
        ..World::plain()
    };
    let rated = |facts: &Facts, by| {
        facts.is_eligible
            && facts.handled_by == Some(by)
            && matches!(facts.rating, RatingState::Good | RatingState::Bad)
    };
    let (mut share, mut difference) = (0, 0);
    let seeds = 1_500;
    for seed in 0..seeds {
        let (dataset, _, derived) = made(&world, 400, seed);
        let context = Context { dataset: &dataset, derived: &derived };
        let tally = by_day(context, &Filter::default()).all();
        let good = |by| tally.count(|facts| rated(facts, by) && facts.rating == RatingState::Good);
        let n = |by| tally.count(|facts| rated(facts, by));
        let (ai, people) = (HandledBy::AiOnly, HandledBy::HumanOnly);
        share += u32::from(within(wilson(good(ai), n(ai)), 0.83));
        difference += u32::from(within(newcombe(good(ai), n(ai), good(people), n(people)), 0.05));
    }
    for covered in [share, difference].map(|times| f64::from(times) / seeds as f64) {
        assert!((0.935..=0.965).contains(&covered), "{covered}");
    }
}

#[test]
fn easy_routing_alone_makes_a_gap_that_vanishes_within_topics() {
    let world = World::no_ai_effect();
    let (mut naive_finds_a_gap, mut adjusted_covers_none) = (0, 0);
    let seeds = 60;
    for seed in 0..seeds {
        let (dataset, truth, derived) = made(&world, 4_000, seed);
        assert_eq!(truth.ai_effect, 0.0);
        let context = Context { dataset: &dataset, derived: &derived };
        let count = |tally: &Tally<'_>, by, good: bool| {
            tally.count(|facts| {
                facts.is_eligible
                    && facts.handled_by == Some(by)
                    && (facts.rating == RatingState::Good || (!good && facts.rating == RatingState::Bad))
            })
        };
        let all = by_day(context, &Filter::default()).all();
        let (ai, people) = (HandledBy::AiOnly, HandledBy::HumanOnly);
        let naive = newcombe(
            count(&all, ai, true),
            count(&all, ai, false),
            count(&all, people, true),
            count(&all, people, false),
        );
        naive_finds_a_gap += u32::from(naive.is_some_and(|(low, _)| low > 0.0));
        // The difference within each topic, weighted by the AI's tickets (the effect on those it gets).
        let (mut sum, mut variance, mut weight) = (0.0, 0.0, 0.0);
        for (_, tally) in by_value(context, &Filter::default(), Dimension::Topic) {
            let [n1, k1, n2, k2] = [(ai, false), (ai, true), (people, false), (people, true)]
                .map(|(by, good)| count(&tally, by, good) as f64);
            if n1 >= 5.0 && n2 >= 5.0 {
                let (p1, p2) = (k1 / n1, k2 / n2);
                sum += n1 * (p1 - p2);
                // Agresti and Caffo's addition of one success and one failure keeps small topics from a variance of none.
                let spread =
                    |k: f64, n: f64| (k + 1.0) / (n + 2.0) * (1.0 - (k + 1.0) / (n + 2.0)) / (n + 2.0);
                variance += n1 * n1 * (spread(k1, n1) + spread(k2, n2));
                weight += n1;
            }
        }
        adjusted_covers_none += u32::from((sum / weight).abs() <= 1.96 * variance.sqrt() / weight);
    }
    assert!(naive_finds_a_gap >= 57, "{naive_finds_a_gap} of {seeds}");
    assert!(adjusted_covers_none >= 53, "{adjusted_covers_none} of {seeds}");
}

#[test]
fn few_answers_mislead_and_the_worst_case_bounds_hold() {
    let world = World::unequal_response();
    let (dataset, truth, derived) = made(&world, 20_000, 4);
    let context = Context { dataset: &dataset, derived: &derived };
    let tally = by_day(context, &Filter::default()).all();
    for by in [HandledBy::AiOnly, HandledBy::HumanOnly] {
        let count = |state| {
            tally.count(|facts| facts.is_eligible && facts.handled_by == Some(by) && facts.rating == state)
        };
        let (good, bad, silent) =
            (count(RatingState::Good), count(RatingState::Bad), count(RatingState::Offered));
        let asked = (good + bad + silent) as f64;
        assert!(!within(wilson(good, good + bad), 0.80), "those who answer are not like the others");
        assert!((good as f64 / asked..=(good + silent) as f64 / asked).contains(&0.80));
        let response = (good + bad) as f64 / asked;
        let expected = if by == HandledBy::AiOnly { 0.06 } else { 0.42 };
        assert!((response - expected).abs() < 0.01, "{response}");
    }
    let satisfied =
        truth.tickets.iter().filter(|story| story.is_satisfied).count() as f64 / truth.tickets.len() as f64;
    assert!((satisfied - 0.80).abs() < 0.01, "all of them, asked or not: {satisfied}");
}

#[test]
fn returns_by_another_channel_count_against_the_chat_they_follow() {
    let world = World::returns_elsewhere();
    let truth_share = world.kept_probability(world.topics[0].hardness, world.first_day, 7);
    let (dataset, _, derived) = made(&world, 20_000, 2);
    let context = Context { dataset: &dataset, derived: &derived };
    let chats = Filter::default().with(Dimension::Channel, &["chat"]);
    let tally = of_days(context, &world, 76, &chats);
    let (kept, ai) = (tally.count(is_kept), tally.count(is_ai));
    let (low, high) = wilson(kept, ai).unwrap();
    assert!((low..=high).contains(&truth_share), "{low} to {high} for {truth_share}");
    let ceiling = tally.count(|facts| is_ai(facts) && facts.outcome.is_ceiling());
    let bounced = tally.count(|facts| is_ai(facts) && facts.outcome == Outcome::Bounced);
    assert!(bounced as f64 / ceiling as f64 > 0.15, "{bounced} of {ceiling} came back by e-mail");
}

#[test]
fn unripe_days_are_neither_success_nor_failure() {
    let world = World::cut_off();
    let truth_share = world.kept_probability(world.topics[0].hardness, world.first_day, 7);
    let mut sums = [0.0; 2];
    let seeds = 40;
    for seed in 0..seeds {
        let (dataset, _, derived) = made(&world, 3_000, seed);
        let context = Context { dataset: &dataset, derived: &derived };
        let all = by_day(context, &Filter::default()).all();
        assert!(all.count(|facts| facts.outcome == Outcome::Immature) > 100);
        let ripe = of_days(context, &world, 16, &Filter::default());
        assert_eq!(ripe.count(|facts| facts.outcome == Outcome::Immature && is_ai(facts)), 0);
        for (sum, tally) in sums.iter_mut().zip([&all, &ripe]) {
            *sum += tally.count(is_kept) as f64 / tally.count(is_ai) as f64 / seeds as f64;
        }
    }
    assert!(sums[0] < truth_share - 0.05, "with the unripe days in the denominator: {}", sums[0]);
    assert!((sums[1] - truth_share).abs() < 0.01, "{} for {truth_share}", sums[1]);
}

#[test]
fn the_sample_holds_what_the_start_screen_promises() {
    let (dataset, _, derived) = made(&World::fjell_and_fern(), 20_000, 1);
    assert_eq!(derived.time_zone, "Europe/Oslo");
    assert_eq!(derived.as_of, Day::from_ymd(2026, 6, 30));
    assert_eq!(derived.first_day, Day::from_ymd(2025, 7, 1));
    assert_eq!(derived.ai_since, Some(Day::from_ymd(2025, 11, 3)));
    assert_eq!(derived.ai_agents, ["Fern Assistant", "Fern Returns"]);
    let context = Context { dataset: &dataset, derived: &derived };
    for dimension in
        [Dimension::Topic, Dimension::Channel, Dimension::Team, Dimension::Language, Dimension::Priority]
    {
        assert!(by_value(context, &Filter::default(), dimension).len() >= 3, "{dimension:?}");
    }
}
