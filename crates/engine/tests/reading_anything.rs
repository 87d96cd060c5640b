//! Whatever the bytes are: never a panic, never a row lost, the same in pieces as whole.

mod plain_format;

use engine::dataset::Dataset;
use plain_format::{read, read_in, summary};
use proptest::prelude::*;
use std::path::Path;

fn adds_up(dataset: &Dataset) {
    let ledger = &dataset.ledger;
    let set_aside: u64 = ledger.set_aside.iter().map(|entry| entry.count).sum();
    assert_eq!(ledger.rows_read, ledger.tickets + set_aside);
    assert_eq!(ledger.tickets, u64::from(dataset.rows));
    for entry in ledger.set_aside.iter().chain(&ledger.mended) {
        assert!(!entry.reason.is_empty() && entry.count > 0 && !entry.first_lines.is_empty());
    }
    for row in 0..dataset.rows {
        let (start, length) = dataset.places.span(row).unwrap();
        assert!(start + length <= dataset.bytes, "row {row} lies beyond the file");
        assert!(dataset.places.line(row).unwrap() >= 1);
    }
}

/// Reads, checks the ledger, and compares with the reading in small pieces.
fn check(bytes: &[u8], piece: usize) {
    let whole = read(bytes);
    let pieces = read_in(bytes, piece);
    match (whole, pieces) {
        (Ok(whole), Ok(pieces)) => {
            adds_up(&whole);
            assert_eq!(summary(&whole), summary(&pieces));
        }
        (Err(whole), Err(pieces)) => {
            assert_eq!(whole, pieces);
            assert!(!whole.what.is_empty() && !whole.next.is_empty());
        }
        (whole, pieces) => panic!("{:?} but in pieces {:?}", whole.map(|d| d.rows), pieces.map(|d| d.rows)),
    }
}

/// A table of plausible cells, some of them awkward.
fn table() -> impl Strategy<Value = String> {
    let cell = prop_oneof![
        4 => "[a-z]{0,6}",
        2 => Just("2026-01-05 10:00:00".to_string()),
        1 => Just("\"a, b\"".to_string()),
        1 => Just("\"line\nbreak \"\"q\"\"\"".to_string()),
        1 => Just("\"never closed".to_string()),
        1 => Just("stray \" quote".to_string()),
        1 => Just("é€𝄞".to_string()),
        1 => Just(String::new()),
        1 => "[0-9]{1,4}",
    ];
    let row = (0u32..60, prop::collection::vec(cell, 0..5))
        .prop_map(|(id, cells)| format!("{id},2026-01-{:02} 10:00:00,{}", id % 28 + 1, cells.join(",")));
    (prop::collection::vec(row, 0..40), prop::sample::select(vec!["\n", "\r\n", "\r"]), any::<bool>())
        .prop_map(|(rows, newline, has_end)| {
            let mut text = format!("id,created_at,status,topic,requester{newline}{}", rows.join(newline));
            if has_end {
                text.push_str(newline);
            }
            text
        })
}

/// Cells that are almost dates, spans and ratings.
fn odd_cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9:./ T+Z-]{0,20}",
        "[0-9]{1,2}[/.-][0-9]{1,2}[/.-]([0-9]{2}|20[0-9]{2})( [0-9]{1,2}:[0-9]{2}( [AP]M)?)?",
        "[0-9]{1,4} ?(d|day|h|hours|min|m|s|sec|ms|%|★|stars)?",
        "(Mon, )?[0-9]{1,2} ?(Feb|März|août|x)[a-zé. ]{0,4} 20[0-9]{2}",
        "[^,\"\n\r]{0,12}",
    ]
}

fn json() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        Just("null".to_string()),
        Just("[\"a\",\"b\"]".to_string()),
        Just("{\"x\":{\"y\":[1,{}]}}".to_string()),
        Just("\"a \\\" ] } \\\\\"".to_string()),
        Just("\"2026-01-05T10:00:00Z\"".to_string()),
        Just("\"broken".to_string()),
        Just("}{".to_string()),
        Just("\"line\nend\"".to_string()),
        "[0-9]{1,4}",
    ];
    let key = prop::sample::select(vec!["status", "topic", "late", "created_at", "tags", "n"]);
    let record = (0u32..60, prop::collection::vec((key, value), 0..4)).prop_map(|(id, fields)| {
        let fields: String = fields.iter().map(|(key, value)| format!(",\"{key}\":{value}")).collect();
        format!("{{\"id\":{id},\"created_at\":\"2026-01-05\"{fields}}}")
    });
    (prop::collection::vec(record, 0..20), 0usize..5).prop_map(|(records, wrapping)| match wrapping {
        0 => format!("[{}]", records.join(",")),
        1 => format!("[\n  {}\n]\n", records.join(",\n  ")),
        2 => records.join("\n"),
        3 => format!("{{\"count\":1,\"tickets\":[{}]}}", records.join(", ")),
        _ => format!("[{}", records.join(",")),
    })
}

fn mutate(text: &str, changes: &[(prop::sample::Index, u8, u8)]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for (at, kind, byte) in changes {
        if bytes.is_empty() {
            break;
        }
        let at = at.index(bytes.len());
        match kind % 4 {
            0 => bytes[at] = *byte,
            1 => bytes.insert(at, *byte),
            2 => {
                bytes.remove(at);
            }
            _ => bytes.insert(at, b"\",\n\r{}[]:\\"[*byte as usize % 10]),
        }
    }
    bytes
}

proptest! {
    // `PROPTEST_CASES` makes it search longer. No file of past failures: what was found becomes a test of its own.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tables_add_up(text in table(), piece in 1usize..40) {
        check(text.as_bytes(), piece);
    }

    #[test]
    fn mutated_tables_add_up(
        text in table(),
        changes in prop::collection::vec(any::<(prop::sample::Index, u8, u8)>(), 1..6),
        piece in 1usize..40,
    ) {
        check(&mutate(&text, &changes), piece);
    }

    #[test]
    fn any_cells_are_answered(
        rows in prop::collection::vec(prop::collection::vec(odd_cell(), 7), 1..12),
        piece in 1usize..40,
    ) {
        let mut text = String::from("id,created_at,solved_at,resolution_time,rating,reopens,tags,requester\n");
        for (row, cells) in rows.iter().enumerate() {
            text.push_str(&format!("{row},{}\n", cells.join(",")));
        }
        text.push_str("x,2026-01-05,,,,,,\n");
        check(text.as_bytes(), piece);
    }

    #[test]
    fn json_adds_up(text in json(), piece in 1usize..40) {
        check(text.as_bytes(), piece);
    }

    #[test]
    fn mutated_json_adds_up(
        text in json(),
        changes in prop::collection::vec(any::<(prop::sample::Index, u8, u8)>(), 1..6),
        piece in 1usize..40,
    ) {
        check(&mutate(&text, &changes), piece);
    }

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..300), piece in 1usize..40) {
        check(&bytes, piece);
        check(&[b"id,created_at,status\n".as_slice(), &bytes].concat(), piece);
        check(&[b"[{\"id\":1,\"created_at\":\"2026-01-05\"},".as_slice(), &bytes].concat(), piece);
    }
}

/// Conformance files that lie beside the repository on some machines; without them this passes at once.
#[test]
fn published_conformance_files_read_as_their_authors_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/conformance");
    if !folder.is_dir() {
        return;
    }
    let mut compared = 0;
    for (csvs, jsons) in
        [("csv-spectrum/csvs", "csv-spectrum/json"), ("csv-test-data/csv", "csv-test-data/json")]
    {
        for entry in std::fs::read_dir(folder.join(csvs)).unwrap() {
            let path = entry.unwrap().path();
            let expected = folder.join(jsons).join(path.with_extension("json").file_name().unwrap());
            let Ok(expected) = std::fs::read(&expected) else { continue };
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            // Blank lines are skipped here, also where a table has one column only.
            if ["all-empty.csv", "empty-one-column.csv"].contains(&name.as_str()) {
                continue;
            }
            let expected: Vec<serde_json::Value> = serde_json::from_slice(&expected).unwrap();
            let found = engine::ingest::carrier::cells(&std::fs::read(&path).unwrap());
            let (header, rows) = found.split_first().unwrap();
            // Some authors list all rows, some give each row under its header its names.
            let lists_all = expected.first().is_some_and(serde_json::Value::is_array);
            let rows = if lists_all { &found } else { rows };
            assert_eq!(rows.len(), expected.len(), "{name}");
            for (row, expected) in rows.iter().zip(&expected) {
                for (column, cell) in row.iter().enumerate() {
                    let expected = if lists_all { &expected[column] } else { &expected[&header[column]] };
                    // Blanks around a cell are never part of a value here; copies of the files differ in their line ends.
                    let plain = |text: &str| text.trim().replace("\r\n", "\n");
                    assert_eq!(plain(cell), plain(expected.as_str().unwrap()), "{name}");
                }
            }
            compared += 1;
        }
    }
    assert!(compared > 20, "only {compared} files compared");
    // Whatever else lies there is answered without a panic, and adds up.
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.metadata().unwrap().len() < 300_000 {
                check(&std::fs::read(&path).unwrap(), 61);
            }
        }
    }
}
