//! Exports with bytes changed, cut out, doubled and cut off: read by the real formats, judged, measured and shown, never a panic.

#[allow(dead_code, reason = "the expectations of a case are of no use once its bytes have changed")]
mod case;
mod support;

use engine::Session;
use model::definition::LabAsk;
use model::filter::{Dimension, Filter};
use model::import::{Carried, ImportSummary};
use model::mapping::Mapping;
use model::message::{Ask, Request, Response};
use model::settings::{DateOrder, ReturnScope, Settings};
use model::units::Day;
use model::view::TicketSort;
use support::Numbers;

/// Changed copies of each fixture; `MUTATIONS` in the environment makes it search longer.
const COPIES: usize = 12;

/// Pieces of text that steer readers of CSV and JSON, or look like values at the border of what is read.
const PIECES: [&[u8]; 24] = [
    b"\"",
    b",",
    b"\n",
    b"\r\n",
    b";",
    b"\t",
    b"\0",
    b"{",
    b"}",
    b"[",
    b"]",
    b"\\",
    b":",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xf0\x9f\x99",
    b"null",
    b"-1",
    b"1e400",
    b"99999999999999999999",
    b"9999-12-31 23:59:59",
    b"0001-01-01",
    b"31/12/1969",
    b"1.03E+13",
];

fn mutate(bytes: &mut Vec<u8>, numbers: &mut Numbers) {
    for _ in 0..1 + numbers.below(8) {
        let at = numbers.below(bytes.len() + 1);
        let end = (at + numbers.below(60)).min(bytes.len());
        match numbers.below(6) {
            0 if at < bytes.len() => bytes[at] = numbers.below(256) as u8,
            1 => {
                bytes.splice(at..at, PIECES[numbers.below(PIECES.len())].iter().copied());
            }
            2 => {
                bytes.splice(at..end, PIECES[numbers.below(PIECES.len())].iter().copied());
            }
            3 => {
                bytes.drain(at..end);
            }
            4 => {
                let copy = bytes[at..end].to_vec();
                let to = numbers.below(bytes.len() + 1);
                bytes.splice(to..to, copy);
            }
            _ if numbers.below(4) == 0 => bytes.truncate(at),
            _ => {}
        }
    }
}

fn feed(session: &mut Session, job: u32, bytes: &[u8], piece: usize) -> Vec<Response> {
    let mut responses = Vec::new();
    for part in bytes.chunks(piece) {
        responses.extend(session.feed(job, part));
    }
    responses.extend(session.finish(job));
    responses
}

/// What came of an import: a summary that adds up, or a problem that says what to do.
fn summary(responses: Vec<Response>) -> Option<ImportSummary> {
    let mut found = None;
    for response in responses {
        match response {
            Response::Imported { summary, .. } => found = Some(*summary),
            Response::Failed { problem, .. } => {
                assert!(!problem.what.is_empty() && !problem.next.is_empty(), "{problem:?}");
                return None;
            }
            _ => {}
        }
    }
    let summary = found.expect("an import ends with a summary or a problem");
    let set_aside: u64 = summary.ledger.set_aside.iter().map(|entry| entry.count).sum();
    assert_eq!(summary.ledger.rows_read, summary.ledger.tickets + set_aside);
    assert!(summary.ledger.tickets > 0);
    Some(summary)
}

/// Asks for everything that a page can show.
fn ask_all(session: &mut Session, bytes: &[u8], filter: &Filter) {
    let mut asks = vec![Ask::Overview, Ask::Outcomes, Ask::Satisfaction, Ask::Speed, Ask::Ticket { row: 0 }];
    asks.extend([Ask::Definitions(LabAsk::default()), Ask::Dispute(filter.clone()), Ask::DefinitionNames]);
    asks.extend([Ask::Topics, Ask::Moved]);
    asks.extend(Dimension::ALL.iter().map(|dimension| Ask::Facet { dimension: *dimension }));
    asks.push(Ask::Tickets { sort: TicketSort::Created, descending: true, offset: 0, limit: 50 });
    for ask in asks {
        let responses = session.handle(Request::Query { revision: 1, filter: filter.clone(), ask });
        for response in responses {
            if let Response::ReadFile { job, start, len, .. } = response {
                let piece = &bytes[start as usize..(start + len) as usize];
                assert!(!feed(session, job, piece, piece.len().max(1)).is_empty());
            }
        }
    }
}

fn check(name: &str, bytes: &[u8], piece: usize) {
    let mut session = Session::new();
    let settings = Settings::default();
    let (name, size, carried) = (name.to_string(), bytes.len() as u64, Carried::default());
    session.handle(Request::Import { job: 1, name, size, settings, carried });
    let Some(summary) = summary(feed(&mut session, 1, bytes, piece)) else { return };
    ask_all(&mut session, bytes, &Filter::default());
    let ai_signs = summary.ai_signs.iter().map(|sign| (sign.id.clone(), !sign.is_on)).collect();
    let other = Settings {
        schedule: model::schedule::Schedule::from_text("12345;09:00-17:00;Europe/Berlin;2026-01-01"),
        targets: model::schedule::Targets {
            reply: model::schedule::Target::from_text("60,urgent:15").unwrap(),
            resolution: model::schedule::Target::from_text("b960").unwrap(),
        },
        time_zone: Some("America/New_York".to_string()),
        date_order: Some(DateOrder::MonthFirst),
        mappings: vec![Mapping { ai_signs, ..Mapping::default() }],
        return_days: 400,
        return_scope: ReturnScope::SameTopic,
        as_of: summary.first_day.map(|day| Day(day.0 + 1)),
    };
    session.handle(Request::Configure { job: 2, settings: other });
    let rated = Filter::default().with(Dimension::Rating, &["good", "bad"]);
    ask_all(&mut session, bytes, &Filter { from: summary.first_day, ..rated });
}

#[test]
fn changed_exports_are_answered() {
    let copies = std::env::var("MUTATIONS").ok().and_then(|text| text.parse().ok()).unwrap_or(COPIES);
    for (index, case) in case::all().iter().enumerate() {
        let original = std::fs::read(&case.path).unwrap();
        let name = case.path.file_name().unwrap().to_string_lossy();
        let mut numbers = Numbers::new(1_000 + index as u64);
        for _ in 0..copies {
            let mut bytes = original.clone();
            mutate(&mut bytes, &mut numbers);
            check(&name, &bytes, 1 + numbers.below(5_000));
        }
    }
}
