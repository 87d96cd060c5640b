//! Which delimiter, quote and line end a text uses, told from its first records.

use super::Cell;
use super::scan::{Dialect, Marks, Scan, scan};
use model::import::{Certainty, Decision};

/// Records that are looked at for each delimiter.
const LOOK_RECORDS: usize = 400;

/// The delimiters that are tried, with their names.
const DELIMITERS: [(u8, &str); 4] =
    [(b',', "comma"), (b';', "semicolon"), (b'\t', "tab"), (b'|', "pipe (|)")];

/// What was decided.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// The dialect.
    pub(crate) dialect: Dialect,
    /// Where the first record begins: after a `sep=` line, if there is one.
    pub(crate) start: usize,
    /// Lines before that.
    pub(crate) lines: u64,
    /// Cells that most records have.
    pub(crate) columns: usize,
    /// Share of the records that have so many cells.
    pub(crate) share: f64,
    /// For the import screen.
    pub(crate) decisions: Vec<Decision>,
}

/// How one delimiter and quote explain the records.
#[derive(Debug, Clone, Copy, Default)]
struct Trial {
    /// Usual number of cells.
    columns: usize,
    /// Records that have it.
    agree: usize,
    /// Records that are not blank.
    records: usize,
    /// Cells of the first record.
    first: usize,
    /// Records with a quoted cell.
    quoted: usize,
    /// Records with a quote that breaks the rules.
    broken: usize,
}

impl Trial {
    fn share(&self) -> f64 {
        if self.records == 0 { 0.0 } else { self.agree as f64 / self.records as f64 }
    }

    /// More is better; a delimiter that never occurs scores zero.
    fn score(&self) -> f64 {
        if self.columns < 2 {
            return 0.0;
        }
        let first = if self.first == self.columns { 1.0 } else { 0.8 };
        let clean = 1.0 - 0.5 * self.broken as f64 / self.records.max(1) as f64;
        self.share() * first * clean * (1.0 + libm::log(self.columns as f64) * 0.15)
    }
}

/// Decides from the beginning of a text. `is_whole`: the text is all there is.
pub(crate) fn sniff(text: &[u8], is_whole: bool) -> Found {
    let newline = newline_of(text);
    let (told, start) = separator_line(text, newline);
    let body = &text[start..];
    let mut best: Option<(u8, &str, Trial)> = None;
    for (delimiter, name) in DELIMITERS {
        if told.is_some_and(|told| told != delimiter) {
            continue;
        }
        let trial = attempt(body, is_whole, Dialect { delimiter, quote: Some(b'"'), newline });
        if best.is_none_or(|(_, _, other)| trial.score() > other.score()) {
            best = Some((delimiter, name, trial));
        }
    }
    // A `sep=` line may name any character.
    let (delimiter, name, trial) = best.unwrap_or_else(|| {
        let delimiter = told.unwrap_or(b',');
        (delimiter, "other", attempt(body, is_whole, Dialect { delimiter, quote: Some(b'"'), newline }))
    });
    let (quote, trial, quote_decision) = quote_of(body, is_whole, delimiter, newline, trial);
    let delimiter_decision = Decision {
        id: "delimiter".into(),
        label: "Columns are separated by".into(),
        value: name.into(),
        reason: if told.is_some() {
            "the file's first line says so (sep=)".into()
        } else if trial.columns < 2 {
            "no other separator divides the lines".into()
        } else {
            format!(
                "{} of the first {} rows have {} columns this way",
                trial.agree, trial.records, trial.columns
            )
        },
        certainty: if told.is_some() || (trial.share() > 0.98 && trial.columns > 1) {
            Certainty::Proven
        } else if trial.share() > 0.7 {
            Certainty::Likely
        } else {
            Certainty::Assumed
        },
        is_override: false,
    };
    Found {
        dialect: Dialect { delimiter, quote, newline },
        start,
        lines: u64::from(start > 0),
        columns: trial.columns,
        share: trial.share(),
        decisions: vec![delimiter_decision, quote_decision],
    }
}

/// `\r` only where it ends lines by itself; else `\n`. Line breaks inside quotes do not count.
fn newline_of(text: &[u8]) -> u8 {
    let (mut feeds, mut returns, mut is_quoted) = (0usize, 0usize, false);
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => feeds += 1,
            b'\r' if !is_quoted && text.get(at + 1).is_some_and(|next| *next != b'\n') => returns += 1,
            _ => {}
        }
    }
    if feeds == 0 && returns > 0 { b'\r' } else { b'\n' }
}

/// The delimiter named by a first line such as `sep=;`, and where the next line begins.
fn separator_line(text: &[u8], newline: u8) -> (Option<u8>, usize) {
    let end = memchr::memchr(newline, text).unwrap_or(text.len());
    // The delimiter may be a tab: only line ends and quotes are stripped.
    let line: Vec<u8> = text[..end].iter().copied().filter(|byte| !matches!(byte, b'\r' | b'"')).collect();
    match line.as_slice() {
        [s, e, p, b'=', delimiter] if [*s, *e, *p].eq_ignore_ascii_case(b"sep") => {
            (Some(*delimiter), (end + 1).min(text.len()))
        }
        _ => (None, 0),
    }
}

fn attempt(text: &[u8], is_whole: bool, dialect: Dialect) -> Trial {
    let mut marks = Marks::new(&dialect);
    let mut cells: Vec<Cell> = Vec::new();
    let mut counts: Vec<usize> = Vec::new();
    let mut trial = Trial::default();
    let mut at = 0;
    while at < text.len() && trial.records < LOOK_RECORDS {
        match scan(text, at, is_whole, &dialect, trial.first, &mut marks, &mut cells) {
            Scan::Record { next, is_stray, .. } => {
                if cells.len() > 1 || cells.iter().any(|cell| !cell.is_empty()) {
                    if trial.records == 0 {
                        trial.first = cells.len();
                    }
                    trial.records += 1;
                    trial.broken += usize::from(is_stray);
                    trial.quoted += usize::from(
                        cells
                            .iter()
                            .any(|cell| cell.start() > at && Some(text[cell.start() - 1]) == dialect.quote),
                    );
                    if counts.len() <= cells.len() {
                        counts.resize(cells.len() + 1, 0);
                    }
                    counts[cells.len()] += 1;
                }
                at = next;
            }
            Scan::Broken { next, .. } => {
                trial.records += 1;
                trial.broken += 1;
                at = next;
            }
            Scan::More | Scan::Cut => break,
        }
    }
    if let Some((columns, agree)) = counts.iter().enumerate().max_by_key(|(_, count)| **count) {
        trial.columns = columns;
        trial.agree = *agree;
    }
    trial
}

fn quote_of(
    text: &[u8],
    is_whole: bool,
    delimiter: u8,
    newline: u8,
    double: Trial,
) -> (Option<u8>, Trial, Decision) {
    let decide = |value: &str, reason: String, certainty| Decision {
        id: "quote".into(),
        label: "Cells are quoted with".into(),
        value: value.into(),
        reason,
        certainty,
        is_override: false,
    };
    if double.quoted == 0 {
        let single = attempt(text, is_whole, Dialect { delimiter, quote: Some(b'\''), newline });
        let is_clear = single.quoted * 2 > single.records && single.broken == 0;
        if is_clear && single.share() >= double.share() && single.columns > 1 {
            let reason = format!("{} of {} rows have cells in single quotes", single.quoted, single.records);
            return (Some(b'\''), single, decide("single quotes (')", reason, Certainty::Likely));
        }
        let reason = "none of the first rows has a quoted cell; double quotes are the rule".to_string();
        return (Some(b'"'), double, decide("double quotes (\")", reason, Certainty::Assumed));
    }
    let none = attempt(text, is_whole, Dialect { delimiter, quote: None, newline });
    if none.columns == none.first && none.columns > 1 {
        let breaks_often =
            double.broken * 5 > double.quoted && double.broken > 2 && none.share() > double.share();
        // Quotes that swallow whole rows: without them there are more rows, and all are alike.
        let swallows = double.broken == 0 && none.share() > 0.98 && none.agree * 5 > double.agree * 6;
        if breaks_often || swallows {
            let reason = format!(
                "read as letters, {} of {} rows have {} columns; read as quotes, {} have",
                none.agree, none.records, none.columns, double.agree
            );
            return (None, none, decide("nothing: quotes are part of the text", reason, Certainty::Likely));
        }
    }
    let reason = format!("{} of the first {} rows have such cells", double.quoted, double.records);
    (Some(b'"'), double, decide("double quotes (\")", reason, Certainty::Proven))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dialect(text: &str) -> (u8, Option<u8>, u8) {
        let found = sniff(text.as_bytes(), true);
        (found.dialect.delimiter, found.dialect.quote, found.dialect.newline)
    }

    #[test]
    fn delimiters_are_told_by_consistent_counts() {
        assert_eq!(dialect("id,name\n1,a;b;c\n2,d\n").0, b',');
        assert_eq!(dialect("id;amount;other\n1;1,5;2,5\n2;3,5;4,5\n").0, b';');
        assert_eq!(dialect("id\tnote\n1\tred, green, blue\n2\tone\n").0, b'\t');
        assert_eq!(dialect("id|note\n1|x, y\n2|z, w\n").0, b'|');
        assert_eq!(dialect("sep=;\nid;a,b\n1;2,3\n").0, b';');
        assert_eq!(dialect("\"sep=|\"\r\nid|x\r\n1|2\r\n"), (b'|', Some(b'"'), b'\n'));
    }

    #[test]
    fn quotes_and_line_ends() {
        assert_eq!(dialect("a,b\r'x, y',1\r'z','2'\r"), (b',', Some(b'\''), b'\r'));
        assert_eq!(dialect("a,b\nit's,1\n'tis,2\nno,3\n").1, Some(b'"'));
        let inches = "size\tname\tn\n\"5\tx\t1\n6\"\ty\t2\n\"7\tz\t3\n\"8\tw\t4\n\"9\tw\t4\n\"10\tw\t4\n";
        assert_eq!(dialect(inches), (b'\t', None, b'\n'));
        assert_eq!(dialect("a,b\r\n1,\"x\ry\"\r\n").2, b'\n');
    }
}
