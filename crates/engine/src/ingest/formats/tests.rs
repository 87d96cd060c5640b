//! What holds for every format, and small helpers for the tests of each.

use super::*;
use std::collections::HashSet;

/// A CSV shape.
pub(super) fn shape(columns: &[&str], sample: &[&[&str]]) -> Shape {
    Shape {
        is_json: false,
        columns: columns.iter().map(|name| name.to_string()).collect(),
        sample: sample.iter().map(|row| row.iter().map(|cell| cell.to_string()).collect()).collect(),
    }
}

/// A JSON shape.
pub(super) fn json_shape(columns: &[&str], sample: &[&[&str]]) -> Shape {
    Shape { is_json: true, ..shape(columns, sample) }
}

/// The field of a column, by its name.
pub(super) fn field_of(shape: &Shape, rules: &[ColumnRule], column: &str) -> Option<Field> {
    let at =
        shape.columns.iter().position(|name| name == column).unwrap_or_else(|| panic!("no column {column}"));
    rules[at].field
}

/// What a fold adds.
pub(super) fn folded(format: &dyn Format, record: &serde_json::Value) -> Vec<(&'static str, String)> {
    let mut cells = Vec::new();
    format.fold(record, &mut |name, value| cells.push((name, value)));
    for (name, _) in &cells {
        assert!(format.folded_columns().contains(name), "{name} is not declared");
    }
    cells
}

/// A folded cell.
pub(super) fn cell<'a>(cells: &'a [(&'static str, String)], name: &str) -> Option<&'a str> {
    cells.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
}

#[test]
fn ids_are_unique_and_the_generic_reader_is_last() {
    let ids: HashSet<String> = FORMATS.iter().map(|format| format.info().id).collect();
    assert_eq!(ids.len(), FORMATS.len());
    assert_eq!(FORMATS.last().unwrap().info().id, "generic");
}

#[test]
fn every_format_maps_any_shape_and_names_a_field_once() {
    let shapes = [
        shape(&[], &[]),
        shape(&["", "", ""], &[&["1"], &["", "", "", "", "x"]]),
        shape(&["id", "id", "ID", "Ticket ID"], &[&["1", "2", "3", "4"]]),
        json_shape(&["id", "via.channel", ".", "a..b", "a."], &[&["1", "web", "", "x", "y"]]),
        shape(&["Created at (Europe/Berlin)", "created_at", "Created"], &[&["2026-01-01 10:00:00"; 3]]),
        shape(&["créé le", "statut", "naïve ünïcode", "ß(utc)", "()", "(", ")"], &[&["01.02.2026"; 7]]),
    ];
    for shape in &shapes {
        for format in FORMATS {
            let id = format.info().id;
            let rules = format.map(shape);
            assert_eq!(rules.len(), shape.columns.len(), "{id}");
            let fields: Vec<Field> = rules.iter().filter_map(|rule| rule.field).collect();
            let distinct: HashSet<Field> = fields.iter().copied().collect();
            assert_eq!(fields.len(), distinct.len(), "{id} gives a field to two columns");
            assert!(rules.iter().all(|rule| !rule.reason.is_empty() && rule.reason.ends_with('.')), "{id}");
            assert!(
                rules.iter().all(|rule| match rule.read {
                    Read::Ignore => rule.field.is_none(),
                    Read::Tags { .. } => true,
                    _ => rule.field.is_some(),
                }),
                "{id}"
            );
            let _ = (format.sniff(shape), format.warnings(shape), format.aggregated(shape));
        }
    }
}

#[test]
fn every_format_says_how_to_get_each_field() {
    for format in FORMATS {
        for field in Field::ALL {
            let text = format.how_to_get(*field);
            assert!(
                text.ends_with('.') && text.len() > 20 && !text.contains("  "),
                "{}: {text}",
                format.info().id
            );
        }
    }
}

#[test]
fn odd_records_fold_without_harm() {
    for text in [
        "null",
        "1",
        "[]",
        "{}",
        r#"{"comments":[1,null,{}],"conversation_parts":{"conversation_parts":[null,{"body":1}]}}"#,
        r#"{"conversations":[{}],"stats":{},"custom_fields":[{"value":null},7],"tags":[1],"contacts":[],"source":{}}"#,
    ] {
        let record: serde_json::Value = serde_json::from_str(text).unwrap();
        for format in FORMATS {
            folded(*format, &record);
            format.messages(&record);
            format.unwrap(&record);
        }
    }
}

#[test]
fn names_are_compared_in_one_form() {
    assert_eq!(normalise_name("\u{feff}\"Ticket_ID\""), "ticket id");
    assert_eq!(normalise_name("Conversation started at (America/New_York)"), "conversation started at");
    assert_eq!(normalise_name("Updated at (UTC)"), "updated at");
    assert_eq!(normalise_name("First response time (in hrs)"), "first response time (in hrs)");
}
