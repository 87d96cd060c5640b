//! The page's end of the wire to the engine: starts the worker, posts requests, hands on what comes back.
//!
//! The worker is started from a blob, because a worker loaded from an address would not be under the page's policy and could
//! reach the network. The blob imports the same program file and is handed the page's compiled module, so that nothing is
//! loaded or compiled twice. The import is dynamic: a static one would need a wider policy.

use gloo::timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use model::message::{PROTOCOL, Request, Response};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{BlobPropertyBag, ErrorEvent, File, MessageEvent, Url, Worker, WorkerOptions, WorkerType};

/// How long a worker may take to say that it listens.
const START_LIMIT_MS: u32 = 20_000;

/// Prefix of the line in which the worker's starter tells that it could not start.
const FAILED: &str = "failed: ";

/// Begins a worker that reads parts of a file; stands behind the text of the glue. What goes wrong there is heard here.
const READER: &str = "\nonmessage = event => { onmessage = null; initSync({ module: event.data }); }; \
    onunhandledrejection = event => setTimeout(() => { throw event.reason; });";

/// What the client tells.
#[derive(Debug)]
pub(crate) enum EngineEvent {
    /// The engine said something.
    Said(Box<Response>),
    /// The engine died or never came up; the reason. It says nothing any more.
    Died(String),
}

type Listener = Rc<dyn Fn(EngineEvent)>;

/// A running worker. Dropping it ends it.
pub(crate) struct EngineClient {
    worker: Worker,
    /// Posted as soon as the worker listens.
    early: Rc<RefCell<Vec<JsValue>>>,
    is_listening: Rc<Cell<bool>>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
    _start_limit: Timeout,
}

impl EngineClient {
    /// Starts a worker and greets it.
    pub(crate) fn start(listener: Listener) -> Result<EngineClient, JsValue> {
        let worker = start_engine()?;
        let early = Rc::new(RefCell::new(Vec::new()));
        let is_listening = Rc::new(Cell::new(false));

        let on_message = {
            let (worker, early, is_listening) = (worker.clone(), early.clone(), is_listening.clone());
            let listener = listener.clone();
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                let data = event.data();
                if let Some(bytes) = data.dyn_ref::<Uint8Array>() {
                    match postcard::from_bytes::<Response>(&bytes.to_vec()) {
                        Ok(response) => listener(EngineEvent::Said(Box::new(response))),
                        Err(error) => {
                            listener(EngineEvent::Died(format!("an answer could not be read: {error}")))
                        }
                    }
                    return;
                }
                let Some(text) = data.as_string() else { return };
                if text == "ready" {
                    is_listening.set(true);
                    for message in early.borrow_mut().drain(..) {
                        if let Err(error) = worker.post_message(&message) {
                            listener(EngineEvent::Died(described(&error)));
                        }
                    }
                } else if let Some(reason) = text.strip_prefix(FAILED) {
                    listener(EngineEvent::Died(reason.to_string()));
                }
            })
        };
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));

        let on_error = {
            let listener = listener.clone();
            Closure::<dyn FnMut(ErrorEvent)>::new(move |event: ErrorEvent| {
                event.prevent_default();
                let message = event.message();
                let reason = if message.is_empty() { "no reason was given".to_string() } else { message };
                listener(EngineEvent::Died(reason));
            })
        };
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));

        let start_limit = {
            let is_listening = is_listening.clone();
            Timeout::new(START_LIMIT_MS, move || {
                if !is_listening.get() {
                    listener(EngineEvent::Died("it did not answer".to_string()));
                }
            })
        };

        let client = EngineClient {
            worker,
            early,
            is_listening,
            _on_message: on_message,
            _on_error: on_error,
            _start_limit: start_limit,
        };
        client.send(&Request::Hello { protocol: PROTOCOL })?;
        Ok(client)
    }

    /// Posts a request.
    pub(crate) fn send(&self, request: &Request) -> Result<(), JsValue> {
        self.post(as_bytes(request)?.into())
    }

    /// Posts an import together with its files: handles, not copies.
    pub(crate) fn send_files(&self, request: &Request, files: &[File]) -> Result<(), JsValue> {
        let parts = Array::of1(&as_bytes(request)?.into());
        for file in files {
            parts.push(file);
        }
        self.post(parts.into())
    }

    fn post(&self, message: JsValue) -> Result<(), JsValue> {
        if self.is_listening.get() {
            self.worker.post_message(&message)
        } else {
            self.early.borrow_mut().push(message);
            Ok(())
        }
    }
}

impl Drop for EngineClient {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

fn as_bytes(request: &Request) -> Result<Uint8Array, JsValue> {
    let bytes = postcard::to_allocvec(request).map_err(|error| JsValue::from_str(&error.to_string()))?;
    Ok(Uint8Array::from(&bytes[..]))
}

/// A JavaScript error in words.
pub(crate) fn described(error: &JsValue) -> String {
    error
        .dyn_ref::<js_sys::Error>()
        .map(|error| String::from(error.message()))
        .or_else(|| error.as_string())
        .unwrap_or_else(|| format!("{error:?}"))
}

fn start_engine() -> Result<Worker, JsValue> {
    let glue =
        address_in_boot_tag("data-js").ok_or_else(|| JsValue::from_str("the page's boot tag is missing"))?;
    // A worker that reads parts of a file is started by the engine's worker, from the glue's text: it has been loaded already, and
    // so no request is made when a file is dropped.
    let source = format!(
        "onmessage = async event => {{ onmessage = null; const module = event.data; let address; \
         self.startReader = () => {{ \
         const worker = new Worker(address, {{ type: 'module', name: 'reader' }}); \
         worker.addEventListener('error', event => event.preventDefault()); \
         worker.postMessage(module); return worker; }}; \
         try {{ const glue = await import({glue}); glue.initSync({{ module }}); \
         fetch({glue}, {{ cache: 'force-cache' }}).then(answer => answer.blob()).then(text => {{ \
         address = URL.createObjectURL(new Blob([text, {READER:?}], {{ type: 'text/javascript' }})); \
         }}).catch(() => {{}}); }} \
         catch (error) {{ postMessage({FAILED:?} + (error && error.message || error)); }} }};",
    );
    let worker = start_worker(&source)?;
    worker.post_message(&wasm_bindgen::module())?;
    Ok(worker)
}

/// Starts a worker from its source.
pub(crate) fn start_worker(source: &str) -> Result<Worker, JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type("text/javascript");
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&Array::of1(&source.into()), &kind)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(&address, &options)?;
    // The worker has read it by then; an address that lives on would keep the blob.
    Timeout::new(START_LIMIT_MS, move || drop(Url::revoke_object_url(&address))).forget();
    Ok(worker)
}

/// The absolute address of a file that the boot tag names, as a text in JavaScript.
pub(crate) fn address_in_boot_tag(name: &str) -> Option<String> {
    let document = web_sys::window()?.document()?;
    let relative = document.query_selector("script[data-js]").ok()??.get_attribute(name)?;
    let base = document.base_uri().ok()??;
    let address = Url::new_with_base(&relative, &base).ok()?.href();
    js_sys::JSON::stringify(&JsValue::from_str(&address)).ok().map(String::from)
}
