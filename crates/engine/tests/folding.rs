//! Files with a row for each message or event give the same tickets in whatever order their rows come, and the figures of the table
//! of tickets that they tell; tables of tickets are left alone.

#[allow(dead_code, reason = "another test reads all keys of a case")]
mod case;
mod support;
#[path = "case/values.rs"]
mod values;

use engine::Session;
use engine::dataset::{Dataset, NO_CODE};
use engine::ingest::{Import, reread};
use engine::metrics;
use model::field::Field;
use model::filter::Filter;
use model::import::{Carried, ImportSummary, Incoming};
use model::mapping::Mapping;
use model::measure::Measured;
use model::message::{Answer, Ask, Request, Response};
use model::outcome::Outcome;
use model::settings::Settings;
use support::Numbers;

fn read(text: &str) -> Dataset {
    read_with(text, &Settings::default())
}

fn read_with(text: &str, settings: &Settings) -> Dataset {
    let mut import = Import::new("rows.csv", text.len() as u64, settings);
    import.feed(text.as_bytes()).unwrap();
    assert!(!text.contains('\n') || import.decided_after().is_none());
    import.finish().unwrap_or_else(|problem| panic!("{problem:?}\n{text}"))
}

fn is_folded(dataset: &Dataset) -> bool {
    dataset.decisions.iter().any(|decision| decision.id == "rows")
}

/// Every value of every ticket, by id; a requester is named by the least of his or her tickets.
fn values_of(dataset: &Dataset) -> Vec<(String, Vec<String>)> {
    let ids: Vec<String> = (0..dataset.rows as usize).map(|row| dataset.columns.id.get(row)).collect();
    let requester = |row: usize| {
        let numbers = dataset.columns.requester.as_ref()?;
        let own = numbers[row];
        (own != NO_CODE)
            .then(|| (0..ids.len()).filter(|row| numbers[*row] == own).map(|row| &ids[row]).min())?
    };
    let mut all: Vec<(String, Vec<String>)> = (0..ids.len())
        .map(|row| {
            let fields = Field::ALL.iter().filter(|field| **field != Field::Requester);
            let mut told: Vec<String> =
                fields.map(|field| format!("{}={}", field.id(), values::of(dataset, row, *field))).collect();
            told.push(format!("requester={:?}", requester(row)));
            (ids[row].clone(), told)
        })
        .collect();
    all.sort();
    all
}

fn shuffled(text: &str, numbers: &mut Numbers) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut order: Vec<usize> = (1..lines.len()).collect();
    numbers.shuffle(&mut order);
    let rows = order.into_iter().map(|line| lines[line]);
    std::iter::once(lines[0]).chain(rows).map(|line| line.to_string() + "\n").collect()
}

/// Minutes after a Monday as a time.
fn at(minute: usize) -> String {
    format!("2026-01-{:02} {:02}:{:02}:00", 5 + minute / 1_440, minute / 60 % 24, minute % 60)
}

fn messages(numbers: &mut Numbers) -> String {
    let mut text = "message_id,conversation_id,author_type,author_name,sent_at,channel,body\n".to_string();
    let mut message = 0;
    for ticket in 0..40 {
        let mut minute = numbers.below(20_000);
        let channel = ["chat", "email"][numbers.below(2)];
        for _ in 0..1 + numbers.below(8) {
            // Some share an instant, but only with another kind of author.
            minute += 1 + numbers.below(300);
            let (role, name) = [
                ("customer", format!("Customer {}", ticket % 23)),
                ("agent", format!("Agent {}", numbers.below(4))),
                ("bot", "Helper Bot".to_string()),
            ][numbers.below(3)]
            .clone();
            message += 1;
            text.push_str(&format!(
                "{message},T{ticket},{role},{name},{},{channel},some words of it\n",
                at(minute)
            ));
            if role == "customer" && numbers.below(3) == 0 {
                message += 1;
                text.push_str(&format!(
                    "{message},T{ticket},bot,Helper Bot,{},{channel},an answer at once\n",
                    at(minute)
                ));
            }
        }
    }
    text
}

/// A ticket, and what happened to it.
struct Life {
    row: String,
    events: Vec<String>,
}

fn lives(numbers: &mut Numbers, tickets: usize) -> Vec<Life> {
    (0..tickets)
        .map(|ticket| {
            let created = numbers.below(15_000);
            let mut minute = created;
            let channel = ["chat", "email", "phone"][numbers.below(3)];
            let agents = ["Nora Lind", "Ben Moor", "Answer Bot"];
            let agent = agents[numbers.below(3)];
            let mut events = Vec::new();
            let mut tell = |minute: usize, event: &str, from: &str, to: &str| {
                events.push(format!("{ticket},{event},{},{from},{to},{channel}", at(minute)));
            };
            tell(minute, "ticket_created", "", "open");
            minute += 1;
            tell(minute, "assigned", "", agent);
            let (mut reopens, mut solved, mut closed, mut status, mut rating) = (0, None, None, "open", "");
            for _ in 0..numbers.below(4) {
                minute += 1 + numbers.below(400);
                if status == "open" {
                    tell(minute, "status_changed", status, "solved");
                    (status, solved) = ("solved", Some(minute));
                } else if numbers.below(3) == 0 {
                    tell(minute, "status_changed", status, "closed");
                    (status, closed) = ("closed", Some(minute));
                    break;
                } else {
                    tell(minute, "status_changed", status, "open");
                    (status, solved, reopens) = ("open", None, reopens + 1);
                }
            }
            if solved.is_some() && numbers.below(2) == 0 {
                minute += 1;
                rating = ["1", "2", "3", "4", "5"][numbers.below(5)];
                tell(minute, "rated", "", rating);
            }
            let time = |minute: Option<usize>| minute.map(at).unwrap_or_default();
            let row = format!(
                "{ticket},{},{},{},{},{status},{reopens},{agent},{rating},{channel}",
                at(created),
                time(solved),
                time(closed),
                at(minute)
            );
            Life { row, events }
        })
        .collect()
}

const TICKETS: &str = "id,created_at,solved_at,closed_at,updated_at,status,reopens,assignee,csat,channel\n";
const EVENTS: &str = "ticket_id,event,at,from,to,channel\n";

#[test]
fn rows_in_any_order_give_the_same_tickets() {
    for seed in 0..25 {
        let mut numbers = Numbers::new(seed);
        let events: String = lives(&mut numbers, 60)
            .iter()
            .flat_map(|life| &life.events)
            .fold(EVENTS.to_string(), |text, event| text + event + "\n");
        for text in [messages(&mut numbers), events] {
            let dataset = read(&text);
            assert!(is_folded(&dataset), "{text}");
            let other = read(&shuffled(&text, &mut numbers));
            assert!(is_folded(&other));
            assert_eq!(values_of(&dataset), values_of(&other), "seed {seed}");
            let ledger = &other.ledger;
            assert_eq!(ledger.rows_read as usize, text.lines().count() - 1);
            assert_eq!(ledger.rows_read, ledger.tickets + ledger.set_aside[0].count);
        }
    }
}

/// The figures of a file, and the ladder.
fn figures(text: &str) -> (Vec<String>, Vec<u64>) {
    let mut session = Session::new();
    let settings = Settings::default();
    let (name, size) = ("a.csv".to_string(), text.len() as u64);
    session.handle(Request::Import { job: 1, name, size, settings, carried: Carried::default() });
    session.feed(1, text.as_bytes());
    session.finish(1);
    let context = session.context().unwrap();
    let shown = metrics::evaluate(context, &Filter::default()).into_iter().map(|figure| match figure.now {
        Measured::Value(estimate) => format!("{} {}: {estimate:?}", figure.metric, figure.variant),
        Measured::NotApplicable { .. } => format!("{} {}: none", figure.metric, figure.variant),
    });
    let tally = engine::query::by_day(context, &Filter::default());
    let (from, to) = tally.range();
    let tally = tally.tally(from, to);
    let rungs =
        Outcome::ALL.iter().map(|rung| tally.count(|facts| facts.is_eligible && facts.outcome == *rung));
    (shown.collect(), rungs.collect())
}

#[test]
fn a_table_told_as_events_gives_the_same_figures() {
    for seed in 100..112 {
        let mut numbers = Numbers::new(seed);
        let lives = lives(&mut numbers, 150);
        let table = lives.iter().fold(TICKETS.to_string(), |text, life| text + &life.row + "\n");
        let events = lives
            .iter()
            .flat_map(|life| &life.events)
            .fold(EVENTS.to_string(), |text, event| text + event + "\n");
        let dataset = read(&table);
        assert!(!is_folded(&dataset));
        let (expected, ladder) = figures(&table);
        let (found, found_ladder) = figures(&shuffled(&events, &mut numbers));
        assert_eq!(ladder, found_ladder, "seed {seed}");
        assert!(expected.iter().filter(|line| !line.ends_with("none")).count() > 10, "{expected:#?}");
        assert_eq!(expected, found, "seed {seed}");
    }
}

#[test]
fn tables_of_tickets_are_left_alone() {
    let folded = [
        "message-rows",
        "messages",
        "messages-lines",
        "ticket-events",
        "events",
        "field-history",
        "analytics-messages",
        "conversation-items",
        "timestamps-report",
        "reporting-events",
        "left-asking",
    ];
    let mut seen = 0;
    for case in case::all() {
        let bytes = std::fs::read(&case.path).unwrap();
        let mut import = Import::new("x", bytes.len() as u64, &Settings::default());
        let Ok(dataset) = import.feed(&bytes).and_then(|()| import.finish()) else { continue };
        let kind = case.name.rsplit('/').next().unwrap();
        assert_eq!(is_folded(&dataset), folded.contains(&kind), "{}", case.name);
        seen += usize::from(is_folded(&dataset));
    }
    assert_eq!(seen, folded.len());
    // Versions of tickets, and tickets that say who began them in one word, twice.
    for text in [
        "number,status,opened_at,updated_at,assigned_to\n\
         1,new,2026-01-05 10:00:00,2026-01-05 10:00:00,Nora\n1,closed,2026-01-05 10:00:00,2026-01-06 10:00:00,Ben\n\
         2,new,2026-01-05 11:00:00,2026-01-05 11:00:00,Nora\n2,open,2026-01-05 11:00:00,2026-01-07 10:00:00,Nora\n",
        "ticket_id,created_at,direction,description,status\n1,2026-01-05 10:00:00,inbound,I lost my card,open\n\
         2,2026-01-05 11:00:00,outbound,We call you back,solved\n2,2026-01-05 11:00:00,outbound,We call you back,solved\n",
        "id,created_at,initiator_type,message,status\n1,2026-01-05 10:00:00,customer,I lost my card,open\n\
         2,2026-01-05 11:00:00,agent,We call you back,solved\n3,2026-01-05 12:00:00,bot,We call you back,solved\n",
    ] {
        assert!(!is_folded(&read(text)), "{text}");
    }
}

const CHATS: &str = "\
chat_id,sender,sent_at,text
1,customer,2026-01-05T10:00:00Z,Where is my parcel?
1,bot,2026-01-05T10:00:05Z,It is on its way
1,customer,2026-01-05T10:01:00Z,\"Since Monday, \"\"on its way\"\"\"
1,agent,2026-01-05T10:30:00Z,I called the carrier
2,customer,2026-01-05T11:00:00Z,Please cancel my plan
2,bot,2026-01-05T11:00:05Z,Your plan is cancelled
8,customer,2026-01-05T12:00:00Z,To whom does this belong?
8,bot,2026-01-05T12:00:05Z,To no ticket
";
const DESK: &str = "\
id,subject,status,created_at,updated_at,requester_id
1,A,solved,2026-01-05T09:59:00Z,2026-01-06T10:00:00Z,71
2,B,solved,2026-01-05T11:00:00Z,2026-01-06T11:00:00Z,72
3,C,closed,2026-01-07T10:00:00Z,2026-01-08T10:00:00Z,71
";

fn joined(files: &[(&str, &str)]) -> (Session, ImportSummary) {
    let incoming = files.iter().map(|(name, text)| Incoming {
        name: (*name).to_string(),
        size: text.len() as u64,
        carried: Carried::default(),
        problem: None,
    });
    let mut session = Session::new();
    let request = Request::ImportFiles { job: 1, files: incoming.collect(), settings: Settings::default() };
    let mut responses = session.handle(request);
    for (_, text) in files {
        responses.extend(session.feed(1, text.as_bytes()));
        responses.extend(session.finish(1));
    }
    let summary = responses.into_iter().find_map(|response| match response {
        Response::Imported { summary, .. } => Some(*summary),
        _ => None,
    });
    (session, summary.expect("the files are joined"))
}

fn row(dataset: &Dataset, id: &str) -> usize {
    (0..dataset.rows as usize).find(|row| dataset.columns.id.get(*row) == id).expect("a ticket of that id")
}

#[test]
fn messages_beside_tickets_tell_what_the_tickets_do_not() {
    for files in [[("desk.csv", DESK), ("chats.csv", CHATS)], [("chats.csv", CHATS), ("desk.csv", DESK)]] {
        let (session, summary) = joined(&files);
        let dataset = session.context().unwrap().dataset;
        let of = |id: &str, field: Field| values::of(dataset, row(dataset, id), field);
        assert_eq!(of("1", Field::FirstHumanReplyAt), "2026-01-05 10:30:00Z");
        assert_eq!([of("1", Field::HumanReplies), of("2", Field::HumanReplies)], ["1", "0"]);
        assert_eq!([of("1", Field::AiHandedOff), of("2", Field::AiHandedOff)], ["yes", "no"]);
        assert_eq!([of("1", Field::CustomerMessages), of("3", Field::CustomerMessages)], ["2", "none"]);
        // What the tickets tell stands.
        assert_eq!(of("1", Field::CreatedAt), "2026-01-05 09:59:00Z");
        assert_eq!(of("1", Field::UpdatedAt), "2026-01-06 10:00:00Z");
        let count = |words: &str| {
            let items = summary.ledger.set_aside.iter().filter(|item| item.reason.contains(words));
            items.map(|item| item.count).sum::<u64>()
        };
        assert_eq!((summary.ledger.rows_read, summary.ledger.tickets), (11, 3));
        assert_eq!(
            [count("folded into it"), count("joined to them"), count("in none of the files")],
            [5, 2, 1]
        );
        let of_messages = summary.decisions.iter().find(|decision| decision.id == "join:chats.csv").unwrap();
        assert!(of_messages.value.contains("messages of tickets"), "{of_messages:?}");
    }
}

#[test]
fn messages_alone_are_tickets_also_among_other_files() {
    let more = CHATS.replace("\n1,", "\n11,").replace("\n2,", "\n12,").replace("\n8,", "\n18,");
    let (session, summary) = joined(&[("a.csv", CHATS), ("b.csv", &more)]);
    assert_eq!((summary.ledger.rows_read, summary.ledger.tickets), (16, 6));
    assert_eq!(session.context().unwrap().dataset.columns.id.get(5), "18");
}

#[test]
fn a_ticket_shows_its_first_message() {
    let text = shuffled(CHATS, &mut Numbers::new(7));
    let dataset = read(&text);
    for (id, expected) in [("1", "Where is my parcel?"), ("2", "Please cancel my plan")] {
        let record = dataset.record(row(&dataset, id) as u32);
        let (start, length) = record.span.unwrap();
        let bytes = &text.as_bytes()[start as usize..(start + length) as usize];
        let line = text[..start as usize].lines().count() as u64 + 1;
        assert_eq!(record.line, Some(line));
        let shown = reread(record, bytes).unwrap();
        let said = shown.fields.iter().find(|(_, field, _)| *field == Some(Field::Description)).unwrap();
        assert_eq!(said.2, expected);
    }
}

#[test]
fn a_person_can_say_that_every_row_is_a_ticket() {
    let mut mapping = Mapping::default();
    assert!(mapping.take("column:sent_at=created_at"));
    let dataset = read_with(CHATS, &Settings { mappings: vec![mapping], ..Settings::default() });
    assert!(!is_folded(&dataset));
}

#[test]
fn what_no_row_tells_is_not_made_up() {
    let dataset = read(CHATS);
    let columns = &dataset.columns;
    assert!(columns.solved_at.is_none() && columns.closed_at.is_none() && columns.status.is_none());
    assert!(columns.reopens.is_none() && columns.rating.is_none() && columns.resolution_time.is_none());
    let (figures, _) = figures(CHATS);
    assert!(
        figures.iter().any(|line| line.starts_with("resolution") && line.ends_with("none")),
        "{figures:#?}"
    );
}

/// Loads a file of a case and opens a ticket: who wrote, when, what, and whether the customer could read it.
fn opened(file: &str, id: &str) -> Vec<(String, String, String, bool)> {
    let bytes = std::fs::read(format!("{}/../../tests/fixtures/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let mut session = Session::new();
    session.handle(Request::Import {
        job: 1,
        name: file.to_string(),
        size: bytes.len() as u64,
        settings: Settings::default(),
        carried: Carried::default(),
    });
    session.feed(1, &bytes);
    session.finish(1);
    let dataset = session.context().unwrap().dataset;
    let row = (0..dataset.rows).find(|row| dataset.columns.id.get(*row as usize) == id).unwrap();
    let query = Request::Query { revision: 1, filter: Filter::default(), ask: Ask::Ticket { row } };
    let mut responses = session.handle(query);
    for _ in 0..50 {
        match responses.pop().expect("an answer") {
            Response::ReadFile { job, start, len, .. } => {
                session.feed(job, &bytes[start as usize..(start + len) as usize]);
                responses = session.finish(job);
            }
            Response::Answer { answer, .. } => {
                let Answer::Ticket(ticket) = *answer else { panic!("no ticket") };
                let messages = ticket.messages.into_iter();
                return messages.map(|m| (m.author, m.at, m.text, m.is_public)).collect();
            }
            other => panic!("{other:?}"),
        }
    }
    panic!("pieces without end");
}

#[test]
fn a_folded_ticket_opens_with_its_messages() {
    let told = |file: &str, id: &str| -> Vec<String> {
        let messages = opened(file, id).into_iter();
        messages
            .map(|(author, at, text, is_public)| {
                format!("{author} {at} {text}{}", if is_public { "" } else { " (internal)" })
            })
            .collect()
    };
    assert_eq!(
        told("intercom/message-rows/messages.csv", "c1"),
        [
            "customer 2026-01-05 09:00:00 Where is my order? It was due on Monday, and now \"due soon\".",
            "ai 2026-01-05 09:00:10 Let me look that up for you.",
            "ai 2026-01-05 09:00:20 It arrives tomorrow. Anything else?",
        ]
    );
    // Rows of a ticket need not stand together.
    assert_eq!(
        told("generic/messages-lines/messages.ndjson", "t-1")[..2],
        ["customer 2026-01-05 10:00 Where is my invoice?", "ai 2026-01-05 10:00 It is in your account"]
    );
}

/// A ticket that was closed over what its customer asked last stands on the rung Abandoned, and says why.
#[test]
fn closed_over_the_last_ask() {
    let text = include_str!("../../../tests/fixtures/generic/left-asking/messages.csv");
    let dataset = read(text);
    let derived = engine::derive::derive(&dataset, &Settings::default()).expect("the fixture derives");
    let told: Vec<(String, Outcome, String)> = (0..dataset.rows)
        .map(|row| {
            let outcome = derived.classes[usize::from(derived.class[row as usize])].outcome;
            let why = engine::derive::explain(&dataset, &derived, row).pop().unwrap_or_default();
            (dataset.columns.id.get(row as usize), outcome, why)
        })
        .collect();
    for (id, outcome, words) in [
        ("B-1", Outcome::Abandoned, "is a question"),
        ("B-2", Outcome::Immature, ""),
        ("B-3", Outcome::Abandoned, "repeats an earlier ask"),
        ("B-4", Outcome::Abandoned, "says that it did not help"),
        ("B-5", Outcome::StillOpen, ""),
        ("B-6", Outcome::Escalated, ""),
    ] {
        let found = told.iter().find(|(known, ..)| known == id).unwrap_or_else(|| panic!("no {id}"));
        assert_eq!(found.1, outcome, "{id}: {}", found.2);
        assert!(found.2.contains(words), "{id}: {}", found.2);
    }
    let context = engine::query::Context { dataset: &dataset, derived: &derived };
    let figures = metrics::evaluate(context, &Filter::default());
    let abandonment = figures.iter().find(|figure| figure.metric == "abandonment").expect("abandonment");
    let Measured::Value(found) = &abandonment.now else { panic!("{:?}", abandonment.now) };
    assert_eq!((found.k, found.n), (Some(3), 6));
}
