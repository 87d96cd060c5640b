//! What a person said of files of this shape, applied to what a format says of the columns.
//!
//! A choice stands above every claim of a format: the column that had the field before gives way. How cells are read is taken from
//! the column that had the field, so that a vendor's words go on meaning what they mean there.

use super::column::Vocabulary;
use super::describe;
use super::formats::{ColumnRule, DurationUnit, Format, Read, normalise_name};
use super::intern::hash_bytes;
use model::field::Field;
use model::import::{Certainty, Decision, FieldWords, WordInfo};
use model::letters::Lower;
use model::mapping::{ColumnChoice, Mapping};

/// Words listed of one column.
const MOST_WORDS: usize = 100;
/// Longest word that is listed, in bytes.
const LONGEST_WORD: usize = 60;

/// A name for all files of one kind of export with these columns, in whatever order. The paths of a vendor's JSON differ from file
/// to file with what happened to its tickets, so that the vendor alone names them.
pub(super) fn shape_of(format: &dyn Format, columns: &[String], is_json: bool) -> String {
    let id = format.info().id;
    if is_json && id != "generic" {
        return id;
    }
    let sum = columns.iter().fold(0_u64, |sum, name| sum.wrapping_add(hash_bytes(name.as_bytes())));
    format!("{id}:{sum:016x}")
}

/// The column that a choice speaks of.
fn position(names: &[String], choice: &ColumnChoice) -> Option<usize> {
    let named = names.iter().enumerate().filter(|(_, name)| **name == choice.column);
    named.map(|(at, _)| at).nth(choice.nth as usize)
}

/// For each column, whether a person said what it is.
pub(super) fn chosen(names: &[String], mapping: &Mapping) -> Vec<bool> {
    let mut chosen = vec![false; names.len()];
    for at in mapping.columns.iter().filter_map(|choice| position(names, choice)) {
        chosen[at] = true;
    }
    chosen
}

/// Puts choices in the place of a format's rules.
pub(super) fn apply(rules: &mut [ColumnRule], names: &[String], format: &dyn Format, mapping: &Mapping) {
    for choice in &mapping.columns {
        let Some(at) = position(names, choice).filter(|at| *at < rules.len()) else { continue };
        let Some(field) = choice.field else {
            rules[at] = ColumnRule::unused("Set by you.");
            continue;
        };
        let mut read = read_as(rules, at, field, &names[at], format);
        if let Read::Duration { unit, .. } = &mut read
            && let Some(chosen) = choice.unit.as_deref().and_then(DurationUnit::from_id)
        {
            *unit = Some(chosen);
        }
        for rule in rules.iter_mut().filter(|rule| rule.field == Some(field)) {
            *rule = ColumnRule::unused(&format!("“{}” tells “{}”: set by you.", names[at], field.label()));
        }
        rules[at] = ColumnRule { field: Some(field), read, reason: "Set by you.".to_string() };
    }
}

/// How a column is read as a field.
fn read_as(rules: &[ColumnRule], at: usize, field: Field, name: &str, format: &dyn Format) -> Read {
    if rules[at].field == Some(field) {
        return rules[at].read.clone();
    }
    // Units and separators belong to a column, words to the field.
    let is_shared = |read: &Read| !matches!(read, Read::Duration { .. } | Read::Tags { .. });
    let former = rules.iter().find(|rule| rule.field == Some(field)).map(|rule| &rule.read);
    former
        .filter(|read| is_shared(read))
        .cloned()
        .or_else(|| format.read(field, &normalise_name(name)))
        .or_else(|| format.read(field, ""))
        .unwrap_or(Read::Text)
}

/// What was said, as decisions; `before` is what the format said of the columns.
pub(super) fn decisions(before: &[ColumnRule], names: &[String], mapping: &Mapping) -> Vec<Decision> {
    let said = |field: Option<Field>| field.map_or("not used", Field::label).to_string();
    let columns = mapping.columns.iter().filter_map(|choice| {
        let rule = before.get(position(names, choice)?)?;
        let unit = choice.unit.as_ref().map(|unit| format!(" ({unit})")).unwrap_or_default();
        Some(set_by_you(
            format!("column:{}", choice.column),
            format!("Column “{}”", choice.column),
            said(choice.field) + &unit,
            &format!("From the file: {}.", said(rule.field)),
        ))
    });
    columns.collect()
}

/// A decision that a person took.
pub(super) fn set_by_you(id: String, label: String, value: String, otherwise: &str) -> Decision {
    Decision {
        id,
        label,
        value,
        reason: format!("Set by you. {otherwise}"),
        certainty: Certainty::Proven,
        is_override: true,
    }
}

/// What was said of a field's words, as (word, id of the value).
pub(super) fn words_for(mapping: &Mapping, field: Field) -> Vec<(String, String)> {
    let choices = mapping.words.iter().filter(|choice| choice.field == field);
    choices.map(|choice| (choice.word.clone(), choice.value.clone())).collect()
}

/// The id of a word that means nothing.
pub(super) const NONE: &str = "none";

/// The words of a column for the import screen: (word, rows, what it was taken for). Words that differ in case only are one; what
/// may be a person's own is left out.
pub(super) fn list_words(
    field: Field,
    column: &str,
    options: Vec<(String, String)>,
    words: Vec<(String, u64, Option<String>)>,
    mapping: &Mapping,
) -> FieldWords {
    let mut listed: Vec<WordInfo> = Vec::new();
    let mut more = 0;
    for (word, rows, value) in words {
        let lower = word.to_lower();
        if let Some(same) = listed.iter_mut().find(|info| info.word.to_lower() == lower) {
            same.rows += rows;
        } else if word.len() > LONGEST_WORD
            || describe::looks_personal(&word)
            || listed.len() >= 20 * MOST_WORDS
        {
            more += 1;
        } else {
            let is_override =
                mapping.words.iter().any(|choice| choice.field == field && choice.word == lower);
            listed.push(WordInfo { word, rows, value, is_override });
        }
    }
    model::order::sort_by_key(&mut listed, |info| std::cmp::Reverse(info.rows));
    more += listed.len().saturating_sub(MOST_WORDS) as u64;
    listed.truncate(MOST_WORDS);
    FieldWords { field, column: column.to_string(), options, words: listed, more }
}

/// The bytes of words that a person gave a meaning.
pub(super) fn bytes_for(vocabulary: Vocabulary, mapping: &Mapping, field: Field) -> Vec<(String, u8)> {
    let options = vocabulary.options();
    words_for(mapping, field)
        .into_iter()
        .filter_map(|(word, value)| {
            let byte = options.iter().find(|option| option.0 == value).map(|option| option.2);
            let byte = byte.or((value == NONE).then_some(crate::dataset::NO_BYTE))?;
            Some((word, byte))
        })
        .collect()
}
