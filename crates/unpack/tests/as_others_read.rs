//! The same cells as calamine reads from the same workbook: from workbooks made at random, and from those that lie beside the
//! repository on some machines. Where the two differ on purpose (shares, days without a time), the difference is undone first.

mod support;

use calamine::{Data, Range, Reader, Xlsb, open_workbook_auto_from_rs};
use rust_xlsxwriter::{Format, Workbook};
use std::io::Cursor;
use support::Random;
use unpack::{Container, Limits};

/// The sheets of a workbook as calamine has them, by name.
fn as_calamine(name: &str, bytes: &[u8]) -> Option<Vec<(String, Range<Data>)>> {
    let source = Cursor::new(bytes);
    if name.ends_with(".xlsb") {
        // It is not told apart from an XLSX otherwise.
        return Some(Xlsb::new(source).expect("what calamine reads, too").worksheets());
    }
    open_workbook_auto_from_rs(source).ok().map(|mut book| book.worksheets())
}

/// Cells of CSV; just enough for what is written here.
fn cells(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut is_quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !is_quoted => {}
            '\n' if !is_quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            _ => cell.push(letter),
        }
    }
    rows
}

fn is_same(ours: &str, theirs: &Data) -> bool {
    match theirs {
        Data::Empty | Data::Error(_) => ours.is_empty(),
        Data::Bool(value) => ours == if *value { "TRUE" } else { "FALSE" },
        Data::String(text) => ours == text || ours.trim() == text.trim(),
        Data::Int(number) => ours.parse::<f64>().is_ok_and(|ours| ours == *number as f64),
        Data::Float(number) => {
            let ours = match ours.strip_suffix('%') {
                Some(share) => share.parse::<f64>().map(|share| share / 100.0),
                None => ours.parse::<f64>(),
            };
            ours.is_ok_and(|ours| (ours - number).abs() <= 1e-9 * number.abs().max(1e-3))
        }
        Data::DateTime(moment) if moment.is_duration() || moment.as_f64() < 1.0 => {
            let (hours, rest) = ours.trim_start_matches('-').split_once(':').unwrap_or(("", ""));
            let (minutes, secs) = rest.split_once(':').unwrap_or(("", ""));
            let read = |text: &str| text.parse::<f64>().unwrap_or(f64::NAN);
            let days = (read(hours) * 3600.0 + read(minutes) * 60.0 + read(secs)) / 86_400.0;
            (days - moment.as_f64().abs()).abs() < 1e-6
        }
        Data::DateTime(moment) => {
            let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
            let rounded = (
                milli > 500,
                format!("{year:04}-{month:02}-{day:02}"),
                format!(" {hour:02}:{minute:02}:{second:02}"),
            );
            // A second that is nearly full is one here.
            rounded.0
                || ours.starts_with(&rounded.1) && (ours.len() == 10 || ours[10..].starts_with(&rounded.2))
        }
        Data::DateTimeIso(text) | Data::DurationIso(text) => {
            ours == text || ours == text.replace('T', " ") || text.starts_with("PT") && ours.contains(':')
        }
    }
}

/// Compares every sheet of a workbook; tells how many cells were compared.
fn compare(name: &str, bytes: &[u8]) -> usize {
    let Some(sheets) = as_calamine(name, bytes) else { return 0 };
    let mut source = Cursor::new(bytes);
    let mut container = Container::open(name, &mut source, &Limits::default()).unwrap().unwrap();
    let names: Vec<String> = container.members().iter().map(|member| member.name.clone()).collect();
    let mut compared = 0;
    for (sheet, range) in &sheets {
        let Some(member) = names.iter().position(|name| name.ends_with(&format!("› {sheet}"))) else {
            continue;
        };
        let mut text = Vec::new();
        let Ok(carried) = container.extract(member, &mut text) else { continue };
        let aside = ["rows_above", "rows_below", "cells_beyond"];
        let is_all = !carried.decisions.iter().any(|decision| aside.contains(&decision.id.as_str()));
        let ours = cells(&String::from_utf8(text).unwrap());
        let theirs: Vec<Vec<&Data>> = range
            .rows()
            .filter(|row| row.iter().any(|cell| !matches!(cell, Data::Empty | Data::Error(_)) && *cell != ""))
            .map(|row| row.iter().collect())
            .collect();
        if !is_all {
            continue;
        }
        assert_eq!(ours.len(), theirs.len(), "{name}, {sheet}: rows");
        for (row, (ours, theirs)) in ours.iter().zip(&theirs).enumerate() {
            let skipped = theirs.len().saturating_sub(ours.len());
            for (column, ours) in ours.iter().enumerate() {
                // Columns without a name get one.
                if row == 0 && ours.starts_with("Column ") {
                    continue;
                }
                let empty = Data::Empty;
                // Left of the table there may be empty columns.
                let theirs = theirs.get(column + skipped).copied().unwrap_or(&empty);
                assert!(
                    is_same(ours, theirs),
                    "{name}, {sheet}, row {row}, column {column}: {ours:?} and {theirs:?}"
                );
                compared += 1;
            }
        }
    }
    compared
}

fn random_workbook(random: &mut Random) -> Vec<u8> {
    let mut book = Workbook::new();
    let formats = ["yyyy-mm-dd", "dd/mm/yyyy hh:mm", "[h]:mm:ss", "0.00%", "General", "#,##0.00", "h:mm:ss"]
        .map(|code| Format::new().set_num_format(code));
    let sheet = book.add_worksheet();
    let (rows, columns) = (3 + random.below(60) as u32, 2 + random.below(12) as u16);
    for column in 0..columns {
        sheet
            .write(0, column, format!("Name {column} of {}", ["x", "a, b", "\"q\"", "ü"][random.below(4)]))
            .unwrap();
    }
    for row in 1..rows {
        for column in 0..columns {
            let cell = random.below(9);
            let number = random.below(4_000_000) as f64 / 77.0;
            match cell {
                0 => sheet.write(row, column, random.below(1_000_000) as f64).map(drop),
                1 => sheet.write(row, column, number - 9_000.0).map(drop),
                2 => sheet.write(row, column, random.below(2) == 0).map(drop),
                3 => sheet
                    .write(
                        row,
                        column,
                        ["a", "two\nlines", "comma, \"quote\"", "日本 😀", " blank ", "_x000D_"]
                            [random.below(6)],
                    )
                    .map(drop),
                4 => sheet
                    .write_formula(row, column, rust_xlsxwriter::Formula::new("=1+1").set_result("2"))
                    .map(drop),
                5 | 6 => {
                    let whole = 30_000.0 + random.below(30_000) as f64;
                    let part = [0.0, 0.25, random.below(86_400) as f64 / 86_400.0][random.below(3)];
                    sheet.write_with_format(row, column, whole + part, &formats[random.below(2)]).map(drop)
                }
                7 => sheet
                    .write_with_format(row, column, random.below(300_000) as f64 / 86_400.0, &formats[2])
                    .map(drop),
                _ => sheet
                    .write_with_format(row, column, number / 50_000.0, &formats[3 + random.below(3)])
                    .map(drop),
            }
            .unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn random_workbooks_are_read_alike() {
    let mut random = Random(20_250_108);
    let compared: usize = (0..60).map(|_| compare("random.xlsx", &random_workbook(&mut random))).sum();
    assert!(compared > 5_000, "only {compared} cells were compared");
}

#[test]
fn binary_workbooks_are_read_alike() {
    use support::xls::{Cell, compound, stream};
    let rows = vec![
        vec![Cell::Shared(0), Cell::Shared(1), Cell::Label("Note"), Cell::Label("Span")],
        vec![Cell::Packed(7), Cell::Number(45_665.5, 1), Cell::FormulaText("x"), Cell::Number(1.5, 2)],
        vec![Cell::Number(-1.25, 0), Cell::Number(45_666.25, 1), Cell::Bool(true), Cell::Number(0.25, 2)],
    ];
    assert!(compare("a.xls", &compound("Workbook", &stream(&["Id", "Created"], &rows, false, None))) >= 12);
    use support::xlsb::Cell::{Bool, Float, Packed, Shared, Text};
    let rows = vec![
        vec![Shared(0), Shared(1), Text("Note")],
        vec![Packed(7, 0), Float(45_665.5, 1), Text("ü")],
        vec![Float(-1.25, 0), Packed(45_666, 1), Bool(false)],
    ];
    assert!(compare("a.xlsb", &support::xlsb::workbook(&["Id", "Created"], &rows)) >= 9);
}

#[test]
fn workbooks_beside_the_repository_are_read_alike() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let mut open = vec![folder];
    while let Some(folder) = open.pop() {
        // Without the folder there is nothing to compare.
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let kind =
                path.extension().and_then(|kind| kind.to_str()).unwrap_or_default().to_ascii_lowercase();
            if ["xlsx", "xlsm", "xlsb", "xls", "ods"].contains(&kind.as_str()) {
                compare(&path.display().to_string(), &std::fs::read(&path).unwrap());
            }
        }
    }
}
