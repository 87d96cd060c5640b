//! The page's end of the wire to the second module, which unpacks workbooks and archives. It is loaded when the first bytes of a
//! file call for it, and ends with its work.

use crate::engine_client::{address_in_boot_tag, described, start_worker};
use js_sys::{Array, Uint8Array};
use model::message::Unpacked;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ErrorEvent, File, MessageEvent, Worker};

/// Bytes that tell whether there may be something to unpack: what stands before the first letter of a page is rarely longer.
const LOOK_BYTES: f64 = 256.0;
/// Prefixes of the lines in which the worker tells that it could not load the module, or that this stopped.
const NOT_LOADED: &str = "load: ";
const STOPPED: &str = "stop: ";

/// What the client tells.
#[derive(Debug)]
pub(crate) enum UnpackEvent {
    /// These addresses were asked for, to load the module.
    Loaded(Vec<String>),
    /// So many bytes are read.
    Read(u64),
    /// What came of it, with the texts.
    Done(Box<Unpacked>, Vec<File>),
    /// The module could not be loaded; the reason.
    NotLoaded(String),
    /// The module stopped in the middle; the reason.
    Stopped(String),
}

/// Whether a file may be a workbook, an archive, or a page with a table. The module has the last word.
pub(crate) async fn may_be_container(file: &File) -> bool {
    let Ok(blob) = file.slice_with_f64_and_f64(0.0, LOOK_BYTES) else { return false };
    // What cannot be read is for the engine to tell.
    let Ok(buffer) = JsFuture::from(blob.array_buffer()).await else { return false };
    let head = Uint8Array::new(&buffer).to_vec();
    // Byte order marks and the zeros of UTF-16 stand before or between letters.
    let is_letter =
        |byte: &&u8| !matches!(byte, 0 | b' ' | b'\t' | b'\r' | b'\n' | 0xef | 0xbb | 0xbf | 0xff | 0xfe);
    [&b"PK\x03\x04"[..], b"PK\x05\x06", b"\x1f\x8b", b"\xd0\xcf\x11\xe0"]
        .iter()
        .any(|mark| head.starts_with(mark))
        || head.iter().find(is_letter) == Some(&b'<')
}

/// A worker at work. Dropping it ends it.
pub(crate) struct UnpackClient {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl UnpackClient {
    /// Begins to unpack a file.
    pub(crate) fn start(
        file: &File,
        listener: impl Fn(UnpackEvent) + Clone + 'static,
    ) -> Result<UnpackClient, JsValue> {
        let address = |name: &str| {
            address_in_boot_tag(name).ok_or_else(|| JsValue::from_str("its address is missing in the page"))
        };
        // The policy of the page binds a worker from a blob; see the engine's client.
        let source = format!(
            "onmessage = async event => {{ let stage = {NOT_LOADED:?}; \
             try {{ const module = await import({glue}); await module.default({{ module_or_path: {wasm} }}); \
             postMessage(performance.getEntriesByType('resource').map(entry => entry.name)); \
             stage = {STOPPED:?}; module.unpack(event.data); }} \
             catch (error) {{ postMessage(stage + (error && error.message || error)); }} }};",
            glue = address("data-unpack-js")?,
            wasm = address("data-unpack-wasm")?,
        );
        let worker = start_worker(&source)?;
        let on_message = {
            let listener = listener.clone();
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                listener(understood(&event.data()))
            })
        };
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let on_error = Closure::<dyn FnMut(ErrorEvent)>::new(move |event: ErrorEvent| {
            event.prevent_default();
            listener(UnpackEvent::Stopped(event.message()));
        });
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        worker.post_message(file)?;
        Ok(UnpackClient { worker, _on_message: on_message, _on_error: on_error })
    }
}

impl Drop for UnpackClient {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

fn understood(data: &JsValue) -> UnpackEvent {
    if let Some(bytes) = data.as_f64() {
        return UnpackEvent::Read(bytes as u64);
    }
    if let Some(parts) = data.dyn_ref::<Array>() {
        if !parts.get(0).is_instance_of::<Uint8Array>() {
            return UnpackEvent::Loaded(parts.iter().filter_map(|address| address.as_string()).collect());
        }
        let told = parts
            .get(0)
            .dyn_into::<Uint8Array>()
            .map(|bytes| postcard::from_bytes::<Unpacked>(&bytes.to_vec()));
        return match told {
            Ok(Ok(unpacked)) => {
                let texts = parts.iter().skip(1).filter_map(|part| part.dyn_into().ok());
                UnpackEvent::Done(Box::new(unpacked), texts.collect())
            }
            _ => UnpackEvent::Stopped("its answer could not be read".to_string()),
        };
    }
    let text = data.as_string().unwrap_or_else(|| described(data));
    match text.strip_prefix(NOT_LOADED) {
        Some(reason) => UnpackEvent::NotLoaded(reason.to_string()),
        None => UnpackEvent::Stopped(text.strip_prefix(STOPPED).unwrap_or(&text).to_string()),
    }
}
