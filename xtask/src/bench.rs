//! `cargo xtask bench`: the engine natively (criterion), then the page itself with a million tickets in Chromium.

use crate::browser::Browser;
use crate::process::Steps;
use crate::site::{Profile, bundle};
use crate::tools::Tools;
use crate::workspace::{e2e_manifest, root, target_dir};
use crate::{Outcome, process};

/// Runs both benchmarks, or the named one; `--rows N` changes the size of the file in the browser.
pub fn run(words: &[String]) -> Outcome {
    let mut rows = 1_000_000_u64;
    let mut kinds = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "native" | "browser" => kinds.push(word.as_str()),
            "--rows" => {
                rows = words.next().and_then(|text| text.parse().ok()).ok_or("--rows wants a number")?;
            }
            _ => return Err(format!("`bench` knows native, browser and --rows N, not `{word}`")),
        }
    }
    let wants = |kind: &str| kinds.is_empty() || kinds.contains(&kind);
    let mut steps = Steps::default();
    if wants("native") {
        steps.run("engine, native", || {
            process::run(
                process::command("cargo")
                    .args(["bench", "--locked", "--package", "engine"])
                    .current_dir(root()),
            )
        });
    }
    if wants("browser")
        && steps.run("release site", || bundle(&Tools::for_site()?, Profile::Release).map(drop))
    {
        steps.run("page, in the browser", || browser(rows));
    }
    steps.close()
}

fn browser(rows: u64) -> Outcome {
    let browser = Browser::provide()?;
    process::run(
        process::command("cargo")
            .args(["run", "--release", "--locked", "--quiet", "--bin", "bench_page", "--manifest-path"])
            .arg(e2e_manifest())
            .arg("--target-dir")
            .arg(target_dir().join("e2e"))
            .args(["--", &rows.to_string()])
            .env("CHROME", &browser.program)
            .env("CHROMEDRIVER", &browser.driver)
            .current_dir(root()),
    )
}
