//! From the bytes of a file to text that the carriers can cut, without losing a byte's place in the file.
//!
//! Every encoding in use that keeps ASCII as it is (UTF-8, Windows-1252) goes through untouched: delimiters, quotes and line ends
//! are ASCII, so records are cut from the file's own bytes, nothing is copied, and a byte's place is its place in the file.
//! Only cells that are kept are decoded, each by itself: as UTF-8, and as Windows-1252 where that fails. So a file that mixes the
//! two (as merged exports do) is read right. UTF-16 is turned into UTF-8 piece by piece.

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};
use model::import::{Certainty, Decision};
use std::borrow::Cow;

/// How a file's bytes stand for text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// ASCII, UTF-8 or a single-byte encoding: cut as it is.
    Direct,
    /// UTF-16, little end first.
    Utf16Le,
    /// UTF-16, big end first.
    Utf16Be,
}

/// What the first bytes tell of the encoding.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// How to go on.
    pub(crate) kind: Kind,
    /// Bytes of the byte order mark.
    pub(crate) mark_len: usize,
    /// Label as of the WHATWG Encoding Standard.
    pub(crate) label: &'static str,
    /// For the import screen.
    pub(crate) decision: Decision,
}

fn found(
    kind: Kind,
    mark_len: usize,
    encoding: &'static Encoding,
    reason: &str,
    certainty: Certainty,
) -> Found {
    let label: &'static str = match encoding.name() {
        "UTF-8" => "utf-8",
        "UTF-16LE" => "utf-16le",
        "UTF-16BE" => "utf-16be",
        _ => "windows-1252",
    };
    let decision = Decision {
        id: "encoding".into(),
        label: "Text encoding".into(),
        value: match kind {
            Kind::Direct if label == "windows-1252" => "Windows-1252".into(),
            _ => encoding.name().into(),
        },
        reason: reason.into(),
        certainty,
        is_override: false,
    };
    Found { kind, mark_len, label, decision }
}

/// Decides the encoding from the first bytes. `is_whole`: these are all bytes of the file.
pub(crate) fn detect(head: &[u8], is_whole: bool) -> Found {
    use Certainty::{Assumed, Likely, Proven};
    if let Some((encoding, mark_len)) = Encoding::for_bom(head) {
        let kind = match encoding.name() {
            "UTF-16LE" => Kind::Utf16Le,
            "UTF-16BE" => Kind::Utf16Be,
            _ => Kind::Direct,
        };
        return found(kind, mark_len, encoding, "the file begins with a byte order mark", Proven);
    }
    let look = &head[..head.len().min(8 << 10)];
    let zeros = |odd: usize| look.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even_zeros, odd_zeros, half) = (zeros(0), zeros(1), look.len() / 2);
    if look.len() >= 8 && odd_zeros * 10 > half * 4 && even_zeros * 20 < half {
        return found(
            Kind::Utf16Le,
            0,
            UTF_16LE,
            "every second byte is zero, the second of each pair",
            Likely,
        );
    }
    if look.len() >= 8 && even_zeros * 10 > half * 4 && odd_zeros * 20 < half {
        return found(
            Kind::Utf16Be,
            0,
            UTF_16BE,
            "every second byte is zero, the first of each pair",
            Likely,
        );
    }
    match std::str::from_utf8(head) {
        Ok(text) if text.is_ascii() => {
            let reason = if is_whole {
                "only plain ASCII characters"
            } else {
                "only plain ASCII characters at the beginning; other characters are read as UTF-8 where they are valid"
            };
            found(Kind::Direct, 0, encoding_rs::UTF_8, reason, if is_whole { Proven } else { Likely })
        }
        Ok(_) => found(Kind::Direct, 0, encoding_rs::UTF_8, "all characters are valid UTF-8", Proven),
        // The head may end in the middle of a character.
        Err(error) if error.error_len().is_none() && !is_whole => {
            found(Kind::Direct, 0, encoding_rs::UTF_8, "all characters are valid UTF-8", Proven)
        }
        Err(error) => {
            let valid = &head[..error.valid_up_to()];
            if valid.is_ascii() {
                found(
                    Kind::Direct,
                    0,
                    WINDOWS_1252,
                    "the accented characters are not valid UTF-8; Windows-1252 is what spreadsheets write instead",
                    Likely,
                )
            } else {
                found(
                    Kind::Direct,
                    0,
                    encoding_rs::UTF_8,
                    "most characters are valid UTF-8; cells that are not are read as Windows-1252",
                    Assumed,
                )
            }
        }
    }
}

/// The text of a cell: UTF-8 where it is valid, else Windows-1252.
pub(crate) fn to_text(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// How many bytes of the file a piece of cut text stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Offsets {
    /// As many as it has.
    Same,
    /// The text was UTF-16 in the file: two bytes for each code unit.
    Utf16,
}

impl Offsets {
    /// Bytes in the file of a piece of UTF-8 text.
    #[inline]
    pub(crate) fn length(self, text: &[u8]) -> u64 {
        match self {
            Offsets::Same => text.len() as u64,
            Offsets::Utf16 => {
                // Each character is one unit, those of four bytes in UTF-8 are two.
                let units = |byte: &u8| match *byte {
                    0x80..=0xbf => 0,
                    0xf0..=0xff => 2,
                    _ => 1,
                };
                2 * text.iter().map(units).sum::<u64>()
            }
        }
    }
}

/// Turns pieces of UTF-16 into UTF-8.
pub(crate) struct Utf16 {
    decoder: Decoder,
    text: Vec<u8>,
}

impl Utf16 {
    /// A decoder that begins after the byte order mark.
    pub(crate) fn new(kind: Kind) -> Utf16 {
        let encoding = if kind == Kind::Utf16Be { UTF_16BE } else { UTF_16LE };
        Utf16 { decoder: encoding.new_decoder_without_bom_handling(), text: Vec::new() }
    }

    /// The text of the next piece.
    pub(crate) fn feed(&mut self, bytes: &[u8], is_last: bool) -> &[u8] {
        self.text.clear();
        let need = self.decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(4 * bytes.len() + 16);
        self.text.resize(need, 0);
        let (mut read, mut written) = (0, 0);
        loop {
            let (result, used, made, _) =
                self.decoder.decode_to_utf8(&bytes[read..], &mut self.text[written..], is_last);
            read += used;
            written += made;
            match result {
                CoderResult::InputEmpty => break,
                CoderResult::OutputFull => self.text.resize(self.text.len() + 4096, 0),
            }
        }
        self.text.truncate(written);
        &self.text
    }
}

/// All text of a record read again, in the encoding that was decided for the file.
pub(crate) fn decode_piece(bytes: &[u8], label: &str) -> Vec<u8> {
    match label {
        "utf-16le" => Utf16::new(Kind::Utf16Le).feed(bytes, true).to_vec(),
        "utf-16be" => Utf16::new(Kind::Utf16Be).feed(bytes, true).to_vec(),
        _ => bytes.to_vec(),
    }
}
