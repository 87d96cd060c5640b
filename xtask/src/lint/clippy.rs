//! Clippy for every target that a crate is really compiled for.

use crate::test::wasm_suites;
use crate::workspace::{WASM_PACKAGES, WASM_TARGET, e2e_manifest, fuzz_manifest, root, target_dir};
use crate::{Outcome, process};

/// Everything but the page, which only makes sense in a browser.
pub fn native() -> Outcome {
    process::run(
        process::command("cargo")
            .args(["clippy", "--quiet", "--locked", "--workspace", "--exclude", "assay", "--all-targets"])
            .args(["--", "-D", "warnings"])
            .current_dir(root()),
    )
}

/// What is compiled into the page, and the tests that run in a browser.
pub fn wasm() -> Outcome {
    // Only the browser's own tests: the native ones pull in crates that do not compile for wasm.
    let mut runs: Vec<Vec<String>> = vec![vec!["--lib".into(), "--bins".into()]];
    let mut packages: Vec<Vec<&str>> = vec![WASM_PACKAGES.to_vec()];
    let suites = wasm_suites()?;
    for (package, tests) in &suites {
        runs.push(tests.iter().flat_map(|test| ["--test".to_string(), test.clone()]).collect());
        packages.push(vec![package.as_str()]);
    }
    for (targets, packages) in runs.iter().zip(&packages) {
        let mut cargo = process::command("cargo");
        cargo.args(["clippy", "--quiet", "--locked", "--target", WASM_TARGET]);
        cargo.args(packages.iter().flat_map(|package| ["--package", *package])).args(targets);
        process::run(cargo.args(["--", "-D", "warnings"]).current_dir(root()))?;
    }
    Ok(())
}

/// The end-to-end crate, which is no member of the workspace.
pub fn end_to_end() -> Outcome {
    process::run(
        process::command("cargo")
            .args(["clippy", "--quiet", "--locked", "--all-targets", "--manifest-path"])
            .arg(e2e_manifest())
            .arg("--target-dir")
            .arg(target_dir().join("e2e"))
            .args(["--", "-D", "warnings"])
            .current_dir(root()),
    )
}

/// The fuzz targets, which are no member either. Those for libFuzzer are one line each and want a C++ compiler; they are left out.
/// Not locked: what the product needs may change without a thought of them.
pub fn fuzz() -> Outcome {
    process::run(
        process::command("cargo")
            .args(["clippy", "--quiet", "--all-targets", "--manifest-path"])
            .arg(fuzz_manifest())
            .arg("--target-dir")
            .arg(target_dir().join("fuzz"))
            .args(["--", "-D", "warnings"])
            .current_dir(root()),
    )
}
