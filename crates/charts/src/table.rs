//! The table behind a chart: for screen readers, for copying and for saving.

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading in a file, where it must be understood alone.
    pub label: String,
    /// Its heading on the screen; none for a column that the screen has no need of.
    pub heading: Option<String>,
    /// Whether its cells are numbers, to be set right-aligned.
    pub is_number: bool,
}

impl Column {
    /// A column of words.
    pub(crate) fn words(label: &str) -> Column {
        Column { label: label.to_string(), heading: Some(label.to_string()), is_number: false }
    }

    /// A column of numbers.
    pub(crate) fn number(label: String, heading: Option<String>) -> Column {
        Column { label, heading, is_number: true }
    }

    /// The columns of a value with its interval and n. On the screen the interval stands in one column.
    pub(crate) fn of_point(label: &str, prefix: &str) -> [Column; 4] {
        [
            Column::number(label.to_string(), Some(label.to_string())),
            Column::number(format!("{prefix}lower 95%"), Some("95% interval".to_string())),
            Column::number(format!("{prefix}upper 95%"), None),
            Column::number(format!("{prefix}n"), Some("n".to_string())),
        ]
    }
}

/// A cell, as read and as computed with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// Written out: `63.4%`.
    pub text: String,
    /// For spreadsheets: `0.634`; a date as `YYYY-MM-DD`.
    pub raw: String,
}

impl Cell {
    /// Words.
    pub fn words(text: impl Into<String>) -> Cell {
        let text = text.into();
        Cell { raw: text.clone(), text }
    }

    /// A number with its written form.
    pub fn number(text: String, number: f64) -> Cell {
        Cell { text, raw: if number.is_finite() { number.to_string() } else { String::new() } }
    }

    /// A count.
    pub fn count(number: u64) -> Cell {
        Cell { text: crate::format::count(number), raw: number.to_string() }
    }
}

/// Everything a chart shows, in rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The columns; the first one names the row.
    pub columns: Vec<Column>,
    /// The rows, each with a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table whose first column holds words and whose others hold numbers.
    pub(crate) fn of_numbers(first: &str, others: impl IntoIterator<Item = String>) -> Table {
        let mut columns = vec![Column::words(first)];
        columns.extend(others.into_iter().map(|label| Column::number(label.clone(), Some(label))));
        Table { columns, rows: Vec::new() }
    }

    /// Comma-separated values (RFC 4180) with raw numbers.
    pub fn to_csv(&self) -> String {
        self.separated(',', "\r\n")
    }

    /// Tab-separated values with raw numbers, as spreadsheets take them from the clipboard.
    pub fn to_tsv(&self) -> String {
        self.separated('\t', "\n")
    }

    fn separated(&self, separator: char, line_end: &str) -> String {
        let mut written = String::new();
        let mut push_row = |cells: Vec<String>| {
            written.push_str(&cells.join(&separator.to_string()));
            written.push_str(line_end);
        };
        push_row(self.columns.iter().map(|column| quoted(&column.label, false, separator)).collect());
        for row in &self.rows {
            let is_number = |index: usize| self.columns.get(index).is_some_and(|column| column.is_number);
            push_row(
                row.iter()
                    .enumerate()
                    .map(|(index, cell)| quoted(&cell.raw, is_number(index), separator))
                    .collect(),
            );
        }
        written
    }
}

/// Quotes a cell where it must be. Words from a file that a spreadsheet would run as a formula get an apostrophe.
fn quoted(text: &str, is_number: bool, separator: char) -> String {
    let is_formula = !is_number && text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if is_formula { format!("'{text}") } else { text.to_string() };
    if text.contains([separator, '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separated_values_are_safe() {
        let mut table = Table::of_numbers("Topic", ["AI, share".to_string()]);
        table.rows.push(vec![Cell::words("=HYPERLINK(\"x\")"), Cell::number("−12.5%".into(), -0.125)]);
        assert_eq!(table.to_csv(), "Topic,\"AI, share\"\r\n\"'=HYPERLINK(\"\"x\"\")\",-0.125\r\n");
        assert_eq!(table.to_tsv().lines().next(), Some("Topic\tAI, share"));
    }
}
