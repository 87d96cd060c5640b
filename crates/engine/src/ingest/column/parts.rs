//! The readers of columns, cut into parts: each part has dictionaries of its own, which are laid over those of the whole in the
//! order in which the words came. So the whole is what one reader would have made of the file.

use super::{CategoryReader, CountReader, PersonReader, SpanReader, TagReader, WordReader};
use crate::dataset::{Codes, NO_BYTE, NO_CODE};
use crate::ingest::intern::{Interner, Scratch};
use crate::ingest::parts::{Pack, Packed};
use kernels::pack::{take_bytes_mapped, take_longs, take_words, take_words_mapped, take_words_moved};

/// Writes codes: one byte each where they are stored so, else four.
pub(crate) fn pack_codes(codes: &Codes, out: &mut Pack) {
    match codes {
        Codes::U8(codes) => {
            out.number(1);
            out.bytes(codes);
        }
        wide => {
            out.number(4);
            out.words(&(0..wide.len()).map(|row| wide.get(row)).collect::<Vec<u32>>());
        }
    }
}

/// Appends codes that the map translates; the dictionary has `values` words by now.
pub(crate) fn append_codes(codes: &mut Codes, values: usize, map: &[u32], from: &mut Packed<'_>) {
    let is_narrow = from.number() == 1;
    let bytes = from.bytes();
    match codes {
        Codes::U8(all) if is_narrow && values <= usize::from(u8::MAX) => {
            let mut table = [u8::MAX; 256];
            for (to, code) in table.iter_mut().zip(map) {
                *to = *code as u8;
            }
            take_bytes_mapped(all, bytes, &table);
        }
        Codes::U32(all) if !is_narrow => take_words_mapped(all, bytes, map),
        _ if is_narrow => {
            for byte in bytes {
                codes.push(map.get(usize::from(*byte)).copied().unwrap_or(NO_CODE));
            }
        }
        _ => {
            let mut wide = Vec::new();
            take_words_mapped(&mut wide, bytes, map);
            wide.into_iter().for_each(|code| codes.push(code));
        }
    }
}

impl CategoryReader {
    pub(crate) fn blank(&self) -> CategoryReader {
        CategoryReader::new(self.none)
    }

    pub(crate) fn pack(&self, out: &mut Pack) {
        let CategoryReader { words, code_of: _, values: _, codes, none: _ } = self;
        words.pack(out);
        pack_codes(codes, out);
    }

    pub(crate) fn append(&mut self, from: &mut Packed<'_>) {
        let mut map = Vec::new();
        for text in from.texts() {
            let (word, is_new) = self.words.code(text);
            if is_new {
                self.learn(text);
            }
            // Words that mean "none" have no code, there as here.
            let code = self.code_of[word as usize];
            if code != NO_CODE {
                map.push(code);
            }
        }
        append_codes(&mut self.codes, self.values.len(), &map, from);
    }
}

impl WordReader {
    pub(crate) fn blank(&self) -> WordReader {
        WordReader::new(self.vocabulary, self.format, self.chosen.clone())
    }

    pub(crate) fn pack(&self, out: &mut Pack) {
        let WordReader { vocabulary: _, format: _, words, byte_of: _, chosen: _, rows_of, origins, bytes } =
            self;
        words.pack(out);
        out.longs(&rows_of.iter().map(|(rows, _)| *rows).collect::<Vec<u64>>());
        out.bytes(origins.as_ref().map_or(&[][..], |(_, rows)| rows));
        out.bytes(bytes);
    }

    pub(crate) fn append(&mut self, from: &mut Packed<'_>) {
        for (text, rows) in from.texts().into_iter().zip(from.longs()) {
            let (word, is_new) = self.words.code(text);
            if is_new {
                self.learn(text);
            }
            self.rows_of[word as usize].0 += rows;
        }
        let (origins, bytes) = (from.bytes(), from.bytes());
        if let Some((_, rows)) = &mut self.origins
            && !(rows.is_empty() && origins.is_empty())
        {
            rows.resize(self.bytes.len(), NO_BYTE);
            rows.extend_from_slice(origins);
            rows.resize(self.bytes.len() + bytes.len(), NO_BYTE);
        }
        self.bytes.extend_from_slice(bytes);
    }
}

impl TagReader {
    pub(crate) fn blank(&self) -> TagReader {
        TagReader::new(self.separator)
    }

    pub(crate) fn pack(&self, out: &mut Pack) {
        let TagReader { separator: _, words, codes, ends, last: _ } = self;
        words.pack(out);
        out.words(codes);
        out.words(ends);
    }

    pub(crate) fn append(&mut self, from: &mut Packed<'_>) {
        let map: Vec<u32> = from.texts().into_iter().map(|text| self.words.code(text).0).collect();
        let before = self.codes.len() as u32;
        take_words_mapped(&mut self.codes, from.bytes(), &map);
        take_words_moved(&mut self.ends, from.bytes(), before);
    }
}

impl PersonReader {
    pub(crate) fn pack(&self, out: &mut Pack) {
        let PersonReader { people: Scratch(people), numbers } = self;
        out.longs(&people.hashes());
        out.words(numbers);
    }

    pub(crate) fn append(&mut self, from: &mut Packed<'_>) {
        let map: Vec<u32> = from.longs().into_iter().map(|hash| self.people.0.number_of_hash(hash)).collect();
        take_words_mapped(&mut self.numbers, from.bytes(), &map);
    }
}

impl CountReader {
    pub(crate) fn blank(&self) -> CountReader {
        CountReader { is_event: self.is_event, ..CountReader::default() }
    }

    pub(crate) fn pack(&self, out: &mut Pack) {
        let CountReader { is_event: _, counts, unreadable } = self;
        out.number(*unreadable);
        out.bytes(counts);
    }

    pub(crate) fn append(&mut self, from: &mut Packed<'_>) {
        self.unreadable += from.number();
        self.counts.extend_from_slice(from.bytes());
    }
}

impl SpanReader {
    pub(crate) fn blank(&self) -> SpanReader {
        SpanReader {
            unit: self.unit.clone(),
            secs: Vec::new(),
            plain: Vec::new(),
            unreadable: 0,
            is_decided: self.is_decided,
            clock: self.clock,
            zero_is_none: self.zero_is_none,
        }
    }

    pub(crate) fn pack(&self, out: &mut Pack) {
        let SpanReader { unit: _, is_decided: _, clock: _, zero_is_none: _, secs, plain, unreadable } = self;
        out.number(*unreadable);
        out.words(secs);
        out.longs(&plain.iter().map(|number| number.to_bits()).collect::<Vec<u64>>());
    }

    pub(crate) fn append(&mut self, from: &mut Packed<'_>) {
        self.unreadable += from.number();
        take_words(&mut self.secs, from.bytes());
        let mut plain = Vec::new();
        take_longs(&mut plain, from.bytes());
        self.plain.extend(plain.into_iter().map(f64::from_bits));
    }
}

impl Interner {
    /// Read by [`Packed::texts`].
    pub(crate) fn pack(&self, out: &mut Pack) {
        let (bytes, ends) = self.texts();
        out.bytes(bytes);
        out.words(ends);
    }
}
