//! Who may know whom. The borders of `ARCHITECTURE.md`, checked on the graph that cargo resolved for the page.

use super::metadata::Graph;
use super::verdict;
use crate::Outcome;
use crate::workspace::{WASM_PACKAGES, WASM_TARGET, root, rust_files, text};

/// Crate → what it must not reach, however indirectly.
const NEVER_REACHED: [(&str, &[&str]); 5] = [
    (
        "model",
        &["engine", "charts", "worker", "assay", "wasm-bindgen", "js-sys", "web-sys", "leptos", "plotters"],
    ),
    (
        "engine",
        &[
            "charts",
            "worker",
            "unpack",
            "assay",
            "wasm-bindgen",
            "js-sys",
            "web-sys",
            "leptos",
            "plotters",
            "rayon",
            "tokio",
        ],
    ),
    // plotters itself brings web-sys on wasm, so for charts that one is judged by name, below.
    ("charts", &["engine", "worker", "assay", "leptos"]),
    // What only workbooks and archives need must not come with the first load.
    ("worker", &["charts", "unpack", "assay", "leptos", "plotters"]),
    (
        "unpack",
        &["engine", "charts", "worker", "assay", "wasm-bindgen", "js-sys", "web-sys", "leptos", "plotters"],
    ),
];

/// Crate → the only crates it may name. The page reaches the engine through `worker::run` alone, never by itself.
const ONLY_NAMED: [(&str, &[&str]); 2] = [("model", &["serde"]), ("kernels", &[])];

/// Crate → crates it must not name itself.
const NEVER_NAMED: [(&str, &[&str]); 2] =
    [("assay", &["engine"]), ("charts", &["web-sys", "js-sys", "plotters-canvas"])];

/// What the engine's sources must not say: it has no clock, no file, no thread, no network and no environment.
const NOT_IN_ENGINE: [&str; 8] = [
    "std::fs",
    "std::thread",
    "std::env",
    "std::process",
    "TcpStream",
    "UdpSocket",
    "SystemTime",
    "Instant::now",
];

/// Complains about every border that is crossed.
pub fn check() -> Outcome {
    let graph = Graph::read(&root().join("Cargo.toml"), Some(WASM_TARGET))?;
    let mut complaints = Vec::new();
    for (name, forbidden) in NEVER_REACHED {
        let Some(package) = graph.own(name) else { return Err(format!("there is no crate {name}")) };
        let reached = graph.reached(package);
        let ways = forbidden.iter().filter_map(|forbidden| reached.get(forbidden));
        complaints.extend(ways.map(|way| format!("{name} must not reach this: {way}")));
    }
    for name in WASM_PACKAGES {
        let reached = graph.own(name).is_some_and(|package| graph.reached(package).contains_key("xtask"));
        complaints.extend(reached.then(|| format!("{name} must not need xtask")));
    }
    for (name, allowed) in ONLY_NAMED {
        let direct = graph.own(name).map(|package| graph.direct(package)).unwrap_or_default();
        let surplus = direct.into_iter().filter(|dependency| !allowed.contains(dependency));
        complaints.extend(
            surplus.map(|dependency| format!("{name} may depend on {allowed:?} only, not on {dependency}")),
        );
    }
    for (name, forbidden) in NEVER_NAMED {
        let direct = graph.own(name).map(|package| graph.direct(package)).unwrap_or_default();
        let named = forbidden.iter().filter(|forbidden| direct.contains(*forbidden));
        complaints
            .extend(named.map(|dependency| format!("{name} must not depend on {dependency} by itself")));
    }
    complaints.extend(engine_sources()?);
    verdict(complaints)
}

fn engine_sources() -> Outcome<Vec<String>> {
    let mut complaints = Vec::new();
    // Tests may read fixtures.
    let is_judged = |path: &&String| path.starts_with("crates/engine/src/") && !path.ends_with("tests.rs");
    for path in rust_files()?.iter().filter(is_judged) {
        for (index, line) in text(path).unwrap_or_default().lines().enumerate() {
            // Those within a file stand at its end.
            if line.trim_start().starts_with("#[cfg(test)]") {
                break;
            }
            let code = line.split("//").next().unwrap_or_default();
            let said = NOT_IN_ENGINE.iter().filter(|forbidden| code.contains(**forbidden));
            complaints
                .extend(said.map(|forbidden| format!("{path}:{}: the engine has no {forbidden}", index + 1)));
        }
    }
    Ok(complaints)
}
