//! JSON as helpdesks write it: lists, envelopes, lines; late columns, broken records, places.

mod plain_format;

use engine::dataset::Dataset;
use engine::ingest::reread;
use model::error::ProblemKind;
use plain_format::{read, read_in, summary};

fn ids(dataset: &Dataset) -> Vec<String> {
    let ledger = &dataset.ledger;
    assert_eq!(
        ledger.rows_read,
        ledger.tickets + ledger.set_aside.iter().map(|entry| entry.count).sum::<u64>()
    );
    (0..dataset.rows as usize).map(|row| dataset.columns.id.get(row)).collect()
}

#[test]
fn every_wrapping_gives_the_same_tickets() {
    let one = r#"{"id":1,"created_at":"2026-01-05T10:00:00Z","status":"open","tags":["a","b c"],"messages":[{},{}]}"#;
    let two = r#"{"id":2,"created_at":"2026-01-06T10:00:00Z","status":"solved","tags":["x, y"],"reopens":3,"rating":null}"#;
    let pretty = |text: &str| {
        serde_json::to_string_pretty(&serde_json::from_str::<serde_json::Value>(text).unwrap()).unwrap()
    };
    let files = [
        format!("[{one},{two}]"),
        format!("[\n  {one},\n  {two}\n]\n"),
        format!("{{\"count\":2,\"users\":[{{\"id\":7}}],\"tickets\":[{one},{two}]}}"),
        format!("{{\"data\":{{\"items\":[{one},{two}]}}}}"),
        format!("{one}\n{two}\n"),
        format!("{{\"ticket\":{one}}}\n{{\"ticket\":{two}}}"),
        format!("{}\n{}\n", pretty(one), pretty(two)),
        pretty(&format!("{{\"results\":[{one},{two}]}}")),
        format!("\u{feff}{one}\r\n{two}\r\n"),
    ];
    for file in &files {
        let utf16: Vec<u8> = file.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [file.as_bytes(), &utf16] {
            let dataset = read(bytes).unwrap_or_else(|problem| panic!("{file}\n{problem:?}"));
            assert_eq!(ids(&dataset), ["1", "2"], "{file}");
            let columns = &dataset.columns;
            let tags = columns.tags.as_ref().unwrap();
            let names = |row: usize| {
                tags.get(row).iter().map(|code| &*tags.values[*code as usize]).collect::<Vec<_>>()
            };
            assert_eq!((names(0), names(1)), (vec!["a", "b c"], vec!["x, y"]), "{file}");
            assert!(columns.created_at.is_absolute);
            assert_eq!(columns.customer_messages.as_ref().unwrap(), &[2, u8::MAX]);
            assert_eq!(columns.reopens.as_ref().unwrap(), &[u8::MAX, 3]);
            for row in 0..2 {
                let (start, length) = dataset.places.span(row).unwrap();
                let again =
                    reread(dataset.record(row), &bytes[start as usize..(start + length) as usize]).unwrap();
                let id = again.fields.iter().find(|(name, ..)| name == "id" || name == "ticket.id").unwrap();
                assert_eq!(id.2, (row + 1).to_string(), "{file}");
            }
            for piece in [1, 7, 64 << 10] {
                assert_eq!(
                    summary(&read_in(bytes, piece).unwrap()),
                    summary(&dataset),
                    "pieces of {piece}: {file}"
                );
            }
        }
    }
}

#[test]
fn a_column_that_turns_up_late_is_read() {
    let mut text = String::new();
    for row in 0..3_000 {
        let late = if row >= 2_500 { ",\"rating\":5,\"team\":\"A\"" } else { "" };
        text.push_str(&format!(
            "{{\"id\":{row},\"created_at\":1767607200,\"status\":\"open\",\"n\":\"{row:0>150}\"{late}}}\n"
        ));
    }
    assert!(text.len() > 300 << 10);
    let dataset = read(text.as_bytes()).unwrap();
    assert_eq!(dataset.rows, 3_000);
    let ratings = dataset.columns.rating.as_ref().unwrap();
    assert_eq!(ratings.level.len(), 3_000);
    assert_eq!(ratings.level.iter().filter(|level| **level < 250).count(), 500);
    assert_eq!(dataset.columns.team.as_ref().unwrap().codes.len(), 3_000);
    assert_eq!(
        dataset.reread.header,
        ["id", "created_at", "n", "status", "customer_messages", "rating", "team"]
            .map(String::from)
            .to_vec()
            .tap_sorted(&dataset.reread.header)
    );
    assert_eq!(summary(&read_in(text.as_bytes(), 4_096).unwrap()), summary(&dataset));
}

/// The order of keys within a record is not part of the contract.
trait Sorted {
    fn tap_sorted(self, like: &[String]) -> Vec<String>;
}

impl Sorted for Vec<String> {
    fn tap_sorted(mut self, like: &[String]) -> Vec<String> {
        self.sort_by_key(|name| like.iter().position(|known| known == name));
        self
    }
}

#[test]
fn broken_records_are_set_aside_with_their_lines() {
    let text = "{\"id\":1,\"created_at\":\"2026-01-05\"}\n{\"id\":2,\"created_at\":\"2026-01-05}\n{\"id\":3,\"created_at\":\"2026-01-05\"}\n7\n{\"id\":4}\n{\"id\":5,\"created_at\":\"2026-";
    let dataset = read(text.as_bytes()).unwrap();
    assert_eq!(ids(&dataset), ["1", "3"]);
    let mut aside: Vec<(&str, u64)> =
        dataset.ledger.set_aside.iter().map(|entry| (entry.reason.as_str(), entry.first_lines[0])).collect();
    aside.sort_by_key(|entry| entry.1);
    assert_eq!(
        aside,
        [
            ("the record is not valid JSON", 2),
            ("a plain value stands in place of a record", 4),
            ("no time of creation", 5),
            ("the file stops in the middle of this row", 6),
        ]
    );
}

#[test]
fn problems_say_what_and_where() {
    let kind = |text: &str| read(text.as_bytes()).unwrap_err().kind;
    assert_eq!(kind("[]"), ProblemKind::NoRows);
    assert_eq!(kind("{\"tickets\":[],\"count\":0}"), ProblemKind::NoRows);
    assert_eq!(kind("[1,2,3]"), ProblemKind::NotATable);
    assert_eq!(kind("{\"id\":1,\"created_at\":\"2026-01-05}\n{\"id\":2,\"x\"\n"), ProblemKind::NotATable);
    assert_eq!(kind("[{\"id\":1,\"created_at\":\"2026-"), ProblemKind::Truncated);
    assert_eq!(kind("[{\"id\":1,\"status\":\"open\"}]"), ProblemKind::NoCreatedAt);
    assert_eq!(kind("[{\"id\":1,\"created_at\":null}]"), ProblemKind::NothingKept);
    let deep = format!("[{{\"id\":1,\"x\":{}{}}}]", "[".repeat(500), "]".repeat(500));
    assert_eq!(kind(&deep), ProblemKind::TooLarge);
    let endless = format!("[{{\"id\":1,\"created_at\":\"2026-01-05\",\"text\":\"{}", "x".repeat(40 << 20));
    assert_eq!(read_in(endless.as_bytes(), 4 << 20).unwrap_err().kind, ProblemKind::TooLarge);
}
