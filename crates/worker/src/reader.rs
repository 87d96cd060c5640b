//! Reads a file in slices, ahead of the parser: while one slice is parsed, the browser already reads the next ones.

use js_sys::{Promise, Uint8Array};
use std::collections::VecDeque;
use std::ops::Range;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, MessageChannel};

/// The first slice is small, so that the first rows are there at once.
const FIRST_SLICE_BYTES: u64 = 1 << 20;
/// Larger slices read no faster, and make `Cancel` wait longer.
const SLICE_BYTES: u64 = 4 << 20;
/// Slices asked for ahead of the parser.
const AHEAD: usize = 3;

/// Slices of a file, in order.
pub(crate) struct Slices {
    file: File,
    /// Bytes before this one were asked for.
    asked: u64,
    end: u64,
    waiting: VecDeque<Promise>,
}

impl Slices {
    /// The slices of a part of a file.
    pub(crate) fn new(file: &File, part: Range<u64>) -> Slices {
        Slices { file: file.clone(), asked: part.start, end: part.end, waiting: VecDeque::new() }
    }

    /// Puts the next slice into `bytes` and answers `true`, or `false` at the end.
    pub(crate) async fn next(&mut self, bytes: &mut Vec<u8>) -> Result<bool, String> {
        while self.waiting.len() < AHEAD && self.asked < self.end {
            let len = if self.asked == 0 { FIRST_SLICE_BYTES } else { SLICE_BYTES };
            let end = (self.asked + len).min(self.end);
            self.waiting.push_back(ask(&self.file, self.asked, end)?);
            self.asked = end;
        }
        match self.waiting.pop_front() {
            Some(promise) => {
                take(promise, bytes).await?;
                Ok(true)
            }
            None => Ok(false),
        }
    }
}

/// Puts `len` bytes from `start` into `bytes`.
pub(crate) async fn read_slice(file: &File, start: u64, len: u64, bytes: &mut Vec<u8>) -> Result<(), String> {
    take(ask(file, start, start.saturating_add(len))?, bytes).await
}

/// Asks for a piece of a file.
pub(crate) fn ask(file: &File, start: u64, end: u64) -> Result<Promise, String> {
    let blob: Blob =
        file.slice_with_f64_and_f64(start as f64, end as f64).map_err(|error| describe(&error))?;
    Ok(blob.array_buffer())
}

/// Waits for a piece of a file.
pub(crate) async fn take(promise: Promise, bytes: &mut Vec<u8>) -> Result<(), String> {
    let buffer: JsValue = JsFuture::from(promise).await.map_err(|error| describe(&error))?;
    let view = Uint8Array::new(&buffer);
    bytes.resize(view.length() as usize, 0);
    view.copy_to(bytes);
    Ok(())
}

fn describe(error: &JsValue) -> String {
    match error.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.message()),
        None => format!("{error:?}"),
    }
}

/// Lets the worker's event loop run once, so that messages are heard. A promise that is already settled would not do: it
/// resumes before the next message. A timer would: four milliseconds later each time.
pub(crate) async fn yield_to_events() {
    let promise = Promise::new(&mut |resolve, _| {
        if let Ok(channel) = MessageChannel::new() {
            let (one, other) = (channel.port1(), channel.port2());
            one.set_onmessage(Some(&resolve));
            let _ = other.post_message(&JsValue::NULL);
        } else {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    });
    let _: Result<JsValue, JsValue> = JsFuture::from(promise).await;
}
