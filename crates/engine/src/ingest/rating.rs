//! Ratings: which scale a column uses, and which side of it is good. Decided over the whole column.

use super::column::{append_codes, pack_codes};
use super::decode::to_text;
use super::duration::read_decimal;
use super::formats::{RatingScale, vocabulary};
use super::intern::Interner;
use super::parts::{Pack, Packed};
use crate::dataset::{Codes, NO_BYTE, NO_CODE, RATING_OFFERED, RatingLevel, Ratings};
use model::import::{Certainty, Decision};
use model::letters::Lower;

/// Words of scales without numbers: word, good (2), middle (1) or bad (0).
const WORDS: [(&str, u8); 54] = [
    ("good", 2),
    ("good with comment", 2),
    ("good_with_comment", 2),
    ("bad", 0),
    ("bad with comment", 0),
    ("bad_with_comment", 0),
    ("satisfied", 2),
    ("very satisfied", 2),
    ("extremely satisfied", 2),
    ("mostly satisfied", 2),
    ("slightly satisfied", 2),
    ("dissatisfied", 0),
    ("unsatisfied", 0),
    ("very dissatisfied", 0),
    ("extremely dissatisfied", 0),
    ("mostly dissatisfied", 0),
    ("slightly dissatisfied", 0),
    ("neutral", 1),
    ("okay", 1),
    ("ok", 1),
    ("average", 1),
    ("great", 2),
    ("excellent", 2),
    ("amazing", 2),
    ("not good", 0),
    ("poor", 0),
    ("terrible", 0),
    ("happy", 2),
    ("very happy", 2),
    ("extremely happy", 2),
    ("unhappy", 0),
    ("very unhappy", 0),
    ("extremely unhappy", 0),
    ("positive", 2),
    ("negative", 0),
    ("yes", 2),
    ("gut", 2),
    ("schlecht", 0),
    ("zufrieden", 2),
    ("sehr zufrieden", 2),
    ("unzufrieden", 0),
    ("sehr unzufrieden", 0),
    ("bon", 2),
    ("mauvais", 0),
    ("satisfait", 2),
    ("insatisfait", 0),
    ("bueno", 2),
    ("malo", 0),
    ("satisfecho", 2),
    ("insatisfecho", 0),
    ("bom", 2),
    ("ruim", 0),
    ("satisfeito", 2),
    ("insatisfeito", 0),
];

/// What a person can say of a rating's word.
const GOOD: &str = "good";
const BAD: &str = "bad";
const OFFERED: &str = "offered";

/// A word, its rows, and the id of what it was taken for.
pub(crate) type ListedWord = (String, u64, Option<String>);

/// Reads a rating column: keeps the distinct words, and decides when all are known.
#[derive(Debug, Clone)]
pub(crate) struct RatingReader {
    scale: RatingScale,
    words: Interner,
    codes: Codes,
    counts: Vec<u64>,
}

/// A rating column that was read.
pub(crate) struct Rated {
    pub(crate) ratings: Ratings,
    pub(crate) unreadable: u64,
    pub(crate) decision: Decision,
}

/// What a word stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Meaning {
    Null,
    Offered,
    Number { value: f64, is_percent: bool },
    Word,
}

impl RatingReader {
    pub(crate) fn new(scale: RatingScale) -> RatingReader {
        RatingReader { scale, words: Interner::default(), codes: Codes::default(), counts: Vec::new() }
    }

    #[inline]
    pub(crate) fn push(&mut self, text: &[u8]) {
        if text.is_empty() {
            self.codes.push(NO_CODE);
            return;
        }
        let (code, is_new) = self.words.code(text);
        if is_new {
            self.counts.push(0);
        }
        self.counts[code as usize] += 1;
        self.codes.push(code);
    }

    pub(crate) fn rows(&self) -> usize {
        self.codes.len()
    }

    pub(crate) fn push_none(&mut self) {
        self.codes.push(NO_CODE);
    }

    pub(crate) fn blank(&self) -> RatingReader {
        RatingReader::new(self.scale.clone())
    }

    pub(crate) fn pack(&self, out: &mut Pack) {
        let RatingReader { scale: _, words, codes, counts } = self;
        words.pack(out);
        out.longs(counts);
        pack_codes(codes, out);
    }

    pub(crate) fn append(&mut self, from: &mut Packed<'_>) {
        let mut map = Vec::new();
        for (text, count) in from.texts().into_iter().zip(from.longs()) {
            let (code, is_new) = self.words.code(text);
            if is_new {
                self.counts.push(0);
            }
            self.counts[code as usize] += count;
            map.push(code);
        }
        append_codes(&mut self.codes, self.words.len(), &map, from);
    }

    /// Decides the scale. `chosen`: words that a person gave a meaning, with its id.
    fn decide(&self, chosen: &[(String, String)]) -> (Vec<Meaning>, Choice) {
        let words: Vec<String> = (0..self.words.len())
            .map(|code| to_text(self.words.get(code as u32)).trim().to_lower())
            .collect();
        let mut meanings: Vec<Meaning> = words.iter().map(|word| meaning_of(word)).collect();
        let mut choice = self.listed(&words).unwrap_or_else(|| by_value(&words, &meanings, &self.counts));
        for (code, word) in words.iter().enumerate() {
            let Some((_, value)) = chosen.iter().find(|(chosen, _)| chosen == word) else { continue };
            meanings[code] = match value.as_str() {
                OFFERED => Meaning::Offered,
                GOOD | BAD => Meaning::Word,
                _ => Meaning::Null,
            };
            if meanings[code] != Meaning::Word {
                continue;
            }
            let level = choice.level_of[code].unwrap_or_else(|| {
                choice.levels.push(RatingLevel { label: word.clone(), is_good: true, number: None });
                choice.levels.len() as u8 - 1
            });
            choice.level_of[code] = Some(level);
            choice.levels[level as usize].is_good = value == GOOD;
        }
        (meanings, choice)
    }

    /// What a word can mean, and every word with its rows and the id of its meaning.
    pub(crate) fn all_words(&self, chosen: &[(String, String)]) -> (Vec<(String, String)>, Vec<ListedWord>) {
        let options = [(GOOD, "Good"), (BAD, "Bad"), (OFFERED, "Asked, not answered")];
        let (meanings, choice) = self.decide(chosen);
        let words = meanings.iter().enumerate().map(|(code, meaning)| {
            let level = choice.level_of[code].map(|level| &choice.levels[level as usize]);
            let value = match (meaning, level) {
                (Meaning::Null, _) => Some(super::choices::NONE),
                (Meaning::Offered, _) => Some(OFFERED),
                (_, level) => level.map(|level| if level.is_good { GOOD } else { BAD }),
            };
            let text = to_text(self.words.get(code as u32)).into_owned();
            (text, self.counts[code], value.map(str::to_string))
        });
        (options.map(|(id, label)| (id.to_string(), label.to_string())).to_vec(), words.collect())
    }

    /// Decides the scale and translates. `chosen`: see [`RatingReader::decide`].
    pub(crate) fn finish(self, chosen: &[(String, String)]) -> Rated {
        let (meanings, choice) = self.decide(chosen);
        let tells_offered = meanings.contains(&Meaning::Offered);
        let mut unreadable = 0;
        let levels: Vec<u8> = meanings
            .iter()
            .enumerate()
            .map(|(code, meaning)| match meaning {
                Meaning::Null => NO_BYTE,
                Meaning::Offered => RATING_OFFERED,
                _ => choice.level_of[code].unwrap_or_else(|| {
                    unreadable += self.counts[code];
                    NO_BYTE
                }),
            })
            .collect();
        let rows = self.codes.len();
        let level = |row: usize| match self.codes.get(row) {
            NO_CODE => NO_BYTE,
            code => levels[code as usize],
        };
        Rated {
            ratings: Ratings {
                level: (0..rows).map(level).collect(),
                levels: choice.levels,
                scale: choice.scale.clone(),
                tells_offered,
            },
            unreadable,
            decision: Decision {
                id: "rating_scale".into(),
                label: "Rating scale".into(),
                value: choice.scale,
                reason: choice.reason,
                certainty: choice.certainty,
                is_override: false,
            },
        }
    }

    /// The scale that the format lists, unless most ratings of the file are not on it.
    fn listed(&self, words: &[String]) -> Option<Choice> {
        let RatingScale::Words(list) = self.scale else { return None };
        let mut levels: Vec<RatingLevel> = Vec::new();
        let mut level_of_word: Vec<(&str, u8)> = Vec::new();
        for (word, label, is_good, number) in list {
            let level = match levels.iter().position(|level| level.label == *label) {
                Some(level) => level,
                None => {
                    levels.push(RatingLevel {
                        label: (*label).to_string(),
                        is_good: *is_good,
                        number: *number,
                    });
                    levels.len() - 1
                }
            };
            level_of_word.push((word, level as u8));
        }
        let level_of: Vec<Option<u8>> = words
            .iter()
            .map(|word| level_of_word.iter().find(|(known, _)| known == word).map(|(_, level)| *level))
            .collect();
        let (mut on, mut off) = (0, 0);
        for (code, word) in words.iter().enumerate() {
            match (level_of[code], meaning_of(word)) {
                (_, Meaning::Null | Meaning::Offered) => {}
                (Some(_), _) => on += self.counts[code],
                (None, _) => off += self.counts[code],
            }
        }
        if off > on {
            return None;
        }
        // Levels that no row has are left out.
        let is_met = |level: usize| (0..words.len()).any(|code| level_of[code] == Some(level as u8));
        let mut new_level = vec![0u8; levels.len()];
        let mut met = 0;
        for (level, new) in new_level.iter_mut().enumerate() {
            *new = met;
            met += u8::from(is_met(level));
        }
        let mut at = 0;
        levels.retain(|_| {
            at += 1;
            is_met(at - 1)
        });
        let level_of = level_of.iter().map(|level| level.map(|level| new_level[level as usize])).collect();
        Some(Choice {
            scale: scale_of(&levels),
            reason: "the words that this helpdesk uses".into(),
            certainty: Certainty::Proven,
            level_of,
            levels,
        })
    }
}

/// The levels in words, and which of them are good.
fn scale_of(levels: &[RatingLevel]) -> String {
    let labels = |is_wanted: fn(&RatingLevel) -> bool| -> Vec<&str> {
        levels.iter().filter(|level| is_wanted(level)).map(|level| level.label.as_str()).collect()
    };
    let are = match labels(|level| level.is_good).as_slice() {
        _ if levels.is_empty() => return "no ratings".into(),
        [] => "none is".into(),
        [only] => format!("{only} is"),
        [first @ .., last] => format!("{} and {last} are", first.join(", ")),
    };
    format!("{} ({are} good)", labels(|_| true).join(", "))
}

struct Choice {
    scale: String,
    reason: String,
    certainty: Certainty,
    levels: Vec<RatingLevel>,
    /// By word.
    level_of: Vec<Option<u8>>,
}

fn meaning_of(word: &str) -> Meaning {
    match vocabulary::survey(word) {
        Some(true) => return Meaning::Offered,
        Some(false) => return Meaning::Null,
        None if vocabulary::means_none(word) => return Meaning::Null,
        None => {}
    }
    let is_percent = word.ends_with('%');
    let number = word.trim_end_matches('%').trim();
    // "4/5", "4 out of 5", "4 stars", "★★★★"
    let number = number.split_once('/').map_or(number, |(first, _)| first.trim());
    let number = number.split_once(" out of ").map_or(number, |(first, _)| first.trim());
    let number = number.trim_end_matches("stars").trim_end_matches("star").trim();
    if !word.is_empty() && word.chars().all(|c| c == '★' || c == '⭐' || c == '☆') {
        let value = word.chars().filter(|c| *c != '☆').count() as f64;
        return Meaning::Number { value, is_percent: false };
    }
    match read_decimal(number) {
        Some(value) => Meaning::Number { value, is_percent },
        None => Meaning::Word,
    }
}

fn by_value(words: &[String], meanings: &[Meaning], counts: &[u64]) -> Choice {
    let mut numbers: Vec<(f64, u64)> = Vec::new();
    let (mut numeric, mut worded, mut is_percent) = (0, 0, false);
    for (meaning, count) in meanings.iter().zip(counts) {
        match meaning {
            Meaning::Number { value, is_percent: percent } => {
                numeric += count;
                is_percent |= percent;
                numbers.push((*value, *count));
            }
            Meaning::Word => worded += count,
            Meaning::Null | Meaning::Offered => {}
        }
    }
    if worded >= numeric {
        return by_words(words, meanings, counts);
    }
    let low = numbers.iter().map(|(value, _)| *value).fold(f64::INFINITY, f64::min);
    // One slip of the pen must not change the scale: the top is what at least one of a thousand ratings reaches.
    let reached =
        |limit: f64| numbers.iter().filter(|(value, _)| *value > limit).map(|(_, n)| n).sum::<u64>();
    let is_above = |limit: f64| reached(limit) * 1_000 > numeric;
    let has_only = |set: &[f64]| numbers.iter().all(|(value, _)| set.contains(value));
    let (top, bottom, good_from, scale, reason, certainty) = if is_percent || is_above(10.0) {
        (
            100.0,
            0.0,
            80.0,
            "0 to 100 (80 and above are good)",
            "values above 10; 80 of 100 stands where 4 of 5 does",
            Certainty::Likely,
        )
    } else if is_above(5.0) {
        let scale = if low < 1.0 { "0 to 10 (9 and 10 are good)" } else { "1 to 10 (9 and 10 are good)" };
        let reason =
            "values above 5 and none above 10; the two highest answers are good, as in “top two box”";
        (10.0, if low < 1.0 { 0.0 } else { 1.0 }, 9.0, scale, reason, Certainty::Likely)
    } else if has_only(&[0.0, 1.0]) {
        (1.0, 0.0, 1.0, "0 or 1 (1 is good)", "only the values 0 and 1", Certainty::Likely)
    } else {
        let is_sure = is_above(4.0);
        (
            5.0,
            if low < 1.0 { 0.0 } else { 1.0 },
            4.0,
            if low < 1.0 { "0 to 5 (4 and 5 are good)" } else { "1 to 5 (4 and 5 are good)" },
            if is_sure {
                "no value is above 5; the two highest answers are good, as in “top two box”"
            } else {
                "no value is above 4; taken for the usual five steps"
            },
            if is_sure { Certainty::Likely } else { Certainty::Assumed },
        )
    };
    // Fractions (means of several answers) become levels of their own while they fit; else they are rounded.
    let is_whole = numbers.iter().all(|(value, _)| value.fract() == 0.0);
    let mut steps: Vec<f64> = if is_whole && top <= 10.0 {
        let mut step = bottom;
        std::iter::from_fn(|| {
            let this = step;
            step += 1.0;
            (this <= top).then_some(this)
        })
        .collect()
    } else {
        numbers.iter().map(|(value, _)| *value).collect()
    };
    steps.retain(|value| (bottom..=top).contains(value));
    model::order::sort_by(&mut steps, f64::total_cmp);
    steps.dedup();
    let is_rounded = steps.len() > 101;
    let round = |value: f64| if is_rounded { (value * 100.0 / top).round() * top / 100.0 } else { value };
    if is_rounded {
        for step in &mut steps {
            *step = round(*step);
        }
        steps.dedup();
    }
    let level_of = meanings
        .iter()
        .map(|meaning| match meaning {
            Meaning::Number { value, .. } if (bottom..=top).contains(value) => {
                steps.iter().position(|step| *step == round(*value)).map(|level| level as u8)
            }
            _ => None,
        })
        .collect();
    let unit = if is_percent { "%" } else { "" };
    let level = |step: &f64| RatingLevel {
        label: format!("{step}{unit}"),
        is_good: *step >= good_from,
        number: Some(*step),
    };
    Choice {
        scale: scale.into(),
        reason: reason.into(),
        certainty,
        levels: steps.iter().map(level).collect(),
        level_of,
    }
}

fn by_words(words: &[String], meanings: &[Meaning], counts: &[u64]) -> Choice {
    let side_of = |word: &str| WORDS.iter().find(|(known, _)| *known == word).map(|(_, side)| *side);
    // "No" is an answer only beside "yes".
    let has_yes = words.iter().any(|word| word == "yes");
    let side_of = |word: &str| if word == "no" && has_yes { Some(0) } else { side_of(word) };
    let mut found: Vec<(u8, usize)> = (0..words.len())
        .filter(|code| meanings[*code] == Meaning::Word)
        .filter_map(|code| Some((side_of(&words[code])?, code)))
        .collect();
    let strength = |word: &str| match word {
        w if w.starts_with("extremely") || w == "terrible" || w == "excellent" || w == "amazing" => 4,
        w if w.starts_with("very") || w == "great" => 3,
        w if w.starts_with("mostly") => 2,
        w if w.starts_with("slightly") => 0,
        _ => 1,
    };
    // From worst to best: bad from strong to slight, then good from slight to strong.
    model::order::sort_by_key(&mut found, |(side, code)| {
        let strength = strength(&words[*code]);
        (*side, if *side == 0 { -strength } else { strength }, *code)
    });
    let mut level_of = vec![None; words.len()];
    let mut levels: Vec<RatingLevel> = Vec::new();
    for (side, code) in found.iter().take(200) {
        level_of[*code] = Some(levels.len() as u8);
        let mut label = words[*code].replace('_', " ");
        if let Some(first) = label.get_mut(0..1) {
            first.make_ascii_uppercase();
        }
        levels.push(RatingLevel { label, is_good: *side == 2, number: None });
    }
    let known: u64 = found.iter().map(|(_, code)| counts[*code]).sum();
    let all: u64 = meanings.iter().zip(counts).filter(|(m, _)| **m == Meaning::Word).map(|(_, n)| n).sum();
    Choice {
        scale: scale_of(&levels),
        reason: if all == 0 {
            "the column holds no rating".into()
        } else {
            format!("{known} of {all} ratings are words of satisfaction")
        },
        certainty: if all > 0 && known * 10 >= all * 9 { Certainty::Likely } else { Certainty::Assumed },
        levels,
        level_of,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cells: &[&str]) -> Rated {
        read_with(RatingScale::ByValue, cells)
    }

    fn read_with(scale: RatingScale, cells: &[&str]) -> Rated {
        let mut reader = RatingReader::new(scale);
        for cell in cells {
            reader.push(cell.as_bytes());
        }
        reader.finish(&[])
    }

    fn good(rated: &Rated) -> Vec<Option<bool>> {
        let levels = &rated.ratings.levels;
        rated
            .ratings
            .level
            .iter()
            .map(|level| levels.get(*level as usize).map(|level| level.is_good))
            .collect()
    }

    #[test]
    fn five_steps() {
        let rated = read(&["5", "4.0", "3", "", "1"]);
        assert_eq!(good(&rated), [Some(true), Some(true), Some(false), None, Some(false)]);
        assert_eq!((rated.ratings.levels.len(), rated.unreadable), (5, 0));
        assert!(rated.ratings.scale.starts_with("1 to 5"));
    }

    #[test]
    fn ten_steps_and_percent() {
        assert_eq!(good(&read(&["10", "9", "8", "1"])), [Some(true), Some(true), Some(false), Some(false)]);
        assert_eq!(
            good(&read(&["100", "80", "79.5", "0"])),
            [Some(true), Some(true), Some(false), Some(false)]
        );
        assert_eq!(good(&read(&["90%", "20 %"])), [Some(true), Some(false)]);
        assert_eq!(good(&read(&["1", "0", "1"])), [Some(true), Some(false), Some(true)]);
    }

    #[test]
    fn words_and_surveys_without_an_answer() {
        let rated = read(&["Good", "Bad", "Offered", "Not Offered", "", "good with comment", "maybe"]);
        assert_eq!(
            rated.ratings.level.iter().filter(|level| **level == RATING_OFFERED).count(),
            1,
            "{:?}",
            rated.ratings
        );
        assert_eq!(good(&rated)[..2], [Some(true), Some(false)]);
        assert_eq!((rated.ratings.tells_offered, rated.unreadable), (true, 1));
        let rated = read(&["Very satisfied", "Neutral", "Very dissatisfied", "Dissatisfied"]);
        let labels: Vec<&str> = rated.ratings.levels.iter().map(|level| level.label.as_str()).collect();
        assert_eq!(labels, ["Very dissatisfied", "Dissatisfied", "Neutral", "Very satisfied"]);
    }

    #[test]
    fn a_listed_scale_gives_way_to_numbers() {
        let scale = RatingScale::Words(&[("bad", "Bad", false, None), ("good", "Good", true, None)]);
        let rated = read_with(scale.clone(), &["Good", "offered", "bad"]);
        assert_eq!(rated.ratings.levels.len(), 2);
        let rated = read_with(scale, &["5", "Offered", "2", "4"]);
        assert_eq!(good(&rated), [Some(true), None, Some(false), Some(true)]);
    }

    #[test]
    fn many_fractions_are_rounded() {
        let cells: Vec<String> = (100..500).map(|n| format!("{:.2}", f64::from(n) / 100.0)).collect();
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let rated = read(&cells);
        assert!(rated.ratings.levels.len() <= 101);
        assert_eq!(rated.unreadable, 0);
    }
}
