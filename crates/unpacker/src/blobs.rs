//! Text that is put into blobs piece by piece: the browser keeps them outside the program's memory, on disk when they are many.

use js_sys::{Array, Uint8Array};
use std::io::{self, Write};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, File};

/// Bytes of a blob.
const BLOB_BYTES: usize = 4 << 20;

/// Takes text.
#[derive(Default)]
pub(crate) struct Blobs {
    buffer: Vec<u8>,
    blobs: Array,
}

impl Blobs {
    /// All of it as a file of that name.
    pub(crate) fn into_file(mut self, name: &str) -> Result<File, JsValue> {
        self.hand_on()?;
        File::new_with_blob_sequence(&self.blobs, name)
    }

    fn hand_on(&mut self) -> Result<(), JsValue> {
        let bytes = Uint8Array::from(self.buffer.as_slice());
        self.blobs.push(&Blob::new_with_u8_array_sequence(&Array::of1(&bytes))?.into());
        self.buffer.clear();
        Ok(())
    }
}

impl Write for Blobs {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= BLOB_BYTES {
            self.hand_on().map_err(|_| io::Error::other("the browser has no room for the text"))?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
