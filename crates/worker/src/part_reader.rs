//! The other side of [`pool`](crate::pool): a worker that reads shares of a file into parts, and ends with the import.

use crate::reader::{ask, read_slice, take};
use engine::ingest::Import;
use engine::ingest::parts::{OVERLAP_BYTES, PartReader};
use js_sys::{Array, Promise, Uint8Array};
use model::message::Request;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent};

/// The name by which a worker knows that it reads parts.
pub(crate) const NAME: &str = "reader";

#[derive(Default)]
struct State {
    file: Option<File>,
    reader: Option<PartReader>,
    waiting: VecDeque<Task>,
    is_busy: bool,
}

enum Task {
    /// The request of the import, and the bytes of the file's beginning.
    Open(Vec<u8>, u64),
    /// Number and bytes of a share, what is to be learnt before, and the bytes as they come.
    Share(usize, Range<u64>, Vec<Vec<u8>>, Result<Promise, String>),
}

/// Answers messages until the owner terminates the worker.
pub(crate) fn serve(scope: &DedicatedWorkerGlobalScope) {
    let state = Rc::new(RefCell::new(State::default()));
    let own_scope = scope.clone();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let Some(task) = understood(&state, &event.data()) else { return };
        let mut now = state.borrow_mut();
        now.waiting.push_back(task);
        if !std::mem::replace(&mut now.is_busy, true) {
            wasm_bindgen_futures::spawn_local(work(state.clone(), own_scope.clone()));
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // The handler lives as long as the worker itself.
    on_message.forget();
    let _ = scope.post_message(&JsValue::from_str(crate::READY));
}

fn understood(state: &RefCell<State>, message: &JsValue) -> Option<Task> {
    let parts = message.dyn_ref::<Array>()?;
    let number = |at: u32| parts.get(at).as_f64().unwrap_or_default();
    if let Some(request) = parts.get(0).dyn_ref::<Uint8Array>() {
        state.borrow_mut().file = parts.get(1).dyn_into().ok();
        return Some(Task::Open(request.to_vec(), number(2) as u64));
    }
    let share = number(1) as u64..number(2) as u64;
    let lessons =
        parts.iter().skip(3).filter_map(|lesson| Some(lesson.dyn_ref::<Uint8Array>()?.to_vec())).collect();
    let bytes = ask(state.borrow().file.as_ref()?, share.start - 1, share.end + OVERLAP_BYTES);
    Some(Task::Share(number(0) as usize, share, lessons, bytes))
}

async fn work(state: Rc<RefCell<State>>, scope: DedicatedWorkerGlobalScope) {
    let mut bytes = Vec::new();
    loop {
        let Some(task) = state.borrow_mut().waiting.pop_front() else {
            state.borrow_mut().is_busy = false;
            return;
        };
        match task {
            Task::Open(request, head_bytes) => {
                let file = state.borrow().file.clone();
                if let Some(file) = file
                    && read_slice(&file, 0, head_bytes, &mut bytes).await.is_ok()
                {
                    state.borrow_mut().reader = open(&request, &bytes);
                }
            }
            Task::Share(number, share, lessons, asked) => {
                let is_there = match asked {
                    Ok(promise) => take(promise, &mut bytes).await.is_ok(),
                    Err(_) => false,
                };
                let mut now = state.borrow_mut();
                let part = now.reader.as_mut().and_then(|reader| {
                    lessons.iter().for_each(|lesson| reader.learn(lesson));
                    is_there.then(|| reader.read(share, &bytes)).flatten()
                });
                post(&scope, number, part.as_deref());
            }
        }
    }
}

/// A reader for the file of an import that begins so; of several files for the first.
pub(crate) fn open(request: &[u8], head: &[u8]) -> Option<PartReader> {
    let import = match postcard::from_bytes(request).ok()? {
        Request::Import { name, size, settings, .. } => Import::new(&name, size, &settings),
        Request::ImportFiles { files, settings, .. } => {
            let file = files.first()?;
            Import::new(&file.name, file.size, &settings).among_others()
        }
        _ => return None,
    };
    PartReader::of(import, head)
}

fn post(scope: &DedicatedWorkerGlobalScope, number: usize, part: Option<&[u8]>) {
    let number = JsValue::from_f64(number as f64);
    // Posting can only fail when the owner is gone, and then nobody is left to be told.
    let _ = match part.map(Uint8Array::from) {
        Some(part) => {
            scope.post_message_with_transfer(&Array::of2(&number, &part), &Array::of1(&part.buffer()))
        }
        None => scope.post_message(&Array::of1(&number)),
    };
}
