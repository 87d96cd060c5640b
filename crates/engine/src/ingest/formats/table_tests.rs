//! What holds for every table of names, and how the driver reads one.

use super::super::tests::{field_of, shape};
use super::super::{FORMATS, normalise_name};
use super::*;

const OPTIONS: &[&str] =
    &["ms", "s", "min", "h", "ms_or_h", "business", "calendar", "zero", "not", "left", "once"];

static SHOP: Table = Table {
    id: "shop",
    product: "Shop Desk",
    columns: "\
        id !shop case|id
        status state|state group
        created_at ?began at
        resolution_time.ms.business took
        tags labels
        + !shop field (*
        - remark = Not read.",
    ids: "SHOP-9|@-@-9",
    how_messages: "Export the letters.",
    ..Table::USUAL
};

#[test]
fn a_missing_field_is_to_be_had_where_the_vendor_has_it() {
    assert_eq!(SHOP.how_to_get(Field::Tags), "Add the column “labels” to Shop Desk's export.");
    assert_eq!(SHOP.how_to_get(Field::HumanReplies), "Export the letters.");
    assert!(SHOP.how_to_get(Field::Rating).starts_with("Shop Desk has no column for “rating”"));
}

#[test]
fn every_line_of_every_table_can_be_read() {
    for format in FORMATS {
        let (id, columns) = (format.info().id, format.columns_known());
        let mut signs = 0;
        for line in columns.lines() {
            let place = format!("{id}: {line}");
            let head = line.trim().split([' ', '.']).next().unwrap();
            let table = Table { columns: line, ..Table::USUAL };
            let known = table.known();
            assert!(!known.is_empty(), "{place}");
            for known in known {
                assert!(known.field.is_some() || ["+", "-"].contains(&head), "{place}");
                let are_known = known.options.split('.').all(|option| OPTIONS.contains(&option));
                assert!(known.options.is_empty() || are_known, "{place}");
                assert!(known.reason.is_empty() || known.reason.ends_with('.'), "{place}");
                let name = known.name.trim_end_matches('*');
                assert_eq!(normalise_name(name), name.trim_end_matches([':', ' ']), "{place}");
                signs += known.weight;
                if let Some(field) = known.field {
                    assert!(table.read(field, "x", "").is_some(), "{place}");
                }
            }
        }
        assert!(columns.is_empty() || signs >= 6, "{id} has hardly a sign");
        assert!(format.info().how_to_export.ends_with('.'), "{id}");
    }
}

#[test]
fn one_peculiar_name_is_not_enough() {
    let score = |columns: &[&str], row: &[&str]| SHOP.sniff(&shape(columns, &[row])).map(|(score, _)| score);
    assert_eq!(score(&["Shop Case", "Title"], &["1", "a"]), None);
    assert_eq!(score(&["Shop Case", "Began At"], &["1", "a"]), Some(70));
    assert_eq!(score(&["SHOPCASE", "shop field (colour)"], &["1", "a"]), Some(90));
    assert_eq!(score(&["shop_case", "Title"], &["SHOP-12", "a"]), Some(90));
    assert_eq!(score(&["shop_case", "Title"], &["ABC-D1-12", "a"]), Some(90));
    assert_eq!(score(&["shop_case", "Title"], &["SHOP-", "a"]), None);
}

#[test]
fn a_table_is_mapped_and_what_it_does_not_know_is_asked_of_the_generic_reader() {
    let shape = shape(
        &["shop case", "state", "state group", "began at", "took", "remark", "Team", "labels", "labels"],
        &[&["1", "with the smith", "open", "2026-01-05", "900", "x", "North", "a", "b"]],
    );
    let rules = SHOP.map(&shape);
    // Nobody but this team knows what "with the smith" means.
    assert_eq!(field_of(&shape, &rules, "state"), None);
    assert_eq!(field_of(&shape, &rules, "state group"), Some(Field::Status));
    assert_eq!(field_of(&shape, &rules, "took"), Some(Field::ResolutionTime));
    assert_eq!(field_of(&shape, &rules, "Team"), Some(Field::Team));
    assert_eq!(rules[5].reason, "Not read.");
    assert_eq!(rules[0].reason, "Shop Desk's column for “ticket id”.");
    assert_eq!(rules[8].reason, "Read together with the first column of that name.");
    assert!(matches!(
        rules[4].read,
        Read::Duration {
            unit: Some(DurationUnit::Milliseconds),
            clock: Clock::Business,
            zero_is_none: false
        }
    ));
}

#[test]
fn ids_tell_what_numbers_of_statuses_mean() {
    static TASKS: Table = Table {
        status_by_ids: &[("TASK9|CS9", |word| (word == "3").then_some(Status::Closed))],
        status: |word| (word == "3").then_some(Status::OnHold),
        ..SHOP_BY_NUMBER
    };
    const SHOP_BY_NUMBER: Table = Table { id: "numbers", columns: "id number\nstatus state", ..Table::USUAL };
    let words = |ids: &[&str]| {
        let rows: Vec<Vec<&str>> = ids.iter().map(|id| vec![*id, "3"]).collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        match TASKS.map(&shape(&["number", "state"], &rows))[1].read {
            Read::Status(words) => words("3"),
            _ => None,
        }
    };
    assert_eq!(words(&["INC1", "INC2"]), Some(Status::OnHold));
    assert_eq!(words(&["TASK1", "CS2"]), Some(Status::Closed));
    assert_eq!(words(&["TASK1", "INC2"]), Some(Status::OnHold));
}

#[test]
fn a_table_says_how_to_get_what_it_has_words_for() {
    static WORDY: Table = Table {
        how: "reopens = Count them.\n        rating rating_offered = Ask.",
        product: "Shop Desk",
        ..Table::USUAL
    };
    assert_eq!(WORDY.how_to_get(Field::Reopens), "Count them.");
    assert!(WORDY.warnings(&shape(&["", "id"], &[&["", "1"], &["", "2"]])).is_empty(), "no column of groups");
    assert_eq!(WORDY.how_to_get(Field::RatingOffered), "Ask.");
    assert!(WORDY.how_to_get(Field::Topic).starts_with("Shop Desk has no column"));
}

#[test]
fn the_words_of_every_table_are_for_fields_that_there_are() {
    for format in FORMATS {
        for line in format.how_known().lines() {
            let (fields, text) = line.trim_start().split_once(" = ").unwrap();
            assert!(fields.split(' ').all(|id| Field::from_id(id).is_some()), "{line}");
            assert!(text.ends_with('.'), "{line}");
        }
    }
}
