//! Adding a helpdesk, a metric or a vendor's definition is one file and one line: what a list names stands in a file (or folder) of
//! its own, and besides that list nothing in the product knows it.

use super::verdict;
use crate::Outcome;
use crate::workspace::{files, text};

/// A list of things of one kind: the folder whose `mod.rs` holds it, and its name there.
struct Registry {
    folder: &'static str,
    list: &'static str,
    /// What all others may lean on.
    base: &'static str,
}

const REGISTRIES: [Registry; 3] = [
    Registry { folder: "crates/engine/src/ingest/formats", list: "FORMATS", base: "generic" },
    Registry { folder: "crates/engine/src/metrics", list: "METRICS", base: "" },
    Registry { folder: "crates/engine/src/definitions", list: "DEFINITIONS", base: "" },
];

/// Complains about everything registered that is known elsewhere, and about modules that are declared as if they were registered.
pub fn check() -> Outcome {
    let sources: Vec<(String, String)> = files()?
        .into_iter()
        .filter(|path| is_product(path))
        .filter_map(|path| Some((path.clone(), text(&path)?)))
        .collect();
    let mut complaints = Vec::new();
    for registry in &REGISTRIES {
        let path = format!("{}/mod.rs", registry.folder);
        let listed =
            sources.iter().find(|(of, _)| *of == path).map(|(_, text)| registered(text, registry.list));
        match listed {
            Some(names) if names.len() > 1 => {
                for name in names.iter().filter(|name| *name != registry.base) {
                    complaints.extend(known_elsewhere(registry.folder, name, &sources));
                }
            }
            _ => complaints.push(format!("{path}: no list {} is found", registry.list)),
        }
    }
    verdict(complaints)
}

fn is_product(path: &str) -> bool {
    path.ends_with(".rs")
        && (path.starts_with("src/") || (path.starts_with("crates/") && path.contains("/src/")))
}

/// The modules that a list takes its entries from: `gorgias` of `&gorgias::FORMAT`.
fn registered(text: &str, list: &str) -> Vec<String> {
    let begin = format!("static {list}: ");
    let entries = text.lines().skip_while(|line| !line.contains(&begin)).skip(1);
    let mut names: Vec<String> = Vec::new();
    for entry in entries.take_while(|line| !line.starts_with("];")) {
        let module = entry.trim().trim_start_matches('&').split("::").next().unwrap_or_default();
        let is_name = !module.is_empty()
            && module.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if is_name && !names.iter().any(|known| known == module) {
            names.push(module.to_string());
        }
    }
    names
}

/// Places other than its own file and its list that name a registered module.
fn known_elsewhere(folder: &str, name: &str, sources: &[(String, String)]) -> Vec<String> {
    let last = folder.rsplit('/').next().unwrap_or_default();
    let (file, inside, list) =
        (format!("{folder}/{name}.rs"), format!("{folder}/{name}/"), format!("{folder}/mod.rs"));
    let from_outside = format!("{last}::{name}");
    let mut found = Vec::new();
    for (path, text) in
        sources.iter().filter(|(path, _)| *path != file && *path != list && !path.starts_with(&inside))
    {
        for (index, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            let is_import = path.starts_with(folder) && code.trim_start().starts_with("use super");
            let is_known = names(code, &from_outside)
                || (path.starts_with(folder) && names(code, &format!("super::{name}")))
                || (is_import && names(code, name));
            if is_known {
                found.push(format!(
                    "{path}:{}: names `{name}`, which stands in the list of {list} and should be known to nothing else",
                    index + 1
                ));
            }
        }
    }
    found
}

/// Whether a line holds that name, and not only as a part of a longer one.
fn names(code: &str, name: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || c == '_';
    code.match_indices(name)
        .any(|(at, _)| !code[..at].ends_with(is_letter) && !code[at + name.len()..].starts_with(is_letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "mod acme;\npub static FORMATS: &[&dyn Format] = &[\n    &acme::csv::Csv,\n    &acme::JSON,\n    &other_desk::FORMAT,\n];\n";

    #[test]
    fn entries_name_their_modules_once() {
        assert_eq!(registered(LIST, "FORMATS"), ["acme", "other_desk"]);
        assert!(registered(LIST, "METRICS").is_empty());
    }

    #[test]
    fn what_names_a_registered_module_is_told_with_its_line() {
        let source = |path: &str, text: &str| (path.to_string(), text.to_string());
        let sources = [
            source("x/formats/mod.rs", LIST),
            source("x/formats/acme/json.rs", "use super::acme::csv;"),
            source("x/formats/other_desk.rs", "//! Other.\nuse super::acme::words;"),
            source("x/views.rs", "let is = formats::acme::is_ours(name);"),
            source(
                "x/formats/third.rs",
                "use super::{Shape, acme};\nuse super::acme_like;\nlet acme = 1; // super::acme",
            ),
            source("y/super.rs", "use super::acme;"),
        ];
        let found = known_elsewhere("x/formats", "acme", &sources);
        assert_eq!(found.len(), 3, "{found:?}");
        let places = ["x/formats/other_desk.rs:2:", "x/views.rs:1:", "x/formats/third.rs:1:"];
        assert!(places.iter().zip(&found).all(|(place, found)| found.starts_with(place)), "{found:?}");
    }
}
