//! Delimited files as people really have them: the ledger adds up, nothing is lost, places are exact.

mod plain_format;

use engine::dataset::{Dataset, NO_SECS};
use model::error::ProblemKind;
use plain_format::{read, read_in, summary};

fn statuses(dataset: &Dataset) -> Vec<String> {
    (0..dataset.rows as usize)
        .map(|row| dataset.columns.status_of(row).map_or("none".into(), |status| status.id().to_string()))
        .collect()
}

fn ids(dataset: &Dataset) -> Vec<String> {
    (0..dataset.rows as usize).map(|row| dataset.columns.id.get(row)).collect()
}

/// The file's own bytes at each row's place.
fn records(dataset: &Dataset, bytes: &[u8]) -> Vec<String> {
    (0..dataset.rows)
        .map(|row| {
            let (start, length) = dataset.places.span(row).unwrap();
            String::from_utf8_lossy(&bytes[start as usize..(start + length) as usize]).into_owned()
        })
        .collect()
}

fn aside(dataset: &Dataset) -> Vec<(String, u64, Vec<u64>)> {
    let ledger = &dataset.ledger;
    assert_eq!(
        ledger.rows_read,
        ledger.tickets + ledger.set_aside.iter().map(|entry| entry.count).sum::<u64>()
    );
    assert_eq!(ledger.tickets, u64::from(dataset.rows));
    ledger.set_aside.iter().map(|e| (e.reason.clone(), e.count, e.first_lines.clone())).collect()
}

#[test]
fn a_plain_file() {
    let text = "id,created_at,status,topic\n1,2026-01-05 10:00:00,open,Billing\n2,2026-01-06 11:30:00,solved,\"Late, again\"\n";
    let dataset = read(text.as_bytes()).unwrap();
    assert_eq!(ids(&dataset), ["1", "2"]);
    assert_eq!(statuses(&dataset), ["open", "solved"]);
    let topics = &dataset.columns.topic.as_ref().unwrap().values;
    assert_eq!(topics.iter().map(|t| &**t).collect::<Vec<_>>(), ["Billing", "Late, again"]);
    assert_eq!(dataset.columns.created_at.secs, [1_767_607_200, 1_767_699_000]);
    assert_eq!(dataset.places.line(1), Some(3));
    assert_eq!(records(&dataset, text.as_bytes())[1], "2,2026-01-06 11:30:00,solved,\"Late, again\"\n");
    assert_eq!(dataset.format, "plain");
    let again =
        engine::ingest::reread(dataset.record(1), records(&dataset, text.as_bytes())[1].as_bytes()).unwrap();
    assert_eq!(again.fields[3].2, "Late, again");
}

#[test]
fn delimiters_line_ends_and_encodings_give_the_same() {
    let rows = [
        ["id", "created_at", "status", "topic"],
        ["1", "2026-01-05 10:00:00", "open", "Rücksendung"],
        ["2", "2026-01-06 11:30:00", "solved", "“quoted”"],
    ];
    let text = |delimiter: &str, newline: &str| {
        rows.iter().map(|row| row.join(delimiter) + newline).collect::<String>()
    };
    for delimiter in [",", ";", "\t", "|"] {
        for newline in ["\n", "\r\n", "\r"] {
            let text = text(delimiter, newline);
            let mut files = vec![text.clone().into_bytes(), format!("\u{feff}{text}").into_bytes()];
            files.push(encoding_rs::WINDOWS_1252.encode(&text).0.into_owned());
            let units: Vec<u16> = text.encode_utf16().collect();
            let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
            let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
            files.push([&[0xff, 0xfe][..], &little].concat());
            files.push([&[0xfe, 0xff][..], &big].concat());
            files.push(little);
            files.push(big);
            for bytes in files {
                let dataset = read(&bytes).unwrap_or_else(|problem| panic!("{problem:?} {bytes:?}"));
                assert_eq!(
                    (ids(&dataset), statuses(&dataset)),
                    (vec!["1".into(), "2".into()], vec!["open".into(), "solved".into()])
                );
                let topics = &dataset.columns.topic.as_ref().unwrap().values;
                assert_eq!((&*topics[0], &*topics[1]), ("Rücksendung", "“quoted”"), "{:?}", dataset.reread);
                // The place is a place in the file's own bytes.
                let (start, length) = dataset.places.span(1).unwrap();
                let piece = &bytes[start as usize..(start + length) as usize];
                let again = engine::ingest::reread(dataset.record(0), piece).unwrap();
                assert_eq!(again.fields[3].2, "“quoted”", "{:?}", dataset.reread.encoding);
                assert_eq!(dataset.places.line(1), Some(3));
            }
        }
    }
}

#[test]
fn quoted_line_breaks_keep_line_numbers_exact() {
    let text = "id,created_at,subject,status\r\n1,2026-01-05 10:00:00,\"two\r\nlines, and \"\"more\"\"\",open\r\n\r\n2,2026-01-06,\"\",new\r\n";
    let dataset = read(text.as_bytes()).unwrap();
    assert_eq!((dataset.places.line(0), dataset.places.line(1)), (Some(2), Some(5)));
    assert_eq!(statuses(&dataset), ["open", "new"]);
    assert!(aside(&dataset).is_empty());
}

#[test]
fn ragged_rows_are_mended_and_footers_set_aside() {
    let text = "id,created_at,status\n1,2026-01-05\n2,2026-01-06,open,extra\n3,2026-01-07,new\n\nTotal,3\nConfidential\n";
    let dataset = read(text.as_bytes()).unwrap();
    assert_eq!(statuses(&dataset), ["none", "open", "new"]);
    let footer = "a line under the table, not a row (it has fewer cells than the header)";
    assert_eq!(aside(&dataset), [(footer.to_string(), 2, vec![6, 7])]);
    let mended: Vec<(&str, u64)> =
        dataset.ledger.mended.iter().map(|e| (e.reason.as_str(), e.first_lines[0])).collect();
    assert_eq!(
        mended,
        [
            ("fewer cells than the header: the missing ones count as empty", 2),
            ("more cells than the header: the extra ones are left out", 3)
        ]
    );
}

#[test]
fn a_broken_quote_loses_its_own_row_only() {
    let head = "id,created_at,subject,status\n1,2026-01-05,fine,open\n";
    // The quote swallows rows until the next quoted cell, or to the end of the file.
    for rest in [
        "2,2026-01-06,\"it breaks,open\n3,2026-01-07,\"quoted, too\",new\n4,2026-01-08,x,new\n",
        "2,2026-01-06,\"it breaks,open\n3,2026-01-07,plain,new\n4,2026-01-08,x,new\n",
        "2,2026-01-06,\"it breaks,open\n3,2026-01-07,plain,new\n4,2026-01-08,x,new",
    ] {
        let text = format!("{head}{rest}");
        let dataset = read(text.as_bytes()).unwrap();
        assert_eq!(ids(&dataset), ["1", "3", "4"], "{rest}");
        assert_eq!(aside(&dataset), [("a quote opens here and never ends".to_string(), 1, vec![3])]);
    }
}

#[test]
fn a_broken_quote_in_a_large_file_is_found_without_reading_to_its_end() {
    let mut text = String::from("id,created_at,subject,status\n");
    for row in 0..60_000 {
        let quote = if row == 30_000 { "\"" } else { "" };
        text.push_str(&format!("{row},2026-01-05 10:00:00,{quote}subject of {row},open\n"));
    }
    for piece in [text.len(), 64 << 10, 1_000] {
        let dataset = read_in(text.as_bytes(), piece).unwrap();
        assert_eq!(dataset.rows, 59_999);
        assert_eq!(aside(&dataset)[0].2, [30_002]);
        assert_eq!(dataset.places.line(30_000), Some(30_003));
    }
}

#[test]
fn stray_quotes_stay_in_the_text() {
    let text = "id,created_at,topic,status\n1,2026-01-05,\"the \"best\" one\",open\n2,2026-01-05,the \"best\" one,open\n3,2026-01-06,\"first\nand \"second\" line\",new\n";
    let dataset = read(text.as_bytes()).unwrap();
    assert_eq!(ids(&dataset), ["1", "2", "3"]);
    let topics = &dataset.columns.topic.as_ref().unwrap().values;
    assert_eq!((&*topics[0], topics.len()), ("the \"best\" one", 2));
    assert_eq!(dataset.ledger.mended[0].count, 2);
}

#[test]
fn a_file_cut_in_the_middle_keeps_its_whole_rows() {
    let whole = "id,created_at,subject,status\n1,2026-01-05,a,open\n2,2026-01-06,\"b, c\nd\",new\n3,2026-01-07,e,solved\n";
    for (cut, kept, reason) in [
        (whole.len() - 9, 2, "the file stops in the middle of this row"),
        (whole.find("d\"").unwrap() + 1, 1, "the file stops in the middle of this row"),
    ] {
        let dataset = read(&whole.as_bytes()[..cut]).unwrap();
        assert_eq!(dataset.rows, kept);
        assert_eq!(aside(&dataset)[0].0, reason);
    }
    // A file without a last line end is whole.
    assert_eq!(read(whole.trim_end().as_bytes()).unwrap().rows, 3);
}

#[test]
fn rows_without_creation_and_repeated_ids_are_set_aside() {
    let text = "id,created_at,status\n7,2026-01-05,open\n7,2026-01-05,open\n8,,open\n9,soon,open\n,,\n,2026-01-06,new\n6,1900-01-01 00:00:00,new\n";
    let dataset = read(text.as_bytes()).unwrap();
    assert_eq!(ids(&dataset), ["7", ""]);
    let mut reasons = aside(&dataset);
    reasons.sort();
    assert_eq!(
        reasons,
        [
            ("no cell of the row has a value".to_string(), 1, vec![6]),
            ("no time of creation".to_string(), 2, vec![4, 8]),
            ("same ticket id as an earlier row".to_string(), 1, vec![3]),
            ("the time of creation cannot be read".to_string(), 1, vec![5]),
        ]
    );
    let created = dataset.file_columns.iter().find(|column| column.name == "created_at").unwrap();
    assert_eq!((created.filled, created.unreadable), (5, 1));
}

#[test]
fn units_are_decided_by_the_dates_of_the_rows() {
    let mut text = String::from("id,created_at,solved_at,resolution_time,first_reply_time\n");
    for row in 1..=40 {
        text.push_str(&format!(
            "{row},2026-01-05 08:00:00,2026-01-05 {:02}:{:02}:00,{},00:{:02}:30\n",
            8 + row / 60,
            row % 60,
            row,
            row
        ));
    }
    let dataset = read(text.as_bytes()).unwrap();
    let resolution = dataset.columns.resolution_time.as_ref().unwrap();
    assert_eq!((resolution.secs[9], resolution.secs[39]), (600, 2_400));
    assert_eq!(dataset.columns.first_reply_time.as_ref().unwrap().secs[1], 150);
    let decision = dataset.decisions.iter().find(|d| d.id == "unit:resolution_time").unwrap();
    assert_eq!(decision.value, "minutes");
    assert!(decision.reason.contains("40 of 40 rows agree"), "{}", decision.reason);
}

#[test]
fn pieces_of_any_size_give_the_same() {
    let mut text =
        String::from("\u{feff}sep=;\r\nid;created_at;solved_at;status;tags;requester;rating;subject\r\n");
    for row in 0..400u32 {
        let subject = match row % 5 {
            0 => "plain".to_string(),
            1 => "\"with; delimiter\"".to_string(),
            2 => "\"with \"\"quotes\"\" and\r\nlines\"".to_string(),
            3 => "größer € 𝄞".to_string(),
            _ => "\"stray \" quote\"".to_string(),
        };
        text.push_str(&format!(
            "{};{:02}/01/2026 10:{:02};{};{};a,b{};p{}@example.org;{};{subject}\r\n",
            row / 2 * 2 + 10,
            row % 28 + 1,
            row % 60,
            if row % 7 == 0 { String::new() } else { format!("{:02}/02/2026", row % 28 + 1) },
            ["Open", "Solved", "Pending", "?"][row as usize % 4],
            row % 3,
            row % 50,
            row % 5 + 1,
        ));
    }
    text.push_str("Total;400\r\n");
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [text.as_bytes(), &utf16] {
        let whole = read(bytes).unwrap();
        assert_eq!(whole.rows, 200);
        assert!(whole.columns.solved_at.as_ref().unwrap().secs.contains(&NO_SECS));
        aside(&whole);
        for piece in [1, 7, 64 << 10] {
            assert_eq!(summary(&read_in(bytes, piece).unwrap()), summary(&whole), "pieces of {piece}");
        }
    }
}

#[test]
fn problems_say_what_and_where() {
    let kind = |text: &str| read(text.as_bytes()).unwrap_err().kind;
    assert_eq!(kind(""), ProblemKind::Empty);
    assert_eq!(kind("\u{feff}  \n"), ProblemKind::Empty);
    assert_eq!(kind("id,created_at,status\n"), ProblemKind::NoRows);
    assert_eq!(kind("<!DOCTYPE html>\n<html><body>Sign in</body></html>"), ProblemKind::WebPage);
    assert_eq!(kind("\u{0}\u{1}\u{2}\u{3}\u{4}binary\u{0}\u{0}"), ProblemKind::Binary);
    assert_eq!(kind("PK\u{3}\u{4}...xl/workbook.xml"), ProblemKind::Unsupported);
    assert_eq!(
        kind(
            "Dear team,\nthe export of last month is in the folder that you know.\nBest wishes to all of you.\n"
        ),
        ProblemKind::NotATable
    );
    assert_eq!(kind("id,status\n1,open\n"), ProblemKind::NoCreatedAt);
    assert_eq!(kind("Ticket group,SUM(Tickets),status\nA,10,x\nB,12,y\n"), ProblemKind::Aggregated);
    assert_eq!(kind("id,created_at,status\n1,,open\n2,soon,open\n"), ProblemKind::NothingKept);
    assert_eq!(kind("id,created_at,status\n1,\"2026-01-05,open"), ProblemKind::BrokenQuote);
    assert_eq!(kind("id,created_at,status\n1,2026"), ProblemKind::Truncated);
    let mut huge = String::from("id,created_at,subject\n1,2026-01-05,\"");
    huge.push_str(&"x y\n".repeat(9 << 20));
    let problem = read_in(huge.as_bytes(), 4 << 20).unwrap_err();
    assert_eq!(
        (problem.kind, problem.place.line, problem.place.column.as_deref()),
        (ProblemKind::TooLarge, Some(2), Some("subject"))
    );
    let problem = read(b"id,status\n1,open\n").unwrap_err();
    assert_eq!(problem.place.file.as_deref(), Some("t.csv"));
    assert!(problem.why.as_ref().unwrap().contains("id, status"), "{problem:?}");
    assert!(problem.next.contains("created at"));
}

#[test]
fn what_the_beginning_decides_does_not_depend_on_the_pieces() {
    // Longer than what is looked at, and plain letters only up to its very end.
    let mut text = String::from("id,created_at,status,topic\n");
    while text.len() < 700 << 10 {
        text.push_str(&format!("{},2026-01-05 10:00:00,open,{}\n", text.len(), "x".repeat(900)));
    }
    text.push_str("last,2026-01-05 10:00:00,open,\u{e9}\n");
    let whole = summary(&read(text.as_bytes()).unwrap());
    for piece in [4_096, 100_003, 500_000] {
        assert!(whole == summary(&read_in(text.as_bytes(), piece).unwrap()), "pieces of {piece} bytes");
    }
}
