//! The bytes in which a part travels from the worker that read it to the one that owns the data set. Both run the same program,
//! so there is no version: numbers take eight bytes, everything else is bytes behind their length.

/// Writes.
#[derive(Default)]
pub(crate) struct Pack(pub(crate) Vec<u8>);

impl Pack {
    pub(crate) fn number(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }

    pub(crate) fn words(&mut self, words: &[u32]) {
        self.number(4 * words.len() as u64);
        kernels::pack::put_words(&mut self.0, words);
    }

    pub(crate) fn longs(&mut self, longs: &[u64]) {
        self.number(8 * longs.len() as u64);
        kernels::pack::put_longs(&mut self.0, longs);
    }
}

/// Reads what [`Pack`] wrote, in the same order. What is not there reads as nothing.
pub(crate) struct Packed<'a>(pub(crate) &'a [u8]);

impl<'a> Packed<'a> {
    pub(crate) fn number(&mut self) -> u64 {
        match self.0.split_first_chunk::<8>() {
            Some((number, rest)) => {
                self.0 = rest;
                u64::from_le_bytes(*number)
            }
            None => 0,
        }
    }

    pub(crate) fn bytes(&mut self) -> &'a [u8] {
        let len = self.number() as usize;
        let (bytes, rest) = self.0.split_at(len.min(self.0.len()));
        self.0 = rest;
        bytes
    }

    pub(crate) fn words(&mut self) -> Vec<u32> {
        let mut words = Vec::new();
        kernels::pack::take_words(&mut words, self.bytes());
        words
    }

    pub(crate) fn longs(&mut self) -> Vec<u64> {
        let mut longs = Vec::new();
        kernels::pack::take_longs(&mut longs, self.bytes());
        longs
    }

    /// Texts behind one another, and where each ends.
    pub(crate) fn texts(&mut self) -> Vec<&'a [u8]> {
        let (text, mut start) = (self.bytes(), 0);
        let slice = |end: u32| {
            let from = std::mem::replace(&mut start, end as usize);
            text.get(from..end as usize).unwrap_or_default()
        };
        self.words().into_iter().map(slice).collect()
    }
}
