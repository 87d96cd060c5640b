//! `cargo xtask test`: native tests, the same engine as wasm in a real browser, and the built site end to end.

use crate::browser::{Browser, FLAGS};
use crate::process::Steps;
use crate::site::{Profile, bundle, weigh};
use crate::tools::{Tools, wasm_target};
use crate::workspace::{WASM_PACKAGES, WASM_TARGET, e2e_manifest, root, rust_files, target_dir, text};
use crate::{Outcome, process};
use std::collections::BTreeMap;
use std::process::Command;

const KINDS: [&str; 3] = ["native", "wasm", "e2e"];

/// Runs all kinds of tests, or the named ones.
pub fn run(kinds: &[String]) -> Outcome {
    if let Some(unknown) = kinds.iter().find(|kind| !KINDS.contains(&kind.as_str())) {
        return Err(format!("`test` knows {}, not `{unknown}`", KINDS.join(", ")));
    }
    let wants = |kind: &str| kinds.is_empty() || kinds.iter().any(|wanted| wanted == kind);
    let mut steps = Steps::default();
    if wants("native") {
        steps.run("native tests", native);
    }
    if wants("wasm") {
        steps.run("wasm tests in the browser", wasm);
    }
    if wants("e2e") && steps.run("release site", site_and_its_tests) {
        steps.run("end-to-end tests in the browser", end_to_end);
    }
    steps.close()
}

fn native() -> Outcome {
    process::run(
        process::command("cargo")
            .args(["test", "--workspace", "--locked", "--no-fail-fast"])
            .current_dir(root()),
    )
}

fn wasm() -> Outcome {
    wasm_target()?;
    let suites = wasm_suites()?;
    if suites.is_empty() {
        println!("no test file asks for the browser");
        return Ok(());
    }
    let tools = Tools::for_wasm_tests()?;
    let browser = Browser::provide()?;
    let capabilities = target_dir().join("wasm-test-webdriver.json");
    let options = serde_json::json!({ "goog:chromeOptions": { "binary": browser.program, "args": FLAGS } });
    std::fs::create_dir_all(target_dir())
        .and_then(|()| std::fs::write(&capabilities, options.to_string()))
        .map_err(|error| format!("cannot write {}: {error}", capabilities.display()))?;
    let mut failures = Vec::new();
    for (package, tests) in suites {
        let mut cargo = tools.command("cargo");
        cargo.args(["test", "--locked", "--no-fail-fast", "--target", WASM_TARGET, "--package", &package]);
        for test in &tests {
            cargo.args(["--test", test]);
        }
        cargo.env("CHROMEDRIVER", &browser.driver).env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &capabilities);
        // Static hosts send no isolation headers, so the tests must not have them either.
        cargo.env("WASM_BINDGEN_TEST_NO_ORIGIN_ISOLATION", "1").env("WASM_BINDGEN_TEST_TIMEOUT", "180");
        failures.extend(process::run(&mut cargo).err());
    }
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n")) }
}

/// Test files that are written for the browser: package → names of the tests. Found by what they say, not by a list.
pub fn wasm_suites() -> Outcome<BTreeMap<String, Vec<String>>> {
    let mut suites: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in rust_files()? {
        let Some((folder, name)) = path.rsplit_once('/') else { continue };
        let package = match folder {
            "tests" => "assay",
            _ => match folder.strip_prefix("crates/").and_then(|rest| rest.strip_suffix("/tests")) {
                Some(package) => package,
                None => continue,
            },
        };
        let is_for_browser = text(&path).is_some_and(|text| text.contains("wasm_bindgen_test::"));
        if is_for_browser && WASM_PACKAGES.contains(&package) {
            suites.entry(package.to_string()).or_default().push(name.trim_end_matches(".rs").to_string());
        }
    }
    Ok(suites)
}

/// Builds the site, and compiles its tests meanwhile: linking the site keeps one core busy for minutes.
fn site_and_its_tests() -> Outcome {
    std::thread::scope(|scope| {
        // What fails to compile is told by the step that runs it.
        scope.spawn(|| process::read(cargo_end_to_end().arg("--no-run")));
        weigh(&bundle(&Tools::for_site()?, Profile::Release)?)
    })
}

fn end_to_end() -> Outcome {
    let browser = Browser::provide()?;
    process::run(cargo_end_to_end().env("CHROME", &browser.program).env("CHROMEDRIVER", &browser.driver))
}

fn cargo_end_to_end() -> Command {
    let mut cargo = process::command("cargo");
    cargo.args(["test", "--locked", "--no-fail-fast", "--manifest-path"]).arg(e2e_manifest());
    cargo.arg("--target-dir").arg(target_dir().join("e2e")).current_dir(root());
    cargo
}
