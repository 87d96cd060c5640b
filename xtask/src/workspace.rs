//! Where things are in this repository.

use crate::{Outcome, process};
use std::path::{Path, PathBuf};

/// The crates that are compiled into the page's wasm and into the module that unpacks.
pub const WASM_PACKAGES: [&str; 8] =
    ["assay", "worker", "engine", "kernels", "charts", "model", "unpack", "unpacker"];

/// The target of the page.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The repository's root folder.
pub fn root() -> PathBuf {
    // xtask is always run from its checkout, so the folder it was compiled in is the right one.
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// The built site.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// The manifest of the end-to-end crate, which stands outside the workspace so that the page never sees its dependencies.
pub fn e2e_manifest() -> PathBuf {
    root().join("tests/e2e/Cargo.toml")
}

/// The manifest of the fuzz targets, outside the workspace, too.
pub fn fuzz_manifest() -> PathBuf {
    root().join("fuzz/Cargo.toml")
}

/// The build folder (`CARGO_TARGET_DIR` where that is set).
pub fn target_dir() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// The files of the repository that are or would be tracked, relative to the root, sorted.
pub fn files() -> Outcome<Vec<String>> {
    let listing = process::read(
        process::command("git")
            .args(["ls-files", "--cached", "--others", "--exclude-standard"])
            .current_dir(root()),
    )
    .map_err(|failure| format!("the house rules are checked over the files that git lists: {failure}"))?;
    let mut files: Vec<String> =
        listing.lines().filter(|path| root().join(path).is_file()).map(str::to_string).collect();
    files.sort();
    files.dedup();
    Ok(files)
}

/// Same, only Rust sources.
pub fn rust_files() -> Outcome<Vec<String>> {
    Ok(files()?.into_iter().filter(|path| path.ends_with(".rs")).collect())
}

/// The text of a file of the repository; `None` when it is not text.
pub fn text(path: &str) -> Option<String> {
    String::from_utf8(std::fs::read(root().join(path)).ok()?).ok()
}
