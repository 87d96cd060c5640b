//! Delimited text as `docs/csv.md` says that it is read: one case for each behaviour, agreed or chosen.

#![allow(missing_docs)]

use engine::ingest::carrier::cells;
use std::path::Path;

/// What is tried, the bytes, and every row with its cells between `|` (a line end in a cell is `⏎`, a carriage return `␍`).
type Case = (&'static str, &'static [u8], &'static str);

/// Where RFC 4180 and the common readers agree, this one does, too.
const AGREED: &[Case] = &[
    ("plain rows", b"a,b,c\n1,2,3\n", "a|b|c 1|2|3"),
    ("CRLF, and no line end after the last row", b"a,b\r\n1,2\r\n3,4", "a|b 1|2 3|4"),
    ("CR alone", b"a,b\r1,2\r3,4\r", "a|b 1|2 3|4"),
    ("every cell quoted", b"\"a\",\"b\"\r\n\"1\",\"2\"\r\n", "a|b 1|2"),
    ("some cells quoted", b"a,b\n1,2\n\"3\",4\n", "a|b 1|2 3|4"),
    ("a delimiter in quotes", b"a,b\n1,\"2,x\"\n", "a|b 1|2,x"),
    ("doubled quotes", b"a,b\n1,\"2\"\"x\"\"\"\n", "a|b 1|2\"x\""),
    ("a cell that is one quote", b"a,b\n1,\"\"\"\"\n", "a|b 1|\""),
    ("an empty quoted cell", b"a,b\n\"\",2\n", "a|b |2"),
    ("a line end in quotes", b"a,b\n1,\"2\nx\"\n", "a|b 1|2⏎x"),
    ("CRLF in quotes stays CRLF", b"a,b\r\n1,\"2\r\nx\"\r\n", "a|b 1|2␍⏎x"),
    ("blank lines in quotes", b"a,b\n\"1\n\nx\",2\n", "a|b 1⏎⏎x|2"),
    ("empty cells at the end", b"a,b,c\n1,2,\n,,\n4,5,", "a|b|c 1|2| || 4|5|"),
    ("the last cell quoted, without a line end", b"a,b\n1,\"2\"", "a|b 1|2"),
    ("a header alone", b"a,b,c\n", "a|b|c"),
    ("a delimiter after every row", b"a,b,\n1,2,\n3,4,\n", "a|b| 1|2| 3|4|"),
    ("UTF-8 with a byte order mark", b"\xef\xbb\xbf\"a\",b\n1,\xc3\xa9\n", "a|b 1|é"),
    ("a quote within an unquoted cell is text", b"a,b\n1,2\"x\n", "a|b 1|2\"x"),
    ("tabs", b"a\tb\n1\t\"2\tx\"\n", "a|b 1|2\tx"),
    ("semicolons, commas within numbers", b"a;b\n1;2,5\n3;4,5\n", "a|b 1|2,5 3|4,5"),
    ("repeated names", b"a,a\n1,2\n", "a|a 1|2"),
];

/// Where readers differ, or where a file breaks the rules: what is done here, see the reasons in `docs/csv.md`.
const CHOSEN: &[Case] = &[
    ("blanks around a cell go, quoted or not", b"a,b\n 1 ,\" 2 \"\n", "a|b 1|2"),
    ("blank lines are no rows", b"\n\na,b\n1,2\n\n   \n3,4\n\n", "a|b 1|2 3|4"),
    ("short and long rows keep their cells", b"a,b,c\n1,2\n1,2,3,4\n", "a|b|c 1|2 1|2|3|4"),
    ("a quote that never ends costs its own line", b"a,b,c\n1,\"2,3\n4,5,6\n7,8,9\n", "a|b|c 4|5|6 7|8|9"),
    ("text after a closing quote costs its line", b"a,b,c\n1,\"2\"x,3\n4,5,6\n", "a|b|c 4|5|6"),
    ("a blank before a quote makes it text", b"a,b,c\n1, \"2\" ,3\n", "a|b|c 1|\"2\"|3"),
    ("a backslash does not escape, and does not harm", b"a,b,c\n1,\"2\\\"x\",3\n", "a|b|c 1|2\\\"x|3"),
    ("single quotes where all cells have them", b"'a','b'\n'1','2,x'\n'3','4'\n", "a|b 1|2,x 3|4"),
    ("single quotes here and there are text", b"a,b\n1,'2'\n3,it's\n", "a|b 1|'2' 3|it's"),
    ("# begins no comment", b"a,b\n#1,2\n3,4\n", "a|b #1|2 3|4"),
    ("sep= names the delimiter", b"sep=;\na;b\n1;2,5\n", "a|b 1|2,5"),
    ("the end mark of DOS is no row", b"a,b\n1,2\n\x1a", "a|b 1|2"),
    ("Windows-1252 where UTF-8 is not valid", b"a,b\n1,caf\xe9\n", "a|b 1|café"),
    ("a pipe", b"a|b\n1|2\n3|4\n", "a/b 1/2 3/4"),
    ("neither blanks nor colons delimit", b"a b:c\n1 2:3\n", "a_b:c 1_2:3"),
    ("a formula that guards a text stays as it is", b"a,b\n=\"001\",2\n", "a|b =\"001\"|2"),
];

/// Rows as text: cells between `|`, rows between blanks.
fn as_text(rows: &[Vec<String>], wanted: &str) -> String {
    // Two cases hold the separators themselves.
    let cell_end = if wanted.contains('/') { "/" } else { "|" };
    let rows: Vec<String> = rows.iter().map(|row| row.join(cell_end)).collect();
    let blank = if wanted.contains('_') { "_" } else { " " };
    let rows: Vec<String> = rows.iter().map(|row| row.replace(' ', blank)).collect();
    rows.join(" ").replace('\n', "⏎").replace('\r', "␍")
}

#[test]
fn every_case_is_read_as_written_down() {
    let mut wrong = Vec::new();
    for (what, bytes, wanted) in AGREED.iter().chain(CHOSEN) {
        let found = as_text(&cells(bytes), wanted);
        if found != *wanted {
            wrong.push(format!("{what}: {found}, expected {wanted}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_choice_has_its_reason() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/csv.md");
    let text = std::fs::read_to_string(path).unwrap();
    for (what, ..) in CHOSEN {
        let mut letters = what.chars();
        let sentence: String =
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        assert!(text.contains(&format!("| {sentence} |")), "docs/csv.md does not speak of: {sentence}");
    }
}

/// The tests of CSV on the Web lie beside the repository on some machines. Those without metadata speak of syntax alone: each row
/// is described by its cells under the names of the header. Without the files this passes at once.
#[test]
fn the_tests_of_csv_on_the_web_that_need_no_metadata() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/conformance/csvw");
    let Ok(entries) = std::fs::read_dir(&folder) else { return };
    let mut compared = 0;
    for path in
        entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "csv"))
    {
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let beside = |name: String| folder.join(name);
        if beside(format!("{stem}-metadata.json")).exists()
            || beside(format!("{stem}.csv-metadata.json")).exists()
        {
            continue;
        }
        let Ok(json) = std::fs::read(beside(format!("{stem}.json"))) else { continue };
        let Ok(json) = serde_json::from_slice::<serde_json::Value>(&json) else { continue };
        let Some(rows) = json["tables"][0]["row"].as_array() else { continue };
        if json["tables"][0]["url"].as_str().is_none_or(|url| !url.ends_with(&format!("{stem}.csv"))) {
            continue;
        }
        // That a file has no header is told outside of it there, by the Content-Type; its columns have numbers for names then.
        if rows.iter().any(|row| row["describes"][0].get("_col.1").is_some()) {
            continue;
        }
        let found = cells(&std::fs::read(&path).unwrap());
        let Some((header, found)) = found.split_first() else { continue };
        assert_eq!(found.len(), rows.len(), "{stem}");
        for (found, row) in found.iter().zip(rows) {
            for (name, cell) in header.iter().zip(found) {
                let expected = &row["describes"][0][name];
                // A cell without text is left out there.
                let expected = expected.as_str().unwrap_or_default();
                assert_eq!(cell, expected.trim(), "{stem}: {name}");
            }
        }
        compared += 1;
    }
    assert!(compared > 0, "none compared");
}
