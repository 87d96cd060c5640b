//! One reader for each kind of column: cells in, one compact value a row out. Nothing is allocated for a cell.

mod parts;
mod tags;

use super::carrier::flatten::LIST_SEPARATOR;
use super::decode::to_text;
use super::duration::{self, Span, UnitChoice};
use super::formats::{DurationUnit, Format, Translate, vocabulary};
use super::ids::is_rounded;
use super::intern::{Interner, People, Scratch, is_null_word};
use super::time::read_moment;
use crate::dataset::{
    AiOutcome, Clock, Coded, Codes, Durations, LONG_COMMENT, LastWord, NO_BYTE, NO_CODE, NO_COUNT, NO_SECS,
    Origin, SHORT_COMMENT,
};
use model::letters::Lower;
use model::outcome::{Channel, Priority, Status};
use model::settings::DateOrder;

pub(crate) use parts::{append_codes, pack_codes};
pub(crate) use tags::{TagReader, separator_of};

/// A value from a set, kept as in the file.
#[derive(Debug, Clone)]
pub(crate) struct CategoryReader {
    words: Interner,
    /// Code of each word, or [`NO_CODE`] for words that mean "none".
    code_of: Vec<u32>,
    values: Vec<Box<str>>,
    codes: Codes,
    none: &'static [&'static str],
}

impl CategoryReader {
    pub(crate) fn new(none: &'static [&'static str]) -> CategoryReader {
        CategoryReader {
            words: Interner::default(),
            code_of: Vec::new(),
            values: Vec::new(),
            codes: Codes::default(),
            none,
        }
    }

    #[inline]
    pub(crate) fn push(&mut self, text: &[u8]) {
        if text.is_empty() {
            self.codes.push(NO_CODE);
            return;
        }
        let (word, is_new) = self.words.code(text);
        if is_new {
            self.learn(text);
        }
        self.codes.push(self.code_of[word as usize]);
    }

    #[cold]
    fn learn(&mut self, text: &[u8]) {
        let value = to_text(text);
        let code = if vocabulary::means_none(&value) || self.none.contains(&value.to_lower().as_str()) {
            NO_CODE
        } else {
            self.values.push(value.trim_end_matches(LIST_SEPARATOR).replace(LIST_SEPARATOR, ", ").into());
            self.values.len() as u32 - 1
        };
        self.code_of.push(code);
    }

    pub(crate) fn codes(&mut self) -> &mut Codes {
        &mut self.codes
    }

    pub(crate) fn finish(mut self) -> Coded {
        shrink(&mut self.codes);
        self.values.shrink_to_fit();
        Coded { codes: self.codes, values: self.values }
    }
}

fn shrink(codes: &mut Codes) {
    match codes {
        Codes::U8(codes) => codes.shrink_to_fit(),
        Codes::U16(codes) => codes.shrink_to_fit(),
        Codes::U32(codes) => codes.shrink_to_fit(),
    }
}

/// Which words a column is translated into.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Vocabulary {
    Status(Translate<Status>),
    Priority(Translate<Priority>),
    Channel(Translate<Channel>),
    AiOutcome(Translate<AiOutcome>),
    Origin(Translate<Origin>),
    LastWord,
    Flag(Translate<bool>),
}

/// Ids and labels of [`AiOutcome`], in its order; a word that is not known has none.
const OUTCOMES: [(&str, &str); 7] = [
    ("confirmed", "Confirmed resolution"),
    ("assumed", "Assumed resolution"),
    ("contained", "Closed without a person"),
    ("escalated", "Handed to a person"),
    ("abandoned", "Abandoned"),
    ("negative", "Negative feedback"),
    ("procedure_handoff", "Handed over as planned"),
];
/// Ids and labels of [`Origin`], in its order.
const ORIGINS: [(&str, &str); 4] = [
    ("customer", "The customer"),
    ("outbound", "The team or a campaign"),
    ("test", "A test"),
    ("internal", "Internal"),
];

/// Ids and labels of [`LastWord`], in its order.
const LAST_WORDS: [(&str, &str); 6] = [
    ("answered", "Not the customer’s"),
    ("remark", "Asks for nothing"),
    ("thanks", "Thanks"),
    ("question", "A question"),
    ("complaint", "Did not help, or asks for a person"),
    ("repeated_ask", "The same as before"),
];

impl Vocabulary {
    /// What a word can mean: id, label and byte.
    pub(crate) fn options(self) -> Vec<(&'static str, &'static str, u8)> {
        let numbered = |list: &[(&'static str, &'static str)]| {
            list.iter().enumerate().map(|(at, (id, label))| (*id, *label, at as u8)).collect()
        };
        match self {
            Vocabulary::Status(_) => {
                numbered(&Status::ALL.iter().map(|value| (value.id(), value.label())).collect::<Vec<_>>())
            }
            Vocabulary::Priority(_) => {
                numbered(&Priority::ALL.iter().map(|value| (value.id(), value.label())).collect::<Vec<_>>())
            }
            Vocabulary::Channel(_) => {
                numbered(&Channel::ALL.iter().map(|value| (value.id(), value.label())).collect::<Vec<_>>())
            }
            Vocabulary::AiOutcome(_) => numbered(&OUTCOMES),
            Vocabulary::Origin(_) => numbered(&ORIGINS),
            Vocabulary::LastWord => numbered(&LAST_WORDS),
            Vocabulary::Flag(_) => numbered(&[("no", "No"), ("yes", "Yes")]),
        }
    }

    /// The byte of a word (in lower case), if it is known.
    fn translate(self, word: &str) -> Option<u8> {
        match self {
            Vocabulary::Status(translate) => translate(word).map(|value| value as u8),
            Vocabulary::Priority(translate) => translate(word).map(|value| value as u8),
            Vocabulary::Channel(translate) => translate(word).map(|value| value as u8),
            Vocabulary::AiOutcome(translate) => translate(word).map(|value| value as u8),
            Vocabulary::Origin(translate) => translate(word).map(|value| value as u8),
            Vocabulary::LastWord => LastWord::from_word(word).map(|value| value as u8),
            Vocabulary::Flag(translate) => translate(word).or_else(|| usual_flag(word)).map(u8::from),
        }
    }

    /// What an unknown word becomes.
    fn other(self) -> u8 {
        match self {
            Vocabulary::Status(_) => Status::Other as u8,
            Vocabulary::Channel(_) => Channel::Other as u8,
            Vocabulary::AiOutcome(_) => AiOutcome::Unknown as u8,
            Vocabulary::Priority(_) | Vocabulary::Origin(_) | Vocabulary::LastWord | Vocabulary::Flag(_) => {
                NO_BYTE
            }
        }
    }
}

/// The usual words for yes and no, and marks that say so only where a column is known to ask for it.
fn usual_flag(word: &str) -> Option<bool> {
    match word {
        "on" | "x" | "✓" => Some(true),
        "off" => Some(false),
        _ => vocabulary::yes_or_no(word),
    }
}

/// Words that are translated into a small vocabulary.
#[derive(Clone)]
pub(crate) struct WordReader {
    vocabulary: Vocabulary,
    /// It may know words for an empty cell.
    format: &'static dyn Format,
    words: Interner,
    byte_of: Vec<u8>,
    /// What a person said that words mean, in lower case.
    chosen: Vec<(String, u8)>,
    /// Rows of each word, and whether it is known.
    rows_of: Vec<(u64, bool)>,
    /// Channels only: who started the ticket, as far as each word tells, and the rows up to the last that tells something.
    origins: Option<(Vec<u8>, Vec<u8>)>,
    bytes: Vec<u8>,
}

impl WordReader {
    pub(crate) fn new(
        vocabulary: Vocabulary,
        format: &'static dyn Format,
        chosen: Vec<(String, u8)>,
    ) -> WordReader {
        let origins = matches!(vocabulary, Vocabulary::Channel(_)).then(Default::default);
        WordReader {
            vocabulary,
            format,
            words: Interner::default(),
            byte_of: Vec::new(),
            chosen,
            rows_of: Vec::new(),
            origins,
            bytes: Vec::new(),
        }
    }

    #[inline]
    pub(crate) fn push(&mut self, text: &[u8]) {
        if text.is_empty() {
            self.bytes.push(NO_BYTE);
            if let Some((_, rows)) = &mut self.origins
                && !rows.is_empty()
            {
                rows.push(NO_BYTE);
            }
            return;
        }
        let (word, is_new) = self.words.code(text);
        if is_new {
            self.learn(text);
        }
        self.rows_of[word as usize].0 += 1;
        if let Some((origin_of, rows)) = &mut self.origins {
            let origin = origin_of[word as usize];
            if !rows.is_empty() || origin != NO_BYTE {
                rows.resize(self.bytes.len(), NO_BYTE);
                rows.push(origin);
            }
        }
        self.bytes.push(self.byte_of[word as usize]);
    }

    #[cold]
    fn learn(&mut self, text: &[u8]) {
        let lower = to_text(text).to_lower();
        if let Some((origin_of, _)) = &mut self.origins {
            origin_of.push(self.format.origin_of_channel(&lower).map_or(NO_BYTE, |origin| origin as u8));
        }
        let chosen = self.chosen.iter().find(|(word, _)| *word == lower).map(|(_, byte)| *byte);
        let translated = match self.vocabulary.translate(&lower) {
            _ if vocabulary::means_none(&lower) || self.format.is_none(&lower) => Some(NO_BYTE),
            translated => translated,
        };
        let byte = chosen.or(translated);
        self.byte_of.push(byte.unwrap_or_else(|| self.vocabulary.other()));
        self.rows_of.push((0, byte.is_some()));
    }

    pub(crate) fn bytes(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    /// Rows whose word is not known.
    pub(crate) fn unreadable(&self) -> u64 {
        self.rows_of.iter().filter(|(_, is_known)| !is_known).map(|(rows, _)| rows).sum()
    }

    /// Up to five words that are not known, most frequent first.
    pub(crate) fn unknown_words(&self) -> Vec<String> {
        let mut unknown: Vec<usize> = (0..self.rows_of.len()).filter(|word| !self.rows_of[*word].1).collect();
        model::order::sort_by_key(&mut unknown, |word| std::cmp::Reverse(self.rows_of[*word].0));
        unknown.iter().take(5).map(|word| to_text(self.words.get(*word as u32)).into_owned()).collect()
    }

    /// What a word can mean, as id and label.
    pub(crate) fn options(&self) -> Vec<(String, String)> {
        let options = self.vocabulary.options().into_iter();
        options.map(|(id, label, _)| (id.to_string(), label.to_string())).collect()
    }

    /// Every word with its rows and the id of what it was taken for; `None`: it is not known.
    pub(crate) fn all_words(&self) -> Vec<(String, u64, Option<String>)> {
        let options = self.vocabulary.options();
        let words = self.rows_of.iter().zip(&self.byte_of).enumerate();
        words
            .map(|(word, ((rows, is_known), byte))| {
                let id = options
                    .iter()
                    .find(|option| option.2 == *byte)
                    .map_or(super::choices::NONE, |option| option.0);
                let text = to_text(self.words.get(word as u32)).into_owned();
                (text, *rows, is_known.then(|| id.to_string()))
            })
            .collect()
    }

    /// The bytes of all rows, and who started the tickets, where that can be told.
    pub(crate) fn finish(mut self) -> (Vec<u8>, Option<Vec<u8>>) {
        self.bytes.shrink_to_fit();
        let rows = self.bytes.len();
        let origins = self.origins.map(|(_, rows)| rows).filter(|origins| !origins.is_empty());
        let origins = origins.map(|mut origins| {
            origins.resize(rows, NO_BYTE);
            origins.shrink_to_fit();
            origins
        });
        (self.bytes, origins)
    }
}

/// How the id of nobody begins in Salesforce's weekly export: fifteen zeros, and three letters that check them.
const NOBODY: &[u8] = b"000000000000000";

/// People, as numbers.
#[derive(Debug, Clone, Default)]
pub(crate) struct PersonReader {
    people: Scratch<People>,
    numbers: Vec<u32>,
}

impl PersonReader {
    #[inline]
    pub(crate) fn push(&mut self, text: &[u8]) {
        let is_none = (text.len() <= 9 && is_null_word(text)) || text.starts_with(NOBODY) || is_rounded(text);
        let number = if is_none { NO_CODE } else { self.people.0.number(text) };
        self.numbers.push(number);
    }

    pub(crate) fn numbers(&mut self) -> &mut Vec<u32> {
        &mut self.numbers
    }

    /// What stands for each person in any file, by number.
    pub(crate) fn hashes(&self) -> Vec<u64> {
        self.people.0.hashes()
    }

    pub(crate) fn finish(mut self) -> Vec<u32> {
        self.numbers.shrink_to_fit();
        self.numbers
    }
}

/// Small counts.
#[derive(Debug, Clone, Default)]
pub(crate) struct CountReader {
    /// Whether a cell tells when something happened last, and an empty one that it never did.
    pub(crate) is_event: bool,
    pub(crate) counts: Vec<u8>,
    pub(crate) unreadable: u64,
}

impl CountReader {
    #[inline]
    pub(crate) fn push(&mut self, text: &[u8]) {
        let count = match text {
            _ if self.is_event => self.read_event(text),
            [] => NO_COUNT,
            [digit @ b'0'..=b'9'] => digit - b'0',
            _ => self.read(text),
        };
        self.counts.push(count);
    }

    #[inline(never)]
    fn read_event(&mut self, text: &[u8]) -> u8 {
        if text.is_empty() || is_null_word(text) {
            return 0;
        }
        if read_moment(text, DateOrder::DayFirst).is_some() {
            return 1;
        }
        self.unreadable += 1;
        NO_COUNT
    }

    /// Keeps how long a text is, and nothing else of it.
    pub(crate) fn push_length(&mut self, text: &[u8]) {
        // A sentence has more than so many bytes; "Thanks, that was quick" has not.
        const SHORT_BYTES: usize = 40;
        let text = text.trim_ascii();
        self.counts.push(match text.len() {
            0..=9 if text.is_empty() || is_null_word(text) => NO_BYTE,
            0..=SHORT_BYTES => SHORT_COMMENT,
            _ => LONG_COMMENT,
        });
    }

    fn read(&mut self, text: &[u8]) -> u8 {
        if is_null_word(text) {
            return NO_COUNT;
        }
        let number = std::str::from_utf8(text).ok().and_then(duration::read_decimal);
        let flag = || usual_flag(&to_text(text).to_lower()).map(u8::from);
        match number.filter(|number| *number >= 0.0 && number.fract() == 0.0) {
            Some(number) => number.min(254.0) as u8,
            None if let Some(flag) = flag() => flag,
            None => {
                self.unreadable += 1;
                NO_COUNT
            }
        }
    }
}

/// Spans of time.
#[derive(Debug, Clone)]
pub(crate) struct SpanReader {
    pub(crate) unit: Option<UnitChoice>,
    /// Whether the unit was decided here and not told by the format.
    pub(crate) is_decided: bool,
    clock: Clock,
    zero_is_none: bool,
    secs: Vec<u32>,
    /// Plain numbers whose unit is not known yet; NaN where there is none. Empty once it is known.
    plain: Vec<f64>,
    pub(crate) unreadable: u64,
}

impl SpanReader {
    pub(crate) fn new(unit: Option<DurationUnit>, clock: Clock, zero_is_none: bool) -> SpanReader {
        let told = unit.map(|unit| UnitChoice {
            unit,
            reason: "known from the format".into(),
            certainty: model::import::Certainty::Proven,
        });
        SpanReader {
            unit: told,
            is_decided: false,
            clock,
            zero_is_none,
            secs: Vec::new(),
            plain: Vec::new(),
            unreadable: 0,
        }
    }

    /// Decides the unit of plain numbers.
    pub(crate) fn decide(&mut self, choice: UnitChoice) {
        let factor = choice.unit.secs();
        for (secs, plain) in self.secs.iter_mut().zip(std::mem::take(&mut self.plain)) {
            if !plain.is_nan() {
                *secs = to_secs(plain * factor);
            }
        }
        self.unit = Some(choice);
        self.is_decided = true;
    }

    /// Plain numbers by row, while their unit is not known.
    pub(crate) fn undecided(&self) -> &[f64] {
        &self.plain
    }

    #[inline]
    pub(crate) fn push(&mut self, text: &[u8]) {
        if text.is_empty() {
            self.push_none();
            return;
        }
        let (secs, plain) = match duration::read(text) {
            Span::Plain(0.0) if self.zero_is_none => (NO_SECS, f64::NAN),
            Span::Plain(number) => match &self.unit {
                Some(choice) => (to_secs(number * choice.unit.secs()), f64::NAN),
                None => (NO_SECS, number),
            },
            Span::Secs(0.0) if self.zero_is_none => (NO_SECS, f64::NAN),
            Span::Secs(secs) => (to_secs(secs), f64::NAN),
            Span::Unreadable => {
                self.unreadable += u64::from(!is_null_word(text));
                (NO_SECS, f64::NAN)
            }
        };
        self.secs.push(secs);
        if self.unit.is_none() {
            self.plain.push(plain);
        }
    }

    pub(crate) fn push_none(&mut self) {
        self.secs.push(NO_SECS);
        if self.unit.is_none() {
            self.plain.push(f64::NAN);
        }
    }

    pub(crate) fn secs(&mut self) -> &mut Vec<u32> {
        &mut self.secs
    }

    pub(crate) fn finish(mut self, column: &str) -> Durations {
        self.secs.shrink_to_fit();
        Durations { secs: self.secs, clock: self.clock, column: column.to_string() }
    }
}

fn to_secs(secs: f64) -> u32 {
    // `round` is a call on some targets; a truncation of the half more is the same for what is not negative.
    let rounded = secs + 0.5;
    if rounded >= 0.0 && rounded < f64::from(NO_SECS) { rounded as u32 } else { NO_SECS }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::formats;

    #[test]
    fn nobody_is_no_person() {
        let mut reader = PersonReader::default();
        for cell in ["0033000001AAAAAAA0", "000000000000000AAA", "", "null", "0033000001AAAAAAA0"] {
            reader.push(cell.as_bytes());
        }
        assert_eq!(reader.finish(), [0, NO_CODE, NO_CODE, NO_CODE, 0]);
    }

    #[test]
    fn what_happened_counts_once_and_an_empty_cell_says_that_it_did_not() {
        let mut reader = CountReader { is_event: true, ..CountReader::default() };
        for cell in ["2026-01-05 18:00", "", "null", "1767603600", "often"] {
            reader.push(cell.as_bytes());
        }
        assert_eq!((reader.counts.as_slice(), reader.unreadable), (&[1, 0, 0, 1, NO_COUNT][..], 1));
        assert!(reader.blank().is_event);
    }

    #[test]
    fn counts_saturate_and_tell_what_they_cannot_read() {
        let mut reader = CountReader::default();
        for cell in ["0", "7", "12", "3.0", "1,000", "", "null", "many", "-1", "2.5"] {
            reader.push(cell.as_bytes());
        }
        assert_eq!(reader.counts, [0, 7, 12, 3, 254, NO_COUNT, NO_COUNT, NO_COUNT, NO_COUNT, NO_COUNT]);
        assert_eq!(reader.unreadable, 3);
    }

    #[test]
    fn of_texts_only_their_length_is_kept() {
        let mut reader = CountReader::default();
        let long = "It took four mails and two weeks until somebody read what I had written.";
        for cell in ["", "  ", "null", "-", "Thanks!", long] {
            reader.push_length(cell.as_bytes());
        }
        assert_eq!(reader.counts, [NO_BYTE, NO_BYTE, NO_BYTE, NO_BYTE, SHORT_COMMENT, LONG_COMMENT]);
        assert_eq!(reader.unreadable, 0);
    }

    #[test]
    fn spans_wait_for_their_unit() {
        let mut reader = SpanReader::new(None, Clock::Unknown, false);
        for cell in ["2", "", "0:01:00", "1.5", "x"] {
            reader.push(cell.as_bytes());
        }
        reader.decide(duration::choose_unit("wait (hours)", &[]));
        reader.push(b"1");
        assert_eq!(reader.finish("wait").secs, [7_200, NO_SECS, 60, 5_400, NO_SECS, 3_600]);
    }

    #[test]
    fn words_and_flags() {
        let mut reader = WordReader::new(
            Vocabulary::Flag(|word| (word == "fin").then_some(true)),
            formats::FORMATS[0],
            vec![],
        );
        for cell in ["Fin", "TRUE", "0.0", "", "null", "perhaps", "perhaps"] {
            reader.push(cell.as_bytes());
        }
        assert_eq!((reader.unreadable(), reader.unknown_words()), (2, vec!["perhaps".to_string()]));
        assert_eq!(reader.finish().0, [1, 1, 0, NO_BYTE, NO_BYTE, NO_BYTE, NO_BYTE]);
    }
}
