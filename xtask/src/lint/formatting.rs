//! rustfmt over every Rust file that git lists, not over what `cargo fmt` happens to reach: modules declared inside a macro
//! and crates outside the workspace would be passed over. A file that no crate reaches is told, too.

use super::verdict;
use crate::workspace::{root, rust_files, text};
use crate::{Outcome, process};
use std::path::Path;

/// Complains about files that are not formatted, and about files that no module declares.
pub fn check() -> Outcome {
    let files = rust_files()?;
    let orphans = files.iter().filter(|path| !is_reached(path, &files));
    let complaints: Vec<String> =
        orphans.map(|path| format!("{path}: no `mod` declares this file, so it is never compiled")).collect();
    rustfmt(&files, &["--check"])?;
    verdict(complaints)
}

/// Formats every file.
pub fn format_all() -> Outcome {
    crate::tools::rust_components()?;
    rustfmt(&rust_files()?, &[])
}

fn rustfmt(files: &[String], options: &[&str]) -> Outcome {
    let mut rustfmt = process::command("rustfmt");
    process::run(rustfmt.args(["--edition", "2024"]).args(options).args(files).current_dir(root()))
        .map_err(|_| "some files are not formatted: `cargo xtask fmt` does it".to_string())
}

/// Whether the file is the root of a target, or a module that some file above or beside it names.
fn is_reached(path: &str, files: &[String]) -> bool {
    let path = Path::new(path);
    let (Some(folder), Some(stem)) = (path.parent(), path.file_stem().and_then(|stem| stem.to_str())) else {
        return true;
    };
    let folder_name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let is_root = matches!(stem, "main" | "lib" | "build")
        || matches!(folder_name, "tests" | "benches" | "examples" | "bin" | "fuzz_targets");
    if is_root {
        return true;
    }
    // The module `a` is `a.rs` or `a/mod.rs`. It may be declared beside that, or in the file of the folder it lies in.
    let (module, home) =
        if stem == "mod" { (folder_name, folder.parent().unwrap_or(folder)) } else { (stem, folder) };
    let declared = files
        .iter()
        .filter(|other| {
            Path::new(other).parent() == Some(home) || Path::new(other) == home.with_extension("rs")
        })
        .filter_map(|other| text(other))
        .any(|text| declares(&text, module));
    declared || files.iter().any(|other| names_by_path(other, path))
}

/// Whether a file above names this one by its path.
fn names_by_path(other: &str, path: &Path) -> bool {
    let below = Path::new(other).parent().and_then(|folder| path.strip_prefix(folder).ok());
    let attribute = below.map(|below| format!("#[path = \"{}\"]", below.display()));
    attribute.is_some_and(|attribute| text(other).is_some_and(|text| text.contains(&attribute)))
}

/// `mod name;`, or the name on a line of its own or in a list, as a macro that declares modules would have it.
fn declares(text: &str, module: &str) -> bool {
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).any(|line| {
        line.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|word| word == module)
            && (line.contains("mod ") || line.trim().trim_end_matches([',', ';']) == module)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_found_by_their_declaration() {
        assert!(declares("pub mod zendesk;\n", "zendesk"));
        assert!(declares("formats! {\n    zendesk,\n}", "zendesk"));
        assert!(!declares("// mod zendesk;\nmod zendesk_json;\nuse zendesk::Format;", "zendesk"));
    }

    #[test]
    fn a_file_without_a_parent_is_an_orphan() {
        let files = ["xtask/src/lib.rs", "xtask/src/lint/mod.rs"].map(str::to_string);
        assert!(is_reached("xtask/src/lint/formatting.rs", &files));
        assert!(is_reached("xtask/src/lint/mod.rs", &files));
        assert!(is_reached("xtask/src/main.rs", &files));
        assert!(!is_reached("xtask/src/lint/forgotten.rs", &files));
    }
}
