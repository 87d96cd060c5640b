//! One JSON record as cells: a column for each path to a plain value.

use super::Cell;
use crate::ingest::intern::Interner;
use serde_json::Value;

/// Between the values of a list of plain values: a character that no helpdesk puts into a tag.
pub(crate) const LIST_SEPARATOR: char = '\u{1f}';
/// Paths beyond this many are not read: such a file uses its data as keys.
const MOST_COLUMNS: usize = 4_000;

/// Gives paths their columns, and records their cells.
#[derive(Debug, Default)]
pub(crate) struct Flattener {
    /// The names again: the code of each is its column.
    columns: Interner,
    names: Vec<String>,
    /// Text of the record's values.
    pub(crate) buffer: Vec<u8>,
    /// A cell for each column.
    pub(crate) cells: Vec<Cell>,
    path: String,
}

impl Flattener {
    /// Names of all columns, in the order in which they turned up.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// Makes sure that a column is there.
    pub(crate) fn declare(&mut self, name: &str) {
        self.column(name);
    }

    /// Forgets the record before.
    pub(crate) fn begin(&mut self) {
        self.buffer.clear();
        self.cells.clear();
        self.cells.resize(self.names.len(), Cell::default());
    }

    /// Adds the cells of a record.
    pub(crate) fn add_record(&mut self, record: &Value) {
        self.path.clear();
        self.add(record, 0);
    }

    /// Adds one cell.
    pub(crate) fn add_cell(&mut self, name: &str, value: &str) {
        let start = self.buffer.len();
        self.buffer.extend_from_slice(value.as_bytes());
        self.put(name, start);
    }

    fn column(&mut self, name: &str) -> Option<usize> {
        if let Some(column) = self.columns.find(name.as_bytes()) {
            return Some(column as usize);
        }
        if self.names.len() >= MOST_COLUMNS {
            return None;
        }
        let column = self.names.len();
        self.columns.code(name.as_bytes());
        self.names.push(name.to_string());
        self.cells.push(Cell::default());
        Some(column)
    }

    fn put(&mut self, name: &str, start: usize) {
        if let Some(column) = self.column(name) {
            self.cells[column] = Cell::plain(start, self.buffer.len());
        }
    }

    fn add(&mut self, value: &Value, depth: usize) {
        let start = self.buffer.len();
        match value {
            Value::Object(fields) => {
                for (key, value) in fields {
                    let length = self.path.len();
                    if length > 0 {
                        self.path.push('.');
                    }
                    self.path.push_str(key);
                    self.add(value, depth + 1);
                    self.path.truncate(length);
                }
                return;
            }
            Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
                self.add_fields(items);
                return;
            }
            Value::Array(items) => {
                for item in items.iter().filter(|item| !item.is_null()) {
                    if self.buffer.len() > start {
                        self.buffer.push(LIST_SEPARATOR as u8);
                    }
                    self.write(item);
                }
                // A single value with a comma in it must not look like two.
                if items.len() == 1 && self.buffer[start..].contains(&b',') {
                    self.buffer.push(LIST_SEPARATOR as u8);
                }
            }
            plain => self.write(plain),
        }
        // A value without a key (a record that is no object) has no column.
        if depth > 0 {
            let path = std::mem::take(&mut self.path);
            self.put(&path, start);
            self.path = path;
        }
    }

    /// Custom fields as pairs of id and value become a column each, tags with a number of their own a list of names; other lists
    /// of objects are left to the format.
    fn add_fields(&mut self, items: &[Value]) {
        if self.path.ends_with("tags") || self.path.ends_with("labels") {
            let name =
                |item: &Value| ["name", "tag"].iter().find_map(|key| item[*key].as_str().map(Value::from));
            let names: Vec<Value> = items.iter().filter_map(name).collect();
            return self.add(&Value::Array(names), 1);
        }
        if !self.path.ends_with("custom_fields") {
            return;
        }
        let length = self.path.len();
        for item in items {
            let id = match item.get("id") {
                Some(Value::Number(id)) => id.to_string(),
                Some(Value::String(id)) => id.clone(),
                _ => continue,
            };
            if let Some(value) = item.get("value") {
                self.path.push('.');
                self.path.push_str(&id);
                self.add(value, 1);
                self.path.truncate(length);
            }
        }
    }

    fn write(&mut self, value: &Value) {
        use std::io::Write;
        match value {
            Value::String(text) => self.buffer.extend_from_slice(text.as_bytes()),
            Value::Bool(true) => self.buffer.extend_from_slice(b"true"),
            Value::Bool(false) => self.buffer.extend_from_slice(b"false"),
            Value::Number(number) => {
                // Writing into memory cannot fail.
                let _ = write!(self.buffer, "{number}");
            }
            Value::Null | Value::Array(_) | Value::Object(_) => {}
        }
    }

    /// The cells as text, the values of a list separated by commas.
    pub(crate) fn to_strings(&self) -> Vec<String> {
        let text = |cell: &Cell| {
            let text = String::from_utf8_lossy(&self.buffer[cell.start()..cell.end()]);
            text.trim_end_matches(LIST_SEPARATOR).replace(LIST_SEPARATOR, ",")
        };
        self.cells.iter().map(text).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_columns() {
        let mut flattener = Flattener::default();
        let record = serde_json::json!({
            "id": 7, "via": {"channel": "web", "x": {"y": true}}, "tags": ["a", "b c"], "none": null, "rate": 1.5,
            "custom_fields": [{"id": 11, "value": "v"}, {"id": "z", "value": ["p", "q"]}, {"id": 12, "value": null}],
            "comments": [{"id": 1, "body": "text"}],
        });
        flattener.begin();
        flattener.add_record(&record);
        let cells: Vec<(String, String)> =
            flattener.names().iter().cloned().zip(flattener.to_strings()).collect();
        let get = |name: &str| cells.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        assert_eq!((get("id"), get("via.channel"), get("via.x.y")), (Some("7"), Some("web"), Some("true")));
        assert_eq!((get("tags"), get("none"), get("rate")), (Some("a,b c"), Some(""), Some("1.5")));
        assert_eq!((get("custom_fields.11"), get("custom_fields.z")), (Some("v"), Some("p,q")));
        assert_eq!((get("custom_fields.12"), get("comments")), (Some(""), None));
    }
}
