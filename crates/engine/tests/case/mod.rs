//! A fixture: a file and what is expected of it, as written in its `case.toml`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What `case.toml` says.
#[derive(Debug, Default)]
pub(crate) struct Case {
    /// Folder below `tests/fixtures`, for messages.
    pub(crate) name: String,
    /// The file.
    pub(crate) path: PathBuf,
    /// Top-level keys.
    keys: BTreeMap<String, String>,
    /// Expected canonical values: ticket id → (field, value).
    pub(crate) expected: Vec<(String, Vec<(String, String)>)>,
}

impl Case {
    /// A top-level key.
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.keys.get(key).map(String::as_str)
    }

    /// A top-level key that is a number.
    pub(crate) fn number(&self, key: &str) -> Option<u64> {
        self.get(key)
            .map(|value| value.parse().unwrap_or_else(|_| panic!("{}: {key} is no number", self.name)))
    }

    /// Reads one case. Only the part of TOML that these files use: strings, whole numbers and tables named `expect.<id>`.
    fn read(folder: &Path, root: &Path) -> Case {
        let text = std::fs::read_to_string(folder.join("case.toml")).expect("case.toml can be read");
        let name = folder.strip_prefix(root).unwrap().display().to_string().replace('\\', "/");
        let mut case = Case { name: name.clone(), ..Case::default() };
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(id) = line.strip_prefix("[expect.").and_then(|rest| rest.strip_suffix(']')) {
                case.expected.push((id.trim_matches('"').to_string(), Vec::new()));
                continue;
            }
            let (key, value) =
                line.split_once(" = ").unwrap_or_else(|| panic!("{name}, line {}: {line}", number + 1));
            let value = match value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
                Some(text) => text.replace("\\\"", "\""),
                None => value.parse::<u64>().unwrap_or_else(|_| panic!("{name}: {value}")).to_string(),
            };
            match case.expected.last_mut() {
                Some((_, values)) => values.push((key.to_string(), value)),
                None => {
                    const KEYS: [&str; 8] = [
                        "origin",
                        "file",
                        "format",
                        "rows",
                        "tickets",
                        "set_aside",
                        "zone_in_file",
                        "problem",
                    ];
                    assert!(KEYS.contains(&key), "{name}: unknown key {key}");
                    case.keys.insert(key.to_string(), value);
                }
            }
        }
        assert!(case.get("origin").is_some(), "{name} does not say where it comes from");
        case.path = folder.join(case.get("file").unwrap_or_else(|| panic!("{name} names no file")));
        case
    }
}

/// Every case below `tests/fixtures`, in order.
pub(crate) fn all() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
    let mut folders = vec![root.clone()];
    let mut cases = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("fixtures can be listed").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().is_some_and(|name| name == "case.toml") {
                cases.push(Case::read(&folder, &root));
            }
        }
    }
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}
