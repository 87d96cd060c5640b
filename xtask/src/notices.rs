//! The licences of the crates that are compiled into the program, gathered into one text that is published beside it: most of them
//! ask for their notice to go with every copy.

use crate::Outcome;
use crate::lint::metadata::{Graph, Package};
use crate::workspace::{WASM_TARGET, root};
use std::collections::BTreeMap;
use std::path::Path;

/// How the files that hold a licence or a notice begin.
const NAMES: [&str; 5] = ["license", "licence", "copying", "unlicense", "notice"];

/// Writes `licenses/crates.txt` into a built site.
pub fn write(site: &Path) -> Outcome {
    let graph = Graph::read(&root().join("Cargo.toml"), Some(WASM_TARGET))?;
    let mut reached = BTreeMap::new();
    for program in ["assay", "unpacker"] {
        let program = graph.own(program).ok_or_else(|| format!("there is no crate {program}"))?;
        reached.extend(graph.reached(program));
    }
    let shipped: Vec<&Package> = graph
        .packages()
        .filter(|package| package.is_foreign && reached.contains_key(package.name.as_str()))
        .collect();
    let mut by_text: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut text = String::from("Crates in this program, with their licences\n\n");
    for package in &shipped {
        let title = format!("{} {}", package.name, package.version);
        text.push_str(&format!("{title}: {}\n", package.licence.as_deref().unwrap_or("see below")));
        for licence in texts(&package.folder)? {
            by_text.entry(licence).or_default().push(title.clone());
        }
    }
    for (licence, titles) in by_text {
        text.push_str(&format!("\n{}\n{}\n\n{}\n", "-".repeat(72), titles.join(", "), licence.trim_end()));
    }
    let folder = site.join("licenses");
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(folder.join("crates.txt"), text))
        .map_err(|error| format!("cannot write the licences: {error}"))
}

/// What the licence files of a package say.
fn texts(folder: &Path) -> Outcome<Vec<String>> {
    let describe = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .map_err(describe)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
            path.is_file() && NAMES.iter().any(|start| name.starts_with(start))
        })
        .collect();
    files.sort();
    let read = |path| std::fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).replace("\r\n", "\n"));
    files.into_iter().map(read).collect::<Result<_, _>>().map_err(describe)
}
