//! The build tools at the versions this repository names: the wasm target, Trunk and wasm-bindgen.
//!
//! A tool on `PATH` is used when its version matches. Otherwise it is built once into a cache of the user's
//! (docs/decisions/0005-tool-cache.md), because neither is offered as a binary by a package registry.

use crate::workspace::{WASM_TARGET, root};
use crate::{Outcome, process};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

/// The Trunk that `Trunk.toml` was written for.
const TRUNK_VERSION: &str = "0.21.14";

/// The folders to put before `PATH` so that cargo, Trunk and the test runner find their tools.
#[derive(Debug, Default, Clone)]
pub struct Tools {
    folders: Vec<PathBuf>,
}

impl Tools {
    /// Makes sure of the wasm target, Trunk and wasm-bindgen.
    pub fn for_site() -> Outcome<Tools> {
        wasm_target()?;
        let mut tools = Tools::default();
        tools.folders.extend(wasm_bindgen()?);
        tools.folders.extend(trunk()?);
        Ok(tools)
    }

    /// Makes sure of the wasm target and wasm-bindgen's test runner.
    pub fn for_wasm_tests() -> Outcome<Tools> {
        wasm_target()?;
        Ok(Tools { folders: wasm_bindgen()?.into_iter().collect() })
    }

    /// A command that finds these tools, run from the repository's root.
    pub fn command(&self, program: &str) -> Command {
        let mut command = process::command(program);
        command.env("PATH", self.path()).current_dir(root());
        command
    }

    fn path(&self) -> OsString {
        let present = std::env::var_os("PATH").unwrap_or_default();
        let folders = self.folders.iter().cloned().chain(std::env::split_paths(&present));
        std::env::join_paths(folders).unwrap_or(present)
    }
}

/// Makes sure that the toolchain can compile for the page.
pub fn wasm_target() -> Outcome {
    let library = process::read(
        process::command("rustc")
            .args(["--print", "target-libdir", "--target", WASM_TARGET])
            .current_dir(root()),
    )?;
    if PathBuf::from(library.trim()).is_dir() {
        return Ok(());
    }
    process::run(process::command("rustup").args(["target", "add", WASM_TARGET]).current_dir(root())).map_err(
        |failure| {
            format!(
                "{failure}\nThe page is compiled for {WASM_TARGET}. Install that target for your Rust toolchain, \
                 with rustup or from your distribution, and run the command again."
            )
        },
    )
}

/// Makes sure of the components that `lint` and `fmt` use; a toolchain that was installed before `rust-toolchain.toml`
/// asked for them may lack them.
pub fn rust_components() -> Outcome {
    for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if process::read(process::command("cargo").args([subcommand, "--version"]).current_dir(root()))
            .is_err()
        {
            process::run(
                process::command("rustup").args(["component", "add", component]).current_dir(root()),
            )?;
        }
    }
    Ok(())
}

fn trunk() -> Outcome<Option<PathBuf>> {
    provide("trunk", "trunk", TRUNK_VERSION, true)
}

fn wasm_bindgen() -> Outcome<Option<PathBuf>> {
    // Its own lock file may name crates newer than a mirror of the registry has, so it is resolved afresh.
    provide("wasm-bindgen-cli", "wasm-bindgen", &locked_version("wasm-bindgen")?, false)
}

/// The version of a crate in Cargo.lock.
fn locked_version(name: &str) -> Outcome<String> {
    let lock =
        std::fs::read_to_string(root().join("Cargo.lock")).map_err(|error| format!("Cargo.lock: {error}"))?;
    let mut lines = lock.lines();
    lines
        .by_ref()
        .find(|line| *line == format!("name = \"{name}\""))
        .and_then(|_| lines.next())
        .and_then(|line| line.strip_prefix("version = \""))
        .and_then(|rest| rest.strip_suffix('"'))
        .map(str::to_string)
        .ok_or_else(|| format!("Cargo.lock names no {name}: is the page part of the workspace?"))
}

/// Returns the folder of the program, or `None` when the one on `PATH` will do.
fn provide(package: &str, program: &str, version: &str, locked: bool) -> Outcome<Option<PathBuf>> {
    if process::on_path(program).is_some_and(|file| is_version(&file.into_os_string(), version)) {
        return Ok(None);
    }
    let home = cache()?.join(format!("{package}-{version}"));
    let folder = home.join("bin");
    let file = folder.join(format!("{program}{}", std::env::consts::EXE_SUFFIX));
    if is_version(&file.clone().into_os_string(), version) {
        return Ok(Some(folder));
    }
    println!(
        "{package} {version} is not on this machine. It is compiled once, which takes some minutes, into\n  {}",
        home.display()
    );
    let mut install = process::command("cargo");
    install.args(["install", package, "--version", &format!("={version}"), "--force", "--root"]).arg(&home);
    if locked {
        install.arg("--locked");
    }
    // The folder stands outside the repository, so that its compiler flags do not reach the tool.
    std::fs::create_dir_all(&home).map_err(|error| format!("cannot create {}: {error}", home.display()))?;
    process::run(install.current_dir(&home).env_remove("CARGO_TARGET_DIR"))?;
    if is_version(&file.into_os_string(), version) {
        Ok(Some(folder))
    } else {
        Err(format!("{program} was installed but does not say that it is version {version}"))
    }
}

fn is_version(program: &OsString, version: &str) -> bool {
    process::read(process::command(program).arg("--version"))
        .is_ok_and(|text| text.split_whitespace().any(|word| word == version))
}

fn cache() -> Outcome<PathBuf> {
    let home = || std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE")).map(PathBuf::from);
    let caches = match std::env::var_os("XDG_CACHE_HOME").filter(|folder| !folder.is_empty()) {
        Some(folder) => Some(PathBuf::from(folder)),
        None if cfg!(target_os = "macos") => home().map(|folder| folder.join("Library/Caches")),
        None if cfg!(windows) => std::env::var_os("LOCALAPPDATA").map(PathBuf::from),
        None => home().map(|folder| folder.join(".cache")),
    };
    caches
        .map(|folder| folder.join("assay-tools"))
        .ok_or_else(|| "set HOME or XDG_CACHE_HOME: the build tools are kept there".to_string())
}
