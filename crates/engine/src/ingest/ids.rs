//! Ticket ids: kept as numbers where all are plain numbers, else as text; each id once.

use super::decode::to_text;
use super::intern::{Scratch, Seen, hash_bytes, hash_number};
use super::parts::{Pack, Packed};
use crate::dataset::{Ids, NO_ID};
use std::borrow::Cow;

/// What an id is, before it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Not seen before.
    New,
    /// An earlier row has it.
    Repeated,
    /// There is none.
    Missing,
    /// A number that a spreadsheet has rounded: `1.03006E+13`. It cannot tell tickets apart.
    Rounded,
}

/// Reads the column of ids.
#[derive(Debug, Clone)]
pub(crate) struct IdReader {
    ids: Ids,
    seen: Scratch<Seen>,
    /// The number that was judged last, so that it is not read twice.
    number: Option<u64>,
    /// Whether a text was not UTF-8: what is kept is then not what was compared.
    is_recoded: bool,
}

impl IdReader {
    pub(crate) fn new() -> IdReader {
        IdReader { ids: Ids::Numbers(Vec::new()), seen: Scratch::default(), number: None, is_recoded: false }
    }

    /// Judges an id and remembers it. [`IdReader::keep`] must follow when the row becomes a ticket.
    #[inline]
    pub(crate) fn judge(&mut self, text: &[u8]) -> Verdict {
        self.number = None;
        if text.is_empty() {
            return Verdict::Missing;
        }
        if let Ids::Numbers(known) = &self.ids {
            if let Some(number) = plain_number(text) {
                self.number = Some(number);
                let is_new = self.seen.0.is_new_number(number, known);
                return if is_new { Verdict::New } else { Verdict::Repeated };
            }
            if is_rounded(text) {
                return Verdict::Rounded;
            }
            self.turn_to_text();
        }
        if is_rounded(text) {
            return Verdict::Rounded;
        }
        if self.seen.0.is_new_hash(hash_bytes(text)) { Verdict::New } else { Verdict::Repeated }
    }

    /// Keeps the id that was judged last.
    #[inline]
    pub(crate) fn keep(&mut self, text: &[u8]) {
        match (&mut self.ids, self.number) {
            (Ids::Numbers(ids), Some(number)) => ids.push(number),
            (Ids::Numbers(ids), None) if text.is_empty() => ids.push(NO_ID),
            (Ids::Numbers(_), None) => {
                self.turn_to_text();
                self.keep(text);
            }
            (Ids::Text { text: all, ends }, _) => {
                let text = to_text(text);
                self.is_recoded |= matches!(text, Cow::Owned(_));
                all.push_str(&text);
                ends.push(all.len() as u32);
            }
            (Ids::RowNumbers, _) => {}
        }
    }

    /// From numbers to text: an id turned up that is no plain number.
    #[cold]
    fn turn_to_text(&mut self) {
        let Ids::Numbers(numbers) = &self.ids else { return };
        let mut text = String::with_capacity(8 * numbers.len());
        let mut ends = Vec::with_capacity(numbers.len());
        let mut seen = Seen::default();
        for number in numbers {
            let start = text.len();
            if *number != NO_ID {
                text.push_str(&number.to_string());
                seen.is_new_hash(hash_bytes(&text.as_bytes()[start..]));
            }
            ends.push(text.len() as u32);
        }
        self.ids = Ids::Text { text, ends };
        self.seen = Scratch(seen);
    }

    /// Writes the ids; answers whether another reader can judge them.
    pub(crate) fn pack(&self, out: &mut Pack) -> bool {
        let IdReader { ids, seen: _, number: _, is_recoded } = self;
        match ids {
            Ids::Text { text, ends } => {
                out.number(1);
                out.bytes(text.as_bytes());
                out.words(ends);
            }
            Ids::Numbers(numbers) => {
                out.number(0);
                out.longs(numbers);
            }
            Ids::RowNumbers => {}
        }
        !is_recoded
    }

    /// Appends the ids of a part whose first row will be that row. Rows whose id is known are added to `repeats`; where these are
    /// not wanted, a known id makes the answer `false`, and nothing is changed.
    pub(crate) fn append(
        &mut self,
        first_row: u32,
        mut repeats: Option<&mut Vec<u32>>,
        from: &mut Packed<'_>,
    ) -> bool {
        if from.number() == 1 {
            let texts = from.texts();
            self.turn_to_text();
            return self.append_texts(first_row, repeats, texts.into_iter());
        }
        let numbers = from.longs();
        let Ids::Numbers(ids) = &mut self.ids else {
            let text = |number: &u64| if *number == NO_ID { String::new() } else { number.to_string() };
            let texts: Vec<String> = numbers.iter().map(text).collect();
            return self.append_texts(first_row, repeats, texts.iter().map(String::as_bytes));
        };
        let (mark, before) = (self.seen.0.mark(), ids.len());
        for (number, row) in numbers.into_iter().zip(first_row..) {
            if number != NO_ID && !self.seen.0.is_new_number(number, ids) {
                let Some(repeats) = &mut repeats else {
                    let since = ids.drain(before..).filter(|number| *number != NO_ID);
                    self.seen.0.forget(mark, since.map(|number| (hash_number(number), number)));
                    return false;
                };
                repeats.push(row);
            }
            ids.push(number);
        }
        true
    }

    fn append_texts<'t>(
        &mut self,
        first_row: u32,
        mut repeats: Option<&mut Vec<u32>>,
        texts: impl Iterator<Item = &'t [u8]>,
    ) -> bool {
        let Ids::Text { text: all, ends } = &mut self.ids else { return false };
        let (mark, before, length) = (self.seen.0.mark(), ends.len(), all.len());
        let mut new = Vec::new();
        for (text, row) in texts.zip(first_row..) {
            if !text.is_empty() && !is_rounded(text) {
                let hash = hash_bytes(text);
                if self.seen.0.is_new_hash(hash) {
                    new.push((hash, hash));
                } else if let Some(repeats) = &mut repeats {
                    repeats.push(row);
                } else {
                    self.seen.0.forget(mark, new.into_iter());
                    ends.truncate(before);
                    all.truncate(length);
                    return false;
                }
            }
            all.push_str(&to_text(text));
            ends.push(all.len() as u32);
        }
        true
    }

    pub(crate) fn reserve(&mut self, rows: usize) {
        if let Ids::Numbers(ids) = &mut self.ids {
            ids.reserve_exact(rows);
        }
    }

    pub(crate) fn finish(mut self) -> Ids {
        match &mut self.ids {
            Ids::Numbers(ids) => ids.shrink_to_fit(),
            Ids::Text { text, ends } => {
                text.shrink_to_fit();
                ends.shrink_to_fit();
            }
            Ids::RowNumbers => {}
        }
        self.ids
    }
}

/// Up to nineteen digits without a leading zero.
#[inline]
fn plain_number(text: &[u8]) -> Option<u64> {
    if text.len() > 19 || (text.len() > 1 && text[0] == b'0') {
        return None;
    }
    let mut number = 0u64;
    for byte in text {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number * 10 + u64::from(digit);
    }
    Some(number)
}

/// The id at the end of a link to a ticket, as in Chatwoot's report of ratings: `https://…/conversations/301`.
#[inline]
pub(crate) fn end_of_link(text: &[u8]) -> &[u8] {
    if !text.starts_with(b"http") {
        return text;
    }
    let path = text.strip_suffix(b"/").unwrap_or(text);
    memchr::memrchr(b'/', path).map_or(text, |at| &path[at + 1..])
}

/// Whether a spreadsheet has rounded that number: `1.03006E+13`.
#[inline]
pub(crate) fn is_rounded(text: &[u8]) -> bool {
    let Some(at) = memchr::memchr(b'+', text) else { return false };
    let (front, back) = (&text[..at], &text[at + 1..]);
    let Some(front) = front.strip_suffix(b"E").or_else(|| front.strip_suffix(b"e")) else { return false };
    !front.is_empty()
        && front[0].is_ascii_digit()
        && front.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
        && !back.is_empty()
        && back.iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(ids: &[&str]) -> (Vec<String>, Vec<Verdict>) {
        let mut reader = IdReader::new();
        let mut verdicts = Vec::new();
        let mut kept = 0;
        for id in ids {
            let verdict = reader.judge(id.as_bytes());
            if verdict != Verdict::Repeated {
                reader.keep(id.as_bytes());
                kept += 1;
            }
            verdicts.push(verdict);
        }
        let ids = reader.finish();
        ((0..kept).map(|row| ids.get(row)).collect(), verdicts)
    }

    #[test]
    fn numbers_stay_numbers() {
        let (ids, verdicts) = read(&["7", "9", "8", "7", "", "18446744073709551"]);
        assert_eq!(ids, ["7", "9", "8", "", "18446744073709551"]);
        use Verdict::{Missing, New, Repeated};
        assert_eq!(verdicts, [New, New, New, Repeated, Missing, New]);
    }

    #[test]
    fn links_end_in_ids() {
        for (text, expected) in [
            ("https://chat.example.com/app/accounts/1/conversations/301", "301"),
            ("https://example.com/t/AB-7/", "AB-7"),
            ("301", "301"),
            ("a/b", "a/b"),
            ("http:", "http:"),
        ] {
            assert_eq!(end_of_link(text.as_bytes()), expected.as_bytes(), "{text}");
        }
    }

    #[test]
    fn one_text_makes_all_text() {
        let (ids, verdicts) = read(&["7", "", "0008", "7", "ABC-1", "0008", "9"]);
        assert_eq!(ids, ["7", "", "0008", "ABC-1", "9"]);
        use Verdict::{Missing, New, Repeated};
        assert_eq!(verdicts, [New, Missing, New, Repeated, New, Repeated, New]);
    }

    #[test]
    fn rounded_ids_are_not_taken_for_each_other() {
        let (ids, verdicts) = read(&["1.03E+13", "1.03E+13"]);
        assert_eq!(ids, ["1.03E+13", "1.03E+13"]);
        assert_eq!(verdicts, [Verdict::Rounded, Verdict::Rounded]);
    }
}
