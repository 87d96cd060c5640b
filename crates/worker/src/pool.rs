//! Other workers that read parts of a file: started for an import, ended with it. Each is started from a blob as this worker was,
//! so that it is under the page's policy, and gets the same program; nothing is loaded or compiled for it. What any of them does
//! not read, this worker reads: none of them has to come up, or to stay.

use crate::part_reader;
use engine::ingest::parts::{PartReader, Shares};
use js_sys::{Array, Date, Function, Promise, Uint8Array};
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent, Worker};

/// Workers that read a file, this one among them, at most: more would only wait for this one to join their parts.
const MOST_READERS: usize = 8;
/// Shares that a worker has in hand: one that it reads, others whose bytes are on their way.
const IN_HAND: usize = 3;
/// A worker that says nothing for so long, while it is waited for, is given up.
const PATIENCE_MS: f64 = 10_000.0;

#[wasm_bindgen]
extern "C" {
    /// Put into this worker's scope by whoever started it; see the page's engine client. Errors of the new worker stay with it.
    #[wasm_bindgen(js_name = startReader, catch)]
    fn start_reader() -> Result<Worker, JsValue>;
}

/// A part, as another worker sent it or as it was made here.
#[derive(Clone)]
pub(crate) enum Part {
    Sent(Uint8Array),
    Made(Rc<Vec<u8>>),
}

struct Reader {
    worker: Worker,
    /// It listens.
    is_ready: bool,
    /// It was told of the file.
    is_told: bool,
    /// Numbers of its shares.
    in_hand: Vec<usize>,
    lessons: usize,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut()>,
}

/// What readers are told of the file.
struct Plan {
    request: Vec<u8>,
    file: File,
    head_bytes: u64,
}

/// The readers of one file. Dropping it ends them.
#[derive(Default)]
pub(crate) struct Pool {
    readers: Vec<Option<Reader>>,
    plan: Option<Plan>,
    pub(crate) shares: Option<Shares<Part>>,
    /// Records that taught new columns.
    lessons: Vec<Vec<u8>>,
    /// Resolves what waits for a reader.
    wake: Option<Function>,
    /// When a reader was heard last, or nobody was waited for.
    heard_ms: f64,
}

/// How many workers read a file together here.
pub(crate) fn readers_here(scope: &DedicatedWorkerGlobalScope) -> usize {
    (scope.navigator().hardware_concurrency() as usize).clamp(1, MOST_READERS)
}

/// Starts that many other readers.
pub(crate) fn start(others: usize) -> Rc<RefCell<Pool>> {
    let pool = Rc::new(RefCell::new(Pool::default()));
    (0..others).filter_map(|_| start_reader().ok()).for_each(|worker| greet(&pool, worker));
    pool
}

/// Listens to a worker that was started.
fn greet(pool: &Rc<RefCell<Pool>>, worker: Worker) {
    let mut now = pool.borrow_mut();
    let at = now.readers.len();
    let weak = Rc::downgrade(pool);
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(pool) = weak.upgrade() {
            pool.borrow_mut().hear(at, &event.data());
        }
    });
    let weak = Rc::downgrade(pool);
    let on_error = Closure::<dyn FnMut()>::new(move || {
        if let Some(pool) = weak.upgrade() {
            pool.borrow_mut().lose(at);
        }
    });
    worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    let reader = Reader {
        worker,
        is_ready: false,
        is_told: false,
        in_hand: Vec::new(),
        lessons: 0,
        _on_message: on_message,
        _on_error: on_error,
    };
    now.readers.push(Some(reader));
}

impl Pool {
    /// Tells the readers what they read, and gives them their first shares.
    pub(crate) fn open(&mut self, request: Vec<u8>, file: &File, head_bytes: u64, shares: Shares<Part>) {
        self.plan = Some(Plan { request, file: file.clone(), head_bytes });
        self.shares = Some(shares);
        for at in 0..self.readers.len() {
            self.tell(at);
        }
    }

    /// Takes note of records that a reader has to learn from before its next share.
    pub(crate) fn teach(&mut self, lessons: &[Vec<u8>]) {
        self.lessons.extend_from_slice(lessons);
    }

    /// The lessons from one on.
    pub(crate) fn lessons(&self, from: usize) -> &[Vec<u8>] {
        self.lessons.get(from..).unwrap_or_default()
    }

    /// A share to be read here.
    pub(crate) fn give(&mut self) -> Option<(usize, Range<u64>)> {
        self.shares.as_mut()?.give()
    }

    fn hear(&mut self, at: usize, message: &JsValue) {
        self.heard_ms = Date::now();
        let Some(parts) = message.dyn_ref::<Array>() else {
            if let Some(Some(reader)) = self.readers.get_mut(at) {
                reader.is_ready = true;
            }
            return self.tell(at);
        };
        let number = parts.get(0).as_f64().unwrap_or_default() as usize;
        if let Some(reader) = self.readers.get_mut(at).and_then(Option::as_mut) {
            reader.in_hand.retain(|other| *other != number);
        }
        if let Some(shares) = &mut self.shares {
            shares.read(number, parts.get(1).dyn_into().ok().map(Part::Sent));
        }
        self.supply(at);
        self.awake();
    }

    /// A reader that listens is told of the file, as soon as it is known.
    fn tell(&mut self, at: usize) {
        let (Some(plan), Some(Some(reader))) = (&self.plan, self.readers.get_mut(at)) else { return };
        if !reader.is_ready || std::mem::replace(&mut reader.is_told, true) {
            return;
        }
        let request = Uint8Array::from(&plan.request[..]);
        let head_bytes = JsValue::from_f64(plan.head_bytes as f64);
        match reader.worker.post_message(&Array::of3(&request, &plan.file, &head_bytes)) {
            Ok(()) => self.supply(at),
            Err(_) => self.lose(at),
        }
    }

    /// Gives a reader what it can take in hand.
    fn supply(&mut self, at: usize) {
        let Some(shares) = &mut self.shares else { return };
        let Some(Some(reader)) = self.readers.get_mut(at) else { return };
        let mut is_lost = false;
        while reader.is_told && !is_lost && reader.in_hand.len() < IN_HAND {
            let Some((number, range)) = shares.give() else { return };
            reader.in_hand.push(number);
            let share = Array::of3(
                &JsValue::from_f64(number as f64),
                &JsValue::from_f64(range.start as f64),
                &JsValue::from_f64(range.end as f64),
            );
            for lesson in self.lessons.get(reader.lessons..).unwrap_or_default() {
                share.push(&Uint8Array::from(&lesson[..]));
            }
            reader.lessons = self.lessons.len();
            is_lost = reader.worker.post_message(&share).is_err();
        }
        if is_lost {
            self.lose(at);
        }
    }

    /// Gives all readers what they can take in hand: joining made room.
    pub(crate) fn supply_all(&mut self) {
        for at in 0..self.readers.len() {
            self.supply(at);
        }
    }

    /// A reader is gone: its shares go to others.
    fn lose(&mut self, at: usize) {
        let Some(reader) = self.readers.get_mut(at).and_then(Option::take) else { return };
        end(&reader);
        if let Some(shares) = &mut self.shares {
            reader.in_hand.into_iter().for_each(|number| shares.lose(number));
        }
        self.awake();
    }

    fn awake(&mut self) {
        if let Some(wake) = self.wake.take() {
            // Resolving a promise does not throw.
            let _ = wake.call0(&JsValue::UNDEFINED);
        }
    }

    /// Gives up readers that were waited for too long.
    fn lose_silent(&mut self) {
        if Date::now() - self.heard_ms > PATIENCE_MS {
            (0..self.readers.len()).for_each(|at| self.lose(at));
        }
    }
}

/// Waits until a reader says something or is given up.
pub(crate) async fn wait(pool: &Rc<RefCell<Pool>>, scope: &DedicatedWorkerGlobalScope) {
    pool.borrow_mut().heard_ms = Date::now();
    let promise = Promise::new(&mut |resolve, _| {
        let after_ms = PATIENCE_MS as i32 + 500;
        let _ = scope.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, after_ms);
        pool.borrow_mut().wake = Some(resolve);
    });
    let _: Result<JsValue, JsValue> = JsFuture::from(promise).await;
    pool.borrow_mut().lose_silent();
}

fn end(reader: &Reader) {
    reader.worker.set_onmessage(None);
    reader.worker.set_onerror(None);
    reader.worker.terminate();
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.readers.iter().flatten().for_each(end);
    }
}

/// This worker's own reader of parts, made when it first has time for one.
#[derive(Default)]
pub(crate) struct OwnReader {
    reader: Option<PartReader>,
    lessons: usize,
}

impl OwnReader {
    pub(crate) fn is_open(&self) -> bool {
        self.reader.is_some()
    }

    pub(crate) fn open(&mut self, request: &[u8], head: &[u8]) {
        self.reader = part_reader::open(request, head);
    }

    pub(crate) fn read(&mut self, pool: &Pool, share: Range<u64>, bytes: &[u8]) -> Option<Part> {
        let reader = self.reader.as_mut()?;
        let lessons = pool.lessons(self.lessons);
        lessons.iter().for_each(|lesson| reader.learn(lesson));
        self.lessons += lessons.len();
        reader.read(share, bytes).map(|part| Part::Made(Rc::new(part)))
    }
}
