//! `cargo xtask fuzz`: bytes that nobody exports, fed to each part that reads files, in a loop that needs no nightly compiler.

use crate::workspace::{fuzz_manifest, root, target_dir};
use crate::{Outcome, process};

/// Runs all targets, or the named ones, for the minutes that `--minutes` says (one, if it does not).
pub fn run(words: &[String]) -> Outcome {
    let minutes = ["--minutes".to_string(), "1".to_string()];
    let is_timed = words.iter().any(|word| word == "--minutes" || word == "--seconds");
    process::run(
        process::command("cargo")
            .args(["run", "--release", "--quiet", "--bin", "mutate", "--manifest-path"])
            .arg(fuzz_manifest())
            .arg("--target-dir")
            .arg(target_dir().join("fuzz"))
            .arg("--")
            .args(if is_timed { &[] } else { &minutes[..] })
            .args(words)
            .current_dir(root()),
    )
    .map_err(|_| {
        "there are findings, kept in fuzz/artifacts; each is an input that the named target does not bear"
            .into()
    })
}
