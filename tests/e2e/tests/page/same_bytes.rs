//! The same bytes on every target: each request answered by the worker of the built site, value for value as the engine answers
//! it natively. Real files, real slices, the released wasm.

use e2e::exports::zendesk_csv;
use e2e::page::Page;
use e2e::{Outcome, failure};
use engine::Session;
use model::definition::{LabAsk, Verdict};
use model::filter::{Dimension, Filter};
use model::import::Carried;
use model::message::{Ask, PROTOCOL, Request, Response};
use model::resample::Resampled;
use model::settings::Settings;
use model::units::Day;
use model::view::{CommentOrder, TicketSort};
use serde_json::json;
use std::path::{Path, PathBuf};

const JOB: u32 = 1;

/// Starts a worker as the page does, sends one request after the other, and returns every message that came back.
const CONVERSE: &str = "
    const [requests, name, bytes, passing, whole, done] = arguments;
    const tag = document.querySelector('script[data-js]');
    const url = path => new URL(path, document.baseURI).href;
    const source = `onmessage = async e => {
        onmessage = null;
        const glue = await import('${url(tag.dataset.js)}');
        glue.initSync({ module: e.data });
    };`;
    const told = [];
    // The worker greets, then loads the rest of itself and says so.
    let isWhole = false, greeted = 0;
    (async () => {
        const module = await WebAssembly.compileStreaming(fetch(url(tag.dataset.wasm)));
        const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })), { type: 'module' });
        const left = [...requests];
        const next = () => {
            if (!left.length) { worker.terminate(); done(told); return; }
            const [isImport, message] = left.shift();
            const request = new Uint8Array(message);
            worker.postMessage(isImport ? [request, new File([new Uint8Array(bytes)], name)] : request);
        };
        worker.onerror = () => { told.push([]); done(told); };
        worker.onmessage = ({ data }) => {
            if (data === 'ready') { next(); return; }
            if (data[0] === whole) { isWhole = true; if (greeted === 1) next(); return; }
            // Progress and previews depend on how the file was cut.
            if (passing.includes(data[0])) return;
            told.push(Array.from(data));
            greeted += 1;
            if (isWhole || greeted !== 1) next();
        };
        worker.postMessage(module);
    })();";

fn questions() -> Vec<Request> {
    let chat = Filter::default().with(Dimension::Channel, &["chat"]);
    let disputed = Filter::default()
        .judged("fin_resolution", &[Verdict::Yes])
        .and_then(|filter| filter.judged("assay_durable", &Verdict::NOT_YES))
        .expect("two definitions");
    let tickets = Ask::Tickets { sort: TicketSort::ResolutionTime, descending: true, offset: 0, limit: 50 };
    // A month of the sample's year: what moved needs a period, and the one before it.
    let (from, to) = (Some(Day::from_ymd(2026, 3, 1)), Some(Day::from_ymd(2026, 3, 31)));
    let month = Filter { from, to, ..Filter::default() };
    let back = chat.clone().judged("repeat_same", &[Verdict::Yes, Verdict::No]).expect("one measure");
    let asks = [
        (Filter::default(), Ask::Overview),
        (Filter::default(), Ask::Outcomes),
        (Filter::default(), Ask::Satisfaction),
        (Filter::default(), Ask::Definitions(LabAsk { billed: Some(100), ..LabAsk::default() })),
        (Filter::default(), Ask::Speed),
        (Filter::default(), Ask::Topics),
        (month.clone(), Ask::Topics),
        (month.clone(), Ask::Outcomes),
        (back, Ask::Outcomes),
        (month.clone(), Ask::Satisfaction),
        (month, Ask::Moved),
        (chat.clone(), Ask::Overview),
        (chat, Ask::Facet { dimension: Dimension::Topic }),
        (Filter::default(), Ask::Comments { order: CommentOrder::Lowest, offset: 0, limit: 20 }),
        (Filter::default(), tickets.clone()),
        (disputed, tickets),
    ];
    let query = |(number, (filter, ask)): (usize, (Filter, Ask))| Request::Query {
        revision: number as u64 + 1,
        filter,
        ask,
    };
    asks.into_iter().enumerate().map(query).collect()
}

fn natively(requests: &[Request], bytes: &[u8]) -> Vec<Response> {
    let mut session = Session::new();
    let mut said = Vec::new();
    for request in requests {
        let mut responses = session.handle(request.clone());
        // The worker reads pieces of the file by itself.
        while let Some(Response::ReadFile { job, start, len, .. }) = responses.last() {
            let (job, start, end) = (*job, *start as usize, (*start + *len) as usize);
            session.feed(job, &bytes[start..end.min(bytes.len())]);
            responses = session.finish(job);
        }
        said.extend(responses);
        if matches!(request, Request::Import { .. }) {
            said.extend(session.feed(JOB, bytes));
            said.extend(session.finish(JOB));
        }
        while session.is_calculating() {
            said.extend(session.calculate());
        }
    }
    let is_passing = |response: &Response| {
        matches!(response, Response::Progress { .. } | Response::Preview { .. } | Response::Resampling { .. })
    };
    said.retain(|response| !is_passing(response));
    said
}

/// The text of a response without the memory it needs, which differs with the size of a pointer.
fn comparable(response: &Response) -> Outcome<String> {
    let mut response = response.clone();
    if let Response::Imported { summary, .. } = &mut response {
        summary.memory_bytes = 0;
    }
    Ok(serde_json::to_string(&response)?)
}

/// The first byte of each message that tells how far something is, or depends on how the file was cut: its place among the
/// responses.
fn passing() -> Outcome<Vec<u8>> {
    let progress = Response::Progress { job: JOB, rows: 0, bytes: 0, total_bytes: 0 };
    let preview = Response::Preview { job: JOB, overview: Box::default() };
    let resampling = Response::Resampling { job: JOB, drawn: 0, draws: 0 };
    [progress, preview, resampling].iter().map(|response| Ok(postcard::to_allocvec(response)?[0])).collect()
}

/// The first byte of the message that tells that the worker has all of the engine.
fn whole() -> Outcome<u8> {
    Ok(postcard::to_allocvec(&Response::Whole { problem: None })?[0])
}

async fn compare(page: &Page, name: &str, bytes: &[u8], requests: Vec<Request>) -> Outcome<usize> {
    let expected: Vec<String> = natively(&requests, bytes).iter().map(comparable).collect::<Outcome<_>>()?;
    let messages: Vec<(bool, Vec<u8>)> = requests
        .iter()
        .map(|request| Ok((matches!(request, Request::Import { .. }), postcard::to_allocvec(request)?)))
        .collect::<Outcome<_>>()?;
    let told = page
        .browser()
        .execute_async(
            CONVERSE,
            vec![json!(messages), json!(name), json!(bytes), json!(passing()?), json!(whole()?)],
        )
        .await?
        .json()
        .clone();
    let told: Vec<Vec<u8>> = serde_json::from_value(told)?;
    for (number, expected) in expected.iter().enumerate() {
        let told = told
            .get(number)
            .filter(|message| !message.is_empty())
            .ok_or_else(|| failure(format!("{name}: the worker said only {} messages", told.len())))?;
        let told = comparable(&postcard::from_bytes::<Response>(told)?)?;
        if told != *expected {
            let at = told.bytes().zip(expected.bytes()).take_while(|(one, other)| one == other).count();
            let around = |text: &str| text.chars().skip(at.saturating_sub(200)).take(400).collect::<String>();
            return Err(failure(format!(
                "{name}, answer {number}, differs at {at}:\n  worker: …{}\n  native: …{}",
                around(&told),
                around(expected)
            )));
        }
    }
    Ok(expected.len())
}

fn import(name: &str, bytes: &[u8]) -> Vec<Request> {
    let file = Request::Import {
        job: JOB,
        name: name.to_string(),
        size: bytes.len() as u64,
        settings: Settings::default(),
        carried: Carried::default(),
    };
    [Request::Hello { protocol: PROTOCOL }, file].into_iter().chain(questions()).collect()
}

#[tokio::test]
async fn the_worker_answers_as_the_native_engine_does() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("").await?;
    let mut sample = vec![
        Request::Hello { protocol: PROTOCOL },
        Request::Sample { job: JOB, tickets: 20_000, seed: 3, settings: Settings::default() },
    ];
    sample.extend(questions());
    let of = Resampled::Share {
        numerator: Filter::default().with(Dimension::Channel, &["chat"]),
        denominator: Filter::default(),
    };
    sample.push(Request::Resample { job: JOB, of, shown: None });
    assert_eq!(compare(&page, "the sample", &[], sample).await?, 19);
    // Large enough for several slices.
    let csv = zendesk_csv(12_000);
    assert_eq!(compare(&page, "slices.csv", csv.as_bytes(), import("slices.csv", csv.as_bytes())).await?, 18);
    let mut count = 0;
    for path in fixtures(&xtask::workspace::root().join("tests/fixtures"))? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path)?;
        compare(&page, &name, &bytes, import(&name, &bytes)).await?;
        count += 1;
    }
    assert!(count >= 20, "only {count} fixtures were found");
    Ok(())
}

/// Every exported file below the folder; what is written about it is left out.
fn fixtures(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(fixtures(&path)?);
        } else if !matches!(path.extension().and_then(|kind| kind.to_str()), Some("toml" | "md")) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
