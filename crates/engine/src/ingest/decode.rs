//! From the bytes of a file to text that the carriers can cut, without losing a byte's place in the file.
//!
//! Every encoding in use that keeps ASCII as it is (UTF-8, Windows-1252) goes through untouched: delimiters, quotes and line ends
//! are ASCII, so records are cut from the file's own bytes, nothing is copied, and a byte's place is its place in the file.
//! Only cells that are kept are decoded, each by itself: as UTF-8, and as Windows-1252 where that fails. So a file that mixes the
//! two (as merged exports do) is read right. UTF-16 is turned into UTF-8 piece by piece.
//!
//! Of `encoding_rs` only the conversions between Unicode's own forms are used. Its decoders would bring the tables of every
//! legacy encoding of the web with them: a sixth of the page's download, for the 32 characters of [`C1_OF_WINDOWS_1252`].

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};
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
        Err(_) => Cow::Owned(bytes.iter().map(|byte| windows_1252(*byte)).collect()),
    }
}

/// The bytes 0x80 to 0x9F in Windows-1252, as of the WHATWG Encoding Standard (index windows-1252); the other bytes stand for the
/// character of their number.
const C1_OF_WINDOWS_1252: [char; 32] = [
    '\u{20ac}', '\u{81}', '\u{201a}', '\u{192}', '\u{201e}', '\u{2026}', '\u{2020}', '\u{2021}', '\u{2c6}',
    '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\u{8d}', '\u{17d}', '\u{8f}', '\u{90}', '\u{2018}',
    '\u{2019}', '\u{201c}', '\u{201d}', '\u{2022}', '\u{2013}', '\u{2014}', '\u{2dc}', '\u{2122}', '\u{161}',
    '\u{203a}', '\u{153}', '\u{9d}', '\u{17e}', '\u{178}',
];

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => C1_OF_WINDOWS_1252[usize::from(byte - 0x80)],
        _ => char::from(byte),
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
    unit: fn([u8; 2]) -> u16,
    /// Code units not turned into text yet: at most one between two pieces, the first half of a character.
    units: Vec<u16>,
    /// The first byte of a code unit that a piece was cut in.
    half: Option<u8>,
    text: Vec<u8>,
}

impl Utf16 {
    /// A decoder that begins after the byte order mark.
    pub(crate) fn new(kind: Kind) -> Utf16 {
        let unit = if kind == Kind::Utf16Be { u16::from_be_bytes } else { u16::from_le_bytes };
        Utf16 { unit, units: Vec::new(), half: None, text: Vec::new() }
    }

    /// The text of the next piece. What is no character becomes U+FFFD.
    pub(crate) fn feed(&mut self, bytes: &[u8], is_last: bool) -> &[u8] {
        let mut rest = bytes;
        if let (Some(half), [first, tail @ ..]) = (self.half, rest) {
            self.units.push((self.unit)([half, *first]));
            self.half = None;
            rest = tail;
        }
        let pairs = rest.chunks_exact(2);
        if let [odd] = pairs.remainder() {
            self.half = Some(*odd);
        }
        self.units.extend(pairs.map(|pair| (self.unit)([pair[0], pair[1]])));
        if is_last && self.half.take().is_some() {
            self.units.push(0xfffd);
        }
        // A high surrogate at the end waits for its other half.
        let is_split = !is_last && self.units.last().is_some_and(|unit| (0xd800..0xdc00).contains(unit));
        let whole = self.units.len() - usize::from(is_split);
        self.text.resize(3 * whole, 0);
        let written = encoding_rs::mem::convert_utf16_to_utf8(&self.units[..whole], &mut self.text);
        self.text.truncate(written);
        self.units.drain(..whole);
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
