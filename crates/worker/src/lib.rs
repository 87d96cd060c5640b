//! Runs the engine in a dedicated worker: requests in, responses out, files read in slices.
//!
//! The protocol is the one of [`model::message`], each message as the bytes of postcard. A [`Request::Import`] comes as an array
//! of the bytes and the `File`: a handle, never a copy; a [`Request::ImportFiles`] with one `File` for each that comes without a
//! problem. The worker says `ready` once its message handler is set; what is posted before that is lost.
//!
//! While a file is read the worker returns to its event loop between slices, so that it hears `Cancel` and goes on answering
//! questions about the data set that is loaded. So it does between the steps of a long calculation.

mod annex;
mod import;
mod part_reader;
mod pool;
mod reader;

use engine::Session;
use js_sys::Uint8Array;
use model::error::{Place, Problem, ProblemKind};
use model::import::Incoming;
use model::message::{Request, Response};
use reader::{read_slice, yield_to_events};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent};

/// Posted once, as plain text, when the worker listens.
pub const READY: &str = "ready";

struct Worker {
    scope: DedicatedWorkerGlobalScope,
    session: Session,
    /// The files that the loaded data set came from (`None` for those that could not be had); records are read from them again when
    /// a ticket is opened.
    loaded: Vec<Option<File>>,
    /// The import under way, and its files.
    importing: Option<(u32, Vec<Option<File>>)>,
    /// Whether [`calculate`] is running.
    is_calculating: bool,
}

/// Takes over the worker scope: answers messages until the page terminates it.
pub fn run(scope: DedicatedWorkerGlobalScope) {
    if scope.name() == part_reader::NAME {
        return part_reader::serve(&scope);
    }
    let worker = Rc::new(RefCell::new(Worker {
        scope: scope.clone(),
        session: Session::without_annex(),
        loaded: Vec::new(),
        importing: None,
        is_calculating: false,
    }));
    let on_message =
        Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| receive(&worker, &event.data()));
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // The handler lives as long as the worker itself.
    on_message.forget();
    let _ = scope.post_message(&JsValue::from_str(READY));
}

fn post_bytes(scope: &DedicatedWorkerGlobalScope, bytes: &[u8]) {
    // Posting can only fail when the page is gone, and then nobody is left to be told.
    let _ = scope.post_message(&Uint8Array::from(bytes));
}

fn receive(worker: &Rc<RefCell<Worker>>, message: &JsValue) {
    let (bytes, mut files): (JsValue, Vec<File>) = match message.dyn_ref::<js_sys::Array>() {
        Some(parts) => {
            let files = parts.iter().skip(1).filter_map(|part| part.dyn_into::<File>().ok());
            (parts.get(0), files.collect())
        }
        None => (message.clone(), Vec::new()),
    };
    files.reverse();
    let bytes = bytes.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec);
    let request = match &bytes {
        Some(bytes) => postcard::from_bytes::<Request>(bytes)
            .map_err(|error| format!("the message cannot be read: {error}")),
        None => Err("the message is not bytes".to_string()),
    };
    match request {
        Ok(Request::ImportFiles { job, files: incoming, settings }) => {
            let file = |file: &Incoming| if file.problem.is_none() { files.pop() } else { None };
            let files: Vec<Option<File>> = incoming.iter().map(file).collect();
            worker.borrow_mut().importing = Some((job, files.clone()));
            let wanted = incoming.iter().zip(&files).filter_map(|(incoming, file)| {
                let (files, settings) = (vec![incoming.clone()], settings.clone());
                let request = postcard::to_allocvec(&Request::ImportFiles { job, files, settings }).ok()?;
                Some((file.clone()?, request))
            });
            let wanted: Vec<(File, Vec<u8>)> = wanted.collect();
            let request = Request::ImportFiles { job, files: incoming, settings };
            let responses = worker.borrow_mut().session.handle(request);
            deliver(worker, responses);
            wasm_bindgen_futures::spawn_local(import::read_several(worker.clone(), job, wanted));
        }
        Ok(request @ Request::Import { job, .. }) => match files.pop() {
            Some(file) => {
                worker.borrow_mut().importing = Some((job, vec![Some(file.clone())]));
                let responses = worker.borrow_mut().session.handle(request);
                deliver(worker, responses);
                wasm_bindgen_futures::spawn_local(import::read(
                    worker.clone(),
                    job,
                    file,
                    bytes.unwrap_or_default(),
                ));
            }
            None => fail(worker, Some(job), protocol_problem("an import without a file")),
        },
        Ok(request) => {
            if let Request::Cancel { job } = request {
                worker.borrow_mut().importing.take_if(|(importing, _)| *importing == job);
            }
            let responses = worker.borrow_mut().session.handle(request);
            deliver(worker, responses);
            if worker.borrow().session.is_calculating()
                && !std::mem::replace(&mut worker.borrow_mut().is_calculating, true)
            {
                wasm_bindgen_futures::spawn_local(calculate(worker.clone()));
            }
        }
        Err(why) => fail(worker, None, protocol_problem(&why)),
    }
}

/// Works in the background, step by step; every message that came meanwhile is heard before the next.
async fn calculate(worker: Rc<RefCell<Worker>>) {
    while worker.borrow().session.is_calculating() {
        let responses = worker.borrow_mut().session.calculate();
        deliver(&worker, responses);
        yield_to_events().await;
    }
    worker.borrow_mut().is_calculating = false;
}

fn is_current(worker: &Rc<RefCell<Worker>>, job: u32) -> bool {
    worker.borrow().importing.as_ref().is_some_and(|(importing, _)| *importing == job)
}

/// Posts responses to the page, and takes note of those that concern files.
fn deliver(worker: &Rc<RefCell<Worker>>, responses: Vec<Response>) {
    for response in responses {
        match &response {
            // What a worker answers first: from then on nobody waits for it, and the rest of it is loaded.
            Response::Ready { .. } | Response::NotYet { .. } => {
                wasm_bindgen_futures::spawn_local(annex::load(worker.clone()));
            }
            Response::ReadFile { job, file, start, len } => {
                let file = worker.borrow().loaded.get(*file as usize).cloned().flatten();
                wasm_bindgen_futures::spawn_local(read_piece(worker.clone(), file, *job, *start, *len));
                continue;
            }
            Response::Imported { job, .. } => {
                let mut worker = worker.borrow_mut();
                if let Some((_, files)) = worker.importing.take_if(|(importing, _)| importing == job) {
                    worker.loaded = files;
                }
            }
            Response::Failed { job: Some(job), .. } => {
                worker.borrow_mut().importing.take_if(|(importing, _)| importing == job);
            }
            _ => {}
        }
        match postcard::to_allocvec(&response) {
            Ok(bytes) => post_bytes(&worker.borrow().scope, &bytes),
            Err(error) => {
                fail(worker, None, protocol_problem(&format!("an answer cannot be written: {error}")))
            }
        }
    }
}

/// Reads a piece of the loaded file for the session (a ticket that is opened).
async fn read_piece(worker: Rc<RefCell<Worker>>, file: Option<File>, job: u32, start: u64, len: u64) {
    let mut bytes = Vec::new();
    let read = match &file {
        Some(file) => {
            read_slice(file, start, len, &mut bytes).await.map_err(|why| unreadable(&file.name(), &why))
        }
        None => Err(protocol_problem("a piece of a file, and no file is loaded")),
    };
    let responses = {
        let session = &mut worker.borrow_mut().session;
        match read {
            Ok(()) => {
                session.feed(job, &bytes);
                session.finish(job)
            }
            // The answer to the question that waits for it.
            Err(problem) => session.fail(job, problem),
        }
    };
    deliver(&worker, responses);
}

fn fail(worker: &Rc<RefCell<Worker>>, job: Option<u32>, problem: Problem) {
    let response = Response::Failed { job, revision: None, problem };
    if let Ok(bytes) = postcard::to_allocvec(&response) {
        post_bytes(&worker.borrow().scope, &bytes);
    }
}

fn protocol_problem(why: &str) -> Problem {
    Problem {
        kind: ProblemKind::Protocol,
        what: "The page and its engine did not understand each other.".to_string(),
        place: Place::default(),
        why: Some(why.to_string()),
        next: "Reload the page. If it happens again, your browser may hold an old copy of it: reload while holding Shift."
            .to_string(),
        kept: None,
        table: None,
    }
}

fn unreadable(name: &str, why: &str) -> Problem {
    Problem {
        kind: ProblemKind::Unreadable,
        what: "The browser could not read the file.".to_string(),
        place: Place { file: Some(name.to_string()), ..Place::default() },
        why: Some(why.to_string()),
        next: "If the file was changed, moved or is on a drive that is no longer connected, choose it again."
            .to_string(),
        kept: Some("What was loaded before is still here.".to_string()),
        table: None,
    }
}
