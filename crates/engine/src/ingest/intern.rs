//! Texts and numbers as small codes: dictionaries of the columns, and the sets that tell repeated ids and requesters.

use hashbrown::HashTable;

/// Words that stand for "no value" in databases and spreadsheets, in lower case.
const NULL_WORDS: [&str; 14] =
    ["null", "none", "nil", "nan", "n/a", "#n/a", "na", "-", "--", "\\n", "undefined", "(blank)", "?", "—"];

/// Whether a trimmed text stands for "no value".
pub(crate) fn is_null_word(text: &[u8]) -> bool {
    text.is_empty()
        || (text.len() <= 9 && NULL_WORDS.iter().any(|word| text.eq_ignore_ascii_case(word.as_bytes())))
}

const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// Two rounds, because one leaves differences in the highest byte of a word where those of the next word can cancel them.
#[inline]
fn mix(hash: u64, word: u64) -> u64 {
    let mut hash = (hash ^ word).wrapping_mul(MULTIPLIER);
    hash ^= hash >> 29;
    hash = hash.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash ^ (hash >> 32)
}

#[inline]
fn finish(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    hash ^ (hash >> 29)
}

/// A hash of bytes, eight at a time. Not for keys chosen by an adversary against other people: a file can only slow its own reading.
#[inline]
pub(crate) fn hash_bytes(bytes: &[u8]) -> u64 {
    hash_with(bytes, 0)
}

/// The same hash for texts that differ in upper and lower case of ASCII letters only.
#[inline]
pub(crate) fn hash_caseless(bytes: &[u8]) -> u64 {
    hash_with(bytes, 0x2020_2020_2020_2020)
}

#[inline]
fn hash_with(bytes: &[u8], fold: u64) -> u64 {
    let mut hash = mix(MULTIPLIER, bytes.len() as u64);
    let (chunks, _) = bytes.as_chunks::<8>();
    for chunk in chunks {
        hash = mix(hash, u64::from_le_bytes(*chunk) | fold);
    }
    if bytes.len() >= 8 {
        if let Some(last) = bytes.last_chunk::<8>().filter(|_| !bytes.len().is_multiple_of(8)) {
            hash = mix(hash, u64::from_le_bytes(*last) | fold);
        }
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let word = u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32;
        hash = mix(hash, word | fold);
    } else if let (Some(first), Some(last)) = (bytes.first(), bytes.last()) {
        let word = u64::from(*first) | u64::from(bytes[bytes.len() / 2]) << 8 | u64::from(*last) << 16;
        hash = mix(hash, word | (fold & 0x00ff_ffff));
    }
    finish(hash)
}

/// A hash of a number.
#[inline]
pub(crate) fn hash_number(number: u64) -> u64 {
    finish(number.wrapping_mul(MULTIPLIER))
}

/// The first and the last eight bytes of a text; for texts of up to sixteen bytes, all of it.
#[inline]
fn ends_of(text: &[u8]) -> (u64, u64) {
    if let (Some(first), Some(last)) = (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        (u64::from_le_bytes(*first), u64::from_le_bytes(*last))
    } else if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        (u64::from(u32::from_le_bytes(*first)), u64::from(u32::from_le_bytes(*last)))
    } else if let (Some(first), Some(last)) = (text.first(), text.last()) {
        (u64::from(*first) | u64::from(text[text.len() / 2]) << 8, u64::from(*last))
    } else {
        (0, 0)
    }
}

/// A text that was seen before, so that most cells need neither a hash nor a search.
#[derive(Debug, Clone, Copy, Default)]
struct Recent {
    first: u64,
    last: u64,
    /// Length of the text; zero for an empty place.
    len: u32,
    code: u32,
}

/// Places for recent texts of a column.
const RECENT_BITS: u32 = 6;

/// Distinct texts, numbered in the order in which they came.
#[derive(Debug, Clone, Default)]
pub(crate) struct Interner {
    bytes: Vec<u8>,
    ends: Vec<u32>,
    table: HashTable<u32>,
    recent: Vec<Recent>,
}

#[inline]
fn slice<'a>(bytes: &'a [u8], ends: &[u32], code: u32) -> &'a [u8] {
    let start = if code == 0 { 0 } else { ends[code as usize - 1] as usize };
    &bytes[start..ends[code as usize] as usize]
}

impl Interner {
    /// The code of a text, and whether it is new.
    #[inline]
    pub(crate) fn code(&mut self, text: &[u8]) -> (u32, bool) {
        let (first, last) = ends_of(text);
        let mixed = (first ^ last.rotate_left(32) ^ text.len() as u64).wrapping_mul(MULTIPLIER);
        let place = (mixed >> (64 - RECENT_BITS)) as usize;
        if let Some(recent) = self.recent.get(place)
            && recent.first == first
            && recent.last == last
            && recent.len as usize == text.len()
            && (text.len() <= 16 || slice(&self.bytes, &self.ends, recent.code) == text)
            && !text.is_empty()
        {
            return (recent.code, false);
        }
        let (code, is_new) = self.search(text);
        self.recent.resize(1 << RECENT_BITS, Recent::default());
        self.recent[place] = Recent { first, last, len: text.len() as u32, code };
        (code, is_new)
    }

    fn search(&mut self, text: &[u8]) -> (u32, bool) {
        let hash = hash_bytes(text);
        let (bytes, ends) = (&self.bytes, &self.ends);
        if let Some(&code) = self.table.find(hash, |code| slice(bytes, ends, *code) == text) {
            return (code, false);
        }
        (self.insert(hash, text), true)
    }

    /// The code of a text that came before.
    pub(crate) fn find(&self, text: &[u8]) -> Option<u32> {
        let (bytes, ends) = (&self.bytes, &self.ends);
        self.table.find(hash_bytes(text), |code| slice(bytes, ends, *code) == text).copied()
    }

    #[cold]
    fn insert(&mut self, hash: u64, text: &[u8]) -> u32 {
        let code = self.ends.len() as u32;
        self.bytes.extend_from_slice(text);
        self.ends.push(self.bytes.len() as u32);
        let (bytes, ends) = (&self.bytes, &self.ends);
        self.table.insert_unique(hash, code, |code| hash_bytes(slice(bytes, ends, *code)));
        code
    }

    /// The text of a code.
    #[inline]
    pub(crate) fn get(&self, code: u32) -> &[u8] {
        slice(&self.bytes, &self.ends, code)
    }

    /// All texts one behind the other, and where each ends.
    pub(crate) fn texts(&self) -> (&[u8], &[u32]) {
        (&self.bytes, &self.ends)
    }

    /// How many texts there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }
}

/// Numbers people by the hash of their address or id; the text itself is dropped.
#[derive(Debug, Clone, Default)]
pub(crate) struct People {
    table: HashTable<(u64, u32)>,
    last: Option<(u64, u32)>,
}

impl People {
    /// The number that stands for a person.
    #[inline]
    pub(crate) fn number(&mut self, text: &[u8]) -> u32 {
        self.number_of_hash(hash_caseless(text))
    }

    /// What stands for each person, in the order of their numbers.
    pub(crate) fn hashes(&self) -> Vec<u64> {
        let mut hashes = vec![0; self.table.len()];
        for (hash, number) in &self.table {
            hashes[*number as usize] = *hash;
        }
        hashes
    }

    /// The number of a person that [`People::hashes`] told.
    #[inline]
    pub(crate) fn number_of_hash(&mut self, hash: u64) -> u32 {
        if let Some((last, number)) = self.last
            && last == hash
        {
            return number;
        }
        let next = self.table.len() as u32;
        let entry = self.table.entry(hash, |entry| entry.0 == hash, |entry| entry.0);
        let number = entry.or_insert((hash, next)).get().1;
        self.last = Some((hash, number));
        number
    }
}

/// Tells whether an id came before. Ids that only grow (or only shrink) need no memory at all.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seen {
    range: Option<(u64, u64)>,
    table: Option<HashTable<u64>>,
}

impl Seen {
    /// Whether this number is new, and from now on known. `earlier` are all numbers that were new before.
    #[inline]
    pub(crate) fn is_new_number(&mut self, number: u64, earlier: &[u64]) -> bool {
        if self.table.is_none() {
            match &mut self.range {
                None => {
                    self.range = Some((number, number));
                    return true;
                }
                Some((_, high)) if number > *high => {
                    *high = number;
                    return true;
                }
                Some((low, _)) if number < *low => {
                    *low = number;
                    return true;
                }
                Some(_) => {
                    let mut table = HashTable::with_capacity(2 * earlier.len());
                    for number in earlier {
                        table.insert_unique(hash_number(*number), *number, |n| hash_number(*n));
                    }
                    self.table = Some(table);
                }
            }
        }
        self.insert(hash_number(number), number, hash_number)
    }

    /// The same for ids that are text, by their hash.
    pub(crate) fn is_new_hash(&mut self, hash: u64) -> bool {
        self.table.get_or_insert_default();
        self.insert(hash, hash, |hash| hash)
    }

    /// What has to be kept to [forget](Seen::forget) what comes from now on.
    pub(crate) fn mark(&self) -> Mark {
        Mark { range: self.range, has_table: self.table.is_some() }
    }

    /// Goes back to a mark. `since` are the numbers that were new since then, or the hashes, with the hash of each.
    pub(crate) fn forget(&mut self, mark: Mark, since: impl Iterator<Item = (u64, u64)>) {
        self.range = mark.range;
        match &mut self.table {
            Some(table) if mark.has_table => {
                for (hash, value) in since {
                    if let Ok(entry) = table.find_entry(hash, |other| *other == value) {
                        entry.remove();
                    }
                }
            }
            table => *table = None,
        }
    }

    #[inline]
    fn insert(&mut self, hash: u64, value: u64, hasher: impl Fn(u64) -> u64) -> bool {
        let Some(table) = &mut self.table else { return true };
        match table.entry(hash, |other| *other == value, |other| hasher(*other)) {
            hashbrown::hash_table::Entry::Occupied(_) => false,
            hashbrown::hash_table::Entry::Vacant(entry) => {
                entry.insert(value);
                true
            }
        }
    }
}

/// See [`Seen::mark`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    range: Option<(u64, u64)>,
    has_table: bool,
}

/// Working memory that a copy of its owner does not need.
#[derive(Debug, Default)]
pub(crate) struct Scratch<T>(pub(crate) T);

impl<T: Default> Clone for Scratch<T> {
    fn clone(&self) -> Self {
        Scratch(T::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_keep_their_codes() {
        let mut interner = Interner::default();
        for round in 0..3 {
            for number in 0..2_000u32 {
                let (code, is_new) = interner.code(format!("value {number}").as_bytes());
                assert_eq!((code, is_new), (number, round == 0));
            }
        }
        assert_eq!((interner.len(), interner.get(1999)), (2_000, b"value 1999".as_slice()));
    }

    #[test]
    fn hashes_of_similar_texts_differ() {
        let mut hashes: Vec<u64> = Vec::new();
        for length in 0..24 {
            for letter in b'a'..=b'z' {
                for at in 0..length {
                    let mut text = vec![b'x'; length];
                    text[at] = letter;
                    hashes.push(hash_bytes(&text));
                }
            }
        }
        let texts = 24 + (0..24).sum::<usize>() * 25 - 1;
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), texts);
        assert_eq!(hash_caseless(b"Ada@Example.org"), hash_caseless(b"ada@example.ORG"));
        assert_ne!(hash_caseless(b"ada@example.org"), hash_caseless(b"adb@example.org"));
    }

    #[test]
    fn repeated_ids_are_told_in_any_order() {
        let mut seen = Seen::default();
        let mut kept = Vec::new();
        let ids = [5u64, 6, 7, 3, 2, 6, 9, 9, 5, 4, 8, 2, 100, 100];
        for id in ids {
            if seen.is_new_number(id, &kept) {
                kept.push(id);
            }
        }
        assert_eq!(kept, [5, 6, 7, 3, 2, 9, 4, 8, 100]);
        let mut seen = Seen::default();
        assert!(seen.is_new_hash(1) && seen.is_new_hash(2) && !seen.is_new_hash(1));
    }
}
