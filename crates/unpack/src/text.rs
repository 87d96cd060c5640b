//! Members that are text already: how likely they hold tickets. What they really are is for the engine to find out.

use crate::table::{Likeness, is_like_date, known_words};

/// What a member that is no container looks like from its beginning; `size` is what it has in all, as far as that is known.
pub(crate) fn likeness(head: &[u8], size: u64) -> Likeness {
    let text = plain(head);
    let body = text.trim_ascii();
    let controls = body
        .iter()
        .take(4096)
        .filter(|byte| **byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c))
        .count();
    if body.is_empty() || controls * 50 > body.len().min(4096) {
        return Likeness::default();
    }
    let mut likeness = if matches!(body[0], b'{' | b'[') { records(body, size) } else { table(body, size) };
    if likeness.columns > 0 {
        likeness.rate();
    }
    likeness
}

/// Without byte order mark; of UTF-16 the half that letters need.
fn plain(head: &[u8]) -> Vec<u8> {
    match head {
        [0xef, 0xbb, 0xbf, rest @ ..] => rest.to_vec(),
        [0xff, 0xfe, rest @ ..] | [0xfe, 0xff, rest @ ..] => {
            rest.iter().copied().filter(|byte| *byte != 0).collect()
        }
        _ => head.to_vec(),
    }
}

fn table(text: &[u8], size: u64) -> Likeness {
    let lines: Vec<&[u8]> =
        text.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty()).take(50).collect();
    let cells = |line: &[u8], delimiter: u8| line.iter().filter(|byte| **byte == delimiter).count();
    let Some(delimiter) =
        [b',', b';', b'\t', b'|'].into_iter().max_by_key(|delimiter| cells(lines[0], *delimiter))
    else {
        return Likeness::default();
    };
    let delimiters = cells(lines[0], delimiter);
    // A sentence has commas, too, but not the same number in each line. Line breaks within cells make lines that are not alike.
    let alike = lines.iter().filter(|line| cells(line, delimiter) >= delimiters).count();
    let needed = if delimiters < 3 { lines.len() } else { lines.len().div_ceil(3) };
    if delimiters == 0 || alike < needed {
        return Likeness::default();
    }
    let names: Vec<String> = lines[0]
        .split(|byte| *byte == delimiter)
        .map(|name| String::from_utf8_lossy(name).into_owned())
        .collect();
    let bytes: usize = lines.iter().map(|line| line.len() + 1).sum();
    let is_date = |cell: &[u8]| is_like_date(cell.trim_ascii().strip_prefix(b"\"").unwrap_or(cell));
    Likeness {
        columns: names.len(),
        rows: (size / (bytes / lines.len()).max(1) as u64).saturating_sub(1),
        dates: lines
            .get(1)
            .map_or(0, |line| line.split(|byte| *byte == delimiter).filter(|cell| is_date(cell)).count()),
        words: known_words(&names),
        score: 0,
    }
}

fn records(text: &[u8], size: u64) -> Likeness {
    // Keys and short texts are what stands between quotes.
    let quoted: Vec<&[u8]> = text.split(|byte| *byte == b'"').skip(1).step_by(2).take(2_000).collect();
    let mut names: Vec<String> = quoted
        .iter()
        .filter(|text| text.len() < 60)
        .map(|text| String::from_utf8_lossy(text).into_owned())
        .collect();
    names.sort();
    names.dedup();
    if names.is_empty() {
        return Likeness::default();
    }
    Likeness {
        columns: names.len().min(20),
        // An object of a helpdesk has about a kilobyte.
        rows: size / 1024,
        dates: quoted.iter().filter(|text| is_like_date(text)).count(),
        words: known_words(&names),
        score: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_and_records_stand_out_from_prose() {
        let csv = likeness(b"Id,Created at,Status\n1,2025-01-08,open\n2,2025-01-09,open\n", 60);
        assert_eq!((csv.columns, csv.dates), (3, 1));
        assert!(csv.words.contains(&"created"));
        let json = likeness(b"[{\"id\": 1, \"created_at\": \"2025-01-08\", \"status\": \"open\"}]", 60);
        let notes = likeness(b"Dear team,\nhere is the export, as promised.\nRegards\n", 60);
        let csv_of_settings = likeness(b"key,value\na,b\n", 14);
        assert!(csv.score > csv_of_settings.score && json.score > csv_of_settings.score);
        assert_eq!(
            (notes.score, likeness(b"", 0).score, likeness(b"\x89PNG\r\n\x1a\n\0\0\0\0", 9).score),
            (0, 0, 0)
        );
    }
}
