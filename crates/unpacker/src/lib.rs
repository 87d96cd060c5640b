//! The second module of the page: unpacks one workbook or archive in a worker of its own, which ends with the work.
//!
//! It tells how many bytes it has read, as a number, from time to time; at the end an array: the bytes of
//! [`model::message::Unpacked`] (postcard), and a `File` for each text.

mod blobs;
mod file;

use blobs::Blobs;
use file::FileSource;
use js_sys::{Array, Uint8Array};
use model::import::{Carried, Incoming};
use model::message::Unpacked;
use unpack::{Container, Limits};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, File};

/// Unpacks a file and posts what came out. Reading is synchronous, as only workers may do it.
#[wasm_bindgen]
pub fn unpack(file: &File) -> Result<(), JsValue> {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().dyn_into()?;
    let (answer, files) = run(&scope, file)?;
    let bytes = postcard::to_allocvec(&answer).map_err(|error| JsValue::from_str(&error.to_string()))?;
    let parts = Array::of1(&Uint8Array::from(bytes.as_slice()).into());
    for file in files {
        parts.push(&file);
    }
    scope.post_message(&parts)
}

fn run(scope: &DedicatedWorkerGlobalScope, file: &File) -> Result<(Unpacked, Vec<File>), JsValue> {
    let mut source = FileSource::new(file, scope)?;
    let opened = Container::open(&file.name(), &mut source, &Limits::default());
    let opened = opened.and_then(|container| {
        container.map(|container| container.tables().map(|tables| (container, tables))).transpose()
    });
    let (mut container, tables) = match opened {
        Ok(Some(opened)) => opened,
        Ok(None) => return Ok((Unpacked::Plain, Vec::new())),
        Err(problem) => return Ok((Unpacked::Failed(problem), Vec::new())),
    };
    let (mut incoming, mut files) = (Vec::new(), Vec::new());
    for member in tables.iter().copied() {
        let name = container.members()[member].name.clone();
        let mut blobs = Blobs::default();
        let (size, carried, problem) = match container.extract(member, &mut blobs) {
            Ok(carried) => {
                let text = blobs.into_file(&name)?;
                let size = text.size() as u64;
                files.push(text);
                (size, carried, None)
            }
            Err(problem) if tables.len() == 1 => return Ok((Unpacked::Failed(problem), files)),
            Err(problem) => (0, Carried::default(), Some(problem)),
        };
        incoming.push(Incoming { name, size, carried, problem });
    }
    Ok((Unpacked::Files(incoming), files))
}
