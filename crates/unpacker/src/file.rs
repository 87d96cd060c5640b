//! A `File` as something to read from any place, by slices.

use js_sys::Uint8Array;
use std::io::{self, Read, Seek, SeekFrom};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, File, FileReaderSync};

/// Bytes of a slice where the file is read on and on …
const LONG_SLICE_BYTES: u64 = 2 << 20;
/// … and after a jump, which may be followed by another one.
const SHORT_SLICE_BYTES: u64 = 64 << 10;

/// Reads a file and tells how far it has come.
pub(crate) struct FileSource<'f> {
    file: &'f File,
    scope: &'f DedicatedWorkerGlobalScope,
    reader: FileReaderSync,
    size: u64,
    at: u64,
    slice: Vec<u8>,
    slice_at: u64,
    read_bytes: u64,
}

impl<'f> FileSource<'f> {
    pub(crate) fn new(
        file: &'f File,
        scope: &'f DedicatedWorkerGlobalScope,
    ) -> Result<FileSource<'f>, JsValue> {
        Ok(FileSource {
            file,
            scope,
            reader: FileReaderSync::new()?,
            size: file.size() as u64,
            at: 0,
            slice: Vec::new(),
            slice_at: 0,
            read_bytes: 0,
        })
    }

    fn load(&mut self) -> Result<(), JsValue> {
        let goes_on = self.slice_at + self.slice.len() as u64 == self.at && self.at > 0;
        let len = if goes_on { LONG_SLICE_BYTES } else { SHORT_SLICE_BYTES };
        let end = (self.at + len).min(self.size);
        let blob = self.file.slice_with_f64_and_f64(self.at as f64, end as f64)?;
        let bytes = Uint8Array::new(&self.reader.read_as_array_buffer(&blob)?.into());
        self.slice.resize(bytes.length() as usize, 0);
        bytes.copy_to(&mut self.slice);
        self.slice_at = self.at;
        self.read_bytes += self.slice.len() as u64;
        // Parts that are looked at twice count once.
        self.scope.post_message(&JsValue::from_f64(self.read_bytes.min(self.size) as f64))
    }
}

impl Read for FileSource<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.size || buffer.is_empty() {
            return Ok(0);
        }
        let is_held = (self.slice_at..self.slice_at + self.slice.len() as u64).contains(&self.at);
        if !is_held {
            self.load().map_err(|error| io::Error::other(described(&error)))?;
        }
        let held = &self.slice[(self.at - self.slice_at) as usize..];
        let len = held.len().min(buffer.len());
        buffer[..len].copy_from_slice(&held[..len]);
        self.at += len as u64;
        Ok(len)
    }
}

impl Seek for FileSource<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::End(offset) => self.size.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.at.checked_add_signed(offset),
        };
        self.at = place.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.at)
    }
}

/// A JavaScript error in words.
fn described(error: &JsValue) -> String {
    match error.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.message()),
        None => format!("{error:?}"),
    }
}
