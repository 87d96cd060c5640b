//! From columns to rungs: tables small enough to be judged by hand.

mod support;

use engine::dataset::{AiTag, AiTagMeaning, Clock, Dataset, NO_SECS};
use engine::derive::{Derived, Facts, derive, explain, rederive};
use model::error::ProblemKind;
use model::mapping::Mapping;
use model::outcome::{HandledBy, Outcome, RatingState};
use model::settings::{DateOrder, ReturnScope, Settings};
use model::units::Day;
use support::{span, tickets};

fn settings() -> Settings {
    Settings::default()
}

fn derived(dataset: &Dataset) -> Derived {
    derive(dataset, &settings()).unwrap()
}

fn facts(derived: &Derived) -> Vec<Facts> {
    derived.class.iter().map(|class| derived.classes[*class as usize]).collect()
}

fn outcomes(dataset: &Dataset, settings: &Settings) -> Vec<Outcome> {
    facts(&derive(dataset, settings).unwrap()).iter().map(|facts| facts.outcome).collect()
}

fn decision<'a>(derived: &'a Derived, id: &str) -> &'a model::import::Decision {
    derived.decisions.iter().find(|decision| decision.id == id).unwrap_or_else(|| panic!("no decision {id}"))
}

#[test]
fn one_ticket_for_each_rung() {
    let dataset = tickets(
        "created          | solved | status | requester | ai  | assisted | handoff | outcome   | replies | reopens | rating
         2026-01-01 00:00 | +1h    | closed | a         | no  | no       | no      | -         | 2       | 0       | 5
         2026-01-01 00:00 | +1h    | closed | b         | no  | yes      | no      | -         | 1       | 0       | -
         2026-01-01 00:00 | -      | open   | c         | yes | no       | yes     | -         | 0       | 0       | -
         2026-01-01 00:00 | +1h    | closed | d         | yes | no       | yes     | -         | 1       | 0       | 1
         2026-01-01 00:00 | +1h    | closed | e         | yes | no       | no      | abandoned | 0       | 0       | -
         2026-01-01 00:00 | -      | open   | f         | yes | no       | no      | -         | 0       | 0       | -
         2026-01-01 00:00 | +1h    | closed | g         | yes | no       | no      | assumed   | 0       | 1       | 5
         2026-01-01 00:00 | +1h    | closed | h         | yes | no       | no      | assumed   | 0       | 0       | offered
         2026-01-05 00:00 | -      | new    | h         | no  | no       | no      | -         | 0       | 0       | -
         2026-01-30 00:00 | +1h    | closed | i         | yes | no       | no      | assumed   | 0       | 0       | 2
         2026-01-01 00:00 | +1h    | closed | j         | yes | no       | no      | assumed   | 0       | 0       | -
         2026-01-01 00:00 | +1h    | closed | k         | yes | no       | no      | confirmed | 0       | 0       | -
         2026-01-01 00:00 | +1h    | closed | l         | yes | no       | no      | assumed   | 0       | 0       | 4
         2026-01-31 12:00 | +1h    | closed | m         | yes | no       | no      | assumed   | 0       | 0       | 5
         2026-01-01 00:00 | +1h    | closed | n         | yes | no       | no      | negative  | 0       | 0       | -",
    );
    let expected = [
        (Outcome::HumanOnly, Some(HandledBy::HumanOnly)),
        (Outcome::Assisted, Some(HandledBy::HumanOnly)),
        (Outcome::FailedHandoff, Some(HandledBy::AiOnly)),
        (Outcome::Escalated, Some(HandledBy::AiThenHuman)),
        (Outcome::Abandoned, Some(HandledBy::AiOnly)),
        (Outcome::StillOpen, Some(HandledBy::AiOnly)),
        (Outcome::Bounced, Some(HandledBy::AiOnly)),
        (Outcome::Bounced, Some(HandledBy::AiOnly)),
        (Outcome::HumanOnly, None),
        (Outcome::Immature, Some(HandledBy::AiOnly)),
        (Outcome::Durable, Some(HandledBy::AiOnly)),
        (Outcome::Confirmed, Some(HandledBy::AiOnly)),
        (Outcome::Confirmed, Some(HandledBy::AiOnly)),
        (Outcome::Confirmed, Some(HandledBy::AiOnly)),
        (Outcome::Abandoned, Some(HandledBy::AiOnly)),
    ];
    let derived = derived(&dataset);
    let facts = facts(&derived);
    for (row, (facts, expected)) in facts.iter().zip(expected).enumerate() {
        assert_eq!(
            (facts.outcome, facts.handled_by),
            expected,
            "row {row}: {:?}",
            explain(&dataset, &derived, row as u32)
        );
    }
    assert_eq!(facts[0].rating, RatingState::Good);
    assert_eq!((facts[3].rating, facts[3].rating_level), (RatingState::Bad, 0));
    assert_eq!(facts[7].rating, RatingState::Offered);
    assert_eq!(facts[10].rating, RatingState::None);
    assert_eq!(derived.eligible, 15);
    assert_eq!(derived.ai_since, Day::parse("2026-01-01"));
}

#[test]
fn the_edges_of_the_window() {
    let dataset = tickets(
        "created          | solved | status | requester | ai
         2026-01-01 00:00 | +1h    | closed | in        | yes
         2026-01-08 01:00 | +1h    | closed | in        | no
         2026-01-01 00:00 | +1h    | closed | out       | yes
         2026-01-08 01:00:01 | +1h | closed | out       | no
         2026-01-01 00:00 | +1h    | closed | same      | yes
         2026-01-01 01:00 | +1h    | closed | same      | no
         2026-01-20 00:00 | +1d    | closed | ripe      | yes
         2026-01-20 00:00 | +1d1s  | closed | unripe    | yes
         2026-01-28 00:00 | -      | open   | last      | no",
    );
    let derived = derived(&dataset);
    let outcomes: Vec<Outcome> = facts(&derived).iter().map(|facts| facts.outcome).collect();
    assert_eq!(outcomes[0], Outcome::Bounced, "seven days to the second");
    assert_eq!(outcomes[2], Outcome::Durable, "a second later");
    assert_eq!(outcomes[4], Outcome::Durable, "in the second of the resolution: no return");
    assert_eq!((outcomes[6], outcomes[7]), (Outcome::Durable, Outcome::Immature));
    assert_eq!(derived.return_secs[0], span("7d"));
    assert_eq!(derived.return_secs[2], span("7d1s"));
    assert_eq!(derived.return_secs[1], NO_SECS);
    let longer = Settings { return_days: 8, ..settings() };
    let mut again = derived.clone();
    rederive(&dataset, &mut again, &longer).unwrap();
    let fresh = derive(&dataset, &longer).unwrap();
    assert_eq!((&again.class, &again.classes), (&fresh.class, &fresh.classes));
    assert_eq!(again.decisions.len(), fresh.decisions.len());
    assert_eq!(facts(&again)[2].outcome, Outcome::Bounced);
    assert_eq!(facts(&again)[6].outcome, Outcome::Immature);
}

#[test]
fn only_eligible_tickets_are_returns() {
    let dataset = tickets(
        "created          | solved | status  | requester | ai  | origin
         2026-01-01 00:00 | +1h    | closed  | a         | yes | customer
         2026-01-02 00:00 | -      | removed | a         | no  | customer
         2026-01-03 00:00 | +1h    | closed  | a         | no  | outbound
         2026-01-01 00:00 | +1h    | closed  | -         | yes | -
         2026-01-02 00:00 | +1h    | closed  | -         | yes | customer
         2026-02-01 00:00 | +1h    | closed  | z         | no  | test",
    );
    let derived = derived(&dataset);
    let facts = facts(&derived);
    assert_eq!(facts[0].outcome, Outcome::Durable);
    assert_eq!(
        (facts[3].outcome, facts[3].is_returned),
        (Outcome::Durable, None),
        "two unknown people are not one"
    );
    assert_eq!(derived.eligible, 3);
    let excluded: Vec<(u64, &str)> = derived.excluded.iter().map(|x| (x.count, x.reason.as_str())).collect();
    assert_eq!(excluded.len(), 3);
    assert!(excluded.iter().all(|(count, _)| *count == 1), "{excluded:?}");
    assert!(!facts[1].is_eligible && !facts[2].is_eligible && !facts[5].is_eligible);
}

#[test]
fn the_same_topic_may_be_asked_for() {
    let dataset = tickets(
        "created          | solved | status | requester | ai  | topic
         2026-01-01 00:00 | +1h    | closed | a         | yes | refund
         2026-01-02 00:00 | +1h    | closed | a         | no  | login
         2026-01-04 00:00 | +1h    | closed | a         | no  | refund
         2026-01-05 00:00 | +1h    | closed | a         | yes | other
         2026-02-01 00:00 | -      | open   | b         | no  | other",
    );
    let any = derived(&dataset);
    assert_eq!(any.return_secs[..4], [span("23h"), span("1d23h"), span("23h"), NO_SECS]);
    let same = derive(&dataset, &Settings { return_scope: ReturnScope::SameTopic, ..settings() }).unwrap();
    assert_eq!(same.return_secs[..4], [span("2d23h"), NO_SECS, NO_SECS, NO_SECS]);
}

#[test]
fn a_long_ticket_skips_what_came_meanwhile() {
    let dataset = tickets(
        "created          | solved | status | requester
         2026-01-01 00:00 | +10d   | closed | a
         2026-01-02 00:00 | +1h    | closed | a
         2026-01-03 00:00 | +1h    | closed | a
         2026-01-12 00:00 | +1h    | closed | a",
    );
    assert_eq!(derived(&dataset).return_secs, [span("1d"), span("23h"), span("8d23h"), NO_SECS]);
}

#[test]
fn solved_by_the_first_that_is_known() {
    let dataset = tickets(
        "created          | solved | closed | updated | resolution_time | status
         2026-01-01 00:00 | +1h    | +2h    | +3h     | 4h              | closed
         2026-01-01 00:00 | -      | +2h    | +3h     | -               | closed
         2026-01-01 00:00 | -      | -      | +3h     | 4h              | solved
         2026-01-01 00:00 | -      | -      | +3h     | -               | solved
         2026-01-01 00:00 | -      | -      | -       | -               | solved
         2026-01-01 00:00 | +1h    | +2h    | +3h     | 4h              | open
         2026-01-01 00:00 | before 1h | +2h | +3h     | -               | closed
         2026-01-01 00:00 | +1h    | -      | -       | -               | other
         2026-01-01 00:00 | -      | -      | +3h     | -               | other",
    );
    let derived = derived(&dataset);
    let start = derived.created_utc[0];
    let after: Vec<Option<u32>> =
        derived.resolved_utc.iter().map(|utc| (*utc != NO_SECS).then(|| utc - start)).collect();
    let hours = |n: u32| Some(n * 3_600);
    assert_eq!(after, [hours(1), hours(2), hours(4), hours(3), hours(0), None, hours(3), hours(1), None]);
    let secs = |n: u32| n * 3_600;
    assert_eq!(
        derived.resolution_secs,
        [secs(4), secs(2), secs(4), NO_SECS, NO_SECS, NO_SECS, NO_SECS, secs(1), NO_SECS],
        "the file's own duration first; the last change is no resolution time"
    );
    assert_eq!(derived.negative, [("full resolution time".to_string(), 1)]);
    assert!(decision(&derived, "resolved_at").reason.contains("1 by creation"));
}

#[test]
fn business_hours_give_way_to_instants() {
    let mut dataset = tickets(
        "created          | solved | status | resolution_time | reply_time | first_reply
         2026-01-01 00:00 | +50h   | closed | 10h             | 1m         | +2m
         2026-01-01 00:00 | +30h   | closed | 8h              | 1m         | +3m",
    );
    dataset.columns.resolution_time.as_mut().unwrap().clock = Clock::Business;
    assert_eq!(derived(&dataset).resolution_secs, [span("50h"), span("30h")]);
    dataset.columns.resolution_time.as_mut().unwrap().clock = Clock::Unknown;
    assert_eq!(
        derived(&dataset).resolution_secs,
        [span("50h"), span("30h")],
        "they disagree with the instants"
    );
    assert_eq!(derived(&dataset).first_reply_secs, [60, 60], "in calendar time, the file's own word counts");
    dataset.columns.first_reply_time.as_mut().unwrap().clock = Clock::Unknown;
    assert_eq!(derived(&dataset).first_reply_secs, [60, 60], "they agree within an hour");
    dataset.columns.solved_at = None;
    dataset.columns.resolution_time.as_mut().unwrap().clock = Clock::Business;
    let derived = derived(&dataset);
    assert_eq!(derived.resolution_secs, [span("10h"), span("8h")], "nothing else is known");
    assert!(decision(&derived, "clock").reason.contains("business hours"));
}

#[test]
fn a_person_by_reply_by_vendor_by_assignment() {
    let dataset = tickets(
        "created          | solved | status | ai  | agent      | outcome   | first_human
         2026-01-01 00:00 | +1h    | closed | yes | Mia Berg   | -         | -
         2026-01-01 00:00 | +1h    | closed | yes | -          | escalated | +5m",
    );
    let with_first_human = facts(&derived(&dataset));
    assert_eq!(with_first_human[0].outcome, Outcome::Immature, "no human reply is a fact here");
    assert_eq!(with_first_human[1].outcome, Outcome::Escalated);
    let dataset = tickets(
        "created          | solved | status | ai  | agent      | outcome
         2026-01-01 00:00 | +1h    | closed | yes | Mia Berg   | -
         2026-01-01 00:00 | +1h    | closed | yes | Mia Berg   | assumed
         2026-01-01 00:00 | +1h    | closed | yes | -          | escalated
         2026-01-01 00:00 | +1h    | closed | yes | Answer Bot | -
         2026-02-01 00:00 | -      | open   | no  | -          | -",
    );
    let derived = derived(&dataset);
    let outcomes: Vec<Outcome> = facts(&derived).iter().map(|facts| facts.outcome).collect();
    assert_eq!(outcomes[..4], [Outcome::Escalated, Outcome::Durable, Outcome::Escalated, Outcome::Durable]);
    let reason = &decision(&derived, "human_touch").reason;
    assert!(reason.contains("Of 4 tickets") && reason.contains("1 by a person as the assignee"), "{reason}");
}

#[test]
fn signs_of_an_ai_can_be_switched() {
    let mut dataset = tickets(
        "created          | solved | status | agent        | team       | tags
         2026-01-01 00:00 | +1h    | closed | Answer Bot   | Support    | -
         2026-01-01 00:00 | +1h    | closed | Diane Abbott | Support    | ai_closed vip
         2026-01-01 00:00 | +1h    | closed | Jo Operator  | Support    | -
         2026-01-01 00:00 | +1h    | closed | Nova         | Billing    | -
         2026-01-01 00:00 | +1h    | closed | Ed Moss      | AI Agents  | vip
         2026-02-01 00:00 | +1h    | closed | Ed Moss      | AI escalations | -",
    );
    dataset.ai_tags.push(AiTag {
        tag: "ai_closed".into(),
        meaning: AiTagMeaning::Resolved,
        reason: "documented".into(),
    });
    let involved = |settings: &Settings| -> Vec<bool> {
        outcomes(&dataset, settings).iter().map(|outcome| outcome.is_ai_involved()).collect()
    };
    assert_eq!(involved(&settings()), [true, true, false, false, true, false]);
    let switched = |id: &str, on: bool| {
        let mapping = Mapping { ai_signs: vec![(id.into(), on)], ..Mapping::default() };
        Settings { mappings: vec![mapping], ..settings() }
    };
    assert_eq!(involved(&switched("agent=Answer Bot", false)), [false, true, false, false, true, false]);
    assert_eq!(involved(&switched("agent=Nova", true)), [true, true, false, true, true, false]);
    assert_eq!(involved(&switched("tag=vip", true)), [true, true, false, false, true, false]);
    assert_eq!(involved(&switched("team=Billing", true)), [true, true, false, true, true, false]);
    assert_eq!(involved(&switched("tag=ai_closed", false)), [true, false, false, false, true, false]);
    let derived = derive(&dataset, &switched("agent=Nova", true)).unwrap();
    let sign = derived.ai_signs.iter().find(|sign| sign.id == "agent=Nova").unwrap();
    assert_eq!((sign.tickets, sign.is_on, sign.is_override), (1, true, true));
    let doubtful = derived.ai_signs.iter().find(|sign| sign.id == "team=AI escalations").unwrap();
    assert!(!doubtful.is_on && !doubtful.is_override);
    assert!(derived.ai_agents.contains(&"Nova".to_string()));
    assert_eq!(derived.ai_agents[derived.ai_agent[0] as usize], "Answer Bot");
    assert!(decision(&derived, "ai").is_override);
}

#[test]
fn days_follow_the_zone() {
    let table = "created             | solved
                 2026-03-28 23:30 | +4h
                 2026-03-29 00:30 | +4h
                 2026-03-29 23:30 | +4h";
    let zoned = |dataset: &Dataset, name: &str| {
        derive(dataset, &Settings { time_zone: Some(name.into()), ..settings() }).unwrap()
    };
    let local = tickets(table);
    let berlin = zoned(&local, "Europe/Berlin");
    assert_eq!(berlin.day, [0, 1, 1], "times without a zone keep their day in every zone");
    assert_eq!(berlin.created_utc[0] + 3_600, derived(&local).created_utc[0]);
    assert_eq!(
        berlin.resolution_secs,
        [span("3h"), span("3h"), span("4h")],
        "one of the four hours on the clock was skipped that night"
    );
    let absolute = tickets(&format!("absolute\n{table}"));
    assert_eq!(
        zoned(&absolute, "Europe/Berlin").day,
        [0, 0, 1],
        "00:30 and 01:30 in Berlin; then 01:30 of the 30th"
    );
    assert_eq!(zoned(&absolute, "Europe/Berlin").first_day, Day::parse("2026-03-29").unwrap());
    assert_eq!(zoned(&absolute, "America/New_York").day, [0, 0, 1]);
    assert_eq!(zoned(&absolute, "UTC").resolution_secs, [span("4h"); 3]);
    let mut named = tickets(table);
    named.zone_in_file = Some("Europe/Berlin".into());
    assert_eq!(derived(&named).time_zone, "Europe/Berlin");
    assert_eq!(zoned(&named, "Asia/Tokyo").time_zone, "Asia/Tokyo");
    assert!(decision(&zoned(&named, "Asia/Tokyo"), "time_zone").is_override);
    named.zone_in_file = Some("Moon/Tycho".into());
    assert_eq!(derived(&named).time_zone, "UTC");
    let problem =
        derive(&local, &Settings { time_zone: Some("Europe/Berlim".into()), ..settings() }).unwrap_err();
    assert_eq!(problem.kind, ProblemKind::Setting);
    assert!(problem.what.contains("Europe/Berlim"));
}

#[test]
fn day_and_month_can_be_swapped() {
    let mut dataset = tickets("created\n2026-03-12 08:00\n2026-03-25 08:00\n2026-05-05 08:00");
    dataset.columns.created_at.order_read = Some(DateOrder::DayFirst);
    dataset.columns.created_at.order_open = 1;
    dataset.columns.created_at.order_proofs = 1;
    let read = derived(&dataset);
    assert_eq!(decision(&read, "date_order").value, "day first");
    let swapped =
        derive(&dataset, &Settings { date_order: Some(DateOrder::MonthFirst), ..settings() }).unwrap();
    let day =
        |derived: &Derived, row: usize| Day(derived.first_day.0 + i32::from(derived.day[row])).to_string();
    assert_eq!((day(&read, 0), day(&swapped, 0)), ("2026-03-12".into(), "2026-12-03".into()));
    assert_eq!(day(&swapped, 1), "2026-03-25", "there is no month 25");
    assert_eq!(day(&swapped, 2), "2026-05-05");
    assert!(decision(&swapped, "date_order").is_override);
}

#[test]
fn the_last_instant_of_the_file() {
    let mut dataset = tickets("created | updated\n2026-01-01 10:00 | +3d\n2026-01-02 10:00 | +1d");
    let read = derived(&dataset);
    assert_eq!(read.as_of_utc, support::moment("2026-01-04 10:00", 0));
    assert_eq!(read.as_of, Day::parse("2026-01-03").unwrap(), "the last day that is known in full");
    let set = derive(&dataset, &Settings { as_of: Day::parse("2026-01-10"), ..settings() }).unwrap();
    assert_eq!(set.as_of_utc, support::moment("2026-01-10 23:59:59", 0));
    assert_eq!(set.as_of, Day::parse("2026-01-10").unwrap());
    dataset.columns.updated_at.as_mut().unwrap().is_date_only = true;
    assert_eq!(derived(&dataset).as_of_utc, support::moment("2026-01-04 23:59:59", 0));
    assert_eq!(derived(&dataset).as_of, Day::parse("2026-01-04").unwrap());
}

/// A day within the file that is set as the last one known: what was created later is left out, and the account says so.
#[test]
fn tickets_after_the_day_that_was_set_are_left_out() {
    let dataset = tickets(
        "created | status\n2026-01-01 10:00 | open\n2026-01-02 23:59 | open\n2026-01-03 00:00 | open",
    );
    let whole = derived(&dataset);
    assert_eq!((whole.eligible, whole.excluded.len()), (3, 0));
    let with = |day: &str| Settings { as_of: Day::parse(day), ..settings() };
    let early = derive(&dataset, &with("2026-01-02")).unwrap();
    assert_eq!(early.eligible, 2);
    let left: Vec<(&str, u64, bool)> =
        early.excluded.iter().map(|left| (left.id.as_str(), left.count, left.is_counted)).collect();
    assert_eq!(left, [("later", 1, false)]);
    assert!(early.excluded[0].reason.contains("2026-01-02"), "{}", early.excluded[0].reason);
    // The day can be taken back.
    let mut again = early;
    rederive(&dataset, &mut again, &with("2026-01-03")).unwrap();
    assert_eq!((again.eligible, again.excluded.len()), (3, 0));
}

#[test]
fn a_date_without_time_is_no_contradiction() {
    let mut dataset = tickets(
        "created | solved | status\n2026-01-01 10:00 | 2026-01-01 | closed\n2026-01-02 10:00 | 2026-01-01 | closed",
    );
    dataset.columns.solved_at.as_mut().unwrap().is_date_only = true;
    let derived = derived(&dataset);
    assert_eq!(derived.resolution_secs, [0, NO_SECS]);
    assert_eq!(derived.negative.iter().map(|(_, n)| n).sum::<u64>(), 1);
}

#[test]
fn nothing_at_all_is_a_data_set_too() {
    let empty = derived(&tickets("created | ai"));
    assert_eq!((empty.eligible, empty.class.len(), empty.ai_since), (0, 0, None));
    let bare = tickets("created\n2026-01-01 10:00\n2026-01-01 11:00");
    let bare = derived(&bare);
    assert_eq!(bare.eligible, 2);
    assert!(facts(&bare).iter().all(|facts| facts.outcome == Outcome::HumanOnly && !facts.is_done));
}

#[test]
fn replies_of_an_ai_that_answers_as_an_agent_are_not_taken_for_a_persons() {
    let mut dataset = tickets(
        "created          | solved | status | requester | agent       | ai  | replies
         2026-01-01 00:00 | +1h    | closed | a         | Support Bot | no  | 2
         2026-01-01 00:00 | +1h    | closed | b         | Nora Field  | yes | 2
         2026-01-01 00:00 | +1h    | closed | c         | Support Bot | no  | 0
         2026-02-01 00:00 | -      | new    | d         | -           | no  | 0",
    );
    let handlers = |dataset: &Dataset| {
        facts(&derived(dataset)).iter().take(3).map(|facts| facts.handled_by).collect::<Vec<_>>()
    };
    let (ai, both) = (Some(HandledBy::AiOnly), Some(HandledBy::AiThenHuman));
    assert_eq!(handlers(&dataset), [both, both, ai], "a table that counts the replies of people");
    dataset.format = "freshdesk_csv";
    assert_eq!(handlers(&dataset), [ai, both, ai], "one that counts an AI among them");
    dataset.columns.ai_replies = Some(vec![1, 1, 1, 0]);
    assert_eq!(handlers(&dataset), [both, both, ai], "one that counts the AI's apart");
}
