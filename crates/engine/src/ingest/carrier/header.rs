//! Where the table begins: which record names the columns, what stands above it, and the first rows under it.

use super::dialect::{self, Found};
use super::scan::{Dialect, Marks, Scan, scan};
use super::{Cell, Row};
use model::import::{Certainty, Decision};

/// Records among which the header is looked for.
const LOOK_RECORDS: usize = 40;
/// Rows handed to the formats.
pub(crate) const SAMPLE_ROWS: usize = 1_000;

/// The beginning of a table.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    /// How records and cells are told apart.
    pub(crate) dialect: Dialect,
    /// Names of the columns.
    pub(crate) names: Vec<String>,
    /// Where the first row under the header begins, in the text.
    pub(crate) body: usize,
    /// The line it begins on.
    pub(crate) body_line: u64,
    /// Up to [`SAMPLE_ROWS`] rows.
    pub(crate) sample: Vec<Vec<String>>,
    /// For the import screen.
    pub(crate) decisions: Vec<Decision>,
}

/// Why a text is no table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NoTable {
    /// Lines of text without columns.
    Prose,
    /// A comma-separated file that a spreadsheet with another list separator has saved again: each row is one cell.
    Mangled {
        /// The separator the spreadsheet wrote.
        delimiter: u8,
    },
}

struct Line {
    cells: Vec<String>,
    next: usize,
    next_line: u64,
    line: u64,
}

/// Finds the header and the first rows. `is_whole`: the text is all there is.
pub(crate) fn find(text: &[u8], is_whole: bool) -> Result<Layout, NoTable> {
    let Found { dialect, start, lines, columns, share, mut decisions } = dialect::sniff(text, is_whole);
    let records = records(text, start, lines + 1, is_whole, &dialect, LOOK_RECORDS);
    let usual = columns;
    let near = |count: usize| count.abs_diff(usual) <= (usual / 5).max(1);
    let header = records.iter().position(|record| is_header(&record.cells) && near(record.cells.len()));
    if header.is_none() && (share < 0.6 || records.is_empty()) {
        return Err(NoTable::Prose);
    }
    // Few rows with a footer of sentences below them are a table all the same.
    let alike = records.iter().filter(|record| record.cells.len() == usual).count();
    let is_table = header.is_some() && usual > 3 && alike > 2;
    if (usual < 2 || share < 0.6) && !is_table && is_prose(&records) {
        return Err(NoTable::Prose);
    }
    if let Some(first) = records.first() {
        let mut filled = first.cells.iter().filter(|cell| !cell.is_empty());
        if let (Some(only), None) = (filled.next(), filled.next())
            && first.cells.len() > 1
            && only.matches(',').count() > 2
            && dialect.delimiter != b','
        {
            return Err(NoTable::Mangled { delimiter: dialect.delimiter });
        }
    }
    // With no row that reads like names: rows from the first on, unless that is the only one.
    let is_nameless = header.is_none() && records.len() > 1 && usual > 1;
    let (names, body, body_line, line) = match (header, records.first()) {
        (_, Some(first)) if is_nameless => {
            let names = (1..=usual).map(|number| format!("column {number}")).collect();
            (names, start, first.line, first.line)
        }
        (header, _) => {
            let record = &records[header.unwrap_or(0)];
            (record.cells.clone(), record.next, record.next_line, record.line)
        }
    };
    let above = header.unwrap_or(0);
    if is_nameless || above > 0 {
        decisions.push(Decision {
            id: "header".into(),
            label: "Column names".into(),
            value: if is_nameless { "none".into() } else { format!("line {line}") },
            reason: if is_nameless {
                "the first row holds values, not names; the columns are numbered".into()
            } else {
                format!("the {above} line(s) above it do not name {usual} columns")
            },
            certainty: Certainty::Likely,
            is_override: false,
        });
    }
    let sample = self::records(text, body, body_line, is_whole, &dialect, SAMPLE_ROWS)
        .into_iter()
        .map(|record| record.cells)
        .collect();
    Ok(Layout { dialect, names, body, body_line, sample, decisions })
}

fn records(
    text: &[u8],
    start: usize,
    line: u64,
    is_whole: bool,
    dialect: &Dialect,
    most: usize,
) -> Vec<Line> {
    let mut marks = Marks::new(dialect);
    let mut cells: Vec<Cell> = Vec::new();
    let mut found: Vec<Line> = Vec::new();
    let (mut at, mut line, mut columns) = (start, line, 0);
    while at < text.len() && found.len() < most {
        let (next, lines) = match scan(text, at, is_whole, dialect, columns, &mut marks, &mut cells) {
            Scan::Record { next, lines, .. } => {
                let quote = dialect.quote.unwrap_or(b'"');
                let row = Row { buffer: text, cells: &cells, quote, byte: 0, end: 0, line };
                let strings = row.to_strings();
                if strings.iter().any(|cell| !cell.is_empty()) {
                    columns = cells.len();
                    found.push(Line { cells: strings, next, next_line: line + lines, line });
                }
                (next, lines)
            }
            Scan::Broken { next, lines, .. } => (next, lines),
            Scan::More | Scan::Cut => break,
        };
        at = next;
        line += lines;
    }
    found
}

/// Most cells of a header are names: not numbers, dates, addresses or long texts.
fn is_header(cells: &[String]) -> bool {
    let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
    let values = cells.iter().filter(|cell| !cell.is_empty() && !is_name(cell)).count();
    filled * 2 > cells.len() && values * 10 <= filled && filled > 0 && (cells.len() > 1 || values == 0)
}

fn is_name(cell: &str) -> bool {
    if cell.len() > 160 || cell.contains('@') {
        return false;
    }
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    let first_is_digit = cell.as_bytes().first().is_some_and(u8::is_ascii_digit);
    letters > 0 && !(first_is_digit && digits >= letters) || cell == "#"
}

/// Sentences rather than values: on average more than four words a line.
fn is_prose(records: &[Line]) -> bool {
    let words: usize =
        records.iter().flat_map(|record| &record.cells).map(|cell| cell.split_whitespace().count()).sum();
    words > 4 * records.len().max(1)
}

/// The zone that a header names in parentheses, e.g. `Created at (Europe/Berlin)`, or that a report repeats in each row, as Gladly's
/// do under “Timezone Filter”; IANA names only.
pub(crate) fn zone_in(names: &[String], sample: &[Vec<String>]) -> Option<String> {
    let zone_of = |text: &str| {
        let is_candidate = text.contains('/') || text.eq_ignore_ascii_case("utc");
        let zone = is_candidate.then(|| crate::zones::Zone::get(text)).flatten()?;
        Some(zone.name().to_string())
    };
    let in_name = |name: &String| zone_of(name.trim().strip_suffix(')')?.rsplit_once('(')?.1.trim());
    let in_rows = || {
        let column = names.iter().position(|name| name.trim().eq_ignore_ascii_case("timezone filter"))?;
        let cell = |row: &Vec<String>| row.get(column).and_then(|cell| zone_of(cell.trim()));
        let zone = cell(sample.first()?)?;
        sample.iter().all(|row| cell(row).as_ref() == Some(&zone)).then_some(zone)
    };
    names.iter().find_map(in_name).or_else(in_rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_above_the_header_are_passed_over() {
        let text = "Ticket report,,\nGenerated 2026-01-02,,\n\nId,Status,Created at\n1,open,2026-01-01\n2,new,2026-01-02\n";
        let layout = find(text.as_bytes(), true).unwrap();
        assert_eq!(layout.names, ["Id", "Status", "Created at"]);
        assert_eq!((layout.body_line, layout.sample.len()), (5, 2));
    }

    #[test]
    fn rows_longer_than_the_header_are_not_the_header() {
        let text = "Id,Status,Created at\n1,open,2026-01-01,\n2,new,2026-01-02,\n";
        assert_eq!(find(text.as_bytes(), true).unwrap().names, ["Id", "Status", "Created at"]);
    }

    #[test]
    fn values_without_names_get_numbers() {
        let layout = find(b"1,open,2026-01-01\n2,new,2026-01-02\n", true).unwrap();
        assert_eq!(layout.names, ["column 1", "column 2", "column 3"]);
        assert_eq!((layout.body, layout.sample.len()), (0, 2));
    }

    #[test]
    fn two_rows_above_a_footer_of_sentences_are_a_table() {
        let text = "Number,Opened,Status,Owner\n1,2026-01-05,Open,Nora\n2,2026-01-06,Closed,Nora\n\n\
            \"Grand total of all the records above: two (2)\"\nNot to be shown to anybody outside of the company\n\
            All rights are reserved by those who made this report\n";
        assert_eq!(find(text.as_bytes(), true).unwrap().names, ["Number", "Opened", "Status", "Owner"]);
    }

    #[test]
    fn prose_and_mangled_files_are_no_tables() {
        let prose = "Dear all,\nplease find the export in the shared folder of the team.\nIt is large, slow, and old, sorry.\n";
        assert_eq!(find(prose.as_bytes(), true).unwrap_err(), NoTable::Prose);
        let mangled = "\"Id,Status,Created,Solved\";;;\n\"1,open,2026-01-01,\";;;\n";
        assert_eq!(find(mangled.as_bytes(), true).unwrap_err(), NoTable::Mangled { delimiter: b';' });
    }

    #[test]
    fn zones_are_read_from_headers() {
        let names = |text: &str| vec!["Id".to_string(), text.to_string()];
        assert_eq!(zone_in(&names("Started at (America/Lima)"), &[]).as_deref(), Some("America/Lima"));
        assert_eq!(zone_in(&names("Started at (Mars/Base)"), &[]), None);
        assert_eq!(zone_in(&names("Cost (min/max)"), &[]), None);
        let rows = |zones: &[&str]| zones.iter().map(|zone| names(zone)).collect::<Vec<_>>();
        let filter = names("Timezone Filter");
        assert_eq!(
            zone_in(&filter, &rows(&["Europe/Berlin", "Europe/Berlin"])).as_deref(),
            Some("Europe/Berlin")
        );
        assert_eq!(zone_in(&filter, &rows(&["Europe/Berlin", "America/Lima"])), None);
        assert_eq!(zone_in(&filter, &[]), None);
    }
}
