//! XML and HTML in whatever encoding, as UTF-8: by byte order mark, by the zeros of UTF-16, else by what the document declares.
//!
//! Bytes without any sign are taken as they are; whoever shows them replaces what is no UTF-8.

use crate::fault::Fault;
use memchr::memmem;
use std::io::{self, Read};

/// Bytes in which a declaration is looked for.
const LOOK_BYTES: usize = 1024;

/// Windows-1252, 0x80 to 0x9f; what it leaves open are control characters, as browsers have it.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// A character of Windows-1252.
pub(crate) fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS_1252[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Utf16 { is_big: bool },
    Windows1252,
}

/// Reads any of them as UTF-8.
pub(crate) struct Utf8<R> {
    source: R,
    encoding: Encoding,
    /// Bytes that were read to find the encoding.
    head: Vec<u8>,
    head_at: usize,
    /// Bytes of the source that make no whole character yet.
    rest: Vec<u8>,
    /// Characters that did not fit.
    out: Vec<u8>,
    out_at: usize,
}

impl<R: Read> Utf8<R> {
    /// Looks at the beginning of a document.
    pub(crate) fn new(mut source: R) -> Result<Utf8<R>, Fault> {
        let mut head = Vec::new();
        source.by_ref().take(LOOK_BYTES as u64).read_to_end(&mut head)?;
        let (encoding, mark) = match head.as_slice() {
            [0xef, 0xbb, 0xbf, ..] => (Encoding::Utf8, 3),
            [0xff, 0xfe, ..] => (Encoding::Utf16 { is_big: false }, 2),
            [0xfe, 0xff, ..] => (Encoding::Utf16 { is_big: true }, 2),
            [_, 0, _, 0, ..] => (Encoding::Utf16 { is_big: false }, 0),
            [0, _, 0, _, ..] => (Encoding::Utf16 { is_big: true }, 0),
            _ => (declared(&head)?, 0),
        };
        Ok(Utf8 { source, encoding, head, head_at: mark, rest: Vec::new(), out: Vec::new(), out_at: 0 })
    }

    fn read_source(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.head_at < self.head.len() {
            let len = buffer.len().min(self.head.len() - self.head_at);
            buffer[..len].copy_from_slice(&self.head[self.head_at..self.head_at + len]);
            self.head_at += len;
            return Ok(len);
        }
        self.source.read(buffer)
    }

    /// Decodes the next piece into `out`; `false` at the end.
    fn decode(&mut self) -> io::Result<bool> {
        let mut piece = [0; 16 << 10];
        let taken = self.read_source(&mut piece)?;
        self.out.clear();
        self.out_at = 0;
        let mut push = |found: char| self.out.extend_from_slice(found.encode_utf8(&mut [0; 4]).as_bytes());
        match self.encoding {
            Encoding::Utf16 { is_big } => {
                self.rest.extend_from_slice(&piece[..taken]);
                let unit =
                    |pair: [u8; 2]| if is_big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) };
                let mut units: Vec<u16> =
                    self.rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
                // Half a pair waits for its other half.
                if taken > 0 && units.last().is_some_and(|last| (0xd800..0xdc00).contains(last)) {
                    units.pop();
                }
                char::decode_utf16(units.iter().copied()).for_each(|found| push(found.unwrap_or('\u{fffd}')));
                self.rest.drain(..2 * units.len());
            }
            Encoding::Windows1252 | Encoding::Utf8 => {
                piece[..taken].iter().for_each(|byte| push(windows_1252(*byte)));
            }
        }
        Ok(taken > 0)
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.encoding == Encoding::Utf8 {
            return self.read_source(buffer);
        }
        while self.out_at == self.out.len() {
            if !self.decode()? && self.out.is_empty() {
                return Ok(0);
            }
        }
        let len = buffer.len().min(self.out.len() - self.out_at);
        buffer[..len].copy_from_slice(&self.out[self.out_at..self.out_at + len]);
        self.out_at += len;
        Ok(len)
    }
}

/// The encoding that the first bytes name: `<?xml encoding="…"?>`, `<meta charset="…">`.
fn declared(head: &[u8]) -> Result<Encoding, Fault> {
    let lower = head.to_ascii_lowercase();
    let after = |word: &[u8]| memmem::find(&lower, word).map(|at| &lower[at + word.len()..]);
    let found = after(b"encoding").or_else(|| after(b"charset"));
    let name = found.map_or(&[][..], |found| {
        let start = found.iter().position(u8::is_ascii_alphanumeric).unwrap_or(found.len());
        let name = &found[start..];
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        &name[..name.iter().position(|byte| !is_part(byte)).unwrap_or(name.len())]
    });
    match name {
        b"windows-1252" | b"iso-8859-1" | b"iso-8859-15" | b"latin1" | b"cp1252" => Ok(Encoding::Windows1252),
        // A document that names UTF-16 and can be read for it is no UTF-16.
        b"" | b"utf-8" | b"utf8" | b"us-ascii" | b"ascii" | b"utf-16" => Ok(Encoding::Utf8),
        // A word that merely looks like a declaration.
        other if !other.iter().any(u8::is_ascii_digit) => Ok(Encoding::Utf8),
        other => Err(Fault::Foreign(
            format!("written in the encoding {}", String::from_utf8_lossy(other)),
            "Open it in a spreadsheet and save it as “CSV UTF-8”.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(bytes: &[u8]) -> String {
        let mut out = Vec::new();
        Utf8::new(bytes).unwrap().read_to_end(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn encodings_are_found_and_read() {
        let text = "<?xml version=\"1.0\"?><a>ü €😀</a>";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(told(text.as_bytes()), text);
        assert_eq!(told(&[b"\xef\xbb\xbf", text.as_bytes()].concat()), text);
        assert_eq!(told(&little), text);
        assert_eq!(told(&[&b"\xff\xfe"[..], &little].concat()), text);
        assert_eq!(told(&[&b"\xfe\xff"[..], &big].concat()), text);
        assert_eq!(told(b"<meta charset='windows-1252'>\x80\xfc"), "<meta charset='windows-1252'>€ü");
        assert_eq!(told(b""), "");
        assert!(Utf8::new(&b"<?xml encoding='shift_jis2'?>"[..]).is_err());
    }

    #[test]
    fn long_text_is_not_cut_inside_a_character() {
        let text = format!("<a>{}", "a😀".repeat(20_000));
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(told(&little), text);
    }
}
