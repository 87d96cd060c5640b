//! What a file is, told by its content and never by its name.

use super::problems::Problems;
use model::error::Problem;

/// The carriers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Syntax {
    /// Rows of delimited cells.
    Delimited,
    /// JSON, in one piece or one value a line.
    Json,
}

/// Refuses files that are known not to be text, before their bytes are taken for an encoding.
pub(crate) fn refuse_binary(head: &[u8], problems: &Problems) -> Result<(), Problem> {
    const CSV: &str =
        "Open it in a spreadsheet and save the sheet with the tickets as “CSV UTF-8”, or export as CSV.";
    const PICTURE: &str =
        "The numbers in a picture cannot be checked: export the tickets as CSV, JSON or a workbook.";
    const UNPACK: &str = "Unpack it and drop the CSV or JSON file inside.";
    let has = |needle: &[u8]| memchr::memmem::find(&head[..head.len().min(64 << 10)], needle).is_some();
    let unsupported = |kind: &str, next: &str| Err(problems.unsupported(kind, next));
    match head {
        [b'P', b'K', 3 | 5, 4 | 6, ..] => {
            if has(b"xl/") || has(b"[Content_Types].xml") {
                unsupported("an Excel workbook (XLSX)", CSV)
            } else if has(b"opendocument.spreadsheet") {
                unsupported("an OpenDocument spreadsheet", CSV)
            } else {
                unsupported("a ZIP archive", UNPACK)
            }
        }
        [0xd0, 0xcf, 0x11, 0xe0, ..] => unsupported("an old Excel workbook (XLS)", CSV),
        [0x1f, 0x8b, ..] => unsupported("a gzip archive", UNPACK),
        [b'7', b'z', 0xbc, 0xaf, ..] => unsupported("a 7-Zip archive", UNPACK),
        [b'R', b'a', b'r', b'!', ..] => unsupported("a RAR archive", UNPACK),
        [b'B', b'Z', b'h', b'1'..=b'9', b'1', b'A', b'Y', ..] => unsupported("a bzip2 archive", UNPACK),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => unsupported("a Zstandard archive", UNPACK),
        [b'%', b'P', b'D', b'F', b'-', ..] => unsupported(
            "a PDF document",
            "It shows a report. Export the tickets behind it, as CSV, JSON or a workbook.",
        ),
        [0x89, b'P', b'N', b'G', ..]
        | [0xff, 0xd8, 0xff, ..]
        | [b'G', b'I', b'F', b'8', ..]
        | [b'R', b'I', b'F', b'F', ..] => unsupported("a picture", PICTURE),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => unsupported("a picture or a film", PICTURE),
        [b'P', b'A', b'R', b'1', ..] => unsupported(
            "a Parquet file",
            "Convert it to CSV, for instance with DuckDB: COPY (FROM 'tickets.parquet') TO 'tickets.csv'.",
        ),
        [b'{', b'\\', b'r', b't', b'f', ..] => {
            unsupported("a rich-text document", "Export the tickets as CSV or JSON.")
        }
        _ if head.starts_with(b"SQLite format 3\0") => {
            unsupported("an SQLite database", "Export the table with the tickets as CSV.")
        }
        _ => Ok(()),
    }
}

/// Decides from the first characters (UTF-8, without byte order mark).
pub(crate) fn syntax(text: &[u8], problems: &Problems) -> Result<Syntax, Problem> {
    let body = text.trim_ascii_start();
    if body.is_empty() {
        return Err(problems.empty());
    }
    let look = &body[..body.len().min(64 << 10)];
    let controls = look
        .iter()
        .filter(|byte| **byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b..=0x1f));
    // A zero here and there is a slip of the program that wrote the text; in other files they abound.
    if controls.count() * 100 > look.len() {
        return Err(problems.binary());
    }
    let begins = |word: &[u8]| body.len() >= word.len() && body[..word.len()].eq_ignore_ascii_case(word);
    if begins(b"<?xml") || begins(b"<workbook") {
        let has = |needle: &[u8]| memchr::memmem::find(look, needle).is_some();
        if has(b"<html") {
            return Err(problems.web_page());
        }
        // How a store of files answers when a link has expired.
        if let Some(says) = between(look, b"<Message>", b"</Message>").filter(|_| has(b"<Error>")) {
            return Err(problems.error_message(&String::from_utf8_lossy(says)));
        }
        if has(b"schemas-microsoft-com:office:spreadsheet") || has(b"Workbook") {
            return Err(problems.unsupported(
                "a workbook in XML (some helpdesks name it .xls)",
                "Choose CSV in the helpdesk's export, or open it in a spreadsheet and save it as “CSV UTF-8”.",
            ));
        }
        return Err(problems.unsupported("an XML file", "Export the tickets as CSV or JSON."));
    }
    if [
        &b"<!doctype html"[..],
        b"<html",
        b"<head",
        b"<body",
        b"<script",
        b"<meta",
        b"<table",
        b"<div",
        b"<!--",
    ]
    .iter()
    .any(|tag| begins(tag))
    {
        return Err(problems.web_page());
    }
    Ok(if is_json(body) { Syntax::Json } else { Syntax::Delimited })
}

fn between<'t>(text: &'t [u8], start: &[u8], end: &[u8]) -> Option<&'t [u8]> {
    let rest = &text[memchr::memmem::find(text, start)? + start.len()..];
    Some(&rest[..memchr::memmem::find(rest, end)?])
}

/// `{` or `[`, and after it what JSON allows there.
fn is_json(body: &[u8]) -> bool {
    let after = body[1..].trim_ascii_start();
    match body[0] {
        b'{' => matches!(after.first(), None | Some(b'"' | b'}')),
        b'[' => matches!(after.first(), None | Some(b'{' | b'[' | b'"' | b']' | b'0'..=b'9')),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::error::ProblemKind;

    #[test]
    fn content_decides() {
        let problems = Problems::new("x.csv");
        let kind = |text: &[u8]| match refuse_binary(text, &problems).and_then(|()| syntax(text, &problems)) {
            Ok(found) => Ok(found),
            Err(problem) => Err(problem.kind),
        };
        assert_eq!(kind(b"id,name\n1,a\n"), Ok(Syntax::Delimited));
        assert_eq!(kind(b"  {\"id\": 1}"), Ok(Syntax::Json));
        assert_eq!(kind(b"[{\"id\": 1}]"), Ok(Syntax::Json));
        assert_eq!(kind(b"[id],[name]\n"), Ok(Syntax::Delimited));
        assert_eq!(kind(b"{id};{name}\n"), Ok(Syntax::Delimited));
        assert_eq!(kind(b"\n<!DOCTYPE HTML><title>Sign in</title>"), Err(ProblemKind::WebPage));
        assert_eq!(kind(b"PK\x03\x04....xl/workbook.xml"), Err(ProblemKind::Unsupported));
        assert_eq!(kind(b"\x1f\x8b\x08\x00"), Err(ProblemKind::Unsupported));
        assert_eq!(kind(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), Err(ProblemKind::Unsupported));
        assert_eq!(kind(b"Bud1\x00\x00\x10\x00\x00\x01"), Err(ProblemKind::Binary));
        assert_eq!(kind(b" \n\n "), Err(ProblemKind::Empty));
        let denied = b"<?xml version=\"1.0\"?>\n<Error><Code>Denied</Code><Message>The link has expired</Message></Error>";
        assert_eq!(kind(denied), Err(ProblemKind::ErrorMessage));
    }
}
