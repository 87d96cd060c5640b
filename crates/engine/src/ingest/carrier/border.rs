//! Where a record begins after a cut at any place: a guess, which the reader of what comes before the cut confirms or refutes.

use super::scan::{Dialect, Strict, strict_record};
use memchr::memchr_iter;

/// Records that must read well after a line end for it to be taken for the end of a record.
const WITNESSES: usize = 5;
/// Line ends that are tried: a longer text within quotes is left to the reader of what comes before.
const MOST_LINE_ENDS: usize = 2_000;

/// The first place after a line end where a record seems to begin. The buffer begins one byte before the cut.
pub(crate) fn find(buffer: &[u8], dialect: &Dialect, columns: usize) -> Option<usize> {
    let mut ends = memchr_iter(dialect.newline, buffer).map(|at| at + 1).take(MOST_LINE_ENDS);
    if dialect.quote.is_none() {
        return ends.next();
    }
    // Lines within quotes rarely have as many cells as the table; where rows are ragged, they rarely end their quotes well.
    let starts: Vec<usize> = ends.collect();
    let first = |accept: &dyn Fn(usize) -> bool| {
        starts.iter().copied().find(|start| reads_well(buffer, *start, dialect, accept))
    };
    first(&|cells| cells == columns).or_else(|| first(&|cells| cells > 1 && cells <= columns))
}

fn reads_well(buffer: &[u8], start: usize, dialect: &Dialect, accept: &dyn Fn(usize) -> bool) -> bool {
    let mut at = start;
    for witness in 0..WITNESSES {
        match strict_record(buffer, at, false, dialect) {
            Strict::Record { cells, next } if accept(cells) => at = next,
            // The buffer ends: what was seen must do.
            Strict::More => return witness > 0,
            _ => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMAS: Dialect = Dialect { delimiter: b',', quote: Some(b'"'), newline: b'\n' };

    #[test]
    fn lines_within_quotes_are_passed_over() {
        let row = "1,2026-01-01,\"a\nb, c\n\"\"d\"\"\n\",x\r\n";
        let text = row.repeat(12);
        let bytes = text.as_bytes();
        for cut in 1..3 * row.len() {
            let found = cut - 1 + find(&bytes[cut - 1..], &COMMAS, 4).unwrap();
            assert_eq!(found, cut.div_ceil(row.len()) * row.len(), "cut at {cut}");
        }
    }

    #[test]
    fn rows_that_are_all_short_are_rows() {
        let text = "1,\"a\nb\"\n".repeat(12);
        assert_eq!(find(&text.as_bytes()[8..], &COMMAS, 9), Some(8));
        let plain = Dialect { quote: None, ..COMMAS };
        assert_eq!(find(b"x\"\n\"y\n", &plain, 2), Some(3));
        assert_eq!(find(b"no end", &plain, 2), None);
    }
}
