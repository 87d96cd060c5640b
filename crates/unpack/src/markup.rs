//! Tags and texts of XML 1.0 and of HTML, one after the other, from a stream of UTF-8.
//!
//! Tolerant as browsers are: what is no tag is text, unknown entities stay as written. Nothing is expanded but characters, so
//! that no document can grow by its own definitions. Comments, processing instructions and document types are passed over.

use crate::entities;
use crate::fault::Fault;
use crate::limits::{Limits, in_words};
use memchr::{memchr, memchr2, memchr3, memmem};
use std::io::Read;

/// Bytes that are read at once.
const PIECE_BYTES: usize = 64 << 10;
/// The longest entity that is looked for.
const ENTITY_BYTES: usize = 32;

/// What stands next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// `<name …>`
    Open(Tag<'a>),
    /// `</name>`
    Close(&'a [u8]),
    /// Text; a long one comes in several tokens. Whether entities in it stand for characters.
    Text(&'a [u8], bool),
    /// The end.
    End,
}

/// An opening tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    /// The name without its prefix.
    pub(crate) name: &'a [u8],
    /// Whether it closes itself.
    pub(crate) is_empty: bool,
    attributes: &'a [u8],
}

impl<'a> Tag<'a> {
    /// The value of an attribute, as written, by its name without prefix; letters' case does not matter.
    pub(crate) fn raw(&self, name: &[u8]) -> Option<&'a [u8]> {
        self.attributes().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The value of an attribute with its entities as characters.
    pub(crate) fn value(&self, name: &[u8]) -> Option<Vec<u8>> {
        self.raw(name).map(|raw| {
            let mut value = Vec::new();
            entities::append(raw, &mut value);
            value
        })
    }

    /// An attribute as a number.
    pub(crate) fn number<T: std::str::FromStr>(&self, name: &[u8]) -> Option<T> {
        std::str::from_utf8(self.raw(name)?).ok()?.trim().parse().ok()
    }

    /// Names (without prefix) and values as written.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> + use<'a> {
        let mut rest = self.attributes;
        std::iter::from_fn(move || {
            let start = rest.iter().position(|byte| !byte.is_ascii_whitespace() && *byte != b'/')?;
            rest = &rest[start..];
            let end = rest.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'/'));
            let name = &rest[..end.unwrap_or(rest.len())];
            rest = &rest[name.len()..];
            let after = rest.trim_ascii_start();
            let Some(value) = after.strip_prefix(b"=") else {
                // An attribute without a value; what is no name at all must not be met again.
                if name.is_empty() {
                    rest = &rest[rest.len().min(1)..];
                }
                return Some((local(name), &[][..]));
            };
            let value = value.trim_ascii_start();
            let (value, left) = match value.first() {
                Some(quote @ (b'"' | b'\'')) => {
                    let inside = &value[1..];
                    let len = memchr(*quote, inside).unwrap_or(inside.len());
                    (&inside[..len], &inside[(len + 1).min(inside.len())..])
                }
                _ => {
                    let len = value.iter().position(|byte| byte.is_ascii_whitespace()).unwrap_or(value.len());
                    value.split_at(len)
                }
            };
            rest = left;
            Some((local(name), value))
        })
    }
}

/// A name without its prefix.
fn local(name: &[u8]) -> &[u8] {
    memchr(b':', name).map_or(name, |colon| &name[colon + 1..])
}

/// Reads tags and texts.
pub(crate) struct Markup<R> {
    source: R,
    buffer: Vec<u8>,
    /// First byte of the buffer that is not consumed.
    at: usize,
    is_at_end: bool,
    /// Elements that are open; `None` in HTML, where many are never closed.
    depth: Option<usize>,
    cell_bytes: usize,
    most_depth: usize,
    /// Bytes taken from the source.
    pub(crate) bytes: u64,
    /// Inside `<script>` or `<style>`: nothing is a tag but its end.
    raw_text: Option<&'static [u8]>,
}

impl<R: Read> Markup<R> {
    /// Of XML.
    pub(crate) fn xml(source: R, limits: &Limits) -> Markup<R> {
        Markup {
            source,
            buffer: Vec::new(),
            at: 0,
            is_at_end: false,
            depth: Some(0),
            cell_bytes: limits.cell_bytes,
            most_depth: limits.depth,
            bytes: 0,
            raw_text: None,
        }
    }

    /// Of HTML.
    pub(crate) fn html(source: R, limits: &Limits) -> Markup<R> {
        Markup { depth: None, ..Markup::xml(source, limits) }
    }

    /// What stands next.
    pub(crate) fn next(&mut self) -> Result<Token<'_>, Fault> {
        loop {
            if self.at == self.buffer.len() && !self.fill()? {
                return Ok(Token::End);
            }
            if let Some(name) = self.raw_text {
                self.skip_raw_text(name)?;
                continue;
            }
            if self.buffer[self.at] != b'<' {
                let range = self.text_range()?;
                return Ok(Token::Text(&self.buffer[range.0..range.1], true));
            }
            match self.peek(1)? {
                Some(b'!') => match self.declaration()? {
                    Some(range) => return Ok(Token::Text(&self.buffer[range.0..range.1], false)),
                    None => continue,
                },
                Some(b'?') => {
                    self.skip_past(b"?>", 2)?;
                    continue;
                }
                Some(b'/') => {
                    let (start, end) = self.tag_range()?;
                    if let Some(depth) = &mut self.depth {
                        *depth = depth.saturating_sub(1);
                    }
                    let name = self.buffer[start + 2..end].trim_ascii();
                    return Ok(Token::Close(local(name)));
                }
                Some(byte) if byte.is_ascii_alphabetic() || matches!(byte, b'_' | b':' | 0x80..) => {
                    return self.opening();
                }
                _ => {
                    self.at += 1;
                    let at = self.at;
                    return Ok(Token::Text(&self.buffer[at - 1..at], false));
                }
            }
        }
    }

    /// Takes everything up to the end of the element that was just opened, and appends its text to `out` if it is given.
    pub(crate) fn finish(&mut self, tag_is_empty: bool, mut out: Option<&mut Vec<u8>>) -> Result<(), Fault> {
        let mut depth = usize::from(!tag_is_empty);
        let limit = self.cell_bytes;
        while depth > 0 {
            match self.next()? {
                Token::Open(tag) => depth += usize::from(!tag.is_empty),
                Token::Close(_) => depth -= 1,
                Token::Text(text, has_entities) => {
                    if let Some(out) = out.as_deref_mut() {
                        append(text, has_entities, limit, out)?;
                    }
                }
                Token::End => return Ok(()),
            }
        }
        Ok(())
    }

    /// Passes over what is left of an element that holds none of its own name.
    pub(crate) fn pass_over(&mut self, name: &[u8]) -> Result<(), Fault> {
        loop {
            match self.next()? {
                Token::End => return Ok(()),
                Token::Close(closed) if closed == name => return Ok(()),
                _ => {}
            }
        }
    }

    /// The longest cell.
    pub(crate) fn cell_limit(&self) -> usize {
        self.cell_bytes
    }

    fn opening(&mut self) -> Result<Token<'_>, Fault> {
        let (start, end) = self.tag_range()?;
        let inside = &self.buffer[start + 1..end];
        let is_empty = inside.last() == Some(&b'/');
        let inside = if is_empty { &inside[..inside.len() - 1] } else { inside };
        let len = inside
            .iter()
            .position(|byte| byte.is_ascii_whitespace() || *byte == b'/')
            .unwrap_or(inside.len());
        let (name, attributes) = inside.split_at(len);
        match &mut self.depth {
            Some(depth) if !is_empty => {
                *depth += 1;
                if *depth > self.most_depth {
                    let limit = self.most_depth;
                    return Err(Fault::limit(format!(
                        "its elements lie more than {limit} within each other"
                    )));
                }
            }
            Some(_) => {}
            None if name.eq_ignore_ascii_case(b"script") => self.raw_text = Some(b"</script"),
            None if name.eq_ignore_ascii_case(b"style") => self.raw_text = Some(b"</style"),
            None => {}
        }
        Ok(Token::Open(Tag { name: local(name), is_empty, attributes }))
    }

    /// Reads more; `false` at the end.
    fn fill(&mut self) -> Result<bool, Fault> {
        if self.is_at_end {
            return Ok(false);
        }
        if self.at > 0 {
            self.buffer.drain(..self.at);
            self.at = 0;
        }
        let kept = self.buffer.len();
        if kept > self.cell_bytes {
            let limit = in_words(self.cell_bytes as u64);
            return Err(Fault::limit(format!("one of its tags is longer than {limit}")));
        }
        self.buffer.resize(kept + PIECE_BYTES.max(kept), 0);
        let mut filled = kept;
        // One read may bring little; a buffer that is half full keeps the number of refills small.
        while filled < self.buffer.len() {
            match self.source.read(&mut self.buffer[filled..]) {
                Ok(0) => {
                    self.is_at_end = true;
                    break;
                }
                Ok(taken) => filled += taken,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.buffer.truncate(kept);
                    return Err(error.into());
                }
            }
        }
        self.buffer.truncate(filled);
        self.bytes += (filled - kept) as u64;
        Ok(filled > kept)
    }

    /// The byte so far after the next one, if there is one.
    fn peek(&mut self, ahead: usize) -> Result<Option<u8>, Fault> {
        while self.at + ahead >= self.buffer.len() {
            if !self.fill()? {
                return Ok(None);
            }
        }
        Ok(Some(self.buffer[self.at + ahead]))
    }

    fn begins_with(&mut self, word: &[u8]) -> Result<bool, Fault> {
        self.peek(word.len() - 1)?;
        Ok(self.buffer[self.at..].len() >= word.len()
            && self.buffer[self.at..self.at + word.len()].eq_ignore_ascii_case(word))
    }

    /// The range of the text from here to the next tag, or as much of it as is at hand.
    fn text_range(&mut self) -> Result<(usize, usize), Fault> {
        loop {
            let start = self.at;
            let held = &self.buffer[start..];
            if let Some(len) = memchr(b'<', held) {
                self.at = start + len;
                return Ok((start, self.at));
            }
            // An entity must not be cut in two.
            let tail = held.len().saturating_sub(ENTITY_BYTES);
            let cut = held[tail..].iter().rposition(|byte| *byte == b'&').map_or(held.len(), |at| tail + at);
            if self.is_at_end || cut > 0 {
                let len = if self.is_at_end { held.len() } else { cut };
                self.at = start + len;
                return Ok((start, self.at));
            }
            self.fill()?;
        }
    }

    /// The range of a tag from `<` to before `>`; quotes hide the latter.
    fn tag_range(&mut self) -> Result<(usize, usize), Fault> {
        let mut looked = 1;
        let mut quote = 0;
        loop {
            // Tags are short: byte by byte is faster than to search for three of them at once.
            let held = &self.buffer[self.at..];
            while looked < held.len() {
                let byte = held[looked];
                if quote != 0 {
                    if byte == quote {
                        quote = 0;
                    }
                } else if byte == b'>' {
                    let start = self.at;
                    self.at = start + looked + 1;
                    return Ok((start, start + looked));
                } else if byte == b'"' || byte == b'\'' {
                    quote = byte;
                }
                looked += 1;
            }
            if !self.fill()? {
                // The document ends inside a tag.
                let start = self.at;
                self.at = self.buffer.len();
                return Ok((start, self.at.max(start + 2).min(self.buffer.len())));
            }
        }
    }

    /// `<!…`: the range of the text in `<![CDATA[…]]>`, or nothing.
    fn declaration(&mut self) -> Result<Option<(usize, usize)>, Fault> {
        if self.begins_with(b"<!--")? {
            self.skip_past(b"-->", 4)?;
            return Ok(None);
        }
        if self.begins_with(b"<![CDATA[")? {
            let mut looked = 9;
            loop {
                let held = &self.buffer[self.at..];
                if let Some(len) = memmem::find(&held[looked.min(held.len())..], b"]]>") {
                    let range = (self.at + 9, self.at + looked + len);
                    self.at = range.1 + 3;
                    return Ok(Some(range));
                }
                looked = held.len().saturating_sub(2).max(9);
                if !self.fill()? {
                    let range = ((self.at + 9).min(self.buffer.len()), self.buffer.len());
                    self.at = range.1;
                    return Ok(Some(range));
                }
            }
        }
        // A document type may hold declarations of its own, in brackets.
        let mut brackets = 0_usize;
        self.at += 2;
        loop {
            while self.at < self.buffer.len() {
                let byte = self.buffer[self.at];
                self.at += 1;
                match byte {
                    b'[' => brackets += 1,
                    b']' => brackets = brackets.saturating_sub(1),
                    b'>' if brackets == 0 => return Ok(None),
                    _ => {}
                }
            }
            if !self.fill()? {
                return Ok(None);
            }
        }
    }

    /// Passes over everything up to and with a mark.
    fn skip_past(&mut self, mark: &[u8], from: usize) -> Result<(), Fault> {
        self.at = (self.at + from).min(self.buffer.len());
        loop {
            if let Some(len) = memmem::find(&self.buffer[self.at..], mark) {
                self.at += len + mark.len();
                return Ok(());
            }
            let kept = (mark.len() - 1).min(self.buffer.len() - self.at);
            self.at = self.buffer.len() - kept;
            if !self.fill()? {
                self.at = self.buffer.len();
                return Ok(());
            }
        }
    }

    /// Passes over what is no markup, up to its closing tag.
    fn skip_raw_text(&mut self, closing: &'static [u8]) -> Result<(), Fault> {
        loop {
            match memchr(b'<', &self.buffer[self.at..]) {
                Some(len) => {
                    self.at += len;
                    if self.begins_with(closing)? {
                        self.raw_text = None;
                        return Ok(());
                    }
                    self.at += 1;
                }
                None => {
                    self.at = self.buffer.len();
                    if !self.fill()? {
                        self.raw_text = None;
                        return Ok(());
                    }
                }
            }
        }
    }
}

/// Appends a text to a cell, as long as that is within the limit.
pub(crate) fn append(text: &[u8], has_entities: bool, limit: usize, out: &mut Vec<u8>) -> Result<(), Fault> {
    if out.len() + text.len() > limit {
        return Err(Fault::limit(format!("it holds a cell of more than {}", in_words(limit as u64))));
    }
    if has_entities {
        entities::append(text, out);
    } else {
        out.extend_from_slice(text);
    }
    Ok(())
}

/// Appends a text as HTML shows it: each run of blanks and line breaks as one blank.
pub(crate) fn append_collapsed(text: &[u8], limit: usize, out: &mut Vec<u8>) -> Result<(), Fault> {
    let mut rest = text;
    while !rest.is_empty() {
        let blank = |byte: &u8| byte.is_ascii_whitespace();
        if blank(&rest[0]) {
            if out.last().is_some_and(|last| !blank(last)) {
                out.push(b' ');
            }
            rest = rest.trim_ascii_start();
            continue;
        }
        let len = memchr3(b' ', b'\n', b'\t', rest).unwrap_or(rest.len());
        let len = memchr2(b'\r', 0x0c, &rest[..len]).unwrap_or(len);
        append(&rest[..len], true, limit, out)?;
        rest = &rest[len..];
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time.
    struct Slowly<'a>(&'a [u8]);

    impl Read for Slowly<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let len = self.0.len().min(buffer.len()).min(1);
            buffer[..len].copy_from_slice(&self.0[..len]);
            self.0 = &self.0[len..];
            Ok(len)
        }
    }

    fn told<R: Read>(mut markup: Markup<R>) -> String {
        let mut said = String::new();
        let mut is_text = false;
        loop {
            match markup.next().unwrap() {
                Token::End => return said,
                Token::Text(text, has_entities) => {
                    let mut out = Vec::new();
                    append(text, has_entities, usize::MAX, &mut out).unwrap();
                    said.push_str(&String::from_utf8_lossy(&out));
                    is_text = true;
                }
                Token::Open(tag) => {
                    said.push_str(if is_text { "⟩⟨" } else { "⟨" });
                    said.push_str(&String::from_utf8_lossy(tag.name));
                    for (name, value) in tag.attributes() {
                        said.push_str(&format!(
                            " {}={}",
                            String::from_utf8_lossy(name),
                            String::from_utf8_lossy(value)
                        ));
                    }
                    said.push_str(if tag.is_empty { "/⟩" } else { "⟩" });
                }
                Token::Close(name) => said.push_str(&format!("⟨/{}⟩", String::from_utf8_lossy(name))),
            }
        }
    }

    #[test]
    fn xml_is_cut_into_tags_and_texts() {
        let text = b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x \"<y>\">]><s:a b=\"1>2\" c='d e'><!-- <no> --><b/>x &amp; &#121;<![CDATA[<raw>&amp;]]></s:a>";
        let expected = "⟨a b=1>2 c=d e⟩⟨b/⟩x & y<raw>&amp;⟨/a⟩";
        assert_eq!(told(Markup::xml(&text[..], &Limits::default())), expected);
        assert_eq!(told(Markup::xml(Slowly(text), &Limits::default())), expected);
    }

    #[test]
    fn html_is_taken_as_browsers_take_it() {
        let text = b"<TABLE border=1 nowrap><script>if (a<b) '</td>'</script><td a = 'x'>1 < 2<br>&nbsp;&eacute;&unknown;";
        let expected = "⟨TABLE border=1 nowrap=⟩⟨script⟩⟨/script⟩⟨td a=x⟩1 < 2⟩⟨br⟩\u{a0}é&unknown;";
        assert_eq!(told(Markup::html(&text[..], &Limits::default())), expected);
        assert_eq!(told(Markup::html(Slowly(text), &Limits::default())), expected);
    }

    #[test]
    fn what_ends_too_early_ends() {
        for text in [
            "<",
            "<a",
            "<a b",
            "<a b='",
            "</",
            "<!",
            "<!--",
            "<![CDATA[x",
            "<?",
            "&",
            "&am",
            "<!DOCTYPE [",
            "a<",
        ] {
            told(Markup::xml(text.as_bytes(), &Limits::default()));
            told(Markup::html(Slowly(text.as_bytes()), &Limits::default()));
        }
    }

    #[test]
    fn depth_and_tags_have_limits() {
        let limits = Limits { depth: 8, cell_bytes: 100, ..Limits::default() };
        let deep = "<a>".repeat(9);
        let mut markup = Markup::xml(deep.as_bytes(), &limits);
        let fault = loop {
            match markup.next() {
                Ok(Token::End) => panic!("no limit"),
                Ok(_) => {}
                Err(fault) => break fault,
            }
        };
        assert!(matches!(fault, Fault::Limit(what) if what.contains("more than 8")));
        let long = format!("<a b='{}'>", "x".repeat(PIECE_BYTES * 3));
        let mut markup = Markup::xml(long.as_bytes(), &limits);
        assert!(matches!(markup.next(), Err(Fault::Limit(_))));
    }

    #[test]
    fn blanks_collapse() {
        let mut out = Vec::new();
        append_collapsed(b"  a\r\n  b &amp; c ", 99, &mut out).unwrap();
        append_collapsed(b" d", 99, &mut out).unwrap();
        assert_eq!(out, b"a b & c d");
    }
}
