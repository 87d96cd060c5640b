//! The second module of the page: unpacks one workbook or archive in a worker of its own, which ends with the work.
//!
//! It tells how many bytes it has read, as a number, from time to time; at the end an array: the bytes of
//! [`model::message::Unpacked`] (postcard), and the `File` of text, if there is one.

mod blobs;
mod file;

use blobs::Blobs;
use file::FileSource;
use js_sys::{Array, Uint8Array};
use model::error::Problem;
use model::message::Unpacked;
use unpack::{Container, Limits};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, File};

/// Unpacks a file and posts what came out. Reading is synchronous, as only workers may do it.
#[wasm_bindgen]
pub fn unpack(file: &File) -> Result<(), JsValue> {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().dyn_into()?;
    let (answer, text) = match run(&scope, file)? {
        Ok(None) => (Unpacked::Plain, JsValue::UNDEFINED),
        Ok(Some((answer, text))) => (answer, text.into()),
        Err(problem) => (Unpacked::Failed(problem), JsValue::UNDEFINED),
    };
    let bytes = postcard::to_allocvec(&answer).map_err(|error| JsValue::from_str(&error.to_string()))?;
    scope.post_message(&Array::of2(&Uint8Array::from(bytes.as_slice()).into(), &text))
}

/// What unpacking comes to: text, nothing to unpack, or why not.
type Outcome = Result<Option<(Unpacked, File)>, Problem>;

fn run(scope: &DedicatedWorkerGlobalScope, file: &File) -> Result<Outcome, JsValue> {
    let mut source = FileSource::new(file, scope)?;
    let mut container = match Container::open(&file.name(), &mut source, &Limits::default()) {
        Ok(Some(container)) => container,
        Ok(None) => return Ok(Ok(None)),
        Err(problem) => return Ok(Err(problem)),
    };
    let best = match container.best() {
        Ok(best) => best,
        Err(problem) => return Ok(Err(problem)),
    };
    let name = container.members()[best].name.clone();
    let mut blobs = Blobs::default();
    Ok(match container.extract(best, &mut blobs) {
        Ok(carried) => Ok(Some((Unpacked::Text(carried), blobs.into_file(&name)?))),
        Err(problem) => Err(problem),
    })
}
