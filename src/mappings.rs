//! What was said of exports of a shape, kept for the next one: in this browser, and as a small file for colleagues.
//!
//! A mapping holds names of columns, words of statuses and the like, names of bots and tags: the form of an export. It never holds a
//! ticket, a customer or the name of a person: see [`storable`] and decision 100.

use gloo::storage::{LocalStorage, Storage};
use model::import::ImportSummary;
use model::mapping::Mapping;
use serde_json::Value;

/// Where they are stored.
const KEY: &str = "assay.mappings";
/// Version of the text; also the key that tells a file of ours.
const VERSION: u64 = 1;
const MARK: &str = "assay_mapping";
/// Shapes that are remembered; the one that was used longest ago makes room.
const MOST: usize = 40;

/// What was remembered here. Storage may be forbidden, empty or written by another version: then nothing was.
pub(crate) fn remembered() -> Vec<Mapping> {
    LocalStorage::raw().get_item(KEY).ok().flatten().and_then(|text| from_json(&text)).unwrap_or_default()
}

/// Remembers what is said of one shape, or forgets it where that is nothing.
pub(crate) fn remember(mapping: Mapping) {
    let mut all = remembered();
    all.retain(|known| known.shape != mapping.shape);
    if !mapping.is_empty() {
        all.push(mapping);
    }
    let surplus = all.len().saturating_sub(MOST);
    all.drain(..surplus);
    if all.is_empty() {
        LocalStorage::raw().remove_item(KEY).ok();
    } else {
        // Where storage is forbidden it lasts as long as the page.
        LocalStorage::raw().set_item(KEY, &to_json(&all)).ok();
    }
}

/// The part of a mapping that may outlive the page. A name among the assignees may be a person's, whatever it was switched to: it is
/// kept only where the program itself takes it for a bot. Files without a header have a row of values for names of columns.
pub(crate) fn storable(mapping: &Mapping, summary: &ImportSummary) -> Mapping {
    let mut kept = mapping.clone();
    let is_form = |text: &str| !text.contains('@') && text.len() <= 80;
    kept.columns.retain(|choice| is_form(&choice.column));
    kept.words.retain(|choice| is_form(&choice.word));
    kept.ai_signs.retain(|(id, _)| {
        let is_bot = || summary.ai_signs.iter().any(|sign| sign.id == *id && sign.is_on != sign.is_override);
        is_form(id) && (!id.starts_with("agent=") || is_bot())
    });
    kept
}

/// The text of mappings.
pub(crate) fn to_json(mappings: &[Mapping]) -> String {
    let list = |items: Vec<String>, blanks: &str| format!("[{blanks}{}]", items.join(&format!(",{blanks}")));
    let text = |text: &String| quoted(text);
    let mappings = mappings.iter().map(|mapping| {
        let choices = list(mapping.lines().iter().map(text).collect(), "\n      ");
        format!("{{\"shape\": {}, \"choices\": {choices}}}", text(&mapping.shape))
    });
    format!("{{\n  \"{MARK}\": {VERSION},\n  \"mappings\": {}\n}}\n", list(mappings.collect(), "\n    "))
}

/// A text as JSON writes it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            // Names of columns have none; a blank is as good.
            letter if letter.is_control() => quoted.push(' '),
            letter => quoted.push(letter),
        }
    }
    quoted + "\""
}

/// Reads such a text; `None`: it is none. Choices that a later version may know and this one does not are passed over.
pub(crate) fn from_json(text: &str) -> Option<Vec<Mapping>> {
    let value: Value = serde_json::from_slice(text.as_bytes()).ok()?;
    value.get(MARK)?.as_u64().filter(|version| (1..=VERSION).contains(version))?;
    let mappings = value.get("mappings")?.as_array()?.iter().filter_map(|entry| {
        // Without a shape it would apply to every file.
        let shape = entry.get("shape")?.as_str().filter(|shape| !shape.is_empty())?.to_string();
        let mut mapping = Mapping { shape, ..Mapping::default() };
        for line in entry.get("choices")?.as_array()?.iter().filter_map(Value::as_str) {
            let _ = mapping.take(line);
        }
        Some(mapping)
    });
    Some(mappings.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapping(lines: &[&str]) -> Mapping {
        let mut mapping = Mapping { shape: "generic:1".into(), ..Mapping::default() };
        for line in lines {
            assert!(mapping.take(line));
        }
        mapping
    }

    #[test]
    fn the_file_is_read_as_it_was_written() {
        let all = [mapping(&["column:Say \"when\"=solved_at", "word:status:in\\out=open", "ai:tag=ü=on"])];
        assert_eq!(from_json(&to_json(&all)).as_deref(), Some(&all[..]));
        assert_eq!(from_json(&to_json(&[])), Some(Vec::new()));
    }

    #[test]
    fn other_texts_are_none_and_later_choices_are_passed_over() {
        for text in ["", "[]", "{}", "{\"assay_mapping\": 2, \"mappings\": []}", "{\"assay_mapping\": 1}"] {
            assert_eq!(from_json(text), None, "{text}");
        }
        let text = "{\"assay_mapping\": 1, \"mappings\": [{\"shape\": \"a\", \"choices\": [\"hat=red\", 3, \"format=ada\"]},
            {\"shape\": \"\", \"choices\": []}, {\"choices\": []}]}";
        let read = from_json(text).unwrap();
        assert_eq!((read.len(), read[0].lines()), (1, vec!["format=ada".to_string()]));
    }
}
