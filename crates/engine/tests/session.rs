//! Requests in, responses out: what the page hears, in which order.

mod support;

use engine::Session;
use engine::annex::annex;
use model::definition::{LabAsk, Verdict};
use model::error::ProblemKind;
use model::filter::{Dimension, Filter};
use model::import::{Carried, Incoming};
use model::message::{Answer, Ask, PROTOCOL, Request, Response};
use model::settings::Settings;
use model::view::TicketSort;
use std::fmt::Write;
use support::Numbers;

/// A response in a few words.
fn word(response: &Response) -> String {
    match response {
        Response::Ready { catalog, .. } => {
            assert!(!catalog.metrics.is_empty());
            "ready".into()
        }
        Response::Progress { job, .. } => format!("progress {job}"),
        Response::Preview { job, overview } => {
            assert!(overview.is_partial && overview.tickets > 0);
            format!("preview {job}")
        }
        Response::Imported { job, summary } => format!("imported {job}: {}", summary.ledger.tickets),
        Response::Cancelled { job } => format!("cancelled {job}"),
        Response::Failed { job, revision, problem } => {
            let kept = if problem.kept.is_some() { ", kept" } else { "" };
            format!("failed {job:?} {revision:?}: {:?}{kept}", problem.kind)
        }
        Response::ReadFile { .. } => "read file".into(),
        Response::Resampling { job, .. } => format!("resampling {job}"),
        Response::Resampled { job, result } => format!("resampled {job}: {} draws", result.draws),
        Response::NotYet { revision, ask } => format!("not yet {revision}: {ask:?}"),
        Response::Whole { problem } => format!("whole: {}", problem.is_none()),
        Response::Answer { revision, answer } => {
            let what = match &**answer {
                Answer::Overview(view) => format!("overview of {}", view.tickets),
                Answer::Outcomes(_) => "outcomes".into(),
                Answer::Comments(page) => format!("{} of {} comments", page.comments.len(), page.total),
                Answer::Satisfaction(_) => "satisfaction".into(),
                Answer::Definitions(view) => {
                    format!("{} definitions", view.lab.as_ref().map_or(0, |lab| lab.rows.len()))
                }
                Answer::DefinitionNames(names) => {
                    assert!(!names.is_empty());
                    "names of definitions".into()
                }
                Answer::Dispute(text) => format!("{} lines of CSV", text.lines().count()),
                Answer::Speed(_) => "speed".into(),
                Answer::Topics(_) => "topics".into(),
                Answer::Moved(_) => "moved".into(),
                Answer::Facet(facet) => format!("{} values", facet.values.len()),
                Answer::Tickets(page) => format!("{} of {} tickets", page.rows.len(), page.total),
                Answer::Ticket(ticket) => format!("ticket in row {}", ticket.row.row),
            };
            format!("answer {revision}: {what}")
        }
    }
}

fn words(responses: &[Response]) -> Vec<String> {
    // Every message must survive its way as text.
    for response in responses {
        let text = serde_json::to_string(response).unwrap();
        assert_eq!(word(&serde_json::from_str(&text).unwrap()), word(response));
    }
    responses.iter().map(word).collect()
}

fn query(revision: u64, filter: Filter, ask: Ask) -> Request {
    Request::Query { revision, filter, ask }
}

fn by(definition: &str) -> Filter {
    Filter::default().judged(definition, &[Verdict::Yes]).unwrap()
}

fn tickets_of(limit: u32) -> Ask {
    Ask::Tickets { sort: TicketSort::Created, descending: true, offset: 0, limit }
}

fn sample(job: u32, tickets: u32) -> Request {
    Request::Sample { job, tickets, seed: 1, settings: Settings::default() }
}

fn import(job: u32, size: u64) -> Request {
    Request::Import {
        job,
        name: "tickets.csv".into(),
        size,
        settings: Settings::default(),
        carried: Carried::default(),
    }
}

/// A home-made export: one line a ticket, an address in each that must not be shown.
fn export(rows: u32) -> String {
    let mut numbers = Numbers::new(4);
    let mut text = String::from(
        "ticket_id,created_at,status,solved_at,channel,category,requester_email,subject,handled_by_ai\n",
    );
    for row in 0..rows {
        let (day, hour) = (1 + row % 28, row % 24);
        let ai = if numbers.below(2) == 0 { "true" } else { "false" };
        let topic = ["refund", "login", "delivery"][numbers.below(3)];
        let person = numbers.below(rows as usize / 2 + 1);
        writeln!(
            text,
            "{row},2026-03-{day:02} {hour:02}:15:00,closed,2026-03-{day:02} {hour:02}:45:00,chat,{topic},p{person}@example.org,\"Please, call +49 30 1234567 about {row}\",{ai}"
        )
        .unwrap();
    }
    text
}

fn feed(session: &mut Session, job: u32, bytes: &[u8], piece: usize) -> Vec<Response> {
    let mut responses: Vec<Response> =
        bytes.chunks(piece).flat_map(|piece| session.feed(job, piece)).collect();
    responses.extend(session.finish(job));
    responses
}

#[test]
fn the_sample_from_hello_to_a_ticket() {
    let mut session = Session::new();
    let chat = || Filter::default().with(Dimension::Channel, &["chat"]);
    let tickets = Ask::Tickets { sort: TicketSort::ResolutionTime, descending: true, offset: 10, limit: 5 };
    let transcript: Vec<String> = [
        Request::Hello { protocol: PROTOCOL + 1 },
        Request::Hello { protocol: PROTOCOL },
        query(1, Filter::default(), Ask::Overview),
        Request::Configure { job: 1, settings: Settings::default() },
        sample(2, 500),
        query(2, chat(), Ask::Outcomes),
        query(3, chat(), Ask::Satisfaction),
        query(4, chat(), Ask::Facet { dimension: Dimension::Priority }),
        query(5, Filter::default(), tickets),
        query(6, Filter::default(), Ask::Ticket { row: 3 }),
        query(7, Filter::default(), Ask::Ticket { row: 500 }),
        query(8, Filter::default(), Ask::Definitions(LabAsk::default())),
        query(9, by("own~ai~done"), tickets_of(3)),
        query(10, by("no_such_definition"), tickets_of(3)),
        query(11, Filter::default(), Ask::Dispute(by("own~~"))),
        query(12, Filter::default(), Ask::DefinitionNames),
        Request::Configure {
            job: 3,
            settings: Settings { time_zone: Some("Nowhere".into()), ..Settings::default() },
        },
        Request::Configure { job: 4, settings: Settings { return_days: 14, ..Settings::default() } },
        Request::Cancel { job: 4 },
        Request::Sample {
            job: 5,
            tickets: 100,
            seed: 1,
            settings: Settings { time_zone: Some("Nowhere".into()), ..Settings::default() },
        },
    ]
    .into_iter()
    .flat_map(|request| {
        let text = serde_json::to_string(&request).unwrap();
        assert_eq!(serde_json::from_str::<Request>(&text).unwrap(), request);
        words(&session.handle(request))
    })
    .collect();
    assert_eq!(
        transcript,
        [
            "failed None None: Protocol",
            "ready",
            "failed None Some(1): Protocol",
            "failed Some(1) None: Protocol",
            "imported 2: 500",
            "answer 2: outcomes",
            "answer 3: satisfaction",
            "answer 4: 4 values",
            "answer 5: 5 of 478 tickets",
            "answer 6: ticket in row 3",
            "failed None Some(7): Protocol",
            "answer 8: 30 definitions",
            "answer 9: 3 of 152 tickets",
            "answer 10: 0 of 0 tickets",
            "answer 11: 479 lines of CSV",
            "answer 12: names of definitions",
            "failed Some(3) None: Setting, kept",
            "imported 4: 500",
            "failed Some(5) None: Setting, kept",
        ]
    );
}

#[test]
fn what_the_first_figures_do_not_need_may_come_later() {
    let tickets = Ask::Tickets { sort: TicketSort::Created, descending: false, offset: 0, limit: 5 };
    let mut session = Session::without_annex();
    let (mut all, mut asked) = (Session::new(), 0);
    let mut ask = |session: &mut Session, ask: &Ask| {
        asked += 1;
        words(&session.handle(query(asked, Filter::default(), ask.clone()))).remove(0)
    };
    assert_eq!(words(&session.handle(sample(1, 500))), words(&all.handle(sample(1, 500))));
    let before = [Ask::Overview, Ask::Facet { dimension: Dimension::Channel }];
    let later = [Ask::Outcomes, Ask::Satisfaction, Ask::Topics, Ask::Moved, tickets, Ask::Ticket { row: 3 }];
    for question in &before {
        assert!(ask(&mut session, question).starts_with("answer"), "{question:?}");
    }
    for question in &later {
        assert!(ask(&mut session, question).starts_with("not yet"), "{question:?}");
    }
    assert_eq!(words(&session.add_annex(annex())), ["whole: true"]);
    for question in before.iter().chain(&later) {
        let answer = |session: &mut Session| session.handle(query(99, Filter::default(), question.clone()));
        assert_eq!(answer(&mut session), answer(&mut all), "{question:?}");
    }
}

#[test]
fn files_are_not_joined_without_the_annex() {
    let (one, other) = (export(40), export(60));
    let files: Vec<Incoming> = [("one.csv", &one), ("other.csv", &other)]
        .into_iter()
        .map(|(name, text)| Incoming {
            name: name.to_string(),
            size: text.len() as u64,
            carried: Carried::default(),
            problem: None,
        })
        .collect();
    let request = Request::ImportFiles { job: 1, files, settings: Settings::default() };
    let mut session = Session::without_annex();
    let join = |session: &mut Session| {
        let mut said = session.handle(request.clone());
        for text in [&one, &other] {
            said.extend(session.feed(1, text.as_bytes()));
            said.extend(session.finish(1));
        }
        words(&said)
    };
    assert_eq!(join(&mut session), ["failed Some(1) None: Unreadable"]);
    session.add_annex(annex());
    assert_eq!(join(&mut session), ["imported 1: 60"]);
}

#[test]
fn a_file_in_any_pieces_gives_the_same() {
    let text = export(400);
    let answers: Vec<String> = [text.len(), 64 * 1024, 7]
        .into_iter()
        .map(|piece| {
            let mut session = Session::new();
            assert!(session.handle(import(1, text.len() as u64)).is_empty());
            let responses = feed(&mut session, 1, text.as_bytes(), piece);
            assert_eq!(words(&responses), ["imported 1: 400"]);
            let answer = session.handle(query(1, Filter::default(), Ask::Overview));
            serde_json::to_string(&(responses, answer)).unwrap()
        })
        .collect();
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn a_large_file_shows_first_figures_and_progress() {
    let text = export(60_000);
    let mut session = Session::new();
    session.handle(import(9, text.len() as u64));
    let responses = feed(&mut session, 9, text.as_bytes(), 256 * 1024);
    let told = words(&responses);
    assert_eq!(told.iter().filter(|word| *word == "preview 9").count(), 1, "{told:?}");
    assert_eq!(told.last().unwrap(), "imported 9: 60000");
    let progress: Vec<(u64, u64)> = responses
        .iter()
        .filter_map(|response| match response {
            Response::Progress { rows, bytes, total_bytes, .. } => {
                assert_eq!(*total_bytes, text.len() as u64);
                Some((*rows, *bytes))
            }
            _ => None,
        })
        .collect();
    assert!(
        progress.len() >= 6 && progress.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1)
    );
}

#[test]
fn an_opened_ticket_is_read_again_and_masked() {
    let text = export(50);
    let mut session = Session::new();
    session.handle(import(1, text.len() as u64));
    feed(&mut session, 1, text.as_bytes(), 1000);
    let asked = session.handle(query(7, Filter::default(), Ask::Ticket { row: 17 }));
    let [Response::ReadFile { job, start, len, .. }] = asked.as_slice() else { panic!("{asked:?}") };
    let piece = &text.as_bytes()[*start as usize..(*start + *len) as usize];
    assert!(session.feed(*job, &piece[..10]).is_empty());
    assert!(session.feed(*job, &piece[10..]).is_empty());
    let answered = session.finish(*job);
    assert_eq!(words(&answered), ["answer 7: ticket in row 17"]);
    let shown = serde_json::to_string(&answered).unwrap();
    assert!(!shown.contains("example.org") && !shown.contains("1234567"), "{shown}");
    let [Response::Answer { answer, .. }] = answered.as_slice() else { panic!() };
    let Answer::Ticket(ticket) = &**answer else { panic!() };
    assert_eq!(ticket.row.id, "17");
    assert_eq!(ticket.place.line, Some(19), "the header is line 1");
    assert_eq!(ticket.masked, 2);
    assert!(
        ticket.fields.iter().any(|(_, value)| value == "Please, call [phone] about 17"),
        "{:?}",
        ticket.fields
    );
}

/// Whoever asks for a ticket is answered, whatever becomes of its file: a page waits for each of its questions.
#[test]
fn a_ticket_whose_file_is_gone_is_answered_with_the_reason() {
    let text = export(40);
    let mut session = Session::new();
    session.handle(import(1, text.len() as u64));
    feed(&mut session, 1, text.as_bytes(), 4096);
    let asked = |session: &mut Session, revision| {
        let responses = session.handle(query(revision, Filter::default(), Ask::Ticket { row: 3 }));
        let [Response::ReadFile { job, .. }] = responses.as_slice() else { panic!("{responses:?}") };
        *job
    };
    let job = asked(&mut session, 5);
    let problem = model::error::Problem {
        kind: model::error::ProblemKind::Unreadable,
        what: "The browser could not read the file.".into(),
        place: model::error::Place::default(),
        why: None,
        next: "Choose it again.".into(),
        kept: None,
        table: None,
    };
    assert_eq!(words(&session.fail(job, problem)), ["failed None Some(5): Unreadable"]);
    assert!(session.finish(job).is_empty(), "it is answered once");
    // Other tickets take their place while the bytes are on their way: nothing of the former file is shown as one of theirs.
    let job = asked(&mut session, 6);
    session.handle(sample(2, 500));
    session.feed(job, text.as_bytes());
    let answers = words(&session.finish(job));
    assert!(answers[0].starts_with("failed None Some(6)"), "{answers:?}");
}

#[test]
fn failure_and_cancelling_keep_what_was_loaded() {
    let mut session = Session::new();
    session.handle(sample(1, 200));
    session.handle(import(2, 100));
    assert_eq!(
        words(&session.handle(query(1, Filter::default(), Ask::Overview))),
        ["answer 1: overview of 194"]
    );
    session.feed(2, b"id,created_at\n1,2026-0");
    assert_eq!(words(&session.handle(Request::Cancel { job: 2 })), ["cancelled 2"]);
    assert!(session.feed(2, b"1-01\n").is_empty() && session.finish(2).is_empty());
    session.handle(import(3, 10));
    let page = feed(&mut session, 3, b"<!doctype html><html><body>Sign in</body></html>", 20);
    let [Response::Failed { job: Some(3), problem, .. }] = page.as_slice() else { panic!("{page:?}") };
    assert_eq!(problem.kind, ProblemKind::WebPage);
    assert!(problem.kept.is_some());
    assert!(session.finish(3).is_empty());
    session.handle(import(4, 0));
    assert_eq!(words(&session.finish(4)), ["failed Some(4) None: Empty, kept"]);
    assert_eq!(
        words(&session.handle(query(2, Filter::default(), Ask::Overview))),
        ["answer 2: overview of 194"]
    );
    session.handle(import(5, 10));
    assert_eq!(words(&session.handle(sample(6, 100))), ["cancelled 5", "imported 6: 100"]);
}

#[test]
fn topics_come_from_subjects_where_no_column_names_them() {
    let subjects = ["Where is my order 51?", "Refund for order 9", "Password reset", "Hi"];
    let mut text = String::from("ticket_id,created_at,status,channel,subject,handled_by_ai\n");
    for row in 0..200 {
        let subject = subjects[row % 4];
        writeln!(text, "{row},2026-03-{:02} 10:00:00,closed,chat,{subject},true", 1 + row % 28).unwrap();
    }
    let mut session = Session::new();
    session.handle(import(1, text.len() as u64));
    feed(&mut session, 1, text.as_bytes(), 1000);
    let answer = session.handle(query(1, Filter::default(), Ask::Topics));
    let [Response::Answer { answer, .. }] = answer.as_slice() else { panic!("{answer:?}") };
    let Answer::Topics(view) = &**answer else { panic!("{answer:?}") };
    let rows: Vec<(&str, u64)> =
        view.groups[0].rows.iter().map(|row| (row.value.as_str(), row.tickets)).collect();
    assert_eq!(rows.iter().map(|(_, tickets)| tickets).sum::<u64>(), 200);
    for told in [("order", 50), ("refund", 50)] {
        assert!(rows.contains(&told), "{rows:?}");
    }
    assert!(view.groups[0].title.contains("derived from subjects"), "{}", view.groups[0].title);
    assert!(view.notes.iter().any(|note| note.text.contains("derived from subjects")));
    let refunds = Filter::default().with(Dimension::Topic, &["refund"]);
    let answer = session.handle(query(2, refunds, tickets_of(10)));
    assert_eq!(words(&answer), ["answer 2: 10 of 50 tickets"]);
}
