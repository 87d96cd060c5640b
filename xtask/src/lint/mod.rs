//! `cargo xtask lint`: what can be judged without running the product.

pub mod clippy;
pub mod dependencies;
pub mod formatting;
pub mod house;
pub mod licences;
pub mod metadata;
pub mod registries;

use crate::Outcome;
use crate::process::Steps;
use crate::tools::{rust_components, wasm_target};

/// Runs every check; one that fails does not hide the others.
pub fn run() -> Outcome {
    rust_components()?;
    wasm_target()?;
    let mut steps = Steps::default();
    steps.run("formatting", formatting::check);
    steps.run("house rules", house::check);
    steps.run("one file and one line", registries::check);
    steps.run("dependency borders", dependencies::check);
    steps.run("licences", licences::check);
    steps.run("clippy, native", clippy::native);
    steps.run("clippy, wasm", clippy::wasm);
    steps.run("clippy, end-to-end tests", clippy::end_to_end);
    steps.run("clippy, fuzz targets", clippy::fuzz);
    steps.close()
}

/// Turns a list of complaints into an outcome.
fn verdict(complaints: Vec<String>) -> Outcome {
    if complaints.is_empty() { Ok(()) } else { Err(complaints.join("\n")) }
}
