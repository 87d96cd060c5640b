//! The module that unpacks workbooks and archives: compiled after the page, put beside it under names that tell its content, and
//! named in the page's boot tag. Trunk has no name with a hash for a second program.

use crate::site::{Profile, without_folders};
use crate::tools::Tools;
use crate::workspace::{WASM_TARGET, target_dir};
use crate::{Outcome, process};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

/// How its files' names begin.
pub const PREFIX: &str = "unpacker-";

/// Compiles it and adds it to the site in that folder.
pub fn add(tools: &Tools, profile: Profile, folder: &Path) -> Outcome {
    let built = match profile {
        Profile::Release => "unpacker",
        Profile::Dev => "debug",
    };
    let mut cargo = tools.command("cargo");
    cargo.args([
        "build",
        "--quiet",
        "--locked",
        "--offline",
        "--package",
        "unpacker",
        "--target",
        WASM_TARGET,
    ]);
    if profile == Profile::Release {
        cargo.args(["--profile", built]);
        cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", without_folders()?);
    }
    process::run(&mut cargo)?;
    let bound = target_dir().join("unpacker-bound");
    let mut bindgen = tools.command("wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", "unpacker", "--out-dir"]).arg(&bound);
    bindgen.arg(target_dir().join(WASM_TARGET).join(built).join("unpacker.wasm"));
    process::run(&mut bindgen)?;
    let read = |name: &str| {
        std::fs::read(bound.join(name)).map_err(|error| format!("{}: {error}", bound.join(name).display()))
    };
    let (glue, module) = (read("unpacker.js")?, read("unpacker_bg.wasm")?);
    let mut hasher = DefaultHasher::new();
    (&glue, &module).hash(&mut hasher);
    let name = format!("{PREFIX}{:016x}", hasher.finish());
    let write = |name: &str, bytes: &[u8]| {
        std::fs::write(folder.join(name), bytes)
            .map_err(|error| format!("{}: {error}", folder.join(name).display()))
    };
    write(&format!("{name}.js"), &glue)?;
    write(&format!("{name}.wasm"), &module)?;
    let index =
        std::fs::read_to_string(folder.join("index.html")).map_err(|error| format!("index.html: {error}"))?;
    write("index.html", named(&index, &name)?.as_bytes())
}

/// The page with the module named in its boot tag.
fn named(index: &str, name: &str) -> Outcome<String> {
    const BEFORE: &str = " data-js=\"";
    let mut parts = index.splitn(2, BEFORE);
    match (parts.next(), parts.next()) {
        (Some(head), Some(rest)) => Ok(format!(
            "{head} data-unpack-js=\"./{name}.js\" data-unpack-wasm=\"./{name}.wasm\"{BEFORE}{rest}"
        )),
        _ => Err("index.html has no boot tag with data-js: see pattern_script in Trunk.toml".to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn the_boot_tag_names_the_module() {
        let page = "<script type=\"module\" src=\"./boot.js\" data-js=\"./a.js\"></script>";
        let told = named(page, "unpacker-7").unwrap();
        assert!(told.contains(
            " data-unpack-js=\"./unpacker-7.js\" data-unpack-wasm=\"./unpacker-7.wasm\" data-js=\"./a.js\""
        ));
        assert!(named("<script></script>", "x").is_err());
    }
}
