//! Columns of tags: several words a cell, and what parts them.

use crate::dataset::Tags;
use crate::ingest::carrier::flatten::LIST_SEPARATOR;
use crate::ingest::decode::to_text;
use crate::ingest::intern::{Interner, Scratch, is_null_word};

/// Sets of tags.
#[derive(Debug, Clone)]
pub(crate) struct TagReader {
    pub(super) separator: u8,
    pub(super) words: Interner,
    pub(super) codes: Vec<u32>,
    pub(super) ends: Vec<u32>,
    /// The cell seen last and its codes: neighbours often carry the same tags.
    pub(super) last: Scratch<(Vec<u8>, Vec<u32>)>,
}

impl TagReader {
    pub(crate) fn new(separator: u8) -> TagReader {
        TagReader {
            separator,
            words: Interner::default(),
            codes: Vec::new(),
            ends: Vec::new(),
            last: Scratch::default(),
        }
    }

    #[inline]
    pub(crate) fn push(&mut self, text: &[u8]) {
        if !text.is_empty() {
            let (last, codes) = &mut self.last.0;
            if last != text {
                last.clear();
                last.extend_from_slice(text);
                codes.clear();
                // A list of a JSON record is divided already, whatever its tags contain.
                let is_list = memchr::memchr(LIST_SEPARATOR as u8, text).is_some();
                // A list as programs write it into one cell: `["vip", "late"]`, `['vip', 'late']`.
                let literal = text.strip_prefix(b"[").and_then(|rest| rest.strip_suffix(b"]"));
                let separator = match literal {
                    _ if is_list => LIST_SEPARATOR as u8,
                    Some(_) => b',',
                    None => self.separator,
                };
                for tag in literal.unwrap_or(text).split(|byte| *byte == separator) {
                    let tag = tag.trim_ascii();
                    let unquoted = [b"\"", b"'"].iter().find_map(|quote| {
                        tag.strip_prefix(*quote)?.strip_suffix(*quote).filter(|_| literal.is_some())
                    });
                    let tag = unquoted.unwrap_or(tag);
                    if !is_null_word(tag) {
                        let code = self.words.code(tag).0;
                        if !codes.contains(&code) {
                            codes.push(code);
                        }
                    }
                }
            }
            self.codes.extend_from_slice(codes);
        }
        self.ends.push(self.codes.len() as u32);
    }

    pub(crate) fn rows(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn reserve(&mut self, rows: usize) {
        self.ends.reserve_exact(rows);
    }

    pub(crate) fn finish(mut self) -> Tags {
        self.codes.shrink_to_fit();
        self.ends.shrink_to_fit();
        let values = (0..self.words.len()).map(|code| to_text(self.words.get(code as u32)).into()).collect();
        Tags { codes: self.codes, ends: self.ends, values }
    }
}

/// What stands between two tags, told from sample cells: the separator that most cells have; blanks only where the pieces look
/// like tags, as they repeat or carry underscores.
pub(crate) fn separator_of<'a>(cells: impl Iterator<Item = &'a str> + Clone) -> u8 {
    let having = |separator: char| cells.clone().filter(|cell| cell.contains(separator)).count();
    for separator in [',', ';', '|'] {
        if having(separator) > 0 && having(separator) * 4 >= having(' ') {
            return separator as u8;
        }
    }
    let mut words: Vec<&str> = cells.clone().flat_map(str::split_whitespace).collect();
    let all = words.len();
    leave_distinct(&mut words);
    let cell_count = cells.clone().filter(|cell| !cell.is_empty()).count();
    let mut wholes: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
    leave_distinct(&mut wholes);
    let underscored = words.iter().filter(|word| word.contains('_')).count();
    let repeats_more_in_pieces = words.len() * cell_count < wholes.len() * all;
    if underscored * 3 > words.len() || (repeats_more_in_pieces && words.len() < wholes.len()) {
        b' '
    } else {
        b','
    }
}

fn leave_distinct(texts: &mut Vec<&str>) {
    let mut known = Interner::default();
    texts.retain(|text| known.code(text.as_bytes()).1);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_told_by_the_cells() {
        let of = |cells: &[&str]| separator_of(cells.iter().copied());
        assert_eq!(of(&["a, b", "c", "a"]), b',');
        assert_eq!(of(&["vip_customer refund", "refund", "ai_agent refund"]), b' ');
        assert_eq!(of(&["red green", "green blue", "blue red", "red blue", "green red"]), b' ');
        assert_eq!(of(&["Late delivery", "Late delivery", "Wrong size"]), b',');
        assert_eq!(of(&["a;b", "c"]), b';');
    }

    #[test]
    fn tags_of_neighbours_are_shared() {
        let mut reader = TagReader::new(b' ');
        for cell in ["a b", "a b", "", "b c b", "-"] {
            reader.push(cell.as_bytes());
        }
        let tags = reader.finish();
        let of =
            |row: usize| tags.get(row).iter().map(|code| &*tags.values[*code as usize]).collect::<Vec<_>>();
        assert_eq!(
            (of(0), of(1), of(2), of(3), of(4)),
            (vec!["a", "b"], vec!["a", "b"], vec![], vec!["b", "c"], vec![])
        );
    }
}
