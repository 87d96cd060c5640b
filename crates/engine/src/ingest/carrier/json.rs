//! JSON: a list of records, an object that holds such a list, or one record a line; cut into records without holding the file.
//!
//! A byte scanner that knows strings, escapes and nesting finds where each record begins and ends; the text of one record at a
//! time is handed on. What follows RFC 8259 is read; comments, single quotes and other dialects are left out.

use super::place::Place;
use crate::ingest::decode::Offsets;
use crate::ingest::parts::Pack;
use memchr::{memchr, memchr_iter, memchr3};
use serde_json::Value;

/// A record of this size is refused.
const RECORD_LIMIT_BYTES: usize = 32 << 20;
/// Broken records after which a search inside the rest of the file is tried.
const RECOVERIES: u32 = 200;

/// Set aside: the record cannot be parsed.
pub(crate) const BROKEN: &str = "the record is not valid JSON";
/// Set aside: something else than an object stands among the records.
pub(crate) const NO_OBJECT: &str = "a plain value stands in place of a record";

/// The text of one record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found<'a> {
    /// JSON text of the record.
    pub(crate) text: &'a [u8],
    /// First byte in the file.
    pub(crate) byte: u64,
    /// Byte after it.
    pub(crate) end: u64,
    /// Line it begins on.
    pub(crate) line: u64,
}

/// Takes what the splitter finds.
pub(crate) trait Records {
    /// A record; answers whether it could be parsed.
    fn record(&mut self, found: Found<'_>) -> bool;
    /// Something that cannot be a record.
    fn set_aside(&mut self, reason: &'static str, line: u64);
}

/// A record beyond the limit begins on this line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooLarge(pub(crate) u64);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    /// Outside records and strings.
    Between,
    /// In a string outside records.
    Text { is_escape: bool },
    /// In a record.
    Record { depth: u32, is_string: bool, is_escape: bool },
    /// After a broken record: waiting for a line that begins like a record.
    Lost { is_line_start: bool, indent: u32 },
}

/// Cuts a stream of pieces into records.
pub(crate) struct Splitter {
    place: Place,
    offsets: Offsets,
    token: Token,
    /// Open containers outside records, with the key in force for objects.
    stack: Vec<(u8, Vec<u8>)>,
    /// The string read last outside records.
    string: Vec<u8>,
    /// Bytes of the record (or line) that is not whole yet.
    carry: Vec<u8>,
    /// Place and line of the next byte.
    byte: u64,
    line: u64,
    /// Place, line and indent of the record that is being read.
    record: (u64, u64, u32),
    /// Blanks since the last line end; `None` after something else.
    blanks: Option<u32>,
    /// How the first good record begins: up to its first colon.
    signature: Vec<u8>,
    recoveries: u32,
}

impl Splitter {
    /// A splitter that begins at a byte of the file, on line 1.
    pub(crate) fn new(place: Place, byte: u64, offsets: Offsets) -> Splitter {
        Splitter {
            place,
            offsets,
            token: Token::Between,
            stack: Vec::new(),
            string: Vec::new(),
            carry: Vec::new(),
            byte,
            line: 1,
            record: (byte, 1, 0),
            blanks: Some(0),
            signature: Vec::new(),
            recoveries: 0,
        }
    }

    /// Whether each line is a record, so that the file can be cut at any line end.
    pub(crate) fn cuts_lines(&self) -> bool {
        self.place == Place::Lines
    }

    /// The line of that byte, if all before it was cut into records.
    pub(crate) fn line_at(&self, byte: u64) -> Option<u64> {
        (self.carry.is_empty() && self.byte == byte).then_some(self.line)
    }

    /// Goes on at another byte and line of the file, where a record begins.
    pub(crate) fn jump(&mut self, byte: u64, line: u64) {
        self.carry.clear();
        (self.byte, self.line) = (byte, line);
    }

    /// Writes where the next record begins: its byte and line.
    pub(crate) fn pack(&self, out: &mut Pack) {
        out.number(self.byte);
        out.number(self.line);
    }

    /// Takes the next piece.
    pub(crate) fn feed(&mut self, bytes: &[u8], records: &mut dyn Records) -> Result<(), TooLarge> {
        if self.place == Place::Lines {
            self.feed_lines(bytes, records)
        } else {
            self.feed_values(bytes, records)
        }
    }

    /// Tells that all pieces were fed.
    pub(crate) fn finish(&mut self, records: &mut dyn Records) {
        if self.place == Place::Lines {
            let rest = std::mem::take(&mut self.carry);
            self.line_record(&rest, true, records);
            return;
        }
        while matches!(self.token, Token::Record { .. }) {
            let rest = std::mem::take(&mut self.carry);
            let (byte, line, _) = self.record;
            match self.next_start(&rest) {
                Some(next) if self.recoveries < RECOVERIES => {
                    records.set_aside(BROKEN, line);
                    self.restart(&rest, next, byte, line);
                    // What is left is a part of what was within the limit.
                    let _ = self.feed_values(&rest[next..], records);
                }
                _ => {
                    records.set_aside(super::delimited::CUT, line);
                    self.token = Token::Between;
                }
            }
        }
    }

    fn feed_lines(&mut self, bytes: &[u8], records: &mut dyn Records) -> Result<(), TooLarge> {
        let mut rest = bytes;
        while let Some(end) = memchr(b'\n', rest) {
            let (line, left) = rest.split_at(end + 1);
            if self.carry.is_empty() {
                self.line_record(line, false, records);
            } else {
                let mut whole = std::mem::take(&mut self.carry);
                whole.extend_from_slice(line);
                self.line_record(&whole, false, records);
                whole.clear();
                self.carry = whole;
            }
            rest = left;
        }
        self.carry.extend_from_slice(rest);
        if self.carry.len() > RECORD_LIMIT_BYTES { Err(TooLarge(self.line)) } else { Ok(()) }
    }

    fn line_record(&mut self, text: &[u8], is_last: bool, records: &mut dyn Records) {
        let end = self.byte + self.offsets.length(text);
        let body = text.trim_ascii();
        // Lines between brackets and commas, as in a list with one record on each line.
        let body = body.strip_suffix(b",").unwrap_or(body);
        if !matches!(body, [] | [b'[' | b']' | 0x1e]) {
            let found = Found { text: body, byte: self.byte, end, line: self.line };
            if body[0] != b'{' {
                let reason = if is_json_value(body) { NO_OBJECT } else { BROKEN };
                records.set_aside(reason, self.line);
            } else if !records.record(found) {
                let is_cut = is_last && body.last() != Some(&b'}');
                records.set_aside(if is_cut { super::delimited::CUT } else { BROKEN }, self.line);
            }
        }
        self.byte = end;
        self.line += 1;
    }

    fn feed_values(&mut self, bytes: &[u8], records: &mut dyn Records) -> Result<(), TooLarge> {
        let mut at = 0;
        // Bytes up to here are counted in `byte` and `line`.
        let mut counted = 0;
        while at < bytes.len() {
            match self.token {
                Token::Between => at = self.between(bytes, at, &mut counted, records),
                Token::Text { is_escape } => at = self.text(bytes, at, is_escape),
                Token::Lost { is_line_start, indent } => {
                    at = self.lost(bytes, at, &mut counted, is_line_start, indent);
                }
                Token::Record { .. } => {
                    let start = at;
                    let (next, end) = self.inside(bytes, at);
                    at = next;
                    match end {
                        End::Open => {
                            self.carry.extend_from_slice(&bytes[start..at]);
                            if self.carry.len() > RECORD_LIMIT_BYTES {
                                return Err(TooLarge(self.record.1));
                            }
                        }
                        End::Whole => {
                            self.count(bytes, &mut counted, at);
                            self.token = Token::Between;
                            self.whole(&bytes[start..at], records)?;
                        }
                        End::Broken => {
                            self.carry.clear();
                            records.set_aside(BROKEN, self.record.1);
                            self.token = Token::Lost { is_line_start: false, indent: 0 };
                        }
                    }
                }
            }
        }
        self.count(bytes, &mut counted, at);
        Ok(())
    }

    /// Moves the place in the file to a place in the piece.
    fn count(&mut self, bytes: &[u8], counted: &mut usize, to: usize) {
        let piece = &bytes[*counted..to];
        self.byte += self.offsets.length(piece);
        self.line += memchr_iter(b'\n', piece).count() as u64;
        *counted = to;
    }

    fn begin(&mut self, bytes: &[u8], at: usize, counted: &mut usize) {
        self.count(bytes, counted, at);
        self.record = (self.byte, self.line, self.blanks.unwrap_or(u32::MAX));
        self.blanks = None;
        self.token = Token::Record { depth: 0, is_string: false, is_escape: false };
    }

    /// A record that has ended; its last bytes are `tail`, the earlier ones are in the carry.
    fn whole(&mut self, tail: &[u8], records: &mut dyn Records) -> Result<(), TooLarge> {
        let (byte, line, _) = self.record;
        let carry = std::mem::take(&mut self.carry);
        let joined: Vec<u8>;
        let text = if carry.is_empty() {
            tail
        } else {
            joined = [carry, tail.to_vec()].concat();
            &joined
        };
        if records.record(Found { text, byte, end: self.byte, line }) {
            if self.signature.is_empty() {
                let end = memchr(b':', text).unwrap_or(0);
                self.signature = text[..end].to_vec();
            }
            return Ok(());
        }
        records.set_aside(BROKEN, line);
        // The end may have been found in the wrong place: look for the next record within.
        if let Some(next) = self.next_start(text).filter(|_| self.recoveries < RECOVERIES) {
            let text = text.to_vec();
            self.restart(&text, next, byte, line);
            return self.feed_values(&text[next..], records);
        }
        Ok(())
    }

    fn restart(&mut self, text: &[u8], next: usize, byte: u64, line: u64) {
        self.recoveries += 1;
        self.byte = byte + self.offsets.length(&text[..next]);
        self.line = line + memchr_iter(b'\n', &text[..next]).count() as u64;
        self.token = Token::Between;
        self.blanks = None;
    }

    /// Where, after a `}` and a comma or a line end, something begins as the first record did.
    fn next_start(&self, text: &[u8]) -> Option<usize> {
        if self.signature.is_empty() {
            return None;
        }
        memchr::memmem::find_iter(text, &self.signature).filter(|at| *at > 0).find(|at| {
            let before = text[..*at].trim_ascii_end();
            let has_line_end = text[before.len()..*at].contains(&b'\n');
            match before.strip_suffix(b",") {
                Some(before) => before.trim_ascii_end().ends_with(b"}") || has_line_end,
                None => has_line_end && before.ends_with(b"}"),
            }
        })
    }

    fn between(
        &mut self,
        bytes: &[u8],
        mut at: usize,
        counted: &mut usize,
        records: &mut dyn Records,
    ) -> usize {
        while at < bytes.len() {
            let byte = bytes[at];
            match byte {
                b'\n' => self.blanks = Some(0),
                b' ' | b'\t' => self.blanks = self.blanks.map(|blanks| blanks.saturating_add(1)),
                b'\r' => {}
                b'{' if self.is_record_here() => {
                    self.begin(bytes, at, counted);
                    return at;
                }
                b'{' | b'[' => {
                    if byte == b'[' && self.is_record_here() && !self.stack.is_empty() {
                        self.count(bytes, counted, at);
                        records.set_aside(NO_OBJECT, self.line);
                    }
                    self.stack.push((byte, Vec::new()));
                    self.blanks = None;
                }
                b'}' | b']' => {
                    self.stack.pop();
                    self.blanks = None;
                }
                b'"' => {
                    if self.is_record_here() && !self.stack.is_empty() {
                        self.count(bytes, counted, at);
                        records.set_aside(NO_OBJECT, self.line);
                    }
                    self.string.clear();
                    self.blanks = None;
                    self.token = Token::Text { is_escape: false };
                    return at + 1;
                }
                b':' => {
                    if let Some((b'{', key)) = self.stack.last_mut() {
                        *key = std::mem::take(&mut self.string);
                    }
                    self.blanks = None;
                }
                b',' => self.blanks = None,
                _ => {
                    // The first character of a number or a word among the records.
                    let starts =
                        at == 0 || !bytes[at - 1].is_ascii_alphanumeric() && !b".-+".contains(&bytes[at - 1]);
                    if starts && self.blanks != Some(u32::MAX) && self.is_record_here() {
                        self.count(bytes, counted, at);
                        records.set_aside(NO_OBJECT, self.line);
                        // One entry for one value, also where a piece ends within it.
                        self.blanks = Some(u32::MAX);
                    }
                    at += 1;
                    continue;
                }
            }
            at += 1;
        }
        at
    }

    /// Whether a value that begins here is a record.
    fn is_record_here(&self) -> bool {
        match &self.place {
            Place::Lines | Place::Values => self.stack.is_empty(),
            Place::List(keys) => match self.stack.split_last() {
                Some(((b'[', _), above)) => {
                    above.len() == keys.len()
                        // A list has no keys, and an empty key stands for one.
                        && above.iter().zip(keys).all(|((_, at), key)| at == key.as_bytes())
                }
                _ => false,
            },
        }
    }

    fn text(&mut self, bytes: &[u8], mut at: usize, mut is_escape: bool) -> usize {
        while at < bytes.len() {
            let byte = bytes[at];
            at += 1;
            if !is_escape && byte == b'"' {
                self.token = Token::Between;
                return at;
            }
            is_escape = !is_escape && byte == b'\\';
            if self.string.len() < 200 {
                self.string.push(byte);
            }
        }
        self.token = Token::Text { is_escape };
        at
    }

    fn inside(&mut self, bytes: &[u8], mut at: usize) -> (usize, End) {
        let Token::Record { mut depth, mut is_string, mut is_escape } = self.token else {
            return (at, End::Open);
        };
        while at < bytes.len() {
            if is_escape {
                is_escape = false;
                at += 1;
            } else if is_string {
                match memchr3(b'"', b'\\', b'\n', &bytes[at..]) {
                    None => at = bytes.len(),
                    Some(found) => {
                        at += found + 1;
                        match bytes[at - 1] {
                            b'"' => is_string = false,
                            b'\\' => is_escape = true,
                            // A line end in a string is not allowed: the string never ended.
                            _ => return (at - 1, End::Broken),
                        }
                    }
                }
            } else {
                let byte = bytes[at];
                at += 1;
                match byte {
                    b'"' => is_string = true,
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' => {
                        depth -= 1;
                        if depth == 0 {
                            return (at, End::Whole);
                        }
                    }
                    _ => {}
                }
            }
        }
        self.token = Token::Record { depth, is_string, is_escape };
        (at, End::Open)
    }

    fn lost(
        &mut self,
        bytes: &[u8],
        mut at: usize,
        counted: &mut usize,
        mut is_line_start: bool,
        mut indent: u32,
    ) -> usize {
        while at < bytes.len() {
            if !is_line_start {
                match memchr(b'\n', &bytes[at..]) {
                    None => at = bytes.len(),
                    Some(found) => {
                        at += found + 1;
                        (is_line_start, indent) = (true, 0);
                    }
                }
                continue;
            }
            match bytes[at] {
                b' ' | b'\t' => indent = indent.saturating_add(1),
                b'{' if indent == self.record.2 => {
                    self.blanks = Some(indent);
                    self.begin(bytes, at, counted);
                    return at;
                }
                b'\n' => indent = 0,
                _ => is_line_start = false,
            }
            at += 1;
        }
        self.token = Token::Lost { is_line_start, indent };
        at
    }
}

enum End {
    /// The piece ends first.
    Open,
    /// The record ends here.
    Whole,
    /// The record cannot be valid.
    Broken,
}

fn is_json_value(text: &[u8]) -> bool {
    serde_json::from_slice::<Value>(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::super::place;
    use super::*;

    fn at(text: &str) -> Option<Place> {
        place::find(text.as_bytes(), true)
    }

    #[derive(Default)]
    struct Log(Vec<(String, u64, u64, u64)>, Vec<(&'static str, u64)>);

    impl Records for Log {
        fn record(&mut self, found: Found<'_>) -> bool {
            let is_good = serde_json::from_slice::<Value>(found.text).is_ok();
            if is_good {
                let text = String::from_utf8_lossy(found.text).into_owned();
                self.0.push((text, found.byte, found.end, found.line));
            }
            is_good
        }

        fn set_aside(&mut self, reason: &'static str, line: u64) {
            self.1.push((reason, line));
        }
    }

    fn split(text: &str, piece: usize) -> Log {
        let mut log = Log::default();
        let mut splitter = Splitter::new(at(text).unwrap(), 0, Offsets::Same);
        for piece in text.as_bytes().chunks(piece) {
            splitter.feed(piece, &mut log).unwrap();
        }
        splitter.finish(&mut log);
        log
    }

    /// Good records' ids, and what was set aside; the same for every size of piece.
    fn ids(text: &str) -> (Vec<i64>, Vec<(&'static str, u64)>) {
        let whole = split(text, text.len());
        for piece in [1, 2, 7, 64] {
            let pieces = split(text, piece);
            assert_eq!((&pieces.0, &pieces.1), (&whole.0, &whole.1), "pieces of {piece}");
        }
        for (record, start, end, line) in &whole.0 {
            assert!(text[*start as usize..*end as usize].trim_end().starts_with(record));
            assert_eq!(text[..*start as usize].matches('\n').count() as u64 + 1, *line);
        }
        let id = |record: &String| serde_json::from_str::<Value>(record).unwrap()["id"].as_i64().unwrap();
        (whole.0.iter().map(|(record, ..)| id(record)).collect(), whole.1)
    }

    #[test]
    fn lists_and_lines_are_cut() {
        assert_eq!(ids("[{\"id\":1,\"t\":\"a ] } \\\" [\"},\n {\"id\":2,\"n\":{\"x\":[1,{}]}}]").0, [1, 2]);
        assert_eq!(ids("{\"id\":1}\n\n{\"id\":2}\r\n{\"id\":3}").0, [1, 2, 3]);
        assert_eq!(ids("{\n\"id\":1\n}\n{\n\"id\":2\n}").0, [1, 2]);
        let pages = "{\"next\":\"a\",\"tickets\":[{\"id\":1}]}\n{\"tickets\":[{\"id\":2},{\"id\":3}],\"users\":[{\"id\":9}]}\n";
        assert_eq!(ids(pages).0, [1, 2, 3]);
        assert_eq!(ids("[{\"id\":1},null,7,\"x\",[2],{\"id\":2}]"), (vec![1, 2], vec![(NO_OBJECT, 1); 4]));
    }

    #[test]
    fn broken_records_lose_themselves_only() {
        assert_eq!(ids("{\"id\":1}\n{\"id\":2,\"t\":\"open}\n{\"id\":3}\n"), (vec![1, 3], vec![(BROKEN, 2)]));
        assert_eq!(ids("{\"id\":1}\n{\"id\":2\n{\"id\":3}\n"), (vec![1, 3], vec![(BROKEN, 2)]));
        assert_eq!(ids("[{\"id\":1},{\"id\":2,\"t\":tru},{\"id\":3}]"), (vec![1, 3], vec![(BROKEN, 1)]));
        let indented = "[\n  {\"id\":1},\n  {\"id\":2,\"t\":\"open},\n  {\"id\":3},\n  {\"id\":4}\n]";
        assert_eq!(ids(indented), (vec![1, 3, 4], vec![(BROKEN, 3)]));
        let compact = "[{\"id\":1},{\"id\":2,\"t\":\"open},{\"id\":3},{\"id\":4}]";
        assert_eq!(ids(compact), (vec![1, 3, 4], vec![(BROKEN, 1)]));
        let unclosed = "[{\"id\":1},{\"id\":2,\"t\":{,{\"id\":3},{\"id\":4}]";
        assert_eq!(ids(unclosed).0[0], 1);
    }

    #[test]
    fn a_cut_file_keeps_its_whole_records() {
        let cut = super::super::delimited::CUT;
        assert_eq!(ids("[{\"id\":1},{\"id\":2},{\"id\":3,\"t\":\"ab"), (vec![1, 2], vec![(cut, 1)]));
        assert_eq!(ids("{\"id\":1}\n{\"id\":2,\"t\":"), (vec![1], vec![(cut, 2)]));
    }
}
